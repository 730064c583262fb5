"""竖排: a story's text from top to bottom, in lines from right to left, in tiers one below the other (VE-01)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from banxin.makeup._piece import NO_INITIAL
from banxin.makeup._zones import free_parts, stretches
from banxin.page import rule
from banxin.tuples import NamedTuple
from banxin.units import Point, rounded

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup._flow import PlacedRows, Poured
    from banxin.makeup._room import Interval
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.units import Rect

#: Lines longer than this many 字 are hard to read: the text stands in more tiers.
_LONGEST = 26
#: A subhead begins so far below its tier's head (VE-11), in thousandths of its size.
_SUBHEAD_INDENT = 2000


class Tiers(NamedTuple):
    """Equal tiers of vertical lines in a rectangle; the first line touches its right side, the last its left."""

    box: Rect
    tops: tuple[int, ...]
    measure: int
    rows: int
    em: int

    def axis(self, row: int) -> int:
        """The axis of line ``row`` (from 1)."""
        width = self.box.width - self.em
        done = rounded(width * (row - 1), self.rows - 1) if self.rows > 1 else 0
        return self.box.right - self.em // 2 - done


def tiers_in(ground: Ground, box: Rect, wanted: int) -> Tiers:
    """Divide a rectangle into tiers of whole 字; with ``wanted`` 0 into as few as are readable."""
    grid = ground.house.grid
    em, gutter = grid.body, grid.gutter
    count = wanted or max(1, -(-(box.height + gutter) // (_LONGEST * em + gutter)))
    measure = max(2, (box.height - (count - 1) * gutter) // count // em) * em
    pitch = (box.height - measure) // (count - 1) if count > 1 else 0
    rows = max(1, (box.width - em) // grid.leading + 1)
    return Tiers(box, tuple(box.top + at * pitch for at in range(count)), measure, rows, em)


def free_rows(tiers: Tiers, inside: list[Rect], white: int, base: int = 0, zone: int = 0) -> list[Interval]:
    """The lines of each tier, or the parts of them, that stand clear of what stands inside the story."""
    found: list[Interval] = []
    for number, top in enumerate(tiers.tops, base):
        # What leaves a line its first or last 字 leaves it the white beside the picture, too.
        taken = [
            [(rect.top - white, rect.bottom + white) for rect in inside if _touches(tiers, row, rect, white)]
            for row in range(1, tiers.rows + 1)
        ]
        slots = free_parts([(top, top + tiers.measure)] * tiers.rows, taken, tiers.em)
        found += stretches(slots, number, 1, zone)
    return found


def _touches(tiers: Tiers, row: int, rect: Rect, white: int) -> bool:
    axis, half = tiers.axis(row), tiers.em // 2 + white
    return axis - half < rect.right and axis + half > rect.left


def draw_tiers(ground: Ground, canvas: Canvas, block: Block, poured: Poured, tiers: list[Tiers]) -> None:
    """Draw what was poured into tiers, which are listed by their numbers, and the rules between them."""
    for placed in poured.placed:
        _draw(ground, canvas, placed, tiers[placed.column])
    lines: dict[int, list[int]] = {}
    for placed in poured.placed:
        lines.setdefault(placed.column, []).extend((placed.line, placed.line + placed.last_row - placed.first_row - 1))
    for own in dict.fromkeys(tiers):
        first = tiers.index(own)
        _rules(ground, canvas, block, own, [lines.get(first + at, []) for at in range(len(own.tops))])


def _draw(ground: Ground, canvas: Canvas, placed: PlacedRows, tiers: Tiers) -> None:
    piece, interval = placed.piece, placed.interval
    if piece.kind == "text":
        beside = piece.initial or NO_INITIAL
        if beside.character is not None and not placed.first_row:
            middle = (tiers.axis(placed.line) + tiers.axis(placed.line + beside.rows - 1)) // 2
            canvas.line(
                ground,
                beside.character,
                0,
                middle,
                interval.slot(placed.line)[0],
                beside.nodes,
                slot=(placed.column, placed.line),
            )
        for row in range(placed.first_row, placed.last_row):
            line = placed.line + row - placed.first_row
            top = interval.slot(line)[0] + (beside.width if row < beside.rows else 0)
            canvas.line(ground, piece.lines, row, tiers.axis(line), top, piece.nodes, slot=(placed.column, line))
        return
    slots = [interval.slot(placed.line + row) for row in range(placed.last_row - placed.first_row)]
    top, bottom = max(start for start, _ in slots), min(start + measure for start, measure in slots)
    # Subheads stand in the middle of the lines they take, a little below the tier's head.
    size, count = piece.lines.measured.em, len(piece.lines.lines)
    pitch = piece.style.leading or max(ground.house.grid.leading, size * 5 // 4)
    last = min(tiers.rows, placed.line + piece.rows - 1)
    middle = (tiers.axis(placed.line) + tiers.axis(last)) // 2
    first = middle + (count - 1) * pitch // 2
    for at, own in enumerate(piece.lines.lines):
        spare = bottom - top - own.width
        indent = min(spare, rounded(_SUBHEAD_INDENT * size, 1000)) if piece.style.align != "right" else spare
        canvas.line(
            ground,
            piece.lines,
            at,
            first - at * pitch,
            top + max(0, indent),
            piece.nodes,
            slot=(placed.column, placed.line),
        )


def _rules(ground: Ground, canvas: Canvas, block: Block, tiers: Tiers, lines: list[list[int]]) -> None:
    """Hairlines between tiers that hold text, where the house has them between columns; as wide as the text."""
    width = ground.house.column_rules
    if not width or block.framed or block.inside:
        return
    for number, (above, below) in enumerate(pairwise(tiers.tops), 1):
        if not lines[number]:
            continue
        beside = lines[number - 1] + lines[number]
        left, right = tiers.axis(max(beside)) - tiers.em // 2, tiers.axis(min(beside)) + tiers.em // 2
        y = (above + tiers.measure + below) // 2
        canvas.under.append(rule(Point(left, y), Point(right, y), width))
