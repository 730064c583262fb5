"""A story's block goes to another page of its edition, as it is written there; or the story goes on there."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

from banxin.edit._mentions import blocks, pair
from banxin.edit._proving import bare, made
from banxin.edit._records import Change, Edit
from banxin.edit.papers import Papers, meaning, own_leaf
from banxin.files.reading import open_tree
from banxin.plan.kinds import FillerBlock, StoryBlock
from banxin.plan.records import Area
from banxin.plan.types import Type
from banxin.plan.values import PARSERS, ColumnRange, LineRange
from banxin.plan.written import Alias, Mapping, Sequence, meant, nodes
from banxin.problems import Fault, Span, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.edit._mentions import WrittenBlock
    from banxin.edit.papers import PageFile, Sheet
    from banxin.files import Tree
    from banxin.plan.block import Block, PagePlan

#: A story has no place in fewer lines than this.
_LEAST = 8
_PLAIN_RANGE = re.compile(r"(\d+)\s*-\s*(\d+)|(\d+)")


class _MovedBlock(NamedTuple):
    """A block on its way: its text from behind its dash, and the comments right above it, a line each."""

    text: str
    remarks: tuple[str, ...] = ()


class _PageSide(NamedTuple):
    """A page that a story leaves or comes to: its file, its plan, and its list of blocks as it is written."""

    leaf: PageFile
    sheet: Sheet
    plan: PagePlan
    listed: Sequence


def carry_story(
    tree: Tree, folder: str, slug: str, page: str, *, columns: str = "", lines: str = "", jump: bool = False
) -> Change:
    """A story stands on ``page``: its block goes there, or with ``jump`` the story goes on there.

    It takes the place that is said, else the one that it had where that is free there, else the first that is. A block that
    only kept the page's place goes. Raises :class:`Fault` edit.no-page, edit.no-story-block, edit.on-page, edit.no-room,
    edit.place, edit.off-page, edit.shared, edit.zoned, edit.drawn-place, edit.name-taken or edit.unsure, and what keeps a file
    from being read.
    """
    papers = Papers(tree)
    edition = papers.edition(folder)
    leaves = papers.leaves([edition]) if edition is not None else []
    source, block, written = _home(tree, papers, leaves, slug, folder)
    there = _side(tree, papers, own_leaf(leaves, folder, page))
    if source.leaf.path == there.leaf.path:
        raise Fault("edit.on-page", block.span, story=slug, page=page)
    if any(one.id == block.id for one in there.plan.blocks):
        raise Fault("edit.name-taken", whole(there.leaf.path), name=block.id, path=there.leaf.path)
    area = _place(there, block.area, columns, lines)
    edits = list(_without_placeholders(there))
    if jump:
        piece = _MovedBlock(f"{{continued: {slug}, {_words(area)}}}")
    else:
        _check_whole(source, block, written)
        piece = _MovedBlock(_moved(source, block, written, area), _remarks(source, written.map))
        edits += [*_unchained(source, block), _taken_out(source, written)]
    edits.append(_put_in(there, piece))
    change = Change(tuple(sorted(edits)), (), papers.read)
    with closing(open_tree(tree.root, change.results())) as after:
        _prove(after, source, there, None if jump else block, area)
    return change


def _side(tree: Tree, papers: Papers, leaf: PageFile) -> _PageSide:
    sheet, plan = papers.sheet(leaf.path), made(tree, leaf).plan
    found = pair(sheet.root, "page", "blocks") if sheet is not None else None
    listed = meant(found[1]) if found else None
    if sheet is None or plan is None or not isinstance(listed, Sequence):
        raise Fault("edit.unsure", whole(leaf.path), path=leaf.path)
    return _PageSide(leaf, sheet, plan, listed)


def _home(
    tree: Tree, papers: Papers, leaves: list[PageFile], slug: str, folder: str
) -> tuple[_PageSide, Block, WrittenBlock]:
    """Where a story's block stands, as it is made and as it is written."""
    for leaf in leaves:
        sheet = papers.sheet(leaf.path)
        for one in blocks(sheet.root) if sheet is not None else ():
            found = pair(one.map, "block", "story")
            if len(one.path) == 2 and found and meaning(found[1]) == slug:
                side = _side(tree, papers, own_leaf(leaves, folder, leaf.page))
                block = next((block for block in side.plan.blocks
                              if isinstance(block.what, StoryBlock) and block.what.slug == slug), None)  # fmt: skip
                if block is not None:
                    return side, block, one
    raise Fault("edit.no-story-block", whole(f"layouts/{folder}"), story=slug)


