"""墨量: the inks of a picture in an advertisement are those that Ghostscript's plates have of it."""

from __future__ import annotations

import io
import subprocess
import zlib

import pikepdf
import pytest
from PIL import Image, ImageStat

from banxin.pictures.separate import Separation
from banxin.plates.inserts import alone, insert_of, read_insert
from banxin.plates.plates import make_plates
from banxin.press.pdf.profiles import NEWSPRINT, own_profile
from tests.conftest import outside
from tests.plates.test_inserts import saved

NAME, DICTIONARY, ARRAY, STRING = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array, pikepdf.String
RAMP = bytes(range(0, 256, 4))
#: A gray picture of 8 × 8 pixels, its samples in the line.
GRAY = b"/W 8 /H 8 /BPC 8 /CS /G ID " + RAMP


def deflated(keys: bytes, data: bytes) -> bytes:
    return keys + b" /F /Fl ID " + zlib.compress(data)


def hexed(keys: bytes, data: bytes) -> bytes:
    return keys + b" /F /AHx ID " + data.hex().encode() + b">"


def jpeg(mode: str) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (16, 16), {"L": 90, "CMYK": (200, 40, 0, 10)}[mode]).save(out, "JPEG", quality=95)
    return out.getvalue()


LINES = {
    "gray": GRAY,
    "gray, keys in full": b"/Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray ID " + RAMP,
    "gray, inverted": b"/W 8 /H 8 /BPC 8 /CS /G /D [1 0] ID " + RAMP,
    "gray, half of the range": b"/W 8 /H 8 /BPC 8 /CS /G /D [0.5 1] ID " + RAMP,
    "gray of four bits": b"/W 8 /H 8 /BPC 4 /CS /G ID " + RAMP[:32],
    "gray of two bits, five across": b"/W 5 /H 8 /BPC 2 /CS /G ID " + RAMP[:16],
    "one bit": b"/W 8 /H 8 /BPC 1 /CS /G ID \xf0\xf0\xf0\xf0\xff\x00\x00\x00",
    "one bit, inverted": b"/W 8 /H 8 /BPC 1 /CS /G /D [1 0] ID \xf0\xf0\xf0\xf0\xff\x00\x00\x00",
    "a stencil": b"/W 8 /H 8 /IM true ID \xf0\xf0\xf0\xf0\xff\x00\x00\x00",
    "a stencil, inverted": b"/W 8 /H 8 /IM true /D [1 0] ID \xf0\xf0\xf0\xf0\xff\x00\x00\x00",
    "four inks": b"/W 4 /H 4 /BPC 8 /CS /CMYK ID " + RAMP,
    "four inks, inverted": b"/W 4 /H 4 /BPC 8 /CS /CMYK /D [1 0 1 0 1 0 1 0] ID " + RAMP,
    "a palette of inks": b"/W 8 /H 8 /BPC 8 /CS [/I /CMYK 1 <FF000000 0000FF80>] ID " + b"\x00\x01" * 32,
    "a palette of one bit": b"/W 8 /H 8 /BPC 1 /CS [/I /G 1 <40C0>] ID \xf0\xf0\xf0\xf0\xff\x00\x00\x00",
    "a palette, turned round": b"/W 8 /H 8 /BPC 1 /CS [/Indexed /DeviceGray 1 <40C0>] /D [1 0] ID \xf0\xf0\xf0\xf0\xff\x00\x00\x00",
    "a palette of four bits": b"/W 4 /H 4 /BPC 4 /CS [/I /CMYK 2 (\x10\x20\x30\x40\x50\x60\x70\x80\x90\xa0\xb0\xc0)] ID "
                              b"\x01\x21\x01\x21\x01\x21\x01\x21",
    "a spot ink by its name": b"/W 8 /H 8 /BPC 8 /CS /Spot ID " + RAMP,
    "a palette by its name": b"/W 8 /H 8 /BPC 8 /CS /Few ID " + b"\x00\x01" * 32,
    "two inks": b"/W 4 /H 8 /BPC 8 /CS /Two ID " + RAMP,
    "deflated": deflated(b"/W 8 /H 8 /BPC 8 /CS /G", RAMP),
    "in hexadecimal": hexed(b"/W 8 /H 8 /BPC 8 /CS /G", RAMP),
    "a predictor": deflated(b"/W 8 /H 8 /BPC 8 /CS /G /DP << /Predictor 12 /Columns 8 >>", (b"\x02" + bytes([9] * 8)) * 8),
    "a gray JPEG": b"/W 16 /H 16 /BPC 8 /CS /G /F /DCT ID " + jpeg("L"),
    "a JPEG of four inks": b"/W 16 /H 16 /BPC 8 /CS /CMYK /F /DCT /D [1 0 1 0 1 0 1 0] ID " + jpeg("CMYK"),
    "run lengths": b"/W 8 /H 8 /BPC 8 /CS /G /F /RL ID " + b"\x3f" + RAMP + b"\x80",
}  # fmt: skip


def advert(line: bytes) -> bytes:
    """A page of 100 × 100 points with a picture in the line."""
    pdf = pikepdf.new()

    def ramp(*inks: float) -> pikepdf.Object:
        return DICTIONARY(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=list(inks), N=1)

    both = pdf.make_stream(b"{ 0 0 }", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    spaces = DICTIONARY(
        Spot=ARRAY([NAME.Separation, NAME.GOLD, NAME.DeviceCMYK, ramp(0, 0.2, 0.8, 0)]),
        Few=ARRAY([NAME.Indexed, NAME.DeviceCMYK, 1, STRING(b"\xff\x00\x00\x00\x00\x00\xff\x80")]),
        Two=ARRAY([NAME.DeviceN, ARRAY([NAME.Cyan, NAME.Black]), NAME.DeviceCMYK, both]),
    )
    content = b"0 0 1 0 k q 80 0 0 80 10 10 cm BI " + line + b"\nEI Q"
    page = DICTIONARY(Type=NAME.Page, MediaBox=[0, 0, 100, 100], TrimBox=[0, 0, 100, 100],
                      Resources=DICTIONARY(ColorSpace=spaces), Contents=pdf.make_stream(content))  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return saved(pdf)


def by_ghostscript(data: bytes, folder) -> dict[str, float]:
    """How much of the page each of Ghostscript's plates covers, in percents."""
    (folder / "ad.pdf").write_bytes(data)
    words = [outside("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72"]
    subprocess.run([*words, f"-sOutputFile={folder}/p.tif", folder / "ad.pdf"], check=True, capture_output=True)
    found = {}
    for path in folder.glob("p*(*).tif"):
        with Image.open(path) as plate:
            found[path.name.split("(")[1].split(")")[0]] = 100 - ImageStat.Stat(plate.convert("L")).mean[0] / 2.55
    return found


@pytest.mark.parametrize("name", LINES)
def test_the_plates_have_the_inks_that_ghostscripts_have(tmp_path, name):
    """Within a point of the page, whatever abbreviations, bits, filters, palettes, masks and /Decode it has."""
    data = advert(LINES[name])
    insert = alone(insert_of(read_insert("ad.pdf", data, None)[2]))
    plates = make_plates(insert, Separation(own_profile(NEWSPRINT)), ["GOLD"])
    assert plates.unread == 0
    ours, theirs = plates.coverage(), by_ghostscript(data, tmp_path)
    for ink, part in ours.items():
        assert abs(part - theirs.get(ink, 0.0)) < 1, (ink, ours, theirs)
