"""Files out of printed pages: one a page, one for the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.press.pdf.content import Writer, number
from banxin.press.pdf.fonts import FontBook
from banxin.press.pdf.images import Pictures
from banxin.press.pdf.objects import Array, Dictionary, Document, Stream, date, deflate, name, string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.faces import Font
    from banxin.page import Ink, Page
    from banxin.pictures import Facts
    from banxin.units import Rect


class Printed(NamedTuple):
    """A page as operators, with what they refer to: enough to put it into any file."""

    page: Page
    content: bytes
    """Deflated."""
    fonts: FontBook
    pictures: Pictures
    used_fonts: dict[str, str]
    used_images: dict[str, str]
    spots: dict[str, Ink]
    links: tuple[tuple[Rect, str], ...]


def print_page(page: Page, fonts: Mapping[str, Font], facts: Mapping[str, Facts]) -> Printed:
    """Turn a page into operators; ``fonts`` by face key, ``facts`` by picture path."""
    return _print(page, FontBook(dict(fonts)), Pictures(facts))


def _print(page: Page, book: FontBook, pictures: Pictures) -> Printed:
    writer = Writer(page, book, pictures)
    content = deflate(writer.write(page.items))
    return Printed(
        page, content, book, pictures, writer.used_fonts, writer.used_images, writer.spots, tuple(writer.links)
    )


def page_pdf(printed: Printed, *, title: str, author: str, day: str) -> bytes:
    """One page as a file of its own."""
    return _file([printed], printed.fonts, printed.pictures, title, author, day)


def edition_pdf(
    pages: list[Printed], fonts: Mapping[str, Font], facts: Mapping[str, Facts], *, title: str, author: str, day: str
) -> bytes:
    """All pages as one file, with one subset a face and every picture once."""
    book = FontBook(dict(fonts))
    pictures = Pictures(facts)
    if not all(book.merge(printed.fonts) for printed in pages):
        # A code would mean two things: write the pages again with codes for all of them together.
        book = FontBook(dict(fonts))
        pages = [_print(printed.page, book, pictures) for printed in pages]
    return _file(pages, book, pictures, title, author, day)


def _file(pages: list[Printed], book: FontBook, pictures: Pictures, title: str, author: str, day: str) -> bytes:
    document = Document()
    document.info.update({
        "Title": string(title), "Author": string(author), "Creator": string("banxin"), "Producer": string("banxin"),
        "CreationDate": date(day), "ModDate": date(day), "Trapped": name("False"),
    })  # fmt: skip
    document.catalog["Lang"] = string("zh-CN")
    document.catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})
    needed = {key for printed in pages for key in printed.used_fonts}
    fonts = {key: book.font(key).embed(document) for key in sorted(needed)}
    shown = sorted({key for printed in pages for key in printed.used_images})
    images = {key: pictures.image(key).embed(document) for key in shown}
    for printed in pages:
        _add_page(document, printed, book, pictures, fonts, images)
    return document.data()


def _add_page(
    document: Document, printed: Printed, book: FontBook, pictures: Pictures,
    fonts: dict[str, object], images: dict[str, object],
) -> None:  # fmt: skip
    page = printed.page
    width, height, bleed = page.trim.width, page.trim.height, page.bleed
    media = Array([0, 0, number(width + 2 * bleed), number(height + 2 * bleed)])
    trim = Array([number(bleed), number(bleed), number(width + bleed), number(height + bleed)])
    resources: dict[str, object] = {
        "Font": Dictionary({book.font(key).name: fonts[key] for key in sorted(printed.used_fonts)}),
        "XObject": Dictionary({pictures.image(key).name: images[key] for key in sorted(printed.used_images)}),
    }
    if printed.spots:
        resources["ColorSpace"] = Dictionary(
            {f"S{at}": _separation(document, ink) for at, ink in enumerate(printed.spots.values())}
        )
    entries: dict[str, object] = {
        "MediaBox": media, "CropBox": media, "BleedBox": media, "TrimBox": trim, "Resources": Dictionary(resources),
        "Contents": document.add(Stream({"Filter": name("FlateDecode")}, printed.content)),
    }  # fmt: skip
    if printed.links:
        entries["Annots"] = Array([document.add(_link(page, box, url)) for box, url in printed.links])
    document.add_page(entries)


def _separation(document: Document, ink: Ink) -> object:
    """A spot ink with its process stand-in."""
    tint = Dictionary({
        "FunctionType": 2, "Domain": Array([0, 1]), "C0": Array([0, 0, 0, 0]),
        "C1": Array([f"{part / 1000:g}" for part in ink[:4]]), "N": 1,
    })  # fmt: skip
    return document.add(Array([name("Separation"), name(ink.spot), name("DeviceCMYK"), document.add(tint)]))


def _link(page: Page, box: Rect, url: str) -> Dictionary:
    bottom = page.trim.height + page.bleed
    corners = [
        number(box.left + page.bleed),
        number(bottom - box.bottom),
        number(box.right + page.bleed),
        number(bottom - box.top),
    ]
    action = Dictionary({"Type": name("Action"), "S": name("URI"), "URI": string(url)})
    return Dictionary({"Type": name("Annot"), "Subtype": name("Link"), "Rect": Array(corners), "Border": Array([0, 0, 0]),
                       "F": 4, "A": action})  # fmt: skip
