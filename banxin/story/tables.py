"""Tables as files: CSV, a row a line, a cell a column."""

from __future__ import annotations

from banxin.files import LIMITS, Tree
from banxin.problems import Fault, Maybe, Report, Source, Span, whole
from banxin.story.characters import check_characters

Rows = tuple[tuple[str, ...], ...]
"""Texts row by row; all rows are of one length."""


def read_table(tree: Tree, path: str, report: Report, asked: Span) -> Rows:
    """The rows of a CSV file; what is wrong goes into the report, and ``asked`` is where the layout names it.

    Reports proof.table-missing, proof.table-broken and proof.table-ragged; a row that is too short is filled up.
    """
    from banxin.files.sheets import read_sheet, separator_of  # noqa: PLC0415 - few pages have a table

    if not tree.exists(path):
        report.error("proof.table-missing", asked, path=path, meant=Maybe(tree.near(path)))
        return ()
    try:
        source, encoding = read_sheet(tree, path, LIMITS["story"], asked)
    except Fault as fault:
        report.add(fault.problem)
        return ()
    if encoding:
        report.note("files.sheet-read", whole(path), path=path, encoding=encoding)
    mark, head = separator_of(source.text)
    # A tab that parts cells is no character of the copy.
    check_characters(Source(path, source.text.replace("\t", " ")) if mark == "\t" else source, report)
    rows = _rows(source, mark, head, report)
    width = len(rows[0][0]) if rows else 0
    for row, line in rows:
        if len(row) != width:
            report.error("proof.table-ragged", _line(source, line), found=len(row), wanted=width,
                         many=Maybe("1" if len(row) > width else ""))  # fmt: skip
    width = max((len(row) for row, _ in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row, _ in rows)


def _rows(source: Source, mark: str, head: int, report: Report) -> list[tuple[tuple[str, ...], int]]:
    """Rows that hold anything, each with the line that it ends on."""
    import csv  # noqa: PLC0415 - few pages have a table

    above = source.text.count("\n", 0, head)
    reader = csv.reader(source.text[head:].splitlines(keepends=True), delimiter=mark, strict=True)
    found = []
    try:
        for row in reader:
            cells = tuple(" ".join(cell.split()) for cell in row)
            if any(cells):
                found.append((cells, above + reader.line_num))
    except csv.Error as error:
        report.error("proof.table-broken", _line(source, above + reader.line_num), reason=str(error))
    return found


def _line(source: Source, number: int) -> Span:
    """A line of a file, from 1."""
    lines = source.text.split("\n")
    start = sum(len(line) + 1 for line in lines[: number - 1])
    return Span(source, start, start + len(lines[number - 1]))
