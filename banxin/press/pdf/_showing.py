"""How a run's glyphs are shown: which of them together, how far the pen is moved, and which advance takes white in.

Readers of a file put a space where the pen moves on by more than a tenth of an em beyond a glyph's advance. So white
is made part of the advance of the glyph before it, by a font of the same face with larger advances; what is left to
the pen is less than a twelfth. Where the copy does have a space after a closing mark or before an opening one, whose
half square it would begin in, the mark's other half is taken off its advance, or readers would not see the space.
"""

from __future__ import annotations

from itertools import accumulate
from struct import pack
from typing import TYPE_CHECKING

from banxin.press.pdf._codes import WHITE, white_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.page import Glyphs
    from banxin.press.pdf._codes import FontCodes


class _Squares(dict[int, int]):
    """Every glyph takes a whole 字 of a vertical line."""

    def __missing__(self, code: int) -> int:
        return 1000


_SQUARES = _Squares()
#: Less than this, in thousandths of the size, is no white to a reader.
_UNSEEN = WHITE // 2


Wide = tuple[int, int, int]
"""A glyph whose advance takes white in: its code, by how much the advance is larger than the face's own (negative:
smaller), and how far to the right of where it stood it stands, in thousandths of the size."""
Part = str | Wide
"""What stands in a string's array (strings of codes and adjustments, as they are written) or is shown by another font."""


def shown(codes: list[int], font: FontCodes, glyphs: Glyphs, size: int) -> tuple[str, list[Part]]:
    """How a run of some size (EMU) is shown: by one operator, or where the pen is adjusted, by parts.

    Adjustments come from the absolute pen, so rounding never adds up.
    """
    _, _, advances, offsets, _ = glyphs
    widths: Mapping[int, int] = _SQUARES if font.vertical else font.widths
    digits = pack(f">{len(codes)}H", *codes).hex().upper()
    # How far the PDF's pen would be ahead of where the setting's is, in EMU × 1000, if nothing were adjusted.
    steps = [widths[code] * size - advance * 1000 for code, advance in zip(codes, advances, strict=True)]
    if not offsets and not any(steps[:-1]) and -2 * steps[-1] < WHITE * size:
        return f"<{digits}> Tj", []
    ahead = list(accumulate(steps, initial=0))
    cut: dict[int, int] = {}
    if offsets:
        ahead[:-1] = [pen - offset * 1000 for pen, offset in zip(ahead, offsets, strict=False)]
        if font.space_code in codes:
            cut = _cut_openers(codes, offsets, font.space_code, size)
            for at, left in cut.items():
                ahead[at] += left * size
    parts, wide = _parts(codes, digits, font, ahead, cut, size)
    if wide:
        return "", parts
    return (f"[{''.join(parts)}] TJ" if len(parts) > 1 else f"{parts[0]} Tj"), []  # type: ignore[arg-type]


def _cut_openers(codes: list[int], offsets: tuple[int, ...], space: int, size: int) -> dict[int, int]:
    """Opening marks after a space, by place, and how much of their left half is taken off (negative)."""
    return {
        at: left
        for at in range(1, len(codes))
        if codes[at - 1] == space and offsets[at] < 0 and (left := white_step(offsets[at] * 1000 // size))
    }


def _parts(
    codes: list[int], digits: str, font: FontCodes, ahead: list[int], cut: dict[int, int], size: int
) -> tuple[list[Part], bool]:
    """The parts, from how far the PDF's pen would be ahead at each glyph and at the end, and whether one is wide."""
    found: list[Part] = []
    wide = False
    begin = done = 0
    twice, last = 2 * size, len(codes)
    # In vertical lines an adjustment moves the pen onwards, not back (ISO 32000-1, 9.4.4).
    sign = -1 if font.vertical else 1
    for at, pen in enumerate(ahead):
        adjust = (2 * pen + size) // twice
        left = cut.get(at - 1, 0) if cut else 0
        if adjust == done and not left:
            continue
        done -= left
        gap = done - adjust
        # Down the page readers take a move back, too, for a space.
        if left or gap > _UNSEEN or (gap < -_UNSEEN and at < last and (font.vertical or codes[at] == font.space_code)):
            white = white_step(gap) if at else 0
            if white or left:
                if begin < at - 1:
                    found.append(f"<{digits[4 * begin : 4 * (at - 1)]}>")
                found.append((codes[at - 1], left + white, left))
                wide = True
                begin, done = at, done - white
        if at < last and adjust != done:
            if begin < at:
                found.append(f"<{digits[4 * begin : 4 * at]}>")
            found.append(str(sign * (adjust - done)))
            begin, done = at, adjust
    if begin < last:
        found.append(f"<{digits[4 * begin :]}>")
    return found, wide
