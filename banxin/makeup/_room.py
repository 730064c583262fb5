"""Where text may stand: free lines of columns, one after the other as slots."""

from __future__ import annotations

from itertools import accumulate

from banxin.tuples import NamedTuple


class Interval(NamedTuple):
    """Free lines of one column, one below the other: ``lines`` lines from ``first`` (page's grid)."""

    column: int
    first: int
    lines: int
    start: int
    """Where its lines begin, along their direction, in EMU."""
    measure: int
    narrowed: tuple[tuple[int, int], ...] = ()
    """Start and measure of each line where they are not all the same: text beside a picture."""
    zone: int = 0
    """Which of the story's zones the column stands in."""

    def slot(self, line: int) -> tuple[int, int]:
        """Where line ``line`` (page's grid) begins, and its measure."""
        return self.narrowed[line - self.first] if self.narrowed else (self.start, self.measure)

    def shortened(self, lines: int) -> Interval:
        """Its first lines."""
        return self._replace(lines=lines, narrowed=self.narrowed[:lines])

    @property
    def measures(self) -> list[int]:
        """The measure of each line."""
        return [measure for _, measure in self.narrowed] or [self.measure] * self.lines


class Room:
    """The lines of a story's intervals, one after the other, as numbered slots."""

    def __init__(self, intervals: list[Interval]) -> None:
        self.intervals = intervals
        self.begins = list(accumulate((interval.lines for interval in intervals), initial=0))
        """The number of each interval's first slot."""
        self.even = len({part.measure for part in intervals}) < 2 and not any(part.narrowed for part in intervals)
        """Whether all slots have one measure, so that it does not matter where a piece begins."""
        self.measures = [] if self.even else [measure for part in intervals for measure in part.measures]
