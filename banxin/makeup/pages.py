"""One page, read top-down: blocks, furniture, then everything in the order it is painted and read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from banxin.makeup import blocks, furniture
from banxin.makeup.context import Composition
from banxin.makeup.geometry import below_gap
from banxin.makeup.photos import compose_photo
from banxin.makeup.stories import compose_story
from banxin.page import Item, Page, TextRun
from banxin.units import Rect

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.faces import Faces
    from banxin.makeup.jumps import Jumps
    from banxin.makeup.refit import Refit
    from banxin.pictures import Facts
    from banxin.plan.records import Block, PagePlan
    from banxin.problems import Report
    from banxin.story.records import Story


#: Most lines of an index.
MOST_ENTRIES = 40


class IndexEntry(NamedTuple):
    """A line of the front page's index."""

    page: str
    headline: str
    story: str = ""
    """The story's slug."""


class Copy(NamedTuple):
    """What a page is made of beside its plan."""

    stories: dict[str, Story]
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

    Blocks that ``refit`` holds are taken over as they were set. With ``draft_label`` the page carries the marks of a draft where something went wrong, or where it is
    ``blocked`` by a fault of house style or the edition. ``slug`` stands outside the bleed, for the press.
    """
    page = Composition(plan, faces, report)
    page.assign_boxes(copy)
    if plan.house.folio and not any(block.kind == "masthead" for block in plan.blocks):
        furniture.folio(page)
    for block in plan.blocks:
        if refit is None:
            compose_block(page, block, copy)
        else:
            refit.block(page, block, copy, partial(compose_block, page, block, copy))
    furniture.block_rules(page)
    furniture.credits_line(page)
    draft = draft_label is not None and (report.failed or blocked)
    if draft_label is not None and draft:
        furniture.draft_marks(page, draft_label())
    finished = _finished(page, copy, draft=draft)
    return finished._replace(slug=furniture.slug_items(page, slug)) if slug else finished


def compose_block(page: Composition, block: Block, copy: Copy) -> None:
    """Compose one of a page's blocks, with what stands inside it."""
    stories = [copy.stories[slug] for slug in block.stories if slug in copy.stories]
    story = stories[0] if stories else None
    rect = page.geometry.rect(below_gap(page, block.area))
    match block.kind:
        case "story" | "briefs" | "continued":
            if stories:
                compose_story(page, block, stories, copy)
            else:
                page.holes.append((page.geometry.rect(block.area), block.subject))
        case "photo":
            if story is not None:
                compose_photo(page.speaking(story.language), block, rect, story, copy, above=False, below=False)
        case "box":
            if story is not None:
                blocks.compose_box(
                    page.speaking(story.language), block, rect, story, spoiled=story.slug in copy.spoiled
                )
        case "masthead":
            furniture.masthead(page, block, copy)
        case _:
            blocks.compose_other(page, block, rect, copy)


def _owner(node: str, owners: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    """The place of a block whose node this is, or whose cell or title."""
    while node:
        if node in owners:
            return owners[node]
        node = node.rpartition("/")[0]
    return None


def _finished(page: Composition, copy: Copy, *, draft: bool) -> Page:
    """Everything in paint order: what lies under, then text, each story's in canonical order."""
    house = page.house
    width, height = house.trim
    order: dict[str, tuple[int, int]] = {}
    owners: dict[str, tuple[int, int]] = {}
    for number, block in enumerate(page.plan.blocks):
        # What stands inside a story comes after its text.
        owners |= {f"@{one.id}": (number, 1 << 30) for one in (block, *block.inside)}
        if block.briefs:
            order[f"@{block.id}/title"] = number, -1
        for slug in block.stories:
            if slug in order or slug not in copy.stories:
                continue
            # Within a block of briefs, stories that come later come later here, too.
            start = len(order)
            order[slug] = number, start
            for at, paragraph in enumerate(copy.stories[slug].paragraphs(), start + 1):
                order[f"{slug}/{paragraph.key}"] = number, at
    last = len(page.plan.blocks), 0

    def place(item: Item) -> tuple[int, int]:
        node = item.node if isinstance(item, TextRun) else ""
        return order.get(node) or _owner(node, owners) or last

    text: list[Item] = sorted(page.text, key=place)
    geometry = page.geometry
    return Page(
        page.plan.name, page.plan.section, Rect(0, 0, width, height), house.bleed, house.type_area,
        (*page.under, *text), tuple(page.regions), geometry.baseline(1), house.grid.leading, draft,
    )  # fmt: skip
