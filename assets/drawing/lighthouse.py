"""The lighthouse and homing boats at dusk."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PIL import Image

from drawing import boats, nature
from drawing.canvas import Canvas, Light, Point, mix, rgb, smooth

HORIZON = 610.0
TOWER: Point = (1130, 440)
WARM = rgb("ffe0a0")


def sky(c: Canvas) -> None:
    """Paint the afterglow."""
    c.sky(
        [
            (0, rgb("5f7594")),
            (190, rgb("8e93a8")),
            (360, rgb("cfa79d")),
            (500, rgb("f0b88a")),
            (610, rgb("f6c98f")),
            (1000, rgb("f6c98f")),
        ]
    )
    nature.clouds(c, -30, 330, rgb("b9a9b0"), rgb("62708c"), seed=14, cover=0.48, alpha=0.75, cell=(720, 100))
    nature.clouds(c, 240, 560, rgb("fbd3a2"), rgb("b97f80"), seed=23, cover=0.46, alpha=0.8, cell=(800, 48))
    c.glow((330, 600), 620, rgb("ff9a55"), 0.7, flat=0.6)
    c.ellipse((330, 604), 46, 46, rgb("fff0cc"))
    for high, seed, tone, foot in ((110, 6, "a58a92", "e2b296"), (66, 19, "837887", "c9a094")):
        line = nature.ridge(1500, HORIZON, high, seed, waves=2.1)
        line = nature.bell(line, HORIZON, 760, 420, 0.25)
        nature.hill(c, line, HORIZON + 2, rgb(tone), rgb(foot))
    c.mist(HORIZON - 50, HORIZON + 26, rgb("f8cf9e"), 0.5)


def headland(c: Canvas) -> None:
    """Raise the rocky headland at the right."""
    rng = random.Random(4)
    crest = [
        (800.0, 628.0),
        (860, 596),
        (925, 572),
        (985, 520),
        (1040, 478),
        (1100, 446),
        (1170, 440),
        (1250, 462),
        (1330, 452),
        (1420, 476),
        (1520, 470),
    ]
    line = smooth(crest, steps=6)
    line = [(x, y + rng.uniform(-4, 4)) for x, y in line]
    ring = [*line, (1520, 690), (1180, 676), (960, 662), (800, 634)]
    with c.group((780, 380, 1500, 720), lights=(Light(-12, -6, rgb("eab48a"), 0.75, 7),)) as g:
        g.poly(ring, rgb("6b6670"), rgb("3c424f"))
        _rocks(g, line, rng)
        g.poly(
            smooth(
                [
                    (1010, 504),
                    (1080, 462),
                    (1150, 448),
                    (1260, 470),
                    (1350, 460),
                    (1500, 482),
                    (1500, 506),
                    (1340, 494),
                    (1180, 482),
                    (1080, 500),
                ],
                True,
            ),
            rgb("6d7460"),
            rgb("4f594f"),
        )
    _growth(c, rng)


def _rocks(g: Canvas, line: Sequence[Point], rng: random.Random) -> None:
    """Break the cliff into facets."""
    for _ in range(150):
        x = rng.uniform(850, 1500)
        top = min((abs(px - x), py) for px, py in line)[1]
        y = top + (660 - top) * rng.uniform(0.1, 0.85)
        w, h = rng.uniform(20, 64), (668 - y) * rng.uniform(0.2, 0.6)
        if y + h > 676 - max(0, 1000 - x) * 0.12:
            continue
        tone = mix(rgb("4a4d59"), rgb("8b7c7c"), rng.random() ** 1.6)
        slant = rng.uniform(-0.3, 0.1) * w
        g.poly(
            [
                (x - w * 0.3, y),
                (x + w * 0.3, y - h * 0.12),
                (x + w * 0.5 + slant, y + h * 0.7),
                (x + slant, y + h),
                (x - w * 0.5 + slant, y + h * 0.8),
            ],
            tone,
            rgb("434854"),
            alpha=0.75,
        )


def _growth(c: Canvas, rng: random.Random) -> None:
    """Grow grass and shrubs on top, and foam at the foot."""
    nature.grass(
        c,
        [(rng.uniform(1040, 1500), 470 + rng.uniform(-14, 18)) for _ in range(420)],
        rgb("4f5a4d"),
        rgb("a59a6b"),
        seed=5,
        size=13,
    )
    for x, y, r in ((1290.0, 452.0, 32.0), (1345.0, 446.0, 40.0), (1440.0, 458.0, 44.0)):
        nature.foliage(
            c,
            (x, y - r * 0.4),
            r * 1.1,
            r * 0.8,
            (rgb("38463f"), rgb("566350"), rgb("a1936a")),
            seed=int(x),
            count=240,
            leaf=5,
            lean=(-0.7, -0.5),
        )
    for _ in range(260):
        x = rng.uniform(800, 1500)
        y = 640 + (x - 800) * 0.07 + rng.gauss(0, 4)
        c.ellipse((x, y), rng.uniform(4, 17), rng.uniform(1, 2.6), rgb("f4dcc0"), alpha=rng.uniform(0.2, 0.7))


def tower(c: Canvas) -> None:
    """Build the lighthouse with its gallery, lantern and keeper's house."""
    x, y = TOWER
    white, shade = rgb("fdf0d8"), rgb("8f8c97")
    c.rect((x + 46, y - 56, x + 156, y + 14), rgb("d8c9b4"), rgb("93898a"))
    c.poly(
        [(x + 36, y - 54), (x + 58, y - 92), (x + 144, y - 92), (x + 166, y - 54)],
        rgb("8f5748"),
        rgb("5f4446"),
    )
    for dx in (66, 116):
        c.rect((x + dx, y - 34, x + dx + 20, y - 10), rgb("ffd58c"))
    c.poly([(x - 38, y + 14), (x - 23, y - 252), (x + 23, y - 252), (x + 38, y + 14)], white, shade, across=True)
    for a, b in ((0.18, 0.36), (0.56, 0.74)):
        ya, yb = y + 14 - 266 * a, y + 14 - 266 * b
        wa, wb = 38 - 15 * a, 38 - 15 * b
        c.poly(
            [(x - wa, ya), (x - wb, yb), (x + wb, yb), (x + wa, ya)],
            rgb("b9573f"),
            rgb("6d3d3d"),
            across=True,
        )
    for dy in (-60, -130, -205):
        c.rect((x - 5, y + dy, x + 5, y + dy + 16), rgb("4a4853"))
    c.rect((x - 34, y - 262, x + 34, y - 250), rgb("6f6a72"), rgb("484853"))
    for k in range(-4, 5):
        c.line([(x + k * 8, y - 262), (x + k * 8, y - 280)], 1.6, rgb("575560"))
    c.line([(x - 34, y - 280), (x + 34, y - 280)], 2, rgb("575560"))
    c.rect((x - 17, y - 304, x + 17, y - 262), rgb("fff3cf"))
    for k in (-17, -6, 6, 17):
        c.line([(x + k, y - 304), (x + k, y - 262)], 2, rgb("4d4b55"))
    c.poly([(x - 24, y - 302), (x, y - 332), (x + 24, y - 302)], rgb("a04d3b"), rgb("6b3a3a"))
    c.line([(x, y - 332), (x, y - 350)], 2, rgb("4d4b55"))


