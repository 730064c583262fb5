"""Words of another language inside a paragraph: set as the rest is, and named in every file that can say so."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image

import banxin
from banxin.page import TextRun, items_of
from banxin.problems import Report, Source
from banxin.story import parse_story
from tests.plan.test_sections import paper
from tests.press.test_archive import judge

__all__ = ["judge"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = "留学生[Lucas Moreau]{lang=fr}在[Blue **Heron**]{语言=en}队划船，船身上写着Heron。\n"


def spoken(root: Path) -> Path:
    """An edition with a story that names two languages."""
    folder = paper(root)
    story = root / "stories/2026-06-01/one.md"
    story.write_text(story.read_text("utf-8") + WORDS, "utf-8")
    return folder


def test_runs_have_the_language_that_the_copy_names_and_stand_where_they_stood(tmp_path: Path) -> None:
    """What nobody marks has the page's language: a program cannot know whose a name is (WCAG 2.2, 3.1.2 lets names be)."""
    with banxin.open_edition(spoken(tmp_path / "marked")) as edition:
        page = edition.page("A01").composed
    bare = paper(tmp_path / "bare")
    story = tmp_path / "bare/stories/2026-06-01/one.md"
    story.write_text(
        story.read_text("utf-8") + re.sub(r"\[(Lucas Moreau|Blue \*\*Heron\*\*)\]\{.*?\}", r"\1", WORDS), "utf-8"
    )
    with banxin.open_edition(bare) as edition:
        plain = edition.page("A01").composed
    assert page is not None
    assert plain is not None
    runs = [item for item in items_of(page) if isinstance(item, TextRun)]
    assert "".join(run.text for run in runs if run.lang == "fr") == "Lucas Moreau"
    assert "".join(run.text for run in runs if run.lang == "en") == "Blue Heron"
    assert {run.lang for run in runs} == {"zh-Hans", "fr", "en"}
    assert [line.box for line in page.lines] == [line.box for line in plain.lines]


def test_the_archive_names_it_and_validates(tmp_path: Path, judge: Callable[..., str]) -> None:
    """A screen reader changes its voice for the marked words alone (ISO 14289-1, 7.2)."""
    with banxin.open_edition(spoken(tmp_path)) as edition:
        data = edition.page("A01").pdf("archive")
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pikepdf.open(path) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    said = re.findall(r"/Span <</MCID \d+/Lang \((\w+)\)>> BDC", content)
    assert sorted(set(said)) == ["en", "fr"]
    assert len(re.findall("/Lang", content)) == len(said)
    told = judge(path)
    assert told.count("pass ") == 2, told


def test_the_epaper_names_it(tmp_path: Path) -> None:
    """As an attribute of the words, whatever else is marked in them."""
    with banxin.open_edition(spoken(tmp_path)) as edition:
        assert edition.export(tmp_path / "out").result.status <= 1
    texts = [path.read_text("utf-8") for path in (tmp_path / "out").rglob("content_*.htm")]
    found = [text for text in texts if "<span lang='fr'>Lucas Moreau</span>" in text]
    assert found
    assert "<span lang='en'>Blue <strong>Heron</strong></span>" in found[0]
    shutil.rmtree(tmp_path / "out")


def test_a_language_that_is_none_is_said(tmp_path: Path) -> None:
    """By its form: whether there is such a language, only its speakers know."""
    for wrong in ("{lang=english}", "{lang=e}", "{lang=en_US}", "{lang=}"):
        report = Report()
        parse_story(Source("stories/a.md", f"---\nheadline: 题\n---\n[Heron]{wrong}。\n"), "a", report)
        assert [problem.code for problem in report] == ["story.attribute"], wrong
    for right in ("{lang=en}", "{lang=zh-Hant-HK}", "{语言=fra}"):
        report = Report()
        parse_story(Source("stories/a.md", f"---\nheadline: 题\n---\n[Heron]{right}。\n"), "a", report)
        assert not list(report), right


def test_what_a_photo_shows_is_said_in_the_epaper_too(tmp_path: Path) -> None:
    """In the words that the story has for it; its caption stands beside it and is heard anyway."""
    folder = paper(tmp_path)
    story = tmp_path / "stories/2026-06-01/one.md"
    front = "photos:\n  - {file: quay.png, caption: 码头一景, alt: 两只船靠在码头}\n---\n"
    story.write_text(story.read_text("utf-8").replace("题目\n---\n", f"题目\n{front}"), "utf-8")
    (tmp_path / "assets").mkdir()
    Image.new("RGB", (1200, 800), "#368").save(tmp_path / "assets/quay.png")
    page = folder / "A01.yaml"
    page.write_text(
        page.read_text("utf-8").replace(
            "balance: no}", "balance: no, inside: [{photo: 1, columns: 1-3, lines: 60-100}]}"
        ),
        "utf-8",
    )
    with banxin.open_edition(folder) as edition:
        assert edition.export(tmp_path / "out").result.status == 0
    texts = [path.read_text("utf-8") for path in (tmp_path / "out").rglob("content_*.htm")]
    assert any("alt='两只船靠在码头'" in text or 'alt="两只船靠在码头"' in text for text in texts)
