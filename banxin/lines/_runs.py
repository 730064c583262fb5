"""Lines into text runs: glyphs of one face, with the pen's way between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from banxin.hanzi import table
from banxin.lines.beside import written_hyphens
from banxin.lines.records import ACROSS, TURNED
from banxin.page import Glyphs, Ink, TextRun
from banxin.tuples import NamedTuple
from banxin.units import Point, rounded

if TYPE_CHECKING:
    from banxin.lines.records import Line, Measured
    from banxin.page import Nodes


T = TypeVar("T", Ink, str)

#: A square's middle lies so far above the baseline, thousandths of its size.
_MIDDLE = 380
_HYPHEN = "-"


def text_runs(
    measured: Measured,
    line: Line,
    origin: Point,
    nodes: Nodes,
    *,
    ink: Ink | None = None,
    block: str = "",
    number: int = -1,
) -> list[TextRun]:
    """The runs of one line whose slot begins at ``origin``, the indent not counted.

    That is the baseline's left end, or the top of a vertical line's axis. ``nodes`` says which node's
    text begins at which offset of the measured text. A run is as long as face, node and stance stay
    the same; its white lies in the advances of its cells' last glyphs. ``block`` and ``number`` say whose line it is.
    """
    found: list[TextRun] = []
    pen = line.indent
    at = line.first
    part = 0
    faces, starts, turns, adjusted = measured.faces, measured.starts, measured.turns, measured.adjusted
    while at < line.last:
        while part + 1 < len(nodes) and nodes[part + 1][0] <= starts[at]:
            part += 1
        end = at + 1
        turn = nodes[1 + part][0] if part + 1 < len(nodes) else len(measured.text)
        own, tongue = measured.style.ink, measured.style.language
        if measured.inks:
            own, turn = _part(measured.inks, own, starts[at], turn)
        if measured.tongues:
            tongue, turn = _part(measured.tongues, tongue, starts[at], turn)
        while end < line.last and faces[end] == faces[at] and starts[end] < turn:
            if (turns and (turns[end] != turns[at] or turns[at] == ACROSS)) or (
                adjusted and (end in adjusted or at in adjusted)
            ):
                break
            end += 1
        glyphs, length = _glyphs(measured, line, at, end)
        base, node = nodes[part]
        stance = _stance(measured, at, pen, origin)
        font, size = measured.fonts[faces[at]]
        if turns and turns[at] == ACROSS:
            glyphs, stance = _across(measured, at, pen, origin, length)
        found.append(
            TextRun(measured.text[starts[at] : starts[end]], glyphs, stance.origin, font.key, size,
                    ink or own, node, starts[at] - base if node.is_copy else -1, stance.vertical,
                    stance.turn, stance.hscale, tongue, block, number)
        )  # fmt: skip
        pen += length
        at = end
    if line.last - 1 in measured.hyphens and written_hyphens(measured):
        found.append(_hyphen(measured, line, pen, origin, found[-1]))
    return found


def _hyphen(measured: Measured, line: Line, pen: int, origin: Point, before: TextRun) -> TextRun:
    """The hyphen at a line's end as a run of its own: of the node before it, at no place of the copy."""
    last = line.last - 1
    font, size = measured.fonts[measured.faces[last]]
    ids, clusters, advances, _ = font.shape(_HYPHEN, size, han=False)
    stance = _stance(measured, last, pen, origin)
    glyphs = Glyphs(tuple(ids), tuple(clusters), tuple(advances))
    return TextRun(_HYPHEN, glyphs, stance.origin, font.key, size, before.ink, before.node, -1, stance.vertical,
                   stance.turn, stance.hscale, before.lang, before.block, before.line)  # fmt: skip


def _part(parts: tuple[tuple[int, int, T], ...], usual: T, offset: int, until: int) -> tuple[T, int]:
    """What holds for a character, its part's value or what is usual, and where the next one may have another."""
    own = usual
    for start, end, value in parts:
        if start <= offset < end:
            own, until = value, min(until, end)
        elif offset < start:
            until = min(until, start)
    return own, until


