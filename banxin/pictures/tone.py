"""How bright a picture is, part by part: whether white letters can be read on it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from banxin.files import keep_note, note
from banxin.pictures.examine import apart

if TYPE_CHECKING:
    from banxin.pictures.facts import Facts

_KIND = "tones"
#: Parts that a picture is looked at in, across and down.
_PARTS = 16


def tone(facts: Facts, part: tuple[int, int, int, int]) -> int | None:
    """The mean brightness of a part of a picture (left, top, right, bottom in thousandths), in percent.

    ``None`` where it cannot be decoded. Found in a limited process, and kept in the cache by the file's content.
    """
    body = note(_KIND, facts.data)
    if body is None:
        body = apart(lambda: _looked_at(facts.data))
        if body is None:
            return None
        keep_note(_KIND, facts.data, body)
    values = [int(value) for value in body.split()]
    columns, rows = (
        range(part[at] * _PARTS // 1000, max(part[at] * _PARTS // 1000 + 1, -(-part[at + 2] * _PARTS // 1000)))
        for at in (0, 1)
    )
    seen = [values[row * _PARTS + column] for row in rows for column in columns if row < _PARTS and column < _PARTS]
    return sum(seen) * 100 // (255 * len(seen)) if seen else None


def _looked_at(data: bytes) -> str:
    """In the child: the brightness of each part, row by row, 0 to 255."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only where a heading stands on a picture

    Image.MAX_IMAGE_PIXELS = None  # our own limit was checked on the file's facts
    with Image.open(io.BytesIO(data)) as image:
        image.draft("L", (8 * _PARTS, 8 * _PARTS))
        seen = ImageOps.exif_transpose(image).convert("L").resize((_PARTS, _PARTS), Image.Resampling.BOX)
    return " ".join(map(str, seen.tobytes()))
