"""What the house knows by heart, as text: keys with their limits, house style that nobody wrote, sheets, the e-paper's colours."""

from __future__ import annotations

import json

import pytest

from banxin.epaper.theme import house_css
from banxin.files import Tree
from banxin.plan import read_house
from banxin.plan.keys import TABLES
from banxin.plan.schema import schema
from banxin.press.imposition import in_fours, in_pairs
from banxin.problems import Report, Source, Span
from tests.goldens.projects import HERE


@pytest.mark.parametrize("file", ["house", "edition", "page", "ads"])
def test_what_editors_offer_is_what_they_offered(file, golden):
    """The schema of a file: its keys, their kinds, choices and limits."""
    golden(HERE / "tables" / f"schema-{file}.json", json.dumps(schema(file), ensure_ascii=False, indent=1) + "\n")


def test_keys_are_what_they_were(golden):
    """All rows of all tables: kind and limits, and what each means in both languages."""
    told = [f"{table}.{row.name} {row.alias} {_kind(row.type)}{' required' * row.required} | {row.zh} | {row.en}"
            for table, rows in TABLES.items() for row in rows]  # fmt: skip
    golden(HERE / "tables" / "keys.txt", "\n".join(told) + "\n")


def _kind(kind) -> str:
    limits = f" {kind.low}-{kind.high}{kind.unit}" if kind.low or kind.high else ""
    return f"{kind.kind}{limits}{f' of {_kind(kind.of)}' if kind.of else ''}{f' of {kind.table}' if kind.table else ''}"


def test_a_house_that_says_nothing_is_what_it_was(tmp_path, golden):
    """Every size, distance, colour and limit that house style need not state."""
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/house.yaml").write_text("paper: {name: 试版}\n", "utf-8")
    house = read_house(Tree(str(tmp_path)), Report())
    assert house is not None
    golden(HERE / "tables" / "house.txt", "\n".join(_told(house, "")) + "\n")


def _told(value: object, name: str) -> list[str]:
    """A record as lines, without the places where it was written."""
    if isinstance(value, (Source, Span)):
        return []
    if isinstance(value, dict):
        return [line for key, part in value.items() for line in _told(part, f"{name}.{key}")]
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return [line for key, part in value._asdict().items() for line in _told(part, f"{name}.{key}")]
    return [f"{name.lstrip('.')} {value!r}"]


def test_the_e_paper_s_colours_are_what_they_were(golden):
    """A house's colour, strong enough for light ground and for dark."""
    colours = [
        (0.8, 0.1, 0.15),
        (0.0, 0.35, 0.6),
        (1.0, 0.9, 0.2),
        (0.05, 0.05, 0.05),
        (0.97, 0.97, 0.97),
        (0.5, 0.5, 0.5),
    ]
    golden(HERE / "tables" / "colours.css", "".join(house_css(colour).decode() for colour in colours))


@pytest.mark.parametrize("lay", [in_pairs, in_fours])
def test_sheets_are_laid_as_they_were(lay, golden):
    """Which page lies where, head up or head down, for sections of all usual lengths."""
    told = []
    for count in (2, 4, 8, 12, 16, 20, 24):
        told.append(f"== {count}")
        told += [
            f"{side.sheet} {'back' if side.back else 'front'} " + " ".join(map(str, side.places)) for side in lay(count)
        ]
    golden(HERE / "tables" / f"{lay.__name__}.txt", "\n".join(told) + "\n")
