"""Crab, shrimps and a yellow croaker on ice, before a deep sea-green ground."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from drawing.canvas import Canvas, Light, Point, mix, noise, rgb, smooth, threshold

WIDTH, HEIGHT = 1500.0, 380.0
SUN = rgb("fff2cf")
DARK = rgb("1c2b2e")
RED = rgb("cf4a2c")
COOL = Light(-1.5, -2, rgb("fff0cc"), 0.75, 1.2)


class Frame:
    """A place on the canvas with its own size and turn."""

    def __init__(self, at: Point, size: float, turn: float = 0.0, *, flip: bool = False) -> None:
        self.at, self.size = at, size
        self.cos, self.sin = math.cos(turn), math.sin(turn)
        self.flip = -1 if flip else 1

    def p(self, x: float, y: float) -> Point:
        """Place one point, y down."""
        x *= self.flip
        return (
            self.at[0] + self.size * (x * self.cos - y * self.sin),
            self.at[1] + self.size * (x * self.sin + y * self.cos),
        )

    def spots(self, points: Sequence[Point]) -> list[Point]:
        """Place several points."""
        return [self.p(x, y) for x, y in points]

    def ring(self, points: Sequence[Point]) -> list[Point]:
        """Lay a closed curve through several points."""
        return smooth(self.spots(points), True)


def ground(c: Canvas) -> None:
    """Fill the background, a little lighter behind the ice, with faint swells."""
    c.sky([(0, rgb("13565a")), (200, rgb("1f7272")), (380, rgb("17605f"))])
    c.glow((1040, 190), 620, rgb("3fa093"), 0.55, flat=0.55)
    field = noise((c.img.width // 4, c.img.height // 4), (180, 30), 5, 3).resize(c.img.size)
    c.wash(rgb("2b8481"), threshold(field, 0.5, 0.75, 0.3))


def crest(x: float) -> float:
    """Find the top of the heap of ice."""
    rise = 1 / (1 + math.exp(-(x - 640) / 62))
    return 392 - 112 * rise - 14 * math.sin(x / 128) * rise


def ice(c: Canvas) -> None:
    """Heap crushed ice from the middle to the right edge."""
    line = [(x, crest(x)) for x in range(420, 1521, 10)]
    c.poly([*line, (1520, 400), (420, 400)], rgb("d6ebe8"), rgb("6fa9ab"))
    rng = random.Random(7)
    for row in range(12):
        for _ in range(95):
            x = rng.uniform(440, 1510)
            y = crest(x) + 2 + row * 11 + rng.uniform(-6, 6)
            if y < 400:
                lump(c, (x, y), rng.uniform(8, 19), rng)


def lump(c: Canvas, at: Point, r: float, rng: random.Random) -> None:
    """Cut one piece of ice: three facets about a corner."""
    x, y = at
    turn = rng.uniform(0, 2 * math.pi)
    rim = [
        (x + r * rng.uniform(0.7, 1.1) * math.cos(turn + k * math.pi / 3),
         y + r * 0.8 * rng.uniform(0.7, 1.1) * math.sin(turn + k * math.pi / 3))
        for k in range(6)
    ]  # fmt: skip
    heart = (x + rng.uniform(-0.2, 0.2) * r, y + rng.uniform(-0.2, 0.2) * r)
    tones = [mix(rgb("f8fffb"), rgb("7fb4b8"), rng.random() ** 1.4) for _ in range(3)]
    for k in range(3):
        ring = [heart, rim[2 * k], rim[2 * k + 1], rim[(2 * k + 2) % 6]]
        c.poly(ring, tones[k], alpha=0.62)
    c.line([rim[0], heart, rim[2]], 0.7, rgb("ffffff"), alpha=0.7)


# ------------------------------------------------------------------- crab


def crab(c: Canvas, at: Point, size: float) -> None:
    """Draw a crab from above, claws raised; `size` is half its shell's width."""
    f = Frame(at, size, -0.05)
    c.ellipse((at[0], at[1] + size * 0.62), size * 1.7, size * 0.24, rgb("2f6266"), alpha=0.5, soft=6)
    box = (at[0] - size * 2.4, at[1] - size * 1.8, at[0] + size * 2.4, at[1] + size * 1.3)
    for side in (-1, 1):
        with c.group(box, lights=(COOL,)) as g:
            _legs(g, f, side)
    for side in (-1, 1):
        with c.group(box, lights=(COOL,)) as g:
            _claw(g, f, side)
    with c.group(box, lights=(Light(-2, -3, SUN, 0.7, 2),)) as g:
        _shell(g, f)


