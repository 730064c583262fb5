"""广告 PDF: what is seen comes onto the page, exactly; what acts does not, and is said."""

from __future__ import annotations

import io
import random
import re
import subprocess

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from banxin.desk.command import main
from banxin.plates.inserts import insert_of, read_insert
from banxin.problems import Fault
from tests.conftest import CAMPAIGN, outside

MM = 72 / 25.4
#: The place of a 通栏 of 20 lines with a line of white above: six columns of 17 字 of 9 pt, 19 lines less a gap.
WIDTH, HEIGHT = 6 * 153 + 5 * 10.8, 19 * 12.75 - 3.75
DAY = "2026-06-01"
FORBIDDEN = (b"/JS", b"/AA", b"/OpenAction", b"/Launch", b"/EF", b"/XFA", b"/EmbeddedFile", b"/SubmitForm", b"/RichMedia",
             b"/AcroForm", b"/Metadata", b"/PieceInfo", b"/JavaScript", b"/GoToR", b"/URI", b"/Annots", b"/Movie")  # fmt: skip


def drawn(width: float = WIDTH, height: float = HEIGHT, *, trim: bool = False, rotate: int = 0) -> bytes:
    """An advertisement with what they have: photos, a spot colour, curves, dashes, a clip, a shading, transparency, layers."""
    pdf = pikepdf.new()
    photo = Image.merge("RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 80)])
    name, array, dictionary = pikepdf.Name, pikepdf.Array, pikepdf.Dictionary
    ramp = dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0, 0], C1=[0, 0, 1, 0], N=1)
    gold = array(
        [
            name.Separation,
            name.GOLD,
            name.DeviceCMYK,
            dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.9, 0.8, 0], N=1),
        ]
    )
    shading = dictionary(ShadingType=2, ColorSpace=name.DeviceCMYK, Coords=[width / 2, 0, width, 0], Function=ramp)
    layer = pdf.make_indirect(dictionary(Type=name.OCG, Name=pikepdf.String("all")))
    pdf.Root["/OCProperties"] = dictionary(OCGs=array([layer]), D=dictionary(ON=array([layer])))
    images = {}
    for key, picture in (("R", photo), ("C", photo.convert("CMYK"))):
        images[f"/{key}"] = pdf.make_stream(picture.tobytes(), Type=name.XObject, Subtype=name.Image, Width=256, Height=256,
            BitsPerComponent=8, ColorSpace=name.DeviceRGB if key == "R" else name.DeviceCMYK)  # fmt: skip
    inner = b"0 0 0 1 k 10 10 60 60 re f"
    images["/F"] = pdf.make_stream(
        inner, Type=name.XObject, Subtype=name.Form, BBox=[0, 0, 100, 100], Resources=dictionary()
    )
    half = height / 2
    content = f"""/OC /L BDC .1 .6 .9 0 k 0 0 {width} {height} re f EMC
        /G cs .8 scn {width * 0.6} {half} m {width * 0.6} {height} {width * 0.8} {height} {width * 0.8} {half} c f
        q {half} 0 0 {half} 20 20 cm /R Do Q q {half} 0 0 {half} {width / 3} 20 cm /C Do Q
        q {width / 2} 20 200 100 re W n /S sh Q /A gs [6 3] 0 d 2 w 1 0 0 0 K 0 0 m {width / 3} {height} {width / 2} 0 {width} {height} c S
        q 1 0 0 1 40 120 cm /F Do Q"""
    resources = dictionary(
        ColorSpace=dictionary(G=gold), Shading=dictionary(S=shading), ExtGState=dictionary(A=dictionary(CA=0.5, ca=0.5)),
        Properties=dictionary(L=layer),
    )  # fmt: skip
    resources["/XObject"] = dictionary(images)
    page = dictionary(
        Type=name.Page, MediaBox=[0, 0, width, height], Resources=resources, Contents=pdf.make_stream(content.encode())
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    if trim:
        page = pdf.pages[0].obj
        page["/MediaBox"], page["/TrimBox"] = [-10, -10, width + 10, height + 10], [0, 0, width, height]
    if rotate:
        pdf.pages[0].obj["/Rotate"] = rotate
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id="encryption" not in how, **how)  # type: ignore[arg-type]
    return out.getvalue()


