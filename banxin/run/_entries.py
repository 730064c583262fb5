"""What the reference has an entry for: every key, kind of block, story key, mark, sign and role, off the tables that the readers ask.

Nothing is listed here: a row that is added to a table is an entry from then on. Where a key may stand is found by walking the
tables from the files down, so one row that two tables have is one entry with two places.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from banxin.plan.keys import OPEN, TABLES
from banxin.plan.kinds import KINDS
from banxin.plan.schema import FILES
from banxin.story.front import PHOTO_ROWS, STORY_KEYS
from banxin.story.marks import FACES, MARKS, SIGNS
from banxin.story.rights import RIGHTS
from banxin.story.roles import FENCE, LINES, ROLES
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.plan.types import Key, Type
    from banxin.story.front import StoryKey

Sort = Literal["key", "kind", "story-key", "photo-key", "mark", "sign", "line", "role"]
#: A step of a path that is a name of the paper's own (a style, a face, an office).
ANY = "*"


class Place(NamedTuple):
    """A path that something may stand at: ``page.blocks.story.zones.columns``, by both its names."""

    steps: tuple[str, ...]
    aliases: tuple[str, ...]

    def __truediv__(self, row: Key | StoryKey) -> Place:
        """A key below it."""
        return Place((*self.steps, row.name), (*self.aliases, row.alias))

    def named(self) -> Place:
        """A name below it that is the paper's own."""
        return Place((*self.steps, ANY), (*self.aliases, ANY))

    def ends_with(self, words: tuple[str, ...], *, whole: bool) -> bool:
        """Whether a path means it: its last steps, or (not ``whole``) steps in their order up to the last one."""
        pairs = list(zip(self.steps, self.aliases, strict=True))
        if not words or words[-1] not in pairs[-1]:
            return False
        if whole:
            last = pairs[-len(words) :]
            fits = (
                word in pair or (at and ANY in pair) for at, (word, pair) in enumerate(zip(words, last, strict=False))
            )
            return len(last) == len(words) and all(fits)
        rest = iter(pairs)
        return all(any(word in pair for pair in rest) for word in words)


class Entry(NamedTuple):
    """One thing that can be written, and what is known of it."""

    sort: Sort
    name: str
    alias: str
    """Its Chinese name: of a key the one that may be written, of all others what a desk calls it."""
    zh: str
    en: str
    table: str = ""
    """The table that its row stands in."""
    places: tuple[Place, ...] = ()
    type: Type | None = None
    required: bool = False
    written: str = ""
    """How it is written in a story."""
    choices: tuple[tuple[str, str], ...] = ()
    """The words that the value of a story's key may be, English and Chinese."""

    @property
    def id(self) -> str:
        """What links and examples call it: ``zone.columns``, ``mark.dots``."""
        return f"{self.table or self.sort}.{self.name}"

    def means(self, word: str) -> bool:
        """Whether it is called so, in either language or as it is written."""
        return bool(word) and word in (self.name, self.alias, self.written, self.written.partition("=")[0].strip("{.}"))


@cache
def entries() -> tuple[Entry, ...]:
    """All of them, by file and table, then those of stories."""
    return (*_keys(), *_story_keys(), *_marks())


@cache
def places_of() -> dict[str, tuple[Place, ...]]:
    """Every table that a file reaches, with the places where it is read."""
    found: dict[str, list[Place]] = {}
    for file, table in FILES.items():
        for name, place in _walk(table, Place((file,), (file,)), ()):
            found.setdefault(name, []).append(place)
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


def _walk(table: str, place: Place, above: tuple[str, ...]) -> Iterator[tuple[str, Place]]:
    """A table and those below it, each with its place; a table inside itself is not entered again."""
    yield table, place
    if table in above or table == "house-change":  # a house below a page is said once, as such
        return
    for row in TABLES[table]:
        below = [place / KINDS[name].key / row for name in _kinds_with(row)] if table == "block" else [place / row]
        for one in below:
            kind: Type | None = row.type
            while kind is not None:
                one = one.named() if kind.kind == "map" else one  # noqa: PLW2901
                if kind.table:
                    yield from _walk(kind.table, one, (*above, table))
                kind = kind.of


def _kinds_with(row: Key) -> tuple[str, ...]:
    """The kinds of block that a key may stand beside; of a kind's own key none."""
    return tuple(kind.name for kind in KINDS.values() if row.name in kind.keys)


def _keys() -> Iterator[Entry]:
    """The keys of YAML files. A row stands in the first table that has it, with the places of all."""
    rows: dict[int, tuple[str, Key]] = {}
    places: dict[int, list[Place]] = {}
    for table, own in TABLES.items():
        for row in own:
            rows.setdefault(id(row), (table, row))
            places.setdefault(id(row), []).extend(_row_places(table, row))
    for at, (table, row) in rows.items():
        sort: Sort = "kind" if table == "block" and row.name in KINDS else "key"
        yield Entry(
            sort, row.name, row.alias, row.zh, row.en, table, tuple(dict.fromkeys(places[at])), row.type, row.required
        )


def _row_places(table: str, row: Key) -> list[Place]:
    above = places_of().get(table, ())
    if table != "block":
        # What a page changes in house style stands where house.yaml has it, below the page's own key.
        return [place / row for place in above] if table != "house-change" else []
    blocks = next(place for place in above if place.steps == ("page", "blocks"))
    if row.name in KINDS:
        return [blocks / row]
    return [blocks / KINDS[name].key / row for name in _kinds_with(row)]


def _story_keys() -> Iterator[Entry]:
    known = {"rights": tuple(RIGHTS.items())}
    for sort, rows in (("story-key", STORY_KEYS), ("photo-key", PHOTO_ROWS)):
        for row in rows:
            above = Place(("story",), ("story",))
            if sort == "photo-key":
                above /= next(row for row in STORY_KEYS if row.name == "photos")
            place = above / row
            written = f"{row.name}: {row.example}".rstrip()
            yield Entry(sort, row.name, row.alias, row.zh, row.en, "", (place,), written=written,  # type: ignore[arg-type]
                        choices=known.get(row.name, ()))  # fmt: skip


def _marks() -> Iterator[Entry]:
    """What may stand in a story's lines, and the parts that it is read into."""
    for mark in MARKS.values():
        written = {"bold": "**", "dot": f"{{.{mark.name}}}", "value": f"{{{mark.name}={mark.example}}}"}[mark.written]
        names = tuple((name, "") for name in FACES) if mark.name == "face" else ()
        yield Entry("mark", mark.name, mark.alias or mark.called, mark.zh, mark.en, written=written, choices=names)
    for name, sign in SIGNS.items():
        yield Entry("sign", name, sign.called, sign.zh, sign.en, written=sign.sign)
    for name, line in LINES.items():
        written = f"{FENCE} {name}" if line.sign == FENCE else line.sign
        yield Entry("line", name, line.called, line.zh, line.en, written=written)
    for name, role in ROLES.items():
        yield Entry("role", name, role.called, role.zh, role.en)


def may_be_added(table: str) -> bool:
    """Whether a paper may write keys of its own into a table."""
    return table in OPEN
