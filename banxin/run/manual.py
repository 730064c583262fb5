"""The reference as the source of a site: pages in MyST Markdown, in one language, with the pictures that they show.

``python -m banxin.run.manual DIR`` writes DIR/en and DIR/zh; what makes HTML of them, and of the documents beside them, is
``docs/site/build.py``. Every entry is a heading with an anchor of its own, so that pages, editors and people can link to it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from banxin.files import replace_file
from banxin.plan.keys import TABLES
from banxin.plan.kinds import KINDS
from banxin.problems import Words
from banxin.run._drawing import drawn
from banxin.run._entries import entries, may_be_added, places_of
from banxin.run._examples import example_text, examples, examples_of
from banxin.run.explaining import facts, messages, named, what

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from banxin.run._entries import Entry
    from banxin.run._examples import Example

LANGUAGES = ("en", "zh")
#: The pages of keys: each with its tables, the one that it begins with first.
_KEY_PAGES = {
    "house": ("house", "paper", "sheet", "grid", "face", "ink", "section", "style", "furniture", "credits-line", "setting", "copyfit", "lever", "critic"),
    "press": ("press", "delivery", "preflight", "epaper"),
    "edition": ("edition",),
    "page": ("page",),
    "blocks": (),
    "block-keys": ("block", "heading", "heading-part", "zone"),
    "ads": ("bookings", "booking", "ads", "ad-size"),
}  # fmt: skip
_STORY_PAGES = {"stories": ("story-key", "photo-key"), "copy": ("mark", "sign", "line", "role")}
#: Tables that are parts of others and have no rows of their own.
_PARTS = frozenset(("part", "house-change", "lever-order"))
_PICTURES = "pictures"


def pages(lang: str) -> dict[str, str]:
    """Every page of the reference by its path, in a language."""
    words = Words(lang)
    found = {}
    for page, tables in _KEY_PAGES.items():
        listed = _kind_entries() if page == "blocks" else ()
        found[page] = _page(page, [*_tables(tables, words), *(_entry(one, words) for one in listed)], words)
    for page, sorts in _STORY_PAGES.items():
        found[page] = _page(page, _sorts(sorts, words), words)
    rooms = dict.fromkeys(code.partition(".")[0] for code in messages())
    for room in rooms:
        found[f"messages-{room}"] = _messages(room, words)
    found["index"] = _index(tuple(found), words)
    return {f"reference/{page}.md": text for page, text in found.items()}


def _kind_entries() -> list[Entry]:
    return [one for one in entries() if one.sort == "kind"]


def _page(page: str, parts: list[str], words: Words) -> str:
    head = f"# {words.say(f'desk.manual-{page}')}\n\n{words.say(f'desk.manual-{page}-says')}"
    return "\n\n".join([head, *parts]) + "\n"


def _tables(tables: tuple[str, ...], words: Words) -> Iterator[str]:
    """Tables with their keys, each under its place."""
    for table in tables:
        own = [one for one in entries() if one.table == table and one.sort == "key"]
        places = dict.fromkeys(".".join(words.say("desk.key-any") if step == "*" else step for step in place.steps)
                               for place in places_of().get(table, ()))  # fmt: skip
        title = next(iter(places), table)
        said = [words.say("desk.manual-added")] if may_be_added(table) else []
        yield "\n\n".join([f"(table-{table})=\n## `{title}`", *said])
        yield from (_entry(one, words) for one in own)


def _sorts(sorts: tuple[str, ...], words: Words) -> list[str]:
    """What stories are written with, by what kind of thing it is."""
    parts = []
    for sort in sorts:
        parts.append(f"(sort-{sort})=\n## {words.say(f'desk.key-sort-{sort}')}")
        parts += [_entry(one, words) for one in entries() if one.sort == sort]
    return parts


def anchor(entry: Entry) -> str:
    """What links call it."""
    return entry.id.replace(".", "-").replace("_", "-")


def _entry(entry: Entry, words: Words) -> str:
    """A heading, what it is, what is known of it, an example and its picture."""
    parts = [
        f"({anchor(entry)})=\n{'##' if entry.sort == 'kind' else '###'} `{entry.name}` {entry.alias}".rstrip(),
        f"{_plain(what(entry, words))}",
    ]
    parts += ["\n".join(f"- {_fact(name, text)}" for name, text in facts(entry, words))] if facts(entry, words) else []
    if entry.sort == "kind":
        parts.append(_keys_of(entry, words))
    elif entry.type is not None and entry.type.table in TABLES and entry.type.table not in ("ink", *_PARTS):
        parts.append(f"→ [{entry.type.table}](#table-{entry.type.table})")
    example = example_text(entry).rstrip("\n")
    if example:
        language = "yaml" if entry.sort in ("key", "kind") else "text"
        parts.append(f"```{language}\n{example}\n```")
    shown = examples_of(entry)
    parts += [f"![{words.say('desk.manual-picture', name=entry.name)}]({_PICTURES}/{one.name}.png){{width={one.width * 4 // 3}px}}"
              for one in shown]  # fmt: skip
    return "\n\n".join(parts)


def _keys_of(entry: Entry, words: Words) -> str:
    """The keys that may stand beside a kind, each a link."""
    rows = {one.name: one for one in entries() if one.table == "block"}
    links = ", ".join(f"[`{key}`](#{anchor(rows[key])})" for key in KINDS[entry.name].keys)
    return words.say("desk.manual-beside", keys=links)


def _fact(name: str, text: str) -> str:
    return f"**{name}**: {_plain(text)}" if name else f"**{_plain(text)}**"


def _plain(text: str) -> str:
    """A text without signs that Markdown would read."""
    for sign in "\\`*_[]<>{}#|$~":
        text = text.replace(sign, f"\\{sign}")
    return text


def _messages(room: str, words: Words) -> str:
    """The messages of a room: code, sentence, why, what to do."""
    parts = [f"# {words.say('desk.manual-messages', room=room)}"]
    for code, row in messages().items():
        if code.startswith(f"{room}."):
            hint = row.get(f"hint_{words.lang}", "")
            parts += [
                f"({code.replace('.', '-')})=\n## `{code}`",
                f"**{_plain(named(row[words.lang]))}**",
                _plain(row[f"why_{words.lang}"]),
            ]
            parts += [f"*{words.say('desk.manual-hint')}*: {_plain(named(hint))}"] if hint else []
    return "\n\n".join(parts) + "\n"


def _index(names: tuple[str, ...], words: Words) -> str:
    """The reference's first page: its pages, and how to ask on the terminal."""
    parts = [f"# {words.say('desk.manual-index')}", words.say("desk.manual-index-says")]
    return "\n\n".join([*parts, "```{toctree}\n:maxdepth: 1\n\n" + "\n".join(names) + "\n```"]) + "\n"


def picture_of(example: Example) -> bytes:
    """An example's picture, drawn anew. Raises ``ValueError`` where the program finds a fault in it."""
    found = drawn(example)
    if not found.picture:
        raise ValueError(f"{example.name}: {', '.join(problem.code for problem in found.problems)}")
    return found.picture


def write(folder: str, draw: Callable[[Example], bytes] = picture_of) -> None:
    """Write the pages of both languages below a folder, with the pictures that ``draw`` makes."""
    shown = {name: draw(example) for name, example in examples().items()}
    for lang in LANGUAGES:
        for path, text in pages(lang).items():
            replace_file(os.path.join(folder, lang, path), text.encode("utf-8"))
        for name, picture in shown.items():
            replace_file(os.path.join(folder, lang, "reference", _PICTURES, f"{name}.png"), picture)


if __name__ == "__main__":
    write(sys.argv[1])
