"""Text that is hard to extract, on a page made for it."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pypdfium2
import pytest

from banxin.lines import TextStyle, measure_paragraph, set_paragraph, text_runs, uniform
from banxin.page import NodeId, Page
from banxin.press.pdf import About, FontBook, edition_pdf, page_pdf, print_page
from banxin.units import MM, PT, Point, Rect
from tests.conftest import outside

EM = 10 * PT
RECT = Rect(0, 0, 200 * MM, 100 * MM)


ABOUT = About("t", "a", "2026-06-01")


def printed(faces, text: str, role: str = "song", book: FontBook | None = None):
    """A page with one paragraph."""
    measured, missing = measure_paragraph("p", text, (), TextStyle(role, EM), faces)
    assert not missing
    lines = set_paragraph(measured, uniform(40 * EM))
    items = [run for at, line in enumerate(lines.lines)
             for run in text_runs(measured, line, Point(20 * MM, (20 + 6 * at) * MM), ((0, NodeId("s/p")),))]  # fmt: skip
    return print_page(Page("A01", "", RECT, 0, RECT, tuple(items), ()), faces.by_key, book)


def filed(faces, text: str) -> bytes:
    """A page with one paragraph as a file."""
    return page_pdf(printed(faces, text), faces.by_key, {}, ABOUT)


def read(data: bytes) -> str:
    """What pdfium reads, line ends removed."""
    return pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().replace("\r", "").replace("\n", "")


@pytest.mark.parametrize(
    "text",
    ["𠮷祥号的𠮷字", "赵䶮与𬭎", "六\uf9d1九龜\uf907", "——……‘’“”", "A—B–C·D・E‧F", "１２３ＡＢＣ", "ffi fl office", "é ü ñ"],
)  # fmt: skip
def test_text_comes_back_as_written(noto, tmp_path, text):
    """Rare names, compatibility ideographs, dashes and ligatures: code point for code point (P1, P3)."""
    data = filed(noto, text)
    assert read(data).replace(" ", "") == text.replace(" ", "")
    path = tmp_path / "t.pdf"
    path.write_bytes(data)
    done = subprocess.run([outside("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True)
    assert done.stdout.decode().replace("\n", "").replace(" ", "").replace("\f", "") == text.replace(" ", "")


def test_one_glyph_for_two_characters_keeps_both_in_an_edition(noto):
    """Where a page shows 六 and another its compatibility twin, the edition's file still tells them apart."""
    copies = ("六龜", "\uf9d1\uf907六")
    pages = [printed(noto, text) for text in copies]
    data = edition_pdf(pages, noto.by_key, {}, ABOUT, lambda book: [printed(noto, text, book=book) for text in copies])
    document = pypdfium2.PdfDocument(data)
    assert [page.get_textpage().get_text_range() for page in document] == ["六龜", "\uf9d1\uf907六"]


def test_the_same_page_is_the_same_bytes(noto):
    """Printing twice gives one file."""
    one, two = (filed(noto, "国际化，“测试”。") for _ in range(2))
    assert one == two


def test_two_pages_never_share_an_identifier(noto):
    """A file's identifier is its content's."""
    ids = set()
    for text in ("国", "际"):
        data = filed(noto, text)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            ids.add(bytes(pdf.trailer.ID[0]))
    assert len(ids) == 2


def test_positions_do_not_drift_along_a_line(noto):
    """The last glyph of a line stands where the setting put it, to a fiftieth of a point."""
    text = "国，国（国）AI国12.5%国" * 6
    measured, _ = measure_paragraph("p", text, (), TextStyle("song", 9 * PT), noto)
    line = set_paragraph(measured, uniform(30 * 9 * PT)).lines[0]
    run_ends = [
        run.origin.x + run.length for run in text_runs(measured, line, Point(0, 50 * MM), ((0, NodeId("s/p")),))
    ]
    items = tuple(text_runs(measured, line, Point(0, 50 * MM), ((0, NodeId("s/p")),)))
    data = page_pdf(print_page(Page("A", "", RECT, 0, RECT, items, ()), noto.by_key), noto.by_key, {}, ABOUT)
    textpage = pypdfium2.PdfDocument(data)[0].get_textpage()
    right = max(textpage.get_charbox(at, loose=True)[2] for at in range(textpage.count_chars()))
    assert right <= run_ends[-1] / PT + 4.6
