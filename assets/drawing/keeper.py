"""The lighthouse keeper on the gallery of his lamp room at dusk."""

from __future__ import annotations

import math
import random

from PIL import Image

from drawing import boats, nature
from drawing.canvas import Canvas, Point, mix, rgb, smooth
from drawing.oldman import keeper

HORIZON = 560.0
LAMP: Point = (150, 556)
WARM = rgb("ffd68c")
IRON = rgb("2b3038")
RAIL = smooth([(380, 797), (480, 793), (600, 793), (800, 812), (997, 850), (1150, 887), (1330, 940)], steps=14)


def level(y: float, share: float) -> float:
    """Lower a height seen at the rail to another height on the same upright; 1 is the rail, 3.125 the floor."""
    return HORIZON + (y - HORIZON) * share


def drum(edge: float, angle: float, reach: float = 470.0) -> Point:
    """Place a point on the round lamp room: `edge` is its height at the silhouette, `angle` 90 there."""
    turn = math.radians(angle)
    return -40 + reach * math.sin(turn), HORIZON + (edge - HORIZON) * (1 + 0.22 * math.cos(turn))


def hoop(edge: float, reach: float = 470.0) -> list[Point]:
    """Run a level line round the visible side of the lamp room."""
    return [drum(edge, angle, reach) for angle in range(-12, 91, 3)]


# ------------------------------------------------------------------ the bay


def sky(c: Canvas) -> None:
    """Paint the last of the afterglow."""
    c.sky(
        [
            (0, rgb("40597c")),
            (180, rgb("6a7c98")),
            (340, rgb("a5929c")),
            (460, rgb("dda68c")),
            (560, rgb("f6c38a")),
            (1600, rgb("f6c38a")),
        ]
    )
    nature.stars(c, 260, 70, 3)
    nature.clouds(c, -20, 330, rgb("8d93a8"), rgb("465c7e"), seed=34, cover=0.47, alpha=0.7, cell=(620, 90))
    nature.clouds(c, 250, 530, rgb("f3c19a"), rgb("a97880"), seed=27, cover=0.46, alpha=0.8, cell=(700, 42))
    c.glow((1120, 556), 520, rgb("ff9a55"), 0.7, flat=0.6)
    for high, seed, tone, foot, peak in (
        (120, 6, "937f90", "d9a692", 1180.0),
        (84, 19, "726c86", "b08d92", 700.0),
        (56, 41, "575a75", "8b7a88", 1300.0),
    ):
        line = nature.bell(nature.ridge(1300, HORIZON, high, seed, waves=1.9), HORIZON, peak, 330, 0.2)
        nature.hill(c, line, HORIZON + 2, rgb(tone), rgb(foot))
    c.mist(HORIZON - 40, HORIZON + 22, rgb("f3c69c"), 0.45)


def bay(c: Canvas) -> None:
    """Lay the water below with the far shore's lamps on it."""
    nature.mirror_sky(c, HORIZON, rgb("3b5068"), [(0, 0.05), (0.15, 0.3), (0.5, 0.66), (1, 0.85)])
    nature.ripple(c, HORIZON, 51, 13)
    nature.wavelets(c, HORIZON, rgb("cba79a"), rgb("34465f"), 12, 0.36)
    nature.glitter(c, 1120, HORIZON, 820, rgb("ffcf98"), spread=60, count=300, seed=7, alpha=0.55)
    spit = [(760, 636), (880, 628), (1010, 616), (1140, 612), (1310, 598), (1310, 668), (1120, 660), (930, 646)]
    c.poly(smooth(spit, True), rgb("4a4f67"), rgb("3a4359"))
    rng = random.Random(14)
    for _ in range(46):
        x = rng.uniform(890, 1300)
        high = rng.uniform(6, 20)
        foot = 650 - (x - 760) * 0.03
        c.rect((x, foot - high, x + rng.uniform(8, 20), foot), mix(rgb("454a62"), rgb("5f5f74"), rng.random()))
    for _ in range(60):
        x = rng.uniform(800, 1300)
        y = 646 - (x - 760) * 0.035 + rng.uniform(-16, 8)
        _lamp(c, (x, y), rng.uniform(1.2, 2.2), 0.7)
        if rng.random() < 0.6:
            nature.lamp_track(
                c, x, 668, 668 + rng.uniform(30, 90), WARM, spread=7, count=16, seed=rng.randrange(999), alpha=0.5
            )


def _lamp(c: Canvas, at: Point, r: float, power: float) -> None:
    """Hang one small lamp."""
    c.glow(at, r * 12, rgb("ffbf70"), power)
    c.ellipse(at, r, r, rgb("fff0c8"))


