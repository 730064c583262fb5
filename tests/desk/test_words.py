"""Every message has its words in two languages, and no words lie about for messages that nobody makes."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from conftest import COMMAND, Desk

from banxin.problems import all_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROGRAM = COMMAND.parent / "banxin"
_ROOMS = sorted(path.stem for path in (_PROGRAM / "words").glob("*.toml"))
_CODE = re.compile(rf"({'|'.join(_ROOMS)})\.[a-z0-9-]+")
_BLANK = re.compile(r"(?<!\{)\{(\w+)\}")
#: Words that are no problem (a summary, a new story's shape) need no hint and no reason.
_PROSE = {"zh", "en"}
_PROBLEM = {"zh", "en", "hint_zh", "hint_en", "why_zh", "why_en"}


def _texts(tree: ast.AST) -> Iterator[ast.expr]:
    """Constant texts and formatted texts of a module; a formatted one stands for its constant beginning."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield node


def _beginning(node: ast.expr) -> str:
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    return str(first.value) if isinstance(first, ast.Constant) else ""


_MAKERS = {"Fault", "Problem", "error", "warn", "note"}


class Used(NamedTuple):
    """Codes as the source names them."""

    whole: frozenset[str]
    begun: frozenset[str]
    """Beginnings that are completed while the program runs."""
    made: frozenset[str]
    """Codes that stand where a problem is made."""


@cache
def used() -> Used:
    """All codes that the program names."""
    whole: set[str] = set()
    begun: set[str] = set()
    made: set[str] = set()
    for path in sorted(_PROGRAM.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in _texts(tree):
            text = _beginning(node)
            if isinstance(node, ast.JoinedStr) and re.fullmatch(rf"({'|'.join(_ROOMS)})\.[a-z0-9-]*", text):
                begun.add(text)
            elif _CODE.fullmatch(text):
                whole.add(text)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
        made |= {_beginning(call.args[0]) for call in calls if _name(call.func) in _MAKERS}
    return Used(frozenset(whole - begun), frozenset(begun), frozenset(made))


def _name(function: ast.expr) -> str:
    return str(getattr(function, "id", "") or getattr(function, "attr", ""))


def known(code: str) -> bool:
    """Whether the program can come to name a code."""
    return code in used().whole or any(code.startswith(beginning) for beginning in used().begun)


def is_prose(code: str) -> bool:
    """Whether it is no problem: a summary, a table's heading, the copy of a new story."""
    return (
        code.startswith(("desk.", "doctor.", "progress.", "usage.")) and code not in used().made
    ) or code.startswith("story.new-")


def test_the_program_names_codes_of_every_room() -> None:
    """The search finds what it looks for: a paper with no messages would pass every test below."""
    assert {code.partition(".")[0] for code in used().whole} == set(_ROOMS)
    assert len(used().whole) > 150
    assert "plan.overlap" in used().made
    assert "desk.counts" not in used().made


def test_every_code_of_the_program_has_its_words() -> None:
    """A compositor never reads a bare code."""
    assert sorted(code for code in used().whole if code not in all_codes()) == []


def test_no_words_wait_for_a_message_that_nobody_makes() -> None:
    """A row that no code uses is a message nobody will ever read."""
    assert sorted(code for code in all_codes() if not known(code)) == []


@pytest.mark.parametrize("room", _ROOMS)
def test_every_problem_is_said_hinted_and_explained_in_both_languages(room: str) -> None:
    """What is wrong, what to do, and why it matters; in Chinese and in English."""
    for code, row in all_codes().items():
        if code.startswith(room + "."):
            needed = _PROSE if is_prose(code) else _PROBLEM
            assert not sorted(name for name in needed if not row.get(name, "").strip()), code
            assert set(row) <= _PROBLEM, code


@pytest.mark.parametrize("room", _ROOMS)
def test_both_languages_name_the_same_things(room: str) -> None:
    """What the Chinese sentence names, the English one names: a file, a line, a number."""
    for code, row in all_codes().items():
        if code.startswith(room + "."):
            named = [{name.removesuffix(f"_{lang}") for prefix in ("", "hint_") for name in _BLANK.findall(row.get(prefix + lang, ""))}
                     for lang in ("zh", "en")]  # fmt: skip
            assert named[0] == named[1] or code.startswith("story.new-"), code


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_code_is_explained(lang: str, desk: Desk) -> None:
    """``typeset explain CODE`` gives sentence, reason and hint for whatever a message shows in brackets."""
    for code, row in all_codes().items():
        if not is_prose(code):
            said = desk.run("explain", code, "--lang", lang)
            assert said.status == 0, code
            assert row[f"why_{lang}"] in said.text, code
            assert "hint:" in said.text, code


@pytest.mark.parametrize("code", ["plan.outside", "proof.photo-unplaced"])
def test_an_explanation_is_prose_and_no_template(code: str, desk: Desk) -> None:
    """A compositor is not shown the program's own braces."""
    text = desk.run("explain", code, "--lang", "zh").text
    assert "{id}" not in text
    assert "{{" not in text


def test_an_unknown_code_lists_those_that_are_near(desk: Desk) -> None:
    """Half a code is enough to find the rest."""
    said = desk.run("explain", "overset", "--lang", "en")
    assert said.status == 0
    assert {line.split()[0] for line in said.text.splitlines()} >= {"makeup.heading-overset", "makeup.overset"}
    assert "makeup.underset" not in said.text


def test_a_code_that_there_is_not_is_a_slip_of_usage(desk: Desk) -> None:
    """All codes are listed, and a script can tell."""
    said = desk.run("explain", "plan.nonsense")
    assert said.status == 2
    assert "plan.overlap" in said.text
