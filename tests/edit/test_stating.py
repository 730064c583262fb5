"""A house states keys more: in the right map, in its own language, and without a comment less."""

from __future__ import annotations

import pytest

from banxin.edit import state_keys
from tests.edit.project import Paper, refused

HOUSE = "layouts/house.yaml"
HEAD = "# 规矩\n\npaper: {name: 试报} # 报名\npage: {trim: [390mm, 543mm]}\ngrid: {body: 9pt, leading: 13pt, columns: 6, measure: 16字, gutter: 1字, lines: 101}\n"


def stated(paper: Paper, text: str, **values: str) -> str:
    """A house after it has stated some values; two underscores stand for a full stop."""
    paper.write(HOUSE, text)
    paper.apply(state_keys(paper.tree, {HOUSE: {key.replace("__", "."): value for key, value in values.items()}}))
    return paper.text(HOUSE)


def test_the_version_stands_at_the_head_below_the_comment(paper: Paper) -> None:
    """Where there is one, it is the new one, in its place."""
    first = stated(paper, HEAD, defaults="2")
    assert first == HEAD.replace("paper:", "defaults: 2\npaper:")
    assert stated(paper, HEAD + "defaults:  2   # 二\n", defaults="3") == HEAD + "defaults:  3   # 二\n"
    assert stated(paper, HEAD + "默认版本: 2\n", defaults="3") == HEAD + "默认版本: 3\n"


def test_a_house_in_chinese_is_answered_in_chinese(paper: Paper) -> None:
    """All keys that are new, however deep; names that are the desk's own stay."""
    text = HEAD.replace("paper:", "报纸:").replace("page:", "版面:").replace("grid:", "版心:")
    assert stated(paper, text, defaults="2", styles__subhead__size="12pt") == text.replace(
        "报纸: {name: 试报} # 报名", "默认版本: 2\n报纸: {name: 试报} # 报名\n样式: {subhead: {字号: 12pt}}"
    )


def test_a_key_joins_the_map_that_is_there(paper: Paper) -> None:
    """In brackets or on lines of its own; several at once; beside a comment."""
    text = HEAD + "styles:\n  lead: # 头条\n    headline: {face: hei}\n  subhead: {takes: 2} # 小标题\nsetting: {}\n"
    assert stated(
        paper, text, styles__subhead__size="12pt", styles__lead__headline__sizes="[66pt, 60pt]", styles__lead__deck__size="9pt",
        setting__widow="2", setting__runt="3", styles__caption__size="8pt",
    ) == HEAD + (
        "styles:\n  caption: {size: 8pt}\n  lead: # 头条\n    headline: {face: hei, sizes: [66pt, 60pt]}\n    deck: {size: 9pt}\n"
        "  subhead: {takes: 2, size: 12pt} # 小标题\nsetting: {widow: 2, runt: 3}\n"
    )  # fmt: skip


def test_line_ends_and_the_order_mark_stay(paper: Paper) -> None:
    """As whoever wrote the file has them."""
    text = "\ufeff" + HEAD.replace("\n", "\r\n")
    assert stated(paper, text, defaults="2", gap="1") == text.replace(
        "paper: {name: 试报} # 报名", "defaults: 2\r\npaper: {name: 试报} # 报名\r\ngap: 1"
    )


def test_a_house_in_brackets_stays_in_them(paper: Paper) -> None:
    """JSON is YAML, too."""
    text = '{"paper": {"name": "x"}, "gap": 1}\n'
    assert stated(paper, text, defaults="2") == '{defaults: 2, "paper": {"name": "x"}, "gap": 1}\n'


@pytest.mark.parametrize("styles", ["styles: {a: &s {face: hei}, b: *s}\n", "styles: {b: &s {face: hei}, c: *s}\n"])
def test_what_several_places_share_is_not_changed_for_one(paper: Paper, styles: str) -> None:
    """Nothing is written then."""
    paper.write(HOUSE, HEAD + styles)
    assert refused(state_keys, paper.tree, {HOUSE: {"styles.b.size": "9pt"}}) == "edit.shared-key"
    assert paper.text(HOUSE) == HEAD + styles


def test_what_is_no_map_takes_no_key(paper: Paper) -> None:
    """A face that is a text is stated whole already."""
    paper.write(HOUSE, HEAD + "faces: {kai: kai.ttf}\n")
    assert refused(state_keys, paper.tree, {HOUSE: {"faces.kai.else": "song"}}) == "edit.unsure"
    assert refused(state_keys, paper.tree, {"layouts/none.yaml": {"gap": "1"}}) == "files.not-found"
