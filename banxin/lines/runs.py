"""Lines into text runs: glyphs of one face, with the pen's way between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import Glyphs, Ink, TextRun
from banxin.units import Point

if TYPE_CHECKING:
    from banxin.lines.records import Line, Measured

    Nodes = tuple[tuple[int, str], ...]


def text_runs(measured: Measured, line: Line, origin: Point, nodes: Nodes, *, ink: Ink | None = None) -> list[TextRun]:
    """The runs of one line whose slot begins at ``origin`` (the baseline's left end, the indent not counted).

    ``nodes`` says which node's text begins at which offset of the measured text. A run is as long as
    the face and the node stay the same; its white lies in the advances of its cells' last glyphs.
    """
    found: list[TextRun] = []
    pen = line.indent
    at = line.first
    ink = ink or measured.style.ink
    part = 0
    while at < line.last:
        while part + 1 < len(nodes) and nodes[part + 1][0] <= measured.starts[at]:
            part += 1
        end = at + 1
        turn = nodes[1 + part][0] if part + 1 < len(nodes) else len(measured.text)
        while end < line.last and measured.faces[end] == measured.faces[at] and measured.starts[end] < turn:
            end += 1
        glyphs, length = _glyphs(measured, line, at, end)
        font, size = measured.fonts[measured.faces[at]]
        begin = measured.starts[at]
        base, node = nodes[part]
        vertical = measured.style.vertical
        place = Point(origin.x, origin.y + pen) if vertical else Point(origin.x + pen, origin.y)
        found.append(
            TextRun(measured.text[begin : measured.starts[end]], glyphs, place, font.key, size, ink, node,
                    begin - base if node else -1, vertical, 0, measured.style.hscale)
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
