"""Lines of copy put together again as the paragraphs that they were before the wire broke them.

Where paragraphs are indented, a line without indent goes on, whatever the one before ended with. Elsewhere empty lines
decide, or the lines' lengths: a line on which the next word would have stood ends its paragraph. What neither shows is
joined or parted by the greater likelihood, and said.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from banxin.hanzi import classify
from banxin.hanzi import table as hanzi
from banxin.intake._lines import WESTERN, WireLine, has_hanzi
from banxin.intake._signs import begins_item, is_address, is_byline, is_row, is_signoff
from banxin.intake._wrapping import STOPS, Wrapping, is_cut_figure, is_spaced
from banxin.tuples import NamedTuple

#: A line with so many columns free was not broken by a program.
_SHORT = 6
#: A line that is so nearly full may have been broken by a rule that is not known here.
_NEAR = 4
#: Deeper lines are centred or stand at the right: their blanks begin no paragraph.
_DEEPEST = 12
#: A line of prose that a person broke has at least so many columns, and half of the widest.
_PROSE = 24
#: Lines that prove a measure beyond chance.
_SURE = 3
#: Of the lines that begin a paragraph for other reasons, one in so many is indented where indents decide.
_INDENTED = 4
_JOINS_BEFORE = "([{/@_\\-"
_JOINS_AFTER = ",.;:!?)]}/@_%\\-"
_ADDRESS = ("://", "www.", "@")


class Doubt(NamedTuple):
    """A join that a person must look at: its message (``end``, ``short``, ``blank``, ``figure``) and its line."""

    code: str
    number: int


class JoinedParagraph(NamedTuple):
    """A paragraph put together again out of lines."""

    lines: tuple[WireLine, ...]
    text: str
    doubtful: tuple[Doubt, ...] = ()

    @property
    def first(self) -> WireLine:
        """The line that begins it."""
        return self.lines[0]


class Layout(NamedTuple):
    """How a story's paragraphs are told apart."""

    wrapping: Wrapping
    indented: bool
    """Whether blanks at the beginning of a line say that a paragraph begins there."""
    level: int
    """Columns before a line that goes on."""
    blank: bool
    """Whether empty lines stand between all paragraphs."""
    widest: int
    spaced: bool
    """Whether hanzi and Western words have a space between them."""
    flowed: bool
    """Whether the wire left a blank behind every line that goes on (RFC 3676), which says nothing of the copy."""


def alone(line: WireLine) -> bool:
    """Whether a line is joined to none: bylines, end marks, rows of tables."""
    text = line.text
    return bool(line.kind) or line.tabbed or is_row(text) or is_signoff(text)


def layout_of(lines: list[WireLine], wrapping: Wrapping) -> Layout:
    """How the paragraphs of a story's copy are told apart."""
    widest = max((line.width for line in lines), default=0)
    going: Counter[int] = Counter()
    beginning: Counter[int] = Counter(line.indent for line in lines[:1])
    perhaps: Counter[int] = Counter()
    for one, two in pairwise(lines):
        if alone(one) or alone(two):
            continue
        broken = wrapping.full(one, two) if wrapping.measure else one.width * 4 >= widest * 3
        if broken and one.cut and not two.after_blank and not begins_item(two.text):
            going[two.indent] += not (begins_item(one.text) and two.indent > one.indent + 1)
        elif two.after_blank or (one.ended and one.width + _SHORT <= widest):
            beginning[two.indent] += 1
        elif not one.cut:
            perhaps[two.indent] += 1
    level = max(
        going, key=lambda indent: (going[indent], -indent), default=min((one.indent for one in lines), default=0)
    )
    deep = _deep(beginning, level) or _deep(perhaps, level)
    flush = sum(n for indent, n in beginning.items() if abs(indent - level) <= 1)
    indented = deep > 0 and deep * _INDENTED >= flush
    return Layout(wrapping, indented, level, _blank_parts(lines, wrapping), widest, is_spaced(lines),
                  sum(line.spaced for line in lines) * 3 > len(lines))  # fmt: skip


