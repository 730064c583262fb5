"""Where a story or a block may be named in a layout: the key tables are walked, no key is looked for as a word.

``NAMES`` says of every key whose value is a name what it names; a test holds that none is missing, so that a key
that is new one day cannot be forgotten here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.blocks import block_name
from banxin.plan.fields import Fields, Item
from banxin.plan.keys import rows
from banxin.plan.written import Alias, Mapping, Scalar, Sequence, meant, nodes
from banxin.problems import Span
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.plan.types import Type
    from banxin.plan.written import Node
    from banxin.problems import Source

Path = tuple[str | int, ...]

STORY, BLOCK, OTHER = "story", "block", "other"
#: What the keys that take names (and those that hold names in other words) name, by table and key.
NAMES = {
    ("block", "story"): STORY, ("block", "continued"): STORY, ("block", "briefs"): STORY, ("block", "of"): STORY,
    ("booking", "avoid"): STORY, ("edition", "withdrawn"): STORY,
    ("block", "id"): BLOCK, ("block", "lines"): BLOCK, ("page", "remove"): BLOCK, ("page", "dummy"): BLOCK,
    ("page", "from"): OTHER, ("edition", "house"): OTHER, ("edition", "base"): OTHER,
    ("block", "style"): OTHER, ("heading", "style"): OTHER,
    ("heading-part", "face"): OTHER, ("style", "face"): OTHER, ("style", "label"): OTHER, ("part", "face"): OTHER,
    ("part", "label"): OTHER, ("face", "package"): OTHER, ("face", "else"): OTHER, ("face", "latin"): OTHER,
}  # fmt: skip


class Mention(NamedTuple):
    """A text in a layout: where it stands in the tree, under which key, and the node that is written there."""

    path: Path
    table: str
    key: str
    """The key's English name; of a key of the user's own words ``withdrawn`` and the like, with ``is_key``."""
    node: Scalar | Alias
    value: str
    is_key: bool = False

    @property
    def names(self) -> str:
        """What it names: story, block, or something else."""
        return NAMES.get((self.table, self.key), OTHER)


class WrittenBlock(NamedTuple):
    """A block as it is written: its map, where it stands in the tree, and whether that is written elsewhere as well."""

    path: Path
    map: Mapping
    shared: bool
    """Whether it, or a list or map that it stands in, is repeated by an alias: a change here would be one there."""


def mentions(node: Node, table: str) -> Iterator[Mention]:
    """All texts of a file whose outermost map is read with ``table``."""
    root = meant(node)
    assert isinstance(root, Mapping)
    yield from _map(root, table, ())


def _map(node: Mapping, table: str, path: Path) -> Iterator[Mention]:
    known = rows(table)
    for key, value in node.pairs:
        name = str(getattr(meant(key), "value", ""))
        row = known.get(name)
        # A key that nobody knows names nothing.
        if row is not None:
            yield from _value(value, row.type, table, row.name, (*path, name))


def _value(node: Node, kind: Type, table: str, key: str, path: Path) -> Iterator[Mention]:
    own = meant(node)
    if isinstance(own, Scalar):
        assert isinstance(node, Scalar | Alias)
        yield Mention(path, table, key, node, own.value)
    elif isinstance(own, Sequence):
        for at, item in enumerate(own.items):
            yield from _value(item, kind.of or kind, table, key, (*path, at))
    elif kind.table:
        yield from _map(own, kind.table, path)
    elif kind.kind == "map" and kind.of:
        for word, value in own.pairs:
            name = str(getattr(meant(word), "value", ""))
            yield Mention((*path, name), table, key, word, name, is_key=True)
            yield from _value(value, kind.of, "", "", (*path, name))


def blocks(root: Mapping) -> Iterator[WrittenBlock]:
    """All blocks of a page or template, those inside others too."""
    repeated = {
        one.target.mark for one in nodes(root) if isinstance(one, Alias) and not isinstance(one.target, Scalar)
    }  # where the lists and maps begin that an alias repeats
    yield from _blocks(root, "page", "blocks", (), repeated, shared=False)


def _blocks(
    node: Mapping, table: str, key: str, path: Path, repeated: set[int], *, shared: bool
) -> Iterator[WrittenBlock]:
    found = pair(node, table, key)
    if found is None:
        return
    word, value = found
    inner = meant(value)
    if not isinstance(inner, Sequence):
        return
    shared = shared or isinstance(value, Alias) or inner.mark in repeated
    for at, item in enumerate(inner.items):
        own, place = meant(item), (*path, word, at)
        if isinstance(own, Mapping):
            both = shared or isinstance(item, Alias) or own.mark in repeated
            yield WrittenBlock(place, own, both)
            yield from _blocks(own, "block", "inside", place, repeated, shared=both)


def pair(node: Mapping, table: str, key: str) -> tuple[str, Node] | None:
    """A key as it is written there, with its value; ``None`` where it is not."""
    for word, value in node.pairs:
        name = str(getattr(meant(word), "value", ""))
        row = rows(table).get(name)
        if row is not None and row.name == key:
            return name, value
    return None


def key_place(node: Mapping) -> int:
    """Where the plan says that a map stands: at its bracket, or at its first key."""
    if node.flow or not node.pairs:
        return node.mark
    first = node.pairs[0][0]
    return first.start if isinstance(first, Alias) else first.mark


def name_of(source: Source, node: Mapping, story: tuple[str, str] = ("", "")) -> str:
    """What a block of a page or template is called where the two are merged; ``story`` (old, new) as if renamed."""
    items: dict[str, Item] = {}
    span = Span(source, node.start, node.start)
    for word, value in node.pairs:
        row = rows("block").get(str(getattr(meant(word), "value", "")))
        if row is not None:
            swap = story if NAMES.get(("block", row.name)) == STORY else ("", "")
            items[row.name] = Item(_plain(value, swap), span)
    return block_name(Fields(span, items))


def _plain(node: Node, swap: tuple[str, str]) -> object:
    own = meant(node)
    if isinstance(own, Scalar):
        return swap[1] if swap[0] and own.value == swap[0] else own.value
    return tuple(str(_plain(item, swap)) for item in own.items) if isinstance(own, Sequence) else ""