def beams(c: Canvas) -> None:
    """Send the light out to sea."""
    x, y = TOWER[0], TOWER[1] - 284
    c.beam([(x, y - 5), (-60, y - 60), (-60, y + 74), (x, y + 5)], rgb("ffeec0"), 0.55, 9)
    c.beam([(x, y - 4), (1560, y - 26), (1560, y + 36), (x, y + 4)], rgb("ffeec0"), 0.42, 8)
    c.glow((x, y), 210, rgb("ffe2a4"), 0.85)
    c.glow((x, y), 66, rgb("fffbe8"), 1.0)


def fleet(c: Canvas) -> None:
    """Bring the boats home."""
    boats_in = (
        (640.0, 690.0, 190.0, "55667a", True),
        (150.0, 665.0, 130.0, "6d7484", False),
        (430.0, 822.0, 400.0, "3c566b", False),
    )
    rim = (Light(-4, -4, rgb("ffcf96"), 0.8, 2),)
    for x, y, length, tone, left in boats_in:
        livery = boats.Livery(
            hull=rgb(tone),
            band=rgb("8d4d41"),
            house=mix(rgb("d8c7b2"), rgb(tone), 0.25),
            trim=rgb("3a3e4b"),
            glass=rgb("ffd993"),
        )
        box = (x - length * 0.62, y - length * 0.6, x + length * 0.62, y + length * 0.05)

        boats.mirror(c, (x, y), length, livery, left=left)
        c.ellipse((x, y + length * 0.012), length * 0.5, length * 0.02, rgb("2f4052"), alpha=0.5, soft=4)
        with c.group(box, lights=rim) as g:
            boats.trawler(g, (x, y), length, livery, left=left)
        s = -1 if left else 1
        for px, py in ((-0.18, 0.545), (0.2, 0.43), (-0.18, 0.27)):
            lamp = (x + s * px * length, y - py * length)
            c.glow(lamp, length * 0.16, rgb("ffcf85"), 0.75)
            c.ellipse(lamp, length * 0.009, length * 0.009, rgb("fff6da"))
            nature.lamp_track(
                c,
                lamp[0],
                y + 4,
                y + length * 0.5,
                rgb("ffd894"),
                spread=length * 0.04,
                count=70,
                seed=int(x + py * 100),
                alpha=0.6,
            )
        rng = random.Random(int(x))
        for _ in range(80):
            wx = x - s * length * rng.uniform(-0.5, 0.9)
            c.ellipse(
                (wx, y + length * rng.uniform(0.0, 0.035)),
                length * 0.03 * rng.random(),
                1.2,
                rgb("f8e3c4"),
                alpha=rng.uniform(0.2, 0.7),
            )


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1500, 1000), seed=619, scale=3.2)
    sky(c)
    nature.mirror_sky(c, HORIZON, rgb("4b6078"), [(0, 0.08), (0.3, 0.3), (1, 0.72)])
    nature.ripple(c, HORIZON, 41, 13)
    nature.wavelets(c, HORIZON, rgb("f0c6a0"), rgb("41546d"), 9, 0.4)
    nature.glitter(c, 330, HORIZON, 1000, rgb("ffd79a"), spread=95, count=900, seed=6, alpha=0.75)
    headland(c)
    tower(c)
    nature.lamp_track(c, TOWER[0] - 120, 690, 990, rgb("ffe2ac"), spread=50, count=190, seed=12, alpha=0.5)
    fleet(c)
    beams(c)
    for x, y, span, tilt in (
        (560, 330, 60, 0.15),
        (640, 285, 42, -0.15),
        (480, 400, 36, 0.1),
        (840, 350, 34, -0.1),
    ):
        nature.gull(c, (x, y), span, rgb("5a5566"), tilt, 0.27)
    return c.finish(scale=1.8)
