#!/usr/bin/env python3
"""The rules of Chinese setting in our engine and in others: the same small cases, what passes of each rule.

``.venv/bin/python bench/rules.py`` prints Markdown; ``--json FILE`` writes every case, ``--failed`` lists what
failed in ours.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import fmean, quantiles
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from bench import content, peers  # noqa: E402 - the repository's root must be on the path first
from bench.engines import Engine, Result, Sheet, engines  # noqa: E402
from bench.rule_cases import RAGGED, Case, all_cases, forbidden_edges, gaps, is_kept  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Measures of the running text, 字.
_MEASURES = (11, 13, 16)
_START = "、，；：。．！？‼⁇⁈⁉”’」』）〉》】〗〕］｝·～％‰℃"
_END = "“‘「『（〈《【〖〔［｛"
_COLUMNS = ("lines", "text lost", "edges broken", "ragged", "runts", "mean gap", "p95", "max", "lines with gaps > 1/4")


def main() -> int:
    """Run every engine over every case and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", default="", metavar="FILE", help="write all figures here")
    parser.add_argument("--work", default="", metavar="DIR", help="keep the peers' sources and PDFs here")
    parser.add_argument("--failed", action="store_true", help="list the cases that ours fails")
    options = parser.parse_args()
    folder = Path(options.work or tempfile.mkdtemp(prefix="banxin-rules-")).resolve()
    try:
        found = _run(folder)
    finally:
        if not options.work:
            shutil.rmtree(folder, ignore_errors=True)
    print(_table(found))
    print(_running(found))
    print(_foot(found))
    if options.failed:
        print("\n".join(["", "Ours fails:", *map(_said, _failures(found, "banxin"))]))
    if options.json:
        Path(options.json).write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return 0


def _run(folder: Path) -> dict[str, Any]:
    """Passes of every engine and case, and figures of running text."""
    peers.static_faces(folder / "faces")
    cases, texts = all_cases(), _texts()
    sheets = [sheet for case in cases for sheet in case.sheets]
    running = [Sheet(text, measure, 2) for measure in _MEASURES for text in texts]
    found: dict[str, Any] = {"cases": [_record(case) for case in cases], "engines": {}}
    for engine in engines():
        entry: dict[str, Any] = {"lacking": engine.lacking, "settings": engine.settings}
        found["engines"][engine.name] = entry
        if not engine.lacking:
            results = iter(engine.run(sheets + running, folder))
            entry["passed"], entry["lines"] = _passes(engine, cases, results)
            entry["running"] = _figures(list(results))
    return found


def _texts() -> list[str]:
    """The paragraphs of the sample edition's stories, as the other bench sets them."""
    page = content.sample_pages(ROOT, 1)[0]
    stories = (page["lead"], page["second"], page["third"], page["fourth"])
    return [text for story in stories for _, texts in story["parts"] for text in texts]


def _record(case: Case) -> dict[str, Any]:
    return {"group": case.group, "rule": case.rule, "sheets": [sheet._asdict() for sheet in case.sheets]}


def _passes(engine: Engine, cases: list[Case], results: Iterable[Result]) -> tuple[list[bool], list[list[list[str]]]]:
    """Case by case whether it passed, and the lines of each of its sheets."""
    stream, passed, lines = iter(results), [], []
    for case in cases:
        own = [next(stream) for _ in case.sheets]
        try:
            passed.append(bool(case.check(own)))
        except IndexError as error:
            raise RuntimeError(f"{engine.name}: {case.rule}: {[result.texts for result in own]}") from error
        lines.append([result.texts for result in own])
    return passed, lines


def _figures(results: list[Result]) -> dict[str, float]:
    """What running text looks like: broken edges, runts, and the white added between hanzi of justified lines."""
    added: list[float] = []
    lost = broken = ragged = runts = loose = 0
    for result in results:
        lost += not is_kept(result)
        ragged += sum(line.end < result.sheet.measure - RAGGED for line in result.lines[:-1])
        broken += len(forbidden_edges(result.texts, _START, _END))
        runts += len(result.lines) > 1 and sum(map(str.isalnum, result.lines[-1].text)) < 2
        for line in result.lines[:-1]:
            own = [max(0.0, gap) for gap in gaps(line)]
            added += own
            loose += bool(own) and fmean(own) > 0.25
    lines = sum(len(result.lines) for result in results)
    figures = (lines, lost, broken, ragged, runts, fmean(added), quantiles(added, n=20)[-1], max(added), loose)
    return dict(zip(_COLUMNS, figures, strict=True))


def _table(found: dict[str, Any]) -> str:
    """Passes of cases, a row a rule."""
    rows = dict.fromkeys((case["group"], case["rule"]) for case in found["cases"])
    names = list(found["engines"])
    lines = [_row("group", "rule", "cases", *names), _row("---", "---", "---:", *["---:"] * len(names))]
    for group, rule in rows:
        at = [number for number, case in enumerate(found["cases"]) if (case["group"], case["rule"]) == (group, rule)]
        lines.append(_row(group, rule, str(len(at)), *(_count(found["engines"][name], at) for name in names)))
    everything = list(range(len(found["cases"])))
    lines.append(
        _row("**all**", "", str(len(everything)), *(_count(found["engines"][name], everything) for name in names))
    )
    return "\n".join(["Cases passed", "", *lines, ""])


def _count(entry: dict[str, Any], at: list[int]) -> str:
    return "–" if entry["lacking"] else str(sum(entry["passed"][number] for number in at))


def _running(found: dict[str, Any]) -> str:
    """The figures of running text, a row an engine."""
    there = {name: entry["running"] for name, entry in found["engines"].items() if not entry["lacking"]}
    title = f"The sample edition's stories at {', '.join(map(str, _MEASURES))} 字, white added between hanzi in 字"
    lines = [_row("engine", *_COLUMNS), _row("---", *["---:"] * len(_COLUMNS))]
    for name, figures in there.items():
        shown = [f"{value:.3f}" if isinstance(value, float) else str(value) for value in figures.values()]
        lines.append(_row(name, *shown))
    return "\n".join([title, "", *lines, ""])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _foot(found: dict[str, Any]) -> str:
    """Settings, versions and what is not there."""
    versions = (
        f"{name} {peers.installed(name)}" for name in ("typst", "weasyprint", "reportlab") if peers.installed(name)
    )
    lines = [f"* {name}: {entry['lacking'] or entry['settings']}" for name, entry in found["engines"].items()]
    return "\n".join([
        "Settings", "", *lines,
        f"* {', '.join(versions)}; one face for all: Noto Serif CJK SC 400. Peers' places are read from their PDFs.",
        "* Vertical: Typst, WeasyPrint and ReportLab have no vertical lines; their cases count as failed. Short figures",
        "  are marked up for Chromium (text-combine-upright), ours finds them.",
    ])  # fmt: skip


def _failures(found: dict[str, Any], name: str) -> list[tuple[dict[str, Any], list[list[str]]]]:
    entry = found["engines"][name]
    return [(case, lines) for case, passed, lines in zip(found["cases"], entry["passed"], entry["lines"], strict=True)
            if not passed]  # fmt: skip


def _said(failure: tuple[dict[str, Any], list[list[str]]]) -> str:
    case, lines = failure
    parts = [
        f"{sheet['text']} at {sheet['measure']:g}: {'│'.join(own)}"
        for sheet, own in zip(case["sheets"], lines, strict=True)
    ]
    return f"* {case['rule']} {case['group']}: {'; '.join(parts)}"


if __name__ == "__main__":
    sys.exit(main())
