"""Every kind of picture is the same picture in all that is made of a page: upright, cut alike, in its colours."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys

import pypdfium2
import pytest
from PIL import Image, ImageCms

from banxin.page import Node, NodeId, Page, Picture
from banxin.pictures import Examination, read_facts
from banxin.pictures.screen import screen_of
from banxin.pictures.separate import Separation
from banxin.plates.web import photo
from banxin.press.pdf import About, Product, page_pdf, print_page
from banxin.press.pdf.profiles import NEWSPRINT, own_profile
from banxin.press.products import PRODUCTS
from banxin.units import INCH, MM, Rect
from tests.conftest import CAMPAIGN, ROOT, outside
from tests.pictures.kinds import HIGH, LOOKED, PAPER, WIDE, Kind, kinds, saved
from tests.pictures.kinds import fields as painted_in
from tests.press.pdfx import violations

USUAL = (
    "jpeg p3 v4.3", "jpeg cmyk", "jpeg cmyk bare", "png gray 16 key", "png gray alpha", "png xmp 8", "tiff turned 6",
    "tiff cmyk", "webp alpha", "heic turned 6", "avif turned 5",
)  # fmt: skip
KINDS: dict[str, Kind] = kinds() if CAMPAIGN else {name: kinds()[name] for name in USUAL}
HOW = Separation(own_profile(NEWSPRINT))
#: The part that the page shows, in thousandths, and its place: a cell of a sheet.
CROP = (200, 100, 1000, 1000)
ACROSS, CELL_WIDE, CELL_HIGH, GAP, DPI = 10, 24 * MM, 18 * MM, 2 * MM, 100
INKS = ("jpeg cmyk", "jpeg cmyk bare", "tiff cmyk", "tiff cmyk 16")


def cell(at: int) -> Rect:
    left, top = GAP + at % ACROSS * (CELL_WIDE + GAP), GAP + at // ACROSS * (CELL_HIGH + GAP)
    return Rect(left, top, left + CELL_WIDE, top + CELL_HIGH)


@pytest.fixture(scope="module")
def facts() -> dict:
    return {name: read_facts(name, kind.data, None) for name, kind in KINDS.items()}


@pytest.fixture(scope="module")
def sheets(facts, tmp_path_factory) -> dict:
    """A page of all kinds, as each product."""
    folder = tmp_path_factory.mktemp("kinds")
    size = cell(len(KINDS) - 1)
    page = Page("A01", "", Rect(0, 0, ACROSS * (CELL_WIDE + GAP) + GAP, size.bottom + GAP), 0, size,
                tuple(Picture(name, cell(at), CROP, name, name) for at, name in enumerate(facts)), ())  # fmt: skip
    tree = Node(NodeId(""), "edition", "t", children=tuple(Node(NodeId(name), "figure", alt=name) for name in facts))
    made = {}
    for product in (Product(), Product(PRODUCTS["press"], separation=HOW, condition="test"), Product(PRODUCTS["proof"], separation=HOW),
                    Product(PRODUCTS["archive"], tree=tree), Product(PRODUCTS["archive-4"], tree=tree)):  # fmt: skip
        data = page_pdf(print_page(page, {}, product=product), {}, facts, About("t", "a", "2026-06-01"), product)
        name = f"archive{product.kind.level}" if product.kind.archived else product.kind.name
        path = folder / f"{name}.pdf"
        path.write_bytes(data)
        made[name] = path
        if product.kind.archived:
            plain = {name: read_facts(name, saved(painted(kind), "PNG"), None) for name, kind in KINDS.items()}
            data = page_pdf(print_page(page, {}, product=product), {}, plain, About("t", "a", "2026-06-01"), product)
            path.with_name(f"like-{path.name}").write_bytes(data)
    return made


def painted(kind: Kind) -> Image.Image:
    """What is to be seen of a kind, as a plain picture."""
    return painted_in("CMYK" if len(kind.seen[0]) == 4 else "RGB", kind.seen).convert("RGB")


def by_pdfium(path) -> Image.Image:
    return pypdfium2.PdfDocument(str(path))[0].render(scale=DPI / 72).to_pil().convert("RGB")


def by_poppler(path) -> Image.Image:
    return drawn(
        path, [outside("pdftoppm"), "-r", str(DPI), "-singlefile", "-png", str(path), str(path.with_suffix(""))]
    )


def by_ghostscript(path, device: str = "png16m") -> Image.Image:
    done = subprocess.run([outside("gs"), "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", f"-sDEVICE={device}", f"-r{DPI}",
                           "-o", str(path.with_suffix(".gs")), str(path)], check=True, capture_output=True)  # fmt: skip
    assert not done.stderr, done.stderr
    return Image.open(path.with_suffix(".gs"))


def by_mupdf(path) -> Image.Image:
    return drawn(
        path, [shutil.which("mutool"), "draw", "-q", "-r", str(DPI), "-o", str(path.with_suffix(".png")), str(path)]
    )


def drawn(path, command) -> Image.Image:
    subprocess.run(command, check=True, capture_output=True)
    return Image.open(path.with_suffix(".png")).convert("RGB")


#: Readers by name, and whether they know profiles (Debian's mutool is built without).
READERS = {"pdfium": (by_pdfium, True), "poppler": (by_poppler, True)}
if CAMPAIGN:
    READERS["ghostscript"] = by_ghostscript, True
    if shutil.which("mutool"):
        READERS["mupdf"] = by_mupdf, False


def fields(image: Image.Image, at: int) -> list[tuple[int, ...]]:
    """The four fields of a kind on a drawn sheet."""
    box = cell(at)
    found = []
    for x, y in LOOKED:
        across, down = (x - CROP[0]) / (CROP[2] - CROP[0]), (y - CROP[1]) / (CROP[3] - CROP[1])
        place = (box.left + across * CELL_WIDE) * DPI / INCH, (box.top + down * CELL_HIGH) * DPI / INCH
        found.append(image.getpixel(tuple(map(int, place))))
    return found


def apart(found, wanted) -> int:
    return max(abs(one - other) for a, b in zip(found, wanted, strict=True) for one, other in zip(a, b, strict=True))


def converted(colours, mode: str) -> list[tuple[int, ...]]:
    """Colours from inks to the screen, or from the screen to inks, by the press's profile and LittleCMS."""
    press, screen = ImageCms.ImageCmsProfile(io.BytesIO(HOW.profile)), ImageCms.createProfile("sRGB")
    ways = (press, screen, "CMYK", "RGB") if mode == "CMYK" else (screen, press, "RGB", "CMYK")
    made = ImageCms.buildTransform(*ways, ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION)
    image = Image.new(mode, (len(colours), 1))
    image.putdata(list(colours))
    return list(ImageCms.applyTransform(image, made).get_flattened_data())


