"""尺度: lengths as whole numbers, and the few shapes made of them.

Every length in the program is an ``int`` in English Metric Units (EMU). The unit divides the
millimetre, the point and the Q exactly, so 9.5 pt, 342 mm and 14 Q are whole numbers and sums are
exact; a fraction (1/8 字, 六号) is rounded once, half away from zero, where it is computed.
"""

from __future__ import annotations

from banxin.tuples import NamedTuple

MM = 36_000
CM = 360_000
INCH = 914_400
PT = 12_700
Q = 9_000

# The sizes that have names, in points × 1000 (CLREQ, "Character sizes"; GB 3959-83).
NAMED_SIZES = {
    "特号": 56_000, "初号": 42_000, "小初": 36_000, "一号": 27_500, "小一": 24_000,
    "二号": 21_000, "小二": 18_000, "三号": 15_750, "小三": 15_000, "四号": 14_000,
    "小四": 12_000, "五号": 10_500, "小五": 9_000, "六号": 7_875, "小六": 6_875, "七号": 5_250,
}  # fmt: skip

#: Sheets by name, width and height in tenths of a millimetre: 对开 and 四开 as Chinese dailies trim them, ISO 216, and the
#: formats of European and American papers.
NAMED_SHEETS = {
    "对开": (3900, 5430), "四开": (2715, 3900), "八开": (1950, 2715), "A2": (4200, 5940), "A3": (2970, 4200), "A4": (2100, 2970),
    "A5": (1480, 2100), "berliner": (3150, 4700), "tabloid": (2794, 4318), "broadsheet": (3750, 5970),
}  # fmt: skip
_ABSOLUTE = {"mm": MM, "cm": CM, "in": INCH, "pt": PT, "Q": Q, "q": Q}
EM, LINE, COLUMN = _RELATIVE = ("字", "行", "栏")
"""The units that hang on the page: a character of its body, a line of its grid, a column."""
UNITS = (*_ABSOLUTE, *_RELATIVE)
"""The units that a length may be written in."""


def rounded(numerator: int, denominator: int) -> int:
    """The whole number nearest to ``numerator / denominator``, halves away from zero."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator < 0:
        return -((-2 * numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def shares(total: int, count: int) -> list[int]:
    """``total`` in ``count`` whole shares as equal as can be; the remainder goes to the first ones."""
    each, more = divmod(total, count)
    return [each + 1] * more + [each] * (count - more)


class Point(NamedTuple):
    """A place on the page, from the trim's top left corner; y grows downwards."""

    x: int
    y: int


class Rect(NamedTuple):
    """A rectangle with its sides as distances from the trim's top left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    def inset(self, x: int, y: int) -> Rect:
        """The rectangle with every side moved inwards (outwards where negative)."""
        return Rect(self.left + x, self.top + y, self.right - x, self.bottom - y)

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def corners(self) -> tuple[Point, ...]:
        """The four corners, clockwise from the top left."""
        return (
            Point(self.left, self.top),
            Point(self.right, self.top),
            Point(self.right, self.bottom),
            Point(self.left, self.bottom),
        )


class Length(NamedTuple):
    """A length as written: ``numerator / denominator`` of a unit; 字, 行 and 栏 wait for a context."""

    numerator: int
    denominator: int
    unit: str

    def emu(self, *, em: int = 0, line: int = 0, column: int = 0) -> int:
        """The length in EMU where a 字 is ``em``, a 行 is ``line`` and a 栏 is ``column`` wide."""
        scale = _ABSOLUTE.get(self.unit)
        if scale is None:
            scale = {EM: em, LINE: line, COLUMN: column}[self.unit]
        return rounded(self.numerator * scale, self.denominator)

    def __str__(self) -> str:
        """The length as a compositor writes it."""
        whole, rest = divmod(self.numerator, self.denominator)
        if not rest:
            return f"{whole}{self.unit}"
        return f"{self.numerator / self.denominator:g}{self.unit}"


def _number(text: str) -> tuple[int, int] | None:
    """A decimal (``9.5``) or a fraction (``1/8``) as numerator and denominator."""
    above, slash, below = text.partition("/")
    if slash:
        if above.isascii() and above.isdigit() and below.isascii() and below.isdigit() and int(below):
            return int(above), int(below)
        return None
    whole, _, decimals = text.removeprefix("-").partition(".")
    digits = whole + decimals
    if not digits or not digits.isascii() or not digits.isdigit() or len(digits) > 12 or not whole:
        return None
    value = int(digits)
    return (-value if text.startswith("-") else value), 10 ** len(decimals)


def parse_length(text: str) -> Length | None:
    """Read ``9.5pt``, ``48mm``, ``小五``, ``2字``, ``1/4字``, ``3行`` or ``14Q``; ``None`` if it is none of them."""
    text = text.strip()
    named = NAMED_SIZES.get(text)
    if named is not None:
        return Length(named, 1000, "pt")
    for unit in UNITS:
        if text.endswith(unit):
            number = _number(text[: -len(unit)].strip())
            if number is not None:
                return Length(*number, unit)
    return None


def parse_sheet(text: str) -> tuple[Length, Length] | None:
    """Width and height of a sheet by its name; ``None`` where nothing is called so."""
    sides = NAMED_SHEETS.get(text) or NAMED_SHEETS.get(text.lower()) or NAMED_SHEETS.get(text.upper())
    return (Length(sides[0], 10, "mm"), Length(sides[1], 10, "mm")) if sides else None


def points(length: int) -> str:
    """A length for people: ``9.5pt``."""
    return f"{length / PT:.2f}".rstrip("0").rstrip(".") + "pt"


def millimetres(length: int) -> str:
    """A length for people: ``342.1mm``."""
    return f"{length / MM:.1f}".removesuffix(".0") + "mm"
