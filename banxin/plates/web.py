"""网图: pages and photos as a browser shows them, in WebP and JPEG, in a few sizes each."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from banxin.pictures.apart import apart, decoded
from banxin.pictures.opened import TRANSPARENT
from banxin.plates._looks import look
from banxin.plates._render import drawn_apart
from banxin.problems import Fault, Maybe
from banxin.tuples import NamedTuple
from banxin.units import PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.pictures.facts import Facts
    from banxin.pictures.screen import Screen
    from banxin.units import Rect

_JPEG, _WEBP, _SMALL = 74, 62, 45
#: Qualities at which a picture is tried that must not be too heavy.
_COARSER = (52, 42, 32)
#: How hard a WebP is packed (0 to 6): a large one less, which costs it a twentieth and takes half the time.
_EFFORT, _LESS, _LARGE = 4, 2, 2500


class Web(NamedTuple):
    """A picture in one size."""

    width: int
    height: int
    jpeg: bytes
    """Empty where a WebP is enough."""
    webp: bytes


def draw(data: bytes, width: int) -> Image.Image:
    """The first page of one of our own files, cut at its trim, so many pixels wide.

    Raises :class:`Fault` pictures.undrawn where pdfium cannot draw it.
    """
    return drawn_apart(lambda: _draw(data, width))


def _draw(data: bytes, width: int) -> Image.Image:
    """In the child, for advertisements on the page are others' files."""
    page = pypdfium2.PdfDocument(data)[0]
    left, low, right, high = page.get_trimbox()
    whole_wide, whole_high = page.get_size()
    scale = width / (right - left)
    crop = left, low, whole_wide - right, whole_high - high
    drawn: Image.Image = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
    height = round((high - low) * scale)
    return drawn if drawn.size == (width, height) else drawn.resize((width, height), Image.Resampling.LANCZOS)


def words_in(data: bytes, boxes: Sequence[Rect]) -> list[str]:
    """What the first page of one of our own files says in each box (EMU from its trim's left upper corner).

    '' where there are no characters: pictures have none. Raises :class:`Fault` pictures.undrawn.
    """
    if not boxes:
        return []
    answer = apart(lambda: json.dumps(_words_in(data, boxes)))
    if answer is None:
        raise Fault("pictures.undrawn", None, page=Maybe(""))
    return [str(words) for words in json.loads(answer)]


def _words_in(data: bytes, boxes: Sequence[Rect]) -> list[str]:
    """In the child, as above."""
    page = pypdfium2.PdfDocument(data)[0]
    left, _, _, top = page.get_trimbox()
    text = page.get_textpage()
    found = []
    for box in boxes:
        west, north, east, south = (side / PT for side in box)
        found.append(str(text.get_text_bounded(left + west, top - south, left + east, top - north)))
    return ["\n".join(" ".join(line.split()) for line in one.splitlines() if line.strip()) for one in found]


def thumbnail(image: Image.Image, width: int) -> bytes:
    """A picture so small that only its shape is known again."""
    file = io.BytesIO()
    small = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    small.save(file, "WEBP", quality=_SMALL, method=_EFFORT)
    return file.getvalue()


def scaled(image: Image.Image, widths: Sequence[int], *, jpeg: bool = True, limit: int = 0) -> tuple[Web, ...]:
    """A picture in some widths, none wider than it is, each once; the smallest WebP has at most ``limit`` bytes if it can."""
    found = []
    for width in sorted({min(width, image.width) for width in widths}):
        height = max(1, round(image.height * width / image.width))
        one = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        webp = next(
            (made for quality in (_WEBP, *_COARSER) if len(made := _webp(one, quality)) <= limit or not limit), b""
        )
        found.append(Web(width, height, _jpeg(one) if jpeg else b"", webp or _webp(one, _COARSER[-1])))
        limit = 0
    return tuple(found)


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_JPEG, optimize=True, progressive=True)
    return file.getvalue()


def _webp(image: Image.Image, quality: int = _WEBP) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=_EFFORT if image.width < _LARGE else _LESS)
    return file.getvalue()


def png(image: Image.Image) -> bytes:
    """A picture with sharp edges."""
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def cut(page: Image.Image, box: Rect, trim: int) -> Image.Image:
    """What a page that is ``trim`` EMU wide shows in a box."""
    left, top, right, bottom = (round(side * page.width / trim) for side in box)
    return page.crop((max(0, left), max(0, top), min(page.width, right), min(page.height, bottom)))


def photo(facts: Facts, crop: tuple[int, int, int, int], widest: int, screen: Screen) -> Image.Image:
    """A photo upright and in sRGB, the part that the page shows of it, without whatever else its file says.

    ``crop``: left, top, right and bottom in thousandths. Raises :class:`Fault` pictures.damaged or .unsupported.
    """
    data = decoded(facts, lambda: _photo(facts, crop, widest, screen))
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (0, 4))
    return Image.frombytes("RGB", (width, height), data[8:])


def _photo(facts: Facts, crop: tuple[int, int, int, int], widest: int, screen: Screen) -> bytes:
    """In the child: width, height and pixels."""
    left, top, right, bottom = crop
    wanted = widest * 1000 // max(1, right - left)
    found = look(facts, (wanted, wanted))
    wide, high = found.image.size
    part = found.image.crop((left * wide // 1000, top * high // 1000, right * wide // 1000, bottom * high // 1000))
    image = screen.seen(found._replace(image=part))
    if image.mode in TRANSPARENT:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    image.thumbnail((widest, widest * 2), Image.Resampling.LANCZOS)
    return b"".join(side.to_bytes(4, "big") for side in image.size) + image.tobytes()
