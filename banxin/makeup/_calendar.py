"""The day as a masthead gives it: 公历, 星期 and 农历."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.files import keep_note, note

if TYPE_CHECKING:
    from banxin.languages import Language

_KIND = "lunar"
#: The years that the tables of the lunar calendar cover.
_FIRST, _LAST = 1901, 2099


def long_date(iso: str, language: Language) -> str:
    """2026年6月1日 星期一, or Monday, 1 June 2026, from 2026-06-01."""
    import datetime  # noqa: PLC0415

    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    weekday, month = language.listed("weekdays")[day.weekday()], language.listed("months")[day.month - 1]
    return language.say("date", year=day.year, month=month, day=day.day, weekday=weekday)


def lunar_date(iso: str, language: Language) -> str:
    """农历丙午年四月十六, from 2026-06-01.

    '' in a language whose papers do not give it, for what is no day, or lies beyond the calendar's tables. Kept as a
    note: a build needs the calendar's library once a day.
    """
    if language.calendar != _KIND:
        return ""
    key = f"{iso} {language.tag}".encode()
    kept = note(_KIND, key)
    if kept is None:
        kept = _lunar(iso, language)
        keep_note(_KIND, key, kept, 400)
    return kept


def _lunar(iso: str, language: Language) -> str:
    import datetime  # noqa: PLC0415

    from borax.calendars.lunardate import LunarDate  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return ""
    if not _FIRST <= day.year <= _LAST:
        return ""
    lunar = LunarDate.from_solar(day)
    leap, month = language.say("leap") if lunar.leap else "", language.listed("lunar_months")[lunar.month - 1]
    return language.say("lunar", year=lunar.gz_year, leap=leap, month=month, day=lunar.cn_day)
