"""Every rule of composition has a test that names it, or a reason that is written down."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.proof.test_lint import FLAGGED

HERE = Path(__file__).parent
#: Sections of the rules and how many each has: line start and end, groups, widths, justification, mixed text,
#: numerals, Latin, paragraphs, grid, vertical, beside the line, usage, headlines, page.
SECTIONS = {"LB": 17, "UB": 10, "PW": 21, "JU": 18, "MX": 11, "NU": 6, "LA": 6, "PC": 12, "GR": 6, "VE": 11, "IL": 7,
            "PU": 8, "HD": 10, "NP": 12}  # fmt: skip
RULES = [f"{name}-{number:02}" for name, count in SECTIONS.items() for number in range(1, count + 1)]
REASONS = tomllib.loads((HERE / "rules.toml").read_text("utf-8"))


def _named() -> set[str]:
    """Rules that a test's name, docstring or parameters name; "PW-05 to PW-11" names all between.

    The lint's cases are tests of the rules that they begin with. What stands in a comment names nothing.
    """
    found = {rule for rule, *_ in FLAGGED}
    for path in HERE.rglob("test_*.py"):
        if path == Path(__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                said = node.name.upper().replace("_", "-") + "- " + (ast.get_docstring(node) or "")
                said += " ".join(ast.unparse(decorator) for decorator in node.decorator_list)
                found |= _rules_in(said)
    return found


def _rules_in(said: str) -> set[str]:
    found: set[str] = set()
    for first, last in re.findall(r"\b([A-Z]{2}-\d\d) to ([A-Z]{2}-\d\d)\b", said):
        found |= {rule for rule in RULES if rule[:2] == first[:2] and first <= rule <= last}
    for name in SECTIONS:
        for run in re.findall(rf"\b{name}((?:-\d\d)+)\b", said):
            found |= {f"{name}-{number}" for number in run.strip("-").split("-")}
    return found


def test_there_are_a_hundred_and_fifty_five() -> None:
    """The list is whole."""
    assert len(RULES) == 155


NAMED = _named()


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_tested_or_its_absence_is_explained(rule: str) -> None:
    """A compositor who asks for a rule finds its test, or why there is none."""
    assert rule in NAMED or rule in REASONS["later"], rule


def test_no_reason_is_given_for_a_rule_that_does_not_exist() -> None:
    """The reasons are about these rules."""
    assert {*REASONS["decided"], *REASONS["later"]} <= set(RULES)
