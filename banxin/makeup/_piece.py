"""One piece of a galley, at whatever measures it comes to stand: a paragraph, a subhead, a line of the program's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.hanzi.rules import is_sign
from banxin.hanzi.table import SHRINKS
from banxin.lines import Line, Lines, set_paragraph, uneven, uniform
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.lines.records import Slots
    from banxin.makeup._room import Room
    from banxin.page import Nodes
    from banxin.plan.records import Style
    from banxin.story.records import Story

#: A paragraph's lines are looked for so many slots ahead.
_FAR = 400


class Initial(NamedTuple):
    """A large first character: so many lines deep, and so wide with the white behind it (EMU)."""

    rows: int
    width: int
    character: Lines | None = None
    nodes: Nodes = ()


NO_INITIAL = Initial(0, 0)


class Piece:
    """One piece of a galley, set at a measure. ``rows`` is how many lines of the grid it takes."""

    __slots__ = (
        "_alternatives", "_other", "_picked", "_rows", "_settings", "held", "initial", "kind", "lines", "measure", "nodes",
        "offset", "rows", "signoff", "story", "style",
    )  # fmt: skip

    def __init__(
        self, kind: str, lines: Lines, nodes: Nodes, style: Style, measure: int, rows: int = 0, *,
        story: Story | None = None, signoff: int = -1, initial: Initial | None = None,
        offset: int = 0, other: Callable[[int], Piece] | None = None,
    ) -> None:  # fmt: skip
        self.kind = kind
        """text, subhead, byline or jump."""
        self.signoff = signoff
        """Where in the text the signoff begins; -1 for none."""
        self.lines = lines = self.finished(lines)
        self.nodes = nodes
        self.style = style
        self.measure = measure
        self.rows = self._rows = rows or len(lines.lines)
        self.story = story
        """Whose copy it is; ``None`` for the program's own words."""
        self.offset = offset
        """How many characters of its paragraphs stand before it: on another page, or as its initial."""
        self.initial = initial
        self.held = 0
        """So many rows it is to be taken for, while one looks what would come of it."""
        self._other = other
        """Makes a solid piece at another measure."""
        self._alternatives: dict[object, Lines | None] = {}
        self._settings: dict[tuple[int, ...], tuple[Lines, int]] = {(measure,): (lines, self.rows)}
        self._picked: dict[int, Lines] = {}

    @property
    def leads_in(self) -> bool:
        """Whether it is a line such as ◆征集时间, which heads what follows: a symbol, a few words, no end mark."""
        measured = self.lines.measured
        return (
            self.kind == "text" and self.rows == 1 and measured.count > 1
            and is_sign(measured.text[0]) and not table.TRAIL[measured.kinds[-1]]
        )  # fmt: skip

    @property
    def heads(self) -> bool:
        """Whether what follows belongs to it, so that no column ends with it."""
        return self.kind in ("subhead", "byline", "jump") or self.leads_in

    @property
    def solid(self) -> bool:
        """Whether its rows stay together."""
        return self.kind != "text"

    @property
    def together(self) -> int:
        """So many of its first rows stay together: those beside its initial."""
        return (self.initial or NO_INITIAL).rows

    def lay(self, room: Room, slot: int) -> int:
        """Set the piece for the slots from ``slot`` on; returns its rows."""
        if self.held:
            self.rows = self.held
        elif room.even:
            self.rows = self._rows
        elif slot in self._picked:
            self.lines = self._picked[slot]
            self.rows = len(self.lines.lines)
        else:
            self.lines, self.rows = self._solid_at(room, slot) if self.solid else self._text_at(room, slot)
        return self.rows

    def _solid_at(self, room: Room, slot: int) -> tuple[Lines, int]:
        """As wide as the narrowest of the rows that it takes."""
        lines, rows = self._settings[(self.measure,)]
        for _ in range(3):
            measure = min(room.measures[slot : slot + rows], default=self.measure)
            lines, rows = self._solid(measure)
            if min(room.measures[slot : slot + rows], default=measure) >= measure:
                break
        return lines, rows

    def _solid(self, measure: int) -> tuple[Lines, int]:
        if (measure,) not in self._settings and self._other is not None:
            other = self._other(measure)
            self._settings[(measure,)] = other.lines, other.rows
        return self._settings.get((measure,)) or self._settings[(self.measure,)]

    def _text_at(self, room: Room, slot: int) -> tuple[Lines, int]:
        measures = room.measures[slot : slot + _FAR] or room.measures[-1:]
        first = measures[0]
        lines, rows = self._set_at((first,))
        if measures[:rows].count(first) == min(rows, len(measures)):
            return lines, rows
        beside = self.initial or NO_INITIAL
        needed = sum(line.measure for line in lines.lines) * 5 // 4 + beside.rows * beside.width + 2 * first
        have, last = 0, len(measures)
        for number, measure in enumerate(measures):
            have += measure
            if have > needed:
                last = number + 1
                break
        while last > 1 and measures[last - 1] == measures[last - 2]:
            last -= 1
        return self._set_at(tuple(measures[:last]))

    def _set_at(self, measures: tuple[int, ...]) -> tuple[Lines, int]:
        """The piece in lines of these measures, the last one's without end."""
        if measures not in self._settings:
            found = set_paragraph(self.lines.measured, as_slots(measures, self.initial))
            assert found is not None
            found = self.finished(found)
            self._settings[measures] = found, len(found.lines)
        return self._settings[measures]

    def set_in(self, rows: int, room: Room, slot: int, most: int | None = None) -> Lines | None:
        """The piece set in another number of lines, where that looks no worse than a quarter of a 字 a gap.

        One that costs ``most`` or more is not wanted.
        """
        if self.kind != "text" or rows < max(1, self.together):
            return None
        measures = (self.measure,) if room.even else tuple(room.measures[slot : slot + rows] or room.measures[-1:])
        key = rows, measures
        if key not in self._alternatives:
            found = set_paragraph(self.lines.measured, as_slots(measures, self.initial), lines=rows, most=most)
            quarter = self.lines.measured.em // 4
            if found is None and most is not None:
                return None  # another column may pay more for it
            if found is not None:
                found = self.finished(found)
            if found is not None and any(_looks_set(line, quarter) for line in found.lines):
                found = None
            self._alternatives[key] = found
        return self._alternatives[key]

    def finished(self, lines: Lines) -> Lines:
        """A signoff on a line of its own stands flush right."""
        last = lines.lines[-1]
        if self.signoff < 0 or lines.measured.starts[last.first] < self.signoff:
            return lines
        return lines._replace(lines=(*lines.lines[:-1], last._replace(indent=last.measure - last.width)))

    def use(self, lines: Lines, slot: int) -> None:
        """Take another setting of the same text where the piece begins in that slot."""
        self.lines = self._picked[slot] = lines
        self.rows = self._rows = len(lines.lines)

    def reset(self) -> None:
        """As it was before it was poured."""
        self.lines, self.rows = self._settings[(self.measure,)]
        self._rows = self.rows
        self._picked.clear()


def as_slots(measures: tuple[int, ...], initial: Initial | None) -> Slots:
    """Slots of these measures, the last one's without end; an initial takes its width from the first ones."""
    if initial is not None:
        more = initial.rows + 1 - len(measures)
        wide = measures + measures[-1:] * more
        measures = (*(one - initial.width for one in wide[: initial.rows]), *wide[initial.rows :])
    return uneven(measures) if len(measures) > 1 else uniform(measures[0])


def _looks_set(line: Line, limit: int) -> bool:
    """Whether one sees that a line was stretched or squeezed to save a column's end."""
    squeezed = -sum(amount for step, amount in line.ledger if step in SHRINKS[1:])
    return line.gap > limit or line.fit == "forced" or squeezed > 3 * limit
