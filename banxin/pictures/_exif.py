"""What EXIF and XMP say of a picture: which way up it is, 1 to 8, and whether it is in Adobe RGB (EXIF 3.0; XMP part 2)."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORIENTATION, _EXIF, _INTEROPERABILITY, _INDEX = 0x0112, 0x8769, 0xA005, 0x0001
_ASCII, _SHORT, _LONG = 2, 3, 4
#: The mark of a camera that was set to Adobe RGB; such a camera seldom adds the profile (DCF 2.0, 3.2.1).
_ADOBE = b"R03\0"
_MOST = 200
_IN_XMP = re.compile(rb"tiff:Orientation\s*(?:=\s*[\"']|>)\s*([1-8])\s*[\"'<]")


def exif_orientation(exif: bytes) -> int:
    """What an EXIF block states; 0 where it states nothing or cannot be read."""
    value = _number(exif, _start(exif), _ORIENTATION)
    return value if 1 <= value <= 8 else 0


def is_adobe_rgb(exif: bytes) -> bool:
    """Whether an EXIF block marks its picture as one in Adobe RGB."""
    inner = _number(exif, _number(exif, _start(exif), _EXIF), _INTEROPERABILITY)
    return inner > 0 and any(
        tag == _INDEX and kind == _ASCII and value == _ADOBE for tag, kind, value in _entries(exif, inner)
    )


def xmp_orientation(packet: bytes) -> int:
    """What an XMP packet states; 0 where it states nothing."""
    found = _IN_XMP.search(packet)
    return int(found[1]) if found else 0


def _start(exif: bytes) -> int:
    return int.from_bytes(exif[4:8], "little" if exif[:2] == b"II" else "big")


def _number(exif: bytes, start: int, wanted: int) -> int:
    """A directory's entry of one number; 0 where there is none."""
    order = "<" if exif[:2] == b"II" else ">"
    for tag, kind, value in _entries(exif, start) if start > 0 else ():
        if tag == wanted and kind in (_SHORT, _LONG):
            (number,) = struct.unpack_from(order + ("I" if kind == _LONG else "H"), value)
            return int(number)
    return 0


def _entries(exif: bytes, start: int) -> Iterator[tuple[int, int, bytes]]:
    """A directory's entries: tag, kind, and the four bytes of the value or of its place."""
    order = "<" if exif[:2] == b"II" else ">"
    try:
        (count,) = struct.unpack_from(order + "H", exif, start)
        for entry in range(min(count, _MOST)):
            tag, kind, _, value = struct.unpack_from(order + "HHI4s", exif, start + 2 + 12 * entry)
            yield tag, kind, value
    except struct.error:
        return
