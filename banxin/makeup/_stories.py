"""A story's block: heading, columns, what stands inside it, and what did not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._body import Job, draw_body, fitted, set_body, spoiled
from banxin.makeup._composed import Canvas
from banxin.makeup._copyfit import AS_IS, say_fit
from banxin.makeup._frames import around, frame_areas
from banxin.makeup._galley import report_lines
from banxin.makeup._holes import check_inside, compose_heading
from banxin.makeup._jumps import StoryPart, cut_at, headed, other_parts
from banxin.makeup._ornaments import draw_frame
from banxin.makeup._poured import report_overset, report_underset
from banxin.makeup._zones import places
from banxin.makeup.ground import ground_of
from banxin.page import NO_NODE, NodeId
from banxin.plan.kinds import BriefsBlock, ContinuedBlock
from banxin.story.records import Paragraph
from banxin.units import Rect

if TYPE_CHECKING:
    from banxin.makeup._body import Body
    from banxin.makeup._copyfit import Fit
    from banxin.makeup._zones import ZonePlace
    from banxin.makeup.copy import Copy, Cut
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.story.records import Story


def compose_story(ground: Ground, canvas: Canvas, block: Block, stories: list[Story], copy: Copy) -> Cut | None:
    """Compose one story's block, or briefs: several stories, each under a title in the column.

    Returns where the story's next page begins; ``None`` where all of it is set.
    """
    story = stories[0]
    if not block.briefs:  # whose heading is the page's own; each of them is set in its language
        ground = ground.speaking(story.language)
    leaf = _leaf(ground, block, story, copy)
    if leaf is None:
        canvas.report.error("makeup.jump-empty", block.span, story=story.slug, page=ground.plan.name)
        canvas.holes.append((ground.geometry.rect(block.area), story.slug))
        return None
    zones = places(ground, block)
    if block.framed:
        frame_areas(ground, canvas, [zone.area for zone in zones], block.frame, block.colour)
    elif block.frame == "rule":
        draw_frame(ground, canvas, ground.geometry.rect(zones[0].area), "rule", block.colour)
    top = headed(story, leaf)
    if isinstance(block.what, BriefsBlock) and block.what.several:
        block, top = _headed_briefs(block, block.what, story)
    title = block.node("title") if block.briefs else NO_NODE
    holes = compose_heading(ground, canvas, block, top, zones, title)
    job = Job(ground, block, stories, zones, holes, copy, leaf, {}, {})
    fit, body = fitted(job)
    draw_body(job, body, canvas)
    check_inside(ground, canvas, body.inner, holes)
    _say_where(ground, canvas, block, stories, zones, body)
    _say_jumps(canvas, story, body)
    if leaf.after and not body.room:
        canvas.report.error("makeup.jump-room", block.span, story=story.slug, page=leaf.after)
    if leaf.after and body.over:
        return cut_at(body.poured, body.pieces, leaf)
    report_lines(canvas, body.pieces)
    _say_missing(job, canvas, fit, body)
    if not spoiled(stories, copy):
        say_fit(ground, canvas, block, fit, body)
    return None


def _say_missing(job: Job, canvas: Canvas, fit: Fit, body: Body) -> None:
    """Say what did not fit, or what stayed empty, and what would help."""
    if body.fits and not job.leaf.after:
        return
    from banxin.makeup._advice import longer, shorter  # noqa: PLC0415 - a story that fits asks for none

    if body.over:
        over = _unfinished(job.stories, body)
        report_overset(canvas, job.block, over, body.pieces, body.poured, lambda count, rows: shorter(job, body, over, count, rows),
                       spoiled=spoiled(job.stories, job.copy))  # fmt: skip
    elif not spoiled(job.stories, job.copy):
        story, beyond = job.stories[0], _left_empty(job)
        report_underset(canvas, job.block, story, body.poured, body.columns, beyond, lambda: longer(job, body, story))
    if not body.fits:
        set_body(job, fit)  # the pieces stand as they are drawn again, whatever was tried with them


def _say_where(
    ground: Ground, canvas: Canvas, block: Block, stories: list[Story], zones: list[ZonePlace], body: Body
) -> None:
    """A region around the block; of several briefs one around each, in each of its columns."""
    if not block.briefs or body.tiers:
        for polygon in around(ground, [zone.area for zone in zones]):
            canvas.region(polygon, stories[0].node(), "story")
        return
    found: dict[tuple[str, int], Rect] = {}
    lines = body.ground.geometry
    for placed in body.poured.placed:
        slug = placed.piece.nodes[-1][1].story
        left, measure = placed.interval.slot(placed.line)
        top, foot = placed.line, placed.line + placed.last_row - placed.first_row
        own = Rect(
            left, lines.line_top(top) + lines.line_gap // 2, left + measure, lines.line_top(foot) - lines.line_gap // 2
        )
        mine = found.get((slug, placed.column), own)
        found[slug, placed.column] = Rect(min(mine.left, own.left), min(mine.top, own.top),
                                          max(mine.right, own.right), max(mine.bottom, own.bottom))  # fmt: skip
    for (slug, _), rect in found.items():
        canvas.region(rect.corners(), NodeId.of_story(slug), "brief")


def _say_jumps(canvas: Canvas, story: Story, body: Body) -> None:
    """A region around each line that says where the story goes on, or comes from."""
    geometry = body.ground.geometry
    for placed in body.poured.placed:
        if placed.piece.kind != "jump":
            continue
        # The line at a part's head is one of its pieces; the one at its foot stands in place of a line of the copy.
        kind = "jump-from" if any(placed.piece is piece for piece in body.pieces) else "jump-to"
        start, measure = placed.interval.slot(placed.line)
        top, foot = geometry.line_top(placed.line), geometry.line_top(placed.line + placed.last_row - placed.first_row)
        box = Rect(start, top, start + measure, foot)
        if body.tiers:
            own = body.tiers[placed.column]
            axis = own.axis(placed.line)
            box = Rect(axis - own.em // 2, start, axis + own.em // 2, start + measure)
        canvas.region(box.corners(), story.node(), kind)


def _headed_briefs(block: Block, briefs: BriefsBlock, story: Story) -> tuple[Block, Story]:
    """Briefs stand under the layout's own text, if it has any: its first line as the headline, the rest as the deck."""
    lines = {"headline": next(iter(briefs.lines), ""), "deck": " ".join(briefs.lines[1:])}
    fields = {name: Paragraph("", name, text) for name, text in lines.items() if text}
    heading = briefs.body.heading
    body = briefs.body._replace(heading=heading._replace(style=heading.style or "brief"))
    return block._replace(what=briefs._replace(body=body)), story._replace(fields=fields)


