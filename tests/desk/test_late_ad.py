"""A booking that comes late, and one that is lost: one line of ads.yaml, and only what it touches is set again."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from conftest import DATE, Desk
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
ADS = f"layouts/{DATE}/ads.yaml"


@pytest.fixture
def paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """The sample edition, built."""
    root = tmp_path / "paper"
    for name in ("layouts", "stories"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "assets" / DATE, root / "assets" / DATE)
    desk = Desk(root, capsys)
    assert desk.build().status == 0
    return desk


def set_again(desk: Desk) -> tuple[dict[str, list[str]], int]:
    """The blocks that a build sets, page by page, and its exit status."""
    said = desk.build("--format", "json")
    return {page["page"]: page["set"] for page in said.data["pages"] if page.get("set")}, said.status


def test_a_late_booking_sets_again_the_stories_that_give_way(paper: Desk):
    """On A03 the letters lose their lower half and the filler goes; no other page is touched."""
    Image.new("L", (1320, 1206), 200).save(paper.path(f"assets/{DATE}/ad-late.png"))
    late = "  - {booking: WL-0609, customer: 环湾书市, size: 双栏, file: ad-late.png, page: A03}\n"
    paper.write(ADS, paper.text(ADS) + late)
    started = time.perf_counter()
    again, status = set_again(paper)
    assert time.perf_counter() - started < 20
    assert again == {"A03": ["letters", "ad-WL-0609"]}
    assert status == 1, "its copy is now too long, which is said"
    assert "makeup.overset" in paper.build().text
    paper.write(
        f"stories/{DATE}/letters.md", paper.text(f"stories/{DATE}/letters.md").partition("\n## 图书馆")[0][:400] + "\n"
    )
    again, status = set_again(paper)
    assert again == {"A03": ["letters"]}


def test_a_lost_booking_gives_its_place_back(paper: Desk):
    """The league's story has all its block again; nothing but it is set."""
    whole = paper.outputs()
    paper.edit(ADS, "booking: WL-0608,", "booking: WL-0608, cancelled: yes,")
    again, _ = set_again(paper)
    assert again == {"A08": ["league"]}
    paper.edit(ADS, "booking: WL-0608, cancelled: yes,", "booking: WL-0608,")
    again, status = set_again(paper)
    assert again == {"A08": ["league", "ad-WL-0608"]}
    assert status == 0
    again = paper.outputs()
    # The manifest counts how often a page became another; what it says of the content is as it was, too.
    versions = [re.sub(rb'"version": \d+', b"", one.pop("manifest.json")) for one in (whole, again)]
    assert versions[0] == versions[1]
    assert again == whole, "as it was, to the byte"


def test_a_booking_without_a_place_holds_back_the_edition_and_no_page(paper: Desk):
    """Its pages are good; the edition's file is not written until it has one."""
    paper.write(ADS, paper.text(ADS) + "  - {booking: WL-0610, customer: 甲, size: 1/4版, page: [A01, A02]}\n")
    for path in paper.out.glob("*.pdf"):
        path.unlink()
    said = paper.build()
    assert said.status == 1
    assert "ads.unplaced" in said.text
    assert {path.name for path in paper.out.glob("*.pdf")} == {
        f"{page}.pdf" for page in ("A01", "A02", "A03", "A04-A05", "A06", "A07", "A08")
    }
