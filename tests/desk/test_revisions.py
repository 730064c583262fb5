"""An edition as it lay in git, or as an editor has it unsaved, is the edition as it lay on the disk: to the byte."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest
from conftest import DATE, PAGE, PHOTO, Desk, copy_project, draw_photo
from fontTools.ttLib import TTFont

import banxin
from banxin.desk.command import main
from banxin.files import cache_folder
from banxin.problems import Fault
from banxin.run.project import find_targets
from tests.conftest import CAMPAIGN, ROOT, commit
from tests.tiny_face import build as build_face

STORY = f"stories/{DATE}/lamps.md"
ADVERT, DRAWING, FACE = f"assets/{DATE}/notice.pdf", "assets/tide.svg", "assets/faces/kai.ttf"
KINDS = ("plain", "press", "archive-4f")
STAMP = "2026-05-31T22:40:00"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80">
<rect width="120" height="80" fill="{}"/><text x="10" y="40" font-family="KaiTi" font-size="14">潮水表</text></svg>"""


def advert(side: int) -> bytes:
    """A PDF with a black square."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(120, 80))
        page.Contents = pdf.make_stream(f"0 0 0 1 k 10 10 {side} {side} re f".encode("ascii"))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def sound_paper(root: Path) -> Path:
    """The small paper with what else a page may be made of: a PDF, a drawing with words, a face of the house's own."""
    copy_project(root)
    for name in (ADVERT, DRAWING, FACE):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / ADVERT).write_bytes(advert(40))
    (root / DRAWING).write_text(SVG.format("#ffd"), "utf-8")
    build_face(root / FACE)
    page = (root / PAGE).read_text("utf-8")
    blocks = "  - {ad: notice.pdf, columns: 3, lines: 25-32}\n  - {ad: tide.svg, columns: 3, lines: 33-40}\n"
    (root / PAGE).write_text(page[: page.index("  - {qr:")] + blocks, "utf-8")
    story = (root / STORY).read_text("utf-8")
    (root / STORY).write_text(story.replace("四十盏", "[四十盏]{.kai}"), "utf-8")
    return root


def spoil(root: Path) -> None:
    """Another text, photo, advertisement, drawing and face under the same names; another story; one that is gone."""
    (root / STORY).write_text((root / STORY).read_text("utf-8").replace("老街", "新街"), "utf-8")
    draw_photo(root / PHOTO, 600, 900)
    (root / ADVERT).write_bytes(advert(60))
    (root / DRAWING).write_text(SVG.format("#dff"), "utf-8")
    (root / FACE).write_bytes(Path(face_of_letters()).read_bytes())
    (root / f"stories/{DATE}/late.md").write_text("---\nheadline: 迟到的\n---\n一句。\n", "utf-8")
    (root / f"stories/{DATE}/harbour.md").unlink()


def face_of_letters() -> str:
    from banxin.faces._roles import package_file

    return package_file("liberation-serif")


def files_of(root: Path) -> dict[str, bytes]:
    """What lies in a project, out and git's own apart."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and {".git", "out"}.isdisjoint(path.relative_to(root).parts)
    }


def products(edition: banxin.OpenEdition, kinds: tuple[str, ...] = KINDS) -> dict[str, bytes]:
    """The files of an edition and of its pages."""
    assert edition.problems == () or edition.ok, edition.problems
    made = {f"{kind}/edition": edition.pdf(kind, stamp=STAMP) for kind in kinds}
    return made | {f"{kind}/{page.name}": page.pdf(kind, stamp=STAMP) for page in edition.pages for kind in kinds}


class Kept:
    """A paper that was committed, and then spoiled on the disk; what came of it before."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.place = root / "layouts" / DATE
        with banxin.open_edition(self.place) as edition:
            self.before = products(edition)
        self.texts = files_of(root)
        self.commit = commit(root)
        spoil(root)
        late = str(Path("stories") / DATE / "late.md")
        self.overlay: dict[str, str | bytes | None] = {
            name: data for name, data in self.texts.items() if (root / name).exists() is False or (root / name).read_bytes() != data
        }  # fmt: skip
        self.overlay[late] = None


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Kept:
    return Kept(sound_paper(tmp_path_factory.mktemp("kept") / "paper"))


