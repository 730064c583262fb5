"""A language as the program knows it, and the words it prints in it."""

from __future__ import annotations

from typing import NamedTuple

from banxin.languages import table

USUAL = "zh-Hans"
"""The language of a house that names none."""


class Language(NamedTuple):
    """What is so in one language: a row of languages.toml with its words."""

    tag: str
    """Its name in layouts, stories and the program."""
    file: str
    """Its tag in files and sites (BCP 47)."""
    name: str
    """What it is called in Chinese: the alias of its tag in layouts and stories."""
    script: str
    """han (squares, by the rules of ``hanzi``) or latin (words with spaces between them)."""
    quotes: str
    """The outer and the inner opening quotation mark; '' where a proofreader does not look at them."""
    hyphens: str
    """The dictionary that Western words are hyphenated by; '' for none."""
    hyphenates: str
    """last: only where no setting without is as even; freely: as English papers do."""
    lint: bool
    """Whether a proofreader's rules for Chinese copy are asked."""
    indent: str
    """Which paragraphs begin with an indent: all, or those that follow another one."""
    deepest: int
    """Of how much at most, thousandths of a 字; 0: as the style says."""
    evens: bool
    """Whether names of two hanzi are spaced to three beside longer ones."""
    calendar: str
    """The second calendar whose day a masthead gives: lunar, or '' for none."""
    source: str
    """Where this is written, or whose habit it is."""
    words: dict[str, str | tuple[str, ...]]
    """What the program prints, by name: texts with blanks, and lists of texts."""

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
        found = _MADE[tag] = Language(tag=tag, **table.LANGUAGES[tag], words=table.WORDS[tag])
    return found


def known() -> dict[str, str]:
    """Every tag with what it is called in Chinese."""
    return {tag: str(row["name"]) for tag, row in table.LANGUAGES.items()}
