"""The rest of the rules of the line, each by its id: annotations, relaxed marks, widths, justification, Western."""

from __future__ import annotations

import random

import pytest

from banxin.hanzi import rules, table
from banxin.hanzi.table import Step
from banxin.lines import Slot, TextStyle, measure_paragraph, set_paragraph, text_runs, uniform
from banxin.page import NodeId
from banxin.units import Point
from tests.lines.conftest import EM, advances, texts

GUO = "国"


def test_lb_07_a_solidus_neither_begins_nor_ends_a_line(noto):
    """和／或: the stroke stays between its words; at the basic level it may end a line."""
    for sign in "／/":
        for count in range(4, 12):
            text = GUO * count + "和" + sign + "或" + GUO * 9
            measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
            lines = texts(set_paragraph(measured, uniform(8 * EM)))
            assert all(line[0] != sign for line in lines)
            assert all(line[-1] != sign for line in lines)


def test_lb_10_an_ellipsis_may_begin_a_line_except_at_the_strict_level(noto):
    """Six dots may open a line (GB/T 15834 only keeps them whole); strict papers carry them back."""
    for level, allowed in (("gb", True), ("loose", True), ("strict", False)):
        measured, _ = measure_paragraph("p", GUO * 8 + "……" + GUO * 6, (), TextStyle("song", EM, level=level), noto)
        lines = texts(set_paragraph(measured, uniform(8 * EM)))
        assert any(line.startswith("……") for line in lines) == allowed, (level, lines)


@pytest.mark.parametrize(("text", "level", "begins"), [("人々", "gb", False), ("人々", "loose", True), ("ちゃ", "gb", True), ("ちゃ", "strict", False)])  # fmt: skip
def test_lb_11_iteration_marks_and_small_kana(noto, text, level, begins):
    """々 never begins a line, small kana not at the strict level."""
    seen = set()
    for count in range(5, 9):
        style = TextStyle("song", EM, level=level, runt=1)
        measured, _ = measure_paragraph("p", GUO * count + text + GUO * 7, (), style, noto)
        seen |= {line[0] for line in texts(set_paragraph(measured, uniform(8 * EM)))[1:]}
    assert (text[1] in seen) == begins


def test_lb_13_a_run_of_marks_is_relaxed_rather_than_overflowing(noto):
    """Three marks in a row may part as a last resort; none stands outside its column, and it is said."""
    rng = random.Random(13)
    for _ in range(400):
        run = "".join(rng.choice("。』」”，、）》！？……") for _ in range(rng.randint(3, 6)))
        text = GUO * rng.randint(1, 9) + run + GUO * rng.randint(1, 9)
        measure = rng.randint(4, 14) * EM
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
        lines = set_paragraph(measured, uniform(measure))
        assert "".join(texts(lines)) == text
        for line in lines.lines:
            assert line.width <= measure + EM // 20
        for line, shown in zip(lines.lines[:-1], texts(lines)[1:], strict=True):
            begins = rules("gb").never_start[lines.measured.kinds[line.last]]
            assert not begins or line.fit == "forced", shown


def test_lb_16_a_raised_note_number_stays_with_its_word(noto):
    """The number of a note never begins a line."""
    for mark in ("¹", "²³", "™"):
        for count in range(5, 12):
            measured, _ = measure_paragraph("p", GUO * count + mark + GUO * 9, (), TextStyle("song", EM), noto)
            assert all(line[0] not in mark for line in texts(set_paragraph(measured, uniform(8 * EM))))


def _together(setter, unit, **style):
    for count in range(3, 14):
        for measure in (6, 7, 9):
            lines = texts(setter(GUO * count + unit + GUO * 9, measure, **style))
            assert any(unit in line for line in lines), (unit, lines)


@pytest.mark.parametrize("unit", ["3.1415", "12,800", "19:30", "1036800"])
def test_ub_05_nu_03_a_number_stays_whole(setter, unit):
    """A number with its point, commas or colon stands on one line."""
    _together(setter, unit)


