"""Build or check an edition: every page stands alone, the edition is all or nothing."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from banxin.files import replace_file, sweep
from banxin.files.reading import content
from banxin.languages import language
from banxin.pictures import Examination
from banxin.plan.nearest import nearest
from banxin.press.products import PLAIN, PRODUCTS, ProductKind
from banxin.problems import Fault, Maybe, Problem, Report
from banxin.proof import check_edition
from banxin.run._manifest import keep_manifest, sealed
from banxin.run._products import product, slug_line
from banxin.run._unused import say_unused
from banxin.run._workers import Limits
from banxin.run.alone import alone, page_lock
from banxin.run.pages import Made, Order, make_all, picture_span, print_again, read_work
from banxin.run.progress import doing, passing
from banxin.run.sources import Sources, UnreadError, open_sources
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from banxin.makeup.work import Work
    from banxin.press.pdf import Product
    from banxin.run._imposing import Section
    from banxin.run.project import Project, Target


class PageResult(NamedTuple):
    """What became of one page."""

    name: str
    section: str
    report: Report
    seconds: float
    written: str
    """The file that was written, or ''."""
    draft: bool
    """Whether the page did not pass."""
    again: tuple[str, ...] = ()
    """The blocks that were set in this run."""
    taken_over: int = 0
    """How many were taken over from an earlier one."""
    kept: bool = False
    """Whether its file for the press is the one that was there, or that of the edition which this one starts from."""


class Result(NamedTuple):
    """What became of one edition."""

    folder: str
    report: Report
    """Faults of house style, the edition's file, and of writing the edition."""
    pages: tuple[PageResult, ...]
    seconds: float
    written: str
    sections: tuple[Section, ...] = ()
    """The sections on printer's sheets, where that was asked for."""

    @property
    def status(self) -> int:
        """The exit status."""
        return max([self.report.status, *(page.report.status for page in self.pages)])


def build(
    project: Project, target: Target, out: str, *, write: bool = True, edition_file: bool = True, page_files: bool = True,
    stamp: str = "", lint: bool = False, refit: bool = True, draft_label: Callable[[], str] | None = None,
    kind: ProductKind = PLAIN, profile: str = "", say: Callable[[Problem], str] = str, assets: bool = False,
    workers: int = -1, limits: Limits = Limits(), keep: bool = False,  # noqa: B008 - never changed
) -> Result:  # fmt: skip
    """Build a target into ``out``/<edition>; without ``write`` only say what is wrong, with ``lint`` in the copy too.

    ``kind`` says which files; those of sheets take the whole edition.
    ``assets``: a file of PDF/A-4f carries its pictures and faces, too. ``workers``: how many processes make pages,
    0 for none but this one, -1 for as many as there are processors; ``limits``: what a page may take of time and memory.

    A proof has marks where something is wrong, in the words of ``say``. With a ``profile`` the pages' files for the press are judged by it, whatever is written.

    With ``keep`` a page's file for the press stays where all is the same but when it was made; a zoned or late edition takes it from its base.

    With content faults the last good PDF of a page stays and a draft is written beside it. With ``refit`` only blocks
    in which something changed are set; the bytes are the same.
    """
    started = time.perf_counter()
    folder = os.path.join(out, target.folder, *filter(None, [kind.folder]))
    with ExitStack() as held:
        try:
            if write:
                # Before anything is read: who waits for another desk makes of the files what they are then.
                held.enter_context(alone(folder, target.pages))
            sources = open_sources(project.tree, target.folder)
        except UnreadError as unread:
            return Result(target.folder, unread.report, (), time.perf_counter() - started, "")
        except Fault as fault:
            return _refused(target, fault, started)
        edition = sources.edition
        if kind.imposed and target.pages:
            raise Fault("desk.sheets-whole", None, page=target.pages[0], path=f"layouts/{target.folder}")
        works = [read_work(sources, name) for name in passing("progress.reading", target.pages or edition.pages)]
        check_together(works)
        _say_of_all(sources, works, whole=not target.pages, lint=lint)
        whole = write and edition_file and not target.pages
        order = order_for(
            sources, works, kind, stamp=stamp, draft_label=draft_label, refit=refit, assets=assets, workers=workers
        )
        base = os.path.join(out, edition.base, *filter(None, [kind.folder]))
        order = order._replace(files=page_files and not kind.imposed, printed=whole, lint=lint, press=judged_by(profile, sources, works),
                               profile=profile, say=say, limits=limits, kept_in=(folder, base) if keep else ())  # fmt: skip
        if not write:
            order = order._replace(draft_label=None, files=False, product=None)
        made = set_pages(sources, works, order)
        results, written, sections = _put(
            sources, target, works, made, folder, order, kind, stamp, write=write, whole=whole
        )
    return Result(target.folder, sources.report, results, time.perf_counter() - started, written, sections)


