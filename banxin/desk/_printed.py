"""How answers are printed: problems in source order, a line a page, or an object a line for machines.

With :mod:`banxin.desk.command` and the process itself the only place that prints. Wants no package: ``doctor`` speaks through it, too.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, Any

from banxin.problems import Report, in_json, plain, show, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banxin.problems import Words
    from banxin.run.edition import Result


class _SeenStream:
    """What is printed to, with everything in it that a terminal would obey as a sign: copy and names come from anywhere."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Print a text; how long it was."""
        self._stream.write(visible(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def seen_only() -> Iterator[None]:
    """Whatever is printed meanwhile, by whom: nothing reaches a terminal that it would not just show."""
    streams = sys.stdout, sys.stderr
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a sign shows a question mark, not a traceback.
            stream.reconfigure(errors="replace")
    sys.stdout, sys.stderr = map(_SeenStream, streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams


def lines(said: Iterable[str]) -> None:
    """Lines for people."""
    print("\n".join(said))


def finish(result: Result, words: Words, form: str) -> None:
    """All problems in source order, then a line a page, then the summary."""
    report = Report()
    report.join(result.report)
    for page in result.pages:
        report.join(page.report)
    if form == "json":
        _json(result, report, words)
        return
    say(report, words, form)
    for page in result.pages:
        errors, warnings = page.report.count("error"), page.report.count("warning")
        written = f"  {os.path.relpath(page.written)}" if page.written else ""
        again = words.say("desk.set-again", blocks=", ".join(page.again)) if page.again and page.taken_over else ""
        again += words.say("desk.kept") if page.kept else ""
        print(_summary(page.name, errors, warnings, page.seconds, words, failed=page.draft) + written + again)
    errors, warnings = report.count("error"), report.count("warning")
    written = f"  {os.path.relpath(result.written)}" if result.written else ""
    for section in result.sections:
        print(f"{os.path.relpath(section.written)}  {'  '.join(section.sides)}")
    print(_summary(result.folder, errors, warnings, result.seconds, words) + written)


def _summary(name: str, errors: int, warnings: int, seconds: float, words: Words, *, failed: bool = False) -> str:
    mark = "\u2717" if errors or failed else "\u2713"
    counts = words.say("desk.counts", errors=errors, warnings=warnings) if errors or warnings else ""
    return " ".join(part for part in (name, mark, counts, f"{seconds:.2f}s") if part)


def say(report: Report, words: Words, form: str) -> None:
    """All problems of a report."""
    if form == "json":
        answer({}, report, words)
        return
    for problem in report:
        print(show(problem, words))


def _json(result: Result, report: Report, words: Words) -> None:
    pages = [
        {"page": page.name, "errors": page.report.count("error"), "warnings": page.report.count("warning"),
         "written": page.written, "seconds": round(page.seconds, 3),
         "set": page.again, "taken_over": page.taken_over, "kept": page.kept}
        for page in result.pages
    ]  # fmt: skip
    answer({"edition": result.folder, "problems": [plain(problem, words) for problem in report], "pages": pages,
             "written": result.written, "sections": [section._asdict() for section in result.sections], "status": result.status})  # fmt: skip


def answer(told: dict[str, object], report: Report | None = None, words: Words | None = None) -> None:
    """An answer for machines, a line; with a report its problems and status behind what is told."""
    import json  # noqa: PLC0415 - a reader's run needs none of it

    if report is not None and words is not None:
        told = {**told, "problems": [plain(problem, words) for problem in report], "status": report.status}
    print(in_json(json.dumps(told, ensure_ascii=False)))


def ours(error: Exception, words: Words, form: str) -> int:
    """Our fault: a record without story text, and one line for the user."""
    from banxin.run.pages import record  # noqa: PLC0415

    report = Report()
    report.error("desk.ours", None, path=record(error))
    say(report, words, form)
    return report.status
