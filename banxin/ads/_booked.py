"""The edition's advertisements: its bookings placed over all its pages, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.ads._cutting import with_ads
from banxin.ads._placing import place
from banxin.ads.records import Placing
from banxin.plan.bookings import read_bookings
from banxin.plan.kinds import AdBlock
from banxin.plan.nearest import nearest
from banxin.problems import Maybe, Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.ads.records import Beside, Reason
    from banxin.files import Tree
    from banxin.plan.block import Block, PagePlan
    from banxin.plan.records import Booking, EditionPlan, House

_REASONS = {
    "room": ("没有空位{what}", "no room{what}"),
    "covers": ("会压住 {what}", "would cover {what}"),
    "competitor": ("挨着同行 {what}", "beside competitor {what}"),
    "subject": ("挨着要避开的 {what}", "beside {what}, which it avoids"),
    "gutter": ("不是跨版 没有中缝", "no spread, so no gutter"),
    "section": ("没有这样的版", "no page of this kind"),
}
#: What stands where an advertisement would.
_IN_WAY = (" {what} 占着", ", {what} is in the way")


class Adverts:
    """The bookings of an edition with their places."""

    def __init__(
        self, tree: Tree, house: House, edition: EditionPlan, plans: Callable[[], dict[str, PagePlan]],
        text_of: Callable[[str], str], report: Report,
    ) -> None:  # fmt: skip
        """Read the bookings and place them all.

        ``plans`` reads the pages' own layouts by name, which only an edition that has bookings asks for; ``text_of`` gives
        all words of a story by its slug. ``report`` is the edition's: faults of the list itself, and bookings without a
        place that no single page answers for; others are said by :meth:`laid`.
        """
        self.bookings = read_bookings(tree, edition, house, report)
        self._placing = Placing({}, {}, (), ())
        self._edition = report
        self._pages: dict[str, Report] = {}
        if self.bookings:
            own = plans()
            self._placing = place(self.bookings, own, text_of)
            self._say_unplaced()
            self._check_laid(own)

    def laid(self, plan: PagePlan, report: Report) -> PagePlan:
        """A page's layout with its advertisements; what is wrong with them is said in its report."""
        report.join(self._pages.get(plan.name, Report()))
        booked = {booking.number: booking for booking in self.bookings}
        blocks = tuple(
            block._replace(what=what._replace(ink=own.ink, customer=own.customer, words=own.words))
            if isinstance(what := block.what, AdBlock) and (own := booked.get(what.booking)) is not None
            else block
            for block in plan.blocks
        )
        return with_ads(plan._replace(blocks=blocks), self._placing.pages.get(plan.name, ()))

    def beside(self, page: str) -> list[Beside]:
        """Advertisements that the page's own layout puts beside what they must not be beside."""
        return [one for one in self._placing.beside if one.page == page]

    def _on(self, page: str) -> Report:
        return self._pages.setdefault(page, Report())

    def _say_unplaced(self) -> None:
        """A booking without a place holds back its page where it may have only one, else the edition's file."""
        for booking, reasons, way in self._placing.unplaced:
            report = self._on(booking.pages[0]) if len(booking.pages) == 1 else self._edition
            report.error("ads.unplaced", booking.span, booking=booking.number, customer=booking.customer,
                         size=booking.size, reasons_zh=_told(reasons, 0), reasons_en=_told(reasons, 1),
                         to=Maybe(way.page if not way.size else ""), smaller=Maybe(way.size), on=way.page,
                         avoid=Maybe(way.avoid), apart=Maybe(way.apart),
                         neither=Maybe("" if any(way) else "1"))  # fmt: skip

    def _check_laid(self, plans: dict[str, PagePlan]) -> None:
        """What layouts place themselves is booked, of the size that was sold, and stands once."""
        numbers = {booking.number: booking for booking in self.bookings}
        seen: dict[str, str] = {}
        for name, plan in plans.items():
            for block in plan.blocks:
                if not isinstance(block.what, AdBlock) or not block.what.booking:
                    continue
                number = block.what.booking
                booking = numbers.get(number)
                if booking is None:
                    meant = nearest(number, list(numbers))
                    self._on(name).error("ads.unbooked", block.span, booking=number, meant=Maybe(meant))
                    continue
                if number in seen:
                    self._on(name).error("ads.twice", block.span, booking=number, page=seen[number])
                seen.setdefault(number, name)
                self._check_size(plan, block, booking)

    def _check_size(self, plan: PagePlan, block: Block, booking: Booking) -> None:
        size = plan.house.ads.sizes.get(booking.size)
        if size and size.place != "gutter" and (size.columns, size.lines) != (block.area.columns, block.area.lines):
            self._on(plan.name).error(
                "ads.laid", block.area_span or block.span, booking=booking.number, size=booking.size,
                columns=size.columns, lines=size.lines, found_columns=block.area.columns, found_lines=block.area.lines,
            )  # fmt: skip


def _told(reasons: tuple[Reason, ...], language: int) -> str:
    """Why a booking has no place, page by page."""
    told = []
    for one in reasons:
        what = _IN_WAY[language].format(what=one.what) if one.kind == "room" and one.what else one.what
        told.append(f"{one.page} {_REASONS[one.kind][language].format(what=what)}".strip())
    return " / ".join(told)
