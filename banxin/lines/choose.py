"""Choose the breaks of a whole paragraph (JU-13).

Every way of cutting the paragraph at its legal breaks is weighed; a line costs more than in
proportion to what each of its gaps is stretched or squeezed by, neighbours of different looseness
cost extra, and the cheapest way wins. Widths come from prefix sums, candidates are bounded on both
sides by two pointers, and no object is made for a candidate: this loop is the hottest of the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.lines.records import EMERGENCY, FORBIDDEN, Slots, Uniform
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
_FAR = 1 << 60
_CHARACTERS = frozenset((table.HAN, table.LETTER, table.DIGIT, table.UPRIGHT, table.ITERATION, table.SMALL_KANA))


class Sums:
    """Prefix sums over a paragraph's cells; index k stands before cell k."""

    __slots__ = ("breaks", "gaps", "most", "squeeze", "stretch", "width")

    def __init__(self, measured: Measured, breaks: list[int]) -> None:
        self.breaks = breaks
        count, em = measured.count, measured.em
        self.width = [0] * (count + 1)
        self.squeeze = [0] * (count + 1)
        self.stretch = [0] * (count + 1)
        self.gaps = [0] * (count + 1)
        self.most = tuple(rounded(most * em, 1000) for most in table.MOST)
        width = squeeze = stretch = gaps = 0
        mosts = self.most
        columns = zip(measured.body, measured.white, measured.takes, measured.grow, strict=True)
        for at, (body, white, take, grow) in enumerate(columns, 1):
            width += body + white
            squeeze += take
            if grow:
                if grow != 4:
                    gaps += 1
                if grow != 3:
                    most = mosts[grow]
                    stretch += most - white if white < most else 0
            self.width[at] = width
            self.squeeze[at] = squeeze
            self.stretch[at] = stretch
            self.gaps[at] = gaps


def choose(measured: Measured, slots: Slots, breaks: list[int], lines: int | None = None) -> tuple[list[int], int]:
    """The cells after which lines end (the last one included), and the cost.

    ``slots`` give each line its measure, ``breaks`` are those of the paragraph at it; with ``lines`` the best setting in exactly so many lines,
    or an empty list where there is none. When no legal setting exists, tokens are cut and, at last,
    prohibitions broken: a line is then too long to be right but never longer than its slot.
    """
    if not measured.count:
        return [], 0
    sums = Sums(measured, breaks)
    if lines is not None and isinstance(slots, Uniform) and not _can_be_set(measured, sums, slots.slot.measure, lines):
        return [], 0
    best: tuple[list[int], int] = [], _FAR
    for loosest, emergency in ((_LOOSE, False), (_LOOSEST, False), (_FAR, False), (_FAR, True)):
        if isinstance(slots, Uniform) and lines is None:
            found = _uniform(measured, sums, slots.slot.measure, loosest, emergency)
        else:
            found = _by_line(measured, sums, slots, lines, loosest, emergency)
        if found[0] and found[1] < best[1]:
            best = found
        # A runt is worth looking for a looser setting without one, but not for one that gapes.
        if lines is not None or (best[0] and (best[1] < _RUNT * _RUNT or loosest >= _LOOSEST)):
            return best
    return _anyhow(measured, sums, slots)


def _stops(measured: Measured, sums: Sums, emergency: bool) -> list[int]:
    """Positions (cells before them) where a line may end."""
    stops = [at + 1 for at, cost in enumerate(sums.breaks) if cost != FORBIDDEN and (emergency or cost < EMERGENCY)]
    if stops[-1:] != [measured.count]:
        stops.append(measured.count)
    return stops


