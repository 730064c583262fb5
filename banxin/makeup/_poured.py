"""Text that was poured: draw it on the page, and say what did not fit or what stayed empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._piece import NO_INITIAL
from banxin.makeup.geometry import ABOVE, centred_baseline
from banxin.page import Overset
from banxin.plan.kinds import BoxBlock
from banxin.problems import Maybe
from banxin.units import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banxin.makeup._composed import Canvas
    from banxin.makeup._flow import PlacedRows, Poured
    from banxin.makeup._piece import Initial, Piece
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.story.records import Story


def draw_piece(ground: Ground, canvas: Canvas, placed: PlacedRows, *, at_head: bool) -> None:
    """Draw the rows of a piece where they were placed; ``at_head``: nothing stands above it there."""
    piece, interval = placed.piece, placed.interval
    if piece.kind == "text":
        beside = piece.initial or NO_INITIAL
        if beside.character is not None and not placed.first_row:
            _draw_initial(ground, canvas, placed, beside)
        for row in range(placed.first_row, placed.last_row):
            line = placed.line + row - placed.first_row
            x = interval.slot(line)[0] + (beside.width if row < beside.rows else 0)
            canvas.line(
                ground, piece.lines, row, x, ground.geometry.baseline(line), piece.nodes, slot=(placed.column, line)
            )
        return
    slots = [interval.slot(placed.line + row) for row in range(placed.last_row - placed.first_row)]
    left, right = max(start for start, _ in slots), min(start + measure for start, measure in slots)
    for at, baseline in enumerate(_baselines(ground, piece, placed.line, at_head=at_head)):
        spare = right - left - piece.lines.lines[at].width
        x = left + {"centre": spare // 2, "right": spare}.get(piece.style.align, 0)
        canvas.line(ground, piece.lines, at, x, baseline, piece.nodes, slot=(placed.column, placed.line))


def _draw_initial(ground: Ground, canvas: Canvas, placed: PlacedRows, beside: Initial) -> None:
    """A large initial, its square as high as its lines' from the first one's head to the last one's foot."""
    assert beside.character is not None
    size, line, grid = beside.character.measured.em, placed.line, ground.house.grid
    top = ground.geometry.baseline(line) - rounded(ABOVE * grid.body, 1000)
    foot = ground.geometry.baseline(line + beside.rows - 1) + grid.body - rounded(ABOVE * grid.body, 1000)
    x = placed.interval.slot(line)[0]
    canvas.line(
        ground, beside.character, 0, x, centred_baseline(top, foot, size), beside.nodes, slot=(placed.column, line)
    )


def _baselines(ground: Ground, piece: Piece, line: int, *, at_head: bool) -> list[int]:
    """Baselines of a subhead or byline: two thirds of its white above, one below; none above at a column's head."""
    count, size = len(piece.lines.lines), piece.lines.measured.em
    if piece.rows == count and size == ground.house.grid.body:
        return [ground.geometry.baseline(line + at) for at in range(count)]
    gap = ground.geometry.line_gap
    pitch = piece.style.leading or max(ground.house.grid.leading, size * 5 // 4)
    free = piece.rows * ground.house.grid.leading - gap - size - (count - 1) * pitch
    top = ground.geometry.line_top(line) + gap // 2 + (0 if at_head else max(0, free) * 2 // 3)
    return [top + rounded(ABOVE * size, 1000) + at * pitch for at in range(count)]


def report_overset(
    canvas: Canvas,
    block: Block,
    story: Story,
    pieces: list[Piece],
    poured: Poured,
    advice: Callable[[int, int], Mapping[str, object]],
    *,
    spoiled: bool,
) -> None:
    """Report what found no place: how much, from which character on, and what would help.

    ``advice`` knows the last, of so many characters in so many lines; it may pour the pieces again, and is asked at the end.
    The draft shows it; a ``spoiled`` story has a fault already that it may come from.
    """
    if poured.rest is None:
        return
    at, row = poured.rest
    if not any(node for _, node in pieces[at].nodes):
        at, row = at + 1, 0  # the line that says where the story comes from is nobody's copy
    rows = sum(piece.rows for piece in pieces[at:]) - row
    text = "".join(_text_from(piece, row if number == 0 else 0) for number, piece in enumerate(pieces[at:]))
    canvas.overset.append(Overset(block.id, story.slug, text))
    if spoiled:
        return
    count = sum(not character.isspace() for character in text)
    piece = pieces[at]
    start = piece.lines.measured.starts[piece.lines.lines[min(row, len(piece.lines.lines) - 1)].first] if row else 0
    copied = [entry for entry in piece.nodes if entry[1]]  # a mark that a style sets before the text is nobody's copy
    base, node = max((entry for entry in copied if entry[0] <= start), key=lambda entry: entry[0], default=copied[0])
    span = story.span(node.part, max(0, start - base))
    words: dict[str, object] = {"characters": count, "lines": rows, **advice(count, rows)}
    if isinstance(block.what, BoxBlock):
        canvas.report.error("makeup.box-overset", span, box=block.what.name, story=story.slug, **words)
    else:
        canvas.report.error("makeup.overset", span, story=story.slug, block=block.id, **words)


def _text_from(piece: Piece, row: int) -> str:
    """The copy of a piece from a row on, without the mark that its style sets before it."""
    measured = piece.lines.measured
    if not row and piece.initial and piece.initial.character is not None:
        return piece.initial.character.measured.text + measured.text
    if not row:
        return measured.text[next(start for start, node in piece.nodes if node) :]
    return measured.text[measured.starts[piece.lines.lines[row].first] :]


def report_underset(
    canvas: Canvas, block: Block, story: Story, poured: Poured, columns: int, beyond: dict[str, int],
    advice: Callable[[], Mapping[str, object]],
) -> None:  # fmt: skip
    """Report empty lines, more than the remainder that the last column may be short by.

    ``beyond``: pages that the story should go on to and does not reach, and their empty lines. ``advice``: see
    :func:`report_overset`.
    """
    lines = poured.empty + sum(beyond.values())
    if lines > columns:
        words: dict[str, object] = {
            "story": story.slug,
            "lines": lines,
            "pages": Maybe(", ".join(beyond)),
            "beyond": sum(beyond.values()),
        }
        canvas.report.warn("makeup.underset", block.span, **words, **advice())
