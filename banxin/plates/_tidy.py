"""Content streams of strangers' files, put so that every reader draws them alike, as Ghostscript draws the file alone.

States and text objects that are not closed, or closed once too often, are balanced; pictures within the line become
objects, so that their abbreviations are read in one place only; operators that no standard knows are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The operators of content streams (ISO 32000-1, Annex A), without those that mark content or bracket unknown ones.
KNOWN = frozenset(
    [
        "b",
        "B",
        "b*",
        "B*",
        "c",
        "cm",
        "CS",
        "cs",
        "d",
        "d0",
        "d1",
        "Do",
        "ET",
        "f",
        "F",
        "f*",
        "G",
        "g",
        "gs",
        "h",
        "i",
        "j",
        "J",
        "K",
        "k",
        "l",
        "m",
        "M",
        "n",
        "q",
        "Q",
        "re",
        "RG",
        "rg",
        "ri",
        "s",
        "S",
        "sc",
        "SC",
        "scn",
        "SCN",
        "sh",
        "T*",
        "Tc",
        "Td",
        "TD",
        "Tf",
        "Tj",
        "TJ",
        "TL",
        "Tm",
        "Tr",
        "Ts",
        "Tw",
        "Tz",
        "v",
        "w",
        "W",
        "W*",
        "y",
        "'",
        '"',
        "BT",
    ]
) | {"INLINE IMAGE"}
#: Whether a stream may have a picture within the line, as bytes.
_INLINE = re.compile(rb"(?:^|[\s\]>)])BI[\s/]")
_DEEPEST = 40
#: Parts of a pixel by the family of its colour space; any other is left as long as it is.
_PARTS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/Indexed": 1, "/Separation": 1, "/CalGray": 1}


def balanced(lib: Any, instructions: Iterable[Any], *, page: bool) -> tuple[list[Any], bool]:
    """The same drawing with every ``q`` and ``BT`` closed once and where it was opened; whether it had to be mended.

    On a page, Ghostscript takes the first ``Q`` too many back to the state that the page begins with and passes over
    the others; in forms, patterns and glyphs it passes over all of them.
    """
    stack = _Stack(lib)
    mended, first = False, page
    for one in instructions:
        word = str(one.operator)
        if word == "BT" and stack.in_text:
            stack.add("ET")
            mended = True
        elif word == "BT":
            stack.open.append("BT")
        elif word == "ET":
            whole, kept = stack.end_text()
            mended = mended or not whole
            if not kept:
                continue
        elif word == "q":
            stack.open.append("q")
            stack.states += 1
        elif word == "Q" and stack.states:
            mended = stack.restore() or mended
        elif word == "Q":
            mended = True
            if first:
                first = False
                stack.begin_again(one)
            continue
        stack.made.append(one)
    for word in reversed(stack.open):
        stack.add("ET" if word == "BT" else "Q")
    return stack.made, mended or bool(stack.open)


class _Stack:
    """States and texts that are open, and the operators that were kept."""

    def __init__(self, lib: Any) -> None:
        self._lib = lib
        self.made: list[Any] = []
        self.open: list[str] = []
        self.states = 0

    def add(self, word: str) -> None:
        """An operator that the stream lacks."""
        self.made.append(self._lib.ContentStreamInstruction([], self._lib.Operator(word)))

    @property
    def in_text(self) -> bool:
        """Whether a text is open in the innermost state."""
        return self.open[-1:] == ["BT"]

    def end_text(self) -> tuple[bool, bool]:
        """An ``ET``: whether a text is open in this state, and whether one is open at all."""
        if self.in_text:
            self.open.pop()
            return True, True
        if len(self.open) == self.states:
            return False, False
        # A state that was opened within the text goes on after it.
        del self.open[len(self.open) - 1 - self.open[::-1].index("BT")]
        return False, True

    def restore(self) -> bool:
        """A ``Q`` that has its ``q``; whether a text had to be closed that was begun in that state."""
        closed = self.in_text
        if closed:
            self.add("ET")
            self.open.pop()
        self.open.pop()
        self.states -= 1
        return closed

    def begin_again(self, back: Any) -> None:
        """The first ``Q`` too many of a page: back to the state that it begins with."""
        self.made.insert(0, self._lib.ContentStreamInstruction([], self._lib.Operator("q")))
        if self.open:
            self.add("ET")
        self.made.append(back)
        if self.open:
            self.add("BT")


class Inline:
    """Makes objects of the pictures within the lines of a page, and of all that it draws with."""

    def __init__(self, lib: Any, pdf: Any, measure: Any) -> None:
        """``measure`` refuses a stream that grows too large."""
        self._lib = lib
        self._pdf = pdf
        self._measure = measure
        self._seen: set[tuple[int, int]] = set()
        self._count = 0

    def page(self, page: Any, resources: Any) -> None:
        """A page and its resources."""
        if not isinstance(resources, self._lib.Dictionary):
            return
        parts = page.obj.get("/Contents")
        streams = list(parts) if isinstance(parts, self._lib.Array) else [parts]
        if all(isinstance(one, self._lib.Stream) for one in streams):
            self._measure(page)
            data = b"\n".join(one.read_bytes() for one in streams)
            made = self._set_out(data, page, resources)
            if made is not None:
                page.obj["/Contents"] = self._pdf.make_stream(made)
        self._below(resources, 0)

    def _below(self, resources: Any, deep: int) -> None:
        lib = self._lib
        if deep > _DEEPEST or not isinstance(resources, lib.Dictionary):
            return
        for key in ("/XObject", "/Pattern"):
            for one in _values(lib, resources.get(key)):
                kind = str(one.get("/Subtype")) if key == "/XObject" else "/Form"
                if isinstance(one, lib.Stream) and kind == "/Form":
                    self._stream(one, resources, deep)
        for font in _values(lib, resources.get("/Font")):
            if str(font.get("/Subtype")) == "/Type3":
                for glyph in _values(lib, font.get("/CharProcs")):
                    if isinstance(glyph, lib.Stream):
                        self._stream(glyph, font.get("/Resources"), deep)
                self._below(font.get("/Resources"), deep + 1)
        for state in _values(lib, resources.get("/ExtGState")):
            mask = state.get("/SMask")
            group = mask.get("/G") if isinstance(mask, lib.Dictionary) else None
            if isinstance(group, lib.Stream):
                self._stream(group, resources, deep)

    def _stream(self, stream: Any, outer: Any, deep: int) -> None:
        if stream.objgen in self._seen:
            return
        self._seen.add(stream.objgen)
        resources = stream.get("/Resources", outer)
        self._measure(stream)
        data = stream.read_bytes()
        if isinstance(resources, self._lib.Dictionary):
            made = self._set_out(data, stream, resources)
            if made is not None:
                stream.write(made)
        self._below(stream.get("/Resources"), deep + 1)

    def _set_out(self, data: bytes, stream: Any, resources: Any) -> bytes | None:
        """A stream whose pictures are objects among its resources; ``None`` where it has none."""
        if not _INLINE.search(data):
            return None
        lib, out, found = self._lib, [], False
        for one in lib.parse_content_stream(stream):
            if str(one.operator) != "INLINE IMAGE":
                out.append(one)
                continue
            name = self._object(one.operands[0], resources)
            out.append(lib.ContentStreamInstruction([name], lib.Operator("Do")))
            found = True
        return bytes(lib.unparse_content_stream(out)) if found else None

    def _object(self, image: Any, resources: Any) -> Any:
        lib, entries, data = self._lib, image.obj, bytes(image._data._inline_image_raw_bytes())  # noqa: SLF001 - has no other door
        for key in ("/Length", "/L"):
            if key in entries:
                del entries[key]
        space = entries.get("/ColorSpace")
        named = resources.get("/ColorSpace", lib.Dictionary())
        # Names of device spaces and their abbreviations go before those of resources (ISO 32000-1, 8.9.7).
        if isinstance(space, lib.Name) and str(space) not in _PARTS and str(space) in named:
            entries["/ColorSpace"] = named[str(space)]
        if "/Filter" not in entries:
            data = data[: _size(lib, entries)]
        elif "/RunLength" in str(entries["/Filter"]) and data[-1:] in b"\r\n\t ":
            data = data[:-1]  # the white before EI; a run would begin with it
        made = self._pdf.make_stream(data, entries)
        made["/Type"], made["/Subtype"] = lib.Name.XObject, lib.Name.Image
        self._count += 1
        name = f"/Inline-{self._count}"
        if "/XObject" not in resources:
            resources["/XObject"] = lib.Dictionary()
        resources["/XObject"][name] = made
        return lib.Name(name)


def _values(lib: Any, held: Any) -> Iterator[Any]:
    """The dictionaries and streams in a dictionary of them."""
    if isinstance(held, lib.Dictionary):
        for key in list(held.keys()):
            one = held.get(key)
            if isinstance(one, (lib.Dictionary, lib.Stream)):
                yield one


def _size(lib: Any, entries: Any) -> int | None:
    """How many bytes the pixels of an image without filters take; ``None`` where that is not to be told."""
    space = entries.get("/ColorSpace")
    stencil = bool(entries.get("/ImageMask", False))
    count = 1 if stencil else _PARTS.get(str(space[0] if isinstance(space, lib.Array) else space))
    bits = 1 if stencil else int(entries.get("/BitsPerComponent", 8))
    if count is None:
        return None
    return (int(entries.get("/Width", 0)) * count * bits + 7) // 8 * int(entries.get("/Height", 0))
