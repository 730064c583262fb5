"""语言: the languages that a paper may be set in, a row a language, and the words that are printed in them.

``languages.toml`` has what is so in a language, ``words/printed/<tag>.toml`` what the program prints in it;
``table.py`` is what they compile to. Nobody else compares tags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.languages import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    Words = Mapping[str, str | tuple[str, ...]]

__all__ = ["DEFAULT", "Language", "file_tag", "known", "language"]

DEFAULT = "zh-Hans"
"""The language of a house that names none."""


class Language:
    """What is so in one language: a row of languages.toml with its words. There is one of each."""

    __slots__ = (
        "calendar", "deepest", "evens", "file", "hyphenates", "hyphens", "indent", "lint", "name", "quotes", "script",
        "spread", "tag", "words",
    )  # fmt: skip

    def __init__(self, tag: str, row: table.Row, words: Words) -> None:
        self.tag = tag
        """Its name in layouts, stories and the program."""
        self.file: str = row["file"]
        """Its tag in files and sites (BCP 47)."""
        self.name: str = row["name"]
        """What it is called in Chinese: the alias of its tag in layouts and stories."""
        self.script: str = row["script"]
        """han (squares, by the rules of ``hanzi``) or latin (words with spaces between them)."""
        self.quotes: str = row["quotes"]
        """The outer and the inner opening quotation mark; '' where a proofreader does not look at them."""
        self.hyphens: str = row["hyphens"]
        """The dictionary that Western words are hyphenated by; '' for none."""
        self.hyphenates: str = row["hyphenates"]
        """last: only where no setting without is as even; freely: as English papers do."""
        self.lint: bool = row["lint"]
        """Whether a proofreader's rules for Chinese copy are asked."""
        self.indent: str = row["indent"]
        """Which paragraphs begin with an indent: all, or those that follow another one."""
        self.deepest: int = row["deepest"]
        """Of how much at most, thousandths of a 字; 0: as the style says."""
        self.evens: bool = row["evens"]
        """Whether names of two hanzi are spaced to three beside longer ones."""
        self.spread: int = row["spread"]
        """White between the characters of the paper's name at the front page's head, thousandths of its size."""
        self.calendar: str = row["calendar"]
        """The second calendar whose day a masthead gives: lunar, or '' for none."""
        self.words = words
        """What the program prints, by name: texts with blanks, and lists of texts."""

    @property
    def space(self) -> str:
        """What stands between two texts that are run together."""
        return " " if self.script == "latin" else ""

    def say(self, name: str, **blanks: object) -> str:
        """A text that the program prints, its blanks filled; '' for what this language does not say."""
        return str(self.words.get(name, "")).format(**blanks)

    def listed(self, name: str) -> tuple[str, ...]:
        """A list of texts: weekdays from Monday on, months."""
        found = self.words[name]
        assert isinstance(found, tuple)
        return found


_MADE: dict[str, Language] = {}


def language(tag: str) -> Language:
    """The language of a tag. Raises :class:`KeyError` for one that has no row: layouts and stories are checked when read."""
    found = _MADE.get(tag)
    if found is None:
        found = _MADE[tag] = Language(tag, table.LANGUAGES[tag], table.WORDS[tag])
    return found


def file_tag(tag: str) -> str:
    """A language's tag in files and sites: its row's, else what copy says itself."""
    row = table.LANGUAGES.get(tag)
    return str(row["file"]) if row is not None else tag


def known() -> dict[str, str]:
    """Every tag with what it is called in Chinese."""
    return {tag: row["name"] for tag, row in table.LANGUAGES.items()}
