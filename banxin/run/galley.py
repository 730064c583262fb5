"""小样: copy set at a measure, line by line, with what was done to each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.faces import Faces
from banxin.files import LIMITS
from banxin.files.reading import decode, read_outside
from banxin.hanzi.rules import LEVELS, STYLES
from banxin.hanzi.table import STEP_NAMES
from banxin.languages import known
from banxin.lines import measure_paragraph, set_paragraph, uniform
from banxin.makeup.ground import text_style
from banxin.plan.house import compose_house, house_fields, read_house
from banxin.plan.records import in_language
from banxin.problems import Fault, Report, Source, Span
from banxin.story import read_story
from banxin.story.records import Box
from banxin.tuples import NamedTuple
from banxin.units import parse_length, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.lines import Line, Lines, TextStyle
    from banxin.plan.records import House
    from banxin.problems import Words
    from banxin.run.project import Project
    from banxin.story import Story
    from banxin.story.records import Mark

#: Fewest and most 字 of a measure.
_MEASURES = 1, 400
_BLANKS = " \t\u3000"


__all__ = ["Cell", "Galley", "GalleyLine", "GalleySetting", "as_json", "as_text", "galley", "open_house", "parse_measure",
           "read_story", "read_text", "story_galley", "usual_house"]  # fmt: skip


class Cell(NamedTuple):
    """What no line splits, as set: lengths in 字 of the body."""

    text: str
    advance: float
    """The pen's way over the cell, white behind it included."""
    x: float
    """Where the cell begins on its line, from the measure's start."""


class GalleyLine(NamedTuple):
    """One line as set: lengths in 字 of the body."""

    text: str
    width: float
    """From the measure's start (its indent included) to the line's end."""
    fit: str
    """as-set, squeezed, stretched, hung or forced."""
    gap: float
    """White added to each gap; below zero where a line was squeezed (the mean over what gave way)."""
    cells: tuple[Cell, ...]
    span: tuple[int, int]
    """Where the line's text stands in its source, offsets of characters."""
    paragraph: int
    """Number of the paragraph, from 1."""
    ledger: tuple[tuple[str, float], ...]
    """What was done: (step, total), such as ("shrink-5", -0.5)."""
    hyphen: bool = False
    """Whether a hyphen of ours stands at the line's end."""


class Galley(NamedTuple):
    """Copy as set at one measure."""

    measure: float
    lines: tuple[GalleyLine, ...]
    characters: int
    """Characters set, blanks not counted."""
    report: Report


class GalleySetting(NamedTuple):
    """How a galley is set; what is ``None`` is as the house has it."""

    vertical: bool = False
    level: str | None = None
    style: str | None = None
    """Width of marks: full (全角), kaiming (开明) or half (半角)."""
    lang: str | None = None
    indent: float | None = None
    """First line's indent in 字."""
    justify: bool = True
    hanging: bool | None = None
    """Whether marks may hang; asked for, they may at any measure up to the table's."""


def galley(text: str, measure: float, *, path: str = "-", house: House | None = None, faces: Faces | None = None,
           **choices: object) -> Galley:  # fmt: skip
    """Set plain text, a paragraph a line, at a measure in 字; ``choices`` are the fields of :class:`GalleySetting`.

    Lengths come back in 字 of the body size. Characters that no face has are errors in ``report``. Raises
    :class:`Fault` desk.measure, desk.indent or desk.choice for what cannot be set.
    """
    report = Report()
    house = house or usual_house()
    setting = GalleySetting(**choices)  # type: ignore[arg-type]
    check_setting(measure, setting)
    source = Source(path, text)
    paragraphs = list(_plain_paragraphs(source, strip=setting.indent != 0))
    return _set(paragraphs, measure, house, faces or Faces(None, house.faces, report), setting, report)


