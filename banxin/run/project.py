"""From what a compositor types to editions and pages of a project."""

from __future__ import annotations

import contextlib
import os
import re
from functools import partial
from typing import TYPE_CHECKING

from banxin.files import Tree, open_tree
from banxin.files.reading import near_outside
from banxin.problems import Fault, Maybe, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

_MARK = os.path.join("layouts", "house.yaml")
#: How a page is called, with its file's ending or without; and how long a day is that an edition's folder begins with.
PAGE_NAME, _DAY = re.compile(r"[A-Z][0-9]{2}(-[A-Z][0-9]{2})?(\.yaml)?"), 10


class Target(NamedTuple):
    """Pages of one edition to work on; no names: all of them."""

    folder: str
    pages: tuple[str, ...]


class Project(NamedTuple):
    """A newspaper project: its root and what can be read below it; a context manager, since that is held open."""

    root: str
    tree: Tree

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the project's folder, and of git where a revision was read."""
        self.tree.close()

    def has(self, path: str) -> bool:
        """Whether the project has something at a path of the disk, wherever that is read from."""
        below = os.path.relpath(os.path.realpath(path), self.root)
        return below.split(os.sep)[0] != ".." and self.tree.exists(below)


def find_project(start: str) -> Project:
    """The project that holds ``start``. Raises :class:`Fault` files.no-project."""
    root = _root(start)
    return Project(root, Tree(root))


def _root(start: str) -> str:
    """The folder of the project that holds ``start``."""
    at = os.path.realpath(start)
    if not os.path.isdir(at):
        at = os.path.dirname(at)
    while not os.path.exists(os.path.join(at, _MARK)):
        above = os.path.dirname(at)
        if above == at:
            raise Fault("files.no-project", None, path=start)
        at = above
    return at


def _root_by_name(given: str) -> str:
    """The same where house style need not lie on the disk: what stands above ``layouts`` is a project, too."""
    own, page = _spellings(given)
    path = page if _edition_for(given) and not os.path.exists(own) else own
    above, layouts, _ = f"{os.path.realpath(path)}/".rpartition("/layouts/")
    if not layouts or not os.path.isdir(above):
        return _root(path)
    with contextlib.suppress(Fault):
        root = _root(path)
        # A project further up is another: ours has lost its house style.
        return root if root.startswith(above) else above
    return above


def find_targets(
    paths: list[str], overlay: Mapping[str, str | bytes | None] | None = None, revision: str = ""
) -> tuple[Project, list[Target]]:
    """The project and the targets that paths name: a page, an edition's folder, ``layouts/`` or a bare ``A05``.

    ``overlay`` and ``revision``: as :func:`banxin.files.open_tree` has them; a path is then one of what they have, not of
    the disk. The project is to be closed. Raises :class:`Fault` desk.no-path, desk.no-layout, files.no-project, and what opening raises.
    """
    project: Project | None = None
    wanted: dict[str, list[str]] = {}
    layered = bool(overlay or revision)
    try:
        for given in paths or [_here()]:
            path = given if layered else _spelled(given, os.path.exists, _newest_here)
            root = _root_by_name(given) if layered else _root(path)
            if project is not None and root != project.root:
                raise Fault("files.no-project", None, path=path)
            project = project or Project(root, open_tree(root, overlay, revision))
            path = _spelled(given, project.has, partial(_newest, project)) if layered else path
            for folder, pages in _below(project, os.path.realpath(path)):
                wanted.setdefault(folder, []).extend(pages or ["*"])
        if not wanted:
            raise Fault("files.not-found", whole("layouts"), path="layouts/<date>/edition.yaml")
    except BaseException:
        if project is not None:
            project.close()
        raise
    assert project is not None
    return project, [
        Target(folder, () if "*" in pages else tuple(dict.fromkeys(pages))) for folder, pages in wanted.items()
    ]


def _here() -> str:
    """What no path stands for: what one stands in where that is layouts, elsewhere in a project all of it."""
    root, here = _root("."), os.path.realpath(".")
    return "." if f"{here}/".startswith(f"{os.path.join(root, 'layouts')}/") else os.path.relpath(root)


def _edition_for(given: str) -> str:
    """The edition that the bare name of a page is one of; '' where none is named, or the name is not bare."""
    return os.environ.get("TYPESET_EDITION", "") if "/" not in given else ""


def _spellings(given: str) -> tuple[str, str]:
    """What a path may stand for: itself, or a page by its bare name."""
    return given, os.path.join(_edition_for(given), f"{given.removesuffix('.yaml')}.yaml")


def _spelled(given: str, there: Callable[[str], bool], newest: Callable[[], str]) -> str:
    """The first of its spellings that is there. Raises :class:`Fault` desk.no-path.

    A path as it is, or the bare name of a page: in the edition that the environment names, else in the ``newest``; a page of
    a spread is the spread. Or an edition by its day alone.
    """
    own, page = _spellings(given)
    found = next(filter(there, (own, page)), None)
    if found is None and "/" not in given:
        layouts = newest()
        further = [os.path.join(layouts, os.path.basename(page))] if layouts and not _edition_for(given) else []
        days = [os.path.join(os.path.dirname(layouts), given)] if layouts else []
        found = next(filter(there, [*further, *_spreads(given, _edition_for(given) or layouts), *days]), None)
        own = further[0] if further and PAGE_NAME.fullmatch(given) else own
    if found is None:
        path = page if _edition_for(given) else own
        raise Fault("desk.no-path", None, path=path, meant=Maybe(near_outside(path)))
    return found


def _spreads(given: str, folder: str) -> list[str]:
    """The spreads of an edition that have a page, by their files."""
    page = given.removesuffix(".yaml")
    with contextlib.suppress(OSError):
        names = sorted(os.listdir(folder or "."))
        return [os.path.join(folder, name) for name in names
                if PAGE_NAME.fullmatch(name) and page in name.removesuffix(".yaml").split("-")]  # fmt: skip
    return []


def _newest_here() -> str:
    """The newest edition of the project that one stands in, as a path from here; '' outside of one."""
    try:
        with find_project(".") as project:
            return _newest(project)
    except Fault:
        return ""


def _newest(project: Project) -> str:
    """The newest edition of a project, as a path from here: of the last day, and of several of that day the plain one."""
    names = [name for name in project.tree.names("layouts") if name[:1].isdigit()]
    for name in sorted(
        sorted(names), key=lambda name: name[:_DAY], reverse=True
    ):  # the plain one is the first of its day
        if project.tree.exists(f"layouts/{name}/edition.yaml"):
            return os.path.normpath(os.path.join(os.path.relpath(project.root), "layouts", name))
    return ""


def newest_edition(project: Project) -> str:
    """The edition that a bare name is of, by its folder's name: what the environment names, else the newest; '' for none."""
    return os.path.basename(os.environ.get("TYPESET_EDITION", "").rstrip("/") or _newest(project))


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
    raise Fault("desk.no-layout", None, path=os.path.relpath(path))
