"""A story gets another name, and is found under it wherever it was named."""

from __future__ import annotations

import json

import pytest

from banxin.edit import rename_story, undo
from banxin.edit._mentions import NAMES
from banxin.plan.keys import TABLES
from tests.edit.project import DATE, Paper, refused

#: A page in one way of writing after the other, each with the same story three times; Z stands for its name.
PAGES = {
    "plain": "blocks:\n  - story: Z\n    columns: 1-6\n    lines: 1-40\n  - {photo: 1, of: Z, columns: 1-2, lines: after Z to 60}\n",
    "comments": "# Z 是头条\nblocks: # Z\n  - story: Z  # Z\n    # Z\n    columns: 1-6\n    lines: 1-40\n  - {photo: 1, of: Z, columns: 1-2, lines: after Z to 60} # Z\n",
    "single-quotes": "blocks:\n  - story: 'Z'\n    columns: '1-6'\n    lines: '1-40'\n  - {photo: '1', of: 'Z', columns: 1-2, lines: 'after Z to 60'}\n",
    "double-quotes": 'blocks:\n  - "story": "Z"\n    columns: 1-6\n    lines: 1-40\n  - {photo: 1, of: "Z", columns: 1-2, "lines": "after Z to 60"}\n',
    "flow-alone": "{blocks: [{story: Z, columns: 1-6, lines: 1-40}, {photo: 1, of: Z, columns: 1-2, lines: after Z to 60}]}\n",
    "flow-over-lines": "blocks: [\n  {story: Z, # 头条\n   columns: 1-6, lines: 1-40},\n  {photo: 1, of: Z,\n   columns: 1-2,\n   lines: after Z to 60,},\n]\n",
    "chinese": "区块:\n  - 稿件: Z\n    栏: 1-6\n    行: 1-40\n  - {照片: 1, 属于: Z, 栏: 1-2, 行: 接 Z 至 60行}\n",
    "folded": "blocks:\n  - story: >-\n      Z\n    columns: 1-6\n    lines: 1-40\n  - photo: 1\n    of: |-\n      Z\n    columns: 1-2\n    lines: >-\n      after Z\n      to 60\n",
    "folded-in-quotes": 'blocks:\n  - story: Z\n    columns: 1-6\n    lines: 1-40\n  - photo: 1\n    of: Z\n    columns: 1-2\n    lines: "after\n      Z to\n      60"\n',
    "anchors": "blocks:\n  - {story: &s Z, columns: &c 1-6, lines: 1-40}\n  - {photo: 1, of: *s, columns: *c, lines: after Z to 60}\n",
    "dash-on-its-own-line": "blocks:\n-\n  # 头条\n  story: Z\n  columns: 1-6\n  lines: 1-40\n-\n  photo: 1\n  of: Z\n  columns: 1-2\n  lines: after  Z  to  60\n",
    "bom": "\ufeffblocks:\n  - {story: Z, columns: 1-6, lines: 1-40}\n  - {photo: 1, of: Z, columns: 1-2, lines: after Z to 60}\n",
    "crlf": "blocks:\r\n  - {story: Z, columns: 1-6, lines: 1-40}\r\n  - photo: 1\r\n    of: Z\r\n    columns: 1-2\r\n    lines: after Z to 60\r\n",
    "mixed-line-ends": "# 头\r\nblocks:\n  - {story: Z, columns: 1-6, lines: 1-40}\r\n  - photo: 1\n    of: Z\r\n    columns: 1-2\n    lines: after Z to 60\n",
    "no-last-line-end": "blocks:\n  - {story: Z, columns: 1-6, lines: 1-40}\n  - {photo: 1, of: Z, columns: 1-2, lines: after Z to 60}",
}  # fmt: skip


def outside_comments(text: str, old: str, new: str) -> str:
    """A page with the story's name changed where it is one: not in a comment."""
    lines = []
    for line in text.split("\n"):
        at = line.find("#")
        at = at if at >= 0 else len(line)
        lines.append(line[:at].replace(old, new) + line[at:])
    return "\n".join(lines)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("old", "new"), [("three-towns", "towns"), ("三镇", "017"), ("017", "no")])
