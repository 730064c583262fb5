"""A page is built by one process at a time (promises P34)."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os

from banxin.problems import Fault, whole


class Lock:
    """Hold ``path`` while the ``with`` block runs; the kernel lets go when the process dies.

    Raises :class:`Fault` files.locked (with the holder's process number) where someone else has it.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._at = -1

    def __enter__(self) -> Lock:
        """Take the lock or say who has it."""
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            self._at = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        except OSError as error:
            raise Fault("files.not-writable", whole(self.path), path=self.path, size=0, free=0,
                        reason=os.strerror(error.errno or 0)) from None  # fmt: skip
        try:
            fcntl.flock(self._at, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            busy = error.errno in (errno.EWOULDBLOCK, errno.EACCES)
            holder = os.read(self._at, 32).decode("ascii", "replace").strip() if busy else ""
            os.close(self._at)
            if busy:
                raise Fault("files.locked", whole(self.path), path=self.path, process=holder or "?") from None
            raise Fault("files.not-writable", whole(self.path), path=self.path, size=0, free=0,
                        reason=os.strerror(error.errno or 0)) from None  # fmt: skip
        with contextlib.suppress(OSError):
            # Who holds it is only said for people: a full disk must not keep the lock from being had.
            os.ftruncate(self._at, 0)
            os.pwrite(self._at, str(os.getpid()).encode("ascii"), 0)
        return self

    def __exit__(self, *trouble: object) -> None:
        """Let go; the file stays, so that two processes never lock two files of one name."""
        os.close(self._at)
