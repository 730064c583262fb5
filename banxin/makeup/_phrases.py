"""Break a heading by sense: the editor's breaks, then phrases, then words (HD-04, HD-05)."""

from __future__ import annotations

from itertools import pairwise

from banxin.files import keep_note, note
from banxin.hanzi import table
from banxin.lines import Lines, Measured, set_as_broken
from banxin.lines.records import FORBIDDEN
from banxin.units import PT

#: Penalties of a break between two words, and beside a word of one hanzi, in squares of the size.
_WORD, _LONE_WORD = 15, 20
#: Lines of the editor's own phrases may be so uneven before words are asked for.
_UNEVEN = 2.0


def broken_lines(
    measured: Measured, breaks: tuple[int, ...], width: int, most: int, names: tuple[str, ...] = ()
) -> Lines | None:
    """Break a heading by sense into the fewest lines that fit: the editor's breaks first, then by phrase.

    ``names`` are never parted. ``None`` where it does not fit ``width`` in ``most`` lines.
    """
    if not breaks:
        stops = _fewest(measured, 0, measured.count, width, most, names)
        return set_as_broken(measured, stops, width) if stops else None
    found: list[int] = []
    ends = [*(_cell_at(measured, offset) for offset in breaks), measured.count]
    for start, end in zip([0, *ends], ends, strict=False):
        stops = _fewest(measured, start, end, width, most - len(found) - (len(ends) - ends.index(end) - 1), names)
        if not stops:
            return None
        found += stops
    return set_as_broken(measured, found, width)


def _fewest(measured: Measured, start: int, end: int, width: int, most: int, names: tuple[str, ...]) -> list[int]:
    """Where the lines of cells ``start`` up to ``end`` end, as few as fit; empty where ``most`` are not enough."""
    if most > 0 and _width(measured, start, end) <= width:
        return [end]
    for count in range(2, most + 1):
        stops = _balanced(measured, start, end, width, count, names)
        if stops:
            return stops
    return []


def _cell_at(measured: Measured, offset: int) -> int:
    """The cell that begins at an offset, or the next one; a phrase space stays on the line it ends."""
    for cell in range(measured.count):
        if measured.starts[cell] >= offset:
            return cell
    return measured.count


def _width(measured: Measured, start: int, stop: int) -> int:
    return sum(measured.body[start:stop]) + sum(measured.white[start : stop - 1])


def _balanced(measured: Measured, first: int, end: int, width: int, count: int, names: tuple[str, ...]) -> list[int]:
    """The most even cut into ``count`` lines at places that sense allows; empty where none fits.

    Breaks of the editor's own (phrase spaces, marks) are enough where they make lines of some evenness; only
    otherwise the words are asked for.
    """
    own = _own_places(measured, first, end)
    stops = _most_even(measured, first, end, width, count, own)
    if stops and _uneven(measured, first, stops) <= _UNEVEN:
        return stops
    places = sorted([*own, *_word_places(measured, first, end, names)])
    return _most_even(measured, first, end, width, count, places) or stops


def _uneven(measured: Measured, first: int, stops: list[int]) -> float:
    """The longest line by the shortest."""
    widths = [_width(measured, start, stop) for start, stop in pairwise([first, *stops])]
    return max(widths) / max(1, min(widths))


