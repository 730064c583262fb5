"""Pages as operators, and files out of them: one a page, one for the edition.

Only the files need reportlab, which takes as long to load as half a page to set: it is loaded when the
first of them is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.page import RUN_IN
from banxin.press.pdf.codes import FontBook
from banxin.press.pdf.content import PLAIN, Look, Writer
from banxin.press.pdf.leads import Headline, Lead, headlines, leads, starts
from banxin.press.pdf.packing import deflate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banxin.faces import Font
    from banxin.page import Ink, Item, Node, Page
    from banxin.pictures import Facts
    from banxin.pictures.separate import Separation
    from banxin.units import Point, Rect


class Printed(NamedTuple):
    """A page as operators, with what they refer to: enough to put it into any file. Plain data throughout."""

    trim: tuple[int, int]
    bleed: int
    content: bytes
    """Deflated."""
    fonts: FontBook
    used_images: dict[str, tuple[int, int]]
    """Pictures by path, with the largest size of each, uncropped, in EMU."""
    spots: tuple[Ink, ...]
    leads: tuple[Lead, ...]
    """What leads somewhere: to an address, or to another page of the file."""
    marks: tuple[str, ...] = ()
    """The nodes of its marked content, by number; none where nothing is marked."""
    name: str = ""
    notes: tuple[Note, ...] = ()
    """What is marked on it, for a proof."""
    placed: tuple[Placed, ...] = ()
    """The pages that lie on it, where it is a sheet."""
    headlines: tuple[Headline, ...] = ()
    starts: dict[str, Point] = {}  # noqa: RUF012 - never changed
    """Where its stories begin, by slug."""


class Placed(NamedTuple):
    """A page on a sheet."""

    page: Printed
    left: int
    """Where the left upper corner of the shown part's trim lies, in EMU from that of the sheet's."""
    top: int
    shown: Rect
    """What is shown, in EMU from the page's own trim."""
    turned: bool
    """Whether it stands on its head there."""
    cell: Rect
    """The part of the page whose trim lies in one place of the sheet: the page, or half a spread."""


class Note(NamedTuple):
    """A mark on a proof."""

    box: Rect
    text: str
    colour: tuple[float, float, float]
    """In sRGB, of 1."""


class Attachment(NamedTuple):
    """A file that goes along inside another."""

    path: str
    """Its name, with folders."""
    media: str
    """Its media type."""
    data: bytes


class Product(NamedTuple):
    """Which of a page's files is wanted, and what it takes."""

    kind: str = "plain"
    """plain, archive, press, proof or screen."""
    level: str = ""
    """Which PDF/A an archive's file is: 2u, 4 or 4f."""
    attached: tuple[Attachment, ...] = ()
    """What goes along with a file of PDF/A-4f: all that it was made of."""
    assets: bool = False
    """Whether pictures, advertisements and the house's own faces go along themselves, and not their list alone."""
    tree: Node | None = None
    """The logical tree of the pages, for the archive."""
    separation: Separation | None = None
    """How pictures come into the inks of the press."""
    condition: str = ""
    """The printing condition's name."""
    slug: int = 0
    """Room beyond the bleed, for marks."""
    marks: bool = False

    @property
    def known(self) -> frozenset[str] | None:
        """The nodes whose content is marked; ``None`` where nothing is."""
        return frozenset(node.id for node in self.tree.walk()) if self.tree else None

    @property
    def run_in(self) -> dict[str, int]:
        """How long the run-in headings of paragraphs are, by the paragraph's node."""
        nodes = self.tree.walk() if self.tree else ()
        return {node.id.removesuffix(RUN_IN): len(node.text) for node in nodes if node.id.endswith(RUN_IN)}

    @property
    def look(self) -> Look:
        """What it changes in a page's operators."""
        if self.kind in ("proof", "screen") and self.separation is not None:
            from banxin.pictures.screen import screen_of  # noqa: PLC0415 - few files show inks as a screen does

            return Look(screen=screen_of(self.separation))
        if self.kind == "archive":
            return Look(gray=True)
        return Look(self.slug, overprint=True) if self.kind == "press" else PLAIN


PLAIN_PRODUCT = Product()


class About(NamedTuple):
    """What a file says of itself: title, paper and day (ISO)."""

    title: str
    author: str
    day: str
    number: str = ""
    """The issue's number and the paper's CN number, where it has them."""
    cn: str = ""
    language: str = "zh-CN"
    """The language of the text (BCP 47)."""


def print_page(
    page: Page,
    fonts: Mapping[str, Font],
    book: FontBook | None = None,
    product: Product = PLAIN_PRODUCT,
    spots: tuple[Ink, ...] = (),
) -> Printed:
    """Turn a page into operators; ``fonts`` by face key. ``book``: codes shared with other pages.

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
    from banxin.press.pdf.marks import marks, spots_of  # noqa: PLC0415 - the press's file has them

    return tuple(marks(page.trim, page.bleed, product.slug, [*spots_of(page), *spots]))


def page_pdf(
    printed: Printed,
    fonts: Mapping[str, Font],
    facts: Mapping[str, Facts],
    about: About,
    product: Product = PLAIN_PRODUCT,
) -> bytes:
    """One page as a file of its own; ``facts`` of pictures by path."""
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
