"""The PDFs of the sample edition, judged by programs that are not ours."""

from __future__ import annotations

import re
import subprocess

import pikepdf
import pypdfium2
import pytest

from banxin.files import Tree
from banxin.problems import Report
from banxin.run.sources import open_sources
from banxin.units import MM as EMU_MM
from banxin.units import PT
from tests.conftest import ROOT, outside

PAGES = ["A01", "A02", "A03", "A04-A05", "A06", "A07", "A08"]
MM = 72 / 25.4


def squeezed(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def stories():
    """The stories of each page."""
    sources = open_sources(Tree(str(ROOT)), "2026-06-01")
    return {name: sources.stories(sources.plan(name)[0], Report()) for name in PAGES}


def is_read(story, page: str, texts: dict[str, str]) -> bool:
    """Whether a page's text holds a story as it was written; one that jumps, its part without a gap."""
    copy = squeezed(story.canonical())
    if copy in texts[page]:
        return True
    captions = squeezed("".join(part.text for photo in story.photos for part in (photo.caption, photo.credit) if part))
    body, first, second = copy.removesuffix(captions), texts["A01"], texts["A03"]
    cut = next(at for at in range(len(body), 0, -1) if body[:at] in first)
    jumps = "（下转A03版）" in first and "（上接A01版）" in second
    return jumps and 0 < cut < len(body) and captions in first and body[cut:] in second


@pytest.fixture(scope="module")
def by_poppler(edition):
    """Each page's text as pdftotext reads it."""
    tool = outside("pdftotext")
    return {
        page: squeezed(
            subprocess.run(
                [tool, "-raw", "-enc", "UTF-8", str(edition / f"{page}.pdf"), "-"], capture_output=True, check=True
            ).stdout.decode("utf-8")
        )
        for page in PAGES
    }


@pytest.fixture(scope="module")
def by_pdfium(edition):
    """Each page's text as pdfium reads it."""
    return {
        page: squeezed(pypdfium2.PdfDocument(edition / f"{page}.pdf")[0].get_textpage().get_text_range())
        for page in PAGES
    }


@pytest.mark.parametrize("page", PAGES)
def test_poppler_reads_every_story_character_for_character(by_poppler, stories, page):
    """An archive that copies text out of the page gets the story as it was written."""
    for story in stories[page].values():
        assert is_read(story, page, by_poppler), story.slug


@pytest.mark.parametrize("page", PAGES)
def test_pdfium_reads_every_story_character_for_character(by_pdfium, stories, page):
    """A second reader agrees: nothing is lost, doubled or out of order."""
    for story in stories[page].values():
        assert is_read(story, page, by_pdfium), story.slug


@pytest.mark.parametrize("file", [*PAGES, "edition"])
def test_qpdf_finds_nothing_wrong(edition, file):
    """A printer's workflow opens every file without a warning."""
    done = subprocess.run(
        [outside("qpdf"), "--check", str(edition / f"{file}.pdf")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


@pytest.mark.parametrize("file", [*PAGES, "edition"])
def test_every_face_is_embedded_and_cut_down(edition, file):
    """The press needs no face of its own, and the file carries no glyph that is not shown."""
    done = subprocess.run(
        [outside("pdffonts"), str(edition / f"{file}.pdf")], capture_output=True, text=True, check=True
    )
    rows = done.stdout.splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"CID TrueType\s+Identity-[HV]\s+yes yes yes", row), row


@pytest.mark.parametrize("page", PAGES)
def test_the_boxes_are_the_trim_with_three_millimetres_of_bleed(edition, page):
    """The plate is exactly as large as the house says."""
    with pikepdf.open(edition / f"{page}.pdf") as pdf:
        trim, media = ([float(side) for side in pdf.pages[0][key]] for key in ("/TrimBox", "/MediaBox"))
        assert trim[2] - trim[0] == pytest.approx((780 if "-" in page else 390) * MM, abs=0.002)
        assert trim[3] - trim[1] == pytest.approx(543 * MM, abs=0.002)
        assert trim[0] - media[0] == pytest.approx(3 * MM, abs=0.002)
        assert media[3] - trim[3] == pytest.approx(3 * MM, abs=0.002)


def _text_of(pdf: pikepdf.Pdf, number: int = 0):
    """Each text run of a page: font, size, colour operands, x and y in points from the media box."""
    font, size, x, y = "", 0.0, 0.0, 0.0
    colour: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0)
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[number]):
        match str(operator):
            case "Tf":
                font, size = str(operands[0]), float(operands[1])
            case "k":
                colour = tuple(float(part) for part in operands)
            case "Tm":
                x, y = float(operands[4]), float(operands[5])
            case "Tj" | "TJ":
                yield font, size, colour, x, y


