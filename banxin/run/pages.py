"""One page from its inputs to the bytes of its file, and many of them on all processors."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from banxin.files import replace_file
from banxin.languages import DEFAULT, language
from banxin.makeup import Copy, make_page
from banxin.makeup.work import Work
from banxin.problems import Fault, Maybe, Report
from banxin.proof import check_page, check_ready, weighed
from banxin.run._manifest import sealed
from banxin.run._products import of_pages, say_archived
from banxin.run._workers import Ended, Limits, each
from banxin.run.progress import several
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.makeup.refit import Refit
    from banxin.page import Page
    from banxin.press.pdf import About, FontBook, Printed, Product
    from banxin.problems import Problem, Span
    from banxin.proof.preflight import Finding
    from banxin.run.sources import Sources
    from banxin.story import Story

#: Fewer pages than this are made in this process.
_LEAST_PAGES = 2


class Order(NamedTuple):
    """What is wanted of each page."""

    draft_label: Callable[[], str] | None
    """Says what a draft has across its top; ``None`` where nothing is printed."""
    day: str
    """When its file says that it was made: the edition's date, ISO, or the time that was asked for."""
    paper: str
    """The paper's name."""
    edition: str
    """The edition's date, ISO, for titles."""
    files: bool
    """Whether each page gets a file of its own."""
    printed: bool
    """Whether each page is wanted as operators, for the edition's file."""
    refit: bool = True
    """Whether blocks in which nothing changed are taken over from the last run."""
    blocked: bool = False
    """Whether house style or the edition's file has a fault: every page is then a draft."""
    product: Product | None = None
    """Which files are wanted; ``None`` where nothing is printed."""
    slug: Callable[[Work], str] | None = None
    """The page slug, for those at the press."""
    number: str = ""
    cn: str = ""
    """The issue's number and the paper's."""
    lint: bool = False
    """Whether the art director's eye is wanted on each page as it was set."""
    press: Product | None = None
    """How its file for the press is made, where that is to be judged before."""
    profile: str = ""
    """By which of the house's profiles."""
    say: Callable[[Problem], str] = str
    """A problem as a sentence, for the marks on a proof."""
    show: Callable[[Work, Page, bytes], object] | None = None
    """What else is to be made of a page and its file, in the page's own process; plain data.

    The e-paper's pictures are made so (:class:`banxin.epaper.shown.Shown`); not asked for drafts.
    """
    language: str = "zh-CN"
    """The edition's language, as files name it; a page's own file is in its page's."""
    workers: int = -1
    """How many processes make pages: 0 for none but this one, -1 for as many as there are processors."""
    limits: Limits = Limits()
    """What a page may take of time and memory."""
    kept_in: tuple[str, ...] = ()
    """Folders in which a page's file for the press may lie that was made of the same and stays as it is."""
    told: Product | None = None
    """How its file for the press is made, where it is only asked what that would be made of."""


class Made(NamedTuple):
    """What came of a page; plain data, so that it can be sent from one process to another."""

    name: str
    section: str
    report: Report
    seconds: float
    data: bytes
    """The page's file, or its draft's; empty where none is wanted."""
    draft: bool
    """Whether it did not pass: its file goes beside the last good one."""
    printed: Printed | None
    """The page as operators, where ``Order.printed`` asks for them."""
    again: tuple[str, ...] = ()
    """The blocks that were set."""
    taken_over: int = 0
    """How many blocks were taken over from an earlier run."""
    findings: tuple[Finding, ...] = ()
    """What the preflight found."""
    shown: object = None
    """What ``Order.show`` made of it."""
    seal: str = ""
    """The SHA-256 of its file; '' where there is none, or a draft."""
    made_of: str = ""
    """What its file for the press was made of, as a digest."""
    kept: bool = False
    """Whether its file is one that was there: nothing changed in it."""


def read_work(sources: Sources, name: str) -> Work:
    """Read a page with its stories and pictures, and check what they say of each other."""
    with sources.tree.noting() as seen:
        work = _read_work(sources, name)
    return work._replace(seen=seen)


def _read_work(sources: Sources, name: str) -> Work:
    plan, own = sources.plan(name)
    report = Report()
    report.join(own)
    if plan is None:
        return Work(name, None, {}, {}, report)
    stories = sources.stories(plan, report)
    jumps = sources.jumps(plan, report)
    check_page(plan, stories, report, lambda slug: sources.uses(plan, slug))
    check_ready(plan, report)
    facts = sources.pictures(plan, stories, report, jumps)
    tables = sources.tables(plan, report)
    spoiled = {slug for slug, story in stories.items() if _has_fault(report, story)}
    return Work(name, plan, stories, facts, report, frozenset(spoiled), jumps, tables)


