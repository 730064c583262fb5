"""A file that is called nearly so, a key that stands elsewhere, a folder of another day: the desk is told what was meant."""

from __future__ import annotations

import pytest
from conftest import DATE, PAGE, PHOTO, Desk

from banxin.files.near import nearest_file

EDITION = f"layouts/{DATE}/edition.yaml"


@pytest.mark.parametrize(
    ("name", "there", "meant"),
    [
        ("harbour.JPG", ["harbour.jpg", "lamps.jpg"], "harbour.jpg"),
        ("harbour.jpg", ["Harbour.jpg"], "Harbour.jpg"),
        ("harbour.jpg", ["harbour.jpeg", "harbor.jpg"], "harbour.jpeg"),
        ("harbour.jpg", ["harbour.png", "barn.jpg"], "harbour.png"),
        ("harbor.jpg", ["harbour.tif", "harbour.jpg"], "harbour.jpg"),
        ("old harbour.jpg", ["old_harbour.jpg"], "old_harbour.jpg"),
        ("ｈarbour.jpg", ["harbour.jpg"], "harbour.jpg"),
        ("words.csv", ["wards.csv", ".words.csv.swp"], "wards.csv"),
        ("words.md", ["weather.md"], ""),
        ("2026-05-31", ["2026-06-01", "2026-06-01.east"], ""),
        ("2026-06-02", ["2026-06-01"], "2026-06-01"),
        ("a01.yaml", ["A01.yaml"], "A01.yaml"),
        ("x.md", [], ""),
    ],
)
def test_the_file_that_was_meant(name: str, there: list[str], meant: str) -> None:
    """Capitals, width, blanks and endings first; then a slip of the finger; days are no slips of each other."""
    assert nearest_file(name, there) == meant


@pytest.mark.parametrize("wrong", ["harbour.JPG", "harbour.jpeg", "habour.jpg", "Harbour.jpg"])
def test_a_photo_that_is_called_nearly_so(wrong: str, desk: Desk) -> None:
    """The camera writes capitals, the desk does not."""
    desk.edit(f"stories/{DATE}/harbour.md", "file: harbour.jpg", f"file: {wrong}")
    assert "是不是“harbour.jpg”？" in desk.check().text
    assert "did you mean “harbour.jpg”?" in desk.check(lang="en").text


def test_a_photo_that_lies_with_another_day(desk: Desk) -> None:
    """Its folder is named, so that it can be copied or named."""
    other = desk.root / "assets" / "2026-05-31" / "harbour.jpg"
    other.parent.mkdir(parents=True)
    desk.path(PHOTO).rename(other)
    assert "是不是“assets/2026-05-31/harbour.jpg”？" in desk.check().text


def test_a_story_that_is_called_nearly_so(desk: Desk) -> None:
    """By letters, capitals or ending; a text that is no story yet is named whole."""
    desk.edit(PAGE, "story: lamps", "story: Lamps")
    assert "是不是“lamps”？" in desk.check().text
    desk.edit(PAGE, "story: Lamps", "story: lamps")
    desk.path(f"stories/{DATE}/lamps.md").rename(desk.path(f"stories/{DATE}/lamps.txt"))
    assert "did you mean “lamps.txt”?" in desk.check(lang="en").text


@pytest.mark.parametrize("wrong", ["a01.yaml", "A1.yaml", "A01.yml", "A01.YAML"])
def test_a_page_s_file_that_is_called_nearly_so(wrong: str, desk: Desk) -> None:
    """Another page's file is never taken for it."""
    desk.path(PAGE).rename(desk.path(f"layouts/{DATE}/{wrong}"))
    said = desk.check()
    assert f"那里有“{wrong}”：改名叫 A01.yaml" in said.text
    assert len([problem for problem in said.problems if "page-missing" in problem]) == 1
    desk.path(f"layouts/{DATE}/{wrong}").rename(desk.path(f"layouts/{DATE}/A02.yaml"))
    assert "那里有" not in desk.check().text


def test_an_edition_s_file_that_is_called_nearly_so(desk: Desk) -> None:
    """Edition.yaml, edition.yml; or the folder is another."""
    desk.path(EDITION).rename(desk.path(f"layouts/{DATE}/edition.yml"))
    assert f"layouts/{DATE}/edition.yml" in desk.check().text


