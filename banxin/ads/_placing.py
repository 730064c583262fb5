"""Where advertisements stand: from the outside corners, the largest below, none beside what it must not be beside.

Bookings choose in the order in which they were booked, so that a late one moves none that has its place: it takes
another's only where it has no other. Pages are filled as the trade does: the widest at the foot, narrower ones beside
and above it towards the outside, without holes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.ads._cutting import cut, spoils
from banxin.ads.records import Beside, PlacedAd, Placing, Reason, Unplaced, WayOut
from banxin.plan.kinds import AdBlock, EarBlock, MastheadBlock
from banxin.plan.records import Area, Booking, is_right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from banxin.plan.block import PagePlan
    from banxin.plan.records import AdSize

#: Ways of filling a page, and of spreading bookings over pages, that are tried before those left over are given up.
_TRIES, _MOST_TRIES = 400, 4000
#: Bookings beyond this are placed one by one, each where it can be.
_MOST_SEARCHED = 200


def place(bookings: Sequence[Booking], plans: Mapping[str, PagePlan], text_of: Callable[[str], str]) -> Placing:
    """Place bookings on the pages of an edition, in order; ``text_of`` gives the words of a story by its slug.

    What a layout places by hand stays where it is.
    """
    numbers = {booking.number: booking for booking in bookings}
    by_hand: dict[str, tuple[PlacedAd, ...]] = {}
    for name, plan in plans.items():
        by_hand[name] = tuple(
            PlacedAd(numbers[block.what.booking], block.area, block.id)
            for block in plan.blocks
            if isinstance(block.what, AdBlock) and block.what.booking in numbers
        )
    laid = {one.booking.number for placed in by_hand.values() for one in placed}
    grounds = {name: _AdPage(plan, by_hand[name], text_of) for name, plan in plans.items()}
    left = [booking for booking in bookings if booking.number not in laid]
    pages, unplaced = _Edition(grounds).place(left)
    beside = [
        Beside(name, block, one.booking.number, reason)
        for name, ground in grounds.items()
        for block in ground.plan.blocks
        for one in by_hand[name]
        if block.id == one.replaces and (reason := ground.refuses(one.booking, one.area, by_hand[name]))
    ]
    return Placing(pages, by_hand, unplaced, tuple(beside))


class _AdPage:
    """A page as advertisements see it."""

    def __init__(self, plan: PagePlan, by_hand: tuple[PlacedAd, ...], text_of: Callable[[str], str]) -> None:
        self.plan = plan
        self.by_hand = by_hand
        self.sizes = plan.house.ads.sizes
        self._text_of = text_of
        self._grid = plan.house.grid
        self._soft = [block for block in plan.blocks if block.kind.gives_way]
        self._hard = [block for block in plan.blocks if not block.kind.gives_way]
        self._known: dict[tuple[str, ...], tuple[PlacedAd, ...] | None] = {}
        self.first = any(isinstance(block.what, MastheadBlock) for block in plan.blocks)

    def fill(self, bookings: Sequence[Booking]) -> tuple[PlacedAd, ...] | None:
        """Places for bookings together, the widest first; ``None`` where they do not go onto the page together."""
        key = tuple(booking.number for booking in bookings)
        if key not in self._known:
            order = sorted(bookings, key=lambda one: self._rank(self.sizes[one.size]))
            self._tries = _TRIES
            self._known[key] = self._fill(order, ())
        return self._known[key]

    @staticmethod
    def _rank(size: AdSize) -> tuple[object, ...]:
        return size.place == "page", -size.columns, -size.lines

    def _fill(self, bookings: Sequence[Booking], placed: tuple[PlacedAd, ...]) -> tuple[PlacedAd, ...] | None:
        if not bookings:
            return placed
        for spot in self.spots(bookings[0], placed):
            self._tries -= 1
            if self._tries < 0:
                return None
            if self.refuses(bookings[0], spot.area, (*self.by_hand, *placed)) or self._spoilt(spot, placed):
                continue
            found = self._fill(bookings[1:], (*placed, spot))
            if found is not None:
                return found
        return None

    def why(self, booking: Booking, placed: tuple[PlacedAd, ...]) -> Reason:
        """Why a booking has no place beside those that have one: the reason of the place that it would want most."""
        first = None
        for spot in self.spots(booking, placed):
            reason = self.refuses(booking, spot.area, (*self.by_hand, *placed)) or self._spoilt(spot, placed)
            first = first or reason
        kind = "gutter" if self.sizes[booking.size].place == "gutter" and not self._grid.fold else "room"
        return first or Reason(self.plan.name, kind, self._in_way(booking, placed) if kind == "room" else "")

    def _in_way(self, booking: Booking, placed: tuple[PlacedAd, ...]) -> str:
        """What stands where a booking would: of all its places the one where that is least; '' where the page is too small."""
        size, grid, head = self.sizes[booking.size], self._grid, booking.end == "head"
        if size.place != "page":
            return ""
        there = [(one.booking.number, one.area) for one in (*self.by_hand, *placed) if not one.gutter]
        there += [(block.id, block.area) for block in self._hard if not isinstance(block.what, AdBlock)]
        found: list[list[str]] = []
        for column in range(1, grid.columns - size.columns + 2):
            first = 1 if head else grid.lines - size.lines + 1
            area = Area(column, column + size.columns - 1, first, first + size.lines - 1)
            found.append([name for name, other in there if area.overlaps(other)])
        least = min(map(len, found), default=0)
        return ", ".join(next((names for names in found if len(names) == least), []))

    def refuses(self, booking: Booking, area: Area, others: Sequence[PlacedAd]) -> Reason | None:
        """What a booking must not be beside there: a competitor, or a subject."""
        name, apart = self.plan.name, self.plan.house.ads.apart
        for other in others:
            one = other.booking
            compete = booking.trade and one.trade == booking.trade and one.customer != booking.customer
            if compete and apart != "none" and (apart == "page" or area.beside(other.area)):
                return Reason(name, "competitor", one.number)
        taken = [other.area for other in others if not other.gutter]
        for block in self.plan.blocks if booking.avoid else ():
            left = cut(block, taken)
            if left and any(zone.area.beside(area) or zone.area.overlaps(area) for zone in left.shape):
                for slug in block.stories:
                    if any(word == slug or word in self._text_of(slug) for word in booking.avoid):
                        return Reason(name, "subject", slug)
        return None

    def _spoilt(self, spot: PlacedAd, placed: tuple[PlacedAd, ...]) -> Reason | None:
        """What would be left too small of a story, or of a picture in it."""
        if spot.gutter:
            return None
        areas = [one.area for one in (*placed, spot) if not one.gutter]
        for block in self._soft:
            what = spoils(block, areas)
            if what:
                return Reason(self.plan.name, "covers", what)
        return None

    def spots(self, booking: Booking, placed: tuple[PlacedAd, ...]) -> Iterator[PlacedAd]:
        """The places that a booking may have on the page, the best first."""
        size = self.sizes[booking.size]
        if size.place == "ear":
            yield from self._ears(booking, size, placed)
        elif size.place == "gutter":
            yield from self._gutters(booking, size, placed)
        else:
            yield from self._corners(booking, size, placed)

    def _ears(self, booking: Booking, size: AdSize, placed: tuple[PlacedAd, ...]) -> Iterator[PlacedAd]:
        """Ears that an advertisement may stand in place of: the right one first."""
        taken = {one.replaces for one in placed}
        ears = [block for block in self.plan.blocks if isinstance(block.what, EarBlock) and block.id not in taken]
        for block in sorted(ears, key=lambda one: one.area.first_column, reverse=booking.side != "left"):
            if (block.area.columns, block.area.lines) == (size.columns, size.lines):
                yield PlacedAd(booking, block.area, block.id)

    def _gutters(self, booking: Booking, size: AdSize, placed: tuple[PlacedAd, ...]) -> Iterator[PlacedAd]:
        """Between the pages of a spread, from the head down, where nothing runs across."""
        middle = self._grid.columns // 2
        across = [
            zone.area
            for block in self.plan.blocks
            for zone in block.shape
            if zone.area.first_column <= middle < zone.area.last_column
        ] + [one.area for one in placed if one.gutter]
        for first in range(1, self._grid.lines - size.lines + 2) if self._grid.fold else ():
            area = Area(middle, middle + 1, first, first + size.lines - 1)
            if not any(area.overlaps(other) for other in across):
                yield PlacedAd(booking, area, gutter=size.width)

    def _corners(self, booking: Booking, size: AdSize, placed: tuple[PlacedAd, ...]) -> Iterator[PlacedAd]:
        """From the outside corner at the foot (or as is wished): nearest the edge first, then towards the inside."""
        grid, head = self._grid, booking.end == "head"
        taken = [one.area for one in (*self.by_hand, *placed) if not one.gutter]
        hard = [block.area for block in self._hard if not isinstance(block.what, AdBlock) or not block.what.booking]
        found = []
        for column in range(1, grid.columns - size.columns + 2):
            last = column + size.columns - 1
            if grid.fold and column <= grid.columns // 2 < last:
                continue
            stack = self._stack(taken, column, last, head=head)
            if stack is None:
                continue
            first = stack + 1 if head else grid.lines - stack - size.lines + 1
            area = Area(column, last, first, first + size.lines - 1)
            inside = first >= 1 and area.last_line <= grid.lines and self._held(area, taken)
            if inside and not any(area.overlaps(other) for other in (*hard, *taken)):
                found.append((stack, self._from_edge(booking, column, last), area))
        for *_, area in sorted(found):
            yield PlacedAd(booking, area)

    def _held(self, area: Area, taken: list[Area]) -> bool:
        """Whether an advertisement stands at a side of the page, or against another: none stands alone in the middle."""
        columns, fold = self._grid.columns, self._grid.fold
        edges = {1, columns + 1} | ({columns // 2 + 1} if fold else set())
        if area.first_column in edges or area.last_column + 1 in edges:
            return True
        return any(
            other.first_line <= area.last_line <= other.last_line
            and (other.last_column + 1 == area.first_column or area.last_column + 1 == other.first_column)
            for other in taken
        )

    def _stack(self, taken: list[Area], first: int, last: int, *, head: bool) -> int | None:
        """Lines that advertisements take at the edge under columns; ``None`` where they take different ones."""
        depths = set()
        for column in range(first, last + 1):
            depth = 0
            while under := next((one for one in taken if one.first_column <= column <= one.last_column and (
                one.first_line == depth + 1 if head else one.last_line == self._grid.lines - depth)), None):  # fmt: skip
                depth += under.lines
            depths.add(depth)
        return depths.pop() if len(depths) == 1 else None

    def _from_edge(self, booking: Booking, first: int, last: int) -> int:
        """How far columns are from the side that a booking keeps to."""
        columns, fold = self._grid.columns, self._grid.fold
        right = self.plan.right
        if booking.side in ("left", "right"):
            right = booking.side == "right"
        elif fold:
            # Either outer edge of a spread; its inner edges meet.
            outer = min(first - 1, columns - last)
            return columns - outer if booking.side == "inside" else outer
        elif booking.side == "inside":
            right = not right
        return columns - last if right else first - 1


class _Edition:
    """Bookings over pages."""

    def __init__(self, grounds: dict[str, _AdPage]) -> None:
        self._grounds = grounds
        self._tries = _MOST_TRIES

    def place(self, bookings: list[Booking]) -> tuple[dict[str, tuple[PlacedAd, ...]], tuple[Unplaced, ...]]:
        """Places of all bookings by page, and those that have none, each with a reason for every page it may be on."""
        on: dict[str, tuple[Booking, ...]] = dict.fromkeys(self._grounds, ())
        whole = self._search(bookings, on) if len(bookings) <= _MOST_SEARCHED else None
        if whole is None:
            for booking in bookings:
                on = next(self._with(booking, on), on)
            whole = on
        pages = {name: self._grounds[name].fill(ads) or () for name, ads in whole.items()}
        there = {one.booking.number for placed in pages.values() for one in placed}
        # Where none of its pages could be read, that was said of the pages.
        left = [
            booking
            for booking in bookings
            if booking.number not in there
            and (not booking.pages or any(page in self._grounds for page in booking.pages))
        ]
        return pages, tuple(
            Unplaced(booking, tuple(self._reasons(booking, pages)), self._way(booking, whole)) for booking in left
        )

    def _way(self, booking: Booking, on: dict[str, tuple[Booking, ...]]) -> WayOut:
        """The cheapest change of a booking that gives it a place: first another page, then another size, then what it wants."""
        anywhere = booking._replace(pages=(), section="", hand="")
        if page := self._taking(anywhere, on):
            return WayOut(page=page)
        sizes = next((ground.sizes for ground in self._grounds.values()), {})
        own = sizes[booking.size]

        def dearer(name: str) -> tuple[bool, int]:
            """A smaller size before a larger one, the nearest first."""
            more = sizes[name].columns * sizes[name].lines - own.columns * own.lines
            return more > 0, abs(more)

        others = sorted(
            (name for name, size in sizes.items() if size.place == own.place and size is not own), key=dearer
        )
        for name in others:
            if page := self._taking(booking._replace(size=name), on):
                return WayOut(page=page, size=name)
        if booking.avoid and (page := self._taking(booking._replace(avoid=()), on)):
            return WayOut(avoid=page)
        return WayOut(apart=self._taking(booking._replace(trade=""), on) if booking.trade else "")

    def _taking(self, booking: Booking, on: dict[str, tuple[Booking, ...]]) -> str:
        """The first page that takes a booking beside those that it has; '' for none."""
        for name in self._wanted(booking, on):
            # What was tried under its own number was another booking.
            wanted = f"{booking.number} {booking.size} {booking.pages} {booking.avoid} {booking.trade}"
            if self._grounds[name].fill((*on[name], booking._replace(number=wanted))) is not None:
                return name
        return ""

    def _search(
        self, bookings: Sequence[Booking], on: dict[str, tuple[Booking, ...]]
    ) -> dict[str, tuple[Booking, ...]] | None:
        """The first way of placing all of them, each in its turn on the best page that lets the others have one."""
        if not bookings:
            return on
        for more in self._with(bookings[0], on):
            self._tries -= 1
            if self._tries < 0:
                return None
            found = self._search(bookings[1:], more)
            if found is not None:
                return found
        return None

    def _with(self, booking: Booking, on: dict[str, tuple[Booking, ...]]) -> Iterator[dict[str, tuple[Booking, ...]]]:
        """The pages with one booking more, the best page for it first."""
        for name in self._wanted(booking, on):
            more = (*on[name], booking)
            if self._grounds[name].fill(more) is not None:
                yield {**on, name: more}

    def _may(self, booking: Booking) -> list[str]:
        """Pages that a booking may stand on."""
        found = []
        for name in booking.pages or self._grounds:
            ground = self._grounds.get(name)
            if ground is None:
                continue
            hand = not booking.hand or "-" in name or (booking.hand == "right") == is_right(name)
            if hand and booking.section in ("", ground.plan.section):
                found.append(name)
        return found

    def _wanted(self, booking: Booking, on: dict[str, tuple[Booking, ...]]) -> list[str]:
        """Those pages, best first: as wished, else where fewest advertisements are, the front page last."""
        found = self._may(booking)
        if booking.pages:
            return found

        def share(name: str) -> tuple[int, bool]:
            ground = self._grounds[name]
            sizes = [ground.sizes[one.size] for one in on[name]]
            sizes += [ground.sizes[one.booking.size] for one in ground.by_hand]
            return sum(size.columns * size.lines for size in sizes), ground.first

        return sorted(found, key=share)

    def _reasons(self, booking: Booking, pages: dict[str, tuple[PlacedAd, ...]]) -> Iterator[Reason]:
        may = self._may(booking)
        for name in may:
            yield self._grounds[name].why(booking, pages[name])
        if not may:
            yield Reason("", "section")
