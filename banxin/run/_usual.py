"""What holds where a key is not stated: asked of the readers, which are the only ones to know it.

A key is stated with another value, and what changes in the records says which part of them it is; that part of a house or
block that states nothing is the default. Of a word or a flag each is tried: the default is the one that changes nothing.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from banxin.files import open_tree
from banxin.plan import read_edition, read_page
from banxin.plan.house import compose_house
from banxin.plan.keys import TABLES
from banxin.plan.kinds import KINDS
from banxin.plan.usual import stated
from banxin.plan.versions import newest
from banxin.problems import Report, Source, Span
from banxin.proof.critic import usual_weight
from banxin.run._entries import ANY
from banxin.run._examples import DAY, PAGE, sample
from banxin.units import EM, MM, PT

if TYPE_CHECKING:
    from banxin.plan.types import Key, Type
    from banxin.run._entries import Entry

#: What stands below a name of the paper's own, so that it is there at all; a key that is asked for stands beside it.
_CARRIERS = {
    "styles": {"before": "x"},
    "faces": {"file": "a.ttf"},
    "sizes": {"lines": "10", "columns": "2"},
    "preflight": {"blank": "off"},
}
#: The name that is asked for; of a profile the one that there always is.
_ASKED = {"preflight": "press"}
#: Values that no default is, by kind.
_OTHERS = {"length": ("7.1mm", "31.3pt"), "ems": (f"3/7{EM}",), "ratio": ("1.37",), "text": ("ab",), "copy": ("ab",)}
#: A name of house style is a face; of a block it is the block's own, which no default is.
_FACE = "hei"
_BLOCK = {"columns": "1-2", "lines": "1-9"}

Leaves = dict[str, object]


@cache
def usual_value(entry: Entry) -> str:
    """The default of a key as it would be written; '' where it has none, or the program decides by other things."""
    if entry.type is None or not entry.places or entry.sort == "kind":
        return ""
    if entry.table == "critic":  # whose rules know it themselves
        return usual_weight(entry.name)
    steps = entry.places[0].steps
    ask = (
        _of_house if steps[0] == "house" else _of_block if steps[:2] == ("page", "blocks") and len(steps) > 3 else None
    )
    if ask is None or entry.required:
        return ""
    silent = ask(steps, "")
    if silent is None:
        return ""
    words = _words(entry.type)
    if words:
        same = [word for word in words if ask(steps, word) == silent]
        return same[0] if len(same) == 1 else ""
    others = (_FACE,) if entry.type.kind == "name" and ask is _of_house else _others(entry.type)
    found = next((text for other in others if (text := _changed(silent, ask(steps, other), entry))), "")
    return found if found and ask(steps, found) == silent else ""


def _words(kind: Type) -> list[str]:
    """All values of a type that has few."""
    return ["yes", "no"] if kind.kind == "flag" else [word for word, _ in kind.choices]


def _others(kind: Type) -> tuple[str, ...]:
    """Values to be stated in place of the default."""
    if kind.kind == "count":
        return tuple(
            f"{number}{kind.unit}" for number in (kind.low + 1, kind.low + 2) if not kind.high or number <= kind.high
        )
    return _OTHERS.get(kind.kind, ())


def _changed(silent: Leaves, other: Leaves | None, entry: Entry) -> str:
    """What a house or block has that states nothing, where the other value changed it."""
    if other is None or entry.type is None:
        return ""
    parts = [part for part, value in silent.items() if other.get(part) != value]
    named = [part for part in parts if part.rpartition(".")[2] == entry.name] or parts
    texts = {_written(silent[part], entry.type) for part in named}
    return texts.pop() if len(texts) == 1 else ""


def _written(value: object, kind: Type) -> str:
    """A part of a record as a layout would have it."""
    if kind.kind in ("text", "copy", "name"):
        return value if isinstance(value, str) else ""
    if isinstance(value, bool) or not isinstance(value, int):
        return ""
    match kind.kind:
        case "count":
            return f"{value}{kind.unit}"
        case "length":
            in_mm = value and value % (MM // 10) == 0
            if not in_mm and value % (PT // 100):  # worked out of other lengths
                return ""
            return f"{value / MM:g}mm" if in_mm else f"{value / PT:g}pt"
        case "ems":
            return f"{value / 1000:g}{EM}" if value % 50 == 0 else f"1/{round(1000 / value)}{EM}"
        case _:
            return f"{value / 1000:g}"


def _of_house(steps: tuple[str, ...], value: str) -> Leaves | None:
    """House style with a key stated; without a value, with nothing stated but what the key stands below."""
    path, pairs = list(steps[1:]), {}
    if ANY in path:
        at = path.index(ANY)
        above = path[at - 1]
        if above not in _CARRIERS or len(path) != at + 2:
            return None
        pairs = dict(_CARRIERS[above])
        pairs.pop(path[-1], None)
        pairs |= {path[-1]: value} if value else {}
        path = [*path[:at], _ASKED.get(above, "x")]
        value = f"{{{', '.join(f'{key}: {text}' for key, text in pairs.items())}}}"
    values = {"defaults": str(newest()), **({".".join(path): value} if value else {})}
    report = Report()
    try:
        house = compose_house(Source("house", ""), stated(values), report)
    except ValueError:
        return None
    return None if report.failed else _leaves(house, "")


def _of_block(steps: tuple[str, ...], value: str) -> Leaves | None:
    """A block with a key stated, or one of its heading or of a zone."""
    kind, *path = steps[2:]
    pairs = {kind: sample(KINDS[kind].key.type), **_BLOCK}
    if path[0] == "zones":
        pairs = {kind: pairs[kind], "zones": f"[{_map({**_BLOCK, **({path[1]: value} if value else {})})}]"}
    elif value or len(path) > 1:
        pairs[path[0]] = _below(path[1:], value)
    return _page(f"blocks:\n  - {_map(pairs)}\n")


def _below(steps: list[str], value: str) -> str:
    """A key of a block's heading; without a value the heading alone."""
    own = {} if steps == ["style"] else {"style": "third"}
    if len(steps) < 2:
        return _map({**own, **({steps[0]: value} if value else {})}) if steps else value
    return _map({**own, **({steps[0]: _map({steps[1]: value})} if value else {})})


