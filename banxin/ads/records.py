"""The nouns of placing: where a booking stands, or why it stands nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.plan.block import Block
    from banxin.plan.records import Area, Booking


class PlacedAd(NamedTuple):
    """A booking with its place on a page."""

    booking: Booking
    area: Area
    replaces: str = ""
    """The ear that it stands in place of."""
    gutter: int = 0
    """Its width where it stands in the gutter of a spread."""


class Reason(NamedTuple):
    """Why a booking has no place on a page."""

    page: str
    kind: str
    """room, covers, competitor, subject, size, section or gutter."""
    what: str = ""
    """The booking or the block that is in its way."""


class Beside(NamedTuple):
    """An advertisement that the layout itself puts beside what it must not be beside."""

    page: str
    block: Block
    booking: str
    reason: Reason


class Placing(NamedTuple):
    """What became of an edition's bookings."""

    pages: dict[str, tuple[PlacedAd, ...]]
    by_hand: dict[str, tuple[PlacedAd, ...]]
    """Bookings that a layout places itself."""
    unplaced: tuple[tuple[Booking, tuple[Reason, ...]], ...]
    beside: tuple[Beside, ...]
