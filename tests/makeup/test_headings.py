"""Forty headlines of 4 to 40 字 over one to six columns: by sense, in their hole, as large as they can be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from banxin.files import Tree
from banxin.page import TextRun, items_of
from banxin.problems import Words
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources

LIST = [line for line in (Path(__file__).parent / "headings.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
PT = 12_700
HOUSE = """paper: {name: 试版}
page: {trim: [390mm, 543mm], top: 28mm}
grid: {body: 9.5pt, leading: 13.5pt, columns: 6, measure: 16字, gutter: 1.2字, lines: 101}
styles:
  one: {headline: {face: hei-bold, sizes: [42pt, 36pt, 32pt, 28pt, 24pt, 21pt, 18pt, 16pt, 14pt], lines: 3}}
"""


@cache
def texts() -> list[str]:
    """The headlines without the bars."""
    return [line.replace("|", "") for line in LIST]


@pytest.fixture(scope="module", params=range(1, 7))
def pages(request, tmp_path_factory):
    """All forty over so many columns, eight lines each: the runs of each headline by baseline, and what was said."""
    columns, root = request.param, tmp_path_factory.mktemp("headings")
    blocks, each, across = {}, 10, 6 // request.param
    for number in range(40):
        at = number % (across * 10)
        left = at % across * columns + 1
        top = at // across * each + 1
        page = f"A{number // (across * 10) + 1:02}"
        blocks.setdefault(page, []).append(
            f"  - {{story: s{number}, columns: {left}-{left + columns - 1}, lines: {top}-{top + each - 1}, "
            "heading: {takes: 8行, style: one}}\n"
        )
    files = {f"layouts/2026-06-01/{page}.yaml": "blocks:\n" + "".join(found) for page, found in blocks.items()}
    files |= {f"stories/2026-06-01/s{at}.md": f"---\nheadline: {text}\n---\n" for at, text in enumerate(texts())}
    files |= {
        "layouts/house.yaml": HOUSE,
        "layouts/2026-06-01/edition.yaml": f"date: 2026-06-01\npages: [{', '.join(blocks)}]\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    sources = open_sources(Tree(str(root)), "2026-06-01")
    found, said = {}, {}
    for page in blocks:
        work = read_work(sources, page)
        for run in items_of(compose(sources, work)):
            if isinstance(run, TextRun) and run.node.endswith("/headline"):
                found.setdefault(run.node.partition("/")[0], []).append(run)
        for problem in work.report:
            said.setdefault(problem.words.get("story", ""), []).append(problem.code)
    # One that does not fit at all is an error of its own; the draft cuts it where a line of text would be cut.
    for story, codes in said.items():
        if "makeup.heading-overset" in codes:
            assert columns == 1
            del found[story]
    return columns, found, said


def lines_of(runs: list[TextRun]) -> list[str]:
    """The lines of a headline."""
    lines: dict[int, str] = {}
    for run in runs:
        lines[run.origin.y] = lines.get(run.origin.y, "") + run.text
    return list(lines.values())


def test_none_is_broken_inside_a_word_a_number_a_name_or_a_quotation(pages):
    """Lines end only where an editor would end them (HD-04)."""
    columns, found, _ = pages
    wrong = []
    for number, marked in enumerate(LIST):
        allowed, at = {0}, 0
        for part in marked.split("|"):
            at += len(part)
            allowed.add(at)
        end = 0
        for line in lines_of(found.get(f"s{number}", []))[:-1]:
            end += len(line)
            if end not in allowed:
                wrong.append((columns, texts()[number], lines_of(found[f"s{number}"])))
                break

    assert [] == wrong


def test_no_line_is_one_character_and_lines_are_even(pages):
    """Lines are balanced: hardly any is half as long again as another, none much more than twice as long (HD-04)."""
    _, found, _ = pages
    ratios = []
    for runs in found.values():
        widths: dict[int, int] = {}
        for run in runs:
            widths[run.origin.y] = widths.get(run.origin.y, 0) + run.length
        if len(widths) > 1:
            ratios.append(max(widths.values()) / min(widths.values()))
        assert all(len(line) > 1 for line in lines_of(runs))

    assert max(ratios) < 2.2
    assert sum(ratio > 1.5 for ratio in ratios) <= len(ratios) // 3


def test_each_fits_its_columns_and_its_lines(pages):
    """No headline leaves its hole; of forty over one column of 16 字 hardly one does not fit."""
    columns, found, _ = pages
    width = columns * int(16 * 9.5 * PT) + (columns - 1) * int(1.2 * 9.5 * PT)
    assert len(found) >= 39

    for runs in found.values():
        rows = sorted({run.origin.y for run in runs})
        ends: dict[int, tuple[int, int]] = {}
        for run in runs:
            first, last = ends.get(run.origin.y, (run.origin.x, 0))
            ends[run.origin.y] = min(first, run.origin.x), max(last, run.origin.x + run.length)
        assert all(last - first <= width + PT for first, last in ends.values())
        assert rows[-1] - rows[0] + runs[0].size <= 8 * int(13.5 * PT)
        assert len(rows) <= 3


def test_wider_holes_give_larger_type(pages):
    """Four characters stand in the largest size everywhere; over five columns forty still stand in headline sizes."""
    columns, found, _ = pages
    sizes = [runs[0].size // PT for runs in found.values()]

    assert found["s0"][0].size // PT == 42
    if columns >= 5:
        assert min(sizes) >= 28


def _said_of(root, fields: dict[str, str], columns: int, takes: int):
    """What is said of one heading."""
    files = {
        "layouts/house.yaml": HOUSE,
        "layouts/2026-06-01/edition.yaml": "date: 2026-06-01\npages: [A01]\n",
        "layouts/2026-06-01/A01.yaml": f"blocks:\n  - {{story: one, columns: 1-{columns}, lines: 1-40, "
        f"heading: {{takes: {takes}行, style: one}}}}\n",
        "stories/2026-06-01/one.md": "---\n"
        + "".join(f"{key}: {text}\n" for key, text in fields.items())
        + "---\n正文。\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    work = read_work(open_sources(Tree(str(root)), "2026-06-01"), "A01")
    compose(open_sources(Tree(str(root)), "2026-06-01"), work)
    return next((problem for problem in work.report if problem.code == "makeup.heading-overset"), None)


def test_what_is_said_to_help_a_heading_helps(tmp_path):
    """The part to shorten first, by how much, or how many lines are lacking: who does it has a heading that fits."""
    seen, together = set(), 0
    for at, text in list(enumerate(texts()))[::3]:
        for columns, takes in ((1, 3), (2, 2), (1, 6)):
            fields = {"kicker": texts()[at - 7], "headline": text, "deck": texts()[at - 3] * (1 + at % 3)}
            if at % 2:
                del fields["kicker"]
            said = _said_of(tmp_path, fields, columns, takes)
            if said is None:
                continue
            (part,) = [name for name in ("kicker", "headline", "deck") if said.words[name]]
            seen.add(part)
            hint = Words("en").hint(said)
            alone = said.words["cut"] or said.words["more"]
            assert alone or said.words.get("all"), (fields, hint)
            if not alone:
                cuts = {name: int(said.words[f"{name}_cut"] or 0) for name in fields}
                shorter = {name: copy[: len(copy) - cuts[name]] for name, copy in fields.items()}
                assert _said_of(tmp_path, shorter, columns, takes + int(said.words["and_more"] or 0)) is None, hint
                together += 1
            if more := said.words["more"]:
                assert f"its hole lacks {more} line(s)" in Words("en").sentence(said)
                assert _said_of(tmp_path, fields, columns, takes + int(more)) is None, (fields, hint)
            if cut := said.words["cut"]:
                shorter = {**fields, part: fields[part][: -int(cut)]}
                assert _said_of(tmp_path, shorter, columns, takes) is None, (fields, hint)
    assert {"headline", "deck"} <= seen
    assert together
