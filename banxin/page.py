"""付印版: the finished page, as a display list that is read and never laid out again.

Makeup writes pages; presses, proofs and exports ``match`` over :data:`Item` and decide nothing.
Items stand in paint order; the text among them stands in reading order. Every item names the node
of the logical tree that it shows, or is furniture (``node == ""``): the tree itself is made once,
from the stories, so a paragraph over three columns or a story over two pages is one node.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING

from banxin.languages import DEFAULT
from banxin.tuples import NamedTuple
from banxin.units import PT, Point, Rect, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Ink(NamedTuple):
    """A colour as the press prints it: process parts or one spot, in thousandths."""

    c: int = 0
    m: int = 0
    y: int = 0
    k: int = 0
    spot: str = ""
    tint: int = 1000
    overprint: bool = False

    def tinted(self, tint: int) -> Ink:
        """The same colour at ``tint`` thousandths of its strength."""
        return self._replace(tint=self.tint * tint // 1000)


BLACK = Ink(k=1000)
PAPER = Ink()


class NodeId(str):
    """The name of a node of the logical tree, which is one string in all that is written, and its parts.

    ``slug/part`` is a part of a story: a paragraph by its key, a photo by its file; ``@block/part`` what a block of the layout
    says for itself: a cell ``3/2``, a line, its title; '' is furniture, which is no node. What the tree puts around its leaves
    has two strokes (``slug//box1``), a run-in heading ``/run-in`` behind its paragraph's name.
    """

    __slots__ = ()

    @classmethod
    def of_story(cls, slug: str, part: str = "") -> NodeId:
        """A story, or a part of it."""
        return cls(f"{slug}/{part}" if part else slug)

    @classmethod
    def of_block(cls, block: str, *parts: object) -> NodeId:
        """A block of the layout by its id, or a part of it."""
        return cls("/".join(("@" + block, *map(str, parts))))

    @property
    def story(self) -> str:
        """The story's slug; '' for a block's and for furniture."""
        return "" if self.startswith("@") else self.partition("/")[0]

    @property
    def block(self) -> str:
        """The block's id; of one that stands inside another the outer one's; '' for a story's and for furniture.

        Which block of several inside one drew an item, the item, its line or its region says itself.
        """
        return self.partition("/")[0][1:] if self.startswith("@") else ""

    @property
    def is_copy(self) -> bool:
        """Whether it is a story's, in whose text characters have places."""
        return self[:1] not in ("", "@")

    @property
    def part(self) -> str:
        """Which part of the story or block, or what stands inside the block; '' for all of it."""
        return self.partition("/")[2]

    @property
    def above(self) -> NodeId:
        """What it is a part of; '' for a whole story or block."""
        return NodeId(self.rpartition("/")[0])

    @property
    def run_in(self) -> NodeId:
        """The run-in heading at a paragraph's beginning."""
        return NodeId(self + _RUN_IN)

    @property
    def runs_in(self) -> bool:
        """Whether it is a run-in heading; its paragraph is what is above it."""
        return self.endswith(_RUN_IN)

    def below(self, *parts: object) -> NodeId:
        """A part of it."""
        return NodeId("/".join((self, *map(str, parts))))


#: What is no node: furniture, and the program's own words.
NO_NODE = NodeId("")

#: What the id of a paragraph's run-in heading ends with.
_RUN_IN = "/run-in"

#: Whose text is what: from which offset of a set text each node's begins.
Nodes = tuple[tuple[int, NodeId], ...]


class Glyphs(NamedTuple):
    """Parallel columns of the glyphs of one run.

    ``clusters`` holds, a glyph, the offset into the run's text where its characters begin (—— is
    two characters and one glyph); ``advances`` the pen's way along the line in EMU, spaces added or
    taken included; ``offsets`` how far the glyph stands from the pen along the line (an opener at a
    line's start stands half a 字 before it), empty where all are zero; ``rises`` the same across the
    line (vertical marks, ruby).
    """

    ids: tuple[int, ...]
    clusters: tuple[int, ...]
    advances: tuple[int, ...]
    offsets: tuple[int, ...] = ()
    rises: tuple[int, ...] = ()


class TextRun(NamedTuple):
    """Glyphs of one face, size and ink on one baseline.

    ``origin`` is the first pen position, in EMU from the trim's left upper corner: on the baseline, in a vertical line on
    its axis. ``face`` is the key of a font (:attr:`banxin.faces.Faces.by_key`), not a role of house style; ``size`` one 字, in EMU.
    """

    text: str
    glyphs: Glyphs
    origin: Point
    face: str
    size: int
    ink: Ink = BLACK
    node: NodeId = NO_NODE
    place: int = -1
    """Where the run's text begins in its node's text; -1 where the program made it."""
    vertical: bool = False
    turn: int = 0
    """Quarter turns clockwise of each glyph about its pen position (1 for Western words in vertical lines)."""
    hscale: int = 1000
    """Width of the glyphs in thousandths of their own (headings condensed to fit; never body)."""
    lang: str = DEFAULT
    block: str = ""
    """The block that set it, by its id; a piece of furniture begins with # (#folio)."""
    line: int = -1
    """Which of the block's set lines it stands on (:attr:`SetLine.ordinal`); -1 where it is on none."""

    @property
    def length(self) -> int:
        """From the first pen position to the last, in EMU."""
        return sum(self.glyphs.advances)


class Path(NamedTuple):
    """Lines and areas: ``steps`` are ("M", x, y), ("L", x, y), ("C", six numbers) and ("Z",)."""

    steps: tuple[tuple[object, ...], ...]
    fill: Ink | None = None
    stroke: Ink | None = None
    width: int = 0
    dash: tuple[int, ...] = ()
    node: NodeId = NO_NODE


class Picture(NamedTuple):
    """An image in a box; ``crop`` is the part of the image shown, left, top, right and bottom in thousandths of its sides.

    A photo of any kind (``node`` is slug/file), a masthead's picture, or an advertisement that has pixels (``node`` begins
    with @ and the block's id). ``key`` is the file's path below the project's root. ``alt`` is its caption or its name, seen
    in :func:`dump` and counted by :func:`digest`: what readers hear of it is :attr:`Node.alt`.
    """

    key: str
    box: Rect
    crop: tuple[int, int, int, int] = (0, 0, 1000, 1000)
    node: NodeId = NO_NODE
    alt: str = ""


class Form(NamedTuple):
    """An advertisement that came as PDF or SVG, drawn whole into a box; one that has pixels is a :class:`Picture`.

    ``key`` and ``alt`` as a picture has them; ``page`` is always 1, for no other page of a file is read.
    """

    key: str
    box: Rect
    page: int = 1
    node: NodeId = NO_NODE
    alt: str = ""


class Group(NamedTuple):
    """Items that share a clip, a transformation, an opacity or a layer."""

    items: tuple[Item, ...]
    clip: Rect | None = None
    matrix: tuple[int, int, int, int, int, int] | None = None
    """a b c d in thousandths, e f in EMU."""
    opacity: int = 1000
    layer: str = ""


class Link(NamedTuple):
    """A place that leads somewhere when it is clicked."""

    box: Rect
    url: str
    node: NodeId = NO_NODE


class SetLine(NamedTuple):
    """One line of text as it was set: what proofs number, and comments and exports find their place by."""

    block: str
    """The block that set it, by its id; a piece of furniture begins with #."""
    ordinal: int
    """Which of the block's lines it is, in the order in which they were drawn, from 0."""
    spans: tuple[tuple[NodeId, int, int], ...]
    """What stands on it: node, and from where up to where in the node's text; from -1 where the program made it."""
    box: Rect
    """From its first ink to its last, as high as its hanzi; of a vertical line as wide."""
    column: int = -1
    """The column of its story, from 0; -1 where it stands in none."""
    number: int = 0
    """The line of its story's grid, from 1 (down a tier, from the right); 0 where it stands on none."""
    fit: str = ""
    """as-set, squeezed, stretched, hung or forced."""
    gap: int = 0
    """What each of its ordinary gaps was stretched by, in EMU."""


class Overset(NamedTuple):
    """Copy that found no place."""

    block: str
    story: str
    """Its story; the block where it is none's (a table's row)."""
    text: str


Item = TextRun | Path | Picture | Form | Group | Link


class Region(NamedTuple):
    """A polygon of the page and what it is of: what hot zones, links, bookmarks and comparisons read.

    ``polygon`` is in EMU from the trim's left upper corner. ``kind`` is story, brief, box, photo, jump-to, jump-from or
    index-line, whose ``node`` is a story's slug (of an index line that of the story it leads to); or table, chart, qr, ad, ear
    or filler, whose ``node`` is @block. ``block`` is the id of the block that made it.
    """

    polygon: tuple[Point, ...]
    node: NodeId
    kind: str
    block: str


class Node(NamedTuple):
    """A node of the logical tree: what a thing is, apart from where it stands.

    Made for the archive's tagged PDF (:func:`banxin.makeup.tree.edition_tree`); of the e-paper only tables, charts and codes
    are nodes: its articles are made from the stories.

    ``kind`` is one of edition, article, kicker, heading (a headline is one of level 1), deck, byline, dateline,
    paragraph, box, group, list, item, table, row, header, row-header, cell, figure, caption, signoff, index, entry (of an index), link.
    ``text`` belongs to leaves. A heading that runs in has an id of its own (:attr:`NodeId.run_in`).
    """

    id: NodeId
    kind: str
    text: str = ""
    level: int = 0
    alt: str = ""
    lang: str = ""
    """The language of what it says (BCP 47); '' for that of the node above it."""
    children: tuple[Node, ...] = ()
    columns: int = 1
    """Columns and rows that a table's cell spans."""
    rows: int = 1

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Page(NamedTuple):
    """One finished page."""

    name: str
    section: str
    trim: Rect
    bleed: int
    type_area: Rect
    items: tuple[Item, ...]
    regions: tuple[Region, ...]
    first_baseline: int = 0
    leading: int = 0
    """The page's grid: body line n (from 1) stands at ``first_baseline + (n - 1) * leading``."""
    draft: bool = False
    slug: tuple[Item, ...] = ()
    """What stands outside the bleed for those at the press: the page slug."""
    lines: tuple[SetLine, ...] = ()
    """Every line of text, block by block; a run knows its own by block and ordinal."""
    overset: tuple[Overset, ...] = ()
    """Copy that found no place, block by block."""


def rectangle(
    box: Rect, *, fill: Ink | None = None, stroke: Ink | None = None, width: int = 0, node: NodeId = NO_NODE
) -> Path:
    """A rectangle as a path."""
    one, two, three, four = box.corners()
    steps = (("M", *one), ("L", *two), ("L", *three), ("L", *four), ("Z",))
    return Path(steps, fill=fill, stroke=stroke, width=width, node=node)


def rule(start: Point, end: Point, width: int, ink: Ink = BLACK, dash: tuple[int, ...] = ()) -> Path:
    """A straight rule."""
    return Path((("M", *start), ("L", *end)), stroke=ink, width=width, dash=dash)


def items_of(page: Page) -> Iterator[Item]:
    """All items in paint order, those in groups too."""
    stack: list[Item] = list(reversed(page.items))
    while stack:
        item = stack.pop()
        if isinstance(item, Group):
            stack.extend(reversed(item.items))
        yield item


def digest(page: Page, files: Mapping[str, bytes], faces: Mapping[str, str]) -> str:
    """A SHA-256 of all that a page shows: two pages of one digest are the same print.

    Every item counts with all its glyphs, and every picture and form by its file's content (``files`` by path; one
    that is not there counts as missing) and every face by what tells it from others (``faces`` by key).
    """
    sums = hashlib.sha256(f"{page.name} {page.trim} {page.bleed} {page.draft}".encode())
    shown = set()
    for item in (*page.items, *page.slug):
        sums.update(repr(_shown(item)).encode("utf-8", "surrogatepass"))
        shown |= {name for one in _within(item) if (name := _source(one))}
    for name in sorted(shown):
        own = faces.get(name) or hashlib.sha256(files[name]).hexdigest() if name in faces or name in files else "-"
        sums.update(f"{name} {own}\n".encode("utf-8", "surrogatepass"))
    return sums.hexdigest()


def _shown(item: Item) -> object:
    """An item without what only readers of the page's structure ask for: the line that a run was set on."""
    if isinstance(item, Group):
        return item[1:], [*map(_shown, item.items)]
    return item._replace(block="", line=-1) if isinstance(item, TextRun) else item


def _within(item: Item) -> Iterator[Item]:
    yield item
    for inner in item.items if isinstance(item, Group) else ():
        yield from _within(inner)


def _source(item: Item) -> str:
    """The file or face that an item is drawn from; '' for none."""
    match item:
        case TextRun():
            return item.face
        case Picture() | Form():
            return item.key
        case _:
            return ""


def _pt(length: int) -> str:
    return f"{length / PT:.2f}"


def _points(*lengths: int) -> str:
    return " ".join(map(_pt, lengths))


def _ink(ink: Ink | None) -> str:
    if ink is None:
        return "-"
    process = "".join(f"{part}{value}" for part, value in zip("CMYK", ink[:4], strict=True) if value) or "0"
    name = f"{ink.spot}({process})" if ink.spot else process
    return name + (f"@{ink.tint}" if ink.tint != 1000 else "") + ("+" if ink.overprint else "")


def _tracks(lengths: tuple[int, ...], size: int) -> str:
    """Lengths in thousandths of a size, neighbours that are alike counted: 12x1000 1167 3x1000."""
    parts = ((len(list(alike)), value) for value, alike in groupby(rounded(one * 1000, size) for one in lengths))
    return " ".join(f"{count}x{value}" if count > 1 else f"{value}" for count, value in parts)


def _dump_text(run: TextRun) -> str:
    way = ("↓" if run.vertical else "→") + "⟳" * run.turn
    place = f"{run.node or '-'}{f'@{run.place}' if run.place >= 0 else ''}"
    _, clusters, advances, offsets, rises = run.glyphs
    more = [f"adv={_tracks(advances, run.size)}"]
    if clusters != tuple(range(len(run.text))):
        more.append(f"clusters={','.join(map(str, clusters))}")
    more += [f"{name}={_tracks(one, run.size)}" for name, one in (("off", offsets), ("rise", rises)) if any(one)]
    more += [f"hscale={run.hscale}"] if run.hscale != 1000 else []
    more += [run.lang] if run.lang != DEFAULT else []
    return (
        f"text {_pt(run.origin.x)},{_pt(run.origin.y)} {way} {run.face} {_pt(run.size)} {_ink(run.ink)} "
        f"w={_pt(run.length)} {place} |{run.text}| {' '.join(more)}"
    )


def _dump_path(path: Path) -> str:
    steps = " ".join(_pt(int(n)) if isinstance(n, int) else str(n) for step in path.steps for n in step)
    dash = f" dash={_points(*path.dash)}" if path.dash else ""
    node = f" {path.node}" if path.node else ""
    return f"path {steps} fill={_ink(path.fill)} stroke={_ink(path.stroke)} {_pt(path.width)}{dash}{node}"


def _dump_item(item: Item, indent: str = "") -> str:
    match item:
        case TextRun():
            return indent + _dump_text(item)
        case Path():
            return indent + _dump_path(item)
        case Picture():
            crop = f" crop={','.join(map(str, item.crop))}" if item.crop != (0, 0, 1000, 1000) else ""
            return f"{indent}picture {item.key} {_points(*item.box)}{crop} {item.node or '-'} |{item.alt}|"
        case Form():
            return f"{indent}form {item.key} page {item.page} {_points(*item.box)} {item.node or '-'} |{item.alt}|"
        case Link():
            return f"{indent}link {item.url} {_points(*item.box)} {item.node or '-'}"
        case Group():
            clip = f" clip={_points(*item.clip)}" if item.clip else ""
            matrix = f" matrix={','.join(map(str, item.matrix))}" if item.matrix else ""
            inner = "".join(f"\n{_dump_item(part, indent + '  ')}" for part in item.items)
            return f"{indent}group {item.layer or '-'} {item.opacity}{clip}{matrix}{inner}"


def dump(page: Page) -> str:
    """The page as text, a line an item: the golden form of a page.

    Places and boxes are in points from the trim's left upper corner, advances and offsets in thousandths of the
    run's size, inks in thousandths. Of what a press reads only the glyphs' numbers are left out, which are the face's.
    """
    head = f"page {page.name} {page.section} trim={_points(*page.trim)} bleed={_pt(page.bleed)}"
    area = f"type-area {_points(*page.type_area)}{' draft' if page.draft else ''}"
    grid = f"grid first={_pt(page.first_baseline)} leading={_pt(page.leading)}"
    regions = [
        f"region {r.kind} {r.node} {r.block} " + " ".join(f"{_pt(p.x)},{_pt(p.y)}" for p in r.polygon)
        for r in page.regions
    ]
    slug = ["slug", *(_dump_item(item, "  ") for item in page.slug)] if page.slug else []
    return "\n".join([head, area, grid, *map(_dump_item, page.items), *regions, *slug]) + "\n"
