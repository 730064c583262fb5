"""Our run from within: where its time goes, and how fast it is once warm. Each runs in a process of its own.

``python -m bench.inside phases|warm PROJECT`` prints milliseconds, or pages a second, as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from typing import TYPE_CHECKING

from bench.content import DATE

if TYPE_CHECKING:
    from banxin.makeup import Copy
    from banxin.page import Page
    from banxin.pictures import Facts
    from banxin.plan.block import PagePlan
    from banxin.run.sources import Sources

_WARM_ROUNDS = 3


class Watch:
    """Milliseconds from one call to the next, summed by name."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """What was done since the last call was ``name``."""
        now = time.perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + 1000 * (now - self._last)
        self._last = now


def phases(folder: str) -> dict[str, float]:
    """One build of a project, from its imports to the file, step by step as ``build`` does it, but in one process."""
    watch = Watch()
    import banxin.desk.command  # noqa: F401
    from banxin.run import edition  # noqa: F401

    watch.lap("import: command and desk")
    from banxin.press import pdf  # noqa: F401

    watch.lap("import: PDF press")
    _build(folder, watch)
    return watch.laps


def warm(folder: str) -> dict[str, float]:
    """Pages a second of one process that goes on: everything read, set and printed anew, code and faces in memory."""
    _build(folder, Watch())
    best: dict[str, float] = {}
    for _ in range(_WARM_ROUNDS):
        watch = Watch()
        count = _build(folder, watch)
        gc.collect()
        laps = watch.laps
        for name, seconds in (("whole", sum(laps.values())), ("setting alone", laps["set"])):
            best[name] = max(best.get(name, 0.0), 1000 * count / seconds)
    return best


def _build(folder: str, watch: Watch) -> int:
    """Read, set and print a project's edition; returns its number of pages."""
    from banxin.files import replace_file
    from banxin.makeup import make_page
    from banxin.pictures import Examination
    from banxin.press.pdf import About, edition_pdf, page_pdf, print_page
    from banxin.problems import Report
    from banxin.run import find_targets
    from banxin.run.sources import open_sources

    project, targets = find_targets([folder])
    sources = open_sources(project.tree, targets[0].folder)
    works = _read(sources)
    pictures = {facts.path: facts for _, copy in works for facts in copy.facts.values()}
    watch.lap("read: layouts, stories, facts of pictures")
    examination = Examination(list(pictures.values()))
    for role in ("song", "hei", "hei-bold"):
        sources.faces.role(role)
    watch.lap("open faces, start the examination of pictures")
    pages: list[Page] = []
    for plan, copy in works:
        pages.append(make_page(plan, copy, sources.faces, Report()))
    watch.lap("set")
    examination.join()
    watch.lap("wait for the examination")
    fonts = sources.faces.by_key
    printed = [print_page(page, fonts) for page in pages]
    watch.lap("write: operators")
    about = About("bench", "bench", DATE)
    if len(pages) == 1:
        data = page_pdf(printed[0], fonts, pictures, about)
    else:
        data = edition_pdf(
            printed, fonts, pictures, about, lambda book: [print_page(page, fonts, book) for page in pages]
        )
    watch.lap("write: subsets, pictures, file")
    replace_file(f"{project.root}/out/inside.pdf", data)
    watch.lap("write: to disk")
    return len(pages)


def _read(sources: Sources) -> list[tuple[PagePlan, Copy]]:
    from banxin.makeup import Copy
    from banxin.problems import Report

    works = []
    for name in sources.edition.pages:
        plan, report = sources.plan(name)
        assert plan is not None, list(report)
        stories = sources.stories(plan, Report())
        facts: dict[str, Facts] = sources.pictures(plan, stories, Report())
        works.append((plan, Copy(stories, facts)))
    return works


if __name__ == "__main__":
    gc.disable()
    print(json.dumps({"phases": phases, "warm": warm}[sys.argv[1]](sys.argv[2])))
