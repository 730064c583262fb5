"""A story's body as pieces to pour: paragraphs in lines, subheads and boxes as solid rows."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from banxin.hanzi import table
from banxin.lines import Line, Lines, Measured, set_paragraph, uniform
from banxin.lines.records import FORBIDDEN
from banxin.makeup.phrases import broken_lines
from banxin.story.records import Box, Mark, Paragraph

if TYPE_CHECKING:
    from banxin.makeup.context import Composition
    from banxin.plan.records import Style
    from banxin.story.records import Story

Nodes = tuple[tuple[int, str], ...]


class Piece:
    """One piece of a galley. ``rows`` is how many lines of the grid it takes."""

    __slots__ = ("alternatives", "kind", "lines", "measure", "nodes", "rows", "style", "text")

    def __init__(self, kind: str, lines: Lines, nodes: Nodes, style: Style, measure: int, rows: int = 0) -> None:
        self.kind = kind
        """text, subhead, byline or jump."""
        self.lines = lines
        self.nodes = nodes
        self.style = style
        self.measure = measure
        self.rows = rows or len(lines.lines)
        self.alternatives: dict[int, Lines | None] = {}

    @property
    def leads_in(self) -> bool:
        """Whether it is a line such as ◆征集时间, which heads what follows: a symbol, a few words, no end mark."""
        measured = self.lines.measured
        return (
            self.kind == "text" and self.rows == 1 and measured.count > 1
            and measured.kinds[0] == table.HAN and measured.text[0] < "\u2e80" and not table.TRAIL[measured.kinds[-1]]
        )  # fmt: skip

    @property
    def heads(self) -> bool:
        """Whether what follows belongs to it, so that no column ends with it."""
        return self.kind in ("subhead", "byline", "jump") or self.leads_in

    @property
    def solid(self) -> bool:
        """Whether its rows stay together."""
        return self.kind != "text"

    def set_in(self, rows: int, most: int | None = None) -> Lines | None:
        """The piece set in another number of lines, where that looks no worse than a quarter of a 字 a gap.

        One that costs ``most`` or more is not wanted.
        """
        if self.kind != "text" or rows < 1:
            return None
        if rows not in self.alternatives:
            found = set_paragraph(self.lines.measured, uniform(self.measure), lines=rows, most=most)
            quarter = self.lines.measured.em // 4
            if found is None and most is not None:
                return None  # another column may pay more for it
            if found is not None:
                found = self._as_ended(found)
            if found is not None and any(_looks_set(line, quarter) for line in found.lines):
                found = None
            self.alternatives[rows] = found
        return self.alternatives[rows]

    def _as_ended(self, lines: Lines) -> Lines:
        """Another setting ends as this one does: a signoff on a line of its own stays flush right."""
        last = self.lines.lines[-1]
        if not last.indent or last.first != lines.lines[-1].first or len(self.lines.lines) == 1:
            return lines
        return lines._replace(lines=(*lines.lines[:-1], lines.lines[-1]._replace(indent=last.indent)))

    def use(self, lines: Lines) -> None:
        """Take another setting of the same text."""
        self.lines = lines
        self.rows = len(lines.lines)


def _looks_set(line: Line, limit: int) -> bool:
    """Whether one sees that a line was stretched or squeezed to save a column's end."""
    squeezed = -sum(amount for step, amount in line.ledger if step.startswith("shrink") and step != "shrink-1")
    return line.gap > limit or line.fit == "forced" or squeezed > 3 * limit


class Joined(NamedTuple):
    """Paragraphs of a story that are set as one: a run-in dateline, a signoff behind the last line."""

    text: str
    marks: tuple[Mark, ...]
    nodes: Nodes


def join(story: Story, parts: list[tuple[Paragraph, str]]) -> Joined:
    """Run paragraphs together; each comes with the kind of mark that gives it its face ('' for none)."""
    text, marks, nodes = "", [], []
    for paragraph, kind in parts:
        base = len(text)
        nodes.append((base, f"{story.slug}/{paragraph.key}"))
        marks += [Mark(mark.start + base, mark.end + base, mark.kind, mark.value) for mark in paragraph.marks]
        if paragraph.marks and not base:
            marks += _run_in(paragraph)
        text += paragraph.text
        if kind:
            marks.append(Mark(base, len(text), kind))
            if kind == "dateline":
                marks.append(Mark(base, len(text), "runin"))
    return Joined(text, tuple(marks), tuple(nodes))


