"""Faces as composite fonts (Type 0, Identity-H, Identity-V for vertical lines): subsets, widths, and a ToUnicode of our own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from banxin.press.pdf._codes import FontKey
from banxin.press.pdf._objects import Array, Dictionary, Document, Stream, name, string
from banxin.press.pdf._packing import deflate_sparse
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.faces import Font, Subset
    from banxin.press.pdf._codes import FontCodes

_SYMBOLIC = 4
_T = TypeVar("_T")


class EmbeddedFace(NamedTuple):
    """A face as a file holds it, once for horizontal and vertical lines."""

    base: str
    """Its name with the subset's tag."""
    descriptor: object
    subset: Subset


def program(key: FontKey, font: Font) -> FontKey:
    """Which outlines a font of a file is drawn with: a face's own in all directions, with copies of what has white.

    In vertical lines the white is no part of a glyph's width, so the glyph itself serves.
    """
    return FontKey(key.face) if font.copies or key.vertical else FontKey(key.face, False, key.white, key.left)


def cut_down(shown: list[FontCodes], font: Font) -> Subset:
    """The face cut down to what the fonts of one program show."""
    wide = {(glyph, codes.white, codes.left) for codes in shown if codes.copied for glyph in codes.glyphs.values()}
    return font.subset(sorted({glyph for codes in shown for glyph in codes.glyphs.values()}), sorted(wide))


def embed_face(
    document: Document, shown: list[FontCodes], font: Font, subset: Subset, packed: Callable[[], bytes]
) -> EmbeddedFace:
    """Add a face's outlines to a file; ``packed`` gives the subset's data deflated."""
    used = [(codes.name, sorted(codes.glyphs.items())) for codes in shown]
    tag = hashlib.sha256(repr(used[0] if len(used) == 1 else used).encode()).digest()
    prefix = "".join(chr(65 + byte % 26) for byte in tag[:6])
    base = f"{prefix}+{shown[0].face.replace('@', '-')}"
    kind: dict[str, object] = {"Subtype": name("CIDFontType0C")} if subset.cff else {"Length1": len(subset.data)}
    file = Stream({**kind, "Filter": name("FlateDecode")}, packed)
    metrics = font.metrics()
    descriptor = Dictionary({
        "Type": name("FontDescriptor"), "FontName": name(base), "Flags": _SYMBOLIC,
        "FontBBox": Array([-1000, metrics["descender"], 3000, metrics["ascender"]]), "ItalicAngle": 0,
        "Ascent": metrics["ascender"], "Descent": metrics["descender"], "CapHeight": 733, "StemV": 80,
        "FontFile3" if subset.cff else "FontFile2": document.add(file),
    })  # fmt: skip
    return EmbeddedFace(base, document.add(descriptor), subset)


def embed(shown: FontCodes, document: Document, font: Font, face: EmbeddedFace, unicode: object) -> object:
    """Add the font of a face in one direction, with one white, to a file; ``unicode``: what its codes mean.

    Returns the reference.
    """
    base, subset = face.base, face.subset
    usual = 1000 if shown.vertical else 1000 + shown.white
    # The CID of each code is the code itself, but for a CFF face, whose CIDs are its own.
    cids = {code: font.code(glyph) for code, glyph in shown.glyphs.items()} if subset.cff else None
    descendant: dict[str, object] = {
        "Type": name("Font"), "Subtype": name("CIDFontType0" if subset.cff else "CIDFontType2"), "BaseFont": name(base),
        "CIDSystemInfo": Dictionary({"Registry": string("Adobe"), "Ordering": string("Identity"), "Supplement": 0}),
        "FontDescriptor": face.descriptor, "DW": usual, "W": _width_array(shown, cids, usual),
    }  # fmt: skip
    if shown.vertical:
        descendant["W2"] = _origin_array(shown, cids)
    if not subset.cff:
        packed = Stream({"Filter": name("FlateDecode")}, deflate_sparse(_cid_map(shown, subset)))
        descendant["CIDToGIDMap"] = document.add(packed)
    return document.add(Dictionary({
        "Type": name("Font"), "Subtype": name("Type0"), "BaseFont": name(base), "Encoding": _encoding(shown, document, cids),
        "DescendantFonts": Array([document.add(Dictionary(descendant))]),
        "ToUnicode": unicode,
    }))  # fmt: skip


