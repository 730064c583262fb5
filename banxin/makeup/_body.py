"""The text of a story's block and what stands in it: poured first, and drawn once it is known how."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from banxin.makeup._copyfit import AS_IS, Fit, changed_inside, copyfit
from banxin.makeup._flow import Filled
from banxin.makeup._galley import brief_galley, galley
from banxin.makeup._holes import compose_over
from banxin.makeup._inside import compose_inside
from banxin.makeup._jumps import StoryPart, from_line, headed, pour_leaf
from banxin.makeup._photos import find_photos, framing_of, outline_around, outline_down, tone_under
from banxin.makeup._poured import draw_piece
from banxin.makeup._rules import column_rules
from banxin.makeup._vertical import Tiers, draw_tiers, free_rows, tiers_in
from banxin.makeup._zones import Obstacle, ZonePlace, box_around, free_lines, inner_rect, manner_in, place_of
from banxin.plan.kinds import PhotoBlock
from banxin.tuples import NamedTuple
from banxin.units import Rect

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup._flow import Poured
    from banxin.makeup._galley import Made, Manner
    from banxin.makeup._piece import Piece
    from banxin.makeup._room import Interval
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.story.records import Story


class Job(NamedTuple):
    """What a story's block is made of."""

    ground: Ground
    block: Block
    stories: list[Story]
    zones: list[ZonePlace]
    holes: list[Rect]
    """What the heading takes."""
    copy: Copy
    leaf: StoryPart
    galleys: dict[Manner, list[Piece]]
    """Pieces that were made already: a galley serves every attempt that sets it in the same manner."""
    made: Made
    """The same one by one: they serve the trials too in which the story's other paragraphs are others."""


class Body(NamedTuple):
    """A story's text as poured. Nothing of it is on the page yet."""

    ground: Ground
    """With the leading of the text."""
    block: Block
    """With what stands inside as it came to stand."""
    inner: list[tuple[Block, Rect]]
    room: list[Interval]
    pieces: list[Piece]
    poured: Poured
    columns: int
    tiers: list[Tiers]
    """One a tier of vertical text, by its number; none for horizontal text."""

    @property
    def over(self) -> bool:
        """Whether copy found no place."""
        return self.poured.rest is not None

    @property
    def fits(self) -> bool:
        """Whether all copy is placed and no more stays empty than columns may be short by."""
        return not self.over and self.poured.empty <= self.columns


def fitted(job: Job) -> tuple[Fit, Body]:
    """Pour a story's text, within the house's limits so that it fits."""
    levers, last = job.ground.house.copyfit, AS_IS

    def attempt(fit: Fit) -> Body:
        nonlocal last
        last = fit
        return set_body(job, fit)

    if not (levers and job.block.body.copyfit and not job.leaf.after and not spoiled(job.stories, job.copy)):
        return AS_IS, attempt(AS_IS)
    fit, body = copyfit(levers, job.block, attempt)
    # Attempts share their pieces: the one that is drawn is poured last.
    return fit, body if fit == last else attempt(fit)


def spoiled(stories: list[Story], copy: Copy) -> bool:
    """Whether one of the stories has a fault that what is over or under may come from."""
    return any(story.slug in copy.spoiled for story in stories)


def set_body(job: Job, fit: Fit) -> Body:
    """Pour a story's text with what copyfit changes."""
    ground, block = job.ground, changed_inside(job.ground, job.block, job.zones, job.holes, fit)
    inner = [(one, inner_rect(ground, job.zones, one)) for one in block.inside]
    if block.body.vertical:
        led = ground.led(ground.geometry.top, fit.leading)
        room, tiers = _tiers(job, led, inner)
        usual, columns = tiers[0].measure, len(tiers)
    else:
        head = ground.geometry.line_top(job.zones[0].first)
        led = ground.led(max([hole.bottom for hole in job.holes[:1]], default=head), fit.leading)
        room, tiers = _columns(job, led, inner), []
        usual, columns = job.zones[0].columns[0].measure, sum(len(zone.columns) for zone in job.zones)
    pieces = _pieces(job, led, manner_in(block, usual, room)._replace(size=fit.size, tracking=fit.tracking))
    own = led.turned() if block.body.vertical else led
    poured = pour_leaf(own, pieces, room, job.leaf, balance=block.body.balance and not block.body.vertical)
    return Body(led, block, inner, room, pieces, poured, columns, tiers)


def _columns(job: Job, ground: Ground, inner: list[tuple[Block, Rect]]) -> list[Interval]:
    """The lines of a story's columns that its heading and what stands inside leave."""
    obstacles = [box_around(ground, hole, 0) for hole in job.holes]
    obstacles += [_obstacle(ground, one, rect, job.stories[0], job.copy) for one, rect in inner]
    zones = job.zones if ground is job.ground else [_led_zone(job.ground, ground, zone) for zone in job.zones]
    return free_lines(zones, obstacles, ground.house.grid.body)


