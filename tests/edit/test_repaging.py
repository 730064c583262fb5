"""換版: stories go to other pages, pages get other numbers or go out of the edition, and all of it can be taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from banxin.desk.command import main
from tests.edit.project import DATE, Paper

if TYPE_CHECKING:
    pass

Desk = "Callable[..., tuple[int, str]]"
A05 = """# the page of the day
section: 要闻
blocks:
  # 头条 stays
  - {story: towns, columns: 1-6, lines: 1-40} # 头条
  # this one is to go
  - story: other   # with its picture
    columns: 1-3
    lines: after towns to 80
    inside:
      - {photo: 1, columns: 2-3, lines: 50-60}   # 图
  - {story: third, columns: 4-6, lines: after towns to 80}
  - {story: last, columns: 1-3, lines: after other to 101}
"""
PLACEHOLDER = "blocks:\n  # 待排\n  - {filler: 占位, text: [A06, 版面待排], columns: 1-6, lines: 1-101}\n"


@pytest.fixture
def desk(paper: Paper, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The command, run at the paper's root, with two pages."""
    paper.stories("towns", "other", "third", "last", "sport")
    paper.write(
        f"stories/{DATE}/other.md", "---\nheadline: 题\nphotos:\n  - {file: a.jpg, caption: 图说。}\n---\n文。\n"
    )
    paper.write(f"layouts/{DATE}/edition.yaml", f"date: {DATE}\npages: [A05, A06] # 两块版\n")
    paper.page(A05)
    paper.page(PLACEHOLDER, "A06")
    monkeypatch.chdir(paper.root)

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        status = main([*words, "--lang", "zh"])
        told = capsys.readouterr()
        return status, told.out + told.err

    return run


def a06(paper: Paper) -> str:
    return paper.text(f"layouts/{DATE}/A06.yaml")


def listed(paper: Paper) -> str:
    return paper.text(f"layouts/{DATE}/edition.yaml")


def test_a_story_goes_to_a_page_that_was_only_begun(desk, paper: Paper):
    """It takes its comments, its picture and its place along; what stood after it stands where it stood."""
    before = paper.files()
    status, said = desk("move", "other", "A06")
    assert status == 0, said
    assert (
        a06(paper)
        == """blocks:
  # 待排
  # this one is to go
  - story: other   # with its picture
    columns: 1-3
    lines: 41-80
    inside:
      - {photo: 1, columns: 2-3, lines: 50-60}   # 图
"""
    )
    assert (
        paper.a05()
        == """# the page of the day
section: 要闻
blocks:
  # 头条 stays
  - {story: towns, columns: 1-6, lines: 1-40} # 头条
  - {story: third, columns: 4-6, lines: after towns to 80}
  - {story: last, columns: 1-3, lines: 81-101}
"""
    )
    assert "-  - story: other   # with its picture" in said
    assert "+  - story: other   # with its picture" in said
    assert desk("move", "--undo")[0] == 0
    assert before == paper.files()


def test_where_its_place_is_taken_it_stands_in_the_first_free_one_or_where_one_says(desk, paper: Paper):
    """What stands inside goes along by as much."""
    paper.page("blocks: [{story: sport, columns: 1-6, lines: 31-101}]\n", "A06")
    status, said = desk("move", "third", "A06")
    assert status == 0, said
    assert a06(paper).startswith(
        "blocks: [{story: sport, columns: 1-6, lines: 31-101}, {story: third, columns: 1-3, lines: 1-30}]"
    )
    paper.page("blocks:\n    - {story: sport, columns: 1-6, lines: 31-101}\n", "A06")
    desk("undo")
    paper.page("blocks:\n    - {story: sport, columns: 1-6, lines: 31-101}\n", "A06")
    assert desk("move", "other", "A06", "--columns", "4-6", "--lines", "1-30")[0] == 0
    assert (
        a06(paper)
        == """blocks:
    - {story: sport, columns: 1-6, lines: 31-101}
    # this one is to go
    - story: other   # with its picture
      columns: 4-6
      lines: 1-30
      inside:
        - {photo: 1, columns: 5-6, lines: 10-20}   # 图
"""
    )


def test_a_story_goes_on_on_another_page(desk, paper: Paper):
    """It stays where it is, and a block for the rest of it stands there."""
    status, said = desk("move", "towns", "A06", "--jump", "--lines", "60-101")
    assert status == 0, said
    assert a06(paper) == "blocks:\n  # 待排\n  - {continued: towns, columns: 1-6, lines: 60-101}\n"
    assert paper.a05() == A05


def test_the_last_block_of_a_page_leaves_an_empty_list(desk, paper: Paper):
    """Which a build says, as a page that is not there."""
    paper.page("blocks:\n  - {story: towns, columns: 1-6, lines: 1-40} # 头条\n")
    assert desk("move", "towns", "A06")[0] == 0
    assert paper.a05() == "blocks: []\n"
    assert a06(paper) == "blocks:\n  # 待排\n  - {story: towns, columns: 1-6, lines: 1-40} # 头条\n"
    assert desk("move", "towns", "A05")[0] == 0
    # The remark right above a block is the block's, wherever that goes.
    assert a06(paper) == "blocks: []\n"
    assert paper.a05() == "blocks:\n  # 待排\n  - {story: towns, columns: 1-6, lines: 1-40} # 头条\n"


