"""Small cases of setting given to each engine, and the lines that come out, with the places of their glyphs.

Peers write PDFs, a page a case, read back through pdfium; ours is asked through :func:`banxin.run.galley.galley`.
All lengths are in 字 of the body; ``x`` runs along the line, from the measure's start.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from bench import peers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Box = tuple[float, float, float, float]

#: Body size, pitch of lines and margin of the peers' pages, points. The pitch is wide so that lines cannot be confused.
SIZE, PITCH, MARGIN, PAGE = 12.0, 36.0, 60.0, (900.0, 2000.0)
#: One 字 of ours, as the galley has it, for ink.
_THOUSAND = 1000


class Sheet(NamedTuple):
    """One case's copy: a paragraph and how it is set."""

    text: str
    measure: float
    indent: int = 0
    vertical: bool = False


class Glyph(NamedTuple):
    """A character (ours: a cell) where it stands."""

    text: str
    x: float
    """The pen before it; in vertical lines the top of its square, by its ink's middle."""
    ink: Box
    """Left, top, right, bottom from the line's axis and the pen, vertical lines only."""


class Line(NamedTuple):
    """One line as it came out."""

    text: str
    """Without blanks."""
    glyphs: tuple[Glyph, ...]
    end: float
    """How far the line reaches: the last ink, ours: the pen."""

    def hanzi(self) -> list[Glyph]:
        """The glyphs that every engine draws alike: their places are compared."""
        return [glyph for glyph in self.glyphs if "\u4e00" <= glyph.text[:1] <= "\u9fff"]


class Result(NamedTuple):
    """A sheet as set by an engine; no lines where it cannot."""

    sheet: Sheet
    lines: tuple[Line, ...]

    @property
    def texts(self) -> list[str]:
        """The lines' texts."""
        return [line.text for line in self.lines]


class Engine(NamedTuple):
    """One column of the table."""

    name: str
    lacking: str
    """Why it cannot be run; '' where it can."""
    run: Callable[[list[Sheet], Path], list[Result]]
    settings: str


def engines() -> list[Engine]:
    """Ours and the peers, each with its best documented settings for Chinese columns."""
    no_chromium = "" if peers.installed("playwright") and _chromium() else "needs playwright and a chromium command"
    missing = {name: "" if peers.installed(name) else f"{name} is not installed" for name in ("typst", "weasyprint")}
    return [
        Engine("banxin", "", ours, "the defaults of a paper without a house.yaml"),
        Engine("Chromium", no_chromium, lambda sheets, folder: chromium(sheets, folder, ""),
               "lang=zh-CN, text-align: justify, all else as the browser has it"),
        Engine("Chromium, tuned", no_chromium, lambda sheets, folder: chromium(sheets, folder, TUNED), TUNED.strip()),
        Engine("Typst", missing["typst"], typst, f"lang zh, region cn; {TYPST_PAR}"),
        Engine("WeasyPrint", missing["weasyprint"], weasyprint, f"lang=zh-CN; {WEASYPRINT}"),
        Engine("ReportLab", "", reportlab, "Paragraph, wordWrap='CJK', TA_JUSTIFY"),
    ]  # fmt: skip


def ours(sheets: list[Sheet], _folder: Path) -> list[Result]:
    """Ours, as plain text goes through the galley."""
    from banxin.faces import Faces
    from banxin.problems import Report
    from banxin.run.galley import galley, usual_house

    house = usual_house()
    faces = Faces(None, house.faces, Report())
    found = []
    for sheet in sheets:
        made = galley(sheet.text, sheet.measure, house=house, faces=faces, indent=float(sheet.indent),
                      vertical=sheet.vertical)  # fmt: skip
        inks = _our_inks(sheet.text) if sheet.vertical else {}
        lines = []
        for line in made.lines:
            text = line.text + ("-" if line.hyphen else "")
            glyphs = tuple(Glyph(cell.text, cell.x, inks.get(cell.text, (0, 0, 0, 0))) for cell in line.cells)
            lines.append(Line("".join(text.split()), glyphs, line.width))
        found.append(Result(sheet, tuple(lines)))
    return found


def _our_inks(text: str) -> dict[str, Box]:
    """The ink of our vertical marks, from the line's axis and the pen: what the press will draw."""
    from banxin.faces import Faces
    from banxin.lines import measure_paragraph
    from banxin.makeup.ground import text_style
    from banxin.problems import Report
    from banxin.run.galley import usual_house

    house = usual_house()
    style = text_style(house, house.styles["body"])._replace(vertical=True)
    measured, _ = measure_paragraph("-", text, (), style, Faces(None, house.faces, Report()))
    found = {}
    for cell in range(measured.count):
        glyph = measured.first_glyph[cell]
        font, size = measured.fonts[measured.faces[cell]]
        left, top, right, bottom = (edge / _THOUSAND for edge in font.ink_down(measured.glyphs[glyph]))
        down = measured.shifts[glyph] / size
        out = measured.adjusted.get(cell, (0, 0))[0] / size
        place = measured.starts[cell], measured.starts[cell + 1]
        found[text[place[0] : place[1]]] = (left + out, top + down, right + out, bottom + down)
    return found


