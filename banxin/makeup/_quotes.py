"""Pull quotes: a sentence of the story set large between rules, as large as its place allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.lines import set_paragraph, uniform
from banxin.makeup._ornaments import draw_frame
from banxin.makeup._phrases import broken_lines
from banxin.makeup.geometry import ABOVE
from banxin.page import BLACK, rule
from banxin.tuples import NamedTuple
from banxin.units import PT, Point, Rect, rounded

if TYPE_CHECKING:
    from banxin.lines import Lines
    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.page import Nodes
    from banxin.plan.block import Block
    from banxin.plan.records import Style
    from banxin.story.records import Box, Paragraph, Story

_THICK, _THIN = 2 * PT, PT // 2
#: A quote of more lines is set as running text.
_MOST_LINES = 6


class _SetParagraph(NamedTuple):
    """A paragraph of a quote as it was set."""

    lines: Lines
    pitch: int
    nodes: Nodes


def compose_quote(
    ground: Ground, canvas: Canvas, block: Block, rect: Rect, story: Story, box: Box, style: Style
) -> None:
    """A box whose style has several sizes: the largest at which its text fits, in the middle of its place.

    Without a frame of its own it stands between a thick rule and a thin one, which like its text have the block's
    colour; its title, who says it, is set below.
    """
    # Half a line of white parts its rules from the text above and below.
    place = rect.inset(0, ground.geometry.line_gap // 2 if block.frame else ground.house.grid.leading // 2)
    ink = ground.colour(block.colour, BLACK)
    em = ground.house.grid.body
    if block.frame:
        draw_frame(ground, canvas, rect, block.frame, block.colour)
        inner = place.inset(em, em // 2)
    else:
        top, foot = place.top + _THICK // 2, place.bottom - _THIN // 2
        canvas.under.append(rule(Point(place.left, top), Point(place.right, top), _THICK, ink))
        canvas.under.append(rule(Point(place.left, foot), Point(place.right, foot), _THIN, ink))
        inner = place.inset(0, em // 2)
    sets = _fitted(ground, story, box, style, inner)
    if _depth(sets) > inner.height:
        canvas.report.error("makeup.words-overset", block.span, text="".join(one.text for one in box.paragraphs))
    top = inner.top + max(0, inner.height - _depth(sets)) // 2
    for one in sets:
        size = one.lines.measured.em
        for at in range(len(one.lines.lines)):
            baseline = top + (one.pitch - size) // 2 + rounded(ABOVE * size, 1000) + at * one.pitch
            canvas.line(ground, one.lines, at, inner.left, baseline, one.nodes, ink if block.colour else None)
        top += one.pitch * len(one.lines.lines)


def _fitted(ground: Ground, story: Story, box: Box, style: Style, inner: Rect) -> list[_SetParagraph]:
    """The quote at its largest size that fits; at the smallest where none does."""
    sets: list[_SetParagraph] = []
    for size in style.sizes:
        sets = [_set(ground, story, paragraph, style, size, inner.width) for paragraph in box.paragraphs]
        if box.title is not None:
            small = ground.style("credit")._replace(align="right")
            sets.append(_set(ground, story, box.title, small, small.size, inner.width))
        if _depth(sets) <= inner.height:
            break
    return sets


def _set(ground: Ground, story: Story, paragraph: Paragraph, style: Style, size: int, measure: int) -> _SetParagraph:
    text_style = ground.text_style(style, size=size)._replace(indent=0, turnover=0)
    nodes = ((0, story.node(paragraph.key)),)
    measured = ground.measured(story, paragraph.key, paragraph.text, paragraph.marks, text_style, nodes=nodes)
    # Broken by sense like a heading, where it is no longer than one.
    lines = broken_lines(measured, paragraph.breaks, measure, _MOST_LINES, ground.house.names)
    lines = lines or set_paragraph(measured, uniform(measure))
    assert lines is not None
    return _SetParagraph(lines, rounded(size * style.spacing, 1000), nodes)


def _depth(sets: list[_SetParagraph]) -> int:
    return sum(one.pitch * len(one.lines.lines) for one in sets)
