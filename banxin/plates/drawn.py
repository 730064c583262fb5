"""What a page of a PDF draws, thing by thing: where, in which inks, how large; the page's own things and an insert's alike."""

from __future__ import annotations

import copy
import io
import math
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf

from banxin.pictures.separate import Separation
from banxin.plates._advances import Advances
from banxin.plates.inks import BROKEN, PROCESS, Inks, family_of, space_of
from banxin.tuples import NamedTuple
from banxin.units import PT, Rect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


#: No advertisement has so many operators; what is beyond is not looked at.
_MOST, _DEEPEST = 400_000, 20
#: Text rendering modes that show nothing.
_HIDDEN = frozenset({3, 7})
_NORMAL = frozenset({"/Normal", "/Compatible"})
_STILL = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_Matrix = tuple[float, float, float, float, float, float]
#: Left, foot, right, top in points.
_Box = tuple[float, float, float, float]


class Drawn(NamedTuple):
    """One thing as it is drawn."""

    kind: str
    """text, rule (a stroke), area (a fill) or picture."""
    box: Rect
    """From the trim's left upper corner, in EMU; what is clipped away is not in it."""
    inks: dict[str, float]
    """How much of each ink, of 1; of a picture those that it has besides the four; empty for other pictures and blends."""
    rgb: bool = False
    """Whether its colours are no inks."""
    over: bool = False
    """Whether it overprints."""
    seen_through: bool = False
    """Whether what lies below is to be seen through it."""
    size: int = 0
    """Of text its size, of a rule its width, of an area the least side of its rectangles (negative: it has none); EMU."""
    ppi: int = 0
    """Of a picture, the pixels an inch as it is placed; 0 where it is one colour."""
    bits: int = 8
    """Of a picture, the bits of each pixel's part."""
    font: str = ""


