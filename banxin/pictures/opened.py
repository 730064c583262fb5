"""The one place where a picture's pixels come from: upright, in one of six modes, with what its colours mean.

Whatever a decoder says of a file becomes a :class:`Fault`: pictures.unsupported where the file may be sound and nobody here
decodes its kind, pictures.damaged where it is not. All that shows a picture takes it from here, in a limited process
(:mod:`banxin.pictures._examine`).
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops, ImageCms, ImageMath, UnidentifiedImageError

from banxin.problems import Fault, Maybe
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.pictures.facts import Facts

#: Pillow's names of the formats.
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WEBP", "heic": "HEIF", "avif": "AVIF"}
#: What turns a decoder's pixels upright, by EXIF's number.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_BARE = re.compile(r"(?:decoder error )?-?\d+")
GRAYS = frozenset({"1", "L", "LA"})
TRANSPARENT = frozenset({"LA", "RGBA"})
#: TIFF's tag of gray in which 0 is white, and how many bits a value has.
_PHOTOMETRIC, _BITS = 262, 258
#: PNG's number of gray with alpha, and formats whose decoders give gray as RGB.
_GRAY_ALPHA, _NO_GRAY = 4, frozenset({"webp", "heic", "avif"})
#: What decoders say when they know a kind and cannot do it.
_CANNOT = re.compile(
    r"not (?:supported|available|implemented)|unsupported|unknown (?:raw mode|pixel mode)|cannot handle",
    re.IGNORECASE,
)


class Opened(NamedTuple):
    """A picture as it is to be seen."""

    image: Image.Image
    """In mode 1, L, LA, RGB, RGBA or CMYK; of CMYK 255 is full ink."""
    profile: bytes
    """What its RGB means; none for sRGB."""


def opened(facts: Facts, draft: tuple[int, int] | None = None) -> Opened:
    """A picture's pixels, with ``draft`` no smaller than that (upright), if a JPEG can be decoded so.

    Of what may be a PDF or an SVG, too: :func:`banxin.plates._looks.look`. Raises :class:`Fault` pictures.unsupported or .damaged.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own limit was checked on the file's facts
    if facts.kind == "heic":
        import pillow_heif  # noqa: PLC0415 - few papers have one

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        with Image.open(io.BytesIO(facts.data), formats=(_FORMATS[facts.kind],)) as image:
            if facts.kind == "tiff":
                _unturned(image)
            _refuse(facts, image)
            if draft and facts.kind == "jpeg":
                image.draft(None, draft[::-1] if facts.orientation > 4 else draft)
            low = _low_bytes(facts, image)
            image.load()
            made = _settled(facts, image, low)
    except Fault:
        raise
    except Exception as error:
        raise fault_of(facts, error) from error
    if facts.orientation != 1:
        made = made.transpose(_TURNS[facts.orientation])
    if not draft and made.size != (facts.width, facts.height):
        raise Fault(
            "pictures.damaged",
            None,
            path=facts.path,
            reason=Maybe("{}×{} ≠ {}×{}".format(*made.size, facts.width, facts.height)),
        )
    return Opened(made, facts.profile if made.mode in ("RGB", "RGBA") else b"")


def fault_of(facts: Facts, error: BaseException) -> Fault:
    """What a decoder's refusal is to an editor."""
    text = re.sub(r"<[^>]*>", "", str(error)).strip().replace("\n", " ").rstrip(":")
    if facts.kind in ("tiff", "avif", "heic") and isinstance(error, UnidentifiedImageError):
        return Fault("pictures.unsupported", None, path=facts.path, what=_described(facts))
    if _CANNOT.search(text):
        return Fault("pictures.unsupported", None, path=facts.path, what=f"{_described(facts)}: {text}")
    if isinstance(error, (UnidentifiedImageError, MemoryError)) or not text or _BARE.fullmatch(text):
        text = type(error).__name__ if isinstance(error, MemoryError) else ""
    return Fault("pictures.damaged", None, path=facts.path, reason=Maybe(text))


def _described(facts: Facts) -> str:
    if facts.kind == "tiff":
        from banxin.pictures._tiff import described  # noqa: PLC0415 - what fails is rare

        return described(facts.data)
    return _FORMATS[facts.kind]


def _unturned(image: Any) -> None:
    """Keep Pillow from turning a TIFF by itself: all pictures are turned by their facts."""
    image.load_end = lambda: None
    image._size = image._tile_size  # noqa: SLF001 - what it has swapped for a picture on its side


def _refuse(facts: Facts, image: Image.Image) -> None:
    """Raise :class:`Fault` for what has no agreed white, or more than one picture."""
    if facts.kind in ("png", "webp", "avif") and getattr(image, "is_animated", False):
        raise Fault("pictures.animated", None, path=facts.path, what=_FORMATS[facts.kind])
    if image.mode in ("I", "F"):
        raise Fault("pictures.unsupported", None, path=facts.path, what=_described(facts))


