"""Headings that fit their hole: kicker, headline and deck, by the house's ladder of sizes (HD-01 to HD-07)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from banxin.lines import Lines, Measured, set_as_broken
from banxin.makeup.geometry import ABOVE
from banxin.makeup.phrases import broken_lines
from banxin.units import PT, Rect, rounded

if TYPE_CHECKING:
    from banxin.makeup.context import Composition
    from banxin.plan.records import Heading, Style
    from banxin.story.records import Paragraph, Story

_PARTS = ("kicker", "headline", "deck")
#: White between kicker and headline and above a deck, in thousandths of the smaller one's size.
_UNDER_KICKER, _OVER_DECK = 400, 550
#: From this size up a line's first ink stands on the column's edge.
_OPTICAL = 24 * PT
#: How far a headline is tightened and condensed once its smallest size does not fit (HD-07), thousandths.
_TIGHTER = ((0, 1000), (-25, 1000), (-50, 1000), (-50, 950), (-50, 900))
#: White left and right of a headline that fills its span, thousandths of its size.
_SIDE = 0


class Part(NamedTuple):
    """One part of a heading as set."""

    name: str
    """kicker, headline or deck."""
    lines: Lines
    node: str
    """The paragraph that it shows; '' for a headline that stands a second time, above a continued story."""
    size: int
    pitch: int
    """From baseline to baseline."""
    align: str

    @property
    def height(self) -> int:
        """From the top of the first line's hanzi to the foot of the last one's."""
        return self.size + (len(self.lines.lines) - 1) * self.pitch


def fit_heading(page: Composition, story: Story, heading: Heading, style: Style, width: int, height: int) -> list[Part]:
    """The parts of a story's heading, as large as the ladders allow in ``width`` and ``height`` (0: any).

    Reports makeup.heading-overset where even the smallest does not fit, and makeup.heading-tight where it
    had to be tightened or condensed.
    """
    wanted = [name for name in _PARTS if name in story.fields]
    if any(getattr(style, name) is None for name in wanted):
        # A style without a kicker or deck of its own sets the story's in the plain style: nothing is dropped.
        plain = page.style("plain")
        style = style._replace(kicker=style.kicker or plain.kicker, deck=style.deck or plain.deck)
    if not wanted:
        return []
    side = [name for name in wanted if name != "headline"]
    small = {name: _ladder(style, heading, name) for name in side}
    for squeeze in range(3):
        others = [_largest(page, story, name, _style(style, name), small[name][squeeze:] or small[name][-1:], width, heading)
                  for name in side]  # fmt: skip
        if any(part is None for part in others):
            continue
        fixed = [part for part in others if part is not None]
        if "headline" not in wanted:
            return fixed
        part = _headline(page, story, style, heading, width, height, fixed, last_try=squeeze == 2)
        if part is not None:
            return _in_order(wanted, fixed, part)
    return _forced(page, story, style, heading, width, wanted)


def _style(style: Style, name: str) -> Style:
    return getattr(style, name) or style


def _ladder(style: Style, heading: Heading, name: str) -> tuple[int, ...]:
    part = _style(style, name)
    return heading.sizes.get(name) or part.sizes or (part.size,)


def _in_order(wanted: list[str], others: list[Part], headline: Part) -> list[Part]:
    parts = {part.name: part for part in (*others, headline)}
    return [parts[name] for name in wanted]


def stack_height(parts: list[Part]) -> int:
    """The height of a stack: its parts and the white between them."""
    between = sum(_white(one, two) for one, two in pairwise(parts))
    return sum(part.height for part in parts) + between


def _white(one: Part, two: Part) -> int:
    return rounded(min(one.size, two.size) * (_OVER_DECK if one.size > two.size else _UNDER_KICKER), 1000)


def _headline(
    page: Composition, story: Story, style: Style, heading: Heading, width: int, height: int, others: list[Part], *,
    last_try: bool,
) -> Part | None:  # fmt: skip
    part_style = _style(style, "headline")
    ladder = _ladder(style, heading, "headline")
    spread = heading.spread or part_style.spread
    for size in ladder:
        part = _set_part(page, story, "headline", part_style, size, width, heading, spread)
        if part and (not height or stack_height([*others, part]) <= height):
            return part
    if not last_try:
        return None
    for tracking, hscale in _TIGHTER[1:]:
        part = _set_part(page, story, "headline", part_style, ladder[-1], width, heading, tracking, hscale)
        if part and (not height or stack_height([*others, part]) <= height):
            page.report.note("makeup.heading-tight", story.span("headline"), tracking=tracking / 10, width=hscale // 10)
            return part
    return None


def _largest(
    page: Composition, story: Story, name: str, style: Style, ladder: tuple[int, ...], width: int, heading: Heading
) -> Part | None:
    for size in ladder:
        part = _set_part(page, story, name, style, size, width, heading, style.spread)
        if part:
            return part
    return None


def _set_part(
    page: Composition, story: Story, name: str, style: Style, size: int, width: int, heading: Heading,
    tracking: int = 0, hscale: int = 1000,
) -> Part | None:  # fmt: skip
    """A part at a size, or ``None`` where it does not fit the width in its lines."""
    paragraph = story.fields[name]
    align = heading.align or style.align
    measured = _measured(page, story, paragraph, style, size, tracking, hscale, align)
    lines = broken_lines(measured, paragraph.breaks, width - 2 * rounded(_SIDE * size, 1000), style.lines)
    if lines is None:
        return None
    pitch = style.leading or rounded(style.spacing * size, 1000)
    return Part(name, lines, _node(story, paragraph), size, pitch, align)


def _node(story: Story, paragraph: Paragraph) -> str:
    return f"{story.slug}/{paragraph.key}" if paragraph.key else ""


def _measured(
    page: Composition,
    story: Story,
    paragraph: Paragraph,
    style: Style,
    size: int,
    tracking: int = 0,
    hscale: int = 1000,
    align: str = "left",
) -> Measured:
    text_style = page.text_style(style, size=size, marks="half", tracking=rounded(tracking * size, 1000), hscale=hscale)
    align = "even" if align == "even" else "left"
    text_style = text_style._replace(indent=0, turnover=0, align=align, phrase=page.house.phrase_gap)
    return page.measured(story, paragraph.key, paragraph.text, paragraph.marks, text_style)


def _forced(
    page: Composition, story: Story, style: Style, heading: Heading, width: int, wanted: list[str]
) -> list[Part]:
    """Nothing fits: the smallest, said as an error; the page shows it."""
    parts = []
    for name in wanted:
        part_style, paragraph = _style(style, name), story.fields[name]
        size = _ladder(style, heading, name)[-1]
        measured = _measured(page, story, paragraph, part_style, size)
        lines = broken_lines(measured, paragraph.breaks, width, 9) or set_as_broken(measured, [measured.count], width)
        parts.append(
            Part(name, lines, _node(story, paragraph), size, rounded(part_style.spacing * size, 1000), part_style.align)
        )
    headline = story.fields.get("headline")
    least, most = len(headline.breaks) + 1 if headline else 1, _style(style, "headline").lines
    if least > most:
        page.report.error("makeup.heading-lines", story.span("headline"), story=story.slug, lines=least, most=most,
                          style=heading.style or "plain")  # fmt: skip
    else:
        name = "headline" if headline else wanted[-1]
        size = _ladder(style, heading, name)[-1]
        page.report.error("makeup.heading-overset", story.span(name), story=story.slug,
                          size=f"{size / PT:g}", lines=least, most=most)  # fmt: skip
    return parts


def draw_heading(page: Composition, parts: list[Part], rect: Rect, *, at_head: bool) -> None:
    """Draw a stack in its hole.

    Of the white that is left two fifths go above, for a block's own white is there already; at the page's
    head three. What is below is never more than a line and a half.
    """
    free = max(0, rect.height - stack_height(parts))
    below = min(free * (2 if at_head else 3) // 5, page.house.grid.leading * 3 // 2)
    top = rect.top + free - below
    for number, part in enumerate(parts):
        if number:
            top += _white(parts[number - 1], part)
        baseline = top + rounded(ABOVE * part.size, 1000)
        for at, line in enumerate(part.lines.lines):
            spare = rect.width - line.width
            x = rect.left + {"centre": spare // 2, "right": spare}.get(part.align, -_bearing(part, line.first))
            page.draw_line(part.lines, at, x, baseline + at * part.pitch, ((0, part.node),))
        top += part.height


def draw_vertical_heading(page: Composition, parts: list[Part], rect: Rect) -> None:
    """Draw a stack whose lines run from top to bottom, the first one on the right, in the middle of its hole."""
    right = rect.right - max(0, rect.width - stack_height(parts)) // 2
    for number, part in enumerate(parts):
        if number:
            right -= _white(parts[number - 1], part)
        for at, line in enumerate(part.lines.lines):
            spare = rect.height - line.width
            y = rect.top + {"centre": spare // 2, "right": spare}.get(part.align, 0)
            page.draw_line(part.lines, at, right - part.size // 2 - at * part.pitch, y, ((0, part.node),))
        right -= part.height


def _bearing(part: Part, cell: int) -> int:
    """White left of a line's first ink: large type stands with its ink on the column's edge (HD-03)."""
    measured = part.lines.measured
    glyph = measured.first_glyph[cell]
    if part.size < _OPTICAL or glyph >= len(measured.glyphs):
        return 0
    font, size = measured.fonts[measured.faces[cell]]
    return max(0, rounded(font.ink(measured.glyphs[glyph])[0] * size, 1000) + measured.shifts[glyph])
