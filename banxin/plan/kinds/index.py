"""``index`` 导读: what stands on the other pages, by page and headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, Kind
from banxin.plan.types import COPY, Key
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading


#: What says only that there is one: it has the language's own title.
_THERE = ("yes", "true", "是")


class IndexBlock(NamedTuple):
    """An index of the edition under its title."""

    title: str
    text: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Entries by hand in place of the edition's, such as ``A02 Tide gate opens``; none where the title only is said twice."""
        return self.text[1:] if self.title in self.text[:1] else self.text


def _read(reading: Reading) -> IndexBlock:
    title = "" if reading.subject in _THERE else reading.subject
    return IndexBlock(title, reading.fields.texts("text"))


INDEX = Kind(
    Key("index", "导读", COPY, "导读的题目", "an index of the edition, by its title"),
    (*COMMON, "text", "style", "heading", "inside"), IndexBlock, _read, edged=True, dated=True,
)  # fmt: skip
