"""The morning ferry to the islands draws away from its pier."""

from __future__ import annotations

import random

from PIL import Image

from drawing import nature
from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb, smooth
from drawing.figures import Dress, figure

HORIZON = 470.0
LEVEL = 742.0
LENGTH = 1120.0
MIDDLE = 930.0
WHITE = rgb("fdf9ee")
SHADE = rgb("a7b7c0")
GREEN = rgb("2f7d63")
DARK = rgb("22323c")
GLASS = rgb("3f6474")
SUN = rgb("fff0c4")
COATS = ("c4543c", "e0b04a", "3f7f8a", "e9e4d6", "35526e", "8a5a74", "d98a5a", "5f8f6b")


def p(x: float, y: float) -> Point:
    """Place a point of the ferry, in its lengths, y up from the waterline; it heads right."""
    return MIDDLE + x * LENGTH, LEVEL - y * LENGTH


def box(g: Canvas, x0: float, y0: float, x1: float, y1: float, fill: RGB, to: RGB | None = None) -> None:
    """Fill a rectangle of the ferry."""
    g.poly([p(x0, y1), p(x1, y1), p(x1, y0), p(x0, y0)], fill, to)


def wire(g: Canvas, *points: Point, width: float = 2.0, fill: RGB = DARK) -> None:
    """Draw a spar, rail or rope of the ferry."""
    g.line([p(x, y) for x, y in points], width, fill)


# ------------------------------------------------------------------- ferry


def hull(g: Canvas) -> None:
    """Draw the white hull with its green band and flared bow."""
    sheer = smooth([(-0.49, 0.074), (-0.2, 0.072), (0.1, 0.078), (0.32, 0.096), (0.52, 0.135)])
    low = [(0.475, 0.045), (0.45, -0.008), (-0.46, -0.008), (-0.485, 0.02)]
    g.poly([p(x, y) for x, y in [*sheer, *low]], WHITE, rgb("bccad0"))
    band = [(x, y - 0.018) for x, y in sheer[:-3]]
    under = [(x, y - 0.045) for x, y in reversed(sheer[:-5])]
    g.poly([p(x, y) for x, y in [*band, *under]], mix(GREEN, WHITE, 0.1), mix(GREEN, DARK, 0.2))
    boot = [(-0.484, 0.016), (0.461, 0.016), (0.45, -0.008), (-0.46, -0.008)]
    g.poly([p(x, y) for x, y in boot], mix(rgb("8f4435"), WHITE, 0.05), rgb("5b2f2b"))
    wire(g, *[(x, y) for x, y in sheer], width=4, fill=mix(WHITE, SUN, 0.5))
    wire(g, *[(x, y - 0.006) for x, y in sheer], width=3, fill=rgb("8fa1aa"))
    for k in range(11):
        spot = p(-0.42 + 0.066 * k, 0.0235)
        g.ellipse(spot, 6, 5, rgb("3b4a52"))
        g.ellipse(spot, 3.6, 2.8, rgb("6b8c98"))
    for x, y in ((0.405, 0.085), (-0.455, 0.05)):
        g.ellipse(p(x, y), 8, 7, DARK)
    wire(g, (0.41, 0.085), (0.416, 0.056), width=4)
    wire(g, (0.405, 0.06), (0.416, 0.054), (0.428, 0.06), width=4)


def rail(g: Canvas, x0: float, x1: float, y: float, high: float, *, bow: float = 0.0) -> None:
    """Run a white railing along a deck; `bow` lifts its forward end."""
    count = max(2, round((x1 - x0) / 0.016))
    posts = [(x0 + (x1 - x0) * k / count, y + bow * (k / count) ** 1.6) for k in range(count + 1)]
    for x, yy in posts:
        wire(g, (x, yy), (x, yy + high), width=1.8, fill=rgb("e8e6da"))
    for part in (0.34, 0.67, 1.0):
        wire(g, *[(x, yy + high * part) for x, yy in posts], width=2.6 if part == 1.0 else 1.4, fill=rgb("f4f1e4"))


