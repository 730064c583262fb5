"""What may not be shown is not: articles taken down, print-only stories and photos, embargoes; the paper as printed stays."""

from __future__ import annotations

import io
import json
import re

import pytest
from conftest import DATE, Desk
from PIL import Image, ImageStat

STORY = f"stories/{DATE}/harbour.md"
HEADLINE = "渔港灯塔重新点亮"
ARTICLE = "html/2026-06/01/content_2026060101001.htm"
NODE = "html/2026-06/01/node_1.htm"
PICTURES = ("images/2026-06/01/A01/page.jpg", "images/2026-06/01/A01/page-1800.jpg")
URL = 'epaper: {url: "https://e.example.org"}\n'


def export(desk: Desk, *words: str):
    return desk.run("export", "epaper", str(desk.root / "layouts" / DATE), "--lang", "en", *words)


def site(desk: Desk) -> dict[str, bytes]:
    top = desk.root / "out" / "epaper"
    return {str(path.relative_to(top)): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}


def own_zone(files: dict[str, bytes]) -> list[tuple[float, float]]:
    found = re.search(r'href="content_2026060101001.htm"[^>]*><polygon points="([^"]*)"', files[NODE].decode())
    return [tuple(map(float, pair.split(","))) for pair in found[1].split()]


def spread_of(data: bytes, polygon: list[tuple[float, float]], whole: int) -> float:
    """How much the greys of a place vary; its middle, where the words of the field stand, left out."""
    with Image.open(io.BytesIO(data)) as opened:
        image = opened.convert("L")
    scale = image.width / whole
    left, top = min(x for x, _ in polygon) * scale, min(y for _, y in polygon) * scale
    right, foot = max(x for x, _ in polygon) * scale, max(y for _, y in polygon) * scale
    return ImageStat.Stat(
        image.crop((round(left + 4), round(top + 4), round(right - 4), round(top + (foot - top) * 0.3)))
    ).stddev[0]


def words_of(desk: Desk) -> list[str]:
    """Some stretches of the story's text that nothing else says."""
    body = desk.text(STORY).rpartition("---")[2]
    return [HEADLINE, *(line[3:15] for line in body.splitlines() if len(line) > 30)]


def add(desk: Desk, line: str) -> None:
    desk.write(STORY, desk.text(STORY).replace("---\n", f"---\n{line}\n", 1))


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    desk.write("layouts/house.yaml", desk.text("layouts/house.yaml") + URL)
    return desk


@pytest.mark.parametrize(
    ("line", "said", "code"),
    [
        ("withdrawn: 当事人要求", "本文已撤下", "desk.epaper-withdrawn"),
        ("撤稿: 当事人要求", "本文已撤下", "desk.epaper-withdrawn"),
        ("rights: print-only", "本文未获网络授权", "desk.epaper-print-only"),
        ("授权: 只限印刷", "本文未获网络授权", "desk.epaper-print-only"),
        ("embargo: 2026-06-02T06:00", "本文稍后发布", "desk.epaper-embargoed"),
    ],
)
def test_a_story_is_nowhere_in_the_e_paper(open_desk: Desk, line: str, said: str, code: str) -> None:
    """Page view, article, search, feed, PDFs, pictures: a tombstone under its own id is all that is left."""
    desk = open_desk
    assert export(desk).status == 0
    before, words = site(desk), words_of(desk)
    printed = desk.run("build", str(desk.root / "layouts" / DATE), "--lang", "en")
    pages = {path.name: path.read_bytes() for path in (desk.root / "out" / DATE).glob("*.pdf")}
    assert printed.status == 0
    add(desk, line)
    done = export(desk)
    assert done.status == 0, done.text
    assert f"note[{code}]" in done.text
    after = site(desk)
    # Under its own number it says what happened, and nothing of what it said.
    assert said in after[ARTICLE].decode()
    assert b"noindex" in after[ARTICLE]
    assert b"\xe5\xbd\x93\xe4\xba\x8b\xe4\xba\xba" not in b"".join(after.values())  # the reason is the desk's own
    assert json.loads(desk.text(f"layouts/{DATE}/ids.json"))["harbour"] == "2026060101001"
    for name, data in after.items():
        if name.endswith((".htm", ".html", ".js", ".json", ".xml")):
            text = data.decode()
            assert not [word for word in words if word in text], name
            assert "content_2026060101001" not in text or name.endswith("kept.json"), name
    index = json.dumps(
        [data.decode() for name, data in after.items() if name.startswith("search/")], ensure_ascii=False
    )
    assert '"渔港\\"' not in index
    # Its place on the picture is a plain field, at every size.
    polygon = own_zone(before)
    for name in PICTURES:
        assert spread_of(before[name], polygon, 1100) > 30
        assert spread_of(after[name], polygon, 1100) < 3
    # Its photo is gone, and so are the PDFs that hold it.
    assert [name for name in before if "content_2026060101001_1" in name]
    assert not [name for name in after if "content_2026060101001_1" in name]
    assert [name for name in before if name.endswith(".pdf")]
    assert not [name for name in after if name.endswith(("A01.pdf", "20260601.pdf"))]
    assert b".pdf" not in after[NODE]
    assert not [name for name in json.loads(after["html/2026-06/01/kept.json"]) if name.endswith("A01.pdf")]
    # The paper as printed knows nothing of it.
    assert desk.run("build", str(desk.root / "layouts" / DATE), "--lang", "en").status == 0
    assert pages == {path.name: path.read_bytes() for path in (desk.root / "out" / DATE).glob("*.pdf")}