def _has_fault(report: Report, story: Story) -> bool:
    """Whether something is wrong with a story already: in its file, or where the layout names it."""
    return any(
        problem.severity == "error"
        and ((problem.span and problem.span.source is story.source) or problem.words.get("story") == story.slug)
        for problem in report
    )


def picture_span(work: Work, name: str) -> Span | None:
    """Where a page's copy or layout names a picture."""
    named = [photo.span for story in work.stories.values() for photo in story.photos if photo.file == name]
    blocks = work.plan.blocks if work.plan is not None else ()
    named += [one.span for block in blocks for one in (block, *block.inside) if one.picture == name]
    return named[0] if named else None


def compose(
    sources: Sources, work: Work, draft_label: Callable[[], str] | None = None, *, blocked: bool = False,
    refit: Refit | None = None, slug: str = "",
) -> Page | None:  # fmt: skip
    """Set a page; what is wrong goes into its report. ``None`` where it has no plan, or a fault kept it from being set."""
    if work.plan is None:
        return None
    copy = Copy(
        work.stories,
        work.facts,
        sources.index(work.plan),
        work.jumps,
        work.tables,
        work.spoiled,
    )
    try:
        return make_page(
            work.plan,
            copy,
            sources.faces,
            work.report,
            draft_label=draft_label,
            blocked=blocked,
            refit=refit,
            slug=slug,
        )
    except Fault as fault:
        work.report.add(fault.problem)
        return None


def _refit(sources: Sources, work: Work) -> Refit | None:
    """What the page's blocks came to the last time."""
    if work.plan is None:
        return None
    from banxin.makeup.refit import Refit  # noqa: PLC0415 - many runs want none of it

    name = f"{sources.tree.name} {work.plan.edition.folder} {work.name}"
    try:
        return Refit(name, sources.faces.fingerprint())
    except (Fault, OSError):
        return None  # a face that is missing is said when it is asked for


def make(sources: Sources, work: Work, order: Order) -> Made:
    """Set and print one page. A fault of ours costs this page and no other: it is said, and the run goes on."""
    started = time.perf_counter()
    work = _to_plate(work, order)
    try:
        made = _make(sources, work, order)
    except Fault as fault:
        work.report.add(fault.problem)
        made = Made(work.name, work.plan.section if work.plan else "", work.report, 0.0, b"", True, None)
    except MemoryError:
        raise  # it was given no more, which is said with how much
    except Exception as error:  # noqa: BLE001 - whatever it is, the other pages are wanted
        span = work.plan.span if work.plan else None
        work.report.error("desk.page-broke", span, page=work.name, path=record(error))
        made = Made(work.name, work.plan.section if work.plan else "", work.report, 0.0, b"", True, None)
    return made._replace(seconds=time.perf_counter() - started)


def _to_plate(work: Work, order: Order) -> Work:
    """A page that goes to the press, or is judged as one that does: what is not there yet weighs as its profile says."""
    kind = order.product.kind if order.product is not None else None
    if work.plan is None or not (kind.inked if kind is not None and not kind.marked else order.press):
        return work
    profiles = work.plan.house.preflight
    weights = profiles.get(order.profile or "press", profiles["press"]).weights
    return work._replace(report=weighed(work.plan, work.stories, work.report, weights))


def _make(sources: Sources, work: Work, order: Order) -> Made:
    refit = _refit(sources, work) if order.refit else None
    slug = order.slug(work) if order.slug and work.plan else ""
    page = compose(sources, work, order.draft_label, blocked=order.blocked, refit=refit, slug=slug)
    section = work.plan.section if work.plan else ""
    data, printed, shown, seal, key, old = b"", None, None, "", "", b""
    if order.lint and page is not None and work.plan is not None:
        from banxin.proof.judge import lint_made  # noqa: PLC0415 - a build at deadline does not ask for it

        lint_made(page, work.plan, work.stories, work.report)
    findings = _preflight(sources, work, page, order) if page is not None and order.press else ()
    if page is not None and order.draft_label and order.product:
        from banxin.press.pdf import page_pdf, print_page  # noqa: PLC0415 - a check prints nothing

        about = _about(work, order)
        own = work.plan.house.setting.language if work.plan else DEFAULT
        product = of_pages(order.product, sources, [work], about.title, own)
        if product.kind.archived:
            say_archived(work)
        printed = print_page(page, sources.faces.by_key, product=product)
        if product.kind.marked:
            from banxin.run._preflight import notes  # noqa: PLC0415 - as above

            printed = printed._replace(notes=notes(work, findings, order.say))
        if order.files or page.draft:
            facts = {facts.path: facts for facts in work.facts.values()}
            if product.kind.slugged and not page.draft:
                from banxin.run._kept import kept_file, made_of  # noqa: PLC0415 - the press alone asks

                key = made_of(sources, work, page, about, product)
                old = kept_file(order.kept_in, f"{work.name}.pdf", key)
            data = old or page_pdf(printed, sources.faces.by_key, facts, about, product)
            shown = order.show(work, page, data) if order.show and not page.draft else None
            seal = "" if page.draft else sealed(data)
    elif page is not None and order.told is not None and not work.report.failed:
        from banxin.run._kept import made_of  # noqa: PLC0415 - as above

        key = made_of(sources, work, page, _about(work, order), order.told)
    kept = printed if order.printed else None
    if refit is not None and page is not None:
        refit.keep()
    again, taken = (tuple(refit.set_again), refit.taken_over) if refit is not None else ((), 0)
    draft = page is None or page.draft
    return Made(
        work.name, section, work.report, 0.0, data, draft, kept, again, taken, findings, shown, seal, key, bool(old)
    )


