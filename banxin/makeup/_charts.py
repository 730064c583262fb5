"""图表: bars and lines as vectors, set in the house's faces. The numbers are a table's: a category a row.

The first row names the series, the first column the categories; what stands in their corner is said above the
plot (the unit). Where bars and ticks lie is :mod:`banxin.pictures.charts`'s; where words stand is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._tables import NUMBER, Rows, notes_of, under_title
from banxin.makeup.geometry import ABOVE
from banxin.page import BLACK, Path, rectangle, rule
from banxin.pictures.charts import Numbers, chart
from banxin.tuples import NamedTuple
from banxin.units import PT, Point, Rect, rounded

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.page import Ink
    from banxin.pictures.charts import Chart
    from banxin.plan.block import Block
    from banxin.plan.kinds import ChartBlock

#: How strong the ink of the first, second … series is, thousandths.
_TINTS = (1000, 500, 250, 750, 375, 625)
_GREY = 700
_AXIS, _GRID, _LINE = PT // 2, PT // 4, PT * 3 // 2
#: The tint of grid lines, thousandths.
_FAINT = 300
#: A plot is never smaller, in 字.
_LEAST = 4
#: The part of a plot that its bars take, thousandths; and the radius of the dot at a line's end.
_BARS, _DOT = 750, 2 * PT
_MINUS = ("-", "\N{MINUS SIGN}")


class _Data(NamedTuple):
    """A table read as a chart."""

    unit: str
    series: tuple[str, ...]
    names: tuple[str, ...]
    """The categories."""
    texts: tuple[tuple[str, ...], ...]
    """The numbers as they were written, series by series."""
    numbers: Numbers


def compose_chart(ground: Ground, canvas: Canvas, block: Block, what: ChartBlock, rect: Rect, rows: Rows) -> None:
    """Draw a chart in its area under its title and above its notes.

    Reports makeup.chart-number where a cell is no number, makeup.chart-room where the plot finds no room.
    """
    data = _data(canvas, block, rows)
    if data is None:
        return
    box = rect.inset(0, ground.geometry.line_gap // 2)
    canvas.region(box.corners(), block.node(), "chart")
    notes = notes_of(ground, what.notes, box.width)
    notes.draw(ground, canvas, block.node(), box.left, box.bottom - notes.depth)
    box = under_title(ground, canvas, block.id, what.title, box._replace(bottom=box.bottom - notes.depth))
    _Plot(ground, canvas, block, what.form, data).draw(box)


def _data(canvas: Canvas, block: Block, rows: Rows) -> _Data | None:
    """The numbers of a chart; ``None`` where it has none, or one that cannot be read."""
    found: list[list[float | None]] = []
    for row in rows[1:]:
        found.append([])
        for text in row[1:]:
            # Where nothing stands but a dash there is no number, and none is wrong.
            value = _number(text)
            if value is None and any(map(str.isalnum, text)):
                canvas.report.error("makeup.chart-number", block.span, block=block.id, text=text)
                return None
            found[-1].append(value)
    numbers = tuple(zip(*found, strict=True))
    if not any(value is not None for series in numbers for value in series):
        canvas.report.error("makeup.table-empty", block.span, block=block.id)
        return None
    texts = tuple(zip(*(row[1:] for row in rows[1:]), strict=True))
    return _Data(rows[0][0], rows[0][1:], tuple(row[0] for row in rows[1:]), texts, numbers)


def _number(text: str) -> float | None:
    found = NUMBER.match(text)
    if found is None:
        return None
    value = float(found["whole"].replace(",", "") + found["part"])
    return -value if found["sign"] in _MINUS else value


def _dot(at: Point, ink: Ink) -> Path:
    """A round dot."""
    handle = rounded(_DOT * 5523, 10_000)
    x, y, r = at.x, at.y, _DOT
    steps = (
        ("M", x + r, y), ("C", x + r, y + handle, x + handle, y + r, x, y + r), ("C", x - handle, y + r, x - r, y + handle, x - r, y),
        ("C", x - r, y - handle, x - handle, y - r, x, y - r), ("C", x + handle, y - r, x + r, y - handle, x + r, y), ("Z",),
    )  # fmt: skip
    return Path(steps, fill=ink)


class _Plot:
    """One chart in the making."""

    def __init__(self, ground: Ground, canvas: Canvas, block: Block, form: str, data: _Data) -> None:
        self.ground, self.canvas, self.block, self.data, self.form = ground, canvas, block, data, form
        self.style = ground.text_style(ground.style(block.style or "table"), marks="half")._replace(
            indent=0, turnover=0
        )
        self.em = self.style.size
        self.pitch = rounded(self.em * 1300, 1000)
        # A field of solid black is the heaviest thing on a page: bars without a colour are a grey.
        ink = ground.colour(block.colour, BLACK if self.form == "line" else BLACK.tinted(_GREY))
        self.inks = [ink.tinted(_TINTS[at % len(_TINTS)]) for at in range(len(data.series))]
        #: Where bars have their numbers at their ends no axis is needed to read them off.
        self.labelled = False
        self.ends = [self._end(at) for at in range(len(data.series))] if self.form == "line" else []
        """What stands at the end of each line: its series and its last number."""

    def draw(self, box: Rect) -> None:
        """Draw everything within a box."""
        box = self._legend(box)
        self.labelled = self._room_for_numbers(box)
        if self.form == "bars":
            wide = min(box.width // 3, max(map(self._width, self.data.names)))
            foot = 0 if self.labelled else self.pitch
            plot = Rect(box.left + wide + self.em // 2, box.top, box.right - self._spare(), box.bottom - foot)
        else:
            left = 0 if self.labelled else self._axis_room()
            top = self.pitch if self.labelled else self.em // 2
            right = max(map(self._width, self.ends), default=0) + self.em // 2 if self.ends else 0
            plot = Rect(box.left + left, box.top + top, box.right - right, box.bottom - self.pitch)
        if min(plot.width, plot.height) < _LEAST * self.em:
            self.canvas.report.error("makeup.chart-room", self.block.span, block=self.block.id)
            return
        numbers = self.data.numbers
        if self.form == "bars":  # the first category and the first series stand at the top
            numbers = tuple(series[::-1] for series in numbers[::-1])
        made = chart(self.form, numbers, plot.width, plot.height)
        if made is None:
            self.canvas.report.error("makeup.chart-room", self.block.span, block=self.block.id)
            return
        self._ticks(plot, made)
        self._bars(plot, made, numbers)
        self._lines(plot, made)
        self._names(plot, made)

    def _width(self, text: str) -> int:
        return self.ground.width_of(text, self.style)

    def _spare(self) -> int:
        """Room right of the longest bar for its number."""
        return self._widest_number() + self.em // 2 if self.labelled else self.em

    def _widest_number(self) -> int:
        return max(self._width(text) for series in self.data.texts for text in series)

    def _room_for_numbers(self, box: Rect) -> bool:
        """Whether bars are so thick, or columns so wide, that each may have its own number."""
        series, names = len(self.data.series), len(self.data.names)
        if self.form == "bars":
            return box.height * _BARS // 1000 >= names * series * self.em
        return self.form == "columns" and (
            series == 1 or box.width * _BARS // 1000 >= names * series * (self._widest_number() + self.em // 4)
        )

    def _end(self, series: int) -> str:
        """The words at a line's end."""
        texts = [
            text
            for text, value in zip(self.data.texts[series], self.data.numbers[series], strict=True)
            if value is not None
        ]
        name = self.data.series[series] if len(self.data.series) > 1 else ""
        return f"{name} {texts[-1]}".strip() if texts else ""

    def _axis_room(self) -> int:
        largest = max(abs(value) for series in self.data.numbers for value in series if value is not None)
        return self._width(f"{largest:.10g}") + self.em

    def _text(self, text: str, left: int, right: int, middle: int, align: str) -> None:
        """A word with its hanzi's middle on a height."""
        baseline = middle - self.em // 2 + rounded(ABOVE * self.em, 1000)
        self.canvas.aligned(self.ground, text, self.style, left, right, baseline, align, node=self.block.node())

    def _legend(self, box: Rect) -> Rect:
        """The unit, and a square with its name for each of several series, above the plot."""
        several = len(self.data.series) > 1 and self.form != "line"
        if not several and not self.data.unit:
            return box
        middle, x = box.top + self.pitch // 2, box.left
        if self.data.unit:
            self._text(self.data.unit, x, box.right, middle, "left")
            x += self._width(self.data.unit) + 2 * self.em
        for name, ink in zip(self.data.series, self.inks, strict=True) if several else ():
            side = self.em * 3 // 4
            own = side + self.em // 3 + self._width(name)
            if x + own > box.right and x > box.left:
                x, middle = box.left, middle + self.pitch
            square = Rect(x, middle - side // 2, x + side, middle + side - side // 2)
            self.canvas.under.append(rectangle(square, fill=ink))
            self._text(name, x + side + self.em // 3, box.right, middle, "left")
            x += own + self.em
        return box._replace(top=middle + self.pitch // 2 + self.em // 3)

    def _ticks(self, plot: Rect, made: Chart) -> None:
        """Faint lines with their numbers; and the line that bars stand on."""
        for at, text in () if self.labelled else made.ticks:
            if self.form == "bars":
                x = plot.left + at
                self._rule(Point(x, plot.top), Point(x, plot.bottom), _GRID, BLACK.tinted(_FAINT))
                self._text(text, x - 3 * self.em, x + 3 * self.em, plot.bottom + self.pitch // 2, "centre")
            else:
                y = plot.bottom - at
                self._rule(Point(plot.left, y), Point(plot.right, y), _GRID, BLACK.tinted(_FAINT))
                self._text(text, plot.left - 6 * self.em, plot.left - self.em // 3, y, "right")
        zero = next((at for at, text in made.ticks if text == "0"), 0)
        if self.form == "bars":
            self._rule(Point(plot.left + zero, plot.top), Point(plot.left + zero, plot.bottom), _AXIS, BLACK)
        else:
            self._rule(Point(plot.left, plot.bottom - zero), Point(plot.right, plot.bottom - zero), _AXIS, BLACK)

    def _rule(self, start: Point, end: Point, width: int, ink: Ink) -> None:
        self.canvas.under.append(rule(start, end, width, ink))

    def _bars(self, plot: Rect, made: Chart, numbers: Numbers) -> None:
        """Bars in their series' ink; a single series' numbers at their ends."""
        # Where there is no number, or nought, there is no bar.
        owners = [(at, row) for at, series in enumerate(numbers) for row, value in enumerate(series) if value]
        for (at, row), (x, y, width, height) in zip(owners, made.bars, strict=False):
            foot, top = plot.bottom - y, plot.bottom - y - height
            bar = Rect(plot.left + min(x, x + width), min(foot, top), plot.left + max(x, x + width), max(foot, top))
            ink = self.inks[::-1][at] if self.form == "bars" else self.inks[at]
            self.canvas.under.append(rectangle(bar, fill=ink))
            if not self.labelled:
                continue
            if self.form == "bars":
                text = self.data.texts[::-1][at][::-1][row]
                self._text(text, bar.right + self.em // 4, bar.right + 9 * self.em, (bar.top + bar.bottom) // 2, "left")
            else:
                text = self.data.texts[at][row]
                self._text(text, bar.left - 3 * self.em, bar.right + 3 * self.em, bar.top - self.pitch // 2, "centre")

    def _lines(self, plot: Rect, made: Chart) -> None:
        for points, ink in zip(made.lines, self.inks, strict=False):
            steps: list[tuple[object, ...]] = [
                ("L" if at else "M", plot.left + x, plot.bottom - y) for at, (x, y) in enumerate(points)
            ]
            self.canvas.under.append(Path(tuple(steps), stroke=ink, width=_LINE))
        self._line_ends(plot, made)

    def _line_ends(self, plot: Rect, made: Chart) -> None:
        """Each line's name and last number behind it, a line of text apart where they would meet."""
        ends = sorted(
            (plot.bottom - points[-1][1], at, plot.left + points[-1][0])
            for at, points in enumerate(made.lines)
            if points
        )
        least = plot.top
        for number, (y, at, x) in enumerate(ends):
            below = len(ends) - number - 1
            middle = min(max(y, least), plot.bottom - below * self.pitch)
            least = middle + self.pitch
            self.canvas.under.append(_dot(Point(x, y), self.inks[at]))
            self._text(self.ends[at], x + self.em // 2, x + 20 * self.em, middle, "left")

    def _names(self, plot: Rect, made: Chart) -> None:
        """The categories' names; where they are many, every second or third."""
        names = self.data.names[::-1] if self.form == "bars" else self.data.names
        if self.form == "bars":
            for name, (at, wide) in zip(names, made.slots, strict=True):
                middle = plot.bottom - at - wide // 2
                self._text(name, plot.left - 20 * self.em, plot.left - self.em // 2, middle, "right")
            return
        room = min(wide for _, wide in made.slots)
        every = max(1, -(-(max(map(self._width, names)) + self.em // 2) // max(1, room)))
        for number, (name, (at, wide)) in enumerate(zip(names, made.slots, strict=True)):
            if number % every == 0:
                middle = plot.left + at + wide // 2
                self._text(name, middle - 6 * self.em, middle + 6 * self.em, plot.bottom + self.pitch // 2, "centre")
