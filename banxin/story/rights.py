"""授权: whether and from when on a story or photo may be shown in the e-paper, as its front matter says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banxin.problems import Span
from banxin.story.front import plain
from banxin.story.records import Rights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.problems import Report, Source
    from banxin.story.inline import Value

#: What ``rights`` may say, with its Chinese alias.
RIGHTS = {"print-only": "只限印刷"}
#: A time without an offset is China's.
_CHINA = 8
_NEVER = "9999-12-31T00:00:00"
#: ISO 8601 in its extended form; a blank may stand for the T, and a day alone begins at midnight.
_TIME = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?"


def read_rights(source: Source, values: Mapping[str, Value], report: Report) -> Rights:
    """The rights that the keys of a story or photo state.

    A value that says nothing known is reported (story.rights, story.embargo, story.withdrawn) and keeps the thing back.
    """
    found = Rights()
    for name, value in values.items():
        text = plain(source.text, value)
        if name == "rights":
            if text not in {word for row in RIGHTS.items() for word in row}:
                report.error("story.rights", _span(source, value), value=text or "-")
            found = found._replace(print_only=True)
        elif name == "embargo":
            until = utc(text)
            if not until:
                report.error("story.embargo", _span(source, value), value=text or "-")
            found = found._replace(embargo=until or _NEVER)
        elif name == "withdrawn":
            if not text:
                report.error("story.withdrawn", _span(source, value))
            found = found._replace(withdrawn=text or "-")
    return found


def utc(text: str) -> str:
    """A time in UTC to the second, as times of one clock are compared; '' where it is none."""
    if not re.fullmatch(_TIME, text, re.ASCII):
        return ""
    import datetime  # noqa: PLC0415 - few stories have one

    try:
        moment = datetime.datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=_CHINA)))
        return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except (ValueError, OverflowError):
        return ""


def china(time: str) -> str:
    """A time in UTC as the clock on the wall of a Chinese newsroom has it, to the minute."""
    import datetime  # noqa: PLC0415 - as above

    try:
        moment = datetime.datetime.fromisoformat(time) + datetime.timedelta(hours=_CHINA)
    except OverflowError:  # the last hours of the year 9999
        return time
    return moment.isoformat(" ", "minutes")


def _span(source: Source, value: Value) -> Span:
    start = min(value.start, len(source.text) - 1)
    return Span(source, start, max(value.end, start + 1))
