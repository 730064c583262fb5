"""Pour a galley into columns: nothing stranded, columns even (PC-05, PC-06, PC-08, HD-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._room import Interval, Room
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.lines import Lines
    from banxin.makeup._piece import Piece
    from banxin.plan.block import Block
    from banxin.plan.records import Setting


#: A setting that costs so little more is taken without looking at the paragraphs above: about a line
#: whose gaps are a tenth of a 字 wider.
_CHEAP = 4000
#: A column ends so many lines short at most to end well.
_SHORTER = 5


class PlacedRows(NamedTuple):
    """Rows of a piece on the page: rows ``first_row`` up to ``last_row`` from line ``line`` of an interval."""

    piece: Piece
    first_row: int
    last_row: int
    interval: Interval
    line: int

    @property
    def column(self) -> int:
        """The column it stands in."""
        return self.interval.column


class Poured(NamedTuple):
    """What came of pouring: what was placed, where the rest begins, and how many lines stayed empty."""

    placed: tuple[PlacedRows, ...]
    rest: tuple[int, int] | None
    """Piece and row of the first row that found no place; ``None`` where all did."""
    empty: int


class Filled(NamedTuple):
    """A block's room, and what was poured into it."""

    block: Block
    room: list[Interval]
    poured: Poured


def pour(pieces: list[Piece], intervals: list[Interval], setting: Setting, *, balance: bool) -> Poured:
    """Pour into the intervals, in order. Balanced columns of the last zone end on one line, the last may be shorter.

    Zones that the text does not reach stay empty, and are counted.
    """
    if not balance or not intervals:
        return _pour(pieces, intervals, setting)
    reached = _reached(pieces, intervals, setting)
    poured = _balanced(pieces, reached, setting)
    return poured._replace(empty=poured.empty + _room(intervals) - _room(reached))


def _balanced(pieces: list[Piece], intervals: list[Interval], setting: Setting) -> Poured:
    """Pour into zones of which the text reaches all."""
    full, ending = _zones(intervals)
    if not ending:
        return _pour(pieces, intervals, setting)
    top = min(interval.first for interval in ending)
    bottom = max(interval.first + interval.lines for interval in ending)
    need = sum((piece.rows - 2 * (at == 0)) * piece.measure for at, piece in enumerate(pieces))
    for depth in range(1, bottom - top + 1):
        cut = [*full, *_cut(ending, top + depth)]
        if sum(sum(interval.measures) for interval in cut) < need:
            continue
        poured = _pour(pieces, cut, setting)
        if poured.rest is None:
            return poured._replace(empty=_room(intervals) - sum(p.last_row - p.first_row for p in poured.placed))
        _begin_again(pieces)
    return _pour(pieces, intervals, setting)


def _begin_again(pieces: list[Piece]) -> None:
    for piece in pieces:
        piece.reset()


def _reached(pieces: list[Piece], intervals: list[Interval], setting: Setting) -> list[Interval]:
    """The intervals of the zones that the text reaches."""
    for last in range(intervals[-1].zone):
        some = [interval for interval in intervals if interval.zone <= last]
        over = _pour(pieces, some, setting).rest is not None
        _begin_again(pieces)
        if not over:
            return some
    return intervals


def _zones(intervals: list[Interval]) -> tuple[list[Interval], list[Interval]]:
    """What stands before the last zone, and the last zone."""
    last = intervals[-1].zone
    return [part for part in intervals if part.zone != last], [part for part in intervals if part.zone == last]


def _room(intervals: list[Interval]) -> int:
    return sum(interval.lines for interval in intervals)


def _cut(intervals: list[Interval], bottom: int) -> list[Interval]:
    """The intervals above line ``bottom``."""
    return [
        interval.shortened(min(interval.lines, bottom - interval.first))
        for interval in intervals
        if interval.first < bottom
    ]


def _pour(pieces: list[Piece], intervals: list[Interval], setting: Setting) -> Poured:
    placed: list[PlacedRows] = []
    left = list(intervals)
    room = Room(left)
    at, row, empty = 0, 0, 0
    for number, interval in enumerate(intervals):
        if at >= len(pieces):
            empty += interval.lines
            continue
        below = number + 1 < len(intervals) and intervals[number + 1].column == interval.column
        column = _Filling(pieces, room, at, row, room.begins[number], interval.lines, below)
        stop, used = column.stop(setting)
        if not room.even and stop[1] and used < interval.lines:
            # What is cut goes on in the next column: it is set without the lines that stay empty here.
            left[number] = interval.shortened(used)
            room = Room(left)
            stop = column.again(room, used)
        line = interval.first
        while (at, row) < stop:
            piece = pieces[at]
            last = stop[1] if stop[0] == at else piece.rows
            placed.append(PlacedRows(piece, row, last, interval, line))
            line += last - row
            at, row = (at, last) if last < piece.rows else (at + 1, 0)
        empty += interval.first + interval.lines - line
    return Poured(tuple(placed), (at, row) if at < len(pieces) else None, empty)