def test_the_disk_has_other_pages_now(kept):
    """Or what follows would show nothing."""
    with banxin.open_edition(kept.place) as edition:
        assert not edition.ok
    assert set(kept.overlay) > {STORY, PHOTO, ADVERT, DRAWING, FACE}


def test_a_revision_gives_the_pages_that_the_disk_gave(kept):
    """Texts, photos, advertisements, drawings and the house's own face, in each kind of file."""
    with banxin.open_edition(kept.place, revision="HEAD") as edition:
        assert edition.commit == kept.commit
        assert products(edition) == kept.before


def test_an_overlay_gives_them_too(kept):
    """What is on the screen, not what is saved."""
    with banxin.open_edition(kept.place, overlay=kept.overlay) as edition:
        assert edition.commit == ""
        assert products(edition) == kept.before


def test_an_overlay_over_a_revision(kept):
    """One text other than it was: its page is other, and no picture is the disk's."""
    text = kept.texts[STORY].decode("utf-8")
    with banxin.open_edition(kept.place, overlay={STORY: text.replace("老街", "小巷")}, revision="HEAD") as edition:
        assert "小巷" in edition.stories["lamps"].source.text
        assert edition.ok, edition.problems
        assert edition.pdf() != kept.before["plain/edition"]
    with banxin.open_edition(kept.place, overlay={STORY: text}, revision="HEAD") as edition:
        assert products(edition, ("plain",)) == {name: data for name, data in kept.before.items() if "plain" in name}


def test_processes_of_its_own_each_ask_their_own_git(kept, tmp_path):
    """Pages made by several processes at once, the archive's with their sources read in each."""
    with banxin.open_edition(kept.place, revision="HEAD") as edition:
        for kind in ("plain", "archive-4f"):
            result = edition.build(tmp_path, kind, workers=2, stamp=STAMP)
            assert result.status == 0, [str(problem) for page in result.pages for problem in page.report]
            assert Path(result.written).read_bytes() == kept.before[f"{kind}/edition"]


