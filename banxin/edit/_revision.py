"""One file on its way to being another: which values it is to have, what is to be written for them, what it must mean then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.edit._records import Edit
from banxin.edit._spelling import Splice, Wanted, bare, before_keys, pieces, with_items, with_key
from banxin.edit.papers import meaning
from banxin.plan.keys import rows
from banxin.plan.written import Mapping, Scalar, Sequence, meant
from banxin.problems import Fault, Span
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.edit._mentions import Mention, Path, WrittenBlock
    from banxin.edit.papers import Sheet
    from banxin.plan.written import Alias, Node


class Stated(NamedTuple):
    """A key that a map is to have: its name, its value as it is to be written, and what that means."""

    name: str
    spelled: str
    meant: object


class Rewriting:
    """What is wanted of one YAML file."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._wanted: dict[int, Wanted] = {}
        self._added: list[Splice] = []
        self._blocks: list[dict[str, str | list[str]]] = []
        self._meant: list[Callable[[object], None]] = []
        self._last: list[Callable[[object], None]] = []
        """Changes of the paths themselves (keys, items): after all others, whose paths are those of the file as it is."""

    def put(self, mention: Mention, new: str) -> None:
        """Let a value, or a key of the user's own words, be another one."""
        self._want(mention.node, new)
        if mention.is_key:
            self._last.append(lambda tree: _rename(tree, mention.path, new))
        else:
            self._meant.append(lambda tree: _set(tree, mention.path, new))

    def put_key(self, node: Scalar | Alias, old: str, new: str) -> None:
        """Let a key of the outermost map be another one."""
        self._want(node, new)
        self._last.append(lambda tree: _rename(tree, (old,), new))

    def _want(self, node: Scalar | Alias, new: str) -> None:
        before = self._wanted.get(node.start)
        if before is not None and before.new != new:
            raise Fault("edit.unsure", Span(self.sheet.source, node.start, node.end), path=self.sheet.path)
        self._wanted[node.start] = Wanted(node, new)

    def add(self, block: WrittenBlock, key: str, value: str | list[str]) -> None:
        """Let a block have a key more, under the name that its other keys suggest."""
        self._key(block.map, block.path, _in_the_language_of(block.map, key), _spelled(value), value)

    def state(self, node: Mapping, path: Path, keys: list[Stated], *, first: bool = False) -> None:
        """Let a map have keys more, each as it is spelled; ``first``: before all that it has."""
        text = self.sheet.source.text
        if first or (node.flow and not node.pairs):
            self._added.append(before_keys(text, node, [(one.name, one.spelled) for one in keys]))
        else:
            self._added += [with_key(text, node, one.name, one.spelled) for one in keys]
        added = {one.name: one.meant for one in keys}
        self._meant.append(lambda tree: _at(tree, path).update(added))  # type: ignore[attr-defined]

    def add_block(self, values: dict[str, str | list[str]]) -> None:
        """Let the page have a block more, before those in its list."""
        chinese = _chinese(self.sheet.root, "page")
        self._blocks.append({(rows("block")[key].alias if chinese else key): value for key, value in values.items()})

    def _key(self, node: Mapping, path: Path, name: str, spelled: str, value: object) -> None:
        self._added.append(with_key(self.sheet.source.text, node, name, spelled))
        self._meant.append(lambda tree: _at(tree, path).update({name: value}))  # type: ignore[attr-defined]

    def _listed(self) -> tuple[str, Node | None]:
        """The page's list of blocks under the name that it is written by, or would be."""
        for key, below in self.sheet.root.pairs:
            row = rows("page").get(meaning(key))
            if row is not None and row.name == "blocks":
                return meaning(key), below
        return rows("page")["blocks"].alias if _chinese(self.sheet.root, "page") else "blocks", None

    def _new_blocks(self) -> list[Splice]:
        """What is to be written for blocks that the page has not."""
        items = [f"{{{', '.join(f'{key}: {_spelled(value)}' for key, value in one.items())}}}" for one in self._blocks]
        name, listed = self._listed()
        if not items:
            return []
        if listed is None:
            return [with_key(self.sheet.source.text, self.sheet.root, name, f"[{', '.join(items)}]")]
        if not isinstance(listed, Sequence):
            id_ = str(next(iter(self._blocks[0].values())))
            raise Fault("edit.shared", Span(self.sheet.source, listed.start, listed.end), id=id_)
        return [with_items(self.sheet.source.text, listed, items)]

    @property
    def edits(self) -> list[Edit]:
        """What is to be written, in the order of the places."""
        found = pieces(self.sheet.source.text, self.sheet.root, self._wanted) + self._added + self._new_blocks()
        return [Edit(self.sheet.path, *piece) for piece in sorted(found, key=lambda piece: piece[:2])]

    def expected(self) -> object:
        """What the file must mean afterwards: its values now, with those that are wanted."""
        tree = plain(self.sheet.root)
        for change in [*self._meant, *self._last]:
            change(tree)
        if self._blocks:
            assert isinstance(tree, dict)
            name, _ = self._listed()
            tree[name] = [*self._blocks, *tree.get(name, [])]
        return tree


def plain(node: Node) -> object:
    """What a node means, as plain maps, lists and texts; every place has one of its own."""
    own = meant(node)
    if isinstance(own, Scalar):
        return own.value
    if isinstance(own, Sequence):
        return [plain(item) for item in own.items]
    return {meaning(key): plain(value) for key, value in own.pairs}


def _at(tree: object, path: Path) -> object:
    for step in path:
        tree = tree[step]  # type: ignore[index] # the path was made from this tree
    return tree


def _set(tree: object, path: Path, value: str) -> None:
    _at(tree, path[:-1])[path[-1]] = value  # type: ignore[index]


def _rename(tree: object, path: Path, name: str) -> None:
    above = _at(tree, path[:-1])
    assert isinstance(above, dict)
    above[name] = above.pop(path[-1])


def _spelled(value: str | list[str]) -> str:
    return bare(value) if isinstance(value, str) else f"[{', '.join(map(bare, value))}]"


def _chinese(node: Mapping, table: str) -> bool:
    """Whether a map's first key is written in Chinese."""
    name = meaning(node.pairs[0][0]) if node.pairs else ""
    row = rows(table).get(name)
    return row is not None and row.alias == name != row.name


def _in_the_language_of(node: Mapping, key: str) -> str:
    return rows("block")[key].alias if _chinese(node, "block") else key
