"""Files out of printed pages: one a page, one for the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.press.pdf.content import Writer, number
from banxin.press.pdf.fonts import FontBook
from banxin.press.pdf.images import embed_images, image_name
from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, date, deflate, deflate_aside, name, string

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banxin.faces import Font
    from banxin.page import Ink, Page
    from banxin.pictures import Facts
    from banxin.units import Rect


class Printed(NamedTuple):
    """A page as operators, with what they refer to: enough to put it into any file. Plain data throughout."""

    trim: tuple[int, int]
    bleed: int
    content: bytes
    """Deflated."""
    fonts: FontBook
    used_images: tuple[str, ...]
    spots: tuple[Ink, ...]
    links: tuple[tuple[Rect, str], ...]


class About(NamedTuple):
    """What a file says of itself: title, paper and day (ISO)."""

    title: str
    author: str
    day: str


def print_page(page: Page, fonts: Mapping[str, Font], book: FontBook | None = None) -> Printed:
    """Turn a page into operators; ``fonts`` by face key. ``book``: codes shared with other pages."""
    book = book or FontBook()
    writer = Writer(page, book, fonts)
    content = deflate(writer.write(page.items))
    return Printed(
        (page.trim.width, page.trim.height), page.bleed, content, book, tuple(sorted(writer.used_images)),
        tuple(writer.spots.values()), tuple(writer.links),
    )  # fmt: skip


def page_pdf(printed: Printed, fonts: Mapping[str, Font], facts: Mapping[str, Facts], about: About) -> bytes:
    """One page as a file of its own; ``facts`` of pictures by path."""
    return _file([printed], printed.fonts, fonts, facts, about)


def edition_pdf(
    pages: list[Printed], fonts: Mapping[str, Font], facts: Mapping[str, Facts], about: About,
    again: Callable[[FontBook], list[Printed]],
) -> bytes:  # fmt: skip
    """All pages as one file, with one subset a face and every picture once.

    Where a code would mean two things (one page shows 六, another its compatibility twin), ``again`` prints
    all pages with codes that they share.
    """
    book = FontBook()
    if not all(book.merge(printed.fonts) for printed in pages):
        book = FontBook()
        pages = again(book)
    return _file(pages, book, fonts, facts, about)


def _file(
    pages: list[Printed], book: FontBook, fonts: Mapping[str, Font], facts: Mapping[str, Facts], about: About
) -> bytes:
    document = Document()
    document.info.update({
        "Title": string(about.title), "Author": string(about.author), "Creator": string("banxin"),
        "Producer": string("banxin"), "CreationDate": date(about.day), "ModDate": date(about.day),
        "Trapped": name("False"),
    })  # fmt: skip
    document.catalog["Lang"] = string("zh-CN")
    document.catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})
    subsets = [(font, font.subset(fonts[font.face])) for _, font in sorted(book.embedded.items())]
    packed = [deflate_aside(subset.data) for _, subset in subsets]
    embedded = {
        (font.face, font.vertical): font.embed(document, fonts[font.face], subset, data)
        for (font, subset), data in zip(subsets, packed, strict=True)
    }
    images = embed_images(document, sorted({path for printed in pages for path in printed.used_images}), facts)
    for printed in pages:
        _add_page(document, printed, embedded, images)
    return document.data()


def _add_page(
    document: Document, printed: Printed, fonts: dict[tuple[str, bool], object], images: dict[str, object]
) -> None:
    (width, height), bleed = printed.trim, printed.bleed
    media = Array([0, 0, number(width + 2 * bleed), number(height + 2 * bleed)])
    trim = Array([number(bleed), number(bleed), number(width + bleed), number(height + bleed)])
    used = sorted(printed.fonts.embedded.items())
    resources: dict[str, object] = {
        "Font": Dictionary({font.name: fonts[key] for key, font in used}),
        "XObject": Dictionary({image_name(path): images[path] for path in printed.used_images}),
    }
    if printed.spots:
        resources["ColorSpace"] = Dictionary(
            {f"S{at}": _separation(document, ink) for at, ink in enumerate(printed.spots)}
        )
    entries: dict[str, object] = {
        "MediaBox": media, "CropBox": media, "BleedBox": media, "TrimBox": trim, "Resources": Dictionary(resources),
        "Contents": document.add(Stream({"Filter": name("FlateDecode")}, printed.content)),
    }  # fmt: skip
    if printed.links:
        entries["Annots"] = Array([document.add(_link(printed, box, url)) for box, url in printed.links])
    document.add_page(entries)


def _separation(document: Document, ink: Ink) -> object:
    """A spot ink with its process stand-in."""
    tint = Dictionary({
        "FunctionType": 2, "Domain": Array([0, 1]), "C0": Array([0, 0, 0, 0]),
        "C1": Array([f"{part / 1000:g}" for part in ink[:4]]), "N": 1,
    })  # fmt: skip
    return document.add(Array([name("Separation"), name(ink.spot), name("DeviceCMYK"), document.add(tint)]))


def _link(page: Printed, box: Rect, url: str) -> Dictionary:
    bottom = page.trim[1] + page.bleed
    corners = [
        number(box.left + page.bleed),
        number(bottom - box.bottom),
        number(box.right + page.bleed),
        number(bottom - box.top),
    ]
    action = Dictionary({"Type": name("Action"), "S": name("URI"), "URI": string(url)})
    return Dictionary({"Type": name("Annot"), "Subtype": name("Link"), "Rect": Array(corners), "Border": Array([0, 0, 0]),
                       "F": 4, "A": action})  # fmt: skip