def panes(g: Canvas, x0: float, x1: float, y0: float, y1: float, count: int) -> None:
    """Cut a row of windows with the sky in them and passengers behind."""
    rng = random.Random(int((x0 + y0) * 1000))
    step = (x1 - x0) / count
    for k in range(count):
        left, right = x0 + step * (k + 0.1), x0 + step * (k + 0.9)
        box(g, left - 0.0015, y0 - 0.002, right + 0.0015, y1 + 0.002, rgb("8c9ca3"))
        box(g, left, y0, right, y1, mix(GLASS, rgb("bcd5d6"), 0.35), mix(GLASS, DARK, 0.3))
        if rng.random() < 0.55:
            x = left + (right - left) * rng.uniform(0.3, 0.7)
            coat = mix(rgb(rng.choice(COATS)), GLASS, 0.55)
            chest = [(x - 0.007, y0), (x - 0.0055, y0 + 0.012), (x + 0.0055, y0 + 0.012), (x + 0.007, y0)]
            g.poly([p(*spot) for spot in chest], coat)
            g.ellipse(p(x, y0 + 0.017), 4.8, 5.8, mix(rgb("7d5a48"), GLASS, 0.35))
        slant = (right - left) * 0.3
        shine = [(left + slant, y1), (left + slant * 1.9, y1), (left + slant * 0.9, y0), (left, y0)]
        g.poly([p(*spot) for spot in shine], rgb("e6f0ea"), alpha=0.25)


def lower(g: Canvas) -> None:
    """Build the saloon on the main deck."""
    box(g, -0.43, 0.07, 0.31, 0.156, WHITE, mix(WHITE, SHADE, 0.55))
    fore = [(0.31, 0.08), (0.31, 0.156), (0.335, 0.156), (0.352, 0.09)]
    g.poly([p(x, y) for x, y in fore], mix(WHITE, SUN, 0.5), mix(WHITE, SHADE, 0.3))
    panes(g, -0.33, 0.215, 0.1, 0.142, 15)
    for x in (-0.4, 0.25):
        box(g, x, 0.076, x + 0.034, 0.144, mix(GREEN, DARK, 0.25), mix(GREEN, DARK, 0.45))
        box(g, x + 0.008, 0.112, x + 0.026, 0.136, mix(GLASS, rgb("bcd5d6"), 0.3))
    box(g, -0.43, 0.148, 0.335, 0.156, mix(SHADE, DARK, 0.25))
    deck = [(-0.475, 0.154), (0.385, 0.154), (0.38, 0.166), (-0.47, 0.166)]
    g.poly([p(x, y) for x, y in deck], mix(WHITE, SUN, 0.4), mix(WHITE, SHADE, 0.5))
    wire(g, (-0.474, 0.1565), (0.383, 0.1565), width=3, fill=GREEN)
    for x in (-0.462, 0.365):
        wire(g, (x, 0.08), (x, 0.156), width=5, fill=rgb("dfe0d6"))


