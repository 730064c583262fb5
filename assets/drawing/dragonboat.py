"""Two dragon boats racing past a festive bank."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from PIL import Image

from drawing import nature
from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb, smooth
from drawing.figures import POSES, Dress, figure

WATER = 452.0
SUN = rgb("fff0c8")
DARK = rgb("22262c")


def bank(c: Canvas) -> None:
    """Paint sky, hills, trees and the embankment."""
    c.sky([(0, rgb("8fb6c6")), (200, rgb("cfe0da")), (400, rgb("f6ecd0")), (1000, rgb("f6ecd0"))])
    nature.clouds(c, 0, 260, rgb("fffaf0"), rgb("bcc8cb"), seed=33, cover=0.5, alpha=0.85, cell=(460, 90))
    for high, seed, tone, foot in ((200, 2, "a9bfc0", "dfe6d4"), (140, 12, "87a79a", "ccd8bc")):
        nature.hill(c, nature.ridge(1600, 380, high, seed, waves=1.7), 400, rgb(tone), rgb(foot))
    rng = c.rng
    for x, w, h in ((60, 190, 96), (270, 150, 78), (1180, 170, 84), (1370, 210, 100)):
        c.rect((x, 352 - h * 0.6, x + w, 360), rgb("f3e8cf"), rgb("d5c8a9"))
        c.poly(
            [
                (x - 18, 354 - h * 0.58),
                (x + 14, 354 - h),
                (x + w - 14, 354 - h),
                (x + w + 18, 354 - h * 0.58),
            ],
            rgb("747c80"),
            rgb("535a5e"),
        )
        for k in range(4):
            c.rect(
                (x + w * (0.1 + 0.22 * k), 352 - h * 0.42, x + w * (0.2 + 0.22 * k), 352 - h * 0.12),
                rgb("7d5c46"),
            )
    for x, r in (
        (20, 62),
        (240, 50),
        (452, 66),
        (560, 44),
        (1090, 60),
        (1190, 40),
        (1345, 52),
        (1590, 66),
        (760, 48),
        (905, 40),
    ):
        c.line([(x, 372), (x + rng.uniform(-4, 4), 310)], r * 0.16, rgb("5d4c3d"))
        nature.foliage(
            c,
            (x, 318 - r * 0.5),
            r * 1.15,
            r,
            (rgb("3f6048"), rgb("6d8f58"), rgb("b9c77c")),
            seed=int(x),
            count=420,
            leaf=6.5,
            lean=(0.5, -0.7),
        )
    c.rect((0, 366, 1600, 392), rgb("c7bfa4"), rgb("a39b86"))
    c.rect((0, 390, 1600, WATER + 2), rgb("a89d87"), rgb("6f6a62"))
    for row in range(4):
        y = 394 + row * 15
        c.line([(0, y), (1600, y)], 1.4, rgb("6f695f"), alpha=0.7)
        for k in range(46):
            x = k * 36 + 18 * (row % 2)
            c.line([(x, y), (x, y + 15)], 1.2, rgb("6f695f"), alpha=0.6)


def crowd(c: Canvas) -> None:
    """Line the bank with spectators."""
    rng = random.Random(17)
    tones = (
        "b5523f",
        "3f6680",
        "c9a04f",
        "5f7d63",
        "e6dac0",
        "7a5672",
        "c77a4a",
        "4c5560",
        "8fa9ab",
        "d7917a",
    )
    for row, (base, tall) in enumerate(((376, 50), (392, 58))):
        x = -10.0 + row * 9
        while x < 1610:
            pose = rng.choice(("front", "front", "cheer", "stand", "reach"))
            top = mix(rgb(rng.choice(tones)), rgb("efe2c6"), 0.22 - 0.12 * row)
            dress = Dress(
                top,
                mix(rgb(rng.choice(("3d444f", "6a5a4a", "4e5a6d"))), rgb("efe2c6"), 0.15),
                hat=rng.choice(("", "", "", "cone", "cap", "bun")),
                hat_colour=rgb(rng.choice(("e2cb94", "c9b485", "b5523f"))),
            )
            figure(
                c,
                (x, base + rng.uniform(-2, 2)),
                tall * rng.uniform(0.85, 1.06),
                pose,
                dress,
                left=rng.random() < 0.5,
            )
            x += rng.uniform(13, 30)
    c.rect((0, 392, 1600, 396), rgb("e0d5b8"))


def bunting(c: Canvas) -> None:
    """Hang pennants between poles, and plant banners."""
    flags = ("b5483a", "d9a648", "3f7478", "e9dfc4", "8a4f6a")
    poles = [
        (-20.0, 232.0),
        (330.0, 214.0),
        (690.0, 226.0),
        (1010.0, 210.0),
        (1330.0, 224.0),
        (1640.0, 212.0),
    ]
    for (x0, y0), (x1, y1) in pairwise(poles):
        c.line([(x1, y1), (x1, 392)], 4, rgb("6d5644"))
        rope: list[Point] = []
        for k in range(25):
            t = k / 24
            rope.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 46 * math.sin(math.pi * t)))
        c.line(rope, 1.6, rgb("6d5b4c"))
        for k, (x, y) in enumerate(rope[1:-1]):
            tone = rgb(flags[k % 5])
            c.poly([(x - 6.5, y), (x + 6.5, y), (x + 1.5 + (k % 3), y + 19)], mix(tone, SUN, 0.15), tone)
    for x, cloth in ((150, "b5483a"), (850, "d9a648"), (1480, "3f7478")):
        c.line([(x, 190), (x, 388)], 4, rgb("5f4c3d"))
        c.poly(
            smooth(
                [
                    (x, 192),
                    (x + 16, 197),
                    (x + 32, 191),
                    (x + 46, 194),
                    (x + 42, 232),
                    (x + 45, 300),
                    (x + 30, 304),
                    (x + 14, 298),
                    (x, 302),
                ]
            ),
            mix(rgb(cloth), SUN, 0.2),
            rgb(cloth),
        )


class Boat:
    """A dragon boat going right: `u` is its length, `at` the middle of the water line."""

    def __init__(self, at: Point, u: float, hull: RGB, shirt: RGB, sash: RGB) -> None:
        self.at, self.u, self.hull, self.shirt, self.sash = at, u, hull, shirt, sash
        self.tall = u * 0.152
        self.seats = [-0.36 + 0.066 * k for k in range(10)]

    def p(self, x: float, y: float) -> Point:
        """Place a point given in boat lengths, y up."""
        return self.at[0] + x * self.u, self.at[1] - y * self.u

    def paint(self, c: Canvas) -> None:
        """Draw boat and crew."""
        self.steersman(c)
        for far in (True, False):
            if not far:
                self.drummer(c)
            for k, x in enumerate(self.seats):
                self.rower(c, x, far, k)
        self.body(c)
        self.head(c)
        self.tail(c)
        for x in self.seats:
            self.paddle(c, x)

    def dress(self, far: bool, k: int) -> Dress:
        """Dress a rower."""
        top = mix(self.shirt, DARK, 0.3) if far else mix(self.shirt, SUN, 0.06 * (k % 2))
        skin = mix(rgb("b07c5a"), DARK, 0.25 if far else 0.06 * (k % 3))
        return Dress(
            top,
            rgb("33383f"),
            skin=skin,
            bare_arms=True,
            hat="scarf" if k % 4 == 1 else "",
            hat_colour=self.sash,
            lights=() if far else (Light(2.5, -3.5, SUN, 0.75, 1.4),),
            bulk=1.2,
        )

    def rower(self, c: Canvas, x: float, far: bool, k: int) -> None:
        """Seat one rower, leaning into the stroke."""
        dx = 0.028 if far else 0.0
        foot = self.p(x + dx, -0.002 + (0.014 if far else 0))
        figure(c, foot, self.tall, "row", self.dress(far, k))

    def paddle(self, c: Canvas, x: float) -> None:
        """Draw the near paddle with its splash."""
        foot = self.p(x, -0.002)
        pose = POSES["row"]
        t = self.tall
        top = (foot[0] + pose.arm_b[1][0] * t * 0.97, foot[1] - (pose.arm_b[1][1] + 0.05) * t)
        low = (foot[0] + 0.385 * t, foot[1] - 0.02 * t)
        end = (foot[0] + 0.41 * t, foot[1] + 0.14 * t)
        c.line([top, low], t * 0.028, rgb("a5723f"))
        c.limb([low, end], [t * 0.05, t * 0.1], rgb("c08a4c"))
        hand = (foot[0] + 0.345 * t, foot[1] - 0.32 * t)
        c.ellipse(hand, t * 0.03, t * 0.028, rgb("b07c5a"))
        c.ellipse(top, t * 0.028, t * 0.026, rgb("a3704f"))
        splash(c, (end[0], end[1]), t * 0.42, int(x * 1000) + int(self.u))

    def steersman(self, c: Canvas) -> None:
        """Stand the steersman at the stern with his oar."""
        foot = self.p(-0.415, 0.035)
        figure(
            c,
            foot,
            self.tall * 1.08,
            "reach",
            Dress(self.shirt, rgb("33383f"), hat="cone", bare_arms=True, lights=(Light(2.5, -3, SUN, 0.7, 1.4),)),
        )
        c.line([self.p(-0.375, 0.165), self.p(-0.53, -0.035)], self.u * 0.0055, rgb("a5723f"))
        c.limb([self.p(-0.51, -0.012), self.p(-0.535, -0.042)], [self.u * 0.009, self.u * 0.016], rgb("c08a4c"))

    def drummer(self, c: Canvas) -> None:
        """Seat the drummer at the bow, facing the crew, sticks raised."""
        foot = self.p(0.384, 0.026)
        red = rgb("b5402f")
        x, y = self.p(0.341, 0.058)
        r = self.u * 0.02
        figure(
            c,
            foot,
            self.tall * 1.02,
            "sit",
            Dress(
                mix(self.sash, SUN, 0.1),
                rgb("33383f"),
                bare_arms=True,
                lights=(Light(2.5, -3, SUN, 0.75, 1.4),),
            ),
            left=True,
        )
        c.rect((x - r, y - r * 0.8, x + r, y + r * 1.1), mix(red, SUN, 0.25), mix(red, DARK, 0.35), across=True)
        c.ellipse((x, y - r * 0.8), r, r * 0.32, rgb("f0e2c2"))
        for dy in (-0.6, 0.9):
            c.line([(x - r, y + r * dy), (x + r, y + r * dy)], r * 0.12, rgb("d9a648"))
        for a, b in (((0.357, 0.09), (0.345, 0.133)), ((0.363, 0.088), (0.339, 0.081))):
            c.line([self.p(*a), self.p(*b)], self.u * 0.004, rgb("e6d2a5"))

    def body(self, c: Canvas) -> None:
        """Draw the long hull with its scales and bands."""
        sheer = smooth(
            [
                (-0.5, 0.085),
                (-0.44, 0.055),
                (-0.3, 0.036),
                (0, 0.031),
                (0.3, 0.038),
                (0.43, 0.06),
                (0.475, 0.085),
            ]
        )
        ring = [self.p(x, y) for x, y in [*sheer, (0.46, 0.02), (0.43, -0.008), (-0.45, -0.008), (-0.485, 0.03)]]
        c.poly(ring, mix(self.hull, SUN, 0.25), mix(self.hull, DARK, 0.4))
        step = self.u * 0.0115
        count = int(self.u * 0.86 / step)
        for row in range(2):
            for k in range(count):
                x = -0.43 + 0.86 * (k + 0.5 * row) / count
                px, py = self.p(x, 0.019 - row * 0.009 + 0.05 * abs(x) ** 3)
                c.ellipse((px, py), step * 0.5, step * 0.42, mix(self.hull, DARK, 0.35))
                c.ellipse((px, py - step * 0.12), step * 0.4, step * 0.3, mix(self.sash, self.hull, 0.25))
        c.line([self.p(x, y) for x, y in sheer], self.u * 0.006, rgb("ecd9a8"))
        c.line([self.p(x, y - 0.008) for x, y in sheer], self.u * 0.003, mix(self.hull, DARK, 0.5))

    def carve(self, points: list[Point], curve: bool = True) -> list[Point]:
        """Scale an outline of the carved head to the bow."""
        spots = [self.p(0.448 + x * 0.112, 0.042 + y * 0.112) for x, y in points]
        return smooth(spots, True, 6) if curve else spots

    def head(self, c: Canvas) -> None:
        """Carve the dragon's head at the bow."""
        gold, red = self.sash, rgb("a93a2b")
        pale, deep = mix(gold, SUN, 0.4), mix(gold, rgb("4a2c1e"), 0.4)
        self.mane(c)
        self.neck(c, pale, deep)
        self.jaws(c, gold, deep, red)
        skull = [
            (0.2, 1.1),
            (0.34, 1.3),
            (0.54, 1.36),
            (0.66, 1.24),
            (0.86, 1.19),
            (1.02, 1.28),
            (1.17, 1.22),
            (1.18, 1.06),
            (1.06, 0.98),
            (0.8, 0.99),
            (0.56, 0.92),
            (0.36, 0.86),
        ]
        c.poly(self.carve(skull), mix(pale, SUN, 0.25), mix(gold, deep, 0.35))
        for x, y, d in (
            (0.68, 0.97, -0.1),
            (0.8, 0.985, -0.09),
            (0.92, 0.985, -0.09),
            (1.05, 0.985, -0.15),
            (0.74, 0.775, 0.08),
            (0.88, 0.775, 0.09),
            (0.98, 0.84, 0.12),
        ):
            c.poly(self.carve([(x - 0.035, y), (x + 0.035, y), (x + 0.005, y + d)], False), rgb("fff7e2"))
        self.face(c, red, deep)

    def neck(self, c: Canvas, pale: RGB, deep: RGB) -> None:
        """Carve antlers and the scaly neck."""
        for path in (
            [(0.3, 1.2), (0.12, 1.5), (-0.16, 1.66)],
            [(0.16, 1.46), (0.22, 1.64)],
            [(0.44, 1.26), (0.36, 1.56), (0.14, 1.8)],
            [(0.35, 1.58), (0.44, 1.74)],
        ):
            curve = smooth(self.carve(path, False))
            c.limb(curve, [self.u * (0.0075 - 0.005 * k / len(curve)) for k in range(len(curve))], rgb("efe0b8"))
        neck = [
            (-0.22, 0.1),
            (-0.1, 0.5),
            (0.06, 0.95),
            (0.24, 1.24),
            (0.5, 1.2),
            (0.6, 0.82),
            (0.46, 0.5),
            (0.34, 0.1),
            (0.14, -0.25),
        ]
        c.poly(self.carve(neck), pale, deep)
        for k in range(7):
            y = 0.05 + 0.12 * k
            c.line(
                smooth(
                    self.carve(
                        [(0.08 + 0.04 * k, y), (0.19 + 0.035 * k, y - 0.06), (0.26 + 0.36 * y, y - 0.02)],
                        False,
                    )
                ),
                self.u * 0.0028,
                deep,
            )
            for n in range(2):
                spot = self.carve([(-0.1 + 0.045 * k + 0.13 * n, y + 0.06 * n)], False)[0]
                c.ellipse(spot, self.u * 0.005, self.u * 0.0045, deep)

    def jaws(self, c: Canvas, gold: RGB, deep: RGB, red: RGB) -> None:
        """Carve mouth, tongue and lower jaw."""
        c.poly(
            self.carve([(0.46, 0.92), (0.8, 0.99), (1.08, 1.0), (0.98, 0.8), (0.7, 0.74), (0.5, 0.76)]),
            mix(red, DARK, 0.35),
        )
        c.poly(
            self.carve([(0.52, 0.84), (0.78, 0.86), (0.98, 0.95), (1.05, 0.9), (0.85, 0.8), (0.58, 0.76)]),
            rgb("cf5a45"),
        )
        c.poly(
            self.carve(
                [
                    (0.42, 0.88),
                    (0.62, 0.77),
                    (0.86, 0.77),
                    (1.02, 0.88),
                    (1.06, 0.8),
                    (0.88, 0.64),
                    (0.6, 0.6),
                    (0.42, 0.7),
                ]
            ),
            gold,
            deep,
        )

    def mane(self, c: Canvas) -> None:
        """Let the mane stream behind the head."""
        teal = rgb("3a706b")
        for k in range(8):
            t = k / 7
            x, y = -0.18 + 0.42 * t, 0.2 + 1.0 * t
            lick = [
                (x + 0.08, y - 0.1),
                (x - 0.2, y + 0.0),
                (x - 0.44 + 0.1 * t, y + 0.16),
                (x - 0.16, y + 0.2),
                (x + 0.1, y + 0.12),
            ]
            tone = mix(teal, rgb("9fc2a8"), 0.3 * (k % 2) + 0.15 * t)
            c.poly(self.carve(lick), mix(tone, SUN, 0.12), mix(tone, DARK, 0.2))

    def face(self, c: Canvas, red: RGB, deep: RGB) -> None:
        """Paint eye, brow, nostril, cheek fin, whisker and beard."""
        c.poly(
            self.carve([(0.4, 1.02), (0.16, 1.06), (0.02, 0.92), (0.18, 0.9), (0.1, 0.76), (0.3, 0.8)]),
            red,
            mix(red, DARK, 0.3),
        )
        eye = self.carve([(0.58, 1.16)], False)[0]
        c.ellipse(eye, self.u * 0.0105, self.u * 0.0085, deep)
        c.ellipse(eye, self.u * 0.0085, self.u * 0.0068, rgb("fff8e6"))
        c.ellipse((eye[0] + self.u * 0.002, eye[1]), self.u * 0.0042, self.u * 0.005, DARK)
        c.poly(self.carve([(0.42, 1.24), (0.56, 1.33), (0.7, 1.22), (0.6, 1.24)]), red)
        c.ellipse(self.carve([(1.08, 1.15)], False)[0], self.u * 0.0045, self.u * 0.004, mix(red, DARK, 0.4))
        for path in (
            [(1.12, 1.1), (1.3, 1.02), (1.34, 0.82), (1.24, 0.72)],
            [(1.0, 1.24), (1.12, 1.42), (1.3, 1.44)],
        ):
            c.line(smooth(self.carve(path, False)), self.u * 0.003, rgb("f2e6c6"))
        for k in range(5):
            x = 0.5 + 0.1 * k
            c.line(
                smooth(self.carve([(x, 0.64), (x - 0.03, 0.5), (x + 0.04, 0.36 + 0.04 * k)], False)),
                self.u * 0.0032,
                rgb("efe3c4"),
            )

    def tail(self, c: Canvas) -> None:
        """Curl the tail at the stern."""
        curve = smooth([self.p(-0.47, 0.05), self.p(-0.51, 0.09), self.p(-0.525, 0.14), self.p(-0.5, 0.165)])
        n = len(curve)
        c.limb(curve, [self.u * (0.026 - 0.018 * i / n) for i in range(n)], mix(self.sash, self.hull, 0.3))
        for k in range(4):
            x, y = curve[int(n * (0.2 + 0.22 * k))]
            c.poly(
                [
                    (x - self.u * 0.004, y),
                    (x - self.u * 0.03, y - self.u * 0.016),
                    (x + self.u * 0.004, y - self.u * 0.014),
                ],
                rgb("3f7f78"),
            )


