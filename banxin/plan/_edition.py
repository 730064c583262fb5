"""The edition's own file: its date, its pages in order, and what every page must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files.reading import LIMITS
from banxin.plan._reading import Reader
from banxin.plan.fields import Fields
from banxin.plan.keys import EDITION_TEXTS
from banxin.plan.loader import load
from banxin.plan.records import EditionPlan
from banxin.plan.types import Type
from banxin.plan.values import Bounds, date, page
from banxin.problems import Fault, Maybe, Report, Source, Span

if TYPE_CHECKING:
    from banxin.files.reading import Tree


def read_edition(tree: Tree, folder: str, report: Report) -> EditionPlan | None:
    """The edition of layouts/<folder>; ``None`` where its edition.yaml is missing or cannot be read at all.

    A zoned edition (``base: 2026-06-01``) states what differs; the rest, pages included, is its base's.
    """
    path = f"layouts/{folder}/edition.yaml"
    try:
        source = tree.text(path, LIMITS["yaml"])
    except Fault as fault:
        if fault.problem.code == "files.not-found":
            report.error(
                "plan.edition-missing", fault.problem.span, path=path, folder=folder, meant=_near_edition(tree, folder)
            )
        else:
            report.add(fault.problem)
        return None
    root = load(source, report)
    if root is None:
        return None
    zoned = any(key.value in ("base", "母版") for key, _ in root.pairs)
    fields = Reader(report, whole=not zoned).fields(root, "edition")
    base, other, version = fields.text("base"), "house" in fields, fields.text("version")
    under = Fields(fields.span, {})
    if base:
        under = _base_of(tree, folder, fields, report)
        fields = under.under(fields)
    return _edition(source, folder, base, fields, tree, report)._replace(
        reformatted=bool(base) and other, version=version, base_version=under.text("version")
    )


def _base_of(tree: Tree, folder: str, fields: Fields, report: Report) -> Fields:
    """The keys of the edition that a zoned one starts from; none where there is no such edition."""
    base, place = fields.text("base"), fields.place("base")
    path, none = f"layouts/{base}/edition.yaml", Fields(fields.span, {})
    if base == folder or not tree.exists(path):
        report.error(
            "plan.base-missing", place, base=base, meant=Maybe(tree.near(f"layouts/{base}", without=(folder,)))
        )
        return none
    try:
        root = load(tree.text(path, LIMITS["yaml"], place), report)
    except Fault as fault:
        report.add(fault.problem)
        return none
    if root is None:
        return none
    under = Reader(report).fields(root, "edition")
    if "base" in under:
        report.error("plan.base-of-base", place, base=base, other=under.text("base"))
    return under


def _edition(source: Source, folder: str, base: str, fields: Fields, tree: Tree, report: Report) -> EditionPlan:
    pages: dict[str, Span] = {}
    for item in fields.list("pages"):
        name = str(item.value)
        if name in pages:
            report.error("plan.page-twice", item.span, page=name)
            continue
        pages[name] = item.span
    _check_files(tree, folder, base, pages, fields.place("pages"), report)
    return EditionPlan(
        source=source,
        folder=folder,
        date=_day(tree, folder, fields, report),
        number=fields.text("number"),
        pages=tuple(pages),
        credits=fields.texts("credits"),
        texts={key: fields.text(key) for key in EDITION_TEXTS if key in fields},
        page_spans=pages,
        house=fields.text("house", "house"),
        base=base,
        withdrawn={name: (str(item.value), item.span) for name, item in fields.below("withdrawn").items.items()},
    )


def _day(tree: Tree, folder: str, fields: Fields, report: Report) -> str:
    """The edition's day. One that is another than its folder's is said, and the day is that of which there are stories."""
    stated, called = fields.text("date"), _day_of(folder)
    if not stated or not called or stated == called:
        return stated or called
    report.error("plan.other-day", fields.place("date"), date=stated, folder=folder, day=called)
    return called if tree.names(f"stories/{called}") or not tree.names(f"stories/{stated}") else stated


def _day_of(folder: str) -> str:
    """The day that an edition's folder is called by (2026-06-01, 2026-06-01.east); '' where it is no day.

    It stands in for a date that is missing or wrong, which was said: the stories are still found.
    """
    try:
        return date(folder[:10], Type("date")) or ""
    except Bounds:
        return ""


def _check_files(tree: Tree, folder: str, base: str, pages: dict[str, Span], place: Span, report: Report) -> None:
    """Every page that is listed has its file, and every file of a page is listed."""
    here = tree.names(f"layouts/{folder}")
    there = tree.names(f"layouts/{base}") if base else []
    for name, span in pages.items():
        if f"{name}.yaml" not in here and f"{name}.yaml" not in there:
            path = f"layouts/{folder}/{name}.yaml"
            report.error("plan.page-missing", span, page=name, path=path, meant=near_page(tree, path))
    for file in here:
        name = file.removesuffix(".yaml")
        if file.endswith(".yaml") and name not in pages and page(name, Type("page")):
            report.warn("plan.page-unlisted", place, page=name)


def near_page(tree: Tree, path: str) -> Maybe:
    """The file that was meant to be a page's: a01.yaml, A1.yaml, A01.yml. What is called as pages are is a page of its own."""
    folder = path.rpartition("/")[0]
    own = {name for name in tree.names(folder) if _named_as_page(name) or name.partition(".")[0] in ("edition", "ads")}
    return Maybe(tree.near(path, without=own))


def _named_as_page(file: str) -> bool:
    stem, _, ending = file.partition(".")
    return ending == "yaml" and page(stem, Type("page")) == stem


def _near_edition(tree: Tree, folder: str) -> Maybe:
    """What was meant to be the edition's file, or the edition's folder."""
    path = f"layouts/{folder}"
    close = tree.near(f"{path}/edition.yaml")
    if close:
        return Maybe(f"{path}/{close}")
    near = tree.near(path)
    return Maybe(f"layouts/{near}" if near and tree.exists(f"layouts/{near}/edition.yaml") else "")


def page_path(tree: Tree, edition: EditionPlan, name: str) -> str:
    """Where a page's layout lies: in the edition's folder, else in its base's."""
    path = f"layouts/{edition.folder}/{name}.yaml"
    if edition.base and not tree.exists(path):
        return f"layouts/{edition.base}/{name}.yaml"
    return path


def letter_of(edition: EditionPlan, path: str) -> str:
    """The version letter of a page that says none itself, by where its layout lies: a page that is its base's has its base's."""
    return edition.version if path.startswith(f"layouts/{edition.folder}/") else edition.base_version
