"""Work that decodes strangers' files, in a forked process with limits: what it dies of costs nothing else."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from banxin.problems import Fault, Maybe

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.pictures.facts import Facts

#: Of a process, and more for each pixel of its largest picture: to bring RGB into inks takes 27 bytes.
_MEMORY, _EACH = 3 << 30, 32
#: Of one picture, and one more for so many pixels of it.
_SECONDS, _PIXELS = 60, 1_000_000
STDERR = 2


def died(path: str, status: int) -> Fault:
    """What is said of a picture whose process ended so (pictures.damaged)."""
    reason = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "stopped"
    return Fault("pictures.damaged", None, path=path, reason=Maybe(reason))


def as_line(fault: Fault) -> str:
    """A fault as a line that another process reads."""
    import json  # noqa: PLC0415 - a sound picture needs none

    return json.dumps([fault.problem.code, {name: str(word) for name, word in fault.problem.words.items()}])


def as_fault(line: str) -> Fault:
    """The fault of such a line."""
    import json  # noqa: PLC0415 - as above

    code, words = json.loads(line)
    return Fault(code, None, **{name: Maybe(word) for name, word in words.items()})


def more_time(pixels: int = 0) -> None:
    """So many seconds from now on, for one picture."""
    import resource  # noqa: PLC0415
    import time  # noqa: PLC0415

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time()) + 1 + _SECONDS + pixels // _PIXELS
    resource.setrlimit(resource.RLIMIT_CPU, (until if most < 0 else min(until, most), most))


def limited(pixels: int = 0) -> None:
    """So much memory and time for this process, and no more."""
    import resource  # noqa: PLC0415
    import warnings  # noqa: PLC0415

    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    memory = _MEMORY + _EACH * pixels
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    more_time(pixels)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    # What decoders write there by themselves is not for an editor's eyes.
    os.dup2(os.memfd_create("said"), STDERR)


def apart(work: Callable[[], str]) -> str | None:
    """What a piece of work answers that decodes a file in a limited process; ``None`` where that died of it."""
    answer = apart_bytes(lambda: work().encode("utf-8"))
    return None if answer is None else answer.decode("utf-8", "replace")


def apart_bytes(work: Callable[[], bytes]) -> bytes | None:
    """The same for an answer in bytes; one that was killed while it wrote has left a part, which is none."""
    answer, status = _answered(work)
    return answer[1:] if answer.startswith(b"+") and not status else None


def decoded(facts: Facts, work: Callable[[], bytes]) -> bytes:
    """What a piece of work answers that decodes a picture in a limited process.

    Raises the :class:`Fault` that it raised, or pictures.damaged where the process died of it.
    """
    answer, status = _answered(work, facts.width * facts.height)
    if answer.startswith(b"-"):
        raise as_fault(answer[1:].decode("utf-8", "replace"))
    if not answer:
        raise died(facts.path, status)
    return answer[1:]


def _answered(work: Callable[[], bytes], pixels: int = 0) -> tuple[bytes, int]:
    """Fork for a piece of work: + and its answer, or - and the fault that it raised, or nothing; and how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            limited(pixels)
            try:
                answer = b"+" + work()
            except Fault as fault:
                answer = b"-" + as_line(fault).encode("utf-8", "replace")
            with os.fdopen(writing, "wb") as said:
                said.write(answer)
        finally:
            sys.stdout = sys.stderr = None
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read()
    return answer, os.waitpid(child, 0)[1]
