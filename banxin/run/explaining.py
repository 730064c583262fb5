"""``banxin explain``: a key, kind of block, mark, part of a story or message: what it is, where it stands, its values, default, an example."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from banxin.hanzi.table import MARK_CUT
from banxin.plan.keys import TABLES
from banxin.plan.types import NAMINGS, Type
from banxin.problems import COMMAND, USAGE, all_codes
from banxin.run._entries import ANY, entries
from banxin.run._examples import example_text
from banxin.run._usual import usual_value
from banxin.story.front import MEANT
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.problems import Words
    from banxin.run._entries import Entry, Place

#: Of so many places all are named; more are told by what they have in common.
_SHOWN = 4
#: Near names that are offered.
_NEAR = 6
#: Kinds of value that say nothing beyond what is in them.
_BARE = ("flag", "choice")
#: Kinds of value that hold others.
_STRUCTURES = ("table", "block")


class Explained(NamedTuple):
    """What was found for what was asked."""

    asked: str
    entries: tuple[Entry, ...] = ()
    codes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """Names that are like it, where there is nothing of its own."""

    @property
    def status(self) -> int:
        """The exit status."""
        return 0 if self.entries or self.codes else USAGE


@cache
def messages(command: str = COMMAND) -> dict[str, dict[str, str]]:
    """The messages that are explained, by code; they name the program as it was called."""
    return {code: row for code, row in all_codes(command).items() if row.get("why_en")}


def explain(asked: str) -> Explained:
    """A code, a key (with or without its path, by either name), a kind, mark, sign or role; without anything all there is."""
    codes = messages()
    if not asked:
        return Explained(asked, entries(), tuple(codes))
    if asked in codes:  # story.headline is a message, and a story's key
        return Explained(asked, _named(asked), (asked,))
    found = _named(asked) or _named(MEANT.get(asked, ""))
    if found:
        return Explained(asked, found)
    part = tuple(code for code in codes if asked in code)
    return Explained(asked, codes=part, near=() if part else _near(asked, codes))


def _named(asked: str) -> tuple[Entry, ...]:
    """Entries that a name, a path or a written mark means; whole paths go before those with steps left out."""
    every = entries() if asked else ()
    own = [
        one
        for one in every
        if asked in (one.id, one.written) or (asked.strip("{}[].:") and one.means(asked.strip("{}[].: ")))
    ]
    words = tuple(asked.strip(".").split("."))
    if len(words) < 2:
        return tuple(own)
    for whole in (True, False):
        at = [one for one in every if any(place.ends_with(words, whole=whole) for place in one.places)]
        if at:
            return tuple(dict.fromkeys((*own, *at)))
    return tuple(own)


def _near(asked: str, codes: dict[str, dict[str, str]]) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - only where nothing fits

    room, dot, _ = asked.partition(".")
    if dot and any(code.startswith(f"{room}.") for code in codes):
        return tuple(code for code in codes if code.startswith(f"{room}."))
    last = asked.rpartition(".")[2]
    names = [name for one in entries() for name in (one.name, one.alias) if name]
    found = get_close_matches(last.lower(), names, _NEAR, 0.5) + get_close_matches(asked, codes, 2, 0.6)
    return tuple(dict.fromkeys([*found, *(name for name in names if last in name)]))[:_NEAR]


def values_text(kind: Type, words: Words) -> str:
    """What the value of a key may be, in words."""
    naming = NAMINGS[kind.kind]
    what = naming.zh if words.lang == "zh" else naming.en
    if kind.choices:
        return words.say("desk.key-words", words=", ".join(f"{one} {other}" for one, other in kind.choices))
    if kind.kind == "list" and kind.of:
        return words.say("desk.key-list", what=values_text(kind.of, words))
    if kind.kind == "map" and kind.of:
        return words.say("desk.key-map", what=values_text(kind.of, words))
    if kind.kind == "count" and kind.high:
        return words.say("desk.key-range", what=what, low=kind.low, high=kind.high, unit=f" {kind.unit}".rstrip())
    if kind.kind == "count":
        return words.say("desk.key-from", what=what, low=kind.low, unit=f" {kind.unit}".rstrip())
    if kind.kind == "block":
        return what
    if kind.table:
        keys = words.say("desk.key-keys", keys=", ".join(f"{row.name} {row.alias}" for row in TABLES[kind.table]))
        if kind.kind == "table":
            return keys
        return words.say("desk.key-or", one=_like(kind, what, words), other=keys)
    return what if kind.kind in _BARE else _like(kind, what, words)


def _like(kind: Type, what: str, words: Words) -> str:
    return words.say("desk.key-like", what=what, example=NAMINGS[kind.kind].example)


def place_texts(entry: Entry, words: Words) -> list[str]:
    """Where it may stand; what stands in the same place of several blocks is said once, with the kinds."""
    found: dict[tuple[str, ...], list[str]] = {}
    for place in entry.places:
        steps = _shown(place, words)
        is_block = steps[:2] == ["page", "blocks"] and len(steps) > 3
        key = tuple(steps[:2] + steps[3:]) if is_block else tuple(steps)
        found.setdefault(key, []).extend(steps[2:3] if is_block else [])
    texts = [
        ".".join(steps) + (f" ({', '.join(dict.fromkeys(kinds))})" if kinds else "") for steps, kinds in found.items()
    ]
    return texts if len(texts) <= _SHOWN else [*texts[:_SHOWN], MARK_CUT]


def _shown(place: Place, words: Words) -> list[str]:
    return [words.say("desk.key-any") if step == ANY else step for step in place.steps]


def usual_text(entry: Entry, words: Words) -> str:
    """Its default, or that it has to be stated; '' for neither."""
    if entry.required:
        return words.say("desk.key-required")
    value = usual_value(entry)
    new = bool(value) and entry.places[0].steps[1] in ("styles", "faces")
    return value + (words.say("desk.key-usual-new") if new else "")


def may_change(entry: Entry) -> bool:
    """Whether a page may have it otherwise than the house."""
    steps = entry.places[0].steps if entry.places else ("",)
    return steps[0] == "house" and steps[1] in {row.name for row in TABLES["house-change"]}


def what(entry: Entry, words: Words) -> str:
    """What it is, in the language of messages."""
    return entry.zh if words.lang == "zh" else entry.en


def sort_text(entry: Entry, words: Words) -> str:
    """What kind of thing it is."""
    return words.say(f"desk.key-sort-{entry.sort}")


def facts(entry: Entry, words: Words) -> list[tuple[str, str]]:
    """What is known of it beyond what it is, each fact with its name: values, default, places."""
    usual = usual_text(entry, words)
    found = []
    if entry.written:
        found.append((words.say("desk.key-written"), entry.written))
    if entry.type is not None:
        found.append((words.say("desk.key-values"), values_text(entry.type, words)))
    elif entry.choices:
        told = ", ".join(f"{one} {other}".strip() for one, other in entry.choices)
        found.append((words.say("desk.key-values"), words.say("desk.key-words", words=told)))
    if usual:
        found.append(("" if entry.required else words.say("desk.key-usual"), usual))
    places = place_texts(entry, words)
    if places:
        more = [words.say("desk.key-page-too")] if may_change(entry) else []
        found.append((words.say("desk.key-places"), "; ".join([*places, *more])))
    return found


def as_text(found: Explained, words: Words) -> list[str]:
    """Lines: one thing whole, several each with what is known, all of them a line each."""
    codes = messages(words.command)
    if not found.asked:
        listed = [f"{one.places[0].steps[0] + '.' if one.places else ''}{one.name} {one.alias}".ljust(28) + f" {what(one, words)}"
                  for one in found.entries]  # fmt: skip
        return [*listed, *_code_lines(found.codes, words)]
    parts = [_message_lines(found.asked, words)] if found.codes == (found.asked,) else []
    parts += [_entry_lines(one, words, whole=len(found.entries) == 1) for one in found.entries]
    if parts:
        return [line for at, part in enumerate(parts) for line in ([""] * bool(at) + part)]
    if found.codes:
        return _code_lines(found.codes, words)
    head = words.say("desk.key-none", asked=found.asked)
    if all(name in codes for name in found.near) and found.near:
        return [head, *_code_lines(found.near, words)]
    return [head, words.say("desk.key-near", near=", ".join(found.near))] if found.near else [head]


def _entry_lines(entry: Entry, words: Words, *, whole: bool) -> list[str]:
    head = f"{entry.id}  {entry.alias}  ({sort_text(entry, words)})  {what(entry, words)}"
    lines = [head, *(f"  {': '.join(part for part in pair if part)}" for pair in facts(entry, words))]
    example = example_text(entry).rstrip("\n")
    if example and (whole or "\n" not in example):
        lines += [f"  {words.say('desk.key-example')}:", *(f"    {line}" for line in example.splitlines())]
    return lines


def _code_lines(codes: tuple[str, ...], words: Words) -> list[str]:
    rows = messages(words.command)
    return [f"{code:28} {named(rows[code][words.lang])}" for code in codes]


def _message_lines(code: str, words: Words) -> list[str]:
    row = messages(words.command)[code]
    hint = row.get("hint_" + words.lang)
    return [
        f"{code}  {named(row[words.lang])}",
        row["why_" + words.lang],
        *([f"  hint: {named(hint)}"] if hint else []),
    ]


def as_json(found: Explained, words: Words) -> dict[str, object]:
    """The same for machines."""
    rows = messages(words.command)
    codes = [{"code": code, "message": named(rows[code][words.lang]), "why": rows[code]["why_" + words.lang],
              "hint": named(rows[code].get("hint_" + words.lang, ""))} for code in found.codes]  # fmt: skip
    keys = [{"id": one.id, "sort": one.sort, "name": one.name, "alias": one.alias, "what": what(one, words),
             "places": [".".join(place.steps) for place in one.places], "written": one.written, "required": one.required,
             "values": values_text(one.type, words) if one.type else "",
             "choices": [list(pair) for pair in (one.type.choices if one.type else one.choices)],
             "default": usual_value(one), "example": example_text(one)} for one in found.entries]  # fmt: skip
    return {"codes": codes, "keys": keys, "near": list(found.near), "problems": [], "status": found.status}


class _Name(str):
    """A blank of a sentence, shown by its name; of two wordings both."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        there, _, missing = spec.partition("|")
        return f"{there} / {missing}" if spec else str(self)


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return _Name(f"<{key.removesuffix('_zh').removesuffix('_en')}>")


def named(template: str) -> str:
    """A sentence with its blanks shown as names: <story>, <lines>."""
    return template.format_map(_Names()).strip(" /")
