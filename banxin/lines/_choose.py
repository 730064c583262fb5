"""Choose the breaks of a whole paragraph (JU-13).

Every way of cutting the paragraph at its legal breaks is weighed; a line costs more than in
proportion to what each of its gaps is stretched or squeezed by, neighbours of different looseness
cost extra, and the cheapest way wins. The ways are followed best first, with what the rest costs at
least added to what a way has cost: in Chinese text most lines fit as they are, so the rest's least is
near the truth and four places in five are never left. Widths come from prefix sums, and no object is
made for a candidate: this loop is the hottest of the program.
"""

from __future__ import annotations

from bisect import bisect_right
from heapq import heappop, heappush
from operator import sub
from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.lines._sums import IS_GAP, Sums
from banxin.lines.records import EMERGENCY, FORBIDDEN, Endless, Slots, Uniform, uneven
from banxin.units import rounded

if TYPE_CHECKING:
    from banxin.lines.records import Measured

#: Every line costs at least this, so fewer lines are better.
_LINE = 20
#: Badness of a line whose gaps are a quarter of a 字 wider each.
_QUARTER = 100
#: Badness of a line squeezed to its limit: less than stretching by a quarter (first push in, JU-02).
_SQUEEZED = 25
#: What a last line shorter than the runt limit costs.
_RUNT = 40_000
#: Weight of the difference between neighbouring lines.
_NEIGHBOUR = 300
#: Lines whose gaps are wider than this are weighed only where there is no setting without, and those wider
#: than the second only where there is none with them, thousandths of a 字.
_LOOSE, _LOOSEST = 250, 500
_HUNG = table.PENALTY["hung"]
#: Looseness of a line that nothing can stretch, plus its slack.
_NO_GAP = 2000
NO_LIMIT = 1 << 60
"""More than any setting costs."""
#: What a line costs that ends inside a long token.
_CUT = 2000
#: What it costs to part what nothing may part, or to overfill a line: more than any number of legal lines.
_BROKEN = 1_000_000
_CHARACTERS = frozenset(
    (table.HAN, table.WIDE_DIGIT, table.LETTER, table.DIGIT, table.UPRIGHT, table.ITERATION, table.SMALL_KANA)
)


def choose(
    measured: Measured, slots: Slots, breaks: list[int], lines: int | None = None, most: int | None = None
) -> tuple[list[int], int]:
    """The cells after which lines end (the last one included), and the cost.

    ``slots`` give each line its measure, ``breaks`` are those of the paragraph at it; with ``lines`` the
    best setting in exactly so many lines, or an empty list where there is none that costs less than
    ``most``. When no legal setting exists, tokens are cut and, at last, prohibitions broken, as few as can
    be (LB-13); only a cell that is wider than its slot by itself makes a line that is longer.
    """
    if not measured.count:
        return [], 0
    sums = measured.sums
    if sums is None or sums.breaks is not breaks:
        most_of = tuple(rounded(reach * measured.em, 1000) for reach in measured.rules.most)
        columns = measured.body, measured.white, measured.takes, measured.grow
        sums = measured.sums = Sums(*columns, most_of, breaks)
    if lines is not None and isinstance(slots, Uniform) and not _can_be_set(measured, sums, slots.slot.measure, lines):
        return [], 0
    best: tuple[list[int], int] = [], NO_LIMIT
    for loosest, unlocked in ((_LOOSE, 0), (_LOOSEST, 0), (NO_LIMIT, 0), (NO_LIMIT, 1)):
        found = _search(measured, sums, slots, lines, loosest, unlocked, NO_LIMIT if most is None else most)
        if found[0] and found[1] < best[1]:
            best = found
        # A runt is worth looking for a looser setting without one, but not for one that gapes.
        if lines is not None or (best[0] and (best[1] < _RUNT * _RUNT or loosest >= _LOOSEST)):
            return best
    return _search(measured, sums, _endless(slots), None, NO_LIMIT, 2, NO_LIMIT)


def _stops(measured: Measured, sums: Sums, unlocked: int) -> tuple[list[int], list[int]]:
    """Positions (cells before them) where a line may end, and what it costs after each cell.

    Unlocked are 1: the breaks within tokens, 2: all.
    """
    prices = sums.breaks
    if unlocked:
        prices = [
            _CUT if cost == EMERGENCY else _BROKEN if cost == FORBIDDEN and unlocked > 1 else cost for cost in prices
        ]
    stops = [at + 1 for at, cost in enumerate(prices) if FORBIDDEN != cost != EMERGENCY]
    if stops[-1:] != [measured.count]:
        stops.append(measured.count)
    return stops, prices


def _endless(slots: Slots) -> Slots:
    """The slots, with the last one going on: what has no setting in them has one."""
    return slots if isinstance(slots, Endless) else uneven([slot.measure for slot in slots])


