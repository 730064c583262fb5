"""Rules of headings, paragraphs and pages, each by its id, on pages made for them."""

from __future__ import annotations

import itertools
import shutil

import pytest

from banxin.files import Tree
from banxin.page import Picture, TextRun, items_of
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from banxin.units import PT
from tests.conftest import ROOT
from tests.makeup.test_conservation import EDITION, HOUSE

BODY = "城市里的人都说好，经济在发展，百姓的日子一天比一天好。" * 6


@pytest.fixture
def paper(tmp_path):
    """Compose a page of one block and one story; returns the page and its report."""

    def make(front: str, body: str = BODY, block: str = "", house: str = HOUSE, style: str = "second"):
        files = {
            "layouts/house.yaml": house,
            "layouts/2026-06-01/edition.yaml": EDITION,
            "layouts/2026-06-01/A01.yaml": "blocks:\n  - {story: one, columns: 1-4, lines: 1-40, heading: {takes: 9行, "
            f"style: {style}}}{block}}}\n",
            "stories/2026-06-01/one.md": f"---\n{front}\n---\n{body}\n",
        }
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
        work = read_work(sources, "A01")
        page = compose(sources, work)
        return page, list(work.report)

    return make


def _runs(page, node: str) -> list[TextRun]:
    return [item for item in items_of(page) if isinstance(item, TextRun) and item.node == node]


def _lines(page, node: str) -> list[tuple[int, list[TextRun]]]:
    """Runs of a node by their baseline (x for vertical ones)."""
    runs = sorted(_runs(page, node), key=lambda run: run.origin.y)
    return [(y, list(group)) for y, group in itertools.groupby(runs, key=lambda run: run.origin.y)]


def _shown(page, node: str) -> list[str]:
    return ["".join(run.text for run in runs).strip() for _, runs in _lines(page, node)]


