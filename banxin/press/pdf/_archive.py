"""The archive's file: PDF/A-2u and PDF/UA-1 (ISO 19005-2, 14289-1) at once, or PDF/A-4 and PDF/UA-2 (19005-4, 14289-2).

What they ask for beside the page itself: structure, a description in XMP, profiles for all device colours, bookmarks;
and with -4f the files that the pages were made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.page import NodeId
from banxin.press.pdf._linking import link, place, to_address
from banxin.press.pdf._metadata import NAMESPACES, metadata
from banxin.press.pdf._objects import Array, Dictionary, Document, Stream, date, name, string
from banxin.press.pdf._outline import Bookmark, add_outline, leads_to, target
from banxin.press.pdf._tagging import Structure
from banxin.press.pdf.profiles import NEWSPRINT, SRGB, own_profile

if TYPE_CHECKING:
    from banxin.press.pdf._outline import Destination
    from banxin.press.pdf.records import About, Attachment, Printed, Product

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
        self._level = product.kind.level
        assert product.tree is not None
        self.structure = Structure(document, product.tree, newer=product.kind.version >= (2, 0))
        self._srgb = self._profile(SRGB, 3)
        self._rgb = Array([name("ICCBased"), self._srgb])
        self.cmyk = document.add(Array([name("ICCBased"), self._profile(NEWSPRINT, 4)]))
        """What the pages' own inks mean."""
        document.catalog |= {
            "MarkInfo": Dictionary({"Marked": "true"}), "StructTreeRoot": self.structure.reference,
            "OutputIntents": Array([self._intent()]), "Metadata": self._metadata(),
        }  # fmt: skip
        if product.attached:
            self._attach(product.attached)

    def rgb(self) -> object:
        """The colour space of pictures in RGB."""
        return self._rgb

    def defaults(self) -> list[object]:
        """What device colours of advertisements mean."""
        return ["/DefaultRGB ", self._rgb, " /DefaultCMYK ", self.cmyk, " "]

    def _profile(self, file: str, parts: int) -> object:
        return self._document.add(Stream({"N": parts}, own_profile(file)))

    def _intent(self) -> object:
        """A screen's colours: readers that convert all to the intent's would show photos as newsprint has them."""
        return self._document.add(Dictionary({
            "Type": name("OutputIntent"), "S": name("GTS_PDFA1"), "OutputConditionIdentifier": string("sRGB IEC61966-2.1"),
            "Info": string("sRGB"), "DestOutputProfile": self._srgb,
        }))  # fmt: skip

    def finish(self, pages: list[Printed], made: list[Dictionary]) -> None:
        """Tie pages to the tree, write it, and what leads to its elements: links and bookmarks."""
        for printed, page, reference in zip(pages, made, self._document.pages, strict=True):
            page["StructParents"] = self.structure.add_page(reference, printed.marks)
            page["Tabs"] = name("S")
        waiting = [one for at in range(len(pages)) for one in self._links(pages, made, at)]
        self.structure.finish()
        newer = self._level != "2u"
        for node, annotation, found in waiting:
            there = place(pages[found.page], found.at)
            element = self.structure.element(NodeId.of_story(found.story))
            annotation.dict.update(leads_to(self._document.pages[found.page], there, element, structural=newer))
            if element is not None:
                self.structure.refer(node, element)
        entries = []
        for number, (printed, page_reference) in enumerate(zip(pages, self._document.pages, strict=True)):
            below = tuple(
                Bookmark(text, page, element) for text, page, at, element in self.structure.outline if at == number
            )
            entries.append(Bookmark(printed.name, page_reference, self.structure.first_of(number), below))
        add_outline(self._document, entries, structural=newer)

    def _links(
        self, pages: list[Printed], made: list[Dictionary], number: int
    ) -> list[tuple[NodeId, Dictionary, Destination]]:
        """A page's links, each an element of the tree; returns those that lead to another page."""
        printed, reference = pages[number], self._document.pages[number]
        notes, waiting = [], []
        for lead in printed.leads:
            found = None if lead.url else target(lead, number, pages)
            if not lead.url and found is None:
                continue
            annotation = link(printed, lead, {"A": to_address(lead.url)} if lead.url else {})
            said = lead.url
            if found is not None:
                # Where it leads: two stories of a page are two places.
                names = [text for story, text in pages[found.page].headlines if story == lead.story]
                said = " ".join([pages[found.page].name, *names[:1]])
            annotation["Contents"] = string(said)
            notes.append(self.structure.add_link(annotation, reference, lead.node, said))
            if found is not None:
                waiting.append((lead.node, annotation, found))
        if notes:
            made[number]["Annots"] = Array(notes)
        return waiting

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
