"""Bookmarks and page labels: a file's pages by their names, and below each what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.press.pdf.objects import Array, Dictionary, Document, name, string

if TYPE_CHECKING:
    from collections.abc import Sequence


class Entry(NamedTuple):
    """A bookmark."""

    title: str
    page: object
    """The page that it leads to."""
    element: object = None
    """The structure element, where there is one."""
    below: tuple[Entry, ...] = ()
    there: tuple[str, str] = ()  # type: ignore[assignment]
    """Left and top of what is to be seen, in points; none for the whole page."""


def label_pages(document: Document, names: Sequence[str]) -> None:
    """Pages are called by the paper's own names: A01, A04-A05 (ISO 32000-1, 12.4.2)."""
    entries: list[object] = []
    for number, title in enumerate(names):
        entries += [number, Dictionary({"P": string(title)})]
    document.catalog["PageLabels"] = Dictionary({"Nums": Array(entries)})


def add_outline(document: Document, entries: Sequence[Entry], *, structural: bool = False) -> None:
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
    document: Document, parent: Dictionary, reference: object, entries: Sequence[Entry], *, structural: bool
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
