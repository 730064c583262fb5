"""Pictures as a press embeds them: the file's own data where it can pass, decoded pixels where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.files import keep_note, note

if TYPE_CHECKING:
    from PIL import Image

    from banxin.pictures.facts import Facts

_KIND, _MOST = "encoded-2", 100
#: Segments of a JPEG that PDF needs: JFIF's APP0 and Adobe's APP14; the rest is metadata (promises P22).
_KEPT_SEGMENTS = (0xE0, 0xEE)


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


def encode(facts: Facts) -> Encoded:
    """What goes into the PDF for a picture."""
    if facts.passes and facts.kind == "jpeg":
        return _jpeg(facts)
    if facts.passes and facts.kind == "png":
        return _png(facts)
    return _decoded(facts)


_SPACES = {"gray": "DeviceGray", "rgb": "DeviceRGB", "cmyk": "DeviceCMYK"}


def _jpeg(facts: Facts) -> Encoded:
    data = facts.data
    parts, at, adobe = [data[:2]], 2, False
    while True:
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind == 0xDA:
            parts.append(data[at : data.rfind(b"\xff\xd9") + 2])
            break
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE0 <= kind <= 0xEF or kind == 0xFE) or kind in _KEPT_SEGMENTS:
            parts.append(data[at : at + size])
            adobe = adobe or kind == 0xEE
        at += size
    turned = facts.orientation > 4
    width, height = (facts.height, facts.width) if turned else (facts.width, facts.height)
    return Encoded(width, height, _SPACES[facts.colour], "DCTDecode", b"".join(parts),
                   inverted=facts.colour == "cmyk" and adobe, orientation=facts.orientation)  # fmt: skip


def _png(facts: Facts) -> Encoded:
    data, at, parts = facts.data, 8, []
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            parts.append(data[at + 8 : at + 8 + size])
        at += 12 + size
    return Encoded(facts.width, facts.height, _SPACES[facts.colour], "FlateDecode", b"".join(parts), predictor=15)


def _decoded(facts: Facts) -> Encoded:
    """Pixels by Pillow, kept as a note: an advertisement's TIFF is not decoded and packed anew at each build."""
    import base64  # noqa: PLC0415 - most pages pass every picture through
    import json  # noqa: PLC0415

    kept = note(_KIND, facts.data)
    if kept is None:
        made = _pixels(facts)
        packed = [base64.b64encode(part).decode("ascii") for part in (made.data, made.mask)]
        keep_note(_KIND, facts.data, json.dumps([made.width, made.height, made.space, made.bits, *packed]), _MOST)
        return made
    width, height, space, bits, data, mask = json.loads(kept)
    return Encoded(width, height, space, "FlateDecode", base64.b64decode(data), mask=base64.b64decode(mask), bits=bits)


def _pixels(facts: Facts) -> Encoded:
    """Pixels by Pillow; what is transparent stays so, by a mask."""
    import io  # noqa: PLC0415 - most pages pass every picture through
    import zlib  # noqa: PLC0415

    from PIL import Image, ImageOps  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # our own limit was checked on the file's facts
    with Image.open(io.BytesIO(facts.data), formats=("JPEG", "PNG", "TIFF")) as opened:
        image = ImageOps.exif_transpose(opened)
        mask = b""
        if is_transparent(image):
            image, mask = on_paper(image)
        elif image.mode == "1":
            # Line art stays what it is: sharp at the press's own resolution.
            return Encoded(*image.size, "DeviceGray", "FlateDecode", zlib.compress(image.tobytes(), 6), bits=1)
        elif image.mode in ("I", "I;16", "F", "L"):
            image = image.convert("L")
        elif image.mode not in ("RGB", "CMYK"):
            image = image.convert("RGB")
        space = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}[image.mode]
        return Encoded(image.width, image.height, space, "FlateDecode", zlib.compress(image.tobytes(), 6), mask=mask)


def is_transparent(image: Image.Image) -> bool:
    """Whether a picture may have parts through which what lies under it is seen."""
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def on_paper(image: Image.Image) -> tuple[Image.Image, bytes]:
    """A transparent picture in RGB, and its mask, deflated; none where nothing of it is transparent."""
    import zlib  # noqa: PLC0415 - most pages pass every picture through

    from PIL import Image  # noqa: PLC0415

    layer = image.convert("RGBA")
    alpha = layer.getchannel("A")
    mask = zlib.compress(alpha.tobytes(), 6) if alpha.getextrema() != (255, 255) else b""
    # What nobody sees is white, so that a reader that knows no masks shows paper.
    paper = Image.new("RGBA", layer.size, "white")
    paper.paste(layer, mask=alpha.point(lambda value: 255 if value else 0))
    return paper.convert("RGB"), mask
