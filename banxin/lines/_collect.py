"""Text into cells: what a line never splits, and which class it is of.

Chinese text gives a cell a character; —— and …… give one cell of two, ！？ in a row one cell, and a
Western run is cut only where a line may end inside it (MX-11, LA-03).
"""

from __future__ import annotations

from itertools import pairwise

from banxin.hanzi import JOINER, kinds_in, table
from banxin.hanzi.table import Joint
from banxin.languages import DEFAULT

_WESTERN = (table.LETTER, table.DIGIT, table.WESTERN)
_WESTERN_OR_SPACE = (table.LETTER, table.DIGIT, table.WESTERN, table.SPACE)
_IS_WESTERN = [kind in _WESTERN for kind in range(len(table.NAMES) + 1)]
_DASH_PAIR = (table.DASH, table.ELLIPSIS)
#: Classes of characters that may be more or less than a cell; the last one is the joiner's.
_APART = [int(kind in (*_WESTERN_OR_SPACE, *_DASH_PAIR, table.EXCLAIM)) for kind in range(len(table.NAMES))] + [1]
#: What belongs to the Western token before it: raised figures, degrees and minutes.
_TRAILING = (table.RAISED, table.POSTFIX, JOINER)
_NARROW = "\u2100"
_ADDRESS_MARKS = "/.-_?&=@:("
#: Dashes of Western text, behind which a line may end.
_DASHES = table.MARK_WESTERN_DASHES
_INSIDE = frozenset("-/" + _DASHES)
#: Joints as plain numbers: each letter of a Western word is looked at.
_PLAIN, _COMPOUND, _NEVER = Joint.NONE.value, Joint.COMPOUND.value, Joint.NEVER.value
_ADDRESS_MARK, _ADDRESS, _ANYWHERE = Joint.ADDRESS_MARK.value, Joint.ADDRESS.value, Joint.ANYWHERE.value
#: From here on characters are squares of their own.
_SQUARES = "\u2e80"
_OPENING, _APOSTROPHE = table.MARK_CURLY_OPENING, table.MARK_APOSTROPHE
_CURLY = frozenset(_OPENING + table.MARK_CURLY_CLOSING)
#: Marks of ASCII that are Chinese ones where they stand between hanzi (LB-05, LB-07).
_BETWEEN_HANZI = {"/": table.SOLIDUS, "-": table.CONNECTOR}
#: A Western token longer than this may be cut anywhere, as a last resort.
_LONG_TOKEN = 9


def collect(
    text: str, *, language: str = DEFAULT, vertical: bool = False, figures: str = "turned"
) -> tuple[list[int], list[int], list[int]]:
    """Cells of a text: starts (one more at the end), classes, and the joint after each (:class:`Joint`).

    In vertical lines capitals and short figures stand upright; ``figures`` says what becomes of longer ones
    ("turned" or "upright").
    """
    kinds = list(map(kinds_in(language).__getitem__, text))
    if _OPENING[0] in text or _OPENING[1] in text or _APOSTROPHE in text:
        _quotes(text, kinds)
    if "/" in text or "-" in text:
        _between_hanzi(text, kinds)
    apart = bytes(map(_APART.__getitem__, kinds))
    starts: list[int] = []
    classes: list[int] = []
    joints: list[int] = []
    at, end = 0, len(text)
    while at < end:
        stop = apart.find(1, at)
        if stop != at:
            # Nearly all of a story: characters that are a cell each.
            stop = stop if stop > 0 else end
            starts += range(at, stop)
            classes += kinds[at:stop]
            joints += bytes(stop - at)
            at = stop
            continue
        kind = kinds[at]
        if _IS_WESTERN[kind]:
            stop = _token_end(kinds, text, at)
            if not (vertical and _upright(text, kinds, at, stop, figures, starts, classes, joints)):
                _token(text, kinds, at, stop, starts, classes, joints)
            at = stop
            continue
        if kind == JOINER and starts:
            at += 1  # it belongs to the cell before it
            continue
        stop = at + 1
        if kind == table.SPACE:
            while stop < end and kinds[stop] == table.SPACE:
                stop += 1
        elif kind in _DASH_PAIR:
            stop, kind = _pair(text, at, kind)
        elif kind == table.EXCLAIM and kinds[stop : stop + 1] == [kind]:
            stop, kind = _exclaims(kinds, at, vertical=vertical)
        starts.append(at)
        classes.append(kind if kind != JOINER else table.HAN)
        joints.append(_PLAIN)
        at = stop
    starts.append(end)
    return starts, classes, joints


