"""``banxin rename``, ``move``, ``renumber``, ``cancel``, ``undo`` and ``redo``: layouts changed in place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.edit import (
    apply,
    cancel,
    carry_story,
    place_block,
    redo,
    rename_block,
    rename_story,
    renumber,
    undo,
)  # fmt: skip
from banxin.files import decode
from banxin.plan import read_edition, read_house, read_page
from banxin.plan.types import Type
from banxin.plan.values import PARSERS
from banxin.problems import Fault, Report
from banxin.run.project import find_project, find_targets, newest_edition
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.edit import Change
    from banxin.problems import Words
    from banxin.run.project import Project, Target

_PAGE = Type("page")


class Edited(NamedTuple):
    """What was changed: in a word, how many places of which files, and which files have other names."""

    what: str
    files: dict[str, int]
    moves: tuple[tuple[str, str], ...] = ()
    diff: tuple[str, ...] = ()
    """What became another in files that stay where they are: lines as of ``diff -u``."""
    left: tuple[str, ...] = ()
    """Stories that stand on no page of the edition any more."""
    dry: bool = False
    """Whether nothing was written."""


def rename(old: str, new: str, paths: list[str]) -> Edited:
    """A story of the edition that one stands in (or of ``paths``), or with a page's name before it a block."""
    if "/" in old:
        project, target, block = _block(old)
        change = rename_block(project.tree, target.folder, target.pages[0], block, new)
    else:
        project, targets = find_targets(paths)
        change = rename_story(project.tree, _date_of(project, targets, old), old, new)
    return _applied(project, change, f"rename {old} {new}", shown=False)


def move(block: str, page: str, columns: str, lines: str, *, jump: bool = False, dry: bool = False) -> Edited:
    """A block to other columns, other lines, or both; or a story's to another page, where it goes on with ``jump``."""
    what = " ".join(filter(None, ["move", block, page, columns, lines, "--jump" if jump else ""]))
    if page:
        project, target = _page(page)
        with project:
            change = carry_story(
                project.tree, target.folder, block, target.pages[0], columns=columns, lines=lines, jump=jump
            )
            return _applied(project, change, what, dry=dry)
    if not columns and not lines:
        raise Fault("desk.no-place", None)
    project, target, name = _block(block)
    change = place_block(project.tree, target.folder, target.pages[0], name, columns=columns, lines=lines)
    return _applied(project, change, what, dry=dry)


def number_again(given: list[str], *, dry: bool = False) -> Edited:
    """Pages of an edition get other numbers: ``A03=A05``, as many as one likes; a path among them says of which edition."""
    names, paths = dict[str, str](), []
    for one in given:
        old, sign, new = one.partition("=")
        if sign:
            names[old] = new
        else:
            paths.append(one)
    if not names or len(set(names.values())) < len(names):
        raise Fault("desk.no-numbers", None)
    project, folder = _edition(paths)
    with project:
        change = renumber(project.tree, folder, names)
        return _applied(
            project, change, " ".join(["renumber", *(f"{old}={new}" for old, new in names.items())]), dry=dry
        )


def take_out(page: str, *, dry: bool = False) -> Edited:
    """A page goes out of its edition; says which stories have no page any more."""
    project, target = _page(page)
    with project:
        name, folder = target.pages[0], target.folder
        change = cancel(project.tree, folder, name)
        with_it, without = (_stories_of(project, folder, skip) for skip in ("", name))
        edited = _applied(project, change, f"cancel {name}", dry=dry)
        return edited._replace(left=tuple(slug for slug in with_it if slug not in without))


def _page(given: str) -> tuple[Project, Target]:
    """One page that a path or a bare name stands for. Raises :class:`Fault` desk.which-page."""
    project, targets = find_targets([given])
    if len(targets) != 1 or len(targets[0].pages) != 1:
        project.close()
        raise Fault("desk.which-page", None, page=given)
    return project, targets[0]


def _edition(paths: list[str]) -> tuple[Project, str]:
    """The edition of some paths, or that one stands in, or the newest. Raises :class:`Fault` desk.which-edition."""
    if paths or os.path.basename(os.path.dirname(os.path.realpath("."))) == "layouts":
        project, targets = find_targets(paths)
        if len(targets) != 1:
            project.close()
            raise Fault("desk.which-edition", None)
        return project, targets[0].folder
    project = find_project(".")
    folder = newest_edition(project)
    if not folder:
        project.close()
        raise Fault("desk.which-edition", None)
    return project, folder


def _stories_of(project: Project, folder: str, skip: str) -> list[str]:
    """The stories whose text stands on an edition's pages, but for one page."""
    edition, found = read_edition(project.tree, folder, Report()), list[str]()
    house = read_house(project.tree, Report(), edition.house) if edition is not None else None
    for name in edition.pages if edition is not None and house is not None else ():
        plan = read_page(project.tree, house, edition, name, Report()) if name != skip and house and edition else None
        found += [slug for block in plan.blocks for slug in block.set_stories] if plan is not None else []
    return list(dict.fromkeys(found))


def back(path: str, *, again: bool) -> Edited:
    """The last change of the project that holds ``path`` taken back, or the last that was undone done again."""
    done = (redo if again else undo)(find_project(path).root)
    return Edited(done.what, dict.fromkeys(done.paths, 0))


def _applied(project: Project, change: Change, what: str, *, dry: bool = False, shown: bool = True) -> Edited:
    if not dry:
        apply(project.root, change, what)
    files: dict[str, int] = {}
    for edit in change.edits:
        files[edit.path] = files.get(edit.path, 0) + 1
    return Edited(
        what,
        files,
        tuple((one.old, one.new) for one in change.moves),
        tuple(_differences(change)) if shown else (),
        dry=dry,
    )


def _differences(change: Change) -> Iterator[str]:
    """The lines of files that become others, with those around them."""
    import difflib  # noqa: PLC0415 - few runs show them

    before, after = {read.path: read.data for read in change.read}, change.results()
    moved = {move.old: move.new for move in change.moves}
    for path in dict.fromkeys(edit.path for edit in change.edits):
        there = moved.get(path, path)
        was, now = (decode(path, data).text.splitlines() for data in (before[path] or b"", after[there] or b""))
        yield from difflib.unified_diff(was, now, path, there, n=1, lineterm="")


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
    shown = verb in ("move", "renumber", "cancel")
    lines = list(edited.diff) if shown else [
        words.say("desk.edited", path=path, count=count) if count else path for path, count in edited.files.items()
    ]  # fmt: skip
    lines += [words.say("desk.moved-file", old=old, new=_beside(old, new)) for old, new in edited.moves]
    lines += [words.say("desk.left-over", stories=" ".join(edited.left))] if edited.left else []
    return [*lines, words.say("desk.edited-dry" if edited.dry else f"desk.edited-{verb}", what=edited.what)]


def _beside(old: str, new: str) -> str:
    """A file's new name, from the folder of its old one."""
    return os.path.relpath(new, os.path.dirname(old))


def as_json(edited: Edited) -> dict[str, object]:
    """The same for machines."""
    more: dict[str, object] = {"diff": list(edited.diff), "left": list(edited.left), "dry": edited.dry}
    return {"done": edited.what, "files": list(edited.files), "renamed": [list(one) for one in edited.moves],
            **(more if edited.diff or edited.left or edited.dry else {}), "problems": [], "status": 0}  # fmt: skip
