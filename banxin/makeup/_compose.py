"""One block becomes items, regions and problems: ``compose(ground, block, copy)``, the same wherever it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._boxes import compose_box
from banxin.makeup._composed import Canvas, Composed
from banxin.makeup._photos import compose_photo
from banxin.makeup._plain import compose_plain
from banxin.makeup._stories import compose_story
from banxin.makeup.geometry import below_gap
from banxin.plan.kinds import BoxBlock, BriefsBlock, ContinuedBlock, PhotoBlock, StoryBlock

if TYPE_CHECKING:
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block


def compose(ground: Ground, block: Block, copy: Copy) -> Composed:
    """Set one of a page's blocks, with what stands inside it.

    ``copy`` is that of the page (:meth:`Copy.on`), not the block's own. What is wrong is among the problems; the block is
    set whatever is wrong, and places of what is missing are its holes. Stories go to :func:`compose_story`, photos and
    boxes that stand alone to their own composers, all else (advertisements, too) to :func:`compose_plain`.
    """
    canvas, cut = Canvas(block.id), None
    stories = [copy.stories[slug] for slug in block.stories if slug in copy.stories]
    story = stories[0] if stories else None
    rect = ground.geometry.rect(below_gap(block.area, ground.house.gap))
    match block.what:
        case StoryBlock() | ContinuedBlock() | BriefsBlock():
            if stories:
                cut = compose_story(ground, canvas, block, stories, copy)
            else:
                canvas.holes.append((ground.geometry.rect(block.area), " ".join(block.stories)))
        case PhotoBlock() as photo:
            if story is not None:
                compose_photo(
                    ground.speaking(story.language), canvas, block, photo, rect, story, copy, above=False, below=False
                )
        case BoxBlock() as box:
            if story is not None:
                spoiled = story.slug in copy.spoiled
                own = ground.speaking(story.language)
                compose_box(own, canvas, block, box, rect, story, copy.boxes, spoiled=spoiled)
        case what:
            compose_plain(ground, canvas, block, what, rect, copy)
    return canvas.composed(cut)
