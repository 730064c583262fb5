"""Landing the catch: crates come ashore at the pier in the first light."""

from __future__ import annotations

import random

from PIL import Image

from drawing import nature
from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb, smooth
from drawing.figures import Dress, crate, figure
from drawing.perspective import Camera

HORIZON = 640.0
CAM = Camera(centre=640, horizon=HORIZON, focal=1350, eye=2.3)
SUN: Point = (905, 520)
DARK = rgb("262a32")
GOLD = rgb("ffdca0")
EDGE = -0.42


def sky(c: Canvas) -> None:
    """Paint the first light over the bay."""
    c.sky(
        [
            (0, rgb("7d9bb0")),
            (260, rgb("b5c2c2")),
            (470, rgb("efd9b6")),
            (600, rgb("f9cc93")),
            (700, rgb("f7c48a")),
            (1700, rgb("f7c48a")),
        ]
    )
    nature.clouds(c, -20, 360, rgb("f0e4d2"), rgb("97a4b0"), seed=71, cover=0.5, alpha=0.8, cell=(560, 100))
    nature.clouds(c, 300, 590, rgb("fde3b6"), rgb("d99f80"), seed=72, cover=0.45, alpha=0.75, cell=(700, 46))
    nature.sun(c, SUN, 44, rgb("fffbe8"), rgb("ff9d4e"), 560)
    for high, seed, tone, foot in ((150, 5, "c5a092", "f0c79d"), (100, 18, "9b868a", "ddb596")):
        nature.hill(c, nature.ridge(1300, HORIZON, high, seed, waves=1.8), HORIZON + 2, rgb(tone), rgb(foot))
    c.mist(HORIZON - 70, HORIZON + 40, rgb("fad7a8"), 0.6)


def pier(c: Canvas) -> None:
    """Lay the wet plank deck with its kerb and bollards."""
    c.poly(
        [CAM.spot(EDGE, 0, 2.0), CAM.spot(9, 0, 2.0), CAM.spot(9, 0, 44), CAM.spot(EDGE, 0, 44)],
        rgb("c2a585"),
        rgb("6c6059"),
    )
    rng = random.Random(2)
    z = 2.1
    while z < 40:
        step = 0.21
        tone = mix(rgb("d3b48d"), rgb("5f5a5a"), rng.random() * 0.7)
        c.poly(CAM.slab(EDGE, 9, z, z + step * 0.9, 0), mix(tone, rgb("f0c999"), min(0.6, z / 30)), alpha=0.42)
        c.line([CAM.spot(EDGE, 0, z), CAM.spot(9, 0, z)], max(0.7, 8 / z), rgb("463f3d"), alpha=0.55)
        z += step * (1 if z < 14 else 2.5)
    shine = CAM.slab(-0.3, 2.4, 3, 44, 0)
    c.poly(shine, rgb("ffe2b0"), rgb("d9b48c"), alpha=0.42, soft=26)
    c.poly(
        [
            CAM.spot(EDGE - 0.12, 0.16, 2),
            CAM.spot(EDGE + 0.14, 0.16, 2),
            CAM.spot(EDGE + 0.14, 0.16, 44),
            CAM.spot(EDGE - 0.12, 0.16, 44),
        ],
        rgb("bb9c7c"),
        rgb("8b7662"),
    )
    c.poly(
        [
            CAM.spot(EDGE + 0.14, 0.16, 2),
            CAM.spot(EDGE + 0.14, 0, 2),
            CAM.spot(EDGE + 0.14, 0, 44),
            CAM.spot(EDGE + 0.14, 0.16, 44),
        ],
        rgb("4d4644"),
    )
    for z in (22.0, 13.0, 8.2, 6.0):
        x, y = CAM.spot(EDGE + 0.04, 0.16, z)
        s = CAM.size(0.12, z)
        c.rect((x - s * 0.7, y - s * 2, x + s * 0.7, y), rgb("5d5856"), rgb("33343a"), across=True)
        c.ellipse((x, y - s * 2), s * 1.05, s * 0.45, rgb("726a64"))


