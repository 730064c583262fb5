"""A story's body as pieces to pour: paragraphs in lines, subheads and boxes as solid rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from banxin.hanzi import table
from banxin.hanzi.rules import is_sign
from banxin.lines import Measured, set_as_broken, set_paragraph, uniform
from banxin.lines.records import FORBIDDEN
from banxin.makeup._phrases import broken_lines
from banxin.makeup._piece import Initial, Piece, as_slots
from banxin.makeup.copy import START, Cut
from banxin.page import NO_NODE
from banxin.problems import Problem
from banxin.story.records import Box, Mark, Paragraph
from banxin.story.roles import ROLES
from banxin.tuples import NamedTuple

if TYPE_CHECKING:
    from banxin.lines import TextStyle
    from banxin.makeup._composed import Canvas
    from banxin.makeup.ground import Ground
    from banxin.page import Nodes
    from banxin.plan.records import Style
    from banxin.story.records import Story


#: What stands behind a speaker's name, and how long such a name may be.
_COLON, _LONGEST_LABEL = table.MARK_COLON, 9


class Joined(NamedTuple):
    """Paragraphs of a story that are set as one: a run-in dateline, a signoff behind the last line."""

    text: str
    marks: tuple[Mark, ...]
    nodes: Nodes


def join(story: Story, parts: list[tuple[Paragraph, str]], space: str = "") -> Joined:
    """Run paragraphs together; each comes with the kind of mark that gives it its face ('' for none).

    ``space`` stands between them in a language of words: no reader of the file may find two as one.
    """
    text, marks, nodes = "", [], []
    for paragraph, kind in parts:
        text += space if text else ""
        base = len(text)
        nodes.append((base, story.node(paragraph.key) if paragraph.key else NO_NODE))
        marks += [Mark(mark.start + base, mark.end + base, mark.kind, mark.value) for mark in paragraph.marks]
        if paragraph.run_in and not base:
            # It stands one 字 before its text.
            marks.append(Mark(0, paragraph.run_in + 1, "runin"))
        text += paragraph.text
        if kind:
            marks.append(Mark(base, len(text), kind))
            if kind == "dateline":
                marks.append(Mark(base, len(text) + len(space), "runin"))
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


Faults = tuple[Problem, ...]
Placed = frozenset[tuple[str, int]]
"""Boxes that layouts place themselves: slug, and place in the story's body."""


#: What it costs to part a signoff: more than a line that gapes by a 字.
_PARTED = 5000
#: Lines beside a large initial have so many 字 at least.
_BESIDE = 5


class _PieceOrder(NamedTuple):
    """A piece that is wanted: its kind, what is run together in it, and the style of its text."""

    kind: str
    run: tuple[tuple[Paragraph, str], ...]
    style: str
    opens: bool = False
    """Whether it opens the story, or follows a heading."""


#: What a paragraph begins with: a hanzi, or a whole number or word.
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f.,%-]+|[^\W_]")


class Manner(NamedTuple):
    """How a story's body is to be set."""

    measure: int
    """The measure of most of its lines, in EMU."""
    style: str = "body"
    least: int = 0
    """The narrowest measure that any of its lines may come to stand in; 0: all are alike."""
    initial: int = 0
    """Lines that its first character is deep; 0: as large as the others."""
    size: int = 0
    """How much larger its characters are than the body, in EMU (copyfit)."""
    tracking: int = 0
    """White added between its characters, in EMU (copyfit)."""


#: Pieces by what they were made of: the story's slug, the order, its manner, and where in its text it begins.
Made = dict[tuple[str, _PieceOrder, Manner, int], Piece]


