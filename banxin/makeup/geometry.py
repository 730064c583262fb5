"""Where columns and lines stand: from counts of the grid to EMU."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple
from banxin.units import Rect, rounded

if TYPE_CHECKING:
    from banxin.plan.records import Area, Grid, House

#: A hanzi's square reaches this far above and below the baseline, in thousandths of its size.
ABOVE, BELOW = 880, 120


class Column(NamedTuple):
    """One column of text: its left edge and its measure."""

    x: int
    measure: int


class Geometry(NamedTuple):
    """The grid of one page in EMU."""

    grid: Grid
    left: int
    top: int

    def column_left(self, column: int) -> int:
        """Left edge of column ``column`` (from 1)."""
        return self.left + self.grid.left(column)

    def line_top(self, line: int) -> int:
        """Top of line ``line`` (from 1): half the line gap above its hanzi."""
        return self.top + (line - 1) * self.grid.leading

    def baseline(self, line: int) -> int:
        """Baseline of line ``line``."""
        return self.line_top(line) + self.line_gap // 2 + rounded(ABOVE * self.grid.body, 1000)

    def line_at(self, y: int) -> int:
        """The line whose top is at ``y``."""
        return (y - self.top) // self.grid.leading + 1

    @property
    def line_gap(self) -> int:
        """White between the hanzi of two lines."""
        return self.grid.leading - self.grid.body

    def rect(self, area: Area) -> Rect:
        """The cells of an area, line gaps included."""
        return Rect(
            self.column_left(area.first_column),
            self.line_top(area.first_line),
            self.column_left(area.last_column) + self.grid.column,
            self.line_top(area.last_line + 1),
        )

    def halves(self) -> list[Rect]:
        """The type area; of a spread that of each of its pages."""
        grid = self.grid
        whole = Rect(self.left, self.top, self.left + grid.width, self.top + grid.height)
        if not grid.fold:
            return [whole]
        wide = grid.span(1, grid.columns // 2)
        return [whole._replace(right=whole.left + wide), whole._replace(left=whole.right - wide)]

    def columns(self, area: Area) -> list[Column]:
        """The page's own columns in an area."""
        return [Column(self.column_left(n), self.grid.column) for n in range(area.first_column, area.last_column + 1)]


def geometry(house: House) -> Geometry:
    """The geometry of a house's page."""
    return Geometry(house.grid, house.type_area.left, house.type_area.top)


def below_gap(area: Area, gap: int) -> Area:
    """An area without the white (``gap`` lines) that comes off its top; none at the head of the type area."""
    if area.first_line == 1:
        return area
    return area._replace(first_line=min(area.first_line + gap, area.last_line))


def framed_columns(rect: Rect, grid: Grid, count: int) -> list[Column]:
    """Columns inside a frame: whole 字, at least one 字 from the frame, the remainder outside."""
    inner = rect.width - 2 * grid.body - (count - 1) * grid.gutter
    measure = inner // count // grid.body * grid.body
    used = count * measure + (count - 1) * grid.gutter
    left = rect.left + (rect.width - used) // 2
    return [Column(left + n * (measure + grid.gutter), measure) for n in range(count)]


def columns_in(left: int, width: int, count: int, grid: Grid, mode: str) -> list[Column]:
    """Divide a width into columns that are not the page's own (破栏).

    ``absolute`` (绝对): whole 字, all alike, the remainder in the gutters. ``free`` (自由): all alike, the
    gutter as it is. ``relative`` (相对): whole 字, the last ones a 字 wider where they do not come out even.
    """
    if count == 1:
        return [Column(left, width)]
    em, gutters = grid.body, (count - 1) * grid.gutter
    if mode == "free":
        ends = [(width - gutters) * at // count for at in range(count + 1)]
        return [
            Column(left + one + at * grid.gutter, two - one) for at, (one, two) in enumerate(itertools.pairwise(ends))
        ]
    whole, more = divmod((width - gutters) // em, count)
    wide = [(whole + (mode == "relative" and at >= count - more)) * em for at in range(count)]
    spare = width - sum(wide)
    found, x = [], left
    for at, measure in enumerate(wide):
        found.append(Column(x + spare * at // (count - 1), measure))
        x += measure
    return found


def centred_baseline(top: int, bottom: int, size: int) -> int:
    """The baseline of hanzi of ``size`` whose square is centred between two heights."""
    return (top + bottom) // 2 + rounded((ABOVE - BELOW) * size, 2000)
