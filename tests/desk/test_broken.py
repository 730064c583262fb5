"""What happens to a paper at 1 a.m.: each file in broken/ is one thing that went wrong.

A case stands on the sound project of project/. ``edit`` replaces texts that stand in a file once,
``write`` writes files, ``remove`` takes them away, ``make`` calls a recipe of this module. Then
``problems`` is all that may be said, with place, gravity and code; ``says`` is in the message or its
hint, ``silent`` in none; ``status`` is the exit status; ``draft`` tells whether there is a page to look at.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from conftest import DATE, HERE, PAGE, PHOTO, Desk, draw_photo


class Case(NamedTuple):
    """One thing that goes wrong, and what the desk is told."""

    story: str
    edit: dict[str, list[dict[str, str]]]
    write: dict[str, str]
    remove: list[str]
    make: list[str]
    status: int
    draft: bool
    problems: list[str]
    says: list[str]
    silent: list[str]


def read_case(path: Path) -> Case:
    """Read a case; every key has a default except what is expected."""
    written = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only, our own file
    return Case(
        written.pop("story"), written.pop("edit", {}), written.pop("write", {}), written.pop("remove", []),
        written.pop("make", []), int(written.pop("status")), written.pop("draft") == "yes", written.pop("problems"),
        written.pop("says", []), written.pop("silent", []), **written,
    )  # fmt: skip


CASES = {path.stem: read_case(path) for path in sorted((HERE / "broken").glob("*.yaml"))}


def parameters() -> list[object]:
    """The cases, named by their files."""
    return [pytest.param(case, id=name) for name, case in CASES.items()]


def break_it(desk: Desk, case: Case) -> None:
    """Do to the sound project what the case says."""
    for path in case.remove:
        desk.path(path).unlink()
    for path, text in case.write.items():
        desk.write(path, text)
    for path, edits in case.edit.items():
        for edit in edits:
            desk.edit(path, edit["find"], edit["put"])
    for recipe in case.make:
        RECIPES[recipe](desk)


@pytest.mark.parametrize("case", parameters())
def test_a_broken_page_says_what_is_wrong_and_keeps_the_last_good_one(case: Case, desk: Desk) -> None:
    """Every fault at its place, nothing else; the page for the press stays as it was."""
    before = desk.outputs()
    break_it(desk, case)

    said = desk.build()

    assert said.problems == case.problems, said.text
    assert said.status == case.status, said.text
    assert not [wanted for wanted in case.says if wanted not in said.text], said.text
    assert not [unwanted for unwanted in case.silent if unwanted in said.text], said.text
    assert (desk.out / "A01.draft.pdf").exists() == case.draft, said.text
    if case.status:
        assert desk.outputs() == before, "the last good page was touched"
    assert "Traceback" not in said.text


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_people_and_machines_are_told_the_same(case: Case, desk: Desk) -> None:
    """JSON carries each problem that is printed: same place, gravity and code, with sentence and hint."""
    break_it(desk, case)

    printed = desk.check(lang="en")
    data = desk.check("--format", "json", lang="en").data

    rows = data["problems"]
    assert isinstance(rows, list)
    assert [_head(row) for row in rows] == [_with_line(problem) for problem in printed.problems]
    assert all(row["message"] in printed.text and row["hint"] in printed.text for row in rows)
    assert all(row["hint"] and "…" not in row["message"] for row in rows)
    assert data["status"] == printed.status


def _head(row: dict[str, object]) -> str:
    place = f"{row['path']}:{row['line']}:{row['column']} " if row["path"] else ""
    return f"{place}{row['severity']}[{row['code']}]"


def _with_line(problem: str) -> str:
    """A fault of a file as such is printed without a line; for machines it is the first character."""
    place, space, kind = problem.rpartition(" ")
    return f"{place}:1:1{space}{kind}" if place and not place[-1].isdigit() else problem


# What cannot be written in a case file.


def cut_photo(desk: Desk) -> None:
    """A transfer that broke off."""
    data = desk.path(PHOTO).read_bytes()
    desk.path(PHOTO).write_bytes(data[: len(data) * 3 // 5])


def cut_photo_with_end(desk: Desk) -> None:
    """A picture that lost its lower half though its end mark is there."""
    data = desk.path(PHOTO).read_bytes()
    desk.path(PHOTO).write_bytes(data[: len(data) // 2] + b"\xff\xd9")


def scramble_photo(desk: Desk) -> None:
    """A picture whose frame is whole and whose inside is not."""
    data = bytearray(desk.path(PHOTO).read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(0x55 for _ in range(400))
    desk.path(PHOTO).write_bytes(bytes(data))


def text_for_photo(desk: Desk) -> None:
    """Somebody renamed a document."""
    desk.path(PHOTO).write_text("这不是图片", "utf-8")


def small_photo(desk: Desk) -> None:
    """A picture from a chat: 300 pixels across two columns."""
    draw_photo(desk.path(PHOTO), 300, 200)


def photo_twice(desk: Desk) -> None:
    """The same name in the edition's folder and in the common one."""
    draw_photo(desk.path("assets/harbour.jpg"))


