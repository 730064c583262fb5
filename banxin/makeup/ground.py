"""What a block stands on: the page's plan and house, its grid, its faces and the direction of its lines.

A ground is a value. What is set on another leading or from top to bottom stands on another ground; nothing is
switched on one and off again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.languages import language
from banxin.lines import Lines, Measured, TextStyle, measure_paragraph, set_paragraph, uniform
from banxin.makeup.geometry import Geometry, geometry
from banxin.plan.records import in_language
from banxin.plan.values import parse_ink
from banxin.problems import Problem, Span
from banxin.story.characters import refused
from banxin.tuples import NamedTuple
from banxin.units import rounded

if TYPE_CHECKING:
    from banxin.faces import Faces
    from banxin.languages import Language
    from banxin.page import Ink, Nodes
    from banxin.plan.block import PagePlan
    from banxin.plan.records import House, Style
    from banxin.story.records import Mark, Story


class Ground(NamedTuple):
    """What blocks are composed on. Never changed: :meth:`turned` and :meth:`led` give other grounds."""

    plan: PagePlan
    house: House
    """The page's house; with another leading where copyfit gave the block one."""
    geometry: Geometry
    faces: Faces
    vertical: bool = False
    """Whether text styles are those of vertical lines."""

    @property
    def language(self) -> Language:
        """The language that this page's own words are in, or that of the story that is being set."""
        return language(self.house.setting.language)

    def speaking(self, tag: str) -> Ground:
        """The same for a story in a language of its own ('': the page's)."""
        house = in_language(self.house, tag or self.plan.house.setting.language)
        return self if house is self.house else self._replace(house=house)

    def turned(self) -> Ground:
        """The same for text that is set from top to bottom."""
        return self._replace(vertical=True)

    def led(self, top: int, more: int) -> Ground:
        """The same with ``more`` leading (EMU), its lines counted so that one of them begins at height ``top``."""
        if not more:
            return self
        grid = self.house.grid._replace(leading=self.house.grid.leading + more)
        number = self.geometry.line_at(top)
        own = self.geometry._replace(grid=grid, top=top - (number - 1) * grid.leading)
        return self._replace(house=self.house._replace(grid=grid), geometry=own)

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

    def measured(
        self, story: Story | None, key: str, text: str, marks: tuple[Mark, ...], style: TextStyle, *, nodes: Nodes = ()
    ) -> Measured:
        """Measure a text. Characters that no face has are its ``faults`` (faces.no-glyph), at their place in the story."""
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
        if missing:
            measured.faults = tuple(
                self._no_glyph(story, key, nodes, fault.offset, fault.character, fault.tried)
                for fault in missing
                if not refused(fault.character)  # the story, or the layout, has said so
            )
        return measured

    def _no_glyph(
        self, story: Story | None, key: str, nodes: Nodes, offset: int, character: str, tried: tuple[str, ...]
    ) -> Problem:
        span = _place_of(character, self.plan)
        if story is not None:
            base, node = 0, story.node(key)
            for start, name in nodes:
                if start <= offset:
                    base, node = start, name
            own = node.part
            if own in story.maps:
                span = story.span(own, offset - base, offset - base + 1)
        words: dict[str, object] = {
            "character": character, "code": f"U+{ord(character):04X}", "faces": ", ".join(tried),
        }  # fmt: skip
        return Problem("faces.no-glyph", span, "error", words)

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


def ground_of(plan: PagePlan, faces: Faces) -> Ground:
    """The ground of a whole page."""
    return Ground(plan, plan.house, geometry(plan.house), faces)


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
