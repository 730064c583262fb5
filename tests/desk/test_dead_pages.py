"""Plates are made of what lies in a folder: every file of it is listed, and a page that is gone does not lie there."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from banxin.desk.command import main
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-06-01.tabloid"
PAGES = ["A01", "A02", "A03"]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The sample's tabloid, three pages."""
    for name in ("layouts", "stories", "assets"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("2026-06-01") if name == "layouts" else None
        )
    shutil.copytree(ROOT / "layouts/2026-06-01", tmp_path / "layouts/2026-06-01")
    return tmp_path


def listed(paper: Path, pages: str) -> None:
    """Let the edition have other pages."""
    path = paper / "layouts" / DAY / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace("[A01, A02, A03]", pages), "utf-8")


def build(paper: Path, *words: str, page: str = "") -> int:
    """Build the edition or one page, in English."""
    return main(["build", str(paper / "layouts" / DAY / page), "--lang", "en", *words])


def manifest(folder: Path) -> dict[str, int]:
    """The versions of a folder's files, each proved to be what lies there."""
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    for name, row in told["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == row["sha256"], name
    assert set(told["files"]) == {path.name for path in folder.glob("*.pdf") if ".draft" not in path.name}
    return {name: row["version"] for name, row in told["files"].items()}


@pytest.mark.parametrize(
    ("option", "below"), [("", ""), ("--press", "press"), ("--archive-pdf", "archive"), ("--proof", "proof")]
)
def test_a_page_that_goes_out_of_the_edition_is_moved_away_and_said(paper, capsys, option, below):
    """Of every product; status says so before, and nothing is lost."""
    words = [option] if option else []
    stamp = ["--stamp", "2026-06-01T00:00:00+08:00"] if option == "--press" else []
    folder = paper / "out" / DAY / below
    assert build(paper, *words, *stamp) == 0
    assert set(manifest(folder).values()) == {1}
    kept = (folder / "A03.pdf").read_bytes()
    listed(paper, "[A01, A02]")
    capsys.readouterr()
    main(["status", str(paper / "layouts" / DAY), "--lang", "en"])
    assert f"{below}/A03.pdf".lstrip("/") in capsys.readouterr().out
    assert build(paper, *words, *stamp) == 0
    assert capsys.readouterr().out.count("desk.removed") == 1
    assert manifest(folder)["edition.pdf"] == 2
    assert "A03.pdf" not in manifest(folder)
    (moved,) = (folder / "removed").iterdir()
    assert moved.read_bytes() == kept
    main(["status", str(paper / "layouts" / DAY), "--lang", "en"])
    assert "A03" not in capsys.readouterr().out
    assert build(paper, *words, *stamp) == 0
    assert "desk.removed" not in capsys.readouterr().out


def test_pages_that_change_their_numbers_leave_no_page_of_the_old_number(paper, capsys):
    """A02 becomes A04; of A02 nothing lies there, and the edition's file of before does not either where one page was built."""
    assert build(paper) == 0
    (paper / "layouts" / DAY / "A02.yaml").rename(paper / "layouts" / DAY / "A04.yaml")
    listed(paper, "[A01, A03, A04]")
    capsys.readouterr()
    assert build(paper, page="A04.yaml") == 0
    assert capsys.readouterr().out.count("desk.removed") == 2
    assert sorted(manifest(paper / "out" / DAY)) == ["A01.pdf", "A03.pdf", "A04.pdf"]
    assert build(paper) == 0
    assert sorted(manifest(paper / "out" / DAY)) == ["A01.pdf", "A03.pdf", "A04.pdf", "edition.pdf"]


def test_a_page_that_is_asked_for_by_name_lies_where_it_is_said_to(paper, capsys):
    """The edition does not list it, which is said; the next build of the edition moves it away."""
    listed(paper, "[A01, A02]")
    folder = paper / "out" / DAY
    assert build(paper, page="A03.yaml") == 0
    said = capsys.readouterr().out
    assert "plan.page-unlisted" in said
    assert "desk.removed" not in said
    assert (folder / "A03.pdf").exists()
    assert list(manifest(folder)) == ["A03.pdf"]
    assert build(paper) == 0
    assert sorted(manifest(folder)) == ["A01.pdf", "A02.pdf", "edition.pdf"]


def test_a_version_counts_how_often_a_page_became_another(paper):
    """What is the same is the same version, built as often as one likes; a draft is a file of its own."""
    folder = paper / "out" / DAY
    for _ in range(2):
        assert build(paper) == 0
        assert set(manifest(folder).values()) == {1}
    story = next((paper / "stories/2026-06-01").glob("courtyard.md"))
    story.write_text(story.read_text("utf-8").replace("三十六", "三十七"), "utf-8")
    assert build(paper) == 0
    changed = {name for name, version in manifest(folder).items() if version == 2}
    assert "edition.pdf" in changed
    assert 2 <= len(changed) < 4


def test_what_somebody_else_put_there_stays(paper):
    """Only files that a build wrote, or would, are moved: a letter to the plate room is not."""
    assert build(paper) == 0
    folder = paper / "out" / DAY
    for name in ("note.txt", "cover.pdf", "A3.pdf", "B01.pdf.part"):
        (folder / name).write_bytes(b"x")
    (folder / "B09.pdf").write_bytes(b"an edition that somebody copied")
    assert build(paper) == 0
    there = {path.name for path in folder.iterdir()}
    assert {"note.txt", "cover.pdf", "A3.pdf", "B01.pdf.part"} <= there
    assert "B09.pdf" not in there
    assert len(list((folder / "removed").iterdir())) == 1


def test_a_manifest_that_is_broken_is_made_again(paper):
    """Whatever somebody did to it."""
    for broken in ("", "{", "[]", '{"files": {"A01.pdf": 3}}', '{"files": 7}'):
        assert build(paper) == 0
        (paper / "out" / DAY / "manifest.json").write_text(broken, "utf-8")
        assert build(paper) == 0
        assert len(manifest(paper / "out" / DAY)) == 4


def test_sheets_of_a_section_that_is_gone_are_moved_away_too(paper, capsys):
    """A sheet is made of pages of one section; the manifest knows which sheets a build wrote."""
    words = ["--sheets", "--stamp", "2026-06-01T00:00:00+08:00"]
    path = paper / "layouts" / DAY / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace("[A01, A02, A03]", "[A01, A02, B01, B02]"), "utf-8")
    shutil.copy(paper / "layouts" / DAY / "A03.yaml", paper / "layouts" / DAY / "B01.yaml")
    white = "section: 社区\ncredits: {编辑: 方莞, 美编: 林渡, 组版: 何淼}\nblocks: [{filler: white, columns: 1-5, lines: 1-78}]\n"
    (paper / "layouts" / DAY / "B02.yaml").write_text(white, "utf-8")
    status = build(paper, *words)
    folder = next((paper / "out" / DAY).glob("sheets*"))
    sheets = sorted(path.name for path in folder.glob("*.pdf"))
    assert status == 0, capsys.readouterr().out
    assert len(sheets) == 2
    assert sorted(manifest(folder)) == sheets
    path.write_text(path.read_text("utf-8").replace("[A01, A02, B01, B02]", "[A01, A02]"), "utf-8")
    assert build(paper, *words) == 0
    assert sorted(manifest(folder)) == [path.name for path in folder.glob("*.pdf")] == sheets[:1]


def test_plates_of_a_page_that_is_gone_are_moved_away(paper, capsys):
    """Of one page plates are made again, of the others they stay; of one that is gone none lie there."""
    words = [str(paper / "layouts" / DAY), "--lang", "en"]
    folder = paper / "out" / DAY / "plates"
    assert main(["plates", *words]) == 0
    made = sorted(path.name for path in folder.glob("*.png"))
    assert len(made) == 15
    listed(paper, "[A01, A02]")
    capsys.readouterr()
    main(["status", *words])
    assert "plates/A03-Cyan.png" in capsys.readouterr().out
    assert main(["plates", str(paper / "layouts" / DAY / "A01.yaml"), "--lang", "en"]) == 0
    assert capsys.readouterr().out.count("desk.removed") == 5
    kept = sorted(path.name for path in folder.glob("*.png"))
    assert kept == [name for name in made if not name.startswith("A03")]
    told = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    assert sorted(told) == kept
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == row["sha256"] for name, row in told.items())
