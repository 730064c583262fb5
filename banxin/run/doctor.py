"""``banxin doctor``: whether all is there that the program needs, and what the shell makes of its name.

At its head stands only what Python itself has, so that it can say which package is missing where no other verb can begin.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from banxin.problems import Fault, Maybe, Report, plain
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.problems import Words

#: Packages that a build does without, and who uses them.
_APART = {
    "argcomplete": "completion",
    "jinja2": "export",
    "pypdfium2": "plates, check --press, build --proof, export",
    "zxing-cpp": "check --press, build --proof",
}
#: Outside programs, and who uses them: no build does.
_TOOLS = {"git": "build --revision, check --revision"}
#: A page and its file want no more; with less a build soon ends in the middle.
_LEAST_FREE = 100 << 20
#: Shells that have a word of their own called typeset; the line that gives the name free is the same in all of them.
_KEEPERS = ("bash", "zsh", "ksh", "ksh93", "mksh", "lksh")
_SHELLS = (*_KEEPERS, "fish", "dash", "sh", "tcsh", "csh")
MEND = "alias typeset='env typeset'"


class PackageFound(NamedTuple):
    """A package that the program is built on."""

    name: str
    wanted: str
    """Versions that will do (>=5.1,<6)."""
    version: str
    """The one that is there; '' for none."""
    ok: bool
    used_by: str
    """The verbs that want it; '' where a build does."""


class FaceFound(NamedTuple):
    """What serves a role."""

    role: str
    face: str
    """'' where nothing does."""


class ToolFound(NamedTuple):
    """A program of others."""

    name: str
    path: str
    """'' where it is missing."""
    used_by: str


class DiskFound(NamedTuple):
    """Where something is written."""

    path: str
    free: int
    """Bytes."""


class ShellFound(NamedTuple):
    """The shell that one types in."""

    name: str
    """'' where none is known."""
    keeps: bool
    """Whether ``typeset`` is a word of its own there."""
    line: str
    """The line for its rc file that gives the name free; '' where it is."""


class Health(NamedTuple):
    """All that was looked at."""

    version: str
    python: str
    packages: tuple[PackageFound, ...]
    faces: tuple[FaceFound, ...]
    tools: tuple[ToolFound, ...]
    disks: tuple[DiskFound, ...]
    shell: ShellFound
    seconds: float
    """How long a page took in a temporary folder; 0 where none could be built."""
    report: Report


def examine(command: str, lang: str) -> Health:
    """Look at everything; ``command``: the name that the program was called by."""
    import shutil  # noqa: PLC0415 - no other verb wants it

    from banxin.version import __version__  # noqa: PLC0415

    report = Report()
    packages = tuple(_packages(report))
    shell = _shell(command)
    if shell.keeps:
        report.warn("doctor.shell", None, shell=shell.name, line=shell.line)
    disks = tuple(_disks(report))
    faces, seconds = _trial(lang, report)
    tools = tuple(ToolFound(name, shutil.which(name) or "", used) for name, used in _TOOLS.items())
    python = ".".join(map(str, sys.version_info[:3]))
    return Health(__version__, python, packages, faces, tools, disks, shell, seconds, report)


def _packages(report: Report) -> Iterator[PackageFound]:
    import re  # noqa: PLC0415
    from importlib.metadata import PackageNotFoundError, requires, version  # noqa: PLC0415 - no build comes here

    try:
        wanted = requires("banxin") or []
    except PackageNotFoundError:
        report.error("doctor.not-installed", None)
        return
    for line in wanted:
        name, _, spec = (part.strip() for part in re.match(r"([\w.-]+)( *)([^;]*)", line).groups())  # type: ignore[union-attr] # as pip wrote it
        if "extra ==" in line:
            continue
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        ok = bool(found) and all(_meets(found, part) for part in spec.split(",") if part)
        used = _APART.get(name, "")
        if not ok:
            say = report.warn if used else report.error
            say("doctor.package", None, name=name, wanted=spec, found=Maybe(found), used=Maybe(used))
        yield PackageFound(name, spec, found, ok, used)


def _meets(version: str, wanted: str) -> bool:
    """Whether a version is one of those that a part of a specifier (>=5.1) lets through."""
    import re  # noqa: PLC0415

    found = re.match(r"(>=|<=|==|<|>|!=|~=)\s*([\d.]+)", wanted.strip())
    if found is None:
        return True
    here, there = (
        [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", text)[0])] for text in (version, found[2])
    )
    size = max(len(here), len(there))
    here, there = here + [0] * (size - len(here)), there + [0] * (size - len(there))
    compared = {">=": here >= there, "<=": here <= there, "==": here == there, "<": here < there, ">": here > there,
                "!=": here != there, "~=": here >= there}  # fmt: skip
    return compared[found[1]]


def _disks(report: Report) -> Iterator[DiskFound]:
    """Where pages, the cache and what is temporary go."""
    import shutil  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    from banxin.files.writing import cache_folder  # noqa: PLC0415

    for path in dict.fromkeys((os.path.abspath("."), cache_folder(), tempfile.gettempdir())):
        there = path
        while not os.path.exists(there):
            there = os.path.dirname(there)
        free = shutil.disk_usage(there).free
        if free < _LEAST_FREE:
            report.error("doctor.disk", None, path=path, free=free >> 20, least=_LEAST_FREE >> 20)
        elif not os.access(there, os.W_OK):
            report.warn("doctor.not-writable", None, path=path)
        yield DiskFound(path, free)


def _shell(command: str) -> ShellFound:
    """The shell that called us, else the one that one logs in with; who typed ``typeset`` was let through."""
    import subprocess  # noqa: PLC0415

    name = ""
    try:
        with open(f"/proc/{os.getppid()}/comm", encoding="utf-8") as stream:
            name = stream.read().strip()
    except OSError:
        pass
    if name not in _SHELLS:
        name = os.path.basename(os.environ.get("SHELL", ""))
    if name not in _KEEPERS or command == "typeset":
        return ShellFound(name, keeps=False, line="")
    try:
        done = subprocess.run([name, "-c", "type typeset"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=10, check=False)  # fmt: skip
        keeps = "/" not in done.stdout
    except (OSError, subprocess.TimeoutExpired):
        keeps = True
    return ShellFound(name, keeps, MEND if keeps else "")


def _trial(lang: str, report: Report) -> tuple[tuple[FaceFound, ...], float]:
    """A page of a new paper, built in a folder that is gone afterwards: what serves its roles, and the seconds."""
    import tempfile  # noqa: PLC0415

    try:
        from banxin.run import build, find_targets  # noqa: PLC0415
        from banxin.run.starting import start  # noqa: PLC0415

        with tempfile.TemporaryDirectory(prefix="banxin-") as folder:
            start("paper", os.path.join(folder, "paper"), lang)
            layouts = os.path.join(folder, "paper", "layouts")
            day = next(name for name in os.listdir(layouts) if name[:1].isdigit())
            project, (target,) = find_targets([os.path.join(layouts, day, "A01.yaml")])
            with project:
                faces = _faces(project, report)
                result = build(project, target, os.path.join(folder, "out"), draft_label=str, refit=False)
        made = [*result.report, *(problem for page in result.pages for problem in page.report)]
        for problem in made:
            if problem.severity == "error":
                report.error("doctor.no-page", None, reason=problem.code)
    except Fault as fault:
        report.add(fault.problem)
    except (ImportError, OSError, RuntimeError) as error:
        # What is missing, or of another machine, cannot even be loaded.
        report.error("doctor.no-page", None, reason=f"{type(error).__name__}: {error}")
    else:
        return faces, result.seconds
    return (), 0.0


def _faces(project: object, report: Report) -> tuple[FaceFound, ...]:
    from banxin.faces import Faces  # noqa: PLC0415
    from banxin.plan import read_house  # noqa: PLC0415

    house = read_house(project.tree, report)  # type: ignore[attr-defined] # a Project, which wants packages to be named
    if house is None:
        return ()
    faces, found = Faces(project.tree, house.faces, report), []  # type: ignore[attr-defined]
    for role in house.faces:
        try:
            found.append(FaceFound(role, faces.role(role).han.key))
        except Fault as fault:
            report.add(fault.problem)
            found.append(FaceFound(role, ""))
    return tuple(found)


def as_json(found: Health, words: Words) -> dict[str, object]:
    """The same for machines."""
    lists = {name: [one._asdict() for one in getattr(found, name)] for name in ("packages", "faces", "tools", "disks")}
    return {"version": found.version, "python": found.python, **lists, "shell": found.shell._asdict(), "seconds": round(found.seconds, 3),
            "problems": [plain(problem, words) for problem in found.report], "status": found.report.status}  # fmt: skip


def as_text(found: Health, words: Words) -> list[str]:
    """A heading for each kind of thing, and a line a thing; what is wrong is said by itself."""
    say, yes, no = words.say, "\u2713", "\u2717"
    lines = [f"banxin {found.version}  Python {found.python}  {sys.executable}", say("doctor.packages")]
    for one in found.packages:
        used = say("doctor.for", verbs=one.used_by) if one.used_by else ""
        lines.append(f"  {yes if one.ok else no} {one.name} {one.version or '-'}  ({one.wanted}){used}")
    lines.append(say("doctor.faces"))
    lines += [f"  {yes if one.face else no} {one.role}  {one.face or '-'}" for one in found.faces]
    lines.append(say("doctor.tools"))
    lines += [
        f"  {yes if one.path else '-'} {one.name}  {one.path}{say('doctor.for', verbs=one.used_by)}"
        for one in found.tools
    ]
    lines.append(say("doctor.disks"))
    lines += [f"  {say('doctor.free', path=one.path, gigabytes=f'{one.free / (1 << 30):.1f}')}" for one in found.disks]
    if found.shell.name:
        lines.append(f"{say('doctor.shells')} {found.shell.name}")
    if found.seconds:
        lines.append(say("doctor.built", seconds=f"{found.seconds:.2f}"))
    return lines
