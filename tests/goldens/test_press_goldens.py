"""What the files of each product are made of, object by object, as text that a person can read in a diff."""

from __future__ import annotations

import hashlib
import io
import re

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from banxin.desk.command import main
from banxin.files import Tree
from banxin.press.products import PRODUCTS
from banxin.run._products import product, slug_line
from banxin.run.pages import Order, make, read_work
from banxin.run.sources import open_sources
from tests.goldens.projects import DATE, HERE, one_block

#: A little of everything that a press draws: both directions, tints, rules, dashes, a photo, a cut-out, codes, a spot.
CASE = {
    "house": "colours: {house: C0 M100 Y90 K5, 望澜红: {spot: 望澜红, alternate: C0 M95 Y85 K0}, tint: K8}\n"
    "sections: {要闻: {colour: house}}\n"
    "furniture: {column_rules: 0.3pt, folio: yes, credits: {place: foot, order: [编辑]}}\n",
    "page": "section: 要闻\ncredits: {编辑: 沈禾}\n",
    "blocks": "- story: one\n  columns: 1-4\n  lines: 1-34\n  heading: {takes: 8行, style: second, colour: 望澜红}\n  inside:\n"
    "    - {photo: 1, columns: 2-3, lines: 14-22}\n    - {photo: cut.png, columns: 1, lines: 22-30, width: 6字, align: left}\n"
    "    - {qr: 'https://example.org/a', text: [扫码], columns: 4, lines: 24-30}\n"
    "- {rule: dotted, columns: 1-4, lines: 36, colour: house}\n"
    "- {story: two, columns: 1-2, lines: 38-58, vertical: true, frame: tint, heading: {style: third, vertical: true}}\n"
    "- {table: 天气, columns: 3-4, lines: 38-46, header: 1, rows: [[城, 温], [海, '25.5']]}\n"
    "- {chart: 产量, form: bars, columns: 3-4, lines: 47-58, rows: [[年, 甲], [一, 12], [二, 15]]}\n",
    "front": "headline: 海上来风 城里添绿\nbyline: 记者 沈禾\n",
    "body": "今年29岁的他票价2元至9元，第31次，Business class 与 AI 同行——增长12.5%。" * 3 + "\n",
    "photos": 1, "cut": True,
}  # fmt: skip
KINDS = ("plain", "press", "proof", "screen", "archive", "archive-4", "archive-4f")