def test_two_threads_with_an_edition_each(kept):
    """One reads a revision, one an overlay; neither has anything of the other."""
    found: dict[str, bytes] = {}

    def work(name: str, **how) -> None:
        with banxin.open_edition(kept.place, **how) as edition:
            found[name] = edition.pdf(stamp=STAMP)

    threads = [
        threading.Thread(target=work, args=(str(at),), kwargs={"revision": "HEAD"} if at % 2 else {"overlay": kept.overlay})
        for at in range(4)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys("0123", kept.before["plain/edition"])


def test_notes_of_one_layer_are_never_read_by_another(tmp_path, monkeypatch):
    """Disk and revision in turn over one cache, blocks taken over where nothing changed: each has its own face and texts."""
    usual = os.path.join(cache_folder(), "faces")
    shutil.copytree(usual, tmp_path / "cache/faces", copy_function=os.symlink)
    monkeypatch.setenv("BANXIN_CACHE", str(tmp_path / "cache"))
    root = sound_paper(tmp_path / "paper")
    place = str(root / "layouts" / DATE)
    assert main(["build", place, "-o", str(tmp_path / "first")]) == 0
    commit(root)
    for turn, spoiled in enumerate((_another_face, _another_text)):
        spoiled(root)
        assert main(["build", place, "-o", str(tmp_path / f"disk{turn}")]) == 0
        assert main(["build", place, "--revision", "HEAD", "-o", str(tmp_path / f"old{turn}")]) == 0
    pages = {
        name: (tmp_path / name / DATE / "A01.pdf").read_bytes() for name in ("first", "disk0", "disk1", "old0", "old1")
    }
    assert pages["first"] == pages["old0"] == pages["old1"]
    assert len({pages["first"], pages["disk0"], pages["disk1"]}) == 3


def _another_face(root: Path) -> None:
    """One whose hanzi are a little higher, of the same size, that says it is of the same time."""
    before = os.stat(root / FACE)
    with TTFont(root / FACE, recalcTimestamp=False) as font:
        font["glyf"]["han"].coordinates.translate((0, 20))
        font.save(root / FACE)
    os.utime(root / FACE, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert os.stat(root / FACE).st_size == before.st_size


def _another_text(root: Path) -> None:
    (root / STORY).write_text((root / STORY).read_text("utf-8").replace("老街", "新街"), "utf-8")


def test_what_is_gone_from_the_disk_is_opened(tmp_path):
    """The whole edition was deleted since, or its house style, or its page alone; or nothing was ever saved."""
    root = sound_paper(tmp_path / "paper")
    files = files_of(root)
    commit(root)
    place = root / "layouts" / DATE
    (root / PAGE).unlink()
    with banxin.open_edition(root / PAGE, revision="HEAD") as edition:
        assert edition.ok
    shutil.rmtree(place)
    with banxin.open_edition(place, revision="HEAD") as edition:
        assert edition.ok
        whole = edition.pdf()
    (root / "layouts/house.yaml").unlink()
    with banxin.open_edition(place, revision="HEAD") as edition:
        assert edition.pdf() == whole
    empty = tmp_path / "empty"
    empty.mkdir()
    with banxin.open_edition(empty / "layouts" / DATE, overlay=files) as edition:
        assert edition.pdf() == whole
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "how", "code"),
    [
        ("layouts/2026-06-02", {"revision": "HEAD"}, "desk.no-path"),
        ("layouts", {"overlay": {"layouts/2026-06-02/edition.yaml": "date: 2026-06-02"}}, "desk.several-editions"),
        (f"layouts/{DATE}", {"revision": "none"}, "files.no-revision"),
        (f"layouts/{DATE}", {"overlay": {"../x": ""}}, "files.unsafe"),
        (f"layouts/{DATE}", {"overlay": {f"layouts/{DATE}/edition.yaml": None}}, "plan.edition-missing"),
        ("/nowhere", {"revision": "HEAD"}, "files.no-project"),
    ],
)
def test_what_cannot_be_opened_leaves_nothing_open(kept, path, how, code):
    """A fault with its code, and no descriptor or process."""
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(Fault) as caught:
        banxin.open_edition(kept.root / path, **how)
    assert caught.value.problem.code == code
    del caught
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_page_knows_what_it_was_made_of(tmp_path):
    """A change of any file that it names is seen, and it names all that matter; what came where nothing was, too."""
    root = sound_paper(tmp_path / "paper")
    with banxin.open_edition(root / "layouts" / DATE) as edition:
        page = edition.page("A01")
        made_of = {
            PAGE,
            f"layouts/{DATE}/edition.yaml",
            "layouts/house.yaml",
            STORY,
            f"stories/{DATE}/harbour.md",
            PHOTO,
            ADVERT,
            DRAWING,
        }
        assert made_of | {FACE} == set(page.seen.read)
        assert {f"layouts/{DATE}/ads.yaml", f"assets/{DATE}/tide.svg", "assets/harbour.jpg"} <= page.seen.missed
        assert f"layouts/{DATE}" in page.seen.listed
        assert page.seen.paths <= edition.seen.paths
        assert edition.changed() == []
        (root / "assets/harbour.jpg").write_bytes(b"another of that name")
        os.utime(root / STORY)
        (root / DRAWING).unlink()
        assert edition.changed() == sorted(["assets/harbour.jpg", STORY, DRAWING])


def test_pages_depend_on_their_own_files(tmp_path):
    """A story that stands on one page only is no matter of the other's."""
    root = copy_project(tmp_path / "paper")
    (root / f"layouts/{DATE}/edition.yaml").write_text(
        f"date: {DATE}\nnumber: 17\npages: [A01, A02]\ncredits: [编辑, 组版]\n", "utf-8"
    )
    page = (root / PAGE).read_text("utf-8")
    first, second = page.index("  - story: harbour"), page.index("  - story: lamps")
    (root / f"layouts/{DATE}/A02.yaml").write_text(page[:first] + page[second:], "utf-8")
    (root / PAGE).write_text(page[:second], "utf-8")
    with banxin.open_edition(root / "layouts" / DATE) as edition:
        assert STORY not in edition.page("A01").seen.paths
        assert PHOTO not in edition.page("A02").seen.paths
        assert {STORY, f"layouts/{DATE}/A02.yaml", "layouts/house.yaml"} <= set(edition.page("A02").seen.read)
        assert {STORY, PHOTO} <= edition.seen.paths


