"""A page's file for the press that is there already: one of which everything within the trim and beside it is the same stays.

A file for the press says when it was made, so one that is made again is another, and plates would be made again of what did
not change. What a page is made of is kept in the manifest beside its file, the slug's time and digest apart; where that is
the same as the last time, or as in the edition that a zoned or late one starts from, that file is the page's file.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from banxin.files import program
from banxin.press.pdf import print_page
from banxin.problems import Fault
from banxin.run._manifest import read_manifest, sealed, whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banxin.makeup.work import Work
    from banxin.page import Page
    from banxin.press.pdf import About, Product
    from banxin.run.sources import Sources


def made_of(sources: Sources, work: Work, page: Page, about: About, product: Product) -> str:
    """A digest of all that a page's file for the press is made of, but for its slug and the time; '' where a face is missing."""
    assert work.plan is not None
    assert product.separation is not None
    try:
        faces = sources.faces.fingerprint()
        printed = print_page(page._replace(slug=()), sources.faces.by_key, product=product)
    except (Fault, OSError):
        return ""  # whoever prints it says so
    told = [
        program(), faces, work.plan.version, product.separation.key, product.condition, product.slug, product.marks,
        about._replace(day=""), printed.trim, printed.bleed, printed.content, printed.spots, printed.leads,
        sorted(printed.used_images.items()),
        sorted((key, sorted(font.texts.items()), sorted(font.glyphs.items())) for key, font in printed.fonts.fonts.items()),
        sorted({facts.path: hashlib.sha256(facts.data).digest() for facts in work.facts.values()}.items()),
    ]  # fmt: skip
    return hashlib.sha256(repr(told).encode("utf-8", "surrogateescape")).hexdigest()


def kept_file(folders: Iterable[str], name: str, key: str) -> bytes:
    """A page's file that was made of the same, whole as its manifest says it is; b"" where there is none."""
    for folder in folders if key else ():
        row = read_manifest(folder).get(name)
        if row is not None and row.made_of == key:
            data = whole_file(os.path.join(folder, name))
            if data is not None and sealed(data) == row.sha256:
                return data
    return b""
