"""拼大版: which page lies where on which side of which sheet, so that a folded section reads in order.

Sections lie in each other, bound at the left; there is no creep, for newsprint has none to speak of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class SheetPlace(NamedTuple):
    """Where a page lies on its side."""

    page: int
    """Its number in the section, from 1."""
    column: int
    row: int
    turned: bool = False
    """Whether it stands on its head: pages above the fold meet those below it head to head."""


class Side(NamedTuple):
    """One side of a sheet, which is one set of plates."""

    sheet: int
    """From 1, the outermost."""
    back: bool
    places: tuple[SheetPlace, ...]

    @property
    def columns(self) -> int:
        """Pages beside each other."""
        return 1 + max(place.column for place in self.places)

    @property
    def rows(self) -> int:
        """Pages above each other."""
        return 1 + max(place.row for place in self.places)


def in_pairs(count: int) -> Iterator[Side]:
    """Two pages a side, four a sheet, folded once (对开). Numbers beyond ``count`` are blank pages."""
    whole = -(-count // 4) * 4
    for sheet in range(whole // 4):
        low, high = 2 * sheet + 1, whole - 2 * sheet
        yield Side(sheet + 1, back=False, places=(SheetPlace(high, 0, 0), SheetPlace(low, 1, 0)))
        yield Side(sheet + 1, back=True, places=(SheetPlace(low + 1, 0, 0), SheetPlace(high - 1, 1, 0)))


def in_fours(count: int) -> Iterator[Side]:
    """Four pages a side, eight a sheet, folded twice (四开); four that are left over lie on half a sheet, innermost."""
    whole = -(-count // 4) * 4
    sheets = whole // 8
    for sheet in range(sheets):
        low, high = 4 * sheet, whole - 4 * sheet
        one, two, three, four = range(low + 1, low + 5)
        five, six, seven, eight = range(high - 3, high + 1)
        yield Side(sheet + 1, back=False, places=_square(five, four, eight, one))
        yield Side(sheet + 1, back=True, places=_square(three, six, two, seven))
    if whole % 8:
        low = 4 * sheets
        yield Side(sheets + 1, back=False, places=(SheetPlace(low + 4, 0, 0), SheetPlace(low + 1, 1, 0)))
        yield Side(sheets + 1, back=True, places=(SheetPlace(low + 2, 0, 0), SheetPlace(low + 3, 1, 0)))


def _square(head_left: int, head_right: int, foot_left: int, foot_right: int) -> tuple[SheetPlace, ...]:
    return (
        SheetPlace(head_left, 0, 0, turned=True), SheetPlace(head_right, 1, 0, turned=True), SheetPlace(foot_left, 0, 1), SheetPlace(foot_right, 1, 1)
    )  # fmt: skip
