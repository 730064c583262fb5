"""Writing whole files: the old one or the new one, never a part (promises P30, P32, P33)."""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING

from banxin.problems import Fault, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUFFIX = ".banxin-new"


def replace_file(path: str, data: bytes) -> None:
    """Put ``data`` at ``path``: written beside it, synced, renamed over it, and the folder synced.

    A reader sees the old file or the new one. Raises :class:`Fault` files.disk-full or
    files.not-writable; the old file is untouched then, and no temporary file stays.
    """
    folder = os.path.dirname(path) or "."
    new = _beside(path)
    try:
        write_through(new, data)
        os.replace(new, path)
        sync_folder(folder)
    except OSError as error:
        _remove(new)
        raise trouble(error, path, len(data)) from None


def replace_files(files: Mapping[str, bytes | None]) -> None:
    """Put several files in place, or (``None``) remove them: all are written beside their places first, and synced.

    A file that is there keeps its permissions. Raises :class:`Fault` as :func:`replace_file` does; where that happens before
    the first is in its place none is changed, afterwards some are (who wants them back keeps them elsewhere).
    """
    new = {path: _beside(path) for path, data in files.items() if data is not None}
    size = sum(len(data) for data in files.values() if data is not None)
    path = next(iter(files), "")
    try:
        for path, beside in new.items():
            write_through(beside, files[path] or b"")
            if os.path.exists(path):
                os.chmod(beside, os.stat(path).st_mode & 0o7777)
        for path in files:
            if path in new:
                os.replace(new[path], path)
            elif os.path.exists(path):
                os.unlink(path)
        for folder in {os.path.dirname(path) or "." for path in files}:
            sync_folder(folder)
    except OSError as error:
        raise trouble(error, path, size) from None
    finally:
        for beside in new.values():
            _remove(beside)


def write_through(path: str, data: bytes) -> None:
    """Write a file, and its folders where they are missing, so that it lasts; nobody looks for it there yet."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    at = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(at, view) :]
        os.fsync(at)
    finally:
        os.close(at)


def trouble(error: OSError, path: str, size: int) -> Fault:
    """Why ``path`` could not be written: files.disk-full or files.not-writable."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    code = "files.disk-full" if full else "files.not-writable"
    return Fault(code, whole(path), path=path, size=size, free=_free(os.path.dirname(path) or "."),
                 reason=os.strerror(error.errno or 0))  # fmt: skip


def keep(path: str, data: bytes) -> None:
    """Put a note into the cache; a cache that cannot be written only costs time, and needs no syncing."""
    new = _beside(path)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(new, "wb") as stream:
            stream.write(data)
        os.replace(new, path)
    except OSError:
        _remove(new)


def _beside(path: str) -> str:
    """Where a file is written before it takes its place: no other thread or process writes there."""
    return f"{path}.{owner()}{_SUFFIX}"


def owner() -> str:
    """The name of what is written by this thread, for as long as it is not in its place: its process's number is the end."""
    return f"{threading.get_native_id()}.{os.getpid()}"


def sync_folder(folder: str) -> None:
    """Make the names in a folder last."""
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(at)
    finally:
        os.close(at)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _free(folder: str) -> int:
    try:
        return os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    except OSError:
        return 0


def sweep(folder: str) -> None:
    """Remove what a killed run left behind: temporary files whose process is gone."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        if not name.endswith(_SUFFIX):
            continue
        number = name[: -len(_SUFFIX)].rpartition(".")[2]
        if number.isdigit() and not _alive(int(number)):
            _remove(os.path.join(folder, name))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def cache_folder() -> str:
    """Where things lie that can be made again: ``$BANXIN_CACHE``, else below ``$XDG_CACHE_HOME``."""
    named = os.environ.get("BANXIN_CACHE")
    if named:
        return named
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "banxin")
