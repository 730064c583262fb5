"""A small paper with one advertisement at its foot, and what may be wrong with either on the way to the plate."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest
from PIL import Image

from banxin.desk.command import main
from banxin.units import MM, PT

DAY = "2026-06-01"
#: The advertisement's size in points, and where its left lower corner lies on the page, in millimetres from the trim.
WIDTH, HEIGHT = 972.0, 238.5
LEFT, FOOT = (390 - WIDTH * PT / MM) / 2, 543 / 2 + 110 * 12.75 * PT / MM / 2 - 1.875 * PT / MM

HOUSE = """paper: {{name: 望澜晚报}}
page: {{trim: [390mm, 543mm], bleed: 3mm{page}}}
grid: {{body: 9pt, leading: 12.75pt, columns: 6, measure: 17字, gutter: 1.2字, lines: 110}}
faces: {{song: package:noto-serif@400, hei: package:noto-sans@400{faces}}}
colours: {{house: C0 M100 Y90 K5{colours}}}
ads: {{sizes: {{通栏: {{columns: 6, lines: 20}}}}}}
{more}
"""
FOOT_FREE = "  - {filler: white, columns: 1-6, lines: 91-110}\n"
LAYOUT = "blocks:\n  - {story: one, columns: 1-6, lines: 1-90, copyfit: no, balance: no}\n" + FOOT_FREE


class Found(NamedTuple):
    """A finding of the preflight as it is said."""

    code: str
    severity: str
    place: str
    """File and line of the layout."""
    x: float
    y: float
    """Millimetres from the trim's left edge and its head."""
    text: str


class Paper:
    """A paper on disk."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys
        self.house()
        self.write(f"layouts/{DAY}/edition.yaml", f"date: {DAY}\npages: [A01]\n")
        self.write(f"layouts/{DAY}/A01.yaml", LAYOUT)
        self.story(60)

    def house(self, page: str = "", faces: str = "", colours: str = "", more: str = "") -> None:
        """House style, with more to some of its keys."""
        self.write("layouts/house.yaml", HOUSE.format(page=page, faces=faces, colours=colours, more=more))

    def write(self, path: str, text: str | bytes) -> Path:
        """A file of the project."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return target

    def story(self, paragraphs: int, front: str = "") -> None:
        """The page's one story."""
        text = f"---\nheadline: 标题\n{front}---\n" + ("正文" * 40 + "。\n") * paragraphs
        self.write(f"stories/{DAY}/one.md", text)

    def advert(self, data: bytes, name: str = "ad.pdf") -> None:
        """Book the advertisement at the page's foot."""
        self.write(f"assets/{DAY}/{name}", data)
        booking = f"bookings:\n  - {{booking: X1, customer: 甲, size: 通栏, file: {name}}}\n"
        self.write(f"layouts/{DAY}/ads.yaml", booking)

    def photo(self, image: Image.Image, name: str = "photo.png", **how: object) -> None:
        """A photo of two columns and sixteen lines, at the story's head."""
        (self.root / f"assets/{DAY}").mkdir(parents=True, exist_ok=True)
        image.save(self.root / f"assets/{DAY}/{name}", **how)
        self.story(60, f"photos:\n  - {{file: {name}, caption: 图说, credit: 某某 摄}}\n")
        inside = "inside: [{photo: 1, columns: 3-4, lines: 20-40, fit: crop, id: harbour}]"
        self.write(f"layouts/{DAY}/A01.yaml", LAYOUT.replace("copyfit: no", f"copyfit: no, {inside}"))

    def check(self, *words: str) -> tuple[int, list[Found]]:
        """Exit status and findings of ``check --press``."""
        self._capsys.readouterr()
        status = main(
            ["check", str(self.root / f"layouts/{DAY}"), "--press", "--lang", "en", "--format", "json", *words]
        )
        told = json.loads(self._capsys.readouterr().out)
        return status, [_found(one) for one in told["problems"] if one["code"].startswith("proof.preflight-")]


def _found(one: dict) -> Found:
    x, y = re.search(r"\(at (-?[\d.]+)mm, (-?[\d.]+)mm\)", one["message"]).groups()
    return Found(one["code"].removeprefix("proof.preflight-"), one["severity"], f"{one['path']}:{one['line']}",
                 float(x), float(y), one["message"])  # fmt: skip


def advert(content: str, *, trim: bool = True, **resources: object) -> bytes:
    """An advertisement's file that draws this; resources by their kind."""
    pdf = pikepdf.new()
    name, dictionary = pikepdf.Name, pikepdf.Dictionary
    own = dictionary(Font=dictionary(F=face(pdf)))
    for kind, entries in resources.items():
        own["/" + kind] = entries(pdf) if callable(entries) else entries
    page = dictionary(
        Type=name.Page, MediaBox=[0, 0, WIDTH, HEIGHT], Resources=own, Contents=pdf.make_stream(content.encode())
    )
    if trim:
        page["/TrimBox"] = [0, 0, WIDTH, HEIGHT]
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def face(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A face that is in the file: every letter is a box of half a square."""
    name, dictionary = pikepdf.Name, pikepdf.Dictionary
    box = pdf.make_stream(b"500 0 0 0 500 700 d1 0 0 500 700 re f")
    return pdf.make_indirect(dictionary(
        Type=name.Font, Subtype=name.Type3, FontBBox=[0, 0, 500, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=dictionary(A=box), Encoding=dictionary(Type=name.Encoding, Differences=[65, name.A]),
        FirstChar=65, LastChar=65, Widths=[500], Resources=dictionary(),
    ))  # fmt: skip


def picture(mode: str, across: int, down: int) -> object:
    """An image for a file's resources."""

    def made(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        name = pikepdf.Name
        image = Image.linear_gradient("L").resize((across, down)).convert(mode)
        space = {"1": name.DeviceGray, "L": name.DeviceGray, "RGB": name.DeviceRGB, "CMYK": name.DeviceCMYK}[mode]
        stream = pdf.make_stream(image.tobytes(), Type=name.XObject, Subtype=name.Image, Width=across, Height=down,
                                 BitsPerComponent=1 if mode == "1" else 8, ColorSpace=space)  # fmt: skip
        return pikepdf.Dictionary(I=stream)

    return made


def spot(ink: str) -> pikepdf.Dictionary:
    """A spot ink's colour space."""
    name = pikepdf.Name
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.9, 0.8, 0], N=1)
    return pikepdf.Dictionary(S=pikepdf.Array([name.Separation, name("/" + ink), name.DeviceCMYK, tint]))


def state(**entries: object) -> pikepdf.Dictionary:
    """A graphics state."""
    return pikepdf.Dictionary(G=pikepdf.Dictionary(**entries))


def words(size: float, colour: str, x: float = 100, y: float = 100) -> str:
    """Four letters of that size."""
    return f"BT {colour} /F {size} Tf {x} {y} Td (AAAA) Tj ET "
