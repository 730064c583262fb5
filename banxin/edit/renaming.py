"""改名: a story's slug or a block's id becomes another one wherever it is named.

In two steps. First the names themselves are changed. Then the pages are read as they would be, by the program that
makes them, which tells what every block is called now: blocks without an id are called after their stories, and what
stands inside them after them. What refers to blocks (``lines: after``, a drawing's letters, ids of the e-paper) follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from banxin.edit.mentions import BLOCK, STORY, blocks, key_place, mentions, name_of, pair
from banxin.edit.overlay import Overlay
from banxin.edit.papers import Leaf, Papers, meaning
from banxin.edit.proving import prove_renamed
from banxin.edit.records import Change, Move
from banxin.edit.revision import Revision
from banxin.edit.tables import csv_edits
from banxin.plan import read_house
from banxin.plan.kinds import Type
from banxin.plan.nearest import nearest
from banxin.plan.outline import read_outline
from banxin.plan.values import PARSERS
from banxin.plan.written import Sequence, meant
from banxin.problems import Fault, Maybe, Report, Span, whole

if TYPE_CHECKING:
    from banxin.edit.mentions import Mention, Written
    from banxin.edit.papers import Sheet
    from banxin.edit.records import Edit
    from banxin.files import Tree
    from banxin.plan.outline import Outline
    from banxin.plan.records import EditionPlan, Grid

_NAME = Type("name")
Ids = dict[str, str]
Pair = tuple[str, str]


class Renaming(NamedTuple):
    """A change while it is made: what is read, the pages that it is about, and what is wanted of each file."""

    papers: Papers
    leaves: list[Leaf]
    revisions: dict[str, Revision]

    def of(self, path: str) -> Revision | None:
        """What is wanted of a file; ``None`` where there is no such file."""
        if path not in self.revisions:
            sheet = self.papers.sheet(path)
            if sheet is None:
                return None
            self.revisions[path] = Revision(sheet)
        return self.revisions[path]

    def edits(self) -> list[Edit]:
        """All that is to be written, so far."""
        return [edit for path in sorted(self.revisions) for edit in self.revisions[path].edits]

    def paths(self) -> list[str]:
        """The files of the pages and of their templates, each once."""
        sheets = [sheet for leaf in self.leaves if (sheet := self.papers.sheet(leaf.path))]
        templates = [own.path for sheet in sheets if (own := self.papers.template(sheet))]
        return list(dict.fromkeys([*(sheet.path for sheet in sheets), *templates]))


def rename_story(tree: Tree, date: str, old: str, new: str) -> Change:
    """The story ``old`` of a day is called ``new``: its file, and every mention in every edition of that day.

    Raises :class:`Fault` edit.bad-name, edit.name-taken, edit.no-story, edit.template-inside or edit.unsure, and what
    keeps a file from being read.
    """
    _check_name(old, new)
    papers = Papers(tree)
    here, there = (f"stories/{date}/{slug}.md" for slug in (old, new))
    if papers.data(there, "story") is not None:
        raise Fault("edit.name-taken", whole(there), name=new, path=there)
    editions = papers.editions(date)
    job = Renaming(papers, papers.leaves(editions), {})
    _rename_slug(job, (old, new))
    ids = _follow(job)
    extra = _follow_editions(job, editions, ids, {old: new})
    if papers.data(here, "story") is None and not job.revisions and not extra:
        names = [name.removesuffix(".md") for name in tree.names(f"stories/{date}") if name.endswith(".md")]
        raise Fault("edit.no-story", whole(here), story=old, path=here, meant=Maybe(nearest(old, names)))
    moves = (Move(here, there),) if papers.data(here, "story") is not None else ()
    change = Change((*job.edits(), *extra), moves, papers.read)
    prove_renamed(tree, change, job.revisions, job.leaves, ids, {old: new})
    return change


def _rename_slug(job: Renaming, story: Pair) -> None:
    """The first step for a story: its mentions, and what keeps blocks of pages and templates together."""
    old, new = story
    shared = {path for path in job.paths() if _names(job, path, old) and not _alone(job, path)}
    for path in job.paths():
        if path not in shared:
            _rename_mentions(job, path, old, new)
    kept = _keep_drawn(job, shared, story)
    for leaf in _once(job.leaves):
        _over_shared(job, leaf.path, shared, old, new)
    _follow_templates(job, shared | kept, story)


def rename_block(tree: Tree, folder: str, page: str, old: str, new: str) -> Change:
    """The block ``old`` of a page is called ``new``, and so it is wherever it is named.

    A block that was called after its story gets an ``id``. One of a template is renamed there and on every page that
    starts from it. Raises as :func:`rename_story` does, and edit.no-block, edit.shared or edit.drawn.
    """
    _check_name(old, new)
    papers = Papers(tree)
    editions = papers.editions()
    leaf = next((one for one in papers.leaves(editions) if (one.edition.folder, one.page) == (folder, page)), None)
    if leaf is None:
        raise Fault("edit.no-page", whole(f"layouts/{folder}"), page=page, path=f"layouts/{folder}/{page}.yaml")
    outline = outline_of(papers.tree, leaf)
    draft = outline.block(old)
    if draft is None:
        names = [one.id for one in outline.drafts]
        raise Fault("edit.no-block", Span(outline.source, 0, 1), block=old, page=Maybe(page),
                    meant=Maybe(nearest(old, names)), blocks=", ".join(names))  # fmt: skip
    name = old if draft.parent is not None else ""
    sheet = papers.sheet(leaf.path)
    assert sheet is not None  # its outline was read
    template = papers.template(sheet)
    home = draft.fields.span.source.path
    if not name:
        own = _block_at(sheet if home == leaf.path else template, draft.fields.span)
        name = name_of((sheet if home == leaf.path else template or sheet).source, own.map)
    inside = draft.parent is not None
    common = template is not None and (home == template.path or (not inside and _has(template, name)))
    scope = (
        papers.users(template.path)
        if common and template
        else [one for one in papers.leaves(editions) if one.path == leaf.path]
    )
    job = Renaming(papers, scope, {})
    for one in _once(scope):
        _check_free(one, outline_of(papers.tree, one), new)
    if inside or not common:
        _name_block(job, home, _block_at(papers.sheet(home), draft.fields.span), old, new)
    else:
        for path in job.paths():
            _rename_named(job, path, {name: new})
    ids = _follow(job)
    folders = {one.edition.folder: one.edition for one in scope}
    extra = _follow_editions(job, list(folders.values()), ids, {})
    change = Change((*job.edits(), *extra), (), papers.read)
    prove_renamed(tree, change, job.revisions, scope, ids, {})
    return change


def outline_of(tree: Tree, leaf: Leaf) -> Outline:
    """The blocks of a page by name. Raises the fault that keeps it from being read."""
    report = Report()
    outline = read_outline(tree, leaf.path, grid_of(tree, leaf.edition), report)
    if outline is None:
        first = next(iter(report))
        raise Fault(first.code, first.span, **first.words)
    return outline


def grid_of(tree: Tree, edition: EditionPlan) -> Grid:
    """The grid of an edition's pages. Raises the fault that keeps its house style from being read."""
    report = Report()
    house = read_house(tree, report, edition.house)
    if house is None:
        first = next(iter(report))
        raise Fault(first.code, first.span, **first.words)
    return house.grid


