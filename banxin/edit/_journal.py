"""记事: what was changed, kept beside the cache, so that it can be undone; written before the files are.

An entry holds every file as it was and as it becomes. Its state says how far a change came; where the program was
killed midway each file is one or the other, so either can be had back whole. Who deletes the cache cannot undo what
was done before, and loses nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import TYPE_CHECKING

from banxin.files import cache_folder, replace_file
from banxin.files.reading import content
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How far an entry came: being made, made, being taken back, taken back.
DOING, DONE, UNDOING, UNDONE = "doing", "done", "undoing", "undone"
#: So many changes can be undone.
_MOST = 100
_LIMIT = 1 << 28


class JournalEntry(NamedTuple):
    """A change of the journal."""

    number: int
    state: str
    what: str
    """What it was, in a word and its names: ``rename three-towns towns``."""
    before: dict[str, bytes | None]
    """Every file as it was, by its path below the root; ``None``: there was none."""
    after: dict[str, bytes | None]


def journal_folder(root: str) -> str:
    """Where a project's journal lies: beside the cache, under a digest of the project's own folder."""
    return os.path.join(cache_folder(), "edits", hashlib.sha256(os.path.realpath(root).encode()).hexdigest()[:24])


def entries(root: str) -> list[JournalEntry]:
    """All changes of a project that are still known, in their order."""
    folder = journal_folder(root)
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".json"))
    except OSError:
        return []
    found = [_read(os.path.join(folder, name)) for name in names]
    return [entry for entry in found if entry is not None]


def keep(root: str, entry: JournalEntry) -> None:
    """Write an entry down so that it lasts. Raises :class:`Fault` files.not-writable or files.disk-full."""
    rows = {"number": entry.number, "state": entry.state, "what": entry.what,
            "before": _packed(entry.before), "after": _packed(entry.after)}  # fmt: skip
    replace_file(_path(root, entry.number), json.dumps(rows, ensure_ascii=False).encode("utf-8"))


def begin(root: str, what: str, before: Mapping[str, bytes | None], after: Mapping[str, bytes | None]) -> JournalEntry:
    """A new entry, about to be done; changes that were undone cannot be had again after it."""
    known = entries(root)
    for entry in known:
        if entry.state == UNDONE:
            _forget(root, entry)
    for entry in known[: max(0, len(known) - _MOST)]:
        _forget(root, entry)
    entry = JournalEntry(max((one.number for one in known), default=0) + 1, DOING, what, dict(before), dict(after))
    keep(root, entry)
    return entry


def _forget(root: str, entry: JournalEntry) -> None:
    os.unlink(_path(root, entry.number))


def _path(root: str, number: int) -> str:
    return os.path.join(journal_folder(root), f"{number:08}.json")


def _packed(files: dict[str, bytes | None]) -> dict[str, str | None]:
    return {path: None if data is None else base64.b64encode(data).decode("ascii") for path, data in files.items()}


def _read(path: str) -> JournalEntry | None:
    """An entry; ``None`` where it is damaged: then it cannot be undone, and does no harm."""
    data = content(path, _LIMIT)
    try:
        rows = json.loads(data or b"")
        files = [{str(name): None if text is None else base64.b64decode(text) for name, text in rows[key].items()}
                 for key in ("before", "after")]  # fmt: skip
        return JournalEntry(int(rows["number"]), str(rows["state"]), str(rows["what"]), *files)
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
