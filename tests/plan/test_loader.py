"""The guarded loader: nothing a layout file holds can bring the desk down."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from banxin.plan import loader
from banxin.plan.loader import List, Map, Text, load
from banxin.problems import UNSAFE, Report, Source

ROOT = Path(__file__).parents[2]
_BOMB = """
import sys
from banxin.plan.loader import load
from banxin.problems import Report, Source
report = Report()
load(Source("A05.yaml", sys.stdin.read()), report)
print(sorted({problem.code for problem in report}))
sys.exit(report.status)
"""
OPENERS = ["[", "- ", "{a: ", "{a: {a:", "{a: {b: ", "? ", "[? ", "a:\n", "- - - -\n", '["', "{[", "&a [", "!!x ["]
# Told apart from the others: what is not deep is broken or merely strange.
DEEP = {"[", "- ", "{a: ", "? ", "[? ", "{[", "{a: {b: "}


def read(text: str) -> tuple[Map | None, list[str]]:
    """The tree and the codes of what was said."""
    report = Report()
    tree = load(Source("A05.yaml", text), report)
    return tree, [problem.code for problem in report]


@pytest.mark.parametrize("size", [50_000, 1_000_000])
@pytest.mark.parametrize("opener", OPENERS)
def test_bombs_of_brackets_are_refused(opener: str, size: int) -> None:
    """A file of nothing but brackets ends in a message and status 3, in a second, never in a crash."""
    bomb = (opener * (size // len(opener)))[:size]
    start = time.process_time()

    command = [sys.executable, "-c", _BOMB]
    run = subprocess.run(command, input=bomb, capture_output=True, text=True, cwd=ROOT, timeout=20, check=False)

    assert run.returncode in (1, UNSAFE), run.stderr[-400:]
    assert "Traceback" not in run.stderr
    if opener in DEEP:
        assert (UNSAFE, "['plan.too-deep']\n") == (run.returncode, run.stdout)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("opener", ["[", "- ", "{a: ", "? "])
@pytest.mark.parametrize("depth", [10, 63, 64, 65, 100, 1000, 100_000])
def test_depth_is_bounded(opener: str, depth: int) -> None:
    """Sixty-four levels are ten times what a layout has; one more is refused."""
    _, codes = read("k: " + "[" * depth + "]" * depth if opener == "[" else opener * depth + "x")

    assert ("plan.too-deep" in codes) == (depth > (64 if opener != "[" else 63)), codes


def test_too_many_items_are_refused() -> None:
    """A hundred thousand keys are no newspaper page."""
    assert read("".join(f"k{i}: {i}\n" for i in range(100_000)))[1] == ["plan.too-many"]


def test_aliases_count_as_often_as_they_are_repeated() -> None:
    """Nine lines that mean a thousand million items are refused; a part used twice is not."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]

    assert ["plan.too-many"] == read("\n".join(lines))[1]

    tree, codes = read("a: &credits {编辑: 沈禾}\nb: *credits\n")
    assert not codes
    assert tree is not None
    assert tree.pairs[0][1] == tree.pairs[1][1]