class _Filling:
    """One interval being filled: it begins with row ``row`` of piece ``at``, in slot ``slot``."""

    def __init__(
        self, pieces: list[Piece], room: Room, at: int, row: int, slot: int, lines: int, goes_on: bool
    ) -> None:
        self.pieces, self.room, self.at, self.row, self.slot, self.lines = pieces, room, at, row, slot, lines
        self.goes_on = goes_on
        """Whether the same column goes on below, under a picture."""

    def again(self, room: Room, lines: int) -> tuple[int, int]:
        """Where it ends once the slots behind it are others."""
        self.room = room
        return self._after(lines)

    def stop(self, setting: Setting) -> tuple[tuple[int, int], int]:
        """Where it ends, on a row that is a good one to end on, and how many lines it may use for that.

        Where the natural place is bad, a paragraph of the column is set a line longer or shorter; only where
        none can be, the column stays short.
        """
        pieces, lines = self.pieces, self.lines
        stop = self._after(lines)
        if stop[0] >= len(pieces) or self._good(stop, setting):
            return stop, lines
        if self._mended(stop, setting):
            return self._after(lines), lines
        for shorter in range(lines - 1, max(0, lines - _SHORTER - 1), -1):
            stop = self._after(shorter)
            if not self.room.even and stop[0] == self.at and self.row:
                break  # its lines are set for the slots as they are, and some of them stand already
            if stop > (self.at, self.row) and self._good(stop, setting):
                return stop, shorter
        stop = self._after(lines)
        # A solid piece that would be cut, or a subhead at the foot, goes to the next column whatever else.
        while stop > (self.at, self.row) and stop[1] == 0 and pieces[stop[0] - 1].heads:
            stop = (stop[0] - 1, 0)
        return stop, lines

    def _mended(self, stop: tuple[int, int], setting: Setting) -> bool:
        """Set that paragraph a line longer or shorter which makes the end good at the least cost."""
        pieces = self.pieces
        best: tuple[int, int, int, Lines] | None = None
        for number in range(min(stop[0], len(pieces) - 1), self.at - 1, -1):
            piece = pieces[number]
            if number == self.at and self.row:
                continue
            self._after(self.lines)
            old, slot = piece.lines, self._slot_of(number)
            for rows in (piece.rows - 1, piece.rows + 1):
                # Whether so many rows would help is known before they are set.
                piece.held = rows
                helps = self._good(self._after(self.lines), setting)
                piece.held = 0
                self._after(self.lines)
                if not helps:
                    continue
                most = best[0] + old.cost if best is not None else None
                other = piece.set_in(rows, self.room, slot, most)
                if other is not None and (most is None or other.cost < most):
                    best = other.cost - old.cost, number, slot, other
            if best is not None and best[0] < _CHEAP:
                break
        if best is not None:
            pieces[best[1]].use(best[3], best[2])
        return best is not None

    def _slot_of(self, number: int) -> int:
        """The slot in which a piece of the column begins."""
        return self.slot - self.row + sum(self.pieces[at].rows for at in range(self.at, number))

    def _after(self, lines: int) -> tuple[int, int]:
        """The piece and row that come after so many lines; solid pieces are not cut."""
        pieces, at, row, slot = self.pieces, self.at, self.row, self.slot
        while at < len(pieces):
            piece = pieces[at]
            rows = (piece.rows if row else piece.lay(self.room, slot)) - row
            if rows > lines:
                # A large initial is not parted from its lines.
                return (at, row) if piece.solid or row + lines < piece.together else (at, row + lines)
            lines -= rows
            slot += rows
            at, row = at + 1, 0
        return at, 0

    def _good(self, stop: tuple[int, int], setting: Setting) -> bool:
        """Whether a column may end before ``stop``: no widow, no orphan, no stranded subhead."""
        pieces, at, row = self.pieces, self.at, self.row
        last, end = stop
        if stop == (at, row):
            return False
        if end == 0:
            return last == len(pieces) or self._follows(last, 0, setting.keep)
        piece = pieces[last]
        before = end - (row if last == at else 0)
        after = piece.rows - end
        if not self._follows(last, before, setting.keep):
            return False
        if self.goes_on:
            # Above a picture the eye goes on below it in the same column: only a subhead may not be cut off.
            return True
        least = 1 if last == at and row else 0 if last > at and pieces[last - 1].heads else setting.orphan
        return before >= least and after >= setting.widow

    def _follows(self, last: int, lines: int, keep: int) -> bool:
        """Whether enough lines of the column follow its last subhead: ``lines`` of piece ``last`` and those before it."""
        for number in range(last - 1, self.at - 1, -1):
            if self.pieces[number].heads:
                # Nothing but its text may follow a subhead, whatever the house keeps.
                return lines >= max(keep, 1)
            lines += self.pieces[number].rows
            if lines >= keep:
                return True
        return True
