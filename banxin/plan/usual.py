"""The defaults of one version as the keys of a house that states them all: what house.yaml is laid over."""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING

from banxin.plan._reading import Reader
from banxin.plan.fields import Fields
from banxin.plan.keys import PARTS, rows
from banxin.plan.loader import load
from banxin.plan.versions import defaults_until
from banxin.problems import Report, Source, whole
from banxin.tuples import NamedTuple
from banxin.units import PT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.plan.records import House, Style
    from banxin.plan.types import Type
    from banxin.plan.versions import NewDefault

#: Keys whose entries are stated whole: a face is another face, not the usual one with a key of its own.
_ENTRIES = ("faces", "colours", "sections")
#: Keys from which a version may take a whole entry away.
_REMOVABLE = ("styles", "faces")


class Usual(NamedTuple):
    """What a house has that states nothing, beyond what the first version has."""

    fields: Fields
    gone: frozenset[str] = frozenset()
    """Styles and faces that are no longer there, as ``styles.index-title``."""

    def under(self, house: Fields) -> Fields:
        """The house laid over it, but for its styles, which are laid over each other one by one."""
        if not self.fields.items:
            return house
        found = self.fields.under(house)
        for key in _ENTRIES:
            if key in self.fields and key in house:
                entries = Fields(house.below(key).span, {**self.fields.below(key).items, **house.below(key).items},
                                 house.below(key).faulty)  # fmt: skip
                found.items[key] = house.items[key]._replace(value=entries)
        return found


def usual(version: int) -> Usual:
    """The defaults of a version."""
    return usual_of(defaults_until(version))


@lru_cache(maxsize=8)
def usual_of(defaults: tuple[NewDefault, ...]) -> Usual:
    """The defaults after these rows; where two are of one key, the later one holds."""
    now = {row.key: row.now for row in defaults}
    gone = frozenset(key for key, text in now.items() if not text and _is_entry(key))
    return Usual(stated({key: text for key, text in now.items() if text}), gone)


def _is_entry(key: str) -> bool:
    return key.count(".") == 1 and key.partition(".")[0] in _REMOVABLE


def stated(values: Mapping[str, str]) -> Fields:
    """The keys of a house that states these values, by their paths, each written as YAML on one line.

    Raises ``ValueError`` for a value that no house may state: a row of the table is wrong.
    """
    found = Fields(whole("defaults"), {})
    for key, text in values.items():
        steps = key.split(".")
        source = Source("defaults", "".join(f"{{{step}: " for step in steps) + text + "}" * len(steps) + "\n")
        report = Report()
        root = load(source, report)
        fields = Reader(report, whole=False).fields(root, "house") if root is not None else None
        if fields is None or report.failed:
            raise ValueError(f"{key}: {text}: {[(problem.code, problem.words) for problem in report]}")
        found = found.under(fields)
    return found


def leaves(key: str, text: str) -> dict[str, str]:
    """A value as those of the single keys in it: that of a whole style as its face, its size and so on."""
    source = Source("defaults", f"{{x: {text}}}\n")
    root = load(source, Report())
    assert root is not None  # what a row says was read before
    below = root.pairs[0][1]
    pairs = getattr(below, "pairs", None)
    if pairs is None:
        return {key: text}
    found: dict[str, str] = {}
    for name, value in pairs:
        start = value.start
        found.update(leaves(f"{key}.{name.value}", source.text[start : value.end]))
    return found


def canonical(key: str) -> str:
    """A path of house.yaml in English, whichever of their names its keys have; what is not known stays."""
    kind: Type | None = None
    table, found = "house", []
    for step in key.split("."):
        row = rows(table).get(step) if table else None
        kind = row.type if row is not None else kind.of if kind is not None else None
        found.append(row.name if row is not None else step)
        table = kind.table if kind is not None else ""
    return ".".join(found)


def exactly(house: House, key: str) -> str:
    """A length of a style as the house has it, to the last EMU, as house.yaml would write it; '' for any other key.

    Of version 1 sizes are rounded to quarter points, which no length in 字 says.
    """
    head, _, path = key.partition(".")
    *steps, name = path.split(".")
    style: Style | None = house.styles.get(steps[0]) if head == "styles" and steps else None
    for part in steps[1:]:
        style = getattr(style, part) if style is not None and part in PARTS else None
    if style is None or name not in ("size", "leading", "sizes"):
        return ""
    if name == "sizes":
        return f"[{', '.join(map(_points, style.sizes))}]" if style.sizes else ""
    return _points(style.size if name == "size" else style.leading)


def _points(length: int) -> str:
    """A length in points without rounding: 12.25pt, else a fraction."""
    common = gcd(length, PT)
    above, below = length // common, PT // common
    thousandths = 1000 * above // below
    if 1000 * above == thousandths * below:
        return f"{thousandths // 1000}.{thousandths % 1000:03}".rstrip("0").rstrip(".") + "pt"
    return f"{above}/{below}pt"
