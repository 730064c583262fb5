"""Advertisements for a proof: the pictures in their PDF no finer than they are looked at."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from banxin.files import keep_note, note
from banxin.pictures.apart import apart
from banxin.plates.inserts import Insert, alone, insert_of, objects_of

if TYPE_CHECKING:
    from PIL import Image

_KIND, _MOST, _QUALITY = "smaller-1", 300, 82
#: A picture that is finer by less than this, of 1, is left as it is.
_WORTH = 1.3


def smaller(data: bytes, width: int, height: int, ppi: int) -> Insert:
    """An insert, by its own bytes, placed so large (EMU), with pictures of so many pixels an inch at most.

    Whatever cannot be made smaller stays as it is; found out in a limited process, once.
    """
    own = insert_of(data)
    key = data + b"%d %d %d" % (width, height, ppi)
    kept = note(_KIND, key)
    if kept is None:
        kept = apart(lambda: _made(own, 72 / ppi / max(width / own.width, height / own.height))) or "[]"
        keep_note(_KIND, key, kept, _MOST)
    objects = tuple((tuple(parts), stream) for parts, stream in json.loads(kept))
    return own._replace(objects=objects) if objects else own


def _made(insert: Insert, point: float) -> str:
    """In the child: the insert's objects with smaller pictures; ``point``: how many of its points a pixel may fill."""
    import pikepdf  # noqa: PLC0415 - only for an advertisement that is seen for the first time

    with pikepdf.open(io.BytesIO(alone(insert))) as pdf:
        changed = False
        for image, (across, down) in _places(pdf).items():
            found = pdf.get_object(image)
            target = max(1, round(across / point)), max(1, round(down / point))
            changed = _shrunk(found, target) or changed
        objects = objects_of(pdf, pdf.pages[0].obj["/Resources"]["/XObject"]["/J"], profiled=False)
    return json.dumps(objects, separators=(",", ":")) if changed else "[]"


def _places(pdf: Any) -> dict[tuple[int, int], tuple[float, float]]:
    """The largest size that each picture is drawn in, in points."""
    from banxin.plates.drawn import sizes_of  # noqa: PLC0415 - as above

    return sizes_of(pdf.pages[0])


def _shrunk(found: Any, target: tuple[int, int]) -> bool:
    """Make a picture of so many pixels, with its mask; whether that was worth while."""
    import pikepdf  # noqa: PLC0415 - as above

    from banxin.plates.inks import BROKEN  # noqa: PLC0415

    if int(found.Width) < target[0] * _WORTH or int(found.Height) < target[1] * _WORTH:
        return False
    try:
        soft = found.get("/SMask")
        if "/Mask" in found or "/Matte" in found or (isinstance(soft, pikepdf.Stream) and "/Matte" in soft):
            return False
        done = _resampled(found, target)
        if done and isinstance(soft, pikepdf.Stream) and int(soft.Width) > target[0]:
            _resampled(soft, target)
    except (*BROKEN, OSError, SyntaxError):
        return False
    return done


def _resampled(found: Any, target: tuple[int, int]) -> bool:
    """The samples of a picture, fewer of them, as a JPEG; ``False`` where it is no lighter, or none of a gray scale."""
    import pikepdf  # noqa: PLC0415 - as above
    from PIL import Image  # noqa: PLC0415

    from banxin.plates._samples import parts_of, samples  # noqa: PLC0415
    from banxin.plates.inks import family_of  # noqa: PLC0415

    space = found.get("/ColorSpace")
    if bool(found.get("/ImageMask", False)) or space is None or family_of(space) in ("/Indexed", "/DeviceN", "/Lab"):
        return False
    count = parts_of(space)
    planes, most = samples(found, count)
    if most < 255:
        planes = [plane.point([min(255, at * 255 // most) for at in range(256)]) for plane in planes]
    less = [plane.resize(target, Image.Resampling.BOX, reducing_gap=2.0) for plane in planes]
    data = _jpeg(less)
    if len(data) >= len(found.read_raw_bytes()):
        return False
    if "/DecodeParms" in found:
        del found["/DecodeParms"]
    found.write(data, filter=pikepdf.Name.DCTDecode)
    found.Width, found.Height, found.BitsPerComponent = *target, 8
    return True


def _jpeg(planes: list[Image.Image]) -> bytes:
    """Planes of samples as a JPEG whose samples they are."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - as above

    image = planes[0] if len(planes) == 1 else Image.merge({3: "RGB", 4: "CMYK"}[len(planes)], planes)
    if image.mode == "CMYK":
        image = ImageChops.invert(image)  # Pillow turns four inks round, as Adobe programs do
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