def far_life(c: Canvas) -> None:
    """Put sheds, lamps, masts and small boats in the distance."""
    for x, w, h in ((760, 120, 52), (885, 90, 40), (980, 150, 62), (1130, 190, 74)):
        c.rect((x, HORIZON + 6 - h, x + w, HORIZON + 8), rgb("b08f82"), rgb("d0aa8d"))
        c.poly(
            [(x - 8, HORIZON + 6 - h), (x + w * 0.5, HORIZON - 14 - h), (x + w + 8, HORIZON + 6 - h)],
            rgb("94787a"),
        )
    for z in (30.0, 17.0, 10.0):
        base, head = CAM.spot(2.9, 0, z), CAM.spot(2.9, 4.6, z)
        tone = mix(rgb("4d4d54"), rgb("e8bd92"), z / 42)
        c.line([base, head, CAM.spot(2.2, 4.8, z)], CAM.size(0.1, z), tone)
        c.glow(CAM.spot(2.2, 4.75, z), CAM.size(0.9, z), rgb("ffd691"), 0.7)
    for x in (60, 120, 640, 700, 735):
        c.line([(x, HORIZON + 8), (x + 2, HORIZON - 96 - x % 37)], 2.4, rgb("8d787a"))


def water(c: Canvas) -> None:
    """Paint the basin on the left."""
    nature.mirror_sky(c, HORIZON, rgb("59717c"), [(0, 0.12), (0.3, 0.4), (1, 0.72)])
    with c.group((0, HORIZON, 620, 1700), alpha=0.6, blur=6) as g:
        g.poly(
            [(120, 1180), (510, 1180), (560, 1330), (480, 1460), (320, 1520), (130, 1450), (50, 1320)],
            rgb("2f4a5a"),
            rgb("5d6f78"),
        )
    nature.ripple(c, HORIZON, 13, 16)
    nature.wavelets(c, HORIZON, rgb("f3d3a8"), rgb("43606d"), 17, 0.4)
    nature.glitter(c, 560, HORIZON, 1000, rgb("ffe6b0"), spread=60, count=260, seed=4, alpha=0.6)


class _Bow:
    """The fishing boat, bow on."""

    def __init__(self, c: Canvas) -> None:
        self.c = c

    def paint(self) -> None:
        """Draw rigging, wheelhouse and hull."""
        with self.c.group((0, 60, 640, 1260), lights=(Light(9, -5, GOLD, 0.8, 5),)) as g:
            self.rig(g)
            self.house(g)
            self.hull(g)
        self.lamps()

    def rig(self, g: Canvas) -> None:
        """Draw mast, booms, stays and a drying net."""
        tone = rgb("4c4a4c")
        g.limb([(310, 620), (310, 130)], [19, 11], rgb("6d5a48"))
        g.line([(170, 300), (450, 300)], 9, rgb("6d5a48"))
        g.line([(310, 560), (90, 250)], 9, rgb("6d5a48"))
        g.line([(310, 560), (540, 262)], 9, rgb("6d5a48"))
        for a, b in (
            ((310, 140), (40, 800)),
            ((310, 140), (580, 800)),
            ((310, 140), (90, 252)),
            ((310, 140), (540, 264)),
            ((90, 252), (60, 780)),
            ((540, 264), (566, 780)),
            ((170, 300), (210, 470)),
            ((450, 300), (410, 470)),
            ((310, 150), (300, 760)),
        ):
            g.line([a, b], 2.4, tone)
        for k in range(9):
            x0 = 104 + k * 18
            g.line(
                smooth([(x0, 268 + k * 24), (x0 - 8, 420 + k * 18), (x0 + 4, 560 + k * 6)]),
                5,
                mix(rgb("3f6b58"), rgb("7f9f7c"), 0.15 * (k % 3)),
            )
        g.rect((284, 176, 336, 196), tone)
        g.poly(
            smooth([(314, 98), (352, 106), (392, 98), (390, 130), (352, 138), (314, 130)], True, 4),
            rgb("b5432f"),
        )
        g.line([(312, 90), (312, 160)], 4, tone)

    def house(self, g: Canvas) -> None:
        """Draw the wheelhouse."""
        wall, shade = rgb("efe3c8"), rgb("a5a29c")
        g.rect((142, 640, 478, 880), mix(wall, shade, 0.3), shade)
        g.poly([(168, 468), (452, 468), (468, 650), (152, 650)], wall, mix(wall, shade, 0.6))
        g.poly([(146, 446), (474, 446), (462, 474), (158, 474)], rgb("8a4b3b"), rgb("6d3d34"))
        for k in range(3):
            x = 182 + k * 90
            g.poly([(x, 496), (x + 76, 496), (x + 77, 572), (x - 1, 572)], rgb("3f5563"), rgb("e9c98f"))
            g.poly([(x + 8, 496), (x + 30, 496), (x + 12, 572), (x, 572)], rgb("a9bcc0"), alpha=0.5)
        g.rect((158, 596, 462, 604), rgb("8a4b3b"))
        for x in (190, 256, 364, 430):
            g.ellipse((x, 700), 19, 19, rgb("6b675f"))
            g.ellipse((x, 700), 14, 14, rgb("41535e"))
        for x, tone in ((120, "c4572f"), (500, "c4572f")):
            g.ellipse((x, 700), 30, 30, rgb(tone))
            g.ellipse((x, 700), 16, 16, rgb("8d8f8f"))

    def hull(self, g: Canvas) -> None:
        """Draw the flaring bow with its bulwark, rubbing strakes and anchor."""
        blue = rgb("3d6378")
        rail = smooth([(14, 836), (90, 800), (210, 756), (310, 700), (410, 756), (530, 800), (604, 836)])
        ring = [
            *rail,
            *smooth([(600, 900), (560, 1040), (470, 1180)]),
            (310, 1196),
            *smooth([(150, 1180), (60, 1040), (18, 900)]),
        ]
        g.poly(ring, mix(blue, GOLD, 0.18), mix(blue, DARK, 0.45))
        left = [*[p for p in rail if p[0] <= 310], (310, 1196), *smooth([(150, 1180), (60, 1040), (18, 900)])]
        g.poly(left, mix(blue, DARK, 0.3), mix(blue, DARK, 0.6))
        g.poly(
            [
                *smooth([(112, 1130), (210, 1142), (310, 1146), (410, 1142), (512, 1130)]),
                (470, 1182),
                (310, 1198),
                (150, 1182),
            ],
            rgb("94503d"),
            rgb("5d3832"),
        )
        g.line(rail, 16, rgb("e6d7b6"))
        g.line([(x, y + 36) for x, y in rail], 7, mix(blue, DARK, 0.6))
        g.line([(310, 700), (310, 1190)], 9, mix(blue, GOLD, 0.4))
        for side in (-1, 1):
            g.ellipse((310 + side * 120, 880), 15, 19, DARK)
            g.line([(310 + side * 120, 884), (310 + side * 108, 946)], 8, rgb("4e4a48"))
            g.line(
                smooth([(310 + side * 140, 940), (310 + side * 108, 966), (310 + side * 78, 944)]),
                9,
                rgb("4e4a48"),
            )
            for k, (x, y) in enumerate(((250, 930), (284, 990))):
                g.ellipse((310 + side * (x - 20), y - 20 * k), 23, 38, rgb("2d2c2e"))
                g.ellipse((310 + side * (x - 20), y - 20 * k), 10, 18, mix(blue, DARK, 0.4))

    def lamps(self) -> None:
        """Leave the deck lights burning."""
        for x in (200, 310, 420):
            self.c.glow((x, 306), 120, rgb("ffd48a"), 0.7)
            self.c.ellipse((x, 306), 8, 7, rgb("fff6da"))


