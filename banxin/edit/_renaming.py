"""改名: a story's slug or a block's id becomes another one wherever it is named.

In two steps. First the names themselves are changed. Then the pages are read as they would be, by the program that
makes them, which tells what every block is called now: blocks without an id are called after their stories, and what
stands inside them after them. What refers to blocks (``lines: after``, a drawing's letters, ids of the e-paper) follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.edit._following import Ids, Renaming, alone, follow, follow_editions, once
from banxin.edit._mentions import STORY, blocks, key_place, mentions, name_of, pair
from banxin.edit._proving import prove_renamed
from banxin.edit._records import Change, Move
from banxin.edit.papers import Papers, draft_of, meaning, outline_of
from banxin.plan.keys import rows
from banxin.plan.nearest import nearest
from banxin.plan.types import Type
from banxin.plan.values import PARSERS
from banxin.plan.written import Sequence, meant
from banxin.problems import Fault, Maybe, Span, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.edit._mentions import Mention, WrittenBlock
    from banxin.edit.papers import PageFile, Sheet
    from banxin.files import Tree
    from banxin.plan.areas import Draft
    from banxin.plan.outline import Outline

_NAME = Type("name")
Pair = tuple[str, str]


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
    ids = follow(job)
    extra = follow_editions(job, editions, ids, {old: new})
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
    shared = {path for path in job.paths() if _names(job, path, old) and not alone(job, path)}
    for path in job.paths():
        if path not in shared:
            _rename_mentions(job, path, old, new)
    kept = _keep_drawn(job, shared, story)
    for leaf in once(job.leaves):
        _over_shared(job, leaf.path, shared, old, new)
    _follow_templates(job, shared | kept, story)


def rename_block(tree: Tree, folder: str, page: str, old: str, new: str) -> Change:
    """The block ``old`` of a page is called ``new``, and so it is wherever it is named.

    A block that was called after its story gets an ``id``. One of a template is renamed there and on every page that
    starts from it. Raises as :func:`rename_story` does, and edit.no-block, edit.shared or edit.drawn.
    """
    _check_name(old, new)
    papers = Papers(tree)
    edition = papers.edition(folder)
    leaves = papers.leaves(papers.editions(edition.date)) if edition is not None else []
    leaf = next((one for one in leaves if (one.edition.folder, one.page) == (folder, page)), None)
    if leaf is None:
        raise Fault("edit.no-page", whole(f"layouts/{folder}"), page=page, path=f"layouts/{folder}/{page}.yaml")
    site = _site(papers, leaf, draft_of(outline_of(tree, leaf), old, page))
    # A zone without a page of its own has its base's: they are one file.
    scope = papers.users(site.template.path) if site.template else [one for one in leaves if one.path == leaf.path]
    job = Renaming(papers, scope, {})
    for one in once(scope):
        _check_free(one, outline_of(tree, one), new)
    if site.template and site.name:
        for path in job.paths():
            _rename_named(job, path, {site.name: new})
    else:
        _name_block(job, site.home.path, site.block, old, new)
    ids = follow(job)
    extra = follow_editions(job, list({one.edition.folder: one.edition for one in scope}.values()), ids, {})
    change = Change((*job.edits(), *extra), (), papers.read)
    prove_renamed(tree, change, job.revisions, scope, ids, {})
    return change


class _BlockSite(NamedTuple):
    """Where a block is written."""

    home: Sheet
    block: WrittenBlock
    name: str
    """What it is called where page and template are merged; '' for one inside another, which are not."""
    template: Sheet | None
    """The template that has it, too, or has it alone."""


def _site(papers: Papers, leaf: PageFile, draft: Draft) -> _BlockSite:
    sheet = papers.sheet(leaf.path)
    assert sheet is not None  # its outline was read
    template = papers.template(sheet)
    home = sheet if draft.fields.span.source.path == leaf.path or template is None else template
    block = next(one for one in blocks(home.root) if key_place(one.map) == draft.fields.span.start)
    name = name_of(home.source, block.map) if draft.parent is None else ""
    common = template is not None and (home is template or (name and _has(template, name)))
    return _BlockSite(home, block, name, template if common else None)


def _check_name(old: str, new: str) -> None:
    """A slug and an id are names as the plan knows them."""
    if not new or PARSERS["name"](new, _NAME) is None:
        raise Fault("edit.bad-name", None, name=new)
    if old == new:
        raise Fault("edit.same-name", None, name=new)


def _names(job: Renaming, path: str, slug: str) -> bool:
    """Whether a file names a story."""
    sheet = job.papers.sheet(path)
    return sheet is not None and any(one.names == STORY and one.value == slug for one in mentions(sheet.root, "page"))


def _rename_mentions(job: Renaming, path: str, old: str, new: str) -> None:
    sheet = job.sheet(path)
    for mention in mentions(sheet.root, "page"):
        if mention.names == STORY and mention.value == new:
            raise Fault(
                "edit.name-taken", Span(sheet.source, mention.node.start, mention.node.end), name=new, path=path
            )
        if mention.names == STORY and mention.value == old:
            job.of(path).put(mention, new)


def _named_after(sheet: Sheet, story: Pair) -> list[WrittenBlock]:
    """The blocks of a file's own list that are called otherwise when a story (old, new) is."""
    return [block for block in blocks(sheet.root)
            if len(block.path) == 2 and pair(block.map, "block", "id") is None
            and name_of(sheet.source, block.map) != name_of(sheet.source, block.map, story)]  # fmt: skip


