"""A map of a layout as it was read: values by their English keys, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple
from banxin.units import Length

if TYPE_CHECKING:
    from banxin.problems import Span

_NONE: frozenset[str] = frozenset()


class Item(NamedTuple):
    """A value that has been read, with its place."""

    value: object
    span: Span


class Fields:
    """A map that has been read: values by their English keys. Missing keys give what is empty."""

    __slots__ = ("faulty", "items", "span")

    def __init__(self, span: Span, items: dict[str, Item], faulty: frozenset[str] = _NONE) -> None:
        self.span = span
        self.items = items
        self.faulty = faulty
        """Keys that were written but could not be read, which was said: they are not missing as well."""

    def __contains__(self, key: str) -> bool:
        """Whether the key was written (and its value could be read)."""
        return key in self.items

    def text(self, key: str, default: str = "") -> str:
        """A text, name, choice or date."""
        item = self.items.get(key)
        return item.value if item and isinstance(item.value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """A count, or thousandths of something."""
        item = self.items.get(key)
        return item.value if item and isinstance(item.value, int) else default

    def flag(self, key: str, default: bool) -> bool:
        """Yes or no."""
        item = self.items.get(key)
        return item.value if item and isinstance(item.value, bool) else default

    def length(self, key: str) -> Length | None:
        """A length as written."""
        item = self.items.get(key)
        return item.value if item and isinstance(item.value, Length) else None

    def lengths(self, key: str) -> tuple[Length, ...]:
        """One or more lengths as written."""
        item = self.items.get(key)
        if item is None or not isinstance(item.value, tuple) or isinstance(item.value, Length):
            return ()
        return tuple(value for value in item.value if isinstance(value, Length))

    def list(self, key: str) -> tuple[Item, ...]:
        """The items of a list, each with its place."""
        item = self.items.get(key)
        return item.value if item and isinstance(item.value, tuple) else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The items of a list of texts."""
        return tuple(item.value for item in self.list(key) if isinstance(item.value, str))

    def strings(self, key: str) -> tuple[str, ...]:
        """Texts that were read as one value: the rows of a drawing, names."""
        item = self.items.get(key)
        return tuple(str(one) for one in item.value) if item and isinstance(item.value, tuple) else ()

    def below(self, key: str) -> Fields:
        """The map under a key; an empty one where there is none."""
        item = self.items.get(key)
        return item.value if item and isinstance(item.value, Fields) else Fields(self.span, {})

    def place(self, key: str) -> Span:
        """The place of a value; the map's own where the key is missing."""
        item = self.items.get(key)
        return item.span if item else self.span

    def under(self, other: Fields) -> Fields:
        """The map with ``other`` laid over it: maps merge, all else is replaced."""
        items = dict(self.items)
        for key, item in other.items.items():
            mine = items.get(key)
            if mine and isinstance(mine.value, Fields) and isinstance(item.value, Fields):
                item = Item(mine.value.under(item.value), item.span)  # noqa: PLW2901
            items[key] = item
        return Fields(other.span, items, (self.faulty - set(other.items)) | other.faulty)
