"""Marks beside a line: emphasis dots, name and title lines, boxes, ruby. None of them moves a baseline.

They hang from the cells as set (CLREQ section on interlinear marks, IL-01 to IL-07): dots and lines
below the hanzi, ruby above, all within the line's own gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.page import BLACK, Path, rectangle, rule
from banxin.units import Point, Rect, rounded

if TYPE_CHECKING:
    from banxin.lines.records import Line, Measured
    from banxin.story.records import Mark

_MARKS = frozenset(kind for kind, name in enumerate(table.NAMES) if name in
                   ("open", "close", "pause", "colon", "stop", "exclaim", "interpunct", "dash", "ellipsis", "space"))  # fmt: skip
#: Distances in thousandths of a 字, from the baseline downwards.
_DOT_AT, _DOT_SIZE = 235, 60
_LINE_AT, _LINE_WIDTH = 190, 45
_WAVE = 90


def beside(measured: Measured, line: Line, origin: Point) -> list[Path]:
    """Dots, lines and boxes of the marked cells of a line that begins at ``origin``."""
    found: list[Path] = []
    for mark in measured.marks:
        if mark.kind == "dots":
            found += _dots(measured, line, origin, mark)
        elif mark.kind in ("name", "book", "dead"):
            span = _extent(measured, line, mark)
            if span is not None:
                found.append(_line_of(mark.kind, origin, span, measured.em))
    return found


def ruby_texts(measured: Measured, line: Line) -> list[tuple[str, int, int]]:
    """Ruby of a line: its text, and from where to where its base runs along the line."""
    found = []
    for mark in measured.marks:
        if mark.kind == "ruby":
            span = _extent(measured, line, mark)
            if span is not None:
                found.append((mark.value, *span))
    return found


def _places(measured: Measured, line: Line) -> list[tuple[int, int, int]]:
    """Each cell of a line with where its body begins and ends along it."""
    pen, found = line.indent, []
    for at in range(line.first, line.last):
        found.append((at, pen, pen + measured.body[at]))
        pen += measured.body[at] + line.whites[at - line.first]
    return found


def _extent(measured: Measured, line: Line, mark: Mark) -> tuple[int, int] | None:
    inside = [(start, end) for at, start, end in _places(measured, line)
              if mark.start <= measured.starts[at] < mark.end]  # fmt: skip
    return (inside[0][0], inside[-1][1]) if inside else None


def _dots(measured: Measured, line: Line, origin: Point, mark: Mark) -> list[Path]:
    em = measured.em
    y, radius = origin.y + rounded(_DOT_AT * em, 1000), rounded(_DOT_SIZE * em, 1000)
    found = []
    for at, start, end in _places(measured, line):
        if mark.start <= measured.starts[at] < mark.end and measured.kinds[at] not in _MARKS:
            found.append(_disc(origin.x + (start + end) // 2, y, radius))
    return found


def _disc(x: int, y: int, radius: int) -> Path:
    """A circle of four curves (0.5523 is the usual handle)."""
    handle = rounded(radius * 5523, 10000)
    steps = (
        ("M", x + radius, y),
        ("C", x + radius, y + handle, x + handle, y + radius, x, y + radius),
        ("C", x - handle, y + radius, x - radius, y + handle, x - radius, y),
        ("C", x - radius, y - handle, x - handle, y - radius, x, y - radius),
        ("C", x + handle, y - radius, x + radius, y - handle, x + radius, y),
        ("Z",),
    )
    return Path(steps, fill=BLACK)


def _line_of(kind: str, origin: Point, span: tuple[int, int], em: int) -> Path:
    """A name's straight line, a title's wave, a box for the dead; a little shorter than the text (IL-02)."""
    short = em // 16
    left, right = origin.x + span[0] + short, origin.x + span[1] - short
    y, width = origin.y + rounded(_LINE_AT * em, 1000), rounded(_LINE_WIDTH * em, 1000)
    if kind == "name":
        return rule(Point(left, y), Point(right, y), width)
    if kind == "dead":
        top = origin.y - rounded(900 * em, 1000)
        return rectangle(
            Rect(left - short, top, right + short, origin.y + rounded(140 * em, 1000)), stroke=BLACK, width=width
        )
    steps: list[tuple[object, ...]] = [("M", left, y)]
    half = max(1, (right - left) * 4 // em) or 1
    step = (right - left) // half
    for at in range(half):
        x, lift = left + at * step, rounded(_WAVE * em, 1000) * (1 if at % 2 else -1)
        steps.append(("C", x + step // 3, y + lift, x + 2 * step // 3, y + lift, x + step, y))
    return Path(tuple(steps), stroke=BLACK, width=width)
