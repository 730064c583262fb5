"""A page between reading and setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.files import Seen
    from banxin.makeup.copy import Jumps
    from banxin.pictures import Facts
    from banxin.plan.block import PagePlan
    from banxin.problems import Report
    from banxin.story import Story
    from banxin.story.tables import Rows


class Work(NamedTuple):
    """A page between reading and setting, as :func:`banxin.run.pages.read_work` makes it: all that setting it takes but faces."""

    name: str
    plan: PagePlan | None
    """Its layout with its advertisements; ``None`` where that cannot be read, which the report says."""
    stories: dict[str, Story]
    """By slug: all that its blocks name and that could be read."""
    facts: dict[str, Facts]
    """Its pictures, advertisements' files too, by the name that story or layout uses; one that is missing is not there."""
    report: Report
    """What is wrong with the page so far; setting it adds to it."""
    spoiled: frozenset[str] = frozenset()
    """Stories that have faults of their own."""
    jumps: Jumps = {}  # noqa: RUF012 - never changed
    tables: dict[str, Rows] = {}  # noqa: RUF012 - never changed
    """The rows of tables and charts that stand in files."""
    seen: Seen | None = None
    """What was looked at for it, but for house style, the edition's file and faces."""