def _check_whole(source: _PageSide, block: Block, written: WrittenBlock) -> None:
    """Only a block that stands in one rectangle, and is written once, can be taken along."""
    if written.shared or any(isinstance(node, Alias) or node.anchor for node in nodes(written.map)):
        raise Fault("edit.shared", block.span, id=block.id)
    if block.zones:
        raise Fault("edit.zoned", block.span, id=block.id)
    if pair(written.map, "block", "lines") is None:
        drawn = pair(source.sheet.root, "page", "dummy")
        raise Fault("edit.drawn-place" if drawn else "edit.zoned", block.span, id=block.id)


def _words(area: Area) -> str:
    return f"columns: {_range(area.first_column, area.last_column)}, lines: {_range(area.first_line, area.last_line)}"


def _range(first: int, last: int) -> str:
    return f"{first}-{last}" if first != last else f"{first}"


def _place(there: _PageSide, area: Area, columns: str, lines: str) -> Area:
    """Where the story stands on its new page."""
    grid = there.plan.house.grid
    said = _said(area, columns, lines, grid.columns, grid.lines)
    if columns and lines:
        return said
    taken = [zone.area for block in there.plan.blocks if not _keeps_place(block) for zone in block.shape]
    if said.last_column <= grid.columns and not any(said.overlaps(other) for other in taken):
        return said
    wide = min(said.columns, grid.columns)
    starts = range(1, grid.columns - wide + 2) if not columns else range(said.first_column, said.first_column + 1)
    for deep in range(min(said.lines, grid.lines), _LEAST - 1, -1):
        firsts = range(1, grid.lines - deep + 2) if not lines else range(said.first_line, said.first_line + 1)
        for first in firsts:
            for column in starts:
                own = Area(column, column + wide - 1, first, first + deep - 1)
                if not any(own.overlaps(other) for other in taken):
                    return own
    raise Fault("edit.no-room", whole(there.leaf.path), page=there.leaf.page)


def _said(area: Area, columns: str, lines: str, most_columns: int, most_lines: int) -> Area:
    """The area with the columns and lines that are asked for."""
    for key, text, most in (("columns", columns, most_columns), ("lines", lines, most_lines)):
        value = PARSERS[key](text, Type(key)) if text else None
        if text and (not isinstance(value, ColumnRange | LineRange) or (isinstance(value, LineRange) and value.after)):
            raise Fault("edit.place", None, key=key, value=text)
        if isinstance(value, ColumnRange | LineRange):
            last = value.last or value.first
            if not 1 <= value.first <= last <= most:
                raise Fault("edit.off-page", None, key=key, value=text, most=most)
            kind = "column" if key == "columns" else "line"
            area = area._replace(**{f"first_{kind}": value.first, f"last_{kind}": last})
    return area


def _keeps_place(block: Block) -> bool:
    return isinstance(block.what, FillerBlock) and block.what.is_placeholder


