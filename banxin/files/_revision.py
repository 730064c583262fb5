"""A project as a revision of its git repository has it, read without a checkout."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from banxin.files._disk import irregular, linked, missing
from banxin.files._git import Git, Refused
from banxin.files._overlay import parts_of
from banxin.problems import Fault, Maybe, whole

if TYPE_CHECKING:
    from banxin.files._layers import File, Stamp
    from banxin.problems import Span

#: Modes of what is no file: a symbolic link; a submodule, which is not there.
_LINK, _SUBMODULE = "120000", "160000"
#: How a pointer of Git LFS begins (its specification, version 1), and the most that one has.
_POINTER, _LONGEST = b"version https://git-lfs.github.com/spec/v1\n", 1024


class Revision:
    """The files below a project's folder at a commit. The folder may lie anywhere in its repository."""

    def __init__(self, root: str, revision: str) -> None:
        """``revision``: as git names one (HEAD~3, a branch, a tag, a commit).

        Raises :class:`Fault` files.no-git, .no-repository, .no-revision or .not-in-revision.
        """
        self.root = os.path.realpath(root)
        self._git = Git(self.root)
        prefix = self._prefix()
        self.commit = self._resolved(revision)
        self._files: dict[tuple[str, ...], tuple[str, str]] = {}
        """Mode and object of each file."""
        self._folders: dict[tuple[str, ...], list[str]] = {(): []}
        """Names in each folder."""
        self._list(revision, prefix)

    def _prefix(self) -> str:
        """Where the project lies in its repository; '' for its top."""
        try:
            return os.fsdecode(self._git.ask("rev-parse", "--show-prefix").removesuffix(b"\n")).strip("/")
        except Refused as refused:
            raise Fault("files.no-repository", whole(self.root), path=self.root, reason=Maybe(refused.reason)) from None

    def _resolved(self, revision: str) -> str:
        # What begins with a stroke would be taken for an option by some version of git.
        if revision and revision.isprintable() and not revision.startswith("-"):
            with contextlib.suppress(Refused):
                found = self._git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
                name = found.decode("ascii", "replace").strip()
                if name.isalnum():  # of what is to be left out git says ^ and the name
                    return name
        raise Fault("files.no-revision", whole(self.root), revision=revision[:60])

    def _list(self, revision: str, prefix: str) -> None:
        """Read the names of all files below the project's folder."""
        try:
            rows = self._git.ask("ls-tree", "-r", "-z", "--full-tree", f"{self.commit}:{prefix}")
        except Refused:
            raise Fault("files.not-in-revision", whole(self.root), revision=revision[:60], path=prefix) from None
        for row in os.fsdecode(rows).split("\0"):
            facts, _, path = row.partition("\t")
            parts = tuple(path.split("/"))
            # Names that no disk has are those of a tree that somebody made by hand.
            if not path or facts.startswith(_SUBMODULE) or not {"", ".", ".."}.isdisjoint(parts):
                continue
            mode, _, name = facts.split(" ")
            self._files[parts] = mode, name
            self._enter(parts)

    def _enter(self, parts: tuple[str, ...]) -> None:
        """Put a name into its folder, and a folder that is new into its own."""
        folder = parts[:-1]
        if folder not in self._folders:
            self._folders[folder] = []
            self._enter(folder)
        self._folders[folder].append(parts[-1])

    def _past_links(self, path: str, span: Span | None) -> tuple[str, ...]:
        """A path's names; raises :class:`Fault` files.symlink where one of them is a link."""
        parts = parts_of(path, span)
        for depth in range(1, len(parts) + 1):
            if self._files.get(parts[:depth], ("", ""))[0] == _LINK:
                raise linked(path, span, parts[depth - 1])
        return parts

    def exists(self, path: str) -> bool:
        """Whether there is something of that name; a link is a :class:`Fault`."""
        parts = self._past_links(path, None)
        return parts in self._folders or (parts in self._files and not path.endswith(("/", "/.")))

    def names(self, folder: str) -> list[str]:
        """The names in a folder."""
        found = self._folders.get(self._past_links(folder, None))
        if found is None:
            raise missing(folder, None)
        return list(found)

    def open(self, path: str, span: Span | None) -> File:
        """Open a file; its size is known before a byte of it is read."""
        parts = self._past_links(path, span)
        if parts in self._folders:
            raise irregular(path, span)
        if parts not in self._files or path.endswith(("/", "/.")):
            raise missing(path, span)
        return _Blob(self._git, self._files[parts][1], path, span)

    def place(self, _path: str) -> str:
        """Nowhere on the disk: what lies there is another file, or none."""
        return ""

    def close(self) -> None:
        """End git's processes."""
        self._git.close()


class _Blob:
    """A file of a revision."""

    __slots__ = ("_git", "_name", "_path", "_span", "size", "stamp")

    def __init__(self, git: Git, name: str, path: str, span: Span | None) -> None:
        self._git, self._name, self._path, self._span = git, name, path, span
        self.size = git.size(name)
        self.stamp: Stamp = (name,)

    def read(self, most: int) -> bytes:
        """Its bytes from the beginning; raises :class:`Fault` files.lfs-pointer where they lie elsewhere."""
        if self.size > most:
            return self._git.head(self._name, most)
        data = self._git.blob(self._name)
        if self.size < _LONGEST and data.startswith(_POINTER):
            raise Fault("files.lfs-pointer", self._span or whole(self._path), path=self._path)
        return data

    def close(self) -> None:
        """Nothing is held."""
