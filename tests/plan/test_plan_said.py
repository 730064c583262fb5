"""What is said of a layout, word for word where it matters, and what is made of it all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from banxin.files.reading import Tree
from banxin.plan import read_edition, read_house, read_page
from banxin.plan.block import PagePlan
from banxin.plan.records import Area, EditionPlan
from banxin.problems import Report, Words

HERE = Path(__file__).parent
EDITION = "layouts/2026-06-01/edition.yaml"
PAGE = "layouts/2026-06-01/A05.yaml"
HEAD = "section: 要闻\ncredits: {编辑: 沈禾, 美编: 陆舟, 组版: 何淼}\n"


def read(folder: Path, **texts: str) -> tuple[EditionPlan | None, PagePlan | None, Report]:
    """The good project with its page, edition or house style replaced."""
    shutil.copytree(HERE / "project", folder, dirs_exist_ok=True)
    places = {"page": PAGE, "edition": EDITION, "house": "layouts/house.yaml"}
    for name, text in texts.items():
        (folder / places[name]).write_text(text, "utf-8")
    tree, report = Tree(str(folder)), Report()
    house = read_house(tree, report)
    edition = read_edition(tree, "2026-06-01", report)
    page = read_page(tree, house, edition, "A05", report) if house and edition else None
    return edition, page, report


def hints(report: Report, lang: str = "zh") -> list[str]:
    """All hints."""
    return [Words(lang).hint(problem) for problem in report]


@pytest.mark.parametrize("date", ["", "date: 2026-02-30\n", "date: 6月1日\n", "date:\n"])
def test_an_edition_whose_date_is_wrong_goes_by_its_folder(date: str, tmp_path: Path) -> None:
    """The fault is said once; the stories are found where they are."""
    text = (HERE / "project" / EDITION).read_text("utf-8")
    edition, _, report = read(
        tmp_path, edition=date + "\n".join(line for line in text.split("\n") if not line.startswith("date"))
    )
    assert edition is not None
    assert edition.date == "2026-06-01"
    assert report.count("error") == 1


def test_what_is_not_inside_its_block_is_brought_there(tmp_path: Path) -> None:
    """Whoever sets the page never meets a column or line that the outer block has not."""
    page = HEAD + (
        "blocks:\n  - story: a\n    columns: 2-4\n    lines: 11-40\n    heading: {takes: 5}\n    inside:\n"
        "      - {photo: 1, columns: 4-6, lines: 30-50}\n      - {photo: 2, columns: 1, lines: 20-25}\n"
        "      - {photo: 3, columns: 2, lines: 90-101}\n      - {photo: 4, columns: 6, lines: 1-5}\n"
    )
    _, plan, report = read(tmp_path, page=page)
    assert plan is not None
    assert [problem.code for problem in report] == ["plan.not-inside"] * 4
    assert [inner.area for inner in plan.blocks[0].inside] == [
        Area(4, 4, 30, 40), Area(2, 2, 20, 25), Area(2, 2, 29, 40), Area(4, 4, 36, 40),
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["1到24", "1至24", "1—24", "1－24", "1~24", "1——24", "第1行到第24行", "1-24行"])
def test_a_range_in_other_words_is_named_as_it_is_written_here(written: str, tmp_path: Path) -> None:
    """The hint is the corrected line."""
    _, _, report = read(tmp_path, page=HEAD + f"blocks:\n  - {{story: a, columns: 1, lines: {written}}}\n")
    assert hints(report) == ["改成 lines: 1-24"]


def test_examples_are_of_this_page(tmp_path: Path) -> None:
    """Nobody is told to write a column or a line that the page has not."""
    page = HEAD + "blocks:\n  - {story: a, columns: all, lines: all}\n  - {story: b, lines: 1}\n"
    _, _, report = read(tmp_path, page=page)
    assert hints(report) == ["例如 columns: 1-6", "例如 lines: 1-101", "加上 columns: 1-6"]


@pytest.mark.parametrize(
    ("page", "zh", "en"),
    [
        ("sectoin: 要闻", "是不是 section？", "did you mean section?"),
        ("from: nothing-like-it", "layouts/templates/ 里有：", "layouts/templates/ holds: "),
        ("blocks: [{story: a, columns: 1, lines: 1-9, qqqq: 1}]", "这里能写的键：columns, lines, id, frame", "keys that may stand here: "),
        ("section: 天文学", "现有的是 ", "there are: "),
    ],
)  # fmt: skip
def test_a_hint_asks_only_where_something_is_near(page: str, zh: str, en: str, tmp_path: Path) -> None:
    """One slip gets a question, a word like no other gets the list."""
    _, _, report = read(tmp_path, page=page + "\n")
    assert any(hint.startswith(zh) for hint in hints(report)), hints(report)
    assert any(hint.startswith(en) for hint in hints(report, "en")), hints(report, "en")
    assert not any("-？" in hint or "？，" in hint for hint in hints(report))


@pytest.mark.parametrize(
    ("page", "line", "column", "hint"),
    [
        ("section:要闻\n", 1, 8, "section: 要闻"),
        ("-story:x\n- b\n", 1, 1, "- story: x"),
        ("section: 要闻\nblocks:\n  - story:a\n    columns: 1\n    lines: 1\n", 3, 10, "- story: a"),
    ],
)
def test_a_space_that_is_missing_is_shown_where_it_belongs(
    page: str, line: int, column: int, hint: str, tmp_path: Path
) -> None:
    """The caret is under the colon or dash, and the sentence names it."""
    _, _, report = read(tmp_path, page=page)
    found = [problem for problem in report if problem.code == "plan.no-space"]
    assert [problem.span.place for problem in found if problem.span] == [(line, column)]
    assert Words("zh").hint(found[0]) == hint
    assert page.split("\n")[line - 1][column - 1] == found[0].words["mark"]


def test_yaml_is_not_quoted_in_english(tmp_path: Path) -> None:
    """What the parser missed is said in the language of the sentence."""
    for page in ("section: 要闻\n]\n", "...\na", "%YAML 3\n---\na: b\n", "a: |x\n  foo\n", "- a\nb: c\n"):
        _, _, report = read(tmp_path, page=page)
        told = [Words("zh").sentence(problem) for problem in report if problem.code == "plan.syntax"]
        assert told
        assert not any(
            character.isascii() and character.isalpha() for text in told for character in text.replace("YAML", "")
        )


def test_a_hidden_character_in_a_name_is_one_fault(tmp_path: Path) -> None:
    """The name is what is seen."""
    _, plan, report = read(tmp_path, page=HEAD + "blocks:\n  - {story: la\u200bmps, columns: 1, lines: 1-9}\n")
    assert [problem.code for problem in report] == ["plan.character"]
    assert plan is not None
    assert plan.blocks[0].stories == ("lamps",)


@pytest.mark.parametrize(
    ("size", "said"), [("7.8pt", True), ("7.875pt", False), ("六号", False), ("七号", True), ("9pt", False)]
)
def test_a_body_is_no_smaller_than_a_reader_can_read(tmp_path: Path, size: str, said: bool) -> None:
    """Under 六号 (7.875 pt) a body is warned of (GR-06)."""
    house = (HERE / "project/layouts/house.yaml").read_text("utf-8")
    assert "body: 9.5pt" in house
    _, _, report = read(tmp_path, house=house.replace("body: 9.5pt", f"body: {size}"))
    assert ("plan.small-body" in [problem.code for problem in report]) == said
