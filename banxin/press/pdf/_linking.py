"""Places of pages that lead somewhere, and where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.press.pdf._content import number
from banxin.press.pdf._objects import Array, Dictionary, name, string
from banxin.units import MM

if TYPE_CHECKING:
    from banxin.press.pdf._leads import Lead
    from banxin.press.pdf.records import Printed
    from banxin.units import Point, Rect

#: White around what a link or bookmark leads to.
_AROUND = 3 * MM


def place(printed: Printed, at: Point, margin: int = 0) -> tuple[str, str]:
    """A place of a page as a destination has it: left and top in points, with a little white around."""
    around = printed.bleed + margin
    return number(at.x + around - _AROUND), number(printed.trim[1] + around - at.y + _AROUND)


def corners(page: Printed, box: Rect) -> list[str]:
    """A box of a page from the foot of its media box, in points."""
    bottom = page.trim[1] + page.bleed
    sides = box.left + page.bleed, bottom - box.bottom, box.right + page.bleed, bottom - box.top
    return [number(side) for side in sides]


def link(page: Printed, lead: Lead, there: dict[str, object]) -> Dictionary:
    """A place of a page that leads somewhere; ``there``: its action, or its destination."""
    return Dictionary({"Type": name("Annot"), "Subtype": name("Link"), "Rect": Array(corners(page, lead.box)), "Border": Array([0, 0, 0]),
                       "F": 4, **there})  # fmt: skip


def to_address(url: str) -> Dictionary:
    """The action that opens an address."""
    return Dictionary({"Type": name("Action"), "S": name("URI"), "URI": string(url)})
