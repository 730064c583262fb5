"""The outline of a cut-out, from its alpha channel: how far its ink reaches on each of some rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files import keep_note, note
from banxin.pictures.apart import decoded
from banxin.problems import Fault

if TYPE_CHECKING:
    from banxin.pictures.facts import Facts

_KIND = "outlines-2"
#: Rows that a cut-out is looked at in, and the opacity (of 255) from which a pixel is seen on newsprint.
ROWS, _SEEN = 256, 24

Outline = tuple[tuple[int, int], ...]
"""For each of :data:`ROWS` rows from the top, where its ink begins and ends across, in thousandths; (0, 0) for none."""


def outline(facts: Facts, *, down: bool = False) -> Outline | None:
    """The outline of a picture; ``None`` where it has no alpha channel, no ink, or cannot be decoded.

    With ``down`` it is looked at in columns from the left, and a pair is where ink begins and ends from the top.

    Found in a limited process, as every decoding is, and kept in the cache by the file's content.
    """
    if not facts.transparent:
        return None
    kind = _KIND + "-down" * down
    body = note(kind, facts.data)
    if body is None:
        try:
            body = decoded(facts, lambda: _traced(facts, down).encode("ascii")).decode("ascii")
        except Fault:
            return None  # its examination says it
        keep_note(kind, facts.data, body)
    numbers = [int(number) for number in body.split()]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True)) if any(numbers) else None


def _traced(facts: Facts, down: bool) -> str:
    """In the child: pairs of numbers, or nothing where nothing is transparent."""
    from banxin.pictures.opened import TRANSPARENT  # noqa: PLC0415 - only where the layout asks for an outline
    from banxin.plates._looks import look  # noqa: PLC0415 - as above

    image = look(facts).image
    if image.mode not in TRANSPARENT:
        return ""
    alpha = image.getchannel("A").point(lambda value: 255 if value >= _SEEN else 0)
    if down:
        from PIL import Image  # noqa: PLC0415 - as above

        alpha = alpha.transpose(Image.Transpose.TRANSPOSE)
    width, height = alpha.size
    if alpha.getextrema() == (255, 255):
        return ""
    found = []
    for row in range(ROWS):
        top, bottom = height * row // ROWS, max(height * (row + 1) // ROWS, height * row // ROWS + 1)
        box = alpha.crop((0, top, width, bottom)).getbbox()
        found += [box[0] * 1000 // width, -(-box[2] * 1000 // width)] if box else [0, 0]
    return " ".join(map(str, found))
