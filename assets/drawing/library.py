"""The village libraries: a reading room, a window seat and the book bus."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from drawing import nature, props
from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb
from drawing.figures import Dress, figure
from drawing.perspective import Camera, block

GLOW = rgb("ffe2ac")
DARK = rgb("2e2a2c")
ROOM = Camera(centre=610, horizon=352, focal=880, eye=1.5)
BACK, LEFT, RIGHT, TALL = 8.2, -3.3, 3.3, 3.1


def _upright(base: float) -> Callable[[float, float], Point]:
    """Map shelf coordinates to an upright plane whose foot is at `base`."""
    return lambda along, up: (along, base - up)


# ------------------------------------------------------------- reading room


def reading_room() -> Image.Image:
    """Draw shelves and a reading table."""
    c = Canvas((1200, 800), seed=611)
    _room(c)
    _windows(c)
    _shelves(c)
    _table(c)
    _pendants(c)
    _sunbeams(c)
    return c.finish()


def _room(c: Canvas) -> None:
    """Paint walls, ceiling beams and the plank floor."""
    wall = rgb("e3d3b4")
    c.sky([(0, rgb("8c7a66")), (800, rgb("8c7a66"))])
    c.poly(ROOM.slab(LEFT, RIGHT, 1.2, BACK, TALL), rgb("a8947a"), rgb("6d5d50"))
    c.poly(ROOM.wall((LEFT, BACK), (RIGHT, BACK), 0, TALL), wall, rgb("cbb490"))
    c.poly(ROOM.wall((LEFT, 1.2), (LEFT, BACK), 0, TALL), rgb("bfa989"), rgb("a58d70"))
    c.poly(ROOM.wall((RIGHT, BACK), (RIGHT, 1.2), 0, TALL), rgb("a99476"), rgb("8b775f"))
    c.poly(ROOM.slab(LEFT, RIGHT, 1.2, BACK, 0), rgb("b98f62"), rgb("7c5a40"))
    for k in range(27):
        x = LEFT + (RIGHT - LEFT) * k / 26
        c.line([ROOM.spot(x, 0, BACK), ROOM.spot(x, 0, 1.2)], 1.4, rgb("6b4c37"), alpha=0.6)
        for j in range(3):
            z = BACK - ((k * 1.7 + j * 2.6) % 6.4)
            c.line([ROOM.spot(x, 0, z), ROOM.spot(x + 0.25, 0, z)], 1.2, rgb("6b4c37"), alpha=0.6)
    for k in range(6):
        z = 2.2 + 1.2 * k
        block(
            c,
            ROOM,
            (LEFT, RIGHT),
            (TALL - 0.16, TALL),
            (z, z + 0.18),
            (rgb("5d4737"), rgb("4b392d"), rgb("4b392d")),
        )


def _windows(c: Canvas) -> None:
    """Open bright windows in the right wall."""
    for k in range(3):
        z0 = 2.35 + 2.0 * k
        z1 = z0 + 1.35
        c.poly(ROOM.wall((RIGHT, z1), (RIGHT, z0), 0.85, 2.5), rgb("6d523c"))
        c.poly(ROOM.wall((RIGHT, z1 - 0.06), (RIGHT, z0 + 0.06), 0.92, 2.44), rgb("fdf6e0"), rgb("cfd9b4"))
        c.poly(ROOM.wall((RIGHT, z1 - 0.06), (RIGHT, z0 + 0.06), 0.92, 1.4), rgb("b5c79a"), rgb("8ea677"))
        for part in (0.33, 0.66):
            z = z0 + (z1 - z0) * part
            c.line([ROOM.spot(RIGHT, 0.92, z), ROOM.spot(RIGHT, 2.44, z)], ROOM.size(0.045, z), rgb("6d523c"))
        c.line([ROOM.spot(RIGHT, 1.75, z0), ROOM.spot(RIGHT, 1.75, z1)], 4, rgb("6d523c"))
        c.glow(ROOM.spot(RIGHT, 1.8, z0 + 0.7), 230, rgb("ffe9bd"), 0.5)


def _shelves(c: Canvas) -> None:
    """Fill the back and left walls with books."""
    wood = rgb("8a6444")
    c.poly(ROOM.wall((-2.9, BACK - 0.3), (1.5, BACK - 0.3), 0, 2.5), rgb("4e3a2f"))
    for level in range(6):
        y = 0.08 + 0.4 * level
        props.books(
            c,
            lambda u, v: ROOM.spot(u, v, BACK - 0.32),
            (-2.9, 1.5),
            y,
            0.36,
            seed=20 + level,
            glow=GLOW,
            dim=0.05,
            thick=0.05,
        )
        c.poly(ROOM.wall((-2.92, BACK - 0.35), (1.52, BACK - 0.35), y - 0.04, y), wood)
    for x in (-2.9, -1.8, -0.7, 0.4, 1.5):
        c.poly(ROOM.wall((x - 0.025, BACK - 0.35), (x + 0.025, BACK - 0.35), 0, 2.52), mix(wood, GLOW, 0.15))
    c.poly(ROOM.wall((-2.95, BACK - 0.36), (1.55, BACK - 0.36), 2.46, 2.56), mix(wood, GLOW, 0.2))
    c.poly(ROOM.wall((2.0, BACK), (3.0, BACK), 0, 2.1), rgb("6d4f39"))
    c.poly(ROOM.wall((2.08, BACK), (2.92, BACK), 1.0, 2.0), rgb("f4ecd2"), rgb("b9c59c"))
    c.line([ROOM.spot(2.5, 0, BACK), ROOM.spot(2.5, 2.1, BACK)], 4, rgb("553d2d"))
    _left_shelf(c, wood)


def _left_shelf(c: Canvas, wood: RGB) -> None:
    """Run a tall shelf along the left wall towards the viewer."""
    x = LEFT + 0.35
    c.poly(ROOM.wall((x, 1.3), (x, BACK - 0.4), 0, 2.5), rgb("43332b"), rgb("382b26"))
    for level in range(6):
        y = 0.08 + 0.4 * level
        props.books(
            c,
            lambda u, v: ROOM.spot(x, v, u),
            (1.3, BACK - 0.4),
            y,
            0.36,
            seed=40 + level,
            glow=GLOW,
            dim=0.16,
            thick=0.05,
        )
        c.poly(ROOM.wall((x + 0.02, 1.3), (x + 0.02, BACK - 0.4), y - 0.04, y), mix(wood, DARK, 0.12))
    for k in range(7):
        z = 1.5 + 1.03 * k
        c.poly(ROOM.wall((x + 0.02, z), (x + 0.02, z + 0.07), 0, 2.52), wood, mix(wood, DARK, 0.25))
    c.poly(ROOM.wall((x + 0.03, 1.3), (x + 0.03, BACK - 0.4), 2.44, 2.56), mix(wood, GLOW, 0.15))


def _table(c: Canvas) -> None:
    """Set table, chairs, readers, books and a lamp."""
    wood = rgb("a3714a")
    x0, x1, z0, z1 = -1.25, 1.55, 3.5, 5.0
    c.poly(ROOM.slab(x0 - 0.1, x1 + 0.1, z0 - 0.2, z1 + 0.1, 0), DARK, alpha=0.45, soft=10)
    grey, child = rgb("5b6470"), rgb("b0603f")
    rim = (Light(3, -3, rgb("ffe9bf"), 0.8, 1.6),)
    for x, tall, dress, left in (
        (-0.55, 1.62, Dress(grey, rgb("3b3c44"), hair=rgb("c9c6bd"), lights=rim), False),
        (0.55, 1.3, Dress(child, rgb("40506a"), child=True, hat="tail", lights=rim), True),
    ):
        foot = ROOM.spot(x, 0.0, z1 + 0.55)
        figure(c, foot, ROOM.size(tall, z1 + 0.55) * 1.06, "sit", dress, left=left)
        spot = ROOM.spot(x + (-0.36 if left else 0.36), 0.9, z1 + 0.3)
        props.open_book(c, spot, 46, flat=0.55)
    for x in (x0 + 0.1, x1 - 0.1):
        for z in (z1 - 0.1, z0 + 0.1):
            block(
                c,
                ROOM,
                (x - 0.05, x + 0.05),
                (0, 0.72),
                (z - 0.05, z + 0.05),
                (mix(wood, DARK, 0.35), mix(wood, DARK, 0.5), wood),
            )
    block(
        c,
        ROOM,
        (x0, x1),
        (0.7, 0.76),
        (z0, z1),
        (mix(wood, DARK, 0.25), mix(wood, DARK, 0.4), mix(wood, GLOW, 0.4)),
    )
    c.poly(ROOM.slab(x0 + 1.1, x1, z0, z1, 0.76), rgb("fff0cc"), mix(wood, GLOW, 0.5), alpha=0.45, soft=16)
    for x, z, size in ((-0.75, 3.95, 108), (0.95, 3.85, 112), (0.2, 4.6, 84)):
        props.open_book(c, ROOM.spot(x, 0.79, z), size, flat=0.3)
    for k, tone in enumerate(("7d3b37", "3f5f73", "c19a55", "5f7358")):
        y = 0.76 + 0.05 * k
        block(
            c,
            ROOM,
            (0.18 + 0.02 * k, 0.55 - 0.015 * (k % 2)),
            (y, y + 0.045),
            (3.8, 4.05),
            (rgb(tone), mix(rgb(tone), DARK, 0.3), mix(rgb(tone), GLOW, 0.3)),
        )
    for x in (-0.75, 0.85):
        _chair(c, x, 2.95)


def _chair(c: Canvas, x: float, z: float) -> None:
    """Draw an empty wooden chair seen from behind."""
    wood = rgb("7a5238")
    for dx in (-0.21, 0.21):
        c.poly(ROOM.wall((x + dx - 0.022, z), (x + dx + 0.022, z), 0, 0.95), wood, mix(wood, DARK, 0.4))
        c.poly(ROOM.wall((x + dx - 0.02, z + 0.4), (x + dx + 0.02, z + 0.4), 0, 0.44), mix(wood, DARK, 0.5))
    block(
        c,
        ROOM,
        (x - 0.24, x + 0.24),
        (0.43, 0.47),
        (z, z + 0.42),
        (wood, mix(wood, DARK, 0.3), mix(wood, GLOW, 0.35)),
    )
    for y in (0.62, 0.84):
        c.poly(ROOM.wall((x - 0.22, z), (x + 0.22, z), y, y + 0.1), mix(wood, GLOW, 0.15), wood)


def _pendants(c: Canvas) -> None:
    """Hang two lamps over the table."""
    for x, z in ((-0.5, 4.3), (0.85, 4.3)):
        px, py = ROOM.spot(x, 2.05, z)
        c.line([ROOM.spot(x, TALL - 0.1, z), (px, py)], 2, rgb("3b3432"))
        r = ROOM.size(0.2, z)
        c.poly(
            [(px - r * 0.3, py - r * 0.8), (px + r * 0.3, py - r * 0.8), (px + r, py), (px - r, py)],
            rgb("5d6b60"),
            rgb("394139"),
        )
        c.ellipse((px, py), r, r * 0.16, rgb("ffefc4"))
        c.glow((px, py + r * 0.3), r * 5, rgb("ffcf7d"), 0.55)


def _sunbeams(c: Canvas) -> None:
    """Let sun fall through the windows onto the floor."""
    for k in range(3):
        z0 = 2.35 + 2.0 * k
        patch = [
            ROOM.spot(1.9, 0, z0 - 0.2),
            ROOM.spot(1.9, 0, z0 + 1.0),
            ROOM.spot(0.2, 0, z0 + 0.3),
            ROOM.spot(0.2, 0, z0 - 0.75),
        ]
        c.beam(patch, rgb("ffdf9f"), 0.36, 5)
        shaft = [
            ROOM.spot(RIGHT, 2.4, z0),
            ROOM.spot(RIGHT, 2.4, z0 + 1.3),
            ROOM.spot(0.2, 0, z0 + 0.3),
            ROOM.spot(0.2, 0, z0 - 0.6),
            ROOM.spot(RIGHT, 0.95, z0),
        ]
        c.beam(shaft, rgb("ffe3ad"), 0.15, 14)
    props.pot(
        c,
        (1090, 745),
        150,
        rgb("8a5a42"),
        (rgb("3d5540"), rgb("5f7d52"), rgb("a3b56f")),
        seed=4,
        kind="blades",
    )


# -------------------------------------------------------------- window seat


def window_seat() -> Image.Image:
    """Draw children reading by a large window."""
    c = Canvas((1200, 800), seed=612)
    _outside(c)
    _frame(c)
    _seat(c)
    _children(c)
    return c.finish()


def _outside(c: Canvas) -> None:
    """Paint the bright valley beyond the glass."""
    c.sky([(0, rgb("cfdfe0")), (250, rgb("f6efd6")), (420, rgb("fdeec6")), (800, rgb("d8c39c"))])
    nature.clouds(c, 20, 260, rgb("fffaf0"), rgb("d3dcda"), seed=7, cover=0.5, alpha=0.8, cell=(380, 90))
    c.glow((860, 90), 460, rgb("fff0c0"), 0.8)
    for base, high, seed, top, foot in (
        (400, 150, 6, "b9c9bf", "dfe2c6"),
        (440, 120, 16, "98b09a", "cfd6ae"),
        (480, 80, 26, "7f9c77", "b4c48d"),
    ):
        nature.hill(c, nature.ridge(1200, base, high, seed, waves=1.8), base + 90, rgb(top), rgb(foot))
    c.rect((0, 440, 1200, 640), rgb("b5c383"), rgb("95ab68"))
    for k in range(9):
        y = 452 + k * k * 2.0
        c.line([(0, y), (600, y + 6), (1200, y - 3)], 1.5, rgb("7f975a"), alpha=0.7)
    for x, y, w in ((330, 455, 74), (395, 448, 58), (462, 458, 66), (800, 452, 72), (868, 458, 54)):
        c.rect((x, y - w * 0.34, x + w, y), rgb("f4ead2"), rgb("d9cbab"))
        c.poly(
            [
                (x - 8, y - w * 0.32),
                (x + 8, y - w * 0.6),
                (x + w - 8, y - w * 0.6),
                (x + w + 8, y - w * 0.32),
            ],
            rgb("6f7377"),
            rgb("4f5458"),
        )
        c.rect((x + w * 0.4, y - w * 0.22, x + w * 0.56, y), rgb("7a5a44"))
    nature.trunk(c, [(985, 560), (972, 400), (985, 250)], [26, 12], rgb("6d5a48"))
    nature.foliage(c, (960, 190), 190, 140, (rgb("5c7c55"), rgb("84a368"), rgb("c3d08c")), seed=9, count=1000, leaf=11)


def _frame(c: Canvas) -> None:
    """Paint the wall round the window, its frame and the curtains."""
    wall, wood = rgb("b39c80"), rgb("7c5a40")
    for box in ((0, 0, 210, 620), (990, 0, 1200, 620), (0, 0, 1200, 40)):
        c.rect(box, wall, mix(wall, DARK, 0.25))
    c.rect((0, 560, 1200, 800), mix(wall, DARK, 0.2))
    for box in (
        (196, 28, 1004, 54),
        (196, 28, 222, 572),
        (978, 28, 1004, 572),
        (586, 40, 610, 572),
        (196, 178, 1004, 192),
    ):
        c.rect(box, wood, mix(wood, DARK, 0.35))
    for x in (222, 610, 398, 788):
        c.rect((x, 54, x + 6, 560), mix(wood, DARK, 0.25) if x in (398, 788) else mix(wood, GLOW, 0.5))
    for side in (-1, 1):
        for k in range(9):
            x = 600 + side * (436 + k * 19)
            tone = rgb("d9b98c") if k % 2 else rgb("b8926a")
            inner = [(x - 13, 22), (x + 13, 22), (x + 13 + side * 14, 596), (x - 13 + side * 14, 596)]
            c.poly(inner, mix(tone, GLOW, 0.4 if k < 3 else 0.05), mix(tone, DARK, 0.18))
    c.line([(100, 22), (1100, 22)], 9, rgb("5b4131"))


def _seat(c: Canvas) -> None:
    """Paint the window seat with cushions, and the floor with the window's light."""
    wood = rgb("8f6849")
    c.rect((0, 640, 1200, 800), rgb("a57d57"), rgb("6e4f3a"))
    for k in range(7):
        c.line([(0, 652 + k * k * 4.2), (1200, 652 + k * k * 4.2)], 1.6, rgb("5c4232"), alpha=0.55)
    c.rect((150, 500, 1050, 532), rgb("f4dcae"), rgb("d9b583"))
    c.rect((150, 530, 1050, 662), mix(wood, DARK, 0.2), mix(wood, DARK, 0.5))
    for k in range(6):
        c.rect((166 + k * 148, 546, 300 + k * 148, 648), mix(wood, DARK, 0.05), mix(wood, DARK, 0.4))
    for k in range(3):
        props.books(
            c,
            _upright(646),
            (174.0 + k * 296, 292.0 + k * 296),
            0,
            86,
            seed=70 + k,
            glow=GLOW,
            dim=0.3,
            thick=13,
        )
    for k in range(2):
        x0 = 330 + 300 * k
        c.beam([(x0, 690), (x0 + 240, 690), (x0 + 150, 800), (x0 - 170, 800)], rgb("ffe0a2"), 0.5, 5)
    for x, tone in ((215, "a5523d"), (985, "4f7375")):
        c.ellipse((x, 462), 46, 50, rgb(tone), mix(rgb(tone), DARK, 0.4))
    props.pot(
        c,
        (905, 502),
        66,
        rgb("9a6244"),
        (rgb("476048"), rgb("6f8f5c"), rgb("b4c680")),
        seed=3,
        kind="flowers",
    )


