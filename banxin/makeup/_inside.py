"""What stands inside a story's block: a photo, a box, or anything that is no story's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._boxes import compose_box
from banxin.makeup._composed import Canvas
from banxin.makeup._photos import compose_photo, say_outline
from banxin.makeup._plain import compose_plain
from banxin.plan.kinds import BoxBlock, BriefsBlock, ContinuedBlock, PhotoBlock, StoryBlock

if TYPE_CHECKING:
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.story.records import Story
    from banxin.units import Rect


def compose_inside(
    ground: Ground, canvas: Canvas, block: Block, rect: Rect, story: Story, copy: Copy, last: int, *, above: bool
) -> Rect | None:
    """Compose what stands inside a story's block, whose last line is ``last``; ``above``: text stands above it.

    Returns the place of a photo without its caption.
    """
    own = Canvas(block.id)
    place = _composed(ground, own, block, rect, story, copy, last, above=above)
    canvas.take(own)
    return place


def _composed(
    ground: Ground, canvas: Canvas, block: Block, rect: Rect, story: Story, copy: Copy, last: int, *, above: bool
) -> Rect | None:
    match block.what:
        case PhotoBlock() as photo:
            say_outline(canvas, block, photo, story, copy)
            below = block.area.last_line < last
            return compose_photo(ground, canvas, block, photo, rect, story, copy, above=above, below=below)
        case BoxBlock() as box:
            compose_box(ground, canvas, block, box, rect, story, copy.boxes, spoiled=story.slug in copy.spoiled)
        case StoryBlock() | ContinuedBlock() | BriefsBlock():
            canvas.holes.append((rect, block.id))  # no story stands inside another, which the layout's reader said
        case what:
            compose_plain(ground, canvas, block, what, rect, copy, above=above)
    return None
