r"""Marks inside a paragraph: ``**bold**``, ``[text]{.dots}``, ``[text]{ruby=yin}`` and the backslash.

One pass over the characters with a stack of what is open, so fifty thousand brackets cost what
fifty thousand letters cost. The grammar is closed: a mark of another markup is an error with its
place. A backslash prints the mark of this grammar that stands after it, and is copy everywhere else.

==================  =====================================================================
written             yields
==================  =====================================================================
``**text**``        bold; may stand around spans and inside them, never across their ends
``[text]{.dots}``   dots under the text; ``.name``, ``.book`` and ``.dead`` likewise
``[text]{.kai}``    in Kai; ``.hei`` likewise, ``{face=role}`` in any face of the house
``[text]{colour=x}``  in a colour of the house; ``{size=12pt}`` in another size
``[text]{ruby=x}``  ruby ``x`` over the text; may stand inside another span
``\*`` ``\[`` ``\/``   the mark itself; ``C:\temp`` and ``\n`` are copy as they stand
`` / ``             in headings only: the editor's break
==================  =====================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.hanzi.table import MARK_CUT
from banxin.problems import Maybe, Report, Source, Span
from banxin.story.marks import FACES, MARKS, SIGNS, SPANS, VALUES, known_marks
from banxin.story.records import Mark, Paragraph, SegmentMap
from banxin.story.roles import HEADINGS
from banxin.tuples import NamedTuple
from banxin.units import COLUMN, LINE, PT, parse_length

if TYPE_CHECKING:
    from collections.abc import Callable

#: Every blank of Unicode that may stand at a line's ends; the ideographic space is the wire's indent.
BLANKS = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
#: Roles whose `` / `` is the editor's break.
#: Full-width signs that would be taken for a break, a subhead or a box in the wrong width.
WIDE_SOLIDUS, WIDE_NUMBER_SIGN, WIDE_COLON = "\uff0f", "\uff03", "\uff1a"
#: What a backslash takes its meaning from, wherever it stands.
_ESCAPED = frozenset("\\*[]{}`<>&/") | {WIDE_SOLIDUS}
#: With what a line begins that is more than a paragraph: it is copy behind a backslash there.
_ESCAPED_FIRST = frozenset("#:-+|=_~") | {WIDE_NUMBER_SIGN, WIDE_COLON}
#: What is a mark of other markups where it stands twice.
_ESCAPED_TWICE = frozenset("_~")
#: Before these a backslash that is copy is written twice, whatever is around it.
AMBIGUOUS = _ESCAPED | _ESCAPED_FIRST | {'"'}
_SPECIAL = frozenset("\\*[]`<&{_~")
_HEADING_SPECIAL = _SPECIAL | {"/", WIDE_SOLIDUS}
_RUBY = "ruby="
_BOLD = 2
#: The longest ``{...}`` after a bracket: what is longer was never closed.
_LONGEST_ATTRIBUTE = 80
_LONGEST_ENTITY = 12
#: Classes after which a break leaves no space: the mark brings its own white.
_MARKS = frozenset((
    hanzi.WIDE_SPACE, hanzi.OPEN, hanzi.CLOSE, hanzi.PAUSE, hanzi.COLON, hanzi.STOP, hanzi.EXCLAIM, hanzi.INTERPUNCT,
    hanzi.CONNECTOR, hanzi.WIDE_CONNECTOR, hanzi.SOLIDUS, hanzi.DASH, hanzi.ELLIPSIS, hanzi.SPACE,
))  # fmt: skip


class Value(NamedTuple):
    """Copy as written: its characters in the file, without the quotation marks it stood in."""

    start: int
    end: int
    quote: str = ""


def read_copy(source: Source, value: Value, key: str, role: str, report: Report) -> tuple[Paragraph, SegmentMap]:
    """Copy as a paragraph, and the map from it back to the file."""
    start, end, quote = value
    raw = source.text[start:end]
    copy = raw.lstrip(BLANKS)
    start += len(raw) - len(copy)
    copy = copy.rstrip(BLANKS)
    heading = role in HEADINGS
    if (_HEADING_SPECIAL if heading else _SPECIAL).isdisjoint(copy) and quote != "'":
        return Paragraph(key, role, copy), SegmentMap((0,), (start,))
    return _CopyReader(source, start, copy, report, heading=heading, quote=quote).paragraph(key, role)


def _partners(copy: str) -> tuple[dict[int, int], set[int]]:
    """Which bracket closes which, and those that have no partner; escaped ones are letters."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    alone: set[int] = set()
    at, total = 0, len(copy)
    while at < total:
        character = copy[at]
        if character == "\\":
            at += 1
        elif character == "[":
            opened.append(at)
        elif character == "]":
            if opened:
                partner[opened.pop()] = at
            else:
                alone.add(at)
        at += 1
    return partner, alone