def test_projects_are_let_go(desk: Desk):
    """Three hundred times found, opened and left; the command leaves nothing open either."""
    place = str(desk.path(f"layouts/{DATE}"))
    desk.check()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(300):
        project, _ = find_targets([place, str(desk.path(PAGE))])
        project.close()
        with pytest.raises(Fault):
            find_targets([place, str(desk.path("layouts/nowhere"))])
        with pytest.raises(Fault):
            find_targets([place, str(ROOT / "layouts")])
        banxin.open_edition(place).close()
    assert len(os.listdir("/proc/self/fd")) == before
    for verb in (["check"], ["status"], ["meter"], ["build"]):
        desk.run(verb[0], place)
    desk.run("galley", str(desk.path(STORY)), "--measure", "12")
    desk.run("fonts", place)
    desk.run("check", place + "/none")
    assert len(os.listdir("/proc/self/fd")) == before


def test_the_command_builds_and_checks_a_revision(kept, capsys, monkeypatch):
    """Into a folder of its own, so that today's pages stay; a revision that is none is said with the way out."""
    today = kept.root / "out" / DATE / "A01.pdf"
    today.parent.mkdir(parents=True, exist_ok=True)
    today.write_bytes(b"today's")
    monkeypatch.setenv("TYPESET_EDITION", str(kept.place))
    assert main(["build", "A01", "--revision", "HEAD", "--stamp", STAMP, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told["pages"][0]["written"]).read_bytes() == kept.before["plain/A01"]
    assert told["pages"][0]["written"].endswith(f"/out/@{kept.commit[:12]}/{DATE}/A01.pdf")
    assert today.read_bytes() == b"today's"
    assert main(["check", str(kept.place), "--revision", "HEAD"]) == 0
    assert main(["check", str(kept.place)]) == 1
    capsys.readouterr()
    assert main(["build", str(kept.place), "--revision", "HEAD~99", "--lang", "zh"]) == 2
    assert "HEAD~99" in capsys.readouterr().out


def sample(root: Path) -> Path:
    """The sample paper, copied."""
    for name in ("layouts", "stories", "assets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return root


@pytest.mark.parametrize("folder", [f"{DATE}.tabloid", *([DATE] if CAMPAIGN else [])])
def test_the_sample_s_pages_are_those_of_its_revision(tmp_path, folder):
    """The sample edition, committed below a repository's top, then spoiled on the disk: revision, overlay and the disk before."""
    root = sample(tmp_path / "repository/paper")
    place = root / "layouts" / folder
    with banxin.open_edition(place) as edition:
        before = products(edition, ("plain",))
    files = files_of(root)
    (tmp_path / "repository/.git").parent.mkdir(exist_ok=True)
    commit(tmp_path / "repository")
    for path in (*root.rglob("*.md"), *root.rglob("*.jpg"), *root.rglob("*.yaml"), *root.rglob("*.pdf")):
        path.write_bytes(path.read_bytes()[:-7])
    with banxin.open_edition(place, revision="HEAD") as edition:
        assert products(edition, ("plain",)) == before
    with banxin.open_edition(place, overlay=files) as edition:
        assert products(edition, ("plain",)) == before


def test_a_host_that_forks_has_its_own_answers(kept):
    """A program with an edition open forks; both go on reading the revision."""
    program = """
import os, sys
import banxin
with banxin.open_edition(sys.argv[1], revision="HEAD") as edition:
    _ = edition.problems
    child = os.fork()
    data = edition.page("A01").pdf("archive-4f", stamp=sys.argv[2])
    if not child:
        os._exit(data.count(b"%%EOF") != 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    sys.stdout.buffer.write(data)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(kept.place), STAMP], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == kept.before["archive-4f/A01"]
