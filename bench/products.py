#!/usr/bin/env python3
"""The page's products beside each other and beside those of other engines: seconds and megabytes, one page and many."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from bench import peers  # noqa: E402 - the repository's root must be on the path first
from bench.content import DATE  # noqa: E402
from bench.measure import Failed, Job, in_turn  # noqa: E402
from bench.run import _child, _layouts  # noqa: E402

#: Our products: the option of ``build``, and the folder that it writes to.
OURS = {
    "plain": ("", ""), "press (PDF/X-4)": ("--press", "press"), "archive (PDF/A-2u, UA-1)": ("--archive-pdf", "archive"),
    "archive (PDF/A-4, UA-2)": ("--archive-pdf-4", "archive-4"), "proof, preflighted": ("--proof", "proof"),
}  # fmt: skip


def main() -> int:
    """Time all, in turn, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=16)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="banxin-products-"))
    try:
        json.loads(_child("bench.prepare", str(folder), str(options.pages)))
        figures = [
            in_turn(_jobs(folder / place), rounds)
            for place, rounds in (("one", options.rounds), ("many", max(1, options.rounds // 3)))
        ]
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"| | s, 1 page | MB | s, {options.pages} pages | MB |\n|---|--:|--:|--:|--:|")
    for name in figures[0]:
        cells = [
            f"{found[name].wall:.2f} | {found[name].size / 1e6:.2f}" if name in found else "– | –" for found in figures
        ]
        print(f"| {name} | {' | '.join(cells)} |")
    return 0


def _jobs(place: Path) -> list[Job]:
    jobs = []
    for name, (option, folder) in OURS.items():
        out = place / "ours" / f"out-{folder or 'plain'}"
        command = [
            sys.executable,
            str(ROOT / "typeset.py"),
            "build",
            "--fresh",
            _layouts(place),
            "--only",
            "edition",
            "-o",
            str(out),
        ]
        jobs.append(
            Job(
                f"banxin {name}",
                (*command, *([option] if option else [])),
                str(ROOT),
                str(out / DATE / folder / "edition.pdf"),
            )
        )
    there = place / "peers"
    if peers.installed("typst"):
        plain = peers.typst_job("Typst", there)
        standard = (
            plain.command[2].replace("pdf_tags=True", "pdf_standards=['a-2u']").replace("typst.pdf", "typst-a.pdf")
        )
        jobs += [plain, Job("Typst a-2u", (*plain.command[:2], standard), plain.folder, str(there / "typst-a.pdf"))]
    if peers.installed("weasyprint") and (there / "page.html").exists():
        plain = peers.weasyprint_job("WeasyPrint", there)
        jobs.append(plain)
        for variant in ("pdf/x-4", "pdf/ua-1"):
            file = there / f"{variant.replace('/', '-')}.pdf"
            words = (*plain.command[:-1], str(file), "--pdf-variant", variant)
            jobs.append(Job(f"WeasyPrint {variant}", words, plain.folder, str(file)))
    return jobs


if __name__ == "__main__":
    sys.exit(main())
