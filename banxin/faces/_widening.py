"""Copies of a subset's glyphs with a larger advance of their own, for white that no reader takes for a space.

Readers of PDF find spaces by looking at the pen: where it moves on by more than a tenth of an em beyond a glyph's
own advance, they write one, although the copy has none. So white that stands between hanzi and figures, or in a
stretched line, is part of an advance: of a copy of the glyph before it. hb-subset makes no such copies; here they are
added to what it made, without a library, for a plain build has none to load.
"""

from __future__ import annotations

from struct import pack, unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


Copy = tuple[int, int, int, int]
"""A copy of a glyph that is wanted, in font units: the glyph's number in the subset, its own advance, by how much the
copy's is larger, and how far to the right (negative: left) of where it stood the copy stands."""

#: Flags of a component: its arguments are of two bytes, and an offset (OpenType 1.9, glyf, composite glyph description).
_WORDS, _ARGS_ARE_XY = 0x0001, 0x0002
#: Largest end of glyf that loca's short form can say.
_SHORT_LOCA = 0x1FFFE


def widened(data: bytes, copies: Sequence[Copy]) -> tuple[bytes, list[int]]:
    """A TrueType file with copies of some of its glyphs, and the numbers of the copies, on from the last.

    A copy is a composite of one component, some sixteen bytes; the copy of an empty glyph is empty.
    """
    tables = _tables(data)
    count = int.from_bytes(tables["maxp"][4:6], "big")
    metrics = int.from_bytes(tables["hhea"][34:36], "big")
    long = tables["head"][50:52] != b"\0\0"
    offsets = _offsets(tables["loca"], count, long=long)
    glyf, hmtx = tables["glyf"], tables["hmtx"]
    glyf += b"\0" * (-len(glyf) % 4)
    added: list[bytes] = []
    ends = [len(glyf)]
    pairs = [hmtx[at : at + 4] for at in range(0, 4 * metrics, 4)]
    # Glyphs beyond the last pair have its advance and a bearing each.
    pairs += [pairs[-1][:2] + hmtx[at : at + 2] for at in range(4 * metrics, len(hmtx), 2)]
    for glyph, advance, white, left in copies:
        start, end = offsets[glyph : glyph + 2]
        added.append(_composite(glyf[start:end], glyph, left) if start < end else b"")
        ends.append(ends[-1] + len(added[-1]))
        bearing = int.from_bytes(pairs[glyph][2:], "big", signed=True) + left
        pairs.append(pack(">Hh", max(0, advance + white), bearing))
    offsets[count:] = ends
    tables["glyf"] = glyf + b"".join(added)
    tables["hmtx"] = b"".join(pairs)
    tables["loca"], form = _loca(offsets, long=long)
    tables["hhea"] = tables["hhea"][:34] + pack(">H", len(pairs)) + tables["hhea"][36:]
    tables["head"] = tables["head"][:50] + pack(">H", form) + tables["head"][52:]
    tables["maxp"] = _maxp(tables["maxp"], len(pairs))
    return _file(data, tables), list(range(count, len(pairs)))


def _composite(outline: bytes, glyph: int, moved: int) -> bytes:
    """No contours, the box moved, and one component, as far from where it stood."""
    left, low, right, high = unpack_from(">4h", outline, 2)
    box = pack(">5h", -1, left + moved, low, right + moved, high)
    return box + pack(">HHhh", _WORDS | _ARGS_ARE_XY, glyph, moved, 0)


def _tables(data: bytes) -> dict[str, bytes]:
    found = {}
    for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16):
        tag, _, start, size = unpack_from(">4sIII", data, at)
        found[tag.decode("latin-1")] = data[start : start + size]
    return found


def _offsets(loca: bytes, count: int, *, long: bool) -> list[int]:
    if long:
        return list(unpack_from(f">{count + 1}I", loca))
    return [2 * one for one in unpack_from(f">{count + 1}H", loca)]


def _loca(offsets: list[int], *, long: bool) -> tuple[bytes, int]:
    """Where glyphs begin, in the short form while it can say so, and which form that is."""
    if long or offsets[-1] > _SHORT_LOCA:
        return pack(f">{len(offsets)}I", *offsets), 1
    return pack(f">{len(offsets)}H", *(one // 2 for one in offsets)), 0


def _maxp(maxp: bytes, count: int) -> bytes:
    """As many glyphs; composites of one component, one level deeper than what they are copies of."""
    elements, depth = unpack_from(">HH", maxp, 28)
    points, contours = unpack_from(">HH", maxp, 6)
    of_composites = (max(one, two) for one, two in zip(unpack_from(">HH", maxp, 10), (points, contours), strict=True))
    return (
        maxp[:4] + pack(">H", count) + maxp[6:10] + pack(">HH", *of_composites) + maxp[14:28]
        + pack(">HH", max(elements, 1), depth + 1)
    )  # fmt: skip


def _sum(data: bytes) -> int:
    """A table's checksum (OpenType 1.9, calculating checksums)."""
    data += b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = unpack_from(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF


def _file(before: bytes, tables: dict[str, bytes]) -> bytes:
    """The file anew, its tables where they stood among each other; of a table that only grew the old sum is taken on."""
    sums = {}
    order = []
    for at in range(12, 12 + 16 * len(tables), 16):
        tag, known, start, size = unpack_from(">4sIII", before, at)
        name = tag.decode("latin-1")
        order.append((start, name))
        old = before[start : start + size]
        if name == "glyf" and tables[name].startswith(old):
            sums[name] = (known + _sum(tables[name][size + -size % 4 :])) & 0xFFFFFFFF
        elif name == "head":
            sums[name] = _sum(tables[name][:8] + b"\0\0\0\0" + tables[name][12:])
        else:
            sums[name] = known if tables[name] == old else _sum(tables[name])
    at = 12 + 16 * len(tables)
    body: list[bytes] = []
    places = {}
    for _, name in sorted(order):
        places[name] = at
        padded = tables[name] + b"\0" * (-len(tables[name]) % 4)
        body.append(padded)
        at += len(padded)
    directory = before[:12] + b"".join(
        pack(">4sIII", name.encode("latin-1"), sums[name], places[name], len(tables[name])) for name in sorted(tables)
    )
    whole = (0xB1B0AFBA - _sum(directory) - sum(sums.values())) & 0xFFFFFFFF
    data = bytearray(directory + b"".join(body))
    data[places["head"] + 8 : places["head"] + 12] = whole.to_bytes(4, "big")
    return bytes(data)
