"""语言: the languages that a paper may be set in, a row a language.

``languages.toml`` has what is so in a language, ``words/printed/<tag>.toml`` what the program prints in it;
``table.py`` is what they compile to. Nobody else compares tags.
"""

from banxin.languages.records import USUAL, Language, known, language

__all__ = ["USUAL", "Language", "known", "language"]
