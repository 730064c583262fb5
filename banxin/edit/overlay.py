"""A project's files with some of them as they would be after a change, so that it can be read before it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files import Tree
from banxin.problems import Fault, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.problems import Span


class Overlay(Tree):
    """A tree in which some files hold other bytes, are new, or (``None``) are gone."""

    def __init__(self, tree: Tree, files: Mapping[str, bytes | None]) -> None:
        super().__init__(tree.root)
        self._files = dict(files)

    def exists(self, path: str) -> bool:
        """Whether there is something of that name after the change."""
        return self._files[path] is not None if path in self._files else super().exists(path)

    def names(self, folder: str) -> list[str]:
        """The names in a folder after the change."""
        there = set(super().names(folder))
        for path, data in self._files.items():
            above, _, name = path.rpartition("/")
            if above == folder:
                there = there - {name} if data is None else there | {name}
        return sorted(there)

    def read(self, path: str, limit: int, span: Span | None = None, *, copy: bool = False) -> bytes:
        """The bytes of a file after the change; raises as :meth:`Tree.read` does."""
        if path not in self._files:
            return super().read(path, limit, span, copy=copy)
        data = self._files[path]
        if data is None:
            raise Fault("files.not-found", span or whole(path), path=path)
        return data
