"""What code asks of the rule tables."""

from __future__ import annotations

from banxin.hanzi import table
from banxin.languages import DEFAULT
from banxin.languages import language as language_of

_CLASS_OF = table.CLASS_OF


Row = tuple[int, ...]


class Rules:
    """The rules at one level, style of marks, language and direction: columns indexed by class."""

    __slots__ = ("body", "lead", "least", "level", "marks", "most", "never_end", "never_start", "trail", "white")

    def __init__(
        self, level: str, marks: str, prohibited: tuple[tuple[bool, ...], tuple[bool, ...]],
        widths: tuple[Row, Row, Row], white: tuple[Row, ...], bounds: tuple[Row, Row],
    ) -> None:  # fmt: skip
        self.level, self.marks = level, marks
        self.never_start, self.never_end = prohibited
        self.body, self.lead, self.trail = widths
        """What a mark's ink needs, thousandths of a 字 (0: the face's own advance), and the white before and after it."""
        self.white = white
        """White between two neighbours (first's class, second's class), thousandths of a 字."""
        self.least, self.most = bounds
        """What each step of the ledger leaves, and opens to, thousandths of a 字 (:class:`banxin.hanzi.table.Step`)."""


LEVELS = tuple(table.LEVELS)
STYLES = tuple(table.NO_WHITE)
_MADE: dict[tuple[str, str, str, bool], Rules] = {}


def rules(level: str = "gb", marks: str = "full", language: str = DEFAULT, *, vertical: bool = False) -> Rules:
    """The rules of a level, a style of marks, a language and a direction (:data:`LEVELS`, :data:`STYLES`)."""
    key = level, marks, language, vertical
    if key not in _MADE:
        holds = {language, language_of(language).script, "vertical" if vertical else "horizontal"}
        _MADE[key] = _make(level, marks, holds)
    return _MADE[key]


def _make(level: str, marks: str, holds: set[str]) -> Rules:
    bare = table.NO_WHITE[marks]
    count = len(table.NAMES)
    body, lead, trail = list(table.BODY), list(table.LEAD), list(table.TRAIL)
    for when, classes, *widths in table.OVERLAYS:
        for at in classes if holds.issuperset(when) else ():
            body[at], lead[at], trail[at] = widths
    for at in bare:
        lead[at] = trail[at] = 0
    pairs = {(one, two): white for when, one, two, white in table.PAIRS if holds.issuperset(when)}
    white = tuple(
        tuple(min(pairs.get((one, two), trail[one] + lead[two]), trail[one] + lead[two]) for two in range(count))
        for one in range(count)
    )
    whole = tuple(body), tuple(lead), tuple(trail)
    return Rules(level, marks, _prohibited(level, holds), whole, white, _bounds(holds))


def _bounds(holds: set[str]) -> tuple[Row, Row]:
    """What the steps of the ledger leave, and open to."""
    least, most = list(table.LEAST), list(table.MOST)
    for when, shrinks, stretches in table.LEDGER_OVERLAYS:
        if holds.issuperset(when):
            for step, bound in shrinks:
                least[step] = bound
            for step, bound in stretches:
                most[step] = bound
    return tuple(least), tuple(most)


def _prohibited(level: str, holds: set[str]) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """What may not begin and what may not end a line: the level's, with what a language changes of it."""
    starts, ends = list(table.NEVER_START[level]), list(table.NEVER_END[level])
    for when, never_start, never_end, may_start, may_end in table.LEVEL_OVERLAYS:
        if holds.issuperset(when):
            for never, classes, said in (
                (starts, never_start, True), (ends, never_end, True), (starts, may_start, False), (ends, may_end, False),
            ):  # fmt: skip
                for kind in classes:
                    never[kind] = said
    return tuple(starts), tuple(ends)


JOINER = -1
"""What :data:`KINDS` says of a character that belongs to the one before it."""


class _Kinds(dict[str, int]):
    """Classes of characters, remembered: a page asks for the same few thousand over and over."""

    def __missing__(self, character: str) -> int:
        kind = self[character] = JOINER if joins_previous(character) else classify(character)
        return kind


KINDS = _Kinds()


class _LatinKinds(dict[str, int]):
    """The same for text whose script is Latin: its quotes, dashes and dots are part of the words they stand by."""

    def __missing__(self, character: str) -> int:
        kind = KINDS[character]
        if character < _SYMBOLS and kind not in (JOINER, table.SPACE, table.RAISED):
            kind = _western(character)
            kind = table.WESTERN if kind == table.HAN else kind
        self[character] = kind
        return kind


#: Arrows, figures in circles and the like are squares in every script.
_SYMBOLS = "\u2100"
_BY_SCRIPT: dict[str, dict[str, int]] = {"han": KINDS, "latin": _LatinKinds()}


def kinds_in(language: str) -> dict[str, int]:
    """The classes of characters as a language has them."""
    return _BY_SCRIPT[language_of(language).script]


def classify(character: str) -> int:
    """The class of a character (an index into the columns of :class:`Rules`)."""
    known = _CLASS_OF.get(character)
    if known is not None:
        return known
    if character < "\u2e80":
        return _western(character)
    return table.HAN


def _western(character: str) -> int:
    if character.isdigit() and character < "\u0660":
        return table.DIGIT if character.isascii() else table.HAN
    # Latin, Greek, Cyrillic and their extensions; arrows, symbols and figures in circles are squares.
    if character.isalpha() and (character < "\u0590" or "\u1e00" <= character < "\u2000"):
        return table.LETTER
    return table.WESTERN if character < "\u00a7" else table.HAN


def is_sign(character: str) -> bool:
    """Whether a character is a sign in a square, such as those before the items of a list: ◆ ● ①."""
    return bool(character) and character < "\u2e80" and KINDS[character] == table.HAN


def joins_previous(character: str) -> bool:
    """Whether a character belongs to the one before it: combining marks and variation selectors (MX-05)."""
    return (
        "\u0300" <= character <= "\u036f"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or "\u20d0" <= character <= "\u20ff"
        or character in "\u3099\u309a\u200d"
    )
