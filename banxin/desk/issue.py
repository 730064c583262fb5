"""An edition as an issue of the e-paper: its pages' polygons, its stories with their pictures, jump parts joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.desk.shown import Shown, chart_name, photo_name
from banxin.desk.tree import own_nodes
from banxin.page import Node
from banxin.plan.records import is_right
from banxin.press.epaper import Article, Figure, Issue, Leaf, Shot, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.desk.pages import Made, Work
    from banxin.desk.sources import Sources
    from banxin.page import Region
    from banxin.plan.records import Block, PagePlan
    from banxin.story import Story

#: So much of a story without a headline is its title.
_TITLE = 24
#: Addresses that a reader can be led to.
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


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
    return block.stories if block.kind in ("story", "continued", "briefs") else ()


def _alone(block: Block) -> bool:
    """Whether a block is a table or chart that stands alone: on a phone nobody could read it off the page."""
    return block.kind in ("table", "chart")


def alone_name(plan: PagePlan, block: Block) -> str:
    """The name of a block that is an article of its own; no story's is like it."""
    return f"{plan.name}@{block.id}"


def issue_of(sources: Sources, works: list[Work], made: list[Made], ids: dict[str, str], *, repeat_ids: bool) -> Issue:
    """The issue; ``made`` has what each page was shown as."""
    house, edition = sources.house, sources.edition
    assert house is not None
    assert edition is not None
    shown = [page.shown for page in made]
    assert all(isinstance(one, Shown) for one in shown)
    pages = [
        _leaf(number, work, one, ids) for number, (work, one) in enumerate(zip(works, shown, strict=True), 1)
        if isinstance(one, Shown)
    ]  # fmt: skip
    articles = tuple(_articles(works, [one for one in shown if isinstance(one, Shown)], ids))
    return Issue(house.paper.get("name", ""), edition.date, edition.number, house.paper.get("cn", ""),
                 house.paper.get("publisher", ""), house.setting.language, house.epaper.code, house.epaper.url,
                 tuple(pages), articles, tuple(sorted(set(ids.values()) - {one.id for one in articles})), repeat_ids)  # fmt: skip


def _leaf(number: int, work: Work, shown: Shown, ids: dict[str, str]) -> Leaf:
    assert work.plan is not None
    names = dict.fromkeys(name for name, _ in named([work]))
    wide = shown.trim[0] > shown.trim[1]
    side = "" if wide else "right" if is_right(work.name) else "left"
    zones = tuple(_zones(work.name, shown, ids))
    return Leaf(number, work.name, work.plan.section, Shot(f"{work.name}/page", shown.sizes["page"], page=True), zones,
                tuple(ids[name] for name in names), work.plan.credits, side)  # fmt: skip


def _zones(page: str, shown: Shown, ids: dict[str, str]) -> Iterator[Zone]:
    """The polygons of the page's articles; what stands within a polygon of its own article needs none."""
    owned = [(region, ids[name]) for region in shown.regions if (name := _owner(page, region)) in ids]
    for region, own in owned:
        around = (
            other for other, whose in owned if other is not region and whose == own and other.kind in ("story", "brief")
        )
        if region.kind not in ("story", "brief") and any(_within(region, other) for other in around):
            continue
        yield Zone(tuple(_on_picture(shown, *point) for point in region.polygon), own)
    for box, url in shown.links:
        if url.startswith(_SCHEMES):
            yield Zone(tuple(_on_picture(shown, *point) for point in box.corners()), "", url)


def _owner(page: str, region: Region) -> str:
    return f"{page}{region.node}" if region.node.startswith("@") else region.node


def _on_picture(shown: Shown, x: int, y: int) -> tuple[float, float]:
    width = shown.sizes["page"][0][0]
    # A tenth of a pixel is a fortieth of a millimetre on the page.
    return round(x * width * 10 / shown.trim[0]) / 10, round(y * width * 10 / shown.trim[0]) / 10


def _within(inner: Region, outer: Region) -> bool:
    """Whether the middle of a polygon lies in another (ray casting); what stands inside a story lies wholly in it."""
    x = sum(point.x for point in inner.polygon) // len(inner.polygon)
    y = sum(point.y for point in inner.polygon) // len(inner.polygon)
    inside = False
    for one, two in zip(outer.polygon, (*outer.polygon[1:], outer.polygon[0]), strict=True):
        if (one.y > y) != (two.y > y) and x < one.x + (two.x - one.x) * (y - one.y) // (two.y - one.y):
            inside = not inside
    return inside


def _articles(works: list[Work], shown: list[Shown], ids: dict[str, str]) -> Iterator[Article]:
    places: dict[str, list[int]] = {}
    for name, ordinal in named(works):
        if ordinal not in places.setdefault(name, []):
            places[name].append(ordinal)
    for name, leaves in places.items():
        parts = [works[number - 1] for number in leaves]
        story = next((work.stories[name] for work in parts if name in work.stories), None)
        blocks = [(work, block) for work in parts for block in _blocks(work, name)]
        extras, charts = _extras(works, shown, blocks)
        if story is None:
            yield Article(ids[name], _heading(*blocks[0]), tuple(leaves), None, (), extras, charts)
            continue
        upright = any(block.vertical for _, block in blocks)
        yield Article(ids[name], _title(story), tuple(leaves), story, tuple(_figures(works, shown, story, ids[name])),
                      extras, charts, upright)  # fmt: skip


def _blocks(work: Work, name: str) -> Iterator[Block]:
    """The blocks of a page that hold an article, or a box of it."""
    assert work.plan is not None
    for block in work.plan.blocks:
        if name in block.stories[:1] or (_alone(block) and alone_name(work.plan, block) == name):
            yield block


def _heading(work: Work, block: Block) -> str:
    """A table's or chart's title; of one that has none what its first row says."""
    rows = block.table.rows or work.tables.get(block.subject, ())
    return block.table.title or _shortened(" ".join(cell for cell in rows[0] if cell) if rows else "") or block.id


def _title(story: Story) -> str:
    """A story's headline; of one that has none its first words."""
    for name in ("headline", "kicker", "deck"):
        if name in story.fields and story.fields[name].text:
            return story.fields[name].text
    first = next((one.text for one in story.paragraphs() if one.text), story.slug)
    return _shortened(first)


def _shortened(text: str) -> str:
    return text if len(text) <= _TITLE else text[:_TITLE] + "\u2026"


def _figures(works: list[Work], shown: list[Shown], story: Story, own: str) -> Iterator[Figure]:
    """The story's photos that stand on a page, in the story's order."""
    for number, photo in enumerate(story.photos, 1):
        name = photo_name(own, number)
        for work, one in zip(works, shown, strict=True):
            if name in one.sizes:
                alt = photo.caption.text if photo.caption else ""
                yield Figure(Shot(f"{work.name}/{name}", one.sizes[name]), photo.caption, photo.credit, alt)
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
            if inner.kind in ("table", "chart"):
                nodes += own_nodes(inner, work)
            elif inner.kind == "qr":
                url = inner.subject if inner.subject.startswith(_SCHEMES) else ""
                nodes.append(Node(f"@{inner.id}", "code", " ".join(inner.text) or inner.subject, alt=url))
            if inner.kind == "chart" and f"@{inner.id}" in drawn:
                name = chart_name(drawn.index(f"@{inner.id}") + 1)
                charts.append((f"@{inner.id}", Shot(f"{work.name}/{name}", one.sizes[name])))
    return tuple(nodes), tuple(charts)