def action(pdf: pikepdf.Pdf, kind: str, **more: object) -> pikepdf.Object:
    return pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name("/" + kind), **more))


def spoil(name: str) -> bytes:
    """The same file with something in it that acts."""
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        page, root = pdf.pages[0].obj, pdf.Root
        script = action(pdf, "JavaScript", JS=pikepdf.String("app.alert(1)"))
        match name:
            case "open":
                root["/OpenAction"] = script
            case "page":
                page["/AA"] = pikepdf.Dictionary(O=script)
            case "names":
                root["/Names"] = pikepdf.Dictionary(
                    JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
                )
            case "launch":
                page["/Annots"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action(pdf, "Launch", F=pikepdf.String("x"))))])  # fmt: skip
            case "link":
                page["/Annots"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action(pdf, "URI", URI=pikepdf.String("https://example.org"))))])  # fmt: skip
            case "attachment":
                pdf.attachments["notes.txt"] = b"for whoever opens this"
                root["/AF"] = pikepdf.Array([])
            case "xfa":
                root["/AcroForm"] = pikepdf.Dictionary(
                    XFA=pikepdf.Array([pikepdf.String("template"), pdf.make_stream(b"<x/>")])
                )
            case "image":
                image = next(iter(page["/Resources"]["/XObject"].values()))
                image["/AF"] = pikepdf.Array([pikepdf.Dictionary(EF=pikepdf.Dictionary(F=pdf.make_stream(b"x")))])
                image["/Metadata"] = pdf.make_stream(b"<secret/>")
        return saved(pdf)


def build(root, data: bytes, name: str = "ad.pdf", more: str = "", lang: str = "en") -> int:
    """A page of one story with the advertisement booked at its foot."""
    for path, text in {
        "layouts/house.yaml": "paper: {name: 望澜晚报}\npage: {trim: [390mm, 543mm]}\n"
        "grid: {body: 9pt, leading: 12.75pt, columns: 6, measure: 17字, gutter: 1.2字, lines: 110}\n"
        "faces: {song: package:noto-serif@400}\nads: {sizes: {通栏: {columns: 6, lines: 20}}}\n",
        f"layouts/{DAY}/edition.yaml": f"date: {DAY}\npages: [A01]\n",
        f"layouts/{DAY}/A01.yaml": "blocks:\n  - {story: one, columns: 1-6, lines: 1-110, copyfit: no}\n",
        f"layouts/{DAY}/ads.yaml": f"bookings:\n  - {{booking: X1, customer: 甲, size: 通栏, file: {name}{more}}}\n",
        f"stories/{DAY}/one.md": "---\nheadline: 标题\n---\n" + ("正文" * 40 + "。\n") * 104,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / f"assets/{DAY}").mkdir(parents=True, exist_ok=True)
    (root / f"assets/{DAY}/{name}").write_bytes(data)
    return main(["build", str(root / "layouts" / DAY), "--lang", lang, "-o", str(root / "out")])


def on_page(root) -> tuple[Image.Image, Image.Image]:
    """What the page shows at the advertisement's place, and the advertisement by itself, at 72 dpi × 2."""
    page = pypdfium2.PdfDocument(str(root / f"out/{DAY}/A01.pdf"))[0].render(scale=2).to_pil().convert("RGB")
    own = pypdfium2.PdfDocument(str(root / f"assets/{DAY}/ad.pdf"))[0].render(scale=2).to_pil().convert("RGB")
    left, bleed = (390 * MM - WIDTH) / 2, 3 * MM
    top = (543 * MM - 110 * 12.75) / 2 + 91 * 12.75 + 1.875
    box = [round(2 * (side + bleed)) for side in (left, top, left + WIDTH, top + HEIGHT)]
    return page.crop(tuple(box)), own.resize((box[2] - box[0], box[3] - box[1]))


