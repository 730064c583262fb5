"""``table`` 表格: rows of a CSV file or of the layout, with title, header and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.kinds.entry import COMMON, PLACED, Kind
from banxin.plan.types import CELLS, COPY, EMS, FLAG, SIDES, TEXT, Key, Type, count
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.fields import Item
    from banxin.plan.kinds.entry import Reading

_RULES = (("three", "三线"), ("rows", "行线"), ("grid", "全线"), ("none", "无线"))
_CELL_SIDES = (*SIDES, ("decimal", "小数点"))
Rows = tuple[tuple[str, ...], ...]


class TableBlock(NamedTuple):
    """A table."""

    file: str
    """The file of its rows, where they do not stand in the layout."""
    title: str = ""
    rows: Rows = ()
    """Its texts, where they stand in the layout; else they are its file's."""
    notes: tuple[str, ...] = ()
    """Lines below it: source, explanation."""
    header: int = 1
    """Rows that are its header."""
    rules: str = "three"
    """three (三线), rows (行线), grid (全线) or none."""
    stripes: bool = False
    widths: tuple[int, ...] = ()
    """Of its columns, thousandths of a 字; empty: by what they hold."""
    aligns: tuple[str, ...] = ()
    split: int = 1
    """Columns that it stands in side by side, its header at the head of each."""


def read_rows(reading: Reading) -> tuple[str, Rows]:
    """The title and the rows that stand in the layout, all of one length; the subject is a title where they do."""
    fields = reading.fields
    rows = tuple(_cells(row) for row in fields.list("rows"))
    width = max(map(len, rows), default=0)
    for row, item in zip(rows, fields.list("rows"), strict=True):
        if len(row) != width:
            reading.report.error("plan.table-ragged", item.span, found=len(row), wanted=width)
    rows = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return fields.text("title") or (reading.subject if rows else ""), rows


def _cells(row: Item) -> tuple[str, ...]:
    return tuple(str(cell.value) for cell in row.value) if isinstance(row.value, tuple) else ()


def _read(reading: Reading) -> TableBlock:
    fields, (title, rows) = reading.fields, read_rows(reading)
    widths = tuple(item.value for item in fields.list("widths") if isinstance(item.value, int))
    return TableBlock(
        reading.subject, title, rows, fields.texts("text"), fields.number("header", 1), fields.text("rules", "three"),
        fields.flag("stripes", default=False), widths, fields.texts("aligns"), fields.number("split", 1) or 1,
    )  # fmt: skip


TABLE = Kind(
    Key("table", "表格", TEXT, "表格的 CSV 文件 数据写在这里就写题目",
        "a table's CSV file; its title where the rows stand here"),
    (*COMMON, "title", "rows", "header", "rules", "stripes", "widths", "aligns", "text", "style", "split", *PLACED),
    TableBlock, _read, pictured=True, alone=True,
    own=(
        Key("title", "题目", COPY, "表格的题目", "a table's title"),
        Key("rows", "数据", Type("list", of=CELLS, low=1, high=999), "表格的数据 一行一项",
            "a table's rows; in a row, cell by cell"),
        Key("header", "表头", count(0, 20, "行"), "表头有几行", "how many rows are the table's header"),
        Key("rules", "表线", Type("choice", choices=_RULES), "表格画哪些线", "which rules a table has"),
        Key("stripes", "隔行底纹", FLAG, "表格隔行铺底", "whether every other row has a tint"),
        Key("widths", "列宽", Type("list", of=EMS, high=60), "各列的宽", "the widths of a table's columns"),
        Key("aligns", "列对齐", Type("list", of=Type("choice", choices=_CELL_SIDES), high=60), "各列怎样对齐",
            "how columns align"),
    ),
)  # fmt: skip