def _refused(target: Target, fault: Fault, started: float) -> Result:
    """An edition of which nothing was made: the next one is, all the same."""
    report = Report()
    report.add(fault.problem)
    return Result(target.folder, report, (), time.perf_counter() - started, "")


def _put(
    sources: Sources, target: Target, works: list[Work], made: list[Made], folder: str, order: Order, kind: ProductKind,
    stamp: str, *, write: bool, whole: bool,
) -> tuple[tuple[PageResult, ...], str, tuple[Section, ...]]:  # fmt: skip
    """Put what was made in its place: pages, the edition's file or its sheets, and the list of what belongs there."""
    if write:
        sweep(folder)
    own = frozenset(target.pages)  # which are held already
    results = tuple(_publish(page, folder, write=write, held=page.name in own) for page in made)
    put = {os.path.basename(one.written): page.seal for one, page in zip(results, made, strict=True) if one.written}
    written, sections = "", ()  # type: tuple[str, tuple[Section, ...]]
    # A proof is looked at because something is wrong.
    failed = any(result.draft if kind.marked else result.report.failed for result in results)
    if whole and not sources.report.failed and not failed:
        if kind.imposed:
            sections = _publish_sheets(sources, works, made, folder, order, stamp)
        else:
            written = _publish_edition(sources, works, made, folder, order, put)
    if write and not order.blocked and (sections or not kind.imposed):
        put |= dict.fromkeys((os.path.basename(one.written) for one in sections), "")
        there = put if sections else belonging((*sources.edition.pages, *target.pages))
        made_of = {f"{page.name}.pdf": page.made_of for page in made}
        keep_manifest(folder, target.folder, kind.name, there, put, sources.report, made_of)
    return results, written, sections


def judged_by(profile: str, sources: Sources, works: list[Work]) -> Product | None:
    """The files for the press that a profile of the house's judges; ``None`` without one. Raises :class:`Fault` desk.no-profile."""
    known = sources.house.preflight
    if profile and profile not in known:
        raise Fault("desk.no-profile", None, name=profile, meant=Maybe(nearest(profile, list(known))),
                    known=", ".join(known))  # fmt: skip
    return product(PRODUCTS["press"], sources, works) if profile else None


def belonging(pages: Iterable[str]) -> set[str]:
    """What files of a product's folder belong to an edition of these pages.

    To those that it lists comes the one that was asked for by its name, listed or not (which is said).
    """
    return {"edition.pdf", *(f"{page}{ending}" for page in pages for ending in (".pdf", ".draft.pdf"))}


def order_for(
    sources: Sources, works: list[Work], kind: ProductKind, *, stamp: str = "", draft_label: Callable[[], str] | None = None,
    refit: bool = True, assets: bool = False, workers: int = -1,
) -> Order:  # fmt: skip
    """What is wanted of each page for a kind of file; what that takes may have faults of its own, which hold every page back."""
    house, edition = sources.house, sources.edition
    wanted = product(kind, sources, works, assets=assets)
    return Order(
        draft_label, stamp or edition.date, house.paper.get("name", ""), edition.date, files=True, printed=True, refit=refit,
        blocked=any(map(blocking, sources.report)), product=wanted, slug=partial(slug_line, stamp=stamp) if kind.slugged else None,
        number=edition.number, cn=house.paper.get("cn", ""), language=language(house.setting.language).file, workers=workers,
    )  # fmt: skip


def set_pages(sources: Sources, works: list[Work], order: Order) -> list[Made]:
    """Set and print pages while their pictures are examined."""
    pictures = {facts.path: facts for work in works for facts in work.facts.values()}
    examination = Examination([facts for facts in pictures.values() if facts.kind != "insert"])
    # What is said of a page before it is set: one that is made again begins with that.
    before = [copied(work.report) for work in works]
    try:
        made = make_all(sources, works, order)
        doing("progress.pictures")
        damaged = {str(fault.problem.words["path"]): fault for fault in examination.join()}
    except BaseException:
        examination.abandon()
        raise
    return [
        _examined(sources, work._replace(report=report), page, damaged, order)
        for work, report, page in zip(works, before, made, strict=True)
    ]


def copied(report: Report) -> Report:
    """A report that goes on from here by itself: what it is told is not told to the other."""
    own = Report()
    own.join(report)
    return own


def blocking(problem: Problem) -> bool:
    """Whether a fault of house style or the edition holds every page back; one of a single page or booking does not."""
    return problem.severity == "error" and problem.code not in ("plan.page-missing", "ads.unplaced")