def _keep_drawn(job: Renaming, shared: set[str], story: Pair) -> set[str]:
    """A story that is drawn as the letter of its name keeps the letter where its new name is none.

    Returns the files in which it does.
    """
    kept: set[str] = set()
    for leaf in once(job.leaves):
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
                    job.of(one.path).add(block, "id", story[0])
                kept.add(one.path)
    return kept


def _check_own(sheet: Sheet, block: WrittenBlock, name: str) -> None:
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
        if "inside" in mention.path[2:] or rows("block")["inside"].alias in mention.path[2:]:
            raise Fault("edit.template-inside", Span(template.source, mention.node.start, mention.node.end), id=name)
        _say_otherwise(job, sheet, own.get(name), name, mention, block, (old, new))


def _say_otherwise(
    job: Renaming, sheet: Sheet, own: WrittenBlock | None, name: str, mention: Mention, block: WrittenBlock, story: Pair
) -> None:
    found = pair(block.map, "block", mention.key)
    assert found is not None
    listed = meant(found[1])
    several = [story[1] if meaning(item) == story[0] else meaning(item) for item in listed.items] if isinstance(
        listed, Sequence) else None  # fmt: skip
    if own is None:
        job.of(sheet.path).add_block({"id": name, mention.key: several or story[1]})
        return
    _check_own(sheet, own, name)
    if pair(own.map, "block", mention.key) is None:
        job.of(sheet.path).add(own, mention.key, several or story[1])
    if pair(own.map, "block", "id") is None:
        job.of(sheet.path).add(own, "id", name)


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
                job.of(path).put(mention, renamed[mention.value])


def _rename_named(job: Renaming, path: str, names: Ids) -> None:
    """Rename a template's block, or a page's that changes it, and what a page removes."""
    sheet = job.sheet(path)
    for block in blocks(sheet.root):
        name = name_of(sheet.source, block.map)
        if len(block.path) == 2 and name in names:
            _name_block(job, path, block, name, names[name])
    for mention in mentions(sheet.root, "page"):
        if mention.key == "remove" and mention.value in names:
            job.of(path).put(mention, names[mention.value])


def _name_block(job: Renaming, path: str, block: WrittenBlock, old: str, new: str) -> None:
    """Write a block's name: in place of its id, else as a key of its own."""
    sheet = job.sheet(path)
    _check_own(sheet, block, old)
    found = pair(block.map, "block", "id")
    if found is None:
        job.of(path).add(block, "id", new)
        return
    mention = next(one for one in mentions(sheet.root, "page") if one.path == (*block.path, found[0]))
    job.of(path).put(mention, new)


def _has(sheet: Sheet, name: str) -> bool:
    return any(len(block.path) == 2 and name_of(sheet.source, block.map) == name for block in blocks(sheet.root))


def _check_free(leaf: PageFile, outline: Outline, new: str) -> None:
    taken = outline.block(new)
    if taken is not None:
        raise Fault("edit.name-taken", taken.place, name=new, path=leaf.path)
