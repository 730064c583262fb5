"""One opened face: coverage, shaping, ink and subsets, all through HarfBuzz."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import uharfbuzz as hb  # type: ignore[import-untyped]

from banxin.languages import DEFAULT
from banxin.problems import Fault, Span, whole
from banxin.tuples import NamedTuple
from banxin.units import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.faces._file import FaceFile

# Marks are spaced by our own rules; a face's half-width and kerning features would do it twice.
_HAN_FEATURES = {"kern": False, "halt": False, "chws": False, "palt": False}
_VERTICAL_FEATURES = {**_HAN_FEATURES, "vert": True, "vhal": False, "vpal": False, "vkrn": False}


#: Where the shaping library lies: the folder's time changes with any package in it.
SHAPER = os.path.dirname(os.path.dirname(hb.__file__))


Wide = tuple[int, int, int]
"""A copy of a glyph with white in its advance (see :mod:`banxin.faces._widening`): its number in the whole face, by how
much the advance is larger, and how far to the right of where it stood it stands, in thousandths of the size."""


class Subset(NamedTuple):
    """A face cut down to some glyphs, as it is embedded."""

    data: bytes
    numbers: dict[int, int]
    """Glyph numbers of the whole face to those of the subset."""
    cff: bool
    wide: dict[Wide, int] = {}  # noqa: RUF012 - never changed
    """The numbers of copies with another advance, where they stand beside the glyphs."""


_THOUSAND = 1000
Shaped = tuple[list[int], list[int], list[int], list[int]]
#: Western runs up to this length (figures, mostly) are shaped once and remembered.
_SHORT = 8


class _Scale(dict[int, int]):
    """Font units in EMU at one size, remembered: a face has few advances."""

    def __init__(self, size: int, upem: int) -> None:
        self._size, self._upem = size, upem

    def __missing__(self, units: int) -> int:
        length = self[units] = rounded(units * self._size, self._upem)
        return length


class Font:
    """A face. ``key`` names it in :class:`banxin.page.TextRun`.

    ``outlines`` is a file of the same glyphs without what only shaping needs: subsets of it are made in a
    quarter of the time.
    """

    def __init__(self, key: str, file: FaceFile, index: int = 0, outlines: str = "", *, known: bool = False) -> None:
        """``known``: it comes with a package of ours, so all its characters have outlines."""
        path = file.path
        try:
            self._face = hb.Face(_blob(file), index)
            self._font = hb.Font(self._face)
            self.upem: int = self._face.upem
        except Exception as error:  # noqa: BLE001 - whatever a broken file makes the library raise
            raise Fault("faces.broken", whole(path), path=path, reason=str(error)) from None
        if not self._face.glyph_count:
            raise Fault("faces.broken", whole(path), path=path, reason="no glyphs")
        self.key = key
        self._file = file  # its bytes are HarfBuzz's
        self.known = known
        self._outlines = outlines
        self.place: Span | None = None
        """Where house style names the face, and ``shown`` how, for messages."""
        self.shown = path
        self._nominal: dict[str, bool] = {}
        self._ink: dict[int, tuple[int, int, int, int]] = {}
        self._origins: dict[int, tuple[int, int]] = {}
        self._scales: dict[int, _Scale] = {}
        self._runs: dict[tuple[str, int, bool], Shaped] = {}
        self._cids: list[int] | None = None
        self._cff = "CFF " in self._face.table_tags
        if self._cff:
            from banxin.faces._cff import cids  # noqa: PLC0415 - most faces have TrueType outlines

            try:
                self._cids = cids(bytes(self._face.reference_table("CFF ").data))
            except IndexError:
                raise Fault("faces.broken", whole(path), path=path, reason="CFF") from None

    def covers(self, character: str) -> bool:
        """Whether the face has a glyph for the character."""
        known = self._nominal.get(character)
        if known is None:
            glyph = self._font.get_nominal_glyph(ord(character))
            # A glyph that draws nothing would print as white.
            known = glyph not in (None, 0) and (self.known or character.isspace() or not self.is_blank(glyph))
            self._nominal[character] = known
        return known

    def is_blank(self, glyph: int) -> bool:
        """Whether a glyph has no outline, or one that cannot be drawn."""
        box = self._font.get_glyph_extents(glyph)
        return box is None or not (box.width or box.height)

    def undrawn(self) -> int | None:
        """The first glyph whose outline cannot be drawn at all; ``None`` where each runs to its end."""
        draws = self._font.get_glyph_extents
        return next((glyph for glyph in range(self._face.glyph_count) if draws(glyph) is None), None)

    @property
    def has_charstrings(self) -> bool:
        """Whether its outlines are programs (CFF), each of which may fail for itself."""
        return self._cff

    def glyph(self, character: str) -> int | None:
        """The glyph of a character as the face maps it; ``None`` where it has none."""
        return self._font.get_nominal_glyph(ord(character)) or None

    def characters(self) -> set[int]:
        """Every code point that the face has a glyph for."""
        return set(self._face.unicodes)

    def shape(
        self, text: str, size: int, *, han: bool = True, vertical: bool = False, language: str = DEFAULT
    ) -> Shaped:
        """Glyph ids, clusters (offsets into ``text``), advances and shifts along the line in EMU at ``size``."""
        key = (text, size, vertical) if not han and len(text) <= _SHORT else None
        if key is not None and key in self._runs:
            return self._runs[key]
        shaped = self._shape(text, size, han=han, vertical=vertical, language=language)
        if key is not None:
            self._runs[key] = shaped
        return shaped

    def _shape(self, text: str, size: int, *, han: bool, vertical: bool, language: str) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "ttb" if vertical else "ltr"
        buffer.script = "Hani" if han else "Latn"
        buffer.language = language if han else "en"
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        features = (_VERTICAL_FEATURES if vertical else _HAN_FEATURES) if han else None
        hb.shape(self._font, buffer, features)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        ids = [info.codepoint for info in infos]
        clusters = [info.cluster for info in infos]
        if vertical:
            scale = self._scale(size)
            return ids, clusters, [scale[-place.y_advance] for place in positions], [0] * len(ids)
        scale = self._scale(size)
        shifts = [place.x_offset for place in positions]
        scaled = [scale[offset] for offset in shifts] if any(shifts) else [0] * len(ids)
        return ids, clusters, [scale[place.x_advance] for place in positions], scaled

    def _scale(self, size: int) -> _Scale:
        known = self._scales.get(size)
        if known is None:
            known = self._scales[size] = _Scale(size, self.upem)
        return known

    def draw(self, glyph: int, pen: object) -> None:
        """Draw a glyph's outline with a pen of fontTools' kind, in the face's units."""
        self._font.draw_glyph_with_pen(glyph, pen)

    def ink(self, glyph: int) -> tuple[int, int, int, int]:
        """Left, bottom, right and top of a glyph's ink in thousandths of its size, from its origin."""
        known = self._ink.get(glyph)
        if known is None:
            box = self._font.get_glyph_extents(glyph)
            if box is None:
                known = (0, 0, 0, 0)
            else:
                sides = (box.x_bearing, box.y_bearing + box.height, box.x_bearing + box.width, box.y_bearing)
                known = sides if self.upem == _THOUSAND else tuple(rounded(side * 1000, self.upem) for side in sides)  # type: ignore[assignment]
            self._ink[glyph] = known  # type: ignore[assignment]
        return known  # type: ignore[return-value]

    def ink_down(self, glyph: int) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of a glyph's ink in a vertical line, in thousandths of its size.

        From the pen, which stands on the line's axis at the glyph's vertical origin; y grows downwards.
        """
        x, y = self.vertical_origin(glyph)
        left, bottom, right, top = self.ink(glyph)
        return left - x, y - top, right - x, y - bottom

    def vertical_origin(self, glyph: int) -> tuple[int, int]:
        """Where a glyph's vertical origin lies, in thousandths of its size from the horizontal one."""
        known = self._origins.get(glyph)
        if known is None:
            x, y = self._font.get_glyph_v_origin(glyph)
            known = self._origins[glyph] = rounded(x * 1000, self.upem), rounded(y * 1000, self.upem)
        return known

    def width(self, glyph: int, white: int = 0) -> int:
        """A glyph's own advance in thousandths of its size, as the PDF's width array has it, and of a copy with white."""
        units: int = self._font.get_glyph_h_advance(glyph)
        if self.upem == _THOUSAND:  # most faces' units are thousandths
            return units + white
        return rounded((units + self._units(white) if white else units) * 1000, self.upem)

    def code(self, glyph: int) -> int:
        """The number that a PDF's text names a glyph by: its CID in CID-keyed CFF faces, else its own."""
        return self._cids[glyph] if self._cids is not None else glyph

    def codes(self, glyphs: Sequence[int]) -> list[int]:
        """The codes of several glyphs."""
        return list(glyphs) if self._cids is None else [self._cids[glyph] for glyph in glyphs]

    def subset(self, glyphs: list[int], wide: Sequence[Wide] = ()) -> Subset:
        """The face cut down to ``glyphs`` (and .notdef), numbered anew; same glyphs, same bytes.

        ``wide``: copies with white in their advances. With TrueType outlines they stand beside the glyphs; in a face
        with CFF outlines (see :attr:`copies`) they take the place of the glyph copied, each glyph once.
        """
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update({0, *glyphs, *[glyph for glyph, _, _ in wide]})
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_TABLES_PDF_IGNORES)
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        if self._cff and self._cids is None:
            # A face keyed by name is shown by glyph number, which must stay what it was.
            wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
        if self._cff and wide:
            wanted.flags |= hb.SubsetFlags.DESUBROUTINIZE
        drawn = hb.Face(hb.Blob.from_file_path(self._outlines)) if self._outlines else self._face
        plan = hb.SubsetPlan(drawn, wanted)
        try:
            face = plan.execute()
        except RuntimeError:
            raise Fault("faces.broken", self.place, path=self.shown, reason="glyf") from None
        numbers = dict(plan.old_to_new_glyph_mapping.items())
        data = bytes(face.reference_table("CFF ").data if self._cff else face.blob.data)
        return self._widened(Subset(data, numbers, self._cff), wide) if wide else Subset(data, numbers, self._cff)

    def _widened(self, subset: Subset, wide: Sequence[Wide]) -> Subset:
        from banxin.faces._widening import widened  # noqa: PLC0415 - a check makes no subset

        advance, numbers, units = self._font.get_glyph_h_advance, subset.numbers, self._units
        copies = [(numbers[glyph], advance(glyph), units(white), units(left)) for glyph, white, left in wide]
        if self._cff:
            from banxin.faces._widening_cff import widened_cff  # noqa: PLC0415 - most faces have TrueType outlines

            return subset._replace(data=widened_cff(subset.data, copies))
        data, names = widened(subset.data, copies)
        return subset._replace(data=data, wide=dict(zip(wide, names, strict=True)))

    @property
    def copies(self) -> bool:
        """Whether a subset can have copies of glyphs beside them; a CFF table's would need CIDs of their own."""
        return not self._cff

    def _units(self, white: int) -> int:
        """White in thousandths of the size, in font units."""
        return white if self.upem == _THOUSAND else rounded(white * self.upem, _THOUSAND)

    @property
    def rights(self) -> int:
        """What its maker allows files to do with it (OpenType 1.9, OS/2, fsType); 0, everything, where it does not say."""
        table = self._face.reference_table("OS/2").data
        return int.from_bytes(table[8:10], "big")

    def metrics(self) -> dict[str, int]:
        """Ascender, descender, cap height and the bounding box in thousandths of the size."""
        extents = self._font.get_font_extents("ltr")
        return {"ascender": rounded(extents.ascender * 1000, self.upem),
                "descender": rounded(extents.descender * 1000, self.upem)}  # fmt: skip

    @property
    def name(self) -> str:
        """The PostScript name."""
        return self._face.get_name(6) or self.key


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