def _search(
    measured: Measured, sums: Sums, slots: Slots, lines: int | None, loosest: int, unlocked: int, most_cost: int
) -> tuple[list[int], int]:
    """The cheapest way through the paragraph, and its cost; an empty one where none costs less than ``most_cost``.

    A place is the number of cells before it and, where measures differ or lines are counted, the number
    of lines too, in one number: ``line * span + cells``.
    """
    width, squeeze, stretch, gaps = sums.width, sums.squeeze, sums.stretch, sums.gaps
    white, takes, grow, most = measured.white, measured.takes, measured.grow, sums.most
    em, count, hyphens, style = measured.em, measured.count, measured.hyphens, measured.style
    ragged, runt_from = style.align != "justify", _runt_from(measured)
    counted = lines is not None or not isinstance(slots, Uniform)
    top = len(slots) if lines is None else min(lines, len(slots))
    if not top:
        return [], 0
    narrowest, widest = _measures(slots, top)
    hang = measured.hang if narrowest <= table.HANGING_MEASURE * em else {}
    # What a line may hold beyond its measure when squeezed: white that vanishes at its end, a mark that hangs.
    beyond = max(map(sub, white, takes)) + (em if hang else 0)
    capacity = max(1, widest + beyond)
    spare = em if hang or hyphens else 0
    shortest, loose_gap = narrowest - style.turnover, em * (loosest + 1) // 1000
    lean = width[count] - squeeze[count]
    stops, prices = _stops(measured, sums, unlocked)
    end, span = len(stops), count + 1
    costs, came, loose, done = {0: 0}, {0: -1}, {0: 0}, set()
    heap = [(0, 0)]
    while heap:
        key = -heappop(heap)[1]
        if key in done:
            continue
        done.add(key)
        line, start = divmod(key, span)
        if start == count:
            return _way(came, key, span), costs[key]
        if line >= top:
            continue
        measure = slots[line].measure
        # The first line has its own indent, all others the turnover's.
        room = measure - (style.turnover if start else style.indent)
        before, own = costs[key], loose[key]
        filled = room + width[start]
        fits = filled - squeeze[start] + spare
        at = bisect_right(stops, bisect_right(width, filled) - 1)
        while at < end:
            stop = stops[at]
            if width[stop] - squeeze[stop] - white[stop - 1] + takes[stop - 1] > fits:
                break
            at += 1
        if unlocked > 1 and (not at or stops[at - 1] <= start):
            at = bisect_right(stops, start) + 1
        # From the longest line to the shortest.
        while at:
            at -= 1
            stop = stops[at]
            if stop <= start:
                break
            to = stop + (line + 1) * span if counted else stop
            known = costs.get(to, NO_LIMIT)
            if known <= before + _LINE * _LINE or to in done:
                continue  # there is a cheaper way to it
            last = stop == count
            tail = white[stop - 1]
            slack = filled - width[stop] + tail
            if hyphens:
                slack -= hyphens.get(stop - 1, 0)
            cost = _LINE
            if not last:
                cost += prices[stop - 1]
            held = 0
            if slack < 0:
                held = squeeze[stop] - squeeze[start] - takes[stop - 1]
                if slack + held < 0:
                    # Too long by less than the mark that may hang outside?
                    slack += measured.outside(stop - 1, measure) if hang else 0
                    if slack + held >= 0:
                        cost += _HUNG
                    elif unlocked > 1 and stop == start + 1:
                        cost, held = cost + _BROKEN, -slack
                    else:
                        continue
            if slack < 0:
                ratio = -slack * 1000 // held
                cost += _SQUEEZED * ratio * ratio // 1_000_000
                looseness = -ratio // 4
            elif last:
                looseness = 0
                if start > runt_from:
                    cost += _RUNT
            elif ragged:
                looseness = slack * 1000 // max(1, room)
                cost += looseness * looseness // 4000
            else:
                grows = grow[stop - 1]
                rest = slack - (stretch[stop] - max(0, most[grows] - tail) - stretch[start])
                looseness = 0
                if rest > 0:
                    open_gaps = gaps[stop] - IS_GAP[grows] - gaps[start]
                    looseness = rest * 1000 // (open_gaps * em) if open_gaps else _NO_GAP + rest * 1000 // em
                    if looseness > loosest:
                        break  # shorter lines are looser still
                    cost += looseness * looseness * _QUARTER // 62_500
            change = looseness - own
            cost = before + cost * cost + change * change * _NEIGHBOUR // 62_500
            if cost >= known:
                continue
            least = -(-(lean - width[stop] + squeeze[stop]) // capacity)
            if lines is not None:
                left = lines - line - 1
                if least > left or last == (left > 0) or _too_little(sums, stop, (left - 1) * shortest, loose_gap):
                    continue
            bound = cost + least * _LINE * _LINE
            if bound < most_cost:
                costs[to], came[to], loose[to] = cost, key, looseness
                heappush(heap, (bound, -to))
    return [], 0


def _too_little(sums: Sums, start: int, full: int, gap: int) -> bool:
    """Whether what begins at a place cannot fill so many EMU of full lines with its gaps at their widest."""
    widest = sums.width[-1] - sums.width[start] + sums.stretch[-1] - sums.stretch[start]
    return widest + (sums.gaps[-1] - sums.gaps[start]) * gap < full


def _way(came: dict[int, int], key: int, span: int) -> list[int]:
    """The stops of the way that ends at a place."""
    found = []
    while key:
        found.append(key % span)
        key = came[key]
    return found[::-1]


def _measures(slots: Slots, top: int) -> tuple[int, int]:
    """The narrowest and the widest measure of the first ``top`` slots."""
    if isinstance(slots, Endless):
        return slots.narrowest, slots.widest
    measures = [slot.measure for slot in slots[:top]]
    return min(measures), max(measures)


def _can_be_set(measured: Measured, sums: Sums, measure: int, lines: int) -> bool:
    """Whether so many lines could hold a paragraph squeezed, and it could fill them stretched."""
    style = measured.style
    own = sums.width[-1] + style.indent + (lines - 1) * style.turnover
    if lines < 1 or own - sums.squeeze[-1] - measured.em > lines * measure:
        return False
    return own + sums.stretch[-1] + sums.gaps[-1] * measured.em // 4 > (lines - 1) * measure


def _runt_from(measured: Measured) -> int:
    """A last line that begins after this position would be a runt (PC-03); marks, dashes and dots do not count."""
    wanted, seen = measured.style.runt, 0
    for at in range(measured.count - 1, -1, -1):
        if measured.kinds[at] in _CHARACTERS:
            seen += max(1, measured.body[at] // measured.em)
            if seen >= wanted:
                return at
    return measured.count
