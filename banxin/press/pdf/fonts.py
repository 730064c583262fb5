"""Faces as composite fonts (Type 0, Identity-H, Identity-V for vertical lines): subsets, widths, and a ToUnicode of our own.

Content codes are the face's own glyph numbers, so text can be written before the subset is made and
the same content serves a page's file and the edition's. Where one glyph stands for two texts (六 and
its compatibility ideograph) the second gets a code of its own, so that each extracts as written.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, name, string

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.faces import Font, Subset
    from banxin.page import TextRun

_SYMBOLIC = 4


class EmbeddedFont:
    """One face of a file: which codes were shown, and what each means. Holds plain data, so it can be sent on."""

    def __init__(self, face: str, *, vertical: bool = False) -> None:
        self.face = face
        self.vertical = vertical
        self.name = ("V" if vertical else "F") + "".join(filter(str.isalnum, face))
        self.widths: dict[int, int] = {}
        """Width of each code used, in thousandths."""
        self.origins: dict[int, tuple[int, int]] = {}
        """Vertical origin of each code used in vertical lines, in thousandths."""
        self._texts: dict[int, str] = {}
        self._spare: dict[tuple[int, str], int] = {}
        self._glyphs: dict[int, int] = {}
        self._own: dict[int, str] = {}
        """What each glyph means that is shown by its own code."""

    def codes(self, run: TextRun, font: Font) -> list[int]:
        """The codes that show a run's glyphs of the face."""
        ids, clusters = run.glyphs.ids, run.glyphs.clusters
        if len(ids) == len(run.text) and clusters == tuple(range(len(ids))):
            codes, known = font.codes(ids), list(map(self._own.get, ids))
            if known == list(run.text):
                return codes
            return [
                code if own == meant else self._code(glyph, meant, font)
                for code, own, glyph, meant in zip(codes, known, ids, run.text, strict=True)
            ]
        text, end, last = run.text, len(run.text), len(ids) - 1
        found = []
        for at, glyph in enumerate(ids):
            start = clusters[at]
            stop = clusters[at + 1] if at < last else end
            if stop == start and at < last:
                stop = next((c for c in clusters[at + 1 :] if c > start), end)
            # Glyphs of one cluster: the first one stands for its text.
            meant = text[start:stop] if not at or clusters[at - 1] != start else ""
            found.append(self._code(glyph, meant, font))
        return found

    def _code(self, glyph: int, meant: str, font: Font) -> int:
        code = font.code(glyph)
        known = self._texts.get(code)
        if known == meant:
            return code
        if known is None:
            self._use(code, glyph, meant, font)
            return code
        return self._spare_code(glyph, meant, font)

    def _use(self, code: int, glyph: int, meant: str, font: Font) -> None:
        self._texts[code] = meant
        if code == font.code(glyph):
            self._own[glyph] = meant
        if self.vertical:
            self.origins[code] = font.vertical_origin(glyph)
        self.widths[code] = font.width(glyph)
        self._glyphs[code] = glyph

    def space(self, font: Font) -> int | None:
        """The code of a space; ``None`` where the face has none."""
        glyph = font.glyph(" ")
        if glyph is None or self._texts.get(font.code(glyph), " ") != " ":
            return None
        self._use(font.code(glyph), glyph, " ", font)
        return font.code(glyph)

    def _spare_code(self, glyph: int, meant: str, font: Font) -> int:
        key = glyph, meant
        code = self._spare.get(key)
        if code is None:
            # From the top down, past what is in use: no face has a glyph there that a page shows by chance.
            code = 0xFFFE - len(self._spare)
            while code in self._texts:
                code -= 1
            self._spare[key] = code
            self._use(code, glyph, meant, font)
        return code

    def merge(self, other: EmbeddedFont) -> bool:
        """Take over what another file's font shows; ``False`` where a code would mean two things."""
        texts, glyphs = {**self._texts, **other._texts}, {**self._glyphs, **other._glyphs}
        if {**texts, **self._texts} != texts or {**glyphs, **self._glyphs} != glyphs:
            return False
        self._texts, self._glyphs, self._own = texts, glyphs, {**self._own, **other._own}
        self.widths.update(other.widths)
        self.origins.update(other.origins)
        return True

    def subset(self, font: Font) -> Subset:
        """The face cut down to what was shown."""
        return font.subset(sorted(set(self._glyphs.values())))

    def embed(self, document: Document, font: Font, subset: Subset, packed: Callable[[], bytes]) -> object:
        """Add the font to a file; ``packed`` gives the subset's data deflated. Returns the reference."""
        tag = hashlib.sha256(repr((self.name, sorted(self._glyphs.items()))).encode()).digest()
        prefix = "".join(chr(65 + byte % 26) for byte in tag[:6])
        base = f"{prefix}+{self.face.replace('@', '-')}"
        kind: dict[str, object] = {"Subtype": name("CIDFontType0C")} if subset.cff else {"Length1": len(subset.data)}
        file = Stream({**kind, "Filter": name("FlateDecode")}, packed)
        metrics = font.metrics()
        descriptor = Dictionary({
            "Type": name("FontDescriptor"), "FontName": name(base), "Flags": _SYMBOLIC,
            "FontBBox": Array([-1000, metrics["descender"], 3000, metrics["ascender"]]), "ItalicAngle": 0,
            "Ascent": metrics["ascender"], "Descent": metrics["descender"], "CapHeight": 733, "StemV": 80,
            "FontFile3" if subset.cff else "FontFile2": document.add(file),
        })  # fmt: skip
        descendant: dict[str, object] = {
            "Type": name("Font"), "Subtype": name("CIDFontType0" if subset.cff else "CIDFontType2"), "BaseFont": name(base),
            "CIDSystemInfo": Dictionary({"Registry": string("Adobe"), "Ordering": string("Identity"), "Supplement": 0}),
            "FontDescriptor": document.add(descriptor), "DW": 1000, "W": Array(self._width_array()),
        }  # fmt: skip
        if self.vertical:
            descendant["W2"] = Array(self._origin_array())
        if not subset.cff:
            descendant["CIDToGIDMap"] = document.add(Stream({}, self._cid_map(subset.numbers)))
        return document.add(Dictionary({
            "Type": name("Font"), "Subtype": name("Type0"), "BaseFont": name(base), "Encoding": self._encoding(document, font, cff=subset.cff),
            "DescendantFonts": Array([document.add(Dictionary(descendant))]),
            "ToUnicode": document.add(Stream({}, self._to_unicode())),
        }))  # fmt: skip

    def _encoding(self, document: Document, font: Font, *, cff: bool) -> object:
        """Codes are CIDs; a CFF face, which has no map from CIDs to glyphs, needs a CMap for codes beyond its own."""
        if not cff or not self._spare:
            return name("Identity-V" if self.vertical else "Identity-H")
        rows = [f"<{code:04X}> {font.code(glyph)}" for code, glyph in sorted(self._glyphs.items())]
        system = Dictionary({"Registry": string("Adobe"), "Ordering": string("Identity"), "Supplement": 0})
        title = "Banxin-V" if self.vertical else "Banxin-H"
        entries: dict[str, object] = {
            "Type": name("CMap"), "CMapName": name(title), "CIDSystemInfo": system, "WMode": int(self.vertical),
        }  # fmt: skip
        return document.add(Stream(entries, _cmap(title, 1, "Identity", rows, "cidchar", int(self.vertical))))

    def _origin_array(self) -> list[object]:
        """Where vertical glyphs hang from: a 字 down the line each, and the origin of every code used."""
        found: list[object] = []
        for code, (x, y) in sorted(self.origins.items()):
            found += [code, Array([-1000, x, y])]
        return found

    def _width_array(self) -> list[object]:
        """Runs of neighbouring codes whose width is not the default."""
        found: list[object] = []
        run: list[int] = []
        first = 0
        for code in sorted(self.widths):
            width = self.widths[code]
            if width == 1000:
                continue
            if run and code == first + len(run):
                run.append(width)
                continue
            if run:
                found += [first, Array(run)]
            first, run = code, [width]
        if run:
            found += [first, Array(run)]
        return found

    def _cid_map(self, numbers: dict[int, int]) -> bytes:
        top = max(self._glyphs) + 1
        table = bytearray(2 * top)
        for code, glyph in self._glyphs.items():
            table[2 * code : 2 * code + 2] = numbers[glyph].to_bytes(2, "big")
        return bytes(table)

    def _to_unicode(self) -> bytes:
        """The CMap from codes to UTF-16BE text, clusters whole, characters above U+FFFF in pairs."""
        meant = sorted((code, text) for code, text in self._texts.items() if text)
        rows = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in meant]
        return _cmap("Adobe-Identity-UCS", 2, "UCS", rows, "bfchar")


