"""Printer's sheets: folded, cut and laid in each other, a section reads from its first page to its last."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops, ImageStat

from banxin.desk.command import main
from banxin.press.imposition import in_fours, in_pairs
from tests.conftest import ROOT
from tests.press.pdfx import violations

DAY, TIME = "2026-06-01", "2026-05-31T22:40:00"


def folded_once(sides) -> list[int]:
    """The order of pages as a hand folds the sheets: each is a V of two leaves, the next lies in it."""
    fronts = [[place.page for place in side.places] for side in sides if not side.back]
    backs = [[place.page for place in side.places] for side in sides if side.back]
    outer = [page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])]
    inner = [page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])]
    return outer + inner[::-1]


@pytest.mark.parametrize("count", [4, 8, 12, 16, 32])
def test_pairs_fold_into_order(count):
    """Every page once, each with its own other side behind it."""
    sides = list(in_pairs(count))
    assert folded_once(sides) == list(range(1, count + 1))
    assert len(sides) == count // 2


@pytest.mark.parametrize(("count", "wanted"), [(1, 4), (3, 4), (5, 8), (6, 8), (10, 12)])
def test_a_number_that_is_no_multiple_of_four_has_blank_pages(count, wanted):
    """A sheet has four pages, whatever an edition has."""
    assert sorted(place.page for side in in_pairs(count) for place in side.places) == list(range(1, wanted + 1))
    assert sorted(place.page for side in in_fours(count) for place in side.places) == list(range(1, wanted + 1))


def at(side, column: int, row: int):
    (found,) = [place for place in side.places if (place.column, place.row) == (column, row)]
    return found


@pytest.mark.parametrize("count", [8, 16, 24, 12])
def test_fours_fold_into_order(count):
    """Folded head on head, then spine on spine. Behind each page lies the one that shares its leaf.

    A page and the one behind it are 1 and 2, 3 and 4 and so on, and above every page stands, on its head, the one that
    the second fold lays beside it.
    """
    sides = list(in_fours(count))
    assert sorted(place.page for side in sides for place in side.places) == list(range(1, count + 1))
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        for place in front.places:
            behind = at(back, front.columns - 1 - place.column, place.row)
            assert (place.page + 1) // 2 == (behind.page + 1) // 2, (place, behind)
            assert behind.turned == place.turned == (front.rows == 2 and place.row == 0)
        if front.rows == 2:
            low = at(front, 1, 1).page
            assert at(front, 1, 0).page == low + 3
            assert at(front, 0, 1).page == count + 1 - low
            assert at(front, 0, 0).page == count - low - 2


@pytest.fixture(scope="module")
def sheets(tmp_path_factory) -> Path:
    """The sample edition, its pages for the press and its sheets."""
    out = tmp_path_factory.mktemp("sheets")
    for kind in ("--press", "--sheets"):
        assert main(["build", str(ROOT / "layouts" / DAY), kind, "--stamp", TIME, "-o", str(out)]) == 0
    return out / DAY


def trimmed(file: Path, number: int = 0):
    """A page within its trim, as pixels."""
    document = pypdfium2.PdfDocument(str(file))
    page = document[number]
    page.set_cropbox(*page.get_trimbox())
    image = page.render(scale=0.5).to_pil().convert("L")
    document.close()
    return image


def test_a_sheet_keeps_to_pdf_x_4(sheets):
    """What goes to the plate is held to the same clauses as the pages."""
    assert violations(sheets / "sheets/A.pdf") == []


@pytest.mark.parametrize(("side", "pages"), enumerate([("A08", "A01"), ("A02", "A07"), ("A06", "A03"), ("A04-A05",)]))
def test_on_the_sheets_lie_the_very_pages(sheets, side, pages):
    """To the pixel, a photo that runs across the middle too."""
    sheet = trimmed(sheets / "sheets/A.pdf", side)
    left = 0
    for name in pages:
        page = trimmed(sheets / f"press/{name}.pdf")
        cut = sheet.crop((left, 0, left + page.width, page.height))
        assert ImageStat.Stat(ImageChops.difference(cut, page)).mean[0] < 1, name
        left += page.width


def test_every_page_is_a_form_and_every_picture_is_there_once(sheets):
    """Four sides of two pages; marks and slug are the sheet's own."""
    with pikepdf.open(sheets / "sheets/A.pdf") as pdf:
        forms = [page.Resources.XObject[f"/P{at}"] for page in pdf.pages for at in (0, 1)]
        assert all(form.Subtype == "/Form" for form in forms)
        assert b"A-1a" not in b"".join(form.read_bytes() for form in forms)
    whole = (sheets / "press/edition.pdf").stat().st_size
    assert (sheets / "sheets/A.pdf").stat().st_size < whole * 1.02
    document = pypdfium2.PdfDocument(str(sheets / "sheets/A.pdf"))
    told = document[0].get_textpage().get_text_bounded()
    assert "A-1a" in told
    assert "2026-05-31 22:40:00 UTC" in told


