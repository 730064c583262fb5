"""分色: pictures in the inks of the press: RGB by profile, gray and line art on black alone, CMYK as it is."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageMath

from banxin.files import keep_note, note
from banxin.pictures.apart import decoded
from banxin.pictures.encode import Encoded, encode, jpeg_of, on_paper, packed, unpacked
from banxin.pictures.opened import GRAYS, TRANSPARENT, opened
from banxin.problems import Fault
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.pictures.facts import Facts
    from banxin.problems import Span

_KIND, _MOST = "separated-3", 100
_INTENTS = {
    "perceptual": ImageCms.Intent.PERCEPTUAL, "relative": ImageCms.Intent.RELATIVE_COLORIMETRIC,
    "saturation": ImageCms.Intent.SATURATION, "absolute": ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
}  # fmt: skip
#: Of a converted photo's JPEG, at full resolution of all four inks.
_QUALITY = 88


class Separation(NamedTuple):
    """How pictures come into the inks of the press."""

    profile: bytes
    """The ICC profile of the press."""
    intent: str = "relative"
    limit: int = 220
    """The most ink in one place, in percents."""
    convert: bool = True
    """Whether RGB is converted; else it stays as it is."""

    @property
    def key(self) -> bytes:
        """Stands for all of it."""
        return hashlib.sha256(self.profile + f"{self.intent} {self.limit} {self.convert}".encode("ascii")).digest()


def check_profile(path: str, data: bytes, span: Span | None) -> None:
    """Check a profile that is to describe a press. Raises :class:`Fault` pictures.profile-broken or .profile-kind."""
    if len(data) < 128 or data[36:40] != b"acsp":
        raise Fault("pictures.profile-broken", span, path=path)
    kind, colours = (data[at : at + 4].decode("latin-1").strip() for at in (12, 16))
    if (kind, colours) != ("prtr", "CMYK"):
        raise Fault("pictures.profile-kind", span, path=path, kind=kind, colours=colours)
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK")
    except (ImageCms.PyCMSError, OSError, ValueError):
        raise Fault("pictures.profile-broken", span, path=path) from None


def separate(facts: Facts, how: Separation) -> Encoded:
    """What goes into the press's file for a picture. Raises :class:`Fault` pictures.damaged or .unsupported."""
    if not how.convert or (facts.passes and facts.colour != "rgb"):
        return encode(facts)
    key = facts.data + how.key
    kept = note(_KIND, key)
    if kept is None:
        kept = decoded(facts, lambda: _separated(facts, how).encode("ascii")).decode("ascii")
        keep_note(_KIND, key, kept, _MOST)
    return unpacked(kept) if kept else encode(facts)


def _separated(facts: Facts, how: Separation) -> str:
    """In the child: a picture in RGB, in the press's inks, packed; nothing for one that has no RGB."""
    image, own = opened(facts)
    if image.mode in GRAYS or image.mode == "CMYK":
        return ""
    mask = b""
    if image.mode in TRANSPARENT:
        image, mask = on_paper(image)
    inks = limited(to_inks(own, how, image), how.limit)
    if mask:
        data = zlib.compress(inks.tobytes(), 6)
        return packed(Encoded(*inks.size, "DeviceCMYK", "FlateDecode", data, mask=mask))
    return packed(Encoded(*inks.size, "DeviceCMYK", "DCTDecode", jpeg_of(inks, _QUALITY), inverted=True))


def to_inks(own: bytes, how: Separation, image: Image.Image) -> Image.Image:
    """RGB to the press's inks; a picture without a profile, or with one that is none, is sRGB."""
    press = ImageCms.ImageCmsProfile(io.BytesIO(how.profile))
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    for source in (own, b""):
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(source)) if source else ImageCms.createProfile("sRGB")
            made = ImageCms.buildTransform(profile, press, "RGB", "CMYK", _INTENTS[how.intent], flags)
        except (ImageCms.PyCMSError, OSError, ValueError):
            continue
        found = ImageCms.applyTransform(image, made)
        assert found is not None
        return found
    raise ValueError(how.intent)


def limited(image: Image.Image, limit: int) -> Image.Image:
    """A CMYK picture with so much ink at most (percents): where it is more, the colours give way to black."""
    inks = dict(zip("cmyk", image.split(), strict=True))
    most = limit * 255 // 100
    colours = ImageMath.lambda_eval(lambda args: args["int"](args["c"]) + args["m"] + args["y"], **inks)
    sums = ImageMath.lambda_eval(lambda args: args["colours"] + args["k"], colours=colours, k=inks["k"])
    if sums.getextrema()[1] <= most:
        return image
    part = ImageMath.lambda_eval(
        lambda args: args["min"]((most - args["float"](args["k"])) / args["max"](args["colours"], 1), 1),
        k=inks["k"], colours=colours,
    )  # fmt: skip
    scaled = [
        ImageMath.lambda_eval(lambda args: args["convert"](args["one"] * args["part"], "L"), one=inks[name], part=part)
        for name in "cmy"
    ]
    return Image.merge("CMYK", [*scaled, inks["k"]])