def _encoding(shown: FontCodes, document: Document, cids: dict[int, int] | None) -> object:
    """Codes are CIDs; where they are not, as in a CFF face, which has no map from CIDs to glyphs, a CMap says so."""
    if cids is None or all(code == cid for code, cid in cids.items()):
        return name("Identity-V" if shown.vertical else "Identity-H")
    rows = [f"<{code:04X}> {cid}" for code, cid in sorted(cids.items())]
    system = Dictionary({"Registry": string("Adobe"), "Ordering": string("Identity"), "Supplement": 0})
    title = "Banxin-V" if shown.vertical else "Banxin-H"
    entries: dict[str, object] = {
        "Type": name("CMap"), "CMapName": name(title), "CIDSystemInfo": system, "WMode": int(shown.vertical),
    }  # fmt: skip
    return document.add(Stream(entries, _cmap(title, 1, "Identity", rows, "cidchar", int(shown.vertical))))


def _by_cid(entries: dict[int, _T], cids: dict[int, int] | None) -> list[tuple[int, _T]]:
    """What is known by code, in the order of CIDs."""
    return sorted((entries if cids is None else {cids[code]: one for code, one in entries.items()}).items())


def _origin_array(shown: FontCodes, cids: dict[int, int] | None) -> str:
    """Where vertical glyphs hang from: a 字 down the line each and the white, and the origin of every code used."""
    origins = _by_cid(shown.origins, cids)
    return f"[{' '.join(f'{cid} [{-1000 - shown.white} {x} {y + shown.left}]' for cid, (x, y) in origins)}]"


def _width_array(shown: FontCodes, cids: dict[int, int] | None, usual: int) -> str:
    """Runs of neighbouring CIDs whose width is not the usual one."""
    found: list[str] = []
    run: list[int] = []
    first = 0
    for cid, width in _by_cid({code: width for code, width in shown.widths.items() if width != usual}, cids):
        if run and cid == first + len(run):
            run.append(width)
            continue
        if run:
            found.append(f"{first} [{' '.join(map(str, run))}]")
        first, run = cid, [width]
    if run:
        found.append(f"{first} [{' '.join(map(str, run))}]")
    return f"[{' '.join(found)}]"


def _cid_map(shown: FontCodes, subset: Subset) -> bytes:
    top = max(shown.glyphs) + 1
    table = bytearray(2 * top)
    wide = shown.copied
    for code, glyph in shown.glyphs.items():
        number = subset.wide[glyph, shown.white, shown.left] if wide else subset.numbers[glyph]
        table[2 * code : 2 * code + 2] = number.to_bytes(2, "big")
    return bytes(table)


def to_unicode(shown: FontCodes) -> bytes:
    """What each code means: the CMap from codes to UTF-16BE text, clusters whole, characters above U+FFFF in pairs."""
    meant = sorted((code, text) for code, text in shown.texts.items() if text)
    rows = [
        f"<{code:04X}> <{ord(text):04X}>" if len(text) == 1 and text <= "\uffff"
        else f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in meant
    ]  # fmt: skip
    return _cmap("Adobe-Identity-UCS", 2, "UCS", rows, "bfchar")


def _cmap(title: str, kind: int, ordering: str, rows: list[str], operator: str, mode: int = 0) -> bytes:
    """A CMap of two-byte codes with a hundred rows a section, as the format wants."""
    parts = [_CMAP_HEAD.format(title=title, kind=kind, ordering=ordering, mode=mode)]
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        parts.append(f"{len(part)} begin{operator}\n" + "\n".join(part) + f"\nend{operator}")
    parts.append(_CMAP_FOOT)
    return "\n".join(parts).encode("ascii")


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def
/CMapName /{title} def
/CMapType {kind} def
/WMode {mode} def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
