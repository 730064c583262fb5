"""Flate compression: one level for each kind of data, so that the same page is the same bytes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Less than this is compressed sooner than a thread is started.
_WORTH_A_THREAD = 50_000


def deflate(data: bytes) -> bytes:
    """The program's one way to compress."""
    return zlib.compress(data, 6)


def deflate_sparse(data: bytes) -> bytes:
    """Compress what is mostly zeros: only runs are looked for, in a quarter of the time, and what comes is smaller."""
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    return packer.compress(data) + packer.flush()


def deflate_aside(data: bytes) -> Callable[[], bytes]:
    """Compress something large while other work goes on; what is returned waits for the result and gives it.

    zlib lets go of the interpreter, so another processor does it.
    """
    if len(data) < _WORTH_A_THREAD:
        return lambda: deflate(data)
    import threading  # noqa: PLC0415 - small files need none

    done: list[bytes] = []
    thread = threading.Thread(target=lambda: done.append(deflate(data)))
    thread.start()

    def result() -> bytes:
        thread.join()
        return done[0]

    return result
