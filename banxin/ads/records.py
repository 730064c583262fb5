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


class WayOut(NamedTuple):
    """What would give a booking a place, tried beside all that have theirs; the cheapest that there is."""

    page: str = ""
    """Another page, as it is."""
    size: str = ""
    """Another size, where it may stand."""
    avoid: str = ""
    """Where it may stand once it avoids no story."""
    apart: str = ""
    """Where it may stand once competitors are not kept apart from it."""


class Unplaced(NamedTuple):
    """A booking that has no place."""

    booking: Booking
    reasons: tuple[Reason, ...]
    """One a page that it may be on."""
    way: WayOut


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
    unplaced: tuple[Unplaced, ...]
    beside: tuple[Beside, ...]
