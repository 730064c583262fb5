"""What we use of reportlab: its PDF objects and its document, with its settings fixed.

reportlab reads settings from the environment and the home directory; they are overwritten here, so
that the same page is the same bytes everywhere (promises P37, P51).
"""

from __future__ import annotations

import hashlib
import os
import sys
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

for _name in [name for name in os.environ if name.startswith("RL_")]:
    del os.environ[_name]
# It also runs ~/.reportlab_settings as a program: there is no such file in a home that is not there.
_home = os.environ.get("HOME")
os.environ["HOME"] = os.path.join(os.sep, "nonexistent")


class _Unused(types.ModuleType):
    """Stands for a module of which nothing is ever used."""

    def __getattr__(self, name: str) -> object:
        """Whatever is asked for at import."""
        if name.startswith("__"):
            raise AttributeError(name)
        return None


# It also loads Pillow and an evaluator of Python. We hand it no picture and nothing to evaluate: both would
# cost a page a tenth of its time, and what is not there cannot be made to run (P13).
_unused = [name for name in ("PIL", "reportlab.lib.rl_safe_eval") if name not in sys.modules]
sys.modules.update({name: _Unused(name) for name in _unused})
try:
    from reportlab import rl_config  # type: ignore[import-untyped]
    from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped]
finally:
    for _name in _unused:
        del sys.modules[_name]

from banxin.press.pdf.packing import deflate  # noqa: E402

if _home is None:
    del os.environ["HOME"]
else:
    os.environ["HOME"] = _home
rl_config.useA85 = 0
rl_config.invariant = 1
rl_config.pageCompression = 0
rl_config.pdfMultiLine = 0
rl_config.pdfComments = 0

Array = pdfdoc.PDFArrayCompact
Reference = pdfdoc.PDFObjectReference


class Dictionary(pdfdoc.PDFDictionary):  # type: ignore[misc]
    """A dictionary on as few lines as can be."""

    multiline = False


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream of bytes, or of what gives them when the file is written; deflated unless it says how it is encoded.

    It has the line end before ``endstream`` that PDF/A asks for and reportlab leaves out.
    """

    def __init__(self, entries: dict[str, object], data: bytes | Callable[[], bytes], *, plain: bool = False) -> None:
        """``plain``: written as it is, for readers that look for it (metadata)."""
        super().__init__(Dictionary(entries), data)
        self.plain = plain

    def format(self, document: object) -> bytes:
        """The stream as it stands in the file."""
        entries = dict(self.dictionary.dict)
        data = self.content() if callable(self.content) else self.content
        if "Filter" not in entries and not self.plain:
            data = deflate(data)
            entries["Filter"] = name("FlateDecode")
        entries["Length"] = len(data)
        head: bytes = pdfdoc.format(Dictionary(entries), document)
        return head + b"\nstream\n" + bytes(data) + b"\nendstream"


class Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose text is known but for the numbers of the objects that it refers to; with data, a stream.

    Data that does not say how it is encoded is deflated.
    """

    def __init__(self) -> None:
        self.parts: list[object] = []
        self.data: bytes | None = None

    def format(self, document: object) -> bytes:
        """The object as it stands in the file."""
        text = b"".join(pdfdoc.format(part, document) for part in self.parts)
        if self.data is None:
            return text
        plain = b"/Filter " not in text
        data = deflate(self.data) if plain else self.data
        more = (b" /Filter /FlateDecode" if plain else b"") + b" /Length %d>>" % len(data)
        return text.removesuffix(b">>") + more + b"\nstream\n" + data + b"\nendstream"


def name(text: str) -> str:
    """A PDF name."""
    return str(pdfdoc.PDFName(text))


def string(text: str) -> object:
    """A text string (PDFDocEncoding or UTF-16BE)."""
    return pdfdoc.PDFString(text)


def date(iso: str) -> object:
    """A date at midnight UTC, from 2026-06-01 or 2026-06-01T20:15:00."""
    digits = "".join(filter(str.isdigit, iso))
    return pdfdoc.PDFString(f"D:{digits:0<14}Z")


class Document:
    """A PDF file in the making."""

    def __init__(self, version: tuple[int, int] = (1, 6)) -> None:
        self._document = pdfdoc.PDFDocument(invariant=1, pdfVersion=version)
        self.pages: list[object] = []
        self._tree = Dictionary({"Type": name("Pages")})
        self._tree_reference = self.add(self._tree)
        self.catalog: dict[str, object] = {"Type": name("Catalog"), "Pages": self._tree_reference}
        self.info: dict[str, object] = {}

    def add(self, value: object) -> object:
        """Register an object; returns the reference to it."""
        return self._document.Reference(value)

    def add_page(self, entries: dict[str, object]) -> Dictionary:
        """Append a page, the last of :attr:`pages`; what is set in the dictionary later is written, too."""
        page = Dictionary({"Type": name("Page"), "Parent": self._tree_reference, **entries})
        self.pages.append(self.add(page))
        return page

    def data(self) -> bytes:
        """The file."""
        self._tree["Kids"] = Array(self.pages)
        self._tree["Count"] = len(self.pages)
        document = self._document
        document.Catalog = Dictionary(self.catalog)
        document.info = Dictionary(self.info)
        document.Outlines = None
        body = bytes(document.format())
        # The identifier is a hash of everything else: two different pages never share one.
        at = body.rindex(b"/ID")
        digest = hashlib.sha256(body[:at]).hexdigest()[:32].encode("ascii")
        start = body.index(b"[", at)
        end = body.index(b"]", start)
        tail = body[end + 1 :].split(b"\n", 1)[1]
        tail = tail.split(b"\n", 1)[1] if tail.startswith(b"%") else tail
        return body[:start] + b"[<" + digest + b"><" + digest + b">]\n" + tail
