"""What the command can be told: its verbs and their options. What each is for stands in ``words/usage.toml``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from banxin.desk._asked import MESSAGES
from banxin.desk._parser import Parser
from banxin.hanzi.rules import LEVELS
from banxin.languages import known
from banxin.plan.keys import rows
from banxin.press.products import PLAIN, PRODUCTS
from banxin.run.exports import EXPORTS
from banxin.units import EM
from banxin.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.desk._brought import Verb
    from banxin.problems import Words

    Verbs = argparse._SubParsersAction[Parser]  # noqa: SLF001 - argparse has no other name for it

#: Shells that words are completed in.
SHELLS = ("bash", "zsh", "fish")


def parser(more: Mapping[str, Verb] | None = None, words: Words | None = None) -> Parser:
    """All verbs, and ``more`` that others brought; it speaks in ``words``."""
    name = words.command if words else "banxin"
    command = Parser(prog=name, description="usage.about", epilog="usage.examples")
    command.words = words
    common = Parser(add_help=False)
    common.add_argument("--lang", choices=MESSAGES, help="usage.lang")
    common.add_argument("--format", choices=("text", "json"), default="text", help="usage.format")
    command.add_argument("--version", action="version", version=f"{name} (banxin {__version__})")
    verbs = command.add_subparsers(dest="verb", required=True, metavar="VERB", prog=name)

    _build_parser(verbs, common)

    check = _verb(verbs, "check", common)
    check.add_argument("paths", nargs="*", metavar="PATH", help="usage.paths")
    check.add_argument("--press", action="store_true", help="usage.check-press")
    check.add_argument("--profile", default="", metavar="NAME", help="usage.check-profile")
    check.add_argument("--revision", default="", metavar="REV", help="usage.revision")

    _export_parser(verbs, common)

    for name in ("status", "plates"):
        looked = _verb(verbs, name, common)
        looked.add_argument("paths", nargs="*", metavar="PATH", help="usage.paths")
        looked.add_argument("-o", "--out", default="", metavar="DIR", help="usage.out")
        if name == "plates":
            looked.add_argument("--against", default="", metavar="REV|EDITION", help="usage.plates-against")
            _waiting(looked)

    _delivery_parser(verbs, common)

    fonts = _verb(verbs, "fonts", common)
    fonts.add_argument("paths", nargs="*", metavar="PATH", help="usage.project")

    explain = _verb(verbs, "explain", common)
    explain.add_argument("code", nargs="?", default="", metavar="KEY|CODE", help="usage.explain-code")

    _galley_parser(verbs)

    meter = _verb(verbs, "meter", common)
    meter.add_argument("paths", nargs="*", metavar="PAGE", help="usage.paths")
    meter.add_argument("--paragraph", default="", metavar=f"80{EM}", help="usage.meter-paragraph")

    _starting_parsers(verbs, common)
    _editing_parsers(verbs, common)

    _verb(verbs, "doctor", common)
    _verb(verbs, "completion", common).add_argument("shell", choices=SHELLS, help="usage.completion-shell")
    for verb in (more or {}).values():
        verb.add(verbs, common)  # type: ignore[arg-type] # a parser of ours is argparse's
    return command


def _waiting(verb: Parser) -> None:
    """A verb that writes where another desk may be at it."""
    verb.add_argument("--wait", type=_seconds, default=0.0, metavar="SECONDS", help="usage.wait")


def _seconds(given: str) -> float:
    seconds = float(given)
    if not 0 <= seconds <= 86_400:  # not a number is not either
        raise ValueError(given)
    return seconds


def _verb(verbs: Verbs, name: str, common: Parser | None) -> Parser:
    """A verb by its name, with the sentences of that name."""
    about = f"usage.verb-{name}"
    return verbs.add_parser(
        name, parents=[common] if common else [], help=about, description=about, epilog=f"usage.example-{name}"
    )


def verbs_of(command: Parser) -> dict[str, Parser]:
    """The verbs of a command by their names."""
    (verbs,) = (action for action in command._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001 - argparse has no other way
    return dict(verbs.choices)


def _build_parser(verbs: Verbs, common: Parser) -> None:
    """Pages, in which of their files, and where to."""
    build = _verb(verbs, "build", common)
    build.add_argument("paths", nargs="*", metavar="PATH", help="usage.paths")
    build.add_argument("-o", "--out", default="", metavar="DIR", help="usage.out")
    build.add_argument("--stamp", default="", metavar="TIME", help="usage.build-stamp")
    build.add_argument("--only", choices=("pages", "edition"), default="", help="usage.build-only")
    kinds = build.add_mutually_exclusive_group()
    for kind in PRODUCTS.values():
        if kind.option:
            kinds.add_argument(kind.option, dest="kind", action="store_const", const=kind.name, default=PLAIN.name,
                               help=f"usage.product-{kind.name}")  # fmt: skip
    build.add_argument("--with-assets", action="store_true", help="usage.build-with-assets")
    build.add_argument("--profile", default="", metavar="NAME", help="usage.build-profile")
    build.add_argument("--fresh", action="store_true", help="usage.build-fresh")
    build.add_argument("--revision", default="", metavar="REV", help="usage.revision usage.build-revision")
    _waiting(build)


def _delivery_parser(verbs: Verbs, common: Parser) -> None:
    """What goes to the plate room."""
    delivery = _verb(verbs, "deliver", common)
    delivery.add_argument("paths", nargs="*", metavar="PATH", help="usage.paths")
    delivery.add_argument("-o", "--out", default="", metavar="DIR", help="usage.deliver-out")
    delivery.add_argument("--again", action="store_true", help="usage.deliver-again")
    delivery.add_argument("--profile", default="", metavar="NAME", help="usage.build-profile")
    delivery.add_argument("--dry-run", action="store_true", help="usage.deliver-dry-run")


def _export_parser(verbs: Verbs, common: Parser) -> None:
    export = _verb(verbs, "export", common)
    export.add_argument("what", choices=tuple(EXPORTS), help=" ".join(f"usage.export-{name}" for name in EXPORTS))
    export.add_argument("paths", nargs="*", metavar="PATH", help="usage.export-paths")
    export.add_argument("-o", "--out", default="", metavar="DIR", help="usage.out")
    export.add_argument("--stamp", default="", metavar="TIME", help="usage.export-stamp")
    ways = [way for kind in EXPORTS.values() for way in kind.compat]
    export.add_argument(
        "--compat", action="append", default=[], choices=ways, help=" ".join(f"usage.compat-{way}" for way in ways)
    )
    _waiting(export)


#: Widths of marks by both their names.
STYLES = {written: name for name, alias in rows("setting")["marks"].type.choices for written in (name, alias)}
COPIES = tuple(tag for tag in known() if tag not in MESSAGES)
"""The languages that copy can be said to be in here; a story may name any."""


def _starting_parsers(verbs: Verbs, common: Parser) -> None:
    """What writes files to start from."""
    wire = _verb(verbs, "import", common)
    wire.add_argument("file", metavar="FILE", help="usage.import-file")
    wire.add_argument("-o", "--out", default="", metavar="PATH", help="usage.import-out")
    wire.add_argument("--encoding", default="", metavar="NAME", help="usage.import-encoding")
    wire.add_argument("--date", default="", metavar="DAY", help="usage.import-date")

    new = _verb(verbs, "new", common)
    new.add_argument("what", choices=("paper", "edition", "page", "story"), help="usage.new-what")
    new.add_argument("name", metavar="NAME", help="usage.new-name")
    new.add_argument("--like", default="", metavar="EDITION", help="usage.new-like")

    schema = _verb(verbs, "schema", common)
    schema.add_argument("file", nargs="?", choices=("house", "edition", "page", "ads"), help="usage.schema-file")
    schema.add_argument("-o", "--out", default="", metavar="DIR", help="usage.schema-out")


def _editing_parsers(verbs: Verbs, common: Parser) -> None:
    """What changes layouts in place."""
    rename = _verb(verbs, "rename", common)
    rename.add_argument("old", metavar="OLD", help="usage.rename-old")
    rename.add_argument("new", metavar="NEW", help="usage.rename-new")
    rename.add_argument("paths", nargs="*", metavar="PATH", help="usage.rename-paths")

    move = _verb(verbs, "move", common)
    move.add_argument("block", nargs="?", default="", metavar="BLOCK", help="usage.move-block")
    move.add_argument("page", nargs="?", default="", metavar="PAGE", help="usage.move-page")
    move.add_argument("--jump", action="store_true", help="usage.move-jump")
    move.add_argument("--columns", default="", metavar="1-3", help="usage.move-columns")
    move.add_argument("--lines", default="", metavar="5-40", help="usage.move-lines")

    renumber = _verb(verbs, "renumber", common)
    renumber.add_argument("names", nargs="*", metavar="A03=A05", help="usage.renumber-names")
    cancel = _verb(verbs, "cancel", common)
    cancel.add_argument("page", nargs="?", default="", metavar="PAGE", help="usage.cancel-page")
    for verb in (move, renumber, cancel):
        verb.add_argument("--dry-run", action="store_true", help="usage.dry-run")
        verb.add_argument("--undo", action="store_true", help="usage.undo-it")

    migrate = _verb(verbs, "migrate", common)
    migrate.add_argument("paths", nargs="*", metavar="PATH", help="usage.migrate-paths")
    migrate.add_argument("--to", type=int, default=0, metavar="N", help="usage.migrate-to")
    keep = migrate.add_mutually_exclusive_group()
    keep.add_argument("--keep", action="append", default=[], metavar="KEY", help="usage.migrate-keep")
    keep.add_argument("--as-is", action="store_true", help="usage.migrate-as-is")
    migrate.add_argument("--dry-run", action="store_true", help="usage.migrate-dry-run")

    for name in ("undo", "redo"):
        back = _verb(verbs, name, common)
        back.add_argument("paths", nargs="?", default=".", metavar="PATH", help="usage.project")
        _waiting(back)
    for changing in (rename, move, migrate):
        _waiting(changing)


def _galley_parser(verbs: Verbs) -> None:
    one = _verb(verbs, "galley", None)
    one.add_argument("story", nargs="?", default="", metavar="STORY", help="usage.galley-story")
    one.add_argument("--text", default="", metavar="FILE", help="usage.galley-text")
    one.add_argument("--measure", required=True, metavar=f"13{EM}", help="usage.galley-measure")
    one.add_argument("--vertical", action="store_true", help="usage.galley-vertical")
    one.add_argument("--level", choices=LEVELS, help="usage.galley-level")
    one.add_argument("--style", choices=tuple(STYLES), metavar="full|kaiming|half", help="usage.galley-style")
    one.add_argument("--lang", choices=(*COPIES, *MESSAGES), help="usage.galley-lang")
    one.add_argument("--indent", type=_indent, metavar=EM, help="usage.galley-indent")
    one.add_argument("--no-justify", action="store_true", help="usage.galley-no-justify")
    one.add_argument("--hanging", action="store_true", default=None, help="usage.galley-hanging")
    one.add_argument("--format", choices=("text", "json"), default="text", help="usage.format")


def _indent(given: str) -> float:
    """A first line's indent in 字."""
    indent = float(given.removesuffix(EM))
    if not 0 <= indent:  # not a number is not either
        raise ValueError(given)
    return indent
