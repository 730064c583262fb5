"""A light-rail train crossing the long sea bridge at dawn."""

from __future__ import annotations

import math
from itertools import pairwise

from PIL import Image

from drawing import boats, nature
from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb
from drawing.figures import Dress, figure
from drawing.perspective import Camera

HORIZON = 930.0
SUN: Point = (688, 742)
HAZE = rgb("f0d3b0")
CAM = Camera(centre=1200, horizon=HORIZON, focal=2200, eye=6)
FRONT, CAR, CARS = 5.0, 23.0, 4


def along(s: float, o: float, y: float) -> Point:
    """Project a point `s` metres along the bridge, `o` metres to its near side."""
    x = 24 - 0.334 * s - 0.9425 * o
    z = 46 + 0.9425 * s - 0.334 * o
    return CAM.spot(x, y, z)


def hazed(colour: RGB, s: float) -> RGB:
    """Fade a colour with distance along the bridge."""
    return mix(colour, HAZE, 0.82 * (1 - math.exp(-max(0.0, s) / 420)))


def panel(
    c: Canvas,
    s: tuple[float, float],
    o: tuple[float, float],
    y: tuple[float, float],
    fill: RGB,
    to: RGB | None = None,
) -> None:
    """Draw an upright panel from (s0, o0) to (s1, o1)."""
    c.poly(
        [along(s[0], o[0], y[1]), along(s[1], o[1], y[1]), along(s[1], o[1], y[0]), along(s[0], o[0], y[0])],
        fill,
        to,
    )


def shelf(c: Canvas, s: tuple[float, float], o: tuple[float, float], y: float, fill: RGB) -> None:
    """Draw a level panel."""
    c.poly([along(s[0], o[0], y), along(s[1], o[0], y), along(s[1], o[1], y), along(s[0], o[1], y)], fill)


def pier(c: Canvas, s: float, up: int) -> None:
    """Draw one pier with its cap; `up` is -1 for the mirror image."""
    lit, dark = hazed(rgb("c9a98a"), s), hazed(rgb("4d5563"), s)
    foot = mix(dark, rgb("3b4654"), 0.5 if s < 200 else 0.15)
    panel(c, (s - 1.2, s + 1.2), (1.5, 1.5), (0, 11.2 * up), lit, mix(lit, dark, 0.45))
    panel(c, (s - 1.2, s - 1.2), (1.5, -1.5), (0, 11.2 * up), dark, foot)
    panel(c, (s - 1.9, s + 1.9), (2.6, 2.6), (0, 1.1 * up), mix(lit, dark, 0.35))
    panel(c, (s - 1.9, s - 1.9), (2.6, -2.6), (0, 1.1 * up), foot)
    cap = [
        along(s - 1.2, 1.5, 9.2 * up),
        along(s - 1.2, 4.1, 11.4 * up),
        along(s - 1.2, 4.1, 12.3 * up),
        along(s - 1.2, -4.1, 12.3 * up),
        along(s - 1.2, -4.1, 11.4 * up),
        along(s - 1.2, -1.5, 9.2 * up),
    ]
    c.poly(cap, dark)
    panel(c, (s - 1.2, s + 1.2), (4.1, 4.1), (11.4 * up, 12.3 * up), lit)


def girder(c: Canvas, s0: float, s1: float, up: int) -> None:
    """Draw one stretch of the deck."""
    s = (s0, s1)
    shelf(c, s, (2.8, -2.8), 12.2 * up, hazed(rgb("474f5e"), s0))
    panel(c, s, (2.8, 2.8), (12.2 * up, 13.9 * up), hazed(rgb("8b7c73"), s0))
    shelf(c, s, (5.2, 2.8), 13.9 * up, hazed(rgb("565c69"), s0))
    fascia(c, s0, s1, up)


def fascia(c: Canvas, s0: float, s1: float, up: int) -> None:
    """Draw one stretch of the near parapet, which hides the foot of the train."""
    s = (s0, s1)
    panel(c, s, (5.2, 5.2), (13.9 * up, 14.7 * up), hazed(rgb("d8b895"), s0), hazed(rgb("b8987c"), s0))
    panel(c, s, (5.2, 5.2), (13.9 * up, 14.2 * up), hazed(rgb("8a7768"), s0))
    panel(c, s, (5.2, 5.2), (14.6 * up, 14.78 * up), hazed(rgb("f3dab4"), s0))
    if s1 - s0 > 40 or s0 > 500:
        return
    for k in range(int((s1 - s0) / 3)):
        panel(c, (s0 + 3 * k, s0 + 3 * k + 0.14), (5.2, 5.2), (14.2 * up, 14.6 * up), hazed(rgb("a58b74"), s0))


