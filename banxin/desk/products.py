"""What each kind of file takes: the press's colours, the archive's tree; and where it is written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from banxin.files import LIMITS
from banxin.press.pdf.printing import Product
from banxin.problems import Fault

if TYPE_CHECKING:
    from banxin.desk.pages import Work
    from banxin.desk.sources import Sources
    from banxin.page import Node
    from banxin.plan.records import EditionPlan, House
    from banxin.problems import Report

#: What is built beside the plain pages, each in a folder of its own below the edition's.
KINDS = ("press", "archive")


def product(kind: str, sources: Sources, works: list[Work]) -> Product:
    """What the files of a kind take; a house's profile that cannot be used is said in the edition's report."""
    house, edition = sources.house, sources.edition
    assert house is not None
    assert edition is not None
    if kind == "archive":
        return Product("archive", _tree(works, house, edition))
    if kind == "press":
        return _press(sources, house, sources.report)
    return Product(kind)


def _tree(works: list[Work], house: House, edition: EditionPlan) -> Node:
    """The logical tree of the pages that are built."""
    from banxin.desk.tree import edition_tree  # noqa: PLC0415 - only the archive asks for it

    return edition_tree(works, " ".join(part for part in (house.paper.get("name", ""), edition.date) if part))


def _press(sources: Sources, house: House, report: Report) -> Product:
    from banxin.pictures.separate import Separation, check_profile  # noqa: PLC0415 - the press alone needs it
    from banxin.press.pdf.profiles import NEWSPRINT, own_profile  # noqa: PLC0415

    press = house.press
    profile, condition = own_profile(NEWSPRINT), "Coldset newsprint, modelled"
    if press.profile:
        path = f"assets/{press.profile}"
        try:
            data = sources.tree.read(path, LIMITS["picture"], press.profile_span)
            check_profile(path, data, press.profile_span)
            profile, condition = data, press.profile.rpartition("/")[2].rpartition(".")[0]
        except Fault as fault:
            report.add(fault.problem)
    how = Separation(profile, press.intent, press.ink_limit, press.convert)
    return Product("press", separation=how, condition=press.condition or condition, slug=press.slug, marks=press.marks)


def slug_line(work: Work, stamp: str) -> str:
    """The page slug: paper, day, page, version, and when this file was made (UTC).

    The version is a digest of all that the page is made of: plates of one version are the same.
    """
    plan = work.plan
    assert plan is not None
    digest = hashlib.sha256(plan.house.source.text.encode("utf-8"))
    for text in (plan.source.text, *(work.stories[slug].source.text for slug in sorted(work.stories))):
        digest.update(text.encode("utf-8"))
    for _, facts in sorted(work.facts.items()):
        digest.update(facts.data)
    time = f"{stamp.replace('T', ' ')} UTC" if stamp else ""
    parts = plan.house.paper.get("name", ""), plan.edition.date, work.name, f"v{digest.hexdigest()[:8]}", time
    return "  ".join(part for part in parts if part)
