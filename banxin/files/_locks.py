"""What one process at a time may do, and who is at it (promises P34).

The kernel keeps the lock and lets go when its holder dies, however it dies; who that is stands in the file, a line a holder,
for people alone. A lock may be shared by many (pages of one edition that are built beside each other) or held by one alone.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import sys
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING

from banxin.problems import Fault, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Seconds between two looks at a lock that is waited for, and for how long a holder may be without a name: it writes that
#: down when it has the lock, which is a moment later.
_PAUSE, _GRACE = 0.05, 0.5
#: So much of a command is said of a holder.
_LONGEST = 120
#: So much of a lock's file is read, from its end.
_READ = 1 << 16


class Holder(NamedTuple):
    """Who has a lock."""

    process: int
    host: str
    since: str
    """Local time, to the second."""
    run: str
    """The command."""


class _Patience(NamedTuple):
    """How long locks are waited for, who is told of that, and what this process calls itself."""

    seconds: float = 0
    told: Callable[[Holder], None] | None = None
    command: str = ""


_PATIENCE: ContextVar[_Patience] = ContextVar("patience", default=_Patience())  # noqa: B039 - a tuple never changes


@contextlib.contextmanager
def patient(seconds: float, command: str, told: Callable[[Holder], None] | None = None) -> Iterator[None]:
    """Wait so long for every lock that is asked for meanwhile, telling ``told`` for whom; ``command``: what others read of us.

    It is a variable of the context, since locks are taken deep in functions that are asked for other things.
    """
    token = _PATIENCE.set(_Patience(seconds, told, command))
    try:
        yield
    finally:
        _PATIENCE.reset(token)


class Lock:
    """Hold ``path`` while the ``with`` block runs; with others who share it, too, where it is ``shared``.

    Raises :class:`Fault` files.locked, which names the holder, where someone else has it still after ``wait`` seconds, or as
    many as :func:`patient` has.
    """

    def __init__(self, path: str, *, shared: bool = False, wait: float = 0) -> None:
        self.path, self._shared, self._wait = path, shared, wait
        self._at = -1
        self._line = 0, 0

    def __enter__(self) -> Lock:
        """Take the lock or say who has it."""
        patience = _PATIENCE.get()
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            self._at = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        except OSError as error:
            raise self._refused(error) from None
        _HELD.add(self._at)
        try:
            self._take(max(self._wait, patience.seconds), patience.told)
        except BaseException:
            self._close()
            raise
        with contextlib.suppress(OSError):
            # Who holds it is only said for people: a full disk must not keep the lock from being had.
            self._sign(patience.command)
        return self

    def _take(self, seconds: float, told: Callable[[Holder], None] | None) -> None:
        """Try until it is had, or until it is known who has it and the time is over."""
        how = (fcntl.LOCK_SH if self._shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
        begun = time.monotonic()
        while True:
            try:
                fcntl.flock(self._at, how)
            except OSError as error:
                if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                    raise self._refused(error) from None
            else:
                return
            passed = time.monotonic() - begun
            holder = _signed(self._at)
            if passed >= seconds and (holder is not None or passed >= _GRACE):
                holder = holder or _found(self._at)
                raise Fault("files.locked", whole(self.path), path=self.path, process=holder.process or "?",
                            host=holder.host, since=holder.since, run=holder.run)  # fmt: skip
            if told and holder is not None and seconds:
                told(holder)
            time.sleep(_PAUSE if seconds else _PAUSE / 5)

    def _refused(self, error: OSError) -> Fault:
        return Fault("files.not-writable", whole(self.path), path=self.path, size=0, free=0,
                     reason=os.strerror(error.errno or 0))  # fmt: skip

    def _sign(self, command: str) -> None:
        """Write down who has it: alone in the file, or behind those who share it."""
        import json  # noqa: PLC0415 - who only reads takes no lock

        own = Holder(os.getpid(), _host(), _clock(time.time()), (command or _called())[:_LONGEST])
        line = (json.dumps(own, ensure_ascii=True) + "\n").encode("ascii")
        if not self._shared:
            os.ftruncate(self._at, 0)
            self._line = 0, os.pwrite(self._at, line, 0)
            return
        # The end of the file is found and written to at once: another who shares it writes there, too.
        flags = fcntl.fcntl(self._at, fcntl.F_GETFL)
        fcntl.fcntl(self._at, fcntl.F_SETFL, flags | os.O_APPEND)
        written = os.write(self._at, line)
        fcntl.fcntl(self._at, fcntl.F_SETFL, flags)
        end = os.lseek(self._at, 0, os.SEEK_CUR)
        self._line = end - written, written

    def __exit__(self, *trouble: object) -> None:
        """Let go; the file stays, so that two processes never lock two files of one name."""
        start, length = self._line
        with contextlib.suppress(OSError):
            if self._shared:
                os.pwrite(self._at, b" " * (length - 1), start)
            else:
                os.ftruncate(self._at, 0)
        self._close()

    def _close(self) -> None:
        _HELD.discard(self._at)
        os.close(self._at)


#: Files of locks that this process has open. A fork would keep them when this process is gone.
_HELD: set[int] = set()


def _let_go() -> None:
    for at in _HELD:
        with contextlib.suppress(OSError):
            os.close(at)
    _HELD.clear()


os.register_at_fork(after_in_child=_let_go)


def _signed(at: int) -> Holder | None:
    """Who wrote down that he has it, the last of several; ``None`` where nobody did who is alive."""
    import json  # noqa: PLC0415 - as above

    with contextlib.suppress(OSError, ValueError, TypeError):
        # Those who shared it leave blanks: the last to sign stands at the end.
        start = max(0, os.fstat(at).st_size - _READ)
        for line in reversed(os.pread(at, _READ, start).decode("ascii", "replace").splitlines()):
            if not line.strip(" \0"):
                continue
            process, host, since, run = json.loads(line)
            holder = Holder(int(process), str(host), str(since), str(run))
            if holder.host != _host() or os.path.exists(f"/proc/{holder.process}"):
                return holder
    return None


def _found(at: int) -> Holder:
    """Who the kernel says has it, where nobody wrote it down (a disk that is full, another program)."""
    facts = os.fstat(at)
    name = f"{os.major(facts.st_dev):02x}:{os.minor(facts.st_dev):02x}:{facts.st_ino}"
    process, command = 0, "?"
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/locks", encoding="ascii") as stream:
            rows = [row.split() for row in stream]
        process = next((int(row[4]) for row in rows if row[1] == "FLOCK" and row[5] == name), 0)
        if process:
            with open(f"/proc/{process}/cmdline", "rb") as stream:
                command = stream.read(_LONGEST).replace(b"\0", b" ").decode("utf-8", "replace").strip()
    return Holder(process, _host(), _clock(facts.st_mtime), command)


def _host() -> str:
    return os.uname().nodename


def _clock(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


def _called() -> str:
    """What a program is called that named no command of ours."""
    return os.path.basename(sys.argv[0] if sys.argv else "") or "python"
