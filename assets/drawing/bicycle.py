"""A bicycle with a basket of flowers against a pale wall by the sea; the wall is quiet above and to the left."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageChops

from drawing import nature
from drawing.canvas import RGB, Canvas, Light, Point, blurred, mix, noise, rgb, smooth, threshold

GROUND = 1096.0
CORNER = 1062.0
HORIZON = 612.0
REAR: Point = (352, 958)
FRONT: Point = (846, 958)
RADIUS = 176.0
BRACKET: Point = (574, 976)
SEAT: Point = (506, 706)
HEAD: Point = (758, 668)
CROWN: Point = (776, 738)
PAINT = rgb("3c8079")
STEEL = rgb("c3c7c2")
DARK = rgb("2a2c2f")
TAN = rgb("9a5f38")
SUN = rgb("fff2cf")
LEAVES = (rgb("3f6a50"), rgb("6f9a66"), rgb("b7cf8c"))


def circle(centre: Point, r: float, start: float = 0.0, end: float = 360.0) -> list[Point]:
    """Lay points along an arc, in degrees clockwise from the right."""
    count = max(8, int(abs(end - start) / 3))
    turns = [math.radians(start + (end - start) * k / count) for k in range(count + 1)]
    return [(centre[0] + r * math.cos(a), centre[1] + r * math.sin(a)) for a in turns]


# ------------------------------------------------------------------- place


def sea(c: Canvas) -> None:
    """Paint the sky and the sea that show beyond the wall."""
    c.sky([(0, rgb("8fc0d2")), (300, rgb("c2dedd")), (520, rgb("efeeda")), (612, rgb("fbeccb")), (1300, rgb("fbeccb"))])
    nature.clouds(c, 120, 520, rgb("fffdf4"), rgb("c0d0d2"), seed=47, cover=0.5, alpha=0.9, cell=(330, 90))
    for high, seed, tone, foot in ((90, 5, "a5bfbe", "dbe4d2"), (56, 17, "7fa598", "b4ceb6")):
        line = nature.bell(nature.ridge(1400, HORIZON, high, seed, waves=2.0), HORIZON, 1330, 170, 0.1)
        nature.hill(c, line, HORIZON + 2, rgb(tone), rgb(foot))
    nature.mirror_sky(c, HORIZON, rgb("4f98a2"), [(0, 0.4), (0.3, 0.75), (1, 0.95)])
    nature.wavelets(c, HORIZON, rgb("e6f0e0"), rgb("3d808c"), 6, 0.45, (9, 2.6))
    nature.glitter(c, 1160, HORIZON, 1000, rgb("fff8dc"), spread=70, count=330, seed=2, alpha=0.75)
    for x, y, s in ((1236.0, 648.0, 54.0), (1350.0, 628.0, 28.0)):
        c.poly([(x, y), (x + s * 0.05, y - s * 1.5), (x + s * 0.62, y - s * 0.1)], rgb("fdf8ea"), rgb("dfe0d6"))
        c.poly([(x - s * 0.06, y), (x, y - s * 1.3), (x - s * 0.42, y - s * 0.05)], rgb("f1ead8"))
        c.poly(
            [(x - s * 0.5, y), (x + s * 0.65, y), (x + s * 0.45, y + s * 0.16), (x - s * 0.4, y + s * 0.16)],
            rgb("a4503c"),
        )
    for x, y, span, tilt in ((1180.0, 300.0, 60.0, 0.15), (1262.0, 250.0, 42.0, -0.1)):
        nature.gull(c, (x, y), span, rgb("fbf7ea"), tilt, 0.27)
        nature.gull(c, (x, y + span * 0.03), span * 0.8, rgb("a3b3b6"), tilt, 0.27)


def balustrade(c: Canvas) -> None:
    """Stand a white balustrade along the sea front."""
    top = 866.0
    for k in range(8):
        x = CORNER + 24 + 46 * k
        post = [(x - 6, top + 20), (x - 14, top + 96), (x - 7, top + 156), (x - 11, GROUND - 26)]
        ring = [*smooth(post), *[(2 * x - px, py) for px, py in reversed(smooth(post))]]
        c.poly(ring, rgb("fbf4e2"), rgb("b9b6aa"), across=True)
    c.rect((CORNER, top, 1410, top + 24), rgb("fffaf0"), rgb("d2cbb8"))
    c.rect((CORNER, GROUND - 34, 1410, GROUND), rgb("f3ead4"), rgb("b5ad9c"))
    c.line([(CORNER, top + 25), (1410, top + 25)], 3, rgb("a9a496"))


def wall(c: Canvas) -> None:
    """Raise the pale wall with its soft dado and end face."""
    ring = [(-10, -10), (CORNER, -10), (CORNER, GROUND), (-10, GROUND)]
    c.poly(ring, rgb("f1e7d1"), rgb("e6d8bd"))
    with c.group((0, 0, CORNER, GROUND)) as g:
        size = (g.img.width // 4, g.img.height // 4)
        for cell, seed, tone, peak in (((150, 110), 9, "fff9ea", 0.3), ((34, 30), 21, "cdbfa5", 0.14)):
            g.wash(rgb(tone), threshold(noise(size, cell, seed, 4), 0.5, 0.8, peak).resize(g.img.size))
    c.poly([(-10, 872), (CORNER, 872), (CORNER, GROUND), (-10, GROUND)], rgb("a9c4bd"), rgb("93b1ab"), alpha=0.75)
    c.line([(-10, 871), (CORNER, 871)], 4, rgb("f8f0dc"))
    c.rect((-10, GROUND - 26, CORNER, GROUND), rgb("b9b3a2"), rgb("8f8b80"))
    c.rect((CORNER - 26, -10, CORNER, GROUND), rgb("fffaea"), rgb("f3e7cd"))
    c.line([(CORNER - 26, -10), (CORNER - 26, GROUND)], 2, rgb("d5c7aa"))


def paving(c: Canvas) -> None:
    """Lay the stone paving."""
    c.poly([(-10, GROUND), (1410, GROUND), (1410, 1310), (-10, 1310)], rgb("dccbab"), rgb("b79f7f"))
    rng = random.Random(8)
    rows = (GROUND, 1118.0, 1152.0, 1204.0, 1284.0, 1400.0)
    for k, (a, b) in enumerate(pairwise(rows)):
        spread = (a - 900) / 200
        for n in range(-9, 10):
            x = 700 + (n + 0.5 * (k % 2)) * 150 * spread
            far, near = (a - 900) / 200, (b - 900) / 200
            ring = [
                (x + 2, a + 2),
                (x + 150 * spread - 2, a + 2),
                (700 + (x - 700 + 150 * far) * near / far - 2, b - 2),
                (700 + (x - 700) * near / far + 2, b - 2),
            ]
            c.poly(ring, mix(rgb("e9dab9"), rgb("b59d80"), rng.random() * 0.8), alpha=0.55)


def blossom(c: Canvas) -> None:
    """Hang bougainvillea over the wall's end, with its dappled shadow."""
    rng = random.Random(31)
    with c.group((0, 0, CORNER - 1, GROUND), alpha=0.26, blur=7) as g:
        for _ in range(130):
            x, y = rng.gauss(890, 74), abs(rng.gauss(30, 110))
            g.ellipse((x, y + 40), rng.uniform(10, 24), rng.uniform(7, 14), rgb("8d8aa0"))
    for k, (x, y, r) in enumerate(((1010, 8, 92), (930, -14, 74), (1052, 92, 52), (986, 100, 46), (868, -24, 54))):
        nature.foliage(c, (x, y), r, r * 0.86, LEAVES, seed=60 + k, count=260, leaf=12, lean=(0.6, -0.5))
    for _ in range(210):
        angle, reach = rng.uniform(0, 2 * math.pi), rng.random() ** 0.6
        x, y, r = rng.choice(((1006, 16, 92), (936, -4, 76), (1050, 104, 50), (988, 104, 46)))
        petal(c, (x + r * reach * math.cos(angle), y + r * 0.9 * reach * math.sin(angle)), rng.uniform(7, 12), rng)


