"""Advertisements' bookings in a CSV file, where they name stories that they avoid, or pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.edit._records import Edit
from banxin.edit.papers import first_fault
from banxin.files import decode
from banxin.plan.bookings import bookings_of_csv
from banxin.plan.keys import rows
from banxin.plan.loader import List, Map, Text
from banxin.problems import Fault, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.edit.papers import Papers


def csv_edits(papers: Papers, path: str, names: dict[str, str], key: str = "avoid") -> list[Edit]:
    """Stories (or pages) that are called otherwise, in the cells of a ``key``; nothing where there is no such file.

    Raises :class:`Fault` edit.unsure where a cell is not to be found as it is written.
    """
    data = papers.data(path)
    if data is None:
        return []
    source, report = decode(path, data), Report()
    root = bookings_of_csv(source, report)
    if root is None:
        raise first_fault(report)
    found = []
    for word in _cells(root, key):
        if word.value in names:
            if source.text[word.start : word.end] != word.value:
                raise Fault("edit.unsure", word.span, path=path)
            found.append(Edit(path, word.start, word.end, names[word.value]))
    return found


def _cells(root: Map, name: str) -> Iterator[Text]:
    """The words of all cells of a key."""
    _, listed = root.pairs[0]
    assert isinstance(listed, List)
    for row in listed.items:
        assert isinstance(row, Map)
        for key, value in row.pairs:
            if key.value in (name, rows("booking")[name].alias):
                cells = value.items if isinstance(value, List) else (value,)
                yield from (word for word in cells if isinstance(word, Text))
