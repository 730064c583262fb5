"""A change of files in place, as values: what was read, what is to be written where, and which file gets another name."""

from __future__ import annotations

from bisect import bisect_left

from banxin.tuples import NamedTuple


class Edit(NamedTuple):
    """Characters ``start`` up to ``end`` of a file's text become ``new``.

    Places are those of the text as it is read: without a byte order mark, every line end one character.
    """

    path: str
    start: int
    end: int
    new: str


class Move(NamedTuple):
    """A file gets another name; both paths are below the project's root."""

    old: str
    new: str


class Read(NamedTuple):
    """A file as it was read for a change."""

    path: str
    data: bytes | None
    """Its bytes; ``None``: there was no such file."""


class Change(NamedTuple):
    """Edits over several files that are made all together or not at all."""

    edits: tuple[Edit, ...]
    """In the order of their files and places; none overlap."""
    moves: tuple[Move, ...]
    read: tuple[Read, ...]
    """All that the change was made from, files that stay as they are too: it is good only while they do."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that it writes or renames, each once, by their old names."""
        return tuple(dict.fromkeys([edit.path for edit in self.edits] + [move.old for move in self.moves]))

    def results(self) -> dict[str, bytes | None]:
        """Every file that becomes another one, by its path; ``None`` for one that goes."""
        before = {read.path: read.data for read in self.read}
        found: dict[str, bytes | None] = {}
        for path in dict.fromkeys(edit.path for edit in self.edits):
            data = before[path]
            assert data is not None  # what is edited was read
            found[path] = spliced(data, [edit for edit in self.edits if edit.path == path])
        # Two files may change their names with each other: what each becomes is known before any goes.
        moved = {move.new: found.get(move.old, before[move.old]) for move in self.moves}
        return found | dict.fromkeys((move.old for move in self.moves), None) | moved


def spliced(data: bytes, edits: list[Edit]) -> bytes:
    """The bytes of a UTF-8 file with some places of its text replaced; all others stay, line ends and order mark too.

    A new text's lines end as the file's first line does.
    """
    written = data.decode("utf-8")
    head = 1 if written.startswith("\ufeff") else 0
    # Where the text that was read and the text as it stands part: each CRLF was read as one character.
    pairs = _line_ends(written, head)
    first = written.partition("\n")
    ends_with = ("\r\n" if first[1] else "\r") if "\r" in first[0] else "\n"
    parts, at = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        start, end = _as_written(edit.start, pairs, head), _as_written(edit.end, pairs, head)
        assert at <= start <= end
        parts += [written[at:start], edit.new.replace("\n", ends_with)]
        at = end
    return "".join([*parts, written[at:]]).encode("utf-8")


def _line_ends(written: str, head: int) -> list[int]:
    """Where CRLFs stand in the text as it is read."""
    found: list[int] = []
    at = written.find("\r\n")
    while at >= 0:
        found.append(at - head - len(found))
        at = written.find("\r\n", at + 2)
    return found


def _as_written(offset: int, pairs: list[int], head: int) -> int:
    """Where a character of the text that was read stands in the file."""
    return offset + head + bisect_left(pairs, offset)
