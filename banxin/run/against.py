"""换版单: which plates of an edition have to be made again after an earlier version of it, or another edition, and why.

Both are set and printed as they go to the press. A page whose file is the same keeps its plates; of another one every plate is
drawn twice and compared within the trim, so that neither slug nor marks count; what its text, lines and areas print is compared
exactly, too. Nothing is written.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from banxin.files import open_tree
from banxin.makeup.refit import without_places
from banxin.pictures import Examination
from banxin.plan.kinds import AdBlock
from banxin.plan.nearest import nearest
from banxin.plates.drawn import drawn_by
from banxin.press.products import PRODUCTS
from banxin.problems import Fault, Maybe, Report, plain
from banxin.run._comparing import PAGE
from banxin.run._preflight import plates_of, press_file
from banxin.run._printed_parts import by_block, by_ink
from banxin.run._products import product
from banxin.run.pages import compose, picture_span, read_work
from banxin.run.progress import passing
from banxin.run.sources import Sources, UnreadError, open_sources
from banxin.run.status import columns_of, padded
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.files import Tree
    from banxin.makeup.work import Work
    from banxin.page import Page
    from banxin.plan.block import Block
    from banxin.plates.plates import Plates
    from banxin.press.pdf import Product
    from banxin.problems import Words
    from banxin.run.project import Project, Target

#: What of git's answers means that a word is no revision.
_NO_REVISION = frozenset(("files.no-revision", "files.no-repository", "files.no-git"))


class Why(NamedTuple):
    """A block that prints otherwise, and what of it changed."""

    block: str
    """Its id, furniture with # before it (``#folio``); ``#page`` is what is no block's."""
    what: tuple[str, ...]
    """new, gone, place, layout, story, picture, advert, table, house, edition, version; follows: none of these, another did."""


class PageAgainst(NamedTuple):
    """What became of a page's plates."""

    page: str
    state: str
    """same, changed, new, gone, or faulty: it has faults, which are said, and no plates."""
    inks: tuple[str, ...] = ()
    """The plates that have to be made."""
    why: tuple[Why, ...] = ()


class Against(NamedTuple):
    """An edition's plates beside those of an earlier version, or of another edition."""

    folder: str
    against: str
    pages: tuple[PageAgainst, ...]
    report: Report


class _PressSide(NamedTuple):
    """One of the two versions."""

    sources: Sources
    press: Product


class _PressPage(NamedTuple):
    """A page of one version."""

    work: Work
    page: Page
    data: bytes
    """Its file for the press, without a slug."""
    side: _PressSide

    def plates(self) -> Plates:
        assert self.side.press.separation is not None
        return plates_of(self.data, self.side.press, list(drawn_by(self.data, self.side.press.separation)))


def plates_against(project: Project, target: Target, against: str) -> Against:
    """Compare an edition's plates with those ``against`` which it is asked: a revision of git's, or an edition's folder.

    Raises :class:`Fault` desk.against where it is neither.
    """
    report = Report()
    with _other(project, target.folder, against) as (tree, folder):
        try:
            now, was = _side(project.tree, target.folder, report), _side(tree, folder, Report())
        except UnreadError as unread:
            report.join(unread.report)
            return Against(target.folder, against, (), report)
        there = was.sources.edition.pages
        names = target.pages or now.sources.edition.pages
        pages = [_page(name, now, was, report) for name in passing("progress.plates", names)]
        if not target.pages:
            pages += [PageAgainst(name, "gone") for name in there if name not in names]
    return Against(target.folder, against, tuple(pages), report)


@contextlib.contextmanager
def _other(project: Project, own: str, against: str) -> Iterator[tuple[Tree, str]]:
    """Where the other version is read, and its folder below layouts/."""
    name = os.path.basename(os.path.normpath(against))
    named = against in (name, f"layouts/{name}") or os.path.realpath(against) == os.path.join(
        project.root, "layouts", name
    )
    if named and name != own and project.tree.exists(f"layouts/{name}/edition.yaml"):
        yield project.tree, name
        return
    try:
        tree = open_tree(project.root, None, against)
    except Fault as fault:
        if fault.problem.code not in _NO_REVISION:
            raise
        known = [one for one in project.tree.names("layouts") if project.tree.exists(f"layouts/{one}/edition.yaml")]
        known = [one for one in known if one != own]
        raise Fault("desk.against", None, given=against, meant=Maybe(nearest(name, known)),
                    known=Maybe(", ".join(known))) from None  # fmt: skip
    with contextlib.closing(tree):
        yield tree, own


def _side(tree: Tree, folder: str, report: Report) -> _PressSide:
    sources = open_sources(tree, folder)
    press = product(PRODUCTS["press"], sources, [])
    report.join(sources.report)
    return _PressSide(sources, press)


def _page(name: str, now: _PressSide, was: _PressSide, report: Report) -> PageAgainst:
    work, made = _made(now, name)
    for problem in work.report:
        if problem.severity == "error":
            report.add(problem)
    if made is None or work.report.failed:
        return PageAgainst(name, "faulty")
    before = _made(was, name)[1] if name in was.sources.edition.pages else None
    if before is None:  # it was not there, or nobody could have made plates of it
        return PageAgainst(name, "new", made.plates().inked())
    if made.data == before.data:
        return PageAgainst(name, "same")
    inks = _inks(made, before)
    return PageAgainst(name, "changed", inks, _reasons(made, before)) if inks else PageAgainst(name, "same")


