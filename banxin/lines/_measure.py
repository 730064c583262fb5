"""Cells with faces, glyphs and widths: a paragraph's text becomes :class:`Measured`."""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress
from typing import TYPE_CHECKING

from banxin.hanzi import rules, table
from banxin.lines._breaks import edges_of, mark_breaks
from banxin.lines._collect import collect, collect_parts
from banxin.lines._shape import LATIN, scripts, shape
from banxin.lines.records import STANDS, Measured, TextStyle
from banxin.story.marks import BESIDE
from banxin.tuples import NamedTuple
from banxin.units import parse_length, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banxin.faces import Faces, Font, Role
    from banxin.lines._shape import Stretch
    from banxin.story.records import Mark

#: Steps as plain numbers: a page has a hundred thousand of them.
_NONE, _GAP = table.Step.NONE.value, table.Step.STRETCH_GAP.value
_WORD_SPACE, _WORD_GAP = table.Step.SHRINK_WORD_SPACE.value, table.Step.STRETCH_WORD_SPACE.value
_MIXED, _MIXED_GAP = table.Step.SHRINK_MIXED.value, table.Step.STRETCH_MIXED.value
_WESTERN = (table.LETTER, table.DIGIT, table.WESTERN)
#: Ink may stand this far out of its half 字 before the mark is spaced by its ink (PW-18), thousandths of a 字.
_INK_SLACK = 40
_ITSELF = 1000
_HALF = 500
#: Marks at the foot of the line, and how far their ink stands from what they follow in headings.
_AT_FOOT = (table.PAUSE, table.STOP)
_EXCLAIMS = (table.EXCLAIM, table.EXCLAIM_PAIR)
#: Marks that are several 字 long in one character.
_IN_UNIT = {"\u2e3a": 2, "\u2e3b": 3}
#: The middle of a square above the baseline, and how far from it dots may stand, thousandths of a 字.
_MIDDLE, _OFF_MIDDLE = 380, 80
_UNITS = (table.DASH, table.ELLIPSIS, table.WIDE_CONNECTOR)
_CLOSE = 60
#: A reading may stand so far beside the middle of its hanzi before the hanzi are parted, thousandths of its size.
_ASIDE = 250
#: Marks at whose ends one paragraph's text meets another's.
_RUN_TOGETHER = frozenset(("dateline", "signoff", "runin"))


class Missing(NamedTuple):
    """A character that none of a role's faces has."""

    offset: int
    character: str
    tried: tuple[str, ...]


def measure_paragraph(
    key: str, text: str, marks: tuple[Mark, ...], style: TextStyle, faces: Faces
) -> tuple[Measured, list[Missing]]:
    """Measure a paragraph in a style. Missing characters are listed and take one empty 字."""
    own = rules(style.level, style.marks, style.language, vertical=style.vertical)
    measured = Measured(key, text, style, own)
    if marks:
        measured.marks = tuple(mark for mark in marks if mark.kind in BESIDE)
        measured.tongues = tuple((mark.start, mark.end, mark.value) for mark in marks if mark.kind == "lang")
    cuts = _cuts(text, marks) if marks else []
    measured.starts, measured.kinds, joints = (
        collect_parts(text, cuts, language=style.language, vertical=style.vertical, figures=style.figures) if cuts
        else collect(text, language=style.language, vertical=style.vertical, figures=style.figures)
    )  # fmt: skip
    measured.count = len(measured.kinds)
    stretches = scripts(measured.kinds)
    missing = _choose_faces(measured, marks, faces, stretches)
    shape(measured, stretches)
    if measured.turns and not all(font.known for font, _ in measured.fonts):
        missing += _blank_forms(measured)
    _widths(measured)
    edges = edges_of(measured.kinds)
    _whites(measured, edges)
    if any(mark.kind == "size" for mark in marks):
        _size_whites(measured)
    _run_ins(measured, marks)
    if any(mark.kind == "ruby" for mark in marks):
        _ruby_room(measured, faces.role(style.role))
    if style.tracking and measured.count:
        # White, so that none of it stands at a line's end.
        measured.white = [white + style.tracking for white in measured.white]
        measured.white[-1] = 0
    mark_breaks(measured, joints, edges)
    return measured, missing


