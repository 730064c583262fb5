"""A word of a message that may be missing, with the sentence left to the tables of words."""

from __future__ import annotations


class Maybe(str):
    """A text for a message's words that is said in one way where it is there and in another where it is ''.

    The row decides: ``{meant:did you mean {meant}?|what may stand here: {keys}}`` takes what stands before
    the bar where there is a text, what stands after it where there is none.
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """The text itself, or the one of two wordings that fits."""
        if not spec:
            return str(self)
        there, _, missing = spec.partition("|")
        return there if self else missing