_PAGE_CSS = f"""\
@font-face{{font-family:Song;src:url(faces/song-400.ttf)}}
@page{{size:{PAGE[0]}pt {PAGE[1]}pt;margin:{MARGIN}pt}}
*{{margin:0;padding:0}}p{{font:{SIZE}pt/{PITCH}pt Song;text-align:justify;break-after:page}}
p.v{{writing-mode:vertical-rl}}b{{font-weight:400;text-combine-upright:all}}
"""
TUNED = "line-break:strict;text-wrap:pretty;text-autospace:normal;text-spacing-trim:trim-start;overflow-wrap:anywhere\n"
WEASYPRINT = "text-align:justify;text-justify:inter-character;line-break:strict;overflow-wrap:anywhere"


def _html(sheets: list[Sheet], extra: str) -> str:
    """The cases as paragraphs, a page each; short figures of vertical lines are marked up, as CSS wants them."""
    parts = []
    for sheet in sheets:
        text = escape(sheet.text)
        if sheet.vertical and "12" in text:
            text = text.replace("12", "<b>12</b>")
        along = "height" if sheet.vertical else "width"
        kind = ' class="v"' if sheet.vertical else ""
        style = f"{along}:{sheet.measure * SIZE:g}pt;text-indent:{sheet.indent}em"
        parts.append(f'<p{kind} style="{style}">{text}</p>')
    return (f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{_PAGE_CSS}p{{{extra}}}</style>'
            f"{''.join(parts)}</html>")  # fmt: skip


def _chromium() -> str:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


def chromium(sheets: list[Sheet], folder: Path, extra: str) -> list[Result]:
    """The browser that the system has, printing to PDF."""
    (folder / "cases.html").write_text(_html(sheets, extra), "utf-8")
    rights = ["--no-sandbox"] if os.geteuid() == 0 else []
    with importlib.import_module("playwright.sync_api").sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_chromium(), args=rights)
        page = browser.new_page()
        page.goto((folder / "cases.html").as_uri())
        page.evaluate("document.fonts.ready.then(() => 0)")
        page.pdf(path=str(folder / "chromium.pdf"), prefer_css_page_size=True)
        browser.close()
    return _read(folder / "chromium.pdf", sheets)


TYPST_PAR = "par(justify: true, linebreaks: optimized), text(costs: (runt: 1000%))"
_TYPST = """\
#set page(width: %(wide)spt, height: %(high)spt, margin: %(margin)spt)
#set text(font: "%(song)s", size: %(size)spt, lang: "zh", region: "cn", costs: (runt: 1000%%),
  top-edge: %(size)spt, bottom-edge: 0pt)
#set par(justify: true, linebreaks: "optimized", leading: %(lead)spt)
#for (at, c) in json("cases.json").enumerate() {
  if at > 0 { pagebreak() }
  block(width: c.measure * 1em, par(first-line-indent: (amount: c.indent * 1em, all: true), c.text))
}
"""


def typst(sheets: list[Sheet], folder: Path) -> list[Result]:
    """Typst's library; it has no vertical lines, so those cases are empty."""
    level = [sheet for sheet in sheets if not sheet.vertical]
    (folder / "cases.json").write_text(json.dumps([sheet._asdict() for sheet in level], ensure_ascii=False), "utf-8")
    named = peers.families(folder / "faces")["song-400.ttf"]
    source = _TYPST % {
        "wide": PAGE[0],
        "high": PAGE[1],
        "margin": MARGIN,
        "size": SIZE,
        "song": named,
        "lead": PITCH - SIZE,
    }
    (folder / "cases.typ").write_text(source, "utf-8")
    importlib.import_module("typst").compile(str(folder / "cases.typ"), output=str(folder / "typst.pdf"), root=str(folder),
                    font_paths=[str(folder / "faces")], ignore_system_fonts=True)  # fmt: skip
    return _merged(sheets, _read(folder / "typst.pdf", level))


def _merged(sheets: list[Sheet], level: list[Result]) -> list[Result]:
    """All sheets in their order, those that were not set with no lines."""
    found = iter(level)
    return [Result(sheet, ()) if sheet.vertical else next(found) for sheet in sheets]


def weasyprint(sheets: list[Sheet], folder: Path) -> list[Result]:
    """WeasyPrint's library; what it does not know of the style it ignores."""
    import logging

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    document = importlib.import_module("weasyprint").HTML(string=_html(sheets, WEASYPRINT), base_url=str(folder) + "/")
    document.write_pdf(str(folder / "weasyprint.pdf"))
    return _read(folder / "weasyprint.pdf", sheets)