def test_all_of_them_are_whole_and_upright(facts):
    """What is read off the structure is what the page is made with."""
    assert not Examination(list(facts.values())).join()
    assert {(one.width, one.height) for one in facts.values()} == {(WIDE, HIGH)}


def test_facts_are_read_without_a_decoder(tmp_path):
    """A plain page's time is for setting: size and orientation come off the structure, whatever the format."""
    names = ("jpeg p3", "png alpha", "tiff turned 6", "webp exif 6", "heic turned 6", "avif turned 6")
    for name in names:
        (tmp_path / name).write_bytes(kinds()[name].data)
    code = (
        "import sys\nfrom banxin.pictures import read_facts\n"
        f"for name in {names}:\n    one = read_facts(name, open(name, 'rb').read(), None)\n"
        f"    assert (one.width, one.height) == ({WIDE}, {HIGH})\n"
        "assert not {'PIL', 'pillow_heif', 'numpy'} & set(sys.modules), sys.modules"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, check=True)


@pytest.mark.parametrize("product", ["plain", "archive2u", "archive4", "proof"])
@pytest.mark.parametrize("reader", READERS)
def test_every_reader_shows_the_picture(sheets, product, reader):
    """On the plain page, in the archive and on the proof, whoever draws it."""
    draw, knows = READERS[reader]
    image = draw(sheets[product]).convert("RGB")
    wrong, first = {}, {}
    # Poppler shows the archive as the press of its output intent would print it: as it shows plain pictures of the same colours.
    like = (
        draw(sheets[product].with_name(f"like-{sheets[product].name}"))
        if reader == "poppler" and "archive" in product
        else None
    )
    for at, (name, kind) in enumerate(KINDS.items()):
        found, wanted = fields(image, at), fields(like, at) if like and not kind.gray else kind.seen
        if kind.profile and not knows and product != "proof":
            continue
        if name in INKS:
            wanted = converted(kind.seen, "CMYK") if product == "proof" else first.setdefault("inks", found)
        if (far := apart(found, wanted)) > kind.close + 3:
            wrong[name] = far, found, wanted
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


def test_ink_lies_where_it_should(sheets):
    """At the press colours by their profile, gray and line art on the black plate alone, inks as they came."""
    image = by_ghostscript(sheets["press"], "tiff32nc")
    wrong = {}
    for at, (name, kind) in enumerate(KINDS.items()):
        found = fields(image, at)
        if name in INKS:
            wanted = kind.seen
        elif kind.gray:
            wanted = [(0, 0, 0, 255 - gray) for gray, _, _ in kind.seen]
        else:
            wanted = converted(converted(kind.seen, "RGB"), "CMYK")
            found = [PAPER if not any(inks) else converted([inks], "CMYK")[0] for inks in found]
        if (far := apart(found, wanted)) > kind.close + 6:
            wrong[name] = far, found, wanted
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())
    assert not violations(sheets["press"])


def test_a_house_that_keeps_rgb_keeps_its_profiles(facts):
    """Where the press converts, it is told from what: PDF/X-4 holds, and RGB has a profile everywhere."""
    product = Product(PRODUCTS["press"], separation=HOW._replace(convert=False), condition="test")
    whole = Rect(0, 0, 300 * MM, 300 * MM)
    page = Page("A01", "", whole, 0, whole, tuple(Picture(name, cell(0)) for name in facts), ())
    data = page_pdf(print_page(page, {}, product=product), {}, facts, About("t", "a", "2026-06-01"), product)
    assert not violations(data)


def test_the_e_paper_shows_the_same(facts):
    """Its pictures are cut to the same place, in sRGB."""
    screen, wrong = screen_of(HOW), {}
    for name, kind in KINDS.items():
        image = photo(facts[name], CROP, 1600, screen)
        places = [((x - CROP[0]) * image.width // 800, (y - CROP[1]) * image.height // 900) for x, y in LOOKED]
        wanted = converted(kind.seen, "CMYK") if name in INKS else kind.seen
        if (far := apart([image.getpixel(place) for place in places], wanted)) > kind.close:
            wrong[name] = far
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())