def _led_zone(ground: Ground, led: Ground, zone: ZonePlace) -> ZonePlace:
    """A zone in lines of another leading: those whose hanzi stand within it."""
    more = (ground.geometry.line_gap - led.geometry.line_gap) // 2
    top, bottom = ground.geometry.line_top(zone.first) + more, ground.geometry.line_top(zone.last + 1) - more
    return zone._replace(first=-(-(top - led.geometry.top) // led.house.grid.leading) + 1,
                         last=(bottom - led.geometry.top) // led.house.grid.leading)  # fmt: skip


def _obstacle(ground: Ground, inner: Block, rect: Rect, story: Story, copy: Copy) -> Obstacle:
    """What the text of a story goes around for one of the things inside it."""
    standoff = ground.house.grid.gutter if inner.aside.standoff < 0 else inner.aside.standoff
    if isinstance(inner.what, PhotoBlock) and inner.aside.around == "outline":
        found = outline_around(ground, inner, inner.what, rect, story, copy, standoff)
        if found is not None:
            return found
    return box_around(ground, rect, standoff)


def _tiers(job: Job, ground: Ground, inner: list[tuple[Block, Rect]]) -> tuple[list[Interval], list[Tiers]]:
    """The lines of a vertical story's tiers below its heading, around what stands inside; and the tiers, one by one."""
    lines, heading = job.ground.geometry, job.block.body.heading
    gap = lines.line_gap // 2
    taken = [part for one, rect in inner for part in _strips(job, ground, _upright(one), rect)]
    room: list[Interval] = []
    tiers: list[Tiers] = []
    for number, zone in enumerate(job.zones):
        top = zone.first
        if heading.vertical:
            # Nobody begins to read under a vertical heading: the lines below it stay white.
            taken += [hole._replace(bottom=lines.line_top(zone.last + 1)) for hole in job.holes]
        elif zone is job.zones[0] and job.holes:
            top = lines.line_at(job.holes[0].bottom + gap)
        box = Rect(zone.left, lines.line_top(top) + gap, zone.right, lines.line_top(zone.last + 1) - gap)
        own = tiers_in(ground, box, job.block.body.tiers)
        room += free_rows(own, taken, ground.geometry.line_gap, len(tiers), number)
        tiers += [own] * len(own.tops)
    return room, tiers


def _strips(job: Job, ground: Ground, one: Block, rect: Rect) -> list[Rect]:
    """What vertical text goes around for one of the things inside it, with more white where it asks for more."""
    found: list[Rect] = []
    if isinstance(one.what, PhotoBlock) and one.aside.around == "outline":
        found = outline_down(ground, one, one.what, rect, job.stories[0], job.copy)
    more = max(0, one.aside.standoff - ground.geometry.line_gap)
    return [part.inset(-more, -more) for part in found or [rect]]


def _upright(one: Block) -> Block:
    """Beside a picture in vertical text the caption is vertical too, on the side that is read next (VE-10)."""
    if isinstance(one.what, PhotoBlock) and not one.what.caption:
        return one._replace(what=one.what._replace(caption="left"))
    return one


def _pieces(job: Job, ground: Ground, manner: Manner) -> list[Piece]:
    """The galley of a story, or of the briefs of a block, in a manner."""
    if manner in job.galleys:
        for piece in job.galleys[manner]:
            piece.reset()
        return job.galleys[manner]
    ground, placed = ground.turned() if job.block.body.vertical else ground, job.copy.boxes.placed
    if job.block.briefs:
        made = [piece for brief in job.stories for piece in brief_galley(ground, brief, placed, manner, job.made)]
    else:
        made = [
            *from_line(ground, job.leaf, manner.measure),
            *galley(ground, job.stories[0], placed, manner, job.leaf.begin, job.made),
        ]
    job.galleys[manner] = made
    return made


def draw_body(job: Job, body: Body, canvas: Canvas) -> None:
    """Draw a story's text, what stands inside it, and the rules between its columns."""
    ground, block = body.ground, body.block
    canvas.poured.append(Filled(job.block, body.room, body.poured))
    if body.tiers:
        draw_tiers(ground.turned(), canvas, block, body.poured, body.tiers)
    else:
        heads = {(part.column, part.first) for part in body.room}
        for placed in body.poured.placed:
            draw_piece(ground, canvas, placed, at_head=(placed.column, placed.line) in heads)
    for one, rect in body.inner:
        _draw_inner(job, body, canvas, one, rect)
    if not body.tiers:
        zones = job.zones if ground is job.ground else [_led_zone(job.ground, ground, zone) for zone in job.zones]
        column_rules(ground, canvas, block, zones, body.room, body.poured)


def _draw_inner(job: Job, body: Body, canvas: Canvas, one: Block, rect: Rect) -> None:
    """One of the things that stand inside a story, and its heading where it stands on a photo."""
    last, story = place_of(job.zones, one.area).last, job.stories[0]
    above = not body.tiers and _text_above(body, rect)
    one = _upright(one) if body.tiers else one
    photo = compose_inside(job.ground, canvas, one, rect, story, job.copy, last, above=above)
    if photo is not None and isinstance(one.what, PhotoBlock) and one.what.names[0] == job.block.body.heading.over:
        first = next(iter(find_photos(story, one.what.names)), None)
        tone = partial(tone_under, framing_of(one, one.what), photo, job.copy, first)
        compose_over(job.ground, canvas, job.block, headed(story, job.leaf), photo, tone)


def _text_above(body: Body, rect: Rect) -> bool:
    """Whether text stands directly above an inner element."""
    line = body.ground.geometry.line_at(rect.top)
    above = [part.slot(line - 1) for part in body.room if part.first < line <= part.first + part.lines]
    return any(start < rect.right and start + measure > rect.left for start, measure in above)