def _check_name(old: str, new: str) -> None:
    """A slug and an id are names as the plan knows them."""
    if not new or PARSERS["name"](new, _NAME) is None:
        raise Fault("edit.bad-name", None, name=new)
    if old == new:
        raise Fault("edit.same-name", None, name=new)


def _once(leaves: list[Leaf]) -> list[Leaf]:
    """Pages by their files: editions may share one."""
    return list({leaf.path: leaf for leaf in leaves}.values())


def _names(job: Renaming, path: str, slug: str) -> bool:
    """Whether a file names a story."""
    sheet = job.papers.sheet(path)
    return sheet is not None and any(one.names == STORY and one.value == slug for one in mentions(sheet.root, "page"))


def _alone(job: Renaming, path: str) -> bool:
    """Whether a file is for the pages of this change alone; a template may be for others, too."""
    own = {leaf.path for leaf in job.leaves}
    return path in own or all(user.path in own for user in job.papers.users(path))


def _rename_mentions(job: Renaming, path: str, old: str, new: str) -> None:
    sheet = job.papers.sheet(path)
    assert sheet is not None  # the paths are of files that are there
    for mention in mentions(sheet.root, "page"):
        if mention.names == STORY and mention.value == new:
            raise Fault(
                "edit.name-taken", Span(sheet.source, mention.node.start, mention.node.end), name=new, path=path
            )
        if mention.names == STORY and mention.value == old:
            _of(job, path).put(mention, new)


def _of(job: Renaming, path: str) -> Revision:
    revision = job.of(path)
    assert revision is not None  # as above
    return revision


def _named_after(sheet: Sheet, story: Pair) -> list[Written]:
    """The blocks of a file's own list that are called otherwise when a story (old, new) is."""
    return [block for block in blocks(sheet.root)
            if len(block.path) == 2 and pair(block.map, "block", "id") is None
            and name_of(sheet.source, block.map) != name_of(sheet.source, block.map, story)]  # fmt: skip


