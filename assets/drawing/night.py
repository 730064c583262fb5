"""Four in the morning: a trawler leaves the harbour under its working lights."""

from __future__ import annotations

import math
import random

from PIL import Image

from drawing import boats, nature
from drawing.canvas import Canvas, Light, Point, mix, rgb
from drawing.figures import Dress, figure

HORIZON = 770.0
LEVEL = 1120.0
LENGTH = 1250.0
MIDDLE = 1290.0
WARM = rgb("ffdb96")
WHITE = rgb("fff4d8")
LIVERY = boats.Livery(
    hull=rgb("3d6a80"), band=rgb("8a4636"), house=rgb("dcd3bd"), trim=rgb("3a434c"), glass=rgb("ffe0a0")
)
LAMPS: tuple[tuple[float, float, float], ...] = (
    (0.2, 0.44, 1.0),
    (0.2, 0.36, 0.7),
    (-0.18, 0.47, 0.85),
    (-0.05, 0.33, 0.75),
    (-0.425, 0.36, 0.8),
    (-0.31, 0.33, 0.55),
)


def spot(x: float, y: float) -> Point:
    """Place a point of the trawler, which heads left."""
    return MIDDLE - x * LENGTH, LEVEL - y * LENGTH


def sky(c: Canvas) -> None:
    """Paint the night sky, already paling above the sea."""
    c.sky(
        [
            (0, rgb("294761")),
            (260, rgb("3d607a")),
            (520, rgb("64869a")),
            (700, rgb("94a9aa")),
            (770, rgb("bdb9a4")),
            (1700, rgb("bdb9a4")),
        ]
    )
    nature.stars(c, 520, 190, 7)
    nature.clouds(c, 60, 480, rgb("6a8799"), rgb("31506a"), seed=41, cover=0.45, alpha=0.6, cell=(1100, 120))
    nature.clouds(c, 430, 740, rgb("b3b8af"), rgb("587489"), seed=52, cover=0.45, alpha=0.65, cell=(1300, 66))
    c.glow((330, 770), 1000, rgb("a8906a"), 0.55, flat=0.5)
    c.glow((470, 250), 330, rgb("93a9b0"), 0.6)
    c.ellipse((470, 250), 46, 46, rgb("fbf4dc"))
    c.ellipse((452, 242), 41, 41, rgb("5d7f95"), soft=2)


def shore(c: Canvas) -> None:
    """Paint the hills with the sleeping town at their foot."""
    layers = (
        (190, 4, "6d8794", "92a4a4", 2500.0, 1500.0),
        (250, 15, "4c6879", "728a92", 2250.0, 900.0),
        (130, 29, "3b5566", "5b7481", 2700.0, 1000.0),
    )
    for high, seed, top, foot, peak, wide in layers:
        line = nature.ridge(2600, HORIZON, high * 1.3, seed, waves=2.6)
        line = nature.bell(line, HORIZON, peak, wide)
        nature.hill(c, line, HORIZON + 2, rgb(top), rgb(foot))
    c.mist(HORIZON - 120, HORIZON + 40, rgb("a9b3ab"), 0.4, 3)
    rng = random.Random(8)
    for _ in range(150):
        x = 1350 + 1290 * rng.random() ** 0.7
        wide, high = rng.uniform(16, 46), rng.uniform(14, 74) * (0.3 + 0.7 * (x - 1300) / 1300)
        tone = mix(rgb("3b5263"), rgb("6b7f88"), rng.random())
        c.rect((x, HORIZON - high, x + wide, HORIZON + 2), tone, mix(tone, rgb("7d8c8f"), 0.3))
        for _ in range(int(high / 14)):
            if rng.random() < 0.42:
                wx, wy = x + rng.uniform(3, wide - 6), HORIZON - rng.uniform(5, high - 3)
                c.rect((wx, wy, wx + 3.5, wy + 4.5), mix(WARM, rgb("ffb765"), rng.random()))
    for _ in range(70):
        x, y = 1500 + 1100 * rng.random(), HORIZON - 8 - 150 * rng.random() ** 2
        r = rng.uniform(1.2, 2.4)
        c.glow((x, y), r * 9, rgb("ffbf70"), 0.7)
        c.ellipse((x, y), r, r, rgb("ffe6b4"))


