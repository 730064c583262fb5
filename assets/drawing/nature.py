"""Sky, hills, water, leaves and birds."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageFilter, ImageOps

from drawing.canvas import RGB, SCALE, Canvas, Point, column, mix, noise, smooth, threshold


def clouds(
    c: Canvas,
    top: float,
    bottom: float,
    fill: RGB,
    under: RGB,
    *,
    seed: int,
    cover: float = 0.5,
    alpha: float = 0.8,
    cell: Point = (700, 110),
) -> None:
    """Paint bands of cloud between two heights, with a tinted underside."""
    size = (c.img.width, round((bottom - top) * c.scale))
    small = (size[0] // 3, size[1] // 3)
    body = noise(small, (cell[0] * c.scale / 3, cell[1] * c.scale / 3), seed, 5)
    window = column(small[1], [(0, 0), (0.25, 1), (0.7, 1), (1, 0)]).resize(small)
    mask = ImageChops.multiply(threshold(body, 1 - cover - 0.12, 1 - cover + 0.35, alpha), window)
    lower = ImageChops.subtract(mask, ImageChops.offset(mask, 0, -max(2, small[1] // 24)))
    for colour, layer in ((fill, mask), (under, threshold(lower, 0.02, 0.35, alpha))):
        c.wash(colour, layer.resize(size, Image.Resampling.BICUBIC), (0, top))


def sun(c: Canvas, at: Point, radius: float, disc: RGB, halo: RGB, spread: float) -> None:
    """Paint a low sun with its halo."""
    c.ellipse(at, spread * 0.42, spread * 0.27, halo, alpha=0.5, soft=spread * 0.16)
    c.glow(at, spread, halo, 0.5)
    c.ellipse(at, radius, radius, disc, soft=radius * 0.04)
    c.glow(at, radius * 3.2, mix(disc, halo, 0.55), 0.55)


def ridge(
    width: float, base: float, height: float, seed: int, *, waves: float = 2.0, rough: float = 0.45
) -> list[Point]:
    """Make a hill line from left to right, `height` above `base` at most."""
    rng = random.Random(seed)
    parts = [(waves * 1.9**i * rng.uniform(0.8, 1.2), rough**i, rng.uniform(0, 2 * math.pi)) for i in range(7)]
    total = sum(part[1] for part in parts)
    line: list[Point] = []
    for step in range(241):
        x = step / 240
        value = sum(a * math.sin(2 * math.pi * f * x + p) for f, a, p in parts) / total
        line.append((x * (width + 20) - 10, base - height * (0.5 + 0.5 * value)))
    return line


def hill(c: Canvas, line: Sequence[Point], base: float, top: RGB, foot: RGB) -> None:
    """Fill a hill below its line, fading towards the haze at its foot."""
    c.poly([*line, (line[-1][0], base), (line[0][0], base)], top, foot)


def bell(line: Sequence[Point], base: float, peak: float, width: float, floor: float = 0.0) -> list[Point]:
    """Gather a hill line's height about x = `peak`, keeping the part `floor` everywhere."""
    return [(x, base - (base - y) * (floor + (1 - floor) * math.exp(-(((x - peak) / width) ** 2)))) for x, y in line]


# ------------------------------------------------------------------- water


def ground_noise(size: tuple[int, int], seed: int, cell: Point) -> Image.Image:
    """Make noise lying on a plane that recedes to the top edge of the image."""
    width, height = size
    extent = 2048
    source = noise((extent, extent), cell, seed, 3)
    near = height * 0.05
    k = extent * near / width
    middle = extent / 2
    data = (
        k / near,
        middle / near,
        middle - k * width / (2 * near),
        0.0,
        0.0,
        float(extent - 2),
        0.0,
        1 / near,
    )
    return source.transform(size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BILINEAR)


def mirror_sky(c: Canvas, horizon: float, deep: RGB, share: Sequence[tuple[float, float]]) -> None:
    """Fill everything below the horizon with the flipped scene, deepening to `deep`."""
    top = round(horizon * c.scale)
    size = (c.img.width, c.img.height - top)
    flipped = ImageOps.flip(c.img.crop((0, 0, c.img.width, top)))
    if flipped.height >= size[1]:
        flipped = flipped.crop((0, 0, *size))
    else:
        flipped = flipped.resize(size, Image.Resampling.BICUBIC)
    flipped = flipped.filter(ImageFilter.GaussianBlur((3 * c.scale / SCALE, 12 * c.scale / SCALE)))
    mask = column(size[1], share).resize(size)
    c.img.paste(Image.composite(Image.new("RGB", size, deep), flipped, mask), (0, top))


