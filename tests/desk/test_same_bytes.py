"""The same paper is the same bytes, whoever builds it, wherever and however often."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from typing import TYPE_CHECKING

import pikepdf
import pytest
from conftest import DATE, typeset

if TYPE_CHECKING:
    from pathlib import Path

_ROOMS: dict[str, dict[str, str]] = {
    "far east": {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "0", "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"},
    "far west": {"TZ": "Pacific/Honolulu", "PYTHONHASHSEED": "1", "LANG": "C", "LC_ALL": "C"},
    "another user": {"TZ": "UTC", "PYTHONHASHSEED": "4242", "USER": "night", "LOGNAME": "night", "HOSTNAME": "desk-7"},
    "optimised": {"PYTHONHASHSEED": "7", "PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1", "TURKISH": "tr_TR"},
}


def _cache() -> str:
    """Where pinned faces lie, for runs with another HOME: pinning them anew would cost a minute."""
    from banxin.files import cache_folder

    return cache_folder()


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.pdf"))}


@pytest.mark.parametrize("room", _ROOMS)
def test_another_desk_makes_the_same_bytes(room: str, built: Path, tmp_path: Path) -> None:
    """Time zone, language, hash seed, home, user, umask, place of the project and of the shell change nothing."""
    root = tmp_path / room / "望澜 小报"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("out"))
    (tmp_path / "home").mkdir()
    before = os.umask(0o077 if room == "far west" else 0o002)
    try:
        done = typeset("build", str(root / "layouts" / DATE), "-o", str(tmp_path / "elsewhere"), cwd=tmp_path,
                       env={**_ROOMS[room], "HOME": str(tmp_path / "home"), "BANXIN_CACHE": _cache()})  # fmt: skip
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _digests(tmp_path / "elsewhere" / DATE) == _digests(built / "out" / DATE)


def test_files_written_anew_change_nothing(built: Path, tmp_path: Path) -> None:
    """The clock of the file system is not the paper's: a checkout of today gives the page of that day."""
    root = tmp_path / "paper"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("out"), copy_function=shutil.copyfile)
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, (1_000_000_000, 1_000_000_000))
    done = typeset("build", "layouts", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _digests(root / "out" / DATE) == _digests(built / "out" / DATE)


def test_line_ends_of_another_system_change_nothing(built: Path, tmp_path: Path) -> None:
    """A story saved with CR LF and a byte order mark is the same story."""
    root = tmp_path / "paper"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("out"))
    for path in [*root.rglob("*.md"), *root.rglob("*.yaml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    done = typeset("build", "layouts", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _digests(root / "out" / DATE) == _digests(built / "out" / DATE)


def test_a_page_alone_is_the_page_of_the_edition(built: Path, tmp_path: Path) -> None:
    """Building one page gives the file that building all gives."""
    done = typeset("build", str(built / "layouts" / DATE / "A01.yaml"), "-o", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert _digests(tmp_path / DATE)["A01.pdf"] == _digests(built / "out" / DATE)["A01.pdf"]


def test_the_stamp_is_the_only_clock(built: Path, tmp_path: Path) -> None:
    """--stamp of one moment gives one file, another than the edition's own date gives."""
    path = str(built / "layouts" / DATE)
    for folder in ("1", "2"):
        assert typeset("build", path, "-o", str(tmp_path / folder), "--stamp", "2026-06-02T03:04:05").returncode == 0
    assert _digests(tmp_path / "1" / DATE) == _digests(tmp_path / "2" / DATE)
    assert _digests(tmp_path / "1" / DATE) != _digests(built / "out" / DATE)


def test_both_ways_to_stamp_a_moment_give_one_file(built: Path, tmp_path: Path) -> None:
    """--stamp and SOURCE_DATE_EPOCH of one moment are one clock."""
    path = str(built / "layouts" / DATE)
    typeset("build", path, "-o", str(tmp_path / "1"), "--stamp", "2026-06-02T03:04:05")
    typeset("build", path, "-o", str(tmp_path / "2"), env={"SOURCE_DATE_EPOCH": "1780369445"})
    assert _digests(tmp_path / "1" / DATE) == _digests(tmp_path / "2" / DATE)


def test_a_stamp_with_a_zone_is_a_date_that_pdf_knows(built: Path, tmp_path: Path) -> None:
    """An archive can read when the page was made."""
    done = typeset("build", str(built / "layouts" / DATE), "-o", str(tmp_path), "--stamp", "2026-06-02T03:04:05+08:00")
    assert done.returncode == 0
    with pikepdf.open(tmp_path / DATE / "A01.pdf") as pdf:
        made = str(pdf.docinfo["/CreationDate"])
    assert re.fullmatch(r"D:\d{14}(Z|[+-]\d\d'\d\d'?)?", made), made


@pytest.mark.parametrize("epoch", ["99999999999999999", "²"])
def test_a_clock_that_is_no_clock_is_said(epoch: str, built: Path, tmp_path: Path) -> None:
    """A slip in the build's settings is usage, not a fault of the program."""
    done = typeset("build", str(built / "layouts" / DATE), "-o", str(tmp_path), env={"SOURCE_DATE_EPOCH": epoch})
    assert done.returncode == 2, done.stdout + done.stderr
