"""What a change is made from: files read once, their trees as written, and the editions that a file belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.edit._records import Read
from banxin.files import LIMITS, decode
from banxin.plan import page_path, read_edition, read_house
from banxin.plan.keys import rows
from banxin.plan.nearest import nearest
from banxin.plan.outline import read_outline
from banxin.plan.types import Type
from banxin.plan.values import PARSERS
from banxin.plan.written import written
from banxin.problems import Fault, Maybe, Report, Span, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.files import Tree
    from banxin.plan.areas import Draft
    from banxin.plan.outline import Outline
    from banxin.plan.records import EditionPlan, Grid
    from banxin.plan.written import Mapping
    from banxin.problems import Source

_PAGE = Type("page")


class Sheet(NamedTuple):
    """A YAML file as it is written."""

    path: str
    source: Source
    root: Mapping


class PageFile(NamedTuple):
    """A page of an edition, and the file that has its layout: several editions may share one."""

    edition: EditionPlan
    page: str
    path: str


class Papers:
    """A project's files as they are read for one change; what was read is kept, to be compared before writing."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._read: dict[str, bytes | None] = {}
        self._sheets: dict[str, Sheet] = {}

    @property
    def read(self) -> tuple[Read, ...]:
        """All that was read."""
        return tuple(Read(path, data) for path, data in sorted(self._read.items()))

    def data(self, path: str, limit: str = "yaml") -> bytes | None:
        """The bytes of a file; ``None`` where there is none."""
        if path not in self._read:
            self._read[path] = self.tree.read(path, LIMITS[limit]) if self.tree.exists(path) else None
        return self._read[path]

    def sheet(self, path: str) -> Sheet | None:
        """A YAML file (or one of JSON, which is YAML too); ``None`` where there is none.

        Raises :class:`Fault` where it cannot be read: nothing is changed in a file that is not understood.
        """
        if path not in self._sheets:
            data = self.data(path)
            if data is None:
                return None
            source, report = decode(path, data), Report()
            root = written(source, report)
            if root is None:
                raise first_fault(report)
            self._sheets[path] = Sheet(path, source, root)
        return self._sheets[path]

    def editions(self, date: str = "") -> list[EditionPlan]:
        """The editions of a day, whose stories are the same files; without one all. Raises the fault of one that cannot be read."""
        found = []
        for folder in self.tree.names("layouts"):
            path = f"layouts/{folder}/edition.yaml"
            if not self.tree.exists(path) or (date and not self._may_be_of(path, folder, date)):
                continue
            edition = self.edition(folder)
            if edition is not None and (not date or edition.date == date):
                found.append(edition)
        return found

    def edition(self, folder: str) -> EditionPlan | None:
        """The edition of a folder; ``None`` where it has none. Raises the fault of one that cannot be read."""
        if not self.tree.exists(f"layouts/{folder}/edition.yaml"):
            return None
        report = Report()
        edition = read_edition(self.tree, folder, report)
        if edition is None:
            raise first_fault(report)
        return edition

    def _may_be_of(self, path: str, folder: str, date: str) -> bool:
        """Whether an edition may be of a day, without reading it in earnest: a paper has thousands."""
        text = self.tree.read(path, LIMITS["yaml"]).decode("utf-8", "replace")
        return any(word in text for word in (date, "base", rows("edition")["base"].alias)) or folder.startswith(date)

    def leaves(self, editions: list[EditionPlan]) -> list[PageFile]:
        """All pages of some editions that have a file, those too that lie in their folders and are not listed."""
        found = []
        for edition in editions:
            there = [name.removesuffix(".yaml") for name in self.tree.names(f"layouts/{edition.folder}")
                     if name.endswith(".yaml")]  # fmt: skip
            for name in dict.fromkeys([*edition.pages, *(one for one in there if PARSERS["page"](one, _PAGE))]):
                path = page_path(self.tree, edition, name)
                if self.tree.exists(path):
                    found.append(PageFile(edition, name, path))
        return found

    def template(self, sheet: Sheet) -> Sheet | None:
        """The template that a page starts from; ``None`` where it names none, or one that is not there."""
        for key, value in sheet.root.pairs:
            if meaning(key) in ("from", rows("page")["from"].alias):
                return self.sheet(f"layouts/templates/{meaning(value)}.yaml")
        return None

    def users(self, template: str) -> list[PageFile]:
        """All pages of the project that start from the template at a path."""
        name = template.rpartition("/")[2].removesuffix(".yaml")
        found = []
        for leaf in self.leaves(self.editions()):
            if name.encode() in self.tree.read(leaf.path, LIMITS["yaml"]):
                sheet = self.sheet(leaf.path)
                own = self.template(sheet) if sheet else None
                if own is not None and own.path == template:
                    found.append(leaf)
        return found


def own_leaf(leaves: list[PageFile], folder: str, page: str) -> PageFile:
    """A page of an edition that has its layout itself. Raises :class:`Fault` edit.no-page or edit.base-page."""
    leaf = next((one for one in leaves if one.page == page), None)
    path = f"layouts/{folder}/{page}.yaml"
    if leaf is None:
        raise Fault("edit.no-page", whole(f"layouts/{folder}"), page=page, path=path)
    if leaf.path != path:
        raise Fault("edit.base-page", whole(leaf.path), page=page, path=leaf.path)
    return leaf


def first_fault(report: Report) -> Fault:
    """What keeps a file from being read, to be raised."""
    problem = next(iter(report))
    return Fault(problem.code, problem.span, **problem.words)


def meaning(node: object) -> str:
    """The text that a node stands for; '' where it is none."""
    return str(getattr(getattr(node, "target", node), "value", ""))


def outline_of(tree: Tree, leaf: PageFile) -> Outline:
    """The blocks of a page by name. Raises the fault that keeps it from being read."""
    report = Report()
    outline = read_outline(tree, leaf.path, grid_of(tree, leaf.edition), report)
    if outline is None:
        raise first_fault(report)
    return outline


def grid_of(tree: Tree, edition: EditionPlan) -> Grid:
    """The grid of an edition's pages. Raises the fault that keeps its house style from being read."""
    report = Report()
    house = read_house(tree, report, edition.house)
    if house is None:
        raise first_fault(report)
    return house.grid


def draft_of(outline: Outline, name: str, page: str = "") -> Draft:
    """The block of a name. Raises :class:`Fault` edit.no-block."""
    draft = outline.block(name)
    if draft is None:
        names = [one.id for one in outline.drafts]
        raise Fault("edit.no-block", Span(outline.source, 0, 1), block=name, page=Maybe(page),
                    meant=Maybe(nearest(name, names)), blocks=", ".join(names))  # fmt: skip
    return draft