def breakwater(c: Canvas) -> None:
    """Paint the mole with its beacon and the lamps along the quay."""
    tone = rgb("344a58")
    c.poly([(0, 752), (360, 748), (610, 762), (652, 782), (0, 790)], mix(tone, rgb("7d8f93"), 0.25), tone)
    rng = random.Random(5)
    for _ in range(160):
        x = rng.uniform(0, 640)
        c.ellipse(
            (x, 780 + rng.uniform(-5, 5)),
            rng.uniform(6, 16),
            rng.uniform(3, 7),
            mix(tone, rgb("1f303c"), rng.random()),
        )
    c.poly([(566, 764), (576, 640), (604, 640), (614, 764)], rgb("d8cdb4"), rgb("8f918c"), across=True)
    for y in (668, 716):
        c.poly(
            [
                (573 - (y - 668) * 0.06, y),
                (607 + (y - 668) * 0.06, y),
                (609 + (y - 668) * 0.06, y + 22),
                (571 - (y - 668) * 0.06, y + 22),
            ],
            rgb("a04a3a"),
        )
    c.rect((578, 616, 602, 640), rgb("33424d"))
    c.poly([(574, 618), (606, 618), (590, 600)], rgb("8a4636"))
    c.glow((590, 628), 210, rgb("ff7a55"), 0.85)
    c.ellipse((590, 628), 8, 8, rgb("ffe0c4"))


def moored(c: Canvas) -> None:
    """Moor dark boats along the right with their masts and a riding light or two."""
    fleet = (
        (2410.0, 930.0, 560.0, "3a5262"),
        (2050.0, 850.0, 330.0, "4a6170"),
        (2560.0, 850.0, 380.0, "4f6672"),
        (1800.0, 815.0, 190.0, "5a6f7b"),
    )
    for x, y, length, tone in sorted(fleet, key=lambda item: item[1]):
        livery = boats.Livery(
            hull=rgb(tone),
            band=mix(rgb(tone), rgb("6a4238"), 0.5),
            house=mix(rgb(tone), rgb("a5aaa2"), 0.5),
            trim=mix(rgb(tone), rgb("1e2c38"), 0.5),
            glass=mix(rgb(tone), rgb("1e2c38"), 0.4),
        )
        boats.mirror(c, (x, y), length, livery, alpha=0.55)
        boats.trawler(c, (x, y), length, livery)
        lamp = (x - 0.18 * length, y - 0.55 * length)
        c.glow(lamp, length * 0.14, WARM, 0.7)
        c.ellipse(lamp, 4, 4, WHITE)
        nature.lamp_track(
            c, lamp[0], y, y + length * 0.55, WARM, spread=length * 0.035, count=90, seed=int(x), alpha=0.45
        )


def trawler(g: Canvas) -> None:
    """Draw the departing trawler with its crew."""
    boats.trawler(g, (MIDDLE, LEVEL), LENGTH, LIVERY, left=True)
    rim = (Light(5, -7, rgb("ffe9b8"), 0.5, 1.4),)
    oil = rgb("c9772f")
    for x, y, tall, pose, top, flip in (
        (0.275, 0.105, 124, "bend", oil, False),
        (0.15, 0.085, 128, "reach", rgb("c7a23f"), True),
        (0.005, 0.078, 128, "walk", oil, True),
        (-0.445, 0.1, 122, "front", rgb("5d7482"), False),
        (0.385, 0.145, 120, "stand", rgb("5d7482"), True),
    ):
        figure(
            g,
            spot(x, y),
            tall,
            pose,
            Dress(top, rgb("37424c"), hat="cap", hat_colour=rgb("4b5a63"), lights=rim),
            left=flip,
        )
    for x in (-0.0945, -0.205):
        chest = [
            (-0.014, 0.2455),
            (-0.0125, 0.26),
            (-0.004, 0.268),
            (0.004, 0.268),
            (0.0125, 0.26),
            (0.014, 0.2455),
        ]
        g.poly([spot(x + dx, y) for dx, y in chest], rgb("5d5142"))
        g.ellipse(spot(x, 0.275), 8, 10, rgb("5d5142"))
    sheer = [
        (-0.49, 0.105),
        (-0.3, 0.083),
        (-0.12, 0.08),
        (0.05, 0.083),
        (0.16, 0.097),
        (0.25, 0.115),
        (0.34, 0.138),
        (0.42, 0.165),
        (0.5, 0.198),
    ]
    for dy, width in ((0.012, 3), (0.028, 3)):
        g.line([spot(x, y + dy) for x, y in sheer], width, rgb("cfc6ae"))
    for x, y in sheer:
        g.line([spot(x, y), spot(x, y + 0.03)], 3, rgb("cfc6ae"))


