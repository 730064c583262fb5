"""What of a page prints: item by item without what only programs read, by the block that drew it and by ink.

Drawings of plates show every pixel, but not a shift by less than one; the items are exact, but know no picture's inks. A plate
is the same where both say so.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from banxin.page import Form, Group, Path, Picture, TextRun
from banxin.run._comparing import PAGE, owner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banxin.makeup.work import Work
    from banxin.page import Ink, Item, Page

_PARTS = {"c": "Cyan", "m": "Magenta", "y": "Yellow", "k": "Black"}
Printing = tuple[object, ...]


def by_block(page: Page, work: Work) -> dict[str, list[Printing]]:
    """What each block prints, in paint order; what is no block's under ``#page``."""
    owners: dict[str, str] = {}
    for region in page.regions:
        owners.setdefault(region.node, region.block)
    seals = {facts.path: hashlib.sha256(facts.data).hexdigest() for facts in work.facts.values()}
    found = defaultdict[str, list[Printing]](list)
    found[PAGE].append((page.trim, page.bleed))
    for item, about in _flat(page.items):
        told = _told(item, seals)
        if told:
            found[owner_of(item, owners)].append((*about, *told))
    return found


def by_ink(page: Page) -> dict[str, list[Printing]]:
    """What text, lines and areas print with each ink, in paint order."""
    found = defaultdict[str, list[Printing]](list)
    for item, about in _flat(page.items):
        inks: Iterable[Ink | None] = ()
        match item:
            case TextRun():
                inks = (item.ink,)
            case Path():
                inks = item.fill, item.stroke
            case _:
                continue
        for name in {name for ink in inks if ink is not None for name in _names(ink)}:
            found[name].append((*about, *_told(item, {})))
    return found


def _flat(items: Iterable[Item], about: Printing = ()) -> Iterator[tuple[Item, Printing]]:
    """Items, each with the clips, turns and layers that it stands in."""
    for item in items:
        if isinstance(item, Group):
            yield from _flat(item.items, (*about, item[1:]))
        else:
            yield item, about


def _told(item: Item, seals: Mapping[str, str]) -> Printing:
    """What of an item prints; () where nothing does."""
    match item:
        case TextRun():
            return item.glyphs, item.origin, item.face, item.size, item.ink, item.vertical, item.turn, item.hscale
        case Path():
            return item.steps, item.fill, item.stroke, item.width, item.dash
        case Picture():
            return item.key, seals.get(item.key), item.box, item.crop
        case Form():
            return item.key, seals.get(item.key), item.box, item.page
        case _:
            return ()


def _names(ink: Ink) -> set[str]:
    if not ink.tint:
        return set()
    return {ink.spot} if ink.spot else {name for part, name in _PARTS.items() if getattr(ink, part)}
