"""Where blocks stand: columns and lines as written, chained or drawn, become areas that are checked.

Areas are as written: the white between neighbours is makeup's. An area that leaves the type area is
said and then cut to it, so that the page is still to be seen.
"""

from __future__ import annotations

from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING

from banxin.plan.house import unknown
from banxin.plan.records import Area, Grid
from banxin.problems import Report, Span
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.fields import Fields
    from banxin.plan.values import ColumnRange, LineRange


class Draft:
    """A block on its way to being a record: what was written, its name, and its area once it is known."""

    __slots__ = (
        "area", "cells", "columns", "fields", "id", "inside", "kind", "lines", "parent", "placed", "subject", "zones",
    )  # fmt: skip

    def __init__(self, kind: str, fields: Fields, parent: Draft | None) -> None:
        self.kind = kind
        self.fields = fields
        self.parent = parent
        self.id = ""
        self.subject = ""
        self.inside: list[Draft] = []
        self.zones: list[Draft] = []
        """What its text runs through, where the layout lists it."""
        self.columns: ColumnRange | None = None
        self.lines: LineRange | None = None
        self.area: Area | None = None
        """All of it: the smallest rectangle around its cells."""
        self.cells: list[Area] = []
        """The rectangles that it consists of: its zones, or its area alone."""
        self.placed = False
        """Whether the area was looked for; it stays ``None`` where a fault was said."""

    @property
    def place(self) -> Span:
        """The place of the subject in the layout."""
        return self.fields.place(self.kind)

    @property
    def area_place(self) -> Span:
        """The place of the lines, else of the columns, else of the block."""
        return self.fields.place("lines" if "lines" in self.fields else "columns")


def every(drafts: list[Draft]) -> list[Draft]:
    """The blocks and all that stand inside them, in the order written."""
    found = []
    for draft in drafts:
        found.append(draft)
        found += every(draft.inside)
    return found


def place_blocks(drafts: list[Draft], drawn: dict[str, LetterShape], grid: Grid, report: Report) -> None:
    """Give every block its area, in whatever order they are chained, and say what is out of place."""
    placer = _Placer({draft.id: draft for draft in every(drafts)}, drawn, grid, report)
    for draft in every(drafts):
        placer.place(draft)
    _check_overlaps(drafts, report)
    for draft in every(drafts):
        _check_inside(draft, report)


class _Placer:
    """Resolves chains: a block may stand after any other, above or below it in the file."""

    def __init__(self, blocks: dict[str, Draft], drawn: dict[str, LetterShape], grid: Grid, report: Report) -> None:
        self._blocks = blocks
        self._drawn = drawn
        self._grid = grid
        self._report = report

    def place(self, draft: Draft) -> None:
        """Find a block's area, after those of the blocks it follows."""
        chain: list[Draft] = []
        at: Draft | None = draft
        while at is not None and not at.placed and at not in chain:
            chain.append(at)
            at = self._blocks.get(at.lines.after) if at.lines and at.lines.after else None
        if at is not None and at in chain:
            self._circular(chain[chain.index(at) :])
        for one in reversed(chain):
            if not one.placed:
                one.placed = True
                one.cells = [kept for of, area in self._found(one) if (kept := self._kept(of, area))]
                one.area = reduce(Area.around, one.cells) if one.cells else None

    def _circular(self, ring: list[Draft]) -> None:
        first = min(ring, key=lambda draft: draft.area_place.start)
        at = ring.index(first)
        names = " \u2192 ".join(draft.id for draft in [*ring[at:], *ring[:at], first])
        self._report.error("plan.circular", first.area_place, chain=names)
        for draft in ring:
            draft.placed = True

    def _found(self, draft: Draft) -> list[tuple[Draft, Area]]:
        """Its rectangles as drawn or as written; the blocks before it in the chain have theirs."""
        drawn = self._drawn.get(draft.id) if draft.parent is None else None
        if drawn is not None:
            if draft.columns or draft.lines or draft.zones:
                self._report.error("plan.placed-twice", draft.area_place, id=draft.id)
            return [(draft, area) for area in drawn.cells]
        if draft.zones:
            return [
                (zone, Area(*zone.columns, zone.lines.first, zone.lines.last))
                for zone in draft.zones
                if zone.columns and zone.lines
            ]
        if draft.columns is None or draft.lines is None:
            return []
        first, last = draft.lines.first, draft.lines.last
        if draft.lines.after:
            above = self._blocks.get(draft.lines.after)
            if above is None:
                unknown(self._report, "block", draft.lines.after, draft.area_place, list(self._blocks))
            if above is None or above.area is None:
                return []
            first = above.area.last_line + 1
            last = last or first + draft.lines.takes - 1
        return [(draft, Area(draft.columns.first, draft.columns.last, first, last))]

    def _kept(self, draft: Draft, area: Area) -> Area | None:
        """The part of an area that lies on the page; ``None`` where nothing of it does."""
        grid = self._grid
        ok = True
        for axis, first, last, most in (
            ("columns", area.first_column, area.last_column, grid.columns),
            ("lines", area.first_line, area.last_line, grid.lines),
        ):
            place = draft.fields.place(axis) if axis in draft.fields else draft.area_place
            zh, en = ("栏", "column") if axis == "columns" else ("行", "line")
            words = {"id": draft.id, "axis_zh": zh, "axis_en": en, "first": first, "last": last, "most": most}
            if first > last:
                self._report.error("plan.reversed", place, **words)
                ok = False
            elif first < 1:
                self._report.error("plan.from-one", place, **words)
                ok = False
            elif last > most:
                self._report.error("plan.outside", place, over=last - most, **words)
                ok = ok and first <= most
        if not ok:
            return None
        return area._replace(last_column=min(area.last_column, grid.columns), last_line=min(area.last_line, grid.lines))