def splash(c: Canvas, at: Point, size: float, seed: int) -> None:
    """Throw up water where a paddle enters."""
    rng = random.Random(seed)
    x, y = at
    c.ellipse((x, y), size * 0.75, size * 0.14, rgb("f4f1e2"), alpha=0.75, soft=size * 0.04)
    for _ in range(46):
        reach = rng.random()
        angle = rng.uniform(0.15, 0.92) * math.pi
        px = x + math.cos(angle) * size * (0.2 + 0.75 * reach) - size * 0.1
        py = y - math.sin(angle) * size * (0.08 + 0.85 * reach * rng.random())
        r = size * rng.uniform(0.012, 0.05) * (1.15 - reach)
        c.ellipse((px, py), r * 1.2, r, rgb("fdfaf0"), alpha=rng.uniform(0.55, 1))


def wake(c: Canvas, boat: Boat, seed: int) -> None:
    """Foam along the hull and behind the stern."""
    rng = random.Random(seed)
    u = boat.u
    x, y = boat.at
    c.ellipse((x, y + u * 0.02), u * 0.52, u * 0.02, rgb("24434a"), alpha=0.55, soft=u * 0.008)
    for _ in range(420):
        t = rng.random()
        px = x - u * 0.72 + u * 1.16 * t
        py = y + u * rng.uniform(-0.006, 0.034) * (1.2 - 0.6 * t)
        c.ellipse(
            (px, py),
            u * rng.uniform(0.004, 0.02),
            u * rng.uniform(0.0008, 0.0028),
            rgb("f6f2e2"),
            alpha=rng.uniform(0.25, 0.85),
        )
    for _ in range(40):
        px = x + u * (0.44 + 0.03 * rng.random())
        c.ellipse((px, y - u * 0.02 * rng.random()), u * 0.004, u * 0.003, rgb("fdfaf0"), alpha=0.8)


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1600, 1000), seed=609)
    bank(c)
    bunting(c)
    crowd(c)
    nature.mirror_sky(c, WATER, rgb("3f7077"), [(0, 0.3), (0.3, 0.5), (1, 0.8)])
    far = Boat((690, 596), 960, rgb("36647a"), rgb("dfe6dc"), rgb("7fa9a5"))
    near = Boat((800, 842), 1330, rgb("9a3a2c"), rgb("d98f3e"), rgb("d9a648"))
    for boat in (far, near):
        box = (0.0, boat.at[1] - boat.u * 0.24, 1600.0, boat.at[1])
        nature.reflection(c, box, boat.at[1] + 4, boat.paint, alpha=0.5, squash=0.75)
    nature.ripple(c, WATER, 21, 13)
    nature.wavelets(c, WATER, rgb("e6ecd8"), rgb("2f5a62"), 8, 0.42, (12, 3))
    for k, boat in enumerate((far, near)):
        wake(c, boat, 40 + k)
        boat.paint(c)
    return c.finish()
