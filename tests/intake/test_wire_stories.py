"""A dump of several stories comes in as several, and what is no copy is kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dumps import sample, wrap

from banxin.intake import Imported, import_wire
from banxin.problems import Report, Source, Words
from banxin.story import Paragraph, parse_story

if TYPE_CHECKING:
    from banxin.story import Story

A, B = (story.paragraphs[:2] for story in sample("fishing", "tide-pool"))


def copy(paragraphs: tuple[str, ...], indent: str = "　　", measure: int = 60) -> str:
    """Paragraphs as a wire breaks them."""
    return "".join(line + "\n" for text in paragraphs for line in wrap(text, measure, "marks", indent))


def bring(text: str, path: str = "in/night.txt") -> tuple[Imported, ...]:
    report = Report()
    made = import_wire(text.encode(), report, encoding="utf-8", path=path)
    assert list(report) == []
    for note in (note for one in made for note in one.changes):
        for lang in ("zh", "en"):
            assert Words(lang).sentence(note) != note.code
    return made


def story_of(made: Imported) -> Story:
    return parse_story(Source("x.md", made.text), "x", Report())


def heads(made: tuple[Imported, ...]) -> list[str]:
    return [one.headline for one in made]


def body(made: Imported) -> list[str]:
    return [part.text for part in story_of(made).body if isinstance(part, Paragraph)]


def aside(made: tuple[Imported, ...]) -> list[str]:
    return [part.text for one in made for part in one.aside]


TWO = {
    "end marks": ("", "（完）\n\n\n", "（完）\n", ["（完）", "（完）"]),
    "an end mark behind the last word": ("", "\n", "", []),
    "end marks of an agency, then the editor": (
        "", "（新华社记者沈禾完）\n编辑：何汐\n\n", "（完）\n责任编辑：何汐 校对：季云\n",
        ["（新华社记者沈禾完）", "编辑：何汐", "（完）", "责任编辑：何汐 校对：季云"],
    ),
    "a row": ("", "====================\n", "", ["===================="]),
    "a row of stars": ("", "＊＊＊＊\n", "", ["＊＊＊＊"]),
    "a row with words": ("", "---------- 第二篇 ----------\n", "", ["---------- 第二篇 ----------"]),
    "rows around the headlines": ("====\n", "\n====\n", "", ["====", "===="]),
    "notes to newspapers": (
        "（新华社稿，请各报采用，未经许可不得删\n改）\n", "（完）\n（新华社稿，请各报采用）\n", "",
        ["（新华社稿，请各报采用，未经许可不得删", "改）", "（完）", "（新华社稿，请各报采用）"],
    ),
    "an end mark cut in two": ("", "（完\n）\n", "", ["（完）"]),
    "files joined with their marks": ("\ufeff", "（完）\n\ufeff", "（完）\n\x1a", ["（完）", "（完）"]),
    "the heads of mails": (
        "From: a@wire.example\nSubject: 稿\n\n", "（完）\n发件人：新华社\n主题：稿\n\n", "",
        ["From: a@wire.example", "Subject: 稿", "（完）", "发件人：新华社", "主题：稿"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", TWO)
def test_two_stories_of_a_dump_become_two(way: str) -> None:
    """Whatever parts them; what is no copy is kept apart, in the wire's order, and said."""
    before, between, after, apart = TWO[way]
    if way == "an end mark behind the last word":
        text = f"海堤先过三道考\n{copy(A).rstrip()}（完）\n候鸟过境\n{copy(B).rstrip()}（完）\n"
        apart = ["（完）", "（完）"]
    else:
        text = f"{before}海堤先过三道考\n{copy(A)}{between}候鸟过境\n{copy(B)}{after}"
    made = bring(text)
    assert heads(made) == ["海堤先过三道考", "候鸟过境"]
    assert [one.slug for one in made] == ["night-1", "night-2"]
    assert [body(one) for one in made] == [list(A), list(B)]
    assert aside(made) == apart
    said = [note.words["text"] for one in made for note in one.changes if note.code == "intake.aside"]
    assert said == apart