def _cmap(title: str, kind: int, ordering: str, rows: list[str], operator: str, mode: int = 0) -> bytes:
    """A CMap of two-byte codes with a hundred rows a section, as the format wants."""
    parts = [_CMAP_HEAD.format(title=title, kind=kind, ordering=ordering, mode=mode)]
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        parts.append(f"{len(part)} begin{operator}\n" + "\n".join(part) + f"\nend{operator}")
    parts.append(_CMAP_FOOT)
    return "\n".join(parts).encode("ascii")


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def
/CMapName /{title} def
/CMapType {kind} def
/WMode {mode} def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class FontBook:
    """The fonts of one file, by the name that its content uses."""

    def __init__(self) -> None:
        self.embedded: dict[tuple[str, bool], EmbeddedFont] = {}

    def font(self, face: str, *, vertical: bool = False) -> EmbeddedFont:
        """The file's font for a face in horizontal or vertical lines."""
        key = face, vertical
        known = self.embedded.get(key)
        if known is None:
            known = self.embedded[key] = EmbeddedFont(face, vertical=vertical)
        return known

    def merge(self, other: FontBook) -> bool:
        """Take over another file's fonts; ``False`` where their codes clash."""
        return all(self.font(face, vertical=vertical).merge(font) for (face, vertical), font in other.embedded.items())