def test_tables_faces_templates_and_advertisements(desk: Desk) -> None:
    """Every file that a layout names is answered alike."""
    desk.write(f"stories/{DATE}/wards.csv", "一,二\n三,四\n")
    desk.write("layouts/templates/front.yaml", "section: 要闻\n")
    page = desk.text(PAGE)
    desk.write(PAGE, page.replace("blocks:", "blocks:\n  - {table: words, columns: 1-1, lines: 1-4, id: t}"))
    assert "那里有“wards.csv”" in desk.check().text
    desk.write(PAGE, "from: Front\n" + page)
    assert "是不是 front？" in desk.check().text
    (desk.root / "assets" / DATE / "bank-ad.jpg").write_bytes(desk.path(PHOTO).read_bytes())
    desk.write(PAGE, page.replace("blocks:", "blocks:\n  - {ad: bank_ad.JPG, columns: 1-1, lines: 1-4, id: t}"))
    assert "是不是“bank-ad.jpg”？" in desk.check().text
    desk.write(PAGE, page)
    (desk.root / "assets" / "faces").mkdir(exist_ok=True)
    (desk.root / "assets" / "faces" / "Kai.otf").write_bytes(b"")
    desk.edit("layouts/house.yaml", "{file: kai.ttf, else: song}", "{file: kai.ttf}")
    desk.edit(PAGE, "blocks:", "house: {styles: {body: {face: kai}}}\nblocks:")
    assert "是不是“Kai.otf”？" in desk.check().text


def test_what_is_typed_nearly_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the command's line, too: a page, a story to set, a file to import."""
    monkeypatch.chdir(desk.root)
    assert f"“layouts/{DATE}/A01.yaml”" in desk.run("check", f"layouts/{DATE}/a01.yaml", "--lang", "en").text
    assert f"“layouts/{DATE}”" in desk.run("build", "layouts/2026-06-1", "--lang", "en").text
    assert "did you mean “lamps.md”" in desk.run("galley", "lamp", "--measure", "13字", "--lang", "en").text
    desk.write("wire.txt", "x")
    assert "did you mean “wire.txt”" in desk.run("import", "Wire.TXT", "--lang", "en").text


@pytest.mark.parametrize(
    ("file", "key", "place"),
    [
        ("layouts/house.yaml", "column_rules: 0.2pt", "furniture"),
        ("layouts/house.yaml", "栏线: 0.2pt", "版饰"),
        ("layouts/house.yaml", "measure: 13", "grid"),
        (PAGE, "column_rules: 0.2pt", "furniture (house.yaml)"),
        (PAGE, "weather: 晴", "edition.yaml"),
        (PAGE, "天气: 晴", "edition.yaml"),
        (EDITION, "bleed: 3mm", "page (house.yaml)"),
        (EDITION, "customer: 银行", "bookings (ads.yaml)"),
    ],
)
def test_a_key_that_belongs_elsewhere(file: str, key: str, place: str, desk: Desk) -> None:
    """It is said where, in the language that the key is written in."""
    desk.write(file, f"{key}\n{desk.text(file)}")
    assert "error[plan.key-elsewhere]" in desk.check().text
    assert f"  hint: 写在这里面：{place}" in desk.check().text
    assert f"  hint: it belongs in: {place}" in desk.check(lang="en").text


def test_who_writes_chinese_is_answered_in_chinese(desk: Desk) -> None:
    """The key that was meant, and all that may stand there; in layouts and in stories."""
    desk.write(PAGE, f"责编员: {{}}\n{desk.text(PAGE)}")
    assert "是不是 责编行？" in desk.check().text
    desk.edit(PAGE, "责编员", "乐谱本子")
    hint = next(line for line in desk.check().text.splitlines() if "这里能写的键" in line)
    assert "责编行" in hint
    assert not any(letter.isascii() and letter.isalpha() for letter in hint.removeprefix("  hint")), hint
    desk.edit(PAGE, "乐谱本子", "songbookish")
    hint = next(line for line in desk.check().text.splitlines() if "这里能写的键" in line)
    assert "credits" in hint
    assert "责编行" not in hint
    desk.edit(f"stories/{DATE}/lamps.md", "headline:", "甲乙丙: 丁\nheadline:")
    hint = next(line for line in desk.check().text.splitlines() if "文末署名" in line)
    assert "headline" not in hint


@pytest.mark.parametrize("wrong", ["2026-06-02", "2026-05-31", "2025-06-01"])
def test_another_day_than_the_folder_s_is_one_fault(wrong: str, desk: Desk) -> None:
    """Not one for each story and photo that is not found under that day."""
    desk.edit(EDITION, f"date: {DATE}", f"date: {wrong}")
    said = desk.check()
    assert [problem.rpartition(" ")[2] for problem in said.problems] == ["error[plan.other-day]"], said.text
    assert f"写 date: {DATE}" in said.text


def test_yesterday_s_folder_copied_is_said(desk: Desk) -> None:
    """All is found then, and yesterday's paper would be printed."""
    today = desk.root / "layouts" / "2026-06-02"
    today.mkdir()
    for path in (desk.root / "layouts" / DATE).iterdir():
        if path.is_file():
            (today / path.name).write_bytes(path.read_bytes())
    said = desk.run("check", str(today), "--lang", "zh")
    assert [problem.rpartition(" ")[2] for problem in said.problems] == ["error[plan.other-day]"], said.text
