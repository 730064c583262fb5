"""What is typed: options anywhere, help in two languages, slips answered with the word that was meant, the name that was called."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import COMMAND, DATE, PAGE, Desk, typeset

from banxin.__main__ import called
from banxin.desk._options import parser, verbs_of
from banxin.desk.command import main
from banxin.problems import Words, all_codes
from tests.conftest import outside

if TYPE_CHECKING:
    from pathlib import Path

_VERBS = verbs_of(parser())
_HANZI = re.compile("[\u4e00-\u9fff]")


def help_of(desk: Desk, *words: str) -> str:
    said = desk.run(*words, "--help")
    assert said.status == 0
    return said.text


@pytest.mark.parametrize("verb", _VERBS)
def test_help_speaks_the_readers_language(verb: str, desk: Desk) -> None:
    """Each verb, each of its options and an example, in Chinese and in English; no code shows, nothing of the other language."""
    for lang in ("zh", "en"):
        text = help_of(desk, verb, "--lang", lang)
        assert "usage." not in text
        assert text.startswith({"zh": "用法：", "en": "usage: "}[lang])
        assert {"zh": "例：", "en": "examples:"}[lang] in text
        # argparse's own words
        assert ("positional arguments" in text) is ("show this help message" in text) is False
        if lang == "zh":
            assert not re.search(r"\b(options|examples|the)\b", text), text
    for action in _VERBS[verb]._actions:
        assert action.help, (verb, action.dest)


def test_help_follows_the_locale(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """A Chinese desk reads Chinese without asking for it; the command's help lists every verb with what it does."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    text = help_of(desk)
    assert text.startswith("用法：")
    for verb in _VERBS:
        assert re.search(rf"^    {verb}\s+.*?[\u4e00-\u9fff]", text, re.MULTILINE), verb
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert help_of(desk).startswith("usage: ")
    assert help_of(desk, "--lang", "zh").startswith("用法：")


def test_no_sentence_of_the_help_lies_about() -> None:
    """Each row that begins with usage. is said somewhere: of an option, a verb, an example or a slip."""
    said = {parser().description, parser().epilog}
    for verb in (parser(), *_VERBS.values()):
        texts = [verb.description, verb.epilog, *(action.help for action in verb._actions)]
        said |= {code for text in texts if text for code in text.split()}
    own = {"usage.usage", "usage.positionals", "usage.options", "usage.between", "usage.help", "usage.version"}
    rows = {code for code, row in all_codes().items() if code.startswith("usage.") and "why_en" not in row}
    said = {code for code in said if code and code.startswith("usage.")}
    assert said <= rows
    assert rows <= said | own


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_can_be_typed(lang: str) -> None:
    """What an example says, the command understands: nobody copies a line that is a slip."""
    tried = 0
    for name, row in all_codes().items():
        if name.startswith("usage.example"):
            for line in row[lang].splitlines():
                if not line.startswith("  "):
                    continue
                program, *words = shlex.split(line, comments=True)
                assert program == "banxin"
                tried += 1
                if "--help" not in words:
                    _VERBS[words[0]].parse_intermixed_args(words[1:], argparse.Namespace())
    assert tried > 30


