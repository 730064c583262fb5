"""What the value of a key may be: kinds, and types that narrow them."""

from __future__ import annotations

from typing import NamedTuple


class Type(NamedTuple):
    """What a value may be. ``kind`` names a row of :data:`KINDS`; the rest narrows it."""

    kind: str
    of: Type | None = None
    """The type of each item (list, map)."""
    table: str = ""
    """The table that a map is read with; a face or an ink may be written either way."""
    choices: tuple[tuple[str, str], ...] = ()
    """The words of a choice: English, Chinese."""
    low: int = 0
    """The least number; for a list the fewest items; for a length 1 means: not zero."""
    high: int = 0
    """The greatest number or the most items; 0: no bound."""
    unit: str = ""
    """The unit that a count may carry."""


class Key(NamedTuple):
    """One row: a key of a map."""

    name: str
    alias: str
    type: Type
    zh: str
    en: str
    required: bool = False


class Kind(NamedTuple):
    """How messages call a kind of value, with an example that is right."""

    zh: str
    en: str
    example: str


#: The kinds of value. ``copy`` is text for the reader's eye, in which a YAML comment is a mistake.
KINDS = {
    "text": Kind("一段文字", "text", "要闻"),
    "copy": Kind("一段文字", "text", "扫码下载"),
    "cell": Kind("一格文字", "a cell's text", "12.5"),
    "name": Kind("一个名字 (字母 数字 汉字 - 和 _)", "a name (letters, digits, hanzi, - and _)", "three-towns"),
    "names": Kind("一个或几个名字", "one or more names", "[school, bridge]"),
    "pages": Kind("一块或几块版 (一个字母两个数字)", "one or more pages (a letter and two digits)", "[A03, A05]"),
    "photos": Kind("一张或几张照片 写序号或文件名", "one or more photos, by number or file", "[1, 2]"),
    "count": Kind("一个整数", "a whole number", "3"),
    "length": Kind("带单位的长度", "a length with its unit", "9.5pt"),
    "lengths": Kind("一个或几个带单位的长度", "one or more lengths with units", "[24pt, 20pt]"),
    "ems": Kind("多少字宽", "a width in 字", "1/6字"),
    "change": Kind("加减多少 长度或百分数", "a change: a length or percents, with its sign", "-2%"),
    "ratio": Kind("一个倍数", "a factor", "1.12"),
    "ink": Kind("颜色名或印刷色", "the name of a colour, or an ink", "C0 M100 Y90 K5"),
    "colour": Kind("颜色名或印刷色", "the name of a colour, or an ink", "house"),
    "face": Kind("字体文件或字体包", "a face's file or package", "package:noto-serif@400"),
    "columns": Kind("第几栏到第几栏", "a range of columns", "1-6"),
    "lines": Kind("第几行到第几行", "a range of lines", "1-58"),
    "rows": Kind("第几行到第几行", "a range of lines", "1-58"),
    "choice": Kind("规定的词", "one of the words", "left"),
    "flag": Kind("是或否 (yes 或 no)", "yes or no", "yes"),
    "date": Kind("日期", "a date", "2026-06-01"),
    "page": Kind("版次 (一个字母两个数字 跨版写 A04-A05)", "a page (a letter and two digits; A04-A05 for a spread)", "A05"),
    "digest": Kind("64 位十六进制的 SHA-256", "a SHA-256 of 64 hexadecimal digits", "9f86d0..."),
    "url": Kind("网址 (https http mailto tel)", "an address (https, http, mailto, tel)", "https://example.org/app"),
    "focus": Kind("横 竖两个百分数", "two percentages, across and down", "50% 30%"),
    "drawing": Kind("字母画的版样", "a map of letters", "|"),
    "list": Kind("列表", "a list", "[a, b]"),
    "map": Kind("键和值", "a map of keys and values", "{a: b}"),
    "table": Kind("键和值", "a map of keys and values", "{a: b}"),
    "block": Kind("一个区块", "a block", "[{story: three-towns, columns: 1-3, lines: 1-20}]"),
}  # fmt: skip
