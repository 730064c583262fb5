"""What a good layout becomes: house style, editions and pages as records."""

from __future__ import annotations

from pathlib import Path

import pytest

from banxin.files.reading import Tree
from banxin.page import Ink
from banxin.plan import read_edition, read_house, read_page
from banxin.plan.block import Block, PagePlan
from banxin.plan.records import Area, EditionPlan, Face, House
from banxin.problems import Report, Words, show
from banxin.units import MM, PT

PROJECT = Path(__file__).parent / "project"
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def tree() -> Tree:
    """The good project."""
    return Tree(str(PROJECT))


@pytest.fixture
def house(tree: Tree) -> House:
    """Its house style."""
    report = Report()
    found = read_house(tree, report)
    assert found is not None
    assert not list(report)
    return found


def page(tree: Tree, house: House, name: str, folder: str = "2026-06-01") -> PagePlan:
    """A page of the good project, in which nothing may be wrong."""
    report = Report()
    edition = read_edition(tree, folder, report)
    assert isinstance(edition, EditionPlan)
    plan = read_page(tree, house, edition, name, report)
    assert plan is not None
    assert not list(report), [show(problem, Words("en")) for problem in report]
    return plan


def block(plan: PagePlan, name: str) -> Block:
    """The block of a page with this id."""
    return next(one for one in plan.blocks if one.id == name)


def test_type_area_follows_from_the_grid(house: House) -> None:
    """Six columns of 16 字 at 9.5 pt with gutters of 1.2 字 make the 版心, centred in the trim."""
    assert house.grid.width == 969 * PT
    assert house.grid.height == 101 * 27 * PT // 2
    assert (390 * MM, 543 * MM) == house.trim
    assert (390 * MM - 969 * PT) // 2 == house.type_area.left
    assert 28 * MM == house.type_area.top


def test_house_style_is_laid_over_the_usual_one_key_by_key(house: House) -> None:
    """A paper that only wants other sizes keeps everything else of a style."""
    lead = house.styles["lead"]

    assert lead.kicker and lead.headline and lead.deck
    assert tuple(size * PT for size in (66, 60, 54, 48)) == lead.headline.sizes
    assert lead.headline.face == "hei-heavy"
    assert lead.deck.sizes
    assert 3 == house.styles["subhead"].takes
    assert Ink(m=1000, y=900, k=50) == house.styles["subhead"].colour
    assert 12 * PT == house.styles["quote"].size
    assert 500 == house.styles["quote"].indent
    assert {"body", "caption", "qr", "second", "plain"} <= set(house.styles)


def test_colours_are_process_or_spot(house: House) -> None:
    """K8 is eight per cent of black; a spot keeps the process colour that stands in for it."""
    assert Ink(k=80) == house.colours["tint"]
    assert Ink(m=910, y=760, spot="PANTONE 185 C") == house.colours["red"]
    assert house.colours["house"] == house.colours["label"] == house.sections["要闻"]


def test_faces_are_pinned(house: House) -> None:
    """A face is a package at a weight or a file with its substitute; roles not named keep the usual face."""
    assert ("package:noto-serif", 400) == (house.faces["song"].file, house.faces["song"].weight)
    assert Face("kai", "kai.ttf", substitute="song", latin="hei", latin_scale=1050) == house.faces["kai"]._replace(
        span=None
    )
    assert 900 == house.faces["hei-heavy"].weight


def test_setting_and_furniture(house: House) -> None:
    """Choices may be written in Chinese or English and come out the same."""
    assert ("strict", "kaiming", True, 167) == (
        house.setting.level, house.setting.marks, house.setting.hanging, house.setting.autospace,
    )  # fmt: skip
    assert house.folio
    assert ("编辑", "美编", "组版") == house.credits_order
    assert 3810 == house.column_rules
    assert (1, 500) == (house.gap, house.phrase_gap)


def test_text_stays_as_written(tree: Tree, house: House) -> None:
    """An issue's number keeps its nought, a date is no date object, a postal number no sum."""
    edition = read_edition(tree, "2026-06-01", Report())

    assert edition is not None
    assert ("2026-06-01", "08213") == (edition.date, edition.number)
    assert {"price": "1.50元", "weather": "多云 20℃～27℃"} == edition.texts
    assert "11185" == house.paper["订阅"]


def test_page_of_the_design(tree: Tree, house: House) -> None:
    """A page as the design writes it: chained, with a box, a photo and a code inside the lead."""
    plan = page(tree, house, "A05")

    lead = block(plan, "three-towns")
    assert Area(1, 6, 1, 58) == lead.area
    assert (13, "lead") == (lead.body.heading.takes, lead.body.heading.style)
    assert [("box", "intro"), ("photo", ("1",)), ("qr", "https://example.org/app")] == [
        (one.kind.name, one.what[0]) for one in lead.inside
    ]
    assert ("扫码下载", "找记者 报线索") == lead.inside[2].what.lines
    assert (500, 300) == lead.inside[1].what.focus
    assert Area(1, 4, 59, 92) == block(plan, "library").area
    assert Area(1, 6, 93, 101) == block(plan, "spring-sale").area
    assert "HZ-0612" == block(plan, "spring-sale").what.booking
    assert "tint" == block(plan, "wishes").frame
    assert (5, 12) == lead.span.place
    assert plan.house is house


