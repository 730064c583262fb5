"""矢量图: an SVG is drawn as resvg draws it, in the house's faces and inks; nothing of it acts, and nothing is lost in silence."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
from typing import ClassVar

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from banxin.desk.command import main
from banxin.page import TextRun, items_of
from banxin.pictures.facts import Facts
from banxin.pictures.separate import Separation
from banxin.plan.records import Face, Style
from banxin.plates.inked import inked
from banxin.plates.inserts import alone, insert_of
from banxin.plates.svg import drawing_of, is_svg
from banxin.plates.tone import tone
from banxin.plates.vector import _plain, read_svg
from banxin.press.pdf.profiles import NEWSPRINT, own_profile
from banxin.problems import Fault, Report
from banxin.run._lettering import letters
from banxin.units import PT
from tests.conftest import outside
from tests.goldens import projects
from tests.plates.drawings import BROUGHT, CODED, DRAWN, HARMLESS, REFUSED, svg
from tests.press.pdfx import violations
from tests.press.readers import mupdf, pdfium, pdfjs, pdfminer, poppler, pypdf

DAY = projects.DATE
HOW = Separation(own_profile(NEWSPRINT))
WHOLE = "- {story: one, columns: 1-4, lines: 1-50, inside: [{photo: 1, columns: 2-4, lines: 18-40%s}]}\n- {filler: white, columns: 1-4, lines: 51-58}"
#: Words and lines of a chart as it comes: black, gray, a colour, a run of gray and one of colour.
CHART = svg(
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#222"/>'
    '</linearGradient><linearGradient id="c"><stop offset="0" stop-color="#0066cc"/><stop offset="1" '
    'stop-color="#001a66"/></linearGradient></defs><rect x="20" y="40" width="120" height="60" fill="url(#g)"/>'
    '<rect x="160" y="40" width="120" height="60" fill="url(#c)"/><path d="M20 120H280" stroke="#000"/>'
    '<rect x="20" y="130" width="60" height="40" fill="#c00"/><text x="20" y="24" font-size="18">城市水位图</text>'
    '<text x="150" y="160" font-size="14" fill="#444">单位米</text>'
)  # fmt: skip


class _House:
    """What the words of a drawing need to know of a house."""

    faces: ClassVar = {name: Face(name, "package:noto-serif" if "song" in name else "package:noto-sans", 700 if "bold" in name else 400)
             for name in ("song", "song-bold", "hei", "hei-bold")}  # fmt: skip
    styles: ClassVar = {"body": Style("song", 0)}

    class setting:  # noqa: N801
        language = "zh-Hans"


@pytest.fixture(scope="module")
def house():
    """The faces of a usual house, as drawings are given them."""
    from banxin.faces import Faces

    return letters(Faces(None, _House.faces, Report()), _House)


def seen(own: bytes, width: int) -> Image.Image:
    page = pypdfium2.PdfDocument(alone(insert_of(own)))[0]
    return page.render(scale=width / page.get_width()).to_pil().convert("RGB")


def by_resvg(drawing, house, folder) -> Image.Image:
    """resvg's picture of the same, with the same faces."""
    import resvg_py

    faces = []
    for at, (family, bold) in enumerate(drawing.families):
        faces.append(folder / f"{at}.otf")
        faces[-1].write_bytes(house.face(family, bold, drawing.words))
    data = resvg_py.svg_to_bytes(svg_string=drawing.text, skip_system_fonts=True, font_files=list(map(str, faces)),
                                 background="white", dpi=96.0)  # fmt: skip
    return Image.open(io.BytesIO(bytes(data))).convert("RGB")


@pytest.mark.parametrize("name", [*DRAWN, *CODED])
def test_a_drawing_is_what_resvg_draws(house, tmp_path, name):
    """Lines, areas, clips, masks, runs of colour, opacity, filters and words; in each encoding that it comes in."""
    data = CODED.get(name) or DRAWN[name].encode("utf-8")
    assert is_svg(data)
    _, _, own = read_svg("a.svg", data, None, house)
    wanted = by_resvg(drawing_of("a.svg", data, lambda inner: _plain("a.svg", inner)), house, tmp_path)
    found = seen(own, wanted.width).resize(wanted.size)
    difference = ImageChops.difference(found, wanted).convert("L")
    assert sum(difference.histogram()[64:]) < 0.02 * wanted.width * wanted.height
    assert sum(at * count for at, count in enumerate(difference.histogram())) < 3 * wanted.width * wanted.height
    assert wanted.getextrema() != ((255, 255),) * 3, "there is something to see"


