"""A regatta in a fresh breeze: the fleet rounds the mark before the city's shore."""

from __future__ import annotations

import math
import random

from PIL import Image

from drawing import nature
from drawing.canvas import RGB, Canvas, Point, mix, rgb, smooth
from drawing.yachts import WHITE, Rig, Yacht

HORIZON = 500.0
MARK: Point = (640, 838)
HAZE = rgb("c9d9d8")

NEAR = (
    Yacht((968, 842), 480, Rig(), left=True, lean=0.22, pitch=0.03),
    Yacht((318, 748), 330, Rig(rgb("2f5a72"), rgb("c9a24a"), rgb("f4efe2"), crew=4), left=True, lean=0.24, pitch=0.035),
)
FAR = (
    Yacht((210, 560), 112, Rig(rgb("e9e4d6"), crew=0), left=True, lean=0.2),
    Yacht((1262, 566), 104, Rig(rgb("a4473a"), rgb("2f4454"), rgb("f4efe2"), crew=3), left=True, lean=0.2),
    Yacht(
        (1350, 646), 236,
        Rig(rgb("35706c"), rgb("8a4636"), rgb("f4efe2"), (rgb("f3ead2"), rgb("c4462f"), rgb("e5ad45")), 3),
        lean=0.04,
    ),
    Yacht(
        (566, 604), 168,
        Rig(rgb("f0eadb"), rgb("2f5a72"), rgb("a4473a"), (rgb("e9b549"), rgb("2f7a80"), rgb("f3ead2")), 2),
        lean=0.05,
    ),
)  # fmt: skip


def sky(c: Canvas) -> None:
    """Paint a washed blue sky with torn clouds."""
    c.sky(
        [
            (0, rgb("6fa6c4")),
            (180, rgb("9cc5d2")),
            (380, rgb("d6e4dc")),
            (500, rgb("f3ead0")),
            (1000, rgb("f3ead0")),
        ]
    )
    nature.clouds(c, -60, 330, rgb("fffdf6"), rgb("a9bcc8"), seed=33, cover=0.53, alpha=0.95, cell=(360, 110))
    nature.clouds(c, 200, 450, rgb("fdf8ea"), rgb("b4c4cb"), seed=52, cover=0.46, alpha=0.85, cell=(520, 46))
    c.glow((120, 40), 640, rgb("fff0bd"), 0.55)


def shore(c: Canvas) -> None:
    """Raise the hills and the city at their foot."""
    layers = (
        (190, 12, "9fb8bf", "d3dfd8", 1180.0, 620.0),
        (150, 25, "7fa0a4", "b9cfc6", 1500.0, 520.0),
        (90, 8, "6b9088", "a8c4b2", 160.0, 330.0),
    )
    for high, seed, top, foot, peak, wide in layers:
        line = nature.ridge(1600, HORIZON, high * 1.3, seed, waves=2.4)
        nature.hill(c, nature.bell(line, HORIZON, peak, wide, 0.06), HORIZON + 2, rgb(top), rgb(foot))
    c.mist(HORIZON - 70, HORIZON + 22, rgb("eef0e0"), 0.5, 4)
    rng = random.Random(15)
    for row, (count, tall, fade) in enumerate(((60, 118, 0.55), (75, 62, 0.25))):
        for _ in range(count):
            x = rng.gauss(930, 330)
            high = tall * (0.25 + 0.75 * rng.random()) * (0.3 + 0.7 * math.exp(-(((x - 1000) / 300) ** 2)))
            _block(c, rng, x, rng.uniform(10, 26), high, fade + 0.1 * rng.random())
        c.mist(HORIZON - 40, HORIZON + 18, rgb("eef0e0"), 0.32 - 0.2 * row)
    for x in range(240, 1600, 9):
        r = rng.uniform(5, 10)
        c.ellipse((x, HORIZON - 1), r, r * 0.75, mix(rgb("567f6a"), HAZE, rng.uniform(0.1, 0.4)))
    c.rect((-5, HORIZON - 3, 1605, HORIZON + 2), rgb("d5c9a8"))


