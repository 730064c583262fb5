"""A WebP as its chunks tell of it (RFC 9649, 2.3 to 2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.pictures.facts import Facts, Said
from banxin.problems import Fault

if TYPE_CHECKING:
    from banxin.problems import Span

_ANIMATED, _ALPHA = 0x02, 0x10
_FRAMES = frozenset({b"VP8 ", b"VP8L"})
_START = b"\x9d\x01\x2a"


def read_webp(path: str, data: bytes, span: Span | None) -> Facts:
    """The facts of a WebP. Raises :class:`Fault` pictures.truncated, .damaged or .animated."""
    chunks = _chunks(path, data, span)
    head = chunks.get(b"VP8X", b"")
    if (head and head[0] & _ANIMATED) or b"ANMF" in chunks:
        raise Fault("pictures.animated", span, path=path, what="WebP")
    frame = next((kind for kind in chunks if kind in _FRAMES), b"")
    width, height, transparent = _size(frame, chunks.get(frame, b""))
    if not width or not height:
        raise Fault("pictures.damaged", span, path=path)
    transparent = transparent or b"ALPH" in chunks or bool(head and head[0] & _ALPHA)
    profile, orientation = b"", 1
    said: Said = ()
    if b"ICCP" in chunks:
        from banxin.pictures._colour import judged  # noqa: PLC0415 - most have none

        profile, said = judged(chunks[b"ICCP"], "rgb")
    if b"EXIF" in chunks or b"XMP " in chunks:
        from banxin.pictures._exif import exif_orientation, xmp_orientation  # noqa: PLC0415 - as above

        exif = chunks.get(b"EXIF", b"").removeprefix(b"Exif\0\0")
        orientation = exif_orientation(exif) or xmp_orientation(chunks.get(b"XMP ", b"")) or 1
    if orientation > 4:
        width, height = height, width
    return Facts(path, "webp", width, height, "other", orientation, False, data, profile=profile, said=said,
                 transparent=transparent)  # fmt: skip


def _chunks(path: str, data: bytes, span: Span | None) -> dict[bytes, bytes]:
    """The first chunk of each kind."""
    whole = 8 + int.from_bytes(data[4:8], "little")
    found: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= min(whole, len(data)):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise Fault("pictures.truncated", span, path=path)
        found.setdefault(data[at : at + 4], data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    if whole > len(data) + 1:
        raise Fault("pictures.truncated", span, path=path)
    return found


def _size(kind: bytes, body: bytes) -> tuple[int, int, bool]:
    """Width, height and whether there is alpha, of a frame (lossy: RFC 6386, 9.1; lossless: RFC 9649, 3.4)."""
    if kind == b"VP8 " and body[3:6] == _START and len(body) >= 10:
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF, False
    if kind == b"VP8L" and body[:1] == b"\x2f" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    return 0, 0, False
