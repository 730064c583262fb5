"""印前检查: each thing that spoils a page on the press is found, by its rule and at its place; what is sound is let by."""

from __future__ import annotations

import json
import re
import tomllib

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from banxin.desk.command import main
from banxin.makeup import _plain as plain
from banxin.page import Ink, Path, rectangle
from banxin.pictures import qr_modules
from banxin.plan.preflight import RULES
from banxin.units import MM, PT, Rect
from tests import tiny_face
from tests.conftest import ROOT
from tests.proof.spoiled import (
    DAY,
    FOOT,
    FOOT_FREE,
    HEIGHT,
    LAYOUT,
    LEFT,
    WIDTH,
    Paper,
    advert,
    picture,
    spot,
    state,
    words,
)

NAME = pikepdf.Name


@pytest.fixture
def paper(tmp_path, capsys) -> Paper:
    """A sound paper."""
    return Paper(tmp_path, capsys)


def at(x: float, y: float, height: float) -> tuple[float, float]:
    """Where a thing of an advertisement lies on the page: its left upper corner in millimetres."""
    return LEFT + x * PT / MM, FOOT - (y + height) * PT / MM


def code_drawn(text: str, module: float, x: float, y: float) -> str:
    """A QR code as an advertisement draws it, on white."""
    rows = qr_modules(text)
    side = (len(rows) + 8) * module
    out = [f"0 0 0 0 k {x - 4 * module} {y - 4 * module} {side} {side} re f 0 0 0 1 k"]
    for row, cells in enumerate(reversed(rows)):
        out += [f"{x + at * module} {y + row * module} {module} {module} re f" for at, dark in enumerate(cells) if dark]
    return "\n".join(out)


#: Inches of the pictures below: 72 points across.
ADVERTS = {
    "a photo too coarse": ("resolution", "warning", "q 72 0 0 72 100 50 cm /I Do Q", {"XObject": picture("L", 100, 149)}, at(100, 50, 72)),
    "line art too coarse": ("resolution-line", "warning", "q 72 0 0 72 100 50 cm /I Do Q", {"XObject": picture("1", 592, 592)}, at(100, 50, 72)),
    "a photo turned and too coarse": ("resolution", "warning", "q 0 72 -72 0 172 50 cm /I Do Q", {"XObject": picture("CMYK", 120, 120)}, at(100, 50, 72)),
    "RGB type": ("rgb", "warning", words(12, "1 0 0 rg", 200, 60), {}, at(200, 60, 0.88 * 12)),
    "an RGB tint": ("rgb", "warning", "0 0.5 0 rg 300 20 100 40 re f", {}, at(300, 20, 40)),
    "an RGB picture": ("rgb", "warning", "q 72 0 0 72 100 50 cm /I Do Q", {"XObject": picture("RGB", 200, 200)}, at(100, 50, 72)),
    "too much ink": ("ink", "error", ".9 .9 .9 .9 k 400 100 100 60 re f", {}, at(400, 100, 60)),
    "a little too much ink": ("ink", "error", ".7 .7 .7 .15 k 400 100 100 60 re f", {}, at(400, 100, 60)),
    "a hairline": ("hairline", "warning", "0 0 0 1 K 0.2 w 100 200 m 400 200 l S", {}, at(100, 200, 0)),
    "a line of no width": ("hairline", "warning", "0 0 0 1 K 0 w 100 200 m 400 200 l S", {}, at(100, 200, 0)),
    "a rectangle for a hairline": ("hairline", "warning", "0 0 0 1 k 100 180 300 .15 re f", {}, at(100, 180, 0)),
    "a thin line of two inks": ("hairline", "warning", "0 1 1 0 K 0.3 w 100 200 m 400 200 l S", {}, at(100, 200, 0)),
    "a thin white line": ("hairline", "warning", "0 0 0 1 k 90 190 400 20 re f 0 0 0 0 K 0.3 w 100 200 m 400 200 l S", {}, at(100, 200, 0)),
    "a line thinned by a scale": ("hairline", "warning", "q .2 0 0 .2 0 0 cm 0 0 0 1 K 1 w 500 500 m 900 500 l S Q", {}, at(100, 100, 0)),
    "small type out of black": ("reversed", "warning", "0 0 0 1 k 80 80 200 60 re f " + words(7.5, "0 0 0 0 k"), {}, at(100, 100, 0.88 * 7.5)),
    "small type out of two inks": ("reversed", "warning", "1 .5 0 0 k 80 80 200 60 re f " + words(9, "0 0 0 0 k"), {}, at(100, 100, 0.88 * 9)),
    "small type on a photo": ("reversed", "warning", "q 72 0 0 72 90 70 cm /I Do Q " + words(9, "1 g"), {"XObject": picture("CMYK", 200, 200)}, at(100, 100, 0.88 * 9)),
    "small type in three inks": ("small-colour", "warning", words(8, ".6 .5 .4 0 k"), {}, at(100, 100, 0.88 * 8)),
    "black of four inks": ("rich-black", "error", words(20, ".3 .2 .2 1 k"), {}, at(100, 100, 0.88 * 20)),
    "black with a little blue": ("rich-black", "error", words(30, ".1 0 0 1 k"), {}, at(100, 100, 0.88 * 30)),
    "type in the registration colour": ("rich-black", "error", "/S cs .5 scn " + words(20, ""), {"ColorSpace": spot("All")}, at(100, 100, 0.88 * 20)),
    "white that overprints": ("white-overprint", "error", "/G gs 0 0 0 0 k 100 100 50 50 re f", {"ExtGState": state(op=True, OP=True, OPM=1)}, at(100, 100, 50)),
    "something half seen through": ("transparency", "note", "/G gs 0 1 0 0 k 100 100 50 50 re f", {"ExtGState": state(ca=0.5)}, at(100, 100, 50)),
    "something multiplied": ("transparency", "note", "/G gs 0 1 0 0 k 100 100 50 50 re f", {"ExtGState": state(BM=NAME.Multiply)}, at(100, 100, 50)),
    "gold that nobody ordered": ("spot", "error", "/S cs 1 scn 100 100 50 50 re f", {"ColorSpace": spot("GOLD")}, at(100, 100, 50)),
    "a code too small": ("code-module", "error", code_drawn("https://wanglan.example/a", 1.05, 500, 100), {}, at(500, 100, 25 * 1.05)),
}  # fmt: skip


