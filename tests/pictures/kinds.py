"""Kinds of picture that reach a desk, each made by a script: four fields of colour that show how it is turned and cut."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import pillow_heif
from PIL import Image, ImageChops, ImageCms, ImageOps

if TYPE_CHECKING:
    pass

WIDE, HIGH = 300, 200
#: Where the fields meet, in thousandths of the upright picture; and where each is looked at, close to there.
ACROSS, DOWN = 400, 600
LOOKED = ((340, 540), (460, 540), (340, 660), (460, 660))
COLOURS = ((210, 40, 50), (40, 160, 70), (60, 80, 200), (128, 128, 128))
GRAYS = ((30,) * 3, (100,) * 3, (160,) * 3, (215,) * 3)
#: Colours that are within sRGB in any of the wider profiles, so that no reader has to choose what is nearest.
MILD = ((180, 90, 80), (90, 145, 95), (80, 88, 158), (128, 128, 128))
#: The same of ProPhoto, which is wider still.
MILDER = ((150, 112, 108), (110, 140, 116), (102, 106, 140), (128, 128, 128))
INKS = ((0, 230, 200, 0), (200, 20, 180, 10), (220, 150, 0, 0), (0, 0, 0, 140))
PAPER = (255, 255, 255)


class Kind(NamedTuple):
    """One kind, and what is to be seen of it."""

    data: bytes
    seen: tuple[tuple[int, ...], ...]
    """The four fields in sRGB, or in inks of 255."""
    close: int = 6
    """By how much they may differ, of 255."""
    gray: bool = False
    """Whether it belongs on the black plate alone."""
    profile: bool = False
    """Whether only a reader that knows profiles shows it right."""


def fields(mode: str, colours) -> Image.Image:
    """The picture, upright."""
    image = Image.new(mode, (WIDE, HIGH))
    x, y = WIDE * ACROSS // 1000, HIGH * DOWN // 1000
    for colour, box in zip(colours, ((0, 0, x, y), (x, 0, WIDE, y), (0, y, x, HIGH), (x, y, WIDE, HIGH)), strict=True):
        image.paste(colour[0] if mode in ("L", "1") else colour, box)
    return image


@cache
def rgb() -> Image.Image:
    return fields("RGB", COLOURS)


@cache
def gray() -> Image.Image:
    return fields("L", GRAYS)


@cache
def mild() -> Image.Image:
    return fields("RGB", MILD)


def inks() -> Image.Image:
    return fields("CMYK", INKS)


#: What makes, of the upright picture, the one that an orientation turns upright again.
_BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def turned(orientation: int, image: Image.Image | None = None) -> Image.Image:
    return (image or rgb()).transpose(_BACK[orientation])


def exif(orientation: int, order: str = "<") -> bytes:
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)


def marked() -> bytes:
    """EXIF of a camera that was set to Adobe RGB."""
    own = struct.pack("<HHHIII", 1, 0x8769, 4, 1, 26, 0) + struct.pack("<HHHIII", 1, 0xA005, 4, 1, 44, 0)
    return b"II*\0" + struct.pack("<I", 8) + own + struct.pack("<HHHI4sI", 1, 1, 2, 4, b"R03\0", 0)


def xmp(orientation: int) -> bytes:
    return (b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="%d"/></rdf:RDF></x:xmpmeta>'
            b'<?xpacket end="w"?>' % orientation)  # fmt: skip


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


# Profiles.


def profile(
    columns, gamma: float, *, version: int = 0x02400000, space: bytes = b"RGB ", name: bytes = b"Made for a test"
) -> bytes:
    """A profile of primaries (XYZ at D50) and a gamma."""
    text = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + bytes(79)
    curve = b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(gamma * 256), 0)
    white = _xyz(0.9642, 1.0, 0.8249)
    if version >= 0x04000000:
        words = name.decode().encode("utf-16-be")
        text = b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(words), 28) + words
        curve = b"para\0\0\0\0" + struct.pack(">HHi", 0, 0, round(gamma * 65536))
    tags = [(b"desc", text), (b"cprt", text), (b"wtpt", white)]
    if space == b"GRAY":
        tags.append((b"kTRC", curve))
    else:
        tags += [(tag, _xyz(*column)) for tag, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)]
        tags += [(tag, curve) for tag in (b"rTRC", b"gTRC", b"bTRC")]
    table, body, at = b"", b"", 132 + 12 * len(tags)
    for tag, own in tags:
        table += struct.pack(">4sII", tag, at + len(body), len(own))
        body += own + bytes(-len(own) % 4)
    head = struct.pack(">I4xI4s4s4s12x4s28x", at + len(body), version, b"mntr", space, b"XYZ ", b"acsp")
    return head + white[8:] + bytes(48) + struct.pack(">I", len(tags)) + table + body


def _xyz(*parts: float) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(part * 65536)) for part in parts)


ADOBE = profile(((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)), 2.19921875)
P3_COLUMNS = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
P3 = profile(P3_COLUMNS, 2.2)
P3_NEW = profile(P3_COLUMNS, 2.2, version=0x04300000)
PROPHOTO = profile(((0.79767, 0.28804, 0.0), (0.13519, 0.71188, 0.0), (0.03134, 0.00009, 0.82491)), 1.8)
LINEAR_GRAY = profile((), 1.0, space=b"GRAY", name=b"Linear gray")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def through(own: bytes, colours=MILD) -> tuple[tuple[int, ...], ...]:
    """What colours of a profile are in sRGB, by LittleCMS."""
    made = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(own)), ImageCms.createProfile("sRGB"), "RGB", "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    seen = ImageCms.applyTransform(fields("RGB", colours), made)
    return tuple(seen.getpixel((x * WIDE // 1000, y * HIGH // 1000)) for x, y in LOOKED)


# Writers of what Pillow does not write.


def png(kind: int, bits: int, rows: list[bytes], size=(WIDE, HIGH), more=(), interlace: int = 0) -> bytes:
    """A PNG of packed rows."""
    head = struct.pack(">IIBBBBB", *size, bits, kind, 0, 0, interlace)
    chunks = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in chunks)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(data: bytes, name: bytes, body: bytes) -> bytes:
    """A PNG with one chunk more behind its header."""
    return data[:33] + chunk(name, body) + data[33:]


def rows_of(image: Image.Image, wide: bool = False, low: int = 0x5A) -> list[bytes]:
    """A picture's rows; ``wide`` in sixteen bits, of which the lower eight are something."""
    data = image.tobytes()
    if wide:
        data = b"".join(bytes((value, low)) for value in data)
    size = len(data) // image.height
    return [data[at : at + size] for at in range(0, len(data), size)]


