"""What a file says of itself in XMP (ISO 16684-1), as it is so that any reader finds it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from banxin.press.pdf._objects import Document, Stream, name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banxin.press.pdf.records import About

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/", "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/", "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}  # fmt: skip


def moment(day: str) -> str:
    """A file's time in ISO 8601, from 2026-06-01 or 2026-06-01T20:15:00."""
    return f"{day}Z" if "T" in day else f"{day}T00:00:00Z"


def metadata(document: Document, about: About, simple: Mapping[str, str], more: Sequence[str] = ()) -> object:
    """A file's metadata stream: what every file says, some ``simple`` properties and ``more`` elements as written."""
    usual = {
        "dc:format": "application/pdf", "xmp:CreateDate": moment(about.day), "xmp:ModifyDate": moment(about.day),
        "xmp:CreatorTool": "banxin", "pdf:Producer": "banxin", "prism:publicationName": about.author,
        "prism:coverDisplayDate": about.day[:10], "prism:number": about.number, "prism:issueIdentifier": about.cn,
    }  # fmt: skip
    rows = [f"<{key}>{escape(value)}</{key}>" for key, value in (usual | dict(simple)).items() if value]
    rows += [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<dc:publisher><rdf:Bag><rdf:li>{escape(about.author)}</rdf:li></rdf:Bag></dc:publisher>",
        f"<dc:language><rdf:Bag><rdf:li>{about.language}</rdf:li></rdf:Bag></dc:language>", *more,
    ]  # fmt: skip
    text = "\n".join(rows)
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items() if f"{prefix}:" in text)
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>\n{text}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )
    entries: dict[str, object] = {"Type": name("Metadata"), "Subtype": name("XML")}
    return document.add(Stream(entries, packet.encode("utf-8"), plain=True))
