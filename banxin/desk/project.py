"""From what a compositor types to editions and pages of a project."""

from __future__ import annotations

import os
from typing import NamedTuple

from banxin.files import Tree
from banxin.problems import Fault, whole

_MARK = os.path.join("layouts", "house.yaml")


class Target(NamedTuple):
    """Pages of one edition to work on; no names: all of them."""

    folder: str
    pages: tuple[str, ...]


class Project(NamedTuple):
    """A newspaper project: its root and what can be read below it."""

    root: str
    tree: Tree


def find_project(start: str) -> Project:
    """The project that holds ``start``. Raises :class:`Fault` files.no-project."""
    at = os.path.realpath(start)
    if not os.path.isdir(at):
        at = os.path.dirname(at)
    while True:
        if os.path.exists(os.path.join(at, _MARK)):
            return Project(at, Tree(at))
        above = os.path.dirname(at)
        if above == at:
            raise Fault("files.no-project", None, path=start)
        at = above


def find_targets(paths: list[str]) -> tuple[Project, list[Target]]:
    """The project and the targets that paths name: a page, an edition's folder, ``layouts/`` or a bare ``A05``."""
    project: Project | None = None
    wanted: dict[str, list[str]] = {}
    for path in paths or ["."]:
        exists = os.path.exists(path)
        edition = os.environ.get("TYPESET_EDITION", "")
        if not exists and "/" not in path and edition:
            path = os.path.join(edition, path + ".yaml")  # noqa: PLW2901 - the bare name of a page
        elif not exists and os.path.exists(path + ".yaml"):
            path += ".yaml"  # noqa: PLW2901 - the bare name of a page
        if not os.path.exists(path):
            raise Fault("desk.no-path", None, path=path)
        found = find_project(path)
        if project is not None and found.root != project.root:
            raise Fault("files.no-project", None, path=path)
        project = project or found
        for folder, pages in _below(project, os.path.realpath(path)):
            wanted.setdefault(folder, []).extend(pages or ["*"])
    assert project is not None
    targets = [Target(folder, () if "*" in pages else tuple(dict.fromkeys(pages))) for folder, pages in wanted.items()]
    if not targets:
        raise Fault("files.not-found", whole("layouts"), path="layouts/<date>/edition.yaml")
    return project, targets


def _below(project: Project, path: str) -> list[tuple[str, list[str]]]:
    """Editions and pages that a path within the project stands for."""
    parts = os.path.relpath(path, project.root).split(os.sep)
    if parts in (["."], ["layouts"]):
        names = project.tree.names("layouts")
        return [(name, []) for name in names if project.tree.exists(f"layouts/{name}/edition.yaml")]
    if parts[0] == "layouts" and len(parts) == 2 and not parts[1].endswith(".yaml"):
        return [(parts[1], [])]
    if parts[0] == "layouts" and len(parts) == 3:
        name = parts[2].removesuffix(".yaml")
        return [(parts[1], [] if name in ("edition", "ads") else [name])]
    raise Fault("desk.no-path", None, path=os.path.relpath(path))
