"""A parser whose help and errors are the house's: rows of ``words/usage.toml`` in both languages, and problems with a hint.

A help that is a code (``usage.build-fresh``) is said when it is asked for, so that a build reads no row of it; one of a verb that
another package brings is its own text. What argparse says of a slip is taken apart and becomes a problem, which has a code, the
word that was likely meant, and is an object for machines like any other.
"""

from __future__ import annotations

import argparse
import re
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from banxin.problems import Fault, Maybe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from banxin.problems import Words

#: argparse's own headings.
_HEADINGS = {"positional arguments": "usage.positionals", "options": "usage.options"}
#: What takes the rest of the words: such a verb reads them itself.
_REST = (argparse.PARSER, argparse.REMAINDER)


class Parser(argparse.ArgumentParser):
    """A verb's, or the command's."""

    words: Words | None = None
    """In whose language it speaks; given before it is asked anything."""

    def format_help(self) -> str:
        """Its help in the language of messages."""
        if self.words is not None:
            self.formatter_class = partial(_HelpLines, words=self.words)
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Raise :class:`Fault` with what argparse says."""
        raise _fault(message, self)

    def spell(self) -> None:
        """Put its help in place of codes, for who reads it off its arguments."""
        assert self.words is not None
        shown = _HelpLines(self.prog, self.words)
        for action in self._actions:
            inner = action._choices_actions if isinstance(action, argparse._SubParsersAction) else []  # noqa: SLF001
            for one in (action, *inner):
                one.help = shown._get_help_string(one)  # noqa: SLF001 - a formatter's own door

    def read(self, arguments: Sequence[str], found: argparse.Namespace) -> argparse.Namespace | None:
        """What a verb was told, its options wherever they stand; ``None`` where it was asked for its help, which is printed.

        Raises :class:`Fault`.
        """
        if any(action.nargs in _REST for action in self._get_positional_actions()):
            return self.parse_args(arguments, found)
        before = arguments[: arguments.index("--")] if "--" in arguments else arguments
        if {"-h", "--help"} & set(before):
            self.print_help()
            return None
        return self.parse_intermixed_args(arguments, found)

    def valued(self) -> set[str]:
        """Its options that take a word."""
        return {name for action in self._actions if action.nargs != 0 for name in action.option_strings}

    def options(self) -> list[str]:
        """All its options."""
        return [name for action in self._actions for name in action.option_strings]

    def spare(self) -> set[str | None]:
        """Its words that may be none, which argparse counts among the missing ones all the same."""
        return {action.metavar for action in self._get_positional_actions() if action.nargs in ("*", "?")}  # type: ignore[misc]

    def choices(self, name: str) -> list[str]:
        """What may stand for an argument, as argparse calls that in its errors."""
        for action in self._actions:
            if name in ("/".join(action.option_strings), action.metavar, action.dest):
                return [str(one) for one in action.choices or ()]
        return []


#: What argparse says of a slip, after the argument that it is about.
_SAID = {
    "choice": re.compile(r"invalid choice: (?P<given>.*?)(?: \(choose from .*\))?$", re.DOTALL),
    "value": re.compile(r"invalid .*? value: (?P<given>.*)$", re.DOTALL),
    "no-value": re.compile(r"expected .* arguments?$"),
    "flag": re.compile(r"ignored explicit argument (?P<given>.*)$", re.DOTALL),
    "clash": re.compile(r"not allowed with argument (?P<other>.*)$"),
}


def _fault(said: str, parser: Parser) -> Fault:
    """An error of argparse's as one of ours; what it says in other words stays as it is."""
    from banxin.plan.nearest import nearest  # noqa: PLC0415 - for slips alone

    verb = parser.prog.rpartition(" ")[2]
    if lacking := re.match(r"the following arguments are required: (.*)$", said):
        names = [name for name in lacking[1].split(", ") if name not in parser.spare()]
        return Fault("usage.missing", None, verb=verb, names=", ".join(names))
    if extra := re.match(r"unrecognized arguments: (.*)$", said, re.DOTALL):
        option = next((word for word in extra[1].split() if word.startswith("-")), "")
        if not option:
            return Fault("usage.too-many", None, verb=verb, given=extra[1])
        option = option.partition("=")[0]
        return Fault("usage.no-option", None, verb=verb, given=option, meant=Maybe(nearest(option, parser.options())))
    if several := re.match(r"ambiguous option: (.*?) could match (.*)$", said):
        return Fault("usage.ambiguous", None, given=several[1], known=several[2])
    name, _, rest = said.removeprefix("argument ").partition(": ")
    for kind, pattern in _SAID.items():
        if found := pattern.match(rest):
            given = found.groupdict().get("given", "").strip("'\"")
            if kind == "choice":
                known = parser.choices(name)
                return Fault("usage.choice", None, name=name, given=given, known=", ".join(known), meant=Maybe(nearest(given, known)))  # fmt: skip
            if kind == "value":
                return Fault("usage.value", None, name=name, given=given, verb=verb)
            if kind == "no-value":
                return Fault("usage.no-value", None, name=name, verb=verb)
            if kind == "flag":
                return Fault("usage.flag", None, name=name, given=given)
            return Fault("usage.clash", None, name=name, other=found["other"])
    return Fault("usage.other", None, said=said, verb=verb)


class _HelpLines(argparse.HelpFormatter):
    """Help as it is shown: rows in place of codes, broken at a terminal's columns."""

    def __init__(self, prog: str, words: Words) -> None:
        super().__init__(prog, max_help_position=28)
        self._words = words

    def _said(self, text: str) -> str:
        """One code or several; anything else is a text already."""
        codes = text.split()
        if not codes or not all(code.startswith("usage.") for code in codes):
            return text
        return self._words.say("usage.between").join(self._words.say(code) for code in codes)

    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[argparse._MutuallyExclusiveGroup],
                  prefix: str | None = None) -> None:  # fmt: skip
        super().add_usage(usage, actions, groups, prefix or self._words.say("usage.usage"))

    def start_section(self, heading: str | None) -> None:
        super().start_section(self._words.say(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    def add_text(self, text: str | None) -> None:
        super().add_text(self._said(text) if text else text)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        if action.dest in ("help", "version") and action.nargs == 0:
            return self._words.say(f"usage.{action.dest}")
        said = self._said(action.help or "")
        return said if said == action.help else said.replace("%", "%%")

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Examples keep their lines."""
        lines = text.strip().splitlines() if "\n" in text else _wrapped(text, width - len(indent))
        return "".join(f"{indent}{line}\n" for line in lines)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _wrapped(" ".join(text.split()), width)


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines of so many columns: between words, and between hanzi with their marks."""
    lines, line, used = [], "", 0
    for piece, columns in _pieces(text):
        if line and used + columns > width:
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + piece, used + columns
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """What stays on one line, with its columns: a word and its space, a hanzi and the marks at it."""
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - for help alone

    piece, columns, before = "", 0, ""
    for letter in text:
        wide = east_asian_width(letter) in "WF"
        joined = category(letter) in ("Po", "Pe", "Pf", "Zs") or category(before or "a") in ("Ps", "Pi")
        parts = before == " " or wide or (before and east_asian_width(before) in "WF")
        if piece and parts and not joined:
            yield piece, columns
            piece, columns = "", 0
        piece, columns, before = piece + letter, columns + 1 + wide, letter
    yield piece, columns
