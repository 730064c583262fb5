"""QR codes as modules, drawn as vectors by the press."""

from __future__ import annotations


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a QR code (level M, smallest version), rows of dark and light, without quiet zone.

    Raises ``ValueError`` where the text is too long for any version.
    """
    import segno  # noqa: PLC0415 - only pages with a code need it

    code = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(bool(module & 1) for module in row) for row in code.matrix)
