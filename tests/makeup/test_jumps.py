"""转版: a story that goes on on another page is the same story, and each page says where to read on (NP-06)."""

from __future__ import annotations

import re

import pytest

from banxin.files import Tree
from banxin.page import TextRun, items_of
from banxin.problems import Words
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.makeup.test_conservation import HOUSE

BODY = "\n".join(
    f"第{number}段写城市里的人和事，" + "经济在发展，百姓的日子一天比一天好。“说的是”，大家都这样讲——没有例外……" * 4
    for number in range(1, 13)
)
FRONT = "headline: 海上来风 城里添绿\nshort: 来风添绿\nbyline: 记者 沈禾\nsignoff: （本报记者）"
HOLE = "lines: 1-24, heading: {takes: 5行, style: second}"


@pytest.fixture
def edition(tmp_path):
    """Write an edition of pages with a story among them; returns a function that composes a page."""

    def make(pages: dict[str, str], *, front: str = FRONT, body: str = BODY):
        files = {
            "layouts/house.yaml": HOUSE,
            "layouts/2026-06-01/edition.yaml": f"date: 2026-06-01\npages: [{', '.join(pages)}]\n",
            "stories/2026-06-01/one.md": f"---\n{front}\n---\n{body}\n",
            **{f"layouts/2026-06-01/{name}.yaml": f"blocks:\n  - {block}\n" for name, block in pages.items()},
        }
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")

        def page(name: str):
            sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
            work = read_work(sources, name)
            return compose(sources, work), list(work.report)

        return page

    return make


def _copy(page) -> str:
    """The story's own text on a page, without the headline."""
    runs = [item for item in items_of(page) if isinstance(item, TextRun)]
    return "".join(run.text for run in runs if run.node and not re.search("headline|short", run.node))


def _own(page) -> list[str]:
    """What the program set of its own."""
    return ["".join(run.text for run in items_of(page) if isinstance(run, TextRun) and not run.node)]


def _errors(problems) -> list[str]:
    return [problem.code for problem in problems if problem.severity == "error"]


PLAIN = re.sub(r"\s", "", "记者 沈禾" + BODY + "（本报记者）")


@pytest.mark.parametrize("there", [
    "{continued: one, columns: 1-4, lines: 1-56}",
    "{continued: one, columns: 1-3, lines: 1-56, heading: {takes: 4行}}",
    "{continued: one, columns: 2-3, lines: 1-56, balance: false}",
    "{continued: one, columns: 1-4, lines: 1-56, vertical: true, tiers: 3}",
])  # fmt: skip
def test_np_06_every_character_stands_on_one_of_the_pages_and_in_order(edition, there):
    """Whatever the second page's measure and direction; the marks that say where belong to nobody's copy."""
    page = edition({"A01": f"{{story: one, columns: 1-4, {HOLE}}}", "A03": there})
    (first, said), (second, more) = page("A01"), page("A03")
    assert _errors(said) == _errors(more) == []
    assert re.sub(r"\s", "", _copy(first) + _copy(second)) == PLAIN
    assert len(_copy(first)) > 200 < len(_copy(second))
    assert "（下转A03版）" in _own(first)[0]
    assert "（上接A01版）" in _own(second)[0]
    assert "上接" not in _own(first)[0]
    assert "下转" not in _own(second)[0]


def test_np_06_a_paragraph_that_goes_on_has_no_indent_and_breaks_at_a_lines_end(edition):
    """The last line before the jump is full, the first one after it begins at the column's edge."""
    block = "{continued: one, columns: 1-4, lines: 1-56}"
    page = edition({"A01": f"{{story: one, columns: 1-4, {HOLE}}}", "A03": block}, front="headline: 题",
                   body="城市里的人都说好，经济在发展。" * 90)  # fmt: skip
    (first, _), (second, _) = page("A01"), page("A03")
    last = [run for run in items_of(first) if isinstance(run, TextRun) and run.node == "one/b1"][-1]
    column = first.type_area.width // 4
    assert last.origin.x + last.length >= first.type_area.right - column // 12
    head = next(run for run in items_of(second) if isinstance(run, TextRun) and run.node == "one/b1")
    assert head.origin.x == second.type_area.left
    assert head.place > 0


def test_np_06_a_short_headline_stands_over_the_rest(edition):
    """短题 where the story has one; else the headline once more, which is then nobody's copy."""
    pages = {"A01": f"{{story: one, columns: 1-4, {HOLE}}}", "A03": "{continued: one, columns: 1-4, lines: 1-56}"}
    second, _ = edition(pages)("A03")
    assert any(run.node == "one/short" for run in items_of(second) if isinstance(run, TextRun))
    second, _ = edition(pages, front="headline: 海上来风")("A03")
    assert not any("headline" in run.node for run in items_of(second) if isinstance(run, TextRun))
    assert "海上来风" in _own(second)[0]


