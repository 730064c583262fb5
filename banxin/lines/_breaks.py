"""Where a line may end, and what that costs: the rules read off the tables."""

from __future__ import annotations

from itertools import compress
from operator import or_
from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.hanzi.table import Joint, Step
from banxin.lines.records import EMERGENCY, FORBIDDEN

if TYPE_CHECKING:
    from banxin.lines.records import Measured

_WESTERN = (table.LETTER, table.DIGIT, table.WESTERN)
_COUNTERS = frozenset(table.COUNTERS)
_COMPOUND = table.PENALTY["compound"]
_ADDRESS = table.PENALTY["address"]
_FIGURES = (table.DIGIT, table.WESTERN, table.UPRIGHT)
#: Western marks that begin no line, even behind a hanzi.
_STARTS_NONE = ")]},.:;!?%'\"/"
_NO_BREAK = "\u00a0"
#: Western marks that stay with what they close, or open.
_CLOSING, _OPENING = ")]},.:;!?/", "([{"
#: Dashes of Western text stay with what they follow.
_DASHES = table.MARK_WESTERN_DASHES
#: Whether a joint is inside a token of several cells.
_JOINED = tuple(int(joint not in (Joint.NONE, Joint.NEVER)) for joint in Joint)
#: What it costs to end a line at a joint inside a token.
_BY_JOINT = tuple(
    {Joint.COMPOUND: _COMPOUND, Joint.ADDRESS_MARK: _ADDRESS, Joint.ANYWHERE: EMERGENCY, Joint.ADDRESS: EMERGENCY}.get(
        joint, FORBIDDEN
    )
    for joint in Joint
)
_AT_HYPHEN, _NEVER = Joint.COMPOUND.value, Joint.NEVER.value
_IN_ADDRESS = (Joint.ADDRESS_MARK.value, Joint.ADDRESS.value)
_UNSTRETCHED, _ADDRESS_GAP = Step.NONE.value, Step.STRETCH_ADDRESS.value
_LONG = table.PENALTY["long-token"]
_AFTER_NUMBER = table.PENALTY["after-number"]


def edges_of(kinds: list[int]) -> list[int]:
    """The cells behind which something else meets than two hanzi: a tenth of all, and all that rules speak of."""
    return list(compress(range(len(kinds) - 1), map(or_, kinds, kinds[1:])))


def mark_breaks(measured: Measured, joints: list[int], edges: list[int]) -> None:
    """Fill ``breaks``: after each cell FORBIDDEN, a penalty, or EMERGENCY; the last cell's is 0.

    Between two hanzi a line may end: only ``edges`` are looked at.
    """
    kinds, rules = measured.kinds, measured.rules
    never_start, never_end = rules.never_start, rules.never_end
    breaks = [0] * measured.count
    text, starts = measured.text, measured.starts
    ends_none = "([{$#/" if never_end[table.SOLIDUS] else "([{$#"
    for at in edges:
        one, two = kinds[at], kinds[at + 1]
        if never_start[two] or never_end[one]:
            breaks[at] = FORBIDDEN
        elif (one in _WESTERN and two in _WESTERN) or (one == two == table.UPRIGHT and joints[at] == _NEVER):
            if one == table.UPRIGHT:
                measured.grow[at] = _UNSTRETCHED  # an acronym is one word: its letters are not spaced
            breaks[at] = _BY_JOINT[joints[at]]
            if joints[at] == _AT_HYPHEN and text[starts[at + 1] - 1] in ends_none:
                breaks[at] = EMERGENCY
        elif one == table.SPACE:
            breaks[at] = FORBIDDEN if _holds(measured, at) else 0
        elif one in _FIGURES and text[starts[at + 1]] in _COUNTERS and text[starts[at + 1] - 1].isdigit():
            breaks[at] = _AFTER_NUMBER
        elif one in (table.CONNECTOR, table.WIDE_CONNECTOR):
            breaks[at] = _COMPOUND
        elif (
            (one in _WESTERN and text[starts[at + 1] - 1] in ends_none)
            or (two in _WESTERN and text[starts[at + 1]] in _STARTS_NONE)
            or _in_number(measured, at)
        ):
            breaks[at] = FORBIDDEN
    measured.breaks = breaks
    if any(joints):
        measured.tokens = _tokens(joints)
        for at, joint in enumerate(joints[:-1]):
            if joint in _IN_ADDRESS:
                measured.grow[at] = _ADDRESS_GAP
    measured.no_start = list(map(never_start.__getitem__, kinds))
    if measured.style.hanging:
        measured.hang = _hanging(measured)