def parapet(c: Canvas, up: int = 1) -> None:
    """Draw the near parapet again, over masts and train."""
    for k in range(20, -2, -1):
        fascia(c, 12 + 30.0 * k, 42 + 30.0 * k, up)


def pylon(c: Canvas, s: float, up: int) -> None:
    """Draw a cable-stayed pylon and its fans of cables."""
    tone, lit = hazed(rgb("5c6170"), s * 0.45), hazed(rgb("94857e"), s * 0.45)
    for k in range(1, 10):
        for way in (-1, 1):
            a = along(s, 4.6, (72 - k * 2.6) * up)
            b = along(s + way * k * 13, 5.2, 14 * up)
            c.line([a, b], 1.4, mix(tone, HAZE, 0.15), alpha=0.75)
    for o in (-6.0, 6.0):
        leg = [along(s, o * 1.3, 0), along(s, o, 14 * up), along(s, o * 0.55, 76 * up)]
        widths = [CAM.size(4.4, 46 + s), CAM.size(3.4, 46 + s), CAM.size(2.2, 46 + s)]
        c.limb(leg, widths, lit if o > 0 else tone)
    for y in (11.0, 44.0, 64.0):
        c.line([along(s, -5, y * up), along(s, 5, y * up)], CAM.size(1.8, 46 + s), tone)


def masts(c: Canvas, up: int = 1) -> None:
    """Draw the overhead line along the deck."""
    for k in range(24, -1, -1):
        s = 2 + 30.0 * k
        tone = hazed(rgb("5a5f69"), s)
        width = max(0.8, CAM.size(0.26, 46 + s))
        c.line([along(s, -0.4, 15.2 * up), along(s, -0.4, 22.6 * up)], width, tone)
        c.line([along(s, 2.9, 21.9 * up), along(s, -0.4, 21.4 * up)], width * 0.7, tone)
        c.line([along(s, 2.9, 21.9 * up), along(s, -0.4, 22.5 * up)], width * 0.4, tone)
    for o, y in ((2.2, 20.6), (2.2, 21.7), (-3.0, 20.8)):
        wire = [along(s, o, (y - (0.25 if y > 21 and int(s) % 30 > 8 else 0)) * up) for s in range(-8, 700, 10)]
        c.line(wire, 1.0, rgb("6b6a6d"), alpha=0.75)


def bridge(c: Canvas, up: int = 1) -> None:
    """Draw the whole bridge, or its mirror image in the water."""
    for s in (830.0, 560.0):
        pylon(c, s, up)
    edges = [3200.0, 2000, 1400, 1000, *[30.0 * k + 12 for k in range(30, -1, -1)], -18]
    for far, near in pairwise(edges):
        if near < 1000 and near > -18 and not (560 < near + 1 < 830):
            pier(c, near + 30 if near + 30 < 560 or near > 830 else near, up)
        girder(c, near, far, up)
    pier(c, 12, up)
    girder(c, -18, 12, up)
    girder(c, 12, 42, up)


def train(c: Canvas, up: int = 1) -> None:
    """Draw the train, its last car first."""
    for k in range(CARS - 1, -1, -1):
        start = FRONT + k * CAR
        _car(c, start, start + CAR - 0.7, up, head=k == 0)
        if k:
            panel(c, (start - 0.7, start), (3.4, 3.4), (15.4 * up, 18.5 * up), rgb("4c4d55"))
    _face(c, up)


def _car(c: Canvas, s0: float, s1: float, up: int, head: bool) -> None:
    """Draw one car's flank, roof line, windows and doors."""
    near, o = s0 + (1.6 if head else 0.0), (3.6, 3.6)
    white, shade = hazed(rgb("f6ead6"), s0 * 0.7), hazed(rgb("b9b0a8"), s0 * 0.7)
    for a, b in ((0.2, 0.8), (4.0, 6.6), (13.5, 16.5)):
        unit = s0 + 2 + (s1 - s0 - 4) * a / 17
        panel(c, (unit, unit + (b - a) * 1.2), (2.9, 2.9), (18.8 * up, 19.35 * up), hazed(rgb("9b9792"), s0))
    panel(c, (near, s1), o, (15.2 * up, 18.75 * up), white, shade)
    panel(c, (near, s1), (3.6, 3.3), (18.6 * up, 19.0 * up), hazed(rgb("ded0ba"), s0))
    panel(c, (near, s1), o, (15.2 * up, 15.75 * up), hazed(rgb("2f7f86"), s0 * 0.8))
    panel(c, (near, s1), o, (18.25 * up, 18.4 * up), hazed(rgb("2f7f86"), s0 * 0.8))
    panel(c, (near + 0.6, s1 - 0.5), o, (16.45 * up, 17.95 * up), hazed(rgb("3c4a57"), s0 * 0.8))
    count = 9
    for k in range(count):
        w0 = near + 0.9 + (s1 - near - 1.6) * k / count
        w1 = w0 + (s1 - near - 1.6) / count - 0.35
        door = k % 3 == 1
        low = 15.75 if door else 16.55
        if door:
            panel(c, (w0 - 0.1, w1 + 0.1), o, (15.3 * up, 18.1 * up), hazed(rgb("d6cbb8"), s0))
            panel(c, (w0 - 0.1, w0), o, (15.3 * up, 18.1 * up), hazed(rgb("8d8983"), s0))
            low = 16.1
        panel(c, (w0, w1), o, (low * up, 17.85 * up), hazed(rgb("8fa3a8"), s0), hazed(rgb("fbdf9f"), s0))
        if not door:
            _passengers(c, w0, w1, up, s0)