def fleet(c: Canvas) -> None:
    """Bring the small boats home under their lights."""
    homing = (
        (600.0, 602.0, 46.0, True),
        (1190.0, 706.0, 92.0, True),
        (540.0, 690.0, 104.0, False),
        (1080.0, 770.0, 130.0, False),
        (1245.0, 845.0, 118.0, True),
    )
    for x, y, length, left in homing:
        livery = boats.Livery(
            rgb("3d5169"), rgb("744a48"), rgb("a79c9c"), rgb("2f3746"), rgb("ffd993")
        )  # fmt: skip
        boats.mirror(c, (x, y), length, livery, left=left, alpha=0.4)
        boats.trawler(c, (x, y), length, livery, left=left)
        s = -1 if left else 1
        for px, py in ((-0.18, 0.545), (0.2, 0.43), (-0.18, 0.28)):
            lamp = (x + s * px * length, y - py * length)
            _lamp(c, lamp, max(1.4, length * 0.018), 0.85)
            nature.lamp_track(
                c, lamp[0], y + 2, y + length * 0.75, WARM, spread=length * 0.05, count=46,
                seed=int(x + py * 100), alpha=0.6,
            )  # fmt: skip


# ------------------------------------------------------------ the lamp room


def lens(c: Canvas) -> None:
    """Set the great lens behind the glass, its prisms banded with light."""
    x, y = LAMP
    pane = [*hoop(120), *reversed(hoop(1000))]
    c.poly(pane, rgb("e9b06a"), rgb("8d6450"), across=True)
    c.poly(pane, rgb("fbe0a4"), rgb("a8744c"), alpha=0.55)
    wide, high = 150.0, 285.0
    rows = 34
    for k in range(rows):
        t = (k + 0.5) / rows * 2 - 1
        half = wide * (1 - 0.62 * abs(t) ** 2.6)
        lift = 15 * t
        band = [
            (x - half, y + high * (t - 0.024)),
            (x, y + high * (t - 0.024) + lift),
            (x + half, y + high * (t - 0.024)),
            (x + half, y + high * (t + 0.022)),
            (x, y + high * (t + 0.022) + lift),
            (x - half, y + high * (t + 0.022)),
        ]
        tone = mix(rgb("fff6d8"), rgb("c98f4e"), 0.2 + 0.6 * abs(t) + (0.16 if k % 2 else 0))
        c.poly(band, tone, mix(tone, rgb("8a5a3a"), 0.4))
    for k in range(7, 0, -1):
        c.ellipse((x, y), 15.0 * k, 17.0 * k, mix(rgb("fffbe8"), rgb("e2a75e"), 0.12 * k + (0.12 if k % 2 else 0)))
    for px in (x - wide * 0.98, x - 62, x + 62, x + wide * 0.98):
        c.line(smooth([(px * 0.55 + x * 0.45, y - high), (px, y), (px * 0.55 + x * 0.45, y + high)]), 5, rgb("7a5232"))
    for dy in (-high, high):
        c.rect((x - 66, y + dy - 9, x + 66, y + dy + 9), rgb("9a6a3c"), rgb("5f4230"))
    c.rect((x - 46, y + high + 8, x + 46, 1010), rgb("7a5a44"), rgb("4f3d36"), across=True)


def room(c: Canvas) -> None:
    """Frame the glass and build wall and roof of the lamp room."""
    for angle in (-8, 20, 44, 66, 82):
        c.line([drum(120, angle), drum(1000, angle)], 11 - angle * 0.05, IRON)
        c.line([drum(124, angle - 0.8), drum(996, angle - 0.8)], 1.6, rgb("f0b870"))
    for edge in (400, 700):
        c.line(hoop(edge), 8, IRON)
        c.line([(px, py - 3) for px, py in hoop(edge)], 1.4, rgb("f0b870"), alpha=0.8)
    for a, b in ((20.0, 44.0), (44.0, 66.0)):
        left, right = drum(160, a), drum(160, b)
        shine = [(left[0] + 18, left[1]), (left[0] + 64, left[1]), (right[0] - 40, 420), (right[0] - 74, 430)]
        c.poly(shine, rgb("fff6dc"), alpha=0.14, soft=3)
    wall = [*hoop(1000), *reversed(hoop(1330))]
    c.poly(wall, rgb("b39b78"), rgb("73727c"), across=True)
    for angle in (10, 37, 60, 77):
        c.line([drum(1020, angle), drum(1322, angle)], 2, rgb("575a62"), alpha=0.7)
        for k in range(9):
            c.ellipse(drum(1040 + 32 * k, angle - 2), 3, 3, rgb("585b62"))
    for edge, thick, tone in ((1000, 22, "c9b794"), (1012, 6, "4a4a50"), (1326, 20, "4d5058")):
        c.line(hoop(edge, 476), thick, rgb(tone))
    eave = [*hoop(128, 520), *reversed(hoop(84, 520))]
    roof = [*hoop(88, 516), (300, -10), (-60, -160), (-200, 0)]
    c.poly(roof, rgb("5a3a40"), rgb("7d4a42"))
    c.poly(eave, rgb("8f5548"), rgb("4a363c"), across=True)
    c.line(hoop(131, 518), 5, rgb("ffcf88"))