def _moved(source: _PageSide, block: Block, written: WrittenBlock, area: Area) -> str:
    """A block's text with its columns and lines, and those of what stands inside it, for its new place."""
    text, found = source.sheet.source.text, written.map
    shift = area.first_column - block.area.first_column, area.first_line - block.area.first_line
    splices = [
        (meant(node).start, meant(node).end, new)
        for key, new in (
            ("columns", _range(area.first_column, area.last_column)),
            ("lines", _range(area.first_line, area.last_line)),
        )
        if (one := pair(found, "block", key)) and (node := one[1])
    ]
    inner = pair(found, "block", "inside")
    for item in inner[1].items if inner and isinstance(inner[1], Sequence) else ():
        for key, by, most in (("columns", shift[0], area.last_column), ("lines", shift[1], area.last_line)):
            own = pair(item, "block", key) if isinstance(item, Mapping) else None
            match = _PLAIN_RANGE.fullmatch(meaning(own[1])) if own else None
            if own is not None and match and by:
                first, last = int(match[1] or match[3]) + by, int(match[2] or match[3]) + by
                splices.append((own[1].start, own[1].end, _range(min(first, most), min(last, most))))
    start, end = _extent(source, found)
    for left, right, new in sorted(splices, reverse=True):
        text = text[:left] + new + text[right:]
        end += len(new) - (right - left)
    return text[start:end]


def _extent(side: _PageSide, node: Mapping) -> tuple[int, int]:
    """Where a block's text begins and ends: behind its dash, to the end of its last line where it is written on lines."""
    text = side.sheet.source.text
    start, end = node.mark if node.flow else min(node.mark, node.start), node.end
    if not side.listed.flow:
        stop = text.find("\n", max(start, end - 1) if text[end - 1 : end] != "\n" else end - 1)
        end = stop if stop >= 0 else len(text)
    return start, end


def _lines_of(side: _PageSide, node: Mapping, *, remarks: bool = True) -> tuple[int, int]:
    """The whole lines of an item of a list that is written on lines, with the ``remarks`` right above it."""
    text = side.sheet.source.text
    start, end = _extent(side, node)
    first = text.rfind("\n", 0, start) + 1
    indent = len(text[first:start]) - len(text[first:start].lstrip())
    while first and remarks:
        above = text.rfind("\n", 0, first - 1) + 1
        line = text[above : first - 1]
        if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) != indent:
            break
        first = above
    return first, min(end + 1, len(text))


def _remarks(side: _PageSide, node: Mapping) -> tuple[str, ...]:
    """The comments right above a block in a list that is written on lines."""
    if side.listed.flow:
        return ()
    first, (start, _) = _lines_of(side, node)[0], _extent(side, node)
    text = side.sheet.source.text
    return tuple(line.strip() for line in text[first : text.rfind("\n", 0, start) + 1].splitlines())


def _taken_out(source: _PageSide, written: WrittenBlock) -> Edit:
    """The list without the block; one that is empty then is written so."""
    sheet, node = source.sheet, written.map
    text = sheet.source.text
    if source.listed.flow:
        start, end = node.start, node.end
        behind = re.compile(r"\s*,[ \t]*").match(text, end)
        before = re.search(r"\s*,\s*$", text[:start])
        if behind:
            return Edit(sheet.path, start, behind.end(), "")
        return Edit(sheet.path, before.start() if before else start, end, "")
    first, last = _lines_of(source, node)
    if len(source.listed.items) == 1:
        start = text.rfind(":", 0, source.listed.start) + 1
        return Edit(sheet.path, start, last, " []\n")
    return Edit(sheet.path, first, last, "")


def _unchained(source: _PageSide, block: Block) -> Iterator[Edit]:
    """Blocks that stand after the one that goes stand where they stood, by their lines."""
    for one in blocks(source.sheet.root):
        found = pair(one.map, "block", "lines")
        value = PARSERS["lines"](meaning(found[1]), Type("lines")) if found else None
        if found and isinstance(value, LineRange) and value.after == block.id:
            own = next((other for other in source.plan.blocks if other.span.start >= one.map.start
                        and other.span.start <= one.map.end), None)  # fmt: skip
            if own is None:
                raise Fault(
                    "edit.unsure", Span(source.sheet.source, found[1].start, found[1].end), path=source.leaf.path
                )
            new = _range(own.area.first_line, own.area.last_line)
            yield Edit(source.sheet.path, found[1].start, found[1].end, new)


