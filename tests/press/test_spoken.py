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
    told = aloud("- {ear: 今日天气, text: [晴到多云, 东南风3级], columns: 4, lines: 1-14}")
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
        ("", "", "[新闻照片，见图说]"),
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
         "- {story: one, columns: 1-4, lines: 1-58, heading: {takes: 9行, style: second}}", "[新闻照片，见图说]"),
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


def test_the_paper_says_who_it_is_first(aloud):
    """Its name, the day, the number; a calligraphed name by the paper's."""
    told = aloud(f"- {STORY}\n- {{masthead: 试版, columns: 1-4, lines: 1-12}}")
    assert [text for _, text in told][:3] == ["试版", "2026年6月1日 星期一", "农历丙午年四月十六"]
    assert told[0][0] == "P"


def test_a_heading_that_runs_in_is_a_heading(aloud):
    """What stands bold before a brief's text is its title, and said once; a bold word in a text is a word."""
    body = "**公交加密** 六月起加开夜班。\n**考点静音** 考试期间不鸣笛。\n**院子**里的人都说好。\n"
    told = aloud("- {briefs: one, columns: 1-4, lines: 1-20}", front="headline: 简讯\n", body=body)
    assert [(kind, text.strip()) for kind, text in told] == [
        ("H1", "简讯"), ("H2", "公交加密"), ("P", "六月起加开夜班。"), ("H2", "考点静音"), ("P", "考试期间不鸣笛。"), ("P", "院子里的人都说好。"),
    ]  # fmt: skip


def test_briefs_stand_below_the_heading_of_their_block(aloud):
    """The layout's own words, then each brief a level deeper."""
    told = aloud("- {briefs: [one, two], columns: 1-4, lines: 2-40, text: [短讯], heading: {takes: 3行, style: third}}",
                 front="headline: 海上来风\n", body="城市里的人都说好。\n")  # fmt: skip
    assert [(kind, text) for kind, text in told if kind.startswith("H")] == [
        ("H1", "短讯"), ("H2", "海上来风"), ("H2", "三十六户人家 一个院子"),
    ]  # fmt: skip


def test_a_picture_advertisement_is_read_by_the_words_that_were_booked(tmp_path):
    """Its customer, and what its picture says."""
    one_block(
        tmp_path,
        {
            "blocks": "- {story: two, columns: 1-4, lines: 2-58, heading: {takes: 4行, style: third}}",
            "advert": True,
            "house": "ads: {sizes: {半版: {columns: 4, lines: 20}}}\n",
        },
    )
    (tmp_path / "layouts" / DATE / "ads.yaml").write_text(
        "bookings:\n  - {booking: HZ-1, customer: 海州家具城, size: 半版, file: advert.png, words: 周年庆 全场八折}\n",
        "utf-8",
    )
    main(["build", str(tmp_path / "layouts" / DATE), "--archive-pdf", "-o", str(tmp_path / "o")])
    with pikepdf.open(next((tmp_path / "o" / DATE / "archive").glob("A01*.pdf"))) as pdf:
        said = [
            str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    assert said == ["广告 海州家具城 周年庆 全场八折"]


def test_a_caption_stands_beside_its_picture_and_a_link_says_where_it_leads(tmp_path):
    """An alternative text stands for all that is in its figure; two stories of one page are two places."""
    one_block(tmp_path, {"blocks": "- {index: 导读, columns: 1-2, lines: 2-16}\n- {photo: 1, of: one, columns: 3-4, lines: 2-16}\n- " + STORY.replace("two", "two"),
                         "photos": 1, "pages": "blocks:\n  - {story: one, columns: 1-4, lines: 1-58, heading: {takes: 9行, style: second}}\n"})  # fmt: skip
    assert main(["build", str(tmp_path / "layouts" / DATE), "--archive-pdf", "-o", str(tmp_path / "o")]) == 0
    with pikepdf.open(tmp_path / "o" / DATE / "archive" / "edition.pdf") as pdf:
        elements = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one]
        captions = [one for one in elements if one.S == "/Caption" and one.P.S != "/TOC"]
        links = [str(one.Contents) for one in pdf.objects
                 if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Link"]  # fmt: skip
        assert captions
        assert all(one.P.S == "/Sect" for one in captions)
    assert links == ["A02 海上来风 城里添绿"]
