"""The archive's file: PDF/A-2u (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once.

What they ask for beside the page itself: structure, a description in XMP, profiles for all device colours, bookmarks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.press.pdf.metadata import NAMESPACES, metadata
from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, name, string
from banxin.press.pdf.profiles import NEWSPRINT, SRGB, own_profile
from banxin.press.pdf.tagging import Structure

if TYPE_CHECKING:
    from banxin.page import Node
    from banxin.press.pdf.printing import About, Printed

#: Properties that PDF/A does not know of itself, with what each means.
_OTHERS = {
    "pdfuaid": ("PDF/UA identification", {"part": ("Integer", "Part of ISO 14289")}),
    "prism": (
        "PRISM basic metadata",
        {
            "publicationName": ("Text", "Name of the newspaper"),
            "coverDisplayDate": ("Text", "Day of the issue"),
            "number": ("Text", "Number of the issue"),
            "issueIdentifier": ("Text", "CN number of the newspaper"),
        },
    ),
}


class Archive:
    """What a file for the archive has beside its pages."""

    def __init__(self, document: Document, tree: Node, about: About) -> None:
        self._document = document
        self._about = about
        self.structure = Structure(document, tree)
        self._titles: list[tuple[str, object]] = []
        self._rgb = Array([name("ICCBased"), self._profile(SRGB, 3)])
        document.catalog |= {
            "MarkInfo": Dictionary({"Marked": "true"}), "StructTreeRoot": self.structure.reference,
            "OutputIntents": Array([self._intent()]), "Metadata": self._metadata(),
        }  # fmt: skip

    def rgb(self) -> object:
        """The colour space of pictures in RGB."""
        return self._rgb

    def _profile(self, file: str, parts: int) -> object:
        return self._document.add(Stream({"N": parts}, own_profile(file)))

    def _intent(self) -> object:
        return self._document.add(Dictionary({
            "Type": name("OutputIntent"), "S": name("GTS_PDFA1"), "OutputConditionIdentifier": string("newsprint"),
            "Info": string("Coldset newsprint, modelled"), "DestOutputProfile": self._profile(NEWSPRINT, 4),
        }))  # fmt: skip

    def add_page(self, printed: Printed, page: Dictionary) -> None:
        """Tie a page to the tree, links to their elements."""
        from banxin.press.pdf.document import link  # noqa: PLC0415 - which makes us

        reference = self._document.pages[-1]
        page["StructParents"] = self.structure.add_page(reference, printed.marks)
        page["Tabs"] = name("S")
        self._titles.append((printed.name, reference))
        notes = []
        for box, url in printed.links:
            note = link(printed, box, url)
            note["Contents"] = string(url)
            notes.append(self.structure.add_link(note, reference, url))
        if notes:
            page["Annots"] = Array(notes)

    def finish(self) -> None:
        """Write structure and bookmarks."""
        self.structure.finish()
        outline = Dictionary({"Type": name("Outlines")})
        root = self._document.add(outline)
        pages = []
        for number, (title, page) in enumerate(self._titles):
            below = [(text, page) for text, _, at in self.structure.outline if at == number]
            pages.append((title, page, below))
        self._document.catalog["Outlines"] = root
        _siblings(self._document, outline, root, pages)

    def _metadata(self) -> object:
        """With what the properties mean that PDF/A does not know (ISO 19005-2, 6.6.2)."""
        simple = {"pdfaid:part": "2", "pdfaid:conformance": "U", "pdfuaid:part": "1"}
        return metadata(self._document, self._about, simple, [_extensions()])


def _extensions() -> str:
    """What the properties mean that PDF/A does not know (ISO 19005-2, 6.6.2.3.3)."""
    schemas = []
    for prefix, (title, properties) in _OTHERS.items():
        rows = "".join(
            f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{key}</pdfaProperty:name>'
            f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
            f"<pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>"
            for key, (kind, meaning) in properties.items()
        )
        schemas.append(
            f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>'
            f"<pdfaSchema:namespaceURI>{NAMESPACES[prefix]}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}"
            f"</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{rows}</rdf:Seq></pdfaSchema:property></rdf:li>"
        )
    return f"<pdfaExtension:schemas><rdf:Bag>{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas>"


_Entry = tuple[str, object, list[tuple[str, object]]]


def _siblings(document: Document, parent: Dictionary, reference: object, entries: list[_Entry]) -> None:
    """Bookmarks below one another: pages, and under each its headlines."""
    made = [
        Dictionary({"Title": string(title), "Parent": reference, "Dest": Array([page, name("Fit")])})
        for title, page, _ in entries
    ]
    references = [document.add(one) for one in made]
    for at, (one, (_, _, below)) in enumerate(zip(made, entries, strict=True)):
        if at:
            one["Prev"] = references[at - 1]
        if at + 1 < len(made):
            one["Next"] = references[at + 1]
        if below:
            _siblings(document, one, references[at], [(title, page, []) for title, page in below])
    if made:
        parent["First"], parent["Last"], parent["Count"] = references[0], references[-1], len(made)