def _keep_drawn(job: Renaming, shared: set[str], story: Pair) -> set[str]:
    """A story that is drawn as the letter of its name keeps the letter where its new name is none.

    Returns the files in which it does.
    """
    kept: set[str] = set()
    for leaf in _once(job.leaves):
        sheet = job.papers.sheet(leaf.path)
        template = job.papers.template(sheet) if sheet else None
        sheets = [one for one in (sheet, template) if one is not None]
        drawn = {letter for one in sheets for mention in mentions(one.root, "page")
                 if (mention.table, mention.key) == ("page", "dummy") for letter in mention.value}  # fmt: skip
        if story[0] not in drawn or len(story[1]) == 1:
            continue
        for one in sheets:
            if one.path not in kept | shared:
                for block in _named_after(one, story):
                    _check_own(one, block, story[0])
                    _of(job, one.path).add(block, "id", story[0])
                kept.add(one.path)
    return kept


def _check_own(sheet: Sheet, block: Written, name: str) -> None:
    """A block that is written once and stands twice is not one that could be changed alone."""
    if block.shared:
        raise Fault("edit.shared", Span(sheet.source, block.map.start, block.map.start + 1), id=name)


def _over_shared(job: Renaming, path: str, shared: set[str], old: str, new: str) -> None:
    """Where a template that others use too names the story, the page says otherwise in a block of its own."""
    sheet = job.papers.sheet(path)
    template = job.papers.template(sheet) if sheet else None
    if sheet is None or template is None or template.path not in shared:
        return
    own = {name_of(sheet.source, block.map): block for block in blocks(sheet.root) if len(block.path) == 2}
    gone = {mention.value for mention in mentions(sheet.root, "page") if mention.key == "remove"}
    for mention in mentions(template.root, "page"):
        if mention.names != STORY or mention.value != old:
            continue
        block = next(one for one in blocks(template.root) if mention.path[: len(one.path)] == one.path)
        name = name_of(template.source, block.map)
        if name in gone:
            continue
        if "inside" in mention.path[2:] or "内嵌" in mention.path[2:]:
            raise Fault("edit.template-inside", Span(template.source, mention.node.start, mention.node.end), id=name)
        _say_otherwise(job, sheet, own.get(name), name, mention, block, (old, new))


def _say_otherwise(
    job: Renaming, sheet: Sheet, own: Written | None, name: str, mention: Mention, block: Written, story: Pair
) -> None:
    found = pair(block.map, "block", mention.key)
    assert found is not None
    listed = meant(found[1])
    several = [story[1] if meaning(item) == story[0] else meaning(item) for item in listed.items] if isinstance(
        listed, Sequence) else None  # fmt: skip
    if own is None:
        _of(job, sheet.path).add_block({"id": name, mention.key: several or story[1]})
        return
    _check_own(sheet, own, name)
    if pair(own.map, "block", mention.key) is None:
        _of(job, sheet.path).add(own, mention.key, several or story[1])
    if pair(own.map, "block", "id") is None:
        _of(job, sheet.path).add(own, "id", name)


def _follow_templates(job: Renaming, unchanged: set[str], story: Pair) -> None:
    """Blocks of a template that are called otherwise now: pages change and remove them by that name."""
    for path in job.paths():
        sheet = job.papers.sheet(path)
        template = job.papers.template(sheet) if sheet else None
        if sheet is None or template is None or template.path in unchanged:
            continue
        renamed = {name_of(template.source, block.map): name_of(template.source, block.map, story)
                   for block in _named_after(template, story)}  # fmt: skip
        for mention in mentions(sheet.root, "page"):
            names = mention.key == "remove" or (mention.key == "id" and len(mention.path) == 3)
            if names and mention.value in renamed:
                _of(job, path).put(mention, renamed[mention.value])


def _rename_named(job: Renaming, path: str, names: Ids) -> None:
    """Rename a template's block, or a page's that changes it, and what a page removes."""
    sheet = job.papers.sheet(path)
    assert sheet is not None
    for block in blocks(sheet.root):
        name = name_of(sheet.source, block.map)
        if len(block.path) == 2 and name in names:
            _name_block(job, path, block, name, names[name])
    for mention in mentions(sheet.root, "page"):
        if mention.key == "remove" and mention.value in names:
            _of(job, path).put(mention, names[mention.value])


def _name_block(job: Renaming, path: str, block: Written, old: str, new: str) -> None:
    """Write a block's name: in place of its id, else as a key of its own."""
    sheet = job.papers.sheet(path)
    assert sheet is not None
    _check_own(sheet, block, old)
    found = pair(block.map, "block", "id")
    if found is None:
        _of(job, path).add(block, "id", new)
        return
    mention = next(one for one in mentions(sheet.root, "page") if one.path == (*block.path, found[0]))
    _of(job, path).put(mention, new)


def _block_at(sheet: Sheet | None, span: Span) -> Written:
    """The block that the plan read at a place."""
    assert sheet is not None
    return next(block for block in blocks(sheet.root) if key_place(block.map) == span.start)


