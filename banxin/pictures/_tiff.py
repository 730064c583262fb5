"""A TIFF as its first directory tells of it (TIFF 6.0, section 2; BigTIFF)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from banxin.pictures.facts import Facts, Said
from banxin.problems import Fault
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.problems import Span

_SIZES = {1: "B", 2: "s", 3: "H", 4: "I", 6: "b", 7: "s", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
WIDTH, HEIGHT, BITS, PACKING, PHOTOMETRIC, FILL = 256, 257, 258, 259, 262, 266
STRIPS, ORIENTATION, PARTS, ROWS, COUNTS, PLANES, PREDICTOR = 273, 274, 277, 278, 279, 284, 317
TILE_WIDTH, TILE_HEIGHT, TILES, TILE_COUNTS, EXTRA, FORMAT, TABLES = 322, 323, 324, 325, 338, 339, 347
_SUBFILE, _SUBIFDS, _INKS, _XMP, _ICC, _DNG = 254, 330, 332, 700, 34675, 50706
#: A directory that is a smaller copy of another, or its mask, is no page (section 8).
_NO_PAGE = 0b101
_READ = frozenset({
    WIDTH, HEIGHT, BITS, PACKING, PHOTOMETRIC, FILL, STRIPS, ORIENTATION, PARTS, ROWS, COUNTS, PLANES, PREDICTOR, TILE_WIDTH,
    TILE_HEIGHT, TILES, TILE_COUNTS, EXTRA, FORMAT, TABLES, _SUBFILE, _SUBIFDS, _INKS, _XMP, _ICC, _DNG,
})  # fmt: skip
_MOST_TAGS, _LARGEST = 500, 64 << 20
#: Ways of packing that no decoder here takes, by the names that their makers know.
_UNKNOWN = {6: "old JPEG", 33003: "JPEG 2000", 33004: "JPEG 2000", 33005: "JPEG 2000", 34712: "JPEG 2000", 34892: "lossy DNG",
            34887: "LERC", 50002: "JPEG XL", 52546: "JPEG XL", 34661: "JBIG", 34715: "JBIG2", 34713: "Nikon NEF", 50001: "WebP"}  # fmt: skip
_RAW = 1
_COLOURS = {0: "gray", 1: "gray", 2: "rgb", 3: "other", 5: "cmyk", 6: "rgb", 8: "rgb"}
_DEPTHS = frozenset({1, 2, 4, 5, 6, 8, 12, 16})
_CFA, _LINEAR_RAW = 32803, 34892


class Directory(NamedTuple):
    """A directory's entries, each as a tuple of numbers, or one of bytes."""

    order: str
    tags: dict[int, tuple[int, ...]]
    texts: dict[int, bytes]
    next: int
    """Where the next directory lies; 0 for none."""

    def number(self, tag: int, default: int = 0) -> int:
        """An entry's first number."""
        return (self.tags.get(tag) or (default,))[0]


def read_tiff(path: str, data: bytes, span: Span | None) -> Facts:
    """The facts of a TIFF. Raises :class:`Fault` pictures.truncated, .damaged or .unsupported."""
    try:
        found = directory(data)
    except (struct.error, OverflowError):
        raise Fault("pictures.truncated", span, path=path) from None
    if data[8:10] == b"CR" or _DNG in found.tags or (found.number(_SUBFILE) & 1 and _SUBIFDS in found.tags) \
            or found.number(PHOTOMETRIC) in (_CFA, _LINEAR_RAW):  # fmt: skip
        raise Fault("pictures.camera", span, path=path)
    if WIDTH not in found.tags or HEIGHT not in found.tags:
        raise Fault("pictures.damaged", span, path=path)
    what = _refused(found)
    if what:
        raise Fault("pictures.unsupported", span, path=path, what=f"TIFF, {what}")
    colour = _COLOURS.get(found.number(PHOTOMETRIC), "other")
    profile = b""
    said: Said = ()
    if found.texts.get(_ICC):
        from banxin.pictures._colour import judged  # noqa: PLC0415 - most have none

        profile, said = judged(found.texts[_ICC], colour)
    if found.number(PACKING, _RAW) == _RAW:
        said = (*said, ("unjudged", ""))
    if _has_more(data, found):
        said = (*said, ("more-pages", ""))
    orientation = found.number(ORIENTATION)
    if not 1 <= orientation <= 8:
        from banxin.pictures._exif import xmp_orientation  # noqa: PLC0415 - few say it so

        orientation = xmp_orientation(found.texts.get(_XMP, b"")) or 1
    width, height = found.number(WIDTH), found.number(HEIGHT)
    if orientation > 4:
        width, height = height, width
    return Facts(path, "tiff", width, height, "other", orientation, False, data, profile=profile, said=said,
                 transparent=any(one in (1, 2) for one in found.tags.get(EXTRA, ())))  # fmt: skip