def drawn_by(data: bytes, how: Separation, page: int = 0) -> Iterator[Drawn]:
    """All that a page draws, in paint order; ``how`` says what RGB comes to in inks."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = pdf.pages[page]
        yield from _Walk(found, Inks(how)).all()


def sizes_of(page: Any) -> dict[tuple[int, int], tuple[float, float]]:
    """The largest width and height that each picture of a page is drawn in, in points, by its object."""
    walk = _Sizes(page, Inks(Separation(b"")))
    for _ in walk.all():
        pass
    return walk.found


class _Colour(NamedTuple):
    inks: dict[str, float]
    rgb: bool = False
    seen_through: bool = False


_BLACK = _Colour({"Cyan": 0.0, "Magenta": 0.0, "Yellow": 0.0, "Black": 1.0})


class _State:
    """The graphics state (ISO 32000-1, 8.4 and 9.3)."""

    def __init__(self, clip: _Box) -> None:
        self.matrix: _Matrix = _STILL
        self.clip = clip
        self.fill, self.stroke = _BLACK, _BLACK
        self.fill_space = self.stroke_space = "/DeviceGray"
        self.width = 1.0
        self.over_fill = self.over_stroke = False
        self.through_fill = self.through_stroke = self.blended = False
        self.font: Advances | None = None
        self.size = 0.0
        self.spacing = self.word_spacing = self.leading = self.rise = 0.0
        self.scale = 1.0
        self.mode = 0


class _Walk:
    """An interpreter that draws nothing."""

    def __init__(self, page: Any, inks: Inks) -> None:
        self._page = page
        self._inks = inks
        left, _, _, top = (float(side) for side in page.obj.get("/TrimBox", page.mediabox))
        self._trim = left, top
        self.state = _State(tuple(float(side) for side in page.mediabox))  # type: ignore[arg-type]
        self._stack: list[_State] = []
        self._fonts: dict[tuple[int, int], Advances] = {}
        self._left = _MOST
        self._paths: list[list[tuple[float, float]]] = []
        self._curved = False
        self._line: _Matrix = _STILL
        self._pen: _Matrix = _STILL
        self._clips = False
        self._deep = 0

    def all(self) -> Iterator[Drawn]:
        yield from self._stream(self._page, self._page.obj.get("/Resources", pikepdf.Dictionary()))

    def _stream(self, stream: Any, resources: Any) -> Iterator[Drawn]:
        for one in pikepdf.parse_content_stream(stream):
            self._left -= 1
            if self._left < 0:
                return
            op, operands = str(one.operator), list(one.operands)
            try:
                if op in _SETS:
                    _SETS[op](self, operands, resources)
                elif op in _DRAWS:
                    yield from _DRAWS[op](self, op, operands, resources)
            except BROKEN:
                continue

    # What only changes the state.

    def save(self, _operands: list[Any], _resources: Any) -> None:
        self._stack.append(copy.copy(self.state))

    def restore(self, _operands: list[Any], _resources: Any) -> None:
        if self._stack:
            self.state = self._stack.pop()

    def transform(self, operands: list[Any], _resources: Any) -> None:
        self.state.matrix = _times(_matrix(operands), self.state.matrix)

    def set_state(self, operands: list[Any], resources: Any) -> None:
        found = resources.get("/ExtGState", {}).get(str(operands[0]))
        if found is None:
            return
        state = self.state
        state.over_stroke = bool(found.get("/OP", state.over_stroke))
        state.over_fill = bool(found.get("/op", found.get("/OP", state.over_fill)))
        state.through_fill = float(found.get("/ca", 0 if state.through_fill else 1)) < 1
        state.through_stroke = float(found.get("/CA", 0 if state.through_stroke else 1)) < 1
        if "/BM" in found or "/SMask" in found:
            mode = found.get("/BM", pikepdf.Name.Normal)
            mode = str(mode[0] if isinstance(mode, pikepdf.Array) and len(mode) else mode)
            state.blended = mode not in _NORMAL or isinstance(found.get("/SMask"), pikepdf.Dictionary)
        if "/LW" in found:
            state.width = float(found["/LW"])
        if "/Font" in found:
            state.font, state.size = self._font(found["/Font"][0]), float(found["/Font"][1])

    def _font(self, font: Any) -> Advances:
        if font.objgen == (0, 0):
            return Advances(font)
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = Advances(font)
        return self._fonts[font.objgen]

    def set_space(self, operands: list[Any], resources: Any, *, stroke: bool) -> None:
        name = str(operands[0])
        self._take(_Colour(*self._colour(space_of(resources, name), [])), stroke=stroke)
        setattr(self.state, "stroke_space" if stroke else "fill_space", name)

    def set_colour(self, operands: list[Any], resources: Any, *, stroke: bool) -> None:
        state = self.state
        if operands and isinstance(operands[-1], pikepdf.Name):
            colour = self._pattern(resources.get("/Pattern", {}).get(str(operands[-1])), resources)
        else:
            space = space_of(resources, state.stroke_space if stroke else state.fill_space)
            colour = _Colour(*self._colour(space, [float(part) for part in operands]))
        self._take(colour, stroke=stroke)

    def set_device(self, operands: list[Any], _resources: Any, *, stroke: bool, space: str) -> None:
        colour = self._colour(pikepdf.Name(space), [float(part) for part in operands])
        self._take(_Colour(*colour), stroke=stroke)
        setattr(self.state, "stroke_space" if stroke else "fill_space", space)

    def _take(self, colour: _Colour, *, stroke: bool) -> None:
        if stroke:
            self.state.stroke = colour
        else:
            self.state.fill = colour

    def _colour(self, space: Any, parts: list[float]) -> tuple[dict[str, float], bool]:
        if family_of(space) == "/Pattern":
            return {}, False
        return self._inks.of(space, parts), is_rgb(space)

    def _pattern(self, found: Any, resources: Any) -> _Colour:
        """What a pattern brings: its spot inks, RGB, transparency."""
        if isinstance(found, pikepdf.Stream):
            inside = list(self._apart(found, found.get("/Resources", resources), _STILL))
            inks = {name: part for one in inside for name, part in one.inks.items() if name not in PROCESS}
            return _Colour(inks, any(one.rgb for one in inside), any(one.seen_through for one in inside))
        shading = found.get("/Shading") if found is not None else None
        return _Colour({}, shading is not None and is_rgb(shading.get("/ColorSpace")))

    def move(self, operands: list[Any], _resources: Any) -> None:
        self._paths.append([self._point(*operands)])

    def line_to(self, operands: list[Any], _resources: Any) -> None:
        if self._paths:
            self._paths[-1].append(self._point(*operands))

    def curve_to(self, operands: list[Any], _resources: Any) -> None:
        self._curved = True
        if self._paths:
            self._paths[-1] += [self._point(*operands[at : at + 2]) for at in range(0, len(operands), 2)]

    def rectangle(self, operands: list[Any], _resources: Any) -> None:
        x, y, width, height = (float(part) for part in operands)
        corners = (x, y), (x + width, y), (x + width, y + height), (x, y + height)
        self._paths.append([self._point(*corner) for corner in corners])

    def _point(self, x: Any, y: Any) -> tuple[float, float]:
        return _at(self.state.matrix, float(x), float(y))

    def clip(self, _operands: list[Any], _resources: Any) -> None:
        self._clips = True

    def end_path(self, _operands: list[Any], _resources: Any) -> None:
        """After a path is painted or not, it becomes the clip where that was asked for."""
        if self._clips and self._paths:
            self.state.clip = _within(self.state.clip, _around(point for path in self._paths for point in path))
        self._paths, self._clips, self._curved = [], False, False

    def begin_text(self, _operands: list[Any], _resources: Any) -> None:
        self._line = self._pen = _STILL

    def set_font(self, operands: list[Any], resources: Any) -> None:
        font = resources.get("/Font", {}).get(str(operands[0]))
        self.state.font = self._font(font) if font is not None else None
        self.state.size = float(operands[1])

    def set_matrix(self, operands: list[Any], _resources: Any) -> None:
        self._line = self._pen = _matrix(operands)

    def next_line(self, operands: list[Any], _resources: Any) -> None:
        x, y = (float(part) for part in operands) if operands else (0.0, -self.state.leading)
        self._line = self._pen = _times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def next_line_leading(self, operands: list[Any], resources: Any) -> None:
        self.state.leading = -float(operands[1])
        self.next_line(operands, resources)

    # What is drawn.

    def paint(self, op: str, operands: list[Any], resources: Any) -> Iterator[Drawn]:
        state = self.state
        box = _around(point for path in self._paths for point in path) if self._paths else None
        if box is not None and op.lower() != "s":
            side = _least_side(self._paths) if not self._curved else -1.0
            yield from self._thing("area", box, state.fill, state.over_fill, state.through_fill, size=side)
        if box is not None and op.rstrip("*").lower() in ("s", "b"):
            wide = state.width * _growth(state.matrix)
            around = box[0] - wide / 2, box[1] - wide / 2, box[2] + wide / 2, box[3] + wide / 2
            yield from self._thing("rule", around, state.stroke, state.over_stroke, state.through_stroke, size=wide)
        self.end_path(operands, resources)

    def _thing(
        self, kind: str, box: _Box, colour: _Colour, over: bool, through: bool, *, size: float = 0.0, **more: Any
    ) -> Iterator[Drawn]:  # fmt: skip
        inside = _within(self.state.clip, box)
        if inside[0] > inside[2] or inside[1] > inside[3]:
            return
        left, top = self._trim
        rect = Rect(
            *(round(part * PT) for part in (inside[0] - left, top - inside[3], inside[2] - left, top - inside[1]))
        )
        seen = through or self.state.blended or colour.seen_through
        yield Drawn(kind, rect, colour.inks, colour.rgb, over, seen, round(size * PT), **more)

    def show(self, op: str, operands: list[Any], resources: Any) -> Iterator[Drawn]:
        state = self.state
        if op in ("'", '"'):
            self.next_line([], resources)
        font = state.font
        if font is None or not operands:
            return
        parts = operands[-1] if op == "TJ" else [operands[-1]]
        pen, inked = 0.0, False
        for part in parts:
            if isinstance(part, pikepdf.String):
                codes = font.codes(bytes(part))
                inked = inked or not font.blanks.issuperset(codes)
                pen += sum(font.advance(code) * state.size + state.spacing for code in codes)
                pen += state.word_spacing * sum(code == 32 for code in codes)
            else:
                pen -= float(part) / 1000 * state.size
        if font.vertical:
            moved, corners = (0.0, pen), [(side * state.size, y) for side in font.reach for y in (0, pen)]
        else:
            pen *= state.scale
            moved = pen, 0.0
            corners = [(x, state.rise + side * state.size) for side in font.reach for x in (0, pen)]
        whole = _times(self._pen, state.matrix)
        self._pen = _times((1.0, 0.0, 0.0, 1.0, *moved), self._pen)
        if not inked or state.mode in _HIDDEN:
            return
        size = abs(state.size) * math.hypot(whole[2], whole[3])
        strokes = state.mode % 4 == 1
        colour = state.stroke if strokes else state.fill
        over, through = (state.over_stroke, state.through_stroke) if strokes else (state.over_fill, state.through_fill)
        yield from self._thing("text", _around(_at(whole, *corner) for corner in corners), colour, over, through,
                               size=size, font=font.name)  # fmt: skip

    def shade(self, _op: str, operands: list[Any], resources: Any) -> Iterator[Drawn]:
        found = resources.get("/Shading", {}).get(str(operands[0]))
        if found is not None:
            colour = _Colour({}, is_rgb(found.get("/ColorSpace")))
            state = self.state
            yield from self._thing("area", state.clip, colour, state.over_fill, state.through_fill, size=-1.0)

    def do(self, _op: str, operands: list[Any], resources: Any) -> Iterator[Drawn]:
        found = resources.get("/XObject", {}).get(str(operands[0]))
        if not isinstance(found, pikepdf.Stream):
            return
        if str(found.get("/Subtype")) == "/Form":
            yield from self._apart(found, found.get("/Resources", resources), _matrix(found.get("/Matrix", _STILL)))
        elif str(found.get("/Subtype")) == "/Image":
            space = found.get("/ColorSpace")
            if isinstance(space, pikepdf.Name):
                space = space_of(resources, str(space))
            masked = "/SMask" in found or "/Mask" in found
            yield from self._picture(found, space, masked=masked)

    def inline(self, _op: str, operands: list[Any], resources: Any) -> Iterator[Drawn]:
        found = operands[0].obj
        space = found.get("/ColorSpace", found.get("/CS"))
        if isinstance(space, pikepdf.Name):
            names = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}
            space = space_of(resources, names.get(str(space), str(space)))
        yield from self._picture(found, space, masked=False)

    def _picture(self, found: Any, space: Any, *, masked: bool) -> Iterator[Drawn]:
        state, matrix = self.state, self.state.matrix
        stencil = bool(found.get("/ImageMask", found.get("/IM", False)))
        pixels = int(found.get("/Width", found.get("/W", 1))), int(found.get("/Height", found.get("/H", 1)))
        sides = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
        ppi = min(72 * count / side if side else 0 for count, side in zip(pixels, sides, strict=True))
        bits = 1 if stencil else int(found.get("/BitsPerComponent", found.get("/BPC", 8)))
        inks = {} if space is None else dict.fromkeys(_names_of(space), 1.0)
        colour = state.fill if stencil else _Colour(inks, space is not None and is_rgb(space), masked)
        box = _around(_at(matrix, x, y) for x in (0, 1) for y in (0, 1))
        over = state.over_fill if stencil else False
        yield from self._thing("picture", box, colour, over, state.through_fill, bits=bits,
                               ppi=max(1, round(ppi)) if min(pixels) > _FLAT else 0)  # fmt: skip

    def _apart(self, stream: Any, resources: Any, matrix: _Matrix) -> Iterator[Drawn]:
        """A stream within a state of its own."""
        if self._deep >= _DEEPEST:
            return
        kept = self.state, self._stack, self._paths, self._line, self._pen
        self.state, self._stack, self._paths = copy.copy(self.state), [], []
        self.state.matrix = _times(matrix, self.state.matrix)
        if "/BBox" in stream and matrix is not _STILL:
            left, foot, right, top = (float(side) for side in stream["/BBox"])
            corners = [_at(self.state.matrix, x, y) for x in (left, right) for y in (foot, top)]
            self.state.clip = _within(self.state.clip, _around(corners))
        self._deep += 1
        yield from self._stream(stream, resources)
        self._deep -= 1
        self.state, self._stack, self._paths, self._line, self._pen = kept


class _Sizes(_Walk):
    """Looks at how large pictures are, and at no colour."""

    def __init__(self, page: Any, inks: Inks) -> None:
        super().__init__(page, inks)
        self.found: dict[tuple[int, int], tuple[float, float]] = {}

    def _colour(self, _space: Any, _parts: list[float]) -> tuple[dict[str, float], bool]:
        return {}, False

    def _picture(self, found: Any, _space: Any, *, masked: bool) -> Iterator[Drawn]:
        del masked
        matrix = self.state.matrix
        sides = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
        known = self.found.get(found.objgen, (0.0, 0.0))
        self.found[found.objgen] = max(known[0], sides[0]), max(known[1], sides[1])
        yield from ()


#: A picture of so few pixels is a colour, not a picture.
_FLAT = 4


def is_rgb(space: Any) -> bool:
    """Whether a colour space is none of inks."""
    family = family_of(space)
    if family == "/ICCBased":
        return int(space[1].get("/N", 3)) == 3
    if family in ("/Indexed", "/Pattern") and isinstance(space, pikepdf.Array) and len(space) > 1:
        return is_rgb(space[1])
    return family in ("/DeviceRGB", "/CalRGB", "/Lab", "/RGB")


def _names_of(space: Any) -> list[str]:
    """The inks of a picture that is none of RGB or the four: black for gray, and spots."""
    family = family_of(space)
    if family == "/Indexed" and isinstance(space, pikepdf.Array):
        return _names_of(space[1])
    if family == "/Separation":
        return [str(space[1])[1:]]
    if family == "/DeviceN":
        return [str(name)[1:] for name in space[1]]
    gray = family in ("/DeviceGray", "/CalGray", "/G") or (family == "/ICCBased" and int(space[1].get("/N", 3)) == 1)
    return ["Black"] if gray else []


def _matrix(operands: Iterable[Any]) -> _Matrix:
    a, b, c, d, e, f = (float(part) for part in operands)
    return a, b, c, d, e, f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _growth(matrix: _Matrix) -> float:
    """By how much lengths grow, in the mean of both directions."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _around(points: Iterable[tuple[float, float]]) -> _Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _within(one: _Box, two: _Box) -> _Box:
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


