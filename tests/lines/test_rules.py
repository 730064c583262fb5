"""Rules of the line, each by its id in the list of rules that the program follows."""

from __future__ import annotations

import pytest

from banxin.hanzi.table import SHRINKS, Step
from banxin.page import NodeId
from tests.lines.conftest import EM, advances, texts

GUO = "国"


@pytest.mark.parametrize("mark", "、，；：。．！？")
def test_lb_01_no_line_begins_with_a_stop(setter, mark):
    """A stop stays with the word it ends, at whatever measure it falls."""
    for count in range(5, 12):
        lines = setter(GUO * count + mark + GUO * 9, 9)
        assert all(not text.startswith(mark) for text in texts(lines))


@pytest.mark.parametrize("mark", "”’」』）〉》】〕")
def test_lb_02_no_line_begins_with_a_closer(setter, mark):
    """A closing bracket or quote stays with what it closes."""
    for count in range(5, 12):
        assert all(not text.startswith(mark) for text in texts(setter(GUO * count + mark + GUO * 9, 9)))


@pytest.mark.parametrize("mark", "“‘「『（〈《【〔")
def test_lb_03_no_line_ends_with_an_opener(setter, mark):
    """An opening bracket or quote goes with what it opens."""
    for count in range(5, 12):
        assert all(not text.endswith(mark) for text in texts(setter(GUO * count + mark + GUO * 9, 9)))


def test_lb_04_a_quote_may_begin_a_line(setter):
    """An opening quote moves down alone, it does not drag the word before it along."""
    assert texts(setter(GUO * 8 + "“" + GUO * 10, 8)) == [GUO * 8, "“" + GUO * 7, GUO * 3]


@pytest.mark.parametrize("text", ["1978—1998", "5～10", "二〇一〇–二〇二〇"])
def test_lb_05_no_line_begins_with_a_connector(setter, text):
    """A range breaks behind its dash, if at all."""
    for count in range(4, 12):
        for line in texts(setter(GUO * count + text + GUO * 9, 8)):
            assert line[0] not in "—～–"


def test_lb_06_no_line_begins_with_an_interpunct(setter):
    """A foreign name keeps its dot at the line's end."""
    for measure in range(3, 13):
        assert all(not text.startswith("·") for text in texts(setter("克里斯蒂娜·罗塞蒂" * 4, measure)))


def test_lb_08_dashes_may_begin_a_line_but_not_at_the_strict_level(setter):
    """The national standard only forbids splitting them."""
    text = GUO * 7 + "——" + GUO * 8
    assert texts(setter(text, 8))[1].startswith("——") or texts(setter(text, 8))[0].endswith("——")
    assert not any(line.startswith("——") for line in texts(setter(text, 8, level="strict")))


@pytest.mark.parametrize("text", ["30％", "25℃"])
def test_lb_09_a_percent_sign_stays_with_its_number(setter, text):
    """％ and ℃ never begin a line."""
    for count in range(4, 10):
        assert all(line[0] not in "％℃" for line in texts(setter(GUO * count + text + GUO * 9, 8)))


def test_lb_12_a_currency_sign_stays_with_its_number(setter):
    """￥ may begin a line but never ends one."""
    for count in range(4, 10):
        assert all(not line.endswith("￥") for line in texts(setter(GUO * count + "￥1280" + GUO * 9, 8)))


def test_lb_14_width_is_taken_before_breaks_are_chosen(setter):
    """A comma before a quote is already half a 字 narrower when the line's end is sought."""
    assert advances(setter("国国，“国国", 20))[:4] == [1.0, 1.0, 1.0, 0.5]


def test_lb_17_bold_changes_no_break(setter):
    """A word in bold breaks, and its marks are spaced, as plain text."""
    from banxin.story.records import Mark

    text = "前面的字很多，（重点在这里）。后面的字也很多，还要再长一些才行"
    plain = setter(text, 9)
    for start in range(0, len(text), 3):
        styled = setter(text, 9, marks_of=(Mark(start, min(len(text), start + 5), "bold"),))
        assert texts(plain) == texts(styled)
        assert [line.whites for line in plain.lines] == [line.whites for line in styled.lines]


@pytest.mark.parametrize(
    "unit", ["——", "……", "？！", "！！", "3.1415", "12,800", "19:30", "11.6%", "+3", "F-35", "$400"]
)
def test_ub_groups_are_never_parted(setter, unit):
    """Dashes, dots, numbers with their marks and signs stand on one line whole (UB-01 to UB-09)."""
    for count in range(3, 14):
        for measure in (6, 7, 9):
            lines = texts(setter(GUO * count + unit + GUO * 9, measure))
            assert any(unit in line for line in lines), lines


