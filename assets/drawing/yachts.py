"""Sailing yachts seen from the side: hull, crew and sails full of wind."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb, smooth
from drawing.figures import Dress, figure

Surface = Callable[[float, float], Point]

WHITE = rgb("fffaf0")
DARK = rgb("1f2d3a")
SHADE = rgb("98abba")
SUN = rgb("fff3cf")
JACKETS = ("c4543c", "e0b04a", "3f7f8a", "e6e2d4", "35526e")


@dataclass(frozen=True)
class Rig:
    """The colours of a yacht; without `kite` it sails under main and jib."""

    hull: RGB = rgb("f4efe2")
    bottom: RGB = rgb("a4473a")
    stripe: RGB = rgb("2f5a72")
    kite: tuple[RGB, RGB, RGB] | None = None
    crew: int = 4


def curve(points: Sequence[Point], t: float) -> Point:
    """Evaluate a Bezier curve."""
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points)]
    return points[0]


def cloth(c: Canvas, surface: Surface, tone: Callable[[float, float], RGB], steps: tuple[int, int]) -> None:
    """Paint a curved cloth patch by patch; `surface` maps two shares onto the canvas."""
    nu, nv = steps
    for i in range(nu):
        for k in range(nv):
            u0, u1, v0, v1 = i / nu, (i + 1) / nu, k / nv, (k + 1) / nv
            ring = [surface(u0, v0), surface(u1, v0), surface(u1, v1), surface(u0, v1)]
            c.poly(ring, tone((u0 + u1) / 2, (v0 + v1) / 2))


class Yacht:
    """A yacht in units of its length, bow towards positive x, `lean` the mast's tilt downwind."""

    def __init__(
        self, at: Point, length: float, rig: Rig, *, left: bool = False, lean: float = 0.16, pitch: float = 0.02
    ) -> None:
        self.at, self.u, self.rig = at, length, rig
        self.side = -1 if left else 1
        self.lean, self.pitch = lean, pitch
        self.haze = 0.0
        self.air = rgb("c3d4d6")

    def p(self, x: float, y: float) -> Point:
        """Place a point given in yacht units, y up from the waterline."""
        return (
            self.at[0] + (self.side * x + self.lean * y) * self.u,
            self.at[1] - (y + self.pitch * x) * self.u,
        )

    def tint(self, colour: RGB) -> RGB:
        """Fade a colour into the distance."""
        return mix(colour, self.air, self.haze)

    def wire(self, c: Canvas, *points: Point, width: float = 0.004, fill: RGB = DARK) -> None:
        """Draw a spar or a rope."""
        c.line([self.p(x, y) for x, y in points], max(0.5, width * self.u), self.tint(fill))

    def paint(self, c: Canvas) -> None:
        """Draw the whole yacht from back to front."""
        self.wire(c, (-0.47, 0.1), (0.035, 1.45), width=0.0025)
        if self.rig.kite:
            self.main(c, 0.34)
            self.kite(c)
        else:
            self.jib(c)
            self.main(c, 0.46)
        self.mast(c)
        self.hull(c)
        self.crew(c)

    # -------------------------------------------------------------- sails

    def main(self, c: Canvas, out: float) -> None:
        """Set the mainsail on its boom."""
        leech = [(-out + 0.03, 0.215), (-out * 0.9, 0.66), (-out * 0.42, 1.13), (0.008, 1.44)]

        def surface(u: float, v: float) -> Point:
            luff = (0.085 - 0.05 * v, 0.215 + 1.23 * v)
            edge = curve(leech, v)
            belly = 0.02 * math.sin(math.pi * u) * (1 - v)
            return self.p(luff[0] + (edge[0] - luff[0]) * u, luff[1] + (edge[1] - luff[1]) * u - belly)

        def tone(u: float, v: float) -> RGB:
            dim = 0.6 * math.exp(-((u / 0.3) ** 2)) + 0.5 * max(0.0, u - 0.45) ** 1.5 + 0.1 - 0.1 * v
            return self.tint(mix(mix(WHITE, SUN, 0.35 * (1 - v)), SHADE, dim))

        cloth(c, surface, tone, (56, 12))
        for v in (0.16, 0.34, 0.52, 0.7, 0.86):
            seam = [surface(k / 10, v + 0.012 * math.sin(math.pi * k / 10)) for k in range(11)]
            c.line(seam, max(0.5, 0.0022 * self.u), self.tint(rgb("8fa0ac")), alpha=0.7)
        for v in (0.25, 0.43, 0.61, 0.78):
            c.line([surface(0.62, v + 0.012), surface(1, v)], max(0.6, 0.005 * self.u), self.tint(rgb("c4ccce")))
        patch = [surface(0.45, 0.9), surface(0.96, 0.9), surface(0.96, 0.965), surface(0.4, 0.97)]
        c.poly(patch, self.tint(self.rig.stripe), alpha=0.75)
        self.wire(c, (0.09, 0.2), (-out + 0.01, 0.2), width=0.014, fill=rgb("4a5a66"))

    def jib(self, c: Canvas) -> None:
        """Set the jib on the forestay."""
        leech = [(-0.09, 0.2), (-0.005, 0.52), (0.05, 0.9), (0.052, 1.3)]

        def surface(u: float, v: float) -> Point:
            luff = (0.475 - 0.42 * v, 0.155 + 1.15 * v)
            edge = curve(leech, v)
            sag = 0.028 * math.sin(math.pi * u) * (1 - v)
            bow = 0.014 * math.sin(math.pi * v)
            return self.p(luff[0] - bow + (edge[0] - luff[0] + bow) * u, luff[1] + (edge[1] - luff[1]) * u - sag)

        def tone(u: float, v: float) -> RGB:
            dim = 0.1 + 1.05 * max(0.0, u - 0.25) ** 1.3 - 0.08 * v + 0.3 * (1 - u) ** 6
            return self.tint(mix(mix(WHITE, SUN, 0.3), SHADE, dim))

        cloth(c, surface, tone, (48, 12))
        for v in (0.12, 0.28, 0.44, 0.6, 0.76):
            seam = [surface(k / 8, v + 0.014 * math.sin(math.pi * k / 8)) for k in range(9)]
            c.line(seam, max(0.5, 0.0022 * self.u), self.tint(rgb("8fa0ac")), alpha=0.6)
        self.wire(c, (0.485, 0.14), (0.045, 1.34), width=0.004)

    def kite(self, c: Canvas) -> None:
        """Fly the spinnaker ahead of the bow."""
        assert self.rig.kite is not None
        body, band, star = self.rig.kite
        leech = [(0.2, 0.3), (0.42, 0.62), (0.34, 1.06), (0.03, 1.38)]
        luff = [(0.74, 0.34), (1.14, 0.72), (0.84, 1.4), (0.06, 1.4)]

        def surface(u: float, v: float) -> Point:
            a, b = curve(leech, v), curve(luff, v)
            lift = 0.05 * math.sin(math.pi * u) * (1 - v) ** 2 + 0.06 * math.sin(math.pi * u) * v * (1 - v)
            return self.p(a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u + lift)

        def tone(u: float, v: float) -> RGB:
            fill = body if 0.36 < v < 0.66 else band
            fan = (u - 0.5) / max(0.08, abs(v - 0.5) * 1.7 - 0.1)
            if not 0.36 < v < 0.66 and abs(fan) < 0.45:
                fill = star
            dim = 0.36 * (1 - u) ** 1.4 + 0.26 * max(0.0, u - 0.8) / 0.2 + 0.14 * (1 - v)
            lit = 0.42 * math.exp(-(((u - 0.62) / 0.2) ** 2)) * (0.4 + 0.6 * v)
            return self.tint(mix(mix(fill, SUN, lit), DARK, dim * 0.62))

        cloth(c, surface, tone, (100, 90))
        for u in (0.17, 0.34, 0.5, 0.66, 0.83):
            c.line([surface(u, k / 14) for k in range(15)], max(0.5, 0.0018 * self.u), self.tint(DARK), alpha=0.22)
        self.wire(c, (0.07, 0.33), (0.74, 0.34), width=0.012, fill=rgb("d9d3c4"))
        self.wire(c, (0.2, 0.3), (-0.38, 0.14), width=0.003)
        self.wire(c, (0.74, 0.34), (-0.1, 0.13), width=0.002)

    # --------------------------------------------------------------- boat

    def mast(self, c: Canvas) -> None:
        """Step the mast with shrouds, spreaders and a burgee."""
        self.wire(c, (0.098, 0.1), (0.038, 1.46), width=0.013, fill=rgb("5c6a74"))
        self.wire(c, (0.092, 0.1), (0.034, 1.46), width=0.004, fill=rgb("dfe3df"))
        self.wire(c, (0.03, 0.11), (0.066, 0.78), (0.05, 1.2), width=0.0025)
        x, y = self.p(0.036, 1.47)
        flag = [(x, y), (x + 0.075 * self.u, y + 0.012 * self.u), (x, y + 0.032 * self.u)]
        c.poly(flag, self.tint(rgb("c4543c")))

    def hull(self, c: Canvas) -> None:
        """Draw the heeled hull, its bottom paint showing on the raised side."""
        rig, tint = self.rig, self.tint
        sheer = smooth([(-0.5, 0.098), (-0.25, 0.092), (0.05, 0.1), (0.3, 0.122), (0.53, 0.158)])
        keel = [(0.47, 0.03), (0.42, -0.012), (-0.36, -0.018), (-0.44, 0.006), (-0.515, 0.06)]
        cabin = smooth([(-0.16, 0.09), (-0.13, 0.128), (0.0, 0.137), (0.12, 0.14), (0.22, 0.115)])
        c.poly([self.p(x, y) for x, y in cabin], tint(mix(rig.hull, WHITE, 0.4)), tint(mix(rig.hull, SHADE, 0.6)))
        ring = [self.p(x, y) for x, y in [*sheer, *keel]]
        c.poly(ring, tint(mix(rig.hull, WHITE, 0.5)), tint(mix(rig.hull, rgb("5d7484"), 0.42)))
        boot = smooth([(-0.475, 0.034), (-0.2, 0.028), (0.1, 0.032), (0.35, 0.044), (0.482, 0.062)])
        under = [self.p(x, y) for x, y in [*boot, (0.47, 0.03), (0.42, -0.012), (-0.36, -0.018), (-0.44, 0.006)]]
        c.poly(under, tint(rig.bottom), tint(mix(rig.bottom, DARK, 0.45)))
        self.wire(c, *boot, width=0.005, fill=WHITE)
        self.wire(c, *[(x, y - 0.024) for x, y in sheer[2:-1]], width=0.008, fill=rig.stripe)
        self.wire(c, *sheer, width=0.007, fill=mix(rig.hull, WHITE, 0.7))
        transom = [(-0.5, 0.098), (-0.515, 0.06), (-0.44, 0.006), (-0.462, 0.06)]
        c.poly([self.p(x, y) for x, y in transom], tint(mix(rig.hull, rgb("5d7484"), 0.5)))
        for k in range(3):
            x = -0.07 + 0.075 * k
            pane = [(x, 0.112), (x + 0.045, 0.114), (x + 0.04, 0.126), (x + 0.004, 0.124)]
            c.poly([self.p(px, py) for px, py in pane], tint(rgb("4d6472")))
        rail = [(x, y + 0.045) for x, y in sheer if x < -0.36 or x > 0.38]
        for part in (rail[: len(rail) // 2], rail[len(rail) // 2 :]):
            self.wire(c, *part, width=0.003, fill=rgb("8d989e"))
            for x, y in part[::3]:
                self.wire(c, (x, y), (x, y - 0.045), width=0.003, fill=rgb("8d989e"))

    def crew(self, c: Canvas) -> None:
        """Sit the crew on the high rail and the helmsman aft."""
        tall = self.u * 0.185
        for k in range(self.rig.crew):
            x = -0.02 - 0.082 * k
            coat = self.tint(rgb(JACKETS[(k + int(self.u)) % len(JACKETS)]))
            seat = self.p(x, 0.105)
            dress = Dress(
                coat,
                self.tint(rgb("3b4954")),
                skin=self.tint(rgb("b98463")),
                hat="cap" if k % 2 == 0 else "",
                hat_colour=self.tint(rgb("e9e4d6")),
                lights=(Light(-1.5, -2, SUN, 0.55, 1),),
            )
            figure(c, (seat[0], seat[1] + 0.29 * tall), tall, "rail", dress, left=self.side < 0)
        seat = self.p(-0.4, 0.095)
        dress = Dress(
            self.tint(rgb("c4543c")),
            self.tint(rgb("3b4954")),
            skin=self.tint(rgb("b98463")),
            hat="cap",
            hat_colour=self.tint(rgb("35526e")),
        )
        figure(c, (seat[0], seat[1] + 0.24 * tall), tall, "sit", dress, left=self.side < 0)

    # -------------------------------------------------------------- water

    def wake(self, c: Canvas, seed: int) -> None:
        """Lay foam along the hull and astern, and throw spray off the bow."""
        rng = random.Random(seed)
        x, y = self.at
        u, s = self.u, self.side
        c.ellipse((x, y + u * 0.03), u * 0.5, u * 0.026, rgb("1d4453"), alpha=0.5, soft=u * 0.01)
        for _ in range(560):
            t = rng.random() ** 1.2
            px = x + s * u * (0.48 - 1.6 * t)
            py = y + u * (0.012 + 0.11 * t * rng.random() + rng.gauss(0, 0.006))
            tone = mix(WHITE, rgb("a9c8cb"), rng.random() * 0.6)
            c.ellipse(
                (px, py), u * rng.uniform(0.008, 0.05), u * rng.uniform(0.0012, 0.0055), tone,
                alpha=rng.uniform(0.25, 0.9) * (1 - 0.7 * t),
            )  # fmt: skip

    def spray(self, c: Canvas, seed: int) -> None:
        """Curl the bow wave and scatter its drops downwind."""
        rng = random.Random(seed)
        x, y = self.at
        u, s = self.u, self.side
        wave = [
            (0.5, -0.005),
            (0.46, 0.03),
            (0.39, 0.05),
            (0.33, 0.035),
            (0.22, 0.018),
            (0.05, 0.008),
            (-0.2, -0.006),
            (0.1, -0.026),
            (0.4, -0.026),
        ]
        ring = [(x + s * px * u, y - py * u) for px, py in wave]
        c.poly(smooth(ring, True), WHITE, rgb("c7dcdc"))
        low = [(x + s * px * u, y - (py * 0.45 - 0.014) * u) for px, py in wave]
        c.poly(smooth(low, True), rgb("9cc0c6"), alpha=0.5, soft=u * 0.006)
        for _ in range(230):
            t = rng.random()
            px = x + s * u * (0.47 - 0.5 * t + rng.gauss(0, 0.02))
            py = y - u * abs(rng.gauss(0.02, 0.05)) * (1 - 0.55 * t)
            r = u * rng.uniform(0.001, 0.0065) * (1.1 - 0.5 * t)
            c.ellipse((px, py), r * 1.3, r, WHITE, alpha=rng.uniform(0.45, 1))
        for _ in range(90):
            px = x + s * u * (-0.53 + rng.gauss(0, 0.03))
            c.ellipse((px, y + u * rng.uniform(-0.01, 0.02)), u * 0.016, u * 0.004, WHITE, alpha=0.7)
