"""Blocks that are no story's text and no photo: which composer sets which."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from banxin.makeup._codes import compose_code
from banxin.makeup._ears import compose_ear
from banxin.makeup._ornaments import draw_rule
from banxin.makeup.furniture import compose_masthead
from banxin.plan.kinds import (
    AdBlock,
    ChartBlock,
    CodeBlock,
    EarBlock,
    FillerBlock,
    IndexBlock,
    MastheadBlock,
    RuleBlock,
    TableBlock,
)  # fmt: skip

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.plan.block import Block
    from banxin.units import Rect

Plain = (
    CodeBlock | AdBlock | MastheadBlock | EarBlock | IndexBlock | TableBlock | ChartBlock | RuleBlock | FillerBlock
)  # fmt: skip
"""What stands in such a block."""


def compose_plain(
    ground: Ground, canvas: Canvas, block: Block, what: Plain, rect: Rect, copy: Copy, *, above: bool = False
) -> None:
    """Compose what stands in a block, at its place; ``above``: text stands directly above it."""
    match what:
        case CodeBlock():
            compose_code(ground, canvas, block, what, rect, above=above)
        case EarBlock() | FillerBlock():
            compose_ear(ground, canvas, block, what, rect, copy)
        case IndexBlock():
            from banxin.makeup._index import compose_index  # noqa: PLC0415 - few pages have one

            compose_index(ground, canvas, block, what, rect, copy.headlines)
        case RuleBlock():
            draw_rule(ground, canvas, block, what.form, rect)
            canvas.region(rect.corners(), block.node(), "rule")
        case AdBlock():
            from banxin.makeup._adverts import compose_ad  # noqa: PLC0415 - few pages have one

            compose_ad(ground, canvas, block, what, copy)
        case MastheadBlock():
            compose_masthead(ground, canvas, block, what, copy)
        case TableBlock() | ChartBlock():
            # Half a line of white below text, as above a photo.
            place = rect._replace(top=rect.top + ground.house.grid.leading // 2) if above else rect
            _compose_rows(ground, canvas, block, what, place, copy)
        case _:
            assert_never(what)


def _compose_rows(
    ground: Ground, canvas: Canvas, block: Block, what: TableBlock | ChartBlock, rect: Rect, copy: Copy
) -> None:
    """A table or a chart, from the layout's own rows or its file's."""
    from banxin.makeup._charts import compose_chart  # noqa: PLC0415 - few pages have one
    from banxin.makeup._tables import compose_table  # noqa: PLC0415

    rows = what.rows or copy.tables.get(what.file, ())
    if isinstance(what, TableBlock):
        compose_table(ground, canvas, block, what, rect, rows)
    else:
        compose_chart(ground, canvas, block, what, rect, rows)
