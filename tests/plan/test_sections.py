"""A section with house style of its own: one paper of two sizes, said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import banxin
from banxin.desk.command import main
from banxin.units import MM

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HOUSE = """\
paper: {name: 望澜晚报}
page: {trim: [390mm, 543mm], bleed: 3mm}
grid: {body: 9pt, leading: 12.75pt, columns: 6, measure: 17字, gutter: 1.2字, lines: 110}
faces: {song: package:noto-serif@400, hei: package:noto-sans@400}
colours: {house: C0 M100 Y90 K5}
sections:
  要闻: {colour: house}
  副刊:
    颜色: house
    规矩:
      page: {trim: [271.5mm, 390mm]}
      grid: {columns: 5, measure: 14字, lines: 78}
"""
PAGES = {
    "A01": "section: 要闻\nblocks: [{story: one, columns: 1-6, lines: 1-100, copyfit: no, balance: no}]\n",
    "A02": "section: 副刊\nblocks: [{story: two, columns: 1-5, lines: 1-78, copyfit: no, balance: no}]\n",
    "A03": "section: 副刊\nhouse: {grid: {lines: 60}}\n"
    "blocks: [{story: three, columns: 1-5, lines: 1-60, copyfit: no, balance: no}]\n",
}
STORY = "---\nheadline: 题目\n---\n" + "这一段文字说的是港口的事情，写得不长也不短，正好可以排上几行。\n" * 40


def paper(root: Path, house: str = HOUSE) -> Path:
    """A paper of three pages, two of them of a section of its own."""
    (root / "layouts/2026-06-01").mkdir(parents=True)
    (root / "stories/2026-06-01").mkdir(parents=True)
    (root / "layouts/house.yaml").write_text(house, "utf-8")
    (root / "layouts/2026-06-01/edition.yaml").write_text("date: 2026-06-01\npages: [A01, A02, A03]\n", "utf-8")
    for name, text in PAGES.items():
        (root / f"layouts/2026-06-01/{name}.yaml").write_text(text, "utf-8")
    for name in ("one", "two", "three"):
        (root / f"stories/2026-06-01/{name}.md").write_text(STORY, "utf-8")
    return root / "layouts/2026-06-01"


def test_pages_of_a_section_are_of_its_size_and_may_say_more_for_themselves(tmp_path: Path) -> None:
    """The tabloid pages say their section; one of them has a shorter grid on the same paper."""
    with banxin.open_edition(paper(tmp_path)) as edition:
        pages = [edition.page(name).composed for name in PAGES]
        assert edition.ok, [(one.code, one.words) for one in edition.problems]
    trims = [(page.trim.width, page.trim.height) for page in pages if page is not None]
    assert trims == [(390 * MM, 543 * MM), (271.5 * MM, 390 * MM), (271.5 * MM, 390 * MM)]
    heights = [page.type_area.height for page in pages if page is not None]
    assert heights[1] - heights[2] == 18 * pages[0].leading if pages[0] is not None else 0


def test_what_a_section_says_wrong_has_its_place_in_house_yaml(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key that house style has not, a length that is none: at the line where it stands, each once."""
    wrong = HOUSE.replace("columns: 5, measure: 14字", "columns: 5, mesure: 14字, gutter: wide")
    assert main(["check", str(paper(tmp_path, wrong)), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert out.count("layouts/house.yaml:12:26 error[plan.unknown-key]") == 1
    assert out.count("layouts/house.yaml:12:47 error[plan.wrong-type]") == 1


def test_a_block_beyond_the_sections_grid_is_beyond_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Columns and lines are those of the section's grid, not of the paper's."""
    folder = paper(tmp_path)
    (folder / "A02.yaml").write_text(PAGES["A02"].replace("lines: 1-78", "lines: 1-90"), "utf-8")
    assert main(["check", str(folder), "--lang", "en"]) == 1
    assert "A02.yaml:2" in capsys.readouterr().out
