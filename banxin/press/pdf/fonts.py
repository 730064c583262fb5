"""Faces as composite fonts (Type 0, Identity-H): subsets, widths, and a ToUnicode of our own.

Content codes are the face's own glyph numbers, so text can be written before the subset is made and
the same content serves a page's file and the edition's. Where one glyph stands for two texts (六 and
its compatibility ideograph) the second gets a code of its own, so that each extracts as written.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, name, string

if TYPE_CHECKING:
    from banxin.faces import Font
    from banxin.page import TextRun

_SYMBOLIC = 4


class EmbeddedFont:
    """One face of a file: which codes were shown, and what each means. Holds plain data, so it can be sent on."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.name = "F" + "".join(filter(str.isalnum, key))
        self.widths: dict[int, int] = {}
        """Width of each code used, in thousandths."""
        self._texts: dict[int, str] = {}
        self._spare: dict[tuple[int, str], int] = {}
        self._glyphs: dict[int, int] = {}

    def codes(self, run: TextRun, font: Font) -> list[int]:
        """The codes that show a run's glyphs of the face."""
        ids, clusters = run.glyphs.ids, run.glyphs.clusters
        text, texts = run.text, self._texts
        end, last = len(text), len(ids) - 1
        found = []
        for at, glyph in enumerate(ids):
            start = clusters[at]
            stop = clusters[at + 1] if at < last else end
            # Glyphs of one cluster: the first one stands for its text.
            meant = text[start:stop] if not at or clusters[at - 1] != start else ""
            if stop == start and at < last:
                stop = next((c for c in clusters[at + 1 :] if c > start), end)
                meant = text[start:stop] if not at or clusters[at - 1] != start else ""
            known = texts.get(glyph)
            if known is None:
                texts[glyph] = meant
                self.widths[glyph] = font.width(glyph)
                self._glyphs[glyph] = glyph
                found.append(glyph)
            elif known == meant:
                found.append(glyph)
            else:
                found.append(self._spare_code(glyph, meant, font))
        return found

    def space(self, font: Font) -> int | None:
        """The code of a space; ``None`` where the face has none."""
        glyph = font.glyph(" ")
        if glyph is None or self._texts.setdefault(glyph, " ") != " ":
            return None
        self.widths[glyph] = font.width(glyph)
        self._glyphs[glyph] = glyph
        return glyph

    def _spare_code(self, glyph: int, meant: str, font: Font) -> int:
        key = glyph, meant
        code = self._spare.get(key)
        if code is None:
            # From the top down, past what is in use: no face has a glyph there that a page shows by chance.
            code = 0xFFFE - len(self._spare)
            while code in self._texts:
                code -= 1
            self._spare[key] = code
            self._texts[code] = meant
            self.widths[code] = font.width(glyph)
            self._glyphs[code] = glyph
        return code

    def merge(self, other: EmbeddedFont) -> bool:
        """Take over what another file's font shows; ``False`` where a code would mean two things."""
        for code, meant in other._texts.items():
            if (
                self._texts.setdefault(code, meant) != meant
                or self._glyphs.setdefault(code, other._glyphs[code]) != other._glyphs[code]
            ):
                return False
            self.widths[code] = other.widths[code]
        return True

    def embed(self, document: Document, font: Font) -> object:
        """Add the font to a file; returns the reference."""
        glyphs = sorted(set(self._glyphs.values()))
        subset = font.subset(glyphs)
        tag = hashlib.sha256(repr((self.key, sorted(self._glyphs.items()))).encode()).digest()
        prefix = "".join(chr(65 + byte % 26) for byte in tag[:6])
        base = f"{prefix}+{self.key.replace('@', '-')}"
        file = Stream(
            {"Length1": len(subset.data)} if not subset.cff else {"Subtype": name("CIDFontType0C")}, subset.data
        )
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
        if not subset.cff:
            descendant["CIDToGIDMap"] = document.add(Stream({}, self._cid_map(subset.numbers)))
        return document.add(Dictionary({
            "Type": name("Font"), "Subtype": name("Type0"), "BaseFont": name(base), "Encoding": name("Identity-H"),
            "DescendantFonts": Array([document.add(Dictionary(descendant))]),
            "ToUnicode": document.add(Stream({}, self._to_unicode())),
        }))  # fmt: skip

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
        rows = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for code, text in sorted(self._texts.items())
            if text
        ]
        parts = [_CMAP_HEAD]
        for start in range(0, len(rows), 100):
            part = rows[start : start + 100]
            parts.append(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar")
        parts.append(_CMAP_FOOT)
        return "\n".join(parts).encode("ascii")


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class FontBook:
    """The fonts of one file, by the key that text runs use."""

    def __init__(self) -> None:
        self.embedded: dict[str, EmbeddedFont] = {}

    def font(self, key: str) -> EmbeddedFont:
        """The file's font for a face."""
        known = self.embedded.get(key)
        if known is None:
            known = self.embedded[key] = EmbeddedFont(key)
        return known

    def merge(self, other: FontBook) -> bool:
        """Take over another file's fonts; ``False`` where their codes clash."""
        return all(self.font(key).merge(font) for key, font in other.embedded.items())
