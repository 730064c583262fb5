"""A story's block: heading, columns, what stands inside it, and what did not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.makeup import blocks
from banxin.makeup.flow import Interval, Poured
from banxin.makeup.galley import Cut, Piece, brief_galley, galley
from banxin.makeup.geometry import Column, framed_columns
from banxin.makeup.headings import draw_heading, draw_vertical_heading, fit_heading, stack_height
from banxin.makeup.jumps import Leaf, cut_at, from_line, headed, other_parts, pour_leaf
from banxin.makeup.poured import draw_piece, report_overset, report_underset
from banxin.makeup.vertical import compose_vertical, tiers_in
from banxin.page import Region, rule
from banxin.units import Point, Rect

if TYPE_CHECKING:
    from banxin.makeup.context import Composition
    from banxin.makeup.pages import Copy
    from banxin.plan.records import Area, Block
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
    area = blocks.below_gap(page, block.area)
    columns = page.geometry.columns(area)
    first, last = area.first_line, area.last_line
    if block.frame in ("line", "tint"):
        rect = page.geometry.rect(area)
        blocks.draw_frame(page, rect, block.frame, block.colour)
        columns = framed_columns(rect, page.house.grid, area.columns)
        first, last = first + 1, last - 1
    title = headed(story) if leaf.before else story
    hole = (0, 0) if several else _heading(page, block, title, columns, first, last)
    _check_heading(page, block, area, first, hole)
    place = _Place(area, columns, first, last, hole)
    compose = _compose_tiers if block.vertical else _compose_columns
    pieces, poured, count = compose(page, block, stories, place, copy, leaf)
    _region(page, block, area, story)
    if leaf.after and poured.rest is not None:
        return cut_at(poured, pieces, leaf)
    spoiled = any(one.slug in copy.spoiled for one in stories)
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


class _Place(NamedTuple):
    """Where a story's text stands: its area, the columns, first and last line, and the heading's hole."""

    area: Area
    columns: list[Column]
    first: int
    last: int
    hole: tuple[int, int]


def _compose_columns(
    page: Composition, block: Block, stories: list[Story], place: _Place, copy: Copy, leaf: Leaf
) -> tuple[list[Piece], Poured, int]:
    """Set a story in columns around what stands inside it."""
    area, columns = place.area, place.columns
    free = _free_lines(block, area.first_column, columns, place.first, place.last, place.hole)
    style, measure = block.style or "body", columns[0].measure
    if len(stories) > 1:
        pieces = [piece for brief in stories for piece in brief_galley(page, brief, measure, style)]
    else:
        pieces = [*from_line(page, leaf, measure), *galley(page, stories[0], measure, style, leaf.begin)]
    poured = pour_leaf(page, pieces, free, leaf, measure, balance=block.balance)
    heads = {(part.column, part.first) for part in free}
    for placed in poured.placed:
        draw_piece(page, placed, columns[placed.column], at_head=(placed.column, placed.line) in heads)
    for inner, rect in _inner(page, block, place):
        blocks.compose_inside(page, inner, rect, stories[0], copy, place.last, above=_text_above(free, inner, area))
    _column_rules(page, block, columns, free, poured)
    return pieces, poured, len(columns)


def _compose_tiers(
    page: Composition, block: Block, stories: list[Story], place: _Place, copy: Copy, leaf: Leaf
) -> tuple[list[Piece], Poured, int]:
    """Set a story from top to bottom below its heading, in tiers around what stands inside it."""
    gap = page.geometry.line_gap // 2
    one, two = place.columns[0], place.columns[-1]
    inner = _inner(page, block, place)
    taken, (span, deep) = [rect for _, rect in inner], place.hole
    if block.heading.vertical and span:
        taken.append(_heading_hole(page, block, place.columns, place.first, span, deep))
        deep = 0
    top, bottom = page.geometry.line_top(place.first + deep), page.geometry.line_top(place.last + 1)
    tiers = tiers_in(page, Rect(one.x, top + gap, two.x + two.measure, bottom - gap), block.tiers)
    pieces, poured = compose_vertical(page, block, stories, tiers, taken, leaf)
    for part, rect in inner:
        # Beside a picture in vertical text the caption is vertical too, on the side that is read next (VE-10).
        own = part._replace(caption="left") if part.kind == "photo" and not part.caption else part
        blocks.compose_inside(page, own, rect, stories[0], copy, place.last, above=False)
    return pieces, poured, len(tiers.tops)


def _inner(page: Composition, block: Block, place: _Place) -> list[tuple[Block, Rect]]:
    """What stands inside a story, with its place; what lies outside, the plan has said."""
    area = place.area
    return [
        (inner, _inner_rect(page, area, place.columns, inner))
        for inner in block.inside
        if area.first_column <= inner.area.first_column <= inner.area.last_column <= area.last_column
    ]


def _unfinished(stories: list[Story], pieces: list[Piece], poured: Poured) -> Story:
    """The story that did not fit from its first row on; the first one where all did."""
    if poured.rest is None:
        return stories[0]
    slug = pieces[poured.rest[0]].nodes[-1][1].partition("/")[0]
    return next((story for story in stories if story.slug == slug), stories[0])


def _heading(
    page: Composition, block: Block, story: Story, columns: list[Column], first: int, last: int
) -> tuple[int, int]:
    """Draw the heading; returns the columns and lines that it takes, from the block's first."""
    heading = block.heading
    if heading.vertical:
        return _vertical_heading(page, block, story, columns, first, last)
    span = min(heading.columns or len(columns), len(columns))
    left, right = columns[0].x, columns[span - 1].x + columns[span - 1].measure
    grid = page.house.grid
    style = page.style(heading.style or "plain")
    # White below the stack, so that what stands under the heading (a picture, a box) does not touch it.
    foot = page.geometry.line_gap + grid.leading // 2
    parts = fit_heading(page, story, heading, style, right - left, max(0, heading.takes * grid.leading - foot))
    lines = heading.takes or -(-(stack_height(parts) + foot) // grid.leading)
    # The hole ends where the first line's hanzi begin, so that white is measured from ink to ink.
    rect = Rect(left, page.geometry.line_top(first) + page.geometry.line_gap // 2, right,
                page.geometry.line_top(first + lines) - page.geometry.line_gap // 2)  # fmt: skip
    draw_heading(page, parts, rect, at_head=first == 1)
    return span, lines


def _vertical_heading(
    page: Composition, block: Block, story: Story, columns: list[Column], first: int, last: int
) -> tuple[int, int]:
    """竖题: down the first columns of horizontal text, down the last ones of vertical text."""
    heading = block.heading
    span = min(heading.columns or 1, len(columns))
    lines = min(heading.takes, last - first + 1) or last - first + 1
    rect = _heading_hole(page, block, columns, first, span, lines)
    upright = page.turned()
    style = page.style(heading.style or "plain")
    draw_vertical_heading(upright, fit_heading(upright, story, heading, style, rect.height, rect.width), rect)
    return span, lines


def _heading_hole(page: Composition, block: Block, columns: list[Column], first: int, span: int, lines: int) -> Rect:
    own = columns[-span:] if block.vertical else columns[:span]
    gap = page.geometry.line_gap // 2
    return Rect(own[0].x, page.geometry.line_top(first) + gap, own[-1].x + own[-1].measure,
                page.geometry.line_top(first + lines) - gap)  # fmt: skip


def _check_heading(page: Composition, block: Block, area: Area, first: int, hole: tuple[int, int]) -> None:
    """What stands inside a story begins below its heading."""
    for inner in block.inside:
        from_edge = inner.area.first_column - area.first_column
        if block.vertical and block.heading.vertical:
            from_edge = area.last_column - inner.area.last_column
        if inner.area.first_line < first + hole[1] and from_edge < hole[0]:
            page.report.error("makeup.over-heading", inner.area_span or inner.span, block=inner.id or inner.subject,
                              line=first + hole[1])  # fmt: skip


def _free_lines(
    block: Block, first_column: int, columns: list[Column], first: int, last: int, hole: tuple[int, int]
) -> list[Interval]:
    """The lines of each column that heading and inner elements leave, in reading order."""
    found = []
    for number in range(len(columns)):
        start = first + (hole[1] if number < hole[0] else 0)
        page_column = first_column + number
        cuts = sorted(
            (inner.area.first_line, inner.area.last_line)
            for inner in block.inside
            if inner.area.first_column <= page_column <= inner.area.last_column
        )
        for begin, end in cuts:
            if begin > start:
                found.append(Interval(number, start, begin - start))
            start = max(start, end + 1)
        if start <= last:
            found.append(Interval(number, start, last - start + 1))
    return found


def _inner_rect(page: Composition, area: Area, columns: list[Column], inner: Block) -> Rect:
    """Where an inner element stands: on the block's columns, which a frame makes narrower than the page's."""
    one = columns[inner.area.first_column - area.first_column]
    two = columns[inner.area.last_column - area.first_column]
    top, bottom = page.geometry.line_top(inner.area.first_line), page.geometry.line_top(inner.area.last_line + 1)
    return Rect(one.x, top, two.x + two.measure, bottom)


def _text_above(free: list[Interval], inner: Block, area: Area) -> bool:
    """Whether text stands directly above an inner element."""
    columns = range(inner.area.first_column - area.first_column, inner.area.last_column - area.first_column + 1)
    return any(part.column in columns and part.first + part.lines == inner.area.first_line for part in free)


def _column_rules(page: Composition, block: Block, columns: list[Column], free: list[Interval], poured: Poured) -> None:
    """Hairlines between columns, down to the deeper neighbour's last line; they stop at what stands inside."""
    width = page.house.column_rules
    if not width or block.frame in ("line", "tint"):
        return
    gap = page.geometry.line_gap // 2
    for number in range(len(columns) - 1):
        x = (columns[number].x + columns[number].measure + columns[number + 1].x) // 2
        depths = _filled(poured, number) + _filled(poured, number + 1)
        for top, bottom in _shared(free, number):
            ends = [min(end, bottom) for start, end in depths if start < bottom and end > top]
            if ends and max(ends) > top:
                page.under.append(rule(Point(x, page.geometry.line_top(top) + gap),
                                       Point(x, page.geometry.line_top(max(ends)) - gap), width))  # fmt: skip


def _shared(free: list[Interval], column: int) -> list[tuple[int, int]]:
    """Lines that a column and its right neighbour both leave to text: first, and the one after the last."""
    left = [(part.first, part.first + part.lines) for part in free if part.column == column]
    right = [(part.first, part.first + part.lines) for part in free if part.column == column + 1]
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


def _region(page: Composition, block: Block, area: Area, story: Story) -> None:
    page.regions.append(Region(page.geometry.rect(area).corners(), story.slug, "story", block.id or story.slug))
