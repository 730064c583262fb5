"""Fish drying on racks in the afternoon sun, the sea behind."""

from __future__ import annotations

import math
import random

from PIL import Image

from drawing import boats, nature
from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb, smooth
from drawing.figures import Dress, figure

HORIZON = 380.0
SUN = rgb("fff0c0")
DARK = rgb("33302f")
WOOD = rgb("9a7650")


def backdrop(c: Canvas) -> None:
    """Paint sky, islands and the glittering sea."""
    c.sky([(0, rgb("8db6c8")), (180, rgb("c8ddda")), (380, rgb("faeac4")), (1000, rgb("faeac4"))])
    nature.clouds(c, 0, 270, rgb("fffbf0"), rgb("bccaca"), seed=92, cover=0.52, alpha=0.9, cell=(440, 100))
    c.glow((1230, 60), 620, rgb("fff0bd"), 0.75)
    for high, seed, tone, foot in ((120, 3, "a3b8bc", "dfe3cf"), (70, 27, "7f9b9b", "bccdbf")):
        line = nature.ridge(1500, HORIZON, high, seed, waves=2.2)
        line = nature.bell(line, HORIZON, 300, 420, 0.2)
        nature.hill(c, line, HORIZON + 2, rgb(tone), rgb(foot))
    nature.mirror_sky(c, HORIZON, rgb("4f8a96"), [(0, 0.45), (0.2, 0.75), (1, 0.9)])
    nature.wavelets(c, HORIZON, rgb("e3ecd9"), rgb("3f7682"), 7, 0.5, (8, 2))
    nature.glitter(c, 1210, HORIZON, 620, rgb("fff6d6"), spread=170, count=900, seed=2, alpha=0.9)
    for x, y, n, tone in (
        (430.0, 418.0, 110.0, "4a6f80"),
        (760.0, 402.0, 70.0, "84584a"),
        (1010.0, 436.0, 150.0, "5b7377"),
    ):
        boats.trawler(c, (x, y), n, boats.Livery(hull=rgb(tone)), left=n > 100)
        c.ellipse((x, y + 2), n * 0.5, 3, rgb("38606a"), alpha=0.5)


def beach(c: Canvas) -> None:
    """Paint surf and sand."""
    rng = random.Random(6)
    shore = smooth([(-20, 556), (240, 536), (520, 548), (800, 526), (1100, 540), (1520, 518)])
    for dy, foam, alpha in ((-14, "cfe0d2", 0.6), (-5, "fdf8ea", 0.95), (6, "a99a7e", 0.6)):
        c.poly([*[(x, y + dy) for x, y in shore], (1520, 700), (-20, 700)], rgb(foam), alpha=alpha)
    c.poly([*[(x, y + 16) for x, y in shore], (1520, 1010), (-20, 1010)], rgb("ecd6a8"), rgb("c9a878"))
    for _ in range(900):
        x, t = rng.uniform(-10, 1510), rng.random()
        y = 565 + 440 * t
        tone = mix(rgb("fff0c8"), rgb("a58a64"), rng.random())
        c.ellipse((x, y), rng.uniform(3, 30) * (0.4 + t), rng.uniform(0.7, 2.4) * (0.5 + t), tone, alpha=0.35)
    nature.grass(
        c,
        [(rng.gauss(60, 70), rng.uniform(900, 1010)) for _ in range(240)],
        rgb("7c8a54"),
        rgb("d3c384"),
        seed=9,
        size=90,
    )
    nature.grass(
        c,
        [(rng.gauss(1450, 60), rng.uniform(900, 1010)) for _ in range(220)],
        rgb("7c8a54"),
        rgb("d3c384"),
        seed=10,
        size=84,
    )


def fish(c: Canvas, at: Point, size: float, tone: RGB, sway: float) -> None:
    """Hang one split fish by its tail at `at`."""
    x, y = at

    def p(px: float, py: float) -> Point:
        return x + px * size + sway * py * size, y + py * size

    light, dark = mix(tone, SUN, 0.5), mix(tone, DARK, 0.45)
    c.poly([p(-0.11, 0.0), p(0.11, 0.0), p(0.03, 0.15), p(-0.03, 0.15)], dark)
    body = smooth(
        [
            p(0, 0.12),
            p(0.1, 0.3),
            p(0.145, 0.55),
            p(0.1, 0.82),
            p(0, 1.0),
            p(-0.1, 0.82),
            p(-0.145, 0.55),
            p(-0.1, 0.3),
        ],
        True,
        4,
    )
    c.poly(body, light, mix(tone, DARK, 0.15), across=True)
    c.poly(
        smooth([p(0, 0.2), p(0.1, 0.4), p(0.13, 0.6), p(0.07, 0.8), p(0.01, 0.5)], True, 3),
        mix(tone, DARK, 0.28),
        alpha=0.8,
    )
    c.line([p(0, 0.16), p(0, 0.78)], max(0.8, size * 0.018), mix(tone, DARK, 0.4))
    if size > 50:
        for k in range(6):
            t = 0.28 + 0.08 * k
            c.line([p(-0.08, t + 0.03), p(0, t), p(0.08, t + 0.03)], 1, mix(tone, DARK, 0.3), alpha=0.7)
    c.ellipse(p(-0.035, 0.88), size * 0.018, size * 0.018, DARK)


