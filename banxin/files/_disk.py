"""The disk, the lowest layer of a project's files; what may be asked for, and what is said of what is not there."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from banxin.problems import Fault, whole

if TYPE_CHECKING:
    from banxin.files._layers import File
    from banxin.problems import Span

_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


def check_name(name: str, span: Span | None) -> None:
    """Refuse a name that would lead out of the folder it is looked for in (files.unsafe), as it was written."""
    if name.startswith(("/", "~")) or "\\" in name or "\0" in name or "://" in name or ".." in name.split("/"):
        raise Fault("files.unsafe", span, path=name)


def missing(path: str, span: Span | None) -> Fault:
    """There is no such file."""
    return Fault("files.not-found", span or whole(path), path=path)


def linked(path: str, span: Span | None, name: str) -> Fault:
    """A path leads through a symbolic link, at ``name``."""
    return Fault("files.symlink", span or whole(path), path=path, name=name)


def irregular(path: str, span: Span | None) -> Fault:
    """There is something, but no file: a folder, a pipe, a device."""
    return Fault("files.not-a-file", span or whole(path), path=path)


def too_long(path: str, span: Span | None) -> Fault:
    """A name that no disk has room for."""
    return Fault("files.unsafe", span, path=path[:60] + "...")


def unreadable(error: OSError, path: str, span: Span | None) -> Fault:
    """The machine would not read it."""
    return Fault("files.not-readable", span or whole(path), path=path, reason=os.strerror(error.errno or 0))


class Disk:
    """The files below a folder, reached name by name from its descriptor, so that no link is followed."""

    commit = ""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)
        self._top = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def close(self) -> None:
        """Let the folder go."""
        if self._top >= 0:
            os.close(self._top)
            self._top = -1

    def _descend(self, path: str, span: Span | None, last: int) -> int:
        """Open ``path`` name by name with links refused; the caller closes the descriptor."""
        names = path.split("/")
        at = os.dup(self._top)
        try:
            for i, name in enumerate(names):
                if name in ("", "."):
                    continue
                flags = _OPEN | (last if i == len(names) - 1 else os.O_DIRECTORY)
                below = os.open(name, flags, dir_fd=at)
                os.close(at)
                at = below
        except OSError as error:
            os.close(at)
            raise self._fault(error, path, span, at_fault=name) from None
        return at

    def _fault(self, error: OSError, path: str, span: Span | None, at_fault: str) -> Fault:
        if error.errno in (errno.ELOOP, errno.EMLINK) or (error.errno == errno.ENOTDIR and self._has_link(path)):
            return linked(path, span, at_fault)
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return missing(path, span)
        return too_long(path, span) if error.errno == errno.ENAMETOOLONG else unreadable(error, path, span)

    def _has_link(self, path: str) -> bool:
        at = self.root
        for name in path.split("/"):
            at = os.path.join(at, name)
            if os.path.islink(at):
                return True
        return False

    def exists(self, path: str) -> bool:
        """Whether there is something of that name; a link or what may not be looked at is a :class:`Fault`."""
        try:
            os.close(self._descend(path, None, 0))
        except Fault as fault:
            if fault.problem.code == "files.not-found":
                return False
            raise
        return True

    def names(self, folder: str) -> list[str]:
        """The names in a folder."""
        at = self._descend(folder, None, os.O_DIRECTORY)
        try:
            return os.listdir(at)
        finally:
            os.close(at)

    def open(self, path: str, span: Span | None) -> File:
        """Open a regular file."""
        at = self._descend(path, span, 0)
        facts = os.fstat(at)
        if not stat.S_ISREG(facts.st_mode):
            os.close(at)
            raise irregular(path, span)
        return _OnDisk(at, facts)

    def place(self, path: str) -> str:
        """The absolute path of a file."""
        return os.path.join(self.root, path)


class _OnDisk:
    """A regular file of the disk."""

    __slots__ = ("_at", "size", "stamp")

    def __init__(self, at: int, facts: os.stat_result) -> None:
        self._at = at
        self.size = facts.st_size
        # A file that an editor puts in the place of another has a number of its own, whatever time it says.
        self.stamp = facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns

    def read(self, most: int) -> bytes:
        """Its bytes from the beginning."""
        with os.fdopen(self._at, "rb", closefd=False) as stream:
            return stream.read(most)

    def close(self) -> None:
        """Let it go."""
        os.close(self._at)
