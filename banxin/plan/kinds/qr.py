"""``qr`` 二维码: a code that leads to an address, with words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, PLACED, Kind
from banxin.plan.types import Key, Type
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class CodeBlock(NamedTuple):
    """A QR code."""

    url: str
    lines: tuple[str, ...] = ()
    """What stands beside it."""
    alt: str = ""
    """Where it leads, in words for who cannot see it."""


def _read(reading: Reading) -> CodeBlock:
    return CodeBlock(reading.subject, reading.fields.texts("text"), reading.fields.text("alt"))


QR = Kind(
    Key("qr", "二维码", Type("url"), "二维码指向的网址", "the address of a QR code"),
    (*COMMON, "text", "alt", "style", *PLACED), CodeBlock, _read, bodied=False, notice="filler",
)  # fmt: skip
