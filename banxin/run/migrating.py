"""``banxin migrate``: a house goes over to a later version of the defaults, and is told first what becomes otherwise."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

from banxin.edit import apply, state_keys
from banxin.edit.papers import Papers
from banxin.edit.stating import old_names
from banxin.files import LIMITS, open_tree
from banxin.plan import usual
from banxin.plan.house import change_of, compose_house, house_fields, made_with
from banxin.plan.keys import new_name, rows
from banxin.plan.loader import load
from banxin.plan.outline import read_outline
from banxin.plan.versions import defaults_between, defaults_until, new_names, newest
from banxin.problems import Fault, Maybe, Report, Source, Span, whole
from banxin.run._comparing import PageChange, compare
from banxin.run.project import find_targets
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.edit import Change
    from banxin.files import Tree
    from banxin.plan.fields import Fields
    from banxin.plan.records import House
    from banxin.plan.versions import NewDefault
    from banxin.problems import Words
    from banxin.run.project import Project, Target


_Page = tuple[str, str]
"""An edition's folder and a page of it."""
#: Stands for all pages that change nothing of their house.
_ANY: _Page = ("", "")


class Difference(NamedTuple):
    """A default that becomes another one for a house."""

    row: NewDefault
    kept: dict[str, str]
    """What the house states from now on to keep what it has, by path; empty where it takes the new default."""
    pages: dict[_Page, dict[str, str]] = {}  # noqa: RUF012 - never changed
    """What pages with a grid of their own state beside it, because the default hangs on the body size."""


class HouseChange(NamedTuple):
    """What becomes of one house."""

    path: str
    version: int
    to: int
    differences: tuple[Difference, ...]

    @property
    def values(self) -> dict[str, str]:
        """What is to be written into its file."""
        kept = {key: text for one in self.differences for key, text in one.kept.items()}
        return {"defaults": str(self.to), **kept} if self.to != self.version else {}


class Migrated(NamedTuple):
    """What was found, and whether it was written."""

    to: int
    houses: tuple[HouseChange, ...]
    pages: tuple[PageChange, ...]
    names: dict[str, list[tuple[str, str]]]
    """The layouts in which keys get other names: each old and new name, once."""
    files: tuple[str, ...]
    """The files that were written, or would be."""
    written: bool


class Keeping(NamedTuple):
    """How a house is to go over: to which version (0: the newest), what it keeps, and whether it is only told."""

    to: int = 0
    keep: tuple[str, ...] = ()
    """Paths of keys, in either language: ``styles.subhead.size``."""
    keep_all: bool = False
    dry_run: bool = False


class _Paged:
    """A house, with what each page says of it: one look for all pages that say nothing, one for each of the others."""

    def __init__(self, tree: Tree, path: str) -> None:
        report = Report()
        self.path, self.source = path, tree.text(path, LIMITS["yaml"])
        fields = house_fields(self.source, report)
        if fields is not None:
            compose_house(self.source, fields, report)
        fault = next((problem for problem in report if problem.severity == "error"), None)
        if fields is None or fault is not None:
            assert fault is not None  # a file that cannot be read says why
            raise Fault(fault.code, fault.span, **fault.words)
        self.fields: Fields = fields
        self.pages: dict[_Page, str] = {}
        """The pages that are set by it, each with its file."""
        self.changes: dict[_Page, Fields] = {}
        """What pages change of it."""

    @property
    def version(self) -> int:
        """The version of the defaults that it was made with."""
        return made_with(self.fields)

    def house(self, fields: Fields, defaults: tuple[NewDefault, ...]) -> House:
        """The house with its keys over some defaults."""
        return compose_house(self.source, fields, Report(), usual.usual_of(defaults))

    def looks(self, fields: Fields, defaults: tuple[NewDefault, ...]) -> dict[_Page, object]:
        """What every page is set with, by edition and page; ("", "") for those that change nothing."""
        found = {_ANY: look(self.house(fields, defaults))}
        for page, change in self.changes.items():
            found[page] = look(self.house(fields.under(change), defaults))
        return found


def look(value: object) -> object:
    """House style without the places where it was written."""
    if isinstance(value, Source | Span):
        return None
    if isinstance(value, dict):
        return {key: look(part) for key, part in value.items()}
    return tuple(map(look, value)) if isinstance(value, tuple) else value


def migrate(paths: list[str], manner: Keeping) -> Migrated:
    """Let all houses of a project name a later version, and say what is otherwise on the pages that paths name.

    Raises :class:`Fault` desk.migrate-newer, desk.migrate-back, desk.migrate-no-key, desk.migrate-unkept, and as
    :func:`banxin.edit.state_keys` and :func:`banxin.edit.apply` do; nothing is written then.
    """
    to = manner.to or newest()
    if to > newest():
        raise Fault("desk.migrate-newer", None, to=to, newest=newest())
    project, targets = find_targets(paths)
    with project:
        houses = _houses(project.tree)
        found = tuple(_changed(house, to, manner) for house in houses.values())
        _check_kept(found, manner)
        old = _with_old_names(project.tree, [house.path for house in houses.values()], to)
        wanted, tables = _wanted(houses, found), {path: table for path, (table, _) in old.items()}
        layouts = {path: "page" for path in wanted if path not in {house.path for house in found}} | tables
        change = state_keys(project.tree, wanted, layouts, to)
        otherwise = _prove(project.tree, change, houses, found)
        pages = _pages(project, targets, change, otherwise) if change.edits else ()
        if not manner.dry_run:
            apply(project.root, change, f"migrate {to}")
        return Migrated(
            to,
            found,
            pages,
            {path: names for path, (_, names) in old.items()},
            change.paths,
            not manner.dry_run and bool(change.paths),
        )