def petal(c: Canvas, at: Point, r: float, rng: random.Random) -> None:
    """Dab one blossom of three bracts."""
    tone = mix(rgb("c8476f"), rgb("ee9aa6"), rng.random())
    turn = rng.uniform(0, 2 * math.pi)
    for k in range(3):
        a = turn + 2.1 * k
        c.ellipse((at[0] + r * 0.5 * math.cos(a), at[1] + r * 0.5 * math.sin(a)), r * 0.6, r * 0.52, tone)
    c.ellipse(at, r * 0.18, r * 0.18, rgb("fff3cf"))


# ----------------------------------------------------------------- bicycle


def tube(g: Canvas, points: Sequence[Point], width: float, fill: RGB) -> None:
    """Draw a round tube with its highlight."""
    path = smooth(points) if len(points) > 2 else list(points)
    g.limb(path, [width] * len(path), mix(fill, DARK, 0.28))
    lit = [(x + width * 0.08, y - width * 0.16) for x, y in path]
    g.line(lit, width * 0.5, mix(fill, SUN, 0.15))
    g.line([(x, y - width * 0.06) for x, y in lit], width * 0.16, mix(fill, SUN, 0.7))


def wheel(g: Canvas, hub: Point, turn: float) -> None:
    """Draw one wheel with tyre, rim, spokes and hub."""
    for k in range(28):
        a = turn + 2 * math.pi * k / 28
        lean = 0.34 if k % 2 else -0.34
        rim = (hub[0] + (RADIUS - 12) * math.cos(a), hub[1] + (RADIUS - 12) * math.sin(a))
        flange = (hub[0] + 13 * math.cos(a + lean * 3), hub[1] + 13 * math.sin(a + lean * 3))
        g.line([flange, rim], 1.5, rgb("8d9492"))
    g.line(circle(hub, RADIUS - 6), 17, rgb("33312f"))
    g.line(circle(hub, RADIUS - 9), 3, rgb("d8c09a"))
    g.line(circle(hub, RADIUS - 15), 6, STEEL)
    g.line(circle(hub, RADIUS - 14, 200, 340), 2, rgb("ffffff"))
    g.ellipse(hub, 16, 16, rgb("7d8483"))
    g.ellipse(hub, 11, 11, STEEL)
    g.ellipse(hub, 5, 5, DARK)


