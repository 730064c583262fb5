"""Pour a galley into columns: nothing stranded, columns even (PC-05, PC-06, PC-08, HD-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from banxin.lines import Lines
    from banxin.makeup.galley import Piece
    from banxin.plan.records import Setting


#: A setting that costs so little more is taken without looking at the paragraphs above: about a line
#: whose gaps are a tenth of a 字 wider.
_CHEAP = 4000


class Interval(NamedTuple):
    """Free lines of one column, one below the other: ``lines`` lines from ``first`` (page's grid)."""

    column: int
    first: int
    lines: int


class Placed(NamedTuple):
    """Rows of a piece on the page: rows ``first_row`` up to ``last_row`` from line ``line`` of a column."""

    piece: Piece
    first_row: int
    last_row: int
    column: int
    line: int


class Poured(NamedTuple):
    """What came of pouring: what was placed, where the rest begins, and how many lines stayed empty."""

    placed: tuple[Placed, ...]
    rest: tuple[int, int] | None
    """Piece and row of the first row that found no place; ``None`` where all did."""
    empty: int
    depth: int


def pour(pieces: list[Piece], intervals: list[Interval], setting: Setting, *, balance: bool) -> Poured:
    """Pour into the intervals, in order. Balanced columns end on one line, the last may be shorter."""
    if not balance or not intervals:
        return _pour(pieces, intervals, setting)
    rows = sum(piece.rows for piece in pieces)
    top = min(interval.first for interval in intervals)
    bottom = max(interval.first + interval.lines for interval in intervals)
    depths = [depth for depth in range(1, bottom - top + 1) if _room(_cut(intervals, top + depth)) >= rows - 2]
    kept = [piece.lines for piece in pieces]
    for depth in depths:
        poured = _pour(pieces, _cut(intervals, top + depth), setting)
        if poured.rest is None:
            return poured._replace(
                depth=depth, empty=_room(intervals) - sum(p.last_row - p.first_row for p in poured.placed)
            )
        for piece, lines in zip(pieces, kept, strict=True):
            if piece.lines is not lines:
                piece.use(lines)
    return _pour(pieces, intervals, setting)


def _room(intervals: list[Interval]) -> int:
    return sum(interval.lines for interval in intervals)


def _cut(intervals: list[Interval], bottom: int) -> list[Interval]:
    """The intervals above line ``bottom``."""
    return [
        interval._replace(lines=min(interval.lines, bottom - interval.first))
        for interval in intervals
        if interval.first < bottom
    ]


def _pour(pieces: list[Piece], intervals: list[Interval], setting: Setting) -> Poured:
    placed: list[Placed] = []
    at, row, empty = 0, 0, 0
    for number, interval in enumerate(intervals):
        if at >= len(pieces):
            empty += interval.lines
            continue
        below = number + 1 < len(intervals) and intervals[number + 1].column == interval.column
        stop = _stop(pieces, at, row, interval.lines, setting, column_goes_on=below)
        line = interval.first
        while (at, row) < stop:
            piece = pieces[at]
            last = stop[1] if stop[0] == at else piece.rows
            placed.append(Placed(piece, row, last, interval.column, line))
            line += last - row
            at, row = (at, last) if last < piece.rows else (at + 1, 0)
        empty += interval.first + interval.lines - line
    return Poured(tuple(placed), (at, row) if at < len(pieces) else None, empty, 0)


def _stop(
    pieces: list[Piece], at: int, row: int, room: int, setting: Setting, *, column_goes_on: bool
) -> tuple[int, int]:
    """Where a column that begins with ``row`` of piece ``at`` ends: its last row is a good one to end on.

    Where the natural place is bad, a paragraph of the column is set a line longer or shorter; only where
    none can be, the column stays short.
    """
    stop = _after(pieces, at, row, room)
    if stop[0] >= len(pieces) or _good(pieces, at, row, stop, setting, column_goes_on=column_goes_on):
        return stop
    best: tuple[int, int, Lines] | None = None
    for number in range(min(stop[0], len(pieces) - 1), at - 1, -1):
        piece = pieces[number]
        if number == at and row:
            continue
        old, usual = piece.lines, piece.rows
        for rows in (usual - 1, usual + 1):
            # Whether so many rows would help is known before they are set.
            piece.rows = rows
            helps = _good(pieces, at, row, _after(pieces, at, row, room), setting, column_goes_on=column_goes_on)
            piece.rows = usual
            if not helps:
                continue
            most = best[0] + old.cost if best is not None else None
            other = piece.set_in(rows, most)
            if other is not None and (most is None or other.cost < most):
                best = other.cost - old.cost, number, other
        if best is not None and best[0] < _CHEAP:
            break
    if best is not None:
        pieces[best[1]].use(best[2])
        return _after(pieces, at, row, room)
    for shorter in range(room - 1, max(0, room - 6), -1):
        stop = _after(pieces, at, row, shorter)
        if stop > (at, row) and _good(pieces, at, row, stop, setting, column_goes_on=column_goes_on):
            return stop
    stop = _after(pieces, at, row, room)
    # A solid piece that would be cut, or a subhead at the foot, goes to the next column whatever else.
    while stop > (at, row) and stop[1] == 0 and pieces[stop[0] - 1].heads:
        stop = (stop[0] - 1, 0)
    return stop


def _after(pieces: list[Piece], at: int, row: int, room: int) -> tuple[int, int]:
    """The piece and row that come after ``room`` lines; solid pieces are not cut."""
    while at < len(pieces):
        rows = pieces[at].rows - row
        if rows > room:
            return (at, row) if pieces[at].solid else (at, row + room)
        room -= rows
        at, row = at + 1, 0
    return at, 0


def _good(
    pieces: list[Piece], at: int, row: int, stop: tuple[int, int], setting: Setting, *, column_goes_on: bool
) -> bool:
    """Whether a column may end before ``stop``: no widow, no orphan, no stranded subhead."""
    last, end = stop
    if stop == (at, row):
        return False
    if end == 0:
        return not pieces[last - 1].heads
    piece = pieces[last]
    before = end - (row if last == at else 0)
    after = piece.rows - end
    if column_goes_on:
        # Above a picture the eye goes on below it in the same column: only a subhead may not be cut off.
        return last == at or not pieces[last - 1].heads or before >= setting.keep
    least = setting.keep if last > at and pieces[last - 1].heads else setting.orphan
    if last == at and row:
        least = 1
    return before >= least and after >= setting.widow
