"""What a desk is told at one in the morning, whole, as it was accepted (`pytest tests/desk/test_messages.py --update`)."""

from __future__ import annotations

import re

import pytest
from conftest import HERE, Desk, copy_project
from test_broken import CASES, break_it

#: Recipes whose message names a path, a size or a face of the machine.
_MACHINE = frozenset(
    {
        "broken_face",
        "cut_face",
        "photo_pipe",
        "page_link",
        "alias_bomb",
        "huge_story",
        "utf_16_story",
        "gbk_page",
        "gbk_story",
    }
)
_PARTS = 4


@pytest.mark.parametrize("part", range(_PARTS))
def test_what_is_said_is_what_was_said(part, tmp_path, golden, capsys):
    """Each case of broken/: all lines that `check` prints, but for how long it took."""
    told = []
    for name in sorted(CASES)[part::_PARTS]:
        if _MACHINE.isdisjoint(CASES[name].make):
            root = copy_project(tmp_path / name)
            desk = Desk(root, capsys)
            break_it(desk, CASES[name])
            lines = desk.check().text.replace(str(root), "~").splitlines()
            # How long it took, and which blocks were set again, is another matter.
            told += [f"== {name}", *(line for line in lines if not re.match(r"\S+ [✓✗] ", line))]
    golden(HERE.parent / "goldens" / "messages" / f"desk-{part}.txt", "\n".join(told) + "\n")
