"""印版: what each plate of a press's file would print, and how much ink lies where.

Every colour of the file is changed into the gray of one plate, and pdfium draws the page: text, curves, pictures and
advertisements come from the file that goes to the press, none of them from a second drawing of ours. Overprinting is
worked out here, since a plate alone cannot show what it leaves to the others.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageStat

from banxin.plates._render import drawn_apart
from banxin.plates._samples import inks_of_picture
from banxin.plates.inks import BROKEN, PROCESS, family_of, space_of
from banxin.plates.inks import Inks as Colours
from banxin.tuples import NamedTuple
from banxin.units import INCH, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banxin.pictures.separate import Separation
    from banxin.plates._samples import Inks

_FILLS, _STROKES = frozenset({"k", "g", "rg", "cs", "sc", "scn"}), frozenset({"K", "G", "RG", "CS", "SC", "SCN"})
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
#: What is left of a painting operator without its fill, and without its stroke.
_NO_FILL = {"f": "n", "F": "n", "f*": "n", "B": "S", "B*": "S", "b": "s", "b*": "s"}
_NO_STROKE = {"S": "n", "s": "n", "B": "f", "B*": "f*", "b": "f", "b*": "f*"}
_DEEPEST = 20


#: How near tones are to be alike, of 255, and the fewest pixels across that say something of a picture.
_ALIKE, _SEEN = 3, 8


class Plates(NamedTuple):
    """A page's plates, each as gray of its ink: 255 is solid."""

    names: tuple[str, ...]
    images: tuple[Image.Image, ...]
    dpi: int
    unread: int = 0
    """Pictures and blends that could not be taken apart: their gray stands on every plate."""

    def coverage(self) -> dict[str, float]:
        """How much of the page each ink covers, in percents."""
        return {
            name: round(ImageStat.Stat(image).mean[0] / 2.55, 2)
            for name, image in zip(self.names, self.images, strict=True)
        }

    def inked(self) -> tuple[str, ...]:
        """The inks that print anything at all."""
        return tuple(name for name, image in zip(self.names, self.images, strict=True) if image.getbbox())

    def other_than(self, before: Plates) -> tuple[str, ...]:
        """The inks whose plates are not as they were; a plate that was not there was blank."""
        one, two = (dict(zip(all_.names, all_.images, strict=True)) for all_ in (self, before))
        if self.images[0].size != before.images[0].size:
            return tuple({**one, **two})
        blank = Image.new("L", self.images[0].size)
        return tuple(
            name
            for name in {**one, **two}
            if ImageChops.difference(one.get(name, blank), two.get(name, blank)).getbbox()
        )

    def sums(self) -> Image.Image:
        """All inks together, in tenths of a percent; each point is the mean of the square millimetre about it."""
        whole = None
        for image in self.images:
            smooth = image.filter(ImageFilter.BoxBlur(max(0.5, self.dpi / 25.4 / 2 - 0.5)))
            whole = smooth.convert("I") if whole is None else _added(whole, smooth)
        assert whole is not None
        return ImageMath.lambda_eval(lambda args: args["sum"] * 1000 / 255, sum=whole)  # type: ignore[no-any-return]

    def largest(self, sums: Image.Image | None = None) -> tuple[float, tuple[int, int]]:
        """The largest sum of inks, in percents, and where it is, in pixels."""
        sums = sums or self.sums()
        most = sums.getextrema()[1]
        where = ImageMath.lambda_eval(lambda args: args["convert"](args["s"] >= most, "L"), s=sums)
        box = where.getbbox() or (0, 0, 1, 1)
        row = where.crop((box[0], box[1], box[2], box[1] + 1)).getbbox() or (0, 0, 1, 1)
        return float(most) / 10, (box[0] + row[0], box[1])  # type: ignore[arg-type]

    def over(self, limit: int) -> list[tuple[Rect, float]]:
        """Where more than ``limit`` percents of ink lie: areas apart by half a centimetre, each with its largest sum.

        In EMU from the trim's left upper corner.
        """
        sums = self.sums()
        where = ImageMath.lambda_eval(lambda args: args["convert"]((args["s"] > limit * 10) * 255, "L"), s=sums)
        side = max(1, self.dpi // 5)
        cells = where.reduce(side)
        wide = cells.width
        left = {(at % wide, at // wide) for at, part in enumerate(cells.tobytes()) if part}
        found = []
        while left:
            area, edge = set(), {left.pop()}
            while edge:
                area |= edge
                edge = {(x + i, y + j) for x, y in edge for i in (-1, 0, 1) for j in (-1, 0, 1)} & left
                left -= edge
            xs, ys = [x for x, _ in area], [y for _, y in area]
            pixels = min(xs) * side, min(ys) * side, (max(xs) + 1) * side, (max(ys) + 1) * side
            most = sums.crop(pixels).getextrema()[1]
            found.append((Rect(*(at * INCH // self.dpi for at in pixels)), float(most) / 10))  # type: ignore[arg-type]
        return sorted(found)

    def most(self, box: Rect, names: Sequence[str] = ()) -> float:
        """The most that lies in a box of some inks (all, if none are named), of 1; EMU from the trim's corner."""
        pixels = tuple(round(side * self.dpi / INCH) for side in box)
        chosen = [image for name, image in zip(self.names, self.images, strict=True) if not names or name in names]
        empty = pixels[0] >= pixels[2] or pixels[1] >= pixels[3]
        return 0.0 if empty else max(float(image.crop(pixels).getextrema()[1]) / 255 for image in chosen)  # type: ignore[arg-type]

    def one_tone(self, box: Rect) -> float:
        """How much of a box has the same tone as most of it, of 1; EMU from the trim's corner."""
        pixels = tuple(round(side * self.dpi / INCH) for side in box)
        sheet = self.images[0].size
        left, top, right, bottom = (
            max(0, pixels[0]),
            max(0, pixels[1]),
            min(sheet[0], pixels[2]),
            min(sheet[1], pixels[3]),
        )
        if right - left < _SEEN or bottom - top < _SEEN:
            return 0.0
        alike = None
        for image in self.images:
            part = image.crop((left, top, right, bottom))
            middle = ImageStat.Stat(part).median[0]
            own = part.point([255 if abs(tone - middle) <= _ALIKE else 0 for tone in range(256)])
            alike = own if alike is None else ImageChops.darker(alike, own)
        assert alike is not None
        return float(ImageStat.Stat(alike).mean[0]) / 255

    def pictures(self, sums: Image.Image, limit: int) -> Iterator[tuple[str, bytes]]:
        """Every plate on white paper, and the map of ink, as PNG files by name."""
        drawn = [
            (name.replace("/", "-"), ImageChops.invert(image))
            for name, image in zip(self.names, self.images, strict=True)
        ]
        for name, image in [*drawn, ("ink", ink_map(sums, limit))]:
            file = io.BytesIO()
            image.save(file, "PNG")
            yield name, file.getvalue()


def _added(whole: Image.Image, one: Image.Image) -> Image.Image:
    return ImageMath.lambda_eval(lambda args: args["a"] + args["b"], a=whole, b=one)  # type: ignore[no-any-return]


def make_plates(data: bytes, how: Separation, spots: Sequence[str] = (), dpi: int = 72, page: int = 0) -> Plates:
    """The plates of a page of a press's file; ``how`` turns RGB, where there is any, into its inks.

    Raises :class:`Fault` pictures.undrawn.
    """
    names = (*PROCESS, *spots)
    decoded: dict[tuple[int, int], tuple[Inks, Image.Image | None] | None] = {}
    unread: set[object] = set()
    images = tuple(_Plate(data, name, how, decoded, unread).drawn(page, dpi) for name in names)
    return Plates(names, images, dpi, len(unread))


class _PlateState(NamedTuple):
    """The part of the graphics state that decides whether a plate is touched."""

    fill_space: str = "/DeviceGray"
    stroke_space: str = "/DeviceGray"
    fill_absent: bool = False
    """Whether the plate has nothing of the colour."""
    stroke_absent: bool = False
    over_fill: bool = False
    over_stroke: bool = False
    mode: int = 0
    """The text rendering mode."""


def _gray(data: bytes, number: int, dpi: int) -> Image.Image:
    """In the child: a page of a file, gray."""
    drawn: Image.Image = (
        pypdfium2.PdfDocument(data)[number].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    )
    return drawn


class _Plate:
    """A file in the making that shows one plate."""

    def __init__(
        self, data: bytes, name: str, how: Separation, decoded: dict[tuple[int, int], tuple[Inks, Image.Image | None] | None],
        unread: set[object],
    ) -> None:  # fmt: skip
        """Pictures ``decoded`` for one plate serve the others; ``unread`` ones are gathered over all of them."""
        self._pdf = pikepdf.open(io.BytesIO(data))
        self._name = name
        self._how = how
        self._inks = Colours(how)
        self._decoded = decoded
        self._unread = unread
        self._done: set[tuple[int, int]] = set()

    def drawn(self, number: int, dpi: int) -> Image.Image:
        """The plate: 255 where it is solid."""
        page = self._pdf.pages[number]
        if "/Group" in page.obj:
            del page.obj["/Group"]
        if "/TrimBox" in page.obj:
            page.obj.CropBox = page.obj.TrimBox  # marks beyond it are on every plate
        content = self._content(page, page.obj.get("/Resources", pikepdf.Dictionary()), 0)
        start = b"" if self._name == "Black" else b"1 g 1 G\n"
        page.Contents = self._pdf.make_stream(start + content)
        file = io.BytesIO()
        self._pdf.save(file, compress_streams=False)
        return ImageChops.invert(drawn_apart(lambda: _gray(file.getvalue(), number, dpi)))

    def _content(self, stream: Any, resources: Any, deep: int) -> bytes:
        """What a stream draws, in this plate's gray."""
        self._spaces_of_shadings(resources, deep)
        state, out = _PlateState(), []
        stack: list[_PlateState] = []
        for at, one in enumerate(pikepdf.parse_content_stream(stream)):
            op = str(one.operator)
            if op == "INLINE IMAGE":  # none comes with an advertisement (see tidy.py)
                self._unread.add((stream.objgen, at))
                out.append(one)
                continue
            try:
                state, said = self._one(state, stack, op, one, resources, deep)
                out += said
            except BROKEN:
                self._unread.add((stream.objgen, at))
                out.append(one)
        return bytes(pikepdf.unparse_content_stream(out))

    def _one(
        self, state: _PlateState, stack: list[_PlateState], op: str, one: Any, resources: Any, deep: int
    ) -> tuple[_PlateState, list[Any]]:  # fmt: skip
        """An operator as this plate has it; the state that it leaves."""
        operands, operator = one.operands, one.operator
        if op == "Tr":
            state = state._replace(mode=int(operands[0]))
        if op == "q":
            stack.append(state)
        elif op == "Q" and stack:
            state = stack.pop()
        elif op == "gs":
            state = _graphics(state, resources.get("/ExtGState", {}).get(str(operands[0])))
        elif op in _FILLS or op in _STROKES:
            return self._colour(state, op, list(operands), resources)
        elif op == "Do":
            self._object(resources.get("/XObject", {}).get(str(operands[0])), resources, deep)
        return state, _touched(state, op, operands, operator)

    def _colour(
        self, state: _PlateState, op: str, operands: list[Any], resources: Any
    ) -> tuple[_PlateState, list[Any]]:
        """A colour as this plate's gray; the state that it leaves."""
        fills = op in _FILLS
        if op in ("cs", "CS"):
            space, parts = space_of(resources, str(operands[0])), []
            if str(operands[0]) == "/Pattern" or family_of(space) == "/Pattern":
                self._patterns(resources)
                return state, [(operands, pikepdf.Operator(op))]
        elif op.lower() in ("sc", "scn"):
            held = state.fill_space if fills else state.stroke_space
            space, parts = space_of(resources, held), operands
            if operands and isinstance(operands[-1], pikepdf.Name):
                self._patterns(resources)
                return state, [(operands, pikepdf.Operator(op))]
        else:
            space = pikepdf.Name({"k": "/DeviceCMYK", "g": "/DeviceGray", "rg": "/DeviceRGB"}[op.lower()])
            parts = operands
        values = self._inks.of(space, [float(part) for part in parts])
        part = values.get(self._name, values.get("All"))
        name = str(operands[0]) if op in ("cs", "CS") else ("" if op.lower() in ("sc", "scn") else str(space))
        # Nothing of four inks leaves the others alone (OPM 1), and so does an ink that is another.
        absent = part is None or (part == 0 and family_of(space) == "/DeviceCMYK")
        if fills:
            state = state._replace(fill_absent=absent, fill_space=name or state.fill_space)
        else:
            state = state._replace(stroke_absent=absent, stroke_space=name or state.stroke_space)
        gray = pikepdf.Operator("g" if fills else "G")
        return state, [([round(1 - (part or 0), 4)], gray)]

    def _patterns(self, resources: Any) -> None:
        for pattern in resources.get("/Pattern", {}).values():
            if isinstance(pattern, pikepdf.Stream):
                self._stream(pattern, resources, 1)
            elif "/Shading" in pattern:
                self._shading(pattern["/Shading"])

    def _object(self, found: Any, resources: Any, deep: int) -> None:
        """A form or picture that is drawn, once."""
        if not isinstance(found, pikepdf.Stream):
            return
        if str(found.get("/Subtype")) == "/Form":
            self._stream(found, resources, deep)
        elif found.objgen not in self._done:
            self._done.add(found.objgen)
            self._picture(found, resources)

    def _stream(self, found: Any, resources: Any, deep: int) -> None:
        if found.objgen in self._done or deep > _DEEPEST:
            return
        self._done.add(found.objgen)
        found.write(self._content(found, found.get("/Resources", resources), deep + 1))

    def _picture(self, found: Any, resources: Any) -> None:
        if bool(found.get("/ImageMask", False)):
            return
        if found.objgen not in self._decoded:
            self._decoded[found.objgen] = _pixels(found, space_of(resources, found.get("/ColorSpace")), self._how)
        decoded = self._decoded[found.objgen]
        if decoded is None:
            self._unread.add(found.objgen)
            return
        inks, mask = decoded
        size = next(iter(inks.values())).size if inks else (1, 1)
        plane = inks.get(self._name, inks.get("All"))
        gray = ImageChops.invert(plane) if plane is not None else Image.new("L", size, 255)
        stencil = found.get("/Mask") if isinstance(found.get("/Mask"), pikepdf.Stream) else None
        for key in ("/Decode", "/DecodeParms", "/Mask", "/Matte", "/Filter"):
            if key in found:
                del found[key]
        found.write(gray.tobytes())
        found.Width, found.Height, found.BitsPerComponent = gray.width, gray.height, 8
        found.ColorSpace = pikepdf.Name.DeviceGray
        if stencil is not None:
            found["/Mask"] = stencil
        elif mask is not None:
            found["/SMask"] = self._pdf.make_stream(
                mask.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=mask.width,
                Height=mask.height, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray)  # fmt: skip

    def _spaces_of_shadings(self, resources: Any, deep: int) -> None:
        for shading in resources.get("/Shading", {}).values():
            if deep <= _DEEPEST:
                self._shading(shading)

    def _shading(self, shading: Any) -> None:
        """A blend of four inks, as that of one of them."""
        space = shading.get("/ColorSpace")
        if family_of(space) == "/DeviceN" and family_of(space[2]) == "/DeviceGray":
            return  # one that several draw with was made so before
        names = _inks_of(space)
        if not names or "All" in names:
            self._unread.add(shading.objgen)
            return
        takes = self._pdf.make_stream(f"{{ {_taken(names, self._name, space)} }}".encode("ascii"))
        takes.FunctionType, takes.Domain, takes.Range = 4, pikepdf.Array([0, 1] * len(names)), pikepdf.Array([0, 1])
        inks = pikepdf.Array([pikepdf.Name("/" + name) for name in names])
        shading.ColorSpace = pikepdf.Array([pikepdf.Name.DeviceN, inks, pikepdf.Name.DeviceGray, takes])


def _inks_of(space: Any) -> list[str]:
    """The inks of a blend's space, one a number of its colours; none where they are not to be told."""
    family = family_of(space)
    if family == "/ICCBased":
        return {1: ["Black"], 4: list(PROCESS)}.get(int(space[1].get("/N", 0)), [])
    if family == "/DeviceN":
        return [str(one)[1:] for one in space[1]]
    if family == "/Separation":
        return [str(space[1])[1:]]
    return {"/DeviceCMYK": list(PROCESS), "/DeviceGray": ["Black"], "/CalGray": ["Black"]}.get(family, [])


def _taken(names: list[str], name: str, space: Any) -> str:
    """How a plate's gray is taken out of the numbers of a colour (a PostScript calculator function, ISO 32000-1, 7.10.5)."""
    count = len(names)
    if name not in names:
        return "pop " * count + "1"
    take = f"{count - names.index(name) - 1} index {count + 1} 1 roll " + "pop " * count
    light = len(names) == 1 and family_of(space) not in ("/Separation", "/DeviceN")
    return take if light else take + "1 exch sub"


def _touched(state: _PlateState, op: str, operands: Any, operator: Any) -> list[Any]:
    """A painting operator without what leaves the plate alone."""
    no_fill, no_stroke = state.over_fill and state.fill_absent, state.over_stroke and state.stroke_absent
    if op in _SHOWS and no_fill:
        hidden, shown = ([3], pikepdf.Operator("Tr")), ([state.mode], pikepdf.Operator("Tr"))
        return [hidden, (operands, operator), shown]
    if no_fill:
        op = _NO_FILL.get(op, op)
    if no_stroke:
        op = _NO_STROKE.get(op, op)
    return [(operands, operator if op == str(operator) else pikepdf.Operator(op))]


def _graphics(state: _PlateState, found: Any) -> _PlateState:
    if found is None:
        return state
    stroke = bool(found.get("/OP", state.over_stroke))
    fill = bool(found.get("/op", found.get("/OP", state.over_fill)))
    return state._replace(over_fill=fill, over_stroke=stroke)


def _pixels(found: Any, space: Any, how: Separation) -> tuple[Inks, Image.Image | None] | None:
    """A picture of a file in the press's inks; ``None`` for what we cannot read."""
    try:
        return inks_of_picture(found, space, how)
    except Exception:  # noqa: BLE001 - whatever a decoder ends in over a stranger's file, its gray stands there
        return None


def ink_map(sums: Image.Image, limit: int) -> Image.Image:
    """How much ink lies where, as a picture: pale to blue below three quarters of the limit, yellow up to it, red above."""
    scaled = ImageMath.lambda_eval(
        lambda args: args["convert"](args["min"](args["sums"] * 100 / (limit * 10), 200), "L"), sums=sums
    )
    colours = [_shade(part) for part in range(256)]
    return Image.merge("RGB", [scaled.point([shade[at] for shade in colours]) for at in range(3)])


def _shade(part: int) -> tuple[int, int, int]:
    """The colour of so many percents of the limit."""
    if part > 100:
        return 214, 38, 30
    if part > 75:
        return 246, 190, 42
    return 255 - part * 5 // 2, 255 - part * 3 // 2, 255 - part // 2
