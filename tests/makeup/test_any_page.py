"""Editions of any kind: every key of headings and of what stands inside, jumps over pages, copyfit, blocks taken over.

Whatever is wrong with them is said; nothing breaks, nothing of a story is lost or stands twice.
"""

from __future__ import annotations

import random

import pytest

from banxin.files import Tree
from banxin.makeup.refit import Refit
from banxin.page import TextRun, items_of
from banxin.press.pdf import print_page
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.conftest import CAMPAIGN
from tests.makeup.test_conservation import HOUSE, copy
from tests.makeup.test_copyfit import LEADING_LEVER, OPTIONAL, PHOTO, SIZE, TRACKING
from tests.makeup.test_generated_pages import SHAPES, cut_out, split
from tests.makeup.test_meter import paragraphs, sentences

FILES = ("cut.png", "other.png", "third.png")
WITHIN = (
    "photo: 1",
    "photo: [2, 3]",
    "box: box",
    'qr: "https://example.org"',
    "ear: 小框",
    "filler: 补白",
    "rule: thick",
)
SETTINGS = ("", "setting: {hanging: yes, marks: kaiming}\n", "setting: {level: strict, language: zh-Hant}\n")


def some(rng: random.Random, *parts: str, often: float = 0.25) -> list[str]:
    """Some of the parts, each as often."""
    return [part for part in parts if rng.random() < often]


def heading(rng: random.Random, photo: str = "") -> str:
    """A heading with any of its keys."""
    parts = [f"style: {rng.choice(['bare', 'lead', 'second', 'third', 'call', 'plain', 'brief'])}"]
    parts += some(rng, f"takes: {rng.randint(3, 14)}行", often=0.7)
    parts += some(
        rng, "vertical: true", f"columns: {rng.randint(1, 2)}", "spread: 1/4字",
        f"align: {rng.choice(['left', 'centre', 'right', 'even', 'justify'])}",
        f"frame: {rng.choice(['line', 'tint', 'rule', 'solid'])}",
        "kicker: {columns: 1, align: centre}", "deck: {face: hei, colour: C100}",
        f"headline: {{size: {rng.choice([9, 14, 30, 90])}pt, lines: {rng.randint(1, 5)}}}",
    )  # fmt: skip
    if photo:
        parts += some(rng, f"over: {photo}, place: {rng.choice(['top', 'bottom'])}")
    return f"heading: {{{', '.join(parts)}}}"


def inside(rng: random.Random, zones: list[tuple[int, int, int, int]]) -> dict[str, str]:
    """Some of the things that may stand inside, clear of each other and of nothing else."""
    found: dict[str, str] = {}
    taken: set[tuple[int, int]] = set()
    for name in some(rng, *WITHIN, often=0.4):
        left, right, top, bottom = rng.choice(zones)
        first = rng.randint(top + 1, max(top + 2, bottom - 4))
        last = min(bottom, first + rng.randint(1, 12))
        one = rng.randint(left, right)
        two = rng.randint(one, right)
        cells = {(column, line) for column in range(one, two + 1) for line in range(first, last + 1)}
        if cells & taken or first > bottom:
            continue
        taken |= cells
        more = some(
            rng, f"width: {rng.randint(3, 12)}字", f"align: {rng.choice(['left', 'right', 'centre'])}",
            f"standoff: {rng.choice(['0mm', '1字', '3字'])}", *(() if "box" in name else ("optional: yes",)),
        )  # fmt: skip
        if "photo" in name:
            more += some(rng, f"caption: {rng.choice(['over', 'left', 'right', 'none'])}",
                         rng.choice(["fit: contain", "around: outline", "focus: 10% 90%"]), often=0.6)  # fmt: skip
        found[name] = f"{{{', '.join([name, f'columns: {one}-{two}', f'lines: {first}-{last}', *more])}}}"
    return found


