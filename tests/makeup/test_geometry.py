"""Columns and lines on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banxin.makeup.geometry import Geometry, centred_baseline, framed_columns
from banxin.plan.records import Area, Grid
from banxin.units import PT

GRIDS = st.builds(
    Grid, body=st.integers(14, 24).map(lambda n: n * PT // 2), leading=st.integers(26, 40).map(lambda n: n * PT // 2),
    columns=st.integers(1, 8), measure=st.integers(8, 24), gutter=st.integers(8, 30).map(lambda n: n * PT // 2),
    lines=st.integers(40, 120), fold=st.just(0),
)  # fmt: skip


@given(GRIDS, st.integers(1, 8), st.integers(1, 8))
def test_columns_inside_a_frame_are_whole_squares_with_room_around_them(grid, first, span):
    """Boxed text has columns of whole 字, at least one 字 off the frame on either side (PC-07)."""
    geometry = Geometry(grid, 0, 0)
    last = min(grid.columns, first + span - 1)
    if first > last:
        return
    rect = geometry.rect(Area(first, last, 1, 10))
    columns = framed_columns(rect, grid, last - first + 1)
    for column in columns:
        assert column.measure % grid.body == 0
        assert column.measure > 0
    assert columns[0].x - rect.left >= grid.body
    assert rect.right - columns[-1].x - columns[-1].measure >= grid.body
    for one, two in zip(columns, columns[1:], strict=False):
        assert two.x - one.x - one.measure == grid.gutter


@given(GRIDS)
def test_a_pages_own_columns_fill_the_type_area(grid):
    """Columns and gutters add up to the type area exactly, each a whole number of 字 (NP-01, NP-02)."""
    geometry = Geometry(grid, 1000, 500)
    columns = geometry.columns(Area(1, grid.columns, 1, 1))
    assert columns[0].x == 1000
    assert columns[-1].x + columns[-1].measure == 1000 + grid.width
    assert all(column.measure == grid.measure * grid.body for column in columns)


@pytest.mark.parametrize("line", [1, 2, 50, 110])
def test_lines_are_counted_from_one(line):
    """Line n of the grid begins n - 1 leadings down, and is found again from there."""
    grid = Grid(9 * PT, 51 * PT // 4, 6, 17, 54 * PT // 5, 110)
    geometry = Geometry(grid, 0, 700)
    assert geometry.line_at(geometry.line_top(line)) == line
    top, bottom = geometry.line_top(line), geometry.line_top(line + 1)
    assert abs(geometry.baseline(line) - centred_baseline(top, bottom, grid.body)) <= 1
