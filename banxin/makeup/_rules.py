"""Hairlines between the columns of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import rule
from banxin.units import Point

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup._flow import Poured
    from banxin.makeup._room import Interval
    from banxin.makeup._zones import ZonePlace
    from banxin.makeup.geometry import Column
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block

#: A column rule beside fewer lines is a stray mark.
_SHORTEST_RULE = 2


def column_rules(
    ground: Ground, canvas: Canvas, block: Block, zones: list[ZonePlace], free: list[Interval], poured: Poured
) -> None:
    """Hairlines between columns, down to the deeper neighbour's last line; they stop at what stands inside."""
    width = ground.house.column_rules
    if not width or block.framed:
        return
    gap, base = ground.geometry.line_gap // 2, 0
    for zone in zones:
        for number, (one, two) in enumerate(zip(zone.columns, zone.columns[1:], strict=False), base):
            if two.x - one.x - one.measure > ground.house.grid.fold > 0:
                continue  # the fold parts them
            x = (one.x + one.measure + two.x) // 2
            depths = _filled(poured, number) + _filled(poured, number + 1)
            for top, bottom in _shared(_beside(free, number, one), _beside(free, number + 1, two)):
                ends = [min(end, bottom) for start, end in depths if start < bottom and end > top]
                if ends and max(ends) - top >= _SHORTEST_RULE:
                    canvas.under.append(rule(Point(x, ground.geometry.line_top(top) + gap),
                                           Point(x, ground.geometry.line_top(max(ends)) - gap), width))  # fmt: skip
        base += len(zone.columns)


def _beside(free: list[Interval], number: int, column: Column) -> list[tuple[int, int]]:
    """Lines that a column leaves to text in all its width: first, and the one after the last."""
    whole = column.x, column.measure
    found: list[tuple[int, int]] = []
    for part in free:
        for line in range(part.first, part.first + part.lines) if part.column == number else ():
            if part.slot(line) != whole:
                continue
            if found and found[-1][1] == line:
                found[-1] = found[-1][0], line + 1
            else:
                found.append((line, line + 1))
    return found


def _shared(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines that both neighbours leave to text: first, and the one after the last."""
    both = [(max(one[0], two[0]), min(one[1], two[1])) for one in left for two in right]
    return [(top, bottom) for top, bottom in both if bottom > top]


def _filled(poured: Poured, column: int) -> list[tuple[int, int]]:
    """Stretches of lines of a column that hold text: first, and the one after the last."""
    found: list[tuple[int, int]] = []
    for placed in poured.placed:
        if placed.column == column:
            end = placed.line + placed.last_row - placed.first_row
            if found and found[-1][1] == placed.line:
                found[-1] = found[-1][0], end
            else:
                found.append((placed.line, end))
    return found