@pytest.mark.parametrize("unit", ["11.6%", "100%", "25°", "36.5℃", "0.5‰", "30％"])
def test_ub_06_a_number_keeps_its_percent_sign(noto, unit):
    """100% is never cut before its sign."""
    for count in range(3, 14):
        measured, _ = measure_paragraph("p", GUO * count + unit + GUO * 9, (), TextStyle("song", EM), noto)
        assert any(unit in line for line in texts(set_paragraph(measured, uniform(7 * EM))))


@pytest.mark.parametrize("unit", ["+3", "-15", "±5", "￥1280", "$400", "€90"])
def test_ub_07_signs_stay_with_their_number(noto, unit):
    """A sign or a currency goes before its number, on the same line."""
    for count in range(3, 14):
        measured, _ = measure_paragraph("p", GUO * count + unit + GUO * 9, (), TextStyle("song", EM), noto)
        assert any(unit in line for line in texts(set_paragraph(measured, uniform(7 * EM)))), unit


@pytest.mark.parametrize("unit", ["2019—2026年", "5～10日", "A4", "F-35", "COVID-19"])
def test_ub_08_ranges_break_behind_their_dash_if_at_all(noto, unit):
    """A range or a compound breaks only after its connector, and only where a line would gape."""
    broken = 0
    for count in range(3, 14):
        measured, _ = measure_paragraph("p", GUO * count + unit + GUO * 12, (), TextStyle("song", EM), noto)
        lines = texts(set_paragraph(measured, uniform(12 * EM)))
        broken += not any(unit in line for line in lines)
        assert all(line[0] not in "—～-" for line in lines)
    assert broken <= 4


def test_ub_01_02_03_dashes_and_dots_are_whole_squares(noto):
    """—— and …… are two 字 each, twelve dots four, in any face."""
    for role in ("song", "hei"):
        for text, length in (("——", 2.0), ("……", 2.0), ("…………", 4.0), ("⸺", 2.0)):
            measured, missing = measure_paragraph("p", GUO + text + GUO, (), TextStyle(role, EM), noto)
            if missing:
                continue  # the face has no ⸺
            assert sum(advances(set_paragraph(measured, uniform(20 * EM)))) == pytest.approx(2 + length, abs=0.02)


def test_ub_04_units_in_a_row_may_part_between_them(noto):
    """——…… may break between dash and dots, never inside either."""
    for count in range(4, 10):
        measured, _ = measure_paragraph("p", GUO * count + "——……——" + GUO * 6, (), TextStyle("song", EM), noto)
        for line in texts(set_paragraph(measured, uniform(8 * EM))):
            assert line.count("—") % 2 == 0
            assert line.count("…") % 2 == 0


def test_ub_10_a_counter_does_not_begin_a_line(noto):
    """2026 and 年 part only where the line would gape otherwise."""
    parted = 0
    for count in range(3, 20):
        text = GUO * count + "，到2026年" + GUO * 3 + "，" + GUO * 12
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
        parted += any(line.startswith("年") for line in texts(set_paragraph(measured, uniform(13 * EM))))
    assert parted == 0


@pytest.mark.parametrize("mark", "、，。．；：！？）》」』】〕“《（「『【〔")
def test_pw_01_marks_are_one_square_before_hanzi(setter, mark):
    """A mark with its white is one 字."""
    assert sum(advances(setter(GUO + mark + GUO, 20))) == 3.0


def test_pw_02_quotes_are_chinese_beside_hanzi_and_western_in_english(noto):
    """“十四五” has full-width quotes; the apostrophe of don’t is the Latin face's."""
    measured, _ = measure_paragraph("p", "国“十四五”国", (), TextStyle("song", EM), noto)
    assert sum(advances(set_paragraph(measured, uniform(20 * EM)))) == pytest.approx(7.0, abs=0.01)
    measured, _ = measure_paragraph("p", "国don’t国", (), TextStyle("song", EM), noto)
    kinds = [table.NAMES[kind] for kind in measured.kinds]
    assert kinds == ["han", "letter", "han"]


def test_pw_04_a_long_connector_is_one_square(setter):
    """— between years and ～ between numbers are one 字 wide."""
    for mark in "—～":
        assert advances(setter(GUO + mark + GUO, 20)) == [1.0, 1.0, 1.0]


