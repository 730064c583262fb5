"""The nouns of a layout: house style, edition, page and block, as read and checked.

Lengths that depend on the body size or the leading are resolved when the records are made, so
every length here is in EMU, except areas, which count columns and lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.languages import DEFAULT, language
from banxin.page import BLACK, Ink
from banxin.plan._epaper import Epaper
from banxin.plan._press import Press
from banxin.plan.preflight import Profile
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.problems import Source, Span
    from banxin.units import Rect


class Face(NamedTuple):
    """What serves a role: a file under assets, or a package's face pinned at a weight."""

    role: str
    file: str = ""
    """A path below ``assets/``, or ``package:name`` of a face that a pip package brings."""
    weight: int = 0
    """The weight that a variable face is pinned to; 0 for a static one."""
    number: int = 0
    """Which face of a collection file."""
    sha256: str = ""
    substitute: str = ""
    """The role that serves when the file is not there."""
    latin: str = ""
    """The role whose Western letters and figures are used (its han part is not)."""
    latin_scale: int = 1000
    """Size of the Western companion in thousandths of the hanzi's."""
    span: Span | None = None


class Style(NamedTuple):
    """How a kind of text is set, or (with kicker, headline or deck) how a heading is."""

    face: str = "song"
    size: int = 0
    sizes: tuple[int, ...] = ()
    """The ladder of a heading's sizes, largest first."""
    lines: int = 2
    """At most so many lines (headings)."""
    takes: int = 0
    """Lines of the page's grid that the text takes; 0: as many as it needs."""
    align: str = "justify"
    """justify, even (every line fills its measure), left, centre or right."""
    colour: Ink = BLACK
    leading: int = 0
    """From baseline to baseline; 0: the grid's for text, ``spacing`` for headings."""
    spacing: int = 1120
    """Leading of headings in thousandths of their size."""
    spread: int = 0
    """White added between the characters of a heading, in thousandths of its size (HD-08)."""
    indent: int = 0
    """First line's indent, in thousandths of a 字."""
    turnover: int = 0
    """Indent of all lines but a paragraph's first (凸排), in thousandths of a 字."""
    frame: str = ""
    """Where the style frames what it sets: '', line, tint, rule (above) or solid (reversed)."""
    label: str = ""
    """The face of what stands before a paragraph's first colon (问：, a speaker's name): its other lines hang behind it,
    as far in as ``turnover`` says or the label is long."""
    before: str = ""
    """A mark the program sets before the text (◆ in front of a brief's title)."""
    kicker: Style | None = None
    headline: Style | None = None
    deck: Style | None = None


class Grid(NamedTuple):
    """The page's grid."""

    body: int
    """Body size in EMU: one 字."""
    leading: int
    columns: int
    measure: int
    """A column's width in whole 字."""
    gutter: int
    lines: int
    fold: int = 0
    """White in the middle of a spread, between its two pages, beyond a gutter; 0 for a page."""

    @property
    def column(self) -> int:
        """A column's width in EMU."""
        return self.measure * self.body

    @property
    def width(self) -> int:
        """The type area's width."""
        return self.span(1, self.columns)

    def left(self, column: int) -> int:
        """From the type area's left edge to that of column ``column`` (from 1)."""
        across = self.fold if self.fold and column > self.columns // 2 else 0
        return (column - 1) * (self.column + self.gutter) + across

    def span(self, first: int, last: int) -> int:
        """The width of columns ``first`` to ``last``, with what lies between them."""
        return self.left(last) + self.column - self.left(first)

    @property
    def height(self) -> int:
        """The type area's height: all lines of the grid."""
        return self.lines * self.leading


class Setting(NamedTuple):
    """House choices of Chinese setting (the overlays of ``hanzi``)."""

    level: str = "gb"
    """Line start and end prohibition: basic, gb, strict or loose."""
    marks: str = "full"
    """Width of marks: full (全角), kaiming (开明) or half (半角)."""
    autospace: int = 167
    """Between hanzi and Western letters or digits, thousandths of a 字."""
    hanging: bool = False
    runt: int = 2
    """Fewest characters on a paragraph's last line."""
    widow: int = 2
    """Fewest lines of a paragraph's end at a column's head."""
    orphan: int = 2
    """Fewest lines of a paragraph's beginning at a column's foot."""
    keep: int = 2
    """Fewest body lines after a subhead in the same column."""
    figures: str = "turned"
    """What becomes of long figures in vertical lines: turned or upright."""
    hyphenation: bool = True
    """Whether long Western words may be hyphenated where a line would gape."""
    language: str = DEFAULT
    """Of the page's own words, and of stories that do not name another."""


