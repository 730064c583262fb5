"""Glyphs of a paragraph's cells: stretches of one face and script go through the shaper together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.lines.records import ACROSS, STANDS, TURNED
from banxin.units import rounded

if TYPE_CHECKING:
    from banxin.lines.records import Measured

_WESTERN = (table.LETTER, table.DIGIT, table.WESTERN)
#: Whether a class takes the Western companion's face, as 0 or 1.
LATIN = [int(kind in (*_WESTERN, table.SPACE, table.UPRIGHT)) for kind in range(len(table.NAMES))]
#: Where the middle of a stop belongs, from the line's axis and from the top of its square, thousandths of a 字.
_CORNER = 250
_ALONE = (*table.VERTICAL_TURNED, table.EXCLAIM_PAIR)
_INSTEAD = {language: str.maketrans(pairs) for language, pairs in table.VERTICAL_INSTEAD.items()}


Stretch = tuple[int, int, int]
"""Neighbouring cells of one script: first, the one after the last, and whether it is Western (0 or 1)."""


def scripts(kinds: list[int]) -> list[Stretch]:
    """A paragraph's stretches of Chinese and of Western, by turns."""
    latin = bytes(map(LATIN.__getitem__, kinds))
    found, at, count = [], 0, len(kinds)
    while at < count:
        end = latin.find(1 - latin[at], at)
        end = end if end > 0 else count
        found.append((at, end, latin[at]))
        at = end
    return found


def shape(measured: Measured, stretches: list[Stretch]) -> None:
    """Shape stretches of one face and script; fill the glyph columns and ``first_glyph``."""
    if measured.style.vertical:
        _shape_vertical(measured)
        return
    chosen = measured.faces
    for first, last, western in stretches:
        at = first
        while at < last:
            face, end = chosen[at], last
            if chosen[at:last].count(face) != last - at:
                end = next(cell for cell in range(at, last) if chosen[cell] != face)
            _shape_stretch(measured, at, end, western)
            at = end
    measured.first_glyph.append(len(measured.glyphs))


def _shape_stretch(
    measured: Measured, at: int, end: int, western: int, *, text: str = "", vertical: bool = False
) -> None:
    """Shape cells ``at`` up to ``end``, as ``text`` where that differs from their own."""
    starts, base = measured.starts, measured.starts[at]
    font, size = measured.fonts[measured.faces[at]]
    ids, offsets, advances, moved = font.shape(
        text or measured.text[base : starts[end]], size, han=not western, vertical=vertical,
        language=measured.style.language,
    )  # fmt: skip
    here = len(measured.glyphs)
    measured.glyphs += ids
    measured.clusters += [offset + base for offset in offsets] if base else offsets
    measured.natural += advances
    measured.shifts += moved
    if end - at == len(ids) and end - at == starts[end] - base:
        measured.first_glyph += range(here, here + len(ids))
    else:
        _spread(measured, at, end, here)


def _spread(measured: Measured, at: int, end: int, glyph: int) -> None:
    """Give cells ``at`` up to ``end`` their glyphs where cells, characters and glyphs do not pair up."""
    clusters, total = measured.clusters, len(measured.glyphs)
    for cell in range(at, end):
        while glyph < total and clusters[glyph] < measured.starts[cell]:
            glyph += 1
        measured.first_glyph.append(glyph)


def _shape_vertical(measured: Measured) -> None:
    """Shape cells for a vertical line: hanzi and marks in their vertical forms, Western turned or across.

    A face without vertical forms has its brackets and dashes turned and its stops moved (VE-06).
    """
    kinds, chosen, starts, count = measured.kinds, measured.faces, measured.starts, measured.count
    turns = [STANDS] * count
    measured.turns = turns
    instead = _INSTEAD.get(measured.style.language, {})
    at = 0
    while at < count:
        kind = kinds[at]
        if LATIN[kind]:
            end = at + 1
            while (
                end < count and chosen[end] == chosen[at] and LATIN[kinds[end]] and kinds[end] != table.UPRIGHT != kind
            ):
                end += 1
            # A space between hanzi goes down the line: it shows nothing, and no reader finds a turn beside it.
            alone = kinds[at:end] == [table.SPACE] * (end - at)
            turns[at:end] = [ACROSS if kind == table.UPRIGHT else STANDS if alone else TURNED] * (end - at)
            _shape_stretch(measured, at, end, 1)
        elif kind == table.EXCLAIM_PAIR and starts[at + 1] - starts[at] > 1:
            end = at + 1  # side by side in one 字 (UB-09)
            turns[at] = ACROSS
            _shape_stretch(measured, at, end, 0)
        elif kind in table.VERTICAL_TURNED and not _stands(measured, at, instead):
            end = at + 1
            turns[at] = TURNED
            own = measured.text[starts[at] : starts[end]]
            _shape_stretch(measured, at, end, 0, text=own.translate(instead))
        else:
            end = at + 1
            while end < count and chosen[end] == chosen[at] and not LATIN[kinds[end]] and kinds[end] not in _ALONE:
                end += 1
            own = measured.text[starts[at] : starts[end]]
            _shape_stretch(measured, at, end, 0, text=own.translate(instead), vertical=True)
        at = end
    measured.first_glyph.append(len(measured.glyphs))
    corner = table.VERTICAL_CORNER.get(measured.style.language, ())
    for cell, kind in enumerate(kinds if corner else ()):
        if kind in corner:
            _into_corner(measured, cell)


def _stands(measured: Measured, cell: int, instead: dict[int, str]) -> bool:
    """Whether a face has a vertical form of a mark that would else be turned."""
    font, size = measured.fonts[measured.faces[cell]]
    text = measured.text[measured.starts[cell] : measured.starts[cell + 1]].translate(instead)
    across = font.shape(text, size, language=measured.style.language)
    return font.shape(text, size, vertical=True, language=measured.style.language)[0] != across[0]


def _into_corner(measured: Measured, cell: int) -> None:
    """Move a stop to the upper right of its square where its face has it at the lower left (VE-02)."""
    font, size = measured.fonts[measured.faces[cell]]
    glyph = measured.first_glyph[cell]
    left, top, right, bottom = font.ink_down(measured.glyphs[glyph])
    if left + right > 0 and top + bottom < 1000:
        return
    measured.shifts[glyph] += rounded((_CORNER - (top + bottom) // 2) * size, 1000)
    measured.adjusted[cell] = rounded((_CORNER - (left + right) // 2) * size, 1000), 1000
