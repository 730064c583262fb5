"""One way of having several pages made at once, each by itself: what one of them does to its process costs that page alone.

Processes are forked from this one and share its faces. Each takes the next number that none has begun (a pipe holds them, so heavy
pages keep none waiting), says which it begins, and sends what it made as soon as it is made. This process makes none: it waits,
ends whoever takes too long, and puts another in the place of one that died. So a page that brings its process down, loops or eats
memory is named with its cause, and all others are made.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import struct
import time
from typing import TYPE_CHECKING, Any

from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: How long one piece of work may take, in seconds, and how much memory its process may have.
SECONDS, MEMORY = 300, 4 << 30
_SIZE, _HEAD, _CHUNK = 4, struct.Struct(">Q"), 1 << 20
#: Numbers that a pipe holds.
_MOST = 16_000
_BEGUN, _DONE = 0, 1


class Limits(NamedTuple):
    """What a piece of work may take."""

    seconds: float = SECONDS
    memory: int = MEMORY
    """Bytes of address space of its process."""


class Ended(NamedTuple):
    """A piece of work whose process ended before it was done."""

    cause: str
    """time, memory, signal or exit."""
    detail: str
    """How many seconds or bytes were allowed, which signal, or which exit status."""


def each(
    count: int, work: Callable[[int], Any], workers: int, limits: Limits = Limits(),  # noqa: B008 - never changed
    told: Callable[[int, bool], None] | None = None,
) -> dict[int, Any]:  # fmt: skip
    """What ``work`` makes of each number below ``count``, or :class:`Ended`; ``workers`` 0: in this process, without limits.

    ``told`` hears, in this process, which number is begun (False) and which is done (True).
    What is made must be fit for pickling. Exceptions of ``work`` are its own affair: one that leaves it ends the process.
    """
    made: dict[int, Any] = {}
    if not workers:
        for at in range(count):
            if told:
                told(at, False)
            try:
                made[at] = work(at)
            except MemoryError:
                made[at] = Ended("memory", "")
            if told:
                told(at, True)
    for first in range(0, count if workers else 0, _MOST):
        numbers = range(first, min(count, first + _MOST))
        made |= _Shop(numbers, work, min(workers, len(numbers)), limits, told).run()
    return made


class _Shop:
    """The processes at work, and what has come of it so far."""

    def __init__(
        self, numbers: range, work: Callable[[int], Any], workers: int, limits: Limits, told: Callable[[int, bool], None] | None
    ) -> None:  # fmt: skip
        self._work, self._limits, self._told = work, limits, told
        self._made: dict[int, Any] = {}
        self._numbers = numbers
        self._hands: dict[int, _Hand] = {}
        """By the pipe that each sends over."""
        self._poll = select.poll()
        self._turns = _turns(numbers)
        for _ in range(workers):
            self._start()

    def run(self) -> dict[int, Any]:
        """All that is made."""
        try:
            while self._hands:
                self._wait()
            # What a process took and died of before it could say so is tried once more, each by itself.
            for at in [at for at in self._numbers if at not in self._made]:
                os.close(self._turns)
                self._turns = _turns([at])
                self._start()
                while self._hands:
                    self._wait()
                self._made.setdefault(at, Ended("exit", "?"))
            return self._made
        finally:
            for hand in self._hands.values():
                os.kill(hand.child, signal.SIGKILL)
                os.waitpid(hand.child, 0)
                os.close(hand.pipe)
            os.close(self._turns)

    def _start(self) -> None:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            for other in self._hands:
                os.close(other)  # or who sends there would never know that nobody reads any more
            _labour(self._turns, writing, self._work, self._limits)
        os.close(writing)
        os.set_blocking(reading, False)
        self._hands[reading] = _Hand(child, reading)
        self._poll.register(reading, select.POLLIN)

    def _wait(self) -> None:
        """Take in what was sent, and end who is over time."""
        due = [hand.since + self._limits.seconds for hand in self._hands.values() if hand.at is not None]
        left = max(0.0, min(due) - time.monotonic()) if due else self._limits.seconds
        ready = {pipe for pipe, _ in self._poll.poll(int(left * 1000) + 1)}
        for hand in list(self._hands.values()):
            ended = hand.pipe in ready and not self._take_in(hand)
            late = hand.at is not None and time.monotonic() > hand.since + self._limits.seconds
            if late and not ended:
                os.kill(hand.child, signal.SIGKILL)
            if late or ended:
                self._bury(hand, late=late and not ended)

    def _take_in(self, hand: _Hand) -> bool:
        """Read what a process has sent so far; whether it may send more."""
        try:
            data = os.read(hand.pipe, _CHUNK)
        except BlockingIOError:
            return True
        hand.read += data
        for kind, at, made in hand.messages():
            if kind == _BEGUN:
                hand.at, hand.since = at, time.monotonic()
            else:
                hand.at, self._made[at] = None, made
            if self._told:
                self._told(at, kind == _DONE)
        return bool(data)

    def _bury(self, hand: _Hand, *, late: bool) -> None:
        """A process that ended: what it had in hand is lost, and another goes on where there is more to do."""
        _, status = os.waitpid(hand.child, 0)
        self._poll.unregister(hand.pipe)
        os.close(hand.pipe)
        del self._hands[hand.pipe]
        if hand.at is None:
            return
        if late:
            self._made[hand.at] = Ended("time", f"{self._limits.seconds:g}")
        elif os.WIFSIGNALED(status):
            self._made[hand.at] = Ended("signal", signal.Signals(os.WTERMSIG(status)).name)
        else:
            code = os.WEXITSTATUS(status)
            memory = code == _NO_MEMORY
            self._made[hand.at] = (
                Ended("memory", f"{self._limits.memory >> 20}") if memory else Ended("exit", str(code))
            )
        self._start()


class _Hand:
    """A process at work, as this one knows it."""

    def __init__(self, child: int, pipe: int) -> None:
        self.child, self.pipe = child, pipe
        self.at: int | None = None
        """What it has begun and not yet sent."""
        self.since = 0.0
        self.read = bytearray()

    def messages(self) -> Iterator[tuple[int, int, Any]]:
        """What has come whole: whether begun or done, the number, and what was made."""
        import pickle  # noqa: PLC0415 - a page alone needs none

        while len(self.read) >= _HEAD.size:
            (size,) = _HEAD.unpack_from(self.read)
            if len(self.read) < _HEAD.size + size:
                return
            yield pickle.loads(bytes(self.read[_HEAD.size : _HEAD.size + size]))  # noqa: S301 - from our own child, over a pipe
            del self.read[: _HEAD.size + size]


#: The exit status of a process that was refused memory.
_NO_MEMORY = 77


def _turns(numbers: range | list[int]) -> int:
    """A pipe that holds numbers, each of which one process takes."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(at.to_bytes(_SIZE, "big") for at in numbers))
    os.close(writing)
    return reading


def _labour(turns: int, pipe: int, work: Callable[[int], Any], limits: Limits) -> None:
    """In the child: work as long as there are numbers, and never return."""
    status = 1
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = limits.memory if hard == resource.RLIM_INFINITY else min(limits.memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        while taken := os.read(turns, _SIZE):
            at = int.from_bytes(taken, "big")
            _send(pipe, (_BEGUN, at, None))
            _send(pipe, (_DONE, at, work(at)))
        status = 0
    except MemoryError:
        status = _NO_MEMORY
    finally:
        os._exit(status)


def _send(pipe: int, message: object) -> None:
    import pickle  # noqa: PLC0415 - as above

    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    data = _HEAD.pack(len(data)) + data
    while data:
        data = data[os.write(pipe, data) :]