def reportlab(sheets: list[Sheet], folder: Path) -> list[Result]:
    """ReportLab's own paragraphs, which our pages never use."""
    from reportlab.lib.enums import TA_JUSTIFY  # type: ignore[import-untyped]
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph  # type: ignore[import-untyped]  # noqa: TID251 - the peer itself

    pdfmetrics.registerFont(TTFont("Song", str(folder / "faces" / "song-400.ttf")))
    level = [sheet for sheet in sheets if not sheet.vertical]
    canvas = Canvas(str(folder / "reportlab.pdf"), pagesize=PAGE)
    for sheet in level:
        style = ParagraphStyle("body", fontName="Song", fontSize=SIZE, leading=PITCH, wordWrap="CJK",
                               alignment=TA_JUSTIFY, firstLineIndent=sheet.indent * SIZE)  # fmt: skip
        paragraph = Paragraph(escape(sheet.text), style)
        _, height = paragraph.wrap(sheet.measure * SIZE, PAGE[1])
        paragraph.drawOn(canvas, MARGIN, PAGE[1] - MARGIN - height)
        canvas.showPage()
    canvas.save()
    return _merged(sheets, _read(folder / "reportlab.pdf", level))


class _Drawn(NamedTuple):
    """A character of a PDF: its origin and ink, points from the page's left and upper edges."""

    text: str
    x: float
    y: float
    ink: Box


def _read(file: Path, sheets: list[Sheet]) -> list[Result]:
    """The pages of a PDF as lines; a sheet that takes more than a page would be a fault of the bench."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(str(file))
    if len(document) not in (len(sheets), len(sheets) + 1):
        raise RuntimeError(f"{file.name}: {len(document)} pages for {len(sheets)} cases")
    found = []
    for number, sheet in enumerate(sheets):
        drawn = list(_drawn(document[number]))
        found.append(_down(sheet, drawn) if sheet.vertical else _along(sheet, drawn))
    document.close()
    return found


def _drawn(page: object) -> Iterator[_Drawn]:
    """The characters of a page that have ink, whatever pdfium makes of words and lines."""
    import ctypes

    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    texts = page.get_textpage()  # type: ignore[attr-defined]
    high = PAGE[1]
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(pdfium.FPDFText_CountChars(texts)):
        code = pdfium.FPDFText_GetUnicode(texts, at)
        if pdfium.FPDFText_IsGenerated(texts, at) or chr(code).isspace() or code in (0, 0xFFFE):
            continue
        pdfium.FPDFText_GetCharOrigin(texts, at, x, y)
        left, bottom, right, top = texts.get_charbox(at)
        # pdfium names a hyphen at a line's end U+0002.
        yield _Drawn("-" if code == 2 else chr(code), x.value, high - y.value, (left, high - top, right, high - bottom))


def _joined(row: list[_Drawn]) -> str:
    """A row's text; pdfium gives characters beyond U+FFFF in two halves."""
    return "".join(one.text for one in row).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _along(sheet: Sheet, drawn: list[_Drawn]) -> Result:
    rows: dict[int, list[_Drawn]] = {}
    for one in drawn:
        rows.setdefault(round((one.y - MARGIN) / PITCH - 0.25), []).append(one)
    lines = []
    for _, row in sorted(rows.items()):
        row.sort(key=lambda one: (one.x, one.ink[2]))
        glyphs = tuple(Glyph(one.text, (one.x - MARGIN) / SIZE, (0, 0, 0, 0)) for one in row)
        lines.append(Line(_joined(row), glyphs, (max(one.ink[2] for one in row) - MARGIN) / SIZE))
    return Result(sheet, tuple(lines))


def _down(sheet: Sheet, drawn: list[_Drawn]) -> Result:
    """Vertical lines, told apart by the middles of their ink; none where the page has horizontal ones."""
    width = max(one.ink[2] for one in drawn) - min(one.ink[0] for one in drawn)
    height = max(one.ink[3] for one in drawn) - min(one.ink[1] for one in drawn)
    if height < width:
        return Result(sheet, ())
    right = max(one.ink[2] for one in drawn if one.text == "国")
    axis_first = right - SIZE / 2
    rows: dict[int, list[_Drawn]] = {}
    for one in drawn:
        rows.setdefault(round((axis_first - (one.ink[0] + one.ink[2]) / 2) / PITCH), []).append(one)
    lines = []
    for number, row in sorted(rows.items()):
        axis = axis_first - number * PITCH
        row.sort(key=lambda one: one.ink[1])
        glyphs = []
        for one in row:
            left, top, end, bottom = one.ink
            pen = (top + bottom) / 2 - SIZE / 2
            ink = (left - axis) / SIZE, (top - pen) / SIZE, (end - axis) / SIZE, (bottom - pen) / SIZE
            glyphs.append(Glyph(one.text, (pen - MARGIN) / SIZE, ink))
        lines.append(Line(_joined(row), tuple(glyphs), (row[-1].ink[3] - MARGIN) / SIZE))
    return Result(sheet, tuple(lines))
