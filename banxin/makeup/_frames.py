"""Frames around stories whose area is of several rectangles: one outline around all of them (L, U and the like)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from banxin.makeup._ornaments import FRAME, draw_frame, tint_of
from banxin.page import BLACK, Path
from banxin.units import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.plan.records import Area

Corner = tuple[int, int]
"""A corner of the page's grid: the column right of it, the line below it."""


def frame_areas(ground: Ground, canvas: Canvas, areas: Sequence[Area], frame: str, colour: str) -> None:
    """Draw a frame or tint around areas; where they touch it goes around both."""
    if len(areas) == 1:
        draw_frame(ground, canvas, ground.geometry.rect(areas[0]), frame, colour)
        return
    # A frame's stroke lies within the edge that neighbours' hanzi stand on.
    inset = 0 if frame == "tint" else FRAME // 2
    steps: list[tuple[object, ...]] = []
    for loop in outlines(areas):
        points = _on_page(ground, loop, inset)
        steps += [("M" if not at else "L", *point) for at, point in enumerate(points)] + [("Z",)]
    if frame == "tint":
        canvas.under.append(Path(tuple(steps), fill=tint_of(ground, colour)))
    else:
        canvas.under.append(Path(tuple(steps), stroke=ground.colour(colour, BLACK), width=FRAME))


def around(ground: Ground, areas: Sequence[Area]) -> list[tuple[Point, ...]]:
    """The polygons around areas together, on the edges of their hanzi; holes in them are not told of."""
    loops = [_on_page(ground, loop, 0) for loop in outlines(areas)]
    return [tuple(Point(*corner) for corner in loop) for loop in loops if _clockwise(loop)]


def _clockwise(loop: Sequence[tuple[int, int]]) -> bool:
    """Whether a loop goes around what is inside it, y downwards (the shoelace formula)."""
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in pairwise([*loop, loop[0]])) > 0


def outlines(areas: Sequence[Area]) -> list[list[Corner]]:
    """The closed outlines of areas together, clockwise (a hole anticlockwise), by their corners."""
    lines = sorted({line for area in areas for line in (area.first_line, area.last_line + 1)})
    cells = {
        (column, at)
        for area in areas
        for column in range(area.first_column, area.last_column + 1)
        for at, line in enumerate(lines[:-1])
        if area.first_line <= line <= area.last_line
    }
    following: dict[Corner, list[Corner]] = {}
    for column, at in sorted(cells):
        top, foot = lines[at], lines[at + 1]
        sides = (
            ((0, -1), (column, top), (column + 1, top)), ((1, 0), (column + 1, top), (column + 1, foot)),
            ((0, 1), (column + 1, foot), (column, foot)), ((-1, 0), (column, foot), (column, top)),
        )  # fmt: skip
        for (across, down), start, end in sides:
            if (column + across, at + down) not in cells:
                following.setdefault(start, []).append(end)
    found = []
    while following:
        start = at_corner = min(following)
        loop = []
        while True:
            loop.append(at_corner)
            ends = following[at_corner]
            at_corner, last = ends.pop(), at_corner
            if not ends:
                del following[last]
            if at_corner == start:
                break
        found.append(_turns(loop))
    return found


def _turns(loop: list[Corner]) -> list[Corner]:
    """A loop without the corners at which it goes straight on."""
    around = [loop[-1], *loop, loop[0]]
    return [
        here for (before, here), (_, after) in zip(pairwise(around), pairwise(around[1:]), strict=False)
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1])
    ]  # fmt: skip


def _on_page(ground: Ground, loop: list[Corner], inset: int) -> list[tuple[int, int]]:
    """A loop's corners on the page: on the edges of the columns and of the hanzi that lie inside it."""
    lines, gap = ground.geometry, ground.geometry.line_gap // 2 + inset
    xs: dict[int, int] = {}
    ys: dict[int, int] = {}
    for at, (one, two) in enumerate(pairwise([*loop, loop[0]])):
        if one[0] == two[0]:  # down a right side, up a left one
            down = two[1] > one[1]
            x = lines.column_left(one[0] - 1) + lines.grid.column - inset if down else lines.column_left(one[0]) + inset
            xs[at] = xs[(at + 1) % len(loop)] = x
        else:
            rightwards = two[0] > one[0]
            ys[at] = ys[(at + 1) % len(loop)] = lines.line_top(one[1]) + (gap if rightwards else -gap)
    return [(xs[at], ys[at]) for at in range(len(loop))]
