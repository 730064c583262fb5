"""Advertisements on the page: the file in its place, checked against what was booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._photos import Framing, check_insert, contained, draw_picture
from banxin.makeup.geometry import centred_baseline
from banxin.page import BLACK, PAPER, Form, rectangle
from banxin.units import MM, PT, Rect, millimetres

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.page import NodeId
    from banxin.pictures import Facts
    from banxin.plan.block import Block
    from banxin.plan.kinds import AdBlock

_EDGE = PT // 4
#: A file may differ so much from its place: a millimetre for one that has a size, a hundredth for one that has only a shape.
_NEAR, _ALIKE = MM, 100
_LABEL = 13 * PT // 2


def advert_rect(ground: Ground, block: Block, gutter: int) -> Rect:
    """The place of an advertisement: as large wherever it stands, for it was sold so.

    The white between blocks comes off its top; at the page's head, where there is none above it, off its foot.
    """
    area, gap, grid = block.area, ground.house.gap, ground.house.grid
    rect = ground.geometry.rect(area)
    gap = min(gap, area.lines - 1) * grid.leading
    rect = rect._replace(bottom=rect.bottom - gap) if area.first_line == 1 else rect._replace(top=rect.top + gap)
    if gutter:
        middle = (ground.geometry.rect(area).left + rect.right) // 2
        rect = rect._replace(left=middle - gutter // 2, right=middle + gutter // 2)
    return rect.inset(0, ground.geometry.line_gap // 2)


def compose_ad(ground: Ground, canvas: Canvas, block: Block, what: AdBlock, copy: Copy) -> None:
    """An advertisement in its place inside a hairline, with the word that says what it is.

    A PDF or SVG is drawn as a :class:`Form`, what has pixels as a :class:`Picture`. Reported as errors: makeup.ad-file where
    there is no file yet, .ad-size and .ad-colour where the file is not what was booked, and what :func:`check_insert` says.
    """
    box = advert_rect(ground, block, what.gutter)
    if not what.file:
        canvas.report.error("makeup.ad-file", block.span, booking=what.booking,
                          width=millimetres(box.width), height=millimetres(box.height))  # fmt: skip
        canvas.holes.append((box, what.booking))
        return
    facts = copy.facts.get(what.file)
    if facts is not None:
        _check(canvas, block, what, box, facts)
    if facts is not None and facts.kind == "insert":
        shown = box if what.sized else contained(box, facts, block.aside.align)
        canvas.under.append(Form(facts.path, shown, node=block.node(), alt=what.file))
    else:
        framing = Framing(block.span, what.fit, align=block.aside.align, booked=True)
        draw_picture(ground, canvas, framing, box, facts, block.node(), what.file, what.file)
    canvas.under.append(rectangle(box, stroke=BLACK, width=_EDGE))
    canvas.region(box.corners(), block.node(), "ad")
    _label(ground, canvas, box, block.node())


def _label(ground: Ground, canvas: Canvas, box: Rect, node: NodeId) -> None:
    """The word 广告 in the lower corner at the right, on white."""
    word = ground.house.ads.label
    if not word:
        return
    style = ground.text_style(ground.style("caption"), marks="half")._replace(size=_LABEL)
    width = ground.width_of(word, style._replace(align="left", indent=0, turnover=0)) + _LABEL * 2 // 3
    edge = _EDGE // 2
    tab = Rect(box.right - width - edge, box.bottom - _LABEL * 3 // 2 - edge, box.right - edge, box.bottom - edge)
    canvas.under.append(rectangle(tab, fill=PAPER))
    canvas.aligned(
        ground,
        word,
        style,
        tab.left,
        tab.right,
        centred_baseline(tab.top, tab.bottom, _LABEL),
        "centre",
        BLACK,
        node=node,
    )


def _check(canvas: Canvas, block: Block, what: AdBlock, box: Rect, facts: Facts) -> None:
    """Its size or shape, its inks, and what its file brought along."""
    said = check_insert(canvas, block.span, facts) if facts.kind == "insert" else _picture(facts)
    if what.sized and not _fits(facts, box):
        size = (facts.width, facts.height) if facts.kind == "insert" else (
            box.width, box.width * facts.height // max(1, facts.width))  # fmt: skip
        canvas.report.error(
            "makeup.ad-size", block.span, path=facts.path, booking=what.booking or "-", found_width=millimetres(size[0]),
            found_height=millimetres(size[1]), width=millimetres(box.width), height=millimetres(box.height),
        )  # fmt: skip
    if what.ink == "black" and "colour" in said:
        canvas.report.error("makeup.ad-colour", block.span, path=facts.path, booking=what.booking)


def _picture(facts: Facts) -> dict[str, str]:
    """What is noticed of a picture: whether it has colours, where its file says so."""
    return {"colour": ""} if facts.colour in ("rgb", "cmyk") else {}


def _fits(facts: Facts, box: Rect) -> bool:
    """Whether a file has the size of its place; a picture, its shape."""
    if facts.kind == "insert":
        return abs(facts.width - box.width) <= _NEAR and abs(facts.height - box.height) <= _NEAR
    across, down = facts.width * box.height, facts.height * box.width
    return abs(across - down) * _ALIKE <= max(across, down)
