"""量版: how much copy each hole of a page takes, before the copy is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._compose import compose
from banxin.makeup._headings import PARTS, fit_heading, part_style
from banxin.makeup._holes import room_of, vertical_hole
from banxin.makeup._jumps import StoryPart, headed
from banxin.makeup._zones import inner_rect, places
from banxin.makeup.ground import ground_of
from banxin.plan.kinds import ContinuedBlock, PhotoBlock
from banxin.tuples import NamedTuple
from banxin.units import rounded

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.faces import Faces
    from banxin.makeup._flow import Poured
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block, PagePlan

#: A hole is metered at least and at most so often: until the mean is known to a third of a per cent (its standard error).
_LEAST_TURNS, _TURNS = 16, 150
_ERROR = 300


class Ladder(NamedTuple):
    """What a part of a heading takes at one of its sizes (EMU): 字 on a line, and so many lines."""

    size: int
    characters: int
    lines: int


class Hole(NamedTuple):
    """What one hole takes: a story's body, a part of its heading, or a line of a caption."""

    block: str
    part: str
    """body, box, caption, kicker, headline or deck."""
    lines: int = 0
    full: int = 0
    """字 where every line is full."""
    characters: int = 0
    """字 of copy such as the paper's: paragraphs end where they end. White space is not counted."""
    copy: int = -1
    """字 that are there; -1 where there is none yet."""
    ladder: tuple[Ladder, ...] = ()
    size: int = 0
    """The size (EMU) at which the heading that is there stands; 0 where there is none."""


def meter_page(plan: PagePlan, copy: Callable[[Block, int], Copy], faces: Faces) -> list[Hole]:
    """The holes of a page.

    ``copy`` gives for a block and a turn (0, 1 …) stories that are longer than their holes, each turn other ones.
    """
    # What copyfit may give is for copy that does not fit: a hole is metered as it was drawn.
    ground = ground_of(plan._replace(house=plan.house._replace(copyfit=())), faces)
    found: list[Hole] = []
    for block in plan.blocks:
        first = copy(block, 0).on(plan)
        if block.kind.texts:
            found += _bodies(ground, block, first, copy)
            if not block.briefs:
                found += _headings(ground, block, first)
        found += [
            _caption(ground, block, inner, inner.what.caption)
            for inner in (block, *block.inside)
            if isinstance(inner.what, PhotoBlock)
        ]
    return found


def _bodies(ground: Ground, block: Block, first: Copy, copy: Callable[[Block, int], Copy]) -> list[Hole]:
    """What a block and its boxes take.

    Where paragraphs end is chance, so a small hole is metered with other copy until enough was seen.
    """
    holes = compose(ground, block, first).poured
    totals: dict[str, list[int]] = {hole.block.id: [_count(hole.poured)] for hole in holes}
    for turn in range(1, _TURNS):
        if all(_known(counts) for counts in totals.values()):
            break
        other = copy(block, turn)
        if _texts(other) == _texts(first):
            break  # the story's own copy stands as it is
        for hole in compose(ground, block, other._replace(boxes=first.boxes)).poured:
            totals.setdefault(hole.block.id, []).append(_count(hole.poured))
    em, found = ground.house.grid.body, []
    for hole in holes:
        counts = totals[hole.block.id]
        found.append(
            Hole(
                hole.block.id, "body" if hole.block.id == block.id else "box",
                sum(part.lines for part in hole.room), sum(sum(part.measures) for part in hole.room) // em,
                rounded(sum(counts), len(counts)),
            )
        )  # fmt: skip
    return found


def _known(counts: list[int]) -> bool:
    """Whether the mean of some counts is known well enough."""
    number, total = len(counts), sum(counts)
    spread = sum((number * count - total) ** 2 for count in counts)  # number³ times the variance
    return number >= _LEAST_TURNS and spread * _ERROR * _ERROR <= total * total * number * (number - 1)


def _texts(copy: Copy) -> list[str]:
    return [story.source.text for story in copy.stories.values()]


def _count(poured: Poured) -> int:
    """Characters of copy that were placed, white space apart."""
    total = 0
    for placed in poured.placed:
        piece = placed.piece
        if not any(node for _, node in piece.nodes):
            continue
        measured, lines = piece.lines.measured, piece.lines.lines
        first, last = lines[min(placed.first_row, len(lines) - 1)], lines[min(placed.last_row, len(lines)) - 1]
        text = (
            measured.text if piece.solid else measured.text[measured.starts[first.first] : measured.starts[last.last]]
        )
        total += sum(not character.isspace() for character in text)
        total += 1 if piece.initial and not placed.first_row else 0
    return total


def _headings(ground: Ground, block: Block, copy: Copy) -> list[Hole]:
    """For each part of the heading what it takes at each of its sizes, and the size that its copy takes."""
    heading, style = block.body.heading, ground.style(block.body.heading.style or "plain")
    widths, height = _heading_room(ground, block)
    turned, story = ground.turned() if heading.vertical else ground, copy.stories[block.stories[0]]
    leaf = StoryPart(before="-" if isinstance(block.what, ContinuedBlock) else "")
    parts = fit_heading(turned, headed(story, leaf), heading, style, widths, height)
    sizes = {part.name: part.size for part in parts}
    found = []
    for name in PARTS:
        own = part_style(ground, style, heading, name)
        steps = []
        for size in own.sizes:
            pitch, more = own.leading or rounded(own.spacing * size, 1000), rounded(own.spread * size, 1000)
            lines = own.lines if not height else max(0, min(own.lines, (height - size) // pitch + 1))
            steps.append(Ladder(size, (widths[name] + more) // (size + more), lines))
        found.append(Hole(block.id, name, ladder=tuple(steps), size=sizes.get(name, 0)))
    return found


def _heading_room(ground: Ground, block: Block) -> tuple[dict[str, int], int]:
    """How long the lines of each part of a heading may be, and how deep the stack; 0: any."""
    zones, em = places(ground, block), ground.house.grid.body
    if block.body.heading.over:
        photo = next(inner for inner in block.inside if block.body.heading.over in inner.photos[:1])
        rect = inner_rect(ground, zones, photo).inset(em, em)
        return dict.fromkeys(PARTS, rect.width), rect.height
    if block.body.heading.vertical:
        hole = vertical_hole(ground, block, zones[0])
        return dict.fromkeys(PARTS, hole.height - ground.geometry.line_gap), hole.width
    room = room_of(ground, block, zones)
    return room.widths, room.height


def _caption(ground: Ground, block: Block, inner: Block, side: str) -> Hole:
    """字 on one line of a photo's caption."""
    rect = ground.geometry.rect(inner.area) if inner is block else inner_rect(ground, places(ground, block), inner)
    style = ground.style("caption")
    along = rect.height if side in ("left", "right") else rect.width
    each = along // ground.text_style(style).size
    return Hole(inner.id, "caption", 1, each, each)