def _children(c: Canvas) -> None:
    """Put three children with their books into the light."""
    rim = (Light(-2.5, -4, rgb("fff3cf"), 0.75, 1.6), Light(3, -3.5, rgb("fff0c8"), 0.7, 1.6))
    c.ellipse((400, 508), 190, 9, DARK, alpha=0.4, soft=5)
    figure(
        c,
        (300, 512),
        430,
        "stretch",
        Dress(rgb("b9573e"), rgb("46566d"), child=True, hat="tail", shoes=rgb("e9dfcf"), lights=rim),
    )
    props.open_book(c, (404, 392), 92, flat=0.62, cover=rgb("3f5f73"))
    c.ellipse((700, 660), 90, 12, DARK, alpha=0.4, soft=6)
    figure(
        c,
        (690, 640),
        470,
        "sit",
        Dress(rgb("4f7a80"), rgb("6b5745"), child=True, shoes=rgb("d9cdb8"), lights=rim),
        left=True,
    )
    props.open_book(c, (594, 432), 92, flat=0.62, cover=rgb("a5523d"))
    c.ellipse((900, 770), 190, 16, DARK, alpha=0.45, soft=7)
    figure(
        c,
        (905, 768),
        470,
        "floor",
        Dress(rgb("d0a052"), rgb("4f5a4b"), child=True, hat="bun", shoes=rgb("b04d3c"), lights=rim),
        left=True,
    )
    props.open_book(c, (806, 634), 100, flat=0.62, cover=rgb("6b4f63"))
    for k, tone in enumerate(("3f5f73", "c19a55", "8f4a3a", "5f7358")):
        w = 66 - k * 5
        c.rect(
            (1060 - w, 752 - 17 * k, 1060 + w, 767 - 17 * k),
            mix(rgb(tone), GLOW, 0.2),
            mix(rgb(tone), DARK, 0.25),
        )


