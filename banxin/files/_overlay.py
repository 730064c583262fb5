"""Texts in memory over what lies below: a project as it would be, before anything is saved."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from banxin.files._disk import check_name, irregular, missing, too_long
from banxin.problems import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.files._layers import File, Layer, Stamp
    from banxin.problems import Span

#: Bytes that a name of the disk may have (NAME_MAX of Linux).
_LONGEST = 255


def parts_of(path: str, span: Span | None = None) -> tuple[str, ...]:
    """A path's names as a disk would take them one by one; raises :class:`Fault` files.unsafe for one too long."""
    parts = tuple(part for part in path.split("/") if part not in ("", "."))
    if any(len(part.encode("utf-8", "surrogatepass")) > _LONGEST for part in parts):
        raise too_long(path, span)
    return parts


class Overlay:
    """Files by their paths over a layer: those put here take the place of those below, or have none there.

    A path that was taken away hides all below it, but for what was put there.
    """

    def __init__(self, below: Layer, files: Mapping[str, str | bytes | None] | None = None) -> None:
        """``files``: as :meth:`put` takes them, by path."""
        self._below = below
        self.root, self.commit = below.root, below.commit
        self._files: dict[tuple[str, ...], _InMemory | None] = {}
        self._folders: dict[tuple[str, ...], set[str]] = {}
        """Names that this layer has in each folder."""
        for path, what in (files or {}).items():
            self._put(path, what)
        self._ordered()

    def put(self, path: str, what: str | bytes | None) -> None:
        """A file's bytes, or its text, which is UTF-8; ``None`` takes away what is there. Raises files.unsafe."""
        self._put(path, what)
        self._ordered()

    def _put(self, path: str, what: str | bytes | None) -> None:
        check_name(path, None)
        parts = parts_of(path)
        if not parts:
            raise irregular(path, None)
        # What is no character of UTF-8 is said as of any file, when it is read.
        data = what.encode("utf-8", "surrogatepass") if isinstance(what, str) else what
        self._files[parts] = None if data is None else _InMemory(bytes(data))

    def lift(self, path: str) -> None:
        """Let what lies below be seen again; nothing happens where nothing was put."""
        self._files.pop(parts_of(path), None)
        self._ordered()

    def _ordered(self) -> None:
        """Find the folders that there are because something was put into them."""
        folders: dict[tuple[str, ...], set[str]] = {}
        for parts in [parts for parts, file in self._files.items() if file is not None]:
            for depth in range(len(parts)):
                folders.setdefault(parts[:depth], set()).add(parts[depth])
        self._folders = folders

    def _own(self, parts: tuple[str, ...]) -> bool:
        """Whether this layer alone says what is at a path: it, or what it would lie in, was put or taken away."""
        return any(parts[:depth] in self._files for depth in range(1, len(parts) + 1))

    def exists(self, path: str) -> bool:
        """Whether there is something of that name."""
        parts = parts_of(path)
        if parts in self._folders:
            return True
        if not self._own(parts):
            return self._below.exists(path)
        # Something with a stroke behind it would be a folder.
        return self._files.get(parts) is not None and not path.endswith(("/", "/."))

    def names(self, folder: str) -> list[str]:
        """The names in a folder: those below, and those put here, without what was taken away."""
        parts = parts_of(folder)
        here = self._folders.get(parts)
        if self._own(parts):
            if here is None:
                raise missing(folder, None)
            return list(here)
        try:
            below = self._below.names(folder)
        except Fault:
            if here is None:
                raise
            below = []
        return list({*(name for name in below if (*parts, name) not in self._files), *(here or ())})

    def open(self, path: str, span: Span | None) -> File:
        """Open a regular file."""
        parts = parts_of(path, span)
        if parts in self._folders:
            raise irregular(path, span)
        if not self._own(parts):
            return self._below.open(path, span)
        file = self._files.get(parts)
        if file is None or path.endswith(("/", "/.")):
            raise missing(path, span)
        return file

    def place(self, path: str) -> str:
        """Where a file lies on the disk; '' for one of ours."""
        return "" if self._own(parts_of(path)) else self._below.place(path)

    def close(self) -> None:
        """Let go of the layer below; what was put stays."""
        self._below.close()


class _InMemory:
    """A file's bytes."""

    __slots__ = ("_data", "_stamp", "size")

    def __init__(self, data: bytes) -> None:
        self._data, self.size = data, len(data)
        self._stamp: Stamp = ()

    @property
    def stamp(self) -> Stamp:
        """A digest, made when it is first asked for."""
        self._stamp = self._stamp or (hashlib.sha256(self._data).hexdigest(),)
        return self._stamp

    def read(self, most: int) -> bytes:
        """The bytes from the beginning."""
        return self._data[:most]

    def close(self) -> None:
        """They are not let go: they may be read again."""
