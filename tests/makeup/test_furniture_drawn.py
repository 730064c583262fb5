"""线 框 花饰 农历 凸排 引语: what a page has beside its columns of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from banxin.files import Tree
from banxin.languages import language
from banxin.makeup._calendar import lunar_date
from banxin.page import Page, TextRun, items_of
from banxin.page import Path as Drawn
from banxin.problems import Report
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from banxin.units import PT
from tests.makeup.test_conservation import EDITION
from tests.makeup.test_conservation import HOUSE as PLAIN

DAY = "2026-06-01"
HOUSE = """paper: {name: 望澜晚报}
page: {trim: [390mm, 543mm], top: 30mm}
grid: {body: 9pt, leading: 12.75pt, columns: 6, measure: 17字, gutter: 1.2字, lines: 110}
faces: {song: package:noto-serif@400, hei-medium: package:noto-sans@500, song-heavy: package:noto-serif@900}
"""


def made(root: Path, blocks: str, stories: dict[str, str] | None = None, house: str = "") -> tuple[Page, Report]:
    """A page of these blocks, and what was said of it."""
    files = {
        "layouts/house.yaml": HOUSE + house, f"layouts/{DAY}/edition.yaml": f"date: {DAY}\npages: [A01]\n",
        f"layouts/{DAY}/A01.yaml": f"blocks:\n{blocks}",
        **{f"stories/{DAY}/{slug}.md": f"---\nheadline: 标题\n---\n{body}" for slug, body in (stories or {}).items()},
    }  # fmt: skip
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    sources = open_sources(Tree(str(root)), DAY)
    work = read_work(sources, "A01")
    page = compose(sources, work)
    assert page is not None
    return page, work.report


def paths(page: Page) -> list[Drawn]:
    return [item for item in items_of(page) if isinstance(item, Drawn)]


@pytest.mark.parametrize("columns", ["1-6", "3"], ids=["level", "upright"])
@pytest.mark.parametrize("kind", ["thin", "thick", "double", "dotted", "wavy", "ornament"])
def test_each_rule_is_drawn_in_its_own_way_and_stays_in_its_place(tmp_path: Path, kind: str, columns: str):
    """正线 反线 文武线 点线 曲线 花线: no two alike, none beyond the block."""
    lines = "50" if columns == "1-6" else "10-100"
    page, _ = made(tmp_path, f"  - {{rule: {kind}, columns: {columns}, lines: {lines}}}\n")
    plain, _ = made(tmp_path / "thin", f"  - {{rule: thin, columns: {columns}, lines: {lines}}}\n")
    own = [path for path in paths(page) if path not in paths(plain)]
    assert bool(own) == (kind != "thin")
    house = open_sources(Tree(str(tmp_path)), DAY).plan("A01")[0].house
    grid, area = house.grid, house.type_area
    first, last = (1, 6) if columns == "1-6" else (3, 3)
    edge = 3 * PT
    for path in own:
        for step in path.steps:
            assert all(
                area.left + grid.left(first) - edge <= x <= area.left + grid.left(last) + grid.column + edge
                for x in step[1::2]
            )
    if kind == "double":
        assert [path.width for path in own] == [2 * PT, PT // 2], "the heavy line above or left of the light one"
    if kind == "dotted":
        assert own[0].dash
    if kind == "wavy":
        assert sum(step[0] == "C" for step in own[0].steps) > 20


def test_a_fact_box_may_have_corners_instead_of_a_frame(tmp_path: Path):
    """角框: four angles within the box, and the text keeps its 字 of white."""
    story = {"one": "正文正文。\n" * 10}
    page, _ = made(tmp_path, "  - {story: one, columns: 1-2, lines: 1-30, frame: corner}\n", story)
    lined, _ = made(tmp_path / "lined", "  - {story: one, columns: 1-2, lines: 1-30, frame: line}\n", story)
    corners = next(path for path in paths(page) if sum(step[0] == "M" for step in path.steps) == 4)
    assert len(corners.steps) == 12
    assert corners.fill is None
    body = [item.origin for item in items_of(page) if isinstance(item, TextRun) and item.node]
    assert body == [item.origin for item in items_of(lined) if isinstance(item, TextRun) and item.node]


@pytest.mark.parametrize(("day", "lunar"), [
    ("2026-06-01", "农历丙午年四月十六"), ("2026-02-16", "农历乙巳年腊月廿九"), ("2026-02-17", "农历丙午年正月初一"),
    ("2025-08-01", "农历乙巳年闰六月初八"), ("2033-12-25", "农历癸丑年闰冬月初四"), ("1850-01-01", ""), ("no day", ""),
])  # fmt: skip
def test_the_lunar_date_is_derived(day: str, lunar: str):
    """New year, leap months, 2033 with its leap 冬月, and days beyond the tables."""
    assert lunar_date(day, language("zh-Hans")) == lunar
    assert lunar_date(day, language("zh-Hans")) == lunar, "from its note, too"


def test_the_masthead_has_it_unless_the_edition_says_another(tmp_path: Path):
    """An edition's own text comes first."""
    page, _ = made(tmp_path, "  - {masthead: 望澜晚报, columns: 1-6, lines: 1-12}\n")
    assert "农历丙午年四月十六" in [item.text for item in items_of(page) if isinstance(item, TextRun)]