def _made(side: _PressSide, name: str) -> tuple[Work, _PressPage | None]:
    """A page as it goes to the press; what keeps it from that is in its work's report."""
    work = read_work(side.sources, name)
    names = {facts.path: name for name, facts in work.facts.items()}
    for fault in Examination([facts for facts in work.facts.values() if facts.kind != "insert"]).join():
        span = picture_span(work, names[str(fault.problem.words["path"])])
        work.report.error(fault.problem.code, span, **fault.problem.words)
    page = compose(side.sources, work)
    if page is None or work.report.failed:
        return work, None
    try:
        return work, _PressPage(work, page, press_file(side.sources, work, page, side.press), side)
    except Fault as fault:
        words = {**fault.problem.words, "page": Maybe(name)}
        work.report.error(fault.problem.code, work.plan.span if work.plan else None, **words)
        return work, None


def _inks(now: _PressPage, was: _PressPage) -> tuple[str, ...]:
    """The inks whose plates are other ones."""
    plates, before = now.plates(), was.plates()
    other = plates.other_than(before)
    one, two = by_ink(now.page), by_ink(was.page)
    return tuple(
        name
        for name in dict.fromkeys((*plates.names, *before.names))
        if name in other or one.get(name) != two.get(name)
    )


def _reasons(now: _PressPage, was: _PressPage) -> tuple[Why, ...]:
    """The blocks that print otherwise, in the page's order."""
    one, two = by_block(now.page, now.work), by_block(was.page, was.work)
    found = [
        Why(block, _what(block, now.work, was.work))
        for block in dict.fromkeys((*one, *two))
        if one.get(block) != two.get(block)
    ]
    # Rules and tints are no block's: with the text that they go with they need no word of their own.
    named = [why for why in found if why.block != PAGE or why.what]
    return tuple(named or found)


def _what(name: str, now: Work, was: Work) -> tuple[str, ...]:
    """What changed of a block."""
    assert now.plan is not None
    assert was.plan is not None
    houses = without_places(now.plan.house) != without_places(was.plan.house)
    if name.startswith("#"):
        if name == "#folio" and now.plan.version != was.plan.version:
            return ("version",)
        return ("house",) if houses else ()
    block, before = _block(now, name), _block(was, name)
    if block is None or before is None:
        return ("new" if before is None else "gone",)
    found = ["place"] if (block.area, block.zones) != (before.area, before.zones) else []
    here, there = (one._replace(area=block.area, zones=()) for one in (block, before))
    found += ["layout"] if without_places(here) != without_places(there) and not found else []
    slugs = [_stories(one, work) for one, work in ((block, now), (before, was))]
    found += ["story"] if _texts(slugs[0], now) != _texts(slugs[1], was) else []
    if _pictures(block, slugs[0], now) != _pictures(before, slugs[1], was):
        found.append("advert" if isinstance(block.what, AdBlock) else "picture")
    found += ["table"] if now.tables != was.tables and not block.stories else []
    found += ["house"] if houses else []
    if not found and block.kind.dated and _dated(now) != _dated(was):
        found.append("edition")
    return tuple(found or ["follows"])


def _block(work: Work, name: str) -> Block | None:
    return next((block for block in work.plan.all_blocks() if block.id == name), None) if work.plan else None


def _stories(block: Block, work: Work) -> tuple[str, ...]:
    """The stories that a block is of; of one that stands inside another the outer one's."""
    outer = [one for one in work.plan.blocks if block in one.inside] if work.plan and not block.stories else []
    return outer[0].stories if outer else block.stories


def _texts(slugs: tuple[str, ...], work: Work) -> list[str]:
    return [work.stories[slug].source.text for slug in slugs if slug in work.stories]


def _pictures(block: Block, slugs: tuple[str, ...], work: Work) -> list[object]:
    """The pictures that a block may show, with their bytes."""
    names = {photo.file for slug in slugs if slug in work.stories for photo in work.stories[slug].photos}
    names |= {one.picture for one in (block, *block.inside) if one.picture}
    return [(name, work.facts[name].data) for name in sorted(names) if name in work.facts]


def _dated(work: Work) -> object:
    return (
        without_places(work.plan.edition._replace(folder="", base="", version="", base_version=""))
        if work.plan
        else None
    )


def as_json(found: Against, words: Words) -> dict[str, object]:
    """The same for machines."""
    return {
        "edition": found.folder,
        "against": found.against,
        "pages": [{**page._asdict(), "why": [why._asdict() for why in page.why]} for page in found.pages],
        "problems": [plain(problem, words) for problem in found.report],
        "status": found.report.status,
    }


def as_text(found: Against, words: Words) -> list[str]:
    """The edition, a line a page, and how many plates that is."""
    rows = [(page.page, words.say(f"desk.against-{page.state}"), " ".join(page.inks)) for page in found.pages]
    widths = [max((columns_of(row[at]) for row in rows), default=0) for at in range(3)]
    lines = []
    for page, row in zip(found.pages, rows, strict=True):
        cells = [padded(cell, width) for cell, width in zip(row, widths, strict=True)]
        lines.append(
            "  ".join([*cells, words.say("desk.between").join(_said(why, words) for why in page.why)]).rstrip()
        )
    made = [page for page in found.pages if page.inks]
    count = {"pages": len(made), "plates": sum(len(page.inks) for page in made),
             "same": sum(page.state == "same" for page in found.pages)}  # fmt: skip
    head = words.say("desk.against-head", edition=found.folder, against=found.against)
    return [head, *lines, words.say("desk.against-sum", **count)] if found.pages else []


def _said(why: Why, words: Words) -> str:
    name = words.say(f"desk.part-{why.block[1:]}") if why.block.startswith("#") else why.block
    what = words.say("desk.between").join(words.say(f"desk.why-{one}") for one in why.what)
    return words.say("desk.why", block=name, what=Maybe(what))