def _about(work: Work, order: Order) -> About:
    """What a page's own file says of itself."""
    from banxin.press.pdf import About  # noqa: PLC0415 - a check prints nothing

    title = " ".join(part for part in (order.paper, order.edition, work.name) if part)
    own = work.plan.house.setting.language if work.plan else DEFAULT
    return About(title, order.paper, order.day, order.number, order.cn, language(own).file)


def _preflight(sources: Sources, work: Work, page: Page, order: Order) -> tuple[Finding, ...]:
    """What is wrong with a page's file for the press."""
    from banxin.run._preflight import judge_page  # noqa: PLC0415 - few runs ask for it

    assert order.press is not None
    assert work.plan is not None
    try:
        found = judge_page(sources, work, page, order.press, work.plan.house.preflight[order.profile])
    except Fault as fault:
        # Where a picture is damaged, its examination says so.
        if fault.problem.code == "pictures.undrawn":
            work.report.error(fault.problem.code, work.plan.span, page=Maybe(work.name))
        return ()
    for finding in found:
        work.report.add(finding.problem)
    return tuple(found)


def record(error: BaseException) -> str:
    """Write down where an error of ours happened, without any copy in it; returns the file's path."""
    import tempfile  # noqa: PLC0415 - rarely needed
    import traceback  # noqa: PLC0415

    frames = traceback.extract_tb(error.__traceback__)
    text = f"{type(error).__name__}\n" + "".join(f"{frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames)
    path = os.path.join(tempfile.gettempdir(), f"banxin-{os.getpid()}.txt")
    try:
        replace_file(path, text.encode("utf-8", "replace"))
    except Fault:
        return "-"
    return path


def print_again(sources: Sources, works: list[Work], book: FontBook, order: Order) -> list[Printed]:
    """Print pages once more, with codes that they share."""
    from banxin.press.pdf import print_page  # noqa: PLC0415

    assert order.product is not None
    pages = [
        compose(sources, work._replace(report=Report()), slug=order.slug(work) if order.slug else "") for work in works
    ]
    return [print_page(page, sources.faces.by_key, book, order.product) for page in pages if page is not None]


def make_all(sources: Sources, works: list[Work], order: Order) -> list[Made]:
    """Make pages on all processors; the result does not depend on how many there are.

    A page whose process it ends is said at its place in edition.yaml, with the cause; all others are made.
    """
    processors = len(os.sched_getaffinity(0)) if order.workers < 0 else order.workers
    workers = processors if len(works) >= _LEAST_PAGES else 0
    if workers:
        # Every process shows the same faces, and writes files with the same library: both are there before the fork, once.
        sources.faces.open_all()
        if order.product and (order.files or order.printed):
            import banxin.press.pdf.document  # noqa: F401, PLC0415
    told = several("progress.pages", [work.name for work in works])
    made = each(len(works), lambda at: make(sources, works[at], order), workers, order.limits, told)
    return [_ended(work, made[at]) if isinstance(made[at], Ended) else made[at] for at, work in enumerate(works)]


def _ended(work: Work, end: Ended) -> Made:
    """A page whose process ended: what is known of it, and why."""
    plan = work.plan
    span = plan.edition.page_spans.get(work.name, plan.span) if plan is not None else None
    words = {name: Maybe(end.detail if name == end.cause else "") for name in ("time", "memory", "signal", "exit")}
    if end.cause == "memory" and not end.detail:
        words["memory"] = Maybe("-")
    work.report.error("desk.page-ended", span, page=work.name, **words)
    return Made(work.name, plan.section if plan else "", work.report, 0.0, b"", True, None)
