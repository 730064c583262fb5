"""A reader at a real browser: zones, keys, search, an open paper, reading aloud, and no network."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup

from banxin.files import Tree
from banxin.problems import Report
from banxin.story import read_story
from tests.conftest import ROOT, outside
from tests.press.epaper.conftest import DAY, Served, Watch

PAGES = range(1, 8)
Polygon = list[tuple[float, float]]


def zones_of(site: Path, number: int) -> list[tuple[str, Polygon]]:
    """Where each polygon of a page leads, and its corners in the picture's pixels."""
    tree = BeautifulSoup((site / DAY / f"node_{number}.htm").read_text("utf-8"), "html.parser")
    return [
        (link["href"], [tuple(map(float, pair.split(","))) for pair in link.polygon["points"].split()])
        for link in tree.select("svg.zones a")
    ]


def inside(polygon: Polygon, x: float, y: float) -> bool:
    """Whether a point lies in a polygon."""
    found = False
    for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            found = not found
    return found


def points_in(polygon: Polygon, others: list[Polygon], count: int) -> list[tuple[float, float]]:
    """Points of a polygon, spread over it, that lie in none of the others."""
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    chance = random.Random(repr(polygon))
    found: list[tuple[float, float]] = []
    for _ in range(4000):
        x, y = chance.uniform(min(xs) + 2, max(xs) - 2), chance.uniform(min(ys) + 2, max(ys) - 2)
        if inside(polygon, x, y) and not any(inside(other, x, y) for other in others):
            found.append((x, y))
        if len(found) == count:
            break
    assert len(found) == count
    return found


@pytest.fixture
def page(chromium):
    """A window of a desk's size."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def spot(page, x: float, y: float) -> None:
    """Click on the page's picture at a point of its own pixels."""
    page.evaluate(
        """([x, y]) => { const img = document.querySelector('.sheet img'), box = img.getBoundingClientRect();
        scrollTo(0, scrollY + box.top + y * box.height / img.getAttribute('height') - innerHeight / 2); }""", [x, y],
    )  # fmt: skip
    box = page.evaluate("(() => { const b = document.querySelector('.sheet img').getBoundingClientRect(); "
                        "return [b.left, b.top, b.width, b.height]; })()")  # fmt: skip
    size = page.evaluate("[+document.querySelector('.sheet img').getAttribute('width'), "
                         "+document.querySelector('.sheet img').getAttribute('height')]")  # fmt: skip
    page.mouse.click(box[0] + x * box[2] / size[0], box[1] + y * box[3] / size[1])


@pytest.mark.parametrize("number", PAGES)
def test_each_zone_opens_its_story(site, page, number):
    """Clicked at three points of each polygon, the page opens the story that stands there."""
    url = (site / DAY / f"node_{number}.htm").as_uri()
    zones = zones_of(site, number)
    assert zones
    for at, (href, polygon) in enumerate(zones):
        later = [other for _, other in zones[at + 1 :]]
        for x, y in points_in(polygon, later, 3):
            if not href.startswith("content_"):
                continue
            page.goto(url)
            with page.expect_navigation():
                spot(page, x, y)
            assert page.url.rpartition("/")[2] == href


@pytest.mark.parametrize("number", PAGES)
def test_the_gutter_between_stories_opens_none(site, page, number):
    """What lies beside all polygons (gutters, margins, advertisements) leads nowhere."""
    zones = [polygon for _, polygon in zones_of(site, number)]
    gaps = []
    for polygon in zones:
        right, low = max(x for x, _ in polygon), max(y for _, y in polygon)
        middle_x = sum(x for x, _ in polygon) / len(polygon)
        middle_y = sum(y for _, y in polygon) / len(polygon)
        gaps += [(right + 2, middle_y), (middle_x, low + 2)]
    gaps = [point for point in gaps if not any(inside(polygon, *point) for polygon in zones)]
    assert gaps
    page.goto((site / DAY / f"node_{number}.htm").as_uri())
    before = page.url
    for x, y in gaps[:10]:
        spot(page, x, y)
        page.wait_for_timeout(30)
        assert page.url == before


