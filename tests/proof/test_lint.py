"""What a proofreader marks is said, what is right is left alone, and no character is ever changed."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from banxin.files import Tree
from banxin.problems import Report, Words, show
from banxin.proof import lint
from banxin.proof.lint import lint_paragraph, lint_story
from banxin.story import read_story
from banxin.story.records import Mark, Paragraph
from tests.conftest import ROOT

FLAGGED = [
    # rule, role, text, what is marked, what to write
    ("MX-08", "body", "他说,今天好", ",", "，"),
    ("MX-08", "body", "“好”,他说", ",", "，"),
    ("MX-08", "body", "是吗?他问", "?", "？"),
    ("MX-08", "body", "晚上7:20,有人来", ",", "，"),
    ("MX-08", "body", "到了2026年.", ".", "。"),
    ("MX-08", "body", "条例(试行)公布", "(试行)", "（试行）"),
    ("MX-08", "body", '他说"今天好"。', '"今天好"', "“今天好”"),
    ("MX-07", "body", "Ａ２０２６号", "Ａ２０２６", "A2026"),
    ("MX-07", "headline", "增长５成", "５", "5"),
    ("PU-06", "body", "他来了--又走了", "--", "——"),
    ("PU-06", "body", "他来了...又走了", "...", "……"),
    ("PU-06", "body", "他来了。。。", "。。。", "……"),
    ("PU-06", "body", "他来了…又走了", "…", "……"),
    ("PU-06", "body", "—他来了", "—", "——"),
    ("PU-03", "caption", "市民在河边散步。", "。", ""),
    ("PU-03", "caption", "书架与长桌。", "。", ""),
    ("PU-04", "body", "《史记》、《汉书》", "、", ""),
    ("PU-04", "body", "“甲”、“乙”", "、", ""),
    ("PU-05", "body", "苹果、梨……等水果", "……等", "等"),
    ("PU-05", "body", "他说，……", "，……", "……"),
    ("PU-07", "body", "（一）、总则", "（一）、", "（一）"),
    ("PU-07", "body", "第一、要快", "第一、", "第一，"),
    ("PU-08", "body", "比尔・盖茨", "・", "·"),
    ("PU-08", "body", "比尔•盖茨", "•", "·"),
    ("HD-01", "headline", "海上来风。", "。", ""),
    ("HD-01", "subhead", "先把怕的说出来，", "，", ""),
    ("NU-01", "body", "三、四个人", "三、四", "三四"),
    ("NU-01", "body", "走了七、八天", "七、八", "七八"),
    ("NU-02", "body", "26年6月开工", "26年", "2026年"),
    ("NU-02", "body", "98年6月开工", "98年", "1998年"),
    ("NU-02", "body", "他于26年来到海州", "26年", "2026年"),
    ("NU-04", "body", "2019-2026年", "2019-2026", "2019—2026"),
    ("NU-04", "body", "2019～2026年", "2019～2026", "2019—2026"),
    ("NU-04", "body", "增长10-15%", "10-15%", "10%～15%"),
    ("MX-08", "body", "国内生产总值(GDP)增长", "(GDP)", "（GDP）"),
    ("MX-08", "body", "(1)总则", "(1)", "（1）"),
    ("MX-08", "body", '所谓"GDP"指', '"GDP"', "“GDP”"),
    ("MX-08", "body", "比尔.盖茨", ".", None),
    ("PU-05", "body", "苹果、梨等……", "等……", "等"),
    ("PU-07", "body", "1、总则", "1、", "1."),
    ("doubled", "body", "他来了，。", "，。", "。"),
    ("NU-02", "body", "2026.6.1开工", "2026.6.1", "2026年6月1日"),
    ("NU-04", "body", "需5-10天", "5-10", "5～10"),
    ("NU-04", "body", "增长10～20%", "10～20%", "10%～20%"),
    ("NU-04", "body", "约3～5万人", "3～5万", "3万～5万"),
    ("LA-05", "body", "他读《Nature》", "《Nature》", "Nature"),
    ("LA-06", "body", "作者B·盖茨", "·", "."),
    ("doubled", "body", "他来了，，又走了", "，，", "，"),
    ("doubled", "body", "他来了。，又走了", "。，", "。"),
    ("space", "body", "今天 天气好。", " ", ""),
    ("space", "body", "今天好 ，走吧", " ", ""),
    ("repeated", "body", "我的的书", "的的", "的"),
    ("PU-01", "body", "他说：“她讲“好”。”", "“", "‘"),
    ("PU-01", "body", "他说‘好’。", "‘", "“"),
    ("PU-02", "body", "《读《史记》》", "《", "〈"),
    ("PU-02", "body", "读〈史记〉", "〈", "《"),
    ("pair", "body", "他说：“好。", "“", None),
    ("pair", "body", "他说：好”。", "”", None),
    ("pair", "body", "条例（试行", "（", None),
]
RIGHT = [
    ("body", "网址https://a.example/b,c?d=1，电邮a.b@c.example。"), ("body", "5:30出发，比分3:2，共12,800元，圆周率3.14。"),
    ("body", "《Rust 程序设计语言》第2版 Vol. 3。"), ("body", "他读了Tom, Dick and Harry的信。"), ("body", "阿Ｑ正传"),
    ("body", "他来了——又走了……"), ("body", "北京—上海，1978—1998年，5～10日。"), ("body", "电话0900-55512340，日期2026-06-01。"),
    ("caption", "他来了。她也来了。"), ("caption", "市民在河边散步"), ("body", "从事教育26年，98年如一日。"),
    ("body", "第三、四季度"), ("body", "他说：“她讲‘好’。”"), ("body", "《读〈史记〉》"), ("headline", "谁来了？"),
    ("headline", "海上来风 城里添绿"), ("body", "比尔·盖茨和don’t"), ("body", "10%～20%，3万～5万人"), ("body", "的的确确，是是非非"),
    ("body", "读者 戚永年"), ("body", "第一条 根据本法，制定本条例。"), ("body", "COVID-19，F-35，A4，ISO 9001。"),
    ("body", "等了……等待"), ("subhead", "（一）总则"), ("deck", "——副题"), ("body", "三年级二班，五六个人。"),
    ("body", "一、二年级学生"), ("body", "f(x)和foo(1)。"), ("body", "一、二月"),
]  # fmt: skip


def marked(role: str, text: str, following: str = "", marks: tuple[Mark, ...] = ()):
    """What is marked in one paragraph."""
    return list(lint_paragraph(Paragraph("p", role, text, marks), following))


@pytest.mark.parametrize(("rule", "role", "text", "place", "better"), FLAGGED)
def test_a_fault_is_marked_at_its_place_with_what_belongs_there(rule, role, text, place, better):
    """The proofreader's finger stands on the very characters."""
    found = [(found.rule, text[found.start : found.end], found.better) for found in marked(role, text)]
    assert (rule, place, better) in found
    assert len(found) == 1, found