def worker(c: Canvas, x: float, z: float, tall: float, pose: str, dress: Dress, left: bool) -> None:
    """Put a worker on the pier with a long shadow towards the viewer."""
    fx, fy = CAM.spot(x, 0, z)
    h = CAM.size(tall, z)
    lean = (fx - SUN[0]) * 0.22
    c.poly(
        [
            (fx - h * 0.1, fy),
            (fx + h * 0.12, fy),
            (fx + lean + h * 0.16, fy + h * 0.42),
            (fx + lean - h * 0.16, fy + h * 0.42),
        ],
        rgb("2c2b31"),
        alpha=0.45,
        soft=h * 0.02,
    )
    figure(c, (fx, fy), h, pose, dress, left=left)
    s = -1 if left else 1
    if pose == "carry":
        a, b = sorted((fx + s * h * 0.05, fx + s * h * 0.36))
        crate(c, (a, fy - h * 0.66, b, fy - h * 0.53), rgb("4f7480"), fish=True, depth=h * 0.05)
    elif pose == "shoulder":
        crate(
            c,
            (fx - h * 0.18, fy - h * 1.13, fx + h * 0.18, fy - h * 1.0),
            rgb("a5763f"),
            fish=True,
            depth=h * 0.03,
        )


def people(c: Canvas) -> None:
    """Place the landing gang from far to near."""

    def wear(z: float, top: str, legs: str, hat: str, tone: str, apron: str = "") -> Dress:
        """Dress a worker for a distance."""

        def far(code: str) -> RGB:
            """Fade a colour into the morning."""
            return mix(rgb(code), rgb("efc79b"), min(0.65, max(0.0, z - 5) / 26))

        return Dress(
            far(top),
            far(legs),
            skin=far("97694e"),
            hair=far("26242a"),
            shoes=far("2e2f35"),
            hat=hat,
            hat_colour=far(tone),
            apron=far(apron) if apron else None,
            lights=(Light(20 / z, -12 / z, GOLD, 0.85, 8 / z),),
        )

    gang = (
        (1.9, 24.0, 1.68, "walk", wear(24, "4f5d6b", "3b414c", "cap", "55606a"), True),
        (0.7, 19.0, 1.7, "carry", wear(19, "6d5a4c", "3b414c", "cone", "b59a69"), False),
        (2.3, 15.0, 1.6, "front", wear(15, "7a4b40", "39404b", "scarf", "b98a6a"), False),
        (0.3, 12.0, 1.7, "shoulder", wear(12, "49606c", "363c48", "cap", "4f5a62"), False),
        (1.75, 9.6, 1.62, "bend", wear(9.6, "8a5a44", "3c4450", "cone", "cdb27d"), True),
        (-0.05, 8.4, 1.72, "reach", wear(8.4, "c0742f", "4a5058", "cap", "5d5f5c"), True),
        (0.98, 6.3, 1.72, "carry", wear(6.3, "4b6673", "39404c", "cap", "565c5f", "55696f"), False),
    )
    for x, z, tall, pose, dress, left in gang:
        worker(c, x, z, tall, pose, dress, left)
    worker(c, 1.3, 5.5, 1.62, "bend", wear(5.2, "87504a", "414754", "cone", "dcc391", "5d7377"), False)


