"""What a page says of itself beside what it shows: its lines, what found no place, its digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from banxin.files import Tree
from banxin.makeup.refit import Refit
from banxin.page import Group, NodeId, TextRun, digest, items_of
from banxin.run.pages import compose, read_work
from banxin.run.sources import Sources, open_sources
from tests.makeup.test_conservation import EDITION, HOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from banxin.page import Page

LAYOUT = """\
section: 要闻
credits: {编辑: 沈禾}
blocks:
  - story: lead
    columns: 1-4
    lines: 1-30
    heading: {takes: 4行, style: bare}
    inside:
      - {box: note, columns: 4, lines: 8-16}
  - {story: upright, columns: 1-4, lines: 31-46, vertical: yes, heading: {takes: 3行, style: bare}}
  - {qr: "https://example.org/a", text: [扫码看视频], columns: 1-2, lines: 48-58}
"""
TEXT = "这一段文字说的是港口的事情，写得不长也不短，正好可以排上几行，再多几句也排得下。"
STORY = f"""---
headline: 港口开了新航线
byline: 记者 沈禾
dateline: 本报海州6月1日讯
---
{TEXT * 3}
## 小标题一句话
{TEXT * 2}
::: note 记一笔
{TEXT}
:::
{TEXT * 4}
"""


def made(
    folder: Path, story: str = STORY, refit: str = "", house: str = HOUSE, layout: str = LAYOUT
) -> tuple[Page, Sources]:
    """A page of two stories, a box and a code."""
    files = {
        "layouts/house.yaml": house, "layouts/2026-06-01/edition.yaml": EDITION, "layouts/2026-06-01/A01.yaml": layout,
        "stories/2026-06-01/lead.md": story, "stories/2026-06-01/upright.md": STORY.replace("note", "other"),
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    sources = open_sources(Tree(str(folder)), "2026-06-01")
    work = read_work(sources, "A01")
    kept = Refit(f"{folder} {refit}", sources.faces.fingerprint()) if refit else None
    page = compose(sources, work, refit=kept)
    assert page is not None
    if kept is not None:
        kept.keep()
    return page, sources


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page."""
    return made(tmp_path_factory.mktemp("paper"))[0]


def test_every_run_stands_on_a_line_of_its_block(page: Page) -> None:
    """A run's block and line lead to one row, and all runs of a row together are its text from end to end."""
    rows = {(row.block, row.ordinal): row for row in page.lines}
    assert len(rows) == len(page.lines)
    runs = [item for item in items_of(page) if isinstance(item, TextRun)]
    for run in runs:
        row = rows[run.block, run.line]
        assert run.node in [node for node, _, _ in row.spans]
    for row in page.lines:
        own = [run for run in runs if (run.block, run.line) == (row.block, row.ordinal) and run.place >= 0]
        said = sum(end - start for _, start, end in row.spans if start >= 0)
        assert sum(len(run.text) for run in own) == said, row


def test_lines_of_a_story_are_its_copy_in_order(page: Page) -> None:
    """The rows of a paragraph follow each other without a gap, from its first character to its last."""
    for slug in ("lead", "upright"):
        ends: dict[str, int] = {}
        for row in page.lines:
            for node, start, end in row.spans:
                if node.startswith(f"{slug}/"):
                    assert start == ends.get(node, 0), (node, row)
                    ends[node] = end
        assert {"headline", "byline", "dateline"} <= {node.partition("/")[2] for node in ends}


def test_a_line_knows_its_column_its_number_and_its_place(page: Page) -> None:
    """Lines of columns stand on the page's grid where their numbers say; the box's own lines carry its block."""
    body = [row for row in page.lines if row.block == "lead" and row.column >= 0]
    assert {row.column for row in body} == {0, 1, 2, 3}
    for row in body:
        baseline = page.first_baseline + (row.number - 1) * page.leading
        assert row.box.top < baseline + page.leading, row
        assert row.box.bottom > baseline - page.leading, row
    assert any(row.block == "lead/note" for row in page.lines)
    assert {"#folio", "#credits"} <= {row.block for row in page.lines}
    upright = [row for row in page.lines if row.block == "upright" and row.column >= 0 and len(row.spans) == 1]
    assert upright
    assert all(row.box.height > row.box.width for row in upright if row.spans[0][2] - row.spans[0][1] > 3)


