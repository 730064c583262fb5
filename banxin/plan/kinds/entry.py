"""What the program knows of a kind of block: an entry in the registry, and what its record is read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.plan.fields import Fields
    from banxin.plan.records import Grid, Heading, House
    from banxin.plan.types import Key
    from banxin.problems import Report

#: Keys that may stand beside every kind, and those of what stands inside a story.
COMMON = ("columns", "lines", "id", "frame", "colour")
PLACED = ("width", "align", "standoff", "optional")
#: Keys of what sets a story's text.
TEXTUAL = (
    *COMMON, "heading", "inside", "style", "balance", "vertical", "tiers", "zones", "split", "split_mode", "initial",
    "copyfit",
)  # fmt: skip
PICTURE = (*COMMON, "of", "caption", "alt", "fit", "focus", "style", "around", *PLACED)


def file_in(subject: str) -> str:
    """The file that a subject names where it is a picture's; '' for words: none has a full stop before some letters."""
    ending = subject.rpartition(".")[2]
    is_file = subject != ending and 2 <= len(ending) <= 4 and ending.isascii() and ending.isalnum()
    return subject if is_file else ""


def titled(title: str, text: tuple[str, ...]) -> tuple[str, ...]:
    """Lines under their title, which is said once where the layout repeats it."""
    return text if title in text[:1] else (title, *text)


class Reading(NamedTuple):
    """What a block's record is read from: its map, checked key by key, and what is known already."""

    fields: Fields
    subject: str
    """The kind's own value; several names of a list with spaces between them."""
    id: str
    heading: Heading
    house: House
    report: Report

    def emu(self, key: str, default: int = 0) -> int:
        """A length of the layout in EMU."""
        return emu(self.fields, key, self.house.grid, default)


def emu(fields: Fields, key: str, grid: Grid, default: int = 0) -> int:
    """A length of a map in EMU; ``default`` where the key is not there."""
    length = fields.length(key)
    return default if length is None else length.emu(em=grid.body, line=grid.leading, column=grid.column)


def focus_of(fields: Fields) -> tuple[int, int] | None:
    """The point of a picture that cropping keeps, where the layout says it."""
    focus = fields.items.get("focus")
    return focus.value if focus else None  # type: ignore[return-value]


class Kind(NamedTuple):
    """One kind of block. All that is true of every block of the kind stands here, once."""

    key: Key
    """The row of the key that names it; its type is that of the subject."""
    keys: tuple[str, ...]
    """Keys that may stand beside it."""
    record: type
    """The small record of what stands there."""
    read: Callable[[Reading], object]
    """Makes the record; faults go into the report."""
    own: tuple[Key, ...] = ()
    """Rows of keys that no other kind brought."""
    texts: bool = False
    """Whether it sets the text of stories: a story stands once on a page, and such a block takes any shape."""
    insidable: bool = True
    """Whether it may stand inside a story."""
    gives_way: Literal["", "cut", "whole"] = ""
    """Whether a booked advertisement may take its place: cut to what is left, or gone as a whole."""
    edged: bool = False
    """Whether its own edge bounds it, so that no rule between blocks is drawn beside it."""
    ruled: bool = True
    """Whether rules between blocks heed it at all."""
    dated: bool = False
    """Whether its words come from the edition: date, number, other pages' headlines."""
    bodied: bool = True
    """Whether an art director sees a body of it on the page, not furniture or an advertisement."""
    pictured: bool = False
    """Whether it counts as a picture on the page."""
    alone: bool = False
    """Whether it is an article of its own in the e-paper where no story holds it."""
    notice: str = ""
    """What it is among the e-paper's notices, where it stands alone; '' where it is none."""

    @property
    def name(self) -> str:
        """Its English name, as layouts and messages have it."""
        return self.key.name
