"""Style runs: another face, colour or size within a line."""

from __future__ import annotations

import pytest

from banxin.files import Tree
from banxin.lines import TextStyle, measure_paragraph, set_paragraph, text_runs, uniform
from banxin.page import Ink, NodeId, TextRun, items_of
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from banxin.story.records import Mark
from banxin.units import PT, Point
from tests.makeup.test_conservation import EDITION, HOUSE

EM = 10 * PT
TEXT = "“望澜”港的船，今晨在雾里出海；岸上的人开始工作（有的还在睡）。他们说：“好……”都来了——真的。" * 3


def set_with(noto, *marks: Mark, measure: int = 13):
    """The text with marks."""
    measured, missing = measure_paragraph("p", TEXT, marks, TextStyle("song", EM, roles=(("bold", "hei"),)), noto)
    assert not missing
    return set_paragraph(measured, uniform(measure * EM))


@pytest.mark.parametrize("mark", [("bold", ""), ("face", "hei"), ("colour", "house")])
@pytest.mark.parametrize("start", range(0, 50, 7))
def test_a_face_or_a_colour_moves_nothing(noto, mark, start):
    """Breaks, compression and the place of every hanzi and mark are those of the plain text (LB-17)."""
    plain, marked = set_with(noto), set_with(noto, Mark(start, start + 9, *mark))

    assert [(line.first, line.last, line.whites) for line in plain.lines] == [
        (line.first, line.last, line.whites) for line in marked.lines
    ]
    assert plain.measured.body == marked.measured.body


def test_another_size_changes_its_own_advances_and_no_baseline(noto):
    """A larger run takes more room, its marks included; the lines stay as far apart (GR-03)."""
    at = TEXT.index("今晨")
    marked = set_with(noto, Mark(at - 1, at + 9, "size", "15pt"), measure=200)
    measured = marked.measured
    sizes = {measured.text[measured.starts[cell]]: measured.fonts[measured.faces[cell]][1] for cell in range(25)}

    assert (15 * PT, 15 * PT, 10 * PT) == (sizes["今"], sizes["，"], sizes["船"])
    comma = measured.starts.index(at - 1)
    assert measured.body[comma] + measured.white[comma] == 15 * PT
    for line in marked.lines:
        assert {run.origin.y for run in text_runs(measured, line, Point(0, 0), ((0, NodeId("s/p")),))} == {0}


@pytest.fixture
def page(tmp_path):
    """Compose a story of one paragraph; returns its runs and what was said."""

    def make(copy: str):
        files = {
            "layouts/house.yaml": HOUSE + "colours: {house: C0 M100 Y90 K5, sea: C90}\n",
            "layouts/2026-06-01/edition.yaml": EDITION,
            "layouts/2026-06-01/A01.yaml": "blocks:\n  - {story: one, columns: 1-4, lines: 1-20}\n",
            "stories/2026-06-01/one.md": f"---\nheadline: 题\n---\n{copy}\n",
        }
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
        work = read_work(sources, "A01")
        made = compose(sources, work)
        runs = [run for run in items_of(made) if isinstance(run, TextRun) and run.node.startswith("one/b")]
        return runs, list(work.report)

    return make


def test_marks_of_a_story_become_faces_inks_and_sizes(page):
    """[文字]{.hei}, {colour=house} and {size=12pt} do what they say, one inside the other too."""
    runs, said = page("平常[黑体]{.hei}与[红[大字]{字号=12pt}字]{颜色=house}和[海蓝]{colour=sea}完。")
    shown = {run.text: run for run in runs}

    assert not [problem for problem in said if problem.severity == "error"]
    assert "平常黑体与红大字字和海蓝完。" == "".join(run.text for run in runs)
    assert "Sans" in shown["黑体"].face
    assert Ink(m=1000, y=900, k=50) == shown["红"].ink == shown["大字"].ink
    assert Ink(c=900) == shown["海蓝"].ink
    assert (12 * PT, 9 * PT) == (shown["大字"].size, shown["红"].size)


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("{face=kaiti}", "proof.run-face"), ("{colour=rde}", "proof.run-colour"), ("{size=3}", "story.attribute"),
        ("{size=900pt}", "story.attribute"), ("{.kia}", "story.attribute"),
    ],
)  # fmt: skip
def test_a_mark_that_means_nothing_is_said_in_its_place(page, mark, code):
    """An unknown face or colour, or a size that no line has, is an error where it stands."""
    _, said = page(f"这里有[字]{mark}。")

    assert [code] == [problem.code for problem in said if problem.severity == "error"]
    assert said[0].span is not None
    assert 4 == said[0].span.place[0]
