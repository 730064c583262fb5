"""What is not there yet: grid that no block covers (开天窗), and what only keeps a place."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from banxin.plan.block import NOBODY
from banxin.plan.kinds import FillerBlock
from banxin.plan.records import Area
from banxin.problems import Problem, Report, Span, Words
from banxin.story.writing import begun_with
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banxin.plan.block import PagePlan
    from banxin.story.records import Story

#: Fewer lines than this are the white between two blocks.
_LEAST = 3


class Unready(NamedTuple):
    """Something that is not there yet."""

    rule: str
    """Its rule among those of the press (:data:`banxin.plan.preflight.RULES`): window or placeholder."""
    code: str
    span: Span
    words: Mapping[str, object]


def check_ready(plan: PagePlan, report: Report) -> None:
    """Warn of grid that no block covers, and of what a new page has in place of copy.

    A page with a fault is left alone: a block that could not be read leaves a hole, and one cause is said once.
    """
    for one in () if report.failed else (*_windows(plan), *_places(plan)):
        report.add(Problem(one.code, one.span, "warning", dict(one.words)))


def weighed(plan: PagePlan, stories: Mapping[str, Story], report: Report, weights: Mapping[str, str]) -> Report:
    """The report of a page that goes to the press: what is not there yet weighs as the profile says, credits and copy, too."""
    found = [*_places(plan), *_credits(plan), *_copy(stories)]
    found += [] if report.failed else _windows(plan)
    made, codes = Report(), {one.code for one in found}
    for problem, cause in report.causes():
        if problem.code not in codes:
            made.add(problem, cause)
    for one in found:
        if weights[one.rule] != "off":
            made.add(Problem(one.code, one.span, weights[one.rule], dict(one.words)))
    return made


def uncovered(plan: PagePlan) -> list[Area]:
    """The rectangles of the grid that no block covers, column by column; neighbours that are alike are one."""
    grid = plan.house.grid
    areas = [zone.area for block in plan.blocks for zone in block.shape]
    strips = [(column, tuple(_free(areas, column, grid.lines))) for column in range(1, grid.columns + 1)]
    found = []
    for runs, alike in groupby(strips, key=lambda strip: strip[1]):
        columns = [column for column, _ in alike]
        found += [Area(columns[0], columns[-1], first, last) for first, last in runs]
    return sorted(found, key=lambda area: (area.first_line, area.first_column))


def _free(areas: list[Area], column: int, lines: int) -> Iterator[tuple[int, int]]:
    """The lines of a column, from one to another, on which nothing stands."""
    own = sorted((area.first_line, area.last_line) for area in areas if area.first_column <= column <= area.last_column)
    line = 1
    for first, last in (*own, (lines + 1, lines + 1)):
        if first - line >= _LEAST:
            yield line, first - 1
        line = max(line, last + 1)


def _windows(plan: PagePlan) -> Iterator[Unready]:
    for area in uncovered(plan):
        words = {
            "page": plan.name, "columns": _range(area.first_column, area.last_column),
            "lines": _range(area.first_line, area.last_line), "count": area.lines * area.columns,
        }  # fmt: skip
        yield Unready("window", "proof.window", plan.span, words)


def _range(first: int, last: int) -> str:
    return f"{first}-{last}" if first != last else f"{first}"


def _places(plan: PagePlan) -> Iterator[Unready]:
    """Blocks that only keep a place."""
    for block in plan.blocks:
        if isinstance(block.what, FillerBlock) and block.what.is_placeholder:
            words = {"page": plan.name, "block": block.id}
            yield Unready("placeholder", "proof.placeholder-page", block.span, words)


def _credits(plan: PagePlan) -> Iterator[Unready]:
    """Credits that name nobody yet."""
    for office, name in plan.credits:
        if name in NOBODY:
            words = {"page": plan.name, "office": office, "name": name}
            yield Unready("placeholder", "proof.placeholder-credits", plan.span, words)


def _copy(stories: Mapping[str, Story]) -> Iterator[Unready]:
    """What stands in stories as they were begun."""
    for slug, story in stories.items():
        for text in _skeletons(slug):
            at = f"{story.source.text}\n".find(f"{text}\n")
            if at >= 0:
                words = {"story": slug, "text": text}
                yield Unready("placeholder", "proof.placeholder-copy", Span(story.source, at, at + len(text)), words)


@cache
def _skeletons(slug: str) -> tuple[str, ...]:
    """What a new story of that name says, in either language."""
    return tuple(text for lang in ("zh", "en") for text in begun_with(slug, Words(lang)).values())
