"""``typeset explain``: whatever can be written is found by what it is called, in both languages."""

from __future__ import annotations

import pytest
from conftest import Desk

from banxin.plan.keys import TABLES
from banxin.run._entries import entries
from banxin.run._usual import usual_value


@pytest.mark.parametrize(("asked", "found"), [
    ("zones.columns", ["zone.columns"]), ("page.blocks.story.zones", ["block.zones"]), ("page.blocks.zones", ["block.zones"]),
    ("grid.columns", ["grid.columns"]), ("house.grid.columns", ["grid.columns"]), ("版心.栏", ["grid.columns"]),
    ("styles.subhead.size", ["style.size"]), ("heading.kicker.size", ["heading-part.size"]), ("filler", ["block.filler"]), ("补白", ["block.filler"]),
    ("byline", ["story-key.byline", "role.byline"]), ("署名", ["story-key.byline", "role.byline"]), ("作者", ["story-key.byline", "role.byline"]),
    ("photos.credit", ["photo-key.credit"]), ("dots", ["mark.dots"]), ("{.dots}", ["mark.dots"]), ("**", ["mark.bold"]), ("##", ["line.subhead"]),
    ("ruby", ["mark.ruby"]), ("注音", ["mark.ruby"]), ("zone.columns", ["zone.columns"]), ("box-title", ["role.box-title"]),
])  # fmt: skip
def test_a_thing_is_found_by_what_it_is_called(asked: str, found: list[str], desk: Desk) -> None:
    """By either name, with the path or without, as it is written, and as other desks call it."""
    said = desk.run("explain", asked, "--format", "json")
    assert said.status == 0
    assert [one["id"] for one in said.data["keys"]] == found


def test_a_name_of_several_things_tells_all_of_them(desk: Desk) -> None:
    """Columns are counted on a page, in a heading and in a booking's size."""
    for asked in ("columns", "栏"):
        said = desk.run("explain", asked, "--format", "json").data
        assert {one["id"] for one in said["keys"]} == {
            f"{table}.columns" for table in ("grid", "block", "zone", "heading", "heading-part", "ad-size")
        }
    text = desk.run("explain", "columns", "--lang", "en").text
    assert "page.blocks.zones.columns (story, continued, briefs)" in text
    assert "house.grid.columns" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_said_is_what_the_row_says(lang: str, desk: Desk) -> None:
    """What it is, values, default, place and example."""
    text = desk.run("explain", "setting.marks", "--lang", lang).text
    for part in ({"zh": "标点的宽度", "en": "the width of marks"}[lang], "full 全角, kaiming 开明, half 半角", "house.setting.marks",
                 {"zh": "不写就是: full", "en": "if not stated: full"}[lang], "setting: {marks: kaiming}"):  # fmt: skip
        assert part in text


def test_every_entry_is_found_by_its_names(desk: Desk) -> None:
    """Nothing in the tables is hidden from who asks."""
    from banxin.run.explaining import explain

    for one in entries():
        for asked in (one.id, one.name, one.alias):
            assert one in explain(asked).entries, (one.id, asked)
        for place in one.places:
            assert one in explain(".".join(place.steps)).entries, place


def test_what_is_near_is_said_and_the_status_is_that_of_usage(desk: Desk) -> None:
    """A slip is answered with the name that was meant."""
    said = desk.run("explain", "colums", "--lang", "en")
    assert said.status == 2
    assert "columns" in said.text
    assert "栏" in desk.run("explain", "分拦", "--lang", "zh").text
    assert desk.run("explain", "colums", "--format", "json").data["near"][0] == "columns"


def test_without_a_name_everything_is_listed(desk: Desk) -> None:
    """All keys, marks and messages, a line each."""
    told = desk.run("explain", "--format", "json").data
    assert len(told["keys"]) == len(entries())
    lines = desk.run("explain", "--lang", "zh").text.splitlines()
    assert len(lines) >= len(told["keys"]) + len(told["codes"])


def test_every_row_of_every_table_is_one_entry() -> None:
    """A key that is added to a table is in the reference."""
    rows = {id(row): row for own in TABLES.values() for row in own}
    told = [(one.name, one.alias, one.zh) for one in entries() if one.sort in ("key", "kind")]
    assert sorted(told) == sorted((row.name, row.alias, row.zh) for row in rows.values())
    assert len({one.id for one in entries()}) == len(entries())
    assert all(one.places for one in entries() if one.sort in ("key", "kind"))


@pytest.mark.parametrize(("key", "value"), [
    ("house.gap", "1行"), ("setting.autospace", "1/6字"), ("press.slug", "12mm"), ("press.pictures", "convert"), ("block.balance", "yes"),
    ("block.header", "1行"), ("preflight.rgb", "warning"), ("preflight.module", "0.4mm"), ("critic.picture-silent", "note"),
    ("epaper.code", "paper"), ("style.align", "justify"), ("sheet.bleed", "3mm"), ("sheet.top", ""), ("block.id", ""), ("grid.body", ""),
])  # fmt: skip
def test_a_default_is_what_the_readers_take(key: str, value: str) -> None:
    """The defaults of the house, of blocks and of an art director's rules, asked of those that have them."""
    assert [usual_value(one) for one in entries() if one.id == key] == [value]


def test_a_default_follows_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another default is told without a word being changed here."""
    from banxin.plan import _defaults

    monkeypatch.setattr(_defaults, "GAP", 4)
    usual_value.cache_clear()
    try:
        assert [usual_value(one) for one in entries() if one.id == "house.gap"] == ["4行"]
    finally:
        usual_value.cache_clear()
