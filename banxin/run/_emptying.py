"""A page like yesterday's: what stands every day stays as it is written, where copy was is a hole of its size.

Nothing of the layout is lost: each block that was copy stands as remarks above its hole, to be taken up again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan.keys import rows
from banxin.plan.kinds import (
    ChartBlock,
    CodeBlock,
    EarBlock,
    FillerBlock,
    IndexBlock,
    MastheadBlock,
    RuleBlock,
    TableBlock,
)
from banxin.plan.written import Mapping, Sequence, meant, written
from banxin.problems import Report

if TYPE_CHECKING:
    from collections.abc import Mapping as Counts

    from banxin.plan.block import Block, PagePlan
    from banxin.plan.records import Area
    from banxin.problems import Words

#: What stands on a page every day.
_STANDING = (EarBlock, FillerBlock, IndexBlock, MastheadBlock, RuleBlock, CodeBlock)


def emptied(plan: PagePlan, counts: Counts[str, int], words: Words) -> str:
    """A page's layout with holes where copy was; ``counts``: how many characters each block takes, where that is known."""
    source = plan.source
    root, text = written(source, Report()), source.text
    listed = next((meant(value) for key, value in root.pairs if _named(key, "page", "blocks")), None) if root else None
    if not isinstance(listed, Sequence):
        return text
    for item in reversed(listed.items):
        node = meant(item)
        block = next((one for one in plan.blocks if node.mark <= one.span.start <= node.end), None)
        if block is None or not isinstance(node, Mapping) or _stands(block):
            continue
        start, end = min(node.mark, node.start), node.end
        holes = _holes(block, node, counts, words)
        if listed.flow:
            text = text[:start] + ", ".join(holes) + text[end:]
            continue
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", max(start, end - 1))
        stop = stop if stop >= 0 else len(text)
        dash = text.index("-", line)
        indent = " " * (dash - line)
        remarks = [f"{indent}# {one[dash - line :] if one[: dash - line].isspace() or not dash - line else one}"
                   for one in text[line:stop].split("\n")]  # fmt: skip
        made = [*remarks, *(f"{indent}- {hole}" for hole in holes)]
        text = text[:line] + "\n".join(made) + text[stop:]
    return text


def _named(key: object, table: str, name: str) -> bool:
    row = rows(table).get(str(getattr(meant(key), "value", "")))  # type: ignore[arg-type]
    return row is not None and row.name == name


def _stands(block: Block) -> bool:
    """Whether a block is there every day: furniture, and tables whose rows stand in the layout itself."""
    what = block.what
    return isinstance(what, _STANDING) or (isinstance(what, TableBlock | ChartBlock) and bool(what.rows))


def _holes(block: Block, node: Mapping, counts: Counts[str, int], words: Words) -> list[str]:
    """A block's holes as blocks that only keep its place, a zone each; the first is called as the block is."""
    about = words.say("desk.hole", count=counts.get(block.id, 0)) if counts.get(block.id) else ""
    said = ", ".join(_quoted(one) for one in (block.id, about) if one)
    drawn = not any(_named(key, "block", "lines") or _named(key, "block", "zones") for key, _ in node.pairs)
    found = []
    for at, zone in enumerate(block.shape):
        place = "" if drawn else f", {_place(zone.area)}"
        name = block.id if not at else f"{block.id}-{at + 1}"
        found.append(
            f"{{filler: {words.say('desk.hole-name')}, id: {_quoted(name)}, text: [{said}]{place}, frame: line}}"
        )
        said = _quoted(block.id)
    return found


def _place(area: Area) -> str:
    columns = f"{area.first_column}-{area.last_column}" if area.columns > 1 else f"{area.first_column}"
    return f"columns: {columns}, lines: {area.first_line}-{area.last_line}"


def _quoted(text: str) -> str:
    """A text as YAML within brackets."""
    plain = all(character.isalnum() or character in " -_" for character in text) and not text[:1].isdigit()
    return text if plain and text.strip() == text else "'" + text.replace("'", "''") + "'"
