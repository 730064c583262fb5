"""Where a page's places lead: codes to addresses, and lines of the index and of jumps to other pages of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import NodeId, TextRun
from banxin.tuples import NamedTuple
from banxin.units import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.page import Page
    from banxin.units import Rect

#: Kinds of region that lead to a story elsewhere: from the front page's index, on to where it goes on, back from there.
_INDEX, ONWARD, BACK = "index-line", "jump-to", "jump-from"
#: Kinds of region that are a story's part of a page.
_PARTS = ("story", "brief")


class Lead(NamedTuple):
    """A place of a page that leads somewhere."""

    box: Rect
    node: NodeId
    """The node of the tree beside which it is read."""
    url: str = ""
    story: str = ""
    """The slug of the story that it leads to, where it leads to no address."""
    way: str = ""
    """Along which line: the index's, or a jump's onward or back."""


Headline = tuple[str, str]
"""A story's slug and its headline on a page, for the bookmarks."""


def leads(page: Page, links: Sequence[Lead]) -> tuple[Lead, ...]:
    """All that leads somewhere on a page; ``links`` are those to addresses."""
    found, entries = list(links), 0
    for region in page.regions:
        if region.kind in (_INDEX, ONWARD, BACK):
            node = region.node
            if region.kind == _INDEX:  # read as the entry that it is, by its number
                node, entries = NodeId.of_block(region.block, entries), entries + 1
            found.append(Lead(_around(region.polygon), node, story=region.node, way=region.kind))
    return tuple(found)


def starts(page: Page) -> dict[str, Point]:
    """Where each story of a page begins: its first part's left upper corner."""
    found: dict[str, Point] = {}
    for region in page.regions:
        if region.kind in _PARTS:
            box = _around(region.polygon)
            found.setdefault(region.node, Point(box.left, box.top))
    return found


def headlines(page: Page) -> tuple[Headline, ...]:
    """The headlines of a page in reading order, with a space where the copy has one at a line's end."""
    found: dict[str, list[TextRun]] = {}
    for item in page.items:
        if isinstance(item, TextRun) and item.node.part == "headline":
            found.setdefault(item.node.story, []).append(item)
    return tuple((story, _joined(runs)) for story, runs in found.items())


def _joined(runs: list[TextRun]) -> str:
    text, end = "", 0
    for run in runs:
        text += (" " if text and run.place > end else "") + run.text
        end = run.place + len(run.text)
    return text


def _around(polygon: tuple[Point, ...]) -> Rect:
    from banxin.units import Rect  # noqa: PLC0415 - most pages have none

    across, down = [point.x for point in polygon], [point.y for point in polygon]
    return Rect(min(across), min(down), max(across), max(down))
