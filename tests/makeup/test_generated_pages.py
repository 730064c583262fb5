"""Pages of any shape: zones, columns of their own, run-around, initials. Nothing lost, nothing on top of anything."""

from __future__ import annotations

import random
from functools import cache

import pytest
from PIL import Image, ImageDraw

from banxin.files import Tree
from banxin.page import Picture, TextRun, items_of
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.conftest import CAMPAIGN
from tests.makeup.test_conservation import EDITION, HOUSE, copy

COLUMNS, LINES, EM, LEADING = 4, 58, 9 * 12_700, 25 * 12_700 // 2
#: Shapes of the first story's zones above line ``cut``: columns and lines, in the order they are read.
SHAPES = (
    lambda cut: [(1, 4, 1, cut)],
    lambda cut: [(1, 2, 1, cut), (3, 4, 1, cut - 12)],
    lambda cut: [(1, 1, 1, cut), (2, 3, 1, cut - 10), (4, 4, 1, cut)],
    lambda cut: [(1, 4, 1, cut - 14), (1, 2, cut - 13, cut)],
    lambda cut: [(1, 4, 1, cut - 14), (3, 4, cut - 13, cut)],
    lambda cut: [(1, 3, 1, cut)],
)


@cache
def cut_out() -> bytes:
    """A picture of a leaning figure on nothing."""
    import io

    image = Image.new("RGBA", (300, 400), (0, 0, 0, 0))
    ImageDraw.Draw(image).polygon([(150, 10), (290, 390), (10, 300)], fill=(200, 30, 30, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def elements(rng: random.Random, zones: list[tuple[int, int, int, int]], names: list[str]) -> list[str]:
    """Some of the things that may stand inside, each in one zone, clear of each other and of the heading."""
    found, taken = [], set()
    for name in names:
        left, right, top, bottom = rng.choice(zones)
        first = max(top, 9) + rng.randint(0, 6)
        last = first + rng.randint(6, 11)
        one = rng.randint(left, right)
        two = rng.randint(one, right)
        cells = {(column, line) for column in range(one, two + 1) for line in range(first, last + 1)}
        if last >= bottom - 1 or cells & taken:
            continue
        taken |= cells
        most = (two - one + 1) * 13 - 1
        width = rng.randint(min(6, most), most)
        more = rng.choice([
            "", f", width: {width}字", f", width: {width}字, align: {rng.choice(['left', 'right', 'centre'])}, standoff: 1字",
        ])  # fmt: skip
        if name == "photo: cut.png":
            more = rng.choice([more, ", around: outline, standoff: 0.5字"])
        found.append(f"{{{name}, columns: {one}-{two}, lines: {first}-{last}{more}}}")
    return found


def page_of(rng: random.Random) -> dict[str, str]:
    """The files of a page with two stories of random shape."""
    cut = rng.randint(30, 44)
    zones = rng.choice(SHAPES)(cut)
    listed = ", ".join(
        f"{{columns: {left}-{right}, lines: {top}-{bottom}{split(rng, right - left + 1)}}}"
        for left, right, top, bottom in zones
    )
    names = [
        name for name in ("photo: cut.png", "box: box", "photo: 2", "qr: https://example.org") if rng.random() < 0.6
    ]
    inside = elements(rng, zones, names)
    initial = f", initial: {rng.randint(2, 4)}行" if rng.random() < 0.5 else ""
    vertical = ", vertical: true" if rng.random() < 0.15 else initial
    heading = f"heading: {{takes: 6行, style: {rng.choice(['bare', 'second', 'third'])}}}"
    framed = ", frame: tint" if rng.random() < 0.3 else ""
    layout = (
        f"blocks:\n  - {{story: one, zones: [{listed}], {heading}{vertical}, inside: [{', '.join(inside)}]}}\n"
        f"  - {{story: two, columns: 1-{rng.randint(2, 4)}, lines: {cut + 1}-58, {heading}{framed}{split(rng, 2)}}}\n"
    )
    boxed = any("box:" in one for one in inside)
    photos = [f"  - {{file: {file}, caption: {copy(rng, 3)}}}"
              for file, name in (("cut.png", "cut.png"), ("other.png", "photo: 2"))
              if any(name in one for one in inside)]  # fmt: skip
    if not any("cut.png" in photo for photo in photos):
        layout = layout.replace("photo: 2", "photo: 1")
    return {
        "layouts/house.yaml": HOUSE + rng.choice(["", "furniture: {column_rules: 0.3pt}\n"]),
        "layouts/2026-06-01/edition.yaml": EDITION, "layouts/2026-06-01/A01.yaml": layout,
        "stories/2026-06-01/one.md": text(rng, rng.randint(3, 9), photos, boxed),
        "stories/2026-06-01/two.md": text(rng, 2, [], boxed=False),
    }  # fmt: skip


def split(rng: random.Random, columns: int) -> str:
    """Perhaps columns of its own, divided in any way."""
    if rng.random() < 0.5:
        return ""
    return f", split: {rng.randint(1, columns + 1)}, split_mode: {rng.choice(['absolute', 'free', 'relative', 'auto'])}"


def text(rng: random.Random, paragraphs: int, photos: list[str], boxed: bool) -> str:
    """A story with subheads, a byline and a signoff."""
    lines = ["---", f"headline: {copy(rng, 3)}", "byline: 记者 沈禾"]
    lines += ["photos:", *photos] if photos else []
    lines += ["signoff: （沈禾）", "---"]
    if boxed:
        lines += ["::: box 一览", copy(rng, 10), ":::"]
    for number in range(paragraphs):
        lines.append(copy(rng, rng.randint(5, 80)))
        if number and rng.random() < 0.3:
            lines += ["## " + copy(rng, 3), copy(rng, 20)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(2000 if CAMPAIGN else 60))
def test_pages_of_any_shape_keep_every_rule(seed, tmp_path):
    """Every character once and in order, no overlap, nothing outside the type area, all body lines on the grid."""
    files = page_of(random.Random(seed))
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "assets").mkdir()
    for name in ("cut.png", "other.png"):
        (tmp_path / "assets" / name).write_bytes(cut_out())
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    work = read_work(sources, "A01")
    assert not work.report.failed, [(problem.code, problem.words) for problem in work.report]
    page = compose(sources, work)
    problems = [problem.code for problem in work.report if problem.severity == "error"]
    assert set(problems) <= {
        "makeup.overset", "makeup.box-overset", "makeup.heading-overset", "makeup.words-overset", "pictures.qr-too-long",
        "makeup.photo-room",
    }, problems  # fmt: skip
    runs = [item for item in items_of(page) if isinstance(item, TextRun) and item.node]
    in_order(runs, work, "makeup.overset" in problems or "makeup.box-overset" in problems)
    layout = files["layouts/2026-06-01/A01.yaml"]
    upright = [run for run in runs if "vertical: true" not in layout or run.node.startswith("two/")]
    body = [run for run in upright if run.size == EM and run.node.rpartition("/")[2][0] == "b"]
    on_the_grid(page, [run for run in body if run.node.rpartition("/")[2][1:].isdigit()])
    if "makeup.heading-overset" not in problems:
        area = page.type_area
        for run in upright:
            assert run.origin.x >= area.left - EM // 2
            assert run.origin.x + run.length <= area.right + EM // 2
            assert run.origin.y <= area.bottom
    around = "one/cut.png" if "around: outline" in layout else ""
    apart(body, [item.box for item in page.items if isinstance(item, Picture) and item.node != around])


def in_order(runs, work, over: bool) -> None:
    """Each paragraph is printed from its first character on without a gap, to its last where all found room."""
    printed: dict[str, str] = {}
    for run in runs:
        assert run.place == len(printed.get(run.node, "")), run.node
        printed[run.node] = printed.get(run.node, "") + run.text
    for slug, read in work.stories.items():
        for paragraph in read.paragraphs():
            shown = printed.get(f"{slug}/{paragraph.key}", "")
            assert paragraph.text == shown or (over and paragraph.text.startswith(shown)), (paragraph.key, shown)


def on_the_grid(page, body) -> None:
    """Baselines of body text stand on the page's grid (GR-01)."""
    for run in body:
        assert (run.origin.y - page.first_baseline) % page.leading == 0, (run.text, run.origin)


def apart(body, pictures) -> None:
    """No two lines share a place, and no line runs into a picture."""
    lines = sorted((run.origin.y, run.origin.x, run.length) for run in body)
    for (y1, x1, length), (y2, x2, _) in zip(lines, lines[1:], strict=False):
        assert y1 != y2 or x1 + length <= x2 + 1000
    for run in body:
        for rect in pictures:
            beside = run.origin.x + run.length <= rect.left + 1000 or run.origin.x >= rect.right - 1000
            assert beside or run.origin.y - EM >= rect.bottom - EM // 4 or run.origin.y <= rect.top, (run.text, rect)