def ripple(c: Canvas, horizon: float, seed: int, swing: float = 14.0) -> None:
    """Break up what is painted below the horizon into wavering reflections."""
    top = round(horizon * c.scale)
    region = c.img.crop((0, top, c.img.width, c.img.height))
    size = region.size
    for turn, (reach, cell) in enumerate(((swing, (14, 3.0)), (swing * 0.45, (6, 1.6)))):
        field = ground_noise(size, seed + turn, cell)
        shifted = _sheared(region, reach * c.scale)
        other = _sheared(region, -reach * c.scale)
        region = Image.composite(shifted, region, threshold(field, 0.5, 0.72))
        region = Image.composite(other, region, threshold(ImageOps.invert(field), 0.5, 0.72))
    c.img.paste(region, (0, top))


def _sheared(region: Image.Image, reach: float) -> Image.Image:
    """Shift a receding surface sideways and down, further the nearer it is."""
    width, height = region.size
    drop = reach * 0.8
    data = (1, -reach / height, 0, 0, 1 - drop / height, 0)
    moved = region.transform(region.size, Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)
    edge = max(1, int(abs(reach)) + 1)
    left, right = (0, 0, edge, height), (width - edge, 0, width, height)
    low = (0, height - edge, width, height)
    for box in (left, right, low):
        moved.paste(region.crop(box), box[:2])
    return moved


def wavelets(
    c: Canvas,
    horizon: float,
    light: RGB,
    dark: RGB,
    seed: int,
    alpha: float = 0.35,
    cell: Point = (16, 3.2),
) -> None:
    """Lay light and dark strokes of small waves over the water."""
    top = round(horizon * c.scale)
    size = (c.img.width, c.img.height - top)
    fade = column(size[1], [(0, 0.25), (0.25, 0.7), (1, 1)]).resize(size)
    for turn, colour in enumerate((dark, light)):
        field = ground_noise(size, seed + 31 * turn, cell)
        mask = ImageChops.multiply(threshold(field, 0.62, 0.82, alpha), fade)
        c.wash(colour, mask, (0, horizon))


def glitter(
    c: Canvas,
    x: float,
    horizon: float,
    bottom: float,
    fill: RGB,
    *,
    spread: float,
    count: int,
    seed: int,
    alpha: float = 0.8,
) -> None:
    """Scatter the sun's or a lamp's broken reflection down the water."""
    rng = random.Random(seed)
    for _ in range(count):
        t = rng.random() ** 1.35
        y = horizon + (bottom - horizon) * t
        width = spread * (0.35 + 0.9 * t)
        dx = rng.gauss(0, width / 2)
        length = (3 + 34 * t * rng.random() + 8 * t) * (0.4 + spread / 220)
        thick = 0.5 + 2.6 * t * rng.uniform(0.4, 1.0)
        fade = math.exp(-((dx / width) ** 2)) * rng.uniform(0.35, 1) * alpha
        c.ellipse((x + dx, y), length, thick, fill, alpha=fade)


# ------------------------------------------------------------------- plants


