"""The index of many issues: any phrase is found, and few texts are loaded for it."""

from __future__ import annotations

import datetime
import json
import random
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banxin.epaper import Site, read_summary
from banxin.epaper._site import pairs_of
from banxin.epaper.finding import PARTS, day_code, folded, merged, pairs, part_of, script_data
from banxin.story.records import Mark, Paragraph
from tests.epaper.conftest import Served
from tests.epaper.test_script import issue_of

LETTERS = [chr(point) for point in range(0x4E00, 0x4E00 + 900)]
DAYS = 40


def test_widths_cases_and_blanks_are_alike():
    """A reader types as he likes."""
    assert folded("ＡＩ　大 模型㎡") == "ai大模型m2"
    assert pairs(["一 二三"]) == {"一二", "二三"}


def test_a_day_has_two_signs():
    """New Year's Eve of a leap year, too."""
    assert day_code("2026-01-01") == "01"
    assert day_code("2024-12-31") == "a6"


@given(st.lists(st.sets(st.text("甲乙丙丁a<&\u2028𠮷", min_size=2, max_size=2), max_size=6), min_size=2, max_size=4))
def test_the_index_does_not_depend_on_the_order_of_issues(issues):
    """Exported in any order, and once more: the same bytes."""
    days = [f"2026-06-0{at}" for at in range(1, len(issues) + 1)]

    def made(order: list[int]) -> dict[int, bytes]:
        parts: dict[int, bytes] = {}
        for at in order:
            parts = merged(parts, days[at], issues[at])
        return parts

    forwards = made([*range(len(issues)), 0])
    assert forwards == made(list(reversed(range(len(issues)))))
    assert set(forwards) == set(range(PARTS))
    for at, found in enumerate(issues):
        for pair in found:
            codes = forwards[part_of(pair)].decode()
            assert script_data(pair) in codes
            assert day_code(days[at]) in codes


@pytest.mark.parametrize(
    "broken", [b"", b"banxin.part(", b'banxin.part("2026/1",[]);\n', b"\xff\xfe", b'banxin.part("2026/1",{"ab":7});\n']
)
def test_a_broken_part_is_made_anew(broken):
    """What somebody edited by hand does not stop tonight's issue."""
    assert merged(dict.fromkeys(range(PARTS), broken), "2026-06-01", {"甲乙"}) == merged({}, "2026-06-01", {"甲乙"})


