"""One page from its inputs to the bytes of its file, and many of them on all processors."""

from __future__ import annotations

import os
import pickle
import time
from typing import TYPE_CHECKING, NamedTuple

from banxin.makeup import Copy, make_page
from banxin.problems import Fault, Report
from banxin.proof import check_page

if TYPE_CHECKING:
    from banxin.desk.sources import Sources
    from banxin.page import Page
    from banxin.pictures import Facts
    from banxin.plan.records import PagePlan
    from banxin.press.pdf import FontBook, Printed
    from banxin.story import Story

#: Fewer pages than this are quicker in one process.
_LEAST_PAGES = 3


class Order(NamedTuple):
    """What is wanted of each page."""

    draft_label: str
    """What a draft says across its top; empty where nothing is printed."""
    day: str
    paper: str
    edition: str
    files: bool
    """Whether each page gets a file of its own."""
    printed: bool
    """Whether each page is wanted as operators, for the edition's file."""


class Work(NamedTuple):
    """A page between reading and setting."""

    name: str
    plan: PagePlan | None
    stories: dict[str, Story]
    facts: dict[str, Facts]
    report: Report


class Made(NamedTuple):
    """What came of a page; plain data, so that it can be sent from one process to another."""

    name: str
    section: str
    report: Report
    seconds: float
    data: bytes
    """The page's file, or its draft's; empty where none is wanted."""
    draft: bool
    printed: Printed | None


def read_work(sources: Sources, name: str) -> Work:
    """Read a page with its stories and pictures, and check what they say of each other."""
    plan, own = sources.plan(name)
    report = Report()
    report.join(own)
    if plan is None:
        return Work(name, None, {}, {}, report)
    stories = sources.stories(plan, report)
    check_page(plan, stories, report)
    return Work(name, plan, stories, sources.pictures(plan, stories, report), report)


def compose(sources: Sources, work: Work, draft_label: str) -> Page | None:
    """Set a page; what is wrong goes into its report."""
    if work.plan is None:
        return None
    copy = Copy(work.stories, work.facts, sources.index(work.plan))
    try:
        return make_page(work.plan, copy, sources.faces, work.report, draft_label=draft_label)
    except Fault as fault:
        work.report.add(fault.problem)
        return None


def make(sources: Sources, work: Work, order: Order) -> Made:
    """Set and print one page."""
    started = time.perf_counter()
    page = compose(sources, work, order.draft_label)
    section = work.plan.section if work.plan else ""
    data, printed = b"", None
    if page is not None and order.draft_label:
        from banxin.press.pdf import About, page_pdf, print_page  # noqa: PLC0415 - a check prints nothing

        printed = print_page(page, sources.faces.by_key)
        if order.files or page.draft:
            facts = {facts.path: facts for facts in work.facts.values()}
            title = " ".join(part for part in (order.paper, order.edition, work.name) if part)
            data = page_pdf(printed, sources.faces.by_key, facts, About(title, order.paper, order.day))
    kept = printed if order.printed else None
    return Made(work.name, section, work.report, time.perf_counter() - started, data, page is not None and page.draft, kept)


def print_again(sources: Sources, works: list[Work], book: FontBook) -> list[Printed]:
    """Print pages once more, with codes that they share."""
    from banxin.press.pdf import print_page  # noqa: PLC0415

    pages = [compose(sources, work._replace(report=Report()), "") for work in works]
    return [print_page(page, sources.faces.by_key, book) for page in pages if page is not None]


def make_all(sources: Sources, works: list[Work], order: Order) -> list[Made]:
    """Make pages on all processors; the result does not depend on how many there are."""
    helpers = min(len(os.sched_getaffinity(0)), len(works)) - 1 if len(works) >= _LEAST_PAGES else 0
    if helpers < 1:
        return [make(sources, work, order) for work in works]
    # What both will need is loaded before the fork, once.
    sources.faces.open_all()
    if order.draft_label:
        import banxin.press.pdf  # noqa: F401, PLC0415
    shares = [works[at :: helpers + 1] for at in range(helpers + 1)]
    pipes = [_start(sources, share, order) for share in shares[1:]]
    made = {work.name: make(sources, work, order) for work in shares[0]}
    for share, (pipe, child) in zip(shares[1:], pipes, strict=True):
        for work, page in zip(share, _receive(pipe, child), strict=False):
            made[work.name] = page
    # What a process that died did not answer for is made here.
    return [made.get(work.name) or make(sources, work, order) for work in works]


def _start(sources: Sources, works: list[Work], order: Order) -> tuple[int, int]:
    """Fork a process that makes pages and sends them; returns its pipe and its number."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return reading, child
    os.close(reading)
    try:
        with os.fdopen(writing, "wb") as stream:
            for work in works:
                pickle.dump(make(sources, work, order), stream, protocol=pickle.HIGHEST_PROTOCOL)
                stream.flush()
    finally:
        os._exit(0)


def _receive(pipe: int, child: int) -> list[Made]:
    """The pages that a process sent, in its order."""
    found: list[Made] = []
    with os.fdopen(pipe, "rb") as stream:
        try:
            while True:
                found.append(pickle.load(stream))  # noqa: S301 - from our own child, over a pipe
        except (EOFError, pickle.UnpicklingError):
            pass
    os.waitpid(child, 0)
    return found
