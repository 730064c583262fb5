"""From the text of a value to the value: one function for each kind of :data:`banxin.plan.types.NAMINGS`.

Each returns ``None`` where the text is not of its kind, and raises :class:`Bounds` where it is but the
number is out of reason; the reader says it with the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import Ink
from banxin.plan.types import Type
from banxin.tuples import NamedTuple
from banxin.units import MM, Length, parse_length, parse_sheet, rounded

if TYPE_CHECKING:
    from collections.abc import Callable

#: No length of a newspaper reaches this.
_LONGEST = 2000 * MM
_MOST_UNITS = 1000
_DIGITS = 9


class Bounds(Exception):  # noqa: N818 - it says what it is
    """A number beyond the least or the greatest that makes sense."""

    def __init__(self, low: str, high: str) -> None:
        super().__init__(low, high)
        self.low, self.high = low, high


class FaceValue(NamedTuple):
    """A face written as one text."""

    file: str = ""
    package: str = ""
    weight: int = 0


class ColumnRange(NamedTuple):
    """``1-6`` or ``3``."""

    first: int
    last: int


class LineRange(NamedTuple):
    """``1-58``, ``after three-towns to 92`` (``last``) or ``after three-towns for 12`` (``takes``)."""

    first: int = 0
    last: int = 0
    after: str = ""
    takes: int = 0


def digits(text: str) -> int | None:
    """A whole number without sign, of at most nine digits."""
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    return None


def _within(value: int, kind: Type) -> int:
    if value < kind.low or (kind.high and value > kind.high):
        raise Bounds(str(kind.low), str(kind.high))
    return value


def _thousandths(text: str) -> int | None:
    """A decimal as thousandths, rounded half away from zero."""
    whole, _, decimals = text.partition(".")
    if digits(whole) is None or (decimals and digits(decimals) is None) or text.endswith("."):
        return None
    return rounded(int(whole + decimals) * 1000, 10 ** len(decimals))


def text(value: str, _kind: Type) -> str | None:
    """Any text on one line."""
    value = value.strip()
    return value if value and "\n" not in value else None


def name(value: str, _kind: Type) -> str | None:
    """A name that may be a file's: letters, digits, hanzi, ``-``, ``_`` and ``.`` inside."""
    bare = value.replace("-", "").replace("_", "").replace(".", "")
    if bare.isalnum() and value[0] not in "-." and value[-1] != "." and ".." not in value and len(value) <= 80:
        return value
    return None


def names(value: str, kind: Type) -> tuple[str, ...] | None:
    """A single name where several may stand."""
    one = name(value, kind)
    return (one,) if one else None


def photos(value: str, kind: Type) -> tuple[str, ...] | None:
    """A single photo where several may stand."""
    one = text(value, kind)
    return (one,) if one else None


def count(value: str, kind: Type) -> int | None:
    """A whole number; its unit may follow."""
    number = digits(value.removesuffix(kind.unit).rstrip() if kind.unit else value)
    return None if number is None else _within(number, kind)


def length(value: str, kind: Type) -> Length | None:
    """A length with its unit."""
    found = parse_length(value)
    if found is None:
        return None
    least = "0" if not kind.low else "> 0"
    if found.numerator < 0 or (kind.low and not found.emu(em=MM, line=MM, column=MM)):
        raise Bounds(least, "2000mm")
    # In a relative unit the bound is a number of units: 1000 lines are more than any page has.
    em = _LONGEST // _MOST_UNITS
    if found.emu(em=em, line=em, column=em) > _LONGEST:
        raise Bounds(least, "2000mm")
    return found


def lengths(value: str, kind: Type) -> tuple[Length, ...] | None:
    """A single length where several may stand."""
    one = length(value, kind)
    return (one,) if one else None


def sheet(value: str, _kind: Type) -> tuple[Length, Length] | None:
    """Width and height of a named format."""
    return parse_sheet(value)


def ems(value: str, _kind: Type) -> int | None:
    """A width in 字, as thousandths."""
    found = parse_length(value)
    if found is None or found.unit != "字":
        return None
    if not 0 <= found.numerator <= 20 * found.denominator:
        raise Bounds("0", "20字")
    return rounded(found.numerator * 1000, found.denominator)


def change(value: str, _kind: Type) -> Length | None:
    """A length that may be negative; percents are hundredths of a 字."""
    percent = value.endswith("%")
    found = parse_length(value.removesuffix("%").rstrip() + "字" if percent else value.removeprefix("+"))
    if found is None:
        return None
    em = _LONGEST // _MOST_UNITS
    if abs(found.emu(em=em, line=em, column=em)) > _LONGEST:
        raise Bounds("-2000mm", "2000mm")
    return found._replace(denominator=found.denominator * 100) if percent else found


def ratio(value: str, kind: Type) -> int | None:
    """A factor, as thousandths."""
    found = _thousandths(value)
    if found is None:
        return None
    if not kind.low <= found <= kind.high:
        raise Bounds(f"{kind.low / 1000:g}", f"{kind.high / 1000:g}")
    return found


def parse_ink(value: str) -> Ink | None:
    """``C0 M100 Y90 K5`` (percents) as an ink; ``None`` if it is not written so."""
    parts: dict[str, int] = {}
    for word in value.split():
        part, amount = word[0].lower(), _thousandths(word[1:])
        if part not in "cmyk" or part in parts or amount is None:
            return None
        if amount > 100_000:
            raise Bounds("0", "100")
        parts[part] = rounded(amount, 100)
    return Ink(**parts) if parts else None  # type: ignore[arg-type]


def ink(value: str, kind: Type) -> Ink | str | None:
    """An ink, or the name of a colour of house.yaml."""
    return parse_ink(value) or name(value, kind)