def galley(
    ground: Ground, story: Story, placed: Placed, manner: Manner, begin: Cut = START, made: Made | None = None
) -> list[Piece]:
    """The body of a story as pieces in reading order, from a place on, without the boxes that layouts place themselves.

    Each is broken into lines at the manner's measure and stands nowhere yet. Characters that no face has are faults of its
    measured text; nothing is reported here (:func:`report_lines` does, of what is drawn). What is in ``made`` already is taken
    from there, as it was before it was poured; all others are added to it.
    """
    pieces: list[Piece] = []
    made = {} if made is None else made
    initial = manner.initial if begin == START else 0
    for number, order in enumerate(_orders(story, placed, manner.style)[begin.piece :]):
        own = manner._replace(style=order.style, initial=initial if order.style == manner.style else 0)
        if order.kind == "text":
            initial = 0 if own.initial else initial
        start = begin.start if not number else 0
        known = story.slug, order, own, start
        if known in made:
            made[known].reset()
        else:
            made[known] = _piece(ground, story, order, own, start)
        pieces.append(made[known])
    return pieces


def _piece(ground: Ground, story: Story, order: _PieceOrder, manner: Manner, start: int) -> Piece:
    first = order.run[0][0]
    if order.kind == "byline":
        return _byline(ground, story, first, manner.measure)
    if order.kind == "subhead":
        return subhead_piece(ground, story, first, manner.measure)
    return paragraph_piece(ground, story, list(order.run), manner, start, opens=order.opens)


def _orders(story: Story, placed: Placed, body_style: str) -> list[_PieceOrder]:
    """The pieces of a story's body in order, the same at every measure."""
    found: list[_PieceOrder] = []
    fields = story.fields
    if "byline" in fields:
        found.append(_PieceOrder("byline", ((fields["byline"], ""),), ""))
    parts = [part for at, part in enumerate(story.body) if (story.slug, at) not in placed]
    texts = [part for part in parts if isinstance(part, Paragraph) and part.role == "body"]
    for part in parts:
        if isinstance(part, Box):
            # A box that the layout does not place stays in the text, where it was written.
            if part.title:
                found.append(_PieceOrder("subhead", ((part.title._replace(role="box-title"), ""),), ""))
            found += [
                _PieceOrder("text", ((paragraph, ""),), "box", not at) for at, paragraph in enumerate(part.paragraphs)
            ]
        elif ROLES[part.role].is_subhead:
            found.append(_PieceOrder("subhead", ((part, ""),), ""))
        else:
            run = [(part, "")]
            if part is texts[0] and "dateline" in fields:
                run.insert(0, (fields["dateline"], "dateline"))
            if part is texts[-1] and part is parts[-1] and "signoff" in fields:
                run.append((fields["signoff"], "signoff"))
            found.append(_PieceOrder("text", tuple(run), body_style, not found or found[-1].kind != "text"))
    if "dateline" in fields and not texts:
        found.insert(0, _PieceOrder("text", ((fields["dateline"], "dateline"),), body_style))
    if "signoff" in fields and not (texts and parts and parts[-1] is texts[-1]):
        found.append(_PieceOrder("text", ((fields["signoff"], "signoff"),), body_style))
    return found


def brief_galley(ground: Ground, story: Story, placed: Placed, manner: Manner, made: Made | None = None) -> list[Piece]:
    """A story among briefs: its headline as a title in the column, kicker and deck as lines beside it, its body."""
    ground, fields, plain = ground.speaking(story.language), story.fields, manner._replace(initial=0)
    above = [paragraph_piece(ground, story, [(fields["kicker"], "")], plain)] if "kicker" in fields else []
    if "headline" in fields:
        above.append(subhead_piece(ground, story, fields["headline"]._replace(role="brief-title"), manner.measure))
    below = [paragraph_piece(ground, story, [(fields["deck"], "")], plain)] if "deck" in fields else []
    return [*above, *below, *galley(ground, story, placed, plain, made=made)]


