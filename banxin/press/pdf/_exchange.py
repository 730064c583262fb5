"""The press's file: PDF/X-4 (ISO 15930-7), in the inks of one printing condition.

What it asks for beside the page itself: the condition's profile, an identification, nothing that can be clicked.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from banxin.press.pdf._metadata import metadata, moment
from banxin.press.pdf._objects import Array, Dictionary, Document, Stream, name, string
from banxin.press.pdf.profiles import SRGB, own_profile

if TYPE_CHECKING:
    from banxin.press.pdf.records import About, Product

#: The name under which our documents have their identifiers.
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


class Exchange:
    """What a file for the press has beside its pages."""

    def __init__(self, document: Document, product: Product, about: About) -> None:
        self._document = document
        assert product.separation is not None
        intent = document.add(Dictionary({
            "Type": name("OutputIntent"), "S": name("GTS_PDFX"), "OutputConditionIdentifier": string(product.condition),
            "Info": string(product.condition), "DestOutputProfile": document.add(Stream({"N": 4}, product.separation.profile)),
        }))  # fmt: skip
        document.catalog |= {"OutputIntents": Array([intent]), "Metadata": self._metadata(about)}
        document.info["GTS_PDFXVersion"] = string("PDF/X-4")
        self._rgb: object | None = None

    def rgb(self) -> object:
        """What RGB means in pictures and advertisements that keep it: nothing of the press's, so sRGB."""
        if self._rgb is None:
            self._rgb = Array([name("ICCBased"), self._document.add(Stream({"N": 3}, own_profile(SRGB)))])
        return self._rgb

    def defaults(self) -> list[object]:
        """What device colours of advertisements mean: RGB is none of the press's."""
        return ["/DefaultRGB ", self.rgb(), " "]

    def _metadata(self, about: About) -> object:
        identifier = uuid.uuid5(_SPACE, f"{about.title} {about.day}")
        return metadata(self._document, about, {
            "pdfxid:GTS_PDFXVersion": "PDF/X-4", "pdf:Trapped": "False", "xmp:MetadataDate": moment(about.day),
            "xmpMM:DocumentID": f"uuid:{identifier}", "xmpMM:VersionID": "1", "xmpMM:RenditionClass": "default",
        })  # fmt: skip
