"""What belongs to the page itself: folio, credits, rules between blocks, and the marks of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup.calendar import long_date, lunar_date
from banxin.makeup.geometry import below_gap, centred_baseline
from banxin.makeup.photos import draw_picture
from banxin.page import BLACK, PAPER, Ink, rectangle, rule
from banxin.plan.records import is_right
from banxin.story.records import Mark
from banxin.units import MM, PT, Point, Rect, rounded

if TYPE_CHECKING:
    from banxin.lines import TextStyle
    from banxin.makeup.context import Composition
    from banxin.makeup.pages import Copy
    from banxin.page import Item
    from banxin.plan.records import Block

_THICK, _THIN = 2 * PT, PT // 2
#: The folio stands this far above the type area, and is this high.
_FOLIO_GAP, _FOLIO_HEIGHT = 4 * MM, 9 * MM
#: Hanzi of a usual name.
_FULL_NAME = 3
#: The page slug: its size, and how far in from the trim it begins, beside the crop mark.
_SLUG_SIZE, _SLUG_IN = 8 * PT, 10 * MM
_RED = Ink(m=1000, y=1000)


def folio(page: Composition) -> None:
    """The line at the page's head: number and section outside, date and paper inside, rules below (文武线)."""
    for name, half in zip(page.plan.name.split("-"), page.geometry.halves(), strict=False):
        _folio(page, name, half, odd=is_right(name))


