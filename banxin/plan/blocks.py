"""The blocks of a page: their kinds, names, areas and headings, checked against house style."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from banxin.plan.areas import Draft, LetterShape, drawn_areas, every, head_of, place_blocks
from banxin.plan.block import Aside, Block
from banxin.plan.fields import Fields
from banxin.plan.house import ink_of, ladder, unknown
from banxin.plan.keys import BLOCKS, PARTS, rows
from banxin.plan.kinds import KINDS, Reading
from banxin.plan.kinds.entry import emu
from banxin.plan.records import Heading, HeadingPart, Zone
from banxin.plan.values import ColumnRange, LineRange, parse_ink

if TYPE_CHECKING:
    from banxin.plan.kinds import What
    from banxin.plan.records import Grid, House
    from banxin.problems import Report

#: No column is narrower, in 字 (NP-03).
_LEAST = 5


def block_name(fields: Fields) -> str:
    """What a block is called where it is named: its id, else its subject without an ending."""
    if "id" in fields:
        return fields.text("id")
    kind = next((key for key in fields.items if key in BLOCKS), "")
    subject = _subject(fields, kind)
    if not subject or ":" in subject or " " in subject:
        return kind
    stem = subject.rpartition("/")[2].rpartition(".")
    return stem[0] or stem[2]


def _subject(fields: Fields, kind: str) -> str:
    value = fields.items[kind].value if kind else ""
    if kind == "photo" and isinstance(value, tuple):
        return str(value[0]) if value else ""
    return " ".join(str(one) for one in value) if isinstance(value, tuple) else str(value)


def make_blocks(fields: Fields, house: House, report: Report) -> tuple[Block, ...]:
    """The blocks of a page as records; what is wrong with one is said, and the rest is made."""
    drafts = _drafts(fields, "blocks", None, report)
    _name(drafts, report)
    _check_stories(drafts, report)
    drawn = drawn_areas(fields, house.grid, report)
    _check_drawn(drawn, drafts, fields, report)
    for draft in every(drafts):
        _measure(draft, drawn, house.grid, report)
    place_blocks(drafts, drawn, house.grid, report)
    return tuple(block for draft in drafts if (block := _block(draft, house, report)))


def _drafts(fields: Fields, key: str, parent: Draft | None, report: Report) -> list[Draft]:
    """The blocks that have a kind, each with what stands inside it."""
    found = []
    for item in fields.list(key):
        assert isinstance(item.value, Fields)
        below = item.value
        kinds = [name for name in below.items if name in BLOCKS]
        if not kinds:
            if all(name in rows("block") and name not in BLOCKS for name in below.faulty):
                report.error("plan.no-kind", below.span, kinds=", ".join(BLOCKS))
            continue
        if len(kinds) > 1:
            report.error("plan.two-kinds", below.place(kinds[1]), one=kinds[0], other=kinds[1])
        draft = Draft(kinds[0], below, parent)
        draft.subject = _subject(below, kinds[0])
        for name, other in below.items.items():
            if name not in BLOCKS[draft.kind] and name not in BLOCKS:
                report.error("plan.key-not-here", other.span, key=name, kind=draft.kind,
                             keys=", ".join(BLOCKS[draft.kind]))  # fmt: skip
        draft.zones = [
            Draft("zone", zone.value, draft) for zone in below.list("zones") if isinstance(zone.value, Fields)
        ]
        if parent is not None and not KINDS[draft.kind].insidable:
            report.error("plan.kind-inside", draft.place, kind=draft.kind, parent=parent.kind)
            continue
        if "inside" in BLOCKS[draft.kind]:
            draft.inside = _drafts(below, "inside", draft, report)
        found.append(draft)
    return found


def _name(drafts: list[Draft], report: Report) -> None:
    """Give every block its id. Only ids that were written can be wrong: the program's own make room."""
    taken: dict[str, Draft] = {}
    for draft in every(drafts):
        if "id" in draft.fields:
            name = draft.fields.text("id")
            if name in taken:
                report.error("plan.duplicate-id", draft.fields.place("id"), id=name,
                             line=taken[name].fields.place("id").place[0])  # fmt: skip
                continue
            draft.id = name
            taken[name] = draft
    for draft in every(drafts):
        if not draft.id:
            own = block_name(draft.fields)
            name = own = f"{draft.parent.id}/{own}" if draft.parent else own
            number = 2
            while name in taken:
                name, number = f"{own}-{number}", number + 1
            draft.id = name
            taken[name] = draft


