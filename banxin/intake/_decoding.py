"""Bytes to text without a guess that could be wrong: proven, declared, or refused (promises P8).

UTF-8 proves itself. GB18030 and Big5 do not: nearly any Chinese bytes read as either, so each is read
strictly and the share of everyday characters decides. Where that does not decide, a person must say.
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from banxin.problems import Fault, Maybe, Source, Span
from banxin.tuples import NamedTuple

#: What may be asked for, and what reads it. GBK and GB 2312 are read by the superset.
NAMES = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf16": "utf-16", "gb18030": "gb18030", "gbk": "gb18030",
    "gb2312": "gb18030", "cp936": "cp936", "big5": "big5", "cp950": "big5", "big5-hkscs": "big5", "big5hkscs": "big5",
}  # fmt: skip
#: Windows-936 gives the euro sign the byte 0x80, which no edition of GB has (Microsoft's table of code page 936).
_EURO_BYTE, _EURO = 0x80, "\u20ac"
_CP936 = "banxin.cp936"
#: What GB18030 writes for the character that stands for a lost one.
_LOST_IN_GB = b"\x84\x31\xa4\x37"
#: Big5 as Windows writes it, then with the Hong Kong characters.
_BIG5 = ("cp950", "big5hkscs")
#: GB 18030-2022 gives these code points to what the edition of 2000, which Python reads, left to private use.
_SINCE_2022 = str.maketrans(dict(zip(
    range(0xE78D, 0xE797), "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19", strict=True,
)) | {
    0xE7C7: "\u1e3f", 0xE816: "\U00020087", 0xE817: "\U00020089", 0xE818: "\U000200cc", 0xE81E: "\u9fb4",
    0xE826: "\u9fb5", 0xE82B: "\u9fb6", 0xE82C: "\u9fb7", 0xE831: "\U000215d7", 0xE832: "\u9fb8",
    0xE83B: "\U0002298f", 0xE843: "\u9fb9", 0xE854: "\u9fba", 0xE855: "\U000241fe", 0xE864: "\u9fbb",
})  # fmt: skip
#: An encoding is believed where so large a share of its characters is everyday ones,
_BELIEVED = 0.82
#: where it is the only one that reads the bytes at all,
_ALONE = 0.5
#: or where it is so far ahead of the other.
_AHEAD = 0.2
#: Fewer characters than this decide nothing: in trials up to eight were read wrongly, ten and more never.
_TOO_FEW = 12
#: So many hanzi before a wrong byte say that the copy was UTF-8.
_ENOUGH = 3
_LOST = "\ufffd"
_MARK = "\ufeff"


class Decoded(NamedTuple):
    """Text with the encoding that gave it, and whether that was found out rather than said or proven."""

    text: str
    encoding: str
    guessed: bool


class _Attempted(NamedTuple):
    """The bytes as one encoding reads them."""

    name: str
    text: str
    share: float


def decode_wire(path: str, data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a wire file; raises :class:`Fault` where the encoding is unknown, wrong or undecided."""
    if encoding is not None:
        name = NAMES.get(encoding.lower().replace("_", "-"))
        if name is None:
            raise Fault("intake.unknown-encoding", _at(path, "", 0), encoding=encoding,
                        known="utf-8 utf-16 gb18030 gbk cp936 big5")  # fmt: skip
        return _lossless(path, data, _strictly(path, data, name), guessed=False)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _lossless(path, data, _strictly(path, data, "utf-16"), guessed=False)
    return _detected(path, data)


def _detected(path: str, data: bytes) -> Decoded:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith(codecs.BOM_UTF8) or _was_utf8(data[: error.start]):
            raise _broken(path, data, error, "utf-8") from None
        return _legacy(path, data, error)
    if _could_be_legacy(data, text):
        raise _undecided(path, "utf-8", "gb18030")
    return _lossless(path, data, _Attempted("utf-8", text, 1.0), guessed=False)


def _was_utf8(before: bytes) -> bool:
    """Whether what stands before a wrong byte is hanzi in UTF-8, which legacy bytes hardly ever make."""
    return sum(character >= "\u0800" for character in before.decode("utf-8")) >= _ENOUGH


def _could_be_legacy(data: bytes, text: str) -> bool:
    """A few GBK hanzi can read as UTF-8 letters of other scripts; a whole story never does."""
    others = [character for character in text if character >= "\x80"]
    if not others or any(character >= "\u0800" for character in others):
        return False
    # One accent of Western Europe among plain letters is a name in UTF-8; anything else gets a second look.
    beside = any(one >= "\x80" and two >= "\x80" for one, two in pairwise(text))
    reading = _reading(data, "gb18030") if beside or max(others) > "\xff" else None
    return isinstance(reading, _Attempted) and reading.share >= _BELIEVED


