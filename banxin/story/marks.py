"""The kinds of inline marks: a row each. The grammar, the setting and the e-paper ask the row.

A new mark is a row here; one that is drawn beside the line is a way of drawing in :mod:`banxin.lines.beside`, too.
"""

from __future__ import annotations

from typing import Literal

from banxin.tuples import NamedTuple

#: Ways of drawing beside a line: dots, a straight line, a wave, a box around it, a reading.
Way = Literal["dots", "rule", "wave", "box", "reading"]


class MarkKind(NamedTuple):
    """One kind of mark."""

    name: str
    written: Literal["dot", "value", "bold"] = "dot"
    """How it is written behind a bracket: ``{.name}`` or ``{name=value}``; bold has its own signs."""
    alias: str = ""
    """What ``name=`` may be called in Chinese."""
    example: str = ""
    """A value that is right."""
    beside: Way | None = None
    """What is drawn beside the line for it."""
    element: str = ""
    """Its element in HTML; '' where only the page shows it."""
    style: str = ""
    """Its class there."""
    called: str = ""
    """What a desk calls it."""
    zh: str = ""
    en: str = ""
    """What it is for, in both languages."""


#: By name. Marks that come of a paragraph's place (a dateline, a run-in heading) are nobody's to write, and not here.
MARKS: dict[str, MarkKind] = {
    mark.name: mark
    for mark in (
        MarkKind("bold", "bold", element="strong", called="加粗", zh="用正文字体里粗的一种", en="the body's heavier face"),
        MarkKind("dots", beside="dots", element="em", style="dots", called="着重号", zh="字下加点", en="a dot below each 字"),
        MarkKind("name", beside="rule", element="u", style="name", called="专名号", zh="人名 地名下的直线", en="a line below a proper name"),
        MarkKind("book", beside="wave", element="u", style="book", called="书名号", zh="书名下的浪线", en="a wave below a title"),
        MarkKind("dead", beside="box", element="span", style="dead", called="黑框", zh="去世的人名加框", en="the frame around the name of who died"),
        MarkKind("ruby", "value", "注音", "jiān", beside="reading", element="ruby", called="注音", zh="字上的读音", en="a reading above the text"),
        MarkKind("face", "value", "字体", "kai", element="span", style="face", called="换字体", zh="换一种字体 写字体的名字",
                 en="another face, by its role in house style"),
        MarkKind("colour", "value", "颜色", "house", element="span", style="accent", called="换颜色", zh="换一种颜色 写颜色的名字",
                 en="a colour of house style, by its name"),
        MarkKind("size", "value", "字号", "12pt", called="换字号", zh="换一种字号 4 到 200 点", en="another size, 4 pt to 200 pt"),
        MarkKind("lang", "value", "语言", "en", element="span", called="外文", zh="这几个字是哪种语言 只有读屏的和数字报知道",
                 en="which language the words are of, for the archive and the e-paper; the page shows nothing"),
    )
}  # fmt: skip


class Sign(NamedTuple):
    """A sign inside a line that is no mark: it leaves nothing around a part of the text."""

    sign: str
    """The character that the reader looks for."""
    called: str
    zh: str
    en: str
    example: str
    """A line with it, as it is written."""


#: By name; each is read by a function of :mod:`banxin.story.inline` of its own.
SIGNS: dict[str, Sign] = {
    "escape": Sign("\\", "反斜线", "后面的符号照原样印", "the ASCII mark behind it is printed as it is", "2\\*3是6"),
    "break": Sign("/", "断行", "标题里编辑断的行 斜线两边空格", "in a heading the editor's break: a stroke between two spaces",
                  "海上来风 / 城里添绿"),
}  # fmt: skip
#: Faces that are marked by their names alone; that of the body, which is seldom asked for, comes last.
FACES = ("kai", "hei", "song")
#: Marks that are written ``{.name}``, and those with a value, by both their names.
SPANS = tuple(mark.name for mark in MARKS.values() if mark.written == "dot")
VALUES = {name: mark.name for mark in MARKS.values() if mark.written == "value" for name in (mark.name, mark.alias)}
#: Marks for which something is drawn beside the line.
BESIDE = frozenset(mark.name for mark in MARKS.values() if mark.beside)


def known_marks() -> str:
    """All that may stand behind a bracket, as messages list it."""
    spans = [f"{{.{name}}}" for name in (*SPANS, *FACES)]
    return " ".join((*spans, *(f"{{{mark.name}=…}}" for mark in MARKS.values() if mark.written == "value")))
