"""开天窗 is never silent: grid that nothing stands on, and what only keeps a place, are said and hold a page off the plate."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from banxin.desk.command import main
from banxin.plan.block import NOBODY
from banxin.problems import Words
from tests.proof.spoiled import DAY, Paper

if TYPE_CHECKING:
    from pathlib import Path

STORY = "  - {{story: one, columns: {}, lines: {}, copyfit: no, balance: no}}\n"


@pytest.fixture
def paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Paper:
    """A paper of one page, 6 columns of 110 lines."""
    return Paper(tmp_path, capsys)


def run(paper: Paper, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[tuple[str, str, str]]]:
    """The exit status, and severity, code and columns with lines of what was said of what is not there yet."""
    capsys.readouterr()
    verb, *more = words
    status = main([verb, str(paper.root / "layouts" / DAY), "--format", "json", "--lang", "zh", *more])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    problems = [problem for one in told for problem in one.get("problems", [one])]
    wanted = ("proof.window", "proof.placeholder-page", "proof.placeholder-credits", "proof.placeholder-copy")
    found = []
    for problem in problems:
        if problem.get("code") in wanted:
            place = re.search("第 (\\S+) 栏第 (\\S+) 行", problem["message"])
            found.append((problem["severity"], problem["code"], "/".join(place.groups()) if place else ""))
    return status, found


@pytest.mark.parametrize(
    ("blocks", "windows"),
    [
        (" []\n", ["1-6/1-110"]),
        ("\n" + STORY.format("1-6", "1-55"), ["1-6/56-110"]),
        ("\n" + STORY.format("1-4", "1-110"), ["5-6/1-110"]),
        ("\n" + STORY.format("2-5", "11-100"), ["1/1-110", "2-5/1-10", "6/1-110", "2-5/101-110"]),
        ("\n" + STORY.format("1-6", "3-108"), []),
        ("\n" + STORY.format("1-6", "1-107"), ["1-6/108-110"]),
        ("\n  - {story: one, copyfit: no, zones: [{columns: 1-6, lines: 1-50}, {columns: 1-2, lines: 51-110}]}\n",
         ["3-6/51-110"]),
        ("\n" + STORY.format("1-6", "1-55") + "  - {filler: white, columns: 1-6, lines: 56-110}\n", []),
        ("\n" + STORY.format("1-6", "1-55") + "  - {补白: 留白, 栏: 1-6, 行: 56-110}\n", []),
    ],
    ids=["no blocks", "lower half", "right third", "around", "two lines are white", "three are not", "zones", "white", "留白"],
)  # fmt: skip
def test_grid_that_no_block_covers_is_said_and_keeps_the_page_off_the_plate(paper, capsys, blocks, windows):
    """A warning while the page is made; an error of check --press and build --press, which writes a draft alone."""
    paper.story(1)
    paper.write(f"layouts/{DAY}/A01.yaml", "blocks:" + blocks)
    _, found = run(paper, capsys, "check")
    assert sorted(found) == sorted(("warning", "proof.window", place) for place in windows)
    status, found = run(paper, capsys, "check", "--press")
    assert sorted(found) == sorted(("error", "proof.window", place) for place in windows)
    assert not windows or status == 1
    out = paper.root / "o"
    status, found = run(paper, capsys, "build", "--press", "-o", str(out))
    assert sorted(found) == sorted(("error", "proof.window", place) for place in windows)
    assert (out / DAY / "press/A01.pdf").exists() != bool(windows)
    assert (out / DAY / "press/A01.draft.pdf").exists() == bool(windows)
    main(["status", str(paper.root / "layouts" / DAY), "--lang", "zh"])
    assert ("空" in capsys.readouterr().out) == bool(windows)


def test_white_on_purpose_shows_nothing(paper, capsys):
    """No word and no frame: the paper itself."""
    paper.write(f"layouts/{DAY}/A01.yaml", "blocks:\n  - {filler: white, columns: 1-6, lines: 1-110}\n")
    import banxin

    with banxin.open_edition(paper.root / "layouts" / DAY) as edition:
        page = edition.page("A01").composed
    assert page is not None
    inside = [item for item in page.items if getattr(item, "node", "")]
    assert inside == []
    assert [region.kind for region in page.regions] == ["filler"]


def test_a_house_may_say_what_a_window_is_worth(paper, capsys):
    """A profile's weight counts: a note in one press's, nothing in another's."""
    paper.write(f"layouts/{DAY}/A01.yaml", "blocks:\n" + STORY.format("1-6", "1-90"))
    for weight, wanted in (("note", ["note"]), ("off", []), ("警告", ["warning"])):
        paper.house(more=f"preflight: {{press: {{开天窗: {weight}}}}}")
        _, found = run(paper, capsys, "build", "--press", "-o", str(paper.root / "o"))
        assert [severity for severity, _, _ in found] == wanted


def test_what_a_new_edition_begins_with_goes_to_no_plate(tmp_path, capsys, monkeypatch):
    """typeset new's own page, credits and story: made and seen on the day, refused for the press."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "paper", "p", "--lang", "zh"]) == 0
    monkeypatch.chdir(tmp_path / "p")
    assert main(["new", "edition", "2027-01-05", "--lang", "zh"]) == 0
    monkeypatch.chdir(tmp_path / "p/stories/2027-01-05")
    assert main(["new", "story", "bridge", "--lang", "zh"]) == 0
    monkeypatch.chdir(tmp_path / "p")
    page = tmp_path / "p/layouts/2027-01-05/A02.yaml"
    text = page.read_text("utf-8").replace(
        "  - {filler: 占位", "  - {story: bridge, columns: 1-5, lines: 1-40}\n  - {filler: 占位"
    )
    page.write_text(text.replace("lines: 1-75", "lines: 41-75"), "utf-8")
    capsys.readouterr()
    main(["build", "--press", "layouts/2027-01-05", "--lang", "zh"])
    said = capsys.readouterr().out
    for code in ("page", "credits", "copy"):
        assert f"error[proof.placeholder-{code}]" in said, said
    assert not list(tmp_path.rglob("press/A0?.pdf"))
    main(["status", "layouts/2027-01-05", "--lang", "zh"])
    assert capsys.readouterr().out.count("待排") == 2


def test_nobody_is_who_a_new_page_names():
    """The name that keeps a credit's place is known by what typeset new writes."""
    assert set(NOBODY) == {Words(lang).say("desk.somebody") for lang in ("zh", "en")}


@pytest.mark.parametrize("balance", ["yes", "no"])
def test_zones_that_a_story_does_not_reach_are_empty_lines(paper, capsys, balance):
    """A story that ends in its first zone is short by all of the second one, too; copyfit does not call that made to fit."""
    paper.story(18)
    paper.write(
        f"layouts/{DAY}/A01.yaml",
        f"blocks:\n  - {{story: one, balance: {balance}, heading: {{takes: 4行}},\n"
        "     zones: [{columns: 1-6, lines: 1-20}, {columns: 1-2, lines: 21-110}]}\n"
        "  - {filler: white, columns: 3-6, lines: 21-110}\n",
    )  # fmt: skip
    capsys.readouterr()
    main(["check", str(paper.root / "layouts" / DAY), "--format", "json", "--lang", "en"])
    told = [
        problem for line in capsys.readouterr().out.splitlines() for problem in json.loads(line).get("problems", [])
    ]
    (short,) = [problem for problem in told if problem["code"] == "makeup.underset"]
    lines = int(re.search(r"short by (\d+) lines", short["message"])[1])
    assert 180 <= lines < 190, short
    assert not [problem for problem in told if problem["code"] == "makeup.copyfit"]
