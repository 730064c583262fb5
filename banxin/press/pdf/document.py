"""A file out of printed pages: page tree, fonts, pictures, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from banxin.pictures import encode
from banxin.press.pdf._codes import FontKey
from banxin.press.pdf._content import OVERPRINT, image_name, number
from banxin.press.pdf._fonts import cut_down, embed, embed_face, program, to_unicode
from banxin.press.pdf._images import Images
from banxin.press.pdf._linking import corners, link, place, to_address
from banxin.press.pdf._objects import Array, Dictionary, Document, Stream, date, name, string
from banxin.press.pdf._packing import deflate_aside
from banxin.units import INCH, PT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banxin.faces import Font
    from banxin.page import Ink
    from banxin.pictures import Encoded, Facts
    from banxin.plates.inserts import Insert
    from banxin.press.pdf._codes import FontBook, FontCodes
    from banxin.press.pdf._content import Look
    from banxin.press.pdf._outline import Bookmark
    from banxin.press.pdf.records import About, Note, PlacedPage, Printed, Product


#: How thick the frames of a proof's marks are.
_NOTE = PT


def assemble(
    pages: list[Printed], book: FontBook, fonts: Mapping[str, Font], facts: Mapping[str, Facts], about: About,
    product: Product,
) -> bytes:  # fmt: skip
    """The bytes of a file of printed pages; ``book`` holds the glyphs' codes of all, ``facts`` the pictures by path.

    Pictures are encoded and faces cut down to what is shown here, as ``product`` takes them. Raises :class:`Fault`
    pictures.* where a picture's data cannot be had.
    """
    document = Document(product.kind.version)
    if document.version < (2, 0):
        # What it says is in the metadata since (ISO 32000-2, 14.3.3).
        document.info.update({
            "Title": string(about.title), "Author": string(about.author), "Creator": string("banxin"),
            "Producer": string("banxin"), "CreationDate": date(about.day), "ModDate": date(about.day),
            "Trapped": name("False"),
        })  # fmt: skip
    document.catalog["Lang"] = string(about.language)
    document.catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})
    archive, exchange = None, None
    if product.tree is not None:
        from banxin.press.pdf._archive import Archive  # noqa: PLC0415 - no page for the press has structure

        archive = Archive(document, product, about)
    elif product.kind.inked:
        from banxin.press.pdf._exchange import Exchange  # noqa: PLC0415 - most files are looked at first

        exchange = Exchange(document, product, about)
    special = archive or exchange
    shown = [one for printed in pages for one in (printed, *(placed.page for placed in printed.placed))]
    wanted = sorted({path for printed in shown for path in printed.used_images})
    encoder = _encoder(pages, product)
    # Before the faces are packed by threads: a picture that has to be decoded is, in a process of its own.
    encoded = {path: encoder(facts[path]) for path in wanted if facts[path].kind != "insert"}
    inserts = _inserts(pages, product, [facts[path] for path in wanted if facts[path].kind == "insert"])
    embedded = _embed_fonts(document, book, fonts)
    images = Images(document, facts, encoded, inserts, *((special.rgb, special.defaults) if special else ()),
                    cmyk=archive.cmyk if archive else None)  # fmt: skip
    images.embed(wanted)
    own = {"DefaultCMYK": archive.cmyk} if archive else {}
    made = [_add_page(document, printed, embedded, images, product.look, own) for printed in pages]
    _label(document, pages)
    if archive is not None:
        archive.finish(pages, made)
    else:
        if len(pages) > 1 and not any(printed.placed for printed in pages):
            from banxin.press.pdf._outline import add_outline  # noqa: PLC0415 - a page alone has none

            add_outline(document, _bookmarks(document, pages, product.look))
        if exchange is None:
            _annotate(document, pages, made)
    return document.data()


def _label(document: Document, pages: list[Printed]) -> None:
    """Pages are called by the paper's own names: A01, A04-A05 (ISO 32000-1, 12.4.2)."""
    entries: list[object] = []
    for at, printed in enumerate(pages):
        entries += [at, Dictionary({"P": string(printed.name)})]
    document.catalog["PageLabels"] = Dictionary({"Nums": Array(entries)})


def _bookmarks(document: Document, pages: list[Printed], look: Look) -> list[Bookmark]:
    """A bookmark for each page, and below it one for each headline that leads to where its story begins."""
    from banxin.press.pdf._outline import Bookmark  # noqa: PLC0415 - a page alone has none

    found = []
    for printed, page in zip(pages, document.pages, strict=True):
        below = [
            Bookmark(text, page, there=place(printed, printed.starts[story], look.margin))
            for story, text in printed.headlines
            if story in printed.starts
        ]
        found.append(Bookmark(printed.name, page, below=tuple(below)))
    return found


def _annotate(document: Document, pages: list[Printed], made: list[Dictionary]) -> None:
    """Links of pages, and what is marked on them."""
    for at, (printed, page) in enumerate(zip(pages, made, strict=True)):
        notes = [link(printed, lead, {"A": to_address(lead.url)}) for lead in printed.leads if lead.url]
        if len(pages) > 1:
            notes += _inner_links(document, pages, at)
        notes += [_note(document, printed, one) for one in printed.notes]
        if notes:
            page["Annots"] = Array([document.add(one) for one in notes])


