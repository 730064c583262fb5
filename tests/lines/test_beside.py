"""Marks beside a line (rules IL): none moves a baseline, each stands where the standard has it."""

from __future__ import annotations

import pytest

from banxin.lines import TextStyle, beside, measure_paragraph, ruby_texts, set_paragraph, text_runs, uniform
from banxin.lines.beside import Ruby, place_ruby
from banxin.page import NodeId
from banxin.story.records import Mark
from banxin.units import Point
from tests.lines.conftest import EM

ORIGIN = Point(50 * EM, 50 * EM)


def _set(faces, text, *marks, measure=20, vertical=False):
    measured, _ = measure_paragraph("p", text, marks, TextStyle("song", EM, vertical=vertical), faces)
    return set_paragraph(measured, uniform(measure * EM))


def _paths(lines, number=0):
    return beside(lines.measured, lines.lines[number], ORIGIN)


def _box(path):
    numbers = [step[1:] for step in path.steps]
    xs = [x for step in numbers for x in step[::2]]
    ys = [y for step in numbers for y in step[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def test_il_01_dots_stand_under_hanzi_and_not_under_marks(noto):
    """One dot a character, on its middle, none at the comma, also where a line is stretched."""
    lines = _set(noto, "国家，发展国国国国国国国国国国国", Mark(0, 5, "dots"), measure=10.3)
    dots = [_box(path) for path in _paths(lines)]
    assert len(dots) == 4
    run = text_runs(lines.measured, lines.lines[0], ORIGIN, ((0, NodeId("n")),))[0]
    pens = [ORIGIN.x + sum(run.glyphs.advances[:at]) for at in (0, 1, 3, 4)]
    for (left, top, right, _), pen in zip(dots, pens, strict=True):
        assert abs((left + right) // 2 - pen - EM // 2) <= EM // 50
        assert top > ORIGIN.y


def test_il_02_neighbouring_names_have_lines_of_their_own(noto):
    """Two names side by side: two lines with white between, none reaching into the gap beside Western."""
    lines = _set(noto, "沈禾陆舟AI", Mark(0, 2, "name"), Mark(2, 4, "name"))
    (_, _, end, _), (start, _, stop, _) = (_box(path) for path in _paths(lines))
    assert start - end >= EM // 10
    assert stop <= ORIGIN.x + 4 * EM


def test_il_03_dots_stand_below_a_names_line(noto):
    """Line first, dots beneath it."""
    lines = _set(noto, "沈禾国", Mark(0, 2, "name"), Mark(0, 2, "dots"))
    line, *dots = sorted((_box(path) for path in _paths(lines)), key=lambda box: box[1])
    assert all(dot[1] > line[3] for dot in dots)


def test_il_04_05_readings_are_centred_kept_apart_and_inside_the_measure():
    """A wide reading may stand over its neighbours, a quarter of its size from the next, never outside the line."""
    rubies = [Ruby("a", 0, 100), Ruby("b", 100, 200), Ruby("c", 900, 1000)]
    places = place_ruby(rubies, [160, 160, 160], 1000, 12)
    assert places[0] == 0
    assert places[1] >= 160 + 12
    assert places[2] == 1000 - 160
    assert place_ruby([Ruby("a", 400, 500)], [60], 1000, 12) == [420]


def test_il_06_each_hanzi_has_its_own_reading(noto):
    """A reading of as many words as hanzi is shared out; a line may end between them."""
    lines = _set(noto, "国海州国", Mark(1, 3, "ruby", "hǎi zhōu"))
    assert [(ruby.text, ruby.start, ruby.end) for ruby in ruby_texts(lines.measured, lines.lines[0])] == [
        ("hǎi", EM, 2 * EM),
        ("zhōu", 2 * EM, 3 * EM),
    ]


def test_il_07_the_dead_stand_in_a_box(noto):
    """One box a name, around it."""
    lines = _set(noto, "国沈禾国", Mark(1, 3, "dead"))
    (left, top, right, bottom), *others = (_box(path) for path in _paths(lines))
    assert not others
    assert left <= ORIGIN.x + EM <= ORIGIN.x + 3 * EM <= right
    assert top < ORIGIN.y - EM // 2 < ORIGIN.y < bottom


def test_ve_09_in_vertical_lines_names_are_marked_on_the_left_and_dots_stand_on_the_right(noto):
    """GB/T 15834 5.2.4 and 5.2.5."""
    for kind, left in (("name", True), ("book", True), ("dots", False)):
        for path in _paths(_set(noto, "沈禾国国", Mark(0, 2, kind), vertical=True)):
            box = _box(path)
            assert box[2] <= ORIGIN.x - EM // 2 if left else box[0] >= ORIGIN.x + EM // 2


@pytest.mark.parametrize("vertical", [False, True])
def test_gr_03_marks_beside_a_line_move_no_character(noto, vertical):
    """With or without dots, lines, boxes: every glyph stands where it stood."""
    text = "国家，（发展）AI建设2026年。"
    plain = _set(noto, text, vertical=vertical)
    for kind in ("dots", "name", "book", "dead", "ruby"):
        marked = _set(noto, text, Mark(1, 7, kind, "x"), vertical=vertical)
        one, two = (text_runs(lines.measured, lines.lines[0], ORIGIN, ((0, NodeId("n")),)) for lines in (plain, marked))
        assert one == two


def test_la_02_a_hyphen_is_drawn_and_is_no_text(noto):
    """The hyphen at a line's end is a stroke of the face's own shape; the runs hold the copy alone."""
    text = "他说concurrency和programming都要紧"
    for measure in range(6, 12):
        lines = _set(noto, text, measure=measure)
        for number, line in enumerate(lines.lines):
            runs = text_runs(lines.measured, line, ORIGIN, ((0, NodeId("n")),))
            starts = lines.measured.starts
            assert "".join(run.text for run in runs) == text[starts[line.first] : starts[line.last]]
            strokes = _paths(lines, number)
            assert len(strokes) == (line.last - 1 in lines.measured.hyphens)
            for path in strokes:
                assert _box(path)[2] <= ORIGIN.x + line.indent + line.width


def test_il_04_neighbours_part_for_readings_wider_than_they_are(noto):
    """zhuāng and chuáng each stand over their own hanzi; narrow readings part nobody."""
    text = "国装床国国"
    plain = _set(noto, text)
    narrow = _set(noto, text, Mark(1, 3, "ruby", "ā ē"))
    wide = _set(noto, text, Mark(1, 3, "ruby", "zhuāng chuáng"))
    assert narrow.measured.white == plain.measured.white
    assert [at for at, white in enumerate(wide.measured.white) if white != plain.measured.white[at]] == [1]
    rubies = ruby_texts(wide.measured, wide.lines[0])
    widths = []
    for ruby in rubies:
        style = TextStyle("song", EM // 2)
        (line,) = set_paragraph(measure_paragraph("p", ruby.text, (), style, noto)[0], uniform(1 << 40)).lines
        widths.append(line.width)
    assert min(widths) > EM
    for ruby, width, at in zip(rubies, widths, place_ruby(rubies, widths, 10 * EM, EM // 8), strict=True):
        assert abs(at + width // 2 - (ruby.start + ruby.end) // 2) <= 2
