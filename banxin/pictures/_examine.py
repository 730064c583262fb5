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
from banxin.pictures.apart import STDERR, as_fault, as_line, died, limited, more_time
from banxin.problems import Fault, Maybe

if TYPE_CHECKING:
    from banxin.pictures.facts import Facts

_KIND = "pictures-3"
_WHOLE = "whole"
_MOST_SAID = 1 << 16


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
                faults.append(as_fault(answer))
            else:
                keep_note(_KIND, picture.data, _WHOLE)
        left = self._pictures[len(answers) :]
        if left:
            # The process died on the first picture it gave no answer for; of the others nobody knows yet.
            faults += [died(left[0].path, status), *Examination(left[1:]).join()]
        return faults

    def abandon(self) -> None:
        """Stop the work: its answer is no longer wanted."""
        if self._child:
            os.close(self._pipe)
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0


def _work(pictures: list[Facts], pipe: int) -> None:
    """In the child: decode each picture, answer a line each, and never return."""
    try:
        limited(max(picture.width * picture.height for picture in pictures))
        for picture in pictures:
            try:
                more_time(picture.width * picture.height)
                _decode(picture)
                answer = _WHOLE
            except Fault as fault:
                answer = as_line(fault)
            os.write(pipe, (answer + "\n").encode("utf-8", "replace"))
    finally:
        sys.stdout = sys.stderr = None
        os._exit(0)


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

            before = os.fstat(STDERR).st_size
            opened(picture)
            _heed(picture, os.pread(STDERR, _MOST_SAID, before))
        from banxin.pictures._sound import check_whole  # noqa: PLC0415 - brings what no build but this child's loads

        check_whole(picture)
    except Fault:
        raise
    except Exception as error:  # noqa: BLE001 - damaged files raise many kinds
        from banxin.pictures.opened import fault_of  # noqa: PLC0415 - as above

        raise fault_of(picture, error) from None
