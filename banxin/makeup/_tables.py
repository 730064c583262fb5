"""表格: rows and cells, set to the width of their area: column widths, spans, decimal alignment, rules and tints.

A table is rows of texts (a CSV file or ``rows:``). A cell ``<`` goes on with the one on its left, ``^`` with the
one above it. Sums are EMU; nothing of a table stands on the page's grid, but its area does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.lines import set_paragraph, uniform
from banxin.makeup._composed import nodes_of
from banxin.makeup.geometry import ABOVE, columns_in
from banxin.page import BLACK, PAPER, NodeId, Overset, rectangle, rule
from banxin.tuples import NamedTuple
from banxin.units import PT, Point, Rect, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banxin.lines import Lines, TextStyle
    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.page import Ink
    from banxin.plan.block import Block
    from banxin.plan.kinds import TableBlock

Rows = tuple[tuple[str, ...], ...]
"""A table's texts, row by row; all rows are of one length."""

_LEFT, _ABOVE = "<", "^"
#: Rules at the head and foot of a table, and all others (三线表: 正线 and 反线).
_THICK, _THIN = PT * 3 // 4, PT // 4
_TINT = 80
#: White beside a cell's text, and above and below it, thousandths of its size: least, usual and most.
_BESIDE, _LEAST, _USUAL, _MOST = 500, 120, 350, 900
_LEADING = 1250
#: A column is never narrower than this where its text can be parted, in 字.
_NARROWEST = 3
#: A table may end so many lines above its area's foot without a word.
_EMPTY = 2
NUMBER = re.compile(r"(?P<sign>[^\w\s]?)(?P<whole>[0-9][0-9,]*)(?P<rest>(?P<part>(?:\.[0-9]+)?)\s?[^\w\s]?)$")
"""A number as tables and charts have it: with its sign, commas, point and percents."""


class TableCell(NamedTuple):
    """A text and the rows and columns that it takes, counted from 0."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class _SetCell(NamedTuple):
    """A cell as set in its width."""

    cell: TableCell
    lines: Lines
    align: str
    head: bool
    shift: int
    """How far a number is moved from its column's middle so that points stand below each other."""


def cells_of(rows: Rows) -> list[TableCell]:
    """The cells of a table with what they span."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    taken: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            own = at, column
            if text == _LEFT and column:
                own = owner[at, column - 1]
            elif text == _ABOVE and at:
                own = owner[at - 1, column]
            owner[at, column] = own
            taken[own] = at, column
    return [
        TableCell(rows[at][column], at, column, last[0] - at + 1, last[1] - column + 1)
        for (at, column), last in sorted(taken.items())
    ]


def crooked(cells: list[TableCell]) -> TableCell | None:
    """A cell that goes on into what is another one's: together they are no rectangle."""
    found: dict[tuple[int, int], TableCell] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                if (row, column) in found:
                    return found[row, column]
                found[row, column] = cell
    return None


