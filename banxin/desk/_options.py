"""What ``typeset`` can be told: its verbs and their options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

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


def parser(more: Mapping[str, Verb] | None = None) -> argparse.ArgumentParser:
    """All verbs, and ``more`` that others brought; what was told has the verb's name as ``verb``."""
    command = argparse.ArgumentParser(
        prog="typeset", description="Chinese newspaper pages from layouts, stories and photos."
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=MESSAGES, help="language of messages")
    common.add_argument("--format", choices=("text", "json"), default="text", help="messages for people or machines")
    command.add_argument("--version", action="version", version=f"typeset (banxin) {__version__}")
    verbs = command.add_subparsers(dest="verb", required=True, metavar="VERB", prog="typeset")

    _build_parser(verbs, common)

    check = verbs.add_parser("check", parents=[common], help="say everything that is wrong, write nothing")
    check.add_argument("paths", nargs="*", metavar="PATH")
    check.add_argument("--press", action="store_true", help="preflight: what would keep the pages from the plate, too")
    check.add_argument("--profile", default="", metavar="NAME",
                       help="by this profile of house.yaml (preflight:) in place of the one called press")  # fmt: skip
    _revision(check)

    _export_parser(verbs, common)

    status = verbs.add_parser("status", parents=[common], help="page, section, over or under, missing files, built")
    status.add_argument("paths", nargs="*", metavar="PATH")
    status.add_argument("-o", "--out", default="", metavar="DIR")

    plates = verbs.add_parser("plates", parents=[common], help="what each plate prints, and where the most ink lies")
    plates.add_argument("paths", nargs="*", metavar="PATH")
    plates.add_argument("-o", "--out", default="", metavar="DIR")

    fonts = verbs.add_parser("fonts", parents=[common], help="what serves each face role, and which hanzi it lacks")
    fonts.add_argument("paths", nargs="*", metavar="PATH")

    explain = verbs.add_parser("explain", parents=[common], help="a key, mark or message explained")
    explain.add_argument("code", nargs="?", default="", metavar="KEY|CODE",
                         help="columns, zones.columns, filler, byline, dots, makeup.overset; none: all there are")  # fmt: skip

    _galley_parser(verbs)

    meter = verbs.add_parser("meter", parents=[common], help=f"how many {EM} and lines each hole of a page takes")
    meter.add_argument("paths", nargs="*", metavar="PAGE")
    meter.add_argument("--paragraph", default="", metavar=f"80{EM}", help=f"with paragraphs of so many {EM}")

    _starting_parsers(verbs, common)
    _editing_parsers(verbs, common)
    for verb in (more or {}).values():
        verb.add(verbs, common)
    return command


def _build_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """Pages, in which of their files, and where to."""
    build = verbs.add_parser(
        "build", parents=[common], help="pages to out/<edition>/A05.pdf, the edition to edition.pdf"
    )
    build.add_argument("paths", nargs="*", metavar="PATH", help="a page, an edition's folder, layouts/, or a bare A05")
    build.add_argument("-o", "--out", default="", metavar="DIR", help="write here in place of out/")
    build.add_argument("--stamp", default="", metavar="TIME", help="the files' date in place of the edition's (ISO)")
    build.add_argument(
        "--only", choices=("pages", "edition"), default="", help="write only the pages' files or the edition's"
    )
    kinds = build.add_mutually_exclusive_group()
    for kind in PRODUCTS.values():
        if kind.option:
            kinds.add_argument(
                kind.option, dest="kind", action="store_const", const=kind.name, default=PLAIN.name, help=kind.help
            )
    build.add_argument("--with-assets", action="store_true",
                       help="with --archive-pdf-4f: pictures, advertisements and the house's own faces attached, too")  # fmt: skip
    build.add_argument(
        "--profile", default="", metavar="NAME", help="judge the pages by this profile of house.yaml, too"
    )
    build.add_argument("--fresh", action="store_true", help="set all blocks, those too in which nothing changed")
    _revision(build, "; written to out/@<commit>/")


def _revision(verb: argparse.ArgumentParser, more: str = "") -> None:
    verb.add_argument("--revision", default="", metavar="REV",
                      help=f"all files as this revision of git's has them (HEAD~3, a tag, a commit){more}")  # fmt: skip


def _export_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    export = verbs.add_parser(
        "export",
        parents=[common],
        help=f"an edition as {', '.join(kind.help for kind in EXPORTS.values())}, to a folder of that name below out/",
    )
    export.add_argument(
        "what", choices=tuple(EXPORTS), help="; ".join(f"{kind.name}: {kind.help}" for kind in EXPORTS.values())
    )
    export.add_argument("paths", nargs="*", metavar="PATH", help="an edition's folder, or layouts/")
    export.add_argument("-o", "--out", default="", metavar="DIR", help="write here in place of out/")
    export.add_argument("--stamp", default="", metavar="TIME",
                        help="the time by which embargoes are judged and the files are dated (ISO; China's where it has no "
                        "offset), in place of the edition's day")  # fmt: skip
    ways = dict(way for kind in EXPORTS.values() for way in kind.compat)
    export.add_argument("--compat", action="append", default=[], choices=tuple(ways),
                        help="; ".join(f"{name}: {said}" for name, said in ways.items()))  # fmt: skip


