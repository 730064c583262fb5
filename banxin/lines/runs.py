"""Lines into text runs: glyphs of one face, with the pen's way between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import Glyphs, Ink, TextRun
from banxin.units import Point

if TYPE_CHECKING:
    from banxin.lines.records import Line, Measured


def text_runs(
    measured: Measured, line: Line, origin: Point, node: str, *, generated: bool = False, ink: Ink | None = None
) -> list[TextRun]:
    """The runs of one line whose slot begins at ``origin`` (the baseline's left end, the indent not counted).

    A run is as long as the face stays the same; its white lies in the advances of its cells' last glyphs.
    """
    found: list[TextRun] = []
    pen = line.indent
    at = line.first
    ink = ink or measured.style.ink
    while at < line.last:
        end = at + 1
        while end < line.last and measured.faces[end] == measured.faces[at]:
            end += 1
        glyphs, length = _glyphs(measured, line, at, end)
        font, size = measured.fonts[measured.faces[at]]
        begin = measured.starts[at]
        vertical = measured.style.vertical
        place = Point(origin.x, origin.y + pen) if vertical else Point(origin.x + pen, origin.y)
        found.append(
            TextRun(measured.text[begin : measured.starts[end]], glyphs, place, font.key, size, ink, node,
                    -1 if generated else begin, vertical, 0, measured.style.hscale)
        )  # fmt: skip
        pen += length
        at = end
    return found


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
