"""``typeset import``, and where a story is found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.desk.project import find_project
from banxin.files import LIMITS, replace_file
from banxin.files.reading import read_outside
from banxin.intake import import_wire
from banxin.problems import Fault, show, whole

if TYPE_CHECKING:
    from banxin.desk.project import Project
    from banxin.intake import Imported
    from banxin.problems import Report, Words


def import_copy(path: str, out: str, encoding: str, date: str, report: Report, words: Words) -> list[str]:
    """Turn a file of wire copy into a story beside it (or at ``out``, or among a date's stories).

    Returns lines that say what was changed or guessed. A story that is there already is not overwritten.
    """
    data = read_outside(path, LIMITS["wire"])
    made = import_wire(data, report, encoding=encoding or None, path=path)
    if made is None:
        return []
    target = out or _beside(path, made, date)
    if os.path.exists(target):
        raise Fault("desk.exists", whole(target), path=target)
    replace_file(target, made.text.encode("utf-8"))
    return [
        *(show(note, words) for note in made.changes),
        words.say("desk.imported", path=target, encoding=made.encoding),
    ]


def _beside(path: str, made: Imported, date: str) -> str:
    folder = os.path.join("stories", date) if date else os.path.dirname(path) or "."
    return os.path.join(folder, f"{made.slug}.md")


def find_story(name: str) -> tuple[Project, str]:
    """A story's project and its path within it, from a file's path or a slug. Raises desk.no-path or desk.which-story."""
    if os.path.exists(name) or "/" in name:
        project = find_project(name)
        if not os.path.exists(name):
            raise Fault("desk.no-path", None, path=name)
        return project, os.path.relpath(os.path.realpath(name), project.root).replace(os.sep, "/")
    project = find_project(".")
    slug = name.removesuffix(".md")
    dates = [date for date in project.tree.names("stories") if project.tree.exists(f"stories/{date}/{slug}.md")]
    if not dates:
        raise Fault("desk.no-path", None, path=name)
    if len(dates) > 1:
        raise Fault("desk.which-story", None, story=slug, dates=", ".join(dates))
    return project, f"stories/{dates[0]}/{slug}.md"
