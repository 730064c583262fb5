"""The colour profiles that come with the program."""

from __future__ import annotations

import os

#: Coldset newsprint, modelled and not measured (how: docs/decisions.md), and the RGB of screens and cameras.
NEWSPRINT, SRGB = "newsprint.icc", "srgb.icc"


def own_profile(file: str) -> bytes:
    """A profile's data."""
    with open(os.path.join(os.path.dirname(__file__), file), "rb") as stream:
        return stream.read()
