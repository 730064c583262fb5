"""What the documents say is so: paths, options, rooms, packages, sizes; and the first page's page comes out as it says."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tomllib

import pytest

from banxin.desk._options import parser
from banxin.desk.command import main
from banxin.plan.kinds import KINDS
from banxin.press.products import PRODUCTS
from tests.conftest import ROOT
from tests.test_house import ROOMS

DOCUMENTS = ("README.md", "README.zh.md", "ARCHITECTURE.md", "CHANGELOG.md", "bench/README.md",
             *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")))  # fmt: skip
DAY = "2026-06-01"
#: Documents that speak of other programs' options, too.
OTHERS = {"bench/README.md", "docs/contributing.md", "docs/decisions.md", "docs/where.md"}
#: What stands before a path of the tree; paths of a project in general have a blank (<date>) or a variable in them.
TOPS = ("banxin", "tests", "docs", "bench", "assets", "layouts", "stories")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def prose_of(name: str) -> str:
    """A document without its examples."""
    return FENCE.sub("", text_of(name))


def paths_in(name: str):
    """The paths of the tree that a document names: in code, and as its links."""
    for code in re.findall(r"`([^`\n]+)`", prose_of(name)):
        for word in code.split():
            if word.partition("/")[0] in TOPS and "/" in word and not set(word) & set("<>${}…"):
                yield word.strip(",;()")
    folder = os.path.dirname(name)
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)", text_of(name)):
        if ":" not in link:
            yield os.path.normpath(os.path.join(folder, link))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_that_a_document_names_is_there(name):
    """Whoever follows a document ends at a file."""
    for path in paths_in(name):
        assert any(ROOT.glob(path)), f"{name}: {path}"


def test_every_name_in_a_file_is_there():
    """`Name` in `path` is said of what the file has."""
    found = 0
    for name in DOCUMENTS:
        for names, path in re.findall(
            r"((?:`[\w.()\[\]]+`(?:, | and | or )?)+) in (?:all files of )?`([\w/.-]+\.(?:py|toml))`", prose_of(name)
        ):
            for word in re.findall(r"`[\w.]*?(\w+)[()\]]*`", names):
                found += 1
                assert re.search(rf"\b{word}\b", text_of(path)), f"{name}: {word} in {path}"
    assert found > 15


def test_paths_are_found_where_they_are_written():
    """The test above looks at something."""
    assert len(set(paths_in("ARCHITECTURE.md"))) > 40
    assert len(set(paths_in("docs/where.md"))) > 120
    assert {"docs/layouts.md", "docs/pages.jpg"} <= set(paths_in("README.md"))


def test_the_map_is_small_and_names_every_room():
    """Ten kilobytes, the rooms in their order."""
    text = text_of("ARCHITECTURE.md")
    assert len(text.encode("utf-8")) <= 10_240
    block = next(body for _, body in FENCE.findall(text) if "banxin/" in body)
    named = re.findall(r"^  (\w+)(?:\.py|/) ", block, re.MULTILINE)
    assert tuple(named) == ROOMS


def test_the_first_page_is_short_and_begins_with_a_picture():
    """A page is seen before anything is read about it."""
    for name in ("README.md", "README.zh.md"):
        lines = text_of(name).splitlines()
        assert any(line.startswith("![") for line in lines[:12]), name
    assert len(text_of("README.md").splitlines()) <= 200


def test_every_document_is_found_from_the_first_page():
    """A document that nobody links is lost."""
    linked = {path for name in ("README.md", "ARCHITECTURE.md") for path in paths_in(name)}
    assert {name for name in DOCUMENTS if name.startswith("docs/")} <= linked


def _verbs() -> dict[str, argparse.ArgumentParser]:
    (verbs,) = (one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(verbs.choices)


def test_every_option_is_there_and_told():
    """No document names an option that is not; the command's own document names all of them."""
    options = {option for verb in _verbs().values() for one in verb._actions for option in one.option_strings}
    for name in set(DOCUMENTS) - OTHERS:
        assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", text_of(name))) <= options | {"--version"}, name
    told = text_of("docs/command.md")
    assert not {option for option in options if option.startswith("--")} - set(re.findall(r"--[a-z][\w-]*", told))
    assert not {verb for verb in _verbs() if not re.search(rf"`[^`]*\b{verb}\b", told)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_verb_is_one(name):
    """What follows the command's name in a document is a verb of it."""
    for verb in re.findall(r"(?:\btypeset|\bbanxin|typeset\.py) ([a-z]+)\b", "\n".join(_code(name))):
        assert verb in _verbs(), f"{name}: typeset {verb}"


def _code(name: str) -> list[str]:
    shown = [line.removeprefix("$ ").partition("  #")[0] for language, body in FENCE.findall(text_of(name))
             if language in ("console", "") for line in body.splitlines()]  # fmt: skip
    return [*(line for line in shown if re.match(r"(typeset|banxin|python typeset\.py) ", line)),
            *(code for code in re.findall(r"`([^`\n]+)`", prose_of(name)) if re.match(r"(typeset|banxin) ", code))]  # fmt: skip


def test_kinds_and_products_are_told():
    """A new kind of block or product is in the manual."""
    assert not [
        kind.name
        for kind in KINDS.values()
        if f"| `{kind.name}` | {kind.key.alias} |" not in text_of("docs/layouts.md")
    ]
    assert not [kind.name for kind in PRODUCTS.values() if kind.option and f"`{kind.folder}/`" not in text_of("docs/command.md")
                and f"/{kind.folder}/`" not in text_of("docs/command.md")]  # fmt: skip


def test_every_package_has_its_reason():
    """The tables of packages and pyproject.toml name the same ones."""
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = [project["dependencies"], *project["optional-dependencies"].values()]
    text = text_of("docs/dependencies.md")
    tables = [re.findall(r"^\| ([\w.-]+) \|", part, re.MULTILINE)[1:] for part in text.split("\n## ")[1:]]
    assert [[re.match(r"[\w.-]+", line)[0] for line in lines] for lines in wanted] == tables


@pytest.mark.parametrize(("verb", "words"), [
    ("build", ["check", f"layouts/{DAY}/A03.yaml"]), ("meter", ["meter", f"layouts/{DAY}/A03.yaml"]),
    ("galley", ["galley", f"stories/{DAY}/clinic.md", "--measure", "13"]), ("plates", ["plates", f"layouts/{DAY}/A03.yaml", "-o", "{out}"]),
    ("import", ["import", "README.md", "-o", "{out}/wire.md"]), ("status", ["status", f"layouts/{DAY}/A03.yaml"]),
    ("fonts", ["fonts"]), ("explain", ["explain", "makeup.overset"]), ("new", ["new", "story", "{out}/lamps.md"]),
    ("new", ["schema", "-o", "{out}"]), ("migrate", ["migrate", "--dry-run"]),
    ("schema house", ["schema", "house"]), ("doctor", ["doctor"]), ("completion", ["completion", "bash"]),
])  # fmt: skip
def test_what_is_said_to_machines_is_as_told(verb, words, tmp_path, capsys, monkeypatch):
    """The names in an answer of --format json are those of the command's document."""
    monkeypatch.chdir(ROOT)
    row = next(line for line in text_of("docs/command.md").splitlines() if re.match(rf"\| `{verb}`.*`problems`", line))
    told = re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", row.split("|")[2]))
    main([*(word.format(out=tmp_path) for word in words), "--format", "json"])
    assert set(told) == set(json.loads(capsys.readouterr().out))


def test_a_change_is_told_once():
    """No line of the list of changes stands twice."""
    entries = re.split(r"^\* ", text_of("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_first_page_leads_to_a_page(name, tmp_path):
    """The section with a paper of one's own, followed to the letter in an empty folder: first short of copy, then right."""
    part = next(part for part in re.split(r"^## ", text_of(name), flags=re.MULTILINE) if "banxin new paper" in part)
    script = ["set -e", f'banxin() {{ echo "> $*"; "{sys.executable}" "{ROOT}/typeset.py" "$@"; }}']
    for path, language, body in re.findall(
        r"(?:^`([^`\n]+)`[:：]\n\n)?^```(\w+)\n(.*?)^```$", part, re.MULTILINE | re.DOTALL
    ):
        if path:
            script.append(f"cat > {path} <<'END'\n{body}END")
        elif language == "console":
            script += [line.removeprefix("$ ") for line in body.splitlines()]
    done = subprocess.run(["bash", "-c", "\n".join(script)], cwd=tmp_path, env={**os.environ, "LC_ALL": "C.UTF-8"},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert 0 == done.returncode, done.stdout + done.stderr
    builds = re.split(r"^> build", done.stdout, flags=re.MULTILINE)[1:]
    assert 3 == len(builds), done.stdout
    assert "makeup.underset" in builds[1]
    assert not re.search(r"(error|warning)\[", builds[0]), done.stdout
    # The page that nobody made up yet, and the frame that keeps the lower half of the other one.
    assert re.findall(r"(?:error|warning)\[(\S+)\]", builds[2]) == ["proof.placeholder-page"] * 2, done.stdout
    assert len(list(tmp_path.glob("*/out/*/A02.pdf"))) == 2
