"""Whether a face's file is whole: what is cut or zeroed in it would print white, and no library says so.

Looked at once for each file that a house brings, and noted under its hash; the default package's faces are known.
"""

from __future__ import annotations

import array
import struct
import sys
from itertools import pairwise
from struct import unpack_from

from banxin.problems import Fault, Span

#: Tables that glyphs are drawn, placed and found by.
_NEEDED = ("head", "maxp", "hhea", "hmtx", "cmap")
_OUTLINES = ("glyf", "CFF ", "CFF2")
#: Whose checksums are asked: head's is wrong in sound faces, for it holds the sum over the whole file.
_SUMMED = ("maxp", "hhea", "hmtx", "cmap")


def check_face(data: bytes, index: int, path: str, span: Span | None, *, vouched: bool) -> None:
    """Raise :class:`Fault` faces.cut, .damaged or .no-outlines for a file that is not whole.

    ``index``: the face of a collection. ``vouched``: the house states the file's hash, so a wrong checksum, which some
    foundries' tools leave behind, is not held against it.
    """
    try:
        tables = _tables(data, index)
    except struct.error:
        raise Fault("faces.cut", span, path=path, table="sfnt") from None
    for tag, (_, start, size) in tables.items():
        if start + size > len(data):
            raise Fault("faces.cut", span, path=path, table=tag.strip())
    drawn = next((tag for tag in _OUTLINES if tag in tables), "")
    lacking = next((tag for tag in _NEEDED if tag not in tables), "" if drawn else "glyf")
    if lacking:
        raise Fault("faces.no-outlines", span, path=path, table=lacking)
    for tag in () if vouched else (*_SUMMED, drawn, *(["loca"] if drawn == "glyf" else [])):
        known, start, size = tables.get(tag, (0, 0, 0))
        if _sum(data[start : start + size]) != known:
            raise Fault("faces.damaged", span, path=path, table=tag.strip())
    if drawn == "glyf" and not _in_order(data, tables):
        raise Fault("faces.damaged", span, path=path, table="loca")


def _tables(data: bytes, index: int) -> dict[str, tuple[int, int, int]]:
    """Checksum, place and size of each table (OpenType 1.9, table directory; collections)."""
    at = 0
    if data[:4] == b"ttcf":
        (at,) = unpack_from(">I", data, 12 + 4 * index)
    (count,) = unpack_from(">H", data, at + 4)
    found = {}
    for row in range(count):
        tag, known, start, size = unpack_from(">4sIII", data, at + 12 + 16 * row)
        found[tag.decode("latin-1")] = known, start, size
    return found


def _sum(table: bytes) -> int:
    """A table's checksum (OpenType 1.9, calculating checksums)."""
    words = array.array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _in_order(data: bytes, tables: dict[str, tuple[int, int, int]]) -> bool:
    """Whether every glyph ends where the next begins, and the last within the outlines."""
    head, maxp = tables["head"][1], tables["maxp"][1]
    if "loca" not in tables:
        return False
    _, start, size = tables["loca"]
    (long,) = unpack_from(">h", data, head + 50)
    (count,) = unpack_from(">H", data, maxp + 4)
    if size < (count + 1) * (4 if long else 2):
        return False
    offsets = unpack_from(f">{count + 1}{'I' if long else 'H'}", data, start)
    ordered = all(one <= other for one, other in pairwise(offsets))
    return ordered and offsets[-1] * (1 if long else 2) <= tables["glyf"][2]
