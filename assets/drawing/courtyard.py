"""The courtyard of an old town house on a summer morning."""

from __future__ import annotations

import math

from PIL import Image, ImageChops

from drawing import nature, props
from drawing.canvas import SCALE, Canvas, Light, Point, blurred, mix, noise, rgb, smooth, threshold
from drawing.figures import Dress, figure
from drawing.perspective import Camera, block

CAM = Camera(centre=900, horizon=640, focal=1300, eye=1.6)
SUN = rgb("ffe7b8")
DARK = rgb("2c2827")
WOOD = rgb("6d4230")
HALL, EAVE, WALL = 11.0, 9.9, 4.75


def sky(c: Canvas) -> None:
    """Paint the sky and the roofs of the neighbours."""
    c.sky([(0, rgb("8db3c4")), (200, rgb("c8dcd8")), (420, rgb("f4ead0")), (1200, rgb("d8c4a0"))])
    nature.clouds(c, 0, 300, rgb("fff9ec"), rgb("c3cccc"), seed=6, cover=0.48, alpha=0.85, cell=(520, 90))
    for x0, x1, y in ((-20, 420, 300), (1380, 1840, 282)):
        c.poly([(x0, y + 70), (x0 + 40, y), (x1 - 40, y), (x1, y + 70)], rgb("8f989a"), rgb("747d80"))
        c.rect((x0 + 20, y + 66, x1 - 20, y + 300), rgb("e6dcc4"), rgb("cdbf9f"))


def roof(c: Canvas) -> None:
    """Lay the tiled roof with its ridge and eaves."""

    def at(u: float, v: float) -> Point:
        """Place a point: u from -1 to 1 along, v from 0 (ridge) to 1 (eave)."""
        half = 4.9 + 0.55 * v
        lift = 0.42 * abs(u) ** 5 * v + 0.12 * abs(u) ** 6
        y = 6.2 + (3.42 - 6.2) * (max(0.0, v) ** 0.8) + lift
        return CAM.spot(u * half, y, 14.2 + (EAVE - 14.2) * v)

    outline = [at(u / 20, 0) for u in range(-20, 21)] + [at(u / 40, 1) for u in range(40, -41, -1)]
    c.poly(outline, rgb("7d868a"), rgb("565d61"))
    rows = 62
    for k in range(rows + 1):
        u = -1 + 2 * k / rows
        path = [at(u, v / 10) for v in range(11)]
        c.limb(
            path,
            [4 + 0.42 * v for v in range(11)],
            mix(rgb("6f777b"), rgb("969c9b"), 0.5 + 0.5 * math.sin(k * 2.4) * 0.5),
        )
        c.line([(x - 3.4, y) for x, y in path], 2.2, rgb("40474c"))
        c.line([(x + 1.2, y) for x, y in path], 1.4, rgb("b9bdb6"), alpha=0.7)
    for j in range(1, 15):
        c.line([at(-1 + k / 30, j / 15) for k in range(61)], 1, rgb("474e52"), alpha=0.35)
    for k in range(rows + 1):
        x, y = at(-1 + 2 * k / rows, 1)
        c.ellipse((x, y + 2), 7.4, 7.4, rgb("4a5054"))
        c.ellipse((x, y + 2), 4.6, 4.6, rgb("8d9391"))
    ridge = [at(u / 20, -0.02) for u in range(-20, 21)]
    c.line([(x, y - 6) for x, y in ridge], 20, rgb("50575b"))
    c.line([(x, y - 16) for x, y in ridge], 5, rgb("a7aba5"))
    for side, end in ((-1, ridge[0]), (1, ridge[-1])):
        curl = smooth([end, (end[0] + side * 26, end[1] - 18), (end[0] + side * 44, end[1] - 52)])
        c.limb(curl, [18 - 12 * i / len(curl) for i in range(len(curl))], rgb("50575b"))


