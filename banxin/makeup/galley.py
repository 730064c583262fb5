"""A story's body as pieces to pour: paragraphs in lines, subheads and boxes as solid rows."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from banxin.hanzi import table
from banxin.lines import Line, Lines, Measured, set_paragraph, uneven, uniform
from banxin.lines.records import FORBIDDEN, Slots
from banxin.makeup.phrases import broken_lines
from banxin.story.records import Box, Mark, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from banxin.makeup.context import Composition
    from banxin.makeup.flow import Room
    from banxin.plan.records import Style
    from banxin.story.records import Story

Nodes = tuple[tuple[int, str], ...]


#: A paragraph's lines are looked for so many slots ahead.
_FAR = 400


class Initial(NamedTuple):
    """A large first character: so many lines deep, and so wide with the white behind it (EMU)."""

    rows: int
    width: int
    character: Lines | None = None


NO_INITIAL = Initial(0, 0)


class Piece:
    """One piece of a galley, set at a measure. ``rows`` is how many lines of the grid it takes."""

    __slots__ = (
        "_alternatives", "_other", "_picked", "_rows", "_settings", "held", "initial", "kind", "lines", "measure", "nodes",
        "rows", "signoff", "story", "style",
    )  # fmt: skip

    def __init__(
        self, kind: str, lines: Lines, nodes: Nodes, style: Style, measure: int, rows: int = 0, *,
        story: Story | None = None, signoff: int = -1, initial: Initial | None = None,
        other: Callable[[int], Piece] | None = None,
    ) -> None:  # fmt: skip
        self.kind = kind
        """text, subhead, byline or jump."""
        self.lines = lines
        self.nodes = nodes
        self.style = style
        self.measure = measure
        self.rows = self._rows = rows or len(lines.lines)
        self.story = story
        """Whose copy it is; ``None`` for the program's own words."""
        self.signoff = signoff
        """Where in the text the signoff begins; -1 for none."""
        self.initial = initial
        self.held = 0
        """So many rows it is to be taken for, while one looks what would come of it."""
        self._other = other
        """Makes a solid piece at another measure."""
        self._alternatives: dict[object, Lines | None] = {}
        self._settings: dict[tuple[int, ...], tuple[Lines, int]] = {(measure,): (lines, self.rows)}
        self._picked: dict[int, Lines] = {}

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

    @property
    def together(self) -> int:
        """So many of its first rows stay together: those beside its initial."""
        return (self.initial or NO_INITIAL).rows

    def lay(self, room: Room, slot: int) -> int:
        """Set the piece for the slots from ``slot`` on; returns its rows."""
        if self.held:
            self.rows = self.held
        elif room.even:
            self.rows = self._rows
        elif slot in self._picked:
            self.lines = self._picked[slot]
            self.rows = len(self.lines.lines)
        else:
            self.lines, self.rows = self._solid_at(room, slot) if self.solid else self._text_at(room, slot)
        return self.rows

    def _solid_at(self, room: Room, slot: int) -> tuple[Lines, int]:
        """As wide as the narrowest of the rows that it takes."""
        lines, rows = self._settings[(self.measure,)]
        for _ in range(3):
            measure = min(room.measures[slot : slot + rows], default=self.measure)
            lines, rows = self._solid(measure)
            if min(room.measures[slot : slot + rows], default=measure) >= measure:
                break
        return lines, rows

    def _solid(self, measure: int) -> tuple[Lines, int]:
        if (measure,) not in self._settings and self._other is not None:
            other = self._other(measure)
            self._settings[(measure,)] = other.lines, other.rows
        return self._settings.get((measure,)) or self._settings[(self.measure,)]

    def _text_at(self, room: Room, slot: int) -> tuple[Lines, int]:
        measures = room.measures[slot : slot + _FAR] or room.measures[-1:]
        first = measures[0]
        lines, rows = self._set_at((first,))
        if measures[:rows].count(first) == min(rows, len(measures)):
            return lines, rows
        needed, have, last = sum(line.measure for line in lines.lines) * 5 // 4 + 2 * first, 0, len(measures)
        for number, measure in enumerate(measures):
            have += measure
            if have > needed:
                last = number + 1
                break
        while last > 1 and measures[last - 1] == measures[last - 2]:
            last -= 1
        return self._set_at(tuple(measures[:last]))

    def _set_at(self, measures: tuple[int, ...]) -> tuple[Lines, int]:
        """The piece in lines of these measures, the last one's without end."""
        if measures not in self._settings:
            found = set_paragraph(self.lines.measured, _slots(measures, self.initial))
            assert found is not None
            found = self.finished(found)
            self._settings[measures] = found, len(found.lines)
        return self._settings[measures]

    def set_in(self, rows: int, room: Room, slot: int, most: int | None = None) -> Lines | None:
        """The piece set in another number of lines, where that looks no worse than a quarter of a 字 a gap.

        One that costs ``most`` or more is not wanted.
        """
        if self.kind != "text" or rows < max(1, self.together):
            return None
        measures = (self.measure,) if room.even else tuple(room.measures[slot : slot + rows] or room.measures[-1:])
        key = rows, measures
        if key not in self._alternatives:
            found = set_paragraph(self.lines.measured, _slots(measures, self.initial), lines=rows, most=most)
            quarter = self.lines.measured.em // 4
            if found is None and most is not None:
                return None  # another column may pay more for it
            if found is not None:
                found = self.finished(found)
            if found is not None and any(_looks_set(line, quarter) for line in found.lines):
                found = None
            self._alternatives[key] = found
        return self._alternatives[key]

    def finished(self, lines: Lines) -> Lines:
        """A signoff on a line of its own stands flush right."""
        last = lines.lines[-1]
        if self.signoff < 0 or lines.measured.starts[last.first] < self.signoff:
            return lines
        return lines._replace(lines=(*lines.lines[:-1], last._replace(indent=last.measure - last.width)))

    def use(self, lines: Lines, slot: int) -> None:
        """Take another setting of the same text where the piece begins in that slot."""
        self.lines = self._picked[slot] = lines
        self.rows = self._rows = len(lines.lines)

    def reset(self) -> None:
        """As it was before it was poured."""
        self.lines, self.rows = self._settings[(self.measure,)]
        self._rows = self.rows
        self._picked.clear()


