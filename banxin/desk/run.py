"""Build or check an edition: every page stands alone, the edition is all or nothing."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, NamedTuple

from banxin.desk.sources import Sources
from banxin.files import Lock, replace_file, sweep
from banxin.makeup import Copy, make_page
from banxin.pictures import Examination, Facts
from banxin.problems import Fault, Report
from banxin.proof import check_edition, check_page

if TYPE_CHECKING:
    from banxin.desk.project import Project, Target
    from banxin.page import Page
    from banxin.plan.records import PagePlan
    from banxin.press.pdf import Printed
    from banxin.story import Story


class PageResult(NamedTuple):
    """What became of one page."""

    name: str
    section: str
    report: Report
    seconds: float
    page: Page | None
    written: str
    """The file that was written, or ''."""


class Result(NamedTuple):
    """What became of one edition."""

    folder: str
    report: Report
    """Faults of house style, the edition's file, and of writing the edition."""
    pages: tuple[PageResult, ...]
    seconds: float
    written: str

    @property
    def status(self) -> int:
        """The exit status."""
        return max([self.report.status, *(page.report.status for page in self.pages)])


class _Work(NamedTuple):
    """A page between reading and publishing."""

    name: str
    plan: PagePlan | None
    stories: dict[str, Story]
    facts: dict[str, Facts]
    report: Report


def build(
    project: Project, target: Target, out: str, *, write: bool = True, edition_file: bool = True, page_files: bool = True,
    stamp: str = "", draft_label: str = "",
) -> Result:  # fmt: skip
    """Build a target into ``out``/<edition>; without ``write`` only say what is wrong.

    With content faults the last good PDF of a page stays and a draft is written beside it.
    """
    started = time.perf_counter()
    sources = Sources(project.tree, target.folder)
    edition = sources.edition
    if sources.house is None or edition is None:
        return Result(target.folder, sources.report, (), time.perf_counter() - started, "")
    names = target.pages or edition.pages
    works = [_read(sources, name) for name in names]
    by_name = {work.name: work for work in works}
    for name, problem in check_edition([work.plan for work in works if work.plan is not None]):
        by_name[name].report.add(problem)
    pictures = {facts.path: facts for work in works for facts in work.facts.values()}
    examination = Examination(list(pictures.values()))
    try:
        made = [_set(sources, work, draft_label) for work in works]
        damaged = {fault.problem.words["path"]: fault for fault in examination.join()}
    except BaseException:
        examination.abandon()
        raise
    if not write:
        results = [_judged(work, page, seconds, damaged) for work, page, seconds in made]
        return Result(target.folder, sources.report, tuple(results), time.perf_counter() - started, "")
    folder = os.path.join(out, target.folder)
    sweep(folder)
    clock = stamp or edition.date
    press = _Press(sources, pictures, folder, clock, draft_label, page_files=page_files)
    results = [press.page(work, page, seconds, damaged) for work, page, seconds in made]
    written = ""
    if edition_file and not target.pages:
        written = press.edition(results, sources.report)
    return Result(target.folder, sources.report, tuple(results), time.perf_counter() - started, written)


def _read(sources: Sources, name: str) -> _Work:
    plan, own = sources.plan(name)
    report = Report()
    report.join(own)
    if plan is None:
        return _Work(name, None, {}, {}, report)
    stories = sources.stories(plan, report)
    check_page(plan, stories, report)
    return _Work(name, plan, stories, sources.pictures(plan, stories, report), report)


def _set(sources: Sources, work: _Work, draft_label: str) -> tuple[_Work, Page | None, float]:
    started = time.perf_counter()
    page = None
    if work.plan is not None:
        copy = Copy(work.stories, work.facts, sources.index(work.plan))
        try:
            page = make_page(work.plan, copy, sources.faces, work.report, draft_label=draft_label)
        except Fault as fault:
            work.report.add(fault.problem)
    return work, page, time.perf_counter() - started


def _judged(work: _Work, page: Page | None, seconds: float, damaged: dict[object, Fault]) -> PageResult:
    """Add what the examination found; a page whose picture is damaged is not published."""
    for name, facts in work.facts.items():
        fault = damaged.get(facts.path)
        if fault is not None:
            span = next(
                (photo.span for story in work.stories.values() for photo in story.photos if photo.file == name), None
            )
            work.report.error(fault.problem.code, span, **fault.problem.words)
    section = work.plan.section if work.plan else ""
    return PageResult(work.name, section, work.report, seconds, page, "")


class _Press:
    """Prints pages and publishes files."""

    def __init__(
        self,
        sources: Sources,
        pictures: dict[str, Facts],
        folder: str,
        clock: str,
        draft_label: str,
        *,
        page_files: bool,
    ) -> None:
        self._sources = sources
        self._pictures = pictures
        self._folder = folder
        self._clock = clock
        self._draft_label = draft_label
        self._page_files = page_files
        self._printed: dict[str, Printed] = {}

    def page(self, work: _Work, page: Page | None, seconds: float, damaged: dict[object, Fault]) -> PageResult:
        """Print a page and write its file, or its draft."""
        from banxin.press.pdf import page_pdf, print_page  # noqa: PLC0415 - a check prints nothing

        started = time.perf_counter()
        result = _judged(work, page, seconds, damaged)
        report = result.report
        if page is None:
            return result
        if report.failed and not page.draft:
            # The fault was found after the setting (a damaged picture): set the draft with a hole in its place.
            sound = {name: facts for name, facts in work.facts.items() if facts.path not in damaged}
            if work.plan is not None:
                copy = Copy(work.stories, sound, self._sources.index(work.plan))
                page = make_page(work.plan, copy, self._sources.faces, report, draft_label=self._draft_label)
        printed = print_page(page, self._sources.faces.by_key, self._pictures)
        self._printed[work.name] = printed
        path = ""
        if self._page_files or report.failed:
            path = os.path.join(self._folder, f"{work.name}.draft.pdf" if report.failed else f"{work.name}.pdf")
            try:
                data = page_pdf(printed, title=self._title(work.name), author=self._author, day=self._clock)
                with Lock(os.path.join(self._folder, ".locks", work.name)):
                    replace_file(path, data)
                    if not report.failed:
                        _remove(os.path.join(self._folder, f"{work.name}.draft.pdf"))
            except Fault as fault:
                report.add(fault.problem)
                path = ""
        return result._replace(page=page, written=path, seconds=seconds + time.perf_counter() - started)

    def edition(self, results: list[PageResult], report: Report) -> str:
        """Write the edition's file when every page is right; otherwise leave the last good one."""
        from banxin.press.pdf import edition_pdf  # noqa: PLC0415

        if report.failed or any(result.report.failed for result in results):
            return ""
        path = os.path.join(self._folder, "edition.pdf")
        pages = [self._printed[result.name] for result in results]
        try:
            data = edition_pdf(pages, self._sources.faces.by_key, self._pictures, title=self._title(""),
                               author=self._author, day=self._clock)  # fmt: skip
            with Lock(os.path.join(self._folder, ".locks", "edition")):
                replace_file(path, data)
        except Fault as fault:
            report.add(fault.problem)
            return ""
        return path

    @property
    def _author(self) -> str:
        return self._sources.house.paper.get("name", "") if self._sources.house else ""

    def _title(self, page: str) -> str:
        edition = self._sources.edition
        return " ".join(part for part in (self._author, edition.date if edition else "", page) if part)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
