"""``typeset import`` and ``typeset new``: stories and pages to start from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.desk.project import find_project
from banxin.files import LIMITS, replace_file
from banxin.files.reading import read_outside
from banxin.intake import import_wire
from banxin.problems import Fault, Report, Words, show, whole
from banxin.story.writing import new_story

if TYPE_CHECKING:
    from banxin.desk.project import Project
    from banxin.intake import Imported


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


_WHO = {"zh": "某某", "en": "NAME"}
_SKELETONS = os.path.join(os.path.dirname(__file__), "skeletons")


def new_file(what: str, name: str, words: Words) -> str:
    """Write a new story or page; returns the line that says where. Nothing is overwritten."""
    path = name if name.endswith((".md", ".yaml")) else name + (".md" if what == "story" else ".yaml")
    if os.path.exists(path):
        raise Fault("desk.exists", whole(path), path=path)
    slug = os.path.splitext(os.path.basename(path))[0]
    text = new_story(slug, words.lang) if what == "story" else page_skeleton(slug, path, words.lang)
    replace_file(path, text.encode("utf-8"))
    return words.say("desk.made", path=path)


def page_skeleton(name: str, path: str, lang: str) -> str:
    """A page that builds at once, filled from the project's house style and edition where it lies in one."""
    from banxin.plan import read_edition, read_house  # noqa: PLC0415

    jobs: list[str] = []
    section, last_column, last_line = "", 1, 1
    try:
        project = find_project(os.path.dirname(path) or ".")
        house = read_house(project.tree, Report())
        edition = read_edition(project.tree, os.path.basename(os.path.dirname(os.path.abspath(path))), Report())
    except Fault:
        house = edition = None
    if house is not None:
        section = next(iter(house.sections), "")
        last_column, last_line = house.grid.columns, house.grid.lines
    if edition is not None:
        jobs = list(edition.credits)
    with open(os.path.join(_SKELETONS, f"page.{lang}.yaml"), encoding="utf-8") as stream:
        skeleton = stream.read()
    return skeleton.format(
        name=name, section=section, credits=", ".join(f"{job}: {_WHO[lang]}" for job in jobs),
        columns=f"1-{last_column}", lines=f"1-{last_line}",
    )  # fmt: skip
