"""Publishing whole folders: readers see the old one or the new one, never some files of each (promises P30, P31)."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from typing import TYPE_CHECKING

from banxin.files.reading import content
from banxin.files.writing import owner, replace_file, sync_folder, trouble, write_through

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUFFIX = ".banxin-folder"
#: renameat2(2): two names change places at once.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def replace_folders(folders: Mapping[str, Mapping[str, bytes]]) -> bool:
    """Make each folder, by its path, hold these files, by their names below it, and nothing else; whether anything changed.

    All are written whole before the first changes places with the one that is there. A folder that holds its files
    already is left alone. Raises :class:`Fault` files.disk-full or files.not-writable; the old folders are untouched then.
    """
    wanted = {path: files for path, files in folders.items() if not holds(path, files)}
    size = sum(len(data) for files in wanted.values() for data in files.values())
    at = next(iter(wanted), "")
    try:
        for at, files in wanted.items():
            _prepare(_beside(at), files)
        for at in wanted:
            _put(_beside(at), at)
            sync_folder(os.path.dirname(at))
    except OSError as error:
        raise trouble(error, at, size) from None
    finally:
        for path in wanted:
            shutil.rmtree(_beside(path), ignore_errors=True)
    return bool(wanted)


def _beside(path: str) -> str:
    """Where a folder is written before it takes its place."""
    return f"{path}.{owner()}{_SUFFIX}"


def _prepare(folder: str, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        write_through(os.path.join(folder, name), data)
    for below, _, _ in os.walk(folder):
        sync_folder(below)


def holds(path: str, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds exactly these files."""
    there = {
        os.path.relpath(os.path.join(folder, name), path) for folder, _, names in os.walk(path) for name in names
    }  # fmt: skip
    return there == set(files) and all(same(os.path.join(path, name), data) for name, data in files.items())


def same(path: str, data: bytes) -> bool:
    """Whether a file holds just these bytes."""
    return content(path, len(data)) == data


def publish(path: str, data: bytes) -> None:
    """A file of its own beside the folders; one that holds the same already is left alone. Raises as ``replace_file``."""
    if not same(path, data):
        replace_file(path, data)


def remove_folder(path: str) -> None:
    """Remove a folder that nothing refers to any more; one that cannot be removed does no harm."""
    shutil.rmtree(path, ignore_errors=True)


def sweep_folders(path: str) -> None:
    """Remove what processes that are gone left half written beside a folder."""
    above, name = os.path.split(path)
    try:
        names = os.listdir(above)
    except OSError:
        return
    for other in names:
        number = other.removesuffix(_SUFFIX).rpartition(".")[2]
        if (
            other.startswith(f"{name}.")
            and other.endswith(_SUFFIX)
            and number.isdigit()
            and not os.path.exists(f"/proc/{number}")
        ):
            shutil.rmtree(os.path.join(above, other), ignore_errors=True)


def _put(new: str, path: str) -> None:
    """Let a new folder take its place; who published another there meanwhile has been overtaken."""
    try:
        os.rename(new, path)
    except OSError:
        if not os.path.isdir(path):
            raise
        _exchange(new, path)


def _exchange(new: str, old: str) -> None:
    """Let two folders change places at once; where the file system cannot, the old one makes room first."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is not None:
        done = call(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE)
        if done == 0:
            return
        reason = ctypes.get_errno()
        if reason not in (errno.EINVAL, errno.ENOSYS):
            raise OSError(reason, os.strerror(reason), old)
    aside = f"{new}.old"
    os.rename(old, aside)
    os.rename(new, old)
    os.rename(aside, new)
