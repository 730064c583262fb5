"""``briefs`` 简讯: short stories one after the other, each under a title in the column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.body import BodyPlan, read_body
from banxin.plan.kinds.entry import TEXTUAL, Kind
from banxin.plan.types import Key, Type
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class BriefsBlock(NamedTuple):
    """Short stories, under the layout's own lines where there are any."""

    slugs: tuple[str, ...]
    lines: tuple[str, ...] = ()
    """The heading over all of them."""
    body: BodyPlan = BodyPlan()

    @property
    def several(self) -> bool:
        """Whether its stories stand under titles in the column, and its heading is the block's own lines."""
        return len(self.slugs) > 1 or bool(self.lines)


def _read(reading: Reading) -> BriefsBlock:
    slugs = tuple(reading.subject.split())
    if len(slugs) > 1 and "heading" in reading.fields and "text" not in reading.fields:
        reading.report.warn("plan.briefs-heading", reading.fields.place("heading"), id=reading.id)
    return BriefsBlock(slugs, reading.fields.texts("text"), read_body(reading))


BRIEFS = Kind(
    Key("briefs", "简讯", Type("names"), "一组简讯", "short items, by their files' names"),
    (*TEXTUAL, "text"), BriefsBlock, _read, texts=True, insidable=False, gives_way="cut",
)  # fmt: skip
