"""Two people build, export or change one edition at once: one of them wins, and the other is told who it is."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from conftest import COMMAND, DATE, Desk

from banxin.files import Lock, patient
from banxin.problems import Fault

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 15 if not os.environ.get("BANXIN_CAMPAIGN") else 100


def start(desk: Desk, *words: str) -> subprocess.Popen[str]:
    """A command in a process of its own."""
    return subprocess.Popen([sys.executable, str(COMMAND), *words, "--lang", "en"], cwd=desk.root, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip


def edition(desk: Desk) -> str:
    return str(desk.root / "layouts" / DATE)


def whole(path: Path) -> bool:
    """Whether a PDF is there from its head to its end."""
    data = path.read_bytes()
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def right(folder: Path) -> bool:
    """Whether a manifest says just what lies beside it."""
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.pdf")}
    return {name: row["sha256"] for name, row in files.items()} == there


def holding(path: Path, *, shared: bool = False) -> subprocess.Popen[str]:
    """Another process that has a lock, until its input ends."""
    program = (
        "import sys\nfrom banxin.files import Lock, patient\n"
        f"with patient(0, 'banxin build A01'), Lock({str(path)!r}, shared={shared}):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=COMMAND.parent, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_of_two_builds_at_once_one_wins(desk: Desk) -> None:
    """Never none: the edition's file is there and whole, its list right, and who lost is told of the other."""
    for turn in range(ROUNDS):
        for path in desk.out.glob("*.pdf"):
            path.unlink()
        desks = [start(desk, "build", edition(desk)) for _ in range(2)]
        said = [one.communicate()[0] for one in desks]
        ended = sorted(one.returncode for one in desks)
        assert ended in ([0, 0], [0, 5]), (turn, said)
        assert whole(desk.out / "edition.pdf")
        assert right(desk.out)
        for one, text in zip(desks, said, strict=True):
            if one.returncode == 5:
                other = desks[1 - desks.index(one)].pid
                assert f"process {other} on {os.uname().nodename}: " in text
                assert re.search(r"typeset.py build \S+ .*, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text), text


def test_who_waits_gets_his_turn(desk: Desk) -> None:
    """--wait: both builds end well, one behind the other."""
    desks = [start(desk, "build", edition(desk), "--fresh", "--wait", "60") for _ in range(3)]
    said = [one.communicate()[0] for one in desks]
    assert [one.returncode for one in desks] == [0, 0, 0], said
    assert right(desk.out)


def test_waiting_ends(desk: Desk) -> None:
    """Who is not done after so many seconds is named; nothing was written meanwhile."""
    before = desk.outputs()
    other = holding(desk.out / ".locks" / "edition")
    begun = time.monotonic()
    said = desk.build("--wait", "0.4", lang="en")
    assert time.monotonic() - begun > 0.4
    assert said.status == 5
    assert f"process {other.pid} on {os.uname().nodename}: banxin build A01, since 2" in said.text
    assert before == desk.outputs()
    other.communicate("")
    assert desk.build().status == 0


def test_a_page_alone_may_be_built_beside_another(desk: Desk) -> None:
    """Two page editors do not wait for each other; the edition as a whole waits for both, and they for it."""
    locks = desk.out / ".locks"
    other = holding(locks / "edition", shared=True)  # who builds A02
    page = str(desk.root / "layouts" / DATE / "A01.yaml")
    assert desk.run("build", page, "--lang", "en").status == 0
    said = desk.build(lang="en")
    assert said.status == 5
    assert f"process {other.pid} " in said.text
    other.communicate("")
    other = holding(locks / "edition")
    assert desk.run("build", page, "--lang", "en").status == 5
    other.communicate("")
    other = holding(locks / "A01")
    assert desk.run("build", page, "--lang", "en").status == 5
    other.communicate("")
    assert desk.build().status == 0


def test_another_kind_of_file_is_another_matter(desk: Desk) -> None:
    """Plates and pages of one edition may be made at once: they lie in folders of their own."""
    other = holding(desk.out / ".locks" / "edition")
    assert desk.build("--press").status == 0
    other.communicate("")


@pytest.mark.parametrize(
    ("words", "lock"),
    [(("export", "epaper"), f"out/.locks/epaper-{DATE}"), (("plates",), f"out/{DATE}/plates/.locks/edition")],
    ids=["export", "plates"],
)
def test_exports_and_plates_have_one_desk_too(words: tuple[str, ...], lock: str, desk: Desk) -> None:
    """What else is written of an edition is begun by one at a time."""
    other = holding(desk.root / lock)
    said = desk.run(*words, edition(desk), "--lang", "en")
    assert said.status == 5
    assert f"process {other.pid} on " in said.text
    other.communicate("")
    assert desk.run(*words, edition(desk), "--lang", "en").status == 0


def test_a_killed_build_holds_nobody_up(desk: Desk) -> None:
    """A power cut or kill -9 in the middle of it leaves no lock that somebody would have to remove."""
    for seconds in (0.1, 0.3, 0.5):
        one = start(desk, "build", edition(desk), "--fresh")
        time.sleep(seconds)
        one.send_signal(signal.SIGKILL)
        one.wait()
        assert desk.build("--wait", "0").status == 0


def test_a_process_that_a_lock_was_forked_into_does_not_keep_it(desk: Desk) -> None:
    """Processes that make pages live on for a moment when the one that began them is killed."""
    path = str(desk.out / ".locks" / "edition")
    lock = Lock(path)
    with lock:
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(write)
            os.read(read, 1)
            os._exit(0)
        os.close(read)
    with Lock(path):
        pass
    os.close(write)
    os.waitpid(child, 0)


def test_a_full_disk_does_not_hide_who_has_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody could write down who he is the kernel says it."""
    path = str(desk.out / ".locks" / "edition")
    with monkeypatch.context() as patched:
        patched.setattr(Lock, "_sign", lambda *_: None)
        with Lock(path), pytest.raises(Fault) as refused:
            Lock(path).__enter__()
    words = refused.value.problem.words
    assert words["process"] == os.getpid()
    assert words["host"] == os.uname().nodename
    assert words["since"]
    assert "python" in str(words["run"])


def test_who_waits_is_told_for_whom(desk: Desk) -> None:
    """A terminal's line says it; who shares a lock and is gone is not named."""
    path, told = str(desk.out / ".locks" / "edition"), list[str]()
    first, second = Lock(path, shared=True), Lock(path, shared=True)
    with patient(0, "first"):
        first.__enter__()
    with patient(0, "second"):
        second.__enter__()
    second.__exit__()
    timer = threading.Timer(0.3, first.__exit__)
    timer.start()
    with patient(5, "third", lambda holder: told.append(holder.run)), Lock(path):
        pass
    timer.join()
    assert set(told) == {"first"}


@pytest.mark.parametrize("given", ["-1", "nan", "soon", "1e9"])
def test_a_wait_is_a_number_of_seconds(given: str, desk: Desk) -> None:
    """Anything else is a slip of the keyboard."""
    assert desk.build(f"--wait={given}").status == 2


def test_a_holder_is_named_after_thousands_of_pages(tmp_path: Path) -> None:
    """Each page that is built by its name signs in the lock of its edition and leaves blanks there."""
    path = tmp_path / ".locks" / "edition"
    for _ in range(2000):
        with Lock(str(path), shared=True):
            pass
    assert path.stat().st_size > 1 << 16
    with patient(0, "banxin build A01"), Lock(str(path), shared=True), pytest.raises(Fault) as refused, Lock(str(path)):
        pass
    words = refused.value.problem.words
    assert (words["process"], words["run"]) == (os.getpid(), "banxin build A01")
