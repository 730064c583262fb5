#!/usr/bin/env python3
"""Long texts at every measure from 8 to 24 字, lying and standing: what our lines look like, beside a first-fit breaker.

``.venv/bin/python bench/lines.py FOLDER`` sets every paragraph of the folder's ``.txt`` files. First fit puts as
much on each line as goes when all white that may give way has given way; the lines are then filled by the same
ledger, so that only the choice of breaks differs. Prohibitions are looked for in the lines' texts with lists of
this file's own.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from banxin.faces import Faces  # noqa: E402
from banxin.lines import Lines, measure_paragraph, set_paragraph, uniform  # noqa: E402
from banxin.lines._breaks import breaks_at  # noqa: E402
from banxin.lines._justify import _line  # noqa: E402 - lines of other breaks, filled as ours are
from banxin.lines.records import EMERGENCY, FORBIDDEN  # noqa: E402
from banxin.makeup.ground import text_style  # noqa: E402
from banxin.problems import Report  # noqa: E402
from banxin.run.galley import usual_house  # noqa: E402 - the repository's root must be on the path first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.lines import Line, Measured, TextStyle
    from banxin.plan.records import House

_MEASURES = range(8, 25)
_AXES = ("h", "v")
#: GB/T 15834 5.1 and CLREQ, the prohibition at house level (GB): LB-01, 02, 05, 06, 09, 11; and LB-03, 12.
_START = frozenset("、，；：。．！？‼⁇⁈⁉”’」』）〉》】〗〕］｝–～·‧・％‰°′″℃℉々〻")
_END = frozenset("“‘「『（〈《【〖〔［｛￥＄￡€№")
#: Between hanzi, neither at a line's start (LB-05, LB-07), nor the solidus at its end.
_BETWEEN = frozenset("-/／—")
#: Gaps are counted in thousandths of a 字; a loose line has more than a quarter.
_LOOSE = 250
#: A squeezed line is tight when it has given so much of what it could, hundredths.
_TIGHT = 90


class Tally(NamedTuple):
    """What was seen in some settings."""

    counts: Counter[str]
    gaps: Counter[int]
    """Lines by the white added to each of their gaps, thousandths of a 字; justified lines only."""


class Job(NamedTuple):
    """One text on one axis."""

    file: str
    axis: str


def main() -> int:
    """Set everything twice, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="where the .txt files are, a paragraph a line")
    parser.add_argument("--json", default="", metavar="FILE", help="write all figures here")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    files = sorted(str(path) for path in Path(options.folder).glob("*.txt"))
    if not files:
        parser.error(f"no .txt files in {options.folder}")
    speed = _speed(files)
    jobs = [Job(file, axis) for file in files for axis in _AXES]
    with ProcessPoolExecutor(options.processes) as pool:
        found = dict(zip(jobs, pool.map(_work, jobs), strict=True))
    by_measure = {f"{measure} 字": _sum(found, measures=(measure,)) for measure in _MEASURES}
    by_text = {f"{Path(job.file).stem}, {job.axis}": _sum(found, jobs=(job,)) for job in jobs}
    everything = {"all": _sum(found)}
    print(_table("measure", {**by_measure, **everything}))
    print(_table("text, axis", by_text))
    print(f"measure_paragraph and set_paragraph in one process, at 13 字: {speed:,.0f} characters a second")
    if options.json:
        shown = {name: {way: _figures(tally) for way, tally in ways.items()}
                 for name, ways in {**everything, **by_measure, **by_text}.items()}  # fmt: skip
        Path(options.json).write_text(
            json.dumps({"characters_per_second": round(speed), "figures": shown}, ensure_ascii=False, indent=1), "utf-8"
        )
    return 0


def _paragraphs(file: str) -> list[str]:
    lines = Path(file).read_text("utf-8").split("\n")
    return [bare for line in lines if (bare := line.strip(" \t\r\u3000"))]


def _style(house: House, axis: str) -> TextStyle:
    own = text_style(house, house.styles["body"])
    return own._replace(vertical=axis == "v", indent=2 * own.size)


