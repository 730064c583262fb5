"""A block's columns and lines become others, where they are written and as they are written."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

from banxin.edit._mentions import Mention, blocks, key_place, mentions, name_of, pair
from banxin.edit._proving import bare, made, prove_files, prove_page
from banxin.edit._records import Change
from banxin.edit._revision import Rewriting
from banxin.edit.papers import Papers, draft_of, grid_of, meaning, outline_of, own_leaf
from banxin.files.reading import open_tree
from banxin.plan.areas import drawn_areas
from banxin.plan.records import Area
from banxin.plan.types import Type
from banxin.plan.values import CHAINS, LINE, PARSERS, ColumnRange, LineRange
from banxin.plan.written import Alias, Scalar, meant
from banxin.problems import Fault, Report, Span

if TYPE_CHECKING:
    from banxin.edit._proving import MadePage
    from banxin.edit.papers import PageFile
    from banxin.files import Tree
    from banxin.plan.areas import Draft
    from banxin.plan.block import Block
    from banxin.plan.outline import Outline
    from banxin.plan.records import Grid

Place = dict[str, ColumnRange | LineRange]
_RANGE = re.compile(r"(\d+)(?:(\s*-\s*)(\d+))?")
_NUMBER = re.compile(r"\d+(?=\D*$)")


def place_block(tree: Tree, folder: str, page: str, block: str, *, columns: str = "", lines: str = "") -> Change:
    """A block of a page stands elsewhere: ``columns`` as 1-3, ``lines`` as 5-40 or ``after ID to N``; '' stays as it is.

    Where a template says where it stands, the page says it itself from now on. Raises :class:`Fault` edit.place,
    edit.off-page, edit.no-page, edit.no-block, edit.zoned, edit.drawn-place, edit.shared, edit.base-page,
    edit.template-inside or edit.unsure, and what keeps a file from being read.
    """
    papers = Papers(tree)
    edition = papers.edition(folder)
    leaf = own_leaf(papers.leaves([edition] if edition is not None else []), folder, page)
    outline, was = outline_of(tree, leaf), made(tree, leaf)
    draft = draft_of(outline, block, page)
    # A spread, and a page that changes house style, has a grid of its own.
    grid = was.plan.house.grid if was.plan is not None else grid_of(tree, leaf.edition)
    wanted = _wanted(columns, lines, outline, grid)
    _check_kind(draft, outline, grid)
    sheet = papers.sheet(leaf.path)
    assert sheet is not None  # its outline was read
    revision = Rewriting(sheet)
    _write(revision, papers, draft, wanted, was)
    change = Change(tuple(revision.edits), (), papers.read)
    _prove(tree, change, revision, leaf, draft, wanted, was)
    return change


def _wanted(columns: str, lines: str, outline: Outline, grid: Grid) -> Place:
    """The new columns and lines as values; those that lie on no page are refused."""
    found: Place = {}
    for key, text, most in (("columns", columns, grid.columns), ("lines", lines, grid.lines)):
        if not text:
            continue
        value = PARSERS[key](text, Type(key))
        if not isinstance(value, ColumnRange | LineRange):
            raise Fault("edit.place", None, key=key, value=text)
        after = value.after if isinstance(value, LineRange) else ""
        first = 1 if after else value.first
        last = value.last or (value.takes if isinstance(value, LineRange) else 0)
        if not 1 <= first <= last <= most:
            raise Fault("edit.off-page", None, key=key, value=text, most=most)
        if after:
            draft_of(outline, after)
        found[key] = value
    return found


def _check_kind(draft: Draft, outline: Outline, grid: Grid) -> None:
    """A block that is drawn, or runs through zones, has its place elsewhere."""
    if draft.zones or "zones" in draft.fields.faulty:
        raise Fault("edit.zoned", draft.fields.place("zones"), id=draft.id)
    if draft.parent is None and draft.id in drawn_areas(outline.fields, grid, Report()):
        raise Fault("edit.drawn-place", outline.fields.place("dummy"), id=draft.id)


def _write(revision: Rewriting, papers: Papers, draft: Draft, wanted: Place, was: MadePage) -> None:
    """Write each place where it stands in the page; where only the template has it, as a key of the page's own."""
    sheet, home = revision.sheet, draft.fields.span.source.path
    here = home == sheet.path
    whose = sheet if here else papers.template(sheet)
    block = next(one for one in blocks(whose.root) if key_place(one.map) == draft.fields.span.start) if whose else None
    assert whose is not None
    assert block is not None
    if here and block.shared:
        raise Fault("edit.shared", draft.fields.span, id=draft.id)
    if not here and draft.parent is not None:
        raise Fault("edit.template-inside", draft.fields.span, id=draft.id)
    own: dict[str, str | list[str]] = {}
    for key, value in wanted.items():
        found = pair(block.map, "block", key) if here else None
        item = draft.fields.items.get(key)
        text = meaning(found[1]) if found else _as_written(papers, item.span) if item else ""
        new = _in_words(text, key, value, was)
        if found is None and here:
            revision.add(block, key, new)
        elif found is None:
            own[key] = new
        elif new != text:
            assert isinstance(found[1], Scalar | Alias)
            revision.put(Mention((*block.path, found[0]), "block", key, found[1], text), new)
    if own:
        revision.add_block({"id": name_of(whose.source, block.map), **own})