def collect_parts(
    text: str, cuts: list[int], *, language: str = DEFAULT, vertical: bool = False, figures: str = "turned"
) -> tuple[list[int], list[int], list[int]]:
    """The same for a text that was run together (a dateline, its paragraph, a signoff): no cell reaches over a cut."""
    starts: list[int] = []
    classes: list[int] = []
    joints: list[int] = []
    for begin, end in pairwise([0, *cuts, len(text)]):
        own, kinds, between = collect(text[begin:end], language=language, vertical=vertical, figures=figures)
        starts += [start + begin for start in own[:-1]]
        classes += kinds
        joints += between
    return [*starts, len(text)], classes, joints


def _exclaims(kinds: list[int], at: int, *, vertical: bool) -> tuple[int, int]:
    """？！ in a row: two in one 字, three in two (UB-09); more in such groups. A vertical line has pairs and single ones."""
    stop = at
    while stop < len(kinds) and kinds[stop] == table.EXCLAIM:
        stop += 1
    return (stop, table.EXCLAIM) if stop - at == 3 and not vertical else (at + 2, table.EXCLAIM_PAIR)


def _between_hanzi(text: str, kinds: list[int]) -> None:
    """A solidus or a hyphen with hanzi on both sides is the Chinese mark (LB-05, LB-07)."""
    for at in range(1, len(text) - 1):
        kind = _BETWEEN_HANZI.get(text[at])
        if kind is not None and not _IS_WESTERN[kinds[at - 1]] and not _IS_WESTERN[kinds[at + 1]]:
            around = kinds[at - 1], kinds[at + 1]
            if table.SPACE not in around:
                kinds[at] = kind


def _pair(text: str, at: int, kind: int) -> tuple[int, int]:
    """A pair of dashes or ellipses is one unit; a dash alone connects (一字线, GB/T 15834 5.1.6)."""
    if text[at + 1 : at + 2] == text[at]:
        return at + 2, kind
    if kind == table.DASH and text[at] == table.MARK_EM_DASH:
        return at + 1, table.WIDE_CONNECTOR
    return at + 1, kind


def _quotes(text: str, kinds: list[int]) -> None:
    """Curly quotes and apostrophes that belong to a Western run take its face and its word spaces (PW-02)."""
    if max(text) < _SQUARES and not (text[0] in _CURLY and text[-1] in _CURLY):
        # Nothing Chinese at all: an English paragraph, and not a quotation alone, which a Chinese one may be.
        kinds[:] = [table.WESTERN if mark in _CURLY else kind for mark, kind in zip(text, kinds, strict=True)]
        return
    opened: list[int] = []
    for at, character in enumerate(text):
        if character not in _CURLY:
            continue
        if character in _OPENING:
            opened.append(at)
        elif character == _APOSTROPHE and _letter(kinds, at - 1) and _letter(kinds, at + 1):
            kinds[at] = table.WESTERN
        elif opened and ord(text[opened[-1]]) + 1 == ord(character):
            start = opened.pop()
            if _only_western(text, kinds, start + 1, at) and _inside_western(text, kinds, start, at):
                kinds[start] = kinds[at] = table.WESTERN
        elif character == _APOSTROPHE and (
            _letter(kinds, at - 1) or (_letter(kinds, at + 1) and (not at or kinds[at - 1] in _WESTERN_OR_SPACE))
        ):
            kinds[at] = table.WESTERN  # players' own, rock 'n' roll


def _letter(kinds: list[int], at: int) -> bool:
    return 0 <= at < len(kinds) and kinds[at] in (table.LETTER, table.DIGIT)


def _only_western(text: str, kinds: list[int], start: int, end: int) -> bool:
    """Whether a quotation is of Western words; quotes within it may still be undecided."""
    return end > start and all(kinds[at] in _WESTERN_OR_SPACE or text[at] in _CURLY for at in range(start, end))


def _inside_western(text: str, kinds: list[int], start: int, end: int) -> bool:
    """Whether a quotation stands among Western words on both sides."""
    before = start == 0 or _western_before(text, kinds, start - 1)
    after = end + 1 == len(text) or kinds[end + 1] in _WESTERN_OR_SPACE or text[end + 1] in _CURLY
    return before and after and not (start == 0 and end + 1 == len(text))


