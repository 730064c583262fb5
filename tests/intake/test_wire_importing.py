"""Wire copy becomes a story in our grammar: the same words, in paragraphs, with what was guessed said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banxin.intake import Imported, import_wire
from banxin.intake._importing import ascii_marks
from banxin.intake._signs import is_byline
from banxin.problems import Report, Source, Words
from banxin.story import Box, Paragraph, Story, parse_story

ROOT = Path(__file__).parents[2]
WIRE = """　　　　拆船的、晒盐的、凿石头的，后来怎么样了
　　　　三座老镇把吃饭的手艺重学一遍
　　　　　　——临潮、白沙、石鼓见闻
　　　　本报记者　沈禾　通讯员　季云

　　本报望澜6月1日讯（记者沈禾）从望澜市区沿环湾公路走，先到临
潮，再到白沙，最后折进山里是石鼓。三座镇子各靠一样东西吃饭：临潮
拆船，白沙晒盐，石鼓凿石。龙舟赛上有一支国际学生队，队名叫Blue
Heron，意思是蓝鹭。他们[注]来自*9*个国家。
　　十年前,这三只饭碗几乎同时端不稳了。如今再去，有人说是被逼出来
的，有人说根本没有改行。
　　拆船的老坞熄了火
　　临潮拆船，始于1987年。最热闹的2009年，滩涂上排着27家拆船厂，一
年拆解旧船118万轻吨。
　　◆征集时间
　　6月1日至6月30日。
　　（文/沈禾 图/陆舟）
"""


def bring(text: str, **more: str) -> Imported:
    report = Report()
    made = import_wire(text.encode(), report, **more)  # type: ignore[arg-type]
    assert [problem.code for problem in report] == []
    [imported] = made
    return imported


def story_of(imported: Imported) -> Story:
    report = Report()
    story = parse_story(Source("stories/x.md", imported.text), "x", report)
    assert [problem.code for problem in report if problem.code != "story.headline"] == []
    return story


def lines_of(story: Story) -> list[tuple[str, str]]:
    assert not any(isinstance(part, Box) for part in story.body)
    return [(part.role, part.text) for part in story.body if isinstance(part, Paragraph)]


def bare(text: str) -> str:
    return "".join(text.split())


def codes(imported: Imported) -> list[tuple[str, int]]:
    return [(note.code.removeprefix("intake."), int(str(note.words["line"]))) for note in imported.changes]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_wire_story_comes_in_whole(codec: str, ends: str) -> None:
    """Kicker, headline, deck, byline, subhead and signoff by their places; broken lines are whole again."""
    report = Report()
    [imported] = import_wire(WIRE.replace("\n", ends).encode(codec), report, path="in/three-towns.txt")
    assert not list(report)
    story = story_of(imported)
    assert imported.slug == "three-towns"
    assert {name: field.text for name, field in story.fields.items()} == {
        "kicker": "拆船的、晒盐的、凿石头的，后来怎么样了",
        "headline": "三座老镇把吃饭的手艺重学一遍",
        "deck": "——临潮、白沙、石鼓见闻",
        "byline": "本报记者　沈禾　通讯员　季云",
        "signoff": "（文/沈禾 图/陆舟）",
    }
    roles = [role for role, _ in lines_of(story)]
    assert roles == ["body", "body", "subhead", "body", "body", "body"]
    first, second, _, fourth, fifth, _ = (text for _, text in lines_of(story))
    assert first.startswith("本报望澜6月1日讯（记者沈禾）从望澜市区沿环湾公路走，先到临潮，再到白沙")
    assert "队名叫Blue Heron，意思是蓝鹭。他们[注]来自*9*个国家。" in first
    assert second.endswith("有人说是被逼出来的，有人说根本没有改行。")
    assert "一年拆解" in fourth
    assert fifth == "◆征集时间"
    assert bare(story.canonical()) == bare(WIRE)


def test_everything_that_was_changed_or_guessed_is_said_with_its_line() -> None:
    """An editor sees in one list what to look at, in the wire's order."""
    imported = bring(WIRE)
    assert sorted(codes(imported)) == sorted([
        ("kicker", 1), ("headline", 2), ("deck", 3), ("byline", 4), ("dateline-kept", 6), ("escaped", 6), ("joined", 6),
        ("ascii-marks", 10), ("subhead", 12), ("signoff", 17),
    ])  # fmt: skip
    assert [line for _, line in codes(imported)] == sorted(line for _, line in codes(imported))
    for lang in ("zh", "en"):
        words = Words(lang)
        for note in imported.changes:
            assert words.sentence(note) != note.code
            assert "…" not in words.sentence(note)
            assert note.severity == "note"
            assert note.span is not None
            assert note.span.place[0] == note.words["line"]


