"""Small things that were found out once: kept in the cache under what they were found out of.

A note is used only where its own hash is right, so that no damage to the cache changes a page (P36); a
cache that cannot be written only costs time.
"""

from __future__ import annotations

import hashlib
import os

from banxin.files.writing import cache_folder, keep


def _path(kind: str, key: bytes) -> str:
    return os.path.join(cache_folder(), kind, hashlib.sha256(key).hexdigest()[:40])


def _seal(key: bytes, body: str) -> str:
    return hashlib.sha256(key + b"\n" + body.encode("utf-8")).hexdigest()


def note(kind: str, key: bytes) -> str | None:
    """What was kept of a kind for a key, or ``None``."""
    try:
        with open(_path(kind, key), encoding="utf-8") as stream:
            seal, _, body = stream.read().partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return body if seal == _seal(key, body) else None


def keep_note(kind: str, key: bytes, body: str) -> None:
    """Keep something of a kind for a key."""
    keep(_path(kind, key), f"{_seal(key, body)}\n{body}".encode())
