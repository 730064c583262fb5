"""A JPEG as its markers tell of it (ISO/IEC 10918-1, annex B)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from banxin.pictures.facts import Facts, Said
from banxin.problems import Fault
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.problems import Span

_EOI = b"\xff\xd9"
_EXIF, _XMP, _ICC, _ADOBE, _JFIF = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"ICC_PROFILE\0", b"Adobe", b"JFIF"
#: Frames that stand alone, with no length behind them.
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
#: Lossless and hierarchical frames, which no decoder here takes; arithmetic ones are taken, if not by PDF.
_LOSSLESS, _HIERARCHICAL = frozenset({0xC3, 0xCB}), frozenset({0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF})


class _Segments(NamedTuple):
    """What stands in the segments before the first scan."""

    frame: int
    bits: int
    width: int
    height: int
    parts: bytes
    """The components' identifiers."""
    segments: list[tuple[int, bytes]]
    """Those of applications."""
    scan: int
    """Where the first scan begins."""


def read_jpeg(path: str, data: bytes, span: Span | None) -> Facts:
    """The facts of a JPEG. Raises :class:`Fault` pictures.truncated, .damaged or .unsupported."""
    found = _segments(path, data, span)
    if not found.frame or not found.scan or data.rfind(_EOI, found.scan) < 0:
        raise Fault("pictures.truncated", span, path=path)
    _taken(path, found, span)
    exif, xmp, icc, adobe, jfif, (credit, caption) = b"", b"", b"", -1, False, ("", "")
    for kind, body in found.segments:
        if kind == 0xE1 and body.startswith(_EXIF):
            exif = exif or body[len(_EXIF) :]
        elif kind == 0xE1 and body.startswith(_XMP):
            xmp = xmp or body[len(_XMP) :]
        elif kind == 0xE2 and body.startswith(_ICC):
            icc = icc or _joined(found.segments)
        elif kind == 0xED and body.startswith(_PHOTOSHOP):
            credit, caption = _told(body[len(_PHOTOSHOP) :])
        elif kind == 0xEE and body.startswith(_ADOBE) and len(body) >= 12:
            adobe = body[11]
        elif kind == 0xE0 and body.startswith(_JFIF):
            jfif = True
    colour = {1: "gray", 3: "rgb", 4: "cmyk"}[len(found.parts)]
    # Baseline, extended and progressive Huffman frames are what PDF's DCTDecode reads; of three parts it takes YCbCr.
    plain = adobe != 0 and (adobe > 0 or jfif or found.parts != b"RGB")
    passes = found.frame in (0xC0, 0xC1, 0xC2) and (colour != "rgb" or plain)
    kept, said = _colours(icc, exif, colour)
    if kept and passes:
        from banxin.pictures._colour import carried  # noqa: PLC0415 - see below

        passes = bool(carried(kept))
    if colour == "cmyk" and adobe < 0:
        said = (*said, ("cmyk-positive", ""))
    orientation = _turned(exif, xmp) if exif or xmp else 1
    width, height = (found.height, found.width) if orientation > 4 else (found.width, found.height)
    return Facts(path, "jpeg", width, height, colour, orientation, passes, data, credit, caption,
                 profile=kept, positive=colour == "cmyk" and adobe < 0, said=said)  # fmt: skip


def _segments(path: str, data: bytes, span: Span | None) -> _Segments:
    frame = bits = width = height = scan = 0
    parts, segments, at = b"", [], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Fault("pictures.damaged", span, path=path)
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind in _ALONE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC) and size >= 8:
            bits, height, width, count = struct.unpack_from(">BHHB", data, at + 4)
            frame, parts = kind, data[at + 10 : at + 10 + 3 * count : 3]
        elif 0xE0 <= kind <= 0xEF:
            segments.append((kind, data[at + 4 : at + 2 + size]))
        elif kind == 0xDA:
            scan = at
            break
        at += 2 + size
    return _Segments(frame, bits, width, height, parts, segments, scan)


def _taken(path: str, found: _Segments, span: Span | None) -> None:
    """Raise :class:`Fault` for a JPEG of a kind that nobody decodes here."""
    what = ""
    if found.frame in _LOSSLESS:
        what = "lossless JPEG"
    elif found.frame in _HIERARCHICAL:
        what = "hierarchical JPEG"
    elif found.bits != 8:
        what = f"JPEG, {found.bits} bit"
    elif len(found.parts) not in (1, 3, 4):
        what = f"JPEG, {len(found.parts)} components"
    if what:
        raise Fault("pictures.unsupported", span, path=path, what=what)


def _joined(segments: list[tuple[int, bytes]]) -> bytes:
    """The profile out of its pieces (ICC.1:2010, B.4); one of which a piece is missing is none, and no profile either."""
    head = len(_ICC)
    pieces = {body[head]: body[head + 2 :] for kind, body in segments
              if kind == 0xE2 and body.startswith(_ICC) and len(body) > head + 2}  # fmt: skip
    return b"".join(pieces[at] for at in sorted(pieces)) or _ICC


def _colours(icc: bytes, exif: bytes, colour: str) -> tuple[bytes, Said]:
    """What becomes of a picture's profile, or of the mark of a camera that was set to Adobe RGB."""
    if icc:
        from banxin.pictures._colour import judged  # noqa: PLC0415 - most pictures have no profile

        return judged(icc, colour)
    if exif and colour == "rgb":
        from banxin.pictures._exif import is_adobe_rgb  # noqa: PLC0415 - few pictures bring any EXIF

        if is_adobe_rgb(exif):
            from banxin.pictures._code_points import adobe_rgb  # noqa: PLC0415 - as above

            return adobe_rgb(), ()
    return b"", ()


def _turned(exif: bytes, xmp: bytes) -> int:
    from banxin.pictures._exif import exif_orientation, xmp_orientation  # noqa: PLC0415 - few pictures say it

    return exif_orientation(exif) or xmp_orientation(xmp) or 1


#: Head of the segment that holds IPTC, its block's number, and the datasets for By-line and Credit (IIM 4.2, 2:80, 2:110).
_PHOTOSHOP, _IPTC, _BYLINE, _CREDIT = b"Photoshop 3.0\0", 0x0404, 80, 110
#: Caption/Abstract (2:120).
_CAPTION = 120


def _told(blocks: bytes) -> tuple[str, str]:
    """By-line with credit, and caption, of the IPTC record among a segment's blocks; '' where there is none or it is broken."""
    at = 0
    while blocks[at : at + 4] == b"8BIM" and at + 12 <= len(blocks):
        number = int.from_bytes(blocks[at + 4 : at + 6], "big")
        body = at + 6 + (blocks[at + 6] // 2 + 1) * 2 + 4
        size = int.from_bytes(blocks[body - 4 : body], "big")
        if number == _IPTC:
            found = _datasets(blocks[body : body + size])
            byline, credit = found.get(_BYLINE, ""), found.get(_CREDIT, "")
            names = " ".join(part for part in (credit if credit not in byline else "", byline) if part)
            return names, found.get(_CAPTION, "")
        at = body + size + size % 2
    return "", ""


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
