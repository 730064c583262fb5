"""Pictures that cannot be printed, each made by a script: of a kind that nobody decodes, no pictures at all, or damaged."""

from __future__ import annotations

import random
import struct
import zlib
from functools import cache

from PIL import Image

from tests.pictures.kinds import (
    HIGH,
    WIDE,
    chunk,
    gray,
    heic,
    inks,
    joined,
    jpeg,
    png,
    rgb,
    rows_of,
    saved,
    segments,
    short,
    tiff,
    wide,
    with_chunk,
)  # fmt: skip


def altered(data: bytes, kind: int, at: int, value: bytes, new: int | None = None) -> bytes:
    """A JPEG with other bytes in one of its segments, or another marker before it."""
    parts = [(new or mark, body[:at] + value + body[at + len(value) :]) if mark == kind else (mark, body)
             for mark, body in segments(data)]  # fmt: skip
    return joined(parts)


def zeroed(data: bytes, share: float, count: int = 300) -> bytes:
    """A file with zeros in one place."""
    at = int(len(data) * share)
    return data[:at] + bytes(min(count, len(data) - at)) + data[at + count :]


@cache
def noisy() -> Image.Image:
    """A photo, with grain: always the same."""
    grain = random.Random(5)
    data = bytes((x + y + grain.randrange(0, 64, 8)) & 255 for y in range(HIGH) for x in range(WIDE) for _ in "rgb")
    return Image.frombytes("RGB", (WIDE, HIGH), data)


def floats(order: str = "<") -> bytes:
    return struct.pack(f"{order}{WIDE * HIGH}f", *(value / 255 for value in gray().tobytes()))


def directory(**tags: tuple[int, bytes]) -> bytes:
    return tiff(gray(), (8,), 1, [gray().tobytes()], more={int(tag[1:]): value for tag, value in tags.items()})


