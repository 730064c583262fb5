"""二维码: a code in K alone with its quiet zone, and words beside or beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._ornaments import FRAME
from banxin.makeup._photos import CAPTION_GAP
from banxin.makeup.geometry import ABOVE, centred_baseline
from banxin.page import BLACK, PAPER, Link, NodeId, Path, rectangle
from banxin.pictures import qr_modules
from banxin.units import MM, PT, Rect, millimetres, rounded

if TYPE_CHECKING:
    from banxin.lines import TextStyle
    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.plan.kinds import CodeBlock

#: A QR code's modules must be at least this wide to be read off newsprint, and its quiet zone so many modules.
_LEAST_MODULE, _QUIET = 4 * MM // 10, 4
_QR_LARGEST = 22 * MM
#: Words beside a code are never smaller than this.
_QR_LEAST_WORDS = 7 * PT


def compose_code(ground: Ground, canvas: Canvas, block: Block, what: CodeBlock, rect: Rect, *, above: bool) -> None:
    """A code in K alone on white with its quiet zone; its words beside it where they fit, else beneath."""
    box = Rect(rect.left, rect.top + (ground.house.grid.leading // 2 if above else ground.geometry.line_gap // 2),
               rect.right, rect.bottom - ground.geometry.line_gap // 2)  # fmt: skip
    try:
        modules = qr_modules(what.url)
    except ValueError:
        modules = ()
    count = len(modules) + 2 * _QUIET
    style, beside = _qr_style(ground, canvas, block, what.lines, box)
    words_high = 0 if beside or not what.lines else len(what.lines) * style.size * 4 // 3 + CAPTION_GAP
    module = min(box.height - words_high, box.width, _QR_LARGEST * count // max(1, len(modules))) // count
    if module < _LEAST_MODULE or not modules:
        canvas.report.error("pictures.qr-too-long", block.span, length=len(what.url), width=millimetres(box.width),
                          module=f"{max(0, module) / MM:.2f}mm")  # fmt: skip
        return
    side = module * count
    wide = side + (style.size + _widest(ground, what.lines, style) if beside and what.lines else 0)
    left = box.left + max(0, (box.width - wide) // 2)
    top = box.top + max(0, (box.height - side - words_high) // 2)
    code = Rect(left, top, left + side, top + side)
    canvas.region(box.corners(), block.node(), "qr")
    if block.frame:
        canvas.under.append(rectangle(box, stroke=ground.colour(block.colour or "house", BLACK), width=FRAME))
    drawn = _modules(modules, left, top, module)._replace(node=block.node("code"))
    canvas.under += [rectangle(code, fill=PAPER), drawn, Link(code, what.url, block.node("link"))]
    _qr_words(ground, canvas, block.id, what.lines, style, code, box, beside=beside)


def _widest(ground: Ground, texts: tuple[str, ...], style: TextStyle) -> int:
    """The widest of some lines of the program's own text."""
    plain = style._replace(align="left", indent=0, turnover=0, typed=True)
    return max((ground.width_of(text, plain) for text in texts), default=0)


def _qr_style(
    ground: Ground, canvas: Canvas, block: Block, texts: tuple[str, ...], box: Rect
) -> tuple[TextStyle, bool]:
    """The style of a code's words and whether they stand beside it: larger where there is room, smaller where not."""
    style = ground.text_style(ground.style("qr"), marks="half")
    room = box.width - min(box.height, _QR_LARGEST) - ground.house.grid.body
    own = _widest(ground, texts, style)
    beside = box.width > box.height * 5 // 4 and own * 7 // 8 + style.size <= room
    if not beside:
        room = box.width - ground.house.grid.body
    if not own:
        return style, beside
    largest = ground.house.grid.body * 13 // 10 if beside else style.size
    size = min(largest, style.size * (room - (style.size if beside else 0)) // own)
    if size < _QR_LEAST_WORDS:
        canvas.report.error("makeup.words-overset", block.span, text=max(texts, key=len))
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
    ground: Ground,
    canvas: Canvas,
    name: str,
    texts: tuple[str, ...],
    style: TextStyle,
    code: Rect,
    box: Rect,
    *,
    beside: bool,
) -> None:
    pitch = style.size * 4 // 3
    for at, text in enumerate(texts):
        node = NodeId.of_block(name, at)
        if beside:
            middle = centred_baseline(code.top, code.bottom, style.size)
            baseline = middle + (2 * at - len(texts) + 1) * pitch // 2
            canvas.aligned(ground, text, style, code.right + style.size // 4, box.right, baseline, node=node)
        else:
            baseline = code.bottom + rounded(ABOVE * style.size, 1000) + at * pitch
            canvas.aligned(ground, text, style, box.left, box.right, baseline, "centre", node=node)