def test_zones_stand_on_the_ink_of_their_stories(edition, site):
    """Every character of a story stands in the polygons of its story; a second reader (pdfium) says where it stands."""
    import pypdfium2

    articles = json.loads((ROOT / "layouts/2026-06-01/ids.json").read_text("utf-8"))
    document = pypdfium2.PdfDocument(str(edition / "A02.pdf"))
    leaf = document[0]
    left, _, right, top = leaf.get_trimbox()
    text = leaf.get_textpage()
    zones = zones_of(site, 2)
    for slug in ("three-towns", "library"):
        body = (ROOT / f"stories/2026-06-01/{slug}.md").read_text("utf-8").rpartition("---")[2]
        own = [polygon for href, polygon in zones if articles[slug] in href]
        whole = [line for line in body.splitlines() if len(line) > 60 and not re.search(r"[\[\]*{}]", line)]
        for line in whole[:6]:
            at = text.search(line[:6]).get_next()
            assert at is not None, line[:6]
            for index in range(at[0], at[0] + 6):
                box = text.get_charbox(index)
                scale = 1100 / (right - left)
                x, y = ((box[0] + box[2]) / 2 - left) * scale, (top - (box[1] + box[3]) / 2) * scale
                assert any(inside(polygon, x, y) for polygon in own), (slug, line[:8])


@pytest.mark.parametrize("name", ["A02", "A04-A05", "A08"])
def test_the_picture_is_the_page_as_cut(site, name):
    """Another program (poppler) draws the page's PDF and cuts it at its trim: the picture shows the same in the same places."""
    import io
    import subprocess

    import pypdfium2
    from PIL import Image, ImageChops, ImageFilter, ImageStat

    folder = site / "images/2026-06/01" / name
    pdf = folder / f"wlwb20260601{name}.pdf"
    left, low, right, high = pypdfium2.PdfDocument(str(pdf))[0].get_trimbox()
    _, tall = pypdfium2.PdfDocument(str(pdf))[0].get_size()
    with Image.open(folder / "page.jpg") as opened:
        shown = opened.convert("L")
    dpi = shown.width * 72 / (right - left)
    drawn = subprocess.run(
        [outside("pdftoppm"), "-r", f"{dpi * 2:.3f}", "-png", str(pdf)], capture_output=True, check=True
    ).stdout
    with Image.open(io.BytesIO(drawn)) as opened:
        scale = dpi * 2 / 72
        cut = tuple(round(side * scale) for side in (left, tall - high, right, tall - low))
        other = opened.convert("L").crop(cut).resize(shown.size, Image.Resampling.LANCZOS)
    smooth = ImageFilter.GaussianBlur(1.5)
    apart = ImageStat.Stat(ImageChops.difference(shown.filter(smooth), other.filter(smooth))).mean[0]
    moved = ImageStat.Stat(
        ImageChops.difference(ImageChops.offset(shown, 4, 4).filter(smooth), other.filter(smooth))
    ).mean[0]
    assert apart < 3
    assert apart < moved / 4


def stories() -> dict[str, str]:
    """Every story's canonical text by its article's id."""
    ids = json.loads((ROOT / "layouts/2026-06-01/ids.json").read_text("utf-8"))
    tree = Tree(str(ROOT))
    found = {}
    for slug, own in ids.items():
        if "@" not in slug:
            story = read_story(tree, f"stories/2026-06-01/{slug}.md", Report())
            assert story is not None
            found[own] = story
    return found