def _legs(g: Canvas, f: Frame, side: int) -> None:
    """Spread the four walking legs of one side."""
    for k in range(4):
        y = -0.12 + 0.17 * k
        knee = (1.32 - 0.1 * k, -0.34 + 0.3 * k)
        foot = (1.85 - 0.27 * k, 0.22 + 0.24 * k)
        path = [(0.62, y), knee, ((knee[0] + foot[0]) / 2 + 0.1, (knee[1] + foot[1]) / 2 - 0.04), foot]
        widths = [0.2, 0.16, 0.11, 0.02]
        tone = mix(RED, DARK, 0.16 + 0.07 * k)
        g.limb([f.p(side * x, yy) for x, yy in path], [w * f.size for w in widths], tone)
        g.limb(
            [f.p(side * x, yy - 0.03) for x, yy in path[:3]],
            [w * f.size * 0.3 for w in widths[:3]],
            mix(RED, rgb("ffb98a"), 0.5),
        )
        for x, yy in path[1:3]:
            g.ellipse(f.p(side * x, yy), f.size * 0.06, f.size * 0.06, mix(RED, rgb("ffcf9a"), 0.35))


def _claw(g: Canvas, f: Frame, side: int) -> None:
    """Raise one claw."""
    arm = [(0.66, -0.26), (1.12, -0.36), (1.3, -0.62)]
    g.limb([f.p(side * x, y) for x, y in arm], [0.24 * f.size, 0.27 * f.size, 0.2 * f.size], mix(RED, DARK, 0.12))
    palm = [(1.42, -0.56), (1.5, -0.8), (1.42, -1.02), (1.26, -1.14), (1.1, -1.04), (1.06, -0.8), (1.16, -0.6)]
    upper = [(1.44, -0.96), (1.38, -1.24), (1.16, -1.46), (0.92, -1.5), (1.08, -1.34), (1.18, -1.2), (1.22, -1.06)]
    lower = [(1.22, -1.1), (1.06, -1.2), (0.88, -1.22), (0.72, -1.36), (0.76, -1.14), (0.9, -0.98), (1.08, -0.9)]
    pale = rgb("f6d6b0")
    for part in (lower, upper):
        ring = f.ring([(side * x, y) for x, y in part])
        g.poly(ring, mix(RED, DARK, 0.18), mix(RED, rgb("ffb98a"), 0.2))
    g.poly(f.ring([(side * x, y) for x, y in palm]), mix(RED, rgb("ffb98a"), 0.3), mix(RED, DARK, 0.2))
    for k in range(4):
        g.ellipse(f.p(side * (1.16 - 0.07 * k), -1.24 - 0.055 * k), f.size * 0.022, f.size * 0.03, pale)
        g.ellipse(f.p(side * (1.07 - 0.08 * k), -1.17 - 0.035 * k), f.size * 0.022, f.size * 0.026, pale)
    for x, y, r in ((1.3, -0.72, 0.035), (1.2, -0.82, 0.03), (1.36, -0.88, 0.03), (1.26, -0.96, 0.025)):
        g.ellipse(f.p(side * x, y), f.size * r, f.size * r, mix(RED, rgb("ffd9a8"), 0.55))


