"""``banxin rename``, ``move``, ``undo`` and ``redo``: layouts changed in place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.edit import apply, place_block, redo, rename_block, rename_story, undo
from banxin.plan import read_edition
from banxin.plan.types import Type
from banxin.plan.values import PARSERS
from banxin.problems import Fault, Report
from banxin.run.project import find_project, find_targets
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.edit import Change
    from banxin.problems import Words
    from banxin.run.project import Project, Target

_PAGE = Type("page")


class Edited(NamedTuple):
    """What was changed: in a word, how many places of which files, and which files have other names."""

    what: str
    files: dict[str, int]
    moves: tuple[tuple[str, str], ...] = ()


def rename(old: str, new: str, paths: list[str]) -> Edited:
    """A story of the edition that one stands in (or of ``paths``), or with a page's name before it a block."""
    if "/" in old:
        project, target, block = _block(old)
        change = rename_block(project.tree, target.folder, target.pages[0], block, new)
    else:
        project, targets = find_targets(paths)
        change = rename_story(project.tree, _date_of(project, targets, old), old, new)
    return _applied(project, change, f"rename {old} {new}")


def move(block: str, columns: str, lines: str) -> Edited:
    """A block to other columns, other lines, or both."""
    if not columns and not lines:
        raise Fault("desk.no-place", None)
    project, target, name = _block(block)
    change = place_block(project.tree, target.folder, target.pages[0], name, columns=columns, lines=lines)
    return _applied(project, change, f"move {block} {columns} {lines}".strip())


def back(path: str, *, again: bool) -> Edited:
    """The last change of the project that holds ``path`` taken back, or the last that was undone done again."""
    done = (redo if again else undo)(find_project(path).root)
    return Edited(done.what, dict.fromkeys(done.paths, 0))


def _applied(project: Project, change: Change, what: str) -> Edited:
    apply(project.root, change, what)
    files: dict[str, int] = {}
    for edit in change.edits:
        files[edit.path] = files.get(edit.path, 0) + 1
    return Edited(what, files, tuple((one.old, one.new) for one in change.moves))


def _block(given: str) -> tuple[Project, Target, str]:
    """The page and the block of ``A05/ID``. Raises desk.which-block, and as :func:`find_targets` does."""
    parts = given.split("/")
    for at, part in enumerate(parts[:-1], 1):
        if PARSERS["page"](part.removesuffix(".yaml"), _PAGE):
            project, targets = find_targets(["/".join(parts[:at])])
            if len(targets) == 1 and len(targets[0].pages) == 1:
                return project, targets[0], "/".join(parts[at:])
    raise Fault("desk.which-block", None, block=given)


def _date_of(project: Project, targets: list[Target], slug: str) -> str:
    """The day whose stories a story is of: that of the editions, where they are of several the one that has it."""
    editions = [read_edition(project.tree, target.folder, Report()) for target in targets]
    dates = sorted({edition.date for edition in editions if edition is not None and edition.date})
    there = [date for date in dates if project.tree.exists(f"stories/{date}/{slug}.md")]
    if len(there) > 1:
        raise Fault("desk.which-story", None, story=slug, dates=", ".join(there))
    if not there and len(dates) != 1:
        raise Fault("desk.no-path", None, path=f"{slug}.md")
    return (there or dates)[0]


def as_text(edited: Edited, verb: str, words: Words) -> list[str]:
    """A line a file, and what was done."""
    if not edited.files and not edited.moves:
        return [words.say("desk.edited-none")]
    lines = [
        words.say("desk.edited", path=path, count=count) if count else path for path, count in edited.files.items()
    ]
    lines += [words.say("desk.moved-file", old=old, new=os.path.basename(new)) for old, new in edited.moves]
    return [*lines, words.say(f"desk.edited-{verb}", what=edited.what)]


def as_json(edited: Edited) -> dict[str, object]:
    """The same for machines."""
    return {"done": edited.what, "files": list(edited.files), "renamed": [list(one) for one in edited.moves],
            "problems": [], "status": 0}  # fmt: skip
