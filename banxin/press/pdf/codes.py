"""The codes that a file's content shows its glyphs by, and what each of them means.

Codes are the face's own glyph numbers, so text can be written before the subset is made and the same
content serves a page's file and the edition's. Where one glyph stands for two texts (六 and its
compatibility ideograph) the second gets a code of its own, so that each extracts as written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banxin.faces import Font
    from banxin.page import TextRun


class FontCodes:
    """One face of a file: which codes were shown, and what each means. Holds plain data, so it can be sent on."""

    def __init__(self, face: str, *, vertical: bool = False) -> None:
        self.face = face
        self.vertical = vertical
        self.name = ("V" if vertical else "F") + "".join(filter(str.isalnum, face))
        self.widths: dict[int, int] = {}
        """Width of each code used, in thousandths."""
        self.origins: dict[int, tuple[int, int]] = {}
        """Vertical origin of each code used in vertical lines, in thousandths."""
        self.texts: dict[int, str] = {}
        self.spare: dict[tuple[int, str], int] = {}
        self.glyphs: dict[int, int] = {}
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
        known = self.texts.get(code)
        if known == meant:
            return code
        if known is None:
            self._use(code, glyph, meant, font)
            return code
        return self._spare_code(glyph, meant, font)

    def _use(self, code: int, glyph: int, meant: str, font: Font) -> None:
        self.texts[code] = meant
        if code == font.code(glyph):
            self._own[glyph] = meant
        if self.vertical:
            self.origins[code] = font.vertical_origin(glyph)
        self.widths[code] = font.width(glyph)
        self.glyphs[code] = glyph

    def space(self, font: Font) -> int | None:
        """The code of a space; ``None`` where the face has none."""
        glyph = font.glyph(" ")
        if glyph is None or self.texts.get(font.code(glyph), " ") != " ":
            return None
        self._use(font.code(glyph), glyph, " ", font)
        return font.code(glyph)

    def _spare_code(self, glyph: int, meant: str, font: Font) -> int:
        key = glyph, meant
        code = self.spare.get(key)
        if code is None:
            # From the top down, past what is in use: no face has a glyph there that a page shows by chance.
            code = 0xFFFE - len(self.spare)
            while code in self.texts:
                code -= 1
            self.spare[key] = code
            self._use(code, glyph, meant, font)
        return code

    def merge(self, other: FontCodes) -> bool:
        """Take over what another file's font shows; ``False`` where a code would mean two things."""
        texts, glyphs = {**self.texts, **other.texts}, {**self.glyphs, **other.glyphs}
        if {**texts, **self.texts} != texts or {**glyphs, **self.glyphs} != glyphs:
            return False
        self.texts, self.glyphs, self._own = texts, glyphs, {**self._own, **other._own}
        self.widths.update(other.widths)
        self.origins.update(other.origins)
        return True


class FontBook:
    """The fonts of one file, by the name that its content uses."""

    def __init__(self) -> None:
        self.fonts: dict[tuple[str, bool], FontCodes] = {}

    def font(self, face: str, *, vertical: bool = False) -> FontCodes:
        """The file's font for a face in horizontal or vertical lines."""
        key = face, vertical
        known = self.fonts.get(key)
        if known is None:
            known = self.fonts[key] = FontCodes(face, vertical=vertical)
        return known

    def merge(self, other: FontBook) -> bool:
        """Take over another file's fonts; ``False`` where their codes clash."""
        return all(self.font(face, vertical=vertical).merge(font) for (face, vertical), font in other.fonts.items())