def test_hd_02_a_space_between_phrases_is_as_wide_as_the_house_has_it(paper):
    """Phrases of a headline stand a 字 apart, or what the house says; ， and ： stay as written."""
    wide, _ = paper("headline: 海上来风 城里添绿")
    narrow, _ = paper("headline: 海上来风 城里添绿", house=HOUSE + "phrase_gap: 1/2字\n")
    one, two = (sum(run.length for run in _runs(page, "one/headline")) for page in (wide, narrow))
    size = _runs(wide, "one/headline")[0].size
    assert abs(one - two - size // 2) <= size // 50


def test_hd_03_marks_in_headlines_take_half_a_square(paper):
    """：“” in display sizes stand close."""
    plain, _ = paper("headline: 海上来风城里添绿")
    marked, _ = paper("headline: 海上来风：城里添绿")
    one, two = (sum(run.length for run in _runs(page, "one/headline")) for page in (plain, marked))
    size = _runs(plain, "one/headline")[0].size
    assert two - one <= size * 6 // 10


HEADLINES = [
    "台风远去之后海堤要过三道考", "村里的图书馆灯比小卖部关得还晚", "全市工业增加值同比增长12.5%", "首班轻轨迎着日出驶过跨海大桥",
    "“老街坊”回到青埠路上开起了书店", "三十六户人家一票一票商量出来的院子",
]  # fmt: skip
WORDS = [
    "台风",
    "海堤",
    "图书馆",
    "小卖部",
    "工业",
    "增加值",
    "12.5%",
    "轻轨",
    "日出",
    "大桥",
    "老街坊",
    "书店",
    "商量",
    "院子",
]


@pytest.mark.parametrize("headline", HEADLINES)
def test_hd_04_headlines_break_between_words_into_balanced_lines(paper, headline):
    """No word, number or quotation is cut; the longer line is at most half as long again as the shorter."""
    house = HOUSE.replace("styles: {", "styles: {tall: {headline: {face: hei, sizes: [60pt, 50pt, 44pt, 36pt], lines: 2}}, ")  # fmt: skip
    page, _ = paper(f"headline: {headline}", house=house, style="tall")
    shown = _shown(page, "one/headline")
    assert "".join(shown) == headline
    for word in WORDS:
        assert word not in headline or any(word in line for line in shown), shown
    if len(shown) > 1:
        assert max(map(len, shown)) <= 1.5 * min(map(len, shown)) + 1


def test_hd_05_the_editors_break_wins(paper):
    """Where the editor wrote a break the line ends, however uneven."""
    page, _ = paper("headline: 海上来风 / 城里的人都出来看")
    assert _shown(page, "one/headline") == ["海上来风", "城里的人都出来看"]


def test_hd_06_kicker_headline_and_deck_stand_in_order_on_one_axis(paper):
    """引题 above and smaller, 主题, 副题 below; all begin on one edge."""
    page, _ = paper("kicker: 一句引题\nheadline: 海上来风\ndeck: ——副题说得细一些")
    kicker, headline, deck = (_lines(page, f"one/{part}")[0] for part in ("kicker", "headline", "deck"))
    assert kicker[0] < headline[0] < deck[0]
    assert kicker[1][0].size < headline[1][0].size > deck[1][0].size
    edges = [part[1][0].origin.x for part in (kicker, headline, deck)]
    assert max(edges) - min(edges) <= headline[1][0].size // 10


@pytest.mark.parametrize("count", range(4, 41, 3))
def test_hd_07_headlines_are_fitted_by_the_ladder_and_never_run_over(paper, count):
    """From four characters to forty: as large as the ladder allows, then tighter, then condensed to nine tenths, or said."""
    page, problems = paper("headline: " + ("海上来风城里添绿" * 6)[:count])
    area = page.type_area
    for run in _runs(page, "one/headline"):
        assert run.hscale >= 900
        if not any(problem.code == "makeup.heading-overset" for problem in problems):
            assert run.origin.x + run.length <= area.right + run.size // 10


def test_hd_09_levels_of_headings_differ_in_size(paper):
    """A lead is larger than a second, a second than a third."""
    sizes = []
    for style in ("lead", "second", "third"):
        page, _ = paper("headline: 海上来风", style=style)
        sizes.append(_runs(page, "one/headline")[0].size)
    assert all(one >= two * 11 // 10 for one, two in itertools.pairwise(sizes))


def test_gr_05_headings_and_subheads_take_whole_lines(paper):
    """Whatever stands above it, body text is on the page's grid."""
    page, _ = paper("headline: 海上来风", body=f"{BODY}\n## 小标题的一句\n{BODY}")
    for node in ("one/p1", "one/p2", "one/p3"):
        for y, _runs_here in _lines(page, node):
            if _runs_here[0].size == 9 * PT:
                assert (y - page.first_baseline) % page.leading == 0


def test_ve_11_subheads_of_vertical_text_begin_below_their_tiers_head(paper):
    """Not centred: two 字 of white above, as paragraphs have."""
    page, problems = paper("headline: 海上来风", body=f"{BODY}\n## 小标题\n{BODY}", block=", vertical: true")
    assert not [problem for problem in problems if problem.severity == "error"]
    sub = next(run for run in items_of(page) if isinstance(run, TextRun) and run.text == "小标题")
    top = min(
        run.origin.y for run in items_of(page) if isinstance(run, TextRun) and run.vertical and run.size == 9 * PT
    )
    assert sub.vertical
    assert sub.origin.y == top + 2 * sub.size


def test_pc_09_tiers_fill_in_order_from_the_top_right(paper):
    """Vertical text begins at the upper right, goes on leftwards, then in the tier below."""
    page, _ = paper("headline: 海上来风", body="\n".join([BODY] * 9), block=", vertical: true, tiers: 2")
    runs = [run for run in items_of(page) if isinstance(run, TextRun) and run.vertical]
    tops = sorted({run.origin.y for run in runs if run.place == 0 or run.length > 5 * run.size})
    firsts = [run.origin for run in runs]
    assert firsts[0].x == max(place.x for place in firsts)
    lower = [place for place in firsts if place.y >= tops[-1]]
    assert firsts.index(lower[0]) > len(firsts) // 4
    assert not any(isinstance(item, Picture) for item in items_of(page))


def test_gr_02_the_house_of_the_sample_has_a_newspapers_leading(paper):
    """Between a quarter and all of the body size stands between two lines."""
    page, _ = paper("headline: 海上来风")
    assert 9 * PT * 5 // 4 <= page.leading <= 18 * PT


def test_np_11_a_character_that_no_face_has_is_said_with_its_place(paper):
    """Never a blank or a box in print: the page is a draft and the character is named."""
    _, problems = paper("headline: 海上来风", body="他叫\U000323af。" + BODY)
    fault = next(problem for problem in problems if problem.code == "faces.no-glyph")
    assert fault.severity == "error"
    assert fault.span.place == (4, 3)


@pytest.mark.parametrize("name", ["A01", "A02", "A03", "A04-A05", "A06", "A07", "A08"])
def test_np_03_np_05_pictures_are_whole_columns_wide_with_their_captions_below(name):
    """Photos of the sample edition begin and end on columns; captions are smaller than the body and no wider."""
    sources = open_sources(Tree(str(ROOT)), "2026-06-01")
    work = read_work(sources, name)
    page = compose(sources, work)
    grid = work.plan.house.grid
    lefts = {page.type_area.left + grid.left(at) for at in range(1, grid.columns + 1)}
    rights = {left + grid.column for left in lefts}
    photos = [item for item in items_of(page) if isinstance(item, Picture)]
    assert photos
    for photo in photos:
        framed = any(block.frame for block in work.plan.blocks)
        assert framed or (photo.box.left in lefts and photo.box.right in rights)
    captions = [run for run in items_of(page) if isinstance(run, TextRun) and "caption" in run.node]
    assert all(run.size < grid.body for run in captions)
    for run in captions:
        above = [photo for photo in photos if photo.box.left - 1 <= run.origin.x <= photo.box.right]
        assert above, run.text


@pytest.mark.parametrize(("wanted", "thousandths"), [("1/4字", 250), ("1/3字", 333), ("1/2字", 500), ("1字", 1000)])
def test_hd_08_a_short_headline_is_letter_spaced_as_the_layout_asks(paper, wanted, thousandths):
    """Between its characters, not behind the last: centred, it stands in the middle of its span."""
    rows = f", align: centre, spread: {wanted}, headline: {{size: 24pt}}"
    page, problems = paper("headline: 海上来风", block="", style="second" + rows)
    assert not [problem for problem in problems if problem.severity == "error"]
    (run,) = _runs(page, "one/headline")
    size = run.size
    assert [abs(step - size - size * thousandths // 1000) < size // 100 for step in run.glyphs.advances] == [
        True, True, True, False]  # fmt: skip
    middle = run.origin.x + run.length // 2
    assert abs(middle - (page.type_area.left + page.type_area.right) // 2) <= size // 20


def test_hd_08_a_style_may_spread_its_headlines_and_lines_may_be_even(paper):
    """``spread`` in house.yaml; ``align: even`` fills the span whatever the number of characters."""
    house = HOUSE.replace("styles: {", "styles: {wide: {headline: {face: hei, sizes: [20pt], spread: 1/2字}}, ")
    page, _ = paper("headline: 海上来风", house=house, style="wide")
    (run,) = _runs(page, "one/headline")
    assert run.glyphs.advances[0] == run.size * 3 // 2
    page, _ = paper("headline: 海上来风", house=house, style="second, align: even")
    (run,) = _runs(page, "one/headline")
    assert abs(run.origin.x + run.length - page.type_area.right) <= run.size // 20


def _photo_page(tmp_path, block: str, *, vertical: bool):
    """A page whose story has a photo with a caption inside; returns the picture's box, caption runs and the area."""
    files = {
        "layouts/house.yaml": HOUSE, "layouts/2026-06-01/edition.yaml": EDITION,
        "layouts/2026-06-01/A01.yaml": "blocks:\n  - {story: one, columns: 1-4, lines: 1-40, heading: {takes: 5行},"
        f"{' vertical: true,' if vertical else ''} balance: false,"
        f" inside: [{{photo: 1, columns: 2-3, lines: 12-28{block}}}]}}\n",
        "stories/2026-06-01/one.md": "---\nheadline: 海上来风\nphotos:\n  - file: courtyard.jpg\n"
        f"    caption: 院子里的人都在看灯。\n    credit: 沈禾 摄\n---\n{BODY}\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "assets/2026-06-01").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "assets/2026-06-01/courtyard.jpg", tmp_path / "assets/2026-06-01")
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    work = read_work(sources, "A01")
    page = compose(sources, work)
    assert not work.report.failed, list(work.report)
    (picture,) = (item for item in items_of(page) if isinstance(item, Picture))
    return picture.box, [run for run in items_of(page) if isinstance(run, TextRun) and "photo" in run.node]


def test_ve_10_beside_a_picture_in_vertical_text_the_caption_is_vertical_too(tmp_path):
    """On its left unless the layout says right; its lines stand within the picture's height."""
    for block, side in (("", "left"), (", caption: right", "right"), (", caption: left", "left")):
        box, caption = _photo_page(tmp_path, block, vertical=True)
        assert "".join(run.text for run in caption).replace(" ", "") == "院子里的人都在看灯。沈禾摄"
        for run in caption:
            assert run.vertical
            assert run.origin.x < box.left if side == "left" else run.origin.x > box.right
            assert box.top <= run.origin.y <= run.origin.y + run.length <= box.bottom


def test_captions_stand_where_the_layout_has_them(tmp_path):
    """Under the picture, over it, or beside it from top to bottom."""
    for block, holds in (
        ("", lambda box, run: run.origin.y > box.bottom),
        (", caption: over", lambda box, run: run.origin.y < box.top),
        (", caption: left", lambda box, run: run.origin.x < box.left and run.vertical),
    ):
        box, caption = _photo_page(tmp_path, block, vertical=False)
        assert caption
        assert all(holds(box, run) for run in caption), block


def test_settings_of_figures_and_hyphens_are_the_houses(paper):
    """``figures: upright`` stacks long figures in vertical lines, ``hyphenation: no`` cuts no English word."""
    body = "一九四九年以来共有12345人，" * 12
    settings = (
        HOUSE + "setting: {figures: upright, hyphenation: no, marks: half}\n" if "setting:" not in HOUSE else HOUSE
    )
    page, problems = paper("headline: 海上来风", body=body, block=", vertical: true", house=settings)
    assert not [problem for problem in problems if problem.severity == "error"]
    figures = [run.text for run in items_of(page) if isinstance(run, TextRun) and run.node != "one/headline"]
    assert "1" in figures
    assert "12345" not in figures


@pytest.mark.parametrize(("block", "right"), [("", False), (", vertical: true, tiers: 1", True)])
def test_vertical_headings_stand_beside_the_text(paper, block, right):
    """竖题: from top to bottom, 引题 right of 主题 right of 副题; at the left of horizontal text, at the right of vertical."""
    front = "kicker: 一句引题\nheadline: 海上来风 / 城里添绿\ndeck: ——副题说得细一些"
    page, problems = paper(front, body=BODY * 9, block=block, style="second, vertical: true, columns: 2")
    assert {problem.code for problem in problems if problem.severity == "error"} <= {"makeup.overset"}
    parts = [_runs(page, f"one/{part}") for part in ("kicker", "headline", "deck")]
    assert ["".join(run.text for run in part) for part in parts] == [
        "一句引题",
        "海上来风 城里添绿",
        "——副题说得细一些",
    ]
    assert all(run.vertical for part in parts for run in part)
    axes = [part[0].origin.x for part in parts]
    assert axes == sorted(axes, reverse=True)
    assert parts[1][-1].origin.x < parts[1][0].origin.x
    body = _runs(page, "one/b1")
    if right:
        assert max(run.origin.x + run.size // 2 for run in body) < min(run.origin.x - run.size // 2 for run in parts[2])
    else:
        foot = max(run.origin.y + run.length for part in parts for run in part)
        beside = [run for run in body if run.origin.y < foot]
        assert beside
        assert min(run.origin.x for run in beside) > max(run.origin.x + run.size // 2 for run in parts[0])
    assert all(run.origin.y + run.length <= page.type_area.bottom for part in parts for run in part)


def test_hd_04_a_number_and_its_counter_stand_on_one_line(paper):
    """三十六户 is not parted, whatever the segmenter takes for words."""
    house = HOUSE.replace("styles: {", "styles: {tall: {headline: {face: hei, sizes: [60pt, 44pt], lines: 2}}, ")
    for headline in ("老院里三十六户人家一票一票商量", "江边的二十四座桥亮起了灯"):
        page, _ = paper(f"headline: {headline}", house=house, style="tall")
        assert not any(line[-1] in "六四" for line in _shown(page, "one/headline"))


def test_a_forced_line_is_said_at_its_place_where_words_were_hyphenated_too(paper):
    """The warning's place is in the cells as they were set, not as they were before words were cut."""
    body = "他说Businessconcurrencyprogrammingenvironment" * 9 + "好。"
    for count in range(1, 9):
        given = body[: 40 * count] + "concurrency environment。" * 3
        _, problems = paper("headline: 海上来风", body=given)
        for problem in problems:
            if problem.code in ("lines.forced", "lines.loose"):
                assert problem.words["text"] in given


@pytest.mark.parametrize("count", range(3, 12))
@pytest.mark.parametrize("blanks", [" ", "、", "　"])
def test_a_byline_is_parted_between_names(count, blanks, paper):
    """署名: whoever signs is read on one line, with what he does; two lines where one has no room."""
    names = ["周明远", "李若溪", "陆舟", "欧阳晓月", "沈禾", "王建国", "马青", "赵一鸣", "陈雨桐", "林海", "何苗苗"][
        :count
    ]
    page, problems = paper(f"headline: 新居\nbyline: 记者 {blanks.join(names)} 通讯员 郑家声", block="", body=BODY * 3)
    lines: dict[int, str] = {}
    for item in items_of(page):
        if isinstance(item, TextRun) and item.node == "one/byline":
            lines[item.origin.y] = lines.get(item.origin.y, "") + item.text
    shown = list(lines.values())
    assert shown
    for name in (*names, "郑家声"):
        assert any(name in line for line in shown), (name, shown)
    assert not [problem for problem in problems if problem.code.startswith("lines.")]
    assert all(not line.rstrip().endswith(("记者", "通讯员")) for line in shown), shown
