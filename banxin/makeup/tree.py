"""The logical tree of pages: their stories in order, each once, and what stands in and beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from banxin.languages import DEFAULT, language
from banxin.makeup._ears import picture_alt
from banxin.makeup._photos import find_photos
from banxin.makeup._tables import cells_of
from banxin.makeup.copy import MOST_ENTRIES
from banxin.page import NO_NODE, Node, NodeId
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
from banxin.story import story_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banxin.languages import Language
    from banxin.makeup.work import Work
    from banxin.pictures import Facts
    from banxin.plan.block import Block
    from banxin.story.records import Story
    from banxin.story.tables import Rows

#: Lines of a masthead beside the paper's name.
_MOST_FACTS = 12


def edition_tree(works: Iterable[Work], title: str, tag: str) -> Node:
    """All pages as one tree. A story that stands on several pages is one article, where it first stands.

    ``tag``: the language of the file; what is in another one says so.
    """
    works = list(works)
    # What a photo shows and where its story stands is known of all pages at once: else it would be there twice.
    told = {node: alt for work in works for node, alt in _alts(work).items()}
    there = {slug for work in works if work.plan for block in work.plan.blocks for slug in block.set_stories}
    found: dict[NodeId, Node] = {}
    for work in works:
        for node in _page(work, told, there, language(tag)):
            mine = found.get(node.id)
            if mine is None:
                found[node.id] = node
            else:  # a later part brings what stands inside it
                more = [child for child in node.children if child not in mine.children]
                found[node.id] = mine._replace(children=(*mine.children, *more))
    return Node(NO_NODE, "edition", title, lang=language(tag).file, children=tuple(found.values()))


def _page(work: Work, told: dict[NodeId, str], there: set[str], file: Language) -> Iterator[Node]:
    """A page's nodes; ``told``: alternative texts of layouts by node, ``there``: stories whose text is in the file.

    ``file``: the language of the file.
    """
    if work.plan is None:
        return
    # The paper says who it is before it speaks.
    for block in sorted(work.plan.blocks, key=lambda block: not isinstance(block.what, MastheadBlock)):
        stories = [work.stories[slug] for slug in block.stories if slug in work.stories]
        if block.kind.texts and stories:
            inside = [node for inner in block.inside for node in own_nodes(inner, work)]
            articles = []
            for story in stories:
                own = spoken_in(story, work)
                article = story_tree(story, own)
                children = [_told_by_layout(child, told) for child in article.children]
                children += [_spoken(node, _of_page(work), own) for node in inside]
                articles.append(_spoken(article._replace(children=tuple(children)), own, file))
                inside = []
            lines = block.what.lines if isinstance(block.what, BriefsBlock) else ()
            yield from _under_one_heading(block.id, lines, articles) if lines else articles
        elif isinstance(block.what, PhotoBlock) and stories and block.what.of not in there:
            # A photo whose story is in another file is a figure with its caption.
            shown = {stories[0].node(photo.file) for photo in find_photos(stories[0], block.what.names)}
            own = spoken_in(stories[0], work)
            figures = (
                node for node in story_tree(stories[0], own).children if any(one.id in shown for one in node.walk())
            )
            yield from (_spoken(_told_by_layout(node, told), own, file) for node in figures)
        else:
            yield from (_spoken(node, _of_page(work), file) for node in own_nodes(block, work))


def _of_page(work: Work) -> Language:
    """The language of a page's own words."""
    return language(work.plan.house.setting.language if work.plan else DEFAULT)


def spoken_in(story: Story, work: Work) -> Language:
    """The language of a story on a page."""
    return language(story.language) if story.language else _of_page(work)


def _spoken(node: Node, own: Language, file: Language) -> Node:
    """A node in a language, which it names where the file is in another one."""
    return node if own == file else node._replace(lang=own.file)


def _under_one_heading(name: str, lines: tuple[str, ...], articles: list[Node]) -> Iterator[Node]:
    """Briefs under the layout's own heading, each a level below it."""
    heading = Node(NodeId.of_block(name, "title"), "heading", " ".join(lines), 1)
    yield Node(NodeId.of_block(name, "", "briefs"), "box", children=(heading, *map(_deeper, articles)))


def _deeper(node: Node) -> Node:
    return node._replace(level=node.level + (node.kind == "heading"), children=tuple(map(_deeper, node.children)))


def _alts(work: Work) -> dict[NodeId, str]:
    """What layouts say that photos show, by the photo's node."""
    found: dict[NodeId, str] = {}
    for outer in work.plan.blocks if work.plan else ():
        story = work.stories.get(next(iter(outer.stories), ""))
        for block in (outer, *outer.inside):
            if isinstance(what := block.what, PhotoBlock) and what.alt and story:
                found |= {story.node(photo.file): what.alt for photo in find_photos(story, what.names)}
    return found


