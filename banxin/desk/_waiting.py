"""One line on a terminal that says what is being done while somebody waits, redrawn in its place and cleared before anything is said.

The clock of the process (SIGALRM) redraws it: whatever the command waits for then (a child that decodes a photo, a page in another
process), it goes on counting, and no thread is there when processes are forked. Where the errors go to no terminal, or machines
read the answer, none of this is loaded.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

from banxin.run.progress import watched

if TYPE_CHECKING:
    from types import FrameType, TracebackType

    from banxin.problems import Words

#: Nothing is drawn before; between two looks at the clock.
_QUIET, _EVERY = 1.0, 0.2
_CLEAR = "\r\x1b[K"


class WaitingLine:
    """Drawn while it is entered; what is printed is printed outside of it."""

    def __init__(self, words: Words, verb: str) -> None:
        self._words, self._verb = words, verb
        self._begun = time.monotonic()
        self._doing: tuple[str, dict[str, object]] | None = None
        self._shown = ""
        self._process = os.getpid()
        self._held = contextlib.ExitStack()

    def __enter__(self) -> None:
        self._held.enter_context(watched(self._look))
        before = signal.signal(signal.SIGALRM, self._tick)
        self._held.callback(signal.signal, signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, _EVERY, _EVERY)
        self._held.callback(signal.setitimer, signal.ITIMER_REAL, 0)

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._held.close()
        if self._shown:
            self._put(_CLEAR)
        self._shown, self._doing = "", None

    def _look(self, code: str, words: dict[str, object]) -> None:
        self._doing = code, words

    def _tick(self, _signal: int, _frame: FrameType | None) -> None:
        """Draw it where it would be another now; never in a process that was forked meanwhile."""
        seconds = time.monotonic() - self._begun
        if seconds < _QUIET or os.getpid() != self._process:
            return
        if self._doing is None:
            line = self._words.say("progress.waiting", verb=self._verb, seconds=int(seconds))
        else:
            doing = self._words.say(self._doing[0], **self._doing[1])
            line = self._words.say("progress.line", doing=doing, seconds=int(seconds))
        if line != self._shown:
            self._put(_CLEAR + _cut(line, _columns() - 1))
            self._shown = line

    def _put(self, text: str) -> None:
        """Straight to the terminal: what Python holds back for it is another's."""
        with contextlib.suppress(OSError, ValueError):
            os.write(sys.stderr.fileno(), text.encode(sys.stderr.encoding or "utf-8", "replace"))


def _columns() -> int:
    with contextlib.suppress(OSError, ValueError):
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    return 80


def _cut(line: str, columns: int) -> str:
    """As much of a line as stands in so many columns: one that wraps could not be cleared."""
    used = 0
    for at, letter in enumerate(line):
        used += 2 if letter >= "\u2e80" else 1
        if used > columns:
            return line[:at]
    return line
