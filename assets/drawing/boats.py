"""Boats seen from the side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from drawing import nature
from drawing.canvas import RGB, Canvas, Point, mix, rgb, smooth


@dataclass(frozen=True)
class Livery:
    """The colours of a fishing boat."""

    hull: RGB = rgb("3f6f8a")
    band: RGB = rgb("a8503c")
    house: RGB = rgb("e6e0d0")
    trim: RGB = rgb("4a4f57")
    glass: RGB = rgb("33424f")


def sampan(c: Canvas, at: Point, length: float, fill: RGB, *, left: bool = False) -> None:
    """Draw a small open boat; `at` is the middle of its waterline."""
    s, (x, y), u = (-1 if left else 1), at, length
    hull = [
        (-0.5, -0.085),
        (-0.3, -0.04),
        (0.1, -0.03),
        (0.38, -0.07),
        (0.53, -0.13),
        (0.45, -0.01),
        (0.36, 0.02),
        (-0.38, 0.02),
        (-0.46, -0.01),
    ]
    c.poly([(x + s * px * u, y + py * u) for px, py in hull], fill, mix(fill, (15, 18, 26), 0.4))
    c.line([(x + s * px * u, y + py * u) for px, py in hull[:5]], u * 0.012, mix(fill, (255, 236, 205), 0.35))


def trawler(c: Canvas, at: Point, length: float, livery: Livery, *, left: bool = False) -> None:
    """Draw a fishing trawler; `at` is the middle of its waterline."""
    _Trawler(c, at, length, livery, -1 if left else 1).paint()


def mirror(
    c: Canvas,
    at: Point,
    length: float,
    livery: Livery,
    *,
    left: bool = False,
    alpha: float = 0.5,
    squash: float = 0.8,
) -> None:
    """Paint a trawler's reflection; `at` is the middle of its waterline."""
    x, y = at
    paint = partial(trawler, at=at, length=length, livery=livery, left=left)
    nature.reflection(c, (x - length, y - length * 0.6, x + length, y), y, paint, alpha=alpha, squash=squash)


