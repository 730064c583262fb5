"""QR codes as modules, drawn as vectors by the press."""

from __future__ import annotations


import os

from banxin.files import cache_folder, keep

_MADE: dict[str, tuple[tuple[bool, ...], ...]] = {}


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code (level M, smallest version), rows of dark and light, without quiet zone.

    Raises ``ValueError`` where the text is too long for any version. What was made once is kept in the
    cache, for the library costs more to load than a page to set.
    """
    if text not in _MADE:
        _MADE[text] = _kept(text) or _make(text)
    return _MADE[text]


def _note(text: str) -> str:
    import hashlib  # noqa: PLC0415 - the faces have loaded it by now

    return os.path.join(cache_folder(), "codes", hashlib.sha256(text.encode("utf-8")).hexdigest()[:40])


def _kept(text: str) -> tuple[tuple[bool, ...], ...] | None:
    """A code out of the cache, taken only where its hash is right: no damage to the cache changes a page."""
    try:
        with open(_note(text), encoding="utf-8") as stream:
            head, _, body = stream.read().partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    rows = body.split("\n")
    return tuple(tuple(mark == "1" for mark in row) for row in rows) if head == _sealed(text, body) else None


def _sealed(text: str, body: str) -> str:
    import hashlib  # noqa: PLC0415

    return hashlib.sha256(f"{text}\n{body}".encode()).hexdigest()


def _make(text: str) -> tuple[tuple[bool, ...], ...]:
    import segno  # noqa: PLC0415 - see above

    code = segno.make_qr(text, error="m", boost_error=False)
    rows = tuple(tuple(bool(module & 1) for module in row) for row in code.matrix)
    body = "\n".join("".join("1" if dark else "0" for dark in row) for row in rows)
    keep(_note(text), f"{_sealed(text, body)}\n{body}".encode())
    return rows
