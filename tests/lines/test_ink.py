"""Marks as a reader sees them: pages rendered, ink measured (UB-01, UB-02, PW-18)."""

from __future__ import annotations

import itertools

import pypdfium2
import pytest

from banxin.lines import TextStyle, measure_paragraph, set_paragraph, text_runs, uniform
from banxin.page import NodeId, Page
from banxin.press.pdf import About, page_pdf, print_page
from banxin.units import MM, PT, Point, Rect
from tests.conftest import CAMPAIGN, installed

EM = 20 * PT
#: Pixels a 字.
SHARP = 100
MARKS = "，。、；：？！”’）》】」』“‘（《【「『·—～…"


def _picture(faces, rows: list[str], role: str, *, vertical: bool = False):
    """Each text drawn on its own, a 字 from the next, as a grey picture."""
    rect = Rect(0, 0, 100 * MM, (2 * len(rows) + 4) * EM)
    items = []
    for at, text in enumerate(rows):
        measured, missing = measure_paragraph("p", text, (), TextStyle(installed(role), EM, vertical=vertical), faces)
        assert not missing
        line = set_paragraph(measured, uniform(8 * EM)).lines[0]
        at_y = (2 * at + 2) * EM
        origin = Point(4 * EM, at_y - EM) if vertical else Point(3 * EM, at_y)
        items += text_runs(measured, line, origin, ((0, NodeId("s/p")),))
    page = Page("A", "", rect, 0, rect, tuple(items), ())
    data = page_pdf(print_page(page, faces.by_key), faces.by_key, {}, About("t", "a", "2026-06-01"))
    return pypdfium2.PdfDocument(data)[0].render(scale=SHARP / 20).to_pil().convert("L")


def _ink_rows(picture, box):
    part = picture.crop(box)
    width, height = part.size
    pixels = part.load()
    return [[pixels[x, y] < 128 for x in range(width)] for y in range(height)]


@pytest.mark.parametrize("role", ["song", "hei", "kai"])
def test_ub_01_a_dash_is_one_unbroken_rule(noto, role):
    """From its first to its last pixel a dash has ink in every column."""
    picture = _picture(noto, ["——"], role)
    rows = _ink_rows(picture, (0, SHARP, picture.width, 3 * SHARP))
    columns = [any(row[x] for row in rows) for x in range(len(rows[0]))]
    first, last = columns.index(True), len(columns) - columns[::-1].index(True)
    assert all(columns[first:last])
    assert last - first >= 1.7 * SHARP
    # The rule stands in the middle of its two squares.
    assert abs((first + last) / 2 - 4 * SHARP) <= 0.08 * SHARP


@pytest.mark.parametrize("role", ["song", "hei", "kai"])
def test_ub_02_six_dots_stand_in_the_middle_of_their_squares(noto, role):
    """Six dots, evenly apart, centred in height and width."""
    picture = _picture(noto, ["……"], role)
    rows = _ink_rows(picture, (0, SHARP, picture.width, 3 * SHARP))
    columns = [any(row[x] for row in rows) for x in range(len(rows[0]))]
    groups = [list(group) for value, group in itertools.groupby(range(len(columns)), key=columns.__getitem__) if value]
    assert len(groups) == 6
    middles = [(group[0] + group[-1]) / 2 for group in groups]
    steps = [two - one for one, two in itertools.pairwise(middles)]
    assert max(steps) - min(steps) <= 0.08 * SHARP
    assert abs((middles[0] + middles[-1]) / 2 - 4 * SHARP) <= 0.08 * SHARP
    inked = [y for y, row in enumerate(rows) if any(row)]
    # The baseline is a 字 below the picture's top; a square's middle lies 0.38 字 above it.
    assert abs((inked[0] + inked[-1]) / 2 - (SHARP - 0.38 * SHARP)) <= 0.08 * SHARP


@pytest.mark.parametrize("role", ["song", "hei", "kai"])
@pytest.mark.parametrize("vertical", [False, True])
def test_pw_18_no_two_marks_touch(noto, role, vertical):
    """Every pair of marks, drawn together, has exactly the ink of the two drawn apart."""
    pairs = ["".join(pair) for pair in itertools.product(MARKS, MARKS)]
    pairs = [pair for pair in pairs if pair not in ("——", "……") and (CAMPAIGN or hash_of(pair) % 11 == 0)]
    for start in range(0, len(pairs), 60):
        part = pairs[start : start + 60]
        together = _picture(noto, part, role, vertical=vertical)
        for at, pair in enumerate(part):
            top = (2 * at + 1) * SHARP
            rows = _ink_rows(together, (0, top - SHARP // 10, 9 * SHARP, top + 2 * SHARP - SHARP // 10))
            assert _pieces(rows) >= _pieces_of(noto, role, pair, vertical=vertical), pair


def hash_of(pair: str) -> int:
    """A number that is the same on every machine."""
    return sum(map(ord, pair))


_KNOWN: dict[tuple[str, str, bool], int] = {}


def _pieces_of(faces, role: str, pair: str, *, vertical: bool) -> int:
    total = 0
    for mark in pair:
        key = role, mark, vertical
        if key not in _KNOWN:
            picture = _picture(faces, [mark], role, vertical=vertical)
            _KNOWN[key] = _pieces(_ink_rows(picture, (0, SHARP - SHARP // 10, 9 * SHARP, 3 * SHARP - SHARP // 10)))
        total += _KNOWN[key]
    return total


def _pieces(rows) -> int:
    """How many separate pieces of ink there are (eight neighbours)."""
    seen = set()
    inked = {(x, y) for y, row in enumerate(rows) for x, value in enumerate(row) if value}
    count = 0
    for start in inked:
        if start in seen:
            continue
        count += 1
        stack = [start]
        while stack:
            x, y = stack.pop()
            if (x, y) in seen:
                continue
            seen.add((x, y))
            stack += [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (x + dx, y + dy) in inked]
    return count
