"""``typeset migrate``: a later look of the defaults is told before it is taken, and whoever does not want it keeps the old one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from banxin.desk.command import main
from banxin.plan import keys, versions
from banxin.plan.versions import NewDefault, NewName, Version
from tests.conftest import ROOT
from tests.desk.conftest import DATE, Desk

HOUSE = "layouts/house.yaml"
SECOND = Version((
    NewDefault("styles.plain.headline.sizes", "[18pt, 16pt, 14pt]", "[15pt, 14pt]", "标题小一点", "smaller titles"),
    NewDefault("styles.caption.size", "0.87字", "1字", "图说大一点", "larger captions"),
    NewDefault("styles.lead.headline.lines", "2", "3", "头条可以三行", "leads of three lines"),
    NewDefault("gap", "1", "2", "疏一点", "more white"),
    NewDefault("styles.sidebar", "", "{face: hei, size: 1字}", "新样式", "a new style"),
    NewDefault("setting.orphan", "2", "3", "栏尾多一行", "a line more at a column's foot"),
))  # fmt: skip


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up second version."""
    monkeypatch.setattr(versions, "LATER", (SECOND,))


@pytest.fixture
def migrate(desk: Desk):
    """The command on the project."""
    return lambda *words, lang="zh": desk.run("migrate", str(desk.root), "--lang", lang, *words)


def test_what_would_change_is_told_and_nothing_is_written(desk: Desk, migrate) -> None:
    """Key by key with the reason, then the blocks of each page; what the house states itself is not among it."""
    before = desk.text(HOUSE)
    told = migrate("--dry-run")
    assert told.status == 0
    assert told.text.splitlines() == [
        "layouts/house.yaml  默认版本 1 → 2",
        "  styles.plain.headline.sizes: [18pt, 16pt, 14pt] → [15pt, 14pt]  标题小一点",
        "  styles.caption.size: 0.87字 → 1字  图说大一点",
        "  styles.sidebar: - → {face: hei, size: 1字}  新样式",
        "  setting.orphan: 2 → 3  栏尾多一行",
        "2026-06-01/A01  排得不一样：harbour/1, lamps",
        "没有写；去掉 --dry-run 就写，--keep 写明要保留的",
    ]
    assert desk.text(HOUSE) == before
    assert "set otherwise: harbour/1, lamps" in migrate("--dry-run", lang="en").text


def test_a_house_goes_over_and_back(desk: Desk, migrate) -> None:
    """Its version stands at its head; undo brings back every byte."""
    before = desk.text(HOUSE)
    assert "换到了默认版本 2" in migrate().text
    assert desk.text(HOUSE) == before.replace("paper:", "defaults: 2\npaper:")
    assert migrate().text == "已经是默认版本 2，没有改\n"
    assert "migrate 2" in desk.run("undo", str(desk.root)).text
    assert desk.text(HOUSE) == before


def test_nothing_changes_for_who_does_not_migrate(desk: Desk) -> None:
    """A house that names no version is built as it always was, byte for byte."""
    before = desk.outputs()
    assert desk.build("--fresh").status == 0
    assert desk.outputs() == before


def test_a_house_that_keeps_everything_is_built_byte_for_byte(desk: Desk, migrate) -> None:
    """What it had is stated in its place: as the version says it, and where that rounds otherwise to the last unit."""
    before = desk.outputs()
    told = migrate("--as-is")
    assert "2026-06-01/A01  不变" in told.text
    assert "（写明，不变）" in told.text
    text = desk.text(HOUSE)
    assert "defaults: 2\npaper:" in text
    assert "  plain: {headline: {sizes: [18pt, 16pt, 14pt]}}\n" in text
    assert "  caption: {size: 7.75pt}\n" in text  # 0.87 of 9 pt, to the quarter point
    assert desk.build("--fresh").status == 0
    assert desk.outputs() == before


