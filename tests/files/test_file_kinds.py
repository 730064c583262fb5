"""A Word file under a story's name is called a Word file, wherever copy is read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from banxin.files import LIMITS, Tree, decode
from banxin.files._kinds import kind_of
from banxin.intake import import_wire
from banxin.problems import Fault, Problem, Report, Span, Words, whole
from banxin.story import read_story
from banxin.story.tables import read_table

STORIES = Path(__file__).parents[2] / "stories"


def zipped(*names: str, first: tuple[str, str] | None = None) -> bytes:
    """A ZIP file with files of these names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if first:
            archive.writestr(*first)
        for name in names:
            archive.writestr(name, "<x/>")
    return stream.getvalue()


def compound(stream: str) -> bytes:
    """The head of a compound file with a stream of this name."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def picture(format_: str) -> bytes:
    """A small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (9, 7), "red").save(stream, format_)
    return stream.getvalue()


XML = '<?xml version="1.0" encoding="GB2312"?>\n<nitf><body>昨天查堤。</body></nitf>\n'
KINDS = {
    "Word (.docx)": zipped("[Content_Types].xml", "word/document.xml"),
    "Excel (.xlsx)": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "PowerPoint (.pptx)": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "OpenDocument (.odt)": zipped("content.xml", first=("mimetype", "application/vnd.oasis.opendocument.text")),
    "ZIP": zipped("a.txt"),
    "Word (.doc)": compound("WordDocument"),
    "Excel (.xls)": compound("Workbook"),
    "RTF": b"{\\rtf1\\ansi \\'d7\\'f2\\'cc\\'ec}",
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    **{name: picture(name) for name in ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WebP")},
    "XML": XML.encode("gb2312"),
    "HTML": "<!DOCTYPE html>\n<html><body><p>昨天查堤。</p></body></html>".encode(),
    "JSON": json.dumps({"title": "海堤", "text": "昨天查堤。"}, ensure_ascii=False).encode("utf-8-sig"),
    "MIME": b"From: a@wire.example\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\n5piw5aSp\r\n",
}


def said(problem: Problem, name: str) -> None:
    """A message names the format, in both languages, and says what to do."""
    assert problem.code.startswith("files.is-")
    for lang in ("zh", "en"):
        words = Words(lang)
        assert name in words.sentence(problem)
        assert words.hint(problem)
        assert words.why(problem.code)


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_text_is_called_by_its_name_wherever_copy_is_read(name: str, tmp_path: Path) -> None:
    """One message that names it and the way out, not forty, for a story, for a table and at the wire's door."""
    data = KINDS[name]
    (tmp_path / "a.md").write_bytes(data)
    tree = Tree(str(tmp_path))
    for read in (
        lambda report: read_story(tree, "a.md", report),
        lambda report: read_table(tree, "a.md", report, Span(whole("x").source, 0, 1)),
        lambda report: import_wire(data, report, path="a.txt"),
    ):
        report = Report()
        assert not read(report)
        [problem] = report
        assert problem.status == 1
        said(problem, name)


def test_a_large_file_is_called_by_its_name_too(tmp_path: Path) -> None:
    """A Word file is larger than any story; what is wrong with it is not its size."""
    (tmp_path / "a.md").write_bytes(KINDS["Word (.docx)"] + bytes(LIMITS["story"]))
    report = Report()
    assert read_story(Tree(str(tmp_path)), "a.md", report) is None
    assert [problem.code for problem in report] == ["files.is-word"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_markup_is_known_in_any_encoding(codec: str) -> None:
    """An export of a copy system says UTF-16 as often as UTF-8."""
    kind = kind_of(XML.encode(codec))
    assert kind is not None
    assert kind.name == "XML"


@pytest.mark.parametrize(
    "text",
    [
        "海堤\n　　昨天查堤。\n", "---\nheadline: 海堤\n---\n昨天查堤。\n", "BM\n　　昨天查堤。", "[注] 昨天\n查堤。", "[1]", "{.dots}\n昨天",
        "<b>七</b>\n昨天", "<短讯>昨天查堤。", "《PDF》", "%PDF 是什么", "PK赛昨晚开打", "From: 编辑部\nSubject: 稿件\n\n昨天查堤。", "a,b\n1,2\n",
        "II*", "",
    ],
)  # fmt: skip
def test_copy_is_no_format(text: str) -> None:
    """What begins a little like a format is copy still."""
    assert kind_of(text.encode()) is None


def test_no_story_of_the_sample_is_taken_for_anything_else() -> None:
    """Nor a table."""
    for path in sorted(STORIES.rglob("*.*")):
        assert kind_of(path.read_bytes()) is None, path


def test_a_layout_may_be_json() -> None:
    """JSON is YAML: only copy is looked at."""
    assert decode("layouts/house.yaml", KINDS["JSON"]).text.startswith("{")
    with pytest.raises(Fault) as caught:
        decode("layouts/house.yaml", KINDS["PNG"])
    assert caught.value.problem.code == "files.is-picture"