class Lever(NamedTuple):
    """One thing that copyfit may change, and how far: photos in lines, all else in EMU."""

    name: str
    """photo, optional, tracking, leading or size."""
    low: int = 0
    high: int = 0
    step: int = 1


class AdSize(NamedTuple):
    """A size of advertisement that the paper sells."""

    columns: int
    """Columns wide; 0 where it stands in the gutter."""
    lines: int
    """Lines deep, the white above it included."""
    place: str = "page"
    """page, ear (in place of an ear) or gutter (between the pages of a spread)."""
    width: int = 0
    """Width in EMU of one in the gutter."""
    span: Span | None = None


class AdStyle(NamedTuple):
    """What house style says of advertisements."""

    sizes: dict[str, AdSize] = {}  # noqa: RUF012 - never changed
    apart: str = "beside"
    """How far competitors keep apart: beside (not next to each other), page (not on one page) or none."""
    label: str = language(DEFAULT).say("advert")
    """The word that the law asks for in an advertisement's corner; '' where its file has it."""


class House(NamedTuple):
    """House style, as it holds for one page (a page may change it)."""

    source: Source
    paper: dict[str, str]
    """name, cn, url, slogan, publisher …: texts for furniture."""
    trim: tuple[int, int]
    bleed: int
    type_area: Rect
    grid: Grid
    faces: dict[str, Face]
    colours: dict[str, Ink]
    sections: dict[str, Ink]
    apart: tuple[str, ...]
    """The sections whose pages have house style of their own."""
    styles: dict[str, Style]
    setting: Setting
    gap: int
    """White between neighbouring blocks, off the lower block's top, in lines."""
    phrase_gap: int
    """Width of a space between phrases of a heading, in thousandths of its size."""
    folio: bool
    credits_place: str
    """foot or folio."""
    credits_order: tuple[str, ...]
    column_rules: int
    """Width of the hairline between columns of a story; 0: none."""
    block_rules: int
    """Width of the rule between blocks; 0: none."""
    names: tuple[str, ...] = ()
    """Names of people, places and companies that no heading parts."""
    critic: dict[str, str] = {}  # noqa: RUF012 - never changed
    """The weight of what ``banxin check`` marks on a page: off, note or warning (not stated: warning)."""
    copyfit: tuple[Lever, ...] = ()
    """What may give where a story is over or under, in the order in which it is tried."""
    ads: AdStyle = AdStyle()
    press: Press = Press()
    preflight: dict[str, Profile] = {"press": Profile()}  # noqa: RUF012 - never changed
    """What is asked of a page before it goes to the plate, by name."""
    epaper: Epaper = Epaper()


def spread(house: House) -> House:
    """House style for two pages that are set as one: their columns side by side, the fold between them."""
    grid, (width, height) = house.grid, house.trim
    fold = max(0, width - grid.columns * (grid.column + grid.gutter))
    both = grid._replace(columns=2 * grid.columns, fold=fold)
    area = house.type_area._replace(right=house.type_area.left + both.width)
    return house._replace(grid=both, trim=(2 * width, height), type_area=area)


def in_language(house: House, tag: str) -> House:
    """House style for a page or a story in a language; the same where there is none ('') or it is the house's."""
    setting = house.setting
    if not tag or tag == setting.language:
        return house
    # The word of the law is the language's own, unless the house has another one.
    usual = house.ads.label == language(setting.language).say("advert")
    ads = house.ads._replace(label=language(tag).say("advert")) if usual else house.ads
    return house._replace(setting=setting._replace(language=tag), ads=ads)


class Area(NamedTuple):
    """A rectangle of the page's grid: columns and lines, inclusive, from 1."""

    first_column: int
    last_column: int
    first_line: int
    last_line: int

    @property
    def columns(self) -> int:
        """How many columns it takes."""
        return self.last_column - self.first_column + 1

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return self.last_line - self.first_line + 1

    def overlaps(self, other: Area) -> bool:
        """Whether the two share a cell."""
        return (
            self.first_column <= other.last_column
            and other.first_column <= self.last_column
            and self.first_line <= other.last_line
            and other.first_line <= self.last_line
        )

    def contains(self, other: Area) -> bool:
        """Whether the other lies within."""
        return (
            self.first_column <= other.first_column
            and other.last_column <= self.last_column
            and self.first_line <= other.first_line
            and other.last_line <= self.last_line
        )

    def around(self, other: Area) -> Area:
        """The smallest rectangle around both."""
        return Area(
            min(self.first_column, other.first_column),
            max(self.last_column, other.last_column),
            min(self.first_line, other.first_line),
            max(self.last_line, other.last_line),
        )

    def beside(self, other: Area) -> bool:
        """Whether the two share an edge: one above the other, or side by side."""
        columns = self.first_column <= other.last_column and other.first_column <= self.last_column
        lines = self.first_line <= other.last_line and other.first_line <= self.last_line
        stacked = self.last_line + 1 == other.first_line or other.last_line + 1 == self.first_line
        level = self.last_column + 1 == other.first_column or other.last_column + 1 == self.first_column
        return (columns and stacked) or (lines and level)


