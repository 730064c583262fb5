"""``banxin plates``: the plates of each page as pictures, what each ink covers, and where the most ink lies."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.files import replace_file
from banxin.pictures import Examination
from banxin.plates.drawn import drawn_by
from banxin.press.products import PRODUCTS
from banxin.problems import Fault, Maybe
from banxin.run._manifest import NAME, PLATES, keep_manifest, listed_of, sealed
from banxin.run._preflight import plates_of, press_file
from banxin.run._products import product
from banxin.run.pages import compose, picture_span, read_work
from banxin.run.progress import passing
from banxin.run.sources import UnreadError, open_sources
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.makeup.work import Work
    from banxin.press.pdf import Product
    from banxin.problems import Report
    from banxin.run.project import Project, Target
    from banxin.run.sources import Sources


class Inked(NamedTuple):
    """What was measured of a page."""

    page: str
    coverage: dict[str, float]
    """Ink → percents of the sheet."""
    largest: float
    """The largest sum of inks over a square millimetre, in percents."""
    x: int
    """Where that is, in millimetres from the trim's left edge and its head."""
    y: int


def show_plates(project: Project, target: Target, out: str, report: Report) -> Iterator[Inked]:
    """Measure pages and write their plates to ``out``/<edition>/plates, with a manifest; what is wrong goes into the report.

    A page with a damaged picture has no plates.
    """
    try:
        sources = open_sources(project.tree, target.folder)
    except UnreadError as unread:
        report.join(unread.report)
        return
    press = product(PRODUCTS["press"], sources, [])
    report.join(sources.report)
    folder, made = os.path.join(out, target.folder, PLATES), dict[str, dict[str, str]]()
    for name in passing("progress.plates", target.pages or sources.edition.pages):
        work = read_work(sources, name)
        damaged = Examination([facts for facts in work.facts.values() if facts.kind != "insert"]).join()
        names = {facts.path: name for name, facts in work.facts.items()}
        for fault in damaged:
            span = picture_span(work, names[str(fault.problem.words["path"])])
            work.report.error(fault.problem.code, span, **fault.problem.words)
        found = None
        try:
            found = _page(sources, work, press, folder, made) if not damaged else None
        except Fault as fault:  # the other pages are wanted
            words = {**fault.problem.words, "page": Maybe(work.name)}
            work.report.error(fault.problem.code, work.plan.span if work.plan else None, **words)
        report.join(work.report)
        if found is not None:
            yield found
    written = {name: seal for plates in made.values() for name, seal in plates.items()}
    others = {*sources.edition.pages, *target.pages} - {*made}
    if written or os.path.exists(os.path.join(folder, NAME)):
        keep_manifest(folder, target.folder, PLATES, {*written, *listed_of(folder, others)}, written, report)


def _page(
    sources: Sources, work: Work, press: Product, folder: str, made: dict[str, dict[str, str]]
) -> Inked | None:  # fmt: skip
    page = compose(sources, work)
    if page is None or work.plan is None or press.separation is None:
        return None
    data = press_file(sources, work, page, press)
    plates = plates_of(data, press, list(drawn_by(data, press.separation)))
    sums = plates.sums()
    most, (x, y) = plates.largest(sums)
    limit = press.separation.limit
    millimetres = [round(side / plates.dpi * 25.4) for side in (x, y)]
    if most > limit:
        work.report.warn("desk.ink-over", work.plan.span, page=work.name, found=f"{most:.0f}", limit=limit,
                         x=millimetres[0], y=millimetres[1])  # fmt: skip
    if plates.unread:
        work.report.warn("desk.plates-unread", work.plan.span, page=work.name, count=plates.unread)
    made[work.name] = {}
    for ink, data in plates.pictures(sums, limit):
        name = f"{work.name}-{ink}.png"
        replace_file(os.path.join(folder, name), data)
        made[work.name][name] = sealed(data)
    return Inked(work.name, plates.coverage(), round(most, 1), *millimetres)
