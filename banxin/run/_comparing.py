"""Pages composed twice, from the files as they lie there and as they would be: which blocks are set otherwise."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from banxin.page import NO_NODE, Group, TextRun
from banxin.run.opened import open_edition
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from banxin.page import Item, Page


class PageChange(NamedTuple):
    """What of a page is set otherwise."""

    edition: str
    page: str
    blocks: tuple[str, ...]
    """The blocks that are, by their ids, furniture with # before it (``#folio``); none: the page is the same."""


#: Stands for what is nobody's: rules between blocks, the sheet, a page that cannot be set.
PAGE = "#page"


def compare(
    folder: str, pages: Sequence[str], after: Mapping[str, bytes | None], others: Collection[str]
) -> list[PageChange]:
    """The pages of the edition in ``folder`` as they are and with the files of ``after``; ``others`` may differ, the rest does not."""
    name = folder.rpartition("/")[2]
    found = {page: PageChange(name, page, ()) for page in pages}
    if not others:
        return list(found.values())
    with open_edition(folder) as was, open_edition(folder, overlay=after) as now:
        for page in pages:
            if page in others:
                found[page] = PageChange(name, page, differing(was.page(page).composed, now.page(page).composed))
    return list(found.values())


def differing(was: Page | None, now: Page | None) -> tuple[str, ...]:
    """The blocks of a page that are set otherwise, in the order of the page; what has no block counts as the page's."""
    if was is None or now is None:
        return () if was is now else (PAGE,)
    one, other = _by_block(was), _by_block(now)
    return tuple(block for block in {**other, **one} if one.get(block) != other.get(block))


def _by_block(page: Page) -> dict[str, list[object]]:
    """What of a page belongs to which block."""
    found = defaultdict[str, list[object]](list)
    owners: dict[str, str] = {}
    for region in page.regions:
        owners.setdefault(region.node, region.block)
        found[region.block].append(region)
    for item in page.items:
        found[owner_of(item, owners)].append(item)
    for line in page.lines:
        found[line.block].append(line)
    for rest in page.overset:
        found[rest.block].append(rest)
    found[PAGE].append((page.trim, page.bleed, page.type_area, page.first_baseline, page.leading, page.draft))
    return found


def owner_of(item: Item, owners: Mapping[str, str]) -> str:
    """The block that an item is of: a text run says so, another's node is a block's (``@photo``) or a story's."""
    if isinstance(item, TextRun):
        return item.block or PAGE
    node = NO_NODE if isinstance(item, Group) else item.node
    return owners.get(node) or owners.get(node.story) or node.block or PAGE
