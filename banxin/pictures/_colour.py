"""The colour profile of a picture (ICC.1:2010): whether it says more than sRGB, and in which form a PDF may carry it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: sRGB's primaries in the profile connection space, Bradford-adapted to D50 (IEC 61966-2-1), a row a primary.
_SRGB = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))
#: By how much primaries and curves of what is still taken for sRGB differ: less than an eye sees, three steps of 255.
_NEAR, _CLOSE = 0.004, 0.012
#: Grey curves are all near each other; the dot gains of presses are not.
_GRAY_CLOSE = 0.035
_TRIED = (0.1, 0.25, 0.5, 0.75, 0.9)
#: The newest version that PDF 1.6 knows, in which plain pages and PDF/X-4 are (PDF Reference 1.6, table 4.17).
_NEWEST = (4, 0x1F)
_MATRIX = (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
_D50 = (0.9642, 1.0, 0.8249)
_MOST_TAGS, _LARGEST = 100, 16 << 20


class IccProfile(NamedTuple):
    """A profile as far as it is read."""

    space: bytes
    """RGB, GRAY or CMYK, or another of ICC's four letters."""
    version: tuple[int, int]
    name: str
    tags: dict[bytes, bytes]

    @property
    def is_matrix(self) -> bool:
        """Whether three primaries and three curves are all of it."""
        return self.space == b"RGB " and b"A2B0" not in self.tags and all(tag in self.tags for tag in _MATRIX)


class Judged(NamedTuple):
    """What becomes of a picture's profile."""

    kept: bytes = b""
    """The profile, where its picture is RGB and not sRGB."""
    said: tuple[tuple[str, str], ...] = ()
    """What an editor should know: a message's name, and the profile's."""


def judged(data: bytes, colour: str) -> Judged:
    """What becomes of the profile of a picture that is ``gray``, ``rgb``, ``cmyk`` or, with a palette, ``other``."""
    if not data:
        return Judged()
    profile = read_profile(data)
    if profile is None:
        return Judged(said=(("profile-unread", ""),))
    if profile.space == b"RGB " and colour in ("rgb", "other"):
        return Judged() if _is_srgb(profile) else Judged(carried(data) or data)
    if profile.space == b"GRAY" and colour == "gray":
        curve = profile.tags.get(b"kTRC", b"")
        near = _as_srgb(curve, _GRAY_CLOSE)
        return Judged() if near else Judged(said=(("profile-gray", profile.name),))
    if profile.space == b"CMYK" and colour == "cmyk":
        return Judged(said=(("profile-cmyk", profile.name),))
    # Grey of an RGB file is grey in any RGB.
    return (
        Judged() if (profile.space, colour) == (b"RGB ", "gray") else Judged(said=(("profile-unread", profile.name),))
    )


def read_profile(data: bytes) -> IccProfile | None:
    """A profile of a device or colour space; ``None`` where it is none."""
    if (
        not 132 <= len(data) <= _LARGEST
        or data[36:40] != b"acsp"
        or data[12:16] not in (b"scnr", b"mntr", b"prtr", b"spac")
    ):
        return None
    (count,) = struct.unpack_from(">I", data, 128)
    if count > _MOST_TAGS or len(data) < 132 + 12 * count:
        return None
    tags = {}
    for at in range(132, 132 + 12 * count, 12):
        name, start, size = struct.unpack_from(">4sII", data, at)
        if start + size > len(data):
            return None
        tags[name] = data[start : start + size]
    return IccProfile(data[16:20], (data[8], data[9]), _text(tags.get(b"desc", b"")), tags)


def carried(data: bytes) -> bytes:
    """The form in which a PDF of any of our kinds may have an RGB profile; ``b""`` where only its pixels can be converted.

    One of primaries and curves is carried, as it is or, where it is too new, as the same colours in version 4.0.
    One of tables is not: whether its tables are sound is known to nobody but who uses them.
    """
    profile = read_profile(data)
    if profile is None or not profile.is_matrix or not all(_curve(profile.tags[tag], 0.5) for tag in _MATRIX[3:]):
        return b""
    if profile.version <= _NEWEST and int.from_bytes(data[:4], "big") == len(data):
        return data
    kept = {tag: profile.tags[tag] for tag in (*_MATRIX, b"chad") if tag in profile.tags}
    return _written(profile.name or "RGB", kept)


