"""Faces and projects that the tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from banxin.faces import Faces
from banxin.plan.records import Face
from banxin.problems import Report

ROOT = Path(__file__).parent.parent
#: A Kai face, which no pip package brings: Debian's fonts-arphic-ukai.
KAI = "/usr/share/fonts/truetype/arphic/ukai.ttc"
CAMPAIGN = bool(os.environ.get("BANXIN_CAMPAIGN"))


def pytest_addoption(parser) -> None:
    """`--update` accepts what came out as the goldens."""
    parser.addoption("--update", action="store_true", help="accept what came out as the goldens")


@pytest.fixture
def golden(request):
    """Compare a text with the file that holds it as it was accepted."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.exists(), f"{path} is missing: look at what came out, then accept it by --update"
        # Lists of lines are what pytest shows as a diff.
        assert text.splitlines() == path.read_text("utf-8").splitlines(), (
            f"{path.name} is another (--update accepts it)"
        )

    return compare


def outside(tool: str) -> str:
    """The path of an outside tool; without it a test skips, and fails where CI promised it."""
    path = shutil.which(tool)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(f"{tool} is missing, and CI must have it")
        pytest.skip(f"{tool} is not installed")
    return path


def git(folder: Path, *words: str) -> str:
    """What git says in a folder, whoever's machine this is; without git a test skips, and fails where CI promised it."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "desk"), ("EMAIL", "desk@example.org"), ("DATE", "2026-06-01T12:00:00Z"))}  # fmt: skip
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run([outside("git"), "-C", str(folder), *words], capture_output=True, check=True,
                          env={**own, **who, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"})  # fmt: skip
    return os.fsdecode(done.stdout).strip()


def commit(folder: Path) -> str:
    """Commit all that lies in a repository, which is made where there is none; the commit's name."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "as it was")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="session")
def tiny_face(tmp_path_factory) -> str:
    """A face with fixed metrics: hanzi one 字, Western letters half, marks on half of their square."""
    from tests.tiny_face import build

    path = tmp_path_factory.mktemp("faces") / "tiny.ttf"
    build(path)
    return str(path)


@pytest.fixture(scope="session")
def tiny_faces(tiny_face) -> Faces:
    """The tiny face in the roles that text needs."""
    specs = {name: Face(name, tiny_face) for name in ("song", "hei", "hei-bold")}
    return Faces(None, specs, Report())


@pytest.fixture(scope="session")
def noto() -> Faces:
    """Song, Hei and heavy Hei out of the default package, and Kai where one is installed."""
    specs = {
        "song": Face("song", "package:noto-serif", 400),
        "hei": Face("hei", "package:noto-sans", 400),
        "hei-heavy": Face("hei-heavy", "package:noto-sans", 900),
        **({"kai": Face("kai", KAI)} if os.path.exists(KAI) else {}),
    }
    return Faces(None, specs, Report())


def installed(role: str) -> str:
    """A role; without the Kai face a test skips, and fails where CI promised it."""
    if role == "kai" and not os.path.exists(KAI):
        if os.environ.get("CI"):
            pytest.fail("fonts-arphic-ukai is missing, and CI must have it")
        pytest.skip("no Kai face is installed")
    return role


@pytest.fixture(scope="session")
def edition(tmp_path_factory) -> Path:
    """The sample edition, built once; the folder of its PDFs."""
    out = tmp_path_factory.mktemp("out")
    done = subprocess.run(
        [os.sys.executable, str(ROOT / "typeset.py"), "build", str(ROOT / "layouts"), "-o", str(out)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "2026-06-01"


def draw_grey(path: Path, width: int, height: int) -> None:
    """A grey picture of a size."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    Image.linear_gradient("L").resize((width, height)).save(path)