@pytest.mark.parametrize("name", BROUGHT)
def test_what_browsers_have_learned_is_brought_into_plain_words(house, name):
    """A colour by another space or a variable, a place by style, rules for paper: as a browser shows them, and never black in silence."""
    data, colour = BROUGHT[name]
    _, _, own = read_svg("a.svg", data.encode("utf-8"), None, house)
    found = seen(own, 300).getpixel((20, 20))
    assert max(abs(one - other) for one, other in zip(found, colour, strict=True)) <= 2, found


def embedded(image: Image.Image, kind: str, told: str = "", **how) -> str:
    """A drawing that is a picture."""
    file = io.BytesIO()
    image.save(file, kind, **how)
    data = base64.b64encode(file.getvalue()).decode()
    return svg(
        f'<image width="300" height="200" preserveAspectRatio="none" href="data:image/{told or kind.lower()};base64,{data}"/>'
    )


def test_a_picture_in_a_drawing_is_as_upright_and_coloured_as_any(house):
    """Four inks, a telephone's turn, WebP, and a JPEG that is called PNG."""
    turned = Image.new("RGB", (40, 60), "#00a")
    turned.paste("#c00", (0, 0, 40, 30))
    exif = Image.Exif()
    exif[274] = 6  # its top is at the right
    cases = {
        "cmyk": (embedded(Image.new("CMYK", (60, 40), (0, 200, 200, 0)), "JPEG", quality=95), (75, 100), (255, 55, 55)),
        "turned": (embedded(turned, "JPEG", exif=exif, quality=95), (75, 100), (0, 0, 170)),
        "webp": (embedded(Image.new("RGB", (60, 40), "#06c"), "WEBP", lossless=True), (75, 100), (0, 102, 204)),
        "misnamed": (embedded(Image.new("RGB", (60, 40), "#06c"), "JPEG", "png", quality=95), (75, 100), (0, 102, 204)),
    }
    for name, (text, place, colour) in cases.items():
        _, _, own = read_svg("a.svg", text.encode("utf-8"), None, house)
        found = seen(own, 300).getpixel(place)
        assert max(abs(one - other) for one, other in zip(found, colour, strict=True)) <= 6, (name, found)


def test_shadows_of_gray_stay_gray_and_words_under_them_are_said(house):
    """A filter is pixels: on the black plate alone where they are gray, and whoever loses words by it is told."""
    text = svg(
        '<filter id="s"><feDropShadow dx="2" dy="2" stdDeviation="1"/></filter><text y="60" font-size="60" filter="url(#s)">阴影字</text>'
    )
    _, _, own = read_svg("a.svg", text.encode("utf-8"), None, house)
    assert "flat" in dict(insert_of(own).said)
    with pikepdf.open(io.BytesIO(alone(inked(own, HOW)))) as pdf:
        spaces = {
            str(one.ColorSpace)
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image" and "/ColorSpace" in one
        }
    assert spaces == {"/DeviceGray"}


def test_a_superscript_stands_higher_than_a_subscript(house):
    """The face that is made for a drawing says how far."""
    tops = {}
    for shift in ("super", "sub", "baseline"):
        text = svg(
            f'<text x="20" y="100" font-size="60" fill="#fff">m<tspan fill="#000" baseline-shift="{shift}" font-size="30">2</tspan></text>'
        )
        _, _, own = read_svg("a.svg", text.encode("utf-8"), None, house)
        tops[shift] = seen(own, 300).convert("L").point(lambda value: 255 * (value < 100)).getbbox()[1]
    assert tops["super"] < tops["baseline"] < tops["sub"]


