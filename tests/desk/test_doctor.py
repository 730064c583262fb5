"""Whether all is there: what doctor finds on a sound machine, and what it says of one that lacks something."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata

import pytest
from conftest import COMMAND, Desk

from banxin.problems import Problem, Report, Words
from banxin.run import doctor


def test_a_sound_machine_is_well(desk: Desk) -> None:
    """Python, packages with their versions, faces, git, disk, the shell, and a page that was built."""
    said = desk.run("doctor", "--format", "json")
    assert said.status == 0, said.text
    found = said.data
    assert {"reportlab", "uharfbuzz", "pikepdf"} <= {one["name"] for one in found["packages"]}  # type: ignore[attr-defined,index]
    assert all(one["ok"] and one["version"] for one in found["packages"])  # type: ignore[attr-defined]
    assert {"song", "hei", "kai"} <= {one["role"] for one in found["faces"]}  # type: ignore[attr-defined]
    assert all(one["free"] > 0 for one in found["disks"])  # type: ignore[attr-defined]
    assert 0 < found["seconds"] < 60  # type: ignore[operator]
    for lang, words in (("zh", ("软件包", "试排了一块版")), ("en", ("packages", "a page was built"))):
        text = desk.run("doctor", "--lang", lang).text
        assert all(word in text for word in words), text
        assert "git" in text
        assert "doctor.p" not in text


def test_it_leaves_nothing_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """The paper that it tries is gone, and where one stands nothing is written."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(desk.root)
    before = sorted(map(str, desk.root.rglob("*")))
    assert desk.run("doctor").status == 0
    assert sorted(map(str, desk.root.rglob("*"))) == before
    assert list((tmp_path / "t").iterdir()) == []


@pytest.mark.parametrize(("name", "status", "says"), [
    ("reportlab", 4, "error[doctor.package] package reportlab is not there"), ("jinja2", 0, "warning[doctor.package] package jinja2 is not there"),
])  # fmt: skip
def test_a_missing_package_is_named(
    name: str, status: int, says: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 4 where a build needs it; where other verbs do, they are named."""
    real = metadata.version

    def version(one: str) -> str:
        if one == name:
            raise metadata.PackageNotFoundError
        return real(one)

    monkeypatch.setattr(metadata, "version", version)
    said = desk.run("doctor", "--lang", "en")
    assert said.status == status
    assert says in said.text
    assert ("for export" in said.text.partition("hint:")[0].rpartition("doctor.package")[2]) is (name == "jinja2")


def test_an_old_package_is_named_with_its_version(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda one: "4.9" if one == "reportlab" else real(one))
    said = desk.run("doctor", "--lang", "zh")
    assert said.status == 4
    assert "4.9 版本不合" in said.text


@pytest.mark.parametrize(("version", "wanted", "right"), [
    ("5.1", ">=5.1", True), ("5.1.0", ">=5.1", True), ("5.0.9", ">=5.1", False), ("6", "<6", False), ("5.99", "<6", True),
    ("10.18.0", ">=10", True), ("0.57.0", ">=0.57", True), ("3.1.1", "==3.1.1", True), ("3.1.1rc1", ">=3.1", True),
    ("13.0.0", ">=12", True), ("1.2.dev0+g1", ">=1.3", False),
])  # fmt: skip
def test_versions_are_compared_as_numbers(version: str, wanted: str, right: bool) -> None:
    """5.10 is newer than 5.9."""
    assert doctor._meets(version, wanted) is right


def test_without_any_package_it_still_speaks() -> None:
    """No other verb can begin then; status 4, a sentence and no traceback."""
    done = subprocess.run([sys.executable, "-S", "-E", str(COMMAND), "doctor", "--lang", "en"], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 4
    assert "error[doctor.no-page]" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """Before a build ends in the middle."""
    import shutil

    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1 << 30, 1 << 30, 5 << 20))
    said = desk.run("doctor", "--lang", "en")
    assert said.status == 4
    assert "only 5 MB are left" in said.text


def test_a_page_that_cannot_be_built_is_said(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """A face that is gone: the role shows it, and the trial fails."""
    monkeypatch.setattr("banxin.run.starting.start", lambda *_: (_ for _ in ()).throw(ImportError("no module")))
    said = desk.run("doctor", "--lang", "en")
    assert said.status == 4
    assert "ImportError: no module" in said.text


@pytest.mark.parametrize("command", ["banxin", "typeset"])
def test_what_the_shell_makes_of_the_name_is_said(command: str) -> None:
    """In bash typeset is bash's own: the line that mends it; who typed typeset and reached us needs none."""
    code = f"from banxin.run.doctor import _shell; print(_shell({command!r}))"
    done = subprocess.run(["bash", "-c", f'"{sys.executable}" -c "$0"; true', code], capture_output=True, text=True, check=True, cwd=COMMAND.parent,
                          env={**os.environ, "SHELL": "/bin/bash"})  # fmt: skip
    assert ("keeps=True" in done.stdout) is (command == "banxin"), done.stdout
    assert (doctor.MEND in done.stdout) is (command == "banxin")


def test_the_line_that_mends_it_is_in_the_message() -> None:
    """In both languages, whole."""
    report = Report()
    report.add(Problem("doctor.shell", None, "warning", {"shell": "zsh", "line": doctor.MEND}))
    (problem,) = report
    for lang in ("zh", "en"):
        assert doctor.MEND in Words(lang).hint(problem)
        assert "zsh" in Words(lang).sentence(problem)
    assert report.status == 0
