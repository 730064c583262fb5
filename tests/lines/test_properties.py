"""Whatever the copy and the measure, some things hold."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banxin.hanzi import table
from banxin.lines import TextStyle, measure_paragraph, set_paragraph, uniform
from banxin.lines._breaks import breaks_at
from banxin.lines.records import EMERGENCY, FORBIDDEN
from tests.conftest import CAMPAIGN, ROOT
from tests.lines.conftest import EM, texts

PIECES = st.sampled_from(
    [*"国人大会经济发展的了是在中城市", *"，。、；：？！“”‘’（）《》", "——", "……", "·", "％", "￥", "A", "AI", "Business",
     "5G", "2026", "30.89%", "1036800000", "COVID-19", " ", "～", "5:30", "ISO 9001",
     "１２．５％", "25℃", "U.S.A.", "“hello world”", "players’", "‼", "？！", "Chrome/Edge", "/", "internationalisation", "㎡", "https://a.example/b_c?d=1"]
)  # fmt: skip
COPY = st.lists(PIECES, min_size=1, max_size=60).map("".join)
WIDE = table.BODY


def _check(lines, measure: int) -> None:
    measured = lines.measured
    assert "".join(texts(lines)) == measured.text
    assert [line.first for line in lines.lines[1:]] == [line.last for line in lines.lines[:-1]]
    for number, line in enumerate(lines.lines):
        last = number + 1 == len(lines.lines)
        assert line.width + line.indent <= measure + EM // 20 or line.fit == "forced"
        assert all(white >= 0 for white in line.whites)
        if line.fit == "forced":
            continue
        if not last:
            assert line.width + line.indent == measure
            assert breaks_at(measured, measure)[line.last - 1] not in (FORBIDDEN, EMERGENCY)
        if number:
            assert not measured.no_start[line.first] or lines.lines[number - 1].fit == "forced"


@settings(max_examples=2000 if CAMPAIGN else 250, deadline=None)
@given(
    COPY,
    st.integers(5, 40),
    st.sampled_from(["basic", "gb", "strict", "loose"]),
    st.sampled_from(["full", "kaiming", "half"]),
)
def test_nothing_is_lost_and_every_line_is_as_long_as_its_column(noto, copy, measure, level, marks):
    """Marks, digits, Latin and hanzi in any order: all of it is set, in order, to the exact measure."""
    style = TextStyle("song", EM, indent=2 * EM, level=level, marks=marks)
    measured, _ = measure_paragraph("p", copy, (), style, noto)
    _check(set_paragraph(measured, uniform(measure * EM)), measure * EM)


@settings(max_examples=200 if CAMPAIGN else 40, deadline=None)
@given(COPY, st.lists(st.integers(5, 20), min_size=3, max_size=12))
def test_slots_of_any_lengths_are_filled(noto, copy, measures):
    """Text around pictures: each line is as long as its own place."""
    from banxin.lines import Slot
    from banxin.units import Point

    measured, _ = measure_paragraph("p", copy, (), TextStyle("song", EM), noto)
    slots = [Slot(Point(0, 0), measures[at % len(measures)] * EM) for at in range(400)]
    lines = set_paragraph(measured, slots)
    assert "".join(texts(lines)) == copy
    for line in lines.lines[:-1]:
        assert line.fit == "forced" or line.width == line.measure


def _paragraphs() -> list[str]:
    found = []
    for path in sorted((ROOT / "stories").rglob("*.md")):
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        found += [line for line in body.splitlines() if line and not line.startswith((":::", "#")) and "[" not in line]
    return found


@pytest.mark.parametrize("measure", [11, 13, 16, 20])
def test_the_sample_editions_copy_sets_cleanly(noto, measure):
    """Real copy in columns of any usual width: no rule broken, no loose line to speak of."""
    lines_set = loose = 0
    for text in _paragraphs():
        measured, missing = measure_paragraph(
            "p", text.replace("*", ""), (), TextStyle("song", EM, indent=2 * EM), noto
        )
        assert not missing
        lines = set_paragraph(measured, uniform(measure * EM))
        _check(lines, measure * EM)
        lines_set += len(lines.lines)
        loose += sum(line.gap > EM // 4 for line in lines.lines)
        # Only a line that is one address may stay ragged.
        assert all(line.fit != "forced" or "@" in text for line in lines.lines), text
    assert loose <= lines_set // 50


def test_style_runs_do_not_move_anything(noto):
    """A thousand ways of marking words bold: the same breaks and the same white (LB-17, NP-12)."""
    from banxin.story.records import Mark

    rng = random.Random(26)
    text = "他说：“《望澜志》记载，1908年（光绪三十四年）……”这段话——引自Vol. 3——占全书的0.5%。"
    style = TextStyle("song", EM, roles=(("bold", "song"),))
    plain = set_paragraph(measure_paragraph("p", text, (), style, noto)[0], uniform(9 * EM))
    for _ in range(1000 if CAMPAIGN else 60):
        cuts = sorted(rng.sample(range(len(text)), 6))
        marks = tuple(Mark(start, end, "bold") for start, end in zip(cuts[::2], cuts[1::2], strict=True))
        styled = set_paragraph(measure_paragraph("p", text, marks, style, noto)[0], uniform(9 * EM))
        assert [(line.first, line.last, line.whites) for line in plain.lines] == [
            (line.first, line.last, line.whites) for line in styled.lines
        ]


def test_the_texts_named_by_the_environment_set_cleanly(noto):
    """Long texts outside the project, where BANXIN_TEXTS names their folder."""
    import os

    folder = os.environ.get("BANXIN_TEXTS")
    if not folder:
        pytest.skip("BANXIN_TEXTS names no folder")
    for path in sorted(Path(folder).glob("*.txt")):
        for text in path.read_text("utf-8").splitlines():
            if text.strip():
                measured, _ = measure_paragraph("p", text.strip(), (), TextStyle("song", EM, indent=2 * EM), noto)
                _check(set_paragraph(measured, uniform(13 * EM)), 13 * EM)
