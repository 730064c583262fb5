"""What we use of reportlab: its PDF objects and its document, with its settings fixed.

reportlab reads settings from the environment and the home directory, so it is loaded as a library of our own with
settings of ours: the same page is the same bytes everywhere, and a host's reportlab is left alone (promises P37, P51).
"""

from __future__ import annotations

import hashlib
import types
from functools import cache
from typing import TYPE_CHECKING, Any

from banxin.press.pdf._packing import deflate
from banxin.private import Private

if TYPE_CHECKING:
    from collections.abc import Callable


class _Unused(types.ModuleType):
    """Stands for a module of which nothing is ever used."""

    def __getattr__(self, name: str) -> object:
        """Whatever is asked for at import."""
        if name.startswith("__"):
            raise AttributeError(name)
        return None


def _settings(library: Private) -> types.ModuleType:
    """Reportlab's settings as it ships them, and ours: it would ask the environment, the home directory and modules of the host's."""
    module = types.ModuleType("reportlab.rl_config")
    shipped = vars(library.load("reportlab.rl_settings"))
    vars(module).update({name: [] if name.endswith("SearchPath") else shipped[name] for name in shipped["__all__"]})
    vars(module).update(_OURS)
    return module


_OURS = {
    "useA85": 0, "invariant": 1, "pageCompression": 0, "pdfMultiLine": 0, "pdfComments": 0,
    "register_reset": lambda *_: None, "sys_version": "3",
}  # fmt: skip
# It also loads Pillow and an evaluator of Python. We hand it no picture and nothing to evaluate: both would
# cost a page a tenth of its time, and what is not there cannot be made to run (P13).
_library = Private("reportlab", {
    "PIL": _Unused("PIL"), "reportlab.lib.rl_safe_eval": _Unused("rl_safe_eval"), "reportlab.rl_config": _settings,
})  # fmt: skip
pdfdoc: Any = _library.load("reportlab.pdfbase.pdfdoc")

Reference = pdfdoc.PDFObjectReference


def _written(value: object, document: object) -> bytes:
    """A value as it stands in a file; names, numbers and what is written already, which is most, without reportlab."""
    if type(value) is str:
        return value.encode("ascii")
    if type(value) is int:
        return b"%d" % value
    found: bytes = pdfdoc.format(value, document)
    return found


class Array(pdfdoc.PDFArrayCompact):  # type: ignore[misc]
    """An array in one line."""

    def format(self, document: object) -> bytes:
        """The array as it stands in the file."""
        return b"[" + b" ".join(_written(value, document) for value in self.sequence) + b"]"


class Dictionary(pdfdoc.PDFDictionary):  # type: ignore[misc]
    """A dictionary in one line, its keys in order."""

    def format(self, document: object, _between: bytes = b"") -> bytes:
        """The dictionary as it stands in the file."""
        return b"<<" + b" ".join([_key(key) + _written(self.dict[key], document) for key in sorted(self.dict)]) + b">>"


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


