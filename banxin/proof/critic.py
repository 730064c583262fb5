"""What an art director marks on a page's plan. Each rule has a weight in house.yaml (``critic:``), which may be off.

All of it is read off the layout, so it is said before there is copy. Only ``banxin check`` says it.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from banxin.plan.kinds import ContinuedBlock, PhotoBlock, RuleBlock, StoryBlock
from banxin.tuples import NamedTuple
from banxin.units import MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banxin.ads.records import Beside
    from banxin.plan.block import Block, PagePlan
    from banxin.plan.records import Area, House
    from banxin.problems import Report, Span
    from banxin.story import Story

#: Lines of a heading where the layout leaves its depth to the text.
_USUAL_HEADING = 4
_STORIES = (StoryBlock, ContinuedBlock)
#: A sheet that is taller than this is folded across its middle (对开); what lies so near to the fold is creased.
_FOLDED, _CREASE = 450 * MM, 12 * MM
#: A page of fewer blocks is not cut in two by a gutter: it is two columns of things.
_MANY = 2
#: A photo's focus for want of a better, in thousandths of its sides.
_MIDDLE = (500, 500)


#: Weights of rules that are not worth a warning unless the house says so.
_USUAL = {"picture-silent": "note"}


def usual_weight(rule: str) -> str:
    """What a rule weighs where the house says nothing."""
    return _USUAL.get(rule, "warning")


class CriticMark(NamedTuple):
    """One thing to mark: the rule, the place, and what its message says."""

    rule: str
    span: Span
    words: dict[str, object]


def lint_page(plan: PagePlan, report: Report, beside: Iterable[Beside] = ()) -> None:
    """Say what an art director would mark on a page, as warnings or notes by the house's weights.

    ``beside`` are the advertisements that the layout itself puts beside what they must not be beside.
    """
    rules = (_headlines_meet, _page_cut, _page_split, _foreign_headline, _at_fold, _no_picture, _photos_alike, _larger)
    for rule in rules:
        say(plan, rule(plan), report)
    say(plan, (_beside(one) for one in beside), report)


def lint_pictures(
    plan: PagePlan, stories: Mapping[str, Story], report: Report, captioned: frozenset[str] = frozenset()
) -> None:
    """Say which photos have neither caption nor alternative text: who cannot see them gets nothing of them.

    Those that are ``captioned`` have one in their file.
    """
    say(plan, _silent(plan, stories, captioned), report)


def _silent(plan: PagePlan, stories: Mapping[str, Story], captioned: frozenset[str]) -> Iterator[CriticMark]:
    for outer in plan.blocks:
        story = stories.get(next(iter(outer.stories), ""))
        for block in (outer, *outer.inside):
            numbers = [story.photo_number(subject) for subject in block.photos] if story and not _told(block) else ()
            for photo in (story.photos[number - 1] for number in numbers if number) if story else ():
                if not photo.caption and not photo.alt and photo.file not in captioned:
                    yield CriticMark("picture-silent", photo.span, {"photo": photo.file})


def _told(block: Block) -> str:
    """What the layout says that its photos show."""
    return block.what.alt if isinstance(block.what, PhotoBlock) else ""


def say(plan: PagePlan, marks: Iterable[CriticMark], report: Report) -> None:
    """Marks as problems, with the weight that the house gives each rule."""
    for mark in marks:
        weight = plan.house.critic.get(mark.rule, usual_weight(mark.rule))
        add = {"warning": report.warn, "note": report.note}.get(weight)
        if add is not None:
            add(f"proof.{mark.rule}", mark.span, **mark.words)


def _beside(one: Beside) -> CriticMark:
    return CriticMark("ad-beside", _place(one.block), {"booking": one.booking, "what": one.reason.what})


def _place(block: Block) -> Span:
    return block.area_span or block.span


def _name(block: Block) -> str:
    return block.id


def _headlines_meet(plan: PagePlan) -> Iterator[CriticMark]:
    """碰题: a headline that is read on into its right neighbour's (same height, same style, nothing between)."""
    for one, two in permutations(plan.blocks, 2):
        if _meet(one, two):
            yield CriticMark("headlines-meet", _place(two), {"one": _name(one), "two": _name(two)})


def _meet(one: Block, two: Block) -> bool:
    texts = all(
        isinstance(block.what, _STORIES) and not block.frame and not block.body.vertical for block in (one, two)
    )
    if (
        not texts
        or one.area.last_column + 1 != two.area.first_column
        or one.body.heading.style != two.body.heading.style
    ):
        return False
    if one.body.heading.vertical or two.body.heading.vertical:
        return False
    if one.body.heading.columns and one.body.heading.columns < one.area.columns:
        return False  # its heading does not reach the neighbour
    depths = [block.body.heading.takes or _USUAL_HEADING for block in (one, two)]
    top = max(one.area.first_line, two.area.first_line)
    foot = min(block.area.first_line + depth for block, depth in zip((one, two), depths, strict=True))
    return foot - top > min(depths) // 2


def _bodies(plan: PagePlan) -> list[Block]:
    return [block for block in plan.blocks if block.kind.bodied]


def _page_cut(plan: PagePlan) -> Iterator[CriticMark]:
    """断版: a line that no block crosses though several stand side by side both above and below (NP-07)."""
    bodies = _bodies(plan)
    for line in sorted({block.area.first_line for block in bodies}):
        if any(block.area.first_line < line <= block.area.last_line for block in bodies):
            continue
        above = [block for block in bodies if block.area.last_line == line - 1]
        below = [block for block in bodies if block.area.first_line == line]
        if len(above) > 1 and len(below) > 1:
            yield CriticMark("page-cut", _place(below[0]), {"line": line})


