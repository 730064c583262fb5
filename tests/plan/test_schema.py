"""The schemas for editors: silent on what is right, and a mark on what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml
from jsonschema import Draft7Validator

from banxin.plan.keys import TABLES
from banxin.plan.schema import FILES, schema
from tests.conftest import ROOT

PAGE = "section: 要闻\ncredits: {编辑: 某某}\nblocks:\n"
HOUSE = """paper: {name: 望澜晚报}
page: {trim: [390mm, 543mm]}
grid: {body: 小五, leading: 12.75pt, columns: 6, measure: 17字, gutter: 1字, lines: 110}
"""
RIGHT = [
    ("page", PAGE + "  - {story: one, columns: 1-3, lines: 1-20, heading: {takes: 8行, headline: {sizes: [48pt, 42pt]}}}"),
    ("page", PAGE + "  - {稿件: one, 栏: 1-3, 行: 1-20, 标题: {占行: 8}, 竖排: 是}"),
    ("page", PAGE + "  - {photo: [1, 2], of: one, columns: 1, lines: after one to 30, around: outline}"),
    ("page", PAGE + "  - {table: 表, columns: 1, lines: 1-9, rows: [[甲, 1.5], [乙, <]], aligns: [左, decimal]}".replace("左", "居左")),
    ("page", "from: inner\nblocks:\n  - {id: lead, lines: 1-30}\nremove: [ad]"),
    ("house", HOUSE), ("house", HOUSE + "copyfit: {photo: {min: -2行, max: 2行}, tracking: {min: -1%}}"),
    ("house", HOUSE + "colours: {red: C0 M100 Y90 K5, gold: {spot: GOLD, alternate: C10 M20 Y60}}"),
    ("edition", "date: 2026-06-01\nbase: 2026-06-01"),
    ("edition", "date: 2026-06-01\nnumber: 8213\npages: [A01, A02-A03]\nhouse: tabloid"),
    ("ads", "bookings: [{booking: X1, customer: 甲, size: 通栏, page: A03}, {订单号: X2, 客户: 乙, 规格: 半通栏, 版次: [A03, A05], 撤单: 是}]"),
    ("house", HOUSE + "ads: {apart: page, label: 广告, sizes: {通栏: {columns: 6, lines: 20}, 中缝: {lines: 110, place: gutter, width: 30mm}}}"),
]  # fmt: skip
WRONG = [
    ("page", PAGE + "  - {storry: one, columns: 1-3, lines: 1-20}"),
    ("page", PAGE + "  - {story: one, colums: 1-3, lines: 1-20}"),
    ("page", PAGE + "  - {story: one, columns: 1-3, 栏: 1-3, lines: 1-20}"),
    ("page", PAGE + "  - {story: one, columns: one to three, lines: 1-20}"),
    ("page", PAGE + "  - {story: one, columns: 1-3, lines: from 1}"),
    ("page", PAGE + "  - {story: one, columns: 1-3, lines: 1-20, heading: 8行}"),
    ("page", PAGE + "  - {story: one, columns: 1-3, lines: 1-20, heading: {takes: eight}}"),
    ("page", PAGE + "  - {story: one, columns: 1-3, lines: 1-20, caption: left}"),
    ("page", PAGE + "  - {photo: 1, columns: 1-3, lines: 1-20, caption: above}"),
    ("page", PAGE + "  - {photo: 1, columns: 1-3, lines: 1-20, focus: 50%}"),
    ("page", PAGE + "  - {qr: 'ftp://example.org', columns: 1-3, lines: 1-20}"),
    ("page", PAGE + "  - {story: one, columns: 1-3, lines: 1-20, vertical: maybe}"),
    ("page", PAGE + "  - {story: one, columns: 1-3, lines: 1-20, split: 99}"),
    ("page", PAGE + "  - {table: a.csv, columns: 1-3, lines: 1-20, rules: double}"),
    ("page", "section: 要闻\nblocks: {story: one}"),
    ("page", "section: 要闻\nblock: []"),
    ("house", HOUSE.replace("小五", "小吾")),
    ("house", HOUSE.replace("17字", "17ems")),
    ("house", HOUSE.replace("paper: {name: 望澜晚报}\n", "")),
    ("house", HOUSE + "colours: {red: C0 M100 Y90 R5}"),
    ("edition", "date: 2026-6-1\npages: [A01]"),
    ("edition", "date: 2026-06-01\npages: [1]"),
    ("edition", "pages: [A01]"),
    ("edition", "date: 2026-06-01\npages: [A01_A02]"),
    ("ads", "bookings: [{booking: X1, customer: 甲, size: 通栏, pages: A03}]"),
    ("ads", "bookings: [{booking: X1, customer: 甲}]"),
    ("ads", "bookings: [{booking: X1, customer: 甲, size: 通栏, side: 上}]"),
    ("house", HOUSE + "ads: {sizes: {通栏: {columns: six, lines: 20}}}"),
]  # fmt: skip


class _Loader(yaml.SafeLoader):
    """YAML as an editor's server reads it: a day is a text."""


_LOADER = {key: [(tag, rule) for tag, rule in found if not tag.endswith((":timestamp", ":bool"))]
           for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()}  # fmt: skip
_Loader.yaml_implicit_resolvers = _LOADER


def faults(file: str, text: str) -> list[str]:
    return [error.message for error in Draft7Validator(schema(file)).iter_errors(yaml.load(text, _Loader))]  # noqa: S506


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_one(file):
    """By the meta-schema of its draft."""
    Draft7Validator.check_schema(schema(file))


@pytest.mark.parametrize(("file", "text"), RIGHT)
def test_what_is_right_is_not_marked(file, text):
    """Keys by either name, values as people write them."""
    assert faults(file, text) == []


@pytest.mark.parametrize(("file", "text"), WRONG)
def test_a_mistake_is_marked(file, text):
    """Twenty that are made every night."""
    assert faults(file, text)


@pytest.mark.parametrize("path", sorted((ROOT / "layouts").rglob("*.yaml")), ids=lambda path: path.name)
def test_the_sample_edition_has_no_mark(path):
    """Nor have the files of a new paper."""
    file = "house" if path.parent.name == "layouts" else path.stem
    assert faults(file if file in FILES else "page", path.read_text("utf-8")) == []


def test_the_files_of_a_new_paper_have_no_mark():
    """With their placeholders filled in."""
    top = ROOT / "banxin/run/skeletons/paper/layouts"
    for path in top.rglob("*.yaml"):
        text = (
            path.read_text("utf-8").replace("@NAME@", "报").replace("@DATE@", "2026-06-01").replace("@DEFAULTS@", "1")
        )
        assert faults(path.stem if path.stem in FILES else "page", text) == [], path


def test_every_key_is_in_a_schema_under_both_names():
    """With what it says in both languages: a new row is in the schema by itself."""
    text = json.dumps([schema(file) for file in FILES], ensure_ascii=False)
    for rows in TABLES.values():
        for row in rows:
            assert f'"{row.name}"' in text
            assert f'"{row.alias}"' in text
            assert f"{row.zh}\\n{row.en}" in text


def test_the_projects_schemas_are_current():
    """layouts/*.schema.json are what ``typeset schema`` writes."""
    for file in FILES:
        done = subprocess.run(
            [sys.executable, "typeset.py", "schema", file], capture_output=True, text=True, cwd=ROOT, check=True
        )
        assert (ROOT / f"layouts/{file}.schema.json").read_text("utf-8") == done.stdout
