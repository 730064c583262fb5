"""``filler`` 补白: lines where nothing else stands; the first thing that an advertisement takes the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import PICTURE, Kind
from banxin.plan.types import TEXT, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class FillerBlock(NamedTuple):
    """Lines in a frame, as an ear's."""

    title: str
    text: tuple[str, ...] = ()
    of: str = ""
    """The story that it belongs to."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in it."""
        return self.text or (self.title,)


def _read(reading: Reading) -> FillerBlock:
    return FillerBlock(reading.subject, reading.fields.texts("text"), reading.fields.text("of"))


FILLER = Kind(
    Key("filler", "补白", TEXT, "补白的文件", "a filler's file"),
    (*PICTURE, "text"), FillerBlock, _read, gives_way="whole", edged=True, dated=True, notice="filler",
)  # fmt: skip