class _CopyReader:
    """One paragraph while it is read: what has been made of it, and what is still open."""

    __slots__ = ("alone", "at", "base", "bold", "breaks", "code", "copy", "doubles", "file_offsets", "heading",
                 "last", "latest", "length", "marks", "orphan", "partner", "pieces", "quote", "report", "source",
                 "spans", "tags", "text_offsets")  # fmt: skip

    def __init__(self, source: Source, base: int, copy: str, report: Report, *, heading: bool, quote: str) -> None:
        self.source, self.base, self.copy, self.report = source, base, copy, report
        self.heading, self.quote = heading, quote
        self.at = self.length = 0
        self.last = ""
        self.pieces: list[str] = []
        self.text_offsets = [0]
        self.file_offsets = [base]
        self.marks: list[Mark] = []
        self.breaks: dict[int, int] = {}  # offset in the text to that of the slash in the copy
        self.partner: dict[int, int] = {}
        self.alone: set[int] = set()
        if "]" in copy:
            self.partner, self.alone = _partners(copy)
        self.bold: tuple[int, int, int] | None = None  # offset in the text, offset in the copy, spans around it
        self.orphan = False  # a bold that crossed a span's end was told; its other end is still to come
        self.spans: list[tuple[int, int, str, str]] = []  # start in the text, start in the copy, kind, value
        self.latest: dict[str, int] = {}  # of each kind the last mark's start: finds like in like
        self.code = False
        self.doubles: dict[str, int] = {}
        self.tags: set[str] = set()

    def paragraph(self, key: str, role: str) -> tuple[Paragraph, SegmentMap]:
        """Read to the end."""
        copy, special = self.copy, _HEADING_SPECIAL if self.heading else _SPECIAL
        if self.quote == "'":
            special = special | {"'"}
        plain = at = 0
        total = len(copy)
        while at < total:
            if copy[at] not in special:
                at += 1
                continue
            self._emit(plain, at)
            self.at = at
            _HANDLERS[copy[at]](self)
            at = plain = self.at
        self._emit(plain, total)
        if self.bold:
            self._fault("story.bold-open", self.bold[1], _BOLD)
        for offset, slash in list(self.breaks.items()):
            if not 0 < offset < self.length:
                self._fault("story.break-edge", slash)
                del self.breaks[offset]
        marks = tuple(sorted(self.marks, key=lambda mark: (mark.start, -mark.end)))
        paragraph = Paragraph(key, role, "".join(self.pieces), marks, tuple(self.breaks))
        return paragraph, SegmentMap(tuple(self.text_offsets), tuple(self.file_offsets))

    def _emit(self, start: int, end: int) -> None:
        """Characters ``start`` up to ``end`` of the copy belong to the text."""
        if end <= start:
            return
        offset = self.base + start
        if self.file_offsets[-1] + self.length - self.text_offsets[-1] != offset:
            if self.text_offsets[-1] == self.length:
                self.file_offsets[-1] = offset
            else:
                self.text_offsets.append(self.length)
                self.file_offsets.append(offset)
        self.pieces.append(self.copy[start:end])
        self.length += end - start
        self.last = self.copy[end - 1]

    def _fault(self, code: str, at: int, length: int = 1, **words: object) -> None:
        start = self.base + at
        self.report.error(code, Span(self.source, start, start + length), **words)

    def _take(self, count: int = 1) -> None:
        """The next ``count`` characters are what they are."""
        self._emit(self.at, self.at + count)
        self.at += count

    def _following(self) -> str:
        return self.copy[self.at + 1 : self.at + 2]

    def _run(self) -> int:
        """How many times the character stands here in a row."""
        copy, end = self.copy, self.at
        while end < len(copy) and copy[end] == copy[self.at]:
            end += 1
        return end - self.at

    def backslash(self) -> None:
        """A backslash prints the mark after it; where none is there, it is copy: paths, faces made of signs, regular expressions."""
        self.at += self._escapes()
        self._take()

    def _escapes(self) -> bool:
        """Whether what stands after the backslash would be a mark here without it."""
        copy, at, after = self.copy, self.at, self._following()
        if after in _ESCAPED or (after == '"' and self.quote == '"'):
            return bool(after)
        if not at and after in _ESCAPED_FIRST:
            return True
        twice = copy[at + 2 : at + 3] == after or copy[at + 2 : at + 4] == f"\\{after}" or copy[at - 1 : at] == after
        return after in _ESCAPED_TWICE and twice

    def single_quote(self) -> None:
        """Between single quotes a doubled one yields one, as in YAML."""
        self.at += self._following() == "'"
        self._take()

    def star(self) -> None:
        """Two stars open or close bold; any other number is no mark of ours."""
        run = self._run()
        if run != _BOLD:
            self._fault("story.star", self.at, run, count=run, fixed="\\*" * min(run, 12))
            self._take(run)
            return
        if self.orphan:
            self.orphan = False
        elif self.bold is None:
            self.bold = self.length, self.at, len(self.spans)
        else:
            self._close_bold()
        self.at += _BOLD

    def _close_bold(self) -> None:
        start, _, depth = self.bold or (0, 0, 0)
        self.bold = None
        if depth != len(self.spans):
            self._fault("story.crossing", self.at, _BOLD)
        if start < self.length:  # around a break alone there is nothing to be bold
            self.marks.append(Mark(start, self.length, "bold"))

    def bracket(self) -> None:
        """A bracket opens a span if its partner is followed by ``{...}``."""
        opened = self.at
        closed = self.partner.get(opened)
        if closed is None:
            self._fault("story.bracket", opened)
            self._take()
            return
        length = closed + 1 - opened
        after = self.copy[closed + 1 : closed + 2]
        if opened and self.copy[opened - 1] == "!":
            self._fault("story.image", opened - 1, length + 1)
        elif after == "(":
            self._fault("story.link", opened, length, text=self._inside(opened, closed))
        elif after != "{":
            self._fault("story.bracket", opened, length)
        elif length == _BOLD:
            self._fault("story.span-empty", opened, length)
        else:
            attribute = self._attribute(closed)
            if attribute:
                self.spans.append((self.length, opened, *attribute))
                self.at += 1
                return
        del self.partner[opened]
        self._take()

    def _inside(self, opened: int, closed: int) -> str:
        text = self.copy[opened + 1 : closed]
        return text if len(text) <= _LONGEST_ATTRIBUTE else text[:_LONGEST_ATTRIBUTE] + MARK_CUT

    def _attribute(self, closed: int) -> tuple[str, str] | None:
        """Kind and value of the ``{...}`` after a bracket."""
        end = self.copy.find("}", closed + 2, closed + 2 + _LONGEST_ATTRIBUTE)
        if end < 0:
            self._fault("story.attribute-open", closed + 1)
            return None
        written = self.copy[closed + 2 : end]
        if written.startswith(".") and written[1:] in SPANS:
            return written[1:], ""
        if written.startswith(".") and written[1:] in FACES:
            return "face", written[1:]
        key, equals, value = written.partition("=")
        kind = VALUES.get(key, "") if equals else ""
        if kind and value.strip(BLANKS) and value[0] not in "\"'" and _CHECKS.get(kind, bool)(value):
            return kind, value
        self._fault("story.attribute", closed + 1, end - closed, written=written, near=Maybe(_nearest(written)),
                    known=known_marks())  # fmt: skip
        return None

    def bracket_end(self) -> None:
        """A closing bracket ends the span that its partner opened."""
        at = self.at
        if at in self.alone:
            self._fault("story.bracket", at)
        if not self.spans or self.partner.get(self.spans[-1][1]) != at:
            self._take()
            return
        start, opened, kind, value = self.spans.pop()
        if self.bold and self.bold[2] > len(self.spans):
            self._fault("story.crossing", self.bold[1], _BOLD)
            self.bold, self.orphan = None, True
        if self.latest.get(kind, -1) >= start:
            self._fault("story.nested", opened, at + 1 - opened, kind=kind)
        if start == self.length:
            self._fault("story.span-empty", opened, at + 1 - opened)
        else:
            self.marks.append(Mark(start, self.length, kind, value))
            self.latest[kind] = start
        self.at = self.copy.index("}", at) + 1

    def brace(self) -> None:
        """A brace is a letter, unless it looks like a span that lost its brackets."""
        if self._following() == "." or self.copy.startswith(_RUBY, self.at + 1):
            before = self.at and self.copy[self.at - 1] == "]"
            if not before:
                self._fault("story.attribute-alone", self.at)
        self._take()

    def backtick(self) -> None:
        """Code is not of this grammar; the fault stands where it opens."""
        run = self._run()
        if not self.code:
            self._fault("story.code", self.at, run)
        self.code = not self.code
        self._take(run)

    def angle(self) -> None:
        """``<`` before a letter is a tag; beside a number or hanzi it is a mark like any other."""
        after = self._following()
        closing = after == "/"
        name = self.copy[self.at + 1 + closing : self.at + 21]
        if (name[:1].isascii() and name[:1].isalpha()) or (after and after in "!?"):
            tag = _letters(name)
            if not (closing and tag in self.tags):
                end = self.copy.find(">", self.at, self.at + _LONGEST_ATTRIBUTE)
                self._fault("story.html", self.at, (end + 1 - self.at) if end > 0 else 1 + len(tag), tag=tag)
            self.tags.add(tag)
        self._take()

    def ampersand(self) -> None:
        """``&nbsp;`` and its like are left over from a web page."""
        end = self.copy.find(";", self.at, self.at + _LONGEST_ENTITY)
        name = self.copy[self.at + 1 : end].removeprefix("#")
        if end > self.at + 1 and name.isascii() and name.isalnum():
            from html import unescape  # noqa: PLC0415 - only where there is a fault

            written = self.copy[self.at : end + 1]
            self._fault("story.entity", self.at, len(written), written=written, fixed=unescape(written))
        self._take()

    def double(self) -> None:
        """A pair of ``__`` or ``~~`` is another markup's bold or strike."""
        run, mark = self._run(), self.copy[self.at]
        if run == _BOLD:
            opened = self.doubles.pop(mark, None)
            if opened is None:
                self.doubles[mark] = self.at
            else:
                self._fault("story.other-markup", opened, self.at + run - opened, mark=mark * 2, fixed=f"\\{mark}" * 2)
        self._take(run)

    def slash(self) -> None:
        """A slash between two spaces is the editor's break."""
        copy, at = self.copy, self.at
        if self.length in self.breaks:
            self._fault("story.break-edge", at)
            self._take()
            return
        before = at > 0 and copy[at - 1] in BLANKS
        after = at + 1 < len(copy) and copy[at + 1] in BLANKS
        if not before and not after:
            self._take()
        elif at in (0, len(copy) - 1):
            self._fault("story.break-edge", at)
            self._take()
        elif copy[at - 1] == copy[at + 1] == " ":
            self._break()
        else:
            self._fault("story.break-space", at)
            self._take()

    def _break(self) -> None:
        """One space stands in the text, or nothing where a mark brings its own white."""
        slash = at = self.at
        self._drop_blanks()
        if self.last and classify(self.last) not in _MARKS:
            self._emit(at - 1, at)
        at += 1
        while self.copy[at] in BLANKS:
            at += 1
        self.at = at
        self.breaks.setdefault(self.length, slash)

    def _drop_blanks(self) -> None:
        """Take back the blanks that were read before a break."""
        piece = self.pieces.pop()
        kept = piece.rstrip(BLANKS)
        self.length -= len(piece) - len(kept)
        if kept:
            self.pieces.append(kept)
        self.last = self.pieces[-1][-1] if self.pieces else ""

    def wide_slash(self) -> None:
        """A full-width slash between blanks was meant to be a break."""
        copy, at = self.copy, self.at
        if 0 < at < len(copy) - 1 and copy[at - 1] in BLANKS and copy[at + 1] in BLANKS:
            self._fault("story.wide-slash", at)
        self._take()


