"""版次: an edition's pages get other numbers, go out of it, or come into it, wherever pages are named."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

from banxin.edit._mentions import mentions, pair
from banxin.edit._proving import bare, made, prove_files
from banxin.edit._records import Change, Edit, Move
from banxin.edit._revision import Rewriting
from banxin.edit._tables import csv_edits
from banxin.edit.papers import PageFile, Papers, meaning
from banxin.files.reading import open_tree
from banxin.plan import read_edition
from banxin.plan.types import Type
from banxin.plan.values import PARSERS
from banxin.plan.written import Alias, Mapping, Scalar, Sequence, meant, nodes
from banxin.problems import Fault, Maybe, Report, Span, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Names

    from banxin.edit.papers import Sheet
    from banxin.files import Tree
    from banxin.plan.records import EditionPlan

_PAGE = Type("page")
#: Where layouts of cancelled pages lie, below their edition's folder.
CANCELLED = "cancelled"
#: What stands before a block's name in the e-paper's ledger and in what was withdrawn: ``A05@id``, ``ad@A05/id``.
_LEDGER = re.compile(r"(ad@)?([A-Z][0-9]{2}(?:-[A-Z][0-9]{2})?)([@/].*)", re.DOTALL)


def renumber(tree: Tree, folder: str, names: Names[str, str]) -> Change:
    """Pages of an edition are called otherwise, all at once (two may change their places): ``names`` by the old name.

    Their layouts, the list of pages, bookings, the e-paper's ledger, and the pages of zoned editions follow. Raises
    :class:`Fault` edit.bad-page, edit.no-page, edit.page-taken, edit.page-size, edit.base-pages or edit.unsure, and what keeps
    a file from being read.
    """
    papers = Papers(tree)
    edition = _edition(papers, folder)
    for old, new in names.items():
        _check_pair(edition, old, new, names)
    wanted = [names.get(page, page) for page in edition.pages]
    if list(edition.pages) == sorted(edition.pages):
        wanted.sort()
    editions = [edition, *_zoned(papers, edition)]
    revisions: dict[str, Rewriting] = {}
    edits, moves = [], []
    for one in editions:
        moves += _moves(papers, one.folder, names)
        _rename_listed(papers, one, names, wanted, revisions)
        edits += csv_edits(papers, f"layouts/{one.folder}/ads.csv", dict(names), "page")
    written = [edit for revision in revisions.values() for edit in revision.edits]
    change = Change((*written, *edits), tuple(moves), papers.read)
    with closing(open_tree(tree.root, change.results())) as after:
        prove_files(after, revisions)
        _prove(tree, after, edition, tuple(wanted), names)
    return change


def cancel(tree: Tree, folder: str, page: str) -> Change:
    """A page goes out of its edition; its layout is kept below :data:`CANCELLED`. Raises as :func:`renumber` does.

    Advertisements that may stand on other pages, too, are booked for those; one that is for this page alone stays so, and
    whoever sold it is told by the next build.
    """
    papers = Papers(tree)
    edition = _edition(papers, folder)
    if page not in edition.pages:
        raise Fault("edit.no-page", whole(f"layouts/{folder}"), page=page, path=f"layouts/{folder}/{page}.yaml")
    if len(edition.pages) == 1:
        raise Fault("edit.last-page", whole(f"layouts/{folder}"), page=page)
    sheet, listed = _listed(papers, edition)
    item = next(one for one in listed.items if meaning(one) == page)
    editions = [edition, *_zoned(papers, edition)]
    moves, booked = _out(papers, editions, page), list(_booked_elsewhere(papers, editions, page))
    change = Change((_without(sheet, listed, item), *booked), moves, papers.read)
    with closing(open_tree(tree.root, change.results())) as after:
        _prove(tree, after, edition, tuple(one for one in edition.pages if one != page), {})
    return change


def take_in(tree: Tree, folder: str, page: str) -> Change:
    """A page comes into its edition: where the others are in order in its place, else at the end. Nothing where it is there."""
    papers = Papers(tree)
    edition = _edition(papers, folder)
    if not PARSERS["page"](page, _PAGE):
        raise Fault("edit.bad-page", None, page=page)
    if page in edition.pages:
        return Change((), (), papers.read)
    wanted = [*edition.pages, page]
    if list(edition.pages) == sorted(edition.pages):
        wanted.sort()
    sheet, listed = _listed(papers, edition)
    change = Change((_with(sheet, listed, page, wanted.index(page)),), (), papers.read)
    with closing(open_tree(tree.root, change.results())) as after:
        _prove(tree, after, edition, tuple(wanted), {})
    return change


def _edition(papers: Papers, folder: str) -> EditionPlan:
    edition = papers.edition(folder)
    if edition is None:
        path = f"layouts/{folder}/edition.yaml"
        raise Fault("files.not-found", whole(path), path=path)
    return edition


def _zoned(papers: Papers, base: EditionPlan) -> list[EditionPlan]:
    """The editions that have their pages from this one; another format's pages are its own."""
    return [one for one in papers.editions(base.date) if one.base == base.folder and not one.reformatted]


