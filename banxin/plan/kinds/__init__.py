"""The kinds of block: a closed list, a file and an entry each.

A new kind is a file here (its record, its keys, what is true of it), its name in the two lists below, a branch in
:mod:`banxin.makeup._plain` (in :mod:`banxin.makeup._compose` if it sets stories) and its nodes in :mod:`banxin.makeup.tree`,
which do not type-check until they are there.
"""

from banxin.plan.kinds.ad import AD, AdBlock
from banxin.plan.kinds.body import BodyPlan
from banxin.plan.kinds.box import BOX, BoxBlock
from banxin.plan.kinds.briefs import BRIEFS, BriefsBlock
from banxin.plan.kinds.chart import CHART, ChartBlock
from banxin.plan.kinds.continued import CONTINUED, ContinuedBlock
from banxin.plan.kinds.ear import EAR, EarBlock
from banxin.plan.kinds.entry import Kind, Reading
from banxin.plan.kinds.filler import FILLER, FillerBlock
from banxin.plan.kinds.index import INDEX, IndexBlock
from banxin.plan.kinds.masthead import MASTHEAD, MastheadBlock
from banxin.plan.kinds.photo import PHOTO, PhotoBlock
from banxin.plan.kinds.qr import QR, CodeBlock
from banxin.plan.kinds.rule import RULE, RuleBlock
from banxin.plan.kinds.story import STORY, StoryBlock
from banxin.plan.kinds.table import TABLE, TableBlock

#: In the order in which messages list them.
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        STORY, CONTINUED, BRIEFS, PHOTO, BOX, QR, AD, MASTHEAD, EAR, INDEX, TABLE, CHART, RULE, FILLER,
    )
}  # fmt: skip
BY_RECORD: dict[type, Kind] = {kind.record: kind for kind in KINDS.values()}

What = (
    StoryBlock | ContinuedBlock | BriefsBlock | PhotoBlock | BoxBlock | CodeBlock | AdBlock | MastheadBlock
    | EarBlock | IndexBlock | TableBlock | ChartBlock | RuleBlock | FillerBlock
)  # fmt: skip
"""What stands in a block: one of the kinds' records."""

__all__ = [
    "BY_RECORD", "KINDS", "AdBlock", "BodyPlan", "BoxBlock", "BriefsBlock", "ChartBlock", "CodeBlock", "ContinuedBlock",
    "EarBlock", "FillerBlock", "IndexBlock", "Kind", "MastheadBlock", "PhotoBlock", "Reading", "RuleBlock", "StoryBlock",
    "TableBlock", "What",
]  # fmt: skip
