"""A house states what it left to the defaults: keys are written where house.yaml has them, or would have them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from banxin.edit._mentions import Mention
from banxin.edit._proving import prove_files
from banxin.edit._records import Change
from banxin.edit._revision import Rewriting, Stated, plain
from banxin.edit.papers import Papers, meaning
from banxin.files.reading import open_tree
from banxin.plan.keys import new_name, rows
from banxin.plan.types import Type
from banxin.plan.written import Alias, Mapping, Scalar, Sequence, meant, written
from banxin.problems import Fault, Report, Source, Span, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Values

    from banxin.edit._mentions import Path
    from banxin.files import Tree
    from banxin.plan.written import Node

#: Values by key, of which some are maps of values themselves.
Nested = dict[str, "str | Nested"]


def state_keys(
    tree: Tree, wanted: Values[str, Values[str, str]], layouts: Values[str, str] | None = None, version: int = 0
) -> Change:
    """Layouts, by their files, state values more, by their paths in English (``styles.subhead.size``), each as YAML on one line.

    A key that is there gets the new value. ``defaults`` becomes the first key of the file. A new key is called in Chinese
    where those beside it are. In ``layouts``, files by the tables that they are read with, keys get the names of a
    ``version``, too; a file that is not among them is a house. Raises :class:`Fault` edit.shared-key where a map is written once for several places, edit.unsure, and what keeps a file
    from being read.
    """
    papers, revisions, tables = Papers(tree), dict[str, Rewriting](), layouts or {}
    for path in dict.fromkeys([*wanted, *tables]):
        sheet = papers.sheet(path)
        if sheet is None:
            raise Fault("files.not-found", whole(path), path=path)
        revisions[path] = Rewriting(sheet)
        kind = Type("table", table=tables.get(path, "house"))
        _state(revisions[path], sheet.root, (), kind, nested(wanted.get(path, {})), _is_chinese(sheet.root, kind))
        if path in tables:
            for mention in reversed(old_names(sheet.root, tables[path], version)):
                revisions[path].put(mention, new_name(mention.table, mention.value, version))
    edits = [edit for revision in revisions.values() for edit in revision.edits]
    change = Change(tuple(edits), (), papers.read)
    with closing(open_tree(tree.root, change.results())) as after:
        prove_files(after, revisions)
    return change


def old_names(root: Mapping, table: str, version: int = 0) -> list[Mention]:
    """The keys of a file read with a table that a version (0: the newest) calls otherwise, each before those below it."""
    return list(_old_names(root, Type("table", table=table), (), version))


def _old_names(node: Node, kind: Type, path: Path, version: int) -> Iterator[Mention]:
    own = meant(node)
    if isinstance(own, Sequence):
        for at, item in enumerate(own.items):
            yield from _old_names(item, kind.of or kind, (*path, at), version)
    elif isinstance(own, Mapping):
        for key, value in own.pairs:
            name = meaning(key)
            row = rows(kind.table).get(name) if kind.table else None
            if row is not None and new_name(kind.table, name, version):
                yield Mention((*path, name), kind.table, row.name, key, name, is_key=True)
            below = row.type if row is not None else None if kind.table else kind.of
            if below is not None:
                yield from _old_names(value, below, (*path, name), version)


def nested(values: Values[str, str]) -> Nested:
    """Values by the single steps of their paths."""
    found: Nested = {}
    for key, value in values.items():
        *above, last = key.split(".")
        at = found
        for step in above:
            below = at.setdefault(step, {})
            assert isinstance(below, dict)  # no key is a value and a map at once
            at = below
        at[last] = value
    return found


def _state(revision: Rewriting, node: Mapping, path: Path, kind: Type, wanted: Nested, chinese: bool) -> None:
    """Let a map of some kind have what is wanted, and those below it; what it has not is written in one go."""
    new = {"": list[Stated](), "defaults": list[Stated]()}
    for name, value in wanted.items():
        own, below = _named(kind, name, chinese=chinese)
        found = next(((key, at) for key, at in node.pairs if _english(kind, meaning(key)) == name), None)
        if found is None:
            spelled = _spelled(value, below, chinese=chinese)
            new[name if not path and name in new else ""].append(Stated(own, spelled, _meant(spelled)))
        else:
            _restate(revision, (*path, meaning(found[0])), found[1], below, value, chinese)
    if new["defaults"]:
        revision.state(node, path, new["defaults"], first=True)
    if new[""]:
        revision.state(node, path, new[""])


def _restate(revision: Rewriting, path: Path, node: Node, kind: Type, value: str | Nested, chinese: bool) -> None:
    """Let a key that is there have another value, or more keys below it."""
    own = Span(revision.sheet.source, node.start, node.end)
    if isinstance(node, Alias) or node.anchor:
        raise Fault("edit.shared-key", own, key=".".join(map(str, path)))
    if isinstance(value, str) and isinstance(node, Scalar):
        revision.put(Mention(path, kind.table, str(path[-1]), node, node.value), str(_meant(value)))
    elif isinstance(value, dict) and isinstance(node, Mapping):
        _state(revision, node, path, kind, value, _is_chinese(node, kind) if node.pairs and kind.table else chinese)
    else:
        raise Fault("edit.unsure", own, path=revision.sheet.path)


def _named(kind: Type, name: str, *, chinese: bool) -> tuple[str, Type]:
    """How a key of a map is written, and what kind of value it has."""
    row = rows(kind.table).get(name) if kind.table else None
    if row is None:
        return name, kind.of or Type("text")
    return (row.alias if chinese else row.name), row.type


def _english(kind: Type, name: str) -> str:
    """The English name of a key, whichever of its names is written."""
    row = rows(kind.table).get(name) if kind.table else None
    return name if row is None else row.name


def _is_chinese(node: Mapping, kind: Type) -> bool:
    """Whether a map's first key of the table is written in Chinese."""
    known = rows(kind.table) if kind.table else {}
    first = next((name for key, _ in node.pairs if (name := meaning(key)) in known), "")
    return bool(first) and known[first].name != first


def _spelled(value: str | Nested, kind: Type, *, chinese: bool) -> str:
    """A value as it is written on one line."""
    if isinstance(value, str):
        return value
    parts = []
    for name, below in value.items():
        own, inner = _named(kind, name, chinese=chinese)
        parts.append(f"{own}: {_spelled(below, inner, chinese=chinese)}")
    return f"{{{', '.join(parts)}}}"


def _meant(spelled: str) -> object:
    """What a value means as it is written in a flow map."""
    root = written(Source("defaults", f"{{x: {spelled}}}\n"), Report())
    assert root is not None  # who gives the value has read it
    return plain(root.pairs[0][1])