def _as_written(papers: Papers, span: Span) -> str:
    """The text of a value that the plan read at a place, in the words of its file."""
    sheet = papers.sheet(span.source.path)
    found = mentions(sheet.root, "page") if sheet else ()
    return next((one.value for one in found if getattr(meant(one.node), "mark", -1) == span.start), "")


def _in_words(written: str, key: str, value: ColumnRange | LineRange, was: MadePage) -> str:
    """The text of a place, changed no further than it has to be: a chain stays one where only its end is another."""
    before = PARSERS[key](written, Type(key)) if written.strip() else None
    if isinstance(value, LineRange) and value.after:
        return _chained(written, before, value)
    if isinstance(before, LineRange) and before.after:
        above = every_block(was).get(before.after)
        if above is None or above.area.last_line + 1 != value.first:
            return f"{value.first}-{value.last}"
        return _NUMBER.sub(str(value.last if before.last else value.last - value.first + 1), written)
    found = _RANGE.fullmatch(written.strip())
    if found and found[3] and (value.first != value.last or found[1] == found[3]):
        return f"{_number(found[1], value.first)}{found[2]}{_number(found[3], value.last)}"
    return str(value.first) if found and value.first == value.last else f"{value.first}-{value.last}"


def _number(written: str, value: int) -> str:
    return written if int(written) == value else str(value)


def _chained(written: str, before: object, value: LineRange) -> str:
    """``after ID to N`` in the language, and with the unit, of what stood there."""
    words = written.split() if isinstance(before, LineRange) and before.after else [CHAINS[0].after, "", "", ""]
    kept = isinstance(before, LineRange) and bool(before.after) and bool(before.last) == bool(value.last)
    chain = next(one for one in CHAINS if words[0] == one.after)
    how = words[2] if kept else chain.to if value.last else chain.takes
    unit = LINE if words[3].endswith(LINE) else ""
    return f"{words[0]} {value.after} {how} {value.last or value.takes}{unit}"


def _prove(
    tree: Tree, change: Change, revision: Rewriting, leaf: PageFile, draft: Draft, wanted: Place, was: MadePage
) -> None:
    """The block stands where it was put, what hangs on it came along, and all else is what it was."""
    with closing(open_tree(tree.root, change.results())) as after:
        prove_files(after, {leaf.path: revision} if change.edits else {})
        now = made(after, leaf)
        prove_page(was, now, leaf.path)
        if not _as_meant(every_block(was), every_block(now), draft, wanted, _hanging(after, leaf, draft.id)):
            raise Fault("edit.unsure", draft.area_place, path=leaf.path)


def _as_meant(was: dict[str, Block], now: dict[str, Block], draft: Draft, wanted: Place, hanging: set[str]) -> bool:
    moved = hanging | {draft.id}
    for name in was.keys() | now.keys():
        if name not in moved and (name not in was or name not in now or was[name] != now[name]):
            return False
        if name in moved and name in was and name in now and _unplaced(was[name]) != _unplaced(now[name]):
            return False
    if draft.parent is not None:
        return draft.id in now or draft.id not in was
    return draft.id in now and _stands(now[draft.id].area, wanted)


def _stands(area: Area, wanted: Place) -> bool:
    columns, lines = wanted.get("columns"), wanted.get("lines")
    across = columns is None or (area.first_column, area.last_column) == (columns.first, columns.last)
    if not isinstance(lines, LineRange):
        return across
    first = area.first_line if lines.after else lines.first
    return across and (area.first_line, area.last_line) == (first, lines.last or first + lines.takes - 1)


def _hanging(tree: Tree, leaf: PageFile, name: str) -> set[str]:
    """The blocks that move with one: those in a chain after it, and what stands inside any of them."""
    drafts, found = outline_of(tree, leaf).drafts, {name}
    for _ in drafts:
        for draft in drafts:
            item = draft.fields.items.get("lines")
            after = item.value.after if item and isinstance(item.value, LineRange) else ""
            if after in found or (draft.parent is not None and draft.parent.id in found):
                found.add(draft.id)
    return found


def every_block(page: MadePage) -> dict[str, Block]:
    """All blocks of a page by name, without their places in the file and without what stands inside them."""
    found: dict[str, Block] = {}
    for block in page.plan.blocks if page.plan is not None else ():
        for one in (block, *block.inside, *(deep for inner in block.inside for deep in inner.inside)):
            found[one.id] = bare(one)._replace(inside=())
    return found


def _unplaced(block: Block) -> Block:
    """A block but for what follows from where it stands."""
    return block._replace(area=Area(0, 0, 0, 0), zones=(), aside=block.aside._replace(width=0))