def _in_number(measured: Measured, at: int) -> bool:
    """Whether what meets behind a cell is one number: 25℃, １２．５％ (UB-05, UB-06, at every level)."""
    one, two = measured.kinds[at], measured.kinds[at + 1]
    if one == table.STOP and at:
        one = table.WIDE_DIGIT if measured.kinds[at - 1] == table.WIDE_DIGIT == two else one
    return (one == table.WIDE_DIGIT and two in (table.WIDE_DIGIT, table.POSTFIX)) or (
        two == table.POSTFIX and one in _FIGURES and measured.text[measured.starts[at + 1] - 1].isdigit()
    )


def _holds(measured: Measured, at: int) -> bool:
    """Whether a space parts no lines: a no-break space, one behind an opening bracket or before a closing mark."""
    text, starts = measured.text, measured.starts
    if _NO_BREAK in text[starts[at] : starts[at + 1]] or text[starts[at + 1]] in _CLOSING:
        return True
    if text[starts[at + 1]] in _DASHES and measured.kinds[at + 1] == table.WESTERN:
        return True
    # What may not end a line may not end it with a space behind it either.
    return at > 0 and (measured.rules.never_end[measured.kinds[at - 1]] or text[starts[at] - 1] in _OPENING)


def _hanging(measured: Measured) -> dict[int, int]:
    """Cells that may hang outside a line's end: one mark, never one of a run of marks (PW-21)."""
    text, starts, kinds, trail = measured.text, measured.starts, measured.kinds, measured.rules.trail
    found = {}
    for at in range(measured.count):
        if text[starts[at]] not in table.HANGING or not trail[kinds[at]]:
            continue
        before = kinds[at - 1] if at else table.HAN
        after = kinds[at + 1] if at + 1 < measured.count else table.HAN
        if (
            not (measured.no_start[at - 1] if at else False)
            and table.DASH != before
            and not measured.rules.never_start[after]
        ):
            found[at] = measured.body[at]
    return found


def _tokens(joints: list[int]) -> list[tuple[int, int]]:
    """Stretches of cells joined as one Western token."""
    joined = bytes(map(_JOINED.__getitem__, joints[:-1])) + b"\0"
    found, at = [], joined.find(1)
    while at >= 0:
        end = joined.find(0, at)
        found.append((at, end + 1))
        at = joined.find(1, end)
    return found


def breaks_at(measured: Measured, measure: int) -> list[int]:
    """The breaks as they are at a measure: a token's piece longer than its line may be cut anywhere (MX-11).

    The measure is that of all lines but the first; a token that the first line must begin with has that one's.
    """
    opened: list[int] | None = None
    body, breaks = measured.body, measured.breaks
    if not measured.tokens:
        return breaks
    room = CellRoom(measured, measure)
    for first, end in measured.tokens:
        if sum(body[first:end]) <= room.of(first):
            continue
        start = first
        for at in range(first, end):
            if at + 1 == end or breaks[at] not in (FORBIDDEN, EMERGENCY):
                if sum(body[start : at + 1]) > room.of(start):
                    opened = opened or list(breaks)
                    opened[start:at] = [_LONG if cost == EMERGENCY else cost for cost in opened[start:at]]
                start = at + 1
    return breaks if opened is None else opened


class CellRoom:
    """How much of a line a cell has at most: all of it, or what the first line has left where it must stand there."""

    def __init__(self, measured: Measured, measure: int) -> None:
        """Take the measure of all lines but the first, in EMU."""
        self.measured, self.measure = measured, measure
        self.first = measure + measured.style.turnover - measured.style.indent
        breaks = measured.breaks
        self.held = next((at for at, cost in enumerate(breaks) if cost not in (FORBIDDEN, EMERGENCY)), len(breaks))

    def of(self, cell: int) -> int:
        """The room of a cell, in EMU."""
        if cell > self.held or self.first >= self.measure:
            return self.measure
        return self.first - sum(self.measured.body[:cell])