def test_what_cannot_be_moved_is_said_and_nothing_is_changed(desk, paper: Paper):
    """A full page, a story nowhere, the same page, a place that is none."""
    paper.page("blocks:\n  - {story: sport, columns: 1-6, lines: 1-101}\n", "A06")
    before = paper.files()
    for words, code in (
        (("move", "other", "A06"), "edit.no-room"), (("move", "nobody", "A06"), "edit.no-story-block"),
        (("move", "other", "A05"), "edit.on-page"), (("move", "other", "A06", "--lines", "90-120"), "edit.off-page"),
        (("move", "other", "A06", "--columns", "x"), "edit.place"), (("move", "other", "A09"), "desk.no-path"),
        (("renumber", "A05=A06"), "edit.page-taken"), (("renumber", "A05=5"), "edit.bad-page"),
        (("renumber", "A01=A02"), "edit.no-page"), (("renumber", "A05=A08-A09"), "edit.page-size"),
        (("renumber",), "desk.no-numbers"), (("cancel", "layouts"), "desk.which-page"),
    ):  # fmt: skip
        status, said = desk(*words)
        assert status in (1, 2), words
        assert code in said, (words, said)
    assert before == paper.files()


def test_two_pages_change_places_and_all_that_names_them_follows(desk, paper: Paper):
    """The list stays in order, bookings and the e-paper's ledger follow."""
    paper.write(f"layouts/{DATE}/ids.json", json.dumps({"A05@a": 1, "ad@A06/x": 2, "towns": 3}))
    before = paper.files()
    status, said = desk("renumber", "A05=A06", "A06=A05")
    assert status == 0, said
    assert (paper.a05(), a06(paper)) == (PLACEHOLDER, A05)
    assert listed(paper) == f"date: {DATE}\npages: [A05, A06] # 两块版\n"
    assert json.loads(paper.text(f"layouts/{DATE}/ids.json")) == {"A06@a": 1, "ad@A05/x": 2, "towns": 3}
    assert desk("undo")[0] == 0
    assert before == paper.files()
    assert desk("renumber", "A05=A08")[0] == 0
    assert listed(paper) == f"date: {DATE}\npages: [A06, A08] # 两块版\n"
    assert paper.text(f"layouts/{DATE}/A08.yaml") == A05


def test_a_cancelled_page_is_kept_and_its_stories_are_named(desk, paper: Paper):
    """Nothing is lost: the layout lies beside, and who has no page now is said."""
    before = paper.files()
    status, said = desk("cancel", "A05", "--dry-run")
    assert (status, before) == (0, paper.files())
    assert "没有写" in said
    status, said = desk("cancel", "A05")
    assert status == 0
    assert "towns other third last" in said
    assert listed(paper) == f"date: {DATE}\npages: [A06] # 两块版\n"
    assert paper.text(f"layouts/{DATE}/cancelled/A05.yaml") == A05
    assert "edit.last-page" in desk("cancel", "A06")[1]
    assert desk("cancel", "--undo")[0] == 0
    assert before == paper.files()


def test_lists_that_are_written_on_lines_keep_their_comments(desk, paper: Paper):
    """In whichever way the pages are listed."""
    lines = f"date: {DATE}\npages:\n  - A05  # 要闻\n  # 空着的\n  - A06\n"
    paper.write(f"layouts/{DATE}/edition.yaml", lines)
    assert desk("cancel", "A06")[0] == 0
    assert listed(paper) == f"date: {DATE}\npages:\n  - A05  # 要闻\n  # 空着的\n"
    assert desk("undo")[0] == 0
    assert desk("renumber", "A06=A03")[0] == 0
    assert listed(paper) == f"date: {DATE}\npages:\n  - A03  # 要闻\n  # 空着的\n  - A05\n"


def test_advertisements_of_a_cancelled_page_go_to_the_others_that_they_may_stand_on(desk, paper: Paper):
    """One that is for that page alone stays as it is booked: the next build says so."""
    ads = "ads:\n  - {booking: X1, customer: 甲, size: 通栏, page: [A06, A05]} # 甲\n  - {booking: X2, customer: 乙, size: 通栏, page: A06}\n"
    paper.write(f"layouts/{DATE}/ads.yaml", ads)
    assert desk("cancel", "A06")[0] == 0
    assert paper.text(f"layouts/{DATE}/ads.yaml") == ads.replace("[A06, A05]", "[A05]")
    assert desk("cancel", "--undo")[0] == 0
    assert paper.text(f"layouts/{DATE}/ads.yaml") == ads


def test_half_a_spread_is_no_free_page(desk, paper: Paper):
    """The hint is another than for a page by itself."""
    paper.write(f"layouts/{DATE}/edition.yaml", f"date: {DATE}\npages: [A05, A06, A08-A09]\n")
    paper.page("blocks: []\n", "A08-A09")
    status, said = desk("renumber", "A05=A09")
    assert (status, "A09 是它的一半：先把 A08-A09 换成别的跨版" in said) == (1, True), said
