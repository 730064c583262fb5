"""CSV as spreadsheets save it: in UTF-8, UTF-16 or the encodings of Chinese Windows, parted by commas, semicolons or tabs.

Commas and UTF-8 are read as ever; the rest is found out, and only where it is beyond doubt. An encoding that was found out
is for the caller to say.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from banxin.files.reading import check_kind, decode
from banxin.problems import Fault, Source, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.files.reading import Tree
    from banxin.problems import Span

#: What Chinese Windows saves in, with the narrower set that its everyday characters are in.
_LEGACY = (("gb18030", "gb2312", "GBK"), ("cp950", "big5", "Big5"))
#: An encoding is believed where so large a share of its characters is everyday ones, and is so far ahead of the other.
_BELIEVED, _AHEAD = 0.8, 0.15
_SEPARATORS = (",", ";", "\t")
#: A comma that is no decimal one.
_PARTING_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")
#: Excel's own line for it.
_STATED = re.compile(r"sep=(.)\n")


class SavedSheet(NamedTuple):
    """A sheet's text, and the encoding that was found out; '' where it says so itself, or is UTF-8."""

    source: Source
    encoding: str


def read_sheet(tree: Tree, path: str, limit: int, span: Span | None) -> SavedSheet:
    """A CSV file as text. Raises :class:`Fault` as reading does, and files.sheet-encoding where nobody can tell its encoding."""
    data = tree.read(path, limit, span, copy=True)
    check_kind(path, data)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return SavedSheet(decode(path, data.decode("utf-16").encode("utf-8")), "")
        except UnicodeError:
            raise Fault("files.sheet-encoding", span or whole(path), path=path) from None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text, name = _legacy(path, data, span)
        return SavedSheet(decode(path, text.encode("utf-8")), name)
    return SavedSheet(decode(path, data), "")


def _legacy(path: str, data: bytes, span: Span | None) -> tuple[str, str]:
    tried = []
    for codec, narrow, name in _LEGACY:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        tried.append((_share(text, narrow), text, name))
    tried.sort(reverse=True)
    second = tried[1][0] if len(tried) > 1 else 0.0
    if not tried or tried[0][0] < _BELIEVED or tried[0][0] - second < _AHEAD:
        raise Fault("files.sheet-encoding", span or whole(path), path=path)
    return tried[0][1:]


def _share(text: str, narrow: str) -> float:
    """The share of everyday characters among those that are not ASCII."""
    others = [letter for letter in text if letter >= "\x80"]
    return sum(_everyday(letter, narrow) for letter in others) / max(1, len(others))


def _everyday(letter: str, narrow: str) -> bool:
    try:
        lead = letter.encode(narrow)[0]
    except UnicodeEncodeError:
        return False
    return lead <= 0xA3 or 0xB0 <= lead <= 0xD7 if narrow == "gb2312" else 0xA1 <= lead <= 0xC6


def separator_of(text: str) -> tuple[str, int]:
    """What parts the cells of a sheet, and how many characters at its head only say so (Excel's ``sep=;``)."""
    stated = _STATED.match(text)
    if stated:
        return stated[1], stated.end()
    if ";" not in text and "\t" not in text:
        return ",", 0
    widths = {mark: _widths(text, mark) for mark in _SEPARATORS}
    even = [mark for mark in _SEPARATORS if len(widths[mark]) == 1 and max(widths[mark]) > 1]
    if "," in even and len(even) > 1 and not _PARTING_COMMA.search(text):
        even.remove(",")
    if even:
        return even[0], 0
    first = text.lstrip("\n").partition("\n")[0]
    return next((mark for mark in _SEPARATORS if mark in first), ","), 0


def _widths(text: str, mark: str) -> set[int]:
    """How many cells rows have that hold anything, where so parted; none where that cannot be read."""
    import csv  # noqa: PLC0415 - few pages have a table

    try:
        rows = csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True)
        return {len(row) for row in rows if any(cell.strip() for cell in row)}
    except csv.Error:
        return set()
