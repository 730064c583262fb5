"""改版: a late or zoned edition makes the plates that are other ones, and no plate twice; a letter says which version a page is."""

from __future__ import annotations

import io
import itertools
import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import DATE, Desk
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

LATE = f"{DATE}.late"
STAMP = ("--stamp", "2026-05-31T22:40:00+08:00")
SECOND = """section: 要闻
credits: {编辑: 沈禾, 组版: 何淼}
blocks:
  - {story: lamps, columns: 1-3, lines: 1-12, heading: {takes: 3行, style: plain}}
  - {filler: white, columns: 1-3, lines: 13-40}
"""


@pytest.fixture
def paper(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two pages, and a late edition that has its own first page; each build for the press is a minute later."""
    minutes = itertools.count(10)
    monkeypatch.setattr("banxin.desk.command._now", lambda: f"2026-05-31T22:{next(minutes)}:00")
    desk.edit(f"layouts/{DATE}/A01.yaml", "  - story: lamps\n    columns: 1-2\n    lines: 25-40\n    heading: {takes: 3行, style: plain}\n",
              "  - {filler: white, columns: 1-2, lines: 25-40}\n")  # fmt: skip
    desk.write(f"layouts/{DATE}/A02.yaml", SECOND)
    desk.edit(f"layouts/{DATE}/edition.yaml", "pages: [A01]", "pages: [A01, A02]")
    late(desk, "version: B\n")
    return desk


def late(desk: Desk, more: str = "") -> None:
    """A late edition with a first page of its own."""
    desk.write(f"layouts/{LATE}/edition.yaml", f"base: {DATE}\n{more}")
    shutil.copy(desk.path(f"layouts/{DATE}/A01.yaml"), desk.path(f"layouts/{LATE}/A01.yaml"))


def press(desk: Desk, edition: str = DATE, *words: str) -> dict[str, bytes]:
    """Build an edition for the press; its pages' files."""
    said = desk.run("build", str(desk.path(f"layouts/{edition}")), "--press", "--format", "json", *words)
    assert said.status == 0, said.text
    return {path.stem: path.read_bytes() for path in desk.path(f"out/{edition}/press").glob("A*.pdf")}


def words_of(data: bytes) -> str:
    """All that is to be read on a page's file."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def slug_of(data: bytes) -> str:
    """The page slug, with its blanks made one."""
    found = re.search(rf"望澜小报\s+{DATE}\s+(\S+)\s+v", words_of(data))
    assert found, words_of(data)
    return found[1]


def test_the_letter_stands_in_folio_and_slug_of_the_pages_that_are_other_ones(paper: Desk):
    """A01 of the late edition is A01B; A02 is the page of the first edition, to the byte."""
    first, second = press(paper, DATE, *STAMP), press(paper, LATE, *STAMP)
    assert second["A02"] == first["A02"]
    assert [slug_of(first["A01"]), slug_of(second["A01"]), slug_of(second["A02"])] == ["A01", "A01B", "A02"]
    assert words_of(second["A01"]).count("A01B") == 2, "in the folio, too"
    assert "A02B" not in words_of(second["A02"])


def test_a_page_says_itself_which_version_it_is(paper: Desk):
    """A page that is mended in the edition itself: its own key, also in Chinese; it goes before the edition's."""
    paper.edit(f"layouts/{DATE}/A02.yaml", "section: 要闻", "section: 要闻\n改版: C")
    files = press(paper, DATE, *STAMP)
    assert [slug_of(files[name]) for name in ("A01", "A02")] == ["A01", "A02C"]
    assert slug_of(press(paper, LATE, *STAMP)["A02"]) == "A02C"


def test_a_letter_is_one_letter(paper: Desk):
    """What else somebody writes is shown with what may stand there."""
    paper.edit(f"layouts/{DATE}/A02.yaml", "section: 要闻", "section: 要闻\nversion: 2")
    said = paper.build(lang="en")
    assert said.problems == [f"layouts/{DATE}/A02.yaml:2:10 error[plan.wrong-type]"]
    assert "A / B / C" in said.text


def test_unchanged_pages_of_a_late_edition_are_not_made_twice(paper: Desk):
    """Built later, with another time: the plate of A02 is that of the first edition, slug and all."""
    first = press(paper)
    second = press(paper, LATE)
    assert second["A02"] == first["A02"]
    assert second["A01"] != first["A01"]
    said = paper.run("build", str(paper.path(f"layouts/{LATE}")), "--press", "--lang", "en").text
    assert said.count("unchanged: the plate that is there") == 2


def test_a_page_that_nothing_changed_in_keeps_its_plate(paper: Desk):
    """A build an hour later makes only the page whose story changed; a comment in a layout is no change."""
    before = press(paper)
    paper.edit(f"layouts/{DATE}/A01.yaml", "section: 要闻", "# 头版\nsection: 要闻")
    paper.edit(f"stories/{DATE}/lamps.md", "四十盏", "五十盏")
    told = paper.run("build", str(paper.path(f"layouts/{DATE}")), "--press", "--format", "json").data
    assert {page["page"]: page["kept"] for page in told["pages"]} == {"A01": True, "A02": False}
    after = {path.stem: path.read_bytes() for path in paper.path(f"out/{DATE}/press").glob("A*.pdf")}
    assert after["A01"] == before["A01"]
    assert after["A02"] != before["A02"]
    rows = json.loads(paper.path(f"out/{DATE}/press/manifest.json").read_text("utf-8"))["files"]
    assert {name: rows[name]["version"] for name in ("A01.pdf", "A02.pdf")} == {"A01.pdf": 1, "A02.pdf": 2}


@pytest.mark.parametrize("words", [("--fresh",), STAMP])
def test_whoever_asks_for_it_has_all_plates_made(paper: Desk, words: tuple[str, ...]):
    """--fresh makes all again, and so does a time that is named."""
    press(paper)
    told = paper.run("build", str(paper.path(f"layouts/{DATE}")), "--press", "--format", "json", *words).data
    assert not any(page["kept"] for page in told["pages"])


def test_a_plate_that_somebody_spoiled_is_made_again(paper: Desk):
    """What lies there is taken only where it is what the manifest says."""
    press(paper)
    spoiled: Path = paper.path(f"out/{DATE}/press/A02.pdf")
    spoiled.write_bytes(spoiled.read_bytes()[:-1])
    told = paper.run("build", str(paper.path(f"layouts/{DATE}")), "--press", "--format", "json").data
    assert {page["page"]: page["kept"] for page in told["pages"]} == {"A01": True, "A02": False}