@pytest.fixture(scope="module")
def years(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """Forty issues over two years, each with a text of its own."""
    folder = tmp_path_factory.mktemp("years")
    chance = random.Random(3)
    site = Site("zh-Hans", {"house.css": b""})
    texts, parts, summaries = {}, {"2025": {}, "2026": {}}, []
    for at in range(DAYS):
        day = (datetime.date(2025, 12, 12) + datetime.timedelta(days=at)).isoformat()
        texts[day] = "".join(chance.choice(LETTERS) for _ in range(1500))
        issue = issue_of(["标题"])._replace(date=day, paper="报", url="")
        article = issue.articles[0]
        story = article.story._replace(body=(Paragraph("p1", "body", texts[day]),))
        own = article._replace(id=f"{day.replace('-', '')}01001", story=story, extras=())
        leaf = issue.pages[0]._replace(articles=(own.id,), zones=(), notices=())
        issue = issue._replace(articles=(own,), pages=(leaf,))
        files = site.issue(issue)
        summaries.append(read_summary(files["issue.json"]))
        for name, data in files.items():
            path = folder / "html" / issue.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        parts[day[:4]] = merged(parts[day[:4]], day, pairs_of(issue))
    shared = site.root(summaries, issue)
    shared |= {f"search/{year}/{part}.js": data for year, found in parts.items() for part, data in found.items()}
    for name, data in shared.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder, texts


def test_a_phrase_is_found_in_its_issue_of_many(years, chromium):
    """Of forty issues only those are loaded in which all the phrase's pairs stand; the newest come first."""
    folder, texts = years
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    chance = random.Random(4)
    for day in chance.sample(sorted(texts), 12):
        start = chance.randrange(1400)
        phrase = texts[day][start : start + chance.randint(4, 9)]
        asked.clear()
        page.goto((folder / "search.html").as_uri() + "?q=" + quote(phrase))
        page.wait_for_function("() => document.documentElement.dataset.searched")
        links = page.eval_on_selector_all(".results a", "all => all.map((one) => one.getAttribute('href'))")
        article = f"html/{day[:7]}/{day[8:]}/content_{day.replace('-', '')}01001.htm"
        assert links == [f"{article}#find={quote(phrase)}"]
        assert page.eval_on_selector_all(".results mark", "all => all.map((one) => one.textContent)") == [phrase]
        assert sum(url.endswith("text.js") for url in asked) <= 3
    common = "标题"
    page.goto((folder / "search.html").as_uri() + "?q=" + quote(common))
    page.wait_for_selector(".further")
    first = page.eval_on_selector_all(".results a", "all => all.map((one) => one.getAttribute('href'))")
    assert len(first) == 30
    assert first[0].startswith("html/2026-01/20/")
    page.click(".further")
    page.wait_for_function("() => document.querySelectorAll('.results a').length === 40")
    page.close()


def test_a_phrase_is_marked_over_bold_readings_and_the_end_of_a_paragraph(tmp_path, chromium):
    """Characters with readings, bold ones, wide and narrow ones, over the end of a paragraph: marked as one phrase."""
    issue = issue_of(["标题"])
    article = issue.articles[0]
    one = Paragraph("p1", "body", "先说ＡＩ，再说甲乙丙丁", (Mark(7, 9, "bold"), Mark(9, 11, "ruby", "bing ding")))
    two = Paragraph("p2", "body", "戊己庚辛，壬癸。", (Mark(0, 1, "ruby", "wu"), Mark(2, 4, "face", "kai")))
    story = article.story._replace(body=(one, two), fields={}, photos=())
    own = article._replace(story=story, extras=(), figures=(), charts=())
    files = Site("zh-Hans", {"house.css": b""})
    for name, data in files.issue(issue._replace(articles=(own,))).items():
        (tmp_path / "html/2026-06/01").mkdir(parents=True, exist_ok=True)
        (tmp_path / "html/2026-06/01" / name).write_bytes(data)
    for name, data in files.static.items():
        (tmp_path / "static" / files.version).mkdir(parents=True, exist_ok=True)
        (tmp_path / "static" / files.version / name).write_bytes(data)
    page = chromium.new_page()
    address = (tmp_path / f"html/2026-06/01/content_{own.id}.htm").as_uri()
    page.goto(address)
    plain = page.text_content("#article")
    for phrase in ("ai 再".replace(" ", "，"), "说甲乙丙丁戊己庚", "丁戊", "己庚辛，壬"):
        page.goto("about:blank")
        page.goto(f"{address}#find={quote(phrase)}")
        marks = page.eval_on_selector_all("mark.hit", "all => all.map((one) => one.textContent)")
        assert folded("".join(marks)) == folded(phrase)
        assert page.locator("rt mark").count() == 0
        assert page.text_content("#article") == plain
    page.close()


def test_a_phone_forgets_what_was_taken_down(years, tmp_path, chromium):
    """A file that the issue has no more is kept no longer, once the issue is opened again."""
    folder, texts = years
    shutil.copytree(folder, tmp_path / "site")
    day = max(texts)
    own = tmp_path / "site" / "html" / day[:7] / day[8:]
    listed = json.loads((own / "kept.json").read_text("utf-8"))
    (own / "taken.pdf").write_bytes(b"%PDF-")
    (own / "kept.json").write_text(json.dumps([*listed, "taken.pdf"]), "utf-8")
    server = Served(tmp_path / "site")
    context = chromium.new_context()
    page = context.new_page()
    kept = """async () => { const cache = await caches.open('banxin-1');
      return (await cache.keys()).map((key) => key.url).filter((url) => url.endsWith('.pdf')).length; }"""
    for there, wanted in ((True, 1), (False, 0)):
        if not there:
            (own / "taken.pdf").unlink()
            (own / "kept.json").write_text(json.dumps(listed), "utf-8")
        page.goto(f"{server.url}html/{day[:7]}/{day[8:]}/node_1.htm")
        page.wait_for_function("() => document.documentElement.dataset.kept")
        assert page.evaluate(kept) == wanted
    server.shut()
    context.close()


def test_one_issue_of_many_is_searched_alone(years, chromium):
    """本期: only its own text is loaded."""
    folder, texts = years
    day = sorted(texts)[5]
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "search.html").as_uri() + f"?q={quote(texts[day][7:9])}&issue={day}")
    page.wait_for_selector(".results a")
    assert [url.rpartition("html/")[2] for url in asked if url.endswith("text.js")] == [f"{day[:7]}/{day[8:]}/text.js"]
    page.close()


def test_the_calendar_has_all_issues(years, chromium):
    """Three months, each day of an issue once in its month, every link there."""
    folder, texts = years
    page = chromium.new_page()
    page.goto((folder / "calendar.html").as_uri())
    links = page.eval_on_selector_all(".days a", "all => all.map((one) => one.getAttribute('href'))")
    assert sorted(links) == sorted(f"html/{day[:7]}/{day[8:]}/node_1.htm" for day in texts)
    assert page.eval_on_selector_all(".month h2", "all => all.map((one) => one.textContent)") == [
        "2026年1月",
        "2025年12月",
    ]
    assert all((folder / link).is_file() for link in links)
    page.close()


def test_a_phone_keeps_the_latest_issues_alone(years, chromium):
    """Ten issues were opened: the eight latest are kept, and the one at hand."""
    folder, texts = years
    server = Served(folder)
    context = chromium.new_context()
    page = context.new_page()
    days = sorted(texts)[:10]
    for day in [*days[1:], days[0]]:
        page.goto(f"{server.url}html/{day[:7]}/{day[8:]}/node_1.htm")
        page.wait_for_function("() => document.documentElement.dataset.kept")
    kept = page.evaluate("""async () => { const cache = await caches.open('banxin-1');
      return [...new Set((await cache.keys()).map((key) => (key.url.match(/html\\/(\\d{4}-\\d{2}\\/\\d{2})/) || [])[1]).filter(Boolean))].sort(); }""")
    server.shut()
    context.close()
    assert kept == [f"{day[:7]}/{day[8:]}" for day in [days[0], *days[3:]]]