def _western_before(text: str, kinds: list[int], at: int) -> bool:
    if kinds[at] == table.SPACE:
        at -= 1
    return at >= 0 and (kinds[at] in _WESTERN or text[at] in _CURLY)


def _token_end(kinds: list[int], text: str, at: int) -> int:
    """Where the Western token (no spaces) that begins at ``at`` ends."""
    stop = at + 1
    while stop < len(kinds) and (
        _IS_WESTERN[kinds[stop]] or (kinds[stop] in _TRAILING and (kinds[stop] == JOINER or text[stop] < _NARROW))
    ):
        stop += 1
    return stop


def _token(
    text: str, kinds: list[int], at: int, stop: int, starts: list[int], classes: list[int], joints: list[int]
) -> None:
    """Cut a Western token into cells."""
    token = text[at:stop]
    joint = _joint_of(token)
    begin = 0
    for offset in range(len(token)):
        cut = _cut(token, offset, joint) if offset + 1 < len(token) else 0
        if cut or offset + 1 == len(token):
            starts.append(at + begin)
            kind = kinds[at + begin]
            classes.append(kind if _IS_WESTERN[kind] else table.WESTERN)
            joints.append(cut or _NEVER)
            begin = offset + 1


def _upright(
    text: str,
    kinds: list[int],
    at: int,
    stop: int,
    figures: str,
    starts: list[int],
    classes: list[int],
    joints: list[int],
) -> bool:
    """Set a token upright where that is its place: across in one 字, or a letter a 字; else say no.

    Up to three characters with a figure among them stand across (NU-05, VE-08), single letters and
    acronyms one below the other (VE-07).
    """
    token = text[at:stop]
    length = stop - at
    capitals = length <= table.UPRIGHT_LETTERS and all(kind == table.LETTER for kind in kinds[at:stop])
    if (
        (length == 1 and kinds[at] != table.WESTERN)
        or (length + token.count("%") <= table.ACROSS and any(kind == table.DIGIT for kind in kinds[at:stop]))
        or (length == 2 and token[1] == "+")
    ):
        parts = [at]
    elif (capitals and token.isupper()) or (figures == "upright" and token.isdigit()):
        parts = list(range(at, stop))
    else:
        return False
    starts.extend(parts)
    classes.extend([table.UPRIGHT] * len(parts))
    joints.extend([_NEVER] * (len(parts) - 1) + [_PLAIN])
    return True


def _joint_of(token: str) -> int:
    """How a token may be parted: as an address, between its words, as a long word, or not at all."""
    if "://" in token or "@" in token or "_" in token or token.lower().startswith("www."):
        return _ADDRESS_MARK
    letters = any(c.isalpha() for c in token)
    is_path = token.count("/") > 1 and (token[0] == "/" or "." in token)
    if letters and ("::" in token or is_path or _is_host(token)):
        return _ADDRESS_MARK
    if letters and not _INSIDE.isdisjoint(token):
        return _COMPOUND
    return _ANYWHERE if len(token) > (_LONG_TOKEN if letters else 2 * _LONG_TOKEN) else _NEVER


def _is_host(token: str) -> bool:
    """Whether a token is a name in several parts (news.example.cn/a), and not an abbreviation (U.S.A., v1.2.3)."""
    parts = token.split("/", 1)[0].rstrip(".,;:!?)").split(".")
    return len(parts) > 2 and all(len(part) > 1 for part in parts) and parts[-1].isalpha()


def _cut(token: str, offset: int, joint: int) -> int:
    """The joint after ``token[offset]``; NONE where it is not cut."""
    character, following = token[offset], token[offset + 1]
    if joint == _ADDRESS_MARK:
        at_mark = character in _ADDRESS_MARKS and following not in _ADDRESS_MARKS + ")"
        return joint if at_mark else _ADDRESS
    if joint == _COMPOUND and character in _DASHES and offset:
        return joint
    if joint == _COMPOUND and character in "-/" and token[:offset][-2:].isalpha() and token[offset + 1 :][:2].isalpha():
        # Never a letter alone (LA-04): e-mail stays whole.
        return joint if offset > 1 and offset + 2 < len(token) else _PLAIN
    if joint != _NEVER and len(token) > _LONG_TOKEN and character.isalnum() and following.isalnum():
        return _ANYWHERE
    return _PLAIN