def _check_overlaps(drafts: list[Draft], report: Report) -> None:
    """No two neighbours share a cell; a block is said once, with the first block it runs into."""
    before: list[tuple[Area, Draft]] = []
    for draft in drafts:
        met = next(((cell, other, by) for cell in draft.cells for other, by in before if cell.overlaps(other)), None)
        own = next(((one, two) for one, two in combinations(draft.cells, 2) if one.overlaps(two)), None)
        if met or own:
            shared = _shared(*met[:2]) if met else _shared(*own) if own else draft.cells[0]
            report.error("plan.overlap", draft.area_place, id=draft.id, other=met[2].id if met else draft.id,
                         lines=_range(shared.first_line, shared.last_line),
                         columns=_range(shared.first_column, shared.last_column))  # fmt: skip
        before += [(cell, draft) for cell in draft.cells]


def _shared(one: Area, other: Area) -> Area:
    return Area(
        max(one.first_column, other.first_column),
        min(one.last_column, other.last_column),
        max(one.first_line, other.first_line),
        min(one.last_line, other.last_line),
    )


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _check_inside(draft: Draft, report: Report) -> None:
    """What stands inside a block lies within it, clear of its heading and of each other."""
    if not draft.inside or draft.area is None:
        return
    heading = _heading_area(draft, head_of(draft.cells))
    moved: list[Draft] = []
    for below in draft.inside:
        if below.area is None:
            continue
        if not _covers(draft.cells, below.area):
            area = draft.area
            beside = below.area.first_column < area.first_column or below.area.last_column > area.last_column
            place = below.fields.place("columns") if beside and "columns" in below.fields else below.area_place
            # The story is named, so that whoever sets it knows why it may not fit.
            report.error("plan.not-inside", place, id=below.id, parent=draft.id, story=draft.subject,
                         columns=_range(area.first_column, area.last_column),
                         lines=_range(area.first_line, area.last_line))  # fmt: skip
            moved.append(below)
        elif heading and heading.overlaps(below.area):
            report.error("plan.over-heading", below.area_place, cause=("over-heading", below.area_place), id=below.id, parent=draft.id,
                         line=heading.last_line + 1)  # fmt: skip
    _check_overlaps(draft.inside, report)
    for below in moved:
        assert below.area is not None
        below.area = _brought_inside(below.area, draft.cells[0], heading)
        below.cells = [below.area]


def head_of(cells: list[Area]) -> Area:
    """The cells that a heading may span: the first zone's, and those beside it that begin on the same line."""
    head = cells[0]
    for cell in cells[1:]:
        if cell.first_column == head.last_column + 1 and cell.first_line == head.first_line:
            head = head._replace(last_column=cell.last_column, last_line=max(head.last_line, cell.last_line))
    return head


def _covers(cells: list[Area], area: Area) -> bool:
    """Whether every cell of an area is in one of some rectangles."""
    if any(cell.contains(area) for cell in cells):
        return True
    return all(
        any(cell.contains(Area(column, column, line, line)) for cell in cells)
        for column in range(area.first_column, area.last_column + 1)
        for line in range(area.first_line, area.last_line + 1)
    )


