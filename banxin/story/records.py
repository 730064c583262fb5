"""The nouns of a story: paragraphs with their marks, boxes, photos, and the map back to the file."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from banxin.page import NodeId
from banxin.problems import Source, Span
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The fields before a story's body, in canonical order.
_HEAD = ("kicker", "headline", "deck", "byline", "dateline")


class Mark(NamedTuple):
    """An annotation of a part of a paragraph's text: ``start`` up to ``end``, relative to the text.

    ``kind`` is one of bold, dots, name, book, dead, ruby, face, colour, size; ``value`` is the ruby's text, the face's
    role, the colour's name or the size as written.
    """

    start: int
    end: int
    kind: str
    value: str = ""


class Paragraph(NamedTuple):
    """A paragraph apart from where it was written: the unit that is measured and cached.

    ``text`` is the canonical text (marks removed, characters untouched). ``breaks`` are offsets
    before which the editor wants a new line (headings only); in the text one space stands there,
    or nothing after a mark. ``role`` is one of :data:`banxin.story.roles.ROLES`.
    """

    key: str
    role: str
    text: str
    marks: tuple[Mark, ...] = ()
    breaks: tuple[int, ...] = ()

    @property
    def run_in(self) -> int:
        """How long the heading is that runs in: a bold beginning with a space behind it; 0 for none."""
        if not self.marks:
            return 0
        first = self.marks[0]
        spaced = first.kind == "bold" and not first.start and self.text[first.end : first.end + 1] == " "
        return first.end if spaced else 0


class Rights(NamedTuple):
    """Where and from when on a story or a photo may be shown. The printed page asks for none of it."""

    print_only: bool = False
    """Whether it is licensed for print alone (``rights: print-only``)."""
    embargo: str = ""
    """When it may first be published elsewhere: ISO 8601 in UTC, to the second; '' for at once."""
    withdrawn: str = ""
    """Why it was taken down after it was published, for the desk alone; '' where it was not."""


class Box(NamedTuple):
    """A named box inside a story (``::: intro``, ``::: box 标题``, ``::: quote 谁说的``)."""

    name: str
    title: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    span: Span


class Photo(NamedTuple):
    """A photo declared in a story; ``span`` is the place of its file name."""

    file: str
    caption: Paragraph | None
    credit: Paragraph | None
    span: Span
    rights: Rights = Rights()
    alt: str = ""
    """What it shows, in words for who cannot see it; '' where its caption says so."""


class SegmentMap(NamedTuple):
    """From offsets in a paragraph's text to offsets in the file: parallel columns, ascending."""

    text_offsets: tuple[int, ...]
    file_offsets: tuple[int, ...]

    def file_offset(self, offset: int) -> int:
        """Where the character at ``offset`` of the paragraph stands in the file."""
        at = max(0, bisect_right(self.text_offsets, offset) - 1)
        return self.file_offsets[at] + offset - self.text_offsets[at]


class Story(NamedTuple):
    """One story as read. Only a story knows lines and columns; what it is made of does not."""

    slug: str
    source: Source
    fields: dict[str, Paragraph]
    """kicker, headline, deck, byline, dateline, signoff, short: those that were written."""
    body: tuple[Paragraph | Box, ...]
    """Paragraphs, subheads and boxes in the file's order; the intro box is one of them."""
    photos: tuple[Photo, ...]
    maps: dict[str, SegmentMap]
    rights: Rights = Rights()
    language: str = ""
    """The tag of its language; '' for that of the page it stands on."""

    def node(self, part: str = "") -> NodeId:
        """It, or a part of it (a paragraph's key, a photo's file), in the logical tree."""
        return NodeId.of_story(self.slug, part)

    @property
    def intro(self) -> Box | None:
        """The boxed introduction, if there is one."""
        return next((part for part in self.body if isinstance(part, Box) and part.name == "intro"), None)

    def photo_number(self, name: str) -> int:
        """The number (from 1) of the photo that a layout names by number or file; 0 where there is none."""
        if name.isascii() and name.isdigit():
            return int(name) if 0 < int(name) <= len(self.photos) else 0
        return next((at for at, photo in enumerate(self.photos, 1) if photo.file == name), 0)

    def span(self, key: str, start: int = 0, end: int | None = None) -> Span:
        """The place in the file of characters ``start`` up to ``end`` of the paragraph ``key``."""
        segments = self.maps[key]
        first = segments.file_offset(start)
        last = segments.file_offset(end - 1) + 1 if end is not None and end > start else first + 1
        return Span(self.source, first, max(first + 1, last))

    @property
    def head(self) -> tuple[Paragraph, ...]:
        """What stands before its body, in canonical order."""
        return tuple(self.fields[name] for name in _HEAD if name in self.fields)

    @property
    def parts(self) -> tuple[Paragraph | Box, ...]:
        """Its body in canonical order: the intro first, wherever it was written."""
        intro = self.intro
        return ((intro,) if intro else ()) + tuple(part for part in self.body if part is not intro)

    def walk(self) -> Iterator[tuple[Paragraph, Box | Photo | None]]:
        """Every paragraph in canonical order, with the box or photo that it belongs to.

        The order is that of the archive and of reading aloud: heading, intro, body with its boxes, signoff, captions.
        The short headline is none of it: it stands for the headline where there is no room.
        """
        yield from ((paragraph, None) for paragraph in self.head)
        for part in self.parts:
            if isinstance(part, Box):
                yield from ((paragraph, part) for paragraph in (part.title, *part.paragraphs) if paragraph)
            else:
                yield part, None
        if "signoff" in self.fields:
            yield self.fields["signoff"], None
        for photo in self.photos:
            yield from ((paragraph, photo) for paragraph in (photo.caption, photo.credit) if paragraph)

    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph in canonical order."""
        return [paragraph for paragraph, _ in self.walk()]

    def canonical(self) -> str:
        """The canonical text, one paragraph a line: what every export must give."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs())
