"""No copy ever runs: hostile texts in every field of an issue are shown as text, in a real browser (P44)."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from bs4 import BeautifulSoup

from banxin.epaper import Article, Figure, HotZone, Issue, Leaf, Notice, Shot, Site
from banxin.epaper._site import pairs_of
from banxin.epaper.finding import merged
from banxin.epaper.theme import house_css
from banxin.page import Node, NodeId
from banxin.problems import Source, Span
from banxin.story.records import Box, Mark, Paragraph, Photo, Story
from tests.conftest import CAMPAIGN
from tests.epaper.conftest import DAY, Watch
from tests.epaper.hostile import payloads

FIELDS = ("kicker", "headline", "deck", "byline", "dateline", "signoff")


def story_of(number: int, text: str) -> Story:
    """A story with one text in every place that a story has."""
    source = Source("stories/x.md", "")
    span = Span(source, 0, 0)
    half = len(text) // 2
    bold = (Mark(0, half, "bold"), Mark(half, len(text), "ruby", text), Mark(half, len(text), "face", text))
    body = (
        Paragraph("p1", "body", text, bold), Paragraph("p2", "subhead", text), Paragraph("p3", "subhead3", text),
        Box("box", Paragraph("b1", "box-title", text), (Paragraph("b2", "body", text),), span),
        Box("quote", Paragraph("q1", "box-title", text), (Paragraph("q2", "body", text),), span),
        Box("intro", None, (Paragraph("i1", "intro", text),), span),
    )  # fmt: skip
    photo = Photo("x.jpg", Paragraph("c1", "caption", text), Paragraph("c2", "credit", text), span)
    fields = {name: Paragraph(name, name, text) for name in FIELDS}
    return Story(f"story-{number}", source, fields, body, (photo,), {})


def issue_of(texts: list[str]) -> Issue:
    """An issue whose every field says one of the texts, an article each."""
    articles, zones = [], []
    for number, text in enumerate(texts, 1):
        own = f"2026060101{number:03}"
        story = story_of(number, text)
        photo = story.photos[0]
        figure = Figure(Shot(f"A01/content_{own}_1", ((80, 60),)), photo.caption, photo.credit, text)
        table = Node(NodeId("@t//table"), "table", children=(
            Node(NodeId("@t/title"), "caption", text),
            Node(NodeId("@t//0"), "row", children=(Node(NodeId("@t/0/0"), "header", text), Node(NodeId("@t/0/1"), "header", text))),
            Node(NodeId("@t//1"), "row", children=(Node(NodeId("@t/1/0"), "cell", text), Node(NodeId("@t/1/1"), "cell", text))),
        ))  # fmt: skip
        extras = (
            table,
            Node(NodeId("@t"), "paragraph", text),
            Node(NodeId("@q"), "code", text),
            Node(NodeId("@c"), "figure", alt=text, children=(Node(NodeId("@c/t"), "caption", text),)),
        )
        chart = Shot("A01/chart_1", ((80, 60),))
        articles.append(Article(own, text, (1,), story, (figure,), extras, (("@c", chart),)))
        zones.append(HotZone(((0, 0), (10, 0), (10, 10)), own))
    first = texts[0]
    place, side = ((0, 0), (10, 0), (10, 10)), Shot("A01/advert_1", ((80, 60),))
    notices = [
        Notice("ad", text, 1, place, (text, text), f"2026060102{number:03}", side, f"https://shop.example/{text}")
        for number, text in enumerate(texts, 1)
    ]
    notices += [Notice("ear", text, 1, place, (text,)) for text in texts]
    leaf = Leaf(1, "A01", first, Shot("A01/page", ((110, 150), (220, 300)), page=True), tuple(zones),
                tuple(article.id for article in articles), ((first, first),), notices=tuple(notices))  # fmt: skip
    return Issue(
        first,
        "2026-06-01",
        first,
        first,
        first,
        "zh-Hans",
        "paper",
        "https://epaper.example/",
        (leaf,),
        tuple(articles),
    )


def write(folder: Path, texts: list[str]) -> None:
    issue = issue_of(texts)
    site = Site("zh-Hans", {"house.css": house_css((0.5, 0.1, 0.1))})
    files = {f"{DAY}/{name}": data for name, data in site.issue(issue).items()}
    from banxin.epaper import read_summary

    summary = read_summary(files[f"{DAY}/issue.json"])
    files |= site.root([summary], issue)
    files |= {f"search/2026/{part}.js": data for part, data in merged({}, issue.date, pairs_of(issue)).items()}
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


#: Runs before anything of the page: says what ran.
SENTINEL = """
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt']) window[name] = (said) => { ran.push(name + ' ' + said); };
  document.addEventListener('securitypolicyviolation', (event) => ran.push('policy ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
"""
#: What an article says in each of its places.
SAID = """() => {
  const bare = (one) => { const copy = one.cloneNode(true); copy.querySelectorAll('rt').forEach((part) => part.remove()); return copy.textContent; };
  const all = (name) => [...document.querySelectorAll(name)].map(bare);
  return { title: document.title, fields: all('#Title, #SubTitle, #PreTitle, founder-author, .dateline, .signoff'),
    body: all('#ozoom p:not(.signoff)').concat(all('figcaption span, .quote figcaption, .chart figcaption, caption, th, td')),
    alts: [...document.querySelectorAll('#ozoom img')].map((one) => one.alt), rubies: [...document.querySelectorAll('rt')].map((one) => one.textContent) }; }"""


def chosen() -> list[str]:
    """A third of them in the usual run, from all families; all in a campaign."""
    every = payloads()
    return every if CAMPAIGN or os.environ.get("BANXIN_PAYLOADS") else every[::3] + every[-28:]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("hostile")
    texts = list(dict.fromkeys(chosen()))[:999]
    write(folder, texts)
    return folder, texts


def test_nothing_runs_and_all_is_read(hostile, chromium):
    """Every payload stands as text in every field of its article; nothing ran, and no policy had to stop it."""
    folder, texts = hostile
    context = chromium.new_context()
    context.add_init_script(SENTINEL)
    page = context.new_page()
    watch = Watch(page)
    for number, text in enumerate(texts, 1):
        path = folder / DAY / f"content_2026060101{number:03}.htm"
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        said = page.evaluate(SAID)
        # A browser reads blanks in a title as one.
        assert " ".join(said["title"].split()) == " ".join(f"{text} - {texts[0]}".split()), text
        assert set(said["fields"]) == {text}, text
        assert len(said["fields"]) == len(FIELDS), text
        assert {one.removeprefix(text) for one in said["body"]} <= {"", text}, text
        assert set(said["alts"]) == {text}, text
        assert set(said["rubies"]) <= {text}, text
        assert page.evaluate("ran") == [], text
        assert page.url == path.as_uri()
    for number, text in list(enumerate(texts, 1))[::4]:
        page.goto((folder / DAY / f"advert_2026060102{number:03}.htm").as_uri() + f"#find={quote(text)}")
        said = page.eval_on_selector_all("h1, .said p", "all => all.map((one) => one.textContent)")
        assert said == [text, text, text]
        assert page.get_attribute(".out a", "href") == f"https://shop.example/{text}"
        assert page.evaluate("ran") == [], text
    for name in (f"{DAY}/node_1.htm", "calendar.html"):
        page.goto((folder / name).as_uri())
        assert page.evaluate("ran") == []
    context.close()
    assert [url for url in watch.asked if not url.startswith(folder.as_uri())] == []
    assert [
        one
        for one in watch.wrong
        if ".webp" not in one and ".jpg" not in one and ".png" not in one and "ERR_FILE_NOT_FOUND" not in one
    ] == []


def test_the_page_and_its_zones_show_them_as_text(hostile, chromium):
    """Lists, zones, the map, and the page beside, made by a script."""
    folder, texts = hostile
    context = chromium.new_context()
    page = context.new_page()
    page.goto((folder / DAY / "node_1.htm").as_uri())
    assert page.eval_on_selector_all("#titleList li a", "all => all.map((one) => one.textContent)") == texts
    assert page.eval_on_selector_all("svg.zones a", "all => all.map((one) => one.getAttribute('aria-label'))") == texts
    assert page.eval_on_selector_all("area", "all => all.map((one) => one.title)") == texts
    zones = page.evaluate("banxinIssue.pages[0].zones.map((one) => one[1])")
    assert zones == texts
    context.close()


def test_search_shows_them_as_text(hostile, chromium):
    """Found and marked in results, asked for in the address: text everywhere."""
    folder, texts = hostile
    context = chromium.new_context()
    context.add_init_script(SENTINEL)
    page = context.new_page()
    for text in texts[:: max(1, len(texts) // 40)]:
        page.goto((folder / "search.html").as_uri() + f"?q={quote(text)}")
        page.wait_for_function("() => document.documentElement.dataset.searched")
        shown = page.eval_on_selector_all(".results a", "all => all.map((one) => one.textContent)")
        assert text in shown or page.is_visible(".further"), text
        assert page.input_value("#q") == " ".join(text.split())[:100].strip() or page.input_value("#q") in text
        assert page.evaluate("ran") == [], text
    context.close()


def test_programs_read_them_whole(hostile):
    """JSON-LD, the feed and the comment give each text back, and end where they should."""
    folder, texts = hostile
    feed = feedparser.parse((folder / "rss.xml").read_bytes(), sanitize_html=False)
    assert not feed.bozo
    assert len(feed.entries) == len(texts)
    for number, text in enumerate(texts, 1):
        source = (folder / DAY / f"content_2026060101{number:03}.htm").read_text("utf-8")
        tree = BeautifulSoup(source, "html.parser")
        facts = json.loads(tree.find("script", type="application/ld+json").string)
        assert facts["headline"] == text
        comment = re.search(r"<!--enpproperty (.*?)/enpproperty-->", source, re.DOTALL)[1]
        assert "-->" not in comment
        assert "--!>" not in comment
        assert tree.find("founder-content") is not None