def test_a_name_changes_and_not_a_byte_beside_it(name, old, new, paper: Paper):
    """Comments, order, quotes, line ends and byte order mark stay as they are written."""
    paper.page(PAGES[name].replace("Z", old))
    paper.stories(old)
    before = paper.files()
    wanted = outside_comments(PAGES[name], "Z", new).replace("Z", old)
    paper.apply(rename_story(paper.tree, DATE, old, new))
    assert wanted == paper.a05()
    assert (paper.root / f"stories/{DATE}/{new}.md").exists()
    assert not (paper.root / f"stories/{DATE}/{old}.md").exists()
    assert new in paper.blocks()
    undo(str(paper.root))
    assert before == paper.files()


def test_all_editions_of_the_day_follow_and_no_others(paper: Paper):
    """A tabloid of the same copy, a zone, a page that nobody has listed yet: they name the story that has another name."""
    paper.stories("towns", "other")
    paper.page("blocks: [{story: towns, columns: 1-6, lines: 1-40}]\n")
    paper.page("blocks: [{briefs: [other, towns], columns: 1-6, lines: 1-40}]\n", "A09")
    paper.page("blocks: [{continued: towns, columns: 1-6, lines: 1-40}]\n", "A05", f"{DATE}.east")
    paper.write(f"layouts/{DATE}.east/edition.yaml", f"base: {DATE}\n撤稿: {{towns: 有误}}\n")
    paper.page("blocks: [{story: towns, columns: 1-6, lines: 1-40}]\n", "A05", "2026-06-02")
    paper.write("layouts/2026-06-02/edition.yaml", "date: 2026-06-02\npages: [A05]\n")
    paper.write(
        f"layouts/{DATE}/ids.json", json.dumps({"towns": "2026060101001", "A05@towns": "2026060101002"}, indent=1)
    )
    paper.write(
        f"layouts/{DATE}/ads.yaml", "bookings:\n  - {booking: A1, customer: 茶铺, size: 通栏, avoid: [煤, towns]}\n"
    )
    other = paper.text("layouts/2026-06-02/A05.yaml")
    paper.apply(rename_story(paper.tree, DATE, "towns", "三镇"))
    assert paper.a05() == "blocks: [{story: 三镇, columns: 1-6, lines: 1-40}]\n"
    assert "{briefs: [other, 三镇]," in paper.text(f"layouts/{DATE}/A09.yaml")
    assert "{continued: 三镇," in paper.text(f"layouts/{DATE}.east/A05.yaml")
    assert paper.text(f"layouts/{DATE}.east/edition.yaml").endswith("撤稿: {三镇: 有误}\n")
    assert list(json.loads(paper.text(f"layouts/{DATE}/ids.json"))) == ["三镇", "A05@三镇"]
    assert "avoid: [煤, 三镇]" in paper.text(f"layouts/{DATE}/ads.yaml")
    assert other == paper.text("layouts/2026-06-02/A05.yaml")


def test_bookings_from_an_advertising_system_follow(paper: Paper):
    """A CSV file is edited cell by cell."""
    paper.stories("towns")
    paper.page("blocks: [{story: towns, columns: 1-6, lines: 1-40}]\n")
    text = '订单号,客户,规格,避开\r\nA1,"towns, 茶铺",通栏,煤;towns\r\nA2,甲,通栏,\r\n'
    paper.write(f"layouts/{DATE}/ads.csv", text)
    paper.apply(rename_story(paper.tree, DATE, "towns", "t2"))
    assert paper.text(f"layouts/{DATE}/ads.csv") == text.replace("煤;towns", "煤;t2")


def test_what_stands_inside_is_called_after_its_story(paper: Paper):
    """A chain to a block inside follows the name that the program gives it."""
    paper.stories("towns")
    paper.page(
        "blocks:\n  - {story: towns, columns: 1-3, lines: 1-90, inside: [{photo: 1, columns: 1-2, lines: 1-30}]}\n"
        "  - {qr: 'https://example.org', columns: 4-6, lines: after towns/1 to 60}\n"
    )
    paper.apply(rename_story(paper.tree, DATE, "towns", "t2"))
    assert "lines: after t2/1 to 60" in paper.a05()
    assert paper.blocks()["qr"].area.first_line == 31