def story(rng: random.Random, characters: int, photos: int = 0, *, box: bool = False) -> str:
    """A story with any of its parts."""
    front = [f"{key}: {copy(rng, rng.randint(1, 6))}"
             for key in some(rng, "kicker", "deck", "byline", "dateline", "signoff", "short", often=0.4)]  # fmt: skip
    pictures = [f"  - {{file: {file}, caption: {copy(rng, 4)}}}" for file in FILES[:photos]]
    body = paragraphs(rng, sentences(), characters, rng.choice([20, 80, 200]))
    body[rng.randrange(len(body)) : 0] = some(rng, "## " + copy(rng, 3), often=0.4)
    boxed = ["::: box 名", "盒子里的话" * rng.randint(1, 30), ":::"] if box else []
    lines = [
        "---",
        f"headline: {copy(rng, rng.randint(1, 8))}",
        *front,
        *(["photos:", *pictures] if photos else []),
        "---",
    ]
    return "\n".join([*lines, *boxed, *body]) + "\n"


def edition(rng: random.Random) -> dict[str, str]:
    """The files of an edition of one to three pages."""
    cut = rng.randint(20, 50)
    zones = rng.choice(SHAPES)(cut)
    within = inside(rng, zones)
    photos = 3 if "photo: [2, 3]" in within else 1 if "photo: 1" in within else 0
    if photos == 3 and "photo: 1" not in within:
        within["photo: [2, 3]"] = within["photo: [2, 3]"].replace("[2, 3]", "[1, 2]")
        photos = 2
    listed = ", ".join(
        f"{{columns: {left}-{right}, lines: {top}-{bottom}{split(rng, right - left + 1)}}}"
        for left, right, top, bottom in zones
    )
    parts = [
        "story: one", f"zones: [{listed}]", heading(rng, "1" if "photo: 1" in within else ""),
        *some(rng, "vertical: true", f"initial: {rng.randint(2, 6)}行", "frame: tint", "balance: no"),
        f"inside: [{', '.join(within.values())}]",
    ]  # fmt: skip
    pages = {"A01": f"blocks:\n  - {{{', '.join(parts)}}}\n"}
    stories = {"one": story(rng, rng.choice([5, 200, 1500, 5000]), photos, box="box: box" in within)}
    if rng.random() < 0.5:
        kind = rng.choice(["story: two", "briefs: [two, three]"])
        stories["two"] = story(rng, rng.choice([50, 300]))
        if "three" in kind:
            stories["three"] = story(rng, 100)
        more = rng.choice(["", ", frame: line", ", vertical: true"])
        where = rng.choice(["1-4", "1-2", "3"])
        pages["A01"] += f"  - {{{kind}, columns: {where}, lines: {cut + 1}-58, {heading(rng)}{more}}}\n"
    for number in range(rng.choice([0, 0, 1, 2])):
        place = f"columns: {rng.choice(['1-4', '2-3', '1'])}, lines: {rng.choice(['1-20', '1-58', '3-9'])}"
        pages[f"A{number + 2:02}"] = f"blocks:\n  - {{continued: one, {place}, {heading(rng)}}}\n"
    levers = some(rng, PHOTO, TRACKING, LEADING_LEVER, SIZE, OPTIONAL, often=0.4)
    copyfit = f"copyfit: {{{', '.join(levers)}}}\n" if levers else ""
    rules = rng.choice(["", "furniture: {column_rules: 0.3pt}\n"])
    return {
        "layouts/house.yaml": HOUSE + copyfit + rules + rng.choice(SETTINGS),
        "layouts/2026-06-01/edition.yaml": f"date: 2026-06-01\npages: [{', '.join(pages)}]\n",
        **{f"layouts/2026-06-01/{name}.yaml": text for name, text in pages.items()},
        **{f"stories/2026-06-01/{name}.md": text for name, text in stories.items()},
    }


