"""``masthead`` 报头: the paper's name, set or as a picture, with the edition's facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, Kind, file_in
from banxin.plan.types import COPY, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class MastheadBlock(NamedTuple):
    """The paper's name, or the file of its picture; and the facts below it in place of the edition's."""

    subject: str
    lines: tuple[str, ...] = ()

    @property
    def picture(self) -> str:
        """The file of a name that is a picture; '' for none."""
        return file_in(self.subject)


def _read(reading: Reading) -> MastheadBlock:
    return MastheadBlock(reading.subject, reading.fields.texts("text"))


MASTHEAD = Kind(
    Key("masthead", "报头", COPY, "报头 报名或文件", "the masthead: a name or a file"),
    (*COMMON, "text", "style"), MastheadBlock, _read, insidable=False, ruled=False, dated=True, bodied=False,
)  # fmt: skip
