"""Reading below one root, without following a link out of it (promises P15)."""

from __future__ import annotations

import errno
import os
import stat
import sys

from banxin.problems import Fault, Maybe, Source, Span, whole

MEBI = 1 << 20
#: Largest file of each kind in bytes; the one table of such limits.
LIMITS = {"yaml": 1 * MEBI, "story": 2 * MEBI, "wire": 4 * MEBI, "picture": 256 * MEBI, "face": 256 * MEBI}

#: How a story begins, with a byte order mark or without: no other format does.
_FRONT = (b"---\n", b"---\r\n", b"\xef\xbb\xbf---")
#: So many bytes of a file that is too large are read to see what it is.
_HEAD = 64 << 10
_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


#: First bytes of hanzi and their marks in UTF-8, with which no format of its own begins.
_HANZI = range(0xE3, 0xEA)


class Tree:
    """The files below a folder. Paths are relative, with ``/``; nothing outside can be named or reached."""

    def __init__(self, root: str) -> None:
        self.root = os.path.realpath(root)
        self._top = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def close(self) -> None:
        """Let the folder go; nothing can be read any more."""
        if self._top >= 0:
            os.close(self._top)
            self._top = -1

    def _descend(self, path: str, span: Span | None, last: int) -> int:
        """Open ``path`` name by name with links refused; the caller closes the descriptor."""
        names = path.split("/")
        self.check_name(path, span)
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

    def check_name(self, name: str, span: Span | None) -> None:
        """Refuse a name that would lead out of the folder it is looked for in (files.unsafe), as it was written."""
        if name.startswith(("/", "~")) or "\\" in name or "\0" in name or "://" in name or ".." in name.split("/"):
            raise Fault("files.unsafe", span, path=name)

    def exists(self, path: str) -> bool:
        """Whether there is something of that name; what may not be read (a link) is there, and reading says why."""
        try:
            os.close(self._descend(path, None, 0))
        except Fault as fault:
            return fault.problem.code != "files.not-found"
        return True

    def locate(self, path: str, span: Span | None) -> str:
        """The absolute path of a regular file below the root, for libraries that open it themselves."""
        at = self._descend(path, span, 0)
        try:
            if not stat.S_ISREG(os.fstat(at).st_mode):
                raise Fault("files.not-a-file", span or whole(path), path=path)
        finally:
            os.close(at)
        return os.path.join(self.root, path)

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

    def read(self, path: str, limit: int, span: Span | None = None, *, copy: bool = False) -> bytes:
        """The bytes of a regular file of at most ``limit`` bytes.

        ``copy`` says that text is wanted: a large file of another format is called by its name, not by its size.
        Raises :class:`Fault` with files.not-found, files.unsafe, files.symlink, files.not-a-file,
        files.too-large or files.not-readable, at ``span`` where the path was written.
        """
        at = self._descend(path, span, 0)
        try:
            facts = os.fstat(at)
            if not stat.S_ISREG(facts.st_mode):
                raise Fault("files.not-a-file", span or whole(path), path=path)
            if facts.st_size > limit:
                if copy:
                    check_kind(path, os.read(at, _HEAD))
                raise Fault("files.too-large", span or whole(path), path=path, size=megabytes(facts.st_size),
                            limit=megabytes(limit))  # fmt: skip
            with os.fdopen(os.dup(at), "rb") as stream:
                return stream.read(limit + 1)
        except OSError as error:
            raise self._fault(error, path, span, path) from None
        finally:
            os.close(at)

    def text(self, path: str, limit: int, span: Span | None = None) -> Source:
        """A UTF-8 file as a source; one leading byte order mark is dropped, line ends become LF."""
        return decode(path, self.read(path, limit, span))

    def copy(self, path: str, limit: int, span: Span | None = None) -> Source:
        """A story or a table as a source; what is no text but a format of its own is called by its name."""
        data = self.read(path, limit, span, copy=True)
        check_kind(path, data)
        return decode(path, data)


def read_outside(path: str, limit: int) -> bytes:
    """Copy that a user names by hand, inside a project or not; ``-`` is standard input.

    Raises :class:`Fault` files.not-found, files.not-readable, files.too-large or what :func:`check_kind` finds.
    """
    try:
        if path == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with open(path, "rb") as stream:
                data = stream.read(limit + 1)
    except OSError as error:
        code = "files.not-found" if isinstance(error, FileNotFoundError) else "files.not-readable"
        raise Fault(code, whole(path), path=path, reason=os.strerror(error.errno or 0)) from None
    check_kind(path, data)
    if len(data) > limit:
        size = len(data) if path == "-" else os.path.getsize(path)
        raise Fault("files.too-large", whole(path), path=path, size=megabytes(size), limit=megabytes(limit))
    return data


def check_kind(path: str, data: bytes) -> None:
    """Raises a fault (files.is-word, files.is-pdf …) where a file that should be copy is a format of its own."""
    if data.startswith(_FRONT) or (data and data[0] in _HANZI):
        return
    from banxin.files.kinds import kind_of  # noqa: PLC0415 - copy that begins like copy never needs it

    kind = kind_of(data)
    if kind:
        raise Fault(kind.code, whole(path), path=path, name=kind.name)


def decode(path: str, data: bytes) -> Source:
    """Bytes as a source; raises files.not-utf8 with the line and column of the first wrong byte.

    A file that is not text at all is called by its name (:func:`check_kind`).
    """
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    try:
        text = data[mark:].decode("utf-8")
    except UnicodeDecodeError as error:
        check_kind(path, data)
        at = mark + error.start
        copy = path if path.startswith("stories/") or path.endswith((".md", ".txt")) else ""
        raise Fault("files.not-utf8", _wrong_byte(path, data, mark, at), path=path, byte=f"0x{data[at]:02X}",
                    offset=at + 1, copy=Maybe(copy)) from None  # fmt: skip
    return Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))


def _wrong_byte(path: str, data: bytes, mark: int, at: int) -> Span:
    """The place of the first byte that is not UTF-8, its line read as an old editor would have written it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        line = data[:4000].decode("utf-16", "ignore").partition("\n")[0]
        return Span(Source(path, line), 0, 1)
    start = data.rfind(b"\n", 0, at) + 1 or mark
    above = data[mark:start].decode("utf-8")
    try:
        before = above + data[start:at].decode("gb18030")
    except UnicodeDecodeError:  # the byte stands within a character of GB18030, or the line is in no such code
        before = above + data[start : at - 1].decode("gb18030", "replace")
    line = data[start:].partition(b"\n")[0].decode("gb18030", "replace")
    return Span(Source(path, above + line), len(before), len(before) + 1)


def megabytes(size: int) -> str:
    """A size in bytes as messages say it, rounded up so that what is over a limit looks so."""
    tenths = -(-size * 10 // MEBI)
    return f"{tenths // 10}.{tenths % 10} MB"