def lights(c: Canvas) -> None:
    """Light the working lamps and everything they reach."""
    deck = [spot(-0.02, 0.3), spot(0.2, 0.42), spot(0.47, 0.2), spot(0.3, 0.1), spot(-0.02, 0.08)]
    c.beam(deck, rgb("ffc470"), 0.13, 26)
    c.beam([spot(-0.42, 0.34), spot(-0.49, 0.1), spot(-0.3, 0.09), spot(-0.36, 0.34)], rgb("ffcf85"), 0.25, 16)
    c.glow(spot(0.05, 0.2), 900, rgb("b07a3c"), 0.26, flat=0.75)
    for x, y, power in LAMPS:
        c.glow(spot(x, y), 290 * power, rgb("f6be6e"), 0.75)
        c.glow(spot(x, y), 80 * power, rgb("fff2d0"), 0.95)
        c.ellipse(spot(x, y), 10 * power, 8 * power, rgb("fffdf2"))
        for turn in range(4):
            angle = math.pi * turn / 4 + 0.3
            px, py = spot(x, y)
            dx, dy = math.cos(angle) * 46 * power, math.sin(angle) * 46 * power
            c.line([(px - dx, py - dy), (px + dx, py + dy)], 1.2, rgb("fff2d0"), alpha=0.35)
    for x, y, tone in ((0.47, 0.235, "6fd09a"), (-0.2, 0.56, "fff6dd")):
        c.glow(spot(x, y), 90, rgb(tone), 0.8)
        c.ellipse(spot(x, y), 5, 5, mix(rgb(tone), WHITE, 0.6))


def tracks(c: Canvas) -> None:
    """Throw the lamps' broken reflections onto the water."""
    for k, (x, _, power) in enumerate(LAMPS):
        px = spot(x, 0)[0]
        nature.lamp_track(
            c,
            px,
            LEVEL + 12,
            1690,
            rgb("f6c982"),
            spread=90 * power,
            count=int(290 * power),
            seed=60 + k,
            alpha=0.55,
        )
        nature.lamp_track(
            c,
            px,
            LEVEL + 12,
            1560,
            rgb("fff0c8"),
            spread=40 * power,
            count=int(180 * power),
            seed=80 + k,
            alpha=0.75,
        )
    nature.lamp_track(c, 590, 792, 1250, rgb("e88a68"), spread=34, count=150, seed=9, alpha=0.5)
    nature.lamp_track(c, 470, 800, 1690, rgb("d9dcc8"), spread=95, count=300, seed=10, alpha=0.33)
    rng = random.Random(77)
    for _ in range(46):
        x = 1400 + 1200 * rng.random()
        nature.lamp_track(
            c,
            x,
            HORIZON + 4,
            HORIZON + rng.uniform(60, 210),
            rgb("ffc983"),
            spread=9,
            count=26,
            seed=rng.randrange(9999),
            alpha=0.5,
        )


