"""Advertisements whose content streams are uneven: every reader shows what Ghostscript shows of the file alone."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from banxin.plates.inserts import alone, insert_of, read_insert
from tests.conftest import outside
from tests.plates.test_inserts import build, saved

NAME, DICTIONARY = pikepdf.Name, pikepdf.Dictionary


def sheet(content: bytes, **parts: bytes) -> bytes:
    """A page of 200 × 100 points; ``form``, ``tile`` and ``glyph`` are the contents of what it may draw with."""
    pdf = pikepdf.new()
    face = DICTIONARY(Type=NAME.Font, Subtype=NAME.Type1, BaseFont=NAME.Helvetica)
    resources = DICTIONARY(Font=DICTIONARY(F=face))
    if "form" in parts:
        form = pdf.make_stream(parts["form"], Type=NAME.XObject, Subtype=NAME.Form, BBox=[0, 0, 200, 100],
                               Resources=DICTIONARY(Font=DICTIONARY(F=face)))  # fmt: skip
        resources.XObject = DICTIONARY(X=form)
    if "tile" in parts:
        tile = pdf.make_stream(parts["tile"], Type=NAME.Pattern, PatternType=1, PaintType=1, TilingType=1,
                               BBox=[0, 0, 50, 50], XStep=50, YStep=50, Resources=DICTIONARY())  # fmt: skip
        resources.Pattern = DICTIONARY(P=tile)
    if "glyph" in parts:
        glyphs = DICTIONARY(a=pdf.make_stream(parts["glyph"]))
        resources.Font.T = pdf.make_indirect(DICTIONARY(
            Type=NAME.Font, Subtype=NAME.Type3, FontBBox=[0, 0, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            FirstChar=65, LastChar=65, Widths=[1000], Encoding=DICTIONARY(Differences=[65, NAME.a]),
            CharProcs=glyphs, Resources=DICTIONARY()))  # fmt: skip
    page = DICTIONARY(Type=NAME.Page, MediaBox=[0, 0, 200, 100], Resources=resources, Contents=pdf.make_stream(content))
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return saved(pdf)


UNEVEN = {
    "a Q at the start": sheet(b"Q 1 0 0 rg 20 20 50 50 re f"),
    "a Q that ends the page's own state": sheet(b"0.5 0 0 0.5 0 0 cm 1 0 0 rg Q 20 20 50 50 re f"),
    "two of them": sheet(b"0.5 0 0 0.5 0 0 cm Q 0.5 0 0 0.5 0 0 cm 1 0 0 rg Q 20 20 50 50 re f"),
    "a Q too many within": sheet(b"q 20 20 40 40 re W n 1 0 0 rg 0 0 200 100 re f Q Q 0 0 1 rg 100 20 30 30 re f"),
    "states left open": sheet(b"q 0.5 0 0 0.5 0 0 cm q 1 0 0 rg 20 20 50 50 re f"),
    "a text left open": sheet(b"1 0 0 rg BT 0 0 10 10 re f"),
    "texts closed too often": sheet(b"ET 1 0 0 rg BT ET ET 0 0 10 10 re f"),
    "a text that ends after its state": sheet(b"q 1 0 0 rg BT Q 0 0 10 10 re f ET 50 50 10 10 re f"),
    "a state opened in a text": sheet(b"BT q 1 0 0 rg ET 50 50 10 10 re f"),
    "words that no standard knows": sheet(b"1 0 0 rg foo BX 3 4 bar EX BX 20 20 50 50 re f EX EX"),
    "marks of content": sheet(b"EMC /A BMC 1 0 0 rg 20 20 50 50 re f EMC EMC 80 20 50 50 re f /B BMC"),
    "a form": sheet(b"0 1 0 rg /X Do 0 0 20 20 re f", form=b"0.5 0 0 0.5 0 0 cm 1 0 0 rg Q 60 20 50 50 re f q q"),
    "a pattern": sheet(b"/Pattern cs /P scn 0 0 150 80 re f", tile=b"0 1 0 rg 0.5 0 0 0.5 0 0 cm Q 0 0 50 50 re f"),
    "a glyph": sheet(b"0 0 1 rg BT /T 60 Tf 20 20 Td (A) Tj ET",
                     glyph=b"1000 0 0 0 1000 1000 d1 .5 0 0 .5 0 0 cm Q 0 0 1000 1000 re f q"),
}  # fmt: skip


def readers(data: bytes, folder) -> dict[str, Image.Image]:
    """A page as four programs draw it, 72 dpi, without smoothing."""
    file = folder / "x.pdf"
    file.write_bytes(data)
    for words in (
        [outside("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=png16m", "-r72", f"-sOutputFile={folder}/gs.png", file],
        [outside("pdftoppm"), "-png", "-aa", "no", "-aaVector", "no", "-r", "72", "-singlefile", file, folder / "poppler"],
        [outside("mutool"), "draw", "-q", "-A0", "-r72", "-o", folder / "mupdf.png", file, "1"],
    ):  # fmt: skip
        subprocess.run(words, check=True, capture_output=True)
    found = {name: Image.open(folder / f"{name}.png").convert("RGB") for name in ("gs", "poppler", "mupdf")}
    page = pypdfium2.PdfDocument(data)[0]
    return found | {"pdfium": page.render(no_smoothtext=True, no_smoothpath=True).to_pil().convert("RGB")}


def apart(one: Image.Image, two: Image.Image) -> float:
    """Which part of two drawings differs, edges apart."""
    soft = [image.filter(ImageFilter.BoxBlur(2)) for image in (one, two)]
    return sum(ImageChops.difference(*soft).convert("L").histogram()[64:]) / (one.width * one.height)


@pytest.mark.parametrize("name", UNEVEN)
def test_all_readers_show_what_ghostscript_shows_of_the_file_alone(tmp_path, name):
    """More closed than opened, or less: on the page, in forms, patterns and glyphs."""
    data = UNEVEN[name]
    own = by_ghostscript(data, tmp_path)
    insert = insert_of(read_insert("ad.pdf", data, None)[2])
    for reader, drawn in readers(alone(insert), tmp_path).items():
        assert apart(own, drawn) < 0.003, (name, reader)
    even = name in ("words that no standard knows", "marks of content")
    assert ("balance" in dict(insert.said)) is not even


def by_ghostscript(data: bytes, folder) -> Image.Image:
    """A file as Ghostscript draws it."""
    (folder / "own.pdf").write_bytes(data)
    words = [outside("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=png16m", "-r72"]
    subprocess.run([*words, f"-sOutputFile={folder}/own.png", folder / "own.pdf"], check=True, capture_output=True)
    return Image.open(folder / "own.png").convert("RGB")


def test_the_compositor_is_told_that_it_was_mended(tmp_path, capsys):
    """A note, for the file looks as it was meant to in some programs and not in others."""
    from tests.plates.test_inserts import drawn

    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        page = pdf.pages[0].obj
        page["/Contents"] = pikepdf.Array([pdf.make_stream(b"Q Q q "), page["/Contents"]])
        assert build(tmp_path, saved(pdf)) == 0
    assert "makeup.insert-balance" in capsys.readouterr().out


@pytest.mark.parametrize("keys", [
    b"/W 4 /H 2 /BPC 8 /CS /G", b"/Width 4 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", b"/W 4 /H 2 /BPC 8 /CS /Own",
    b"/W 4 /H 2 /BPC 8 /CS [/I /G 1 <00FF>] /D [1 0]",
])  # fmt: skip
def test_a_picture_in_the_line_becomes_an_object(keys):
    """By whatever abbreviations; so everything that looks at pictures looks at it."""
    with pikepdf.open(io.BytesIO(sheet(b""))) as pdf:
        page = pdf.pages[0].obj
        page.Resources.ColorSpace = DICTIONARY(Own=pikepdf.Array([NAME.Separation, NAME.Black, NAME.DeviceGray, DICTIONARY(
            FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)]))  # fmt: skip
        page.Contents = pdf.make_stream(
            b"q 80 0 0 40 10 10 cm BI " + keys + b" ID \x00\x01\x00\x01\x01\x00\x01\x00 EI Q"
        )
        data = saved(pdf)
    insert = insert_of(read_insert("ad.pdf", data, None)[2])
    with pikepdf.open(io.BytesIO(alone(insert))) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert [len(one.read_bytes()) for one in found] == [8]