def guards(g: Canvas) -> None:
    """Bend the mudguards and the carrier over the wheels."""
    for hub, start, end in ((REAR, 168, 318), (FRONT, 196, 316)):
        arc = circle(hub, RADIUS + 14, start, end)
        g.limb(arc, [13.0] * len(arc), mix(PAINT, DARK, 0.25))
        g.line([(x, y - 2) for x, y in arc], 5, mix(PAINT, SUN, 0.35))
    for a, b in ((circle(REAR, RADIUS + 12, 172, 172)[0], REAR), (circle(FRONT, RADIUS + 12, 200, 200)[0], FRONT)):
        g.line([a, b], 3, rgb("8d9492"))
    for path in ([(232, 752), (468, 752), (500, 744)], [(250, 754), REAR], [(440, 754), (REAR[0] + 6, REAR[1])]):
        tube(g, path, 7, rgb("9aa09e"))
    for k in range(5):
        g.line([(262 + 42 * k, 747), (268 + 42 * k, 757)], 4, rgb("6d7473"))
    g.rect((222, 736, 238, 768), rgb("c4432f"), rgb("7d2a22"))


def frame(g: Canvas) -> None:
    """Weld the step-through frame."""
    tube(g, [BRACKET, REAR], 10, PAINT)
    tube(g, [(SEAT[0] + 6, SEAT[1] + 28), REAR], 8, PAINT)
    tube(g, [CROWN, (806, 846), FRONT], 13, PAINT)
    tube(g, [BRACKET, (SEAT[0] - 6, SEAT[1] - 18)], 15, PAINT)
    tube(g, [CROWN, (730, 838), (664, 930), BRACKET], 16, PAINT)
    tube(g, [(HEAD[0] + 6, HEAD[1] + 22), (706, 782), (630, 862), (552, 880)], 12, PAINT)
    tube(g, [HEAD, CROWN], 20, PAINT)
    for x, y in (HEAD, CROWN):
        g.ellipse((x, y), 12, 6, STEEL)


