"""Where a key belongs that stands in the wrong place: for hints, never for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.keys import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.plan.types import Key, Type

#: The outermost table of each kind of file, and what the file is called.
_FILES = {"house": "house", "edition": "edition", "bookings": "ads"}
#: A key that belongs in more places (colour, size) tells nothing of what was meant.
_MOST = 3
#: House style that a page or a section changes is the house's.
_AGAIN = ("house-change",)


def elsewhere(word: str, top: str, *, chinese: bool) -> str:
    """The keys that a key belongs below, outermost first, in the file whose outermost table is ``top``, else in another; '' for none.

    Several places are parted by commas.
    """
    for file in (top, *(name for name in _FILES if name != top)):
        found = [
            _said(path, chinese=chinese)
            for table, path in _tables(file)
            if any(word in (row.name, row.alias) for row in TABLES[table])
        ]
        found = list(dict.fromkeys(filter(None, found) if file == top else found))
        if len(found) > _MOST:
            return ""
        own = "" if file == top else f"{_FILES[file]}.yaml"
        if found:
            return ", ".join(f"{name} ({own})" if name and own else name or own for name in found)
    return ""


def _said(path: tuple[Key, ...], *, chinese: bool) -> str:
    return ": ".join(row.alias if chinese else row.name for row in path)


def _tables(top: str) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Every table of a file with the keys above it, the outer ones first."""
    queue: list[tuple[str, tuple[Key, ...]]] = [(top, ())]
    seen = set()
    for table, path in queue:
        if table in seen or table in _AGAIN:
            continue
        seen.add(table)
        yield table, path
        queue += [(below, (*path, row)) for row in TABLES[table] if (below := _table_of(row.type))]


def _table_of(kind: Type) -> str:
    return kind.table or (_table_of(kind.of) if kind.of else "")