def _deep(indents: Counter[int], level: int) -> int:
    """How many lines stand further in, or out, than those that go on."""
    return sum(n for indent, n in indents.items() if abs(indent - level) > 1 and indent - level <= _DEEPEST)


def _blank_parts(lines: list[WireLine], wrapping: Wrapping) -> bool:
    """Whether empty lines part all paragraphs: no line ends one without an empty line behind it."""
    pairs = list(pairwise(lines))
    ends = any(not two.after_blank and not wrapping.full(one, two) for one, two in pairs)
    return not ends and any(two.after_blank and not two.paged for _, two in pairs)


def join_lines(lines: list[WireLine], layout: Layout) -> list[JoinedParagraph]:
    """Lines to paragraphs."""
    found: list[JoinedParagraph] = []
    group: list[WireLine] = []
    doubts: list[Doubt] = []
    for at, line in enumerate(lines):
        goes_on, doubt = _goes_on(lines, at, group, layout) if group else (False, "")
        if group and not goes_on:
            found.append(join_group(group, doubts, layout))
            group, doubts = [], []
        if goes_on and doubt:
            doubts.append(Doubt(doubt, line.number))
        group.append(line)
    return [*found, join_group(group, doubts, layout)] if group else found


def _goes_on(lines: list[WireLine], at: int, group: list[WireLine], layout: Layout) -> tuple[bool, str]:
    """Whether a line goes on with the paragraph before it, and the doubt about that."""
    one, two = lines[at - 1], lines[at]
    if alone(one) or alone(two) or _is_signature(one, two, layout) or is_address(one.text):
        return False, ""
    deep = two.indent - layout.level
    if deep > 1 or (layout.indented and deep < -1):
        return _hangs(one, two, group[0], layout), ""
    if one.ended and is_address(two.text):
        return False, ""
    if classify(two.text[0]) in STOPS and not two.after_blank:
        return True, ""
    if two.after_blank:
        sure = layout.wrapping.proof >= _SURE and layout.wrapping.full(one, two)
        return sure and one.cut and not layout.wrapping.runs, "blank"
    if layout.indented:
        return _goes_on_indented(lines, at, layout)
    return _goes_on_by_length(lines, at, layout)


def _is_signature(one: WireLine, two: WireLine, layout: Layout) -> bool:
    """Whether one of two lines is a byline: it is joined to nothing, unless it only looks like one."""
    if is_byline(one.text) and not layout.wrapping.full(one, two):
        return True
    return is_byline(two.text) and (one.ended or two.after_blank or not layout.wrapping.full(one, two))


def _hangs(one: WireLine, two: WireLine, first: WireLine, layout: Layout) -> bool:
    """Whether an indented line goes on under an item of a list or under a line that hangs out."""
    if two.after_blank or one.ended or not layout.wrapping.full(one, two):
        return False
    return (two.indent == one.indent and one is not first) or (
        begins_item(first.text) and 1 < two.indent - first.indent < _DEEPEST
    )


def _goes_on_indented(lines: list[WireLine], at: int, layout: Layout) -> tuple[bool, str]:
    one, two = lines[at - 1], lines[at]
    wrapping = layout.wrapping
    if not wrapping.measure:
        return one.width * 2 > layout.widest and layout.widest >= _PROSE and not _is_heading(lines, at, layout), ""
    room = wrapping.room(one, two)
    if one.ended and room >= 0 and begins_item(two.text):
        return False, ""
    if room < _SHORT:
        return True, ""
    if one.ended:
        return not _is_heading(lines, at, layout), "short"
    verse = at + 1 < len(lines) and _stands_short(lines, at + 1, layout)
    return not verse and one.width * 2 > wrapping.measure, "short"


def _stands_short(lines: list[WireLine], at: int, layout: Layout) -> bool:
    """Whether a flush line stands under one that had much room left."""
    one, two = lines[at - 1], lines[at]
    flush = abs(two.indent - layout.level) <= 1 and not two.after_blank
    return flush and layout.wrapping.room(one, two) >= _SHORT


