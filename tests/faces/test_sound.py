"""A face that would print white or blots is refused by its name; a character without an outline is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from banxin.desk.command import main
from banxin.faces._cff import CHAR_STRINGS, index, top
from tests.goldens.projects import DATE, one_block
from tests.press.test_cff import named_cff

STORY = {"blocks": "- {story: two, columns: 1-4, lines: 1-12, heading: {takes: 4行, style: third}}"}


def _table(data: bytes, tag: bytes) -> tuple[int, int, int]:
    """Where a table's row in the directory is, where its data begin, and how many."""
    for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16):
        if data[at : at + 4] == tag:
            return at, int.from_bytes(data[at + 8 : at + 12], "big"), int.from_bytes(data[at + 12 : at + 16], "big")
    raise KeyError(tag)


def _spoil(data: bytes, tag: bytes, start: int, put: bytes) -> bytes:
    _, at, _ = _table(data, tag)
    return data[: at + start] + put + data[at + start + len(put) :]


def _summed(data: bytes, tag: bytes) -> bytes:
    """With the checksum that the table now has, as a tool would leave it that spoiled it on purpose."""
    row, at, size = _table(data, tag)
    table = data[at : at + size] + bytes(-size % 4)
    own = sum(int.from_bytes(table[n : n + 4], "big") for n in range(0, len(table), 4)) & 0xFFFFFFFF
    return data[: row + 4] + own.to_bytes(4, "big") + data[row + 8 :]


SPOILED = {
    "cut in half": (lambda data: data[: len(data) // 2], "faces.cut"),
    "cut by a byte": (lambda data: data[: len(data) - 40], "faces.cut"),
    "outlines zeroed": (lambda data: _spoil(data, b"glyf", 40, bytes(60)), "faces.damaged"),
    "one bit of an outline": (lambda data: _spoil(data, b"glyf", 51, bytes([data[_table(data, b"glyf")[1] + 51] ^ 1])), "faces.damaged"),
    "widths zeroed": (lambda data: _spoil(data, b"hmtx", 0, bytes(12)), "faces.damaged"),
    "glyphs beyond the outlines": (
        lambda data: _summed(_spoil(data, b"loca", _table(data, b"loca")[2] - 4, b"\x7f\xff\x7f\xff"), b"loca"), "faces.damaged"),
    "glyphs out of order": (lambda data: _summed(_spoil(data, b"loca", 4, b"\x7f\xff"), b"loca"), "faces.damaged"),
    "no outlines": (lambda data: data.replace(b"glyf", b"glyx", 1), "faces.no-outlines"),
    "nothing": (lambda _: b"", "faces."),
    "no face at all": (lambda _: b"%PDF-1.7\n" * 40, "faces."),
}  # fmt: skip


@pytest.fixture
def told(tmp_path, capsys):
    """Build a page in a face; what is said, and the status."""

    def build(data: bytes | None = None, *, case: dict | None = None, house: str = "") -> tuple[int, str]:
        root = tmp_path / "paper"
        shutil.rmtree(root, ignore_errors=True)
        one_block(root, case or STORY)
        if data is not None:
            (root / "assets" / "faces" / "song.ttf").write_bytes(data)
        if house:
            path = root / "layouts" / "house.yaml"
            path.write_text(path.read_text("utf-8").replace("song: {file: song.ttf}", house), "utf-8")
        status = main(["build", str(root / "layouts" / DATE), "-o", str(tmp_path / "o")])
        return status, capsys.readouterr().out

    return build


@pytest.mark.parametrize("spoiled", SPOILED)
def test_a_face_that_is_not_whole_is_refused(told, tiny_face, spoiled):
    """By its name, at its line of house.yaml, with exit status 1 or 4 and never a tick."""
    spoil, code = SPOILED[spoiled]
    status, out = told(spoil(Path(tiny_face).read_bytes()))
    assert status == 4, out
    assert f"error[{code}" in out
    assert "song.ttf" in out
    assert "layouts/house.yaml:" in out
    assert "✓" not in out


def test_a_house_may_vouch_for_a_face_with_wrong_checksums(told, tiny_face):
    """Some foundries' tools leave wrong sums behind: with the file's hash in house.yaml the face is taken."""
    import hashlib

    data = Path(tiny_face).read_bytes()
    row, _, _ = _table(data, b"glyf")
    data = data[: row + 4] + b"\0\0\0\1" + data[row + 8 :]
    assert told(data)[0] == 4
    status, out = told(data, house=f"song: {{file: song.ttf, sha256: {hashlib.sha256(data).hexdigest()}}}")
    assert status == 0, out


def _blank(path: Path, *names: str) -> bytes:
    """The tests' own face with some glyphs emptied."""
    font = TTFont(path)
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    for name in names:
        font["glyf"][name] = TTGlyphPen(None).glyph()
    out = path.parent / "blank.ttf"
    font.save(out)
    return out.read_bytes()


def test_a_character_without_an_outline_is_missing(told, tiny_face):
    """In the cmap, but white on paper: said as missing, with its place; 　 may be empty."""
    status, out = told(_blank(Path(tiny_face), f"mark{ord('，'):04x}"))
    # Other roles' faces stand in where they have it.
    assert status == 0, out
    root_case = {**STORY, "house": "faces: {" + ", ".join(f"{role}: {{file: song.ttf}}" for role in (
        "song", "song-bold", "song-heavy", "hei", "hei-medium", "hei-bold", "hei-heavy", "kai")) + "}\n"}  # fmt: skip
    status, out = told(_blank(Path(tiny_face), f"mark{ord('，'):04x}"), case=root_case)
    assert status == 1, out
    assert "error[faces.no-glyph]" in out
    assert "stories/2026-06-01/two.md" in out
    assert "U+FF0C" in out


def test_a_vertical_form_without_an_outline_is_missing_in_vertical_lines(told, tmp_path):
    """The same face is good for horizontal lines."""
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

    from tests.tiny_face import build

    path = tmp_path / "vert.ttf"
    build(path)
    font = TTFont(path)
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    font["glyf"]["empty"] = TTGlyphPen(None).glyph()
    font["hmtx"]["empty"] = (1000, 0)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    addOpenTypeFeaturesFromString(font, f"feature vert {{ sub mark{ord('，'):04x} by empty; }} vert;")
    font.save(path)
    one = {**STORY, "blocks": STORY["blocks"].replace("heading:", "vertical: true, heading:")}
    assert told(path.read_bytes())[0] == 0
    status, out = told(path.read_bytes(), case=one)
    assert status == 1, out
    assert "error[faces.no-glyph]" in out


def _charstrings_spoiled(path: Path) -> bytes:
    """A CFF face one of whose charstrings calls a subroutine that is not there."""
    data = Path(named_cff(path)).read_bytes()
    _, start, size = _table(data, b"CFF ")
    cff = data[start : start + size]
    places, _ = index(cff, top(cff)[CHAR_STRINGS][-1])
    calls = bytes([10]) * (places[3] - places[2])
    return _summed(_spoil(data, b"CFF ", places[2], calls), b"CFF ")


def test_charstrings_run_to_their_end(told, tmp_path):
    """A glyph that cannot be drawn is a damaged face."""
    status, out = told(_charstrings_spoiled(tmp_path / "named.otf"))
    assert status == 4, out
    assert "error[faces." in out
