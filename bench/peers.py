"""The same pages for Typst and WeasyPrint: sources, faces, commands."""

from __future__ import annotations

import json
import os
import shutil
import sys
from html import escape
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from bench.content import subhead_lines
from bench.measure import Job

if TYPE_CHECKING:
    from pathlib import Path

    from bench.content import Lead, Parts, Plain, Second, Sheet

#: The three faces of the page: file name, pip package's face and weight as house.yaml names them.
FACES = {"song-400.ttf": ("noto-serif", 400), "hei-400.ttf": ("noto-sans", 400), "hei-700.ttf": ("noto-sans", 700)}

_TYPST = """\
#let G = 13pt
#let hei(weight: 400, size: 9.5pt, body) = text(font: "%(hei)s", weight: weight, size: size, body)
#let flat = par.with(first-line-indent: 0pt)
#set document(title: "issue")
#set page(width: 390mm, height: 543mm, margin: (x: 51.75pt, top: 28mm, bottom: 10mm))
#set text(font: "%(song)s", size: 9.5pt, lang: "zh", region: "cn", top-edge: 11pt, bottom-edge: -2pt)
#set par(justify: true, leading: 0pt, spacing: 0pt, first-line-indent: (amount: 2em, all: true))
#let line-of(size, height, body) = block(width: 100%%, height: height, align(horizon, flat(justify: false,
  text(top-edge: "ascender", bottom-edge: "descender", hei(weight: 700, size: size, body)))))
#let heading-of(s, size, height) = block(width: 100%%, height: height, above: 0pt, below: 0pt, {
  if s.kicker != "" { line-of(14pt, 1.6 * G, s.kicker) }
  line-of(size, if s.kicker != "" { height - 2.6 * G } else { height - .5 * G }, s.head)
})
#let subhead(s) = if s.len() > 0 { block(breakable: false, sticky: true, above: 0pt, below: 0pt, width: 100%%,
  height: (s.len() + 1) * G,
  align(center + horizon, flat(justify: false, hei(weight: 700, size: 10.5pt, s.join(linebreak()))))) }
#let caption(s) = block(height: 2 * G, width: 100%%, flat(text(top-edge: 9pt, bottom-edge: -2pt, hei(size: 8pt, s))))
#let parts(all) = for (s, paragraphs) in all { subhead(s); for p in paragraphs { par(p) } }
// Typst has no balanced columns: the galley is measured, divided, and given some rows more.
#let columns-of(count, slack, body) = layout(sheet => {
  let galley = measure(block(width: (sheet.width - (count - 1) * 18pt) / count, body)).height
  block(width: 100%%, height: (calc.ceil(galley / count / G) + slack) * G, columns(count, gutter: 18pt, body))
})
#let folio(d) = place(top, dy: -12mm, {
  block(width: 100%%, height: 9mm, grid(columns: (auto, auto, 1fr, auto, auto), column-gutter: 9pt, align: horizon, rows: 9mm,
    hei(weight: 700, size: 15pt, d.paper), hei(size: 9pt, d.long), [],
    rect(fill: black, inset: (x: 10pt, y: 5pt), text(fill: white, hei(weight: 700, size: 14pt, d.sect))),
    hei(weight: 700, size: 26pt, d.no)))
  v(2pt)
  line(length: 100%%, stroke: 2pt)
})
#for (at, d) in json("pages.json").enumerate() {
  if at > 0 { pagebreak() }
  folio(d)
  heading-of(d.lead, 36pt, 6 * G)
  columns-of(6, 2, {
    block(width: 100%%, stroke: .6pt, inset: (x: 4.75pt, y: 6.5pt), for p in d.lead.intro { par(hei(p)) })
    flat(hei(d.lead.by))
    parts(d.lead.parts.slice(0, 1))
    block(breakable: false, { v(4pt); image(d.photo, width: 152pt, height: 95pt, fit: "cover"); v(5pt); caption(d.lead.caption) })
    parts(d.lead.parts.slice(1))
    align(right, flat(justify: false, hei(d.lead.credits)))
    block(breakable: false, height: 5 * G, width: 100%%, align(horizon, grid(columns: (auto, auto), column-gutter: 9.5pt, align: horizon,
      image("qr.svg", height: 58pt), for words in d.lead.qr { flat(hei(words)) })))
  })
  v(G)
  heading-of(d.second, 26pt, 5 * G)
  grid(columns: (662pt, 322pt), column-gutter: 18pt, columns-of(4, 1, parts(d.second.parts)),
    { image(d.photo2, width: 322pt, height: 222pt, fit: "cover"); v(4pt); caption(d.second.caption) })
  for s in (d.third, d.fourth) {
    v(G)
    heading-of(s, 26pt, 3 * G)
    columns-of(6, 1, parts(s.parts))
  }
}
"""

