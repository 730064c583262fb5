"""A house names the version of the defaults it was made with: what later versions have otherwise is a told row, never a surprise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from banxin.files.reading import Tree
from banxin.plan import keys, read_edition, read_house, read_page, usual, versions
from banxin.plan.keys import rows
from banxin.plan.records import House
from banxin.plan.schema import schema
from banxin.plan.usual import canonical, exactly, leaves
from banxin.plan.versions import NewDefault, NewName, Version
from banxin.problems import Report, Words, show
from banxin.units import PT

PLAIN = "paper: {name: 试报}\npage: {trim: [390mm, 543mm]}\ngrid: {body: 9.5pt, leading: 13.5pt, columns: 6, measure: 16字, gutter: 1.2字, lines: 101}\n"
SECOND = Version((
    NewDefault("styles.subhead.size", "1.26字", "1.5字", "小标题大一点", "larger subheads"),
    NewDefault("styles.lead.headline.sizes", "[66pt, 60pt, 54pt, 48pt]", "[60pt, 54pt]", "头条小一点", "smaller leads"),
    NewDefault("gap", "1", "2", "疏一点", "more white"),
    NewDefault("setting.widow", "2", "3", "栏首多一行", "a line more at a column's head"),
    NewDefault("furniture.column_rules", "0pt", "0.3pt", "加栏线", "rules between columns"),
    NewDefault("furniture.credits.order", "[]", "[编辑, 组版]", "次序写定", "an order of offices"),
    NewDefault("styles.sidebar", "", "{face: hei, size: 1字, frame: tint}", "新样式", "a new style"),
    NewDefault("styles.index-title", "{face: hei-bold, size: 1.5字, takes: 2, align: left}", "", "不用了", "nobody used it"),
    NewDefault("faces.kai", "{file: kai.ttf, else: song}", "{file: kai2.ttf, else: hei}", "换楷体", "another kai"),
))  # fmt: skip
THIRD = Version((
    NewDefault("gap", "2", "1", "还是紧一点", "less white again"),
    NewDefault("styles.sidebar", "{face: hei, size: 1字, frame: tint}", "", "撤掉", "taken away"),
))  # fmt: skip


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two made-up versions after the first."""
    monkeypatch.setattr(versions, "LATER", (SECOND, THIRD))


def house(folder: Path, text: str, report: Report | None = None) -> House:
    """House style of a text."""
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts/house.yaml").write_text(text, "utf-8")
    own = report or Report()
    found = read_house(Tree(str(folder)), own)
    assert found is not None
    assert report is not None or not list(own), [show(problem, Words("en")) for problem in own]
    return found


def looks(one: House) -> House:
    """A house without the text it was read from."""
    return one._replace(
        source=None, press=one.press._replace(profile_span=None), epaper=one.epaper._replace(style_span=None)
    )  # type: ignore[arg-type]


