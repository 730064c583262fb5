"""How a wire broke its lines: at which measure, counted how, and what it kept whole."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.intake._lines import WESTERN, WireLine, columns, narrow
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

#: Columns: a wire breaks its lines at 20 to 60 hanzi; longer lines are whole paragraphs,
_WIDEST = 124
#: and shorter ones are headlines and lists.
_NARROWEST = 16
_LEAST_BROKEN = 2
#: A shorter word says little about where lines may break.
_WORD = 3
#: So many lines of one width and no other are verse.
_VERSE = 3
#: A mark that hangs out of the measure is so wide.
_HANGING = 2
#: Ways of counting: squares of two columns, shared marks of one column, characters.
_WAYS: tuple[Callable[[str], int], ...] = (columns, narrow, len)
_SPACED, _SPACED_TIMES = 4, 4
_NEVER_FIRST = ",.;:?!)]}%"
_NEVER_LAST = "([{"
#: Marks that no line begins with in any house that keeps 禁则; dashes and dots begin lines in some.
STOPS = frozenset((
    hanzi.CLOSE, hanzi.PAUSE, hanzi.SEMICOLON, hanzi.COLON, hanzi.STOP, hanzi.EXCLAIM, hanzi.EXCLAIM_PAIR,
))  # fmt: skip
_PAIRED = frozenset((hanzi.DASH, hanzi.ELLIPSIS))


class Wrapping(NamedTuple):
    """The measure of broken lines and the manner of breaking them."""

    measure: int
    """In units of ``count``; 0 where the wire broke no lines."""
    count: Callable[[str], int] = columns
    marks_kept: bool = True
    """Whether marks that may not begin a line never do (禁则)."""
    words: str = ""
    """Where Western words and figures are cut: ``never``, ``anywhere``, or '' where nothing shows it."""
    runs: bool = False
    """Whether lines break at blanks alone, hanzi or not, as mailers and fmt break them."""
    proof: int = 0
    """How many lines show the measure."""

    def room(self, line: WireLine, following: WireLine) -> int:
        """What would still be free if the following line's first word stood on the line; negative where it is full."""
        return self.measure - self.width(line) - self.unit(following)

    def unit(self, line: WireLine) -> int:
        """The width of what the wire would have had to take on the line before, at least."""
        if self.runs:
            return self.count(line.text.partition(" ")[0]) + 1
        return self.count(first_unit(line.text, marks=self.marks_kept, words=self.words != "anywhere"))

    def full(self, line: WireLine, following: WireLine) -> bool:
        """Whether the next word would not have stood on the line."""
        return bool(self.measure) and self.room(line, following) < 0

    def width(self, line: WireLine) -> int:
        """A line's width in the wire's own way of counting, with a blank behind it."""
        return self.count(line.lead.replace("\t", "    ")) + self.count(line.text) + line.spaced


def may_not_begin(character: str) -> bool:
    """Whether a line never begins with a character where 禁则 is kept."""
    return character in _NEVER_FIRST or (character > "\u00a0" and hanzi.NEVER_START["basic"][classify(character)])


def _may_not_end(character: str) -> bool:
    return character in _NEVER_LAST or classify(character) == hanzi.OPEN


def first_unit(text: str, *, marks: bool, words: bool) -> str:
    """What a wire would have had to take on the line before, at least: a hanzi with its marks, a word, a character."""
    at = 0
    while marks and at < len(text) - 1 and _may_not_end(text[at]):
        at += 1
    first = classify(text[at])
    at += 1
    if first in WESTERN and words:
        while at < len(text) and classify(text[at]) in WESTERN and text[at] != " ":
            at += 1
    elif first in _PAIRED and at < len(text) and classify(text[at]) == first:
        at += 1
    while marks and at < len(text) and may_not_begin(text[at]):
        at += 1
    return text[:at]


def wrapping_of(lines: list[WireLine]) -> Wrapping:
    """The measure at which the wire broke its lines: they are full there and end in the middle of a sentence."""
    pairs = [(one, two) for one, two in pairwise(lines)
             if not two.after_blank and two.indent <= one.indent + 1 and not one.ended]  # fmt: skip
    if not pairs:
        return Wrapping(0)
    marks = not any(classify(two.text[0]) in STOPS for _, two in pairs)
    best = _best(pairs, marks_kept=marks, runs=False)
    if is_spaced(lines) and _may_be_runs(pairs, best):
        runs = _best(pairs, marks_kept=marks, runs=True)
        best = runs if _is_shown(pairs, runs) and runs.proof * 4 >= len(pairs) * 3 else best
    return best if _is_shown(pairs, best) else Wrapping(0)


