"""换版单: which plates have to be made again, and why; compared without the slug."""

from __future__ import annotations

import json

import pytest
from conftest import DATE, PHOTO, Desk, draw_photo

from tests.conftest import commit
from tests.desk.test_late_versions import LATE, SECOND, late

FIRST = f"layouts/{DATE}/A01.yaml"
ALL = ["Cyan", "Magenta", "Yellow", "Black"]


@pytest.fixture
def paper(desk: Desk) -> Desk:
    """Two pages as they went to the plate room, committed."""
    desk.edit(FIRST, "  - story: lamps\n    columns: 1-2\n    lines: 25-40\n    heading: {takes: 3行, style: plain}\n",
              "  - {filler: white, columns: 1-2, lines: 25-40}\n")  # fmt: skip
    desk.write(f"layouts/{DATE}/A02.yaml", SECOND)
    desk.edit(f"layouts/{DATE}/edition.yaml", "pages: [A01]", "pages: [A01, A02]")
    late(desk, "version: B\n")
    commit(desk.root)
    return desk


def told(desk: Desk, against: str = "HEAD", edition: str = DATE, status: int = 0) -> dict[str, dict]:
    """What became of each page's plates."""
    said = desk.run("plates", "--against", against, str(desk.path(f"layouts/{edition}")), "--format", "json")
    assert said.status == status, said.text
    return {page["page"]: page for page in said.data["pages"]}


def why(page: dict) -> dict[str, list[str]]:
    """The blocks that changed, with what of them."""
    return {one["block"]: one["what"] for one in page["why"]}


def test_nothing_changed_is_said(paper: Desk):
    """No plate; nothing is written."""
    before = sorted(paper.root.rglob("*"))
    said = paper.run("plates", "--against", "HEAD", str(paper.path(f"layouts/{DATE}")), "--lang", "en")
    assert said.status == 0
    assert said.text.splitlines() == [
        f"{DATE} against HEAD", "A01  unchanged", "A02  unchanged", "to be made: 0 plates of 0 pages; 2 pages stay",
    ]  # fmt: skip
    assert sorted(paper.root.rglob("*")) == before


def test_a_story_that_was_mended_is_one_plate(paper: Desk):
    """Black text is on the black plate alone; the page that does not show it stays."""
    paper.edit(f"stories/{DATE}/lamps.md", "四十盏", "五十盏")
    pages = told(paper)
    assert pages["A01"] == {"page": "A01", "state": "same", "inks": [], "why": []}
    assert (pages["A02"]["state"], pages["A02"]["inks"]) == ("changed", ["Black"])
    assert why(pages["A02"]) == {"lamps": ["story"]}


def test_the_table_speaks_chinese(paper: Desk):
    """As the night desk reads it."""
    paper.edit(f"stories/{DATE}/lamps.md", "四十盏", "五十盏")
    said = paper.run("plates", "--against", "HEAD", str(paper.path(f"layouts/{DATE}")), "--lang", "zh").text
    assert "A02  重做  Black  lamps（改了稿件）" in said
    assert said.splitlines()[-1] == "要做 1 版 1 块印版，1 版不动"


def test_another_photo_is_four_plates(paper: Desk):
    """The same file name with another picture in it."""
    draw_photo(paper.path(PHOTO), 600, 900)
    page = told(paper)["A01"]
    assert page["inks"] == ALL
    assert any("picture" in what for what in why(page).values())


@pytest.mark.parametrize(("ink", "inks"), [
    ("C0 M100 Y90 K5", ["Magenta", "Yellow", "Black"]), ("C100 M0 Y0 K0", ["Cyan"]), ("K100", ["Black"]),
])  # fmt: skip
def test_a_headline_in_colour_is_its_own_inks(paper: Desk, ink: str, inks: list[str]):
    """A word of a coloured headline: the plates of its inks and no other."""
    house = paper.text("layouts/house.yaml")
    paper.write("layouts/house.yaml", house.replace("lines: 1}", f"lines: 1, colour: {ink}}}"))
    paper.edit(f"layouts/{DATE}/A02.yaml", "style: plain", "style: lead")
    commit(paper.root)
    story = paper.text(f"stories/{DATE}/lamps.md")
    headline = story.partition("headline: ")[2].partition("\n")[0]
    paper.edit(f"stories/{DATE}/lamps.md", f"headline: {headline}", f"headline: {headline[1:]}{headline[0]}")
    assert told(paper)["A02"]["inks"] == inks


