"""A block stands elsewhere: its columns and lines change where they are written, and as they are written."""

from __future__ import annotations

import pytest

from banxin.edit import place_block, undo
from tests.edit.project import DATE, Paper, refused


def place(paper: Paper, block: str, columns: str = "", lines: str = "") -> None:
    """Place a block of A05, undo that, and do it again."""
    before = paper.files()
    paper.apply(place_block(paper.tree, DATE, "A05", block, columns=columns, lines=lines))
    undo(str(paper.root))
    assert before == paper.files()
    paper.apply(place_block(paper.tree, DATE, "A05", block, columns=columns, lines=lines))


CASES = [
    ("columns: 1-6, lines: 1-40", "2-4", "5-30", "columns: 2-4, lines: 5-30"),
    ("columns: 1-6, lines: 1-40", "", "1-30", "columns: 1-6, lines: 1-30"),
    ("columns: '1-6', lines: \"1-40\"", "2-4", "5-30", "columns: '2-4', lines: \"5-30\""),
    ("columns: 1 - 6, lines: 01-40", "1-4", "1-30", "columns: 1 - 4, lines: 01-30"),
    ("columns: 3, lines: 1-40", "4", "", "columns: 4, lines: 1-40"),
    ("columns: 3, lines: 1-40", "3-4", "", "columns: 3-4, lines: 1-40"),
    ("columns: 1-6, lines: 1-40", "3", "", "columns: 3, lines: 1-40"),
    ("columns: 3-3, lines: 1-40", "4", "", "columns: 4-4, lines: 1-40"),
    ("columns: 1-6, lines: 1-40", "", "after other to 90", "columns: 1-6, lines: after other to 90"),
    ("栏: 1-6, 行: 1-40", "2-4", "5-30", "栏: 2-4, 行: 5-30"),
    ("columns: 1-6, lines: after other to 92", "", "41-80", "columns: 1-6, lines: after other to 80"),
    ("columns: 1-6, lines: 接 other 至 92行", "", "41-80", "columns: 1-6, lines: 接 other 至 80行"),
    ("columns: 1-6, lines: 'after  other for 12'", "", "41-60", "columns: 1-6, lines: 'after  other for 20'"),
    ("columns: 1-6, lines: after other to 92", "", "42-80", "columns: 1-6, lines: 42-80"),
    ("columns: 1-6, lines: 接 other 至 92行", "", "接 ear 至 80", "columns: 1-6, lines: 接 ear 至 80行"),
    ("columns: 1-6, lines: 接 other 至 92行", "", "after other for 10", "columns: 1-6, lines: 接 other 占 10行"),
]


@pytest.mark.parametrize(("before", "columns", "lines", "after"), CASES)
def test_a_place_is_written_as_it_was(before, columns, lines, after, paper: Paper):
    """Quotes, blanks, the key's language and the chain to another block stay; only numbers are others."""
    page = "blocks:\n  - {story: other, columns: 1-6, lines: 1-40} # 1-6\n  - {ear: 天气, id: ear, columns: 1, lines: 41-42}\n  - {story: towns, %s, frame: tint} # 1-40\n"
    paper.page(page % before)
    place(paper, "towns", columns, lines)
    assert page % after == paper.a05()


def test_a_block_over_several_lines(paper: Paper):
    """Comments, folded text, CRLF and a file without its last line end."""
    page = "\ufeffblocks:\r\n  - story: towns # 1-6\r\n    columns: %s # 栏\r\n    # 1-40\r\n    lines: >-\r\n      after\r\n      other to %s\r\n  - {story: other, columns: 1-6, lines: 1-40}"
    paper.page(page % ("1-6", "92"))
    place(paper, "towns", "2-5", "41-80")
    assert page % ("2-5", "80") == paper.a05()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The block that is meant repeats a value: it gets its own.
        (["&c 1-2", "*c", "*c"], ["&c 1-2", "3-4", "*c"]),
        (["&c '1-2'", "*c", "3-4"], ["'1-2'", "'3-4'", "3-4"]),
        # It has the value that others repeat: the first of them gets it.
        (["5-6", "&c 1-2", "*c"], ["5-6", "3-4", "1-2"]),
    ],
)
def test_a_value_that_is_shared_changes_for_one_block_alone(before, after, paper: Paper):
    """An alias becomes a value; an anchor that nobody repeats any more goes, for it would be a fault."""
    page = "blocks:\n  - {ear: a, id: a, columns: %s, lines: 1-9} # &c\n  - {ear: b, id: b, columns: %s, lines: 10-19}\n  - {ear: c, id: c, columns: %s, lines: 20-29}\n"
    paper.page(page % tuple(before))
    place(paper, "b", "3-4")
    assert page % tuple(after) == paper.a05()


def test_an_anchor_moves_on_to_those_that_are_left(paper: Paper):
    """Three blocks repeat the first one's columns; it leaves them, and the second has the anchor."""
    page = "blocks:\n" + "".join(
        f"  - {{ear: {name}, id: {name}, columns: %s, lines: {at}1-{at}9}}\n" for at, name in enumerate("abcd", 1)
    )
    paper.page(page % ("&c 1-2", "*c", "*c", "*c"))
    place(paper, "a", "5-6")
    assert page % ("5-6", "&c 1-2", "*c", "*c") == paper.a05()


