"""Vertical lines: what stands, what is turned, what lies across (rules VE)."""

from __future__ import annotations

import io
import re
import subprocess

import pypdfium2
import pytest

from banxin.lines import TextStyle, measure_paragraph, set_paragraph, text_runs, uniform
from banxin.lines.records import ACROSS, STANDS, TURNED
from banxin.page import NodeId, Page
from banxin.press.pdf import About, page_pdf, print_page
from banxin.units import MM, Point, Rect
from tests.conftest import outside
from tests.lines.conftest import EM, texts

AXIS = Point(100 * MM, 10 * MM)
COPY = "“鲁迅先生说：‘这历史没有年代……’”（《狂人日记》，1918年4月2日）——全文共13节、约4700字；GDP增长5.2%，A股涨30%，WTO与Business合作：是谁？！"


def _set(faces, text, measure=40, **style):
    measured, missing = measure_paragraph("p", text, (), TextStyle("song", EM, vertical=True, **style), faces)
    assert not missing
    return set_paragraph(measured, uniform(measure * EM))


def _runs(lines, number=0):
    return text_runs(lines.measured, lines.lines[number], AXIS, ((0, NodeId("s/p")),))


def _ink(lines):
    """The ink box of each standing glyph of the first line: left, top, right, bottom in 字 from its own square."""
    found = []
    for run in _runs(lines):
        if not run.vertical or run.turn:
            continue
        font = next(font for font, _ in lines.measured.fonts if font.key == run.face)
        pen = 0
        for at, glyph in enumerate(run.glyphs.ids):
            left, top, right, bottom = font.ink_down(glyph)
            down = (run.glyphs.offsets[at] if run.glyphs.offsets else 0) / EM
            aside = 0.5 + (run.origin.x - AXIS.x) / EM
            found.append((left / 1000 + aside, top / 1000 + down, right / 1000 + aside, bottom / 1000 + down))
            pen += run.glyphs.advances[at]
    return found


@pytest.mark.parametrize("mark", "。，、")
@pytest.mark.parametrize("face", ["noto", "tiny_faces"])
def test_ve_02_stops_stand_in_the_upper_right_of_their_square(request, mark, face):
    """Also where the face has no vertical forms (VE-06)."""
    lines = _set(request.getfixturevalue(face), "国" + mark + "国")
    left, top, right, bottom = _ink(lines)[1]
    assert (left + right) / 2 > 0.5
    assert (top + bottom) / 2 < 0.5


@pytest.mark.parametrize("mark", "：；！？")
def test_ve_03_colons_and_exclamations_stand_upright(noto, mark):
    """Their ink is higher than wide, in a full square."""
    left, top, right, bottom = _ink(_set(noto, "国" + mark + "国"))[1]
    assert bottom - top > right - left
    assert 0 <= top < bottom <= 1


@pytest.mark.parametrize("mark", ["（", "）", "《", "》", "——", "……", "～", "–"])
def test_ve_04_brackets_dashes_and_dots_follow_the_line(noto, mark):
    """They are turned, by the face's own form or by us, and centred on the axis."""
    lines = _set(noto, "国" + mark + "国")
    measured = lines.measured
    font, _ = measured.fonts[measured.faces[1]]
    glyph = measured.glyphs[measured.first_glyph[1]]
    if measured.turns[1] == TURNED:
        run = _runs(lines)[1]
        low, high = font.ink(glyph)[1], font.ink(glyph)[3]
        assert abs((run.origin.x - AXIS.x) / EM + (low + high) / 2000) <= 0.12
        return
    left, top, right, bottom = font.ink_down(glyph)
    assert abs(left + right) / 2000 <= 0.05
    assert bottom - top > right - left or mark in "（）《》"


def test_ve_05_quotes_become_corner_brackets(noto):
    """“‘’” is drawn as 『「」』 in mainland papers, 「『』」 in traditional ones; the copy stays what it was."""
    for language, shown in (("zh-Hans", "『「」』"), ("zh-Hant", "「『』」")):
        quoted, cornered = (_set(noto, text, language=language) for text in ("“‘国’”", shown[:2] + "国" + shown[2:]))
        assert quoted.measured.glyphs == cornered.measured.glyphs
        assert "".join(texts(quoted)) == "“‘国’”"


def test_ve_06_a_face_without_vertical_forms_has_its_brackets_turned(tiny_faces):
    """The horizontal glyph is turned, never put upright, and no presentation form is written."""
    lines = _set(tiny_faces, "国（国）国")
    assert [lines.measured.turns[at] for at in range(5)] == [STANDS, TURNED, STANDS, TURNED, STANDS]
    assert "".join(run.text for run in _runs(lines)) == "国（国）国"