def upper(g: Canvas) -> None:
    """Build the upper saloon, the awning aft, wheelhouse and funnel."""
    box(g, -0.1, 0.165, 0.215, 0.238, WHITE, mix(WHITE, SHADE, 0.5))
    panes(g, -0.085, 0.165, 0.19, 0.225, 8)
    box(g, 0.175, 0.168, 0.203, 0.23, mix(GREEN, DARK, 0.25), mix(GREEN, DARK, 0.45))
    box(g, -0.46, 0.168, -0.1, 0.238, mix(rgb("9db1b6"), WHITE, 0.35), mix(rgb("7c929a"), WHITE, 0.2))
    for k in range(6):
        x = -0.44 + 0.062 * k
        box(g, x, 0.196, x + 0.05, 0.238, rgb("cfe0e0"), rgb("b4ccd0"))
    box(g, -0.1, 0.23, 0.215, 0.238, mix(SHADE, DARK, 0.25))
    roof = [(-0.475, 0.238), (0.245, 0.238), (0.235, 0.251), (-0.468, 0.251)]
    g.poly([p(x, y) for x, y in roof], mix(WHITE, SUN, 0.4), mix(WHITE, SHADE, 0.5))
    wire(g, (-0.474, 0.2405), (0.243, 0.2405), width=3, fill=GREEN)
    house = [(0.085, 0.25), (0.085, 0.318), (0.205, 0.318), (0.226, 0.25)]
    g.poly([p(x, y) for x, y in house], WHITE, mix(WHITE, SHADE, 0.45))
    for k in range(4):
        x = 0.093 + 0.03 * k
        lean = 0.0045 if k == 3 else 0.0
        pane = [(x, 0.306), (x + 0.025 - lean * 0.4, 0.306), (x + 0.025 + lean, 0.279), (x, 0.279)]
        g.poly([p(*spot) for spot in pane], mix(GLASS, rgb("cfe2e0"), 0.35), mix(GLASS, DARK, 0.35))
    box(g, 0.075, 0.316, 0.222, 0.326, mix(WHITE, SUN, 0.4), SHADE)
    _funnel(g)


def _funnel(g: Canvas) -> None:
    """Raise funnel, mast, rafts and flags on the roof."""
    stack = [(-0.105, 0.25), (-0.098, 0.335), (-0.035, 0.327), (-0.025, 0.25)]
    g.poly([p(x, y) for x, y in stack], mix(GREEN, WHITE, 0.18), mix(GREEN, DARK, 0.45), across=True)
    band = [(-0.1015, 0.292), (-0.0995, 0.312), (-0.0325, 0.307), (-0.0305, 0.288)]
    g.poly([p(x, y) for x, y in band], WHITE, SHADE, across=True)
    g.poly([p(-0.098, 0.335), p(-0.035, 0.327), p(-0.036, 0.319), p(-0.0985, 0.326)], DARK)
    for x in (-0.4, -0.345, -0.29, -0.235):
        g.poly(smooth([p(x, 0.253), p(x, 0.27), p(x + 0.036, 0.27), p(x + 0.036, 0.253)], True), WHITE, SHADE)
        wire(g, (x + 0.018, 0.25), (x + 0.018, 0.273), width=2.5, fill=rgb("6f7f86"))
    wire(g, (0.135, 0.326), (0.128, 0.425), width=6, fill=rgb("7c8a90"))
    wire(g, (0.11, 0.372), (0.152, 0.372), width=4, fill=rgb("7c8a90"))
    wire(g, (0.106, 0.354), (0.16, 0.354), width=5, fill=WHITE)
    g.ellipse(p(0.175, 0.336), 13, 12, WHITE, SHADE)
    for a, b in (((0.128, 0.42), (0.49, 0.13)), ((0.128, 0.42), (-0.07, 0.332)), ((-0.07, 0.33), (-0.46, 0.25))):
        wire(g, a, b, width=1.5, fill=rgb("56656d"))
    for k in range(13):
        t = (k + 1) / 14
        x, y = 0.128 + (0.49 - 0.128) * t, 0.42 + (0.13 - 0.42) * t
        tone = rgb(("c4543c", "e0b04a", "2f7d63", "3f7f9a", "f4f1e4")[k % 5])
        g.poly([p(x - 0.007, y + 0.0055), p(x + 0.007, y - 0.0055), p(x - 0.002, y - 0.02)], tone)
    _ensign(g)


def _ensign(g: Canvas) -> None:
    """Fly a red flag at the stern."""
    x, y = p(-0.474, 0.245)
    g.line([(x + 8, y + 10), (x - 20, y - 96)], 4, rgb("7c8a90"))
    top = smooth([(x - 19, y - 92), (x - 38, y - 98), (x - 60, y - 90), (x - 80, y - 95)])
    low = [(px + 12, py + 40) for px, py in reversed(top)]
    g.poly([*top, *low], rgb("d9533b"), rgb("ad382a"))


