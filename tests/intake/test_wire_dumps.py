"""Dumps of the wire, broken as real programs break lines, come in with every paragraph whole."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, NamedTuple

import pytest
from dumps import INDENTS, Copy, Manner, dump, sample, wrap

from banxin.intake import Imported, import_wire
from banxin.problems import Report, Source
from banxin.story import Paragraph, parse_story

if TYPE_CHECKING:
    from collections.abc import Iterator

CAMPAIGN = bool(os.environ.get("BANXIN_CAMPAIGN"))
#: Fourteen ways: measures, indents, several stories and one, marks kept from lines' beginnings or not, pages, line ends.
FOURTEEN = [
    Manner(40), Manner(60, "words"), Manner(76, "hard"), Manner(40, "hard", "spaces"), Manner(60, "marks", "tab"),
    Manner(76, "words", "squares", blank=True, ends="\r\n"), Manner(40, "marks", "flush", blank=True),
    Manner(60, "hard", "flush", blank=True), Manner(76, "marks", "flush", blank=True, pages=19),
    Manner(40, "hard", "squares", between="row", pages=23), Manner(60, "marks", "squares", between="nothing", pages=31),
    Manner(76, "hard", "spaces", between="nothing", ends="\r\n"), Manner(60, "hard", "flush", blank=True, between="row"),
    Manner(76, "words", "flush", blank=True, between="nothing", ends="\r"),
]  # fmt: skip


class Counts(NamedTuple):
    """What became of a dump's paragraphs."""

    cut: int
    joined: int
    silent: int
    """Joined wrongly without a note at the line."""


def stories(*, most: int | None = None) -> list[Copy]:
    """The sample's stories of running copy."""
    found = [
        story for story in sample() if len(story.paragraphs) >= 4 and all(len(text) > 30 for text in story.paragraphs)
    ]
    return found[:most]


def read(made: Imported) -> Copy:
    """A story as it came in."""
    story = parse_story(Source("x.md", made.text), "x", Report())
    fields = {name: story.fields[name].text if name in story.fields else "" for name in ("headline", "byline")}
    return Copy(**fields, paragraphs=tuple(part.text for part in story.body if isinstance(part, Paragraph)))


def counted(sent: list[Copy], manner: Manner) -> Counts:
    """Sends stories through the wire in a manner and counts what went wrong; heads are never wrong."""
    text = dump(sent, manner)
    made = import_wire(text.encode(), Report(), encoding="utf-8")
    got = [read(one) for one in made]
    assert [(one.headline, one.byline) for one in got] == [(one.headline, one.byline) for one in sent], manner
    lines = text.splitlines()
    cut = joined = silent = 0
    for story, came, imported in zip(sent, got, made, strict=True):
        said = {note.words["line"] for note in imported.changes if "doubtful" in note.code}
        lost = [one for one in story.paragraphs if one not in came.paragraphs]
        joined += sum(any(one in other for other in came.paragraphs) for one in lost)
        cut += sum(not any(one in other for other in came.paragraphs) for one in lost)
        for one in story.paragraphs[1:]:
            inside = any(other.find(one) > 0 for other in came.paragraphs)
            first = wrap(one, manner.measure, manner.breaks, INDENTS[manner.indent])[0].rstrip()
            silent += inside and lines.index(first) + 1 not in said
    return Counts(cut, joined, silent)


@pytest.mark.parametrize("manner", FOURTEEN, ids=lambda manner: "-".join(str(part).strip() for part in manner[:6]))
def test_no_paragraph_is_lost_or_joined_wrongly(manner: Manner) -> None:
    """At 40, 60 and 76 columns, indented or with empty lines, one story or several: lost 0, joined wrongly 0."""
    chosen = stories(most=None if CAMPAIGN else 6)
    assert counted(chosen, manner) == Counts(0, 0, 0)
    for story in chosen[: None if CAMPAIGN else 2]:
        assert counted([story], manner) == Counts(0, 0, 0)


@pytest.mark.parametrize("breaks", ["hard", "words", "marks"])
@pytest.mark.parametrize("measure", [40, 60, 76])
def test_lines_lengths_part_paragraphs_and_a_full_one_is_said(measure: int, breaks: str) -> None:
    """Without indents and empty lines none is cut; only a last line that is quite full is joined, and said with its place."""
    for story in stories(most=None if CAMPAIGN else 6):
        manner = Manner(measure, breaks, "flush")
        counts = counted([story], manner)
        assert (counts.cut, counts.silent) == (0, 0)
        assert counts.joined <= 2 * full_ends(story, manner)


def full_ends(story: Copy, manner: Manner) -> int:
    """Paragraphs whose last line has no room for the next one's beginning: nothing in the dump parts these."""
    found = 0
    for one, two in itertools.pairwise(story.paragraphs):
        both = wrap(one + two, manner.measure, manner.breaks)
        found += wrap(one, manner.measure, manner.breaks)[-1].rstrip() in [line.rstrip() for line in both]
    return found


def every_manner() -> Iterator[Manner]:
    """All of them, for a night's run."""
    ways = itertools.product(
        (40, 51, 60, 76), ("hard", "words", "marks"), INDENTS, (False, True), ("end", "row", "nothing"), (0, 17)
    )
    return (Manner(*way) for way in ways if way[2] != "flush" or way[3])


@pytest.mark.skipif(not CAMPAIGN, reason="the fourteen stand for these")
def test_no_manner_of_breaking_loses_a_paragraph() -> None:
    """Every measure with every indent, every break, every way of parting stories."""
    chosen = stories()
    for manner in every_manner():
        for at in range(0, len(chosen), 3):
            assert counted(chosen[at : at + 3], manner) == Counts(0, 0, 0), manner