@pytest.mark.parametrize("case", ADVERTS)
def test_what_spoils_an_advertisement_is_found(paper, case):
    """By its rule and no other, within a millimetre of where it lies, said of the booking."""
    code, severity, content, resources, (x, y) = ADVERTS[case]
    paper.advert(advert(content, **resources))
    status, found = paper.check()
    assert [(one.code, one.severity, one.place) for one in found] == [(code, severity, f"layouts/{DAY}/ads.yaml:2")], (
        found
    )
    near = 6 if code == "ink" else 1  # areas of ink are found to half a centimetre
    assert abs(found[0].x - x) < near, (found, x)
    assert abs(found[0].y - y) < near, (found, y)
    assert status == (1 if severity == "error" else 0)


SOUND = {
    "a photo fine enough": ("q 72 0 0 72 100 50 cm /I Do Q", {"XObject": picture("L", 150, 150)}),
    "line art fine enough": ("q 72 0 0 72 100 50 cm /I Do Q", {"XObject": picture("1", 600, 600)}),
    "a colour as a picture": ("q 300 0 0 72 100 50 cm /I Do Q", {"XObject": picture("CMYK", 1, 1)}),
    "ink to the limit": (".7 .7 .7 .1 k 400 100 100 60 re f", {}),
    "a line of a quarter point": ("0 0 0 1 K 0.25 w 100 200 m 400 200 l S", {}),
    "a coloured line of half a point": ("0 1 1 0 K 0.5 w 100 200 m 400 200 l S", {}),
    "a square, outlined by its curves": ("0 0 0 1 k 100 100 m 100 100.1 150 100.1 150 100 c f", {}),
    "type of eight points out of black": ("0 0 0 1 k 80 80 200 60 re f " + words(8, "0 0 0 0 k"), {}),
    "type of ten points out of two inks": ("1 .5 0 0 k 80 80 200 60 re f " + words(10, "0 0 0 0 k"), {}),
    "white type that is covered by nothing but paper": (words(6, "0 0 0 0 k"), {}),
    "red type": (words(7, "0 1 1 0 k"), {}),
    "gray type": (words(8, "0 0 0 .6 k"), {}),
    "black that overprints": ("/G gs " + words(9, "0 0 0 1 k"), {"ExtGState": state(op=True, OP=True, OPM=1)}),
    "type that nobody sees": ("3 Tr " + words(5, ".5 .5 .5 1 k"), {}),
    "a code large enough": (code_drawn("https://wanglan.example/a", 1.3, 500, 100), {}),
}  # fmt: skip


