"""banxin 版心: Chinese newspaper pages from layouts, stories and photos.

The public door: ``open_edition`` gives an edition's pages, stories and problems, and their files as bytes; ``galley`` sets text at a
measure and says what was done to each line. What a program should catch is :class:`Fault`, which carries a :class:`Problem`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.version import __version__ as __version__

if TYPE_CHECKING:
    from banxin.problems import Fault, Problem
    from banxin.run.galley import Cell, Galley, GalleyLine, galley
    from banxin.run.opened import OpenEdition, OpenPage, open_edition

__all__ = ["Cell", "Fault", "Galley", "GalleyLine", "OpenEdition", "OpenPage", "Problem", "galley", "open_edition"]


def __getattr__(name: str) -> object:
    """Rooms are imported when they are first asked for: the command must start at once."""
    if name in ("Fault", "Problem"):
        from banxin import problems as room  # noqa: PLC0415
    elif name in ("OpenEdition", "OpenPage", "open_edition"):
        from banxin.run import opened as room  # type: ignore[no-redef] # noqa: PLC0415
    elif name in __all__:
        from banxin.run import galley as room  # type: ignore[no-redef] # noqa: PLC0415
    else:
        raise AttributeError(name)
    return getattr(room, name)
