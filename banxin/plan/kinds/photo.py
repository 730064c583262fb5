"""``photo`` 照片: a story's photo, or several as a group, with their caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import PICTURE, Kind, focus_of
from banxin.plan.types import Key, Type
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class PhotoBlock(NamedTuple):
    """Photos of a story, by number or file name, in one place."""

    names: tuple[str, ...]
    of: str = ""
    """The story that they belong to where they do not stand inside its block."""
    caption: str = "under"
    """under, over, left, right or none."""
    arrange: str = ""
    """How a group stands: across or down; '' the way that crops them least."""
    fit: str = ""
    """How a picture fills its place: crop or contain; '' crops what has pixels, and shows a drawing (PDF, SVG) whole."""
    focus: tuple[int, int] | None = None
    """The point of a picture that cropping keeps, in thousandths of its sides; ``None``: its middle, for want of a better."""
    alt: str = ""
    """What they show, in words for who cannot see them."""


def _read(reading: Reading) -> PhotoBlock:
    fields = reading.fields
    return PhotoBlock(
        (reading.subject, *fields.strings("photo")[1:]), fields.text("of"), fields.text("caption"), fields.text("arrange"),
        fields.text("fit"), focus_of(fields), fields.text("alt"),
    )  # fmt: skip


PHOTO = Kind(
    Key("photo", "照片", Type("photos"), "照片的序号或文件名 几张就写成列表",
        "a photo, by number or file; a list for a group"),
    (*PICTURE, "arrange"), PhotoBlock, _read, pictured=True,
)  # fmt: skip