def check_setting(measure: float, setting: GalleySetting) -> None:
    """Raise :class:`Fault` for a measure, an indent or a choice that no galley has."""
    if not _MEASURES[0] <= measure <= _MEASURES[1]:  # false for nan, too
        raise Fault("desk.measure", None, measure=str(measure))
    if setting.indent is not None and not 0 <= setting.indent <= measure - 1:
        raise Fault("desk.indent", None, indent=f"{setting.indent:g}", most=f"{measure - 1:g}")
    for name, chosen, names in (
        ("level", setting.level, LEVELS), ("style", setting.style, STYLES), ("lang", setting.lang, tuple(known())),
    ):  # fmt: skip
        if chosen is not None and chosen not in names:
            raise Fault("desk.choice", None, name=name, value=str(chosen), known=", ".join(names))


def story_galley(
    story: Story, measure: float, house: House, faces: Faces, setting: GalleySetting, report: Report
) -> Galley:
    """Set a story's running text: its body with subheads and boxes in their places. Raises as :func:`galley`."""
    check_setting(measure, setting)
    house = in_language(house, setting.lang or story.language)
    return _set(list(_story_paragraphs(story)), measure, house, faces, setting, report)


def usual_house() -> House:
    """The house style that a paper without a house.yaml starts from."""
    source = Source("house.yaml", "paper: {name: '-'}\n")
    fields = house_fields(source, Report())
    assert fields is not None
    return compose_house(source, fields, Report())


class _GalleyText(NamedTuple):
    """A paragraph with the map from its offsets to its source's."""

    text: str
    marks: tuple[Mark, ...]
    role: str
    source: Source
    offsets: object
    start: int

    def span(self, begin: int, end: int) -> tuple[int, int]:
        if self.offsets is None:
            return self.start + begin, self.start + end
        return self.offsets.file_offset(begin), self.offsets.file_offset(max(begin, end - 1)) + 1  # type: ignore[attr-defined]


def _plain_paragraphs(source: Source, *, strip: bool) -> Iterator[_GalleyText]:
    at = 0
    for line in source.text.split("\n"):
        text = line.rstrip("\r")
        bare = text.lstrip(_BLANKS) if strip else text
        if bare.strip(_BLANKS):
            yield _GalleyText(bare, (), "body", source, None, at + len(text) - len(bare))
        at += len(line) + 1


def _story_paragraphs(story: Story) -> Iterator[_GalleyText]:
    for part in story.body:
        for paragraph in (part.title, *part.paragraphs) if isinstance(part, Box) else (part,):
            if paragraph is not None:
                offsets = story.maps[paragraph.key]
                yield _GalleyText(paragraph.text, paragraph.marks, paragraph.role, story.source, offsets, 0)


def _set(
    paragraphs: list[_GalleyText], measure: float, house: House, faces: Faces, setting: GalleySetting, report: Report
) -> Galley:
    em = house.grid.body
    width = round(measure * em)
    found: list[GalleyLine] = []
    for number, copy in enumerate(paragraphs, 1):
        style = _style(house, copy.role, setting)
        style = style._replace(indent=max(0, min(style.indent, width - style.size)))
        measured, missing = measure_paragraph(str(number), copy.text, copy.marks, style, faces)
        for fault in missing:
            start, end = copy.span(fault.offset, fault.offset + 1)
            report.error("faces.no-glyph", Span(copy.source, start, end), character=fault.character,
                         code=f"U+{ord(fault.character):04X}", faces=", ".join(fault.tried))  # fmt: skip
        lines = set_paragraph(measured, uniform(width, "v" if style.vertical else "h"))
        assert lines is not None
        for line in lines.lines:
            made = _line(lines, line, copy, number, em)
            found.append(made)
            if line.fit == "forced":
                report.warn("lines.forced", Span(copy.source, *made.span), text=made.text)
    count = sum(not character.isspace() for copy in paragraphs for character in copy.text)
    return Galley(measure, tuple(found), count, report)


def _style(house: House, role: str, setting: GalleySetting) -> TextStyle:
    own = text_style(house, house.styles["body"])
    indent = own.indent if setting.indent is None else round(setting.indent * own.size)
    return own._replace(
        vertical=setting.vertical,
        level=setting.level or own.level,
        marks=setting.style or own.marks,
        language=setting.lang or own.language,
        indent=0 if role.startswith("sub") and setting.indent is None else indent,
        align="justify" if setting.justify else "left",
        hanging=own.hanging if setting.hanging is None else setting.hanging,
    )


