"""What the colours of a PDF file come to in the inks of the press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from PIL import Image

from banxin.pictures.separate import to_inks

if TYPE_CHECKING:
    from banxin.pictures.separate import Separation

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


class Inks:
    """Colours as inks; RGB by the press's profile."""

    def __init__(self, how: Separation) -> None:
        self._how = how
        self._rgb: dict[tuple[float, ...], tuple[float, ...]] = {}

    def of(self, space: Any, parts: list[float]) -> dict[str, float]:
        """How much of each ink a colour has, of 1; inks that it does not touch are not there.

        The registration colour is an ink of its own, ``All``.
        """
        family = family_of(space)
        count = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}.get(
            family
        )
        if family == "/ICCBased":
            count = int(space[1].get("/N", 3))
        if family == "/Indexed":
            return self.of(space[1], looked_up(space, parts))
        if family in ("/Separation", "/DeviceN"):
            names = [str(space[1])[1:]] if family == "/Separation" else [str(one)[1:] for one in space[1]]
            parts = parts or [1.0] * len(names)
            return dict(zip(names, parts, strict=False))
        if count == 4:
            return dict(zip(PROCESS, parts or [0, 0, 0, 1], strict=False))
        if count == 1:
            return {**dict.fromkeys(PROCESS, 0.0), "Black": 1 - (parts or [0])[0]}
        return dict(zip(PROCESS, self.from_rgb(tuple(parts or (0, 0, 0))), strict=True))

    def from_rgb(self, parts: tuple[float, ...]) -> tuple[float, ...]:
        """RGB (parts of 1) in the press's four inks."""
        if parts not in self._rgb:
            point = Image.new("RGB", (1, 1), tuple(round(255 * min(1, max(0, part))) for part in parts))
            inks = to_inks(b"", self._how, point).getpixel((0, 0))
            assert isinstance(inks, tuple)
            self._rgb[parts] = tuple(part / 255 for part in inks)
        return self._rgb[parts]


#: What reading a stranger's file may end in; a reader passes over what it does not understand.
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, pikepdf.PdfError)


def space_of(resources: Any, space: Any) -> Any:
    """A colour space: itself, or the one of that name."""
    if isinstance(space, pikepdf.Array):
        return space
    name = str(space)
    named = resources.get("/ColorSpace", {})
    return named.get(name) if name in named else pikepdf.Name(name)


def family_of(space: Any) -> str:
    """The kind of a colour space, as a name."""
    return str(space[0]) if isinstance(space, pikepdf.Array) else str(space)


def looked_up(space: Any, parts: list[float]) -> list[float]:
    """A colour of a palette."""
    table = bytes(space[3].read_bytes() if isinstance(space[3], pikepdf.Stream) else space[3])
    count = {"/DeviceGray": 1, "/DeviceCMYK": 4}.get(family_of(space[1]), 3)
    at = int((parts or [0])[0]) * count
    return [part / 255 for part in table[at : at + count]]
