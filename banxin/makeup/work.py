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
    """A page between reading and setting."""

    name: str
    plan: PagePlan | None
    stories: dict[str, Story]
    facts: dict[str, Facts]
    report: Report
    spoiled: frozenset[str] = frozenset()
    """Stories that have faults of their own."""
    jumps: Jumps = {}  # noqa: RUF012 - never changed
    tables: dict[str, Rows] = {}  # noqa: RUF012 - never changed
    """The rows of tables and charts that stand in files."""
    seen: Seen | None = None
    """What was looked at for it, but for house style, the edition's file and faces."""
