"""The nouns of line setting: measured paragraphs as parallel columns, slots, lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.languages import DEFAULT
from banxin.page import BLACK, Ink
from banxin.tuples import NamedTuple
from banxin.units import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.faces import Font
    from banxin.hanzi import Rules
    from banxin.hanzi.table import Step
    from banxin.lines._sums import Sums
    from banxin.problems import Problem
    from banxin.story.records import Mark

FORBIDDEN = -1
"""No line ends after this cell."""
EMERGENCY = 100_000
"""A line ends after this cell only where no other setting is left."""
STANDS, TURNED, ACROSS = 0, 1, 2
"""How a cell stands in a vertical line: as it is, a quarter turn clockwise, or across in one 字."""


class TextStyle(NamedTuple):
    """What ``lines`` needs to know of a style."""

    role: str
    """Face of the text."""
    size: int
    """One 字, in EMU."""
    ink: Ink = BLACK
    roles: tuple[tuple[str, str], ...] = ()
    """Faces of marked text: (kind of mark, role), such as ("bold", "hei-bold"); others keep the style's face."""
    autospace: int = 167
    """Between hanzi and Western, thousandths of a 字."""
    phrase: int = 250
    """Width of a typed space between hanzi, thousandths of a 字."""
    typed: bool = False
    """Whether a typed space beside a Western word is a phrase's too (furniture), and not the automatic gap."""
    level: str = "gb"
    marks: str = "full"
    align: str = "justify"
    indent: int = 0
    """First line's indent, in EMU."""
    runt: int = 2
    """Fewest characters on the last line."""
    vertical: bool = False
    language: str = DEFAULT
    figures: str = "turned"
    """What becomes of figures of four digits and more in vertical lines: turned or upright."""
    hanging: bool = False
    """Whether a mark may hang outside the end of a narrow line."""
    hyphenation: str = "en_US"
    """Language of Western words, for hyphens; empty: no word is ever hyphenated."""
    turnover: int = 0
    """Indent of all lines but the first, in EMU (凸排)."""
    tracking: int = 0
    """Added between all cells, in EMU: headings, and bodies that copyfit changed."""
    hscale: int = 1000
    """Width of all glyphs in thousandths (headings)."""


class Measured:
    """A paragraph's cells, one slot a cell in every column; lengths in EMU.

    A cell is what no line ever splits: a hanzi, a mark, a pair of dashes, a piece of a Western word.
    Its ink stands on ``body``; the white between it and the next is ``white``, which vanishes where a
    line ends between the two: so a mark at a line's end is half a 字 wide and an opener at its start
    begins with its ink, without a special case.
    """

    __slots__ = (
        "adjusted",
        "body",
        "breaks",
        "clusters",
        "count",
        "em",
        "faces",
        "faults",
        "first_glyph",
        "fonts",
        "glyphs",
        "grow",
        "hang",
        "hyphenated",
        "hyphens",
        "inks",
        "key",
        "kinds",
        "marks",
        "natural",
        "no_start",
        "rules",
        "shifts",
        "starts",
        "steps",
        "style",
        "sums",
        "takes",
        "text",
        "tokens",
        "tongues",
        "turns",
        "white",
    )  # fmt: skip

    def __init__(self, key: str, text: str, style: TextStyle, rules: Rules) -> None:
        self.key = key
        self.text = text
        self.style = style
        self.rules = rules
        self.em = style.size
        self.marks: tuple[Mark, ...] = ()
        """Annotations that are drawn beside the line (dots, lines, boxes, ruby)."""
        self.tongues: tuple[tuple[int, int, str], ...] = ()
        """Parts of the text in other languages: start, end, tag (BCP 47). Set as the rest is; exports and readers are told."""
        self.inks: tuple[tuple[int, int, Ink], ...] = ()
        """Parts of the text in other inks: start, end, ink."""
        self.faults: tuple[Problem, ...] = ()
        """What is wrong with its characters, for who draws it to say."""
        self.count = 0
        self.starts: list[int] = []
        """Offset of a cell's first character in the text; one more at the end."""
        self.kinds: list[int] = []
        """Class of each cell (:func:`banxin.hanzi.classify`)."""
        self.faces: list[int] = []
        """Index into ``fonts``."""
        self.fonts: list[tuple[Font, int]] = []
        """Faces used and the size each is set in."""
        self.first_glyph: list[int] = []
        """Index of a cell's first glyph; one more at the end."""
        self.body: list[int] = []
        self.white: list[int] = []
        self.steps: list[int] = []
        """The step of the shrink ledger that the white belongs to (:class:`banxin.hanzi.table.Step`)."""
        self.takes: list[int] = []
        """How much of the white that step may take."""
        self.grow: list[int] = []
        """The step of the stretch ledger that the white belongs to (:class:`banxin.hanzi.table.Step`)."""
        self.breaks: list[int] = []
        """After each cell: FORBIDDEN, a penalty (0: free), or EMERGENCY."""
        self.no_start: list[bool] = []
        self.tokens: list[tuple[int, int]] = []
        """Western tokens of several cells: first cell, and the one after the last."""
        self.glyphs: list[int] = []
        self.clusters: list[int] = []
        """Text offset of each glyph."""
        self.natural: list[int] = []
        """Each glyph's own advance."""
        self.turns: list[int] = []
        """In vertical lines, how each cell stands: STANDS, TURNED or ACROSS; empty in horizontal ones."""
        self.adjusted: dict[int, tuple[int, int]] = {}
        """Cells whose ink is moved across the line (EMU, towards its upper or right side) or widened (thousandths)."""
        self.hyphens: dict[int, int] = {}
        """Cells behind which a line ends with a hyphen, and the hyphen's width."""
        self.hang: dict[int, int] = {}
        """Cells that may hang outside a line's end, and how far."""
        self.hyphenated: Measured | None = None
        """The same paragraph with its Western words cut at their syllables, made when first needed."""
        self.sums: Sums | None = None
        """Prefix sums over these columns, made when lines are first chosen."""
        self.shifts: list[int] = []
        """How far each glyph stands from where the pen is when it is its turn."""

    def outside(self, cell: int, measure: int) -> int:
        """How far a line of this measure that ends with the cell may hang outside it: narrow lines only."""
        return self.hang.get(cell, 0) if measure <= table.HANGING_MEASURE * self.em else 0


