"""Faults that a layout can have: each is a file, and the fault is written in it as a comment.

``# 错 LINE:COLUMN code`` expects an error, ``# 警`` a warning; no other may be reported. The first part
of the file's name says what it stands for: a page, house style, or the edition's file.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from banxin.files.reading import Tree
from banxin.plan import read_edition, read_house, read_page
from banxin.problems import Report, Words, show

HERE = Path(__file__).parent
FAULTS = sorted((HERE / "faults").glob("*.yaml"))
PLACES = {
    "page": "layouts/2026-06-01/A05.yaml",
    "house": "layouts/house.yaml",
    "edition": "layouts/2026-06-01/edition.yaml",
}


def reported(folder: Path, file: Path) -> Report:
    """All that is said of the good project with one of its files replaced."""
    shutil.copytree(HERE / "project", folder, dirs_exist_ok=True)
    kind = file.name.partition("-")[0]
    shutil.copy(file, folder / PLACES[kind])
    tree, report = Tree(str(folder)), Report()
    house = read_house(tree, report)
    edition = read_edition(tree, "2026-06-01", report)
    if house and edition and kind == "page":
        read_page(tree, house, edition, "A05", report)
    return report


@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_every_fault_of_a_file_is_said_at_its_place(file: Path, tmp_path: Path) -> None:
    """A compositor sees each fault at its line and column, and nothing that is no fault."""
    expected = re.findall(r"^# ([错警]) (\d+:\d+) (\S+)$", file.read_text("utf-8"), re.MULTILINE)

    problems = list(reported(tmp_path, file))

    found = []
    for problem in problems:
        assert problem.span is not None
        line, column = problem.span.place
        found.append(("错" if problem.severity == "error" else "警", f"{line}:{column}", problem.code))
    told = "\n".join(show(problem, Words("zh")) for problem in problems)
    assert sorted(expected) == sorted(found), told


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_every_message_is_whole_in_both_languages(file: Path, lang: str, tmp_path: Path) -> None:
    """No message shows a blank where a word belongs, and every one says what to do."""
    words = Words(lang)

    for problem in reported(tmp_path, file):
        told, hint = words.sentence(problem), words.hint(problem)
        row = words.row(problem.code)
        assert row is not None
        names = set(re.findall(r"(?<!\{)\{(\w+)\}", row[lang] + row[f"hint_{lang}"]))
        assert names <= set(problem.words), (problem.code, names - set(problem.words))
        assert told and hint, problem.code