def _map(pairs: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"


def _page(text: str) -> Leaves | None:
    """The blocks of a page, read as any page is; ``None`` where it has a fault."""
    files = {
        "layouts/house.yaml": _house(),
        f"layouts/{DAY}/edition.yaml": f"date: {DAY}\npages: [{PAGE}]\n",
        f"layouts/{DAY}/{PAGE}.yaml": text,
    }
    report = Report()
    with open_tree(os.path.dirname(__file__), files) as tree:
        from banxin.plan import read_house  # noqa: PLC0415 - only blocks are asked so

        house, edition = read_house(tree, report), read_edition(tree, DAY, report)
        plan = read_page(tree, house, edition, PAGE, report) if house and edition else None
    return None if plan is None or report.failed else _leaves(plan.blocks, "")


def _house() -> str:
    """The least that house.yaml may be."""
    wanted = {row.name: _required(row) for row in TABLES["house"] if row.required}
    return "".join(f"{key}: {value}\n" for key, value in wanted.items())


def _required(row: Key) -> str:
    values = {
        "columns": "4",
        "measure": "10",
        "lines": "20",
        "body": "9pt",
        "leading": "13pt",
        "gutter": "9pt",
        "trim": "[200mm, 300mm]",
    }
    return _map({one.name: values.get(one.name) or sample(one.type) for one in TABLES[row.type.table] if one.required})


def _leaves(value: object, name: str) -> Leaves:
    """A record as its parts, without the places where they were written."""
    if isinstance(value, (Source, Span)):
        return {}
    if isinstance(value, dict):
        return {part: one for key, below in value.items() for part, one in _leaves(below, f"{name}.{key}").items()}
    fields = getattr(value, "_fields", None)
    if fields is not None:
        return {part: one for key in fields for part, one in _leaves(getattr(value, key), f"{name}.{key}").items()}
    if isinstance(value, tuple):
        return {
            part: one for at, below in enumerate(value) for part, one in _leaves(below, f"{name}.{at}").items()
        } or {name: ()}
    return {name: value}
