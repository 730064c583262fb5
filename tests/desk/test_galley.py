"""小样: copy at a measure, line by line, for people and for machines."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import banxin
from tests.conftest import ROOT

COPY = "今年一季度，全市GDP同比增长5.2%；“十四五”以来，增速首次超过全国平均水平。\n第二段从这里开始，讲得也不算短，好让它占满几行。\n"


def galley(*words: str, copy: str = COPY) -> subprocess.CompletedProcess[str]:
    """Run the command on copy given at its standard input."""
    command = [sys.executable, str(ROOT / "typeset.py"), "galley", *words]
    return subprocess.run(command, input=copy, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("more", [(), ("--vertical",), ("--level", "strict"), ("--style", "开明"), ("--lang", "zh-Hant"), ("--indent", "0"), ("--hanging",)])  # fmt: skip
def test_a_galley_for_machines_adds_up(more):
    """Every character once and in order, at its place in the copy; cells fill their line to the measure."""
    done = galley("--text", "-", "--measure", "11字", "--format", "json", *more)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert "".join(line["text"] for line in found["lines"]) == COPY.replace("\n", "")
    last = {line["paragraph"]: number for number, line in enumerate(found["lines"])}
    for number, line in enumerate(found["lines"]):
        start, end = line["span"]
        assert COPY[start:end] == line["text"] == "".join(cell["text"] for cell in line["cells"])
        pen = line["cells"][0]["x"]
        for cell in line["cells"]:
            assert cell["x"] == pytest.approx(pen, abs=0.002)
            pen += cell["advance"]
        assert pen == pytest.approx(line["width"], abs=0.005)
        assert line["fit"] in ("as-set", "squeezed", "stretched", "hung", "forced")
        if number not in last.values() and line["fit"] != "hung":
            assert line["width"] == pytest.approx(11, abs=0.001)


def test_a_galley_for_people_counts_lines_and_characters():
    """A line a line, what was done to it, and the counts at the end."""
    done = galley("--text", "-", "--measure", "11")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(lines) > 3
    assert str(len(lines) - 1) in lines[-1]
    assert str(len(COPY.replace("\n", ""))) in lines[-1]


def test_ragged_lines_keep_their_own_width():
    """--no-justify leaves lines as their characters are."""
    found = json.loads(galley("--text", "-", "--measure", "11", "--no-justify", "--format", "json").stdout)
    assert all(line["fit"] in ("as-set", "squeezed") for line in found["lines"])


def test_a_story_is_set_with_its_subheads():
    """By its slug or its file."""
    by_slug, by_path = (galley(name, "--measure", "13字") for name in ("courtyard", "stories/2026-06-01/courtyard.md"))
    assert by_slug.returncode == 0
    assert by_slug.stdout == by_path.stdout
    assert "七次投票定下水管" in by_slug.stdout


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("--measure", "11"), 2, "desk.galley-what"),
        (("--text", "-", "--measure", "wide"), 2, "desk.measure"),
        (("--text", "/nowhere.txt", "--measure", "11"), 1, "files.not-found"),
        (("nobody", "--measure", "11"), 2, "desk.no-path"),
    ],
)
def test_what_cannot_be_set_is_said(words, status, code):
    """One line, no traceback."""
    done = galley(*words)
    assert code in done.stdout
    assert done.returncode == status
    assert not done.stderr


def test_the_public_door_gives_the_same():
    """What the command prints, Python gets as records."""
    from banxin.problems import Report
    from banxin.run.galley import open_house
    from banxin.run.project import find_project

    house, faces = open_house(find_project(str(ROOT)), Report())
    mine = banxin.galley(COPY, 11, house=house, faces=faces)
    theirs = json.loads(galley("--text", "-", "--measure", "11", "--format", "json").stdout)
    assert [line.text for line in mine.lines] == [line["text"] for line in theirs["lines"]]
    assert [line.width for line in banxin.galley(COPY, 11).lines]
