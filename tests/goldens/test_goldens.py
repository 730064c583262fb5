"""What a page looks like, as text that a person can read in a diff; `pytest tests/goldens --update` accepts a change."""

from __future__ import annotations

import pytest

from banxin.files import Tree
from banxin.page import dump
from banxin.run.pages import compose, read_work
from banxin.run.sources import Sources, open_sources
from tests.goldens.projects import CASES, DATE, HERE, one_block, sample

EDITIONS = {DATE: ("A01", "A02", "A03", "A04-A05", "A06", "A07", "A08"), f"{DATE}.tabloid": ("A01", "A02", "A03")}


def _composed(sources: Sources, name: str) -> str:
    """A page as text, and what is said of it."""
    work = read_work(sources, name)
    page = compose(sources, work, lambda: "未过", slug="试版 第一版")
    assert page is not None, [str(problem) for problem in work.report]
    # Words of a problem are other tests' matter: goldens hold which are found, and where. One block is no page: its windows
    # are said of none of them.
    said = [
        f"said {problem.severity} {problem.code} {problem.span.place[0] if problem.span else '-'}"
        for problem in work.report
        if problem.code != "proof.window"
    ]
    return "\n".join([dump(page).rstrip("\n"), *said]) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_a_block_is_set_as_it_was(name, tmp_path, golden):
    """Each kind of block, with each option that shows, comes out to the hundredth of a point as it was accepted."""
    one_block(tmp_path, CASES[name])
    sources = open_sources(Tree(str(tmp_path)), DATE)
    assert not sources.report.failed, [str(problem) for problem in sources.report]
    pages = sources.edition.pages if "pages" in CASES[name] else ("A01",)
    text = "".join(_composed(sources, page) for page in pages)
    found = {line.split()[2] for line in text.splitlines() if line.startswith("said error")}
    assert found == set(CASES[name].get("faults", ())), [line for line in text.splitlines() if line.startswith("said")]
    golden(HERE / "blocks" / f"{name}.page", text)


@pytest.fixture(scope="session")
def sample_project(tmp_path_factory):
    """The sample in the tests' own face."""
    root = tmp_path_factory.mktemp("sample")
    sample(root)
    return root


@pytest.mark.parametrize(
    ("edition", "page"), [(edition, page) for edition, pages in EDITIONS.items() for page in pages]
)
def test_a_page_of_the_sample_is_made_up_as_it_was(edition, page, sample_project, golden):
    """A whole page with all that stands on it comes out as it was accepted."""
    sources = open_sources(Tree(str(sample_project)), edition)
    assert not sources.report.failed, [str(problem) for problem in sources.report]
    golden(HERE / "sample" / f"{edition}-{page}.page", _composed(sources, page))
