"""What of a PDF's objects may enter ours (promises P25): a key that is not in the table does not, whatever it says.

A kind of object is a row; each of its keys says of what kind its value is. So nothing that acts, links, hides or
carries other files along comes with an advertisement: only what draws it.
"""

from __future__ import annotations

PLAIN = "plain"
"""Numbers, names, texts, and arrays of them."""


def _plain(keys: str) -> dict[str, str]:
    return dict.fromkeys(keys.split(), PLAIN)


#: Kind of object → its keys → the kinds of their values. ``each:`` is a dictionary whose keys are names of the
#: file's own, ``all:`` an array.
KEYS: dict[str, dict[str, str]] = {
    "resources": {
        "ExtGState": "each:gstate", "ColorSpace": "each:space", "Pattern": "each:pattern", "Shading": "each:shading",
        "XObject": "each:xobject", "Font": "each:font",
    },
    "gstate": {
        **_plain("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK"), "SMask": "softmask",
    },
    "softmask": {**_plain("Type S BC"), "G": "form", "TR": "function"},
    "cal": _plain("WhitePoint BlackPoint Gamma Matrix Range"),
    "icc": {**_plain("N Range"), "Alternate": "space"},
    "inks": {"Subtype": PLAIN, "Colorants": "each:space", "Process": "process"},
    "process": {"ColorSpace": "space", "Components": PLAIN},
    "function": {
        **_plain("FunctionType Domain Range C0 C1 N Size BitsPerSample Order Encode Decode Bounds"),
        "Functions": "all:function",
    },
    "shading": {
        **_plain("ShadingType Background BBox AntiAlias Domain Matrix Coords Extend BitsPerCoordinate BitsPerComponent "
                 "BitsPerFlag Decode VerticesPerRow"),
        "ColorSpace": "space", "Function": "all:function",
    },
    "pattern": {
        **_plain("Type PatternType PaintType TilingType BBox XStep YStep Matrix"), "Resources": "resources",
        "Shading": "shading", "ExtGState": "gstate",
    },
    "image": {
        **_plain("Type Subtype Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte Filter"),
        "ColorSpace": "space", "Mask": "mask", "SMask": "image", "DecodeParms": "all:parameters",
    },
    "bare image": {
        **_plain("Type Subtype Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte"),
        "ColorSpace": "space", "Mask": "mask", "SMask": "image",
    },
    "parameters": {
        **_plain("Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock "
                 "BlackIs1 DamagedRowsBeforeError ColorTransform"),
        "JBIG2Globals": "bytes",
    },
    "form": {**_plain("Type Subtype FormType BBox Matrix"), "Resources": "resources", "Group": "group"},
    "group": {**_plain("Type S I K"), "CS": "space"},
    "font": {
        **_plain("Type Subtype BaseFont Name FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix"),
        "ToUnicode": "bytes", "Encoding": "encoding", "DescendantFonts": "all:font", "CIDSystemInfo": "collection",
        "CIDToGIDMap": "bytes", "CharProcs": "each:content", "Resources": "resources", "FontDescriptor": "descriptor",
    },
    "collection": _plain("Registry Ordering Supplement"),
    "encoding": {**_plain("Type BaseEncoding Differences CMapName WMode UseCMap"), "CIDSystemInfo": "collection"},
    "descriptor": {
        **_plain("Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading "
                 "CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet"),
        "FontFile": "program", "FontFile2": "program", "FontFile3": "program",
    },
    "program": _plain("Length1 Length2 Length3 Subtype"),
    "content": {},
    "bytes": {},
}  # fmt: skip
#: Kinds that may be a stream; the data of ``content`` ones is read operator by operator, an image's is kept as it is.
STREAMS = frozenset(
    {"icc", "function", "shading", "pattern", "image", "form", "encoding", "program", "content", "bytes"}
)
CONTENT = frozenset({"pattern", "form", "content"})
#: Keys, and kinds of action, of what makes a file do something: such an advertisement is placed without it, and it is said.
ACTIVE = frozenset({"JS", "AA", "OpenAction", "EF", "XFA", "AF", "RichMediaContent"})
ACTIONS = frozenset(
    {"JavaScript", "Launch", "URI", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "Movie", "Sound"}
)
