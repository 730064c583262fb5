"""An edition that a program holds open: its pages, stories and problems as values, files as bytes; nothing is printed or left.

    with banxin.open_edition("layouts/2026-06-01") as edition:
        for problem in edition.problems:
            print(problem.code, problem.span)
        data = edition.page("A05").pdf("press")

What it reads is read once, when it is first asked for; a page is made in this process, so it works in threads. Others' pictures
are looked through in processes of their own, once for as long as they stay the same.
"""

from __future__ import annotations

import contextlib
import os
from functools import cached_property, partial
from typing import TYPE_CHECKING

from banxin.languages import language
from banxin.page import dump
from banxin.press.products import PLAIN, PRODUCTS, ProductKind
from banxin.problems import Fault, Report
from banxin.run.edition import blocking, build, check_together, copied, edition_data, order_for, set_pages
from banxin.run.pages import compose, read_work
from banxin.run.project import find_targets
from banxin.run.sources import Sources, UnreadError, open_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType

    from banxin.files import Seen
    from banxin.makeup.meter import Hole
    from banxin.makeup.work import Work
    from banxin.page import Page
    from banxin.problems import Problem
    from banxin.run.edition import Result
    from banxin.run.exports import Exported
    from banxin.run.galley import Galley, GalleySetting
    from banxin.run.pages import Made, Order
    from banxin.run.project import Project
    from banxin.story import Story

#: Files of a page or an edition that are asked for by name.
_FILES = tuple(kind.name for kind in PRODUCTS.values() if (kind.option or kind is PLAIN) and not kind.imposed)


def open_edition(
    path: str | os.PathLike[str], *, overlay: Mapping[str, str | bytes | None] | None = None, revision: str = ""
) -> OpenEdition:
    """Open an edition by its folder below ``layouts/``, or by its edition.yaml or one of its pages.

    ``revision``: read from a commit of the git repository that the project lies in, named as git names one ("HEAD~3", a
    branch, a tag), in place of the disk; nothing is checked out. ``overlay``: files that are to be other than they lie
    there, by their paths below the project's folder: a text, bytes, or ``None`` for one that is to be gone. Layouts, stories,
    pictures, advertisements and faces may be any of these; what is written lies on the disk.

    Raises :class:`banxin.Fault` where there is no such edition, or the path names several; files.no-git, .no-repository,
    .no-revision or .not-in-revision where there is no such revision, files.unsafe for a path that leads out of the project.
    """
    project, targets = find_targets([os.fspath(path)], overlay, revision)
    if len(targets) != 1:
        project.close()
        raise Fault("desk.several-editions", None, path=os.fspath(path), there=", ".join(one.folder for one in targets))
    return OpenEdition(project, targets[0].folder)


def _draft(sources: Sources) -> str:
    """What a draft has across its top."""
    return language(sources.house.setting.language).say("draft")