def made(root, name: str):
    """A page set through what was kept of it, with its work."""
    sources = open_sources(Tree(str(root)), "2026-06-01")
    work = read_work(sources, name)
    refit = Refit(f"{root} {name}", sources.faces.fingerprint())
    page = compose(sources, work, lambda: "未过", refit=refit)
    refit.keep()
    assert page is not None
    print_page(page, sources.faces.by_key)
    return page, work


@pytest.mark.parametrize("seed", range(1500 if CAMPAIGN else 40))
def test_nothing_breaks_and_nothing_is_lost(seed, tmp_path):
    """All of a story once and in order over all its pages, or what is over is said; taken over it is the same page."""
    for name, content in edition(random.Random(seed)).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "assets").mkdir()
    for name in FILES:
        (tmp_path / "assets" / name).write_bytes(cut_out())
    printed: dict[str, str] = {}
    codes: set[str] = set()
    for path in sorted((tmp_path / "layouts/2026-06-01").glob("A*.yaml")):
        page, work = made(tmp_path, path.stem)
        again, same = made(tmp_path, path.stem)
        assert page.items == again.items
        said = [[(one.code, one.span and one.span.place, str(one.words)) for one in report]
                for report in (work.report, same.report)]  # fmt: skip
        assert said[0] == said[1]
        codes |= {problem.code for problem in work.report if problem.severity == "error"}
        for run in items_of(page):
            if isinstance(run, TextRun) and run.node and run.node[0] != "@":
                assert run.place == len(printed.get(run.node, "")), run.text
                printed[run.node] = printed.get(run.node, "") + run.text
    for slug, read in work.stories.items():
        for paragraph in read.paragraphs() if not codes else ():
            shown = printed.get(f"{slug}/{paragraph.key}", "")
            # A caption may be left out where the layout says so, and with a photo that may.
            assert shown == paragraph.text or (paragraph.role == "caption" and not shown), paragraph.key


@pytest.mark.parametrize("words", range(8, 30, 3))
def test_a_credit_is_never_parted(tmp_path, words):
    """Whoever took a photo stands on one line of its caption, however long that is."""
    files = {
        "layouts/house.yaml": HOUSE, "layouts/2026-06-01/edition.yaml": "date: 2026-06-01\npages: [A01]\n",
        "layouts/2026-06-01/A01.yaml": "blocks:\n  - {story: one, columns: 1-4, lines: 1-40, "
        "inside: [{photo: 1, columns: 1-2, lines: 12-24}]}\n",
        "stories/2026-06-01/one.md": f"---\nheadline: 题\nphotos:\n  - {{file: other.png, caption: {'图里有船' * words}, "
        f"credit: 欧阳沈禾 摄}}\n---\n{'城市里的人都说好。' * 60}\n",
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/other.png").write_bytes(cut_out())
    page, _ = made(tmp_path, "A01")
    rows = {
        run.origin.y
        for run in items_of(page)
        if isinstance(run, TextRun) and run.text in ("欧阳沈禾 摄", "欧阳沈禾", "摄")
    }

    assert 1 == len(rows)


def test_zones_of_other_columns_stand_apart(tmp_path):
    """Where a story goes on below in columns of another width a line of white parts the two; in the same columns none."""
    from banxin.makeup._zones import places
    from banxin.makeup.ground import ground_of

    found = []
    for more in ("", ", split: 3"):
        files = {
            "layouts/house.yaml": HOUSE, "layouts/2026-06-01/edition.yaml": "date: 2026-06-01\npages: [A01]\n",
            "layouts/2026-06-01/A01.yaml": "blocks:\n  - {story: one, zones: [{columns: 1-4, lines: 1-20}, "
            f"{{columns: 1-4, lines: 21-40{more}}}]}}\n",
            "stories/2026-06-01/one.md": "---\nheadline: 题\n---\n城市。\n",
        }  # fmt: skip
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content, "utf-8")
        sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
        plan = read_work(sources, "A01").plan
        assert plan is not None
        found.append([place.first for place in places(ground_of(plan, sources.faces), plan.blocks[0])])

    assert [[1, 21], [1, 22]] == found