def test_a_house_that_names_no_version_is_of_the_first_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever later versions bring."""
    before = looks(house(tmp_path, PLAIN))
    monkeypatch.setattr(versions, "LATER", (SECOND, THIRD))
    assert looks(house(tmp_path, PLAIN)) == before
    assert looks(house(tmp_path, "defaults: 1\n" + PLAIN)) == before
    assert looks(house(tmp_path, "默认版本: 1\n" + PLAIN)) == before


@pytest.mark.usefixtures("later")
def test_a_house_of_the_second_version_has_its_defaults(tmp_path: Path) -> None:
    """A size that hangs on the body, a ladder, a number, a list, a new style; one that was taken away; another face."""
    one, two = house(tmp_path, PLAIN), house(tmp_path, "defaults: 2\n" + PLAIN)
    assert (one.styles["subhead"].size, two.styles["subhead"].size) == (12 * PT, 9.5 * 1.5 * PT)
    assert two.styles["subhead"]._replace(size=0) == one.styles["subhead"]._replace(size=0)
    lead = two.styles["lead"].headline
    assert lead is not None
    assert lead.sizes == (60 * PT, 54 * PT)
    assert (one.gap, two.gap, two.setting.widow, two.credits_order) == (1, 2, 3, ("编辑", "组版"))
    assert (one.column_rules, two.column_rules) == (0, 3 * PT // 10)
    assert two.styles["sidebar"].frame == "tint"
    assert "sidebar" not in one.styles
    assert "index-title" in one.styles
    assert "index-title" not in two.styles
    assert (two.faces["kai"].file, two.faces["kai"].substitute) == ("kai2.ttf", "hei")


@pytest.mark.usefixtures("later")
def test_a_third_version_takes_back_what_the_second_brought(tmp_path: Path) -> None:
    """What it does not speak of stays as the second has it."""
    three = house(tmp_path, "defaults: 3\n" + PLAIN)
    assert three.gap == 1
    assert "sidebar" not in three.styles
    assert three.setting.widow == 3


@pytest.mark.usefixtures("later")
def test_what_a_house_states_itself_no_version_changes(tmp_path: Path) -> None:
    """A single size stands for the whole ladder, a face for the whole face, a key of a style for that key."""
    own = "styles: {lead: {headline: {size: 40pt}}, subhead: {size: 11pt}}\nfaces: {kai: {file: own.ttf}}\ngap: 3\n"
    two = house(tmp_path, "defaults: 2\n" + PLAIN + own)
    lead = two.styles["lead"].headline
    assert lead is not None
    assert lead.sizes == (40 * PT,)
    assert two.styles["subhead"].size == 11 * PT
    assert (two.faces["kai"].file, two.faces["kai"].substitute, two.gap) == ("own.ttf", "", 3)


@pytest.mark.usefixtures("later")
def test_a_page_with_a_body_of_its_own_has_the_defaults_of_that_body(tmp_path: Path) -> None:
    """A later default is measured on the page's grid, as those of the first version are."""
    folder = tmp_path / "layouts/2026-06-01"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text("date: 2026-06-01\npages: [A05]\n", "utf-8")
    (folder / "A05.yaml").write_text("section: 要闻\nhouse: {grid: {body: 10pt}}\nblocks: []\n", "utf-8")
    own = house(tmp_path, "defaults: 2\n" + PLAIN + "sections: {要闻: {colour: black}}\n")
    tree, report = Tree(str(tmp_path)), Report()
    edition = read_edition(tree, "2026-06-01", report)
    assert edition is not None
    plan = read_page(tree, own, edition, "A05", report)
    assert plan is not None
    assert plan.house.styles["subhead"].size == 15 * PT


def test_a_version_that_this_program_does_not_know_is_an_error(tmp_path: Path) -> None:
    """With the way out."""
    report = Report()
    house(tmp_path, "defaults: 9\n" + PLAIN, report)
    (problem,) = report
    assert (problem.code, problem.severity) == ("plan.defaults-newer", "error")
    assert problem.span is not None
    assert problem.span.place == (1, 11)
    assert "更新程序" in Words("zh").hint(problem)
    assert "update the program" in Words("en").hint(problem)


def test_no_page_names_a_version() -> None:
    """A page may change house style, but not what that stands on."""
    assert "defaults" in rows("house")
    assert "defaults" not in rows("house-change")


@pytest.mark.usefixtures("later")
def test_what_was_changed_twice_is_told_once() -> None:
    """As it was, and as it is in the end; what came back to what it was, and what came and went, is not told."""
    told = {row.key for row in versions.defaults_between(1, 3)}
    assert "gap" not in told
    assert "styles.sidebar" not in told
    assert "setting.widow" in told
    assert [row.key for row in versions.defaults_between(2, 3)] == ["gap", "styles.sidebar"]
    assert versions.defaults_between(2, 2) == ()


def test_every_row_of_every_version_can_be_stated() -> None:
    """Each key is one of house.yaml, and what it was and is can be written there."""
    for version in versions.LATER:
        for row in version.defaults:
            assert canonical(row.key) == row.key
            assert row.zh
            assert row.en
            for text in filter(None, (row.was, row.now)):
                assert row.key.split(".")[0] in usual.stated({row.key: text})
        for name in version.names:
            assert name.new in rows(name.table)
            assert name.old not in rows(name.table)


