"""Structure: the logical tree as a PDF's tags (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

A page's content is written in marked stretches, each with the node that it belongs to; here every node becomes a
structure element with its stretches and its children, and what belongs to no node is an artifact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.press.pdf._objects import Array, Dictionary, Document, name, string
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.page import Node, NodeId

#: Kind of node → structure type; headings have their level.
_TYPES = {
    "edition": "Document", "article": "Art", "kicker": "P", "deck": "P", "byline": "P", "dateline": "P",
    "paragraph": "P", "box": "Sect", "group": "Sect", "list": "L", "item": "LI", "table": "Table", "row": "TR", "header": "TH", "row-header": "TH", "cell": "TD",
    "figure": "Figure", "caption": "Caption", "signoff": "P", "index": "TOC", "entry": "TOCI", "link": "Link",
}  # fmt: skip
#: Where what an item of a list, or an entry of an index, says stands.
_BODIES = {"item": "LBody", "entry": "P"}
#: The namespace of structure types that came with PDF 2.0 (ISO 32000-2, 14.8.6).
_NEWER = "http://iso.org/pdf2/ssn"


#: An index whose entries lead nowhere in the file is none (ISO 14289-2, 8.2.5.8).
_UNLED = {"index": "Sect", "entry": "P"}


class _TaggedLink(NamedTuple):
    annotation: Dictionary
    reference: object
    page: object
    said: str
    """What it says of where it leads."""


class Structure:
    """The structure tree of a file in the making."""

    def __init__(self, document: Document, tree: Node, *, newer: bool = False) -> None:
        """``newer``: for a file of PDF 2.0, whose document element is of its namespace (ISO 14289-2, 8.2.5.2)."""
        self._document = document
        self._tree = tree
        self._newer = newer
        self._made: dict[str, Dictionary] = {}
        """The elements of the index's entries, by node."""
        self._marks: dict[str, list[tuple[object, int, int]]] = {}
        """Of each node: page, its number, and the number of the marked content there."""
        self._pages: list[list[NodeId]] = []
        self._links: list[_TaggedLink] = []
        self._leads: dict[str, list[int]] = {}
        """Numbers of the links that are read beside each node."""
        self._kids: list[tuple[Dictionary, list[object]]] = []
        """Elements with what stands in them, written down when all of it is known."""
        self._root = Dictionary({"Type": name("StructTreeRoot")})
        self.reference = document.add(self._root)
        self._space: object | None = None
        if newer:
            self._space = document.add(Dictionary({"Type": name("Namespace"), "NS": string(_NEWER)}))
            self._root["Namespaces"] = Array([self._space])
        self.outline: list[tuple[str, object, int, object]] = []
        """Headlines with their pages and elements, for bookmarks."""

    def add_page(self, page: object, marks: Sequence[NodeId]) -> int:
        """Take over a page's marked content; returns its key in the parent tree."""
        number = len(self._pages)
        self._pages.append(list(marks))
        for at, node in enumerate(marks):
            self._marks.setdefault(node, []).append((page, number, at))
        return number

    def add_link(self, annotation: Dictionary, page: object, node: NodeId, said: str) -> object:
        """A link that is read beside a node; returns the reference to its annotation.

        Its key in the parent tree is set when all pages are known.
        """
        reference = self._document.add(annotation)
        self._leads.setdefault(node, []).append(len(self._links))
        self._links.append(_TaggedLink(annotation, reference, page, said))
        return reference

    def element(self, node: NodeId) -> object:
        """The element of a node; ``None`` where nothing of it is on these pages. Once the tree is written."""
        return self._elements.get(node)

    def refer(self, node: NodeId, target: object) -> None:
        """Say which element an entry of an index is of (ISO 14289-2, 8.2.5.8). Once the tree is written."""
        if self._newer and node in self._made:
            self._made[node]["Ref"] = Array([target])

    def first_of(self, page: int) -> object:
        """The element that the first thing on a page belongs to; once the tree is written."""
        return self._owners.get(next(iter(self._pages[page]), ""))

    def finish(self) -> None:
        """Write the tree. Called once, after all pages."""
        self._owners: dict[str, object] = {}
        self._elements: dict[str, object] = {}
        self._owned: dict[int, object] = {}
        # A page of furniture alone has a tree in which nothing stands.
        top = self._element(self._tree, self.reference) or self._bare(self._tree)
        self._root["K"] = Array([top[0]])
        entries: list[object] = []
        for number, marks in enumerate(self._pages):
            entries += [number, self._document.add(Array([self._owners[node] for node in marks]))]
        for at in range(len(self._links)):
            if at not in self._owned:  # what it stands beside is not in the tree
                top[1].append(self._link_element(at, top[0]))
            key = len(self._pages) + at
            self._links[at].annotation["StructParent"] = key
            entries += [key, self._owned[at]]
        for element, kids in self._kids:
            element["K"] = Array(kids)
        self._root["ParentTree"] = self._document.add(Dictionary({"Nums": Array(entries)}))
        self._root["ParentTreeNextKey"] = len(self._pages) + len(self._links)

    def _element(self, node: Node, parent: object) -> tuple[object, list[object]] | None:
        """A node's element with its list of kids; ``None`` where nothing of it is on these pages."""
        if not any(below.id in self._marks or below.id in self._leads for below in node.walk()):
            return None
        kind = self._type(node)
        element = Dictionary({"Type": name("StructElem"), "S": name(kind), "P": parent})
        reference = self._document.add(element)
        self._elements[node.id], self._made[node.id] = reference, element
        kids: list[object] = []
        inner, owner = kids, reference
        if node.kind in _BODIES and kind != _BODIES[node.kind]:
            inner = []
            owner = self._within(_BODIES[node.kind], reference, kids, inner)
        links = self._leads.get(node.id, ())
        content, holder = inner, owner
        if links and node.kind == "entry":  # what is read of an index's line is its link
            content = []
            holder = self._within("Link", owner, inner, content, self._links[links[0]].said)
        self._mark(node, holder, content)
        for child in node.children:
            made = self._element(child, owner)
            if made is not None:
                inner.append(made[0])
        for at in links:
            if node.kind in ("entry", "link"):
                self._owned[at] = holder
                content.append(self._object(at))
                if node.kind == "link":  # what an element and its annotation say is the same (ISO 14289-2, 8.9.4.2)
                    self._links[at].annotation["Contents"] = string(node.text)
            else:
                inner.append(self._link_element(at, owner))
        self._kids.append((element, kids))
        self._describe(element, node)
        return reference, kids

    def _bare(self, node: Node) -> tuple[object, list[object]]:
        element = Dictionary({"Type": name("StructElem"), "S": name(self._type(node)), "P": self.reference})
        kids: list[object] = []
        self._kids.append((element, kids))
        self._describe(element, node)
        return self._document.add(element), kids

    def _within(self, kind: str, parent: object, kids: list[object], inner: list[object], alt: str = "") -> object:
        """An element of some type among the kids of another, with kids of its own."""
        element = Dictionary({"Type": name("StructElem"), "S": name(kind), "P": parent})
        if alt:
            element["Alt"] = string(alt)
        reference = self._document.add(element)
        self._kids.append((element, inner))
        kids.append(reference)
        return reference

    def _mark(self, node: Node, owner: object, kids: list[object]) -> None:
        """A node's own stretches of content."""
        marks = self._marks.get(node.id, ())
        kids += [Dictionary({"Type": name("MCR"), "Pg": page, "MCID": at}) for page, _, at in marks]
        if marks:
            self._owners[node.id] = owner
            if node.kind == "heading" and (node.level == 1 or node.id.part == "headline"):
                page, number, _ = marks[0]
                self.outline.append((node.text, page, number, owner))

    def _object(self, at: int) -> Dictionary:
        link = self._links[at]
        return Dictionary({"Type": name("OBJR"), "Obj": link.reference, "Pg": link.page})

    def _link_element(self, at: int, parent: object) -> object:
        """An element for a link alone."""
        link = self._links[at]
        entries: dict[str, object] = {
            "Type": name("StructElem"), "S": name("Link"), "P": parent, "K": self._object(at),
        }  # fmt: skip
        own = self._owned[at] = self._document.add(Dictionary(entries | {"Alt": string(link.said)}))
        return own

    def _type(self, node: Node) -> str:
        if node.kind == "heading":
            return f"H{node.level}"
        if self._newer and node.kind in _UNLED and not any(below.id in self._leads for below in node.walk()):
            return _UNLED[node.kind]
        return _TYPES[node.kind]

    def _describe(self, element: Dictionary, node: Node) -> None:
        """Language, alternative text, what a table's cells span, and where a type is defined that is not PDF 1.7's."""
        if node.kind == "edition" and self._space is not None:
            element["NS"] = self._space
        if node.lang and node.kind != "edition":  # of all of it the file itself says so
            element["Lang"] = string(node.lang)
        if node.alt or node.kind == "link":
            element["Alt"] = string(node.alt or node.text)
        if node.kind in ("header", "row-header", "cell"):
            entries: dict[str, object] = {"O": name("Table")}
            scope = {"header": "Column", "row-header": "Row"}.get(node.kind)
            entries |= {"Scope": name(scope)} if scope else {}
            entries |= {"ColSpan": node.columns} if node.columns > 1 else {}
            entries |= {"RowSpan": node.rows} if node.rows > 1 else {}
            if len(entries) > 1:
                element["A"] = Dictionary(entries)
