"""A reader searches: every phrase is found, opened and marked where it stands."""

from __future__ import annotations

import random
from urllib.parse import quote, unquote

import pytest

from tests.epaper.conftest import DAY, Watch, stories


def phrases(count: int) -> list[tuple[str, str]]:
    """Phrases out of the issue's stories, beginning and ending anywhere: (article, phrase)."""
    chance = random.Random(7)
    found = []
    rows = [(own, one.text) for own, story in stories().items() for one in story.paragraphs() if len(one.text) > 30]
    while len(found) < count:
        own, text = chance.choice(rows)
        size = chance.randint(2, 12)
        start = chance.randrange(len(text) - size)
        if text[start : start + size].strip():
            found.append((own, text[start : start + size]))
    return found


@pytest.mark.parametrize("scope", ["", "2026-06-01"])
def test_search_finds_every_phrase(site, page, scope):
    """Phrases that begin and end within words, with marks, digits and blanks: each is found in its article."""
    watch = Watch(page)
    for own, phrase in phrases(20):
        page.goto((site / "search.html").as_uri() + f"?q={quote(phrase)}&issue={scope}")
        page.wait_for_function("() => document.documentElement.dataset.searched")
        while page.is_visible(".further"):
            page.evaluate("delete document.documentElement.dataset.searched")
            page.click(".further")
            page.wait_for_function("() => document.documentElement.dataset.searched")
        links = page.eval_on_selector_all(".results a", "all => all.map((one) => one.getAttribute('href'))")
        found = {link.partition("#")[0] for link in links}
        assert f"{DAY}/content_{own}.htm" in found, phrase
        assert all(unquote(link.partition("#find=")[2]) == phrase.strip() for link in links if "content_" in link)
        marked = page.eval_on_selector_all(".results li:first-child mark", "all => all.map((one) => one.textContent)")
        assert marked or len(phrase.split()) > 1, phrase
    assert watch.wrong == []


def test_search_says_that_nothing_was_found(site, page):
    """A phrase that is nowhere is told, as text."""
    page.goto((site / "search.html").as_uri() + "?q=" + quote("<b>没有这句话的"))
    page.wait_for_function("() => document.documentElement.dataset.searched")
    assert page.text_content(".told") == "没有找到“<b>没有这句话的”"


def hits(page, phrase: str) -> list[str]:
    page.goto(page.site + "/search.html?q=" + quote(phrase))
    page.wait_for_function("() => document.documentElement.dataset.searched")
    return page.eval_on_selector_all(".results a", "all => all.map((one) => one.getAttribute('href'))")


def test_phrases_over_paragraph_ends_are_found_and_marked(site, page):
    """The end of a paragraph with the beginning of the next: found, and marked in both; the window shows it."""
    page.site = site.as_uri()
    chance = random.Random(11)
    rows = []
    for own, story in stories().items():
        texts = [one for one in story.body if getattr(one, "role", "") in ("body", "subhead") and len(one.text) > 12]
        follow = [
            (one, two) for one, two in zip(story.body, story.body[1:], strict=False) if one in texts and two in texts
        ]
        rows += [(own, one.text[-4:] + two.text[:5]) for one, two in follow]
    assert len(rows) > 40
    for own, phrase in chance.sample(rows, 12):
        links = [link for link in hits(page, phrase) if own in link]
        assert links, phrase
        page.goto(f"{page.site}/{links[0]}")
        marks = page.eval_on_selector_all("mark.hit", "all => all.map((one) => one.textContent)")
        assert "".join("".join(marks).split()) == "".join(phrase.split()), (phrase, marks)
        box = page.evaluate(
            "(() => { const b = document.querySelector('mark.hit').getBoundingClientRect(); return [b.top, b.bottom, b.left, b.right]; })()"
        )
        assert 40 < box[0] < box[1] < 900, (phrase, box)
        assert 0 <= box[2] < box[3] <= 1440


def test_a_hit_is_marked_in_headlines_bylines_and_captions(site, page):
    """Whatever blanks were typed; the text stays what it was; from one phrase to the next, and with one that is no phrase."""
    page.site = site.as_uri()
    name = f"{page.site}/{DAY}/content_2026060102001.htm"
    page.goto(name)
    plain = page.text_content("#article")
    for phrase in ("三座老镇　把吃饭", "集装箱", "记者　沈禾"):
        page.goto("about:blank")
        page.goto(f"{name}#find={quote(phrase)}")
        marked = "".join(page.eval_on_selector_all("mark.hit", "all => all.map((one) => one.textContent)"))
        assert marked, phrase
        assert page.text_content("#article") == plain
    page.evaluate("location.hash = '#find=' + encodeURIComponent('三座老镇')")
    page.wait_for_function("() => document.querySelector('#Title mark.hit')")
    page.evaluate("location.hash = '#find=' + encodeURIComponent('<img src=x onerror=alert(1)>%')")
    page.wait_for_function("() => !document.querySelector('mark.hit')")
    page.goto("about:blank")
    watch = Watch(page)
    page.goto(f"{name}#find=%E4%BD")
    assert page.text_content("#article") == plain
    assert watch.wrong == []


def test_words_beside_the_articles_are_found(site, page):
    """An ear, a filler, an advertisement: the search leads to the place on its page, or to the advertisement's own view."""
    page.site = site.as_uri()
    for phrase, wanted in (
        ("多云转晴19～26℃东南风3级", "node_1.htm#n1"), ("新闻热线0900", "node_1.htm#n2"), ("给社区版写信望澜市", "node_3.htm#n1"),
        ("手风琴与船工号子", "advert_2026060105006.htm"), ("环湾单车", "advert_2026060106010.htm"), ("休渔不休鲜", "advert_2026060106006.htm"),
        ("下班以后还有一盏灯", "advert_2026060106008.htm"), ("一壶茶盐仓里", "advert_2026060106009.htm"),
    ):  # fmt: skip
        links = hits(page, phrase)
        assert any(link.startswith(f"{DAY}/{wanted}") for link in links), (phrase, links)
    page.goto(f"{page.site}/{DAY}/node_3.htm#n1")
    box = page.evaluate(
        "(() => { const b = document.querySelector('.spot:target').getBoundingClientRect(); return [b.top, b.bottom]; })()"
    )
    assert 0 < box[0] < box[1] < 900
    page.goto(f"{page.site}/{DAY}/advert_2026060105006.htm#find={quote('手风琴')}")
    assert page.text_content("mark.hit") == "手风琴"
