"""编务: the whole run, read top-down: find the project, read, check, set, print, publish, report."""

from banxin.desk.project import Project, Target, find_targets
from banxin.desk.run import PageResult, Result, build

__all__ = ["PageResult", "Project", "Result", "Target", "build", "find_targets"]
