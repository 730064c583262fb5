"""A spreadsheet as it was saved: by Excel in GBK, with semicolons or tabs, with a byte order mark, in UTF-16."""

from __future__ import annotations

import pytest
from conftest import DATE, PAGE, Desk

from banxin.files import open_tree
from banxin.files.sheets import separator_of
from banxin.problems import Report, whole
from banxin.story.tables import read_table

ROWS = [
    ["项目", "上半年", "下半年"],
    ["渔业产值（万元）", "120.5", "98"],
    ["水产加工企业", "14", "16"],
    ["新增就业人数", "1,200", "980"],
]


def table(mark: str = ",") -> str:
    quoted = [[f'"{cell}"' if mark in cell else cell for cell in row] for row in ROWS]
    return "".join(mark.join(row) + "\r\n" for row in quoted)


@pytest.fixture
def sheet(desk: Desk):
    """A page with a table, and what `check` says of a file for it."""
    desk.edit(PAGE, "blocks:", "blocks:\n  - {table: figures, columns: 3-3, lines: 33-40, id: figures}")

    def check(data: bytes):
        desk.path(f"stories/{DATE}/figures.csv").write_bytes(data)
        return desk.check(lang="zh")

    return check


SAVED = {
    "utf-8": table().encode(), "bom": table().encode("utf-8-sig"), "utf-16": table().encode("utf-16"), "utf-16-be": b"\xfe\xff" + table().encode("utf-16-be"),
    "utf-16 tabs": table("\t").encode("utf-16"), "gbk": table().encode("gbk"), "gb18030": table().encode("gb18030"), "gbk tabs": table("\t").encode("gbk"),
    "semicolons": table(";").encode(), "tabs": table("\t").encode(), "semicolons bom": table(";").encode("utf-8-sig"), "gbk semicolons": table(";").encode("gbk"),
    "sep": b"sep=;\r\n" + table(";").encode(), "cr": table().replace("\r\n", "\r").encode(),
}  # fmt: skip


@pytest.mark.parametrize("saved", SAVED)
def test_a_sheet_is_read_as_what_it_is(saved: str, sheet, desk: Desk) -> None:
    """All of them are one table; nobody is sent to `import`, and only an encoding that was found out is noted."""
    said = sheet(SAVED[saved])
    assert "import" not in said.text
    assert "proof.table" not in said.text
    assert "story.tab" not in said.text
    assert ("files.sheet-read" in said.text) == saved.startswith("gb")
    assert ("GBK" in said.text) == saved.startswith("gb")
    tree = open_tree(str(desk.root))
    path = f"stories/{DATE}/figures.csv"
    report = Report()
    assert [list(row) for row in read_table(tree, path, report, whole(path))] == ROWS
    assert not report.failed
    tree.close()


def test_big5_is_big5(sheet) -> None:
    """Where it is beyond doubt."""
    text = "項目,上半年,下半年\n漁業產值與水產加工企業的總收入,120,98\n新增就業人數和學校數量,1200,980\n"
    assert "Big5 编码" in sheet(text.encode("big5")).text


@pytest.mark.parametrize("data", [b"a,b\n\x81\xff,1\n", b"\xff\xfea", "æøå,é\n".encode("latin-1")])
def test_what_nobody_can_tell_is_told_precisely(data: bytes, sheet) -> None:
    """Which program, which entry of its menu."""
    said = sheet(data)
    assert "error[files.sheet-encoding]" in said.text
    assert "另存为“CSV UTF-8" in said.text
    assert "import" not in said.text


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a,b\n1,2\n", ","), ("a;b\n1,5;2,5\n", ";"), ("1,5;2,5\n3,5;4,5\n", ";"), ("甲;乙,3\n丙;丁,4\n", ","), ("a\tb\n1,5\t2\n", "\t"), ("一栏\n二\n", ","),
        ('"a;b",c\n"d;e",f\n', ","), ("a,b\n1,2,3;4\n", ","), ("a;b\n1;2;3\n", ";"), ("sep=|\na|b\n", "|"), ("", ","),
    ],
)  # fmt: skip
def test_what_parts_the_cells(text: str, mark: str) -> None:
    """Whatever makes rows of one length; a decimal comma parts nothing."""
    assert separator_of(text)[0] == mark


def test_bookings_of_an_advertising_system(desk: Desk) -> None:
    """ads.csv in GBK with semicolons is read alike."""
    house = desk.text("layouts/house.yaml")
    desk.write("layouts/house.yaml", house + "\nads: {sizes: {小: {columns: 1, lines: 4}}}\n")
    desk.path(f"layouts/{DATE}/ads.csv").write_bytes(
        "订单号;客户;规格;版次\nZ-1;望澜渔业合作银行;小;A01\n".encode("gbk")
    )
    said = desk.check()
    assert "not-utf8" not in said.text
    assert "files.sheet-read" in said.text
    assert "unknown-key" not in said.text
