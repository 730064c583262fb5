"""Text around cut-outs and their captions, headings in frames and on photos, briefs under a heading."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageDraw

from banxin.files import Tree
from banxin.makeup._frames import outlines
from banxin.makeup._zones import free_parts
from banxin.page import PAPER, Path, TextRun, items_of
from banxin.plan.records import Area
from banxin.run.pages import compose, read_work
from banxin.run.sources import open_sources
from tests.makeup.test_conservation import EDITION, HOUSE
from tests.makeup.test_meter import paragraphs, sentences

EM = 9 * 12_700


def man() -> bytes:
    """A cut-out with a head and wide feet: narrow where it begins, broad where it ends."""
    image = Image.new("RGBA", (600, 900), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((200, 20, 400, 220), fill=(90, 90, 90, 255))
    draw.polygon([(300, 180), (590, 890), (10, 890)], fill=(90, 90, 90, 255))
    return _bytes(image)


def _bytes(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def page_of(tmp_path, layout: str, picture: bytes, *, caption: str = "图说", start: str = "", count: int = 1200):
    copy = start + "\n\n".join(paragraphs(random.Random(4), sentences(), count, 80))
    files = {
        "layouts/house.yaml": HOUSE, "layouts/2026-06-01/edition.yaml": EDITION, "layouts/2026-06-01/A01.yaml": layout,
        "stories/2026-06-01/one.md": f"---\nheadline: 标题\nphotos:\n  - {{file: cut.png, caption: {caption}}}\n---\n{copy}\n",
        "stories/2026-06-01/two.md": "---\nheadline: 第二条\n---\n这是第二条简讯的正文，写得很短。\n",
        "stories/2026-06-01/three.md": "---\nheadline: 第三条\n---\n这是第三条简讯的正文，也写得很短。\n",
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "assets").mkdir(exist_ok=True)
    (tmp_path / "assets/cut.png").write_bytes(picture)
    sources = open_sources(Tree(str(tmp_path)), "2026-06-01")
    work = read_work(sources, "A01")
    page = compose(sources, work)
    assert page is not None
    return page, {problem.code: problem for problem in work.report}


def story(inside: str, more: str = "") -> str:
    return f"""blocks:
  - story: one
    columns: 1-4
    lines: 1-40
    heading: {{takes: 5行, style: bare}}
    {more}
    inside:
      - {inside}
