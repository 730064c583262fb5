"""The command ``typeset``: what each verb does, what is printed, and the exit status."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from banxin.desk._brought import brought
from banxin.desk._options import COPIES, MESSAGES, STYLES, parser
from banxin.problems import ENVIRONMENT, Fault, Problem, Report, Words, plain, show
from banxin.units import EM

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from banxin.run.edition import Result
    from banxin.run.project import Project, Target


def main(arguments: list[str]) -> int:
    """Run one command; never lets an exception reach a user."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a sign shows a question mark, not a traceback.
            stream.reconfigure(errors="replace")
    more = brought(arguments, frozenset(_VERBS))
    options = parser(more).parse_args(arguments)
    words = Words(options.lang if options.lang in MESSAGES else _language())
    run = _VERBS.get(options.verb) or more[options.verb].run
    try:
        with contextlib.ExitStack() as options.held:
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


def _language() -> str:
    """Chinese where the locale is Chinese, English elsewhere."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


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
    stamp = _stamp(options.stamp) or (_now() if kind.stamped else "")
    status = 0
    for target in targets:
        result = build(project, target, out, stamp=stamp, edition_file=options.only != "pages",
                       page_files=options.only != "edition", refit=not options.fresh, draft_label=lambda: words.say("desk.draft"),
                       lint=kind.marked, profile=options.profile or ("press" if kind.marked else ""),
                       say=lambda problem: _marked(problem, words), kind=kind, assets=options.with_assets)  # fmt: skip
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
        result = build(
            project, target, "", write=False, lint=True, profile=options.profile or ("press" if options.press else "")
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
        exported = export(options.what, wish)
        _finish(exported.result, words, options.format)
        if options.format == "text" and exported.result.written:
            said = f"desk.exported-{options.what}" if exported.changed else "desk.exported-same"
            print(words.say(said, articles=exported.articles, path=os.path.relpath(exported.result.written)))
        status = max(status, exported.result.status)
    return status


def _status(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import status as desk  # noqa: PLC0415

    project, targets = _targets(options)
    out = options.out or os.path.join(project.root, "out")
    status = 0
    for target in targets:
        found = desk.status(project, target, out)
        if options.format == "json":
            _object(desk.as_json(found, words))
        else:
            print("\n".join(desk.as_text(found, words)))
        status = max(status, found.report.status)
    return status


def _plates(options: argparse.Namespace, words: Words) -> int:
    from banxin.run.plates import show_plates  # noqa: PLC0415

    project, targets = _targets(options)
    out = options.out or os.path.join(project.root, "out")
    status = 0
    for target in targets:
        report = Report()
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


def _meter(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import meter as desk  # noqa: PLC0415
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
        for name in target.pages or sources.edition.pages:
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
    with find_project(options.paths[0] if options.paths else ".") as project:
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
    if options.format == "json":
        _object(desk.as_json(found, words))
    else:
        print("\n".join(desk.as_text(found, words)))
    return found.status


def _import(options: argparse.Namespace, words: Words) -> int:
    from banxin.run import copy as desk  # noqa: PLC0415

    report = Report()
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

    return _made(starting.start(options.what, options.name, words.lang), options, words)


def _schema(options: argparse.Namespace, words: Words) -> int:
    from banxin.run.starting import schema_text, write_schemas  # noqa: PLC0415

    if options.file:
        print(schema_text(options.file), end="")
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

    match options.verb:
        case "rename":
            edited = desk.rename(options.old, options.new, options.paths)
        case "move":
            edited = desk.move(options.block, options.columns, options.lines)
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
    migrated = desk.migrate(options.paths, manner)
    if options.format == "json":
        _object(desk.as_json(migrated, words))
    else:
        print("\n".join(desk.as_text(migrated, words)))
    return 0


def _finish(result: Result, words: Words, form: str) -> None:
    """All problems in source order, then a line a page, then the summary."""
    report = Report()
    report.join(result.report)
    for page in result.pages:
        report.join(page.report)
    if form == "json":
        _json(result, report, words)
        return
    _say(report, words, form)
    for page in result.pages:
        errors, warnings = page.report.count("error"), page.report.count("warning")
        written = f"  {os.path.relpath(page.written)}" if page.written else ""
        again = words.say("desk.set-again", blocks=", ".join(page.again)) if page.again and page.taken_over else ""
        print(_summary(page.name, errors, warnings, page.seconds, words, failed=page.draft) + written + again)
    errors, warnings = report.count("error"), report.count("warning")
    written = f"  {os.path.relpath(result.written)}" if result.written else ""
    for section in result.sections:
        print(f"{os.path.relpath(section.written)}  {'  '.join(section.sides)}")
    print(_summary(result.folder, errors, warnings, result.seconds, words) + written)


def _summary(name: str, errors: int, warnings: int, seconds: float, words: Words, *, failed: bool = False) -> str:
    mark = "\u2717" if errors or failed else "\u2713"
    counts = words.say("desk.counts", errors=errors, warnings=warnings) if errors or warnings else ""
    return " ".join(part for part in (name, mark, counts, f"{seconds:.2f}s") if part)


def _say(report: Report, words: Words, form: str) -> None:
    if form == "json":
        _object({}, report, words)
        return
    for problem in report:
        print(show(problem, words))


def _json(result: Result, report: Report, words: Words) -> None:
    pages = [
        {"page": page.name, "errors": page.report.count("error"), "warnings": page.report.count("warning"),
         "written": page.written, "seconds": round(page.seconds, 3),
         "set": page.again, "taken_over": page.taken_over}
        for page in result.pages
    ]  # fmt: skip
    _object({"edition": result.folder, "problems": [plain(problem, words) for problem in report], "pages": pages,
             "written": result.written, "sections": [section._asdict() for section in result.sections], "status": result.status})  # fmt: skip


def _object(told: dict[str, object], report: Report | None = None, words: Words | None = None) -> None:
    """An answer for machines, a line; with a report its problems and status behind what is told."""
    import json  # noqa: PLC0415 - a reader's run needs none of it

    if report is not None and words is not None:
        told = {**told, "problems": [plain(problem, words) for problem in report], "status": report.status}
    print(json.dumps(told, ensure_ascii=False))


def _ours(error: Exception, words: Words, form: str) -> int:
    """Our fault: a record without story text, and one line for the user."""
    from banxin.run.pages import record  # noqa: PLC0415

    report = Report()
    report.error("desk.ours", None, path=record(error))
    _say(report, words, form)
    return report.status


_VERBS: dict[str, Callable[[argparse.Namespace, Words], int]] = {
    "build": _build, "check": _check, "explain": _explain, "export": _export, "fonts": _fonts, "galley": _galley, "import": _import,
    "meter": _meter, "migrate": _migrate, "move": _change, "new": _new, "plates": _plates, "redo": _change, "rename": _change, "schema": _schema,
    "status": _status, "undo": _change,
}  # fmt: skip
