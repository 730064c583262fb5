"""The archive's file: PDF/A-2u and PDF/UA-1 (ISO 19005-2, 14289-1) at once, or PDF/A-4 and PDF/UA-2 (19005-4, 14289-2).

What they ask for beside the page itself: structure, a description in XMP, profiles for all device colours, bookmarks;
and with -4f the files that the pages were made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.press.pdf.metadata import NAMESPACES, metadata
from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, date, name, string
from banxin.press.pdf.profiles import NEWSPRINT, SRGB, own_profile
from banxin.press.pdf.tagging import Structure

if TYPE_CHECKING:
    from banxin.press.pdf.printing import About, Attachment, Printed, Product

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

    def __init__(self, document: Document, product: Product, about: About) -> None:
        self._document = document
        self._about = about
        self._level = product.level
        assert product.tree is not None
        self.structure = Structure(document, product.tree, newer=product.level != "2u")
        self._titles: list[tuple[str, object]] = []
        self._rgb = Array([name("ICCBased"), self._profile(SRGB, 3)])
        document.catalog |= {
            "MarkInfo": Dictionary({"Marked": "true"}), "StructTreeRoot": self.structure.reference,
            "OutputIntents": Array([self._intent()]), "Metadata": self._metadata(),
        }  # fmt: skip
        if product.attached:
            self._attach(product.attached)

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
            below = [_Entry(text, page, element) for text, _, at, element in self.structure.outline if at == number]
            pages.append(_Entry(title, page, self.structure.first_of(number), below))
        self._document.catalog["Outlines"] = root
        _siblings(self._document, outline, root, pages, structural=self._level != "2u")

    def _metadata(self) -> object:
        """With what the properties mean that PDF/A does not know (ISO 19005-2, 6.6.2)."""
        if self._level == "2u":
            simple = {"pdfaid:part": "2", "pdfaid:conformance": "U", "pdfuaid:part": "1"}
            return metadata(self._document, self._about, simple, [_extensions()])
        simple = {"pdfaid:part": "4", "pdfaid:rev": "2020", "pdfaid:conformance": self._level[1:].upper(),
                  "pdfuaid:part": "2", "pdfuaid:rev": "2024"}  # fmt: skip
        return metadata(self._document, self._about, simple)

    def _attach(self, files: tuple[Attachment, ...]) -> None:
        """Files that go along, each said to be what the pages were made of (ISO 32000-2, 7.11.4 and 14.13)."""
        names: list[object] = []
        for file in files:
            held = self._document.add(Stream({
                "Type": name("EmbeddedFile"), "Subtype": name(file.media),
                "Params": Dictionary({"Size": len(file.data), "ModDate": date(self._about.day)}),
            }, file.data))  # fmt: skip
            specification = self._document.add(Dictionary({
                "Type": name("Filespec"), "F": string(file.path), "UF": string(file.path), "Desc": string(file.path),
                "AFRelationship": name("Source"), "EF": Dictionary({"F": held, "UF": held}),
            }))  # fmt: skip
            names += [string(file.path), specification]
        self._document.catalog["Names"] = Dictionary({"EmbeddedFiles": Dictionary({"Names": Array(names)})})
        self._document.catalog["AF"] = Array(names[1::2])


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


class _Entry(NamedTuple):
    """A bookmark."""

    title: str
    page: object
    element: object
    below: list[_Entry] = []  # noqa: RUF012 - never changed


def _leads(entry: _Entry, *, structural: bool) -> dict[str, object]:
    """Where a bookmark leads: to its page, in PDF 2.0 to its element (ISO 14289-2, 8.8)."""
    there = Array([entry.page, name("Fit")])
    if not structural or entry.element is None:
        return {"Dest": there}
    action = {"Type": name("Action"), "S": name("GoTo"), "D": there, "SD": Array([entry.element, name("Fit")])}
    return {"A": Dictionary(action)}


def _siblings(
    document: Document, parent: Dictionary, reference: object, entries: list[_Entry], *, structural: bool
) -> None:
    """Bookmarks below one another: pages, and under each its headlines."""
    made = [
        Dictionary({"Title": string(entry.title), "Parent": reference, **_leads(entry, structural=structural)})
        for entry in entries
    ]
    references = [document.add(one) for one in made]
    for at, (one, entry) in enumerate(zip(made, entries, strict=True)):
        if at:
            one["Prev"] = references[at - 1]
        if at + 1 < len(made):
            one["Next"] = references[at + 1]
        if entry.below:
            _siblings(document, one, references[at], entry.below, structural=structural)
    if made:
        parent["First"], parent["Last"], parent["Count"] = references[0], references[-1], len(made)