def test_an_id_of_its_own_stays(paper: Paper):
    """A block that says what it is called is called so; only its story is another."""
    paper.stories("towns")
    paper.page(
        "blocks:\n  - {id: towns, story: towns, columns: 1-6, lines: 1-40}\n  - {qr: 'tel:1', columns: 1, lines: after towns for 9}\n"
    )
    paper.apply(rename_story(paper.tree, DATE, "towns", "t2"))
    assert "{id: towns, story: t2," in paper.a05()
    assert "after towns for 9" in paper.a05()


def test_an_alias_that_means_something_else_keeps_its_text(paper: Paper):
    """One text may be a story's name and the words of a sign; only the name changes."""
    paper.stories("towns")
    paper.page("blocks:\n  - {story: &t towns, columns: 1-6, lines: 1-40}\n  - {ear: *t, columns: 1, lines: 41-50}\n"
               "  - {ear: *t, columns: 2, lines: 41-50}\n")  # fmt: skip
    paper.apply(rename_story(paper.tree, DATE, "towns", "t2"))
    assert paper.a05() == ("blocks:\n  - {story: t2, columns: 1-6, lines: 1-40}\n  - {ear: &t towns, columns: 1, lines: 41-50}\n"
                           "  - {ear: *t, columns: 2, lines: 41-50}\n")  # fmt: skip


def test_a_list_that_stands_twice_is_written_once(paper: Paper):
    """What an alias repeats is a mention in both places, and one change."""
    paper.stories("towns")
    page = "blocks:\n  - {story: a, columns: 1-6, lines: 1-40, inside: &i [{photo: 1, of: %s, columns: 1, lines: 9-20}]}\n  - {story: b, columns: 1-6, lines: 41-80, inside: *i}\n"
    paper.page(page % "towns")
    paper.apply(rename_story(paper.tree, DATE, "towns", "t2"))
    assert page % "t2" == paper.a05()


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        ("c", "blocks:\n  - {story: c}\n  - {story: towns, id: B}\n画版: |\n  cccBBB\n  cccBBB\nrow: 20行\n"),
        (
            "harbour",
            "blocks:\n  - {story: harbour, id: a}\n  - {story: towns, id: B}\n画版: |\n  aaaBBB\n  aaaBBB\nrow: 20行\n",
        ),
    ],
)
def test_a_story_that_is_drawn_as_its_letter(new, wanted, paper: Paper):
    """A new letter goes into the drawing; a longer name leaves the letter as the block's id."""
    paper.stories("a", "towns")
    paper.page("blocks:\n  - {story: a}\n  - {story: towns, id: B}\n画版: |\n  aaaBBB\n  aaaBBB\nrow: 20行\n")
    paper.apply(rename_story(paper.tree, DATE, "a", new))
    assert wanted == paper.a05()
    assert paper.blocks()["c" if new == "c" else "a"].stories == (new,)


def templated(paper: Paper, template: str, page: str) -> None:
    """A page that starts from a template."""
    paper.write("layouts/templates/inner.yaml", template)
    paper.page("from: inner\n" + page)
    paper.stories("daily")