#: Widths of marks by both their names.
STYLES = {written: name for name, alias in rows("setting")["marks"].type.choices for written in (name, alias)}
MESSAGES = ("zh", "en")
"""The languages of messages."""
COPIES = tuple(tag for tag in known() if tag not in MESSAGES)
"""The languages that copy can be said to be in here; a story may name any."""


def _starting_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """What writes files to start from."""
    wire = verbs.add_parser("import", parents=[common], help="wire copy in any encoding to a story, or to several")
    wire.add_argument("file")
    wire.add_argument(
        "-o", "--out", default="", metavar="PATH", help="the story to write, or a folder; several are numbered"
    )
    wire.add_argument("--encoding", default="", help="the copy's encoding where it cannot be told")
    wire.add_argument("--date", default="", help="the edition whose stories it joins")

    new = verbs.add_parser("new", parents=[common], help="a paper, edition, page or story to start from")
    new.add_argument("what", choices=("paper", "edition", "page", "story"))
    new.add_argument("name", help="a folder; an edition's date; layouts/<date>/A05.yaml; or stories/<date>/slug.md")

    schema = verbs.add_parser(
        "schema", parents=[common], help="JSON Schemas of house, edition, page and ads, for editors"
    )
    schema.add_argument(
        "file", nargs="?", choices=("house", "edition", "page", "ads"), help="print this one; else all are written"
    )
    schema.add_argument("-o", "--out", default="", metavar="DIR", help="write here in place of layouts/")


def _editing_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """What changes layouts in place."""
    rename = verbs.add_parser("rename", parents=[common], help="a story's or a block's name, wherever it is named")
    rename.add_argument("old", metavar="OLD", help="a story's name; of a block A05/ID or layouts/<date>/A05/ID")
    rename.add_argument("new", metavar="NEW")
    rename.add_argument("paths", nargs="*", metavar="PATH", help="the story's edition, where one stands elsewhere")

    move = verbs.add_parser("move", parents=[common], help="a block to other columns and lines")
    move.add_argument("block", metavar="BLOCK", help="A05/ID or layouts/<date>/A05/ID")
    move.add_argument("--columns", default="", metavar="1-3")
    move.add_argument("--lines", default="", metavar="5-40", help="or 'after ID to 40'")

    migrate = verbs.add_parser(
        "migrate", parents=[common], help="a later version of the defaults of house style: what it changes, and to it"
    )
    migrate.add_argument("paths", nargs="*", metavar="PATH", help="the pages to be compared; else all of the project")
    migrate.add_argument("--to", type=int, default=0, metavar="N", help="this version in place of the newest")
    keep = migrate.add_mutually_exclusive_group()
    keep.add_argument("--keep", action="append", default=[], metavar="KEY",
                      help="state what the house has now (styles.subhead.size) so that it stays; again for each key")  # fmt: skip
    keep.add_argument(
        "--as-is", action="store_true", help="state all that would change, so that every page stays as it is"
    )
    migrate.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")

    for name, what in (("undo", "take the last change of layouts back"), ("redo", "do once more what was undone last")):
        back = verbs.add_parser(name, parents=[common], help=what)
        back.add_argument("paths", nargs="?", default=".", metavar="PATH", help="a path in the project")


def _galley_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = verbs.add_parser("galley", help="a story at a measure, line by line, with what was done to each line")
    one.add_argument("story", nargs="?", default="", metavar="STORY", help="stories/<date>/slug.md, or its slug")
    one.add_argument("--text", default="", metavar="FILE", help="plain text in place of a story; - for standard input")
    one.add_argument("--measure", required=True, metavar=f"13{EM}", help=f"the measure: {EM} of the body, or a length")
    one.add_argument("--vertical", action="store_true", help="set from top to bottom")
    one.add_argument("--level", choices=LEVELS, help="line start and end prohibition")
    one.add_argument("--style", choices=tuple(STYLES), metavar="full|kaiming|half", help="width of marks")
    one.add_argument("--lang", choices=(*COPIES, *MESSAGES), help="language of the copy (zh, en: of messages)")
    one.add_argument("--indent", type=_indent, metavar=EM, help="the first line's indent")
    one.add_argument("--no-justify", action="store_true", help="leave the lines' ends ragged")
    one.add_argument(
        "--hanging", action="store_true", default=None, help="let commas and full stops hang outside narrow lines"
    )
    one.add_argument("--format", choices=("text", "json"), default="text")


def _indent(given: str) -> float:
    """A first line's indent in 字."""
    indent = float(given.removesuffix(EM))
    if not 0 <= indent:  # not a number is not either
        raise ValueError(given)
    return indent