# ----------------------------------------------------------------- book bus


def book_bus() -> Image.Image:
    """Draw the mobile library on a village road."""
    c = Canvas((1200, 800), seed=613)
    _fields(c)
    _road(c)
    _bus(c)
    _readers(c)
    return c.finish()


def _fields(c: Canvas) -> None:
    """Paint sky, hills, houses and rice fields."""
    c.sky([(0, rgb("88aebf")), (220, rgb("c9dcd6")), (400, rgb("f3e8c4")), (800, rgb("f3e8c4"))])
    nature.clouds(c, 10, 330, rgb("fdf6e4"), rgb("b3bfc2"), seed=88, cover=0.52, alpha=0.92, cell=(360, 120))
    for base, high, seed, top, foot in (
        (420, 190, 3, "9fb5b3", "d6dcc6"),
        (430, 120, 13, "7e9c8c", "c2d0a8"),
        (440, 60, 23, "648564", "a3b883"),
    ):
        nature.hill(c, nature.ridge(1200, base, high, seed, waves=1.6), base + 30, rgb(top), rgb(foot))
    c.mist(370, 470, rgb("f4ecc8"), 0.45)
    c.rect((0, 440, 1200, 640), rgb("c3c781"), rgb("9aae5c"))
    rng = c.rng
    for k in range(16):
        y = 446 + k * k * 0.82
        tone = mix(rgb("d6c97c"), rgb("87a056"), rng.random())
        c.poly([(0, y), (1200, y - 3), (1200, y + 3 + k * 1.2), (0, y + 4 + k * 1.4)], tone, alpha=0.7)
        c.line([(0, y), (1200, y - 3)], 1 + k * 0.12, rgb("6f8548"), alpha=0.6)
    for x, y, w in ((60, 446, 70), (125, 452, 90), (1010, 450, 84), (1080, 446, 70)):
        c.rect((x, y - w * 0.4, x + w, y), rgb("f6ecd4"), rgb("dccdab"))
        c.poly(
            [
                (x - 8, y - w * 0.38),
                (x + 6, y - w * 0.66),
                (x + w - 6, y - w * 0.66),
                (x + w + 8, y - w * 0.38),
            ],
            rgb("6b7074"),
            rgb("4c5256"),
        )
        for d in (0.2, 0.62):
            c.rect((x + w * d, y - w * 0.26, x + w * (d + 0.16), y - w * 0.1), rgb("6f5a48"))
    for x, y, r in (
        (20, 430, 34),
        (225, 440, 28),
        (985, 436, 36),
        (1160, 430, 42),
        (700, 438, 16),
        (430, 440, 18),
    ):
        nature.foliage(
            c,
            (x, y),
            r * 1.2,
            r,
            (rgb("46644a"), rgb("6b8a55"), rgb("a9ba70")),
            seed=int(x),
            count=160,
            leaf=r * 0.13,
        )


