"""Where a story's text stands: the columns of its zones, less its heading and what stands inside.

Text runs around what covers a column in part. A line of it is never shorter than five 字 (NP-03) and
stands on one side, the wider one: nobody reads on across a picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._galley import Manner
from banxin.makeup._room import Interval
from banxin.makeup.geometry import Column, columns_in, framed_columns
from banxin.tuples import NamedTuple
from banxin.units import Rect

if TYPE_CHECKING:
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.plan.records import Area

#: The shortest line beside a picture, in 字 (NP-03).
_SHORTEST = 5


class ZonePlace(NamedTuple):
    """One of the zones that a story runs through: its area, its columns, its first and last line."""

    area: Area
    columns: list[Column]
    first: int
    last: int

    @property
    def left(self) -> int:
        """Left edge of its text."""
        return self.columns[0].x

    @property
    def right(self) -> int:
        """Right edge of its text."""
        return self.columns[-1].x + self.columns[-1].measure


class Obstacle(NamedTuple):
    """What text goes around: for each line from ``first`` on, left and right edge with the white beside it."""

    first: int
    edges: tuple[tuple[int, int], ...]

    def at(self, line: int) -> tuple[int, int]:
        """Left and right edge on a line; two times 0 where it leaves the line free."""
        return self.edges[line - self.first] if 0 <= line - self.first < len(self.edges) else (0, 0)


def places(ground: Ground, block: Block) -> list[ZonePlace]:
    """The zones of a block, in the order its text runs through them."""
    found: list[ZonePlace] = []
    grid = ground.house.grid
    gap = ground.house.gap
    framed = block.framed
    for zone in block.shape:
        area = zone.area
        # Where a story goes on below itself in the same columns there is no white between.
        own = any(
            above.split == zone.split and above.area.last_line + 1 == area.first_line and _share(above.area, area)
            for above in block.shape
        )
        if area.first_line > 1 and not own:
            area = area._replace(first_line=min(area.first_line + gap, area.last_line))
        rect, count = ground.geometry.rect(area), zone.split or area.columns
        if framed:
            columns = framed_columns(rect, grid, count)
        elif zone.split:
            columns = columns_in(rect.left, rect.width, count, grid, zone.mode)
        else:
            columns = ground.geometry.columns(area)
        inset = 1 if framed else 0
        found.append(ZonePlace(area, columns, area.first_line + inset, area.last_line - inset))
    return found


def _share(one: Area, other: Area) -> bool:
    """Whether two areas share a column."""
    return one.first_column <= other.last_column and other.first_column <= one.last_column


def place_of(found: list[ZonePlace], area: Area) -> ZonePlace:
    """The zone that an area begins in; the first one where it lies in none."""
    for place in found:
        if place.area.first_column <= area.first_column <= place.area.last_column and (
            place.area.first_line <= area.first_line <= place.area.last_line
        ):
            return place
    return found[0]


def inner_rect(ground: Ground, found: list[ZonePlace], inner: Block) -> Rect:
    """Where an inner element stands: on its story's columns, which a frame makes narrower than the page's."""
    place, area = place_of(found, inner.area), inner.area
    top, bottom = ground.geometry.line_top(area.first_line), ground.geometry.line_top(area.last_line + 1)
    own = ground.geometry.rect(area)
    if len(place.columns) == place.area.columns and area.last_column <= place.area.last_column:
        one = place.columns[area.first_column - place.area.first_column]
        two = place.columns[area.last_column - place.area.first_column]
        own = own._replace(left=one.x, right=two.x + two.measure)
    left, right = own.left, own.right
    if inner.aside.width and inner.aside.width < right - left:
        spare = right - left - inner.aside.width
        left += {"left": 0, "right": spare}.get(inner.aside.align, spare // 2)
        right = left + inner.aside.width
    return Rect(left, top, right, bottom)


def box_around(ground: Ground, rect: Rect, standoff: int) -> Obstacle:
    """A rectangle as an obstacle, ``standoff`` white on either side; above and below it takes whole lines."""
    first = ground.geometry.line_at(rect.top)
    lines = -(-(rect.bottom - ground.geometry.line_top(first)) // ground.house.grid.leading)
    return Obstacle(first, ((rect.left - standoff, rect.right + standoff),) * lines)


def free_lines(found: list[ZonePlace], obstacles: list[Obstacle], em: int) -> list[Interval]:
    """The lines of each column that the obstacles leave, in reading order."""
    intervals: list[Interval] = []
    base = 0
    for zone, place in enumerate(found):
        for number, column in enumerate(place.columns, base):
            near = [one for one in obstacles if _reaches(one, column)]
            taken = [
                [edges for one in near if (edges := one.at(line))[1]] for line in range(place.first, place.last + 1)
            ]
            slots = free_parts([(column.x, column.x + column.measure)] * len(taken), taken, em)
            intervals += stretches(slots, number, place.first, zone)
        base += len(place.columns)
    return intervals


def _reaches(obstacle: Obstacle, column: Column) -> bool:
    return any(left < column.x + column.measure and right > column.x for left, right in obstacle.edges)


def stretches(slots: list[tuple[int, int]], column: int, first: int, zone: int = 0) -> list[Interval]:
    """Slots (start and measure; a measure of 0 is none) of a column's lines as intervals."""
    found: list[Interval] = []
    at = 0
    while at < len(slots):
        end = at
        while end < len(slots) and slots[end][1]:
            end += 1
        if end > at:
            own = tuple(slots[at:end])
            alike = own.count(own[0]) == len(own)
            found.append(Interval(column, first + at, end - at, *own[0], () if alike else own, zone))
        at = end + 1
    return found