def photo_link(desk: Desk) -> None:
    """A link in place of a photo, out of the project."""
    outside = desk.root.parent / "outside.jpg"
    draw_photo(outside)
    desk.path(PHOTO).unlink()
    desk.path(PHOTO).symlink_to(outside)


def story_link(desk: Desk) -> None:
    """A link in place of a story, out of the project."""
    path = desk.path(f"stories/{DATE}/lamps.md")
    path.rename(desk.root.parent / "lamps.md")
    path.symlink_to(desk.root.parent / "lamps.md")


def page_link(desk: Desk) -> None:
    """A link in place of a page, out of the project."""
    path = desk.path(PAGE)
    path.rename(desk.root.parent / "A01.yaml")
    path.symlink_to(desk.root.parent / "A01.yaml")


def photo_pipe(desk: Desk) -> None:
    """A named pipe where a photo should be: reading it would wait for ever."""
    desk.path(PHOTO).unlink()
    os.mkfifo(desk.path(PHOTO))


def gbk_story(desk: Desk) -> None:
    """Copy from the old system."""
    path = desk.path(f"stories/{DATE}/lamps.md")
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))


def utf_16_story(desk: Desk) -> None:
    """Copy saved as “Unicode” by an old editor."""
    path = desk.path(f"stories/{DATE}/lamps.md")
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))


def folder_for_story(desk: Desk) -> None:
    """A folder of the story's name."""
    desk.path(f"stories/{DATE}/lamps.md").unlink()
    desk.path(f"stories/{DATE}/lamps.md").mkdir()


def gbk_page(desk: Desk) -> None:
    """A layout saved by an old editor."""
    path = desk.path(PAGE)
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))


def brackets(desk: Desk) -> None:
    """Fifty kilobytes of brackets."""
    desk.write(PAGE, "blocks: " + "[" * 50_000 + "\n")


def alias_bomb(desk: Desk) -> None:
    """A billion laughs."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    desk.write(PAGE, "\n".join(lines) + "\n")


def huge_story(desk: Desk) -> None:
    """Somebody saved the whole archive as one story."""
    path = f"stories/{DATE}/lamps.md"
    desk.write(path, desk.text(path) + "老街的路灯全部换新。\n" * 80_000)


def broken_face(desk: Desk) -> None:
    """A face file that is something else."""
    path = desk.path("assets/faces/hei.ttf")
    path.parent.mkdir()
    path.write_bytes(b"\0\1\0\0" + b"not a face" * 50)


def cut_face(desk: Desk) -> None:
    """A face whose transfer broke off."""
    from banxin.faces._roles import package_file

    path = desk.path("assets/faces/hei.ttf")
    path.parent.mkdir()
    path.write_bytes(Path(package_file("liberation-sans")).read_bytes()[:20_000])


RECIPES = {
    recipe.__name__.replace("_", " "): recipe
    for recipe in (
        cut_photo, cut_photo_with_end, scramble_photo, text_for_photo, small_photo, photo_twice, photo_link, story_link,
        page_link, photo_pipe, gbk_story, utf_16_story, folder_for_story, gbk_page, brackets, alias_bomb, huge_story, broken_face, cut_face,
    )
}  # fmt: skip
