"""The file of a face, on the disk or in memory."""

from __future__ import annotations

import hashlib
import os

from banxin.files import keep_note, note


class FaceFile:
    """The file that serves a role: on the disk, or in memory where the project's tree has it from elsewhere.

    What is noted of it is noted by its content; of one on the disk by path, size and time, too.
    """

    def __init__(self, path: str, data: bytes | None = None) -> None:
        """``path``: absolute, or with ``data`` as the project names it."""
        self.path = path
        self.data = data
        """Its bytes, where they do not lie on the disk."""
        self._digest = ""

    @property
    def stem(self) -> str:
        """Its name without folder and ending."""
        return os.path.splitext(os.path.basename(self.path))[0]

    def read(self) -> bytes:
        """Its bytes."""
        if self.data is not None:
            return self.data
        with open(self.path, "rb") as stream:
            return stream.read()

    def facts(self) -> tuple[object, ...]:
        """What tells it from an earlier or later state, at little cost."""
        if self.data is not None:
            return (self.digest(),)
        facts = os.stat(self.path)
        return facts.st_size, facts.st_mtime_ns

    def digest(self) -> str:
        """Its SHA-256; of a file on the disk remembered for as long as its size and time stay."""
        if self.data is None:
            return file_hash(self.path)
        self._digest = self._digest or hashlib.sha256(self.data).hexdigest()
        return self._digest


def file_hash(path: str) -> str:
    """SHA-256 of a file of the disk; remembered for as long as size and time of the file stay."""
    facts = os.stat(path)
    key = f"{path} {facts.st_size} {facts.st_mtime_ns}".encode("utf-8", "surrogateescape")
    known = note("hashes", key)
    if known is None:
        with open(path, "rb") as stream:
            known = hashlib.file_digest(stream, "sha256").hexdigest()
        keep_note("hashes", key, known)
    return known