def lefts(page: Page, key: str) -> list[int]:
    """Left edges of the lines of a paragraph."""
    found: dict[int, int] = {}
    for item in items_of(page):
        if isinstance(item, TextRun) and item.node.endswith(f"/{key}"):
            found[item.origin.y] = min(found.get(item.origin.y, item.origin.x), item.origin.x)
    return [found[y] for y in sorted(found)]


def test_answers_hang_behind_the_speakers_name(tmp_path: Path):
    """问 and 答 stand out; what they say is flush behind them, also in a further paragraph (NP-08)."""
    story = {"one": "问：" + "你守了多少年塔" * 4 + "？\n答：" + "二十八年了" * 8 + "。\n" + "后来" * 20 + "。\n"}
    page, _ = made(
        tmp_path, "  - {story: one, columns: 1, lines: 1-40, style: qa}\n", story, "styles: {qa: {turnover: 2字}}\n"
    )
    em = 9 * PT
    question, answer, more = (lefts(page, key) for key in ("b1", "b2", "b3"))
    start = question[0]
    assert len(question) > 1
    assert set(question[1:]) == set(answer[1:]) == set(more) == {start + 2 * em}
    faces = {item.text: item.face for item in items_of(page) if isinstance(item, TextRun) and item.node.endswith("/b1")}
    assert next(face for text, face in faces.items() if text.startswith("问")) != next(
        face for text, face in faces.items() if text.startswith("你")
    )


def test_two_hanzi_of_a_name_are_spaced_to_three(tmp_path: Path):
    """沈禾 and 马青山 take the same width, so both answers begin on one line (PC-11)."""
    story = {"one": "沈禾：" + "海边的风" * 8 + "。\n马青山：" + "海边的灯" * 8 + "。\n"}
    page, _ = made(
        tmp_path, "  - {story: one, columns: 1, lines: 1-40, style: qa}\n", story, "styles: {qa: {turnover: 4字}}\n"
    )
    starts = {
        item.node: item.origin.x for item in items_of(page) if isinstance(item, TextRun) and item.text.startswith("海")
    }
    assert len(set(starts.values())) == 1
    assert lefts(page, "b1")[1] == lefts(page, "b2")[1]


@pytest.mark.parametrize("sign", "◆●①")
def test_items_of_a_list_hang_behind_their_sign(tmp_path: Path, sign: str):
    """◆ ● ①: the second line begins where the first one's words do."""
    story = {"one": f"{sign}" + "夏季班次从今天起调整" * 4 + "。\n" + "正文" * 20 + "。\n"}
    page, _ = made(tmp_path, "  - {story: one, columns: 1, lines: 1-40}\n", story)
    item, text = lefts(page, "b1"), lefts(page, "b2")
    assert item[1] - item[0] == 9 * PT
    assert text[0] - text[1] == 2 * 9 * PT, "running text is indented as ever"


