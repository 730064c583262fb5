"""Container port in the late afternoon: a ship at the quay under its cranes."""

from __future__ import annotations

import math

from PIL import Image

from drawing import boats, nature
from drawing.canvas import RGB, Canvas, Point, mix, rgb
from drawing.perspective import Camera, block

HORIZON = 800.0
CAM = Camera(centre=400, horizon=HORIZON, focal=1270, eye=15)
HAZE = rgb("efd0a6")
BOXES = ("a5523a", "c99746", "3f6785", "4e8480", "a3a49c", "7c3f3a", "d3c5a6", "5b7a5c", "b86f45")
SHIP = (45.0, 85.0)
QUAY = 94.0
DECK = 4.0


def hazed(colour: RGB, z: float) -> RGB:
    """Fade a colour with distance."""
    return mix(colour, HAZE, 0.72 * (1 - math.exp(-max(0.0, z - 90) / 420)))


def backdrop(c: Canvas) -> None:
    """Paint the sky and the far shore."""
    c.sky(
        [
            (0, rgb("7d9fb5")),
            (300, rgb("b3c4c4")),
            (560, rgb("ecdcb9")),
            (740, rgb("f9cf94")),
            (800, rgb("f6c58d")),
        ]
    )
    nature.clouds(c, -40, 420, rgb("f6ead3"), rgb("a9aab0"), seed=42, cover=0.5, alpha=0.85, cell=(620, 150))
    nature.clouds(c, 380, 720, rgb("fdeac4"), rgb("dca980"), seed=9, cover=0.42, alpha=0.7, cell=(900, 60))
    nature.sun(c, (235, 590), 40, rgb("fffbe8"), rgb("ffa452"), 620)
    for height, seed, tone, foot in ((120, 4, "cda792", "f1cda1"), (80, 17, "a58b89", "e2bd9b")):
        line = nature.ridge(2000, HORIZON, height, seed, waves=2.4)
        nature.hill(c, line, HORIZON + 2, rgb(tone), rgb(foot))
        c.mist(HORIZON - 50, HORIZON + 30, rgb("f8d6a6"), 0.6)


def crane(c: Canvas, z: float, up: int = 1, lifted: float = 0.3) -> None:
    """Draw one ship-to-shore crane in profile."""
    red, dark, lit = (hazed(rgb(t), z) for t in ("a8492f", "5a3634", "dd8a5a"))
    lean = 17.0

    def bar(a: Point, b: Point, width: float, tone: RGB, back: bool = False) -> None:
        zz = z + lean if back else z
        spots = [CAM.spot(QUAY + 8 + x, y * up, zz) for x, y in (a, b)]
        c.line(spots, max(0.9, CAM.size(width, zz)), tone)

    for back in (True, False):
        tone = mix(dark, HAZE, 0.12) if back else red
        for x in (0.0, 26.0):
            bar((x, DECK), (x, 47), 1.7, tone, back)
        bar((0, 17), (26, 17), 1.9, tone, back)
        bar((0, 6), (26, 6), 1.3, tone, back)
        bar((0, 17), (26, 46), 0.8, tone, back)
        bar((0, 48), (5, 78), 1.2, tone, back)
        bar((26, 48), (5, 78), 0.9, tone, back)
        bar((-52, 48), (46, 48), 1.9 if not back else 1.4, tone, back)
        bar((-52, 51), (-4, 51), 0.5, tone, back)
        for k in range(12):
            bar((-52 + 4 * k, 48), (-50 + 4 * k, 51), 0.35, tone, back)
            bar((-50 + 4 * k, 51), (-48 + 4 * k, 48), 0.35, tone, back)
        for x in (-46.0, -24.0, 44.0):
            bar((5, 78), (x, 49), 0.35, tone, back)
    for x in (0.0, 26.0):
        bar((x - 0.6, DECK), (x - 0.6, 47), 0.45, lit)
    bar((-52, 48.6), (46, 48.6), 0.5, lit)
    for x in (-2.0, 3.0, 23.0, 28.0):
        bar((x, DECK + 0.7), (x, DECK - 0.2), 2.6, dark)
    _house(c, z, up, (red, dark, lit))
    _trolley(c, z, up, lifted)


def _house(c: Canvas, z: float, up: int, tones: tuple[RGB, RGB, RGB]) -> None:
    """Draw the machinery house and the stairs."""
    x = QUAY + 8
    wall = hazed(rgb("e2d3b6"), z)
    c.poly(CAM.wall((x + 14, z), (x + 31, z), 48.6 * up, 55.5 * up), wall, mix(wall, tones[1], 0.4))
    c.poly(CAM.wall((x + 14, z), (x + 31, z), 55.2 * up, 56 * up), tones[1])
    for k in range(4):
        y = DECK + 3 + 10 * k
        c.line(
            [
                CAM.spot(x + 27.5, y * up, z),
                CAM.spot(x + 31, (y + 5) * up, z),
                CAM.spot(x + 27.5, (y + 10) * up, z),
            ],
            max(0.8, CAM.size(0.3, z)),
            tones[1],
        )
    c.ellipse(CAM.spot(x + 5, 79 * up, z), CAM.size(0.8, z), CAM.size(0.8, z), tones[1])


