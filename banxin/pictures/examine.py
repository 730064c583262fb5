"""Every picture is decoded whole before its page is published, in a process that cannot do harm.

The process is forked before the setting begins and works beside it; it may use only so much memory
and time, and a picture that kills it is named (promises P19, P21). What was found whole once is noted
in the cache by its content, and not decoded again on the next build.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from banxin.files import keep_note, note
from banxin.problems import Fault, Maybe

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.pictures.facts import Facts

#: Of a process, and more for each pixel of its largest picture: to bring RGB into inks takes 27 bytes.
_MEMORY, _EACH = 3 << 30, 32
#: Of one picture, and one more for so many pixels of it.
_SECONDS, _PIXELS = 60, 1_000_000
_KIND = "pictures-3"
_WHOLE = "whole"
_STDERR, _MOST_SAID = 2, 1 << 16


class Examination:
    """Decoding of some pictures under way; :meth:`join` says which of them are damaged."""

    def __init__(self, pictures: list[Facts]) -> None:
        self._pictures = [picture for picture in pictures if note(_KIND, picture.data) is None]
        self._child = 0
        if not self._pictures:
            return
        self._pipe, other = os.pipe()
        self._child = os.fork()
        if not self._child:
            os.close(self._pipe)
            _work(self._pictures, other)
        os.close(other)

    def join(self) -> list[Fault]:
        """Wait for the end; a fault for each picture that cannot be decoded."""
        if not self._child:
            return []
        with os.fdopen(self._pipe, "rb") as stream:
            answers = stream.read().decode("utf-8", "replace").splitlines()
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        faults = []
        for picture, answer in zip(self._pictures, answers, strict=False):
            if answer != _WHOLE:
                faults.append(_fault(answer))
            else:
                keep_note(_KIND, picture.data, _WHOLE)
        left = self._pictures[len(answers) :]
        if left:
            # The process died on the first picture it gave no answer for; of the others nobody knows yet.
            faults += [_died(left[0].path, status), *Examination(left[1:]).join()]
        return faults

    def abandon(self) -> None:
        """Stop the work: its answer is no longer wanted."""
        if self._child:
            os.close(self._pipe)
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0


def _died(path: str, status: int) -> Fault:
    reason = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "stopped"
    return Fault("pictures.damaged", None, path=path, reason=Maybe(reason))


def _line(fault: Fault) -> str:
    """A fault as a line that another process reads."""
    import json  # noqa: PLC0415 - a sound picture needs none

    return json.dumps([fault.problem.code, {name: str(word) for name, word in fault.problem.words.items()}])


def _fault(line: str) -> Fault:
    import json  # noqa: PLC0415 - as above

    code, words = json.loads(line)
    return Fault(code, None, **{name: Maybe(word) for name, word in words.items()})


def _work(pictures: list[Facts], pipe: int) -> None:
    """In the child: decode each picture, answer a line each, and never return."""
    try:
        _limited(max(picture.width * picture.height for picture in pictures))
        for picture in pictures:
            try:
                _more_time(picture.width * picture.height)
                _decode(picture)
                answer = _WHOLE
            except Fault as fault:
                answer = _line(fault)
            os.write(pipe, (answer + "\n").encode("utf-8", "replace"))
    finally:
        sys.stdout = sys.stderr = None
        os._exit(0)


def _more_time(pixels: int = 0) -> None:
    """So many seconds from now on, for one picture."""
    import resource  # noqa: PLC0415
    import time  # noqa: PLC0415

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time()) + 1 + _SECONDS + pixels // _PIXELS
    resource.setrlimit(resource.RLIMIT_CPU, (until if most < 0 else min(until, most), most))


def _limited(pixels: int = 0) -> None:
    """So much memory and time for this process, and no more."""
    import resource  # noqa: PLC0415
    import warnings  # noqa: PLC0415

    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    memory = _MEMORY + _EACH * pixels
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    _more_time(pixels)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    # What decoders write there by themselves is not for an editor's eyes.
    os.dup2(os.memfd_create("said"), _STDERR)


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
        raise _fault(answer[1:].decode("utf-8", "replace"))
    if not answer:
        raise _died(facts.path, status)
    return answer[1:]


def _answered(work: Callable[[], bytes], pixels: int = 0) -> tuple[bytes, int]:
    """Fork for a piece of work: + and its answer, or - and the fault that it raised, or nothing; and how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            _limited(pixels)
            try:
                answer = b"+" + work()
            except Fault as fault:
                answer = b"-" + _line(fault).encode("utf-8", "replace")
            with os.fdopen(writing, "wb") as said:
                said.write(answer)
        finally:
            sys.stdout = sys.stderr = None
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read()
    return answer, os.waitpid(child, 0)[1]


def _heed(picture: Facts, said: bytes) -> None:
    """Raise :class:`Fault` where libtiff went on over damage and only wrote so."""
    import re  # noqa: PLC0415 - in the child alone

    found = re.search(rb"^\w*Decode\w*: (.{1,80})", said, re.MULTILINE) if picture.kind == "tiff" else None
    if found:
        raise Fault("pictures.damaged", None, path=picture.path, reason=Maybe(found[1].decode("ascii", "replace")))


def _decode(picture: Facts) -> None:
    """Decode a picture whole; raises :class:`Fault` where that fails, or where what there is is not all of it."""
    try:
        if picture.kind != "jpeg" or not picture.passes:
            from banxin.pictures.opened import opened  # noqa: PLC0415 - Pillow is loaded where it is needed

            before = os.fstat(_STDERR).st_size
            opened(picture)
            _heed(picture, os.pread(_STDERR, _MOST_SAID, before))
        from banxin.pictures.sound import check_whole  # noqa: PLC0415 - brings what no build but this child's loads

        check_whole(picture)
    except Fault:
        raise
    except Exception as error:  # noqa: BLE001 - damaged files raise many kinds
        from banxin.pictures.opened import fault_of  # noqa: PLC0415 - as above

        raise fault_of(picture, error) from None
