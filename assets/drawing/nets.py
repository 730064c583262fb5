"""Two people mending nets on the quay."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from drawing import boats, nature, props
from drawing.canvas import RGB, SCALE, Canvas, Light, Point, mix, rgb, smooth
from drawing.figures import Dress, figure

HORIZON = 400.0
DARK = rgb("23302e")
SUN = rgb("fff0c4")
GREENS = (rgb("2f5a4a"), rgb("4f8068"), rgb("8fb58c"))


def backdrop(c: Canvas) -> None:
    """Paint harbour, hills and moored boats."""
    c.sky([(0, rgb("8fb4c4")), (200, rgb("cfdedb")), (400, rgb("f5e8cb")), (1000, rgb("f5e8cb"))])
    nature.clouds(c, 0, 300, rgb("fffaef"), rgb("b9c6ca"), seed=61, cover=0.5, alpha=0.85, cell=(460, 90))
    for high, seed, tone, foot in ((150, 8, "a9bcbf", "dce2d2"), (90, 20, "86a099", "c5d2bd")):
        nature.hill(c, nature.ridge(1500, HORIZON, high, seed, waves=1.8), HORIZON + 2, rgb(tone), rgb(foot))
    rng = random.Random(4)
    for k in range(26):
        x = 860 + k * 25 + rng.uniform(-5, 5)
        w, h = rng.uniform(18, 40), rng.uniform(16, 44)
        c.rect((x, HORIZON - h, x + w, HORIZON + 2), mix(rgb("f3e9d2"), rgb("c9bda4"), rng.random()))
        c.poly([(x - 4, HORIZON - h), (x + w / 2, HORIZON - h - 12), (x + w + 4, HORIZON - h)], rgb("7b7f80"))
    nature.mirror_sky(c, HORIZON, rgb("5f8a90"), [(0, 0.2), (0.4, 0.55), (1, 0.8)])
    fleet = (
        (210.0, 492.0, 330.0, "4a7489", False),
        (1290.0, 500.0, 380.0, "8a5646", True),
        (820.0, 452.0, 180.0, "5d7f80", False),
        (560.0, 470.0, 240.0, "6f6a5d", True),
    )
    ordered = sorted(fleet, key=lambda item: item[1])
    for x, y, n, tone, left in ordered:
        boats.mirror(c, (x, y), n, boats.Livery(hull=rgb(tone)), left=left, alpha=0.55, squash=0.7)
    nature.ripple(c, HORIZON, 23, 10)
    nature.wavelets(c, HORIZON, rgb("f2ecd6"), rgb("4f7a82"), 3, 0.4, (10, 2.4))
    for x, y, n, tone, left in ordered:
        with c.group((x - n * 0.6, y - n * 0.6, x + n * 0.6, y + n * 0.05), lights=(Light(3, -4, SUN, 0.5, 2),)) as g:
            boats.trawler(g, (x, y), n, boats.Livery(hull=rgb(tone)), left=left)


def quay(c: Canvas) -> None:
    """Lay the stone quay."""
    c.rect((0, 560, 1500, 1000), rgb("d9c8a5"), rgb("a58f72"))
    c.rect((0, 548, 1500, 566), rgb("efe0bf"), rgb("c4b08d"))
    rng = random.Random(3)
    for row in range(8):
        y = 566 + row * row * 6.2 + row * 12
        c.line([(0, y), (1500, y)], 1.5, rgb("8a785f"), alpha=0.55)
        deep = 12 + row * 12.4
        for k in range(-2, 14):
            x = k * (110 + row * 16) + 60 * (row % 2)
            lean = (x - 750) * 0.06
            c.line([(x, y), (x + lean, y + deep)], 1.5, rgb("8a785f"), alpha=0.5)
            tone = mix(rgb("f0dfba"), rgb("93806a"), rng.random())
            c.poly(
                [
                    (x, y),
                    (x + 110 + row * 16, y),
                    (x + 110 + row * 16 + lean, y + deep),
                    (x + lean, y + deep),
                ],
                tone,
                alpha=0.28,
            )
    for x in (80, 1020, 1420):
        c.ellipse((x + 18, 580), 44, 9, DARK, alpha=0.4, soft=4)
        c.rect((x - 17, 532, x + 17, 580), rgb("7b756c"), rgb("3f4143"), across=True)
        c.ellipse((x, 532), 25, 9, rgb("8f887d"))


def heap(c: Canvas, ring: Sequence[Point], tones: tuple[RGB, RGB, RGB], seed: int, mesh: float = 15.0) -> None:
    """Pile up a net: a soft mound with folds, mesh and a float line."""
    rng = random.Random(seed)
    outline = [
        (x + 7 * math.sin(k / 3.1 + seed) + rng.uniform(-1.5, 1.5), y + 6 * math.sin(k / 2.3 + seed * 2))
        for k, (x, y) in enumerate(smooth(ring, True))
    ]
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    box = (min(xs) - 20, min(ys) - 20, max(xs) + 20, max(ys) + 20)
    base = max(ys)
    c.ellipse(((min(xs) + max(xs)) / 2 - 20, base - 6), (max(xs) - min(xs)) * 0.54, 30, DARK, alpha=0.5, soft=10)
    with c.group(box, lights=(Light(8, -16, SUN, 0.5, 9),)) as g:
        g.poly(outline, tones[1], tones[0])
        alpha = g.img.getchannel("A")
        for _ in range(34):
            x0, y0 = rng.uniform(min(xs), max(xs)), rng.uniform(min(ys), base)
            wide, drop = rng.uniform(70, 240), rng.uniform(20, 80)
            fold = smooth(
                [
                    (x0 - wide, y0 + drop),
                    (x0 - wide * 0.4, y0 + drop * 0.1),
                    (x0, y0),
                    (x0 + wide * 0.5, y0 + drop * 0.2),
                    (x0 + wide, y0 + drop * 1.1),
                ]
            )
            tone = mix(tones[0], tones[2], rng.random())
            g.line(fold, rng.uniform(8, 26), tone, alpha=0.34, soft=5)
        _mesh(g, box, mesh, tones, rng)
        g.img.putalpha(ImageChops.multiply(g.img.getchannel("A"), alpha))


def _mesh(
    g: Canvas,
    box: tuple[float, float, float, float],
    mesh: float,
    tones: tuple[RGB, RGB, RGB],
    rng: random.Random,
) -> None:
    """Draw the net's knotted mesh as crossing wavy threads."""
    left, top, right, bottom = box
    phase = rng.uniform(0, 6)
    layer = Image.new("L", g.img.size)
    pen = ImageDraw.Draw(layer)
    for way in (-1, 1):
        offset = left - (bottom - top)
        while offset < right + (bottom - top):
            path: list[Point] = []
            for k in range(25):
                t = k / 24
                y = top + (bottom - top) * t
                x = (
                    offset
                    + way * (bottom - top) * t * 0.8
                    + 16 * math.sin(y / 55 + offset / 90 + phase)
                    + 9 * math.sin(y / 23 + phase * 2)
                )
                path.append((x, y + 12 * math.sin(x / 70 + phase)))
            pen.line(g.place(path), fill=150, width=round(1.1 * SCALE))
            offset += mesh
    g.wash(mix(tones[2], SUN, 0.35), layer.point([round(v * 0.75) for v in range(256)]), g.origin)
    shadow = ImageChops.offset(layer, 2, 3).point([round(v * 0.55) for v in range(256)])
    g.wash(mix(tones[0], (0, 0, 0), 0.35), shadow, g.origin)


