"""What belongs to the page itself: folio, credits, rules between blocks, and the marks of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._calendar import long_date, lunar_date
from banxin.makeup._composed import Canvas, Composed, nodes_of
from banxin.makeup._photos import Framing, draw_picture
from banxin.makeup.geometry import below_gap, centred_baseline
from banxin.page import BLACK, NO_NODE, PAPER, Ink, rectangle, rule
from banxin.plan.kinds import MastheadBlock
from banxin.plan.records import is_right
from banxin.story.records import Mark
from banxin.units import MM, PT, Point, Rect, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.lines import TextStyle
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.page import Item, NodeId
    from banxin.plan.block import Block

_THICK, _THIN = 2 * PT, PT // 2
#: The folio stands this far above the type area, and is this high.
_FOLIO_GAP, _FOLIO_HEIGHT = 4 * MM, 9 * MM
#: Hanzi of a usual name.
_FULL_NAME = 3
#: The page slug: its size, and how far in from the trim it begins, beside the crop mark.
_SLUG_SIZE, _SLUG_IN = 8 * PT, 10 * MM
_RED = Ink(m=1000, y=1000)


def compose_folio(ground: Ground) -> Composed:
    """The line at the page's head: number and section outside, date and paper inside, rules below (文武线)."""
    canvas, plan = Canvas("#folio"), ground.plan
    if plan.house.folio and not any(isinstance(block.what, MastheadBlock) for block in plan.blocks):
        for name, half in zip(plan.name.split("-"), ground.geometry.halves(), strict=False):
            _folio(ground, canvas, name + plan.version, half, odd=is_right(name))
    return canvas.composed()