def _most_even(
    measured: Measured, first: int, end: int, width: int, count: int, places: list[tuple[int, int]]
) -> list[int]:
    """The cut at ``places`` (cell, penalty) whose lines differ least from their mean, penalties counted in."""
    starts = [(first, 0), *places, (end, 0)]
    before = [0]
    for cell in range(first, end):
        before.append(before[-1] + measured.body[cell] + measured.white[cell])
    mean, square = _width(measured, first, end) // count, (measured.em // PT) ** 2
    # ways[at]: the cheapest cut of what stands before place ``at`` into so many lines, and where it ended.
    ways: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    for line in range(1, count + 1):
        longer: dict[int, tuple[int, list[int]]] = {}
        for at, (cost, stops) in ways.items():
            for to in range(at + 1, len(starts)):
                place, penalty = starts[to]
                length = before[place - first] - before[starts[at][0] - first] - measured.white[place - 1]
                if length > width:
                    break
                if (line == count) != (to == len(starts) - 1):
                    continue
                total = cost + ((length - mean) // PT) ** 2 + penalty * square
                if to not in longer or total < longer[to][0]:
                    longer[to] = total, [*stops, place]
        ways = longer
    return ways[len(starts) - 1][1] if len(starts) - 1 in ways else []


def _allowed(measured: Measured, first: int, end: int) -> list[int]:
    inside = _quoted(measured)
    return [cell for cell in range(first + 1, end) if measured.breaks[cell - 1] != FORBIDDEN and cell not in inside]


def _own_places(measured: Measured, first: int, end: int) -> list[tuple[int, int]]:
    """Cells behind a phrase space, or with a small penalty behind a mark."""
    found = []
    for cell in _allowed(measured, first, end):
        if measured.kinds[cell - 1] == table.SPACE:
            found.append((cell, 0))
        elif table.TRAIL[measured.kinds[cell - 1]]:
            found.append((cell, 1))
    return found


def _word_places(measured: Measured, first: int, end: int, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Cells that begin a word, with its penalty in squares of the size."""
    words = _words(measured.text)
    for name in names:
        at = measured.text.find(name)
        while at >= 0:
            for inside in range(at + 1, at + len(name)):
                words.pop(inside, None)
            at = measured.text.find(name, at + 1)
    cells = [cell for cell in _allowed(measured, first, end) if not table.TRAIL[measured.kinds[cell - 1]]]
    return [(cell, words[measured.starts[cell]]) for cell in cells if measured.starts[cell] in words]


def _quoted(measured: Measured) -> set[int]:
    """Cells within a quotation or title, before which no heading breaks (HD-04)."""
    inside: set[int] = set()
    depth = 0
    for cell, kind in enumerate(measured.kinds):
        if depth:
            inside.add(cell)
        if kind == table.OPEN:
            depth += 1
        elif kind == table.CLOSE and depth:
            depth -= 1
    return inside


def _words(text: str) -> dict[int, int]:
    """Offsets where a heading may break between words, with a penalty; asked only where the editor left no break."""
    offsets: dict[int, int] = {}
    at = 0
    for (word, tag), (following, next_tag) in pairwise(_tagged(text)):
        at += len(word)
        if word in table.HEADING_NEVER_END or following in table.HEADING_NEVER_START or _doubled(text, at):
            continue
        if _in_number(text, at, following) or _in_compound(word, tag, following, next_tag):
            continue
        offsets[at] = _LONE_WORD if min(len(word), len(following)) == 1 else _WORD
    return offsets


def _in_number(text: str, at: int, following: str) -> bool:
    """Whether a break would part a number from what counts, dates or introduces it."""
    before, after = text[at - 1], text[at]
    if before in table.HEADING_NUMERALS:
        return after in table.HEADING_COUNTERS or following in table.HEADING_MEASURES
    if after not in table.HEADING_NUMERALS:
        return False
    dated = before in table.HEADING_DATES and text[at - 2 : at - 1] in table.HEADING_NUMERALS and at > 1
    return dated or before in table.HEADING_BEFORE_NUMBERS


def _in_compound(word: str, tag: str, following: str, next_tag: str) -> bool:
    """Whether a word of one hanzi is likely a part of one that the dictionary does not know: 看守|人, 公|租房."""
    lone, next_lone = len(word) == 1 and _is_part(tag), len(following) == 1 and _is_part(next_tag)
    if lone or next_lone:
        return (lone and next_lone) or (lone and _is_part(next_tag)) or (next_lone and _joins(tag))
    # Two single hanzi side by side are more often a name than two words.
    return len(word) == len(following) == 1 and not _is_alone(tag) and not _is_alone(next_tag)


def _is_alone(tag: str) -> bool:
    """Whether a word of one hanzi with that tag stands for itself: a verb, a particle, a preposition."""
    return tag[:1] in table.HEADING_ALONE


def _is_part(tag: str) -> bool:
    """Whether it may be part of a compound: a noun, an adjective, a prefix."""
    return not _is_alone(tag) and tag[:1] != "x"


def _joins(tag: str) -> bool:
    """Whether a one-hanzi noun behind such a word is likely its end: a noun, or a verb of several hanzi."""
    return tag[:1] in table.HEADING_JOINS


def _tagged(text: str) -> list[tuple[str, str]]:
    """The words of a heading and their kinds, kept in the cache: the dictionary takes longer to load than a page to set."""
    key = text.encode("utf-8")
    known = note("tagged", key)
    if known is None:
        import rjieba  # noqa: PLC0415 - see above

        known = "\n".join(f"{word}\t{tag}" for word, tag in rjieba.tag(text))
        keep_note("tagged", key, known)
    found = (line.partition("\t") for line in known.split("\n"))
    return [(word, tag) for word, _, tag in found]


def _doubled(text: str, at: int) -> bool:
    """Whether a break would part a question such as 能不能 or 去没去."""
    return at + 1 < len(text) and text[at - 1] == text[at + 1] and text[at] in table.HEADING_BETWEEN
