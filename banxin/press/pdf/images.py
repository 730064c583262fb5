"""Pictures as image XObjects, and advertisements as forms, each once a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.pictures import Encoded, Facts, encode
from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, Written, name

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What brings the unit square of a picture's file into the position its EXIF orientation asks for.
_TURNS = {
    2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1), 5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip


def embed_images(
    document: Document, paths: list[str], facts: Mapping[str, Facts], rgb: object | None = None
) -> dict[str, object]:
    """Add pictures to a file; references by path. ``rgb`` is a colour space in place of the device's."""
    return {
        path: _insert(document, facts[path], rgb)
        if facts[path].kind == "pdf"
        else _embed(document, encode(facts[path]), rgb)
        for path in paths
    }


def _insert(document: Document, facts: Facts, rgb: object | None) -> object:
    """An advertisement's form, on the unit square as pictures are, with all that it draws with."""
    import base64  # noqa: PLC0415 - few pages have one

    from banxin.pictures.inserts import RGB, insert_of  # noqa: PLC0415

    objects = insert_of(facts.data).objects
    written = [Written() for _ in objects]
    references = [document.add(one) for one in written]
    default: list[object] = ["/DefaultRGB ", rgb, " "] if rgb is not None else []
    for one, (parts, data) in zip(written, objects, strict=True):
        for part in parts:
            one.parts += default if part == RGB else [references[part] if isinstance(part, int) else part]
        one.data = None if data is None else base64.b64decode(data)
    return references[0]


def _embed(document: Document, encoded: Encoded, rgb: object | None = None) -> object:
    entries: dict[str, object] = {
        "Type": name("XObject"), "Subtype": name("Image"), "Width": encoded.width, "Height": encoded.height,
        "ColorSpace": name(encoded.space), "BitsPerComponent": 8, "Filter": name(encoded.filter),
    }  # fmt: skip
    if rgb is not None and encoded.space == "DeviceRGB":
        entries["ColorSpace"] = rgb
    if encoded.mask:
        entries["SMask"] = document.add(Stream({
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
    image = document.add(Stream(entries, encoded.data))
    return image if encoded.orientation == 1 else _turned(document, image, encoded.orientation)


def _turned(document: Document, image: object, orientation: int) -> object:
    """A form that shows a picture as its EXIF orientation asks, on the same unit square."""
    matrix = " ".join(map(str, _TURNS[orientation]))
    resources = Dictionary({"XObject": Dictionary({"I": image})})
    entries = {"Type": name("XObject"), "Subtype": name("Form"), "BBox": Array([0, 0, 1, 1]), "Resources": resources}
    return document.add(Stream(entries, f"{matrix} cm /I Do".encode("ascii")))
