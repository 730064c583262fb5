"""Layouts in many hands: one meaning, written as differently as YAML and compositors allow.

A page is made as plain maps, lists and texts first; :func:`written` puts it down by chance in block or flow style, in
either language, with quotes, folds, anchors, comments that look like values, and any line ends. So a test knows what a
file means without asking the program.
"""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

from banxin.plan.keys import TABLES

Page = dict[str, Any]
#: Keys whose values are no copy: a comment may stand behind them.
_BARE = frozenset(("story", "continued", "briefs", "of", "id", "columns", "lines", "frame", "row", "remove"))
ALIASES = {table: {row.name: row.alias for row in TABLES[table]} for table in ("page", "block", "heading")}
_BELOW = {"blocks": "block", "inside": "block", "heading": "heading"}
SLUGS = ("three-towns", "三镇", "a", "017", "no", "harbour_2", "x.y", "图书馆", "wishes", "after")
FREE = ("towns", "null", "四镇", "12-30", "z_9", "续")


def make_page(chance: Random, slugs: list[str], other: list[str]) -> Page:
    """A sound page: bands of blocks below each other, some chained, some with photos inside or beside."""
    blocks: list[dict[str, Any]] = []
    line, last = 1, ""
    for slug in slugs:
        depth = chance.randint(8, 14)
        block: dict[str, Any] = {chance.choice(("story", "story", "continued")): slug}
        if slug in other and chance.random() < 0.5:
            block = {"briefs": [slug, f"{slug}-b"]}
        block["columns"] = chance.choice(("1-6", "1-6", "2-5", "1-4"))
        chained = last and chance.random() < 0.5
        end = line + depth - 1
        block["lines"] = (
            chance.choice((f"after {last} to {end}", f"接 {last} 占 {depth}行")) if chained else f"{line}-{end}"
        )
        if chance.random() < 0.3 or "briefs" in block:
            block["id"] = f"b{line}"
        if chance.random() < 0.4:
            block["frame"] = "tint"
        if chance.random() < 0.4:
            block["heading"] = {"takes": "3行", "style": "second"}
        if chance.random() < 0.5 and block["columns"] in ("1-6", "1-4") and "briefs" not in block:
            block["inside"] = [{"photo": "1", "columns": "1-2", "lines": f"{line + 4}-{end}"}]
        last = block.get("id", slug.rpartition(".")[0] or slug)
        blocks.append(block)
        line = end + 1
        if chance.random() < 0.5:
            blocks.append(_beside(chance, slug, last, line))
            last = blocks[-1].get("id", last)
            line += 4
    chance.shuffle(blocks)
    return {"section": "要闻", "blocks": blocks}


def _beside(chance: Random, slug: str, last: str, line: int) -> dict[str, Any]:
    """A photo, a box's sign or a code below a story, four lines deep."""
    place = {
        "columns": chance.choice(("1-2", "1-6", "3")),
        "lines": chance.choice((f"{line}-{line + 3}", f"after {last} for 4")),
    }
    kind = chance.choice((
        {"photo": "2", "of": slug}, {"ear": "1-6", "text": [slug, "天气：晴"]}, {"qr": "https://example.org/a?b=c"},
        {"table": "榜", "rows": [[slug, "1-6"], ["a", "b"]]},
    ))  # fmt: skip
    return {**kind, **place, "id": f"p{line}"}


