"""The pages of an edition on printer's sheets, a file a section."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.files import replace_file
from banxin.makeup.furniture import slug_items
from banxin.makeup.ground import ground_of
from banxin.page import Page
from banxin.press.imposition import in_fours, in_pairs
from banxin.press.pdf import About, PlacedPage, print_page, sheets_pdf
from banxin.problems import Fault
from banxin.run._products import version
from banxin.run.pages import print_again
from banxin.tuples import NamedTuple
from banxin.units import MM, Rect

if TYPE_CHECKING:
    from banxin.makeup.work import Work
    from banxin.page import Item
    from banxin.pictures import Facts
    from banxin.plan.block import PagePlan
    from banxin.plan.records import House
    from banxin.press.imposition import SheetPlace, Side
    from banxin.press.pdf import FontBook, Printed, Product
    from banxin.run.pages import Order
    from banxin.run.sources import Sources

#: A page that is taller than this is half a sheet's side (对开 as one says of the page); else it is a quarter of it.
_BROADSHEET = 450 * MM


class Section(NamedTuple):
    """One section on its sheets."""

    written: str
    """Its file."""
    sides: tuple[str, ...]
    """What lies on each side, in the order of the file: A-1a A08 A01."""


class _SheetPart(NamedTuple):
    """A page's part of a sheet: all of it, or half of a spread."""

    work: Work
    printed: Printed
    cell: Rect


def impose(
    sources: Sources, works: list[Work], printed: list[Printed], pictures: dict[str, Facts], folder: str, order: Order, stamp: str
) -> tuple[Section, ...]:  # fmt: skip
    """Write every section's sheets; pages that the edition does not have are blank, which is said.

    A section lies on paper of its pages' size. Raises :class:`Fault` desk.sheets-sizes where they are of several, and where a
    file cannot be written.
    """
    assert order.product is not None
    found = []
    for letter in sorted({work.name[0] for work in works}):
        chosen = [(work, page) for work, page in zip(works, printed, strict=True) if work.name[0] == letter]
        house = _house_of([work for work, _ in chosen], sources)
        parts = _parts(chosen, house)
        sides = list((in_pairs if _paired(house) else in_fours)(max(parts)))
        blank = [number for side in sides for number in (place.page for place in side.places) if number not in parts]
        if blank:
            pages = " ".join(f"{letter}{number:02}" for number in sorted(blank))
            sources.report.warn("desk.sheet-blank", None, section=letter, pages=pages)
        names = tuple(_name(letter, side, parts) for side in sides)
        about = About(
            f"{order.paper} {order.edition} {letter}".strip(),
            order.paper,
            order.day,
            order.number,
            order.cn,
            order.language,
        )
        data = sheets_pdf(
            [page for _, page in chosen],
            _Imposer(sources, order.product, [work for work, _ in chosen], sides, names, stamp).lay,
            sources.faces.by_key, pictures, about,
            lambda book, chosen=chosen: print_again(sources, [work for work, _ in chosen], book, order),  # type: ignore[misc]
            order.product._replace(slug=house.press.slug),
        )  # fmt: skip
        path = os.path.join(folder, f"{letter}.pdf")
        replace_file(path, data)
        found.append(Section(path, names))
    return tuple(found)


def _house_of(works: list[Work], sources: Sources) -> House:
    """The house style of a section's paper. Raises :class:`Fault` desk.sheets-sizes for pages of several sizes."""
    plans = [work.plan for work in works if work.plan is not None]
    sizes = [_size(plan) for plan in plans]
    for plan, size in zip(plans, sizes, strict=True):
        if size != sizes[0]:
            raise Fault("desk.sheets-sizes", plan.span, page=plan.name, other=plans[0].name)
    return plans[0].house._replace(trim=sizes[0]) if plans else sources.house


def _size(plan: PagePlan) -> tuple[int, int]:
    """Width and height of a page, of a spread those of one of its two."""
    width, height = plan.house.trim
    return width // len(plan.name.split("-")), height


