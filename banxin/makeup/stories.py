"""A story's block: heading, columns, what stands inside it, and what did not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup import blocks
from banxin.makeup.galley import Cut, brief_galley, galley, report_lines
from banxin.makeup.headings import draw_heading, draw_vertical_heading, fit_heading, stack_height
from banxin.makeup.jumps import Leaf, cut_at, from_line, headed, other_parts, pour_leaf
from banxin.makeup.photos import outline_around
from banxin.makeup.poured import draw_piece, report_overset, report_underset
from banxin.makeup.vertical import compose_vertical, tiers_in
from banxin.makeup.zones import Obstacle, Place, box_around, free_lines, inner_rect, manner_in, place_of, places
from banxin.page import Region, rule
from banxin.units import Point, Rect

if TYPE_CHECKING:
    from banxin.makeup.context import Composition
    from banxin.makeup.flow import Interval, Poured
    from banxin.makeup.geometry import Column
    from banxin.makeup.pages import Copy
    from banxin.makeup.piece import Piece
    from banxin.plan.records import Block
    from banxin.story.records import Story


#: A column rule beside fewer lines is a stray mark.
_SHORTEST_RULE = 2


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
    holes = [] if several else _heading(page, block, title, zones)
    _check_heading(page, block, zones, holes)
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
    heads = {(part.column, part.first) for part in free}
    for placed in poured.placed:
        draw_piece(page, placed, at_head=(placed.column, placed.line) in heads)
    for one, rect in inner:
        last = place_of(zones, one.area).last
        above = _text_above(free, rect, one.area.first_line)
        blocks.compose_inside(page, one, rect, stories[0], copy, last, above=above)
    _column_rules(page, block, zones, free, poured)
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
        blocks.compose_inside(page, own, rect, stories[0], copy, place_of(zones, part.area).last, above=False)
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


def _heading(page: Composition, block: Block, story: Story, zones: list[Place]) -> list[Rect]:
    """Draw the heading; returns the holes that it takes, in whole lines."""
    if block.heading.vertical:
        return _vertical_heading(page, block, story, zones[0])
    heading, columns, first = block.heading, _head_columns(zones), zones[0].first
    span = min(heading.columns or len(columns), len(columns))
    left, right = columns[0].x, columns[span - 1].x + columns[span - 1].measure
    grid = page.house.grid
    style = page.style(heading.style or "plain")
    # White below the stack, so that what stands under the heading (a picture, a box) does not touch it.
    foot = page.geometry.line_gap + grid.leading // 2
    parts = fit_heading(page, story, heading, style, right - left, max(0, heading.takes * grid.leading - foot))
    lines = heading.takes or -(-(stack_height(parts) + foot) // grid.leading)
    hole = Rect(left, page.geometry.line_top(first), right, page.geometry.line_top(first + lines))
    # White is measured from ink to ink: to where the first line's hanzi begin.
    draw_heading(page, parts, hole.inset(0, page.geometry.line_gap // 2), at_head=first == 1)
    return [hole] if lines else []


def _head_columns(zones: list[Place]) -> list[Column]:
    """The columns side by side that a heading may span: the first zone's, and those beside it on the same line."""
    columns, last = list(zones[0].columns), zones[0].area.last_column
    for zone in zones[1:]:
        if zone.area.first_column == last + 1 and zone.first == zones[0].first:
            columns += zone.columns
            last = zone.area.last_column
    return columns


def _vertical_heading(page: Composition, block: Block, story: Story, zone: Place) -> list[Rect]:
    """竖题: down the first columns of horizontal text, down the last ones of vertical text."""
    heading = block.heading
    span = min(heading.columns or 1, len(zone.columns))
    own = zone.columns[-span:] if block.vertical else zone.columns[:span]
    lines = min(heading.takes, zone.last - zone.first + 1) or zone.last - zone.first + 1
    hole = Rect(own[0].x, page.geometry.line_top(zone.first), own[-1].x + own[-1].measure,
                page.geometry.line_top(zone.first + lines))  # fmt: skip
    rect = hole.inset(0, page.geometry.line_gap // 2)
    upright = page.turned()
    style = page.style(heading.style or "plain")
    draw_vertical_heading(upright, fit_heading(upright, story, heading, style, rect.height, rect.width), rect)
    return [hole]


def _check_heading(page: Composition, block: Block, zones: list[Place], holes: list[Rect]) -> None:
    """What stands inside a story begins below its heading."""
    for inner, rect in _inner(page, block, zones):
        under = [hole for hole in holes if hole.left < rect.right and rect.left < hole.right and rect.top < hole.bottom]
        if under:
            line = max(page.geometry.line_at(hole.bottom) for hole in under)
            page.report.error("makeup.over-heading", inner.area_span or inner.span, block=inner.id or inner.subject,
                              line=line)  # fmt: skip


def _text_above(free: list[Interval], rect: Rect, line: int) -> bool:
    """Whether text stands directly above an inner element that begins on a line."""
    above = [part.slot(line - 1) for part in free if part.first < line <= part.first + part.lines]
    return any(start < rect.right and start + measure > rect.left for start, measure in above)


def _column_rules(page: Composition, block: Block, zones: list[Place], free: list[Interval], poured: Poured) -> None:
    """Hairlines between columns, down to the deeper neighbour's last line; they stop at what stands inside."""
    width = page.house.column_rules
    if not width or block.frame in ("line", "tint"):
        return
    gap, base = page.geometry.line_gap // 2, 0
    for zone in zones:
        for number, (one, two) in enumerate(zip(zone.columns, zone.columns[1:], strict=False), base):
            x = (one.x + one.measure + two.x) // 2
            depths = _filled(poured, number) + _filled(poured, number + 1)
            for top, bottom in _shared(_beside(free, number, one), _beside(free, number + 1, two)):
                ends = [min(end, bottom) for start, end in depths if start < bottom and end > top]
                if ends and max(ends) - top >= _SHORTEST_RULE:
                    page.under.append(rule(Point(x, page.geometry.line_top(top) + gap),
                                           Point(x, page.geometry.line_top(max(ends)) - gap), width))  # fmt: skip
        base += len(zone.columns)


def _beside(free: list[Interval], number: int, column: Column) -> list[tuple[int, int]]:
    """Lines that a column leaves to text in all its width: first, and the one after the last."""
    whole = column.x, column.measure
    found: list[tuple[int, int]] = []
    for part in free:
        for line in range(part.first, part.first + part.lines) if part.column == number else ():
            if part.slot(line) != whole:
                continue
            if found and found[-1][1] == line:
                found[-1] = found[-1][0], line + 1
            else:
                found.append((line, line + 1))
    return found


def _shared(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines that both neighbours leave to text: first, and the one after the last."""
    both = [(max(one[0], two[0]), min(one[1], two[1])) for one in left for two in right]
    return [(top, bottom) for top, bottom in both if bottom > top]


def _filled(poured: Poured, column: int) -> list[tuple[int, int]]:
    """Stretches of lines of a column that hold text: first, and the one after the last."""
    found: list[tuple[int, int]] = []
    for placed in poured.placed:
        if placed.column == column:
            end = placed.line + placed.last_row - placed.first_row
            if found and found[-1][1] == placed.line:
                found[-1] = found[-1][0], end
            else:
                found.append((placed.line, end))
    return found
