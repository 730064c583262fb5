"""How a new value is written where an old one stands: with its quotes, its line breaks and the blanks between its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.plan.written import Alias, Mapping, Scalar, Sequence, nodes
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.written import Node

_WORD = re.compile(r"\S+")
#: What a text without quotes may not hold, whatever stands around it; and the first characters it may not have.
_UNPLAIN = re.compile(r"[,\[\]{}\n]|:(?:\s|$)|\s#|^\s|\s$|^[-?:](?:\s|$)|^[#&*!|>'\"%@`]|^$")


class Splice(NamedTuple):
    """Characters ``start`` up to ``end`` of a text become ``new``."""

    start: int
    end: int
    new: str


class Wanted(NamedTuple):
    """A value that is to be another one: the node that is written there, and its new text."""

    node: Scalar | Alias
    new: str


def pieces(text: str, root: Node, wanted: dict[int, Wanted]) -> list[Splice]:
    """What is to be written for new values, by the places where their nodes begin.

    A value that other places repeat by an alias stays theirs: who is meant gets a value of its own, and where that was
    the one with the anchor, the first of the others gets the anchor.
    """
    found: list[Splice] = []
    groups: dict[int, list[Scalar | Alias]] = {}
    for node in nodes(root):
        target = node.target if isinstance(node, Alias) else node
        if isinstance(node, Scalar | Alias) and isinstance(target, Scalar):
            groups.setdefault(target.mark, []).append(node)
    for group in groups.values():
        if any(node.start in wanted for node in group):
            found += _group(text, group, wanted)
    return sorted(found)


def _group(text: str, group: list[Scalar | Alias], wanted: dict[int, Wanted]) -> list[Splice]:
    """One value with its aliases (most often: one value without any)."""
    first = group[0]
    assert isinstance(first, Scalar)  # an alias stands after what it repeats
    finals = [wanted[node.start].new if node.start in wanted else first.value for node in group]
    if all(final == finals[0] for final in finals):
        return _respelled(text, first, finals[0])
    keepers = [node for node, final in zip(group, finals, strict=True) if final == first.value]
    found: list[Splice] = []
    if first not in keepers:
        found.append(Splice(first.mark, first.start, ""))
        found += _respelled(text, first, finals[0])
    elif len(keepers) == 1:
        # Nobody repeats it any more, and an anchor for nobody is a fault.
        found.append(Splice(first.mark, first.start, ""))
    for node, final in zip(group[1:], finals[1:], strict=True):
        if final != first.value:
            found.append(Splice(node.start, node.end, _afresh(first, final)))
        elif first not in keepers and node is keepers[0]:
            anchor = f"&{first.anchor} " if len(keepers) > 1 else ""
            found.append(Splice(node.start, node.end, anchor + _afresh(first, final)))
    return found


def _respelled(text: str, node: Scalar, new: str) -> list[Splice]:
    """A value in place of another: where both have as many words, only those that differ."""
    begin, end = _inside(text, node)
    there = list(_WORD.finditer(text, begin, end))
    words, others = new.split(), node.value.split()
    as_read = [match[0] for match in there] == others
    if as_read and len(words) == len(others) and all(map(_harmless, words)):
        return [Splice(match.start(), match.end(), word)
                for match, word in zip(there, words, strict=True) if match[0] != word]  # fmt: skip
    return [Splice(node.start, node.end, _afresh(node, new))]


def _harmless(word: str) -> bool:
    """Whether a word means the same in any quotes, and without them."""
    return not _UNPLAIN.search(word) and not set(word) & set("'\"\\")


def _inside(text: str, node: Scalar) -> tuple[int, int]:
    """Where the text of a value begins and ends between its quotes, or below its ``|`` or ``>``."""
    if node.style in ("|", ">"):
        return text.find("\n", node.start) + 1, node.end
    return (node.start + 1, node.end - 1) if node.style else (node.start, node.end)


def _afresh(node: Scalar, new: str) -> str:
    """A value in the quotes of another, written on one line."""
    if node.style == "'" and "\n" not in new:
        return single(new)
    return double(new) if node.style == '"' or "\n" in new else bare(new)


def bare(value: str) -> str:
    """A value without quotes, where it needs none."""
    return single(value) if _UNPLAIN.search(value) else value


def single(value: str) -> str:
    """A value in single quotes."""
    return "'" + value.replace("'", "''") + "'"


def double(value: str) -> str:
    """A value in double quotes."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def with_key(text: str, node: Mapping, key: str, value: str) -> Splice:
    """A map with one key more, behind its first one; ``value`` as it is to be written."""
    if node.flow:
        if not node.pairs:
            return Splice(node.start + 1, node.start + 1, f"{key}: {value}")
        at = max(node.pairs[0][0].end, node.pairs[0][1].end)
        return Splice(at, at, f", {key}: {value}")
    first, below = node.pairs[0]
    start = first.start if isinstance(first, Alias) else first.mark
    indent = " " * (start - text.rfind("\n", 0, start) - 1)
    if _on_one_line(below):
        at = text.find("\n", max(first.end, below.end))
        at = at if at >= 0 else len(text)
        return Splice(at, at, f"\n{indent}{key}: {value}")
    return Splice(start, start, f"{key}: {value}\n{indent}")


def before_keys(text: str, node: Mapping, keys: list[tuple[str, str]]) -> Splice:
    """A map with some keys before its own, each with its value as it is to be written."""
    written = [f"{key}: {value}" for key, value in keys]
    if node.flow:
        return Splice(node.start + 1, node.start + 1, ", ".join(written) + (", " if node.pairs else ""))
    first = node.pairs[0][0]
    start = first.start if isinstance(first, Alias) else first.mark
    indent = " " * (start - text.rfind("\n", 0, start) - 1)
    return Splice(start, start, "".join(f"{line}\n{indent}" for line in written))


def _on_one_line(node: Node) -> bool:
    """Whether what stands behind a value on its last line belongs to nobody else."""
    if isinstance(node, Alias):
        return True
    return node.flow if isinstance(node, Sequence | Mapping) else node.style not in ("|", ">")


def with_items(text: str, node: Sequence, items: list[str]) -> Splice:
    """A list with some items more before its own, each on one line."""
    if node.flow:
        return Splice(node.start + 1, node.start + 1, ", ".join(items) + (", " if node.items else ""))
    indent = " " * (node.start - text.rfind("\n", 0, node.start) - 1)
    return Splice(node.start, node.start, "".join(f"- {item}\n{indent}" for item in items))
