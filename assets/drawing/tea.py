"""A celadon teapot and cups on a wooden table by a window over the sea; the left wall is quiet."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from drawing import nature
from drawing.canvas import RGB, Box, Canvas, Light, Point, column, mix, noise, rgb, smooth, threshold

TABLE = 868.0
PANE: Box = (640.0, 150.0, 1330.0, 770.0)
GLAZE = rgb("9dbfa8")
PALE = rgb("d8e6d2")
DEEP = rgb("4f7a6c")
SUN = rgb("fff2cf")
WOOD = rgb("a8744c")


def wall(c: Canvas) -> None:
    """Paint the plain wall with the light of the window fading across it."""
    c.sky([(0, rgb("e6dcc4")), (500, rgb("eee2c8")), (900, rgb("dccbab")), (1300, rgb("dccbab"))])
    grain = noise((c.img.width // 4, c.img.height // 4), (60, 60), 8, 3).resize(c.img.size)
    c.wash(rgb("fff6e0"), threshold(grain, 0.45, 0.8, 0.1))
    c.shade([(-40, -40), (420, -40), (150, 900), (-40, 900)], rgb("d2c8b4"), 0.6, 120)


def view(c: Canvas) -> None:
    """Paint the bay in the window."""
    left, top, right, bottom = PANE
    size = (right - left, bottom - top)
    v = Canvas(size, seed=4)
    level = 400.0
    v.sky([(0, rgb("a9cfd8")), (220, rgb("d6e6dc")), (400, rgb("f8ead0")), (620, rgb("f8ead0"))])
    nature.clouds(v, 10, 300, rgb("fffdf4"), rgb("c3d0d0"), seed=13, cover=0.5, alpha=0.85, cell=(320, 76))
    for high, seed, tone, foot in ((90, 5, "a9c0bd", "dbe3d2"), (60, 21, "86a99a", "b9d0b8")):
        line = nature.bell(nature.ridge(size[0], level, high * 1.2, seed, waves=1.5), level, 480, 260, 0.15)
        nature.hill(v, line, level + 2, rgb(tone), rgb(foot))
    nature.mirror_sky(v, level, rgb("6aa8ac"), [(0, 0.4), (0.4, 0.75), (1, 0.9)])
    nature.wavelets(v, level, rgb("e6f0e0"), rgb("4f8f98"), 6, 0.42, (12, 3))
    nature.glitter(v, 190, level, 620, rgb("fff8dc"), spread=90, count=240, seed=2, alpha=0.75)
    for x, y, s in ((430.0, 424.0, 36.0), (520.0, 412.0, 22.0)):
        v.poly([(x, y), (x + s * 0.05, y - s * 1.5), (x + s * 0.62, y - s * 0.1)], rgb("fdf8ea"))
        v.poly([(x - s * 0.06, y), (x, y - s * 1.3), (x - s * 0.42, y - s * 0.05)], rgb("ece6d6"))
        v.poly([(x - s * 0.5, y), (x + s * 0.65, y), (x + s * 0.45, y + 6), (x - s * 0.4, y + 6)], rgb("7a4a3c"))
    for x, y, span in ((250.0, 150.0, 46.0), (310.0, 118.0, 32.0)):
        nature.gull(v, (x, y), span, rgb("7f9298"), 0.1, 0.27)
    x, y = c.place([(left, top)])[0]
    c.img.paste(v.img, (round(x), round(y)))


def frame(c: Canvas) -> None:
    """Frame the window with bars, sill and a pot of orchid leaves."""
    left, top, right, bottom = PANE
    wood, dark = rgb("8a5f42"), rgb("5a3c2c")
    for box in (
        (left - 26, top - 28, right + 26, top),
        (left - 26, top - 28, left, bottom),
        (right, top - 28, right + 26, bottom),
    ):
        c.rect(box, mix(wood, SUN, 0.2), wood)
    for x in (left + 230, left + 460):
        c.rect((x - 8, top, x + 8, bottom), wood, dark, across=True)
        c.line([(x - 7, top), (x - 7, bottom)], 2, rgb("e0b98a"))
    c.rect((left, top + 176, right, top + 190), mix(wood, SUN, 0.15), dark)
    c.line([(left, top), (right, top)], 4, dark)
    c.line([(left, top), (left, bottom)], 4, dark)
    c.rect((left - 48, bottom, right + 48, bottom + 26), mix(wood, SUN, 0.45), wood)
    c.rect((left - 42, bottom + 26, right + 42, bottom + 40), dark, wood)


def curtain(c: Canvas) -> None:
    """Hang a thin curtain at the right of the window."""
    with c.group((1170, 90, 1400, 880), alpha=0.86) as g:
        edge = smooth([(1212, 110), (1224, 300), (1204, 520), (1240, 700), (1222, 862)])
        g.poly([*edge, (1420, 862), (1420, 110)], rgb("f6eedb"), rgb("e3d5ba"))
        for k in range(9):
            x = 1236 + 20 * k
            fold = smooth([(x, 110), (x + 10, 320), (x - 8, 560), (x + 12, 862)])
            wide = [*fold, *[(px + 9 + (k % 3) * 2, py) for px, py in reversed(fold)]]
            g.poly(wide, rgb("c9b897"), alpha=0.45, soft=3)
    c.rect((590, 96, 1400, 106), rgb("5a3c2c"), rgb("7a5540"))
    c.ellipse((590, 101), 11, 11, rgb("8a5f42"))


def table(c: Canvas) -> None:
    """Lay the wooden table, its grain running across, the window's light upon it."""
    c.poly([(-10, TABLE), (1410, TABLE), (1410, 1310), (-10, 1310)], rgb("c08b5c"), rgb("7d5236"))
    size = (c.img.width // 2, round((1300 - TABLE) * c.scale / 2))
    grain = noise(size, (520, 7), 3, 3)
    at = (0, TABLE)
    big = (c.img.width, round((1300 - TABLE) * c.scale))
    c.wash(rgb("6f452c"), threshold(grain, 0.5, 0.8, 0.36).resize(big), at)
    c.wash(rgb("e2b27c"), threshold(grain, 0.5, 0.15, 0.3).resize(big), at)
    for y in (958, 1092):
        c.line([(-10, y), (1410, y + 6)], 3, rgb("5d3a26"), alpha=0.8)
        c.line([(-10, y + 3), (1410, y + 9)], 1.6, rgb("e6bb88"), alpha=0.5)
    c.rect((-10, TABLE - 3, 1410, TABLE + 5), rgb("e3b987"), rgb("b27f54"))
    for a in (560, 780, 1000):
        c.poly(
            [(a, TABLE + 6), (a + 190, TABLE + 6), (a - 90, 1310), (a - 340, 1310)], rgb("ffe6b4"), alpha=0.24, soft=16
        )


def shadow(c: Canvas, x: float, y: float, wide: float, high: float) -> None:
    """Drop a soft shadow to the lower left, away from the window."""
    c.ellipse((x - wide * 0.45, y + high * 0.3), wide * 1.25, high, rgb("3f281c"), alpha=0.5, soft=high * 0.45)
    c.ellipse((x, y), wide * 0.85, high * 0.5, rgb("2c1c15"), alpha=0.55, soft=high * 0.2)


def turned(c: Canvas, at: Point, profile: Sequence[Point], *, glaze: RGB = GLAZE, tilt: float = 0.11) -> None:
    """Throw a round pot from its profile (half widths and heights, y up), lit from the upper right.

    It is seen from a little above: `tilt` is the height of its circles to their width.
    """
    x, y = at
    curve = smooth(profile, steps=12)
    strips = 46
    for k in range(strips):
        a, b = -1 + 2 * k / strips, -1 + 2 * (k + 1) / strips
        t = (a + b) / 2
        light = max(0.0, 1 - ((t - 0.32) / 0.95) ** 2)
        tone = mix(mix(glaze, DEEP, 0.62), mix(glaze, PALE, 0.55), light)
        tone = mix(tone, rgb("dce8d4"), 0.35 * max(0.0, t - 0.86) / 0.14)
        sides = [
            [(x + w * s, y - h + tilt * w * math.sqrt(1 - s * s)) for w, h in curve] for s in (a, min(1.0, b + 0.004))
        ]
        c.poly([*sides[0], *reversed(sides[1])], mix(tone, PALE, 0.08), mix(tone, DEEP, 0.3))


def crackle(c: Canvas, ring: Sequence[Point], box: Box, seed: int) -> None:
    """Draw the faint net of lines in a celadon glaze."""
    rng = random.Random(seed)
    with c.group(box, alpha=0.5) as g:
        for _ in range(70):
            x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
            path = [(x, y)]
            angle = rng.uniform(0, 2 * math.pi)
            for _ in range(4):
                angle += rng.uniform(-0.8, 0.8)
                x, y = x + 22 * math.cos(angle), y + 18 * math.sin(angle)
                path.append((x, y))
            g.line(path, 0.9, DEEP, alpha=0.4)
        g.clip(ring)


def teapot(c: Canvas) -> None:
    """Set the teapot on its tray."""
    x, y = 930.0, 1078.0
    body = [(96, 0), (112, 6), (168, 52), (192, 112), (178, 170), (130, 214), (84, 232), (70, 236)]
    rim = (Light(3, -3, rgb("fffbe6"), 0.8, 2.5),)
    with c.group((640, 760, 1260, 1110), lights=rim) as g:
        spout = [
            (784, 1000),
            (742, 974),
            (716, 920),
            (690, 884),
            (664, 872),
            (676, 858),
            (712, 866),
            (748, 902),
            (800, 930),
        ]
        g.poly(smooth(spout, True), mix(GLAZE, PALE, 0.25), mix(GLAZE, DEEP, 0.5))
        g.ellipse((670, 866), 11, 6, rgb("3f5f55"))
        handle = smooth([(1090, 900), (1148, 872), (1196, 906), (1192, 972), (1142, 1022), (1094, 1030)])
        widths = [27 - 7 * math.sin(math.pi * k / len(handle)) for k in range(len(handle))]
        g.limb(handle, widths, mix(GLAZE, DEEP, 0.28))
        inner = [(px - 4, py - 5) for px, py in handle]
        g.limb(inner, [w * 0.42 for w in widths], mix(GLAZE, PALE, 0.6))
    with c.group((700, 760, 1180, 1110), lights=rim) as g:
        turned(g, (x, y), body)
    curve = smooth(body, steps=12)
    ring = [(x + w, y - h) for w, h in curve] + [(x - w, y - h) for w, h in reversed(curve)]
    crackle(c, ring, (730, 840, 1130, 1090), 6)
    for h, w in ((206, 141), (199, 150)):
        arc = [(x + w * math.cos(a), y - h + 14 * math.sin(a)) for a in [math.pi * k / 24 for k in range(25)]]
        c.line(arc, 2.4, mix(DEEP, GLAZE, 0.25), alpha=0.75)
    _lotus(c, x, y)
    with c.group((820, 760, 1040, 880), lights=rim) as g:
        turned(g, (x, y - 228), [(82, 0), (84, 8), (66, 30), (34, 44), (16, 50), (12, 56)])
        g.ellipse((x, y - 226), 84, 9, mix(GLAZE, DEEP, 0.4))
        turned(g, (x, y - 278), [(9, 0), (20, 10), (23, 22), (14, 34), (2, 38)], glaze=mix(GLAZE, PALE, 0.2))
    gleam = [(1010, 908), (1034, 924), (1052, 962), (1050, 1000), (1036, 1010), (1034, 968), (1016, 930)]
    c.poly(smooth(gleam, True), rgb("ffffff"), alpha=0.55, soft=5)
    for dx in (-1, 1):
        c.ellipse((964 + 12 * dx, 822 + 5 * dx), 12, 4, rgb("ffffff"), alpha=0.45, soft=2)


def _lotus(c: Canvas, x: float, y: float) -> None:
    """Carve petals round the foot of the pot."""

    def spot(turn: float, high: float) -> Point:
        wide = 98 + 92 * min(1.0, high / 106) ** 0.75
        return x + wide * math.sin(turn), y - high + 0.11 * wide * math.cos(turn)

    for k in range(-5, 6):
        turn = k * 0.27
        outline = ((-0.115, 14), (-0.128, 58), (-0.07, 92), (0.0, 112), (0.07, 92), (0.128, 58), (0.115, 14))
        petal = smooth([spot(turn + dt, h) for dt, h in outline])
        c.line([(px + 2, py + 2) for px, py in petal], 1.4, PALE, alpha=0.55)
        c.line(petal, 2.2, mix(DEEP, GLAZE, 0.15), alpha=0.65)
        c.line([spot(turn, 30), spot(turn, 88)], 1.4, mix(DEEP, GLAZE, 0.3), alpha=0.4)


def cup(c: Canvas, at: Point, size: float) -> None:
    """Set a cup of tea; `at` is the middle of its foot."""
    x, y = at
    shadow(c, x, y + size * 0.02, size * 0.6, size * 0.2)
    profile = [(0.3, 0), (0.34, 0.05), (0.44, 0.1), (0.58, 0.34), (0.64, 0.66)]
    box = (x - size, y - size, x + size, y + size * 0.3)
    with c.group(box, lights=(Light(2.5, -2.5, rgb("fffbe6"), 0.8, 2),)) as g:
        g.ellipse((x, y), size * 0.3, size * 0.07, mix(GLAZE, DEEP, 0.7))
        turned(g, at, [(w * size, h * size) for w, h in profile], tilt=0.24)
        g.ellipse((x, y - size * 0.66), size * 0.64, size * 0.17, PALE, mix(GLAZE, PALE, 0.5))
        g.ellipse((x, y - size * 0.645), size * 0.58, size * 0.14, mix(GLAZE, DEEP, 0.25), mix(GLAZE, PALE, 0.2))
        g.ellipse((x, y - size * 0.615), size * 0.53, size * 0.11, rgb("a86f2c"), rgb("dba848"))
    c.ellipse((x + size * 0.2, y - size * 0.64), size * 0.16, size * 0.025, rgb("fff3cf"), alpha=0.7, soft=1.5)


def steam(c: Canvas, at: Point, size: float, seed: int) -> None:
    """Let steam rise."""
    rng = random.Random(seed)
    x, y = at
    for k in range(3):
        sway = rng.uniform(0.8, 1.2)
        px = x + (k - 1) * size * 0.16
        path = smooth(
            [(px, y), (px + 16 * sway, y - size * 0.35), (px - 12 * sway, y - size * 0.7), (px + 18 * sway, y - size)]
        )
        last = len(path) - 1
        for n, spot in enumerate(path):
            t = n / last
            c.ellipse(
                spot, 5 + 9 * t, 8 + 10 * t, rgb("ffffff"), alpha=0.12 * math.sin(math.pi * (0.1 + 0.9 * t)), soft=6
            )


def tray(c: Canvas) -> None:
    """Lay the bamboo tray under the pot."""
    c.ellipse((880, 1098), 400, 56, rgb("2f1d14"), alpha=0.5, soft=18)
    c.ellipse((930, 1086), 330, 56, rgb("6b4a30"), rgb("4a3222"))
    c.ellipse((930, 1076), 330, 54, rgb("d3a868"), rgb("a87c48"))
    c.ellipse((930, 1077), 312, 47, rgb("b98c54"), rgb("d8b070"))
    for k in range(-9, 10):
        half = 46 * math.sqrt(max(0.0, 1 - (k * 32 / 312) ** 2))
        c.line([(930 + k * 32, 1077 - half), (930 + k * 31, 1077 + half)], 1.6, rgb("8f6638"), alpha=0.5)
    shadow(c, 925, 1080, 130, 30)


def twig(c: Canvas) -> None:
    """Lay a few tea leaves beside the cups."""
    rng = random.Random(12)
    for x, y, turn in ((300.0, 1150.0, -0.3), (346.0, 1162.0, 0.4), (1240.0, 1190.0, 2.6)):
        ring = ((0, 0), (0.3, 0.17), (0.65, 0.16), (1, 0), (0.65, -0.13), (0.3, -0.15))
        size = rng.uniform(64, 80)
        cos, sin = math.cos(turn), math.sin(turn) * 0.5
        spots = [(x + size * (px * cos - py * sin), y + size * (px * sin + py * cos * 0.8)) for px, py in ring]
        c.poly([(px - 5, py + 7) for px, py in smooth(spots, True)], rgb("3f281c"), alpha=0.4, soft=3)
        c.poly(smooth(spots, True), rgb("86a565"), rgb("4f7548"))
        c.line([spots[0], spots[3]], 1.6, rgb("bfd09a"))


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1400, 1300), seed=633)
    wall(c)
    view(c)
    frame(c)
    curtain(c)
    table(c)
    tray(c)
    teapot(c)
    for at, size in (((560.0, 1142.0), 124.0), ((1176.0, 1188.0), 128.0), ((770.0, 1216.0), 134.0)):
        cup(c, at, size)
    steam(c, (566, 1050), 190, 3)
    steam(c, (664, 850), 120, 5)
    twig(c)
    glow = column(c.img.height, [(0, 0.16), (0.6, 0.05), (1, 0)]).resize(c.img.size)
    c.wash(rgb("fff3d2"), glow)
    return c.finish(brush=0.02)