_STYLE = """\
@font-face{font-family:Song;src:url(faces/song-400.ttf);font-weight:400}
@font-face{font-family:Hei;src:url(faces/hei-400.ttf);font-weight:400}
@font-face{font-family:Hei;src:url(faces/hei-700.ttf);font-weight:700}
@page{size:390mm 543mm;margin:28mm 51.75pt 10mm}
*{margin:0;padding:0}html{font:400 9.5pt/13pt Song}section{break-after:page}
h1,h2,h3,h4,header,figcaption,.by,.box,.qr,.credits{font-family:Hei}
header{display:flex;margin-top:-12mm;height:9mm;margin-bottom:1.7mm;padding-bottom:1mm;border-bottom:2pt solid;align-items:center;gap:9pt}
header b{font-size:15pt}header span{font-size:9pt;flex:1}header i{font:700 14pt/20pt Hei;color:#fff;background:#000;padding:0 10pt}
header em{font:700 26pt/26pt Hei}
h3{font-size:14pt;line-height:20.8pt}h1{font-size:36pt;line-height:57.2pt}h2{font-size:26pt;line-height:39pt;margin-top:13pt}
h3+h2{line-height:44.2pt;margin-top:0}.second{margin-top:13pt}
h4{font-size:10.5pt;line-height:13pt;padding:6.5pt 0;text-align:center;break-after:avoid;break-inside:avoid}
p{text-indent:2em;text-align:justify;text-justify:inter-character;line-break:strict;orphans:2;widows:2}
.columns{column-gap:18pt;column-fill:balance;column-count:6}.four{column-count:4;width:662pt}
.box{border:.6pt solid;padding:5.9pt 4.15pt;break-inside:avoid}.by,.credits{text-indent:0}.credits{text-align:right}
.row{display:flex;justify-content:space-between}figure{break-inside:avoid}figure img{display:block;object-fit:cover}
.one{width:152pt;height:95pt;padding:4pt 0 5pt}.two{width:322pt;height:222pt;padding-bottom:4pt}
figcaption{font-size:8pt;line-height:11pt;height:26pt}
.qr{display:flex;height:65pt;break-inside:avoid;align-items:center;gap:9.5pt}.qr img{width:58pt;height:58pt}
"""


