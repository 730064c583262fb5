"""The e-paper is a closed and valid site: outside judges find nothing, links lead somewhere, nothing is asked for outside."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT, outside
from tests.epaper.conftest import DAY, Watch, export, module


def pages(site: Path) -> list[Path]:
    return sorted([*site.glob("*.htm*"), *site.glob(f"{DAY}/*.htm")])


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def test_the_nu_checker_finds_no_error(site):
    """Every page and style sheet is valid."""
    jar = module("vnu-jar/build/dist/vnu.jar")
    done = subprocess.run(
        [outside("java"), "-jar", jar, "--errors-only", "--also-check-css", "--format", "json",
         *map(str, [*pages(site), *site.glob("static/*/*.css")])], capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(done.stderr or done.stdout)["messages"]
    # The checker's own table of CSS ends before these.
    late = ("text-emphasis", "color-mix", "text-wrap", "overscroll-behavior-x")
    assert [one for one in found if not any(word in one["message"] for word in late)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_violation(site, chromium, width, scheme):
    """Pages, articles, search and calendar can be used by everybody."""
    script = Path(module("axe-core/axe.min.js")).read_text("utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    names = ["calendar.html", "search.html?q=海", *(f"{DAY}/node_{at}.htm" for at in (1, 4, 7))]
    names += [f"{DAY}/advert_{own}.htm" for own in ("2026060105006", "2026060106008")]
    names += [f"{DAY}/content_2026060102001.htm#find=海", f"{DAY}/node_3.htm#n1"]
    names += [f"{DAY}/content_20260601{own}.htm" for own in ("01001", "02001", "05003", "06001", "06002", "07001")]
    for name in names:
        path, mark, rest = name.partition("#") if "#" in name else name.partition("?")
        page.goto("about:blank")
        page.goto((site / path).as_uri() + mark + rest)
        page.evaluate(script)
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        found |= {(name, one["id"]): one["nodes"][0]["html"] for one in result["violations"]}
    context.close()
    assert found == {}


def test_every_link_leads_to_a_file(site):
    """Nothing of the site points at what is not there."""
    broken = []
    for path in pages(site):
        tree = soup(path)
        refs = [tag[key] for tag in tree.find_all(True) for key in ("href", "src") if tag.get(key)]
        refs += [part.split()[0] for tag in tree.find_all(srcset=True) for part in tag["srcset"].split(", ")]
        refs += [match[1] for tag in tree.find_all("meta") if (match := re.search(r"URL=(.*)", tag.get("content", "")))]
        for ref in refs:
            parts = urlsplit(ref)
            if parts.scheme or ref.startswith("#"):
                continue
            if not (path.parent / unquote(parts.path)).resolve().is_file():
                broken.append((path.name, ref))
    assert broken == []


def test_what_is_kept_for_reading_offline_is_there(site):
    """The list that a browser keeps names files of the site alone."""
    folder = site / DAY
    names = json.loads((folder / "kept.json").read_text("utf-8"))
    assert len(names) > 80
    assert names[-1] == "../../../images/2026-06/01/wlwb20260601.pdf"
    assert "../../../rss.xml" in names
    assert [name for name in names if not (folder / name).resolve().is_file()] == []
    assert all(str((folder / name).resolve()).startswith(str(site.resolve())) for name in names)


def test_links_outside_are_the_codes_of_the_page_alone(site):
    """A reader leaves the e-paper only by a code that the paper printed."""
    for path in pages(site):
        for tag in soup(path).find_all("a", href=re.compile("^[a-z]+:")):
            assert "external" in tag["rel"], (path, tag)


def test_nothing_is_asked_for_outside(site, chromium):
    """From a disk every page works, and asks for files of its own folder only."""
    context = chromium.new_context()
    page = context.new_page()
    watch = Watch(page)
    for path in pages(site):
        if path.name in ("index.html", "paperindex.htm"):
            page.goto(path.as_uri(), wait_until="commit")
            page.wait_for_url("**/node_1.htm")
        else:
            page.goto(path.as_uri())
    root = site.as_uri()
    context.close()
    assert [url for url in watch.asked if not url.startswith(root)] == []
    assert watch.wrong == []


def test_the_feed_is_valid_and_leads_to_the_articles(site):
    """RSS 2.0: every article once, under the address that the house states."""
    text = (site / "rss.xml").read_bytes()
    feed = feedparser.parse(text)
    assert not feed.bozo
    articles = sorted(path.name for path in site.glob(f"{DAY}/content_*.htm"))
    assert sorted(entry.link.rpartition("/")[2] for entry in feed.entries) == articles
    assert len({entry.id for entry in feed.entries}) == len(articles)
    assert feed.feed.link == "https://epaper.wanglan-evening.example/"
    assert all(
        entry.link.startswith(feed.feed.link + "html/") and entry.title and entry.summary for entry in feed.entries
    )
    assert {entry.published for entry in feed.entries} == {"Mon, 01 Jun 2026 00:00:00 +0800"}
    assert any(link.rel == "self" and link.href.endswith("/rss.xml") for link in feed.feed.links)


def test_every_article_describes_itself_to_programs(site):
    """schema.org: a NewsArticle in its issue of the newspaper, with its page."""
    for path in site.glob(f"{DAY}/content_*.htm"):
        tree = soup(path)
        facts = json.loads(tree.find("script", type="application/ld+json").string)
        assert facts["@type"] == "NewsArticle"
        assert facts["headline"] == tree.h1.get_text()
        assert facts["datePublished"] == "2026-06-01"
        assert re.fullmatch(r"A0\d(-A0\d)?", facts["printPage"])
        assert facts["isPartOf"]["@type"] == "PublicationIssue"
        assert facts["isPartOf"]["isPartOf"] == {
            "@type": "Newspaper", "name": "望澜晚报",
            "identifier": {"@type": "PropertyValue", "propertyID": "CN", "value": "CN 00-0099"},
        }  # fmt: skip


def test_authors_are_persons_and_the_body_is_the_body(site):
    """A Person each, by name, with what they did beside it; a desk is none; no headline, dateline or caption in the body."""

    def facts(own: str) -> dict:
        tree = soup(site / DAY / f"content_{own}.htm")
        return json.loads(tree.find("script", type="application/ld+json").string)

    lead = facts("2026060101001")
    assert [(one["@type"], one["name"]) for one in lead["author"]] == [("Person", "沈禾"), ("Person", "陆舟")]
    assert [one["jobTitle"] for one in lead["author"]] == ["记者", "通讯员"]
    assert lead["articleBody"].startswith("今晨5:30，一列CRX-160型列车")
    assert "首班轻轨迎着日出过海 东屿进城" not in lead["articleBody"]
    assert "太阳刚离开水面，车厢里" in lead["articleBody"]
    assert "对岸的东屿群山刚刚露出轮廓" not in lead["articleBody"]
    assert [one["name"] for one in facts("2026060102001")["author"]] == ["沈禾", "季云"]
    assert facts("2026060104001")["author"] == [{"@type": "Person", "name": "陆舟", "jobTitle": "摄影报道"}]
    assert facts("2026060103003")["author"] == [{"@type": "Organization", "name": "本报社区新闻部"}]


def test_pages_say_what_they_are_when_they_are_shared(site):
    """Pages and articles state where they lie, and what a shared link shows: title, text, picture, site."""
    for path in sorted(site.glob(f"{DAY}/node_*.htm")) + sorted(site.glob(f"{DAY}/content_*.htm")):
        tree = soup(path)
        address = f"https://epaper.wanglan-evening.example/{DAY}/{path.name}"
        assert tree.find("link", rel="canonical")["href"] == address
        shown = {tag["property"]: tag["content"] for tag in tree.find_all("meta", property=True)}
        assert shown["og:url"] == address
        assert shown["og:type"] == ("website" if "node" in path.name else "article")
        assert shown["og:title"]
        assert shown["og:description"]
        assert shown["og:site_name"] == "望澜晚报"
        picture = shown["og:image"].removeprefix("https://epaper.wanglan-evening.example/")
        assert (site / picture).is_file()


def test_pdfs_have_names_that_can_be_told(site):
    """Code, day and page make a page's file name; without the page it is the whole issue's."""
    images = site / "images/2026-06/01"
    assert (images / "wlwb20260601.pdf").is_file()
    assert [(images / name / f"wlwb20260601{name}.pdf").is_file() for name in ("A01", "A04-A05", "A08")] == [True] * 3
    subprocess.run([outside("qpdf"), "--check", str(images / "wlwb20260601.pdf")], check=True, capture_output=True)


def test_photos_leave_the_house_without_their_metadata(site):
    """No place, camera or profile goes along (P22)."""
    for path in [*site.rglob("*.jpg"), *site.rglob("*.webp")]:
        data = path.read_bytes()
        assert not any(
            sign in data for sign in (b"Exif\0\0", b"http://ns.adobe.com", b"Photoshop 3.0", b"ICC_PROFILE", b"ICCP")
        )


def test_the_same_issue_again_is_the_same_bytes(site, tmp_path):
    """Exported anew in another place, byte for byte; exported again, no file is touched."""
    done = export(ROOT / "layouts" / "2026-06-01", tmp_path)
    assert done.returncode == 0

    def seen(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    first = seen(tmp_path / "epaper")
    assert first == seen(site)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "epaper").rglob("*")}
    again = export(ROOT / "layouts" / "2026-06-01", tmp_path, "--lang", "en")
    assert "the same as before" in again.stdout
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "epaper").rglob("*")}


def test_the_words_are_the_same_in_both_scripts_and_all_are_used():
    """What is said in simplified characters is said in traditional ones, with the same blanks; nothing lies about unused."""
    room = ROOT / "banxin/epaper"
    printed = ROOT / "banxin/words/printed"
    hans, hant = (
        tomllib.loads((printed / f"{tag}.toml").read_text("utf-8"))["epaper"] for tag in ("zh-Hans", "zh-Hant")
    )
    assert list(hans) == list(hant)
    blanks = re.compile(r"\{[a-z]+(?::\d+)?\}")
    assert [name for name in hans if blanks.findall(str(hans[name])) != blanks.findall(str(hant[name]))] == []
    code = "".join(
        path.read_text("utf-8") for path in room.rglob("*.*") if path.suffix in (".py", ".html", ".xml", ".js")
    )
    used = set(re.findall(r"""['"]([a-z_]+)['"]|words\.([a-z_]+)""", code))
    known = {one or other for one, other in used} | {f"theme_{name}" for name in ("auto", "light", "dark")}
    assert [name for name in hans if name not in known] == []