def rack(c: Canvas, left: float, right: float, top: float, foot: float, rows: int, size: float, seed: int) -> None:
    """Build one rack: trestles at its ends, poles between, fish hung from the poles."""
    rng = random.Random(seed)
    high = foot - top
    c.poly(
        [
            (left - high * 0.3, foot),
            (right - high * 0.1, foot),
            (right - high * 0.5, foot + high * 0.16),
            (left - high * 0.75, foot + high * 0.16),
        ],
        rgb("6f5f50"),
        alpha=0.5,
        soft=high * 0.02,
    )
    thick = high * 0.03
    middle = (left + right) / 2
    for x in (left, middle, right):
        c.limb(
            [(x - high * 0.12, foot + high * 0.02), (x + high * 0.02, top - high * 0.05)],
            [thick, thick * 0.8],
            mix(WOOD, DARK, 0.35),
        )
    for row in range(rows):
        y = top + high * 0.84 * row / rows
        shift = -high * 0.05 * row
        pole = [
            (left - high * 0.1 + shift, y),
            (middle + shift, y + high * 0.012),
            (right + high * 0.1 + shift, y),
        ]
        c.line(pole, thick * 0.75, mix(WOOD, DARK, 0.15))
        c.line([(px, py - thick * 0.22) for px, py in pole], thick * 0.22, mix(WOOD, SUN, 0.6))
        x = left + shift - high * 0.02
        while x < right + shift:
            tone = mix(rgb("b98f5c"), rgb("a9adad"), rng.random() ** 0.8)
            if rng.random() > 0.06:
                fish(c, (x, y + thick * 0.2), size * rng.uniform(0.86, 1.08), tone, rng.uniform(-0.07, 0.04))
            x += size * rng.uniform(0.29, 0.36)
    for x in (left, middle, right):
        c.limb(
            [(x + high * 0.1, foot + high * 0.05), (x - high * 0.02, top - high * 0.06)],
            [thick, thick * 0.8],
            WOOD,
        )
        c.line(
            [
                (x + high * 0.1 + thick * 0.3, foot + high * 0.05),
                (x - high * 0.02 + thick * 0.3, top - high * 0.06),
            ],
            thick * 0.25,
            mix(WOOD, SUN, 0.6),
        )


def tray(c: Canvas, at: Point, size: float, seed: int) -> None:
    """Spread small fish on a round bamboo tray."""
    rng = random.Random(seed)
    x, y = at
    c.ellipse((x - size * 0.1, y + size * 0.1), size * 1.05, size * 0.34, rgb("6f5f50"), alpha=0.5, soft=5)
    c.ellipse((x, y + size * 0.05), size, size * 0.31, rgb("8a6840"))
    c.ellipse((x, y), size, size * 0.3, rgb("d9b478"))
    c.ellipse((x, y), size * 0.92, size * 0.265, rgb("ecd6a4"))
    for _ in range(110):
        a, r = rng.uniform(0, 6.283), math.sqrt(rng.random()) * 0.82
        px, py = x + size * r * math.cos(a), y + size * 0.27 * r * math.sin(a)
        dx, dy = size * 0.07 * math.cos(a * 3), size * 0.022 * math.sin(a * 3)
        tone = mix(rgb("8d9494"), rgb("f4ecd8"), rng.random())
        c.limb([(px - dx, py - dy), (px + dx, py + dy)], [size * 0.034, size * 0.014], tone)


def people(c: Canvas) -> None:
    """Let two women work at the racks."""
    rim = (Light(3, -4, SUN, 0.75, 1.6),)
    for (x, y), tall, pose, dress, left in (
        (
            (560.0, 718.0),
            235.0,
            "reach",
            Dress(rgb("a9554a"), rgb("4c5360"), hat="cone", hat_colour=rgb("e6cd93"), lights=rim),
            True,
        ),
        (
            (1130.0, 880.0),
            400.0,
            "reach",
            Dress(
                rgb("4f7688"),
                rgb("565062"),
                hat="cone",
                hat_colour=rgb("e9d29b"),
                lights=rim,
                apron=rgb("b5674a"),
            ),
            True,
        ),
    ):
        c.poly(
            [
                (x - 14, y - 6),
                (x + 26, y - 6),
                (x - tall * 0.45, y + tall * 0.13),
                (x - tall * 0.62, y + tall * 0.13),
            ],
            rgb("6f5f50"),
            alpha=0.55,
            soft=5,
        )
        figure(c, (x, y), tall, pose, dress, left=left)


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1500, 1000), seed=615, scale=3.5)
    backdrop(c)
    beach(c)
    rack(c, 640, 1480, 470, 640, 2, 62, 1)
    rack(c, 60, 480, 490, 700, 2, 78, 2)
    people_box = (620.0, 1440.0)
    rack(c, people_box[0] + 620, people_box[1] + 160, 470, 790, 2, 112, 3)
    people(c)
    rack(c, 180, 960, 560, 900, 2, 128, 4)
    tray(c, (1330, 925), 150, 1)
    tray(c, (1060, 955), 110, 2)
    for x, y, span, tilt in (
        (640, 180, 70, 0.15),
        (740, 140, 46, -0.15),
        (560, 240, 40, 0.1),
        (930, 250, 34, 0.2),
    ):
        nature.gull(c, (x, y), span, rgb("7b8083"), tilt, 0.27)
    return c.finish(scale=1.75)