@pytest.mark.parametrize("case", SOUND)
def test_what_is_just_sound_is_let_by(paper, case):
    """At the limit itself, and what only looks like the fault."""
    content, resources = SOUND[case]
    paper.advert(advert(content, **resources))
    assert paper.check() == (0, [])


def test_an_advertisement_says_how_large_it_is(paper):
    """Without a trim box its sheet may be its bleed."""
    paper.advert(advert("0 0 0 1 k 10 10 50 50 re f", trim=False))
    status, found = paper.check()
    assert [(one.code, one.place) for one in found] == [("advert", f"layouts/{DAY}/ads.yaml:2")]
    assert status == 1


def test_a_spot_ink_that_is_booked_has_its_plate(paper):
    """The house says what it ordered."""
    paper.house(more="press: {spots: [GOLD]}")
    paper.advert(advert("/S cs 1 scn 100 100 50 50 re f", ColorSpace=spot("GOLD")))
    assert paper.check() == (0, [])


def test_an_old_photo_of_ours_is_found_in_its_place(paper):
    """Enlarged over two columns."""
    paper.photo(Image.linear_gradient("L").resize((300, 280)))
    _, found = paper.check()
    (one,) = found
    assert (one.code, one.severity, one.place) == ("resolution", "warning", f"layouts/{DAY}/A01.yaml:2")
    assert "harbour" in one.text
    left = LEFT + 2 * (153 + 10.8) * PT / MM
    assert abs(one.x - left) < 1


@pytest.mark.parametrize(("press", "wanted"), [("pictures: keep", ["rgb"]), ("pictures: convert", [])])
def test_a_photo_in_rgb_is_a_fault_where_it_stays_rgb(paper, press, wanted):
    """The house decides who converts it."""
    paper.house(more=f"press: {{{press}}}")
    paper.photo(Image.effect_noise((1200, 1100), 60).convert("RGB"))
    _, found = paper.check()
    assert [one.code for one in found] == wanted


@pytest.mark.parametrize(("share", "wanted"), [(0, ["blank"]), (0.004, ["blank"]), (0.05, [])])
@pytest.mark.parametrize("tone", [255, 200, 0])
def test_a_photo_that_is_one_tone_is_found(paper, tone, share, wanted):
    """Bare paper, a tint or solid black in place of a picture; one with a drawing in its middle is none."""
    photo = Image.new("L", (1200, 1100), tone)
    side = round((share * 1200 * 1100) ** 0.5)
    photo.paste(90, (500, 400, 500 + side, 400 + side))
    paper.photo(photo)
    _, found = paper.check()
    assert [one.code for one in found if one.code != "resolution"] == wanted


def test_a_photo_in_four_inks_that_has_too_much_of_them(paper):
    """What comes in the press's inks is not converted, so it keeps to no limit."""
    photo = Image.new("CMYK", (1200, 1100), (230, 230, 230, 120))
    photo.paste((210, 210, 210, 100), (0, 0, 1200, 500))
    paper.photo(photo, "photo.jpg", quality=95)
    status, found = paper.check()
    assert [(one.code, one.place) for one in found] == [("ink", f"layouts/{DAY}/A01.yaml:2")]
    assert status == 1


def test_the_houses_own_hairlines(paper):
    """Column rules of a tenth of a point."""
    paper.house(more="furniture: {column_rules: 0.1pt}")
    _, found = paper.check()
    assert {(one.code, one.severity) for one in found} == {("hairline", "warning")}
    assert found[0].place == f"layouts/{DAY}/A01.yaml:2"


