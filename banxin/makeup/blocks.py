"""Blocks other than a story's text: photos with captions, boxes, QR codes, ears, masthead, index, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup.flow import Filled, Interval, pour
from banxin.makeup.galley import Manner, paragraph_piece, report_lines, subhead_piece
from banxin.makeup.geometry import ABOVE, centred_baseline, framed_columns
from banxin.makeup.ornaments import FRAME, draw_frame, draw_rule
from banxin.makeup.photos import CAPTION_GAP, compose_photo
from banxin.makeup.poured import draw_piece, report_overset
from banxin.page import BLACK, PAPER, Link, Path, Region, rectangle
from banxin.pictures import qr_modules
from banxin.units import MM, PT, Rect, millimetres, rounded

if TYPE_CHECKING:
    from banxin.lines import TextStyle
    from banxin.makeup.context import Composition
    from banxin.makeup.pages import Copy
    from banxin.plan.records import Block
    from banxin.story.records import Story

#: A QR code's modules must be at least this wide to be read off newsprint, and its quiet zone so many modules.
_LEAST_MODULE, _QUIET = 4 * MM // 10, 4
_QR_LARGEST = 22 * MM
#: Words beside a code are never smaller than this.
_QR_LEAST_WORDS = 7 * PT
_TINT = 80


def compose_inside(
    page: Composition, block: Block, rect: Rect, story: Story, copy: Copy, last: int, *, above: bool
) -> Rect | None:
    """Compose what stands inside a story's block, whose last line is ``last``; ``above``: text stands above it.

    Returns the place of a photo without its caption.
    """
    if block.kind == "photo":
        return compose_photo(page, block, rect, story, copy, above=above, below=block.area.last_line < last)
    if block.kind == "box":
        compose_box(page, block, rect, story, spoiled=story.slug in copy.spoiled)
    else:
        compose_other(page, block, rect, copy, above=above)
    return None


def compose_box(page: Composition, block: Block, rect: Rect, story: Story, *, spoiled: bool = False) -> None:
    """A box of a story in an area of its own: text on the page's grid, framed."""
    box = page.boxes.get(id(block))
    if box is None:
        return  # the cross-check has said so
    page.regions.append(Region(rect.corners(), story.slug, "box", block.id or block.subject))
    usual = block.subject if block.subject in ("intro", "quote") else "box"
    style = page.style(block.style or usual)
    if style.sizes:
        from banxin.makeup.quotes import compose_quote  # noqa: PLC0415 - few pages have one

        compose_quote(page, block, rect, story, box, style)
        return
    draw_frame(page, rect, block.frame or page.style(usual).frame or "line", block.colour)
    column = framed_columns(rect, page.house.grid, 1)[0]
    manner = Manner(column.measure, block.style or usual)
    pieces = []
    if box.title:
        pieces.append(subhead_piece(page, story, box.title._replace(role="box-title"), column.measure))
    pieces += [
        paragraph_piece(page, story, [(text, "")], manner, opens=not at) for at, text in enumerate(box.paragraphs)
    ]
    first = page.geometry.line_at(rect.top)
    lines = page.geometry.line_at(rect.bottom) - first - 2
    room = [Interval(0, first + 1, lines, column.x, column.measure)]
    poured = pour(pieces, room, page.house.setting, balance=False)
    if page.poured is not None:
        page.poured.append(Filled(block, room, poured))
    for placed in poured.placed:
        draw_piece(page, placed, at_head=placed.line == first + 1)
    report_lines(page, pieces)
    report_overset(page, block, story, pieces, poured, 1, spoiled=spoiled)
    if poured.rest is None and poured.empty > 1 and not spoiled:
        page.report.warn("makeup.underset", block.span, story=story.slug, lines=poured.empty,
                         characters=poured.empty * column.measure // page.house.grid.body, each=poured.empty)  # fmt: skip


def compose_other(page: Composition, block: Block, rect: Rect, copy: Copy, *, above: bool = False) -> None:
    """QR codes, ears, the index, fillers, rules, tables, charts and advertisements."""
    page.owner = f"@{block.id}"
    try:
        _compose_own(page, block, rect, copy, above=above)
    finally:
        page.owner = ""


def _compose_own(page: Composition, block: Block, rect: Rect, copy: Copy, *, above: bool) -> None:
    match block.kind:
        case "qr":
            _qr(page, block, rect, above=above)
        case "ear" | "filler":
            _ear(page, block, rect)
        case "index":
            from banxin.makeup.index import compose_index  # noqa: PLC0415 - few pages have one

            compose_index(page, block, rect, copy.headlines)
        case "rule":
            draw_rule(page, block, rect)
        case "ad":
            from banxin.makeup.adverts import compose_ad  # noqa: PLC0415 - few pages have one

            compose_ad(page, block, copy)
        case _:
            # Half a line of white below text, as above a photo.
            place = rect._replace(top=rect.top + page.house.grid.leading // 2) if above else rect
            _numbers(page, block, place, copy)


def _numbers(page: Composition, block: Block, rect: Rect, copy: Copy) -> None:
    """A table or a chart, from the layout's own rows or its file's."""
    from banxin.makeup.charts import compose_chart  # noqa: PLC0415 - few pages have one
    from banxin.makeup.tables import compose_table  # noqa: PLC0415

    rows = block.table.rows or copy.tables.get(block.subject, ())
    (compose_table if block.kind == "table" else compose_chart)(page, block, rect, rows)


def _qr(page: Composition, block: Block, rect: Rect, *, above: bool) -> None:
    """A code in K alone on white with its quiet zone; its words beside it where they fit, else beneath."""
    box = Rect(rect.left, rect.top + (page.house.grid.leading // 2 if above else page.geometry.line_gap // 2),
               rect.right, rect.bottom - page.geometry.line_gap // 2)  # fmt: skip
    try:
        modules = qr_modules(block.subject)
    except ValueError:
        modules = ()
    count = len(modules) + 2 * _QUIET
    style, beside = _qr_style(page, block, box)
    words_high = 0 if beside or not block.text else len(block.text) * style.size * 4 // 3 + CAPTION_GAP
    module = min(box.height - words_high, box.width, _QR_LARGEST * count // max(1, len(modules))) // count
    if module < _LEAST_MODULE or not modules:
        page.report.error("pictures.qr-too-long", block.span, length=len(block.subject), width=millimetres(box.width),
                          module=f"{max(0, module) / MM:.2f}mm")  # fmt: skip
        return
    side = module * count
    wide = side + (style.size + _widest(page, block.text, style) if beside and block.text else 0)
    left = box.left + max(0, (box.width - wide) // 2)
    top = box.top + max(0, (box.height - side - words_high) // 2)
    code = Rect(left, top, left + side, top + side)
    page.regions.append(Region(box.corners(), f"@{block.id}", "qr", block.id or block.subject))
    if block.frame:
        page.under.append(rectangle(box, stroke=page.colour(block.colour or "house", BLACK), width=FRAME))
    drawn = _modules(modules, left, top, module)._replace(node=f"@{block.id}/code")
    page.under += [rectangle(code, fill=PAPER), drawn, Link(code, block.subject, f"@{block.id}/link")]
    _qr_words(page, block.text, style, code, box, beside=beside)


def _widest(page: Composition, texts: tuple[str, ...], style: TextStyle) -> int:
    """The widest of some lines of the program's own text."""
    plain = style._replace(align="left", indent=0, turnover=0, typed=True)
    return max((page.width_of(text, plain) for text in texts), default=0)


def _qr_style(page: Composition, block: Block, box: Rect) -> tuple[TextStyle, bool]:
    """The style of a code's words and whether they stand beside it: larger where there is room, smaller where not."""
    style = page.text_style(page.style("qr"), marks="half")
    room = box.width - min(box.height, _QR_LARGEST) - page.house.grid.body
    own = _widest(page, block.text, style)
    beside = box.width > box.height * 5 // 4 and own * 7 // 8 + style.size <= room
    if not beside:
        room = box.width - page.house.grid.body
    if not own:
        return style, beside
    largest = page.house.grid.body * 13 // 10 if beside else style.size
    size = min(largest, style.size * (room - (style.size if beside else 0)) // own)
    if size < _QR_LEAST_WORDS:
        page.report.error("makeup.words-overset", block.span, text=max(block.text, key=len))
    return style._replace(size=max(size, _QR_LEAST_WORDS)), beside


def _modules(modules: tuple[tuple[bool, ...], ...], left: int, top: int, module: int) -> Path:
    """Dark modules as rectangles, runs of a row joined, so that no hairline of paper shows between them."""
    steps: list[tuple[object, ...]] = []
    for row, cells in enumerate(modules):
        y = top + (row + _QUIET) * module
        at = 0
        while at < len(cells):
            end = at
            while end < len(cells) and cells[end]:
                end += 1
            if end > at:
                x, right = left + (at + _QUIET) * module, left + (end + _QUIET) * module
                steps += [("M", x, y), ("L", right, y), ("L", right, y + module), ("L", x, y + module), ("Z",)]
            at = max(end, at + 1)
    return Path(tuple(steps), fill=BLACK)


def _qr_words(
    page: Composition, texts: tuple[str, ...], style: TextStyle, code: Rect, box: Rect, *, beside: bool
) -> None:
    pitch = style.size * 4 // 3
    own = page.owner
    for at, text in enumerate(texts):
        page.owner = f"{own}/{at}"
        if beside:
            middle = centred_baseline(code.top, code.bottom, style.size)
            baseline = middle + (2 * at - len(texts) + 1) * pitch // 2
            page.draw_aligned(text, style, code.right + style.size // 4, box.right, baseline)
        else:
            baseline = code.bottom + rounded(ABOVE * style.size, 1000) + at * pitch
            page.draw_aligned(text, style, box.left, box.right, baseline, "centre")
    page.owner = own


def _ear(page: Composition, block: Block, rect: Rect) -> None:
    """Lines of text centred in a frame: an ear, a filler; the first one larger."""
    box = rect.inset(0, page.geometry.line_gap // 2)
    page.regions.append(Region(box.corners(), f"@{block.id}", block.kind, block.id or block.subject))
    if block.frame:
        ink = page.colour(block.colour, BLACK)
        page.under.append(rectangle(box, fill=ink.tinted(_TINT)) if block.frame == "tint"
                          else rectangle(box, stroke=ink, width=FRAME))  # fmt: skip
    texts = block.text or (block.subject,)
    style = page.text_style(page.style(block.style or "ear"), marks="half")
    title = page.text_style(page.style("index-title"), marks="half")._replace(size=style.size * 8 // 5)
    width = box.width - page.house.grid.body
    rows = [_shrunk(page, text, title if not at and len(texts) > 1 else style, width) for at, text in enumerate(texts)]
    heights = [row.size * 8 // 5 for row in rows]
    top = box.top + max(0, box.height - sum(heights)) // 2
    own = page.owner
    for at, (text, row, height) in enumerate(zip(texts, rows, heights, strict=True)):
        page.owner = f"{own}/{at}"
        accent = page.colour(block.colour or "house", BLACK) if not at and len(texts) > 1 else None
        page.draw_aligned(
            text, row, box.left, box.right, centred_baseline(top, top + height, row.size), "centre", accent
        )
        top += height
    page.owner = own


def _shrunk(page: Composition, text: str, style: TextStyle, width: int) -> TextStyle:
    """A style at the size at which the text fits a width."""
    own = page.width_of(text, style._replace(align="left", indent=0, turnover=0))
    return style if own <= width else style._replace(size=max(4 * PT, style.size * width // own // 1270 * 1270))