def tabloid(tmp_path: Path, count: int) -> Path:
    """A tabloid edition of so many pages."""
    for folder in ("layouts", "stories", "assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    edition = tmp_path / f"layouts/{DAY}.tabloid/edition.yaml"
    text = edition.read_text("utf-8")
    names = [f"A{number:02}" for number in range(1, count + 1)]
    layout = edition.with_name("A03.yaml").read_text("utf-8")
    for name in names[3:]:
        own = layout
        for slug in re.findall(r"story: ([a-z]+)", layout):
            shutil.copy(tmp_path / f"stories/{DAY}/{slug}.md", tmp_path / f"stories/{DAY}/{slug}-{name}.md")
            own = own.replace(f"story: {slug}", f"story: {slug}-{name}")
        edition.with_name(f"{name}.yaml").write_text(own, "utf-8")
    lines = [
        f"pages: [{', '.join(names)}]" if line.startswith(("pages:", "版面:")) else line for line in text.split("\n")
    ]
    edition.write_text("\n".join(lines), "utf-8")
    return edition.parent


def test_a_tabloid_lies_by_fours_head_to_head(tmp_path, capsys):
    """The pages of the upper row stand on their heads; turned back, they are the pages."""
    folder = tabloid(tmp_path, 8)
    for kind in ("--press", "--sheets"):
        assert main(["build", str(folder), kind, "--stamp", TIME, "--lang", "en", "-o", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "A-1a A05 A04 A08 A01" in told
    assert "A-1b A03 A06 A02 A07" in told
    made = tmp_path / f"out/{DAY}.tabloid"
    assert violations(made / "sheets/A.pdf") == []
    sheet = trimmed(made / "sheets/A.pdf")
    for name, column, row in (("A05", 0, 0), ("A04", 1, 0), ("A08", 0, 1), ("A01", 1, 1)):
        page = trimmed(made / f"press/{name}.pdf")
        width, height = sheet.width // 2, sheet.height // 2
        cut = sheet.crop((column * width, row * height, (column + 1) * width, (row + 1) * height))
        cut = cut.rotate(180) if row == 0 else cut
        same = page.crop((0, 0, *cut.size))
        assert ImageStat.Stat(ImageChops.difference(cut, same)).mean[0] < 6, name


def test_what_is_blank_is_said(tmp_path, capsys):
    """Three pages on a sheet of four."""
    assert main(["build", str(ROOT / f"layouts/{DAY}.tabloid"), "--sheets", "--lang", "en", "-o", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "desk.sheet-blank" in told
    assert "A04" in told
    assert "A-1a -- A01" in told


def test_a_page_alone_makes_no_sheet(tmp_path, capsys):
    """It is said how the edition is named."""
    page = str(ROOT / f"layouts/{DAY}/A03.yaml")
    assert main(["build", page, "--sheets", "--lang", "en", "-o", str(tmp_path)]) == 2
    assert f"layouts/{DAY}" in capsys.readouterr().out


#: A page of a broadsheet in a paper of tabloids.
LARGE = "house: {page: {trim: [390mm, 543mm], bleed: 3mm, top: 24mm}}\n"


def larger(edition: Path, name: str) -> None:
    """Print a page on paper twice as large."""
    page = edition / f"{name}.yaml"
    page.write_text(LARGE + page.read_text("utf-8"), "utf-8")


def test_each_section_lies_on_paper_of_its_own_size(tmp_path, capsys):
    """A broadsheet with a tabloid in it: each section's sheets are as large as its pages, and folded as such are."""
    edition = tabloid(tmp_path, 4)
    for at, name in enumerate(("A03", "A04"), 1):
        (edition / f"{name}.yaml").rename(edition / f"B{at:02}.yaml")
        larger(edition, f"B{at:02}")
    file = edition / "edition.yaml"
    file.write_text(file.read_text("utf-8").replace("A03, A04", "B01, B02"), "utf-8")
    assert main(["build", str(edition), "--sheets", "--lang", "en", "-o", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "A-1a -- A01" in told
    assert "B-1a -- B01" in told
    sizes = {}
    for letter in "AB":
        with pikepdf.open(tmp_path / f"out/{DAY}.tabloid/sheets/{letter}.pdf") as pdf:
            left, low, right, high = map(float, pdf.pages[0].TrimBox)
            sizes[letter] = round((right - left) / 72 * 25.4), round((high - low) / 72 * 25.4)
    assert sizes == {"A": (543, 390), "B": (780, 543)}


def test_pages_of_two_sizes_in_a_section_make_no_sheet(tmp_path, capsys):
    """They could not be folded and cut together; it is said which page is the odd one."""
    edition = tabloid(tmp_path, 4)
    larger(edition, "A03")
    assert main(["build", str(edition), "--sheets", "--lang", "en", "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert "A03.yaml" in told
    assert "error[desk.sheets-sizes]" in told
    assert "A03 and A01" in told
    assert not list((tmp_path / "out").rglob("sheets/*.pdf"))
