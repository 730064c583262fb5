"""The kinds of file that pages are put out as: a row each. Whoever makes, names or writes a file asks the row."""

from __future__ import annotations

from banxin.tuples import NamedTuple


class ProductKind(NamedTuple):
    """One kind of file."""

    name: str
    """What it is called, and its folder below the edition's."""
    option: str = ""
    """The option of ``banxin build`` that asks for it (its sentence: usage.product-…); '' for the plain files, and for what no one asks for by itself."""
    version: tuple[int, int] = (1, 6)
    """The version of PDF."""
    level: str = ""
    """Which PDF/A it is: 2u, 4 or 4f; '' for none."""
    attached: bool = False
    """Whether all that it was made of goes along inside it."""
    inked: bool = False
    """Whether everything is in the inks of the press (PDF/X), and black prints over other inks."""
    screened: bool = False
    """Whether inks are shown as a screen does."""
    ppi: int = 0
    """Pixels an inch that the pictures of a screened kind have at most; 0: as many as they have."""
    light: bool = False
    """Whether PDF and SVG are made as small as ``ppi`` makes pictures."""
    marked: bool = False
    """Whether it is looked at because something is wrong: that is marked on it, and holds nothing back."""
    stamped: bool = False
    """Whether it says when it was made: plates are told apart by it."""
    slugged: bool = False
    """Whether a page slug stands outside its bleed."""
    imposed: bool = False
    """Whether pages lie on printer's sheets, a file a section."""

    @property
    def archived(self) -> bool:
        """Whether it is for the archive: PDF/A with the pages' logical tree."""
        return bool(self.level)

    @property
    def folder(self) -> str:
        """Its folder below the edition's; '' for the plain files, which lie there themselves."""
        return self.name if self.option else ""


PLAIN = ProductKind("plain")
#: Pages on a screen, for the e-paper.
SCREEN = ProductKind("screen", screened=True, ppi=200)
#: By name, in the order in which the command offers them.
PRODUCTS: dict[str, ProductKind] = {
    kind.name: kind
    for kind in (
        PLAIN,
        ProductKind("press", "--press",
                    inked=True, stamped=True, slugged=True),
        ProductKind("sheets", "--sheets",
                    inked=True, stamped=True, imposed=True),
        ProductKind("proof", "--proof",
                    screened=True, ppi=120, light=True, marked=True),
        ProductKind("archive", "--archive-pdf",
                    version=(1, 7), level="2u"),
        ProductKind("archive-4", "--archive-pdf-4",
                    version=(2, 0), level="4"),
        ProductKind("archive-4f", "--archive-pdf-4f",
                    version=(2, 0), level="4f", attached=True),
        SCREEN,
    )
}  # fmt: skip
