"""A block gets another name; a block that had none gets its first."""

from __future__ import annotations

import json

import pytest

from banxin.edit import rename_block, undo
from tests.edit.project import DATE, Paper, refused

TOWNS = "{story: towns, columns: 1-3, lines: 1-90, inside: [{photo: 1, columns: 1-2, lines: 1-30}]}"


def rename(paper: Paper, old: str, new: str, folder: str = DATE) -> None:
    """Rename a block of A05, and back."""
    before = paper.files()
    change = rename_block(paper.tree, folder, "A05", old, new)
    paper.apply(change)
    after = paper.files()
    undo(str(paper.root))
    assert before == paper.files()
    paper.apply(rename_block(paper.tree, folder, "A05", old, new))
    assert after == paper.files()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{id: top, story: towns, columns: 1-6, lines: 1-40}", "{id: lead, story: towns, columns: 1-6, lines: 1-40}"),
        ("{story: towns, 代号: 'top', columns: 1-6, lines: 1-40}", "{story: towns, 代号: 'lead', columns: 1-6, lines: 1-40}"),
        ("{id: &t top, story: towns, text: [*t], columns: 1-6, lines: 1-40}",
         "{id: lead, story: towns, text: [top], columns: 1-6, lines: 1-40}"),
        ("{id: &t top, story: *t, columns: 1-6, lines: 1-40}", "{id: lead, story: top, columns: 1-6, lines: 1-40}"),
        ("{story: &t top, id: *t, columns: 1-6, lines: 1-40}", "{story: top, id: lead, columns: 1-6, lines: 1-40}"),
        ("{story: top, columns: 1-6, lines: 1-40}", "{story: top, id: lead, columns: 1-6, lines: 1-40}"),
        ("{稿件: top, 栏: 1-6, 行: 1-40,}", "{稿件: top, 代号: lead, 栏: 1-6, 行: 1-40,}"),
        ("story: top # 头条\n    columns: 1-6\n    lines: 1-40", "story: top # 头条\n    id: lead\n    columns: 1-6\n    lines: 1-40"),
        ("briefs:\n      - top\n    columns: 1-6\n    lines: 1-40", "id: lead\n    briefs:\n      - top\n    columns: 1-6\n    lines: 1-40"),
        ("story: >-\n      top\n    columns: 1-6\n    lines: 1-40", "id: lead\n    story: >-\n      top\n    columns: 1-6\n    lines: 1-40"),
        ('"story": "top"\n    columns: 1-6\n    lines: 1-40', '"story": "top"\n    id: lead\n    columns: 1-6\n    lines: 1-40'),
    ],
)  # fmt: skip
def test_a_block_is_renamed_where_its_name_stands(before, after, paper: Paper):
    """In place of its id, or as a key of its own behind the first; a chain follows."""
    below = "\n  - {qr: 'tel:1', columns: 1, lines: after %s for 9} # top\n"
    paper.page(f"blocks:\n  - {before}{below % 'top'}")
    rename(paper, "top", "lead")
    assert f"blocks:\n  - {after}{below % 'lead'}" == paper.a05()


def test_what_stands_inside_follows_its_block(paper: Paper):
    """Blocks inside are called after the one around them."""
    paper.page(f"blocks:\n  - {TOWNS}\n  - {{qr: 'tel:1', columns: 4-6, lines: 接 towns/1 占 9行}}\n")
    rename(paper, "towns", "lead")
    assert "{story: towns, id: lead, columns" in paper.a05()
    assert "lines: 接 lead/1 占 9行" in paper.a05()
    rename(paper, "lead/1", "大图")
    assert "{photo: 1, id: 大图, columns" in paper.a05()
    assert "lines: 接 大图 占 9行" in paper.a05()


def test_a_letter_of_a_drawing(paper: Paper):
    """The drawing has the new letter; a word does not go into it."""
    page = "blocks:\n  - {id: A, story: towns}\n  - {id: B, story: other}\ndummy: |-\n\n  AAABBB\n  AAABBB\nrow: 9行\n"
    paper.page(page)
    assert refused(rename_block, paper.tree, DATE, "A05", "A", "lead") == "edit.drawn"
    assert refused(rename_block, paper.tree, DATE, "A05", "A", "B") == "edit.name-taken"
    rename(paper, "A", "头")
    assert paper.a05() == page.replace("id: A", "id: 头").replace("AAA", "头头头")


