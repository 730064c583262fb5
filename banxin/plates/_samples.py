"""The pixels of a PDF's picture as inks: by whatever bits, space, palette, /Decode and mask it has."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from PIL import Image, ImageChops

from banxin.pictures.separate import to_inks
from banxin.plates.inks import PROCESS, family_of

if TYPE_CHECKING:
    from banxin.pictures.separate import Separation

#: Pictures are not looked at more closely than this many pixels across.
_WIDEST = 1600
_PARTS = {
    "/DeviceGray": 1,
    "/CalGray": 1,
    "/DeviceRGB": 3,
    "/CalRGB": 3,
    "/DeviceCMYK": 4,
    "/Indexed": 1,
    "/Separation": 1,
}

Inks = dict[str, Image.Image]
"""How much of each ink, 255 for all of it; ``All`` is on every plate. Inks that are not there have none."""


def inks_of_picture(found: Any, space: Any, how: Separation) -> tuple[Inks, Image.Image | None]:
    """A picture's inks, and where it is to be seen (255) if a range of its samples is not.

    Raises what decoders raise over what they cannot read.
    """
    family = family_of(space)
    count = parts_of(space)
    planes, most = samples(found, count)
    decode = [float(part) for part in found.get("/Decode", [])]
    mask = _keyed(found.get("/Mask"), planes)
    indexed = family == "/Indexed"
    if len(decode) != 2 * count:
        decode = [0.0, float(most) if indexed else 1.0] * count
    # An index is a number of itself, anything else a part of one.
    scale = 1.0 if indexed else 255.0
    ramps = [
        [_byte(scale * (low + min(at, most) * (high - low) / most)) for at in range(256)]
        for low, high in zip(decode[::2], decode[1::2], strict=True)
    ]
    values = [plane.point(ramp) for plane, ramp in zip(planes, ramps, strict=True)]
    inks = _looked_up(space, values[0], how) if indexed else _inks(space, values, how)
    times = -(-values[0].width // _WIDEST)
    if times > 1:
        inks = {name: plane.reduce(times) for name, plane in inks.items()}
        mask = mask.reduce(times) if mask is not None else None
    return inks, mask


def parts_of(space: Any) -> int:
    """How many numbers a colour of a space has."""
    family = family_of(space)
    if family == "/ICCBased":
        return int(space[1].get("/N", 3))
    return len(space[1]) if family == "/DeviceN" else _PARTS[family]


def _byte(value: float) -> int:
    return min(255, max(0, round(value)))


def samples(found: Any, count: int) -> tuple[list[Image.Image], int]:
    """A plane for each part of the pixels, as they are in the file, and the largest number that a sample may be."""
    filters = found.get("/Filter", pikepdf.Array())
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names[-1:] and names[-1] in ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"):
        return _by_decoder(found, names[-1], count)
    width, height, bits = int(found.Width), int(found.Height), int(found.get("/BitsPerComponent", 8))
    data = found.read_bytes()
    row = (width * count * bits + 7) // 8
    # What is missing at the end is 0, as readers have it.
    data = data[: row * height].ljust(row * height, b"\0")
    if bits == 16:
        data, bits = data[::2], 8
    raw = {1: "P;1", 2: "P;2", 4: "P;4", 8: "P"}[bits]
    packed = Image.frombytes("P", (width * count, height), data, "raw", raw).tobytes()
    return [Image.frombytes("L", (width, height), packed[at::count]) for at in range(count)], (1 << bits) - 1


def _by_decoder(found: Any, name: str, count: int) -> tuple[list[Image.Image], int]:
    """The samples of a picture whose filter knows what a picture is."""
    if name in ("/DCTDecode", "/JPXDecode") and not isinstance(found.get("/Filter"), pikepdf.Array):
        image: Image.Image = Image.open(io.BytesIO(found.read_raw_bytes()))
        image.load()
    else:
        image = pikepdf.PdfImage(found).as_pil_image()
    if image.mode == "1":
        image = image.convert("L")
    if image.mode == "CMYK" and "adobe" in image.info:
        image = ImageChops.invert(image)  # Pillow has turned round what Adobe programs store
    if len(image.getbands()) != count:
        raise ValueError(image.mode)
    return list(image.split()), 255


def _keyed(mask: Any, planes: list[Image.Image]) -> Image.Image | None:
    """Where a picture is to be seen whose samples of some range are not (ISO 32000-1, 8.9.6.4)."""
    if not isinstance(mask, pikepdf.Array) or len(mask) != 2 * len(planes):
        return None
    hidden = None
    for at, plane in enumerate(planes):
        low, high = int(mask[2 * at]), int(mask[2 * at + 1])
        within = plane.point([255 if low <= value <= high else 0 for value in range(256)])
        hidden = within if hidden is None else ImageChops.darker(hidden, within)
    return None if hidden is None else ImageChops.invert(hidden)


def _inks(space: Any, values: list[Image.Image], how: Separation) -> Inks:
    """Values of a colour space (255 for 1) as inks."""
    family = family_of(space)
    if family in ("/Separation", "/DeviceN"):
        names = [str(space[1])[1:]] if family == "/Separation" else [str(one)[1:] for one in space[1]]
        return {name: plane for name, plane in zip(names, values, strict=True) if name != "None"}
    if len(values) == 1:
        return {"Black": ImageChops.invert(values[0])}
    if len(values) == 4:
        return dict(zip(PROCESS, values, strict=True))
    return dict(zip(PROCESS, to_inks(b"", how, Image.merge("RGB", values)).split(), strict=True))


def _looked_up(space: Any, index: Image.Image, how: Separation) -> Inks:
    """A picture of a palette: the palette's inks, each as a ramp for the numbers."""
    table = bytes(space[3].read_bytes() if isinstance(space[3], pikepdf.Stream) else space[3])
    count, last = parts_of(space[1]), min(255, int(space[2]))
    table = table[: (last + 1) * count].ljust((last + 1) * count, b"\0")
    planes = [Image.frombytes("L", (last + 1, 1), table[at::count]) for at in range(count)]
    ramps = {name: list(plane.tobytes()) for name, plane in _inks(space[1], planes, how).items()}
    return {name: index.point([ramp[min(at, last)] for at in range(256)]) for name, ramp in ramps.items()}