def stacks(c: Canvas) -> None:
    """Stack crates on the pier and spill ice and fish in the foreground."""
    tones = ("4f7480", "a5763f", "5f7f6d", "8f5a45", "6c7f8a")
    piles = ((2.35, 11.5, 4), (3.1, 9.0, 5), (2.75, 7.0, 4), (1.75, 4.55, 2), (2.42, 4.5, 1))
    for k, (x, z, high) in enumerate(piles):
        wide, tall = CAM.size(0.62, z), CAM.size(0.25, z)
        fx, fy = CAM.spot(x, 0, z)
        c.poly(
            [
                (fx - 10, fy),
                (fx + wide, fy),
                (fx + wide * 0.9, fy + tall * 1.2),
                (fx - wide * 0.2, fy + tall * 1.2),
            ],
            rgb("2c2b31"),
            alpha=0.45,
            soft=tall * 0.12,
        )
        with c.group(
            (fx - 20, fy - tall * (high + 1.5), fx + wide + 60, fy + 8), lights=(Light(-5, -8, GOLD, 0.6, 4),)
        ) as g:
            for level in range(high):
                dx = (level * 7 + k * 3) % 11 - 5
                tone = mix(rgb(tones[(k + level) % 5]), rgb("efc79b"), min(0.5, max(0.0, z - 5) / 24))
                crate(
                    g,
                    (fx + dx, fy - tall * (level + 1), fx + dx + wide, fy - tall * level),
                    tone,
                    fish=level == high - 1,
                    depth=tall * 0.62,
                )
    with c.group((440, 1380, 1200, 1720), lights=(Light(5, -9, GOLD, 0.65, 5),)) as g:
        crate(g, (500, 1560, 830, 1740), rgb("47707d"), fish=True, depth=100)
        crate(g, (800, 1618, 1120, 1760), rgb("9a6c3b"), fish=True, depth=95)
    coil = (640.0, 1420.0)
    for k in range(6):
        c.ellipse(
            (coil[0], coil[1] - 7 * k),
            92 - 9 * k,
            26 - 2.4 * k,
            mix(rgb("a5875c"), rgb("4f4236"), 0.5 * (k % 2)),
        )
    c.ellipse((coil[0], coil[1] - 38), 30, 8, rgb("3c342f"))


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1300, 1700), seed=606, scale=4.4)
    sky(c)
    far_life(c)
    water(c)
    pier(c)
    for z in (10.0, 17.0, 30.0):
        c.line(
            [CAM.spot(2.9, 0, z), CAM.spot(2.9, 2.4, z)],
            CAM.size(0.1, z),
            mix(rgb("4d4d54"), rgb("e8bd92"), z / 42),
        )
    _Bow(c).paint()
    for a, b, sag in (
        ((560, 812), CAM.spot(EDGE, 0.36, 8.2), 40),
        ((596, 840), CAM.spot(EDGE, 0.36, 6.0), 40),
    ):
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + sag)
        c.line(smooth([a, middle, b]), 6, rgb("8a7355"))
    people(c)
    stacks(c)
    c.glow(SUN, 760, rgb("ffb765"), 0.36)
    for x, y, span, tilt in (
        (700, 250, 86, 0.15),
        (820, 190, 60, -0.15),
        (640, 340, 48, 0.1),
        (1040, 300, 56, 0.2),
        (1150, 230, 40, -0.1),
    ):
        nature.gull(c, (x, y), span, rgb("6b6a70"), tilt, 0.27)
    return c.finish(scale=2.4)
