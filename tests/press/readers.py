"""What other programs read off a PDF: each reader's text of a file, with its own spaces and line ends."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2

from tests.conftest import ROOT, outside

_PDFJS = ROOT / "tests" / "outside" / "pdfjs.mjs"


def poppler(path: Path) -> str:
    """pdftotext in the order of the file."""
    return subprocess.run([outside("pdftotext"), "-raw", path, "-"], capture_output=True, check=True).stdout.decode()


def pdfium(path: Path) -> str:
    """Chromium's reader."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def pdfjs(path: Path) -> str:
    """Firefox's reader."""
    if not (ROOT / "tests" / "outside" / "node_modules" / "pdfjs-dist").exists():
        outside("pdfjs-dist (npm, by make test)")
    return subprocess.run([outside("node"), _PDFJS, path], capture_output=True, check=True).stdout.decode()


def mupdf(path: Path) -> str:
    """mutool's text."""
    return subprocess.run(
        [outside("mutool"), "draw", "-q", "-F", "txt", "-o", "-", path], capture_output=True, check=True
    ).stdout.decode()


def pypdf(path: Path) -> str:
    """A library that archives use."""
    import pypdf as reader

    return "\n".join(page.extract_text() for page in reader.PdfReader(path).pages)


def pdfminer(path: Path) -> str:
    """Another, which pdfplumber stands on."""
    from pdfminer.high_level import extract_text

    return extract_text(str(path))


READERS = {one.__name__: one for one in (poppler, pdfium, pdfjs, mupdf, pypdf, pdfminer)}


def spaces(text: str, paragraphs: list[str]) -> tuple[int, list[str], list[str]]:
    """How many paragraphs stand in a reader's text whole, and where it has a space that they have not, or lacks one.

    A line's end is either; places are two characters around the place, ␣ where one side has a space.
    """
    whole, added, lost = 0, [], []
    own, places = _squeezed(text)
    for paragraph in paragraphs:
        wanted, at_home = _squeezed(paragraph)
        start = own.find(wanted)
        if start < 0:
            continue
        whole += 1
        for at in range(len(wanted) - 1):
            between = text[places[start + at] + 1 : places[start + at + 1]]
            if re.search(r"[\n\r\f\v]", between):
                continue
            has, wants = bool(between), at_home[at + 1] - at_home[at] > 1
            if has != wants:
                (added if has else lost).append(f"{wanted[max(0, at - 1) : at + 1]}␣{wanted[at + 1 : at + 3]}")
    return whole, added, lost


def _squeezed(text: str) -> tuple[str, list[int]]:
    kept = [(at, one) for at, one in enumerate(text) if not one.isspace()]
    return "".join(one for _, one in kept), [at for at, _ in kept]
