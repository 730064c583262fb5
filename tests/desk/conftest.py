"""A small sound newspaper to break: three columns, forty lines, two stories, one photo, one page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from banxin.desk.command import main

HERE = Path(__file__).parent
COMMAND = HERE.parents[1] / "typeset.py"
DATE = "2026-06-01"
PAGE = f"layouts/{DATE}/A01.yaml"
PHOTO = f"assets/{DATE}/harbour.jpg"

#: The first line of a problem: place (a file as such has no line), severity and code.
_HEAD = re.compile(r"^(?:(?P<place>\S*) )?(?P<kind>(?:error|warning|note)\[[a-z-]+\.[a-z0-9-]+\]) ", re.MULTILINE)


class Said(NamedTuple):
    """What a command printed, and its exit status."""

    status: int
    text: str

    @property
    def problems(self) -> list[str]:
        """``path:line:col severity[code]`` of each problem, in the order printed."""
        return [f"{found['place'] or ''} {found['kind']}".strip() for found in _HEAD.finditer(self.text)]

    @property
    def data(self) -> dict[str, object]:
        """The answer of ``--format json``."""
        answer: dict[str, object] = json.loads(self.text)
        return answer


class Desk:
    """A project in a folder of its own, and the command run on it as a compositor would."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.out = root / "out" / DATE
        self._capsys = capsys

    def run(self, *words: str) -> Said:
        """Run the command in this process; words that begin with a verb's path are below the project."""
        self._capsys.readouterr()
        try:
            status = main(list(words))
        except SystemExit as stop:
            status = int(stop.code or 0)
        told = self._capsys.readouterr()
        return Said(status, told.out + told.err)

    def build(self, *words: str, lang: str = "zh") -> Said:
        """Build the edition."""
        return self.run("build", str(self.root / "layouts" / DATE), "--lang", lang, *words)

    def check(self, *words: str, lang: str = "zh") -> Said:
        """Check the edition."""
        return self.run("check", str(self.root / "layouts" / DATE), "--lang", lang, *words)

    def path(self, name: str) -> Path:
        """A file of the project."""
        return self.root / name

    def text(self, name: str) -> str:
        """What a file of the project says."""
        return self.path(name).read_text("utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file of the project."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def edit(self, name: str, find: str, put: str) -> None:
        """Replace a text that stands in a file exactly once."""
        text = self.text(name)
        assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {name}"
        self.write(name, text.replace(find, put))

    def outputs(self) -> dict[str, bytes]:
        """Every published file (drafts and locks apart) with its bytes."""
        return {
            str(path.relative_to(self.out)): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and ".locks" not in path.parts and not path.name.endswith(".draft.pdf")
        }


def draw_photo(path: Path, width: int = 900, height: int = 600) -> None:
    """A photo with something to see in every part of it, the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    around = Image.radial_gradient("L").resize((width, height))
    Image.merge("RGB", (across, around, around.transpose(Image.Transpose.FLIP_LEFT_RIGHT))).save(
        path, "JPEG", quality=80
    )


def copy_project(folder: Path) -> Path:
    """A copy of the sound project, its photo drawn."""
    shutil.copytree(HERE / "project", folder, dirs_exist_ok=True)
    draw_photo(folder / PHOTO)
    return folder


def typeset(
    *words: str, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run([sys.executable, str(COMMAND), *words], capture_output=True, encoding="utf-8", errors="replace", check=False,
                          cwd=cwd, env={**os.environ, **(env or {})}, timeout=120)  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound project after a good build: its page and its edition lie in out/."""
    root = copy_project(tmp_path_factory.mktemp("sound") / "paper")
    assert main(["build", str(root / "layouts" / DATE), "--format", "json"]) == 0
    return root


@pytest.fixture
def desk(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """The sound project with its last good pages, to be broken."""
    shutil.copytree(built, tmp_path / "paper", symlinks=True)
    return Desk(tmp_path / "paper", capsys)
