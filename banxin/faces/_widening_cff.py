"""What :mod:`banxin.faces._widening` does, for faces with CFF outlines (Adobe TN 5176 and 5177)."""

from __future__ import annotations

from itertools import accumulate, pairwise
from struct import pack
from typing import TYPE_CHECKING

from banxin.faces._cff import CHAR_STRINGS, dictionary, index, top, top_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.faces._widening import Copy

    Entries = dict[tuple[int, ...], list[int]]

_PRIVATE, _NOMINAL, _FD_ARRAY, _FD_SELECT = (18,), (21,), (12, 36), (12, 37)
#: Operators that clear the stack first, and how many operands they have beside a width; -1 is any even number.
_OPERANDS = {1: -1, 3: -1, 18: -1, 23: -1, 19: -1, 20: -1, 21: 2, 22: 1, 4: 1, 14: 0}
_HMOVETO, _ENDCHAR = 22, 14
#: First bytes of operands: of two bytes more; of one byte in all; of four bytes more.
_SHORT, _SMALL, _FIXED = 28, (32, 246), 255
#: An operand of a DICT with four bytes more, as hb-subset writes all offsets.
_LONG = 29


def widened_cff(data: bytes, copies: Sequence[Copy]) -> bytes:
    """A CFF table in which some glyphs have other advances.

    Names are CIDs here, which a second font of the same codes cannot give to copies beside the glyphs; so white is in a
    table of its own. It is one of hb-subset's, without subroutines and hints. Its charstrings come anew at the end, and
    where they were is zero, which deflates to nothing; so no other offset moves. Raises ``ValueError`` where the offset
    has no room for another.
    """
    entries = top(data)
    (before,) = entries[CHAR_STRINGS]
    places, end = index(data, before)
    strings = [data[one:two] for one, two in pairwise(places)]
    chosen = _chosen(data, entries, len(strings))
    nominal = _nominal(data, entries)
    for glyph, advance, white, left in copies:
        width = max(0, advance + white) - nominal[chosen[glyph]]
        strings[glyph] = _widened(strings[glyph], width, left)
    made = bytearray(data)
    made[before:end] = bytes(end - before)
    start, stop = top_place(data)
    at = made.index(bytes([_LONG]) + before.to_bytes(4, "big") + bytes(CHAR_STRINGS), start, stop)
    made[at + 1 : at + 5] = len(made).to_bytes(4, "big")
    return bytes(made) + _index(strings)


def _chosen(data: bytes, entries: Entries, count: int) -> list[int]:
    """Which font dictionary each glyph has (formats 0 and 3)."""
    if _FD_SELECT not in entries:
        return [0] * count
    at = entries[_FD_SELECT][-1]
    if data[at] == 0:
        return list(data[at + 1 : at + 1 + count])
    found: list[int] = []
    for row in range(at + 3, at + 3 + 3 * int.from_bytes(data[at + 1 : at + 3], "big"), 3):
        until = int.from_bytes(data[row + 3 : row + 5], "big")
        found += [data[row + 2]] * (until - len(found))
    return found


def _nominal(data: bytes, entries: Entries) -> list[int]:
    """What widths are counted from, by font dictionary; a face keyed by name has one."""
    dictionaries = [entries]
    if _FD_ARRAY in entries:
        places, _ = index(data, entries[_FD_ARRAY][-1])
        dictionaries = [dictionary(data[one:two]) for one, two in pairwise(places)]
    private = [one.get(_PRIVATE, [0, 0]) for one in dictionaries]
    return [dictionary(data[at : at + size]).get(_NOMINAL, [0])[-1] for size, at in private]


def _widened(string: bytes, width: int, left: int) -> bytes:
    """A charstring with another width, which stands before the first operator's operands, and perhaps moved."""
    operands, at, first_end = 0, 0, 0
    while string[at] == _SHORT or string[at] >= _SMALL[0]:
        first = string[at]
        at += 3 if first == _SHORT else 5 if first == _FIXED else 1 if first <= _SMALL[1] else 2
        operands += 1
        first_end = first_end or at
    own = _OPERANDS[string[at]]
    # endchar may have four operands, as seac had (TN 5177, appendix C).
    has_width = operands % 2 == 1 if own < 0 or string[at] == _ENDCHAR else operands > own
    moved = pack(">BhB", _SHORT, left, _HMOVETO) if left and string[at] != _ENDCHAR else b""
    return pack(">Bh", _SHORT, width) + moved + (string[first_end:] if has_width else string)


def _index(objects: list[bytes]) -> bytes:
    """An INDEX of objects, with offsets of four bytes."""
    offsets = list(accumulate(map(len, objects), initial=1))
    return pack(f">HB{len(offsets)}I", len(objects), 4, *offsets) + b"".join(objects)
