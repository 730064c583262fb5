"""The lines of wire copy, and the paragraphs that they were before the wire broke them."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.story.inline import BLANKS

_WESTERN = frozenset((hanzi.LETTER, hanzi.DIGIT, hanzi.WESTERN))
_FINAL = frozenset((hanzi.STOP, hanzi.EXCLAIM, hanzi.ELLIPSIS))
_WESTERN_FINAL = ".!?"
#: Half-width columns: a wire breaks its lines at 20 to 60 hanzi; longer lines are whole paragraphs,
_WIDEST = 124
#: and shorter ones are headlines and lists.
_NARROWEST = 16
#: A broken line is at most this much shorter than the widest: a mark that may not begin a line takes a hanzi along.
_SLACK = 6
_LEAST_BROKEN = 2


class Line(NamedTuple):
    """A line that is not empty: its text without the blanks around it, and what stood around it."""

    text: str
    number: int
    """From 1, as an editor counts in the wire file."""
    indent: int
    """Columns of blanks before the text."""
    after_blank: bool
    """Whether an empty line, or nothing, stands before it."""

    @property
    def width(self) -> int:
        """Columns, a hanzi taking two."""
        return self.indent + width(self.text)

    @property
    def ended(self) -> bool:
        """Whether a final mark ends the line, closing quotation marks and brackets aside."""
        return is_ended(self.text)


class Joined(NamedTuple):
    """A paragraph put together again out of lines."""

    lines: tuple[Line, ...]
    text: str
    doubtful: tuple[int, ...] = ()
    """Numbers of lines that were joined at digits or at a hyphen, where a person must look."""

    @property
    def first(self) -> Line:
        """The line that begins it."""
        return self.lines[0]


def width(text: str) -> int:
    """Columns of a text, a hanzi and a Chinese mark taking two."""
    return sum(1 if classify(character) in _WESTERN or character == " " else 2 for character in text)


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    at = len(text)
    while at and (classify(text[at - 1]) == hanzi.CLOSE or text[at - 1] in "\"')]"):
        at -= 1
    return bool(at) and (classify(text[at - 1]) in _FINAL or text[at - 1] in _WESTERN_FINAL)


def split_lines(text: str) -> list[Line]:
    """Every line that is not empty; all line ends there are count alike (CR, CRLF, form feed, U+2028)."""
    found = []
    blank = True
    for number, raw in enumerate(text.splitlines(), 1):
        rest = raw.lstrip(BLANKS)
        copy = rest.rstrip(BLANKS)
        if copy:
            indent = sum(2 if character == "\u3000" else 1 for character in raw[: len(raw) - len(rest)])
            found.append(Line(copy.replace("\t", " "), number, indent, blank))
        blank = not copy
    return found


def measure_of(lines: list[Line]) -> int:
    """The measure at which the wire broke its lines, in columns; 0 where it did not.

    Broken lines are nearly as wide as the widest and end in the middle of a sentence.
    """
    pairs = [(one, two) for one, two in pairwise(lines) if not two.after_blank and not two.indent]
    open_ends = [one for one, two in pairs if not one.ended]
    if not open_ends:
        return 0
    widest = max(line.width for line in lines)
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    broken = [one for one, two in pairs if not one.ended and is_full(one, two, widest)]
    # One line will do where its indent says that the next, without any, belongs to it.
    enough = len(broken) >= _LEAST_BROKEN or any(line.indent for line in broken)
    return widest if enough and len(broken) * 2 >= len(open_ends) else 0


def is_full(line: Line, following: Line, measure: int) -> bool:
    """Whether the next word would not have stood on the line."""
    word = following.text.split(" ", 1)[0]
    end = 0
    while end < len(word) and classify(word[end]) in _WESTERN:
        end += 1
    return line.width + max(_SLACK, end + 1) >= measure


def join_lines(lines: list[Line], measure: int) -> list[Joined]:
    """Lines to paragraphs. A paragraph begins at an indent, after an empty line, or where the line before was short."""
    if not measure:
        return [Joined((line,), line.text) for line in lines]
    # Where indents or empty lines part the paragraphs, a full line goes on even after a full stop.
    parted = sum(line.after_blank or line.indent > 0 for line in lines) * 4 >= len(lines)
    found: list[Joined] = []
    group: list[Line] = []
    for line in lines:
        if group:
            last = group[-1]
            if not line.after_blank and not line.indent and _goes_on(last, line, measure, parted=parted):
                group.append(line)
                continue
            found.append(_join(group))
        group = [line]
    return [*found, _join(group)] if group else found


def _goes_on(last: Line, line: Line, measure: int, *, parted: bool) -> bool:
    """Whether a line that could begin a paragraph goes on with the one before."""
    if is_full(last, line, measure):
        return parted or not last.ended
    return parted and not last.ended and last.width * 2 > measure


def _join(lines: list[Line]) -> Joined:
    """Western words are joined with a space, hanzi without; figures in Chinese copy are one figure again."""
    text = lines[0].text
    doubtful = []
    for line in lines[1:]:
        one, two = classify(text[-1]), classify(line.text[0])
        between = ""
        if text[-1] == "-" or (one == hanzi.DIGIT and two == hanzi.DIGIT):
            doubtful.append(line.number)
            western = not any(classify(character) == hanzi.HAN for character in line.text)
            between = " " if one == hanzi.DIGIT and western else ""
        elif one in _WESTERN and two in _WESTERN:
            between = " "
        text += between + line.text
    return Joined(tuple(lines), text, tuple(doubtful))