def _trolley(c: Canvas, z: float, up: int, lifted: float) -> None:
    """Draw trolley, cab and the container on its ropes."""
    x = QUAY + 8 - 20 - 14 * lifted
    grey = hazed(rgb("4b4a50"), z)
    c.poly(CAM.wall((x - 3, z), (x + 5, z), 45.6 * up, 47.2 * up), grey)
    c.poly(CAM.wall((x + 5, z), (x + 8, z), 42.8 * up, 46 * up), hazed(rgb("dfe0d6"), z), grey)
    low = 40 - 6 * lifted
    for dx in (-2.0, 4.0):
        c.line(
            [CAM.spot(x + dx, 46 * up, z), CAM.spot(x + dx, (low + 1) * up, z)],
            max(0.7, CAM.size(0.12, z)),
            grey,
        )
    c.poly(CAM.wall((x - 2.6, z), (x + 4.6, z), low * up, (low + 1) * up), hazed(rgb("c99746"), z))
    c.poly(CAM.wall((x - 0.2, z), (x + 2.3, z), (low - 2.6) * up, low * up), hazed(rgb("3f6785"), z))


def hull(c: Canvas, up: int = 1) -> None:
    """Draw the hull from its stern: flank in the sun, transom in shade."""
    left, right = SHIP
    middle = (left + right) / 2
    flank = [(left, 112.0), (left, 330.0), (left + 4, 350.0), (left + 11, 372.0), (middle, 392.0)]
    upper = [CAM.spot(x, (15 if z < 340 else 15 + (z - 340) * 0.08) * up, z) for x, z in flank]
    lower = [CAM.spot(x + (8 if z < 120 else 0), 0, z) for x, z in flank]
    c.poly([*upper, *reversed(lower)], hazed(rgb("6f8c98"), 230), hazed(rgb("3c5767"), 150), across=True)
    mark = [CAM.spot(x + (4.2 if z < 120 else 0), 3.2 * up, z) for x, z in flank]
    c.poly([*mark, *reversed(lower)], hazed(rgb("a5583f"), 150))
    rail = [CAM.spot(x, (14.3 if z < 340 else 14.3 + (z - 340) * 0.08) * up, z) for x, z in flank]
    c.poly([*upper, *reversed(rail)], hazed(rgb("e9dcc0"), 160))
    transom = [
        (left, 15),
        (right, 15),
        (right - 0.6, 7),
        (right - 5, 2.2),
        (right - 8, 0),
        (left + 8, 0),
        (left + 5, 2.2),
        (left + 0.6, 7),
    ]
    c.poly([CAM.spot(x, y * up, 112) for x, y in transom], rgb("3a4d5c"), rgb("27343f"))
    c.poly(
        [CAM.spot(x, y * up, 112) for x, y in ((left + 4.4, 2.9), (right - 4.4, 2.9), (right - 8, 0), (left + 8, 0))],
        rgb("74402f"),
    )
    c.poly(
        [CAM.spot(x, y * up, 112) for x, y in ((left, 15), (right, 15), (right, 14.2), (left, 14.2))],
        rgb("b9b3a4"),
    )
    for k in range(1, 9):
        x = left + (right - left) * k / 9
        c.poly(CAM.wall((x - 1.3, 112), (x + 1.3, 112), 10.4 * up, 12.8 * up), rgb("222c35"))


def stack(
    c: Canvas, x: tuple[float, float], z: tuple[float, float], base: float, tiers: list[int], up: int = 1
) -> None:
    """Draw one bay of containers, column by column, seen from behind and the left."""
    step = (x[1] - x[0]) / len(tiers)
    for k in range(len(tiers) - 1, -1, -1):
        x0 = x[0] + step * k
        for tier in range(tiers[k]):
            y0, y1 = (base + 2.6 * tier) * up, (base + 2.6 * (tier + 1) - 0.12) * up
            tone = hazed(rgb(c.rng.choice(BOXES)), z[0])
            if k == 0 or tiers[k - 1] <= tier:
                side = mix(tone, rgb("ffdfa8"), 0.28)
                c.poly(CAM.wall((x0, z[1] - 0.3), (x0, z[0]), y0, y1), side)
                ribs = 10 if z[0] < 240 else 0
                for j in range(1, ribs):
                    zz = z[0] + (z[1] - z[0]) * j / ribs
                    c.line([CAM.spot(x0, y0, zz), CAM.spot(x0, y1, zz)], 0.8, mix(side, rgb("4a3a36"), 0.35))
            shade = mix(tone, rgb("2b3442"), 0.42)
            c.poly(CAM.wall((x0, z[0]), (x0 + step - 0.12, z[0]), y0, y1), mix(shade, tone, 0.25), shade)
            if z[0] < 170:
                for part in (0.3, 0.5, 0.7):
                    xx = x0 + step * part
                    c.line([CAM.spot(xx, y0, z[0]), CAM.spot(xx, y1, z[0])], 0.8, mix(shade, (20, 24, 32), 0.35))
        if (base + 2.6 * tiers[k]) < CAM.eye and up > 0:
            c.poly(CAM.slab(x0, x0 + step, z[0], z[1], base + 2.6 * tiers[k]), hazed(rgb("b79c7c"), z[0]))


