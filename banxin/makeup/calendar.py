"""The day as a masthead gives it: 公历, 星期 and 农历."""

from __future__ import annotations

from banxin.files import keep_note, note

_KIND = "lunar"
#: The years that the tables of the lunar calendar cover.
_FIRST, _LAST = 1901, 2099


def long_date(iso: str) -> str:
    """2026年6月1日 星期一, from 2026-06-01."""
    import datetime  # noqa: PLC0415

    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"


def lunar_date(iso: str) -> str:
    """农历丙午年四月十六, from 2026-06-01; '' for what is no day, or lies beyond the calendar's tables.

    Kept as a note: a build needs the calendar's library once a day.
    """
    kept = note(_KIND, iso.encode("utf-8"))
    if kept is None:
        kept = _lunar(iso)
        keep_note(_KIND, iso.encode("utf-8"), kept, 400)
    return kept


def _lunar(iso: str) -> str:
    import datetime  # noqa: PLC0415

    from borax.calendars.lunardate import LunarDate  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return ""
    if not _FIRST <= day.year <= _LAST:
        return ""
    lunar = LunarDate.from_solar(day)
    return f"农历{lunar.gz_year}年{'闰' if lunar.leap else ''}{lunar.cn_month}月{lunar.cn_day}"