def _placeholders(there: _PageSide) -> list[Mapping]:
    kinds = [(one, pair(one.map, "block", "filler")) for one in blocks(there.sheet.root) if len(one.path) == 2]
    return [one.map for one, found in kinds if found and FillerBlock(meaning(found[1])).is_placeholder]


def _only_placeholders(there: _PageSide) -> bool:
    return len(_placeholders(there)) == len(there.listed.items)


def _without_placeholders(there: _PageSide) -> Iterator[Edit]:
    """What only kept the page's place goes where a story comes; where it stands alone :func:`_put_in` writes over it."""
    if _only_placeholders(there):
        return
    for node in _placeholders(there):
        if not there.listed.flow:
            yield Edit(there.sheet.path, *_lines_of(there, node, remarks=False), "")


def _put_in(there: _PageSide, piece: _MovedBlock) -> Edit:
    """The list with a block more at its end."""
    sheet, listed = there.sheet, there.listed
    text = sheet.source.text
    if listed.flow and listed.items and not _only_placeholders(there):
        if piece.remarks or "\n" in piece.text or not piece.text.startswith("{"):
            raise Fault("edit.unsure", Span(sheet.source, listed.start, listed.end), path=sheet.path)
        return Edit(sheet.path, listed.items[-1].end, listed.items[-1].end, f", {piece.text}")
    if not listed.items or (listed.flow and _only_placeholders(there)):
        return Edit(sheet.path, len(text[: listed.start].rstrip(" ")), listed.end, "\n" + _indented(piece, 2))
    first = listed.items[0]
    start = text.rfind("\n", 0, meant(first).start) + 1
    indent = len(text[start:]) - len(text[start:].lstrip(" "))
    if _only_placeholders(there):
        begin, _ = _lines_of(there, first, remarks=False)  # type: ignore[arg-type]
        _, end = _lines_of(there, listed.items[-1])  # type: ignore[arg-type]
        return Edit(sheet.path, begin, end, _indented(piece, indent) + "\n")
    last = meant(listed.items[-1])
    assert isinstance(last, Mapping)
    _, end = _extent(there, last)
    return Edit(sheet.path, end, end, "\n" + _indented(piece, indent))


def _indented(piece: _MovedBlock, indent: int) -> str:
    """A block behind its dash, so many blanks in, under its remarks; its further lines keep their distance from it."""
    blanks = " " * indent
    head, *rest = piece.text.split("\n")
    least = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    further = [f"{blanks}  {line[least:]}" if line.strip() else line for line in rest]
    return "\n".join([*(blanks + remark for remark in piece.remarks), f"{blanks}- {head}", *further])


def _prove(after: Tree, source: _PageSide, there: _PageSide, block: Block | None, area: Area) -> None:
    """Both pages are what they were, but for the story. Raises :class:`Fault` edit.unsure where they are not."""
    was, now = source.plan.blocks, _made_blocks(after, source.leaf)
    left = [bare(one) for one in was if block is None or one.id != block.id]
    if left != [bare(one) for one in now]:
        raise Fault("edit.unsure", whole(source.leaf.path), path=source.leaf.path)
    before = [bare(one) for one in there.plan.blocks if not _keeps_place(one)]
    come = [bare(one) for one in _made_blocks(after, there.leaf)]
    new = [one for one in come if one not in before]
    rest = [one for one in come if one in before]
    if rest != before or len(new) != 1 or new[0].area != area or (block is not None and new[0].what != block.what):
        raise Fault("edit.unsure", whole(there.leaf.path), path=there.leaf.path)


def _made_blocks(tree: Tree, leaf: PageFile) -> tuple[Block, ...]:
    plan = made(tree, leaf).plan
    return plan.blocks if plan is not None else ()
