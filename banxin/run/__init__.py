"""编辑部: the whole run as a library, read top-down: find the project, read, check, set, print, publish.

Nothing here parses arguments, prints or ends the program. :mod:`banxin.run.opened` is what other programs use.
"""

from banxin.run.edition import PageResult, Result, build
from banxin.run.project import Project, Target, find_targets

__all__ = ["PageResult", "Project", "Result", "Target", "build", "find_targets"]
