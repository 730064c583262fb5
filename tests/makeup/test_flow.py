"""Pouring rows into columns: nothing stranded, columns even, nothing lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from banxin.lines import TextStyle, measure_paragraph, set_paragraph, uniform
from banxin.makeup._flow import pour
from banxin.makeup._piece import Piece
from banxin.makeup._room import Interval
from banxin.page import NodeId
from banxin.plan.records import Setting, Style
from tests.conftest import CAMPAIGN

EM = 10 * 12_700
SETTING = Setting()


def piece(faces, characters: int, kind: str = "text") -> Piece:
    """A paragraph of so many hanzi, or a subhead of two rows."""
    measured, _ = measure_paragraph("p", "国" * characters, (), TextStyle("song", EM, indent=2 * EM), faces)
    lines = set_paragraph(measured, uniform(10 * EM))
    return Piece(kind, lines, ((0, NodeId("s/p")),), Style(), 10 * EM, 2 if kind == "subhead" else 0)


def columns(*depths: int) -> list[Interval]:
    """Columns of those depths, from line 1."""
    return [Interval(number, 1, depth, 0, 10 * EM) for number, depth in enumerate(depths)]


def rows(poured) -> dict[int, int]:
    """How many rows each column holds."""
    found: dict[int, int] = {}
    for placed in poured.placed:
        found[placed.column] = found.get(placed.column, 0) + placed.last_row - placed.first_row
    return found


def test_columns_are_even_and_the_last_takes_the_remainder(tiny_faces):
    """Twenty lines in three columns stand 7, 7 and 6 deep (PC-08, NP-09)."""
    poured = pour([piece(tiny_faces, 198)], columns(30, 30, 30), SETTING, balance=True)
    assert rows(poured) == {0: 7, 1: 7, 2: 6}


def test_unbalanced_columns_fill_from_the_left(tiny_faces):
    """Where the layout says so, the first column is filled first."""
    poured = pour([piece(tiny_faces, 198)], columns(12, 12, 12), SETTING, balance=False)
    assert rows(poured) == {0: 12, 1: 8}


def test_a_subhead_is_never_last_in_a_column(tiny_faces):
    """It goes to the next column with what it heads (PC-06, HD-10)."""
    for first in range(60, 140, 3):
        pieces = [piece(tiny_faces, first), piece(tiny_faces, 8, "subhead"), piece(tiny_faces, 120)]
        poured = pour(pieces, columns(9, 9, 9, 9), SETTING, balance=False)
        for column in range(4):
            inside = [placed for placed in poured.placed if placed.column == column]
            assert not inside or inside[-1].piece.kind != "subhead"


def test_two_lines_follow_a_subhead_even_where_paragraphs_are_short(tiny_faces):
    """A question of one line below a subhead does not hold it at a column's foot (PC-06)."""
    for first in range(60, 140, 3):
        short = [piece(tiny_faces, 6) for _ in range(8)]
        pieces = [piece(tiny_faces, first), piece(tiny_faces, 8, "subhead"), *short]
        poured = pour(pieces, columns(9, 9, 9, 9), SETTING, balance=False)
        for column in range(4):
            inside = [placed for placed in poured.placed if placed.column == column]
            kinds = [placed.piece.kind for placed in inside]
            if "subhead" in kinds and inside[-1].piece is not pieces[-1]:
                below = inside[kinds.index("subhead") + 1 :]
                assert sum(placed.last_row - placed.first_row for placed in below) >= 2


def test_no_line_stands_alone_at_a_columns_head_or_foot(tiny_faces):
    """Two lines of a paragraph at least on either side of a column's end (PC-05, PC-06)."""
    for size in range(40, 160, 7):
        pieces = [piece(tiny_faces, size) for _ in range(4)]
        poured = pour(pieces, columns(11, 11, 11, 11, 11, 11), SETTING, balance=False)
        for placed in poured.placed:
            if placed.first_row and placed.piece.rows > 3:
                assert placed.piece.rows - placed.first_row >= 2
            if placed.last_row < placed.piece.rows and not placed.first_row:
                assert placed.last_row >= 2


def test_what_does_not_fit_is_named_from_its_first_row(tiny_faces):
    """Overset copy is known to the line."""
    poured = pour([piece(tiny_faces, 198)], columns(6, 6), SETTING, balance=True)
    assert poured.rest == (0, 12)


@settings(max_examples=500 if CAMPAIGN else 60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 150), st.booleans()), min_size=1, max_size=12),
    st.lists(st.integers(3, 25), min_size=1, max_size=6), st.booleans(),
)  # fmt: skip
def test_every_row_is_poured_once_and_in_order(tiny_faces, sizes, depths, balance):
    """Whatever the pieces and the columns: each row stands once, in order, within its column."""
    pieces = [piece(tiny_faces, size, "subhead" if subhead else "text") for size, subhead in sizes]
    poured = pour(pieces, columns(*depths), SETTING, balance=balance)
    seen = [
        (pieces.index(placed.piece), row)
        for placed in poured.placed
        for row in range(placed.first_row, placed.last_row)
    ]
    everything = [(at, row) for at, one in enumerate(pieces) for row in range(one.rows)]
    count = len(everything) if poured.rest is None else everything.index(poured.rest)
    assert seen == everything[:count]
    lines = [
        (placed.column, placed.line + row - placed.first_row)
        for placed in poured.placed
        for row in range(placed.first_row, placed.last_row)
    ]
    assert len(set(lines)) == len(lines)
    assert all(1 <= line <= depths[column] for column, line in lines)
