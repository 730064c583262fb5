"""What is known of a picture without decoding it: kind, size, colour."""

from __future__ import annotations

from banxin.tuples import NamedTuple

#: Most pixels of a picture; a broadsheet page at 600 dpi has 117 million.
MOST_PIXELS = 160_000_000
Said = tuple[tuple[str, str], ...]
"""Messages by name, each with a profile's name where it speaks of one."""


class Facts(NamedTuple):
    """A picture as found. ``width`` and ``height`` are of the picture as it is to be seen, in pixels (an insert's in EMU)."""

    path: str
    """Below the project's root: what finished pages call it by."""
    kind: str
    """jpeg, png, tiff, webp, heic or avif; insert for a PDF or SVG, whose size is in EMU and whose data is the insert's own."""
    width: int
    height: int
    colour: str
    """gray, rgb, cmyk or other (needs decoding)."""
    orientation: int
    """How its decoder's pixels are to be turned, 1 to 8 as EXIF counts; 5 to 8 stand on their side in the file."""
    passes: bool
    """Whether the file's own compressed data can go into a PDF as it is."""
    data: bytes
    credit: str = ""
    """Who took it, by the file's own IPTC record."""
    caption: str = ""
    """What it shows, by the same record."""
    profile: bytes = b""
    """The ICC profile of a picture in RGB; none where that is sRGB."""
    transparent: bool = False
    """Whether it may have parts through which what lies under it is seen."""
    positive: bool = False
    """Of a JPEG in four inks: 255 is full ink, not none as Adobe programs store it."""
    said: Said = ()
    """What an editor should know of it."""
