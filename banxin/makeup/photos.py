"""Photos: a picture in its place with its caption under, over or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banxin.lines import Lines, set_paragraph, uniform
from banxin.makeup.galley import join
from banxin.makeup.geometry import ABOVE
from banxin.page import Picture, Region
from banxin.units import PT, Rect, rounded

if TYPE_CHECKING:
    from banxin.makeup.context import Composition
    from banxin.makeup.pages import Copy
    from banxin.makeup.piece import Nodes
    from banxin.pictures import Facts
    from banxin.plan.records import Block
    from banxin.story.records import Photo, Story

#: Under this many ppi at its size on the page a photo shows its pixels.
_LEAST_PPI = 200
#: Between a picture and its caption.
CAPTION_GAP = 3 * PT
#: A photo with a caption needs this many lines to be seen.
_CAPTION_ROOM = 4


class _Caption(NamedTuple):
    """A caption as set, horizontal or vertical, and how deep its lines stand across their direction."""

    lines: Lines
    nodes: Nodes
    pitch: int

    @property
    def depth(self) -> int:
        return (len(self.lines.lines) - 1) * self.pitch + self.lines.measured.em + CAPTION_GAP


def find_photo(story: Story, subject: str) -> Photo | None:
    """A story's photo by its number or file name; the cross-check has reported those that are not there."""
    if subject.isascii() and subject.isdigit():
        return story.photos[int(subject) - 1] if 0 < int(subject) <= len(story.photos) else None
    return next((photo for photo in story.photos if photo.file == subject), None)


def compose_photo(
    page: Composition, block: Block, rect: Rect, story: Story, photo: Photo, copy: Copy, *, above: bool, below: bool
) -> None:
    """A picture with its caption, in whole lines; half a line of white towards text.

    The caption stands under it or over it, or from top to bottom on its left or right (VE-10).
    """
    edge, half = page.geometry.line_gap // 2, page.house.grid.leading // 2
    rect = Rect(rect.left, rect.top + (half if above else edge), rect.right, rect.bottom - (half if below else edge))
    caption = None if block.caption == "none" else _caption(page, story, photo, block, rect)
    if block.caption == "none" and (photo.caption or photo.credit):
        page.report.warn("makeup.caption-unset", block.span, photo=photo.file, story=story.slug)
    box = rect if caption is None else _beside(rect, block.caption, caption.depth)
    draw_picture(page, block, box, copy.facts.get(photo.file), f"{story.slug}/{photo.file}",
                 photo.caption.text if photo.caption else "", photo.file)  # fmt: skip
    if caption is not None:
        _draw_caption(page, caption, block.caption, rect, box)
    page.regions.append(Region(box.corners(), story.slug, "photo", block.id or photo.file))


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


def _draw_caption(page: Composition, caption: _Caption, side: str, rect: Rect, box: Rect) -> None:
    em = caption.lines.measured.em
    if side in ("left", "right"):
        axis = (rect.right if side == "right" else box.left - CAPTION_GAP) - em // 2
        for at in range(len(caption.lines.lines)):
            page.draw_line(caption.lines, at, axis - at * caption.pitch, rect.top, caption.nodes)
        return
    top = rect.top if side == "over" else box.bottom + CAPTION_GAP
    for at in range(len(caption.lines.lines)):
        page.draw_line(
            caption.lines, at, rect.left, top + rounded(ABOVE * em, 1000) + at * caption.pitch, caption.nodes
        )


def _caption(page: Composition, story: Story, photo: Photo, block: Block, rect: Rect) -> _Caption | None:
    """Caption and credit as one paragraph of small lines."""
    run = [(text, kind) for text, kind in ((photo.caption, ""), (photo.credit, "credit")) if text is not None]
    if not run:
        return None
    vertical = block.caption in ("left", "right")
    page = page.turned() if vertical else page
    style = page.style("caption")
    joined = join(story, run)
    text_style = page.text_style(style)._replace(indent=0, turnover=0)
    marks = joined.marks
    if len(run) > 1:
        # The credit stands one 字 behind the caption.
        end = joined.nodes[1][0]
        marks = (*marks, marks[-1]._replace(start=end - 1, end=end, kind="runin"))
    measured = page.measured(story, run[0][0].key, joined.text, marks, text_style, nodes=joined.nodes)
    lines = set_paragraph(measured, uniform(rect.height if vertical else rect.width))
    assert lines is not None
    return _Caption(lines, joined.nodes, style.leading or rounded(text_style.size * 1300, 1000))


def draw_picture(
    page: Composition, block: Block, box: Rect, facts: Facts | None, node: str, alt: str, name: str
) -> None:
    """A picture cropped about its focus, or contained; a grey hole where there is none."""
    if facts is None:
        page.holes.append((box, name))
        return
    if box.height < page.house.grid.leading:
        page.report.error("makeup.photo-room", block.span, photo=name, lines=_CAPTION_ROOM)
        page.holes.append((box, name))
        return
    crop = (0, 0, 1000, 1000)
    if block.fit == "contain":
        box = _contained(box, facts)
    else:
        crop = _crop(box, facts, block.focus)
    shown = facts.width * (crop[2] - crop[0]) // 1000
    ppi = shown * 914_400 // max(1, box.width)
    if ppi < _LEAST_PPI:
        fits = shown * 914_400 // _LEAST_PPI // (page.house.grid.column + page.house.grid.gutter)
        page.report.warn(
            "pictures.low-resolution", block.span, path=facts.path, ppi=ppi, least=_LEAST_PPI, columns=fits
        )
    page.under.append(Picture(facts.path, box, crop, node, alt))


def _contained(box: Rect, facts: Facts) -> Rect:
    width = min(box.width, box.height * facts.width // facts.height)
    height = width * facts.height // facts.width
    left = box.left + (box.width - width) // 2
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
