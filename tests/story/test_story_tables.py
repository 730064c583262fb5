"""The tables of stories are what the reader reads by: no key, mark, sign or role is in one and not in the other."""

from __future__ import annotations

import pytest

from banxin.files import open_tree
from banxin.problems import Report, Source
from banxin.story import read_story
from banxin.story._body import BOXES, read_body
from banxin.story.front import KEYS, PHOTO_ROWS, STORY_KEYS, read_front
from banxin.story.inline import _HANDLERS, Value, read_copy
from banxin.story.marks import FACES, MARKS, SIGNS, SPANS, VALUES
from banxin.story.roles import FENCE, LINES, ROLES

#: Signs that only say that something is wrong, and the ends of marks.
_NO_SIGNS = set("*[]{`<&_~'／")
WHOLE = """---
kicker: 引题
headline: 主题
deck: 副题
byline: 署名
dateline: 电头
signoff: 文末
short: 短题
photos:
  - {file: a.jpg, caption: 图说, credit: 摄影}
---
::: intro
导语
:::
正文
## 小标题
### 次小标题
::: box 框题
框
:::
"""


def written(mark) -> str:
    """A text with a mark, by its row alone."""
    if mark.written == "bold":
        return "**字**"
    return f"[字]{{.{mark.name}}}" if mark.written == "dot" else f"[字]{{{mark.name}={mark.example}}}"


def marks_of(text: str) -> list[str]:
    """The kinds of the marks that a text is read with; it has no fault."""
    report, source = Report(), Source("x.md", text)
    paragraph, _ = read_copy(source, Value(0, len(text)), "b1", "body", report)
    assert not list(report), [problem.code for problem in report]
    return [mark.kind for mark in paragraph.marks]


@pytest.mark.parametrize("mark", MARKS.values(), ids=list(MARKS))
def test_a_mark_is_read_as_its_row_says(mark) -> None:
    """What a row says can be written is read as that mark, under its alias, too."""
    assert marks_of(written(mark)) == [mark.name]
    if mark.alias:
        assert marks_of(f"[字]{{{mark.alias}={mark.example}}}") == [mark.name]


def test_the_reader_knows_no_mark_beyond_the_rows() -> None:
    """All that may stand behind a bracket comes of a row."""
    assert set(MARKS) == {"bold", "face", *SPANS, *VALUES.values()}
    assert [marks_of(f"[字]{{.{face}}}") for face in FACES] == [["face"]] * len(FACES)


def test_every_sign_that_yields_something_is_a_row() -> None:
    """The reader stops at the signs of the rows, and at those that only faults and marks begin with."""
    assert set(_HANDLERS) - _NO_SIGNS == {sign.sign for sign in SIGNS.values()}
    assert len({sign.sign for sign in SIGNS.values()}) == len(SIGNS)


@pytest.mark.parametrize("row", [*STORY_KEYS, *PHOTO_ROWS], ids=lambda row: row.name)
def test_a_key_is_read_as_its_row_says(row) -> None:
    """Under both its names, with the value that its row shows, and without a fault."""
    for name in (row.name, row.alias):
        if row in STORY_KEYS:
            text = f"---\n{name}: {row.example}\n---\n字\n"
        else:
            file = "" if row.name == "file" else "file: a.jpg, "
            text = f"---\nphotos:\n  - {{{file}{name}: {row.example}}}\n---\n字\n"
        report = Report()
        front = read_front(Source("x.md", text), report)
        assert not list(report), (text, [problem.code for problem in report])
        values = front.values if row in STORY_KEYS else front.photos[0].values
        assert row.name in values or row.name == "photos"
    assert row.zh
    assert row.en.isascii() or "字" in row.en


def test_no_key_is_read_beyond_the_rows() -> None:
    """The reader has the rows' names and no others."""
    assert {row.name: row.alias for row in STORY_KEYS} == KEYS
    report = Report()
    read_front(Source("x.md", "---\nweather: 晴\n---\n字\n"), report)
    assert [problem.code for problem in report] == ["story.unknown-key"]


@pytest.mark.parametrize("name", LINES)
def test_a_line_is_read_as_its_row_says(name) -> None:
    """A subhead is one by its signs, a box by the word behind them."""
    line, report = LINES[name], Report()
    text = f"{FENCE} {name}\n字\n{FENCE}\n" if line.sign == FENCE else f"{line.sign} 字\n"
    (part,) = read_body(Source("x.md", text), 0, report, {})
    assert not list(report)
    paragraph = part.paragraphs[0] if line.sign == FENCE else part
    assert paragraph.role == line.role
    assert set(BOXES) == {box for box, one in LINES.items() if one.sign == FENCE}


def test_a_story_is_read_into_the_roles_of_the_rows(tmp_path) -> None:
    """One story has all of them, and no other."""
    (tmp_path / "x.md").write_text(WHOLE, "utf-8")
    report = Report()
    with open_tree(str(tmp_path)) as tree:
        story = read_story(tree, "x.md", report)
    assert story is not None
    assert not list(report)
    assert {paragraph.role for paragraph in (*story.paragraphs(), story.fields["short"])} == set(ROLES)
