"""Headings that fit their hole: kicker, headline and deck, by the house's ladder of sizes (HD-01 to HD-07)."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from banxin.lines import Lines, Measured, set_paragraph, uniform
from banxin.makeup._phrases import broken_lines
from banxin.makeup.geometry import ABOVE
from banxin.page import NO_NODE
from banxin.plan.records import HeadingPart
from banxin.problems import Maybe, Problem
from banxin.tuples import NamedTuple
from banxin.units import PT, Rect, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.page import Ink, NodeId
    from banxin.plan.records import Heading, Style
    from banxin.story.records import Story

PARTS = ("kicker", "headline", "deck")
#: White between kicker and headline and above a deck, in thousandths of the smaller one's size.
_UNDER_KICKER, _OVER_DECK = 400, 550
#: From this size up a line's first ink stands on the column's edge.
_OPTICAL = 24 * PT
#: Lines so uneven are worth a smaller size that makes them so even (HD-04).
_UNEVEN, _EVEN = 2.2, 1.6
#: How far a headline is tightened and condensed once its smallest size does not fit (HD-07), thousandths.
_TIGHTER = ((0, 1000), (-25, 1000), (-50, 1000), (-50, 950), (-50, 900))

#: So many lines more are tried where a heading does not fit.
_MORE = 12


class SetPart(NamedTuple):
    """One part of a heading as set."""

    name: str
    """kicker, headline or deck."""
    lines: Lines
    node: NodeId
    """The paragraph that it shows; '' for a headline that stands a second time, above a continued story."""
    size: int
    pitch: int
    """From baseline to baseline."""
    align: str
    width: int = 0
    """How wide its hole is."""
    ink: Ink | None = None
    """In place of its own colour: on a photo or reversed."""

    @property
    def height(self) -> int:
        """From the top of the first line's hanzi to the foot of the last one's."""
        return self.size + (len(self.lines.lines) - 1) * self.pitch

    def say(self, problem: Problem) -> None:
        """Add to what is wrong with its text; who draws it says it."""
        measured = self.lines.measured
        measured.faults = (*measured.faults, problem)

    @property
    def uneven(self) -> float:
        """Its longest line by its shortest."""
        widths = [line.width for line in self.lines.lines]
        return max(widths) / max(1, min(widths))


def fit_heading(
    ground: Ground, story: Story, heading: Heading, style: Style, widths: Mapping[str, int], height: int
) -> list[SetPart]:
    """The parts of a story's heading, as large as the ladders allow in their ``widths`` and ``height`` (0: any).

    The text has the fault makeup.heading-overset where even the smallest does not fit, and makeup.heading-tight
    where it had to be tightened or condensed.
    """
    wanted = [name for name in PARTS if name in story.fields]
    fit = _Fitting(
        ground, story, heading, {name: part_style(ground, style, heading, name) for name in wanted}, widths, height
    )
    return (fit.found() or fit.forced()) if wanted else []


def part_style(ground: Ground, style: Style, heading: Heading, name: str) -> Style:
    """How a part of a heading is set: by the style, and by what the block says of it.

    A style without a kicker or deck of its own sets the story's in the plain style: nothing is dropped.
    """
    own: Style = getattr(style, name) or getattr(ground.style("plain"), name) or style
    said = heading.parts.get(name, HeadingPart())
    # A frame takes the heading's colour; without one the text has it.
    ink = (
        ground.colour(heading.colour, own.colour) if not (heading.frame or style.frame or heading.over) else own.colour
    )
    return own._replace(
        sizes=said.sizes or own.sizes or (own.size,), face=said.face or own.face, lines=said.lines or own.lines,
        align=said.align or heading.align or own.align, colour=said.colour or ink,
    )  # fmt: skip


def _in_order(wanted: list[str], others: list[SetPart], headline: SetPart) -> list[SetPart]:
    parts = {part.name: part for part in (*others, headline)}
    return [parts[name] for name in wanted]


def stack_height(parts: list[SetPart]) -> int:
    """The height of a stack: its parts and the white between them."""
    between = sum(_white(one, two) for one, two in pairwise(parts))
    return sum(part.height for part in parts) + between


def _white(one: SetPart, two: SetPart) -> int:
    return rounded(min(one.size, two.size) * (_OVER_DECK if one.size > two.size else _UNDER_KICKER), 1000)


class _Fitting(NamedTuple):
    """A heading being fitted: its copy, its styles by part, and its hole."""

    ground: Ground
    story: Story
    said: Heading
    styles: dict[str, Style]
    widths: Mapping[str, int]
    height: int

    def found(self) -> list[SetPart] | None:
        """The parts as large as they may be; ``None`` where even the smallest do not fit."""
        side = [name for name in self.styles if name != "headline"]
        for squeeze in range(3):
            others = [self.largest(name, squeeze) for name in side]
            if any(part is None for part in others):
                continue
            fixed = [part for part in others if part is not None]
            if "headline" not in self.styles:
                return fixed
            part = self.headline(fixed, last_try=squeeze == 2)
            if part is not None:
                return _in_order(list(self.styles), fixed, part)
        return None

    def headline(self, others: list[SetPart], *, last_try: bool) -> SetPart | None:
        """The largest headline that fits beside the other parts; at last tightened, then condensed (HD-07)."""
        style = self.styles["headline"]
        spread = self.said.spread or style.spread
        fitting = (
            part for size in style.sizes if (part := self.part("headline", size, spread)) and self._fits(others, part)
        )
        part = next(fitting, None)
        if part is not None:
            if part.uneven > _UNEVEN:
                # A step or two smaller may break by sense into lines of one length.
                return next((smaller for smaller in islice(fitting, 2) if smaller.uneven < _EVEN), part)
            return part
        if not last_try:
            return None
        for tracking, hscale in _TIGHTER[1:]:
            part = self.part("headline", style.sizes[-1], tracking, hscale)
            if part and self._fits(others, part):
                words: dict[str, object] = {"tracking": tracking / 10, "width": hscale // 10}
                part.say(Problem("makeup.heading-tight", self.story.span("headline"), "note", words))
                return part
        return None

    def _fits(self, others: list[SetPart], headline: SetPart) -> bool:
        return not self.height or stack_height([*others, headline]) <= self.height

    def largest(self, name: str, squeeze: int) -> SetPart | None:
        """A kicker or deck in the largest of its sizes that fits, without the first ``squeeze`` of them."""
        style = self.styles[name]
        for size in style.sizes[squeeze:] or style.sizes[-1:]:
            part = self.part(name, size, style.spread)
            if part:
                return part
        return None

    def part(self, name: str, size: int, tracking: int = 0, hscale: int = 1000) -> SetPart | None:
        """A part at a size, or ``None`` where it does not fit its width in its lines."""
        style, paragraph = self.styles[name], self.story.fields[name]
        lines = broken_lines(self._measured(name, size, tracking, hscale), paragraph.breaks, self.widths[name],
                             style.lines, self.ground.house.names)  # fmt: skip
        return self._made(name, lines, size) if lines is not None else None

    def _made(self, name: str, lines: Lines, size: int) -> SetPart:
        style, key = self.styles[name], self.story.fields[name].key
        pitch = style.leading or rounded(style.spacing * size, 1000)
        # What is shown a second time, and the layout's own text, stand before the story and are nobody's copy.
        node = self.story.node(key) if key else NO_NODE
        return SetPart(name, lines, node, size, pitch, style.align, self.widths[name])

    def _measured(self, name: str, size: int, tracking: int = 0, hscale: int = 1000) -> Measured:
        style, paragraph = self.styles[name], self.story.fields[name]
        text = self.ground.text_style(
            style, size=size, marks="half", tracking=rounded(tracking * size, 1000), hscale=hscale
        )
        align = "even" if style.align == "even" else "left"
        text = text._replace(indent=0, turnover=0, align=align, phrase=self.ground.house.phrase_gap)
        return self.ground.measured(self.story, paragraph.key, paragraph.text, paragraph.marks, text)

    def forced(self) -> list[SetPart]:
        """Nothing fits: the smallest, said as an error; the page shows it."""
        parts, fields = [], self.story.fields
        for name, style in self.styles.items():
            size, paragraph = style.sizes[-1], fields[name]
            measured = self._measured(name, size)
            lines = broken_lines(measured, paragraph.breaks, self.widths[name], 9, self.ground.house.names)
            if lines is None:
                # A word is wider than the hole: it is cut wherever a line of text would be, to be seen where it belongs.
                lines = set_paragraph(measured, uniform(self.widths[name]))
            assert lines is not None
            parts.append(self._made(name, lines, size))
        # A kicker or deck that has no room in its own lines is the first to be mended.
        name = next((name for name in self.styles if name != "headline" and self.largest(name, 2) is None), "")
        name = name or ("headline" if "headline" in fields else parts[-1].name)
        least, most = len(fields[name].breaks) + 1, self.styles[name].lines
        code = "makeup.heading-lines" if least > most else "makeup.heading-overset"
        words: dict[str, object] = {
            "story": self.story.slug, "lines": least, "most": most,
            "size": f"{self.styles[name].sizes[-1] / PT:g}", "style": self.said.style or "plain",
        }  # fmt: skip
        if code == "makeup.heading-overset":
            smallest = {one: style._replace(sizes=style.sizes[-1:]) for one, style in self.styles.items()}
            words |= self._replace(styles=smallest).ways_out(name)
        next(part for part in parts if part.name == name).say(Problem(code, self.story.span(name), "error", words))
        return parts

    def ways_out(self, name: str) -> dict[str, object]:
        """What would make the heading fit, tried: fewer characters of the part that comes first, more lines, or all of several."""
        lines = self.more_lines()
        length = len(self.story.fields[name].text)
        cut = _least(1, length, lambda count: bool(self.shortened(name, count).found()))
        words: dict[str, object] = {part: Maybe(part if part == name else "") for part in PARTS}
        words |= {"cut": _number(cut), "more": _number(lines), "both": _number(cut and lines)}
        if cut or lines:
            return words
        fit = self
        for part in self.styles:
            length = len(self.story.fields[part].text)
            cut = _least(0, length, lambda count, part=part: fit.shortened(part, count).in_its_lines(part))  # type: ignore[misc] # noqa: B023
            fit, words[f"{part}_cut"] = fit.shortened(part, cut), _number(cut)
        lines = 0 if fit.found() else fit.more_lines()
        if not lines and not fit.found():
            return {**words, **{f"{part}_cut": Maybe("") for part in PARTS}, "neither": Maybe("1")}
        return {**words, "all": Maybe("1"), "and_more": _number(lines)}

    def more_lines(self) -> int:
        """So many lines more in its hole make the heading fit; 0 where that is not it."""
        if not self.height or self.said.vertical:
            return 0
        leading = self.ground.house.grid.leading
        return _least(1, _MORE, lambda more: bool(self._replace(height=self.height + more * leading).found()))

    def in_its_lines(self, name: str) -> bool:
        """Whether a part fits its width in the lines that its style allows, whatever the others are."""
        alone = {one: style for one, style in self.styles.items() if one == name}
        return bool(self._replace(styles=alone, height=0).found())

    def shortened(self, name: str, count: int) -> _Fitting:
        """The same with a part that has so many characters fewer."""
        paragraph = self.story.fields[name]
        end = len(paragraph.text) - count
        marks = tuple(mark._replace(end=min(mark.end, end)) for mark in paragraph.marks if mark.start < end)
        other = paragraph._replace(
            text=paragraph.text[:end], marks=marks, breaks=tuple(at for at in paragraph.breaks if at < end)
        )
        return self._replace(story=self.story._replace(fields={**self.story.fields, name: other}))


def _least(first: int, end: int, enough: Callable[[int], bool]) -> int:
    """The least number, from ``first`` to below ``end``, that is enough; 0 for none. What is enough once is so mostly beyond, too."""
    low, high = first, end
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low if low < end else 0


def _number(count: int) -> Maybe:
    """A number for a message, '' for none."""
    return Maybe(str(count or ""))


def draw_heading(ground: Ground, canvas: Canvas, parts: list[SetPart], rect: Rect, place: str = "") -> list[int]:
    """Draw a stack in its hole; returns where each part ends.

    Of the white that is left two fifths go above, for a block's own white is there already; at the page's
    ``head`` three. What is below is never more than a line and a half. On a photo it stands at its ``top``
    or ``bottom``, in a frame in the ``middle``.
    """
    free = max(0, rect.height - stack_height(parts))
    below = {"top": free, "middle": free // 2, "bottom": 0}.get(place)
    if below is None:
        below = min(free * (2 if place == "head" else 3) // 5, ground.house.grid.leading * 3 // 2)
    top, ends = rect.top + free - below, []
    for number, part in enumerate(parts):
        if number:
            top += _white(parts[number - 1], part)
        baseline = top + rounded(ABOVE * part.size, 1000)
        for at, line in enumerate(part.lines.lines):
            spare = part.width - line.width
            x = rect.left + {"centre": spare // 2, "right": spare}.get(part.align, -_bearing(part, line.first))
            canvas.line(ground, part.lines, at, x, baseline + at * part.pitch, ((0, part.node),), part.ink)
        top += part.height
        ends.append(top)
    return ends


def draw_vertical_heading(ground: Ground, canvas: Canvas, parts: list[SetPart], rect: Rect) -> None:
    """Draw a stack whose lines run from top to bottom, the first one on the right, in the middle of its hole."""
    right = rect.right - max(0, rect.width - stack_height(parts)) // 2
    for number, part in enumerate(parts):
        if number:
            right -= _white(parts[number - 1], part)
        for at, line in enumerate(part.lines.lines):
            spare = rect.height - line.width
            y = rect.top + {"centre": spare // 2, "right": spare}.get(part.align, 0)
            canvas.line(
                ground, part.lines, at, right - part.size // 2 - at * part.pitch, y, ((0, part.node),), part.ink
            )
        right -= part.height


def _bearing(part: SetPart, cell: int) -> int:
    """White left of a line's first ink: large type stands with its ink on the column's edge (HD-03)."""
    measured = part.lines.measured
    glyph = measured.first_glyph[cell]
    if part.size < _OPTICAL or glyph >= len(measured.glyphs):
        return 0
    font, size = measured.fonts[measured.faces[cell]]
    return max(0, rounded(font.ink(measured.glyphs[glyph])[0] * size, 1000) + measured.shifts[glyph])