def bow_wave(c: Canvas) -> None:
    """Foam at the bow, along the side and in the wake."""
    rng = random.Random(3)
    c.ellipse((MIDDLE, LEVEL + 12), LENGTH * 0.5, 20, rgb("1d3341"), alpha=0.6, soft=9)
    for _ in range(620):
        t = rng.random()
        x = MIDDLE - LENGTH * (0.47 - 1.25 * t)
        y = LEVEL + 8 + rng.gauss(0, 5 + 24 * t) + 30 * t
        tone = mix(rgb("f3ead2"), rgb("9db0b2"), rng.random())
        c.ellipse(
            (x, y),
            rng.uniform(4, 26),
            rng.uniform(0.8, 3.0),
            tone,
            alpha=rng.uniform(0.15, 0.75) * (1 - 0.5 * t),
        )
    for _ in range(160):
        t = rng.random()
        x, y = spot(0.45 + 0.05 * rng.random() - 0.16 * t, 0.03 * rng.random() * (1 - t) - 0.005)
        c.ellipse((x, y), rng.uniform(3, 14), rng.uniform(2, 5), rgb("f6efda"), alpha=rng.uniform(0.4, 0.9))
    for way in (1, -1):
        for k in range(60):
            t = k / 60
            x, y = (
                MIDDLE - LENGTH * 0.47 + t * 900 * (1 if way > 0 else 0.5),
                LEVEL + 16 + way * t * (190 if way > 0 else 60),
            )
            c.ellipse(
                (x + rng.uniform(-12, 12), y),
                rng.uniform(20, 60),
                1.6 + 2 * t,
                rgb("cfd3c4"),
                alpha=0.34 * (1 - t),
            )


def foreground(c: Canvas) -> None:
    """Frame the picture with a jetty and its bollard at the lower left, and wheeling gulls."""
    tone = rgb("22323d")
    c.poly([(0, 1520), (420, 1560), (520, 1606), (500, 1640), (0, 1640)], mix(tone, rgb("6f7d80"), 0.35), tone)
    for x in (70, 240, 410):
        c.rect(
            (x, 1600, x + 44, 1700),
            mix(tone, rgb("0f1a22"), 0.3),
            across=True,
            to=mix(tone, rgb("56666c"), 0.3),
        )
    c.poly([(0, 1628), (500, 1632), (490, 1662), (0, 1662)], mix(tone, rgb("0f1a22"), 0.4))
    for x, y, s in ((330, 1572, 1.0), (120, 1548, 0.8)):
        c.poly(
            [(x - 26 * s, y), (x - 20 * s, y - 66 * s), (x + 20 * s, y - 66 * s), (x + 26 * s, y)],
            rgb("4d5a60"),
            rgb("1d2a33"),
            across=True,
        )
        c.ellipse((x, y - 68 * s), 34 * s, 13 * s, rgb("5f6d72"))
    for x, y, span, tilt in (
        (1010, 470, 92, 0.15),
        (880, 560, 62, -0.2),
        (1620, 330, 74, 0.1),
        (1120, 340, 48, -0.1),
        (1900, 470, 50, 0.2),
    ):
        nature.gull(c, (x, y), span, rgb("e9e2cd"), tilt, 0.26)


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((2600, 1700), seed=604, scale=3.5)
    sky(c)
    shore(c)
    breakwater(c)
    nature.mirror_sky(c, HORIZON, rgb("33566a"), [(0, 0.1), (0.25, 0.3), (1, 0.72)])
    box = (MIDDLE - LENGTH * 0.6, LEVEL - LENGTH * 0.58, MIDDLE + LENGTH * 0.6, LEVEL)
    nature.reflection(c, box, LEVEL + 6, trawler, alpha=0.6, blur=3, squash=0.85)
    nature.ripple(c, HORIZON, 19, 24)
    nature.wavelets(c, HORIZON, rgb("8fa7ac"), rgb("1f3b4d"), 6, 0.26, (22, 4.4))
    moored(c)
    tracks(c)
    bow_wave(c)
    trawler(c)
    lights(c)
    foreground(c)
    return c.finish(grain=0.0, brush=0.01, contrast=0.06, stretch=0.55, gamma=0.93, soft=0.5, scale=1.72)
