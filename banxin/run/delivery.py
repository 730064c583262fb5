"""送版: pages' files for the press go into the plate room's hot folder, each once, by the house's pattern of names.

Delivered is what a build for the press wrote, and only where the page as it is now has no fault, passes the preflight, and is
what that file was made of: a page that changed meanwhile is to be built first. What was sent is listed in ``out/delivery.json``.

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
from banxin.run.edition import check_together, judged_by, order_for, set_pages
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
    to = os.path.join(project.root, wish.folder)
    check_folder(to, wish.span)
    works = [read_work(sources, name) for name in passing("progress.reading", target.pages or sources.edition.pages)]
    made = _judged(sources, works, how.profile)
    report = sources.report
    for page in made:
        for problem in page.report:
            if problem.severity == "error":
                report.add(problem)
    built = os.path.join(how.out, target.folder, PRODUCTS["press"].folder)
    rows = read_manifest(built)
    with Lock(os.path.join(how.out, ".locks", "delivery")):
        sent = _Sending(how, to, target.folder, _SentList(os.path.join(how.out, _LIST)))
        pages = list[PageSent]()
        for work, page in zip(works, made, strict=True):
            doing("progress.delivering", done=len(pages), all=len(works), names=work.name)
            pages.append(_page(sent, work, page, built, rows.get(f"{page.name}.pdf"), report))
    return Delivered(target.folder, to, tuple(pages), report, how.dry_run)


def _judged(sources: Sources, works: list[Work], profile: str) -> list[Made]:
    """The pages as they are now, with what keeps them from the plate, and what their files would be made of."""
    check_together(works)
    order = order_for(sources, works, PRODUCTS["press"])
    order = order._replace(draft_label=None, files=False, printed=False, product=None, profile=profile,
                           press=judged_by(profile, sources, works), told=True)  # fmt: skip
    made = set_pages(sources, works, order)
    return [page._replace(made_of="") for page in made] if order.blocked else made


def _page(sent: _Sending, work: Work, page: Made, built: str, row: Listed | None, report: Report) -> PageSent:
    """Send a page, or say what holds it back."""
    held = PageSent(page.name, "held")
    if work.plan is None or page.report.failed or not page.made_of:
        return held  # which is said
    data = whole_file(os.path.join(built, f"{page.name}.pdf")) if row is not None else None
    if row is None or data is None or sealed(data) != row.sha256:
        report.error("desk.delivery-unbuilt", work.plan.span, page=page.name)
        return held
    if row.made_of != page.made_of:
        report.error("desk.delivery-changed", work.plan.span, page=page.name)
        return held
    try:
        return sent.send(work.plan, row, data)
    except Fault as fault:
        report.add(fault.problem)
        return held


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

    def send(self, plan: PagePlan, row: Listed, data: bytes) -> PageSent:
        """Send a page's file. Raises :class:`Fault` desk.delivery-file, desk.delivery-taken, and what the folder says."""
        name = file_name(plan, row.version)
        own = PageSent(plan.name, "sent", name, row.version, row.sha256, self._how.time)
        before = [one for one in self._list.rows if one["folder"] == self._folder]
        same = [one for one in before if one.get("sha256") == row.sha256]
        if same and not self._how.again:
            return own._replace(state="there", file=str(same[-1]["file"]), time=str(same[-1].get("time", "")))
        others = [one for one in before if one["file"] == name and one.get("edition") != self._edition]
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
