"""凑版: what the house lets a story change, and no more; words are never touched."""

from __future__ import annotations

import random

import pytest

from banxin.files import Tree
from banxin.page import Picture, TextRun, items_of
from banxin.problems import Words
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.conftest import CAMPAIGN
from tests.makeup.test_conservation import EDITION, HOUSE
from tests.makeup.test_generated_pages import cut_out, in_order
from tests.makeup.test_meter import paragraphs, sentences

EM, LEADING = 9 * 12_700, 25 * 12_700 // 2
LAYOUT = """blocks:
  - story: one
    columns: 1-4
    lines: 1-40
    heading: {takes: 5行, style: bare}
    inside:
      - {photo: 1, columns: 2-3, lines: 12-23, focus: 50% 50%}
      - {qr: "https://example.org", columns: 4, lines: 30-36, optional: yes}
"""
PHOTO = "photo: {min: -4行, max: 5行, step: 1行, priority: 1}"
TRACKING = "tracking: {min: -5%, max: 5%, step: 0.5%, priority: 2}"
LEADING_LEVER = "leading: {min: -1pt, max: 1pt, step: 0.1pt, priority: 3}"
SIZE = "size: {min: -0.5pt, max: 0.5pt, step: 0.1pt, priority: 4}"
OPTIONAL = "optional: {priority: 5}"


def made(tmp_path, characters: int, *levers: str, layout: str = LAYOUT, seed: int = 1):
    """A page of one story of about so many characters, with its report and its work."""
    files = {
        "layouts/house.yaml": HOUSE + (f"copyfit: {{{', '.join(levers)}}}\n" if levers else ""),
        "layouts/2026-06-01/edition.yaml": EDITION,
        "layouts/2026-06-01/A01.yaml": layout,
        "stories/2026-06-01/one.md": "---\nheadline: 标题\nphotos:\n  - {file: cut.png, caption: 图说}\n---\n"
        + copy_of(characters, seed),
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "assets").mkdir(exist_ok=True)
    (tmp_path / "assets/cut.png").write_bytes(cut_out())
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    work = read_work(sources, "A01")
    page = compose(sources, work)
    assert page is not None
    return page, work


def copy_of(characters: int, seed: int) -> str:
    """Paragraphs of exactly so many characters in all."""
    found, left = "", characters
    for paragraph in paragraphs(random.Random(seed), sentences(), characters, 80):
        found += paragraph[:left] + "\n"
        left -= len(paragraph[:left])
    return found


def body(page) -> list[TextRun]:
    """Runs of the body's paragraphs."""
    return [run for run in items_of(page) if isinstance(run, TextRun) and run.node.startswith("one/b")]


def text_of(page) -> list[TextRun]:
    """All runs of copy."""
    return [run for run in items_of(page) if isinstance(run, TextRun) and run.node]


def said(work, severity: str = "") -> dict[str, dict[str, object]]:
    """What was said, by code."""
    return {problem.code: problem.words for problem in work.report
            if severity in ("", problem.severity) and problem.code not in ("pictures.low-resolution", "proof.window")}  # fmt: skip


def picture(page):
    """The photo's place."""
    return next(item.box for item in page.items if isinstance(item, Picture))


#: About how much the hole takes as it is.
TAKES = 1240


def test_without_limits_nothing_is_changed(tmp_path):
    """Where house style has no copyfit, a story that is over stays over."""
    _, work = made(tmp_path, TAKES + 60)

    assert "makeup.overset" in said(work)


def test_a_story_that_fits_is_left_alone(tmp_path):
    """Copyfit changes nothing of a story that is neither over nor under."""
    fitting = (count for count in range(TAKES - 60, TAKES + 20, 5) if not said(made(tmp_path, count)[1]))
    count = next(fitting)
    plain, _ = made(tmp_path, count)
    page, work = made(tmp_path, count, PHOTO, TRACKING, LEADING_LEVER, SIZE, OPTIONAL)

    assert {} == said(work)
    assert plain.items == page.items


@pytest.mark.parametrize("lever", [PHOTO, TRACKING, LEADING_LEVER, SIZE, OPTIONAL])
def test_each_lever_makes_room(tmp_path, lever):
    """A story that is a little over fits by any of them, all of its copy in order; what was changed is said."""
    _, before = made(tmp_path, TAKES + 30)
    assert "makeup.overset" in said(before)
    page, work = made(tmp_path, TAKES + 30, lever)

    assert not work.report.failed
    words = said(work)["makeup.copyfit"]
    name = lever.partition(":")[0]
    assert [name] == [key for key in ("photo", "tracking", "leading", "size", "optional") if words[key]]
    in_order(text_of(page), work, over=False)


@pytest.mark.parametrize("lever", [PHOTO, TRACKING, LEADING_LEVER, SIZE])
def test_each_lever_takes_room(tmp_path, lever):
    """A story that is short is opened up, and never so far that it is over."""
    _, before = made(tmp_path, TAKES - 100)
    short = said(before)["makeup.underset"]["lines"]
    _, work = made(tmp_path, TAKES - 100, lever)

    assert not work.report.failed
    assert "makeup.copyfit" in said(work)
    left = said(work).get("makeup.underset", {"lines": 0})["lines"]
    assert left < short


def test_the_least_change_is_made(tmp_path):
    """A photo gives no more lines than are needed: with one less the story would be over."""
    _, work = made(tmp_path, TAKES + 30, PHOTO)
    given = -int(str(said(work)["makeup.copyfit"]["photo"]))
    assert 0 < given < 4
    allowed = PHOTO.replace("-4行", f"-{given - 1}行")
    _, less = made(tmp_path, TAKES + 30, allowed)

    assert "makeup.overset" in said(less)


