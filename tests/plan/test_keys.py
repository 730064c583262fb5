"""The key tables and the messages: whole, in both languages, and true to each other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from banxin.files.reading import Tree
from banxin.plan import read_edition, read_house, read_page
from banxin.plan.keys import BLOCKS, TABLES, rows
from banxin.plan.nearest import nearest
from banxin.plan.types import NAMINGS, Type
from banxin.plan.values import PARSERS, Bounds
from banxin.problems import Problem, Report, Words, all_codes, show

ROOT = Path(__file__).parents[2]
PROJECT = Path(__file__).parent / "project"
STRUCTURES = {"list", "map", "table", "block"}


def types() -> list[Type]:
    """Every type that a table uses, with those inside it."""
    found = [row.type for table in TABLES.values() for row in table]
    return found + [kind.of for kind in found if kind.of]


@pytest.mark.parametrize("table", TABLES)
def test_every_key_has_one_name_in_each_language(table: str) -> None:
    """No two keys of a map share a name, English or Chinese, and each says what it is for in both."""
    names = [name for row in TABLES[table] for name in (row.name, row.alias)]

    assert len(names) == len(set(names))
    for row in TABLES[table]:
        assert row.name.isascii()
        assert not row.alias.isascii()
        assert row.zh and row.en


def test_every_kind_of_value_can_be_read_and_explained() -> None:
    """Each kind has a reader and an example, and the example is right."""
    for kind in types():
        assert kind.kind in NAMINGS
        assert (kind.kind in PARSERS) != (kind.kind in STRUCTURES)
        assert not kind.table or kind.table in TABLES
    for kind, words in NAMINGS.items():
        if kind in PARSERS and kind not in ("choice", "digest", "drawing") and not words.example.startswith("["):
            assert PARSERS[kind](words.example, Type(kind, high=5000)) is not None, kind


def test_kinds_of_block_are_a_closed_list() -> None:
    """The fourteen kinds of the trade, each with keys that the table knows."""
    kinds = "story continued briefs photo box qr ad masthead ear index table chart rule filler"

    assert set(kinds.split()) == set(BLOCKS)
    for kind, keys in BLOCKS.items():
        assert {kind, *keys} <= set(rows("block"))


def test_every_message_has_its_row() -> None:
    """Codes in the program and rows of the table are the same set, each with all its sentences."""
    text = "".join(path.read_text("utf-8") for path in (ROOT / "banxin" / "plan").rglob("*.py"))
    written = set(re.findall(r'"(plan\.[a-z-]+)"', text))
    table = {code: row for code, row in all_codes().items() if code.startswith("plan.")}

    assert written == set(table)
    for code, row in table.items():
        assert {"zh", "en", "hint_zh", "hint_en", "why_zh", "why_en"} == set(row), code
        assert all(row.values()), code


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [("length", "9.5"), ("length", "-3pt"), ("length", "9999999mm"), ("length", "1e300pt"), ("length", "nan"),
     ("length", "inf"), ("count", "-1"), ("count", "１"), ("count", "1.5"), ("count", "99999999999"),
     ("columns", "1-"), ("columns", "a-b"), ("lines", "after"), ("lines", "after x to y"), ("lines", "after x with 9"),
     ("date", "2026-6-1"), ("date", "2026-13-01"), ("date", "2025-02-29"), ("date", "2026-06-31"), ("page", "a05"),
     ("page", "A5"), ("url", "javascript:alert(1)"), ("url", "https://a@b/"), ("url", "https://"), ("url", "data:x"),
     ("url", "https://a b"), ("url", "http:\\\\x"), ("name", "../x"), ("name", "a/b"), ("name", ".hidden"),
     ("name", ""), ("name", "x" * 81), ("ink", "C101"), ("ink", "C5 C6"), ("ink", "#ff0000"), ("ink", "rgb(1,2,3)"),
     ("focus", "50%"), ("focus", "50% 130%"), ("face", "package:@400"), ("face", "package:x@9999"), ("ems", "2pt"),
     ("ems", "99字"), ("ratio", "0"), ("ratio", "1.2.3"), ("digest", "abc"), ("flag", "maybe"), ("drawing", "A B"),
     ("text", "a\nb"), ("names", "a/b")],
)  # fmt: skip
def test_values_that_make_no_sense_are_refused(kind: str, wrong: str) -> None:
    """Numbers beyond reason, days that do not exist, addresses that deceive: none becomes a value."""
    try:
        value = PARSERS[kind](wrong, Type(kind, low=100 if kind == "ratio" else 0, high=5000))
    except Bounds:
        return

    assert value is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("colums", "columns"), ("lnies", "lines"), ("sotry", "story"), ("headin", "heading"), ("xyzzy", ""), ("", ""),
     ("x" * 1000, "")],
)  # fmt: skip
def test_slips_are_recognised(typed: str, meant: str) -> None:
    """Swapped, missing and doubled letters still say what was meant; anything else is not guessed at."""
    assert meant == nearest(typed, ["columns", "lines", "story", "heading", "id"])


GOOD = """section: 要闻
credits:
  编辑: 沈禾
  美编: 陆舟
  组版: 何淼
