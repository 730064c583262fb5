"""How bright a picture is, part by part: whether white letters can be read on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files import keep_note, note
from banxin.pictures.apart import decoded
from banxin.problems import Fault

if TYPE_CHECKING:
    from banxin.pictures.facts import Facts

_KIND = "tones-2"
#: Parts that a picture is looked at in, across and down.
_PARTS = 16


def tone(facts: Facts, part: tuple[int, int, int, int]) -> int | None:
    """The mean brightness of a part of a picture (left, top, right, bottom in thousandths), in percent.

    ``None`` where it cannot be decoded. Found in a limited process, and kept in the cache by the file's content.
    """
    body = note(_KIND, facts.data)
    if body is None:
        try:
            body = decoded(facts, lambda: _looked_at(facts).encode("ascii")).decode("ascii")
        except Fault:
            return None  # its examination says it
        keep_note(_KIND, facts.data, body)
    values = [int(value) for value in body.split()]
    columns, rows = (
        range(part[at] * _PARTS // 1000, max(part[at] * _PARTS // 1000 + 1, -(-part[at + 2] * _PARTS // 1000)))
        for at in (0, 1)
    )
    seen = [values[row * _PARTS + column] for row in rows for column in columns if row < _PARTS and column < _PARTS]
    return sum(seen) * 100 // (255 * len(seen)) if seen else None


def _looked_at(facts: Facts) -> str:
    """In the child: the brightness of each part, row by row, 0 to 255; of what is transparent that of paper."""
    from PIL import Image  # noqa: PLC0415 - only where a heading stands on a picture

    from banxin.pictures.encode import on_paper  # noqa: PLC0415 - as above
    from banxin.pictures.opened import TRANSPARENT, in_srgb  # noqa: PLC0415 - as above
    from banxin.plates._looks import look  # noqa: PLC0415 - as above

    seen = in_srgb(look(facts, (8 * _PARTS, 8 * _PARTS)))
    if seen.mode in TRANSPARENT:
        bare, _ = on_paper(seen)
        seen = Image.composite(bare, Image.new(bare.mode, bare.size, "white"), seen.getchannel("A"))
    return " ".join(map(str, seen.convert("L").resize((_PARTS, _PARTS), Image.Resampling.BOX).tobytes()))
