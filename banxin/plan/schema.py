"""JSON Schemas of the four YAML files (house, edition, page, ads), made from the rows of keys.py, for editors that complete and check while typing.

Draft 7, which editors' YAML servers know best. A key stands under both its names, with what it says in both
languages; a value is what YAML makes of what is typed (``3`` is a number, ``3行`` a text). What hangs on other
values (that a column exists, that a story is there) only ``banxin check`` can tell.
"""

from __future__ import annotations

from typing import Any

from banxin.plan.keys import BLOCKS, OPEN, TABLES
from banxin.plan.types import NAMINGS, Key, Type
from banxin.units import NAMED_SHEETS, NAMED_SIZES, UNITS

Schema = dict[str, Any]

FILES = {"house": "house", "edition": "edition", "page": "page", "ads": "bookings"}
"""Each file's schema and the table that it is read with."""

_NUMBER = r"[0-9]+(\.[0-9]+)?"
_FRACTION = rf"({_NUMBER}|[0-9]+/[0-9]+)"
_SIZES, _UNITS = "|".join(NAMED_SIZES), "|".join(UNITS)
_LENGTH = rf"^\s*({_FRACTION}\s*({_UNITS})|{_SIZES})\s*$"
_INK = r"[CMYKcmyk][0-9]+(\.[0-9]+)?( +[CMYKcmyk][0-9]+(\.[0-9]+)?)*"
_NAME = r"[^\s/\\:,\[\]{}#&*!|>'\"%@`]+"
_RANGE = r"[0-9]+( *- *[0-9]+)?"
_PATTERNS = {
    "ems": rf"^\s*{_FRACTION}\s*字\s*$", "change": rf"^[-+]?{_FRACTION} *(%|{_UNITS})$", "ink": rf"^({_INK}|{_NAME})$",
    "colour": rf"^({_INK}|{_NAME})$", "face": r"^(package:[^\s@:]+(@[0-9]+)?|[^@:]+)$", "columns": rf"^{_RANGE}$",
    "rows": rf"^{_RANGE}$", "lines": rf"^({_RANGE}|(after|接) +\S+ +(to|for|至|占) +[0-9]+行?)$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "page": "^[A-Z][0-9]{2}(-[A-Z][0-9]{2})?$", "digest": "^[0-9A-Fa-f]{64}$",
    "url": r"^(https?://[^\s@\\]+|mailto:\S+|tel:\S+)$", "focus": rf"^{_NUMBER}% +{_NUMBER}%$", "name": rf"^{_NAME}$",
    "length": _LENGTH,
}  # fmt: skip
#: Kinds that YAML may read as a number.
_NUMBERS = frozenset(("text", "copy", "cell", "columns", "rows", "lines", "ratio", "name"))
_SEVERAL = {"names": "name", "photos": "text", "pages": "page", "lengths": "length"}
_FLAGS = [True, False, "yes", "no", "true", "false", "是", "否"]


def schema(file: str, address: str = "") -> Schema:
    """The schema of a file: house, edition, page or ads."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **({"$id": address} if address else {}),
        "title": f"{file}.yaml",
        "$ref": f"#/definitions/{FILES[file]}",
        "definitions": _definitions(FILES[file]),
    }


#: The table of what a page or section changes in house style, which need not be whole, nor need what is below it.
_CHANGE = "house-change"


def _definitions(table: str) -> Schema:
    """A file's table and all below it."""
    if table == "page":  # a template has the rest
        return {name: _table(name, whole=False) for name in sorted(_reached(table))}
    found = {name: _table(name, whole=True) for name in _reached(table, _CHANGE)}
    changed = _reached(_CHANGE) if _CHANGE in found else set()
    found |= {_changed(name): _referring(_table(name, whole=False)) for name in changed}
    return dict(sorted(found.items()))


def _changed(name: str) -> str:
    """What a table is called of which nothing is required."""
    return name if name == _CHANGE else f"{name}-change"


def _referring(part: Any) -> Any:
    """A schema that refers to tables of which nothing is required."""
    if isinstance(part, list):
        return [_referring(one) for one in part]
    if not isinstance(part, dict):
        return part
    head = "#/definitions/"
    return {
        key: head + _changed(value.removeprefix(head)) if key == "$ref" else _referring(value)
        for key, value in part.items()
    }


def _reached(table: str, end: str = "") -> set[str]:
    """A table and all tables below it; below ``end`` none."""
    found, left = set[str](), [table]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            if name == end:
                continue
            for row in TABLES[name]:
                kind: Type | None = row.type
                while kind is not None:
                    left += [kind.table] if kind.table else []
                    kind = kind.of
    return found


