"""The edition's advertisements as they were sold: ``ads.yaml`` or, as an advertising system writes it, ``ads.csv``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files.reading import LIMITS
from banxin.plan._reading import Reader
from banxin.plan.house import unknown
from banxin.plan.keys import rows
from banxin.plan.loader import List, Map, Text, load
from banxin.plan.records import Booking
from banxin.problems import Fault, Span, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.files.reading import Tree
    from banxin.plan.fields import Fields
    from banxin.plan.records import EditionPlan, House
    from banxin.problems import Report, Source

#: What parts several values in a cell of a CSV file.
_PARTS = str.maketrans(dict.fromkeys(";|/\u3001\uff1b\uff0c", " "))


def read_bookings(tree: Tree, edition: EditionPlan, house: House, report: Report) -> tuple[Booking, ...]:
    """The bookings of an edition in the order written; none where it has no such file.

    A zoned edition without a file of its own has its base's, unless it is of another format.
    """
    path = _path(tree, edition, report)
    if not path:
        return ()
    try:
        source = _sheet(tree, path, report) if path.endswith(".csv") else tree.text(path, LIMITS["yaml"])
    except Fault as fault:
        report.add(fault.problem)
        return ()
    root = bookings_of_csv(source, report) if path.endswith(".csv") else load(source, report)
    if root is None:
        return ()
    # A zone without some of its base's pages has not their advertisements either.
    own = path.startswith(f"layouts/{edition.folder}/")
    found: dict[str, Booking] = {}
    for item in Reader(report).fields(root, "bookings").list("bookings"):
        booking = _booking(item.value, edition, house, report, own=own)  # type: ignore[arg-type] # the tables say so
        if booking is None:
            continue
        if booking.number in found:
            report.error("plan.booking-twice", booking.span, booking=booking.number,
                         line=found[booking.number].span.place[0])  # fmt: skip
            continue
        found[booking.number] = booking
    return tuple(found.values())


def _sheet(tree: Tree, path: str, report: Report) -> Source:
    from banxin.files.sheets import read_sheet  # noqa: PLC0415 - most papers write YAML

    source, encoding = read_sheet(tree, path, LIMITS["yaml"], None)
    if encoding:
        report.note("files.sheet-read", whole(path), path=path, encoding=encoding)
    return source


def _path(tree: Tree, edition: EditionPlan, report: Report) -> str:
    for folder in (edition.folder, "" if edition.reformatted else edition.base):
        paths = [f"layouts/{folder}/ads.{ending}" for ending in ("yaml", "csv")]
        there = [path for path in paths if folder and tree.exists(path)]
        if len(there) > 1:
            report.error("plan.bookings-two", Span(edition.source, 0, 1), folder=f"layouts/{folder}")
        if there:
            return there[0]
    return ""


def _booking(fields: Fields, edition: EditionPlan, house: House, report: Report, *, own: bool) -> Booking | None:
    """A booking; ``None`` where it is cancelled or cannot be placed for a fault that was said."""
    number, size = fields.text("booking"), fields.text("size")
    if fields.flag("cancelled", default=False) or not number:
        return None
    for page in fields.strings("page"):
        if page not in edition.pages and own:
            unknown(report, "page", page, fields.place("page"), list(edition.pages))
    pages = tuple(page for page in fields.strings("page") if page in edition.pages)
    section = fields.text("section")
    if section and section not in house.sections:
        unknown(report, "section", section, fields.place("section"), list(house.sections))
        return None
    if size not in house.ads.sizes:
        if size:
            unknown(report, "ad-size", size, fields.place("size"), list(house.ads.sizes))
        return None
    if len(pages) < len(fields.strings("page")) and not pages:
        return None
    return Booking(
        number, fields.text("customer"), fields.text("trade"), size, fields.text("file"), pages, section,
        fields.text("hand"), fields.text("side"), fields.text("end"), fields.texts("avoid"), fields.text("ink"),
        fields.place("booking"), fields.text("words"),
    )  # fmt: skip


def bookings_of_csv(source: Source, report: Report) -> Map | None:
    """A CSV file as the tree that the same bookings would be in YAML: the first row has the keys, in either language."""
    import csv  # noqa: PLC0415 - most papers write YAML

    from banxin.files.sheets import separator_of  # noqa: PLC0415 - as above

    mark, stated = separator_of(source.text)
    lines = source.text.splitlines(keepends=True)
    # Excel's line that says what parts the cells is none of the list.
    lines[: source.text.count("\n", 0, stated)] = ["\n"] * source.text.count("\n", 0, stated)
    reader = csv.reader(lines, delimiter=mark, strict=True)
    starts = _line_starts(source.text)
    head: list[str] = []
    items: list[Map] = []
    try:
        before = 0
        for row in reader:
            start, before = starts[before], reader.line_num
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not head:
                head = cells
            elif len(cells) > len(head):
                report.error("plan.csv-ragged", _whole_line(source, start), found=len(cells), wanted=len(head))
            else:
                items.append(_row(source, start, head, cells))
    except csv.Error as error:
        report.error("plan.csv-broken", _whole_line(source, starts[max(0, reader.line_num - 1)]), reason=str(error))
        return None
    end = len(source.text)
    key = Text(source, 0, 0, "bookings", plain=True)
    return Map(source, 0, end, ((key, List(source, 0, end, tuple(items), flow=False)),), flow=False)


def _row(source: Source, start: int, head: list[str], cells: list[str]) -> Map:
    """One row as a map; cells that hold nothing are not there."""
    pairs: list[tuple[Text, Text | List]] = []
    at = start
    for name, cell in zip(head, cells, strict=False):
        if not cell:
            continue
        # A cell with doubled quotes is not found as it stands: its row then is its place.
        found = source.text.find(cell, at)
        begin, end = (found, found + len(cell)) if found >= 0 else (start, start + 1)
        at = max(at, end)
        key = rows("booking").get(name)
        one = Text(source, begin, end, cell, plain=False)
        several = key is not None and key.type.kind in ("list", "pages")
        value = List(source, begin, end, tuple(_parts(one)), flow=True) if several else one
        pairs.append((Text(source, begin, end, name, plain=True), value))
    return Map(source, start, start + 1, tuple(pairs), flow=False)


def _parts(cell: Text) -> Iterator[Text]:
    """The words of a cell that holds several, each with its place."""
    at = 0
    for word in cell.value.translate(_PARTS).split():
        at = cell.value.index(word, at)
        yield Text(cell.source, cell.start + at, cell.start + at + len(word), word, plain=False)
        at += len(word)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _whole_line(source: Source, start: int) -> Span:
    end = source.text.find("\n", start)
    return Span(source, start, end if end > start else start + 1)