def _leaf(ground: Ground, block: Block, story: Story, copy: Copy) -> StoryPart | None:
    """Which part of its story a block holds; ``None`` where the pages before it left nothing.

    What they leave is found by setting them: a page alone is the same as in its edition.
    """
    before, after = other_parts(copy.jumps, story.slug, ground.plan.name)
    if not before or not isinstance(block.what, ContinuedBlock):
        return StoryPart(after=after)
    part = before[-1]
    cut = compose_story(
        ground_of(part.plan, ground.faces), Canvas(part.block.id), part.block, [story], copy.on(part.plan)
    )
    return StoryPart(cut, part.plan.name, after, len(before) > 1) if cut is not None else None


def _left_empty(job: Job) -> dict[str, int]:
    """The lines of the pages on which a story should go on and does not come to: page → lines."""
    ground, story, copy = job.ground, job.stories[0], job.copy
    parts = copy.jumps.get(story.slug, ()) if job.leaf.after else ()
    names = [part.plan.name for part in parts]
    found = {}
    for part in parts[names.index(job.leaf.after) :] if parts else ():
        own = ground_of(part.plan, ground.faces)
        zones, leaf = places(own, part.block), StoryPart(before=ground.plan.name)
        holes = compose_heading(own, Canvas(part.block.id), part.block, headed(story, leaf), zones)
        there = Job(own, part.block, [story], zones, holes, copy.on(part.plan), leaf, {}, {})
        found[part.plan.name] = sum(interval.lines for interval in set_body(there, AS_IS).room)
    return found


def _unfinished(stories: list[Story], body: Body) -> Story:
    """The story that did not fit from its first row on."""
    assert body.poured.rest is not None
    slug = body.pieces[body.poured.rest[0]].nodes[-1][1].story
    return next((story for story in stories if story.slug == slug), stories[0])
