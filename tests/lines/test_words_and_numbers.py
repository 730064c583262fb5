"""What stays whole in a line, and what gives way where nothing can."""

from __future__ import annotations

import math

import pytest

import banxin
from banxin.problems import Fault


def _lines(copy: str, measure: float, **choices) -> list:
    return list(banxin.galley(copy, measure, indent=choices.pop("indent", 0), **choices).lines)


def _texts(copy: str, measure: float, **choices) -> list[str]:
    return [line.text for line in _lines(copy, measure, **choices)]


@pytest.mark.parametrize("word", ["U.S.A.", "e.g.", "2026/06/01", "v1.2.3", "Ph.D.", "km/h"])
def test_an_abbreviation_or_a_date_is_no_address(word):
    """They are neither parted nor spaced as one; what is an address is."""
    for line in _lines(f"国人大会{word}的了是在", 8):
        assert word in line.text or not set(word) & set(line.text)
        advances = [cell.advance for cell in line.cells if cell.text in word]
        assert len(advances) <= 1
    assert _texts("网址https://news.example.cn/a/b/c在", 9)[0][-1] in "/."
    assert _texts("国人大/usr/share/doc/python在", 8)[0][-1] == "/"


@pytest.mark.parametrize("level", ["basic", "gb", "strict", "loose"])
@pytest.mark.parametrize("number", ["25℃", "１２．５％", "１２３", "100㎡", "60°"])
def test_ub_05_ub_06_a_number_is_whole_at_every_level(level, number):
    """With its unit, in figures of either width."""
    for before in range(1, 8):
        assert any(number in text for text in _texts("国" * before + number + "左右的人都在大会上", 5, level=level))


def test_lb_07_a_solidus_between_hanzi_and_latin_neither_begins_nor_ends_a_line():
    """北京/Beijing is parted before 北京 or behind Beijing."""
    for measure in range(6, 14):
        for text in _texts("北京/Beijing是首都，" * 6, measure):
            assert not text.startswith("/")
            assert not text.endswith("/")


@pytest.mark.parametrize("copy", ["He said “hello world” to me", "the players’ own ball", "rock ’n’ roll", "“Yes,” she said",
                                  "“He said ‘yes’ to me,” she said"])  # fmt: skip
def test_pw_02_quotes_in_english_keep_their_word_spaces(copy):
    """Curly quotes and apostrophes of English are of its face and do not swallow the space beside them."""
    (line,) = _lines(copy, 40)
    spaces = [at for at, cell in enumerate(line.cells) if cell.text == " "]
    assert len(spaces) == copy.count(" ")
    assert all(line.cells[at].advance > 0.15 for at in spaces)


def test_mx_11_a_word_wider_than_the_first_line_is_cut_there():
    """Only what must stand in the first line is cut to it, at a syllable where there is one."""
    lines = _lines("international business", 5, indent=2)
    assert lines[0].text == "inter"
    assert lines[0].hyphen
    assert max(line.width for line in lines) <= 5
    assert _texts("国A1036800000", 7, indent=2)[1] == "A1036800000"
    assert max(line.width for line in _lines("A1036800000是", 7, indent=2)) <= 7


def test_la_02_a_long_word_in_brackets_is_cut_at_syllables():
    """（internationalisation） in six 字."""
    lines = _lines("他说（internationalisation）的意思是这样的", 6)
    assert all(line.hyphen for line in lines if line.text[-1].isascii())


def test_lb_13_what_cannot_be_kept_is_broken_for_that_spot_only():
    """Nine full stops in four 字, and behind them lines as even as ever, without a runt."""
    lines = _lines("。" * 9 + "国人大会经济发展的了是在中城市国人大会经济发展的了是在中城市发", 4)
    assert lines[0].fit == "forced"
    assert all(line.fit != "forced" for line in lines[1:])
    assert len(lines[-1].text) > 1


def test_pc_03_ragged_lines_end_no_paragraph_on_one_character():
    """A caption set ragged is looked at, too."""
    assert _texts("国人大会经济发展的了是", 10, justify=False)[-1] == "了是"


@pytest.mark.parametrize(("copy", "measure"), [("温度25℃左右", 4), ("约￥5元", 4)])
def test_ju_11_a_line_opens_beside_a_number_and_not_within(copy, measure):
    """The white goes behind ℃, never before it."""
    for line in _lines(copy * 4, measure):
        assert line.fit != "forced"


def test_ve_07_an_acronym_in_a_vertical_line_is_not_spaced():
    """G, D and P stand one below the other, tight, whatever the line needs."""
    for line in _lines("国和GDP的增长GDP的增长国人大会", 5, vertical=True):
        assert all(cell.advance == 1 for cell in line.cells[:-1] if cell.text in "GD")


def test_ub_09_two_exclamations_share_a_square_in_vertical_lines():
    """？！ side by side in one 字, three in two."""
    (line,) = _lines("好？！好！！！", 20, vertical=True)
    assert line.width == 5
    assert _lines("好‼好⁉", 20)[0].width == 4


@pytest.mark.parametrize(
    ("measure", "choices", "code"),
    [
        (math.nan, {}, "desk.measure"), (0, {}, "desk.measure"), (math.inf, {}, "desk.measure"),
        (8, {"indent": -3}, "desk.indent"), (8, {"indent": 8}, "desk.indent"), (8, {"indent": math.nan}, "desk.indent"),
        (8, {"level": "foo"}, "desk.choice"), (8, {"lang": "fr"}, "desk.choice"), (8, {"style": "wide"}, "desk.choice"),
    ],
)  # fmt: skip
def test_a_galley_that_cannot_be_set_is_refused(measure, choices, code):
    """Through the public door as through the command."""
    with pytest.raises(Fault) as caught:
        banxin.galley("国人", measure, **choices)
    assert caught.value.problem.code == code
