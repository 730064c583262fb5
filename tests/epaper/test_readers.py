"""Other programs read the e-paper by the marks they know, each as it looks for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT
from tests.epaper.conftest import DAY, export

HEADLINE = "首班轻轨迎着日出过海 东屿进城不再看浪脸色"
ARTICLE = f"{DAY}/content_2026060101001.htm"


def soup(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text("utf-8"), "html.parser")


def text(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def test_a_crawler_of_slides_and_headings(site):
    """Pages by slides, articles by the list, body by three headings and the paragraphs of #ozoom."""
    page = soup(site, f"{DAY}/node_1.htm")
    assert page.find("div", id="pageList") is None
    slides = page.find("div", class_="swiper-container").find_all("div", class_="swiper-slide")
    assert [slide.a["href"] for slide in slides] == [f"node_{at}.htm" for at in range(1, 8)]
    links = [item.a["href"] for item in page.find("ul", class_="news-list").find_all("li")]
    assert links == [f"content_202606010100{at}.htm" for at in range(1, 6)]
    article = soup(site, ARTICLE)
    heading = article.h3.text + "\n" + article.h1.text + "\n" + article.h2.text
    assert heading == f"全长38.6公里 过海只需7分钟\n{HEADLINE}\n——澜海线今天5:30开通试运营，全程35分钟，票价2元至9元"
    paragraphs = [p.text for p in article.find("div", id="ozoom").find_all("p")]
    assert len(paragraphs) > 8
    assert paragraphs[0].startswith("本报")
    for path in sorted((site / DAY).glob("content_*.htm")):
        one = soup(site, f"{DAY}/{path.name}")
        assert one.h3 is not None
        assert one.h2 is not None
        assert one.find("div", id="ozoom") is not None


def test_a_downloader_of_pages_by_exact_classes(site):
    """The page's name and its PDF by the classes as they are written."""
    page = soup(site, f"{DAY}/node_2.htm")
    assert page.select_one('p[class="left ban"]').text == "第A02版：深度"
    link = page.select_one('p[class="right btn"] > a')
    assert (site / DAY / link["href"]).resolve().is_file()
    assert len(page.select("ul.news-list li a")) == 3


def test_a_downloader_that_guesses_pdfs(site):
    """So many slides, and a file for each that can be guessed from its page."""
    page = soup(site, f"{DAY}/node_1.htm")
    for slide in page.select("div.swiper-slide"):
        name = re.search(r"第([A-Z0-9-]+)版", slide.text)[1]
        assert (site / f"images/2026-06/01/{name}/wlwb20260601{name}.pdf").is_file()


def test_a_feed_maker_by_the_redirect_and_the_map(site):
    """paperindex.htm leads to the day; the map of the page and the list lead to articles."""
    index = text(site, "paperindex.htm")
    target = re.search(r'URL=(.*)"', index)[1]
    assert re.search(r"(\d{4}-\d{2}/\d{2})", target)[1] == "2026-06/01"
    page = soup(site, target)
    assert len(page.select('map[name="PagePicMap"] area')) >= 5
    assert page.select("ul.main-ed-articlenav-list li a")
    assert page.select_one("#pageLink")["href"] == "node_1.htm"
    article = soup(site, ARTICLE)
    assert article.select_one(".main-article-title").text == HEADLINE
    assert "澜海线" in article.select_one(".main-article-content").text


def test_a_crawler_by_patterns_in_the_source(site):
    """Page links, numbered list entries and Founder's own elements, found in the text of the page."""
    source = text(site, f"{DAY}/node_1.htm")
    assert re.findall(r'id="pageLink" href="(node_\d+.htm)">第(A\d+)版[:：](.*?)<', source) == [
        ("node_1.htm", "A01", "要闻")
    ]
    entries = re.findall(r'<div id="content_\d+_\d+"><a href="?(.*?)"?>(.*?)</a>', source)
    assert entries[0] == ("content_2026060101001.htm", HEADLINE)
    article = text(site, ARTICLE)
    assert re.search(r"<founder-title>(.*?)</founder-title>", article, re.DOTALL)
    assert re.search(r"<h1[^>]*><founder-title>(.*?)</founder-title>", article)[1] == HEADLINE
    assert re.search(r"<p class=\"sec\"><founder-author>(.*?)</founder-author>", article)[1].startswith("记者")
    content = re.search(r"<founder-content>(.*?)</founder-content>", article, re.DOTALL)[1]
    assert "本报" in re.sub(r"<!--.*?-->|<[^>]*>", "", content)