def _shell(g: Canvas, f: Frame) -> None:
    """Draw the shell with its spines, ridges and eyes."""
    half = [(0.0, -0.46), (0.1, -0.5), (0.17, -0.42), (0.27, -0.51), (0.34, -0.43), (0.46, -0.47), (0.52, -0.39)]
    half += [(0.64, -0.4), (0.69, -0.31), (0.81, -0.29), (0.85, -0.2), (1.12, -0.1), (0.92, 0.08), (0.8, 0.26)]
    half += [(0.6, 0.46), (0.34, 0.58), (0.0, 0.61)]
    ring = f.spots([*half, *[(-x, y) for x, y in reversed(half)]])
    g.poly(smooth(ring, True, 4), mix(RED, rgb("ff9a5e"), 0.25), mix(RED, DARK, 0.34))
    back = [
        (-0.7, -0.12),
        (-0.36, -0.33),
        (0, -0.38),
        (0.36, -0.33),
        (0.7, -0.12),
        (0.5, 0.06),
        (0, 0.14),
        (-0.5, 0.06),
    ]
    g.poly(f.ring(back), rgb("f08a54"), alpha=0.55, soft=f.size * 0.06)
    for side in (-1, 1):
        for path, width in (
            ([(0.1, -0.2), (0.16, -0.02), (0.1, 0.14)], 0.028),
            ([(0.2, 0.2), (0.42, 0.12), (0.62, 0.16)], 0.024),
            ([(0.78, -0.14), (0.56, -0.1), (0.4, -0.14)], 0.024),
            ([(0.1, 0.36), (0.22, 0.42), (0.38, 0.4)], 0.022),
        ):
            g.line(smooth(f.spots([(side * x, y) for x, y in path])), width * f.size, mix(RED, DARK, 0.45))
        rng = random.Random(3)
        for _ in range(26):
            x, y = rng.uniform(0.08, 0.78), rng.uniform(-0.34, 0.36)
            if x / 0.9 + abs(y) < 0.95:
                g.ellipse(f.p(side * x, y), f.size * 0.016, f.size * 0.014, rgb("ffd0a0"), alpha=0.85)
        g.limb([f.p(side * 0.2, -0.44), f.p(side * 0.23, -0.62)], [f.size * 0.06, f.size * 0.08], mix(RED, DARK, 0.2))
        g.ellipse(f.p(side * 0.235, -0.65), f.size * 0.062, f.size * 0.066, DARK)
        g.ellipse(f.p(side * 0.235 - 0.02, -0.67), f.size * 0.02, f.size * 0.02, rgb("ffffff"))
    shine = [(-0.62, -0.2), (-0.34, -0.34), (-0.1, -0.36), (-0.3, -0.27)]
    g.poly(f.ring(shine), rgb("ffe9cc"), alpha=0.7, soft=f.size * 0.012)


# ------------------------------------------------------------------- fish


def fish(c: Canvas, at: Point, size: float, turn: float) -> None:
    """Draw a yellow croaker, head to the left, `size` long."""
    f = Frame(at, size, turn)
    gold, back = rgb("efb23f"), rgb("77786a")
    c.ellipse((at[0], at[1] + size * 0.15), size * 0.46, size * 0.05, rgb("2f6266"), alpha=0.5, soft=5)
    top = [(-0.5, 0.0), (-0.43, -0.07), (-0.33, -0.118), (-0.18, -0.145), (0.0, -0.135), (0.18, -0.085), (0.33, -0.036)]
    low = [(0.34, 0.03), (0.2, 0.07), (0.02, 0.115), (-0.16, 0.132), (-0.32, 0.115), (-0.44, 0.065)]
    body = f.ring([*top, *low])
    box = (at[0] - size * 0.7, at[1] - size * 0.4, at[0] + size * 0.7, at[1] + size * 0.4)
    with c.group(box, lights=(COOL,)) as g:
        tail = [(0.31, -0.02), (0.4, -0.07), (0.5, -0.115), (0.475, 0.0), (0.5, 0.11), (0.4, 0.065), (0.31, 0.025)]
        g.poly(f.ring(tail), rgb("e3a640"), rgb("a8742e"))
        fin = [
            (-0.2, -0.135),
            (-0.12, -0.21),
            (-0.04, -0.19),
            (0.04, -0.2),
            (0.14, -0.165),
            (0.24, -0.1),
            (0.26, -0.05),
        ]
        g.poly(f.ring([*fin, (0.0, -0.1)]), rgb("c99a48"), rgb("8d7440"))
        for path in (
            [(-0.2, 0.12), (-0.13, 0.185), (-0.07, 0.165), (-0.1, 0.11)],
            [(0.08, 0.09), (0.15, 0.15), (0.2, 0.07)],
        ):
            g.poly(f.ring(path), rgb("f0b548"), rgb("b87d2c"))
        for k in range(9):
            g.line(
                f.spots([(-0.17 + 0.045 * k, -0.12), (-0.135 + 0.042 * k, -0.19 + 0.0018 * k * k)]),
                0.8,
                rgb("77602f"),
                alpha=0.7,
            )
            g.line(f.spots([(0.33, -0.016 + 0.004 * k), (0.47, -0.085 + 0.021 * k)]), 0.8, rgb("8a5f26"), alpha=0.7)
    with c.group(box, lights=(COOL,)) as g:
        g.poly(body, mix(back, gold, 0.12), gold)
        pale = [(-0.46, 0.03), (-0.2, 0.02), (0.1, 0.01), (0.34, 0.0), (0.2, 0.08), (-0.1, 0.14), (-0.4, 0.1)]
        g.poly(f.ring(pale), rgb("f7d67c"), rgb("f3b53a"), alpha=0.85, soft=size * 0.02)
        for row in range(15):
            for k in range(36):
                x, y = -0.26 + 0.0175 * k + 0.00875 * (row % 2), -0.15 + 0.02 * row
                arc = [(x + 0.011 * math.cos(a), y + 0.011 * math.sin(a)) for a in (-1.2, -0.6, 0, 0.6, 1.2)]
                g.line(f.spots(arc), 0.8, mix(rgb("6d5a34"), gold, 0.25), alpha=0.6)
        side = [(-0.26, -0.045), (-0.1, -0.06), (0.1, -0.03), (0.34, -0.002)]
        g.line(smooth(f.spots(side)), 1.5, rgb("fbe6a8"), alpha=0.8)
        g.clip(body)
    _face(c, f, size)