def shine(c: Canvas) -> None:
    """Let the lamp fill its glass and reach out over the bay."""
    x, y = LAMP
    c.beam([(x + 250, y - 26), (1360, y - 190), (1360, y - 20), (x + 250, y + 22)], rgb("ffe9bc"), 0.36, 12)
    c.glow((x, y), 640, rgb("ffc068"), 0.5)
    c.glow((x, y), 300, rgb("ffe9b8"), 0.85)
    c.glow((x, y), 110, rgb("fffdf2"), 1.0)


# -------------------------------------------------------------- the gallery


def _ring(reach: float, angle: float) -> Point:
    """Place a point of the floor at a distance from the middle of the lamp room."""
    turn = math.radians(angle)
    return -40 + reach * math.sin(turn), HORIZON + 770 * (1 + 0.22 * reach / 470 * math.cos(turn))


def deck(c: Canvas) -> None:
    """Lay the iron floor, warm near the glass, with the keeper's shadow on it."""
    edge = [(x, level(y, 3.125)) for x, y in RAIL]
    floor = [*edge, (1340, 1720), (-10, 1720), (-10, 1250)]
    c.poly(floor, rgb("6a6064"), rgb("3b3e48"))
    with c.group() as g:
        g.poly([(420, 1330), (640, 1300), (900, 1440), (1010, 1610), (100, 1610)], rgb("d8a868"), alpha=0.34, soft=40)
        for angle in range(8, 134, 9):
            g.line([_ring(470, angle), _ring(1500, angle)], 2.4, rgb("2f3038"), alpha=0.6)
        for reach in (620, 790, 960):
            g.line([_ring(reach, angle) for angle in range(0, 141, 4)], 2.2, rgb("2f3038"), alpha=0.6)
        rng = random.Random(3)
        for _ in range(240):
            g.ellipse((rng.uniform(420, 1300), rng.uniform(1300, 1600)), 3.4, 1.6, rgb("97826c"), alpha=0.5)
        shadow = [(660, 1490), (860, 1478), (1080, 1506), (1180, 1576), (820, 1538), (680, 1520)]
        g.poly(shadow, rgb("20232c"), alpha=0.65, soft=8)
        g.clip(floor)
    c.line(edge, 16, IRON)
    c.line([(x, y - 8) for x, y in edge], 3, rgb("b08d6a"))


def railing(c: Canvas) -> None:
    """Stand the iron railing round the gallery."""
    for k in range(4, len(RAIL), 9):
        x, y = RAIL[k]
        thick = 7 + 6 * max(0.0, x - 400) / 900
        foot = level(y, 3.125)
        c.line([(x, y), (x, foot)], thick, IRON)
        c.line([(x - thick * 0.4, y), (x - thick * 0.4, foot)], 1.8, rgb("d9a468"), alpha=0.85)
        c.ellipse((x, foot), thick * 1.3, thick * 0.6, IRON)
    for share, width in ((1.7, 6.0), (2.4, 6.0), (1.0, 15.0)):
        line = [(x, level(y, share)) for x, y in RAIL]
        c.line(line, width, IRON)
        c.line([(x, y - width * 0.34) for x, y in line], width * 0.26, rgb("c99a6e"), alpha=0.9)


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1300, 1600), seed=623)
    sky(c)
    bay(c)
    fleet(c)
    deck(c)
    railing(c)
    lens(c)
    shine(c)
    room(c)
    c.glow(LAMP, 420, rgb("ffd490"), 0.45)
    keeper(c, (742, 1503), 1072)
    for x, y, span, tilt in ((1010, 330, 74, 0.15), (1120, 270, 52, -0.15), (1190, 390, 40, 0.1)):
        nature.gull(c, (x, y), span, rgb("4d5068"), tilt, 0.27)
    return c.finish()