class Slot(NamedTuple):
    """Room for one line: where it begins, how long it is, and which way it runs ('h' or 'v')."""

    origin: Point
    measure: int
    axis: str = "h"


def uniform(measure: int, axis: str = "h") -> Uniform:
    """Slots without end, all of one measure: a column whose lines are placed later."""
    return Uniform(measure, axis)


def uneven(measures: Sequence[int], axis: str = "h") -> Uneven:
    """Slots of these measures, without end: the last one's goes on."""
    return Uneven(measures, axis)


class Endless:
    """A sequence of slots that does not end; ``narrowest`` and ``widest`` of their measures are known."""

    def __init__(self, slot: Slot, narrowest: int, widest: int) -> None:
        self.slot = slot
        """The last one, which goes on."""
        self.narrowest, self.widest = narrowest, widest

    def __len__(self) -> int:
        return 1 << 30

    def __getitem__(self, number: int) -> Slot:
        return self.slot


class Uniform(Endless):
    """Equal slots: the chooser need not know which line it is on."""

    def __init__(self, measure: int, axis: str) -> None:
        super().__init__(Slot(Point(0, 0), measure, axis), measure, measure)


class Uneven(Endless):
    """Slots of given measures, the last one's without end: a column beside a picture."""

    def __init__(self, measures: Sequence[int], axis: str) -> None:
        self.slots = [Slot(Point(0, 0), measure, axis) for measure in measures]
        super().__init__(self.slots[-1], min(measures), max(measures))

    def __getitem__(self, number: int) -> Slot:
        return self.slots[number] if number < len(self.slots) else self.slot


Slots = tuple[Slot, ...] | list[Slot] | Endless
"""What a paragraph is set into: one slot a line, or slots without end."""


class Line(NamedTuple):
    """One line of a measured paragraph: cells ``first`` up to ``last`` in slot ``slot``."""

    first: int
    last: int
    slot: int
    measure: int
    indent: int
    whites: tuple[int, ...]
    """White after each cell as set; the last is 0."""
    fit: str
    """as-set, squeezed, stretched, hung or forced."""
    gap: int
    """What each ordinary gap was stretched by."""
    ledger: tuple[tuple[Step, int], ...]
    """What was done: (step, total) such as (Step.SHRINK_PAUSE, -60325) in EMU."""
    width: int
    """From the first cell's ink to the last one's, as set."""


class Lines(NamedTuple):
    """A paragraph as set."""

    measured: Measured
    lines: tuple[Line, ...]
    cost: int
    """The chooser's sum; lower is better."""
