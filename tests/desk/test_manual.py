"""The reference as a site: every row is there in both languages, every example is right, every link leads somewhere."""

from __future__ import annotations

import importlib.util
import os
import re

import pytest

from banxin.files import open_tree
from banxin.plan import read_edition, read_house, read_page
from banxin.plan._reading import Reader
from banxin.plan.bookings import read_bookings
from banxin.plan.house import compose_house
from banxin.plan.kinds import KINDS
from banxin.plan.loader import load
from banxin.problems import Report, Source
from banxin.run._drawing import drawn
from banxin.run._entries import entries
from banxin.run._examples import DAY, PAGE, examples, examples_of, snippet
from banxin.run.explaining import messages
from banxin.run.manual import LANGUAGES, anchor, pages, write
from banxin.story.marks import MARKS, SIGNS
from banxin.story.roles import LINES, ROLES
from tests.conftest import ROOT

HOUSE = """\
paper: {name: 望澜晚报}
page: {trim: [390mm, 543mm]}
grid: {body: 9.5pt, leading: 13.5pt, columns: 6, measure: 16字, gutter: 1.2字, lines: 101}
colours: {house: C0 M100 Y90 K5}
sections: {要闻: {colour: house}}
ads: {sizes: {半版: {columns: 6, lines: 50}}}
"""
#: What is warned of in an example that is only a part of a file.
_PARTS = {"plan.lever-idle"}


@pytest.fixture(scope="module")
def source() -> dict[str, dict[str, str]]:
    """The site's pages in both languages."""
    return {lang: pages(lang) for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_has_its_place_in_the_reference(lang, source):
    """Keys, kinds, story keys, marks, roles and messages, each once, under an anchor of its own."""
    text = "\n".join(source[lang].values())
    anchors = re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE)
    assert len(anchors) == len(set(anchors))
    assert {anchor(one) for one in entries()} <= set(anchors)
    assert {code.replace(".", "-") for code in messages()} <= set(anchors)
    assert source["zh"].keys() == source["en"].keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_of_the_reference_leads_somewhere(lang, source):
    """To an anchor, a page or a picture."""
    text = "\n".join(source[lang].values())
    anchors = set(re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE))
    assert not set(re.findall(r"\]\(#([\w-]+)\)", text)) - anchors
    assert set(re.findall(r"\]\(pictures/([\w-]+)\.png\)", text)) == set(examples())
    listed = source[lang]["reference/index.md"].rpartition(":maxdepth: 1\n\n")[2].removesuffix("\n```\n").split("\n")
    assert {f"reference/{name}.md" for name in (*listed, "index")} == set(source[lang])


def test_what_shows_has_an_example_that_is_drawn():
    """Every kind of block, mark, sign, line and role."""
    shown = {name for one in examples().values() for name in one.shows}
    wanted = {*(f"block.{kind}" for kind in KINDS), *(f"mark.{mark}" for mark in MARKS), *(f"sign.{sign}" for sign in SIGNS),
              *(f"line.{line}" for line in LINES), *(f"role.{role}" for role in ROLES)}  # fmt: skip
    assert not wanted - shown
    assert not shown - {one.id for one in entries()}


@pytest.mark.parametrize("part", range(4))
def test_an_example_is_set_without_a_fault(part):
    """The program sets what its reference shows."""
    for example in list(examples().values())[part::4]:
        found = drawn(example, picture=False)
        assert not found.problems, [(example.name, problem.code, problem.words) for problem in found.problems]


@pytest.mark.parametrize("name", ["photo", "dots", "furniture"])
def test_an_example_is_drawn(name):
    """A PNG as large as its sheet."""
    picture = drawn(examples()[name]).picture
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 2 * examples()[name].width


@pytest.mark.parametrize("file", ["house", "edition", "page", "ads"])
def test_the_least_example_of_a_key_is_valid(file, tmp_path):
    """What has no picture is shown with a value that the reader takes."""
    for entry in entries():
        if entry.sort in ("key", "kind") and entry.places[0].steps[0] == file and not examples_of(entry):
            report = Report()
            _read(file, snippet(entry), report)
            assert not [problem for problem in report if problem.code not in _PARTS], (
                entry.id,
                snippet(entry),
                [(p.code, p.words) for p in report],
            )


def _read(file: str, text: str, report: Report) -> None:
    if file in ("house", "edition"):
        source = Source(f"layouts/{file}.yaml", text)
        root = load(source, report)
        fields = Reader(report, whole=False).fields(root, file) if root is not None else None
        if file == "house" and fields is not None:
            compose_house(source, fields, report)
        return
    page = text if "blocks:" in text else f"{text}blocks: []\n"
    files = {
        "layouts/house.yaml": HOUSE,
        "layouts/templates/inner.yaml": "blocks:\n  - {index: 导读, id: index, columns: 1, lines: 1-9}\n",
        f"layouts/{DAY}/edition.yaml": f"date: {DAY}\npages: [{PAGE}, A03, A05]\n",
        f"layouts/{DAY}/{PAGE}.yaml": "blocks: []\n" if file == "ads" else page,
        **{f"layouts/{DAY}/{other}.yaml": "blocks: []\n" for other in ("A03", "A05")},
        **({f"layouts/{DAY}/ads.yaml": text} if file == "ads" else {}),
    }
    with open_tree(str(ROOT / "docs"), files) as tree:
        house, edition = read_house(tree, report), read_edition(tree, DAY, report)
        assert house is not None
        assert edition is not None
        if file == "ads":
            read_bookings(tree, edition, house, report)
        else:
            read_page(tree, house, edition, PAGE, report)


def _builder():
    spec = importlib.util.spec_from_file_location("site_builder", ROOT / "docs/site/build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_broken_link_of_the_site_is_found(tmp_path):
    """A page that is gone, a heading that is gone, a picture that is gone; what leads out is others' matter."""
    (tmp_path / "a.html").write_text(
        '<p id="x"><a href="b.html#y"><a href="b.html#z"><a href="c.html"><img src="d.png"><a href="#x"><a href="https://e.org/f">'
    )
    (tmp_path / "b.html").write_text('<p id="y">')
    assert _builder().broken(tmp_path) == ["a.html: b.html#z", "a.html: c.html", "a.html: d.png"]


def test_the_site_is_built_without_a_warning(tmp_path):
    """Sphinx takes every page in both languages, and no link is broken."""
    if importlib.util.find_spec("sphinx") is None:
        if os.environ.get("CI"):
            pytest.fail("sphinx is missing, and CI must have it")
        pytest.skip("sphinx is not installed")
    write(str(tmp_path / "source"), lambda _: b"")
    assert _builder().build(tmp_path / "source", tmp_path / "site") == []
    for lang in LANGUAGES:
        assert "<code class=" in (tmp_path / "site" / lang / "reference/index.html").read_text("utf-8")
        assert len(list((tmp_path / "site" / lang).rglob("*.html"))) > 40
