"""跨版: two pages set as one, their columns where they are on pages of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from banxin.files import Tree
from banxin.page import Form, Picture, TextRun, items_of
from banxin.page import Path as Drawn
from banxin.plan.types import Type
from banxin.plan.values import page as page_name
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from banxin.units import MM
from tests.conftest import draw_grey

DAY = "2026-06-01"
HOUSE = """paper: {name: 望澜晚报}
page: {trim: [390mm, 543mm], top: 30mm}
grid: {body: 9pt, leading: 12.75pt, columns: 6, measure: 17字, gutter: 1.2字, lines: 110}
faces: {song: package:noto-serif@400}
furniture: {column_rules: 0.3pt, block_rules: 0.3pt, credits: {place: foot}}
ads: {sizes: {中缝: {lines: 60, width: 34mm, place: gutter}}}
"""
STORY = "---\nheadline: 标题\n{photo}---\n" + ("正文" * 40 + "。\n") * 6


def made(root: Path, blocks: str, ads: str = ""):
    """The spread A02-A03, composed, with its report."""
    for name, text in {
        "layouts/house.yaml": HOUSE, f"layouts/{DAY}/edition.yaml": f"date: {DAY}\npages: [A01, A02-A03, A04]\n",
        f"layouts/{DAY}/A02-A03.yaml": f"blocks:\n{blocks}", **({f"layouts/{DAY}/ads.yaml": ads} if ads else {}),
        f"layouts/{DAY}/A04.yaml": "blocks:\n  - {story: two, columns: 1-6, lines: 1-110}\n",
        f"stories/{DAY}/one.md": STORY.format(photo="photos:\n  - {file: one.png}\n"), f"stories/{DAY}/two.md": STORY.format(photo=""),
    }.items():  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    draw_grey(root / f"assets/{DAY}/one.png", 3000, 1500)
    draw_grey(root / f"assets/{DAY}/strip.png", 340, 2700)
    sources = open_sources(Tree(str(root)), DAY)
    work = read_work(sources, "A02-A03")
    page = compose(sources, work)
    assert page is not None
    return page, work


def test_both_pages_have_their_columns_where_they_always_are(tmp_path: Path):
    """The right page's first column is a trim's width right of the left page's."""
    page, work = made(
        tmp_path, "  - {story: one, columns: 1-12, lines: 1-110, inside: [{photo: 1, columns: 4-9, lines: 20-60}]}\n"
    )
    single = open_sources(Tree(str(tmp_path)), DAY).plan("A04")[0]
    grid, alone = work.plan.house.grid, single.house
    assert page.trim.width == 2 * alone.trim[0]
    for column in range(1, 7):
        assert work.plan.house.type_area.left + grid.left(column) == alone.type_area.left + alone.grid.left(column)
        right = work.plan.house.type_area.left + grid.left(column + 6)
        assert right == alone.trim[0] + alone.type_area.left + alone.grid.left(column)
    picture = next(item for item in items_of(page) if isinstance(item, Picture))
    assert picture.box.left < alone.trim[0] < picture.box.right
    assert not [problem for problem in work.report if problem.severity == "error"]


def test_no_text_and_no_rule_stands_in_the_fold(tmp_path: Path):
    """A story across it has its columns on either side."""
    page, work = made(tmp_path, "  - {story: one, columns: 1-12, lines: 1-60, inside: [{photo: 1, columns: 1-3, lines: 20-60}]}\n"
                      "  - {story: two, columns: 1-12, lines: 61-110, balance: no}\n")  # fmt: skip
    middle = page.trim.width // 2
    inner = work.plan.house.grid.fold // 2 - MM
    body = [item for item in items_of(page) if isinstance(item, TextRun) and item.node.endswith(tuple("0123456789"))]
    assert body
    for run in body:
        assert run.origin.x + run.length <= middle - inner or run.origin.x >= middle + inner
    for item in items_of(page):
        if isinstance(item, Drawn):
            xs = [value for step in item.steps for value in step[1::2] if isinstance(value, int)]
            assert max(xs) <= middle - inner or min(xs) >= middle + inner, "rules stop at the fold"


def test_each_page_has_its_own_folio(tmp_path: Path):
    """The left one at the left edge, the right one at the right."""
    page, _ = made(
        tmp_path, "  - {story: one, columns: 1-12, lines: 1-110, inside: [{photo: 1, columns: 4-9, lines: 20-60}]}\n"
    )
    folios = {
        item.text: item.origin.x for item in items_of(page) if isinstance(item, TextRun) and item.text in ("A02", "A03")
    }
    assert folios["A02"] < page.trim.width // 8
    assert folios["A03"] > page.trim.width * 7 // 8


def test_an_advertisement_stands_in_the_gutter(tmp_path: Path):
    """中缝: as wide as it was sold, in the middle, below what runs across."""
    ads = "bookings:\n  - {booking: X1, customer: 甲, size: 中缝, file: strip.png}\n"
    blocks = ("  - {story: one, columns: 1-12, lines: 1-40, inside: [{photo: 1, columns: 4-9, lines: 10-30}]}\n"
              "  - {story: two, columns: 1-6, lines: 41-110}\n")  # fmt: skip
    page, work = made(tmp_path, blocks, ads)
    box = next(
        item.box for item in items_of(page) if isinstance(item, (Picture, Form)) and item.key.endswith("strip.png")
    )
    assert box.width == 34 * MM
    assert abs((box.left + box.right) - page.trim.width) <= 1
    assert box.top > work.plan.house.type_area.top + 40 * work.plan.house.grid.leading
    story = next(block for block in work.plan.blocks if block.id == "two")
    assert story.area.last_line == 110, "it takes nothing from the stories"
    assert [problem.code for problem in work.report if problem.severity == "error"] == ["makeup.ad-size"]


@pytest.mark.parametrize(("name", "right"), [
    ("A02-A03", True), ("A04-A05", True), ("A03-A04", False), ("A02-A04", False), ("A02-B03", False), ("A02-", False), ("A2-A3", False),
])  # fmt: skip
def test_a_spread_is_an_even_page_and_the_odd_one_after_it(name: str, right: bool):
    """Only those lie side by side."""
    assert (page_name(name, Type("page")) == name) == right


def test_the_masthead_counts_both_pages(tmp_path: Path):
    """今日4版."""
    made(tmp_path, "  - {story: one, columns: 1-12, lines: 1-110, inside: [{photo: 1, columns: 4-9, lines: 20-60}]}\n")
    sources = open_sources(Tree(str(tmp_path)), DAY)
    assert sources.edition is not None
    assert sources.edition.extent == 4
