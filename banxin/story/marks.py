"""The kinds of inline marks: a row each. The grammar, the setting and the e-paper ask the row.

A new mark is a row here; one that is drawn beside the line is a way of drawing in :mod:`banxin.lines.beside`, too.
"""

from __future__ import annotations

from typing import Literal

from banxin.tuples import NamedTuple

#: Ways of drawing beside a line: dots, a straight line, a wave, a box around it, a reading.
Way = Literal["dots", "rule", "wave", "box", "reading"]


class MarkKind(NamedTuple):
    """One kind of mark."""

    name: str
    written: Literal["dot", "value", "bold"] = "dot"
    """How it is written behind a bracket: ``{.name}`` or ``{name=value}``; bold has its own signs."""
    alias: str = ""
    """What ``name=`` may be called in Chinese."""
    example: str = ""
    """A value that is right."""
    beside: Way | None = None
    """What is drawn beside the line for it."""
    element: str = ""
    """Its element in HTML; '' where only the page shows it."""
    style: str = ""
    """Its class there."""


#: By name. Marks that come of a paragraph's place (a dateline, a run-in heading) are nobody's to write, and not here.
MARKS: dict[str, MarkKind] = {
    mark.name: mark
    for mark in (
        MarkKind("bold", "bold", element="strong"),
        MarkKind("dots", beside="dots", element="em", style="dots"),
        MarkKind("name", beside="rule", element="u", style="name"),
        MarkKind("book", beside="wave", element="u", style="book"),
        MarkKind("dead", beside="box", element="span", style="dead"),
        MarkKind("ruby", "value", "注音", "jiān", beside="reading", element="ruby"),
        MarkKind("face", "value", "字体", "kai", element="span", style="face"),
        MarkKind("colour", "value", "颜色", "house", element="span", style="accent"),
        MarkKind("size", "value", "字号", "12pt"),
        MarkKind("lang", "value", "语言", "en", element="span"),
    )
}
#: Faces that are marked by their names alone; that of the body, which is seldom asked for, comes last.
FACES = ("kai", "hei", "song")
#: Marks that are written ``{.name}``, and those with a value, by both their names.
SPANS = tuple(mark.name for mark in MARKS.values() if mark.written == "dot")
VALUES = {name: mark.name for mark in MARKS.values() if mark.written == "value" for name in (mark.name, mark.alias)}
#: Marks for which something is drawn beside the line.
BESIDE = frozenset(mark.name for mark in MARKS.values() if mark.beside)


def known_marks() -> str:
    """All that may stand behind a bracket, as messages list it."""
    spans = [f"{{.{name}}}" for name in (*SPANS, *FACES)]
    return " ".join((*spans, *(f"{{{mark.name}=…}}" for mark in MARKS.values() if mark.written == "value")))
