"""The house's colour as a style sheet: strong enough to be read on light ground and on dark (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
#: The grounds of epaper.css that words in the house's colour stand on, a little nearer to them: some are tinted by it.
_LIGHT, _DARK = (0.929, 0.918, 0.894), (0.145, 0.137, 0.129)
_LEAST = 4.6
_STEPS = 50

Colour = tuple[float, float, float]


def house_css(colour: Colour) -> bytes:
    """The style sheet for a colour in sRGB, of 1."""
    light, dark = _towards(colour, _BLACK, _LIGHT), _towards(colour, _WHITE, _DARK)
    return (
        f":root {{ --accent: {_hex(light)}; --accent-ink: #fff; --accent-dark: {_hex(dark)}; }}\n"
        f".zones polygon {{ --zone: {_hex(light)}; }}\n"
    ).encode()


def _towards(colour: Colour, end: Colour, ground: Colour) -> Colour:
    """The colour, moved towards black or white only as far as it has to be."""
    for step in range(_STEPS + 1):
        part = step / _STEPS
        found = tuple(one + (other - one) * part for one, other in zip(colour, end, strict=True))
        if _contrast(found, ground) >= _LEAST:  # type: ignore[arg-type]
            return found  # type: ignore[return-value]
    return end


def _contrast(one: Colour, other: Colour) -> float:
    bright, faint = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (faint + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
