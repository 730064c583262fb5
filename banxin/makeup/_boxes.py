"""文框: a box of a story in an area of its own, framed, its text on the page's grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._flow import Filled, pour
from banxin.makeup._galley import Manner, paragraph_piece, report_lines, subhead_piece
from banxin.makeup._ornaments import draw_frame
from banxin.makeup._poured import draw_piece, report_overset
from banxin.makeup._room import Interval
from banxin.makeup.geometry import framed_columns
from banxin.problems import Maybe

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup.copy import Boxes
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.plan.kinds import BoxBlock
    from banxin.story.records import Story
    from banxin.units import Rect


def compose_box(
    ground: Ground,
    canvas: Canvas,
    block: Block,
    what: BoxBlock,
    rect: Rect,
    story: Story,
    boxes: Boxes,
    *,
    spoiled: bool = False,
) -> None:
    """A box of a story in an area of its own: text on the page's grid, framed."""
    box = boxes.of.get(block.id)
    if box is None:
        return  # the cross-check has said so
    canvas.region(rect.corners(), story.node(), "box")
    usual = what.name if what.name in ("intro", "quote") else "box"
    style = ground.style(block.style or usual)
    if style.sizes:
        from banxin.makeup._quotes import compose_quote  # noqa: PLC0415 - few pages have one

        compose_quote(ground, canvas, block, rect, story, box, style)
        return
    draw_frame(ground, canvas, rect, block.frame or ground.style(usual).frame or "line", block.colour)
    column = framed_columns(rect, ground.house.grid, 1)[0]
    manner = Manner(column.measure, block.style or usual)
    pieces = []
    if box.title:
        pieces.append(subhead_piece(ground, story, box.title._replace(role="box-title"), column.measure))
    pieces += [
        paragraph_piece(ground, story, [(text, "")], manner, opens=not at) for at, text in enumerate(box.paragraphs)
    ]
    first = ground.geometry.line_at(rect.top)
    lines = ground.geometry.line_at(rect.bottom) - first - 2
    room = [Interval(0, first + 1, lines, column.x, column.measure)]
    poured = pour(pieces, room, ground.house.setting, balance=False)
    canvas.poured.append(Filled(block, room, poured))
    for placed in poured.placed:
        draw_piece(ground, canvas, placed, at_head=placed.line == first + 1)
    report_lines(canvas, pieces)
    line = max(1, column.measure // ground.house.grid.body)
    # A whole line less for each that is over: wherever it is cut, that is enough.
    report_overset(canvas, block, story, pieces, poured,
                   lambda count, rows: {"enough": max(count, rows * line), "each": rows}, spoiled=spoiled)  # fmt: skip
    if poured.rest is None and poured.empty > 1 and not spoiled:
        canvas.report.warn("makeup.underset", block.span, story=story.slug, lines=poured.empty, pages=Maybe(""), photo=Maybe(""),
                           characters=(poured.empty - 1) * line, each=Maybe(str(poured.empty - 1)))  # fmt: skip