def _from(joined: Joined, start: int) -> Joined:
    """What is left of a joined text from an offset on."""
    if not start:
        return joined
    marks = tuple(
        mark._replace(start=max(mark.start - start, 0), end=mark.end - start)
        for mark in joined.marks
        if mark.end > start
    )
    return Joined(joined.text[start:], marks, tuple((base - start, node) for base, node in joined.nodes))


def _run_in(paragraph: Paragraph) -> list[Mark]:
    """A bold beginning with a space behind it is a run-in heading, one 字 before its text."""
    first = paragraph.marks[0]
    spaced = first.kind == "bold" and not first.start and paragraph.text[first.end : first.end + 1] == " "
    return [Mark(0, first.end + 1, "runin")] if spaced else []


class Cut(NamedTuple):
    """Where in a story's galley a page's part begins: piece, and offset in the piece's text."""

    piece: int
    start: int


START = Cut(0, 0)


class _Order(NamedTuple):
    """A piece that is wanted: its kind, what is run together in it, and the style of its text."""

    kind: str
    run: tuple[tuple[Paragraph, str], ...]
    style: str


def galley(page: Composition, story: Story, measure: int, body_style: str, begin: Cut = START) -> list[Piece]:
    """The body of a story at a measure from a place on, without the boxes that the layout places itself."""
    pieces = []
    for number, order in enumerate(_orders(page, story, body_style)[begin.piece :]):
        first = order.run[0][0]
        if order.kind == "byline":
            pieces.append(_byline(page, story, first, measure))
        elif order.kind == "subhead":
            pieces.append(subhead_piece(page, story, first, measure))
        else:
            start = begin.start if not number else 0
            pieces.append(paragraph_piece(page, story, list(order.run), measure, order.style, start))
    return pieces


def _orders(page: Composition, story: Story, body_style: str) -> list[_Order]:
    """The pieces of a story's body in order, the same at every measure."""
    found: list[_Order] = []
    fields = story.fields
    if "byline" in fields:
        found.append(_Order("byline", ((fields["byline"], ""),), ""))
    parts = [part for at, part in enumerate(story.body) if (story.slug, at) not in page.placed]
    texts = [part for part in parts if isinstance(part, Paragraph) and part.role == "body"]
    for part in parts:
        if isinstance(part, Box):
            # A box that the layout does not place stays in the text, where it was written.
            if part.title:
                found.append(_Order("subhead", ((part.title._replace(role="box-title"), ""),), ""))
            found += [_Order("text", ((paragraph, ""),), "box") for paragraph in part.paragraphs]
        elif part.role in ("subhead", "subhead3"):
            found.append(_Order("subhead", ((part, ""),), ""))
        else:
            run = [(part, "")]
            if part is texts[0] and "dateline" in fields:
                run.insert(0, (fields["dateline"], "dateline"))
            if part is texts[-1] and part is parts[-1] and "signoff" in fields:
                run.append((fields["signoff"], "signoff"))
            found.append(_Order("text", tuple(run), body_style))
    if "dateline" in fields and not texts:
        found.insert(0, _Order("text", ((fields["dateline"], "dateline"),), body_style))
    if "signoff" in fields and not (texts and parts and parts[-1] is texts[-1]):
        found.append(_Order("text", ((fields["signoff"], "signoff"),), body_style))
    return found


def brief_galley(page: Composition, story: Story, measure: int, body_style: str) -> list[Piece]:
    """A story among briefs: its headline as a title in the column, kicker and deck as lines beside it, its body."""
    fields = story.fields
    above = [paragraph_piece(page, story, [(fields["kicker"], "")], measure, body_style)] if "kicker" in fields else []
    if "headline" in fields:
        above.append(subhead_piece(page, story, fields["headline"]._replace(role="brief-title"), measure))
    below = [paragraph_piece(page, story, [(fields["deck"], "")], measure, body_style)] if "deck" in fields else []
    return [*above, *below, *galley(page, story, measure, body_style)]


