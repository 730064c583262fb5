"""The door: bytes from the wire become the text of story files."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from banxin.files.reading import check_kind
from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.hanzi.table import MARK_CUT
from banxin.intake._decoding import decode_wire
from banxin.intake._lines import clean, split_lines
from banxin.intake._parts import CopyPart, Parts, recognise
from banxin.intake._signs import dateline_end
from banxin.intake._stories import part_stories
from banxin.problems import Fault, Problem, Report, Source, Span, whole
from banxin.story import parse_story
from banxin.story.characters import name, refusal
from banxin.story.writing import Written, escape, write_story
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.intake._decoding import Decoded
    from banxin.intake._lines import WireLine

#: Line ends other than LF, CR and CRLF; white space, so what they part is still whole.
_ODD_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ASCII_MARKS = ",.;:?!()\"'"
_LONGEST_SLUG = 24
_MOST_LISTED = 12


class Imported(NamedTuple):
    """A story made out of wire copy."""

    slug: str
    """A suggestion for the file's name."""
    text: str
    """The story file."""
    changes: tuple[Problem, ...]
    """What was changed or guessed, in the wire's order: notes, each with its line in the wire copy."""
    encoding: str
    headline: str
    """The headline that was found, or ''."""
    aside: tuple[CopyPart, ...]
    """What is kept apart and stands in no story, in the wire's order: notes to newspapers, end marks, rows of signs."""


def import_wire(
    data: bytes, report: Report, *, encoding: str | None = None, path: str = "wire"
) -> tuple[Imported, ...]:
    """Wire copy as stories, one or several. None where the bytes cannot be read without losing something.

    The words are never touched: the stories, with what is kept apart, read back as the same characters, white space
    aside. ``path`` is the wire file's name, for messages and for the slugs.
    """
    try:
        check_kind(path, data)
        decoded = decode_wire(path, data, encoding)
    except Fault as fault:
        report.add(fault.problem)
        return ()
    copy = clean(decoded.text)
    lines = split_lines(copy)
    if not lines:
        report.error("intake.empty", whole(path))
        return ()
    source = Source(path, copy)
    _refuse(source, report)
    own = _own_story(source, decoded)
    if own:
        return (own,)
    stories = part_stories(lines)
    starts = _line_starts(copy)
    numbered = len(stories) > 1
    return _named(
        tuple(
            _story(story, _Changes(source, starts), decoded, path, at if numbered else 0)
            for at, story in enumerate(stories, 1)
        )
    )


def _story(lines: list[WireLine], notes: _Changes, decoded: Decoded, path: str, number: int) -> Imported:
    """One story of a dump; ``number`` is its place among several, 0 where it is the only one."""
    parts = recognise(lines)
    if number <= 1:
        _note_encoding(decoded, notes)
    _note_parts(parts, notes)
    _note_joins(parts, notes)
    _note_copy(lines, parts, notes)
    text = write_story(
        {role: part.text for role, part in parts.fields.items()},
        [Written(part.role, part.text) for part in parts.body],
    )
    headline = parts.fields["headline"].text if "headline" in parts.fields else ""
    slug = _slug(path, parts, number)
    return Imported(slug, text, notes.sorted(), decoded.encoding, headline, tuple(parts.aside))


def _own_story(source: Source, decoded: Decoded) -> Imported | None:
    """A story in the house's own grammar, out of an old editor: nothing but its encoding changes."""
    if not source.text.startswith("---\n") or "\n---\n" not in source.text:
        return None
    slug = source.path.rpartition("/")[2].partition(".")[0]
    headline = parse_story(source, slug, Report()).fields.get("headline")
    if headline is None:
        return None
    notes = _Changes(source, _line_starts(source.text))
    _note_encoding(decoded, notes)
    notes.add("intake.own-story", 1)
    return Imported(slug, source.text + "\n", notes.sorted(), decoded.encoding, headline.text, ())


def _named(made: tuple[Imported, ...]) -> tuple[Imported, ...]:
    """Each story of a dump under a name of its own."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    found = []
    for story in made:
        slug = story.slug
        while slug in taken:
            last[story.slug] = last.get(story.slug, 1) + 1
            slug = f"{story.slug}-{last[story.slug]}"
        taken.add(slug)
        found.append(story._replace(slug=slug))
    return tuple(found)


def _line_starts(text: str) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]


class _Changes:
    """What was changed or guessed, as problems of the mildest kind."""

    def __init__(self, source: Source, starts: list[int]) -> None:
        """``starts`` are the places where the source's lines begin, and one behind its end."""
        self._source = source
        self._starts = starts
        self._made: list[Problem] = []

    def add(self, code: str, number: int, **words: object) -> None:
        """A note about line ``number`` of the wire copy."""
        start = self._starts[number - 1]
        end = max(start + 1, self._starts[number] - 1)
        self._made.append(Problem(code, Span(self._source, start, end), "note", {"line": number, **words}))

    def sorted(self) -> tuple[Problem, ...]:
        """In the wire's order."""
        return tuple(sorted(self._made, key=lambda problem: problem.order))


