"""How the text of stories is set in a block: what ``story``, ``continued`` and ``briefs`` have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.records import Heading
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class BodyPlan(NamedTuple):
    """How a story's text is set."""

    heading: Heading = Heading()
    balance: bool = True
    """Columns of equal length; False fills them from the left."""
    vertical: bool = False
    initial: int = 0
    """Lines that the first character of the body is deep; 0: as large as the others."""
    tiers: int = 0
    """Tiers that vertical text stands in, one below the other; 0: as many as keep its lines readable."""
    copyfit: bool = True
    """Whether what the house lets copyfit change may be changed here."""


def read_body(reading: Reading) -> BodyPlan:
    """What a block says of its text."""
    fields = reading.fields
    return BodyPlan(
        reading.heading, fields.flag("balance", default=True), fields.flag("vertical", default=False),
        fields.number("initial"), fields.number("tiers", 0), fields.flag("copyfit", default=True),
    )  # fmt: skip
