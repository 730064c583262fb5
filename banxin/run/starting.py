"""``banxin new`` and ``banxin schema``: a paper, edition, page or story to start from, that builds at once."""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import TYPE_CHECKING

from banxin.files import LIMITS, decode, replace_file
from banxin.problems import Fault, Report, Words, whole
from banxin.run.project import find_project, newest_edition
from banxin.story.writing import new_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.plan.records import EditionPlan
    from banxin.run.project import Project

_SKELETONS = os.path.join(os.path.dirname(__file__), "skeletons")
#: What stands for the paper's name, the day and the newest version of the defaults in the skeleton of a paper.
_NAME, _DATE, _DEFAULTS = "@NAME@", "@DATE@", "@DEFAULTS@"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}$")
#: Keys of edition.yaml that are of its day and no other's.
_OF_THE_DAY = re.compile(r"(lunar|农历|weather|天气|notice|启事)\s*:")


def start(what: str, name: str, lang: str, like: str = "") -> list[str]:
    """Write what is new; returns the paths of its files. Nothing is overwritten (desk.exists).

    A page or story by its bare name is one of the newest edition (or of that which the environment names), and a page in a
    folder of layouts joins its edition's list. An edition ``like`` another has its pages, with holes where copy was.
    """
    match what:
        case "paper":
            return _paper(name)
        case "edition":
            return _edition(name, lang, like)
        case _:
            path = name if name.endswith((".md", ".yaml")) else name + (".md" if what == "story" else ".yaml")
            path = path if os.path.dirname(path) else _in_newest(what, path)
            slug = os.path.splitext(os.path.basename(path))[0]
            if what == "page":
                _check_page(slug)
            made = [_write(path, new_story(slug, lang) if what == "story" else _page(slug, path, lang))]
            return made + (_listed(path, slug) if what == "page" else [])


def _check_page(name: str) -> None:
    """A page is called as edition.yaml may call it: no build would find another. Raises :class:`Fault` edit.bad-page."""
    from banxin.plan.types import Type  # noqa: PLC0415 - a paper or a story needs none
    from banxin.plan.values import PARSERS  # noqa: PLC0415

    if not PARSERS["page"](name, Type("page")):
        raise Fault("edit.bad-page", None, page=name)


def _in_newest(what: str, name: str) -> str:
    """Where a page or story by its bare name belongs; in a folder of layouts or stories, and outside of a paper, right here."""
    try:
        project = find_project(".")
    except Fault:
        return name
    with project:
        here = os.path.relpath(os.path.realpath("."), project.root).split(os.sep)
        newest = newest_edition(project)
        if here[0] in ("layouts", "stories") or not newest:
            return name
        edition = _edition_of(project, newest)
        day = edition.date if edition is not None and edition.date else newest[:10]
        below = ("layouts", newest) if what == "page" else ("stories", day)
        return os.path.normpath(os.path.join(os.path.relpath(project.root), *below, name))


def _edition_of(project: Project, folder: str) -> EditionPlan | None:
    """An edition of a project, whatever is wrong with it."""
    from banxin.plan import read_edition  # noqa: PLC0415

    return read_edition(project.tree, folder, Report())


