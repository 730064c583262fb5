"""Papers, pages and stories in English: what is printed, what is read, and what nobody complains of."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import pikepdf
import pytest

import banxin
from banxin.page import TextRun, items_of
from tests.conftest import ROOT, outside

HOUSE = """paper: {name: Harbour Evening News, cn: CN 00-0001}
page: {trim: [260mm, 370mm], bleed: 3mm}
grid: {body: 9.5pt, leading: 12.5pt, columns: 4, measure: 16字, gutter: 1.2字, lines: 70}
sections: {City: {colour: C100 M60}, 要闻: {colour: C100 M60}}
ads: {sizes: {quarter: {columns: 2, lines: 10}}}
"""
CHINESE = HOUSE.replace("Harbour Evening News", "海州晚报")
ENGLISH = "lang: en\n" + HOUSE
EDITION = "date: 2026-06-01\nnumber: 8213\npages: [A01, A02]\n"
FRONT = """section: City
credits: {Editor: Helen Shore, Layout: Sam Quay}
blocks:
  - {masthead: Harbour Evening News, columns: 1-4, lines: 1-9}
  - {story: harbour, columns: 1-3, lines: 10-30, heading: {takes: 8行, style: second}}
  - {index: yes, columns: 4, lines: 10-24}
  - {qr: "https://example.org/app", text: [Scan for, live news], columns: 4, lines: 25-36}
"""
INNER = """section: City
credits: {Editor: Helen Shore, Layout: Sam Quay}
blocks:
  - {continued: harbour, columns: 1-2, lines: 1-40, heading: {takes: 3行, style: third}}
  - {story: library, columns: 3, lines: 1-50, heading: {takes: 7行, style: third}}
"""
BODY = [
    "The city’s engineers finished their inspection of the sea wall on Sunday evening, two days earlier than planned, and reported that none of its 312 sections had moved by more than a finger’s breadth. The wall took the full force of last week’s storm — the heaviest since records began — and kept the old town dry.",
    "“We walked every metre of it,” said the chief engineer, Margaret O’Donnell, at a press conference. “Where a stone looked loose we tested it; where it did not, we tested it too.” Low-lying neighbourhoods will receive additional pumping stations before the autumn.",
    "Twenty-three households that had been evacuated as a precaution returned home on Saturday. The administration expects fishing boats to leave again on Tuesday, and passenger ferries on Thursday at 06:30, though the 15% surcharge on tickets will remain until the end of the month.",
    "Divers photographed the foundations between the lighthouse and the customs house. An independent commission—three professors and a retired lighthouse keeper—will examine the photographs.",
    "The insurance companies have announced that they will not increase premiums for households behind the wall, which the municipal treasurer described as extraordinarily reassuring.",
    "Residents of the fishermen’s quarter organised an impromptu celebration on the promenade. “We had prepared ourselves for the worst,” said one of the organisers, “and then nothing happened.”",
]  # fmt: skip
HARBOUR = """---
kicker: After the storm
headline: Sea wall inspected from end to end
short: Sea wall
byline: Helen Shore
dateline: HARBOUR CITY, June 1
signoff: (Text by Helen Shore)
---
""" + "\n".join([*BODY[:4], "## What comes next", *BODY[4:]])
LIBRARY = """---
headline: Library opens until midnight
---
From today the central library stays open until midnight. Quiet is the most valuable thing that a city can offer after dark, the director said.
The additional costs are shared by the city and the university. Whether the arrangement becomes permanent will be decided on the basis of visitor statistics."""
HANZI = re.compile("[\u2e80-\u9fff\uf900-\uffef]")


@pytest.fixture
def paper(tmp_path):
    """Write a project; returns its edition, held open."""
    held = []

    def make(house: str, pages: dict[str, str], stories: dict[str, str], edition: str = EDITION):
        files = {"layouts/house.yaml": house, "layouts/2026-06-01/edition.yaml": edition}
        files |= {f"layouts/2026-06-01/{name}.yaml": text for name, text in pages.items()}
        files |= {f"stories/2026-06-01/{slug}.md": text for slug, text in stories.items()}
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        held.append(banxin.open_edition(tmp_path / "layouts/2026-06-01"))
        return held[-1]

    yield make
    for edition in held:
        edition.close()


def said(data: bytes, tmp_path) -> str:
    """What pdftotext reads."""
    (tmp_path / "page.pdf").write_bytes(data)
    done = subprocess.run([outside("pdftotext"), tmp_path / "page.pdf", "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def words(text: str) -> list[str]:
    """The words of a text, those that a column's end parted joined again."""
    return re.sub(r"(?<=[a-z])-\s+(?=[a-z])", "", text).split()


