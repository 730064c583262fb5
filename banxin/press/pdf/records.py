"""The nouns of files: pages as operators, what is wanted of them, and what a file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.press.pdf._content import PLAIN as PLAIN_LOOK
from banxin.press.pdf._content import Look
from banxin.press.products import PLAIN, ProductKind
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.page import Ink, Node, NodeId
    from banxin.pictures.separate import Separation
    from banxin.press.pdf._codes import FontBook
    from banxin.press.pdf._leads import Headline, Lead
    from banxin.units import Point, Rect


class Printed(NamedTuple):
    """A page as operators, with what they refer to: enough to put it into any file. Plain data throughout."""

    trim: tuple[int, int]
    bleed: int
    content: bytes
    """Deflated."""
    fonts: FontBook
    used_images: dict[str, tuple[int, int]]
    """Pictures by path, with the largest size of each, uncropped, in EMU."""
    spots: tuple[Ink, ...]
    leads: tuple[Lead, ...]
    """What leads somewhere: to an address, or to another page of the file."""
    marks: tuple[NodeId, ...] = ()
    """The nodes of its marked content, by number; none where nothing is marked."""
    name: str = ""
    notes: tuple[Note, ...] = ()
    """What is marked on it, for a proof."""
    placed: tuple[PlacedPage, ...] = ()
    """The pages that lie on it, where it is a sheet."""
    headlines: tuple[Headline, ...] = ()
    starts: dict[str, Point] = {}  # noqa: RUF012 - never changed
    """Where its stories begin, by slug."""


class PlacedPage(NamedTuple):
    """A page on a sheet."""

    page: Printed
    left: int
    """Where the left upper corner of the shown part's trim lies, in EMU from that of the sheet's."""
    top: int
    shown: Rect
    """What is shown, in EMU from the page's own trim."""
    turned: bool
    """Whether it stands on its head there."""
    cell: Rect
    """The part of the page whose trim lies in one place of the sheet: the page, or half a spread."""


class Note(NamedTuple):
    """A mark on a proof."""

    box: Rect
    text: str
    colour: tuple[float, float, float]
    """In sRGB, of 1."""


class Attachment(NamedTuple):
    """A file that goes along inside another."""

    path: str
    """Its name, with folders."""
    media: str
    """Its media type."""
    data: bytes


class Product(NamedTuple):
    """A kind of file, and what it takes."""

    kind: ProductKind = PLAIN
    attached: tuple[Attachment, ...] = ()
    """What goes along inside it."""
    assets: bool = False
    """Whether pictures, advertisements and the house's own faces go along themselves, and not their list alone."""
    tree: Node | None = None
    """The logical tree of the pages, for the archive."""
    separation: Separation | None = None
    """How pictures come into the inks of the press."""
    condition: str = ""
    """The printing condition's name."""
    slug: int = 0
    """Room beyond the bleed, for marks."""
    marks: bool = False

    @property
    def known(self) -> dict[NodeId, str] | None:
        """The nodes whose content is marked, each with its language's tag (BCP 47); ``None`` where nothing is."""
        return dict(_spoken(self.tree, "")) if self.tree else None

    @property
    def run_in(self) -> dict[NodeId, int]:
        """How long the run-in headings of paragraphs are, by the paragraph's node."""
        nodes = self.tree.walk() if self.tree else ()
        return {node.id.above: len(node.text) for node in nodes if node.id.runs_in}

    @property
    def look(self) -> Look:
        """What it changes in a page's operators."""
        if self.kind.screened and self.separation is not None:
            from banxin.pictures.screen import screen_of  # noqa: PLC0415 - few files show inks as a screen does

            return Look(screen=screen_of(self.separation))
        if self.kind.archived:
            return Look(gray=True)
        return Look(self.slug, overprint=True) if self.kind.inked else PLAIN_LOOK


def _spoken(node: Node, above: str) -> Iterator[tuple[NodeId, str]]:
    own = node.lang or above
    yield node.id, own
    for child in node.children:
        yield from _spoken(child, own)


PLAIN_PRODUCT = Product()


class About(NamedTuple):
    """What a file says of itself: title, paper and day (ISO)."""

    title: str
    author: str
    day: str
    number: str = ""
    """The issue's number and the paper's CN number, where it has them."""
    cn: str = ""
    language: str = "zh-CN"
    """The language of the text (BCP 47)."""
