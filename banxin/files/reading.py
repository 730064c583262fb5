"""Reading below one root, without following a link out of it (promises P15)."""

from __future__ import annotations

import errno
import os
import stat

from banxin.problems import Fault, Source, Span, whole

MEBI = 1 << 20
#: Largest file of each kind in bytes; the one table of such limits.
LIMITS = {"yaml": 1 * MEBI, "story": 2 * MEBI, "wire": 4 * MEBI, "picture": 256 * MEBI, "face": 256 * MEBI}

_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class Tree:
    """The files below a folder. Paths are relative, with ``/``; nothing outside can be named or reached."""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)
        self._top = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def _descend(self, path: str, span: Span | None, last: int) -> int:
        """Open ``path`` name by name with links refused; the caller closes the descriptor."""
        names = path.split("/")
        if path.startswith(("/", "~")) or "\\" in path or "\0" in path or ".." in names or "://" in path:
            raise Fault("files.unsafe", span, path=path)
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
        link = error.errno in (errno.ELOOP, errno.EMLINK) or (error.errno == errno.ENOTDIR and self._has_link(path))
        if link:
            return Fault("files.symlink", span or whole(path), path=path, name=at_fault)
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return Fault("files.not-found", span or whole(path), path=path)
        if error.errno == errno.ENAMETOOLONG:
            return Fault("files.unsafe", span, path=path[:60] + "...")
        return Fault("files.not-readable", span or whole(path), path=path, reason=os.strerror(error.errno or 0))

    def _has_link(self, path: str) -> bool:
        at = self.root
        for name in path.split("/"):
            at = os.path.join(at, name)
            if os.path.islink(at):
                return True
        return False

    def exists(self, path: str) -> bool:
        """Whether there is a regular file (or a folder) of that name below the root."""
        try:
            os.close(self._descend(path, None, 0))
        except Fault:
            return False
        return True

    def names(self, folder: str) -> list[str]:
        """The names in a folder, sorted; none where the folder is missing."""
        try:
            at = self._descend(folder, None, os.O_DIRECTORY)
        except Fault:
            return []
        try:
            return sorted(os.listdir(at))
        finally:
            os.close(at)

    def read(self, path: str, limit: int, span: Span | None = None) -> bytes:
        """The bytes of a regular file of at most ``limit`` bytes.

        Raises :class:`Fault` with files.not-found, files.unsafe, files.symlink, files.not-a-file,
        files.too-large or files.not-readable, at ``span`` where the path was written.
        """
        at = self._descend(path, span, 0)
        try:
            facts = os.fstat(at)
            if not stat.S_ISREG(facts.st_mode):
                raise Fault("files.not-a-file", span or whole(path), path=path)
            if facts.st_size > limit:
                raise Fault("files.too-large", span or whole(path), path=path, size=facts.st_size, limit=limit)
            with os.fdopen(os.dup(at), "rb") as stream:
                return stream.read(limit + 1)
        except OSError as error:
            raise self._fault(error, path, span, path) from None
        finally:
            os.close(at)

    def text(self, path: str, limit: int, span: Span | None = None) -> Source:
        """A UTF-8 file as a source; one leading byte order mark is dropped, line ends become LF."""
        return decode(path, self.read(path, limit, span))

    def absolute(self, path: str) -> str:
        """The path for people and for libraries that must open the file themselves."""
        return os.path.join(self.root, path)


def decode(path: str, data: bytes) -> Source:
    """Bytes as a source; raises files.not-utf8 with the line and column of the first wrong byte."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        seen = before + "\ufffd" + data[error.start + 1 :].split(b"\n", 1)[0].decode("utf-8", "replace")
        raise Fault("files.not-utf8", Span(Source(path, seen), len(before), len(before) + 1), path=path,
                    byte=f"0x{data[error.start]:02X}", offset=error.start) from None  # fmt: skip
    return Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
