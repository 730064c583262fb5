"""A page's layout: blocks, each where it stands and what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import NodeId
from banxin.plan.kinds import (
    BY_RECORD,
    AdBlock,
    BodyPlan,
    BoxBlock,
    BriefsBlock,
    ContinuedBlock,
    EarBlock,
    FillerBlock,
    Kind,
    MastheadBlock,
    PhotoBlock,
    StoryBlock,
    What,
)
from banxin.plan.records import FRAMES, Zone, is_right
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.records import Area, EditionPlan, House
    from banxin.problems import Source, Span

_USUAL = BodyPlan()


class Aside(NamedTuple):
    """How something stands inside a story, with the text around it."""

    width: int = 0
    """Its width where it is narrower than its columns; 0: as wide as they are."""
    align: str = ""
    """Where it stands in its columns then: left, centre or right."""
    around: str = ""
    """How text runs around it: '' or box, or outline (of a cut-out)."""
    standoff: int = -1
    """White between it and the text beside it; -1: the gutter."""
    optional: bool = False
    """Whether it may be left out where its story has no room."""


#: Who has a job in a page that was begun and not made up.
NOBODY = ("某某", "NAME")


class Block(NamedTuple):
    """One block of a page: ``what`` stands there, and where."""

    what: What
    area: Area
    span: Span
    """The place of the subject in the layout."""
    id: str
    """Its name on the page, never ''."""
    inside: tuple[Block, ...] = ()
    frame: str = ""
    """'', line, tint, rule, solid or corner."""
    style: str = ""
    """The text style in place of the kind's own."""
    colour: str = ""
    zones: tuple[Zone, ...] = ()
    """What its text runs through, in order; none: its area."""
    aside: Aside = Aside()
    area_span: Span | None = None
    """The place of ``columns``/``lines`` in the layout."""

    def node(self, *parts: object) -> NodeId:
        """What it says for itself, or a part of that, in the logical tree."""
        return NodeId.of_block(self.id, *parts)

    @property
    def kind(self) -> Kind:
        """Its kind's entry."""
        return BY_RECORD[type(self.what)]

    @property
    def body(self) -> BodyPlan:
        """How its stories' text is set; as usual where it sets none."""
        what = self.what
        return what.body if isinstance(what, (StoryBlock, ContinuedBlock, BriefsBlock)) else _USUAL

    @property
    def framed(self) -> bool:
        """Whether its text stands inside a frame."""
        return self.frame in FRAMES

    @property
    def shape(self) -> tuple[Zone, ...]:
        """Its zones; one where it has none of its own."""
        return self.zones or (Zone(self.area),)

    @property
    def photos(self) -> tuple[str, ...]:
        """The photos that it shows of its story, by number or file name."""
        return self.what.names if isinstance(self.what, PhotoBlock) else ()

    @property
    def picture(self) -> str:
        """The file that it shows itself, no story's: an advertisement's, or a masthead's; '' for none."""
        match self.what:
            case AdBlock(file):
                return file
            case MastheadBlock() | EarBlock() | FillerBlock():
                return self.what.picture
            case _:
                return ""

    @property
    def stories(self) -> tuple[str, ...]:
        """Slugs of the stories that stand in the block, or that its photo or box belongs to; briefs may be several."""
        match self.what:
            case StoryBlock(slug) | ContinuedBlock(slug):
                return (slug,)
            case BriefsBlock(slugs):
                return slugs
            case PhotoBlock() | BoxBlock() | FillerBlock():
                return (self.what.of,) if self.what.of else ()
            case _:
                return ()

    @property
    def set_stories(self) -> tuple[str, ...]:
        """Slugs of the stories whose text it sets."""
        return self.stories if self.kind.texts else ()

    @property
    def briefs(self) -> bool:
        """Whether its stories stand under titles in the column, and its heading is the layout's own lines."""
        return isinstance(self.what, BriefsBlock) and self.what.several


class PagePlan(NamedTuple):
    """One page's layout."""

    name: str
    section: str
    source: Source
    house: House
    blocks: tuple[Block, ...]
    credits: tuple[tuple[str, str], ...]
    edition: EditionPlan
    span: Span
    version: str = ""
    """Its version letter (改版), '' for none: printed behind its name, and on the slug."""

    @property
    def right(self) -> bool:
        """Whether it is a right page, whose outer edge is at the right; a spread is both, and ends with one."""
        return is_right(self.name)

    def all_blocks(self) -> tuple[Block, ...]:
        """Its blocks, each followed by what stands inside it."""
        return tuple(block for outer in self.blocks for block in (outer, *outer.inside))
