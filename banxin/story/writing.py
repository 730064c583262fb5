"""The grammar backwards: copy that reads back as exactly what it was, and the shape of a new story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.problems import Words
from banxin.story._body import is_special
from banxin.story.front import KEYS, PHOTO_KEYS, needs_quotes, quoted
from banxin.story.inline import AMBIGUOUS, BLANKS, WIDE_SOLIDUS
from banxin.story.roles import HEADINGS
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALWAYS = frozenset("*[]`")
_SOMETIMES = frozenset("\\<&{_~")
_PARTS_OF_A_FLOW_MAP = frozenset(",{}\uff0c")
_LEVELS = {"subhead": "## ", "subhead3": "### "}


class Written(NamedTuple):
    """A line of copy to be written: its role (body, subhead, subhead3) and its text."""

    role: str
    text: str


def escape(text: str, role: str = "body") -> str:
    """``text`` as it must be written in copy of a role, so that it is read as it stands.

    Only what would be taken for markup gets a backslash.
    """
    heading = role in HEADINGS
    made: list[str] = []
    for at, character in enumerate(text):
        if (
            character in _ALWAYS
            or (character in _SOMETIMES and _is_markup(text, at))
            or (heading and character in ("/", WIDE_SOLIDUS) and _may_break(text, at))
        ):
            made.append("\\")
        made.append(character)
    escaped = "".join(made)
    return "\\" + escaped if role == "body" and not escaped.startswith("\\") and is_special(text) else escaped


def _is_markup(text: str, at: int) -> bool:
    """Whether a character that is mostly a letter like any other would be markup here."""
    character, after = text[at], text[at + 1 : at + 2]
    if character == "\\":
        return not after or after in AMBIGUOUS
    if character == "<":
        return after in {"/", "!", "?"} or (after.isascii() and after.isalpha())
    if character == "{":
        return after == "." or text.startswith("ruby=", at + 1)
    if character == "&":
        return ";" in text[at : at + 12]
    return after == character or (at > 0 and text[at - 1] == character)


def _may_break(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] in BLANKS) or (at + 1 == len(text) or text[at + 1] in BLANKS)


def _value(text: str, role: str, *, in_flow: bool = False) -> str:
    written = escape(text, role)
    if needs_quotes(written) or (in_flow and not _PARTS_OF_A_FLOW_MAP.isdisjoint(written)):
        return quoted(written)
    return written


def write_story(fields: Mapping[str, str], body: Iterable[Written], photos: Iterable[Mapping[str, str]] = ()) -> str:
    """A story file out of plain texts: heading fields, lines of the body, photos with file, caption, credit."""
    lines = ["---"]
    lines += [f"{name}: {_value(fields[name], name)}" for name in KEYS if fields.get(name)]
    declared = [
        ", ".join(f"{key}: {_value(photo[key], key, in_flow=True)}" for key in PHOTO_KEYS if photo.get(key))
        for photo in photos
    ]
    if declared:
        lines += ["photos:", *(f"  - {{{photo}}}" for photo in declared)]
    lines.append("---")
    lines += [_LEVELS.get(line.role, "") + escape(line.text, line.role) for line in body]
    return "\n".join(lines) + "\n"


def begun_with(slug: str, words: Words) -> dict[str, str]:
    """What a new story says, part by part, where copy belongs."""
    parts = ("kicker", "headline", "deck", "byline", "lead", "subhead", "body", "box", "box-body")
    return {part: words.say(f"story.new-{part}", slug=slug) for part in parts}


def new_story(slug: str, lang: str) -> str:
    """A story to begin with: no faults in it, and every line says what belongs there."""
    words = Words(lang)
    say = begun_with(slug, words)
    front = [f"{name}: {say[name]}" for name in ("kicker", "headline", "deck", "byline")]
    body = [say["lead"], f"## {say['subhead']}", say["body"], f"::: box {say['box']}", say["box-body"], ":::"]
    return "\n".join(["---", *front, "---", *body]) + "\n"