def _letters(text: str) -> str:
    end = 0
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    return text[:end].lower()


def _size(value: str) -> bool:
    """Whether a text is a size that a line of a newspaper may have."""
    found = parse_length(value)
    if found is None or found.unit in (LINE, COLUMN):
        return False
    return 4 * PT <= found.emu(em=10 * PT) <= 200 * PT


def _tag(value: str) -> bool:
    """Whether a text is a language's tag by its form (BCP 47): en, fr, zh-Hant."""
    first, *more = value.split("-")
    sound = first.isascii() and first.isalpha() and 2 <= len(first) <= 3
    return sound and all(one.isascii() and one.isalnum() and 2 <= len(one) <= 8 for one in more)


#: What the values of marks must be like.
_CHECKS: dict[str, Callable[[str], bool]] = {"size": _size, "lang": _tag}


def _nearest(written: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only where there is a fault

    name = written.strip(BLANKS + ".\"'")
    key, equals, value = name.partition("=")
    if equals and VALUES.get(key, "ruby") != "ruby":
        example = MARKS[VALUES[key]].example
        return "{" + key + "=" + (example if VALUES[key] in _CHECKS else value.strip(BLANKS + "\"'") or example) + "}"
    if "=" in name or name.startswith("ruby"):
        value = name.removeprefix("ruby").rpartition("=")[2].strip(BLANKS + "=:\"'\uff1d\uff1a")
        return "{" + _RUBY + (value or MARK_CUT) + "}"
    found = get_close_matches(name, (*SPANS, *FACES), 1, 0.5)
    return "{." + found[0] + "}" if found else ""


_HANDLERS = {
    SIGNS["escape"].sign: _CopyReader.backslash, "*": _CopyReader.star, "[": _CopyReader.bracket, "]": _CopyReader.bracket_end, "{": _CopyReader.brace,
    "`": _CopyReader.backtick, "<": _CopyReader.angle, "&": _CopyReader.ampersand, "_": _CopyReader.double, "~": _CopyReader.double,
    SIGNS["break"].sign: _CopyReader.slash, WIDE_SOLIDUS: _CopyReader.wide_slash, "'": _CopyReader.single_quote,
}  # fmt: skip