def _check_pair(edition: EditionPlan, old: str, new: str, names: Names[str, str]) -> None:
    place = whole(f"layouts/{edition.folder}")
    if not PARSERS["page"](new, _PAGE):
        raise Fault("edit.bad-page", None, page=new)
    if old not in edition.pages:
        raise Fault("edit.no-page", place, page=old, path=f"layouts/{edition.folder}/{old}.yaml")
    if ("-" in old) != ("-" in new):
        raise Fault("edit.page-size", place, old=old, new=new)
    others = [page for page in edition.pages if page not in names] + [one for page, one in names.items() if page != old]
    other = next((page for page in others if {*new.split("-")} & {*page.split("-")}), "")
    if other:
        raise Fault("edit.page-taken", place, page=new, spread=Maybe(other if other != new else ""))


def _listed(papers: Papers, edition: EditionPlan) -> tuple[Sheet, Sequence]:
    """The list of pages as it is written. Raises :class:`Fault` edit.base-pages where another edition has it."""
    path = f"layouts/{edition.folder}/edition.yaml"
    sheet = papers.sheet(path)
    assert sheet is not None  # the edition was read from it
    found = pair(sheet.root, "edition", "pages")
    listed = meant(found[1]) if found else None
    if not isinstance(listed, Sequence):
        raise Fault("edit.base-pages", whole(path), base=edition.base)
    return sheet, listed


def _moves(papers: Papers, folder: str, names: Names[str, str]) -> list[Move]:
    """Layouts that get other names; none of them takes the place of one that keeps its own."""
    found = []
    for old, new in names.items():
        here, there = (f"layouts/{folder}/{name}.yaml" for name in (old, new))
        if papers.data(here) is None:
            continue
        if papers.data(there) is not None and new not in names:
            raise Fault("edit.page-taken", whole(there), page=new, spread=Maybe(""))
        found.append(Move(here, there))
    return found


def _rename_listed(
    papers: Papers, edition: EditionPlan, names: Names[str, str], wanted: list[str], revisions: dict[str, Rewriting]
) -> None:
    """The pages of an edition's list, of its bookings, of its ledger and of what was withdrawn."""
    for file, table in (("edition", "edition"), ("ads", "bookings"), ("ids", "")):
        sheet = papers.sheet(f"layouts/{edition.folder}/{file}.{'yaml' if table else 'json'}")
        if sheet is None:
            continue
        revision = revisions[sheet.path] = Rewriting(sheet)
        if not table:
            for key, _ in sheet.root.pairs:
                assert isinstance(key, Scalar | Alias)
                revision.put_key(key, meaning(key), _in_ledger(meaning(key), names))
            continue
        at = 0
        for mention in mentions(sheet.root, table):
            if (mention.table, mention.key) == ("edition", "pages"):
                # In the order of the list: where pages change their places each stands in its own.
                own = wanted if edition.pages and len(wanted) == len(edition.pages) and not edition.base else []
                revision.put(mention, own[at] if own else names.get(mention.value, mention.value))
                at += 1
            elif (mention.table, mention.key) == ("booking", "page"):
                revision.put(mention, names.get(mention.value, mention.value))
            elif mention.key == "withdrawn" and mention.is_key:
                revision.put(mention, _in_ledger(mention.value, names))


