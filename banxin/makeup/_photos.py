"""Photos: a picture in its place with its caption under, over or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.lines import Lines, set_paragraph, uniform
from banxin.makeup._galley import Manner, hold_together, join
from banxin.makeup._zones import Obstacle
from banxin.makeup.geometry import ABOVE
from banxin.page import Picture
from banxin.plates.outline import ROWS, outline
from banxin.plates.tone import tone
from banxin.problems import Maybe
from banxin.story.records import Mark, Paragraph
from banxin.tuples import NamedTuple
from banxin.units import PT, Rect, millimetres, rounded

if TYPE_CHECKING:
    from banxin.makeup._composed import Canvas
    from banxin.makeup.copy import Copy
    from banxin.makeup.ground import Ground
    from banxin.page import NodeId, Nodes
    from banxin.pictures import Facts
    from banxin.plan.block import Block
    from banxin.plan.kinds import PhotoBlock
    from banxin.problems import Span
    from banxin.story.records import Photo, Story

#: Under this many ppi at its size on the page a photo shows its pixels.
_LEAST_PPI = 200
#: Between a picture and its caption.
CAPTION_GAP = 3 * PT
#: A photo with a caption needs this many lines to be seen.
_CAPTION_ROOM = 4
#: The narrowest caption under a picture that is shown whole, in 字.
_CAPTION_LEAST = 8
#: Rows of an outline that vertical lines take as one.
_STRIP = 4
#: Proportions of a picture whose file is missing, width to height, in thousandths.
_USUAL = 1500


class _Caption(NamedTuple):
    """A caption as set, horizontal or vertical, and how deep its lines stand across their direction."""

    lines: Lines
    nodes: Nodes
    pitch: int

    @property
    def depth(self) -> int:
        return (len(self.lines.lines) - 1) * self.pitch + self.lines.measured.em + CAPTION_GAP


def find_photos(story: Story, names: tuple[str, ...]) -> list[Photo]:
    """Photos of a story by number or file name; the cross-check has reported those that are not there."""
    return [story.photos[number - 1] for name in names if (number := story.photo_number(name))]


#: Where a picture is cropped about for want of a better, in thousandths, and how much of it may go without a word, in percent.
_MIDDLE, _MOST_CUT = (500, 500), 40


class Framing(NamedTuple):
    """How a picture fills its place."""

    span: Span
    """The place in the layout to complain at."""
    fit: str = ""
    """crop or contain; '' crops what has pixels, and shows a drawing (PDF, SVG) whole."""
    focus: tuple[int, int] | None = None
    """What cropping keeps; ``None`` where nobody said it."""
    align: str = ""
    """Where a whole picture stands in a place that is wider: left, right, or in the middle."""
    outlined: bool = False
    """Whether text follows its outline."""
    booked: bool = False
    """Whether it is an advertisement: what its file brought along is said with its size."""


def framing_of(block: Block, what: PhotoBlock) -> Framing:
    """How a block's photos fill their places."""
    aside = block.aside
    return Framing(block.span, what.fit, what.focus, aside.align, aside.around == "outline")


class Framed(NamedTuple):
    """What a photo block comes to: the rectangle that it fills, what its pictures have of it, and its caption."""

    photos: list[Photo]
    rect: Rect
    box: Rect
    caption: _Caption | None


def framed(
    ground: Ground,
    framing: Framing,
    what: PhotoBlock,
    rect: Rect,
    story: Story,
    copy: Copy,
    *,
    above: bool,
    below: bool,
) -> Framed:
    """Room for a block's pictures and their caption: half a line of white towards text above and below."""
    edge, half = ground.geometry.line_gap // 2, ground.house.grid.leading // 2
    rect = Rect(rect.left, rect.top + (half if above else edge), rect.right, rect.bottom - (half if below else edge))
    photos = find_photos(story, what.names)
    rect = _narrowed(framing, rect, [copy.facts.get(photo.file) for photo in photos], ground.house.grid.body)
    caption = None if what.caption == "none" else _caption(ground, story, photos, copy, what.caption, rect)
    return Framed(photos, rect, rect if caption is None else _beside(rect, what.caption, caption.depth), caption)