def test_one_key_is_kept_and_the_others_change(desk: Desk, migrate) -> None:
    """By either of its names."""
    told = migrate("--keep", "样式.caption.字号", "--format", "json").data
    (house,) = told["houses"]
    assert {row["key"]: row["kept"] for row in house["defaults"]} == {
        "styles.plain.headline.sizes": {}, "styles.caption.size": {"styles.caption.size": "7.75pt"},
        "styles.sidebar": {}, "setting.orphan": {},
    }  # fmt: skip
    assert told["pages"] == [{"edition": DATE, "page": "A01", "blocks": ["lamps"]}]
    assert (told["done"], told["files"], told["status"]) == ("migrate 2", [HOUSE], 0)
    assert "caption: {size: 7.75pt}" in desk.text(HOUSE)


def test_a_page_with_a_body_of_its_own_keeps_its_own_sizes(desk: Desk, migrate) -> None:
    """One value cannot be right for two sizes of body, so the page states its own beside the house's."""
    desk.edit(f"layouts/{DATE}/A01.yaml", "section: 要闻", "section: 要闻\nhouse: {grid: {body: 8pt}} # 小一点")
    desk.build("--fresh")
    drafts = {path.name: path.read_bytes() for path in desk.out.rglob("*.pdf")}
    told = migrate("--as-is")
    assert f"    {DATE}/A01 版正文字号不同，版上另外写明 styles.caption.size" in told.text.splitlines()
    assert f"{DATE}/A01  不变" in told.text
    assert "house: {grid: {body: 8pt}, styles: {caption: {size: 7pt}}} # 小一点\n" in desk.text(
        f"layouts/{DATE}/A01.yaml"
    )
    assert "caption: {size: 7.75pt}" in desk.text(HOUSE)
    desk.build("--fresh")
    assert {path.name: path.read_bytes() for path in desk.out.rglob("*.pdf")} == drafts


def test_what_no_statement_keeps_is_said(desk: Desk, migrate, monkeypatch) -> None:
    """A row that says something else than what was: nothing is written."""
    before = desk.text(HOUSE)
    wrong = NewDefault("setting.orphan", "3", "4", "", "")
    monkeypatch.setattr(versions, "LATER", (Version((wrong,)),))
    told = migrate("--as-is")
    assert (told.status, told.problems) == (1, ["layouts/house.yaml error[desk.migrate-unkept]"])
    assert desk.text(HOUSE) == before


def test_the_houses_of_other_formats_go_over_together(desk: Desk, migrate) -> None:
    """Every file that is a house, of an edition or waiting for one; each with what it does not state itself."""
    desk.write("layouts/tabloid.yaml", desk.text(HOUSE).replace("gap: 1行\n", ""))
    desk.write("layouts/notes.yaml", "a: 1\n")
    told = migrate()
    assert "layouts/tabloid.yaml  默认版本 1 → 2" in told.text
    assert told.text.count("gap: 1 → 2") == 1
    assert "defaults: 2" in desk.text("layouts/tabloid.yaml")
    assert desk.text("layouts/notes.yaml") == "a: 1\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--to", "3"), "desk.migrate-newer"),
        (("--keep", "gap"), "desk.migrate-no-key"),
        (("--keep", "styles.sidebar"), "desk.migrate-no-key"),
    ],
)
def test_what_cannot_be_is_said(migrate, words: tuple[str, ...], code: str) -> None:
    """A version that nobody has made, a key that the house states itself, or that was not there before."""
    told = migrate(*words)
    assert (told.status, told.problems) == (2, [f"error[{code}]"])


def test_there_is_no_way_back_but_undo(desk: Desk, migrate) -> None:
    """Changes are told forwards."""
    migrate()
    assert migrate("--to", "1").problems == ["layouts/house.yaml:2:11 error[desk.migrate-back]"]


def test_a_house_with_a_fault_is_left_alone(desk: Desk, migrate) -> None:
    """First it is put right."""
    desk.edit(HOUSE, "gap: 1行", "gap: viel")
    before = desk.text(HOUSE)
    assert migrate().problems == ["layouts/house.yaml:16:6 error[plan.wrong-type]"]
    assert desk.text(HOUSE) == before


