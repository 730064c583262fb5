"""``ear`` 报眼: lines in a frame beside the masthead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, PLACED, Kind, file_in, titled
from banxin.plan.types import COPY, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class EarBlock(NamedTuple):
    """Lines under a title that is larger, or a picture above them."""

    title: str
    text: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said in it."""
        return self.text if self.picture else titled(self.title, self.text)

    @property
    def picture(self) -> str:
        """The file of a title that is a picture; '' for none."""
        return file_in(self.title)


def _read(reading: Reading) -> EarBlock:
    return EarBlock(reading.subject, reading.fields.texts("text"))


EAR = Kind(
    Key("ear", "报眼", COPY, "报眼的题目 或一张图的文件名", "an ear's title, or a picture's file"),
    (*COMMON, "text", "style", *PLACED), EarBlock, _read, edged=True, dated=True, bodied=False, notice="ear",
)  # fmt: skip
