"""What an art director marks on a page's plan: headlines that meet, a page cut in two (NP-07)."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banxin.plan.records import Block, PagePlan
    from banxin.problems import Report

#: Lines of a heading where the layout leaves its depth to the text.
_USUAL_HEADING = 4
#: Furniture, and what is meant to lie across the page.
_NO_BODY = ("masthead", "ear", "rule", "ad", "qr")


def lint_page(plan: PagePlan, report: Report) -> None:
    """Warn of proof.headlines-meet and proof.page-cut, at the blocks' places in the layout."""
    for one, two in permutations(plan.blocks, 2):
        if _headlines_meet(one, two):
            report.warn("proof.headlines-meet", two.area_span or two.span, one=one.id or one.subject,
                        two=two.id or two.subject)  # fmt: skip
    for line in _cuts(plan.blocks):
        below = next(block for block in plan.blocks if block.area.first_line >= line)
        report.warn("proof.page-cut", below.area_span or below.span, line=line)


def _headlines_meet(one: Block, two: Block) -> bool:
    """Whether a headline is read on into its right neighbour's: same height, same style, nothing between."""
    texts = all(block.kind in ("story", "continued") and not block.frame and not block.vertical for block in (one, two))
    if not texts or one.area.last_column + 1 != two.area.first_column or one.heading.style != two.heading.style:
        return False
    if one.heading.columns and one.heading.columns < one.area.columns:
        return False  # its heading does not reach the neighbour
    depths = [block.heading.takes or _USUAL_HEADING for block in (one, two)]
    top = max(one.area.first_line, two.area.first_line)
    foot = min(block.area.first_line + depth for block, depth in zip((one, two), depths, strict=True))
    return foot - top > min(depths) // 2


def _cuts(blocks: tuple[Block, ...]) -> list[int]:
    """Lines that no block crosses though several stand side by side both above and below."""
    bodies = [block for block in blocks if block.kind not in _NO_BODY]
    found = []
    for line in sorted({block.area.first_line for block in bodies}):
        if any(block.area.first_line < line <= block.area.last_line for block in bodies):
            continue
        above = [block for block in bodies if block.area.last_line == line - 1]
        below = [block for block in bodies if block.area.first_line == line]
        if len(above) > 1 and len(below) > 1:
            found.append(line)
    return found
