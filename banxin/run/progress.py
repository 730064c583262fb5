"""How far a run is, told to whoever looks: a code of ``words/progress.toml`` and what its sentence needs.

Nobody looks unless the command shows it on a terminal; then each of these is a look at a variable and no more. It is a variable
of the context and no argument, since what is told lies deep in many functions and changes nothing that they do.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from typing import TYPE_CHECKING

from banxin.problems import Maybe

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    Watch = Callable[[str, dict[str, object]], None]

_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextlib.contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Tell ``watch`` what is done meanwhile."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)


def doing(code: str, **words: object) -> None:
    """Tell that something is begun."""
    watch = _WATCH.get()
    if watch is not None:
        watch(code, words)


def passing(code: str, names: Collection[str]) -> Iterator[str]:
    """The names, each told before its turn with how many are done of all."""
    for done, name in enumerate(names):
        doing(code, done=done, all=len(names), names=Maybe(name))
        yield name


def several(code: str, names: Collection[str]) -> Callable[[int, bool], None] | None:
    """What is told of names that are at work at once, by their numbers: begun, or done; ``None`` where nobody looks."""
    watch = _WATCH.get()
    if watch is None:
        return None
    order, hands, done = list(names), dict[int, str](), set[int]()

    def told(at: int, over: bool) -> None:
        if over:
            done.add(at)
            hands.pop(at, None)
        else:
            hands[at] = order[at]
        watch(code, {"done": len(done), "all": len(order), "names": Maybe(" ".join(hands.values()))})

    return told
