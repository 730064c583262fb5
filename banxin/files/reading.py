"""Reading what belongs to a project and nothing else (promises P15), and noting what was read."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from banxin.files._disk import Disk, check_name, unreadable
from banxin.problems import Fault, Maybe, Source, Span, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Self

    from banxin.files._layers import File, Layer, Stamp

MEBI = 1 << 20
#: Largest file of each kind in bytes; the one table of such limits.
LIMITS = {"yaml": 1 * MEBI, "story": 2 * MEBI, "wire": 4 * MEBI, "picture": 256 * MEBI, "face": 256 * MEBI}

#: How a story begins, with a byte order mark or without: no other format does.
_FRONT = (b"---\n", b"---\r\n", b"\xef\xbb\xbf---")
#: So many bytes of a file that is too large are read to see what it is.
_HEAD = 64 << 10
#: First bytes of hanzi and their marks in UTF-8, with which no format of its own begins.
_HANZI = range(0xE3, 0xEA)


class Seen:
    """What was looked at in a tree: all that what was made of it depends on. Paths as they were asked for."""

    __slots__ = ("_joined", "found", "listed", "missed", "read")

    def __init__(self) -> None:
        self.read: dict[str, Stamp] = {}
        """Files that were read or located, each as it was then (:data:`banxin.files._layers.Stamp`)."""
        self.found: set[str] = set()
        """What is there and was not read: looked for alone, or refused."""
        self.missed: set[str] = set()
        """What was looked for and is not there."""
        self.listed: dict[str, tuple[str, ...]] = {}
        """Folders whose names were asked for, and the names; none where there is no such folder."""
        self._joined: dict[int, Seen] = {}

    @property
    def paths(self) -> frozenset[str]:
        """All paths that a change of would matter."""
        return frozenset((*self.read, *self.found, *self.missed, *self.listed))

    def join(self, other: Seen) -> None:
        """Take over what somebody else looked at, who is done with it."""
        if id(other) in self._joined:
            return  # what is made once is asked for by many
        self._joined[id(other)] = other
        self.read.update(other.read)
        self.found.update(other.found)
        self.missed.update(other.missed)
        self.listed.update(other.listed)


class Tree:
    """The files of a project, in layers. Paths are relative, with ``/``; nothing outside can be named or reached.

    A path as ``top`` is a folder of the disk. A context manager: it holds a folder open, of a revision a process, too.
    """

    def __init__(self, top: str | Layer) -> None:
        self._layer: Layer = Disk(top) if isinstance(top, str) else top
        self.root = self._layer.root
        """The project's folder on the disk."""
        self.commit = self._layer.commit
        """The commit that is read, hexadecimal; '' for the disk."""
        self.seen = Seen()
        """What was looked at so far; of what is under way within :meth:`noting` only that."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def __del__(self) -> None:
        """A tree that nobody closed holds nothing when it is gone."""
        if hasattr(self, "_layer"):
            self.close()

    def close(self) -> None:
        """Let go of all that is held; nothing can be read any more."""
        self._layer.close()

    @property
    def name(self) -> str:
        """What tells the project as these layers have it from others: what is kept of a page is kept under it."""
        return f"{self.root}@{self.commit}" if self.commit else self.root

    @contextmanager
    def noting(self) -> Iterator[Seen]:
        """Note apart what is looked at within, by one thread; it counts for what goes on around it, too."""
        around, own = self.seen, Seen()
        self.seen = own
        try:
            yield own
        finally:
            self.seen = around
            around.join(own)

    def check_name(self, name: str, span: Span | None) -> None:
        """Refuse a name that would lead out of the folder it is looked for in (files.unsafe), as it was written."""
        check_name(name, span)

    def exists(self, path: str) -> bool:
        """Whether there is something of that name; what may not be read (a link) is there, and reading says why."""
        try:
            check_name(path, None)
        except Fault:
            return True
        there = self._there(path)
        (self.seen.found if there else self.seen.missed).add(path)
        return there

    def _open(self, path: str, span: Span | None) -> File:
        """Open a regular file, and note that."""
        check_name(path, span)
        try:
            file = self._layer.open(path, span)
        except Fault as fault:
            found = fault.problem.code != "files.not-found"
            (self.seen.found if found else self.seen.missed).add(path)
            if not found:
                # Who asks only whether it is there is told nothing of its neighbours.
                fault.problem.words["meant"] = Maybe(self.near(path))
            raise
        self.seen.read[path] = file.stamp
        return file

    def locate(self, path: str, span: Span | None) -> str:
        """The absolute path of a regular file, for libraries that open it themselves; '' for one that is to be read.

        Such a file does not lie on the disk, or what lies there is another. Raises as :meth:`read`.
        """
        self._open(path, span).close()
        return self._layer.place(path)

    def names(self, folder: str) -> list[str]:
        """The names in a folder, sorted; none where the folder is missing."""
        try:
            check_name(folder, None)
        except Fault:
            return []
        names = self.seen.listed[folder] = self._names(folder)
        return list(names)

    def near(self, path: str, *, without: Iterable[str] = ()) -> str:
        """The name of the file that was most likely meant by a path that is not there, in the same folder; '' where none is near.

        ``without``: names there that are somebody else's. Capitals and endings count for nothing: a disk may keep them apart.
        """
        from banxin.files.near import nearest_file  # noqa: PLC0415 - only where something is wrong

        folder, _, name = path.rpartition("/")
        # A hint is nothing that what is made depends on: it is not noted.
        return nearest_file(name, [other for other in self._names(folder) if other not in set(without)])

    def read(self, path: str, limit: int, span: Span | None = None, *, copy: bool = False) -> bytes:
        """The bytes of a regular file of at most ``limit`` bytes.

        ``copy`` says that text is wanted: a large file of another format is called by its name, not by its size.
        Raises :class:`Fault` with files.not-found, files.unsafe, files.symlink, files.not-a-file,
        files.too-large or files.not-readable, at ``span`` where the path was written; of a revision files.lfs-pointer
        and files.git-failed, too.
        """
        file = self._open(path, span)
        try:
            if file.size > limit:
                if copy:
                    check_kind(path, file.read(_HEAD))
                raise Fault("files.too-large", span or whole(path), path=path, size=megabytes(file.size),
                            limit=megabytes(limit))  # fmt: skip
            return file.read(limit + 1)
        except OSError as error:
            raise unreadable(error, path, span) from None
        finally:
            file.close()

    def text(self, path: str, limit: int, span: Span | None = None) -> Source:
        """A UTF-8 file as a source; one leading byte order mark is dropped, line ends become LF."""
        return decode(path, self.read(path, limit, span))

    def copy(self, path: str, limit: int, span: Span | None = None) -> Source:
        """A story or a table as a source; what is no text but a format of its own is called by its name."""
        data = self.read(path, limit, span, copy=True)
        check_kind(path, data)
        return decode(path, data)

    def changed(self, seen: Seen) -> list[str]:
        """Which of the paths that were looked at are other now than they were then, sorted; no file is read."""
        found = {path for path, stamp in seen.read.items() if self._stamp(path) != stamp}
        found |= {path for path in seen.found if not self._there(path)}
        found |= {path for path in seen.missed if self._there(path)}
        return sorted(found | {path for path, names in seen.listed.items() if self._names(path) != names})

    def _there(self, path: str) -> bool:
        try:
            return self._layer.exists(path)
        except Fault:
            return True

    def _names(self, folder: str) -> tuple[str, ...]:
        try:
            return tuple(sorted(self._layer.names(folder)))
        except Fault:
            return ()

    def _stamp(self, path: str) -> Stamp | None:
        try:
            file = self._layer.open(path, None)
        except Fault:
            return None
        file.close()
        return file.stamp


def open_tree(root: str, overlay: Mapping[str, str | bytes | None] | None = None, revision: str = "") -> Tree:
    """A project's files: those of the disk, or of a revision of its repository; over them what an overlay has.

    ``overlay``: by path, as :class:`banxin.files._overlay.Overlay` takes them. Raises :class:`Fault` files.no-git,
    .no-repository, .no-revision or .not-in-revision; files.unsafe for a path of the overlay that leads out.
    """
    layer = _lowest(root, revision)
    if overlay:
        from banxin.files._overlay import Overlay  # noqa: PLC0415 - a build at deadline asks for what lies there

        try:
            return Tree(Overlay(layer, overlay))
        except Fault:
            layer.close()
            raise
    return Tree(layer)


def _lowest(root: str, revision: str) -> Layer:
    if not revision:
        return Disk(root)
    from banxin.files._revision import Revision  # noqa: PLC0415 - as above

    return Revision(root, revision)


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
        meant = Maybe(near_outside(path) if code == "files.not-found" else "")
        raise Fault(code, whole(path), path=path, reason=os.strerror(error.errno or 0), meant=meant) from None
    check_kind(path, data)
    if len(data) > limit:
        size = len(data) if path == "-" else os.path.getsize(path)
        raise Fault("files.too-large", whole(path), path=path, size=megabytes(size), limit=megabytes(limit))
    return data


def near_outside(path: str) -> str:
    """What lies beside a path of the disk that is not there, and was most likely meant; '' where nothing is near."""
    from banxin.files.near import nearest_file  # noqa: PLC0415 - only where something is wrong

    folder, name = os.path.split(path.rstrip("/"))
    try:
        found = nearest_file(name, sorted(os.listdir(folder or ".")))
    except OSError:
        return ""
    return os.path.join(folder, found) if found else ""


def check_kind(path: str, data: bytes) -> None:
    """Raises a fault (files.is-word, files.is-pdf …) where a file that should be copy is a format of its own."""
    if data.startswith(_FRONT) or (data and data[0] in _HANZI):
        return
    from banxin.files._kinds import kind_of  # noqa: PLC0415 - copy that begins like copy never needs it

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


def content(path: str, limit: int) -> bytes | None:
    """What a published file holds; ``None`` where there is none, or a larger one."""
    try:
        at = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        with os.fdopen(at, "rb") as stream:
            data = stream.read(limit + 1)
    except OSError:
        return None
    return data if len(data) <= limit else None
