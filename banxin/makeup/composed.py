"""What came of a block: items, regions, problems, and how its text was poured. A value; nothing is composed onto a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.lines import Line, Lines, Measured, beside, place_ruby, ruby_texts, set_as_broken, text_runs
from banxin.makeup.geometry import ABOVE
from banxin.problems import Report
from banxin.units import Point, Rect, rounded

if TYPE_CHECKING:
    from banxin.lines import TextStyle
    from banxin.makeup.copy import Cut
    from banxin.makeup.flow import Filled
    from banxin.makeup.ground import Ground, Nodes
    from banxin.page import Ink, Item, Region
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
    overset: tuple[tuple[str, str], ...] = ()
    """Block and text that did not fit, for the draft."""
    holes: tuple[tuple[Rect, str], ...] = ()
    """Places of what is missing, and its name, for the draft."""
    poured: tuple[Filled, ...] = ()
    """Text as it was poured: the block's, and that of each box inside it."""
    cut: Cut | None = None
    """Where the story goes on, on its next page; ``None`` where all of it is set."""


class Canvas:
    """What one block draws on while it is composed. It ends with the block: :meth:`composed` is what stays."""

    __slots__ = ("holes", "overset", "poured", "regions", "report", "text", "under")

    def __init__(self) -> None:
        self.under: list[Item] = []
        self.text: list[Item] = []
        self.regions: list[Region] = []
        self.report = Report()
        self.overset: list[tuple[str, str]] = []
        self.holes: list[tuple[Rect, str]] = []
        self.poured: list[Filled] = []

    def composed(self, cut: Cut | None = None) -> Composed:
        """All that was drawn and said."""
        return Composed(
            tuple(self.under), tuple(self.text), tuple(self.regions), tuple(self.report.causes()), tuple(self.overset),
            tuple(self.holes), tuple(self.poured), cut,
        )  # fmt: skip

    def say_faults(self, measured: Measured) -> None:
        """Report what is wrong with a text's characters."""
        for problem in measured.faults:
            self.report.add(problem)

    def line(
        self, ground: Ground, lines: Lines, at: int, x: int, baseline: int, nodes: Nodes, ink: Ink | None = None
    ) -> None:
        """Draw line ``at`` with its slot's left end at ``x``; ``nodes`` says whose text it is."""
        measured, line = lines.measured, lines.lines[at]
        origin = Point(x, baseline)
        self.text += text_runs(measured, line, origin, nodes, ink=ink)
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
                self.line(ground, text, 0, aside, origin.y + at, nodes_of(""))
            elif text.lines:
                self.line(ground, text, 0, origin.x + at, above, nodes_of(""))

    def aligned(
        self, ground: Ground, text: str, style: TextStyle, left: int, right: int, baseline: int, align: str = "left",
        ink: Ink | None = None, marks: tuple[Mark, ...] = (), node: str = "",
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


def nodes_of(node: str) -> Nodes:
    """The nodes of a text that is all one node's; '' for the program's own words."""
    return ((0, node),)