def _blank_forms(measured: Measured) -> list[Missing]:
    """Characters whose form in vertical lines draws nothing, in faces that are the house's own."""
    found = []
    for cell in range(measured.count):
        font, _ = measured.fonts[measured.faces[cell]]
        begin, end = measured.first_glyph[cell], measured.first_glyph[cell + 1]
        text = measured.text[measured.starts[cell] : measured.starts[cell + 1]]
        if not font.known and not text.isspace() and any(map(font.is_blank, measured.glyphs[begin:end])):
            found.append(Missing(measured.starts[cell], text[0], (font.key,)))
    return found


def _cuts(text: str, marks: tuple[Mark, ...]) -> list[int]:
    """Where the parts meet of a text that was run together."""
    ends = {offset for mark in marks if mark.kind in _RUN_TOGETHER for offset in (mark.start, mark.end)}
    return sorted(offset for offset in ends if 0 < offset < len(text))


def _choose_faces(measured: Measured, marks: tuple[Mark, ...], faces: Faces, stretches: list[Stretch]) -> list[Missing]:
    """Fill ``faces`` and ``fonts``: hanzi from the role's face, Western from its companion (PER script)."""
    style, text = measured.style, measured.text
    roles, sizes = [faces.role(style.role)], [style.size]
    which, large = bytearray(len(text)), bytearray(len(text))
    by_kind = dict(style.roles)
    # What stands inside another mark is the nearer one.
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        length = mark.end - mark.start
        name = mark.value if mark.kind == "face" else by_kind.get(mark.kind)
        if name is not None:
            roles.append(faces.role(name))
            which[mark.start : mark.end] = bytes([len(roles) - 1]) * length
        elif mark.kind == "size" and (found := parse_length(mark.value)):
            sizes.append(found.emu(em=style.size))
            large[mark.start : mark.end] = bytes([len(sizes) - 1]) * length
    missing: list[Missing] = []
    starts, fonts = measured.starts, measured.fonts
    for first, last, western in stretches:
        start, stop = starts[first], starts[last]
        role, size, length = roles[which[start]], sizes[large[start]], stop - start
        if which.count(which[start], start, stop) == length == large.count(large[start], start, stop):
            known = role.known[western]
            characters = list(map(known.get, text[start:stop]))
            if None in characters:
                for character in {text[start + at] for at, font in enumerate(characters) if font is None}:
                    role.font_for(character, western)
                characters = list(map(known.get, text[start:stop]))
            font = characters[0]
            if font is not None and characters.count(font) == length:
                # One face for all of it: nearly every stretch of a story.
                measured.faces += [_number(fonts, font, role, size, western)] * (last - first)
                continue
        for at in range(first, last):
            start = starts[at]
            role, size = roles[which[start]], sizes[large[start]]
            font = _font(role, text[start : starts[at + 1]], western, start, missing)
            measured.faces.append(_number(fonts, font, role, size, western))
    return missing


def _number(fonts: list[tuple[Font, int]], font: Font, role: Role, size: int, western: int) -> int:
    """Where a face stands in ``fonts`` at the size that its script takes."""
    entry = font, rounded(size * role.latin_scale, 1000) if western and font is role.latin else size
    if entry not in fonts:
        fonts.append(entry)
    return fonts.index(entry)


def _font(role: Role, cell: str, western: int, start: int, missing: list[Missing]) -> Font:
    """The face of a cell: its first character's; what no face has is noted."""
    for offset, character in enumerate(cell):
        if role.font_for(character, western) is None and not _invisible(character):
            missing.append(Missing(start + offset, character, tuple(role.tried())))
    return role.font_for(cell[0], western) or role.han


