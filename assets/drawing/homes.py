"""A row of seaside houses at evening, their windows lit; the sky stays quiet for type."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import Image

from drawing import nature, props
from drawing.canvas import RGB, Box, Canvas, Light, Point, mix, rgb, smooth
from drawing.figures import Dress, figure

GROUND = 690.0
WATER = 746.0
DUSK = rgb("4a5878")
WARM = rgb("ffd48a")
PALE = rgb("fff2c8")
RIM = Light(5, -4, rgb("ffc493"), 0.55, 3)
LEAVES = (rgb("29403f"), rgb("4a6150"), rgb("93936a"))


@dataclass(frozen=True)
class House:
    """One house of the row: its place, storeys, colours and the kind of its roof."""

    left: float
    wide: float
    floors: int
    wall: str
    tiles: str
    roof: str = "gable"
    bays: int = 3
    balcony: bool = False
    shutters: str = ""

    @property
    def eave(self) -> float:
        """The height at which the roof begins."""
        return GROUND - 24 - 82 * self.floors


ROW = (
    House(70, 176, 2, "d9c4a4", "96523f", "hip", 3, shutters="4f6f74"),
    House(258, 150, 3, "b8644c", "5b4a50", "swallow", 2, balcony=True),
    House(420, 206, 2, "e6d8bd", "a3593f", "gable", 3),
    House(640, 148, 3, "9fb0ac", "6a4a4a", "hip", 2, balcony=True),
    House(800, 236, 2, "e2c998", "8a4a3c", "swallow", 4, shutters="7a4a3c"),
    House(1050, 158, 3, "d8b098", "5d5560", "flat", 2, balcony=True),
    House(1220, 208, 2, "dfe0d0", "9a5440", "gable", 3, shutters="3f6a70"),
    House(1442, 146, 3, "b46a50", "54484f", "swallow", 2, balcony=True),
    House(1602, 190, 2, "e8d6b2", "96523f", "hip", 3),
    House(1806, 150, 2, "a9b6b0", "6a4a4a", "gable", 2, shutters="8a5a44"),
)


def sky(c: Canvas) -> None:
    """Paint a plain evening sky that warms towards the roofs."""
    c.sky(
        [
            (0, rgb("445a7e")),
            (190, rgb("5b6a8c")),
            (360, rgb("a98f9a")),
            (500, rgb("eab08c")),
            (620, rgb("f7c88e")),
            (900, rgb("f7c88e")),
        ]
    )
    nature.clouds(c, 250, 520, rgb("f0bb9a"), rgb("a77f88"), seed=18, cover=0.42, alpha=0.5, cell=(1100, 36))
    c.glow((1500, 640), 900, rgb("ff9f5c"), 0.45, flat=0.5)
    for high, seed, tone, foot, peak in ((190, 6, "8f7f92", "d5a592", 1500.0), (140, 29, "6b6a80", "a98c90", 380.0)):
        line = nature.bell(nature.ridge(2000, 640, high, seed, waves=2.0), 640, peak, 620, 0.3)
        nature.hill(c, line, GROUND, rgb(tone), rgb(foot))


def trees(c: Canvas) -> None:
    """Stand dark crowns behind and between the houses."""
    for x, y, r in (
        (40, 560, 74),
        (246, 520, 60),
        (632, 512, 66),
        (792, 560, 56),
        (1044, 566, 60),
        (1214, 548, 64),
        (1598, 560, 66),
        (1800, 560, 60),
        (1980, 570, 76),
    ):
        c.line([(x, y), (x, GROUND)], 12, rgb("3b3d42"))
        nature.foliage(c, (x, y), r, r * 0.95, LEAVES, seed=x, count=320, leaf=9, lean=(0.6, -0.6))


# ------------------------------------------------------------------ houses


def house(c: Canvas, home: House, seed: int) -> None:
    """Build one house with its roof, windows and door."""
    rng = random.Random(seed)
    left, right, top = home.left, home.left + home.wide, home.eave
    wall = mix(rgb(home.wall), DUSK, 0.24)
    box = (left - 40, top - 130, right + 40, GROUND + 6)
    with c.group(box, lights=(RIM,)) as g:
        g.rect((left, top, right, GROUND), mix(wall, rgb("ffcf9c"), 0.18), mix(wall, rgb("3c4560"), 0.3))
        if home.roof == "gable":
            peak = ((left + right) / 2, top - home.wide * 0.36)
            g.poly([(left, top), peak, (right, top)], mix(wall, rgb("ffcf9c"), 0.22), wall)
            g.ellipse((peak[0], top - home.wide * 0.1), 13, 13, rgb("5a4a48"))
            g.ellipse((peak[0], top - home.wide * 0.1), 10, 10, WARM)
        g.rect((left, GROUND - 22, right, GROUND), mix(wall, rgb("4a4a55"), 0.5))
        for k in range(1, home.floors):
            y = top + 82 * k
            g.rect((left, y - 4, right, y + 3), mix(wall, rgb("fff0d0"), 0.3))
    with c.group(box, lights=(RIM,)) as g:
        roof(g, home)
    _openings(c, home, wall, rng)


def roof(g: Canvas, home: House) -> None:
    """Cover a house with tiles."""
    left, right, top = home.left, home.left + home.wide, home.eave
    tone = mix(rgb(home.tiles), DUSK, 0.18)
    lit, dark = mix(tone, rgb("ffc493"), 0.25), mix(tone, rgb("242a3c"), 0.35)
    middle = (left + right) / 2
    if home.roof == "gable":
        rise = home.wide * 0.36
        for s, edge in ((-1, left), (1, right)):
            ring = [
                (middle, top - rise - 14),
                (edge + s * 16, top + 6),
                (edge + s * 16, top + 18),
                (middle, top - rise + 4),
            ]
            g.poly(ring, lit if s > 0 else tone, dark)
        return
    if home.roof == "flat":
        g.rect((left - 8, top - 12, right + 8, top + 4), lit, tone)
        for k in range(13):
            x = left - 4 + (home.wide + 8) * k / 12
            g.line([(x, top - 40), (x, top - 12)], 3, dark)
        g.line([(left - 6, top - 40), (right + 6, top - 40)], 5, tone)
        return
    rise = 58.0
    inset = home.wide * (0.08 if home.roof == "swallow" else 0.22)
    ring = [(left - 15, top + 8), (left + inset, top - rise), (right - inset, top - rise), (right + 15, top + 8)]
    g.poly(ring, lit, dark)
    count = int(home.wide / 11)
    for k in range(1, count):
        t = k / count
        a = (left + inset + (home.wide - 2 * inset) * t, top - rise)
        b = (left - 15 + (home.wide + 30) * t, top + 8)
        g.line([a, b], 2, mix(dark, tone, 0.4), alpha=0.8)
    g.line([(left - 15, top + 8), (right + 15, top + 8)], 6, mix(dark, tone, 0.3))
    if home.roof == "swallow":
        a, b, y = left + inset, right - inset, top - rise
        ridge = smooth([(a - 24, y - 20), (a + 6, y - 5), (middle, y + 1), (b - 6, y - 5), (b + 24, y - 20)])
        g.line(ridge, 9, mix(tone, rgb("242a3c"), 0.2))
    else:
        g.line([(left + inset - 4, top - rise), (right - inset + 4, top - rise)], 8, tone)
        g.rect((right - inset - 32, top - rise - 26, right - inset - 12, top - rise + 8), tone, dark)


def _openings(c: Canvas, home: House, wall: RGB, rng: random.Random) -> None:
    """Set windows, balcony and door."""
    step = home.wide / home.bays
    door = rng.randrange(home.bays)
    for floor in range(home.floors):
        y = home.eave + 82 * floor + 24
        for bay in range(home.bays):
            x = home.left + step * (bay + 0.5)
            ground = floor == home.floors - 1
            if ground and bay == door:
                _door(c, x, wall)
            else:
                lit = rng.random() < 0.82
                window(c, (x - 16, y, x + 16, y + 42), lit, rng, home.shutters)
    if home.balcony:
        y = home.eave + 82 + 68
        c.rect((home.left + 8, y, home.left + home.wide - 8, y + 7), mix(wall, rgb("fff0d0"), 0.4), wall)
        for k in range(17):
            x = home.left + 10 + (home.wide - 20) * k / 16
            c.line([(x, y - 28), (x, y)], 2.2, rgb("3c3f4a"))
        c.line([(home.left + 9, y - 28), (home.left + home.wide - 9, y - 28)], 4, rgb("3c3f4a"))


def window(c: Canvas, box: Box, lit: bool, rng: random.Random, shutters: str) -> None:
    """Set one window, lit or dark, and let its light fall on the wall."""
    left, top, right, bottom = box
    middle = (left + right) / 2
    if lit:
        c.glow((middle, (top + bottom) / 2), 62, rgb("ffb45e"), 0.5)
    c.rect((left - 4, top - 4, right + 4, bottom + 4), rgb("efe0c2"), rgb("b59f8a"))
    if lit:
        warmth = rng.random()
        c.rect(box, mix(PALE, WARM, warmth), mix(rgb("f5b45c"), rgb("ffcf84"), warmth))
        kind = rng.randrange(4)
        if kind == 0:
            for s, x in ((1, left), (-1, right)):
                c.poly([(x, top), (x + s * 11, top), (x + s * 4, bottom), (x, bottom)], rgb("d8905a"), alpha=0.75)
        elif kind == 1:
            x = middle + rng.choice((-7, 7))
            c.ellipse((x, bottom - 16), 4.6, 5.6, rgb("74492f"))
            bust = [(x - 9, bottom), (x - 8, bottom - 7), (x, bottom - 11), (x + 8, bottom - 7), (x + 9, bottom)]
            c.poly(bust, rgb("74492f"))
        elif kind == 2:
            c.ellipse((middle + 7, bottom - 7), 6, 6, rgb("6f7f4f"))
            c.rect((middle + 3, bottom - 5, middle + 11, bottom), rgb("a5593f"))
    else:
        c.rect(box, rgb("53617c"), rgb("3b4760"))
    for line in ([(middle, top), (middle, bottom)], [(left, top + 15), (right, top + 15)]):
        c.line(line, 2.6, rgb("8a6a50") if lit else rgb("8d8a8c"))
    c.rect((left - 7, bottom + 3, right + 7, bottom + 8), rgb("f2dfba"), rgb("a8917c"))
    if shutters:
        tone = mix(rgb(shutters), DUSK, 0.2)
        for x in (left - 17, right + 5):
            c.rect((x, top - 3, x + 12, bottom + 3), mix(tone, rgb("ffcf9c"), 0.15), tone)
            for k in range(6):
                c.line([(x + 1, top + 2 + 7 * k), (x + 11, top + 2 + 7 * k)], 1.2, mix(tone, rgb("1f2636"), 0.4))


def _door(c: Canvas, x: float, wall: RGB) -> None:
    """Hang a door under its lamp."""
    top = GROUND - 72
    c.rect((x - 20, top - 4, x + 20, GROUND), mix(wall, rgb("fff0d0"), 0.4))
    c.rect((x - 16, top, x + 16, GROUND), rgb("6f4636"), rgb("4a3230"))
    c.rect((x - 11, top + 7, x + 11, top + 26), WARM, rgb("f0ab58"))
    c.line([(x, top + 30), (x, GROUND - 6)], 1.5, rgb("38262a"))
    c.ellipse((x + 10, GROUND - 32), 2, 2, rgb("f0cf8a"))
    c.rect((x - 26, GROUND - 5, x + 26, GROUND + 2), rgb("b8a48c"))
    c.glow((x, top - 12), 74, rgb("ffc470"), 0.75)
    c.ellipse((x, top - 12), 5, 6, rgb("fff6da"))


# --------------------------------------------------------------- the quay


def quay(c: Canvas) -> None:
    """Lay the promenade and the sea wall, with lamps, pots and a few people."""
    c.rect((-5, GROUND, 2005, GROUND + 26), rgb("b99c80"), rgb("8f7d74"))
    for home in ROW:
        x = home.left + home.wide / 2
        c.ellipse((x, GROUND + 10), home.wide * 0.42, 9, rgb("ffcf8c"), alpha=0.45, soft=8)
    c.rect((-5, GROUND + 24, 2005, GROUND + 33), rgb("d9c09c"), rgb("a8927e"))
    c.rect((-5, GROUND + 33, 2005, WATER + 6), rgb("75706f"), rgb("484f5e"))
    rng = random.Random(4)
    for _ in range(190):
        x, y = rng.uniform(0, 2000), rng.choice((GROUND + 35, GROUND + 44, GROUND + 52))
        c.rect((x, y, x + rng.uniform(16, 44), y + 7), mix(rgb("8f857c"), rgb("4f5460"), rng.random()), alpha=0.45)
    for x in (150, 452, 640, 1004, 1216, 1440, 1790):
        props.pot(c, (x, GROUND + 4), 20, rgb("8f4f3c"), LEAVES, seed=x)
    for x in (30, 415, 796, 1212, 1600, 1965):
        c.line([(x, GROUND + 24), (x, GROUND - 124)], 5, rgb("34394a"))
        c.poly([(x - 9, GROUND - 124), (x + 9, GROUND - 124), (x + 6, GROUND - 104), (x - 6, GROUND - 104)], PALE)
        c.poly([(x - 12, GROUND - 123), (x, GROUND - 134), (x + 12, GROUND - 123)], rgb("34394a"))
        c.glow((x, GROUND - 113), 150, rgb("ffc878"), 0.75)
        c.ellipse((x, GROUND + 24), 70, 6, rgb("ffd79a"), alpha=0.5, soft=5)
    people = (
        (1130.0, "walk", "a5513f", "tail", False, False),
        (1170.0, "walk", "3f5f73", "", False, False),
        (560.0, "stand", "c99a4c", "bun", True, False),
        (592.0, "walk", "5f7f6b", "", True, True),
    )
    for x, pose, coat, hat, left, child in people:
        dress = Dress(
            mix(rgb(coat), DUSK, 0.2), rgb("353b4a"), hat=hat, child=child, lights=(Light(2, -2, WARM, 0.6, 1),)
        )
        figure(c, (x, GROUND + 21), 44 if child else 66, pose, dress, left=left)


def street(c: Canvas) -> None:
    """Draw everything that the water mirrors."""
    trees(c)
    for k, home in enumerate(ROW):
        house(c, home, 11 + k)
    quay(c)


def water(c: Canvas) -> None:
    """Mirror the row in the harbour, broken into strokes of warm light."""
    nature.mirror_sky(c, WATER, rgb("3d4d6b"), [(0, 0.2), (0.5, 0.42), (1, 0.66)])
    nature.ripple(c, WATER, 31, 13)
    nature.wavelets(c, WATER, rgb("c9a59c"), rgb("35435f"), 8, 0.4, (14, 4))
    rng = random.Random(21)
    for home in ROW:
        for _ in range(home.bays + 1):
            x = home.left + home.wide * rng.uniform(0.12, 0.88)
            nature.lamp_track(
                c, x, WATER + 6, WATER + rng.uniform(60, 140), WARM, spread=18, count=40,
                seed=rng.randrange(9999), alpha=0.55,
            )  # fmt: skip
    for x in (30, 415, 796, 1212, 1600, 1965):
        nature.lamp_track(c, x, WATER + 4, 890, PALE, spread=22, count=70, seed=x, alpha=0.7)


def boat(c: Canvas, at: Point, length: float, tone: str) -> None:
    """Moor a small rowing boat."""
    x, y = at
    c.ellipse((x, y + 5), length * 0.5, 8, rgb("2a3650"), alpha=0.6, soft=4)
    hull = [(-0.5, -0.13), (-0.25, -0.08), (0.2, -0.08), (0.52, -0.17), (0.4, 0.03), (-0.42, 0.03)]
    c.poly(
        [(x + px * length, y + py * length) for px, py in hull], mix(rgb(tone), WARM, 0.2), mix(rgb(tone), DUSK, 0.6)
    )
    c.line([(x + px * length, y + py * length) for px, py in hull[:4]], 4, rgb("f0d6aa"))
    bow = (x + 0.5 * length, y - 0.15 * length)
    ring = (x + 0.72 * length, WATER - 6)
    c.line(smooth([bow, ((bow[0] + ring[0]) / 2, (bow[1] + ring[1]) / 2 + 9), ring]), 2, rgb("3a3f4c"))


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((2000, 900), seed=632)
    sky(c)
    street(c)
    water(c)
    c.rect((-5, WATER - 1, 2005, WATER + 5), rgb("333c50"), rgb("3a4660"))
    for x, y, length, tone in (
        (330.0, 812.0, 150.0, "a5513f"),
        (1330.0, 806.0, 140.0, "3f6a78"),
        (1560.0, 842.0, 170.0, "d0a257"),
    ):
        boat(c, (x, y), length, tone)
    return c.finish(brush=0.02, stretch=0.5)
