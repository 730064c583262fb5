"""重排: only what a change touches is set again, and the bytes are those of a paper made from nothing."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from conftest import DATE, Desk, draw_photo

from banxin.files import cache_folder
from tests.conftest import CAMPAIGN

ROOT = Path(__file__).resolve().parents[2]
STORIES = f"stories/{DATE}"
LAYOUTS = f"layouts/{DATE}"


@pytest.fixture
def paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """The sample edition with an advertisement and a jump, built once."""
    root = tmp_path / "paper"
    for name in ("layouts", "stories", "assets"):
        shutil.copytree(ROOT / name, root / name)
    desk = Desk(root, capsys)
    draw_photo(root / f"assets/{DATE}/ad.jpg")
    assert built(desk) == everything(desk)
    return desk


def built(desk: Desk, *words: str) -> dict[str, list[str]]:
    """Build; returns the blocks that were set, page by page."""
    said = desk.build("--format", "json", *words).data
    return {page["page"]: page["set"] for page in said["pages"] if page.get("set")}


def everything(desk: Desk) -> dict[str, list[str]]:
    """All blocks of all pages."""
    from banxin.files import Tree
    from banxin.run.sources import open_sources

    sources = open_sources(Tree(str(desk.root)), DATE)
    assert sources.edition is not None
    plans = {name: sources.plan(name)[0] for name in sources.edition.pages}
    return {name: [block.id for block in plan.blocks] for name, plan in plans.items() if plan}


def as_from_nothing(desk: Desk) -> None:
    """What lies in out/ is what a build that takes nothing over writes."""
    found = desk.outputs()
    desk.build("--fresh")

    assert found == desk.outputs()


def as_from_nothing_or_draft(desk: Desk) -> None:
    """The same for drafts."""
    drafts = {path.name: path.read_bytes() for path in desk.out.glob("*.draft.pdf")}
    as_from_nothing(desk)

    assert drafts == {path.name: path.read_bytes() for path in desk.out.glob("*.draft.pdf")}


def test_nothing_is_set_where_nothing_changed(paper: Desk):
    """A second build takes every block over."""
    before = paper.outputs()

    assert {} == built(paper)
    assert before == paper.outputs()


def test_a_changed_story_is_set_again_and_no_other(paper: Desk):
    """A character more in a story sets its block, on its page."""
    paper.edit(f"{STORIES}/library.md", "91个", "92个")

    assert {"A02": ["library"]} == built(paper)
    as_from_nothing(paper)


def test_a_block_that_only_moved_in_the_file_is_not_set_again(paper: Desk):
    """A comment above, other blanks, keys in Chinese: the layout says the same."""
    name = f"{LAYOUTS}/A02.yaml"
    paper.write(name, "# 夜班改过\n" + paper.text(name).replace("columns:", "栏:").replace("lines:", "行:"))

    assert {} == built(paper)
    as_from_nothing(paper)


def test_another_photo_of_the_same_size_sets_nothing(paper: Desk):
    """Its pixels are the press's matter; the page still shows the new ones."""
    before = paper.outputs()["A02.pdf"]
    photo = paper.path(f"assets/{DATE}/library.jpg")
    photo = photo if photo.exists() else next(paper.path(f"assets/{DATE}").glob("libr*"))
    from PIL import Image

    with Image.open(photo) as image:
        size = image.size
    draw_photo(photo, *size)

    assert {} == built(paper)
    assert before != paper.outputs()["A02.pdf"]
    as_from_nothing(paper)


def test_a_photo_of_another_shape_sets_its_story(paper: Desk):
    """Its crop is another one."""
    photo = next(paper.path(f"assets/{DATE}").glob("libr*"))
    draw_photo(photo, 2400, 2400)

    assert {"A02": ["library"]} == built(paper)
    as_from_nothing(paper)


