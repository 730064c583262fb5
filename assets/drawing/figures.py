"""People: jointed figures in a handful of poses, dressed in flat colours.

A pose gives the joints in units of the standing height, x forward and y up
from the ground.  The far arm and leg are painted first and darker.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from drawing.canvas import RGB, Canvas, Light, Point, mix, rgb, smooth

Joint = tuple[float, float]

SKIN = rgb("b98463")
HAIR = rgb("2b2625")


@dataclass(frozen=True)
class Pose:
    """Joint positions; near limbs are a, far limbs are b."""

    head: Joint = (0.012, 0.925)
    neck: Joint = (0.0, 0.83)
    hip: Joint = (-0.005, 0.50)
    arm_a: tuple[Joint, Joint] = ((0.0, 0.64), (0.03, 0.48))
    arm_b: tuple[Joint, Joint] = ((-0.02, 0.64), (0.01, 0.48))
    leg_a: tuple[Joint, Joint] = ((0.015, 0.27), (0.0, 0.03))
    leg_b: tuple[Joint, Joint] = ((-0.02, 0.27), (-0.045, 0.03))


POSES = {
    "stand": Pose(),
    "front": Pose(
        head=(0.0, 0.925),
        arm_a=((0.135, 0.64), (0.12, 0.47)),
        arm_b=((-0.135, 0.64), (-0.12, 0.47)),
        leg_a=((0.05, 0.27), (0.055, 0.03)),
        leg_b=((-0.05, 0.27), (-0.055, 0.03)),
    ),
    "walk": Pose(
        head=(0.035, 0.92),
        neck=(0.02, 0.83),
        arm_a=((-0.06, 0.66), (-0.06, 0.50)),
        arm_b=((0.07, 0.66), (0.13, 0.53)),
        leg_a=((0.085, 0.28), (0.13, 0.03)),
        leg_b=((-0.03, 0.27), (-0.15, 0.06)),
    ),
    "carry": Pose(
        head=(0.01, 0.92),
        neck=(-0.02, 0.83),
        hip=(-0.01, 0.50),
        arm_a=((0.03, 0.62), (0.17, 0.585)),
        arm_b=((0.05, 0.63), (0.19, 0.60)),
        leg_a=((0.08, 0.28), (0.09, 0.03)),
        leg_b=((-0.04, 0.27), (-0.14, 0.06)),
    ),
    "shoulder": Pose(
        head=(0.03, 0.90),
        neck=(0.0, 0.82),
        arm_a=((0.06, 0.93), (0.0, 1.02)),
        arm_b=((0.08, 0.68), (0.10, 0.55)),
        leg_a=((0.07, 0.28), (0.08, 0.03)),
        leg_b=((-0.03, 0.27), (-0.13, 0.06)),
    ),
    "bend": Pose(
        head=(0.27, 0.74),
        neck=(0.19, 0.70),
        hip=(-0.05, 0.49),
        arm_a=((0.22, 0.51), (0.27, 0.36)),
        arm_b=((0.25, 0.52), (0.31, 0.37)),
        leg_a=((0.05, 0.27), (0.02, 0.03)),
        leg_b=((-0.01, 0.27), (-0.08, 0.03)),
    ),
    "reach": Pose(
        head=(0.05, 0.915),
        neck=(0.03, 0.82),
        arm_a=((0.13, 0.70), (0.25, 0.75)),
        arm_b=((0.12, 0.72), (0.23, 0.80)),
        leg_a=((0.04, 0.27), (0.05, 0.03)),
        leg_b=((-0.03, 0.27), (-0.09, 0.03)),
    ),
    "sit": Pose(
        head=(0.075, 0.69),
        neck=(0.045, 0.60),
        hip=(-0.02, 0.29),
        arm_a=((0.06, 0.42), (0.19, 0.40)),
        arm_b=((0.09, 0.43), (0.21, 0.42)),
        leg_a=((0.22, 0.29), (0.23, 0.03)),
        leg_b=((0.21, 0.28), (0.18, 0.03)),
    ),
    "rail": Pose(
        head=(0.0, 0.70),
        neck=(0.0, 0.60),
        hip=(0.0, 0.29),
        arm_a=((0.125, 0.45), (0.07, 0.33)),
        arm_b=((-0.125, 0.45), (-0.07, 0.33)),
        leg_a=((0.055, 0.24), (0.06, 0.07)),
        leg_b=((-0.055, 0.24), (-0.06, 0.07)),
    ),
    "floor": Pose(
        head=(0.07, 0.465),
        neck=(0.035, 0.38),
        hip=(-0.02, 0.07),
        arm_a=((0.07, 0.22), (0.19, 0.25)),
        arm_b=((0.10, 0.23), (0.21, 0.27)),
        leg_a=((0.19, 0.24), (0.27, 0.025)),
        leg_b=((0.21, 0.27), (0.32, 0.03)),
    ),
    "stretch": Pose(
        head=(0.075, 0.455),
        neck=(0.035, 0.375),
        hip=(-0.02, 0.07),
        arm_a=((0.08, 0.22), (0.21, 0.235)),
        arm_b=((0.10, 0.23), (0.22, 0.25)),
        leg_a=((0.24, 0.10), (0.46, 0.045)),
        leg_b=((0.20, 0.21), (0.33, 0.03)),
    ),
    "row": Pose(
        head=(0.23, 0.56),
        neck=(0.16, 0.50),
        hip=(-0.03, 0.22),
        arm_a=((0.24, 0.37), (0.34, 0.32)),
        arm_b=((0.27, 0.47), (0.33, 0.52)),
        leg_a=((0.17, 0.26), (0.24, 0.03)),
        leg_b=((0.15, 0.25), (0.22, 0.03)),
    ),
    "pull": Pose(
        head=(0.06, 0.60),
        neck=(0.015, 0.52),
        hip=(-0.03, 0.22),
        arm_a=((0.07, 0.36), (0.20, 0.29)),
        arm_b=((0.12, 0.48), (0.21, 0.52)),
        leg_a=((0.17, 0.26), (0.24, 0.03)),
        leg_b=((0.15, 0.25), (0.22, 0.03)),
    ),
    "cheer": Pose(
        head=(0.0, 0.925),
        arm_a=((0.13, 0.90), (0.15, 1.06)),
        arm_b=((-0.13, 0.88), (-0.17, 1.03)),
        leg_a=((0.05, 0.27), (0.055, 0.03)),
        leg_b=((-0.05, 0.27), (-0.055, 0.03)),
    ),
}


@dataclass(frozen=True)
class Dress:
    """What a figure wears."""

    top: RGB
    legs: RGB
    skin: RGB = SKIN
    hair: RGB = HAIR
    shoes: RGB = rgb("2f2c2b")
    hat: str = ""
    hat_colour: RGB = rgb("d9bd83")
    apron: RGB | None = None
    bare_arms: bool = False
    child: bool = False
    bulk: float = 1.14
    lights: tuple[Light, ...] = field(default=())


def figure(c: Canvas, at: Point, height: float, pose: str, dress: Dress, *, left: bool = False) -> None:
    """Draw a person with the feet at `at`, facing right unless `left`."""
    joints = POSES[pose]
    if dress.child:
        joints = replace(joints, head=(joints.head[0], joints.head[1] - 0.02))
    side = -1 if left else 1
    x, y = at
    box = (x - height * 0.75, y - height * 1.25, x + height * 0.75, y + height * 0.1)
    with c.group(box, lights=dress.lights) as g:
        body = _Body(g, at, height, side, joints, dress)
        body.limbs_far()
        body.legs_near()
        body.trunk()
        body.apron()
        body.headgear()
        body.arm_near()


class _Body:
    """The parts of one figure, painted in order."""

    def __init__(self, g: Canvas, at: Point, height: float, side: int, pose: Pose, dress: Dress) -> None:
        self.g, self.at, self.h, self.side = g, at, height, side
        self.pose, self.dress = pose, dress
        self.front = pose.arm_b[0][0] < -0.1
        self.sleeve = dress.skin if dress.bare_arms else dress.top

    def spot(self, joint: Joint) -> Point:
        """Place a joint on the canvas."""
        return self.at[0] + self.side * joint[0] * self.h, self.at[1] - joint[1] * self.h

    def limb(self, joints: list[Joint], widths: list[float], fill: RGB) -> None:
        """Draw a limb; widths are parts of the height."""
        bulk = self.dress.bulk
        self.g.limb([self.spot(j) for j in joints], [w * self.h * bulk for w in widths], fill)

    def _shoulder(self, near: bool) -> Joint:
        """Find where an arm starts."""
        nx, ny = self.pose.neck
        spread = 0.095 if self.front else 0.02
        return nx + (spread if near else -spread), ny - 0.035

    def _arm(self, near: bool, sleeve: RGB, skin: RGB) -> None:
        """Draw an arm with its hand."""
        elbow, hand = self.pose.arm_a if near else self.pose.arm_b
        start = self._shoulder(near)
        if self.dress.bare_arms:
            self.limb([start, elbow, hand], [0.062, 0.046, 0.034], skin)
            half = ((start[0] + elbow[0]) / 2, (start[1] + elbow[1]) / 2)
            self.limb([start, half], [0.075, 0.066], self.dress.top)
        else:
            if near:
                shade = mix(sleeve, (24, 24, 34), 0.3)
                self.limb([(x - 0.006, y - 0.004) for x, y in (start, elbow, hand)], [0.082, 0.066, 0.05], shade)
            self.limb([start, elbow, hand], [0.072, 0.056, 0.044], sleeve)
        self.limb([hand, hand], [0.038, 0.038], skin)

    def _leg(self, near: bool, fill: RGB) -> None:
        """Draw a leg with its shoe."""
        knee, ankle = self.pose.leg_a if near else self.pose.leg_b
        hx, hy = self.pose.hip
        hip = (hx + ((0.045 if near else -0.045) if self.front else 0), hy)
        self.limb([hip, knee, ankle], [0.112, 0.084, 0.06], fill)
        toe = (ankle[0] + (0.012 if self.front else 0.055), ankle[1] - 0.012)
        shoe = self.dress.shoes if near else mix(self.dress.shoes, (0, 0, 0), 0.2)
        self.limb([(ankle[0] - 0.008, ankle[1] - 0.004), toe], [0.05, 0.034], shoe)

    def limbs_far(self) -> None:
        """Paint the arm and leg on the far side, darker."""
        dark = (20, 22, 30)
        self._leg(False, mix(self.dress.legs, dark, 0.3))
        self._arm(False, mix(self.dress.top, dark, 0.28), mix(self.dress.skin, dark, 0.2))

    def trunk(self) -> None:
        """Paint neck and torso."""
        (nx, ny), (hx, hy) = self.pose.neck, self.pose.hip
        self.limb([(nx, ny - 0.02), self.pose.head], [0.05, 0.045], self.dress.skin)
        ux, uy = nx - hx, ny - hy
        length = max(1e-6, (ux * ux + uy * uy) ** 0.5)
        px, py = uy / length, -ux / length
        if self.front:
            profile = [(1.0, 0.03), (0.93, 0.115), (0.6, 0.092), (0.3, 0.087), (-0.24, 0.104)]
            back = profile
        else:
            profile = [(1.02, 0.022), (0.86, 0.062), (0.55, 0.072), (0.25, 0.068), (-0.24, 0.078)]
            back = [(1.0, 0.03), (0.88, 0.075), (0.6, 0.07), (0.25, 0.066), (-0.22, 0.084)]
        if hy < 0.4:
            profile, back = [*profile[:-1], (-0.08, 0.07)], [*back[:-1], (-0.1, 0.078)]
        bulk = self.dress.bulk * (1.12 if self.dress.child else 1.0)
        right = [(hx + ux * t + px * w * bulk, hy + uy * t + py * w * bulk) for t, w in profile]
        left = [(hx + ux * t - px * w * bulk, hy + uy * t - py * w * bulk) for t, w in back]
        ring = [self.spot(j) for j in [*right, *reversed(left)]]
        top = self.dress.top
        self.g.poly(smooth(ring, True), mix(top, (255, 246, 225), 0.1), mix(top, (24, 26, 34), 0.22))

    def legs_near(self) -> None:
        """Paint the near leg."""
        self._leg(True, self.dress.legs)

    def apron(self) -> None:
        """Paint an apron over the front of the body."""
        if self.dress.apron is None:
            return
        (nx, ny), (hx, hy) = self.pose.neck, self.pose.hip
        kx, ky = self.pose.leg_a[0]
        w = 0.075 if self.front else 0.03
        ring = [
            (nx + 0.05, ny - 0.10),
            (nx - w + 0.03, ny - 0.12),
            (hx - w, hy + 0.06),
            (kx - w, ky + 0.02),
            (kx + 0.06, ky + 0.01),
            (hx + 0.08, hy + 0.04),
        ]
        self.g.poly([self.spot(j) for j in ring], self.dress.apron, mix(self.dress.apron, (20, 24, 32), 0.25))

    def headgear(self) -> None:
        """Paint the head, hair and hat."""
        x, y = self.spot(self.pose.head)
        r = self.h * (0.066 if not self.dress.child else 0.098)
        if self.dress.child:
            y -= r * 0.25
        g, s, dress = self.g, self.side, self.dress
        g.ellipse((x, y), r * 0.84, r * 1.06, dress.skin)
        if self.front:
            g.ellipse((x, y - r * 0.3), r * 0.92, r * 0.82, dress.hair)
            g.ellipse((x, y + r * 0.25), r * 0.72, r * 0.72, dress.skin)
        else:
            g.ellipse((x + s * r * 0.78, y + r * 0.18), r * 0.16, r * 0.17, dress.skin)
            g.ellipse((x - s * r * 0.2, y - r * 0.3), r * 0.86, r * 0.84, dress.hair)
            g.ellipse((x - s * r * 0.42, y + r * 0.1), r * 0.5, r * 0.66, dress.hair)
        self._hat(x, y, r)

    def _hat(self, x: float, y: float, r: float) -> None:
        """Paint what is on the head."""
        g, s, tone = self.g, self.side, self.dress.hat_colour
        shade = mix(tone, (30, 24, 20), 0.35)
        if self.dress.hat == "cone":
            g.poly([(x - r * 2.1, y - r * 0.2), (x, y - r * 1.75), (x + r * 2.1, y - r * 0.2)], tone, shade)
            g.ellipse((x, y - r * 0.2), r * 2.1, r * 0.24, shade)
        elif self.dress.hat == "cap":
            g.ellipse((x - s * r * 0.05, y - r * 0.5), r * 0.95, r * 0.66, tone)
            g.limb([(x, y - r * 0.42), (x + s * r * 1.4, y - r * 0.28)], [r * 0.4, r * 0.16], shade)
        elif self.dress.hat == "scarf":
            g.ellipse((x - s * r * 0.15, y - r * 0.2), r * 1.0, r * 1.0, tone)
            g.ellipse((x + s * r * 0.45, y + r * 0.12), r * 0.5, r * 0.72, self.dress.skin)
        elif self.dress.hat == "bun":
            g.ellipse((x - s * r * 0.95, y - r * 0.5), r * 0.42, r * 0.42, self.dress.hair)
        elif self.dress.hat == "tail":
            g.limb(
                [(x - s * r * 0.8, y - r * 0.2), (x - s * r * 1.35, y + r * 0.9)],
                [r * 0.5, r * 0.2],
                self.dress.hair,
            )

    def arm_near(self) -> None:
        """Paint the near arm over everything."""
        self._arm(True, mix(self.sleeve, (255, 246, 225), 0.07), self.dress.skin)


def crate(
    c: Canvas, box: tuple[float, float, float, float], fill: RGB, *, fish: bool = False, depth: float = 0.0
) -> None:
    """Draw a slatted crate seen from the front, with a lid or a catch of fish on top."""
    left, top, right, bottom = box
    high = bottom - top
    dark = mix(fill, (22, 24, 32), 0.45)
    if depth:
        inner = mix(fill, (16, 18, 26), 0.6)
        quad = [
            (left, top),
            (left + depth, top - depth * 0.6),
            (right - depth * 0.4, top - depth * 0.6),
            (right, top),
        ]
        c.poly(quad, inner)
        if fish:
            _catch(c, quad)
    c.rect(box, mix(fill, (255, 244, 220), 0.12), mix(fill, (20, 22, 30), 0.2))
    for part in (0.28, 0.56, 0.82):
        y = top + high * part
        c.rect((left + high * 0.1, y, right - high * 0.1, y + high * 0.09), dark)
    c.line([(left, top), (right, top)], max(1.0, high * 0.07), mix(fill, (255, 250, 235), 0.4))


def _catch(c: Canvas, quad: list[Point]) -> None:
    """Heap silver fish inside a crate's opening."""
    (x0, y0), (_, y1), (_, _), (x1, _) = quad
    for row in range(4):
        for step in range(9):
            x = x0 + (x1 - x0) * (0.09 + 0.82 * (step + c.rng.random()) / 9)
            y = y0 - (y0 - y1) * (0.05 + 0.25 * row) - 1
            size = (x1 - x0) * 0.075
            tone = mix(rgb("7f8d98"), rgb("dfe2de"), c.rng.random())
            c.ellipse((x, y + size * 0.1), size, size * 0.3, mix(tone, rgb("38434d"), 0.6))
            c.ellipse((x, y), size * 0.92, size * 0.2, tone)
            c.ellipse((x + size * 0.7, y - size * 0.02), size * 0.07, size * 0.07, rgb("2c3138"))
