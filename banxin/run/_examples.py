"""Examples of the reference: those that are drawn, out of ``reference/examples.toml``, and for every other key the least that is valid."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from banxin.plan.keys import TABLES
from banxin.plan.kinds import KINDS
from banxin.plan.types import NAMINGS
from banxin.run._entries import ANY
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.types import Type
    from banxin.run._entries import Entry

_FILE = os.path.join(os.path.dirname(__file__), "reference", "examples.toml")
_SETTINGS = ("usual", "names", "values", "beside", "snippets")
_LINES, _COLUMNS = "@LINES@", "@COLUMNS@"
#: The day of all examples, and what their pages are called.
DAY, SECOND, PAGE = "2026-06-01", "A01", "A02"
#: The sheet, in points: a line, a column with its gutter and that gutter, white around the type area, more of it for folio and credits.
_LEADING, _COLUMN, _GUTTER, _WHITE, _FURNITURE = 13, 99, 9, 17, 60
#: Where a block stands that is written to show a key.
_AREA = {"columns": "1-3", "lines": "1-20"}
#: Tables whose keys are shown with the others that have to stand beside them.
_BESIDE = ("ink", "section", "ad-size", "booking", "face")


class Example(NamedTuple):
    """A page that is drawn to show something, small enough to be read with its picture."""

    name: str
    shows: tuple[str, ...]
    """The entries that it is an example of, by their ids."""
    lines: int
    columns: int
    """Lines and columns of its page's grid."""
    page: str
    """The page's layout."""
    story: str
    """The story ``harbour``."""
    house: str = ""
    """What it adds to house style."""
    second: str = ""
    """The layout of a page that stands before the one that is drawn."""
    also: tuple[tuple[str, str], ...] = ()
    """Other stories by their slugs."""
    has_furniture: bool = False

    @property
    def width(self) -> int:
        """Its sheet's width in points."""
        return self.columns * _COLUMN - _GUTTER + 2 * _WHITE

    def files(self) -> dict[str, str]:
        """Its project: house style, edition, pages, stories."""
        layouts = {SECOND: self.second, PAGE: self.page} if self.second else {PAGE: self.page}
        stories = {"harbour": self.story, **dict(self.also)}
        return {
            "layouts/house.yaml": self._house(),
            f"layouts/{DAY}/edition.yaml": f"date: {DAY}\nnumber: 8213\npages: [{', '.join(layouts)}]\n",
            **{f"layouts/{DAY}/{name}.yaml": text for name, text in layouts.items()},
            **{f"stories/{DAY}/{slug}.md": text for slug, text in stories.items()},
        }

    def _house(self) -> str:
        more = _FURNITURE if self.has_furniture else 0
        height = self.lines * _LEADING + 2 * (_WHITE + more)
        sheet = f"page: {{trim: [{self.width}pt, {height}pt], top: {_WHITE + more}pt}}\n"
        own = {line.partition(":")[0] for line in self.house.splitlines()}
        usual = [line for line in _data()["usual"]["house"].splitlines() if line.partition(":")[0] not in own]
        text = "\n".join(usual).replace(_LINES, str(self.lines)).replace(_COLUMNS, str(self.columns))
        return f"{sheet}{text}\n{self.house}"

    def told(self, entry: Entry) -> str:
        """What of it is shown for an entry: the layout, house style or the story."""
        if entry.sort in ("mark", "line") or entry.id == "sign.escape":
            return self.story.rpartition("---\n")[2]
        if entry.sort in ("story-key", "photo-key"):
            return self.story[: self.story.index("---\n", 1) + 4]
        if entry.sort not in ("key", "kind"):
            return self.story
        text = self.house if entry.places[0].steps[0] == "house" else self.page
        return (
            "".join(line for line in text.splitlines(keepends=True) if f"{entry.name}:" in line)
            if text == self.house
            else text
        )


@cache
def _data() -> dict[str, Any]:
    with open(_FILE, "rb") as stream:
        return tomllib.load(stream)


@cache
def examples() -> dict[str, Example]:
    """All that are drawn, by name."""
    data = _data()
    usual = data["usual"]
    also = tuple((slug, usual[slug]) for slug in ("yard", "lamp"))
    found = {}
    for name, row in data.items():
        if name not in _SETTINGS:
            lines = row["lines"]
            page = row.get("page", usual["page"]).replace(_LINES, str(lines)).lstrip("\n")
            house = row.get("furniture", usual["furniture"]) + row.get("house", "")
            shown = [*also, *row.get("also", {}).items()]
            found[name] = Example(name, tuple(row["shows"]), lines, row.get("columns", 4), page, row.get("story", usual["story"]).lstrip("\n"), house,
                                  row.get("second", ""), tuple(shown), "furniture" in row and "folio: yes" in house)  # fmt: skip
    return found


