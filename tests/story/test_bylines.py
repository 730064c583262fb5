"""Who signs a story: persons by name, whatever they did and however the desk wrote it."""

from __future__ import annotations

import pytest

from banxin.story.bylines import parts_of, signers_of


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("记者 沈禾 通讯员 陆舟", ["沈禾", "陆舟"]),
        ("记者 沈禾 季云", ["沈禾", "季云"]),
        ("陆舟 摄影报道", ["陆舟"]),
        ("陆舟摄影报道", ["陆舟"]),
        ("本报评论员 闻渡", ["闻渡"]),
        ("□本报记者沈禾 通讯员陆舟 实习生丘苇", ["沈禾", "陆舟", "丘苇"]),
        ("文/沈禾 图/陆舟", ["沈禾", "陆舟"]),
        ("沈禾／文　陆舟／图", ["沈禾", "陆舟"]),
        ("（新华社驻京记者 沈　禾、陆　舟）", ["沈禾", "陆舟"]),
        ("本报首席记者 沈禾，通讯员 阿依古丽·买买提", ["沈禾", "阿依古丽·买买提"]),
        ("记者 Anna Weiss 通讯员 John Q. Smith", ["Anna Weiss", "John Q. Smith"]),
        ("摄影：陆舟 文字：李文", ["陆舟", "李文"]),
        ("市气象局 王磊", ["王磊"]),
        ("欧阳修远 教授", ["欧阳修远"]),
        ("沈禾 陆舟 等", ["沈禾", "陆舟"]),
        ("丘苇", ["丘苇"]),
        ("本报驻京记者沈禾 特约撰稿人丘苇", ["沈禾", "丘苇"]),
        ("本报编辑部 沈禾", ["沈禾"]),
        ("沈禾 沈禾 摄", ["沈禾"]),
    ],
)
def test_each_person_is_named_once_without_a_job(byline, names):
    """记者, 通讯员, 摄影 are jobs; a space inside a name of two characters is the compositor's."""
    assert [one.name for one in signers_of(byline)] == names


@pytest.mark.parametrize(
    "byline", ["本报社区新闻部", "据新华社", "本报记者", "新华社", "本报综合报道", "望澜晚报编辑部", ""]
)
def test_a_house_is_no_person(byline):
    """A desk or an agency signs for nobody."""
    assert signers_of(byline) == []


@pytest.mark.parametrize(
    ("byline", "signers"),
    [
        ("记者 沈禾 通讯员 陆舟", [("沈禾", "记者"), ("陆舟", "通讯员")]),
        ("记者 沈禾 季云", [("沈禾", "记者"), ("季云", "记者")]),
        ("□本报记者沈禾 通讯员陆舟 实习生丘苇", [("沈禾", "本报记者"), ("陆舟", "通讯员"), ("丘苇", "实习生")]),
        ("文/沈禾 图/陆舟", [("沈禾", "文"), ("陆舟", "图")]),
        ("沈禾／文　陆舟／图", [("沈禾", "文"), ("陆舟", "图")]),
        ("陆舟 摄", [("陆舟", "摄")]),
        ("陆舟摄影报道", [("陆舟", "摄影报道")]),
        ("记者 Anna Weiss 通讯员 John Q. Smith", [("Anna Weiss", "记者"), ("John Q. Smith", "通讯员")]),
        ("丘苇", [("丘苇", "")]),
        ("新华社驻京记者 沈禾", [("沈禾", "新华社驻京记者")]),
        ("记者 沈禾 陆舟 文/图", [("沈禾", "记者 文 图"), ("陆舟", "记者 文 图")]),
        ("记者 沈禾 陆舟/文 何汐/图", [("沈禾", "记者"), ("陆舟", "记者 文"), ("何汐", "记者 图")]),
        ("沈禾/文 陆舟/图 何汐/制图", [("沈禾", "文"), ("陆舟", "图"), ("何汐", "制图")]),
        ("沈禾 文 陆舟 图", [("沈禾", "文"), ("陆舟", "图")]),
        ("新华社记者 王磊 摄", [("王磊", "新华社记者 摄")]),
        ("通讯员 陆舟 沈禾 记者 何汐", [("陆舟", "通讯员"), ("沈禾", "通讯员"), ("何汐", "记者")]),
        ("摄影：陆舟 文字：李文", [("陆舟", "摄影"), ("李文", "文字")]),
        ("编辑 方莞 美编 林渡", [("方莞", "编辑"), ("林渡", "美编")]),
        ("记者 Anna Weiss, John Smith", [("Anna Weiss", "记者"), ("John Smith", "记者")]),
        ("文/Anna Weiss 图/陆舟", [("Anna Weiss", "文"), ("陆舟", "图")]),
        ("沈禾 陆舟 等", [("沈禾", ""), ("陆舟", "")]),
        ("沈禾/文/图", [("沈禾", "文 图")]),
    ],
)
def test_each_person_is_named_with_what_they_did(byline, signers):
    """As the byline says it, before the name or behind it."""
    assert [(one.name, " ".join(one.roles)) for one in signers_of(byline)] == signers


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("记者 周明远 李若溪", ["记者 周明远", "李若溪"]),
        ("本报记者 沈　禾 通讯员 陆舟、李四", ["本报记者 沈　禾", "通讯员 陆舟", "李四"]),
        ("记者周明远/文 陆舟/图", ["记者周明远", "文", "陆舟", "图"]),
        ("Lucas Moreau", ["Lucas", "Moreau"]),
        ("", []),
    ],
)
def test_what_no_line_parts(text, parts):
    """A name with what its person does."""
    assert [text[start:end] for start, end in parts_of(text)] == parts