def test_ub_09_two_exclamations_take_one_square(setter):
    """？！ together are one 字 wide, three of them two."""
    assert advances(setter("国？！国", 20)) == [1.0, 1.0, 1.0]
    assert advances(setter("国！！！国", 20)) == [1.0, 2.0, 1.0]
    assert sum(advances(setter("国？？？！国", 20))) == 4.0


def test_pw_03_an_interpunct_is_half_a_square(setter):
    """The dot of a foreign name is half a 字 in any face."""
    assert advances(setter("国·国", 20)) == [1.0, 0.5, 1.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国（《国", [1.5, 0.5, 0.5, 1.0]),
        ("国。”国", [1.0, 0.5, 1.0, 1.0]),
        ("国”。国", [1.0, 0.5, 1.0, 1.0]),
        ("国。（国", [1.0, 1.0, 0.5, 1.0]),
        ("国，“国", [1.0, 1.0, 0.5, 1.0]),
        ("国（）国", [1.5, 0.5, 1.0, 1.0]),
        ("国：“国", [1.0, 1.0, 0.5, 1.0]),
        ("国：）国", [1.0, 0.5, 1.0, 1.0]),
        ("国）·国", [1.0, 0.5, 0.5, 1.0]),
        ("国））〕国", [1.0, 0.5, 0.5, 1.0, 1.0]),
    ],
)
def test_pw_neighbouring_marks(setter, text, expected):
    """Pairs of marks stand as close as the standard has them (PW-05 to PW-11)."""
    assert advances(setter(text, 30)) == expected


def test_pw_13_a_mark_at_the_lines_end_is_half_a_square(setter):
    """Eight hanzi and a comma fill eight and a half 字 exactly."""
    lines = setter(GUO * 8 + "，" + GUO * 8, 8.5)
    assert texts(lines)[0] == GUO * 8 + "，"
    assert lines.lines[0].width == EM * 17 // 2
    assert lines.lines[0].fit == "as-set"


def test_pw_14_15_an_opener_at_the_lines_start_has_no_white_before_it(setter):
    """A quotation begins with its quote's ink, indented or not."""
    runs_at = _first_ink(setter("“" + GUO * 8, 9))
    assert runs_at == (600 - 500) * EM // 1000
    assert _first_ink(setter("“" + GUO * 8, 9, indent=2)) == 2 * EM + 100 * EM // 1000


def _first_ink(lines) -> int:
    """Where the first glyph's ink begins on its line."""
    from banxin.lines import text_runs
    from banxin.units import Point

    run = text_runs(lines.measured, lines.lines[0], Point(0, 0), ((0, NodeId("n")),))[0]
    font, size = lines.measured.fonts[0]
    offset = run.glyphs.offsets[0] if run.glyphs.offsets else 0
    return run.origin.x + offset + font.ink(run.glyphs.ids[0])[0] * size // 1000


def test_ju_01_lines_end_exactly_at_the_measure(setter):
    """Whatever the copy, every line but a paragraph's last is as long as its column."""
    copy = "今年一季度，全市GDP同比增长5.2%，高于全国平均水平0.4个百分点；“十四五”以来……" * 5
    for measure in (9, 11, 13, 16, 20):
        for line in setter(copy, measure, indent=2).lines[:-1]:
            assert line.width + line.indent == measure * EM


@pytest.mark.parametrize("mark", ["ッ", "ｯ", "ー", "ｰ"])
def test_lb_11_small_kana_are_carried_over_at_the_strict_level(setter, noto, mark):
    """コップ is parted before its small kana by the national standard, and not at the strict level."""
    text = GUO * 4 + mark + GUO * 6
    assert texts(setter(text, 4, faces=noto))[1].startswith(mark)
    assert not any(line.startswith(mark) for line in texts(setter(text, 4, level="strict", faces=noto)))


def test_lb_10_two_dots_are_never_parted(setter, noto):
    """‥‥ is one unit at every level, and begins no line at the strict one."""
    text = GUO * 4 + "‥‥" + GUO * 6
    for level in ("loose", "basic", "gb", "strict"):
        lines = texts(setter(text, 5, level=level, faces=noto))
        assert sum("‥‥" in line for line in lines) == 1
        assert level != "strict" or not any(line.startswith("‥") for line in lines)


def test_ju_02_a_mark_is_pushed_in_before_a_character_is_pushed_out(setter):
    """国国国，国国国国国。 stays on one line of nine: its comma gives way."""
    lines = setter("国国国，国国国国国。", 9)
    assert len(lines.lines) == 1
    assert [step for step, _ in lines.lines[0].ledger] == [Step.SHRINK_PAUSE]


def test_ju_03_to_09_steps_are_used_up_in_order(setter):
    """A full stop is squeezed only where commas, brackets and spaces have given all they can."""
    text = "国，国（国）国A国。国，国国国国国国国"
    for measure in (11, 11.5, 12, 12.5, 13):
        for line in setter(text, measure).lines:
            steps = [step for step, _ in line.ledger if step in SHRINKS[1:]]
            assert steps == sorted(steps)
            full = dict(_capacity(setter(text, measure).measured, line).items())
            for step, total in line.ledger:
                if step in full and step != (steps[-1] if steps else Step.NONE):
                    assert -total == full[step]


