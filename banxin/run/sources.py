"""What a run reads, each file once: house, edition, pages, stories, pictures, faces."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from banxin.faces import Faces
from banxin.files import LIMITS, Tree
from banxin.makeup import IndexEntry, Jumps, StoryPlace
from banxin.makeup.copy import MOST_ENTRIES
from banxin.pictures import Facts, read_facts
from banxin.plan import page_path, read_edition, read_house, read_page
from banxin.plan.keys import rows
from banxin.plan.kinds import ChartBlock, ContinuedBlock, IndexBlock, StoryBlock, TableBlock
from banxin.problems import Fault, Maybe, Report, Span
from banxin.story import Story, read_story
from banxin.story.tables import Rows, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from banxin.ads import Adverts
    from banxin.files import Seen
    from banxin.plan.block import Block, PagePlan
    from banxin.plan.records import EditionPlan, House

Found = TypeVar("Found")


class UnreadError(Exception):
    """House style or the edition's own file cannot be read at all."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report
        """What is wrong with them."""


def open_sources(tree: Tree, folder: str) -> Sources:
    """The inputs of the edition in a folder below ``layouts/``. Raises :class:`UnreadError`."""
    report = Report()
    with tree.noting() as seen:
        edition = read_edition(tree, folder, report)
        house = read_house(tree, report, edition.house if edition else "house")
    if house is None or edition is None:
        if house is not None:
            Faces(tree, house.faces, report)  # which says what it lacks
        raise UnreadError(report)
    return Sources(tree, house, edition, report, seen)


