"""Cells with faces, glyphs and widths: a paragraph's text becomes :class:`Measured`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.hanzi import rules, table
from banxin.lines.breaks import mark_breaks
from banxin.lines.collect import collect
from banxin.lines.records import Measured, TextStyle
from banxin.units import rounded

if TYPE_CHECKING:
    from banxin.faces import Faces, Font, Role
    from banxin.story.records import Mark

_WESTERN = (table.LETTER, table.DIGIT, table.WESTERN)
#: Whether a class takes the Western companion's face, as 0 or 1.
_LATIN = [int(kind in (*_WESTERN, table.SPACE)) for kind in range(len(table.NAMES))]
#: Ink may stand this far out of its half 字 before the mark is spaced by its ink (PW-18), thousandths of a 字.
_INK_SLACK = 40
_ITSELF = 1000
#: Marks at the foot of the line, and how far their ink stands from what they follow in headings.
_AT_FOOT = (table.PAUSE, table.STOP)
_CLOSE = 60
_BESIDE = frozenset(("dots", "name", "book", "dead", "ruby"))


class Missing(NamedTuple):
    """A character that none of a role's faces has."""

    offset: int
    character: str
    tried: tuple[str, ...]


def measure_paragraph(
    key: str, text: str, marks: tuple[Mark, ...], style: TextStyle, faces: Faces
) -> tuple[Measured, list[Missing]]:
    """Measure a paragraph in a style. Missing characters are listed and take one empty 字."""
    measured = Measured(key, text, style, rules(style.level, style.marks))
    if marks:
        measured.marks = tuple(mark for mark in marks if mark.kind in _BESIDE)
    measured.starts, measured.kinds, joints = collect(text)
    measured.count = len(measured.kinds)
    missing = _choose_faces(measured, marks, faces)
    _shape(measured)
    _widths(measured)
    _whites(measured)
    _run_ins(measured, marks)
    mark_breaks(measured, joints)
    return measured, missing


def _choose_faces(measured: Measured, marks: tuple[Mark, ...], faces: Faces) -> list[Missing]:
    """Fill ``faces`` and ``fonts``: hanzi from the role's face, Western from its companion (PER script)."""
    style, text = measured.style, measured.text
    roles = [faces.role(style.role)]
    which = bytearray(len(text))
    by_kind = dict(style.roles)
    for mark in marks:
        if mark.kind in by_kind:
            roles.append(faces.role(by_kind[mark.kind]))
            which[mark.start : mark.end] = bytes([len(roles) - 1]) * (mark.end - mark.start)
    missing: list[Missing] = []
    chosen, starts, fonts = measured.faces, measured.starts, measured.fonts
    # Where each face stands in ``fonts``, set as Chinese and as Western (which may be of another size).
    numbers: tuple[dict[Font, int], dict[Font, int]] = {}, {}
    known = [role.known for role in roles]
    for at, kind in enumerate(measured.kinds):
        start, western = starts[at], _LATIN[kind]
        font = known[which[start]][western].get(text[start])
        if font is None or starts[at + 1] > start + 1:
            font = _font(roles[which[start]], text[start : starts[at + 1]], western, start, missing)
        number = numbers[western].get(font)
        if number is None:
            role = roles[which[start]]
            size = rounded(style.size * role.latin_scale, 1000) if western and font is role.latin else style.size
            entry = font, size
            number = numbers[western][font] = fonts.index(entry) if entry in fonts else len(fonts)
            if number == len(fonts):
                fonts.append(entry)
        chosen.append(number)
    return missing


def _font(role: Role, cell: str, western: int, start: int, missing: list[Missing]) -> Font:
    """The face of a cell: its first character's; what no face has is noted."""
    for offset, character in enumerate(cell):
        if role.font_for(character, western) is None and not _invisible(character):
            missing.append(Missing(start + offset, character, tuple(role.tried())))
    return role.font_for(cell[0], western) or role.han


