"""Proofs are light: pictures inside PDF advertisements are no finer there than they are looked at; words go along."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from banxin.desk.command import main
from banxin.plates.inserts import alone, insert_of, read_insert
from banxin.plates.smaller import smaller
from tests.plates.test_inserts import DAY, HEIGHT, WIDTH, build, drawn, saved

NAME, DICTIONARY, ARRAY, STRING = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array, pikepdf.String


def photo(mode: str, **how: object) -> bytes:
    """A page of 72 × 72 points with a picture of 900 × 900 pixels on all of it."""
    parts = [
        Image.linear_gradient("L"),
        Image.radial_gradient("L"),
        Image.new("L", (256, 256), 80),
        Image.linear_gradient("L").rotate(90),
    ]
    bands = {"L": 1, "RGB": 3, "CMYK": 4, "1": 1}[mode]
    image = parts[0] if bands == 1 else Image.merge(mode, parts[:bands])
    image = image.resize((900, 900))
    if mode != "1":
        # As grainy as a photo; a smooth blend is smallest as it is.
        grain = Image.effect_noise((900, 900), 20)
        image = Image.blend(image, Image.merge(mode, [grain] * bands) if bands > 1 else grain, 0.2)
    if mode == "1":
        image = image.convert("1")
    pdf = pikepdf.new()
    own = {
        "ColorSpace": {1: NAME.DeviceGray, 3: NAME.DeviceRGB, 4: NAME.DeviceCMYK}[bands],
        "BitsPerComponent": 1 if mode == "1" else 8,
    }
    found = pdf.make_stream(
        image.tobytes(), Type=NAME.XObject, Subtype=NAME.Image, Width=900, Height=900, **(own | how)
    )
    if how.get("jpeg"):
        del found["/jpeg"]
        file = io.BytesIO()
        image.save(file, "JPEG", quality=95)
        found.write(file.getvalue(), filter=NAME.DCTDecode)
        if mode == "CMYK":
            found.Decode = ARRAY([1, 0] * 4)
    page = DICTIONARY(Type=NAME.Page, MediaBox=[0, 0, 72, 72], Resources=DICTIONARY(XObject=DICTIONARY(X=found)),
                      Contents=pdf.make_stream(b"q 72 0 0 72 0 0 cm /X Do Q"))  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return saved(pdf)


@pytest.mark.parametrize("data", [
    photo("L"), photo("RGB"), photo("CMYK"), photo("1"), photo("RGB", jpeg=True), photo("CMYK", jpeg=True),
    photo("L", Decode=ARRAY([1, 0])),
], ids=["gray", "rgb", "inks", "one bit", "jpeg", "jpeg of inks", "inverted"])  # fmt: skip
def test_a_picture_has_as_many_pixels_as_are_looked_at(data):
    """And shows what it showed."""
    own = read_insert("ad.pdf", data, None)[2]
    whole, less = insert_of(own), smaller(own, insert_of(own).width, insert_of(own).height, 120)
    with pikepdf.open(io.BytesIO(alone(less))) as pdf:
        sizes = [int(one.Width) for one in pdf.objects
                 if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]  # fmt: skip
    assert sizes == [120]
    assert len(alone(less)) < len(alone(whole)) / 4
    one, two = (
        pypdfium2.PdfDocument(alone(insert))[0].render().to_pil().convert("RGB").reduce(4) for insert in (whole, less)
    )
    assert max(high for _, high in ImageChops.difference(one, two).getextrema()) < 24


def test_what_is_not_finer_stays_as_it_is():
    """A picture that would gain nothing, and stencils, keys and palettes, which have no pixels between."""
    own = read_insert("ad.pdf", photo("RGB"), None)[2]
    size = insert_of(own).width
    assert smaller(own, size * 10, size * 10, 120) == insert_of(own)
    keyed = read_insert("ad.pdf", photo("L", Mask=ARRAY([0, 9])), None)[2]
    assert smaller(keyed, size, size, 120) == insert_of(keyed)


def test_a_proof_is_lighter_by_its_advertisements(tmp_path):
    """The page is the same to the eye."""
    large = Image.effect_noise((2400, round(2400 * HEIGHT / WIDTH)), 40).convert("RGB")
    file = io.BytesIO()
    large.save(file, "PDF", resolution=72 * 2400 / WIDTH)
    assert build(tmp_path / "large", file.getvalue()) == 0
    main(["build", str(tmp_path / "large/layouts" / DAY), "--proof", "-o", str(tmp_path / "large/out")])
    plain, proof = (tmp_path / f"large/out/{DAY}/{name}A01.pdf" for name in ("", "proof/"))
    assert proof.stat().st_size < plain.stat().st_size


def test_an_advertisement_is_read_by_its_customer_and_the_words_on_it(tmp_path):
    """Where the layout says nothing of it."""
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        glyphs = DICTIONARY({f"/{one}": pdf.make_stream(b"600 0 0 0 500 500 d1 0 0 500 500 re f") for one in "SALE"})
        face = pdf.make_indirect(DICTIONARY(
            Type=NAME.Font, Subtype=NAME.Type3, FontBBox=[0, 0, 600, 600], FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=65,
            LastChar=83, Widths=[600] * 19, Resources=DICTIONARY(), CharProcs=glyphs,
            Encoding=DICTIONARY(Differences=ARRAY([65, NAME.A, 69, NAME.E, 76, NAME.L, 83, NAME.S]))))  # fmt: skip
        page = pdf.pages[0].obj
        page["/Resources"]["/Font"] = DICTIONARY(F=face)
        page["/Contents"] = ARRAY([page["/Contents"], pdf.make_stream(b" BT /F 20 Tf 30 30 Td (SALE) Tj ET")])
        assert build(tmp_path, saved(pdf)) == 0
    assert main(["build", str(tmp_path / "layouts" / DAY), "--archive-pdf", "-o", str(tmp_path / "out")]) == 0
    with pikepdf.open(tmp_path / f"out/{DAY}/archive/A01.pdf") as pdf:
        told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert any("甲 SALE" in alt for alt in told), told