def _slots(measures: tuple[int, ...], initial: Initial | None) -> Slots:
    """Slots of these measures, the last one's without end; an initial takes its width from the first ones."""
    if initial is not None:
        more = initial.rows + 1 - len(measures)
        wide = measures + measures[-1:] * more
        measures = (*(one - initial.width for one in wide[: initial.rows]), *wide[initial.rows :])
    return uneven(measures) if len(measures) > 1 else uniform(measures[0])


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


def galley(
    page: Composition, story: Story, measure: int, body_style: str, begin: Cut = START, least: int = 0
) -> list[Piece]:
    """The body of a story at a measure from a place on, without the boxes that the layout places itself.

    ``least`` is the narrowest measure that any of its lines may come to stand in; 0: all are alike.
    """
    pieces = []
    for number, order in enumerate(_orders(page, story, body_style)[begin.piece :]):
        first = order.run[0][0]
        if order.kind == "byline":
            pieces.append(_byline(page, story, first, measure))
        elif order.kind == "subhead":
            pieces.append(subhead_piece(page, story, first, measure))
        else:
            start = begin.start if not number else 0
            pieces.append(paragraph_piece(page, story, list(order.run), measure, order.style, start, least))
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


def brief_galley(page: Composition, story: Story, measure: int, body_style: str, least: int = 0) -> list[Piece]:
    """A story among briefs: its headline as a title in the column, kicker and deck as lines beside it, its body."""
    fields = story.fields
    above = [paragraph_piece(page, story, [(fields["kicker"], "")], measure, body_style)] if "kicker" in fields else []
    if "headline" in fields:
        above.append(subhead_piece(page, story, fields["headline"]._replace(role="brief-title"), measure))
    below = [paragraph_piece(page, story, [(fields["deck"], "")], measure, body_style)] if "deck" in fields else []
    return [*above, *below, *galley(page, story, measure, body_style, START, least)]


def paragraph_piece(
    page: Composition, story: Story, run: list[tuple[Paragraph, str]], measure: int, style_name: str, start: int = 0,
    least: int = 0,
) -> Piece:  # fmt: skip
    """One paragraph of text in a style; what goes on in its middle (``start``) has no indent (NP-06)."""
    style = page.style(style_name)
    joined = _from(join(story, run), start)
    text_style = page.text_style(style, size=page.house.grid.body)
    if start:
        text_style = text_style._replace(indent=text_style.turnover)
    measured = page.measured(story, run[-1][0].key, joined.text, joined.marks, text_style, nodes=joined.nodes)
    signoff = next((mark.start for mark in joined.marks if mark.kind == "signoff"), -1)
    if signoff >= 0:
        _hold_together(measured, signoff, least or measure)
    lines = _set(measured, measure)
    piece = Piece("text", lines, joined.nodes, style, measure, story=story, signoff=signoff)
    piece.lines = piece.finished(lines)
    return piece


def _hold_together(measured: Measured, signoff: int, measure: int) -> None:
    """A signoff is not parted: it goes to a line of its own where the last line has no room for it."""
    cells = range(bisect_left(measured.starts, signoff), measured.count - 1)
    if sum(measured.body[cell] for cell in cells) < measure - measured.em:
        for cell in cells:
            measured.breaks[cell] = FORBIDDEN


def _set(measured: Measured, measure: int) -> Lines:
    lines = set_paragraph(measured, uniform(measure))
    assert lines is not None
    return lines


def report_lines(page: Composition, pieces: list[Piece]) -> None:
    """Report the lines that could not be set well, once it is known how they are set."""
    for piece in pieces:
        if piece.kind not in ("text", "byline") or piece.story is None:
            continue
        measured = piece.lines.measured  # words may have been cut into more cells
        for line in piece.lines.lines:
            if line.fit == "forced" or line.gap > measured.em // 2:
                start = measured.starts[line.first]
                base, node = max((entry for entry in piece.nodes if entry[0] <= start), key=lambda entry: entry[0])
                key = node.partition("/")[2]
                code = "lines.forced" if line.fit == "forced" else "lines.loose"
                page.report.warn(code, piece.story.span(key, start - base, measured.starts[line.last] - base),
                                 text=measured.text[start : measured.starts[line.last]])  # fmt: skip


def _byline(page: Composition, story: Story, paragraph: Paragraph, measure: int) -> Piece:
    style = page.style("byline")
    node = ((0, f"{story.slug}/{paragraph.key}"),)
    text_style = page.text_style(style)._replace(indent=0, turnover=0, align="left", phrase=1000)
    measured = page.measured(story, paragraph.key, paragraph.text, paragraph.marks, text_style)
    lines = _set(measured, measure)
    return Piece(
        "byline", lines, node, style, measure, max(style.takes, len(lines.lines)), story=story,
        other=lambda other: _byline(page, story, paragraph, other),
    )  # fmt: skip


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
    return Piece(
        "subhead", lines, nodes, style, measure, max(style.takes, needed), story=story,
        other=lambda other: subhead_piece(page, story, paragraph, other),
    )  # fmt: skip
