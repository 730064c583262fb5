"""Where a story's heading stands: the hole that it takes from the text, its frame, or the photo it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._headings import PARTS, draw_heading, draw_vertical_heading, fit_heading, stack_height
from banxin.makeup._ornaments import draw_frame
from banxin.page import BLACK, NO_NODE, PAPER, rectangle
from banxin.plan.records import FRAMES, HeadingPart
from banxin.tuples import NamedTuple
from banxin.units import Rect

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.makeup._composed import Canvas
    from banxin.makeup._headings import SetPart
    from banxin.makeup._zones import ZonePlace
    from banxin.makeup.geometry import Column
    from banxin.makeup.ground import Ground
    from banxin.page import NodeId
    from banxin.plan.block import Block
    from banxin.plan.records import Heading
    from banxin.story.records import Story

#: A photo that is brighter than this, in percent, carries no white letters.
_PALE = 55
#: Frames that have sides: what stands in them keeps one 字 from either.
_BOXED = (*FRAMES, "solid")


def compose_heading(
    ground: Ground, canvas: Canvas, block: Block, story: Story, zones: list[ZonePlace], node: NodeId = NO_NODE
) -> list[Rect]:
    """Draw the heading; returns the holes that it takes, in whole lines. The layout's own words stand under ``node``."""
    heading, grid = block.body.heading, ground.house.grid
    if heading.over:
        return []  # it is drawn on its photo
    if heading.vertical:
        return _vertical_heading(ground, canvas, block, story, zones[0], node)
    style, room, first = ground.style(heading.style or "plain"), room_of(ground, block, zones), zones[0].first
    columns, takes = room.columns, room.takes
    parts = _under(node, fit_heading(ground, story, heading, style, room.widths, room.height))
    if not parts:
        return []
    lines = takes or -(-(stack_height(parts) + room.foot) // grid.leading)
    _check_depth(canvas, block, zones, columns, lines)
    hole = Rect(columns[0].x, ground.geometry.line_top(first), columns[-1].x + columns[-1].measure,
                ground.geometry.line_top(first + lines))  # fmt: skip
    # White is measured from ink to ink: to where the first line's hanzi begin.
    rect = hole.inset(0, ground.geometry.line_gap // 2)
    if room.frame:
        return [_framed_heading(ground, canvas, block, parts, hole, room)]
    ends = draw_heading(ground, canvas, parts, rect, "head" if first == 1 else "")
    depths = [_depth(ground, parts, ends, room.spans, at, hole) for at in range(len(columns))]
    return [
        hole._replace(
            left=columns[at].x, right=columns[at].x + columns[at].measure, bottom=ground.geometry.line_top(depth)
        )
        for at, depth in enumerate(depths)
    ]


def _under(node: NodeId, parts: list[SetPart]) -> list[SetPart]:
    """Parts that are nobody's copy as a node's."""
    return [part._replace(node=part.node or node) for part in parts] if node else parts


def _check_depth(canvas: Canvas, block: Block, zones: list[ZonePlace], columns: list[Column], lines: int) -> None:
    """A heading stays within the zones that it spans: below them another story begins."""
    spanned = [zone for zone in zones if zone.first == zones[0].first and set(zone.columns) & set(columns)]
    room = min(zone.last for zone in spanned) - zones[0].first + 1
    if lines > room:
        canvas.report.error("makeup.heading-deep", block.span, block=block.id, lines=lines, room=room)


class HeadingRoom(NamedTuple):
    """What a horizontal heading has to stand in."""

    columns: list[Column]
    takes: int
    """Lines of the grid; 0: as many as it needs."""
    frame: str
    inset: int
    """White between the frame's sides and the text."""
    foot: int
    """White below the stack."""
    spans: dict[str, int]
    """Columns that each part spans."""
    widths: dict[str, int]
    height: int
    """Height for the stack; 0: any."""


def room_of(ground: Ground, block: Block, zones: list[ZonePlace]) -> HeadingRoom:
    """What a block's heading has to stand in."""
    heading, grid = block.body.heading, ground.house.grid
    columns = head_columns(zones)
    columns = columns[: heading.columns or len(columns)]
    style = ground.style(heading.style or "plain")
    frame, takes = heading.frame or style.frame, heading.takes or style.takes
    inset = grid.body if frame in _BOXED else 0
    # White below the stack, so that what stands under the heading (a picture, a box) does not touch it.
    foot = ground.geometry.line_gap + grid.leading // 2 + (2 * inset if frame else 0)
    spans = {name: _span(columns, heading, name) for name in PARTS}
    widths = {
        name: columns[span - 1].x + columns[span - 1].measure - columns[0].x - 2 * inset for name, span in spans.items()
    }
    return HeadingRoom(columns, takes, frame, inset, foot, spans, widths, max(0, takes * grid.leading - foot))


def _span(columns: list[Column], heading: Heading, name: str) -> int:
    """How many columns a part of the heading spans."""
    said = heading.parts.get(name, HeadingPart()).columns
    return min(said or len(columns), len(columns))


def _depth(ground: Ground, parts: list[SetPart], ends: list[int], spans: dict[str, int], at: int, hole: Rect) -> int:
    """The first line of a column below the heading: where its last part that reaches the column ends."""
    last = max((number for number, part in enumerate(parts) if spans[part.name] > at), default=0)
    if last == len(parts) - 1:
        return ground.geometry.line_at(hole.bottom)
    foot = ends[last] + ground.geometry.line_gap // 2 + ground.house.grid.leading // 2
    return min(ground.geometry.line_at(foot - 1) + 1, ground.geometry.line_at(hole.bottom))


def _framed_heading(
    ground: Ground, canvas: Canvas, block: Block, parts: list[SetPart], hole: Rect, room: HeadingRoom
) -> Rect:
    """A heading in a frame, on a tint, under a rule or reversed; half a line of white stays below it."""
    grid, heading = ground.house.grid, block.body.heading
    box = hole._replace(bottom=hole.bottom - grid.leading // 2)
    draw_frame(ground, canvas, box, room.frame, heading.colour)
    if room.frame == "solid":
        parts = [part._replace(ink=PAPER) for part in parts]
    draw_heading(ground, canvas, parts, box.inset(room.inset, ground.geometry.line_gap // 2), "middle")
    return hole


def compose_over(
    ground: Ground, canvas: Canvas, block: Block, story: Story, box: Rect, tone: Callable[[Rect], int | None]
) -> None:
    """压图题: the heading on its photo, in paper white or the colour stated, on a band where it has a frame.

    ``tone`` tells how bright the photo is under a part of the page: white on a pale one is warned of.
    """
    heading, em = block.body.heading, ground.house.grid.body
    style = ground.style(heading.style or "plain")
    rect = box.inset(em, em)
    parts = fit_heading(ground, story, heading, style, dict.fromkeys(PARTS, rect.width), rect.height)
    frame = heading.frame or style.frame
    if frame and parts:
        deep = stack_height(parts) + 2 * em
        band = box._replace(top=box.bottom - deep) if heading.place == "bottom" else box._replace(bottom=box.top + deep)
        ink = ground.colour(heading.colour, BLACK)
        canvas.under.append(rectangle(band, fill=ink if frame == "solid" else PAPER))
    ink = ground.colour("" if frame else heading.colour, PAPER)
    if frame in ("", "solid"):
        parts = [part._replace(ink=ink) for part in parts]
    draw_heading(ground, canvas, parts, rect, heading.place)
    if parts and not frame and ink == PAPER:
        deep, wide = stack_height(parts), _ink_width(parts)
        under = (
            rect._replace(top=rect.bottom - deep)
            if heading.place == "bottom"
            else rect._replace(bottom=rect.top + deep)
        )
        bright = tone(under._replace(right=min(under.right, under.left + wide)))
        if bright is not None and bright > _PALE:
            canvas.report.warn("makeup.over-pale", block.span, photo=heading.over, tone=bright)


def _ink_width(parts: list[SetPart]) -> int:
    """How far the ink of left-aligned parts reaches; others may reach as far as their hole."""
    return max(max(line.width for line in part.lines.lines) if part.align == "left" else part.width for part in parts)


def head_columns(zones: list[ZonePlace]) -> list[Column]:
    """The columns side by side that a heading may span: the first zone's, and those beside it on the same line."""
    columns, last = list(zones[0].columns), zones[0].area.last_column
    for zone in zones[1:]:
        if zone.area.first_column == last + 1 and zone.first == zones[0].first:
            columns += zone.columns
            last = zone.area.last_column
    return columns


def _vertical_heading(
    ground: Ground, canvas: Canvas, block: Block, story: Story, zone: ZonePlace, node: NodeId
) -> list[Rect]:
    """竖题: down the first columns of horizontal text, down the last ones of vertical text."""
    heading, hole = block.body.heading, vertical_hole(ground, block, zone)
    rect = hole.inset(0, ground.geometry.line_gap // 2)
    upright = ground.turned()
    style = ground.style(heading.style or "plain")
    frame = heading.frame or style.frame
    if frame:
        em = ground.house.grid.body
        box = hole._replace(bottom=hole.bottom - ground.house.grid.leading // 2)
        rect = box.inset(em // 2, ground.geometry.line_gap // 2 + (em if frame in _BOXED else em // 2))
    parts = _under(node, fit_heading(upright, story, heading, style, dict.fromkeys(PARTS, rect.height), rect.width))
    if frame and parts:
        draw_frame(ground, canvas, box, frame, heading.colour)
        parts = [part._replace(ink=PAPER) for part in parts] if frame == "solid" else parts
        if frame in _BOXED and not heading.align:
            # In a box it stands in the middle, where nothing else is said.
            parts = [part._replace(align="centre") for part in parts]
    draw_vertical_heading(upright, canvas, parts, rect)
    return [hole]


def vertical_hole(ground: Ground, block: Block, zone: ZonePlace) -> Rect:
    """The hole of a vertical heading: one column, or those stated, as deep as the block or the lines stated."""
    heading = block.body.heading
    span = min(heading.columns or 1, len(zone.columns))
    own = zone.columns[-span:] if block.body.vertical else zone.columns[:span]
    lines = min(heading.takes, zone.last - zone.first + 1) or zone.last - zone.first + 1
    top, bottom = ground.geometry.line_top(zone.first), ground.geometry.line_top(zone.first + lines)
    return Rect(own[0].x, top, own[-1].x + own[-1].measure, bottom)


def check_inside(ground: Ground, canvas: Canvas, inside: list[tuple[Block, Rect]], holes: list[Rect]) -> None:
    """What stands inside a story begins below its heading."""
    for inner, rect in inside:
        under = [hole for hole in holes if hole.left < rect.right and rect.left < hole.right and rect.top < hole.bottom]
        if under:
            line = max(ground.geometry.line_at(hole.bottom) for hole in under)
            place = inner.area_span or inner.span
            canvas.report.error("makeup.over-heading", place, cause=("over-heading", place),
                              block=inner.id, line=line)  # fmt: skip
