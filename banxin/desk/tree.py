"""The logical tree of pages: their stories in order, each once, and what stands in and beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup.tables import cells_of
from banxin.page import Node
from banxin.story import story_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banxin.desk.pages import Work
    from banxin.plan.records import Block
    from banxin.story.tables import Rows

_STORIES = ("story", "continued", "briefs")


def edition_tree(works: Iterable[Work], title: str) -> Node:
    """All pages as one tree. A story that stands on several pages is one article, where it first stands."""
    found: dict[str, Node] = {}
    for work in works:
        for node in _page(work):
            mine = found.get(node.id)
            if mine is None:
                found[node.id] = node
            else:  # a later part brings what stands inside it
                more = [child for child in node.children if child not in mine.children]
                found[node.id] = mine._replace(children=(*mine.children, *more))
    return Node("", "edition", title, children=tuple(found.values()))


def _page(work: Work) -> Iterator[Node]:
    if work.plan is None:
        return
    for block in work.plan.blocks:
        stories = [work.stories[slug] for slug in block.stories if slug in work.stories]
        if block.kind in _STORIES and stories:
            inside = [node for inner in block.inside for node in own_nodes(inner, work)]
            for story in stories:
                article = story_tree(story)
                yield article._replace(children=(*article.children, *inside))
                inside = []
        else:
            yield from own_nodes(block, work)


def own_nodes(block: Block, work: Work) -> Iterator[Node]:
    """What a block says for itself, and what a reader makes of it."""
    name = f"@{block.id}"
    rows = block.table.rows or work.tables.get(block.subject, ())
    match block.kind:
        case "table":
            yield _table(block, name, rows)
            yield Node(name, "paragraph", " ".join(block.table.notes))
        case "chart":
            title = [Node(f"{name}/title", "caption", block.table.title)] if block.table.title else []
            yield Node(name, "figure", alt=_told(block.table.title, rows), children=tuple(title))
        case "qr":
            yield Node(f"{name}/code", "figure", alt=block.subject)
            yield Node(name, "paragraph", " ".join(block.text))
        case "ad":
            yield Node(name, "figure", alt=" ".join(part for part in ("广告", block.booking, block.subject) if part))
        case "ear" | "index" | "filler":
            yield Node(name, "paragraph", " ".join(block.text))
        case _:
            return


def _table(block: Block, name: str, rows: Rows) -> Node:
    """A table row by row; cells that are joined are where they begin."""
    header = block.table.header
    made: dict[int, list[Node]] = {at: [] for at in range(len(rows))}
    for cell in cells_of(rows):
        kind = "header" if cell.row < header else "cell"
        made[cell.row].append(
            Node(f"{name}/{cell.row}/{cell.column}", kind, cell.text, columns=cell.columns, rows=cell.rows)
        )
    title = [Node(f"{name}/title", "caption", block.table.title)] if block.table.title else []
    body = [Node(f"{name}//{at}", "row", children=tuple(cells)) for at, cells in made.items()]
    return Node(f"{name}//table", "table", children=(*title, *body))


def _told(title: str, rows: Rows) -> str:
    """A chart in words, for who cannot see it."""
    return "; ".join([title, *(" ".join(cell for cell in row if cell) for row in rows)]).strip("; ")
