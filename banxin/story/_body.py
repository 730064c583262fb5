"""The body: one line a paragraph, ``##`` and ``###`` subheads, boxes between ``:::`` lines."""

from __future__ import annotations

from banxin.problems import Report, Source, Span
from banxin.story.inline import BLANKS, WIDE_COLON, WIDE_NUMBER_SIGN, Value, read_copy
from banxin.story.records import Box, Paragraph, SegmentMap
from banxin.story.roles import FENCE, LINES

#: The boxes there are; an introduction stands before the body wherever it was written.
BOXES = tuple(name for name, line in LINES.items() if line.sign == FENCE)

_WIDE_FENCE = WIDE_COLON * 2
_WIDE_HEADING = WIDE_NUMBER_SIGN * 2
_SUBHEADS = {len(line.sign): line.role for line in LINES.values() if line.sign != FENCE}
_RULES = frozenset("-*_=")
_LEAST_RULE = 3
#: What git leaves in a file of which it could not tell whose lines are right.
_MERGED = ("<<<<<<< ", ">>>>>>> ", "||||||| ")
#: First characters that need a look; every other line is a paragraph of copy.
_STARTS = frozenset("#:-*+<>`|_=~") | {WIDE_COLON, WIDE_NUMBER_SIGN}


def is_special(line: str) -> bool:
    """Whether a line of copy would be read as something else than a paragraph that begins like this."""
    mark = line[:1]
    if mark not in _STARTS or not mark:
        return False
    if mark == "#":
        return line[1:2] in {"#", "", *BLANKS}
    if mark in "-+*=_~" and len(line) >= _LEAST_RULE and not line.strip(mark + " "):
        return True
    if mark in "*+-":
        return line[1:2] in BLANKS and len(line) > 1
    return mark in ">|" or line.startswith((FENCE, "~~~", "```", _WIDE_FENCE, _WIDE_HEADING))


def read_body(source: Source, start: int, report: Report, maps: dict[str, SegmentMap]) -> tuple[Paragraph | Box, ...]:
    """Read from ``start`` to the end of the file; the paragraphs' places go into ``maps``."""
    return _BodyReader(source, report, maps).read(start)


class _Open:
    """A box that is not closed yet."""

    __slots__ = ("key", "name", "paragraphs", "start", "title")

    def __init__(self, name: str, key: str, start: int) -> None:
        self.name, self.key, self.start = name, key, start
        self.title: Paragraph | None = None
        self.paragraphs: list[Paragraph] = []


