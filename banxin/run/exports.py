"""导出: what an edition can be exported as, a row a kind. The command, its options and ``open_edition`` are made from the rows."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING

from banxin.problems import Fault
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.run.edition import Result
    from banxin.run.project import Project, Target


class Wish(NamedTuple):
    """What is to be exported, and where to."""

    project: Project
    target: Target
    """An edition whole: an export of single pages is refused."""
    out: str
    """The folder that it is written into (``out/epaper``)."""
    stamp: str = ""
    """The files' time, ISO 8601 in UTC; '' for the edition's day."""
    clock: str = ""
    """The time by which embargoes are judged, ISO 8601 in UTC; '' for the beginning of the edition's day."""
    compat: frozenset[str] = frozenset()
    """Ways of the kind's own (:attr:`ExportKind.compat`) that are asked for."""
    draft_label: Callable[[], str] = str
    workers: int = -1
    """Processes that make pages; 0: this one, -1: one a processor."""


class Exported(NamedTuple):
    """What came of an export."""

    result: Result
    articles: int = 0
    changed: bool = False
    """Whether any file of the issue is another than before."""


class ExportKind(NamedTuple):
    """A kind of export."""

    name: str
    """How it is asked for, and its folder below out/; its sentence: usage.export-…."""
    made: str
    """``module:function``, which takes a :class:`Wish`, publishes all or nothing and returns what it :class:`Exported`."""
    compat: tuple[str, ...] = ()
    """Ways of its own; what each does: usage.compat-…."""


EXPORTS = {
    kind.name: kind
    for kind in (
        ExportKind("epaper", "banxin.run._epaper:export_epaper", ("founder-ids",)),
    )
}  # fmt: skip


def export(name: str, wish: Wish) -> Exported:
    """Export an edition.

    Another format or zone of the same day is another issue, in a folder of its own. Raises :class:`Fault` desk.choice for a
    kind or a way that there is not, desk.export-whole for single pages, and what writing raises.
    """
    kind = EXPORTS.get(name)
    if kind is None:
        raise Fault("desk.choice", None, name="export", value=name, known=", ".join(EXPORTS))
    for way in wish.compat - set(kind.compat):
        raise Fault("desk.choice", None, name="compat", value=way, known=", ".join(kind.compat))
    if wish.target.pages:
        raise Fault("desk.export-whole", None, page=wish.target.pages[0], path=f"layouts/{wish.target.folder}")
    module, _, function = kind.made.partition(":")
    folder = os.path.join(wish.out, kind.name + "".join(wish.target.folder.partition(".")[1:]))
    made: Exported = getattr(importlib.import_module(module), function)(wish._replace(out=folder))
    return made