class WrittenObject(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose text is known but for the numbers of the objects that it refers to; with data, a stream.

    Data that does not say how it is encoded is deflated.
    """

    def __init__(self) -> None:
        self.parts: list[object] = []
        self.data: bytes | None = None

    def format(self, document: object) -> bytes:
        """The object as it stands in the file."""
        text = b"".join(_written(part, document) for part in self.parts)
        if self.data is None:
            return text
        plain = b"/Filter " not in text
        data = deflate(self.data) if plain else self.data
        more = (b" /Filter /FlateDecode" if plain else b"") + b" /Length %d>>" % len(data)
        return text.removesuffix(b">>") + more + b"\nstream\n" + data + b"\nendstream"


_IRREGULAR = b"#()<>[]{}/%"


@cache
def name(text: str) -> str:
    """A PDF name, of any text: in UTF-8, what is no regular character by its number (ISO 32000-1, 7.3.5)."""
    return "/" + "".join(
        chr(byte) if 0x21 <= byte <= 0x7E and byte not in _IRREGULAR else f"#{byte:02X}"
        for byte in text.encode("utf-8")
    )


@cache
def _key(key: str) -> bytes:
    return name(key).encode("ascii") + b" "


def string(text: str) -> object:
    """A text string (PDFDocEncoding or UTF-16BE)."""
    return pdfdoc.PDFString(text)


def date(iso: str) -> object:
    """A date at midnight UTC, from 2026-06-01 or 2026-06-01T20:15:00."""
    digits = "".join(filter(str.isdigit, iso))
    return pdfdoc.PDFString(f"D:{digits:0<14}Z")


#: Objects in one object stream: enough to pack well, few enough to be read one at a time.
_TOGETHER = 200


class Document:
    """A PDF file in the making.

    What is no stream is written into object streams, and the cross-reference table is a stream, too (ISO 32000-1,
    7.5.7 and 7.5.8): a tagged page has thousands of small objects.
    """

    def __init__(self, version: tuple[int, int] = (1, 6)) -> None:
        self._document = pdfdoc.PDFDocument(invariant=1, pdfVersion=version)
        self.version = version
        self.pages: list[object] = []
        self._tree = Dictionary({"Type": name("Pages")})
        self._tree_reference = self.add(self._tree)
        self.catalog: dict[str, object] = {"Type": name("Catalog"), "Pages": self._tree_reference}
        self.info: dict[str, object] = {}
        """Left empty, there is none."""

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
        trailer = {"Root": self.add(Dictionary(self.catalog))}
        if self.info:
            trailer["Info"] = self.add(Dictionary(self.info))
        file = _FileBytes(self.version)
        document = self._document
        small: list[tuple[int, bytes]] = []
        # Formatting an object may add others.
        number = 0
        while (number := number + 1) in document.numberToId:
            value = document.idToObject[document.numberToId[number]]
            text = bytes(pdfdoc.format(value, document, toplevel=1))
            if text.endswith(b"endstream"):
                file.add(number, text)
            else:
                small.append((number, text))
        for start in range(0, len(small), _TOGETHER):
            file.add_together(number, small[start : start + _TOGETHER])
            number += 1
        head = b"".join(
            b"/%s %s " % (key.encode("ascii"), pdfdoc.format(value, document)) for key, value in trailer.items()
        )
        return file.finish(number, head)


class _FileBytes:
    """The bytes of a file, and where each object stands."""

    def __init__(self, version: tuple[int, int]) -> None:
        # The comment of high bytes tells programs that move files that this one is no text (ISO 32000-1, 7.5.2).
        self._parts = [b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version]
        self._length = len(self._parts[0])
        self._places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        """Rows of the cross-reference table: kind, place or number of the object stream, generation or index."""

    def add(self, number: int, text: bytes) -> None:
        """Write an object."""
        self._places[number] = 1, self._length, 0
        part = b"%d 0 obj\n%s\nendobj\n" % (number, text)
        self._parts.append(part)
        self._length += len(part)

    def add_together(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        """Write an object stream of that number."""
        heads, texts, at = [], [], 0
        for index, (own, text) in enumerate(objects):
            self._places[own] = 2, number, index
            heads.append(b"%d %d" % (own, at))
            texts.append(text)
            at += len(text) + 1
        head = b" ".join(heads) + b"\n"
        self.add(
            number, _stream(b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head)), head + b"\n".join(texts))
        )

    def finish(self, number: int, trailer: bytes) -> bytes:
        """The file with its cross-reference stream, which has that number.

        The identifier is a hash of everything else: two different files never share one.
        """
        self._places[number] = 1, self._length, 0
        hashed = hashlib.sha256()
        for part in self._parts:
            hashed.update(part)
        digest = hashed.hexdigest()[:32].encode("ascii")
        wide = (self._length.bit_length() + 7) // 8
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(wide, "big") + index.to_bytes(2, "big")
            for kind, place, index in (self._places[at] for at in range(number + 1))
        )
        entries = b"/Type /XRef /Size %d /W [1 %d 2] /ID [<%s> <%s>] %s" % (number + 1, wide, digest, digest, trailer)
        text = _stream(entries, rows)
        return b"".join(
            [*self._parts, b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, text, self._length)]
        )


def _stream(entries: bytes, data: bytes) -> bytes:
    """A deflated stream with its dictionary."""
    packed = deflate(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (entries, len(packed), packed)
