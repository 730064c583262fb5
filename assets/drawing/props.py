"""Books, pots and small furniture."""

from __future__ import annotations

import random
from collections.abc import Callable

from drawing import nature
from drawing.canvas import RGB, Canvas, Point, mix, rgb

Tones = tuple[RGB, RGB, RGB]

SPINES = (
    "8f4a3a",
    "3f5f73",
    "c19a55",
    "5f7358",
    "d8c7a0",
    "6b4f63",
    "a9683f",
    "48706f",
    "b5b19f",
    "7d3b37",
    "d2a873",
    "4b4f60",
)


def books(
    c: Canvas,
    place: Callable[[float, float], Point],
    span: tuple[float, float],
    base: float,
    room: float,
    *,
    seed: int,
    glow: RGB,
    dim: float = 0.15,
    thick: float = 0.045,
) -> None:
    """Fill a shelf with spines; `place` maps (along, up) in metres to the canvas."""
    rng = random.Random(seed)
    at = span[0] + 0.02
    while at < span[1] - thick * 2:
        if rng.random() < 0.05:
            at += rng.uniform(0.06, 0.2)
            continue
        wide = thick * rng.uniform(0.6, 1.4)
        tall = room * rng.uniform(0.62, 0.92)
        lean = rng.uniform(0.02, 0.05) if rng.random() < 0.07 else 0.0
        tone = mix(mix(rgb(rng.choice(SPINES)), glow, 0.12), rgb("2b2a30"), dim + rng.random() * 0.12)
        ring = [
            place(at + lean, base + tall),
            place(at + wide + lean, base + tall),
            place(at + wide, base),
            place(at, base),
        ]
        c.poly(ring, mix(tone, glow, 0.12), mix(tone, rgb("2b2a30"), 0.2))
        if rng.random() < 0.5:
            mark = base + tall * rng.uniform(0.6, 0.8)
            band = [
                place(at + lean * 0.8, mark + room * 0.05),
                place(at + wide + lean * 0.8, mark + room * 0.05),
                place(at + wide + lean * 0.7, mark),
                place(at + lean * 0.7, mark),
            ]
            c.poly(band, mix(tone, rgb("f3e6c8"), 0.5))
        at += wide + lean + thick * 0.05


def open_book(
    c: Canvas, at: Point, size: float, *, lean: float = 0.0, flat: float = 0.4, cover: RGB | None = None
) -> None:
    """Draw an open book lying or held up; `flat` is its apparent height."""
    x, y = at
    high = size * flat
    edge = cover or rgb("7d3b37")
    for side in (-1, 1):
        ring = [
            (x, y - high * 0.5),
            (x + side * size * 0.5, y - high * 0.62 + lean * side),
            (x + side * size * 0.54, y + high * 0.38 + lean * side),
            (x, y + high * 0.5),
        ]
        c.poly([(px + side * size * 0.02, py + size * 0.035) for px, py in ring], edge)
        c.poly(ring, rgb("fbf3df") if side < 0 else rgb("e9dcc0"), rgb("e4d6b8"))
        for k in range(1, 5):
            t = k / 5
            a = (x + side * size * 0.07, y - high * 0.5 + high * t)
            b = (x + side * size * 0.46, y - high * 0.6 + high * t + lean * side)
            c.line([a, b], max(0.7, size * 0.012), rgb("a39a88"), alpha=0.7)


def pot(
    c: Canvas,
    at: Point,
    size: float,
    fill: RGB,
    tones: Tones,
    *,
    seed: int,
    kind: str = "bush",
) -> None:
    """Draw a potted plant standing at `at`; kinds are bush, blades, flowers and bonsai."""
    x, y = at
    rng = random.Random(seed)
    c.ellipse((x, y), size * 0.42, size * 0.07, rgb("2b2a2c"), alpha=0.45, soft=size * 0.03)
    if kind == "blades":
        _blades(c, at, size, tones, rng)
    elif kind == "bonsai":
        _bonsai(c, at, size, tones, seed)
    else:
        _bush(c, at, size, tones, seed, rng if kind == "flowers" else None)
    ring = [
        (x - size * 0.36, y - size * 0.52),
        (x + size * 0.36, y - size * 0.52),
        (x + size * 0.27, y),
        (x - size * 0.27, y),
    ]
    c.poly(ring, mix(fill, rgb("ffe6bd"), 0.22), mix(fill, rgb("2b2526"), 0.4), across=True)
    c.rect(
        (x - size * 0.4, y - size * 0.58, x + size * 0.4, y - size * 0.48),
        mix(fill, rgb("ffe6bd"), 0.3),
        mix(fill, rgb("2b2526"), 0.3),
        across=True,
    )