class OpenEdition:
    """An edition with its pages; a context manager, since it keeps the project's folder (of a revision, git) open."""

    def __init__(self, project: Project, folder: str) -> None:
        """``folder``: its name below ``layouts/``. Raises :class:`Fault` where its files cannot be read at all."""
        self._project = project
        self.folder = folder
        try:
            self._sources = sources = open_sources(project.tree, folder)
        except UnreadError as unread:
            self.close()
            first = next(iter(unread.report))
            raise Fault(first.code, first.span, **first.words) from None
        except BaseException:
            self.close()
            raise
        self._works = works = _Works(sources)
        self._pages = {name: OpenPage(name, sources, works) for name in sources.edition.pages}

    def __enter__(self) -> OpenEdition:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the project's folder go, and git; what was read stays."""
        self._project.close()

    @property
    def date(self) -> str:
        """Its day, ISO."""
        return self._sources.edition.date

    @property
    def paper(self) -> str:
        """The paper's name."""
        return self._sources.house.paper.get("name", "")

    @property
    def pages(self) -> tuple[OpenPage, ...]:
        """Its pages in order."""
        return tuple(self._pages.values())

    def page(self, name: str) -> OpenPage:
        """A page by its name (A05). Raises ``KeyError`` for one that the edition has not."""
        return self._pages[name]

    @property
    def stories(self) -> dict[str, Story]:
        """The stories that its pages show, by slug."""
        return {slug: story for page in self.pages for slug, story in page.stories.items()}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with house style, the edition's file and its pages as they are set, in source order by page."""
        return (*self._sources.report, *(problem for page in self.pages for problem in page.problems))

    @property
    def ok(self) -> bool:
        """Whether every page may be printed."""
        return not self._sources.report.failed and all(page.ok for page in self.pages)

    def pdf(self, kind: str = "plain", *, stamp: str = "") -> bytes:
        """All pages as one file: plain, press, proof, archive, archive-4 or archive-4f; ``stamp``: the file's time (ISO).

        Raises :class:`Fault` desk.choice for another kind, and desk.not-passed where a page has faults.
        """
        works = [_again(work) for work in self._works().values()]
        order = _order(self._sources, works, kind, stamp)._replace(files=False)
        made = set_pages(self._sources, works, order)
        bad = [page.name for page in made if page.draft or page.report.failed]
        if bad or self._sources.report.failed:
            raise Fault("desk.not-passed", None, pages=", ".join(bad) or self.folder)
        return edition_data(self._sources, works, made, order)

    def build(self, out: str | os.PathLike[str], kind: str = "plain", *, workers: int = 0, stamp: str = "") -> Result:
        """Write files as ``banxin build`` does, by so many processes (0: in this one, -1: one a processor)."""
        from banxin.run.project import Target  # noqa: PLC0415 - few programs write files

        return build(self._project, Target(self.folder, ()), os.fspath(out), kind=_kind(kind, tuple(PRODUCTS)), stamp=stamp, workers=workers,
                     draft_label=partial(_draft, self._sources))  # fmt: skip

    def export(
        self, out: str | os.PathLike[str], kind: str = "epaper", *, workers: int = 0, stamp: str = "", compat: Iterable[str] = ()
    ) -> Exported:  # fmt: skip
        """Export it as ``banxin export`` does, to a folder of the kind's name below ``out``, all or nothing.

        ``stamp``: the time by which embargoes are judged and files are dated. Raises :class:`Fault` desk.choice for another kind.
        """
        from banxin.run.exports import Wish, export  # noqa: PLC0415 - few programs write files
        from banxin.run.project import Target  # noqa: PLC0415 - as above
        from banxin.story.rights import utc  # noqa: PLC0415 - as above

        wish = Wish(self._project, Target(self.folder, ()), os.path.abspath(out), stamp, utc(stamp), frozenset(compat),
                    partial(_draft, self._sources), workers)  # fmt: skip
        return export(kind, wish)

    def meter(self, page: str, paragraph: int = 0) -> tuple[Hole, ...]:
        """How many 字 and lines each hole of a page takes, with copy such as the paper's, or paragraphs of so many 字."""
        from banxin.problems import Words  # noqa: PLC0415
        from banxin.run.meter import meter  # noqa: PLC0415 - few programs ask

        found = meter(self._sources, page, paragraph, Report(), Words("zh"))
        return found.holes if found is not None else ()

    def galley(self, story: str, measure: float, setting: GalleySetting | None = None) -> Galley:
        """A story line by line at a measure in 字. Raises ``KeyError`` for a slug that no page shows, and as :func:`banxin.galley`."""
        from banxin.run.galley import GalleySetting, story_galley  # noqa: PLC0415 - few programs ask

        own = self.stories[story]
        return story_galley(
            own, measure, self._sources.house, self._sources.faces, setting or GalleySetting(), Report()
        )

    @property
    def commit(self) -> str:
        """The commit that it was read from, hexadecimal; '' for files of the disk."""
        return self._project.tree.commit

    @property
    def seen(self) -> Seen:
        """All files and folders that were looked at so far: read, found, missed or listed."""
        return self._project.tree.seen

    def changed(self) -> list[str]:
        """Which of them are other now, by their paths below the project's folder; an edition stays as it was read."""
        return self._project.tree.changed(self.seen)


