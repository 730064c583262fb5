"""Slips of the hand: one node of a good layout is renamed, doubled, retyped or lost (promises P10)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banxin.files.reading import Tree
from banxin.plan import read_edition, read_house, read_page
from banxin.plan.loader import List, Node, Text, load
from banxin.problems import Problem, Report, Source

PROJECT = Path(__file__).parent / "project"
FILES = [
    "layouts/house.yaml",
    "layouts/templates/inner.yaml",
    "layouts/2026-06-01/edition.yaml",
    "layouts/2026-06-01/A01.yaml",
    "layouts/2026-06-01/A05.yaml",
    "layouts/2026-06-01/A06.yaml",
]
# Maps whose keys are the paper's own words: a renamed one is another word, not a fault.
FREE = {"paper", "colours", "sections", "styles", "faces", "credits", "责编行"}


class Slip(NamedTuple):
    """A mutated text, what was done, and where."""

    what: str
    text: str
    start: int
    end: int


def slips(text: str) -> list[Slip]:
    """Every node of a layout renamed, doubled, retyped and deleted, one at a time."""
    tree = load(Source("", text), Report())
    assert tree is not None
    found: list[Slip] = []
    _walk(text, tree, "", found)
    return found


def _walk(text: str, node: Node, name: str, found: list[Slip]) -> None:
    if isinstance(node, Text):
        return
    if isinstance(node, List):
        for item in node.items:
            found.append(_retyped(text, item))
            _walk(text, item, name, found)
        return
    for key, value in node.pairs:
        if name not in FREE:
            found.append(Slip("renamed", text[: key.start] + "zq" + text[key.start :], key.start, key.end + 2))
        found.append(_doubled(text, key, value, flow=node.flow))
        found.append(_deleted(text, key, value, flow=node.flow))
        found.append(_retyped(text, value))
        _walk(text, value, key.value, found)


def _retyped(text: str, node: Node) -> Slip:
    new = "[[x]]" if isinstance(node, Text) else "{zq: zq}" if isinstance(node, List) else "zq"
    end = node.end
    if text[node.start] == "|":
        new, end = "[[x]]\n", text.index("每格")
    # A nested block becomes a value of its key only if it stands on the key's line.
    lead = "" if isinstance(node, Text) or node.flow else text[: node.start].rstrip() + " "
    before = lead or text[: node.start]
    return Slip("retyped", before + new + text[end:], len(before) - 1, len(before) + len(new))


def _doubled(text: str, key: Text, value: Node, *, flow: bool) -> Slip:
    pair = text[key.start : value.end]
    if flow:
        return Slip("doubled", text[: value.end] + ", " + pair + text[value.end :], key.start,
                    value.end + len(pair) + 2)  # fmt: skip
    column = key.start - (text.rfind("\n", 0, key.start) + 1)
    more = "\n" + " " * column + f"{key.value}: x\n"
    end = text.find("\n", value.end)
    return Slip("doubled", text[:end] + more + text[end + 1 :], key.start, end + len(more))


def _deleted(text: str, key: Text, value: Node, *, flow: bool) -> Slip:
    end = value.end
    if flow:
        end += len(text[end:]) - len(text[end:].lstrip(", "))
    return Slip("deleted", text[: key.start] + text[end:], key.start, key.start)


class Desk:
    """The good project in a folder of its own, one of whose files may be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PROJECT, folder, dirs_exist_ok=True)

    def said(self, file: str, text: str) -> list[Problem]:
        """All that is said with ``text`` in place of the file's own."""
        good = (PROJECT / file).read_text("utf-8")
        (self.folder / file).write_text(text, "utf-8")
        tree, report = Tree(str(self.folder)), Report()
        house = read_house(tree, report)
        edition = read_edition(tree, "2026-06-01", report)
        if house and edition:
            for name in edition.pages:
                read_page(tree, house, edition, name, report)
        (self.folder / file).write_text(good, "utf-8")
        return list(report)


@pytest.mark.parametrize("file", FILES)
def test_slips_are_said_where_they_happened(file: str, tmp_path: Path) -> None:
    """Whatever single node goes wrong, the message points into it, and nothing breaks."""
    desk = Desk(tmp_path)
    missed = []
    every = slips((PROJECT / file).read_text("utf-8"))
    for slip in every:
        problems = desk.said(file, slip.text)
        places = [p.span.start for p in problems if p.span and p.span.source.path == file]
        if slip.what != "deleted" and not any(slip.start <= place <= slip.end for place in places):
            missed.append((slip.what, slip.text[slip.start : slip.end], [p.code for p in problems]))

    assert len(every) > 20
    assert len(missed) <= len(every) // 100, missed


@pytest.mark.parametrize("file", FILES)
def test_required_things_are_missed(file: str, tmp_path: Path) -> None:
    """A file from which everything is deleted is not silently a page."""
    assert Desk(tmp_path).said(file, "")
    assert Desk(tmp_path).said(file, "# only a comment\n")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One desk for many slips."""
    return Desk(tmp_path_factory.mktemp("desk"))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(FILES),
    st.floats(0, 1),
    st.integers(0, 12),
    st.text(alphabet="ab: -[]{}\n\t'\"#&*!|>，：1-9栏行", max_size=4),
)
def test_no_slip_of_the_pen_breaks_the_program(desk: Desk, file: str, where: float, cut: int, typed: str) -> None:
    """A few characters lost and a few typed anywhere end in messages with places, never in a crash."""
    good = (PROJECT / file).read_text("utf-8")
    at = int(where * len(good))

    for problem in desk.said(file, good[:at] + typed + good[at + cut :]):
        assert problem.span is not None
        assert problem.span.place >= (1, 1)
