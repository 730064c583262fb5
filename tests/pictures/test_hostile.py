"""Advertisements come from strangers: whatever their files do, the page is made or refused, and nothing acts in what is printed."""

from __future__ import annotations

import resource
import subprocess
import sys
import time

import pikepdf
import pypdfium2
import pytest

from banxin.desk.command import main
from tests.conftest import CAMPAIGN, outside
from tests.pictures.hostile import files
from tests.plates.test_inserts import DAY, build

FILES = files()
SOME = FILES if CAMPAIGN else dict(list(FILES.items())[::5])
ACTS = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/SubmitForm", "/ImportData", "/EmbeddedFile", "/EmbeddedFiles", "/EF",
        "/RichMedia", "/RichMediaContent", "/Movie", "/Sound", "/Rendition", "/XFA", "/AcroForm", "/Ref", "/OPI", "/PS", "/TR", "/TR2", "/HT",
        "/FFilter", "/GoToR", "/GoToE", "/Thread", "/URI", "/3D", "/Widget"}  # fmt: skip


def said(file) -> set[str]:
    """Every name in a file's objects, used or not."""
    found: set[str] = set()

    def walk(value, deep: int) -> None:
        if isinstance(value, pikepdf.Name):
            found.add(str(value))
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            found.update(value.keys())
            below(value.values() if isinstance(value, pikepdf.Dictionary) else value.stream_dict.values(), deep)
        elif isinstance(value, pikepdf.Array):
            below(value, deep)

    def below(values, deep: int) -> None:
        for one in values:
            if isinstance(one, pikepdf.Object) and not one.is_indirect and deep < 40:
                walk(one, deep + 1)

    with pikepdf.open(file) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Object):
                walk(one, 0)
    return found


@pytest.mark.parametrize("case", SOME)
def test_nothing_a_stranger_sends_does_harm(tmp_path, capsys, case):
    """Placed or refused with a reason, in all that is made of a page; and soon."""
    started = time.monotonic()
    statuses = [build(tmp_path, FILES[case])]
    folder = str(tmp_path / "layouts" / DAY)
    for kind in ("--press", "--archive-pdf"):
        statuses.append(main(["build", folder, kind, "--lang", "en", "-o", str(tmp_path / "out")]))
    statuses.append(main(["check", folder, "--press", "--lang", "en"]))
    told = capsys.readouterr().out
    assert set(statuses) <= {0, 1, 3}, told
    assert "desk.page-broke" not in told
    assert "desk.ours" not in told
    if statuses[0]:
        assert "error[" in told
    made = sorted((tmp_path / "out").rglob("A01*.pdf"))
    assert made
    for file in made:
        checked = subprocess.run([outside("qpdf"), "--check", str(file)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr
        assert not said(file) & ACTS, file
        assert drawn_apart(file) == 0, file
    assert time.monotonic() - started < 60
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2 * 1024 * 1024, "kilobytes"


def drawn_apart(file) -> int:
    """How a reader's process ends that draws the page."""
    program = "import sys, pypdfium2; pypdfium2.PdfDocument(sys.argv[1])[0].render(scale=0.3)"
    return subprocess.run([sys.executable, "-c", program, str(file)], check=False, timeout=60).returncode


def test_there_are_two_hundred_and_they_are_not_all_refused():
    """A door that is always shut would pass the test above."""
    assert len(FILES) == 200
    assert len(set(FILES.values())) > 190
    assert pypdfium2.PdfDocument is not None