def examples_of(entry: Entry) -> tuple[Example, ...]:
    """Those that show an entry, first those that are of it above all."""
    found = [one for one in examples().values() if entry.id in one.shows]
    return tuple(sorted(found, key=lambda one: one.shows.index(entry.id)))


def example_text(entry: Entry) -> str:
    """The text of an example: of one that is drawn, else the least that is valid."""
    drawn = examples_of(entry)
    told = drawn[0].told(entry) if drawn else ""
    return told or snippet(entry)


def snippet(entry: Entry) -> str:
    """An entry as it is written, where its file has it."""
    if not entry.places or entry.type is None:
        return f"{entry.written}\n" if entry.written else ""
    whole = str(_data()["snippets"].get(entry.id, ""))
    if whole:
        return whole.lstrip("\n")
    file, *steps = entry.places[0].steps
    value = value_for(entry)
    if file == "page" and steps[0] == "blocks" and len(steps) > 1:
        return f"blocks:\n  - {_block(steps[1:], value)}\n"
    if steps[0] == "bookings" and len(steps) > 1:
        return f"bookings:\n  - {_flow(_beside(entry, value))}\n"
    if entry.table in _BESIDE:
        value, steps = _flow(_beside(entry, value)), steps[:-1]
    for above, step in zip(reversed(["", *steps[:-1]]), reversed(steps[1:]), strict=False):
        value = f"{{{_name(above) if step == ANY else step}: {value}}}"
    return f"{steps[0]}: {value}\n"


def _name(key: str) -> str:
    """A name such as stands below a key."""
    return str(_data()["names"].get(key, "one"))


def _block(steps: list[str], value: str) -> str:
    """A block with a key, or with a key of its heading or of a zone."""
    kind, *below = steps
    if not below:
        return _flow({kind: value, **_AREA})
    pairs = {kind: sample(KINDS[kind].key.type), **_AREA}
    if below[0] == "zones" and len(below) > 1:
        pairs = {kind: pairs[kind], "zones": f"[{_flow({**_AREA, below[1]: value})}]"}
    else:
        for step in reversed(below[1:]):
            value = f"{{{step}: {value}}}"
        pairs[below[0]] = value
    return _flow(pairs)


def _beside(entry: Entry, value: str) -> dict[str, str]:
    """A key with those that have to stand beside it."""
    rows = {row.name: row for row in TABLES[entry.table]}
    names = [name for name, row in rows.items() if row.required or f"{entry.table}.{name}" == "ad-size.columns"]
    wanted = {name: _stated(f"{entry.table}.{name}") or sample(rows[name].type) for name in names}
    more = {} if entry.name in ("file", "package") else _data()["beside"].get(entry.table, {})
    return {**wanted, **more, entry.name: value}


def _flow(pairs: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"


def value_for(entry: Entry) -> str:
    """A value that is right for a key, as YAML."""
    assert entry.type is not None
    stated = _stated(entry.id)
    if stated or entry.type.kind != "map" or entry.type.of is None:
        return stated or sample(entry.type)
    return f"{{{_name(entry.name)}: {sample(entry.type.of)}}}"


def _stated(entry: str) -> str:
    """The value that the file of examples has for an entry; '' for none."""
    return str(_data()["values"].get(entry, ""))


def sample(kind: Type) -> str:
    """A value of a type, as YAML on one line."""
    match kind.kind:
        case "count":
            return f"{_middle(kind)}{kind.unit}"
        case "choice":
            return kind.choices[0][0]
        case "list" if kind.of:
            return f"[{', '.join([sample(kind.of)] * max(1, kind.low))}]"
        case "map" if kind.of:
            return f"{{one: {sample(kind.of)}}}"
        case "table" | "block":
            return _map_sample(kind.table)
        case "digest":
            return "0123456789abcdef" * 4
        case "url":
            return f'"{NAMINGS["url"].example}"'
        case _:
            return NAMINGS[kind.kind].example


def _map_sample(table: str) -> str:
    """A map with what it has to have, else with its first key."""
    rows = TABLES[table]
    wanted = [row for row in rows if row.required] or rows[:1]
    return _flow({row.name: _stated(f"{table}.{row.name}") or sample(row.type) for row in wanted})


def _middle(kind: Type) -> int:
    """A number that is neither the least nor the greatest, but small."""
    return min(kind.low + 2, kind.high) if kind.high else kind.low + 2
