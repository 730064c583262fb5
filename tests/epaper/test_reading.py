"""A reader at a real browser: zones, keys, search, an open paper, reading aloud, and no network."""

from __future__ import annotations

import json
import random
import re
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT, outside
from tests.epaper.conftest import DAY, PAGES, Polygon, Served, stories, zones_of


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