def _face(c: Canvas, f: Frame, size: float) -> None:
    """Draw gill cover, fin, eye and mouth."""
    head = [(-0.5, 0.0), (-0.43, -0.067), (-0.34, -0.108), (-0.27, -0.06), (-0.262, 0.03), (-0.3, 0.1), (-0.43, 0.06)]
    c.poly(f.ring(head), rgb("9a8f66"), rgb("f3c251"))
    c.line(smooth(f.spots([(-0.335, -0.11), (-0.268, -0.055), (-0.26, 0.03), (-0.3, 0.105)])), 2, rgb("7c5f2c"))
    c.line(smooth(f.spots([(-0.36, -0.06), (-0.325, 0.0), (-0.35, 0.07)])), 1.3, rgb("9b7a3a"))
    c.line(smooth(f.spots([(-0.5, 0.012), (-0.455, 0.022), (-0.425, 0.02)])), 1.8, rgb("6a4a26"))
    c.poly(f.ring([(-0.5, 0.014), (-0.47, 0.026), (-0.44, 0.026), (-0.465, 0.042)]), rgb("e8955a"))
    c.ellipse(f.p(-0.425, -0.03), size * 0.021, size * 0.021, rgb("fff3cf"))
    c.ellipse(f.p(-0.425, -0.03), size * 0.013, size * 0.013, DARK)
    c.ellipse(f.p(-0.43, -0.036), size * 0.004, size * 0.004, rgb("ffffff"))
    fin = f.ring([(-0.25, 0.02), (-0.16, 0.01), (-0.1, 0.05), (-0.15, 0.085), (-0.22, 0.06)])
    c.poly(fin, rgb("f6c65a"), rgb("c4852e"))
    for k in range(5):
        c.line(f.spots([(-0.24, 0.03), (-0.125, 0.03 + 0.011 * k)]), 0.8, rgb("9a6a26"), alpha=0.7)


# ----------------------------------------------------------------- shrimp


