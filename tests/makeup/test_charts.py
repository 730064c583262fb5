"""图表: bars as long as their numbers, lines through their points, in the house's faces; and what is wrong said."""

from __future__ import annotations

import pytest

from banxin.page import Path, TextRun, items_of
from banxin.units import PT
from tests.makeup.test_tables import made as made_table


def made(tmp_path, rows: str, keys: str = "", subject: str = "题目"):
    page_runs, said, page = made_table(
        tmp_path, f"lines: 1-24\n    rows: {rows}\n    {keys}", subject=subject, kind="chart"
    )
    return page_runs, said, page


def boxes(page) -> list[tuple[int, int, int, int]]:
    """Filled rectangles: left, top, right, bottom."""
    found = []
    for item in items_of(page):
        if isinstance(item, Path) and item.fill is not None:
            points = [(step[1], step[2]) for step in item.steps if len(step) == 3]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def test_bars_are_as_long_as_their_numbers(tmp_path):
    """Columns from one foot, in proportion; their numbers above them as they were written."""
    runs, said, page = made(tmp_path, "[[亿元, 产值], [甲, 10], [乙, 20.0], [丙, 5]]")
    bars = boxes(page)[-3:]
    heights = [bottom - top for _, top, _, bottom in bars]
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.001)
    assert heights[2] == pytest.approx(heights[0] / 2, rel=0.001)
    assert len({bottom for *_, bottom in bars}) == 1
    texts = [run.text for run in runs]
    assert {"甲", "乙", "丙", "10", "20.0", "5", "亿元"} <= set(texts)
    assert not [code for code in said if code.startswith("makeup.chart")]


def test_lying_bars_are_read_from_the_top(tmp_path):
    """条图: the first category stands highest, and its first series above its second."""
    runs, _, page = made(tmp_path, '[["", 去年, 今年], [甲, 10, 30], [乙, 20, 5]]', "form: bars")
    names = {run.text: run.origin.y for run in runs}
    assert names["甲"] < names["乙"]
    bars = sorted(boxes(page)[-4:], key=lambda box: box[1])
    widths = [right - left for left, _, right, _ in bars]
    assert [round(width * 10 / widths[0]) for width in widths] == [10, 30, 20, 5]


def test_thick_bars_have_their_numbers_and_no_axis(tmp_path):
    """Each bar of several series, behind its end; where bars are thin there is an axis instead."""
    rows = '[["", 去年, 今年], [甲, 10, 30], [乙, 20, 5]]'
    runs, _, page = made(tmp_path, rows, "form: bars")
    ends = {round(box[2] / PT) for box in boxes(page)[-4:]}
    numbers = {run.text: run.origin.x / PT for run in runs if run.text in ("10", "30", "20", "5")}
    assert len(numbers) == 4
    assert all(any(0 < x - end < 4 for end in ends) for x in numbers.values())
    many = f'[["", 去年, 今年], {", ".join(f"[名{at}, {at + 1}, {at + 2}]" for at in range(40))}]'
    runs, _, _ = made(tmp_path / "thin", many, "form: bars")
    assert len([run for run in runs if run.text.isdigit()]) < 20


def test_a_line_goes_through_its_points_and_over_what_is_missing(tmp_path):
    """线图: no number, no point; a tick's number stands beside the axis."""
    rows = "[[℃, 最高, 最低], [1月, 8, -3], [2月, —, 0], [3月, 15, 4], [4月, 20, 9]]"
    runs, _, page = made(tmp_path, rows, "form: line")
    lines = [item for item in items_of(page) if isinstance(item, Path) and item.fill is None and len(item.steps) > 1]
    points = sorted(len(item.steps) for item in lines)[-2:]
    assert points == [3, 4]
    assert "0" in [run.text for run in runs]
    assert {"最高", "最低"} <= {run.text.partition(" ")[0] for run in runs}, "each line is named at its end"


def test_every_word_is_text_in_the_houses_face(tmp_path):
    """Nothing of a chart is a picture."""
    _, _, page = made(tmp_path, "[[亿元, 产值], [甲, 10], [乙, 20]]")
    assert all(isinstance(item, (TextRun, Path)) for item in items_of(page))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("[[亿元, 产值], [甲, 十]]", "makeup.chart-number"),
        ("[[亿元, 产值], [甲, nan]]", "makeup.chart-number"),
        ("[[亿元, 产值]]", "makeup.table-empty"),
        ("[[亿元, 产值], [甲, —]]", "makeup.table-empty"),
        ("[[亿元]]", "makeup.table-empty"),
    ],
)
def test_what_is_no_number_is_said(tmp_path, rows, code):
    """With its text."""
    _, said, _ = made(tmp_path, rows)
    assert code in said


def test_a_chart_without_room_is_said(tmp_path):
    """Three lines hold none."""
    _, said, _ = made_table(tmp_path, "lines: 1-3\n    rows: [[亿元, 产值], [甲, 10]]", subject="题目", kind="chart")
    assert "makeup.chart-room" in said


def test_ticks_are_written_in_full(tmp_path):
    """A million and a half is 1500000, not 1.5e+06."""
    runs, _, _ = made(tmp_path, "[[元, 去年, 今年], [甲, 1500000, 2500000]]")
    texts = [run.text for run in runs]
    assert "1500000" in texts or "2000000" in texts
    assert not any("e+" in text for text in texts)


def test_the_same_chart_is_the_same_bytes(tmp_path, monkeypatch):
    """Out of the cache or not, and whatever the environment says to the library."""
    from banxin.pictures import charts

    kept = charts.chart("columns", ((1.0, 2.0),), 1_000_000, 500_000)
    monkeypatch.setenv("RL_autoGenerateMissingTTFName", "1")
    monkeypatch.setattr(charts, "note", lambda *_: None)
    assert charts.chart("columns", ((1.0, 2.0),), 1_000_000, 500_000) == kept
