"""What a desk does every night: names without paths, a page more, tomorrow's paper like today's."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from banxin.desk.command import main
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample paper; one stands at its root."""
    for name in ("layouts", "stories", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TYPESET_EDITION", raising=False)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The command in English."""
    capsys.readouterr()
    try:
        status = main([*words, "--lang", "en"])
    except SystemExit as stop:
        status = int(stop.code or 0)
    told = capsys.readouterr()
    return status, told.out + told.err


@pytest.mark.parametrize(("name", "page"), [
    ("A02", "A02"), ("A02.yaml", "A02"), ("A05", "A04-A05"), ("A04-A05", "A04-A05"), ("A05.yaml", "A04-A05"),
])  # fmt: skip
def test_a_pages_bare_name_is_one_of_the_newest_edition(paper, capsys, name, page):
    """From the paper's root, from layouts/ and from the edition's folder; a page of a spread is the spread."""
    for folder in (paper, paper / "layouts", paper / "layouts/2026-06-01", paper / "stories"):
        import os

        os.chdir(folder)
        status, said = run(capsys, "check", name)
        assert status == 0, said
        assert re.search(rf"^{page} ✓", said, re.MULTILINE), (folder, said)
        assert said.splitlines()[-1].startswith("2026-06-01 ")


def test_which_edition_is_meant(paper, capsys, monkeypatch):
    """The newest day's plain edition, unless the environment names another; an edition by its day, too."""
    shutil.copytree(paper / "layouts/2026-06-01", paper / "layouts/2026-05-31")
    assert run(capsys, "check", "A02")[1].splitlines()[-1].startswith("2026-06-01 ")
    assert run(capsys, "check", "2026-06-01.tabloid")[1].splitlines()[-1].startswith("2026-06-01.tabloid ")
    monkeypatch.setenv("TYPESET_EDITION", "layouts/2026-06-01.tabloid")
    assert run(capsys, "check", "A02.yaml")[1].splitlines()[-1].startswith("2026-06-01.tabloid ")
    status, said = run(capsys, "check", "A09")
    assert (status, "layouts/2026-06-01.tabloid/A09.yaml" in said) == (2, True)
    monkeypatch.delenv("TYPESET_EDITION")
    status, said = run(capsys, "check", "A09")
    assert (status, "layouts/2026-06-01/A09.yaml" in said) == (2, True)


def test_a_new_page_stands_where_pages_are_and_in_the_list(paper, capsys):
    """By its bare name; a story by its own."""
    edition = paper / "layouts/2026-06-01/edition.yaml"
    assert run(capsys, "new", "page", "A09")[0] == 0
    assert (paper / "layouts/2026-06-01/A09.yaml").exists()
    assert "pages: [A01, A02, A03, A04-A05, A06, A07, A08, A09]" in edition.read_text("utf-8")
    assert run(capsys, "new", "page", "layouts/2026-06-01.tabloid/A04.yaml")[0] == 0
    assert "pages: [A01, A02, A03, A04]" in (paper / "layouts/2026-06-01.tabloid/edition.yaml").read_text("utf-8")
    assert run(capsys, "new", "story", "flood")[0] == 0
    assert (paper / "stories/2026-06-01/flood.md").exists()
    assert run(capsys, "check", "A09")[0] == 0
    assert "desk.exists" in run(capsys, "new", "page", "A09")[1]
    tabloid = paper / "layouts/2026-06-01.tabloid/edition.yaml"
    assert run(capsys, "undo")[0] == 0
    assert "pages: [A01, A02, A03]" in tabloid.read_text("utf-8")
    assert run(capsys, "undo")[0] == 0
    assert "A09" not in edition.read_text("utf-8")


def test_tomorrows_paper_is_like_todays(paper, capsys):
    """Furniture, sections and credits are there, holes say how much they take, the layouts of the copy stand above them."""
    status, said = run(capsys, "new", "edition", "2026-06-02", "--like", "2026-06-01")
    assert status == 0, said
    front = (paper / "layouts/2026-06-02/A01.yaml").read_text("utf-8")
    assert "{masthead: 望澜晚报" in front
    assert "{ear: 今日天气" in front
    second = (paper / "layouts/2026-06-02/A02.yaml").read_text("utf-8")
    assert "credits: {编辑: 季云, 美编: 林渡, 组版: 何淼}" in second
    assert "  #     - {photo: 1, columns: 3-6, lines: 22-47}" in second
    assert re.search(
        r"- \{filler: placeholder, id: library, text: \[library, about 1\d\d\d characters\], columns: 1-4, lines: 73-110",
        second,
    )
    assert "number: 8214" in (paper / "layouts/2026-06-02/edition.yaml").read_text("utf-8")
    status, said = run(capsys, "build", "2026-06-02")
    assert status == 0, said
    assert "error[" not in said
    assert run(capsys, "build", "2026-06-02", "--press")[0] == 1
    # What was a remark is a block again: the layout is yesterday's.
    again = re.sub(r"^  - \{filler: placeholder.*\n", "", second, flags=re.MULTILINE)
    again = re.sub(r"^  # ( *(?:-|[a-z]+:|#|text).*)$", r"  \1", again, flags=re.MULTILINE)
    assert again == (paper / "layouts/2026-06-01/A02.yaml").read_text("utf-8")


def test_an_edition_like_none_is_said(paper, capsys):
    """And nothing is written."""
    status, said = run(capsys, "new", "edition", "2026-06-02", "--like", "2026-05-01")
    assert (status, "desk.no-path" in said) == (2, True)
    assert not (paper / "layouts/2026-06-02").exists()


def test_a_story_that_stands_on_no_page_is_said(paper, capsys):
    """By whoever makes the whole edition; what the day's other edition uses is not, nor is anything of one page."""
    assert "desk.story-unused" not in run(capsys, "check", "2026-06-01")[1]
    for name in ("left", "over"):
        shutil.copy(paper / "stories/2026-06-01/seawall.md", paper / f"stories/2026-06-01/{name}.md")
    status, said = run(capsys, "build", "2026-06-01")
    assert (
        status,
        "note[desk.story-unused] 2 of the stories in stories/2026-06-01 stand on no page: left, over" in said,
    ) == (0, True)
    assert "desk.story-unused" not in run(capsys, "check", "A02")[1]
    page = paper / "layouts/2026-06-01.tabloid/A03.yaml"
    page.write_text(page.read_text("utf-8") + "\n  # - {story: over}\n", "utf-8")
    assert "stand on no page: left\n" in run(capsys, "check", "2026-06-01")[1]


@pytest.mark.parametrize(("words", "code"), [
    (("new", "edition", "2026-06-31"), "desk.no-day"), (("new", "edition", "2026-13-01"), "desk.no-day"),
    (("new", "page", "A8"), "edit.bad-page"), (("new", "page", "a10"), "edit.bad-page"),
    (("new", "page", "layouts/2026-06-01/A3.yaml"), "edit.bad-page"), (("new", "page", "A05-A06"), "edit.bad-page"),
    (("import", "wire.txt", "--date", "6月1日"), "desk.no-day"), (("import", "wire.txt", "--date", "2026-02-30"), "desk.no-day"),
])  # fmt: skip
def test_a_name_that_no_build_would_find_is_refused(paper, capsys, words, code):
    """A day that the calendar has not, a page that no edition may list; nothing is written."""
    (paper / "wire.txt").write_text("海堤查完\n\n海堤昨天查完。\n", "utf-8")
    before = sorted(paper.rglob("*"))
    status, said = run(capsys, *words)
    assert (status, code in said) == (2, True), said
    assert before == sorted(paper.rglob("*"))