#: The parts of an article in canonical order, and what is taken out of it.
READ = """(() => {
  const said = (element) => { const copy = element.cloneNode(true); copy.querySelectorAll('rt').forEach((one) => one.remove()); return copy.textContent; };
  const first = ['#PreTitle', '#Title', '#SubTitle', 'founder-author', '.dateline'];
  const found = first.map((name) => document.querySelector(name)).filter(Boolean).map(said);
  document.querySelectorAll('#ozoom p, #ozoom .quote figcaption').forEach((one) => {
    if (one.matches('.signoff, .note, .code')) return;
    const copy = one.cloneNode(true); copy.querySelectorAll('.dateline').forEach((part) => part.remove());
    found.push(said(copy)); });
  document.querySelectorAll('#ozoom .signoff').forEach((one) => found.push(said(one)));
  document.querySelectorAll('#ozoom .photo figcaption span').forEach((one) => found.push(said(one)));
  return found; })()"""


def test_the_text_of_every_article_is_its_story(site, page):
    """Character for character, jump parts joined; a quotation's speaker may stand after what was said."""
    for own, story in stories().items():
        page.goto((site / DAY / f"content_{own}.htm").as_uri())
        shown = [text for text in page.evaluate(READ) if text]
        wanted = [one.text for one in story.paragraphs() if one.text and one.role != "short"]
        quoted = {
            one.text
            for part in story.body
            if getattr(part, "name", "") == "quote" and part.title
            for one in [part.title]
        }
        assert [text for text in shown if text not in quoted] == [text for text in wanted if text not in quoted], (
            story.slug
        )
        assert sorted(shown) == sorted(wanted), story.slug


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


def test_the_issue_is_read_by_keys_alone(site, page):
    """Arrows turn pages, Tab reaches a story, Enter opens it, arrows turn articles, Escape goes back up, / searches."""
    page.goto((site / DAY / "node_1.htm").as_uri())
    for number in (2, 3, 4, 5, 6, 7):
        with page.expect_navigation():
            page.keyboard.press("ArrowRight")
        assert page.url.endswith(f"node_{number}.htm")
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href') || ''")
        seen.append(href)
        if href.startswith("content_"):
            break
    assert seen[-1].startswith("content_"), seen
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(seen[-1])
    opened = {page.url.rpartition("/")[2]}
    with page.expect_navigation():
        page.keyboard.press("Escape")
    page.goto((site / DAY / "content_2026060101001.htm").as_uri())
    opened = {page.url.rpartition("/")[2]}
    while page.query_selector("a.nextart"):
        with page.expect_navigation():
            page.keyboard.press("ArrowRight")
        opened.add(page.url.rpartition("/")[2])
    assert opened == {path.name for path in (site / DAY).glob("content_*.htm")}
    with page.expect_navigation():
        page.keyboard.press("/")
    assert "search.html" in page.url
    page.keyboard.type("海堤")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(".results a")


def test_after_one_visit_the_issue_is_read_without_a_network(site, chromium):
    """One page was opened; then the server is gone, and all pages and articles are there."""
    server = Served(site)
    context = chromium.new_context(viewport={"width": 390, "height": 800}, device_scale_factor=3)
    page = context.new_page()
    page.goto(server.url + f"{DAY}/node_1.htm")
    page.wait_for_function("() => document.documentElement.dataset.kept", timeout=60_000)
    names = json.loads((site / DAY / "kept.json").read_text("utf-8"))
    assert page.evaluate("document.documentElement.dataset.kept") == str(len(names))
    server.shut()
    for path in sorted((site / DAY).glob("*.htm")):
        page.goto(server.url + f"{DAY}/{path.name}")
        assert page.text_content("h1")
        if path.name.startswith("node"):
            page.wait_for_function("() => document.querySelector('.sheet img').naturalWidth > 0")
    page.goto(server.url + "search.html?issue=2026-06-01&q=" + quote("海堤"))
    page.wait_for_selector(".results a")
    context.close()