def _has(sheet: Sheet, name: str) -> bool:
    return any(len(block.path) == 2 and name_of(sheet.source, block.map) == name for block in blocks(sheet.root))


def _check_free(leaf: Leaf, outline: Outline, new: str) -> None:
    taken = outline.block(new)
    if taken is not None:
        raise Fault("edit.name-taken", taken.place, name=new, path=leaf.path)


def _follow(job: Renaming) -> dict[str, Ids]:
    """Let what refers to blocks follow their names; returns, by page file, what each block is called now."""
    before = {leaf.path: outline_of(job.papers.tree, leaf) for leaf in _once(job.leaves)}
    after_tree = Overlay(job.papers.tree, Change(tuple(job.edits()), (), job.papers.read).results())
    found: dict[str, Ids] = {}
    for leaf in _once(job.leaves):
        was, now = before[leaf.path].drafts, outline_of(after_tree, leaf).drafts
        if len(was) != len(now):
            raise Fault("edit.unsure", whole(leaf.path), path=leaf.path)
        # A block that is written for the first time stands elsewhere in the list than the template's that it changes.
        found[leaf.path] = {one.id: other.id for one, other in zip(was, now, strict=True) if one.id != other.id}
    after_tree.close()
    for path in job.paths():
        _refer(job, path, found)
    return found


def _refer(job: Renaming, path: str, found: dict[str, Ids]) -> None:
    """Chained lines and drawings of one file, by the new names of the blocks on the pages that it is for."""
    ids: Ids = {}
    for leaf in _once(job.leaves):
        sheet = job.papers.sheet(leaf.path)
        template = job.papers.template(sheet) if sheet else None
        if path in (leaf.path, template.path if template else ""):
            ids |= found[leaf.path]
    own = job.papers.sheet(path)
    assert own is not None
    for mention in mentions(own.root, "page"):
        if mention.names != BLOCK:
            continue
        place = Span(own.source, mention.node.start, mention.node.end)
        new = _referring(mention, ids, place)
        if new != mention.value:
            if not _alone(job, path):
                raise Fault("edit.template-shared", place, path=path)
            _of(job, path).put(mention, new)


def _referring(mention: Mention, ids: Ids, place: Span) -> str:
    """A value that may refer to blocks, with their new names."""
    if mention.key == "lines":
        lines = PARSERS["lines"](mention.value, Type("lines"))
        after = getattr(lines, "after", "")
        return re.sub(rf"(?<=\s){re.escape(after)}(?=\s)", ids.get(after, after), mention.value, count=1)
    if mention.key != "dummy":
        return mention.value
    for old, new in ids.items():
        if len(old) == 1 and old in mention.value and len(new) != 1:
            raise Fault("edit.drawn", place, letter=old, name=new)
    return mention.value.translate({ord(old): new for old, new in ids.items() if len(old) == 1})


def _follow_editions(job: Renaming, editions: list[EditionPlan], ids: dict[str, Ids], stories: Ids) -> list[Edit]:
    """What else names stories and blocks: what was withdrawn, what advertisements avoid, the ids of the e-paper."""
    extra: list[Edit] = []
    folders = dict.fromkeys([edition.folder for edition in editions] + [edition.base for edition in editions])
    for folder in filter(None, folders):
        names = dict(stories)
        for leaf in job.leaves:
            if folder in (leaf.edition.folder, leaf.edition.base):
                for old, new in ids.get(leaf.path, {}).items():
                    names |= {
                        f"{leaf.page}@{old}": f"{leaf.page}@{new}",
                        f"ad@{leaf.page}/{old}": f"ad@{leaf.page}/{new}",
                    }
        for file, table in (("edition", "edition"), ("ads", "bookings"), ("ids", "")):
            sheet = job.papers.sheet(f"layouts/{folder}/{file}.{'yaml' if table else 'json'}")
            if sheet is not None:
                _rename_listed(job, sheet, table, names)
        if stories:
            extra += csv_edits(job.papers, f"layouts/{folder}/ads.csv", stories)
    return extra


def _rename_listed(job: Renaming, sheet: Sheet, table: str, names: Ids) -> None:
    if not table:
        listed = {meaning(key): key for key, _ in sheet.root.pairs}
        for name, key in listed.items():
            if name in names:
                if names[name] in listed:
                    taken = listed[names[name]]
                    raise Fault("edit.name-taken", Span(sheet.source, taken.start, taken.end), name=names[name],
                                path=sheet.path)  # fmt: skip
                _of(job, sheet.path).put_key(key, name, names[name])
        return
    for mention in mentions(sheet.root, table):
        wanted = mention.is_key if table == "edition" else not mention.is_key
        if mention.names == STORY and wanted and mention.value in names:
            _of(job, sheet.path).put(mention, names[mention.value])