def test_a_pull_quote_is_as_large_as_its_place_allows(tmp_path: Path):
    """The same words in a larger hole are larger, between a thick rule and a thin one; they stay the story's text."""
    story = {"one": "正文。\n::: quote\n灯看多了，闭上眼还在转\n:::\n" + "正文正文。\n" * 6}
    sizes = []
    for at, lines in enumerate(("6-9", "6-20")):
        blocks = (
            f"  - {{story: one, columns: 1-2, lines: 1-40, inside: [{{box: quote, columns: 1-2, lines: {lines}}}]}}\n"
        )
        page, report = made(tmp_path / str(at), blocks, story)
        runs = [item for item in items_of(page) if isinstance(item, TextRun) and "灯看" in item.text]
        assert runs
        sizes.append(runs[0].size)
        assert {2 * PT, PT // 2} <= {path.width for path in paths(page)}
        assert not [problem for problem in report if problem.severity == "error"]
    assert sizes[0] < sizes[1]
    blocks = "  - {story: one, columns: 1-2, lines: 1-40, inside: [{box: quote, columns: 1, lines: 6-7}]}\n"
    assert "makeup.words-overset" in [problem.code for problem in made(tmp_path / "small", blocks, story)[1]]


def test_an_index_keeps_to_its_box(tmp_path: Path):
    """Each page's first story before any second; what has no room is said."""
    for name, text in {
        "layouts/house.yaml": HOUSE, f"layouts/{DAY}/edition.yaml": f"date: {DAY}\npages: [A01, A02-A03, A04]\n",
        f"layouts/{DAY}/A02-A03.yaml": "blocks:\n  - {story: one, columns: 1-3, lines: 1-20}\n  - {story: two, columns: 4-6, lines: 1-20}\n",
        f"layouts/{DAY}/A04.yaml": "blocks:\n  - {story: three, columns: 1-3, lines: 1-20}\n",
        **{f"stories/{DAY}/{slug}.md": f"---\nheadline: {slug}\n---\n正文。\n" for slug in ("one", "two", "three")},
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for lines, shown, missing in (
        ("1-12", ["one", "two", "three"], ""),
        ("1-5", ["one", "three"], ""),
        ("1-4", ["one"], "A04"),
    ):
        (tmp_path / f"layouts/{DAY}/A01.yaml").write_text(
            f"blocks:\n  - {{index: 导读, columns: 1-2, lines: {lines}, text: [导读]}}\n", "utf-8"
        )
        work = read_work(sources := open_sources(Tree(str(tmp_path)), DAY), "A01")
        page = compose(sources, work)
        assert page is not None
        runs = [item for item in items_of(page) if isinstance(item, TextRun)]
        assert [run.text for run in runs if run.text in ("one", "two", "three")] == shown, lines
        assert "A02-03" in "".join(run.text for run in runs)
        said = {problem.code: problem.words for problem in work.report}
        assert said.get("makeup.index-short", {}).get("pages", "") == missing


@pytest.mark.parametrize("lines", range(1, 13))
@pytest.mark.parametrize(
    "block", ["masthead: 试版", "index: 导读", "ear: 天气, text: [晴, 风]", "filler: 补白, text: [一, 二]"]
)
def test_whatever_its_height_furniture_is_set_or_says_why_not(tmp_path, block, lines):
    """A masthead without room for the name, and lines higher than their frame, say how many lines are lacking: with them all is well."""

    def said(high: int) -> dict[str, int]:
        files = {
            "layouts/house.yaml": PLAIN, "layouts/2026-06-01/edition.yaml": EDITION,
            "layouts/2026-06-01/A01.yaml": f"blocks:\n  - {{{block}, columns: 1-3, lines: 13-{12 + high}}}\n",
        }  # fmt: skip
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
        work = read_work(sources, "A01")
        page = compose(sources, work)
        assert page is not None
        assert all(item.size > 0 for item in items_of(page) if isinstance(item, TextRun))
        return {
            problem.code: int(problem.words.get("needed", 0)) or high + int(problem.words["more"])
            for problem in work.report
            if problem.code in ("makeup.masthead-room", "makeup.lines-room")
        }

    wanted = said(lines)
    assert bool(wanted) <= (lines < 7)
    for needed in wanted.values():
        assert needed > lines
        assert not said(needed)
