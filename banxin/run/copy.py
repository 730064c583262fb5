"""``banxin import``, and where a story is found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.files import LIMITS, replace_file
from banxin.files.reading import near_outside, read_outside
from banxin.intake import import_wire
from banxin.problems import Fault, Maybe, plain, show, whole
from banxin.run.project import find_project
from banxin.run.starting import is_day
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.intake import Imported
    from banxin.problems import Report, Words
    from banxin.run.project import Project


class Brought(NamedTuple):
    """A story that came in, and the file that it was written to."""

    path: str
    story: Imported


def import_copy(path: str, out: str, encoding: str, date: str, report: Report) -> list[Brought]:
    """Turn a file of wire copy into a story beside it (or at ``out``, or among a date's stories), or into several.

    Nothing that is there already is overwritten: where one story of a dump has no place, none is written, and
    desk.exists is raised.
    """
    data = read_outside(path, LIMITS["wire"])
    made = import_wire(data, report, encoding=encoding or None, path=path)
    if date and not is_day(date):
        raise Fault("desk.no-day", None, name=date)
    targets = _targets(path, made, out, date)
    for target in targets:
        if os.path.exists(target):
            raise Fault("desk.exists", whole(target), path=target)
    brought = [Brought(target, story) for target, story in zip(targets, made, strict=True)]
    for target, story in brought:
        replace_file(target, story.text.encode("utf-8"))
    return brought


def as_text(brought: list[Brought], path: str, words: Words) -> list[str]:
    """What was changed or guessed in each story and where it is, and what all of a dump came to."""
    lines: list[str] = []
    for target, story in brought:
        lines += [show(note, words) for note in story.changes]
        lines.append(words.say("desk.imported", path=target, encoding=story.encoding, headline=Maybe(story.headline)))
    if len(brought) > 1:
        aside = sum(len(story.aside) for _, story in brought)
        lines.append(words.say("desk.imported-all", count=len(brought), path=path, aside=Maybe(aside or "")))
    return lines


def as_json(brought: list[Brought], report: Report, words: Words) -> dict[str, object]:
    """The same for machines: each story's file, headline, encoding, notes and what is kept apart of it."""
    stories = [
        {"path": target, "headline": story.headline, "encoding": story.encoding,
         "notes": [plain(note, words) for note in story.changes],
         "aside": [{"line": part.number, "text": part.text} for part in story.aside]}
        for target, story in brought
    ]  # fmt: skip
    return {"stories": stories, "problems": [plain(problem, words) for problem in report], "status": report.status}


def _targets(path: str, made: tuple[Imported, ...], out: str, date: str) -> list[str]:
    """Where the stories go. ``out`` is a folder, or the file of a single story; several are numbered after it."""
    if out and not (out.endswith(os.sep) or os.path.isdir(out)):
        stem, ending = os.path.splitext(out)
        return [out] if len(made) == 1 else [f"{stem}-{at}{ending}" for at in range(1, len(made) + 1)]
    folder = out or (os.path.join("stories", date) if date else os.path.dirname(path) or ".")
    return [os.path.join(folder, f"{story.slug}.md") for story in made]


def find_story(name: str) -> tuple[Project, str]:
    """A story's project and its path within it, from a file's path or a slug. Raises desk.no-path or desk.which-story."""
    if os.path.exists(name) or "/" in name:
        project = find_project(name)
        if not os.path.exists(name):
            raise Fault("desk.no-path", None, path=name, meant=Maybe(near_outside(name)))
        return project, os.path.relpath(os.path.realpath(name), project.root).replace(os.sep, "/")
    project = find_project(".")
    slug = name.removesuffix(".md")
    dates = [date for date in project.tree.names("stories") if project.tree.exists(f"stories/{date}/{slug}.md")]
    if not dates:
        close = (project.tree.near(f"stories/{date}/{slug}.md") for date in project.tree.names("stories"))
        raise Fault("desk.no-path", None, path=name, meant=Maybe(next(filter(None, close), "")))
    if len(dates) > 1:
        raise Fault("desk.which-story", None, story=slug, dates=", ".join(dates))
    return project, f"stories/{dates[0]}/{slug}.md"
