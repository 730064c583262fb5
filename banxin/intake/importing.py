"""The door: bytes from the wire become the text of a story file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.files.reading import check_kind
from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.intake.decoding import decode_wire
from banxin.intake.lines import split_lines
from banxin.intake.parts import Part, Parts, dateline_end, recognise
from banxin.problems import Fault, Problem, Report, Source, Span, whole
from banxin.story.characters import name, refusal
from banxin.story.writing import Written, escape, write_story

if TYPE_CHECKING:
    from banxin.intake.decoding import Decoded
    from banxin.intake.lines import Line

#: Line ends other than LF, CR and CRLF; white space, so what they part is still whole.
_ODD_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ASCII_MARKS = ",.;:?!()\"'"
_LONGEST_SLUG = 24


class Imported(NamedTuple):
    """A story made out of wire copy."""

    slug: str
    """A suggestion for the file's name."""
    text: str
    """The story file."""
    changes: tuple[Problem, ...]
    """What was changed or guessed, in the wire's order: notes, each with its line in the wire copy."""
    encoding: str


def import_wire(data: bytes, report: Report, *, encoding: str | None = None, path: str = "wire") -> Imported | None:
    """Wire copy as a story. ``None`` where the bytes cannot be read without losing something.

    The words are never touched: the story reads back as the same characters, white space apart.
    ``path`` is the wire file's name, for messages and for the slug.
    """
    try:
        check_kind(path, data)
        decoded = decode_wire(path, data, encoding)
    except Fault as fault:
        report.add(fault.problem)
        return None
    lines = split_lines(decoded.text)
    if not lines:
        report.error("intake.empty", whole(path))
        return None
    source = Source(path, "\n".join(decoded.text.splitlines()))
    _refuse(source, report)
    parts = recognise(lines)
    notes = _Notes(source)
    _note_encoding(decoded, notes)
    _note_parts(parts, notes)
    _note_copy(lines, parts, notes)
    text = write_story(
        {role: part.text for role, part in parts.fields.items()},
        [Written(part.role, part.text) for part in parts.body],
    )
    return Imported(_slug(path, parts), text, notes.sorted(), decoded.encoding)


class _Notes:
    """What was changed or guessed, as problems of the mildest kind."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._made: list[Problem] = []
        self._starts = [0]
        for line in source.text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

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


def _note_encoding(decoded: Decoded, notes: _Notes) -> None:
    if decoded.guessed:
        notes.add("intake.encoding", 1, encoding=decoded.encoding)
    odd = sum(decoded.text.count(end) for end in _ODD_ENDS)
    if odd:
        notes.add("intake.line-ends", 1, count=odd)


def _note_parts(parts: Parts, notes: _Notes) -> None:
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
    for paragraph in parts.joined:
        notes.add("intake.joined", paragraph.first.number, count=len(paragraph.lines), last=paragraph.lines[-1].number)
        for number in paragraph.doubtful:
            notes.add("intake.joined-doubtful", number)


def _note_copy(lines: list[Line], parts: Parts, notes: _Notes) -> None:
    """Marks that were escaped, tabs that became spaces, and marks that the house may want to look at."""
    for part in (*parts.fields.values(), *parts.body):
        if escape(part.text, part.role) != part.text:
            notes.add("intake.escaped", part.number)
    for line in lines:
        found = ascii_marks(line.text)
        if found:
            notes.add("intake.ascii-marks", line.number, marks=" ".join(found))


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
    return text if len(text) <= _LONGEST_SLUG else text[:_LONGEST_SLUG] + "\u2026"


def _slug(path: str, parts: Parts) -> str:
    """The wire file's own name if it has one, else the beginning of the headline: letters, figures and hanzi."""
    stem = path.rpartition("/")[2].partition(".")[0] if path != "wire" else ""
    first: Part | None = parts.fields.get("headline") or (parts.body[0] if parts.body else None)
    for source in (stem, first.text if first else ""):
        slug = "".join(character if _names(character) else "-" for character in source.lower())
        slug = "-".join(word for word in slug.split("-") if word)[:_LONGEST_SLUG].strip("-")
        if slug:
            return slug
    return "story"


def _names(character: str) -> bool:
    """What may stand in a file's name everywhere: ASCII letters and figures, common hanzi, the underscore."""
    return (character.isascii() and character.isalnum()) or "\u4e00" <= character <= "\u9fff" or character == "_"