def _narrowed(framing: Framing, rect: Rect, facts: list[Facts | None], em: int) -> Rect:
    """A picture shown whole has its caption under itself, not under its whole place; a caption has some 字 of room."""
    if len(facts) != 1 or facts[0] is None or not is_whole(framing, facts[0]):
        return rect
    own = contained(rect, facts[0], framing.align)
    more = max(0, min(_CAPTION_LEAST * em, rect.width) - own.width)
    left = own.left - {"left": 0, "right": more}.get(framing.align, more // 2)
    return rect._replace(left=left, right=left + own.width + more)


def compose_photo(
    ground: Ground,
    canvas: Canvas,
    block: Block,
    what: PhotoBlock,
    rect: Rect,
    story: Story,
    copy: Copy,
    *,
    above: bool,
    below: bool,
) -> Rect:
    """A picture or several with their caption, in whole lines; returns the place of the pictures.

    The caption stands under them or over them, or from top to bottom on their left or right (VE-10).
    """
    framing = framing_of(block, what)
    made = framed(ground, framing, what, rect, story, copy, above=above, below=below)
    for photo in made.photos:
        if what.caption == "none" and (photo.caption or photo.credit):
            canvas.report.warn("makeup.caption-unset", block.span, photo=photo.file, story=story.slug)
    boxes = group_boxes(made.box, [copy.facts.get(photo.file) for photo in made.photos], what.arrange)
    for photo, box in zip(made.photos, boxes, strict=True):
        draw_picture(ground, canvas, framing, box, copy.facts.get(photo.file), story.node(photo.file),
                     photo.caption.text if photo.caption else "", photo.file)  # fmt: skip
        canvas.region(box.corners(), story.node(), "photo")
    if made.caption is not None:
        _draw_caption(ground, canvas, made.caption, what.caption, made.rect, made.box)
    return made.box


def group_boxes(box: Rect, facts: list[Facts | None], arrange: str) -> list[Rect]:
    """Divide a place among the pictures of a group, side by side or one below the other, as crops them least.

    Side by side they are of one height and as wide as their proportions ask; below each other, of one width.
    """
    if len(facts) < 2:
        return [box] * len(facts)
    shapes = [one.width * 1000 // max(1, one.height) if one else _USUAL for one in facts]
    gaps = (len(facts) - 1) * CAPTION_GAP
    across = max(1, (box.width - gaps) * 1000 // max(1, box.height)) / sum(shapes)
    down = max(1, box.width * 1000 // max(1, box.height - gaps)) * sum(1 / shape for shape in shapes)
    wide = arrange == "across" or (not arrange and max(across, 1 / across) <= max(down, 1 / down))
    parts = shapes if wide else [1_000_000 // shape for shape in shapes]
    room, done, found = (box.width if wide else box.height) - gaps, 0, []
    for at, part in enumerate(parts):
        start = room * done // sum(parts) + at * CAPTION_GAP
        done += part
        end = room * done // sum(parts) + at * CAPTION_GAP
        found.append(
            Rect(box.left + start, box.top, box.left + end, box.bottom) if wide
            else Rect(box.left, box.top + start, box.right, box.top + end)
        )  # fmt: skip
    return found


def outline_around(
    ground: Ground, block: Block, what: PhotoBlock, rect: Rect, story: Story, copy: Copy, standoff: int
) -> Obstacle | None:
    """The edges of a cut-out on each line of text beside it; ``None`` where its file has no outline."""
    framing = framing_of(block, what)
    made = framed(ground, framing, what, rect, story, copy, above=True, below=True)
    facts = copy.facts.get(made.photos[0].file) if len(made.photos) == 1 else None
    traced = outline(facts) if facts is not None else None
    if facts is None or traced is None:
        return None
    box, grid, caption = contained(made.box, facts, framing.align), ground.house.grid, _caption_rect(what.caption, made)
    first, last = ground.geometry.line_at(rect.top), ground.geometry.line_at(rect.bottom - 1)
    edges = []
    for line in range(first, last + 1):
        # From the top of the line's hanzi to their foot, and half the white beside them above and below.
        top = ground.geometry.baseline(line) - rounded(ABOVE * grid.body, 1000) - standoff // 2
        bottom = top + grid.body + standoff
        rows = range(
            max(0, (top - box.top) * ROWS // box.height), min(ROWS, (bottom - box.top) * ROWS // box.height + 1)
        )
        inked = [traced[row] for row in rows if traced[row][1]]
        taken = [
            (box.left + box.width * min(one for one, _ in inked) // 1000,
             box.left + box.width * max(two for _, two in inked) // 1000)
        ] if inked else []  # fmt: skip
        if caption is not None and top < caption.bottom and bottom > caption.top:
            taken.append((caption.left, caption.right))
        edges.append(
            (min(one for one, _ in taken) - standoff, max(two for _, two in taken) + standoff) if taken else (0, 0)
        )
    return Obstacle(first, tuple(edges))


def outline_down(ground: Ground, block: Block, what: PhotoBlock, rect: Rect, story: Story, copy: Copy) -> list[Rect]:
    """A cut-out and its caption as narrow upright strips, which vertical lines run around; none without an outline."""
    framing = framing_of(block, what)
    made = framed(ground, framing, what, rect, story, copy, above=True, below=True)
    facts = copy.facts.get(made.photos[0].file) if len(made.photos) == 1 else None
    traced = outline(facts, down=True) if facts is not None else None
    if facts is None or traced is None:
        return []
    box, found = contained(made.box, facts, framing.align), []
    for column in range(0, ROWS, _STRIP):
        inked = [pair for pair in traced[column : column + _STRIP] if pair[1]]
        if inked:
            found.append(Rect(
                box.left + box.width * column // ROWS, box.top + box.height * min(one for one, _ in inked) // 1000,
                box.left + box.width * (column + _STRIP) // ROWS, box.top + box.height * max(two for _, two in inked) // 1000,
            ))  # fmt: skip
    return found if (caption := _caption_rect(what.caption, made)) is None else [*found, caption]


def say_outline(canvas: Canvas, block: Block, what: PhotoBlock, story: Story, copy: Copy) -> None:
    """Warn of a picture whose outline the text was to follow and that has none."""
    photos = find_photos(story, what.names) if block.aside.around == "outline" else []
    facts = copy.facts.get(photos[0].file) if len(photos) == 1 else None
    if facts is not None and outline(facts) is None:
        canvas.report.warn("makeup.no-outline", block.span, photo=photos[0].file)


def _caption_rect(side: str, made: Framed) -> Rect | None:
    """Where a picture's caption stands; ``None`` where it has none."""
    if made.caption is None:
        return None
    rect, box, em = made.rect, made.box, made.caption.lines.measured.em
    match side:
        case "over":
            return rect._replace(bottom=box.top)
        case "left" | "right":
            # From top to bottom, as long as its longest line.
            long = max(line.width for line in made.caption.lines.lines) + em // 2
            own = rect._replace(bottom=min(rect.bottom, rect.top + long))
            return own._replace(right=box.left) if side == "left" else own._replace(left=box.right)
        case _:
            return rect._replace(top=box.bottom)


def _beside(rect: Rect, side: str, depth: int) -> Rect:
    """What a caption on one side leaves to the picture."""
    match side:
        case "over":
            return rect._replace(top=rect.top + depth)
        case "left":
            return rect._replace(left=rect.left + depth)
        case "right":
            return rect._replace(right=rect.right - depth)
        case _:
            return rect._replace(bottom=rect.bottom - depth)


def _draw_caption(ground: Ground, canvas: Canvas, caption: _Caption, side: str, rect: Rect, box: Rect) -> None:
    em = caption.lines.measured.em
    if side in ("left", "right"):
        axis = (rect.right if side == "right" else box.left - CAPTION_GAP) - em // 2
        for at in range(len(caption.lines.lines)):
            canvas.line(ground, caption.lines, at, axis - at * caption.pitch, rect.top, caption.nodes)
        return
    top = rect.top if side == "over" else box.bottom + CAPTION_GAP
    for at in range(len(caption.lines.lines)):
        canvas.line(
            ground, caption.lines, at, rect.left, top + rounded(ABOVE * em, 1000) + at * caption.pitch, caption.nodes
        )


def _caption(ground: Ground, story: Story, photos: list[Photo], copy: Copy, side: str, rect: Rect) -> _Caption | None:
    """Captions and credits as one paragraph of small lines; a photo without one or the other has its file's own."""
    run: list[tuple[Paragraph, str]] = []
    for photo in photos:
        facts = copy.facts.get(photo.file)
        if photo.caption is not None:
            run.append((photo.caption, ""))
        elif facts is not None and facts.caption:
            run.append((Paragraph("", "caption", facts.caption), ""))
        if photo.credit is not None:
            run.append((photo.credit, "credit"))
        elif facts is not None and facts.credit:
            run.append((Paragraph("", "credit", facts.credit), "credit"))
    if not run:
        return None
    vertical = side in ("left", "right")
    ground = ground.turned() if vertical else ground
    style = ground.style("caption")
    joined = join(story, run)
    text_style = ground.text_style(style)._replace(indent=0, turnover=0)
    # What follows stands one 字 behind what is before it.
    joints = [Mark(start - 1, start, "runin") for start, _ in joined.nodes[1:]]
    measured = ground.measured(
        story, run[0][0].key, joined.text, (*joined.marks, *joints), text_style, nodes=joined.nodes
    )
    measure = rect.height if vertical else rect.width
    for mark in joined.marks:
        if mark.kind == "credit":
            hold_together(measured, mark.start, mark.end, Manner(measure))
    lines = set_paragraph(measured, uniform(measure))
    assert lines is not None
    return _Caption(lines, joined.nodes, style.leading or rounded(text_style.size * 1300, 1000))


def draw_picture(
    ground: Ground, canvas: Canvas, framing: Framing, box: Rect, facts: Facts | None, node: NodeId, alt: str, name: str
) -> None:
    """A picture cropped about its focus, or contained; a grey hole where there is none.

    ``node`` and ``alt`` are those of the item, ``name`` is what it is called in messages and on the hole. Reported:
    makeup.photo-room (an error, and a hole) and pictures.low-resolution.
    """
    if facts is None:
        canvas.holes.append((box, name))
        return
    if box.height < ground.house.grid.leading:
        canvas.report.error("makeup.photo-room", framing.span, photo=name, lines=_CAPTION_ROOM)
        canvas.holes.append((box, name))
        return
    crop = (0, 0, 1000, 1000)
    if is_whole(framing, facts):
        box = contained(box, facts, framing.align)
    else:
        crop = _crop(box, facts, framing.focus or _MIDDLE)
        _check_crop(canvas, framing, facts, crop)
    if facts.kind == "insert":
        if not framing.booked:  # of an advertisement it is said with its size
            check_insert(canvas, framing.span, facts)
    else:
        _check_sharpness(ground, canvas, framing, facts, facts.width * (crop[2] - crop[0]) // 1000, box)
    canvas.under.append(Picture(facts.path, box, crop, node, alt))


def _check_crop(canvas: Canvas, framing: Framing, facts: Facts, crop: tuple[int, int, int, int]) -> None:
    """Say of a picture that loses much of itself and of which nobody said what is to be kept."""
    lost = 100 - (crop[2] - crop[0]) * (crop[3] - crop[1]) // 10_000
    if lost > _MOST_CUT and framing.focus is None:
        canvas.report.warn("makeup.crop-much", framing.span, path=facts.path, lost=lost)


def _check_sharpness(ground: Ground, canvas: Canvas, framing: Framing, facts: Facts, shown: int, box: Rect) -> None:
    """Say of a picture, of which so many pixels are shown across a box, that they will be seen."""
    ppi = shown * 914_400 // max(1, box.width)
    if ppi < _LEAST_PPI:
        fits = shown * 914_400 // _LEAST_PPI
        columns = (fits + ground.house.grid.gutter) // (ground.house.grid.column + ground.house.grid.gutter)
        canvas.report.warn("pictures.low-resolution", framing.span, path=facts.path, ppi=ppi, least=_LEAST_PPI,
                         width=millimetres(fits), columns=Maybe(str(columns or "")))  # fmt: skip


def check_insert(canvas: Canvas, span: Span, facts: Facts) -> dict[str, str]:
    """Say what a PDF or SVG brought along or lacks; returns all that was noticed of it."""
    from banxin.plates.inserts import insert_of  # noqa: PLC0415 - few pages have one

    said = dict(insert_of(facts.data).said)
    if "fonts" in said:
        canvas.report.error("makeup.insert-fonts", span, path=facts.path, fonts=said["fonts"])
    if "blank" in said:
        canvas.report.error("makeup.insert-blank", span, path=facts.path)
    for what in ("active", "pages", "annotations", "rgb", "flat"):
        if what in said:
            canvas.report.warn(f"makeup.insert-{what}", span, path=facts.path, found=said[what] or "RGB")
    if "balance" in said:
        canvas.report.note("makeup.insert-balance", span, path=facts.path)
    return said


def tone_under(framing: Framing, box: Rect, copy: Copy, photo: Photo | None, part: Rect) -> int | None:
    """How bright a picture is under a part of the page, in percent; ``None`` where there is none."""
    facts = copy.facts.get(photo.file) if photo is not None else None
    if facts is None:
        return None
    whole = is_whole(framing, facts)
    shown = contained(box, facts, framing.align) if whole else box
    if shown.width <= 0 or shown.height <= 0:
        return None  # it has no room on the page, which was said
    left, top, right, bottom = (0, 0, 1000, 1000) if whole else _crop(box, facts, framing.focus or _MIDDLE)
    across, down = right - left, bottom - top
    return tone(facts, (
        left + across * max(0, part.left - shown.left) // shown.width,
        top + down * max(0, part.top - shown.top) // shown.height,
        left + across * min(shown.width, part.right - shown.left) // shown.width,
        top + down * min(shown.height, part.bottom - shown.top) // shown.height,
    ))  # fmt: skip


def is_whole(framing: Framing, facts: Facts) -> bool:
    """Whether a picture is shown whole: where the layout says so, a cut-out, and a drawing unless it is to be cropped.

    A map or chart that is cropped loses words.
    """
    return framing.fit == "contain" or framing.outlined or (facts.kind == "insert" and framing.fit != "crop")


def contained(box: Rect, facts: Facts, align: str = "") -> Rect:
    """Where a whole picture stands in a box that has other proportions."""
    width = min(box.width, box.height * facts.width // facts.height)
    height = width * facts.height // facts.width
    spare = box.width - width
    left = box.left + {"left": 0, "right": spare}.get(align, spare // 2)
    top = box.top + (box.height - height) // 2
    return Rect(left, top, left + width, top + height)


def _crop(box: Rect, facts: Facts, focus: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of the picture with the box's proportions, as near to the focus as its edges allow."""
    if facts.width * box.height > facts.height * box.width:
        part = rounded(1000 * facts.height * box.width, box.height * facts.width)
        left = min(max(0, focus[0] - part // 2), 1000 - part)
        return left, 0, left + part, 1000
    part = rounded(1000 * facts.width * box.height, box.width * facts.height)
    top = min(max(0, focus[1] - part // 2), 1000 - part)
    return 0, top, 1000, top + part
