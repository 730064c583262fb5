"""SVG becomes an insert, as an advertisement's PDF does: a form that can do nothing but be seen.

:mod:`banxin.plates.svg` says what of a file may come in; usvg, resvg's own reader (through ``svg2pdf_py``), works out what
it draws. Here its colours are made a newspaper's: what is gray or black is the black plate's alone, for four inks on a thin
line or a small letter show every hair by which a sheet is off; other colours stay RGB and are what RGB is in each product.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
import zlib
from typing import TYPE_CHECKING, Any

from banxin.files import keep_note, note, replace_file
from banxin.pictures.apart import decoded
from banxin.pictures.facts import Facts
from banxin.pictures.recognise import read_facts
from banxin.problems import Fault, Maybe
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.plates.svg import SvgDrawing
    from banxin.problems import Span

_KIND, _MOST = "drawings-3", 300
#: Filters are drawn in pixels: so many along the drawing's longer side, but no more for each of its units; and where it states no size.
_RASTER, _FINEST, _USUAL = 3000, 100.0, 4.0
#: A unit is a pixel of 96 an inch (CSS 2.1, 4.3.2); the PDF that is made has points.
_UNIT = 0.75
#: A drawing is looked at no closer than this to see whether there is anything of it.
_LOOK = (400, 400)
#: How an answer begins of a process that was ended.
_DIED = ("signal", "stopped")
#: What black ink alone comes to in RGB by the profiles of Illustrator and its like: dark, and nearly gray (of 1).
_INKY, _NEARLY = 0.17, 0.07
#: Operators of colours and their spaces, and what a device's gray and RGB have in their place.
_COLOURED = {
    **dict.fromkeys((b"cs", b"sc", b"scn", b"g", b"rg"), (b"g", b"rg")), **dict.fromkeys((b"CS", b"SC", b"SCN", b"G", b"RG"), (b"G", b"RG")),
}  # fmt: skip


class Letters(NamedTuple):
    """What a house sets the words of drawings in."""

    key: str
    """Tells these faces from others."""
    missing: Callable[[str, bool, str], str]
    """Of a family, bold or not, which of some characters no face has."""
    face: Callable[[str, bool, str], bytes]
    """A face of that family with these characters."""


def read_svg(path: str, data: bytes, span: Span | None, letters: Letters) -> tuple[int, int, bytes]:
    """Width and height in EMU and the insert's own bytes (see :mod:`banxin.plates.inserts`).

    Raises :class:`Fault` pictures.svg-broken, -outside, -lost, -empty, -characters, or that of a picture in it. Found in a
    limited process, and kept in the cache by the file's content and the faces.
    """
    key = data + letters.key.encode("utf-8")
    kept = note(_KIND, key)
    if kept is None:
        whole = Facts(path, "insert", 1, 1, "other", 1, passes=True, data=data)
        try:
            kept = decoded(whole, lambda: _made(path, data, letters).encode("utf-8")).decode("utf-8")
        except Fault as fault:
            words = fault.problem.words
            # One that the process died of asks for more than any drawing does.
            died = fault.problem.code == "pictures.damaged" and str(words.get("reason", "")).startswith(_DIED)
            raise Fault("pictures.svg-heavy" if died else fault.problem.code, span, **words) from fault
        keep_note(_KIND, key, kept, _MOST)
    answer = json.loads(kept)
    return answer["width"], answer["height"], kept.encode("utf-8")


def _made(path: str, data: bytes, letters: Letters) -> str:
    """In the child: the insert as JSON."""
    import pikepdf  # noqa: PLC0415 - only for a file that is seen for the first time

    from banxin.plates.inked import SVG  # noqa: PLC0415 - as above
    from banxin.plates.inserts import page_of  # noqa: PLC0415 - as above
    from banxin.plates.svg import drawing_of  # noqa: PLC0415 - as above

    drawing = drawing_of(path, data, lambda inner: _plain(path, inner))
    for family, bold in drawing.families:
        missing = letters.missing(family, bold, drawing.words)
        if missing:
            shown = [one if one.isprintable() else f" U+{ord(one):04X}" for one in missing[:20]]
            raise Fault("pictures.svg-characters", None, path=path, characters="".join(shown).strip())
    try:
        with pikepdf.open(io.BytesIO(_converted(drawing, letters))) as pdf:
            _InkChanger(pikepdf, pdf).settle()
            page = page_of(pdf)
            del page["shows"]
    except BaseException as error:  # noqa: BLE001 - the converter's own panics are none of Python's errors
        reason = str(error).strip().replace("\n", " ")[:120] or type(error).__name__
        raise Fault("pictures.svg-broken", None, path=path, reason=Maybe(reason)) from None
    # That its colours are RGB, and that it has no trim box, is true of every SVG.
    said = {what: found for what, found in page["said"] if what not in ("rgb", "boxes")}
    said |= {SVG: "", **dict(drawing.said)}
    width, height = (max(1, round(page[side] * _UNIT)) for side in ("width", "height"))
    made = json.dumps(page | {"width": width, "height": height, "said": sorted(said.items())}, separators=(",", ":"))
    if not _is_seen(path, made.encode("utf-8"), width, height):
        raise Fault("pictures.svg-empty", None, path=path)
    return made


def _is_seen(path: str, own: bytes, width: int, height: int) -> bool:
    """Whether a drawing leaves anything on paper."""
    from banxin.plates._looks import look  # noqa: PLC0415 - as above

    drawn = look(Facts(path, "insert", width, height, "other", 1, passes=True, data=own), _LOOK)
    alpha = drawn.image.getchannel("A").getextrema()
    return alpha[1] != 0


def _plain(path: str, data: bytes) -> tuple[str, bytes]:
    """A picture in a drawing as all others are shown, by its kind and bytes: upright, in gray or sRGB.

    The converter takes the bytes as they are: four inks for three, one that lies for one that stands. Raises :class:`Fault` of
    a picture, for one that cannot be decoded would be left out without a word.
    """
    from banxin.pictures.opened import in_srgb, opened  # noqa: PLC0415 - as above

    facts = read_facts(path, data, None)
    found = opened(facts)
    if facts.kind == "jpeg" and facts.orientation == 1 and not facts.profile and found.image.mode in ("L", "RGB"):
        return "jpeg", data
    seen = (
        found.image.convert("RGB") if found.image.mode == "CMYK" else in_srgb(found) if found.profile else found.image
    )
    file = io.BytesIO()
    seen.save(file, "PNG", compress_level=1)
    return "png", file.getvalue()


def _converted(drawing: SvgDrawing, letters: Letters) -> bytes:
    import svg2pdf_py  # type: ignore[import-untyped] # noqa: PLC0415 - as above

    # The converter reads faces when it needs them, and by their paths.
    with tempfile.TemporaryDirectory() as folder:
        faces = svg2pdf_py.FontDatabase()
        for at, (family, bold) in enumerate(drawing.families):
            place = os.path.join(folder, f"{at}.otf")
            replace_file(place, letters.face(family, bold, drawing.words))
            faces.load_font_file(place)
        scale = min(_FINEST, _RASTER / drawing.long) if drawing.long else _USUAL
        options = svg2pdf_py.ConversionOptions(compress=False, raster_scale=scale, embed_text=True)
        return bytes(svg2pdf_py.svg_to_pdf(drawing.text, faces, options))


class _InkChanger:
    """Brings the colours of a file of the converter's into the form that a newspaper has them in."""

    def __init__(self, pikepdf: Any, pdf: Any) -> None:
        self._lib = pikepdf
        self._pdf = pdf

    def settle(self) -> None:
        """Change the file."""
        lib = self._lib
        objects = [one for one in self._pdf.objects if isinstance(one, (lib.Dictionary, lib.Stream))]
        spaces = {one.objgen: self._colour_spaces(one.get("/Resources")) for one in objects}
        states = [state for one in objects for state in (one, *_values(one.get("/Resources"), "/ExtGState"))]
        masks = {state["/SMask"]["/G"].objgen for state in states if _is_luminosity(state.get("/SMask"), lib)}
        for one in objects:
            self._plain(one, 0)
            self._shading(one)
            self._picture(one)
            group = one.get("/Group")
            if group is not None and "/CS" in group and one.objgen not in masks:
                # It is mixed in what lies under it: in RGB black would be four inks.
                del group["/CS"]
        for one in objects:
            if one.get("/Type") == lib.Name.Page:
                self._content(one["/Contents"], spaces[one.objgen])
            elif isinstance(one, lib.Stream) and (one.get("/Subtype") == lib.Name.Form or one.get("/PatternType") == 1):
                self._content(one, spaces[one.objgen])

    def _colour_spaces(self, resources: Any) -> dict[str, int]:
        """Names of a content's colour spaces with a profile, and how many parts they have."""
        if resources is None:
            return {}
        found = resources.get("/ColorSpace", {})
        return {key: int(found[key][1]["/N"]) for key in found.keys() if isinstance(found[key], self._lib.Array)  # noqa: SIM118
                and found[key][0] == self._lib.Name.ICCBased}  # fmt: skip

    def _plain(self, value: Any, deep: int) -> None:
        """Name device colours where the converter has profiles, all of them sRGB's or its gray's."""
        lib = self._lib
        if deep > 8:  # nothing of the converter's lies deeper
            return
        keys = range(len(value)) if isinstance(value, lib.Array) else list(value.keys())
        for key in keys:
            below = value[key]
            if isinstance(below, lib.Array) and len(below) == 2 and below[0] == lib.Name.ICCBased:
                value[key] = lib.Name.DeviceGray if int(below[1]["/N"]) == 1 else lib.Name.DeviceRGB
            elif isinstance(below, (lib.Array, lib.Dictionary)) and not below.is_indirect:
                self._plain(below, deep + 1)

    def _shading(self, value: Any) -> None:
        """A run from gray to gray is gray."""
        if "/ShadingType" not in value or value.get("/ColorSpace") != self._lib.Name.DeviceRGB:
            return
        function = value.get("/Function")
        if function is not None and not isinstance(function, self._lib.Array) and self._is_gray(function):
            self._make_gray(function)
            value["/ColorSpace"] = self._lib.Name.DeviceGray

    def _is_gray(self, function: Any) -> bool:
        if function.get("/FunctionType") == 3:
            return all(map(self._is_gray, function["/Functions"]))
        ends = [function.get("/C0"), function.get("/C1")]
        return function.get("/FunctionType") == 2 and all(
            end is not None and len(set(map(float, end))) == 1 for end in ends
        )

    def _make_gray(self, function: Any) -> None:
        for key in ("/C0", "/C1", "/Range"):
            if key in function:
                function[key] = self._lib.Array(list(function[key])[: 2 if key == "/Range" else 1])
        for one in function.get("/Functions", []):
            self._make_gray(one)

    def _picture(self, found: Any) -> None:
        """A picture, or what a filter was drawn into, that is gray belongs on the black plate alone."""
        lib = self._lib
        if found.get("/Subtype") != lib.Name.Image or found.get("/ColorSpace") != lib.Name.DeviceRGB:
            return
        if int(found.get("/BitsPerComponent", 8)) != 8 or "/DCT" in str(found.get("/Filter", "")):
            return
        data = found.read_bytes()
        if data[0::3] == data[1::3] == data[2::3]:
            if "/DecodeParms" in found:
                del found["/DecodeParms"]
            found.write(zlib.compress(data[0::3], 6), filter=lib.Name.FlateDecode)
            found["/ColorSpace"] = lib.Name.DeviceGray

    def _content(self, stream: Any, spaces: dict[str, int]) -> None:
        """Write colours as their device's operators. The converter writes an operator a line."""
        kept = []
        for line in stream.read_bytes().split(b"\n"):
            parts = line.split()
            how = _COLOURED.get(parts[-1]) if len(parts) > 1 else None
            if how is None or not (parts[0].startswith(b"/") or parts[0][:1].isdigit() or parts[0][:1] in b".-"):
                kept.append(line)
            elif not parts[0].startswith(b"/"):
                kept.append(_in_device(parts[:-1], *how))
            elif parts[0].decode("latin-1") not in spaces:
                kept.append(line)
        stream.write(b"\n".join(kept))


def _in_device(parts: list[bytes], gray: bytes, rgb: bytes) -> bytes:
    """A colour by its device's operator: black alone where it is gray, or nearly black."""
    shares = [float(part) for part in parts]
    if max(shares) <= _INKY and max(shares) - min(shares) <= _NEARLY and len(set(shares)) > 1:
        shares, parts = [0.0], [b"0"]
    alike = len(set(shares)) == 1
    return b" ".join([*(parts[:1] if alike else parts), gray if alike else rgb])


def _is_luminosity(mask: Any, lib: Any) -> bool:
    return isinstance(mask, lib.Dictionary) and mask.get("/S") == lib.Name.Luminosity


def _values(resources: Any, key: str) -> list[Any]:
    found = resources.get(key) if resources is not None else None
    return [found[name] for name in found.keys()] if found is not None else []  # noqa: SIM118
