"""A picture of any kind on a page of the sound paper, as the desk meets it: taken, or named with the page as a draft."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest
from conftest import DATE, PHOTO, Desk
from PIL import Image

from tests.conftest import outside
from tests.pictures.broken import animated, damaged, others, unsupported
from tests.pictures.kinds import gray, jpeg, kinds, png, rgb, rows_of, saved

REFUSED = {
    "lossless jpeg": (unsupported(), "unsupported"), "tiff float": (unsupported(), "unsupported"), "tiff 3 bit": (unsupported(), "unsupported"),
    "apng": (animated(), "animated"), "tiff lzw zeroed": (damaged(), "damaged"), "png of half its rows": (damaged(), "damaged"),
    "png of a broken zlib": (damaged(), "damaged"), "webp cut": (damaged(), "truncated"), "jpeg zeroed": (damaged(), "damaged"),
}  # fmt: skip


def put(desk: Desk, data: bytes) -> None:
    desk.path(PHOTO).write_bytes(data)


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_picture_leaves_a_hole_on_a_draft(desk: Desk, name: str) -> None:
    """Said once, at the story's line, whichever product is asked for; the last good page stays."""
    files, code = REFUSED[name]
    put(desk, files[name])
    before = desk.outputs()
    for product in ((), ("--press",), ("--archive-pdf",), ("--proof",)):
        said = desk.build(*product, lang="en")
        assert said.status == 1, said.text
        assert said.problems.count(f"stories/{DATE}/harbour.md:5:12 error[pictures.{code}]") == 1, said.text
        assert sum("error[" in one for one in said.problems) == 1, said.text
        assert " at 0x" not in said.text
    assert desk.check("--press").status == 1
    assert {name: data for name, data in desk.outputs().items() if "/" not in name} == {
        name: data for name, data in before.items() if "/" not in name
    }
    draft = desk.out / "A01.draft.pdf"
    with pikepdf.open(draft) as pdf:
        assert not pdf.pages[0].images


@pytest.mark.parametrize("name", ["photoshop", "eps", "canon cr2", "web page"])
def test_the_way_out_is_said(desk: Desk, name: str) -> None:
    """The format by name, and how its maker makes it one that is taken."""
    put(desk, unsupported()[name] if name in unsupported() else others()[name][1])
    said = desk.build(lang="en")
    assert said.status == 1
    assert "hint:" in said.text
    assert {"photoshop": "Photoshop PSD", "eps": "EPS", "canon cr2": "raw file", "web page": "HTML"}[name] in said.text


@pytest.mark.parametrize(
    "name", ["png gray 16", "tiff lzw turned 6", "webp alpha", "heic turned 6", "avif turned 5", "jpeg adobe rgb"]
)
def test_every_product_of_a_page_takes_it(desk: Desk, name: str) -> None:
    """Plain, press, archive and proof are built without an error."""
    put(desk, kinds()[name].data)
    for product in ((), ("--press",), ("--archive-pdf",), ("--archive-pdf-4",), ("--proof",)):
        said = desk.build(*product)
        assert said.status == 0, said.text


def test_sixteen_bits_are_no_white_paper(desk: Desk) -> None:
    """The page shows the picture, and the preflight has nothing to say of it."""
    big = Image.linear_gradient("L").resize((900, 600))
    put(desk, png(0, 16, rows_of(big, wide=True), size=(900, 600)))
    said = desk.check("--press")
    assert "blank" not in said.text
    assert desk.build("--press").status == 0
    image = _drawn(desk.out / "press" / "A01.pdf")
    assert image.getextrema()[0] < 60


def test_a_blank_picture_is_found_before_the_plate(desk: Desk) -> None:
    """A picture that was exported wrongly is one tone, and no step of its way fails."""
    for image in (
        Image.new("L", (900, 600), 255),
        Image.new("RGB", (900, 600), (3, 2, 1)),
        Image.new("CMYK", (900, 600)),
    ):
        put(desk, jpeg(image))
        said = desk.check("--press", lang="en")
        assert said.status == 0
        assert "warning[proof.preflight-blank]" in said.text
    assert "blank" not in desk.check(lang="en").text


def test_what_cannot_be_judged_is_said(desk: Desk) -> None:
    """Raw strips, inks without a marker, profiles that are not used: notes, and the page is good."""
    from tests.pictures.kinds import LINEAR_GRAY, bare, inks

    cases = {
        "unjudged": saved(rgb(), "TIFF"), "more-pages": several_pages(), "cmyk-positive": bare(jpeg(inks())), "profile-gray": jpeg(gray(), icc_profile=LINEAR_GRAY),
        "profile-unread": jpeg(rgb(), icc_profile=b"nothing"),
    }  # fmt: skip
    for code, data in cases.items():
        put(desk, data)
        said = desk.build(lang="en")
        assert said.status == 0, said.text
        assert f"note[pictures.{code}]" in said.text


def test_an_srgb_photo_passes_as_it_is(desk: Desk) -> None:
    """Most photos have sRGB's profile: it costs nothing; another one goes beside the photo's own data."""
    from tests.pictures.kinds import ADOBE, SRGB

    data = jpeg(rgb())
    for own, space in ((SRGB, "/DeviceRGB"), (ADOBE, "/ICCBased")):
        put(desk, jpeg(rgb(), icc_profile=own))
        assert desk.build().status == 0
        with pikepdf.open(desk.out / "A01.pdf") as pdf:
            image = next(
                one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
            )
            found = image["/ColorSpace"]
            assert space == str(found if isinstance(found, pikepdf.Name) else found[0])
            assert image.read_raw_bytes()[-2000:] == data[-2000:]


def several_pages() -> bytes:
    """A TIFF whose second page is its first once more."""
    data = saved(rgb(), "TIFF", compression="tiff_lzw")
    start = int.from_bytes(data[4:8], "little")
    end = start + 2 + 12 * int.from_bytes(data[start : start + 2], "little")
    return data[:end] + data[4:8] + data[end + 4 :]


def _drawn(path) -> Image.Image:
    made = subprocess.run([outside("pdftoppm"), "-r", "40", "-gray", str(path)], check=True, capture_output=True).stdout
    return Image.open(io.BytesIO(made))