@pytest.mark.parametrize("turned", [{}, {"trim": True}, {"rotate": 180}], ids=["plain", "trim box", "on its head"])
def test_what_is_seen_is_what_was_sent(tmp_path, capsys, turned):
    """Pixel by pixel, the label in the corner and the hairline apart."""
    assert build(tmp_path, drawn(**turned)) == 0, capsys.readouterr().out
    page, own = on_page(tmp_path)
    if "trim" in turned:
        own = pypdfium2.PdfDocument(drawn())[0].render(scale=2).to_pil().convert("RGB").resize(page.size)
    inner = (6, 6, page.width - 90, page.height - 6)
    difference = ImageChops.difference(page.crop(inner), own.crop(inner)).convert("L")
    # Edges may fall half a pixel beside each other.
    assert sum(difference.histogram()[48:]) < 0.01 * difference.width * difference.height
    done = subprocess.run(
        [outside("qpdf"), "--check", str(tmp_path / f"out/{DAY}/A01.pdf")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("what", ["open", "page", "names", "launch", "link", "attachment", "xfa", "image"])
def test_nothing_that_acts_comes_along(tmp_path, capsys, what):
    """P25: none of its keys is in our file, and the compositor is told that there was something."""
    data = spoil(what)
    assert build(tmp_path, data) == 0
    assert "makeup.insert-active" in capsys.readouterr().out
    file = tmp_path / f"out/{DAY}/A01.pdf"
    with pikepdf.open(file) as pdf:
        text = b"\n".join(one.unparse(resolved=True) if not isinstance(one, pikepdf.Stream) else
                          pikepdf.Dictionary(dict(one.items())).unparse() for one in pdf.objects)  # fmt: skip
    for key in FORBIDDEN:
        assert not re.search(re.escape(key) + rb"(?![A-Za-z])", text), key
    assert b"secret" not in file.read_bytes()


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(tmp_path, capsys):
    """Encrypted, cut off, no PDF at all, layers that are switched off; the page is a draft with a hole."""
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))
        owned = saved(pdf, encryption=pikepdf.Encryption(owner="a", user=""))
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("price")))
        pdf.Root["/OCProperties"] = pikepdf.Dictionary(
            OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
        )
        hidden = saved(pdf)
    whole = drawn()
    for number, (data, code) in enumerate([
        (locked, "insert-encrypted"), (owned, "insert-encrypted"), (hidden, "insert-layers"),
        (b"%PDF-1.7\n" + b"garbage" * 50, "insert-broken"), (b"not a picture", "not-an-image"),
        (whole[:400], "insert-broken"),
    ]):  # fmt: skip
        assert build(tmp_path / str(number), data) == 1
        assert f"pictures.{code}" in capsys.readouterr().out
        assert not (tmp_path / str(number) / f"out/{DAY}/A01.pdf").exists()
        assert (tmp_path / str(number) / f"out/{DAY}/A01.draft.pdf").exists()


def test_a_file_of_another_size_is_refused(tmp_path, capsys):
    """A millimetre is a millimetre; for a picture it is the shape that counts, and where it is colour its ink."""
    assert build(tmp_path, drawn(WIDTH - 2 * MM)) == 1
    told = capsys.readouterr().out
    assert "makeup.ad-size" in told
    assert "340.9mm × 84.1mm; 342.9mm × 84.1mm was booked" in told
    picture = io.BytesIO()
    Image.new("CMYK", (round(WIDTH * 2.8), round(HEIGHT * 2.8)), (0, 200, 0, 0)).save(picture, "TIFF")
    assert build(tmp_path / "tiff", picture.getvalue(), "ad.tif") == 0
    Image.new("L", (round(WIDTH * 2.8), round(HEIGHT * 3))).save(grey := io.BytesIO(), "PNG")
    assert build(tmp_path / "png", grey.getvalue(), "ad.png") == 1
    assert "makeup.ad-size" in capsys.readouterr().out


