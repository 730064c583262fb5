"""A page as PDF operators. A ``match`` over the display list; nothing is decided here."""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING

from banxin.languages import file_tag
from banxin.page import BLACK, NO_NODE, Form, Group, Ink, Item, Link, Page, Path, Picture, TextRun
from banxin.press.pdf._codes import FontKey
from banxin.press.pdf._leads import Lead
from banxin.press.pdf._showing import shown
from banxin.tuples import NamedTuple
from banxin.units import PT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banxin.faces import Font
    from banxin.page import NodeId
    from banxin.pictures.screen import Screen
    from banxin.press.pdf._codes import FontBook, FontCodes
    from banxin.press.pdf._showing import Part


#: Resource names of the states that knock out and that overprint.
OVERPRINT = ("O0", "O1")


class Look(NamedTuple):
    """In what a product's operators differ from those of the plain page."""

    margin: int = 0
    """Room beyond the bleed, for marks; EMU."""
    overprint: bool = False
    """Whether black text and rules print over other inks."""
    screen: Screen | None = None
    """Shows inks as colours of a screen."""
    gray: bool = False
    """Whether black alone is gray: black on a screen, where an ink's black would be newsprint's."""


PLAIN = Look()


def prints_over(ink: Ink) -> bool:
    """Whether text and rules of this ink overprint: black does, and what the house says."""
    return ink.overprint or (not ink.spot and ink[:4] == BLACK[:4] and ink.tint == BLACK.tint)


def image_name(path: str) -> str:
    """The resource name of a picture: the same in every file, whatever else is in it."""
    return f"I{zlib.crc32(path.encode('utf-8')):08x}"


