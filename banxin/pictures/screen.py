"""屏样: how the inks of a press look on a screen, and pictures no finer than a screen shows them."""

from __future__ import annotations

import hashlib
import io
import zlib
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms

from banxin.files import keep_note, note
from banxin.pictures.apart import decoded
from banxin.pictures.encode import Encoded, encode, on_paper, packed, unpacked
from banxin.pictures.opened import TRANSPARENT, in_srgb, opened

if TYPE_CHECKING:
    from banxin.pictures.facts import Facts
    from banxin.pictures.opened import Opened
    from banxin.pictures.separate import Separation

_KIND, _MOST = "screen-2", 100
_QUALITY = 82


@cache
def screen_of(how: Separation) -> Screen:
    """The screen for a printing condition, once a run."""
    return Screen(how)


class Screen:
    """A printing condition seen on a screen, by its profile; paper is white, and black ink alone is gray or black."""

    def __init__(self, how: Separation) -> None:
        self._how = how
        self._colours: dict[tuple[int, ...], tuple[float, float, float]] = {}

    def colour(self, inks: tuple[int, ...]) -> tuple[float, float, float]:
        """Four inks (thousandths) in sRGB (of 1)."""
        if not any(inks[:3]):
            gray = 1 - inks[3] / 1000
            return gray, gray, gray
        if inks not in self._colours:
            point = Image.new("CMYK", (1, 1), tuple(round(part * 0.255) for part in inks))
            seen = self.in_rgb(point).getpixel((0, 0))
            assert isinstance(seen, tuple)
            red, green, blue = (round(part / 255, 3) for part in seen)
            self._colours[inks] = red, green, blue
        return self._colours[inks]

    def picture(self, facts: Facts, width: int, height: int) -> Encoded:
        """A picture in RGB or gray, of about so many pixels; as it is where that gains nothing.

        Raises :class:`Fault` pictures.damaged or .unsupported.
        """
        if width >= facts.width and facts.passes and facts.colour != "cmyk" and not facts.profile:
            return encode(facts)
        key = facts.data + self._key + b"%d" % width
        kept = note(_KIND, key)
        if kept is None:
            kept = decoded(facts, lambda: self._smaller(facts, width, height).encode("ascii")).decode("ascii")
            keep_note(_KIND, key, kept, _MOST)
        return unpacked(kept) if kept else encode(facts)

    def _smaller(self, facts: Facts, width: int, height: int) -> str:
        """In the child: a JPEG, packed; nothing for what a JPEG cannot show and is no other on a screen."""
        found = opened(facts, (width, height))  # a JPEG is decoded no larger than need be
        image = found.image
        if image.mode == "1" or (image.mode in TRANSPARENT and not found.profile):
            return ""
        if image.mode in TRANSPARENT:
            image, mask = on_paper(in_srgb(found))
            return packed(
                Encoded(*image.size, "DeviceRGB", "FlateDecode", zlib.compress(image.tobytes(), 6), mask=mask)
            )
        image.thumbnail((width, height), Image.Resampling.LANCZOS)
        image = self.seen(found._replace(image=image))
        file = io.BytesIO()
        image.save(file, "JPEG", quality=_QUALITY)
        space = "DeviceGray" if image.mode == "L" else "DeviceRGB"
        return packed(Encoded(*image.size, space, "DCTDecode", file.getvalue()))

    def seen(self, found: Opened) -> Image.Image:
        """A picture as a screen shows it: in sRGB or gray."""
        return self.in_rgb(found.image) if found.image.mode == "CMYK" else in_srgb(found)

    def in_rgb(self, image: Image.Image) -> Image.Image:
        """A picture in four inks as a screen shows it."""
        seen = ImageCms.applyTransform(image, self._transform)
        assert seen is not None
        return seen

    @cached_property
    def _key(self) -> bytes:
        return hashlib.sha256(self._how.profile).digest()

    @cached_property
    def _transform(self) -> Any:
        press = ImageCms.ImageCmsProfile(io.BytesIO(self._how.profile))
        return ImageCms.buildTransform(
            press, ImageCms.createProfile("sRGB"), "CMYK", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
