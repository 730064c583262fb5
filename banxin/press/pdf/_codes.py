"""The codes that a file's content shows its glyphs by, and what each of them means.

Codes are the face's own glyph numbers, so text can be written before the subset is made and the same
content serves a page's file and the edition's. Where one glyph stands for two texts (六 and its
compatibility ideograph) the second gets a code of its own, so that each extracts as written.

A glyph before white is shown by a second font of the same codes, in which its advance takes the white in: readers
write a space where the pen moves on by more than a tenth of an em beyond an advance (:data:`WHITE`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.faces import Font
    from banxin.page import TextRun

#: Advances grow in steps of a sixth of the size, the white between hanzi and figures; what is left is less than a twelfth,
#: which no reader takes for a space (tried: poppler, pdfium, pdf.js, pypdf, pdfminer and mupdf, in both directions).
WHITE = 167
#: Where a glyph is wider than two and a half squares pdfium loses the order of a line.
_MOST = 9 * WHITE


def white_step(gap: int) -> int:
    """Of white after a glyph, in thousandths of the size, the part that its advance takes in; negative as the gap is."""
    steps = min((2 * abs(gap) + WHITE) // (2 * WHITE) * WHITE, _MOST)
    return steps if gap > 0 else -steps


class FontKey(NamedTuple):
    """A font of a file: a face, the direction of its lines, and the white in its advances."""

    face: str
    vertical: bool = False
    white: int = 0
    """By how much advances are larger than the face's own, in thousandths of the size."""
    left: int = 0
    """How far to the right of where they stood its glyphs stand; negative: to the left."""

    @property
    def name(self) -> str:
        """What a page's content calls it."""
        own = "".join(filter(str.isalnum, self.face))
        return "_".join([f"{'V' if self.vertical else 'F'}{own}", *(str(one) for one in self[2:] if one)])


class FontCodes:
    """One font of a file: which codes were shown, and what each means. Holds plain data, so it can be sent on."""

    def __init__(self, key: FontKey) -> None:
        self.key = key
        self.face, self.vertical, self.white, self.left = key
        self.name = key.name
        self.widths: dict[int, int] = {}
        """Width of each code used, in thousandths."""
        self.origins: dict[int, tuple[int, int]] = {}
        """Vertical origin of each code used in vertical lines, in thousandths."""
        self.texts: dict[int, str] = {}
        self.spare: dict[tuple[int, str], int] = {}
        self.glyphs: dict[int, int] = {}
        self.wide: dict[int, str] = {}
        """Strings for codes of the font without white, where this is one with."""
        self.space_code = -1
        """The code of a space that was shown; -1 where none was."""
        self._own: dict[int, str] = {}
        """What each glyph means that is shown by its own code."""

    @property
    def copied(self) -> bool:
        """Whether its glyphs are copies with an advance or a place of their own; down the page W2 has both."""
        return not self.vertical and bool(self.white or self.left)

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
        if known is None:
            self._own[glyph] = meant
            if meant == " ":
                self.space_code = code
            self._use(code, glyph, meant, font)
            return code
        return code if known == meant else self._spare_code(glyph, meant, font)

    def _use(self, code: int, glyph: int, meant: str, font: Font) -> None:
        self.texts[code] = meant
        self.glyphs[code] = glyph
        if self.vertical:
            # Vertical lines move the pen down: their white is in W2.
            self.origins[code] = font.vertical_origin(glyph)
            self.widths[code] = font.width(glyph)
        else:
            self.widths[code] = font.width(glyph, self.white)

    def widen(self, code: int, of: FontCodes, font: Font) -> str:
        """The string that shows what another font of the face shows by a code."""
        own = self.wide[code] = f"<{self._code(of.glyphs[code], of.texts[code], font):04X}>"
        return own

    def space(self, font: Font) -> int | None:
        """The code of a space; ``None`` where the face has none."""
        glyph = font.glyph(" ")
        if glyph is None or self.texts.get(font.code(glyph), " ") != " ":
            return None
        return self._code(glyph, " ", font)

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
        self.space_code = max(self.space_code, other.space_code)
        self.widths.update(other.widths)
        self.origins.update(other.origins)
        return True


class FontBook:
    """The fonts of one file, by the name that its content uses."""

    def __init__(self) -> None:
        self.fonts: dict[FontKey, FontCodes] = {}

    def font(self, key: FontKey) -> FontCodes:
        """The file's font of that key."""
        known = self.fonts.get(key)
        if known is None:
            known = self.fonts[key] = FontCodes(key)
        return known

    def plain(self, face: str, vertical: bool) -> FontCodes:
        """The file's font for a face as it is."""
        known = self.fonts.get((face, vertical, 0, 0))  # type: ignore[call-overload] # a key is a tuple
        return known or self.font(FontKey(face, vertical))

    def merge(self, other: FontBook) -> bool:
        """Take over another file's fonts; ``False`` where their codes clash."""
        return all(self.font(key).merge(font) for key, font in other.fonts.items())