def of_primaries(name: str, primaries: tuple[float, ...], gamma: float = 0.0) -> bytes:
    """A profile of primaries (x and y of red, green, blue) with D65 for white, and a gamma, or sRGB's curve."""
    parts = (gamma,) if gamma else (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    curve = b"para" + bytes(4) + struct.pack(">HH", 0 if gamma else 3, 0) + _all_fixed(parts)
    columns = [b"XYZ " + bytes(4) + _all_fixed(column) for column in _adapted(primaries)]
    turned = b"sf32" + bytes(4) + _all_fixed([part for row in _TO_D50 for part in row])
    return _written(name, {**dict(zip(_MATRIX, (*columns, *[curve] * 3), strict=True)), b"chad": turned})


#: Bradford's matrix from D65 to D50 (ICC.1:2010, annex E).
_TO_D50 = ((1.0478, 0.0229, -0.0501), (0.0295, 0.9905, -0.0171), (-0.0092, 0.0151, 0.7517))
_D65 = (0.3127, 0.3290)


def _adapted(primaries: tuple[float, ...]) -> list[tuple[float, ...]]:
    """The primaries' columns, so scaled that together they are white, adapted to D50."""
    xyz = [(x / y, 1.0, (1 - x - y) / y) for x, y in (primaries[0:2], primaries[2:4], primaries[4:6], _D65)]
    white = xyz.pop()

    def volume(one: tuple[float, ...], two: tuple[float, ...], three: tuple[float, ...]) -> float:
        return (one[0] * (two[1] * three[2] - two[2] * three[1]) - two[0] * (one[1] * three[2] - one[2] * three[1])
                + three[0] * (one[1] * two[2] - one[2] * two[1]))  # fmt: skip

    whole = volume(*xyz)
    parts = [volume(*(white if other == at else one for other, one in enumerate(xyz))) / whole for at in range(3)]
    scaled = [tuple(part * one for one in column) for part, column in zip(parts, xyz, strict=True)]
    return [tuple(sum(row[at] * column[at] for at in range(3)) for row in _TO_D50) for column in scaled]


def _written(name: str, tags: dict[bytes, bytes]) -> bytes:
    """A profile of version 4.0 of these tags."""
    text = (
        b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", 2 * len(name), 28) + name.encode("utf-16-be")
    )
    free = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", 6, 28) + "CC0".encode("utf-16-be")
    tags = {b"desc": text, b"cprt": free, b"wtpt": b"XYZ " + bytes(4) + _all_fixed(_D50), **tags}
    table, body = b"", b""
    places: dict[bytes, int] = {}
    head = 132 + 12 * len(tags)
    for tag, own in tags.items():
        if own not in places:
            places[own] = head + len(body)
            body += own + bytes(-len(own) % 4)
        table += struct.pack(">4sII", tag, places[own], len(own))
    head_of = struct.pack(">I4xI4s4s4s12x4s28x", head + len(body), 0x04000000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    return head_of + _all_fixed(_D50) + bytes(48) + struct.pack(">I", len(tags)) + table + body


def _all_fixed(values: Iterable[float]) -> bytes:
    """s15Fixed16Numbers."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _numbers(tag: bytes, start: int) -> list[float]:
    """The s15Fixed16Numbers of a tag."""
    return [value / 65536 for (value,) in struct.iter_unpack(">i", tag[start : start + (len(tag) - start) // 4 * 4])]


def _is_srgb(profile: IccProfile) -> bool:
    if not profile.is_matrix:
        return False
    for tag, wanted in zip(_MATRIX[:3], _SRGB, strict=True):
        found = _numbers(profile.tags[tag], 8)[:3]
        if len(found) != 3 or any(abs(one - other) > _NEAR for one, other in zip(found, wanted, strict=True)):
            return False
    return all(_as_srgb(profile.tags[tag], _CLOSE) for tag in _MATRIX[3:])


def _as_srgb(curve: bytes, close: float) -> bool:
    """Whether a curve is sRGB's, but for what no eye sees."""
    for tried in _TRIED:
        light = _curve(curve, tried)
        if light is None or light < 0:
            return False
        seen = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
        if abs(seen - tried) > close:
            return False
    return True


def _curve(tag: bytes, value: float) -> float | None:
    """How much light a value of 1 stands for (10.5 and 10.15); ``None`` where the curve cannot be read."""
    if tag[:4] == b"curv" and len(tag) >= 12:
        (count,) = struct.unpack_from(">I", tag, 8)
        if not count:
            return value
        if len(tag) < 12 + 2 * count:
            return None
        if count == 1:
            return float(value ** (struct.unpack_from(">H", tag, 12)[0] / 256))
        place = value * (count - 1)
        low = min(int(place), count - 2)
        one, two = struct.unpack_from(">HH", tag, 12 + 2 * low)
        return float(one + (two - one) * (place - low)) / 65535
    if tag[:4] == b"para" and len(tag) >= 12:
        return _parametric(struct.unpack_from(">H", tag, 8)[0], _numbers(tag, 12), value)
    return None


def _parametric(kind: int, given: list[float], value: float) -> float | None:
    if kind > 4 or len(given) < (1, 3, 4, 5, 7)[kind]:
        return None
    power, a, b, c, d, e, f = (given + [0.0] * 7)[:7]
    if kind == 0:
        a, b, d, e, f = 1.0, 0.0, 0.0, 0.0, 0.0
    elif kind in (1, 2):
        d, e = -b / a if a else 0.0, c if kind == 2 else 0.0
        c, f = 0.0, e
    elif kind == 3:
        e = f = 0.0
    above = a * value + b
    return float(max(0.0, above) ** power + e) if value >= d else c * value + f


def _text(tag: bytes) -> str:
    """A profile's name, of either kind of text."""
    if tag[:4] == b"mluc" and len(tag) >= 28:
        size, start = struct.unpack_from(">II", tag, 20)
        text = tag[start : start + size].decode("utf-16-be", "replace")
    else:
        text = tag[12 : 12 + int.from_bytes(tag[8:12], "big")].decode("latin-1")
    return "".join(one for one in text if one.isprintable()).strip()[:80]