def test_a_story_comes_back(open_desk: Desk) -> None:
    """The line is deleted again: byte for byte the site that was."""
    desk = open_desk
    export(desk)
    before, story = site(desk), desk.text(STORY)
    add(desk, "withdrawn: 试")
    export(desk)
    assert site(desk) != before
    desk.write(STORY, story)
    assert export(desk).status == 0
    assert site(desk) == before


@pytest.mark.parametrize(
    ("embargo", "words", "shown"),
    [
        ("2026-06-02T06:00", (), False),
        ("2026-06-02T06:00", ("--stamp", "2026-06-02T05:59"), False),
        ("2026-06-02T06:00", ("--stamp", "2026-06-02T06:00"), True),
        ("2026-06-02T06:00", ("--stamp", "2026-06-01T22:00:00+00:00"), True),
        ("2026-06-02T06:00", ("--stamp", "2026-06-01T21:59:59+00:00"), False),
        ("2026-06-02T06:00+09:00", ("--stamp", "2026-06-02T05:00"), True),
        ("2026-06-02", ("--stamp", "2026-06-02"), True),
        ("2026-06-01T05:00", (), False),
        ("2026-06-01", (), True),
        ("2026-05-31 23:00", (), True),
    ],
)
def test_an_embargo_ends_at_its_time(open_desk: Desk, embargo: str, words: tuple[str, ...], shown: bool) -> None:
    """The clock is the one that was given, else the beginning of the edition's day; China's where no offset is written."""
    add(open_desk, f"embargo: {embargo}")
    assert export(open_desk, *words).status == 0
    assert ("本文稍后发布" not in site(open_desk)[ARTICLE].decode()) is shown


def test_the_clock_may_come_from_outside(open_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is a time, too: 1780351200 is 6 o'clock on the second of June in China."""
    add(open_desk, "embargo: 2026-06-02T06:00")
    for epoch, shown in (("1780351199", False), ("1780351200", True)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert export(open_desk).status == 0
        assert ("本文稍后发布" not in site(open_desk)[ARTICLE].decode()) is shown


@pytest.mark.parametrize("rights", ["rights: print-only", "授权: 只限印刷", "embargo: 2026-06-09"])
def test_a_photo_alone_is_left_out(open_desk: Desk, rights: str) -> None:
    """The story stays; its photo and caption go, in the article, the search and on the page's picture."""
    desk = open_desk
    export(desk)
    before = site(desk)
    caption = re.search(r"caption: ([^,}]+)", desk.text(STORY))[1].strip('" ')
    assert caption[:6] in before[ARTICLE].decode()
    desk.write(STORY, desk.text(STORY).replace("{file:", f"{{{rights}, file:", 1))
    assert export(desk).status == 0
    after = site(desk)
    article = after[ARTICLE].decode()
    assert HEADLINE in article
    assert "<figure" not in article
    text = b"".join(data for name, data in after.items() if name.endswith((".htm", ".html", ".js", ".xml"))).decode()
    assert caption[:12] not in text
    assert not [name for name in after if "content_2026060101001_1" in name]
    assert not [name for name in after if name.endswith("A01.pdf")]
    assert before[PICTURES[0]] != after[PICTURES[0]]


@pytest.mark.parametrize(
    ("line", "code"),
    [("rights: web", "story.rights"), ("embargo: tomorrow", "story.embargo"), ("embargo: 2026-02-30", "story.embargo"),
     ("withdrawn:", "story.withdrawn"), ("rights:", "story.rights")],
)  # fmt: skip
def test_what_is_not_understood_publishes_nothing(open_desk: Desk, line: str, code: str) -> None:
    """A slip in a right never puts a story on the web: status 1, with its place, and the site as it was."""
    export(open_desk)
    before = site(open_desk)
    add(open_desk, line)
    done = export(open_desk)
    assert done.status == 1
    assert f"{STORY}:2:" in done.text
    assert f"error[{code}]" in done.text
    assert site(open_desk) == before


@pytest.mark.parametrize("key", ["withdrawn", "撤稿"])
def test_the_edition_takes_down_what_is_no_story(open_desk: Desk, key: str) -> None:
    """A table that stands alone has no front matter: the edition's file names it, as ids.json does; a story, too."""
    desk = open_desk
    layout = desk.text(f"layouts/{DATE}/A01.yaml")
    desk.write(f"stories/{DATE}/tides.csv", "码头,早潮\n东屿,6:12\n")
    table = "  - {table: tides.csv, columns: 3, lines: 25-40}\n"
    desk.write(f"layouts/{DATE}/A01.yaml", layout.partition("  - {qr")[0] + table)
    assert export(desk).status == 0
    before, edition = site(desk), desk.text(f"layouts/{DATE}/edition.yaml")
    assert "6:12" in before["html/2026-06/01/content_2026060101003.htm"].decode()
    desk.write(f"layouts/{DATE}/edition.yaml", edition + f"{key}: {{A01@tides: 数字有误, lamps: 试}}\n")
    done = export(desk)
    assert done.status == 0, done.text
    after = site(desk)
    for own in ("002", "003"):
        assert "本文已撤下" in after[f"html/2026-06/01/content_2026060101{own}.htm"].decode()
    text = b"".join(data for name, data in after.items() if name.endswith((".htm", ".html", ".js", ".xml"))).decode()
    assert "6:12" not in text
    assert "老街换上新路灯" not in text
    assert "数字有误" not in text
    assert not [name for name in after if name.endswith(".pdf")]
    for wrong, meant in (("A01@tide", "A01@tides"), ("lamp", "lamps"), ("harbours", "harbour")):
        desk.write(f"layouts/{DATE}/edition.yaml", edition + f"{key}: {{{wrong}: 试}}\n")
        done = export(desk)
        assert done.status == 1
        assert "error[desk.withdrawn-unknown]" in done.text
        assert f"did you mean {meant}?" in done.text
        assert site(desk) == after
