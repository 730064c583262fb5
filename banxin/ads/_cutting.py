"""What advertisements leave of a page: stories give way to them, nothing else does.

A story that an advertisement bites into goes on in the columns beside it; one in a frame, one that runs from
top to bottom and one with columns of its own keep a rectangle.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from banxin.plan.block import Block
from banxin.plan.kinds import AdBlock, ContinuedBlock
from banxin.plan.records import Area, Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.ads.records import PlacedAd
    from banxin.plan.block import PagePlan

#: Lines of text that must stay below a heading, in every column that it spans; and in any other part.
_BELOW, _LEAST = 3, 4
#: Lines that a heading takes whose layout does not say how many.
_HEADING = 3


def with_ads(plan: PagePlan, placed: Sequence[PlacedAd]) -> PagePlan:
    """A page with its advertisements: what they replace is gone, stories are cut to what they leave."""
    if not placed:
        return plan
    areas = [one.area for one in placed if not one.gutter]
    gone = {one.replaces for one in placed if one.replaces}
    blocks: list[Block] = []
    for block in plan.blocks:
        if block.id not in gone:
            left = cut(block, areas)
            blocks += [left] if left else []
    return plan._replace(blocks=(*blocks, *map(_block, placed)))


def _block(placed: PlacedAd) -> Block:
    booking = placed.booking
    return Block(
        AdBlock(
            booking.file, booking.number, customer=booking.customer, words=booking.words, sized=True,
            gutter=placed.gutter, ink=booking.ink,
        ),
        area=placed.area, span=booking.span, id=f"ad-{booking.number}", area_span=booking.span,
    )  # fmt: skip


def cut(block: Block, areas: Sequence[Area]) -> Block | None:
    """What is left of a block where advertisements stand on it; ``None`` where that is nothing."""
    if not block.kind.gives_way or not any(zone.area.overlaps(area) for zone in block.shape for area in areas):
        return block
    if block.kind.gives_way == "whole":
        return None
    whole = bool(block.frame or block.body.vertical or block.body.heading.vertical)
    zones: list[Zone] = []
    for zone in block.shape:
        left = _largest(zone.area, areas) if whole or zone.split else _beside(zone.area, areas)
        zones += [zone._replace(area=area) for area in left]
    if not zones:
        return None
    around = reduce(Area.around, [zone.area for zone in zones])
    own = len(zones) > 1 or zones[0].split
    return block._replace(area=around, zones=tuple(zones) if own else ())


def spoils(block: Block, areas: Sequence[Area]) -> str:
    """What advertisements in these areas would spoil of a block: its id or that of what stands in it; '' for nothing."""
    left = cut(block, areas)
    if left is block or block.kind.gives_way == "whole":
        return ""
    if left is None:
        return block.id
    for inner in block.inside:
        if any(inner.area.overlaps(area) for area in areas):
            return inner.id
    head, takes = (
        left.shape[0].area,
        block.body.heading.takes or (0 if isinstance(block.what, ContinuedBlock) else _HEADING),
    )
    if head.first_line != block.shape[0].area.first_line or head.first_column != block.shape[0].area.first_column:
        return block.id
    for zone in left.shape:
        area = zone.area
        least = takes + _BELOW if area.first_line == head.first_line else _LEAST
        if area.lines < least and area not in [one.area for one in block.shape]:
            return block.id
    return ""


def _beside(area: Area, others: Sequence[Area]) -> list[Area]:
    """An area without others, as rectangles in reading order: columns that are cut alike stay together."""
    found: list[tuple[Area, tuple[tuple[int, int], ...]]] = []
    for column in range(area.first_column, area.last_column + 1):
        free = _free(column, area, others)
        if found and found[-1][1] == free:
            found[-1] = found[-1][0]._replace(last_column=column), free
        else:
            found.append((area._replace(first_column=column, last_column=column), free))
    return [strip._replace(first_line=first, last_line=last) for strip, free in found for first, last in free]


def _free(column: int, area: Area, others: Sequence[Area]) -> tuple[tuple[int, int], ...]:
    """The runs of lines of a column that no other area covers."""
    runs, at = [], area.first_line
    over = [other for other in others if other.overlaps(area._replace(first_column=column, last_column=column))]
    for other in sorted(over, key=lambda one: one.first_line):
        if other.first_line > at:
            runs.append((at, other.first_line - 1))
        at = max(at, other.last_line + 1)
    return (*runs, (at, area.last_line)) if at <= area.last_line else tuple(runs)


def _largest(area: Area, others: Sequence[Area]) -> list[Area]:
    """The largest rectangle of an area that no other covers: of equal ones the one above, then at the left."""
    best: Area | None = None
    for first in range(area.first_column, area.last_column + 1):
        for last in range(first, area.last_column + 1):
            strip = area._replace(first_column=first, last_column=last)
            for part in _runs(strip, others):
                if best is None or part.columns * part.lines > best.columns * best.lines:
                    best = part
    return [best] if best else []


def _runs(strip: Area, others: Sequence[Area]) -> list[Area]:
    """The parts of a strip that are free over its whole width."""
    over = [other._replace(first_column=strip.first_column) for other in others if other.overlaps(strip)]
    free = _free(strip.first_column, strip, over)
    return [strip._replace(first_line=first, last_line=last) for first, last in free]