def test_the_paper_lies_open(site, page):
    """Two facing pages beside each other, each story of both opened by its zone; a front page and a spread stand alone."""
    page.goto((site / DAY / "node_2.htm").as_uri())
    page.click("[data-does=spread]")
    page.wait_for_function("() => document.querySelectorAll('.sheet').length === 2")
    assert page.evaluate("document.querySelector('.sheet.facing').previousElementSibling !== null")
    # All but the codes, which lead out of the paper.
    assert page.eval_on_selector_all(".facing svg a", "all => all.map((one) => one.getAttribute('href'))") == [
        href for href, _ in zones_of(site, 3) if not href.startswith("http")
    ]
    page.wait_for_function("() => [...document.querySelectorAll('.sheet img')].every((one) => one.naturalWidth > 0)")
    with page.expect_navigation():
        page.click(".facing svg a polygon", position={"x": 20, "y": 20})
    assert "content_2026060103" in page.url
    page.goto((site / DAY / "node_6.htm").as_uri())  # A07, after a spread: A06 lies at its left
    page.wait_for_function("() => document.querySelectorAll('.sheet').length === 2")
    assert "/A06/" in page.get_attribute(".sheet:first-child img", "src")
    for number in (1, 4, 7):
        page.goto((site / DAY / f"node_{number}.htm").as_uri())
        assert page.is_hidden("[data-does=spread]"), number
        assert page.locator(".sheet").count() == 1


def test_a_closer_look_takes_a_finer_picture(site, page):
    """Zoomed in, the browser takes the largest file; the page can be dragged without opening a story."""
    page.goto((site / DAY / "node_1.htm").as_uri())
    first = page.evaluate("document.querySelector('.sheet img').currentSrc")
    for _ in range(4):
        page.keyboard.press("+")
    page.wait_for_function("() => document.querySelector('.sheet img').currentSrc.includes('page-3200')")
    assert "page-3200" not in first
    box = page.locator("#viewer").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 150, steps=4)
    page.mouse.up()
    assert page.evaluate("document.getElementById('viewer').scrollTop") > 0
    assert page.url.endswith("node_1.htm")
    # Let go outside the picture, the hand holds nothing any more.
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 200, box["y"] + 300, steps=4)
    page.mouse.up()
    page.wait_for_timeout(50)
    there = page.evaluate("document.getElementById('viewer').scrollLeft")
    page.mouse.move(box["x"] + 100, box["y"] + 320, steps=4)
    assert page.evaluate("document.getElementById('viewer').scrollLeft") == there
    page.keyboard.press("0")
    page.keyboard.press("0")
    assert page.evaluate("document.querySelector('.sheets').style.getPropertyValue('--zoom')") == "1"


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 700), (1024, 600), (360, 780), (780, 360)])
def test_the_whole_page_is_seen_at_once(site, chromium, width, height):
    """全版: from its head to its foot the page stands in the window below the bars, whatever the window's shape."""
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    for number in (1, 4, 7):
        page.goto((site / DAY / f"node_{number}.htm").as_uri())
        before = page.evaluate("document.querySelector('.sheets').getBoundingClientRect().width")
        page.keyboard.press("+")
        page.click("[data-does=whole]")
        page.wait_for_timeout(60)
        top, foot, left, right = page.evaluate(
            "(() => { const b = document.querySelector('.sheets').getBoundingClientRect(); return [b.top, b.bottom, b.left, b.right]; })()"
        )
        assert page.evaluate("document.querySelector('.bar').getBoundingClientRect().bottom") <= top
        assert foot <= height
        assert 0 <= left < right <= width
        # It is as large as it can be: it fills the height, or its place's width.
        assert foot - top > height - 200 or right - left == pytest.approx(before, abs=1)
        assert page.get_attribute("[data-does=whole]", "aria-pressed") == "true"
        page.click("[data-does=whole]")
        assert page.evaluate("document.querySelector('.sheets').getBoundingClientRect().width") == pytest.approx(
            before, abs=1
        )
    context.close()


def test_light_and_size_of_text_are_kept(site, page):
    """What a reader chose on one page holds on the next."""
    page.goto((site / DAY / "content_2026060102001.htm").as_uri())
    small = page.evaluate("parseFloat(getComputedStyle(document.querySelector('founder-content')).fontSize)")
    page.click("[data-does=text-larger]")
    page.click("[data-does=theme]")
    page.click("[data-does=theme]")
    page.goto((site / DAY / "content_2026060102002.htm").as_uri())
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('founder-content')).fontSize)") > small
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor") == "rgb(23, 22, 20)"