def _speed(files: list[str]) -> float:
    """Characters a second, faces warm."""
    house = usual_house()
    faces, style = Faces(None, house.faces, Report()), _style(house, "h")
    texts = [text for file in files for text in _paragraphs(file)]
    slots = uniform(13 * style.size)
    for text in texts[:5]:
        measure_paragraph("-", text, (), style, faces)
    began = time.perf_counter()
    for text in texts:
        set_paragraph(measure_paragraph("-", text, (), style, faces)[0], slots)
    return sum(map(len, texts)) / (time.perf_counter() - began)


def _work(job: Job) -> dict[tuple[int, str], Tally]:
    """A text on an axis at all measures: tallies by measure and way of breaking."""
    house = usual_house()
    faces, style = Faces(None, house.faces, Report()), _style(house, job.axis)
    found = {(measure, way): Tally(Counter(), Counter()) for measure in _MEASURES for way in ("ours", "first fit")}
    for text in _paragraphs(job.file):
        measured, _ = measure_paragraph("-", text, (), style, faces)
        for measure in _MEASURES:
            slots = uniform(measure * style.size, job.axis)
            lines = set_paragraph(measured, slots)
            assert lines is not None
            _note(found[measure, "ours"], lines)
            if _is_runt(lines):
                _try_to_mend(found[measure, "ours"], measured, measure * style.size, len(lines.lines), job.axis)
            _note(found[measure, "first fit"], first_fit(measured, measure * style.size))
    return found


def first_fit(measured: Measured, measure: int) -> Lines:
    """Each line as long as it can be, squeezed; where nothing legal fits, cut where it must."""
    breaks = breaks_at(measured, measure)
    made: list[Line] = []
    start = 0
    while start < measured.count:
        room = measure - (measured.style.turnover if start else measured.style.indent)
        width = squeeze = 0
        stop = legal = fits = start
        while stop < measured.count and width + measured.body[stop] - squeeze <= room:
            width += measured.body[stop] + measured.white[stop]
            squeeze += measured.takes[stop]
            stop += 1
            fits = stop
            if stop == measured.count or breaks[stop - 1] not in (FORBIDDEN, EMERGENCY):
                legal = stop
        end = legal if legal > start else max(fits, start + 1)
        made.append(_line(measured, start, end, len(made), measure, breaks))
        start = end
    return Lines(measured, tuple(made), 0)


def _text(lines: Lines, line: Line) -> str:
    measured = lines.measured
    return measured.text[measured.starts[line.first] : measured.starts[line.last]].strip()


def _is_runt(lines: Lines) -> bool:
    """A last line of fewer than two characters, marks not counted (PC-03)."""
    return len(lines.lines) > 1 and sum(map(str.isalnum, _text(lines, lines.lines[-1]))) < 2


def _try_to_mend(tally: Tally, measured: Measured, measure: int, count: int, axis: str) -> None:
    """Whether a runt could have been avoided with a line more or less, no gap wider than a quarter."""
    for wanted in (count - 1, count, count + 1):
        lines = set_paragraph(measured, uniform(measure, axis), lines=wanted) if wanted else None
        if lines is not None and not _is_runt(lines) and all(line.fit != "forced" for line in lines.lines):
            tally.counts["mended"] += 1
            return


def _note(tally: Tally, lines: Lines) -> None:
    counts, measured = tally.counts, lines.measured
    counts["lines"] += len(lines.lines)
    counts["runts"] += _is_runt(lines)
    counts["edges"] += sum(starmap(_is_broken, _edges(lines)))
    for line in lines.lines:
        counts["forced"] += line.fit == "forced"
        hung = measured.outside(line.last - 1, line.measure) if line.fit == "hung" else 0
        counts["too long"] += line.indent + line.width - hung > line.measure
        counts["squeezed"] += line.fit == "squeezed"
        counts["tight"] += line.fit == "squeezed" and _taken(lines, line) >= _TIGHT
        counts["hung"] += line.fit == "hung"
        if line.last < measured.count:
            counts["ragged"] += line.indent + line.width < line.measure
            tally.gaps[_gap(lines, line)] += 1


