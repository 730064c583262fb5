"""``make docs``: the reference and the documents as a site, in English and in Chinese; a broken link fails.

``python docs/site/build.py SOURCE SITE``: SOURCE is what ``python -m banxin.run.manual`` wrote, a folder a language.
The documents keep their places in the tree, so their links are those of the repository.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

ROOT = Path(__file__).resolve().parents[2]
#: What Sphinx calls the languages, and the document that a site begins with.
LANGUAGES = {"en": ("en", "README.md"), "zh": ("zh_CN", "README.zh.md")}
DOCUMENTS = (
    "README.md",
    "README.zh.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "LICENSE",
    "bench/README.md",
    "docs/*.md",
    "docs/*.jpg",
)
_TITLES = {"en": ("banxin", "Documents", "中文"), "zh": ("版心", "文档", "English")}


def gather(source: Path, lang: str) -> None:
    """The documents beside the reference's pages, and the first page."""
    for pattern in DOCUMENTS:
        for path in sorted(ROOT.glob(pattern)):
            to = source / path.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
    title, documents, other = _TITLES[lang]
    own = [path.relative_to(source).with_suffix("").as_posix() for path in sorted(source.glob("docs/*.md"))]
    first = LANGUAGES[lang][1].removesuffix(".md")
    rest = [name for name in ("README", "README.zh") if name != first]
    listed = "\n".join([*own, "ARCHITECTURE", "CHANGELOG", "bench/README", *rest])
    there = "zh" if lang == "en" else "en"
    (source / "index.md").write_text(
        f"# {title}\n\n<a href='../{there}/index.html'>{other}</a>\n\n"
        f"```{{toctree}}\n:maxdepth: 2\n\n{first}\nreference/index\n```\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n:caption: {documents}\n\n{listed}\n```\n",
        "utf-8",
    )  # fmt: skip


def sphinx(source: Path, site: Path, lang: str) -> subprocess.Popen[str]:
    """Sphinx at work on one language; what it warns of fails it."""
    words = ["-b", "html", "-W", "--keep-going", "-q", "-c", str(Path(__file__).parent), "-d", f"{source}.doctrees",
             "-D", f"language={LANGUAGES[lang][0]}", str(source), str(site)]  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "sphinx", *words], stderr=subprocess.PIPE, text=True)


class _Links(HTMLParser):
    """What a page links to, and what of it can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element's name and what it refers to."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src") and value and tag != "base":
                self.links.add(value)


def broken(site: Path) -> list[str]:
    """Every link of a site that leads nowhere below it, with its page."""
    pages = {path.resolve(): _Links(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    found = []
    for path, page in pages.items():
        for link in sorted(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            below, fragment = urldefrag(link)
            to = (path.parent / unquote(below.partition("?")[0])).resolve() if below else path
            known = pages[to].ids if to in pages else None
            if not to.exists() or (fragment and known is not None and unquote(fragment) not in known):
                found.append(f"{path.relative_to(site.resolve())}: {link}")
    return found


def build(source: Path, site: Path) -> list[str]:
    """Both languages; everything that is wrong, a line each."""
    for lang in LANGUAGES:
        gather(source / lang, lang)
    works = [sphinx(source / lang, site / lang, lang) for lang in LANGUAGES]
    said = [work.communicate()[1] for work in works]
    faults = [line for text in said for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines() if line.strip()]
    if any(work.returncode for work in works):
        return faults or ["Sphinx failed"]
    (site / "index.html").write_text('<!doctype html><meta charset="utf-8"><title>banxin</title><ul><li><a href="zh/index.html">中文</a>'
                                     '<li><a href="en/index.html">English</a></ul>\n', "utf-8")  # fmt: skip
    return broken(site)


if __name__ == "__main__":
    wrong = build(Path(sys.argv[1]), Path(sys.argv[2]))
    for name in LANGUAGES:
        shutil.rmtree(os.path.join(sys.argv[1], f"{name}.doctrees"), ignore_errors=True)
    sys.exit("\n".join(wrong) or None)
