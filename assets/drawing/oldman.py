"""An old man in a dark coat and cap, seen large from three-quarter behind.

The parts are given in hundredths of his height, x to the right and y up from
the ground; he stands with his right hand on a rail at 61.
"""

from __future__ import annotations

from collections.abc import Sequence

from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb, smooth

COAT = rgb("3f5068")
DEEP = rgb("161d29")
TROUSERS = rgb("454952")
HAIR = rgb("cfc8bc")
SKIN = rgb("a87558")
CAP = rgb("34414f")
WARM = Light(-10, -2, rgb("ffc877"), 1.0, 4)
DUSK = Light(4, -4, rgb("e39a80"), 0.55, 3)


def keeper(c: Canvas, at: Point, height: float) -> None:
    """Draw the man standing with his feet about `at`."""
    _Man(c, at, height / 100).paint()


class _Man:
    """The parts of the man, from those farthest away to the hand on the rail."""

    def __init__(self, c: Canvas, at: Point, unit: float) -> None:
        self.c, self.at, self.u = c, at, unit

    def spots(self, points: Sequence[Point]) -> list[Point]:
        """Place points on the canvas."""
        return [(self.at[0] + x * self.u, self.at[1] - y * self.u) for x, y in points]

    def shape(self, g: Canvas, points: Sequence[Point], fill: RGB, to: RGB | None = None, **how: float) -> None:
        """Fill a closed curve."""
        g.poly(smooth(self.spots(points), True), fill, to, **how)  # type: ignore[arg-type]

    def fold(self, g: Canvas, points: Sequence[Point], width: float, fill: RGB = DEEP, alpha: float = 0.6) -> None:
        """Lay a tapering fold along a curve."""
        path = smooth(self.spots(points), steps=22)
        last = len(path) - 1
        for k, spot in enumerate(path):
            r = self.u * width * max(0.12, 1 - abs(2 * k / last - 0.8))
            g.ellipse(spot, r, r, fill, alpha=alpha * 0.1, soft=r * 0.5)

    def paint(self) -> None:
        """Draw the whole man."""
        box = (self.at[0] - 32 * self.u, self.at[1] - 106 * self.u, self.at[0] + 36 * self.u, self.at[1] + 4 * self.u)
        for part in (self.legs, self.far_arm, self.coat, self.head, self.collar, self.near_arm):
            with self.c.group(box, lights=(WARM, DUSK)) as g:
                part(g)

    def legs(self, g: Canvas) -> None:
        """Draw trousers and boots."""
        boot = rgb("23242a")
        self.shape(g, [(-9.5, 3.4), (-10, 0.6), (-6, -0.4), (0.6, -0.2), (1.4, 1.3), (-2.5, 3.6)], boot)
        self.shape(g, [(2.2, 2.6), (1.8, -0.6), (7, -1.6), (14.4, -1.2), (15.4, 0.6), (9.6, 3.4)], boot)
        left = [(-11, 50), (-10.5, 36), (-9.7, 22), (-9.4, 4), (-6, 2.4), (-2, 2.9), (-1.9, 20), (-0.8, 34), (0.5, 48)]
        right = [(-1, 50), (0.7, 36), (2.3, 22), (2.4, 2.8), (6, 1.2), (10.2, 2.2), (10.9, 18), (11, 34), (11.4, 50)]
        self.shape(g, left, mix(TROUSERS, DEEP, 0.2), mix(TROUSERS, DEEP, 0.55))
        self.shape(g, right, TROUSERS, mix(TROUSERS, DEEP, 0.5))
        self.shape(
            g, [(-10.4, 44), (-7.4, 42), (-7, 24), (-7.2, 5), (-9.2, 5), (-9.4, 24)], WARM.colour, alpha=0.12, soft=8
        )
        self.fold(g, [(-0.2, 44), (0.5, 36), (1.2, 26)], 0.9, DEEP, 1.0)
        for path in (
            [(-9, 27), (-6, 24.5), (-2.6, 25)],
            [(-9, 8.5), (-6, 6.6), (-2.4, 7.4)],
            [(2.4, 26.5), (6, 24), (10, 25.6)],
            [(2.4, 8), (6, 5.6), (9.4, 6.6)],
            [(6.5, 42), (6, 30), (6.2, 18)],
        ):
            self.fold(g, path, 0.7)

    def far_arm(self, g: Canvas) -> None:
        """Draw the left arm, its hand in the pocket."""
        arm = [
            (-8, 82.5),
            (-12.4, 80.2),
            (-14.6, 75),
            (-17, 68),
            (-18.2, 63.2),
            (-16.6, 59.4),
            (-12.4, 54.6),
            (-8.6, 54),
            (-9, 58),
            (-11.2, 63),
            (-9, 72),
        ]
        self.shape(g, arm, mix(COAT, DEEP, 0.1), mix(COAT, DEEP, 0.55))
        for path in ([(-16.8, 66.5), (-14, 64.4), (-11.5, 65)], [(-17, 62), (-14, 61.4), (-12, 62.4)]):
            self.fold(g, path, 0.7)

    def coat(self, g: Canvas) -> None:
        """Draw the heavy coat with its back seam, half belt and vent."""
        body = [
            (-3.6, 85.4),
            (-8.6, 82.9),
            (-12.3, 79.6),
            (-13, 73),
            (-12.4, 65),
            (-12, 59),
            (-13, 51),
            (-14, 42.6),
            (-7, 41.2),
            (1, 40.8),
            (8, 41.4),
            (13.2, 43),
            (13, 52),
            (12.2, 60),
            (13.2, 68),
            (13.4, 75),
            (11.6, 80.4),
            (7.4, 83.8),
            (3.4, 85.8),
        ]
        self.shape(g, body, mix(COAT, rgb("55657a"), 0.25), mix(COAT, DEEP, 0.45))
        lit = [(-11.6, 78), (-8.2, 80.6), (-7.4, 70), (-8.2, 58), (-9.8, 44), (-13, 44), (-11.4, 60)]
        self.shape(g, lit, rgb("8a7a66"), alpha=0.32, soft=self.u * 1.3)
        shade = [(6, 82), (12.4, 79), (13, 66), (11.8, 57), (13, 44), (6, 42), (7.4, 58), (8.2, 70)]
        self.shape(g, shade, DEEP, alpha=0.42, soft=self.u * 1.6)
        self.fold(g, [(0.6, 82), (0.9, 70), (0.8, 61)], 0.32, DEEP, 1.6)
        self.fold(g, [(0.8, 57), (1.2, 48), (1.4, 41.4)], 0.6, DEEP, 1.8)
        self.fold(g, [(1.9, 55), (2.4, 47), (2.6, 41.6)], 0.35, rgb("65758a"), 0.8)
        belt = [(-12.1, 60.6), (-6, 59.4), (1, 59), (7, 59.3), (12.3, 60.4)]
        low = [(x, y - 2.6) for x, y in reversed(belt)]
        g.poly([*smooth(self.spots(belt)), *smooth(self.spots(low))], mix(COAT, rgb("66768c"), 0.3), COAT)
        self.fold(g, [(x, y - 2.9) for x, y in belt], 0.45, DEEP, 1.2)
        for x in (-3.4, 5.0):
            spot = self.spots([(x, 57.9)])[0]
            g.ellipse(spot, self.u * 0.72, self.u * 0.72, DEEP)
            g.ellipse((spot[0] - 2, spot[1] - 2), self.u * 0.5, self.u * 0.5, rgb("b59a6a"))
        for path in (
            [(-10.8, 76), (-6.5, 72.5), (-1.6, 71.6)],
            [(-11.4, 69), (-8, 65.4), (-3, 63.4)],
            [(-11, 63.6), (-8, 61.8), (-5.6, 61.4)],
            [(11.6, 71), (8, 66), (4, 63.6)],
            [(11, 64.6), (8.6, 62.2), (6.4, 61.4)],
            [(-9, 56), (-9.8, 49), (-10.6, 43)],
            [(-4.4, 56.4), (-4.4, 49), (-5, 42)],
            [(7.4, 56.6), (8.2, 49), (8.4, 42.4)],
        ):
            self.fold(g, path, 0.85)
        self.fold(g, [(-12.6, 44), (-5, 42.6), (3, 42.2), (12, 44)], 0.3, DEEP, 1.0)

    def head(self, g: Canvas) -> None:
        """Draw neck, head, beard and hair, turned away towards the sea."""
        self.shape(g, [(-2.6, 90), (-2.8, 84), (4.4, 83), (5.4, 89)], mix(SKIN, DEEP, 0.35))
        face = [
            (-0.6, 96),
            (4.6, 96.6),
            (8.2, 95),
            (8.9, 92.8),
            (9.6, 91.2),
            (8.7, 90.5),
            (8.4, 88.2),
            (4, 86.6),
            (0, 88),
        ]
        self.shape(g, face, mix(SKIN, rgb("e9a77e"), 0.2), mix(SKIN, DEEP, 0.3))
        beard = [(3.6, 91.2), (5.6, 90), (8, 90), (8.9, 89), (8.5, 86.4), (6.8, 84.6), (4.2, 85), (2.4, 87.6)]
        self.shape(g, beard, HAIR, mix(HAIR, rgb("5f5f68"), 0.5))
        hair = [(-3.8, 95), (-4.3, 91), (-3.8, 87.4), (-1.4, 86), (1.4, 86.2), (3.2, 88.6), (3.9, 92), (3.6, 95.6)]
        self.shape(g, hair, mix(HAIR, rgb("fff0d0"), 0.2), mix(HAIR, rgb("5f5f68"), 0.55))
        for k in range(7):
            x = -3.2 + 0.85 * k
            self.fold(g, [(x, 92.5), (x - 0.2, 89.6), (x + 0.1, 86.8)], 0.22, rgb("77726f"), 1.0)
        ear = [(3.0, 93), (4.4, 93.4), (5.1, 92), (4.7, 90.2), (3.7, 89.2), (3.0, 90.4)]
        self.shape(g, ear, mix(SKIN, rgb("e9a77e"), 0.35), mix(SKIN, DEEP, 0.15))
        self.fold(g, [(3.8, 92.5), (4.3, 91.6), (3.9, 90.3)], 0.25, mix(SKIN, DEEP, 0.6), 1.4)
        self.cap(g)

    def cap(self, g: Canvas) -> None:
        """Draw the peaked cap."""
        peak = [(4.4, 95.2), (8.4, 95.6), (11.4, 94.2), (12.3, 93.2), (9.4, 93.5), (6, 93.7)]
        self.shape(g, peak, rgb("1b222c"), DEEP)
        band = [(-4.5, 96.4), (-4.3, 93.7), (0, 92.9), (5, 93.4), (8.8, 94.7), (8.7, 97), (3, 97.6)]
        self.shape(g, band, mix(CAP, DEEP, 0.35), DEEP)
        crown = [
            (-5, 96.2),
            (-5.9, 98.2),
            (-3.6, 100.4),
            (1, 101.3),
            (6, 100.9),
            (9.8, 99),
            (9.2, 96.8),
            (4, 96),
            (-1, 95.5),
        ]
        self.shape(g, crown, mix(CAP, rgb("66768c"), 0.35), mix(CAP, DEEP, 0.35))
        self.fold(g, [(-4.6, 97.2), (1, 96.6), (8.4, 97.6)], 0.3, DEEP, 1.2)
        self.fold(g, [(-3, 99.6), (1.4, 99.2), (6, 99.7)], 0.4, DEEP, 0.7)

    def collar(self, g: Canvas) -> None:
        """Turn up the collar of the coat."""
        back = [
            (-5, 83.4),
            (-4.6, 88),
            (-2, 88.9),
            (1.6, 88.4),
            (4.8, 87.4),
            (7.2, 85.2),
            (7.6, 82.6),
            (2, 81.2),
            (-2.6, 81.8),
        ]
        self.shape(g, back, mix(COAT, rgb("66768c"), 0.35), mix(COAT, DEEP, 0.4))
        self.fold(g, [(-4.8, 83.2), (0, 81.8), (7, 82.6)], 0.4, DEEP, 1.4)
        self.fold(g, [(-3.6, 87), (0.6, 86.8), (4.6, 85.6)], 0.28, DEEP, 0.7)

    def near_arm(self, g: Canvas) -> None:
        """Reach the right hand out to the rail."""
        hand = [(20.2, 63.4), (22.4, 63.7), (24.6, 62.9), (25.8, 61.4), (25.4, 60), (23, 60.4), (20.6, 60.6)]
        self.shape(g, hand, mix(SKIN, rgb("e9a77e"), 0.3), mix(SKIN, DEEP, 0.25))
        for x in (22.8, 23.9, 24.9):
            self.fold(g, [(x - 0.6, 62.6), (x, 61.6), (x + 0.1, 60.2)], 0.18, mix(SKIN, DEEP, 0.6), 1.4)
        sleeve = [
            (7.4, 82.2),
            (10.6, 81.6),
            (13.4, 78.6),
            (15, 73.4),
            (17, 68.8),
            (21.2, 64.8),
            (20.9, 60.4),
            (18.6, 59.4),
            (14.2, 60.6),
            (10.6, 63.6),
            (8.2, 69),
            (6.2, 76),
        ]
        self.shape(g, sleeve, mix(COAT, rgb("5d6d82"), 0.3), mix(COAT, DEEP, 0.4))
        dark = [(9, 66), (12, 62.6), (18, 60.2), (20.6, 60.8), (16, 63), (12, 67)]
        self.shape(g, dark, DEEP, alpha=0.5, soft=self.u)
        for path in (
            [(14.6, 70.6), (12.4, 67.6), (9.6, 67)],
            [(16, 68), (13.6, 65.4), (11.2, 64.6)],
            [(12.6, 78), (10.4, 74), (8, 72.6)],
            [(19.8, 64.4), (19.2, 62.4), (19.4, 60.2)],
        ):
            self.fold(g, path, 0.75)
