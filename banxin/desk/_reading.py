"""From the words that somebody typed to a verb and what it was told."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from banxin.desk._brought import brought
from banxin.desk._options import parser, verbs_of
from banxin.problems import Fault, Maybe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.desk._brought import Verb
    from banxin.problems import Words


def read(
    arguments: list[str], words: Words, known: frozenset[str]
) -> tuple[argparse.Namespace | None, Mapping[str, Verb]]:
    """What was told, and the verbs that others bring; ``None`` where help or the version was asked for, which is printed.

    Raises :class:`Fault` for what nobody can do.
    """
    at = _verb_at(arguments)
    verb = arguments[at] if at < len(arguments) else ""
    more = brought(verb, known)
    command = parser(more, words)
    verbs = verbs_of(command)
    if not verb:
        if {"-h", "--help"} & set(arguments):
            command.print_help()
            return None, more
        if "--version" in arguments:
            command.parse_args(["--version"])
        raise Fault("usage.which-verb", None, known=", ".join(verbs))
    if verb not in verbs:
        from banxin.plan.nearest import nearest  # noqa: PLC0415 - for slips alone

        raise Fault("usage.no-verb", None, given=verb, meant=Maybe(nearest(verb, list(verbs))), known=", ".join(verbs))
    own = verbs[verb]
    own.words = words
    return own.read([*arguments[:at], *arguments[at + 1 :]], argparse.Namespace(verb=verb)), more


def _verb_at(arguments: list[str]) -> int:
    """Where the verb stands: options may come before it, with their words."""
    at = 0
    if arguments and arguments[0].startswith("-"):
        valued = {name for one in verbs_of(parser()).values() for name in one.valued()}
        while at < len(arguments) and arguments[at].startswith("-"):
            at += 2 if arguments[at] in valued else 1
    return at
