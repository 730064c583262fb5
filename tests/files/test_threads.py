"""Threads of one program that write the same file at once: each writes a whole one, and whoever reads has a whole one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from banxin.faces import _roles as roles
from banxin.faces._file import FaceFile
from banxin.faces._roles import package_file, pinned
from banxin.files import folders, writing
from tests.conftest import CAMPAIGN

SIZE, THREADS, ROUNDS = 3 << 20, 4, 12


def together(*jobs) -> list[BaseException]:
    """Run jobs at once; what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(jobs))

    def run(job):
        try:
            start.wait()
            job()
        except BaseException as fault:  # noqa: BLE001 - told to the test
            raised.append(fault)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.parametrize("put", [writing.replace_file, writing.keep, lambda path, data: writing.replace_files({path: data})],
                         ids=["replace_file", "keep", "replace_files"])  # fmt: skip
def test_one_file_written_by_many(put, tmp_path):
    """Nobody's copy is cut short, nobody is told that the disk is at fault, and nothing is left over."""
    path = tmp_path / "face.ttf"
    whole = {bytes([letter]) * SIZE for letter in b"abcd"}
    seen: list[bytes] = []

    def write(data):
        for _ in range(ROUNDS):
            put(str(path), data)
            seen.append(path.read_bytes())

    assert together(*(lambda data=data: write(data) for data in sorted(whole))) == []
    assert len(seen) == THREADS * ROUNDS
    assert set(seen) <= whole
    assert list(tmp_path.iterdir()) == [path]


def test_one_folder_published_by_many(tmp_path):
    """Each publishes the same files: all are there, and nothing else."""
    path = tmp_path / "html"
    files = {f"{number}.htm": bytes([number]) * 9999 for number in range(40)}
    assert together(*(lambda: folders.replace_folders({str(path): files}) for _ in range(THREADS))) == []
    assert folders.holds(str(path), files)
    assert list(tmp_path.iterdir()) == [path]


def pin_one(folder: Path, monkeypatch) -> dict[str, bytes]:
    """A face pinned by all threads at once into an empty cache."""
    monkeypatch.setenv("BANXIN_CACHE", str(folder))
    file = FaceFile(package_file("noto-serif"))
    found: list[tuple[str, str]] = []
    jobs = [lambda: found.append(pinned(file, 0, 400)) for _ in range(THREADS)]
    assert together(*jobs) == []
    assert len(set(found)) == 1
    return {Path(name).name: Path(name).read_bytes() for name in found[0]}


def test_the_first_pages_of_a_program_have_all_their_letters(tmp_path, monkeypatch):
    """Several threads ask for a face that nobody pinned yet: what is kept is whole, and the same as one alone makes."""
    if not CAMPAIGN:  # pinning takes a quarter of a minute a thread: a face's bytes stand in for it
        made = iter(range(THREADS))
        monkeypatch.setattr(roles, "pin", lambda *_: b"face" * SIZE if next(made) >= 0 else b"")
        monkeypatch.setattr(roles, "strip", lambda path: Path(path).read_bytes()[: SIZE * 2])
    kept = pin_one(tmp_path / "many", monkeypatch)
    assert all(kept.values())
    if CAMPAIGN:
        monkeypatch.setenv("BANXIN_CACHE", str(tmp_path / "one"))
        alone = pinned(FaceFile(package_file("noto-serif")), 0, 400)
        assert kept == {Path(name).name: Path(name).read_bytes() for name in alone}
    else:
        assert sorted(map(len, kept.values())) == [SIZE * 2, SIZE * 4]


def test_a_folder_that_is_a_link_gives_way_to_one_that_is_none(tmp_path):
    """A site that was laid elsewhere by hand: what is published is there, and the other place is left alone."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "old.htm").write_bytes(b"old")
    path = tmp_path / "html"
    path.symlink_to("elsewhere")
    folders.replace_folders({str(path): {"new.htm": b"new"}})
    assert folders.holds(str(path), {"new.htm": b"new"})
    assert (tmp_path / "elsewhere" / "old.htm").read_bytes() == b"old"
