"""Pages are made apart: one that brings its process down costs itself, is named with the cause, and no other is another for it."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import time
from pathlib import Path

import pytest
from conftest import DATE, copy_project

from banxin.files import Tree
from banxin.run import _workers as workers
from banxin.run import pages
from banxin.run._workers import Ended, Limits, each
from banxin.run.edition import build
from banxin.run.project import Project, Target
from tests.conftest import CAMPAIGN

#: Pages of the edition, and what four of them do.
COUNT = 56 if CAMPAIGN else 12
NAMES = [f"A{number:02}" for number in range(1, COUNT + 1)]
KILLERS = {"A03": "segv", "A05": "exit", "A08": "loop", "A11": "eat"}
LIMITS = Limits(seconds=6, memory=2 << 30)


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> Path:
    """An edition of many good pages, each with a story of its own."""
    root = copy_project(tmp_path_factory.mktemp("many") / "paper")
    layouts, stories = root / "layouts" / DATE, root / "stories" / DATE
    page, harbour, lamps = ((folder / name).read_text("utf-8") for folder, name in (
        (layouts, "A01.yaml"), (stories, "harbour.md"), (stories, "lamps.md")))  # fmt: skip
    edition = (layouts / "edition.yaml").read_text("utf-8")
    (layouts / "edition.yaml").write_text(edition.replace("pages: [A01]", f"pages: [{', '.join(NAMES)}]"), "utf-8")
    for name in NAMES:
        own = page.replace("story: harbour", f"story: harbour-{name}").replace("story: lamps", f"story: lamps-{name}")
        (layouts / f"{name}.yaml").write_text(own, "utf-8")
        (stories / f"harbour-{name}.md").write_text(harbour, "utf-8")
        (stories / f"lamps-{name}.md").write_text(lamps, "utf-8")
    return root


def built(root: Path, out: Path, **how):
    """The edition as it comes out, and the pages' bytes."""
    done = build(
        Project(str(root), Tree(str(root))), Target(DATE, ()), str(out), draft_label=lambda: "未过", refit=False, **how
    )
    return done, {path.name: path.read_bytes() for path in (out / DATE).glob("A*.pdf")}


def kill(name: str) -> None:
    """What a page does that is to die."""
    match KILLERS.get(name):
        case "segv":
            faulthandler.disable()  # the runner's own, which would print what is meant to happen
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "loop":
            while True:
                pass
        case "eat":
            held = [bytearray(1 << 30) for _ in range(4)]
            assert held


def test_four_pages_that_die_cost_four_pages(paper, tmp_path, monkeypatch):
    """All others are written, byte for byte as when nothing happens; each death is said with its cause, where the page is listed."""
    _, wanted = built(paper, tmp_path / "quiet")
    assert len(wanted) == COUNT
    make = pages._make

    def deadly(sources, work, order):
        kill(work.name)
        return make(sources, work, order)

    monkeypatch.setattr(pages, "_make", deadly)
    there = _children()
    started = time.monotonic()
    done, found = built(paper, tmp_path / "deadly", limits=LIMITS)
    assert time.monotonic() - started < 60
    assert found == {name: data for name, data in wanted.items() if name.removesuffix(".pdf") not in KILLERS}
    said = {page.name: problem for page in done.pages for problem in page.report if problem.code == "desk.page-ended"}
    assert set(said) == set(KILLERS)
    assert {name: next(key for key in ("time", "memory", "signal", "exit") if problem.words[key]) for name, problem in said.items()} == {
        "A03": "signal", "A05": "exit", "A08": "time", "A11": "memory"}  # fmt: skip
    assert all(problem.span.source.path.endswith("edition.yaml") for problem in said.values())
    assert not done.written, "an edition that lacks pages is none"
    assert done.status == 1
    assert _children() == there


def _children() -> list[str]:
    """Processes of ours that are still there."""
    return Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii").split()


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_same_pages_by_however_many_processes(paper, tmp_path, count):
    """None, one or several: the same bytes and the same problems in the same order."""
    one, alone = built(paper, tmp_path / "alone", workers=0)
    other, together = built(paper, tmp_path / "together", workers=count)
    assert alone == together
    told = [[(page.name, [problem.code for problem in page.report]) for page in done.pages] for done in (one, other)]
    assert told[0] == told[1]
    assert (tmp_path / "alone" / DATE / "edition.pdf").read_bytes() == (
        tmp_path / "together" / DATE / "edition.pdf"
    ).read_bytes()


def test_more_work_than_a_pipe_holds(monkeypatch):
    """In portions."""
    monkeypatch.setattr(workers, "_MOST", 7)
    assert each(40, lambda at: at * at, 3) == {at: at * at for at in range(40)}


def test_what_dies_while_it_takes_its_turn_is_tried_once_more(tmp_path):
    """A number that was taken and not begun is not lost; one that always dies is said."""
    flag = tmp_path / "died"

    def work(at: int) -> int:
        if at == 2 and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return at

    made = each(4, work, 2)
    assert made[2] == Ended("signal", "SIGKILL")
    assert [made[at] for at in (0, 1, 3)] == [0, 1, 3]
    assert each(4, work, 2) == {at: at for at in range(4)}


def test_an_interrupt_leaves_no_process():
    """Ctrl-C while pages are made: those at work are ended."""
    there = _children()
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            each(4, lambda _: time.sleep(30), 2)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    assert _children() == there


def test_descriptors_do_not_grow():
    """A desk that builds all night."""
    each(4, lambda at: at, 2)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        each(4, lambda at: at, 2)
    assert len(os.listdir("/proc/self/fd")) == before