def cargo(c: Canvas, up: int = 1, first: float = 100, last: float = 400) -> None:
    """Load the part of the ship between two distances, the accommodation block included."""
    rng = c.rng
    for k in range(12, -1, -1):
        z = 168 + 13.2 * k
        if first <= z < last:
            tiers = [max(3, 6 - (k > 10) + (-1 if rng.random() < 0.3 else 0)) for _ in range(14)]
            stack(c, (SHIP[0] + 1, SHIP[1] - 1), (z, z + 12.2), 16, tiers, up)
    if first < 148 < last:
        _bridge(c, up)
        for k in (1, 0):
            z = 115 + 13.2 * k
            tiers = [4 + k - (rng.random() < 0.35) - (j in (6, 7)) for j in range(14)]
            stack(c, (SHIP[0] + 1, SHIP[1] - 1), (z, z + 12.2), 16, tiers, up)


def _bridge(c: Canvas, up: int) -> None:
    """Draw the accommodation block, wheelhouse and funnel."""
    x0, x1 = SHIP[0] + 3, SHIP[1] - 3
    z = (148.0, 160.0)
    lit, shade = hazed(rgb("fbe7c4"), 150), hazed(rgb("a2a3a6"), 150)
    c.poly(CAM.wall((x0, z[1]), (x0, z[0]), 15 * up, 41 * up), lit)
    c.poly(CAM.wall((x0, z[0]), (x1, z[0]), 15 * up, 41 * up), mix(shade, lit, 0.25), shade)
    wing = [CAM.spot(x, y * up, z[0]) for x, y in ((SHIP[0], 41), (SHIP[1], 41), (SHIP[1], 45), (SHIP[0], 45))]
    c.poly(wing, mix(shade, lit, 0.35))
    c.poly(CAM.wall((SHIP[0], z[1]), (SHIP[0], z[0]), 41 * up, 45 * up), lit)
    c.poly(
        [
            CAM.spot(x, y * up, z[0])
            for x, y in ((SHIP[0] + 1, 42.3), (SHIP[1] - 1, 42.3), (SHIP[1] - 1, 44), (SHIP[0] + 1, 44))
        ],
        rgb("44525e"),
    )
    for row in range(8):
        y = 17.6 + 2.9 * row
        for k in range(9):
            x = x0 + 2 + k * 3.7
            c.poly(CAM.wall((x, z[0]), (x + 1.5, z[0]), y * up, (y + 1.2) * up), rgb("55616c"))
        c.line(
            [CAM.spot(x0, (y - 0.8) * up, z[0]), CAM.spot(x1, (y - 0.8) * up, z[0])],
            1,
            mix(shade, (40, 44, 54), 0.3),
        )
    block_y = (45 * up, 54 * up)
    c.poly(CAM.wall((61, z[0]), (70, z[0]), *block_y), rgb("a85a3e"), rgb("6e4038"))
    c.poly(CAM.wall((61, z[0]), (70, z[0]), 49 * up, 51 * up), rgb("e0d4ba"))
    c.line([CAM.spot(55, 45 * up, z[0]), CAM.spot(55, 60 * up, z[0])], 3, rgb("6b6660"))
    c.line([CAM.spot(52, 56 * up, z[0]), CAM.spot(58, 56 * up, z[0])], 2, rgb("6b6660"))


