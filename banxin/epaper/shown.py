"""What a page brings to the e-paper beside its text: its picture in a few sizes, its photos and its charts."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

from banxin.epaper._site import ICONS, THUMB
from banxin.files import keep_note, note, program
from banxin.files.reading import content
from banxin.page import PAPER, Glyphs, Link, NodeId, Page, Picture, TextRun, items_of, rectangle
from banxin.plates.web import cut, draw, photo, png, scaled, thumbnail, words_in
from banxin.press.pdf import About, page_pdf, print_page
from banxin.tuples import NamedTuple
from banxin.units import MM, Point, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banxin.faces import Faces
    from banxin.makeup.work import Work
    from banxin.page import Region
    from banxin.pictures import Facts
    from banxin.pictures.screen import Screen
    from banxin.plan.records import House
    from banxin.plates.web import Web
    from banxin.press.pdf import Product

#: Widths in pixels of a page's picture: seen whole, read, and read closely; of a spread; of a photo or chart.
_WIDTHS, _SPREAD, _PHOTO = (1100, 1800, 3200), (1100, 2200, 3600, 5400), (800, 1600)
#: Bytes of the page's picture that is seen first: with all beside it a first view stays under 400 KB.
_FIRST = 240_000
_KIND, _MOST_NOTES = "web-2", 2000
#: No picture's file is larger.
_LARGEST = 64 << 20
#: White around a chart that is cut out of its page.
_WHITE = 3 * MM // 2
#: Kinds of regions that get a picture of their own, cut out of the page's, with the white around them.
_CUT = {"chart": _WHITE, "ad": 0}
#: The icon's character takes so much of its side, in thousandths.
_CHARACTER = 640

Sizes = tuple[tuple[int, int], ...]
Adverts = dict[NodeId, tuple[str, str]]
"""What each advertisement of a page says, and where its code leads ('' for none), by its node."""
#: Addresses that an advertisement's code may lead to.
_WEB = ("https://", "http://")


class Shown(NamedTuple):
    """What a page brings; plain data."""

    files: dict[str, bytes]
    """Pictures by their names below the page's folder."""
    sizes: dict[str, Sizes]
    """Sizes of pictures by their names without size and ending."""
    regions: tuple[Region, ...]
    """The page's own, in EMU."""
    links: tuple[tuple[Rect, str], ...]
    """Places that lead to an address, in EMU."""
    trim: tuple[int, int]
    """The page's width and height in EMU, by which places become pixels."""
    adverts: Adverts
    whole: bool = True
    """Whether all of the page is shown."""


def show(work: Work, page: Page, data: bytes, *, ids: dict[str, str], folder: str, screen: Screen) -> Shown:
    """The pictures of a page, drawn from its PDF ``data``, and what leads somewhere on it.

    ``ids`` are the ledger's, by name; those pictures that ``folder`` (the issue's below ``images/``) holds of this very page
    already are taken over. ``screen`` says how photos' inks look; the page's own were turned when ``data`` was made.
    """
    widths = _SPREAD if page.trim.width > page.trim.height else _WIDTHS
    shots = dict(_photos(work, page, ids))
    parts = [region for region in page.regions if region.kind in _CUT]
    digest = hashlib.sha256(data)
    for name, (item, facts) in sorted(shots.items()):
        digest.update(repr((name, item.crop)).encode() + hashlib.sha256(facts.data).digest())
    key = digest.digest() + repr((widths, _PHOTO, THUMB, _FIRST, parts)).encode() + program().encode()
    known = _known(key, os.path.join(folder, page.name))
    files, sizes, adverts = known or (*_drawn(page, data, widths, shots, parts, screen), _adverts(data, parts))
    if known is None:
        seals = {name: _seal(own) for name, own in files.items()}
        keep_note(_KIND, key, json.dumps([seals, sizes, adverts]), _MOST_NOTES)
    links = tuple((item.box, item.url) for item in items_of(page) if isinstance(item, Link))
    return Shown(files, sizes, page.regions, links, (page.trim.width, page.trim.height), adverts)


def _adverts(data: bytes, parts: list[Region]) -> Adverts:
    """The words and codes of a page's advertisements, off the page as it is shown."""
    own = [region for region in parts if region.kind == "ad"]
    if not own:
        return {}
    from banxin.plates.scan import codes_on  # noqa: PLC0415 - few pages have any

    codes = [code for code in codes_on(data) if code.text.startswith(_WEB)]
    found: Adverts = {}
    for region, words in zip(own, words_in(data, [_box(region) for region in own]), strict=True):
        box = _box(region)
        url = next((code.text for code in codes if box.overlaps(code.box)), "")
        found[region.node] = words, url
    return found