@pytest.mark.parametrize("indent", ["　　", ""])
@pytest.mark.parametrize("between", ["\n\n", "\n", ""])
def test_a_headline_with_its_byline_begins_a_story(indent: str, between: str) -> None:
    """A byline is joined to no headline and to no copy, with an empty line before it or none."""
    text = f"海堤先过三道考\n本报记者 沈禾\n通讯员 季云\n{copy(A, indent)}{between}候鸟过境\n——今年首次记录到青头潜鸭\n记者 陆舟\n{copy(B, indent)}"
    one, two = bring(text)
    assert story_of(one).fields["byline"].text == "本报记者 沈禾 通讯员 季云"
    assert {name: field.text for name, field in story_of(two).fields.items()} == {
        "headline": "候鸟过境", "deck": "——今年首次记录到青头潜鸭", "byline": "记者 陆舟",
    }  # fmt: skip
    assert [body(one), body(two)] == [list(A), list(B)]


def test_a_headline_over_a_dateline_begins_a_story() -> None:
    """电头 run into the copy, or stand alone."""
    first = f"新华社海州6月1日电（记者 沈禾）{A[0]}"
    text = f"海堤先过三道考\n{copy((first, A[1]))}候鸟过境\n本报江城6月1日讯\n{copy(B)}"
    one, two = bring(text)
    assert body(one) == [first, A[1]]
    assert story_of(two).fields["dateline"].text == "本报江城6月1日讯"
    assert body(two) == list(B)


def test_stories_signed_at_their_ends_are_parted_there() -> None:
    """Names at the right, or in brackets over two lines, are the stories' signoffs."""
    text = f"海堤先过三道考\n{copy(A)}                    本报记者 沈禾\n\n候鸟过境\n{copy(B)}                    本报记者 陆舟\n"
    assert [story_of(one).fields["signoff"].text for one in bring(text)] == ["本报记者 沈禾", "本报记者 陆舟"]
    text = f"海堤先过三道考\n{copy(A)}（参与记者：沈禾、陆舟、何汐、季云、方莞、秦小舟、\n贺望年）\n（完）\n"
    [made] = bring(text)
    assert story_of(made).fields["signoff"].text == "（参与记者：沈禾、陆舟、何汐、季云、方莞、秦小舟、贺望年）"
    assert body(made) == list(A)


@pytest.mark.parametrize(
    "between",
    [
        "",
        "（未完待续）\n",
        "拆船的老坞熄了火\n",
        "***\n",
        "★★★★☆\n",
        "记者 沈禾在现场看到，堤脚的护面石被浪掏空了三处，最深的一处有半米。\n",
    ],
)
def test_one_story_stays_one(between: str) -> None:
    """A subhead, three stars, a rating or copy about reporters begin no story."""
    made = bring(f"海堤先过三道考\n{copy(A)}{between}{copy(B)}")
    assert heads(made) == ["海堤先过三道考"]
    assert "".join(body(made[0])) == "".join(A) + between.strip() + "".join(B)


@pytest.mark.parametrize("indent", ["　　", ""])
def test_a_headline_over_two_lines_is_one(indent: str) -> None:
    """A headline that fills the wire's measure goes on, and the join is said."""
    headline = "全市七十四公里海堤昨天完成汛前最后一轮检查，市水利局六支小队查到天黑才收工"
    [made] = bring("\n".join(wrap(headline, 60, "hard")) + f"\n本报记者 沈禾\n{copy(A, indent)}")
    assert made.headline == headline
    assert [note.words["line"] for note in made.changes if note.code == "intake.doubtful-heading"] == [2]
    assert body(made) == list(A)


VERSE = ["缆绳一圈一圈", "盘在自己的影子里", "像一个人", "把话收好，放在手边"]
KEPT = {
    "verse in indented copy": (f"海堤\n{copy(A)}　　他写道：\n" + "\n".join(VERSE) + f"\n{copy(B)}", [*A, "他写道：", *VERSE, *B]),
    "verse of one measure": (
        "登高\n\n风急天高猿啸哀，\n渚清沙白鸟飞回。\n无边落木萧萧下，\n不尽长江滚滚来。\n",
        ["风急天高猿啸哀，", "渚清沙白鸟飞回。", "无边落木萧萧下，", "不尽长江滚滚来。"],
    ),
    "a table": (f"海堤\n{copy(A)}队名\t胜\t负\n海州\t3\t1\n江城\t2\t2\n{copy(B)}", [*A, "队名 胜 负", "海州 3 1", "江城 2 2", *B]),
    "a list that hangs": (
        f"海堤\n\n{copy(A, '')}1. 坐车。考试三天，凭准考证免费乘坐公交和澜海线轻轨，市公交\n   集团另开4条助考专线。\n2. 安静。停工。\n",
        [*A, "1. 坐车。考试三天，凭准考证免费乘坐公交和澜海线轻轨，市公交集团另开4条助考专线。", "2. 安静。停工。"],
    ),
    "questions and answers": (f"海堤\n\n问：查完了吗？\n答：查完了。\n“后来呢？”\n{copy(A, '')}", ["问：查完了吗？", "答：查完了。", "“后来呢？”", *A]),
    "whom to call": (f"海堤\n{copy(A)}--------\n联系人：沈禾\n电话：0900-55512340\n", [*A, "联系人：沈禾", "电话：0900-55512340"]),
    "an address of the net": (f"海堤\n{copy(A)}https://wanglan.example/a-very-long-path/that-goes-on\n{copy(B)}", [*A, "https://wanglan.example/a-very-long-path/that-goes-on", *B]),
    "a left margin": ("海堤\n" + "".join(f"    {line}\n" for line in copy(A).splitlines()), [*A]),
    "a mail's quotation": ("".join(f"> {line}\n" for line in f"海堤\n{copy(A)}".splitlines()), [*A]),
    "an empty line after every line": (f"海堤\n{copy((*A, *B))}".replace("\n", "\n\n"), [*A, *B]),
}  # fmt: skip


