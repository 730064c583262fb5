"""What a page is made of beside its plan: stories, pictures' facts, tables, and where stories go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds import BoxBlock
from banxin.story.records import Box
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.pictures import Facts
    from banxin.plan.block import Block, PagePlan
    from banxin.story.records import Story


#: Most lines of an index.
MOST_ENTRIES = 40


class IndexEntry(NamedTuple):
    """A line of the front page's index."""

    page: str
    headline: str
    story: str = ""
    """The story's slug."""


class StoryPlace(NamedTuple):
    """One of the pages that a story stands on, and its block there."""

    plan: PagePlan
    block: Block


Jumps = dict[str, tuple[StoryPlace, ...]]
"""The parts of each story that stands on several pages, in the order of the pages."""


class Cut(NamedTuple):
    """Where in a story's galley a page's part begins: piece, and offset in the piece's text."""

    piece: int
    start: int


START = Cut(0, 0)


class Boxes(NamedTuple):
    """Which box of a story each box block holds."""

    of: dict[str, Box] = {}  # noqa: RUF012 - never changed
    """By the block's id."""
    placed: frozenset[tuple[str, int]] = frozenset()
    """Boxes that layouts place themselves: slug and place in the story's body; they leave the story's columns."""


class Copy(NamedTuple):
    """What a page is made of beside its plan."""

    stories: dict[str, Story]
    """By slug."""
    facts: dict[str, Facts]
    """Pictures by the name that story or layout uses."""
    headlines: tuple[IndexEntry, ...] = ()
    """Lines of the index."""
    jumps: Jumps = {}  # noqa: RUF012 - never changed
    """Stories that stand on several pages."""
    tables: dict[str, tuple[tuple[str, ...], ...]] = {}  # noqa: RUF012 - never changed
    """The texts of tables by their file's name as the layout has it."""
    spoiled: frozenset[str] = frozenset()
    """Stories with faults of their own: that they are over or under is not said as well."""
    advised: bool = True
    """Whether one asks what would make a story fit; who only measures does not."""
    boxes: Boxes = Boxes()
    """The boxes of one page (see :meth:`on`)."""

    def on(self, plan: PagePlan) -> Copy:
        """The same with the boxes of a page: the first of a name to the first block of that name, and so on.

        A story on several pages has its boxes on any of them.
        """
        parts = {part.plan.name: part.plan for jump in self.jumps.values() for part in jump}
        plans = {**parts, plan.name: plan}
        of: dict[str, Box] = {}
        placed: set[tuple[str, int]] = set()
        for name in sorted(plans, key=plan.edition.pages.index) if parts else plans:
            for outer in plans[name].blocks:
                for block in (outer, *outer.inside):
                    if not isinstance(block.what, BoxBlock):
                        continue
                    slug = block.what.of or next(iter(outer.stories), "")
                    if not (name == plan.name or slug in self.jumps):
                        continue
                    found = _first_box(self.stories.get(slug), block.what.name, placed)
                    if found is not None:
                        placed.add((slug, found[0]))
                        if name == plan.name:
                            of[block.id] = found[1]
        return self._replace(boxes=Boxes(of, frozenset(placed)))


def _first_box(story: Story | None, name: str, placed: set[tuple[str, int]]) -> tuple[int, Box] | None:
    """The first box of a name that no block holds yet, with its place in the story's body."""
    for at, part in enumerate(story.body if story is not None else ()):
        if story and isinstance(part, Box) and part.name == name and (story.slug, at) not in placed:
            return at, part
    return None
