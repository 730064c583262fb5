"""Colours of SVG in the words that the converter knows: a name, hexadecimal digits, or rgb() with commas.

What it does not know it takes for black, and says nothing (CSS Color 4 and 5).
"""

from __future__ import annotations

import colorsys
import re

#: Properties whose values are colours.
COLOURS = frozenset({"fill", "stroke", "stop-color", "flood-color", "lighting-color", "color"})
_WORD = re.compile(r"[a-z]+|#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_CALL = re.compile(r"([a-z-]+)\(\s*(.*?)\s*\)", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"[+-]?\d*\.?\d+(?:e[+-]?\d+)?(?:%|deg|rad|turn|grad)?|none", re.IGNORECASE)
#: A reference to a paint, with a colour for where there is none.
_PAINT = re.compile(r"url\(\s*['\"]?\s*(#[^)'\"]+?)\s*['\"]?\s*\)\s*(.*)", re.DOTALL)
_ICC = re.compile(r"\s*icc-color\([^)]*\)\s*$", re.IGNORECASE)
#: Display P3's primaries in sRGB's, both linear (CSS Color 4, 10.2).
_P3 = ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979))
_ANGLES = {"rad": 57.29578, "turn": 360.0, "grad": 0.9}


def plain_colour(value: str) -> str | None:
    """A colour or paint in words that the converter knows; ``None`` for one whose meaning nobody here knows."""
    value = _ICC.sub("", value.strip())
    if _WORD.fullmatch(value) or value.lower() in ("context-fill", "context-stroke", "currentcolor"):
        return value
    paint = _PAINT.fullmatch(value)
    if paint is not None:
        other = plain_colour(paint[2]) if paint[2].strip() else ""
        return None if other is None else f"url({paint[1]}) {other}".strip()
    call = _CALL.fullmatch(value)
    return _called(call[1].lower(), call[2]) if call else None


def _called(name: str, inner: str) -> str | None:
    if name == "light-dark":
        # Paper is light.
        return plain_colour(_first(inner))
    space = ""
    if name == "color":
        space, _, inner = inner.partition(" ")
    parts = _PART.findall(inner)
    if re.sub(r"[\s,/]", "", inner) != "".join(parts):
        return None
    if name == "device-cmyk" and len(parts) in (4, 5):
        c, m, y, k = (_share(part) for part in parts[:4])
        return _rgb([(1 - ink) * (1 - k) for ink in (c, m, y)], parts[4:])
    if len(parts) not in (3, 4):
        return None
    match name, space:
        case (("rgb" | "rgba"), _):
            return _rgb([_share(part, 255) for part in parts[:3]], parts[3:])
        case (("hsl" | "hsla"), _):
            hue, full, light = _degrees(parts[0]), _share(parts[1], 100), _share(parts[2], 100)
            return _rgb(colorsys.hls_to_rgb(hue / 360 % 1, light, full), parts[3:])
        case "hwb", _:
            white, black = _share(parts[1], 100), _share(parts[2], 100)
            white, black = (part / max(1, white + black) for part in (white, black))
            pure = colorsys.hls_to_rgb(_degrees(parts[0]) / 360 % 1, 0.5, 1)
            return _rgb([part * (1 - white - black) + white for part in pure], parts[3:])
        case "color", "srgb":
            return _rgb([_share(part) for part in parts[:3]], parts[3:])
        case "color", "display-p3":
            linear = [_linear(_share(part)) for part in parts[:3]]
            return _rgb([_curved(sum(a * b for a, b in zip(row, linear, strict=True))) for row in _P3], parts[3:])
        case _:
            return None


def _first(inner: str) -> str:
    """What stands before the first comma that is in no brackets."""
    deep = 0
    for at, character in enumerate(inner):
        deep += (character == "(") - (character == ")")
        if character == "," and not deep:
            return inner[:at]
    return inner


def _share(part: str, whole: float = 1.0) -> float:
    """A number or percentage as a part of 1."""
    if part.lower() == "none":
        return 0.0
    found = float(part.removesuffix("%")) / (100 if part.endswith("%") else whole)
    return min(1.0, max(0.0, found))


def _degrees(part: str) -> float:
    for unit, degrees in _ANGLES.items():
        if part.lower().endswith(unit):
            return float(part[: -len(unit)]) * degrees
    return 0.0 if part.lower() == "none" else float(part.lower().removesuffix("deg").removesuffix("%"))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _curved(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def _rgb(parts: tuple[float, ...] | list[float], alpha: list[str]) -> str:
    red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in parts)
    if alpha and _share(alpha[0]) < 1:
        return f"rgba({red}, {green}, {blue}, {_share(alpha[0]):g})"
    return f"rgb({red}, {green}, {blue})"
