"""Words completed while they are typed: verbs, options, page names, story slugs, blocks and codes, by argcomplete.

A shell starts the command with ``_ARGCOMPLETE`` set and reads what may follow; no other run comes here. Only what lies there is
looked at, and whatever is wrong with it completes nothing.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, NoReturn

import argcomplete
import argcomplete.shell_integration
from argcomplete.completers import DirectoriesCompleter, FilesCompleter, SuppressCompleter

from banxin.desk._brought import brought
from banxin.desk._options import parser, verbs_of
from banxin.problems import COMMAND, Fault, all_codes
from banxin.run.project import find_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banxin.problems import Words

#: What the command is installed as.
_NAMES = (COMMAND, "typeset", "typeset.py")


def script(shell: str) -> str:
    """What a shell reads once so that it completes the command's words, whichever of its names is typed.

    All are asked for under the one name that every shell lets through: ``typeset`` is a word of the shell's own.
    """
    return argcomplete.shell_integration.shellcode(_NAMES, shell=shell, argcomplete_script=COMMAND)


def complete(words: Words, known: frozenset[str]) -> NoReturn:
    """Answer a shell, and end."""
    command = parser(brought("", known), words)
    command.spell()
    for verb in verbs_of(command).values():
        verb.words = words
        verb.spell()
        for argument in verb._actions:  # noqa: SLF001 - argparse has no other way
            wanted = _WANTED.get(argument.dest)
            if wanted is not None and argument.choices is None and argument.help:
                argument.completer = wanted  # type: ignore[attr-defined] # argcomplete looks for it there
    argcomplete.autocomplete(command, always_complete_options="long", default_completer=SuppressCompleter())
    os._exit(0)


def _quiet(names: Iterable[str]) -> list[str]:
    """What can be found, as far as it can be read."""
    found: list[str] = []
    with contextlib.suppress(Fault, OSError):
        found.extend(names)
    return found


def _paths(prefix: str, **_: object) -> list[str]:
    """Layouts and folders, and pages by their bare names where one stands in their edition or has named it."""
    edition = os.environ.get("TYPESET_EDITION") or "."
    bare = []
    if "/" not in prefix and os.path.exists(os.path.join(edition, "edition.yaml")):
        bare = [name.removesuffix(".yaml") for name in _quiet(sorted(os.listdir(edition))) if name.endswith(".yaml")]
    files = FilesCompleter(allowednames=("yaml",))(prefix)
    bare = [name for name in bare if name not in ("edition", "ads")]
    return [*bare, *(name for name in files if name.removesuffix(".yaml") not in bare)]


def _stories(prefix: str, **_: object) -> list[str]:
    """Slugs, those of all days; with a stroke a file."""
    if "/" in prefix:
        return list(FilesCompleter(allowednames=("md",))(prefix))
    return sorted(set(_quiet(_slugs())))


def _slugs() -> Iterator[str]:
    with find_project(".") as project:
        for day in project.tree.names("stories"):
            for name in project.tree.names(f"stories/{day}"):
                if name.endswith(".md"):
                    yield name.removesuffix(".md")


def _blocks(prefix: str, **_: object) -> list[str]:
    """``A05/ID``: first the page, then its blocks."""
    page, stroke, _block = prefix.rpartition("/")
    if stroke and not os.path.isdir(page):
        return _quiet(_ids(page))
    return [f"{name.removesuffix('.yaml')}{'' if os.path.isdir(name) else '/'}" for name in _paths(prefix)]


def _ids(page: str) -> Iterator[str]:
    from banxin.run.project import find_targets  # noqa: PLC0415
    from banxin.run.sources import UnreadError, open_sources  # noqa: PLC0415 - for blocks alone

    project, targets = find_targets([page if "/" not in page else f"{page}.yaml"])
    with project, contextlib.suppress(UnreadError):
        for target in targets:
            sources = open_sources(project.tree, target.folder)
            for name in target.pages:
                plan, _ = sources.plan(name)
                yield from (f"{page}/{block.id}" for block in (plan.blocks if plan is not None else ()))


def _named(prefix: str, **_: object) -> list[str]:
    """A story's name, or a block's with its page."""
    return [*_stories(prefix), *_blocks(prefix)]


def _codes(**_: object) -> list[str]:
    return [code for code, row in all_codes().items() if row.get("why_en")]


def _days(**_: object) -> list[str]:
    def editions() -> Iterator[str]:
        with find_project(".") as project:
            yield from (day for day in project.tree.names("layouts") if day[:1].isdigit())

    return _quiet(editions())


#: What completes an argument, by the name that the options have for it.
_WANTED = {"paths": _paths, "story": _stories, "old": _named, "block": _blocks, "code": _codes, "date": _days,
           "out": DirectoriesCompleter(), "file": FilesCompleter(), "text": FilesCompleter()}  # fmt: skip
