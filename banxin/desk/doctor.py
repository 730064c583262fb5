"""The verb ``doctor``, which must speak where no other can: nothing here wants a package."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from banxin.desk._asked import asked, words_for
from banxin.desk._printed import answer, lines, say, seen_only
from banxin.run.doctor import as_json, as_text, examine

if TYPE_CHECKING:
    from banxin.problems import Words


def doctor(words: Words, form: str, waits: contextlib.AbstractContextManager[None] | None = None) -> int:
    """Look at everything and say it; ``waits``: what a terminal shows meanwhile. Returns the exit status."""
    with waits or contextlib.nullcontext():
        found = examine(words.command, words.lang)
    if form == "json":
        answer(as_json(found, words))
    else:
        lines(as_text(found, words))
        say(found.report, words, form)
    return found.report.status


def alone(arguments: list[str], command: str) -> int:
    """The same from the process's own words, where the options cannot be read because a package is missing."""
    with seen_only():
        return doctor(words_for(arguments, command), asked(arguments, "--format"))
