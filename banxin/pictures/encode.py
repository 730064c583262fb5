"""Pictures as a press embeds them: the file's own data where it can pass, decoded pixels where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files import keep_note, note
from banxin.pictures.apart import decoded
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from PIL import Image

    from banxin.pictures.facts import Facts

_KIND, _MOST = "encoded-3", 100
#: Of a photo whose colours a PDF cannot carry as they are.
_QUALITY = 92
#: Segments of a JPEG that PDF needs: JFIF's APP0 and Adobe's APP14; the rest is metadata (promises P22).
_KEPT_SEGMENTS = (0xE0, 0xEE)


#: Entries of :class:`Encoded` that are no text.
_BYTES = ("data", "mask", "profile")


class Encoded(NamedTuple):
    """Image data for a PDF stream."""

    width: int
    """Of the stored pixels, before ``orientation`` is applied."""
    height: int
    space: str
    """DeviceGray, DeviceRGB or DeviceCMYK."""
    filter: str
    """DCTDecode or FlateDecode."""
    data: bytes
    predictor: int = 0
    """Columns' PNG predictor where the data is a PNG's own."""
    inverted: bool = False
    """CMYK as Adobe programs store it, 255 for no ink."""
    orientation: int = 1
    mask: bytes = b""
    """Opacity of each pixel, deflated, where the picture is a cut-out."""
    bits: int = 8
    """Of each part of a pixel; line art has one."""
    profile: bytes = b""
    """What DeviceRGB means here; none for sRGB."""


def encode(facts: Facts) -> Encoded:
    """What goes into a plain PDF for a picture that has pixels: its file's own data, or what is decoded in a limited process.

    The press's file has :func:`banxin.pictures.separate.separate` in its place, a screen's ``Screen.picture``; an insert goes
    by ``insert_of``. Raises :class:`Fault` pictures.* where it cannot be decoded.
    """
    if facts.passes and facts.kind == "jpeg":
        return _jpeg(facts)
    if facts.passes and facts.kind == "png":
        return _png(facts)
    return _decoded(facts)


_SPACES = {"gray": "DeviceGray", "rgb": "DeviceRGB", "cmyk": "DeviceCMYK"}


def _jpeg(facts: Facts) -> Encoded:
    data = facts.data
    parts, at, adobe, several = [data[:2]], 2, False, False
    while True:
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind == 0x01 or 0xD0 <= kind <= 0xD7:
            at += 2  # it has no length
            continue
        if kind == 0xDA:
            parts.append(data[at : _end(data, at) if several else data.rfind(b"\xff\xd9") + 2])
            break
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE0 <= kind <= 0xEF or kind == 0xFE) or kind in _KEPT_SEGMENTS:
            parts.append(data[at : at + size])
            adobe = adobe or kind == 0xEE
        several = several or (kind == 0xE2 and data.startswith(b"MPF\0", at + 4))
        at += size
    turned = facts.orientation > 4
    width, height = (facts.height, facts.width) if turned else (facts.width, facts.height)
    return Encoded(width, height, _SPACES[facts.colour], "DCTDecode", b"".join(parts),
                   inverted=facts.colour == "cmyk" and adobe, orientation=facts.orientation, profile=_carried(facts))  # fmt: skip


def _end(data: bytes, scan: int) -> int:
    """Where the first of several pictures ends (CIPA DC-007): a gain map, or a second view, is no part of it."""
    import re  # noqa: PLC0415 - most files have one picture

    marker = re.compile(rb"\xff([^\0\xd0-\xd7\xff])")
    found = marker.search(data, scan + 2)
    while found and found[1] != b"\xd9":
        found = marker.search(data, found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big"))
    return found.end() if found else len(data)


def _png(facts: Facts) -> Encoded:
    data, at, parts = facts.data, 8, []
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            parts.append(data[at + 8 : at + 8 + size])
        at += 12 + size
    turned = facts.orientation > 4
    width, height = (facts.height, facts.width) if turned else (facts.width, facts.height)
    return Encoded(width, height, _SPACES[facts.colour], "FlateDecode", b"".join(parts), predictor=15,
                   orientation=facts.orientation, profile=_carried(facts))  # fmt: skip


def _carried(facts: Facts) -> bytes:
    """The profile that goes beside a picture's own numbers."""
    if not facts.profile:
        return b""
    from banxin.pictures._colour import carried  # noqa: PLC0415 - most pictures have none

    return carried(facts.profile)


def _decoded(facts: Facts) -> Encoded:
    """Pixels by Pillow, kept as a note: an advertisement's TIFF is not decoded and packed anew at each build."""
    kept = note(_KIND, facts.data)
    if kept is None:
        kept = decoded(facts, lambda: packed(_pixels(facts)).encode("ascii")).decode("ascii")
        keep_note(_KIND, facts.data, kept, _MOST)
    return unpacked(kept)


def packed(made: Encoded) -> str:
    """Image data as text, for a note."""
    import base64  # noqa: PLC0415 - most pages pass every picture through
    import json  # noqa: PLC0415

    parts = {name: base64.b64encode(getattr(made, name)).decode("ascii") for name in _BYTES}
    return json.dumps(made._asdict() | parts)


def unpacked(kept: str) -> Encoded:
    """Image data out of its note."""
    import base64  # noqa: PLC0415 - most pages pass every picture through
    import json  # noqa: PLC0415

    entries = json.loads(kept)
    return Encoded(**entries | {name: base64.b64decode(entries[name]) for name in _BYTES})


def _pixels(facts: Facts) -> Encoded:
    """In the child: pixels by Pillow; what is transparent stays so, by a mask."""
    import zlib  # noqa: PLC0415 - most pages pass every picture through

    from banxin.pictures.opened import TRANSPARENT, in_srgb, opened  # noqa: PLC0415

    found = opened(facts)
    profile = _carried(facts) if found.profile else b""
    image, mask = in_srgb(found) if not profile else found.image, b""
    if image.mode == "1":
        # Line art stays what it is: sharp at the press's own resolution.
        return Encoded(*image.size, "DeviceGray", "FlateDecode", zlib.compress(image.tobytes(), 6), bits=1)
    if image.mode in TRANSPARENT:
        image, mask = on_paper(image)
    space = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[image.mode]
    if facts.kind == "jpeg" and found.profile and not profile:
        # Its colours were converted, its data would be ten times what it was.
        return Encoded(*image.size, space, "DCTDecode", jpeg_of(image, _QUALITY))
    return Encoded(*image.size, space, "FlateDecode", zlib.compress(image.tobytes(), 6), mask=mask, profile=profile)


def jpeg_of(image: Image.Image, quality: int) -> bytes:
    """A picture as a JPEG, at full resolution of all its parts; of CMYK 255 is no ink, as Adobe programs store it."""
    import io  # noqa: PLC0415 - as above

    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling=0)
    return file.getvalue()


def on_paper(image: Image.Image) -> tuple[Image.Image, bytes]:
    """A transparent picture in RGB or gray, and its mask, deflated; none where nothing of it is transparent."""
    import zlib  # noqa: PLC0415 - most pages pass every picture through

    from PIL import Image  # noqa: PLC0415

    alpha = image.getchannel("A")
    mask = zlib.compress(alpha.tobytes(), 6) if alpha.getextrema() != (255, 255) else b""
    # What nobody sees is white, so that a reader that knows no masks shows paper.
    bare = image.convert("L" if image.mode == "LA" else "RGB")
    paper = Image.new(bare.mode, bare.size, "white")
    paper.paste(bare, mask=alpha.point(lambda value: 255 if value else 0))
    return paper, mask
