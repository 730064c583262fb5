"""One block becomes items, regions and problems: ``compose(ground, block, copy)``, the same wherever it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup import blocks
from banxin.makeup.composed import Canvas, Composed
from banxin.makeup.furniture import masthead
from banxin.makeup.geometry import below_gap
from banxin.makeup.photos import compose_photo
from banxin.makeup.stories import compose_story

if TYPE_CHECKING:
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.plan.records import Block


def compose(ground: Ground, block: Block, copy: Copy) -> Composed:
    """Set one of a page's blocks, with what stands inside it.

    ``copy`` is that of the page (:meth:`Copy.on`). What is wrong is among the problems; the block is set whatever is
    wrong, and places of what is missing are its holes.
    """
    canvas, cut = Canvas(), None
    stories = [copy.stories[slug] for slug in block.stories if slug in copy.stories]
    story = stories[0] if stories else None
    rect = ground.geometry.rect(below_gap(block.area, ground.house.gap))
    match block.kind:
        case "story" | "briefs" | "continued":
            if stories:
                cut = compose_story(ground, canvas, block, stories, copy)
            else:
                canvas.holes.append((ground.geometry.rect(block.area), block.subject))
        case "photo":
            if story is not None:
                compose_photo(ground, canvas, block, rect, story, copy, above=False, below=False)
        case "box":
            if story is not None:
                blocks.compose_box(ground, canvas, block, rect, story, copy.boxes, spoiled=story.slug in copy.spoiled)
        case "masthead":
            masthead(ground, canvas, block, copy)
        case _:
            blocks.compose_other(ground, canvas, block, rect, copy)
    return canvas.composed(cut)