def own(page) -> str:
    """What the program says of its own on a page."""
    runs = [item for item in items_of(page) if isinstance(item, TextRun)]
    return "".join(run.text for run in runs if run.node == "" or run.node.startswith("@"))


def errors(edition) -> list[str]:
    """Codes of what holds a page back."""
    return [problem.code for problem in edition.problems if problem.severity == "error"]


def test_an_english_paper_comes_back_word_for_word(paper, tmp_path):
    """Readers of the file find each word whole, in order, over two pages, and no hanzi anywhere."""
    edition = paper(ENGLISH, {"A01": FRONT, "A02": INNER}, {"harbour": HARBOUR, "library": LIBRARY})
    assert errors(edition) == []
    texts = [said(edition.page(name).pdf(), tmp_path) for name in ("A01", "A02")]
    assert not HANZI.search("".join(texts))
    read = words(texts[0].replace("Continued on A02", "")) + words(texts[1])
    there = " ".join(read)
    for paragraph in (*BODY[:2], BODY[5], *LIBRARY.split("\n")[3:]):
        assert paragraph in there
    assert "June 1 The city’s" in there, "a dateline and its paragraph are two texts"


def test_the_furniture_of_an_english_paper_is_english(paper):
    """Day, number, index, jump lines and credits are said in English; no second calendar is given."""
    edition = paper(ENGLISH, {"A01": FRONT, "A02": INNER}, {"harbour": HARBOUR, "library": LIBRARY})
    first, second = (own(edition.page(name).composed) for name in ("A01", "A02"))
    for text in ("Monday, 1 June 2026", "No. 8213", "Pages: 2", "Inside", "Continued on A02", "Editor: Helen Shore | "):
        assert text in first
    assert "Continued from A01" in second
    assert not HANZI.search(first + second)