def test_what_stands_inside_and_what_is_chained(paper: Paper):
    """A photo moves within its story; a block that a chain hangs on takes it along."""
    page = "blocks:\n  - {story: towns, columns: 1-6, lines: 1-%s, inside: [{photo: 1, columns: %s, lines: 20-30}]}\n  - {story: other, columns: 1-6, lines: after towns to 90}\n"
    paper.page(page % (40, "1-2"))
    place(paper, "towns/1", "5-6")
    place(paper, "towns", "", "1-60")
    assert page % (60, "5-6") == paper.a05()
    assert paper.blocks()["other"].area.first_line == 61


TEMPLATE = "blocks:\n  - {story: daily, columns: 1-6, lines: 1-40}\n  - {qr: 'tel:1', columns: 1-2, lines: after daily for 9行}\n"


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("section: 要闻\n", "blocks: [{id: qr, columns: 3-4, lines: after daily for 12行}]\nsection: 要闻\n"),
        ("blocks:\n  # 扫码\n  - {ear: 天气, columns: 6, lines: 90-92} # 耳\n",
         "blocks:\n  # 扫码\n  - {id: qr, columns: 3-4, lines: after daily for 12行}\n  - {ear: 天气, columns: 6, lines: 90-92} # 耳\n"),
        ("blocks:\n- id: qr # 码\n  frame: tint\n", "blocks:\n- id: qr # 码\n  columns: 3-4\n  lines: after daily for 12行\n  frame: tint\n"),
        ("blocks: [{id: qr, columns: 5}]\n", "blocks: [{id: qr, lines: after daily for 12行, columns: 3-4}]\n"),
        ("区块:\n  - 代号: qr\n    栏: '5'", "区块:\n  - 代号: qr\n    行: after daily for 12行\n    栏: '3-4'"),
        ("blocks: []\n", "blocks: [{id: qr, columns: 3-4, lines: after daily for 12行}]\n"),
    ],
)  # fmt: skip
def test_a_place_of_the_templates_becomes_the_pages_own(page, wanted, paper: Paper):
    """The page says what differs and nothing more; the template stays."""
    paper.write("layouts/templates/inner.yaml", TEMPLATE)
    paper.page("from: inner\n" + page)
    place(paper, "qr", "3-4", "41-52")
    assert "from: inner\n" + wanted == paper.a05()
    assert paper.text("layouts/templates/inner.yaml") == TEMPLATE
    assert tuple(paper.blocks()["qr"].area) == (3, 4, 41, 52)


def test_a_spread_is_twice_as_wide(paper: Paper):
    """Columns of a spread are counted across both pages."""
    paper.page("blocks: [{story: towns, columns: 1-6, lines: 1-40}]\n", "A04-A05")
    paper.write(f"layouts/{DATE}/edition.yaml", f"date: {DATE}\npages: [A04-A05]\n")
    paper.apply(place_block(paper.tree, DATE, "A04-A05", "towns", columns="1-12"))
    assert refused(place_block, paper.tree, DATE, "A04-A05", "towns", columns="1-13") == "edit.off-page"


def test_a_page_with_faults_can_be_moved_about_on(paper: Paper):
    """Layouts are mended a block at a time: one may run into another meanwhile."""
    paper.page(
        "blocks: [{story: towns, columns: 1-6, lines: 1-40}, {story: other, columns: 1-6, lines: 41-80, frme: tint}]\n"
    )
    place(paper, "towns", "", "1-60")
    place(paper, "other", "", "61-80")
    assert (
        paper.a05()
        == "blocks: [{story: towns, columns: 1-6, lines: 1-60}, {story: other, columns: 1-6, lines: 61-80, frme: tint}]\n"
    )


def test_a_block_whose_place_was_forgotten_gets_one(paper: Paper):
    """A story without columns and lines is a fault until somebody places it."""
    paper.page("blocks:\n  - story: towns\n    frame: tint\n")
    place(paper, "towns", "1-6", "1-40")
    assert paper.a05() == "blocks:\n  - story: towns\n    columns: 1-6\n    lines: 1-40\n    frame: tint\n"


@pytest.mark.parametrize(
    "written", ["'after daily for 9行'", "&l after daily for 9行", ">-\n      after daily\n      for 9行"]
)
def test_a_chain_of_the_templates_stays_one(written, paper: Paper):
    """However the template writes it: the page's own words are the template's, but for the number."""
    use = "\n  - {ear: *l, id: ear, columns: 3, lines: 90-92}" if written.startswith("&") else ""
    paper.write(
        "layouts/templates/inner.yaml",
        f"blocks:\n  - {{story: daily, columns: 1-6, lines: 1-40}}\n  - qr: 'tel:1'\n    columns: 1-2\n    lines: {written}{use}\n",
    )
    paper.page("from: inner\nblocks:\n  - {id: qr, frame: tint}\n")
    place(paper, "qr", "", "41-52")
    assert paper.a05() == "from: inner\nblocks:\n  - {id: qr, lines: after daily for 12行, frame: tint}\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_more_ends_as_the_others_do(end, paper: Paper):
    """Files from Windows, and from the old Macs' editors, stay what they are."""
    paper.page(f"# 版{end}blocks:{end}  - story: towns{end}    columns: 1-6{end}    frame: tint")
    place(paper, "towns", "", "1-40")
    assert (
        paper.a05()
        == f"# 版{end}blocks:{end}  - story: towns{end}    lines: 1-40{end}    columns: 1-6{end}    frame: tint"
    )


