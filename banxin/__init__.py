"""banxin 版心: Chinese newspaper pages from layouts, stories and photos.

The public door: ``galley`` sets text at a measure and says what was done to each line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banxin.desk.galley import Cell, Galley, GalleyLine, galley

__all__ = ["Cell", "Galley", "GalleyLine", "galley"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Rooms are imported when they are first asked for: the command must start at once."""
    if name in __all__:
        from banxin.desk import galley as room  # noqa: PLC0415

        return getattr(room, name)
    raise AttributeError(name)
