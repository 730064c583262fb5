"""Advertisements' bookings in a CSV file, where they name stories that they avoid."""

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


def csv_edits(papers: Papers, path: str, names: dict[str, str]) -> list[Edit]:
    """Stories that are called otherwise, in the cells of ``avoid``; nothing where there is no such file.

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
    for word in _avoided(root):
        if word.value in names:
            if source.text[word.start : word.end] != word.value:
                raise Fault("edit.unsure", word.span, path=path)
            found.append(Edit(path, word.start, word.end, names[word.value]))
    return found


def _avoided(root: Map) -> Iterator[Text]:
    """The words of all cells of ``avoid``."""
    _, listed = root.pairs[0]
    assert isinstance(listed, List)
    for row in listed.items:
        assert isinstance(row, Map)
        for key, value in row.pairs:
            if key.value in ("avoid", rows("booking")["avoid"].alias) and isinstance(value, List):
                yield from (word for word in value.items if isinstance(word, Text))
