"""The house style that a paper starts from, as records; house.yaml overrides it key by key.

The sizes are working values of city dailies for a body of 9 to 10.5 pt. Sizes of running text follow
the body; the ladders of headings are in points, as desks know them.
"""

from __future__ import annotations

from banxin.page import BLACK, PAPER, Ink
from banxin.plan.records import Face, Grid, Style
from banxin.units import MM, PT, rounded

#: What stands in for a sheet or a grid that house.yaml does not state, so that the page is still seen.
TRIM = (390 * MM, 543 * MM)
GRID = Grid(body=19 * PT // 2, leading=27 * PT // 2, columns=6, measure=16, gutter=57 * PT // 5, lines=101)
GAP = 1
PHRASE_GAP = 1000
BLEED = 3 * MM
#: Colours that need no definition, by both their names.
COLOURS: dict[str, Ink] = {"black": BLACK, "黑": BLACK, "paper": PAPER, "白": PAPER}

FACES = {
    "song": Face("song", "package:noto-serif", 400),
    "song-bold": Face("song-bold", "package:noto-serif", 700),
    "song-heavy": Face("song-heavy", "package:noto-serif", 900),
    "hei": Face("hei", "package:noto-sans", 400),
    "hei-medium": Face("hei-medium", "package:noto-sans", 500),
    "hei-bold": Face("hei-bold", "package:noto-sans", 700),
    "hei-heavy": Face("hei-heavy", "package:noto-sans", 900),
    "kai": Face("kai", "kai.ttf", substitute="song"),
}

# A brief's title is told from its neighbours by a mark in front, not by size.
_DIAMOND = "\u25c6"
_QUARTER = PT // 4


def _part(face: str, sizes: tuple[int, ...], align: str, spacing: int = 1120, lines: int = 1) -> Style:
    """A kicker, headline or deck; sizes in points, largest first."""
    return Style(face, sizes=tuple(size * PT for size in sizes), lines=lines, align=align, spacing=spacing)


def _heading(align: str, kicker: Style, headline: Style, deck: Style) -> Style:
    return Style(headline.face, sizes=headline.sizes, align=align, kicker=kicker, headline=headline, deck=deck)


def styles(grid: Grid) -> dict[str, Style]:
    """All styles that a page can name without house.yaml saying anything of them."""
    return {**text_styles(grid), **heading_styles()}


def text_styles(grid: Grid) -> dict[str, Style]:
    """Styles of running text and furniture, by role of paragraph or kind of block."""
    body = grid.body

    def size(thousandths: int) -> int:
        """A part of the body size, to the quarter point."""
        return rounded(body * thousandths, 1000 * _QUARTER) * _QUARTER

    def small(thousandths: int, align: str = "left") -> Style:
        """Small Hei with its own leading: captions, credits, codes."""
        return Style("hei", size(thousandths), align=align, leading=size(thousandths * 13 // 10))

    return {
        "body": Style("song", body, indent=2000),
        "initial": Style("song-bold"),
        "byline": Style("kai", body, align="left"),
        "dateline": Style("hei-medium", body),
        "intro": Style("hei", body, indent=2000),
        "subhead": Style("hei-bold", size(1260), takes=2, align="left"),
        "subhead3": Style("hei-medium", body, takes=1, align="left"),
        "caption": small(870),
        "credit": small(870),
        "signoff": Style("kai", body, align="right"),
        "box": Style("hei", body, indent=2000, frame="line"),
        "quote": Style(
            "song-heavy",
            sizes=tuple(points * PT for points in (36, 32, 28, 26, 24, 21, 18, 16, 14, 12)),
            align="left",
            spacing=1400,
        ),
        "list": Style("song", body, turnover=1000),
        "qa": Style("song", body, label="hei-medium"),
        "box-title": Style("hei-bold", size(1260), takes=2, align="centre"),
        "table": Style("hei", size(870), align="left"),
        "table-head": Style("hei-bold", size(870), align="left"),
        "table-title": Style("hei-bold", size(1150), align="centre"),
        "jump": Style("hei", size(870), takes=1, align="right"),
        "folio": Style("hei-heavy", 26 * PT, align="left"),
        "credits": small(840),
        "qr": small(840),
        "ear": small(950, "centre"),
        "index": small(950),
        "index-title": Style("hei-bold", size(1500), takes=2, align="left"),
        "brief": Style("song", body, indent=2000),
        "brief-title": Style("hei-bold", body, takes=1, align="left", before=_DIAMOND),
        "masthead": Style("song-heavy", 72 * PT, align="centre"),
    }


def heading_styles() -> dict[str, Style]:
    """Stacks of kicker, headline and deck, from the page's lead to a plain title."""
    return {
        "lead": _heading("left", _part("song", (24, 20), "left"),
                         _part("hei-heavy", (66, 60, 54, 48), "left", 1100, 2),
                         _part("hei", (18, 16), "left", 1250, 2)),
        "second": _heading("left", _part("song", (16, 14), "left"),
                           _part("hei-bold", (36, 32, 28, 26), "left", 1120, 2),
                           _part("hei", (13, 12), "left", 1250, 2)),
        "third": _heading("left", _part("song", (13, 12), "left"),
                          _part("song-heavy", (26, 24, 21, 18), "left", 1120, 2),
                          _part("hei", (11,), "left", 1250, 2)),
        "call": _heading("centre", _part("hei", (12, 11), "centre"),
                         _part("hei-bold", (24, 21, 18), "centre", 1150, 2),
                         _part("hei", (11,), "centre", 1250)),
        "brief": _heading("left", _part("song", (11,), "left"), _part("hei-bold", (15, 14, 12), "left", 1150, 2),
                          _part("hei", (10,), "left", 1250)),
        "photo": _heading("left", _part("song", (12,), "left"), _part("hei-bold", (21, 18, 16, 14), "left", 1150, 2),
                          _part("hei", (11,), "left", 1250)),
        "plain": _heading("left", _part("song", (12,), "left"), _part("song-bold", (18, 16, 14), "left", 1150, 2),
                          _part("hei", (11,), "left", 1250)),
    }  # fmt: skip