def test_an_encoding_that_was_found_out_is_said() -> None:
    """A guess is never silent."""
    report = Report()
    [imported] = import_wire(WIRE.encode("gbk"), report)
    assert (imported.changes[0].code, imported.changes[0].words["encoding"]) == ("intake.encoding", "gb18030")


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["海堤先过三道考"], {"headline": "海堤先过三道考"}),
        (["谁来修这道堤？"], {"headline": "谁来修这道堤？"}),
        (["海堤先过三道考", "——全市昨天查堤"], {"headline": "海堤先过三道考", "deck": "——全市昨天查堤"}),
        (
            ["七十四公里海堤昨天完成检查", "海堤先过三道考"],
            {"kicker": "七十四公里海堤昨天完成检查", "headline": "海堤先过三道考"},
        ),
        (["海堤先过三道考", "何汐"], {"kicker": "海堤先过三道考", "headline": "何汐"}),
        (["海堤先过三道考", "记者 何汐"], {"headline": "海堤先过三道考", "byline": "记者 何汐"}),
        (["海堤先过三道考", "□本报记者 何汐"], {"headline": "海堤先过三道考", "byline": "□本报记者 何汐"}),
        (["海堤先过三道考", "本报海州6月1日讯"], {"headline": "海堤先过三道考", "dateline": "本报海州6月1日讯"}),
        (
            ["海堤先过三道考", "新华社北京6月1日电（记者 何汐）"],
            {"headline": "海堤先过三道考", "dateline": "新华社北京6月1日电（记者 何汐）"},
        ),
        ([], {}),
    ],
)
def test_headings_are_known_by_their_places(heads: list[str], expected: dict[str, str]) -> None:
    """The dash begins a deck; of two lines the shorter is the headline; what is not clear stays copy."""
    story = story_of(bring("\n".join([*heads, "　　昨天逢大潮，市水利局查了海堤。", "　　查完了。"])))
    assert {name: field.text for name, field in story.fields.items()} == expected
    assert [text for _, text in lines_of(story)] == ["昨天逢大潮，市水利局查了海堤。", "查完了。"]


def test_a_story_without_headline_says_so() -> None:
    """The program writes no headlines."""
    assert ("no-headline", 1) in codes(bring("昨天逢大潮，市水利局查了海堤。\n查完了。\n"))


def test_a_dateline_inside_the_copy_stays_there() -> None:
    """A dateline runs into the copy; only where it stands alone on its line is it taken out."""
    imported = bring("海堤先过三道考\n　　本报讯（记者 何汐）昨天逢大潮。\n　　查完了。\n")
    assert "dateline" not in story_of(imported).fields
    assert ("dateline-kept", 2) in codes(imported)


def test_one_line_a_paragraph_is_left_alone() -> None:
    """Copy that was never broken is never joined, final mark or not."""
    long = "昨天逢大潮，市水利局六支小队趁这个空当同时下到堤脚，带着铁锤、探地雷达和齐膝的胶靴，给全市海堤做汛前最后一轮检查，一直查到天黑才收工"
    text = f"海堤先过三道考\n{long}。\n{long}\n{long}。\n联系电话：0900-55512340\n地址：报业路8号\n"
    story = story_of(bring(text))
    assert [copy for _, copy in lines_of(story)] == [
        f"{long}。",
        long,
        f"{long}。",
        "联系电话：0900-55512340",
        "地址：报业路8号",
    ]


def test_western_words_are_joined_with_a_space_and_figures_are_looked_at() -> None:
    """A break inside a figure is closed and pointed out; one between words becomes a space."""
    text = (
        "海堤先过三道考\n\n昨天逢大潮，市水利局六支小队下到堤脚，一共查了20\n26处护面石，队员里有一位从外地来的专家Anna\n"
        "Weiss，她带着铁锤和探地雷达走在最前面，一直走\n到天黑。\n"
    )
    imported = bring(text)
    [(_, copy)] = lines_of(story_of(imported))
    assert "查了2026处" in copy
    assert "Anna Weiss，" in copy
    assert "一直走到天黑。" in copy
    assert ("doubtful-figure", 4) in codes(imported)