def _road(c: Canvas) -> None:
    """Paint the road, its verges and the wayside tree."""
    c.rect((0, 600, 1200, 770), rgb("d2bf9c"), rgb("ab977b"))
    c.rect((0, 600, 1200, 608), rgb("e6d7b4"))
    for k in range(7):
        c.rect((20 + k * 190, 690, 110 + k * 190, 697), rgb("efe4c8"), alpha=0.7)
    c.rect((0, 764, 1200, 800), rgb("7e9350"), rgb("586f3f"))
    rng = c.rng
    nature.grass(
        c,
        [(rng.uniform(0, 1200), rng.uniform(590, 604)) for _ in range(500)],
        rgb("7d9450"),
        rgb("c0bf6b"),
        seed=1,
        size=18,
    )
    nature.grass(
        c,
        [(rng.uniform(0, 1200), rng.uniform(772, 805)) for _ in range(900)],
        rgb("4b633b"),
        rgb("a7b35c"),
        seed=2,
        size=42,
    )
    c.poly([(0, 655), (420, 640), (560, 690), (330, 740), (0, 750)], rgb("4d4a48"), alpha=0.4, soft=14)
    nature.trunk(c, [(88, 640), (106, 480), (88, 330), (120, 190)], [52, 28], rgb("5b4a3c"))
    nature.trunk(c, [(100, 390), (180, 300), (230, 230)], [24, 10], rgb("5b4a3c"))
    nature.grass(
        c,
        [(rng.uniform(40, 150), rng.uniform(648, 668)) for _ in range(160)],
        rgb("5f7a44"),
        rgb("b5b562"),
        seed=6,
        size=34,
    )
    nature.foliage(
        c,
        (120, 150),
        260,
        180,
        (rgb("38553f"), rgb("5d7f4a"), rgb("a5b964")),
        seed=31,
        count=1500,
        leaf=12,
        lean=(0.5, -0.7),
    )