@pytest.mark.parametrize(("page", "wanted"), [
    (", left: 2mm", "left"), (", left: 45mm", "right"), (", top: 12mm", "top"), (", top: 46.5mm", "foot"),
])  # fmt: skip
def test_type_too_near_the_trim(paper, page, wanted):
    """On each of its four sides: folio, credits and text alike."""
    folio = "yes" if wanted == "top" else "no"
    paper.house(page=page, more=f"furniture: {{folio: {folio}}}")
    paper.story(140)
    paper.write(f"layouts/{DAY}/A01.yaml", LAYOUT.replace("1-90", "1-110").replace(FOOT_FREE, ""))
    status, found = paper.check()
    assert "edge" in {one.code for one in found}, wanted
    (one, *_) = [one for one in found if one.code == "edge"]
    assert {"left": one.x < 3, "right": one.x > 300, "top": one.y < 5, "foot": one.y > 500}[wanted]
    assert status == 1


def test_type_three_millimetres_from_the_trim_is_safe(paper):
    """And not a hair less."""
    paper.house(page=", left: 3mm", more="furniture: {folio: no}")
    assert paper.check() == (0, [])


@pytest.mark.parametrize(("left", "wanted"), [("0mm", {"bleed"}), ("20mm", set())])
def test_a_tint_that_ends_at_the_trim_has_no_bleed(paper, left, wanted):
    """The knife would leave a white edge."""
    paper.house(page=f", left: {left}", colours=", tint: K8", more="furniture: {folio: no}")
    paper.write(
        f"layouts/{DAY}/A01.yaml", "blocks:\n  - {story: one, columns: 1-6, lines: 1-90, copyfit: no, frame: tint}\n"
    )
    _, found = paper.check()
    assert {one.code for one in found} == wanted


@pytest.mark.parametrize(("rights", "wanted"), [
    (0x0000, []), (0x0004, []), (0x0008, []), (0x0002, ["font"]), (0x0100, ["font"]), (0x0200, ["font"]), (0x000A, []),
])  # fmt: skip
def test_a_face_that_may_not_be_embedded(paper, rights, wanted):
    """What its maker wrote into it; where two rights are given, the milder one holds."""
    file = paper.write("assets/tiny.ttf", b"")
    tiny_face.build(file)
    with TTFont(file) as font:
        font["OS/2"].fsType = rights
        font.save(file)
    paper.house(faces=", hei-bold: tiny.ttf", more="styles: {lead: {headline: {face: hei-bold, sizes: [24pt]}}}")
    layout = "blocks:\n  - {story: one, columns: 1-6, lines: 1-90, copyfit: no, heading: {style: lead}}\n"
    paper.write(f"layouts/{DAY}/A01.yaml", layout)
    _, found = paper.check()
    assert [one.code for one in found] == wanted


def coded(paper: Paper, text: str = "https://wanglan.example/app", more: str = "") -> None:
    """A code of ours at the page's head, at the right."""
    paper.write(f"layouts/{DAY}/A01.yaml", f"""blocks:
  - {{story: one, columns: 1-6, lines: 1-80, copyfit: no}}
  - {{qr: "{text}", columns: 5-6, lines: 82-94, id: app{more}}}
  - {{filler: white, columns: 1-4, lines: 81-110}}
  - {{filler: white, columns: 5-6, lines: 95-110, id: below}}
""")  # fmt: skip


def test_a_code_of_ours_is_read_off_the_page(paper):
    """As a reader will."""
    coded(paper)
    assert paper.check() == (0, [])


def test_a_code_with_modules_too_small_for_this_press(paper):
    """The profile asks for more than the program's own least."""
    paper.house(more="preflight: {press: {module: 2mm}}")
    coded(paper)
    status, found = paper.check()
    assert [(one.code, one.place) for one in found] == [("code-module", f"layouts/{DAY}/A01.yaml:3")]
    assert status == 1


