"""As much of a CFF table as embedding needs: whether its glyphs have CIDs, and which (Adobe TN 5176).

A PDF names the glyphs of an embedded CFF face by CID. Faces keyed by name have none, and their glyph
numbers serve; in many CID-keyed faces (Fandol, Source Han subsets) the two differ, and the charset tells.
"""

from __future__ import annotations

CHAR_STRINGS = (17,)
_ROS, _CHARSET = (12, 30), (15,)
_ESCAPE, _OPERATORS_TO = 12, 22


def cids(data: bytes) -> list[int] | None:
    """The CID of each glyph, or ``None`` for a face keyed by name. Raises ``IndexError`` on a broken table."""
    entries = top(data)
    if _ROS not in entries:
        return None
    counted, _ = index(data, entries[CHAR_STRINGS][-1])
    return _charset(data, entries.get(_CHARSET, [0])[-1], len(counted) - 1)


def top(data: bytes) -> dict[tuple[int, ...], list[int]]:
    """The entries of a table's Top DICT."""
    start, end = top_place(data)
    return dictionary(data[start:end])


def top_place(data: bytes) -> tuple[int, int]:
    """Where a table's Top DICT begins and ends."""
    _, at = index(data, data[2])
    places, _ = index(data, at)
    return places[0], places[1]


def index(data: bytes, at: int) -> tuple[list[int], int]:
    """Offsets of an INDEX's objects (one more at the end), and where the INDEX ends."""
    count = int.from_bytes(data[at : at + 2], "big")
    if not count:
        return [at + 2], at + 2
    size = data[at + 2]
    base = at + 3 + (count + 1) * size - 1
    offsets = [
        base + int.from_bytes(data[at + 3 + n * size : at + 3 + (n + 1) * size], "big") for n in range(count + 1)
    ]
    return offsets, offsets[-1]


def dictionary(data: bytes) -> dict[tuple[int, ...], list[int]]:
    """Operators of a DICT with their operands; reals are passed over."""
    found: dict[tuple[int, ...], list[int]] = {}
    operands: list[int] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first < _OPERATORS_TO:
            key = (first, data[at + 1]) if first == _ESCAPE else (first,)
            found[key], operands = operands, []
            at += len(key)
        elif first == 30:
            at += 1
            while data[at] & 15 != 15:
                at += 1
            at += 1
        else:
            operand, at = _integer(data, at)
            operands.append(operand)
    return found


def _integer(data: bytes, at: int) -> tuple[int, int]:
    first = data[at]
    if first == 28:
        return int.from_bytes(data[at + 1 : at + 3], "big", signed=True), at + 3
    if first == 29:
        return int.from_bytes(data[at + 1 : at + 5], "big", signed=True), at + 5
    if first <= 246:
        return first - 139, at + 1
    if first <= 250:
        return (first - 247) * 256 + data[at + 1] + 108, at + 2
    return -(first - 251) * 256 - data[at + 1] - 108, at + 2


def _charset(data: bytes, at: int, count: int) -> list[int]:
    """CIDs by glyph (formats 0, 1 and 2); .notdef is 0 and not listed."""
    found = [0]
    kind = data[at]
    at += 1
    while len(found) < count:
        first = int.from_bytes(data[at : at + 2], "big")
        at += 2
        left = 0
        if kind:
            left = int.from_bytes(data[at : at + kind], "big")
            at += kind
        found += range(first, first + left + 1)
    return found[:count]