def _check_stories(drafts: list[Draft], report: Report) -> None:
    """A story stands once on a page."""
    seen: dict[str, Draft] = {}
    for draft in every(drafts):
        if not KINDS[draft.kind].texts:
            continue
        for story in draft.subject.split():
            if story in seen:
                report.error("plan.story-twice", draft.place, story=story, line=seen[story].place.place[0])
            seen.setdefault(story, draft)


def _check_drawn(drawn: dict[str, LetterShape], drafts: list[Draft], fields: Fields, report: Report) -> None:
    """Every letter of the drawing is a block; text takes any shape, anything else a rectangle."""
    kinds = {draft.id: draft.kind for draft in drafts}
    for letter, shape in drawn.items():
        if letter not in kinds:
            report.error("plan.drawing-letter", fields.place("dummy"), letter=letter)
        elif len(shape.cells) > 1 and not KINDS[kinds[letter]].texts:
            report.error("plan.drawing-shape", shape.place, letter=letter)
            del shape.cells[1:]


def _measure(draft: Draft, drawn: dict[str, LetterShape], grid: Grid, report: Report) -> None:
    """Take over columns and lines; a block that is not drawn must state both, or its zones."""
    for zone in draft.zones:
        zone.id = draft.id
        _measure(zone, {}, grid, report)
    zoned = bool(draft.zones) or "zones" in draft.fields.faulty
    for key in ("columns", "lines"):
        item = draft.fields.items.get(key)
        if zoned and item is not None:
            report.error("plan.zones-and-place", item.span, cause=("zones", draft.place), id=draft.id, key=key)
            continue
        if item is None and not zoned and draft.id not in drawn and key not in draft.fields.faulty:
            example = f"1-{grid.columns if key == 'columns' else grid.lines}"
            # One fault where both are missing: the block has no place at all.
            report.error("plan.no-place", draft.place, cause=("no-place", draft.place), id=draft.id, key=key,
                         example=f"{key}: {example}")  # fmt: skip
        elif item and isinstance(item.value, ColumnRange):
            if key == "columns":
                draft.columns = item.value
            else:
                draft.lines = LineRange(item.value.first, item.value.last)
        elif item and isinstance(item.value, LineRange):
            draft.lines = item.value


def _block(draft: Draft, house: House, report: Report) -> Block | None:
    """The record; ``None`` where the block has no area."""
    fields = draft.fields
    heading = _heading(draft, house, report)
    for own in (draft, *draft.zones):
        if fields.flag("vertical", default=False) and "split" in own.fields:
            report.warn("plan.vertical-split", own.fields.place("split"), id=draft.id)
    if fields.text("style") and fields.text("style") not in house.styles:
        unknown(report, "style", fields.text("style"), fields.place("style"), list(house.styles))
    if fields.text("frame") == "solid" and (KINDS[draft.kind].texts or draft.kind == "box"):
        report.error("plan.solid-text", fields.place("frame"), id=draft.id)
    colour = _colour(fields, house, report)
    inside = tuple(block for below in draft.inside if (block := _block(below, house, report)))
    if draft.area is None:
        return None
    kind = KINDS[draft.kind]
    what = kind.read(Reading(fields, draft.subject, draft.id, heading, house, report))
    return Block(
        what=cast("What", what),  # a kind reads its own record, which a test holds
        area=draft.area,
        span=draft.place,
        id=draft.id,
        inside=inside,
        frame=fields.text("frame"),
        style=fields.text("style") if fields.text("style") in house.styles else "",
        colour=colour,
        zones=_zones(draft, house, report),
        aside=_aside(draft, house, report),
        area_span=draft.area_place,
    )


def _aside(draft: Draft, house: House, report: Report) -> Aside:
    """How the block stands inside a story."""
    fields = draft.fields
    return Aside(
        _width(draft, house, report), fields.text("align"), fields.text("around"), emu(fields, "standoff", house.grid, -1),
        _optional(draft, report),
    )  # fmt: skip


def _optional(draft: Draft, report: Report) -> bool:
    """Whether it may be left out. Copy may not: a box's text is the story's."""
    wanted = draft.fields.flag("optional", default=False)
    if wanted and draft.kind == "box":
        report.error("plan.optional-copy", draft.fields.place("optional"), id=draft.id)
        return False
    return wanted


