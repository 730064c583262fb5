"""One page, read top-down: blocks, furniture, then everything in the order it is painted and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._compose import compose
from banxin.makeup.furniture import compose_credits, compose_draft, compose_folio, compose_rules, slug_items
from banxin.makeup.ground import ground_of
from banxin.page import NO_NODE, Item, Page, TextRun
from banxin.units import Rect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from banxin.faces import Faces
    from banxin.makeup._composed import Composed
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.makeup.refit import Refit
    from banxin.page import NodeId
    from banxin.plan.block import PagePlan
    from banxin.problems import Report


def make_page(
    plan: PagePlan,
    copy: Copy,
    faces: Faces,
    report: Report,
    *,
    draft_label: Callable[[], str] | None = None,
    blocked: bool = False,
    refit: Refit | None = None,
    slug: str = "",
) -> Page:
    """Compose a page. What is wrong goes into the report; the page is made whatever is wrong.

    Blocks that ``refit`` holds are taken over as they were set. With ``draft_label`` the page carries the marks of a
    draft where something went wrong, or where it is ``blocked`` by a fault of house style or the edition. ``slug``
    stands outside the bleed, for the press.
    """
    ground, copy = ground_of(plan, faces), copy.on(plan)
    set_block = compose if refit is None else refit.compose
    parts = [
        compose_folio(ground), *(set_block(ground, block, copy) for block in plan.blocks), compose_rules(ground),
        compose_credits(ground),
    ]  # fmt: skip
    _say(parts, report)
    draft = draft_label is not None and (report.failed or blocked)
    if draft_label is not None and draft:
        marks = compose_draft(ground, draft_label(), parts)
        _say([marks], report)
        parts.append(marks)
    finished = _finished(ground, parts, copy, draft=draft)
    return finished._replace(slug=slug_items(ground, slug)) if slug else finished


def _say(parts: Iterable[Composed], report: Report) -> None:
    for part in parts:
        for problem, cause in part.problems:
            report.add(problem, cause)


def _owner(node: NodeId, owners: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    """The place of a block whose node this is, or whose cell or title."""
    while node:
        if node in owners:
            return owners[node]
        node = node.above
    return None


def _finished(ground: Ground, parts: list[Composed], copy: Copy, *, draft: bool) -> Page:
    """Everything in paint order: what lies under, then text, each story's in canonical order."""
    house = ground.house
    width, height = house.trim
    order: dict[str, tuple[int, int]] = {}
    owners: dict[str, tuple[int, int]] = {}
    for number, block in enumerate(ground.plan.blocks):
        # What stands inside a story comes after its text.
        owners |= {one.node(): (number, 1 << 30) for one in (block, *block.inside)}
        if block.briefs:
            order[block.node("title")] = number, -1
        for slug in block.stories:
            if slug in order or slug not in copy.stories:
                continue
            # Within a block of briefs, stories that come later come later here, too.
            start = len(order)
            order[slug] = number, start
            for at, paragraph in enumerate(copy.stories[slug].paragraphs(), start + 1):
                order[f"{slug}/{paragraph.key}"] = number, at
    last = len(ground.plan.blocks), 0

    def place(item: Item) -> tuple[int, int]:
        node = item.node if isinstance(item, TextRun) else NO_NODE
        return order.get(node) or _owner(node, owners) or last

    text = sorted((item for part in parts for item in part.text), key=place)
    under = (item for part in parts for item in part.under)
    regions = tuple(region for part in parts for region in part.regions)
    geometry = ground.geometry
    return Page(
        ground.plan.name, ground.plan.section, Rect(0, 0, width, height), house.bleed, house.type_area,
        (*under, *text), regions, geometry.baseline(1), house.grid.leading, draft,
        lines=tuple(line for part in parts for line in part.lines),
        overset=tuple(one for part in parts for one in part.overset),
    )  # fmt: skip