@pytest.mark.parametrize(("over", "wanted"), [
    ((-2, 5, -1, 9, Ink(k=1000)), "code-quiet"),
    ((-3, -3, 30, 30, Ink(c=1000, overprint=True)), "code-ink"),
    ((3, 3, 20, 20, Ink(k=1000)), "code-unread"),
])  # fmt: skip
def test_what_lies_on_a_code(paper, monkeypatch, over, wanted):
    """In the white around it, under it, on it: a rectangle in modules from its corner, as a layout gone wrong has it."""
    drawn = plain.compose_code

    def spoiled(ground, canvas, *others, **more):
        drawn(ground, canvas, *others, **more)
        code = next(item for item in canvas.under if isinstance(item, Path) and item.node.endswith("/code"))
        _, left, top = code.steps[0]
        module = code.steps[2][2] - top
        left, top, right, foot = (start + side * module for start, side in zip((left, top) * 2, over, strict=False))
        canvas.under.append(rectangle(Rect(left, top, right, foot), fill=over[4]))

    monkeypatch.setattr(plain, "compose_code", spoiled)
    coded(paper)
    _, found = paper.check()
    assert wanted in [one.code for one in found], found
    assert all(one.code.startswith("code") and one.place == f"layouts/{DAY}/A01.yaml:3" for one in found)


@pytest.mark.parametrize(("weight", "severity", "status"), [
    ("off", None, 0), ("note", "note", 0), ("warning", "warning", 0), ("error", "error", 1),
    ("不管", None, 0), ("错误", "error", 1),
])  # fmt: skip
def test_the_house_says_what_a_rule_is_worth(paper, weight, severity, status):
    """In either language."""
    paper.house(more=f"印前检查: {{press: {{四色黑: {weight}}}}}")
    paper.advert(advert(words(20, ".3 .2 .2 1 k")))
    code, found = paper.check()
    assert code == status
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_another_press_asks_for_other_things(paper):
    """Profiles go by name; one that is not there is said, with those that are."""
    paper.house(more="preflight: {glossy: {photo_ppi: 300, smallest: 5pt}}")
    paper.advert(advert("q 72 0 0 72 100 50 cm /I Do Q", XObject=picture("L", 200, 200)))
    assert paper.check()[1] == []
    assert [one.code for one in paper.check("--profile", "glossy")[1]] == ["resolution"]


def test_a_profile_that_is_not_there(paper, capsys):
    """A usage error, and which was meant."""
    paper.house(more="preflight: {glossy: {photo_ppi: 300}}")
    assert main(["check", str(paper.root / f"layouts/{DAY}"), "--profile", "glosy", "--lang", "en"]) == 2
    told = capsys.readouterr().out
    assert "desk.no-profile" in told
    assert "glossy" in told


def test_many_of_a_kind_are_said_once(paper):
    """The worst of them, with their number."""
    rules = " ".join(f"0.2 w 100 {y} m 400 {y} l S" for y in range(20, 220, 10)) + " 0.1 w 100 230 m 400 230 l S"
    paper.advert(advert("0 0 0 1 K " + rules))
    _, found = paper.check()
    (one,) = found
    assert "0.1pt" in one.text
    assert "21" in one.text


def test_a_plain_check_says_nothing_of_it(paper, capsys):
    """The press's file is taken apart only where that is asked for."""
    paper.advert(advert(words(20, ".3 .2 .2 1 k")))
    assert main(["check", str(paper.root / f"layouts/{DAY}"), "--lang", "en"]) == 0
    assert "preflight" not in capsys.readouterr().out


def test_the_sample_editions_are_ready_for_the_plate(capsys):
    """Nothing is found on any of their pages."""
    for folder in (DAY, f"{DAY}.tabloid"):
        assert main(["check", str(ROOT / "layouts" / folder), "--press", "--format", "json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert [one for one in told["problems"] if "preflight" in one["code"]] == []
    assert WIDTH > HEIGHT


def test_every_rule_of_the_table_has_what_finds_it_and_a_message_for_each_case():
    """A row without a finder would be weighed and never said; a finder without a row could not be switched off."""
    hits = re.findall(
        r'Hit\("([\w-]+)"(?:[^\n]*case="(\w+)")?', (ROOT / "banxin/proof/preflight.py").read_text("utf-8")
    )
    # What is not there yet is told from the layout, before anything is printed.
    assert {rule for rule, _ in hits} | {"window", "placeholder"} == {rule.name for rule in RULES}
    sentences = tomllib.loads((ROOT / "banxin/words/proof.toml").read_text("utf-8"))
    for rule, case in hits:
        assert f"proof.preflight-{rule}" + f"-{case}" * bool(case) in sentences
