"""What a compositor types: rename, move, undo, redo."""

from __future__ import annotations

import json

import pytest

from banxin.desk.command import main
from tests.edit.project import DATE, Paper


@pytest.fixture
def desk(paper: Paper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The command, run in the edition's folder."""
    paper.stories("towns", "other")
    paper.page(
        "blocks:\n  - {story: towns, columns: 1-6, lines: 1-40} # 头条\n  - {story: other, columns: 1-6, lines: after towns to 80}\n"
    )
    monkeypatch.chdir(paper.root / "layouts" / DATE)

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        try:
            status = main([*words, "--lang", "zh"])
        except SystemExit as stop:
            status = int(stop.code or 0)
        told = capsys.readouterr()
        return status, told.out + told.err

    return run


def test_a_story_is_renamed_and_named_back(desk, paper: Paper):
    """Each file is said with the number of places, the story with both its names."""
    before = paper.files()
    status, text = desk("rename", "towns", "三镇")
    assert status == 0
    assert text.splitlines() == [
        f"layouts/{DATE}/A05.yaml  2 处", f"stories/{DATE}/towns.md → 三镇.md", "改名完成；banxin undo 可以退回",
    ]  # fmt: skip
    assert (
        paper.a05()
        == "blocks:\n  - {story: 三镇, columns: 1-6, lines: 1-40} # 头条\n  - {story: other, columns: 1-6, lines: after 三镇 to 80}\n"
    )
    assert "退回了：rename towns 三镇" in desk("undo")[1]
    assert before == paper.files()
    assert "重做了：rename towns 三镇" in desk("redo")[1]
    assert before != paper.files()


def test_a_block_is_renamed_and_moved(desk, paper: Paper):
    """A block is named with its page: here, or by the page's path."""
    assert desk("rename", "A05/towns", "lead")[0] == 0
    assert desk("move", f"{paper.root}/layouts/{DATE}/A05.yaml/lead", "--columns", "1-3", "--lines", "1-50")[0] == 0
    assert desk("move", "A05/other", "--lines", "51-90")[0] == 0
    assert (
        paper.a05()
        == "blocks:\n  - {story: towns, id: lead, columns: 1-3, lines: 1-50} # 头条\n  - {story: other, columns: 1-6, lines: after lead to 90}\n"
    )


def test_machines_are_told_the_same(desk, paper: Paper):
    """One JSON object, whatever comes of it."""
    told = json.loads(desk("rename", "towns", "t2", "--format", "json")[1])
    assert told == {"done": "rename towns t2", "files": [f"layouts/{DATE}/A05.yaml"],
                    "renamed": [[f"stories/{DATE}/towns.md", f"stories/{DATE}/t2.md"]], "problems": [], "status": 0}  # fmt: skip
    told = json.loads(desk("rename", "towns", "t3", "--format", "json")[1])
    assert [problem["code"] for problem in told["problems"]] == ["edit.no-story"]
    assert told["status"] == 2


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("rename", "towns", "a b"), 2, "edit.bad-name"),
        (("rename", "towns", "other"), 1, "edit.name-taken"),
        (("rename", "nobody", "x"), 2, "edit.no-story"),
        (("rename", "A05/nobody", "x"), 2, "edit.no-block"),
        (("rename", "x/nobody", "x"), 2, "desk.which-block"),
        (("move", "A05/towns"), 2, "desk.no-place"),
        (("move", "towns", "--lines", "1-9"), 2, "desk.which-block"),
        (("move", "A07/towns", "--lines", "1-9"), 2, "desk.no-path"),
        (("move", "A05/towns", "--columns", "1-7"), 2, "edit.off-page"),
        (("undo",), 1, "edit.nothing-to-undo"),
        (("redo",), 1, "edit.nothing-to-redo"),
    ],
)
def test_what_cannot_be_done_is_said(words, status, code, desk, paper: Paper):
    """With a code, a hint and a status for scripts; nothing is written."""
    before = paper.files()
    found, text = desk(*words)
    assert status == found, text
    assert f"[{code}]" in text
    assert "hint: " in text
    assert before == paper.files()


def test_a_layout_that_changed_since_is_shown(desk, paper: Paper):
    """An undo over somebody's later work is refused as unsafe, with both versions' lines."""
    desk("move", "A05/towns", "--lines", "1-50")
    paper.page(paper.a05().replace("1-50", "1-55"))
    status, text = desk("undo")
    assert status == 3
    assert "-   - {story: towns, columns: 1-6, lines: 1-50} # 头条" in text
    assert "+   - {story: towns, columns: 1-6, lines: 1-55} # 头条" in text


def test_a_move_to_the_same_place_is_none(desk):
    """There is nothing to take back."""
    assert desk("move", "A05/towns", "--lines", "1-40") == (0, "本来就是这样，没有改\n")
    assert desk("undo")[0] == 1


def test_the_story_of_several_days_is_asked_for(desk, paper: Paper, monkeypatch: pytest.MonkeyPatch):
    """Two days have a story of one name: which is meant must be said."""
    paper.write("layouts/2026-06-02/edition.yaml", "date: 2026-06-02\npages: [A05]\n")
    paper.page("blocks: [{story: towns, columns: 1-6, lines: 1-40}]\n", "A05", "2026-06-02")
    paper.write("stories/2026-06-02/towns.md", "---\nheadline: 题\n---\n字。\n")
    monkeypatch.chdir(paper.root)
    assert "[desk.which-story]" in desk("rename", "towns", "t2")[1]
    assert desk("rename", "towns", "t2", "layouts/2026-06-02")[0] == 0
    assert (paper.root / "stories/2026-06-02/t2.md").exists()
    assert (paper.root / f"stories/{DATE}/towns.md").exists()