def compose_table(ground: Ground, canvas: Canvas, block: Block, what: TableBlock, rect: Rect, rows: Rows) -> None:
    """Draw a table in its area under its title and above its notes; with ``split`` in columns side by side.

    Reports makeup.table-overset where not all rows find room.
    """
    if not rows:
        canvas.report.error("makeup.table-empty", block.span, block=block.id)
        return
    box = rect.inset(0, ground.geometry.line_gap // 2)
    canvas.region(box.corners(), block.node(), "table")
    whole, notes = box, notes_of(ground, what.notes, box.width)
    box = under_title(ground, canvas, block.id, what.title, box._replace(bottom=box.bottom - notes.depth))
    count = max(1, what.split)
    columns = columns_in(box.left, box.width, count, ground.house.grid, "free") if count > 1 else ()
    places = [box._replace(left=one.x, right=one.x + one.measure) for one in columns] or [box]
    grid = _TableGrid(ground, block.style, what, rows, places[0].width)
    wrong = crooked(grid.cells)
    if wrong is not None:
        canvas.report.error("makeup.table-span", block.span, block=block.id, text=wrong.text)
    parts = grid.parts(count)
    pad = grid.padding(parts, box.height)
    drawn = (_TableColumn(ground, canvas, block, what, grid, place, pad) for place in places)
    foot = max(one.draw(part) for one, part in zip(drawn, parts, strict=True))
    notes.draw(ground, canvas, block.node(), box.left, foot)
    missing = grid.missing(parts, pad, box.height)
    empty = (whole.bottom - foot - notes.depth) // ground.house.grid.leading
    if not missing and empty > _EMPTY:
        canvas.report.warn("makeup.table-short", block.span, block=block.id, lines=empty)
    if missing:
        canvas.report.error("makeup.table-overset", block.span, block=block.id, rows=len(missing))
        canvas.overset.append(Overset(block.id, block.id, " ".join(rows[missing[0]])))
    for one in grid.set:
        canvas.say_faults(one.lines.measured)  # of rows, too, that find no room
    if grid.tight:
        canvas.report.warn("makeup.table-tight", block.span, block=block.id, text=grid.tight)


def under_title(ground: Ground, canvas: Canvas, name: str, title: str, box: Rect) -> Rect:
    """Draw a table's title; returns what it leaves of its place."""
    if not title:
        return box
    own = ground.style("table-title")
    style = ground.text_style(own, marks="half")._replace(indent=0, turnover=0, align="left")
    lines = ground.set_text(title, style, box.width)
    pitch = rounded(style.size * _LEADING, 1000)
    for at in range(len(lines.lines)):
        baseline = box.top + rounded(ABOVE * style.size, 1000) + at * pitch
        x = box.left + _aside(box.width, lines, at, own.align)
        canvas.line(ground, lines, at, x, baseline, nodes_of(NodeId.of_block(name, "title")))
    return box._replace(top=box.top + len(lines.lines) * pitch + style.size // 3)


class TableNotes(NamedTuple):
    """The lines below a table, as set."""

    lines: list[Lines]
    size: int

    @property
    def pitch(self) -> int:
        """From baseline to baseline."""
        return rounded(self.size * _LEADING, 1000)

    @property
    def depth(self) -> int:
        """With the white above them; 0 where there are none."""
        return sum(len(text.lines) for text in self.lines) * self.pitch + (self.size // 2 if self.lines else 0)

    def draw(self, ground: Ground, canvas: Canvas, node: NodeId, left: int, top: int) -> None:
        """Draw them below a height, under a node."""
        baseline = top + self.size // 2 + rounded(ABOVE * self.size, 1000)
        for text in self.lines:
            for at in range(len(text.lines)):
                canvas.line(ground, text, at, left, baseline, nodes_of(node))
                baseline += self.pitch


def notes_of(ground: Ground, texts: tuple[str, ...], width: int) -> TableNotes:
    """The lines below a table or chart, set in a width."""
    style = ground.text_style(ground.style("caption"), marks="half")._replace(indent=0, turnover=0)
    return TableNotes([ground.set_text(text, style, width) for text in texts], style.size)


def _aside(width: int, lines: Lines, at: int, align: str) -> int:
    spare = width - lines.lines[at].width
    return {"centre": spare // 2, "right": spare}.get(align, 0)


class _TableGrid:
    """A table's column widths and its cells as set in them."""

    def __init__(self, ground: Ground, style: str, what: TableBlock, rows: Rows, width: int) -> None:
        self.ground, self.table, self.rows = ground, what, rows
        self.body = ground.text_style(ground.style(style or "table"))._replace(
            indent=0, turnover=0, align="left", runt=0
        )
        self.head = ground.text_style(ground.style("table-head"))._replace(indent=0, turnover=0, align="left", runt=0)
        self.pitch = rounded(self.body.size * _LEADING, 1000)
        self.beside = rounded(self.body.size * _BESIDE, 1000)
        self.cells = cells_of(rows)
        self.count = len(rows[0])
        self.aligns = [self._align(column) for column in range(self.count)]
        self.widths = self._widths(width)
        self.tight = ""
        """A text that is wider than its cell even so."""
        self.set = [self._set(cell) for cell in self.cells]
        self.needs = self._needs()

    def _head(self, cell: TableCell) -> bool:
        return cell.row < self.table.header

    def style(self, *, head: bool) -> TextStyle:
        """The style of a cell's text."""
        return self.head if head else self.body

    def natural(self, text: str, *, head: bool = False) -> int:
        """The width of a text in one line."""
        return self.ground.width_of(text, self.style(head=head))

    def _align(self, column: int) -> str:
        """A column's alignment: as stated, else by what stands in it: numbers by their points, words at the left."""
        if column < len(self.table.aligns):
            return self.table.aligns[column]
        texts = [
            cell.text for cell in self.cells if cell.column == column and not self._head(cell) and cell.columns == 1
        ]
        numbers = [text for text in texts if NUMBER.match(text)]
        if numbers and 2 * len(numbers) >= len([text for text in texts if text]):
            return "decimal"
        short = column and texts and max(map(len, texts)) <= 2 * _NARROWEST
        return "centre" if short else "left"

    def _widths(self, width: int) -> list[int]:
        """Column widths that fill the table's width: as stated, else by what the columns hold."""
        stated, em = self.table.widths, self.body.size
        if stated:
            whole = [*stated, *[max(stated)] * (self.count - len(stated))][: self.count]
            return _shared(width, [length * em for length in whole])
        pad = 2 * self.beside
        widest, least = [pad] * self.count, [pad] * self.count
        for cell in sorted(self.cells, key=lambda cell: cell.columns):
            own = self.natural(cell.text, head=self._head(cell)) + pad
            span = range(cell.column, cell.column + cell.columns)
            shortest = own if self._unparted(cell) else min(own, _NARROWEST * em + pad)
            for wanted, found in ((own, widest), (shortest, least)):
                more = wanted - sum(found[column] for column in span)
                if more > 0:
                    for column in span:
                        found[column] += -(-more // cell.columns)
        spare = width - sum(widest)
        if spare >= 0:
            return _spread(width, widest)
        room = max(0, width - sum(least))
        wish = [most - low for most, low in zip(widest, least, strict=True)]
        if not sum(wish) or width <= sum(least):
            return _shared(width, least)
        return _spread(width, [low + room * more // sum(wish) for low, more in zip(least, wish, strict=True)])

    def _unparted(self, cell: TableCell) -> bool:
        """Whether a text stays in one line: a number, a name of few 字."""
        return bool(NUMBER.match(cell.text)) or cell.text.isascii() or len(cell.text) <= _NARROWEST

    def _set(self, cell: TableCell) -> _SetCell:
        head = self._head(cell)
        width = sum(self.widths[cell.column : cell.column + cell.columns])
        room = max(self.body.size, width - 2 * self.beside)
        measured = self.ground.measured(None, "", cell.text, (), self.style(head=head))
        lines = set_paragraph(measured, uniform(room))
        assert lines is not None
        parted = len(lines.lines) > 1 and self._unparted(cell)
        if (parted or any(line.width > room for line in lines.lines)) and not self.tight:
            self.tight = cell.text
        align = self.aligns[cell.column] if cell.columns == 1 else "centre"
        if head:
            align = align if align in ("left", "right") and cell.columns == 1 else "centre"
        shift = self._to_point(cell) if align == "decimal" else 0
        return _SetCell(cell, lines, "centre" if align == "decimal" else align, head, shift)

    def _to_point(self, cell: TableCell) -> int:
        """How far right of its column's middle a number stands, so that all points of the column are in one line."""
        number = NUMBER.match(cell.text)
        if number is None:
            return 0
        before, after = self._sides(cell.column)
        own = self.natural(cell.text)
        rest = self.natural(number["rest"].strip()) if number["rest"] else 0
        # The widest number before the point and the widest behind it stand in the middle together.
        return (before - after) // 2 - (own - rest - rest) // 2

    def _sides(self, column: int) -> tuple[int, int]:
        """The widest part of a column's numbers before the point, and from the point on."""
        before = after = 0
        for cell in self.cells:
            number = NUMBER.match(cell.text) if cell.column == column and not self._head(cell) else None
            if number is not None:
                rest = self.natural(number["rest"].strip()) if number["rest"] else 0
                before, after = max(before, self.natural(cell.text) - rest), max(after, rest)
        return before, after

    def _needs(self) -> list[int]:
        """The height of each row's text, without the white above and below it."""
        needs = [self.pitch] * len(self.rows)
        for one in sorted(self.set, key=lambda one: one.cell.rows):
            span = range(one.cell.row, one.cell.row + one.cell.rows)
            more = len(one.lines.lines) * self.pitch - sum(needs[row] for row in span)
            if more > 0:
                needs[span[-1]] += more
        return needs

    def parts(self, count: int) -> list[list[int]]:
        """The rows of each column of a table that is divided, evenly, the header at the head of each."""
        head = list(range(min(self.table.header, len(self.rows))))
        body = [row for row in range(len(self.rows)) if row not in head]
        joined = {row for one in self.set for row in range(one.cell.row + 1, one.cell.row + one.cell.rows)}
        parts: list[list[int]] = []
        for left in range(count, 0, -1):
            taken = -(-len(body) // left)
            while taken < len(body) and body[taken] in joined:
                taken += 1  # a cell over several rows is not parted
            parts.append([*head, *body[:taken]])
            body = body[taken:]
        return parts

    def padding(self, parts: Sequence[Sequence[int]], height: int) -> int:
        """The white above and below each row's text: less where the table is deep, more where it has room."""
        size = self.body.size
        least, usual, most = (rounded(size * part, 1000) for part in (_LEAST, _USUAL, _MOST))
        fits = [(height - sum(self.needs[row] for row in part)) // (2 * len(part)) for part in parts if part]
        room = min(fits, default=usual)
        return max(least, min(most, room))

    def missing(self, parts: Sequence[Sequence[int]], pad: int, height: int) -> list[int]:
        """The rows that find no room."""
        found = []
        for part in parts:
            deep = 0
            for row in part:
                deep += self.needs[row] + 2 * pad
                if deep > height:
                    found.append(row)
        return found


def _shared(width: int, wanted: Sequence[int]) -> list[int]:
    """A width divided in proportion."""
    whole, done, found = max(1, sum(wanted)), 0, list[int]()
    for part in wanted:
        start, done = done, done + part
        found.append(width * done // whole - width * start // whole)
    return found


def _spread(width: int, wanted: Sequence[int]) -> list[int]:
    """Widths with what is left over given to all alike."""
    spare, count = width - sum(wanted), len(wanted)
    return [own + spare * (at + 1) // count - spare * at // count for at, own in enumerate(wanted)]


class _TableColumn:
    """One column of a table, drawn."""

    def __init__(
        self, ground: Ground, canvas: Canvas, block: Block, what: TableBlock, grid: _TableGrid, place: Rect, pad: int
    ) -> None:
        self.ground, self.canvas, self.grid, self.place, self.pad = ground, canvas, grid, place, pad
        self.table, self.node = what, block.node()
        self.ink = ground.colour(block.colour, BLACK)
        self.coloured = bool(block.colour)

    def draw(self, part: Sequence[int]) -> int:
        """Draw the rows of a part that find room; returns where they end."""
        tops, bottom = self._tops(part)
        if not tops:
            return self.place.top
        self._ground(tops, bottom)
        self._rules(tops, bottom)
        for one in self.grid.set:
            last = one.cell.row + one.cell.rows - 1
            if one.cell.row in tops and last in tops:
                self._text(one, tops[one.cell.row], tops[last] + self._deep(last))
        return bottom

    def _deep(self, row: int) -> int:
        return self.grid.needs[row] + 2 * self.pad

    def _tops(self, part: Sequence[int]) -> tuple[dict[int, int], int]:
        top, found = self.place.top, dict[int, int]()
        for row in part:
            if top + self._deep(row) > self.place.bottom:
                break
            found[row] = top
            top += self._deep(row)
        return found, top

    def _ground(self, tops: dict[int, int], bottom: int) -> None:
        """The header's colour, and a tint behind every other row."""
        heads = [row for row in tops if row < self.table.header]
        if heads and self.coloured:
            foot = tops[heads[-1]] + self._deep(heads[-1])
            self.canvas.under.append(rectangle(self.place._replace(bottom=foot), fill=self.ink))
        if self.table.stripes:
            for number, row in enumerate(row for row in tops if row >= self.table.header):
                if number % 2:
                    band = self.place._replace(top=tops[row], bottom=min(bottom, tops[row] + self._deep(row)))
                    self.canvas.under.append(rectangle(band, fill=self.ink.tinted(_TINT)))

    def _rules(self, tops: dict[int, int], bottom: int) -> None:
        """三线: thick at head and foot, thin under the header; or one under every row, or all cells framed, or none."""
        kind, place = self.table.rules, self.place
        if kind == "none":
            return
        rows = list(tops)
        self._across(place.top, _THICK)
        self._across(bottom, _THICK)
        if self.table.header in tops and rows[0] < self.table.header:
            self._across(tops[self.table.header], _THIN if kind == "three" else 2 * _THIN)
        for cell in self._cells(tops):
            left, right = self._edges(cell)
            foot = tops[cell.row + cell.rows - 1] + self._deep(cell.row + cell.rows - 1)
            if kind in ("rows", "grid") and foot < bottom:
                self._line(Point(left, foot), Point(right, foot), _THIN)
            if kind == "grid" and right < place.right:
                self._line(Point(right, tops[cell.row]), Point(right, foot), _THIN)
            elif (
                kind == "three"
                and cell.row < self.table.header
                and cell.columns > 1
                and foot < tops.get(self.table.header, 0)
            ):
                inset = self.grid.beside  # a short rule joins a spanning header with what it spans
                self._line(Point(left + inset, foot), Point(right - inset, foot), _THIN)
        if kind == "grid":
            for x in (place.left, place.right):
                self._line(Point(x, place.top), Point(x, bottom), _THICK)

    def _cells(self, tops: dict[int, int]) -> Iterator[TableCell]:
        return (cell for cell in self.grid.cells if cell.row in tops and cell.row + cell.rows - 1 in tops)

    def _edges(self, cell: TableCell) -> tuple[int, int]:
        left = self.place.left + sum(self.grid.widths[: cell.column])
        return left, left + sum(self.grid.widths[cell.column : cell.column + cell.columns])

    def _across(self, y: int, width: int) -> None:
        self._line(Point(self.place.left, y), Point(self.place.right, y), width)

    def _line(self, start: Point, end: Point, width: int) -> None:
        self.canvas.under.append(rule(start, end, width, self.ink))

    def _text(self, one: _SetCell, top: int, bottom: int) -> None:
        """A cell's lines in the middle of its height."""
        (left, right), grid = self._edges(one.cell), self.grid
        ink: Ink | None = PAPER if one.head and self.coloured else None
        size = one.lines.measured.em
        deep = (len(one.lines.lines) - 1) * grid.pitch + size
        baseline = top + (bottom - top - deep) // 2 + rounded(ABOVE * size, 1000)
        room = right - left - 2 * grid.beside
        nodes = nodes_of(self.node.below(one.cell.row, one.cell.column))
        for at in range(len(one.lines.lines)):
            x = left + grid.beside + _aside(room, one.lines, at, one.align) + one.shift
            self.canvas.line(self.ground, one.lines, at, x, baseline + at * grid.pitch, nodes, ink)