def _passengers(c: Canvas, w0: float, w1: float, up: int, s0: float) -> None:
    """Show heads and shoulders behind one window."""
    tone = hazed(rgb("5c564f"), s0)
    for part in (0.28, 0.68):
        if c.rng.random() < 0.62:
            s = w0 + (w1 - w0) * part
            x, y = along(s, 3.6, 17.15 * up)
            r = CAM.size(0.13, 46 + s)
            c.ellipse((x, y), r, r * 1.2, tone)
            panel(c, (s - 0.26, s + 0.26), (3.6, 3.6), (16.55 * up, 16.98 * up), tone)


def _face(c: Canvas, up: int) -> None:
    """Draw the rounded front of the train."""
    s = FRONT

    def at(ds: float, o: float, y: float) -> Point:
        return along(s + ds, o, y * up)

    flank = [
        at(1.8, 3.6, 18.75),
        at(1.2, 3.55, 18.3),
        at(0.3, 3.5, 16.6),
        at(0.0, 3.4, 15.8),
        at(0.3, 3.5, 15.2),
        at(1.8, 3.6, 15.2),
    ]
    c.poly(flank, rgb("f8ecd8"), rgb("bdb3aa"))
    c.poly([at(1.8, 3.6, 15.75), at(0.1, 3.5, 15.75), at(0.3, 3.5, 15.2), at(1.8, 3.6, 15.2)], rgb("2f7f86"))
    face = [
        at(1.8, 3.5, 18.75),
        at(1.6, 2.2, 19.0),
        at(1.8, 0.9, 18.75),
        at(0.3, 0.8, 16.6),
        at(0.0, 0.9, 15.8),
        at(0.2, 1.0, 15.1),
        at(0.2, 3.4, 15.1),
        at(0.0, 3.4, 15.8),
        at(0.3, 3.5, 16.6),
    ]
    c.poly(face, rgb("cfc5bb"), rgb("8f8f95"))
    c.poly(
        [at(1.45, 3.35, 18.35), at(1.45, 1.0, 18.35), at(0.35, 0.95, 16.7), at(0.35, 3.4, 16.7)],
        rgb("4b6474"),
        rgb("27333f"),
    )
    c.poly(
        [at(1.4, 3.3, 18.25), at(1.4, 2.5, 18.25), at(0.4, 2.9, 16.8), at(0.4, 3.35, 16.8)],
        rgb("d9b995"),
        rgb("5c6f7b"),
        alpha=0.55,
    )
    c.poly([at(1.68, 2.9, 18.8), at(1.68, 1.4, 18.8), at(1.5, 1.4, 18.45), at(1.5, 2.9, 18.45)], rgb("ffd27a"))
    c.poly(
        [at(0.02, 3.4, 15.85), at(0.02, 0.9, 15.85), at(0.15, 0.95, 15.45), at(0.15, 3.4, 15.45)],
        rgb("2f7f86"),
    )
    for o in (3.05, 1.3):
        x, y = at(0.1, o, 16.15)
        c.ellipse((x, y), 8, 6, rgb("fff6d8"))
        if up > 0:
            c.glow((x, y), 70, rgb("ffe7b0"), 0.8)


def backdrop(c: Canvas) -> None:
    """Paint sky, sun and the layered hills."""
    c.sky(
        [
            (0, rgb("7797b0")),
            (260, rgb("a3b7c0")),
            (480, rgb("d3cfc3")),
            (660, rgb("f3d7ae")),
            (800, rgb("fac88f")),
            (930, rgb("f7b982")),
        ]
    )
    nature.clouds(c, 20, 470, rgb("e9dccb"), rgb("98a3b2"), seed=11, cover=0.44, alpha=0.7, cell=(900, 120))
    nature.clouds(c, 330, 760, rgb("fbe2b8"), rgb("d89f83"), seed=24, cover=0.42, alpha=0.7, cell=(1100, 60))
    nature.sun(c, SUN, 52, rgb("fffbe6"), rgb("ff8a3c"), 760)
    layers = (
        (150, 5, 2.2, "dcae93", "f3c79c", 0.9, 1100.0),
        (185, 13, 2.8, "b9938c", "e9bd98", 0.55, 200.0),
        (170, 21, 3.1, "937f86", "dcb096", 0.5, 2250.0),
        (105, 34, 4.0, "71707e", "c9a493", 0.3, 60.0),
    )
    for height, seed, waves, top, foot, reach, peak in layers:
        line = nature.ridge(2400, HORIZON, height * 1.25, seed, waves=waves)
        width = reach * 1500
        line = nature.bell(line, HORIZON, peak, width)
        nature.hill(c, line, HORIZON + 2, rgb(top), rgb(foot))
        c.mist(HORIZON - 70, HORIZON + 30, rgb("f8d3a6"), 0.55, seed)
    c.glow(SUN, 520, rgb("ff9d45"), 0.4, flat=0.6)


