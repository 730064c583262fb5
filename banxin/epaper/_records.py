"""The nouns of an e-paper: an issue, its pages, its articles and their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.page import Node
    from banxin.story.records import Paragraph, Story


def folder_of(date: str) -> str:
    """An issue's folder below ``html/`` and ``images/``: 2026-06/01."""
    return f"{date[:7]}/{date[8:]}"


class Shot(NamedTuple):
    """A picture in its sizes, smallest first."""

    name: str
    """Its path below the issue's folder of pictures, without size and ending: A05/page."""
    sizes: tuple[tuple[int, int], ...]
    """Width and height in pixels. All are there as WebP, those that ``jpegs`` names as JPEG, too."""
    page: bool = False
    """Whether it shows a page: the smallest is then called page.jpg, and the largest is no JPEG."""

    @property
    def jpegs(self) -> tuple[tuple[str, int], ...]:
        """Paths and widths of the JPEGs, smallest first."""
        widths = [width for width, _ in (self.sizes[:-1] or self.sizes if self.page else self.sizes)]
        first = f"{self.name}.jpg" if self.page else f"{self.name}-{widths[0]}.jpg"
        return ((first, widths[0]), *((f"{self.name}-{width}.jpg", width) for width in widths[1:]))


class Figure(NamedTuple):
    """A picture of an article, with what stands under it."""

    shot: Shot
    caption: Paragraph | None = None
    credit: Paragraph | None = None
    alt: str = ""


Points = tuple[tuple[float, float], ...]
"""Corners of a polygon on a page's picture, in pixels of its smallest size."""


class HotZone(NamedTuple):
    """A polygon on a page's picture that leads somewhere."""

    points: Points
    article: str
    """The id of the article or advertisement; '' where it leads out of the e-paper, to ``url``."""
    url: str = ""
    kind: str = ""
    """'' to the article, jump-to and jump-from to its part on page ``leaf``, index-line from 导读 to the article, ad."""
    leaf: int = 0
    """Number of the page that a jump line leads to."""

    @property
    def over(self) -> bool:
        """Whether it lies on other polygons."""
        return self.kind in ("jump-to", "jump-from")

    @property
    def href(self) -> str:
        """Where it leads, from the issue's folder."""
        match self.kind:
            case "jump-to" | "jump-from":
                return f"node_{self.leaf}.htm#z{self.article}"
            case "ad":
                return advert_file(self.article)
            case _:
                return self.url or f"content_{self.article}.htm"


def advert_file(own: str) -> str:
    """The file of an advertisement's own view."""
    return f"advert_{own}.htm"


class Notice(NamedTuple):
    """What has words and is no article: an advertisement, an ear, a filler."""

    kind: str
    """ad, ear or filler."""
    title: str
    leaf: int
    """Number of its page."""
    points: Points
    texts: tuple[str, ...]
    id: str = ""
    """An advertisement's id."""
    shot: Shot | None = None
    """An advertisement's picture."""
    url: str = ""
    """Where an advertisement's code leads; '' where it has none."""


class Tombstone(NamedTuple):
    """What stands under an id in place of what is not shown."""

    id: str
    leaf: int
    """Number of the page on which it stood; of one that is no more, its first."""
    why: str
    """gone (it left the layout), withdrawn, print-only, embargoed or advert-withdrawn."""
    advert: bool = False


class Leaf(NamedTuple):
    """A page of the issue. ``number`` counts from 1; ``name`` is what is printed on it: A05."""

    number: int
    name: str
    section: str
    shot: Shot
    zones: tuple[HotZone, ...]
    articles: tuple[str, ...]
    """Ids of the articles that stand on it, in their order."""
    credits: tuple[tuple[str, str], ...] = ()
    side: str = ""
    """Which page of the open paper it is, left or right; '' for a spread, which is both."""
    whole: bool = True
    """Whether all that was printed is shown: of a page that lacks something there is no PDF."""
    notices: tuple[Notice, ...] = ()

    @property
    def spots(self) -> list[tuple[str, Notice]]:
        """Its ears and fillers, each with an anchor: they lead nowhere, and a search leads to them."""
        return [(f"n{at}", one) for at, one in enumerate((one for one in self.notices if one.kind != "ad"), 1)]

    @property
    def anchored(self) -> list[tuple[str, HotZone]]:
        """Its polygons in painting order, each with an anchor: an article's first one has the article's, the others ''."""
        seen: set[str] = set()
        found = []
        for zone in sorted(self.zones, key=lambda one: one.over):
            first = zone.article and not zone.kind and zone.article not in seen
            seen |= {zone.article} if first else set()
            found.append((f"z{zone.article}" if first else "", zone))
        return found


class Article(NamedTuple):
    """A story with all that goes with it, or a table or chart that stands alone. Jump parts are one article."""

    id: str
    """Digits: the date, its first page's ordinal, three of its own."""
    title: str
    leaves: tuple[int, ...]
    """Numbers of the pages on which it stands."""
    story: Story | None = None
    figures: tuple[Figure, ...] = ()
    extras: tuple[Node, ...] = ()
    """Tables, charts, codes and the like that stand inside it."""
    charts: tuple[tuple[str, Shot], ...] = ()
    """Pictures of charts by their nodes."""
    vertical: bool = False
    """Whether it is printed in vertical lines."""
    language: str = ""
    """The tag of its language; '' for the paper's."""


class Issue(NamedTuple):
    """All of one issue, as it is published."""

    paper: str
    date: str
    """ISO."""
    number: str
    cn: str
    publisher: str
    language: str
    """The tag of the paper's language."""
    code: str
    """How names of files begin."""
    url: str
    """Where the e-paper lies, with a slash at the end; '' where nobody said."""
    pages: tuple[Leaf, ...]
    articles: tuple[Article, ...]
    """In reading order."""
    tombstones: tuple[Tombstone, ...] = ()
    """What was published once and is no more, or may not be: who follows a link is told so."""
    repeat_ids: bool = False
    """Whether every page's link has the id pageLink, for readers that look for it (HTML allows it once)."""

    @property
    def whole(self) -> bool:
        """Whether all that was printed is shown: else there is no PDF of the whole issue."""
        return all(leaf.whole for leaf in self.pages)

    @property
    def folder(self) -> str:
        """Its folder below ``html/`` and ``images/``."""
        return folder_of(self.date)

    @property
    def day(self) -> str:
        """20260601."""
        return self.date.replace("-", "")

    def page_file(self, name: str) -> str:
        """A page's PDF below the issue's folder of pictures."""
        return f"{name}/{self.code}{self.day}{name}.pdf"

    @property
    def whole_file(self) -> str:
        """The whole issue's PDF below its folder of pictures."""
        return f"{self.code}{self.day}.pdf"