@pytest.mark.parametrize("page", PAGES)
def test_body_text_stands_on_the_pages_grid(edition, page):
    """Lines of neighbouring columns and stories register to a twentieth of a point (GR-01)."""
    top = 21 if page == "A01" else 30
    plan, _ = open_sources(Tree(str(ROOT)), "2026-06-01").plan(page)
    grid, edge = plan.house.grid, plan.house.type_area.left
    down = [block.area for block in plan.blocks if block.body.vertical]
    with pikepdf.open(edition / f"{page}.pdf") as pdf:
        height = float(pdf.pages[0].MediaBox[3])
        first = (top + 3) * MM + (12.75 - 9) / 2 + 0.88 * 9
        found = [(x * PT - 3 * EMU_MM, (height - y - first) / 12.75 + 1) for font, size, _, x, y in _text_of(pdf)
                 if size == 9 and "Serif" in font]  # fmt: skip
    # Text that runs from top to bottom has a grid of its own.
    lines = [line for x, line in found if not any(
        area.first_line - 1 <= line <= area.last_line + 1
        and edge + grid.left(area.first_column) <= x <= edge + grid.left(area.last_column) + grid.column
        for area in down)]  # fmt: skip
    # The two spaces that part stories for a reader stand anywhere; they show nothing.
    off = sorted(abs(line - round(line)) * 12.75 for line in lines)
    assert len(off) > 80
    assert sum(value > 0.05 for value in off) <= 4


@pytest.mark.parametrize("page", PAGES)
def test_text_is_black_alone_or_a_colour_of_the_house(edition, page):
    """Type is printed with one plate wherever it can be: no four-colour text."""
    with pikepdf.open(edition / f"{page}.pdf") as pdf:
        colours = {colour for _, _, colour, _, _ in _text_of(pdf)}
    assert (0.0, 0.0, 0.0, 1.0) in colours
    house = {(0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.9, 0.05), (0.85, 0.45, 0.2, 0.1)}
    assert colours <= house


def test_pictures_pass_through_as_they_came(edition):
    """A photo's pixels are the photographer's: the file's own data, its metadata left behind."""
    from banxin.pictures import encode, read_facts

    data = (ROOT / "assets/2026-06-01/lightrail.jpg").read_bytes()
    with pikepdf.open(edition / "A01.pdf") as pdf:
        streams = [image.read_raw_bytes() for image in pdf.pages[0].get_images().values()]
    assert encode(read_facts("lightrail.jpg", data, None)).data in streams
    assert data[data.index(b"\xff\xda") :] in [stream[stream.index(b"\xff\xda") :] for stream in streams]


@pytest.mark.parametrize("page", PAGES)
def test_every_code_reads_off_the_page(edition, page):
    """A reader's telephone gets the address that the layout states, from a picture at 150 dpi."""
    import zxingcpp as zxing

    sources = open_sources(Tree(str(ROOT)), "2026-06-01")
    plan, _ = sources.plan(page)
    wanted = {block.what.url for outer in plan.blocks for block in (outer, *outer.inside) if block.kind.name == "qr"}
    image = pypdfium2.PdfDocument(edition / f"{page}.pdf")[0].render(scale=150 / 72).to_pil()
    assert wanted <= {found.text for found in zxing.read_barcodes(image)}


def test_the_edition_holds_each_face_and_picture_once(edition):
    """Eight pages in one file, two of them a spread, share what they have in common."""
    with pikepdf.open(edition / "edition.pdf") as pdf:
        assert len(pdf.pages) == 7
        # Advertisements bring their own.
        ours = [font.DescendantFonts[0].FontDescriptor for page in pdf.pages for font in page.Resources.Font.values()]
        files = {next(font[key] for key in ("/FontFile2", "/FontFile3") if key in font).objgen for font in ours}
        names = {str(font.FontName)[8:] for font in ours}
        assert len(files) == len(names)
    assert (edition / "edition.pdf").stat().st_size < sum((edition / f"{page}.pdf").stat().st_size for page in PAGES)


def test_a_page_says_what_it_is(edition):
    """Title, paper and date are in the file, and the date is the edition's, not the clock's."""
    with pikepdf.open(edition / "A01.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "望澜晚报 2026-06-01 A01"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260601")
        assert str(pdf.Root.Lang) == "zh-CN"


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_photo_s_form_turns_it_as_a_viewer_does(orientation):
    """Each of EXIF's turns, corner by corner, against Pillow's."""
    from PIL import Image, ImageOps

    from banxin.press.pdf._images import _TURNS

    stored = Image.new("L", (2, 2))
    stored.putdata([10, 20, 30, 40])
    exif = Image.Exif()
    exif[274] = orientation
    stored.info["exif"] = exif.tobytes()
    upright = ImageOps.exif_transpose(stored)
    a, b, c, d, e, f = _TURNS[orientation]
    for x, y in ((0, 0), (1, 0), (0, 1), (1, 1)):  # of the file's pixels, from its left upper corner
        across, up = (2 * x + 1) / 4, 1 - (2 * y + 1) / 4
        shown = a * across + c * up + e, b * across + d * up + f
        assert 0 < shown[0] < 1
        assert 0 < shown[1] < 1
        assert upright.getpixel((int(2 * shown[0]), int(2 * (1 - shown[1])))) == stored.getpixel((x, y))