def test_a_small_icon_s_shadow_is_as_fine_as_a_large_one_s(house):
    """By the drawing's size, not by its units; and a poster's costs no more."""
    for size in (24, 3000):
        inner = f'<filter id="s"><feDropShadow dx="{size / 30}" dy="0" stdDeviation="{size / 60}"/></filter><rect width="{size / 2}" height="{size / 2}" fill="#c00" filter="url(#s)"/>'
        text = svg(inner, f'width="{size}" height="{size}" viewBox="0 0 {size} {size}"')
        _, _, own = read_svg("a.svg", text.encode("utf-8"), None, house)
        with pikepdf.open(io.BytesIO(alone(insert_of(own)))) as pdf:
            widths = [
                int(one.Width)
                for one in pdf.objects
                if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
            ]
        assert 1000 < max(widths) < 4000, (size, widths)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_would_act_does_not(house, name):
    """A script, an event, an animation, a link, a style sheet elsewhere: the drawing is there without it, and it is said."""
    data, said = HARMLESS[name]
    _, _, own = read_svg("a.svg", data.encode("utf-8"), None, house)
    assert dict(insert_of(own).said).get("active", "") == said
    assert seen(own, 300).getpixel((20, 20)) == (255, 0, 0)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_is_refused_by_name(house, name):
    """Bombs, references outside, web pages, blank paper, characters that no face has."""
    data, code = REFUSED[name]
    with pytest.raises(Fault) as caught:
        read_svg("a.svg", data if isinstance(data, bytes) else data.encode("utf-8"), None, house)
    assert caught.value.problem.code == f"pictures.svg-{code}"


