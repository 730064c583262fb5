"""Who searches a phrase in the page's file finds it: within lines, and over lines' and columns' ends behind a hanzi."""

from __future__ import annotations

import random
import re

import pypdfium2
import pytest

from banxin.files import Tree
from banxin.problems import Report
from banxin.run.sources import open_sources
from tests.conftest import ROOT
from tests.press.readers import pdfjs

#: Where a reader's text has an end of line.
_END = re.compile(r"\s*[\r\n\f]+\s*")


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    """What the edition's stories say, in lines that run across."""
    sources = open_sources(Tree(str(ROOT)), "2026-06-01")
    found = []
    for name in sources.edition.pages:
        plan = sources.plan(name)[0]
        for block in plan.blocks:
            if not block.body.vertical and block.kind.name in ("story", "continued"):
                stories = sources.stories(plan, Report())
                found += [part.text for part in stories[block.stories[0]].body if hasattr(part, "text")]
    return found


def _cut(paragraphs: list[str], seed: int) -> list[str]:
    """Phrases of six to fourteen characters, from anywhere."""
    rng = random.Random(seed)
    found = []
    while len(found) < 400:
        text = rng.choice(paragraphs)
        start = rng.randrange(max(1, len(text) - 14))
        end = start + rng.randint(6, 14)
        phrase = text[start:end].strip()
        # Nobody searches from the middle of a number (pdfium then loses 00 in 00000).
        inside = any(
            text[at - 1 : at + 1].isalnum() and text[at - 1 : at + 1].isascii()
            for at in (start, end)
            if 0 < at < len(text)
        )
        if len(phrase) >= 6 and not inside:
            found.append(phrase)
    return found


def _behind_hanzi(phrase: str, text: str) -> bool | None:
    """Whether a phrase stands in a reader's text with all ends of lines behind hanzi; ``None`` where it has none."""
    pattern = r"(\s*[\r\n\f]+\s*)?".join(map(re.escape, phrase))
    found = re.search(pattern, text)
    if found is None:
        return False
    ends = [found.start(at + 1) for at, group in enumerate(found.groups()) if group]
    return None if not ends else all("\u4e00" <= text[at - 1] <= "\u9fff" for at in ends)


@pytest.mark.parametrize("wanted", [None, True], ids=["within lines", "over ends behind hanzi"])
def test_a_phrase_is_found(edition, paragraphs, wanted):
    """A hundred of each, by Chromium's reader as it searches and by Firefox's as it makes its text ready for that."""
    file = edition / "edition.pdf"
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(file)]
    # Firefox leaves out an end of line behind a hanzi, and has a space for any other.
    text = pdfjs(file)
    joined = re.sub(r"([\u3400-\u9fff])\n", r"\1", text).replace("\n", " ")
    own = "\n".join(page.get_text_range() for page in pages)
    phrases = [phrase for phrase in _cut(paragraphs, 2026) if _behind_hanzi(phrase, own) is wanted][:100]
    assert len(phrases) == 100 if wanted is None else len(phrases) >= 40
    lost = [phrase for phrase in phrases if all(page.search(phrase).get_next() is None for page in pages)]
    assert lost == []
    assert [phrase for phrase in phrases if phrase not in joined] == []
