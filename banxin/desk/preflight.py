"""A page before it goes to the plate: its file for the press, taken apart and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.pictures.drawn import drawn_by
from banxin.pictures.inks import PROCESS
from banxin.pictures.inserts import insert_of
from banxin.pictures.plates import make_plates
from banxin.pictures.scan import codes_on
from banxin.press.pdf import About, page_pdf, print_page
from banxin.proof.preflight import Evidence, preflight

if TYPE_CHECKING:
    from banxin.desk.pages import Work
    from banxin.desk.sources import Sources
    from banxin.page import Page
    from banxin.pictures.drawn import Drawn
    from banxin.pictures.plates import Plates
    from banxin.plan.preflight import Profile
    from banxin.press.pdf import Product
    from banxin.proof.preflight import Finding

#: Pixels an inch of the plates: three a millimetre.
_DPI = 72


def press_file(sources: Sources, work: Work, page: Page, press: Product) -> bytes:
    """A page's file for the press. Raises :class:`Fault` pictures.damaged."""
    printed = print_page(page, sources.faces.by_key, product=press)
    facts = {facts.path: facts for facts in work.facts.values()}
    assert work.plan is not None
    return page_pdf(printed, sources.faces.by_key, facts, About(work.name, "", work.plan.edition.date), press)


def plates_of(data: bytes, press: Product, drawn: list[Drawn]) -> Plates:
    """The plates of a page's file, one an ink that it has, whoever brought it."""
    assert press.separation is not None
    spots = sorted({name for one in drawn for name in one.inks} - {*PROCESS, "All", "None"})
    return make_plates(data, press.separation, spots, _DPI)


def judge_page(sources: Sources, work: Work, page: Page, press: Product, profile: Profile) -> list[Finding]:
    """What a profile finds wrong with a page. Raises :class:`Fault` pictures.damaged."""
    plan, how = work.plan, press.separation
    assert plan is not None
    assert how is not None
    data = press_file(sources, work, page, press)
    drawn = list(drawn_by(data, how))
    plates = plates_of(data, press, drawn)
    if plates.unread:
        work.report.warn("desk.plates-unread", plan.span, page=work.name, count=plates.unread)
    fonts = sources.faces.by_key
    faces = {key: (font.name, font.rights) for key, font in fonts.items()}
    adverts = {name: tuple(what for what, _ in insert_of(facts.data).said)
               for name, facts in work.facts.items() if facts.kind == "pdf"}  # fmt: skip
    return preflight(Evidence(page, plan, profile, drawn, plates, how.limit, codes_on(data), faces, adverts))