def _refuse(source: Source, report: Report) -> None:
    """Characters that have no place in copy are told here, where the sender can still be asked."""
    text = source.text
    for character in set(text) - {"\n", "\t"}:
        code = refusal(character)
        if code and code != "story.selector":
            at = text.index(character)
            report.error(code, Span(source, at, at + 1), character=name(character), count=text.count(character))


def _note_encoding(decoded: Decoded, notes: _Changes) -> None:
    if decoded.guessed:
        notes.add("intake.encoding", 1, encoding=decoded.encoding)
    odd = sum(decoded.text.count(end) for end in _ODD_ENDS)
    if odd:
        notes.add("intake.line-ends", 1, count=odd)


def _note_parts(parts: Parts, notes: _Changes) -> None:
    """Each guess about what a line is."""
    for role, part in parts.fields.items():
        notes.add(f"intake.{role}", part.number, text=_short(part.text))
    if "headline" not in parts.fields and parts.body:
        notes.add("intake.no-headline", parts.body[0].number)
    for part in parts.body:
        if part.role == "subhead":
            notes.add("intake.subhead", part.number, text=_short(part.text))
        elif dateline_end(part.text):
            notes.add("intake.dateline-kept", part.number, text=part.text[: dateline_end(part.text)])
    pages = [part for part in parts.aside if part.role == "page"]
    if pages:
        notes.add("intake.page-numbers", pages[0].number, count=len(pages), numbers=_listed(pages))
    for part in parts.aside:
        if part.role != "page":
            notes.add("intake.aside", part.number, text=part.text)


def _note_joins(parts: Parts, notes: _Changes) -> None:
    """All that was joined in one note, and each doubtful join by itself."""
    if parts.joined:
        first = min(paragraph.first.number for paragraph in parts.joined)
        count = sum(len(paragraph.lines) for paragraph in parts.joined)
        notes.add("intake.joined", first, count=count, paragraphs=len(parts.joined))
    for paragraph in parts.joined:
        for doubt in paragraph.doubtful:
            notes.add(f"intake.doubtful-{doubt.code}", doubt.number)
    if parts.quoted:
        notes.add("intake.quoted", parts.quoted[0], count=len(parts.quoted), last=parts.quoted[-1])


def _note_copy(lines: list[WireLine], parts: Parts, notes: _Changes) -> None:
    """Marks that were escaped, and marks that the house may want to look at."""
    escaped = [part for part in (*parts.fields.values(), *parts.body) if escape(part.text, part.role) != part.text]
    if escaped:
        notes.add("intake.escaped", escaped[0].number, count=len(escaped), numbers=_listed(escaped))
    found = [(line, ascii_marks(line.text)) for line in lines if not line.kind]
    marked = [line for line, marks in found if marks]
    if marked:
        kinds = dict.fromkeys(mark for _, marks in found for mark in marks)
        notes.add("intake.ascii-marks", marked[0].number, marks=" ".join(kinds), numbers=_listed(marked))


def _listed(parts: list[CopyPart] | list[WireLine]) -> str:
    """The numbers of lines as a message says them."""
    numbers = list(dict.fromkeys(str(part.number) for part in parts))
    return " ".join(numbers[:_MOST_LISTED]) + (
        f" +{len(numbers) - _MOST_LISTED}" if len(numbers) > _MOST_LISTED else ""
    )


def ascii_marks(text: str) -> list[str]:
    """ASCII marks that stand beside hanzi where a Chinese mark is usual; they are reported and never changed."""
    found: dict[str, None] = {}
    for at, mark in enumerate(text):
        if mark not in _ASCII_MARKS or at == 0:
            continue
        before, after = text[at - 1], text[at + 1 : at + 2]
        behind, ahead = _is_chinese(before), _is_chinese(after)
        opens, closes = mark in "(\"'" and behind, mark in ")\"'" and ahead
        if (behind and (ahead or not after)) or opens or closes:
            found[mark] = None
    return list(found)


def _is_chinese(character: str) -> bool:
    return bool(character) and character >= "\u2e80" and classify(character) != hanzi.WESTERN


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SLUG else text[:_LONGEST_SLUG] + MARK_CUT


def _slug(path: str, parts: Parts, number: int) -> str:
    """The wire file's own name if it has one, else the beginning of the headline: letters, figures and hanzi.

    Several stories of a dump are numbered in its order: ``dump-1``, ``dump-2``.
    """
    stem = path.rpartition("/")[2].partition(".")[0] if path not in ("wire", "-") else ""
    first: CopyPart | None = parts.fields.get("headline") or (parts.body[0] if parts.body else None)
    for source, counted in ((stem, number), (first.text if first else "", 0)):
        slug = "".join(character if _names(character) else "-" for character in source.lower())
        slug = "-".join(word for word in slug.split("-") if word)[:_LONGEST_SLUG].strip("-")
        if slug:
            return f"{slug}-{counted}" if counted else slug
    return f"story-{number}" if number else "story"


def _names(character: str) -> bool:
    """What may stand in a file's name everywhere: ASCII letters and figures, common hanzi, the underscore."""
    return (character.isascii() and character.isalnum()) or "\u4e00" <= character <= "\u9fff" or character == "_"