def foliage(
    c: Canvas,
    centre: Point,
    rx: float,
    ry: float,
    tones: tuple[RGB, RGB, RGB],
    *,
    seed: int,
    count: int = 260,
    leaf: float = 9.0,
    lean: Point = (-0.5, -0.7),
) -> None:
    """Paint a crown of leaves from dark to light, the light towards `lean`."""
    rng = random.Random(seed)
    clumps = max(6, count // 40)
    size = min(rx, ry) * (0.5 if clumps < 12 else 0.4)
    leaves: list[tuple[float, float, float]] = []
    for _ in range(clumps):
        angle, reach = rng.uniform(0, 2 * math.pi), math.sqrt(rng.random())
        ux, uy = reach * math.cos(angle), reach * math.sin(angle)
        x, y = centre[0] + (rx - size) * ux, centre[1] + (ry - size) * uy
        base = 0.45 + 0.22 * (ux * lean[0] + uy * lean[1])
        for _ in range(count // clumps * 3):
            angle, reach = rng.uniform(0, 2 * math.pi), math.sqrt(rng.random()) * rng.uniform(0.8, 1.1)
            dx, dy = reach * math.cos(angle), reach * math.sin(angle) * 0.85
            tone = base + 0.38 * (dx * lean[0] + dy * lean[1]) + rng.gauss(0, 0.07)
            leaves.append((tone, x + dx * size, y + dy * size))
    leaves.sort(key=lambda item: item[0] + rng.uniform(0, 0.25))
    dark, middle, light = tones
    for tone, x, y in leaves:
        fill = mix(dark, middle, tone * 2) if tone < 0.5 else mix(middle, light, tone * 2 - 1)
        _leaf(c, x, y, leaf * rng.uniform(0.45, 0.95), rng, fill)


def _leaf(c: Canvas, x: float, y: float, r: float, rng: random.Random, fill: RGB) -> None:
    """Dab one small slanted leaf."""
    angle = rng.uniform(0, math.pi)
    ax, ay = r * math.cos(angle), r * math.sin(angle)
    bx, by = -ay * 0.5, ax * 0.5
    mx, my = ax * 0.4, ay * 0.4
    c.poly(
        [
            (x - ax, y - ay),
            (x - mx + bx, y - my + by),
            (x + mx + bx, y + my + by),
            (x + ax, y + ay),
            (x + mx - bx, y + my - by),
            (x - mx - bx, y - my - by),
        ],
        fill,
    )


def trunk(c: Canvas, path: Sequence[Point], widths: Sequence[float], fill: RGB) -> None:
    """Paint a trunk or branch along a curved path."""
    curve = smooth(path)
    steps = len(curve)
    spans = [widths[0] + (widths[-1] - widths[0]) * (i / max(1, steps - 1)) for i in range(steps)]
    c.limb(curve, spans, fill)


def grass(c: Canvas, line: Sequence[Point], fill: RGB, tip: RGB, *, seed: int, size: float) -> None:
    """Plant blades along a line."""
    rng = random.Random(seed)
    for x, y in line:
        bend, high = rng.uniform(-0.5, 0.5) * size, size * rng.uniform(0.5, 1.2)
        half = size * 0.05 + 0.4
        tone = mix(fill, tip, rng.random())
        c.poly([(x - half, y), (x + half, y), (x + bend, y - high)], tone)


# ------------------------------------------------------------------- birds


def gull(c: Canvas, at: Point, span: float, fill: RGB, tilt: float = 0.0, beat: float = 0.3) -> None:
    """Draw a gull in flight; `beat` lifts (or drops) its wing tips."""
    x, y = at

    def turn(px: float, py: float) -> Point:
        cos, sin = math.cos(tilt), math.sin(tilt)
        return x + span * (px * cos - py * sin), y + span * (px * sin + py * cos)

    upper = [
        (-0.5, 0.02),
        (-0.36, -beat * 0.62),
        (-0.17, -beat * 0.62),
        (-0.04, -0.03),
        (0.02, -0.035),
        (0.15, -beat * 0.55),
        (0.33, -beat * 0.66),
        (0.5, -0.06),
    ]
    lower = [
        (0.33, -beat * 0.66 + 0.05),
        (0.17, -beat * 0.5 + 0.075),
        (0.05, 0.03),
        (0.075, 0.075),
        (-0.01, 0.045),
        (-0.06, 0.025),
        (-0.18, -beat * 0.62 + 0.09),
        (-0.35, -beat * 0.62 + 0.055),
    ]
    ring = [turn(px, py) for px, py in [*upper, *lower]]
    c.poly(smooth(ring, True, 5), fill)


def reflection(
    c: Canvas,
    box: tuple[float, float, float, float],
    level: float,
    paint: Callable[[Canvas], None],
    *,
    alpha: float = 0.6,
    blur: float = 2.0,
    squash: float = 1.0,
) -> None:
    """Paint something upside down below the water line `level`; `box` bounds the original."""
    layer = Canvas((box[2] - box[0], level - box[1]), 1, (box[0], box[1]), clear=True, scale=c.scale)
    paint(layer)
    image = ImageOps.flip(layer.img)
    image = image.resize((image.width, round(image.height * squash)))
    image = image.filter(ImageFilter.GaussianBlur((blur * c.scale / SCALE, blur * 3 * c.scale / SCALE)))
    band = image.getchannel("A").point([round(v * alpha) for v in range(256)])
    x, y = c.place([(box[0], level)])[0]
    c.paste(image.convert("RGB"), band, (round(x), round(y)))


def stars(c: Canvas, bottom: float, count: int, seed: int) -> None:
    """Scatter faint stars."""
    rng = random.Random(seed)
    for _ in range(count):
        x, y = rng.uniform(0, c.width), rng.uniform(0, bottom)
        r = rng.uniform(0.7, 1.8)
        c.ellipse((x, y), r, r, (244, 240, 222), alpha=rng.uniform(0.3, 0.9) * (1 - y / bottom * 0.7))


def lamp_track(
    c: Canvas,
    x: float,
    top: float,
    bottom: float,
    fill: RGB,
    *,
    spread: float,
    count: int,
    seed: int,
    alpha: float = 0.7,
) -> None:
    """Draw the broken column of light a lamp throws on dark water."""
    rng = random.Random(seed)
    for _ in range(count):
        t = rng.random()
        y = top + (bottom - top) * t
        dx = rng.gauss(0, spread * (0.25 + 0.5 * t))
        length = spread * (0.25 + 0.75 * t) * rng.uniform(0.25, 0.8)
        fade = alpha * (1 - 0.75 * t) * rng.uniform(0.4, 1.0) * math.exp(-((dx / spread) ** 2))
        c.ellipse((x + dx, y), length, 0.8 + 2.2 * t * rng.uniform(0.4, 1), fill, alpha=fade)