def _in_ledger(name: str, names: Names[str, str]) -> str:
    found = _LEDGER.fullmatch(name)
    return f"{found[1] or ''}{names.get(found[2], found[2])}{found[3]}" if found else name


def _out(papers: Papers, editions: list[EditionPlan], page: str) -> tuple[Move, ...]:
    """Where the layouts of a page go that is cancelled: beside those that were cancelled before."""
    found = []
    for edition in editions:
        here = f"layouts/{edition.folder}/{page}.yaml"
        if papers.data(here) is None:
            continue
        number = 1
        while papers.data(
            there := f"layouts/{edition.folder}/{CANCELLED}/{page}{f'-{number}' if number > 1 else ''}.yaml"
        ):
            number += 1
        found.append(Move(here, there))
    return tuple(found)


def _booked_elsewhere(papers: Papers, editions: list[EditionPlan], page: str) -> Iterator[Edit]:
    """Bookings that name a page among others, without it."""
    for edition in editions:
        sheet = papers.sheet(f"layouts/{edition.folder}/ads.yaml")
        for row in nodes(sheet.root) if sheet is not None else ():
            found = pair(row, "booking", "page") if isinstance(row, Mapping) else None
            if sheet is None or found is None or not isinstance(found[1], Sequence):
                continue
            if len(found[1].items) > 1:
                yield from (_without(sheet, found[1], item) for item in found[1].items if meaning(item) == page)


def _without(sheet: Sheet, listed: Sequence, item: object) -> Edit:
    """A list without an item: with its comma, or with its line."""
    text, start, end = sheet.source.text, item.start, item.end  # type: ignore[attr-defined]
    if not listed.flow:
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        return Edit(sheet.path, first, last + 1 if last >= 0 else len(text), "")
    behind = re.compile(r"[ \t]*,[ \t]*").match(text, end)
    if behind:
        return Edit(sheet.path, start, behind.end(), "")
    before = re.search(r"\s*,\s*$", text[:start])
    return Edit(sheet.path, before.start() if before else start, end, "")


def _with(sheet: Sheet, listed: Sequence, name: str, at: int) -> Edit:
    """A list with an item more at a place."""
    text, items = sheet.source.text, listed.items
    if at < len(items):
        start = items[at].start
        if listed.flow:
            return Edit(sheet.path, start, start, f"{name}, ")
        line = text.rfind("\n", 0, start) + 1
        return Edit(sheet.path, line, line, f"{text[line:start]}{name}\n")
    end = items[-1].end if items else listed.start + 1
    if listed.flow:
        return Edit(sheet.path, end, end, f", {name}" if items else name)
    line, stop = text.rfind("\n", 0, items[-1].start) + 1, text.find("\n", end)
    stop = stop if stop >= 0 else len(text)
    return Edit(sheet.path, stop, stop, f"\n{text[line : items[-1].start]}{name}")


def _prove(tree: Tree, after: Tree, was: EditionPlan, wanted: tuple[str, ...], names: Names[str, str]) -> None:
    """The edition is what it was, with the pages that were wanted, and each of them is what it was."""
    now = read_edition(after, was.folder, Report())
    path = f"layouts/{was.folder}/edition.yaml"
    if now is None or now.pages != wanted or _about(now) != _about(was):
        raise Fault("edit.unsure", Span(was.source, 0, 1), path=path)
    for page in was.pages:
        if (new := names.get(page, page)) in now.pages and page in names:
            here, there = (f"layouts/{was.folder}/{name}.yaml" for name in (page, new))
            one, other = made(tree, PageFile(was, page, here)), made(after, PageFile(now, new, there))
            both = [[bare(block) for block in plan.blocks] if (plan := page.plan) else [] for page in (one, other)]
            if both[0] != both[1]:
                raise Fault("edit.unsure", whole(here), path=here)


def _about(edition: EditionPlan) -> tuple[object, ...]:
    return edition.date, edition.number, edition.credits, edition.texts, edition.house, edition.base
