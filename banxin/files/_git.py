"""git, asked for the objects of one repository and for nothing else.

Blobs come from one ``git cat-file --batch`` that lives as long as it is needed, their sizes, before that, from another. What is
asked neither writes, nor runs a hook or filter, nor goes over a network.
"""

from __future__ import annotations

import errno
import io
import os
import subprocess
import threading
from typing import TYPE_CHECKING

from banxin.problems import Fault, Maybe, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What would send git to another repository than the folder's own: a hook's environment has it.
_ELSEWHERE = frozenset({
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
})  # fmt: skip
#: An object that a partial clone lacks is missing, and not fetched; none stands in for another, so a name is its content's.
_QUIET = {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0",
          "GIT_OPTIONAL_LOCKS": "0"}  # fmt: skip
_MOST_SAID = 200


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | _QUIET


class Git:
    """The repository that a folder lies in. A forked process that asks has processes of its own."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._closed = False
        self._start()

    def _start(self) -> None:
        self._owner = os.getpid()
        self._sizes, self._blobs = _Batch(self.folder, "--batch-check"), _Batch(self.folder, "--batch")

    def ask(self, *words: str) -> bytes:
        """What one command answers. Raises :class:`Fault` files.no-git, and ``Refused`` where git says no."""
        try:
            done = subprocess.run(_command(self.folder, words), stdin=subprocess.DEVNULL, capture_output=True, check=False,
                                  env=_environment())  # fmt: skip
        except OSError as error:
            raise _absent(self.folder, error) from None
        if done.returncode:
            raise Refused(done.stderr)
        return done.stdout

    def size(self, name: str) -> int:
        """How large an object is. Raises :class:`Fault` files.git-failed."""
        self._own()
        return self._sizes.ask(name)[0]

    def blob(self, name: str) -> bytes:
        """A blob whole. Raises :class:`Fault` files.git-failed."""
        self._own()
        return self._blobs.ask(name)[1]

    def head(self, name: str, most: int) -> bytes:
        """The first bytes of a blob that is too large to be had whole."""
        # From this size on git passes a blob on as it unpacks it.
        words = ("-c", "core.bigFileThreshold=1m", "cat-file", "blob", name)
        try:
            with subprocess.Popen(_command(self.folder, words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, env=_environment()) as process:  # fmt: skip
                assert process.stdout is not None
                data = process.stdout.read(most)
                process.kill()
        except OSError as error:
            raise _absent(self.folder, error) from None
        return data

    def close(self) -> None:
        """End the processes; nothing more is answered, as with a descriptor that was closed."""
        self._let_go()
        self._closed = True

    def _let_go(self) -> None:
        for batch in (self._sizes, self._blobs):
            batch.end(own=self._owner == os.getpid())

    def _own(self) -> None:
        """A fork has its parent's pipes: two that read from them would have each other's answers."""
        if self._closed:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        if self._owner != os.getpid():
            self._let_go()
            self._start()


class Refused(Exception):  # noqa: N818 - an answer, too
    """git's own words for why it does not do something."""

    def __init__(self, said: bytes) -> None:
        super().__init__(said)
        line = said.decode("utf-8", "replace").strip().partition("\n")[0]
        self.reason = line.removeprefix("fatal: ").removeprefix("error: ")[:_MOST_SAID]


def _command(folder: str, words: Sequence[str]) -> list[str]:
    return ["git", "--no-pager", "-C", folder, *words]


def _absent(folder: str, error: OSError) -> Fault:
    """There is no git, or it cannot be run."""
    return Fault("files.no-git", whole(folder), reason=Maybe(os.strerror(error.errno or 0)))


class _Batch:
    """``git cat-file`` with lines in and answers out; started when it is first asked, and again where it was killed."""

    def __init__(self, folder: str, how: str) -> None:
        self._folder, self._how = folder, how
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers = io.BufferedReader(io.BytesIO())

    def ask(self, name: str) -> tuple[int, bytes]:
        """An object's size, and its bytes where blobs are asked for. Raises :class:`Fault` files.git-failed."""
        with self._lock:
            for _ in range(2):
                try:
                    return self._asked(name)
                except Fault:
                    raise
                except (OSError, EOFError):
                    self.end(own=True)
                except BaseException:
                    self.end(own=True)  # an answer that was read in part would be taken for the next one
                    raise
        raise Fault("files.git-failed", whole(self._folder), reason=f"git cat-file {self._how}")

    def _asked(self, name: str) -> tuple[int, bytes]:
        if self._process is None:
            self._begin()
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(name.encode("ascii") + b"\n")
        head = self._answers.readline()
        if not head.endswith(b"\n"):
            raise EOFError
        words = head.split()
        if len(words) != 3:  # it is missing, as one is that a partial clone has not fetched
            raise Fault("files.git-failed", whole(self._folder), reason=head.decode("ascii", "replace").strip())
        size = int(words[2])
        if self._how != "--batch":
            return size, b""
        data = self._answers.read(size + 1)
        if len(data) <= size:
            raise EOFError
        return size, data[:-1]

    def _begin(self) -> None:
        # Lines are written at once, so that nothing waits in a buffer which a fork would write a second time.
        self._process = subprocess.Popen(
            _command(self._folder, ("cat-file", self._how)), bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=_environment(),
        )  # fmt: skip
        assert self._process.stdout is not None
        self._answers = io.BufferedReader(self._process.stdout)  # type: ignore[arg-type]

    def end(self, *, own: bool) -> None:
        """Let the process go; one that is not this process's own goes on."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        self._answers.close()
        if own:
            # It holds nothing that could be lost; a fork that still has its pipe would keep it from ending by itself.
            process.kill()
            process.wait()
        else:
            process.returncode = 0  # whose process it is waits for it
