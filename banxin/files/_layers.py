"""What a layer of a project's files answers: the disk, texts in memory over it, a revision of git's. Read by type checkers alone.

A layer is asked by :class:`banxin.files.reading.Tree` only, which has checked names before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from banxin.problems import Span

Stamp = tuple[object, ...]
"""What tells one state of a file from another, without its bytes being looked at: plain data, compared as a whole."""


class File(Protocol):
    """A regular file that is open for reading."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def stamp(self) -> Stamp:
        """What tells it from a later state of the same file."""

    def read(self, most: int) -> bytes:
        """Its bytes from the beginning, ``most`` at most. Raises ``OSError`` or :class:`Fault`."""

    def close(self) -> None:
        """Let it go."""


class Layer(Protocol):
    """Where files lie. Paths are relative, with ``/``, and lead nowhere out (:func:`banxin.files._disk.check_name`)."""

    @property
    def root(self) -> str:
        """The project's folder on the disk, absolute; what is written lies below it, whatever is read."""

    @property
    def commit(self) -> str:
        """The commit that all is read from which nobody put over it, hexadecimal; '' for none."""

    def exists(self, path: str) -> bool:
        """Whether there is something of that name. Raises :class:`Fault` for what may not be reached."""

    def names(self, folder: str) -> list[str]:
        """The names in a folder, in any order. Raises :class:`Fault` where there is no such folder."""

    def open(self, path: str, span: Span | None) -> File:
        """Open a regular file. Raises :class:`Fault` files.not-found, .symlink, .not-a-file, .unsafe or .not-readable."""

    def place(self, path: str) -> str:
        """The absolute path of a file on the disk; '' for one that does not lie there."""

    def close(self) -> None:
        """Let go of all that is held; nothing can be read any more."""