blocks:
  - {qr: "https://example.org", text: [扫码下载, 报线索], columns: 6, lines: 1-9}
  - story: library
    columns: 1-4
    lines: 1-20
  - ear: 天气
    columns: 5
    lines: 1-9
    text: [晴, 26度]
"""
BROKEN = [
    ("section: 要闻", "section：要闻"),
    ("  美编: 陆舟", "  美编：陆舟"),
    ("  组版: 何淼", "\t组版: 何淼"),
    ("  美编: 陆舟", "   美编: 陆舟"),
    ("  - story: library", "  - story：library"),
    ("  - story: library", "  - story:library"),
    ("  - story: library", "  -story: library"),
    ("    columns: 1-4", "     columns: 1-4"),
    ("    columns: 1-4", "   columns: 1-4"),
    ("  - ear: 天气", "  - ear: @天气"),
    ("  - ear: 天气", "  - ear: %天气"),
    ("  - ear: 天气", "  - ear: `天气"),
    ("  - ear: 天气", "  - ear: *天气*"),
    ("  - ear: 天气", "  - ear: &天气"),
    ("  - ear: 天气", "  - ear: >天气"),
    ("  - ear: 天气", "  - ear: |天气"),
    ("  - ear: 天气", "  - ear: [天气]今日"),
    ("  - ear: 天气", "  - ear: [天气]"),
    ("  - ear: 天气", '  - ear: "天气"今日'),
    ("  - ear: 天气", "  - ear: '天气'今日"),
    ("  - ear: 天气", '  - ear: "天气'),
    ("  - ear: 天气", "  - ear: 天气: 今日"),
    ("  - ear: 天气", "  - ear: - 天气"),
    ("  - ear: 天气", "  - ear: ! 天气"),
    ("  - ear: 天气", "  - ear: 天气 # 今日"),
    ("    text: [晴, 26度]", "    text: [晴， 26度]"),
    ("    text: [晴, 26度]", "    text: [晴，26度]"),
    ("    text: [晴, 26度]", "    text: [晴, 26度"),
    ("    text: [晴, 26度]", "    text: [晴, @26度]"),
    ("    text: [晴, 26度]", "    text: [晴, 26度 # 高]"),
    ("  - {qr: ", "  - {qr："),
    (", columns: 6, lines", "，columns: 6, lines"),
    (", columns: 6, lines", ", columns：6, lines"),
    (", columns: 6, lines", ", columns:6, lines"),
]


@pytest.mark.parametrize(("good", "bad"), BROKEN, ids=[bad.strip() for _, bad in BROKEN])
def test_the_hint_is_the_line_put_right(good: str, bad: str, tmp_path: Path) -> None:
    """One broken line is one fault, and with the hint's line in its place the page is clean."""
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    assert not said(tmp_path, GOOD)
    text = GOOD.replace(good, bad, 1)

    problems = list(said(tmp_path, text))

    assert 1 == len(problems), [show(problem, Words("zh")) for problem in problems]
    span = problems[0].span
    assert span is not None
    broken = next(n for n, line in enumerate(text.split("\n"), 1) if bad.strip() in line)
    assert broken == span.place[0]
    lines = text.split("\n")
    indent = " " * (len(lines[broken - 1]) - len(lines[broken - 1].lstrip()))
    good_line = GOOD.split("\n")[broken - 1]
    if problems[0].code in ("plan.tab", "plan.indent"):
        indent = " " * (len(good_line) - len(good_line.lstrip()))
    lines[broken - 1] = indent + str(problems[0].words["line"])
    assert not said(tmp_path, "\n".join(lines)), lines[broken - 1]


def said(folder: Path, text: str) -> list[Problem]:
    """What is said of a page."""
    (folder / "layouts/2026-06-01/A05.yaml").write_text(text, "utf-8")
    tree, report = Tree(str(folder)), Report()
    house = read_house(tree, report)
    edition = read_edition(tree, "2026-06-01", report)
    assert house and edition
    read_page(tree, house, edition, "A05", report)
    return list(report)