class Sources:
    """The inputs of one edition. Faults of a file are kept and said on every page that uses it."""

    def __init__(self, tree: Tree, house: House, edition: EditionPlan, report: Report, seen: Seen) -> None:
        """As :func:`open_sources` finds them; ``seen``: what was looked at for house style and the edition's file."""
        self.tree, self.house, self.edition, self.seen = tree, house, edition, seen
        self.report = report
        """Faults of house style and the edition's own file."""
        self._seen: dict[tuple[str, str], Seen] = {}
        self._layouts: dict[str, tuple[PagePlan | None, Report]] = {}
        self._plans: dict[str, tuple[PagePlan | None, Report]] = {}
        self._adverts: dict[str, Adverts] = {}
        self._stories: dict[str, tuple[Story | None, Report]] = {}
        self._texts: dict[str, str] = {}
        self._tables: dict[str, tuple[Rows, Report]] = {}
        self._facts: dict[str, tuple[Facts | None, Refusal]] = {}
        self.faces = Faces(tree, house.faces, report)

    def _once(self, what: str, known: dict[str, Found], name: str, find: Callable[[], Found]) -> Found:
        """What is ``known`` by a name, or is found now; what was looked at for it counts for everybody who asks."""
        if name in known:
            self.tree.seen.join(self._seen[what, name])
        else:
            with self.tree.noting() as seen:
                known[name] = find()
            self._seen[what, name] = seen
        return known[name]

    def plan(self, name: str) -> tuple[PagePlan | None, Report]:
        """A page's layout with its advertisements, and the faults of its file; ``None`` where it cannot be read.

        What ads.yaml books is among its blocks, and its stories are cut to what that leaves, whatever its own file says.
        """
        return self._once("plan", self._plans, name, lambda: self._laid(name))

    def _laid(self, name: str) -> tuple[PagePlan | None, Report]:
        plan, own = self._layout(name)
        report = Report()
        report.join(own)
        return self.adverts.laid(plan, report) if plan is not None and self._sold() else plan, report

    def _layout(self, name: str) -> tuple[PagePlan | None, Report]:
        """A page as its own file has it."""
        return self._once("layout", self._layouts, name, lambda: self._read_layout(name))

    def _read_layout(self, name: str) -> tuple[PagePlan | None, Report]:
        report = Report()
        return read_page(self.tree, self.house, self.edition, name, report), report

    def _sold(self) -> bool:
        """Whether the edition, or the one it is based on, has a list of bookings."""
        folders = self.edition.folder, self.edition.base
        lists = (f"layouts/{folder}/ads.{ending}" for folder in folders if folder for ending in ("yaml", "csv"))
        return any(map(self.tree.exists, lists))

    @property
    def adverts(self) -> Adverts:
        """The edition's advertisements, each with its place."""
        return self._once("adverts", self._adverts, "", self._read_adverts)

    def _read_adverts(self) -> Adverts:
        from banxin.ads import Adverts  # noqa: PLC0415 - few editions have any

        return Adverts(self.tree, self.house, self.edition, self._all_layouts, self._words_of, self.report)

    def _all_layouts(self) -> dict[str, PagePlan]:
        names = self.edition.pages
        return {name: plan for name in names if (plan := self._layout(name)[0]) is not None}

    def _words_of(self, slug: str) -> str:
        """All that a story says; '' where it cannot be read, which its page says."""
        path = f"stories/{self.edition.date}/{slug}.md"
        story = None
        if slug in self._stories or self.tree.exists(path):
            story, _ = self._once("story", self._stories, slug, lambda: self._read_story(path))
        return "\n".join(paragraph.text for paragraph in story.paragraphs()) if story is not None else ""

    def stories(self, plan: PagePlan, report: Report) -> dict[str, Story]:
        """The stories that a page names, by slug; what is wrong with them goes into the page's report."""
        found: dict[str, Story] = {}
        for block in plan.blocks:
            for slug in block.stories:
                story = None if slug in found else self._story(plan, slug, block, report)
                if story is not None:
                    found[slug] = story
        return found

    def _story(self, plan: PagePlan, slug: str, block: Block, report: Report) -> Story | None:
        path = f"stories/{plan.edition.date}/{slug}.md"
        story, own = self._once("story", self._stories, slug, lambda: self._read_story(path, block.span))
        report.join(own)
        if story is None and not own.failed:
            self._missing_story(plan, slug, block, report)
        return story

    def _read_story(self, path: str, span: Span | None = None) -> tuple[Story | None, Report]:
        own = Report()
        return (read_story(self.tree, path, own, span) if self.tree.exists(path) else None), own

    def _missing_story(self, plan: PagePlan, slug: str, block: Block, report: Report) -> None:
        folder = f"stories/{plan.edition.date}"
        path = f"{folder}/{slug}.md"
        names = [name.removesuffix(".md") for name in self.tree.names(folder) if name.endswith(".md")]
        close = self.tree.near(path)
        report.error(
            "proof.story-missing", block.span, story=slug, path=path, folder=folder,
            meant=Maybe(close.removesuffix(".md")), there=Maybe(", ".join(names[:8])),
        )  # fmt: skip

    def all_stories(self, plan: PagePlan) -> list[Story]:
        """Every story of a page's edition, whether a page names it or not."""
        folder = f"stories/{plan.edition.date}"
        names = [name for name in self.tree.names(folder) if name.endswith(".md")]
        stories = [read_story(self.tree, f"{folder}/{name}", Report()) for name in names]
        return [story for story in stories if story is not None]

    def pictures(
        self, plan: PagePlan, stories: dict[str, Story], report: Report, jumps: Jumps | None = None
    ) -> dict[str, Facts]:
        """The pictures that a page shows, by the name that stories and layout use.

        Those too around which the text of a story ran on other pages, before it came to this one.
        """
        found: dict[str, Facts] = {}
        others = [part.block for parts in (jumps or {}).values() for part in parts if part.plan is not plan]
        own = [(one.picture, one.span) for block in plan.blocks for one in (block, *block.inside) if one.picture]
        for wanted, said in (
            (_shown(others, stories), Report()), (_shown(plan.blocks, stories), report), (own, report),
        ):  # fmt: skip
            for name, span in wanted:
                facts = self._picture(plan, name, span, said)
                if facts is not None:
                    found[name] = facts
        return found

    def _picture(self, plan: PagePlan, name: str, span: Span, report: Report) -> Facts | None:
        date = plan.edition.date
        facts, fault = self._once("picture", self._facts, name, lambda: self._read_picture(date, name, span))
        if fault is not None:
            code, words = fault
            report.error(code, span, cause=("picture", name), **words)
        elif facts is not None and facts.said:
            _say(facts, span, report)
        return facts

    def _read_picture(self, date: str, name: str, span: Span) -> tuple[Facts | None, Refusal]:
        places = [f"assets/{date}/{name}", f"assets/{name}"]
        try:
            self.tree.check_name(name, span)
            there = [place for place in places if self.tree.exists(place)]
            if len(there) > 1:
                return None, ("proof.photo-ambiguous", {"photo": name, "places": ", ".join(there)})
            if not there:
                words: dict[str, object] = {
                    "photo": name,
                    "places": ", ".join(places),
                    "date": date,
                    "meant": Maybe(self._near(name, date)),
                }
                return None, ("proof.photo-missing", words)
            return self._read(there[0], self.tree.read(there[0], LIMITS["picture"], span), span), None
        except Fault as fault:
            return None, (fault.problem.code, fault.problem.words)

    def _near(self, name: str, date: str) -> str:
        """The picture that was meant by a name: one beside it of nearly that name, else that very name in another folder."""
        for folder in (f"assets/{date}", "assets"):
            close = self.tree.near(f"{folder}/{name}")
            if close:
                return f"{os.path.dirname(name)}/{close}".lstrip("/")
        others = [f"assets/{other}/{name}" for other in self.tree.names("assets") if other != "faces"]
        return next(filter(self.tree.exists, others), "")

    def _read(self, path: str, data: bytes, span: Span) -> Facts:
        """The facts of a picture, PDF or SVG. Raises :class:`Fault` pictures.*."""
        if b"%PDF-" in data[:1024]:
            from banxin.plates.inserts import read_insert  # noqa: PLC0415 - few editions have one

            width, height, own = read_insert(path, data, span)
        elif data[:1] not in _SURE and _is_svg(data):
            from banxin.plates.vector import read_svg  # noqa: PLC0415 - as above
            from banxin.run._lettering import letters  # noqa: PLC0415 - as above

            width, height, own = read_svg(path, data, span, letters(self.faces, self.house))
        else:
            return read_facts(path, data, span)
        return Facts(path, "insert", width, height, "other", 1, passes=True, data=own, transparent=True)

    def tables(self, plan: PagePlan, report: Report) -> dict[str, Rows]:
        """The texts of the tables whose rows stand in a file, by the name that the layout uses."""
        found: dict[str, Rows] = {}
        for block in plan.all_blocks():
            what = block.what
            if isinstance(what, (TableBlock, ChartBlock)) and not what.rows:
                found[what.file] = self._table(plan, what.file, block.span, report)
        return found

    def _table(self, plan: PagePlan, name: str, span: Span, report: Report) -> Rows:
        path = table_path(plan.edition.date, name)
        rows, own = self._once("table", self._tables, path, lambda: self._read_table(path, span))
        report.join(own)
        return rows

    def _read_table(self, path: str, span: Span) -> tuple[Rows, Report]:
        own = Report()
        return read_table(self.tree, path, own, span), own

    def jumps(self, plan: PagePlan, report: Report) -> Jumps:
        """The stories of a page that stand on other pages too, with all their parts; a dangling jump is an error."""
        found: Jumps = {}
        for block in plan.blocks:
            for slug in block.stories if isinstance(block.what, (StoryBlock, ContinuedBlock)) else ():
                parts = self._parts(plan, slug)
                begins = [isinstance(part.block.what, StoryBlock) for part in parts]
                if isinstance(block.what, ContinuedBlock) and not any(begins):
                    report.error("proof.jump-nowhere", block.span, story=slug)
                elif isinstance(block.what, ContinuedBlock) and begins.index(True) > _place(parts, plan.name):
                    first = parts[begins.index(True)].plan.name
                    report.error("proof.jump-backwards", block.span, story=slug, page=plan.name, first=first)
                elif begins.count(True) == 1 < len(parts) and begins[0]:
                    found[slug] = tuple(parts)
        return found

    def uses(self, plan: PagePlan, slug: str) -> list[PagePlan]:
        """The pages of the edition that show anything of a story, its photos alone, too; in order."""
        return [
            other
            for name in plan.edition.pages
            if (other := self._other(plan, name, slug)) is not None
            and any(slug in block.stories for block in other.blocks)
        ]

    def _other(self, plan: PagePlan, name: str, slug: str) -> PagePlan | None:
        """A page of the edition, where it may speak of a story."""
        if name == plan.name:
            return plan
        return self.plan(name)[0] if self._speaks_of(plan, name, slug) else None

    def _parts(self, plan: PagePlan, slug: str) -> list[StoryPlace]:
        """A story's blocks on all pages, in their order; only layouts that speak of it are read."""
        found = []
        for name in plan.edition.pages:
            other = self._other(plan, name, slug)
            if other is not None:
                found += [
                    StoryPlace(other, block)
                    for block in other.blocks
                    if isinstance(block.what, (StoryBlock, ContinuedBlock)) and slug in block.stories
                ]
        return found

    def _speaks_of(self, plan: PagePlan, name: str, slug: str) -> bool:
        """Whether a page's layout may place a story; whether the layout is right is said elsewhere."""
        text = self._once("text", self._texts, name, lambda: self._read_text(plan.edition, name))
        # What a template places is not written in the page's own file.
        return any(word in text for word in (slug, "from:", rows("page")["from"].alias))

    def _read_text(self, edition: EditionPlan, name: str) -> str:
        path = page_path(self.tree, edition, name)
        try:
            data = self.tree.read(path, LIMITS["yaml"]) if self.tree.exists(path) else b""
        except Fault:
            data = b""
        return data.decode("utf-8", "replace")

    def index(self, plan: PagePlan, limit: int = MOST_ENTRIES) -> tuple[IndexEntry, ...]:
        """Headlines of the other pages' first stories, for an index block; empty where the page has none."""
        if not any(isinstance(inner.what, IndexBlock) for block in plan.blocks for inner in (block, *block.inside)):
            return ()
        entries = []
        for name in plan.edition.pages:
            other, _ = self.plan(name) if name != plan.name else (None, None)
            if other is None:
                continue
            quiet = Report()
            stories = self.stories(other, quiet)
            slugs = [block.what.slug for block in other.blocks if isinstance(block.what, StoryBlock)]
            shown = [stories[slug] for slug in slugs if slug in stories]
            entries += [
                IndexEntry(name, story.fields["headline"].text, story.slug)
                for story in shown[:2]
                if "headline" in story.fields
            ]
        return tuple(entries[:limit])


