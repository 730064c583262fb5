"""Drawing by pdfium, in a process of its own: what a stranger's file does to it ends neither the page nor the run."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from PIL import Image

from banxin.pictures.apart import apart_bytes
from banxin.problems import Fault, Maybe

if TYPE_CHECKING:
    from collections.abc import Callable

#: What goes before the pixels: their parts, width and height.
_HEAD = struct.Struct(">BII")
_MODES = {1: "L", 3: "RGB"}


def drawn_apart(draw: Callable[[], Image.Image]) -> Image.Image:
    """The gray or RGB picture that ``draw`` makes in a limited process.

    Raises :class:`Fault` pictures.undrawn where that dies of it, takes too long or cannot draw.
    """
    answer = apart_bytes(lambda: _packed(draw()))
    if answer is None or len(answer) < _HEAD.size:
        raise Fault("pictures.undrawn", None, page=Maybe(""))
    parts, width, height = _HEAD.unpack_from(answer)
    return Image.frombytes(_MODES[parts], (width, height), answer[_HEAD.size :])


def _packed(image: Image.Image) -> bytes:
    plain = image if image.mode in _MODES.values() else image.convert("RGB")
    return _HEAD.pack(len(plain.getbands()), *plain.size) + plain.tobytes()