def test_a_house_that_somebody_changes_meanwhile_is_left_alone(desk: Desk, migrate, monkeypatch) -> None:
    """While pages were compared, say."""
    from banxin.run import migrating

    def slow(*words):
        desk.edit(HOUSE, "gap: 1行", "gap: 2行")
        return ()

    monkeypatch.setattr(migrating, "_pages", slow)
    told = migrate()
    assert told.status == 3
    assert "edit.changed" in told.text
    assert "defaults" not in desk.text(HOUSE)


def test_keys_get_their_new_names_in_all_layouts(desk: Desk, migrate, monkeypatch) -> None:
    """Where they stand, however deep, by both languages; the page is the same print, and the warning is gone."""
    names = (NewName("block", "cols", "columns"), NewName("style", "字形", "字体"))
    monkeypatch.setattr(versions, "LATER", (Version(names=names),))
    monkeypatch.setattr(keys, "_ROWS", {})
    page, before = f"layouts/{DATE}/A01.yaml", desk.outputs()
    desk.write(page, desk.text(page).replace("columns:", "cols:"))
    desk.edit(HOUSE, "    headline: {face: hei-bold", "    headline: {字形: hei-bold")
    assert desk.check().text.count("warning[plan.old-name]") == 6
    old = (desk.text(page), desk.text(HOUSE))
    told = migrate()
    assert told.text.splitlines()[1:3] == [
        "layouts/house.yaml  改用新名字：字形 → 字体",
        f"layouts/{DATE}/A01.yaml  改用新名字：cols → columns",
    ]
    assert (desk.text(page), desk.text(HOUSE)) == (
        old[0].replace("cols:", "columns:"), old[1].replace("字形", "字体").replace("paper:", "defaults: 2\npaper:"))  # fmt: skip
    assert "old-name" not in desk.check().text
    desk.build("--fresh")
    assert desk.outputs() == before
    desk.run("undo", str(desk.root))
    assert (desk.text(page), desk.text(HOUSE)) == old


def test_a_new_paper_begins_with_the_newest_version(tmp_path: Path, monkeypatch, capsys) -> None:
    """And has nothing to migrate to."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "paper", "."]) == 0
    assert "\ndefaults: 2\n" in (tmp_path / HOUSE).read_text("utf-8")
    capsys.readouterr()
    assert main(["migrate", ".", "--lang", "en"]) == 0
    assert "version 2 of the defaults already" in capsys.readouterr().out


def test_the_sample_paper_that_keeps_everything_stays_as_it_is(tmp_path: Path, monkeypatch, capsys) -> None:
    """All pages of two formats, with a version that touches their sizes, faces, white and lists."""
    for name in ("layouts", "stories", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    own = (
        NewDefault("styles.second.headline.sizes", "[36pt, 32pt, 28pt, 26pt]", "[30pt]", "", ""),
        NewDefault("styles.credits.size", "0.84字", "1字", "", ""),
        NewDefault("styles.index.leading", "1.235字", "2字", "", ""),
        NewDefault("styles.brief-title.before", "'\u25c6'", "'\u25cf'", "", ""),
        NewDefault("styles.index-title", "{face: hei-bold, size: 1.5字, takes: 2, align: left}", "", "", ""),
    )
    monkeypatch.setattr(versions, "LATER", (Version((*SECOND.defaults, *own)),))

    def built(out: str) -> dict[str, bytes]:
        assert main(["build", "layouts/2026-06-01", "layouts/2026-06-01.tabloid", "--only", "pages", "-o", out]) == 0
        return {str(path.relative_to(out)): path.read_bytes() for path in Path(out).rglob("*.pdf")}

    before = built("one")
    capsys.readouterr()
    assert main(["migrate", "--as-is", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "set otherwise" not in told
    assert told.count("(stated, so it stays)") > 4
    assert (tmp_path / HOUSE).read_text("utf-8").count("defaults: 2") == 1
    assert built("two") == before
    assert len(before) > 5