def _page_split(plan: PagePlan) -> Iterator[CriticMark]:
    """通版: a gutter that runs from the page's head to its foot, with several blocks on either side.

    A side of a third of the page or less is a sidebar, which may.
    """
    count = plan.house.grid.columns
    whole = [block for block in plan.blocks if not isinstance(block.what, RuleBlock)]
    for column in range(2, count + 1):
        if 3 * min(column - 1, count - column + 1) <= count or any(
            block.area.first_column < column <= block.area.last_column for block in whole
        ):
            continue
        left = [block for block in whole if block.area.last_column == column - 1]
        right = [block for block in whole if block.area.first_column == column]
        if len(left) >= _MANY and len(right) >= _MANY:
            yield CriticMark("page-split", _place(right[0]), {"column": column})


def _foreign_headline(plan: PagePlan) -> Iterator[CriticMark]:
    """A later column of a story that begins directly under the heading of another story, which it seems to belong to."""
    for one, two in permutations(plan.blocks, 2):
        if not isinstance(one.what, _STORIES) or not isinstance(two.what, _STORIES) or two.body.heading.vertical:
            continue
        head = two.shape[0].area
        only_heading = (two.body.heading.takes or _USUAL_HEADING) >= head.lines - 1 and len(two.shape) > 1
        for zone in one.shape[1:] if only_heading else ():
            if head.last_line + 1 == zone.area.first_line and _side_by_side(zone.area, head):
                yield CriticMark("headline-foreign", _place(one), {"one": _name(one), "two": _name(two)})


def _side_by_side(one: Area, two: Area) -> bool:
    return one.first_column <= two.last_column and two.first_column <= one.last_column


def _photos(plan: PagePlan) -> list[tuple[Block, PhotoBlock, Block]]:
    """Every photo with the block that it stands in (itself, where it stands alone)."""
    found = [(block, block.what, block) for block in plan.blocks if isinstance(block.what, PhotoBlock)]
    return found + [
        (inner, inner.what, block)
        for block in plan.blocks
        for inner in block.inside
        if isinstance(inner.what, PhotoBlock)
    ]


def _at_fold(plan: PagePlan) -> Iterator[CriticMark]:
    """A photo whose focus (a face, most often) lies on a fold: across a broadsheet, or between a spread's pages."""
    house = plan.house
    yield from _between(plan)
    if house.trim[1] < _FOLDED:
        return
    fold = house.trim[1] // 2
    for photo, what, _ in _photos(plan):
        top = house.type_area.top + (photo.area.first_line - 1) * house.grid.leading
        at = top + photo.area.lines * house.grid.leading * (what.focus or _MIDDLE)[1] // 1000
        if what.fit != "contain" and photo.aside.around != "outline" and abs(at - fold) < _CREASE:
            line = (fold - house.type_area.top) // house.grid.leading + 1
            yield CriticMark("photo-fold", _place(photo), {"photo": _name(photo), "line": line})


def _between(plan: PagePlan) -> Iterator[CriticMark]:
    """A photo across a spread whose focus lies between its pages."""
    house, grid = plan.house, plan.house.grid
    for photo, what, _ in _photos(plan) if grid.fold else ():
        area = photo.area
        left = house.type_area.left + grid.left(area.first_column)
        at = left + grid.span(area.first_column, area.last_column) * (what.focus or _MIDDLE)[0] // 1000
        across = area.first_column <= grid.columns // 2 < area.last_column
        if across and what.fit != "contain" and abs(at - house.trim[0] // 2) < _CREASE:
            yield CriticMark("photo-fold", _place(photo), {"photo": _name(photo), "line": area.first_line})


def _no_picture(plan: PagePlan) -> Iterator[CriticMark]:
    """A page of nothing but text."""
    blocks = [inner for block in plan.blocks for inner in (block, *block.inside)]
    if any(isinstance(block.what, _STORIES) for block in blocks) and not any(block.kind.pictured for block in blocks):
        yield CriticMark("no-picture", plan.span, {"page": plan.name})


def _photos_alike(plan: PagePlan) -> Iterator[CriticMark]:
    """Two photos of different stories, of one size, side by side: neither leads, and they are taken for a pair."""
    for (one, _, mine), (two, _, theirs) in permutations(_photos(plan), 2):
        level = (one.area.first_line, one.area.last_line) == (two.area.first_line, two.area.last_line)
        beside = one.area.last_column + 1 == two.area.first_column and one.area.columns == two.area.columns
        if level and beside and set(one.stories or mine.stories) != set(two.stories or theirs.stories):
            yield CriticMark("photos-alike", _place(two), {"one": _name(one), "two": _name(two)})


def _larger(plan: PagePlan) -> Iterator[CriticMark]:
    """A headline that may be set larger than the lead's: of those at the head of the page, the largest."""
    stories = [block for block in plan.blocks if isinstance(block.what, StoryBlock)]
    lead = min(stories, key=lambda block: (block.area.first_line, -_largest(plan.house, block)), default=None)
    if lead is None:
        return
    size = _largest(plan.house, lead)
    for block in stories:
        if block is not lead and _largest(plan.house, block) > size:
            yield CriticMark("headline-larger", _place(block), {"one": _name(block), "two": _name(lead)})


def _largest(house: House, block: Block) -> int:
    """The largest size that a block's headline may have, in EMU."""
    said = block.body.heading.parts.get("headline")
    if said is not None and said.sizes:
        return max(said.sizes)
    style = house.styles[block.body.heading.style or "plain"]
    own = style.headline or style
    return max(own.sizes or (own.size,))
