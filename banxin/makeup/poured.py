"""Text that was poured: draw it on the page, and say what did not fit or what stayed empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup.geometry import Column, centred_baseline

if TYPE_CHECKING:
    from banxin.makeup.context import Composition
    from banxin.makeup.flow import Placed, Poured
    from banxin.makeup.galley import Piece
    from banxin.plan.records import Block
    from banxin.story.records import Story


def draw_piece(page: Composition, placed: Placed, column: Column) -> None:
    """Draw the rows of a piece in its column."""
    piece = placed.piece
    if piece.kind == "text":
        for row in range(placed.first_row, placed.last_row):
            baseline = page.geometry.baseline(placed.line + row - placed.first_row)
            page.draw_line(piece.lines, row, column.x, baseline, piece.nodes)
        return
    _draw_solid(page, piece, placed.line, column)


def _draw_solid(page: Composition, piece: Piece, line: int, column: Column) -> None:
    """Subheads and bylines: centred in the rows they take."""
    style, lines = piece.style, piece.lines
    size = lines.measured.em
    if piece.rows == len(lines.lines) and size == page.house.grid.body:
        baselines = [page.geometry.baseline(line + at) for at in range(piece.rows)]
    else:
        pitch = style.leading or max(page.house.grid.leading, size * 5 // 4)
        top, bottom = page.geometry.line_top(line), page.geometry.line_top(line + piece.rows)
        middle = centred_baseline(top, bottom, size)
        baselines = [middle + (2 * at - len(lines.lines) + 1) * pitch // 2 for at in range(len(lines.lines))]
    for at, baseline in enumerate(baselines):
        spare = column.measure - lines.lines[at].width
        x = column.x + {"centre": spare // 2, "right": spare}.get(style.align, 0)
        page.draw_line(lines, at, x, baseline, piece.nodes)


def report_overset(page: Composition, block: Block, story: Story, pieces: list[Piece], poured: Poured) -> None:
    """Report what found no place: how much, from which character on, and what would help."""
    if poured.rest is None:
        return
    at, row = poured.rest
    rows = sum(piece.rows for piece in pieces[at:]) - row
    text = "".join(_text_from(piece, row if number == 0 else 0) for number, piece in enumerate(pieces[at:]))
    count = sum(not character.isspace() for character in text)
    piece = pieces[at]
    start = piece.lines.measured.starts[piece.lines.lines[min(row, len(piece.lines.lines) - 1)].first] if row else 0
    base, node = max((entry for entry in piece.nodes if entry[0] <= start), key=lambda entry: entry[0])
    span = story.span(node.partition("/")[2], start - base)
    rows_each = -(-rows // max(1, len({placed.column for placed in poured.placed}) or 1))
    page.report.error("makeup.overset", span, story=story.slug, characters=count, lines=rows, each=rows_each,
                      block=block.id or block.subject)  # fmt: skip
    page.oversets.append((story.slug, text))


def _text_from(piece: Piece, row: int) -> str:
    measured = piece.lines.measured
    if not row:
        return measured.text
    return measured.text[measured.starts[piece.lines.lines[row].first] :]


def report_underset(page: Composition, block: Block, story: Story, poured: Poured, columns: int) -> None:
    """Report empty lines, more than the remainder that the last column may be short by."""
    if poured.rest is None and poured.empty > columns:
        page.report.warn("makeup.underset", block.span, story=story.slug, lines=poured.empty,
                         characters=poured.empty * page.house.grid.measure, each=poured.empty // columns)  # fmt: skip
