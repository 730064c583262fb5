"""The e-paper on screens of all sizes: an open paper, a whole page at once, a closer look, a light first view."""

from __future__ import annotations

import pytest

from tests.conftest import CAMPAIGN
from tests.epaper.conftest import DAY, PAGES, zones_of


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
    whole = CAMPAIGN or (width, ratio) in ((375, 3), (1440, 1))  # every page of the issue
    names = (f"node_{number}.htm" for number in (PAGES if whole else (1, 4)))
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