class _Hand:
    """One compositor's way of writing a file."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.chinese = chance.random() < 0.3
        self.anchors = chance.random() < 0.5
        self.comments = chance.random() < 0.7
        self.counts: dict[str, int] = {}
        self.named: dict[str, str] = {}

    def key(self, table: str, name: str) -> str:
        alias = ALIASES.get(table, {}).get(name, name)
        word = alias if self.chinese else name
        return self.chance.choice((word, word, word, f"'{word}'", f'"{word}"')) if self.chance.random() < 0.3 else word

    def comment(self, key: str) -> str:
        if not self.comments or key not in _BARE or self.chance.random() < 0.5:
            return ""
        noise = ("# three-towns", "# 1-6", "#", "# story: 三镇, lines: 1-40", "# &c *c", "#a")
        return " " * self.chance.randint(1, 3) + self.chance.choice(noise)

    def line(self, indent: int) -> str:
        """Sometimes a line of its own between others."""
        if self.comments and self.chance.random() < 0.2:
            return " " * self.chance.choice((indent, indent, 0)) + "# three-towns columns: 1-6\n"
        return "\n" if self.chance.random() < 0.08 else ""

    def shared(self, key: str, value: str) -> str:
        """An alias for a value that stood before; an anchor for one that will stand again; else ''."""
        if not self.anchors or key not in ("columns", "story", "of", "continued", "ear"):
            return ""
        if value in self.named:
            self.counts[value] -= 1
            return f"*{self.named[value]}" if self.counts[value] < 1 or self.chance.random() < 0.8 else ""
        if self.counts.get(value, 0) > 1:
            self.counts[value] -= 1
            self.named[value] = f"v{len(self.named)}"
            return f"&{self.named[value]} "
        return ""

    def flow_scalar(self, key: str, value: str) -> str:
        shared = self.shared(key, value)
        return shared if shared.startswith("*") else shared + self.quoted(value)

    def quoted(self, value: str) -> str:
        unplain = any(sign in value for sign in ",:[]{}#?") or value.startswith(("-", "&", "*"))
        style = self.chance.choice("pppp's" if not unplain else "'s")
        if style == "'":
            return "'" + value.replace("'", "''") + "'"
        return value if style == "p" else '"' + value + '"'

    def flow(self, key: str, value: Any, table: str = "") -> str:
        if isinstance(value, str):
            return self.flow_scalar(key, value)
        comma = self.chance.choice((", ", ",\n            ", ", ")) if table else ", "
        if isinstance(value, list):
            inner = comma.join(self.flow(key, one, _BELOW.get(key, "")) for one in value)
            return f"[{inner}]"
        inner = comma.join(
            f"{self.key(table, name)}: {self.flow(name, one, _BELOW.get(name, table))}" for name, one in value.items()
        )
        return "{" + inner + self.chance.choice(("", "", ",", " ")) + "}"

    def scalar(self, key: str, value: str, indent: int) -> str:
        shared = self.shared(key, value)
        if shared.startswith("*"):
            return shared + self.comment(key) + "\n"
        way = self.chance.random()
        pad = " " * (indent + 2)
        if way < 0.08 and ":" not in value:
            words = value.split()
            return (
                f"{shared}{self.chance.choice(('>-', '|-' if len(words) == 1 else '>-'))}\n{pad}"
                + f"\n{pad}".join(words)
                + "\n"
            )
        if way < 0.14 and " " in value:
            return f'{shared}"' + f"\n{pad}".join(value.split()) + '"' + self.comment(key) + "\n"
        return shared + self.quoted(value) + self.comment(key) + "\n"

    def block(self, value: dict[str, Any], table: str, indent: int, lead: str = "") -> str:
        """A map in block style; ``lead`` stands before its first key in place of the blanks."""
        text, pad = "", " " * indent
        for at, (name, one) in enumerate(value.items()):
            text += (lead or pad) if at == 0 else self.line(indent) + pad
            text += f"{self.key(table, name)}:"
            if name == "dummy":
                text += " |" + self.comment("row") + "\n" + "".join(f"{pad}  {row}\n" for row in one.split("\n"))
            elif isinstance(one, str):
                text += " " + self.scalar(name, one, indent)
            elif self.chance.random() < 0.4 or name in ("rows", "text"):
                text += " " + self.flow(name, one, _BELOW.get(name, "")) + self.comment(name) + "\n"
            elif isinstance(one, dict):
                text += self.comment(name) + "\n" + self.block(one, _BELOW.get(name, ""), indent + 2)
            else:
                text += self.comment("row") + "\n" + self.items(name, one, indent)
        return text

    def items(self, name: str, value: list[Any], indent: int) -> str:
        """A list in block style."""
        dash, text = indent + self.chance.choice((0, 2, 2)), ""
        for one in value:
            text += self.line(dash)
            if isinstance(one, str):
                text += " " * dash + "- " + self.scalar(name, one, dash)
            elif self.chance.random() < 0.5:
                text += " " * dash + "- " + self.flow(name, one, "block") + self.comment("row") + "\n"
            elif self.chance.random() < 0.2:
                text += " " * dash + "-" + self.comment("row") + "\n" + self.block(one, "block", dash + 3)
            else:
                text += self.block(one, "block", dash + 2, " " * dash + "- ")
        return text


def written(chance: Random, page: Page) -> bytes:
    """A page in one of many hands."""
    hand = _Hand(chance)
    _count(page, hand.counts)
    if chance.random() < 0.15 and "dummy" not in page:
        hand.comments = False
        text = hand.flow("", page, "page") + "\n"
    else:
        text = ("# three-towns: 1-6\n" if hand.comments else "") + hand.block(page, "page", 0)
    if chance.random() < 0.2:
        text = text.rstrip("\n")
    ends = chance.choice(("\n", "\n", "\r\n", "mixed"))
    lines = [line + (chance.choice(("\n", "\r\n")) if ends == "mixed" else ends) for line in text.split("\n")]
    joined = "".join(lines)
    joined = joined[:-2] if joined.endswith("\r\n") else joined[:-1]
    return (("\ufeff" if chance.random() < 0.15 else "") + joined).encode("utf-8")


def _count(value: Any, counts: dict[str, int], key: str = "") -> None:
    """How often a text stands under the keys that may share it."""
    if isinstance(value, str):
        if key in ("columns", "story", "of", "continued", "ear"):
            counts[value] = counts.get(value, 0) + 1
    elif isinstance(value, list):
        for one in value:
            _count(one, counts, key if not isinstance(one, str) else "")
    else:
        for name, one in value.items():
            _count(one, counts, name)


_NAMES = {alias: name for table in ALIASES.values() for name, alias in table.items()}


def meaning(data: bytes) -> Any:
    """What a file means by another reader: texts, lists and maps, keys in English."""
    return _english(yaml.load(data.decode("utf-8-sig"), yaml.BaseLoader), "page")  # noqa: S506 - texts alone


def _english(value: Any, table: str) -> Any:
    if isinstance(value, list):
        return [_english(one, table) for one in value]
    if not isinstance(value, dict):
        return value
    back = {alias: name for name, alias in ALIASES.get(table, {}).items()}
    found = {}
    for key, one in value.items():
        name = back.get(key, key)
        found[name] = _english(one, _BELOW.get(name, table))
    return found