def _folio(page: Composition, name: str, area: Rect, *, odd: bool) -> None:
    house, plan = page.house, page.plan
    bottom = area.top - _FOLIO_GAP
    top = bottom - _FOLIO_HEIGHT
    ink = page.colour("house", BLACK)
    number = page.text_style(page.style("folio"))
    size = 26 * PT
    big = number._replace(size=size)
    middle = centred_baseline(top, bottom, size)
    small = page.text_style(page.style("folio"))
    section_style = small._replace(size=14 * PT)
    width = _width(page, name, big)
    label = _width(page, plan.section, section_style) + 2 * rounded(section_style.size * 700, 1000)
    if odd:
        page.draw_aligned(name, big, area.right - width, area.right, middle)
        box = Rect(area.right - width - size // 3 - label, top + MM, area.right - width - size // 3, bottom - MM)
    else:
        page.draw_aligned(name, big, area.left, area.left + width, middle)
        box = Rect(area.left + width + size // 3, top + MM, area.left + width + size // 3 + label, bottom - MM)
    if plan.section:
        page.under.append(rectangle(box, fill=house.sections.get(plan.section, ink)))
        baseline = centred_baseline(box.top, box.bottom, section_style.size)
        page.draw_aligned(plan.section, section_style, box.left, box.right, baseline, "centre", PAPER)
    _folio_texts(page, small, (top, bottom), (area.left, box.left) if odd else (box.right, area.right), odd=odd)
    page.under.append(rule(Point(area.left, bottom + _THICK), Point(area.right, bottom + _THICK), _THICK))
    thin = bottom + _THICK * 2 + PT // 2
    page.under.append(rule(Point(area.left, thin), Point(area.right, thin), _THIN))


def slug_items(page: Composition, text: str) -> tuple[Item, ...]:
    """The page slug, above the bleed at the left: what was printed so far is kept apart from it."""
    trim, slug = page.house.trim, page.house.press.slug
    if slug < _SLUG_SIZE:
        return ()
    before, page.text = page.text, []
    style = page.text_style(page.style("caption"), marks="half")._replace(size=_SLUG_SIZE)
    middle = -page.house.bleed - slug // 2
    baseline = centred_baseline(middle - _SLUG_SIZE, middle + _SLUG_SIZE, _SLUG_SIZE)
    page.draw_aligned(text, style, _SLUG_IN, trim[0] // 2, baseline, "left", BLACK)
    items, page.text = tuple(page.text), before
    return items


def _width(page: Composition, text: str, style: TextStyle) -> int:
    measured = page.measured(None, "", text, (), style._replace(align="left", indent=0, turnover=0))
    return sum(measured.body) + sum(measured.white)


def _folio_texts(
    page: Composition, style: TextStyle, sides: tuple[int, int], edges: tuple[int, int], *, odd: bool
) -> None:
    """The paper's name at the inner edge, date and weekday beside it, credits where the house wants them here."""
    plan = page.plan
    top, bottom = sides
    name = page.house.paper.get("name", "")
    masthead = page.text_style(page.style("masthead"))._replace(size=15 * PT)
    date = long_date(plan.edition.date, page.language)
    gap = 12 * PT
    width = _width(page, name, masthead)
    base = centred_baseline(top, bottom, masthead.size)
    small = style._replace(size=9 * PT, role=page.style("credits").face)
    if odd:
        page.draw_aligned(name, masthead, edges[0], edges[1], base)
        page.draw_aligned(date, small, edges[0] + width + gap, edges[1], base)
    else:
        page.draw_aligned(name, masthead, edges[0], edges[1], base, "right")
        page.draw_aligned(date, small, edges[0], edges[1] - width - gap, base, "right")
    if page.house.credits_place == "folio":
        text, marks = credits_text(page)
        page.draw_aligned(text, small, edges[0], edges[1], base, "right" if odd else "left", marks=marks)


def credits_text(page: Composition) -> tuple[str, tuple[Mark, ...]]:
    """编辑 … 美编 … in the house's order, a 字 of space between; short names are spaced to the others (PC-11)."""
    order = page.house.credits_order
    given = sorted(page.plan.credits, key=lambda entry: order.index(entry[0]) if entry[0] in order else len(order))
    three = page.language.evens and any(len(name) == _FULL_NAME for _, name in given)
    text, marks = "", []
    for job, name in given:
        text += page.language.say("credit_gap") if text else ""
        text += page.language.say("credit", office=job)
        if three and len(name) + 1 == _FULL_NAME:
            marks.append(Mark(len(text), len(text) + len(name), "even"))
        text += name
    return text, tuple(marks)


def credits_line(page: Composition) -> None:
    """The credits below the type area, at the outer edge, under a hairline."""
    if page.house.credits_place != "foot" or not page.plan.credits:
        return
    area = page.house.type_area
    style = page.text_style(page.style("credits"), marks="half")
    top = area.bottom + 2 * MM
    for half in page.geometry.halves():
        page.under.append(rule(Point(half.left, top), Point(half.right, top), PT // 2))
    text, marks = credits_text(page)
    baseline = centred_baseline(top, top + style.size * 2, style.size)
    page.draw_aligned(text, style, area.left, area.right, baseline, "right" if page.plan.right else "left", marks=marks)


def block_rules(page: Composition) -> None:
    """Hairlines between blocks: in the white above a block, and in the gutter beside one."""
    width = page.house.block_rules
    if not width:
        return
    blocks = [block for block in page.plan.blocks if block.kind not in ("masthead", "rule")]
    for block in blocks:
        _rule_above(page, block, blocks, width)
        _rule_beside(page, block, blocks, width)


def _plain(block: Block) -> bool:
    """Whether nothing else (a frame, a tint, a picture's edge) already bounds the block."""
    return not block.frame and block.kind not in ("ad", "ear", "index", "filler")


def _rule_above(page: Composition, block: Block, blocks: tuple[Block, ...] | list[Block], width: int) -> None:
    area = block.area
    above = [other for other in blocks if other.area.last_line + 1 == area.first_line
             and other.area.first_column <= area.last_column and area.first_column <= other.area.last_column]  # fmt: skip
    if area.first_line == 1 or not above or not _plain(block) or not all(_plain(other) for other in above):
        return
    rect = page.geometry.rect(area)
    y = (rect.top + page.geometry.line_top(below_gap(page, area).first_line)) // 2
    for half in page.geometry.halves():
        left, right = max(rect.left, half.left), min(rect.right, half.right)
        if left < right:
            page.under.append(rule(Point(left, y), Point(right, y), width))


def _rule_beside(page: Composition, block: Block, blocks: tuple[Block, ...] | list[Block], width: int) -> None:
    """A hairline in the gutter to the right, along the height that both neighbours share."""
    area = block.area
    for other in blocks:
        at_fold = page.house.grid.fold and area.last_column == page.house.grid.columns // 2
        if at_fold or other.area.first_column != area.last_column + 1 or not (_plain(block) and _plain(other)):
            continue
        first, last = max(area.first_line, other.area.first_line), min(area.last_line, other.area.last_line)
        if first > last:
            continue
        start = below_gap(page, area._replace(first_line=first)).first_line if first > 1 else first
        gap = page.geometry.line_gap // 2
        x = page.geometry.rect(area).right + page.house.grid.gutter // 2
        page.under.append(
            rule(Point(x, page.geometry.line_top(start) + gap), Point(x, page.geometry.line_top(last + 1) - gap), width)
        )


def masthead(page: Composition, block: Block, copy: Copy) -> None:
    """The paper's name as large as its place allows, with the edition's facts beneath between rules.

    The name is set, or it is a picture: a calligraphed one.
    """
    rect = page.geometry.rect(block.area)
    edition, house, language = page.plan.edition, page.house, page.language
    line = 2 * house.grid.leading
    small = page.text_style(page.style("folio"))._replace(size=9 * PT, role=page.style("credits").face)
    name = block.subject or house.paper.get("name", "")
    height = rect.height - line - house.grid.leading
    if block.picture:
        white = house.grid.leading // 2
        own = Rect(rect.left, rect.top, rect.right, rect.top + height + white)
        node = f"@{block.id}/name"
        draw_picture(page, block._replace(fit="contain"), own, copy.facts.get(block.picture), node, name, name)
    else:
        page.owner = f"@{block.id}/name"
        _name(page, block, name, rect, height)
        page.owner = ""
    top = rect.bottom - line
    page.under.append(rule(Point(rect.left, top), Point(rect.right, top), _THIN))
    foot = rect.bottom - page.geometry.line_gap // 2
    page.under.append(rule(Point(rect.left, foot - _THICK // 2), Point(rect.right, foot - _THICK // 2), _THICK))
    facts = list(block.text) or [
        long_date(edition.date, language), edition.texts.get("lunar") or lunar_date(edition.date, language),
        language.say("number", number=edition.number) if edition.number else "",
        language.say("extent", extent=edition.extent), house.paper.get("cn", ""), edition.texts.get("price", ""),
    ]  # fmt: skip
    facts = [fact for fact in facts if fact]
    baseline = centred_baseline(top, rect.bottom - page.geometry.line_gap, small.size)
    _spread(page, facts, small, (rect.left, rect.right), baseline, f"@{block.id}")


def _name(page: Composition, block: Block, name: str, rect: Rect, height: int) -> None:
    """A paper's name, spaced by an eighth where it is in squares, as large as a height and its place's width allow."""
    style, size = page.text_style(page.style("masthead")), height
    share = page.language.spread
    own = _width(page, name, style._replace(size=size, tracking=size * share // 1000))
    if own > rect.width:
        size = size * rect.width // own
    style = style._replace(size=size, tracking=size * share // 1000)
    width = _width(page, name, style)
    left = rect.left + (rect.width - width + style.tracking) // 2
    page.draw_aligned(name, style, left, rect.right, centred_baseline(rect.top, rect.top + height, size),
                      ink=page.colour(block.colour or "house", BLACK))  # fmt: skip


def _spread(
    page: Composition, texts: list[str], style: TextStyle, sides: tuple[int, int], baseline: int, node: str
) -> None:
    """Texts with equal white between them, the first and last at the edges; each a node below ``node``."""
    if not texts:
        return
    left, right = sides
    widths = [_width(page, text, style) for text in texts]
    free = right - left - sum(widths)
    x = left
    for at, (text, width) in enumerate(zip(texts, widths, strict=True)):
        page.owner = f"{node}/{at}"
        page.draw_aligned(text, style, x, right, baseline)
        x += width + (free // (len(texts) - 1) if at + 1 < len(texts) else 0)
    page.owner = ""


def draft_marks(page: Composition, label: str) -> None:
    """A draft says so: 未过 across the top, what did not fit in red below the page's foot, grey holes."""
    for box, name in page.holes:
        page.under.append(rectangle(box, fill=BLACK.tinted(250)))
        style = page.text_style(page.style("caption"))._replace(size=12 * PT)
        page.draw_aligned(
            name, style, box.left, box.right, centred_baseline(box.top, box.bottom, style.size), "centre", _RED
        )
    area = page.house.type_area
    style = page.text_style(page.style("folio"))._replace(size=20 * PT)
    page.draw_aligned(label, style, area.left, area.right, 12 * MM, "centre", _RED)
    small = page.text_style(page.style("body"))._replace(size=7 * PT, ink=_RED, indent=0, turnover=0)
    y = area.bottom + 10 * MM
    for slug, text in page.oversets:
        lines = page.set_text(f"{slug} ▶ {text}", small, area.width)
        for at in range(len(lines.lines)):
            if y > page.house.trim[1] - 4 * MM:
                return
            page.draw_line(lines, at, area.left, y, ink=_RED)
            y += 9 * PT
