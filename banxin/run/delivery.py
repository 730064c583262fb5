"""送版: pages' files for the press go into the plate room's hot folder, each once, by the house's pattern of names.

Delivered is what a build for the press wrote, and only where the page as it is now has no fault, passes the preflight, and is
what that file was made of: a page that changed meanwhile is to be built first. What was sent is listed in ``out/delivery.json``;
what was sent already is not judged a second time.

A page's row is written before its file gets its name, and once more behind that. So whoever is ended in between leaves either
a file that lies ready without its name, which is sent again, or one that was handed over, which is not.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from banxin.files import Lock, replace_file
from banxin.files.handing import check_folder, hand_over, lay_ready, lies_ready, take_back
from banxin.press.products import PRODUCTS
from banxin.problems import Fault, Report, plain, whole
from banxin.run._manifest import Listed, read_manifest, sealed, whole_file
from banxin.run.edition import check_together, copied, judged_by, order_for, set_pages
from banxin.run.pages import read_work
from banxin.run.progress import doing, passing
from banxin.run.sources import UnreadError, open_sources
from banxin.run.status import columns_of, padded
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.makeup.work import Work
    from banxin.plan.block import PagePlan
    from banxin.problems import Words
    from banxin.run.pages import Made
    from banxin.run.project import Project, Target
    from banxin.run.sources import Sources

_LIST = "delivery.json"
#: A file's name is at most so long, with what stands before and behind it while it lies ready.
_LONGEST = 240


class Delivering(NamedTuple):
    """How pages are delivered."""

    out: str
    """Where builds write."""
    time: str
    """When this is, in UTC."""
    profile: str = "press"
    """By which of the house's profiles pages are judged."""
    again: bool = False
    """Whether what was sent already is sent once more."""
    dry_run: bool = False
    """Whether it is only said what would be sent."""


class PageSent(NamedTuple):
    """What became of a page."""

    page: str
    state: str
    """sent, there (the same file was sent before), or held (why is said)."""
    file: str = ""
    version: int = 0
    sha256: str = ""
    time: str = ""
    """When it was sent."""


class Delivered(NamedTuple):
    """What became of an edition."""

    folder: str
    to: str
    """The plate room's folder."""
    pages: tuple[PageSent, ...]
    report: Report
    dry_run: bool = False


def deliver(project: Project, target: Target, how: Delivering) -> Delivered:
    """Send an edition's pages. Raises :class:`Fault` desk.no-delivery where the house names no folder, and what that folder lacks."""
    try:
        sources = open_sources(project.tree, target.folder)
    except UnreadError as unread:
        return Delivered(target.folder, "", (), unread.report)
    wish = sources.house.press.delivery
    if not wish.folder:
        raise Fault("desk.no-delivery", whole(sources.house.source.path))
    to = os.path.normpath(os.path.join(project.root, wish.folder))
    check_folder(to, wish.span)
    works = [read_work(sources, name) for name in passing("progress.reading", target.pages or sources.edition.pages)]
    check_together(works)
    press, report = judged_by(how.profile, sources, works), sources.report
    order = order_for(sources, works, PRODUCTS["press"])
    order = order._replace(draft_label=None, files=False, printed=False, product=None)
    built = os.path.join(how.out, target.folder, PRODUCTS["press"].folder)
    rows = read_manifest(built)
    with Lock(os.path.join(how.out, ".locks", "delivery")):
        sent = _Sending(how, to, target.folder, _SentList(os.path.join(how.out, _LIST)))
        made = set_pages(sources, [_afresh(work) for work in works], order._replace(told=press))
        found = dict[str, PageSent]()
        for page in made:
            row = None if order.blocked else _built(page, rows.get(f"{page.name}.pdf"), sources, report)
            found[page.name] = sent.before(row) if row is not None else _HELD
        due = [work for work in works if found[work.name] is _DUE]
        good = set_pages(sources, due, order._replace(press=press, profile=how.profile)) if due else []
        for at, page in enumerate(good):
            doing("progress.delivering", done=at, all=len(good), names=page.name)
            _say(page, report)
            found[page.name] = _HELD
            if not page.report.failed:
                found[page.name] = _sent(sent, sources, page.name, built, rows[f"{page.name}.pdf"], report)
    pages = tuple(one._replace(page=name) for name, one in found.items())
    return Delivered(target.folder, to, pages, report, how.dry_run)


#: What becomes of a page that does not go, for reasons that are said; and of one that may go, if it is found good.
_HELD, _DUE = PageSent("", "held"), PageSent("", "due")


def _afresh(work: Work) -> Work:
    """A page that is set without a word to another time."""
    return work._replace(report=copied(work.report))


def _say(page: Made, report: Report) -> None:
    for problem in page.report:
        if problem.severity == "error":
            report.add(problem)


def _built(page: Made, row: Listed | None, sources: Sources, report: Report) -> Listed | None:
    """The file that a build made of a page as it is now; where there is none it is said why, and that holds it back."""
    plan = sources.plan(page.name)[0]
    _say(page, report)
    if plan is None or page.report.failed or not page.made_of:
        return None
    if row is None or row.made_of != page.made_of:
        code = "desk.delivery-unbuilt" if row is None else "desk.delivery-changed"
        report.error(code, plan.span, page=page.name)
        return None
    return row


