"""What an art director marks on a page once it is set: feet of columns, and subheads that hang there.

The rules have weights in house.yaml like those of :mod:`banxin.proof.critic`. Only ``banxin check`` says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import TextRun
from banxin.plan.kinds import ContinuedBlock, StoryBlock
from banxin.proof.critic import CriticMark, say
from banxin.story.roles import ROLES
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banxin.page import Page
    from banxin.plan.block import Block, PagePlan
    from banxin.problems import Report
    from banxin.story import Story

_KINDS = (StoryBlock, ContinuedBlock)
#: Lines that follow a subhead in its own column, at the least.
_FOLLOWING = 2
#: Lines by which the feet of columns may differ.
_EVEN = 1


class _SetColumn(NamedTuple):
    """A column of a story as it was set."""

    number: int
    foot: int
    """The last line that it has for text."""
    lines: tuple[tuple[int, bool], ...]
    """The lines that it has text in, and whether that is a subhead."""


def lint_made(page: Page, plan: PagePlan, stories: Mapping[str, Story], report: Report) -> None:
    """Say what is wrong with the columns of a page's stories."""
    runs = [item for item in page.items if isinstance(item, TextRun)]
    for block in plan.blocks:
        own = [stories[slug] for slug in block.stories if slug in stories]
        if (
            isinstance(block.what, _KINDS)
            and own
            and not block.body.vertical
            and not any(zone.split for zone in block.shape)
        ):
            columns = list(_columns(page, plan, block, own[0], runs))
            say(plan, _stranded(block, columns), report)
            say(plan, _uneven(block, columns), report)


def _columns(page: Page, plan: PagePlan, block: Block, story: Story, runs: list[TextRun]) -> Iterator[_SetColumn]:
    """The columns of a story's body, in reading order."""
    roles = {story.node(paragraph.key): ROLES[paragraph.role] for paragraph in story.paragraphs()}
    body = [run for run in runs if not run.node or (run.node in roles and roles[run.node].where == "column")]
    grid, left = plan.house.grid, page.type_area.left
    for zone in block.shape:
        area = zone.area
        for column in range(area.first_column, area.last_column + 1):
            start = left + grid.left(column)
            lines = sorted(
                {
                    (
                        (run.origin.y - page.first_baseline + page.leading // 2) // page.leading + 1,
                        run.node in roles and roles[run.node].is_subhead,
                    )
                    for run in body
                    if start <= run.origin.x < start + grid.column
                }
            )
            foot = _foot(block, column, area.last_line)
            yield _SetColumn(column, foot, tuple(line for line in lines if area.first_line <= line[0] <= foot))


def _foot(block: Block, column: int, last: int) -> int:
    """The last line of a column that nothing inside the block covers."""
    foot = last - block.framed
    while under := next((one.area for one in block.inside if one.area.first_column <= column <= one.area.last_column
                         and one.area.first_line <= foot <= one.area.last_line), None):  # fmt: skip
        foot = under.first_line - 1
    return foot


def _stranded(block: Block, columns: list[_SetColumn]) -> Iterator[CriticMark]:
    """A subhead at the foot of a column whose text goes on in the next."""
    filled = [column for column in columns if column.lines]
    for column in filled[:-1]:
        after = next((at for at, (_, subhead) in enumerate(reversed(column.lines)) if subhead), None)
        if after is not None and after < _FOLLOWING:
            words = {"story": block.stories[0], "column": column.number}
            yield CriticMark("subhead-stranded", block.area_span or block.span, words)


def _uneven(block: Block, columns: list[_SetColumn]) -> Iterator[CriticMark]:
    """Columns of which one ends short of the others; the last may, for no story is as long as its hole to the line.

    By how many lines a story is short in all is makeup's to say.
    """
    filled = [column for column in columns if column.lines]
    short = {column: column.foot - column.lines[-1][0] for column in filled}
    if not block.body.balance or len(filled) < 2:
        return
    least = min(short.values())
    worst = max(filled[:-1], key=lambda column: short[column])
    if short[worst] - least > _EVEN:
        words = {"story": block.stories[0], "column": worst.number, "lines": short[worst] - least}
        yield CriticMark("bottoms-uneven", block.area_span or block.span, words)