def _houses(tree: Tree) -> dict[str, _Paged]:
    """All houses of a project, by their names, with what the pages of their editions change."""
    papers = Papers(tree)
    editions = papers.editions()
    names = dict.fromkeys(["house", *(edition.house for edition in editions), *_unused(tree)])
    found = {name: _Paged(tree, f"layouts/{name}.yaml") for name in names if tree.exists(f"layouts/{name}.yaml")}
    for leaf in papers.leaves([edition for edition in editions if edition.house in found]):
        house = found[leaf.edition.house]
        house.pages[leaf.edition.folder, leaf.page] = leaf.path
        grid = house.house(house.fields, defaults_until(house.version)).grid
        outline = read_outline(tree, leaf.path, grid, Report())
        change = change_of(house.fields, outline.fields) if outline is not None else None
        if change is not None and change.items:
            house.changes[leaf.edition.folder, leaf.page] = change
    return found


def _unused(tree: Tree) -> list[str]:
    """Files beside house.yaml that are houses by their keys, of whichever edition."""
    needed = [(row.name, row.alias) for row in rows("house").values() if row.required]
    found = []
    for file in tree.names("layouts"):
        name = file.removesuffix(".yaml")
        if name != file:
            root = load(tree.text(f"layouts/{file}", LIMITS["yaml"]), Report())
            keys = {key.value for key, _ in root.pairs} if root is not None else set()
            if all(keys & set(names) for names in needed):
                found.append(name)
    return found


def _with_old_names(tree: Tree, houses: list[str], version: int) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """The layouts whose keys a version calls otherwise, each with the table it is read with and the old and new names."""
    old = {name.encode("utf-8") for _, name in new_names(version)}
    papers, found = Papers(tree), {}
    for path, table in _layouts(papers, houses).items() if old else ():
        # Most layouts have none, and a paper has thousands.
        data = tree.read(path, LIMITS["yaml"]) if tree.exists(path) else b""
        sheet = papers.sheet(path) if any(name in data for name in old) else None
        names = old_names(sheet.root, table, version) if sheet is not None else []
        if names:
            pairs = {one.value: new_name(one.table, one.value, version) for one in names}
            found[path] = (table, list(pairs.items()))
    return found


def _layouts(papers: Papers, houses: list[str]) -> dict[str, str]:
    """Every layout of a project that there may be, with the table it is read with."""
    editions = papers.editions()
    templates = [name for name in papers.tree.names("layouts/templates") if name.endswith(".yaml")]
    files = dict.fromkeys(houses, "house") | {f"layouts/templates/{name}": "page" for name in templates}
    for edition in editions:
        files |= {f"layouts/{edition.folder}/edition.yaml": "edition", f"layouts/{edition.folder}/ads.yaml": "bookings"}
    return files | {leaf.path: "page" for leaf in papers.leaves(editions)}


def _changed(house: _Paged, to: int, manner: Keeping) -> HouseChange:
    """What becomes otherwise for a house: the defaults that it does not state, and that some page is set with."""
    if house.version > to:
        raise Fault("desk.migrate-back", house.fields.place("defaults"), found=house.version, to=to)
    before = defaults_until(house.version)
    rows_ = defaults_between(house.version, to)
    was = house.looks(house.fields, before)
    felt = [row for row in rows_ if house.looks(house.fields, (*before, row)) != was]
    keep = {usual.canonical(key) for key in manner.keep}
    differences = []
    for row in felt:
        wanted = bool(row.was) and (manner.keep_all or row.key in keep)
        differences.append(_kept(house, row, (*before, *rows_)) if wanted else Difference(row, {}))
    return HouseChange(house.path, house.version, to, tuple(differences))


def _kept(house: _Paged, row: NewDefault, defaults: tuple[NewDefault, ...]) -> Difference:
    """What a house states to keep an old default: as the version says it, else to the last EMU, page by page if need be."""
    without = tuple(one for one in defaults if one is not row)
    wanted = house.looks(house.fields, without)
    said = usual.leaves(row.key, row.was)
    if house.looks(house.fields.under(usual.stated(said)), defaults) == wanted:
        return Difference(row, said)
    exact = _exactly(said, house.house(house.fields, without))
    fields = house.fields.under(usual.stated(exact))
    now = house.looks(fields, defaults)
    pages = {page: _exactly(said, house.house(house.fields.under(change), without))
             for page, change in house.changes.items() if now[page] != wanted[page]}  # fmt: skip
    still = [
        page for page, values in pages.items()
        if look(house.house(fields.under(house.changes[page].under(usual.stated(values))), defaults)) != wanted[page]
    ]  # fmt: skip
    if still or now[_ANY] != wanted[_ANY]:
        raise Fault(
            "desk.migrate-unkept", whole(house.path), key=row.key, pages=", ".join(map("/".join, still)) or house.path
        )
    return Difference(row, exact, pages)