def _block(c: Canvas, rng: random.Random, x: float, wide: float, high: float, fade: float) -> None:
    """Build one house with rows of windows."""
    wall = rng.choice(("f0e6d0", "e2d3b8", "cfd8d6", "d9b9a0", "b9cbcf", "f5efe0"))
    tone = mix(rgb(wall), HAZE, fade)
    top = HORIZON - high
    c.rect((x, top, x + wide, HORIZON), tone, mix(tone, rgb("8aa0a6"), 0.22))
    c.rect((x + wide * 0.68, top, x + wide, HORIZON), mix(tone, rgb("6f8a96"), 0.3))
    if high > 60 and rng.random() < 0.5:
        c.line([(x + wide / 2, top), (x + wide / 2, top - 14)], 1.2, tone)
    for k in range(int(high / 7)):
        c.rect(
            (x + 2, top + 4 + 7 * k, x + wide * 0.62, top + 6.4 + 7 * k),
            mix(rgb("7f9aa6"), tone, 0.35),
        )


def water(c: Canvas) -> None:
    """Lay the choppy bay."""
    nature.mirror_sky(c, HORIZON, rgb("3d8494"), [(0, 0.4), (0.12, 0.62), (0.4, 0.8), (1, 0.92)])
    nature.ripple(c, HORIZON, 23, 12)
    nature.wavelets(c, HORIZON, rgb("a9cdc9"), rgb("2a6678"), 5, 0.5, (11, 3.4))
    nature.wavelets(c, HORIZON, rgb("d9e8dc"), rgb("2a6475"), 17, 0.3, (5, 1.7))
    nature.glitter(c, 170, HORIZON, 900, rgb("fff6d6"), spread=190, count=480, seed=3, alpha=0.6)
    rng = random.Random(9)
    for _ in range(150):
        t = rng.random() ** 1.3
        _crest(c, rng, rng.uniform(-40, 1640), HORIZON + 14 + 500 * t, 14 + 120 * t * rng.uniform(0.5, 1))


def _crest(c: Canvas, rng: random.Random, x: float, y: float, size: float) -> None:
    """Raise one small sea with a broken white top."""
    high = size * rng.uniform(0.07, 0.13)
    back = [(x - size, y), (x - size * 0.35, y - high * 0.9), (x, y - high), (x + size * 0.5, y - high * 0.5)]
    ring = [*smooth(back), (x + size, y), (x + size * 0.3, y + high * 0.5), (x - size * 0.5, y + high * 0.45)]
    c.poly(ring, rgb("4f95a0"), rgb("1f5566"), alpha=0.55)
    if rng.random() < 0.5:
        foam = [
            (x - size * 0.42, y - high * 0.8),
            (x - size * 0.1, y - high * 1.2),
            (x + size * 0.3, y - high * 0.85),
            (x + size * 0.1, y - high * 0.45),
            (x - size * 0.15, y - high * 0.7),
        ]
        c.poly(smooth(foam, True), WHITE, rgb("cfe2de"), alpha=0.9)
        for _ in range(12):
            px = x + size * rng.uniform(-0.4, 0.6)
            c.ellipse((px, y - high * rng.uniform(-0.1, 0.8)), size * 0.05, size * 0.01, WHITE, alpha=0.6)


