"""What a file is by its first bytes: for copy that is no text but a Word file, a picture, a PDF under a copy's name.

Signatures are those of the formats' own specifications; where a container holds several formats (ZIP, OLE) the
names inside decide.
"""

from __future__ import annotations

import codecs
import re

from banxin.tuples import NamedTuple

#: What each format begins with: the last part of its code in words/files.toml, and its name in messages.
_BEGINNINGS = (
    (b"%PDF-", "pdf", "PDF"),
    (b"%!PS", "pdf", "PostScript"),
    (b"{\\rtf", "word", "RTF"),
    (b"\x89PNG\r\n", "picture", "PNG"),
    (b"\xff\xd8\xff", "picture", "JPEG"),
    (b"GIF87a", "picture", "GIF"),
    (b"GIF89a", "picture", "GIF"),
    (b"II*\0", "picture", "TIFF"),
    (b"MM\0*", "picture", "TIFF"),
    (b"II+\0", "picture", "BigTIFF"),
    (b"MM\0+", "picture", "BigTIFF"),
    (b"8BPS", "picture", "Photoshop"),
    (b"\0\0\0\x0cjP  ", "picture", "JPEG 2000"),
    (b"\x1f\x8b", "archive", "gzip"),
    (b"Rar!\x1a", "archive", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "archive", "7-Zip"),
    (b"BZh", "archive", "bzip2"),
    (b"\xfd7zXZ\0", "archive", "xz"),
    (b"SQLite format 3\0", "other", "SQLite"),
)
#: What a ZIP file holds, by names in it: Office Open XML (ECMA-376), OpenDocument, EPUB, iWork.
_IN_ZIP = (
    (b"word/", "word", "Word (.docx)"),
    (b"xl/", "sheet", "Excel (.xlsx)"),
    (b"ppt/", "slides", "PowerPoint (.pptx)"),
    (b"application/vnd.oasis.opendocument.text", "word", "OpenDocument (.odt)"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "sheet", "OpenDocument (.ods)"),
    (b"application/vnd.oasis.opendocument.presentation", "slides", "OpenDocument (.odp)"),
    (b"application/epub+zip", "other", "EPUB"),
    (b"Index/Document.iwa", "word", "iWork"),
)
#: What a compound file ([MS-CFB]) holds, by names of its streams.
_IN_OLE = (
    ("WordDocument", "word", "Word (.doc)"),
    ("Workbook", "sheet", "Excel (.xls)"),
    ("Book", "sheet", "Excel (.xls)"),
    ("PowerPoint Document", "slides", "PowerPoint (.ppt)"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: ISO base media files: the brand stands behind the length and ``ftyp``.
_BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIF", b"avif": "AVIF"}
#: A PDF may have so many bytes before its head (ISO 32000-1, Annex H, note 13).
_BEFORE_PDF = 1024
_BLANK = b" \t\r\n"
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_XML = re.compile(rb"<([A-Za-z_][\w.:-]*)(\s[^<>]*)?>")
#: Plain text that is sent as it stands (7bit, 8bit) is copy with a mail's head.
_MIME = re.compile(
    rb"^(Content-Transfer-Encoding:[ \t]*(base64|quoted-printable)|Content-Type:[ \t]*multipart/)",
    re.IGNORECASE | re.MULTILINE,
)
#: A mail's head is sought within so many bytes.
_HEAD = 4096


class Format(NamedTuple):
    """A format that is not plain text: the kind (``word``, ``pdf``, ``picture`` …) and the name in messages."""

    kind: str
    name: str

    @property
    def code(self) -> str:
        """The code of the message that says what to do with it."""
        return f"files.is-{self.kind}"


def kind_of(data: bytes) -> Format | None:
    """What the bytes are, where they are a format of their own; ``None`` for what may be plain text."""
    found = _by_beginning(data)
    if found or not data:
        return found
    return _markup(_as_ascii(data))


def _by_beginning(data: bytes) -> Format | None:
    for beginning, kind, name in _BEGINNINGS:
        if data.startswith(beginning):
            return Format(kind, name)
    if data.startswith(_ZIP):
        return next((Format(kind, name) for inside, kind, name in _IN_ZIP if inside in data), Format("archive", "ZIP"))
    if data.startswith(_OLE):
        inside = ((name.encode("utf-16-le"), kind, said) for name, kind, said in _IN_OLE)
        return next((Format(kind, said) for name, kind, said in inside if name in data), Format("other", "OLE"))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Format("picture", "WebP")
    if data.startswith(b"BM") and len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data):
        return Format("picture", "BMP")
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return Format("picture", _BRANDS[brand]) if brand in _BRANDS else Format("other", "MP4")
    at = data.find(b"%PDF-", 0, _BEFORE_PDF)
    return Format("pdf", "PDF") if at > 0 and b"\n%%EOF" in data.replace(b"\r", b"\n") else None


def _as_ascii(data: bytes) -> bytes:
    """The bytes as ASCII markup is looked for: without a byte order mark, UTF-16 turned into UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8)


def _markup(data: bytes) -> Format | None:
    """XML, HTML, JSON and mails in transfer encodings, which are text but no copy."""
    start = 0
    while data[start : start + 1] and data[start] in _BLANK:
        start += 1
    first = data[start : start + 1]
    if first == b"<":
        return _angled(data, start)
    if first in (b"{", b"["):
        return Format("json", "JSON") if _is_json(data) else None
    head = data[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return Format("mail", "MIME") if _MIME.search(head) else None


def _angled(data: bytes, start: int) -> Format | None:
    if _HTML.match(data, start):
        return Format("html", "HTML")
    if data.startswith((b"<?xml", b"<!DOCTYPE"), start):
        return Format("html", "HTML") if b"<html" in data[:_HEAD].lower() else Format("xml", "XML")
    root = _XML.match(data, start)
    if root and data.rstrip(_BLANK).endswith(b"</" + root[1] + b">") and data.count(b"<") > 2:
        return Format("xml", "XML")
    return None


def _is_json(data: bytes) -> bool:
    import json  # noqa: PLC0415 - asked only of what begins with a brace or a bracket

    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) or (isinstance(found, list) and any(isinstance(one, dict | list) for one in found))