def _line(lines: Lines, line: Line, copy: _GalleyText, number: int, em: int) -> GalleyLine:
    measured = lines.measured
    starts = measured.starts
    pen, cells = line.indent, []
    for at in range(line.first, line.last):
        advance = measured.body[at] + line.whites[at - line.first]
        cells.append(Cell(measured.text[starts[at] : starts[at + 1]], _ems(advance, em), _ems(pen, em)))
        pen += advance
    begin, end = starts[line.first], starts[line.last]
    ledger = tuple((STEP_NAMES[step], _ems(total, em)) for step, total in line.ledger)
    return GalleyLine(
        measured.text[begin:end], _ems(line.indent + line.width, em), line.fit, _ems(_gap(lines, line), em),
        tuple(cells), copy.span(begin, end), number, ledger, line.last - 1 in measured.hyphens,
    )  # fmt: skip


def _gap(lines: Lines, line: Line) -> int:
    """White added a gap: of the last step of stretching that was needed, or taken on average."""
    if line.fit == "squeezed":
        white = lines.measured.white[line.first : line.last - 1]
        taken = [before - after for before, after in zip(white, line.whites, strict=False) if after < before]
        return -sum(taken) // len(taken) if taken else 0
    if line.gap:
        return line.gap
    white = lines.measured.white[line.first : line.last - 1]
    added = [after - before for before, after in zip(white, line.whites, strict=False) if after > before]
    return sum(added) // len(added) if added else 0


def _ems(length: int, em: int) -> float:
    return round(length / em, 4)


def parse_measure(text: str, house: House) -> float:
    """A measure such as 13字, 13 or 45mm in 字 of the body. Raises :class:`Fault` desk.measure."""
    length = parse_length(text) or parse_length(text + "\u5b57")
    if length is None or length.unit in ("\u884c", "\u680f"):
        raise Fault("desk.measure", None, measure=text)
    ems = length.emu(em=house.grid.body) / house.grid.body
    if not _MEASURES[0] <= ems <= _MEASURES[1]:
        raise Fault("desk.measure", None, measure=text)
    return rounded(length.emu(em=house.grid.body) * 10_000, house.grid.body) / 10_000


def read_text(path: str) -> Source:
    """Plain text from a file, or from standard input where the path is ``-``."""
    return decode(path, read_outside(path, LIMITS["story"]))


def open_house(project: Project | None, report: Report) -> tuple[House, Faces]:
    """House style and faces of a project, or the usual ones outside any."""
    house = read_house(project.tree, report) if project else None
    house = house or usual_house()
    return house, Faces(project.tree if project else None, house.faces, report)


def as_json(found: Galley) -> dict[str, object]:
    """A galley as a JSON object; lengths in 字."""
    lines = [
        {"text": line.text, "width": line.width, "fit": line.fit, "gap": line.gap,
         "cells": [cell._asdict() for cell in line.cells], "span": list(line.span), "paragraph": line.paragraph,
         "ledger": dict(line.ledger), "hyphen": line.hyphen}
        for line in found.lines
    ]  # fmt: skip
    return {"measure": found.measure, "lines": lines, "line_count": len(lines), "characters": found.characters}


def as_text(found: Galley, words: Words) -> list[str]:
    """A galley for people: number, what was done, and the text of each line, then the counts."""
    shown = []
    for number, line in enumerate(found.lines, 1):
        done = " ".join(words.say(f"desk.galley-{step}", amount=f"{total:+.2f}") for step, total in line.ledger)
        fit = words.say(f"desk.galley-{line.fit}")
        hyphen = "-" if line.hyphen else ""
        shown.append(f"{number:4} {fit} {line.gap:+.3f} | {line.text}{hyphen}" + (f"    {done}" if done else ""))
    measure = f"{found.measure:g}"
    shown.append(words.say("desk.galley-count", lines=len(found.lines), characters=found.characters, measure=measure))
    return shown
