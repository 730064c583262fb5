"""Every message that a layout's faults bring, whole: line, caret and hint in both languages; --update accepts a change."""

from __future__ import annotations

import pytest

from banxin.problems import Words, show
from tests.goldens.projects import HERE
from tests.plan.test_faults import FAULTS, reported


@pytest.mark.parametrize("kind", ["page", "house", "edition"])
def test_what_is_said_of_a_layout_is_what_was_said(kind, tmp_path, golden):
    """The plan's own cases, each a file with a fault."""
    told = []
    for file in FAULTS:
        if file.stem.startswith(kind):
            problems = list(reported(tmp_path / file.stem, file))
            told += [f"== {file.stem}", *(show(problem, Words(lang)) for problem in problems for lang in ("zh", "en"))]
    golden(HERE / "messages" / f"plan-{kind}.txt", "\n".join(told) + "\n")
