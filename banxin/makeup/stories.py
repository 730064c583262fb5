"""A story's block: heading, columns, what stands inside it, and what did not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup import blocks
from banxin.makeup.flow import Filled
from banxin.makeup.galley import Cut, brief_galley, galley, report_lines
from banxin.makeup.holes import check_inside, compose_heading, compose_over
from banxin.makeup.jumps import Leaf, cut_at, from_line, headed, other_parts, pour_leaf
from banxin.makeup.photos import outline_around
from banxin.makeup.poured import draw_piece, report_overset, report_underset
from banxin.makeup.rules import column_rules
from banxin.makeup.vertical import compose_vertical, tiers_in
from banxin.makeup.zones import Obstacle, Place, box_around, free_lines, inner_rect, manner_in, place_of, places
from banxin.page import Region
from banxin.units import Rect

if TYPE_CHECKING:
    from banxin.makeup.context import Composition
    from banxin.makeup.flow import Interval, Poured
    from banxin.makeup.pages import Copy
    from banxin.makeup.piece import Piece
    from banxin.plan.records import Block
    from banxin.story.records import Story


def compose_story(page: Composition, block: Block, stories: list[Story], copy: Copy) -> Cut | None:
    """Compose one story's block onto the page, or briefs: several stories, each under a title in the column.

    Returns where the story's next page begins; ``None`` where all of it is set.
    """
    story, several = stories[0], len(block.stories) > 1
    leaf = _leaf(page, block, story, copy)
    if leaf is None:
        page.report.error("makeup.jump-empty", block.span, story=story.slug, page=page.plan.name)
        page.holes.append((page.geometry.rect(block.area), block.subject))
        return None
    zones = places(page, block)
    if block.frame in ("line", "tint"):
        blocks.draw_frame(page, page.geometry.rect(zones[0].area), block.frame, block.colour)
    title = headed(story) if leaf.before else story
    holes = [] if several else compose_heading(page, block, title, zones)
    check_inside(page, _inner(page, block, zones), holes)
    compose = _compose_tiers if block.vertical else _compose_columns
    pieces, poured, count = compose(page, block, stories, zones, holes, copy, leaf)
    page.regions += [
        Region(page.geometry.rect(zone.area).corners(), story.slug, "story", block.id or story.slug) for zone in zones
    ]
    if leaf.after and poured.rest is not None:
        return cut_at(poured, pieces, leaf)
    spoiled = any(one.slug in copy.spoiled for one in stories)
    report_lines(page, pieces)
    report_overset(page, block, _unfinished(stories, pieces, poured), pieces, poured, count, spoiled=spoiled)
    if not spoiled:
        report_underset(page, block, story, poured, count)
    return None


def _leaf(page: Composition, block: Block, story: Story, copy: Copy) -> Leaf | None:
    """Which part of its story a block holds; ``None`` where the pages before it left nothing.

    What they leave is found by setting them: a page alone is the same as in its edition.
    """
    before, after = other_parts(copy.jumps, story.slug, page.plan.name)
    if not before or block.kind != "continued":
        return Leaf(after=after)
    part = before[-1]
    cut = compose_story(page.other(part.plan, copy), part.block, [story], copy)
    return Leaf(cut, part.plan.name, after) if cut is not None else None


def _compose_columns(
    page: Composition, block: Block, stories: list[Story], zones: list[Place], holes: list[Rect], copy: Copy, leaf: Leaf
) -> tuple[list[Piece], Poured, int]:
    """Set a story in columns around what stands inside it."""
    inner = _inner(page, block, zones)
    obstacles = [box_around(page, hole, 0) for hole in holes]
    obstacles += [_obstacle(page, one, rect, stories[0], copy) for one, rect in inner]
    free = free_lines(zones, obstacles, page.house.grid.body)
    manner = manner_in(block, zones[0].columns[0].measure, free)
    if len(stories) > 1:
        pieces = [piece for brief in stories for piece in brief_galley(page, brief, manner)]
    else:
        pieces = [*from_line(page, leaf, manner.measure), *galley(page, stories[0], manner, leaf.begin)]
    poured = pour_leaf(page, pieces, free, leaf, balance=block.balance)
    page.poured.append(Filled(block, free, poured))
    heads = {(part.column, part.first) for part in free}
    for placed in poured.placed:
        draw_piece(page, placed, at_head=(placed.column, placed.line) in heads)
    for one, rect in inner:
        last = place_of(zones, one.area).last
        above = _text_above(free, rect, one.area.first_line)
        photo = blocks.compose_inside(page, one, rect, stories[0], copy, last, above=above)
        if photo is not None and one.subject == block.heading.over:
            compose_over(page, block, headed(stories[0]) if leaf.before else stories[0], photo)
    column_rules(page, block, zones, free, poured)
    return pieces, poured, sum(len(zone.columns) for zone in zones)


def _obstacle(page: Composition, inner: Block, rect: Rect, story: Story, copy: Copy) -> Obstacle:
    """What the text of a story goes around for one of the things inside it."""
    standoff = page.house.grid.gutter if inner.standoff < 0 else inner.standoff
    found = outline_around(page, inner, rect, story, copy, standoff) if inner.around == "outline" else None
    return found or box_around(page, rect, standoff)


def _compose_tiers(
    page: Composition, block: Block, stories: list[Story], zones: list[Place], holes: list[Rect], copy: Copy, leaf: Leaf
) -> tuple[list[Piece], Poured, int]:
    """Set a story from top to bottom below its heading, in tiers around what stands inside it."""
    gap = page.geometry.line_gap // 2
    inner = _inner(page, block, zones)
    taken, tiers = [rect for _, rect in inner], []
    for zone in zones:
        top = zone.first
        if block.heading.vertical:
            # Nobody begins to read under a vertical heading: the lines below it stay white.
            taken += [hole._replace(bottom=page.geometry.line_top(zone.last + 1)) for hole in holes]
        elif zone is zones[0] and holes:
            top = page.geometry.line_at(holes[0].bottom + gap)
        box = Rect(
            zone.left, page.geometry.line_top(top) + gap, zone.right, page.geometry.line_top(zone.last + 1) - gap
        )
        tiers.append(tiers_in(page, box, block.tiers))
    pieces, poured = compose_vertical(page, block, stories, tiers, taken, leaf)
    for part, rect in inner:
        # Beside a picture in vertical text the caption is vertical too, on the side that is read next (VE-10).
        own = part._replace(caption="left") if part.kind == "photo" and not part.caption else part
        photo = blocks.compose_inside(page, own, rect, stories[0], copy, place_of(zones, part.area).last, above=False)
        if photo is not None and part.subject == block.heading.over:
            compose_over(page, block, headed(stories[0]) if leaf.before else stories[0], photo)
    return pieces, poured, sum(len(one.tops) for one in tiers)


def _inner(page: Composition, block: Block, zones: list[Place]) -> list[tuple[Block, Rect]]:
    """What stands inside a story, with its place."""
    return [(inner, inner_rect(page, zones, inner)) for inner in block.inside]


def _unfinished(stories: list[Story], pieces: list[Piece], poured: Poured) -> Story:
    """The story that did not fit from its first row on; the first one where all did."""
    if poured.rest is None:
        return stories[0]
    slug = pieces[poured.rest[0]].nodes[-1][1].partition("/")[0]
    return next((story for story in stories if story.slug == slug), stories[0])


def _text_above(free: list[Interval], rect: Rect, line: int) -> bool:
    """Whether text stands directly above an inner element that begins on a line."""
    above = [part.slot(line - 1) for part in free if part.first < line <= part.first + part.lines]
    return any(start < rect.right and start + measure > rect.left for start, measure in above)
