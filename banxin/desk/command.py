"""The command: what each verb does, what is printed, and the exit status."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

from banxin.desk._asked import asked, words_for
from banxin.desk._options import COPIES, STYLES
from banxin.desk._printed import answer as _object
from banxin.desk._printed import finish as _finish
from banxin.desk._printed import ours as _ours
from banxin.desk._printed import say as _say
from banxin.desk._printed import seen_only
from banxin.desk._reading import read
from banxin.problems import COMMAND, ENVIRONMENT, Fault, Problem, Report, show
from banxin.units import EM

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from types import ModuleType

    from banxin.problems import Words
    from banxin.run.project import Project, Target


def main(arguments: list[str], command: str = COMMAND) -> int:
    """Run one command, called by the name ``command``; never lets an exception reach a user, nor copy a terminal."""
    with seen_only():
        return _main(arguments, command)


def _main(arguments: list[str], command: str) -> int:
    words, form = words_for(arguments, command), asked(arguments, "--format")
    if "_ARGCOMPLETE" in os.environ:
        from banxin.desk._completing import complete  # noqa: PLC0415 - a shell asks while somebody types

        complete(words, frozenset(_VERBS))
    try:
        options, more = read(arguments, words, frozenset(_VERBS))
    except Fault as fault:
        return _slip(fault, words, form)
    if options is None:
        return 0
    run = _VERBS.get(options.verb) or more[options.verb].run
    options.waits = _waits(words, options)
    try:
        with contextlib.ExitStack() as options.held, _patience(options, arguments, command):
            status = int(run(options, words))
        sys.stdout.flush()
        return status
    except Fault as fault:
        report = Report()
        report.add(fault.problem)
        _say(report, words, options.format)
        return report.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # noqa: BLE001 - an engineer's trouble, kept from the user
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
            # Whatever is read or written has its own faults; what is left is the log that this is printed to.
            with contextlib.suppress(OSError):
                print(f"stdout: {os.strerror(error.errno)}", file=sys.stderr)
            return ENVIRONMENT
        return _ours(error, words, options.format)


def _waits(words: Words, options: argparse.Namespace) -> contextlib.AbstractContextManager[None]:
    """What a terminal shows while a verb is at work inside it; nothing where nobody sits before one."""
    if options.format == "json" or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty():
        return contextlib.nullcontext()
    from banxin.desk._waiting import WaitingLine  # noqa: PLC0415 - a build in a pipe has none of it

    return WaitingLine(words, options.verb)


def _patience(
    options: argparse.Namespace, arguments: list[str], command: str
) -> contextlib.AbstractContextManager[None]:
    """How long a verb that writes waits for another desk, and how it is called where that one is told of it."""
    if "wait" not in options:
        return contextlib.nullcontext()
    from banxin.files import patient  # noqa: PLC0415 - explain needs none of it
    from banxin.run.progress import doing  # noqa: PLC0415 - as above

    return patient(options.wait, " ".join((command, *arguments)), lambda holder: doing("progress.locked", **holder._asdict()))  # fmt: skip


def _slip(fault: Fault, words: Words, form: str) -> int:
    """What was typed cannot be done: to machines an answer like any other, to people beside the output."""
    if form == "json":
        report = Report()
        report.add(fault.problem)
        _say(report, words, form)
    else:
        print(show(fault.problem, words), file=sys.stderr)
    return fault.problem.status


def _galley(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import galley as desk  # noqa: PLC0415
    from banxin.run.copy import find_story  # noqa: PLC0415
    from banxin.run.project import find_project  # noqa: PLC0415

    if bool(options.story) == bool(options.text):
        raise Fault("desk.galley-what", None)
    setting = desk.GalleySetting(
        options.vertical, options.level, STYLES.get(options.style or ""),
        options.lang if options.lang in COPIES else None, options.indent, not options.no_justify,
        options.hanging,
    )  # fmt: skip
    report = Report()
    if options.text:
        try:
            project = options.held.enter_context(
                find_project(os.path.dirname(options.text) if options.text != "-" else ".")
            )
        except Fault:
            project = None
        house, faces = desk.open_house(project, report)
        source = desk.read_text(options.text)
        with options.waits:
            found = desk.galley(source.text, desk.parse_measure(options.measure, house), path=source.path, house=house,
                            faces=faces, **setting._asdict())  # fmt: skip
    else:
        project, path = find_story(options.story)
        options.held.enter_context(project)
        house, faces = desk.open_house(project, report)
        measure = desk.parse_measure(options.measure, house)
        story = desk.read_story(project.tree, path, report)
        if story is None:
            _say(report, words, options.format)
            return report.status
        with options.waits:
            found = desk.story_galley(story, measure, house, faces, setting, report)
    report.join(found.report)
    if options.format == "json":
        _object(desk.as_json(found), report, words)
    else:
        print("\n".join(desk.as_text(found, words)))
        _say(report, words, options.format)
    return report.status


def _targets(options: argparse.Namespace) -> tuple[Project, list[Target]]:
    """What the paths name, in the revision that is asked for; let go when the command ends."""
    from banxin.run import find_targets  # noqa: PLC0415 - a schema needs none of it

    project, targets = find_targets(options.paths, revision=getattr(options, "revision", ""))
    options.held.enter_context(project)
    return project, targets


def _build(options: argparse.Namespace, words: Words) -> int:
    from banxin.press.products import PRODUCTS  # noqa: PLC0415
    from banxin.run import build  # noqa: PLC0415 - as above

    project, targets = _targets(options)
    kind = PRODUCTS[options.kind]
    out = options.out or _out(project)
    said = _stamp(options.stamp)
    stamp = said or (_now() if kind.stamped else "")
    status = 0
    for target in targets:
        with options.waits:
            result = build(project, target, out, stamp=stamp, edition_file=options.only != "pages",
                           page_files=options.only != "edition", refit=not options.fresh, draft_label=lambda: words.say("desk.draft"),
                           lint=kind.marked, profile=options.profile or ("press" if kind.marked else ""),
                           say=lambda problem: _marked(problem, words), kind=kind, assets=options.with_assets,
                           keep=kind.slugged and not said and not options.fresh)  # fmt: skip
        _finish(result, words, options.format)
        status = max(status, result.status)
    return status


def _out(project: Project) -> str:
    """Where files go: what is printed of a revision never takes the place of what is printed of today's files."""
    commit = project.tree.commit
    return os.path.join(project.root, "out", f"@{commit[:12]}" if commit else "")


