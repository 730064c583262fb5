"""扫码: the QR codes that a telephone finds on a printed page."""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp

from banxin.units import INCH, Rect

#: Pixels an inch: six for the least module that may be printed, so that no code is missed for want of them.
_DPI = 150


class Code(NamedTuple):
    """One code as it was read."""

    text: str
    box: Rect
    """Its modules, without the quiet zone; EMU from the trim's left upper corner."""
    module: int
    """The side of one module, EMU."""


def codes_on(data: bytes, page: int = 0) -> list[Code]:
    """The codes of a page of a PDF file, whoever drew them, by place."""
    document = pypdfium2.PdfDocument(data)
    sheet = document[page]
    left, foot, right, top = sheet.get_trimbox()
    sheet.set_cropbox(left, foot, right, top)
    drawn = sheet.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
    document.close()
    unit = INCH // _DPI
    found = []
    for code in zxingcpp.read_barcodes(drawn, formats=zxingcpp.barcode_formats_from_str("QRCode")):
        place = code.position
        corners = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
        xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
        box = Rect(*(side * unit for side in (min(xs), min(ys), max(xs), max(ys))))
        # A code of version n has 17 + 4n modules a side (ISO/IEC 18004, 6.3.1).
        count = 17 + 4 * int(code.extra.get("Version", 1))  # type: ignore[attr-defined]
        found.append(Code(code.text, box, box.width // count))
    return sorted(found, key=lambda code: (code.box.top, code.box.left))