def test_ve_07_words_are_turned_and_acronyms_stand(noto):
    """Business lies on its side with white beside it; GDP and A stand, a letter a square."""
    measured = _set(noto, "国Business国GDP国A国").measured
    shown = {measured.text[measured.starts[at] : measured.starts[at + 1]]: at for at in range(measured.count)}
    assert measured.turns[shown["Business"]] == TURNED
    assert measured.white[shown["Business"]] > 0
    for letter in "GDPA":
        assert measured.turns[shown[letter]] == ACROSS
        assert measured.body[shown[letter]] == EM


@pytest.mark.parametrize("token", ["1", "12", "365", "3.0", "A+", "2B", "5%"])
def test_ve_08_nu_05_short_figures_lie_across(noto, token):
    """Up to three characters stand side by side in one square, centred, none wider than it."""
    lines = _set(noto, "国" + token + "国")
    assert lines.measured.turns[1] == ACROSS
    assert lines.measured.body[1] == EM
    run = next(run for run in _runs(lines) if run.text == token)
    if len(token) == 1:
        # Alone it goes down the line as hanzi do: its vertical origin, in the middle of its width, lies on the axis.
        left, top, right, bottom = _ink(lines)[1]
        assert run.vertical
        assert abs(left + right - 1) < 0.1
        assert abs(top + bottom - 1) < 0.03
        assert 0 < left < right < 1
        return
    assert not run.vertical
    assert run.length <= EM
    assert abs(run.origin.x + run.length // 2 - AXIS.x) <= EM // 50


def test_nu_05_longer_figures_are_turned_or_stand_by_the_houses_choice(noto):
    """2026 lies on its side, or stands a figure a square."""
    assert _set(noto, "国2026年").measured.turns[1] == TURNED
    upright = _set(noto, "国2026年", figures="upright").measured
    assert upright.turns[1:5] == [ACROSS] * 4
    assert all(line.count("2026") for line in texts(_set(noto, "国国国2026年国国", 5, figures="upright"))[1:2])


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("measure", range(5, 16))
def test_lb_15_the_same_prohibitions_hold(noto, measure, language):
    """No mark begins a vertical line that would not begin a horizontal one (GB/T 15834 5.2.6)."""
    lines = _set(noto, COPY * 2, measure, language=language)
    assert "".join(texts(lines)) == COPY * 2
    for line, shown in zip(lines.lines, texts(lines), strict=True):
        if line.fit != "forced":
            assert shown[0] not in "，。、；：？！）》”’％～" or line.first == 0
            assert shown[-1] not in "（《“‘" or line.last == lines.measured.count
            assert line.last == lines.measured.count or line.width == measure * EM


def _file(faces, lines) -> bytes:
    rect = Rect(0, 0, 200 * MM, 200 * MM)
    items = [
        run
        for at, line in enumerate(lines.lines)
        for run in text_runs(lines.measured, line, Point((180 - 6 * at) * MM, 10 * MM), ((0, NodeId("s/p")),))
    ]
    page = Page("A01", "", rect, 0, rect, tuple(items), ())
    return page_pdf(print_page(page, faces.by_key), faces.by_key, {}, About("t", "a", "2026-06-01"))


def test_ve_01_np_10_lines_run_down_and_leftwards_and_read_as_written(noto, tmp_path):
    """Readers of the file get the copy, its own quotes and figures, in its own order."""
    lines = _set(noto, COPY * 2, 20)
    data = _file(noto, lines)
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    assert re.sub(r"\s", "", document[0].get_textpage().get_text_range()) == COPY * 2
    path = tmp_path / "v.pdf"
    path.write_bytes(data)
    done = subprocess.run([outside("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True)
    assert re.sub(r"\s", "", done.stdout.decode()) == COPY * 2


def test_ve_01_glyphs_stand_one_below_the_other(noto):
    """As a reader's eye finds them: same column, a 字 apart, the next line on the left."""
    lines = _set(noto, "国家发展经济建设" * 4, 8)
    textpage = pypdfium2.PdfDocument(io.BytesIO(_file(noto, lines)))[0].get_textpage()
    text = textpage.get_text_range()
    boxes = [textpage.get_charbox(at) for at, c in enumerate(text) if not c.isspace()]
    middles = [((left + right) / 2, (bottom + top) / 2) for left, bottom, right, top in boxes]
    assert all(abs(x - middles[0][0]) < 1.5 and y < above for (x, y), (_, above) in zip(middles[1:8], middles, strict=False))  # fmt: skip
    assert middles[8][0] < middles[0][0] - 10
    assert abs(middles[8][1] - middles[0][1]) < 1.5
