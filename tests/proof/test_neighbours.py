"""Headlines that meet and pages that fall in two, as an art director sees them on the plan."""

from __future__ import annotations

import pytest

from banxin.files import Tree
from banxin.problems import Report
from banxin.proof.critic import lint_page
from banxin.run.sources import open_sources
from tests.makeup.test_conservation import EDITION, HOUSE

LEFT = "{story: a, columns: 1-2, lines: 1-20, heading: {takes: 4行, style: second}}"
RIGHT = "{story: b, columns: 3-4, lines: 1-20, heading: {takes: 4行, style: second}}"


@pytest.fixture
def marked(tmp_path):
    """What the lint says of blocks: codes with the place in the layout."""

    def check(*blocks: str) -> list[tuple[str, int]]:
        layout = "blocks:\n" + "".join(f"  - {block}\n" for block in blocks)
        for name, text in (
            ("house.yaml", HOUSE),
            ("2026-06-01/edition.yaml", EDITION),
            ("2026-06-01/A01.yaml", layout),
        ):
            (tmp_path / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "layouts" / name).write_text(text, "utf-8")
        plan, said = open_sources(Tree(str(tmp_path)), "2026-06-01").plan("A01")
        assert plan is not None, list(said)
        report = Report()
        lint_page(plan, report)
        # Other rules have their own tests (test_critic.py).
        wanted = ("proof.headlines-meet", "proof.page-cut")
        return [(problem.code, problem.span.place[0]) for problem in report if problem.code in wanted]

    return check


def test_np_07_two_headlines_of_one_style_side_by_side_meet(marked):
    """碰题: said at the right-hand one; a frame, a step down or another style parts them."""
    assert marked(LEFT, RIGHT) == [("proof.headlines-meet", 3)]
    assert marked(RIGHT, LEFT) == [("proof.headlines-meet", 2)]
    assert marked(LEFT, RIGHT.replace("}}", "}, frame: line}")) == []
    assert marked(LEFT, RIGHT.replace("lines: 1-20", "lines: 6-20")) == []
    assert marked(LEFT, RIGHT.replace("second", "third")) == []
    assert marked(LEFT, RIGHT.replace("columns: 3-4", "columns: 4")) == []


def test_np_07_a_line_through_the_whole_page_cuts_it(marked):
    """断版: rows of blocks above and below one line; a lead over the whole width does not count."""
    below = [LEFT.replace("story: a", "story: c").replace("1-20", "21-40").replace("second", "lead"),
             RIGHT.replace("story: b", "story: d").replace("1-20", "21-40").replace("second", "third")]  # fmt: skip
    above = [LEFT, RIGHT.replace("second", "third")]
    assert marked(*above, *below) == [("proof.page-cut", 4)]
    lead = "{story: a, columns: 1-4, lines: 1-20, heading: {takes: 4行, style: lead}}"
    assert marked(lead, *below) == []
    held = [LEFT.replace("1-20", "1-24"), *above[1:], below[0].replace("21-40", "25-40"), below[1]]
    assert marked(*held) == []
