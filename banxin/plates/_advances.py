"""How far the glyphs of a PDF's font move the pen, and which of them show nothing."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import pikepdf

#: What follows the code of a blank in a ToUnicode map: space, no-break space or 　.
_BLANK = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*(?:<[0-9A-Fa-f]{2,4}>\s*)?<(?:0020|00A0|00a0|3000)>")
#: A hanzi's square above and below the baseline, in thousandths of its size.
_ABOVE, _BELOW = 880, -120


class Advances:
    """One font of a file."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self.name = str(font.get("/BaseFont", "/-"))[1:].rpartition("+")[2]
        kind = str(font.get("/Subtype"))
        self._whole = font["/DescendantFonts"][0] if kind == "/Type0" and "/DescendantFonts" in font else None
        self.vertical = str(font.get("/Encoding", "")).endswith("-V")
        self.unit = abs(float(font["/FontMatrix"][0])) if kind == "/Type3" and "/FontMatrix" in font else 0.001
        """Of the text space, what one of the widths stands for."""

    def codes(self, shown: bytes) -> list[int]:
        """The character codes of a string: two bytes each in a composite font."""
        if self._whole is None:
            return list(shown)
        return [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)]

    def advance(self, code: int) -> float:
        """Along the line, in text space of size 1; down it where the font is vertical."""
        if self.vertical:
            return -1.0
        return self._widths.get(code, self._usual) * self.unit

    @property
    def reach(self) -> tuple[float, float]:
        """How far its glyphs reach below and above the pen, of their size; in vertical lines left and right of it."""
        return (-0.5, 0.5) if self.vertical else (_BELOW / 1000, _ABOVE / 1000)

    @cached_property
    def blanks(self) -> frozenset[int]:
        """The codes that show nothing."""
        told = self._font.get("/ToUnicode")
        if not isinstance(told, pikepdf.Stream):
            return frozenset() if self._whole is not None else frozenset({32})
        return frozenset(int(code, 16) for code in _BLANK.findall(told.read_bytes()))

    @cached_property
    def _usual(self) -> float:
        if self._whole is not None:
            return float(self._whole.get("/DW", 1000))
        return float(self._font.get("/FontDescriptor", pikepdf.Dictionary()).get("/MissingWidth", 500))

    @cached_property
    def _widths(self) -> dict[int, float]:
        if self._whole is None:
            first = int(self._font.get("/FirstChar", 0))
            return {first + at: float(width) for at, width in enumerate(self._font.get("/Widths", []))}
        return cid_widths(self._whole)


def cid_widths(font: Any) -> dict[int, float]:
    """The widths of a composite font's descendant by CID, as its /W has them (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    rows = list(font.get("/W", []))
    while len(rows) >= 2:
        # Either a CID and the widths from it on, or two CIDs and the width of all between them.
        if isinstance(rows[1], pikepdf.Array):
            found |= {int(rows[0]) + at: float(width) for at, width in enumerate(rows[1])}
            rows = rows[2:]
        else:
            found |= dict.fromkeys(range(int(rows[0]), min(int(rows[1]), 0xFFFF) + 1), float(rows[2]))
            rows = rows[3:]
    return found
