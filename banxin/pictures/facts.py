"""What a picture file is, read off its structure: kind, size, colour, and whether it is whole."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

from banxin.problems import Fault, Span

#: Most pixels of a picture; a broadsheet page at 600 dpi has 117 million.
MOST_PIXELS = 160_000_000
_EOI = b"\xff\xd9"


class Facts(NamedTuple):
    """A picture as found. ``width`` and ``height`` are of the picture as it is to be seen."""

    path: str
    kind: str
    """jpeg, png or tiff; pdf for an advertisement, whose size is in EMU and whose data is the insert's own."""
    width: int
    height: int
    colour: str
    """gray, rgb, cmyk or other (needs decoding)."""
    orientation: int
    """EXIF orientation, 1 to 8; 5 to 8 stand on their side in the file."""
    passes: bool
    """Whether the file's own compressed data can go into a PDF as it is."""
    data: bytes
    credit: str = ""
    """Who took it, by the file's own IPTC record."""


def read_facts(path: str, data: bytes, span: Span | None) -> Facts:
    """The facts of a picture. Raises :class:`Fault` pictures.not-an-image, .truncated, .damaged or .too-large."""
    if data.startswith(b"\xff\xd8"):
        facts = _jpeg(path, data, span)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        facts = _png(path, data, span)
    elif data[:4] in (b"II*\0", b"MM\0*"):
        facts = _tiff(path, data, span)
    elif b"%PDF-" in data[:1024]:
        # Only where an advertisement is asked for: see read_insert.
        raise Fault("pictures.pdf-photo", span, path=path)
    else:
        raise Fault("pictures.not-an-image", span, path=path)
    if facts.width * facts.height > MOST_PIXELS:
        raise Fault("pictures.too-large", span, path=path, width=facts.width, height=facts.height, limit=MOST_PIXELS)
    if facts.width < 1 or facts.height < 1:
        raise Fault("pictures.damaged", span, path=path)
    return facts


def _jpeg(path: str, data: bytes, span: Span | None) -> Facts:
    width = height = parts = bits = 0
    orientation, adobe, frame, credit = 1, -1, 0, ""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Fault("pictures.damaged", span, path=path)
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + size]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC) and len(body) >= 6:
            bits, height, width, parts = struct.unpack(">BHHB", body[:6])
            frame = kind
        elif kind == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        elif kind == 0xED and body.startswith(_PHOTOSHOP):
            credit = _credit(body[len(_PHOTOSHOP) :])
        elif kind == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            adobe = body[11]
        elif kind == 0xDA:
            break
        at += 2 + size
    if not frame:
        raise Fault("pictures.truncated", span, path=path)
    if data.rfind(_EOI, at) < 0:
        raise Fault("pictures.truncated", span, path=path)
    colour = {1: "gray", 3: "rgb", 4: "cmyk"}.get(parts, "other")
    # Baseline, extended and progressive Huffman frames of 8 bits are what PDF's DCTDecode reads.
    passes = frame in (0xC0, 0xC1, 0xC2) and bits == 8 and colour != "other" and not (parts == 3 and adobe == 0)
    if orientation > 4:
        width, height = height, width
    return Facts(path, "jpeg", width, height, colour, orientation, passes, data, credit)


#: Head of the segment that holds IPTC, its block's number, and the datasets for By-line and Credit (IIM 4.2, 2:80, 2:110).
_PHOTOSHOP, _IPTC, _BYLINE, _CREDIT = b"Photoshop 3.0\0", 0x0404, 80, 110


def _credit(blocks: bytes) -> str:
    """By-line and credit of the IPTC record among a segment's blocks; "" where there is none or it is broken."""
    at = 0
    while blocks[at : at + 4] == b"8BIM" and at + 12 <= len(blocks):
        number = int.from_bytes(blocks[at + 4 : at + 6], "big")
        body = at + 6 + (blocks[at + 6] // 2 + 1) * 2 + 4
        size = int.from_bytes(blocks[body - 4 : body], "big")
        if number == _IPTC:
            found = _datasets(blocks[body : body + size])
            byline, credit = found.get(_BYLINE, ""), found.get(_CREDIT, "")
            return " ".join(part for part in (credit if credit not in byline else "", byline) if part)
        at = body + size + size % 2
    return ""


def _datasets(record: bytes) -> dict[int, str]:
    """The first value of each text of an IPTC record's second part, by number."""
    found: dict[int, str] = {}
    at = 0
    while record[at : at + 1] == b"\x1c" and at + 5 <= len(record):
        part, number, size = record[at + 1], record[at + 2], int.from_bytes(record[at + 3 : at + 5], "big")
        if size & 0x8000:
            break  # an extended dataset: no text is that long
        if part == 2:
            text = _decoded(record[at + 5 : at + 5 + size])
            found.setdefault(number, "".join(one for one in text if one.isprintable()).strip())
        at += 5 + size
    return found


def _decoded(text: bytes) -> str:
    """Agencies write UTF-8 or GB 18030, whatever the record says."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return text.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _orientation(exif: bytes) -> int:
    """The orientation tag of an EXIF block; 1 where there is none or it cannot be read."""
    order = "<" if exif[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for entry in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(order + "HHIH", exif, start + 2 + 12 * entry)
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


_PNG_COLOURS = {0: "gray", 2: "rgb", 3: "other", 4: "other", 6: "other"}


def _png(path: str, data: bytes, span: Span | None) -> Facts:
    at, seen_end, transparent = 8, False, False
    header = b""
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            break
        if zlib.crc32(data[at + 4 : at + 8 + size]) != int.from_bytes(data[at + 8 + size : at + 12 + size], "big"):
            raise Fault("pictures.damaged", span, path=path)
        if kind == b"IHDR":
            header = data[at + 8 : at + 8 + size]
        elif kind == b"tRNS":
            transparent = True
        elif kind == b"IEND":
            seen_end = True
            break
        at += 12 + size
    if len(header) != 13 or not seen_end:
        raise Fault("pictures.truncated", span, path=path)
    width, height, bits, kind_of, _, _, interlace = struct.unpack(">IIBBBBB", header)
    colour = _PNG_COLOURS.get(kind_of, "other")
    passes = colour != "other" and bits == 8 and not interlace and not transparent
    return Facts(path, "png", width, height, colour if passes else "other", 1, passes, data)


def _tiff(path: str, data: bytes, span: Span | None) -> Facts:
    order = "<" if data[:2] == b"II" else ">"
    tags: dict[int, int] = {}
    try:
        (start,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, start)
        for entry in range(min(count, 500)):
            tag, kind, _ = struct.unpack_from(order + "HHI", data, start + 2 + 12 * entry)
            form = order + ("H" if kind == 3 else "I")
            (tags[tag],) = struct.unpack_from(form, data, start + 10 + 12 * entry)
    except struct.error:
        raise Fault("pictures.truncated", span, path=path) from None
    if 256 not in tags or 257 not in tags:
        raise Fault("pictures.damaged", span, path=path)
    return Facts(path, "tiff", tags[256], tags[257], "other", 1, False, data)
