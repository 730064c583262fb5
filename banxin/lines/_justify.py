"""Fill each line to its measure by the ledger (JU-02 to JU-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi.table import SHRINKS, STRETCHES, Step
from banxin.languages import language
from banxin.lines._breaks import breaks_at
from banxin.lines._choose import choose
from banxin.lines._hyphens import cut_up, hyphenated, is_word
from banxin.lines.records import EMERGENCY, FORBIDDEN, Endless, Line, Lines, Measured, Slots
from banxin.units import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Steps by their numbers, and two by name: a page notes thousands.
_STEPS = tuple(Step)
_AT_END, _GAP = Step.SHRINK_LINE_END, Step.STRETCH_GAP
#: The steps that take white away; the first one, the mark at the line's end, vanishes by itself.
_SHRINK_STEPS = SHRINKS[1:]
#: Word spaces, the white beside Western, the inside of an address; then all gaps but the last kind.
_STRETCH_STEPS = tuple(step for step in STRETCHES if step != Step.STRETCH_GAP)
_GAPS = tuple(step for step in STRETCHES if step != Step.STRETCH_ADDRESS)


def set_paragraph(
    measured: Measured, slots: Slots, *, lines: int | None = None, most: int | None = None
) -> Lines | None:
    """Set a paragraph into slots, one a line; two slots may share a baseline.

    With ``lines`` the best setting in exactly so many lines, or ``None`` where there is none with gaps of
    a quarter of a 字 at most that costs less than ``most``. Every line but the last ends exactly at its measure where the style is justified.
    """
    narrowest, widest = _measures(slots)
    found = _set_at(measured, slots, widest, lines, most)
    if narrowest < widest and (found is None or any(line.fit == "forced" for line in found.lines)):
        # A word that only the wider lines hold may have to be cut after all.
        again = _set_at(measured, slots, narrowest, lines, most)
        if again is not None and (found is None or again.cost < found.cost):
            return again
    return found


def _set_at(measured: Measured, slots: Slots, measure: int, lines: int | None, most: int | None) -> Lines | None:
    """Set a paragraph whose words may be cut where they are longer than a measure."""
    measure -= measured.style.turnover
    measured = cut_up(measured, measure)
    if _freely(measured):
        measured = hyphenated(measured) or measured
    breaks = breaks_at(measured, measure)
    if breaks is not measured.breaks and (words := hyphenated(measured)) is not None:
        measured, breaks = words, breaks_at(words, measure)
    found = _set(measured, slots, breaks, lines, most)
    if found is not None and _gapes_at_word(found):
        cut = hyphenated(measured)
        again = _set(cut, slots, breaks_at(cut, measure), lines, most) if cut is not None else None
        if again is not None and again.cost < found.cost:
            return again
    return found


def _set(measured: Measured, slots: Slots, breaks: list[int], lines: int | None, most: int | None) -> Lines | None:
    stops, cost = choose(measured, slots, breaks, lines, most)
    if not stops and measured.count and lines is not None:
        return None
    made: list[Line] = []
    start = 0
    for at, stop in enumerate(stops):
        slot = slots[min(at, len(slots) - 1)]
        made.append(_line(measured, start, stop, at, slot.measure, breaks))
        start = stop
    return Lines(measured, tuple(made), cost)


def _freely(measured: Measured) -> bool:
    """Whether words are hyphenated before it is known that a line would gape without."""
    style = measured.style
    return style.align == "justify" and language(style.language).hyphenates == "freely"


def _gapes_at_word(lines: Lines) -> bool:
    """Whether a line gapes, or is not right at all, beside a word long enough to be hyphenated.

    The dictionary costs more than a page's other paragraphs together: it is not opened in vain.
    """
    measured = lines.measured
    most, last = measured.em // 4, measured.count
    return any(
        (line.gap > most or line.fit == "forced")
        and (is_word(measured, line.last) or (line.fit == "forced" and is_word(measured, line.first)))
        for line in lines.lines
        if line.last < last or line.fit == "forced"
    )


def _measures(slots: Slots) -> tuple[int, int]:
    """The narrowest and the widest measure."""
    if isinstance(slots, Endless):
        return slots.narrowest, slots.widest
    measures = [slot.measure for slot in slots] or [0]
    return min(measures), max(measures)


def set_as_broken(measured: Measured, stops: Sequence[int], measure: int) -> Lines:
    """A heading whose breaks are chosen elsewhere: every line at its natural width, or filled where it is even."""
    made, start = [], 0
    for at, stop in enumerate(stops):
        whites = measured.white[start:stop]
        whites[-1] = 0
        width = sum(measured.body[start:stop]) + sum(whites)
        fit, gap, ledger = "as-set", 0, list[tuple[Step, int]]()
        if measured.style.align == "even" and width < measure:
            left, gap = _stretch(measured, start, stop, whites, measure - width, ledger)
            width = measure - left
            fit = "stretched" if not left else "as-set"
        made.append(Line(start, stop, at, measure, 0, tuple(whites), fit, gap, tuple(ledger), width))
        start = stop
    return Lines(measured, tuple(made), 0)


def _line(measured: Measured, start: int, stop: int, number: int, measure: int, breaks: list[int]) -> Line:
    """One line with its white as set."""
    style = measured.style
    indent = style.turnover if start else style.indent
    whites = measured.white[start:stop]
    whites[-1] = 0
    bodies = sum(measured.body[start:stop]) + measured.hyphens.get(stop - 1, 0)
    slack = measure - indent - bodies - sum(whites)
    last = stop == measured.count
    outside = measured.outside(stop - 1, measure)
    hung = outside > 0 and slack + sum(measured.takes[start : stop - 1]) < 0
    if hung:
        slack += outside
    fit, gap = "as-set", 0
    ledger: list[tuple[Step, int]] = []
    if measured.white[stop - 1] and measured.rules.trail[measured.kinds[stop - 1]]:
        ledger.append((_AT_END, -measured.white[stop - 1]))
    if slack < 0:
        left = _squeeze(measured, start, stop, whites, -slack, ledger)
        fit = "squeezed" if not left else "forced"
    elif slack > 0 and ((not last and style.align == "justify") or style.align == "even"):
        left, gap = _stretch(measured, start, stop, whites, slack, ledger)
        fit = "stretched" if not left else "forced"
    if hung and fit != "forced":
        fit = "hung"
        ledger.append((Step.HANG, -outside))
    if not last and breaks[stop - 1] in (FORBIDDEN, EMERGENCY):
        fit = "forced"
    return Line(start, stop, number, measure, indent, tuple(whites), fit, gap, tuple(ledger), bodies + sum(whites))


def _squeeze(
    measured: Measured, start: int, stop: int, whites: list[int], need: int, ledger: list[tuple[Step, int]]
) -> int:
    """Take ``need`` out of the line's white, step by step; returns what could not be taken."""
    steps, takes = measured.steps, measured.takes
    inside = steps[start : stop - 1]
    for step in _SHRINK_STEPS:
        if step not in inside:
            continue
        gaps = [at for at in range(start, stop - 1) if steps[at] == step and takes[at]]
        room = sum(takes[at] for at in gaps)
        if not room:
            continue
        done = min(room, need)
        if done == room:
            for at in gaps:
                whites[at - start] -= takes[at]
        else:
            _take_equally(gaps, takes, whites, start, done)
        ledger.append((_STEPS[step], -done))
        need -= done
        if not need:
            return 0
    return need