def _legacy(path: str, data: bytes, utf8: UnicodeDecodeError) -> Decoded:
    """GB18030 or Big5, whichever reads strictly and reads like Chinese."""
    tried = [_reading(data, name) for name in ("gb18030", *_BIG5)]
    good = [reading for reading in tried if isinstance(reading, _Attempted)]
    best: dict[str, _Attempted] = {}
    for reading in good:
        family = "big5" if reading.name in _BIG5 else reading.name
        best.setdefault(family, reading)
    if not best:
        errors = [utf8, *(error for error in tried if isinstance(error, UnicodeDecodeError))]
        furthest = max(errors, key=lambda error: error.start)
        raise _broken(path, data, furthest, furthest.encoding)
    ranked = sorted(best.values(), key=lambda reading: -reading.share)
    first = ranked[0]
    if len(ranked) == 1:
        believed = first.share >= _ALONE
    else:
        believed = first.share >= _BELIEVED and first.share - ranked[1].share >= _AHEAD
    if not believed or sum(character >= "\x80" for character in first.text) < _TOO_FEW:
        raise _undecided(path, *(reading.name for reading in ranked))
    return _lossless(path, data, first, guessed=True)


def _reading(data: bytes, name: str) -> _Attempted | UnicodeDecodeError:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        return error
    return _Attempted(name, text, _share(text, "gb2312" if name == "gb18030" else "big5"))


def _share(text: str, standard: str) -> float:
    """The share of everyday characters among those that are not ASCII."""
    counts: dict[str, int] = {}
    for character in text:
        if character >= "\x80":
            counts[character] = counts.get(character, 0) + 1
    total = sum(counts.values())
    everyday = sum(count for character, count in counts.items() if _everyday(character, standard))
    return everyday / total if total else 0.0


def _everyday(character: str, standard: str) -> bool:
    """Level 1 of GB 2312, the frequent hanzi of Big5, and the marks of either."""
    try:
        lead = character.encode(standard)[0]
    except UnicodeEncodeError:
        return False
    if standard == "gb2312":
        return lead in (0xA1, 0xA2, 0xA3) or 0xB0 <= lead <= 0xD7
    return 0xA1 <= lead <= 0xC6


def _strictly(path: str, data: bytes, name: str) -> _Attempted:
    """The bytes as a declared encoding reads them."""
    if name == "cp936":
        return _windows(path, data)
    codecs_of = _BIG5 if name == "big5" else (name,)
    errors = []
    for codec in codecs_of:
        try:
            return _Attempted(codec, data.decode(codec), 1.0)
        except UnicodeDecodeError as error:
            errors.append(error)
    raise _broken(path, data, max(errors, key=lambda error: error.start), name)


def _windows(path: str, data: bytes) -> _Attempted:
    """GB18030 with the euro sign of Windows-936."""
    codecs.register_error(_CP936, _euro)
    try:
        return _Attempted("gb18030", data.decode("gb18030", _CP936), 1.0)
    except UnicodeDecodeError as error:
        raise _broken(path, data, error, "cp936") from None


def _windows_text(data: bytes) -> str | None:
    """The same of a file's beginning; ``None`` where it ends within a character."""
    codecs.register_error(_CP936, _euro)
    try:
        return data.decode("gb18030", _CP936)
    except UnicodeDecodeError:
        return None


def _euro(error: UnicodeError) -> tuple[str, int]:
    """The handler of a byte that GB18030 cannot read: 0x80 is the euro sign, anything else is wrong."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == _EURO_BYTE:
        return _EURO, error.start + 1
    raise error


def _lossless(path: str, data: bytes, reading: _Attempted, *, guessed: bool) -> Decoded:
    """The text, unless a character was lost before it came to us."""
    name, text, _ = reading
    at = text.find(_LOST)
    if at >= 0:
        raise Fault("intake.lost", _at(path, text, at), offset=_offset(data, name, text, at),
                    line=text.count("\n", 0, at) + 1, count=text.count(_LOST))  # fmt: skip
    text = text.removeprefix(_MARK)
    return Decoded(text.translate(_SINCE_2022) if name == "gb18030" else text, name, guessed)


def _offset(data: bytes, name: str, text: str, at: int) -> int:
    """The byte where a character of the text begins, from 0."""
    if name == "utf-16":
        marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return len(text[:at].encode("utf-16-le")) + (len(codecs.BOM_UTF16) if marked else 0)
    if name == "gb18030":  # where the euro sign may be one byte or two
        return next(found.start() for found in re.finditer(re.escape(_LOST_IN_GB), data)
                    if _windows_text(data[: found.start()]) == text[:at])  # fmt: skip
    return len(text[:at].encode(name))


def _broken(path: str, data: bytes, error: UnicodeDecodeError, name: str) -> Fault:
    """The fault of bytes that the encoding cannot read; the place counts in bytes and in lines."""
    start = error.start
    before = data[:start].decode(error.encoding, "ignore" if name != "cp936" else _CP936)
    byte = f"0x{data[start]:02X}" if start < len(data) else ""
    euro = name == "gb18030" and start < len(data) and data[start] == _EURO_BYTE
    hint = {"euro": Maybe("cp936")} if euro else {}
    return Fault("intake.undecodable", _at(path, before + _LOST, len(before)), encoding=name, offset=start,
                 line=before.count("\n") + 1, byte=byte, **hint)  # fmt: skip


def _undecided(path: str, *names: str) -> Fault:
    return Fault("intake.undecided", _at(path, "", 0), names=" / ".join(names))


def _at(path: str, text: str, offset: int) -> Span:
    return Span(Source(path, text.replace("\r\n", "\n ").replace("\r", "\n")), offset, offset + 1)
