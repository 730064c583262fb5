"""Bookmarks and leads within a file of several pages: a page alone has none, and loads none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.press.pdf._leads import BACK, ONWARD
from banxin.press.pdf._objects import Array, Dictionary, Document, name, string
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banxin.press.pdf._leads import Lead
    from banxin.press.pdf.records import Printed
    from banxin.units import Point


class Bookmark(NamedTuple):
    """A bookmark."""

    title: str
    page: object
    """The page that it leads to."""
    element: object = None
    """The structure element, where there is one."""
    below: tuple[Bookmark, ...] = ()
    there: tuple[str, str] = ()  # type: ignore[assignment]
    """Left and top of what is to be seen, in points; none for the whole page."""


class Destination(NamedTuple):
    """A place in a file."""

    page: int
    """The page's number in the file, from 0."""
    at: Point
    """The left upper corner of what is to be seen, from the trim's."""
    story: str


def target(lead: Lead, number: int, pages: Sequence[Printed]) -> Destination | None:
    """Where a lead of page ``number`` ends in a file of some pages; ``None`` where what it names is not among them."""
    before, after = range(number - 1, -1, -1), range(number + 1, len(pages))
    search: Iterator[int] = iter(before if lead.way == BACK else after if lead.way == ONWARD else range(len(pages)))
    for other in search:
        if other != number and lead.story in pages[other].starts:
            return Destination(other, pages[other].starts[lead.story], lead.story)
    return None


def add_outline(document: Document, entries: Sequence[Bookmark], *, structural: bool = False) -> None:
    """Bookmarks; ``structural``: they lead to structure elements."""
    outline = Dictionary({"Type": name("Outlines")})
    root = document.add(outline)
    document.catalog["Outlines"] = root
    _siblings(document, outline, root, entries, structural=structural)


def leads_to(
    page: object, there: tuple[str, str] | tuple[()], element: object, *, structural: bool
) -> dict[str, object]:
    """Where something leads: to a page or a place on it, in PDF 2.0 to an element, too (ISO 14289-2, 8.8)."""
    view = [name("XYZ"), *there, "null"] if there else [name("Fit")]
    if not structural or element is None:
        return {"Dest": Array([page, *view])}
    action = {
        "Type": name("Action"), "S": name("GoTo"), "D": Array([page, *view]), "SD": Array([element, *view]),
    }  # fmt: skip
    return {"A": Dictionary(action)}


def _siblings(
    document: Document, parent: Dictionary, reference: object, entries: Sequence[Bookmark], *, structural: bool
) -> int:
    """Bookmarks below one another; returns how many there are at this level and below."""
    made = [
        Dictionary({
            "Title": string(entry.title), "Parent": reference,
            **leads_to(entry.page, entry.there, entry.element, structural=structural),
        })
        for entry in entries
    ]  # fmt: skip
    references = [document.add(one) for one in made]
    count = len(made)
    for at, (one, entry) in enumerate(zip(made, entries, strict=True)):
        if at:
            one["Prev"] = references[at - 1]
        if at + 1 < len(made):
            one["Next"] = references[at + 1]
        if entry.below:
            count += _siblings(document, one, references[at], entry.below, structural=structural)
    if made:
        parent["First"], parent["Last"], parent["Count"] = references[0], references[-1], count
    return count
