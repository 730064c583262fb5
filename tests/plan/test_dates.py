"""A date is a real day: every first and last of a month, leap years, and no other."""

from __future__ import annotations

import calendar

import pytest

from banxin.plan.types import Type
from banxin.plan.values import Bounds, date

DATE = Type("date")


@pytest.mark.parametrize("year", [1800, 1900, 1999, 2000, 2024, 2026, 2100, 2400, 9999])
def test_every_day_that_is_one_is_taken_and_no_other(year):
    """By the calendar of Python's own library."""
    for month in range(1, 13):
        last = calendar.monthrange(year, month)[1]
        for day in (1, 15, last):
            assert date(f"{year}-{month:02}-{day:02}", DATE) == f"{year}-{month:02}-{day:02}"
        for day in (0, last + 1):
            with pytest.raises(Bounds):
                date(f"{year}-{month:02}-{day:02}", DATE)


@pytest.mark.parametrize("value", ["2026-00-10", "2026-13-01", "1799-12-31", "0000-01-01"])
def test_months_and_years_have_limits(value):
    """No thirteenth month, and no paper before there were any."""
    with pytest.raises(Bounds):
        date(value, DATE)


@pytest.mark.parametrize("value", ["2026-6-1", "26-06-01", "2026/06/01", "2026-06", "today", "2026-0a-01", ""])
def test_what_is_no_date_is_none(value):
    """As it is written, or not at all."""
    assert date(value, DATE) is None