@cache
def unsupported() -> dict[str, bytes]:
    """Sound files, as far as anyone can say."""
    long = b"".join(struct.pack("<I", value << 24) for value in gray().tobytes())
    return {
        "lossless jpeg": altered(jpeg(rgb()), 0xC0, 0, b"", 0xC3),
        "hierarchical jpeg": altered(jpeg(rgb()), 0xC0, 0, b"", 0xC5),
        "jpeg of 12 bits": altered(jpeg(rgb()), 0xC0, 0, b"\x0c"),
        "jpeg of two parts": altered(jpeg(rgb()), 0xC0, 5, b"\2"),
        "tiff float": tiff(gray(), (32,), 1, [floats()], more={339: short(3)}),
        "tiff float big": tiff(gray(), (32,), 1, [floats(">")], order=">", more={339: short(3, ">")}),
        "tiff 32 bit": tiff(gray(), (32,), 1, [long]),
        "tiff signed 32 bit": tiff(gray(), (32,), 1, [long], more={339: short(2)}),
        "tiff signed 16 bit": tiff(gray(), (16,), 1, [wide(gray(), "<")], more={339: short(2)}),
        "tiff signed 8 bit": tiff(gray(), (8,), 1, [gray().tobytes()], more={339: short(2)}),
        "tiff signed rgb": tiff(rgb(), (8,) * 3, 2, [rgb().tobytes()], more={339: (3, struct.pack("<HHH", 2, 2, 2))}),
        "tiff 3 bit": tiff(gray(), (3,), 1, [bytes(-(-WIDE * 3 // 8) * HIGH)]),
        "tiff cmyk alpha": tiff(inks(), (8,) * 5, 5, [bytes(WIDE * HIGH * 5)], more={338: short(2)}),
        "tiff jpeg 2000": tiff(rgb(), (8,) * 3, 2, [b"\xff\x4f\xff\x51" + bytes(99)], packing=34712),
        "tiff aperio": tiff(rgb(), (8,) * 3, 2, [b"\xff\x4f\xff\x51" + bytes(99)], packing=33005),
        "tiff old jpeg": tiff(rgb(), (8,) * 3, 6, [jpeg(rgb())], packing=6),
        "tiff lerc": tiff(rgb(), (8,) * 3, 2, [bytes(99)], packing=34887),
        "tiff unknown packing": tiff(rgb(), (8,) * 3, 2, [bytes(99)], packing=60123),
        "png hdr": with_chunk(saved(rgb(), "PNG"), b"cICP", bytes((9, 16, 0, 1))),
        "png hlg": with_chunk(saved(rgb(), "PNG"), b"cICP", bytes((9, 18, 0, 1))),
        "photoshop": b"8BPS\0\1" + bytes(60), "gif": saved(rgb().quantize(), "GIF"), "bmp": saved(rgb(), "BMP"),
        "jpeg 2000": saved(rgb(), "JPEG2000"), "jpeg 2000 bare": saved(rgb(), "JPEG2000", no_jp2=True),
        "jpeg xl": b"\xff\x0a" + bytes(60), "jpeg xl in boxes": b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(60), "ico": saved(rgb(), "ICO"),
        "pnm": saved(rgb(), "PPM"),
    }  # fmt: skip


@cache
def animated() -> dict[str, bytes]:
    frames = {"save_all": True, "append_images": [rgb().rotate(90)], "duration": 100}
    return {
        "apng": saved(rgb(), "PNG", **frames), "webp": saved(rgb(), "WEBP", **frames), "avif": saved(rgb(), "AVIF", **frames),
        "heic": struct.pack(">I", 24) + b"ftyphevc\0\0\0\0hevcheic" + bytes(60),
    }  # fmt: skip


@cache
def others() -> dict[str, tuple[str, bytes]]:
    """Files that are something else, with what is said of them."""
    one = {"_254": (4, struct.pack("<I", 1)), "_330": (4, struct.pack("<I", 8))}
    return {
        "eps": ("vector", b"%!PS-Adobe-3.0 EPSF-3.0\n"), "eps from dos": ("vector", b"\xc5\xd0\xd3\xc6" + bytes(40)),
        "emf": ("vector", struct.pack("<II", 1, 88) + bytes(32) + b" EMF" + bytes(60)), "wmf": ("vector", b"\xd7\xcd\xc6\x9a" + bytes(40)),
        "corel": ("vector", b"RIFF\0\0\0\0CDR9vrsn"), "svg": ("vector", b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
        "canon cr2": ("camera", b"II*\0\x10\0\0\0CR\2\0" + bytes(40)), "canon cr3": ("camera", b"\0\0\0\x18ftypcrx " + bytes(40)),
        "adobe dng": ("camera", directory(_50706=(1, b"\1\4\0\0"))), "nikon nef": ("camera", directory(**one)),
        "colour filter array": ("camera", tiff(gray(), (8,), 32803, [gray().tobytes()])), "fuji": ("camera", b"FUJIFILMCCD-RAW 0201" + bytes(40)),
        "web page": ("not-an-image", b"<!DOCTYPE html><html>not found</html>"), "zip": ("not-an-image", b"PK\3\4" + bytes(40)),
        "film": ("not-an-image", b"\0\0\0\x20ftypisom" + bytes(40)), "text": ("not-an-image", "海州".encode()), "nothing": ("not-an-image", b""),
    }  # fmt: skip


def _filtered(kind: int) -> bytes:
    """A PNG whose rows are filtered in a way that there is not."""
    data = zlib.compress(b"".join(bytes([kind]) + row for row in rows_of(rgb())))
    return png(2, 8, [])[:33] + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@cache
def damaged() -> dict[str, bytes]:
    """Files in which something is missing or wrong."""
    half = rows_of(rgb())[: HIGH // 2]
    photo = jpeg(noisy())
    lzw, deflated, strips = (
        saved(noisy(), "TIFF", compression=one) for one in ("tiff_lzw", "tiff_adobe_deflate", "jpeg")
    )
    gray_lzw = saved(noisy().convert("L"), "TIFF", compression="tiff_lzw")
    whole = png(2, 8, rows_of(rgb()))
    packed = zlib.compress(noisy().tobytes())
    bad = whole.replace(chunk(b"IEND", b""), b"")
    return {
        "png of half its rows": png(2, 8, half), "png of half its rows, gray": png(0, 8, rows_of(gray())[: HIGH // 2]),
        "png of half its rows, 16 bit": png(0, 16, rows_of(gray(), wide=True)[: HIGH // 2]),
        "png of half its passes": png(2, 8, half, interlace=1),
        "png without rows": png(2, 8, []), "png of an unknown filter": _filtered(9),
        "png without its end": bad,
        "png of a broken zlib": whole[:33] + chunk(b"IDAT", zlib.compress(b"\0" * 99)[:-6]) + chunk(b"IEND", b""),
        "png of a wrong checksum": whole[:33] + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows_of(rgb())))[:-4] + b"abcd") + chunk(b"IEND", b""),
        "png of no zlib": whole[:33] + chunk(b"IDAT", b"not packed at all") + chunk(b"IEND", b""),
        "jpeg zeroed": zeroed(photo, 0.5), "jpeg cut": photo[: len(photo) // 2] + b"\xff\xd9", "jpeg without its end": photo[:-500],
        "jpeg without a scan": joined([part for part in segments(photo) if part[0] != 0xDA]) + b"\xff\xd9",
        "cmyk jpeg zeroed": zeroed(jpeg(Image.merge("CMYK", [*noisy().split(), noisy().convert("L")])), 0.6),
        "tiff deflate zeroed": zeroed(deflated, 0.5), "tiff deflate zeroed early": zeroed(deflated, 0.1, 40),
        "tiff deflate cut": tiff(rgb(), (8,) * 3, 2, [packed[: len(packed) // 2]], packing=8),
        "tiff deflate of half": tiff(rgb(), (8,) * 3, 2, [zlib.compress(rgb().tobytes()[: WIDE * HIGH])], packing=8),
        "tiff lzw zeroed": zeroed(lzw, 0.5), "tiff lzw zeroed early": zeroed(lzw, 0.1, 40), "tiff lzw gray zeroed": zeroed(gray_lzw, 0.7, 60),
        "tiff lzw cut": tiff(rgb(), (8,) * 3, 2, [lzw[8:900]], packing=5),
        "tiff jpeg zeroed": zeroed(strips, 0.5), "tiff jpeg zeroed late": zeroed(strips, 0.8, 100),
        "tiff jpeg cut": tiff(rgb(), (8,) * 3, 2, [photo[: len(photo) // 2] + b"\xff\xd9"], packing=7),
        "tiff without its strips": tiff(rgb(), (8,) * 3, 2, [rgb().tobytes()])[:4000],
        "tiff of strips beyond": tiff(rgb(), (8,) * 3, 2, [rgb().tobytes()], more={273: (4, struct.pack("<I", 9_999_999))}),
        "tiff fax zeroed": zeroed(saved(noisy().convert("1"), "TIFF", compression="group4"), 0.1, 40),
        "tiff packbits zeroed": zeroed(saved(noisy(), "TIFF", compression="packbits"), 0.1, 40),
        "tiff packbits zeroed late": zeroed(saved(noisy(), "TIFF", compression="packbits"), 0.6, 200),
        "webp cut": saved(noisy(), "WEBP")[:-900], "webp lossless cut": saved(noisy(), "WEBP", lossless=True)[:-900],
        "heic cut": heic(noisy())[:-900], "avif cut": saved(noisy(), "AVIF")[:-900],
    }  # fmt: skip