def test_a_row_that_no_house_could_state_is_refused() -> None:
    """It is a fault of ours, and a loud one."""
    with pytest.raises(ValueError, match="gap"):
        usual.stated({"gap": "很宽"})
    with pytest.raises(ValueError, match=r"styles\.lead\.shadow"):
        usual.stated({"styles.lead.shadow": "1pt"})


def test_a_key_is_known_by_both_its_names() -> None:
    """The desk's own words in between stay as they are."""
    assert canonical("样式.subhead.字号") == "styles.subhead.size"
    assert canonical("styles.lead.主题.字号组") == "styles.lead.headline.sizes"
    assert canonical("版饰.责编行.次序") == "furniture.credits.order"
    assert canonical("nobody.knows") == "nobody.knows"


def test_a_size_can_be_stated_to_the_last_unit(tmp_path: Path) -> None:
    """In points, with a fraction where no decimal is short enough."""
    own = house(tmp_path, PLAIN + "styles: {caption: {size: 8/7pt}}\n")
    assert exactly(own, "styles.subhead.size") == "12pt"
    assert exactly(own, "styles.lead.headline.sizes") == "[66pt, 60pt, 54pt, 48pt]"
    assert exactly(own, "styles.subhead.face") == ""
    assert exactly(own, "gap") == ""
    length = (
        usual.stated({"styles.caption.size": exactly(own, "styles.caption.size")})
        .below("styles")
        .below("caption")
        .length("size")
    )
    assert length is not None
    assert length.emu() == own.styles["caption"].size


def test_a_whole_style_is_stated_key_by_key() -> None:
    """Lists stay whole."""
    assert leaves("styles.x", "{face: hei, deck: {sizes: [1pt, 2pt]}, before: '◆'}") == {
        "styles.x.face": "hei", "styles.x.deck.sizes": "[1pt, 2pt]", "styles.x.before": "'◆'",
    }  # fmt: skip


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up second version that calls two keys otherwise: what is ``gap`` now was ``white``, ``face`` was ``font``."""
    names = (NewName("house", "white", "gap"), NewName("style", "font", "face"), NewName("style", "字形", "字体"))
    monkeypatch.setattr(versions, "LATER", (Version(names=names),))
    monkeypatch.setattr(keys, "_ROWS", {})


@pytest.mark.usefixtures("renamed")
def test_a_key_under_its_old_name_is_read_with_a_warning(tmp_path: Path) -> None:
    """In a whole style, in a part of one, and whatever its language; nothing else is said."""
    report = Report()
    text = "white: 2\nstyles: {lead: {headline: {font: hei}}, brief: {字形: hei}}\n"
    own = house(tmp_path, PLAIN + text, report)
    assert [(one.code, one.severity, one.words["key"], one.words["new"]) for one in report] == [
        ("plan.old-name", "warning", "white", "gap"), ("plan.old-name", "warning", "font", "face"),
        ("plan.old-name", "warning", "字形", "字体"),
    ]  # fmt: skip
    assert all("banxin migrate" in Words(lang).hint(one) for one in report for lang in ("zh", "en"))
    assert own.gap == 2
    assert own.styles["lead"].headline is not None
    assert (own.styles["lead"].headline.face, own.styles["brief"].face) == ("hei", "hei")


@pytest.mark.usefixtures("renamed")
def test_an_old_name_beside_the_new_one_is_the_same_key_twice(tmp_path: Path) -> None:
    """One of them has to go."""
    report = Report()
    house(tmp_path, PLAIN + "white: 2\ngap: 1\n", report)
    assert "plan.same-key" in {one.code for one in report}


@pytest.mark.usefixtures("renamed")
def test_editors_offer_no_old_names() -> None:
    """The schema has the new ones alone."""
    text = json.dumps(schema("house"), ensure_ascii=False)
    assert '"gap"' in text
    assert '"white"' not in text
    assert "字形" not in text