def _has_more(data: bytes, first: Directory) -> bool:
    """Whether a second directory is another page, which nobody sees."""
    try:
        second = directory(data, first.next) if first.next else None
    except (struct.error, OverflowError):
        return False
    return second is not None and WIDTH in second.tags and not second.number(_SUBFILE) & _NO_PAGE


def directory(data: bytes, start: int = 0) -> Directory:
    """A directory of a file, the first if none is named. Raises ``struct.error`` where it is cut off."""
    order = "<" if data[:2] == b"II" else ">"
    big = data[2:4] in (b"+\0", b"\0+")
    if not start:
        (start,) = struct.unpack_from(order + ("Q" if big else "I"), data, 8 if big else 4)
    (count,) = struct.unpack_from(order + ("Q" if big else "H"), data, start)
    size, room = (20, 8) if big else (12, 4)
    tags: dict[int, tuple[int, ...]] = {}
    texts: dict[int, bytes] = {}
    for entry in range(min(count, _MOST_TAGS)):
        at = start + (8 if big else 2) + size * entry
        tag, kind, many = struct.unpack_from(order + ("HHQ" if big else "HHI"), data, at)
        form = _SIZES.get(kind)
        if tag not in _READ or form is None or tag in tags or not many:
            continue
        length = many * struct.calcsize(order + form)
        place = at + size - room
        if length > room:
            (place,) = struct.unpack_from(order + ("Q" if big else "I"), data, place)
        if length > _LARGEST or place + length > len(data):
            raise struct.error(tag)
        if form in "sB":
            texts[tag] = data[place : place + length]
        tags[tag] = (
            tuple(data[place : place + min(length, 8)])
            if form in "sB"
            else struct.unpack_from(f"{order}{many}{form}", data, place)
        )
    end = start + (8 if big else 2) + size * count
    following = data[end : end + room]
    return Directory(order, tags, texts, int.from_bytes(following, "little" if order == "<" else "big"))


def _refused(found: Directory) -> str:
    """Why nobody decodes it here, in the words of its makers; ``""`` where somebody may."""
    packing, bits, formats = found.number(PACKING, _RAW), found.tags.get(BITS, (1,)), found.tags.get(FORMAT, (1,))
    if packing in _UNKNOWN:
        return _UNKNOWN[packing]
    if 3 in formats or 6 in formats:
        return f"{bits[0]} bit floating point"
    if 2 in formats or 5 in formats:
        return f"{bits[0]} bit signed"
    if max(bits) > 16 or min(bits) not in _DEPTHS:
        return f"{bits[0]} bit integers"
    extra = found.tags.get(EXTRA, ())
    if found.number(PHOTOMETRIC) == 5 and found.number(_INKS, 1) == 2:
        return "inks that are not CMYK"
    if found.number(PHOTOMETRIC) == 5 and any(one in (1, 2) for one in extra):
        return "CMYK + alpha"
    return ""


def described(data: bytes) -> str:
    """A file's kind in the words of its makers."""
    found = directory(data)
    bits = "/".join(map(str, found.tags.get(BITS, (1,))))
    return f"TIFF, {bits} bit, photometric {found.number(PHOTOMETRIC)}, compression {found.number(PACKING, _RAW)}"
