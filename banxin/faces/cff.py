"""As much of a CFF table as embedding needs: whether its glyphs have CIDs, and which (Adobe TN 5176).

A PDF names the glyphs of an embedded CFF face by CID. Faces keyed by name have none, and their glyph
numbers serve; in many CID-keyed faces (Fandol, Source Han subsets) the two differ, and the charset tells.
"""

from __future__ import annotations

_ROS, _CHARSET, _CHAR_STRINGS = (12, 30), (15,), (17,)
_ESCAPE, _OPERATORS_TO = 12, 22


def cids(data: bytes) -> list[int] | None:
    """The CID of each glyph, or ``None`` for a face keyed by name. Raises ``IndexError`` on a broken table."""
    _, at = _index(data, data[2])
    top, _ = _index(data, at)
    entries = _dictionary(data[top[0] : top[1]])
    if _ROS not in entries:
        return None
    counted, _ = _index(data, entries[_CHAR_STRINGS])
    return _charset(data, entries.get(_CHARSET, 0), len(counted) - 1)


def _index(data: bytes, at: int) -> tuple[list[int], int]:
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


def _dictionary(data: bytes) -> dict[tuple[int, ...], int]:
    """Operators of a DICT with their last operand; reals are passed over."""
    found: dict[tuple[int, ...], int] = {}
    at, operand = 0, 0
    while at < len(data):
        first = data[at]
        if first < _OPERATORS_TO:
            key = (first, data[at + 1]) if first == _ESCAPE else (first,)
            found[key] = operand
            at += len(key)
        elif first == 30:
            at += 1
            while data[at] & 15 != 15:
                at += 1
            at += 1
        else:
            operand, at = _integer(data, at)
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
