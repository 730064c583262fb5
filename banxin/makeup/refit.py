"""重排: blocks that nothing changed in are taken over as they were set; only the others are set again.

What a block came to is kept under a key of all that it was made of: its own lines of the layout (wherever in
the file they stand), its stories' text, its pictures' facts, house style, faces, and the program itself. So
what is taken over is what would be set, to the byte. It is kept as plain JSON (promises P13), sealed like all
notes; where it is missing or damaged the block is set.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from banxin.files import keep_note, note, program
from banxin.makeup._compose import compose
from banxin.makeup._composed import Composed
from banxin.page import Form, Glyphs, Group, Ink, Link, NodeId, Overset, Path, Picture, Region, SetLine, TextRun
from banxin.plan.kinds import ChartBlock, TableBlock
from banxin.problems import Maybe, Problem, Source, Span
from banxin.units import Point, Rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.page import Item
    from banxin.plan.block import Block
    from banxin.plan.records import House
    from banxin.story.records import Story

Kept = Any
"""A block as JSON has it: what it came to."""

#: Pages that are kept; one is some 150 KB.
_MOST = 600


class Refit:
    """The blocks of one page as they were set the last time."""

    def __init__(self, name: str, faces: str) -> None:
        """``name`` tells this page from all others; ``faces`` the files that serve its faces from others."""
        self._name = f"{name} {program()}".encode("utf-8", "surrogateescape")
        self._faces = faces
        kept = note("set", self._name)
        self._old: dict[str, Kept] = json.loads(kept) if kept else {}
        self._new: dict[str, object] = {}
        self._houses: dict[int, str] = {}
        self.set_again: list[str] = []
        """Blocks that were set."""
        self.taken_over = 0
        """How many were not."""

    def compose(self, ground: Ground, block: Block, copy: Copy) -> Composed:
        """A block as it was set the last time, else as :func:`compose` sets it."""
        key = self._key(ground, block, copy)
        kept = self._old.get(key)
        if kept is not None:
            self._new[key] = kept
            self.taken_over += 1
            return _unpacked(ground, block, copy, kept)
        self.set_again.append(block.id)
        composed = compose(ground, block, copy)
        kept = _packed(composed, block, copy)
        if kept is not None:
            self._new[key] = kept
        return composed

    def keep(self) -> None:
        """Keep what the page's blocks came to for the next run."""
        if self._new.keys() != self._old.keys():
            keep_note("set", self._name, json.dumps(self._new, ensure_ascii=False, separators=(",", ":")), _MOST)

    def _key(self, ground: Ground, block: Block, copy: Copy) -> str:
        """All that a block is made of, as a hash."""
        slugs = block.stories
        boxes = [(at, copy.boxes.of.get(inner.id)) for at, inner in enumerate((block, *block.inside))]
        made_of = [
            self._house(ground.house), ground.plan.name, repr(without_places(block)), self._faces,
            *(f"{slug}\n{copy.stories[slug].source.text}" for slug in slugs if slug in copy.stories),
            repr(without_places([(at, box) for at, box in boxes if box is not None])),
            repr(sorted(entry for entry in copy.boxes.placed if entry[0] in slugs)),
            repr([_facts(copy, name) for name in _pictures(block, copy)]),
            repr([slug in copy.spoiled for slug in slugs]),
        ]  # fmt: skip
        for slug in slugs:
            for part in copy.jumps.get(slug, ()):
                made_of += [part.plan.name, repr(without_places(part.block)), self._house(part.plan.house)]
        made_of += [
            repr(copy.tables.get(one.what.file))
            for one in (block, *block.inside)
            if isinstance(one.what, (TableBlock, ChartBlock))
        ]
        if block.kind.dated or any(inner.kind.dated for inner in block.inside):
            made_of += [repr(without_places(ground.plan.edition)), repr(copy.headlines)]
        return hashlib.sha256("\0".join(made_of).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _house(self, house: House) -> str:
        if id(house) not in self._houses:
            self._houses[id(house)] = hashlib.sha256(repr(without_places(house)).encode()).hexdigest()
        return self._houses[id(house)]


def without_places(value: object) -> object:
    """A record without the places where its parts were written."""
    if isinstance(value, (Span, Source)):
        return None
    if isinstance(value, (tuple, list)):
        return [without_places(part) for part in value]
    if isinstance(value, dict):
        return [(key, without_places(part)) for key, part in value.items()]
    return value


def _pictures(block: Block, copy: Copy) -> list[str]:
    """Names of the pictures that a block may show."""
    names = {photo.file for slug in block.stories if slug in copy.stories for photo in copy.stories[slug].photos}
    return sorted(names | {inner.picture for inner in (block, *block.inside) if inner.picture})


def _facts(copy: Copy, name: str) -> list[object]:
    """What setting knows of a picture. Of its pixels only cut-outs' outlines are seen, of a PDF what it brings along."""
    facts = copy.facts.get(name)
    if facts is None:
        return [name]
    pixels = hashlib.sha256(facts.data).hexdigest() if facts.transparent or facts.kind == "insert" else ""
    return [name, *facts._replace(data=b""), pixels]


def _packed(composed: Composed, block: Block, copy: Copy) -> Kept | None:
    """What a block came to as JSON has it; ``None`` where it cannot be kept."""
    problems = [_packed_problem(problem, cause, block, copy) for problem, cause in composed.problems]
    if None in problems:
        return None
    return [
        [_packed_item(item) for item in composed.under], [_packed_item(item) for item in composed.text],
        [list(region) for region in composed.regions], list(composed.overset), list(composed.holes), list(composed.lines),
        problems,
    ]  # fmt: skip


def _unpacked(ground: Ground, block: Block, copy: Copy, kept: Kept) -> Composed:
    """A block as it was."""
    under, text, regions, overset, holes, lines, problems = kept
    inks: dict[tuple[object, ...], Ink] = {}
    runs = tuple(_item(one, inks) for one in text)
    if any(isinstance(run, TextRun) and run.face not in ground.faces.by_key for run in runs):
        ground.faces.open_all()
    said = []
    for code, severity, place, words, named in problems:
        own = {key: Maybe(value[0]) if isinstance(value, list) else value for key, value in words.items()}
        cause = named and (named[0], _place(named[1][0], block, copy) if isinstance(named[1], list) else named[1])
        said.append((Problem(code, _place(place, block, copy), severity, own), cause or None))
    return Composed(
        tuple(_item(one, inks) for one in under), runs,
        tuple(Region(tuple(Point(*at) for at in polygon), NodeId(node), *rest) for polygon, node, *rest in regions), tuple(said),
        tuple(Overset(*one) for one in overset), tuple((Rect(*rect), name) for rect, name in holes),
        tuple(_line(*one) for one in lines),
    )  # fmt: skip


_KINDS = (TextRun, Path, Picture, Form, Group, Link)


def _line(
    block: str,
    ordinal: int,
    spans: list[tuple[str, int, int]],
    box: list[int],
    column: int,
    number: int,
    fit: str,
    gap: int,
) -> SetLine:
    own = tuple((NodeId(node), first, last) for node, first, last in spans)
    return SetLine(block, ordinal, own, Rect(*box), column, number, fit, gap)


def _packed_item(item: Item) -> list[object]:
    """An item as JSON has it: records are lists; the kind stands first."""
    if isinstance(item, Group):
        return [4, [_packed_item(part) for part in item.items], *item[1:]]
    return [_KINDS.index(type(item)), *item]


def _item(kept: Kept, inks: dict[tuple[object, ...], Ink]) -> Item:
    kind, *parts = kept
    match kind:
        case 0:
            text, glyphs, origin, face, size, ink, node, *rest = parts
            key = tuple(ink)
            own = inks.get(key) or inks.setdefault(key, Ink(*key))
            return TextRun(text, Glyphs(*map(tuple, glyphs)), Point(*origin), face, size, own, NodeId(node), *rest)
        case 1:
            steps, fill, stroke, width, dash, node = parts
            return Path(
                tuple(map(tuple, steps)), fill and Ink(*fill), stroke and Ink(*stroke), width, tuple(dash), NodeId(node)
            )
        case 2:
            key, box, crop, node, alt = parts
            return Picture(key, Rect(*box), tuple(crop), NodeId(node), alt)
        case 3:
            key, box, number, node, alt = parts
            return Form(key, Rect(*box), number, NodeId(node), alt)
        case 4:
            items, clip, matrix, *rest = parts
            return Group(
                tuple(_item(one, inks) for one in items), clip and Rect(*clip), matrix and tuple(matrix), *rest
            )
        case _:
            box, url, node = parts
            return Link(Rect(*box), url, NodeId(node))


def _spans(block: Block) -> Iterator[tuple[object, Span]]:
    """The places in the layout that a block's problems may have, each under a name that outlives other changes."""
    for at, inner in enumerate((block, *block.inside)):
        yield [at, 0], inner.span
        if inner.area_span is not None:
            yield [at, 1], inner.area_span


def _packed_problem(problem: Problem, cause: object, block: Block, copy: Copy) -> list[object] | None:
    """A problem with a place that holds while its block and its stories stay; ``None`` where there is none."""
    words = {key: [str(value)] if isinstance(value, Maybe) else value for key, value in problem.words.items()}
    if any(not isinstance(value, (str, int, float, list)) for value in words.values()):
        return None
    place = _packed_place(problem.span, block, copy)
    named: list[object] = []
    if cause is not None:
        if not (isinstance(cause, tuple) and len(cause) == 2 and isinstance(cause[1], (str, Span))):
            return None
        named = [cause[0], cause[1] if isinstance(cause[1], str) else [_packed_place(cause[1], block, copy)]]
    if place == _NOWHERE or [_NOWHERE] in named:
        return None
    return [problem.code, problem.severity, place, words, named]


#: What stands for a place that would not hold.
_NOWHERE: list[object] = ["?"]


def _packed_place(span: Span | None, block: Block, copy: Copy) -> object:
    """A place as something that holds: in a story, or one of the block's own in the layout."""
    if span is None:
        return None
    story = next((one for one in _stories(block, copy) if one.source is span.source), None)
    if story is not None:
        return [story.slug, span.start, span.end]
    return next((name for name, own in _spans(block) if own == span), _NOWHERE)


def _stories(block: Block, copy: Copy) -> list[Story]:
    return [copy.stories[slug] for slug in block.stories if slug in copy.stories]


def _place(place: Kept, block: Block, copy: Copy) -> Span | None:
    if place is None:
        return None
    match place:
        case [str() as slug, int() as start, int() as end]:
            return Span(copy.stories[slug].source, start, end)
        case _:
            return next(span for name, span in _spans(block) if name == place)
