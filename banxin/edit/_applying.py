"""A change is written: all of it or nothing, only over files that are still what was read, and so that it can be undone."""

from __future__ import annotations

import contextlib
import difflib
import os
from typing import TYPE_CHECKING

from banxin.edit import _journal as journal
from banxin.edit._journal import DOING, DONE, UNDOING, UNDONE, JournalEntry
from banxin.files import LIMITS, Lock, Tree, decode, sweep
from banxin.files.writing import replace_files
from banxin.hanzi.table import MARK_CUT
from banxin.problems import Fault, Span, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banxin.edit._records import Change

#: So many differing lines of a file are shown.
_SHOWN = 12
_LARGEST = max(LIMITS["yaml"], LIMITS["story"])


class Done(NamedTuple):
    """What was written: the change in a word, and every file that is another one now."""

    what: str
    paths: tuple[str, ...]


def apply(root: str, change: Change, what: str = "", out: str = "") -> Done:
    """Write a change into the project at ``root``; ``what`` names it in the journal, ``out`` is where pages are built.

    Raises :class:`Fault` edit.changed where a file is not what was read, edit.unfinished where an earlier change was cut
    short, files.locked where a page is being built or somebody else changes files, and what keeps a file from being
    written; nothing is changed then.
    """
    after = change.results()
    before = {move.new: None for move in change.moves} | {read.path: read.data for read in change.read}
    if not after:
        return Done(what, ())
    with _alone(root, out or os.path.join(root, "out"), after):
        _check_finished(root)
        for path, data in before.items():
            _check_same(root, path, data)
        entry = journal.begin(root, what, {path: before[path] for path in after}, after)
        _write(root, entry, after, DONE)
    return Done(what, tuple(after))


def undo(root: str, out: str = "") -> Done:
    """Take the last change back: every file gets the bytes that it had, one that was cut short midway, too.

    Raises :class:`Fault` edit.nothing-to-undo, edit.changed where a file is no longer what that change left, and as
    :func:`apply` does.
    """
    known = journal.entries(root)
    entry = next((one for one in reversed(known) if one.state != UNDONE), None)
    if entry is None:
        raise Fault("edit.nothing-to-undo", None)
    return _go(root, entry, out, UNDOING)


def redo(root: str, out: str = "") -> Done:
    """Do once more what was undone last. Raises :class:`Fault` edit.nothing-to-redo, and as :func:`undo` does."""
    known = journal.entries(root)
    cut_short = [one for one in known if one.state in (DOING, UNDOING)]
    entry = next(iter(cut_short or [one for one in known if one.state == UNDONE]), None)
    if entry is None:
        raise Fault("edit.nothing-to-redo", None)
    return _go(root, entry, out, DOING)


def _go(root: str, entry: JournalEntry, out: str, state: str) -> Done:
    """Let an entry's files be what they were before it, or what they are after it."""
    files, last = (entry.before, UNDONE) if state == UNDOING else (entry.after, DONE)
    with _alone(root, out or os.path.join(root, "out"), files):
        for path in files:
            # A change that was cut short left some files as they were.
            either = [entry.before[path], entry.after[path]]
            wanted = either if entry.state in (DOING, UNDOING) else either[:1] if entry.state == UNDONE else either[1:]
            _check_same(root, path, *wanted)
        journal.keep(root, entry._replace(state=state))
        _write(root, entry, files, last)
    return Done(entry.what, tuple(files))


def _write(root: str, entry: JournalEntry, files: Mapping[str, bytes | None], state: str) -> None:
    """Write the files and say in the journal that it is done; where that fails they become what they were."""
    there = {path: _content(root, path) for path in files}
    for folder in {os.path.dirname(path) for path in files}:
        sweep(os.path.join(root, folder))
    try:
        replace_files({os.path.join(root, path): data for path, data in files.items()})
    except Fault:
        with contextlib.suppress(Fault):
            # What cannot be put back now can be with `undo`: the journal has it.
            replace_files({os.path.join(root, path): data for path, data in there.items()})
            journal.keep(root, entry._replace(state=entry.state if entry.state in (DONE, UNDONE) else UNDONE))
        raise
    journal.keep(root, entry._replace(state=state))


def _check_finished(root: str) -> None:
    """A change that was cut short is finished or taken back before another one.

    One that came to nothing, or to its end, is not cut short, and one whose files somebody has changed since is let go.
    """
    for entry in journal.entries(root):
        if entry.state not in (DOING, UNDOING):
            continue
        there = {path: _content(root, path) for path in entry.after}
        if there == entry.before or any(
            data not in (entry.before[path], entry.after[path]) for path, data in there.items()
        ):
            journal.keep(root, entry._replace(state=UNDONE))
        elif there == entry.after:
            journal.keep(root, entry._replace(state=DONE))
        else:
            raise Fault("edit.unfinished", None, what=entry.what, paths=", ".join(entry.after))


def _check_same(root: str, path: str, *wanted: bytes | None) -> None:
    """Whether a file holds what it should (one of these); else both are shown. Raises :class:`Fault` edit.changed."""
    found = _content(root, path)
    if found in wanted:
        return
    if found is None:
        raise Fault("edit.changed", whole(path), path=path, lines=f"- {path}")
    if wanted[0] is None:
        raise Fault("edit.changed", whole(path), path=path, lines=f"+ {path}")
    at, lines = _differing(_text(path, wanted[0]), _text(path, found))
    source = decode(path, found) if _is_text(found) else whole(path).source
    raise Fault("edit.changed", Span(source, at, at + 1), path=path, lines=lines)


def _differing(was: list[str], now: list[str]) -> tuple[int, str]:
    """The first place of the file at which it is another one, and the lines of both that differ."""
    rows = [row for row in difflib.ndiff(was, now, charjunk=None) if row[:2] in ("- ", "+ ")]
    shown = [row.rstrip("\n") for row in rows[:_SHOWN]] + ([MARK_CUT] if len(rows) > _SHOWN else [])
    same = 0
    while same < min(len(was), len(now)) and was[same] == now[same]:
        same += 1
    return sum(map(len, now[:same])), "\n".join(shown)


def _text(path: str, data: bytes) -> list[str]:
    return decode(path, data).text.splitlines(keepends=True) if _is_text(data) else [repr(data[:80])]


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _content(root: str, path: str) -> bytes | None:
    """The bytes of a file below the root; ``None`` where there is none."""
    tree = Tree(root)
    try:
        return tree.read(path, _LARGEST) if tree.exists(path) else None
    finally:
        tree.close()


@contextlib.contextmanager
def _alone(root: str, out: str, files: Mapping[str, object]) -> Iterator[None]:
    """Nobody else changes the project's files meanwhile, and none of the pages is being built."""
    with contextlib.ExitStack() as locks:
        locks.enter_context(Lock(os.path.join(journal.journal_folder(root), "lock")))
        for path in sorted(files):
            parts = path.split("/")
            if parts[0] == "layouts" and len(parts) == 3:
                lock = os.path.join(out, parts[1], ".locks", parts[2].removesuffix(".yaml"))
                if os.path.exists(lock):
                    locks.enter_context(Lock(lock))
        yield
