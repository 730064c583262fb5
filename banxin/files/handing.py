"""Handing files to a hot folder: whoever watches it sees a file whole, under its name, or not at all.

A file is written beside its place under a name that begins with a dot, which hot folders pass over, synced, and renamed last. The
folder is another's: it is never made, since one that is missing is mostly one that is not mounted.
"""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from banxin.files.writing import sync_folder, trouble, write_through
from banxin.problems import Fault, whole

if TYPE_CHECKING:
    from banxin.problems import Span

_SUFFIX = ".banxin-new"


def check_folder(folder: str, span: Span | None) -> None:
    """Raises :class:`Fault` files.no-hot-folder, at the place that names it, where there is no folder that can be written to."""
    if not os.path.isdir(folder):
        raise Fault("files.no-hot-folder", span, path=folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Fault("files.not-writable", whole(folder), path=folder, size=0, free=0, reason=os.strerror(errno.EACCES))


def lay_ready(folder: str, name: str, data: bytes) -> None:
    """Write a file beside its place, where nobody looks for it. Raises :class:`Fault` files.disk-full or files.not-writable."""
    try:
        if not os.path.isdir(folder):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), folder)
        write_through(_ready(folder, name), data)
    except OSError as error:
        take_back(folder, name)
        raise trouble(error, os.path.join(folder, name), len(data)) from None


def hand_over(folder: str, name: str) -> None:
    """Give a file that lies ready its name. Raises as :func:`lay_ready`."""
    path = os.path.join(folder, name)
    try:
        os.replace(_ready(folder, name), path)
        sync_folder(folder)
    except OSError as error:
        raise trouble(error, path, 0) from None


def lies_ready(folder: str, name: str) -> bool:
    """Whether a file was written and has not its name yet."""
    return os.path.lexists(_ready(folder, name))


def take_back(folder: str, name: str) -> None:
    """Remove what lies ready under a name, if anything does."""
    with contextlib.suppress(OSError):
        os.unlink(_ready(folder, name))


def _ready(folder: str, name: str) -> str:
    return os.path.join(folder, f".{name}{_SUFFIX}")