class HeadingPart(NamedTuple):
    """What a block says of its kicker, headline or deck; what is empty is as in the style."""

    sizes: tuple[int, ...] = ()
    columns: int = 0
    """How many columns it spans, from the left; 0: as many as the heading."""
    align: str = ""
    face: str = ""
    colour: Ink | None = None
    lines: int = 0
    """At most so many lines."""


class Heading(NamedTuple):
    """What a block says of its heading."""

    style: str = ""
    takes: int = 0
    """Lines of the grid; 0: as many as the style or the heading needs."""
    columns: int = 0
    """How many of the block's columns it spans, from the left; 0: all."""
    parts: dict[str, HeadingPart] = {}  # noqa: RUF012 - never changed
    """What is stated here in place of the style's, by part (kicker, headline, deck)."""
    align: str = ""
    spread: int = 0
    """White added between the headline's characters, in thousandths of its size; 0: the style's."""
    vertical: bool = False
    """Whether it runs from top to bottom (竖题): at the left of horizontal text, at the right of vertical text."""
    frame: str = ""
    """How it is framed: '' as the style says, line, tint, rule or solid (reversed)."""
    colour: str = ""
    """The frame's colour; over a photo without a frame, the text's."""
    over: str = ""
    """The photo that it stands on, by number or file name, which stands inside the block; '' for none."""
    place: str = "bottom"
    """Where on the photo: bottom or top."""


class Zone(NamedTuple):
    """One of the rectangles that a story's text runs through, and into how many columns it is divided."""

    area: Area
    split: int = 0
    """Columns of its own (破栏); 0: the page's."""
    mode: str = "absolute"
    """How the width is divided: absolute, free or relative."""


#: Frames within which text keeps a 字 away from its neighbours.
FRAMES = ("line", "tint", "corner")


def is_right(page: str) -> bool:
    """Whether a page's number is odd (单版); of a spread that of its second page."""
    return page[-1:] in "13579"


class EditionPlan(NamedTuple):
    """The edition's own file."""

    source: Source
    folder: str
    """The edition's name: its folder below ``layouts/``."""
    date: str
    """ISO, as written."""
    number: str
    pages: tuple[str, ...]
    credits: tuple[str, ...]
    """Credits that every page must have."""
    texts: dict[str, str]
    """Other texts for furniture: weather, price, pages."""
    page_spans: dict[str, Span]
    house: str = "house"
    """The file in layouts/ that has its house style."""
    reformatted: bool = False
    """Whether that is another one than its base's: then pages and advertisements are its own."""
    base: str = ""
    """The edition a zoned one starts from: the folder of the pages (and stories) it does not have itself."""
    version: str = ""
    """The version letter of the pages whose layouts lie in its own folder; '' for none."""
    base_version: str = ""
    """The same of those that are its base's."""
    withdrawn: dict[str, tuple[str, Span]] = {}  # noqa: RUF012 - never changed
    """Why something was taken down of the e-paper, with the place where that is written, by its name."""

    @property
    def extent(self) -> int:
        """How many pages it has; a spread is two."""
        return sum(2 if "-" in name else 1 for name in self.pages)


class Booking(NamedTuple):
    """An advertisement that was sold."""

    number: str
    customer: str
    trade: str
    """Line of business: two customers of one trade compete."""
    size: str
    """One of the house's sizes."""
    file: str
    """'' as long as there is none."""
    pages: tuple[str, ...]
    """Pages that it may stand on, best first; none: any."""
    section: str
    hand: str
    """right (odd pages), left (even ones) or ''."""
    side: str
    """outside, inside, left or right; '' is outside."""
    end: str
    """foot or head; '' is foot."""
    avoid: tuple[str, ...]
    """Stories, or words of stories, that it must not be beside."""
    ink: str
    """colour or black; '' for what the file has."""
    span: Span
    """The place of its number."""
    words: str = ""
    """What its picture says, where the file cannot tell."""
