"""Dumps of wire copy out of the sample's stories, broken as wires and editors' programs break lines."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import NamedTuple

from banxin.problems import Report, Source
from banxin.story import Paragraph, parse_story

STORIES = Path(__file__).parents[2] / "stories/2026-06-01"
CLOSING = "，。、；：？！”’）》」』】…％,.;:?!)%"
OPENING = "“‘（《「『【(["
INDENTS = {"squares": "　　", "spaces": "    ", "tab": "\t", "flush": ""}


class Copy(NamedTuple):
    """A story as it was before it was broken."""

    headline: str
    byline: str
    paragraphs: tuple[str, ...]


class Manner(NamedTuple):
    """How a dump was made."""

    measure: int
    breaks: str = "marks"
    """``hard`` cuts anywhere, ``words`` keeps Western words, ``marks`` keeps marks from lines' beginnings too."""
    indent: str = "squares"
    blank: bool = False
    between: str = "end"
    """What parts stories: ``end`` mark, ``row`` of signs, or ``nothing`` but headline and byline."""
    pages: int = 0
    """Lines of a page of the wire's own; 0 for no page numbers."""
    ends: str = "\n"


def sample(*slugs: str) -> list[Copy]:
    """Stories of the sample, without photos and boxes; all that have running copy where none is named."""
    found = []
    for path in sorted(STORIES.glob("*.md")):
        if slugs and path.stem not in slugs:
            continue
        story = parse_story(Source(path.name, path.read_text("utf-8")), path.stem, Report())
        body = tuple(part.text for part in story.body if isinstance(part, Paragraph) and part.role == "body")
        headline = story.fields["headline"].text.replace(" / ", "")
        found.append(Copy(headline, f"本报记者 {path.stem[:3].upper()}", body))
    return found


def wide(character: str) -> int:
    """Columns of a character on an East Asian terminal."""
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def wrap(text: str, measure: int, breaks: str, indent: str = "") -> list[str]:
    """A paragraph's lines."""
    units = _units(text, breaks)
    lines, line = [], indent
    taken = sum(4 if character == "\t" else wide(character) for character in indent)
    for unit in units:
        width = sum(wide(character) for character in unit)
        if taken + width > measure and line.strip():
            lines.append(line if breaks == "hard" else line.rstrip(" "))
            line, taken = "", 0
            if unit == " " and breaks != "hard":
                continue
        line += unit
        taken += width
    return [*lines, line]


def _units(text: str, breaks: str) -> list[str]:
    """What is never cut."""
    if breaks == "hard":
        return list(text)
    units: list[str] = []
    for character in text:
        last = units[-1] if units else ""
        word = _western(character) and bool(last) and _western(last[-1]) and last[-1] != " " and character != " "
        keeps = breaks == "marks" and bool(last) and last != " " and (
            character in CLOSING or last[-1] in OPENING or (character == last[-1] and character in "—…")
        )  # fmt: skip
        if word or keeps:
            units[-1] += character
        else:
            units.append(character)
    return units


def _western(character: str) -> bool:
    return character.isascii()


def dump(stories: list[Copy], manner: Manner) -> str:
    """The stories as one dump."""
    lines: list[str] = []
    for at, story in enumerate(stories):
        if at:
            lines += {"end": ["（完）", "", ""], "row": ["", "=" * 30, ""], "nothing": ["", ""]}[manner.between]
        lines += [story.headline, story.byline]
        for paragraph in story.paragraphs:
            lines += [""] if manner.blank else []
            lines += wrap(paragraph, manner.measure, manner.breaks, INDENTS[manner.indent])
    if manner.pages:
        lines = [line for at, line in enumerate(lines, 1)
                 for line in ([line, "", f"- {at // manner.pages} -", ""] if at % manner.pages == 0 else [line])]  # fmt: skip
    return manner.ends.join(lines) + manner.ends