def _folio(ground: Ground, canvas: Canvas, name: str, area: Rect, *, odd: bool) -> None:
    house, plan = ground.house, ground.plan
    bottom = area.top - _FOLIO_GAP
    top = bottom - _FOLIO_HEIGHT
    ink = ground.colour("house", BLACK)
    number = ground.text_style(ground.style("folio"))
    size = 26 * PT
    big = number._replace(size=size)
    middle = centred_baseline(top, bottom, size)
    small = ground.text_style(ground.style("folio"))
    section_style = small._replace(size=14 * PT)
    width = _width(ground, name, big)
    label = _width(ground, plan.section, section_style) + 2 * rounded(section_style.size * 700, 1000)
    if odd:
        canvas.aligned(ground, name, big, area.right - width, area.right, middle)
        box = Rect(area.right - width - size // 3 - label, top + MM, area.right - width - size // 3, bottom - MM)
    else:
        canvas.aligned(ground, name, big, area.left, area.left + width, middle)
        box = Rect(area.left + width + size // 3, top + MM, area.left + width + size // 3 + label, bottom - MM)
    if plan.section:
        canvas.under.append(rectangle(box, fill=house.sections.get(plan.section, ink)))
        baseline = centred_baseline(box.top, box.bottom, section_style.size)
        canvas.aligned(ground, plan.section, section_style, box.left, box.right, baseline, "centre", PAPER)
    _folio_texts(
        ground, canvas, small, (top, bottom), (area.left, box.left) if odd else (box.right, area.right), odd=odd
    )
    canvas.under.append(rule(Point(area.left, bottom + _THICK), Point(area.right, bottom + _THICK), _THICK))
    thin = bottom + _THICK * 2 + PT // 2
    canvas.under.append(rule(Point(area.left, thin), Point(area.right, thin), _THIN))


def slug_items(ground: Ground, text: str) -> tuple[Item, ...]:
    """The page slug, above the bleed at the left."""
    trim, slug = ground.house.trim, ground.house.press.slug
    if slug < _SLUG_SIZE:
        return ()
    canvas = Canvas("#slug")
    style = ground.text_style(ground.style("caption"), marks="half")._replace(size=_SLUG_SIZE)
    middle = -ground.house.bleed - slug // 2
    baseline = centred_baseline(middle - _SLUG_SIZE, middle + _SLUG_SIZE, _SLUG_SIZE)
    canvas.aligned(ground, text, style, _SLUG_IN, trim[0] // 2, baseline, "left", BLACK)
    return canvas.composed().text


def _width(ground: Ground, text: str, style: TextStyle) -> int:
    measured = ground.measured(None, "", text, (), style._replace(align="left", indent=0, turnover=0))
    return sum(measured.body) + sum(measured.white)


def _folio_texts(
    ground: Ground, canvas: Canvas, style: TextStyle, sides: tuple[int, int], edges: tuple[int, int], *, odd: bool
) -> None:
    """The paper's name at the inner edge, date and weekday beside it, credits where the house wants them here."""
    plan = ground.plan
    top, bottom = sides
    name = ground.house.paper.get("name", "")
    masthead = ground.text_style(ground.style("masthead"))._replace(size=15 * PT)
    date = long_date(plan.edition.date, ground.language)
    gap = 12 * PT
    width = _width(ground, name, masthead)
    base = centred_baseline(top, bottom, masthead.size)
    small = style._replace(size=9 * PT, role=ground.style("credits").face)
    if odd:
        canvas.aligned(ground, name, masthead, edges[0], edges[1], base)
        canvas.aligned(ground, date, small, edges[0] + width + gap, edges[1], base)
    else:
        canvas.aligned(ground, name, masthead, edges[0], edges[1], base, "right")
        canvas.aligned(ground, date, small, edges[0], edges[1] - width - gap, base, "right")
    if ground.house.credits_place == "folio":
        text, marks = credits_text(ground)
        canvas.aligned(ground, text, small, edges[0], edges[1], base, "right" if odd else "left", marks=marks)


def credits_text(ground: Ground) -> tuple[str, tuple[Mark, ...]]:
    """编辑 … 美编 … in the house's order, a 字 of space between; short names are spaced to the others (PC-11)."""
    order = ground.house.credits_order
    given = sorted(ground.plan.credits, key=lambda entry: order.index(entry[0]) if entry[0] in order else len(order))
    three = ground.language.evens and any(len(name) == _FULL_NAME for _, name in given)
    text, marks = "", []
    for job, name in given:
        text += ground.language.say("credit_gap") if text else ""
        text += ground.language.say("credit", office=job)
        if three and len(name) + 1 == _FULL_NAME:
            marks.append(Mark(len(text), len(text) + len(name), "even"))
        text += name
    return text, tuple(marks)


def compose_rules(ground: Ground) -> Composed:
    """The rules between blocks."""
    canvas = Canvas("#rules")
    _block_rules(ground, canvas)
    return canvas.composed()


def compose_credits(ground: Ground) -> Composed:
    """The credits below the type area."""
    canvas = Canvas("#credits")
    _credits_line(ground, canvas)
    return canvas.composed()


def _credits_line(ground: Ground, canvas: Canvas) -> None:
    """The credits below the type area, at the outer edge, under a hairline."""
    if ground.house.credits_place != "foot" or not ground.plan.credits:
        return
    area = ground.house.type_area
    style = ground.text_style(ground.style("credits"), marks="half")
    top = area.bottom + 2 * MM
    for half in ground.geometry.halves():
        canvas.under.append(rule(Point(half.left, top), Point(half.right, top), PT // 2))
    text, marks = credits_text(ground)
    baseline = centred_baseline(top, top + style.size * 2, style.size)
    canvas.aligned(
        ground, text, style, area.left, area.right, baseline, "right" if ground.plan.right else "left", marks=marks
    )


def _block_rules(ground: Ground, canvas: Canvas) -> None:
    """Hairlines between blocks: in the white above a block, and in the gutter beside one."""
    width = ground.house.block_rules
    if not width:
        return
    blocks = [block for block in ground.plan.blocks if block.kind.ruled]
    for block in blocks:
        _rule_above(ground, canvas, block, blocks, width)
        _rule_beside(ground, canvas, block, blocks, width)


def _plain(block: Block) -> bool:
    """Whether nothing else (a frame, a tint, a picture's edge) already bounds the block."""
    return not block.frame and not block.kind.edged


def _rule_above(
    ground: Ground, canvas: Canvas, block: Block, blocks: tuple[Block, ...] | list[Block], width: int
) -> None:
    area = block.area
    above = [other for other in blocks if other.area.last_line + 1 == area.first_line
             and other.area.first_column <= area.last_column and area.first_column <= other.area.last_column]  # fmt: skip
    if area.first_line == 1 or not above or not _plain(block) or not all(_plain(other) for other in above):
        return
    rect = ground.geometry.rect(area)
    y = (rect.top + ground.geometry.line_top(below_gap(area, ground.house.gap).first_line)) // 2
    for half in ground.geometry.halves():
        left, right = max(rect.left, half.left), min(rect.right, half.right)
        if left < right:
            canvas.under.append(rule(Point(left, y), Point(right, y), width))


def _rule_beside(
    ground: Ground, canvas: Canvas, block: Block, blocks: tuple[Block, ...] | list[Block], width: int
) -> None:
    """A hairline in the gutter to the right, along the height that both neighbours share."""
    area = block.area
    for other in blocks:
        at_fold = ground.house.grid.fold and area.last_column == ground.house.grid.columns // 2
        if at_fold or other.area.first_column != area.last_column + 1 or not (_plain(block) and _plain(other)):
            continue
        first, last = max(area.first_line, other.area.first_line), min(area.last_line, other.area.last_line)
        if first > last:
            continue
        start = below_gap(area._replace(first_line=first), ground.house.gap).first_line if first > 1 else first
        gap = ground.geometry.line_gap // 2
        x = ground.geometry.rect(area).right + ground.house.grid.gutter // 2
        canvas.under.append(
            rule(
                Point(x, ground.geometry.line_top(start) + gap),
                Point(x, ground.geometry.line_top(last + 1) - gap),
                width,
            )
        )


def compose_masthead(ground: Ground, canvas: Canvas, block: Block, what: MastheadBlock, copy: Copy) -> None:
    """The paper's name as large as its place allows, with the edition's facts beneath between rules.

    The name is set, or it is a picture: a calligraphed one.
    """
    rect = ground.geometry.rect(block.area)
    edition, house, language = ground.plan.edition, ground.house, ground.language
    canvas.region(rect.corners(), block.node(), "masthead")
    line = 2 * house.grid.leading
    small = ground.text_style(ground.style("folio"))._replace(size=9 * PT, role=ground.style("credits").face)
    name = what.subject or house.paper.get("name", "")
    height = rect.height - line - house.grid.leading
    if height < house.grid.body:
        needed = -(-(line + house.grid.leading + house.grid.body) // house.grid.leading) + house.gap
        canvas.report.error("makeup.masthead-room", block.span, lines=block.area.lines, needed=needed)
    elif what.picture:
        white = house.grid.leading // 2
        own = Rect(rect.left, rect.top, rect.right, rect.top + height + white)
        node = block.node("name")
        draw_picture(
            ground, canvas, Framing(block.span, "contain"), own, copy.facts.get(what.picture), node, name, name
        )
    else:
        _name(ground, canvas, block, name, rect, height)
    top = rect.bottom - line
    canvas.under.append(rule(Point(rect.left, top), Point(rect.right, top), _THIN))
    foot = rect.bottom - ground.geometry.line_gap // 2
    canvas.under.append(rule(Point(rect.left, foot - _THICK // 2), Point(rect.right, foot - _THICK // 2), _THICK))
    facts = list(what.lines) or [
        long_date(edition.date, language), edition.texts.get("lunar") or lunar_date(edition.date, language),
        language.say("number", number=edition.number) if edition.number else "",
        language.say("extent", extent=edition.extent), house.paper.get("cn", ""), edition.texts.get("price", ""),
    ]  # fmt: skip
    facts = [fact for fact in facts if fact]
    baseline = centred_baseline(top, rect.bottom - ground.geometry.line_gap, small.size)
    _spread(ground, canvas, facts, small, (rect.left, rect.right), baseline, block.node())


def _name(ground: Ground, canvas: Canvas, block: Block, name: str, rect: Rect, height: int) -> None:
    """A paper's name, spaced by an eighth where it is in squares, as large as a height and its place's width allow."""
    style, size = ground.text_style(ground.style("masthead")), height
    share = ground.language.spread
    own = _width(ground, name, style._replace(size=size, tracking=size * share // 1000))
    if own > rect.width:
        size = size * rect.width // own
    style = style._replace(size=size, tracking=size * share // 1000)
    width = _width(ground, name, style)
    left = rect.left + (rect.width - width + style.tracking) // 2
    canvas.aligned(ground, name, style, left, rect.right, centred_baseline(rect.top, rect.top + height, size),
                   ink=ground.colour(block.colour or "house", BLACK), node=block.node("name"))  # fmt: skip


def _spread(
    ground: Ground,
    canvas: Canvas,
    texts: list[str],
    style: TextStyle,
    sides: tuple[int, int],
    baseline: int,
    node: NodeId,
) -> None:
    """Texts with equal white between them, the first and last at the edges; each a node below ``node``."""
    if not texts:
        return
    left, right = sides
    widths = [_width(ground, text, style) for text in texts]
    free = right - left - sum(widths)
    x = left
    for at, (text, width) in enumerate(zip(texts, widths, strict=True)):
        canvas.aligned(ground, text, style, x, right, baseline, node=node.below(at))
        x += width + (free // (len(texts) - 1) if at + 1 < len(texts) else 0)


def compose_draft(ground: Ground, label: str, parts: Sequence[Composed]) -> Composed:
    """A draft says so: 未过 across the top, what did not fit in red below the page's foot, grey holes."""
    canvas = Canvas("#draft")
    for box, name in (hole for part in parts for hole in part.holes):
        canvas.under.append(rectangle(box, fill=BLACK.tinted(250)))
        style = ground.text_style(ground.style("caption"))._replace(size=12 * PT)
        canvas.aligned(
            ground, name, style, box.left, box.right, centred_baseline(box.top, box.bottom, style.size), "centre", _RED
        )
    area = ground.house.type_area
    style = ground.text_style(ground.style("folio"))._replace(size=20 * PT)
    canvas.aligned(ground, label, style, area.left, area.right, 12 * MM, "centre", _RED)
    small = ground.text_style(ground.style("body"))._replace(size=7 * PT, ink=_RED, indent=0, turnover=0)
    y = area.bottom + 10 * MM
    for _, slug, text in (one for part in parts for one in part.overset):
        lines = ground.set_text(f"{slug} ▶ {text}", small, area.width)
        for at in range(len(lines.lines)):
            if y > ground.house.trim[1] - 4 * MM:
                return canvas.composed()
            canvas.line(ground, lines, at, area.left, y, nodes_of(NO_NODE), _RED)
            y += 9 * PT
    return canvas.composed()
