"""Structure: the logical tree as a PDF's tags (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

A page's content is written in marked stretches, each with the node that it belongs to; here every node becomes a
structure element with its stretches and its children, and what belongs to no node is an artifact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.press.pdf.objects import Array, Dictionary, Document, name, string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banxin.page import Node

#: Kind of node → structure type; headings have their level.
_TYPES = {
    "edition": "Document", "article": "Art", "kicker": "P", "deck": "P", "byline": "P", "dateline": "P",
    "paragraph": "P", "box": "Sect", "list": "L", "item": "LI", "table": "Table", "row": "TR", "header": "TH", "cell": "TD",
    "figure": "Figure", "caption": "Caption", "signoff": "P",
}  # fmt: skip
#: What an item of a list says stands in its body.
_BODY = "LBody"
#: The namespace of structure types that came with PDF 2.0 (ISO 32000-2, 14.8.6).
_NEWER = "http://iso.org/pdf2/ssn"


class Structure:
    """The structure tree of a file in the making."""

    def __init__(self, document: Document, tree: Node, *, newer: bool = False) -> None:
        """``newer``: for a file of PDF 2.0, whose document element is of its namespace (ISO 14289-2, 8.2.5.2)."""
        self._document = document
        self._tree = tree
        self._marks: dict[str, list[tuple[object, int, int]]] = {}
        """Of each node: page, its number, and the number of the marked content there."""
        self._pages: list[list[str]] = []
        self._links: list[tuple[Dictionary, object, object, str]] = []
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

    def add_page(self, page: object, marks: Sequence[str]) -> int:
        """Take over a page's marked content; returns its key in the parent tree."""
        number = len(self._pages)
        self._pages.append(list(marks))
        for at, node in enumerate(marks):
            self._marks.setdefault(node, []).append((page, number, at))
        return number

    def add_link(self, annotation: Dictionary, page: object, url: str) -> object:
        """A link, which is an element of its own; returns the reference to its annotation.

        Its key in the parent tree is set when all pages are known.
        """
        reference = self._document.add(annotation)
        self._links.append((annotation, reference, page, url))
        return reference

    def first_of(self, page: int) -> object:
        """The element that the first thing on a page belongs to; once the tree is written."""
        return self._owners.get(next(iter(self._pages[page]), ""))

    def finish(self) -> None:
        """Write the tree. Called once, after all pages."""
        self._owners: dict[str, object] = {}
        top = self._element(self._tree, self.reference)
        assert top is not None
        self._root["K"] = Array([top[0]])
        entries: list[object] = []
        for number, marks in enumerate(self._pages):
            entries += [number, self._document.add(Array([self._owners[node] for node in marks]))]
        for key, (annotation, reference, page, url) in enumerate(self._links, len(self._pages)):
            annotation["StructParent"] = key
            own = self._document.add(Dictionary({
                "Type": name("StructElem"), "S": name("Link"), "P": top[0], "Alt": string(url),
                "K": Dictionary({"Type": name("OBJR"), "Obj": reference, "Pg": page}),
            }))  # fmt: skip
            top[1].append(own)
            entries += [key, own]
        for element, kids in self._kids:
            element["K"] = Array(kids)
        self._root["ParentTree"] = self._document.add(Dictionary({"Nums": Array(entries)}))
        self._root["ParentTreeNextKey"] = len(self._pages) + len(self._links)

    def _element(self, node: Node, parent: object) -> tuple[object, list[object]] | None:
        """A node's element with its list of kids; ``None`` where nothing of it is on these pages."""
        if not any(below.id in self._marks for below in node.walk()):
            return None
        element = Dictionary({"Type": name("StructElem"), "S": name(self._type(node)), "P": parent})
        reference = self._document.add(element)
        kids: list[object] = [
            Dictionary({"Type": name("MCR"), "Pg": page, "MCID": at}) for page, _, at in self._marks.get(node.id, ())
        ]
        if kids:
            self._owners[node.id] = reference
            if node.kind == "heading" and node.level == 1:
                page, number, _ = self._marks[node.id][0]
                self.outline.append((node.text, page, number, reference))
        inner, owner = kids, reference
        if node.kind == "item":
            body = Dictionary({"Type": name("StructElem"), "S": name(_BODY), "P": reference})
            owner, inner = self._document.add(body), []
            self._kids.append((body, inner))
            kids.append(owner)
        for child in node.children:
            made = self._element(child, owner)
            if made is not None:
                inner.append(made[0])
        self._kids.append((element, kids))
        self._describe(element, node)
        return reference, kids

    @staticmethod
    def _type(node: Node) -> str:
        return f"H{node.level}" if node.kind == "heading" else _TYPES[node.kind]

    def _describe(self, element: Dictionary, node: Node) -> None:
        """Alternative text, what a table's cells span, and where a type is defined that is not PDF 1.7's."""
        if node.kind == "edition" and self._space is not None:
            element["NS"] = self._space
        if node.alt:
            element["Alt"] = string(node.alt)
        if node.kind in ("header", "cell"):
            entries: dict[str, object] = {"O": name("Table")}
            entries |= {"Scope": name("Column")} if node.kind == "header" else {}
            entries |= {"ColSpan": node.columns} if node.columns > 1 else {}
            entries |= {"RowSpan": node.rows} if node.rows > 1 else {}
            if len(entries) > 1:
                element["A"] = Dictionary(entries)
