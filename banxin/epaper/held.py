"""不上网的: stories and photos that the e-paper leaves out, and the fields that cover their places on its pages.

A story was taken down (撤稿), or a story or photo is licensed for print alone, or its embargo has not ended. The printed
page knows nothing of it. Of the page that is shown, what belongs to such a story is removed before anything is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import PAPER, Glyphs, Group, Ink, NodeId, Path, Picture, TextRun, items_of
from banxin.plan.kinds import AdBlock
from banxin.plan.nearest import nearest
from banxin.problems import Maybe, Span
from banxin.story.rights import china
from banxin.tuples import NamedTuple
from banxin.units import PT, Point

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from banxin.faces import Font
    from banxin.makeup.work import Work
    from banxin.page import Item, Page, Region
    from banxin.plan.block import Block
    from banxin.plan.records import EditionPlan
    from banxin.problems import Report
    from banxin.story import Rights, Story

#: How the names of advertisements begin in the ledger; no story's or block's is like it.
ADVERT = "ad@"
WITHDRAWN, PRINT_ONLY, EMBARGOED = "withdrawn", "print-only", "embargoed"
#: The field that covers a place: its tint, its edge, and its words.
_FIELD, _EDGE, _WORDS = Ink(k=70), Ink(k=250), Ink(k=650)
_RULE = PT // 4
_LARGEST, _LEAST = 14 * PT, 5 * PT
#: Heights of a field, in thousandths, at which its words may stand, best first; and how much of its width they may take.
_HEIGHTS, _SHARE = (500, 350, 650, 200, 800), 800
#: Where the middle of a line of hanzi lies above its baseline, in thousandths of the size.
_MIDDLE = 380

Polygon = tuple[Point, ...]


class Held(NamedTuple):
    """What an issue does not show, and why."""

    stories: dict[str, str]
    """By the name that the ledger has for it: a story's slug, A07@weather, ad@WL-0601."""
    photos: dict[tuple[str, str], str]
    """By slug and file."""


def held_back(works: Iterable[Work], edition: EditionPlan, names: Collection[str], clock: str, report: Report) -> Held:
    """What may not be shown at a time (ISO 8601 in UTC); each is noted in the report.

    ``names`` are those of the ledger; another is an error, desk.withdrawn-unknown.
    """
    held = Held({}, {})
    for written, (reason, span) in edition.withdrawn.items():
        name = next((one for one in (written, f"{ADVERT}{written}") if one in names), "")
        if not name:
            known = [one.removeprefix(ADVERT) for one in names]
            report.error("desk.withdrawn-unknown", span, name=written, meant=Maybe(nearest(written, known)))
            continue
        held.stories[name] = WITHDRAWN
        report.note("desk.epaper-withdrawn", span, what=written, reason=reason or "-")
    for work in works:
        for slug, story in work.stories.items():
            if slug in held.stories:
                continue
            why = WITHDRAWN if story.rights.withdrawn else _why(story.rights, clock)
            if why:
                held.stories[slug] = why
                _note(report, story, why, slug, story.rights, 0)
            for photo in story.photos:
                own = _why(photo.rights, clock)
                if own and not why and (slug, photo.file) not in held.photos:
                    held.photos[slug, photo.file] = own
                    _note(report, story, own, photo.file, photo.rights, photo.span.start)
    return held


def _why(rights: Rights, clock: str) -> str:
    return PRINT_ONLY if rights.print_only else EMBARGOED if rights.embargo > clock else ""


def _note(report: Report, story: Story, why: str, what: str, rights: Rights, at: int) -> None:
    words = (
        {"reason": rights.withdrawn}
        if why == WITHDRAWN
        else {"time": china(rights.embargo)}
        if why == EMBARGOED
        else {}
    )
    report.note(f"desk.epaper-{why}", Span(story.source, at, at + 1), what=what, **words)


def as_shown(story: Story, held: Held) -> Story:
    """A story without its photos that are not shown."""
    return story._replace(photos=tuple(photo for photo in story.photos if (story.slug, photo.file) not in held.photos))


def covered(work: Work, page: Page, held: Held, font: Font, say: Callable[[str], str]) -> Page | None:
    """A page without what is held back, a field in each of its places; ``None`` where nothing of it is.

    ``say`` gives a field's words by the reason.
    """
    gone = _Gone(work, held)
    names = {region.node: node_name(work, region.node) for region in page.regions}
    pictures = [item for item in items_of(page) if isinstance(item, Picture) and item.node in gone.photos]
    fields = [(item.box.corners(), f"photo-{gone.photos[item.node]}") for item in pictures]
    for region in page.regions:
        why = held.stories.get(names[region.node], "")
        if why and region.kind == "ad":
            fields.append((region.polygon, f"advert-{why}"))
        elif why:
            fields.append((region.polygon, "" if region.kind == "index-line" else why))
    items = tuple(gone.without(page.items))
    if not fields and items == page.items:
        return None
    places = {item.box.corners() for item in pictures}
    regions = tuple(one for one in page.regions if not gone.holds(one.node) and one.polygon not in places)
    outer = [one for one in fields if not any(other is not one and _encloses(other[0], one[0]) for other in fields)]
    cover = [item for polygon, why in outer for item in _field(polygon, font, say(why) if why else "")]
    return page._replace(items=(*items, *cover), regions=regions)


