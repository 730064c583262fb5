"""``story`` 稿件: a story with its heading and all that stands inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.body import BodyPlan, read_body
from banxin.plan.kinds.entry import TEXTUAL, Kind
from banxin.plan.types import NAME, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


class StoryBlock(NamedTuple):
    """A story's text, from its beginning."""

    slug: str
    body: BodyPlan = BodyPlan()


def _read(reading: Reading) -> StoryBlock:
    return StoryBlock(reading.subject, read_body(reading))


STORY = Kind(
    Key("story", "稿件", NAME, "一篇稿件 写文件名", "a story, by its file's name"),
    TEXTUAL, StoryBlock, _read, texts=True, insidable=False, gives_way="cut",
)  # fmt: skip
