"""量版: what a hole takes is known before there is copy."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from statistics import mean, stdev

import pytest

from banxin.files import Tree
from banxin.page import TextRun, items_of
from banxin.problems import Report, Words
from banxin.run.meter import as_json, as_text, meter
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.conftest import CAMPAIGN
from tests.makeup.test_conservation import EDITION, HOUSE
from tests.makeup.test_generated_pages import SHAPES, cut_out, elements, split

ROOT = Path(__file__).resolve().parents[2]
#: Where paragraphs end is chance: what a hole takes is the mean of other texts, at least and at most so many.
TRIALS = (16, 150) if CAMPAIGN else (8, 40)


STORIES = (
    "briefs", "clinic", "comment", "courtyard", "dragonboat", "fishing", "letters", "library", "lightrail", "lost-found",
    "market", "notebook", "numbers-note", "seawall", "three-towns", "wishes",
)  # fmt: skip


@cache
def sentences() -> list[str]:
    """Sentences of the sample edition: what the paper writes. Always of the same stories, for tests count with them."""
    found = []
    for slug in STORIES:
        for line in (ROOT / f"stories/2026-06-01/{slug}.md").read_text("utf-8").partition("\n---")[2].splitlines():
            if line[:1] and line[0] not in "#:◆[*-" and not line.startswith("有些照片"):
                found += [part + "。" for part in line.split("。") if len(part) > 8 and not set(part) & set("[]{}*\\")]
    return found


def paragraphs(rng: random.Random, pool: list[str], needed: int, length: int) -> list[str]:
    """So many characters in paragraphs of about a length, as sentences make them."""
    found: list[str] = []
    while sum(map(len, found)) < needed:
        paragraph = ""
        wanted = rng.randint(length // 2, length * 3 // 2)
        while len(paragraph) < wanted:
            paragraph += rng.choice(pool)
        found.append(paragraph)
    return found


def page_of(rng: random.Random) -> str:
    """A layout of two stories in zones, columns of their own, with photos and codes inside."""
    cut = rng.randint(30, 44)
    zones = rng.choice(SHAPES)(cut)
    listed = ", ".join(
        f"{{columns: {left}-{right}, lines: {top}-{bottom}{split(rng, right - left + 1)}}}"
        for left, right, top, bottom in zones
    )
    inside = elements(rng, zones, rng.choice([[], ["photo: cut.png"], ["photo: cut.png", "qr: https://example.org"]]))
    frame = ", frame: tint" if rng.random() < 0.3 else ""
    vertical = ", vertical: true" if rng.random() < 0.15 else ""
    return (
        f"blocks:\n  - {{story: one, zones: [{listed}], heading: {{takes: 6行, style: bare}}{vertical}, inside: [{', '.join(inside)}]}}\n"
        f"  - {{story: two, columns: 1-{rng.randint(2, 4)}, lines: {cut + 1}-58, heading: {{takes: 5行, style: second}}{frame}}}\n"
    )


def written(name: str, body: list[str], photo: bool) -> str:
    """A story's file."""
    photos = "photos:\n  - {file: cut.png, caption: 图}\n" if photo else ""
    return f"---\nheadline: {name}的标题\nbyline: 记者 沈禾\n{photos}---\n" + "\n".join(body) + "\n"


