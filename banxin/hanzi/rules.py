"""What code asks of the rule tables."""

from __future__ import annotations

from typing import NamedTuple

from banxin.hanzi import table

_CLASS_OF = table.CLASS_OF


class Rules(NamedTuple):
    """The rules at one level, style of marks and language: columns indexed by class."""

    level: str
    marks: str
    never_start: tuple[bool, ...]
    never_end: tuple[bool, ...]
    lead: tuple[int, ...]
    """White before a mark, thousandths of a 字."""
    trail: tuple[int, ...]
    """White after a mark, thousandths of a 字."""
    white: tuple[tuple[int, ...], ...]
    """White between two neighbours (first's class, second's class), thousandths of a 字."""


_MADE: dict[tuple[str, str], Rules] = {}


def rules(level: str = "gb", marks: str = "full") -> Rules:
    """The rules of a level (basic, gb, strict, loose) and a style of marks (full, kaiming, half)."""
    key = level, marks
    if key not in _MADE:
        _MADE[key] = _make(level, marks)
    return _MADE[key]


def _make(level: str, marks: str) -> Rules:
    bare = table.NO_WHITE[marks]
    count = len(table.NAMES)
    lead = tuple(0 if at in bare else table.LEAD[at] for at in range(count))
    trail = tuple(0 if at in bare else table.TRAIL[at] for at in range(count))
    white = tuple(
        tuple(min(table.PAIRS.get((one, two), trail[one] + lead[two]), trail[one] + lead[two]) for two in range(count))
        for one in range(count)
    )
    return Rules(level, marks, table.NEVER_START[level], table.NEVER_END[level], lead, trail, white)


JOINER = -1
"""What :data:`KINDS` says of a character that belongs to the one before it."""


class _Kinds(dict[str, int]):
    """Classes of characters, remembered: a page asks for the same few thousand over and over."""

    def __missing__(self, character: str) -> int:
        kind = self[character] = JOINER if joins_previous(character) else classify(character)
        return kind


KINDS = _Kinds()


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


def joins_previous(character: str) -> bool:
    """Whether a character belongs to the one before it: combining marks and variation selectors (MX-05)."""
    return (
        "\u0300" <= character <= "\u036f"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or "\u20d0" <= character <= "\u20ff"
        or character in "\u3099\u309a\u200d"
    )