def paragraph_piece(
    page: Composition, story: Story, run: list[tuple[Paragraph, str]], measure: int, style_name: str, start: int = 0
) -> Piece:
    """One paragraph of text in a style; what goes on in its middle (``start``) has no indent (NP-06)."""
    style = page.style(style_name)
    joined = _from(join(story, run), start)
    text_style = page.text_style(style, size=page.house.grid.body)
    if start:
        text_style = text_style._replace(indent=text_style.turnover)
    measured = page.measured(story, run[-1][0].key, joined.text, joined.marks, text_style, nodes=joined.nodes)
    _hold_together(measured, joined.marks, measure)
    lines = _set(page, story, measured, joined.nodes, measure)
    return Piece("text", _signed(lines, joined.marks), joined.nodes, style, measure)


def _hold_together(measured: Measured, marks: tuple[Mark, ...], measure: int) -> None:
    """A signoff is not parted: it goes to a line of its own where the last line has no room for it."""
    for mark in marks:
        cells = range(bisect_left(measured.starts, mark.start), bisect_left(measured.starts, mark.end) - 1)
        if mark.kind == "signoff" and sum(measured.body[cell] for cell in cells) < measure - measured.em:
            for cell in cells:
                measured.breaks[cell] = FORBIDDEN


def _signed(lines: Lines, marks: tuple[Mark, ...]) -> Lines:
    """A signoff on a line of its own stands flush right."""
    start = next((mark.start for mark in marks if mark.kind == "signoff"), None)
    last = lines.lines[-1]
    if start is None or lines.measured.starts[last.first] < start:
        return lines
    return lines._replace(lines=(*lines.lines[:-1], last._replace(indent=last.measure - last.width)))


def _set(page: Composition, story: Story, measured: Measured, nodes: Nodes, measure: int) -> Lines:
    lines = set_paragraph(measured, uniform(measure))
    assert lines is not None
    measured = lines.measured  # words may have been cut into more cells
    for line in lines.lines:
        if line.fit == "forced" or line.gap > measured.em // 2:
            start = measured.starts[line.first]
            base, node = max((entry for entry in nodes if entry[0] <= start), key=lambda entry: entry[0])
            key = node.partition("/")[2]
            code = "lines.forced" if line.fit == "forced" else "lines.loose"
            page.report.warn(code, story.span(key, start - base, measured.starts[line.last] - base),
                             text=measured.text[start : measured.starts[line.last]])  # fmt: skip
    return lines


def _byline(page: Composition, story: Story, paragraph: Paragraph, measure: int) -> Piece:
    style = page.style("byline")
    node = ((0, f"{story.slug}/{paragraph.key}"),)
    text_style = page.text_style(style)._replace(indent=0, turnover=0, align="left", phrase=1000)
    measured = page.measured(story, paragraph.key, paragraph.text, paragraph.marks, text_style)
    lines = _set(page, story, measured, node, measure)
    return Piece("byline", lines, node, style, measure, max(style.takes, len(lines.lines)))


def subhead_piece(page: Composition, story: Story, paragraph: Paragraph, measure: int) -> Piece:
    """A subhead in the whole lines that its style takes or its text needs, behind the mark that the style sets."""
    style = page.style(paragraph.role)
    align = "even" if style.align == "even" else "left"
    text_style = page.text_style(style, marks="half")._replace(indent=0, turnover=0, align=align, phrase=500)
    sign, node = style.before, f"{story.slug}/{paragraph.key}"
    # The mark is nobody's copy: it stands under no node.
    nodes: Nodes = ((0, ""), (len(sign), node)) if sign else ((0, node),)
    marks = tuple(mark._replace(start=mark.start + len(sign), end=mark.end + len(sign)) for mark in paragraph.marks)
    measured = page.measured(story, paragraph.key, sign + paragraph.text, marks, text_style, nodes=nodes)
    lines = broken_lines(measured, tuple(offset + len(sign) for offset in paragraph.breaks), measure, 4)
    if lines is None:
        lines = set_paragraph(measured, uniform(measure))
        assert lines is not None
    leading = style.leading or max(page.house.grid.leading, text_style.size * 5 // 4)
    needed = -(-(len(lines.lines) * leading + leading // 2) // page.house.grid.leading)
    return Piece("subhead", lines, nodes, style, measure, max(style.takes, needed))
