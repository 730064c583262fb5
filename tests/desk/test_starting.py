"""The first thing a newcomer types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_missing_package_is_said_with_the_way_out():
    """Without the packages that make edition installs there is a sentence and status 4, no traceback."""
    done = subprocess.run(
        [sys.executable, "-S", "-E", "typeset.py", "build"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (4, "") == (done.returncode, done.stdout)
    assert "make edition" in done.stderr
    assert 1 == done.stderr.count("\n")


def test_the_command_has_a_name_that_shells_do_not_keep():
    """Bash's own typeset hides ours, so the same command is there as banxin."""
    scripts = Path(sys.executable).parent
    done = subprocess.run(["bash", "-c", "banxin explain plan.outside --lang en"], env={"PATH": f"{scripts}:/usr/bin:/bin"},
                          capture_output=True, text=True, check=False)  # fmt: skip

    assert 0 == done.returncode, done.stderr
