"""What every part of makeup needs at hand: the plan, the faces, the report, and what was set before."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from banxin.languages import language
from banxin.lines import (
    Line,
    Lines,
    Measured,
    TextStyle,
    beside,
    measure_paragraph,
    place_ruby,
    ruby_texts,
    set_as_broken,
    set_paragraph,
    text_runs,
    uniform,
)
from banxin.makeup.geometry import ABOVE, geometry
from banxin.plan.records import in_language
from banxin.plan.values import parse_ink
from banxin.problems import Report, Span
from banxin.story.characters import refused
from banxin.story.records import Box
from banxin.units import Point, Rect, rounded

if TYPE_CHECKING:
    from banxin.faces import Faces
    from banxin.languages import Language
    from banxin.makeup.flow import Filled
    from banxin.makeup.pages import Copy
    from banxin.page import Ink, Item, Region
    from banxin.plan.records import Block, House, PagePlan, Style
    from banxin.story.records import Mark, Story


#: The nodes of words that the program says for itself.
_NOBODY = ((0, ""),)


class Composition:
    """One page in the making: items collected by what they are, in the order they will be painted."""

    def __init__(self, plan: PagePlan, faces: Faces, report: Report) -> None:
        self.plan = plan
        self.house = plan.house
        self.geometry = geometry(plan.house)
        self.faces = faces
        self.report = report
        self.vertical = False
        """Whether text styles are those of vertical lines (see :meth:`turned`)."""
        self.under: list[Item] = []
        """Tints, pictures, frames and rules: painted first."""
        self.text: list[Item] = []
        self.regions: list[Region] = []
        self.owner = ""
        """The node of the block whose own words are being drawn (an ear, an index, a chart): @ and its id."""
        self.oversets: list[tuple[str, str]] = []
        """Block and text that did not fit, for the draft."""
        self.poured: list[Filled] | None = None
        """Text as it was poured, block by block, where that is asked for: pieces hold their page, and the page them."""
        self.holes: list[tuple[Rect, str]] = []
        self.boxes: dict[int, Box] = {}
        """What stands in each box block (by the block's identity)."""
        self.placed: set[tuple[str, int]] = set()
        """Boxes that the layout places itself: slug and place in the story's body; they leave the story's columns."""

    def assign_boxes(self, content: Copy) -> None:
        """Give every box block its box: the first of a name to the first block of that name, and so on.

        A story on several pages has its boxes on any of them.
        """
        parts = {part.plan.name: part.plan for jump in content.jumps.values() for part in jump}
        plans = {**parts, self.plan.name: self.plan}
        for name in sorted(plans, key=self.plan.edition.pages.index) if parts else plans:
            for outer in plans[name].blocks:
                for block in (outer, *outer.inside):
                    slug = block.of or next(iter(outer.stories), "")
                    if block.kind == "box" and (name == self.plan.name or slug in content.jumps):
                        self._assign_box(block, content.stories.get(slug))

    def _assign_box(self, block: Block, story: Story | None) -> None:
        for at, part in enumerate(story.body if story is not None else ()):
            name = getattr(part, "name", "")
            if story and isinstance(part, Box) and name == block.subject and (story.slug, at) not in self.placed:
                self.boxes[id(block)] = part
                self.placed.add((story.slug, at))
                return

    def other(self, plan: PagePlan, content: Copy) -> Composition:
        """Another page of the edition, set to know where its stories go on; nobody prints it or reads its report."""
        page = Composition(plan, self.faces, Report())
        page.assign_boxes(content)
        return page

    def colour(self, name: str, otherwise: Ink) -> Ink:
        """A colour of the house by its name, or an ink as written."""
        return (self.house.colours.get(name) or parse_ink(name) or otherwise) if name else otherwise

    def style(self, name: str) -> Style:
        """A style of the house by name; the plan has checked that it is there."""
        return self.house.styles[name]

    def text_style(
        self, style: Style, *, size: int = 0, marks: str = "", tracking: int = 0, hscale: int = 1000
    ) -> TextStyle:
        """A house style as ``lines`` needs it."""
        found = text_style(self.house, style, size=size, marks=marks, tracking=tracking, hscale=hscale)
        return found._replace(vertical=True) if self.vertical else found

    def turned(self) -> Composition:
        """The same page, for text that is set from top to bottom; what it draws is drawn on this one."""
        other = copy.copy(self)
        other.vertical = True
        return other

    @property
    def language(self) -> Language:
        """The language that this page's own words are in, or that of the story that is being set."""
        return language(self.house.setting.language)

    def speaking(self, tag: str) -> Composition:
        """The same page, for a story in a language of its own ('': the page's); what it draws is drawn on this one."""
        house = in_language(self.house, tag or self.plan.house.setting.language)
        if house is self.house:
            return self
        other = copy.copy(self)
        other.house = house
        return other

    def measured(
        self, story: Story | None, key: str, text: str, marks: tuple[Mark, ...], style: TextStyle, *,
        nodes: tuple[tuple[int, str], ...] = (),
    ) -> Measured:  # fmt: skip
        """Measure a text; characters that no face has are reported at their place in the story."""
        # The cross-check has said which faces and colours there are not.
        own = tuple(mark for mark in marks if mark.kind != "face" or mark.value in self.house.faces) if marks else ()
        measured, missing = measure_paragraph(key, text, own, style, self.faces)
        if own:
            colours = self.house.colours
            measured.inks = tuple(
                (mark.start, mark.end, colours[mark.value])
                for mark in sorted(own, key=lambda mark: (mark.start, -mark.end))
                if mark.kind == "colour" and mark.value in colours
            )
        for fault in missing:
            self._report_missing(story, key, nodes, fault.offset, fault.character, fault.tried)
        return measured

    def _report_missing(
        self, story: Story | None, key: str, nodes: tuple[tuple[int, str], ...],
        offset: int, character: str, tried: tuple[str, ...],
    ) -> None:  # fmt: skip
        if refused(character):
            return  # the story, or the layout, has said so
        span = _place_of(character, self.plan)
        if story is not None:
            base, node = 0, f"{story.slug}/{key}"
            for start, name in nodes:
                if start <= offset:
                    base, node = start, name
            own = node.partition("/")[2]
            if own in story.maps:
                span = story.span(own, offset - base, offset - base + 1)
        self.report.error(
            "faces.no-glyph", span, character=character, code=f"U+{ord(character):04X}", faces=", ".join(tried)
        )

    def width_of(self, text: str, style: TextStyle) -> int:
        """The natural width of a text of the program's own in one line, in EMU."""
        measured = self.measured(None, "", text, (), style)
        return sum(measured.body) + sum(measured.white[:-1])

    def set_text(self, text: str, style: TextStyle, measure: int) -> Lines:
        """Set a text of the program's own (furniture, a QR code's words)."""
        measured = self.measured(None, "", text, (), style._replace(typed=True))
        lines = set_paragraph(measured, uniform(measure))
        assert lines is not None
        return lines

    def draw_line(
        self, lines: Lines, at: int, x: int, baseline: int, nodes: tuple[tuple[int, str], ...] = _NOBODY,
        ink: Ink | None = None,
    ) -> None:  # fmt: skip
        """Draw one line with its slot's left end at ``x``."""
        measured, line = lines.measured, lines.lines[at]
        origin = Point(x, baseline)
        if self.owner and nodes == _NOBODY:
            nodes = ((0, self.owner),)
        self.text += text_runs(measured, line, origin, nodes, ink=ink)
        if measured.marks or measured.hyphens:
            self.under += beside(measured, line, origin, ink or measured.style.ink)
            self._draw_rubies(measured, line, origin)

    def _draw_rubies(self, measured: Measured, line: Line, origin: Point) -> None:
        """Ruby above its base: half its size where the line gap allows; it may stand over its neighbours."""
        rubies = ruby_texts(measured, line)
        if not rubies:
            return
        size = min(measured.em // 2, max(self.geometry.line_gap, measured.em // 3))
        style = measured.style._replace(size=size, indent=0, turnover=0, align="left")
        texts = [self.set_text(ruby.text, style, 1 << 40) for ruby in rubies]
        widths = [text.lines[0].width if text.lines else 0 for text in texts]
        above = origin.y - rounded(ABOVE * measured.em, 1000) - size // 8
        aside = origin.x + measured.em // 2 + size * 5 // 8
        for text, at in zip(texts, place_ruby(rubies, widths, line.measure, size // 4), strict=True):
            if text.lines and style.vertical:
                self.draw_line(text, 0, aside, origin.y + at)
            elif text.lines:
                self.draw_line(text, 0, origin.x + at, above)

    def draw_aligned(
        self, text: str, style: TextStyle, left: int, right: int, baseline: int, align: str = "left", ink: Ink | None = None,
        marks: tuple[Mark, ...] = (),
    ) -> int:  # fmt: skip
        """Draw one line of the program's own text between two edges; returns its width."""
        measured = self.measured(None, "", text, marks, style._replace(align="left", indent=0, turnover=0, typed=True))
        if not measured.count:
            return 0
        lines = set_as_broken(measured, [measured.count], right - left)
        width = lines.lines[0].width
        free = right - left - width
        x = left + {"left": 0, "centre": free // 2, "right": free}[align]
        self.draw_line(lines, 0, x, baseline, ink=ink)
        return width


def text_style(
    house: House, style: Style, *, size: int = 0, marks: str = "", tracking: int = 0, hscale: int = 1000
) -> TextStyle:
    """A style of a house as ``lines`` needs it."""
    setting = house.setting
    size = size or style.size or house.grid.body
    own = language(setting.language)
    indent = min(style.indent, own.deepest or style.indent)
    return TextStyle(
        style.face, size, style.colour, _roles(house, style.face), autospace=setting.autospace, phrase=500,
        level=setting.level, marks=marks or setting.marks, align=style.align, language=setting.language,
        hanging=setting.hanging, figures=setting.figures, hyphenation=own.hyphens if setting.hyphenation else "",
        turnover=rounded(style.turnover * size, 1000), runt=setting.runt, indent=rounded(indent * size, 1000), tracking=tracking,
        hscale=hscale,
    )  # fmt: skip


def _roles(house: House, face: str) -> tuple[tuple[str, str], ...]:
    """Faces of marked text: bold is Hei in Chinese papers; run-in headings and datelines are Hei too."""
    roles = house.faces
    bold = next((name for name in ("hei-bold", "hei-medium", "hei", f"{face}-bold") if name in roles), face)
    runs_in = ((kind, house.styles[kind].face) for kind in ("dateline", "signoff", "credit"))
    return (("bold", bold), *runs_in)


def _place_of(character: str, plan: PagePlan) -> Span:
    """Where a character of the layout's or the house's own texts was written."""
    for source in (plan.source, plan.edition.source, plan.house.source):
        at = source.text.find(character)
        if at >= 0:
            return Span(source, at, at + 1)
    return plan.span