def test_broken_copy_without_a_heading_is_not_taken_for_one() -> None:
    """The first line of a broken paragraph has no final mark either, and is no deck."""
    text = "海堤先过三道考\n\n昨天是农历四月十五，逢大潮，退到最低潮位的时\n候，市水利局六支小队趁这个空当同时下到堤脚，\n带着铁锤和雷达，查了一整天。\n"
    story = story_of(bring(text))
    assert list(story.fields) == ["headline"]
    assert len(lines_of(story)) == 1


def test_marks_are_reported_and_never_changed() -> None:
    """Words are never touched: a comma of the wrong width is the editor's to mend."""
    assert ascii_marks("十年前,这三只饭碗;端不稳了.") == [",", ";", "."]
    assert ascii_marks("票价2元(含税)，12:30开，3.5公里，12,000人，AT&T") == ["(", ")"]
    assert ascii_marks("Dr. Weiss said: no, thanks!") == []


def test_what_our_grammar_would_take_for_markup_is_escaped() -> None:
    """Stars, brackets and the like print as they came."""
    lines = [
        "138****1234",
        "[注]",
        "# 一",
        "## 二",
        "::: 三",
        "- 四",
        "* 五",
        "> 六",
        "---",
        "a_b __c__",
        "<b>七</b>",
        "&nbsp;",
        "`八`",
        "\\九",
        "{.dots}",
        "＃＃ 十",
        "1. 十一",
    ]
    text = "海堤 / 三道考\n　　昨天查堤。\n" + "".join(f"　　{line}\n　　查完了。\n" for line in lines)
    story = story_of(bring(text))
    assert story.fields["headline"].text == "海堤 / 三道考"
    assert [copy for _, copy in lines_of(story) if copy not in {"昨天查堤。", "查完了。"}] == lines


@pytest.mark.parametrize(
    "text",
    ["记者 沈禾", "本报记者沈禾", "通讯员　陆舟", "文/沈禾 图/陆舟", "文／图 沈禾", "□本报记者 何汐", "摄影 陆舟"],
)
def test_bylines_are_known(text: str) -> None:
    """The trade has few words for who wrote it."""
    assert is_byline(text)


@pytest.mark.parametrize(
    "text", ["记者从市水利局获悉海堤查完", "摄影手记", "文化馆开馆", "记者昨天走访了三座镇子。", "图书馆今晚开门"]
)
def test_copy_about_reporters_is_no_byline(text: str) -> None:
    """A headline that begins with 记者 or 摄影 stays a headline."""
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("\u3000\n \n".encode(), "intake.empty"),
        (b"", "intake.empty"),
        (b"\xff\xff", "intake.undecodable"),
        ("联通".encode("gbk"), "intake.undecided"),
    ],
)
def test_what_cannot_be_read_is_no_story(data: bytes, code: str) -> None:
    """The whole copy is refused rather than a character lost."""
    report = Report()
    assert import_wire(data, report) == ()
    assert [problem.code for problem in report] == [code]


def test_characters_that_cannot_be_printed_are_told_at_the_door() -> None:
    """They stay where they are, and the sender can still be asked."""
    report = Report()
    [imported] = import_wire("海堤\n　　昨天\u202e查\ue000堤。\n　　查完了。\n".encode(), report)
    assert [problem.code for problem in report] == ["story.bidi", "story.private-use"]
    assert "\u202e" in imported.text


@pytest.mark.parametrize(
    ("path", "text", "slug"),
    [
        ("in/A05 Three_Towns.txt", "海堤\n　　查完了。\n　　完。", "a05-three_towns"),
        ("wire", "海堤先过，三道考\n　　查完了。\n　　完。", "海堤先过-三道考"),
        ("wire", "！！\n　　？？。\n　　完。", "story"),
    ],
)
def test_a_name_for_the_file_is_suggested(path: str, text: str, slug: str) -> None:
    """The wire's own name, or the beginning of the headline: nothing a file system would stumble over."""
    assert bring(text, path=path).slug == slug


def test_a_story_of_ours_changes_nothing_but_its_encoding() -> None:
    """What an old editor saved as GBK comes back with its head and its markup, as the hint of files.not-utf8 says."""
    for path in sorted((ROOT / "stories/2026-06-01").glob("*.md")):
        text = path.read_text("utf-8")
        [imported] = import_wire(text.encode("gb18030"), Report(), path=path.name)
        assert (imported.text, imported.slug) == (text, path.stem)
        assert [note.code for note in imported.changes] == ["intake.encoding", "intake.own-story"]


