"""Rules, frames and ornaments, as vectors: 正线 反线 文武线 点线 曲线 花线 角框."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import BLACK, Path, rectangle, rule
from banxin.units import MM, PT, Point, Rect

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.page import Ink
    from banxin.plan.block import Block

FRAME = PT * 6 // 10
_TINT = 80
_THIN, _THICK = PT // 2, 2 * PT
#: White between the two lines of a 文武线.
_APART = PT * 3 // 2
#: A wave is so long and so high on either side of its middle.
_WAVE, _HIGH = 8 * PT, 3 * PT // 2
#: A diamond of a 花线: half its width and height; how far apart they stand, how many.
_DIAMOND, _STEP, _DIAMONDS = (3 * PT, 2 * PT), 12 * PT, 3
#: The arms of a corner, and how thick they are.
_ARM, _CORNER = 6 * MM, 3 * PT // 2


def tint_of(ground: Ground, name: str) -> Ink:
    """The tint behind a block: the colour stated, else the house's "tint", never a full black."""
    ink = ground.colour(name or "tint", BLACK.tinted(_TINT))
    return ink if ink.tint < 1000 or ink.k < 200 else ink.tinted(_TINT)


def draw_frame(ground: Ground, canvas: Canvas, rect: Rect, frame: str, name: str = "") -> None:
    """A frame or tint around the cells of ``rect``, on the edges that the neighbours' hanzi stand on."""
    box = rect.inset(0, ground.geometry.line_gap // 2)
    ink = ground.colour(name, BLACK)
    if frame == "tint":
        canvas.under.append(rectangle(box, fill=tint_of(ground, name)))
    elif frame == "solid":
        canvas.under.append(rectangle(box, fill=ink))
    elif frame == "rule":
        canvas.under.append(rule(Point(box.left, box.top), Point(box.right, box.top), FRAME, ink))
    elif frame == "corner":
        canvas.under.append(_corners(box, ink))
    else:
        inset = FRAME // 2
        canvas.under.append(rectangle(box.inset(inset, inset), stroke=ink, width=FRAME))


def _corners(box: Rect, ink: Ink) -> Path:
    """角框: the four corners of a frame, their strokes within it."""
    inner = box.inset(_CORNER // 2, _CORNER // 2)
    across, down = min(_ARM, inner.width // 3), min(_ARM, inner.height // 3)
    steps: list[tuple[object, ...]] = []
    for x, y, right, below in (
        (inner.left, inner.top, 1, 1),
        (inner.right, inner.top, -1, 1),
        (inner.right, inner.bottom, -1, -1),
        (inner.left, inner.bottom, 1, -1),
    ):
        steps += [("M", x + right * across, y), ("L", x, y), ("L", x, y + below * down)]
    return Path(tuple(steps), stroke=ink, width=_CORNER)


def draw_rule(ground: Ground, canvas: Canvas, block: Block, form: str, rect: Rect) -> None:
    """A line across the middle of its place: along the longer side."""
    ink = ground.colour(block.colour, BLACK)
    if rect.width >= rect.height:
        middle = (rect.top + rect.bottom) // 2
        ends = Point(rect.left, middle), Point(rect.right, middle)
    else:
        middle = (rect.left + rect.right) // 2
        ends = Point(middle, rect.top), Point(middle, rect.bottom)
    canvas.under += _lines(form, *ends, ink)


def _lines(kind: str, start: Point, end: Point, ink: Ink) -> list[Path]:
    match kind:
        case "thick":
            return [rule(start, end, _THICK // 2, ink)]
        case "double":
            return [
                rule(_aside(start, end, start, -_APART), _aside(start, end, end, -_APART), _THICK, ink),
                rule(_aside(start, end, start, _APART), _aside(start, end, end, _APART), _THIN, ink),
            ]
        case "dotted":
            return [rule(start, end, PT, ink, dash=(PT, 2 * PT))]
        case "wavy":
            return [Path(_wave(start, end), stroke=ink, width=_THIN)]
        case "ornament":
            return _diamonds(start, end, ink)
        case _:
            return [rule(start, end, _THIN, ink)]


def _aside(start: Point, end: Point, point: Point, by: int) -> Point:
    """A point moved across the way from start to end, which is level or upright."""
    return Point(point.x, point.y + by) if start.y == end.y else Point(point.x + by, point.y)


def _wave(start: Point, end: Point) -> tuple[tuple[object, ...], ...]:
    """曲线: whole waves from end to end, each of two arcs."""
    level = start.y == end.y
    length = end.x - start.x if level else end.y - start.y
    count = max(1, round(length / _WAVE))
    steps: list[tuple[object, ...]] = [("M", *start)]
    for at in range(2 * count):
        high = 2 * _HIGH * (-1 if at % 2 else 1)
        one, two, three = (length * (3 * at + part) // (6 * count) for part in (1, 2, 3))
        if level:
            steps.append(("C", start.x + one, start.y + high, start.x + two, start.y + high, start.x + three, start.y))
        else:
            steps.append(("C", start.x + high, start.y + one, start.x + high, start.y + two, start.x, start.y + three))
    return tuple(steps)


def _diamonds(start: Point, end: Point, ink: Ink) -> list[Path]:
    """花线: diamonds in the middle of a thin line."""
    level = start.y == end.y
    middle = Point((start.x + end.x) // 2, (start.y + end.y) // 2)
    along, across = _DIAMOND
    half = (_DIAMONDS * _STEP) // 2
    near = Point(middle.x - half, middle.y) if level else Point(middle.x, middle.y - half)
    far = Point(middle.x + half, middle.y) if level else Point(middle.x, middle.y + half)
    found = [rule(start, near, _THIN, ink), rule(far, end, _THIN, ink)]
    for at in range(_DIAMONDS):
        by = (2 * at - _DIAMONDS + 1) * _STEP // 2
        x, y = (middle.x + by, middle.y) if level else (middle.x, middle.y + by)
        wide, high = (along, across) if level else (across, along)
        steps = (("M", x - wide, y), ("L", x, y - high), ("L", x + wide, y), ("L", x, y + high), ("Z",))
        found.append(Path(steps, fill=ink))
    return found
