"""A canvas addressed in output pixels and painted at twice their number.

A picture for a large print is drawn in the same units on a canvas with more
working pixels to each (`scale`) and finished at a multiple of its size.

Everything here is Pillow and the standard library.  Colours are plain RGB
tuples, lengths are output pixels, opacities run from 0 to 1, and all chance
comes from seeded generators, so that a picture is the same on every run.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

RGB = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]

SCALE = 2


def rgb(code: str) -> RGB:
    """Read a colour written as six hexadecimal digits."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(first: RGB, second: RGB, share: float) -> RGB:
    """Blend two colours; `share` is the part of the second one."""
    share = max(0.0, min(1.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def noise(size: tuple[int, int], cell: Point, seed: int, octaves: int = 4) -> Image.Image:
    """Make smooth fractal noise, full range, with features `cell` pixels wide and high."""
    rng = random.Random(seed)
    total: Image.Image | None = None
    for octave in range(octaves):
        step = 2**octave
        columns = max(2, round(size[0] / cell[0] * step) + 2)
        rows = max(2, round(size[1] / cell[1] * step) + 2)
        if columns > size[0] * 2 or rows > size[1] * 2:
            break
        grid = Image.frombytes("L", (columns, rows), rng.randbytes(columns * rows))
        layer = grid.resize(size, Image.Resampling.BICUBIC)
        total = layer if total is None else Image.blend(total, layer, 1 / (2**octave + 1))
    assert total is not None
    return ImageOps.autocontrast(total, cutoff=1)


def threshold(mask: Image.Image, low: float, high: float, peak: float = 1.0) -> Image.Image:
    """Map the grey levels from `low` to `high` (0 to 1) smoothly onto 0 to `peak`."""

    def level(value: int) -> int:
        t = max(0.0, min(1.0, (value / 255 - low) / (high - low)))
        return round(255 * peak * t * t * (3 - 2 * t))

    return mask.point([level(value) for value in range(256)])


def column(height: int, stops: Sequence[tuple[float, float]]) -> Image.Image:
    """Make a one pixel wide mask with values (0 to 1) running between `stops`."""
    strip = Image.new("L", (1, height))
    strip.putdata([round(255 * _between(stops, y / max(1, height - 1))) for y in range(height)])
    return strip


def _between(stops: Sequence[tuple[float, float]], place: float) -> float:
    """Read a piecewise linear ramp at `place`."""
    for (left, a), (right, b) in pairwise(stops):
        if place <= right:
            return a + (b - a) * max(0.0, place - left) / max(1e-9, right - left)
    return stops[-1][1]


def smooth(points: Sequence[Point], closed: bool = False, steps: int = 8) -> list[Point]:
    """Lay a Catmull-Rom curve through `points`."""
    if closed:
        ring = [points[-1], *points, points[0], points[1]]
    else:
        ring = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for p0, p1, p2, p3 in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                (
                    _spline(p0[0], p1[0], p2[0], p3[0], t),
                    _spline(p0[1], p1[1], p2[1], p3[1], t),
                )
            )
    if not closed:
        curve.append(points[-1])
    return curve


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    """Evaluate one Catmull-Rom segment."""
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


@dataclass(frozen=True)
class Light:
    """Light that grazes a group of shapes: where it comes from, its colour and reach."""

    dx: float
    dy: float
    colour: RGB
    strength: float = 0.8
    soft: float = 2.0


class Canvas:
    """A picture under construction, addressed in output pixels."""

    def __init__(
        self,
        size: tuple[float, float],
        seed: int = 1,
        origin: Point = (0, 0),
        clear: bool = False,
        scale: float = SCALE,
    ) -> None:
        """Make a blank canvas with `scale` working pixels to a unit; a `clear` one is transparent, to serve as a layer."""
        self.width, self.height = size
        self.scale = scale
        self.origin = origin
        self.clear = clear
        self.rng = random.Random(seed)
        pixels = (max(1, round(size[0] * self.scale)), max(1, round(size[1] * self.scale)))
        self.img = Image.new("RGBA" if clear else "RGB", pixels)
        self._renew()

    def _renew(self) -> None:
        """Point the pen at the current image."""
        self.pen = ImageDraw.Draw(self.img, "RGBA")

    def place(self, points: Sequence[Point]) -> list[Point]:
        """Turn output pixels into pixels of the working image."""
        ox, oy = self.origin
        return [((x - ox) * self.scale, (y - oy) * self.scale) for x, y in points]

    # ------------------------------------------------------------- shapes

    def poly(
        self,
        points: Sequence[Point],
        fill: RGB,
        to: RGB | None = None,
        *,
        alpha: float = 1.0,
        across: bool = False,
        soft: float = 0.0,
    ) -> None:
        """Fill a polygon, flat or with a gradient running down (or `across`) it."""
        spots = self.place(points)
        if to is None and not soft and (alpha >= 1 or not self.clear):
            self.pen.polygon(spots, fill=(*fill, round(255 * alpha)))
            return
        self._stamp(spots, lambda pen, p: pen.polygon(p, fill=255), fill, to, alpha, across, soft)

    def rect(self, box: Box, fill: RGB, to: RGB | None = None, **how: float) -> None:
        """Fill a rectangle given as left, top, right, bottom."""
        left, top, right, bottom = box
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.poly(corners, fill, to, **how)  # type: ignore[arg-type]

    def ellipse(
        self,
        centre: Point,
        rx: float,
        ry: float,
        fill: RGB,
        to: RGB | None = None,
        *,
        alpha: float = 1.0,
        across: bool = False,
        soft: float = 0.0,
    ) -> None:
        """Fill an ellipse about `centre`."""
        x, y = centre
        spots = self.place([(x - rx, y - ry), (x + rx, y + ry)])
        if to is None and not soft and (alpha >= 1 or not self.clear):
            self.pen.ellipse(spots, fill=(*fill, round(255 * alpha)))
            return
        self._stamp(spots, lambda pen, p: pen.ellipse(p, fill=255), fill, to, alpha, across, soft)

    def line(
        self,
        points: Sequence[Point],
        width: float,
        fill: RGB,
        *,
        alpha: float = 1.0,
        soft: float = 0.0,
    ) -> None:
        """Draw a line of the given width through `points`."""
        spots = self.place(points)
        pixels = max(1, round(width * self.scale))
        if not soft and (alpha >= 1 or not self.clear):
            self.pen.line(spots, fill=(*fill, round(255 * alpha)), width=pixels, joint="curve")
            return

        def stroke(pen: ImageDraw.ImageDraw, p: list[Point]) -> None:
            pen.line(p, fill=255, width=pixels, joint="curve")

        self._stamp(spots, stroke, fill, None, alpha, False, soft, pad=pixels)

    def limb(self, points: Sequence[Point], widths: Sequence[float], fill: RGB) -> None:
        """Draw a chain of rounded, tapering segments."""
        for (a, wa), (b, wb) in pairwise(zip(points, widths, strict=True)):
            dx, dy = b[0] - a[0], b[1] - a[1]
            length = max(1e-6, (dx * dx + dy * dy) ** 0.5)
            nx, ny = -dy / length / 2, dx / length / 2
            self.poly(
                [
                    (a[0] + nx * wa, a[1] + ny * wa),
                    (b[0] + nx * wb, b[1] + ny * wb),
                    (b[0] - nx * wb, b[1] - ny * wb),
                    (a[0] - nx * wa, a[1] - ny * wa),
                ],
                fill,
            )
        for spot, width in zip(points, widths, strict=True):
            self.ellipse(spot, width / 2, width / 2, fill)

    def _stamp(
        self,
        spots: list[Point],
        draw: Callable[[ImageDraw.ImageDraw, list[Point]], None],
        fill: RGB,
        to: RGB | None,
        alpha: float,
        across: bool,
        soft: float,
        pad: float = 0,
    ) -> None:
        """Paint a shape through a mask: gradients, soft edges and layers come this way."""
        blur = soft * self.scale
        reach = pad + blur * 2.5 + 2
        xs, ys = [p[0] for p in spots], [p[1] for p in spots]
        left, top = max(0, int(min(xs) - reach)), max(0, int(min(ys) - reach))
        right = min(self.img.width, int(max(xs) + reach) + 1)
        bottom = min(self.img.height, int(max(ys) + reach) + 1)
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        mask = Image.new("L", size)
        draw(ImageDraw.Draw(mask), [(x - left, y - top) for x, y in spots])
        if blur:
            mask = blurred(mask, blur)
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        patch = Image.new("RGB", size, fill)
        if to is not None:
            span = (min(xs), max(xs)) if across else (min(ys), max(ys))
            start = left if across else top
            ramp = _ramp(size, span[0] - start, span[1] - start, across)
            patch = Image.composite(Image.new("RGB", size, to), patch, ramp)
        self.paste(patch, mask, (left, top))

    def paste(self, patch: Image.Image, mask: Image.Image, at: tuple[int, int] = (0, 0)) -> None:
        """Put `patch` on the working image through `mask` (both in its pixels)."""
        if self.clear:
            patch = patch.convert("RGB")
            patch.putalpha(mask)
            self.img.alpha_composite(patch, at)
        else:
            self.img.paste(patch, at, mask)

    # ------------------------------------------------------------- washes

    def sky(self, stops: Sequence[tuple[float, RGB]]) -> None:
        """Fill the canvas with a vertical gradient through `stops` (output pixels)."""
        height = self.img.height
        strip = Image.new("RGB", (1, height))
        bands = [[(y * self.scale, float(colour[i])) for y, colour in stops] for i in range(3)]
        strip.putdata([tuple(round(_between(band, y)) for band in bands) for y in range(height)])
        self.img.paste(strip.resize(self.img.size))

    def wash(self, fill: RGB, mask: Image.Image, at: Point = (0, 0)) -> None:
        """Lay a flat colour through a mask given in working pixels."""
        spot = self.place([at])[0]
        patch = Image.new("RGB", mask.size, fill)
        self.paste(patch, mask, (round(spot[0]), round(spot[1])))

    def glow(self, centre: Point, radius: float, fill: RGB, strength: float = 1.0, flat: float = 1.0) -> None:
        """Add light about a point; `flat` squeezes the halo vertically."""
        rx, ry = radius * self.scale, radius * self.scale * flat
        x, y = self.place([centre])[0]
        size = (max(2, round(2 * rx)), max(2, round(2 * ry)))
        ball = Image.radial_gradient("L").point([_falloff(v, strength) for v in range(256)])
        ball = ball.resize(size, Image.Resampling.BICUBIC)
        left, top = round(x - rx), round(y - ry)
        crop = (
            max(0, left),
            max(0, top),
            min(self.img.width, left + size[0]),
            min(self.img.height, top + size[1]),
        )
        if crop[2] <= crop[0] or crop[3] <= crop[1]:
            return
        ball = ball.crop((crop[0] - left, crop[1] - top, crop[2] - left, crop[3] - top))
        light = Image.composite(Image.new("RGB", ball.size, fill), Image.new("RGB", ball.size), ball)
        under = self.img.crop(crop).convert("RGB")
        self.img.paste(ImageChops.screen(under, light), crop[:2])

    def beam(self, points: Sequence[Point], fill: RGB, strength: float, soft: float) -> None:
        """Add a soft-edged shaft of light."""
        mask = self.mask(points, soft)
        black = Image.new("RGB", mask.size)
        lit = Image.composite(Image.new("RGB", mask.size, mix((0, 0, 0), fill, strength)), black, mask)
        self.img.paste(ImageChops.screen(self.img.convert("RGB"), lit))

    def shade(self, points: Sequence[Point], fill: RGB, strength: float, soft: float) -> None:
        """Multiply a soft-edged shadow onto the picture."""
        mask = self.mask(points, soft).point([round(v * strength) for v in range(256)])
        self.darken(fill, mask)

    def darken(self, fill: RGB, mask: Image.Image) -> None:
        """Multiply a colour onto the whole picture through a mask of its size."""
        dark = ImageChops.multiply(self.img, Image.new("RGB", self.img.size, fill))
        self.img.paste(dark, (0, 0), mask)

    def mask(self, points: Sequence[Point], soft: float) -> Image.Image:
        """Make a full-size soft mask of a polygon."""
        mask = Image.new("L", self.img.size)
        ImageDraw.Draw(mask).polygon(self.place(points), fill=255)
        return blurred(mask, soft * self.scale)

    def clip(self, points: Sequence[Point], soft: float = 0.0) -> None:
        """Keep only what a layer has inside a polygon."""
        self.img.putalpha(ImageChops.multiply(self.img.getchannel("A"), self.mask(points, soft)))

    def mist(self, top: float, bottom: float, fill: RGB, alpha: float, seed: int = 0) -> None:
        """Lay a bank of mist, densest in its middle, broken by noise unless `seed` is 0."""
        size = (self.img.width, max(2, round((bottom - top) * self.scale)))
        band = column(size[1], [(0, 0), (0.35, 0.7), (0.55, 1), (0.75, 0.7), (1, 0)]).resize(size)
        if seed:
            cloud = noise((size[0] // 4, size[1] // 4), (size[0] / 12, size[1] / 8), seed)
            cloud = threshold(cloud, -0.3, 0.8).resize(size, Image.Resampling.BICUBIC)
            band = ImageChops.multiply(band, cloud)
        band = band.point([round(v * alpha) for v in range(256)])
        self.wash(fill, band, (self.origin[0], top))

    # ------------------------------------------------------------- layers

    @contextmanager
    def group(
        self,
        box: Box | None = None,
        *,
        lights: Sequence[Light] = (),
        alpha: float = 1.0,
        blur: float = 0.0,
    ) -> Iterator[Canvas]:
        """Paint on a transparent layer that is lit, softened and merged at the end."""
        ox, oy = self.origin
        left, top, right, bottom = box or (ox, oy, ox + self.width, oy + self.height)
        left, top = max(ox, int(left)), max(oy, int(top))
        right, bottom = min(ox + self.width, int(right) + 1), min(oy + self.height, int(bottom) + 1)
        size = (max(1, right - left), max(1, bottom - top))
        layer = Canvas(size, self.rng.randrange(1 << 30), (left, top), clear=True, scale=self.scale)
        yield layer
        for light in lights:
            layer._graze(light)
        if blur:
            layer.img = blurred(layer.img, blur * self.scale)
        alpha_band = layer.img.getchannel("A").point([round(v * alpha) for v in range(256)])
        spot = self.place([(left, top)])[0]
        if right > left and bottom > top:
            self.paste(layer.img.convert("RGB"), alpha_band, (round(spot[0]), round(spot[1])))

    def _graze(self, light: Light) -> None:
        """Tint the edge of the painted shapes that faces `light`."""
        alpha = self.img.getchannel("A")
        moved = Image.new("L", alpha.size)
        moved.paste(alpha, (round(-light.dx * self.scale), round(-light.dy * self.scale)))
        edge = ImageChops.subtract(alpha, moved)
        if light.soft:
            edge = blurred(edge, light.soft * self.scale)
        edge = ImageChops.multiply(edge, alpha)
        edge = edge.point([round(v * light.strength) for v in range(256)])
        self.wash(light.colour, edge, self.origin)
        self.img.putalpha(alpha)

    # ------------------------------------------------------------- finish

    def finish(
        self,
        grain: float = 0.7,
        brush: float = 0.03,
        contrast: float = 0.08,
        colour: float = 0.84,
        stretch: float = 0.7,
        gamma: float = 1.0,
        soft: float = 0.0,
        scale: float = 1.0,
    ) -> Image.Image:
        """Reduce to ``scale`` times the drawn size, set the tones and lay brush strokes and grain over it."""
        coarse = self.scale / SCALE
        size = (round(self.width * scale), round(self.height * scale))
        picture = self.img.resize(size, Image.Resampling.LANCZOS)
        full = ImageOps.autocontrast(picture, cutoff=(0.4, 0.3), preserve_tone=True)
        picture = Image.blend(picture, full, stretch)
        picture = picture.filter(ImageFilter.GaussianBlur(soft * coarse)) if soft else picture
        picture = ImageEnhance.Color(picture).enhance(colour)
        seed = self.rng.randrange(1 << 30)
        strokes = noise(size, (130 * coarse, 18 * coarse), seed, 3)
        low = round(255 * (1 - 2 * brush))
        strokes = strokes.point([low + round((255 - low) * v / 255) for v in range(256)])
        picture = ImageChops.multiply(picture, Image.merge("RGB", [strokes] * 3))
        speck = Image.frombytes("L", size, random.Random(seed).randbytes(size[0] * size[1]))
        speck = speck.filter(ImageFilter.GaussianBlur(0.7))
        speck = speck.point([128 + round((v - 128) * grain / 32) for v in range(256)])
        picture = ImageChops.add(picture, Image.merge("RGB", [speck] * 3), 1, -128)
        return picture.point([_curve((v / 255) ** gamma * (1 + brush), contrast) for v in range(256)] * 3)


def _curve(value: float, contrast: float) -> int:
    """Bend a tone along a gentle S."""
    bent = value - contrast * math.sin(2 * math.pi * min(1.0, value)) / (2 * math.pi) * 1.6
    return max(0, min(255, round(255 * bent)))


def _falloff(value: int, strength: float) -> int:
    """Shape a halo: bright heart, long tail, nothing at the rim."""
    t = max(0.0, 1 - value / 178)
    return round(255 * min(1.0, strength * (0.65 * t * t + 0.35 * t**5)))


def _ramp(size: tuple[int, int], start: float, end: float, across: bool) -> Image.Image:
    """Make a linear ramp from 0 at `start` to 255 at `end` along one axis."""
    length = size[0] if across else size[1]
    span = max(1.0, end - start)
    values = [round(255 * max(0.0, min(1.0, (i - start) / span))) for i in range(length)]
    strip = Image.new("L", (length, 1) if across else (1, length))
    strip.putdata(values)
    return strip.resize(size)


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """Blur by `radius` working pixels, on a reduced copy when the radius is large."""
    factor = max(1, int(radius / 6))
    if factor == 1 or min(image.size) < factor * 8:
        return image.filter(ImageFilter.GaussianBlur(radius))
    small = image.resize((image.width // factor, image.height // factor), Image.Resampling.BOX)
    small = small.filter(ImageFilter.GaussianBlur(radius / factor))
    return small.resize(image.size, Image.Resampling.BICUBIC)


def save(picture: Image.Image, path: Path) -> None:
    """Write a baseline JPEG for newsprint."""
    picture.save(path, "JPEG", quality=86, subsampling="4:2:0", dpi=(200, 200), optimize=True)
