#!/usr/bin/env python3
"""make bench: one broadsheet page, and an edition of them, in our engine, Typst and WeasyPrint."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from bench import check, peers, table  # noqa: E402 - the repository's root must be on the path first
from bench.content import DATE  # noqa: E402
from bench.ledger import LIMIT, ledger  # noqa: E402
from bench.measure import Failed, Figures, Job, in_turn  # noqa: E402

_PACKAGES = ("typst", "weasyprint", "reportlab", "uharfbuzz", "pillow", "segno", "indico-fonts")


def main() -> int:
    """Prepare, time, compare, print."""
    options = _options()
    # Users' second run finds bytecode; where the environment forbids writing it, every run would compile anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folder = Path(options.work or tempfile.mkdtemp(prefix="banxin-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    try:
        found = _bench(options, folder.resolve())
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    finally:
        if not options.work:
            shutil.rmtree(folder, ignore_errors=True)
    found["seconds"] = round(time.perf_counter() - started, 1)
    print(f"\nThe whole run took {found['seconds']:.0f} s.")
    if options.json:
        Path(options.json).write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    return 0 if found["same_text"] else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="runs of each process that count (default 7)")
    parser.add_argument("--pages", type=int, default=16, help="pages of the edition (default 16)")
    parser.add_argument("--content", default="", metavar="FILE", help="pages as JSON records, their photos beside them")
    parser.add_argument("--work", default="", metavar="DIR", help="keep sources, PDFs and pictures here")
    parser.add_argument("--json", default="", metavar="FILE", help="write all figures here")
    parser.add_argument("--quick", action="store_true", help="ours and Typst only")
    return parser.parse_args()


def _bench(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    content = [str(Path(options.content).resolve())] if options.content else []
    made = json.loads(_child("bench.prepare", str(folder), str(options.pages), *content))
    there = [name for name in ("typst", "weasyprint") if peers.installed(name)]
    if options.quick:
        there = [name for name in there if name == "typst"]
    versions = {name: peers.installed(name) for name in _PACKAGES}
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    print(
        f"{machine}, load {os.getloadavg()[0]:.1f} before the start; "
        + ", ".join(f"{name} {number or 'not installed'}" for name, number in versions.items())
    )
    print(f"One page: {made['one']}.\nEdition: {made['pages']}.")
    for name in {"typst", "weasyprint"} - set(there):
        print(f"{name}: {'left out' if peers.installed(name) else 'not installed, skipped'}")
    single, many = _measured(folder, there, options.rounds, options.pages)
    print("\n" + table.ratios(single, many, options.pages))
    print(table.figures("One page, cold", single) + "\n" + table.figures(f"{options.pages} pages, cold", many))
    same, lines = _compared(folder, there)
    print("\n".join(["Text and faces", *lines, ""]))
    rows = ledger(_our_job("ledger", folder / "one", "edition"))
    print(table.imports(rows, LIMIT))
    phases = {size: _phases(folder / size) for size in ("one", "many")}
    print(table.phases(phases, options.pages))
    warm = json.loads(_child("bench.inside", "warm", _layouts(folder / "many")))
    print("Warm, one process: " + ", ".join(f"{name} {speed:.1f} pages/s" for name, speed in warm.items()))
    if options.work:
        _draw(folder, there)
    return {"machine": machine, "versions": versions, "content": made, "one": _plain(single), "many": _plain(many),
            "imports": [row._asdict() for row in rows], "phases": phases, "warm": warm, "same_text": same}  # fmt: skip


def _child(module: str, *arguments: str) -> str:
    """Run a module of ours in a process of its own; what it prints."""
    made = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise Failed(f"{module}: exit status {made.returncode}\n{made.stdout}\n{made.stderr}")
    return made.stdout


def _layouts(place: Path) -> str:
    return str(place / "ours" / "layouts" / DATE)


def _our_job(name: str, place: Path, only: str) -> Job:
    """Our command as a user types it; it writes one file (``edition``) or a file a page (``pages``)."""
    out = place / "ours" / f"out-{only}"
    command = (
        sys.executable,
        str(ROOT / "typeset.py"),
        "build",
        "--fresh",
        _layouts(place),
        "--only",
        only,
        "-o",
        str(out),
    )
    return Job(name, command, str(ROOT), str(out / DATE))


def _measured(folder: Path, there: list[str], rounds: int, pages: int) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """Figures for one page and for all, every engine in turn."""
    one, many = folder / "one", folder / "many"
    single = [_our_job("ours", one, "edition")]
    several = [_our_job("ours", many, "edition"), _our_job("ours, a file a page", many, "pages")]
    if "typst" in there:
        single.append(peers.typst_job("typst", one / "peers"))
        several.append(peers.typst_job("typst", many / "peers"))
    if "weasyprint" in there:
        single.append(peers.weasyprint_job("weasyprint", one / "peers"))
    single.append(Job("python -c pass", (sys.executable, "-c", "pass"), str(folder), ""))
    if "typst" in there:
        single.append(Job("python -c import typst", (sys.executable, "-c", "import typst"), str(folder), ""))
    first, second = in_turn(single, rounds), in_turn(several, rounds)
    if "weasyprint" in there and pages:
        second |= in_turn([peers.weasyprint_job("weasyprint", many / "peers")], 1)
    return first, second


def _compared(folder: Path, there: list[str]) -> tuple[bool, list[str]]:
    """Whether all files hold the content's text; a line a file, and the faces of each."""
    lines = []
    for size in ("one", "many"):
        place = folder / size
        files = {"ours": place / "ours" / "out-edition" / DATE / "edition.pdf"}
        files |= {name: place / "peers" / f"{name}.pdf" for name in there}
        lines += check.compare(files, (place / "text.txt").read_text("utf-8"))
        if size == "one":
            lines += [f"{name}: faces {', '.join(check.faces_of(file)) or 'not listed, pdffonts is not there'}"
                      for name, file in files.items()]  # fmt: skip
    return not any("NOT" in line for line in lines), ["  " + line for line in lines]


def _phases(place: Path) -> dict[str, float]:
    """Medians of some cold runs, phase by phase."""
    runs = [json.loads(_child("bench.inside", "phases", _layouts(place))) for _ in range(5)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _draw(folder: Path, there: list[str]) -> None:
    one = folder / "one"
    drawn = [check.draw(one / "ours" / "out-edition" / DATE / "edition.pdf", folder / "ours.png")]
    drawn += [check.draw(one / "peers" / f"{name}.pdf", folder / f"{name}.png") for name in there]
    print("Pictures of page 1: " + (str(folder) if all(drawn) else "not drawn, pypdfium2 is not there"))


def _plain(figures: dict[str, Figures]) -> dict[str, dict[str, Any]]:
    return {name: row._asdict() for name, row in figures.items()}


if __name__ == "__main__":
    sys.exit(main())