def test_np_06_three_pages_and_new_numbers(edition):
    """A story may go on twice; where pages are renumbered the marks follow."""
    for names in (("A01", "A02", "A05"), ("B01", "B07", "C12")):
        hop = "{continued: one, columns: 1-4, lines: 1-14, heading: {takes: 3行}}"
        end = "{continued: one, columns: 1-4, lines: 1-56}"
        page = edition(dict(zip(names, (f"{{story: one, columns: 1-4, {HOLE}}}", hop, end), strict=True)))
        made = [page(name) for name in names]
        assert [_errors(problems) for _, problems in made] == [[], [], []]
        assert re.sub(r"\s", "", "".join(_copy(one) for one, _ in made)) == PLAIN
        assert f"（下转{names[1]}版）" in _own(made[0][0])[0]
        assert f"（上接{names[0]}版）" in _own(made[1][0])[0]
        assert f"（下转{names[2]}版）" in _own(made[1][0])[0]
        assert f"（上接{names[1]}版）" in _own(made[2][0])[0]


def test_a_jump_from_nowhere_backwards_or_with_nothing_to_set_is_an_error(edition):
    """Each at the block that is wrong; what is over on the last page is over."""
    story, rest = f"{{story: one, columns: 1-4, {HOLE}}}", "{continued: one, columns: 1-4, lines: 1-56}"
    assert _errors(edition({"A01": rest})("A01")[1]) == ["proof.jump-nowhere"]
    assert "proof.jump-backwards" in _errors(edition({"A01": rest, "A02": story})("A01")[1])
    page = edition({"A01": story, "A02": rest}, body="一句话。")
    assert _errors(page("A01")[1]) == []
    assert _errors(page("A02")[1]) == ["makeup.jump-empty"]
    page = edition({"A01": story, "A02": rest.replace("1-56", "1-12")})
    assert _errors(page("A02")[1]) == ["makeup.overset"]


def test_lines_that_stay_empty_on_the_next_page_are_counted_on_the_first(edition):
    """A story that ends before it goes on is short by what its block there would hold."""
    story, rest = f"{{story: one, columns: 1-4, {HOLE}}}", "{continued: one, columns: 1-4, lines: 1-56}"
    short = BODY[:400]
    said = edition({"A01": story, "A02": rest}, body=short)("A01")[1]
    (alone,) = [
        problem for problem in edition({"A01": story}, body=short)("A01")[1] if problem.code == "makeup.underset"
    ]
    (both,) = [problem for problem in said if problem.code == "makeup.underset"]
    assert 180 < both.words["lines"] - alone.words["lines"] == both.words["beyond"] <= 4 * 56
    assert Words("en").sentence(both).endswith("of them on A02, where it should go on")
    assert "A02" in Words("zh").hint(both)


def test_photos_of_a_story_may_stand_on_either_of_its_pages(edition):
    """A photo on the second page is not missed on the first; one on neither is."""
    front = FRONT + "\nphotos:\n  - file: a.jpg\n    caption: 说明。"
    story = f"{{story: one, columns: 1-4, {HOLE}}}"
    rest = "{continued: one, columns: 1-4, lines: 1-56, inside: [{photo: 1, columns: 1-2, lines: 10-20}]}"
    page = edition({"A01": story, "A02": rest}, front=front)
    assert "proof.photo-unplaced" not in _errors(page("A01")[1]) + _errors(page("A02")[1])
    page = edition(
        {"A01": story, "A02": rest.replace(", inside: [{photo: 1, columns: 1-2, lines: 10-20}]", "")}, front=front
    )
    assert _errors(page("A01")[1]).count("proof.photo-unplaced") == 1
    assert "proof.photo-unplaced" not in _errors(page("A02")[1])


def test_boxes_of_a_story_may_stand_on_its_second_page(edition):
    """A box placed on the second page leaves the first page's columns too."""
    body = "::: intro\n提要里的话。\n:::\n" + BODY
    story = f"{{story: one, columns: 1-4, {HOLE}}}"
    rest = "{continued: one, columns: 1-4, lines: 1-56, inside: [{box: intro, columns: 1-2, lines: 10-20}]}"
    page = edition({"A01": story, "A02": rest}, body=body)
    (first, _), (second, _) = page("A01"), page("A02")
    assert "提要里的话" not in _copy(first)
    assert _copy(second).count("提要里的话") == 1


def test_a_vertical_story_says_downwards_where_it_goes_on(edition):
    """下转 stands in the last vertical line, not across it."""
    page, problems = edition({
        "A01": "{story: one, vertical: true, columns: 1-2, lines: 1-30, heading: {takes: 5行, style: second}}",
        "A02": "{continued: one, columns: 1-4, lines: 1-58}",
    })("A01")  # fmt: skip
    runs = [run for run in items_of(page) if isinstance(run, TextRun) and not run.node]

    assert not _errors(problems)
    assert any(run.vertical for run in runs if "下转" in run.text)
    assert not any("下转" in run.text and not run.vertical for run in runs)


def test_a_page_without_room_for_a_line_is_an_error(edition):
    """A heading alone, with neither text nor 下转, is no beginning of a story."""
    _, problems = edition({
        "A01": "{story: one, columns: 1-2, lines: 1-8, heading: {takes: 8行, style: second}}",
        "A02": "{continued: one, columns: 1-4, lines: 1-58}",
    })("A01")  # fmt: skip

    assert "makeup.jump-room" in _errors(problems)


def test_a_heading_stays_within_the_zones_it_spans(edition):
    """A heading deeper than a zone would stand on the story below it."""
    _, problems = edition({
        "A01": "{story: one, zones: [{columns: 1-2, lines: 1-58}, {columns: 3-4, lines: 1-4}], "
        "heading: {takes: 14行, style: lead}}",
    })("A01")  # fmt: skip

    assert "makeup.heading-deep" in _errors(problems)