def _table(name: str, *, whole: bool) -> Schema:
    if name == "block":
        return _block()
    rows = {row.name: row for row in TABLES[name]}
    found = _map(list(rows.values()), required=whole or name == "ink")
    if name == "edition":
        # A zoned edition has from its base what it does not say itself.
        found["anyOf"] = [_either(rows["base"]), {"allOf": found.pop("allOf")}]
    if name in OPEN:
        found["additionalProperties"] = _value(Type("copy"))
    return found


def _map(rows: list[Key], *, required: bool = True) -> Schema:
    """A map with these keys: each under one of its names, never under both."""
    both = [{"required": [row.name, row.alias]} for row in rows]
    wanted = [_either(row) for row in rows if row.required and required]
    return {
        "type": "object", "properties": _properties(rows), "additionalProperties": False, "not": {"anyOf": both},
        **({"allOf": wanted} if wanted else {}),
    }  # fmt: skip


def _properties(rows: list[Key]) -> Schema:
    found: Schema = {}
    for row in rows:
        own = {**_value(row.type), "description": f"{row.zh}\n{row.en}"}
        found[row.name] = own
        found[row.alias] = {**own, "title": row.name}
    return found


def _either(row: Key) -> Schema:
    """That a key stands there, under one of its names."""
    return {"anyOf": [{"required": [row.name]}, {"required": [row.alias]}]}


def _block() -> Schema:
    """A block: of one kind, with the keys that may stand beside it; without a kind it changes a template's by its id."""
    rows = {row.name: row for row in TABLES["block"]}
    kinds = {kind: [rows[kind], *(rows[key] for key in keys)] for kind, keys in BLOCKS.items()}
    return {
        "type": "object",
        "properties": _properties(list(rows.values())),
        "anyOf": [_either(rows[kind]) for kind in (*BLOCKS, "id")],
        "allOf": [
            {"if": _either(rows[kind]),
             "then": {"propertyNames": {"enum": [name for row in own for name in (row.name, row.alias)]}}}
            for kind, own in kinds.items()
        ],
        "not": {"anyOf": [{"required": [row.name, row.alias]} for row in rows.values()]},
        "additionalProperties": False,
    }  # fmt: skip


def _value(kind: Type) -> Schema:
    """What a value of a type may look like."""
    if kind.kind == "sheet":
        sides = {"type": "array", "items": _value(Type("length", low=1)), "minItems": kind.low, "maxItems": kind.high}
        return {"anyOf": [{"enum": list(NAMED_SHEETS)}, sides]}
    if kind.kind in _SEVERAL:
        one = _value(Type(_SEVERAL[kind.kind], low=kind.low))
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
    if kind.kind == "list" and kind.of:
        bounds = {"minItems": kind.low, **({"maxItems": kind.high} if kind.high else {})}
        return {"type": "array", "items": _value(kind.of), **bounds}
    if kind.kind == "map" and kind.of:
        return {"type": "object", "additionalProperties": _value(kind.of)}
    table = {"$ref": f"#/definitions/{kind.table}"}
    if kind.kind in ("face", "ink") and kind.table:
        return {"anyOf": [table, _text(kind)]}
    # In draft 7 nothing beside a reference counts, so it stands in a list of one.
    return {"allOf": [table]} if kind.table else _text(kind)


def _text(kind: Type) -> Schema:
    example = {"examples": [NAMINGS[kind.kind].example]} if kind.kind in NAMINGS else {}
    match kind.kind:
        case "count":
            bounds = {"minimum": kind.low, **({"maximum": kind.high} if kind.high else {})}
            unit = f"( *{kind.unit})?" if kind.unit else ""
            return {"type": ["integer", "string"], **bounds, "pattern": f"^[0-9]{{1,9}}{unit}$"}
        case "choice":
            return {"enum": [word for words in kind.choices for word in words]}
        case "flag":
            return {"enum": _FLAGS}
        case "ratio":
            return {"type": ["number", "string"], "minimum": kind.low / 1000, "maximum": kind.high / 1000,
                    "pattern": f"^{_NUMBER}$"}  # fmt: skip
        case _:
            types = ["string", "number"] if kind.kind in _NUMBERS else "string"
            pattern = {"pattern": _PATTERNS[kind.kind]} if kind.kind in _PATTERNS else {}
            return {"type": types, **pattern, **example}