def facade(c: Canvas) -> None:
    """Paint the hall's front: plinth, walls, lattice doors, columns and beams."""
    c.poly(CAM.wall((-WALL, HALL + 1), (WALL, HALL + 1), 0.4, 3.8), rgb("3d2f2a"), rgb("5b4336"))
    for x0, x1, panels in ((-4.5, -1.75, 3), (-1.5, 1.5, 4), (1.75, 4.5, 3)):
        for k in range(panels):
            a = x0 + (x1 - x0) * k / panels
            b = x0 + (x1 - x0) * (k + 1) / panels
            is_open = panels == 4 and k == 2
            if not is_open:
                lattice(c, a + 0.03, b - 0.03, k)
    c.poly(CAM.wall((-WALL, HALL), (WALL, HALL), 3.0, 3.3), mix(WOOD, SUN, 0.1), mix(WOOD, DARK, 0.3))
    for k in range(24):
        x = -4.5 + 9 * k / 23
        c.poly(CAM.wall((x - 0.09, HALL), (x + 0.09, HALL), 3.05, 3.25), mix(WOOD, rgb("b98a4d"), 0.45))
    for x in (-4.6, -1.62, 1.62, 4.6):
        c.poly(
            CAM.wall((x - 0.14, HALL - 0.4), (x + 0.14, HALL - 0.4), 0.55, 3.6),
            mix(WOOD, rgb("a5573c"), 0.55),
            mix(WOOD, DARK, 0.35),
            across=True,
        )
        block(
            c,
            CAM,
            (x - 0.22, x + 0.22),
            (0.4, 0.6),
            (HALL - 0.62, HALL - 0.2),
            (rgb("a59f92"), rgb("857f74"), rgb("c9c1ae")),
        )
        bracket = [CAM.spot(x + d, y, HALL - 0.42) for d, y in ((-0.7, 3.3), (0.7, 3.3), (0.14, 2.85), (-0.14, 2.85))]
        c.poly(bracket, mix(WOOD, DARK, 0.15), mix(WOOD, DARK, 0.4))
    c.shade(
        [
            CAM.spot(-5.2, 3.5, EAVE),
            CAM.spot(5.2, 3.5, EAVE),
            CAM.spot(5.0, 2.35, HALL),
            CAM.spot(-5.0, 2.6, HALL),
        ],
        rgb("5f5458"),
        0.75,
        9,
    )
    block(c, CAM, (-5, 5), (0, 0.4), (HALL - 1.0, HALL + 0.2), (rgb("b5aa96"), rgb("8f8678"), rgb("dccdb0")))
    for k in range(2):
        block(
            c,
            CAM,
            (-1.3, 1.3),
            (0, 0.27 - 0.135 * k),
            (HALL - 1.35 - 0.35 * k, HALL - 1.0 - 0.35 * k),
            (rgb("a89e8b"), rgb("8f8678"), rgb("e0d2b6")),
        )


def lattice(c: Canvas, a: float, b: float, k: int) -> None:
    """Draw one lattice door leaf between two x positions."""
    z = HALL
    c.poly(CAM.wall((a, z), (b, z), 0.42, 3.0), mix(WOOD, rgb("9a5a3c"), 0.4), mix(WOOD, DARK, 0.25))
    paper = mix(rgb("e8d6ac"), rgb("c9a873"), 0.2 * (k % 2))
    c.poly(CAM.wall((a + 0.09, z), (b - 0.09, z), 1.35, 2.88), paper, mix(paper, rgb("7d6a50"), 0.35))
    for j in range(1, 6):
        x = a + 0.09 + (b - a - 0.18) * j / 6
        c.line([CAM.spot(x, 1.35, z), CAM.spot(x, 2.88, z)], 3, WOOD)
    for j in range(1, 12):
        y = 1.35 + 1.53 * j / 12
        c.line([CAM.spot(a + 0.09, y, z), CAM.spot(b - 0.09, y, z)], 2.6, WOOD)
    middle = ((a + b) / 2, 2.1)
    for r, tone in ((0.2, WOOD), (0.16, paper)):
        ring = [
            CAM.spot(middle[0] + dx * r, middle[1] + dy * r * 1.5, z) for dx, dy in ((-1, 0), (0, 1), (1, 0), (0, -1))
        ]
        c.poly(ring, tone)
    for lo, hi in ((0.52, 1.05), (1.12, 1.28)):
        c.poly(CAM.wall((a + 0.1, z), (b - 0.1, z), lo, hi), mix(WOOD, DARK, 0.35))
        c.poly(CAM.wall((a + 0.13, z), (b - 0.13, z), lo + 0.03, hi - 0.02), mix(WOOD, rgb("a8694a"), 0.4), WOOD)


