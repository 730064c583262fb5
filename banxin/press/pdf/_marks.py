"""印标: what stands outside the bleed of a file for the press: crop and registration marks, and the colour bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import Ink, Item, Path, TextRun, items_of, rectangle, rule
from banxin.units import MM, PT, Point, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banxin.page import Page

#: Printed on every plate.
ALL = Ink(1000, 1000, 1000, 1000, spot="All")
_HAIR = PT // 4
_CROP, _TARGET, _PATCH = 5 * MM, 4 * MM, 5 * MM
#: A circle's quarter as a Bézier curve (of its radius, in millionths).
_ROUND = 552_285


def spots_of(page: Page) -> list[Ink]:
    """The spot inks of a page, solid, by name."""
    found: dict[str, Ink] = {}
    for item in items_of(page):
        inks = (item.ink,) if isinstance(item, TextRun) else (item.fill, item.stroke) if isinstance(item, Path) else ()
        found |= {ink.spot: ink._replace(tint=1000) for ink in inks if ink is not None and ink.spot}
    return [found[name] for name in sorted(found)]


def marks(trim: Rect, bleed: int, slug: int, spots: Sequence[Ink]) -> Iterator[Item]:
    """The marks of a sheet; ``slug`` is the room beyond the bleed. Too little room has fewer of them."""
    outer = trim.inset(-bleed, -bleed)
    length = min(_CROP, slug)
    if length > MM:
        yield from _crops(trim, outer, length)
    if slug >= _TARGET:
        for middle in _middles(trim, bleed + slug // 2):
            yield from _target(middle)
    if slug > _PATCH:
        yield from _bar(outer, slug, trim, spots)


def _crops(trim: Rect, outer: Rect, length: int) -> Iterator[Item]:
    """At each corner two hairlines in line with the trim, from the bleed outwards."""
    for x, end, way in ((trim.left, outer.left, -1), (trim.right, outer.right, 1)):
        for y, foot, up in ((trim.top, outer.top, -1), (trim.bottom, outer.bottom, 1)):
            yield rule(Point(end, y), Point(end + way * length, y), _HAIR, ALL)
            yield rule(Point(x, foot), Point(x, foot + up * length), _HAIR, ALL)


def _middles(trim: Rect, away: int) -> Iterator[Point]:
    across, down = (trim.left + trim.right) // 2, (trim.top + trim.bottom) // 2
    yield Point(across, trim.top - away)
    yield Point(across, trim.bottom + away)
    yield Point(trim.left - away, down)
    yield Point(trim.right + away, down)


def _target(middle: Point) -> Iterator[Item]:
    """A cross in a circle: where plates do not lie on each other, it is seen here."""
    arm, radius = _TARGET // 2, _TARGET // 4
    yield rule(Point(middle.x - arm, middle.y), Point(middle.x + arm, middle.y), _HAIR, ALL)
    yield rule(Point(middle.x, middle.y - arm), Point(middle.x, middle.y + arm), _HAIR, ALL)
    x, y, curve = middle.x, middle.y, radius * _ROUND // 1_000_000
    steps = (
        ("M", x + radius, y), ("C", x + radius, y + curve, x + curve, y + radius, x, y + radius),
        ("C", x - curve, y + radius, x - radius, y + curve, x - radius, y),
        ("C", x - radius, y - curve, x - curve, y - radius, x, y - radius),
        ("C", x + curve, y - radius, x + radius, y - curve, x + radius, y), ("Z",),
    )  # fmt: skip
    yield Path(steps, stroke=ALL, width=_HAIR)


def _bar(outer: Rect, slug: int, trim: Rect, spots: Sequence[Ink]) -> Iterator[Item]:
    """Every ink solid and at half, the process inks over each other, at the foot."""
    solids = [Ink(c=1000), Ink(m=1000), Ink(y=1000), Ink(k=1000), *spots]
    pairs = [Ink(c=1000, m=1000), Ink(c=1000, y=1000), Ink(m=1000, y=1000)]
    patches = [one for ink in solids for one in (ink, ink.tinted(500))] + pairs
    top = outer.bottom + (slug - _PATCH) // 2
    for at, ink in enumerate(patches):
        left = trim.left + 2 * _CROP + at * _PATCH
        if left + _PATCH < (trim.left + trim.right) // 2 - _TARGET:
            yield rectangle(Rect(left, top, left + _PATCH, top + _PATCH), fill=ink)