def _bus(c: Canvas) -> None:
    """Draw the bus with its open book hatch."""
    body, lower = rgb("f2e6cb"), rgb("3f7f82")
    c.ellipse((735, 716), 400, 20, rgb("3a3634"), alpha=0.6, soft=8)
    with c.group((340, 260, 1140, 740), lights=(Light(4, -7, rgb("fff8e4"), 0.8, 3),)) as g:
        ring = [
            (372, 372),
            (392, 330),
            (430, 318),
            (1070, 318),
            (1092, 340),
            (1100, 480),
            (1106, 600),
            (1102, 686),
            (372, 686),
        ]
        g.poly(ring, body, mix(body, DARK, 0.18))
        g.poly([(372, 560), (1104, 560), (1103, 686), (372, 686)], lower, mix(lower, DARK, 0.3))
        g.poly([(372, 548), (1104, 548), (1104, 560), (372, 560)], rgb("d89a4a"))
        g.rect((452, 300, 640, 320), mix(body, DARK, 0.25))
        g.poly([(1010, 352), (1084, 352), (1094, 486), (1010, 486)], rgb("6f95a2"), rgb("c4d8cf"))
        g.rect((936, 346, 1000, 670), mix(lower, DARK, 0.1))
        g.rect((944, 356, 992, 600), rgb("5d8492"), rgb("b5ccc6"))
        for x in (392, 838):
            g.rect((x, 352, x + 84, 478), rgb("557a89"), rgb("b9d0c8"))
            g.poly([(x + 10, 352), (x + 40, 352), (x + 16, 478), (x, 478), (x, 400)], rgb("e4ede2"), alpha=0.5)
        for x in (482, 1000):
            g.ellipse((x, 690), 58, 54, rgb("2f2d2e"))
        g.ellipse((1096, 616), 12, 16, rgb("fff0c0"))
        g.rect((1090, 656, 1116, 676), rgb("4c4a4a"))
    for x in (482, 1000):
        for r, tone in ((47, "262527"), (28, "a9a69c"), (20, "77756f"), (7, "3a3a3a")):
            c.ellipse((x, 692), r, r, rgb(tone))
    _hatch(c)


