"""导读: what stands on the other pages, page and headline, as many as there is room for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.makeup._composed import nodes_of
from banxin.makeup._ornaments import FRAME
from banxin.makeup.copy import IndexEntry
from banxin.makeup.geometry import centred_baseline, framed_columns
from banxin.page import BLACK, PAPER, NodeId, rectangle
from banxin.tuples import NamedTuple
from banxin.units import Rect

if TYPE_CHECKING:
    from banxin.lines import Lines, TextStyle
    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.plan.kinds import IndexBlock


#: A page's name, or a spread's.
_PAGE = re.compile(r"[A-Z][0-9]{2}(-[A-Z][0-9]{2})?")


class _SetEntry(NamedTuple):
    """A line of the index as it was set."""

    page: str
    lines: Lines
    story: str


def compose_index(
    ground: Ground, canvas: Canvas, block: Block, what: IndexBlock, rect: Rect, entries: tuple[IndexEntry, ...]
) -> None:
    """The label, the frame, and the entries spread over what is between.

    Where there are too many, further stories of a page go first, then the last pages: makeup.index-short.
    """
    half = ground.house.grid.leading // 2
    column = framed_columns(rect, ground.house.grid, 1)[0]
    title = ground.text_style(ground.style("index-title"), marks="half")
    ink = ground.colour(block.colour or "house", BLACK)
    label = Rect(
        rect.left, rect.top + ground.geometry.line_gap // 2, rect.right, rect.top + 2 * ground.house.grid.leading
    )
    canvas.under.append(rectangle(label, fill=ink))
    canvas.aligned(ground, what.title or ground.language.say("index"), title, label.left, label.right,
                      centred_baseline(label.top, label.bottom, title.size), "centre", PAPER, node=block.node("title"))  # fmt: skip
    frame = Rect(rect.left, label.top, rect.right, rect.bottom - ground.geometry.line_gap // 2)
    canvas.under.append(rectangle(frame.inset(FRAME // 2, FRAME // 2), stroke=ink, width=FRAME))
    room = Rect(column.x, label.bottom + half // 2, column.x + column.measure, frame.bottom - half // 2)
    canvas.region(frame.corners(), block.node(), "index")
    _entries(ground, canvas, block, tuple(map(_by_hand, what.lines)) or entries, room)


def _by_hand(line: str) -> IndexEntry:
    """An entry as the layout has it: a page's name, a space and the words; or words alone."""
    page, space, words = line.partition(" ")
    return IndexEntry(page, words) if space and _PAGE.fullmatch(page) else IndexEntry("", line)


def _entries(ground: Ground, canvas: Canvas, block: Block, entries: tuple[IndexEntry, ...], room: Rect) -> None:
    style = ground.text_style(ground.style("index"))._replace(indent=0, turnover=0, align="left", marks="half")
    number = ground.text_style(ground.style("index-title"))._replace(
        size=style.size, indent=0, turnover=0, align="left"
    )
    pitch = style.size * 7 // 5
    width = max((ground.width_of(_short(entry.page), number) for entry in entries), default=0) + style.size
    made = [
        _SetEntry(entry.page, ground.set_text(entry.headline, style, room.width - width), entry.story)
        for entry in entries
    ]
    kept = _fitting(made, room.height // pitch)
    missing = list(dict.fromkeys(entry.page for entry in made if entry.page not in [one.page for one in kept]))
    if missing:
        canvas.report.warn("makeup.index-short", block.span, pages=" ".join(missing))
    free = room.height - pitch * sum(len(entry.lines.lines) for entry in kept)
    gap = max(0, min(free // (len(kept) + 1), pitch))
    top = room.top + max(0, (free - gap * (len(kept) - 1)) // 2)
    for at, entry in enumerate(kept):
        _draw(ground, canvas, entry, number, Rect(room.left, top, room.left + width, top + pitch), style.size,
              block.node(at))  # fmt: skip
        foot = top + len(entry.lines.lines) * pitch
        if entry.story:  # what is written by hand is nobody's headline
            canvas.region(Rect(room.left, top, room.right, foot).corners(), NodeId.of_story(entry.story), "index-line")
        top = foot + gap


def _draw(
    ground: Ground, canvas: Canvas, entry: _SetEntry, number: TextStyle, label: Rect, size: int, node: NodeId
) -> None:
    """A page's number in the label's place, its headline at the right."""
    baseline = centred_baseline(label.top, label.bottom, size)
    canvas.aligned(ground, _short(entry.page), number, label.left, label.right, baseline, ink=ground.colour("house", BLACK),
                   node=node)  # fmt: skip
    for at in range(len(entry.lines.lines)):
        canvas.line(ground, entry.lines, at, label.right, baseline + at * label.height, nodes_of(node))


def _fitting(entries: list[_SetEntry], rows: int) -> list[_SetEntry]:
    """So many entries as have room: each page's first story before any page's second."""
    kept = list(entries)
    while kept and sum(len(entry.lines.lines) for entry in kept) > rows:
        second = next((at for at in range(len(kept) - 1, 0, -1) if kept[at].page == kept[at - 1].page), len(kept) - 1)
        del kept[second]
    return kept


def _short(page: str) -> str:
    """A04-05 for a spread."""
    first, dash, second = page.partition("-")
    return f"{first}-{second[1:]}" if dash else first
