"""Whether a picture's packed data is whole, where its decoder is too kind to say: for the child that examines pictures."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from banxin.pictures import _tiff as tiff
from banxin.pictures.encode import encode
from banxin.problems import Fault, Maybe
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.pictures.facts import Facts

_CHUNK = 1 << 20
#: Bytes of a strip that nothing is known of.
_UNKNOWN = 1 << 30
#: Adam7's passes: first column and row, steps across and down (PNG, third edition, 8.1).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_LZW, _JPEG, _DEFLATE, _PACKBITS, _YCBCR = 5, 7, (8, 32946), 32773, 6
_MOST_FOLLOWED = 40 << 20
#: Codes of LZW beside those of values (TIFF 6.0, section 13).
_CLEAR, _END = 256, 257


def check_whole(facts: Facts) -> None:
    """Raises :class:`Fault` pictures.damaged where data is missing or wrong; what is not packed cannot be judged."""
    if facts.kind == "jpeg":
        # What else its file says is no part of the picture, sound or not.
        _jpeg(encode(facts).data if facts.passes else facts.data)
    elif facts.kind == "png":
        _png(facts)
    elif facts.kind == "tiff":
        _tiff(facts)


def _damaged(facts: Facts, reason: str) -> Fault:
    return Fault("pictures.damaged", None, path=facts.path, reason=Maybe(reason))


def _jpeg(data: bytes) -> None:
    """Decode a JPEG with warnings as errors: libjpeg fills what is missing or wrong with grey and only warns."""
    import simplejpeg  # type: ignore[import-untyped] # noqa: PLC0415 - brings numpy, which no build but this child's loads

    _, _, space, _ = simplejpeg.decode_jpeg_header(data, strict=True)
    space = {"Gray": "GRAY", "CMYK": "CMYK", "YCCK": "CMYK"}.get(space, "RGB")
    # An eighth of the size is enough to read all of the data.
    simplejpeg.decode_jpeg(data, space, min_height=1, min_width=1, strict=True)


def _png(facts: Facts) -> None:
    """All rows that the header promises are there (10.1)."""
    data = facts.data
    width, height, bits, kind, _, _, interlace = struct.unpack(">IIBBBBB", data[16:29])
    passes = _PASSES if interlace else ((0, 0, 1, 1),)
    wanted = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            wanted += rows * (1 + -(-columns * bits * _CHANNELS[kind] // 8))
    found = _inflated(facts, _idat(data), wanted)
    if found < wanted:
        raise _damaged(facts, f"PNG, {found * height // wanted} of {height} rows")


def _idat(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            yield data[at + 8 : at + 8 + size]
        at += 12 + size


def _inflated(facts: Facts, parts: Iterator[bytes], wanted: int) -> int:
    """How long packed data is, unpacked; its checksum is right. Of far more than is wanted nobody waits for the end."""
    packed, length = zlib.decompressobj(), 0
    try:
        for part in parts:
            rest = part
            while rest and not packed.eof:
                length += len(packed.decompress(rest, _CHUNK))
                rest = packed.unconsumed_tail
                if length > 2 * wanted + _CHUNK:
                    raise _damaged(facts, "zlib")
        length += len(packed.flush())
    except zlib.error as error:
        raise _damaged(facts, str(error)) from None
    if not packed.eof:
        raise _damaged(facts, "zlib")
    return length


def _tiff(facts: Facts) -> None:
    found = tiff.directory(facts.data)
    packing, tables = found.number(tiff.PACKING, 1), found.texts.get(tiff.TABLES, b"")
    if packing not in (_LZW, _JPEG, _PACKBITS, *_DEFLATE) or found.number(tiff.FILL, 1) != 1:
        return  # its decoder alone can judge
    if packing == _LZW and len(facts.data) > _MOST_FOLLOWED:
        return  # as above: to follow its codes takes a second for five megabytes
    for at, piece in enumerate(_pieces(facts, found)):
        if packing == _JPEG:
            _strip_of_jpeg(facts, piece.packed, tables, at)
        elif packing in _DEFLATE:
            if _inflated(facts, iter((piece.packed,)), piece.full or _UNKNOWN) < piece.size:
                raise _damaged(facts, f"TIFF, strip {at + 1}")
        elif piece.size and _length(packing, piece) not in (piece.size, piece.full):
            raise _damaged(facts, f"TIFF, strip {at + 1}")


def _length(packing: int, piece: _Strip) -> int:
    """How long a strip is, unpacked."""
    if packing == _PACKBITS:
        return _runs(piece.packed)
    # The old kind of LZW has its bits the other way round.
    return piece.size if piece.packed[:2] == b"\0\1" else _unpacked(piece.packed)


class _Strip(NamedTuple):
    """A strip or tile."""

    size: int
    """How many bytes it is to unpack to; 0 where that cannot be said."""
    full: int
    """The same of a last strip that some programs fill up with rows that nobody sees."""
    packed: bytes


def _pieces(facts: Facts, found: tiff.Directory) -> Iterator[_Strip]:
    planes, parts = found.number(tiff.PLANES, 1), found.number(tiff.PARTS, 1)
    width, height = found.number(tiff.WIDTH), found.number(tiff.HEIGHT)
    tiled = tiff.TILES in found.tags
    starts = found.tags.get(tiff.TILES if tiled else tiff.STRIPS, ())
    counts = found.tags.get(tiff.TILE_COUNTS if tiled else tiff.COUNTS, ())
    rows = found.number(tiff.TILE_HEIGHT) if tiled else min(found.number(tiff.ROWS, height) or height, height)
    columns = found.number(tiff.TILE_WIDTH) if tiled else width
    if len(counts) != len(starts) or not rows or not columns:
        raise _damaged(facts, "TIFF")
    across, down = -(-width // columns), -(-height // rows)
    if len(starts) < across * down * (parts if planes == 2 else 1):
        raise _damaged(facts, "TIFF")
    line = -(-columns * found.tags.get(tiff.BITS, (1,))[0] * (1 if planes == 2 else parts) // 8)
    if found.number(tiff.PHOTOMETRIC) == _YCBCR:
        line = 0  # of which colours may have fewer rows and columns
    for at, (start, count) in enumerate(zip(starts, counts, strict=True)):
        if start + count > len(facts.data):
            raise Fault("pictures.truncated", None, path=facts.path)
        own = rows if tiled else min(rows, height - at % down * rows)
        yield _Strip(own * line, rows * line, facts.data[start : start + count])


def _strip_of_jpeg(facts: Facts, packed: bytes, tables: bytes, at: int) -> None:
    """A strip as a file of its own, with the tables that all share (TIFF Technical Note 2)."""
    whole = tables[: tables.rfind(b"\xff\xd9")] + packed[2:] if tables.startswith(b"\xff\xd8") else packed
    if not packed.startswith(b"\xff\xd8"):
        raise _damaged(facts, f"TIFF, strip {at + 1}")
    try:
        _jpeg(whole)
    except ValueError as error:
        raise _damaged(facts, f"TIFF, strip {at + 1}: {error}") from None


def _runs(packed: bytes) -> int:
    """The same of PackBits (TIFF 6.0, section 9)."""
    length = at = 0
    while at < len(packed):
        head = packed[at]
        if head < 128:
            length += head + 1
            at += head + 2
        else:
            length += 257 - head if head > 128 else 0
            at += 2 if head > 128 else 1
    return length if at == len(packed) else -1


def _unpacked(packed: bytes) -> int:
    """How long a strip of LZW is, unpacked; -1 where its codes cannot be. Only lengths are followed, not values.

    A strip that ends without its last code is as long as it is.
    """
    lengths = [1] * 258
    width, length, before, held, bits = 9, 0, 0, 0, 0
    for byte in packed:
        held = (held << 8 | byte) & 0xFFFFF
        bits += 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == _CLEAR:
            del lengths[258:]
            width, before = 9, 0
        elif code == _END:
            return length
        elif not before:
            if code > _END:
                return -1
            before = 1
            length += 1
        else:
            if code < len(lengths):
                own = lengths[code]
            elif code == len(lengths):
                own = before + 1
            else:
                return -1
            lengths.append(before + 1)
            length += own
            before = own
            if len(lengths) + 1 >> width and width < 12:
                width += 1
    return length