def quay(c: Canvas) -> None:
    """Paint the quay with its wall, fenders, bollards and pavement."""
    c.poly(CAM.slab(QUAY, 400, 60, 900, DECK), rgb("d8bd98"), rgb("9a8f84"))
    for k in range(30):
        z = 64 * 1.09**k
        c.line([CAM.spot(QUAY, DECK, z), CAM.spot(300, DECK, z)], 0.9, rgb("8d8073"), alpha=0.35)
    for x in (QUAY + 8, QUAY + 34):
        c.line([CAM.spot(x, DECK, 60), CAM.spot(x, DECK, 800)], 2, rgb("6e635c"), alpha=0.6)
    c.poly(CAM.wall((QUAY, 900), (QUAY, 60), -1, DECK), rgb("c6a079"), rgb("7d6b60"), across=True)
    c.poly(CAM.wall((QUAY, 900), (QUAY, 60), DECK - 0.5, DECK + 0.1), rgb("e6c9a0"))
    for k in range(14):
        z = 82 + 11 * k
        c.poly(CAM.wall((QUAY - 0.5, z + 1.6), (QUAY - 0.5, z), 0.3, 3.2), hazed(rgb("3b3634"), z))


def yard(c: Canvas) -> None:
    """Stack containers on the quay and put lorries and people there."""
    for x, z, tiers in (
        (146.0, 330.0, 4),
        (200, 320, 5),
        (146, 290, 3),
        (190, 250, 5),
        (142, 236, 4),
        (190, 210, 4),
        (148, 190, 4),
    ):
        stack(c, (x, x + 30), (z, z + 12.2), DECK, [tiers - (k % 3 == 1) for k in range(11)])
    stack(c, (152, 200), (146, 158), DECK, [2, 3, 4, 4, 3, 4, 4, 2, 4, 4, 3, 3, 4, 4, 4, 5, 5])
    for x, z in ((110.0, 146.0), (116.0, 124.0)):
        block(
            c,
            CAM,
            (x, x + 2.6),
            (DECK + 1.2, DECK + 3.9),
            (z, z + 12),
            (rgb("6d4038"), rgb("c07250"), rgb("d89a70")),
        )
        block(
            c,
            CAM,
            (x, x + 2.6),
            (DECK + 0.5, DECK + 3.4),
            (z + 12.5, z + 15),
            (rgb("50606c"), rgb("9fb0b4"), rgb("b9c2bf")),
        )
        for dz in (1.0, 3.0, 10.0, 14.0):
            c.ellipse(CAM.spot(x, DECK + 0.5, z + dz), CAM.size(0.5, z), CAM.size(0.55, z), rgb("2c2b2e"))
    for x, z in ((99, 102), (101, 104), (107, 112), (113, 99)):
        spot, h = CAM.spot(x, DECK, z), CAM.size(1.75, z)
        c.limb([spot, (spot[0], spot[1] - h * 0.75)], [h * 0.2, h * 0.3], rgb("c2622f"))
        c.ellipse((spot[0], spot[1] - h * 0.92), h * 0.11, h * 0.13, rgb("e8d9a8"))


def water(c: Canvas) -> None:
    """Paint the basin with the ship and cranes mirrored in it."""
    nature.mirror_sky(c, HORIZON, rgb("50707b"), [(0, 0.15), (0.25, 0.35), (1, 0.72)])
    with c.group((0, HORIZON, 2000, 1250), alpha=0.72, blur=2) as g:
        for z in (310.0, 205.0, 117.0):
            crane(g, z, -1)
        g.poly(CAM.wall((QUAY, 900), (QUAY, 60), -DECK, 0), rgb("a58a70"), rgb("5f5751"), across=True)
        hull(g, -1)
        cargo(g, -1)
    nature.ripple(c, HORIZON, 31, 17)
    nature.wavelets(c, HORIZON, rgb("f3d2a2"), rgb("41606e"), 15, 0.36)
    nature.glitter(c, 235, HORIZON, 1250, rgb("ffe6ac"), spread=150, count=1300, seed=8, alpha=0.75)


def ship_and_cranes(c: Canvas) -> None:
    """Paint the ship's bays and the cranes in the order of their distance."""
    cargo(c, first=310)
    crane(c, 310, lifted=0.9)
    cargo(c, first=205, last=310)
    crane(c, 205, lifted=0.2)
    cargo(c, first=100, last=205)
    hull(c)
    crane(c, 117, lifted=0.5)


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((2000, 1250), seed=603)
    backdrop(c)
    water(c)
    quay(c)
    yard(c)
    ship_and_cranes(c)
    boats.trawler(
        c,
        (300, 905),
        190,
        boats.Livery(hull=rgb("7a4a3c"), house=rgb("e8d9b8"), band=rgb("4a4a50")),
        left=True,
    )
    c.ellipse((300, 912), 110, 7, rgb("3c4d55"), alpha=0.5, soft=3)
    for x, y, span, tilt in (
        (520, 360, 60, -0.2),
        (620, 300, 44, 0.1),
        (450, 450, 36, 0.15),
        (130, 380, 40, -0.1),
    ):
        nature.gull(c, (x, y), span, rgb("6d6f74"), tilt, 0.26)
    c.glow((235, 590), 700, rgb("ffb765"), 0.3)
    return c.finish(grain=0.4, soft=0.4)
