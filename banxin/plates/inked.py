"""A drawing (SVG) in the inks of the press: the colours of its lines, areas, runs and pictures by the press's profile.

Of a PDF that others made the colours are left as they are, for they may be meant so; an SVG has RGB because it has nothing
else, and goes to the press as a photo does.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from banxin.files import keep_note, note
from banxin.pictures.apart import apart
from banxin.plates.inserts import Insert, alone, insert_of, objects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banxin.pictures.separate import Separation

_KIND, _MOST = "inked-1", 300
#: What :mod:`banxin.plates.vector` notes of its inserts.
SVG = "svg"
#: Places at which a run from colour to colour is worked out: the way through the inks is not straight.
_STEPS = 33
_COLOURS = {"rg": "k", "RG": "K"}

Colour = tuple[float, ...]


def inked(data: bytes, how: Separation) -> Insert:
    """An insert, by its own bytes, as the press has it; one that is no SVG, or is to stay RGB, as it is."""
    own = insert_of(data)
    if not how.convert or SVG not in dict(own.said):
        return own
    key = data + how.key
    kept = note(_KIND, key)
    if kept is None:
        kept = apart(lambda: _made(own, how)) or "[]"
        keep_note(_KIND, key, kept, _MOST)
    objects = tuple((tuple(parts), stream) for parts, stream in json.loads(kept))
    return own._replace(objects=objects) if objects else own


def _made(insert: Insert, how: Separation) -> str:
    """In the child: the insert's objects in inks."""
    import pikepdf  # noqa: PLC0415 - only for a drawing that is seen for the first time

    with pikepdf.open(io.BytesIO(alone(insert))) as pdf:
        _Inking(pikepdf, pdf, how).change()
        objects = objects_of(pdf, pdf.pages[0].obj["/Resources"]["/XObject"]["/J"], profiled=False)
    return json.dumps(objects, separators=(",", ":"))


class _Inking:
    """Changes a file of one insert."""

    def __init__(self, pikepdf: Any, pdf: Any, how: Separation) -> None:
        self._lib = pikepdf
        self._pdf = pdf
        self._how = how
        self._objects = [one for one in pdf.objects if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream))]
        self._inks: dict[Colour, Colour] = {}

    def change(self) -> None:
        lib = self._lib
        contents = {
            one.objgen: lib.parse_content_stream(one) for one in self._objects
            if isinstance(one, lib.Stream) and (one.get("/Subtype") == lib.Name.Form or one.get("/PatternType") == 1)
        }  # fmt: skip
        shadings = list(self._shadings())
        colours = {
            _colour(one.operands) for parsed in contents.values() for one in parsed if str(one.operator) in _COLOURS
        }
        colours |= {colour for shading in shadings for colour in _run(shading["/Function"])}
        self._work_out(sorted(colours))
        for one in self._objects:
            if one.objgen in contents:
                one.write(lib.unparse_content_stream([self._instruction(part) for part in contents[one.objgen]]))
            elif one.get("/Subtype") == lib.Name.Image and one.get("/ColorSpace") == lib.Name.DeviceRGB:
                self._picture(one)
        for shading in shadings:
            shading["/Function"] = self._function(shading["/Function"])
            shading["/ColorSpace"] = lib.Name.DeviceCMYK

    def _shadings(self) -> Iterator[Any]:
        """Runs of RGB, each once."""
        for one in self._objects:
            for shading in (one, one.get("/Shading")):
                known = isinstance(shading, self._lib.Dictionary) and "/ShadingType" in shading
                if (
                    known
                    and shading.get("/ColorSpace") == self._lib.Name.DeviceRGB
                    and shading.is_indirect == (shading is one)
                ):
                    yield shading

    def _work_out(self, colours: list[Colour]) -> None:
        """What inks print some colours, all in one go."""
        from PIL import Image  # noqa: PLC0415 - as above

        from banxin.pictures.separate import limited, to_inks  # noqa: PLC0415 - as above

        if not colours:
            return
        row = Image.new("RGB", (len(colours), 1))
        row.putdata([tuple(round(part * 255) for part in colour) for colour in colours])
        inks = limited(to_inks(b"", self._how, row), self._how.limit).tobytes()
        for at, colour in enumerate(colours):
            self._inks[colour] = tuple(round(part / 255, 4) for part in inks[4 * at : 4 * at + 4])

    def _instruction(self, one: Any) -> Any:
        known = _COLOURS.get(str(one.operator))
        if known is None:
            return one
        return self._lib.ContentStreamInstruction(list(self._inks[_colour(one.operands)]), self._lib.Operator(known))

    def _function(self, function: Any) -> Any:
        """A run's function in inks: of one from colour to colour its values at some places."""
        lib = self._lib
        if function.get("/FunctionType") == 3:
            made = lib.Dictionary({key: function[key] for key in ("/FunctionType", "/Domain", "/Bounds", "/Encode")})
            made["/Functions"] = lib.Array([self._function(one) for one in function["/Functions"]])
            return made
        samples = bytes(round(ink * 255) for colour in _steps(function) for ink in self._inks[colour])
        made = lib.Stream(self._pdf, samples)
        entries = {"/FunctionType": 0, "/Domain": lib.Array([0, 1]), "/Range": lib.Array([0, 1] * 4),
                   "/Size": lib.Array([_STEPS]), "/BitsPerSample": 8}  # fmt: skip
        for key, value in entries.items():
            made[key] = value
        return made

    def _picture(self, found: Any) -> None:
        """A picture's pixels, whatever they were packed by."""
        import zlib  # noqa: PLC0415 - as above

        from PIL import Image  # noqa: PLC0415 - as above

        from banxin.pictures.separate import limited, to_inks  # noqa: PLC0415 - as above
        from banxin.plates._samples import samples  # noqa: PLC0415 - as above

        planes, _ = samples(found, 3)
        image = limited(to_inks(b"", self._how, Image.merge("RGB", planes)), self._how.limit)
        if "/DecodeParms" in found:
            del found["/DecodeParms"]
        found.write(zlib.compress(image.tobytes(), 6), filter=self._lib.Name.FlateDecode)
        found["/ColorSpace"], found["/BitsPerComponent"] = self._lib.Name.DeviceCMYK, 8


def _colour(operands: Iterable[Any]) -> Colour:
    return tuple(round(float(part), 4) for part in operands)


def _steps(function: Any) -> list[Colour]:
    """The colours of a straight run at some places."""
    start, end = (_colour(function[key]) for key in ("/C0", "/C1"))
    return [
        tuple(round(one + (two - one) * at / (_STEPS - 1), 4) for one, two in zip(start, end, strict=True))
        for at in range(_STEPS)
    ]


def _run(function: Any) -> Iterator[Colour]:
    """All colours that are worked out of a function."""
    if function.get("/FunctionType") == 3:
        for one in function["/Functions"]:
            yield from _run(one)
    else:
        yield from _steps(function)
