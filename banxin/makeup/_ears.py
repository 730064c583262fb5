"""报眼 and 补白: lines of text in a frame, or a picture above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._ornaments import FRAME
from banxin.makeup._photos import Framing, draw_picture
from banxin.makeup.geometry import centred_baseline
from banxin.page import BLACK, rectangle
from banxin.plan.kinds import FillerBlock
from banxin.units import PT, Rect

if TYPE_CHECKING:
    from banxin.lines import TextStyle
    from banxin.makeup._composed import Canvas
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.plan.kinds import EarBlock

_TINT = 80
#: Lines that are set smaller than this to fit are said: nobody reads them.
_SMALLEST = 6 * PT


def compose_ear(
    ground: Ground, canvas: Canvas, block: Block, what: EarBlock | FillerBlock, rect: Rect, copy: Copy
) -> None:
    """Lines of text centred in a frame: an ear, a filler; the first one larger. A picture fills what they leave."""
    texts = what.lines
    box = rect.inset(0, ground.geometry.line_gap // 2)
    canvas.region(box.corners(), block.node(), block.kind.name)
    if block.frame:
        ink = ground.colour(block.colour, BLACK)
        canvas.under.append(rectangle(box, fill=ink.tinted(_TINT)) if block.frame == "tint"
                          else rectangle(box, stroke=ink, width=FRAME))  # fmt: skip
    style = ground.text_style(ground.style(block.style or "ear"), marks="half")
    title = ground.text_style(ground.style("index-title"), marks="half")._replace(size=style.size * 8 // 5)
    width = box.width - ground.house.grid.body
    rows = [
        _shrunk(ground, text, title if not at and len(texts) > 1 else style, width) for at, text in enumerate(texts)
    ]
    heights = [row.size * 8 // 5 for row in rows]
    over = sum(heights) - box.height
    if over > 0:
        # A block that is no higher than the white above it has none; a higher one has.
        more = -(-over // ground.house.grid.leading) + max(0, ground.house.gap + 1 - block.area.lines)
        canvas.report.warn("makeup.lines-room", block.span, block=block.id, more=more)
    for text, row in zip(texts, rows, strict=True):
        if row.size < _SMALLEST:
            canvas.report.warn("makeup.lines-small", block.span, block=block.id, text=text, size=f"{row.size / PT:g}")
    top = box.top + max(0, box.height - sum(heights)) // 2
    if what.picture:
        top = box.bottom - sum(heights) - (heights[-1] // 4 if heights else 0)
        framing = Framing(block.span, "contain")
        if isinstance(what, FillerBlock):
            framing = Framing(block.span, what.fit or "contain", what.focus)
        own = box._replace(bottom=top).inset(FRAME, FRAME) if block.frame else box._replace(bottom=top)
        draw_picture(ground, canvas, framing, own, copy.facts.get(what.picture), block.node("picture"),
                     picture_alt(what), what.picture)  # fmt: skip
    for at, (text, row, height) in enumerate(zip(texts, rows, heights, strict=True)):
        accent = ground.colour(block.colour or "house", BLACK) if not at and len(texts) > 1 else None
        canvas.aligned(ground, text, row, box.left, box.right, centred_baseline(top, top + height, row.size), "centre", accent,
            node=block.node(at),
        )  # fmt: skip
        top += height


def picture_alt(what: EarBlock | FillerBlock) -> str:
    """What its picture shows, in words: the layout's, else the lines below it."""
    return (what.alt if isinstance(what, FillerBlock) else "") or " ".join(what.lines)


def _shrunk(ground: Ground, text: str, style: TextStyle, width: int) -> TextStyle:
    """A style at the size at which the text fits a width."""
    own = ground.width_of(text, style._replace(align="left", indent=0, turnover=0))
    return style if own <= width else style._replace(size=max(4 * PT, style.size * width // own // 1270 * 1270))