def test_a_drawing_in_quotes(paper: Paper):
    """Line ends that are escapes stay escapes."""
    paper.page('blocks: [{id: n, story: towns}, {id: B, story: other}]\ndummy: "nnnBBB\\nnnnBBB"\nrow: 9行\n')
    rename(paper, "n", "m")
    assert paper.a05() == 'blocks: [{id: m, story: towns}, {id: B, story: other}]\ndummy: "mmmBBB\\nmmmBBB"\nrow: 9行\n'


def test_a_block_of_a_template_is_renamed_wherever_the_template_is_used(paper: Paper):
    """On pages that change it, that remove it, and that chain to it; of all days, for they share it."""
    paper.write(
        "layouts/templates/inner.yaml",
        "blocks:\n  - {ad: house-ad.pdf, columns: 1-6, lines: 93-101}\n  - {qr: 'tel:1', columns: 1, lines: 1-9}\n",
    )
    paper.page(
        "from: inner\nblocks:\n  - {ad: house-ad.pdf, lines: 90-99}\n  - {rule: thin, columns: 1-6, lines: after house-ad for 1}\n"
    )
    paper.page(
        "模板: inner\n删去: [qr, house-ad]\nblocks: [{rule: thin, columns: 1-6, lines: 1-2}]\n", "A05", "2026-05-31"
    )
    paper.page("from: inner\nblocks: [{id: house-ad, lines: 80-99}]\n", "A06", "2026-05-31")
    paper.write("layouts/2026-05-31/edition.yaml", "date: 2026-05-31\npages: [A05, A06]\n")
    rename(paper, "house-ad", "foot")
    assert "{ad: house-ad.pdf, id: foot, columns: 1-6, lines: 93-101}" in paper.text("layouts/templates/inner.yaml")
    assert (
        paper.a05()
        == "from: inner\nblocks:\n  - {ad: house-ad.pdf, id: foot, lines: 90-99}\n  - {rule: thin, columns: 1-6, lines: after foot for 1}\n"
    )
    assert "删去: [qr, foot]" in paper.text("layouts/2026-05-31/A05.yaml")
    assert "{id: foot, lines: 80-99}" in paper.text("layouts/2026-05-31/A06.yaml")


def test_a_table_keeps_its_number_in_the_e_paper(paper: Paper):
    """What readers' links lead to is called by page and block, in the ledger and where something was withdrawn."""
    paper.page(
        "blocks: [{table: t, rows: [[a]], id: weather, columns: 1-6, lines: 1-40}, {ad: x.pdf, columns: 1, lines: 41-50}]\n"
    )
    paper.write(f"layouts/{DATE}/ids.json", json.dumps({"A05@weather": "2026060101002", "ad@A05/x": "2026060101003"}))
    paper.write(f"layouts/{DATE}/edition.yaml", f"date: {DATE}\npages: [A05]\nwithdrawn: {{A05@weather: 有误}}\n")
    rename(paper, "weather", "sky")
    rename(paper, "x", "y")
    assert list(json.loads(paper.text(f"layouts/{DATE}/ids.json"))) == ["A05@sky", "ad@A05/y"]
    assert "withdrawn: {A05@sky: 有误}" in paper.text(f"layouts/{DATE}/edition.yaml")


def test_a_page_that_two_editions_share(paper: Paper):
    """A zone without a page of its own has its base's; its ledger follows too."""
    paper.page("blocks: [{table: t, rows: [[a]], id: weather, columns: 1-6, lines: 1-40}]\n")
    paper.write(f"layouts/{DATE}.east/edition.yaml", f"base: {DATE}\n")
    paper.write(f"layouts/{DATE}.east/ids.json", '{"A05@weather": "2026060101002"}')
    rename(paper, "weather", "sky")
    assert paper.text(f"layouts/{DATE}.east/ids.json") == '{"A05@sky": "2026060101002"}'


def test_what_cannot_be_renamed_is_refused(paper: Paper):
    """A block that is written once for two places, one that is not there, a name that is none."""
    paper.page(
        "blocks:\n  - &b {qr: 'tel:1', columns: 1-6, lines: 1-9}\n  - {story: towns, columns: 1-6, lines: 10-90, inside: [*b]}\n"
    )
    assert refused(rename_block, paper.tree, DATE, "A05", "qr", "code") == "edit.shared"
    assert refused(rename_block, paper.tree, DATE, "A05", "nobody", "code") == "edit.no-block"
    assert refused(rename_block, paper.tree, DATE, "A07", "qr", "code") == "edit.no-page"
    assert refused(rename_block, paper.tree, DATE, "A05", "towns", "a/b") == "edit.bad-name"
    assert refused(rename_block, paper.tree, DATE, "A05", "towns", "qr") == "edit.name-taken"