def shore_town(c: Canvas) -> None:
    """Set a few pale blocks and lights at the foot of the right-hand hills."""
    rng = c.rng
    for k in range(60):
        x = 1500 + k * 15 + rng.uniform(-5, 5)
        high = rng.uniform(8, 40) * (0.4 + 0.6 * math.sin(k / 60 * math.pi))
        tone = mix(rgb("a58f8e"), rgb("d6b29a"), rng.random())
        c.rect((x, HORIZON - high - 4, x + rng.uniform(8, 16), HORIZON + 1), tone, mix(tone, HAZE, 0.5))
    c.mist(HORIZON - 40, HORIZON + 20, rgb("f3cfa8"), 0.55)


def sea(c: Canvas) -> None:
    """Paint the water with everything mirrored in it."""
    nature.mirror_sky(c, HORIZON, rgb("56707f"), [(0, 0.12), (0.2, 0.32), (1, 0.78)])
    with c.group((0, HORIZON, 2400, 1500), alpha=0.52, blur=2.2) as g:
        bridge(g, -1)
        masts(g, -1)
        train(g, -1)
        parapet(g, -1)
    nature.ripple(c, HORIZON, 77, 20)
    nature.wavelets(c, HORIZON, rgb("f1cfa6"), rgb("48606f"), 5, 0.3, (20, 4))
    nature.glitter(c, SUN[0], HORIZON, 1500, rgb("ffdf9e"), spread=190, count=1050, seed=3, alpha=0.6)
    nature.glitter(c, SUN[0], HORIZON, 1500, rgb("fff6d6"), spread=85, count=600, seed=4, alpha=0.85)
    c.mist(HORIZON - 26, HORIZON + 34, rgb("f9d6a8"), 0.5)


def foreground(c: Canvas) -> None:
    """Add the oyster farm, a fisherman in his boat, and gulls."""
    rng = c.rng
    for row in range(4):
        y = 1075 + row * 24
        for k in range(16):
            x = 40 + k * (17 + row * 3) - row * 24
            high = 13 + row * 4 + rng.uniform(-3, 3)
            c.line([(x, y), (x + rng.uniform(-2, 2), y - high)], 1.8 + row * 0.4, rgb("5b5c63"))
            c.line([(x, y), (x + 3, y + high * 0.8)], 1.8, rgb("56636d"), alpha=0.45)
    at = (430.0, 1262.0)
    c.ellipse((at[0], at[1] + 12), 150, 15, rgb("3d4c58"), alpha=0.5, soft=5)
    rim = (Light(5, -3, rgb("ffd79a"), 0.9, 1.2),)
    with c.group((250, 1050, 640, 1320), lights=rim) as g:
        dress = Dress(rgb("4a525e"), rgb("3b3f4a"), hat="cone", hat_colour=rgb("a98a61"))
        figure(g, (375, 1252), 128, "reach", dress)
        g.line([(408, 1148), (340, 1300)], 3.2, rgb("4b4038"))
        boats.sampan(g, at, 270, rgb("4d4a4c"))
        g.ellipse((480, 1246), 26, 14, rgb("5d574f"))
    for x, y, span, tilt, beat in (
        (470, 400, 130, -0.22, 0.26),
        (690, 300, 88, 0.12, 0.2),
        (330, 545, 74, -0.1, 0.3),
        (1010, 470, 60, 0.1, 0.24),
        (905, 225, 50, -0.2, 0.2),
        (255, 330, 46, 0.2, 0.28),
    ):
        nature.gull(c, (x, y), span, rgb("4e5560") if span > 60 else rgb("6b6d75"), tilt, beat)


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((2400, 1500), seed=601)
    backdrop(c)
    shore_town(c)
    sea(c)
    bridge(c)
    masts(c)
    train(c)
    parapet(c)
    c.glow(SUN, 620, rgb("ffc070"), 0.35)
    foreground(c)
    return c.finish(grain=0.2, brush=0.025, contrast=0.04, stretch=0.5, soft=0.6)
