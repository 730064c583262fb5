"""The word that was meant: for hints, never for deciding."""

from __future__ import annotations

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
