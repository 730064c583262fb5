"""Pictures as image XObjects, each once a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.pictures import Encoded, Facts, encode
from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, name

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What brings the unit square of a picture's file into the position its EXIF orientation asks for.
_TURNS = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip


class Image:
    """One picture of a file."""

    def __init__(self, encoded: Encoded, number: int) -> None:
        self.encoded = encoded
        self.name = f"I{number}"
        self.matrix = _TURNS[encoded.orientation]

    def embed(self, document: Document) -> object:
        """Add the picture to a file; returns the reference."""
        encoded = self.encoded
        entries: dict[str, object] = {
            "Type": name("XObject"), "Subtype": name("Image"), "Width": encoded.width, "Height": encoded.height,
            "ColorSpace": name(encoded.space), "BitsPerComponent": 8, "Filter": name(encoded.filter),
        }  # fmt: skip
        if encoded.inverted:
            entries["Decode"] = Array([1, 0] * 4)
        if encoded.predictor:
            colours = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}[encoded.space]
            entries["DecodeParms"] = Dictionary({
                "Predictor": encoded.predictor, "Colors": colours, "BitsPerComponent": 8, "Columns": encoded.width,
            })  # fmt: skip
        return document.add(Stream(entries, encoded.data))


class Pictures:
    """The pictures of a run, encoded when first shown."""

    def __init__(self, facts: Mapping[str, Facts]) -> None:
        self._facts = facts
        self._images: dict[str, Image] = {}
        self._numbers = {path: number for number, path in enumerate(sorted(facts), 1)}

    def image(self, key: str) -> Image:
        """The picture of a path."""
        known = self._images.get(key)
        if known is None:
            known = self._images[key] = Image(encode(self._facts[key]), self._numbers[key])
        return known
