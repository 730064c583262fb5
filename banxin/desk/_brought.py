"""Verbs that other rooms and packages bring: entry points of the group ``banxin.verbs``.

So the command knows no room below itself: a desk in the browser or a farm of machines is there where it is installed.
Entry points are looked at for a verb that is none of the command's own, and for its help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import argparse

    from banxin.problems import Words

GROUP = "banxin.verbs"


class Verb(Protocol):
    """What an entry point leads to: a verb, by the entry point's name."""

    def add(self, verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
        """Add the verb's own parser, with ``parents=[common]`` for ``--lang`` and ``--format``."""

    def run(self, options: argparse.Namespace, words: Words) -> int:
        """Do it; returns the exit status. May raise :class:`banxin.Fault`, which the command says.

        ``options.held`` is an ``ExitStack`` that ends with the verb; within ``options.waits`` a terminal shows what is done.
        """


def brought(wanted: str, known: frozenset[str]) -> dict[str, Verb]:
    """The verb that is ``wanted`` where it is none of the ``known``; all of them where none is named (''), for the command's help."""
    if wanted in known:
        return {}
    from importlib.metadata import entry_points  # noqa: PLC0415 - a build never comes here

    there = [one for one in entry_points(group=GROUP) if one.name not in known and wanted in ("", one.name)]
    return {one.name: one.load() for one in there}
