"""An edition as an issue of the e-paper: its pages' polygons, its stories with their pictures, jump parts joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from banxin.epaper import Article, Figure, HotZone, Issue, Leaf, Notice, Shot, SiteWords, Tombstone
from banxin.epaper.held import ADVERT, advert_name, as_shown, region_within
from banxin.epaper.shown import Shown, cut_name, photo_name
from banxin.hanzi.table import MARK_CUT
from banxin.makeup.tree import own_nodes, spoken_in
from banxin.page import Node
from banxin.plan.kinds import (
    AdBlock,
    BoxBlock,
    BriefsBlock,
    ChartBlock,
    CodeBlock,
    ContinuedBlock,
    EarBlock,
    FillerBlock,
    IndexBlock,
    MastheadBlock,
    PhotoBlock,
    RuleBlock,
    StoryBlock,
    TableBlock,
)  # fmt: skip
from banxin.plan.records import is_right
from banxin.story.records import Paragraph
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banxin.epaper._records import Points
    from banxin.epaper.held import Held
    from banxin.makeup.work import Work
    from banxin.page import Region
    from banxin.plan.block import Block, PagePlan
    from banxin.plan.records import Booking, EditionPlan, House
    from banxin.story import Story

#: So much of a story without a headline is its title.
_TITLE = 24
#: Addresses that a reader can be led to.
_SCHEMES = ("https://", "http://", "mailto:", "tel:")
#: Which part of its story a jump line leads to.
_JUMPS = {"jump-to": 1, "jump-from": -1}


def named(works: list[Work]) -> Iterator[tuple[str, int]]:
    """All that is an article, by its name, with its page's ordinal, in reading order; a jump's parts each."""
    for ordinal, work in enumerate(works, 1):
        plan = work.plan
        for block in plan.blocks if plan else ():
            assert plan is not None
            yield from ((slug, ordinal) for slug in _stories_of(block) if slug in work.stories)
            if _alone(block):
                yield alone_name(plan, block), ordinal


def _stories_of(block: Block) -> tuple[str, ...]:
    return block.set_stories


def _alone(block: Block) -> bool:
    """Whether a block is a table or chart that stands alone: on a phone nobody could read it off the page."""
    return block.kind.alone


def alone_name(plan: PagePlan, block: Block) -> str:
    """The name of a block that is an article of its own; no story's is like it."""
    return f"{plan.name}@{block.id}"


def advertised(works: list[Work]) -> Iterator[tuple[str, int]]:
    """All advertisements by their names, with their pages' ordinals; a booking keeps its name wherever it stands."""
    for ordinal, work in enumerate(works, 1):
        for block in _all_blocks(work):
            if isinstance(block.what, AdBlock):
                yield advert_name(work.name, block, block.what), ordinal


def _all_blocks(work: Work) -> Iterator[Block]:
    for block in work.plan.blocks if work.plan else ():
        yield block
        yield from block.inside


def sold(works: list[Work]) -> bool:
    """Whether any advertisement on the pages was booked."""
    return any(isinstance(block.what, AdBlock) and block.what.booking for work in works for block in _all_blocks(work))


class _Issued(NamedTuple):
    """What an issue is put together from."""

    works: list[Work]
    shown: list[Shown]
    ids: dict[str, str]
    held: Held
    places: dict[str, list[int]]
    """Ordinals of the pages on which an article stands, by its name."""
    bookings: dict[str, Booking]
    """By their numbers."""
    words: SiteWords


def issue_of(
    house: House, edition: EditionPlan, booked: Iterable[Booking], works: list[Work], shown: list[Shown],
    ids: dict[str, str], held: Held, *, repeat_ids: bool,
) -> Issue:  # fmt: skip
    """The issue as records, from which :class:`Site` writes its HTML.

    ``works`` and ``shown`` are parallel, a page each; ``booked``: the edition's bookings, where any was placed; ``ids``: by
    the ledger's names. Articles' text is the stories', polygons and pictures are the pages'.
    """
    assert len(shown) == len(works)
    places: dict[str, list[int]] = {}
    for name, ordinal in named(works):
        if ordinal not in places.setdefault(name, []):
            places[name].append(ordinal)
    bookings = {one.number: one for one in booked}
    parts = _Issued(works, shown, ids, held, places, bookings, SiteWords(house.setting.language))
    pages = tuple(_leaf(parts, number) for number in range(1, len(works) + 1))
    articles = tuple(_articles(parts))
    return Issue(house.paper.get("name", ""), edition.date, edition.number, house.paper.get("cn", ""),
                 house.paper.get("publisher", ""), house.setting.language, house.epaper.code, house.epaper.url,
                 pages, articles, tuple(_tombstones(parts, articles, pages)), repeat_ids)  # fmt: skip


