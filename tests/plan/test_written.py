"""A layout as it is written: whoever changes it in place finds every text where it stands."""

from __future__ import annotations

import pytest

from banxin.plan.written import Alias, Mapping, Scalar, Sequence, meant, written
from banxin.problems import Report, Source

TEXT = """# 头
from: inner # x
blocks: &all
  - &b {story: &s three-towns, columns: &c "1-3", 'lines': *c,}
  - # 下
    story: >-
      three
      towns

    inside: [*b]
    dummy: |
      AAB

      AAC
    # 尾
  - {of: *s, text: [], photo: , more: {}}
more: *all
"""


def everything(node, found):
    """All nodes, outermost first."""
    found.append(node)
    for below in getattr(node, "items", ()) if isinstance(node, Sequence) else ():
        everything(below, found)
    for pair in node.pairs if isinstance(node, Mapping) else ():
        for below in pair:
            everything(below, found)
    return found


def test_every_node_has_its_place():
    """Quotes and brackets are part of a place, anchors stand before it, a text in lines ends with its last one."""
    root = written(Source("x", TEXT), Report())
    nodes = everything(root, [])
    places = [TEXT[node.start : node.end] for node in nodes if isinstance(node, Scalar | Alias)]
    assert places == [
        "from", "inner", "blocks", "story", "three-towns", "columns", '"1-3"', "'lines'", "*c", "story",
        ">-\n      three\n      towns", "inside", "*b", "dummy", "|\n      AAB\n\n      AAC", "of", "*s", "text", "photo", "", "more",
        "more", "*all",
    ]  # fmt: skip
    first = next(node for node in nodes if isinstance(node, Mapping) and node.flow)
    assert TEXT[first.mark : first.end].startswith("&b {story: &s")
    assert TEXT[first.start] == "{"
    assert TEXT[first.end - 1] == "}"
    listed = next(node for node in nodes if isinstance(node, Sequence))
    assert TEXT[listed.mark :].startswith("&all\n")
    assert TEXT[listed.start :].startswith("- &b")


def test_an_alias_knows_what_it_repeats():
    """A text or a whole block; the names of both are the same node's."""
    root = written(Source("x", TEXT), Report())
    aliases = [node for node in everything(root, []) if isinstance(node, Alias)]
    assert [type(alias.target) for alias in aliases] == [Scalar, Mapping, Scalar, Sequence]
    assert meant(aliases[0]).value == "1-3"
    assert meant(root) is root


@pytest.mark.parametrize(
    "text", ["", "- a\n", "a: [\n", "a: 1\n---\nb: 2\n", "a: !x y\n", "a: &x 1\n", "a: 1\na: 2\n", "a\x00: 1\n"]
)
def test_a_layout_with_a_fault_has_no_places_to_write_at(text):
    """Nobody edits what was not understood; why is said."""
    report = Report()
    assert written(Source("x", text), report) is None
    assert report.failed