def test_a_black_booking_has_no_colour(tmp_path, capsys):
    """Neither a PDF with inks nor a colour picture; a grey one will do."""
    assert build(tmp_path, drawn(), more=", ink: black") == 1
    assert "makeup.ad-colour" in capsys.readouterr().out
    Image.new("L", (round(WIDTH * 2.8), round(HEIGHT * 2.8))).save(grey := io.BytesIO(), "PNG")
    assert build(tmp_path / "grey", grey.getvalue(), "ad.png", ", 印色: 黑白") == 0


def test_what_a_press_would_not_have_is_said(tmp_path, capsys):
    """Fonts that are not in the file are an error; RGB and further pages a warning."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    unused = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
    for _ in range(2):
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page = pdf.pages[-1].obj
        page["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font, U=unused))
        page["/Contents"] = pdf.make_stream(b"BT /U 9 Tf /F 12 Tf 1 0 0 rg 20 20 Td (Sale) Tj ET")
    assert build(tmp_path, saved(pdf)) == 1
    told = capsys.readouterr().out
    assert "makeup.insert-fonts" in told
    assert "Helvetica" in told
    assert "Courier" not in told, "a font that no text is shown in is not missed"
    assert "makeup.insert-rgb" in told
    assert "makeup.insert-pages" in told


def test_a_booking_without_its_file_keeps_its_place(tmp_path, capsys):
    """The page shows a hole of the right size and does not pass."""
    assert build(tmp_path, b"", "later.pdf") == 1
    (tmp_path / f"layouts/{DAY}/ads.yaml").write_text(
        "bookings:\n  - {booking: X1, customer: 甲, size: 通栏}\n", "utf-8"
    )
    capsys.readouterr()
    assert main(["build", str(tmp_path / "layouts" / DAY), "--lang", "en", "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert "makeup.ad-file" in told
    assert "342.9 mm × 84.1 mm" in told or "342.9mm × 84.1mm" in told, told


def test_whatever_is_wrong_with_a_file_nothing_else_is_harmed(tmp_path):
    """Random damage: an insert, or a reason; never an exception of another kind."""
    rng, whole, codes = random.Random(1), drawn(), set()
    for _ in range(2000 if CAMPAIGN else 40):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 30)):
            data[rng.randrange(8, len(data))] = rng.randrange(256)
        try:
            width, height, own = read_insert("ad.pdf", bytes(data), None)
        except Fault as fault:
            codes.add(fault.problem.code)
            continue
        assert insert_of(own).width == width > 0
        assert height > 0
    assert codes <= {"pictures.insert-broken", "pictures.insert-encrypted", "pictures.insert-layers"}


def test_a_pdf_may_be_a_picture_of_a_story(tmp_path, capsys):
    """A map or chart that came as PDF stays lines and letters."""
    build(tmp_path, drawn())
    (tmp_path / f"layouts/{DAY}/ads.yaml").unlink()
    (tmp_path / f"layouts/{DAY}/A01.yaml").write_text(
        "blocks:\n  - {story: one, columns: 1-6, lines: 1-110, inside: [{photo: 1, columns: 1-2, lines: 20-40}]}\n",
        "utf-8",
    )
    (tmp_path / f"stories/{DAY}/one.md").write_text(
        "---\nheadline: 标题\nphotos:\n  - {file: ad.pdf}\n---\n正文。\n", "utf-8"
    )
    capsys.readouterr()
    assert main(["build", str(tmp_path / "layouts" / DAY), "--lang", "en", "-o", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "makeup.insert-rgb" in told
    with pikepdf.open(tmp_path / f"out/{DAY}/A01.pdf") as pdf:
        shown = [one for one in pdf.pages[0].Resources.XObject.values() if one.Subtype == "/Form"]
    assert shown, "its lines and letters stay what they are"


@pytest.mark.parametrize("content", [b"", b"1 g 0 0 500 500 re f"], ids=["nothing", "a white field"])
def test_a_blank_page_is_no_advertisement(tmp_path, capsys, content):
    """It would be white paper, sold."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    pdf.pages[0].Contents = pdf.make_stream(content)
    assert build(tmp_path, saved(pdf)) == 1
    assert "makeup.insert-blank" in capsys.readouterr().out
