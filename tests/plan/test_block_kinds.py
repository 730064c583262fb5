"""The registry of kinds: each entry is whole, and reads its own record."""

from __future__ import annotations

import contextlib
import typing
from pathlib import Path

import pytest

from banxin.files.reading import Tree
from banxin.plan import read_edition, read_house, read_page
from banxin.plan.block import PagePlan
from banxin.plan.keys import TABLES
from banxin.plan.kinds import KINDS, Kind, What
from banxin.problems import Report
from tests.makeup.test_conservation import EDITION, HOUSE

SUBJECTS = {"photo": "1", "qr": "https://example.org/a", "rule": "thin"}
BLOCK = """\
blocks:
  - {kind}: {subject}
    columns: 1-2
    lines: 1-20
"""


def test_every_record_of_the_union_has_its_entry() -> None:
    """No kind is in one list and missing from the other."""
    assert {kind.record for kind in KINDS.values()} == set(typing.get_args(What))
    assert len(KINDS) == len(typing.get_args(What))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_knows_its_keys(kind: Kind) -> None:
    """What may stand beside it are rows of the table of blocks, no key twice."""
    known = {row.name for row in TABLES["block"]}
    assert set(kind.keys) <= known
    assert len(set(kind.keys)) == len(kind.keys)
    assert {row.name for row in kind.own} <= set(kind.keys)


def read(folder: Path, blocks: str) -> tuple[PagePlan, Report]:
    """A page of these blocks."""
    (folder / "layouts/2026-06-01").mkdir(parents=True)
    for name, text in (("house.yaml", HOUSE), ("2026-06-01/edition.yaml", EDITION), ("2026-06-01/A01.yaml", blocks)):
        (folder / "layouts" / name).write_text(text, encoding="utf-8")
    report = Report()
    with contextlib.closing(Tree(str(folder))) as tree:
        house = read_house(tree, report)
        edition = read_edition(tree, "2026-06-01", report)
        assert house is not None
        assert edition is not None
        plan = read_page(tree, house, edition, "A01", report)
    assert plan is not None
    return plan, report


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_kind_reads_its_own_record(kind: Kind, tmp_path: Path) -> None:
    """A block of the kind, written with nothing but its place, is read as the record of its entry."""
    plan, report = read(tmp_path, BLOCK.format(kind=kind.name, subject=SUBJECTS.get(kind.name, "thing")))
    assert not report.failed
    (block,) = plan.blocks
    assert type(block.what) is kind.record
    assert block.kind is kind


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_no_story_stands_inside_a_story(kind: Kind, tmp_path: Path) -> None:
    """A story, briefs or a masthead written under ``inside`` is refused by its kind's name; all others stand there."""
    inner = f"    inside:\n      - {kind.name}: {SUBJECTS.get(kind.name, 'thing')}\n        columns: 1-1\n        lines: 9-16\n"
    plan, report = read(tmp_path, BLOCK.format(kind="story", subject="lead") + inner)
    refused = [problem.words["kind"] for problem in report if problem.code == "plan.kind-inside"]
    assert refused == ([] if kind.insidable else [kind.name])
    assert len(plan.blocks[0].inside) == kind.insidable