def _low_bytes(facts: Facts, image: Image.Image) -> Image.Image | None:
    """The lower halves of 16-bit RGB, where one colour of it is transparent: only both halves tell which."""
    tiles: list[Any] = getattr(image, "tile", [])
    rawmode = tiles[0].args if facts.kind == "png" and tiles else None
    if rawmode != "RGB;16B" or "transparency" not in image.info:
        return None
    with Image.open(io.BytesIO(facts.data), formats=("PNG",)) as again:
        again.tile = [tiles[0]._replace(args="RGB;16L")]
        again.load()
        return again.copy()


def _settled(facts: Facts, image: Image.Image, low: Image.Image | None) -> Image.Image:
    """A decoded picture in one of the six modes."""
    mode = image.mode
    if facts.kind == "png" and facts.data[25] == _GRAY_ALPHA and mode == "RGBA":
        return Image.merge("LA", (image.getchannel("R"), image.getchannel("A")))
    if mode.startswith("I;16"):
        return _upper(facts, image)
    if mode == "P":
        return _without_palette(image)
    if "transparency" in image.info and mode in ("1", "L", "RGB"):
        return _cut_out(image, low)
    if mode == "CMYK" and facts.positive:
        # Pillow takes every JPEG for Adobe's.
        return ImageChops.invert(image)
    if mode in ("RGB", "RGBA") and facts.kind in _NO_GRAY and not facts.profile:
        image = _grayed(image)
    if image.mode in ("1", "L", "LA", "RGB", "RGBA", "CMYK"):
        image.info = {}
        return image
    return image.convert({"PA": "RGBA", "La": "LA", "RGBa": "RGBA"}.get(mode, "RGB"))


def _upper(facts: Facts, image: Image.Image) -> Image.Image:
    """Sixteen bits of gray: the upper eight; of a value of twelve bits the upper eight of those."""
    tags = getattr(image, "tag_v2", {})
    bits = (tags.get(_BITS) or (16,))[0]
    if bits < 16:
        wide = image.convert("I")
        upper = ImageMath.lambda_eval(lambda args: args["convert"](args["wide"] / (1 << (bits - 8)), "L"), wide=wide)
    else:
        data = image.tobytes()
        upper = Image.frombytes("L", image.size, data[0::2] if image.mode == "I;16B" else data[1::2])
    if facts.kind == "tiff" and tags.get(_PHOTOMETRIC) == 0:
        upper = ImageChops.invert(upper)
    clear = image.info.get("transparency")
    if isinstance(clear, int):
        alpha = ImageMath.lambda_eval(
            lambda args: args["convert"]((args["wide"] != clear) * 255, "L"), wide=image.convert("I")
        )
        return Image.merge("LA", (upper, alpha))
    return upper  # type: ignore[no-any-return]


def _cut_out(image: Image.Image, low: Image.Image | None) -> Image.Image:
    """A picture one of whose colours is transparent, with that as alpha."""
    clear = image.info["transparency"]
    if image.mode == "RGB":
        halves = (
            [(image, [value >> 8 for value in clear]), (low, [value & 255 for value in clear])]
            if low
            else [(image, clear)]
        )
        seen = None
        for half, wanted in halves:
            assert half is not None
            for band, value in zip(half.split(), wanted, strict=True):
                other = band.point([0 if tone == value else 255 for tone in range(256)])
                seen = other if seen is None else ImageChops.lighter(seen, other)
        assert seen is not None
        return Image.merge("RGBA", (*image.split(), seen))
    gray = image.convert("L")
    scale = 255 if image.mode == "1" else 1
    alpha = gray.point([0 if tone == clear * scale else 255 for tone in range(256)])
    return Image.merge("LA", (gray, alpha))


def _without_palette(image: Image.Image) -> Image.Image:
    """A picture of a palette: gray where all that it uses is."""
    return _grayed(image.convert("RGBA" if "transparency" in image.info else "RGB"))


def _grayed(image: Image.Image) -> Image.Image:
    """A picture in RGB or RGBA; gray where all of it is."""
    red, green, blue = image.split()[:3]
    if ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox():
        return image
    return Image.merge("LA", (red, image.getchannel("A"))) if image.mode == "RGBA" else red


def in_srgb(found: Opened) -> Image.Image:
    """A picture in RGB or RGBA whose numbers mean sRGB; of a profile that cannot be used they are taken to."""
    image = found.image
    if not found.profile:
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(found.profile))
        made = ImageCms.buildTransform(
            own, ImageCms.createProfile("sRGB"), "RGB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
        seen = ImageCms.applyTransform(image.convert("RGB"), made)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    assert seen is not None
    if image.mode == "RGBA":
        seen.putalpha(image.getchannel("A"))
    return seen
