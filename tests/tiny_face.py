"""Build the tests' own face, so that no golden depends on a face of the world."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

LEFT, RIGHT, MIDDLE = (100, 400), (600, 900), (350, 650)
#: Marks and where their ink stands in a square of 1000.
MARKS = {
    **dict.fromkeys("，。、；：？！”’）》〉」』】〕．", LEFT),
    **dict.fromkeys("“‘（《〈「『【〔", RIGHT),
    **dict.fromkeys("…—～", (50, 950)),
    **dict.fromkeys("◆①℃％々▶●②③④⑤", (100, 900)),
}
#: Narrow marks of half a 字 and their ink.
NARROW = {"·": (200, 300), "–": (50, 450), **dict.fromkeys("āáǎàēéěèīíǐìōóǒòūúǔù", (50, 450))}


def _box(left: int, right: int, bottom: int = 0, top: int = 700):
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    pen.lineTo((left, top))
    pen.lineTo((right, top))
    pen.lineTo((right, bottom))
    pen.closePath()
    return pen.glyph()


def build(path: Path) -> None:
    """Write the face: all of U+4E00–9FFF and 䶮 𠮷 as one square glyph each, ASCII half as wide."""
    glyphs = {".notdef": _box(50, 950), "space": TTGlyphPen(None).glyph(), "han": _box(40, 960, -80, 840)}
    glyphs["blank"] = TTGlyphPen(None).glyph()
    widths = {".notdef": 1000, "space": 250, "han": 1000, "blank": 1000}
    cmap = dict.fromkeys(range(19968, 40960), "han") | {
        0x4DAE: "han",
        0x3007: "han",
        0x20BB7: "han",
        0x20: "space",
        0x3000: "blank",
        0xFFE5: "han",
    }
    for code in range(0x21, 0x7F):
        name = f"ascii{code:02x}"
        glyphs[name], widths[name], cmap[code] = _box(50, 450), 500, name
    for table, width in ((MARKS, 1000), (NARROW, 500)):
        for mark, (left, right) in table.items():
            name = f"mark{ord(mark):04x}"
            glyphs[name], widths[name], cmap[ord(mark)] = _box(left, right), width, name
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    metrics = {
        name: (width, glyphs[name].xMin if hasattr(glyphs[name], "xMin") else 0) for name, width in widths.items()
    }
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": "Tiny-Regular"})
    builder.setupOS2()
    builder.setupPost()
    # The same face is the same bytes, whenever it is made.
    builder.font.recalcTimestamp = False
    builder.updateHead(created=0, modified=0)
    builder.save(path)
