"""The rule tables and what they compile to."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from banxin.hanzi import classify, rules, table
from banxin.hanzi.compile import compiled
from banxin.hanzi.rules import LEVELS

HERE = Path(table.__file__).parent


def test_the_compiled_table_is_the_one_that_people_read():
    """A rule that is changed in TOML counts at once: python -m banxin.hanzi.compile."""
    assert compiled() == (HERE / "table.py").read_text("utf-8")


@pytest.mark.parametrize("name", ["classes", "levels", "pairs", "ledger"])
def test_every_rule_names_its_clause(name):
    """A compositor who doubts a rule finds where it comes from."""
    for rows in tomllib.loads((HERE / f"{name}.toml").read_text("utf-8")).values():
        for row in rows if isinstance(rows, list) else [rows]:
            assert row["source"], row


def test_no_mark_belongs_to_two_classes():
    """A mark is a stop or a bracket, not both."""
    rows = tomllib.loads((HERE / "classes.toml").read_text("utf-8"))["class"]
    marks = "".join(row["marks"] for row in rows)
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize(
    ("character", "name"),
    [("国", "han"), ("𠮷", "han"), ("䶮", "han"), ("◆", "han"), ("①", "han"), ("A", "letter"), ("é", "letter"), ("7", "digit"),
     ("，", "pause"), ("。", "stop"), ("“", "open"), ("》", "close"), ("·", "interpunct"), ("—", "dash"), ("…", "ellipsis"),
     ("％", "postfix"), ("￥", "prefix"), ("々", "iteration"), (" ", "space"), ("\u3000", "wide-space"), ("%", "western")],
)  # fmt: skip
def test_characters_fall_into_their_classes(character, name):
    """Each kind of character that newspapers print is known for what it is."""
    assert name == table.NAMES[classify(character)]


def test_levels_differ_where_the_standards_do():
    """Dashes may begin a line by the national standard, not at the strict level (LB-08)."""
    assert not rules("gb").never_start[table.DASH]
    assert rules("strict").never_start[table.DASH]
    assert rules("gb").never_end[table.SOLIDUS]
    assert not rules("basic").never_end[table.SOLIDUS]


@pytest.mark.parametrize("mark", "ぁっゃゎゕァッャヮヶーㇰㇿｧｯｬｰ")
def test_small_kana_begin_no_line_at_the_strict_level(mark):
    """Small kana and the sound mark ー, at full and half width, may begin a line at every level but the strict one (LB-11)."""
    assert [level for level in LEVELS if rules(level).never_start[classify(mark)]] == ["strict"]


@pytest.mark.parametrize("mark", "ゝヽ々〻゛゜ﾞﾟ")
def test_iteration_and_sound_marks_stay_with_what_they_repeat(mark):
    """By the national standard's level and above, at half width as at full (LB-11)."""
    assert [level for level in LEVELS if rules(level).never_start[classify(mark)]] == ["gb", "strict"]


@pytest.mark.parametrize("mark", "…⋯‥")
def test_dots_begin_no_line_at_the_strict_level(mark):
    """‥ is an ellipsis like …: it may begin a line by the national standard (LB-08, LB-10)."""
    assert [level for level in LEVELS if rules(level).never_start[classify(mark)]] == ["strict"]


@pytest.mark.parametrize(
    ("half", "full"), [("｡", "。"), ("､", "、"), ("｢", "「"), ("｣", "」"), ("･", "・"), ("ｰ", "ー"), ("ｯ", "ッ")]
)
def test_a_mark_at_half_width_is_the_mark(half, full):
    """Half-width forms are of the class of their full-width ones."""
    assert classify(half) == classify(full)


@pytest.mark.parametrize("letter", "ヲァｱﾝあカ")
def test_other_kana_begin_lines(letter):
    """Only small ones are kept from a line's start."""
    assert classify(letter) in (table.HAN, table.SMALL_KANA)
    assert not rules("gb").never_start[classify(letter)]


@pytest.mark.parametrize(
    ("one", "two", "white"),
    [("open", "open", 0), ("stop", "close", 0), ("close", "stop", 0), ("close", "open", 500), ("pause", "open", 500),
     ("colon", "open", 500), ("colon", "close", 0), ("open", "close", 0), ("close", "interpunct", 0), ("interpunct", "open", 0),
     ("close", "wide-space", 0), ("han", "open", 500), ("pause", "han", 500), ("stop", "dash", 500), ("han", "han", 0)],
)  # fmt: skip
def test_neighbouring_marks_share_their_white(one, two, white):
    """Two marks never stand a whole 字 apart (PW-05 to PW-11, PW-19)."""
    assert white == rules().white[table.NAMES.index(one)][table.NAMES.index(two)]


def test_styles_of_marks_take_away_white():
    """开明 keeps a full 字 for 。！？ alone, 半角 for none (PW-12)."""
    assert rules(marks="kaiming").trail[table.STOP] == 500
    assert rules(marks="kaiming").trail[table.PAUSE] == 0
    assert rules(marks="half").trail[table.STOP] == 0
