"""``chart`` 图表: a table's numbers drawn as columns, bars or a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, PLACED, Kind
from banxin.plan.kinds.table import Rows, read_rows
from banxin.plan.types import TEXT, Key, Type
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.kinds.entry import Reading

_FORMS = (("columns", "柱图"), ("bars", "条图"), ("line", "线图"))


class ChartBlock(NamedTuple):
    """A chart of a table."""

    file: str
    """The file of its rows, where they do not stand in the layout."""
    title: str = ""
    rows: Rows = ()
    """Its numbers with their names, where they stand in the layout; else they are its file's."""
    notes: tuple[str, ...] = ()
    """Lines below it: source, explanation."""
    form: str = "columns"
    """columns (柱图), bars (条图) or line (线图)."""
    alt: str = ""
    """What it shows, in words for who cannot see it."""


def _read(reading: Reading) -> ChartBlock:
    fields, (title, rows) = reading.fields, read_rows(reading)
    return ChartBlock(
        reading.subject, title, rows, fields.texts("text"), fields.text("form", "columns"), fields.text("alt")
    )


CHART = Kind(
    Key("chart", "图表", TEXT, "图表的 CSV 文件 数据写在这里就写题目",
        "a chart's CSV file; its title where the rows stand here"),
    (*COMMON, "title", "rows", "form", "text", "alt", "style", *PLACED), ChartBlock, _read, pictured=True, alone=True,
    own=(Key("form", "图形", Type("choice", choices=_FORMS), "图表画成什么", "what a chart is drawn as"),),
)  # fmt: skip