def side_walls(c: Canvas) -> None:
    """Paint the whitewashed walls at both sides with their tile copings."""
    for side in (-1, 1):
        x = WALL * side
        far, near = (x, HALL + 0.3), (x, 3.0)
        sunny = side < 0
        top = rgb("f8edd4") if sunny else rgb("cfc6b5")
        c.poly(CAM.wall(far, near, 0, 2.75), top, mix(top, rgb("a39a86"), 0.35))
        c.poly(CAM.wall(far, near, 0, 0.32), rgb("a39c8d"), rgb("857e72"))
        c.poly(
            [
                CAM.spot(x, 2.75, HALL + 0.3),
                CAM.spot(x - side * 0.35, 2.72, HALL + 0.3),
                CAM.spot(x - side * 0.35, 2.72, 3),
                CAM.spot(x, 2.75, 3),
            ],
            rgb("4a4f52"),
        )
        c.poly(
            [
                CAM.spot(x, 3.1, HALL + 0.3),
                CAM.spot(x - side * 0.35, 2.74, HALL + 0.3),
                CAM.spot(x - side * 0.35, 2.74, 3),
                CAM.spot(x, 3.1, 3),
            ],
            rgb("6d7578"),
        )
        for k in range(44):
            z = 3.2 + 8.0 * k / 44
            c.line([CAM.spot(x, 3.1, z), CAM.spot(x - side * 0.35, 2.74, z)], CAM.size(0.05, z), rgb("949a98"))
            c.ellipse(CAM.spot(x - side * 0.36, 2.72, z), CAM.size(0.05, z), CAM.size(0.06, z), rgb("4b5154"))
    _round_window(c)


def _round_window(c: Canvas) -> None:
    """Open a lattice window in the right wall."""
    x = WALL

    def ring(r: float) -> list[Point]:
        """Make a circle on the wall."""
        return [
            CAM.spot(x, 1.6 + r * math.sin(a / 18 * math.pi), 8.4 + r * math.cos(a / 18 * math.pi)) for a in range(36)
        ]

    c.poly(ring(0.72), rgb("9a917f"))
    c.poly(ring(0.62), rgb("8fa37c"), rgb("5f7458"))
    for k in range(-3, 4):
        d = k * 0.17
        h = math.sqrt(max(0.0, 0.62**2 - d * d))
        c.line([CAM.spot(x, 1.6 - h, 8.4 + d), CAM.spot(x, 1.6 + h, 8.4 + d)], 3.5, rgb("5a463a"))
        c.line([CAM.spot(x, 1.6 + d, 8.4 - h), CAM.spot(x, 1.6 + d, 8.4 + h)], 3.5, rgb("5a463a"))


def paving(c: Canvas) -> None:
    """Lay the stone slabs."""
    c.poly(CAM.slab(-9, 9, 2.0, HALL, 0), rgb("e2d2b0"), rgb("b6a486"))
    rng = c.rng
    z, row = 2.4, 0
    while z < HALL - 0.6:
        step = 0.62 + 0.12 * (row % 2)
        for k in range(-8, 8):
            x = k * 1.05 + 0.5 * (row % 2)
            tone = mix(rgb("d9c8a6"), rgb("a3957d"), rng.random())
            c.poly(CAM.slab(x + 0.02, x + 1.03, z + 0.02, z + step - 0.02, 0), tone, alpha=0.6)
        c.line([CAM.spot(-9, 0, z), CAM.spot(9, 0, z)], max(1.0, 9 / z), rgb("7f735f"), alpha=0.6)
        z, row = z + step, row + 1