class _Works:
    """An edition's pages as their files and their neighbours have them, read when one is first asked for.

    The edition and its pages both hold them, and they hold neither: what nobody uses any more is gone at once.
    """

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def __call__(self) -> dict[str, Work]:
        """All of them, by name."""
        return self._read

    @cached_property
    def _read(self) -> dict[str, Work]:
        works = {name: self._read_whole(name) for name in self._sources.edition.pages}
        check_together(list(works.values()))
        return works

    def _read_whole(self, name: str) -> Work:
        """A page with all that it was made of in its record."""
        sources = self._sources
        with sources.tree.noting() as seen:
            sources.tree.seen.join(sources.seen)
            work = read_work(sources, name)
            if work.plan is not None:
                sources.index(work.plan)
            with contextlib.suppress(Fault):  # a face that may not be read is said where it is asked for
                sources.faces.files()
        return work._replace(seen=seen)


class OpenPage:
    """A page of an open edition."""

    def __init__(self, name: str, sources: Sources, works: Callable[[], dict[str, Work]]) -> None:
        """``works`` gives all pages of the edition as they were read."""
        self.name = name
        self._sources, self._works = sources, works
        self._made: dict[tuple[str, str], Made] = {}

    @property
    def _work(self) -> Work:
        return self._works()[self.name]

    @property
    def section(self) -> str:
        """Its section (要闻); '' where its layout cannot be read."""
        plan = self._work.plan
        return plan.section if plan is not None else ""

    @property
    def stories(self) -> dict[str, Story]:
        """The stories that it shows, by slug."""
        return dict(self._work.stories)

    @property
    def seen(self) -> Seen:
        """What it depends on: files that were read for it, and what was looked for; the press's profile is the edition's."""
        assert self._work.seen is not None
        return self._work.seen

    @cached_property
    def _checked(self) -> Made:
        """What is said of it, its pictures decoded and its blocks set; nothing printed."""
        work = _again(self._work)
        order = _order(self._sources, [work], "plain", "")
        (made,) = set_pages(
            self._sources, [work], order._replace(draft_label=None, product=None, files=False, printed=False)
        )
        return made

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with it, in source order."""
        return tuple(self._checked.report)

    @property
    def ok(self) -> bool:
        """Whether it may be printed."""
        return not (self._checked.draft or self._checked.report.failed)

    @cached_property
    def composed(self) -> Page | None:
        """The finished page as a display list (:mod:`banxin.page`), a draft where it has faults; ``None`` where it cannot be set."""
        blocked = any(map(blocking, self._sources.report))
        return compose(self._sources, _again(self._work), partial(_draft, self._sources), blocked=blocked)

    def dump(self) -> str:
        """The page as text, a line an item; '' where it cannot be set."""
        return dump(self.composed) if self.composed is not None else ""

    def pdf(self, kind: str = "plain", *, stamp: str = "") -> bytes:
        """Its file: plain, press, proof, archive, archive-4 or archive-4f. A page with faults is a draft that says so (see :attr:`ok`).

        Raises :class:`Fault` desk.choice for another kind, and what keeps it from being made at all (a disk that is full).
        """
        key = kind, stamp
        if key not in self._made:
            work = _again(self._work)
            order = _order(self._sources, [work], kind, stamp)._replace(printed=False)
            (made,) = set_pages(self._sources, [work], order)
            if not made.data:
                for problem in (*made.report, *self._sources.report):
                    if problem.severity == "error":
                        raise Fault(problem.code, problem.span, **problem.words)
                raise Fault("desk.not-passed", None, pages=self.name)
            self._made[key] = made
        return self._made[key].data


def _again(work: Work) -> Work:
    """A page for a setting of its own."""
    return work._replace(report=copied(work.report))


def _order(sources: Sources, works: list[Work], kind: str, stamp: str) -> Order:
    """What is wanted for a kind of file, made in this process. Raises :class:`Fault` desk.choice."""
    return order_for(
        sources, works, _kind(kind, _FILES), stamp=stamp, draft_label=partial(_draft, sources), workers=0, refit=False
    )


def _kind(name: str, known: tuple[str, ...]) -> ProductKind:
    """A kind of file by its name. Raises :class:`Fault` desk.choice for one that is not known."""
    if name not in known:
        raise Fault("desk.choice", None, name="kind", value=name, known=", ".join(known))
    return PRODUCTS[name]
