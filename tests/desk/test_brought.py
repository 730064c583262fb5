"""Verbs that other packages bring: found by their entry points, run as the command's own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

VERB = """
from banxin import Fault

class Watch:
    def add(self, verbs, common):
        own = verbs.add_parser("watch", parents=[common], help="the desk in the browser")
        own.add_argument("path")

    def run(self, options, words):
        if options.path == "gone":
            raise Fault("desk.no-path", None, path=options.path)
        print(f"watching {options.path} in {words.lang}")
        return 1

watch = Watch()
"""


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """An environment in which a package with a verb is installed beside us, without pip."""
    import os

    (tmp_path / "elsewhere.py").write_text(VERB, encoding="utf-8")
    about = tmp_path / "elsewhere-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[banxin.verbs]\nwatch = elsewhere:watch\n", encoding="utf-8")
    paths = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH", "")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def typeset(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "banxin", *words], env=environment, capture_output=True, text=True, check=False
    )


def test_a_verb_of_another_package_is_a_verb(installed: dict[str, str]) -> None:
    """It has the options of all verbs, its own status, and its faults are said as ours are."""
    done = typeset(installed, "watch", "layouts", "--lang", "zh")
    assert (done.returncode, done.stdout) == (1, "watching layouts in zh\n")
    gone = typeset(installed, "watch", "gone", "--lang", "en")
    assert gone.returncode
    assert "error[desk.no-path]" in gone.stdout + gone.stderr
    assert "the desk in the browser" in typeset(installed, "--help").stdout


def test_without_it_there_is_no_such_verb() -> None:
    """A word that nobody brought is a slip of the keyboard."""
    import os

    done = typeset(dict(os.environ), "watch", "layouts")
    assert done.returncode == 2
    assert "usage.no-verb" in done.stderr


def test_no_build_looks_for_other_verbs() -> None:
    """A page at deadline does not wait for what is installed beside us."""
    code = "import sys; from banxin.desk.command import main; main(['explain', 'makeup.overset']); assert 'importlib.metadata' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
