"""Outside evidence: where we differ from Unicode's default line breaking, and by which clause."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from banxin.hanzi import rules
from banxin.lines._breaks import edges_of, mark_breaks
from banxin.lines._collect import collect
from banxin.lines.records import EMERGENCY, FORBIDDEN, Measured, TextStyle
from banxin.story.characters import refused

WESTERN = {"AL", "NU", "IS", "CL", "CP", "OP", "HY", "PR", "PO", "QU", "SY", "EX", "BA"}
#: Why we differ, in the order asked: (classes before, classes behind, whether we break there, the clause).
#: "*" is any class. Classes are Unicode's (UAX #14), of the characters on either side.
KINDS = [
    ("SA HL H2 H3 JL JV JT RI EB EM CB BB AI NS SG XX IN CM", "*", None, "scripts and symbols that no Chinese paper sets in words: squares"),
    ("*", "SA HL H2 H3 JL JV JT RI EB EM CB BB AI NS SG XX IN CM", None, "the same, on the other side"),
    ("*", "B2", False, "LB-05: a single — is 一字线 and begins no line"),
    ("B2", "*", True, "UB-08: a line may end behind a connector"),
    ("*", "GL", False, "a no-break space holds on both sides, a space before it too"),
    ("*", "CJ", True, "LB-11: small kana may begin a line at the national level"),
    ("CJ", "*", True, "LB-11: kana are squares"),
    ("ID", "ID", True, "squares may part"),
    ("WESTERN", "WESTERN", False, "LA-01, UB-05 to UB-07: a Western token is parted only at its own hyphens and address marks"),
    ("SP", "OP", True, "a space parts words, also behind another opening bracket's"),
    ("*", "BA", True, "MX-10: a wide space is a square; it may begin a line"),
    ("AL", "ID", False, "LA-01: a symbol of ASCII stays with the sign behind it"),
    ("*", "*", True, "MX-11, LA-03: addresses are parted behind their marks, squares anywhere"),
    ("*", "*", False, "LA-01: Western marks stay with their token"),
]  # fmt: skip


def breaks(text: str) -> set[int]:
    """Where we would let a line end, at the national level."""
    measured = Measured("p", text, TextStyle("song", 1000), rules("gb"))
    measured.starts, measured.kinds, joints = collect(text)
    measured.count = len(measured.kinds)
    measured.grow = [0] * measured.count
    mark_breaks(measured, joints, edges_of(measured.kinds))
    return {
        measured.starts[at + 1] for at in range(measured.count - 1) if measured.breaks[at] not in (FORBIDDEN, EMERGENCY)
    }


def _kind(before: str, behind: str, *, ours: bool) -> int:
    for number, (one, two, breaks_here, _) in enumerate(KINDS):
        if breaks_here not in (None, ours):
            continue
        if all(
            side == "*" or own in (WESTERN if side == "WESTERN" else side.split())
            for side, own in ((one, before), (two, behind))
        ):
            return number
    raise AssertionError((before, behind, ours))


def _cases(path: Path):
    """Each case's text, where it may break, and the classes of its characters; none that a story refuses."""
    for line in path.read_text("utf-8").splitlines():
        body, _, comment = line.partition("#")
        parts = body.split()
        text = "".join(chr(int(code, 16)) for code in parts[1::2])
        if text and not any(refused(c) or (c.isspace() and c not in " \u00a0\u3000") for c in text):
            classes = [name.split("_")[0] for name in re.findall(r"\(([A-Z]\w+)\) [÷×]", comment)]
            yield (
                text,
                [mark == "÷" for mark in parts[2::2]],
                [re.sub(r"\d$", "", c) if c[:2] == "CM" else c for c in classes],
            )


def test_every_difference_from_unicodes_test_file_has_its_clause():
    """Of Unicode's own cases, those that a story can hold: each place where we differ is ours by a rule."""
    named = os.environ.get("BANXIN_LINEBREAKTEST")
    if not named:
        pytest.skip("BANXIN_LINEBREAKTEST names no file")
    counts: Counter[int] = Counter()
    cases = differing = places = 0
    for text, allowed, classes in _cases(Path(named)):
        found = breaks(text)
        wrong = [at for at, may in enumerate(allowed[:-1], 1) if may != (at in found)]
        cases, differing, places = cases + 1, differing + bool(wrong), places + len(allowed) - 1
        for at in wrong:
            counts[_kind(classes[at - 1], classes[at], ours=at in found)] += 1
    print(f"{cases} cases, {differing} differ; {places} places, {counts.total()} differ")
    for number, count in counts.most_common():
        print(count, KINDS[number])
    assert cases > 1000
    assert differing < cases // 4


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("国家", {1}),
        ("国\u00a0家", set()),
        ("the cat", {4}),
        ("the cat .", {4}),
        ("( cat", set()),
        ("国“家", {1}),
        ("a\u2011b", set()),
        ("《a》", set()),
        ("100%", set()),
    ],
)
def test_a_line_may_end_where_a_reader_expects_it(text, places):
    """A few of them, always."""
    assert breaks(text) == places
