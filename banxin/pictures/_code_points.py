"""Colours that a file states without a profile: by numbers (ISO/IEC 23091-2; PNG's cICP, the nclx of HEIC and AVIF), or by a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.pictures._colour import of_primaries
from banxin.problems import Fault

if TYPE_CHECKING:
    from banxin.problems import Span

#: Primaries that are wider than sRGB's: name, then x and y of red, green and blue (tables 2 and 3).
_PRIMARIES = {
    9: ("BT.2020", (0.708, 0.292, 0.170, 0.797, 0.131, 0.046)),
    11: ("DCI P3", (0.680, 0.320, 0.265, 0.690, 0.150, 0.060)),
    12: ("Display P3", (0.680, 0.320, 0.265, 0.690, 0.150, 0.060)),
}
#: Curves whose white is as bright as the screen can: no paper has an agreed one.
_BRIGHTER = {16: "PQ", 18: "HLG"}


def profile_of(path: str, primaries: int, curve: int, span: Span | None) -> bytes:
    """The profile of a picture's colours, none for sRGB. Raises :class:`Fault` pictures.unsupported for HDR."""
    if curve in _BRIGHTER:
        raise Fault("pictures.unsupported", span, path=path, what=f"HDR, {_BRIGHTER[curve]}")
    # The curves of television are shown as sRGB's by all that show pictures.
    return of_primaries(*_PRIMARIES[primaries]) if primaries in _PRIMARIES else b""


def adobe_rgb() -> bytes:
    """A profile of Adobe RGB (1998), 4.3: its primaries, D65, and a gamma of 2 51/256."""
    return of_primaries("Adobe RGB (1998)", (0.64, 0.33, 0.21, 0.71, 0.15, 0.06), 2 + 51 / 256)