class _Gone:
    """Which nodes of a page's items are not shown."""

    def __init__(self, work: Work, held: Held) -> None:
        self._nodes = {NodeId(name) for name in held.stories if "@" not in name}
        blocks = work.plan.blocks if work.plan else ()
        self._nodes |= {
            one.node()
            for block in blocks
            for one in (block, *block.inside)
            if node_name(work, one.node()) in held.stories
        }
        for block in blocks:
            if block.stories[:1] and block.stories[0] in held.stories and block.kind.texts:
                self._nodes |= {inner.node() for inner in block.inside}
        self.photos: dict[NodeId, str] = {}
        """Why, by the nodes of pictures."""
        for (slug, file), why in held.photos.items():
            self.photos[NodeId.of_story(slug, file)] = why
            photos = work.stories[slug].photos if slug in work.stories else ()
            number = next((at for at, photo in enumerate(photos, 1) if photo.file == file), 0)
            parts = (file, f"photo{number}.caption", f"photo{number}.credit")
            self._nodes |= {NodeId.of_story(slug, part) for part in parts}

    def holds(self, node: NodeId) -> bool:
        """Whether a node or one above it is not shown."""
        while node:
            if node in self._nodes:
                return True
            node = node.above
        return False

    def without(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items that are shown, those in groups too."""
        for item in items:
            if isinstance(item, Group):
                yield item._replace(items=tuple(self.without(item.items)))
            elif not self.holds(item.node):
                yield item


def advert_name(page: str, block: Block, advert: AdBlock) -> str:
    """An advertisement's name in the ledger: a booking keeps it wherever it stands."""
    return f"{ADVERT}{advert.booking or f'{page}/{block.id}'}"


def node_name(work: Work, node: NodeId) -> str:
    """The name in the ledger of what a node shows."""
    if not node.block:
        return node
    for block in work.plan.blocks if work.plan else ():
        for one in (block, *block.inside):
            if one.node() == node and isinstance(one.what, AdBlock):
                return advert_name(work.name, one, one.what)
    return f"{work.name}{node}"


def _encloses(outer: Polygon, inner: Polygon) -> bool:
    """Whether one field covers another; of two that are alike neither counts as the outer one."""
    x = sum(point.x for point in inner) // len(inner)
    y = sum(point.y for point in inner) // len(inner)
    return _box_area(outer) > _box_area(inner) and within(outer, x, y)


def _box_area(polygon: Polygon) -> int:
    xs, ys = [point.x for point in polygon], [point.y for point in polygon]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def within(polygon: Polygon, x: int, y: int) -> bool:
    """Whether a point lies in a polygon (ray casting)."""
    inside = False
    for one, two in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (one.y > y) != (two.y > y) and x < one.x + (two.x - one.x) * (y - one.y) // (two.y - one.y):
            inside = not inside
    return inside


def region_within(inner: Region, outer: Region) -> bool:
    """Whether the middle of a region lies in another; what stands inside a story lies wholly in it."""
    count = len(inner.polygon)
    x, y = sum(point.x for point in inner.polygon) // count, sum(point.y for point in inner.polygon) // count
    return within(outer.polygon, x, y)


def _field(polygon: Polygon, font: Font, words: str) -> Iterator[Item]:
    """A neutral field over a place, with words in its widest part."""
    first, *rest = polygon
    steps = (("M", first.x, first.y), *(("L", point.x, point.y) for point in rest), ("Z",))
    # A line that is left out of a list leaves white, not a field.
    yield Path(steps, fill=_FIELD if words else PAPER, stroke=_EDGE if words else None, width=_RULE)
    glyphs = tuple(glyph for character in words if (glyph := font.glyph(character)) is not None)
    if not words or len(glyphs) != len(words):
        return
    left, right, middle = _widest(polygon)
    size = min(_LARGEST, (right - left) * _SHARE // 1000 // len(words))
    if size < _LEAST:
        return
    origin = Point((left + right - size * len(words)) // 2, middle + size * _MIDDLE // 1000)
    run = Glyphs(glyphs, tuple(range(len(words))), (size,) * len(words))
    yield TextRun(words, run, origin, font.key, size, _WORDS)


def _widest(polygon: Polygon) -> tuple[int, int, int]:
    """The left and right side of a polygon where it is widest, and the height of that place."""
    top, foot = min(point.y for point in polygon), max(point.y for point in polygon)
    best = (0, 0, 0)
    for part in _HEIGHTS:
        y = top + (foot - top) * part // 1000
        sides = zip(polygon, (*polygon[1:], polygon[0]), strict=True)
        cuts = sorted(
            one.x + (two.x - one.x) * (y - one.y) // (two.y - one.y) for one, two in sides if (one.y > y) != (two.y > y)
        )
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            if right - left > best[1] - best[0]:
                best = left, right, y
    return best