class _BodyReader:
    """The body while it is read, line by line."""

    __slots__ = ("_box", "_boxes", "_code", "_intros", "_maps", "_nested", "_number", "_parts", "_report", "_source")

    def __init__(self, source: Source, report: Report, maps: dict[str, SegmentMap]) -> None:
        self._source, self._report, self._maps = source, report, maps
        self._parts: list[Paragraph | Box] = []
        self._box: _Open | None = None
        self._number = self._boxes = self._intros = self._nested = 0
        self._code = False

    def read(self, start: int) -> tuple[Paragraph | Box, ...]:
        """All lines."""
        text = self._source.text
        total = len(text)
        while start < total:
            end = text.find("\n", start)
            if end < 0:
                end = total
            first = start
            while first < end and text[first] in BLANKS:
                first += 1
            if first < end:
                if text[first] in _STARTS:
                    self._special(first, end)
                else:
                    self._paragraph(first, end, "")
            start = end + 1
        if self._box:
            self._fault("story.box-open", self._box.start, self._box.start + len(FENCE), name=self._box.name)
            self._close(total, told=True)
        return tuple(self._parts)

    def _fault(self, code: str, start: int, end: int, **words: object) -> None:
        self._report.error(code, Span(self._source, start, max(end, start + 1)), **words)

    def _paragraph(self, start: int, end: int, role: str) -> None:
        """Copy from ``start``, under the next key of the body or of the open box."""
        box = self._box
        if box:
            key = f"{box.key}.{len(box.paragraphs) + 1}"
            role = role or (LINES[box.name].role if box.name in LINES else "box")
        else:
            key = f"b{self._number + 1}"
        paragraph, segments = read_copy(self._source, Value(start, end), key, role or "body", self._report)
        if not paragraph.text:
            return
        self._maps[key] = segments
        if box:
            box.paragraphs.append(paragraph)
        else:
            self._number += 1
            self._parts.append(paragraph)

    def _special(self, start: int, end: int) -> None:
        """A line whose first character may be markup."""
        text = self._source.text
        line = text[start:end].rstrip(BLANKS)
        end = start + len(line)
        mark = line[0]
        if line.startswith(FENCE):
            self._fence(start, end, line)
        elif line.startswith(_MERGED):
            self._fault("story.merge-mark", start, end, mark=line[:7])
        elif mark == "#":
            self._heading(start, end, line)
        elif line.startswith(_WIDE_HEADING):
            title = line.lstrip(mark)
            self._fault("story.wide-heading", start, start + 2, fixed="## " + title.strip(BLANKS))
            self._paragraph(end - len(title), end, "subhead")
        elif line.startswith(_WIDE_FENCE):
            fixed = f"{FENCE} {line.lstrip(mark).strip(BLANKS)}".rstrip()
            self._fault("story.wide-fence", start, start + 2, fixed=fixed)
            self._fence(start, end, fixed)
        elif line.startswith(("```", "~~~")):
            if not self._code:
                self._fault("story.code", start, start + 3)
            self._code = not self._code
        else:
            self._foreign(start, end, line)

    def _foreign(self, start: int, end: int, line: str) -> None:
        """Lists, quotations, tables and rules of other markups."""
        mark, length = line[0], len(line)
        if mark in _RULES and length >= _LEAST_RULE and not line.strip(mark + " "):
            self._fault("story.rule", start, end, fixed="\\" + line)
            return
        if mark in "*+-" and line[1:2] in BLANKS and length > 1:
            self._fault("story.list", start, start + 1, mark=mark, fixed="\u25c6" + line[1:].strip(BLANKS)[:40])
            if mark == "*":  # the star is told; the copy after it is read
                start += 1
        elif mark == ">":
            self._fault("story.quotation", start, start + 1)
        elif mark == "|" and line[-1] == "|" and length > 1:
            self._fault("story.table", start, end)
        self._paragraph(start, end, "")

    def _heading(self, start: int, end: int, line: str) -> None:
        """``##`` and ``###`` with a blank after them are subheads; ``#`` alone may be a topic's sign."""
        rest = line.lstrip("#")
        level = len(line) - len(rest)
        title = rest.strip(BLANKS)
        spaced = rest != title or not rest
        role = _SUBHEADS.get(level, "")
        if level == 1 and not spaced:
            self._paragraph(start, end, "")
            return
        if not role:
            self._fault("story.heading-level", start, start + level, fixed=f"## {title}"[:60])
        elif not title:
            self._fault("story.heading-empty", start, end)
        elif not spaced:
            self._fault("story.heading-space", start, start + level, fixed=f"{'#' * level} {title}"[:60])
        self._paragraph(start + level, end, role or "subhead")

    def _fence(self, start: int, end: int, line: str) -> None:
        """``:::`` closes a box, ``::: name title`` opens one."""
        rest = line[len(FENCE) :]
        words = rest.strip(BLANKS)
        if not words:
            self._end_box(start, end)
            return
        if rest[0] not in BLANKS:
            fixed = f"{FENCE} {words.lstrip(':').strip(BLANKS)}".rstrip()
            self._fault("story.fence-space", start, start + len(FENCE) + 1, fixed=fixed)
            words = words.lstrip(":").strip(BLANKS)
            if not words:
                self._end_box(start, end)
                return
        if self._box:
            self._fault("story.box-nested", start, end, line=self._source.place(self._box.start)[0])
            self._nested += 1
            self._close(start, told=True)
        self._open(start, end, words)

    def _open(self, start: int, end: int, words: str) -> None:
        name = words
        for at, character in enumerate(words):
            if character in BLANKS:
                name = words[:at]
                break
        place = self._source.text.index(words, start)
        if name not in BOXES:
            self._fault("story.box-name", place, place + len(name), name=name, known=" ".join(BOXES))
        if name == "intro":
            self._intros += 1
            if self._intros > 1:
                self._fault("story.intro-twice", place, place + len(name))
            key = "intro" if self._intros == 1 else f"intro{self._intros}"
        else:
            self._boxes += 1
            key = f"box{self._boxes}"
        self._box = _Open(name, key, start)
        value = Value(place + len(name), end)
        title, segments = read_copy(self._source, value, f"{key}.title", "box-title", self._report)
        if title.text:
            self._box.title = title
            self._maps[title.key] = segments

    def _end_box(self, start: int, end: int) -> None:
        if self._box:
            self._close(end)
        elif self._nested:  # the end of the box that another box was written into
            self._nested -= 1
        else:
            self._fault("story.box-stray", start, end)

    def _close(self, end: int, *, told: bool = False) -> None:
        box = self._box
        self._box = None
        if box is None:
            return
        if not box.paragraphs and not told:
            self._fault("story.box-empty", box.start, box.start + len(FENCE))
        if box.paragraphs or box.title:
            self._parts.append(Box(box.name, box.title, tuple(box.paragraphs), Span(self._source, box.start, end)))