def _marked(problem: Problem, words: Words) -> str:
    """A problem as it is said on a proof."""
    hint = words.hint(problem)
    return words.sentence(problem) + (f"\n{hint}" if hint else "")


def _stamp(given: str) -> str:
    """The files' time: ``--stamp`` or SOURCE_DATE_EPOCH, in UTC; empty for the edition's date."""
    import datetime  # noqa: PLC0415

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given and not seconds:
        return ""
    try:
        if given:
            moment = datetime.datetime.fromisoformat(given)
        else:
            moment = datetime.datetime.fromtimestamp(int(seconds.encode("ascii")), datetime.UTC)
        moment = moment.astimezone(datetime.UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError, OSError):
        raise Fault("desk.stamp", None, stamp=given or seconds) from None
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _now() -> str:
    """A file for the press says when it was made: plates are told apart by it."""
    import datetime  # noqa: PLC0415
    import time  # noqa: PLC0415

    return datetime.datetime.fromtimestamp(time.time(), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _check(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import build  # noqa: PLC0415

    project, targets = _targets(options)
    status = 0
    for target in targets:
        with options.waits:
            result = build(
                project,
                target,
                "",
                write=False,
                lint=True,
                profile=options.profile or ("press" if options.press else ""),
            )
        _finish(result, words, options.format)
        status = max(status, result.status)
    return status


def _export(options: argparse.Namespace, words: Words) -> int:
    from banxin.run.exports import Wish, export  # noqa: PLC0415
    from banxin.story.rights import utc  # noqa: PLC0415

    project, targets = _targets(options)
    stamp = _stamp(options.stamp)
    out = os.path.abspath(options.out or os.path.join(project.root, "out"))
    status = 0
    for target in targets:
        wish = Wish(
            project,
            target,
            out,
            stamp,
            utc(options.stamp) or stamp,
            frozenset(options.compat),
            lambda: words.say("desk.draft"),
        )
        with options.waits:
            exported = export(options.what, wish)
        _finish(exported.result, words, options.format)
        if options.format == "text" and exported.result.written:
            said = f"desk.exported-{options.what}" if exported.changed else "desk.exported-same"
            print(words.say(said, articles=exported.articles, path=os.path.relpath(exported.result.written)))
        status = max(status, exported.result.status)
    return status


def _answer(
    desk: ModuleType, found: object, options: argparse.Namespace, words: Words, report: Report | None = None
) -> None:
    """What a verb's module found, for machines or for people; for these the problems of a ``report`` before it."""
    if options.format == "json":
        _object(desk.as_json(found, words))
        return
    if report is not None:
        _say(report, words, options.format)
    print("\n".join(desk.as_text(found, words)))


def _status(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import status as desk  # noqa: PLC0415

    project, targets = _targets(options)
    out = options.out or os.path.join(project.root, "out")
    status = 0
    for target in targets:
        with options.waits:
            found = desk.status(project, target, out)
        _answer(desk, found, options, words)
        status = max(status, found.report.status)
    return status


def _plates(options: argparse.Namespace, words: Words) -> int:
    if options.against:
        return _against(options, words)
    from banxin.run.alone import alone  # noqa: PLC0415
    from banxin.run.plates import show_plates  # noqa: PLC0415

    project, targets = _targets(options)
    out = options.out or os.path.join(project.root, "out")
    status = 0
    for target in targets:
        report = Report()
        with options.waits, alone(os.path.join(out, target.folder, "plates"), target.pages):
            pages = list(show_plates(project, target, out, report))
        if options.format == "json":
            told: dict[str, object] = {"edition": target.folder, "pages": [page._asdict() for page in pages]}
            _object(told, report, words)
        else:
            _say(report, words, options.format)
            for page in pages:
                inks = "  ".join(f"{name} {part:.1f} %" for name, part in page.coverage.items())
                print(f"{page.page}  {inks}  " + words.say("desk.plates-most", found=page.largest, x=page.x, y=page.y))
        status = max(status, report.status)
    return status


def _against(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import against as desk  # noqa: PLC0415

    project, targets = _targets(options)
    status = 0
    for target in targets:
        with options.waits:
            found = desk.plates_against(project, target, options.against)
        _answer(desk, found, options, words, found.report)
        status = max(status, found.report.status)
    return status


def _deliver(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import delivery as desk  # noqa: PLC0415

    project, targets = _targets(options)
    out = os.path.abspath(options.out or os.path.join(project.root, "out"))
    how = desk.Delivering(out, _now(), options.profile or "press", options.again, options.dry_run)
    status = 0
    for target in targets:
        with options.waits:
            found = desk.deliver(project, target, how)
        _answer(desk, found, options, words, found.report)
        status = max(status, found.report.status)
    return status


def _meter(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import meter as desk  # noqa: PLC0415
    from banxin.run.progress import passing  # noqa: PLC0415
    from banxin.run.sources import UnreadError, open_sources  # noqa: PLC0415

    asked = options.paragraph.removesuffix(EM)
    if asked and not (asked.isascii() and asked.isdigit() and 0 < int(asked) < 10_000):
        raise Fault("desk.paragraph", None, given=options.paragraph)
    project, targets = _targets(options)
    report, found = Report(), []
    for target in targets:
        try:
            sources = open_sources(project.tree, target.folder)
        except UnreadError as unread:
            report.join(unread.report)
            continue
        report.join(sources.report)
        with options.waits:
            for name in passing("progress.metering", target.pages or sources.edition.pages):
                metered = desk.meter(sources, name, int(asked or 0), report, words)
                found += [metered] if metered else []
    if options.format == "json":
        _object({"pages": [desk.as_json(one) for one in found]}, report, words)
        return report.status
    _say(report, words, options.format)
    print("\n".join(line for one in found for line in desk.as_text(one, words)))
    return report.status


def _fonts(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import fonts as desk  # noqa: PLC0415
    from banxin.run.project import find_project  # noqa: PLC0415

    report = Report()
    with find_project(options.paths[0] if options.paths else ".") as project, options.waits:
        found = desk.role_faces(project, report)
    if options.format == "json":
        _object({"roles": [role._asdict() for role in found]}, report, words)
    else:
        print("\n".join(desk.as_text(found, words)))
        _say(report, words, options.format)
    return report.status


def _explain(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import explaining as desk  # noqa: PLC0415

    found = desk.explain(options.code)
    _answer(desk, found, options, words)
    return found.status


def _import(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import copy as desk  # noqa: PLC0415

    report = Report()
    with options.waits:
        brought = desk.import_copy(options.file, options.out, options.encoding, options.date, report)
    if options.format == "json":
        _object(desk.as_json(brought, report, words))
        return report.status
    _say(report, words, options.format)
    for line in desk.as_text(brought, options.file, words):
        print(line)
    return report.status


def _new(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import starting  # noqa: PLC0415

    return _made(starting.start(options.what, options.name, words.lang, options.like), options, words)


def _schema(options: argparse.Namespace, words: Words) -> int:
    from banxin.run.starting import schema_text, write_schemas  # noqa: PLC0415

    if options.file:
        text = schema_text(options.file)
        if options.format == "json":
            import json  # noqa: PLC0415 - as below

            _object({"schema": json.loads(text)}, Report(), words)
        else:
            print(text, end="")
        return 0
    return _made(write_schemas(options.out), options, words)


def _made(paths: list[str], options: argparse.Namespace, words: Words) -> int:
    """Say which files were written."""
    if options.format == "json":
        _object({"files": paths, "problems": [], "status": 0})
    else:
        print("\n".join(words.say("desk.made", path=path) for path in paths))
    return 0


def _change(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import editing as desk  # noqa: PLC0415

    with options.waits:
        match "" if getattr(options, "undo", False) else options.verb:
            case "rename":
                edited = desk.rename(options.old, options.new, options.paths)
            case "move":
                edited = desk.move(options.block, options.page, options.columns, options.lines, jump=options.jump,
                                   dry=options.dry_run)  # fmt: skip
            case "renumber":
                edited = desk.number_again(options.names, dry=options.dry_run)
            case "cancel":
                edited = desk.take_out(options.page, dry=options.dry_run)
            case "":
                options.verb, edited = "undo", desk.back(".", again=False)
            case _:
                edited = desk.back(options.paths, again=options.verb == "redo")
    if options.format == "json":
        _object(desk.as_json(edited))
    else:
        print("\n".join(desk.as_text(edited, options.verb, words)))
    return 0


def _migrate(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import migrating as desk  # noqa: PLC0415

    manner = desk.Keeping(options.to, tuple(options.keep), options.as_is, options.dry_run)
    with options.waits:
        migrated = desk.migrate(options.paths, manner)
    _answer(desk, migrated, options, words)
    return 0


def _doctor(options: argparse.Namespace, words: Words) -> int:
    from banxin.desk.doctor import doctor  # noqa: PLC0415 - as the process asks it where a package is missing

    return doctor(words, options.format, options.waits)


def _completion(options: argparse.Namespace, words: Words) -> int:
    from banxin.desk._completing import script  # noqa: PLC0415 - asked once for each shell

    text = script(options.shell)
    if options.format == "json":
        _object({"script": text}, Report(), words)
    else:
        print(text, end="")
    return 0


_VERBS: dict[str, Callable[[argparse.Namespace, Words], int]] = {
    "build": _build, "check": _check, "completion": _completion, "deliver": _deliver, "doctor": _doctor, "explain": _explain, "export": _export, "fonts": _fonts, "galley": _galley, "import": _import,
    "cancel": _change, "meter": _meter, "migrate": _migrate, "move": _change, "new": _new, "plates": _plates, "redo": _change, "rename": _change, "renumber": _change, "schema": _schema,
    "status": _status, "undo": _change,
}  # fmt: skip
