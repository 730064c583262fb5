"""Hyphens in Western words: the last resort, where no setting without is as even (LA-01 to LA-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.languages import language as language_of
from banxin.lines._breaks import CellRoom
from banxin.lines.records import EMERGENCY, FORBIDDEN, TURNED, Measured

if TYPE_CHECKING:
    from collections.abc import Callable

_BEFORE, _AFTER, _WORD = table.HYPHENATION
_COST = {"last": table.PENALTY["hyphen"], "freely": table.PENALTY["hyphen-freely"]}
_ANYWHERE = table.PENALTY["long-token"]
_HYPHEN = "-"
_LATIN = (table.LETTER, table.DIGIT, table.WESTERN)
#: Marks that may stand around a word.
_AROUND = "".join((
    ".,;:!?()[]\"'", table.MARK_CURLY_OPENING, table.MARK_CURLY_CLOSING,
    *(mark for mark, kind in table.CLASS_OF.items() if kind == table.OPEN),
))  # fmt: skip
#: Columns that a cut cell's two halves share, and those that hold what stands behind the cell.
_SAME = ("kinds", "faces", "no_start")
_BEHIND = (("white", 0), ("steps", 0), ("takes", 0), ("grow", 0), ("breaks", FORBIDDEN))
_SYLLABLES: dict[tuple[str, str], tuple[int, ...]] = {}
_OPENED: dict[str, Callable[[str], list[int]]] = {}


def hyphenated(measured: Measured) -> Measured | None:
    """The paragraph with its long Western words cut at their syllables; ``None`` where it has none.

    What was measured stays: cells are divided between their glyphs, nothing is shaped again.
    """
    if measured.hyphenated is None:
        places = _syllable_ends(measured) if measured.style.hyphenation else {}
        measured.hyphenated = _cut(measured, places) if places else measured
        measured.hyphenated.hyphenated = measured.hyphenated
    return measured.hyphenated if measured.hyphenated is not measured else None


def is_word(measured: Measured, cell: int) -> bool:
    """Whether a word begins with a cell that is long enough to be hyphenated."""
    start = measured.starts[cell]
    word = measured.text[start : start + _WORD + 2].lstrip(_AROUND)[:_WORD]
    return len(word) >= _WORD - 1 and word.isascii() and word.isalpha() and word.islower()


def cut_up(measured: Measured, measure: int) -> Measured:
    """The paragraph with Western words that are wider than a line cut at syllables, else at every character (MX-11)."""
    if not _too_wide(measured, measure):
        return measured
    measured = hyphenated(measured) or measured
    starts, places = measured.starts, {}
    for cell in _too_wide(measured, measure):
        if measured.kinds[cell] in _LATIN:
            places.update(dict.fromkeys(range(starts[cell] + 1, starts[cell + 1]), (_ANYWHERE, 0)))
    return _cut(measured, places) if places else measured


def _too_wide(measured: Measured, measure: int) -> list[int]:
    """Cells that are wider than the line that they would stand in."""
    body, style = measured.body, measured.style
    if not body:
        return []
    least = min(measure, measure + style.turnover - style.indent)
    if max(body) <= least and measured.breaks[0] not in (FORBIDDEN, EMERGENCY):
        return []  # nearly all paragraphs
    room = CellRoom(measured, measure)
    return [cell for cell, width in enumerate(body) if width > room.of(cell)]


def syllables(word: str, language: str) -> tuple[int, ...]:
    """Offsets at which a word may be hyphenated: never a name, an abbreviation, or a short word (LA-02, LA-04)."""
    if len(word) < _WORD or not word.isalpha() or not word.islower():
        return ()
    key = word, language
    found = _SYLLABLES.get(key)
    if found is None:
        places = _dictionary(language)(word)
        found = _SYLLABLES[key] = tuple(at for at in places if _BEFORE <= at <= len(word) - _AFTER)
    return found


def _dictionary(language: str) -> Callable[[str], list[int]]:
    if language not in _OPENED:
        import pyphen  # type: ignore[import-untyped] # noqa: PLC0415 - few paragraphs need a hyphen

        known = pyphen.language_fallback(language)
        _OPENED[language] = pyphen.Pyphen(lang=known).positions if known else lambda word: []  # noqa: ARG005
    return _OPENED[language]


Places = dict[int, tuple[int, int]]
"""Where words are cut: offset in the text, what a line's end there costs, and the width of its hyphen (0: none)."""


