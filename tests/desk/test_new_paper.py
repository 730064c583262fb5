"""``typeset new``: what it leaves builds at once, without a warning."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def typeset(*words: str, cwd, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "typeset.py"), *words, "--lang", "en"],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["海州周报", "The Daily: 1", "123"])
def test_a_new_paper_builds_without_a_warning(tmp_path, name):
    """Two pages, whatever its folder is called."""
    folder = tmp_path / name
    folder.mkdir()
    typeset("new", "paper", ".", cwd=folder)
    report = json.loads(typeset("build", "--format", "json", cwd=folder))
    assert [problem for problem in report["problems"] if problem["severity"] != "note"] == []
    assert sorted(path.name for path in folder.glob("out/*/*.pdf")) == ["A01.pdf", "A02.pdf", "edition.pdf"]
    assert {path.name for path in (folder / "layouts").glob("*.json")} == {
        "house.schema.json", "edition.schema.json", "page.schema.json", "ads.schema.json"
    }  # fmt: skip


def test_a_paper_is_never_written_over_another(tmp_path):
    """Not even where only one of its files is there."""
    typeset("new", "paper", "one", cwd=tmp_path)
    assert "desk.exists" in typeset("new", "paper", "one", cwd=tmp_path, status=1)


def test_a_new_edition_follows_the_last_one(tmp_path):
    """The next number, its own date, the same pages to be made up; it builds."""
    typeset("new", "paper", ".", cwd=tmp_path)
    typeset("new", "edition", "2099-01-02", cwd=tmp_path)
    text = (tmp_path / "layouts/2099-01-02/edition.yaml").read_text("utf-8")
    assert "date: 2099-01-02" in text
    assert "number: 2" in text
    typeset("build", "layouts/2099-01-02", cwd=tmp_path)
    assert "desk.exists" in typeset("new", "edition", "2099-01-02", cwd=tmp_path, status=1)
    assert "desk.no-day" in typeset("new", "edition", "tomorrow", cwd=tmp_path, status=2)


def test_a_new_page_and_story_join_their_edition(tmp_path):
    """As before: a page with its credits, a story without faults."""
    typeset("new", "paper", ".", cwd=tmp_path)
    typeset("new", "page", "layouts/2099-01-02/A03", cwd=tmp_path)
    typeset("new", "story", "stories/2099-01-02/tide", cwd=tmp_path)
    assert (tmp_path / "stories/2099-01-02/tide.md").exists()
    assert "section: 要闻" in (tmp_path / "layouts/2099-01-02/A03.yaml").read_text("utf-8")