def _zones(draft: Draft, house: House, report: Report) -> tuple[Zone, ...]:
    """Its zones with their columns; none where it is one area in the page's columns."""
    found, drafts = [], draft.zones or [draft] * len(draft.cells)
    for own, area in zip(drafts, draft.cells, strict=False):
        fields = own.fields if own.fields.number("split") else draft.fields
        mode = own.fields.text("split_mode") or draft.fields.text("split_mode", "absolute")
        split = fields.number("split") if mode != "auto" else 0
        grid = house.grid
        width = grid.span(area.first_column, area.last_column)
        room = (width + grid.gutter) // (_LEAST * grid.body + grid.gutter)
        if split > room:
            report.error("plan.split-room", fields.place("split"), id=draft.id, found=split, room=room, least=_LEAST)
            split = room
        found.append(Zone(area, split, mode))
    return tuple(found) if len(found) > 1 or any(zone.split for zone in found) else ()


def _width(draft: Draft, house: House, report: Report) -> int:
    """How wide a block inside a story is where it is narrower than its columns."""
    grid, fields = house.grid, draft.fields
    for key in ("width", "align", "around", "standoff", "optional"):
        if draft.parent is None and key in fields:
            report.error(
                "plan.only-inside", fields.place(key), cause=("only-inside", draft.place), id=draft.id, key=key
            )
    width = emu(fields, "width", grid)
    if draft.area and width:
        most = grid.span(draft.area.first_column, draft.area.last_column)
        if width > most:
            report.error("plan.width-room", fields.place("width"), id=draft.id, most=most // grid.body)
            return 0
    return width


def _heading(draft: Draft, house: House, report: Report) -> Heading:
    """What the block says of its heading, checked against the block's area."""
    fields = draft.fields.below("heading")
    style = fields.text("style")
    if style:
        known = [name for name, one in house.styles.items() if one.headline or one.kicker or one.deck]
        if style not in known:
            unknown(report, "heading", style, fields.place("style"), known)
            style = ""
    over = fields.text("over")
    if over and not any(below.kind == "photo" and below.subject == over for below in draft.inside):
        report.error("plan.heading-over", fields.place("over"), id=draft.id, photo=over)
        over = ""
    room = _heading_columns(draft)
    _check_room(draft, fields, room, report)
    return Heading(
        style=style,
        takes=fields.number("takes"),
        columns=fields.number("columns"),
        parts={part: _part(draft, fields.below(part), room, house, report) for part in PARTS if part in fields},
        align=fields.text("align"),
        spread=fields.number("spread"),
        vertical=fields.flag("vertical", default=False),
        frame=fields.text("frame"),
        colour=_colour(fields, house, report),
        over=over,
        place=fields.text("place", "bottom"),
    )


def _heading_columns(draft: Draft) -> int:
    """How many columns a heading may span: those at the head of its zones, divided as they are."""
    if draft.area is None:
        return 0
    head = head_of(draft.cells)
    split = max((own.fields.number("split") for own in (draft, *draft.zones)), default=0)
    return max(head.columns, split)


def _check_room(draft: Draft, fields: Fields, columns: int, report: Report) -> None:
    """A heading takes no more lines or columns than its block has."""
    deep = head_of(draft.cells).lines if draft.area else 0
    for key, room in (("takes", deep), ("columns", columns)):
        if room and fields.number(key) > room:
            zh, en = ("行", "lines") if key == "takes" else ("栏", "columns")
            report.error("plan.heading-room", fields.place(key), id=draft.id, axis_zh=zh, axis_en=en,
                         found=fields.number(key), room=room)  # fmt: skip


def _part(draft: Draft, fields: Fields, columns: int, house: House, report: Report) -> HeadingPart:
    """What is stated for a part of the heading."""
    grid, face, size = house.grid, fields.text("face"), fields.length("size")
    _check_room(draft, fields, columns, report)
    sizes = ladder(fields, grid, report) if "sizes" in fields else ()
    if size and size.unit != "栏":
        sizes = (size.emu(em=grid.body, line=grid.leading),)
    if face and face not in house.faces:
        unknown(report, "face", face, fields.place("face"), list(house.faces))
        face = ""
    ink = ink_of(fields.items["colour"], house.colours, report) if "colour" in fields else None
    return HeadingPart(sizes, fields.number("columns"), fields.text("align"), face, ink, fields.number("lines"))


def _colour(fields: Fields, house: House, report: Report) -> str:
    """A colour's name or inks as written; '' where there is no such colour."""
    colour = fields.text("colour")
    if colour and parse_ink(colour) is None and colour not in house.colours:
        unknown(report, "colour", colour, fields.place("colour"), list(house.colours))
        return ""
    return colour
