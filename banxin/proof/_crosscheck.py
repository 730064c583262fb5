"""What layout and stories say of each other: photos placed and missing, boxes, stories used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds import BoxBlock, BriefsBlock, MastheadBlock, PhotoBlock, StoryBlock
from banxin.problems import Problem, Report
from banxin.story.records import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banxin.plan.block import Block, PagePlan
    from banxin.story.records import Story


def check_page(
    plan: PagePlan, stories: dict[str, Story], report: Report, uses: Callable[[str], Sequence[PagePlan]] | None = None
) -> None:
    """Photos and boxes that a page's blocks name must be in their stories, each photo placed once on the page.

    ``uses`` gives the pages of the edition that show anything of a story: a photo may stand on any of them, on the
    front page as a teaser, too. One that stands on none is missed where the story's text begins.
    """
    placed: dict[str, dict[int, Block]] = {}
    _check_name(plan, report)
    _check_blocks(plan, stories, placed, report)
    for story in stories.values():
        _check_runs(plan, story, report)
    for slug, used in placed.items():
        if len(used) == len(stories[slug].photos):
            continue
        pages = uses(slug) if uses else (plan,)
        elsewhere: dict[str, dict[int, Block]] = {slug: used}
        for other in pages:
            if other is not plan:
                _check_blocks(other, {slug: stories[slug]}, elsewhere, Report())
        for number, photo in enumerate(stories[slug].photos, 1):
            if number not in elsewhere[slug] and _home(slug, pages) is plan:
                report.error(
                    "proof.photo-unplaced", photo.span, photo=photo.file, number=number, story=slug, page=plan.name
                )


def _check_name(plan: PagePlan, report: Report) -> None:
    """The masthead's name is the paper's, or has it within; a picture's cannot be read."""
    name = plan.house.paper.get("name", "")
    for block in plan.blocks:
        if isinstance(block.what, MastheadBlock) and not block.what.picture:
            said = block.what.subject
            if said and name and said not in name and name not in said:
                report.warn("proof.masthead-name", block.span, said=said, name=name)


def _home(slug: str, pages: Sequence[PagePlan]) -> PagePlan:
    """Where a story's text begins; the first page that shows anything of it where none has its text."""
    return next(
        (plan for plan in pages for block in plan.blocks if block.kind.texts and slug in block.stories),
        pages[0],
    )


def _check_blocks(
    plan: PagePlan, stories: dict[str, Story], placed: dict[str, dict[int, Block]], report: Report
) -> None:
    for block in plan.blocks:
        if block.kind.texts:
            own = [stories[slug] for slug in block.stories if slug in stories]
            for story in own:
                placed.setdefault(story.slug, {})
            for inner in block.inside if own else ():
                _check_inner(inner, own[0], placed, report)
        elif isinstance(block.what, (PhotoBlock, BoxBlock)):
            _check_alone(block, block.what, stories, placed, report)


def _check_alone(
    block: Block, what: PhotoBlock | BoxBlock, stories: dict[str, Story], placed: dict[str, dict[int, Block]],
    report: Report,
) -> None:  # fmt: skip
    """A photo or box outside a story says whose it is."""
    if what.of in stories:
        _check_inner(block, stories[what.of], placed, report)
    elif not what.of:
        subject = what.name if isinstance(what, BoxBlock) else what.names[0]
        report.error("proof.no-story", block.span, kind=block.kind.name, subject=subject)


def _check_inner(block: Block, story: Story, placed: dict[str, dict[int, Block]], report: Report) -> None:
    for photo in block.photos:
        number = story.photo_number(photo)
        if not number:
            report.error("proof.photo-unknown", block.span, photo=photo, story=story.slug, count=len(story.photos))
        elif number in placed.setdefault(story.slug, {}):
            report.error("proof.photo-twice", block.span, photo=photo, story=story.slug)
        else:
            placed[story.slug][number] = block
    if isinstance(block.what, BoxBlock) and not any(
        isinstance(part, Box) and part.name == block.what.name for part in story.body
    ):
        report.error("proof.box-unknown", block.span, box=block.what.name, story=story.slug)


def _check_runs(plan: PagePlan, story: Story, report: Report) -> None:
    """Faces and colours that a story's marks name are the house's."""
    names: dict[str, list[str]] = {"face": list(plan.house.faces), "colour": list(plan.house.colours)}
    for paragraph in story.paragraphs():
        for mark in paragraph.marks:
            known = names.get(mark.kind, [mark.value])
            if mark.value not in known:
                report.error(
                    f"proof.run-{mark.kind}", story.span(paragraph.key, mark.start, mark.end), name=mark.value,
                    known=", ".join(known),
                )  # fmt: skip


def check_edition(plans: list[PagePlan]) -> list[tuple[str, Problem]]:
    """Stories that stand on two pages without being continued: (page, problem) for each."""
    seen: dict[str, PagePlan] = {}
    found = []
    for plan in plans:
        for block in plan.blocks:
            for slug in block.stories if isinstance(block.what, (StoryBlock, BriefsBlock)) else ():
                first = seen.setdefault(slug, plan)
                if first is not plan:
                    words: dict[str, object] = {"story": slug, "page": first.name}
                    found.append((plan.name, Problem("proof.story-twice", block.span, "error", words)))
    return found
