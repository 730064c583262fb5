"""A language is a row, a file of words, and nothing else."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

import banxin.languages
from banxin.files import Tree
from banxin.hanzi import compile as hanzi_compile
from banxin.hanzi import rules
from banxin.hanzi import table as hanzi
from banxin.languages import compile as compiling
from banxin.languages import known, language, table
from banxin.lines import TextStyle, measure_paragraph, set_paragraph, uniform
from banxin.makeup._calendar import long_date, lunar_date
from banxin.makeup.ground import text_style
from banxin.plan import read_house
from banxin.plan.records import in_language
from banxin.problems import Report
from tests.conftest import ROOT
from tests.lines.conftest import EM, texts

BLANKS = re.compile(r"\{([a-z_]+)[^}]*\}")
#: What papers without a second calendar do not print.
_LUNAR = {"lunar", "lunar_months", "leap"}


def test_the_compiled_rows_are_those_that_people_read():
    """A word that is changed in TOML is printed at once: python -m banxin.languages.compile."""
    assert compiling.compiled() == Path(table.__file__).read_text("utf-8")


@pytest.mark.parametrize("tag", known())
def test_every_word_is_said_in_every_language(tag):
    """No page has a gap because somebody forgot a word, and none says less than the Chinese one."""
    ours, usual = table.WORDS[tag], table.WORDS["zh-Hans"]
    assert set(usual) - set(ours) <= (_LUNAR if not language(tag).calendar else set())
    assert set(ours) <= set(usual)
    for name, said in ours.items():
        assert set(BLANKS.findall(str(said))) == set(BLANKS.findall(str(usual[name]))), name
    assert len(language(tag).listed("weekdays")) == 7
    assert len(language(tag).listed("months")) == 12


@pytest.mark.parametrize("tag", known())
def test_the_epaper_speaks_every_language(tag):
    """A reader of the site finds no button without a name."""
    own, usual = (
        tomllib.loads((compiling.WORDS / f"{one}.toml").read_text("utf-8"))["epaper"] for one in (tag, "zh-Hans")
    )
    assert list(own) == list(usual)


def test_what_is_printed_has_its_traditional_form():
    """A paper in traditional characters prints none of the simplified ones."""
    words = table.WORDS["zh-Hant"]
    said = [words[name] for name in ("code", "advert", "index", "leap", "draft")]
    assert said == ["二維碼", "廣告", "導讀", "閏", "未過"]
    hant = language("zh-Hant")
    assert hant.say("jump_to", page="A05") == "（下轉A05版）"
    assert lunar_date("2026-02-16", hant) == "農曆乙巳年臘月廿九"
    simplified = set("码广转导读闰过说农历腊闻图见照责编页")
    assert not simplified & set("".join(str(said) for said in words.values())) - set("照見頁")


def test_a_day_is_written_as_its_language_has_it():
    """The folio of an English page has an English day, and its masthead no lunar one."""
    assert long_date("2026-06-01", language("zh-Hans")) == "2026年6月1日 星期一"
    assert long_date("2026-06-01", language("en")) == "Monday, 1 June 2026"
    assert lunar_date("2026-06-01", language("en")) == ""


@pytest.fixture
def esperanto(tmp_path, monkeypatch):
    """A language that the house has not: a row and a file of words in a folder."""
    english = (Path(banxin.languages.__file__).parent / "languages.toml").read_text("utf-8").partition("[en]")[2]
    (tmp_path / "languages.toml").write_text("[eo]" + english.replace('file = "en"', 'file = "eo"'), "utf-8")
    words = (compiling.WORDS / "en.toml").read_text("utf-8").replace("Continued on {page}", "Daurigo sur {page}")
    (tmp_path / "eo.toml").write_text(words.replace("Monday", "lundo"), "utf-8")
    monkeypatch.setitem(table.LANGUAGES, "eo", compiling.rows(tmp_path / "languages.toml")["eo"])
    monkeypatch.setitem(table.WORDS, "eo", compiling.words("eo", tmp_path))
    yield "eo"
    banxin.languages._MADE.pop("eo", None)


def test_a_language_is_a_row_and_a_file_of_words(esperanto):
    """A house, its furniture and its lines follow the row; no code knows the language."""
    own = language(esperanto)
    assert own.say("jump_to", page="A05") == "Daurigo sur A05"
    assert long_date("2026-06-01", own).startswith("lundo")
    assert esperanto in known()
    house = in_language(_house(), esperanto)
    assert house.ads.label == "Advertisement"
    style = text_style(house, house.styles["body"])
    assert style.language == esperanto
    assert style.indent == style.size, "of a 字 at most, as its row says"


def test_a_rule_of_line_breaking_of_another_language_is_a_row(esperanto, monkeypatch, noto):
    """What no line of a language may begin with stands in levels.toml under the language's name."""
    monkeypatch.setattr(hanzi, "LEVEL_OVERLAYS", ((("eo",), (hanzi.SMALL_KANA,), (), (hanzi.ITERATION,), ()),))
    monkeypatch.setattr(sys.modules["banxin.hanzi.rules"], "_MADE", {})
    here, usual = rules("gb", language=esperanto), rules("gb")
    assert here.never_start[hanzi.SMALL_KANA]
    assert not usual.never_start[hanzi.SMALL_KANA]
    assert usual.never_start[hanzi.ITERATION]
    assert not here.never_start[hanzi.ITERATION]
    lines = {tag: _lines("国国国国ッ国国国国国", tag, noto) for tag in ("zh-Hans", esperanto)}
    assert lines["zh-Hans"][1].startswith("ッ")
    assert not lines[esperanto][1].startswith("ッ")


def test_a_level_is_a_row(monkeypatch, tmp_path):
    """A house that wants another level writes what it is like and what it adds."""
    levels = (hanzi_compile._HERE / "levels.toml").read_text("utf-8")
    own = '\n[[level]]\nname = "house"\nalias = "本报"\nlike = "gb"\nnever_start = ["prefix"]\nsource = "house"\n'
    (tmp_path / "levels.toml").write_text(levels + own, "utf-8")
    monkeypatch.setattr(hanzi_compile, "_HERE", tmp_path)
    made = hanzi_compile._levels(list(hanzi.NAMES))
    assert made["LEVELS"]["house"] == "本报"
    assert made["NEVER_START"]["house"][hanzi.PREFIX]
    assert made["NEVER_START"]["house"][hanzi.POSTFIX], "as at the level that it is like"
    assert not made["NEVER_START"]["gb"][hanzi.PREFIX]


def _lines(text: str, tag: str, faces) -> list[str]:
    measured, _ = measure_paragraph("p", text, (), TextStyle("song", EM, language=tag), faces)
    return texts(set_paragraph(measured, uniform(4 * EM)))


def _house():
    return read_house(Tree(str(ROOT)), Report())