def test_an_article_is_read_aloud_from_its_kicker_to_its_end(site, page):
    """Everything is spoken, in order, without readings of characters; what is spoken is marked."""
    page.add_init_script("""
      window.spoken = [];
      window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
      const voice = { speaking: false, paused: false, getVoices: () => [], cancel() {}, pause() { this.paused = true; },
        resume() { this.paused = false; }, speak(one) { spoken.push([one.text, one.lang, Boolean(document.querySelector('.speaking'))]); setTimeout(() => one.onend(), 0); } };
      Object.defineProperty(window, 'speechSynthesis', { value: voice });""")
    page.goto((site / DAY / "content_2026060102001.htm").as_uri())
    page.click("[data-does=read]")
    page.wait_for_function("() => document.querySelector('[data-does=stop]').hidden && spoken.length > 20")
    spoken = page.evaluate("spoken")
    assert spoken[0][0].startswith("“拆船的")
    assert spoken[1][0] == "三座老镇 把吃饭的手艺重学一遍"
    assert {lang for _, lang, _ in spoken} == {"zh-CN"}
    assert all(marked for _, _, marked in spoken)
    assert "剩下那十分，你得知道停在哪儿。" in spoken[-1][0] or any("停在哪儿" in text for text, _, _ in spoken)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_its_screen(site, chromium, width):
    """Nothing has to be pushed sideways but tables and a page looked at closely."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in [site / "calendar.html", site / "search.html", *(site / DAY).glob("*.htm")]:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
    context.close()


@pytest.mark.parametrize(
    ("width", "ratio"),
    [(360, 3), (375, 3), (390, 3), (412, 3.5), (430, 3), (360, 4), (768, 2), (834, 3), (1440, 1), (1440, 2)],
)
def test_a_first_view_is_light(served, chromium, width, ratio):
    """A page or an article is there after 400 KB at most, unpacked as a server without compression sends them.

    On a telephone it stays so while it is looked at; a large screen gets a finer picture once all is there.
    """
    telephone = width <= 430
    names = (f"node_{number}.htm" for number in (PAGES if ratio in (1, 3) else (1, 4)))
    for name in (*names, "advert_2026060105006.htm", *("content_2026060102001.htm", "content_2026060104001.htm")):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, device_scale_factor=ratio, service_workers="block"
        )
        page = context.new_page()
        client = context.new_cdp_session(page)
        weights: list[float] = []
        client.on("Network.loadingFinished", lambda event, found=weights: found.append(event["encodedDataLength"]))
        client.send("Network.enable")
        page.goto(f"{served}{DAY}/{name}", wait_until="load")
        page.wait_for_timeout(2000 if telephone else 300)
        context.close()
        assert sum(weights) < 400_000, (name, sum(weights))


def test_a_finger_turns_the_page(site, chromium):
    """Drawn to the left the next page comes, to the right the one before; up and down only scrolls."""
    context = chromium.new_context(viewport={"width": 360, "height": 780}, has_touch=True)
    page = context.new_page()
    page.goto((site / DAY / "node_2.htm").as_uri())
    client = context.new_cdp_session(page)

    def draw(x: int, y: int) -> None:
        for kind, points in (
            ("touchStart", [{"x": 180, "y": 300}]),
            ("touchMove", [{"x": 180 + x, "y": 300 + y}]),
            ("touchEnd", []),
        ):
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    draw(0, -120)
    page.wait_for_timeout(200)
    assert page.url.endswith("node_2.htm")
    page.evaluate("scrollTo(0, 0)")
    with page.expect_navigation():
        draw(-120, 5)
    assert page.url.endswith("node_3.htm")
    with page.expect_navigation():
        draw(120, -5)
    assert page.url.endswith("node_2.htm")
    context.close()


def test_jump_lines_and_the_index_lead_on(site, page):
    """下转 leads to the story's other part, 上接 back; a line of 导读 opens its story; each stands where it is printed."""
    for number, kind, other in ((1, "jump-to", 3), (3, "jump-from", 1)):
        page.goto((site / DAY / f"node_{number}.htm").as_uri())
        with page.expect_navigation():
            page.click(f".zones a.{kind} polygon")
        assert page.url.endswith(f"node_{other}.htm#z2026060101001")
        # The part is in the window, and told from the others.
        box = page.evaluate(
            "(() => { const b = document.querySelector(':target').getBoundingClientRect(); return [b.top, b.bottom]; })()"
        )
        assert box[1] > 0
        assert box[0] < 900
        stroke = "getComputedStyle(document.querySelector(':target polygon')).stroke"
        assert page.evaluate(stroke) != "rgba(0, 0, 0, 0)"
    tree = BeautifulSoup((site / DAY / "node_1.htm").read_text("utf-8"), "html.parser")
    lines = tree.select(".zones a.index-line")
    assert [line["href"] for line in lines][:2] == ["content_2026060102001.htm", "content_2026060102002.htm"]
    assert len(lines) == 7
    assert tree.select(".zones a.jump-to")[0]["aria-label"] == "下转第A03版：社区"
    # Programs that read the map find the jump line before the story that it lies in.
    areas = [area["href"] for area in tree.select("map area")]
    assert areas.index("node_3.htm#z2026060101001") < areas.index("content_2026060101001.htm")


