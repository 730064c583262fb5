"""Make the newsprint profile that pages are separated for where a house names none of its own.

Usage: python assets/newsprint.py    (needs colprof of Argyll CMS)

The profile is modelled, not measured: solid inks and overprints of coldset newsprint (ISO 12647-3) through a Yule-Nielsen
model with the tone value increase of that standard; total ink is limited to 220 %.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "banxin" / "press" / "pdf" / "newsprint.icc"
#: CIELAB of paper, solids and overprints (ISO 12647-3), by the inks that are printed.
SOLIDS = {
    "": (82, 0, 3), "C": (57, -23, -27), "M": (54, 44, -2), "Y": (78, -3, 58), "MY": (52, 41, 25), "CY": (53, -34, 17),
    "CM": (41, 7, -22), "CMY": (40, 0, 1), "K": (36, 1, 4),
}  # fmt: skip
#: What black over other inks comes to: a little darker than black alone.
UNDER_BLACK = 0.92
#: The Yule-Nielsen factor, and the tone value increase at a half tone.
SPREAD, GAIN = 1.7, 0.26
STEPS = (0, 20, 40, 60, 80, 100)
WHITE = (0.9642, 1.0, 0.8249)


def xyz(lab: tuple[float, float, float]) -> list[float]:
    """CIELAB (D50) as XYZ."""
    y = (lab[0] + 16) / 116
    parts = (y + lab[1] / 500, y, y - lab[2] / 200)
    return [
        white * (t**3 if t > 6 / 29 else 3 * (6 / 29) ** 2 * (t - 4 / 29))
        for t, white in zip(parts, WHITE, strict=True)
    ]


def printed(inks: tuple[float, ...]) -> list[float]:
    """XYZ of a patch with these inks, each from 0 to 1."""
    covered = [ink + 4 * GAIN * ink * (1 - ink) for ink in inks]
    total = [0.0, 0.0, 0.0]
    for on in itertools.product((0, 1), repeat=4):
        share = 1.0
        for ink, is_on in zip(covered, on, strict=True):
            share *= ink if is_on else 1 - ink
        name = "".join(letter for letter, is_on in zip("CMY", on[:3], strict=True) if is_on)
        solid = xyz(SOLIDS["K"]) if on[3] else xyz(SOLIDS[name])
        if on[3] and name:
            solid = [value * UNDER_BLACK ** len(name) for value in solid]
        total = [sum_ + share * value ** (1 / SPREAD) for sum_, value in zip(total, solid, strict=True)]
    return [100 * value**SPREAD for value in total]


def main() -> None:
    """Write the patches, have them fitted, and put the profile in its place."""
    colprof = shutil.which("colprof")
    if colprof is None:
        sys.exit("colprof of Argyll CMS is needed (Debian: argyll)")
    rows = [
        f"{at} {c} {m} {y} {k} " + " ".join(f"{value:.4f}" for value in printed((c / 100, m / 100, y / 100, k / 100)))
        for at, (c, m, y, k) in enumerate(itertools.product(STEPS, repeat=4), 1)
    ]
    fields = "SAMPLE_ID CMYK_C CMYK_M CMYK_Y CMYK_K XYZ_X XYZ_Y XYZ_Z"
    head = ["CTI3", 'DESCRIPTOR "modelled newsprint"', 'ORIGINATOR "banxin"', 'DEVICE_CLASS "OUTPUT"', 'COLOR_REP "CMYK_XYZ"',
            f"NUMBER_OF_FIELDS {len(fields.split())}", "BEGIN_DATA_FORMAT", fields, "END_DATA_FORMAT",
            f"NUMBER_OF_SETS {len(rows)}", "BEGIN_DATA"]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "newsprint"
        base.with_suffix(".ti3").write_text("\n".join([*head, *rows, "END_DATA", ""]), "utf-8")
        subprocess.run(
            [colprof, "-ql", "-bl", "-l220", "-kr", "-C", "Public domain (CC0)", "-D", "banxin newsprint, modelled", str(base)],
            check=True,
        )  # fmt: skip
        made = next(path for path in Path(folder).iterdir() if path.suffix in (".icc", ".icm"))
        TARGET.write_bytes(made.read_bytes())
    print(f"{TARGET}  {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
