"""Copy as HTML: every character escaped, every mark an element; nothing that is copy is ever markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from banxin.story.marks import FACES, MARKS
from banxin.story.records import Box
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banxin.story.records import Mark, Paragraph, Story


def marked(paragraph: Paragraph) -> Markup:
    """A paragraph's text with its marks as elements."""
    marks = sorted(paragraph.marks, key=lambda mark: (mark.start, -mark.end))
    return Markup("").join(_pieces(paragraph.text, 0, len(paragraph.text), marks))


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Markup]:
    """The text from ``start`` to ``end``; marks lie within each other or apart, never across."""
    at = start
    marks = list(marks)
    while marks:
        mark = marks.pop(0)
        if mark.start < at:
            continue
        yield escape(text[at : mark.start])
        within = [other for other in marks if other.end <= mark.end]
        marks = [other for other in marks if other.end > mark.end]
        inner = Markup("").join(_pieces(text, mark.start, mark.end, within))
        yield _wrapped(mark, inner)
        at = mark.end
    yield escape(text[at:end])


def _wrapped(mark: Mark, inner: Markup) -> Markup:
    if mark.kind == "ruby":
        return Markup("<ruby>{}<rt>{}</rt></ruby>").format(inner, mark.value)
    own = MARKS.get(mark.kind)
    if own is None or not own.element:
        return inner  # sizes, and what comes of a paragraph's place, are the page's own affair
    if mark.kind == "lang":
        return Markup("<span lang='{}'>{}</span>").format(mark.value, inner)
    element, name = own.element, own.style
    if mark.kind == "face" and mark.value in FACES:
        name = f"{name} face-{mark.value}"
    pattern = Markup("<{0} class='{1}'>{2}</{0}>") if name else Markup("<{0}>{2}</{0}>")
    return pattern.format(element, name, inner)


class ShownLine(NamedTuple):
    """A paragraph of an article as it is shown."""

    role: str
    """The paragraph's own role."""
    html: Markup
    lead: Markup = Markup("")
    """What runs in before it: the dateline."""


class Boxed(NamedTuple):
    """A box of an article."""

    name: str
    title: Markup
    lines: tuple[ShownLine, ...]


def body_of(story: Story) -> list[ShownLine | Boxed]:
    """A story's body in canonical order: intro, paragraphs, subheads and boxes, signoff; the dateline runs in."""
    found: list[ShownLine | Boxed] = []
    dateline = story.fields.get("dateline")
    for part in story.parts:
        if isinstance(part, Box):
            title = marked(part.title) if part.title else Markup("")
            found.append(Boxed(part.name, title, tuple(ShownLine(one.role, marked(one)) for one in part.paragraphs)))
        elif dateline is not None and part.role == "body":
            found.append(ShownLine(part.role, marked(part), marked(dateline)))
            dateline = None
        else:
            found.append(ShownLine(part.role, marked(part)))
    if dateline is not None:
        found.append(ShownLine("body", Markup(""), marked(dateline)))
    if "signoff" in story.fields:
        found.append(ShownLine("signoff", marked(story.fields["signoff"])))
    return found


def in_comment(text: str) -> str:
    """Text inside an HTML comment, which nothing in it may end."""
    return str(escape(text)).replace("--", "&#45;&#45;")
