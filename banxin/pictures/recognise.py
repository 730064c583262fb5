"""What a picture file is, read off its structure: kind, size, colour, and whether it is whole.

Each format has a file of its own, loaded where there is a picture of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.pictures.facts import MOST_PIXELS, Facts
from banxin.problems import Fault, Maybe

if TYPE_CHECKING:
    from banxin.problems import Span

#: HEIC and AVIF are recognised by the brand in their first box (ISO/IEC 23008-12, 10; AVIF 1.1, 6.3).
_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
_TIFF = frozenset({b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"})


def read_facts(path: str, data: bytes, span: Span | None) -> Facts:
    """The facts of a picture that has pixels; a PDF or SVG is read by ``read_insert`` and ``read_svg``.

    Nothing is decoded: a picture may still turn out to be damaged (:class:`banxin.pictures.Examination`). Raises
    :class:`Fault` pictures.*: not one, not one that is taken, cut off, damaged or too large.
    """
    facts = _read(path, data, span)
    if facts.width * facts.height > MOST_PIXELS:
        raise Fault("pictures.too-large", span, path=path, width=facts.width, height=facts.height, limit=MOST_PIXELS)
    if facts.width < 1 or facts.height < 1:
        raise Fault("pictures.damaged", span, path=path)
    return facts


def _read(path: str, data: bytes, span: Span | None) -> Facts:
    if data.startswith(b"\xff\xd8"):
        from banxin.pictures._jpeg import read_jpeg  # noqa: PLC0415 - a format's reader is loaded where there is one

        return read_jpeg(path, data, span)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        from banxin.pictures._png import read_png  # noqa: PLC0415 - as above

        return read_png(path, data, span)
    if data[:4] in _TIFF:
        from banxin.pictures._tiff import read_tiff  # noqa: PLC0415 - as above

        return read_tiff(path, data, span)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        from banxin.pictures._webp import read_webp  # noqa: PLC0415 - as above

        return read_webp(path, data, span)
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        from banxin.pictures._heif import read_heif  # noqa: PLC0415 - as above

        return read_heif(path, data, span)
    raise _unknown(path, data, span)


def _unknown(path: str, data: bytes, span: Span | None) -> Fault:
    """What is said of a file that is none of ours."""
    from banxin.pictures._foreign import foreign  # noqa: PLC0415 - as above

    known = foreign(data)
    if known is None:
        return Fault("pictures.not-an-image", span, path=path)
    code = {"vector": "pictures.vector", "camera": "pictures.camera", "file": "pictures.not-an-image"}.get(known.way)
    return Fault(code or "pictures.unsupported", span, path=path, what=Maybe(known.name))