def _uniform(measured: Measured, sums: Sums, measure: int, loosest: int, emergency: bool) -> tuple[list[int], int]:
    """The cheapest way where every line has the same measure: the state is the position alone."""
    width, squeeze, stretch, gaps = sums.width, sums.squeeze, sums.stretch, sums.gaps
    white, takes, breaks, grow = measured.white, measured.takes, sums.breaks, measured.grow
    em, count = measured.em, measured.count
    hyphens, hang, most = measured.hyphens, measured.hang, sums.most
    if hang and measure > table.HANGING_MEASURE * em:
        hang = {}
    # The first line has its own indent, all others the turnover's.
    first_room, room_after = measure - measured.style.indent, measure - measured.style.turnover
    ragged = measured.style.align != "justify"
    runt_from = _runt_from(measured)
    # Columns of the reachable positions, in order; best[i] is the cheapest way to come to spots[i].
    spots, best, came, loose = [0], [0], [-1], [0]
    low = 0
    for stop in _stops(measured, sums, emergency):
        last = stop == count
        tail = white[stop - 1]
        end_width = width[stop] - tail
        if hyphens:
            end_width += hyphens.get(stop - 1, 0)
        outside = hang.get(stop - 1, 0) if hang else 0
        end_squeeze = squeeze[stop] - takes[stop - 1]
        grows = grow[stop - 1]
        end_gaps = gaps[stop] - (1 if grows and grows != 4 else 0)
        end_stretch = stretch[stop] - max(0, most[grows] - tail)
        cost_here = breaks[stop - 1] if not last and breaks[stop - 1] < EMERGENCY else (2000 if not last else 0)
        least, from_spot, from_loose = _FAR, -1, 0
        # Earlier starts make longer lines: those too long even when squeezed never fit again.
        while low < len(spots):
            start = spots[low]
            room = room_after if start else first_room
            if end_width - outside - width[start] - (end_squeeze - squeeze[start]) <= room:
                break
            low += 1
        for at in range(low, len(spots)):
            if best[at] >= least:
                continue
            start = spots[at]
            room = room_after if start else first_room
            slack = room - end_width + width[start]
            held = end_squeeze - squeeze[start]
            hung = 0
            if slack + held < 0:
                # Too long by less than the mark that may hang outside.
                slack += outside
                hung = _HUNG
                if slack + held < 0:
                    # A later line has less room than the first where its turnover is deeper.
                    continue
            if slack < 0:
                ratio = -slack * 1000 // held
                badness, looseness = _SQUEEZED * ratio * ratio // 1_000_000, -ratio // 4
            elif last or ragged:
                badness, looseness = 0, 0
                if ragged and not last:
                    looseness = slack * 1000 // room
                    badness = looseness * looseness // 4000
                elif start > runt_from:
                    badness = _RUNT
            else:
                count_gaps = end_gaps - gaps[start]
                rest = slack - (end_stretch - stretch[start])
                looseness = (
                    0 if rest <= 0 else rest * 1000 // (count_gaps * em) if count_gaps else _NO_GAP + rest * 1000 // em
                )
                if looseness > loosest:
                    # Later starts are looser still.
                    break
                badness = looseness * looseness * _QUARTER // 62_500
            total = _LINE + badness + cost_here + hung
            change = looseness - loose[at]
            total = total * total + best[at] + change * change * _NEIGHBOUR // 62_500
            if total < least:
                least, from_spot, from_loose = total, at, looseness
        if from_spot >= 0:
            spots.append(stop)
            best.append(least)
            came.append(from_spot)
            loose.append(from_loose)
    if spots[-1] != count:
        return [], 0
    found, at = [], len(spots) - 1
    while at > 0:
        found.append(spots[at])
        at = came[at]
    return found[::-1], best[-1]


def _by_line(
    measured: Measured, sums: Sums, slots: Slots, lines: int | None, loosest: int, emergency: bool
) -> tuple[list[int], int]:
    """The cheapest way where measures differ or the number of lines is given: states carry the line."""
    spots: list[int] = [0]
    # Of each spot, by the number of lines before it: cost, the spot it was come from, looseness.
    states: list[dict[int, tuple[int, int, int]]] = [{0: (0, -1, 0)}]
    top = len(slots) if lines is None else min(lines, len(slots))
    longest = _widest(slots, top) if top else 0
    same = isinstance(slots, Uniform)
    low = 0
    for stop in _stops(measured, sums, emergency):
        here: dict[int, tuple[int, int, int]] = {}
        fewest, most = (1, top) if lines is None else _reach(measured, sums, stop, lines, longest)
        while low < len(spots) and _least_width(measured, sums, spots[low], stop, longest) > longest:
            low += 1
        for at in range(low, len(spots)):
            weighed = _weigh(measured, sums, spots[at], stop, longest, loosest) if same else _TOO_LONG
            if weighed is _TOO_LOOSE:
                break  # later starts are looser still
            for line, (cost, _, looseness) in states[at].items():
                if not fewest <= line + 1 <= most:
                    continue
                if not same:
                    weighed = _weigh(measured, sums, spots[at], stop, slots[line].measure, loosest)
                badness, new = weighed
                if badness < 0:
                    continue
                change = new - looseness
                total = cost + badness * badness + change * change * _NEIGHBOUR // 62_500
                if line + 1 not in here or total < here[line + 1][0]:
                    here[line + 1] = total, at, new
        if here:
            spots.append(stop)
            states.append(here)
    if spots[-1] != measured.count or len(spots) == 1:
        return [], 0
    return _walk_back(spots, states)


def _can_be_set(measured: Measured, sums: Sums, measure: int, lines: int) -> bool:
    """Whether so many lines could hold a paragraph squeezed, and it could fill them stretched."""
    style = measured.style
    own = sums.width[-1] + style.indent + (lines - 1) * style.turnover
    if lines < 1 or own - sums.squeeze[-1] - measured.em > lines * measure:
        return False
    return own + sums.stretch[-1] + sums.gaps[-1] * measured.em // 4 > (lines - 1) * measure