def _paired(house: House) -> bool:
    return house.press.sheets == "pairs" or (house.press.sheets != "fours" and house.trim[1] > _BROADSHEET)


def _parts(chosen: list[tuple[Work, Printed]], house: House) -> dict[int, _SheetPart]:
    """What lies in a place of a sheet, by the page's number in its section."""
    found: dict[int, _SheetPart] = {}
    for work, printed in chosen:
        numbers = [int(name[1:]) for name in work.name.split("-")]
        width, height = house.trim[0], printed.trim[1]
        for at, number in enumerate(numbers):
            found[number] = _SheetPart(work, printed, Rect(at * width, 0, (at + 1) * width, height))
    return found


def _name(letter: str, side: Side, parts: dict[int, _SheetPart]) -> str:
    pages = [f"{letter}{place.page:02}" if place.page in parts else "--" for place in side.places]
    return " ".join([f"{letter}-{side.sheet}{'b' if side.back else 'a'}", *pages])


class _Imposer(NamedTuple):
    """Lays a section's pages on its sides."""

    sources: Sources
    product: Product
    works: list[Work]
    sides: list[Side]
    names: tuple[str, ...]
    stamp: str

    def lay(self, pages: list[Printed], book: FontBook) -> list[Printed]:
        """The sides, with marks and a slug line beside the pages."""
        house = _house_of(self.works, self.sources)
        parts = _parts(list(zip(self.works, pages, strict=True)), house)
        return [self._side(side, title, parts, house, book) for side, title in zip(self.sides, self.names, strict=True)]

    def _side(self, side: Side, title: str, parts: dict[int, _SheetPart], house: House, book: FontBook) -> Printed:
        width, height = house.trim
        trim = Rect(0, 0, width * side.columns, height * side.rows)
        there = [(place, parts[place.page]) for place in side.places if place.page in parts]
        slug = self._slug(title, [part.work for _, part in there])
        sheet = Page(title, "", trim, house.bleed, trim, (), (), slug=slug)
        product = self.product._replace(slug=house.press.slug, marks=house.press.marks)
        spots = {ink.spot: ink for _, part in there for ink in part.printed.spots}
        printed = print_page(sheet, self.sources.faces.by_key, book, product, tuple(spots.values()))
        placed = tuple(_placed(place, part, side, house) for place, part in there)
        return printed._replace(placed=placed)

    def _slug(self, title: str, works: list[Work]) -> tuple[Item, ...]:
        """Paper, day, side and time, and of each page its version."""
        plan = next((work.plan for work in self.works if work.plan is not None), None)
        assert plan is not None
        versions = dict.fromkeys(f"{_lettered(work)} v{version(work)}" for work in works)
        time = f"{self.stamp.replace('T', ' ')} UTC" if self.stamp else ""
        parts = plan.house.paper.get("name", ""), plan.edition.date, title.partition(" ")[0], *versions, time
        return slug_items(ground_of(plan, self.sources.faces), "  ".join(filter(None, parts)))


def _lettered(work: Work) -> str:
    return work.name + (work.plan.version if work.plan is not None else "")


def _placed(place: SheetPlace, part: _SheetPart, side: Side, house: House) -> PlacedPage:
    """A part of a page in its place: its bleed is to be seen at the sheet's edges alone, not on its neighbours."""
    bleed, cell = house.bleed, part.cell
    outer = (
        bleed * (place.column == 0), bleed * (place.row == 0),
        bleed * (place.column == side.columns - 1), bleed * (place.row == side.rows - 1),
    )  # fmt: skip
    left, top, right, foot = outer[2:] + outer[:2] if place.turned else outer
    shown = Rect(cell.left - left, cell.top - top, cell.right + right, cell.bottom + foot)
    width, height = house.trim
    return PlacedPage(part.printed, place.column * width, place.row * height, shown, place.turned, cell)
