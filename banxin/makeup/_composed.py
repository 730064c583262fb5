"""What came of a block: items, regions, problems, and how its text was poured. A value; nothing is composed onto a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.lines import Line, Lines, Measured, beside, place_ruby, ruby_texts, set_as_broken, text_runs
from banxin.makeup.geometry import ABOVE
from banxin.page import NO_NODE, Region, SetLine
from banxin.problems import Report
from banxin.tuples import NamedTuple
from banxin.units import Point, Rect, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banxin.lines import TextStyle
    from banxin.makeup._flow import Filled
    from banxin.makeup.copy import Cut
    from banxin.makeup.ground import Ground
    from banxin.page import Ink, Item, NodeId, Nodes, Overset
    from banxin.problems import Problem
    from banxin.story.records import Mark


class Composed(NamedTuple):
    """A block, or a piece of furniture, as it was set."""

    under: tuple[Item, ...] = ()
    """Tints, pictures, frames and rules: painted first."""
    text: tuple[Item, ...] = ()
    regions: tuple[Region, ...] = ()
    problems: tuple[tuple[Problem, object], ...] = ()
    """What is wrong with it, each with its cause (``None``: none was named)."""
    overset: tuple[Overset, ...] = ()
    """Copy that did not fit."""
    holes: tuple[tuple[Rect, str], ...] = ()
    """Places of what is missing, and its name, for the draft."""
    lines: tuple[SetLine, ...] = ()
    """Every line of text that was set."""
    poured: tuple[Filled, ...] = ()
    """Text as it was poured: the block's, and that of each box inside it."""
    cut: Cut | None = None
    """Where the story goes on, on its next page; ``None`` where all of it is set."""


class Canvas:
    """What one block draws on while it is composed. It ends with the block: :meth:`composed` is what stays."""

    __slots__ = ("block", "holes", "lines", "overset", "poured", "regions", "report", "text", "under")

    def __init__(self, block: str) -> None:
        self.block = block
        """The block that is composed, by its id; a piece of furniture begins with #."""
        self.under: list[Item] = []
        self.text: list[Item] = []
        self.regions: list[Region] = []
        self.report = Report()
        self.overset: list[Overset] = []
        self.lines: list[SetLine] = []
        self.holes: list[tuple[Rect, str]] = []
        self.poured: list[Filled] = []

    def composed(self, cut: Cut | None = None) -> Composed:
        """All that was drawn and said."""
        return Composed(
            tuple(self.under), tuple(self.text), tuple(self.regions), tuple(self.report.causes()), tuple(self.overset),
            tuple(self.holes), tuple(self.lines), tuple(self.poured), cut,
        )  # fmt: skip

    def region(self, polygon: Iterable[Point], node: NodeId, kind: str) -> None:
        """Say where something of the block stands: every region of a page is made here."""
        self.regions.append(Region(tuple(polygon), node, kind, self.block))

    def say_faults(self, measured: Measured) -> None:
        """Report what is wrong with a text's characters."""
        for problem in measured.faults:
            self.report.add(problem)

    def take(self, other: Canvas) -> None:
        """Take over what stands inside this block and was drawn by itself."""
        self.under += other.under
        self.text += other.text
        self.regions += other.regions
        self.report.join(other.report)
        self.overset += other.overset
        self.holes += other.holes
        self.lines += other.lines
        self.poured += other.poured

    def line(
        self, ground: Ground, lines: Lines, at: int, x: int, baseline: int, nodes: Nodes, ink: Ink | None = None,
        slot: tuple[int, int] = (-1, 0),
    ) -> None:  # fmt: skip
        """Draw line ``at`` with its slot's left end at ``x``.

        ``nodes`` says whose text it is, ``slot`` which column and line of the story's grid it takes.
        """
        measured, line = lines.measured, lines.lines[at]
        origin = Point(x, baseline)
        self.text += text_runs(measured, line, origin, nodes, ink=ink, block=self.block, number=len(self.lines))
        self.lines.append(_row(self.block, len(self.lines), measured, line, origin, nodes, slot))
        if measured.faults:
            self.say_faults(measured)
        if measured.marks or measured.hyphens:
            self.under += beside(measured, line, origin, ink or measured.style.ink)
            self._rubies(ground, measured, line, origin)

    def _rubies(self, ground: Ground, measured: Measured, line: Line, origin: Point) -> None:
        """Ruby above its base: half its size where the line gap allows; it may stand over its neighbours."""
        rubies = ruby_texts(measured, line)
        if not rubies:
            return
        size = min(measured.em // 2, max(ground.geometry.line_gap, measured.em // 3))
        style = measured.style._replace(size=size, indent=0, turnover=0, align="left")
        texts = [ground.set_text(ruby.text, style, 1 << 40) for ruby in rubies]
        widths = [text.lines[0].width if text.lines else 0 for text in texts]
        above = origin.y - rounded(ABOVE * measured.em, 1000) - size // 8
        aside = origin.x + measured.em // 2 + size * 5 // 8
        for text, at in zip(texts, place_ruby(rubies, widths, line.measure, size // 4), strict=True):
            if text.lines and style.vertical:
                self.line(ground, text, 0, aside, origin.y + at, nodes_of(NO_NODE))
            elif text.lines:
                self.line(ground, text, 0, origin.x + at, above, nodes_of(NO_NODE))

    def aligned(
        self, ground: Ground, text: str, style: TextStyle, left: int, right: int, baseline: int, align: str = "left",
        ink: Ink | None = None, marks: tuple[Mark, ...] = (), node: NodeId = NO_NODE,
    ) -> int:  # fmt: skip
        """Draw one line of the program's own text between two edges, under a node; returns its width."""
        measured = ground.measured(
            None, "", text, marks, style._replace(align="left", indent=0, turnover=0, typed=True)
        )
        if not measured.count:
            return 0
        lines = set_as_broken(measured, [measured.count], right - left)
        width = lines.lines[0].width
        free = right - left - width
        x = left + {"left": 0, "centre": free // 2, "right": free}[align]
        self.line(ground, lines, 0, x, baseline, nodes_of(node), ink)
        return width


def _row(
    block: str, ordinal: int, measured: Measured, line: Line, origin: Point, nodes: Nodes, slot: tuple[int, int]
) -> SetLine:
    """What is to be known of a line that was drawn."""
    first, last, em = measured.starts[line.first], measured.starts[line.last], measured.em
    if len(nodes) == 1:
        spans: tuple[tuple[NodeId, int, int], ...] = (_span(nodes[0], first, last),)
    else:
        ends = [start for start, _ in nodes[1:]] + [last]
        spans = tuple(
            _span(node, max(first, node[0]), min(last, end))
            for node, end in zip(nodes, ends, strict=True)
            if node[0] < last and end > first
        )
    start = line.indent
    if measured.style.vertical:
        box = Rect(origin.x - em // 2, origin.y + start, origin.x + em - em // 2, origin.y + start + line.width)
    else:
        top = origin.y - rounded(ABOVE * em, 1000)
        box = Rect(origin.x + start, top, origin.x + start + line.width, top + em)
    return SetLine(block, ordinal, spans, box, slot[0], slot[1], line.fit, line.gap)


def _span(node: tuple[int, NodeId], first: int, last: int) -> tuple[NodeId, int, int]:
    base, name = node
    return (name, first - base, last - base) if name.is_copy else (name, -1, -1)


def nodes_of(node: NodeId) -> Nodes:
    """The nodes of a text that is all one node's; '' for the program's own words."""
    return ((0, node),)
