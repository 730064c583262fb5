"""数字报: an edition as the e-paper's pages and pictures, published as a whole."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from banxin.epaper import Site, SiteWords, folder_of, pairs_of, read_summary
from banxin.epaper.finding import PARTS, indexed, merged, pairs, read_texts
from banxin.epaper.held import Held, covered, held_back
from banxin.epaper.issue import advertised, issue_of, named, sold
from banxin.epaper.ledger import keep_ledger, numbered, read_ledger
from banxin.epaper.shown import Shown, icons, show
from banxin.epaper.theme import house_css
from banxin.files import LIMITS, Lock, sweep
from banxin.files.folders import publish, remove_folder, replace_folders, sweep_folders
from banxin.files.reading import content
from banxin.languages import language
from banxin.pictures.screen import screen_of
from banxin.press.pdf import About, Product, page_pdf, print_page
from banxin.press.products import SCREEN
from banxin.run._products import product
from banxin.run.edition import PageResult, Result, blocking, check_together, edition_data, set_pages
from banxin.run.exports import Exported
from banxin.run.pages import Order, read_work
from banxin.run.progress import doing, passing
from banxin.run.sources import Sources, UnreadError, open_sources
from banxin.story.rights import utc
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.epaper import Issue, Summary
    from banxin.makeup.work import Work
    from banxin.page import Page
    from banxin.run.exports import Wish
    from banxin.run.pages import Made

#: No file of a site that is read again is larger.
_LARGEST = 64 << 20
#: Seconds for which another day's export is waited for, while it writes into the site.
_PATIENCE = 5.0


def export_epaper(wish: Wish) -> Exported:
    """Write an edition into the site in the folder ``wish.out``, all or nothing; of two desks at one edition the first.

    Raises :class:`Fault` for what reading the ledger and writing raise, and files.locked before anything is made.
    """
    with _lock(wish.out, wish.target.folder):
        return _export(wish)


def _lock(out: str, edition: str = "", wait: float = 0) -> Lock:
    """The lock of a site, which is held while it is written, or of an edition in it, while that is made."""
    name = os.path.basename(out) + (f"-{edition}" if edition else "")
    return Lock(os.path.join(os.path.dirname(out), ".locks", name), wait=wait)


def _export(wish: Wish) -> Exported:
    started = time.perf_counter()
    project, target, out, stamp = wish.project, wish.target, wish.out, wish.stamp
    try:
        sources = open_sources(project.tree, target.folder)
    except UnreadError as unread:
        return Exported(Result(target.folder, unread.report, (), time.perf_counter() - started, ""))
    house, edition = sources.house, sources.edition
    works = [read_work(sources, name) for name in passing("progress.reading", edition.pages)]
    check_together(works)
    wanted = [*named(works), *advertised(works)]
    ids = numbered(read_ledger(project.tree, target.folder), wanted, edition.date)
    held = held_back(works, edition, ids, wish.clock or utc(edition.date), sources.report)
    folder = folder_of(edition.date)
    screen = product(SCREEN, sources, works)
    showing = _Showing(sources, screen, ids, held, os.path.join(out, "images", folder))
    order = Order(wish.draft_label, stamp or edition.date, house.paper.get("name", ""), edition.date, files=True, printed=True,
                  blocked=any(map(blocking, sources.report)), product=screen, number=edition.number,
                  cn=house.paper.get("cn", ""), show=showing.show, language=language(house.setting.language).file, workers=wish.workers)  # fmt: skip
    made = set_pages(sources, works, order)
    results = tuple(PageResult(page.name, page.section, page.report, page.seconds, "", page.draft) for page in made)
    written, articles, changed = "", 0, False
    if not sources.report.failed and not any(page.report.failed or page.draft for page in results):
        if not house.epaper.url:
            sources.report.note("desk.epaper-no-url", None)
        shown = [page.shown for page in made if isinstance(page.shown, Shown)]
        booked = sources.adverts.bookings if sold(works) else ()
        issue = issue_of(house, edition, booked, works, shown, ids, held, repeat_ids="founder-ids" in wish.compat)
        doing("progress.epaper")
        pictures = _pictures(sources, issue, works, made, order)
        with _lock(out, wait=_PATIENCE):
            keep_ledger(project.root, target.folder, ids)
            changed = _publish(sources, issue, pictures, screen, out)
        written, articles = os.path.join(out, "html", folder, "node_1.htm"), len(issue.articles)
    result = Result(target.folder, sources.report, results, time.perf_counter() - started, written)
    return Exported(result, articles, changed)


class _Showing(NamedTuple):
    """How each page is shown, in its own process."""

    sources: Sources
    screen: Product
    ids: dict[str, str]
    held: Held
    folder: str

    def show(self, work: Work, page: Page, data: bytes) -> Shown:
        """The pictures of what may be shown of a page whose file is ``data``."""
        house, faces = self.sources.house, self.sources.faces
        assert self.screen.separation is not None
        font = faces.role(house.styles["folio"].face).han
        less = covered(work, page, self.held, font, SiteWords(house.setting.language).held)
        if less is not None:
            facts = {facts.path: facts for facts in work.facts.values()}
            printed = print_page(less, faces.by_key, product=self.screen)
            data = page_pdf(printed, faces.by_key, facts, About(work.name, "", "2000-01-01"), self.screen)
        screen = screen_of(self.screen.separation)
        found = show(work, less or page, data, ids=self.ids, folder=self.folder, screen=screen)
        return found._replace(whole=less is None)


def _pictures(sources: Sources, issue: Issue, works: list[Work], made: list[Made], order: Order) -> dict[str, bytes]:
    """The files of the issue's folder below ``images/``: pictures, a PDF a page, and one of all.

    Of a page on which something is not shown there is no PDF, nor then of the whole issue.
    """
    files: dict[str, bytes] = {}
    for page, leaf in zip(made, issue.pages, strict=True):
        assert isinstance(page.shown, Shown)
        files |= {f"{page.name}/{name}": data for name, data in page.shown.files.items()}
        if leaf.whole:
            files[issue.page_file(page.name)] = page.data
    if issue.whole:
        files[issue.whole_file] = edition_data(sources, works, made, order)
    return files


def _publish(sources: Sources, issue: Issue, pictures: dict[str, bytes], screen: Product, out: str) -> bool:
    """Put the issue into the site, then what all issues share."""
    site = Site(issue.language, _styles(sources, screen))
    folders = [os.path.join(out, part, issue.folder) for part in ("images", "html")]
    for folder in folders:
        sweep_folders(folder)
    sweep(out)
    pages = site.issue(issue)
    changed = replace_folders(dict(zip(folders, (pictures, pages), strict=True)))
    summaries = _summaries(out)
    shared = {
        **site.root(summaries, issue),
        **icons(sources.house, sources.faces, screen),
        **_index(issue, summaries, out),
    }
    # What pages refer to comes before the pages that do.
    for name, data in sorted(shared.items(), key=lambda file: (not file[0].startswith("static/"), file[0])):
        publish(os.path.join(out, name), data)
    wanted = {site.version, *(one.static for one in summaries)}
    for name in set(os.listdir(os.path.join(out, "static"))) - wanted:
        remove_folder(os.path.join(out, "static", name))
    return changed


def _styles(sources: Sources, screen: Product) -> dict[str, bytes]:
    """The house's own style sheet: its colour, and what its file adds."""
    house = sources.house
    assert screen.separation is not None
    own = house.epaper
    ink = own.colour
    inks = tuple(part * ink.tint // 1000 for part in (ink.c, ink.m, ink.y, ink.k))
    sheet = house_css(screen_of(screen.separation).colour(inks))
    if own.style:
        sheet += sources.tree.read(f"assets/{own.style}", LIMITS["yaml"], own.style_span)
    return {"house.css": sheet}


def _summaries(out: str) -> list[Summary]:
    """What the issues in the site say of themselves."""
    found = []
    top = os.path.join(out, "html")
    for month in sorted(os.listdir(top)):
        for day in sorted(os.listdir(os.path.join(top, month))):
            data = content(os.path.join(top, month, day, "issue.json"), _LARGEST)
            one = read_summary(data) if data is not None else None
            if one is not None and f"{month}-{day}" == one.date:
                found.append(one)
    return found


def _index(issue: Issue, summaries: list[Summary], out: str) -> dict[str, bytes]:
    """The year's index with this issue in it; where it is broken or gone, made anew from the texts of all its issues."""
    year = issue.date[:4]
    names = {part: f"search/{year}/{part}.js" for part in range(PARTS)}
    parts = {part: content(os.path.join(out, name), _LARGEST) or b"" for part, name in names.items()}
    others = [one.date for one in summaries if one.date[:4] == year and one.date != issue.date]
    if others and not all(map(indexed, parts.values())):
        parts = {}
        for date in others:
            data = content(os.path.join(out, "html", folder_of(date), "text.js"), _LARGEST) or b""
            parts = merged(parts, date, pairs(read_texts(data)))
    return {names[part]: data for part, data in merged(parts, issue.date, pairs_of(issue)).items()}