def test_levers_are_drawn_in_the_house_s_order(tmp_path):
    """The first lever is drawn first; where it is enough the next ones stay."""
    _, first = made(
        tmp_path,
        TAKES + 10,
        TRACKING.replace("priority: 2", "priority: 1"),
        PHOTO.replace("priority: 1", "priority: 2"),
    )
    _, second = made(tmp_path, TAKES + 10, TRACKING, PHOTO)

    assert said(first)["makeup.copyfit"]["tracking"]
    assert not said(first)["makeup.copyfit"]["photo"]
    assert said(second)["makeup.copyfit"]["photo"]
    assert not said(second)["makeup.copyfit"]["tracking"]


def test_out_of_range_is_said_with_what_is_left_over(tmp_path):
    """A story that is far over is set at the limits, which are named, and what must still be cut is counted."""
    _, plain = made(tmp_path, TAKES + 300)
    _, work = made(tmp_path, TAKES + 300, PHOTO, TRACKING)

    limit = said(work)["makeup.copyfit-limit"]
    assert ("-4", "-5") == (str(limit["photo"]), str(limit["tracking"]))
    assert said(work)["makeup.overset"]["characters"] < said(plain)["makeup.overset"]["characters"]
    sentence = Words("zh").sentence(next(problem for problem in work.report if problem.code == "makeup.copyfit-limit"))
    assert "图高 -4 行" in sentence
    assert "字号" not in sentence


def test_a_block_may_keep_itself_from_it(tmp_path):
    """copyfit: no on a block holds all levers off."""
    layout = LAYOUT.replace("    heading:", "    copyfit: no\n    heading:")
    _, work = made(tmp_path, TAKES + 30, PHOTO, TRACKING, layout=layout)

    assert "makeup.overset" in said(work)


def test_a_photo_stays_clear_of_heading_foot_and_neighbours(tmp_path):
    """However deep it may grow, it stays in its story and stands on nothing else."""
    layout = LAYOUT.replace(
        "{photo: 1, columns: 2-3, lines: 12-23, focus: 50% 50%}", "{photo: 1, columns: 3-4, lines: 15-26}"
    )
    page, work = made(tmp_path, 500, PHOTO.replace("5行", "30行"), layout=layout)

    assert "+3" == str(said(work)["makeup.copyfit-short"]["photo"])
    assert picture(page).bottom < page.first_baseline + 29 * LEADING


def test_body_text_stands_on_the_grid_unless_leading_was_changed(tmp_path):
    """Tracking, size and photos leave every baseline where the page's grid has it (GR-01)."""
    page, _ = made(tmp_path, TAKES + 30, TRACKING, SIZE)
    assert all((run.origin.y - page.first_baseline) % LEADING == 0 for run in body(page))

    page, work = made(tmp_path, TAKES + 30, LEADING_LEVER)
    pitch = LEADING + round(float(str(said(work)["makeup.copyfit"]["leading"])) * 12_700)
    rows = sorted({run.origin.y for run in body(page)})
    assert all((row - rows[0]) % pitch == 0 for row in rows)


def test_tracked_lines_still_end_on_the_measure(tmp_path):
    """Tracking stands between characters and never behind a line's last one (JU-01)."""
    page, work = made(tmp_path, TAKES + 30, TRACKING)
    assert "makeup.copyfit" in said(work)
    measure = 12 * EM

    ends = {}
    for run in body(page):
        start, end = ends.get((run.origin.y, run.origin.x // (13 * EM)), (run.origin.x, 0))
        ends[run.origin.y, run.origin.x // (13 * EM)] = min(start, run.origin.x), max(end, run.origin.x + run.length)
    whole = [end - start for start, end in ends.values() if end - start > measure - EM // 8]
    assert len(whole) > 40
    assert all(width <= measure + 10 for width in whole)


def test_the_advice_to_cut_is_true(tmp_path):
    """Cutting the last lines that the hint names makes the story fit."""
    _, work = made(tmp_path, TAKES + 30, seed=3)
    words = said(work)["makeup.overset"]
    assert words["cut"]
    path = tmp_path / "stories/2026-06-01/one.md"
    lines = path.read_text("utf-8").splitlines()
    numbers, tails = (str(words[key]).split(", ") for key in ("paragraphs", "tails"))
    for number, tail in zip(numbers, tails, strict=True):
        at = lines.index("---", 1) + int(number)
        lines[at] = lines[at][: -int(tail)]
    assert int(str(words["cut"])) == sum(map(int, tails))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    again = read_work(sources, "A01")
    compose(sources, again)

    assert "makeup.overset" not in said(again)


@pytest.mark.parametrize("seed", range(200 if CAMPAIGN else 12))
def test_stories_of_any_length_keep_every_rule(tmp_path, seed):
    """All levers at once, over and under, horizontal and vertical: nothing lost, nothing changed where it is over."""
    rng = random.Random(seed)
    vertical = "    vertical: true\n" if seed % 4 == 3 else ""
    layout = LAYOUT.replace("    heading:", f"{vertical}    heading:")
    page, work = made(
        tmp_path, rng.randint(800, 1700), PHOTO, TRACKING, LEADING_LEVER, SIZE, OPTIONAL, layout=layout, seed=seed
    )

    codes = set(said(work, "error"))
    assert codes <= {"makeup.overset"}
    in_order(text_of(page), work, over=bool(codes))
    rects = [(run.origin.x, run.origin.y) for run in body(page)]
    assert len(rects) == len(set(rects))
    for run in body(page):
        assert run.origin.y <= page.type_area.bottom
