"""Marks beside a line: emphasis dots, name and title lines, boxes, ruby. None of them moves a baseline.

They hang from the cells as set (CLREQ section on interlinear marks, IL-01 to IL-07), within the line's
own gap. Below a horizontal line stand dots and lines, above it ruby; beside a vertical one lines stand
on the left, dots and ruby on the right (GB/T 15834 5.2.4, 5.2.5, VE-09).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from banxin.hanzi import table
from banxin.languages import language
from banxin.lines.records import ACROSS
from banxin.page import BLACK, Ink, Path, rectangle, rule
from banxin.story.marks import MARKS
from banxin.tuples import NamedTuple
from banxin.units import Point, Rect, rounded

if TYPE_CHECKING:
    from banxin.lines.records import Line, Measured
    from banxin.story.marks import Way
    from banxin.story.records import Mark

_MARKS = frozenset(kind for kind, name in enumerate(table.NAMES) if name in
                   ("open", "close", "pause", "semicolon", "colon", "stop", "exclaim", "exclaim-pair", "interpunct",
                    "dash", "ellipsis", "space", "wide-space"))  # fmt: skip
#: A square reaches this far above and below the baseline; half of it to each side of a vertical axis.
_ABOVE, _BELOW = 880, 120
#: Distances from the square's edge and sizes, in thousandths of a 字.
_DOT_AT, _DOT_SIZE = 115, 60
_LINE_AT, _LINE_WIDTH = 70, 45
#: Dots under a line that has one of its own stand further out (IL-03).
_DOT_PAST_LINE = 210
_WAVE, _WAVE_AT = 90, 100


class Ruby(NamedTuple):
    """A reading over its base: from where to where the base runs along the line."""

    text: str
    start: int
    end: int


def beside(measured: Measured, line: Line, origin: Point, ink: Ink = BLACK) -> list[Path]:
    """Dots, lines and boxes of the marked cells of a line that begins at ``origin``, and its hyphen."""
    found: list[Path] = []
    lined = [(mark.start, mark.end) for mark in measured.marks if _is_lined(MARKS[mark.kind].beside)]
    for mark in measured.marks:
        way = MARKS[mark.kind].beside
        if way == "dots":
            found += _dots(measured, line, origin, mark, lined)
        elif way is not None and (span := _extent(measured, line, mark)) is not None:
            found += _along(way, measured, origin, span)
    if line.last - 1 in measured.hyphens and not written_hyphens(measured):
        found.append(_hyphen(measured, line, origin, ink))
    return found


def _is_lined(way: Way | None) -> bool:
    """Whether it is a line where dots would stand."""
    return way in ("rule", "wave")


def ruby_texts(measured: Measured, line: Line) -> list[Ruby]:
    """Ruby of a line. A reading of as many words as its base has hanzi gives each its own (IL-06)."""
    found: list[Ruby] = []
    for mark in measured.marks:
        if MARKS[mark.kind].beside != "reading":
            continue
        inside = [place for place in _places(measured, line) if mark.start <= measured.starts[place[0]] < mark.end]
        words = mark.value.split()
        if inside and len(words) == mark.end - mark.start == len(inside):
            found += [Ruby(word, start, end) for word, (_, start, end) in zip(words, inside, strict=True)]
        elif inside:
            found.append(Ruby(mark.value, inside[0][1], inside[-1][2]))
    return found


def place_ruby(rubies: list[Ruby], widths: list[int], measure: int, gap: int) -> list[int]:
    """Where each reading begins along the line: centred, flush at the line's ends, ``gap`` apart (IL-04, IL-05)."""
    found: list[int] = []
    least = 0
    for ruby, width in zip(rubies, widths, strict=True):
        middle = (ruby.start + ruby.end) // 2
        at = max(least, min(middle - width // 2, measure - width))
        found.append(at)
        least = at + width + gap
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


def _point(measured: Measured, origin: Point, along: int, outwards: int, *, left: bool = False) -> Point:
    """A place so far along the line and so far outside its squares: below, or on one side of a vertical line."""
    em = measured.em
    if not measured.style.vertical:
        return Point(origin.x + along, origin.y + rounded(_BELOW * em, 1000) + outwards)
    across = em // 2 + outwards
    return Point(origin.x - across if left else origin.x + across, origin.y + along)


def _dots(measured: Measured, line: Line, origin: Point, mark: Mark, lined: list[tuple[int, int]]) -> list[Path]:
    em, vertical = measured.em, measured.style.vertical
    radius = rounded(_DOT_SIZE * em, 1000)
    found = []
    for at, start, end in _places(measured, line):
        offset = measured.starts[at]
        if mark.start <= offset < mark.end and measured.kinds[at] not in _MARKS:
            past = not vertical and any(begin <= offset < stop for begin, stop in lined)
            away = rounded((_DOT_PAST_LINE if past else _DOT_AT) * em, 1000)
            found.append(_disc(_point(measured, origin, (start + end) // 2, away), radius))
    return found


def _disc(middle: Point, radius: int) -> Path:
    """A circle of four curves (0.5523 is the usual handle)."""
    x, y = middle
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


def _along(way: Way, measured: Measured, origin: Point, span: tuple[int, int]) -> list[Path]:
    """What is one thing from a span's beginning to its end; what is drawn a character, or is text, is elsewhere."""
    width = rounded(_LINE_WIDTH * measured.em, 1000)
    match way:
        case "rule":
            return [_name_line(measured, origin, span, width)]
        case "wave":
            return [_title_wave(measured, origin, span, width)]
        case "box":
            return [rectangle(_frame(measured, origin, *span), stroke=BLACK, width=width)]
        case "dots" | "reading":
            return []
        case _:
            assert_never(way)


def _shortened(measured: Measured, span: tuple[int, int]) -> tuple[int, int]:
    """A little shorter than the text, so that lines of neighbours stay apart (IL-02)."""
    return span[0] + measured.em // 16, span[1] - measured.em // 16


def _name_line(measured: Measured, origin: Point, span: tuple[int, int], width: int) -> Path:
    away = rounded(_LINE_AT * measured.em, 1000)
    start, end = (_point(measured, origin, along, away, left=True) for along in _shortened(measured, span))
    return rule(start, end, width)


def _title_wave(measured: Measured, origin: Point, span: tuple[int, int], width: int) -> Path:
    em = measured.em
    start, end = _shortened(measured, span)
    away = rounded(_WAVE_AT * em, 1000)
    steps: list[tuple[object, ...]] = [("M", *_point(measured, origin, start, away, left=True))]
    half = max(1, (end - start) * 4 // em)
    step = (end - start) // half
    for at in range(half):
        along, lift = start + at * step, rounded(_WAVE * em, 1000) * (1 if at % 2 else -1)
        places = ((along + step // 3, away + lift), (along + 2 * step // 3, away + lift), (along + step, away))
        points = (_point(measured, origin, *place, left=True) for place in places)
        steps.append(("C", *(number for point in points for number in point)))
    return Path(tuple(steps), stroke=BLACK, width=width)


def _frame(measured: Measured, origin: Point, start: int, end: int) -> Rect:
    """The box around a name, just outside its squares."""
    em = measured.em
    out = rounded(20 * em, 1000)
    if measured.style.vertical:
        return Rect(origin.x - em // 2 - out, origin.y + start, origin.x + em // 2 + out, origin.y + end)
    top, bottom = origin.y - rounded(_ABOVE * em, 1000) - out, origin.y + rounded(_BELOW * em, 1000) + out
    return Rect(origin.x + start, top, origin.x + end, bottom)


def written_hyphens(measured: Measured) -> bool:
    """Whether hyphens at lines' ends are characters.

    So readers expect them in a language of words, and join what stands on both sides; in Chinese copy a reader would
    take a hyphen for the writer's.
    """
    return language(measured.style.language).hyphenates == "freely"


def _hyphen(measured: Measured, line: Line, origin: Point, ink: Ink) -> Path:
    """The hyphen at a line's end, as the face has it, but drawn: nobody's copy has it, so no reader may find it."""
    last = line.last - 1
    font, size = measured.fonts[measured.faces[last]]
    left, bottom, right, top = font.ink(font.shape("-", size, han=False)[0][0])
    pen = line.indent + line.width - measured.hyphens[last]
    start, end = pen + rounded(left * size, 1000), pen + rounded(right * size, 1000)
    low, high = rounded(bottom * size, 1000), rounded(top * size, 1000)
    if measured.turns and measured.turns[last] != ACROSS:
        base = origin.x - rounded((500 - _BELOW) * measured.em, 1000)
        return rectangle(Rect(base + low, origin.y + start, base + high, origin.y + end), fill=ink)
    return rectangle(Rect(origin.x + start, origin.y - high, origin.x + end, origin.y - low), fill=ink)
