"""White is no space: every reader of a page's file gives the copy with the spaces that it has, and no other."""

from __future__ import annotations

import random
import subprocess

import pytest

from banxin.faces import Faces
from banxin.files import Tree
from banxin.lines import TextStyle, measure_paragraph, set_paragraph, text_runs, uniform
from banxin.page import NodeId, Page
from banxin.plan.records import Face
from banxin.press.pdf import page_pdf, print_page
from banxin.problems import Report
from banxin.run.sources import open_sources
from banxin.units import MM, Point, Rect
from tests.conftest import ROOT, outside
from tests.makeup.test_conservation import copy
from tests.press.readers import READERS, spaces
from tests.press.test_cff import keyed_cff, named_cff
from tests.press.test_text import ABOUT, EM

SHEET = Rect(0, 0, 400 * MM, 1400 * MM)
#: Gaps between hanzi and figures; spaces beside marks whose half square they begin in; Western words.
HARD = [
    "今年29岁的他票价2元至9元，第31次。",
    "甲乙 “丙丁”，戊己” “庚”。《书名》 （注）的： 好，",
    "Hello 世界 and AI 时代，增长12.5%，气温25℃。",
    "《寄居蟹租房记》 庄小满文、葛青图 A01 版",
]
#: Readers that pass over spaces in lines down the page (pdfium over all, pdf.js over one beside letters), and how many here.
LOSE = {"pdfium": 7, "pdfjs": 1}


def _filed(faces, paragraphs, measure: int, *, vertical: bool = False, **style) -> bytes:
    """Paragraphs under each other, or beside each other, each in a measure of so many 字, as a file."""
    items, row = [], 0
    for number, text in enumerate(paragraphs):
        measured, missing = measure_paragraph(
            f"p{number}", text, (), TextStyle("song", EM, vertical=vertical, **style), faces
        )
        assert not missing
        lines = set_paragraph(measured, uniform(measure * EM))
        for line in lines.lines:
            row += 1
            origin = Point((390 - 6 * row) * MM, 20 * MM) if vertical else Point(20 * MM, (20 + 6 * row) * MM)
            items += text_runs(measured, line, origin, ((0, NodeId(f"s/p{number}")),))
    page = Page("A01", "", SHEET, 0, SHEET, tuple(items), ())
    return page_pdf(print_page(page, faces.by_key), faces.by_key, {}, ABOUT)


def _agrees(reader, path, paragraphs) -> None:
    whole, added, lost = spaces(READERS[reader](path), paragraphs)
    assert (whole, added, lost) == (len(paragraphs), [], [])


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("vertical", [False, True], ids=["across", "down"])
def test_white_is_no_space_and_a_space_is_one(noto, tmp_path, reader, vertical):
    """A sixth of a 字 before figures is white, a space after a closing bracket is copy, in lines of both directions."""
    path = tmp_path / "t.pdf"
    path.write_bytes(_filed(noto, HARD, 40, vertical=vertical))
    if vertical and reader in LOSE:
        whole, added, lost = spaces(READERS[reader](path), HARD)
        assert (whole, added) == (len(HARD), [])
        assert len(lost) <= LOSE[reader]
    else:
        _agrees(reader, path, HARD)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("spread", [250, 500, 1000])
def test_a_spread_headline_is_still_a_word(noto, tmp_path, reader, spread):
    """Somebody who looks for 海上来风 finds the headline whose characters stand half a 字 apart."""
    path = tmp_path / "t.pdf"
    path.write_bytes(_filed(noto, ["海上来风城里添绿"], 40, tracking=spread * EM // 1000))
    _agrees(reader, path, ["海上来风城里添绿"])


@pytest.mark.parametrize("reader", READERS)
def test_stretched_lines_are_no_spaced_lines(noto, tmp_path, reader):
    """Lines of any measure, squeezed and stretched as they come, in one file."""
    rng = random.Random(29)
    paragraphs = [copy(rng, 30) for _ in range(12)]
    path = tmp_path / "t.pdf"
    path.write_bytes(_filed(noto, paragraphs, 11))
    _agrees(reader, path, paragraphs)


@pytest.mark.parametrize("reader", ["poppler", "pdfium", "pdfjs", "mupdf"])
def test_the_sample_reads_as_it_was_written(edition, reader):
    """All stories of the edition's file, space for space."""
    sources = open_sources(Tree(str(ROOT)), "2026-06-01")
    stories = {
        slug: story
        for name in sources.edition.pages
        for slug, story in sources.stories(sources.plan(name)[0], Report()).items()
    }
    paragraphs = [paragraph.text for story in stories.values() for paragraph in story.paragraphs()]
    _agrees(reader, edition / "edition.pdf", paragraphs)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("keyed", [False, True], ids=["by name", "by CID"])
def test_faces_with_cff_outlines_take_white_in_too(tmp_path, reader, keyed):
    """Copies of charstrings carry their own widths."""
    text = "国是29岁票价2元至9元” “好”" if keyed else "国是六国 是国"
    face = Face("song", keyed_cff(tmp_path / "keyed.ttc", text), number=2) if keyed else (
        Face("song", named_cff(tmp_path / "named.otf")))  # fmt: skip
    faces = Faces(None, {"song": face}, Report())
    path = tmp_path / "t.pdf"
    path.write_bytes(_filed(faces, [text], 40, tracking=EM // 5))
    _agrees(reader, path, [text])
    done = subprocess.run([outside("qpdf"), "--check", path], capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("spread", [0, 167, 333, 500, 667, 1000])
def test_a_copy_is_drawn_as_what_it_is_a_copy_of(noto, spread):
    """White in an advance changes no pixel: a line with gaps and one set glyph by glyph are the same picture."""
    import pypdfium2

    text, style = "今年29岁的他” “票价2元", {"tracking": spread * EM // 1000}
    line = _filed(noto, [text], 40, **style)
    one = pypdfium2.PdfDocument(line)[0].render(scale=3).to_pil().convert("L")
    other = pypdfium2.PdfDocument(_glyph_by_glyph(noto, text, style))[0].render(scale=3).to_pil().convert("L")
    assert one.size == other.size
    assert max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True)) <= 48


def _glyph_by_glyph(faces, text: str, style: dict) -> bytes:
    """The same line with every glyph placed for itself, so that none needs white."""
    from banxin.page import Glyphs

    measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM, **style), faces)
    (line,) = set_paragraph(measured, uniform(40 * EM)).lines
    items = []
    for run in text_runs(measured, line, Point(20 * MM, 26 * MM), ((0, NodeId("s/p")),)):
        pen, font = run.origin.x, faces.by_key[run.face]
        for at, glyph in enumerate(run.glyphs.ids):
            shift = run.glyphs.offsets[at] if run.glyphs.offsets else 0
            own = Glyphs((glyph,), (0,), (font.width(glyph) * run.size // 1000,))
            items.append(run._replace(text=run.text[at], glyphs=own, origin=Point(pen + shift, run.origin.y)))
            pen += run.glyphs.advances[at]
    page = Page("A01", "", SHEET, 0, SHEET, tuple(items), ())
    return page_pdf(print_page(page, faces.by_key), faces.by_key, {}, ABOUT)