def _walk_back(spots: list[int], states: list[dict[int, tuple[int, int, int]]]) -> tuple[list[int], int]:
    """The stops of the cheapest way to the end, and its cost."""
    line, (cost, at, _) = min(states[-1].items(), key=lambda entry: entry[1][0])
    found = [spots[-1]]
    while at > 0:
        found.append(spots[at])
        line -= 1
        at = states[at][line][1]
    return found[::-1], cost


def _reach(measured: Measured, sums: Sums, stop: int, lines: int, measure: int) -> tuple[int, int]:
    """How many lines may stand before ``stop``, so that what follows can be set in the rest of ``lines``."""
    if stop == measured.count:
        return lines, lines
    rest = sums.width[-1] - sums.width[stop]
    least = -(-(rest - (sums.squeeze[-1] - sums.squeeze[stop])) // measure)
    gaps = sums.gaps[-1] - sums.gaps[stop]
    widest = rest + sums.stretch[-1] - sums.stretch[stop] + gaps * measured.em // 3
    # Lines behind the first may be shorter by the turnover: more of them are needed for the rest.
    shorter = max(1, measure - measured.style.turnover)
    return max(1, lines - widest // shorter - 1), lines - max(1, least)


def _widest(slots: Slots, top: int) -> int:
    return slots.slot.measure if isinstance(slots, Uniform) else max(slots[at].measure for at in range(top))


def _least_width(measured: Measured, sums: Sums, start: int, stop: int, measure: int) -> int:
    natural = sums.width[stop] - sums.width[start] - measured.white[stop - 1]
    natural += measured.hyphens.get(stop - 1, 0) - measured.outside(stop - 1, measure)
    return natural - (sums.squeeze[stop] - sums.squeeze[start] - measured.takes[stop - 1])


_TOO_LONG, _TOO_LOOSE = (-1, 0), (-2, 0)


def _weigh(measured: Measured, sums: Sums, start: int, stop: int, measure: int, loosest: int) -> tuple[int, int]:
    """Badness (with the line's own cost) and looseness of one line; _TOO_LONG or _TOO_LOOSE where it is no line."""
    em, last = measured.em, stop == measured.count
    room = measure - (measured.style.turnover if start else measured.style.indent)
    tail = measured.white[stop - 1]
    slack = room - (sums.width[stop] - sums.width[start] - tail) - measured.hyphens.get(stop - 1, 0)
    at_break = sums.breaks[stop - 1]
    cost = _LINE + (0 if last else at_break if at_break < EMERGENCY else 2000)
    held = sums.squeeze[stop] - sums.squeeze[start] - measured.takes[stop - 1]
    outside = measured.outside(stop - 1, measure) if slack + held < 0 else 0
    if outside:
        slack += outside
        cost += _HUNG
    if slack < 0:
        if -slack > held:
            return _TOO_LONG
        ratio = -slack * 1000 // held
        return cost + _SQUEEZED * ratio * ratio // 1_000_000, -ratio // 4
    if last:
        return cost + (_RUNT if start > _runt_from(measured) else 0), 0
    if measured.style.align != "justify":
        looseness = slack * 1000 // max(1, room)
        return cost + looseness * looseness // 4000, looseness
    grows = measured.grow[stop - 1]
    gaps = sums.gaps[stop] - sums.gaps[start] - (1 if grows and grows != 4 else 0)
    stretch = sums.stretch[stop] - sums.stretch[start] - max(0, sums.most[grows] - tail)
    rest = slack - stretch
    looseness = 0 if rest <= 0 else rest * 1000 // (gaps * em) if gaps else _NO_GAP + rest * 1000 // em
    if looseness > loosest:
        return _TOO_LOOSE
    return cost + looseness * looseness * _QUARTER // 62_500, looseness


def _runt_from(measured: Measured) -> int:
    """A last line that begins after this position would be a runt (PC-03); marks, dashes and dots do not count."""
    wanted, seen = measured.style.runt, 0
    for at in range(measured.count - 1, -1, -1):
        if measured.kinds[at] in _CHARACTERS:
            seen += max(1, measured.body[at] // measured.em)
            if seen >= wanted:
                return at
    return measured.count


def _anyhow(measured: Measured, sums: Sums, slots: Slots) -> tuple[list[int], int]:
    """No legal setting at all (a run of marks, a measure of two 字): fill line by line, wherever it must."""
    found: list[int] = []
    start = line = 0
    while start < measured.count:
        measure = slots[min(line, len(slots) - 1)].measure
        measure -= measured.style.turnover if start else measured.style.indent
        stop = start + 1
        legal = 0
        while stop < measured.count and _least_width(measured, sums, start, stop + 1, measure) <= measure:
            stop += 1
        for at in range(stop, start, -1):
            if at == measured.count or sums.breaks[at - 1] not in (FORBIDDEN, EMERGENCY):
                legal = at
                break
        start = legal or stop
        found.append(start)
        line += 1
    return found, _FAR
