"""Folders are published whole: a reader sees the old files or the new ones."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from banxin.files import folders as room
from banxin.files.folders import replace_folders, sweep_folders
from banxin.problems import Fault


def seen(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_holds_what_it_is_given_and_nothing_else(tmp_path):
    """A story that was withdrawn does not stay behind."""
    path = tmp_path / "html" / "01"
    assert replace_folders({str(path): {"a.htm": b"one", "A01/b.jpg": b"two"}})
    assert seen(path) == {"a.htm": b"one", "A01/b.jpg": b"two"}
    assert replace_folders({str(path): {"a.htm": b"three"}})
    assert seen(path) == {"a.htm": b"three"}
    assert [one.name for one in path.parent.iterdir()] == ["01"]


def test_a_folder_that_is_right_is_left_alone(tmp_path):
    """Nothing changed, nothing is written: mirrors have nothing to copy."""
    path = tmp_path / "01"
    replace_folders({str(path): {"a": b"one"}})
    before = (path / "a").stat().st_ino
    assert not replace_folders({str(path): {"a": b"one"}})
    assert (path / "a").stat().st_ino == before


def test_folders_change_places_without_the_exchange(tmp_path, monkeypatch):
    """On a file system that cannot let two names change places the folder is replaced all the same."""
    monkeypatch.setattr(room.ctypes, "CDLL", lambda *_, **__: object())
    path = tmp_path / "01"
    for text in (b"one", b"two"):
        replace_folders({str(path): {"a": text}})
        assert seen(path) == {"a": text}
    assert [one.name for one in tmp_path.iterdir()] == ["01"]


@pytest.mark.parametrize("call", ["write_through", "_exchange", "sync_folder"])
def test_trouble_keeps_the_old_folders(tmp_path, monkeypatch, call):
    """A disk that is full, at any step: both folders are as they were, and nothing lies about."""
    paths = [tmp_path / "html" / "01", tmp_path / "images" / "01"]
    replace_folders({str(path): {"a": b"old"} for path in paths})

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, call, full)
    with pytest.raises(Fault) as fault:
        replace_folders({str(path): {"a": b"new"} for path in paths})
    assert fault.value.problem.code == "files.disk-full"
    assert [seen(path) for path in paths] == [{"a": b"old"}] * 2
    assert [sorted(one.name for one in path.parent.iterdir()) for path in paths] == [["01"]] * 2


def test_what_a_killed_process_left_is_swept(tmp_path):
    """Its half-written folder goes, that of a living process stays."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for number in (gone.pid, os.getpid()):
        (tmp_path / f"01.{number}.banxin-folder").mkdir()
    sweep_folders(str(tmp_path / "01"))
    assert [one.name for one in tmp_path.iterdir()] == [f"01.{os.getpid()}.banxin-folder"]


def _poll(path: str, pipe) -> None:
    mixed = reads = 0
    while not pipe.poll():
        at = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        texts = set()
        for name in ("a", "b", "c"):
            try:
                below = os.open(name, os.O_RDONLY, dir_fd=at)
                texts.add(os.read(below, 10))
                os.close(below)
            except FileNotFoundError:
                continue  # the folder was removed while it was read: all of it goes
        os.close(at)
        reads += 1
        mixed += len(texts) > 1
    pipe.send((reads, mixed))


def test_a_reader_never_sees_files_of_two_issues(tmp_path):
    """While an issue is replaced a hundred times, each look into its folder shows one version."""
    path = str(tmp_path / "01")
    replace_folders({path: dict.fromkeys("abc", b"0")})
    mine, other = multiprocessing.get_context("fork").Pipe()
    reader = multiprocessing.get_context("fork").Process(target=_poll, args=(path, other))
    reader.start()
    for number in range(1, 100):
        replace_folders({path: dict.fromkeys("abc", b"%d" % number)})
    mine.send("stop")
    reads, mixed = mine.recv()
    reader.join()
    assert reads > 100
    assert mixed == 0