def _is_heading(lines: list[WireLine], at: int, layout: Layout) -> bool:
    """Whether a line without end mark stands for itself: what follows begins a paragraph."""
    line = lines[at]
    if line.ended or line.width * 4 > layout.widest * 3:
        return False
    if at + 1 == len(lines):
        return True
    after = lines[at + 1]
    return (
        after.after_blank
        or after.indent > layout.level + 1
        or (bool(layout.wrapping.measure) and layout.wrapping.room(line, after) >= _SHORT)
        or (not layout.indented and not layout.wrapping.full(line, after))
    )


def _goes_on_by_length(lines: list[WireLine], at: int, layout: Layout) -> tuple[bool, str]:
    one, two = lines[at - 1], lines[at]
    wrapping = layout.wrapping
    if not wrapping.measure:
        return False, ""
    if not wrapping.full(one, two):
        near = wrapping.marks_kept and one.cut and wrapping.room(one, two) < _NEAR and wrapping.proof >= _SURE
        return near, "short"
    if not one.ended:
        return not (begins_item(two.text) and not one.cut), ""
    if layout.blank:
        return True, "end" if two.paged else ""
    return not (begins_item(two.text) or _is_heading(lines, at, layout)), "end"


def join_group(lines: list[WireLine], doubts: list[Doubt], layout: Layout) -> JoinedParagraph:
    """Western words are joined with a space, hanzi without; figures in Chinese copy are one figure again."""
    text = lines[0].text
    for one, two in pairwise(lines):
        between, doubtful = _between(text, one, two, layout)
        if doubtful:
            doubts.append(Doubt("figure", two.number))
        text += between + two.text
    return JoinedParagraph(tuple(lines), text, tuple(sorted(doubts, key=lambda doubt: doubt.number)))


def _between(text: str, one: WireLine, two: WireLine, layout: Layout) -> tuple[str, bool]:
    """What stood between two lines, and whether it is doubtful."""
    before, after = classify(text[-1]), classify(two.text[0])
    western = before in WESTERN and after in WESTERN
    pair = {before, after}
    mixed = hanzi.HAN in pair and bool(pair & {hanzi.LETTER, hanzi.DIGIT})
    kept = (two.lead == " " and layout.level == 0) or (one.spaced and not layout.flowed)
    if kept and (western or mixed):
        return " ", False
    exact = bool(layout.wrapping.measure) and layout.wrapping.width(one) >= layout.wrapping.measure
    if layout.wrapping.runs and not exact:
        return " ", False
    if not western:
        return (" " if layout.spaced and mixed and layout.wrapping.words != "anywhere" else ""), False
    if is_cut_figure(text, two.text):
        plain = has_hanzi(one.text) or has_hanzi(two.text)
        return ("" if plain or layout.wrapping.words == "anywhere" else " "), True
    if text[-1] == "-":
        return "", True
    if _in_address(text, two.text):
        return "", True
    if text[-1] in _JOINS_BEFORE or two.text[0] in _JOINS_AFTER:
        return "", False
    cut = exact and (layout.wrapping.words == "anywhere" or layout.wrapping.runs)
    if (layout.wrapping.words == "never" and not cut) or (hanzi.WESTERN in pair and not cut):
        return " ", False
    inside = cut or (exact and not layout.wrapping.marks_kept)
    return ("" if inside and not (two.text[0].isupper() and text[-1].islower()) else " "), True


def _in_address(one: str, two: str) -> bool:
    """Whether a line's end is within an address of mail or net."""
    word = one.rsplit(" ", 1)[-1]
    head = two.split(" ", 1)[0]
    western = "".join(character if character.isascii() else " " for character in word).rsplit(" ", 1)[-1]
    return any(mark in western for mark in _ADDRESS) or (head.startswith("@") or "@" in head.split("\u3000")[0][:20])
