"""``ear`` 报眼: lines in a frame beside the masthead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, PLACED, Kind
from banxin.plan.types import COPY, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class EarBlock(NamedTuple):
    """Lines, the first one larger; its title alone where there are none."""

    title: str
    text: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in it."""
        return self.text or (self.title,)


def _read(reading: Reading) -> EarBlock:
    return EarBlock(reading.subject, reading.fields.texts("text"))


EAR = Kind(
    Key("ear", "报眼", COPY, "报眼的题目", "an ear's title"),
    (*COMMON, "text", "style", *PLACED), EarBlock, _read, edged=True, dated=True, bodied=False, notice="ear",
)  # fmt: skip