class _Stance(NamedTuple):
    """Where a run begins and how it stands."""

    origin: Point
    vertical: bool
    turn: int
    hscale: int


def _stance(measured: Measured, at: int, pen: int, origin: Point) -> _Stance:
    rise, wide = measured.adjusted.get(at, (0, 1000))
    hscale = measured.style.hscale * wide // 1000
    if not measured.style.vertical:
        return _Stance(Point(origin.x + pen, origin.y - rise), False, 0, hscale)
    if measured.turns[at] == TURNED:
        # Turned, a baseline stands left of the axis by as much as it lies below the middle of a square.
        place = Point(origin.x - rounded(_MIDDLE * measured.em, 1000) + rise, origin.y + pen)
        return _Stance(place, True, 1, hscale)
    return _Stance(Point(origin.x + rise, origin.y + pen), True, 0, hscale)


def _across(measured: Measured, cell: int, pen: int, origin: Point, length: int) -> tuple[Glyphs, _Stance]:
    """A letter, or figures, in one 字 of a vertical line: centred, narrowed to the square where they are wider.

    One alone goes down the line as hanzi do, so that readers of a file find no break beside it.
    """
    begin, end = measured.first_glyph[cell], measured.first_glyph[cell + 1]
    font, size = measured.fonts[measured.faces[cell]]
    own = measured.natural[begin:end]
    width = max(1, sum(own))
    scale = min(1000, measured.em * 1000 // width)
    capital = font.glyph("H")
    if measured.kinds[cell] == table.EXCLAIM_PAIR:
        _, foot, _, top = font.ink(measured.glyphs[begin])
        high = foot + top
    else:
        high = font.ink(capital)[3] if capital is not None else 2 * _MIDDLE
    baseline = measured.em // 2 + rounded(high * size, 2000)
    ids = tuple(measured.glyphs[begin:end])
    clusters = tuple(cluster - measured.starts[cell] for cluster in measured.clusters[begin:end])
    if len(ids) == 1 and scale == 1000:
        _, hangs = font.vertical_origin(ids[0])
        shift = baseline - rounded(hangs * size, 1000)
        return Glyphs(ids, clusters, (length,), (shift,)), _Stance(Point(origin.x, origin.y + pen), True, 0, 1000)
    advances = tuple(rounded(advance * scale, 1000) for advance in own)
    place = Point(origin.x - sum(advances) // 2, origin.y + pen + baseline)
    return Glyphs(ids, clusters, advances), _Stance(place, False, 0, scale)


def _glyphs(measured: Measured, line: Line, at: int, end: int) -> tuple[Glyphs, int]:
    """The glyph columns of cells ``at`` up to ``end``, and how far the pen goes over them."""
    first, body, natural = measured.first_glyph, measured.body, measured.natural
    start_glyph, end_glyph = first[at], first[end]
    base = measured.starts[at]
    advances: list[int] = []
    whites, origin = line.whites, line.first
    for cell in range(at, end):
        begin, stop = first[cell], first[cell + 1]
        step = body[cell] + whites[cell - origin]
        if stop - begin == 1:
            advances.append(step)
        elif stop > begin:
            inner = natural[begin : stop - 1]
            advances += inner
            advances.append(step - sum(inner))
        elif advances:
            advances[-1] += step
    shifts = tuple(measured.shifts[start_glyph:end_glyph])
    clusters = tuple([cluster - base for cluster in measured.clusters[start_glyph:end_glyph]])
    glyphs = Glyphs(tuple(measured.glyphs[start_glyph:end_glyph]), clusters, tuple(advances),
                    shifts if any(shifts) else ())  # fmt: skip
    return glyphs, sum(body[at:end]) + sum(whites[at - origin : end - origin])