def _invisible(character: str) -> bool:
    """Variation selectors choose among forms; a face without the form shows the plain one."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _widths(measured: Measured) -> None:
    """Fill ``body`` and set marks on their half 字 by their real ink (PW-01, PW-03, PW-18)."""
    memo: dict[tuple[int, int], tuple[int, int]] = {}
    first, glyphs, kinds = measured.first_glyph, measured.glyphs, measured.kinds
    shifts, body, natural = measured.shifts, measured.body, measured.natural
    widths = measured.rules.body
    cells: Iterable[int] = range(measured.count)
    if len(glyphs) == measured.count and first == list(range(measured.count + 1)):
        # A glyph a cell: hanzi are as wide as theirs.
        body += natural
        cells = compress(cells, kinds)
    else:
        body += [0] * measured.count
    for cell in cells:
        begin, end = first[cell], first[cell + 1]
        kind = kinds[cell]
        if not kind and end == begin + 1:
            body[cell] = natural[begin]
            continue
        wanted = widths[kind]
        if (wanted == _ITSELF and kind != table.EXCLAIM_PAIR) or not wanted or end - begin != 1:
            body[cell] = _plain_body(measured, cell, begin, end, kind)
            continue
        if kind == table.SOLIDUS:
            _narrow_solidus(measured, cell, begin)
        key = glyphs[begin], measured.faces[cell]
        known = memo.get(key)
        if known is None:
            known = memo[key] = _placed(measured, cell, begin, wanted, kind)
        body[cell] = known[0]
        shifts[begin] += known[1]
    if measured.style.hscale != _ITSELF:
        _condense(measured)


def _narrow_solidus(measured: Measured, cell: int, glyph: int) -> None:
    """A stroke drawn for a whole 字 does not fit its half: the face's narrow one stands for it (PW-03)."""
    font, size = measured.fonts[measured.faces[cell]]
    left, _, right, _ = font.ink(measured.glyphs[glyph])
    narrow = font.glyph("/")
    if right - left > _HALF and narrow is not None:
        measured.glyphs[glyph] = narrow
        measured.natural[glyph] = rounded(font.width(narrow) * size, 1000)


def _plain_body(measured: Measured, cell: int, begin: int, end: int, kind: int) -> int:
    """The face's own advance; dashes and dots whole 字; a pair of ！？ one; an empty 字 where there is no glyph."""
    if kind == table.SPACE:
        return 0
    if kind in _UNITS:
        return _unit(measured, cell, begin, end, kind)
    if kind == table.UPRIGHT:
        return measured.em
    if kind in _EXCLAIMS and end - begin > 1:
        half = measured.em // 2
        for glyph in range(begin, end):
            measured.natural[glyph] = half
        return half * (end - begin)
    total = sum(measured.natural[begin:end])
    return total if total or kind in _WESTERN else measured.em