def _blades(c: Canvas, at: Point, size: float, tones: Tones, rng: random.Random) -> None:
    """Grow long blades from a pot."""
    x, y = at
    for _ in range(26):
        bend, high = rng.uniform(-0.75, 0.75) * size, size * rng.uniform(0.7, 1.35)
        top = (x + bend, y - size * 0.5 - high + abs(bend) * 0.35)
        base = x + rng.uniform(-0.16, 0.16) * size
        half = size * 0.035
        c.poly(
            [
                (base - half, y - size * 0.5),
                (base + bend * 0.35 - half, y - size * 0.5 - high * 0.62),
                top,
                (base + bend * 0.35 + half, y - size * 0.5 - high * 0.55),
                (base + half, y - size * 0.5),
            ],
            mix(rng.choice(tones), tones[1], 0.3),
        )


def _bonsai(c: Canvas, at: Point, size: float, tones: Tones, seed: int) -> None:
    """Grow a small tree from a pot."""
    x, y = at
    nature.trunk(
        c,
        [
            (x, y - size * 0.45),
            (x + size * 0.12, y - size * 0.8),
            (x - size * 0.1, y - size * 1.1),
            (x + size * 0.05, y - size * 1.4),
        ],
        [size * 0.13, size * 0.05],
        rgb("5d4a3d"),
    )
    for dx, dy, r in ((-0.35, 1.05, 0.32), (0.35, 1.2, 0.34), (0.0, 1.5, 0.36)):
        nature.foliage(
            c,
            (x + dx * size, y - dy * size),
            r * size,
            r * size * 0.6,
            tones,
            seed=seed + int(dy * 10),
            count=120,
            leaf=size * 0.055,
        )


def _bush(c: Canvas, at: Point, size: float, tones: Tones, seed: int, bloom: random.Random | None) -> None:
    """Grow a round bush from a pot, in flower if `bloom` is given."""
    x, y = at
    nature.foliage(c, (x, y - size * 0.95), size * 0.55, size * 0.5, tones, seed=seed, count=240, leaf=size * 0.085)
    if bloom:
        for _ in range(22):
            spot = (x + bloom.gauss(0, 0.24) * size, y - size * 0.98 + bloom.gauss(0, 0.2) * size)
            tone = mix(rgb("c5523f"), rgb("f0a884"), bloom.random())
            c.ellipse(spot, size * 0.055, size * 0.05, tone)
            c.ellipse(spot, size * 0.02, size * 0.02, rgb("f6dca0"))


def stool(c: Canvas, at: Point, size: float, fill: RGB) -> None:
    """Draw a small square wooden stool standing at `at`."""
    x, y = at
    dark = mix(fill, rgb("231f20"), 0.4)
    c.ellipse((x, y), size * 0.6, size * 0.09, rgb("2b2a2c"), alpha=0.45, soft=size * 0.04)
    for dx in (-0.34, 0.3):
        c.poly(
            [
                (x + dx * size, y - size * 0.8),
                (x + (dx + 0.09) * size, y - size * 0.8),
                (x + (dx * 1.12 + 0.08) * size, y - size * 0.1),
                (x + dx * 1.12 * size, y - size * 0.1),
            ],
            mix(dark, rgb("231f20"), 0.25),
        )
    for dx in (-0.46, 0.38):
        c.poly(
            [
                (x + dx * size, y - size * 0.78),
                (x + (dx + 0.1) * size, y - size * 0.78),
                (x + (dx * 1.08 + 0.1) * size, y),
                (x + dx * 1.08 * size, y),
            ],
            dark,
        )
    c.rect((x - size * 0.44, y - size * 0.36, x + size * 0.44, y - size * 0.3), dark)
    c.poly(
        [
            (x - size * 0.44, y - size * 0.98),
            (x + size * 0.44, y - size * 0.98),
            (x + size * 0.54, y - size * 0.84),
            (x - size * 0.54, y - size * 0.84),
        ],
        mix(fill, rgb("ffe9c4"), 0.35),
        fill,
    )
    c.rect((x - size * 0.54, y - size * 0.84, x + size * 0.54, y - size * 0.75), mix(fill, rgb("231f20"), 0.2))
