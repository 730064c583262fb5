"""One page's layout: its file, laid over a template where it names one, resolved into blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files.reading import LIMITS
from banxin.plan._edition import letter_of, near_page, page_path
from banxin.plan._reading import Reader
from banxin.plan.block import PagePlan
from banxin.plan.blocks import block_name, make_blocks
from banxin.plan.fields import Fields, Item
from banxin.plan.house import change_of, compose_house, house_fields, unknown
from banxin.plan.keys import rows
from banxin.plan.loader import load
from banxin.plan.records import EditionPlan, Grid, House, in_language, spread
from banxin.problems import Fault, Maybe, Report, Source, Span

if TYPE_CHECKING:
    from banxin.files.reading import Tree


def read_page(tree: Tree, house: House, edition: EditionPlan, name: str, report: Report) -> PagePlan | None:
    """The layout of page ``name``; ``None`` where its file is missing or cannot be read at all.

    ``house`` is shared by all pages; only a spread, and a page that changes house style (or whose template or section does), has its own.
    """
    two = "-" in name
    path = page_path(tree, edition, name)
    if not tree.exists(path):
        listed = edition.page_spans.get(name) or Span(edition.source, 0, 1)
        wanted = f"layouts/{edition.folder}/{name}.yaml"
        report.error("plan.page-missing", listed, page=name, path=wanted, meant=near_page(tree, wanted))
        return None
    own = house
    house = spread(house) if two else house
    read = _read(tree, path, report, house.grid, edition.page_spans.get(name))
    if read is None:
        return None
    source, fields = read
    # What is wrong with the file may be why its blocks are not there.
    sound = not any(problem.span and problem.span.source is source for problem in report)
    fields = _over_template(tree, fields, report, house.grid)
    if "house" in fields or fields.text("section") in own.apart:
        house = _changed(own, fields, report)
        house = spread(house) if two else house
    house = in_language(house, fields.text("lang"))
    _check_names(fields, house, edition, source, report)
    if sound and not {"blocks", "from"} & {*fields.items, *fields.faulty}:
        _no_blocks(fields.span, house.grid, report)
    return PagePlan(
        name=name,
        section=fields.text("section"),
        source=source,
        house=house,
        blocks=make_blocks(fields, house, report),
        credits=tuple((office, str(item.value)) for office, item in fields.below("credits").items.items()),
        edition=edition,
        span=Span(source, 0, 1),
        version=fields.text("version") or letter_of(edition, path),
    )


def _read(tree: Tree, path: str, report: Report, grid: Grid, place: Span | None = None) -> tuple[Source, Fields] | None:
    try:
        source = tree.text(path, LIMITS["yaml"], place)
    except Fault as fault:
        report.add(fault.problem)
        return None
    root = load(source, report)
    return None if root is None else (source, Reader(report, grid=grid).fields(root, "page"))


def _changed(house: House, page: Fields, report: Report) -> House:
    """House style as one page or its section wants it. The file's own faults were said when it was read for all pages."""
    fields = house_fields(house.source, Report())
    return house if fields is None else compose_house(house.source, fields.under(change_of(fields, page)), report)


def _over_template(tree: Tree, fields: Fields, report: Report, grid: Grid) -> Fields:
    """The page laid over its template: maps merge, lists are replaced, blocks merge by their names."""
    template = fields.text("from")
    unwanted = fields.list("remove")
    if not template:
        if unwanted:
            report.error("plan.nothing-to-remove", fields.place("remove"))
        return fields
    path = f"layouts/templates/{template}.yaml"
    if not tree.exists(path):
        known = [name.removesuffix(".yaml") for name in tree.names("layouts/templates") if name.endswith(".yaml")]
        report.error("plan.template-missing", fields.place("from"), template=template,
                     meant=Maybe(tree.near(path).removesuffix(".yaml")), known=Maybe(", ".join(known)))  # fmt: skip
        return fields
    read = _read(tree, path, report, grid, fields.place("from"))
    if read is None:
        return fields
    under = read[1]
    if "from" in under:
        report.error("plan.template-of-template", under.place("from"), template=template)
    merged = under.under(fields)
    if "blocks" not in under and "blocks" not in fields:
        if "blocks" not in under.faulty | fields.faulty:
            _no_blocks(fields.place("from"), grid, report)
        return merged
    merged.items["blocks"] = Item(_merged_blocks(under, fields, unwanted, report), fields.place("blocks"))
    return merged


def _no_blocks(place: Span, grid: Grid, report: Report) -> None:
    """A page without blocks is no page: a head was written and the rest forgotten."""
    example = f"[{{story: harbour, columns: 1-{grid.columns}, lines: 1-{grid.lines}}}]"
    report.error("plan.missing-key", place, key="blocks", alias=rows("page")["blocks"].alias, example=example)


def _merged_blocks(under: Fields, over: Fields, unwanted: tuple[Item, ...], report: Report) -> tuple[Item, ...]:
    """The template's blocks without those that are not wanted, changed by the page's of the same name."""
    blocks: dict[str, Item] = {}
    for item in under.list("blocks"):
        assert isinstance(item.value, Fields)
        blocks[_free(block_name(item.value), blocks)] = item
    for item in unwanted:
        if blocks.pop(str(item.value), None) is None:
            unknown(report, "block", str(item.value), item.span, list(blocks))
    names = set(blocks)
    for item in over.list("blocks"):
        assert isinstance(item.value, Fields)
        name = block_name(item.value)
        if name in names:
            names.discard(name)
            mine = blocks[name].value
            assert isinstance(mine, Fields)
            blocks[name] = Item(mine.under(item.value), item.span)
        else:
            blocks[_free(name, blocks)] = item
    return tuple(blocks.values())


def _free(name: str, taken: dict[str, Item]) -> str:
    """A key for a block: names that stand twice are said later, when all are known."""
    key, number = name, 2
    while key in taken:
        key, number = f"{name}\x00{number}", number + 1
    return key


def _check_names(fields: Fields, house: House, edition: EditionPlan, source: Source, report: Report) -> None:
    """The section is one of the paper's, and the edition's credits are all there."""
    section = fields.text("section")
    if section and section not in house.sections:
        unknown(report, "section", section, fields.place("section"), list(house.sections))
    named = fields.below("credits").items
    place = fields.place("credits") if "credits" in fields else Span(source, 0, 1)
    for office in edition.credits:
        if office not in named and "credits" not in fields.faulty:
            report.error("plan.credits-missing", place, office=office)