def test_a_shift_that_no_pixel_shows_is_a_change(paper: Desk):
    """A heading by a fiftieth of a point smaller."""
    paper.edit("layouts/house.yaml", "sizes: [24pt, 20pt]", "sizes: [23.98pt, 20pt]")
    page = told(paper)["A01"]
    assert (page["state"], page["inks"]) == ("changed", ["Black"])
    assert "house" in why(page)["harbour"]


def test_what_does_not_print_is_no_change(paper: Desk):
    """A comment, a story's short title, another name of a block: the slug's digest is another, the plates are not."""
    paper.edit(FIRST, "section: 要闻", "# 头版\nsection: 要闻")
    paper.edit(FIRST, "{qr:", "{id: app, qr:")
    story = paper.text(f"stories/{DATE}/lamps.md")
    paper.write(f"stories/{DATE}/lamps.md", story.replace("---\n", "---\nshort: 灯\n", 1))
    assert {page["state"] for page in told(paper).values()} == {"same"}


def test_a_block_that_moved_and_one_that_is_gone(paper: Desk):
    """Each with its reason."""
    paper.edit(FIRST, "lines: 18-24}", "lines: 19-24}")
    paper.edit(FIRST, '  - {qr: "https://example.org/app", text: [扫码看图], columns: 3, lines: 25-40}',
               "  - {filler: white, columns: 3, lines: 25-40}")  # fmt: skip
    reasons = [what for whats in why(told(paper)["A01"]).values() for what in whats]
    assert {"place", "gone"} <= set(reasons), reasons


def test_pages_that_are_new_and_pages_that_are_gone(paper: Desk):
    """A new page has all its plates; of one that is gone none are to be made."""
    paper.path(FIRST).rename(paper.path(f"layouts/{DATE}/A03.yaml"))
    paper.edit(f"layouts/{DATE}/edition.yaml", "[A01, A02]", "[A02, A03]")
    pages = told(paper)
    assert list(pages) == ["A02", "A03", "A01"]
    assert [(page["state"], page["inks"]) for page in pages.values()] == [("same", []), ("new", ALL), ("gone", [])]


def test_a_late_edition_against_its_base(paper: Desk):
    """The letter in the folio is a reason, and moves the section's name in its colour; the page that is the base's has nothing to be made."""
    pages = told(paper, DATE, LATE)
    assert pages["A02"]["state"] == "same"
    assert pages["A01"]["inks"] == ["Magenta", "Yellow", "Black"]
    assert why(pages["A01"]) == {"#folio": ["version"]}
    paper.edit(f"layouts/{LATE}/A01.yaml", "text: [扫码看图]", "text: [扫码看片]")
    assert why(told(paper, f"layouts/{DATE}", LATE)["A01"]) == {"#folio": ["version"], "qr": ["layout"]}


def test_a_page_with_faults_is_said_and_the_others_are_told(paper: Desk):
    """It has no plates; the exit status is that of a check."""
    paper.edit(FIRST, "story: harbour", "story: harbor")
    said = paper.run("plates", "--against", "HEAD", str(paper.path(f"layouts/{DATE}")), "--lang", "en")
    assert said.status == 1
    assert "proof.story-missing" in said.text
    assert "A01  faulty" in said.text
    assert "A02  unchanged" in said.text


def test_what_is_neither_a_revision_nor_an_edition_is_answered(paper: Desk):
    """With the editions that are there, and the one that was meant."""
    said = paper.run("plates", "--against", "2026-06-01.lat", str(paper.path(f"layouts/{DATE}")), "--lang", "en")
    assert said.status != 0
    assert "desk.against" in said.text
    assert "did you mean “2026-06-01.late”?" in said.text
    data = paper.run("plates", "--against", "nothing", str(paper.path(f"layouts/{DATE}")), "--format", "json").text
    assert json.loads(data)["problems"][0]["code"] == "desk.against"