def paragraph_piece(
    ground: Ground, story: Story, run: list[tuple[Paragraph, str]], manner: Manner, start: int = 0, *,
    opens: bool = False,
) -> Piece:  # fmt: skip
    """One paragraph of text in a style; what goes on in its middle (``start``) has no indent (NP-06).

    Nor has one that ``opens`` a story or follows a heading, where that is the language's habit.
    """
    style, joined, key = ground.style(manner.style), join(story, run, ground.language.space), run[-1][0].key
    text_style = ground.text_style(style, size=ground.house.grid.body + manner.size, tracking=manner.tracking)
    if opens and ground.language.indent == "following":
        text_style = text_style._replace(indent=text_style.turnover)
    text_style, joined = _hung(ground, style, text_style, joined)
    initial, said = _initial(ground, story, joined, key, manner) if manner.initial and not start else (None, ())
    start = start or (1 if initial else 0)
    joined = _from(joined, start)
    if start:
        text_style = text_style._replace(indent=text_style.turnover)
    measured = ground.measured(story, key, joined.text, joined.marks, text_style, nodes=joined.nodes)
    measured.faults = (*measured.faults, *said)
    signoff = next((mark.start for mark in joined.marks if mark.kind == "signoff"), -1)
    if signoff >= 0:
        hold_together(measured, signoff, len(joined.text), manner)
    lines = set_paragraph(measured, as_slots((manner.measure,), initial))
    assert lines is not None
    if initial is not None and len(lines.lines) < initial.rows:
        # Too short a paragraph for a large initial: it stays as it is.
        return paragraph_piece(ground, story, run, manner._replace(initial=0), opens=opens)
    return Piece("text", lines, joined.nodes, style, manner.measure, story=story, signoff=signoff, initial=initial,
                 offset=start)  # fmt: skip


def _hung(ground: Ground, style: Style, text_style: TextStyle, joined: Joined) -> tuple[TextStyle, Joined]:
    """凸排: items of a list (◆ ● ①) hang behind their sign, speech behind its speaker's name.

    Two hanzi of a name are spaced to three where the style hangs by four (PC-11).
    """
    text, em = joined.text, ground.house.grid.body
    if style.label:
        colon = text.find(_COLON, 1, _LONGEST_LABEL)
        hang = text_style.turnover or (colon + 1) * em
        if colon < 0:
            return text_style._replace(indent=hang, turnover=hang), joined
        marks = [Mark(0, colon + 1, "face", style.label)]
        if colon + 2 == hang // em == 4:
            marks.append(Mark(0, colon, "even"))
        return text_style._replace(indent=0, turnover=hang), joined._replace(marks=(*marks, *joined.marks))
    if is_sign(text[:1]) and "list" in ground.house.styles:
        item = ground.text_style(ground.style("list"))
        hung = text_style._replace(indent=item.indent, turnover=item.turnover)
        return hung, joined._replace(marks=(Mark(0, 1, "sign"), *joined.marks))
    return text_style, joined