def test_a_template_of_the_days_pages_alone_follows(paper: Paper):
    """Its block is called after the story, and so it is on the pages that change or remove it."""
    templated(
        paper,
        "blocks:\n  - {story: daily, columns: 1-6, lines: 1-40} # 天天有\n",
        "blocks:\n  - {id: daily, lines: 1-50}\n",
    )
    paper.page("from: inner\nremove: [daily]\nblocks: [{rule: thin, columns: 1-6, lines: 1-2}]\n", "A09")
    paper.apply(rename_story(paper.tree, DATE, "daily", "d2"))
    assert (
        paper.text("layouts/templates/inner.yaml") == "blocks:\n  - {story: d2, columns: 1-6, lines: 1-40} # 天天有\n"
    )
    assert paper.a05() == "from: inner\nblocks:\n  - {id: d2, lines: 1-50}\n"
    assert "remove: [d2]" in paper.text(f"layouts/{DATE}/A09.yaml")
    assert paper.blocks()["d2"].area.last_line == 50


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("section: 要闻\n", "blocks: [{id: daily, story: d2}]\nsection: 要闻\n"),
        ("blocks:\n  # 扫码\n  - {qr: 'tel:1', columns: 1, lines: after daily for 9}\n",
         "blocks:\n  # 扫码\n  - {id: daily, story: d2}\n  - {qr: 'tel:1', columns: 1, lines: after daily for 9}\n"),
        ("blocks:\n- id: daily # 长一点\n  lines: 1-50\n", "blocks:\n- id: daily # 长一点\n  story: d2\n  lines: 1-50\n"),
        ("blocks: [{story: daily, lines: 1-50}]\n", "blocks: [{story: d2, id: daily, lines: 1-50}]\n"),
        ("区块: [{代号: daily, 行: 1-50}]\n", "区块: [{代号: daily, 稿件: d2, 行: 1-50}]\n"),
    ],
)  # fmt: skip
def test_a_template_that_other_days_use_stays(page, wanted, paper: Paper):
    """The page says itself which story stands in the template's place."""
    template = "blocks:\n  - {story: daily, columns: 1-6, lines: 1-40}\n"
    templated(paper, template, page)
    paper.page("from: inner\n", "A05", "2026-05-31")
    paper.write("layouts/2026-05-31/edition.yaml", "date: 2026-05-31\npages: [A05]\n")
    paper.apply(rename_story(paper.tree, DATE, "daily", "d2"))
    assert f"from: inner\n{wanted}" == paper.a05()
    assert template == paper.text("layouts/templates/inner.yaml")
    assert paper.blocks()["daily"].stories == ("d2",)


def test_names_that_are_none_or_taken_are_refused(paper: Paper):
    """The rule for names is the plan's; nothing is overwritten, and no two stories become one."""
    paper.stories("towns", "other")
    paper.page("blocks: [{story: towns, columns: 1-6, lines: 1-40}, {story: late, columns: 1-6, lines: 41-50}]\n")
    before = paper.files()
    for name in ("a b", "../x", "-x", "x.", "a/b", "", "x" * 81, "a#"):
        assert refused(rename_story, paper.tree, DATE, "towns", name) == "edit.bad-name", name
    assert refused(rename_story, paper.tree, DATE, "towns", "towns") == "edit.same-name"
    assert refused(rename_story, paper.tree, DATE, "towns", "other") == "edit.name-taken"
    assert refused(rename_story, paper.tree, DATE, "towns", "late") == "edit.name-taken"
    assert refused(rename_story, paper.tree, DATE, "nobody", "x") == "edit.no-story"
    assert before == paper.files()


def test_a_layout_that_cannot_be_read_is_not_guessed_at(paper: Paper):
    """Where a page of the day has a broken line, nobody knows what it names."""
    paper.stories("towns")
    paper.page("blocks: [{story: towns, columns: 1-6, lines: 1-40}]\n")
    paper.page("blocks:\n  - {story: towns, columns: 1-6\n", "A06")
    assert refused(rename_story, paper.tree, DATE, "towns", "t2") == "plan.unclosed"


def test_faults_of_a_page_do_not_keep_a_name(paper: Paper):
    """A page at half past ten is full of faults; names are changed all the same, and the faults stay what they are."""
    paper.stories("towns")
    paper.page(
        "blocks:\n  - {story: towns, columns: 1-9, lines: 1-40, colour: nope, frme: tint}\n  - {photo: 1, of: towns, columns: 1, lines: after gone to 3}\n"
    )
    paper.apply(rename_story(paper.tree, DATE, "towns", "t2"))
    assert "{story: t2, columns: 1-9" in paper.a05()
    assert "of: t2," in paper.a05()


def test_every_key_that_takes_a_name_is_known_to_be_one_or_not():
    """A key that is new one day must say whether stories or blocks are named by it."""
    taken = {(table, row.name) for table, rows in TABLES.items() for row in rows
             for kind in [row.type, row.type.of] if kind and kind.kind in ("name", "names", "lines", "drawing")}  # fmt: skip
    assert not taken - set(NAMES) - {("house-change", "face")}
    assert not {key for key in NAMES if key[1] not in {row.name for row in TABLES[key[0]]}}