Span = tuple[int, int]
"""Where something begins and ends along a line."""


def free_parts(lines: list[Span], taken: list[list[Span]], em: int) -> list[Span]:
    """What is free of each of a column's lines, as start and measure; a measure of 0 where too little is.

    Beside what is taken the lines keep to one side from its first line to its last, the roomier one: nobody reads
    a text that hops across a picture. A single line with nothing above and below it is none.
    """
    found: list[Span] = []
    at = 0
    while at < len(lines):
        start, end = lines[at]
        if not _within(taken[at], start, end):
            found.append((start, end - start))
            at += 1
            continue
        stop = at
        while stop < len(lines) and _within(taken[stop], *lines[stop]):
            stop += 1
        found += _on_one_side(lines[at:stop], taken[at:stop], em)
        at = stop
    for row in range(len(found)):
        # Beside a full line it goes on from it; alone it is a scrap.
        near = [found[other] for other in (row - 1, row + 1) if 0 <= other < len(found)]
        if found[row][1] < lines[row][1] - lines[row][0] and not any(measure for _, measure in near):
            found[row] = 0, 0
    return found


def _within(taken: list[Span], start: int, end: int) -> list[Span]:
    """What of the taken lies on a line, in order."""
    return sorted(edges for edges in taken if edges[0] < end and edges[1] > start)


def _on_one_side(lines: list[Span], taken: list[list[Span]], em: int) -> list[Span]:
    """The parts on the side of lines that has most room: at their beginning, at their end, or between two things."""
    sides: list[list[Span]] = [[], [], []]
    for (start, end), spans in zip(lines, taken, strict=True):
        edges = _within(spans, start, end)
        sides[0].append(_whole(start, max(start, edges[0][0]), em, keep="left"))
        last = max(right for _, right in edges)
        sides[1].append(_whole(min(last, end), end, em, keep="right"))
        inner, at = (0, 0), edges[0][1]
        for left, right in edges[1:]:
            inner = max(inner, (left - at, at))
            at = max(at, right)
        sides[2].append(_whole(inner[1], sum(inner), em))
    return max(sides, key=lambda side: sum(measure for _, measure in side))


def _whole(left: int, right: int, em: int, *, keep: str = "") -> Span:
    """A free part in whole 字, against the column's own edge; what is left over goes to the picture's side."""
    whole = (right - left) // em * em
    if whole < _SHORTEST * em:
        return 0, 0
    return {"left": left, "right": right - whole}.get(keep, left + (right - left - whole) // 2), whole


def manner_in(block: Block, usual: int, free: list[Interval]) -> Manner:
    """How a block's text is set in its intervals: at the usual measure where any line has it."""
    measures = [one for part in free for one in part.measures] or [usual]
    measure = usual if usual in measures else measures[0]
    return Manner(measure, block.style or "body", min(measures), block.body.initial)