def _tombstones(made: _Issued, articles: tuple[Article, ...], pages: tuple[Leaf, ...]) -> Iterator[Tombstone]:
    """An id that was given stays; where nothing is shown under it, it is said why."""
    there = {one.id for one in articles} | {notice.id for leaf in pages for notice in leaf.notices}
    for name, own in sorted(made.ids.items(), key=lambda row: row[1]):
        if own not in there:
            first = made.places.get(name, [min(int(own[8:10]), len(pages))])[0]
            why = made.held.stories.get(name, "gone")
            advert = name.startswith(ADVERT)
            yield Tombstone(own, max(1, first), "advert-withdrawn" if advert else why, advert)


def _leaf(made: _Issued, number: int) -> Leaf:
    work, shown = made.works[number - 1], made.shown[number - 1]
    assert work.plan is not None
    names = dict.fromkeys(name for name, _ in named([work]) if name not in made.held.stories)
    wide = shown.trim[0] > shown.trim[1]
    side = "" if wide else "right" if is_right(work.name) else "left"
    return Leaf(number, work.name, work.plan.section, Shot(f"{work.name}/page", shown.sizes["page"], page=True),
                tuple(_zones(made, number)), tuple(made.ids[name] for name in names), work.plan.credits, side,
                shown.whole, tuple(_notices(made, number)))  # fmt: skip


def _zones(made: _Issued, number: int) -> Iterator[HotZone]:
    """The polygons of a page that lead somewhere; what stands within a polygon of its own article needs none."""
    page, shown, ids = made.works[number - 1].name, made.shown[number - 1], made.ids
    owned = [(region, ids[name]) for region in shown.regions if (name := _owner(page, region)) in ids]
    for region, own in owned:
        points = tuple(_on_picture(shown, *point) for point in region.polygon)
        if region.kind in _JUMPS:
            yield from _jump(made, number, region, own)
            continue
        around = (
            other for other, whose in owned if other is not region and whose == own and other.kind in ("story", "brief")
        )
        if region.kind not in ("story", "brief") and any(region_within(region, other) for other in around):
            continue
        yield HotZone(points, own, kind=region.kind if region.kind == "index-line" else "")
    blocks = {block.node(): block for block in _all_blocks(made.works[number - 1])}
    for region in shown.regions:
        block = blocks.get(region.node)
        if region.kind == "ad" and block is not None and isinstance(block.what, AdBlock):
            own = ids[advert_name(page, block, block.what)]
            yield HotZone(tuple(_on_picture(shown, *point) for point in region.polygon), own, kind="ad")
    for box, url in shown.links:
        if url.startswith(_SCHEMES):
            yield HotZone(tuple(_on_picture(shown, *point) for point in box.corners()), "", url)


def _jump(made: _Issued, number: int, region: Region, own: str) -> Iterator[HotZone]:
    """A line that says on which page its story goes on, or from which it comes."""
    leaves = made.places[region.node]
    at = leaves.index(number) + _JUMPS[region.kind]
    if 0 <= at < len(leaves):
        points = tuple(_on_picture(made.shown[number - 1], *point) for point in region.polygon)
        yield HotZone(points, own, kind=region.kind, leaf=leaves[at])


def _said(block: Block, *, alone: bool) -> tuple[str, ...]:
    """The words of a block that is no article; ``alone``: it stands on the page by itself."""
    match block.what:
        case EarBlock() | FillerBlock() as own:
            return own.lines
        case CodeBlock() as code:
            return (code.lines or (code.url,)) if alone else ()
        case (
            AdBlock() | MastheadBlock() | IndexBlock() | RuleBlock() | TableBlock() | ChartBlock()
            | StoryBlock() | ContinuedBlock() | BriefsBlock() | PhotoBlock() | BoxBlock()
        ):  # fmt: skip
            return ()
        case what:
            assert_never(what)


def _notices(made: _Issued, number: int) -> Iterator[Notice]:
    """The advertisements, ears and fillers of a page, with their words."""
    work, shown = made.works[number - 1], made.shown[number - 1]
    blocks = {block.node(): block for block in _all_blocks(work)}
    alone = {block.node() for block in work.plan.blocks} if work.plan else set()
    adverts = 0
    for region in shown.regions:
        block = blocks.get(region.node)
        if block is None or region.kind != block.kind.name or not block.kind.notice:
            continue
        points = tuple(_on_picture(shown, *point) for point in region.polygon)
        if isinstance(block.what, AdBlock):
            adverts += 1
            name = advert_name(work.name, block, block.what)
            yield _advert(made, number, cut_name("ad", adverts), region, block.what, name, points)
            continue
        if texts := _said(block, alone=region.node in alone):
            yield Notice(block.kind.notice, texts[0], number, points, texts)


