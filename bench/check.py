"""Whether the engines set the same text with the same faces, and what their pages look like."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

from bench.content import hanzi

if TYPE_CHECKING:
    from pathlib import Path


def text_of(file: Path) -> str | None:
    """A PDF's text through pdftotext, else pdfium; ``None`` where neither is there."""
    if shutil.which("pdftotext"):
        return subprocess.run(
            ["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
        ).stdout.decode("utf-8")
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        return None
    document = pypdfium2.PdfDocument(str(file))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def compare(files: dict[str, Path], wanted: str) -> list[str]:
    """A line an engine: pages, hanzi, and how the hanzi differ from those of the content."""
    right = Counter(hanzi(wanted))
    lines = []
    for name, file in files.items():
        text = text_of(file)
        if text is None:
            return ["text not compared: neither pdftotext nor pypdfium2 is there"]
        # pdftotext ends every page with a form feed.
        found = Counter(hanzi(text))
        missing, extra = right - found, found - right
        same = "same text" if not missing and not extra else (
            f"NOT the same text: {missing.total()} hanzi missing ({_some(missing)}), {extra.total()} more ({_some(extra)})")  # fmt: skip
        lines.append(f"{name}: {text.count(chr(12)) or 1} page(s), {found.total()} hanzi, {same}")
    return lines


def _some(characters: Counter[str]) -> str:
    return "".join(characters)[:12] or "-"


def faces_of(file: Path) -> list[str]:
    """The names of the faces that a PDF embeds; empty where pdffonts is not there."""
    if not shutil.which("pdffonts"):
        return []
    said = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    return sorted(line.split()[0].partition("+")[2] or line.split()[0] for line in said.splitlines()[2:])


def draw(file: Path, target: Path, resolution: int = 60) -> bool:
    """The first page as a picture, to be looked at; ``False`` where pypdfium2 is not there."""
    try:
        import pypdfium2
    except ImportError:
        return False
    pypdfium2.PdfDocument(str(file))[0].render(scale=resolution / 72).to_pil().save(target)
    return True
