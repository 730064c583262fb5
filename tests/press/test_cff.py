"""Faces with CFF outlines embed and extract as TrueType ones do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from banxin.faces import Faces
from banxin.plan.records import Face
from banxin.problems import Report
from tests.conftest import outside
from tests.press.test_text import filed

#: CID-keyed faces where Debian puts them; absent elsewhere.
NOTO_CFF = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")


def named_cff(path: Path) -> str:
    """A small face keyed by name: 国 and 六 with its compatibility twin, each a box."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    def box(right: int):
        pen = T2CharStringPen(1000, None)
        pen.moveTo((50, 0))
        pen.lineTo((50, 700))
        pen.lineTo((right, 700))
        pen.lineTo((right, 0))
        pen.closePath()
        return pen.getCharString()

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


@pytest.mark.skipif(not NOTO_CFF.exists(), reason="Debian's fonts-noto-cjk is not installed")
def test_a_collection_of_cid_keyed_faces(tmp_path):
    """The third face of Debian's collection is the mainland's."""
    faces = Faces(None, {"song": Face("song", str(NOTO_CFF), number=2)}, Report())
    check(faces, "骨直国际化六\uf9d1𠮷", tmp_path / "t.pdf")


def test_the_charset_gives_each_glyph_its_cid():
    """Ranges of CIDs are spelled out, .notdef first."""
    from banxin.faces.cff import _charset

    assert _charset(bytes([0, 0, 5, 0, 9]), 0, 3) == [0, 5, 9]
    assert _charset(bytes([1, 0, 5, 2, 1, 0, 0]), 0, 5) == [0, 5, 6, 7, 256]
    assert _charset(bytes([2, 0, 5, 0, 2]), 0, 4) == [0, 5, 6, 7]
