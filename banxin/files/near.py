"""The word or the file that was meant: for hints, never for deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 32


def nearest(word: str, words: list[str]) -> str:
    """The one of ``words`` that ``word`` most likely was meant to be, or ''."""
    if len(word) > _LONGEST:
        return ""
    best, found = max(1, len(word) // 3) + 1, ""
    for candidate in words:
        if abs(len(candidate) - len(word)) < best:
            far = distance(word.lower(), candidate.lower())
            if far < best and far < max(len(word), len(candidate)):
                best, found = far, candidate
    return found


def distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        new = [i]
        for j, b in enumerate(other, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                new[j] = min(new[j], before[j - 2] + 1)
        before, row = row, new
    return row[-1]


def nearest_file(name: str, there: Iterable[str]) -> str:
    """The one of the files of a folder that was most likely meant by a name, or ''.

    First what differs in capitals, width, blanks or strokes alone, then in its ending (harbour.jpeg for harbour.jpg), then in letters.
    """
    files = [file for file in there if not file.startswith(".")]
    own = _alike(name)
    for same in (lambda file: _alike(file) == own, lambda file: _stem(_alike(file)) == _stem(own)):
        found = next(filter(same, files), "")
        if found:
            return found
    stems: dict[str, str] = {}
    for file in sorted(files, key=lambda file: _ending(file) != _ending(own)):
        stems.setdefault(_stem(_alike(file)), file)
    close = nearest(_stem(own), list(stems))
    # Days and numbers are all near to each other.
    sure = close and (any(map(str.isalpha, close)) or distance(close, _stem(own)) == 1)
    return stems[close] if sure else ""


def _alike(name: str) -> str:
    """A name without what nobody hears when it is said aloud."""
    from unicodedata import normalize  # noqa: PLC0415 - only where something is wrong

    return normalize("NFKC", name).casefold().replace(" ", "-").replace("_", "-")


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold()
