"""Words completed while they are typed: what a shell is told, by the script that it reads and by the command that it asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COMMAND, DATE, Desk

from tests.conftest import outside


def completed(line: str, cwd: Path, shell: str = "bash", answer: Path | None = None, **env: str) -> list[str]:
    """What may follow a line."""
    answer = answer or cwd / ".completed"
    subprocess.run([sys.executable, str(COMMAND)], check=False, cwd=cwd, capture_output=True, env={
        **os.environ, "_ARGCOMPLETE": "1", "_ARGCOMPLETE_SHELL": shell, "COMP_LINE": line, "COMP_POINT": str(len(line.encode())), "COMP_TYPE": "9",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer), "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_SUPPRESS_SPACE": "1", **env})  # fmt: skip
    found = answer.read_text("utf-8").splitlines()
    answer.unlink()
    return [word.strip() for word in found]


@pytest.mark.parametrize(("line", "words"), [
    ("banxin b", ["build"]), ("typeset e", ["explain", "export"]), ("banxin build --pr", ["--press", "--profile", "--proof"]),
    ("banxin build --only ", ["edition", "pages"]), ("banxin export ep", ["epaper"]), ("banxin galley la", ["lamps"]),
    ("banxin galley --measure 13 har", ["harbour"]), ("banxin check layouts/2026-06-01/A", ["layouts/2026-06-01/A01.yaml"]),
    ("banxin explain makeup.overs", ["makeup.overset"]), ("banxin rename lam", ["lamps"]), ("banxin import x --date 2026", [DATE]),
    ("banxin new st", ["story"]), ("banxin schema p", ["page"]), ("banxin move layouts/2026-06-01/A01/lam", ["layouts/2026-06-01/A01/lamps"]),
    ("banxin completion z", ["zsh"]),
])  # fmt: skip
def test_what_is_meant_is_offered(line: str, words: list[str], desk: Desk) -> None:
    """Verbs, options, their words, stories, pages, blocks, codes and days."""
    found = completed(line, desk.root)
    assert sorted(set(found) - {"--"}) == words


def test_pages_are_offered_by_their_bare_names_in_their_edition(desk: Desk) -> None:
    """Where one stands in it, or has named it; blocks of a page behind its name."""
    edition = desk.root / "layouts" / DATE
    assert completed("banxin build A", edition) == ["A01"]
    assert "A01" in completed("banxin check ", desk.root, TYPESET_EDITION=str(edition))
    assert "A01/lamps" in completed("banxin move A01/", edition)
    assert completed("banxin move A0", edition) == ["A01/"]


def test_what_cannot_be_read_completes_nothing(desk: Desk, tmp_path: Path) -> None:
    """Neither a broken page nor a folder that is no paper puts a traceback into somebody's line."""
    desk.write(f"layouts/{DATE}/A01.yaml", "blocks: [")
    assert completed("banxin move A01/", desk.root / "layouts" / DATE) == []
    assert completed("banxin galley s", Path("/"), answer=tmp_path / "answer") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_what_a_verb_does_stands_beside_it(shell: str, desk: Desk) -> None:
    """In the language of the desk."""
    (line,) = completed("banxin plat", desk.root, shell, LC_ALL="zh_CN.UTF-8", _ARGCOMPLETE_DFS="\t")
    assert line.startswith("plates")
    assert "印版" in line


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_by_the_name_that_every_shell_lets_through(shell: str, desk: Desk) -> None:
    """Whichever name is typed: typeset in bash would ask bash itself."""
    text = desk.run("completion", shell).text
    assert "banxin" in text
    assert all(name in text for name in ("typeset", "typeset.py"))
    assert "$1" not in text or 'script="banxin"' in text


def test_bash_completes_by_the_script(desk: Desk, tmp_path: Path) -> None:
    """Read as the document says, asked as bash asks."""
    (tmp_path / "banxin").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{COMMAND}" "$@"\n', "utf-8")
    (tmp_path / "banxin").chmod(0o755)
    for line in ("banxin galley la", "typeset galley la", "typeset.py galley la"):
        script = f"""eval "$(banxin completion bash)"; COMP_LINE="{line}"; COMP_POINT=${{#COMP_LINE}}; COMP_TYPE=9
            complete -p {line.split()[0]} | grep -q _python_argcomplete_banxin && _python_argcomplete_banxin {line.split()[0]}; echo "${{COMPREPLY[@]}}" """
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=desk.root,
                              env={**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin"})  # fmt: skip
        assert done.stdout.strip() == "lamps", done.stderr


def test_fish_completes_by_the_script(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "banxin").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{COMMAND}" "$@"\n', "utf-8")
    (tmp_path / "banxin").chmod(0o755)
    done = subprocess.run([outside("fish"), "--no-config", "-c", "banxin completion fish | source; complete -C 'typeset galley la'"], cwd=desk.root,
                          capture_output=True, text=True, check=False, env={**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin"})  # fmt: skip
    assert done.stdout.split() == ["lamps"]


def test_no_other_run_loads_it(desk: Desk) -> None:
    """A build knows nothing of it."""
    code = (
        "import sys; from banxin.desk.command import main; main(sys.argv[1:]); assert 'argcomplete' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code, "build", str(desk.root)], capture_output=True, text=True, check=False, cwd=COMMAND.parent)  # fmt: skip
    assert not done.returncode, done.stderr