def _inner_links(document: Document, pages: list[Printed], at: int) -> list[Dictionary]:
    """A page's links to the others of the file."""
    from banxin.press.pdf._outline import leads_to, target  # noqa: PLC0415 - a page alone has none

    found = []
    for lead in pages[at].leads:
        ends = None if lead.url else target(lead, at, pages)
        if ends is not None:
            there = leads_to(document.pages[ends.page], place(pages[ends.page], ends.at), None, structural=False)
            found.append(link(pages[at], lead, there))
    return found


def _encoder(pages: list[Printed], product: Product) -> Callable[[Facts], Encoded]:
    """How a product takes its pictures: as they are, in the inks of the press, or no finer than a screen."""
    how = product.separation
    if product.kind.inked and how is not None:
        from banxin.pictures.separate import separate  # noqa: PLC0415 - the press's file alone has them in its inks

        return lambda facts: separate(facts, how)
    screen = product.look.screen
    if screen is None:
        return encode
    sizes = _sizes(pages)

    def smaller(facts: Facts) -> Encoded:
        width, height = (max(1, side * product.kind.ppi // INCH) for side in sizes[facts.path])
        return screen.picture(facts, width, height)

    return smaller


def _inserts(pages: list[Printed], product: Product, adverts: list[Facts]) -> dict[str, Insert]:
    """PDF and SVG as a product takes them: fit for the archive, no finer than is looked at, in inks, or as they are."""
    if not adverts:
        return {}
    if product.kind.archived:
        from banxin.plates.archived import archived  # noqa: PLC0415 - few files are for the archive

        return {facts.path: archived(facts.path, facts.data).insert for facts in adverts}
    if product.kind.light:
        from banxin.plates.smaller import smaller  # noqa: PLC0415 - as above

        sizes = _sizes(pages)
        return {facts.path: smaller(facts.data, *sizes[facts.path], product.kind.ppi) for facts in adverts}
    if product.kind.inked and product.separation is not None:
        from banxin.plates.inked import inked  # noqa: PLC0415 - as above

        how = product.separation
        return {facts.path: inked(facts.data, how) for facts in adverts}
    from banxin.plates.inserts import insert_of  # noqa: PLC0415 - few pages have one

    return {facts.path: insert_of(facts.data) for facts in adverts}


def _sizes(pages: list[Printed]) -> dict[str, tuple[int, int]]:
    """The largest size of each picture on some pages, in EMU."""
    sizes: dict[str, tuple[int, int]] = {}
    for printed in pages:
        for path, (width, height) in printed.used_images.items():
            sizes[path] = max(sizes.get(path, (0, 0)), (width, height))
    return sizes


def _embed_fonts(document: Document, book: FontBook, fonts: Mapping[str, Font]) -> dict[FontKey, object]:
    """One subset a face, for lines of both directions and all white; the large ones are packed while others are cut."""
    programs: dict[FontKey, list[FontCodes]] = {}
    for key, codes in sorted(book.fonts.items()):
        programs.setdefault(program(key, fonts[key.face]), []).append(codes)
    subsets = {key: cut_down(shown, fonts[key.face]) for key, shown in programs.items()}
    packed = {key: deflate_aside(subset.data) for key, subset in subsets.items()}
    embedded: dict[FontKey, object] = {}
    meanings: dict[FontKey, object] = {}
    for key, shown in programs.items():
        face = embed_face(document, shown, fonts[key.face], subsets[key], packed[key])
        for one in shown:
            # A code means with white what it means without, unless one page's has another glyph's.
            plain = book.fonts[FontKey(one.face, one.vertical)]
            of = plain if one.texts.items() <= plain.texts.items() else one
            if of.key not in meanings:
                meanings[of.key] = document.add(Stream({}, to_unicode(of)))
            embedded[one.key] = embed(one, document, fonts[key.face], face, meanings[of.key])
    return embedded


def _add_page(
    document: Document, printed: Printed, fonts: dict[FontKey, object], images: Images, look: Look,
    spaces: dict[str, object],
) -> Dictionary:  # fmt: skip
    """A page; ``spaces``: colour spaces that it has beside those of its spot inks."""
    (width, height), bleed, slug = printed.trim, printed.bleed, look.margin
    media, bled, trim = (
        Array([number(around - out), number(around - out), number(width + around + out), number(height + around + out)])
        for around, out in ((bleed + slug, bleed + slug), (bleed + slug, bleed), (bleed + slug, 0))
    )
    resources = _resources(document, printed, fonts, images, look, spaces)
    content: list[object] = [document.add(Stream({"Filter": name("FlateDecode")}, printed.content))]
    if printed.placed:
        forms = [_form(document, placed, fonts, images, look) for placed in printed.placed]
        objects = cast("dict[str, object]", resources["XObject"])
        objects |= {f"P{at}": form for at, form in enumerate(forms)}
        content = [document.add(Stream({}, _laid(printed, look))), *content]
    entries: dict[str, object] = {
        "MediaBox": media, "CropBox": media, "BleedBox": bled, "TrimBox": trim, "Resources": _closed(resources),
        "Contents": content[0] if len(content) == 1 else Array(content),
    }  # fmt: skip
    used = {path for one in (printed, *(placed.page for placed in printed.placed)) for path in one.used_images}
    if look.overprint and not images.transparent.isdisjoint(used):
        # What shines through is mixed in the press's own inks (ISO 15930-7).
        entries["Group"] = Dictionary({"S": name("Transparency"), "CS": name("DeviceCMYK")})
    return document.add_page(entries)


def _resources(
    document: Document, printed: Printed, fonts: dict[FontKey, object], images: Images, look: Look,
    spaces: dict[str, object],
) -> dict[str, object]:  # fmt: skip
    """What a page's operators refer to; pictures still as a dict that more may be added to."""
    used = sorted(printed.fonts.fonts.items())
    resources: dict[str, object] = {
        "Font": Dictionary({font.name: fonts[key] for key, font in used}),
        "XObject": {image_name(path): images[path] for path in printed.used_images},
    }
    if printed.spots or spaces:
        own = {f"S{at}": _separation(document, ink) for at, ink in enumerate(printed.spots)}
        resources["ColorSpace"] = Dictionary({**spaces, **own})
    if look.overprint:
        resources["ExtGState"] = Dictionary({
            key: Dictionary({"Type": name("ExtGState"), "OP": over, "op": over, "OPM": 1})
            for key, over in zip(OVERPRINT, ("false", "true"), strict=True)
        })  # fmt: skip
    return resources


def _closed(resources: dict[str, object]) -> Dictionary:
    return Dictionary({**resources, "XObject": Dictionary(cast("dict[str, object]", resources["XObject"]))})


def _form(document: Document, placed: PlacedPage, fonts: dict[FontKey, object], images: Images, look: Look) -> object:
    """A page as a form, of which only what is to be shown is (ISO 32000-1, 8.10)."""
    page = placed.page
    entries: dict[str, object] = {
        "Type": name("XObject"), "Subtype": name("Form"), "FormType": 1, "BBox": Array(corners(page, placed.shown)),
        "Resources": _closed(_resources(document, page, fonts, images, look, {})), "Filter": name("FlateDecode"),
    }  # fmt: skip
    return document.add(Stream(entries, page.content))


def _laid(sheet: Printed, look: Look) -> bytes:
    """The operators that draw a sheet's pages, each in its place."""
    around = sheet.bleed + look.margin
    foot = sheet.trim[1] + around
    lines = []
    for at, placed in enumerate(sheet.placed):
        page, cell = placed.page, placed.cell
        # The trim's left and lower edge in the form, and where they come to lie on the sheet.
        left, low = page.bleed + cell.left, page.bleed + page.trim[1] - cell.bottom
        x, y = placed.left + around, foot - placed.top - cell.height
        if placed.turned:
            turn = f"-1 0 0 -1 {number(x + cell.width + left)} {number(y + cell.height + low)}"
        else:
            turn = f"1 0 0 1 {number(x - left)} {number(y - low)}"
        lines.append(f"q {turn} cm /P{at} Do Q")
    return "\n".join(lines).encode("ascii")


def _separation(document: Document, ink: Ink) -> object:
    """A spot ink with its process stand-in."""
    tint = Dictionary({
        "FunctionType": 2, "Domain": Array([0, 1]), "C0": Array([0, 0, 0, 0]),
        "C1": Array([f"{part / 1000:g}" for part in ink[:4]]), "N": 1,
    })  # fmt: skip
    return document.add(Array([name("Separation"), name(ink.spot), name("DeviceCMYK"), document.add(tint)]))


def _note(document: Document, page: Printed, note: Note) -> Dictionary:
    """A mark on a proof: a frame with what is wrong in it (ISO 32000-1, 12.5.6.8), drawn by us for all readers."""
    around = note.box.inset(-_NOTE, -_NOTE)
    colour = " ".join(f"{part:g}" for part in note.colour)
    width, height = number(around.width), number(around.height)
    inner = f"{number(around.width - _NOTE)} {number(around.height - _NOTE)}"
    drawn = f"{colour} RG {number(_NOTE)} w {number(_NOTE // 2)} {number(_NOTE // 2)} {inner} re S"
    form = Stream({"Type": name("XObject"), "Subtype": name("Form"), "BBox": Array([0, 0, width, height])},
                  drawn.encode("ascii"))  # fmt: skip
    return Dictionary({
        "Type": name("Annot"), "Subtype": name("Square"), "Rect": Array(corners(page, around)), "Contents": string(note.text),
        "T": string("banxin"), "C": Array(colour.split()), "BS": Dictionary({"W": number(_NOTE)}), "F": 4,
        "AP": Dictionary({"N": document.add(form)}),
    })  # fmt: skip