def _listed(path: str, page: str) -> list[str]:
    """Let a page's edition list it; returns the file that says so, where it was changed."""
    folder = os.path.basename(os.path.dirname(os.path.abspath(path)))
    with contextlib.suppress(Fault), find_project(os.path.dirname(path) or ".") as project:
        if project.tree.exists(f"layouts/{folder}/edition.yaml"):
            from banxin.edit import apply, take_in  # noqa: PLC0415 - nothing else that is new changes a file

            change = take_in(project.tree, folder, page)
            if apply(project.root, change, f"new page {page}").paths:
                return [os.path.relpath(os.path.join(project.root, "layouts", folder, "edition.yaml"))]
    return []


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar: ``2026-06-02``."""
    try:
        return bool(_DAY.match(text)) and bool(time.strptime(text, "%Y-%m-%d"))
    except ValueError:
        return False


def _write(path: str, text: str) -> str:
    if os.path.exists(path):
        raise Fault("desk.exists", whole(path), path=path)
    replace_file(path, text.encode("utf-8"))
    return path


def _paper(folder: str) -> list[str]:
    """A paper of two pages in a folder that has none: it is named after its folder and comes out today."""
    house = os.path.join(folder, "layouts", "house.yaml")
    if os.path.exists(house):
        raise Fault("desk.exists", whole(house), path=house)
    from banxin.plan.versions import newest  # noqa: PLC0415

    title, today = os.path.basename(os.path.abspath(folder)), time.strftime("%Y-%m-%d")
    made = []
    for below, data in _skeleton():
        path = os.path.join(folder, below.replace(_DATE, today))
        if os.path.exists(path):
            raise Fault("desk.exists", whole(path), path=path)
        if not path.endswith(".jpg"):
            blanks = {_NAME: _quoted(title), _DATE: today, _DEFAULTS: str(newest())}
            data = _filled(data.decode("utf-8"), blanks).encode("utf-8")  # noqa: PLW2901
        replace_file(path, data)
        made.append(path)
    return [*made, *write_schemas(os.path.join(folder, "layouts"))]


def _filled(text: str, blanks: dict[str, str]) -> str:
    for blank, value in blanks.items():
        text = text.replace(blank, value)
    return text


def _quoted(title: str) -> str:
    """A folder's name as YAML: in quotes where it might be read as something else."""
    return title if title.isalnum() and not title.isascii() else "'" + title.replace("'", "''") + "'"


def _skeleton() -> Iterator[tuple[str, bytes]]:
    """The files of a paper to start from, by their paths below its folder."""
    top = os.path.join(_SKELETONS, "paper")
    for folder, _, names in sorted(os.walk(top)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, "rb") as stream:
                yield os.path.relpath(path, top), stream.read()


def _edition(name: str, lang: str, like: str = "") -> list[str]:
    """The next edition: as the one before it, with a page to be made up for each of its pages.

    ``like`` another its pages are that one's, with holes of their size where copy was (:func:`banxin.run._emptying.emptied`).
    """
    folder = os.path.basename(os.path.abspath(name))
    if not is_day(folder[:10]):
        raise Fault("desk.no-day", None, name=name)
    project = find_project(".")
    path = os.path.join(project.root, "layouts", folder, "edition.yaml")
    model = os.path.basename(os.path.normpath(like)) if like else ""
    if model and not project.tree.exists(f"layouts/{model}/edition.yaml"):
        raise Fault("desk.no-path", None, path=f"layouts/{model}/edition.yaml")
    before = _edition_text(project, model) if model else _last_edition(project, folder)
    shown = os.path.relpath(path)
    made = [_write(shown, _next(before, folder[:10]) if before else f"date: {folder[:10]}\npages: [A01]\n")]
    edition = _edition_of(project, folder)
    emptied = _emptied_pages(project, model, lang) if model else {}
    for page in edition.pages if edition else ():
        at = os.path.join(os.path.dirname(shown), f"{page}.yaml")
        made.append(_write(at, emptied.get(page) or _page(page, at, lang)))
    stories = os.path.join(project.root, "stories", folder[:10])
    os.makedirs(stories, exist_ok=True)
    return made


def _last_edition(project: Project, folder: str) -> str:
    """The text of the edition before a day; '' where there is none."""
    tree = project.tree
    days = [day for day in tree.names("layouts") if _DAY.match(day) and day < folder]
    for day in sorted(days, reverse=True):
        if tree.exists(f"layouts/{day}/edition.yaml"):
            return _edition_text(project, day)
    return ""


def _edition_text(project: Project, folder: str) -> str:
    path = f"layouts/{folder}/edition.yaml"
    return decode(path, project.tree.read(path, LIMITS["yaml"])).text


