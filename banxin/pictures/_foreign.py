"""Files that are no pictures we take, known by how they begin, with the name that their makers know."""

from __future__ import annotations

from banxin.tuples import NamedTuple


class Foreign(NamedTuple):
    """A format."""

    name: str
    way: str
    """How its maker makes it one that is taken: ``pixels`` are saved anew, ``vector`` art exported, ``camera`` files developed, a ``file`` is no picture at all."""


#: Where it stands, what stands there, the format's name and the way out.
_SIGNS = (
    (0, b"8BPS", "Photoshop PSD", "pixels"), (0, b"GIF8", "GIF", "pixels"), (0, b"BM", "BMP", "pixels"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000", "pixels"), (0, b"\xff\x4f\xff\x51", "JPEG 2000", "pixels"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL", "pixels"), (0, b"\xff\x0a", "JPEG XL", "pixels"),
    (0, b"II\xbc\x01", "JPEG XR", "pixels"), (0, b"BPG\xfb", "BPG", "pixels"), (0, b"gimp xcf", "GIMP XCF", "pixels"),
    (0, b"\x76\x2f\x31\x01", "OpenEXR", "pixels"), (0, b"#?R", "Radiance HDR", "pixels"), (0, b"DDS ", "DDS", "pixels"),
    (0, b"\0\0\1\0", "ICO", "pixels"), (0, b"\x8aMNG", "MNG", "pixels"), (0, b"qoif", "QOI", "pixels"),
    (0, b"AT&TFORM", "DjVu", "pixels"), (128, b"DICM", "DICOM", "pixels"), (0, b"SIMPLE  =", "FITS", "pixels"),
    *((0, b"P%d" % kind + blank, "PNM", "pixels") for kind in range(1, 8) for blank in (b"\n", b" ", b"\r")),
    (0, b"%!PS", "EPS (PostScript)", "vector"), (0, b"\xc5\xd0\xd3\xc6", "EPS (PostScript)", "vector"),
    (0, b"\x04%!PS", "EPS (PostScript)", "vector"), (40, b" EMF", "EMF", "vector"), (0, b"\xd7\xcd\xc6\x9a", "WMF", "vector"),
    (0, b"\1\0\x09\0", "WMF", "vector"), (8, b"CDR", "CorelDRAW CDR", "vector"),
    (0, b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5", "InDesign INDD", "vector"),
    (0, b"FUJIFILMCCD-RAW", "Fujifilm RAF", "camera"), (0, b"IIRO", "Olympus ORF", "camera"), (0, b"IIRS", "Olympus ORF", "camera"),
    (0, b"MMOR", "Olympus ORF", "camera"), (0, b"IIU\0", "Panasonic RW2", "camera"), (6, b"HEAPCCDR", "Canon CRW", "camera"),
    (0, b"\0MRM", "Minolta MRW", "camera"), (0, b"FOVb", "Sigma X3F", "camera"), (4, b"ftypcrx", "Canon CR3", "camera"),
    (0, b"PK\x03\x04", "ZIP", "file"), (0, b"\xd0\xcf\x11\xe0", "Microsoft Office", "file"), (0, b"Rar!", "RAR", "file"),
    (0, b"7z\xbc\xaf", "7z", "file"), (4, b"ftyp", "MP4", "file"),
)  # fmt: skip
#: The same of texts, whose first letters may be of either case and have blanks before them.
_TEXTS = (
    (b"<svg", "SVG", "vector"),
    (b"<!doctype svg", "SVG", "vector"),
    (b"<!doctype html", "HTML", "file"),
    (b"<html", "HTML", "file"),
)
_HEAD = 1024


def foreign(data: bytes) -> Foreign | None:
    """The format of a file that is not taken; ``None`` where nothing is known of it."""
    for at, sign, name, way in _SIGNS:
        if data[at : at + len(sign)] == sign:
            return Foreign(name, way)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<?xml", b"<!--", b"<")):
        for sign, name, way in _TEXTS:
            if sign in head:
                return Foreign(name, way)
    return None