def chain(g: Canvas) -> None:
    """Fit chain case, cranks and stand."""
    case = [
        (330, 934),
        (360, 926),
        (560, 926),
        (608, 940),
        (628, 976),
        (606, 1014),
        (560, 1020),
        (360, 988),
        (330, 976),
    ]
    tube(g, [(470, 980), (436, 1092)], 8, rgb("7d8483"))
    g.poly(smooth(case, True), mix(PAINT, SUN, 0.22), mix(PAINT, DARK, 0.32))
    g.line(smooth([(356, 936), (556, 936), (598, 950)]), 2.5, mix(PAINT, SUN, 0.65))
    g.ellipse(BRACKET, 27, 27, STEEL, rgb("7d8483"))
    g.ellipse(BRACKET, 11, 11, rgb("5c6261"))
    tube(g, [BRACKET, (636, 1034)], 10, STEEL)
    g.rect((610, 1030, 672, 1044), rgb("3a3b3c"), DARK)
    g.line([(612, 1032), (670, 1032)], 2.5, rgb("8d8f8e"))


def saddle(g: Canvas) -> None:
    """Mount the leather saddle on its springs."""
    x, y = SEAT
    tube(g, [(x - 4, y - 12), (x - 14, y - 52)], 10, STEEL)
    for dx in (-58, -40):
        for k in range(4):
            g.ellipse((x + dx, y - 58 + 6 * k), 9, 4, rgb("8d9492"))
    g.line([(x - 58, y - 40), (x - 12, y - 44), (x + 40, y - 62)], 4, rgb("6d7473"))
    seat = [
        (-96, -70),
        (-88, -88),
        (-56, -92),
        (-10, -86),
        (40, -84),
        (78, -80),
        (86, -72),
        (70, -64),
        (20, -62),
        (-24, -52),
        (-66, -44),
        (-92, -52),
    ]
    g.poly(smooth([(x + px, y + py) for px, py in seat], True), mix(TAN, SUN, 0.25), mix(TAN, DARK, 0.4))
    g.line(smooth([(x - 86, y - 78), (x - 40, y - 82), (x + 30, y - 76), (x + 78, y - 75)]), 2.5, mix(TAN, SUN, 0.6))
    for dx, dy in ((-84, -62), (-72, -56)):
        g.ellipse((x + dx, y + dy), 3, 3, rgb("d8b070"))


def bars(g: Canvas) -> None:
    """Raise stem and handlebar with grip, brake and bell, and hang the lamp."""
    x, y = HEAD
    tube(g, [(x, y), (x - 14, y - 62)], 11, STEEL)
    tube(g, [(x - 14, y - 62), (x + 22, y - 82), (x + 6, y - 96), (x - 54, y - 92), (x - 84, y - 84)], 9, STEEL)
    tube(g, [(x - 62, y - 91), (x - 122, y - 74)], 15, TAN)
    g.line(smooth([(x - 40, y - 82), (x - 76, y - 68), (x - 104, y - 62)]), 4, rgb("8d9492"))
    g.line(smooth([(x + 8, y - 88), (x + 50, y - 50), (x + 24, y + 40)]), 3, DARK)
    g.ellipse((x - 28, y - 104), 15, 13, rgb("e9dfc0"), rgb("9d927a"))
    g.ellipse((x - 32, y - 108), 4, 3, rgb("ffffff"))