def _capacity(measured, line) -> dict[int, int]:
    found: dict[int, int] = {}
    for at in range(line.first, line.last - 1):
        if measured.steps[at]:
            found[measured.steps[at]] = found.get(measured.steps[at], 0) + measured.takes[at]
    return found


def test_ju_12_nothing_is_added_at_a_lines_ends(setter):
    """Stretching opens gaps between characters, never before the first or behind the last."""
    for line in setter(GUO * 7 + "12345" + GUO * 9, 8).lines:
        assert line.whites[-1] == 0


def test_ju_16_the_last_line_is_not_stretched(setter):
    """A paragraph's last line stands as its characters are."""
    assert setter(GUO * 12, 8).lines[-1].fit == "as-set"


def test_mx_01_a_word_stands_off_from_hanzi_a_little(setter):
    """Between hanzi and Western letters there is a sixth of a 字, on both sides, and none beside marks."""
    assert advances(setter("国AI国", 20)) == [1.167, 1.167, 1.0]
    assert advances(setter("国，AI。国", 20)) == [1.0, 1.0, 1.0, 1.0, 1.0]


def test_mx_02_no_white_at_the_lines_ends(setter):
    """A word that begins a line begins at the column's edge."""
    lines = setter("国" * 8 + "AI" + "国" * 6, 8)
    assert texts(lines)[1].startswith("AI")
    assert lines.lines[0].width == 8 * EM


def test_mx_04_a_typed_space_is_the_gap_and_not_one_more(setter):
    """国 AI 国 is set as 国AI国."""
    assert sum(advances(setter("国 AI 国", 20))) == pytest.approx(sum(advances(setter("国AI国", 20))), abs=0.002)


def test_mx_11_an_address_breaks_at_its_marks_without_a_hyphen(setter):
    """A long address fills a narrow column and gains no character."""
    text = "国国网址https://www.example.org/news/2026/06/01/content_12345.htm?from=paper&page=5国国"
    lines = setter(text, 13)
    assert "".join(texts(lines)) == text
    for line in lines.lines[:-1]:
        assert line.width == 13 * EM


def test_la_01_a_word_is_not_broken(setter):
    """An English word goes to the next line whole."""
    for measure in (8, 9, 10, 11):
        lines = texts(setter("这是一个关于WORLD和Business的故事，讲得很长很长", measure))
        assert any("WORLD" in line for line in lines)
        assert any("Business" in line for line in lines)


def test_pc_01_the_first_line_is_indented_by_whole_squares(setter):
    """Two 字 of white begin a paragraph."""
    lines = setter(GUO * 20, 9, indent=2)
    assert lines.lines[0].indent == 2 * EM
    assert texts(lines)[0] == GUO * 7
    assert all(line.indent == 0 for line in lines.lines[1:])


def test_pc_03_no_paragraph_ends_on_one_character(setter):
    """Where a squeeze or a push-down can avoid it, the last line has two characters or more."""
    for count in range(9, 40):
        last = texts(setter(GUO * 4 + "，" + GUO * count + "。", 9))[-1]
        assert len(last.strip("。")) >= 2, last


def test_a_paragraph_can_be_set_in_a_given_number_of_lines(setter):
    """Makeup asks for a line more or less to keep a column's end right."""
    text = "前面的字很多，后面的字也很多；还要再长一些才行，不然放不下几行字。" * 3
    natural = len(setter(text, 12).lines)
    longer = setter(text, 12, lines=natural + 1)
    assert longer is None or len(longer.lines) == natural + 1
    assert setter(text, 12, lines=natural - 4) is None


def test_lines_may_have_different_measures(tiny_faces):
    """Text beside a picture runs in shorter lines, each exactly as long as its place."""
    from banxin.lines import Slot, TextStyle, measure_paragraph, set_paragraph
    from banxin.units import Point

    measured, _ = measure_paragraph("p", "国国国，国国国国。" * 12, (), TextStyle("song", EM), tiny_faces)
    slots = [Slot(Point(0, at), (6 if 2 <= at < 6 else 12) * EM) for at in range(30)]
    lines = set_paragraph(measured, slots)
    for at, line in enumerate(lines.lines[:-1]):
        assert line.width == slots[at].measure


def test_what_cannot_be_set_is_set_and_said(setter):
    """A row of marks longer than its column is cut somewhere, marked, and loses nothing."""
    text = "国" + "》）”。" * 8 + "国"
    lines = setter(text, 4)
    assert "".join(texts(lines)) == text
    assert any(line.fit == "forced" for line in lines.lines)