def passengers(g: Canvas) -> None:
    """Stand passengers at the rails of both decks."""
    rng = random.Random(12)
    places = [(-0.45 + 0.031 * k + rng.uniform(-0.007, 0.007), 0.164) for k in range(11)]
    places += [(0.236, 0.164), (0.268, 0.164), (0.305, 0.164), (0.337, 0.164), (0.372, 0.088), (0.4, 0.094)]
    poses = ("front", "front", "stand", "cheer", "front", "reach")
    for k, (x, y) in enumerate(places):
        coat = rgb(COATS[(k * 5 + 2) % len(COATS)])
        tall = 62 * rng.uniform(0.92, 1.05)
        child = k in (4, 13)
        dress = Dress(
            coat,
            rgb(rng.choice(("3b4954", "54504e", "6b6f74"))),
            hat=("", "tail", "cap", "", "scarf", "bun")[k % 6],
            hat_colour=rgb(COATS[(k * 3 + 1) % len(COATS)]),
            skin=mix(rgb("b98463"), SUN, 0.12),
            child=child,
            lights=(Light(1.5, -2, SUN, 0.6, 1),),
        )
        pose = "cheer" if child else poses[k % 6]
        figure(g, p(x, y), tall * (0.72 if child else 1), pose, dress, left=rng.random() < 0.6)


def ferry(g: Canvas) -> None:
    """Draw the whole ferry."""
    lower(g)
    upper(g)
    passengers(g)
    for x in (-0.462, -0.39, -0.318, -0.246, -0.174):
        wire(g, (x, 0.166), (x, 0.24), width=4.5, fill=rgb("e4e4da"))
    rail(g, -0.468, -0.1, 0.166, 0.032)
    rail(g, 0.215, 0.378, 0.166, 0.032)
    for x in (-0.43, -0.28, -0.13, 0.29):
        g.ellipse(p(x, 0.181), 12.5, 12.5, rgb("e0662f"))
        g.ellipse(p(x, 0.181), 6.5, 6.5, rgb("c8d3d2"))
    hull(g)
    rail(g, 0.36, 0.512, 0.094, 0.03, bow=0.038)
    rail(g, -0.486, -0.43, 0.074, 0.03)


# ------------------------------------------------------------------- scene


def sky(c: Canvas) -> None:
    """Paint a bright morning sky."""
    c.sky(
        [
            (0, rgb("7fb3c9")),
            (170, rgb("b0d3d8")),
            (340, rgb("e6e9d8")),
            (470, rgb("fbe6bf")),
            (1000, rgb("fbe6bf")),
        ]
    )
    nature.clouds(c, -40, 300, rgb("fffcf2"), rgb("b6c6cc"), seed=61, cover=0.5, alpha=0.9, cell=(430, 100))
    nature.clouds(c, 200, 430, rgb("fff6de"), rgb("d9c7b4"), seed=77, cover=0.43, alpha=0.75, cell=(620, 40))
    c.glow((1400, 90), 700, rgb("fff0bd"), 0.75)