def _hatch(c: Canvas) -> None:
    """Open the side of the bus onto its shelves, under an awning."""
    c.rect((500, 356, 814, 552), rgb("473a33"), rgb("5a483c"))
    for level in range(3):
        y = 416 + level * 62
        props.books(
            c,
            _upright(y),
            (506.0, 808.0),
            0,
            52,
            seed=90 + level,
            glow=GLOW,
            dim=0.0,
            thick=9,
        )
        c.rect((500, y, 814, y + 6), rgb("a87a50"))
    c.rect((654, 356, 661, 552), rgb("a87a50"))
    c.poly([(486, 560), (828, 560), (840, 580), (474, 580)], rgb("c9a06c"), rgb("8d6846"))
    for k in range(10):
        a, b = 486 + k * 34.2, 486 + (k + 1) * 34.2
        la, lb = 452 + k * 41.0, 452 + (k + 1) * 41.0
        tone = rgb("b9573e") if k % 2 == 0 else rgb("f0e2c2")
        c.poly([(a, 344), (b, 344), (lb, 396), (la, 396)], mix(tone, GLOW, 0.2), mix(tone, DARK, 0.08))
        c.poly([(la, 396), (lb, 396), (lb, 410), ((la + lb) / 2, 417), (la, 410)], mix(tone, DARK, 0.15))
    c.shade([(500, 412), (814, 412), (814, 440), (500, 440)], rgb("6d5c55"), 0.7, 8)
    for x in (458, 856):
        c.line([(x, 408), (x, 690)], 4, rgb("6b5a4b"))


