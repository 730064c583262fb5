"""A layout as it is written: every node with its exact place, its quotes, its anchor, and aliases as aliases.

:mod:`banxin.plan.loader` gives what a file *means*: there an alias is the node that it repeats, and nobody sees
how a text was quoted. Who changes a file in place has to know. The guarded loader reads first, so what is walked
here is neither too deep nor too large, and has no fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from banxin.plan.loader import events, load
from banxin.problems import Report
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.problems import Source

#: An anchor, and all that may stand between it and what it names.
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+(?:\s+(?:#[^\n]*)?)*")


class Scalar(NamedTuple):
    """A text. ``mark`` is where its anchor begins, ``start`` where the text (or its quotation mark) does."""

    mark: int
    start: int
    end: int
    """Where it ends; of a text over several lines (``|``, ``>``) where its last line does."""
    value: str
    style: str
    """'' where it is written without quotes, else one of ``' " | >``."""
    anchor: str


class Sequence(NamedTuple):
    """A list; ``start`` is where its bracket or its first dash stands."""

    mark: int
    start: int
    end: int
    items: tuple[Node, ...]
    flow: bool
    anchor: str


class Mapping(NamedTuple):
    """Keys and values in the order written; ``start`` is where its bracket or its first key stands."""

    mark: int
    start: int
    end: int
    pairs: tuple[tuple[Scalar | Alias, Node], ...]
    flow: bool
    anchor: str


class Alias(NamedTuple):
    """``*name``, which stands for a node that is written elsewhere."""

    start: int
    end: int
    target: Scalar | Sequence | Mapping


Node = Scalar | Sequence | Mapping | Alias


def written(source: Source, report: Report) -> Mapping | None:
    """The tree of a file as it is written; ``None`` where YAML's grammar is broken, which the report says then."""
    own = Report()
    root = load(source, own)
    report.join(own)
    if root is None or own.failed:
        return None
    tree = _EventWalk(source.text).root()
    assert isinstance(tree, Mapping)  # the loader takes nothing else
    return tree


def meant(node: Node) -> Scalar | Sequence | Mapping:
    """What a node stands for: of an alias that which it repeats."""
    return node.target if isinstance(node, Alias) else node


def nodes(node: Node) -> Iterator[Node]:
    """A node and all that is written in it, in the order written; what an alias repeats is not walked a second time."""
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield from nodes(key)
            yield from nodes(value)


class _EventWalk:
    """One walk over the events of a text that has no fault."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events = events(text)
        self._anchors: dict[str, Scalar | Sequence | Mapping] = {}

    def root(self) -> Node:
        """The document's node."""
        self._next()
        self._next()
        return self._node(self._next())

    def _next(self) -> yaml.Event:
        event = self._events.get_event()
        assert event is not None  # the walk ends with the document
        return event

    def _node(self, event: yaml.Event) -> Node:
        mark, end = event.start_mark.index, event.end_mark.index  # type: ignore[union-attr] # both parsers give marks
        anchor = event.anchor or ""  # type: ignore[attr-defined]
        if isinstance(event, yaml.AliasEvent):
            return Alias(mark, end, self._anchors[anchor])
        start = mark
        if anchor:
            found = _ANCHOR.match(self._text, mark)
            assert found is not None  # an anchor is what the event begins with
            start = found.end()
        node = self._bare(event, mark, start, end, anchor)
        if anchor:
            self._anchors[anchor] = node
        return node

    def _bare(self, event: yaml.Event, mark: int, start: int, end: int, anchor: str) -> Scalar | Sequence | Mapping:
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("|", ">"):
                end = len(self._text[:end].rstrip("\n "))
            return Scalar(mark, min(start, max(end, mark)), end, event.value, event.style or "", anchor)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(below := self._next(), yaml.SequenceEndEvent):
                items.append(self._node(below))
            flow = bool(event.flow_style)
            return Sequence(mark, start, self._end(below, items[-1:], flow=flow), tuple(items), flow, anchor)
        assert isinstance(event, yaml.MappingStartEvent)
        pairs: list[tuple[Scalar | Alias, Node]] = []
        while not isinstance(below := self._next(), yaml.MappingEndEvent):
            key = self._node(below)
            assert isinstance(key, Scalar | Alias)  # the loader takes no other key
            pairs.append((key, self._node(self._next())))
        flow = bool(event.flow_style)
        end = self._end(below, list(pairs[-1]) if pairs else [], flow=flow)
        return Mapping(mark, start, end, tuple(pairs), flow, anchor)

    def _end(self, event: yaml.Event, last: list[Node], *, flow: bool) -> int:
        """A bracket's end, or that of the last thing in a list or map without one."""
        if flow or not last:
            return event.end_mark.index  # type: ignore[union-attr] # as above
        return max(node.end for node in last)
