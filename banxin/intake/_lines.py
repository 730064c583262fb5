"""The lines of wire copy: what stands on them and around them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.story.inline import BLANKS
from banxin.tuples import NamedTuple

WESTERN = frozenset((hanzi.LETTER, hanzi.DIGIT, hanzi.WESTERN))
#: Classes of words and figures; every other is a mark or a sign.
WORDS = frozenset((hanzi.HAN, hanzi.LETTER, hanzi.DIGIT, hanzi.WIDE_DIGIT, hanzi.ITERATION))
_FINAL = frozenset((hanzi.STOP, hanzi.EXCLAIM, hanzi.EXCLAIM_PAIR, hanzi.ELLIPSIS))
_WESTERN_FINAL = ".!?"
#: Columns of a tab at a line's beginning: as deep as the two squares of a paragraph's first line.
_TAB = 4
#: Of the gaps between lines so large a share is an empty line where a wire sends one after every line.
_DOUBLE_SPACED = 0.9
_TWICE = 2
_BYTE_ORDER_MARK = "\ufeff"
#: The end of a file as DOS wrote it.
_DOS_END = "\x1a"


class WireLine(NamedTuple):
    """A line that is not empty: its text without the blanks around it, and what stood around it."""

    text: str
    number: int
    """From 1, as an editor counts in the wire file."""
    lead: str = ""
    """The blanks before the text."""
    blanks: int = 0
    """Empty lines before it; 1 at the beginning of the copy."""
    spaced: bool = False
    """Whether a blank stands behind the text."""
    tabbed: bool = False
    """Whether tabs part its text, as in a table."""
    kind: str = ""
    """What else than copy it is beyond doubt: ``end``, ``row`` or ``page``."""
    paged: bool = False
    """Whether a page of the wire's own ended before it."""

    @property
    def indent(self) -> int:
        """Columns of blanks before the text."""
        return columns(self.lead)

    @property
    def after_blank(self) -> bool:
        """Whether an empty line, or nothing, stands before it."""
        return self.blanks > 0

    @property
    def width(self) -> int:
        """Columns, a hanzi taking two."""
        return self.indent + columns(self.text)

    @property
    def ended(self) -> bool:
        """Whether a final mark ends the line, closing quotation marks and brackets aside."""
        return is_ended(self.text)

    @property
    def cut(self) -> bool:
        """Whether the line ends within a clause: at a word or a figure, not at any mark."""
        return classify(self.text[-1]) in WORDS


@lru_cache(maxsize=8192)
def columns(text: str) -> int:
    """Columns of a text, a hanzi and a Chinese mark taking two."""
    return sum(_TAB if c == "\t" else 1 if classify(c) in WESTERN or c == " " else 2 for c in text)


def narrow(text: str) -> int:
    """Columns as Western programs count: quotation marks, dashes and dots that East and West share take one."""
    return columns(text) - sum(
        "\u00a0" < character < "\u2e80" and classify(character) not in WESTERN for character in text
    )


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does; a point behind a figure in Chinese copy may be a decimal point."""
    at = len(text)
    while at and (classify(text[at - 1]) == hanzi.CLOSE or text[at - 1] in "\"')]"):
        at -= 1
    if at > 1 and text[at - 1] == "." and text[at - 2].isdigit() and has_hanzi(text):
        return False
    return bool(at) and (classify(text[at - 1]) in _FINAL or text[at - 1] in _WESTERN_FINAL)


def has_hanzi(text: str) -> bool:
    """Whether a hanzi stands in a text."""
    return any(character >= "\u2e80" and classify(character) == hanzi.HAN for character in text)


def clean(text: str) -> str:
    """Without what programs put around text: marks of byte order where files were joined, the end mark of DOS."""
    text = text.rstrip("\n\r" + BLANKS + _DOS_END) if text.rstrip("\r\n").endswith(_DOS_END) else text
    return "\n".join(line.removeprefix(_BYTE_ORDER_MARK) for line in text.splitlines())


def split_lines(text: str) -> list[WireLine]:
    """Every line that is not empty; all line ends there are count alike (CR, CRLF, form feed, U+2028)."""
    found: list[WireLine] = []
    blanks = 1
    for number, raw in enumerate(text.splitlines(), 1):
        rest = raw.lstrip(BLANKS)
        copy = rest.rstrip(BLANKS)
        if not copy:
            blanks += 1
            continue
        lead = raw[: len(raw) - len(rest)]
        tabbed = "\t" in copy
        found.append(WireLine(copy.replace("\t", " "), number, lead, blanks, len(copy) < len(rest), tabbed))
        blanks = 0
    return _close_up(found)


def _close_up(lines: list[WireLine]) -> list[WireLine]:
    """Where an empty line follows every line, even within sentences, it parts nothing."""
    pairs = list(pairwise(lines))
    within = sum(two.blanks == 1 and one.cut and not two.indent for one, two in pairs)
    spaced = sum(two.blanks > 0 for _, two in pairs)
    if within * 3 < len(pairs) or within < _TWICE or spaced < len(pairs) * _DOUBLE_SPACED:
        return lines
    widest = max(line.width for line in lines)
    if sum(one.cut and one.width * 4 >= widest * 3 for one, _ in pairs) * 2 < within:
        return lines
    return [lines[0], *(line._replace(blanks=max(0, line.blanks - 1)) for line in lines[1:])]