def test_ink_of_a_line_lies_in_its_box(page: Page) -> None:
    """Every run begins within the box of its line, a hair apart."""
    rows = {(row.block, row.ordinal): row for row in page.lines}
    for item in items_of(page):
        if isinstance(item, TextRun) and item.block == "lead":
            box = rows[item.block, item.line].box
            assert box.left - item.size <= item.origin.x <= box.right, item.text


def test_copy_that_found_no_place_is_on_the_page(tmp_path: Path) -> None:
    """Its end is the story's end, to the character."""
    page, _ = made(tmp_path, STORY + TEXT * 60 + "\n")
    (over,) = page.overset
    assert (over.block, over.story) == ("lead", "lead")
    assert (TEXT * 60).endswith(over.text.replace("\n", "")[-200:])
    assert not made(tmp_path / "short")[0].overset


def test_what_is_taken_over_says_the_same(tmp_path: Path) -> None:
    """Lines and overset copy of a page that was set before are those of the page as set."""
    over = STORY + TEXT * 60 + "\n"
    first, _ = made(tmp_path, over, "one")
    again, _ = made(tmp_path, over, "one")
    assert again.lines == first.lines == made(tmp_path, over)[0].lines
    assert again.overset == first.overset


def test_a_digest_is_the_print(tmp_path: Path) -> None:
    """The same for what is set again, another for a character, a face's file or a picture that changed."""
    page, sources = made(tmp_path)
    faces = dict.fromkeys(sources.faces.by_key, "one")
    same = digest(page, {}, faces)
    assert same == digest(made(tmp_path)[0], {}, faces)
    assert same != digest(made(tmp_path, STORY.replace("港口开了", "港口开着"))[0], {}, faces)
    assert same != digest(page, {}, {**faces, next(iter(faces)): "two"})
    moved = next(item for item in page.items if isinstance(item, TextRun))
    glyphs = moved.glyphs._replace(ids=(moved.glyphs.ids[0] + 1, *moved.glyphs.ids[1:]))
    other = page._replace(items=tuple(moved._replace(glyphs=glyphs) if item is moved else item for item in page.items))
    assert same != digest(other, {}, faces)


@pytest.mark.parametrize(("leading", "size"), [("18pt", 4.5), ("12.5pt", 3.5), ("10pt", 3.0)])
def test_readings_shrink_to_the_gap_and_no_further(tmp_path: Path, leading: str, size: float) -> None:
    """A reading is half the body where the lines are apart, as high as the gap where they are near, and never smaller
    than a third of the body (GR-04)."""
    story = STORY.replace("::: note", "[渐]{ruby=jiān}次而行。\n::: note", 1)
    layout = (
        LAYOUT.replace("lines: 1-30", "lines: 1-16")
        .replace("lines: 8-16", "lines: 8-14")
        .split("  - {story: upright")[0]
    )
    page, _ = made(
        tmp_path, story, house=HOUSE.replace("12.5pt", leading).replace("lines: 58", "lines: 40"), layout=layout
    )
    (reading,) = [item for item in items_of(page) if isinstance(item, TextRun) and item.text == "jiān"]
    assert reading.size == round(size * 12_700)


def test_a_node_is_one_name_and_knows_its_parts() -> None:
    """Who looks for a place asks for story, block and part, and takes no string apart."""
    asked = NodeId.of_story("lead", "headline")
    assert (asked, asked.story, asked.block, asked.part, asked.above) == (
        "lead/headline",
        "lead",
        "",
        "headline",
        "lead",
    )
    cell = NodeId.of_block("fees", 3, 2)
    assert (cell, cell.story, cell.block, cell.part, cell.above.above) == ("@fees/3/2", "", "fees", "3/2", "@fees")
    run_in = NodeId.of_story("lead", "p2").run_in
    assert run_in.runs_in
    assert (run_in.story, run_in.above) == ("lead", "lead/p2")


@pytest.mark.parametrize("again", [False, True], ids=["set", "out of the cache"])
def test_all_that_a_page_shows_names_a_node_with_parts(tmp_path: Path, again: bool) -> None:
    """A page that comes out of the cache says as much as one that was just set."""
    for _ in range(2 if again else 1):
        page, _ = made(tmp_path, refit=str(tmp_path / "cache"))
    nodes = [item.node for item in items_of(page) if not isinstance(item, Group)]
    nodes += [node for line in page.lines for node, _, _ in line.spans] + [region.node for region in page.regions]
    assert {node.story for node in nodes} == {"", "lead", "upright"}
    assert all(isinstance(node, NodeId) and node.is_copy == bool(node.story) for node in nodes)