def _told_by_layout(node: Node, told: dict[NodeId, str]) -> Node:
    """A figure, or the group that it stands in, by the layout's words where there are any."""
    if node.kind == "group":
        return node._replace(children=tuple(_told_by_layout(child, told) for child in node.children))
    return node._replace(alt=told[node.id]) if node.id in told else node


def own_nodes(block: Block, work: Work) -> Iterator[Node]:
    """What a block says for itself, and what a reader makes of it: a paragraph a line, codes by the words beside them."""
    name = block.node()
    match block.what:
        case TableBlock() as table:
            yield _table(table, name, table.rows or work.tables.get(table.file, ()))
            yield Node(name, "paragraph", " ".join(table.notes))
        case ChartBlock() as chart:
            title = [Node(name.below("title"), "caption", chart.title)] if chart.title else []
            told = " ".join((chart.alt or _told(chart.rows or work.tables.get(chart.file, ())), *chart.notes))
            yield Node(name.below("", "chart"), "group", children=(*title, Node(name, "figure", alt=told)))
        case MastheadBlock() as masthead:
            if masthead.picture:
                yield Node(name.below("name"), "figure", alt=work.plan.house.paper.get("name", "") if work.plan else "")
            else:
                yield Node(name.below("name"), "paragraph", masthead.subject)
            yield from (Node(name.below(at), "paragraph") for at in range(_MOST_FACTS))
        case CodeBlock() as own:
            code = _of_page(work).say("code")
            yield Node(name.below("code"), "figure", alt=" ".join((code, own.alt or " ".join(own.lines))).strip())
            yield Node(name.below("link"), "link", " ".join((*own.lines, own.url)))
            yield from _lines(name, own.lines)
        case AdBlock() as advert:
            yield Node(name, "figure", alt=_advert(advert, work))
        case EarBlock() | FillerBlock():
            lines = tuple(_lines(name, block.what.lines))
            if block.picture:
                lines = (Node(name.below("picture"), "figure", alt=picture_alt(block.what)), *lines)
            yield Node(name.below("", "lines"), "box", children=lines)
        case IndexBlock() as index:
            entries = [Node(name.below(at), "entry") for at in range(MOST_ENTRIES)]
            head = Node(name.below("title"), "caption", index.title)
            yield Node(name.below("", "index"), "index", children=(head, *entries))
        case RuleBlock():
            pass  # an ornament
        case StoryBlock() | ContinuedBlock() | BriefsBlock() | PhotoBlock() | BoxBlock():
            pass  # it says what its story says
        case what:
            assert_never(what)


def _lines(name: NodeId, texts: Iterable[str]) -> Iterator[Node]:
    for at, text in enumerate(texts):
        yield Node(name.below(at), "paragraph", text)


def _advert(advert: AdBlock, work: Work) -> str:
    """An advertisement by what the layout says of it, else by its customer and the words on it."""
    label = work.plan.house.ads.label if work.plan else ""
    facts = work.facts.get(advert.file)
    words = advert.words if facts is None or facts.kind != "insert" else _words_on(facts)
    words = "" if advert.alt else words
    return " ".join(
        part for part in (label or _of_page(work).say("advert"), advert.alt or advert.customer, words) if part
    )


def _words_on(facts: Facts) -> str:
    from banxin.plates.inserts import words_of  # noqa: PLC0415 - few pages have one

    return words_of(facts.data)


def _table(table: TableBlock, name: NodeId, rows: Rows) -> Node:
    """A table row by row; cells that are joined are where they begin."""
    header = table.header
    named = header and _names_its_rows(rows[header:])
    made: dict[int, list[Node]] = {at: [] for at in range(len(rows))}
    for cell in cells_of(rows):
        kind = "header" if cell.row < header else "row-header" if named and not cell.column else "cell"
        made[cell.row].append(
            Node(name.below(cell.row, cell.column), kind, cell.text, columns=cell.columns, rows=cell.rows)
        )
    title = [Node(name.below("title"), "caption", table.title)] if table.title else []
    body = [Node(name.below("", at), "row", children=tuple(cells)) for at, cells in made.items()]
    return Node(name.below("", "table"), "table", children=(*title, *body))


def _names_its_rows(rows: Rows) -> bool:
    """Whether a table's first column says what its rows are: there is a word, no bare number, in each of its cells."""
    return bool(rows) and all(row and any(one.isalpha() for one in row[0]) for row in rows)


def _told(rows: Rows) -> str:
    """A chart in words, for who cannot see it; its title is read before it."""
    return "; ".join(" ".join(cell for cell in row if cell) for row in rows)