def test_help_is_as_wide_as_the_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hanzi take two columns; no line runs over, and none begins with a closing mark."""
    monkeypatch.setenv("COLUMNS", "70")
    for line in help_of(desk, "export", "--lang", "zh").splitlines():
        # An example is copied, and stays on one line.
        assert "  # " in line or sum(1 + (letter >= "\u2e80") for letter in line) <= 70, line
        assert not re.match(r"\s*[，。；）、]", line), line


@pytest.mark.parametrize("words", [
    ["export", "epaper", "-o", "{out}", "{edition}"], ["export", "-o", "{out}", "epaper", "{edition}"],
    ["-o", "{out}", "export", "epaper", "{edition}"], ["export", "epaper", "{edition}", "-o", "{out}"],
    ["--lang", "en", "export", "epaper", "{edition}", "--out={out}"],
])  # fmt: skip
def test_options_may_stand_anywhere(words: list[str], desk: Desk, tmp_path: Path) -> None:
    """Before the verb, between its words, behind them."""
    blanks = {"out": str(tmp_path / "site"), "edition": str(desk.root / "layouts" / DATE)}
    said = desk.run(*(word.format(**blanks) for word in words))
    assert said.status == 0, said.text
    assert (tmp_path / "site" / "epaper").is_dir()


def test_options_stand_between_the_words_of_every_verb() -> None:
    """No verb takes its words only in one piece."""
    for name, verb in _VERBS.items():
        words = [action for action in verb._actions if not action.option_strings]
        given = [(action.choices and next(iter(action.choices))) or "x" for action in words]
        options = ["--measure", "13"] if name == "galley" else ["--lang", "en"]
        found = verb.parse_intermixed_args([*given[:1], *options, *given[1:], "--format", "json"])
        assert found.format == "json", name


@pytest.mark.parametrize(("words", "code", "meant"), [
    (["bild"], "usage.no-verb", "build"), (["buidl", "layouts"], "usage.no-verb", "build"), ([], "usage.which-verb", ""),
    (["chekc", "--press"], "usage.no-verb", "check"), (["build", "--pr"], "usage.ambiguous", "--press"),
    (["build", "--perss"], "usage.no-option", "--press"), (["check", "--onyl", "pages"], "usage.no-option", "--"),
    (["build", "--only", "page"], "usage.choice", "pages"), (["export", "epapre"], "usage.choice", "epaper"),
    (["check", "--lang", "fr"], "usage.choice", "zh"), (["build", "--stamp"], "usage.no-value", ""),
    (["build", "--fresh=yes"], "usage.flag", ""), (["build", "--press", "--proof"], "usage.clash", ""),
    (["rename", "towns"], "usage.missing", ""), (["undo", "x", "y"], "usage.too-many", ""),
    (["migrate", "--to", "two"], "usage.value", ""), (["galley", "x"], "usage.missing", ""),
])  # fmt: skip
def test_a_slip_is_answered(
    words: list[str], code: str, meant: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 2, one problem with what was meant, in both languages; to machines an object like any other."""
    monkeypatch.chdir(desk.root.parent)
    for lang in ("zh", "en"):
        said = desk.run(*words, *(["--lang", lang] if "--lang" not in words else []))
        assert said.status == 2, said.text
        assert f"error[{code}]" in said.text
        assert meant in said.text
        assert "hint:" in said.text
        if "--lang" not in words:
            assert (lang == "zh") is bool(_HANZI.search(said.text)), said.text
    machine = desk.run(*words, "--format", "json")
    if code != "usage.no-value":
        assert machine.data["status"] == 2
        assert [problem["code"] for problem in machine.data["problems"]] == [code]  # type: ignore[index,attr-defined]
        assert machine.text.count("\n") == 1


def test_only_what_is_missing_is_asked_for(desk: Desk) -> None:
    """Not the path, which may be left out."""
    assert "rename needs NEW\n" in desk.run("rename", "towns", "--lang", "en").text
    assert "galley 还缺 --measure\n" in desk.run("galley", "towns", "--lang", "zh").text