def test_an_advertisement_has_its_own_view(site, page):
    """Clicked on its page it opens large, with its words, and the link of its code; a picture has at least its customer's name."""
    page.goto((site / DAY / "node_5.htm").as_uri())
    with page.expect_navigation():
        page.click(".zones a.ad polygon >> nth=0")
    assert page.text_content("h1") == "海上音乐会"
    assert page.get_attribute(".out a", "href").startswith("https://")
    assert "弦乐四重奏《潮间带》" in page.text_content(".said")
    page.wait_for_function("() => document.querySelector('.advert img').naturalWidth > 600")
    with page.expect_navigation():
        page.keyboard.press("Escape")
    assert page.url.endswith("node_5.htm")
    page.goto((site / DAY / "node_6.htm").as_uri())
    labels = page.eval_on_selector_all(".zones a.ad", "all => all.map((one) => one.getAttribute('aria-label'))")
    assert sorted(labels) == sorted(
        f"广告：{name}" for name in ("望澜水产市场", "栈桥人家", "青埠河夜校", "老榕茶铺", "环湾单车")
    )


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


def test_files_to_take_along_are_there_without_a_network(site, chromium):
    """After one visit the page's PDF, the whole issue's and the feed are there when the server is gone."""
    server = Served(site)
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(server.url + f"{DAY}/node_1.htm")
    page.wait_for_function("() => document.documentElement.dataset.kept", timeout=60_000)
    server.shut()
    for name in ("images/2026-06/01/A02/wlwb20260601A02.pdf", "images/2026-06/01/wlwb20260601.pdf", "rss.xml"):
        size = page.evaluate(
            "(url) => fetch(url).then((answer) => answer.arrayBuffer()).then((all) => all.byteLength)",
            server.url + name,
        )
        assert size == (site / name).stat().st_size
    context.close()


def test_vertical_marks_come_from_a_face_that_has_them(site, page):
    """In vertical lines all marks are shown by one Chinese face, none by a Western one that turns them wrongly."""
    page.goto((site / DAY / "content_2026060105003.htm").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('founder-content')).writingMode") == "vertical-rl"
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    found = client.send(
        "DOM.querySelectorAll", {"nodeId": root, "selector": "founder-content p, founder-content figcaption"}
    )
    faces = {
        face["familyName"]
        for node in found["nodeIds"]
        for face in client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }
    assert faces
    assert all("CJK" in face or "Song" in face for face in faces), faces