def _invisible(character: str) -> bool:
    """Variation selectors choose among forms; a face without the form shows the plain one."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _shape(measured: Measured) -> None:
    """Shape stretches of one face and script; fill the glyph columns and ``first_glyph``."""
    starts, kinds, chosen = measured.starts, measured.kinds, measured.faces
    count, text = measured.count, measured.text
    glyphs, clusters, natural, shifts = measured.glyphs, measured.clusters, measured.natural, measured.shifts
    at = 0
    while at < count:
        western, face = _LATIN[kinds[at]], chosen[at]
        end = at + 1
        while end < count and chosen[end] == face and _LATIN[kinds[end]] == western:
            end += 1
        font, size = measured.fonts[chosen[at]]
        base = starts[at]
        ids, offsets, advances, moved = font.shape(
            text[base : starts[end]], size, han=not western, vertical=measured.style.vertical
        )
        here = len(glyphs)
        glyphs += ids
        clusters += [offset + base for offset in offsets] if base else offsets
        natural += advances
        shifts += moved
        if end - at == len(ids) and end - at == starts[end] - base:
            measured.first_glyph += range(here, here + len(ids))
        else:
            _spread(measured, at, end, here)
        at = end
    measured.first_glyph.append(len(glyphs))


def _spread(measured: Measured, at: int, end: int, glyph: int) -> None:
    """Give cells ``at`` up to ``end`` their glyphs where cells, characters and glyphs do not pair up."""
    clusters, total = measured.clusters, len(measured.glyphs)
    for cell in range(at, end):
        while glyph < total and clusters[glyph] < measured.starts[cell]:
            glyph += 1
        measured.first_glyph.append(glyph)


def _widths(measured: Measured) -> None:
    """Fill ``body`` and set marks on their half 字 by their real ink (PW-01, PW-03, PW-18)."""
    memo: dict[tuple[int, int], tuple[int, int]] = {}
    first, glyphs, kinds = measured.first_glyph, measured.glyphs, measured.kinds
    shifts, body, tracking = measured.shifts, measured.body, measured.style.tracking
    widths, natural = table.BODY, measured.natural
    for cell in range(measured.count):
        begin, end = first[cell], first[cell + 1]
        kind = kinds[cell]
        if not kind and end == begin + 1:
            body.append(natural[begin])
            continue
        wanted = widths[kind]
        if wanted == _ITSELF or not wanted or end - begin != 1:
            body.append(_plain_body(measured, begin, end, kind))
            continue
        key = glyphs[begin], measured.faces[cell]
        known = memo.get(key)
        if known is None:
            known = memo[key] = _placed(measured, cell, begin, wanted, kind)
        body.append(known[0])
        shifts[begin] += known[1]
    if measured.style.hscale != _ITSELF:
        _condense(measured)
    if tracking:
        measured.body = [width + tracking for width in measured.body]


def _plain_body(measured: Measured, begin: int, end: int, kind: int) -> int:
    """The face's own advance; a group of ！？ half a 字 each; an empty 字 where there is no glyph."""
    if kind == table.SPACE:
        return 0
    if kind == table.EXCLAIM and end - begin > 1:
        half = measured.em // 2
        for glyph in range(begin, end):
            measured.natural[glyph] = half
        return half * (end - begin)
    total = sum(measured.natural[begin:end])
    return total if total or kind in _WESTERN else measured.em


def _placed(measured: Measured, cell: int, glyph: int, wanted: int, kind: int) -> tuple[int, int]:
    """Body and shift of a mark whose ink belongs on part of a 字."""
    font, size = measured.fonts[measured.faces[cell]]
    width = rounded(wanted * size, 1000)
    own = measured.natural[glyph]
    if measured.style.vertical:
        return (min(width, own), 0)
    left, _, right, _ = font.ink(measured.glyphs[glyph])
    if table.LEAD[kind]:
        shift = width - own
    elif table.TRAIL[kind]:
        shift = 0
    else:
        shift = (width - own) // 2
    if measured.style.marks == "half" and kind in _AT_FOOT:
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


def _whites(measured: Measured) -> None:
    """Fill ``white``, ``steps``, ``takes`` and ``grow``: the white after each cell and what may become of it."""
    style, em, kinds = measured.style, measured.em, measured.kinds
    between = measured.rules.white
    count = measured.count
    white, steps, takes, grow = [0] * count, [0] * count, [0] * count, [0] * count
    auto = rounded(style.autospace * em, 1000)
    auto_take = max(0, auto - rounded(table.LEAST[6] * em, 1000))
    scaled = _scaled(between, em)
    step_of, stretches = table.STEP, table.STRETCHES
    for at in range(count - 1):
        one, two = kinds[at], kinds[at + 1]
        if not one and not two:  # two hanzi: most of all gaps
            grow[at] = 3
            continue
        amount = scaled[between[one][two]]
        if _LATIN[one] or _LATIN[two]:
            if two == table.SPACE:
                continue
            if one == table.SPACE:
                _space(measured, at, auto, auto_take, white, steps, takes, grow)
                continue
            if one in _WESTERN and two in _WESTERN:
                continue
            if _autospaced(measured, at, one, two):
                white[at], steps[at], takes[at], grow[at] = auto, 6, auto_take, 2
                continue
        if amount:
            white[at] = amount
            steps[at] = step_of[one] if table.TRAIL[one] else step_of[two]
            takes[at] = amount if steps[at] else 0
        if stretches[one] and stretches[two]:
            grow[at] = 3
    measured.white, measured.steps, measured.takes, measured.grow = white, steps, takes, grow


_SCALED: dict[tuple[int, int], dict[int, int]] = {}


def _scaled(between: tuple[tuple[int, ...], ...], em: int) -> dict[int, int]:
    """The whites of the rules in EMU; a page has few sizes, and rules live as long as the program."""
    key = id(between), em
    known = _SCALED.get(key)
    if known is None:
        known = _SCALED[key] = {amount: rounded(amount * em, 1000) for row in between for amount in row}
    return known


def _run_ins(measured: Measured, marks: tuple[Mark, ...]) -> None:
    """One 字 after a run-in heading or dateline (NP-08): a mark of kind "runin" ends where it begins."""
    ends = {mark.end for mark in marks if mark.kind == "runin"}
    if not ends:
        return
    for at in range(measured.count - 1):
        if measured.starts[at + 1] in ends:
            measured.white[at], measured.steps[at], measured.takes[at], measured.grow[at] = measured.em, 0, 0, 3


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
    em = measured.em
    if before in _WESTERN and after in _WESTERN:
        own = (
            measured.natural[measured.first_glyph[at]]
            if measured.first_glyph[at + 1] > measured.first_glyph[at]
            else em // 4
        )
        white[at], steps[at], grow[at] = own, 2, 1
        takes[at] = max(0, own - rounded(table.LEAST[2] * em, 1000))
    elif not measured.style.typed and (before in _WESTERN or after in _WESTERN):
        if table.TRAIL[before] or table.LEAD[after] or table.TRAIL[after]:
            return
        white[at], steps[at], takes[at], grow[at] = auto, 6, auto_take, 2
    else:
        white[at], grow[at] = rounded(measured.style.phrase * em, 1000), 3
