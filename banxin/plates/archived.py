"""Advertisements in the archive: as they are, put right, or drawn as a picture with their words behind it.

PDF/A asks much of fonts and colours that strangers' files do not have. Whether one does is found out by
:mod:`banxin.plates._fitness` in a limited process, once, and kept as a note under the insert's own bytes; so neither
a plain build nor a second one for the archive needs to look again.
"""

from __future__ import annotations

import base64
import io
import json
import math
import zlib
from itertools import groupby
from typing import TYPE_CHECKING, Any

from banxin.files import keep_note, note
from banxin.pictures.apart import apart
from banxin.plates.inserts import RGB_SPACE, Insert, alone, insert_of
from banxin.problems import Fault
from banxin.tuples import NamedTuple
from banxin.units import PT

if TYPE_CHECKING:
    from collections.abc import Sequence

_KIND, _DRAWN_KIND, _MOST = "archived-4", "archived-drawn-4", 300
#: Of the picture of an advertisement: pixels an inch, and no more of them than this.
_DPI, _MOST_PIXELS, _QUALITY = 300, 40_000_000, 90
#: Lines of its text behind it, and characters of each.
_MOST_LINES, _MOST_LINE = 600, 300
#: A font has so many codes, from 1.
_CODES = 255


class Archived(NamedTuple):
    """An advertisement as the archive has it."""

    how: str
    """``as-is``, ``repaired`` or ``drawn``."""
    why: tuple[str, ...]
    """What was put right, or what could not be: clauses of ISO 19005-2."""
    insert: Insert


def archived(path: str, data: bytes) -> Archived:
    """The archive's form of an insert, by the insert's own bytes.

    Raises :class:`Fault` pictures.insert-unarchived where it can be neither taken nor drawn.
    """
    kept = note(_KIND, data)
    if kept is None:
        # A process that dies over it has not found it fit.
        kept = apart(lambda: _looked(data)) or json.dumps({"how": "drawn", "why": ["-"]})
        keep_note(_KIND, data, kept, _MOST)
    answer = json.loads(kept)
    own = insert_of(data)
    if answer["how"] != "drawn":
        objects = tuple((tuple(parts), stream) for parts, stream in answer["objects"])
        return Archived(answer["how"], tuple(answer["why"]), own._replace(objects=objects))
    drawn = note(_DRAWN_KIND, data)
    if drawn is None:
        drawn = apart(lambda: _drawn(data))
        if drawn is None:
            raise Fault("pictures.insert-unarchived", None, path=path, found=", ".join(answer["why"]))
        keep_note(_DRAWN_KIND, data, drawn, _MOST)
    objects = tuple((tuple(parts), stream) for parts, stream in json.loads(drawn))
    return Archived("drawn", tuple(answer["why"]), own._replace(objects=objects))


def _looked(data: bytes) -> str:
    """In the child: whether it is fit, and its objects as they were put right."""
    import logging  # noqa: PLC0415 - as below

    import pikepdf  # noqa: PLC0415 - only for one that is seen for the first time

    from banxin.plates._fitness import Fitness  # noqa: PLC0415 - as above
    from banxin.plates.inserts import objects_of  # noqa: PLC0415 - as above

    logging.disable(logging.CRITICAL)  # fontTools talks of what it finds odd
    with pikepdf.open(io.BytesIO(alone(insert_of(data)))) as pdf:
        fitness = Fitness(pdf)
        try:
            fitness.look()
        except Exception as error:  # noqa: BLE001 - whatever cannot be looked through is not fit
            fitness.faults.add(type(error).__name__)
        if fitness.faults:
            return json.dumps({"how": "drawn", "why": sorted(fitness.faults)[:20]})
        how = "repaired" if fitness.mended else "as-is"
        objects = objects_of(pdf, pdf.pages[0].obj["/Resources"]["/XObject"]["/J"], profiled=True)
        return json.dumps({"how": how, "why": sorted(fitness.mended), "objects": objects}, separators=(",", ":"))


def _drawn(data: bytes) -> str:
    """In the child: a picture of it with its text behind, as objects."""
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - as above

    insert = insert_of(data)
    wide, high = insert.width / PT, insert.height / PT
    scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / (wide * high)))
    document = pypdfium2.PdfDocument(alone(insert))
    page = document[0]
    image = page.render(scale=scale).to_pil().convert("RGB")
    lines = _lines(page)
    document.close()
    return json.dumps(_picture(image, lines, wide, high), separators=(",", ":"))


