"""A page's blocks by name, with the places of what is written of them, before they become records.

For who changes a layout in place: whether a block's lines stand in the page or in its template, and what a block
without an ``id`` is called, is found out here by the same functions that make the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.plan._page import _over_template, _read
from banxin.plan.areas import Draft, every
from banxin.plan.blocks import _drafts, _name
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.files.reading import Tree
    from banxin.plan.fields import Fields
    from banxin.plan.records import Grid
    from banxin.problems import Report, Source


class Outline(NamedTuple):
    """A page as written, laid over its template."""

    source: Source
    fields: Fields
    """Its values; each has the place, and so the file, that it comes from."""
    drafts: tuple[Draft, ...]
    """All its blocks, those inside others too, each with its name, in the order written."""

    def block(self, name: str) -> Draft | None:
        """The block of a name."""
        return next((draft for draft in self.drafts if draft.id == name), None)


def read_outline(tree: Tree, path: str, grid: Grid, report: Report) -> Outline | None:
    """The outline of the page at ``path``; ``None`` where it cannot be read at all."""
    read = _read(tree, path, report, grid)
    if read is None:
        return None
    source, fields = read
    fields = _over_template(tree, fields, report, grid)
    drafts = _drafts(fields, "blocks", None, report)
    _name(drafts, report)
    return Outline(source, fields, tuple(every(drafts)))
