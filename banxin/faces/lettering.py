"""A small face with some characters of a role, for what is set by others: the words of a drawing (SVG)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Collection

    from banxin.faces._roles import Role

_UPEM = 1000
_NOTDEF = ".notdef"
#: Hanzi and their marks from here on; dashes, quotation marks and dots, which both scripts have, lie between.
_HAN, _SHARED = 0x2E80, 0x2000
#: Blanks that a face needs no glyph for: they are as wide as a space.
_BLANKS = frozenset("\u00a0\u2002\u2003\u2009\u202f")
_HEAVY, _REGULAR = 700, 400
#: Where superscripts and subscripts stand, in thousandths of the size (OpenType 1.9, OS/2), and how large they are.
_RAISED = {"ySuperscriptYOffset": 350, "ySubscriptYOffset": 140} | dict.fromkeys(
    ("ySuperscriptXSize", "ySuperscriptYSize", "ySubscriptXSize", "ySubscriptYSize"), 650)  # fmt: skip


def without(role: Role, characters: Collection[str]) -> str:
    """The characters that no face of the role has, in order."""
    asked = sorted(set(characters) - _BLANKS)
    western = _western(asked)
    return "".join(one for one in asked if role.font_for(one, ord(one) < western) is None)


def lettering(role: Role, characters: Collection[str], family: str, language: str, *, bold: bool) -> bytes:
    """An OpenType face (CFF outlines, 1,000 units) of a name with some characters of a role, as its language writes them.

    Hanzi are the Chinese face's, letters and figures its companion's, at the companion's size. Characters that no face
    has are left out (see :func:`without`).
    """
    strings, advances, numbers = {_NOTDEF: T2CharStringPen(_UPEM, None).getCharString()}, {_NOTDEF: (_UPEM, 0)}, {}
    western = _western(characters)
    for one in sorted(set(characters)):
        shown = " " if one in _BLANKS else one
        font = role.font_for(shown, ord(shown) < western)
        if font is None:
            continue
        scale = role.latin_scale / 1000 if font is role.latin and font is not role.han else 1.0
        ids, _, widths, _ = font.shape(shown, _UPEM, han=ord(shown) >= western, language=language)
        advance, units = round(widths[0] * scale), scale * _UPEM / font.upem
        pen = T2CharStringPen(advance, None)
        font.draw(ids[0], TransformPen(pen, (units, 0, 0, units, 0, 0)))
        name = f"u{ord(one):05X}"
        strings[name], advances[name], numbers[ord(one)] = pen.getCharString(), (advance, 0), name
    extents = role.han.metrics()
    weight = _HEAVY if bold else _REGULAR
    made = FontBuilder(_UPEM, isTTF=False)
    made.setupGlyphOrder(list(strings))
    made.setupCharacterMap(numbers)
    style = "Bold" if bold else "Regular"
    made.setupCFF(f"{family}-{style}", {"FullName": f"{family} {style}"}, strings, {})
    made.setupHorizontalMetrics(advances)
    made.setupHorizontalHeader(ascent=extents["ascender"], descent=extents["descender"])
    made.setupNameTable({"familyName": family, "styleName": style, "psName": f"{family}-{style}"})
    made.setupOS2(sTypoAscender=extents["ascender"], sTypoDescender=extents["descender"], usWeightClass=weight,
                  **_RAISED)  # fmt: skip
    made.setupPost()
    made.updateHead(created=0, modified=0)
    file = io.BytesIO()
    made.font.recalcTimestamp = False
    made.save(file)
    return file.getvalue()


def _western(characters: Collection[str]) -> int:
    """Below which number characters are the companion's; the marks that both scripts have go with hanzi."""
    return _SHARED if any(ord(one) >= _HAN for one in characters) else _HAN
