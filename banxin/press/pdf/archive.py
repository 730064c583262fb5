"""The archive's file: PDF/A-2u (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once.

What they ask for beside the page itself: structure, a description in XMP, profiles for all device colours, bookmarks.
"""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING

from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, name, string
from banxin.press.pdf.tagging import Structure

if TYPE_CHECKING:
    from banxin.page import Node
    from banxin.press.pdf.printing import About, Printed

_HERE = os.path.dirname(__file__)
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/", "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}  # fmt: skip
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
        self.rgb = Array([name("ICCBased"), self._profile("srgb.icc", 3)])
        """The colour space of pictures in RGB."""
        document.catalog |= {
            "MarkInfo": Dictionary({"Marked": "true"}), "StructTreeRoot": self.structure.reference,
            "OutputIntents": Array([self._intent()]), "Metadata": self._metadata(),
        }  # fmt: skip

    def _profile(self, file: str, parts: int) -> object:
        with open(os.path.join(_HERE, file), "rb") as stream:
            return self._document.add(Stream({"N": parts}, stream.read()))

    def _intent(self) -> object:
        return self._document.add(Dictionary({
            "Type": name("OutputIntent"), "S": name("GTS_PDFA1"), "OutputConditionIdentifier": string("newsprint"),
            "Info": string("Coldset newsprint, modelled"), "DestOutputProfile": self._profile("newsprint.icc", 4),
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
        """XMP, as it is so that any reader finds it (ISO 19005-2, 6.6.2)."""
        about = self._about
        day = about.day if "T" in about.day else f"{about.day}T00:00:00"
        simple = {
            "dc:format": "application/pdf", "xmp:CreateDate": f"{day}Z", "xmp:ModifyDate": f"{day}Z",
            "xmp:CreatorTool": "banxin", "pdf:Producer": "banxin", "pdfaid:part": "2",
            "pdfaid:conformance": "U", "pdfuaid:part": "1", "prism:publicationName": about.author,
            "prism:coverDisplayDate": about.day[:10], "prism:number": about.number, "prism:issueIdentifier": about.cn,
        }  # fmt: skip
        rows = [f"<{key}>{escape(value)}</{key}>" for key, value in simple.items() if value]
        rows += [
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>',
            f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>",
            f"<dc:publisher><rdf:Bag><rdf:li>{escape(about.author)}</rdf:li></rdf:Bag></dc:publisher>",
            "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>", _extensions(),
        ]  # fmt: skip
        spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
        packet = (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            f'<rdf:Description rdf:about="" {spaces}>\n'
            + "\n".join(rows)
            + "\n</rdf:Description></rdf:RDF></x:xmpmeta>\n"
            '<?xpacket end="w"?>'
        )
        entries: dict[str, object] = {"Type": name("Metadata"), "Subtype": name("XML")}
        return self._document.add(Stream(entries, packet.encode("utf-8"), plain=True))


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
            f"<pdfaSchema:namespaceURI>{_NAMESPACES[prefix]}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}"
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