def _readers(c: Canvas) -> None:
    """Bring villagers and children to the hatch."""
    rim = (Light(2.5, -3, rgb("fff3d0"), 0.7, 1.4),)
    people: tuple[tuple[Point, float, str, Dress, bool], ...] = (
        ((560, 712), 205, "reach", Dress(rgb("6d7f5c"), rgb("4b4a52"), hat="bun"), False),
        ((672, 716), 150, "reach", Dress(rgb("c2603f"), rgb("41536b"), child=True, hat="tail"), False),
        ((786, 722), 142, "front", Dress(rgb("d3a24f"), rgb("59664f"), child=True), False),
        ((318, 730), 148, "walk", Dress(rgb("557f8a"), rgb("6d5a48"), child=True), False),
        ((245, 722), 212, "walk", Dress(rgb("8a6a76"), rgb("3f444e"), hat="cone"), False),
    )
    for (x, y), tall, pose, dress, left in people:
        c.poly(
            [(x - 20, y - 4), (x + 24, y - 4), (x - 50, y + 26), (x - 110, y + 26)],
            rgb("38342f"),
            alpha=0.45,
            soft=5,
        )
        worn = Dress(**{**dress.__dict__, "lights": rim})
        figure(c, (x, y), tall, pose, worn, left=left)
    props.open_book(c, (786, 654), 44, flat=0.6)
    c.rect((338, 668, 366, 700), rgb("a5523d"))