class _Anatomy:
    """A PDF's objects as lines, in the order in which they are reached from the trailer."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(data))
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[pikepdf.Object] = []

    def text(self) -> str:
        trailer = {key: value for key, value in self._pdf.trailer.items() if key in ("/Root", "/Info")}
        lines = [f"PDF {self._pdf.pdf_version}", *(f"{key} {self._said(value)}" for key, value in trailer.items())]
        at = 0
        while at < len(self._waiting):
            lines += ["", f"object {at + 1}", *self._object(self._waiting[at])]
            at += 1
        return "\n".join(lines) + "\n"

    def _object(self, one: pikepdf.Object) -> list[str]:
        lines = [self._said(one, inside=True)]
        if isinstance(one, pikepdf.Stream):
            lines += self._stream(one)
        return lines

    def _stream(self, one: pikepdf.Stream) -> list[str]:
        kind = str(one.get("/Subtype", one.get("/Type", "")))
        if "/Length1" in one or kind == "/CIDFontType0C":
            font = TTFont(io.BytesIO(one.read_bytes()))
            return [f"  a face of {font['maxp'].numGlyphs} glyphs: {' '.join(sorted(font.keys()))}"]
        if one.get("/Filter") == "/DCTDecode":
            return ["  a JPEG"]  # its bytes are the packing library's own
        data = one.read_bytes()
        if kind == "/Image" or "/N" in one or not _is_text(data):
            return [f"  {len(data)} bytes {hashlib.sha256(data).hexdigest()[:12]}"]
        # A path is one line.
        lines = re.sub(r"(?<= [mlc]|\nh)\n", "  ", data.decode("utf-8"))
        return [f"  | {line}" for line in lines.splitlines()]

    def _said(self, one: object, *, inside: bool = False) -> str:
        if isinstance(one, pikepdf.Object) and one.is_indirect and not inside:
            if one.objgen not in self._numbers:
                self._waiting.append(one)
                self._numbers[one.objgen] = len(self._waiting)
            return f"→{self._numbers[one.objgen]}"
        if isinstance(one, pikepdf.Array):
            return f"[{' '.join(self._said(part) for part in one)}]"
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            # A file's size is what is packed, which is the packing library's own.
            kept = {key: value for key, value in one.items() if key not in ("/Length", "/Length1")}
            return "<<" + " ".join(f"{key} {self._said(value)}" for key, value in sorted(kept.items())) + ">>"
        if isinstance(one, pikepdf.String):
            return f"({one})"
        return str(one)


def _is_text(data: bytes) -> bool:
    try:
        return data.decode("utf-8").replace("\n", "").replace("\t", "").replace("\r", "").isprintable()
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_made_of_what_it_was(kind, tmp_path, golden):
    """Every operator, font, picture and note of a page's file, in each product, is as it was accepted."""
    one_block(tmp_path, CASE)
    sources = open_sources(Tree(str(tmp_path)), DATE)
    work = read_work(sources, "A01")
    assert not work.report.failed, [(problem.code, problem.words) for problem in work.report]
    own = product(PRODUCTS[kind], sources, [work])
    order = Order(
        lambda: "未过", DATE, "试版", DATE, files=True, printed=False, refit=False, product=own, number="12",
        slug=(lambda one: slug_line(one, "")) if kind == "press" else None,
    )  # fmt: skip
    made = make(sources, work, order)
    assert not made.report.failed, [(problem.code, problem.words) for problem in made.report]
    golden(HERE / "press" / f"{kind}.txt", _Anatomy(made.data).text())


SITE = {
    **CASE,
    "house": CASE["house"] + "epaper: {url: https://paper.example/, code: shiban}\n",
    "front": "kicker: 一句引题\nheadline: 海上来风 城里添绿\ndeck: 副题说得长一些\nbyline: 记者 沈禾 通讯员 陆舟\nsignoff: （文/沈禾 图/陆舟）\n",
    "body": "::: intro\n导语一句，说明来由。\n:::\n今年29岁的他，**票价**2元至9元，[着重]{.dots}，[沈禾]{.name}，[渐]{ruby=jiān}，[楷体]{.kai}，[红字]{colour=house}。\n## 小标题一句\n"
    "第二段，说到第31次。\n::: box 征集时间\n◆6月1日至6月30日\n:::\n第三段，也说一句。\n",
}  # fmt: skip


def test_the_e_paper_says_what_it_said(tmp_path, golden, capsys):
    """Every page of a small issue, its feed, its index for the search and its colours; pictures by their names alone."""
    one_block(tmp_path, SITE)
    assert main(["export", "epaper", str(tmp_path / "layouts" / DATE), "-o", str(tmp_path / "site"), "--stamp", f"{DATE}T00:00:00"]) == 0, (
        capsys.readouterr().out)  # fmt: skip
    told = []
    for path in sorted((tmp_path / "site").rglob("*")):
        name = re.sub(r"\b[0-9a-f]{8,64}\b", "DIGEST", str(path.relative_to(tmp_path / "site")))
        if path.is_dir() or "/.locks" in name:
            continue
        told.append(f"== {name}")
        # What has a digest in its name is the program's own: scripts and style that are files of the house.
        if path.suffix in (".htm", ".html", ".xml", ".js", ".css", ".json", ".webmanifest") and "DIGEST" not in name:
            told += re.sub(r"\b[0-9a-f]{8,64}\b", "DIGEST", path.read_text("utf-8")).splitlines()
    golden(HERE / "press" / "epaper.txt", "\n".join(told) + "\n")
