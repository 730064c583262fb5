"""``continued`` 续稿: the part of a story that another page leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.body import BodyPlan, read_body
from banxin.plan.kinds.entry import TEXTUAL, Kind
from banxin.plan.types import NAME, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class ContinuedBlock(NamedTuple):
    """What the pages before leave of a story."""

    slug: str
    body: BodyPlan = BodyPlan()


def _read(reading: Reading) -> ContinuedBlock:
    return ContinuedBlock(reading.subject, read_body(reading))


CONTINUED = Kind(
    Key("continued", "续稿", NAME, "从别的版转来的稿件", "a story continued from another page"),
    TEXTUAL, ContinuedBlock, _read, texts=True, insidable=False, gives_way="cut",
)  # fmt: skip
