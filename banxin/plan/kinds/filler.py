"""``filler`` 补白: lines where nothing else stands; the first thing that an advertisement takes the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import PICTURE, Kind, file_in, focus_of, titled
from banxin.plan.types import TEXT, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


#: What a filler is called that is white on purpose, and one that only keeps a page until it is made up.
WHITE, PLACEHOLDER = ("white", "留白"), ("placeholder", "占位", "待排")


class FillerBlock(NamedTuple):
    """Lines in a frame, or a picture, as an ear's; nothing at all where it is called white."""

    title: str
    text: tuple[str, ...] = ()
    of: str = ""
    """The story that it belongs to."""
    alt: str = ""
    """What its picture shows, in words for who cannot see it."""
    fit: str = ""
    focus: tuple[int, int] | None = None
    """How its picture fills its place, as a photo's."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said in it."""
        return self.text if self.picture or self.title in (*WHITE, *PLACEHOLDER) else titled(self.title, self.text)

    @property
    def picture(self) -> str:
        """The file of a title that is a picture; '' for none."""
        return file_in(self.title)

    @property
    def is_placeholder(self) -> bool:
        """Whether it only keeps a place, as in a page that was begun and not made up."""
        return self.title in PLACEHOLDER


def _read(reading: Reading) -> FillerBlock:
    fields = reading.fields
    return FillerBlock(
        reading.subject,
        fields.texts("text"),
        fields.text("of"),
        fields.text("alt"),
        fields.text("fit"),
        focus_of(fields),
    )


FILLER = Kind(
    Key("filler", "补白", TEXT, "补白的题目 或一张图的文件名 写留白就是有意空着", "a filler's title, or a picture's file; white: empty on purpose"),
    (*PICTURE, "text"), FillerBlock, _read, gives_way="whole", edged=True, dated=True, notice="filler",
)  # fmt: skip