def dapple(c: Canvas) -> None:
    """Throw the tree's broken shade over the left half of the yard and its wall."""
    size = c.img.size
    field = noise((size[0] // 2, size[1] // 2), (70, 36), 99, 3).resize(size)
    holes = threshold(field, 0.36, 0.6)
    region = c.mask([(-50, 470), (330, 470), (700, 760), (1120, 800), (1010, 1010), (620, 1230), (-50, 1230)], 60)
    mask = ImageChops.multiply(holes, region).point([round(v * 0.72) for v in range(256)])
    c.darken(rgb("6d7488"), blurred(mask, 3 * SCALE))


def furniture(c: Canvas) -> None:
    """Set out table, stools, tea, and the grandfather with his newspaper."""
    x, y = CAM.spot(0.75, 0, 5.6)
    c.ellipse((x + 40, y + 6), 250, 34, DARK, alpha=0.4, soft=14)
    rim = (Light(4, -5, SUN, 0.7, 2),)
    props.stool(c, (x - 214, y - 26), 104, rgb("8a5a3d"))
    figure(
        c,
        (x - 222, y - 6),
        392,
        "sit",
        Dress(rgb("5d6f7c"), rgb("43454d"), hair=rgb("b9b6ae"), shoes=rgb("2f2c2b"), lights=rim),
    )
    paper = [(x - 150, y - 236), (x - 92, y - 250), (x - 84, y - 150), (x - 144, y - 138)]
    c.poly(paper, rgb("f9f1dc"), rgb("d9ccb0"))
    for k in range(7):
        a = (x - 142 + k * 1, y - 222 + 12 * k)
        c.line([a, (a[0] + 44, a[1] - 11)], 2, rgb("8f8775"), alpha=0.6)
    wood = rgb("8f5c3c")
    for dx in (-66, 66):
        c.poly(
            [(x + dx - 6, y - 150), (x + dx + 6, y - 150), (x + dx * 1.1 + 5, y), (x + dx * 1.1 - 5, y)],
            mix(wood, DARK, 0.4),
        )
    c.rect((x - 84, y - 66, x + 84, y - 58), mix(wood, DARK, 0.35))
    c.ellipse((x, y - 150), 118, 24, mix(wood, DARK, 0.3))
    c.ellipse((x, y - 157), 118, 24, mix(wood, SUN, 0.5), wood)
    teapot(c, (x + 12, y - 162))
    props.stool(c, (x + 196, y + 14), 108, rgb("8a5a3d"))
    props.stool(c, (x + 20, y + 74), 112, rgb("96633f"))


def teapot(c: Canvas, at: Point) -> None:
    """Put a clay teapot and cups on the table."""
    x, y = at
    clay = rgb("7d4433")
    for dx, dy in ((-58, 6), (58, 4), (-30, 14)):
        c.poly(
            [
                (x + dx - 11, y + dy - 12),
                (x + dx + 11, y + dy - 12),
                (x + dx + 7, y + dy),
                (x + dx - 7, y + dy),
            ],
            rgb("f7efdc"),
            rgb("cbbfa6"),
        )
    c.line(smooth([(x + 24, y - 12), (x + 36, y - 20), (x + 42, y - 34)]), 7, clay)
    c.line(smooth([(x - 22, y - 28), (x - 42, y - 24), (x - 24, y - 8)]), 5, clay)
    c.ellipse((x, y - 17), 29, 21, mix(clay, SUN, 0.25), mix(clay, DARK, 0.4))
    c.ellipse((x, y - 36), 14, 5, clay)
    c.ellipse((x, y - 41), 4.5, 4.5, clay)


def pots(c: Canvas) -> None:
    """Place potted plants along the wall and beside the steps."""
    green = (rgb("33503c"), rgb("5e8050"), rgb("aabd6e"))
    cool = (rgb("31504a"), rgb("54806a"), rgb("9dbd8c"))
    items = (
        (-1.9, 9.3, 0.75, "bonsai", "75706a", cool),
        (1.95, 9.3, 0.75, "flowers", "93583f", green),
        (3.1, 9.2, 0.65, "bush", "6f7c7c", cool),
        (4.1, 9.0, 0.85, "blades", "8c5a43", green),
        (3.9, 7.9, 0.75, "flowers", "5c6e78", green),
        (3.55, 6.9, 0.8, "bonsai", "93583f", cool),
        (-3.6, 9.2, 0.7, "blades", "6f7c7c", cool),
        (3.05, 5.6, 0.75, "flowers", "8f5f45", green),
        (2.75, 4.75, 0.7, "bush", "616d70", cool),
    )
    for k, (x, z, size, kind, fill, tones) in enumerate(items):
        props.pot(c, CAM.spot(x, 0, z), CAM.size(size, z), rgb(fill), tones, seed=60 + k, kind=kind)


def lanterns(c: Canvas) -> None:
    """Hang two paper lanterns under the eaves."""
    for px in (-2.35, 2.35):
        x, y = CAM.spot(px, 2.7, EAVE + 0.3)
        c.line([(x, y - 75), (x, y)], 2, DARK)
        c.ellipse((x, y + 34), 40, 34, rgb("d0604a"), rgb("8e3a2e"))
        for k in (-22, 0, 22):
            c.line(
                smooth([(x + k * 0.4, y + 1), (x + k, y + 34), (x + k * 0.4, y + 67)]),
                1.4,
                rgb("7d3429"),
                alpha=0.7,
            )
        for dy in (0, 66):
            c.rect((x - 15, y + dy - 3, x + 15, y + dy + 4), rgb("c79a52"))
        c.line([(x, y + 70), (x, y + 106)], 5, rgb("b8773f"))


def tree(c: Canvas) -> None:
    """Paint the old tree at the left with its planter and crown."""
    bark = rgb("5b4839")
    x, y = CAM.spot(-3.1, 0, 6.0)
    c.ellipse((x, y + 4), 190, 34, DARK, alpha=0.4, soft=14)
    block(c, CAM, (-3.75, -2.45), (0, 0.42), (5.5, 6.6), (rgb("a59c8b"), rgb("857d70"), rgb("7d6a50")))
    c.poly(CAM.wall((-3.8, 5.48), (-2.4, 5.48), 0.36, 0.46), rgb("d3c7ae"))
    with c.group((0, 100, 800, 960), lights=(Light(7, -2, rgb("d6b88a"), 0.7, 4),)) as g:
        nature.trunk(g, [(x, y - 112), (x + 26, y - 270), (x - 18, y - 420), (x + 10, y - 640)], [84, 44], bark)
        for path, w in (
            ([(x + 8, y - 360), (x + 110, y - 500), (x + 190, y - 600)], (38, 14)),
            ([(x - 14, y - 420), (x - 100, y - 540), (x - 170, y - 600)], (34, 14)),
        ):
            nature.trunk(g, path, w, bark)
    tones = (rgb("3a5a43"), rgb("66884f"), rgb("bcc877"))
    nature.foliage(c, (x - 40, 170), 420, 190, tones, seed=12, count=3000, leaf=15, lean=(0.55, -0.65))
    nature.foliage(c, (x + 30, 330), 210, 96, tones, seed=15, count=900, leaf=14, lean=(0.55, -0.65))
    nature.foliage(c, (x + 250, 215), 230, 115, tones, seed=13, count=1100, leaf=14, lean=(0.55, -0.65))
    nature.foliage(c, (x - 190, 330), 200, 110, tones, seed=14, count=900, leaf=14, lean=(0.55, -0.65))


def cat(c: Canvas, at: Point, size: float) -> None:
    """Let a cat sit in the sun."""
    x, y = at
    fur, dark = rgb("d99a55"), rgb("9a6236")
    c.ellipse((x + 6, y), size * 0.55, size * 0.1, DARK, alpha=0.4, soft=3)
    c.line(
        smooth([(x + size * 0.2, y - 4), (x + size * 0.55, y - 6), (x + size * 0.6, y - size * 0.3)]),
        size * 0.1,
        dark,
    )
    c.poly(
        smooth(
            [
                (x - size * 0.22, y),
                (x - size * 0.2, y - size * 0.45),
                (x, y - size * 0.7),
                (x + size * 0.26, y - size * 0.35),
                (x + size * 0.3, y),
            ],
            True,
        ),
        fur,
        dark,
    )
    c.ellipse((x - size * 0.06, y - size * 0.78), size * 0.2, size * 0.18, fur)
    for dx in (-0.2, 0.02):
        c.poly(
            [
                (x + dx * size, y - size * 0.85),
                (x + (dx + 0.06) * size, y - size * 1.07),
                (x + (dx + 0.14) * size, y - size * 0.9),
            ],
            fur,
        )


def draw() -> Image.Image:
    """Draw the picture."""
    c = Canvas((1800, 1200), seed=608)
    sky(c)
    paving(c)
    facade(c)
    roof(c)
    side_walls(c)
    lanterns(c)
    pots(c)
    cat(c, CAM.spot(-0.85, 0.27, HALL - 1.2), 62)
    dapple(c)
    furniture(c)
    tree(c)
    c.beam([(1200, -40), (1800, -40), (1500, 1200), (700, 1200)], rgb("ffe2a6"), 0.12, 90)
    return c.finish()