def _lines(page: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The lines of a page's text as pdfium reads them, each with its left, foot, right and top in points."""
    from banxin.plates.inserts import squeezed  # noqa: PLC0415

    text = page.get_textpage()
    found = []
    for at in range(min(text.count_rects(), _MOST_LINES)):
        box = text.get_rect(at)
        said = squeezed(text.get_text_bounded(*box), _MOST_LINE)
        if said and box[2] > box[0] and box[3] > box[1]:
            found.append((said, box))
    return found


def _picture(image: Any, lines: Sequence[Any], wide: float, high: float) -> list[list[Any]]:
    """A form on the unit square that shows a picture, and its text in letters that draw nothing."""
    from PIL import ImageChops  # noqa: PLC0415

    red, green, blue = image.split()
    gray = not (ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox())
    pixels, entries = _encoded(red if gray else image)
    space: list[Any] = ["/DeviceGray"] if gray else [RGB_SPACE]
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /BitsPerComponent 8 {entries} "
    )
    letters = sorted({letter for said, _ in lines for letter in said})
    codes = {letter: (at // _CODES, at % _CODES + 1) for at, letter in enumerate(letters)}
    fonts = -(-len(letters) // _CODES)
    # Objects: the form, the picture, the letter, then each font's meanings and the font.
    named = [part for at in range(fonts) for part in (f"/F{at} ", 4 + 2 * at, " ")]
    form: list[Any] = ["<< /Type /XObject /Subtype /Form /FormType 1 /BBox [0 0 1 1] /Resources << /XObject << /I ", 1,
                       " >> /Font << ", *named, ">> >> >>"]  # fmt: skip
    objects: list[list[Any]] = [
        [form, _base64(b"q /I Do Q" + _behind(lines, codes, wide, high))],
        [[head, "/ColorSpace ", *space, " >>"], _base64(pixels)], [["<< >>"], _base64(b"500 0 0 0 500 1000 d1")],
    ]  # fmt: skip
    for at in range(fonts):
        own = letters[at * _CODES : (at + 1) * _CODES]
        objects += [[["<< >>"], _base64(_meanings(own))], [_font(len(own), 3 + 2 * at), None]]
    return objects


def _encoded(image: Any) -> tuple[bytes, str]:
    """A picture's data and how it is packed: without loss where that is not much larger."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY, subsampling=0)
    exact, loose = zlib.compress(image.tobytes(), 6), file.getvalue()
    if len(exact) <= 2 * len(loose):
        return exact, "/Filter /FlateDecode"
    return loose, "/Filter /DCTDecode"


def _behind(lines: Sequence[Any], codes: dict[str, tuple[int, int]], wide: float, high: float) -> bytes:
    """Text that is not seen (mode 3), each line as long as the one that is drawn; letters are half as wide as high."""
    out = [" BT 3 Tr"]
    for said, (left, foot, right, top) in lines:
        across, down = (right - left) / len(said) * 2 / wide, (top - foot) / high
        out.append(f"{across:.6f} 0 0 {down:.6f} {left / wide:.6f} {foot / high:.6f} Tm")
        # A run of letters in one font after another.
        for font, run in groupby(said, lambda letter: codes[letter][0]):
            out.append(f"/F{font} 1 Tf <{bytes(codes[letter][1] for letter in run).hex()}> Tj")
    return (" ".join(out) + " ET").encode("ascii")


def _font(count: int, meanings: int) -> list[Any]:
    """A font whose letters draw nothing (Type 3), with what they mean."""
    widths = " ".join(["500"] * count)
    head = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 1000] /FontMatrix [0.001 0 0 0.001 0 0] /Resources << >> "
    codes = f"/FirstChar 1 /LastChar {count} /Widths [{widths}] /CharProcs << /letter "
    encoding = f" >> /Encoding << /Type /Encoding /Differences [1{' /letter' * count}] >> /ToUnicode "
    return [head + codes, 2, encoding, meanings, " >>"]


def _meanings(letters: Sequence[str]) -> bytes:
    from banxin.plates._glyphs import unicode_map  # noqa: PLC0415

    return unicode_map(dict(enumerate(letters, 1)), 1)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