def mark(c: Canvas) -> None:
    """Anchor the orange mark in its ring of foam."""
    x, y = MARK
    orange, dark = rgb("e8672c"), rgb("8c3a22")
    c.ellipse((x + 16, y + 12), 96, 15, rgb("1d4453"), alpha=0.55, soft=5)
    with c.group((x - 90, y - 4, x + 120, y + 120), alpha=0.5, blur=3) as g:
        g.poly([(x - 44, y), (x + 50, y), (x + 30, y + 92), (x - 40, y + 92)], orange, rgb("2c6f80"))
    tilt = 12.0
    body = [
        (x - 52, y + 6),
        (x - 46 + tilt * 0.4, y - 60),
        (x - 40 + tilt, y - 116),
        (x - 20 + tilt, y - 128),
        (x + 20 + tilt, y - 128),
        (x + 40 + tilt, y - 116),
        (x + 46 + tilt * 0.4, y - 60),
        (x + 52, y + 6),
        (x + 20, y + 17),
        (x - 20, y + 17),
    ]
    c.poly(smooth(body, True), mix(orange, rgb("ffd9a0"), 0.4), dark, across=True)
    light = [(x - 30 + tilt, y - 110), (x - 14 + tilt, y - 114), (x - 18, y + 2), (x - 38, y - 2)]
    c.poly(smooth(light, True), rgb("ffdcb0"), alpha=0.5, soft=5)
    for dy, w in ((-96.0, 42.0), (-30.0, 49.0)):
        t = tilt * (0.5 - dy / 200)
        turn = [math.pi * k / 16 for k in range(17)]
        band = [(x + t - w * math.cos(a), y + dy + 12 * math.sin(a)) for a in turn]
        low = [(px, py + 15) for px, py in reversed(band)]
        c.poly([*band, *low], rgb("f7efdc"), rgb("b4a99a"), across=True)
    c.ellipse((x + tilt, y - 127), 9, 4, dark)
    c.line([(x + tilt, y - 127), (x + tilt + 3, y - 152)], 4, rgb("4a5a66"))
    pennant = [(x + 15, y - 152), (x + 62, y - 143), (x + 16, y - 130)]
    c.poly(pennant, rgb("f3d06a"), rgb("d29a3a"))
    rng = random.Random(4)
    for _ in range(150):
        angle = rng.uniform(0, 2 * math.pi)
        reach = rng.uniform(0.9, 1.35)
        c.ellipse(
            (x + math.cos(angle) * 58 * reach, y + 13 + math.sin(angle) * 9 * reach + (4 if angle < 3 else 0)),
            rng.uniform(3, 11),
            rng.uniform(1, 2.6),
            WHITE,
            alpha=rng.uniform(0.3, 0.9),
        )


def sail(c: Canvas, yacht: Yacht, seed: int) -> None:
    """Put one yacht on the water with its reflection, wake and spray."""
    x, y = yacht.at
    u = yacht.u
    box = (x - u * 1.1, y - u * 1.6, x + u * 1.3, y)
    nature.reflection(c, box, y + 3, yacht.paint, alpha=0.2, blur=7, squash=0.4)
    _chop(c, (x - u * 0.8, y + u * 0.03, x + u * 1.0, y + u * 0.6), u, seed)
    yacht.wake(c, seed)
    yacht.paint(c)
    yacht.spray(c, seed + 1)


def _chop(c: Canvas, box: tuple[float, float, float, float], u: float, seed: int) -> None:
    """Break a reflection with strokes of the sea's colour."""
    rng = random.Random(seed)
    tones: tuple[RGB, ...] = (rgb("2a6b7c"), rgb("3f8492"), rgb("86b6b8"))
    for _ in range(170):
        t = rng.random()
        x, y = rng.uniform(box[0], box[2]), box[1] + (box[3] - box[1]) * t
        c.ellipse((x, y), u * rng.uniform(0.02, 0.1), u * 0.006 * (0.4 + t), rng.choice(tones), alpha=0.5)


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1600, 1000), seed=621, scale=3)
    sky(c)
    shore(c)
    water(c)
    for k, yacht in enumerate(sorted(FAR, key=lambda item: item.u)):
        yacht.haze = max(0.0, 0.3 - yacht.u / 900)
        sail(c, yacht, 30 + 2 * k)
    sail(c, NEAR[1], 44)
    sail(c, NEAR[0], 46)
    mark(c)
    for x, y, span, tilt in (
        (560, 190, 62, 0.15),
        (640, 150, 42, -0.15),
        (480, 250, 34, 0.1),
        (1370, 170, 46, 0.2),
    ):
        nature.gull(c, (x, y), span, rgb("5f6b74"), tilt, 0.27)
    return c.finish(scale=1.5)
