"""``rule`` 线条: a rule or an ornament across its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, Kind
from banxin.plan.types import Key, Type
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading

_FORMS = (
    ("thin", "正线"),
    ("thick", "反线"),
    ("double", "文武线"),
    ("dotted", "点线"),
    ("wavy", "曲线"),
    ("ornament", "花线"),
)


class RuleBlock(NamedTuple):
    """A rule."""

    form: str
    """thin, thick, double, dotted, wavy or ornament."""


def _read(reading: Reading) -> RuleBlock:
    return RuleBlock(reading.subject)


RULE = Kind(
    Key("rule", "线条", Type("choice", choices=_FORMS), "一条线", "a rule"),
    COMMON, RuleBlock, _read, ruled=False, bodied=False,
)  # fmt: skip
