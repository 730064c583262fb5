"""Prefix sums over a paragraph's cells: what a line from any cell to any other is wide, and how far it gives."""

from __future__ import annotations

from itertools import accumulate
from operator import add

from banxin.hanzi.table import STRETCHES, Step

#: Steps of the stretch ledger that have no bound of their own, and cells that are in none; the others.
_UNBOUNDED = (Step.STRETCH_GAP.value, Step.NONE.value)
_BOUNDED = frozenset(step for step in STRETCHES if step not in _UNBOUNDED)
#: Whether a gap takes what is left when the bounded steps are exhausted, by its step of the stretch ledger.
IS_GAP = tuple(int(step in STRETCHES and step != Step.STRETCH_ADDRESS) for step in range(len(Step)))


class Sums:
    """Prefix sums over a paragraph's cells; index k stands before cell k."""

    __slots__ = ("breaks", "gaps", "most", "squeeze", "stretch", "width")

    def __init__(
        self, body: list[int], white: list[int], takes: list[int], grow: list[int], most: tuple[int, ...],
        breaks: list[int],
    ) -> None:  # fmt: skip
        """The columns of a measured paragraph, what each step of the stretch ledger may reach (EMU), and its breaks."""
        self.breaks = breaks
        self.most = most
        self.width: list[int] = list(accumulate(map(add, body, white), initial=0))
        self.squeeze: list[int] = list(accumulate(takes, initial=0))
        self.gaps: list[int] = list(accumulate(map(IS_GAP.__getitem__, grow), initial=0))
        #: What the bounded steps of the stretch ledger have room for.
        self.stretch = [0] * len(self.gaps)
        if not _BOUNDED.isdisjoint(grow):
            room = [0 if step in _UNBOUNDED else max(0, most[step] - white[at]) for at, step in enumerate(grow)]
            self.stretch = list(accumulate(room, initial=0))
