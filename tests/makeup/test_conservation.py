"""Nothing is lost: every character of a story is on its page once, or is reported."""

from __future__ import annotations

import random

import pytest

from banxin.files import Tree
from banxin.page import TextRun, items_of
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.conftest import CAMPAIGN

HOUSE = """paper: {name: 试版}
page: {trim: [200mm, 300mm], bleed: 0mm, top: 25mm}
grid: {body: 9pt, leading: 12.5pt, columns: 4, measure: 12字, gutter: 1字, lines: 58}
faces: {song: package:noto-serif@400, hei: package:noto-sans@400, hei-medium: {file: x.ttf, else: hei},
  hei-bold: {file: x.ttf, else: hei}, hei-heavy: {file: x.ttf, else: hei}, song-bold: {file: x.ttf, else: song},
  song-heavy: {file: x.ttf, else: song}, kai: {file: x.ttf, else: song}}
styles: {bare: {headline: {face: hei, sizes: [24pt, 18pt, 14pt], lines: 3}}}
"""
EDITION = "date: 2026-06-01\npages: [A01]\n"


def copy(rng: random.Random, count: int) -> str:
    """Copy of so many pieces: hanzi with marks, figures and English among them."""
    pieces = [
        "国家",
        "发展",
        "，",
        "。",
        "“好”",
        "2026年",
        "9.7%",
        "《志》",
        "——",
        "……",
        "AI",
        "Business",
        "；",
        "城市里的人",
        "、",
    ]
    text = "".join(rng.choice(pieces) for _ in range(count))
    return "文" + text.replace("——", "—" * 2)


def story(rng: random.Random) -> str:
    """A story with any of the parts that stories have."""
    front = [
        f"{key}: {copy(rng, rng.randint(1, 4))}"
        for key in ("kicker", "deck", "byline", "dateline", "signoff")
        if rng.random() < 0.6
    ]
    lines = ["---", f"headline: {copy(rng, rng.randint(1, 4))}", *front, "---"]
    if rng.random() < 0.5:
        lines += ["::: intro", copy(rng, 12), ":::"]
    for _ in range(rng.randint(1, 5)):
        lines.append(copy(rng, rng.randint(1, 90)))
        if rng.random() < 0.3:
            lines.append("## " + copy(rng, 3))
            lines.append(copy(rng, 20))
        if rng.random() < 0.3:
            lines += ["::: box " + copy(rng, 2), copy(rng, 15), ":::"]
    return "\n".join(lines) + "\n"


def layout(rng: random.Random, first: str) -> str:
    """A page of two blocks, the intro placed or not, framed or not."""
    cut = rng.randint(20, 40)
    inside = (
        ", inside: [{box: intro, columns: 1-2, lines: 8-14}]" if "::: intro" in first and rng.random() < 0.6 else ""
    )
    frame = ", frame: tint" if rng.random() < 0.4 and not inside else ""
    style = rng.choice(["bare", "second", "third"])
    return (
        f"blocks:\n  - {{story: one, columns: 1-4, lines: 1-{cut}, heading: {{takes: 6行, style: {style}}}{inside}{frame}}}\n"
        f"  - {{story: two, columns: 1-{rng.randint(1, 4)}, lines: {cut + 1}-58, heading: {{style: {style}}}}}\n"
    )


@pytest.mark.parametrize("seed", range(400 if CAMPAIGN else 25))
def test_every_character_is_on_the_page_once_and_in_order(seed, tmp_path):
    """Whatever the story and its place: what is printed is the copy, and what is not is said."""
    rng = random.Random(seed)
    stories = {name: story(rng) for name in ("one", "two")}
    files = {"layouts/house.yaml": HOUSE, "layouts/2026-06-01/edition.yaml": EDITION,
             "layouts/2026-06-01/A01.yaml": layout(rng, stories["one"]),
             **{f"stories/2026-06-01/{name}.md": text for name, text in stories.items()}}  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    work = read_work(sources, "A01")
    assert not work.report.failed, [problem.code for problem in work.report]
    page = compose(sources, work)

    over = {
        problem.words["story"] for problem in work.report if problem.code in ("makeup.overset", "makeup.box-overset")
    }
    printed: dict[str, str] = {}
    for item in items_of(page):
        if isinstance(item, TextRun) and item.node:
            assert item.place == len(printed.get(item.node, "")), "in order, without a gap"
            printed[item.node] = printed.get(item.node, "") + item.text
    for slug, read in work.stories.items():
        for paragraph in read.paragraphs():
            shown = printed.get(f"{slug}/{paragraph.key}", "")
            assert paragraph.text == shown or (slug in over and paragraph.text.startswith(shown)), (
                paragraph.key,
                shown,
            )


@pytest.mark.parametrize("seed", range(200, 206))
def test_briefs_of_several_stories_lose_nothing_either(seed, tmp_path, monkeypatch):
    """Two stories in one block of briefs, each under its title."""
    monkeypatch.setitem(
        globals(), "layout", lambda *_: "blocks:\n  - {briefs: [one, two], columns: 1-4, lines: 1-58}\n"
    )
    test_every_character_is_on_the_page_once_and_in_order(seed, tmp_path)


@pytest.mark.parametrize("seed", range(100, 104))
def test_text_blocks_do_not_run_into_each_other(seed, tmp_path):
    """No two lines of body text stand on one place."""
    test_every_character_is_on_the_page_once_and_in_order(seed, tmp_path)
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    page = compose(sources, read_work(sources, "A01"))
    spans = sorted(
        (run.origin.y, run.origin.x, run.length) for run in items_of(page) if isinstance(run, TextRun) and run.node
    )
    for (y1, x1, length), (y2, x2, _) in zip(spans, spans[1:], strict=False):
        assert y1 != y2 or x1 + length <= x2 + 1000


@pytest.mark.parametrize("seed", range(300, 306))
def test_a_mark_before_subheads_is_nobodys_copy(seed, tmp_path, monkeypatch):
    """A style may set ◆ before its subheads: it is drawn, and the copy stays what it was."""
    marked = HOUSE.replace("styles: {", "styles: {subhead: {before: ◆}, ")
    monkeypatch.setitem(globals(), "HOUSE", marked)
    test_every_character_is_on_the_page_once_and_in_order(seed, tmp_path)


@pytest.mark.parametrize("seed", range(400, 408))
def test_vertical_text_loses_nothing_either(seed, tmp_path, monkeypatch):
    """From top to bottom, in tiers, around pictures: the copy is the same (VE-01)."""
    horizontal = layout
    monkeypatch.setitem(
        globals(), "layout", lambda *given: horizontal(*given).replace("story: one", "story: one, vertical: true")
    )
    test_every_character_is_on_the_page_once_and_in_order(seed, tmp_path)