def _exactly(values: dict[str, str], house: House) -> dict[str, str]:
    """Values with the lengths that a house has for them."""
    return {key: usual.exactly(house, key) or text for key, text in values.items()}


def _wanted(houses: dict[str, _Paged], found: tuple[HouseChange, ...]) -> dict[str, dict[str, str]]:
    """What each file is to state: houses, and pages below ``house``."""
    wanted = {one.path: one.values for one in found if one.values}
    for house, told in zip(houses.values(), found, strict=True):
        for one in told.differences:
            for page, values in one.pages.items():
                below = wanted.setdefault(house.pages[page], {})
                below.update({f"house.{key}": text for key, text in values.items()})
    return wanted


def _check_kept(houses: tuple[HouseChange, ...], manner: Keeping) -> None:
    """What is to be kept is a default that becomes another one."""
    known = sorted({one.row.key for house in houses for one in house.differences if one.row.was})
    for key in manner.keep:
        if usual.canonical(key) not in known:
            raise Fault("desk.migrate-no-key", None, key=key, known=Maybe(", ".join(known)))


def _prove(tree: Tree, change: Change, houses: dict[str, _Paged], found: tuple[HouseChange, ...]) -> set[_Page]:
    """The files as they would be mean what was told. Returns the pages that have another house style then."""
    otherwise: set[_Page] = set()
    with closing(open_tree(tree.root, change.results())) as after:
        for house, now, told in zip(houses.values(), _houses(after).values(), found, strict=True):
            kept = {one.row for one in told.differences if one.kept}
            before = defaults_until(told.version)
            taken = tuple(row for row in defaults_between(told.version, told.to) if row not in kept)
            looks = now.looks(now.fields, defaults_until(now.version))
            expected, was = house.looks(house.fields, (*before, *taken)), house.looks(house.fields, before)
            if any(own != expected.get(page, expected[_ANY]) for page, own in looks.items()):
                raise Fault("edit.unsure", whole(house.path), path=house.path)
            otherwise |= {page for page in house.pages if looks.get(page, looks[_ANY]) != was.get(page, was[_ANY])}
    return otherwise


def _pages(project: Project, targets: list[Target], change: Change, otherwise: set[_Page]) -> tuple[PageChange, ...]:
    """The pages that paths name, and what of each is set otherwise."""
    papers = Papers(project.tree)
    found: list[PageChange] = []
    for target in targets:
        edition = papers.edition(target.folder)
        names = target.pages or (edition.pages if edition is not None else ())
        others = {page for folder, page in otherwise if folder == target.folder}
        found += compare(os.path.join(project.root, "layouts", target.folder), names, change.results(), others)
    return tuple(found)


def as_text(migrated: Migrated, words: Words) -> list[str]:
    """What becomes otherwise, house by house and key by key, then page by page; what was done."""
    lines = []
    for house in migrated.houses:
        if not house.values:
            continue
        lines.append(words.say("desk.migrate-house", path=house.path, version=house.version, to=house.to))
        for row, kept, pages in house.differences:
            why = row.zh if words.lang == "zh" else row.en
            said = "desk.migrate-kept" if kept else "desk.migrate-key"
            lines.append(words.say(said, key=row.key, was=row.was or "-", now=row.now or "-", why=why))
            lines += [words.say("desk.migrate-page", page="/".join(page), key=row.key) for page in pages]
    for path, names in migrated.names.items():
        told = ", ".join(f"{old} \u2192 {new}" for old, new in names)
        lines.append(words.say("desk.migrate-names", path=path, names=told))
    for page in migrated.pages:
        said = "desk.migrate-blocks" if page.blocks else "desk.migrate-same"
        lines.append(words.say(said, page=f"{page.edition}/{page.page}", blocks=", ".join(page.blocks)))
    done = "none" if not migrated.files else "done" if migrated.written else "told"
    return [*lines, words.say(f"desk.migrate-{done}", to=migrated.to)]


def as_json(migrated: Migrated, words: Words) -> dict[str, object]:
    """The same for machines."""
    houses = [
        {"path": house.path, "version": house.version, "to": house.to,
         "defaults": [{"key": row.key, "was": row.was, "now": row.now, "why": row.zh if words.lang == "zh" else row.en,
                       "kept": kept, "pages": {"/".join(page): values for page, values in own.items()}}
                      for row, kept, own in house.differences]}
        for house in migrated.houses
    ]  # fmt: skip
    pages = [{**page._asdict(), "blocks": list(page.blocks)} for page in migrated.pages]
    return {"done": f"migrate {migrated.to}" if migrated.written else "", "houses": houses, "pages": pages, "names": {path: dict(names) for path, names in migrated.names.items()},
            "files": list(migrated.files), "problems": [], "status": 0}  # fmt: skip
