"""Which characters are copy: a sweep of all of Unicode, independent of the interpreter's age."""

from __future__ import annotations

import unicodedata

from banxin.story._assigned import STARTS
from banxin.story.characters import REFUSED, is_hanzi, refusal

#: Seen by nobody though Unicode does not call them format characters.
INVISIBLE = {
    0x034F,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    0x180B,
    0x180C,
    0x180D,
    0x180F,
    0x3164,
    0xFFA0,
    0xFFFD,
    0x2028,
    0x2029,
}
#: Format characters that are drawn: Arabic number signs and the like.
DRAWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
EXTENSIONS = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81D), (0x2B820, 0x2CEAD),
    (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x30000, 0x3134A), (0x31350, 0x323AF), (0x323B0, 0x33479), (0xF900, 0xFA6D), (0x2F800, 0x2FA1D),
)  # fmt: skip


def test_every_hanzi_of_every_extension_is_copy() -> None:
    """Extensions A to J and the compatibility ideographs, whatever Unicode the interpreter knows."""
    for first, last in EXTENSIONS:
        for point in range(first, last + 1):
            assert not refusal(chr(point)), hex(point)
            assert is_hanzi(chr(point)), hex(point)


def test_nothing_that_can_be_seen_is_refused_and_nothing_else_is_let_through() -> None:
    """Of all code points the interpreter knows, controls, formats, surrogates and private use are refused, and no letter is."""
    for point in range(0x110000):
        character = chr(point)
        category = unicodedata.category(character)
        code = refusal(character)
        if character == "\n":
            assert not code
        elif category in {"Cc", "Cs", "Co"} or point in INVISIBLE or (category == "Cf" and point not in DRAWN):
            assert code, hex(point)
        elif 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF:
            assert code == "story.selector"
        elif category != "Cn":
            assert not code, hex(point)


def test_the_tables_are_in_order() -> None:
    """Both are searched by halves."""
    assert list(STARTS) == sorted(set(STARTS))
    assert all(first <= last for first, last, _ in REFUSED)
    assert all(one[1] < two[0] for one, two in zip(REFUSED, REFUSED[1:], strict=False))