def _take_equally(gaps: list[int], takes: list[int], whites: list[int], start: int, need: int) -> None:
    """The same from every gap of a step, none more than it can give; one unit more from the first ones."""
    open_gaps = sorted(gaps, key=lambda at: (takes[at], at))
    while open_gaps:
        each, more = divmod(need, len(open_gaps))
        if takes[open_gaps[0]] >= each + (1 if more else 0):
            for order, at in enumerate(sorted(open_gaps)):
                whites[at - start] -= each + (1 if order < more else 0)
            return
        smallest = open_gaps.pop(0)
        whites[smallest - start] -= takes[smallest]
        need -= takes[smallest]


def _stretch(
    measured: Measured, start: int, stop: int, whites: list[int], slack: int, ledger: list[tuple[Step, int]]
) -> tuple[int, int]:
    """Put ``slack`` into the line's gaps by its steps; returns what was left over and the general gap."""
    grow, em = measured.grow, measured.em
    inside = grow[start : stop - 1]
    for step in _STRETCH_STEPS:
        if step not in inside:
            continue
        most = rounded(measured.rules.most[step] * em, 1000)
        gaps = [at for at in range(start, stop - 1) if grow[at] == step and whites[at - start] < most]
        room = sum(most - whites[at - start] for at in gaps)
        if not room:
            continue
        done = min(room, slack)
        if done == room:
            for at in gaps:
                whites[at - start] = most
        else:
            _add_equally(gaps, whites, start, done)
        ledger.append((_STEPS[step], done))
        slack -= done
        if not slack:
            return 0, 0
    gaps = [at for at in range(start, stop - 1) if grow[at] in _GAPS]
    if not gaps:
        return slack, 0
    _add_equally(gaps, whites, start, slack)
    ledger.append((_GAP, slack))
    return 0, slack // len(gaps)


def _add_equally(gaps: list[int], whites: list[int], start: int, total: int) -> None:
    each, more = divmod(total, len(gaps))
    for order, at in enumerate(gaps):
        whites[at - start] += each + (1 if order < more else 0)
