"""``banxin status``: an edition at a glance, a line a page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.plan import read_edition
from banxin.press.products import PRODUCTS
from banxin.problems import Report, plain
from banxin.run._manifest import PLATES, dead, listed_of
from banxin.run.edition import PageResult, belonging, build
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.problems import Words
    from banxin.run.project import Project, Target

_MISSING = ("proof.story-missing", "proof.photo-missing", "files.not-found")


class PageStatus(NamedTuple):
    """How it stands with a page."""

    page: str
    section: str
    over: int
    """Copy that has no room, in 字."""
    under: int
    """White that no copy fills, in lines."""
    empty: int
    """Grid that no block covers, in lines."""
    waiting: bool
    """Whether a block only keeps the place of what is to be made up."""
    faults: int
    """Errors besides copy that has no room."""
    missing: tuple[str, ...]
    """Files that are not there."""
    built: bool
    """Whether there is a PDF."""
    draft: bool
    """Whether a draft, newer than any PDF, lies beside it."""


class Status(NamedTuple):
    """How it stands with an edition, and all that was found."""

    folder: str
    pages: tuple[PageStatus, ...]
    dead: tuple[str, ...]
    """Files of pages that the edition has not, in any product's folder, below its own."""
    report: Report


def status(project: Project, target: Target, out: str) -> Status:
    """Make the edition up without writing, and look at what lies in ``out``/<edition>."""
    result = build(project, target, "", write=False)
    report = Report()
    report.join(result.report)
    for page in result.pages:
        report.join(page.report)
    folder = os.path.join(out, target.folder)
    pages = tuple(_page_status(page, folder) for page in result.pages)
    return Status(target.folder, pages, _dead(project, target, folder) if pages else (), report)


def _dead(project: Project, target: Target, folder: str) -> tuple[str, ...]:
    """What lies in the products' folders and belongs to no page of the edition."""
    edition = read_edition(project.tree, target.folder, Report())
    pages = edition.pages if edition is not None else ()
    own = dict.fromkeys({kind.folder for kind in PRODUCTS.values() if not kind.imposed}, belonging(pages))
    own[PLATES] = listed_of(os.path.join(folder, PLATES), pages)
    return tuple(
        os.path.join(below, name) for below in sorted(own) for name in dead(os.path.join(folder, below), own[below])
    )


def _page_status(page: PageResult, folder: str) -> PageStatus:
    faults = list(page.report)
    return PageStatus(
        page.name,
        page.section,
        sum(int(str(problem.words["characters"])) for problem in faults if problem.code == "makeup.overset"),
        sum(int(str(problem.words["lines"])) for problem in faults if problem.code == "makeup.underset"),
        sum(int(str(problem.words["count"])) for problem in faults if problem.code == "proof.window"),
        any(problem.code == "proof.placeholder-page" for problem in faults),
        sum(problem.severity == "error" and problem.code != "makeup.overset" for problem in faults),
        tuple(str(problem.words.get("photo") or problem.words.get("path")) for problem in faults if problem.code in _MISSING),
        os.path.exists(os.path.join(folder, f"{page.name}.pdf")),
        os.path.exists(os.path.join(folder, f"{page.name}.draft.pdf")),
    )  # fmt: skip


def as_json(found: Status, words: Words) -> dict[str, object]:
    """The same for machines."""
    return {
        "edition": found.folder,
        "pages": [page._asdict() for page in found.pages],
        "dead": list(found.dead),
        "problems": [plain(problem, words) for problem in found.report],
        "status": found.report.status,
    }


def as_text(found: Status, words: Words) -> list[str]:
    """The edition, a heading, and a line a page."""
    head = words.say("desk.status-head").split("|")
    rows = [[page.page, page.section or "-", _fit(page, words), " ".join(page.missing) or "-", _built(page, words)]
            for page in found.pages]  # fmt: skip
    widths = [max(columns_of(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = [
        "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [head, *rows]
    ]
    lines += [words.say("desk.dead", paths=" ".join(found.dead))] if found.dead else []
    return [found.folder, *lines]


def _fit(page: PageStatus, words: Words) -> str:
    """Over in 字, under and empty in lines, other faults by their number; or ✓."""
    counts = {"desk.over": page.over, "desk.under": page.under, "desk.empty": page.empty, "desk.waiting": page.waiting,
              "desk.faults": page.faults}  # fmt: skip
    return " ".join(words.say(word, count=count) for word, count in counts.items() if count) or "\u2713"


def _built(page: PageStatus, words: Words) -> str:
    there = {"desk.built": page.built, "desk.drafted": page.draft}
    return " ".join(words.say(word) for word, is_there in there.items() if is_there) or "-"


def columns_of(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if character >= "\u2e80" else 1 for character in text)


def padded(text: str, width: int) -> str:
    """A text filled up to so many columns of a terminal."""
    return text + " " * (width - columns_of(text))
