"""``filler`` 补白: lines where nothing else stands; the first thing that an advertisement takes the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import PICTURE, Kind
from banxin.plan.types import TEXT, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


#: What a filler is called that is white on purpose, and one that only keeps a page until it is made up.
WHITE, PLACEHOLDER = ("white", "留白"), ("placeholder", "占位", "待排")


class FillerBlock(NamedTuple):
    """Lines in a frame, as an ear's; nothing at all where it is called white."""

    title: str
    text: tuple[str, ...] = ()
    of: str = ""
    """The story that it belongs to."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in it."""
        return self.text or (() if self.title in WHITE else (self.title,))

    @property
    def is_placeholder(self) -> bool:
        """Whether it only keeps a place, as in a page that was begun and not made up."""
        return self.title in PLACEHOLDER


def _read(reading: Reading) -> FillerBlock:
    return FillerBlock(reading.subject, reading.fields.texts("text"), reading.fields.text("of"))


FILLER = Kind(
    Key("filler", "补白", TEXT, "补白的题目 写留白就是有意空着", "a filler's title; white: empty on purpose"),
    (*PICTURE, "text"), FillerBlock, _read, gives_way="whole", edged=True, dated=True, notice="filler",
)  # fmt: skip