def _least_side(paths: list[list[tuple[float, float]]]) -> float:
    """The least side of the rectangles among some paths, in points; less than nothing where there are none."""
    boxes = [_around(path) for path in paths if 4 <= len(path) <= 5 and _is_square_on(path)]
    return min((min(box[2] - box[0], box[3] - box[1]) for box in boxes), default=-1.0)


def _is_square_on(path: list[tuple[float, float]]) -> bool:
    return all(abs(one[0] - two[0]) < 0.001 or abs(one[1] - two[1]) < 0.001 for one, two in pairwise(path))


def _setting(attribute: str, divided: float = 1.0) -> Callable[[_Walk, list[Any], Any], None]:
    """What an operator of one number sets."""

    def set_it(walk: _Walk, operands: list[Any], _resources: Any) -> None:
        setattr(walk.state, attribute, float(operands[0]) / divided)

    return set_it


_SETS: dict[str, Callable[[_Walk, list[Any], Any], None]] = {
    "q": _Walk.save, "Q": _Walk.restore, "cm": _Walk.transform, "gs": _Walk.set_state, "w": _setting("width"),
    "m": _Walk.move, "l": _Walk.line_to, "c": _Walk.curve_to, "v": _Walk.curve_to, "y": _Walk.curve_to,
    "re": _Walk.rectangle, "W": _Walk.clip, "W*": _Walk.clip, "n": _Walk.end_path, "BT": _Walk.begin_text,
    "Tf": _Walk.set_font, "Tm": _Walk.set_matrix, "Td": _Walk.next_line, "TD": _Walk.next_line_leading,
    "T*": _Walk.next_line, "Tc": _setting("spacing"), "Tw": _setting("word_spacing"), "TL": _setting("leading"),
    "Ts": _setting("rise"), "Tz": _setting("scale", 100.0), "Tr": _setting("mode"),
    **{op: partial(_Walk.set_space, stroke=op.isupper()) for op in ("cs", "CS")},
    **{op: partial(_Walk.set_colour, stroke=op.isupper()) for op in ("sc", "SC", "scn", "SCN")},
    **{op: partial(_Walk.set_device, stroke=op.isupper(), space=space)
       for pair, space in (("gG", "/DeviceGray"), (("rg", "RG"), "/DeviceRGB"), ("kK", "/DeviceCMYK")) for op in pair},
}  # fmt: skip
_DRAWS: dict[str, Callable[[_Walk, str, list[Any], Any], Iterator[Drawn]]] = {
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"), _Walk.paint),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Walk.show),
    "Do": _Walk.do, "sh": _Walk.shade, "INLINE IMAGE": _Walk.inline,
}  # fmt: skip
