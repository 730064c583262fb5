"""The net below every change: what the files would mean is read before they are written.

Each file is parsed again, and only the meant values may be others. Each page is made again, and its blocks must be
those that they were, but for what was meant. A change of which that is not so is refused (edit.unsure): it is a fault of
ours, or a layout that is written in a way that nobody thought of, and the editor does it by hand.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from banxin.edit._revision import plain
from banxin.files import LIMITS
from banxin.files.reading import open_tree
from banxin.plan import read_house, read_page
from banxin.plan.kinds import BoxBlock, BriefsBlock, ContinuedBlock, FillerBlock, PhotoBlock, StoryBlock
from banxin.plan.written import written
from banxin.problems import Fault, Report, Span, whole
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.edit._records import Change
    from banxin.edit._revision import Rewriting
    from banxin.edit.papers import PageFile
    from banxin.files import Tree
    from banxin.plan.block import Block, PagePlan
    from banxin.plan.kinds import What


_NOWHERE = whole("")


class MadePage(NamedTuple):
    """What a page is made into: its plan, and the codes of what is wrong with it."""

    plan: PagePlan | None
    codes: Counter[str]


def prove_renamed(
    tree: Tree, change: Change, revisions: Mapping[str, Rewriting], leaves: list[PageFile], ids: Mapping[str, dict[str, str]],
    stories: dict[str, str],
) -> None:  # fmt: skip
    """Every page is what it was, under the new names. Raises :class:`Fault` edit.unsure where it is not."""
    with closing(open_tree(tree.root, change.results())) as after:
        prove_files(after, revisions)
        for leaf in leaves:
            was, now = made(tree, leaf), made(after, leaf)
            wanted = [_renamed(block, ids.get(leaf.path, {}), stories) for block in _blocks(was)]
            if wanted != [_renamed(block, {}, {}) for block in _blocks(now)] or was.codes != now.codes:
                raise Fault("edit.unsure", whole(leaf.path), path=leaf.path)
            prove_page(was, now, leaf.path)


def prove_files(after: Tree, revisions: Mapping[str, Rewriting]) -> None:
    """Each file means what it meant, but for what was wanted. Raises :class:`Fault` edit.unsure."""
    for path, revision in revisions.items():
        root = written(after.text(path, LIMITS["yaml"]), Report())
        if root is None or plain(root) != revision.expected():
            place = next(iter(revision.edits), None)
            span = Span(revision.sheet.source, place.start, place.end) if place else whole(path)
            raise Fault("edit.unsure", span, path=path)


def prove_page(was: MadePage, now: MadePage, path: str) -> None:
    """A page's section, credits and house style stay. Raises :class:`Fault` edit.unsure."""
    for one, other in zip(_about(was), _about(now), strict=True):
        if one != other:
            raise Fault("edit.unsure", whole(path), path=path)


def _about(page: MadePage) -> tuple[object, ...]:
    plan = page.plan
    return () if plan is None else (plan.name, plan.section, plan.credits, plan.house.grid, plan.house.gap)


def made(tree: Tree, leaf: PageFile) -> MadePage:
    """A page as it is made from a tree."""
    report = Report()
    house = read_house(tree, Report(), leaf.edition.house)
    plan = read_page(tree, house, leaf.edition, leaf.page, report) if house is not None else None
    return MadePage(plan, Counter(problem.code for problem in report))


def _blocks(page: MadePage) -> tuple[Block, ...]:
    return page.plan.blocks if page.plan is not None else ()


def _renamed(block: Block, ids: dict[str, str], stories: dict[str, str]) -> Block:
    """A block under its new names, without its places in the file."""
    return bare(block)._replace(
        id=ids.get(block.id, block.id),
        what=_speaking_of(block.what, stories),
        inside=tuple(_renamed(inner, ids, stories) for inner in block.inside),
    )


def _speaking_of(what: What, stories: dict[str, str]) -> What:
    """What stands in a block, with its stories under their new names."""
    match what:
        case StoryBlock() | ContinuedBlock():
            return what._replace(slug=stories.get(what.slug, what.slug))
        case BriefsBlock():
            return what._replace(slugs=tuple(stories.get(slug, slug) for slug in what.slugs))
        case PhotoBlock() | BoxBlock() | FillerBlock():
            return what._replace(of=stories.get(what.of, what.of))
        case _:
            return what


def bare(block: Block) -> Block:
    """A block without its places in the file."""
    return block._replace(span=_NOWHERE, area_span=None, inside=tuple(map(bare, block.inside)))
