"""表格: cells, spans, numbers under each other, rules, headers over columns; and what is wrong with a table said."""

from __future__ import annotations

import pytest

from banxin.files import Tree
from banxin.makeup._tables import TableCell, cells_of
from banxin.page import PAPER, Path, TextRun, items_of
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.makeup.test_conservation import EDITION, HOUSE

ROWS = "城市,金,银,得分\n海州,12,8,15.25\n望澜区,9,12,8.4\n石鼓镇,7,5,102.75\n"


def made(tmp_path, keys: str = "lines: 1-14", csv: str = ROWS, subject: str = "medals.csv", kind: str = "table"):
    layout = f"blocks:\n  - {kind}: {subject}\n    columns: 1-4\n    {keys}\n"
    files = {
        "layouts/house.yaml": HOUSE, "layouts/2026-06-01/edition.yaml": EDITION, "layouts/2026-06-01/A01.yaml": layout,
        "stories/2026-06-01/medals.csv": csv,
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    work = read_work(sources, "A01")
    page = compose(sources, work)
    assert page is not None
    runs = [item for item in items_of(page) if isinstance(item, TextRun) and item.size < 10 * 12_700]
    return runs, {problem.code: problem for problem in work.report}, page


def run_of(runs, text: str) -> TextRun:
    return next(run for run in runs if run.text == text)


def test_cells_that_go_on_are_one_cell():
    """< with the one on its left, ^ with the one above, and both at once."""
    rows = (("城市", "奖牌", "<"), ("^", "金", "银"), ("海州", "1", "2"))
    assert cells_of(rows)[:3] == [TableCell("城市", 0, 0, 2, 1), TableCell("奖牌", 0, 1, 1, 2), TableCell("金", 1, 1)]
    assert cells_of((("甲", "<"), ("^", "<"))) == [TableCell("甲", 0, 0, 2, 2)]


def test_every_text_stands_once_and_in_order(tmp_path):
    """Row by row, as the file has them."""
    runs, said, _ = made(tmp_path)
    runs = [run for run in runs if "年" not in run.text]
    assert "".join(run.text for run in runs) == ROWS.replace(",", "").replace("\n", "")
    assert not [code for code in said if code.startswith(("story.", "plan."))]


def test_points_stand_below_each_other(tmp_path):
    """15.25, 8.4 and 102.75: the figures before the point end where they all end."""
    runs, _, _ = made(tmp_path)
    points = set()
    for text in ("15.25", "8.4", "102.75"):
        run = run_of(runs, text)
        at = text.index(".")
        points.add(round((run.origin.x + sum(run.glyphs.advances[:at])) / 12_700, 1))
    assert len(points) == 1
    ends = {round((run_of(runs, text).origin.x + run_of(runs, text).length) / 12_700, 1) for text in ("12", "9", "7")}
    assert len(ends) == 1


def test_a_stated_alignment_wins(tmp_path):
    """aligns: right for a column of numbers."""
    runs, _, _ = made(tmp_path, "lines: 1-14\n    aligns: [left, left, left, left]")
    assert len({run_of(runs, text).origin.x for text in ("15.25", "8.4", "102.75")}) == 1


def test_a_header_ends_where_its_column_ends(tmp_path):
    """A column at the right has its header there too, not in the middle of the column."""
    rows = "甲,乙\n一二三四五,12\n六,9\n"
    runs, _, _ = made(tmp_path, "lines: 1-14\n    aligns: [left, right]", rows)
    ends = {round((run_of(runs, text).origin.x + run_of(runs, text).length) / 12_700) for text in ("乙", "12", "9")}
    assert len(ends) == 1


def test_stated_widths_share_the_table(tmp_path):
    """widths: 1字 to 3字, scaled to the area."""
    runs, _, _ = made(tmp_path, "lines: 1-14\n    widths: [6字, 2字, 2字, 2字]\n    aligns: [left, left, left, left]")
    x = [run_of(runs, text).origin.x for text in ("海州", "12", "8", "15.25")]
    assert (x[1] - x[0]) == pytest.approx(3 * (x[2] - x[1]), rel=0.01)
    assert (x[2] - x[1]) == pytest.approx(x[3] - x[2], rel=0.01)


def test_a_header_stands_at_the_head_of_every_column(tmp_path):
    """split: 2 parts the rows evenly and repeats the header."""
    runs, _, _ = made(tmp_path, "lines: 1-10\n    split: 2")
    assert sum(run.text == "城市" for run in runs) == 2
    heads = [run for run in runs if run.text == "城市"]
    assert heads[0].origin.y == heads[1].origin.y
    assert run_of(runs, "石鼓镇").origin.y == run_of(runs, "海州").origin.y


@pytest.mark.parametrize(
    ("rules", "count"), [("three", 3), ("none", 0), ("rows", 3 + 4 * 3), ("grid", 3 + 4 * 3 + 3 * 4 + 2)]
)
def test_a_table_has_the_rules_that_were_asked_for(tmp_path, rules, count):
    """三线 has three; others one below every cell, or around all."""
    _, _, page = made(tmp_path, f"lines: 1-14\n    rules: {rules}")
    _, _, bare = made(tmp_path, "lines: 1-14\n    rules: none")
    paths = [sum(isinstance(item, Path) for item in items_of(one)) for one in (page, bare)]
    assert paths[0] - paths[1] == count


def test_a_coloured_header_is_reversed_and_rows_are_tinted(tmp_path):
    """colour: and stripes: yes."""
    runs, _, _ = made(tmp_path, "lines: 1-14\n    colour: C0 M100 Y90 K5\n    stripes: yes")
    assert run_of(runs, "城市").ink == PAPER
    assert run_of(runs, "海州").ink != PAPER


def test_a_long_text_is_broken_and_its_row_grows(tmp_path):
    """Words take as many lines as they need; a number is never broken."""
    long = "说明很长，要排成好几行才排得下，因为它一共有这么多个字，一行是绝对排不完的，还要再多写一些字在这里，" * 2
    runs, said, _ = made(
        tmp_path, csv=f"名,说明,数\n甲,{long.replace(',', '，')},1234567\n乙,短,1\n", keys="lines: 1-20"
    )
    assert any(run.text == "1234567" for run in runs)
    rows = sorted({run.origin.y for run in runs if run.text in long})
    assert len(rows) > 1
    assert run_of(runs, "乙").origin.y > rows[-1]
    assert "makeup.table-overset" not in said


def test_rows_may_stand_in_the_layout(tmp_path):
    """The subject is the title then, and text: its notes."""
    runs, said, _ = made(tmp_path, 'lines: 1-14\n    rows: [[甲, 乙], ["", <]]\n    text: [注]', subject="题目")
    assert {"甲", "乙", "注"} <= {run.text for run in runs}
    assert "proof.table-missing" not in said


@pytest.mark.parametrize(
    ("keys", "csv", "code"),
    [
        ("lines: 1-3", ROWS, "makeup.table-overset"),
        ("lines: 1-40", ROWS, "makeup.table-short"),
        ("lines: 1-14", "\n", "makeup.table-empty"),
        ("lines: 1-14", "甲,乙\n^,<\n", "makeup.table-span"),
        ("lines: 1-14", "甲,乙\n丙\n", "proof.table-ragged"),
        ("lines: 1-14", '甲,"乙\n丙,丁\n', "proof.table-broken"),
        ("lines: 1-14\n    rows: [[甲, 乙], [丙]]", ROWS, "plan.table-ragged"),
        ("lines: 1-20\n    widths: [1字, 20字, 20字, 20字]", "甲,乙,丙,丁\n1234567,1,2,3\n", "makeup.table-tight"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_said(tmp_path, keys, csv, code):
    """Too deep, too short, ragged, broken, too wide."""
    _, said, _ = made(tmp_path, keys, csv)
    assert code in said
    assert said[code].span is not None


def test_a_table_that_is_not_there_is_said(tmp_path):
    """With the place where it should stand."""
    _, said, _ = made(tmp_path, subject="nobody")
    assert said["proof.table-missing"].words["path"] == "stories/2026-06-01/nobody.csv"
