"""What somebody hears who cannot see the page: pictures in words, each line of an ear, a code by its words."""

from __future__ import annotations

import re

import pikepdf
import pytest

from banxin.desk.command import main
from tests.goldens.projects import DATE, one_block
from tests.press.test_archive import read_aloud

STORY = "{story: two, columns: 1-2, lines: 40-58, heading: {takes: 4行, style: third}}"


@pytest.fixture
def aloud(tmp_path):
    """A page of some blocks as its structure reads."""

    def read(blocks: str, status: int = 0, **case) -> list[tuple[str, str]]:
        one_block(tmp_path, {"blocks": blocks, **case})
        assert main(["build", str(tmp_path / "layouts" / DATE), "--archive-pdf", "-o", str(tmp_path / "o")]) == status
        with pikepdf.open(tmp_path / "o" / DATE / "archive" / "A01.pdf") as pdf:
            return read_aloud(pdf)

    return read


def test_an_ear_is_read_line_by_line(aloud):
    """Weather, wind and tide are three things."""
    told = aloud("- {ear: 天气, text: [今日天气, 晴到多云, 东南风3级], columns: 4, lines: 1-14}")
    assert [text for kind, text in told if kind == "P"] == ["今日天气", "晴到多云", "东南风3级"]


def test_a_code_is_read_by_the_words_beside_it(aloud):
    """Not by its address; the link stands beside it."""
    told = aloud("- {qr: 'https://example.org/app', text: [扫码下载, 找记者 报线索], columns: 1, lines: 2-10}")
    assert told[0] == ("Figure", "[二维码 扫码下载 找记者 报线索]")
    assert [text for kind, text in told if kind == "P"] == ["扫码下载", "找记者 报线索"]


def test_an_index_is_a_table_of_contents(aloud):
    """Entry by entry, page and headline; alone, where it leads nowhere, too."""
    told = aloud("- {index: 导读, columns: 1-2, lines: 2-16}",
                 pages=f"blocks:\n  - {STORY.replace('lines: 40-58', 'lines: 1-20')}\n")  # fmt: skip
    assert [(kind, text.replace(" ", "")) for kind, text in told] == [
        ("Caption", "导读"),
        ("P", "A02三十六户人家一个院子"),
    ]


@pytest.mark.parametrize(
    ("front", "block", "said"),
    [
        ("", "", "[新闻照片]"),
        (", alt: 两只船靠在码头", "", "[两只船靠在码头]"),
        (", alt: 两只船靠在码头", ", alt: 船头特写", "[船头特写]"),
    ],
)
def test_a_photo_is_read_by_its_own_words_and_its_caption_once(aloud, front, block, said):
    """No file name, no caption twice; the layout's word goes before the story's."""
    told = aloud(f"- {{photo: 1, of: one, columns: 1-4, lines: 1-20{block}}}\n- {STORY}", photos=1,
                 front=f"headline: 海上来风\nphotos:\n  - {{file: photo1.png, caption: 图说一句{front}}}\n")  # fmt: skip
    assert ("Figure", said) in told
    assert sum("图说一句" in text for _, text in told) == 1
    assert not any("png" in text for _, text in told)