def test_merge_bomb_is_never_unfolded() -> None:
    """The 407 bytes that keep other loaders busy for ten seconds cost nothing here."""
    lines = ["a0: &a0 {x: 1}"] + [f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 9)}]}}" for i in range(1, 8)]
    start = time.process_time()

    _, codes = read("\n".join(lines))

    assert set(codes) <= {"plan.merge-key", "plan.too-many", "plan.misread"}
    assert "plan.merge-key" in codes or "plan.too-many" in codes
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "a: " * 300_000, '"' * 500_000, "'a" * 400_000, "#" * 1_000_000, "a: b #\n" * 140_000,
     "- a\n" * 250_000, "a：b\n" * 200_000, "[a，" * 200_000, "\t" * 900_000, "*a " * 300_000, "\n" * 1_000_000,
     "k: |\n" + " x\n" * 300_000, "%" * 900_000, "&a " * 300_000, "!" * 900_000, "\u200b" * 300_000,
     "{a: b，c: d}\n" * 60_000, "a:\n -b\n" * 12_000, "k: 'x\n" * 14_000, "k: @x\n" * 16_000],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_long_files_take_no_long_time(text: str) -> None:
    """A megabyte of anything is answered in about a second."""
    start = time.process_time()

    tree, codes = read(text)

    assert tree or codes
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "written",
    ["NO", "yes", "~", "null", "017", "0x1F", "1e3", ".inf", "12:30", "12:30:45", "2026-06-01", "=", "1_000", "+1",
     "0o17", "true", "y", "off", "2026-13-45", "9" * 5000, "\U00020bb7野家", "1.50元", "=1+1", "-", "a-b",
     "a:b", "a#b"],
)  # fmt: skip
def test_text_stays_text(written: str) -> None:
    """What an editor writes is not turned into numbers, dates, or yes and no."""
    tree, codes = read(f"k: {written}\nl: [{written}]\n")

    if written == "-":
        assert codes
        return
    assert not codes
    assert tree is not None
    one, other = (value for _, value in tree.pairs)
    assert isinstance(one, Text)
    assert isinstance(other, List)
    assert (written, written) == (one.value, other.items[0].value)  # type: ignore[union-attr]


@pytest.mark.parametrize("escape", ["\\u200b", "\\0", "\\u202e", "\\uFFFF", "\\U000E0041", "\\x1b"])
def test_escapes_hide_nothing(escape: str) -> None:
    """A character that may not stand in a layout may not come in through an escape either."""
    assert ["plan.character"] == read(f'k: "望{escape}澜"')[1]


def test_places_count_characters() -> None:
    """A rare character of a name (𠮷, beyond the basic plane) counts as one column."""
    tree, _ = read("记者: 沈\U00020bb7\n\U00020bb7: {a: '\U00020bb7x', b: c}\n")

    assert tree is not None
    below = tree.pairs[1][1]
    assert isinstance(below, Map)
    key, value = below.pairs[1]
    assert (2, 14) == key.span.place
    assert (2, 17) == value.span.place


def test_python_parser_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML came without libyaml the same faults stand at the same places."""
    folder = Path(__file__).parent / "faults"
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.yaml"))]
    fast = [_places(text) for text in texts]

    monkeypatch.setattr(loader, "_Loader", yaml.Loader)

    assert fast == [_places(text) for text in texts]


def _places(text: str) -> list[tuple[str, tuple[int, int]]]:
    report = Report()
    load(Source("A05.yaml", text), report)
    return [(problem.code, problem.span.place) for problem in report if problem.span]


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="ab: -[]{}\n\t'\"#&*!|>%@?,，：x中\U00020bb7<\u2028\x00", max_size=60))
def test_no_text_raises(text: str) -> None:
    """Whatever is typed, the loader gives a tree or says what is wrong, at a place within the file."""
    report = Report()
    source = Source("A05.yaml", text)

    tree = load(source, report)

    assert tree is not None or report.failed
    for problem in report:
        assert problem.span is not None
        assert 0 <= problem.span.start <= problem.span.end <= len(text) + 1
        assert problem.span.start <= len(text)


@pytest.mark.parametrize("line", ["!!", "%FOO"])
def test_a_fault_at_the_end_of_a_line_has_a_place_that_can_be_seen(tmp_path, line):
    """A caret of one sign, not of none."""
    from banxin.files import Tree
    from banxin.plan import read_house

    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/house.yaml").write_text(f"paper: {{name: 试版}}\n{line}\n", "utf-8")
    report = Report()
    read_house(Tree(str(tmp_path)), report)
    (problem,) = [one for one in report if one.code == "plan.syntax"]
    assert problem.span.end - problem.span.start == 1