def _box(region: Region) -> Rect:
    xs, ys = [point.x for point in region.polygon], [point.y for point in region.polygon]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def photo_name(own: str, number: int) -> str:
    """How an article's picture is called, without size and ending."""
    return f"content_{own}_{number}"


def cut_name(kind: str, number: int) -> str:
    """How the picture of a page's chart or advertisement is called, without size and ending; each kind counts from 1."""
    return f"{'advert' if kind == 'ad' else kind}_{number}"


def _photos(work: Work, page: Page, ids: dict[str, str]) -> Iterator[tuple[str, tuple[Picture, Facts]]]:
    """The photos of articles on a page by the names of their files."""
    by_path = {facts.path: facts for facts in work.facts.values()}
    for item in items_of(page):
        if isinstance(item, Picture) and item.key in by_path:
            slug = item.node.story
            story = work.stories.get(slug)
            number = story.photo_number(item.node.part) if story is not None and slug in ids else 0
            if number:
                yield photo_name(ids[slug], number), (item, by_path[item.key])


def _drawn(
    page: Page, data: bytes, widths: Sequence[int], shots: dict[str, tuple[Picture, Facts]], parts: list[Region], screen: Screen
) -> tuple[dict[str, bytes], dict[str, Sizes]]:  # fmt: skip
    files: dict[str, bytes] = {}
    sizes: dict[str, Sizes] = {}

    def keep(name: str, found: tuple[Web, ...]) -> None:
        for one in found:
            files[f"{name}-{one.width}.webp"] = one.webp
            if one.jpeg:
                files[f"{name}-{one.width}.jpg"] = one.jpeg
        sizes[name] = tuple((one.width, one.height) for one in found)

    whole = draw(data, widths[-1])
    # Read closely it is for browsers that know WebP.
    keep("page", (*scaled(whole, widths[:-1], limit=_FIRST), *scaled(whole, widths[-1:], jpeg=False)))
    # The name under which programs look for it, and to whose pixels areas count.
    files["page.jpg"] = files.pop(f"page-{widths[0]}.jpg")
    files["thumb.webp"] = thumbnail(whole, THUMB)
    for name, (item, facts) in shots.items():
        keep(name, scaled(photo(facts, item.crop, _PHOTO[-1], screen), _PHOTO))
    counts = dict.fromkeys(_CUT, 0)
    for region in parts:
        counts[region.kind] += 1
        white = _CUT[region.kind]
        shown = cut(whole, _box(region).inset(-white, -white), page.trim.width)
        keep(cut_name(region.kind, counts[region.kind]), scaled(shown, _PHOTO))
    return files, sizes


def _known(key: bytes, folder: str) -> tuple[dict[str, bytes], dict[str, Sizes], Adverts] | None:
    """The pictures as they lie in the site, where all of them are what was made of the same page."""
    kept = note(_KIND, key)
    if kept is None:
        return None
    seals, sizes, adverts = json.loads(kept)
    files = {}
    for name, seal in seals.items():
        own = content(os.path.join(folder, name), _LARGEST)
        if own is None or _seal(own) != seal:
            return None
        files[name] = own
    shapes = {name: tuple((width, height) for width, height in each) for name, each in sizes.items()}
    return files, shapes, {NodeId(node): (words, url) for node, (words, url) in adverts.items()}


def _seal(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def icons(house: House, faces: Faces, product: Product) -> dict[str, bytes]:
    """The site's icon in its sizes: the first character of the paper's name on the house's colour."""
    name = house.paper.get("name", "") or " "
    style = house.styles.get("masthead") or house.styles["body"]
    font = faces.role(style.face).han
    side = 100 * MM
    size = side * _CHARACTER // 1000
    glyph = font.glyph(name[0])
    whole = Rect(0, 0, side, side)
    items = [rectangle(whole, fill=house.epaper.colour)]
    if glyph is not None:
        left, bottom, right, top = (part * size // 1000 for part in font.ink(glyph))
        origin = Point((side - left - right) // 2, (side + bottom + top) // 2)
        run = TextRun(name[0], Glyphs((glyph,), (0,), (size,)), origin, font.key, size, PAPER)
        items.append(run)  # type: ignore[arg-type]
    page = Page("icon", "", whole, 0, whole, tuple(items), ())
    fonts = {font.key: font}
    data = page_pdf(print_page(page, fonts, product=product), fonts, {}, About("icon", "", "2000-01-01"), product)
    return {f"icon-{pixels}.png": png(draw(data, pixels)) for pixels in ICONS}
