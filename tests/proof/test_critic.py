"""What an art director marks: a spoiled page for each fault, and silence on what is well made."""

from __future__ import annotations

import pytest

from banxin.files import Tree
from banxin.plan.keys import TABLES
from banxin.problems import Report
from banxin.proof.critic import lint_page, lint_pictures
from banxin.proof.judge import lint_made
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.conftest import ROOT

HOUSE = """paper: {name: 望澜晚报}
page: {trim: [390mm, 543mm]}
grid: {body: 9pt, leading: 12.75pt, columns: 6, measure: 17字, gutter: 1.2字, lines: 110}
faces: {song: package:noto-serif@400}
ads: {sizes: {通栏: {columns: 6, lines: 20}}}
"""
PHOTO = "{photo: 1, columns: 1-3, lines: 10-30}"
PHOTO_TWO = "{photo: 1, columns: 1-2, lines: 6-12}"
BOOKINGS = "bookings: [{booking: X1, customer: 海运公司, size: 通栏, avoid: [正文]}]\n"


def block(slug: str, columns: str, lines: str, more: str = "heading: {takes: 6行, style: second}") -> str:
    return f"  - {{story: {slug}, columns: {columns}, lines: {lines}, {more}}}\n"


SPOILED = {
    "headlines-meet": block("one", "1-3", "1-50", f"heading: {{takes: 6行, style: second}}, inside: [{PHOTO}]")
    + block("two", "4-6", "1-50"),
    "page-cut": block("one", "1-3", "1-50", f"heading: {{takes: 6行, style: lead}}, inside: [{PHOTO}]")
    + block("two", "4-6", "1-50") + block("three", "1-2", "51-110")
    + block("four", "3-6", "51-110", "heading: {takes: 4行, style: third}"),
    "page-split": block("one", "1-3", "1-50", f"heading: {{takes: 6行, style: lead}}, inside: [{PHOTO}]")
    + block("two", "4-6", "1-60") + block("three", "1-3", "51-110") + block("four", "4-6", "61-110"),
    "headline-foreign": "  - {story: one, zones: [{columns: 1-2, lines: 1-50}, {columns: 3-4, lines: 8-50}], heading: "
    "{takes: 6行, style: lead}, inside: [{photo: 1, columns: 1-2, lines: 10-30}]}\n"
    "  - {story: two, zones: [{columns: 3-4, lines: 1-7}, {columns: 5-6, lines: 1-50}], heading: {takes: 6行, columns: 2}}\n",
    "photo-fold": block("one", "1-6", "1-110", "heading: {takes: 6行, style: lead}, "
                        "inside: [{photo: 1, columns: 1-3, lines: 40-72}]"),
    "no-picture": block("one", "1-6", "1-110"),
    "picture-silent": block("silent", "1-6", "1-110", "heading: {takes: 6行, style: lead}, "
                            "inside: [{photo: 1, columns: 4-6, lines: 30-50}]"),
    "photos-alike": block("one", "1-3", "1-110", f"heading: {{takes: 6行, style: lead}}, inside: [{PHOTO}]")
    + block("two", "4-6", "1-110", "heading: {takes: 5行, style: second}, inside: [{photo: 1, columns: 4-6, lines: 10-30}]"),
    "headline-larger": block("one", "1-6", "1-50", f"heading: {{takes: 6行, style: third}}, inside: [{PHOTO}]")
    + block("two", "1-6", "51-110"),
    "ad-beside": block("one", "1-6", "1-90", f"heading: {{takes: 6行, style: lead}}, inside: [{PHOTO}]")
    + "  - {ad: shop.png, booking: X1, columns: 1-6, lines: 91-110}\n",
    "subhead-stranded": block("short", "1-2", "1-30", f"heading: {{takes: 5行, style: second}}, inside: [{PHOTO_TWO}]"),
    "bottoms-uneven": block("short", "1-2", "1-30", f"heading: {{takes: 5行, style: second}}, inside: [{PHOTO_TWO}]"),
}  # fmt: skip
#: House style under which a subhead may hang, or is kept with so many lines that a column ends short.
SHORT = "---\nheadline: 标题\n---\n" + "正文" * 60 + "。\n" + "## 小标题\n" + "正文。\n" * 9
KEEP = {"subhead-stranded": "setting: {keep: 0, orphan: 1, widow: 1}\n", "bottoms-uneven": "setting: {keep: 6}\n"}


def marks(tmp_path, blocks: str, critic: str = "") -> list:
    files = {
        "layouts/house.yaml": HOUSE + critic, "layouts/2026-06-01/edition.yaml": "date: 2026-06-01\npages: [A01]\n",
        "layouts/2026-06-01/A01.yaml": "blocks:\n" + blocks,
        **({"layouts/2026-06-01/ads.yaml": BOOKINGS} if "booking" in blocks else {}),
        "stories/2026-06-01/short.md": SHORT,
        "stories/2026-06-01/silent.md": "---\nheadline: 标题\nphotos:\n  - {file: silent.jpg}\n---\n正文。\n",
        **{f"stories/2026-06-01/{slug}.md": "---\nheadline: 标题\n---\n正文。\n" for slug in ("one", "two", "three", "four")},
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    work = read_work(sources, "A01")
    assert work.plan is not None, [problem.code for problem in work.report]
    assert not [problem for problem in work.report if problem.code.startswith(("plan.", "ads."))]
    report = Report()
    lint_page(work.plan, report, sources.adverts.beside("A01"))
    lint_pictures(work.plan, work.stories, report)
    page = compose(sources, work)
    assert page is not None
    lint_made(page, work.plan, work.stories, report)
    return list(report)


@pytest.mark.parametrize("rule", [row.name for row in TABLES["critic"]])
def test_a_spoiled_page_is_marked_at_its_place(tmp_path, rule):
    """Each rule, alone, with its place and the weight that the house gives it; and not where that is off."""
    keep = KEEP.get(rule, "")
    found = marks(tmp_path, SPOILED[rule], keep)
    usual = "note" if rule == "picture-silent" else "warning"
    assert [(problem.code, problem.severity) for problem in found] == [(f"proof.{rule}", usual)]
    assert found[0].span is not None
    assert [problem.severity for problem in marks(tmp_path, SPOILED[rule], keep + f"critic: {{{rule}: note}}\n")] == [
        "note"
    ]
    assert marks(tmp_path, SPOILED[rule], keep + f"critic: {{{rule}: off}}\n") == []


def test_a_well_made_page_has_no_mark(tmp_path):
    """A lead over the page, a story with a photo, a sidebar from head to foot."""
    page = (
        block("one", "1-4", "1-60", "heading: {takes: 10行, style: lead}, inside: [{photo: 1, columns: 1-4, lines: 12-38}]")
        + block("two", "5-6", "1-80") + block("three", "1-4", "61-110", "heading: {takes: 5行, style: third}")
        + block("four", "5-6", "81-110", "heading: {takes: 4行, style: brief}")
    )  # fmt: skip
    assert marks(tmp_path, page) == []


@pytest.mark.parametrize("page", ["A01", "A02", "A03", "A04-A05", "A06", "A07", "A08"])
def test_the_sample_edition_has_no_mark(page):
    """A critic that cries wolf is switched off."""
    work = read_work(open_sources(Tree(str(ROOT)), "2026-06-01"), page)
    report = Report()
    lint_page(work.plan, report)
    assert [problem.code for problem in report] == []