def _cut(measured: Measured, offsets: Places) -> Measured:
    """The same columns with words divided."""
    cut = Measured(measured.key, measured.text, measured.style, measured.rules)
    for name in ("marks", "faults", "fonts", "glyphs", "clusters", "natural", "shifts"):
        setattr(cut, name, getattr(measured, name))
    numbers: list[int] = []
    for cell in range(measured.count):
        numbers.append(len(cut.starts))
        _divide(measured, cell, cut, offsets)
    cut.count = len(cut.starts)
    numbers.append(cut.count)
    cut.starts.append(measured.starts[-1])
    cut.first_glyph.append(measured.first_glyph[-1])
    cut.tokens = [(numbers[begin], numbers[end]) for begin, end in measured.tokens]
    cut.adjusted = {numbers[cell]: value for cell, value in measured.adjusted.items()}
    cut.hang = {numbers[cell + 1] - 1: value for cell, value in measured.hang.items()}
    cut.hyphens = {numbers[cell + 1] - 1: width for cell, width in measured.hyphens.items()} | cut.hyphens
    return cut


def _divide(measured: Measured, cell: int, cut: Measured, offsets: Places) -> None:
    """Put one cell into the columns of ``cut``, in as many parts as it has places for a hyphen."""
    starts, first, natural = measured.starts, measured.first_glyph, measured.natural
    begins = [(starts[cell], first[cell])]
    for glyph in range(first[cell] + 1, first[cell + 1]):
        # A ligature over a syllable's end has no glyph that begins there: it is not cut.
        if measured.clusters[glyph] in offsets and measured.clusters[glyph] > begins[-1][0]:
            begins.append((measured.clusters[glyph], glyph))
    ends = [glyph for _, glyph in begins[1:]] + [first[cell + 1]]
    rest = measured.body[cell]
    for (start, glyph), end in zip(begins, ends, strict=True):
        final = end == first[cell + 1]
        cut.starts.append(start)
        cut.first_glyph.append(glyph)
        cut.body.append(rest if final else sum(natural[glyph:end]))
        rest -= cut.body[-1]
        for name in _SAME:
            getattr(cut, name).append(getattr(measured, name)[cell])
        for name, inside in _BEHIND:
            getattr(cut, name).append(getattr(measured, name)[cell] if final else inside)
        if measured.turns:
            cut.turns.append(measured.turns[cell])
        behind = offsets.get(starts[cell + 1]) if final else offsets[measured.clusters[end]]
        if behind is not None:
            cut.breaks[-1], hyphen = behind
            if hyphen:
                cut.hyphens[len(cut.starts) - 1] = hyphen


def _syllable_ends(measured: Measured) -> Places:
    """Where words may be hyphenated."""
    found: Places = {}
    kinds, starts = measured.kinds, measured.starts
    how = language_of(measured.style.language).hyphenates
    at = 0
    while at < measured.count:
        end = at + 1
        if kinds[at] not in _LATIN or (measured.turns and measured.turns[at] != TURNED):
            at = end
            continue
        while end < measured.count and kinds[end] in _LATIN:
            end += 1
        token = measured.text[starts[at] : starts[end]]
        word = token.strip(_AROUND)
        if word.isalpha():
            base = starts[at] + token.index(word)
            # Where hyphens are a matter of course a capital is no name: most sentences begin with one.
            plain = word.lower() if how == "freely" and word[1:].islower() else word
            for offset in syllables(plain, measured.style.hyphenation):
                found[base + offset] = _COST[how], _width(measured, at)
        at = end
    return found


def _width(measured: Measured, cell: int) -> int:
    font, size = measured.fonts[measured.faces[cell]]
    return sum(font.shape(_HYPHEN, size, han=False)[2])