def _say(facts: Facts, span: Span, report: Report) -> None:
    """What an editor should know of a picture."""
    for what, profile in facts.said:
        report.note(f"pictures.{what}", span, path=facts.path, profile=Maybe(profile))


def table_path(date: str, name: str) -> str:
    """Where the rows of a table lie that a layout names."""
    return f"stories/{date}/{name if name.endswith('.csv') else f'{name}.csv'}"


def _place(parts: list[StoryPlace], page: str) -> int:
    return next(at for at, part in enumerate(parts) if part.plan.name == page)


Refusal = tuple[str, dict[str, object]] | None
#: First bytes of the pictures that nearly all are: JPEG, PNG, TIFF, WebP.
_SURE = frozenset({b"\xff", b"\x89", b"I", b"M", b"R"})


def _is_svg(data: bytes) -> bool:
    from banxin.plates.svg import is_svg  # noqa: PLC0415 - few editions have one

    return is_svg(data)


def _shown(blocks: Iterable[Block], stories: dict[str, Story]) -> list[tuple[str, Span]]:
    """File names of the pictures that blocks show, each with the place to complain at."""
    found: list[tuple[str, Span]] = []
    for block in blocks:
        story = stories.get(next(iter(block.stories), ""))
        if story is None:
            continue
        for inner in (block, *block.inside):
            numbers = [number for photo in inner.photos if (number := story.photo_number(photo))]
            found += [(story.photos[number - 1].file, story.photos[number - 1].span) for number in numbers]
    return found