class _Trawler:
    """A trawler in units of its length, bow towards positive x."""

    def __init__(self, c: Canvas, at: Point, length: float, livery: Livery, side: int) -> None:
        self.c, self.at, self.u, self.v, self.side = c, at, length, livery, side

    def p(self, x: float, y: float) -> Point:
        """Place a point given in boat units, y up from the waterline."""
        return self.at[0] + self.side * x * self.u, self.at[1] - y * self.u

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: RGB, to: RGB | None = None) -> None:
        """Fill a rectangle given in boat units."""
        self.c.poly([self.p(x0, y1), self.p(x1, y1), self.p(x1, y0), self.p(x0, y0)], fill, to)

    def wire(self, *points: Point, width: float = 0.003, fill: RGB | None = None) -> None:
        """Draw a rope or spar through points in boat units."""
        spots = [self.p(x, y) for x, y in points]
        self.c.line(spots, max(0.6, width * self.u), fill or self.v.trim)

    def paint(self) -> None:
        """Draw the whole boat from back to front."""
        self.rigging()
        self.deckhouse()
        self.gear()
        self.hull()

    def hull(self) -> None:
        """Draw the hull with bulwark, rubbing strake and boot top."""
        v = self.v
        sheer = smooth([(-0.49, 0.105), (-0.3, 0.083), (0.0, 0.08), (0.25, 0.115), (0.42, 0.165), (0.52, 0.205)])
        stem = [(0.47, 0.06), (0.435, -0.015)]
        stern = [(-0.455, -0.015), (-0.475, 0.03)]
        ring = [self.p(x, y) for x, y in [*sheer, *stem, *stern]]
        self.c.poly(ring, mix(v.hull, (255, 246, 226), 0.12), mix(v.hull, (12, 16, 26), 0.3))
        boot = [(-0.472, 0.024), (0.453, 0.024), (0.435, -0.015), (-0.455, -0.015)]
        self.c.poly([self.p(x, y) for x, y in boot], v.band, mix(v.band, (12, 16, 26), 0.4))
        self.wire(*[(x, y - 0.03) for x, y in sheer], width=0.006, fill=mix(v.hull, (8, 12, 20), 0.45))
        self.wire(*sheer, width=0.009, fill=mix(v.hull, (255, 250, 236), 0.65))
        for drop in (0.045, 0.058):
            self.wire(*[(x, y - drop) for x, y in sheer[4:-3]], width=0.0016, fill=mix(v.hull, (8, 12, 20), 0.3))
        for x in (-0.36, -0.2, -0.04, 0.12):
            self.c.ellipse(self.p(x, 0.045), 0.017 * self.u, 0.022 * self.u, rgb("2a2b2e"))
            self.c.ellipse(self.p(x, 0.045), 0.008 * self.u, 0.011 * self.u, mix(v.hull, (0, 0, 0), 0.2))
        for k in range(7):
            x = -0.42 + k * 0.045
            self.box(x, 0.072 - k * 0.001, x + 0.022, 0.079, mix(v.hull, (0, 0, 0), 0.5))

    def deckhouse(self) -> None:
        """Draw the cabin and wheelhouse with their windows."""
        v = self.v
        shade = mix(v.house, (40, 48, 66), 0.28)
        self.box(-0.42, 0.06, -0.03, 0.185, v.house, shade)
        self.box(-0.435, 0.182, -0.01, 0.195, mix(v.house, (255, 255, 255), 0.3))
        for k in range(4):
            x = -0.39 + k * 0.075
            self.c.ellipse(self.p(x + 0.015, 0.135), 0.014 * self.u, 0.014 * self.u, v.trim)
            self.c.ellipse(self.p(x + 0.015, 0.135), 0.010 * self.u, 0.010 * self.u, v.glass)
        self.box(-0.09, 0.08, -0.05, 0.165, mix(v.trim, v.hull, 0.5))
        wheel = [(-0.30, 0.193), (-0.30, 0.315), (-0.065, 0.315), (-0.045, 0.193)]
        self.c.poly([self.p(x, y) for x, y in wheel], v.house, shade)
        for k in range(4):
            x = -0.285 + k * 0.057
            self.box(x, 0.245, x + 0.043, 0.298, v.glass, mix(v.glass, (255, 240, 210), 0.25))
        self.box(-0.32, 0.312, -0.035, 0.326, mix(v.house, v.band, 0.35))
        self.box(-0.37, 0.193, -0.325, 0.29, mix(v.band, v.trim, 0.3))
        self.box(-0.372, 0.268, -0.323, 0.284, v.house)
        self.box(-0.302, 0.303, -0.06, 0.313, mix(shade, (20, 26, 36), 0.35))
        for x in (-0.42, -0.36, -0.33, -0.03):
            self.wire((x, 0.195), (x, 0.23), width=0.003)
        self.wire((-0.42, 0.23), (-0.325, 0.23), width=0.003)
        self.wire((-0.31, 0.23), (-0.03, 0.23), width=0.0022)
        for x in (-0.345, -0.13):
            self.c.ellipse(self.p(x, 0.215), 0.016 * self.u, 0.016 * self.u, rgb("c9602f"))
            self.c.ellipse(self.p(x, 0.215), 0.008 * self.u, 0.008 * self.u, shade)
        for x, high in ((-0.29, 0.46), (-0.12, 0.43)):
            self.wire((x, 0.32), (x - 0.004, high), width=0.0024)
        self.c.ellipse(self.p(-0.085, 0.338), 0.016 * self.u, 0.014 * self.u, mix(v.house, (255, 255, 255), 0.3))

    def rigging(self) -> None:
        """Draw masts, booms and stays."""
        self.wire((-0.18, 0.32), (-0.18, 0.55), width=0.011)
        self.wire((0.2, 0.10), (0.2, 0.52), width=0.015)
        self.wire((0.2, 0.42), (0.2, 0.44), width=0.03)
        self.wire((0.2, 0.18), (0.43, 0.46), width=0.009)
        self.wire((0.2, 0.20), (0.0, 0.44), width=0.008)
        self.wire((-0.45, 0.10), (-0.45, 0.36), width=0.013)
        self.wire((-0.40, 0.10), (-0.40, 0.36), width=0.010)
        self.wire((-0.47, 0.355), (-0.38, 0.355), width=0.014)
        for a, b in (
            ((0.2, 0.51), (0.51, 0.21)),
            ((0.2, 0.51), (-0.18, 0.54)),
            ((-0.18, 0.54), (-0.45, 0.36)),
            ((0.2, 0.47), (0.43, 0.46)),
            ((0.43, 0.46), (0.40, 0.17)),
            ((-0.18, 0.5), (-0.42, 0.2)),
            ((0.2, 0.47), (0.02, 0.43)),
            ((0.2, 0.5), (0.09, 0.1)),
            ((0.2, 0.5), (0.3, 0.13)),
        ):
            self.wire(a, b, width=0.0022)
        self.wire((-0.24, 0.325), (-0.24, 0.40), width=0.004)
        self.wire((-0.265, 0.40), (-0.215, 0.40), width=0.008)
        self.box(-0.172, 0.475, -0.12, 0.515, rgb("b8412f"))

    def gear(self) -> None:
        """Draw winch, nets and fish boxes on the working deck."""
        v = self.v
        rope = rgb("6f7068")
        self.wire((0.0, 0.43), (0.006, 0.265), width=0.003)
        bag = smooth(
            [
                (0.006, 0.275),
                (-0.012, 0.235),
                (-0.022, 0.185),
                (-0.004, 0.15),
                (0.02, 0.152),
                (0.036, 0.19),
                (0.022, 0.24),
            ],
            True,
        )
        self.c.poly([self.p(x, y) for x, y in bag], mix(rgb("8b9184"), v.house, 0.2), rgb("4b5650"))
        for k in range(5):
            self.wire(
                (0.006, 0.272),
                (-0.012 + 0.009 * k, 0.22),
                (-0.012 + 0.01 * k, 0.155),
                width=0.0016,
                fill=rope,
            )
        for y in (0.24, 0.21, 0.18):
            self.wire(
                (-0.016 + (y - 0.18) * 0.15, y),
                (0.008, y - 0.008),
                (0.032 - (y - 0.18) * 0.15, y),
                width=0.0016,
                fill=rope,
            )
        self.box(0.03, 0.08, 0.10, 0.135, v.trim)
        self.c.ellipse(self.p(0.065, 0.13), 0.03 * self.u, 0.03 * self.u, mix(v.trim, (255, 255, 255), 0.15))
        heap = smooth([(0.11, 0.07), (0.13, 0.13), (0.18, 0.155), (0.25, 0.15), (0.29, 0.11)])
        self.c.poly([self.p(x, y) for x, y in heap], rgb("4f7f66"), rgb("2e5346"))
        for k in range(3):
            self.box(0.30 + k * 0.035, 0.115 + k * 0.008, 0.33 + k * 0.035, 0.155 + k * 0.008, rgb("c98a3c"))
