"""The e-paper's own words in the paper's language, out of ``words/printed/<tag>.toml``."""

from __future__ import annotations

import datetime
import os
import tomllib
from functools import cache
from typing import TYPE_CHECKING

from banxin.epaper.finding import script_data
from banxin.languages import language

if TYPE_CHECKING:
    from banxin.epaper._records import Leaf

#: What is said of what is not shown: in its place, and on its own page.
_HELD = {
    "gone": ("held_gone", "why_gone"), "withdrawn": ("held_withdrawn", "why_withdrawn"),
    "print-only": ("held_print_only", "why_print_only"), "embargoed": ("held_embargoed", "why_embargoed"),
    "advert-withdrawn": ("held_advert", "why_advert"),
    "photo-print-only": ("held_photo_print_only", "why_print_only"),
    "photo-embargoed": ("held_photo_embargoed", "why_embargoed"),
}  # fmt: skip
_WORDS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "words", "printed")


class SiteWords:
    """The e-paper's own words in the paper's language."""

    def __init__(self, tag: str) -> None:
        self.language = language(tag)
        self._own = _words(tag)

    def __call__(self, name: str, /, **blanks: object) -> str:
        """A phrase with its blanks filled."""
        return self._own[name].format(**blanks)

    def date(self, date: str, name: str = "date") -> str:
        """A day as it is written out."""
        day = datetime.date.fromisoformat(date)
        return self(name, year=day.year, month=day.month, day=day.day, month_name=self._name_of(day.month))

    def month(self, year: int, month: int) -> str:
        """A month of a year."""
        return self("month", year=year, month=month, month_name=self._name_of(month))

    def _name_of(self, month: int) -> str:
        return self.language.listed("months")[month - 1]

    def weekday(self, date: str) -> str:
        """The day of the week."""
        return self.weekdays[datetime.date.fromisoformat(date).weekday()]

    @property
    def weekdays(self) -> list[str]:
        """From Monday on."""
        return list(self.language.listed("weekdays"))

    def page(self, leaf: Leaf) -> str:
        """A page with its section."""
        return (
            self("page_named", name=leaf.name, section=leaf.section) if leaf.section else self("page", name=leaf.name)
        )

    def held(self, why: str) -> str:
        """What stands in place of something that is not shown."""
        return self(_HELD[why][0])

    def held_why(self, why: str) -> str:
        """A sentence for the reader who came to it by a link."""
        return self(_HELD[why][1])

    def script(self) -> bytes:
        """What scripts say."""
        own = dict(sorted(self._own.items()))
        return f"self.banxinWords = {script_data(own)};\n".encode()


@cache
def _words(tag: str) -> dict[str, str]:
    with open(os.path.join(_WORDS, f"{tag}.toml"), "rb") as stream:
        found: dict[str, str] = tomllib.load(stream)["epaper"]
    return found
