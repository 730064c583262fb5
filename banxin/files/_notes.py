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


def keep_note(kind: str, key: bytes, body: str, most: int = 0) -> None:
    """Keep something of a kind for a key; of more than ``most`` notes of the kind the oldest go."""
    path = _path(kind, key)
    if most and not os.path.exists(path):
        _thin_out(os.path.dirname(path), most)
    keep(path, f"{_seal(key, body)}\n{body}".encode())


def _thin_out(folder: str, most: int) -> None:
    """Remove the oldest notes of a folder, a tenth more than there are too many."""
    try:
        names = os.listdir(folder)
        if len(names) >= most:
            paths = sorted((os.path.join(folder, name) for name in names), key=os.path.getmtime)
            for path in paths[: len(names) - most + most // 10]:
                os.unlink(path)
    except OSError:
        return


def program() -> str:
    """The program as it is: name, size and time of all its files. What is found out may change with them."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    seen = []
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith((".py", ".toml")):
                facts = os.stat(os.path.join(folder, name))
                seen.append(f"{folder}/{name} {facts.st_size} {facts.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(seen)).encode("utf-8", "surrogateescape")).hexdigest()