def _initial(ground: Ground, story: Story, joined: Joined, key: str, manner: Manner) -> tuple[Initial | None, Faults]:
    """首字下沉: the first character as deep as so many lines, in whole 字; only a hanzi, a letter or a digit.

    Where it is none, what is to be said of that.
    """
    word = _WORD.match(joined.text)
    if word is None or len(word.group()) > 1:
        start = word.group() if word is not None else joined.text[:1]
        words: dict[str, object] = {"story": story.slug, "start": start}
        return None, (Problem("makeup.no-initial", story.span(key, 0, 1), "note", words),)
    grid, rows = ground.house.grid, manner.initial
    deep = (rows - 1) * grid.leading + grid.body
    # As wide as whole 字 with a quarter of a 字 of white; it may be up to a twentieth smaller for that.
    ems = -(-(deep * 19 // 20 + grid.body // 4) // grid.body)
    size = min(deep, ems * grid.body - grid.body // 4)
    if manner.measure - ems * grid.body < _BESIDE * grid.body:
        return None, ()
    style = ground.text_style(ground.style("initial"), size=size, marks="half")._replace(
        indent=0, turnover=0, align="left"
    )
    measured = ground.measured(story, key, joined.text[:1], (), style, nodes=joined.nodes)
    large = set_as_broken(measured, [measured.count], ems * grid.body)
    return Initial(rows, ems * grid.body, large, joined.nodes), ()


def hold_together(measured: Measured, start: int, end: int, manner: Manner) -> None:
    """A signoff or credit is not parted: it goes to a line of its own where the last line has no room for it.

    Where it may come to stand beside a picture, in a line too short for it, that is only dear.
    """
    cells = range(bisect_left(measured.starts, start), bisect_left(measured.starts, end) - 1)
    own = sum(measured.body[cell] for cell in cells) + measured.em
    cost = FORBIDDEN if own < (manner.least or manner.measure) else _PARTED
    if own < manner.measure:
        for cell in cells:
            if measured.breaks[cell] != FORBIDDEN:
                measured.breaks[cell] = cost


def report_lines(canvas: Canvas, pieces: list[Piece]) -> None:
    """Report what is wrong with the text of pieces, and the lines that could not be set well, once it is known how they are set."""
    for piece in pieces:
        canvas.say_faults(piece.lines.measured)
        if piece.kind not in ("text", "byline") or piece.story is None:
            continue
        measured = piece.lines.measured  # words may have been cut into more cells
        for line in piece.lines.lines:
            if line.fit == "forced" or line.gap > measured.em // 2:
                start = measured.starts[line.first]
                base, node = max((entry for entry in piece.nodes if entry[0] <= start), key=lambda entry: entry[0])
                key = node.part
                code = "lines.forced" if line.fit == "forced" else "lines.loose"
                canvas.report.warn(code, piece.story.span(key, start - base, measured.starts[line.last] - base),
                                 text=measured.text[start : measured.starts[line.last]])  # fmt: skip


def _byline(ground: Ground, story: Story, paragraph: Paragraph, measure: int) -> Piece:
    style = ground.style("byline")
    node = ((0, story.node(paragraph.key)),)
    text_style = ground.text_style(style)._replace(indent=0, turnover=0, align="left", phrase=1000)
    measured = ground.measured(story, paragraph.key, paragraph.text, paragraph.marks, text_style)
    if sum(measured.body) + sum(measured.white) > measure:
        from banxin.story.bylines import parts_of  # noqa: PLC0415 - most bylines have a line

        for start, end in parts_of(paragraph.text):
            hold_together(measured, start, end, Manner(measure))
    lines = set_paragraph(measured, uniform(measure))
    assert lines is not None
    return Piece(
        "byline", lines, node, style, measure, max(style.takes, len(lines.lines)), story=story,
        other=lambda other: _byline(ground, story, paragraph, other),
    )  # fmt: skip


def subhead_piece(ground: Ground, story: Story, paragraph: Paragraph, measure: int) -> Piece:
    """A subhead in the whole lines that its style takes or its text needs, behind the mark that the style sets."""
    style = ground.style(paragraph.role)
    align = "even" if style.align == "even" else "left"
    text_style = ground.text_style(style, marks="half")._replace(indent=0, turnover=0, align=align, phrase=500)
    sign, node = style.before, story.node(paragraph.key)
    # The mark is nobody's copy: it stands under no node.
    nodes: Nodes = ((0, NO_NODE), (len(sign), node)) if sign else ((0, node),)
    marks = tuple(mark._replace(start=mark.start + len(sign), end=mark.end + len(sign)) for mark in paragraph.marks)
    measured = ground.measured(story, paragraph.key, sign + paragraph.text, marks, text_style, nodes=nodes)
    lines = broken_lines(measured, tuple(offset + len(sign) for offset in paragraph.breaks), measure, 4)
    if lines is None:
        lines = set_paragraph(measured, uniform(measure))
        assert lines is not None
    leading = style.leading or max(ground.house.grid.leading, text_style.size * 5 // 4)
    # A title that the style gives a line of its own keeps to it; others have half a line of white.
    white = 0 if style.takes == len(lines.lines) else leading // 2
    needed = -(-(len(lines.lines) * leading + white) // ground.house.grid.leading)
    return Piece(
        "subhead", lines, nodes, style, measure, max(style.takes, needed), story=story,
        other=lambda other: subhead_piece(ground, story, paragraph, other),
    )  # fmt: skip