def tiff(
    image: Image.Image, bits: tuple[int, ...], photometric: int, strips: list[bytes], *, order: str = "<", packing: int = 1,
    more: dict[int, tuple[int, bytes]] | None = None, rows: int = 0,
) -> bytes:  # fmt: skip
    """A TIFF of packed strips."""
    short, long = (
        (lambda *v: (3, struct.pack(f"{order}{len(v)}H", *v))),
        (lambda *v: (4, struct.pack(f"{order}{len(v)}I", *v))),
    )
    tags = {256: long(image.width), 257: long(image.height), 258: short(*bits), 259: short(packing), 262: short(photometric),
            277: short(len(bits)), 278: long(rows or image.height), **(more or {})}  # fmt: skip
    at, starts = 8, []
    for strip in strips:
        starts.append(at)
        at += len(strip) + len(strip) % 2
    tags = {273: long(*starts), 279: long(*map(len, strips)), **tags}
    body = b"".join(strip + bytes(len(strip) % 2) for strip in strips)
    table, far, place = b"", b"", at + 2 + 12 * len(tags) + 4
    for tag, (kind, value) in sorted(tags.items()):
        count = len(value) // {1: 1, 3: 2, 4: 4, 7: 1}[kind]
        held = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(order + "I", place + len(far))
        far += value + bytes(len(value) % 2) if len(value) > 4 else b""
        table += struct.pack(order + "HHI", tag, kind, count) + held
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", at)
    return head + body + struct.pack(order + "H", len(tags)) + table + bytes(4) + far


def short(value: int, order: str = "<") -> tuple[int, bytes]:
    return 3, struct.pack(order + "H", value)


def wide(image: Image.Image, order: str, bits: int = 16) -> bytes:
    """Values of sixteen bits, the lower ones something."""
    shift = bits - 8
    return b"".join(struct.pack(order + "H", value << shift | 0x5A5A & (1 << shift) - 1) for value in image.tobytes())


# JPEG, segment by segment.