def basket(g: Canvas) -> None:
    """Weave the basket on the front and fill it with flowers."""
    left, right, top, bottom = 786.0, 972.0, 640.0, 764.0
    rng = random.Random(6)
    nature.foliage(g, (874, 606), 84, 62, LEAVES, seed=8, count=240, leaf=13, lean=(0.5, -0.7))
    for x, y, r, tone in (
        (820, 590, 21, "f3ead2"),
        (866, 556, 24, "e9b549"),
        (912, 578, 22, "f3ead2"),
        (942, 612, 20, "e2785a"),
        (846, 622, 20, "e2785a"),
        (894, 616, 22, "e9b549"),
        (800, 622, 16, "e9b549"),
    ):
        daisy(g, (x, y), r, rgb(tone), rng)
    straw, dark = rgb("c99a5c"), rgb("7a5330")
    ring = [(left, top), (right, top), (right - 22, bottom), (left + 22, bottom)]
    g.poly(ring, straw, mix(straw, dark, 0.5))
    for row in range(9):
        t = row / 9
        y = top + (bottom - top) * t
        inset = 22 * t
        count = 15
        for k in range(count):
            a = left + inset + (right - left - 2 * inset) * k / count
            b = left + inset + (right - left - 2 * inset) * (k + 1) / count
            tone = mix(straw, SUN, 0.38) if (k + row) % 2 else mix(straw, dark, 0.5)
            g.poly(
                smooth(
                    [(a, y + 4), ((a + b) / 2, y + 1), (b, y + 4), (b, y + 12), ((a + b) / 2, y + 14), (a, y + 12)],
                    True,
                    3,
                ),
                tone,
            )
    for y, inset, width in ((top, -5.0, 15.0), (bottom, 20.0, 12.0)):
        g.limb([(left + inset, y), (right - inset, y)], [width, width], mix(straw, dark, 0.25))
        for k in range(20):
            x = left + inset + (right - left - 2 * inset) * k / 19
            g.line([(x - 4, y + width * 0.4), (x + 4, y - width * 0.4)], 2.5, mix(straw, SUN, 0.45))
    for x in (left + 44, right - 58):
        g.rect((x, top - 8, x + 14, top + 46), TAN, mix(TAN, DARK, 0.4))
        g.rect((x + 2, top + 26, x + 12, top + 34), rgb("d8b070"))
    g.ellipse((786, 786), 17, 19, STEEL, rgb("7d8483"))
    g.ellipse((794, 786), 13, 16, rgb("fff6d8"), rgb("d8cfae"))


def daisy(g: Canvas, at: Point, r: float, tone: RGB, rng: random.Random) -> None:
    """Draw one round flower."""
    x, y = at
    turn = rng.random()
    for layer, size in ((0.0, 1.0), (0.3, 0.7)):
        for k in range(9):
            a = turn + layer + 2 * math.pi * k / 9
            shade = mix(mix(tone, SUN, 0.25), rgb("8a5a4a"), 0.22 * (1 - layer * 3) * (0.5 + 0.5 * math.sin(a)))
            g.ellipse((x + r * 0.6 * size * math.cos(a), y + r * 0.6 * size * math.sin(a)), r * 0.4, r * 0.36, shade)
    g.ellipse(at, r * 0.28, r * 0.28, rgb("a8702f"), rgb("6f4a26"))


def bicycle(g: Canvas) -> None:
    """Draw the whole bicycle."""
    wheel(g, REAR, 0.1)
    wheel(g, FRONT, 0.03)
    guards(g)
    frame(g)
    chain(g)
    saddle(g)
    bars(g)
    basket(g)


def lean(c: Canvas) -> None:
    """Lean the bicycle at the wall and throw its shadow to the left."""
    layer = Canvas((c.width, c.height), 5, clear=True, scale=c.scale)
    bicycle(layer)
    mask = ImageChops.offset(layer.img.getchannel("A"), round(-64 * c.scale), round(26 * c.scale))
    mask.paste(0, (0, round((GROUND - 4) * c.scale), mask.width, mask.height))
    mask = blurred(mask, 4 * c.scale).point([round(v * 0.42) for v in range(256)])
    c.darken(rgb("7d86a0"), mask)
    for x, _ in (REAR, FRONT):
        c.ellipse((x - 40, RADIUS + 964), 128, 9, rgb("6b5c50"), alpha=0.5, soft=6)
    c.ellipse((560, RADIUS + 966), 330, 10, rgb("6b5c50"), alpha=0.28, soft=8)
    c.rect((REAR[0] - 10, RADIUS + 954, REAR[0] + 10, RADIUS + 960), DARK)
    with c.group(lights=(Light(3, -3, rgb("fff6dc"), 0.35, 1.5),)) as g:
        bicycle(g)


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1400, 1300), seed=634)
    sea(c)
    balustrade(c)
    wall(c)
    paving(c)
    blossom(c)
    lean(c)
    return c.finish(brush=0.02)