def test_an_advertisement_is_read_by_what_the_layout_says(tmp_path):
    """No file name and no number of a booking."""
    one_block(tmp_path, {"blocks": "- {ad: advert.png, booking: HZ-1, columns: 1-4, lines: 33-58, alt: 海州家具城周年庆}",
                         "advert": True})  # fmt: skip
    assert main(["build", str(tmp_path / "layouts" / DATE), "--archive-pdf", "-o", str(tmp_path / "o")]) == 0
    with pikepdf.open(tmp_path / "o" / DATE / "archive" / "A01.pdf") as pdf:
        said = [
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    assert said == ["广告 海州家具城周年庆"]


@pytest.mark.parametrize("blocks", ["- {masthead: 试版, columns: 1-4, lines: 1-12}", "- {rule: thin, columns: 1-4, lines: 2}",
                                    "- {photo: 1, of: one, columns: 1-4, lines: 1-20}", ""])  # fmt: skip
def test_a_page_of_a_masthead_or_of_photos_alone_archives(aloud, blocks):
    """Nothing is asked of a page but that it is one."""
    assert not any("photo1" in said for _, said in aloud(blocks, photos=1))


def test_a_silent_photo_is_noted_by_check(tmp_path, capsys):
    """Neither caption nor alternative text: a note, with what to write; with one of them, none."""
    front = "headline: 海上来风\nphotos:\n  - {file: photo1.png}\n"
    one_block(
        tmp_path,
        {"blocks": f"- {{photo: 1, of: one, columns: 1-4, lines: 1-20}}\n- {STORY}", "photos": 1, "front": front},
    )
    main(["check", str(tmp_path / "layouts" / DATE)])
    assert "note[proof.picture-silent]" in capsys.readouterr().out
    story = tmp_path / "stories" / DATE / "one.md"
    story.write_text(
        story.read_text("utf-8").replace("{file: photo1.png}", "{file: photo1.png, 替代文字: 两只船}"), "utf-8"
    )
    main(["check", str(tmp_path / "layouts" / DATE)])
    assert "picture-silent" not in capsys.readouterr().out


def test_a_photo_may_stand_on_the_front_page_and_its_story_inside(tmp_path, capsys):
    """A teaser: the photo is counted over the edition, on both pages or on one; on none it is missed."""
    case = {"blocks": "- {photo: 1, of: one, columns: 1-4, lines: 1-20}\n- " + STORY, "photos": 1,
            "pages": "blocks:\n  - {story: one, columns: 1-4, lines: 1-58, heading: {takes: 9行, style: second}}\n"}  # fmt: skip
    one_block(tmp_path, case)
    assert main(["build", str(tmp_path / "layouts" / DATE), "--archive-pdf", "-o", str(tmp_path / "o")]) == 0
    assert main(["export", "epaper", str(tmp_path / "layouts" / DATE), "-o", str(tmp_path / "site")]) == 0
    (front,) = (tmp_path / "site").rglob("node_1.htm")
    areas = re.findall(r'<area [^>]*href="(content_[^"]+)"[^>]*title="([^"]+)"', front.read_text("utf-8"))
    assert "海上来风 城里添绿" in [title for _, title in areas], "the teaser leads to its article"
    inside = tmp_path / "layouts" / DATE / "A02.yaml"
    both = inside.read_text("utf-8").replace(
        "style: second}", "style: second}, inside: [{photo: 1, columns: 1-2, lines: 14-24}]"
    )
    inside.write_text(both, "utf-8")
    assert main(["check", str(tmp_path / "layouts" / DATE)]) == 0
    (tmp_path / "layouts" / DATE / "A01.yaml").write_text(f"blocks:\n  - {STORY}\n", "utf-8")
    inside.write_text(case["pages"], "utf-8")
    capsys.readouterr()
    assert main(["check", str(tmp_path / "layouts" / DATE)]) == 1
    assert "error[proof.photo-unplaced]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("blocks", "pages", "said"),
    [
        ("- {photo: 1, of: one, columns: 1-4, lines: 1-20}\n- " + STORY,
         "- {story: one, columns: 1-4, lines: 1-58, heading: {takes: 9行, style: second}}", "[新闻照片]"),
        ("- {photo: 1, of: one, columns: 1-4, lines: 1-20, alt: 船头特写}\n- " + STORY,
         "- {story: one, columns: 1-4, lines: 1-58, heading: {takes: 9行, style: second}}", "[船头特写]"),
        ("- {photo: 1, of: one, columns: 1-4, lines: 1-20, alt: 船头特写}\n- " + STORY,
         "- {story: one, columns: 1-4, lines: 1-58, heading: {takes: 9行, style: second}, inside: [{photo: 1, columns: 1-2, lines: 14-24}]}",
         "[船头特写]"),
        (("- {continued: one, columns: 1-4, lines: 1-24, heading: {takes: 3行, style: third}}\n"
         "- {photo: 1, of: one, columns: 1-4, lines: 30-50, alt: 船头特写}"),
         "- {story: one, columns: 1-2, lines: 1-20, heading: {takes: 5行, style: third}}", "[船头特写]"),
    ],
    ids=["a teaser", "told by the layout", "shown on both pages", "a jump"],
)  # fmt: skip
def test_a_whole_edition_reads_a_photo_once_wherever_it_stands(tmp_path, blocks, pages, said):
    """In the page's own file it is a figure; in the edition's it belongs to its story, and is not told again."""
    one_block(tmp_path, {"blocks": blocks, "photos": 1, "pages": f"blocks:\n  {pages}\n"})
    main(["build", str(tmp_path / "layouts" / DATE), "--archive-pdf", "-o", str(tmp_path / "o")])
    folder = tmp_path / "o" / DATE / "archive"
    with pikepdf.open(folder / "edition.pdf") as pdf:
        told = read_aloud(pdf)
    assert [text for kind, text in told if kind == "Figure"] == [said]
    assert sum("图说第1句" in text for _, text in told) == 1
    page = "A02" if "continued" in blocks else "A01"
    with pikepdf.open(folder / f"{page}.pdf") as pdf:
        assert ("Figure", said) in read_aloud(pdf)