"""


def runs(page, node: str) -> list[TextRun]:
    return [item for item in items_of(page) if isinstance(item, TextRun) and node in item.node]


@pytest.mark.parametrize("side", ["over", "left", "right", "under"])
def test_text_keeps_clear_of_a_cut_outs_caption(tmp_path, side):
    """Wherever the caption stands, no line of text runs over it."""
    inside = f"{{photo: 1, columns: 2-3, lines: 10-26, around: outline, caption: {side}}}"
    page, _ = page_of(tmp_path, story(inside), man(), caption="这是一张照片的说明文字写得比较长")

    boxes = [_box(run) for run in runs(page, "caption")]
    assert boxes
    assert runs(page, "/b")
    for run in runs(page, "/b"):
        assert not any(_box(run).overlaps(box) for box in boxes), (run, side)


def _box(run: TextRun):
    from banxin.units import Rect

    size, long = run.size, sum(run.glyphs.advances)
    if run.vertical:
        return Rect(run.origin.x - size // 2, run.origin.y, run.origin.x + size // 2, run.origin.y + long)
    return Rect(run.origin.x, run.origin.y - size * 8 // 10, run.origin.x + long, run.origin.y)


def test_text_beside_a_cut_out_keeps_to_one_side():
    """A figure that leans across its column: lines stay on the roomier side of it, whatever each would choose."""
    lines = [(0, 16 * EM)] * 12
    leaning = [[]] * 2 + [[(at * EM, (at + 4) * EM)] for at in range(2, 10)] + [[]] * 2
    found = free_parts(lines, leaning, EM)
    assert found[:2] == found[-2:] == lines[:2]
    beside = [part for part in found[2:-2] if part[1]]
    assert {start > 0 for start, _ in beside} == {True}
    assert all(measure >= 5 * EM for _, measure in beside)


def test_a_line_alone_beside_a_picture_is_none():
    """A scrap with nothing above and below it stays white."""
    full, most = [(0, 16 * EM)], (0, 16 * EM)
    found = free_parts([most] * 5, [[full[0]], [full[0]], [(8 * EM, 16 * EM)], [full[0]], [full[0]]], EM)
    assert [measure for _, measure in found] == [0] * 5


def test_a_cut_out_stands_in_vertical_text_too(tmp_path):
    """Its outline is followed along vertical lines: there is room for more text than around its box."""
    around = "{{photo: 1, columns: 2-3, lines: 10-30, around: {}, caption: none}}"
    counts = {}
    for how in ("outline", "box"):
        page, _ = page_of(tmp_path, story(around.format(how), "vertical: yes"), man(), count=4000)
        counts[how] = sum(len(run.text) for run in runs(page, "/b"))
    assert counts["outline"] > counts["box"]


def test_a_picture_without_ink_has_no_outline(tmp_path):
    """Wholly transparent: it is said, and the text runs around its box."""
    inside = "{photo: 1, columns: 2-3, lines: 10-26, around: outline}"
    _, said = page_of(tmp_path, story(inside), _bytes(Image.new("RGBA", (300, 300), (0, 0, 0, 0))))
    assert "makeup.no-outline" in said


def test_white_letters_on_a_pale_photo_are_warned_of(tmp_path):
    """On a dark one they are not; nor where the heading has a band."""
    inside = "{photo: 1, columns: 1-4, lines: 1-16, caption: none}"
    for shade, more, warned in ((235, "", True), (60, "", False), (235, ", frame: solid", False)):
        layout = story(inside).replace("takes: 5行, style: bare", "over: 1" + more)
        _, said = page_of(tmp_path, layout, _bytes(Image.new("RGB", (1600, 900), (shade,) * 3)))
        assert ("makeup.over-pale" in said) == warned, (shade, more)


def test_a_vertical_heading_takes_a_frame(tmp_path):
    """竖题 reversed: white letters on a solid ground."""
    layout = story("{photo: 1, columns: 3-4, lines: 20-30}").replace(
        "takes: 5行, style: bare", "vertical: yes, takes: 20行, frame: solid"
    )
    page, _ = page_of(tmp_path, layout, man())
    assert {run.ink for run in runs(page, "/headline")} == {PAPER}


def test_split_in_a_vertical_story_is_said(tmp_path):
    """Vertical text is divided by tiers."""
    _, said = page_of(tmp_path, story("{photo: 1, columns: 3-4, lines: 20-30}", "vertical: yes\n    split: 2"), man())
    assert "plan.vertical-split" in said


def test_briefs_stand_under_the_layouts_own_text(tmp_path):
    """text: is their heading; heading: without it is said."""
    briefs = "blocks:\n  - briefs: [two, three]\n    columns: 1-2\n    lines: 1-20\n    heading: {takes: 4行}\n"
    page, said = page_of(tmp_path, briefs + "    text: [简讯]\n", man())
    assert "简讯" in "".join(run.text for run in items_of(page) if isinstance(run, TextRun))
    assert "plan.briefs-heading" not in said
    _, said = page_of(tmp_path, briefs, man())
    assert "plan.briefs-heading" in said


@pytest.mark.parametrize(
    ("start", "said_so"), [("2026年的", True), ("“他", True), ("The 海", True), ("海", False), ("A级", False)]
)
def test_a_large_initial_takes_no_number_apart(tmp_path, start, said_so):
    """A number, a word or a mark at the beginning stays as it is, and that is said."""
    layout = story("{photo: 1, columns: 3-4, lines: 20-30}", "initial: 3行")
    page, said = page_of(tmp_path, layout, man(), start=start)
    assert ("makeup.no-initial" in said) == said_so
    sizes = {run.size for run in runs(page, "/b")}
    assert (max(sizes) > 2 * min(sizes)) != said_so


def test_a_frame_goes_around_all_of_an_l(tmp_path):
    """One outline of six corners, and all text within it."""
    layout = """blocks:
  - story: one
    zones: [{columns: 1-4, lines: 1-20}, {columns: 1-2, lines: 21-40}]
    heading: {takes: 5行, style: bare}
    frame: line
    inside: [{photo: 1, columns: 3-4, lines: 10-18, caption: none}]
"""
    page, _ = page_of(tmp_path, layout, man(), count=2500)
    (frame,) = [item for item in items_of(page) if isinstance(item, Path) and item.stroke and len(item.steps) == 7]
    assert frame.steps[-1] == ("Z",)
    top, middle, bottom = sorted({step[2] for step in frame.steps[:-1]})
    left, inner, right = sorted({step[1] for step in frame.steps[:-1]})
    # All text lies in the L.
    for run in runs(page, "/b"):
        assert left < run.origin.x
        assert top < run.origin.y < bottom
        assert run.origin.x + run.length < (right if run.origin.y < middle else inner)


@pytest.mark.parametrize(
    ("areas", "corners"),
    [
        ([(1, 2, 1, 10)], [4]),
        ([(1, 4, 1, 10), (1, 2, 11, 20)], [6]),
        ([(1, 1, 1, 20), (2, 2, 11, 20), (3, 3, 1, 20)], [8]),
        ([(1, 3, 1, 5), (1, 1, 6, 10), (3, 3, 6, 10), (1, 3, 11, 15)], [4, 4]),
        ([(1, 1, 1, 5), (3, 3, 1, 5)], [4, 4]),
    ],
)
def test_outlines_of_areas(areas, corners):
    """A rectangle, an L, a U, a ring with its hole, two that do not touch."""
    found = outlines([Area(*area) for area in areas])
    assert sorted(map(len, found)) == corners


@pytest.mark.parametrize("beside", [(105, 200), (-50, 0)], ids=["at its end", "at its beginning"])
def test_what_only_touches_a_line_takes_nothing_of_it(beside):
    """A picture that ends where a column begins leaves its lines whole, though they be no whole number of 字."""
    assert free_parts([(0, 105)] * 3, [[beside]] * 3, 10) == [(0, 105)] * 3