@pytest.mark.parametrize("code", ["truncated", "unsupported"])
def test_a_picture_in_it_is_looked_at_as_any_other(house, code):
    """One that is cut off, or of a kind that is not taken, would be left out in silence."""
    data = {"truncated": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unsupported": b"GIF89a\1\0\1\0\0\0\0;"}[code]
    kind = {"truncated": "png", "unsupported": "gif"}[code]
    body = f'<image href="data:image/{kind};base64,{base64.b64encode(data).decode()}" width="9" height="9"/>'
    with pytest.raises(Fault) as caught:
        read_svg("a.svg", svg(body).encode(), None, house)
    assert caught.value.problem.code == f"pictures.{code}"


def test_nothing_is_read_or_asked_for_outside(tmp_path):
    """P28: whatever a file names, the system is asked for no such file, and for no network."""
    canary = tmp_path / "canary"
    canary.mkdir()
    (canary / "x").write_text("secret")
    texts = [text for text, _ in HARMLESS.values()] + [text for text, _ in REFUSED.values() if isinstance(text, str)]
    folder = tmp_path / "svg"
    folder.mkdir()
    for at, text in enumerate(texts):
        (folder / f"{at}.svg").write_text(text.replace("CANARY", str(canary)[1:]), "utf-8")
    script = (
        "import sys, pathlib, types\n"
        "from tests.plates.test_vector import _House\n"
        "from banxin.run._lettering import letters\nfrom banxin.faces import Faces\nfrom banxin.problems import Fault, Report\n"
        "from banxin.plates.vector import read_svg\n"
        "house = letters(Faces(None, _House.faces, Report()), _House)\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    try: read_svg(path.name, path.read_bytes(), None, house)\n"
        "    except Fault: pass\n"
    )
    trace = tmp_path / "trace"
    subprocess.run([outside("strace"), "-f", "-e", "trace=open,openat,connect,stat,newfstatat,access", "-o", str(trace),
                    sys.executable, "-c", script, str(folder)], check=True, capture_output=True)  # fmt: skip
    told = trace.read_text("utf-8", "replace")
    assert str(folder) in told
    assert str(canary) not in told
    assert "AF_INET" not in told


def test_its_words_are_the_house_s_faces_and_are_what_was_written(house, tmp_path):
    """By six readers of its page; a simplified house has no Japanese forms."""
    _, _, own = read_svg("a.svg", CHART.encode("utf-8"), None, house)
    path = tmp_path / "a.pdf"
    path.write_bytes(alone(insert_of(own)))
    for reader in (poppler, pdfium, pypdf, pdfminer, pdfjs, mupdf):
        told = reader(path)
        assert "".join(told.split()) == "城市水位图单位米", reader
        assert "城市水位图" in told, reader
        assert "单位米" in told, reader
    with pikepdf.open(path) as pdf:
        names = {str(one.BaseFont) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one}
    assert all("banxin-hei" in name for name in names), names


def project(root, data: bytes, *, file: str = "map.svg", blocks: str = WHOLE % "", front: str = "") -> None:
    """A page with a drawing in its story."""
    photos = f"photos:\n  - {{file: {file}, caption: 水位图, credit: 陆舟 制图}}\n"
    projects.one_block(root, {"blocks": blocks, "front": (front or projects.FRONT) + photos})
    (root / "assets" / file).write_bytes(data)


def build(root, *how: str) -> int:
    return main(["build", *how, str(root / "layouts" / DAY), "--lang", "en", "-o", str(root / "out")])


def texts(root) -> list:
    """The runs of the page's text."""
    from banxin.files import Tree
    from banxin.run.pages import compose, read_work
    from banxin.run.sources import open_sources

    sources = open_sources(Tree(str(root)), DAY)
    page = compose(sources, read_work(sources, "A01"))
    return [item for item in items_of(page) if isinstance(item, TextRun)]


def test_black_is_the_black_plate_s_alone_and_no_ink_is_over(house):
    """For the press its colours are inks; gray, and a run of gray, are black alone."""
    _, _, own = read_svg("a.svg", CHART.encode("utf-8"), None, house)
    with pikepdf.open(io.BytesIO(alone(inked(own, HOW)))) as pdf:
        used = set()
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
                for part in pikepdf.parse_content_stream(one):
                    if str(part.operator) in ("g", "G", "rg", "RG", "k", "K", "cs", "CS"):
                        used.add((str(part.operator), *map(str, part.operands)))
        spaces = {
            str(one.ColorSpace) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ShadingType" in one
        }
    assert not {name for name, *_ in used} & {"rg", "RG"}
    assert ("G", "0") in used
    assert any(name == "k" for name, *_ in used)
    assert spaces == {"/DeviceGray", "/DeviceCMYK"}


def test_a_page_with_a_drawing_is_sound_in_every_product(tmp_path, capsys):
    """X-4 by its clauses, PDF/A and PDF/UA by veraPDF, and the preflight finds nothing."""
    from tests.plates.public import judge

    project(tmp_path, CHART.encode("utf-8"))
    for how in ((), ("--press",), ("--proof",), ("--archive-pdf",), ("--archive-pdf-4",)):
        assert build(tmp_path, *how) == 0, capsys.readouterr().out
    out = tmp_path / "out" / DAY
    assert not violations((out / "press/A01.pdf").read_bytes())
    told = judge(tmp_path, [out / "archive/A01.pdf"], "PDFA-2U.xml,PDFUA-1.xml")
    told += judge(tmp_path, [out / "archive-4/A01.pdf"], "PDFA-4.xml,PDFUA-2-ISO32005.xml")
    assert told.count("pass ") == 4, told
    capsys.readouterr()
    main(["check", "--press", str(tmp_path / "layouts" / DAY), "--lang", "en"])
    said = capsys.readouterr().out
    assert "preflight-ink" not in said, said
    assert "preflight-rgb" not in said, said


def test_a_drawing_is_shown_whole_unless_it_is_to_be_cropped(tmp_path):
    """A chart that fills its place loses words at its sides; a photo does not."""
    shown = {}
    for fit in ("", ", fit: crop", ", fit: contain"):
        root = tmp_path / (fit.strip(", ") or "usual").replace(": ", "-")
        project(
            root,
            svg('<rect width="1000" height="100" fill="#c00"/>', 'viewBox="0 0 1000 100"').encode(),
            blocks=WHOLE % fit,
        )
        assert build(root) == 0
        image = pypdfium2.PdfDocument(str(root / f"out/{DAY}/A01.pdf"))[0].render(scale=1).to_pil().convert("RGB")
        shown[fit] = sum(pixel == (204, 0, 0) for pixel in image.get_flattened_data())
    assert shown[""] == shown[", fit: contain"] < shown[", fit: crop"] / 2


def test_the_masthead_may_be_a_calligrapher_s(tmp_path, capsys):
    """A file in place of the paper's name, as large as its place allows; one that is not there is missed."""
    blocks = "- {masthead: 报头.svg, columns: 1-4, lines: 1-10}\n- {story: one, columns: 1-4, lines: 12-58}"
    projects.one_block(tmp_path, {"blocks": blocks})
    assert build(tmp_path) == 1
    assert "proof.photo-missing" in capsys.readouterr().out
    brush = '<path d="M0 0h400v90h-400z" fill="#c8102e"/>'
    (tmp_path / "assets/报头.svg").write_text(svg(brush, 'viewBox="0 0 400 90"'), "utf-8")
    for how in ((), ("--press",), ("--archive-pdf",)):
        assert build(tmp_path, *how) == 0, capsys.readouterr().out
    page = pypdfium2.PdfDocument(str(tmp_path / f"out/{DAY}/A01.pdf"))[0].render(scale=1).to_pil().convert("RGB")
    red = (
        ImageChops.difference(page.getchannel("R"), page.getchannel("G"))
        .point(lambda value: 255 * (value > 100))
        .getbbox()
    )
    assert red is not None
    assert 3.5 < (red[2] - red[0]) / (red[3] - red[1]) < 5.5, "in its own proportions"


def test_text_runs_around_the_outline_of_a_drawing_and_headings_know_its_tone(house, tmp_path, capsys):
    """As around a cut-out's, and over a photo."""
    _, _, own = read_svg("a.svg", svg('<rect width="150" height="200"/>').encode(), None, house)
    facts = Facts("a.svg", "insert", 300, 200, "other", 1, passes=True, data=own, transparent=True)
    assert tone(facts, (0, 0, 500, 1000)) == 0
    assert tone(facts, (500, 0, 1000, 1000)) == 100
    star = svg('<polygon points="150,10 290,190 10,190"/>')
    narrow = WHOLE.replace("columns: 2-4", "columns: 2-3")
    project(tmp_path, star.encode(), blocks=narrow % ", around: outline")
    assert build(tmp_path) == 0
    assert "makeup.no-outline" not in capsys.readouterr().out
    around = edges(tmp_path)
    project(tmp_path / "box", star.encode(), blocks=narrow % "")
    assert len(around) > len(edges(tmp_path / "box")) + 5, "lines end where the star's edge lets them"


def edges(root) -> set[int]:
    """Where the lines of the story begin and end, in points."""
    runs = [run for run in texts(root) if run.node.startswith("one/")]
    return {round(side / PT) for run in runs for side in (run.origin.x, run.origin.x + run.length)}


def test_the_e_paper_shows_it(tmp_path):
    """Its page, and the picture of its article."""
    project(tmp_path, CHART.encode("utf-8"))
    assert main(["export", "epaper", str(tmp_path / "layouts" / DAY), "-o", str(tmp_path / "out")]) == 0
    found = list((tmp_path / "out").rglob("content_*.jpg"))
    assert found
    wide = max(found, key=lambda path: path.stat().st_size)
    image = Image.open(wide).convert("RGB")
    assert image.size[0] * 200 == pytest.approx(image.size[1] * 300, rel=0.01)
    assert image.getpixel((image.width * 50 // 300, image.height * 150 // 200))[0] > 150


def test_an_advertisement_may_be_svg(tmp_path, capsys):
    """In its place, which has its own shape."""
    blocks = "- {story: one, columns: 1-4, lines: 1-30}\n- {ad: advert.svg, columns: 1-4, lines: 31-50}"
    projects.one_block(tmp_path, {"blocks": blocks})
    (tmp_path / "assets/advert.svg").write_text(svg('<rect width="300" height="200" fill="#060"/>'), "utf-8")
    assert build(tmp_path) == 0, capsys.readouterr().out
    assert build(tmp_path, "--archive-pdf") == 0, capsys.readouterr().out