#: Ways to write a page that few would, with what becomes of it; none where it is refused.
ODD = [
    ("--- # doc\nblocks:\n  - story: towns\n    columns: %s\n    lines: 1-40\n...\n", "1-6", "2-3"),
    ("%%YAML 1.1\n---\nblocks:\n  - ? story\n    : towns\n    columns: %s\n    lines: 1-40\n", "1-6", "2-3"),
    ('blocks:\n  - "st\\u006fry": "tow\\u006es"\n    columns: %s\n    lines: 1-40\n', '"1\\x2d6"', '"2-3"'),
    (
        "blocks:\n  - &k story: towns\n    columns: %s\n    lines: 1-40\n  - {*k : other, columns: 1-6, lines: 41-50}\n",
        "1-6",
        "2-3",
    ),
    ("blocks:\n  - story:\n      towns\n    columns:\n\n      # 栏\n      %s\n    lines: 1-40\n", "1-6", "2-3"),
    ('blocks: [{"story":"towns","columns":%s,"lines":"1-40"}]\n', '"1-6"', '"2-3"'),
    ("blocks: # {\n  -   \n   story:    towns   \n   columns:   %s\t# 1-6\n   lines: 1-40\n\n\n# 完", "1 - 6", "2 - 3"),
    ("blocks:\n  - story: towns\n    columns: |2-\n      %s\n    lines: 1-40\n", "1-6", "2-3"),
]


@pytest.mark.parametrize(("page", "before", "after"), ODD)
def test_pages_that_are_written_as_few_would(page, before, after, paper: Paper):
    """Whatever YAML allows, a place is found and nothing beside it is another."""
    paper.page(page % before)
    place(paper, "towns", "2-3")
    assert page % after == paper.a05()


def test_an_anchor_that_is_given_twice_is_not_untangled(paper: Paper):
    """A change after which an anchor would stand for nobody is refused and not guessed at."""
    paper.page(
        "blocks:\n  - {story: &a towns, columns: 1-6, lines: &a 1-40}\n  - {ear: *a, columns: 1, lines: 90-91}\n"
    )
    assert refused(place_block, paper.tree, DATE, "A05", "towns", lines="1-45") == "edit.unsure"


def test_a_move_to_where_a_block_stands_is_none(paper: Paper):
    """Nothing is written, and there is nothing to undo."""
    paper.page("blocks: [{story: towns, columns: 1-6, lines: 1-40}]\n")
    assert not place_block(paper.tree, DATE, "A05", "towns", columns="1-6", lines="1-40").edits


def test_places_that_are_elsewhere_are_refused(paper: Paper):
    """Zones, drawings, blocks written once for two, a base's page, and what is no place at all."""
    paper.page("blocks:\n  - {story: z, zones: [{columns: 1, lines: 1-9}, {columns: 2, lines: 1-5}]}\n  - &b {qr: 'tel:1', columns: 1-6, lines: 10-19}\n"
               "  - {story: towns, columns: 1-6, lines: 20-90, inside: [*b]}\n  - {id: A, story: d}\ndummy: |\n  .....A\nrow: 9行\n")  # fmt: skip
    paper.write(f"layouts/{DATE}.east/edition.yaml", f"base: {DATE}\n")
    for block, code in (("z", "edit.zoned"), ("qr", "edit.shared"), ("A", "edit.drawn-place"), ("b", "edit.no-block")):
        assert refused(place_block, paper.tree, DATE, "A05", block, columns="2") == code
    assert refused(place_block, paper.tree, f"{DATE}.east", "A05", "towns", columns="2") == "edit.base-page"
    assert refused(place_block, paper.tree, DATE, "A05", "towns", columns="x") == "edit.place"
    assert refused(place_block, paper.tree, DATE, "A05", "towns", lines="after nobody to 9") == "edit.no-block"
    for lines in ("0-9", "9-1", "1-102", "after z to 0"):
        assert refused(place_block, paper.tree, DATE, "A05", "towns", lines=lines) == "edit.off-page"


def test_a_photo_in_a_templates_story_cannot_be_moved_on_one_page(paper: Paper):
    """Lists of a template are replaced and not merged, so the page would have to repeat all of it."""
    paper.write(
        "layouts/templates/inner.yaml",
        "blocks: [{story: daily, columns: 1-6, lines: 1-40, inside: [{photo: 1, columns: 1, lines: 1-9}]}]\n",
    )
    paper.page("from: inner\n")
    assert refused(place_block, paper.tree, DATE, "A05", "daily/1", columns="2") == "edit.template-inside"