def _edges(lines: Lines) -> Iterator[tuple[str, str]]:
    """The text up to every break within the paragraph, and the text behind it."""
    measured = lines.measured
    for line in lines.lines[:-1]:
        at = measured.starts[line.last]
        yield measured.text[:at], measured.text[at:].lstrip(" ")


def _is_broken(before: str, after: str) -> bool:
    """Whether a line ends or begins with what may not stand there, or a unit is parted."""
    number = before[-1:].isdecimal() and (after[:1] == "%" or after[:1].isdecimal())
    before = before.rstrip(" ")
    last, first = before[-1:], after[:1]
    if first in _START or last in _END or (last == first and last in "—…⋯"):
        return True
    if first in _BETWEEN and _is_han(last) and _is_han(after[1:2]):
        return True
    if last in "/／" and _is_han(before[-2:-1]) and _is_han(first):
        return True
    return number


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _gap(lines: Lines, line: Line) -> int:
    """White added to each gap that may grow, thousandths of a 字; 0 for a squeezed line."""
    measured = lines.measured
    gaps = sum(1 for grow in measured.grow[line.first : line.last - 1] if grow)
    added = sum(line.whites) - sum(measured.white[line.first : line.last - 1])
    return max(0, added) * 1000 // (measured.em * gaps) if gaps else 0


def _taken(lines: Lines, line: Line) -> int:
    """How much of the white that could go is gone, hundredths."""
    measured = lines.measured
    inner = slice(line.first, line.last - 1)
    return 100 * (sum(measured.white[inner]) - sum(line.whites)) // max(1, sum(measured.takes[inner]))


def _sum(found: dict[Job, dict[tuple[int, str], Tally]], *, jobs: tuple[Job, ...] = (),
         measures: tuple[int, ...] = ()) -> dict[str, Tally]:  # fmt: skip
    """Tallies of some texts and measures (all of them where none are named), by way of breaking."""
    total = {way: Tally(Counter(), Counter()) for way in ("ours", "first fit")}
    for job, tallies in found.items():
        for (measure, way), tally in tallies.items():
            if (not jobs or job in jobs) and (not measures or measure in measures):
                total[way].counts.update(tally.counts)
                total[way].gaps.update(tally.gaps)
    return total


_COUNTS = ("lines", "edges", "forced", "too long", "ragged", "hung", "runts", "mended", "squeezed", "tight")


def _figures(tally: Tally) -> dict[str, float]:
    """A tally as plain figures; gaps in 字."""
    gaps = tally.gaps
    count = gaps.total() or 1
    loose = sum(number for gap, number in gaps.items() if gap > _LOOSE)
    return {
        **{name: tally.counts[name] for name in _COUNTS},
        "mean": round(sum(gap * number for gap, number in gaps.items()) / count / 1000, 4),
        "p95": _quantile(gaps, 0.95) / 1000,
        "max": max(gaps, default=0) / 1000,
        "loose": loose,
    }


def _quantile(gaps: Counter[int], share: float) -> int:
    left = share * gaps.total()
    for gap in sorted(gaps):
        left -= gaps[gap]
        if left <= 0:
            return gap
    return 0


def _table(head: str, rows: dict[str, dict[str, Tally]]) -> str:
    """Markdown, ours / first fit in each cell."""
    names = (
        "lines",
        "edges",
        "forced",
        "too long",
        "ragged",
        "runts",
        "mean",
        "p95",
        "max",
        "loose",
        "squeezed",
        "tight",
    )
    shown = [f"| {head} (ours / first fit) | {' | '.join(names)} | runts of ours to be mended |",
             f"| --- |{' ---: |' * (len(names) + 1)}"]  # fmt: skip
    for row, ways in rows.items():
        ours, other = _figures(ways["ours"]), _figures(ways["first fit"])
        cells = [f"{_plain(ours[name])} / {_plain(other[name])}" for name in names]
        shown.append(f"| {row} | {' | '.join(cells)} | {ours['mended']} |")
    return "\n".join([*shown, ""])


def _plain(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else f"{value:,}"


if __name__ == "__main__":
    sys.exit(main())