def floats(c: Canvas, path: Sequence[Point], tones: Sequence[str], size: float) -> None:
    """Thread floats on a rope."""
    curve = smooth(path, steps=14)
    c.line([(x + 3, y + 5) for x, y in curve], 4, DARK, alpha=0.35)
    c.line(curve, 4, rgb("d3c39c"))
    for k in range(5, len(curve), 11):
        x, y = curve[k]
        tone = rgb(tones[(k // 11) % len(tones)])
        c.ellipse((x + 3, y + size * 0.55), size, size * 0.5, DARK, alpha=0.35)
        c.ellipse((x, y), size, size * 0.72, mix(tone, SUN, 0.4), mix(tone, DARK, 0.35))
        c.ellipse((x - size * 0.25, y - size * 0.25), size * 0.28, size * 0.16, rgb("fff8e4"), alpha=0.8)


def menders(c: Canvas) -> None:
    """Seat the two menders with the net across their knees."""
    rim = (Light(3, -4, SUN, 0.75, 1.6),)
    props.stool(c, (448, 782), 92, rgb("8a5f40"))
    figure(
        c,
        (452, 800),
        490,
        "sit",
        Dress(
            rgb("8d4f48"),
            rgb("454b58"),
            hat="cone",
            hat_colour=rgb("e2c88f"),
            lights=rim,
            apron=rgb("6b7f86"),
        ),
    )
    props.stool(c, (1080, 760), 92, rgb("7a563c"))
    figure(
        c,
        (1074, 778),
        500,
        "sit",
        Dress(rgb("4d6a7c"), rgb("4f463f"), hat="cap", hat_colour=rgb("59626a"), lights=rim),
        left=True,
    )


def laps(c: Canvas) -> None:
    """Draw the nets over their laps, their hands and needles on top."""
    heap(
        c,
        [
            (492, 622),
            (556, 596),
            (600, 626),
            (640, 690),
            (700, 770),
            (770, 836),
            (690, 850),
            (560, 846),
            (440, 850),
            (510, 740),
        ],
        GREENS,
        5,
        13,
    )
    heap(
        c,
        [
            (1040, 610),
            (972, 582),
            (920, 616),
            (890, 690),
            (830, 770),
            (770, 838),
            (860, 846),
            (980, 840),
            (1086, 842),
            (1010, 730),
        ],
        (rgb("2f5f63"), rgb("52868a"), rgb("9cc0b2")),
        6,
        13,
    )
    for x, y, s in ((548, 600, 1), (972, 580, -1)):
        c.ellipse((x, y), 11, 10, rgb("b98463"))
        c.line([(x - 2 * s, y + 2), (x + 46 * s, y - 34)], 5, rgb("e9c987"))
        c.line(smooth([(x + 46 * s, y - 34), (x + 60 * s, y + 12), (x + 40 * s, y + 66)]), 1.6, rgb("e9e3c8"))
    for x, y, s in ((564, 594, 1), (960, 574, -1)):
        c.line([(x - 40 * s, y + 14), (x, y)], 21, rgb("7d4842") if s > 0 else rgb("456070"))
        c.ellipse((x + 5 * s, y - 1), 12, 11, rgb("b98463"))


def side_heaps(c: Canvas) -> None:
    """Pile nets at both edges."""
    heap(
        c,
        [
            (-60, 820),
            (-10, 640),
            (90, 570),
            (150, 546),
            (220, 590),
            (270, 604),
            (330, 700),
            (400, 790),
            (440, 838),
            (300, 852),
            (120, 846),
            (-60, 856),
        ],
        GREENS,
        1,
    )
    heap(
        c,
        [
            (1110, 838),
            (1170, 760),
            (1190, 680),
            (1260, 590),
            (1310, 570),
            (1390, 518),
            (1470, 556),
            (1540, 640),
            (1560, 850),
            (1380, 846),
            (1230, 852),
        ],
        (rgb("35624c"), rgb("5d8c62"), rgb("a3bd84")),
        2,
    )


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1500, 1000), seed=609, scale=3.2)
    backdrop(c)
    quay(c)
    side_heaps(c)
    menders(c)
    laps(c)
    heap(
        c,
        [(240, 1010), (300, 930), (470, 868), (700, 850), (930, 862), (1120, 900), (1240, 1010), (760, 1060)],
        GREENS,
        3,
        18,
    )
    floats(
        c,
        [(300, 985), (440, 905), (620, 930), (800, 880), (980, 925), (1130, 930), (1260, 985)],
        ("cf6a35", "f0e6cf", "d9a648"),
        17,
    )
    floats(c, [(20, 690), (120, 610), (230, 660), (330, 770)], ("cf6a35", "f0e6cf"), 12)
    floats(c, [(1230, 690), (1330, 600), (1440, 640), (1500, 740)], ("d9a648", "cf6a35"), 12)
    c.shade([(0, 860), (1500, 900), (1500, 1040), (0, 1040)], rgb("8b7d78"), 0.5, 60)
    for x, y, span, tilt in ((700, 190, 70, 0.15), (790, 150, 48, -0.15), (630, 240, 40, 0.1)):
        nature.gull(c, (x, y), span, rgb("75787c"), tilt, 0.27)
    return c.finish(scale=1.6)
