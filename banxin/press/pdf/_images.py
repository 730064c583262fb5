"""Pictures as image XObjects, and advertisements as forms, each once a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.press.pdf._objects import Array, Dictionary, Document, Stream, WrittenObject, name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banxin.pictures import Encoded, Facts
    from banxin.plates.inserts import Insert

#: What brings the unit square of a picture's file into the position its EXIF orientation asks for.
_TURNS = {
    2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1), 5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip


class Images:
    """The pictures of a file, each once."""

    def __init__(
        self, document: Document, facts: Mapping[str, Facts], encoded: Mapping[str, Encoded], inserts: Mapping[str, Insert],
        rgb: Callable[[], object] | None = None, defaults: Callable[[], list[object]] | None = None, *, cmyk: object = None,
    ) -> None:  # fmt: skip
        """``encoded`` is the data of pictures by path, ``inserts`` are what came as PDF or SVG, mostly advertisements.

        ``rgb`` and ``cmyk``: colour spaces in place of the device's. ``defaults``: what device colours mean in
        advertisements, as entries of their colour spaces.
        """
        self._document = document
        self._facts = facts
        self._encoded = encoded
        self._inserts = inserts
        self._rgb = rgb
        self._cmyk = cmyk
        self._defaults = defaults
        self._embedded: dict[str, object] = {}
        self._profiles: dict[bytes, object] = {}
        self.transparent: set[str] = set()
        """Pictures through which what lies under them is seen."""

    def embed(self, paths: list[str]) -> None:
        """Add pictures to the file."""
        for path in paths:
            facts = self._facts[path]
            self._embedded[path] = self._insert(path) if facts.kind == "insert" else self._image(path)

    def __getitem__(self, path: str) -> object:
        """The reference to a picture."""
        return self._embedded[path]

    def _insert(self, path: str) -> object:
        """An advertisement's form, on the unit square as pictures are, with all that it draws with."""
        import base64  # noqa: PLC0415 - few pages have one

        from banxin.plates.inserts import CMYK_SPACE, RGB, RGB_SPACE  # noqa: PLC0415

        objects = self._inserts[path].objects
        written = [WrittenObject() for _ in objects]
        references = [self._document.add(one) for one in written]
        meant = {
            RGB: self._defaults() if self._defaults is not None else [],
            RGB_SPACE: [self._rgb() if self._rgb is not None else "/DeviceRGB"],
            CMYK_SPACE: [self._cmyk or "/DeviceCMYK"],
        }
        for one, (parts, data) in zip(written, objects, strict=True):
            for part in parts:
                one.parts += meant[part] if part in meant else [references[part] if isinstance(part, int) else part]
            one.data = None if data is None else base64.b64decode(data)
            if any(isinstance(part, str) and ("/Transparency" in part or "/SMask" in part) for part in parts):
                self.transparent.add(path)
        return references[0]

    def _image(self, path: str) -> object:
        encoded = self._encoded[path]
        space: object = name(encoded.space)
        if encoded.profile:
            space = self._own(encoded.profile)
        elif self._rgb is not None and encoded.space == "DeviceRGB":
            space = self._rgb()
        entries: dict[str, object] = {
            "Type": name("XObject"), "Subtype": name("Image"), "Width": encoded.width, "Height": encoded.height,
            "ColorSpace": space, "BitsPerComponent": encoded.bits, "Filter": name(encoded.filter),
        }  # fmt: skip
        if encoded.mask:
            self.transparent.add(path)
            entries["SMask"] = self._document.add(Stream({
                "Type": name("XObject"), "Subtype": name("Image"), "Width": encoded.width, "Height": encoded.height,
                "ColorSpace": name("DeviceGray"), "BitsPerComponent": 8, "Filter": name("FlateDecode"),
            }, encoded.mask))  # fmt: skip
        if encoded.inverted:
            entries["Decode"] = Array([1, 0] * 4)
        if encoded.predictor:
            colours = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}[encoded.space]
            entries["DecodeParms"] = Dictionary({
                "Predictor": encoded.predictor, "Colors": colours, "BitsPerComponent": 8, "Columns": encoded.width,
            })  # fmt: skip
        image = self._document.add(Stream(entries, encoded.data))
        return image if encoded.orientation == 1 else _turned(self._document, image, encoded.orientation)

    def _own(self, profile: bytes) -> object:
        """The colour space of pictures that bring their own profile, each profile once (ISO 32000-1, 8.6.5.5)."""
        if profile not in self._profiles:
            stream = self._document.add(Stream({"N": 3}, profile))
            self._profiles[profile] = Array([name("ICCBased"), stream])
        return self._profiles[profile]


def _turned(document: Document, image: object, orientation: int) -> object:
    """A form that shows a picture as its EXIF orientation asks, on the same unit square."""
    matrix = " ".join(map(str, _TURNS[orientation]))
    resources = Dictionary({"XObject": Dictionary({"I": image})})
    entries: dict[str, object] = {
        "Type": name("XObject"), "Subtype": name("Form"), "BBox": Array([0, 0, 1, 1]), "Resources": resources,
    }  # fmt: skip
    return document.add(Stream(entries, f"{matrix} cm /I Do".encode("ascii")))
