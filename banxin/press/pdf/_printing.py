"""Pages as operators, and files out of them: one a page, one for the edition.

Only the files need reportlab, which takes as long to load as half a page to set: it is loaded when the
first of them is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.press.pdf._codes import FontBook
from banxin.press.pdf._content import Writer
from banxin.press.pdf._leads import headlines, leads, starts
from banxin.press.pdf._packing import deflate
from banxin.press.pdf.records import PLAIN_PRODUCT, About, Printed, Product

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banxin.faces import Font
    from banxin.page import Ink, Item, Page
    from banxin.pictures import Facts


def print_page(
    page: Page,
    fonts: Mapping[str, Font],
    book: FontBook | None = None,
    product: Product = PLAIN_PRODUCT,
    spots: tuple[Ink, ...] = (),
) -> Printed:
    """Turn a page into operators and what they refer to; no file yet, and no picture's data. ``fonts`` by face key.

    ``book``: the numbers of glyphs, where pages of one file share them; ``None`` for the page's own.
    ``spots`` are those that its colour bar has beside the page's own.
    """
    book = book or FontBook()
    writer = Writer(page, book, fonts, product.known, product.look, product.run_in)
    content = deflate(writer.write((*page.items, *page.slug, *_marks(page, product, spots))))
    return Printed(
        (page.trim.width, page.trim.height), page.bleed, content, book, dict(sorted(writer.used_images.items())),
        tuple(writer.spots.values()), leads(page, writer.links), tuple(writer.marks), page.name,
        headlines=headlines(page), starts=starts(page),
    )  # fmt: skip


def _marks(page: Page, product: Product, spots: tuple[Ink, ...]) -> tuple[Item, ...]:
    if not product.marks:
        return ()
    from banxin.press.pdf._marks import marks, spots_of  # noqa: PLC0415 - the press's file has them

    return tuple(marks(page.trim, page.bleed, product.slug, [*spots_of(page), *spots]))


def page_pdf(
    printed: Printed,
    fonts: Mapping[str, Font],
    facts: Mapping[str, Facts],
    about: About,
    product: Product = PLAIN_PRODUCT,
) -> bytes:
    """One page as a file of its own: the PDF's bytes, which nobody has written yet; ``facts`` of pictures by path.

    Raises :class:`Fault` pictures.* where a picture's data cannot be had.
    """
    from banxin.press.pdf.document import assemble  # noqa: PLC0415 - see above

    return assemble([printed], printed.fonts, fonts, facts, about, product)


def sheets_pdf(
    pages: list[Printed], lay: Callable[[list[Printed], FontBook], list[Printed]], fonts: Mapping[str, Font],
    facts: Mapping[str, Facts], about: About, again: Callable[[FontBook], list[Printed]], product: Product,
) -> bytes:  # fmt: skip
    """Pages on sheets, as one file; ``lay`` gives the sheets with what stands on them beside the pages."""
    book = FontBook()
    if not all(book.merge(printed.fonts) for printed in pages):
        book = FontBook()
        pages = again(book)
    from banxin.press.pdf.document import assemble  # noqa: PLC0415 - see above

    return assemble(lay(pages, book), book, fonts, facts, about, product)


def edition_pdf(
    pages: list[Printed], fonts: Mapping[str, Font], facts: Mapping[str, Facts], about: About,
    again: Callable[[FontBook], list[Printed]], product: Product = PLAIN_PRODUCT,
) -> bytes:  # fmt: skip
    """All pages as one file, with one subset a face and every picture once.

    Where a code would mean two things (one page shows 六, another its compatibility twin), ``again`` prints
    all pages with codes that they share.
    """
    book = FontBook()
    if not all(book.merge(printed.fonts) for printed in pages):
        book = FontBook()
        pages = again(book)
    from banxin.press.pdf.document import assemble  # noqa: PLC0415 - see above

    return assemble(pages, book, fonts, facts, about, product)