@pytest.mark.parametrize(
    ("house", "lang", "marked"), [(ENGLISH, "", False), (CHINESE, "lang: en\n", False), (CHINESE, "", True)]
)
def test_no_proofreader_of_chinese_reads_english(paper, tmp_path, house, lang, marked):
    """Straight quotes, ASCII marks and English dashes are right in English copy, and odd only in what is Chinese copy."""
    odd = LIBRARY + '\nHe said "no"... and left, at 5:30pm; (nobody asked) 26 years -- later.'
    page = (
        "section: City\nblocks:\n  - {story: library, columns: 1, lines: 1-50, heading: {takes: 7行, style: third}}\n"
    )
    paper(house, {"A01": page}, {"library": odd.replace("---\n", f"---\n{lang}", 1)}, EDITION.replace(", A02", ""))
    done = subprocess.run([sys.executable, str(ROOT / "typeset.py"), "check", str(tmp_path / "layouts")],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert "A01" in done.stdout
    assert ("proof.lint" in done.stdout) is marked


def lines_of(page, key: str) -> list[list[TextRun]]:
    """The runs of a paragraph, line by line."""
    found: dict[int, list[TextRun]] = {}
    for item in items_of(page):
        if isinstance(item, TextRun) and item.node == key:
            found.setdefault(item.origin.y, []).append(item)
    return list(found.values())


def test_a_first_paragraph_is_flush_and_the_others_are_indented(paper):
    """English papers indent what follows a paragraph, by one em, and nothing behind a heading."""
    edition = paper(ENGLISH, {"A01": FRONT, "A02": INNER}, {"harbour": HARBOUR, "library": LIBRARY})
    page = edition.page("A02").composed
    first, second = (lines_of(page, f"library/{key}") for key in ("b1", "b2"))
    left = first[1][0].origin.x
    assert first[0][0].origin.x == left
    assert second[0][0].origin.x == left + first[0][0].size
    assert second[1][0].origin.x == left


def test_lines_are_filled_by_their_word_spaces(paper):
    """Every line but a paragraph's last ends at the column's edge; letters are never spaced, and words are hyphenated."""
    edition = paper(ENGLISH, {"A01": FRONT, "A02": INNER}, {"harbour": HARBOUR, "library": LIBRARY})
    page = edition.page("A01").composed
    ends: dict[int, set[int]] = {}
    for line in lines_of(page, "harbour/b1")[1:-1]:
        ends.setdefault(line[0].origin.x, set()).add(line[-1].origin.x + line[-1].length)
        for run in line:
            letters = [at for at, glyph in enumerate(run.glyphs.clusters[:-1]) if run.text[glyph : glyph + 2].isalpha()]
            assert all(run.glyphs.advances[at] < run.size for at in letters)
    assert all(len(right) == 1 for right in ends.values())
    hyphens = [run for run in items_of(page) if isinstance(run, TextRun) and run.text == "-" and run.place < 0]
    assert hyphens


def test_a_chinese_paper_has_an_english_page(paper, tmp_path):
    """The page's own words are English, and so are its stories; the other page stays Chinese."""
    pages = {
        "A01": FRONT.replace("section: City", "section: 要闻").replace("story: harbour", "story: one"),
        "A02": "lang: en\n"
        + INNER.replace(
            "continued: harbour, columns: 1-2, lines: 1-40, heading: {takes: 3行",
            "story: harbour, columns: 1-2, lines: 1-60, heading: {takes: 9行",
        ),
    }
    chinese = "---\nheadline: 海堤昨天查完\n---\n" + "工程师说，三百一十二段海堤没有一段动过。" * 12
    edition = paper(CHINESE, pages, {"one": chinese, "harbour": HARBOUR, "library": LIBRARY})
    assert errors(edition) == []
    first, second = (edition.page(name).composed for name in ("A01", "A02"))
    assert "2026年6月1日 星期一" in own(first)
    assert "Monday, 1 June 2026" in own(second)
    runs = [item for item in items_of(second) if isinstance(item, TextRun)]
    assert {run.lang for run in runs} == {"en"}


def langs(data: bytes) -> tuple[str, dict[str, str]]:
    """The language of a file, and those of its structure elements by type."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found: dict[str, str] = {}

        def visit(element) -> None:
            if isinstance(element, pikepdf.Array):
                for kid in element:
                    visit(kid)
            elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
                if "/Lang" in element:
                    found[str(element.S)] = str(element.Lang)
                visit(element.get("/K"))

        visit(pdf.Root.StructTreeRoot.K)
        return str(pdf.Root.Lang), found


def test_an_english_story_on_a_chinese_page_says_so(paper):
    """Its runs and its element have its language, its jump line speaks it; the page's own words stay Chinese."""
    front = FRONT.replace("section: City", "section: 要闻")
    inner = INNER.replace("section: City", "section: 要闻").replace("story: library", "story: one")
    chinese = "---\nheadline: 海堤昨天查完\n---\n" + "工程师说，三百一十二段海堤没有一段动过。" * 12
    english = HARBOUR.replace("---\nkicker", "---\n语言: 英文\nkicker")
    edition = paper(CHINESE, {"A01": front, "A02": inner}, {"harbour": english, "one": chinese})
    assert errors(edition) == []
    page = edition.page("A01").composed
    assert {run.lang for run in items_of(page) if isinstance(run, TextRun) and run.node.startswith("harbour/")} == {
        "en"
    }
    assert "Continued on A02" in own(page)
    assert "导读" in own(page)
    assert langs(edition.page("A01").pdf("archive")) == ("zh-CN", {"/Art": "en"})
    assert langs(edition.pdf("archive")) == ("zh-CN", {"/Art": "en"})


def test_an_english_page_file_is_an_english_file(paper):
    """A page's own file is in its page's language; in the edition's the page's stories say that they are English."""
    pages = {
        "A01": FRONT.replace("section: City", "section: 要闻").replace("story: harbour", "story: one"),
        "A02": "语言: 英文\n"
        + INNER.replace(
            "continued: harbour, columns: 1-2, lines: 1-40, heading: {takes: 3行",
            "story: harbour, columns: 1-2, lines: 1-60, heading: {takes: 9行",
        ),
    }
    chinese = "---\nheadline: 海堤昨天查完\n---\n" + "工程师说，三百一十二段海堤没有一段动过。" * 12
    edition = paper(CHINESE, pages, {"one": chinese, "harbour": HARBOUR, "library": LIBRARY})
    assert langs(edition.page("A02").pdf("archive")) == ("en", {})
    assert langs(edition.pdf("archive")) == ("zh-CN", {"/Art": "en"})


def test_the_epaper_marks_what_is_in_another_language(paper, tmp_path):
    """A screen reader is told where a Chinese paper speaks English; the site's own words stay Chinese."""
    front = FRONT.replace("section: City", "section: 要闻")
    inner = INNER.replace("section: City", "section: 要闻").replace("story: library", "story: one")
    chinese = "---\nheadline: 海堤昨天查完\n---\n" + "工程师说，三百一十二段海堤没有一段动过。" * 12
    paper(CHINESE + "epaper: {code: hz}\n", {"A01": front, "A02": inner},
          {"harbour": HARBOUR.replace("---\nkicker", "---\nlang: en\nkicker"), "one": chinese})  # fmt: skip
    done = subprocess.run([sys.executable, str(ROOT / "typeset.py"), "export", "epaper", str(tmp_path / "layouts/2026-06-01"), "-o", str(tmp_path / "out")],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    articles = [path.read_text("utf-8") for path in (tmp_path / "out").rglob("content_*.htm")]
    english = [text for text in articles if "Sea wall" in text.partition("</h1>")[0]]
    assert len(english) == 1
    assert '<article id="article" class="main-article" lang="en">' in english[0]
    assert '"inLanguage": "en"' in english[0] or '"inLanguage":"en"' in english[0]
    assert all('<html lang="zh-CN">' in text for text in articles)
    assert sum('class="main-article">' in text for text in articles) == len(articles) - 1


def test_briefs_are_each_in_their_own_language(paper):
    """An English brief among Chinese ones is set as English; the one behind it is Chinese again."""
    page = "section: 要闻\nblocks:\n  - {briefs: [harbour, one], columns: 1-2, lines: 1-60, text: [短讯]}\n"
    chinese = "---\nheadline: 海堤昨天查完\n---\n" + "工程师说，三百一十二段海堤没有一段动过。" * 6
    edition = paper(CHINESE, {"A01": page}, {"harbour": HARBOUR.replace("---\nkicker", "---\nlang: en\nkicker"), "one": chinese},
                    EDITION.replace(", A02", ""))  # fmt: skip
    runs = [item for item in items_of(edition.page("A01").composed) if isinstance(item, TextRun)]
    spoken = {name: {run.lang for run in runs if run.node.startswith(name)} for name in ("harbour/", "one/", "@")}
    assert spoken == {"harbour/": {"en"}, "one/": {"zh-Hans"}, "@": {"zh-Hans"}}
