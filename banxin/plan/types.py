"""What the value of a key may be: kinds, and types that narrow them."""

from __future__ import annotations

from banxin.tuples import NamedTuple


class Type(NamedTuple):
    """What a value may be. ``kind`` names a row of :data:`NAMINGS`; the rest narrows it."""

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


class Naming(NamedTuple):
    """How messages call a kind of value, with an example that is right."""

    zh: str
    en: str
    example: str


#: The kinds of value. ``copy`` is text for the reader's eye, in which a YAML comment is a mistake.
NAMINGS = {
    "text": Naming("一段文字", "text", "要闻"),
    "copy": Naming("一段文字", "text", "扫码下载"),
    "cell": Naming("一格文字", "a cell's text", "12.5"),
    "name": Naming("一个名字 (字母 数字 汉字 - 和 _)", "a name (letters, digits, hanzi, - and _)", "three-towns"),
    "names": Naming("一个或几个名字", "one or more names", "[school, bridge]"),
    "pages": Naming("一块或几块版 (一个字母两个数字)", "one or more pages (a letter and two digits)", "[A03, A05]"),
    "photos": Naming("一张或几张照片 写序号或文件名", "one or more photos, by number or file", "[1, 2]"),
    "count": Naming("一个整数", "a whole number", "3"),
    "length": Naming("带单位的长度", "a length with its unit", "9.5pt"),
    "lengths": Naming("一个或几个带单位的长度", "one or more lengths with units", "[24pt, 20pt]"),
    "sheet": Naming("宽和高 或对开 四开 A3", "a width and a height, or the name of a format", "[390mm, 543mm]"),
    "ems": Naming("多少字宽", "a width in 字", "1/6字"),
    "change": Naming("加减多少 长度或百分数", "a change: a length or percents, with its sign", "-2%"),
    "ratio": Naming("一个倍数", "a factor", "1.12"),
    "ink": Naming("颜色名或印刷色", "the name of a colour, or an ink", "C0 M100 Y90 K5"),
    "colour": Naming("颜色名或印刷色", "the name of a colour, or an ink", "house"),
    "face": Naming("字体文件或字体包", "a face's file or package", "package:noto-serif@400"),
    "columns": Naming("第几栏到第几栏", "a range of columns", "1-6"),
    "lines": Naming("第几行到第几行", "a range of lines", "1-58"),
    "rows": Naming("第几行到第几行", "a range of lines", "1-58"),
    "choice": Naming("规定的词", "one of the words", "left"),
    "flag": Naming("是或否 (yes 或 no)", "yes or no", "yes"),
    "date": Naming("日期", "a date", "2026-06-01"),
    "page": Naming("版次 (一个字母两个数字 跨版写 A04-A05)", "a page (a letter and two digits; A04-A05 for a spread)", "A05"),
    "digest": Naming("64 位十六进制的 SHA-256", "a SHA-256 of 64 hexadecimal digits", "9f86d0..."),
    "url": Naming("网址 (https http mailto tel)", "an address (https, http, mailto, tel)", "https://example.org/app"),
    "focus": Naming("横 竖两个百分数", "two percentages, across and down", "50% 30%"),
    "drawing": Naming("字母画的版样", "a map of letters", "|"),
    "list": Naming("列表", "a list", "[a, b]"),
    "map": Naming("键和值", "a map of keys and values", "{a: b}"),
    "table": Naming("键和值", "a map of keys and values", "{a: b}"),
    "block": Naming("一个区块", "a block", "[{story: three-towns, columns: 1-3, lines: 1-20}]"),
}  # fmt: skip

TEXT = Type("text")
COPY = Type("copy")
NAME = Type("name")
FLAG = Type("flag")
LENGTH = Type("length")
SIZE = Type("length", low=1)
SIZES = Type("lengths", low=1)
EMS = Type("ems")
RATIO = Type("ratio", low=100, high=5000)
INK = Type("ink", table="ink")
COPIES = Type("list", of=COPY)
#: Which version of a page it is (版次字母).
LETTER = Type("choice", choices=tuple((letter, letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
CELLS = Type("list", of=Type("cell"), low=1, high=60)
TEXTS = Type("list", of=TEXT)
ROWS = Type("count", high=999, unit="行")
SIDES = (("left", "居左"), ("centre", "居中"), ("right", "居右"))
ALIGN = Type("choice", choices=(("justify", "齐行"), ("even", "均排"), *SIDES))
FRAME = Type(
    "choice", choices=(("line", "线框"), ("tint", "底纹"), ("rule", "上线"), ("solid", "反白"), ("corner", "角框"))
)


def count(low: int, high: int, unit: str = "") -> Type:
    """A whole number between two others, with the unit that it may carry."""
    return Type("count", low=low, high=high, unit=unit)