def test_a_late_advertisement_sets_what_it_touches(paper: Desk):
    """An advertisement in place of a note's last lines: the note and the advertisement are set, nothing else."""
    name = f"{LAYOUTS}/A02.yaml"
    text = paper.text(name)
    at = text.index("lines:", text.index("story: numbers-note"))
    range_ = text[at : text.index("\n", at)]
    first, last = (int(number) for number in range_.removeprefix("lines:").split("-"))
    paper.write(
        name,
        (text[:at] + text[at:].replace(range_, f"lines: {first}-{last - 8}", 1)).rstrip()
        + f"\n  - {{ad: ad.jpg, columns: 5-6, lines: {last - 7}-{last}}}\n",
    )

    assert {"A02": ["numbers-note", "ad"]} == built(paper)
    as_from_nothing_or_draft(paper)

    draw_photo(paper.path(f"assets/{DATE}/ad.jpg"), 1200, 300)
    assert {"A02": ["ad"]} == built(paper)


def test_house_style_sets_everything(paper: Desk):
    """Another width of phrase spaces touches all of them."""
    paper.edit("layouts/house.yaml", "phrase_gap: 0.6字", "phrase_gap: 0.7字")

    assert everything(paper) == built(paper)
    as_from_nothing(paper)


def test_a_jump_is_set_with_its_story(desk: Desk):
    """A story on two pages is set on both where it changes; what stands beside it is taken over."""
    desk.edit(f"{LAYOUTS}/edition.yaml", "pages: [A01]", "pages: [A01, A02]")
    desk.write(f"{STORIES}/long.md", "---\nheadline: 长稿\n---\n" + "海州港的船在晨雾里出海，人人都在等。\n" * 40)
    desk.write(f"{STORIES}/note.md", "---\nheadline: 短稿\n---\n今天没有别的事。\n")
    desk.write(f"{LAYOUTS}/A01.yaml", "section: 要闻\ncredits: {编辑: 沈禾, 美编: 陆舟}\nblocks:\n"
               "  - {story: long, columns: 1-3, lines: 1-20}\n  - {story: note, columns: 1-3, lines: 21-40}\n")  # fmt: skip
    desk.write(f"{LAYOUTS}/A02.yaml", "section: 要闻\ncredits: {编辑: 沈禾, 美编: 陆舟}\nblocks:\n"
               "  - {continued: long, columns: 1-3, lines: 1-40}\n")  # fmt: skip
    built(desk)
    assert {} == built(desk)
    desk.write(f"{STORIES}/long.md", desk.text(f"{STORIES}/long.md").replace("晨雾", "暮色", 1))

    assert {"A01": ["long"], "A02": ["long"]} == built(desk)
    as_from_nothing(desk)


def test_warnings_stay_where_their_words_moved_to(desk: Desk):
    """What is said of a block that was taken over is said at its place of today."""
    long = "海州港的船在晨雾里出海。" * 400
    story = next(desk.path(STORIES).glob("*.md"))
    story.write_text(story.read_text("utf-8") + long + "\n", "utf-8")
    first = desk.build("--fresh")
    again = desk.build()
    assert first.problems == again.problems
    assert first.status == 1

    page = f"{LAYOUTS}/A01.yaml"
    desk.write(page, "# 一行\n# 两行\n" + desk.text(page))
    moved, fresh = desk.build(), desk.build("--fresh")
    assert moved.problems == fresh.problems


@pytest.mark.parametrize("seed", range(100 if CAMPAIGN else 8))
def test_any_damage_to_what_was_kept_changes_nothing(paper: Desk, seed: int, monkeypatch, tmp_path):
    """Bits flipped, files cut off or gone: the block is set, the bytes are the same (P36)."""
    before = paper.outputs()
    kept = Path(cache_folder()) / "set"
    rng = random.Random(seed)
    for path in sorted(kept.iterdir(), key=lambda path: path.stat().st_mtime)[-4:]:
        data = bytearray(path.read_bytes())
        match rng.randrange(3):
            case 0:
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            case 1:
                del data[rng.randrange(len(data)) :]
            case 2:
                path.unlink()
                continue
        path.write_bytes(data)
    built(paper)

    assert before == paper.outputs()