def test_page_drawn_in_letters_and_written_in_chinese(tree: Tree, house: House) -> None:
    """A page may be drawn, one letter a column, with every key in Chinese."""
    plan = page(tree, house, "A01")

    assert Area(1, 6, 1, 12) == block(plan, "A").area
    assert Area(1, 4, 13, 36) == block(plan, "B").area
    assert Area(5, 6, 13, 48) == block(plan, "C").area
    assert block(plan, "B").body.heading.parts["headline"].sizes == (54 * PT, 48 * PT)
    assert "centre" == block(plan, "B").body.heading.align
    assert ("tint", False) == (block(plan, "B").frame, block(plan, "B").body.balance)
    assert ("school", "bridge") == block(plan, "C").stories


def test_page_from_a_template(tree: Tree, house: House) -> None:
    """Maps merge, a block of the same name is changed, one is removed, and house style is this page's own."""
    plan = page(tree, house, "A06")

    assert "要闻" == plan.section
    assert {"编辑": "沈禾", "美编": "陆舟", "组版": "何淼"} == dict(plan.credits)
    assert ["scan", "three-towns"] == [one.id for one in plan.blocks]
    assert (Area(6, 6, 90, 96), ("扫码下载", "找记者 报线索")) == (plan.blocks[0].area, plan.blocks[0].what.lines)
    assert (99, 2) == (plan.house.grid.lines, plan.house.gap)
    assert 14 * PT == plan.house.styles["subhead"].size
    assert 3 == plan.house.styles["subhead"].takes
    assert 101 == house.grid.lines


def test_zoned_edition_reads_from_its_base(tree: Tree, house: House) -> None:
    """A zoned edition holds the pages that differ; the others, and what it does not say, are the base's."""
    edition = read_edition(tree, "2026-06-01.east", Report())

    assert edition is not None
    assert (("A01", "A05", "A06"), "晴", "2026-06-01") == (edition.pages, edition.texts["weather"], edition.base)
    assert "east" == page(tree, house, "A06", "2026-06-01.east").blocks[0].stories[0]
    assert "layouts/2026-06-01/A05.yaml" == page(tree, house, "A05", "2026-06-01.east").source.path


def test_missing_files_are_said_and_nothing_is_made(tmp_path: Path, tree: Tree, house: House) -> None:
    """Without house.yaml there is no house; a page that is not there is said where it is listed."""
    report = Report()
    assert read_house(Tree(str(tmp_path)), report) is None
    assert ["files.not-found"] == [problem.code for problem in report]

    report = Report()
    edition = read_edition(tree, "2026-06-01", report)
    assert edition is not None
    assert read_page(tree, house, edition, "B01", report) is None
    assert ["plan.page-missing"] == [problem.code for problem in report]


def test_sample_paper_has_a_house_style_without_fault() -> None:
    """The sample paper's own house.yaml is right, and its type area is 341.8 by 481 mm."""
    report = Report()

    house = read_house(Tree(str(REPOSITORY)), report)

    assert not list(report), [show(problem, Words("en")) for problem in report]
    assert house is not None
    assert "望澜晚报" == house.paper["name"]
    assert 30 * MM == house.type_area.top


@pytest.mark.parametrize(("written", "width", "height"), [
    ("对开", 390, 543), ("四开", 271.5, 390), ("A3", 297, 420), ("a4", 210, 297), ("berliner", 315, 470), ("[200mm, 300mm]", 200, 300),
])  # fmt: skip
def test_a_sheet_is_said_by_its_name_or_its_sides(tmp_path, written, width, height):
    """As a paper speaks of it."""
    (tmp_path / "layouts").mkdir()
    grid = "grid: {body: 9pt, leading: 13pt, columns: 3, measure: 13字, lines: 40}"
    (tmp_path / "layouts/house.yaml").write_text(f"paper: {{name: 试版}}\npage: {{trim: {written}}}\n{grid}\n", "utf-8")
    house = read_house(Tree(str(tmp_path)), Report(), "house")
    assert house is not None
    assert house.trim == (round(width * MM), round(height * MM))


@pytest.mark.parametrize("written", ["对", "[390mm]", "[1mm, 2mm, 3mm]", "390mm"])
def test_a_sheet_that_is_none_is_said(tmp_path, written):
    """With what may stand there."""
    (tmp_path / "layouts").mkdir()
    grid = "grid: {body: 9pt, leading: 13pt, columns: 3, measure: 13字, lines: 40}"
    (tmp_path / "layouts/house.yaml").write_text(f"paper: {{name: 试版}}\npage: {{trim: {written}}}\n{grid}\n", "utf-8")
    report = Report()
    read_house(Tree(str(tmp_path)), report, "house")
    assert report.failed
