"""Two in the morning: the power goes, the disk is full. The old page or the new one, never half of one."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from conftest import COMMAND, DATE, Desk, typeset

from banxin.run import edition

if TYPE_CHECKING:
    from pathlib import Path

_LONG = bool(os.environ.get("BANXIN_CAMPAIGN"))
_KILLS = 200 if _LONG else 12
_SIZES = [0, 1, 512, 4096, 20_000, 50_000] if not _LONG else [0, 1, *range(512, 90_000, 3001)]


@pytest.fixture
def paper(built: Path, tmp_path: Path) -> Path:
    """The sound project with its pages, apart from all others."""
    shutil.copytree(built, tmp_path / "paper")
    return tmp_path / "paper"


def _pages(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "out" / DATE).glob("*.pdf"))}


def _new_headline(root: Path, text: str) -> None:
    story = root / "stories" / DATE / "lamps.md"
    story.write_text(story.read_text("utf-8").replace("老街换上新路灯", text), "utf-8")


def _left_over(root: Path) -> list[str]:
    return [path.name for path in (root / "out").rglob("*") if "banxin-new" in path.name]


def _start(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(COMMAND), "build", str(root / "layouts")],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


def test_a_killed_build_leaves_old_or_new_pages(paper: Path) -> None:
    """A power cut at any moment (kill -9): each file is the old or the new one, the next build is right, nothing lies about."""
    old = _pages(paper)
    changed = paper.parent / "changed"
    shutil.copytree(paper, changed)
    _new_headline(changed, "老街换了新路灯")
    _new_headline(paper, "老街换了新路灯")
    started = time.monotonic()
    assert _start(changed).wait() == 0
    lasts = time.monotonic() - started
    new = _pages(changed)
    assert new.keys() == old.keys()
    assert all(new[name] != old[name] for name in new)
    dice = random.Random(2)
    for round_ in range(_KILLS):
        for name, data in old.items():
            (paper / "out" / DATE / name).write_bytes(data)
        running = _start(paper)
        time.sleep(lasts * (0.3 + 0.7 * dice.random()))
        running.send_signal(signal.SIGKILL)
        running.wait()
        now = _pages(paper)
        assert now.keys() == old.keys(), round_
        assert all(now[name] in (old[name], new[name]) for name in now), round_
    done = typeset("build", str(paper / "layouts"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert _pages(paper) == new
    assert _left_over(paper) == []


def test_what_a_killed_build_left_is_swept(paper: Path) -> None:
    """A stump of a process that is gone goes with the next build; one of a living process stays."""
    folder = paper / "out" / DATE
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead, alive = folder / f"A01.pdf.{gone.pid}.banxin-new", folder / f"A01.pdf.{os.getpid()}.banxin-new"
    dead.write_bytes(b"%PDF-")
    alive.write_bytes(b"%PDF-")
    assert typeset("build", str(paper / "layouts")).returncode == 0
    assert not dead.exists()
    assert alive.exists()


@pytest.mark.parametrize("size", [
    pytest.param(size) for size in _SIZES
])  # fmt: skip
def test_a_full_disk_keeps_the_old_page(size: int, paper: Path) -> None:
    """No file may grow beyond ``size``: status 4, the old pages whole, no leftovers."""
    old = _pages(paper)
    _new_headline(paper, "老街换了新路灯")

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run([sys.executable, str(COMMAND), "build", str(paper / "layouts"), "--lang", "en"], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=small_disk)  # fmt: skip
    told = done.stdout.decode()
    assert done.returncode == 4, told
    assert "error[files.disk-full]" in told
    assert "Traceback" not in told
    assert _pages(paper) == old
    assert _left_over(paper) == []


def test_a_polite_kill_leaves_whole_pages(paper: Path) -> None:
    """SIGTERM at any moment: gone within two seconds, no half page, no traceback."""
    old = _pages(paper)
    dice = random.Random(15)
    for _ in range(4):
        running = subprocess.Popen([sys.executable, str(COMMAND), "build", str(paper / "layouts")],
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
        time.sleep(0.02 + dice.random() * 0.3)
        running.terminate()
        told, _ = running.communicate(timeout=2)
        assert running.returncode in (143, -signal.SIGTERM, 0), told
        assert b"Traceback" not in told, told
        assert _pages(paper) == old


@pytest.mark.parametrize("step", ["read_work", "make_all", "replace_file"])
def test_ctrl_c_in_the_middle_of_a_build(step: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 130, the old pages whole, no traceback."""
    old = desk.outputs()

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(edition, step, stop)
    said = desk.build()
    assert said.status == 130
    assert "Traceback" not in said.text
    assert desk.outputs() == old


def test_ctrl_c_before_the_program_is_loaded(paper: Path) -> None:
    """A compositor who changes her mind at once sees no traceback."""
    (paper / "argparse.py").write_text("raise KeyboardInterrupt\n", "ascii")
    done = typeset("build", str(paper / "layouts"), env={"PYTHONPATH": str(paper)})
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == 130


def test_two_builds_at_once_leave_whole_pages(paper: Path) -> None:
    """Two compositors press the key together: each page is whole; who came second is told so."""
    old = _pages(paper)
    running = [_start(paper) for _ in range(4)]
    assert {process.wait(timeout=60) for process in running} <= {0, 5}
    assert _pages(paper) == old
    assert _left_over(paper) == []
