"""The nouns of an e-paper: an issue, its pages, its articles and their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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


class Zone(NamedTuple):
    """A polygon on a page's picture that leads to an article, in pixels of its smallest size."""

    points: tuple[tuple[float, float], ...]
    article: str
    """The article's id; '' where it leads out of the e-paper, to ``url``."""
    url: str = ""


class Leaf(NamedTuple):
    """A page of the issue. ``number`` counts from 1; ``name`` is what is printed on it: A05."""

    number: int
    name: str
    section: str
    shot: Shot
    zones: tuple[Zone, ...]
    articles: tuple[str, ...]
    """Ids of the articles that stand on it, in their order."""
    credits: tuple[tuple[str, str], ...] = ()
    side: str = ""
    """Which page of the open paper it is, left or right; '' for a spread, which is both."""


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


class Issue(NamedTuple):
    """All of one issue, as it is published."""

    paper: str
    date: str
    """ISO."""
    number: str
    cn: str
    publisher: str
    language: str
    """zh-Hans or zh-Hant."""
    code: str
    """How names of files begin."""
    url: str
    """Where the e-paper lies, with a slash at the end; '' where nobody said."""
    pages: tuple[Leaf, ...]
    articles: tuple[Article, ...]
    """In reading order."""
    withdrawn: tuple[str, ...] = ()
    """Ids of articles that were published once and are no more: who follows a link is told so."""
    repeat_ids: bool = False
    """Whether every page's link has the id pageLink, for readers that look for it (HTML allows it once)."""

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
