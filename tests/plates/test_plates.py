"""What each plate prints, beside Ghostscript's plates of the same file."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest
from PIL import Image

from banxin.desk.command import main
from banxin.page import Ink, rectangle, rule
from banxin.plates.plates import PROCESS, Plates, ink_map, make_plates
from banxin.units import MM, PT, Point, Rect
from tests.conftest import ROOT, outside
from tests.press.test_press import DAY, HOW, PAGES, RECT, TIME, copied, plates, printed, worded


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """The sample edition for the press."""
    out = tmp_path_factory.mktemp("press")
    assert (
        main(["build", str(ROOT / "layouts" / DAY), "--press", "--only", "pages", "--stamp", TIME, "-o", str(out)]) == 0
    )
    return out / DAY / "press"


@pytest.mark.parametrize("name", PAGES)
def test_the_most_ink_is_what_ghostscript_finds(name, press, tmp_path):
    """Within two points, under the house's limit; and every colour covers as much (black letters are fatter there)."""
    file = press / f"{name}.pdf"
    ours = make_plates(file.read_bytes(), HOW)
    subprocess.run([outside("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72", "-dUseTrimBox",
                    "-o", str(tmp_path / "p.tif"), str(file)], check=True, capture_output=True)  # fmt: skip
    theirs = [Image.open(tmp_path / f"p({ink}).tif").convert("L").point(lambda value: 255 - value) for ink in PROCESS]
    judge = Plates(PROCESS, tuple(theirs), 72)
    assert ours.largest()[0] == pytest.approx(judge.largest()[0], abs=2)
    assert ours.largest()[0] <= HOW.limit
    for ink in PROCESS[:3]:
        assert ours.coverage()[ink] == pytest.approx(judge.coverage()[ink], abs=0.3), ink


def test_overprinting_and_spots_are_on_their_plates(noto, tmp_path):
    """A black rule leaves the tint alone, a red area does not, a spot has a plate: as Ghostscript has them."""
    items = (
        rectangle(RECT, fill=Ink(c=500)), rule(Point(5 * MM, 40 * MM), Point(55 * MM, 40 * MM), 4 * PT),
        rectangle(Rect(5 * MM, 45 * MM, 20 * MM, 55 * MM), fill=Ink(m=1000)),
        rectangle(Rect(30 * MM, 45 * MM, 50 * MM, 55 * MM), fill=Ink(y=1000, spot="House", tint=600)),
    )  # fmt: skip
    data = printed(items, noto.by_key)
    (tmp_path / "sheet.pdf").write_bytes(data)
    ours, theirs = make_plates(data, HOW, ["House"]), plates(tmp_path / "sheet.pdf", tmp_path)
    middle = {"rule": (85, 113), "red": (34, 142), "spot": (113, 142), "tint": (85, 28)}
    for ink, image in zip(ours.names, ours.images, strict=True):
        for what, (x, y) in middle.items():
            assert image.getpixel((x, y)) == pytest.approx(theirs[ink].getpixel((x + 14, y + 14)), abs=3), (ink, what)


def test_too_much_ink_is_said_with_its_place(noto):
    """Four solids over a square centimetre, in the middle; the map is red there and pale elsewhere."""
    items = (rectangle(Rect(25 * MM, 25 * MM, 35 * MM, 35 * MM), fill=Ink(800, 800, 800, 800)),)
    found = make_plates(printed(items, noto.by_key), HOW)
    most, (x, y) = found.largest()
    assert most == pytest.approx(320, abs=1)
    assert 25 <= x * 25.4 / 72 <= 35
    assert 25 <= y * 25.4 / 72 <= 35
    drawn = ink_map(found.sums(), 220)
    assert drawn.getpixel((85, 85)) == (214, 38, 30)
    assert drawn.getpixel((10, 10)) == (255, 255, 255)


def test_the_command_writes_the_plates(tmp_path, capsys):
    """A picture a plate and the map; a line a page."""
    assert main(["plates", str(ROOT / f"layouts/{DAY}/A08.yaml"), "-o", str(tmp_path)]) == 0
    names = {path.name for path in (tmp_path / DAY / "plates").iterdir() if path.suffix == ".png"}
    assert names == {f"A08-{ink}.png" for ink in (*PROCESS, "ink")}
    assert "A08  Cyan" in capsys.readouterr().out


def test_an_advertisement_with_too_much_ink_is_a_warning(tmp_path, capsys):
    """Dark blue in four heavy inks, in a house that allows 200 %."""
    layouts = copied(tmp_path, "{ink_limit: 200%}")
    assert main(["plates", str(layouts / "A08.yaml"), "-o", str(tmp_path / "out"), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "desk.ink-over" in told
    assert "more than 200 %" in told


def test_a_damaged_picture_and_a_missing_profile_are_said(tmp_path, capsys):
    """No plates are drawn that would not be the page's."""
    layouts = copied(tmp_path, "{profile: our.icc}")
    photo = tmp_path / f"assets/{DAY}/dragonboat.jpg"
    photo.write_bytes(photo.read_bytes()[:200_000] + b"\xff\xd9")
    assert main(["plates", str(layouts / "A03.yaml"), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert "files.not-found" in told
    assert "pictures.damaged" in told
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.parent.name != ".locks"]


def test_what_cannot_be_taken_apart_is_counted(noto):
    """An inline picture in a page's content: its gray stands on every plate, and it is counted once."""
    inline = b"q 20 0 0 20 40 40 cm BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID ff0000> EI Q"
    with pikepdf.open(io.BytesIO(printed((), noto.by_key))) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + inline)
        file = io.BytesIO()
        pdf.save(file)
    assert make_plates(file.getvalue(), HOW).unread == 1
    assert make_plates(printed((), noto.by_key), HOW).unread == 0


def test_invisible_text_stays_invisible(noto):
    """Black text that overprints is left out of the other plates without changing how later text is drawn."""
    word = worded(noto, "黑", Point(10 * MM, 30 * MM))
    with pikepdf.open(io.BytesIO(printed((rectangle(RECT, fill=Ink(c=500)), word), noto.by_key))) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"BT", b"BT 3 Tr"))
        file = io.BytesIO()
        pdf.save(file)
    black = make_plates(file.getvalue(), HOW).images[3]
    assert black.getextrema()[1] == 0
