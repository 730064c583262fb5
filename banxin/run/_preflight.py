"""A page before it goes to the plate: its file for the press, taken apart and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.makeup.geometry import geometry
from banxin.plan.kinds import AdBlock
from banxin.plates.drawn import drawn_by
from banxin.plates.inks import PROCESS
from banxin.plates.inserts import insert_of
from banxin.plates.plates import make_plates
from banxin.plates.scan import codes_on
from banxin.press.pdf import About, Note, page_pdf, print_page
from banxin.proof.preflight import Evidence, preflight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from banxin.makeup.work import Work
    from banxin.page import Page
    from banxin.plan.block import PagePlan
    from banxin.plan.preflight import Profile
    from banxin.plates.drawn import Drawn
    from banxin.plates.plates import Plates
    from banxin.press.pdf import Product
    from banxin.problems import Problem
    from banxin.proof.preflight import Finding
    from banxin.run.sources import Sources
    from banxin.units import Rect

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
               for name, facts in work.facts.items() if facts.kind == "insert"}  # fmt: skip
    grid = geometry(plan.house)
    codes = codes_on(data, closely=[grid.rect(block.area) for block in plan.blocks if isinstance(block.what, AdBlock)])
    return preflight(Evidence(page, plan, profile, drawn, plates, how.limit, codes, faces, adverts))


#: Colours of the marks on a proof, by how grave a problem is.
_COLOURS = {"error": (0.85, 0.1, 0.1), "warning": (0.9, 0.5, 0.0), "note": (0.1, 0.45, 0.8)}


def notes(work: Work, findings: Iterable[Finding], say: Callable[[Problem], str]) -> tuple[Note, ...]:
    """The marks on a page's proof: what the preflight found, and around its block whatever else was said of it."""
    assert work.plan is not None
    found = {id(finding.problem): finding.box for finding in findings}
    places = _places(work.plan)
    made = []
    for problem in work.report:
        span = problem.span
        box = found.get(id(problem)) or (places.get((span.source.path, span.start)) if span is not None else None)
        if box is not None:
            made.append(Note(box, say(problem), _COLOURS[problem.severity]))
    return tuple(made)


def _places(plan: PagePlan) -> dict[tuple[str, int], Rect]:
    """The page's blocks by where the layout speaks of them."""
    grid, found = geometry(plan.house), {}
    for outer in plan.blocks:
        for block in (outer, *outer.inside):
            for span in (block.span, block.area_span):
                if span is not None:
                    found[span.source.path, span.start] = grid.rect(block.area)
    return found
