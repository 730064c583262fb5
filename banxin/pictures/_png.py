"""A PNG as its chunks tell of it (PNG, third edition, 5 and 11)."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from banxin.pictures.facts import Facts, Said
from banxin.problems import Fault

if TYPE_CHECKING:
    from banxin.problems import Span

_COLOURS = {0: "gray", 2: "rgb", 3: "other", 4: "gray", 6: "rgb"}
#: The depths that each kind of colour may have (table 8).
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_XMP = b"XML:com.adobe.xmp\0"
#: Where programs that knew no eXIf kept EXIF, in hexadecimal.
_RAW = (b"Raw profile type exif\0", b"Raw profile type APP1\0")
#: Chunks that are looked into, and how of texts those begin that are.
_TEXTS: dict[bytes, bytes | tuple[bytes, ...]] = {b"iTXt": _XMP, b"zTXt": _RAW, b"tEXt": _RAW}
_KEPT = frozenset({b"eXIf", b"iCCP", b"cICP", *_TEXTS})
_LARGEST = 16 << 20


def read_png(path: str, data: bytes, span: Span | None) -> Facts:
    """The facts of a PNG. Raises :class:`Fault` pictures.truncated, .damaged or .unsupported."""
    header, kept, transparent = _chunks(path, data, span)
    width, height, bits, kind, packed, filtered, interlace = struct.unpack(">IIBBBBB", header)
    if bits not in _DEPTHS.get(kind, ()) or packed or filtered or interlace > 1:
        raise Fault("pictures.damaged", span, path=path)
    colour = _COLOURS[kind]
    simple = kind in (0, 2) and bits == 8 and not interlace and not transparent
    profile, orientation = b"", 1
    said: Said = ()
    if kept:
        from banxin.pictures._colour import carried  # noqa: PLC0415 - few have one

        profile, said = _profile(path, kept, colour, span)
        simple = simple and (not profile or bool(carried(profile)))
        orientation = _orientation(kept)
    if orientation > 4:
        width, height = height, width
    return Facts(path, "png", width, height, colour if simple else "other", orientation, simple, data,
                 profile=profile, said=said, transparent=transparent or kind in (4, 6))  # fmt: skip


def _chunks(path: str, data: bytes, span: Span | None) -> tuple[bytes, dict[bytes, list[bytes]], bool]:
    """The header, the chunks that are looked into, and whether a colour or palette entry is transparent."""
    at, seen_end, transparent, header = 8, False, False, b""
    kept: dict[bytes, list[bytes]] = {}
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
        elif kind == b"acTL" and int.from_bytes(data[at + 8 : at + 12], "big") > 1:
            raise Fault("pictures.animated", span, path=path, what="PNG")
        elif kind in _KEPT and (kind not in _TEXTS or data.startswith(_TEXTS[kind], at + 8)):
            kept.setdefault(kind, []).append(data[at + 8 : at + 8 + size])
        elif kind == b"IEND":
            seen_end = True
            break
        at += 12 + size
    if len(header) != 13 or not seen_end:
        raise Fault("pictures.truncated", span, path=path)
    return header, kept, transparent


def _profile(path: str, kept: dict[bytes, list[bytes]], colour: str, span: Span | None) -> tuple[bytes, Said]:
    """The colours that a PNG states: by number first, then by profile, then as sRGB (11.3.2)."""
    from banxin.pictures._colour import judged  # noqa: PLC0415 - as above

    if b"cICP" in kept and len(kept[b"cICP"][0]) == 4:
        from banxin.pictures._code_points import profile_of  # noqa: PLC0415 - few have one

        return judged(profile_of(path, kept[b"cICP"][0][0], kept[b"cICP"][0][1], span), colour)
    if b"iCCP" in kept:
        body = kept[b"iCCP"][0]
        icc = _inflated(body[body.find(b"\0") + 2 :]) or b"\0"
        return judged(icc, colour)
    return b"", ()


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error:
        return b""


def _orientation(kept: dict[bytes, list[bytes]]) -> int:
    """By EXIF, of whichever chunk, then by XMP."""
    from banxin.pictures._exif import exif_orientation, xmp_orientation  # noqa: PLC0415 - as above

    found = exif_orientation(kept[b"eXIf"][0]) if b"eXIf" in kept else 0
    for body in kept.get(b"zTXt", []) + kept.get(b"tEXt", []):
        if not found and body.startswith(_RAW):
            text = body[body.find(b"\0") + 1 :]
            found = exif_orientation(_from_hex(_inflated(text[1:]) if text[:1] == b"\0" else text))
    for body in kept.get(b"iTXt", []):
        if not found and body.startswith(_XMP):
            packed, rest = body[len(_XMP)], body[len(_XMP) + 2 :].split(b"\0", 2)
            packet = rest[2] if len(rest) == 3 else b""
            found = xmp_orientation(_inflated(packet) if packed else packet)
    return found or 1


def _from_hex(text: bytes) -> bytes:
    """``name``, length and digits, a line each, with EXIF's own head before the block."""
    try:
        digits = b"".join(text.split(b"\n", 3)[3].split())
        return bytes.fromhex(digits.decode("ascii")).removeprefix(b"Exif\0\0")
    except (IndexError, ValueError):
        return b""