def _may_be_runs(pairs: list[tuple[WireLine, WireLine]], plain: Wrapping) -> bool:
    """Whether many lines are short where a blank stood: between hanzi and Western words of copy that parts them."""
    short = [(one, two) for one, two in pairs if not plain.full(one, two)]
    parted = sum(_is_mixed(one.text[-1], two.text[0]) for one, two in short)
    return len(short) * 5 >= len(pairs) and parted * 2 >= len(short)


def is_spaced(lines: list[WireLine]) -> bool:
    """Whether the copy sets a space between hanzi and Western words."""
    spaced = close = 0
    for line in lines:
        spaced += sum(two == " " and _is_mixed(one, three)
                      for one, two, three in zip(line.text, line.text[1:], line.text[2:], strict=False))  # fmt: skip
        close += sum(_is_mixed(one, two) for one, two in pairwise(line.text))
    return spaced >= _SPACED and spaced > close * _SPACED_TIMES


def _is_mixed(one: str, two: str) -> bool:
    """Whether one of two neighbours is a hanzi and the other a Western letter or figure."""
    kinds = (classify(one), classify(two))
    return hanzi.HAN in kinds and (hanzi.LETTER in kinds or hanzi.DIGIT in kinds)


def _best(pairs: list[tuple[WireLine, WireLine]], *, marks_kept: bool, runs: bool) -> Wrapping:
    """The way of counting that most lines fill, with what they say about Western words."""
    ways = (Wrapping(0, count, marks_kept, runs=runs) for count in _WAYS)
    best = max((_measure(pairs, way) for way in ways), key=lambda way: way.proof)
    best = best._replace(words=_words(pairs, best))
    return _measure(pairs, best) if best.words == "anywhere" else best


def _words(pairs: list[tuple[WireLine, WireLine]], way: Wrapping) -> str:
    """Whether Western words were cut: a line that is not quite full before one shows that it was taken over whole."""
    if way.runs:
        return "never"
    exact = short = 0
    for one, two in pairs:
        length = len(first_unit(two.text, marks=False, words=True))
        if classify(two.text[0]) in WESTERN and way.full(one, two) and length > 1:
            full = way.width(one) >= way.measure
            short += not full
            exact += full and length >= _WORD
    if short and short * _SPACED_TIMES >= exact:
        return "never"
    cut = exact >= _LEAST_BROKEN or any(is_cut_figure(one.text, two.text) for one, two in pairs)
    return "anywhere" if cut else ""


def is_cut_figure(one: str, two: str) -> bool:
    """Whether a figure goes on from one line to the next: ``20|26``, ``4.|3``, ``12,|000``."""
    figure = one[-1:] in ".,:/" and one[-2:-1].isdigit()
    return two[0].isdigit() and (one[-1].isdigit() or figure) and one[-1].isascii()


def _measure(pairs: list[tuple[WireLine, WireLine]], way: Wrapping) -> Wrapping:
    """The measure that most lines fill, for one way of counting; wider lines speak against it."""
    tally: Counter[tuple[int, int]] = Counter()
    for one, two in pairs:
        tally[way.width(one), way.unit(two)] += 1
    best, most = 0, 0
    for measure in sorted({width for width, _ in tally if width <= _WIDEST}, reverse=True):
        shown = sum(n if width <= measure else -(width > measure + _HANGING) * n
                    for (width, unit), n in tally.items() if width + unit > measure)  # fmt: skip
        if shown > most:
            best, most = measure, shown
    return way._replace(measure=best, proof=most)


def _is_shown(pairs: list[tuple[WireLine, WireLine]], way: Wrapping) -> bool:
    """Whether lines are broken there at all: most open lines are full, and not nearly all of them at marks, as in verse."""
    if way.measure * (2 if way.count is len else 1) < _NARROWEST:
        return False
    if len(pairs) >= _VERSE and all(way.width(two) == way.measure and not two.ended for _, two in pairs):
        return False  # no line is shorter, not even the last
    full = [(one, two) for one, two in pairs if way.full(one, two) and way.width(one) <= way.measure + _HANGING]
    # One line will do where its indent says that the next, without any, belongs to it.
    enough = len(full) >= _LEAST_BROKEN or any(one.indent > two.indent for one, two in full)
    within = sum(one.cut or is_cut_figure(one.text, two.text) for one, two in full)
    return enough and len(full) * 2 >= len(pairs) and within * 4 >= len(full)
