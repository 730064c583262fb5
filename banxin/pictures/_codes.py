"""QR codes as modules, drawn as vectors by the press."""

from __future__ import annotations

from banxin.files import keep_note, note


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code (level M, smallest version), rows of dark and light, without quiet zone.

    Raises ``ValueError`` where the text is too long for any version. What was made once is kept in the
    cache, for the library costs more to load than a page to set.
    """
    key = text.encode("utf-8")
    body = note("codes", key)
    if body is None:
        import segno  # noqa: PLC0415 - see above

        code = segno.make_qr(text, error="m", boost_error=False)
        body = "\n".join("".join("1" if module & 1 else "0" for module in row) for row in code.matrix)
        keep_note("codes", key, body)
    return tuple(tuple(mark == "1" for mark in row) for row in body.split("\n"))
