"""编辑部: the whole run as a library, read top-down: find the project, read, check, set, print, publish.

Nothing here parses arguments, prints or ends the program. :mod:`banxin.run.opened` is what other programs use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banxin.run.edition import PageResult, Result, build
    from banxin.run.project import Project, Target, find_targets

__all__ = ["PageResult", "Project", "Result", "Target", "build", "find_targets"]


def __getattr__(name: str) -> object:
    """What builds is imported when it is asked for: the options are made from tables here, and the command starts at once."""
    if name in ("Project", "Target", "find_targets"):
        from banxin.run import project as room  # noqa: PLC0415
    elif name in __all__:
        from banxin.run import edition as room  # type: ignore[no-redef] # noqa: PLC0415
    else:
        raise AttributeError(name)
    return getattr(room, name)
