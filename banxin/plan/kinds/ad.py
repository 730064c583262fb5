"""``ad`` 广告: an advertisement's file in its place, as it was booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, PLACED, Kind
from banxin.plan.types import TEXT, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class AdBlock(NamedTuple):
    """An advertisement."""

    file: str
    """'' as long as there is none."""
    booking: str = ""
    fit: str = ""
    """crop or contain; '' as a photo's."""
    alt: str = ""
    """What it shows, in words for who cannot see it."""
    customer: str = ""
    """Who booked it."""
    words: str = ""
    """What its picture says, by its booking."""
    sized: bool = False
    """Whether its file must be of its place's size: it was booked, and no ``fit`` is stated."""
    gutter: int = 0
    """Width in EMU where it stands in the gutter of a spread, between the columns of its area."""
    ink: str = ""
    """colour or black, as it was booked; '' for either."""


def _read(reading: Reading) -> AdBlock:
    fields = reading.fields
    sized = "booking" in fields and "fit" not in fields
    return AdBlock(reading.subject, fields.text("booking"), fields.text("fit"), fields.text("alt"), sized=sized)


AD = Kind(
    Key("ad", "广告", TEXT, "广告文件", "an advertisement's file"),
    (*COMMON, "booking", "alt", "fit", *PLACED), AdBlock, _read,
    edged=True, bodied=False, pictured=True, notice="ad",
)  # fmt: skip