def _brought_inside(area: Area, outer: Area, heading: Area | None) -> Area:
    """What lies within the outer block of an area; where nothing does, a place at its foot.

    So a page with this fault is still to be seen, and who sets it never meets a column that is not there.
    """
    columns = max(area.first_column, outer.first_column), min(area.last_column, outer.last_column)
    lines = max(area.first_line, outer.first_line), min(area.last_line, outer.last_line)
    if columns[0] > columns[1]:
        last = outer.last_column if area.first_column > outer.last_column else outer.first_column
        columns = last, last
    if lines[0] > lines[1]:
        head = heading.last_line if heading else outer.first_line - 1
        first = max(outer.last_line - area.lines, head) + 1
        lines = min(first, outer.last_line), outer.last_line
    return Area(*columns, *lines)


def _heading_area(draft: Draft, area: Area) -> Area | None:
    """The cells that a heading takes, where the layout states how many."""
    heading = draft.fields.below("heading")
    takes, vertical = heading.number("takes"), heading.flag("vertical", default=False)
    if (not takes and not vertical) or heading.text("over"):
        return None
    columns = min(heading.number("columns") or (1 if vertical else area.columns), area.columns)
    last = min(area.first_line + takes - 1, area.last_line) if takes else area.last_line
    if vertical and draft.fields.flag("vertical", default=False):
        # At the right of vertical text.
        return Area(area.last_column - columns + 1, area.last_column, area.first_line, last)
    if vertical:
        return Area(area.first_column, area.first_column + columns - 1, area.first_line, last)
    return Area(area.first_column, area.first_column + columns - 1, area.first_line, area.first_line + takes - 1)


class LetterShape(NamedTuple):
    """A letter of a drawing: its rectangles in the order they are read, and where it first stands."""

    cells: list[Area]
    place: Span


def drawn_areas(fields: Fields, grid: Grid, report: Report) -> dict[str, LetterShape]:
    """The areas of a page that is drawn: block ids by letter, one letter a column, ``row`` lines a row."""
    rows = fields.strings("dummy")
    if not rows:
        return {}
    each = fields.number("row", 1)
    places = _row_places(fields.place("dummy"), len(rows))
    cells: dict[str, list[tuple[int, int]]] = {}
    for y, row in enumerate(rows):
        if len(row) != grid.columns:
            report.error("plan.drawing-width", places[y], row=y + 1, found=len(row), columns=grid.columns)
        if y * each >= grid.lines:
            report.error("plan.drawing-height", places[y], row=y + 1, lines=grid.lines, each=each)
            break
        for x, letter in enumerate(row[: grid.columns]):
            if letter != ".":
                cells.setdefault(letter, []).append((x, y))
    found = {}
    for letter, taken in cells.items():
        x, y = taken[0]
        place = places[y]._replace(start=places[y].start + x, end=places[y].start + x + 1)
        if not _connected(taken):
            report.error("plan.drawing-shape", place, letter=letter)
            # Its first letters stand for it, so that it runs into no neighbour.
            right = next(at for at in range(x, grid.columns + 1) if (at, y) not in taken)
            taken = [(at, y) for at in range(x, right)]  # noqa: PLW2901
        areas = [
            Area(first + 1, last + 1, top * each + 1, min((bottom + 1) * each, grid.lines))
            for first, last, top, bottom in _by_columns(taken)
        ]
        found[letter] = LetterShape(areas, place)
    return found


def _connected(taken: list[tuple[int, int]]) -> bool:
    """Whether cells make one shape."""
    left, edge = set(taken[1:]), [taken[0]]
    while edge:
        x, y = edge.pop()
        beside = left & {(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)}
        left -= beside
        edge += beside
    return not left


def _by_columns(taken: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """A shape as rectangles (first and last column, top and bottom row) in the order in which columns are read."""
    found: list[tuple[int, int, int, int]] = []
    for column in sorted({x for x, _ in taken}):
        rows = sorted(y for x, y in taken if x == column)
        starts = [y for y in rows if y - 1 not in rows]
        ends = [y for y in rows if y + 1 not in rows]
        for top, bottom in zip(starts, ends, strict=True):
            before = (column - 1, top, bottom)
            at = next((at for at, one in enumerate(found) if one[1:] == before), None)
            if at is None:
                found.append((column, column, top, bottom))
            else:
                found[at] = found[at][0], column, top, bottom
    return found


def _row_places(place: Span, count: int) -> list[Span]:
    """Where the rows of a drawing stand in the file: the written lines after its ``|``."""
    text, source = place.source.text, place.source
    found: list[Span] = []
    at = place.start if text[place.start : place.start + 1] not in "|>" else text.find("\n", place.start) + 1
    while len(found) < count and at < len(text):
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        line = text[at:end]
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            found.append(Span(source, start, at + len(line.rstrip())))
        at = end + 1
    return found + [place] * (count - len(found))