@cache
def number(length: int) -> str:
    """EMU as points with three decimals (an eighth of a micrometre is nothing; a thousandth point is 0.35)."""
    thousandths = (
        (length * 1000 + (PT // 2 if length >= 0 else -PT // 2)) // PT
        if length >= 0
        else -((-length * 1000 + PT // 2) // PT)
    )
    whole, rest = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{rest:03d}".rstrip("0")


class Writer:
    """Writes one page's content stream and remembers what the stream needs."""

    def __init__(
        self, page: Page, book: FontBook, fonts: Mapping[str, Font], known: Mapping[NodeId, str] | None = None,
        look: Look = PLAIN, run_in: Mapping[NodeId, int] | None = None,
    ) -> None:  # fmt: skip
        """``known`` are the nodes whose content is marked, each with its language's tag; all else is then an artifact. ``None``: nothing is marked.

        ``run_in``: how long the run-in headings of paragraphs are, by node.
        """
        self._height = page.trim.height + page.bleed + look.margin
        self._left = page.bleed + look.margin
        self._look = look
        self._overprints = False
        self._book = book
        self._fonts = fonts
        self._out: list[str] = []
        self._fill: Ink | None = None
        self._stroke: Ink | None = None
        self._in_text = False
        self._font: tuple[str, int] | None = None
        """Name and size of the font that is set."""
        self._before: TextRun | None = None
        self.used_images: dict[str, tuple[int, int]] = {}
        """With the largest size of each, uncropped, in EMU."""
        self.spots: dict[str, Ink] = {}
        self.links: list[Lead] = []
        self._known = known
        self._run_in = run_in or {}
        self._open: tuple[NodeId, str] | None = None
        """The node of the marked content that is open, '' for an artifact."""
        self.marks: list[NodeId] = []
        """The nodes of the page's marked content, by number."""

    def x(self, value: int) -> str:
        """A distance from the trim's left edge, from the media box's."""
        return number(value + self._left)

    def y(self, value: int) -> str:
        """A distance from the trim's top edge, from the media box's foot."""
        return number(self._height - value)

    def write(self, items: tuple[Item, ...]) -> bytes:
        """All items, in order."""
        for item in items:
            self._item(item)
        self._end_text()
        self._close_mark()
        return "\n".join(self._out).encode("latin-1")

    def _mark(self, node: NodeId, tongue: str = "") -> None:
        """Open the marked content of a node, or of an artifact; in another language than the node's it says so."""
        if self._known is None:
            return
        node = node if node in self._known else NO_NODE
        other = file_tag(tongue) if tongue and node else ""
        other = other if other != self._known.get(node) else ""
        if (node, other) == self._open:
            return
        self._end_text()
        self._close_mark()
        self._open = node, other
        if node:
            said = f"/Lang ({other})" if other else ""
            self._out.append(f"/Span <</MCID {len(self.marks)}{said}>> BDC")
            self.marks.append(node)
        else:
            self._out.append("/Artifact BMC")

    def _close_mark(self) -> None:
        if self._open is not None:
            self._out.append("EMC")
            self._open = None

    def _item(self, item: Item) -> None:
        if isinstance(item, TextRun):
            if item.glyphs.ids:
                self._text(item)
            return
        self._end_text()
        if isinstance(item, Group):
            self._close_mark()
        elif not isinstance(item, Link):
            self._mark(item.node)
        match item:
            case Path():
                self._path(item)
            case Picture():
                self._picture(item)
            case Group():
                self._group(item)
            case Link():
                self.links.append(Lead(item.box, item.node, item.url))
            case Form():
                self._picture(Picture(item.key, item.box))

    def _end_text(self) -> None:
        if self._in_text:
            self._out.append("ET")
            self._in_text = False

    def _overprint(self, wanted: bool) -> None:
        """Let what follows print over other inks, or knock them out (ISO 32000-1, 11.7.4)."""
        if self._look.overprint and wanted != self._overprints:
            self._overprints = wanted
            self._out.append(f"/{OVERPRINT[wanted]} gs")

    def _colour(self, ink: Ink, *, stroke: bool) -> None:
        if ink == (self._stroke if stroke else self._fill):
            return
        if stroke:
            self._stroke = ink
        else:
            self._fill = ink
        if self._look.screen is not None:
            red, green, blue = self._look.screen.colour(tuple(part * ink.tint // 1000 for part in ink[:4]))
            gray = red == green == blue
            parts = f"{red:g}" if gray else f"{red:g} {green:g} {blue:g}"
            op = "g" if gray else "rg"
            self._out.append(f"{parts} {op.upper() if stroke else op}")
            return
        if ink.spot:
            key = f"S{len(self.spots)}" if ink.spot not in self.spots else f"S{list(self.spots).index(ink.spot)}"
            self.spots.setdefault(ink.spot, ink._replace(tint=1000))
            self._out.append(f"/{key} {'CS' if stroke else 'cs'} {_part(ink.tint)} {'SCN' if stroke else 'scn'}")
            return
        if self._look.gray and not any(ink[:3]):
            self._out.append(f"{_part(1000 - ink.k * ink.tint // 1000)} {'G' if stroke else 'g'}")
            return
        parts = " ".join(_part(part * ink.tint // 1000) for part in ink[:4])
        self._out.append(f"{parts} {'K' if stroke else 'k'}")

    def _text(self, run: TextRun) -> None:
        out = self._out
        self._separate(run)
        head = self._run_in and 0 <= run.place < self._run_in.get(run.node, 0)
        self._mark(run.node.run_in if head else run.node, run.lang)
        self._overprint(prints_over(run.ink))
        self._colour(run.ink, stroke=False)
        self._begin_text()
        down = run.vertical and not run.turn
        font = self._book.plain(run.face, down)
        self._set_font(font, run.size)
        codes = font.codes(run, self._fonts[run.face])
        wide = "1" if run.hscale == 1000 else _part(run.hscale)
        matrix = f"0 -{wide} 1 0" if run.turn else f"{wide} 0 0 1"
        out.append(f"{matrix} {self.x(run.origin.x)} {self.y(run.origin.y)} Tm")
        string, parts = shown(codes, font, run.glyphs, run.size if down else run.size * run.hscale // 1000)
        if string:
            out.append(string)
        else:
            self._show(run, font, parts)

    def _show(self, run: TextRun, font: FontCodes, parts: list[Part]) -> None:
        """Show a run part by part; white is taken in by a glyph's own advance, so that no reader finds a space there."""
        array: list[str] = []
        before = font
        for part in parts:
            if isinstance(part, str):
                own, entry = font, part
            else:
                code, white, left = part
                own = self._book.font(FontKey(run.face, font.vertical, white, left))
                entry = own.wide.get(code) or own.widen(code, font, self._fonts[run.face])
            if own is not before and entry[0] == "<":
                if array and (len(array) > 1 or array[0][0] == "<"):  # an adjustment alone is any font's
                    self._array(before, run.size, array)
                    array = []
                before = own
            array.append(entry)
        self._array(before, run.size, array)

    def _array(self, font: FontCodes, size: int, array: list[str]) -> None:
        if self._font != (font.name, size):
            self._set_font(font, size)
        self._out.append(f"[{''.join(array)}] TJ" if len(array) > 1 else f"{array[0]} Tj")

    def _begin_text(self) -> None:
        if not self._in_text:
            self._out.append("BT")
            self._in_text = True

    def _set_font(self, font: FontCodes, size: int) -> None:
        if self._font != (font.name, size):
            self._font = font.name, size
            self._out.append(f"/{font.name} {number(size)} Tf")

    def _separate(self, run: TextRun) -> None:
        """Part a run from the one before it where a reader would take both for one line.

        pdfium sorts neighbouring runs whose baselines are within half a 字 by their place across the
        page; a caption left of the last line of its story would come before it. Two spaces elsewhere
        between the two (it passes over a single one, and over any of a vertical font) keep the order in
        which the text is to be read.
        """
        if run.text.isspace():
            return  # readers pass over it
        before, self._before = self._before, run
        if before is None or run.origin.x >= before.origin.x:
            return
        if abs(run.origin.y - before.origin.y) > max(run.size, before.size):
            return
        if self._fonts[run.face].glyph(" ") is None:
            return
        font = self._book.font(FontKey(run.face))
        space = font.space(self._fonts[run.face])
        if space is not None:
            self._mark(NO_NODE)
            self._begin_text()
            self._set_font(font, run.size)
            y = self.y(run.origin.y + 3 * max(run.size, before.size))
            self._out.append(f"1 0 0 1 {self.x(run.origin.x)} {y} Tm <{space:04X}{space:04X}> Tj")

    def _path(self, path: Path) -> None:
        out = self._out
        # Black rules print over what they cross; a black area with a colour under it would show it.
        self._overprint(
            prints_over(path.stroke) if path.fill is None and path.stroke else bool(path.fill and path.fill.overprint)
        )
        if path.fill is not None:
            self._colour(path.fill, stroke=False)
        if path.stroke is not None:
            self._colour(path.stroke, stroke=True)
            out.append(f"{number(path.width)} w [{' '.join(map(number, path.dash))}] 0 d")
        for step in path.steps:
            match step[0]:
                case "M":
                    out.append(f"{self.x(step[1])} {self.y(step[2])} m")  # type: ignore[arg-type]
                case "L":
                    out.append(f"{self.x(step[1])} {self.y(step[2])} l")  # type: ignore[arg-type]
                case "C":
                    points = [f"{self.x(x)} {self.y(y)}" for x, y in zip(step[1::2], step[2::2], strict=True)]  # type: ignore[arg-type]
                    out.append(f"{' '.join(points)} c")
                case "Z":
                    out.append("h")
        out.append({(True, True): "B", (True, False): "f", (False, True): "S"}.get(
            (path.fill is not None, path.stroke is not None), "n"))  # fmt: skip

    def _picture(self, item: Picture) -> None:
        name = image_name(item.key)
        self._overprint(wanted=False)
        left, top, right, bottom = item.crop
        box = item.box
        width = box.width * 1000 // max(1, right - left)
        height = box.height * 1000 // max(1, bottom - top)
        largest = self.used_images.get(item.key, (0, 0))
        self.used_images[item.key] = max(largest[0], width), max(largest[1], height)
        x, y = box.left - width * left // 1000, box.top - height * top // 1000
        out = self._out
        out.append(f"q {self.x(box.left)} {self.y(box.bottom)} {number(box.width)} {number(box.height)} re W n")
        out.append(f"{number(width)} 0 0 {number(height)} {self.x(x)} {self.y(y + height)} cm")
        out.append(f"/{name} Do Q")

    def _group(self, group: Group) -> None:
        out = self._out
        out.append("q")
        before = self._fill, self._stroke, self._font, self._overprints
        if group.clip:
            box = group.clip
            out.append(f"{self.x(box.left)} {self.y(box.bottom)} {number(box.width)} {number(box.height)} re W n")
        for item in group.items:
            self._item(item)
        self._end_text()
        self._close_mark()
        out.append("Q")
        self._fill, self._stroke, self._font, self._overprints = before


def _part(thousandths: int) -> str:
    if thousandths in (0, 1000):
        return "1" if thousandths else "0"
    return f"{thousandths / 1000:.3f}".rstrip("0")