def test_pw_12_styles_of_marks(setter):
    """全角 keeps white until it is needed, 开明 only after 。？！, 半角 nowhere."""
    text = "国，国。国（国）国：国"
    assert advances(setter(text, 30)) == [1, 1, 1, 1, 1.5, 0.5, 1, 1, 1, 1, 1]
    assert advances(setter(text, 30, marks="kaiming")) == [1, 0.5, 1, 1, 1, 0.5, 1, 0.5, 1, 0.5, 1]
    assert advances(setter(text, 30, marks="half")) == [1, 0.5, 1, 0.5, 1, 0.5, 1, 0.5, 1, 0.5, 1]


def test_pw_16_every_paragraph_ends_and_begins_as_a_line_does(setter):
    """The last line's mark is half a 字 wide, an opener that begins a paragraph has no white before it."""
    assert advances(setter("“国。", 20)) == [0.5, 1.0, 0.5]


def test_pw_17_colons_are_whole_squares_in_vertical_lines(noto):
    """：；？！ keep their full 字 from top to bottom, whatever stands behind them."""
    for mark in "：；？！":
        style = TextStyle("song", EM, vertical=True)
        measured, _ = measure_paragraph("p", GUO + mark + GUO, (), style, noto)
        assert advances(set_paragraph(measured, uniform(20 * EM))) == [1.0, 1.0, 1.0]
        assert not any(measured.takes)


def test_pw_18_marks_of_other_shapes_are_spaced_by_their_ink(noto):
    """Where a face's mark is not on its half of the square, its ink is never cut and never touches its neighbour."""
    for role in ("song", "hei"):
        for one in "，。、；：！？）》”’」』】":
            for two in "，。、；：！？）》”’」』】（《“‘「『【国":
                measured, missing = measure_paragraph("p", one + two, (), TextStyle(role, EM), noto)
                assert not missing
                assert _apart(measured) >= 0, (role, one, two)


