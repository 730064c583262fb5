"""How a run's glyphs are shown: which of them together, how far the pen is moved, and which advance takes white in.

Readers of a file put a space where the pen moves on by more than a tenth of an em beyond a glyph's advance. So white
is made part of the advance of the glyph before it, by a font of the same face with larger advances; what is left to
the pen is less than a twelfth. Where the copy does have a space after a closing mark or before an opening one, whose
half square it would begin in, the mark's other half is taken off its advance, or readers would not see the space.
"""

from __future__ import annotations

from itertools import accumulate
from struct import pack
from typing import TYPE_CHECKING, NamedTuple

from banxin.press.pdf.codes import white_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.page import Glyphs
    from banxin.press.pdf.codes import FontCodes


class _Squares(dict[int, int]):
    """Every glyph takes a whole 字 of a vertical line."""

    def __missing__(self, code: int) -> int:
        return 1000


_SQUARES = _Squares()


class Part(NamedTuple):
    """Glyphs that are shown by one string."""

    codes: list[int]
    white: int
    """By how much their advances are larger than the face's own, in thousandths of the size."""
    left: int
    """How far to the right of where they stood they stand in it."""
    move: int
    """How far the pen is taken back after them."""


def hexadecimal(codes: list[int]) -> str:
    """Codes as the digits of a string."""
    return pack(f">{len(codes)}H", *codes).hex().upper()


def shown(codes: list[int], font: FontCodes, glyphs: Glyphs, size: int) -> list[Part] | None:
    """The parts of a run of some size (EMU); ``None`` where the pen is nowhere adjusted.

    Adjustments come from the absolute pen, so rounding never adds up.
    """
    _, _, advances, offsets, _ = glyphs
    widths: Mapping[int, int] = _SQUARES if font.vertical else font.widths
    # How far the PDF's pen would be ahead of where the setting's is, in EMU × 1000, if nothing were adjusted.
    steps = [widths[code] * size - advance * 1000 for code, advance in zip(codes, advances, strict=True)]
    if not offsets and not any(steps):
        return None
    ahead = list(accumulate(steps, initial=0))
    cut: dict[int, int] = {}
    if offsets:
        ahead[:-1] = [pen - offset * 1000 for pen, offset in zip(ahead, offsets, strict=False)]
        if font.space_code >= 0:
            cut = _cut_openers(codes, offsets, font.space_code, size)
            for at, left in cut.items():
                ahead[at] += left * size
    return _parts(codes, font, ahead, cut, size)


def _cut_openers(codes: list[int], offsets: tuple[int, ...], space: int, size: int) -> dict[int, int]:
    """Opening marks after a space, by place, and how much of their left half is taken off (negative)."""
    return {
        at: left
        for at in range(1, len(codes))
        if codes[at - 1] == space and offsets[at] < 0 and (left := white_step(offsets[at] * 1000 // size))
    }


def _parts(codes: list[int], font: FontCodes, ahead: list[int], cut: dict[int, int], size: int) -> list[Part]:
    """The parts, from how far the PDF's pen would be ahead at each glyph and at the end."""
    found: list[Part] = []
    begin = done = 0
    twice, last = 2 * size, len(codes)
    for at, pen in enumerate(ahead):
        adjust = (2 * pen + size) // twice
        left = cut.get(at - 1, 0)
        if adjust == done and not left:
            continue
        done -= left
        gap = done - adjust
        # Down the page readers take a move back, too, for a space.
        narrowed = gap < 0 and at < last and (font.vertical or codes[at] == font.space_code)
        white = white_step(gap) if at and (gap > 0 or narrowed) else 0
        if white or left:
            if begin < at - 1:
                found.append(Part(codes[begin : at - 1], 0, 0, 0))
            found.append(Part(codes[at - 1 : at], left + white, left, 0))
            begin, done = at, done - white
        if at < last and adjust != done:
            found.append(Part(codes[begin:at], 0, 0, adjust - done))
            begin, done = at, adjust
    if begin < last:
        found.append(Part(codes[begin:], 0, 0, 0))
    return found
