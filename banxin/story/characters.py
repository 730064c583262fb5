"""Characters that have no place in copy: what cannot be seen, what commands, what means nothing.

The tables are ours and do not follow the interpreter: Python 3.11 knows Unicode 14 and would refuse
the hanzi of Extensions H, I and J, which stand in people's names.
"""

from __future__ import annotations

from bisect import bisect_right

from banxin.problems import Report, Source, Span

#: First, last, code: ranges that are refused, ascending. What is not here is refused only if unassigned.
REFUSED = (
    (0x0000, 0x0008, "story.control"), (0x0009, 0x0009, "story.tab"), (0x000B, 0x001F, "story.control"),
    (0x007F, 0x009F, "story.control"), (0x00AD, 0x00AD, "story.invisible"), (0x034F, 0x034F, "story.invisible"),
    (0x061C, 0x061C, "story.bidi"), (0x115F, 0x1160, "story.invisible"), (0x17B4, 0x17B5, "story.invisible"),
    (0x180B, 0x180F, "story.invisible"), (0x200B, 0x200D, "story.invisible"), (0x200E, 0x200F, "story.bidi"),
    (0x2028, 0x2029, "story.control"), (0x202A, 0x202E, "story.bidi"), (0x2060, 0x2065, "story.invisible"),
    (0x2066, 0x2069, "story.bidi"), (0x206A, 0x206F, "story.invisible"), (0x3164, 0x3164, "story.invisible"),
    (0xD800, 0xDFFF, "story.surrogate"), (0xE000, 0xF8FF, "story.private-use"), (0xFDD0, 0xFDEF, "story.noncharacter"),
    (0xFE00, 0xFE0F, "story.selector"), (0xFEFF, 0xFEFF, "story.invisible"), (0xFFA0, 0xFFA0, "story.invisible"),
    (0xFFF0, 0xFFFB, "story.invisible"), (0xFFFD, 0xFFFD, "story.replacement"), (0xFFFE, 0xFFFF, "story.noncharacter"),
    (0x13430, 0x1343F, "story.invisible"), (0x1BCA0, 0x1BCA3, "story.invisible"), (0x1D173, 0x1D17A, "story.invisible"),
    *((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF, "story.noncharacter") for plane in range(1, 14)),
    (0xE0000, 0xE00FF, "story.tag-character"), (0xE0100, 0xE01EF, "story.selector"),
    (0xE01F0, 0xE0FFF, "story.invisible"), (0xEFFFE, 0xEFFFF, "story.noncharacter"),
    (0xF0000, 0xFFFFD, "story.private-use"), (0xFFFFE, 0xFFFFF, "story.noncharacter"),
    (0x100000, 0x10FFFD, "story.private-use"), (0x10FFFE, 0x10FFFF, "story.noncharacter"),
)  # fmt: skip
_STARTS = tuple(row[0] for row in REFUSED)

#: Hanzi and their marks, of which nearly all copy is made; a test holds them against the tables.
_HAN = ((0x2E80, 0x2FD5), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
        (0xF900, 0xFAD9), (0x20000, 0x323AF), (0x323B0, 0x33479))  # fmt: skip

#: Unicode gives controls no names, only these aliases: 0 to 31 in order.
_CONTROLS = (
    "NULL,START OF HEADING,START OF TEXT,END OF TEXT,END OF TRANSMISSION,ENQUIRY,ACKNOWLEDGE,BELL,BACKSPACE,"
    "CHARACTER TABULATION,LINE FEED,LINE TABULATION,FORM FEED,CARRIAGE RETURN,SHIFT OUT,SHIFT IN,DATA LINK ESCAPE,"
    "DEVICE CONTROL ONE,DEVICE CONTROL TWO,DEVICE CONTROL THREE,DEVICE CONTROL FOUR,NEGATIVE ACKNOWLEDGE,"
    "SYNCHRONOUS IDLE,END OF TRANSMISSION BLOCK,CANCEL,END OF MEDIUM,SUBSTITUTE,ESCAPE,INFORMATION SEPARATOR FOUR,"
    "INFORMATION SEPARATOR THREE,INFORMATION SEPARATOR TWO,INFORMATION SEPARATOR ONE"
)
_MORE_CONTROLS = {0x7F: "DELETE", 0x85: "NEXT LINE"}


def is_hanzi(character: str) -> bool:
    """Whether a variation selector may follow: a hanzi of any block."""
    point = ord(character)
    return any(first <= point <= last for first, last in _HAN)


def refusal(character: str) -> str:
    """The code of the fault that a character is; empty where it is welcome."""
    if "\u4e00" <= character <= "\u9fff" or " " <= character <= "~" or character == "\n":
        return ""
    point = ord(character)
    at = bisect_right(_STARTS, point) - 1
    if at >= 0 and point <= REFUSED[at][1]:
        return REFUSED[at][2]
    from banxin.story._assigned import STARTS  # noqa: PLC0415 - only for copy that goes beyond common hanzi

    return "" if bisect_right(STARTS, point) % 2 else "story.unassigned"


def refused(character: str) -> bool:
    """Whether a story that holds this character was told so: nobody need say again that it cannot be set.

    A variation selector counts, though it is welcome after a hanzi: by itself it is nothing to set.
    """
    return bool(refusal(character))


def name(character: str) -> str:
    """A character as messages call it: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    from unicodedata import name as unicode_name  # noqa: PLC0415 - only where there is a fault

    point = ord(character)
    called = _CONTROLS.split(",")[point] if character < " " else _MORE_CONTROLS.get(point, "")
    return f"U+{point:04X} {called or unicode_name(character, '')}".rstrip()


def check_characters(source: Source, report: Report) -> None:
    """Report each refused character once, at its first place, with how often it stands there."""
    text = source.text
    for character in set(text):
        if "\u4e00" <= character <= "\u9fff" or " " <= character <= "~":
            continue
        code = refusal(character)
        if code == "story.selector":
            _check_selector(source, character, report)
        elif code:
            _report(source, code, text.index(character), text.count(character), report)


def _check_selector(source: Source, character: str, report: Report) -> None:
    """A variation selector chooses a form of the hanzi before it; elsewhere it is invisible rubbish."""
    text = source.text
    stray = []
    at = text.find(character)
    while at >= 0:
        if not at or not is_hanzi(text[at - 1]):
            stray.append(at)
        at = text.find(character, at + 1)
    if stray:
        _report(source, "story.selector", stray[0], len(stray), report)


def _report(source: Source, code: str, at: int, count: int, report: Report) -> None:
    report.error(code, Span(source, at, at + 1), character=name(source.text[at]), count=count)