def colour(value: str, kind: Type) -> str | None:
    """An ink or the name of a colour, as it was written."""
    return None if ink(value, kind) is None else value


def face(value: str, kind: Type) -> FaceValue | None:
    """``package:noto-serif@400`` or a file below assets/."""
    if value.startswith("package:"):
        package, at, weight = value.removeprefix("package:").partition("@")
        pinned = digits(weight) if at else 0
        if name(package, kind) is None or pinned is None:
            return None
        return FaceValue(package=package, weight=_within(pinned, Type("count", high=1000)))
    if "@" in value or ":" in value or text(value, kind) is None:
        return None
    return FaceValue(file=value)


def columns(value: str, _kind: Type) -> ColumnRange | None:
    """``1-6`` or ``3``."""
    first, dash, last = value.partition("-")
    one = digits(first.strip())
    other = digits(last.strip()) if dash else one
    return None if one is None or other is None else ColumnRange(one, other)


class Chain(NamedTuple):
    """How a place is written that begins where another block ends."""

    after: str
    to: str
    takes: str


#: In English, and in Chinese.
CHAINS = (Chain("after", "to", "for"), Chain("接", "至", "占"))
#: The unit that a number of lines may carry.
LINE = "行"


def lines(value: str, kind: Type) -> LineRange | None:
    """``1-58``, ``20``, ``after ID to 92`` or ``after ID for 12``; the words may be Chinese."""
    words = value.split()
    chain = next((one for one in CHAINS if words[:1] == [one.after]), None)
    if len(words) == 4 and chain is not None:
        number = digits(words[3].removesuffix(LINE))
        if number is not None and words[2] in [one.to for one in CHAINS]:
            return LineRange(after=words[1], last=number)
        if number is not None and words[2] in [one.takes for one in CHAINS]:
            return LineRange(after=words[1], takes=number)
        return None
    found = columns(value, kind)
    return None if found is None else LineRange(found.first, found.last)


def choice(value: str, kind: Type) -> str | None:
    """One of the words, in either language, as the English one."""
    for english, chinese in kind.choices:
        if value in (english, chinese):
            return english
    return None


def flag(value: str, _kind: Type) -> bool | None:
    """Yes or no."""
    if value in ("yes", "true", "是"):
        return True
    return False if value in ("no", "false", "否") else None


def date(value: str, _kind: Type) -> str | None:
    """A real day, written ``2026-06-01``."""
    parts = value.split("-")
    numbers = [digits(part) for part in parts]
    if [len(part) for part in parts] != [4, 2, 2] or None in numbers:
        return None
    year, month, day = (number or 0 for number in numbers)
    if not (1 <= month <= 12 and 1 <= day <= _days(year, month) and year >= 1800):
        raise Bounds("1800-01-01", "9999-12-31")
    return value


def _days(year: int, month: int) -> int:
    """Days in a month (without the import of datetime, 1.5 ms, for this one sum)."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def page(value: str, _kind: Type) -> str | None:
    """``A05``, or ``A04-A05`` for a spread: an even page and the odd one after it."""
    left, dash, right = value.partition("-")
    numbers = [digits(one[1:]) if len(one) == 3 and "A" <= one[0] <= "Z" else None for one in (left, right or left)]
    if None in numbers or (dash and not right):
        return None
    if dash and not (left[0] == right[0] and numbers[0] and numbers[0] % 2 == 0 and numbers[1] == numbers[0] + 1):
        return None
    return value


def pages(value: str, kind: Type) -> tuple[str, ...] | None:
    """A single page where several may stand."""
    one = page(value, kind)
    return (one,) if one else None


def digest(value: str, _kind: Type) -> str | None:
    """A SHA-256."""
    ok = len(value) == 64 and all(c in "0123456789abcdef" for c in value.lower())
    return value.lower() if ok else None


def url(value: str, _kind: Type) -> str | None:
    """An address that a reader may safely be sent to (promises P29); whether a code can hold it is seen later."""
    scheme, colon, rest = value.partition(":")
    printable = value.isprintable() and " " not in value
    if not colon or scheme not in ("https", "http", "mailto", "tel") or not rest or not printable:
        return None
    if scheme in ("https", "http"):
        host = rest[2:].partition("/")[0].partition("?")[0].partition("#")[0]
        # A name before @ is how an address is made to look like another one.
        if not rest.startswith("//") or not host or "@" in host or "\\" in rest:
            return None
    return value


def focus(value: str, _kind: Type) -> tuple[int, int] | None:
    """``50% 30%`` as thousandths of the picture's sides."""
    found = []
    for word in value.split():
        amount = _thousandths(word[:-1]) if word.endswith("%") else None
        if amount is None:
            return None
        if amount > 100_000:
            raise Bounds("0%", "100%")
        found.append(rounded(amount, 100))
    return (found[0], found[1]) if len(found) == 2 else None


def drawing(value: str, _kind: Type) -> tuple[str, ...] | None:
    """The rows of a map of letters."""
    rows = tuple(line.strip() for line in value.strip("\n").split("\n"))
    return rows if all(rows) and not any(" " in row for row in rows) else None


#: Kind → its function.
PARSERS: dict[str, Callable[[str, Type], object]] = {
    "text": text, "copy": text, "cell": text, "name": name, "names": names, "photos": photos, "count": count, "length": length,
    "lengths": lengths, "sheet": sheet, "ems": ems, "change": change, "ratio": ratio, "ink": ink, "colour": colour, "face": face, "columns": columns,
    "lines": lines, "rows": columns, "choice": choice, "flag": flag, "date": date, "page": page, "pages": pages, "digest": digest,
    "url": url, "focus": focus, "drawing": drawing,
}  # fmt: skip
