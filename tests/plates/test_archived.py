"""存档: what an advertisement's fonts and colours must be in PDF/A is so, is put right, or the advertisement is a picture."""

from __future__ import annotations

import io
import os
import signal

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from banxin.plates import archived as door
from banxin.plates.archived import archived
from banxin.plates.inserts import alone, read_insert
from tests.conftest import outside
from tests.plates.public import edition, judge
from tests.plates.test_inserts import saved

NAME, DICTIONARY, ARRAY, STRING = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array, pikepdf.String
#: Shown on every sheet.
TEXT = b"BT /F 24 Tf 20 50 Td (AB) Tj ET "
ORDER = [".notdef", "A", "B"]


def _pen(pen, size: int = 500):
    pen.moveTo((50, 0))
    for point in ((50, size), (size, size), (size, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen


def program(*, outlines: str = "truetype", width: float = 600, maps: bool = True) -> bytes:
    """A face of A and B: a TrueType file, or the bare table of a CFF one."""
    truetype = outlines == "truetype"
    builder = FontBuilder(1000, isTTF=truetype)
    builder.setupGlyphOrder(ORDER)
    builder.setupCharacterMap({65: "A", 66: "B"} if maps else {})
    if truetype:
        builder.setupGlyf({name: _pen(TTGlyphPen(None)).glyph() for name in ORDER})
    else:
        shapes = {name: _pen(T2CharStringPen(width, None)).getCharString() for name in ORDER}
        builder.setupCFF("Tiny", {"FullName": "Tiny"}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(ORDER, (round(width), 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": "Tiny"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    if truetype:
        return out.getvalue()
    return TTFont(io.BytesIO(out.getvalue())).reader["CFF "]


def simple(pdf: pikepdf.Pdf, **more: object) -> pikepdf.Object:
    """A TrueType font of the file, as PDF/A has it but for ToUnicode."""
    data = more.pop("data", None) or program()
    descriptor = DICTIONARY(Type=NAME.FontDescriptor, FontName=NAME.Tiny, Flags=more.pop("flags", 32), FontBBox=[0, 0, 600, 600], ItalicAngle=0,
                            Ascent=800, Descent=-200, CapHeight=600, StemV=80, FontFile2=pdf.make_stream(data))  # fmt: skip
    own = {"Type": NAME.Font, "Subtype": NAME.TrueType, "BaseFont": NAME.Tiny, "FirstChar": 65, "LastChar": 66,
           "Widths": [600, 600], "Encoding": NAME.WinAnsiEncoding, "FontDescriptor": pdf.make_indirect(descriptor)}  # fmt: skip
    own |= more
    return pdf.make_indirect(DICTIONARY({f"/{key}": value for key, value in own.items() if value is not None}))


def compact(pdf: pikepdf.Pdf, **more: object) -> pikepdf.Object:
    """The same as a bare CFF."""
    font = simple(pdf, **more)
    font.Subtype = NAME.Type1
    descriptor = font.FontDescriptor
    del descriptor["/FontFile2"]
    descriptor.FontFile3 = pdf.make_stream(program(outlines="cff"), Subtype=NAME.Type1C)
    descriptor.CharSet = STRING("/B")
    return font


def composite(pdf: pikepdf.Pdf, **more: object) -> pikepdf.Object:
    """The same as a CID font; its codes are two bytes each, so AB is the glyph 0x4142, by the map the first."""
    base = simple(pdf)
    places = bytearray(2 * 0x4143)
    places[2 * 0x4142 :] = b"\x00\x01"
    below = {"Type": NAME.Font, "Subtype": NAME.CIDFontType2, "BaseFont": NAME.Tiny, "DW": 600, "FontDescriptor": base.FontDescriptor,
             "CIDSystemInfo": DICTIONARY(Registry=STRING("Adobe"), Ordering=STRING("Identity"), Supplement=0),
             "CIDToGIDMap": pdf.make_stream(bytes(places))}  # fmt: skip
    below |= more
    whole = DICTIONARY({f"/{key}": value for key, value in below.items() if value is not None})
    return pdf.make_indirect(DICTIONARY(Type=NAME.Font, Subtype=NAME.Type0, BaseFont=NAME.Tiny, Encoding=NAME("/Identity-H"),
                                        DescendantFonts=ARRAY([pdf.make_indirect(whole)])))  # fmt: skip


def letters(pdf: pikepdf.Pdf, names: tuple[str, str] = ("A", "B"), width: int = 600) -> pikepdf.Object:
    """A font of drawings."""
    glyphs = {f"/{name}": pdf.make_stream(b"%d 0 0 0 500 500 d1 0 0 500 500 re f" % width) for name in names}
    return pdf.make_indirect(DICTIONARY(
        Type=NAME.Font, Subtype=NAME.Type3, FontBBox=[0, 0, 600, 600], FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=65,
        LastChar=66, Widths=[600, 600], Encoding=DICTIONARY(Differences=ARRAY([65, *(NAME("/" + name) for name in names)])),
        CharProcs=DICTIONARY(glyphs)))  # fmt: skip


def sheet(make=simple, content: bytes = TEXT, **resources) -> bytes:
    """A page with a font and whatever else; a resource is made by its function of the file."""
    pdf = pikepdf.new()
    held = DICTIONARY(Font=DICTIONARY(F=make(pdf)))
    for kind, entry in resources.items():
        held["/" + kind] = DICTIONARY(X=entry(pdf))
    page = DICTIONARY(Type=NAME.Page, MediaBox=[0, 0, 200, 100], TrimBox=[0, 0, 200, 100], Resources=held,
                      Contents=pdf.make_stream(content))  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return saved(pdf)


def image(**more: object):
    own = {"Type": NAME.XObject, "Subtype": NAME.Image, "Width": 4, "Height": 4, "BitsPerComponent": 8,
           "ColorSpace": NAME.DeviceGray}  # fmt: skip
    return lambda pdf: pdf.make_stream(bytes(range(64)), **(own | more))


def form(content: bytes, **more: object):
    return lambda pdf: pdf.make_stream(content, Type=NAME.XObject, Subtype=NAME.Form, BBox=[0, 0, 200, 100], **more)


def tint(*inks: float) -> pikepdf.Object:
    return DICTIONARY(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=list(inks), N=1)


def spot(*inks: float):
    return lambda _pdf: ARRAY([NAME.Separation, NAME.GOLD, NAME.DeviceCMYK, tint(*inks)])


DRAWS, FILLS = TEXT + b"q 50 0 0 50 100 20 cm /X Do Q", TEXT + b"/X gs 0 0 20 20 re f"
#: What is wrong with a file, and what becomes of it.
FILES = {
    "no meanings of its codes": (sheet(), "repaired"),
    "meanings that are none": (sheet(lambda pdf: simple(pdf, ToUnicode=pdf.make_stream(b"beginbfchar <41> <FFFE> endbfchar"))), "repaired"),
    "widths that are others": (sheet(lambda pdf: simple(pdf, Widths=[600, 700])), "drawn"),
    "fewer widths than codes": (sheet(lambda pdf: simple(pdf, Widths=[600])), "drawn"),
    "a code without a glyph": (sheet(content=b"BT /F 24 Tf 20 50 Td (AC) Tj ET"), "drawn"),
    "symbols with an encoding": (sheet(lambda pdf: simple(pdf, flags=4)), "drawn"),
    "an encoding of its own": (sheet(lambda pdf: simple(pdf, Encoding=None)), "drawn"),
    "a program without a map": (sheet(lambda pdf: simple(pdf, data=program(maps=False))), "drawn"),
    "a program of rubbish": (sheet(lambda pdf: simple(pdf, data=b"\x00\x01\x00\x00" + b"x" * 500)), "drawn"),
    "a name with blanks": (sheet(lambda pdf: simple(pdf, BaseFont=NAME("/Ti ny"))), "repaired"),
    "a list of glyphs that lacks one": (sheet(compact), "repaired"),
    "a composite font": (sheet(composite), "repaired"),
    "a composite font without glyph numbers": (sheet(lambda pdf: composite(pdf, CIDToGIDMap=None)), "drawn"),
    "a composite font of other widths": (sheet(lambda pdf: composite(pdf, DW=1000)), "drawn"),
    "half a code": (sheet(composite, b"BT /F 24 Tf 20 50 Td (ABA) Tj ET"), "drawn"),
    "drawn letters": (sheet(letters), "repaired"),
    "drawn letters of no meaning": (sheet(lambda pdf: letters(pdf, ("one-a", "two-b"))), "drawn"),
    "drawn letters of other widths": (sheet(lambda pdf: letters(pdf, width=300)), "drawn"),
    "a smoothed picture": (sheet(content=DRAWS, XObject=image(Interpolate=True)), "repaired"),
    "an intent that is none": (sheet(content=DRAWS, XObject=image(Intent=NAME.Nice)), "repaired"),
    "a picture that is JPEG 2000": (sheet(content=DRAWS, XObject=image(Filter=NAME.JPXDecode)), "drawn"),
    "a picture in RGB": (sheet(content=DRAWS, XObject=image(ColorSpace=NAME.DeviceRGB)), "repaired"),
    "a palette of RGB": (sheet(content=DRAWS, XObject=image(ColorSpace=ARRAY(
        [NAME.Indexed, NAME.DeviceRGB, 63, STRING(bytes(192))]))), "repaired"),
    "a group in RGB": (sheet(content=DRAWS, XObject=form(b"1 0 0 rg 0 0 1 1 re f", Resources=DICTIONARY(), Group=DICTIONARY(
        S=NAME.Transparency, CS=NAME.DeviceRGB))), "repaired"),
    "a form without resources": (sheet(content=DRAWS, XObject=form(b"BT /F 1 Tf (A) Tj ET")), "repaired"),
    "a resource that is not there": (sheet(content=TEXT + b"/Y gs 0 0 9 9 re f"), "drawn"),
    "states 40 deep": (sheet(content=TEXT + b"q " * 40 + b"0 0 9 9 re f " + b"Q " * 40), "drawn"),
    "a number too large": (sheet(content=TEXT + b"0 0 4294967296 9 re f"), "drawn"),
    "a number too large in a dictionary": (sheet(content=DRAWS, XObject=image(Decode=ARRAY([0, 4294967296]))), "drawn"),
    "a blend that is none": (sheet(content=FILLS, ExtGState=lambda _pdf: DICTIONARY(BM=NAME.Nice)), "repaired"),
    "overprint of a kind": (sheet(content=FILLS, ExtGState=lambda _pdf: DICTIONARY(OP=True, op=True, OPM=1)), "repaired"),
    "a profile of rubbish": (sheet(content=TEXT + b"/X cs 1 0 0 scn 0 0 9 9 re f", ColorSpace=lambda pdf: ARRAY(
        [NAME.ICCBased, pdf.make_stream(b"\x00" * 36 + b"acsp" + b"\xff" * 200, N=3)])), "drawn"),
    "inks that are not told": (sheet(content=TEXT + b"/X cs 1 1 scn 0 0 9 9 re f", ColorSpace=lambda pdf: ARRAY(
        [NAME.DeviceN, ARRAY([NAME.GOLD, NAME.SILVER]), NAME.DeviceCMYK,
         pdf.make_stream(b"{ 0 0 }", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)])), "drawn"),
    "gold": (sheet(content=TEXT + b"/X cs 1 scn 0 0 9 9 re f", ColorSpace=spot(0, 0.2, 0.8, 0)), "repaired"),
    "another gold": (sheet(content=TEXT + b"/X cs 1 scn 0 0 9 9 re f", ColorSpace=spot(0, 0.4, 0.9, 0.1)), "repaired"),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """All of them on pages of an edition, each kind of archive: where it is, what became of each, and the names of pages."""
    for tool in ("java", "javac"):
        outside(tool)
    import opendataloader_pdf  # noqa: F401 - one of the test packages

    files = {name: data for name, (data, _) in FILES.items()}
    root = tmp_path_factory.mktemp("archived")
    return root, *edition(root, files, "archive-pdf")


@pytest.fixture
def judge_folder(tmp_path_factory, built):
    """Where the judge is compiled, and that there is one."""
    del built
    return tmp_path_factory.mktemp("judge")


def test_no_page_says_that_it_is_what_it_is_not(built, tmp_path):
    """Every page is made, and every one is what it says, by veraPDF."""
    root, became, pages = built
    assert set(became.values()) == {"taken", "drawn"}
    made = sorted((root / "out").rglob("archive/*.pdf"))
    assert len(made) == len(pages)
    told = judge(tmp_path, made, "PDFA-2U.xml,PDFUA-1.xml")
    assert "fail " not in told, told
    assert told.count("pass ") == 2 * len(made)


def test_what_can_be_put_right_is_and_the_rest_is_drawn(built):
    """Nothing is drawn that could stay lines and letters, and the compositor is told of what is."""
    _, became, pages = built
    assert {pages[page] for page, what in became.items() if what == "drawn"} == {
        name for name, (_, what) in FILES.items() if what == "drawn"
    }


def first_line(page) -> tuple[float, ...]:
    """Where a page's first line of text stands."""
    text = page.get_textpage()
    assert text.count_rects()
    return text.get_rect(0)


@pytest.mark.parametrize("name", ["widths that are others", "drawn letters of no meaning", "symbols with an encoding"])
def test_the_words_of_one_that_is_drawn_are_behind_it(name):
    """They are found where they are seen; the picture shows what the file showed."""
    data = FILES[name][0]
    form = archived("ad.pdf", read_insert("ad.pdf", data, None)[2])
    assert form.how == "drawn"
    own, theirs = pypdfium2.PdfDocument(alone(form.insert))[0], pypdfium2.PdfDocument(data)[0]
    words = [page.get_textpage().get_text_bounded().strip() for page in (own, theirs)]
    assert words[0] == words[1]
    place, wanted = first_line(own), first_line(theirs)
    assert all(abs(one - two) < 4 for one, two in zip(place, wanted, strict=True))
    for page in (own, theirs):
        assert page.render().to_pil().convert("L").getextrema()[0] < 60, "letters are black in both"


def test_inks_of_one_name_are_told_apart_in_one_file(tmp_path, judge_folder):
    """Two advertisements on one day may call different colours gold."""
    files = {name: FILES[name][0] for name in ("gold", "another gold")}
    edition(tmp_path, files, "archive-pdf", whole=True)
    (made,) = (tmp_path / "out").rglob("archive/edition.pdf")
    told = judge(judge_folder, [made], "PDFA-2U.xml,PDFUA-1.xml")
    assert told.count("pass ") == 2, told


def test_one_that_cannot_even_be_drawn_is_refused(monkeypatch, tmp_path, capsys):
    """Exit status 1, a message at its block, and no file that would claim anything."""
    monkeypatch.setattr(door, "_drawn", lambda _data: os.kill(os.getpid(), signal.SIGKILL))
    data = sheet(lambda pdf: simple(pdf, Widths=[600, 800]))
    became, _ = edition(tmp_path, {"one": data}, "archive-pdf")
    assert became == {"A01": "pictures.insert-unarchived"}
    assert not [path for path in (tmp_path / "out").rglob("*.pdf") if ".draft" not in path.name]