def installed(name: str) -> str:
    """The version of a package; '' where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def static_faces(folder: Path) -> None:
    """Put the page's faces into a folder, pinned at their weights by banxin's own hand, one static file each."""
    from banxin.faces._file import FaceFile
    from banxin.faces._roles import package_file, pinned

    folder.mkdir(parents=True, exist_ok=True)
    for name, (package, weight) in FACES.items():
        kept, _ = pinned(FaceFile(package_file(package)), 0, weight)
        if (folder / name).exists():
            continue
        try:
            os.link(kept, folder / name)
        except OSError:
            shutil.copyfile(kept, folder / name)


def families(folder: Path) -> dict[str, str]:
    """What the faces call themselves, by file: the names that Typst finds them under."""
    import uharfbuzz  # type: ignore[import-untyped]

    found = {}
    for name in FACES:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(folder / name)))
        found[name] = face.get_name(16) or face.get_name(1)
    return found


def write_typst(folder: Path, pages: list[Sheet]) -> None:
    """page.typ and its data; ``folder`` holds the faces and the pictures already."""
    named = families(folder / "faces")
    source = _TYPST % {"song": named["song-400.ttf"], "hei": named["hei-400.ttf"]}
    (folder / "page.typ").write_text(source, "utf-8")
    records = [_typst_record(page) for page in pages]
    (folder / "pages.json").write_text(json.dumps(records, ensure_ascii=False), "utf-8")


def _typst_record(page: Sheet) -> dict[str, object]:
    """A page with its date written out and its subheads in lines."""
    record: dict[str, object] = {**page, "long": long_date(page["date"])}
    for name in ("lead", "second", "third", "fourth"):
        story = page[name]
        parts = [(subhead_lines(subhead) if subhead else [], texts) for subhead, texts in story["parts"]]
        record[name] = {**story, "parts": parts}
    return record


def write_html(folder: Path, pages: list[Sheet]) -> None:
    """page.html, its style within."""
    sheets = "".join(_section(page) for page in pages)
    (folder / "page.html").write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>issue</title><style>{_STYLE}</style>{sheets}</html>',
        "utf-8",
    )


def long_date(iso: str) -> str:
    """The date as our folio writes it."""
    from banxin.languages import DEFAULT, language
    from banxin.makeup._calendar import long_date as ours

    return ours(iso, language(DEFAULT))


def _section(page: Sheet) -> str:
    lead, second = page["lead"], page["second"]
    words = "<br>".join(map(escape, lead["qr"]))
    plain = "".join(
        f'{_heading(story)}<div class="columns">{_body(story["parts"])}</div>'
        for story in (page["third"], page["fourth"])
    )
    return f"""<section>
<header><b>{page["paper"]}</b><span>{long_date(page["date"])}</span><i>{escape(page["sect"])}</i><em>{page["no"]}</em></header>
{_heading(lead, "h1")}
<div class="columns"><div class="box">{_paragraphs(lead["intro"])}</div><p class="by">{escape(lead["by"])}</p>{_body(lead["parts"][:1])}
<figure><img src="{page["photo"]}" class="one"><figcaption>{escape(lead["caption"])}</figcaption></figure>
{_body(lead["parts"][1:])}<p class="credits">{escape(lead["credits"])}</p>
<div class="qr"><img src="qr.svg"><div>{words}</div></div></div>
<div class="second">{_heading(second)}</div>
<div class="row"><div class="columns four">{_body(second["parts"])}</div>
<figure><img src="{page["photo2"]}" class="two"><figcaption>{escape(second["caption"])}</figcaption></figure></div>
{plain}</section>
"""


def _heading(story: Lead | Second | Plain, level: str = "h2") -> str:
    kicker = f"<h3>{escape(story['kicker'])}</h3>" if story["kicker"] else ""
    return f"{kicker}<{level}>{escape(story['head'])}</{level}>"


def _body(parts: Parts) -> str:
    return "".join(
        (f"<h4>{'<br>'.join(map(escape, subhead_lines(subhead)))}</h4>" if subhead else "") + _paragraphs(texts)
        for subhead, texts in parts
    )


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def typst_job(name: str, folder: Path, *, tags: bool = True) -> Job:
    """Typst as a whole process; pip brings no command, so Python calls its library."""
    code = (
        "import typst; typst.compile('page.typ', output='typst.pdf', root='.', font_paths=['faces'],"
        f" ignore_system_fonts=True, pdf_tags={tags})"
    )
    return Job(name, (sys.executable, "-c", code), str(folder), str(folder / "typst.pdf"))


def weasyprint_job(name: str, folder: Path) -> Job:
    """WeasyPrint's own command."""
    return Job(name, (sys.executable, "-m", "weasyprint", "-q", "page.html", "weasyprint.pdf"), str(folder),
               str(folder / "weasyprint.pdf"))  # fmt: skip