def _sent(sent: _Sending, sources: Sources, name: str, built: str, row: Listed, report: Report) -> PageSent:
    """Send a page that was found good; what kept it here is said."""
    plan = sources.plan(name)[0]
    assert plan is not None
    data = whole_file(os.path.join(built, f"{name}.pdf"))
    if data is None or sealed(data) != row.sha256:
        report.error("desk.delivery-unbuilt", plan.span, page=name)
        return _HELD
    try:
        return sent.send(plan, row, data)
    except Fault as fault:
        report.add(fault.problem)
        return _HELD


class _SentList:
    """The list of what was sent, on the disk after every step."""

    def __init__(self, path: str) -> None:
        """Raises :class:`Fault` desk.delivery-list where nobody can read it: then nobody knows what was sent."""
        self._path = path
        self.rows: list[dict[str, object]] = []
        data = whole_file(path)
        if data is None and os.path.lexists(path):
            raise Fault("desk.delivery-list", whole(path), path=path)
        try:
            rows = json.loads(data)["sent"] if data is not None else []
            self.rows = [{**row, "file": str(row["file"]), "folder": str(row["folder"])} for row in rows]
        except (ValueError, TypeError, KeyError):
            raise Fault("desk.delivery-list", whole(path), path=path) from None

    def settle(self, folder: str) -> None:
        """Of what was begun and not ended: what lies ready was not sent, what does not was."""
        begun = [row for row in self.rows if row.get("begun") and row["folder"] == folder]
        for row in begun:
            if lies_ready(folder, str(row["file"])):
                take_back(folder, str(row["file"]))
                self.rows.remove(row)
            else:
                del row["begun"]
        if begun:
            self.write()

    def write(self) -> None:
        data = json.dumps({"sent": self.rows}, ensure_ascii=False, indent=1) + "\n"
        replace_file(self._path, data.encode("utf-8"))


class _Sending:
    """Pages of one edition on their way into one folder."""

    def __init__(self, how: Delivering, folder: str, edition: str, sent: _SentList) -> None:
        self._how, self._folder, self._edition, self._list = how, folder, edition, sent
        if not how.dry_run:
            sent.settle(folder)

    def before(self, row: Listed) -> PageSent:
        """When just this file was sent before; that it is to be sent where it was not, or is to go again."""
        same = [one for one in self._rows if one.get("sha256") == row.sha256]
        if not same or self._how.again:
            return _DUE
        return PageSent("", "there", str(same[-1]["file"]), row.version, row.sha256, str(same[-1].get("time", "")))

    @property
    def _rows(self) -> list[dict[str, object]]:
        return [one for one in self._list.rows if one["folder"] == self._folder]

    def send(self, plan: PagePlan, row: Listed, data: bytes) -> PageSent:
        """Send a page's file. Raises :class:`Fault` desk.delivery-file, desk.delivery-taken, and what the folder says."""
        name = file_name(plan, row.version)
        own = PageSent(plan.name, "sent", name, row.version, row.sha256, self._how.time)
        others = [one for one in self._rows if one["file"] == name and one.get("edition") != self._edition]
        if others and others[-1].get("sha256") != row.sha256:
            raise Fault(
                "desk.delivery-taken", plan.house.press.delivery.span, file=name, edition=others[-1].get("edition")
            )
        if not self._how.dry_run:
            told = {"folder": self._folder, "edition": self._edition, **own._asdict()}
            del told["state"]
            self._hand(name, data, told)
        return own

    def _hand(self, name: str, data: bytes, told: dict[str, object]) -> None:
        lay_ready(self._folder, name, data)
        told["begun"] = True
        self._list.rows.append(told)
        self._list.write()
        hand_over(self._folder, name)
        del told["begun"]
        self._list.write()


def file_name(plan: PagePlan, count: int) -> str:
    """What a page's file is called in the plate room. Raises :class:`Fault` desk.delivery-file where that is no name of a file."""
    wish, edition = plan.house.press.delivery, plan.edition
    name = wish.name.format(
        paper=plan.house.paper.get("name", ""), date=edition.date, day=edition.date.replace("-", ""), edition=edition.folder,
        number=edition.number, page=plan.name, section=plan.section, letter=plan.version, version=f"{plan.version}{count}",
    )  # fmt: skip
    bad = name.startswith(".") or not name.isprintable() or set(name) & set("/\\")
    if bad or len(name.encode("utf-8")) > _LONGEST:
        raise Fault("desk.delivery-file", wish.span, file=name, page=plan.name)
    return name


def as_json(found: Delivered, words: Words) -> dict[str, object]:
    """The same for machines."""
    return {
        "edition": found.folder,
        "to": found.to,
        "pages": [page._asdict() for page in found.pages],
        "problems": [plain(problem, words) for problem in found.report],
        "status": found.report.status,
    }


def as_text(found: Delivered, words: Words) -> list[str]:
    """A line a page, and how many were sent."""
    states = {state: words.say(f"desk.delivery-{state}") for state in ("sent", "there", "held")}
    if found.dry_run:
        states["sent"] = words.say("desk.delivery-would")
    width = max(columns_of(state) for state in states.values())
    lines = [
        f"{page.page}  {padded(states[page.state], width)}  {page.file}  {page.time if page.state == 'there' else ''}".rstrip()
        for page in found.pages
    ]
    counts = {state: sum(page.state == state for page in found.pages) for state in states}
    return [*lines, words.say("desk.delivery-sum", edition=found.folder, to=found.to, **counts)] if lines else []