COPY = st.text(
    st.sampled_from("海州晚报沈禾记者文图讯本报电𠮷，。、：；？！“”《》（）—…◆□／/[]{}*_`~<>&#!|\\@%'\":;,.-+=?0123abcXYZ 　\t")
    | st.characters(min_codepoint=0x21, max_codepoint=0x33FF, categories=["L", "N", "P", "S"]),
    max_size=50,
)  # fmt: skip


#: Lines as dumps are made of, good and bad.
LINES = st.sampled_from([
    "海堤先过三道考", "——全市昨天查堤", "本报记者 沈禾", "（记者 陆舟）", "（完）", "　　查完了。（完）", "完", "====", "＊＊＊＊", "---- 二 ----",
    "- 3 -", "4", "第5页", "（新华社稿，请各报采用）", "（新华社稿，请各报采用，未经", "许可不得转载）", "编辑：何汐", "From: a@b.example", "Subject: 稿",
    "稿号：12", "　　新华社海州6月1日电（记者 沈禾）昨天逢大潮，市水利局六支小队", "同时下到堤脚，查了20", "26处，带着铁锤和雷达，一直走到", "天黑才收工。",
    "> 昨天", "> 查堤。", ">", "队名\t胜\t负", "1. 坐车。", "（未完待续）", "", "", "\f", "\ufeff海堤", "（完", "）", "---",
])  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=30), st.sampled_from(["\n", "\r\n", "\r\r\n"]))
def test_nothing_of_a_dump_is_lost_however_it_is_mixed(lines: list[str], between: str) -> None:
    """End marks, rows, notes, page numbers and heads of mails in any order: all is in a story or kept apart."""
    nothing_is_lost(between.join(lines).replace("\f\ufeff", "\f"))


@settings(max_examples=600, deadline=None)
@given(st.lists(COPY, min_size=1, max_size=12), st.sampled_from(["\n", "\r\n", "\n　　", "\n\n"]))
def test_nothing_is_lost_on_the_way_in(lines: list[str], between: str) -> None:
    """Read back, the stories and what is kept apart hold exactly the wire's characters in the wire's order."""
    nothing_is_lost(between.join(lines))


def nothing_is_lost(text: str) -> None:
    """The stories' copy is the dump without what they keep apart."""
    text = text.replace("\ufeff", "")
    made = import_wire(text.encode(), Report(), encoding="utf-8")
    if not made:
        assert not bare(text)
        return
    report = Report()
    copy = "".join(parse_story(Source("x.md", one.text), "x", report).canonical() for one in made)
    rest = without(text, made)
    if any(note.code == "intake.quoted" for one in made for note in one.changes):
        copy, rest = (either.replace(">", "").replace("＞", "") for either in (copy, rest))
    assert bare(copy) == bare(rest)
    allowed = {
        "story.headline",
        "story.unassigned",
        "story.invisible",
        "story.bidi",
        "story.private-use",
        "story.noncharacter",
    }
    assert {problem.code for problem in report} <= allowed


def without(text: str, made: tuple[Imported, ...]) -> str:
    """A dump without what its stories say is kept apart, each piece at its line."""
    rows = [bare(row) for row in text.splitlines()]
    for part in sorted((part for one in made for part in one.aside), key=lambda part: -part.number):
        at = part.number - 1
        if not rows[at].endswith(bare(part.text)):  # an end mark that the wire broke
            before = max(place for place in range(at) if rows[place])
            rows[before : at + 1] = [rows[before] + rows[at], *[""] * (at - before)]
            at = before
        assert rows[at].endswith(bare(part.text))
        rows[at] = rows[at].removesuffix(bare(part.text))
    return "".join(rows)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("海州晚报沈禾，、"), min_size=60, max_size=400), st.integers(12, 40))
def test_copy_broken_at_any_measure_is_whole_again(copy: str, measure: int) -> None:
    """Lines broken at a fixed measure with an indent to each paragraph come back as the paragraph."""
    paragraph = "今" + copy + "今。"
    indented = "　　" + paragraph
    broken = "\n".join(indented[at : at + measure] for at in range(0, len(indented), measure))
    text = f"海堤三道考\n{broken}\n　　查完了。\n"
    story = story_of(bring(text))
    assert lines_of(story) == [("body", paragraph), ("body", "查完了。")]