def _unit(measured: Measured, cell: int, begin: int, end: int, kind: int) -> int:
    """A dash or dots in exactly so many 字 as it has characters, by its real ink (UB-01, UB-02, PW-04, PW-18).

    A dash whose face leaves white at the joint is widened until its halves meet; dots that stand at the
    foot are raised to the middle of their square.
    """
    em, glyphs = measured.em, measured.glyphs
    count = sum(_IN_UNIT.get(c, 1) for c in measured.text[measured.starts[cell] : measured.starts[cell + 1]])
    body = em * count
    if begin == end:
        return body
    font, size = measured.fonts[measured.faces[cell]]
    standing = bool(measured.turns) and measured.turns[cell] == STANDS
    boxes = [font.ink_down(glyph) if standing else font.ink(glyph) for glyph in glyphs[begin:end]]
    along = [(box[1], box[3]) if standing else (box[0], box[2]) for box in boxes]
    across = (boxes[0][0] + boxes[0][2]) // 2 if standing else (boxes[0][1] + boxes[0][3]) // 2 - _MIDDLE
    rise = -rounded(across * size, 1000) if abs(across) > _OFF_MIDDLE else 0
    each, wide = body // (end - begin), _ITSELF
    if kind == table.DASH and not standing and end - begin > 1 and along[0][1] - along[0][0] < _ITSELF:
        wide = -(-_ITSELF * _ITSELF // max(1, along[0][1] - along[0][0]))
    for glyph, (left, right) in zip(range(begin, end), along, strict=True):
        measured.natural[glyph] = each
        own = rounded((left + right) * size * wide, 2 * _ITSELF * _ITSELF)
        centred = each // 2 - own
        if abs(centred) > em // 50 or wide != _ITSELF:
            measured.shifts[glyph] += centred
    if rise or wide != _ITSELF:
        measured.adjusted[cell] = rise, wide
    return body


def _placed(measured: Measured, cell: int, glyph: int, wanted: int, kind: int) -> tuple[int, int]:
    """Body and shift of a mark whose ink belongs on part of a 字."""
    font, size = measured.fonts[measured.faces[cell]]
    width = rounded(wanted * size, 1000)
    own = measured.natural[glyph]
    lead = measured.rules.lead[kind]
    upright = bool(measured.turns) and measured.turns[cell] == STANDS
    if upright:
        _, left, _, right = font.ink_down(measured.glyphs[glyph])
    else:
        left, _, right, _ = font.ink(measured.glyphs[glyph])
    moved = rounded(measured.shifts[glyph] * 1000, size)  # into its corner, where the face has no vertical form
    left, right = left + moved, right + moved
    usual = rules(measured.style.level, "full", measured.style.language, vertical=measured.style.vertical)
    natural_lead, natural_trail = usual.lead[kind], usual.trail[kind]
    if natural_lead == natural_trail:
        shift = (width - own) // 2
    else:
        shift = width - own if natural_lead else 0
    if measured.style.marks == "half" and kind in _AT_FOOT and not upright and not lead:
        # Display sizes: the mark stands close to what it follows, whatever white the face gives it (HD-03).
        shift = rounded((_CLOSE - left) * size, 1000)
    inner = rounded(shift * 1000, size)
    if left + inner < -_INK_SLACK or right + inner > wanted + _INK_SLACK:
        ink = right - left
        width = max(width, rounded(min(ink + 2 * _INK_SLACK, 1000) * size, 1000))
        shift = (width - rounded(ink * size, 1000)) // 2 - rounded(left * size, 1000)
    return width, shift


def _condense(measured: Measured) -> None:
    scale = measured.style.hscale
    measured.natural = [rounded(width * scale, 1000) for width in measured.natural]
    measured.shifts = [rounded(shift * scale, 1000) for shift in measured.shifts]
    measured.body = [rounded(width * scale, 1000) for width in measured.body]


def _whites(measured: Measured, edges: list[int]) -> None:
    """Fill ``white``, ``steps``, ``takes`` and ``grow``: the white after each cell and what may become of it."""
    style, em, kinds = measured.style, measured.em, measured.kinds
    between = measured.rules.white
    count = measured.count
    white, steps, takes = [0] * count, [0] * count, [0] * count
    # Between two hanzi, most of all gaps: no white, and what is left when all else is exhausted.
    grow = [_GAP] * (count - 1) + [_NONE] * min(count, 1)
    auto = rounded(style.autospace * em, 1000)
    auto_take = max(0, auto - rounded(measured.rules.least[_MIXED] * em, 1000))
    scaled = _scaled(between, em)
    step_of, before, after, trails = table.STEP, table.OPENS_BEFORE, table.OPENS_AFTER, measured.rules.trail
    for at in edges:
        one, two = kinds[at], kinds[at + 1]
        grow[at] = _NONE
        amount = scaled[between[one][two]]
        if LATIN[one] or LATIN[two]:
            if two == table.SPACE:
                continue
            if one == table.SPACE:
                _space(measured, at, auto, auto_take, white, steps, takes, grow)
                continue
            if one in _WESTERN and two in _WESTERN:
                continue
            if _autospaced(measured, at, one, two):
                white[at], steps[at], takes[at], grow[at] = auto, _MIXED, auto_take, _MIXED_GAP
                continue
        if amount:
            white[at] = amount
            steps[at] = step_of[one] if trails[one] else step_of[two]
            takes[at] = amount if steps[at] else 0
        if after[one] and before[two]:
            grow[at] = _GAP
    measured.white, measured.steps, measured.takes, measured.grow = white, steps, takes, grow


def _size_whites(measured: Measured) -> None:
    """The white of a mark in another size is as large as the mark."""
    trail = measured.rules.trail
    for at in range(measured.count - 1):
        if measured.white[at]:
            owner = at if trail[measured.kinds[at]] or measured.kinds[at + 1] in _WESTERN else at + 1
            size = measured.fonts[measured.faces[owner]][1]
            if LATIN[measured.kinds[owner]] or size == measured.em:
                continue
            measured.white[at] = rounded(measured.white[at] * size, measured.em)
            measured.takes[at] = rounded(measured.takes[at] * size, measured.em)


_SCALED: dict[tuple[int, int], dict[int, int]] = {}


def _scaled(between: tuple[tuple[int, ...], ...], em: int) -> dict[int, int]:
    """The whites of the rules in EMU; a page has few sizes, and rules live as long as the program."""
    key = id(between), em
    known = _SCALED.get(key)
    if known is None:
        known = _SCALED[key] = {amount: rounded(amount * em, 1000) for row in between for amount in row}
    return known


def _run_ins(measured: Measured, marks: tuple[Mark, ...]) -> None:
    """One 字 after a run-in heading or dateline (NP-08): a mark of kind "runin" ends where it begins.

    None after the sign of a list's item: its text begins where its other lines do.
    """
    # A name of two hanzi among longer ones is spaced to three (PC-11): "even" marks it.
    ends = {mark.end if mark.kind == "runin" else mark.start + 1 for mark in marks if mark.kind in ("runin", "even")}
    close = {mark.end for mark in marks if mark.kind == "sign"}
    if not ends and not close:
        return
    for at in range(measured.count - 1):
        start = measured.starts[at + 1]
        if start in ends or start in close:
            white = measured.em if start in ends else 0
            measured.white[at], measured.steps[at], measured.takes[at], measured.grow[at] = white, _NONE, 0, _GAP


def _ruby_room(measured: Measured, role: Role) -> None:
    """Part neighbouring hanzi whose readings are wider than they are, so that each stands over its own (IL-04)."""
    size, body, white = measured.em // 2, measured.body, measured.white
    before = -2, 0
    for cell, word in ruby_words(measured):
        font = role.font_for(word[0], 1) or role.latin
        width = sum(font.shape(word, size, han=False)[2])
        at = cell - 1
        if before[0] == at:
            least = (width + before[1]) // 2 + size // 4
            have = (body[at] + body[cell]) // 2 + white[at]
            if least - have > size * _ASIDE // 1000:
                white[at] += least - have
                measured.steps[at], measured.takes[at] = _NONE, 0
        before = cell, width


def ruby_words(measured: Measured) -> list[tuple[int, str]]:
    """Cells with a reading of their own, where a ruby has as many words as its base has hanzi (IL-06)."""
    found: list[tuple[int, str]] = []
    for mark in measured.marks:
        words = mark.value.split()
        cells = range(bisect_left(measured.starts, mark.start), bisect_left(measured.starts, mark.end))
        if mark.kind == "ruby" and len(words) == mark.end - mark.start == len(cells):
            found += zip(cells, words, strict=True)
    return found


def _autospaced(measured: Measured, at: int, one: int, two: int) -> bool:
    """Between hanzi and a Western letter or digit, not beside marks (MX-01, MX-03)."""
    text, edge = measured.text, measured.starts[at + 1]
    if one == table.HAN and two in _WESTERN:
        return text[edge].isalnum() and _hanzi(text[edge - 1])
    if two == table.HAN and one in _WESTERN:
        return text[edge - 1].isalnum() and _hanzi(text[edge])
    return False


def _hanzi(character: str) -> bool:
    """Not a symbol set in a square (◆ ①), which brings its own white."""
    return character >= "\u2e80"


def _space(
    measured: Measured, at: int, auto: int, auto_take: int,
    white: list[int], steps: list[int], takes: list[int], grow: list[int],
) -> None:  # fmt: skip
    """The white of a typed space: a word space, the automatic gap (MX-04), or the space of a phrase."""
    before = measured.kinds[at - 1] if at else table.SPACE
    after = measured.kinds[at + 1]
    em, rules_here = measured.em, measured.rules
    if table.UPRIGHT in (before, after):
        # Upright letters are squares; a word space is left only between two Western words (MX-06).
        if LATIN[before] and LATIN[after]:
            white[at], steps[at], grow[at] = em // 4, _WORD_SPACE, _WORD_GAP
        return
    if before in _WESTERN and after in _WESTERN:
        own = (
            measured.natural[measured.first_glyph[at]]
            if measured.first_glyph[at + 1] > measured.first_glyph[at]
            else em // 4
        )
        white[at], steps[at], grow[at] = own, _WORD_SPACE, _WORD_GAP
        takes[at] = max(0, own - rounded(rules_here.least[_WORD_SPACE] * em, 1000))
    elif not measured.style.typed and (before in _WESTERN or after in _WESTERN):
        if rules_here.trail[before] or rules_here.lead[after] or rules_here.trail[after]:
            return
        white[at], steps[at], takes[at], grow[at] = auto, _MIXED, auto_take, _MIXED_GAP
    else:
        white[at], grow[at] = rounded(measured.style.phrase * em, 1000), _GAP
