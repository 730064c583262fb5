"""What follows when stories and blocks have other names: chained lines, drawings, the ledger and lists of an edition.

What each block is called is not guessed: the pages are read as they would be, by the program that makes them.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

from banxin.edit._mentions import BLOCK, STORY, mentions
from banxin.edit._records import Change
from banxin.edit._revision import Rewriting
from banxin.edit._tables import csv_edits
from banxin.edit.papers import meaning, outline_of
from banxin.files.reading import open_tree
from banxin.plan.types import Type
from banxin.plan.values import PARSERS
from banxin.problems import Fault, Span, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.edit._mentions import Mention
    from banxin.edit._records import Edit
    from banxin.edit.papers import PageFile, Papers, Sheet
    from banxin.plan.records import EditionPlan

Ids = dict[str, str]


class Renaming(NamedTuple):
    """A change while it is made: what is read, the pages that it is about, and what is wanted of each file."""

    papers: Papers
    leaves: list[PageFile]
    revisions: dict[str, Rewriting]

    def of(self, path: str) -> Rewriting:
        """What is wanted of a file that is there."""
        if path not in self.revisions:
            self.revisions[path] = Rewriting(self.sheet(path))
        return self.revisions[path]

    def sheet(self, path: str) -> Sheet:
        """A file that is there."""
        sheet = self.papers.sheet(path)
        assert sheet is not None  # the paths come from the files that were found
        return sheet

    def edits(self) -> list[Edit]:
        """All that is to be written, so far."""
        return [edit for path in sorted(self.revisions) for edit in self.revisions[path].edits]

    def paths(self) -> list[str]:
        """The files of the pages and of their templates, each once."""
        sheets = [sheet for leaf in self.leaves if (sheet := self.papers.sheet(leaf.path))]
        templates = [own.path for sheet in sheets if (own := self.papers.template(sheet))]
        return list(dict.fromkeys([*(sheet.path for sheet in sheets), *templates]))


def once(leaves: list[PageFile]) -> list[PageFile]:
    """Pages by their files: editions may share one."""
    return list({leaf.path: leaf for leaf in leaves}.values())


def alone(job: Renaming, path: str) -> bool:
    """Whether a file is for the pages of this change alone; a template may be for others, too."""
    own = {leaf.path for leaf in job.leaves}
    return path in own or all(user.path in own for user in job.papers.users(path))


def follow(job: Renaming) -> dict[str, Ids]:
    """Let what refers to blocks follow their names; returns, by page file, what each block is called now."""
    tree, found = job.papers.tree, dict[str, Ids]()
    with closing(open_tree(tree.root, Change(tuple(job.edits()), (), job.papers.read).results())) as after:
        for leaf in once(job.leaves):
            was, now = outline_of(tree, leaf).drafts, outline_of(after, leaf).drafts
            if len(was) != len(now):
                raise Fault("edit.unsure", whole(leaf.path), path=leaf.path)
            # Both are in one order: a block that only changes the template's stands in the template's place.
            found[leaf.path] = {one.id: other.id for one, other in zip(was, now, strict=True) if one.id != other.id}
    for path in job.paths():
        _refer(job, path, found)
    return found


def _refer(job: Renaming, path: str, found: dict[str, Ids]) -> None:
    """Chained lines and drawings of one file, by the new names of the blocks on the pages that it is for."""
    ids: Ids = {}
    for leaf in once(job.leaves):
        sheet = job.papers.sheet(leaf.path)
        template = job.papers.template(sheet) if sheet else None
        if path in (leaf.path, template.path if template else ""):
            ids |= found[leaf.path]
    own = job.sheet(path)
    for mention in mentions(own.root, "page"):
        if mention.names != BLOCK:
            continue
        place = Span(own.source, mention.node.start, mention.node.end)
        new = _referring(mention, ids, place)
        if new != mention.value:
            if not alone(job, path):
                raise Fault("edit.template-shared", place, path=path)
            job.of(path).put(mention, new)


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


def follow_editions(job: Renaming, editions: list[EditionPlan], ids: dict[str, Ids], stories: Ids) -> list[Edit]:
    """What else names stories and blocks: what was withdrawn, what advertisements avoid, the ids of the e-paper."""
    extra: list[Edit] = []
    for folder in dict.fromkeys(edition.folder for edition in editions):
        names = dict(stories)
        for leaf in job.leaves:
            if folder == leaf.edition.folder:
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
                job.of(sheet.path).put_key(key, name, names[name])
        return
    for mention in mentions(sheet.root, table):
        wanted = mention.is_key if table == "edition" else not mention.is_key
        if mention.names == STORY and wanted and mention.value in names:
            job.of(sheet.path).put(mention, names[mention.value])
