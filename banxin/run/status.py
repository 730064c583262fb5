"""``typeset status``: an edition at a glance, a line a page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from banxin.run.edition import PageResult, build

if TYPE_CHECKING:
    from banxin.problems import Words
    from banxin.run.project import Project, Target

_MISSING = ("proof.story-missing", "proof.photo-missing", "files.not-found")


def status_lines(project: Project, target: Target, out: str, words: Words) -> tuple[list[str], int]:
    """A heading, a line a page (page, section, over or under, missing files, built), and the exit status."""
    result = build(project, target, "", write=False)
    head = words.say("desk.status-head").split("|")
    rows = [[page.name, page.section or "-", _fit(page, words), _missing(page), _built(page, os.path.join(out, target.folder), words)]
            for page in result.pages]  # fmt: skip
    widths = [max(columns_of(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = [
        "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [head, *rows]
    ]
    return [f"{target.folder}", *lines], result.status


def _fit(page: PageResult, words: Words) -> str:
    """Over in 字, under in lines, or ✓; other errors by their number."""
    over = sum(int(str(problem.words["characters"])) for problem in page.report if problem.code == "makeup.overset")
    under = sum(int(str(problem.words["lines"])) for problem in page.report if problem.code == "makeup.underset")
    others = sum(problem.severity == "error" and problem.code != "makeup.overset" for problem in page.report)
    parts = [words.say("desk.over", count=over)] if over else []
    parts += [words.say("desk.under", count=under)] if under else []
    parts += [words.say("desk.faults", count=others)] if others else []
    return " ".join(parts) or "\u2713"


def _missing(page: PageResult) -> str:
    names = [
        str(problem.words.get("photo") or problem.words.get("path"))
        for problem in page.report
        if problem.code in _MISSING
    ]
    return " ".join(names) or "-"


def _built(page: PageResult, folder: str, words: Words) -> str:
    """Whether there is a PDF, and whether a newer draft lies beside it."""
    pdf, draft = os.path.join(folder, f"{page.name}.pdf"), os.path.join(folder, f"{page.name}.draft.pdf")
    parts = [words.say("desk.built")] if os.path.exists(pdf) else []
    parts += [words.say("desk.drafted")] if os.path.exists(draft) else []
    return " ".join(parts) or "-"


def columns_of(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if character >= "\u2e80" else 1 for character in text)


def padded(text: str, width: int) -> str:
    """A text filled up to so many columns of a terminal."""
    return text + " " * (width - columns_of(text))