def test_a_slip_says_nothing_on_the_output(tmp_path: Path) -> None:
    """What goes into a pipe is an answer, and there is none."""
    done = typeset("bild", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean python" in done.stderr or "did you mean typeset.py build" in done.stderr


@pytest.mark.parametrize(("words", "names"), [
    (["build", "{page}"], {"edition", "pages"}), (["check", "{page}"], {"edition", "pages"}),
    (["export", "epaper", "{edition}", "-o", "{out}"], {"edition", "pages", "written"}), (["status", "{edition}"], {"pages"}),
    (["plates", "{page}", "-o", "{out}"], {"pages"}), (["fonts", "{root}"], {"roles"}), (["explain", "makeup.overset"], {"codes"}),
    (["galley", "{root}/stories/2026-06-01/lamps.md", "--measure", "13"], {"lines"}), (["meter", "{page}"], {"pages"}),
    (["import", "{root}/stories/2026-06-01/lamps.md", "-o", "{out}/wire.md"], {"stories"}), (["new", "paper", "{out}/paper"], {"files"}),
    (["new", "story", "{out}/flood.md"], {"files"}), (["new", "page", "{out}/A09.yaml"], {"files"}), (["schema", "-o", "{out}"], {"files"}),
    (["schema", "page"], {"schema"}), (["move", "{root}/layouts/2026-06-01/A01/lamps", "--lines", "1-40"], set()),
    (["deliver", "{edition}"], set()),
    (["cancel", "{root}/layouts/2026-06-01/A01.yaml", "--dry-run"], set()), (["renumber", "A01=A02", "{edition}"], set()),
    (["rename", "nobody", "somebody", "{edition}"], set()), (["migrate", "{root}", "--dry-run"], set()), (["undo", "{root}"], set()),
    (["redo", "{root}"], set()), (["completion", "zsh"], {"script"}), (["doctor"], {"packages", "shell", "seconds"}),
])  # fmt: skip
def test_every_verb_answers_machines(words: list[str], names: set[str], desk: Desk, tmp_path: Path) -> None:
    """One line that is one object with problems and status in it, whose status is the command's, be it right or wrong."""
    blanks = {
        "root": desk.root,
        "edition": desk.root / "layouts" / DATE,
        "page": desk.root / PAGE,
        "out": tmp_path / "o",
    }
    said = desk.run(*(word.format(**blanks) for word in words), "--format", "json")
    assert said.text.count("\n") == 1, said.text
    assert {"problems", "status"} | names <= set(said.data), said.data
    assert said.data["status"] == said.status


def test_no_verb_is_left_out_of_the_test_above() -> None:
    """A new verb answers machines, too."""
    marks = [mark for mark in test_every_verb_answers_machines.pytestmark if mark.name == "parametrize"]
    assert {words[0] for words, _ in marks[0].args[1]} == set(_VERBS)


@pytest.mark.parametrize(("path", "name"), [
    ("/usr/bin/banxin", "banxin"), ("/usr/bin/typeset", "typeset"), ("/home/desk/.venv/bin/typeset.py", "typeset.py"),
    ("typeset.py", "python typeset.py"), ("./typeset.py", "./typeset.py"), (".venv/bin/banxin", ".venv/bin/banxin"),
    ("../my paper/typeset.py", "typeset.py"), ("/site-packages/banxin/__main__.py", "python -m banxin"),
    ("../{x}/typeset.py", "typeset.py"),
])  # fmt: skip
def test_the_command_is_called_what_was_typed(path: str, name: str) -> None:
    """So that a hint can be typed as it stands."""
    assert called(path) == name


def test_hints_and_help_name_the_command_as_it_was_called(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """In every sentence, and in none another name; a library says the one that every shell lets through."""
    main(["galley", "--lang", "en", "--measure", "13"], "typeset.py")
    assert "hint: typeset.py galley SLUG" in capsys.readouterr().out
    main(["build", "--help", "--lang", "en"], "./typeset.py")
    text = capsys.readouterr().out
    assert "usage: ./typeset.py build" in text
    assert "  ./typeset.py build layouts" in text
    assert "banxin galley SLUG" in Words("en").row("desk.galley-what")["hint_en"]  # type: ignore[index]
    for code, row in all_codes("./x").items():
        assert code.startswith("doctor.") or not re.search(r"\b(typeset|banxin) [a-z]", " ".join(row.values())), code
    assert desk.run("--version").text.startswith("banxin (banxin ")


def test_the_installed_names_are_one_command(tmp_path: Path) -> None:
    """A script called typeset.py is no module that another script finds in its own folder in place of ours."""
    import tomllib

    scripts = tomllib.loads((COMMAND.parent / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert set(scripts) == {"banxin", "typeset", "typeset.py"}
    for name, target in scripts.items():
        module, function = target.split(":")
        (tmp_path / name).write_text(f"import sys\nfrom {module} import {function}\nsys.exit({function}())\n", "utf-8")
    for name in scripts:
        done = subprocess.run([sys.executable, str(tmp_path / name), "--version"], env={"PYTHONPATH": str(COMMAND.parent), "PATH": "/usr/bin:/bin"},
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert (done.returncode, done.stdout.split()[0]) == (0, name), done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "ksh93", "mksh", "fish", "dash"])
def test_every_shell_lets_the_name_through(shell: str, tmp_path: Path) -> None:
    """``banxin`` is nobody's word; ``typeset`` is free after the line that doctor shows, where the shell keeps it."""
    from banxin.run.doctor import MEND

    program = outside(shell)
    for name in ("banxin", "typeset"):
        (tmp_path / name).write_text("#!/bin/sh\necho ours\n", "utf-8")
        (tmp_path / name).chmod(0o755)

    def says(line: str) -> str:
        done = subprocess.run([program, "-c", line], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=False)  # fmt: skip
        return done.stdout.strip()

    assert says("banxin build") == "ours"
    if shell in ("fish", "dash"):
        assert says("typeset build") == "ours"
    else:
        assert says("typeset build") == ""
        expand = "shopt -s expand_aliases; " if shell == "bash" else ""
        assert says(f"{expand}{MEND}; eval 'typeset build'") == "ours"
