"""How a picture stands in its file: the orientation that EXIF or XMP states, 1 to 8 (EXIF 3.0, 4.6.5; XMP part 2)."""

from __future__ import annotations

import re
import struct

_TAG, _SHORT, _LONG = 0x0112, 3, 4
_IN_XMP = re.compile(rb"tiff:Orientation\s*(?:=\s*[\"']|>)\s*([1-8])\s*[\"'<]")


def exif_orientation(exif: bytes) -> int:
    """What an EXIF block states; 0 where it states nothing or cannot be read."""
    order = "<" if exif[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for entry in range(min(count, 200)):
            at = start + 2 + 12 * entry
            tag, kind, _, value = struct.unpack_from(order + "HHIH", exif, at)
            if tag == _TAG:
                if kind == _LONG:
                    (value,) = struct.unpack_from(order + "I", exif, at + 8)
                return value if kind in (_SHORT, _LONG) and 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def xmp_orientation(packet: bytes) -> int:
    """What an XMP packet states; 0 where it states nothing."""
    found = _IN_XMP.search(packet)
    return int(found[1]) if found else 0
