"""What is asked of every verb, before the words are understood: the language and the form of what is said. Wants no package."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.problems import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

MESSAGES = ("zh", "en")
"""The languages of messages."""


def asked(arguments: Sequence[str], option: str) -> str:
    """What an option of all verbs was told; '' where it is not there. For what is said before the words are understood."""
    found = ""
    for at, word in enumerate(arguments):
        if word == "--":
            break
        name, given, value = word.partition("=")
        if name == option:
            found = value if given else "".join(arguments[at + 1 : at + 2])
    return found


def words_for(arguments: Sequence[str], command: str) -> Words:
    """Chinese where that is asked for or the locale is Chinese, English elsewhere."""
    lang = asked(arguments, "--lang")
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Words(lang if lang in MESSAGES else "zh" if locale.lower().startswith("zh") else "en", command)