_TABLES_PDF_IGNORES = {
    _tag(name) for name in ("GSUB", "GPOS", "GDEF", "BASE", "name", "OS/2", "post", "cmap", "VORG", "vhea", "vmtx", "STAT", "DSIG", "gasp", "prep", "fpgm", "cvt ", "HVAR", "VVAR", "MVAR", "avar", "fvar", "gvar")
}  # fmt: skip


def _blob(file: FaceFile) -> hb.Blob:
    """A file's bytes for HarfBuzz: mapped where they lie on the disk."""
    return hb.Blob.from_file_path(file.path) if file.data is None else hb.Blob(file.data)


def pin(file: FaceFile, index: int, weight: int) -> bytes:
    """A variable face pinned to one weight, with all its glyphs and layout (0.4-0.6 s for a CJK face)."""
    try:
        face = hb.Face(_blob(file), index)
        axes = {axis.tag: axis for axis in face.axis_infos}
        wanted = hb.SubsetInput()
        wanted.keep_everything()
        axis = axes["wght"]
        wanted.pin_axis_location(face, "wght", float(min(max(weight, axis.min_value), axis.max_value)))
        return bytes(hb.subset(face, wanted).blob.data)
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes the library raise
        raise Fault("faces.broken", whole(file.path), path=file.path, reason=str(error) or "no weight axis") from None


def strip(path: str) -> bytes:
    """A face's glyphs under the same numbers, without the tables that a PDF ignores."""
    face = hb.Face(hb.Blob.from_file_path(path))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_TABLES_PDF_IGNORES)
    return bytes(hb.subset(face, wanted).blob.data)
