"""扫码: the QR codes that a telephone finds on a printed page."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp

from banxin.pictures.apart import apart
from banxin.problems import Fault, Maybe
from banxin.tuples import NamedTuple
from banxin.units import INCH, PT, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image

#: Pixels an inch: of a page, and of what strangers may have drawn, where codes are found that are too small to print.
_DPI, _CLOSE = 150, 400
_MOST_PIXELS = 40_000_000


class Code(NamedTuple):
    """One code as it was read."""

    text: str
    box: Rect
    """Its modules, without the quiet zone; EMU from the trim's left upper corner."""
    module: int
    """The side of one module, EMU."""


def codes_on(data: bytes, page: int = 0, closely: Sequence[Rect] = ()) -> list[Code]:
    """The codes of a page of a PDF file, whoever drew them, by place.

    ``closely``: where advertisements stand (EMU from the trim's corner), of whichever kind of file; the smallest codes
    are found there. It is drawn and read in a limited process; raises :class:`Fault` pictures.undrawn where that dies.
    """
    answer = apart(lambda: json.dumps(_codes(data, page, closely)))
    if answer is None:
        raise Fault("pictures.undrawn", None, page=Maybe(""))
    found: list[Code] = []
    for text, box, module in json.loads(answer):
        code = Code(text, Rect(*box), module)
        if not any(other.text == text and _meet(other.box, code.box) for other in found):
            found.append(code)
    return sorted(found, key=lambda code: (code.box.top, code.box.left))


def _meet(one: Rect, two: Rect) -> bool:
    return one.left < two.right and two.left < one.right and one.top < two.bottom and two.top < one.bottom


def _codes(data: bytes, page: int, closely: Sequence[Rect]) -> list[Code]:
    """In the child: what is read off the page, and off its parts."""
    sheet = pypdfium2.PdfDocument(data)[page]
    left, foot, right, top = sheet.get_trimbox()
    sheet.set_cropbox(left, foot, right, top)
    whole = Rect(0, 0, round((right - left) * PT), round((top - foot) * PT))
    drawn = sheet.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
    found = list(_read(drawn, whole, INCH / _DPI))
    for box in closely:
        part = Rect(max(0, box.left), max(0, box.top), min(whole.right, box.right), min(whole.bottom, box.bottom))
        if part.left >= part.right or part.top >= part.bottom:
            continue
        across, down = part.width / INCH, part.height / INCH
        dpi = min(_CLOSE, math.sqrt(_MOST_PIXELS / (across * down)))
        crop = tuple(side / PT for side in (part.left, whole.bottom - part.bottom, whole.right - part.right, part.top))
        drawn = sheet.render(scale=dpi / 72, grayscale=True, crop=crop).to_pil().convert("L")
        found += _read(drawn, part, INCH / dpi)
    return found


def _read(drawn: Image.Image, part: Rect, unit: float) -> Iterator[Code]:
    """The codes of a drawing whose pixels are ``unit`` EMU wide and whose corner lies at a part's."""
    for code in zxingcpp.read_barcodes(drawn, formats=zxingcpp.barcode_formats_from_str("QRCode")):
        place = code.position
        corners = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
        xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
        sides = min(xs), min(ys), max(xs), max(ys)
        box = Rect(*(round(side * unit) + edge for side, edge in zip(sides, (part.left, part.top) * 2, strict=True)))
        # A code of version n has 17 + 4n modules a side (ISO/IEC 18004, 6.3.1).
        count = 17 + 4 * int(code.extra.get("Version", 1))  # type: ignore[attr-defined]
        # One that stands askew is less wide than what lies around it.
        side = math.hypot(place.top_right.x - place.top_left.x, place.top_right.y - place.top_left.y)
        yield Code(code.text, box, round(side * unit) // count)
