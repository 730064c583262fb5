"""A pinhole camera for scenes that are built in metres."""

from __future__ import annotations

from dataclasses import dataclass

from drawing.canvas import RGB, Canvas, Point


@dataclass(frozen=True)
class Camera:
    """A level camera: x runs right, y up from the ground, z away from the viewer."""

    centre: float
    horizon: float
    focal: float
    eye: float

    def spot(self, x: float, y: float, z: float) -> Point:
        """Project a point."""
        return (
            self.centre + self.focal * x / z,
            self.horizon - self.focal * (y - self.eye) / z,
        )

    def size(self, metres: float, z: float) -> float:
        """Tell how many pixels a length takes at a distance."""
        return self.focal * metres / z

    def wall(self, a: Point, b: Point, low: float, high: float) -> list[Point]:
        """Project an upright rectangle standing between ground points a and b."""
        return [
            self.spot(a[0], high, a[1]),
            self.spot(b[0], high, b[1]),
            self.spot(b[0], low, b[1]),
            self.spot(a[0], low, a[1]),
        ]

    def slab(self, left: float, right: float, near: float, far: float, y: float) -> list[Point]:
        """Project a level rectangle at height y."""
        return [
            self.spot(left, y, far),
            self.spot(right, y, far),
            self.spot(right, y, near),
            self.spot(left, y, near),
        ]


def block(
    c: Canvas,
    cam: Camera,
    x: tuple[float, float],
    y: tuple[float, float],
    z: tuple[float, float],
    tones: tuple[RGB, RGB, RGB],
) -> None:
    """Draw a box: its visible flank, its top if below the eye, and its front."""
    front, flank, top = tones
    if x[0] > 0:
        c.poly(cam.wall((x[0], z[1]), (x[0], z[0]), *y), flank)
    elif x[1] < 0:
        c.poly(cam.wall((x[1], z[0]), (x[1], z[1]), *y), flank)
    if y[1] < cam.eye:
        c.poly(cam.slab(x[0], x[1], z[0], z[1], y[1]), top)
    elif y[0] > cam.eye:
        c.poly(cam.slab(x[0], x[1], z[0], z[1], y[0]), flank)
    c.poly(cam.wall((x[0], z[0]), (x[1], z[0]), *y), front)