def _advert(made: _Issued, number: int, cut: str, region: Region, advert: AdBlock, name: str, points: Points) -> Notice:
    """An advertisement by its customer, its words, and its picture, which is the page's cut ``cut``."""
    work, shown = made.works[number - 1], made.shown[number - 1]
    assert work.plan is not None
    words, url = shown.adverts.get(region.node, ("", ""))
    label = work.plan.house.ads.label
    texts = tuple(line for line in words.splitlines() if line != label)
    booked = made.bookings.get(advert.booking)
    texts = texts or ((booked.words,) if booked and booked.words else ())
    title = (booked.customer if booked else "") or next(iter(texts), "") or made.words("advert")
    return Notice("ad", _shortened(title), number, points, texts, made.ids[name],
                  Shot(f"{work.name}/{cut}", shown.sizes[cut]), url)  # fmt: skip


def _owner(page: str, region: Region) -> str:
    return f"{page}{region.node}" if region.node.block else region.node


def _on_picture(shown: Shown, x: int, y: int) -> tuple[float, float]:
    width = shown.sizes["page"][0][0]
    # A tenth of a pixel is a fortieth of a millimetre on the page.
    return round(x * width * 10 / shown.trim[0]) / 10, round(y * width * 10 / shown.trim[0]) / 10


def _articles(made: _Issued) -> Iterator[Article]:
    ids = made.ids
    for name, leaves in made.places.items():
        if name in made.held.stories:
            continue
        parts = [made.works[number - 1] for number in leaves]
        story = next((work.stories[name] for work in parts if name in work.stories), None)
        blocks = [(work, block) for work in parts for block in _blocks(work, name)]
        extras, charts = _extras(made.works, made.shown, blocks)
        if story is None:
            yield Article(ids[name], _heading(*blocks[0]), tuple(leaves), None, (), extras, charts)
            continue
        upright = any(block.body.vertical for _, block in blocks)
        figures = tuple(_figures(made.works, made.shown, story, ids[name]))
        yield Article(
            ids[name], _title(story), tuple(leaves), as_shown(story, made.held), figures, extras, charts, upright,
            _other_language(made, story, parts[0]),
        )  # fmt: skip


def _other_language(made: _Issued, story: Story, work: Work) -> str:
    """A story's language where it is not the paper's; '' where it is."""
    own = spoken_in(story, work)
    return "" if own == made.words.language else own.tag


def _blocks(work: Work, name: str) -> Iterator[Block]:
    """The blocks of a page that hold an article, or a box of it."""
    assert work.plan is not None
    for block in work.plan.blocks:
        if name in block.stories[:1] or (_alone(block) and alone_name(work.plan, block) == name):
            yield block


def _heading(work: Work, block: Block) -> str:
    """A table's or chart's title; of one that has none what its first row says."""
    if not isinstance(block.what, (TableBlock, ChartBlock)):
        return block.id
    rows = block.what.rows or work.tables.get(block.what.file, ())
    return block.what.title or _shortened(" ".join(cell for cell in rows[0] if cell) if rows else "") or block.id


def _title(story: Story) -> str:
    """A story's headline; of one that has none its first words."""
    for name in ("headline", "kicker", "deck"):
        if name in story.fields and story.fields[name].text:
            return story.fields[name].text
    first = next((one.text for one in story.paragraphs() if one.text), story.slug)
    return _shortened(first)


def _shortened(text: str) -> str:
    return text if len(text) <= _TITLE else text[:_TITLE] + MARK_CUT


def _figures(works: list[Work], shown: list[Shown], story: Story, own: str) -> Iterator[Figure]:
    """The story's photos that stand on a page, in the story's order."""
    for number, photo in enumerate(story.photos, 1):
        name = photo_name(own, number)
        for work, one in zip(works, shown, strict=True):
            if name in one.sizes:
                facts = work.facts.get(photo.file)
                caption = photo.caption or (
                    Paragraph("", "caption", facts.caption) if facts is not None and facts.caption else None
                )
                alt = photo.alt or (caption.text if caption else "")
                yield Figure(Shot(f"{work.name}/{name}", one.sizes[name]), caption, photo.credit, alt)
                break


def _extras(
    works: list[Work], shown: list[Shown], blocks: list[tuple[Work, Block]]
) -> tuple[tuple[Node, ...], tuple[tuple[str, Shot], ...]]:
    """Tables, charts and codes of an article, and the charts' pictures by node."""
    nodes: list[Node] = []
    charts: list[tuple[str, Shot]] = []
    for work, block in blocks:
        one = shown[works.index(work)]
        drawn = [region.node for region in one.regions if region.kind == "chart"]
        for inner in (block, *block.inside):
            if isinstance(inner.what, (TableBlock, ChartBlock)):
                nodes += own_nodes(inner, work)
            elif isinstance(inner.what, CodeBlock):
                code = inner.what
                url = code.url if code.url.startswith(_SCHEMES) else ""
                nodes.append(Node(inner.node(), "code", " ".join(code.lines) or code.url, alt=url))
            if isinstance(inner.what, ChartBlock) and inner.node() in drawn:
                name = cut_name("chart", drawn.index(inner.node()) + 1)
                charts.append((inner.node(), Shot(f"{work.name}/{name}", one.sizes[name])))
    return tuple(nodes), tuple(charts)