@pytest.mark.parametrize(("role", "text"), RIGHT)
def test_what_is_right_is_left_alone(role, text):
    """A lint that cries wolf is switched off."""
    assert marked(role, text) == []


def test_pc_12_a_quotation_of_several_paragraphs_is_opened_in_each():
    """“ at the beginning of every paragraph, ” only at the last one's end."""
    assert marked("body", "“第一段。", "“第二段。”") == []
    assert [found.rule for found in marked("body", "“第一段。", "第二段。")] == ["pair"]


def test_a_run_in_heading_keeps_its_space():
    """**钥匙** 在四楼: the space parts a heading from its text."""
    assert marked("body", "钥匙 在四楼，有人守着。", marks=(Mark(0, 2, "bold"),)) == []


def test_every_rule_is_shown_by_a_case():
    """No row of the table stands untried."""
    rows = tomllib.loads((Path(lint.__file__).parent / "lint.toml").read_text("utf-8"))["rule"]
    assert {row["id"] for row in rows} <= {case[0] for case in FLAGGED}
    assert all(row["source"] and row["zh"] and row["en"] for row in rows)


def test_check_says_it_and_build_does_not(tmp_path):
    """Warnings with file, line and column; they keep no page back."""
    import shutil

    for name in ("layouts", "stories", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "drawing"))
    story = tmp_path / "stories/2026-06-01/clinic.md"
    text = story.read_text("utf-8")
    at = text.index("，", text.index("\n---\n") + 5)
    story.write_text(text[:at] + "," + text[at + 1 :], "utf-8")
    line, column = text.count("\n", 0, at) + 1, at - text.rindex("\n", 0, at)
    for verb, said in (("check", True), ("build", False)):
        done = subprocess.run(
            [sys.executable, str(ROOT / "typeset.py"), verb, "layouts", *(["-o", "out"] if verb == "build" else [])],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert (f"clinic.md:{line}:{column} warning[proof.lint]" in done.stdout) == said


def test_the_sample_edition_is_clean():
    """What we print ourselves would pass a proofreader."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "typeset.py"), "check", str(ROOT / "layouts")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "proof.lint" not in done.stdout


def test_quotes_of_a_paper_in_traditional_characters_are_its_own():
    """「 holds 『 where the house sets zh-Hant; where it sets zh-Hans they are the other script's."""
    text = "他說：「她說：「好。」」"
    paragraph = Paragraph("body-1", "body", text)
    assert [found.rule for found in lint_paragraph(paragraph, tag="zh-Hant")] == ["PU-01"]
    assert [found.better for found in lint_paragraph(paragraph)] == ["“", "“", "”", "”"]
    english = Paragraph("body-1", "body", "他說 “Hello” 她答")
    assert not list(lint_paragraph(english, tag="zh-Hant"))


def test_what_stands_oftener_than_five_times_is_counted(tmp_path):
    """The fifth warning says how many more there are."""
    report = Report()
    text = "---\nheadline: 题\n---\n" + "好,的" * 9 + "\n"
    (tmp_path / "one.md").write_text(text, "utf-8")
    lint_story(read_story(Tree(str(tmp_path)), "one.md", report, None), report)
    said = [show(problem, Words("en")) for problem in report if problem.code == "proof.lint"]
    assert len(said) == 5
    assert "4 more in this paragraph" in said[-1]
    assert not any("more in this" in one for one in said[:-1])


@pytest.mark.parametrize(
    "copy",
    [
        "本报记者 周明远 李若溪 报道，今天晴。", "记者周明远 李若溪说，今天晴。", "参加的有周明远 李若溪 陆舟，今天晴。", "摄影 陆舟 周明远，今天下雨。",
        "记者 欧阳晓月 司马青 摄，今天下雨。",
    ],
)  # fmt: skip
def test_two_names_are_not_to_be_joined(copy):
    """A blank between two persons is what keeps them two."""
    assert not [slip for slip in lint_paragraph(Paragraph("b", "body", copy)) if slip.rule == "space"]


def test_a_blank_within_a_sentence_is_marked_as_before():
    """Where it parts no names."""
    copy = "今天的天气 非常好，大家知道。"
    assert [slip.rule for slip in lint_paragraph(Paragraph("b", "body", copy))] == ["space"]
