"""The press's files: PDF/X-4 by the clauses, plates by Ghostscript, marks outside the trim, pictures in the press's inks."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageStat

from banxin.desk.command import main
from banxin.lines import TextStyle, measure_paragraph, set_paragraph, text_runs, uniform
from banxin.page import Ink, NodeId, Page, Picture, TextRun, rectangle, rule
from banxin.pictures import read_facts
from banxin.pictures.separate import Separation, check_profile, limited, separate
from banxin.press.pdf import About, Product, page_pdf, print_page
from banxin.press.pdf.profiles import NEWSPRINT, own_profile
from banxin.press.products import PRODUCTS
from banxin.problems import Fault
from banxin.units import MM, PT, Point, Rect
from tests.conftest import ROOT, outside
from tests.press.pdfx import violations

DAY, TIME = "2026-06-01", "2026-05-31T22:40:00"
PAGES = ["A01", "A02", "A03", "A04-A05", "A06", "A07", "A08"]
RECT = Rect(0, 0, 60 * MM, 60 * MM)
HOW = Separation(own_profile(NEWSPRINT))


@pytest.fixture(scope="module")
def press(tmp_path_factory) -> Path:
    """The sample edition for the press."""
    out = tmp_path_factory.mktemp("press")
    assert main(["build", str(ROOT / "layouts" / DAY), "--press", "--stamp", TIME, "-o", str(out)]) == 0
    return out / DAY / "press"


def plates(file: Path, folder: Path) -> dict[str, Image.Image]:
    """Ghostscript's plates, 255 where ink is solid."""
    subprocess.run([outside("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72",
                    "-o", str(folder / "p.tif"), str(file)], check=True, capture_output=True)  # fmt: skip
    found = {}
    for path in folder.glob("p*(*).tif"):
        gray = Image.open(path).convert("L")
        found[path.name.partition("(")[2].partition(")")[0]] = gray.point(lambda value: 255 - value)
    return found


def printed(items: tuple, fonts: dict, facts: dict | None = None) -> bytes:
    """A sheet without marks."""
    product = Product(PRODUCTS["press"], separation=HOW, condition="test", slug=5 * MM)
    page = Page("A01", "", RECT, 0, RECT, items, ())
    return page_pdf(print_page(page, fonts, product=product), fonts, facts or {}, About("t", "a", DAY), product)


def worded(faces, text: str, origin: Point) -> TextRun:
    """A word of 20 points."""
    measured, _ = measure_paragraph("p", text, (), TextStyle("song", 20 * PT), faces)
    lines = set_paragraph(measured, uniform(50 * MM))
    (made,) = text_runs(measured, lines.lines[0], origin, ((0, NodeId("")),))
    return made


def test_every_page_is_pdf_x_4(press):
    """Each page alone and the edition as one file."""
    files = sorted(press.glob("*.pdf"))
    assert len(files) == len(PAGES) + 1
    for file in files:
        assert violations(file) == [], file.name
        checked = subprocess.run([outside("qpdf"), "--check", str(file)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout


def test_the_plain_page_is_not(tmp_path):
    """The checker is awake: the page as it is looked at has links and no output intent."""
    assert main(["build", str(ROOT / f"layouts/{DAY}/A08.yaml"), "-o", str(tmp_path)]) == 0
    assert violations(tmp_path / DAY / "A08.pdf")


def test_boxes_lie_in_each_other_with_room_for_marks(press):
    """Trim, three millimetres of bleed, twelve of slug."""
    with pikepdf.open(press / "A01.pdf") as pdf:
        page = pdf.pages[0]
        media, bleed, trim = ([float(side) for side in page[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
    millimetre = 72 / 25.4
    assert trim[2] - trim[0] == pytest.approx(390 * millimetre, abs=0.01)
    assert trim[0] - bleed[0] == pytest.approx(3 * millimetre, abs=0.01)
    assert bleed[0] - media[0] == pytest.approx(12 * millimetre, abs=0.01)


def test_the_slug_says_what_the_plate_is(press):
    """Paper, day, page, version and time stand above the sheet."""
    told = subprocess.run([outside("pdftotext"), "-x", "0", "-y", "0", "-W", "900", "-H", "34", str(press / "A03.pdf"), "-"],
                          capture_output=True, text=True, check=True).stdout  # fmt: skip
    for word in ("望澜晚报", DAY, "A03", " v", "2026-05-31 22:40:00 UTC"):
        assert word in told, told


def test_the_same_stamp_is_the_same_bytes(press, tmp_path):
    """A page made again for a lost plate is that page."""
    main(["build", str(ROOT / f"layouts/{DAY}/A03.yaml"), "--press", "--stamp", TIME, "-o", str(tmp_path)])
    assert (tmp_path / DAY / "press/A03.pdf").read_bytes() == (press / "A03.pdf").read_bytes()


def test_marks_stand_outside_the_bleed_on_every_plate(press, tmp_path):
    """Crop marks print on all four plates, in the same places."""
    found = plates(press / "A01.pdf", tmp_path)
    corner = (0, 0, 34, 110)
    shown = {name: found[name].crop(corner).point(lambda value: 255 if value > 100 else 0).getbbox() for name in found}
    assert len(shown) == 4
    assert None not in shown.values()
    assert len(set(shown.values())) == 1


def test_black_text_is_on_the_black_plate_alone(press, tmp_path):
    """The body of a story without pictures or colours: not a grain on the others."""
    found = plates(press / "A03.pdf", tmp_path)
    body = (130, 640, 640, 900)
    assert ImageStat.Stat(found["Black"].crop(body)).mean[0] > 20
    for name in ("Cyan", "Magenta", "Yellow"):
        assert found[name].crop(body).getextrema() == (0, 0), name


def test_black_text_and_rules_overprint_and_colours_knock_out(noto, tmp_path):
    """Under black text and a black rule the tint goes on; under a red area it does not; white stays white."""
    tint = rectangle(RECT, fill=Ink(c=500))
    word = worded(noto, "黑白", Point(10 * MM, 30 * MM))
    paper = worded(noto, "白字", Point(35 * MM, 30 * MM))._replace(ink=Ink())
    items = (tint, rule(Point(5 * MM, 40 * MM), Point(55 * MM, 40 * MM), 2 * PT), word, paper,
             rectangle(Rect(5 * MM, 45 * MM, 20 * MM, 55 * MM), fill=Ink(m=1000)))  # fmt: skip
    file = tmp_path / "sheet.pdf"
    file.write_bytes(printed(items, noto.by_key))
    cyan = plates(file, tmp_path)["Cyan"]

    def least(left: int, top: int, right: int, bottom: int) -> int:
        return cyan.crop([round((5 + side) * 72 / 25.4) for side in (left, top, right, bottom)]).getextrema()[0]

    assert least(8, 22, 27, 42) > 110, "text and rule leave the tint alone"
    assert least(34, 22, 50, 33) == 0, "white letters are knocked out"
    assert least(7, 47, 18, 53) == 0, "and so is what another ink covers"


def test_a_spot_ink_has_its_own_plate(noto, tmp_path):
    """PANTONE by name; the process plates stay empty."""
    items = (rectangle(Rect(5 * MM, 5 * MM, 55 * MM, 55 * MM), fill=Ink(m=900, y=800, spot="House Red")),)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(printed(items, noto.by_key))
    assert violations(file) == []
    found = plates(file, tmp_path)
    assert found["House Red"].getextrema()[1] == 255
    assert all(found[name].getextrema()[1] == 0 for name in ("Cyan", "Magenta", "Yellow", "Black"))


def facts_of(image: Image.Image, kind: str, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return read_facts(f"picture.{kind.lower()}", file.getvalue(), None)


def test_rgb_is_converted_and_keeps_to_the_limit():
    """A colourful picture comes out in four inks, with no more of them than the paper takes."""
    image = Image.merge("RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 20)])
    made = separate(facts_of(image, "JPEG", quality=95), HOW._replace(limit=180))
    assert (made.space, made.filter) == ("DeviceCMYK", "DCTDecode")
    opened = Image.open(io.BytesIO(made.data))
    assert max(sum(opened.getpixel((x, y))) for x in range(0, 256, 3) for y in range(0, 256, 3)) < 190 * 2.55


def test_a_limit_is_kept_to_the_grain():
    """Colours give way, black stays."""
    solid = Image.new("CMYK", (2, 1), (250, 240, 230, 200))
    c, m, y, k = limited(solid, 220).getpixel((0, 0))
    assert k == 200
    assert 215 * 2.55 < c + m + y + k <= 220 * 2.55
    assert limited(Image.new("CMYK", (1, 1), (100, 100, 100, 50)), 220).getpixel((0, 0)) == (100, 100, 100, 50)


def test_what_is_right_already_stays():
    """Gray stays gray, four inks stay as they are, to the byte; line art keeps one bit."""
    gray = facts_of(Image.linear_gradient("L"), "JPEG")
    inks = facts_of(Image.new("CMYK", (30, 20), (10, 20, 30, 40)), "JPEG")
    assert separate(gray, HOW).space == "DeviceGray"
    assert separate(inks, HOW).space == "DeviceCMYK"
    line = separate(facts_of(Image.new("1", (33, 9), 1), "TIFF", compression="group4"), HOW)
    assert (line.space, line.bits, line.width, line.height) == ("DeviceGray", 1, 33, 9)


def test_a_cut_out_keeps_its_mask_and_its_page_says_so(noto, tmp_path):
    """A transparent PNG: four inks, a soft mask, and a page group in the press's inks."""
    image = Image.new("RGBA", (40, 40), (200, 30, 30, 0))
    image.paste((200, 30, 30, 255), (10, 10, 30, 30))
    facts = facts_of(image, "PNG")
    items = (Picture("picture.png", Rect(5 * MM, 5 * MM, 25 * MM, 25 * MM)),)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(printed(items, noto.by_key, {"picture.png": facts}))
    assert violations(file) == []
    with pikepdf.open(file) as pdf:
        page = pdf.pages[0].obj
        (picture,) = page.Resources.XObject.values()
        assert picture.ColorSpace == pikepdf.Name.DeviceCMYK
        assert "/SMask" in picture
        assert page.Group.CS == pikepdf.Name.DeviceCMYK


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "profile-broken"),
        (b"no profile" * 20, "profile-broken"),
        (own_profile(NEWSPRINT)[:400], "profile-broken"),
        (own_profile("srgb.icc"), "profile-kind"),
    ],
)
def test_a_profile_that_describes_no_press_is_refused(data, code):
    """Broken, cut short, or of a screen."""
    with pytest.raises(Fault) as found:
        check_profile("assets/press.icc", data, None)
    assert found.value.problem.code == f"pictures.{code}"


def copied(tmp_path: Path, press: str) -> Path:
    """The sample paper with another ``press:`` in its house style."""
    for name in ("layouts", "stories", f"assets/{DAY}"):
        shutil.copytree(ROOT / name, tmp_path / name)
    house = tmp_path / "layouts/house.yaml"
    house.write_text(f"{house.read_text('utf-8')}\npress: {press}\n", "utf-8")
    return tmp_path / "layouts" / DAY


def test_a_house_without_its_profile_prints_drafts(tmp_path, capsys):
    """The fault has its place in house.yaml, and no page goes to the press in colours of something else."""
    layouts, out = copied(tmp_path, "{profile: our.icc}"), tmp_path / "out"
    assert main(["build", str(layouts / "A08.yaml"), "-o", str(out)]) == 0, "nothing else is wrong with it"
    capsys.readouterr()
    assert main(["build", str(layouts / "A08.yaml"), "--press", "-o", str(out)]) == 1
    assert re.search(r"layouts/house.yaml:\d+:18 error\[files.not-found\]", capsys.readouterr().out)
    assert [path.name for path in (out / DAY / "press").glob("*.pdf")] == ["A08.draft.pdf"]


def test_a_page_changes_nothing_of_the_press(tmp_path, capsys):
    """An edition goes to one press: ``press:`` among a page's own house style is an unknown key."""
    layouts = copied(tmp_path, "{slug: 10mm}")
    page = layouts / "A08.yaml"
    page.write_text(page.read_text("utf-8").replace("blocks:", "house: {press: {slug: 3mm}}\nblocks:", 1), "utf-8")
    assert main(["build", str(page), "--press", "-o", str(tmp_path / "out")]) == 1
    assert "press" in capsys.readouterr().out


@pytest.mark.parametrize("kind", PRODUCTS.values(), ids=PRODUCTS)
def test_a_row_of_products_says_nothing_that_is_not_heeded(kind):
    """Only what a screen shows is made smaller; nothing has the inks of the press and those of a screen."""
    assert not (kind.ppi or kind.light) or kind.screened
    assert not kind.light or kind.ppi
    assert sum((kind.inked, kind.screened, kind.archived)) <= 1
    assert not kind.attached or kind.archived
