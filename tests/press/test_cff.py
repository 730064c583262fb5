"""Faces with CFF outlines embed and extract as TrueType ones do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2

from banxin.faces import Faces
from banxin.plan.records import Face
from banxin.problems import Report
from tests.conftest import outside
from tests.press.test_text import filed


def box(right: int):
    """A glyph's program: a box from 50 to there; none where it has no width."""
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    pen = T2CharStringPen(1000, None)
    if right > 50:
        pen.moveTo((50, 0))
        pen.lineTo((50, 700))
        pen.lineTo((right, 700))
        pen.lineTo((right, 0))
        pen.closePath()
    return pen.getCharString()


def named_cff(path: Path) -> str:
    """A small face keyed by name: 国 and 六 with its compatibility twin, each a box."""
    from fontTools.fontBuilder import FontBuilder

    names = [".notdef", "space", "guo", "liu", *(f"extra{n}" for n in range(40)), "shi"]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "space", 0x56FD: "guo", 0x516D: "liu", 0xF9D1: "liu", 0x662F: "shi"})
    builder.setupCFF("Named", {}, {name: box(300 + 10 * at) for at, name in enumerate(names)}, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Named", "styleName": "Regular", "psName": "Named"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return str(path)


def keyed_cff(path: Path, text: str) -> str:
    """A collection of three faces keyed by CID, none of which is its glyph's number; each character of a text is a box."""
    from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTCollection

    letters = [" ", *sorted(set(text) - {" "})]
    names = [".notdef", *(f"cid{7 + 3 * at:05}" for at in range(len(letters)))]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names[1:], strict=True)})
    strings = {name: box(300 + 7 * at) if at != 1 else box(0) for at, name in enumerate(names)}
    builder.setupCFF("Keyed", {}, strings, {})
    wide = {name: 250 if name == names[1] else 1000 for name in names}
    builder.setupHorizontalMetrics({name: (wide[name], 50) for name in names})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Keyed", "styleName": "Regular", "psName": "Keyed"})
    builder.setupOS2()
    builder.setupPost()
    top = builder.font["CFF "].cff.topDictIndex[0]
    font = FontDict()
    font.Private = top.Private
    top.ROS, top.CIDCount = ("Adobe", "Identity", 0), 7 + 3 * len(letters)
    top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect()
    top.FDArray.append(font)
    top.FDSelect.format, top.FDSelect.gidArray = 0, [0] * len(names)
    del top.Private
    every = TTCollection()
    every.fonts = [builder.font] * 3
    every.save(path)
    return str(path)


def check(faces: Faces, text: str, path: Path) -> None:
    """Both readers give the text, and the glyphs are drawn."""
    path.write_bytes(filed(faces, text))
    page = pypdfium2.PdfDocument(path)[0]
    assert page.get_textpage().get_text_range() == text
    done = subprocess.run([outside("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True)
    assert done.stdout.decode().strip() == text
    assert min(page.render(scale=1).to_pil().convert("L").tobytes()) < 120
    assert subprocess.run([outside("qpdf"), "--check", str(path)], capture_output=True, check=False).returncode == 0


def test_a_face_keyed_by_name(tmp_path):
    """Its glyph numbers serve as CIDs; a glyph that stands for two characters extracts as each."""
    faces = Faces(None, {"song": Face("song", named_cff(tmp_path / "named.otf"))}, Report())
    check(faces, "国是六\uf9d1六国", tmp_path / "t.pdf")


def test_a_collection_of_cid_keyed_faces(tmp_path):
    """The third of a collection, as Debian's has the mainland's; glyphs are named by CID."""
    text = "骨直国际化六\uf9d1𠮷"
    face = Face("song", keyed_cff(tmp_path / "keyed.ttc", text), number=2)
    check(Faces(None, {"song": face}, Report()), text, tmp_path / "t.pdf")


def test_the_charset_gives_each_glyph_its_cid():
    """Ranges of CIDs are spelled out, .notdef first."""
    from banxin.faces._cff import _charset

    assert _charset(bytes([0, 0, 5, 0, 9]), 0, 3) == [0, 5, 9]
    assert _charset(bytes([1, 0, 5, 2, 1, 0, 0]), 0, 5) == [0, 5, 6, 7, 256]
    assert _charset(bytes([2, 0, 5, 0, 2]), 0, 4) == [0, 5, 6, 7]