def islands(c: Canvas) -> None:
    """Set the islands on the horizon, one behind the other."""
    layers = (
        (120, 31, "b3c4c3", "e6e4cf", 480.0, 380.0),
        (150, 44, "9cb5b5", "d3dcc8", 1260.0, 300.0),
        (84, 13, "7da198", "b6cdb4", 850.0, 170.0),
        (70, 9, "6a9484", "a3c0a4", 1500.0, 150.0),
    )
    for high, seed, top, foot, peak, wide in layers:
        line = nature.ridge(1600, HORIZON, high * 1.35, seed, waves=2.3)
        nature.hill(c, nature.bell(line, HORIZON, peak, wide), HORIZON + 2, rgb(top), rgb(foot))
        c.mist(HORIZON - 34, HORIZON + 14, rgb("fbeed0"), 0.3)
    for x, high in ((1420.0, 30.0), (1436.0, 22.0), (1452.0, 26.0), (1476.0, 20.0), (1496.0, 24.0)):
        c.rect((x, HORIZON - high * 0.6, x + 13, HORIZON), rgb("f4e8d0"), rgb("c9c4b4"))
        c.poly(
            [(x - 2, HORIZON - high * 0.6), (x + 6, HORIZON - high * 0.6 - 6), (x + 15, HORIZON - high * 0.6)],
            rgb("b0705a"),
        )
    for x, y, size in ((1180.0, 496.0, 30.0), (150.0, 486.0, 20.0), (1330.0, 488.0, 18.0)):
        c.poly([(x, y), (x + size * 0.1, y - size * 1.3), (x + size * 0.55, y - size * 0.1)], rgb("fdf6e4"))
        c.poly([(x - size * 0.1, y), (x + size * 0.05, y - size * 1.1), (x - size * 0.4, y)], rgb("efe6d2"))
        c.poly(
            [(x - size * 0.5, y), (x + size * 0.6, y), (x + size * 0.4, y + size * 0.16), (x - size * 0.4, y + 4)],
            rgb("4f6f7c"),
        )


def water(c: Canvas) -> None:
    """Lay the morning sea."""
    nature.mirror_sky(c, HORIZON, rgb("4a919c"), [(0, 0.35), (0.2, 0.62), (1, 0.9)])
    bounds = (MIDDLE - LENGTH * 0.6, LEVEL - LENGTH * 0.45, MIDDLE + LENGTH * 0.56, LEVEL)
    nature.reflection(c, bounds, LEVEL + 5, ferry, alpha=0.5, blur=3, squash=0.72)
    nature.ripple(c, HORIZON, 29, 15)
    nature.wavelets(c, HORIZON, rgb("e3ecd9"), rgb("34707c"), 14, 0.42, (10, 2.6))
    nature.glitter(c, 1420, HORIZON, 900, rgb("fff6d6"), spread=150, count=620, seed=8, alpha=0.8)


def wake(c: Canvas) -> None:
    """Foam at the bow, along the side, and where the screws bit at the pier."""
    rng = random.Random(5)
    c.ellipse((MIDDLE, LEVEL + 12), LENGTH * 0.49, 13, rgb("1f4a55"), alpha=0.55, soft=6)
    for _ in range(900):
        t = rng.random()
        x = MIDDLE + LENGTH * (0.46 - 1.2 * t)
        y = LEVEL + 8 + 34 * t * rng.random() + rng.gauss(0, 3 + 9 * max(0.0, t - 0.7))
        tone = mix(WHITE, rgb("a6c9c9"), rng.random() * 0.6)
        c.ellipse((x, y), rng.uniform(4, 28), rng.uniform(0.8, 3), tone, alpha=rng.uniform(0.25, 0.85))
    for way in (0.18, 0.42):
        for k in range(110):
            t = k / 110
            x, y = MIDDLE + LENGTH * (0.46 - 0.75 * t), LEVEL + 10 + way * 380 * t
            c.ellipse(
                (x + rng.uniform(-10, 10), y + rng.gauss(0, 2)),
                rng.uniform(14, 44),
                1.4 + 2 * t,
                rgb("e8f0e6"),
                alpha=0.5 * (1 - t),
            )


def bow_wave(c: Canvas) -> None:
    """Curl white water at the stem."""
    rng = random.Random(6)
    x, y = p(0.452, 0)
    curl = [(14, 6), (6, -16), (-18, -24), (-50, -12), (-120, -3), (-220, 6), (-120, 16), (-20, 17)]
    c.poly(smooth([(x + dx, y + dy) for dx, dy in curl], True), WHITE, rgb("b9d5d4"))
    for _ in range(120):
        c.ellipse(
            (x + rng.gauss(-20, 34), y - abs(rng.gauss(4, 12))), rng.uniform(1, 4), rng.uniform(1, 3), WHITE,
            alpha=rng.uniform(0.4, 1),
        )  # fmt: skip


