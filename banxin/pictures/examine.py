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
from banxin.problems import Fault, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.pictures.facts import Facts

_MEMORY = 3 << 30
_SECONDS = 60
_KIND = "pictures"


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
        for at, picture in enumerate(self._pictures):
            if at >= len(answers):
                # The process died on the first picture it gave no answer for.
                if at == len(answers):
                    faults.append(
                        _fault(picture, f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "stopped")
                    )
                continue
            if answers[at] != "whole":
                faults.append(_fault(picture, answers[at]))
            else:
                keep_note(_KIND, picture.data, "whole")
        return faults

    def abandon(self) -> None:
        """Stop the work: its answer is no longer wanted."""
        if self._child:
            os.close(self._pipe)
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0


def _fault(picture: Facts, reason: str) -> Fault:
    span: Span | None = None
    return Fault("pictures.damaged", span, path=picture.path, reason=reason)


def _work(pictures: list[Facts], pipe: int) -> None:
    """In the child: decode each picture, answer a line each, and never return."""
    try:
        _limited()
        for picture in pictures:
            try:
                (_decode_jpeg if picture.kind == "jpeg" and picture.passes else _decode)(picture)
                answer = "whole"
            except Exception as error:  # noqa: BLE001 - damaged files raise many kinds
                answer = str(error).strip().replace("\n", " ") or type(error).__name__
            os.write(pipe, (answer + "\n").encode("utf-8", "replace"))
    finally:
        sys.stdout = sys.stderr = None
        os._exit(0)


def _limited() -> None:
    """So much memory and time for this process, and no more."""
    import resource  # noqa: PLC0415
    import warnings  # noqa: PLC0415

    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")


def apart(work: Callable[[], str]) -> str | None:
    """What a piece of work answers that decodes a picture in a limited process; ``None`` where that died of it."""
    answer = apart_bytes(lambda: work().encode("utf-8"))
    return None if answer is None else answer.decode("utf-8", "replace")


def apart_bytes(work: Callable[[], bytes]) -> bytes | None:
    """The same for an answer in bytes."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            _limited()
            with os.fdopen(writing, "wb") as said:
                said.write(b"+" + work())
        except Exception:  # noqa: BLE001, S110 - damaged files raise many kinds; no answer says it
            pass
        finally:
            sys.stdout = sys.stderr = None
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(child, 0)
    # One that was killed while it wrote has left a part.
    return answer[1:] if answer[:1] == b"+" and not status else None


def _decode_jpeg(picture: Facts) -> None:
    """Decode a JPEG with warnings as errors: libjpeg fills what is missing or wrong with grey and only warns."""
    import simplejpeg  # type: ignore[import-untyped] # noqa: PLC0415 - brings numpy, which no build but this child's loads

    space = {"gray": "GRAY", "rgb": "RGB", "cmyk": "CMYK"}[picture.colour]
    # An eighth of the size is enough to read all of the data.
    simplejpeg.decode_jpeg(picture.data, space, min_height=1, min_width=1, strict=True)


def _decode(picture: Facts) -> None:
    """Decode any other picture whole."""
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # our own limit was checked on the file's facts
    with Image.open(io.BytesIO(picture.data), formats=("JPEG", "PNG", "TIFF")) as image:
        image.load()