def _apart(measured) -> int:
    """White between the ink of a line's first two glyphs."""
    line = set_paragraph(measured, uniform(20 * EM)).lines[0]
    places, pen = [], 0
    for run in text_runs(measured, line, Point(0, 0), ((0, NodeId("n")),)):
        pen = run.origin.x
        font = next(font for font, _ in measured.fonts if font.key == run.face)
        for at, glyph in enumerate(run.glyphs.ids):
            left, _, right, _ = font.ink(glyph)
            x = pen + (run.glyphs.offsets[at] if run.glyphs.offsets else 0)
            places.append((x + left * run.size // 1000, x + right * run.size // 1000))
            pen += run.glyphs.advances[at]
    return places[1][0] - places[0][1]


def test_pw_19_a_dash_is_not_drawn_over_its_neighbour(setter):
    """。—— and 》—— keep the mark's own white."""
    assert advances(setter("国。——国", 20)) == [1.0, 1.0, 2.0, 1.0]
    assert advances(setter("国》——国", 20)) == [1.0, 1.0, 2.0, 1.0]


def test_pw_20_squeezing_changes_no_character(setter):
    """What is set is what was written, however tight."""
    text = "国，国。“国（国）”国，国国，国。"
    for measure in (6, 7, 8, 9):
        assert "".join(texts(setter(text * 3, measure))) == text * 3


def test_pw_21_marks_hang_only_where_the_house_lets_them(setter):
    """Off, no ink crosses the measure; on, only one of 、，。 does, and only in lines of twelve 字 or fewer."""
    text = (GUO * 8 + "，") * 6 + GUO * 3
    for lines in (setter(text, 8), setter((GUO * 13 + "，") * 6, 13, hanging=True)):
        assert all(line.width <= line.measure for line in lines.lines)
    lines = setter(GUO * 8 + "，" + GUO * 16, 8, hanging=True)
    assert texts(lines)[0] == GUO * 8 + "，"
    assert lines.lines[0].fit == "hung"
    assert lines.lines[0].width == 8 * EM + EM // 2
    for shown, line in zip(texts(lines), lines.lines, strict=True):
        assert (line.width > line.measure) == (line.fit == "hung") <= (shown[-1] in "、，。")
    run = setter(GUO * 8 + "”，" + GUO * 9, 8, hanging=True)
    assert all(line.fit != "hung" for line in run.lines)


def test_ju_10_stretching_has_its_order(noto):
    """Word spaces give first, then the white beside Western, then every gap alike."""
    text = "国国AI国国big cat国国国国国国国国国国国国国国"
    measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
    for measure in range(90, 130):
        for line in set_paragraph(measured, uniform(measure * EM // 10)).lines[:-1]:
            steps = [step for step, _ in line.ledger if step in table.STRETCHES]
            assert steps == sorted(steps)
            for at in range(line.first, line.last - 1):
                before, after = measured.white[at], line.whites[at - line.first]
                if Step.STRETCH_GAP not in steps and measured.grow[at] in (Step.STRETCH_WORD_SPACE, Step.STRETCH_MIXED):
                    assert after <= max(before, table.MOST[measured.grow[at]] * EM // 1000 + 1)
                if Step.STRETCH_GAP not in steps and measured.grow[at] == Step.STRETCH_GAP:
                    assert after <= before


def test_ju_11_nothing_opens_inside_groups_or_beside_connectors(noto):
    """Dashes, numbers, words and the places beside ～ – ／ stay closed when a line is stretched."""
    text = "国国国2019—2026年国国5～10国国——国国……Business国国和／或国国国"
    measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
    for measure in range(60, 200, 7):
        for line in set_paragraph(measured, uniform(measure * EM // 10)).lines:
            for at in range(line.first, line.last - 1):
                names = {table.NAMES[measured.kinds[at]], table.NAMES[measured.kinds[at + 1]]}
                if names & {"connector", "wide-connector", "solidus"}:
                    assert line.whites[at - line.first] <= measured.white[at]


def test_ju_13_no_line_is_loose_beside_a_tight_one(noto):
    """A whole paragraph is weighed: of real copy at 13 字, 95 gaps of 100 are opened by less than a quarter."""
    rng = random.Random(5)
    words = ["国家", "发展", "，", "。", "城市里的人", "、", "“好”", "经济", "2026年", "百姓", "的", "都"]
    gaps = []
    for _ in range(40):
        text = "文" + "".join(rng.choice(words) for _ in range(150))
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM, indent=2 * EM), noto)
        gaps += [line.gap for line in set_paragraph(measured, uniform(13 * EM)).lines[:-1]]
    gaps.sort()
    assert gaps[len(gaps) * 95 // 100] <= EM // 4
    assert gaps[-1] < EM // 2


def test_ju_14_every_line_says_what_was_done_to_it(noto):
    """The ledger adds up: what was taken and given is the difference between natural and set width."""
    text = "国国，国国（国）国AI国。国，国国国2026年国国国国big cat国国国国“国”国国国国" * 3
    measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
    for measure in (9, 11, 13, 17):
        for line in set_paragraph(measured, uniform(measure * EM)).lines:
            natural = sum(measured.white[line.first : line.last - 1])
            done = sum(amount for step, amount in line.ledger if step != Step.SHRINK_LINE_END)
            assert natural + done == sum(line.whites)


def test_ju_15_a_word_keeps_the_same_white_on_both_sides(noto):
    """Stretched or not, both sides of a Western run are alike."""
    measured, _ = measure_paragraph("p", "国国国AI国国国国国国国国国国国", (), TextStyle("song", EM), noto)
    for measure in range(70, 130, 3):
        for line in set_paragraph(measured, uniform(measure * EM // 10)).lines[:-1]:
            inside = [
                line.whites[at - line.first]
                for at in range(line.first, line.last - 1)
                if measured.grow[at] == Step.STRETCH_MIXED
            ]
            assert len(inside) < 2 or abs(inside[0] - inside[1]) <= 1


def test_ju_17_a_single_line_is_solid_unless_even_spacing_is_asked_for(setter):
    """Three characters stay together; 均排 spreads them over the measure."""
    assert setter("国国国", 9).lines[0].width == 3 * EM
    assert setter("国国国", 9, align="even").lines[0].width == 9 * EM


def test_ju_18_body_glyphs_are_never_narrowed(setter):
    """Whatever a line needs, its glyphs keep their width."""
    lines = setter("国，国国。国“国国”国国，国国国国国国国国国2026国国", 9)
    for line in lines.lines:
        for run in text_runs(lines.measured, line, Point(0, 0), ((0, NodeId("n")),)):
            assert run.hscale == 1000


def test_mx_05_variants_and_marks_belong_to_their_base(noto):
    """A rare character beyond the first plane and one with a variation selector are one 字 each."""
    for text in ("𠮷AI", "葛\U000e0100AI"):
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
        assert measured.count == 2
        assert measured.white[0] == pytest.approx(EM * 167 / 1000, abs=2)


def test_mx_06_no_white_beside_upright_letters_in_vertical_lines(noto):
    """A，30 and GDP stand in squares of their own: nothing is added beside them."""
    for text in ("国A国", "国30国", "国GDP国", "国 A 国"):
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM, vertical=True), noto)
        assert not any(measured.white)


def test_mx_10_word_spaces_collapse_and_wide_spaces_stay(noto):
    """Two spaces in English are one; U+3000 is a 字 of white that the editor wanted."""
    one, _ = measure_paragraph("p", "big cat", (), TextStyle("song", EM), noto)
    two, _ = measure_paragraph("p", "big  cat", (), TextStyle("song", EM), noto)
    assert sum(one.body) + sum(one.white) == sum(two.body) + sum(two.white)
    wide, _ = measure_paragraph("p", "国\u3000国", (), TextStyle("song", EM), noto)
    assert sum(wide.body) + sum(wide.white) == 3 * EM


def test_nu_06_figures_of_a_face_are_equally_wide_in_columns(noto):
    """Digits of the default faces stand below each other."""
    widths = set()
    for digit in "0123456789":
        measured, _ = measure_paragraph("p", digit, (), TextStyle("hei", EM), noto)
        widths.add(measured.body[0])
    assert len(widths) == 1


ENGLISH = "他在报告中说concurrency和programming，还有implementation与responsibility，都很要紧，大家要记住。"


def _worst(lines) -> int:
    """The widest gap; a line that is not right at all counts as wider than any."""
    return max(100 * EM if line.fit == "forced" else line.gap for line in lines.lines)


def test_la_02_a_hyphen_is_the_last_resort(noto):
    """Where a line would gape, a long word is hyphenated: two letters before at least, three after."""
    seen = 0
    for measure in range(7, 16):
        measured, _ = measure_paragraph("p", ENGLISH, (), TextStyle("song", EM), noto)
        lines = set_paragraph(measured, uniform(measure * EM))
        plain = set_paragraph(
            measure_paragraph("p", ENGLISH, (), TextStyle("song", EM, hyphenation=""), noto)[0], uniform(measure * EM)
        )
        assert _worst(lines) <= _worst(plain)
        shown = texts(lines)
        assert "".join(shown) == ENGLISH
        for number, line in enumerate(lines.lines):
            if line.last - 1 in lines.measured.hyphens:
                seen += 1
                before = shown[number].rstrip()[-2:]
                assert before.isascii()
                assert before.isalpha()
                assert shown[number + 1][:3].isascii()
                assert shown[number + 1][:3].isalpha()
                assert line.width + line.indent == line.measure
        if all(line.gap <= EM // 4 and line.fit != "forced" for line in plain.lines):
            assert not any(line.last - 1 in lines.measured.hyphens for line in lines.lines)
    assert seen


def test_la_03_a_compound_breaks_at_its_own_hyphen(noto):
    """out-of-the-way gains no second hyphen."""
    text = "这座城市里有一处out-of-the-way的小店国国国国"
    for measure in range(6, 14):
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
        lines = set_paragraph(measured, uniform(measure * EM))
        assert "".join(texts(lines)) == text
        assert not any(line.last - 1 in lines.measured.hyphens for line in lines.lines)


@pytest.mark.parametrize("word", ["NASA", "Washington", "strength", "e-mail", "2026km"])
def test_la_04_names_and_short_words_are_not_hyphenated(noto, word):
    """Abbreviations, names, words of one syllable and numbers with units stay whole."""
    for count in range(4, 10):
        measured, _ = measure_paragraph("p", GUO * count + word + GUO * 9, (), TextStyle("song", EM), noto)
        lines = set_paragraph(measured, uniform(8 * EM))
        assert any(word in line for line in texts(lines)), texts(lines)


def test_pc_02_what_goes_on_behind_a_picture_is_not_indented(setter):
    """Only a paragraph's first line has its indent, wherever the lines stand."""
    lines = setter(GUO * 40, 9, indent=2)
    assert [line.indent for line in lines.lines] == [2 * EM] + [0] * (len(lines.lines) - 1)


def test_pc_04_a_runt_is_squeezed_up_or_fed_from_the_line_before(setter):
    """Where the marks give enough the last character goes up, else one comes down to it."""
    assert len(setter("国国，国国，国国国国国。", 10.5).lines) == 1
    lines = texts(setter(GUO * 19, 9))
    assert len(lines[-1]) >= 2


def test_pc_10_answers_hang_from_their_names(noto):
    """凸排: all lines but the first are indented by the name's four 字."""
    style = TextStyle("song", EM, turnover=4 * EM)
    measured, _ = measure_paragraph("p", "赵小军：" + GUO * 30, (), style, noto)
    lines = set_paragraph(measured, uniform(12 * EM))
    assert [line.indent for line in lines.lines] == [0] + [4 * EM] * (len(lines.lines) - 1)
    assert all(line.width + line.indent == 12 * EM for line in lines.lines[:-1])


def test_np_04_every_segment_beside_a_picture_keeps_all_rules(noto):
    """Each segment is justified on its own and obeys the same prohibitions."""
    rng = random.Random(4)
    for _ in range(60):
        text = "".join(rng.choice(["国", "家", "，", "。", "“", "”", "《", "》", "AI", "12%"]) for _ in range(90))
        slots = [Slot(Point(0, 0), rng.randint(5, 16) * EM) for _ in range(90)]
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
        lines = set_paragraph(measured, slots)
        assert "".join(texts(lines)) == text
        for line in lines.lines[:-1]:
            assert line.fit == "forced" or line.width == line.measure


def test_np_08_a_dateline_runs_in_with_one_square_behind_it(noto):
    """本报海州6月1日讯 stands in the paragraph's first line, one 字 before the text."""
    from banxin.story.records import Mark

    dateline = "本报海州6月1日讯"
    marks = (Mark(0, len(dateline), "dateline"), Mark(0, len(dateline), "runin"))
    measured, _ = measure_paragraph("p", dateline + GUO * 9, marks, TextStyle("song", EM), noto)
    behind = max(cell for cell in range(measured.count) if measured.starts[cell] < len(dateline))
    assert measured.white[behind] == EM


@pytest.mark.parametrize("measure", [9, 11, 13, 18, 19])
@pytest.mark.parametrize(("indent", "turnover"), [(2, 0), (0, 4), (0, 0)])
def test_a_settings_own_number_of_lines_can_be_asked_for(noto, measure, indent, turnover):
    """Whatever the indents: as many lines as the best setting has are always to be had."""
    for text in ("中华人民共和国道路交通安全法实施条例", GUO * 30, GUO * 47 + "，" + GUO * 8):
        style = TextStyle("song", EM, indent=indent * EM, turnover=turnover * EM)
        measured, _ = measure_paragraph("p", text, (), style, noto)
        best = set_paragraph(measured, uniform(measure * EM))
        if all(line.gap <= EM // 4 for line in best.lines):
            again = set_paragraph(measured, uniform(measure * EM), lines=len(best.lines))
            assert again is not None
            assert len(again.lines) == len(best.lines)


@pytest.mark.parametrize("word", ["YouTubers", "COMMUNITY", "(RAII)"])
@pytest.mark.parametrize("measure", [2, 3, 4, 5, 6])
def test_mx_11_a_word_wider_than_its_line_is_cut_and_does_not_run_out(noto, word, measure):
    """Beside a picture lines may be narrower than a word: it is cut rather than set over the picture."""
    text = GUO * 3 + word + GUO * 3
    measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
    lines = set_paragraph(measured, uniform(measure * EM))
    assert "".join(texts(lines)) == text
    assert all(line.width <= measure * EM for line in lines.lines)


def test_mx_11_an_address_is_cut_behind_its_marks(noto):
    """Lines end behind / . - _ ? & = and nowhere else, without a hyphen, and fill the column."""
    text = "详见https://www.example.com/news/2026/11/23/long-river-bridge_opens-today.html?from=paper&id=88213的报道。"
    for measure in range(11, 25):
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
        lines = set_paragraph(measured, uniform(measure * EM))
        assert "".join(texts(lines)) == text
        for shown in texts(lines)[:-1]:
            assert not shown.isascii() or shown[-1] in "/.-_?&=" or shown.endswith("id=88213")
        assert not lines.measured.hyphens or not any(line.last - 1 in lines.measured.hyphens for line in lines.lines)
        assert all(line.width <= measure * EM for line in lines.lines)


def test_pw_03_a_solidus_is_half_a_square_in_any_face(noto):
    """Drawn for a whole 字 or not, ／ takes half of one."""
    for role in ("song", "hei"):
        measured, _ = measure_paragraph("p", "国／国", (), TextStyle(role, EM), noto)
        assert advances(set_paragraph(measured, uniform(20 * EM))) == [1.0, 0.5, 1.0]


@pytest.mark.parametrize(
    ("rule", "text", "step", "least"),
    [
        ("JU-04 word space", "国国big cat国国", 2, 0.25),
        ("JU-06 brackets", "国国（国国）国国", 4, 0.0),
        ("JU-07 pauses", "国国，国国、国国；国国", 5, 0.0),
        ("JU-08 beside Western", "国国AI国国", 6, 0.125),
        ("JU-09 stops", "国国。国国？国国！国国", 7, 0.0),
    ],
)
def test_ju_04_06_07_08_09_each_step_has_its_limit(noto, rule, text, step, least):
    """Squeezed as far as can be, every white of a step stands at the step's least, all of them alike."""
    measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
    inside = [at for at in range(measured.count - 1) if measured.steps[at] == step]
    assert inside, rule
    for at in inside:
        assert measured.white[at] - measured.takes[at] == pytest.approx(min(measured.white[at], least * EM), abs=2)
    tightest = sum(measured.body) + sum(measured.white) - measured.white[-1] - sum(measured.takes)
    line = set_paragraph(measured, uniform(tightest)).lines[0]
    assert line.last == measured.count
    half = set_paragraph(measured, uniform(tightest + sum(measured.takes) // 2)).lines[0]
    given = {measured.white[at] - half.whites[at] for at in inside}
    assert max(given) - min(given) <= 1


def test_ju_05_an_interpunct_has_nothing_left_to_give(noto):
    """Set half a 字 wide from the start (PW-03), it has no white for the third step to take."""
    measured, _ = measure_paragraph("p", "克里斯蒂娜·罗塞蒂", (), TextStyle("song", EM), noto)
    assert not any(measured.takes)
    assert not any(measured.white)


def test_mx_03_no_white_between_western_and_chinese_marks(noto):
    """（AI）, “GDP” and 。XX have the mark's own white and no more."""
    for text, advance in (("（AI）", 0.5), ("“GDP”", 0.5), ("国。XX", 1.0)):
        measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM), noto)
        assert all(measured.steps[at] != 6 for at in range(measured.count))
        mark = next(at for at in range(measured.count) if measured.text[measured.starts[at]] in "（“。")
        assert measured.body[mark] + measured.white[mark] == advance * EM


def test_mx_09_western_stands_on_the_hanzis_baseline(noto):
    """Whatever its size, a Western word shares the line's baseline."""
    measured, _ = measure_paragraph("p", "国AI国12国", (), TextStyle("song", EM), noto)
    line = set_paragraph(measured, uniform(20 * EM)).lines[0]
    assert {run.origin.y for run in text_runs(measured, line, Point(0, 700), ((0, NodeId("n")),))} == {700}


def test_pc_11_short_names_are_spaced_to_three_squares(noto):
    """方　莞 stands under 上官文：the copy has no space, the line has."""
    from banxin.story.records import Mark

    measured, _ = measure_paragraph("p", "编辑：方莞", (Mark(3, 5, "even"),), TextStyle("song", EM), noto)
    assert advances(set_paragraph(measured, uniform(20 * EM)))[-2:] == [2.0, 1.0]
