"""The proof: what an editor opens at his screen, light enough to send, with a frame around all that is wrong."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from banxin.desk.command import main
from banxin.pictures.screen import screen_of
from banxin.pictures.separate import Separation
from banxin.press.pdf.profiles import NEWSPRINT, own_profile
from tests.conftest import ROOT, outside

DAY = "2026-06-01"
PAGES = ["A01", "A02", "A03", "A04-A05", "A06", "A07", "A08"]


@pytest.fixture(scope="module")
def proof(tmp_path_factory) -> Path:
    """The sample edition's proofs."""
    out = tmp_path_factory.mktemp("proof")
    assert main(["build", str(ROOT / "layouts" / DAY), "--proof", "-o", str(out)]) == 0
    return out / DAY / "proof"


def marks(file: Path) -> list[tuple[str, list[float]]]:
    """The marks of a proof: what each says, and where it is (points from the head of the trim)."""
    with pikepdf.open(file) as pdf:
        page = pdf.pages[0]
        left, _, _, top = (float(side) for side in page.trimbox)
        return [
            (str(note.Contents), [float(note.Rect[0]) - left, top - float(note.Rect[3])])
            for note in page.obj.get("/Annots", [])
            if note.Subtype == "/Square"
        ]


def test_a_proof_is_lighter_and_in_the_colours_of_a_screen(proof, tmp_path):
    """Pictures no finer than a screen shows them, no ink in what the page itself draws; and its text is the page's."""
    assert main(["build", str(ROOT / "layouts" / DAY), "-o", str(tmp_path)]) == 0
    for name in PAGES:
        light, plain = proof / f"{name}.pdf", tmp_path / DAY / f"{name}.pdf"
        assert light.stat().st_size < plain.stat().st_size
        texts = [
            subprocess.run([outside("pdftotext"), "-raw", str(file), "-"], capture_output=True, check=True).stdout
            for file in (light, plain)
        ]
        assert texts[0] == texts[1], name
        with pikepdf.open(light) as pdf:
            content = pdf.pages[0].Contents.read_bytes()
        assert not re.search(rb"[0-9] [kK]\n", content), name
    checked = subprocess.run([outside("qpdf"), "--check", str(proof / "edition.pdf")], capture_output=True, check=False)
    assert checked.returncode == 0


def test_its_links_are_live(proof):
    """An editor tries the codes' addresses by a click."""
    with pikepdf.open(proof / "A03.pdf") as pdf:
        assert any(note.Subtype == "/Link" and str(note.A.URI).startswith("https://") for note in pdf.pages[0].Annots)


def test_black_is_black_and_paper_is_white():
    """Newsprint's own black would be read as gray on a screen; colours look as they will on the paper."""
    screen = screen_of(Separation(own_profile(NEWSPRINT)))
    assert screen.colour((0, 0, 0, 1000)) == (0, 0, 0)
    assert screen.colour((0, 0, 0, 0)) == (1, 1, 1)
    red, green, blue = screen.colour((0, 1000, 900, 50))
    assert red > 0.6
    assert max(green, blue) < 0.4


def spoiled(tmp_path: Path) -> Path:
    """The sample with a photo too coarse for its place, and a story that has a paragraph too many."""
    for folder in ("layouts", "stories", "assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    photo = tmp_path / "assets" / DAY / "courtyard.jpg"
    with Image.open(photo) as opened:
        small = opened.convert("RGB").resize((opened.width // 6, opened.height // 6))
    small.save(photo, "JPEG")
    return photo


def test_what_is_wrong_is_framed_and_said(tmp_path, capsys):
    """A frame at the picture, with the message and what to do in it, in the language that was asked for."""
    spoiled(tmp_path)
    status = main(["build", str(tmp_path / "layouts" / DAY), "--proof", "--lang", "zh", "-o", str(tmp_path / "out")])
    assert status == 0, "a coarse picture is a warning"
    told = capsys.readouterr().out
    assert "proof.preflight-resolution" in told
    framed = [mark for name in PAGES for mark in marks(tmp_path / f"out/{DAY}/proof/{name}.pdf") if "距左" in mark[0]]
    assert framed
    for text, (x, y) in framed:
        assert "像素" in text
        across, down = (float(part) for part in re.search(r"距左 ([\d.]+)mm、距上 ([\d.]+)mm", text).groups())
        assert abs(x - across / 25.4 * 72) < 4
        assert abs(y - down / 25.4 * 72) < 4


def test_a_story_that_is_over_is_framed_too(tmp_path):
    """On the draft, for that is where it is looked at."""
    spoiled(tmp_path)
    story = tmp_path / f"stories/{DAY}/seawall.md"
    story.write_text(story.read_text("utf-8") + "\n" + "潮水退下去的时候，石头一块一块露出来。" * 200 + "\n", "utf-8")
    assert (
        main(
            ["build", str(tmp_path / f"layouts/{DAY}/A01.yaml"), "--proof", "--lang", "zh", "-o", str(tmp_path / "out")]
        )
        == 1
    )
    framed = marks(tmp_path / f"out/{DAY}/proof/A01.draft.pdf")
    assert any("seawall" in text for text, _ in framed)