def segments(data: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 2
    while data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        found.append((data[at + 1], data[at + 4 : at + 2 + size]))
        at += 2 + size
    return [*found, (0xDA, data[at:])]


def joined(parts) -> bytes:
    return b"\xff\xd8" + b"".join(
        body if kind == 0xDA else bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body for kind, body in parts
    )


def bare(data: bytes) -> bytes:
    """A JPEG without JFIF's and Adobe's markers."""
    return joined((kind, body) for kind, body in segments(data) if kind not in (0xE0, 0xEE))


def named(data: bytes, names: bytes) -> bytes:
    """A JPEG whose components have other names."""
    parts = []
    for kind, body in segments(data):
        new = bytearray(body)
        if kind in (0xC0, 0xC2):
            new[6 : 6 + 3 * len(names) : 3] = names
        elif kind == 0xDA:
            new[5 : 5 + 2 * len(names) : 2] = names
        parts.append((kind, bytes(new)))
    return joined(parts)


def segment(data: bytes, kind: int, body: bytes) -> bytes:
    return data[:2] + bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body + data[2:]


jpeg = partial(saved, kind="JPEG", quality=95, subsampling=0)


def heic(image: Image.Image, **how: object) -> bytes:
    file = io.BytesIO()
    pillow_heif.from_pillow(image).save(file, quality=95, chroma=444, **how)
    return file.getvalue()


def clear(image: Image.Image) -> Image.Image:
    """The picture with its last field transparent."""
    alpha = Image.new("L", image.size, 255)
    alpha.paste(0, (WIDE * ACROSS // 1000, HIGH * DOWN // 1000, WIDE, HIGH))
    made = image.convert("LA" if image.mode == "L" else "RGBA")
    made.putalpha(alpha)
    return made


_CUT = (*COLOURS[:3], PAPER)
_GRAY_CUT = (*GRAYS[:3], PAPER)
_BILEVEL = ((0,) * 3, PAPER, PAPER, (0,) * 3)


def _jpegs():
    yield "jpeg", Kind(jpeg(rgb()), COLOURS)
    yield "jpeg progressive", Kind(jpeg(rgb(), progressive=True), COLOURS)
    yield "jpeg gray", Kind(jpeg(gray()), GRAYS, gray=True)
    for one in range(2, 9):
        yield (
            f"jpeg exif {one}",
            Kind(segment(jpeg(turned(one)), 0xE1, b"Exif\0\0" + exif(one, ">" if one % 2 else "<")), COLOURS),
        )
    yield "jpeg xmp 6", Kind(segment(jpeg(turned(6)), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(6)), COLOURS)
    packet = b"<rdf:Description><tiff:Orientation>7</tiff:Orientation></rdf:Description>"
    yield "jpeg xmp 7", Kind(segment(jpeg(turned(7)), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet), COLOURS)
    yield "jpeg gray exif 8", Kind(segment(jpeg(turned(8, gray())), 0xE1, b"Exif\0\0" + exif(8)), GRAYS, gray=True)
    for name, own in (("adobe rgb", ADOBE), ("p3", P3), ("p3 v4.3", P3_NEW), ("prophoto", PROPHOTO)):
        colours = MILDER if own == PROPHOTO else MILD
        yield (
            f"jpeg {name}",
            Kind(jpeg(fields("RGB", colours), icc_profile=own), through(own, colours), profile=True, close=8),
        )
    adobe = Kind(segment(jpeg(mild()), 0xE1, b"Exif\0\0" + marked()), through(ADOBE), profile=True, close=8)
    yield "jpeg marked adobe rgb", adobe
    yield "jpeg srgb", Kind(jpeg(rgb(), icc_profile=SRGB), COLOURS)
    yield "jpeg gray profile", Kind(jpeg(gray(), icc_profile=LINEAR_GRAY), GRAYS, gray=True)
    yield "jpeg broken profile", Kind(jpeg(rgb(), icc_profile=ADOBE[:200]), COLOURS)
    yield "jpeg cmyk", Kind(jpeg(inks()), INKS, close=10)
    yield "jpeg cmyk bare", Kind(bare(jpeg(ImageChops.invert(inks()))), INKS, close=10)
    coded = jpeg(rgb(), keep_rgb=True)
    yield "jpeg coded rgb", Kind(coded, COLOURS)
    yield "jpeg named rgb", Kind(bare(coded), COLOURS)


def _pngs():
    yield "png", Kind(saved(rgb(), "PNG"), COLOURS)
    yield "png gray", Kind(saved(gray(), "PNG"), GRAYS, gray=True)
    yield "png alpha", Kind(saved(clear(rgb()), "PNG"), _CUT)
    yield "png gray alpha", Kind(saved(clear(gray()), "PNG"), _GRAY_CUT, gray=True)
    yield "png gray 16", Kind(png(0, 16, rows_of(gray(), wide=True)), GRAYS, gray=True)
    key = struct.pack(">H", 215 << 8 | 0x5A)
    yield "png gray 16 key", Kind(png(0, 16, rows_of(gray(), wide=True), more=[(b"tRNS", key)]), _GRAY_CUT, gray=True)
    other = struct.pack(">H", 215 << 8 | 0x5B)
    yield (
        "png gray 16 other key",
        Kind(png(0, 16, rows_of(gray(), wide=True), more=[(b"tRNS", other)]), GRAYS, gray=True),
    )
    yield "png gray alpha 16", Kind(png(4, 16, rows_of(clear(gray()), wide=True)), _GRAY_CUT, gray=True)
    yield "png 16", Kind(png(2, 16, rows_of(rgb(), wide=True)), COLOURS)
    key = struct.pack(">HHH", *[128 << 8 | 0x5A] * 3)
    yield "png 16 key", Kind(png(2, 16, rows_of(rgb(), wide=True), more=[(b"tRNS", key)]), _CUT)
    other = struct.pack(">HHH", *[128 << 8 | 0x5B] * 3)
    yield "png 16 other key", Kind(png(2, 16, rows_of(rgb(), wide=True), more=[(b"tRNS", other)]), COLOURS)
    yield "png alpha 16", Kind(png(6, 16, rows_of(clear(rgb()), wide=True)), _CUT)
    yield "png key", Kind(saved(rgb(), "PNG", transparency=COLOURS[3]), _CUT)
    yield "png gray key", Kind(saved(gray(), "PNG", transparency=215), _GRAY_CUT, gray=True)
    yield "png palette", Kind(saved(rgb().quantize(4), "PNG"), COLOURS)
    yield "png palette gray", Kind(saved(gray().convert("RGB").quantize(4), "PNG"), GRAYS, gray=True)
    few = gray().convert("RGB").quantize(4)
    at = few.getpixel((WIDE - 1, HIGH - 1))
    yield "png palette key", Kind(saved(few, "PNG", transparency=at), _GRAY_CUT, gray=True)
    line = fields("1", _BILEVEL)
    yield "png line art", Kind(saved(line, "PNG"), _BILEVEL, gray=True)
    yield (
        "png gray 2",
        Kind(
            png(0, 2, _packed(fields("L", ((0,), (85,), (170,), (255,))), 2)),
            ((0,) * 3, (85,) * 3, (170,) * 3, PAPER),
            gray=True,
        ),
    )
    yield "png exif 6", Kind(with_chunk(saved(turned(6), "PNG"), b"eXIf", exif(6)), COLOURS)
    yield (
        "png xmp 8",
        Kind(with_chunk(saved(turned(8), "PNG"), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(8)), COLOURS),
    )
    own = (b"Exif\0\0" + exif(5)).hex().encode()
    text = b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n%8d\n" % (len(own) // 2) + own + b"\n")
    yield "png raw exif 5", Kind(with_chunk(saved(turned(5), "PNG"), b"zTXt", text), COLOURS)
    yield "png p3", Kind(saved(mild(), "PNG", icc_profile=P3), through(P3), profile=True, close=8)
    yield (
        "png alpha adobe rgb",
        Kind(saved(clear(mild()), "PNG", icc_profile=ADOBE), (*through(ADOBE)[:3], PAPER), profile=True, close=8),
    )
    yield (
        "png cicp p3",
        Kind(with_chunk(saved(mild(), "PNG"), b"cICP", bytes((12, 13, 0, 1))), through(P3), profile=True, close=14),
    )
    yield "png interlaced", Kind(_interlaced(), COLOURS)


def _packed(image: Image.Image, bits: int) -> list[bytes]:
    rows = []
    for row in rows_of(image):
        value = 0
        for one in row:
            value = value << bits | one >> 8 - bits
        rows.append((value << -len(row) * bits % 8).to_bytes(-(-len(row) * bits // 8), "big"))
    return rows


def _interlaced() -> bytes:
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    image, rows = rgb(), []
    pixels = image.load()
    for left, top, across, down in passes:
        for y in range(top, HIGH, down):
            rows.append(b"".join(bytes(pixels[x, y]) for x in range(left, WIDE, across)))
    return png(2, 8, rows, interlace=1)


def _tiffs():
    for packing in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        yield f"tiff {packing}", Kind(saved(rgb(), "TIFF", compression=packing), COLOURS, close=10)
    for order, name in (("<", "little"), (">", "big")):
        yield f"tiff gray 16 {name}", Kind(tiff(gray(), (16,), 1, [wide(gray(), order)], order=order), GRAYS, gray=True)
    negative = ImageOps.invert(gray())
    yield "tiff gray white 0", Kind(tiff(gray(), (8,), 0, [negative.tobytes()]), GRAYS, gray=True)
    yield "tiff gray 16 white 0", Kind(tiff(gray(), (16,), 0, [wide(negative, "<")]), GRAYS, gray=True)
    yield (
        "tiff gray 16 deflate",
        Kind(tiff(gray(), (16,), 1, [zlib.compress(wide(gray(), ">"))], order=">", packing=8), GRAYS, gray=True),
    )
    yield "tiff 16", Kind(tiff(rgb(), (16,) * 3, 2, [wide(rgb(), "<")]), COLOURS)
    yield "tiff 16 big", Kind(tiff(rgb(), (16,) * 3, 2, [wide(rgb(), ">")], order=">"), COLOURS)
    planes = [band.tobytes() for band in rgb().split()]
    yield "tiff planes", Kind(tiff(rgb(), (8,) * 3, 2, planes, more={284: short(2)}), COLOURS)
    yield "tiff alpha", Kind(saved(clear(rgb()), "TIFF", compression="tiff_lzw"), _CUT)
    yield "tiff gray alpha", Kind(saved(clear(gray()), "TIFF"), _GRAY_CUT, gray=True)
    yield "tiff line art", Kind(saved(fields("1", _BILEVEL), "TIFF", compression="group4"), _BILEVEL, gray=True)
    yield "tiff cmyk", Kind(saved(inks(), "TIFF", compression="tiff_lzw"), INKS, close=10)
    yield "tiff cmyk 16", Kind(tiff(inks(), (16,) * 4, 5, [wide(inks(), "<")]), INKS, close=10)
    for one in range(2, 9):
        own = turned(one)
        yield f"tiff turned {one}", Kind(tiff(own, (8,) * 3, 2, [own.tobytes()], more={274: short(one)}), COLOURS)
    own = turned(6)
    yield "tiff lzw turned 6", Kind(saved(own, "TIFF", compression="tiff_lzw", tiffinfo={274: 6}), COLOURS)
    yield "tiff xmp 6", Kind(tiff(own, (8,) * 3, 2, [own.tobytes()], more={700: (1, xmp(6))}), COLOURS)
    yield "tiff adobe rgb", Kind(saved(mild(), "TIFF", icc_profile=ADOBE), through(ADOBE), profile=True, close=8)
    yield "tiff palette", Kind(saved(rgb().quantize(4), "TIFF"), COLOURS)


def _others():
    yield "webp", Kind(saved(rgb(), "WEBP", quality=95), COLOURS, close=12)
    yield "webp lossless", Kind(saved(rgb(), "WEBP", lossless=True), COLOURS)
    yield "webp alpha", Kind(saved(clear(rgb()), "WEBP", lossless=True), _CUT)
    yield "webp exif 6", Kind(saved(turned(6), "WEBP", lossless=True, exif=b"Exif\0\0" + exif(6)), COLOURS)
    yield "webp p3", Kind(saved(mild(), "WEBP", lossless=True, icc_profile=P3), through(P3), profile=True, close=8)
    yield "heic", Kind(heic(rgb()), COLOURS, close=10)
    yield "heic alpha", Kind(heic(clear(rgb())), _CUT, close=12)
    yield "heic p3", Kind(heic(mild(), icc_profile=P3), through(P3), profile=True, close=12)
    for one in (3, 6, 8):
        yield f"heic turned {one}", Kind(heic_turned(one), COLOURS, close=10)
    yield "avif", Kind(saved(rgb(), "AVIF", quality=95, subsampling="4:4:4"), COLOURS, close=10)
    yield "avif alpha", Kind(saved(clear(rgb()), "AVIF", quality=95, subsampling="4:4:4"), _CUT, close=12)
    for one in range(2, 9):
        own = saved(turned(one), "AVIF", quality=95, subsampling="4:4:4", exif=exif(one))
        yield f"avif turned {one}", Kind(own, COLOURS, close=10)


def heic_turned(orientation: int) -> bytes:
    """A HEIC whose irot turns it, with EXIF that must not turn it once more."""
    file = io.BytesIO()
    image = turned(orientation)
    pillow_heif.register_heif_opener()
    image.save(file, "HEIF", quality=95, chroma=444, exif=b"Exif\0\0" + exif(orientation))
    return file.getvalue()


@cache
def kinds() -> dict[str, Kind]:
    """All kinds that are taken, by name."""
    return {**dict(_jpegs()), **dict(_pngs()), **dict(_tiffs()), **dict(_others())}