def check_together(works: list[Work]) -> None:
    """What pages say of each other."""
    by_name = {work.name: work for work in works}
    for name, problem in check_edition([work.plan for work in works if work.plan is not None]):
        by_name[name].report.add(problem)


def _say_of_all(sources: Sources, works: list[Work], *, whole: bool, lint: bool) -> None:
    """What is said of an edition before its pages are set."""
    if whole:
        say_unused(sources, works)
    if lint:
        _lint(sources, works)


def _lint(sources: Sources, works: list[Work]) -> None:
    """What a proofreader would mark in the stories of each page, and an art director on its plan."""
    from banxin.proof.critic import lint_page, lint_pictures  # noqa: PLC0415
    from banxin.proof.lint import lint_story  # noqa: PLC0415 - a build at deadline does not ask for it

    for work in works:
        if work.plan is None:
            continue
        lint_page(work.plan, work.report, sources.adverts.beside(work.name))
        captioned = frozenset(name for name, facts in work.facts.items() if facts.caption)
        lint_pictures(work.plan, work.stories, work.report, captioned)
        for story in work.stories.values():
            lint_story(story, work.report, work.plan.house.setting.language)


def _examined(sources: Sources, work: Work, page: Made, damaged: dict[str, Fault], order: Order) -> Made:
    """A page whose picture turned out to be damaged is made again, as a draft with a hole in its place."""
    wrong = {name: damaged[facts.path] for name, facts in work.facts.items() if facts.path in damaged}
    if not wrong:
        return page
    for name, fault in wrong.items():
        work.report.error(fault.problem.code, picture_span(work, name), **fault.problem.words)
    sound = {name: facts for name, facts in work.facts.items() if name not in wrong}
    (again,) = make_all(sources, [work._replace(facts=sound)], order)
    return again


def _publish(page: Made, folder: str, *, write: bool, held: bool) -> PageResult:
    """Put a page's file in place: the page itself, or its draft beside the last good page; ``held``: its lock is ours."""
    path = ""
    if write and page.data:
        failed = page.draft
        path = os.path.join(folder, f"{page.name}.draft.pdf" if failed else f"{page.name}.pdf")
        try:
            with nullcontext() if held else page_lock(folder, page.name):
                if not (page.kept and os.path.exists(path) and content(path, len(page.data)) == page.data):
                    replace_file(path, page.data)
                if not failed:
                    _remove(os.path.join(folder, f"{page.name}.draft.pdf"))
        except Fault as fault:
            page.report.add(fault.problem)
            path = ""
    return PageResult(page.name, page.section, page.report, page.seconds, path, page.draft, page.again, page.taken_over,
                      page.kept)  # fmt: skip


def edition_data(sources: Sources, works: list[Work], made: list[Made], order: Order) -> bytes:
    """All pages as one file."""
    from banxin.press.pdf import About, edition_pdf  # noqa: PLC0415 - a check prints nothing

    assert order.product is not None
    pictures = {facts.path: facts for work in works for facts in work.facts.values()}
    printed = [page.printed for page in made if page.printed is not None]
    title = " ".join(part for part in (order.paper, order.edition) if part)
    about = About(title, order.paper, order.day, order.number, order.cn, order.language)
    return edition_pdf(
        printed,
        sources.faces.by_key,
        pictures,
        about,
        lambda book: print_again(sources, works, book, order),
        order.product,
    )


def _publish_edition(
    sources: Sources, works: list[Work], made: list[Made], folder: str, order: Order, put: dict[str, str]
) -> str:
    """Write the edition's file; returns its path, and adds it to the files that were put there."""
    path = os.path.join(folder, "edition.pdf")
    doing("progress.edition")
    try:
        data = edition_data(sources, works, made, order)
        replace_file(path, data)
    except Fault as fault:
        sources.report.add(fault.problem)
        return ""
    put[os.path.basename(path)] = sealed(data)
    return path


def _publish_sheets(
    sources: Sources, works: list[Work], made: list[Made], folder: str, order: Order, stamp: str
) -> tuple[Section, ...]:  # fmt: skip
    """Write the sections on their sheets."""
    from banxin.run._imposing import impose  # noqa: PLC0415 - few runs ask for it

    printed = [page.printed for page in made if page.printed is not None]
    pictures = {facts.path: facts for work in works for facts in work.facts.values()}
    doing("progress.sheets")
    try:
        return impose(sources, works, printed, pictures, folder, order, stamp)
    except Fault as fault:
        sources.report.add(fault.problem)
        return ()


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