def _emptied_pages(project: Project, folder: str, lang: str) -> dict[str, str]:
    """The layouts of an edition's pages with holes where copy was, metered, by page."""
    from banxin.run._emptying import emptied  # noqa: PLC0415 - a page by itself needs none of it
    from banxin.run.meter import meter  # noqa: PLC0415
    from banxin.run.sources import UnreadError, open_sources  # noqa: PLC0415

    try:
        sources = open_sources(project.tree, folder)
    except UnreadError as unread:
        problem = next(iter(unread.report))
        raise Fault(problem.code, problem.span, **problem.words) from None
    words, found = Words(lang), {}
    for page in sources.edition.pages:
        plan, _ = sources.plan(page)
        if plan is not None:
            metered = meter(sources, page, 0, Report(), words)
            counts: dict[str, int] = {}
            for hole in metered.holes if metered else ():
                if hole.part in ("body", "box"):
                    counts[hole.block] = counts.get(hole.block, 0) + hole.characters
            found[page] = emptied(plan, counts, words)
    return found


def _next(text: str, day: str) -> str:
    """An edition.yaml for another day: its date and the number after it, without what was of its day."""
    lines = []
    for line in text.splitlines():
        if _OF_THE_DAY.match(line):
            continue
        moved = re.sub(r"^((?:date|日期)\s*:\s*)\S+", rf"\g<1>{day}", line)
        number = re.match(r"((?:number|期号)\s*:\s*['\"]?)([0-9]+)(.*)", moved)
        lines.append(f"{number[1]}{int(number[2]) + 1}{number[3]}" if number else moved)
    return "\n".join(lines) + "\n"


def _page(name: str, path: str, lang: str) -> str:
    """A page that builds at once, filled from the project's house style and edition where it lies in one."""
    from banxin.plan import read_edition, read_house  # noqa: PLC0415

    jobs: list[str] = []
    section, last_column, last_line = "", 1, 1
    try:
        project = find_project(os.path.dirname(path) or ".")
        edition = read_edition(project.tree, os.path.basename(os.path.dirname(os.path.abspath(path))), Report())
        house = read_house(project.tree, Report(), edition.house if edition else "house")
    except Fault:
        house = edition = None
    if house is not None:
        section = next(iter(house.sections), "")
        last_column, last_line = house.grid.columns, house.grid.lines
    if edition is not None:
        jobs = list(edition.credits)
    who = Words(lang).say("desk.somebody")
    with open(os.path.join(_SKELETONS, f"page.{lang}.yaml"), encoding="utf-8") as stream:
        skeleton = stream.read()
    return skeleton.format(
        name=name, section=section, credits=", ".join(f"{job}: {who}" for job in jobs),
        columns=f"1-{last_column}", lines=f"1-{last_line}",
    )  # fmt: skip


def schema_text(file: str) -> str:
    """The JSON Schema of a file (house, edition, page or ads) as text, a definition a line."""
    import json  # noqa: PLC0415

    from banxin.plan.schema import schema  # noqa: PLC0415 - no build wants it

    found = schema(file)
    rows = [
        f"{json.dumps(name)}: {json.dumps(own, ensure_ascii=False)}" for name, own in found.pop("definitions").items()
    ]
    head = json.dumps(found, ensure_ascii=False)[:-1]
    return head + ', "definitions": {\n' + ",\n".join(rows) + "\n}}\n"


def write_schemas(folder: str = "") -> list[str]:
    """Write all schemas into a folder, in place of older ones; without one into the project's layouts/."""
    from banxin.plan.schema import FILES  # noqa: PLC0415

    folder = folder or os.path.relpath(os.path.join(find_project(".").root, "layouts"))
    made = []
    for file in FILES:
        path = os.path.join(folder, f"{file}.schema.json")
        replace_file(path, schema_text(file).encode("utf-8"))
        made.append(path)
    return made