@pytest.mark.parametrize("what", KEPT)
def test_lines_that_stand_for_themselves_are_joined_to_none(what: str) -> None:
    """Verse, tables, lists, speech: only lines that the wire broke go together."""
    text, expected = KEPT[what]
    [made] = bring(text)
    assert body(made) == expected


def test_page_numbers_of_the_wire_cut_no_paragraph() -> None:
    """Dashed, in words or bare: they are kept apart, and said in one note."""
    for number in ("- {} -", "第{}页", "{}"):
        lines = copy((*A, *B), measure=40).splitlines()
        paged = [
            row
            for at, line in enumerate(lines, 1)
            for row in ([line, "", number.format(at // 9), ""] if at % 9 == 0 else [line])
        ]
        [made] = bring("海堤\n" + "\n".join(paged) + "\n")
        assert body(made) == [*A, *B]
        assert [note.words["count"] for note in made.changes if note.code == "intake.page-numbers"] == [len(lines) // 9]


def test_each_doubtful_join_is_said_alone() -> None:
    """Eighty lines of clear copy make one note of what was joined; a full line with a full stop makes one of its own."""
    [made] = bring("海堤\n" + copy((*A, *B) * 3, measure=40))
    assert sorted(note.code for note in made.changes) == ["intake.headline", "intake.joined"]
    lines = [
        "昨天逢大潮，市水利局六支小队同时下到堤脚",
        "带着铁锤和探地雷达查堤，一直走到天全黑。",
        "堤上亮起了灯，六支小队才一起收了工回家去",
        "第二天一早又去了。",
    ]
    [made] = bring("海堤\n\n" + "\n".join(lines) + "\n")
    [doubt] = [note for note in made.changes if "doubtful" in note.code]
    assert (doubt.code, doubt.words["line"]) == ("intake.doubtful-end", 5)
    assert doubt.span is not None
    assert doubt.span.place == (5, 1)


CUT = {
    "a number": ("全市共查了20|26处", "全市共查了2026处"),
    "a decimal": ("惠及老人4.|3万人", "惠及老人4.3万人"),
    "thousands": ("补助12,|000元", "补助12,000元"),
    "a time": ("首班船6:|40开", "首班船6:40开"),
    "a percentage": ("比上年增长92.4|%以上", "比上年增长92.4%以上"),
    "an address": ("来信发到wish@wan|glan.example", "来信发到wish@wanglan.example"),
    "two words": ("专家Anna| Weiss来了", "专家Anna Weiss来了"),
    "two names": ("专家Anna|Weiss来了", "专家Anna Weiss来了"),
}


@pytest.mark.parametrize("what", CUT)
def test_what_a_line_end_cut_is_one_again(what: str) -> None:
    """Figures are closed up, words keep the blank they had."""
    cut, whole = CUT[what]
    head, tail = cut.split("|")
    fill = "昨天逢大潮市水利局六支小队趁这个空当同时下到堤脚查堤"
    first = fill[: (52 - sum(1 if c.isascii() else 2 for c in head)) // 2] + head
    [made] = bring(f"海堤\n　　{first}\n{tail}，{fill[:15]}\n，一直查到天黑。\n　　查完了。\n")
    assert whole in body(made)[0]
    assert body(made)[1:] == ["查完了。"]