def test_a_crawler_that_reads_the_comment(site):
    """All facts of an article stand in one comment, by Founder's names."""
    article = text(site, ARTICLE)
    block = re.search(r"<!--enpproperty (.*?)/enpproperty-->", article, re.DOTALL)[1]
    found = dict(re.findall(r"<([a-z-]+)>(.*?)</\1>", block))
    assert found["articleid"] == "2026060101001"
    assert found["date"] == found["founder-date"] == "2026-06-01"
    assert found["title"] == found["founder-title"] == HEADLINE
    assert found["introtitle"] == "全长38.6公里 过海只需7分钟"
    assert found["subtitle"] == found["founder-subtitle"]
    assert found["author"] == "记者 沈禾 通讯员 陆舟"
    assert found["nodename"] == "要闻"
    body = re.search(r"<!--enpcontent-->(.*?)<!--/enpcontent-->", article, re.DOTALL)[1]
    assert body.count("<p>") > 5


def test_spiders_by_addresses(site):
    """Pages and articles by the shape of their addresses, the date out of the path."""
    page = soup(site, f"{DAY}/node_3.htm")
    hrefs = [f"{DAY}/{link['href']}" for link in page.find_all("a", href=True) if "/" not in link["href"]]
    assert any(re.fullmatch(r"html/\d+-\d+/\d+/node\w+.htm", href) for href in hrefs)
    assert any(re.fullmatch(r"html/\d+-\d+/\d+/content\w+.htm", href) for href in hrefs)
    article = soup(site, f"{DAY}/content_2026060103001.htm")
    assert [article.select_one(name) is not None for name in ("#PreTitle", "#Title", "#SubTitle")] == [True] * 3


def test_spiders_of_hot_zones(site):
    """The picture by its map, and polygons in the picture's own pixels."""
    from PIL import Image

    page = soup(site, f"{DAY}/node_1.htm")
    picture = page.select_one('img[usemap="#PagePicMap"]')
    path = (site / DAY / picture["src"]).resolve()
    assert path.name == "page.jpg"
    with Image.open(path) as image:
        size = image.size
    assert (int(picture["width"]), int(picture["height"])) == size
    for area in page.select("map area"):
        numbers = list(map(int, area["coords"].split(",")))
        assert len(numbers) >= 8
        assert all(0 <= x <= size[0] for x in numbers[::2])
        assert all(0 <= y <= size[1] for y in numbers[1::2])
        assert area["alt"]


def test_a_reference_manager(site):
    """Zotero takes the page from the line with the date."""
    article = soup(site, f"{DAY}/content_2026060101002.htm")
    assert article.select_one(".sec > .date").text == "《望澜晚报》（2026年06月01日 第A01版）"
    assert soup(site, ARTICLE).select_one(".sec > .date").text == "《望澜晚报》（2026年06月01日 第A01版 第A03版）"


def test_an_option_repeats_the_id_for_readers_that_look_for_it(tmp_path):
    """--compat founder-ids gives every page's link the id that HTML allows once."""
    assert export(ROOT / "layouts" / "2026-06-01", tmp_path, "--compat", "founder-ids").returncode == 0
    page = soup(tmp_path / "epaper", f"{DAY}/node_1.htm")
    assert [link["href"] for link in page.find_all("a", id="pageLink")] == [f"node_{at}.htm" for at in range(1, 8)]


@pytest.mark.parametrize("name", ["#titleList ul li a", ".ban_t", "#ozoom p"])
def test_paths_that_papers_readers_state(site, name):
    """Ids that many readers' own tables of paths name are there."""
    assert soup(site, f"{DAY}/node_1.htm").select(name) or soup(site, ARTICLE).select(name)