@pytest.mark.parametrize("seed", range(100 if CAMPAIGN else 3))
def test_a_hole_takes_what_was_metered(seed, tmp_path):
    """Within 2 % of what copy turns out to stand there, in holes of any shape, set with other paragraphs of the paper's sentences."""
    rng = random.Random(seed)
    length = rng.choice([60, 90, 130])
    layout = page_of(rng)
    photo = "photo: cut.png" in layout
    folder = tmp_path / "stories/2026-06-01"
    for where in (folder, tmp_path / "assets", tmp_path / "layouts/2026-06-01"):
        where.mkdir(parents=True)
    (tmp_path / "assets/cut.png").write_bytes(cut_out())
    (tmp_path / "layouts/house.yaml").write_text(HOUSE, "utf-8")
    (tmp_path / "layouts/2026-06-01/edition.yaml").write_text(EDITION, "utf-8")
    (tmp_path / "layouts/2026-06-01/A01.yaml").write_text(layout, "utf-8")
    # There is a photo already, but of the text no more than what the paper prints elsewhere that day.
    (folder / "elsewhere.md").write_text(
        written("别处", paragraphs(rng, sentences(), 30_000, length), photo=False), "utf-8"
    )
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(written(name, [], photo=photo and name == "one"), "utf-8")
    metered = meter(open_sources(Tree(str(tmp_path)), "2026-06-01"), "A01", 0, Report(), Words("zh"))
    assert metered is not None
    said = {hole.block: hole.characters for hole in metered.holes if hole.part == "body"}

    true: dict[str, list[int]] = {"one": [], "two": []}
    while len(true["one"]) < TRIALS[0] or (len(true["one"]) < TRIALS[1] and not all(map(known, true.values()))):
        for name, counts in true.items():
            body = paragraphs(rng, sentences(), 3200, length)
            (folder / f"{name}.md").write_text(written(name, body, photo=photo and name == "one"), "utf-8")
            counts.append(0)
        sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
        page = compose(sources, read_work(sources, "A01"))
        assert page is not None
        for run in items_of(page):
            for name, counts in true.items():
                if isinstance(run, TextRun) and run.node.startswith((f"{name}/b", f"{name}/byline")):
                    counts[-1] += sum(not character.isspace() for character in run.text)

    for name, counts in true.items():
        assert abs(said[name] - mean(counts)) <= max(mean(counts) * 0.02, 3), (name, said[name], mean(counts))


def known(counts: list[int]) -> bool:
    """Whether the mean of some counts is known to a third of a per cent."""
    return stdev(counts) / len(counts) ** 0.5 <= mean(counts) * 0.0035


def sample(name: str, *, paragraph: int = 0):
    """A page of the sample edition, metered."""
    return meter(open_sources(Tree(str(ROOT)), "2026-06-01"), name, paragraph, Report(), Words("zh"))


def test_each_hole_of_a_page_is_metered():
    """Body, boxes, each part of a heading at each of its sizes, and a line of each caption."""
    metered = sample("A02")
    assert metered is not None

    holes = {(hole.block, hole.part): hole for hole in metered.holes}
    assert {"body", "kicker", "headline", "deck"} <= {part for block, part in holes if block == "three-towns"}
    sizes = [step.size // 12_700 for step in holes["three-towns", "headline"].ladder]
    assert sizes == sorted(sizes, reverse=True)
    each = [step.characters for step in holes["three-towns", "headline"].ladder]
    assert each == sorted(each)
    assert holes["three-towns", "headline"].size == 66 * 12_700
    assert holes["three-towns/1", "caption"].characters > 60
    assert holes["three-towns", "body"].copy > 3000


def test_a_hole_is_metered_as_it_was_drawn():
    """What copyfit could give is not counted: 238 lines for the lead of A02, whatever the house lets photos do."""
    metered = sample("A02")
    assert metered is not None

    assert 238 == next(hole.lines for hole in metered.holes if hole.part == "body")


def test_shorter_paragraphs_leave_more_white():
    """The ends of paragraphs are counted: copy in paragraphs of 40 字 needs more room than in paragraphs of 200."""
    short, long = sample("A02", paragraph=40), sample("A02", paragraph=200)
    assert short is not None
    assert long is not None

    takes = [next(hole.characters for hole in one.holes if hole.part == "body") for one in (short, long)]
    full = next(hole.full for hole in short.holes if hole.part == "body")
    assert takes[0] < takes[1] * 0.95
    assert takes[1] < full


def test_people_and_machines_are_told_the_same():
    """The table and the JSON hold the same figures."""
    metered = sample("A01")
    assert metered is not None
    holes = as_json(metered)["holes"]
    assert isinstance(holes, list)
    lines = as_text(metered, Words("zh"))

    assert len(lines) == len(holes) + 1
    for line, hole in zip(lines[1:], holes, strict=True):
        assert line.startswith(hole["block"])
        assert str(hole.get("characters", hole.get("sizes", [{}])[0].get("characters"))) in line