def pier(c: Canvas) -> None:
    """Build the pier head at the lower left, with lamp, bollards and people seeing the boat off."""
    stone, dark = rgb("c9b494"), rgb("6f6a66")
    with c.group((0, 850, 560, 1000), alpha=0.45, blur=9) as g:
        g.poly([(-40, 900), (424, 912), (424, 985), (-40, 1040)], rgb("3c6068"))
    c.poly([(-5, 800), (402, 824), (424, 842), (424, 918), (-5, 930)], mix(stone, dark, 0.3), dark)
    c.poly([(-5, 762), (300, 778), (424, 842), (-5, 838)], mix(stone, SUN, 0.4), stone)
    c.poly([(-5, 836), (424, 840), (424, 852), (-5, 852)], rgb("e9d8b4"), rgb("a8967c"))
    rng = random.Random(2)
    for _ in range(34):
        x, y = rng.uniform(0, 410), rng.choice((858, 874, 890))
        c.rect((x, y, x + rng.uniform(20, 50), y + 13), mix(dark, stone, rng.uniform(0.1, 0.45)), alpha=0.5)
    for x in (60, 190, 320):
        c.rect((x, 850, x + 26, 905), rgb("2f3437"), rgb("45494a"), across=True)
    for k in range(9):
        c.line([(44 * k - 30, 836), (30 + 34 * k, 772)], 1.2, rgb("a08c70"), alpha=0.6)
    for x, y, s in ((372.0, 838.0, 1.0), (232.0, 836.0, 0.9)):
        c.rect((x - 13 * s, y - 30 * s, x + 13 * s, y), rgb("56636a"), rgb("29343a"), across=True)
        c.ellipse((x, y - 30 * s), 18 * s, 7 * s, rgb("6b787e"))
    c.line([(116, 800), (116, 560), (166, 548)], 8, rgb("4b5c64"))
    c.poly([(156, 544), (188, 544), (182, 556), (160, 556)], rgb("e9e4d0"), rgb("8c979a"))
    waving = (
        (170.0, 826.0, 140.0, "cheer", "c4543c", "tail", False),
        (256.0, 812.0, 134.0, "reach", "35526e", "cap", False),
        (60.0, 818.0, 138.0, "stand", "8a5a74", "bun", False),
        (312.0, 826.0, 96.0, "cheer", "e0b04a", "", True),
    )
    for x, y, tall, pose, coat, hat, child in waving:
        c.ellipse((x - 26, y + 1), 36, 6, rgb("5f564c"), alpha=0.4, soft=3)
        dress = Dress(
            rgb(coat), rgb("3f4b54"), hat=hat, hat_colour=rgb("e9e4d6"), child=child,
            lights=(Light(3, -3, SUN, 0.75, 1.6),),
        )  # fmt: skip
        figure(c, (x, y), tall, pose, dress)
        if pose == "cheer":
            size = tall * (0.1 if child else 0.064)
            head = (x, y - tall * 0.93)
            c.ellipse(head, size * 0.88, size * 1.06, rgb("3a3230"), rgb("241f1f"))


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1600, 1000), seed=622, scale=2.5)
    sky(c)
    islands(c)
    water(c)
    wake(c)
    with c.group(lights=(Light(3, -3, SUN, 0.35, 1.5),)) as g:
        ferry(g)
    bow_wave(c)
    pier(c)
    for x, y, span, tilt in (
        (300, 300, 92, 0.15),
        (430, 240, 64, -0.2),
        (200, 420, 70, 0.1),
        (520, 372, 50, 0.25),
        (360, 520, 58, -0.1),
        (1290, 260, 56, 0.1),
    ):
        nature.gull(c, (x, y), span, rgb("fbf7ea"), tilt, 0.27)
        nature.gull(c, (x, y + span * 0.025), span * 0.8, rgb("a9b6b8"), tilt, 0.27)
    return c.finish(scale=1.25)
