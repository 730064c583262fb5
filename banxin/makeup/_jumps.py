"""转版: a story that goes on another page, and the lines that say so (NP-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup._flow import PlacedRows, Poured, pour
from banxin.makeup._piece import Piece
from banxin.makeup.copy import START, Cut
from banxin.page import NO_NODE
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.makeup._room import Interval
    from banxin.makeup.copy import Jumps, StoryPlace
    from banxin.makeup.ground import Ground
    from banxin.story.records import Story


class StoryPart(NamedTuple):
    """One page's part of a story: where its text begins, the page it comes from and the one it goes on, if any.

    Called ``leaf`` where it is handed on (it has nothing to do with the e-paper's ``Leaf``). ``before`` and ``after`` are
    names of pages, '' for none: a story that stands on one page has neither.
    """

    begin: Cut = START
    before: str = ""
    after: str = ""
    again: bool = False
    """Whether the page before it is not the story's first: its short headline was shown there."""


def other_parts(jumps: Jumps, slug: str, page: str) -> tuple[tuple[StoryPlace, ...], str]:
    """The parts of a story before a page, and the name of the page after it ('' for none)."""
    parts = jumps.get(slug, ())
    names = [part.plan.name for part in parts]
    if page not in names:
        return (), ""
    at = names.index(page)
    return parts[:at], names[at + 1] if at + 1 < len(names) else ""


def headed(story: Story, leaf: StoryPart) -> Story:
    """The heading of a page's part: the story's own, where it goes on its short headline, else its headline once more.

    What is shown a second time is nobody's copy.
    """
    if not leaf.before:
        return story
    title = story.fields.get("short")
    if title is None or leaf.again:
        title = title or story.fields.get("headline")
        title = title and title._replace(key="")
    return story._replace(fields={"headline": title} if title else {})


def pour_leaf(
    ground: Ground, pieces: list[Piece], intervals: list[Interval], leaf: StoryPart, *, balance: bool
) -> Poured:
    """Pour a page's part of a story (``leaf``); where the story goes on, its last line says where."""
    setting = ground.house.setting
    if not leaf.after or not intervals:
        return pour(pieces, intervals, setting, balance=balance)
    poured = pour(pieces, intervals, setting, balance=False)
    for piece in pieces:
        piece.reset()
    if poured.rest is None:
        return pour(pieces, intervals, setting, balance=balance)
    last = intervals[-1]
    line = last.first + last.lines - 1
    left = [*intervals[:-1], last.shortened(last.lines - 1)] if last.lines > 1 else intervals[:-1]
    poured = pour(pieces, left, setting, balance=False)
    foot = PlacedRows(
        jump_line(ground, ground.language.say("jump_to", page=leaf.after), last.slot(line)[1]), 0, 1, last, line
    )
    return poured._replace(placed=(*poured.placed, foot))


def from_line(ground: Ground, leaf: StoryPart, measure: int) -> list[Piece]:
    """The line at the head of a continued story; none at the story's own beginning."""
    if not leaf.before:
        return []
    return [jump_line(ground, ground.language.say("jump_from", page=leaf.before), measure, align="left")]


def jump_line(ground: Ground, text: str, measure: int, *, align: str = "") -> Piece:
    """A line of the program's own in the style "jump"."""
    style = ground.style("jump")
    text_style = ground.text_style(style, marks="half")._replace(indent=0, turnover=0, align="left")
    lines = ground.set_text(text, text_style, measure)
    return Piece(
        "jump", lines, ((0, NO_NODE),), style._replace(align=align or style.align), measure, max(1, style.takes),
        other=lambda other: jump_line(ground, text, other, align=align),
    )  # fmt: skip


def cut_at(poured: Poured, pieces: list[Piece], leaf: StoryPart) -> Cut | None:
    """Where the next page begins; ``None`` where all was placed."""
    if poured.rest is None:
        return None
    at, row = poured.rest
    own = at - (1 if leaf.before else 0)
    if own < 0:
        return leaf.begin
    start = leaf.begin.start if own == 0 else 0
    if row:
        lines = pieces[at].lines
        start = pieces[at].offset + lines.measured.starts[lines.lines[row].first]
    return Cut(leaf.begin.piece + own, start)
