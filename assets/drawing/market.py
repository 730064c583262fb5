"""A fish market lane before sunrise."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageFilter, ImageOps

from drawing import nature
from drawing.canvas import RGB, SCALE, Canvas, Light, column, mix, rgb
from drawing.figures import Dress, crate, figure
from drawing.perspective import Camera, block

CAM = Camera(centre=770, horizon=478, focal=1060, eye=1.62)
HAZE = rgb("e3c19b")
LAMP = rgb("ffd48c")
AWNINGS = ("a6523d", "4d7a7c", "c08a45", "5b6f86", "8c4a42", "6f8b6a", "b9774c")
STALLS = [3.4 * k + 3.6 for k in range(11, -1, -1)]


def hazed(colour: RGB, z: float) -> RGB:
    """Fade a colour with distance."""
    return mix(colour, HAZE, 0.85 * (1 - math.exp(-max(0.0, z - 5) / 42)))


def sky(c: Canvas) -> None:
    """Paint the dawn at the end of the lane."""
    c.sky(
        [
            (0, rgb("8199a6")),
            (180, rgb("b4bcb8")),
            (330, rgb("ebd3ae")),
            (480, rgb("f8c98e")),
            (1000, rgb("f8c98e")),
        ]
    )
    nature.clouds(c, 0, 300, rgb("e9dcc6"), rgb("8e9aa6"), seed=5, cover=0.5, alpha=0.7, cell=(500, 70))
    c.glow((CAM.centre, 440), 520, rgb("ffce85"), 0.9)
    line = nature.ridge(1500, 482, 90, 8, waves=3)
    nature.hill(c, line, 490, rgb("b99f93"), rgb("e6c19a"))
    for k, x in enumerate((655, 690, 742, 806, 848, 880)):
        c.line([(x, 482), (x + 2, 390 - 14 * (k % 3))], 2, rgb("8f7f78"))
        c.line([(x - 16, 470), (x + 1, 400 - 14 * (k % 3)), (x + 20, 472)], 0.8, rgb("9a8a80"))


def ground(c: Canvas) -> None:
    """Paint the wet lane; what stands on it is mirrored later."""
    c.poly(CAM.slab(-9, 9, 2.0, 80, 0), rgb("dcb88f"), rgb("434b54"))
    for k in range(26):
        z = 2.2 * 1.16**k
        c.line([CAM.spot(-9, 0, z), CAM.spot(9, 0, z)], max(0.6, 9 / z), hazed(rgb("5d6064"), z), alpha=0.35)
    for k in range(-8, 9):
        c.line([CAM.spot(k * 0.9, 0, 2), CAM.spot(k * 0.9, 0, 60)], 1.2, rgb("5d6064"), alpha=0.28)


def wet(c: Canvas) -> None:
    """Mirror the stalls and lamps in the wet stones."""
    top = round(505 * SCALE)
    size = (c.img.width, c.img.height - top)
    flip = ImageOps.flip(c.img.crop((0, 0, c.img.width, top))).resize((size[0], top))
    flip = flip.crop((0, 0, size[0], min(top, size[1]))).resize(size)
    flip = flip.filter(ImageFilter.GaussianBlur((7, 46)))
    puddle = threshold_puddle(size)
    fade = column(size[1], [(0, 0.25), (0.3, 0.75), (1, 0.55)]).resize(size)
    lane = c.mask(CAM.slab(-2.2, 2.2, 2.0, 60, 0), 1).crop((0, top, size[0], top + size[1]))
    c.img.paste(flip, (0, top), ImageChops.multiply(ImageChops.multiply(puddle, fade), lane))


def threshold_puddle(size: tuple[int, int]) -> Image.Image:
    """Make the pattern of wet and drier patches."""
    field = nature.ground_noise(size, 12, (26, 9))
    return field.point([round(70 + 150 * min(1.0, max(0.0, (v / 255 - 0.3) / 0.4))) for v in range(256)])


def stall(c: Canvas, side: int, k: int, z: float) -> None:
    """Paint one stall: back wall, vendor, table with its trays, post, awning and lamp."""
    wall = hazed(rgb("4d4443"), z)
    x = 5.0 * side
    c.poly(CAM.wall((x, z), (x, z + 3.4), 0, 4.8), mix(wall, LAMP, 0.22), mix(wall, rgb("2e2b2e"), 0.3))
    for y in (0.9, 1.5, 2.1):
        c.line([CAM.spot(x, y, z), CAM.spot(x, y, z + 3.4)], max(0.8, 14 / z), hazed(rgb("463c3a"), z))
    _shelves(c, x, z)
    _vendor(c, side, k, z)
    lo, hi = sorted((2.15 * side, 3.5 * side))
    cloth = hazed(rgb(("47616b", "6d5a4a", "56695a", "5f5560")[k % 4]), z)
    block(
        c,
        CAM,
        (lo, hi),
        (0, 0.8),
        (z + 0.25, z + 3.1),
        (mix(cloth, (10, 10, 20), 0.25), mix(cloth, LAMP, 0.12), mix(cloth, LAMP, 0.4)),
    )
    _trays(c, lo, hi, z)
    for zz in (z + 3.2, z + 0.15):
        c.line(
            [CAM.spot(2.0 * side, 0, zz), CAM.spot(2.0 * side, 2.6, zz)],
            max(1.2, CAM.size(0.07, zz)),
            hazed(rgb("3d3837"), zz),
        )
    _awning(c, side, rgb(AWNINGS[(k * 3 + (side > 0) * 2) % 7]), z)
    _lamp(c, side, z + 1.5)


def _shelves(c: Canvas, x: float, z: float) -> None:
    """Fill the back wall with boxes, jars and strings of dried fish."""
    rng = c.rng
    for level, high in ((0.9, 0.34), (1.5, 0.3)):
        at = z + 0.1
        while at < z + 3.2:
            wide = rng.uniform(0.16, 0.4)
            tone = mix(rgb(rng.choice(("8a6a48", "6d7a78", "a58a5e", "7a4f3f", "93998c"))), rgb("322d2e"), 0.25)
            tall = high * rng.uniform(0.5, 1.0)
            c.poly(
                CAM.wall((x, at + wide), (x, at), level, level + tall),
                hazed(mix(tone, LAMP, 0.15), z),
                hazed(tone, z),
            )
            at += wide + rng.uniform(0.02, 0.12)
    for k in range(9):
        zz = z + 0.3 + 0.33 * k
        px, py = CAM.spot(x, 2.5, zz)
        size = CAM.size(0.1, zz)
        c.poly(
            [
                (px, py),
                (px + size * 0.5, py + size * 1.6),
                (px, py + size * 3.2),
                (px - size * 0.5, py + size * 1.6),
            ],
            hazed(rgb("b8955f"), zz),
            hazed(rgb("6d5840"), zz),
        )


def _vendor(c: Canvas, side: int, k: int, z: float) -> None:
    """Put a seller behind the table."""
    zz = z + 1.3 + 0.5 * (k % 2)
    tops = ("7a4a3c", "46606f", "5c6b4c", "6a5467")
    shade = [hazed(mix(rgb(t), rgb("2a2c33"), 0.35), zz) for t in (tops[k % 4], "33363d", "8c6248", "221f1f")]
    dress = Dress(
        shade[0],
        shade[1],
        skin=shade[2],
        hair=shade[3],
        hat=("", "cap", "scarf", "cone")[(k + (side > 0)) % 4],
        hat_colour=hazed(rgb("94866d"), zz),
        apron=hazed(rgb("5d6b70"), zz),
        lights=(Light(-side * max(1.0, 14 / zz), -8 / zz, hazed(LAMP, zz), 0.8, 8 / zz),),
    )
    figure(
        c,
        CAM.spot(4.0 * side, 0, zz),
        CAM.size(1.66, zz),
        ("front", "reach", "stand")[k % 3],
        dress,
        left=side > 0,
    )


def _trays(c: Canvas, lo: float, hi: float, z: float) -> None:
    """Lay trays of oysters and fish on the table."""
    for row in range(4):
        z0 = z + 3.0 - 0.7 * row
        ring = CAM.slab(lo + 0.08, hi - 0.08, z0 - 0.6, z0, 0.88)
        c.poly(ring, hazed(rgb("8d9aa0"), z0), hazed(rgb("5d6a74"), z0))
        count = 46 if z < 8 else 18
        for _ in range(count):
            x, zz = c.rng.uniform(lo + 0.14, hi - 0.14), c.rng.uniform(z0 - 0.56, z0 - 0.05)
            size = CAM.size(0.055, zz)
            tone = mix(rgb("6f7274"), rgb("f1e2c4"), c.rng.random() ** 1.4)
            c.ellipse(CAM.spot(x, 0.9, zz), size, size * 0.4, hazed(tone, zz))


def _awning(c: Canvas, side: int, tone: RGB, z: float) -> None:
    """Stretch an awning over a stall: its underside, its near edge and its valance."""
    far, near = z + 3.3, z
    back, front = (5.0 * side, 3.35), (1.75 * side, 2.62)
    under = hazed(mix(mix(tone, rgb("2b2627"), 0.35), LAMP, 0.22), z)
    stripe = hazed(mix(rgb("d8c6a8"), LAMP, 0.2), z)
    strips = 8
    for k in range(strips):
        a, b = far + (near - far) * k / strips, far + (near - far) * (k + 1) / strips
        ring = [CAM.spot(*back, a), CAM.spot(*back, b), CAM.spot(*front, b), CAM.spot(*front, a)]
        fill = under if k % 2 else mix(under, stripe, 0.55)
        c.poly(ring, mix(fill, rgb("201d22"), 0.3), mix(fill, LAMP, 0.15), across=False)
        drop = front[1] - 0.3
        lip = [
            CAM.spot(*front, a),
            CAM.spot(*front, b),
            CAM.spot(front[0], drop, b),
            CAM.spot(front[0], drop - 0.06, (a + b) / 2),
            CAM.spot(front[0], drop, a),
        ]
        c.poly(lip, hazed(tone, z) if k % 2 else hazed(rgb("e6d6b8"), z))
    edge = [
        CAM.spot(*back, near),
        CAM.spot(*front, near),
        CAM.spot(front[0], front[1] - 0.28, near),
        CAM.spot(back[0], back[1] - 0.28, near),
    ]
    c.poly(edge, hazed(mix(tone, rgb("2c2a30"), 0.15), z), hazed(mix(tone, LAMP, 0.2), z))


def _lamp(c: Canvas, side: int, z: float) -> None:
    """Hang a shaded bulb over the table."""
    x, y = CAM.spot(2.55 * side, 2.12, z)
    r = CAM.size(0.2, z)
    c.line([(x, y - CAM.size(0.5, z)), (x, y)], max(0.8, r * 0.09), hazed(rgb("33302f"), z))
    c.poly(
        [(x - r * 0.25, y - r * 0.7), (x + r * 0.25, y - r * 0.7), (x + r, y), (x - r, y)],
        hazed(rgb("4b5457"), z),
        hazed(rgb("2f3638"), z),
    )
    c.glow((x, y + r * 0.3), r * 8, rgb("f0a040"), 0.42)
    c.glow((x, y + r * 0.3), r * 3, rgb("ffd890"), 0.7)
    c.ellipse((x, y + r * 0.18), r * 0.46, r * 0.46, rgb("fff3cf"))


PEOPLE = (
    (0.9, 30.0, "walk", "cone", True),
    (-0.8, 26.0, "front", "", False),
    (0.1, 22.0, "carry", "cap", False),
    (-1.35, 17.5, "stand", "scarf", False),
    (1.3, 15.0, "walk", "bun", True),
    (0.55, 12.2, "front", "", False),
    (-0.7, 10.6, "shoulder", "cone", True),
    (1.55, 8.8, "reach", "bun", False),
    (-1.45, 7.0, "reach", "cap", True),
    (0.42, 6.1, "carry", "cone", True),
)


def person(c: Canvas, k: int) -> None:
    """Put one of the people into the lane, dark against the dawn."""
    x, z, pose, hat, left = PEOPLE[k]
    cool = ("3f4c58", "5b4038", "47523f", "4c4355")[k % 4]
    dress = Dress(
        hazed(rgb(cool), z),
        hazed(rgb("2f343d"), z),
        skin=hazed(rgb("7d5a45"), z),
        hair=hazed(rgb("1f1e22"), z),
        shoes=hazed(rgb("23262c"), z),
        hat=hat,
        hat_colour=hazed(rgb("8b7350"), z),
        lights=(
            Light(-14 / z, -8 / z, hazed(LAMP, z), 0.75, 6 / z),
            Light(14 / z, -8 / z, hazed(LAMP, z), 0.75, 6 / z),
        ),
    )
    h = CAM.size(1.68, z)
    fx, fy = CAM.spot(x, 0, z)
    c.ellipse((fx, fy + h * 0.015), h * 0.2, h * 0.03, rgb("2d3036"), alpha=0.5, soft=h * 0.012)
    lean = (fx - CAM.centre) * 0.12
    c.poly(
        [
            (fx - h * 0.1, fy),
            (fx + h * 0.1, fy),
            (fx + lean + h * 0.2, fy + h * 0.55),
            (fx + lean - h * 0.14, fy + h * 0.55),
        ],
        rgb("2a2d36"),
        alpha=0.42,
        soft=h * 0.03,
    )
    figure(c, (fx, fy), h, pose, dress, left=left)
    s = -1 if left else 1
    if pose == "carry":
        left_x, right_x = sorted((fx + s * h * 0.06, fx + s * h * 0.35))
        crate(
            c,
            (left_x, fy - h * 0.65, right_x, fy - h * 0.53),
            hazed(rgb("8f6238"), z),
            fish=True,
            depth=h * 0.05,
        )
    elif pose == "shoulder":
        crate(c, (fx - h * 0.17, fy - h * 1.12, fx + h * 0.17, fy - h * 0.99), hazed(rgb("7f6a4f"), z))


def foreground(c: Canvas) -> None:
    """Stack crates and baskets at the near corners."""
    for x0, x1 in ((-60, 440), (1180, 1560)):
        c.ellipse(((x0 + x1) / 2, 966), (x1 - x0) / 2, 34, rgb("26282e"), alpha=0.6, soft=12)
    lit = (Light(6, -8, LAMP, 0.5, 5),)
    with c.group((-60, 560, 520, 1000), lights=lit) as g:
        for row, (x, y, w) in enumerate(((-40, 842, 250), (190, 868, 236), (-50, 742, 230))):
            crate(g, (x, y, x + w, y + 108), rgb(("56676c", "7f5a36", "47616a")[row]), fish=True, depth=60)
    with c.group((1120, 560, 1520, 1000), lights=(Light(-6, -8, LAMP, 0.5, 5),)) as g:
        for row, (x, y, w) in enumerate(((1190, 850, 250), (1400, 830, 200), (1330, 735, 240))):
            crate(g, (x, y, x + w, y + 112), rgb(("805733", "50646b", "626b49")[row]), fish=True, depth=58)


def bulbs(c: Canvas) -> None:
    """Hang a string of bulbs across the lane."""
    for z in (16.0, 9.0):
        for k in range(31):
            t = k / 30
            x, y = CAM.spot(-2.2 + 4.4 * t, 3.15 - 0.45 * math.sin(math.pi * t), z)
            c.ellipse((x, y), 1.4, 1.4, rgb("5b4f49"))
            if k % 5 == 2:
                c.glow((x, y + 5), 200 / z, rgb("ffc772"), 0.8)
                c.ellipse((x, y + 5), 34 / z, 40 / z, rgb("fff0c8"))


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1500, 1000), seed=602)
    sky(c)
    ground(c)
    for k, z in enumerate(STALLS):
        for side in (-1, 1):
            stall(c, side, k, z)
    wet(c)
    bulbs(c)
    c.mist(380, 600, rgb("f3cf9f"), 0.4)
    for k in range(len(PEOPLE)):
        person(c, k)
    foreground(c)
    return c.finish()
