"""Where a line may end, and what that costs: the rules read off the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.lines.records import EMERGENCY, FORBIDDEN

if TYPE_CHECKING:
    from banxin.lines.records import Measured

_WESTERN = (table.LETTER, table.DIGIT, table.WESTERN)
_COUNTERS = frozenset(table.COUNTERS)
_COMPOUND = table.PENALTY["compound"]
_ADDRESS = table.PENALTY["address"]
_AFTER_NUMBER = table.PENALTY["after-number"]


def mark_breaks(measured: Measured, joints: list[int]) -> None:
    """Fill ``breaks``: after each cell FORBIDDEN, a penalty, or EMERGENCY; the last cell's is 0."""
    kinds, rules = measured.kinds, measured.rules
    never_start, never_end = rules.never_start, rules.never_end
    count = measured.count
    breaks = [0] * count
    by_joint = (0, _COMPOUND, _ADDRESS, EMERGENCY, FORBIDDEN)
    text, starts = measured.text, measured.starts
    for at in range(count - 1):
        one, two = kinds[at], kinds[at + 1]
        if never_start[two] or never_end[one]:
            breaks[at] = FORBIDDEN
        elif one in _WESTERN and two in _WESTERN:
            breaks[at] = by_joint[joints[at]] or FORBIDDEN
        elif one == table.SPACE:
            # What may not end a line may not end it with a space behind it either.
            breaks[at] = FORBIDDEN if at and never_end[kinds[at - 1]] else 0
        elif (
            one in (table.DIGIT, table.WESTERN)
            and text[starts[at + 1]] in _COUNTERS
            and text[starts[at + 1] - 1].isdigit()
        ):
            breaks[at] = _AFTER_NUMBER
        elif one in (table.CONNECTOR, table.WIDE_CONNECTOR):
            breaks[at] = _COMPOUND
        elif (one in _WESTERN and text[starts[at + 1] - 1] in "([{$#") or (
            two in _WESTERN and text[starts[at + 1]] in ")]},.:;!?%'\""
        ):
            breaks[at] = FORBIDDEN
    measured.breaks = breaks
    measured.no_start = [bool(never_start[kind]) for kind in kinds]
