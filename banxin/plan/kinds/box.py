"""``box`` 文框: a named box of a story (``:::``) in a place of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, PLACED, Kind
from banxin.plan.types import TEXT, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class BoxBlock(NamedTuple):
    """A box of a story, by its name there."""

    name: str
    of: str = ""
    """The story that it belongs to where it does not stand inside its block."""


def _read(reading: Reading) -> BoxBlock:
    return BoxBlock(reading.subject, reading.fields.text("of"))


BOX = Kind(
    Key("box", "文框", TEXT, "稿件里的一个框 写框名", "a box of a story, by name"),
    (*COMMON, "of", "style", "heading", "balance", "inside", *PLACED), BoxBlock, _read,
)  # fmt: skip