def shrimp(c: Canvas, at: Point, size: float, turn: float, *, flip: bool = False) -> None:
    """Draw a curled shrimp about `at`."""
    f = Frame(at, size, turn, flip=flip)
    shell, deep = rgb("f09a6c"), rgb("b9512f")
    c.ellipse((at[0], at[1] + size * 0.55), size * 0.8, size * 0.14, rgb("2f6266"), alpha=0.45, soft=4)
    box = (at[0] - size * 2.2, at[1] - size * 1.6, at[0] + size * 2.2, at[1] + size * 1.4)
    with c.group(box, lights=(COOL,)) as g:
        for path in (
            [(-0.72, -0.1), (-1.2, -0.6), (-1.1, -1.1), (-0.5, -1.3)],
            [(-0.72, -0.06), (-1.4, -0.34), (-1.62, -0.8), (-1.3, -1.2)],
        ):
            g.line(smooth(f.spots(path)), max(0.8, size * 0.02), deep)
        for k in range(5):
            a = 3.5 + 0.42 * k
            x, y = 0.42 * math.cos(a), 0.1 + 0.36 * math.sin(a)
            g.limb(
                f.spots([(x, y), (x * 0.45 - 0.12, y * 0.3 + 0.22)]), [size * 0.08, size * 0.025], mix(shell, deep, 0.4)
            )
        tail = [(0.2, 0.52), (-0.02, 0.74), (-0.26, 0.7), (-0.12, 0.58), (-0.34, 0.48), (-0.04, 0.44)]
        g.poly(f.ring(tail), deep, mix(deep, DARK, 0.3))
    with c.group(box, lights=(COOL,)) as g:
        count = 30
        for k in range(count):
            t = k / (count - 1)
            a = 3.3 + 4.3 * t
            x, y = 0.62 * math.cos(a) * (1 - 0.18 * t), 0.06 + 0.52 * math.sin(a)
            r = size * (0.27 * (1 - t) ** 0.75 + 0.085)
            g.ellipse(f.p(x, y), r, r, mix(shell, rgb("ffd7b0"), 0.4 * math.sin(math.pi * t)))
        for k in range(6):
            a = 4.25 + 0.5 * k
            t = (a - 3.3) / 4.3
            w = 0.27 * (1 - t) ** 0.75 + 0.085
            cx, cy = 0.62 * (1 - 0.18 * t), 0.52
            arc = [
                (
                    (cx + w * d) * math.cos(a + 0.12 * (1 - d * d)),
                    0.06 + (cy + w * d) * math.sin(a + 0.12 * (1 - d * d)),
                )
                for d in (-0.95, -0.5, 0, 0.5, 0.95)
            ]
            g.line(smooth(f.spots(arc)), size * 0.035, deep, alpha=0.8)
        beak = [(-0.55, -0.3), (-0.86, -0.36), (-1.12, -0.5), (-0.9, -0.22), (-0.6, 0.06)]
        g.poly(f.ring(beak), mix(shell, deep, 0.2), shell)
        g.ellipse(f.p(-0.74, -0.2), size * 0.06, size * 0.06, DARK)
        g.ellipse(f.p(-0.755, -0.22), size * 0.02, size * 0.02, rgb("ffffff"))


# ---------------------------------------------------------------- garnish


def lemon(c: Canvas, at: Point, size: float) -> None:
    """Lay a slice of lemon."""
    x, y = at
    c.ellipse((x + 2, y + size * 0.3), size, size * 0.8, rgb("2f6266"), alpha=0.4, soft=3)
    c.ellipse(at, size, size * 0.86, rgb("f2c230"), rgb("d29a22"))
    c.ellipse(at, size * 0.9, size * 0.77, rgb("fdf3c4"))
    for k in range(9):
        a, b = 2 * math.pi * (k + 0.07) / 9, 2 * math.pi * (k + 0.93) / 9
        ring = [
            (x + size * r * math.cos(t), y + size * 0.86 * r * math.sin(t))
            for r, t in ((0.14, (a + b) / 2), (0.76, a), (0.82, (a + b) / 2), (0.76, b))
        ]
        c.poly(ring, rgb("fae07a"), rgb("f0c845"))


def sprig(c: Canvas, at: Point, size: float, turn: float) -> None:
    """Lay a sprig of green."""
    f = Frame(at, size, turn)
    c.line(smooth(f.spots([(0, 0), (0.5, -0.1), (1.0, -0.3)])), size * 0.035, rgb("4f7f4a"))
    for k in range(5):
        x, y = 0.25 + 0.18 * k, -0.04 - 0.06 * k
        for s in (-1, 1):
            leaf = [(x, y), (x + 0.1, y + s * 0.14), (x + 0.3, y + s * 0.24), (x + 0.24, y + s * 0.06)]
            c.poly(f.ring(leaf), rgb("8fbf6a") if s < 0 else rgb("5f9a55"), rgb("3f7746"))


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((WIDTH, HEIGHT), seed=631, scale=4)
    ground(c)
    ice(c)
    sprig(c, (1020, 292), 78, -0.2)
    sprig(c, (1052, 300), 70, 0.15)
    fish(c, (1276, 240), 430, -0.07)
    crab(c, (884, 222), 106)
    shrimp(c, (652, 300), 60, 0.1)
    shrimp(c, (1108, 326), 48, 0.0, flip=True)
    shrimp(c, (748, 326), 54, -0.12)
    lemon(c, (1404, 318), 34)
    lemon(c, (1352, 338), 32)
    rng = random.Random(17)
    for _ in range(150):
        x = rng.uniform(560, 1500)
        y = rng.uniform(346, 384)
        lump(c, (x, y), rng.uniform(8, 15), rng)
    return c.finish(brush=0.02, stretch=0.4, scale=2)
