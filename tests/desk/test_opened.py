"""The public door: a program opens an edition, reads its pages and problems as values, and has its files as bytes."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import pytest
from conftest import DATE, PAGE, Desk, copy_project

import banxin
from banxin.faces import _roles as roles
from banxin.run import opened
from tests.conftest import ROOT

KINDS = ("plain", "press", "proof", "archive", "archive-4", "archive-4f")
STAMP = "2026-05-31T22:40:00"


@pytest.fixture
def edition(desk: Desk):
    with banxin.open_edition(desk.path(f"layouts/{DATE}")) as found:
        yield found


def test_it_is_the_edition_that_the_command_sees(desk, edition):
    """Its day, its paper, its pages, their stories; no problem where `check` has none."""
    assert (edition.date, edition.folder, edition.ok) == (DATE, DATE, True)
    assert [page.name for page in edition.pages] == ["A01"]
    assert set(edition.page("A01").stories) == set(edition.stories) == {"harbour", "lamps"}
    assert edition.page("A01").section == "要闻"
    assert edition.page("A01").dump().startswith("page A01 要闻")
    assert edition.problems == ()
    with pytest.raises(KeyError):
        edition.page("A09")


@pytest.mark.parametrize("kind", KINDS)
def test_its_files_are_those_that_the_command_writes(desk, edition, kind):
    """Byte for byte, the page's and the edition's."""
    option = {
        "plain": (),
        "archive": ("--archive-pdf",),
        "archive-4": ("--archive-pdf-4",),
        "archive-4f": ("--archive-pdf-4f",),
    }
    said = desk.build(*option.get(kind, (f"--{kind}",)), "--stamp", STAMP)
    assert said.status == 0, said.text
    folder = desk.out / kind if kind != "plain" else desk.out
    if kind == "proof":
        assert (
            edition.page("A01").pdf(kind, stamp=STAMP).startswith(b"%PDF-")
        )  # the command's has marks of the preflight
        return
    assert edition.page("A01").pdf(kind, stamp=STAMP) == (folder / "A01.pdf").read_bytes()
    assert edition.pdf(kind, stamp=STAMP) == (folder / "edition.pdf").read_bytes()


def test_its_problems_are_those_that_check_says(desk):
    """Same codes at the same places; a page with faults is a draft, and there is no file of the edition."""
    desk.edit(PAGE, "lines: 1-24", "lines: 1-14")
    desk.edit(f"stories/{DATE}/lamps.md", "headline:", "headlin:")
    rows = desk.check("--format", "json").data["problems"]
    with banxin.open_edition(desk.path(f"layouts/{DATE}")) as edition:
        found = [(problem.code, problem.span.place if problem.span else None) for problem in edition.problems]
        wanted = [(row["code"], (row["line"], row["column"])) for row in rows if not row["code"].startswith("proof.")]
        assert sorted(found) == sorted(wanted)
        assert not edition.ok
        assert edition.page("A01").pdf().startswith(b"%PDF-")
        with pytest.raises(banxin.Fault) as caught:
            edition.pdf()
        assert caught.value.problem.code == "desk.not-passed"


def test_a_damaged_picture_is_a_problem_of_its_page(desk):
    """Pictures are decoded before a page is called sound."""
    photo = desk.path(f"assets/{DATE}/harbour.jpg")
    photo.write_bytes(photo.read_bytes()[:4000] + bytes(2000))
    with banxin.open_edition(desk.path(f"layouts/{DATE}")) as edition:
        assert any(problem.code.startswith("pictures.") for problem in edition.page("A01").problems)
        assert not edition.ok


def test_what_cannot_be_opened_is_a_fault(desk, tmp_path):
    """No project, no edition, several editions, a kind of file that is none."""
    for path, code in ((tmp_path / "nowhere", "desk.no-path"), (ROOT / "layouts", "desk.several-editions")):
        with pytest.raises(banxin.Fault) as caught:
            banxin.open_edition(path)
        assert caught.value.problem.code == code
    with banxin.open_edition(desk.path(PAGE)) as edition, pytest.raises(banxin.Fault) as caught:
        edition.page("A01").pdf("sheets")
    assert caught.value.problem.code == "desk.choice"


def test_opening_leaves_nothing_open(desk):
    """A service that looks at editions all night."""
    place = desk.path(f"layouts/{DATE}")
    with banxin.open_edition(place) as edition:
        edition.page("A01").pdf()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(10):
        with banxin.open_edition(place) as edition:
            assert edition.ok
    assert len(os.listdir("/proc/self/fd")) == before


def test_meter_and_galley_are_at_hand(edition):
    """What a hole takes, and how a story falls in a column."""
    assert any(hole.block == "harbour" for hole in edition.meter("A01"))
    assert edition.galley("harbour", 16).lines
    assert edition.build(edition._project.root + "/elsewhere").written.endswith("edition.pdf")


def test_editions_in_threads(tmp_path):
    """Each thread has its own; the bytes are the same."""
    root = copy_project(tmp_path / "paper")
    found: list[bytes] = []

    def work() -> None:
        with banxin.open_edition(root / "layouts" / DATE) as edition:
            found.append(edition.page("A01").pdf("press", stamp=STAMP))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_the_example_of_its_manual_runs(monkeypatch):
    """As it is written, where its paper lies."""
    example = re.search(r"\n\n((?:    .*\n)+)", opened.__doc__ or "")
    assert example is not None
    monkeypatch.chdir(ROOT)
    words: dict[str, object] = {"banxin": banxin}
    exec("\n".join(line[4:] for line in example[1].splitlines()).replace("A05", "A02"), words)  # noqa: S102 - our own manual
    assert words["data"].startswith(b"%PDF-")


def test_the_command_runs_as_a_module_and_says_its_version(tmp_path):
    """`python -m banxin` is `typeset`."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "banxin", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == f"python -m banxin (banxin {banxin.__version__})"
    assert Path(ROOT, "banxin/__main__.py").exists()


def test_a_page_that_cannot_be_made_is_no_empty_file(desk, monkeypatch):
    """With a disk that is full a program is told so, as often as it asks; b"" would be sent to a reader as a page."""

    def full(*_: object):
        raise banxin.Fault("files.disk-full", None, path="face.ttf", size=9, free=0, reason="full")

    monkeypatch.setattr(roles, "pinned", full)
    with banxin.open_edition(desk.path(f"layouts/{DATE}")) as edition:
        page = edition.page("A01")
        for _ in range(2):
            with pytest.raises(banxin.Fault) as caught:
                page.pdf()
            assert caught.value.problem.code == "faces.broken"
        assert not page.ok
