"""Pages by their names, bookmarks, and lines that lead to the page they speak of: in every edition's file."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from banxin.desk.command import main
from tests.conftest import ROOT
from tests.goldens.projects import one_block

DAY = "2026-06-01"
PAGES = ["A01", "A02", "A03", "A04-A05", "A06", "A07", "A08"]
KINDS = {"plain": "", "archive": "--archive-pdf", "archive-4": "--archive-pdf-4", "press": "--press"}


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """The sample's edition in each product."""
    out = tmp_path_factory.mktemp("leads")
    made = {}
    for kind, option in KINDS.items():
        assert main(["build", str(ROOT / "layouts" / DAY), *([option] if option else []), "-o", str(out)]) == 0
        made[kind] = out / DAY / ("edition.pdf" if kind == "plain" else f"{kind}/edition.pdf")
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_called_by_the_papers_names(editions, kind):
    """A reader who wants A04-A05 types that, not 4."""
    document = pypdfium2.PdfDocument(editions[kind])
    assert [document.get_page_label(at) for at in range(len(document))] == PAGES


@pytest.mark.parametrize("kind", KINDS)
def test_bookmarks_are_pages_and_headlines(editions, kind):
    """A page, below it what stands on it, a headline of two lines as one."""
    document = pypdfium2.PdfDocument(editions[kind])
    found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert [title for level, title in found if level == 0] == PAGES
    headlines = [title for level, title in found if level == 1]
    assert "首班轻轨迎着日出过海 东屿进城不再看浪脸色" in headlines
    assert "渔港二十四小时" in headlines


def _led(file) -> dict[tuple[int, int], list[pikepdf.Array]]:
    """The destinations of links within the file, by their page and the page they lead to."""
    found: dict[tuple[int, int], list] = {}
    with pikepdf.open(file) as pdf:
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        for at, page in enumerate(pdf.pages):
            for note in page.obj.get("/Annots", []):
                action = note.get("/A", {})
                there = note.get("/Dest", action.get("/D"))
                if there is not None:
                    found.setdefault((at, numbers[there[0].objgen]), []).append([str(part) for part in there[1:]])
                    assert note.Rect[2] > note.Rect[0]
                    assert note.Rect[3] > note.Rect[1]
    return found


@pytest.mark.parametrize("kind", ["plain", "archive", "archive-4"])
def test_index_and_jumps_lead_to_their_pages(editions, kind):
    """From the front page's index to A02 and on, from 下转A03版 to A03, and back."""
    led = _led(editions[kind])
    assert {there for here, there in led if here == 0} >= {1, 2, 3, 4, 5, 6}
    assert (2, 0) in led
    assert all(there[0] == "/XYZ" for leads in led.values() for there in leads)


def test_nothing_leads_anywhere_at_the_press(editions):
    """A plate has no links (ISO 15930-7, 6.17)."""
    with pikepdf.open(editions["press"]) as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)


def test_a_page_alone_leads_to_no_page_that_is_not_there(tmp_path):
    """Its codes still lead to their addresses."""
    assert main(["build", str(ROOT / f"layouts/{DAY}/A03.yaml"), "-o", str(tmp_path)]) == 0
    assert _led(tmp_path / DAY / "A03.pdf") == {}
    with pikepdf.open(tmp_path / DAY / "A03.pdf") as pdf:
        assert [str(note.A.URI) for note in pdf.pages[0].obj.Annots] == ["https://wanglan-evening.example/wish"]


@pytest.mark.parametrize(("language", "tag"), [("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW")])
def test_files_say_their_language(tmp_path, language, tag):
    """A voice reads a Traditional Chinese paper as one."""
    one_block(tmp_path, {"blocks": "- {story: two, columns: 1-4, lines: 1-12, heading: {takes: 4行, style: third}}",
                         "house": f"setting: {{language: {language}}}\n"})  # fmt: skip
    assert main(["build", str(tmp_path / "layouts" / DAY), "--archive-pdf", "-o", str(tmp_path / "out")]) == 0
    data = (tmp_path / "out" / DAY / "archive" / "A01.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.Lang == tag
        assert f"<rdf:li>{tag}</rdf:li>" in pdf.Root.Metadata.read_bytes().decode()
