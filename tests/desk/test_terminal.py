"""Copy never writes to the terminal: what it holds of controls, escapes and turns of direction is shown as signs, by every verb."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from conftest import DATE, PAGE, PHOTO, Desk
from PIL import Image

from banxin.desk._printed import seen_only
from banxin.desk._waiting import WaitingLine
from banxin.problems import Report, Source, Span, Words, in_json, show, visible

if TYPE_CHECKING:
    from pathlib import Path

#: A colour, a title for the window, a bell, a line overwritten, letters taken back, C1's escape, text turned round and hidden.
NASTY = "\x1b[31m", "\x1b]0;title\x07", "\x07", "\r", "\b\b", "\x9b2J", "\x85", "\x7f", "\u202e", "\u2066", "\u200f", "\u061c", "\u2028", "\ufeff"  # fmt: skip
ALL = "".join(NASTY)
#: What a file's name may hold.
NAME = ALL.replace("/", "")


def sound(text: str) -> bool:
    """Whether a terminal would just show it."""
    hidden = {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")}
    return hidden <= set("\n\t\u200c\u200d\xad")


def said(desk: Desk, *words: str) -> str:
    """What a command prints, in both languages and to machines, all of it sound; the Chinese."""
    told = ""
    for more in (("--format", "json"), ("--lang", "en"), ("--lang", "zh")):
        found = desk.run(*words, *(more if words[0] != "galley" or more[0] != "--lang" else ()))
        assert sound(found.text), (words, more, found.text)
        assert found.status != 70, found.text
        if more[0] == "--format":
            for line in found.text.splitlines():
                json.loads(line)
        told = found.text
    return told


@pytest.mark.parametrize("nasty", NASTY, ids=[f"U+{ord(one[0]):04X}" for one in NASTY])
def test_copy_is_shown_and_not_obeyed(nasty: str, desk: Desk) -> None:
    """In a story, a layout and a table; in text, in a headline and in keys."""
    desk.edit(f"stories/{DATE}/lamps.md", "四十盏", f"四十{nasty}盏[")
    desk.edit(PAGE, "story: lamps", f"story: lamps{nasty}")
    text = said(desk, "check", str(desk.root / "layouts" / DATE))
    assert "error[" in text
    shown = visible(nasty)
    assert shown in text or nasty in "\r\ufeff", "somebody has to see what is wrong"


def test_names_and_keys_are_shown_and_not_obeyed(desk: Desk) -> None:
    """Keys of a layout, of a story and of the house; names of pictures, tables, pages and styles."""
    desk.edit(PAGE, "story: lamps", f'"sto{ALL}ry": lamps')
    desk.edit(f"stories/{DATE}/harbour.md", "signoff:", f"sign{ALL}off:")
    desk.write("layouts/house.yaml", desk.text("layouts/house.yaml") + f"\nhou{ALL}se: 1\n")
    said(desk, "check", str(desk.root / "layouts" / DATE))
    said(desk, "status", str(desk.root / "layouts" / DATE))
    said(desk, "check", str(desk.root / "layouts" / f"2026{ALL}"))
    said(desk, "build", str(desk.root / "layouts" / DATE), f"--profile={ALL}")


@pytest.mark.parametrize(
    "words",
    [
        ("build", f"x{ALL}"), (f"buil{ALL}d",), ("build", f"--onl{ALL}y"), ("build", "--only", ALL), ("explain", ALL), ("completion", ALL), ("new", "story", ALL),
        ("new", "paper", f"p{ALL}"), ("import", f"x{ALL}"), ("galley", f"x{ALL}", "--measure", "13字"), ("galley", "x", "--measure", ALL), ("meter", ALL), ("meter", "--paragraph", ALL), ("fonts", ALL),
        ("rename", ALL, "b"), ("rename", "lamps", ALL), ("move", ALL, "--lines", "1-2"), ("migrate", ALL), ("migrate", "--keep", ALL), ("undo", ALL),
        ("export", "epaper", ALL), ("export", ALL), ("plates", ALL), ("schema", ALL), ("status", ALL), ("check", "--revision", ALL), ("build", "--stamp", ALL),
    ],
    ids=lambda words: words[0].encode("ascii", "ignore").decode("ascii").translate({0x1B: None, 7: None, 13: None, 8: None, 0x7F: None}),
)  # fmt: skip
def test_what_was_typed_is_shown_and_not_obeyed(
    words: tuple[str, ...], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path or word out of a script is as much a stranger's as copy is."""
    monkeypatch.chdir(desk.root)
    said(desk, *words)


def test_pictures_names_and_what_cameras_write_are_shown(desk: Desk) -> None:
    """A photo's name, and IPTC and EXIF texts in it."""
    name = f"har{NAME}bour.jpg"
    photo = Image.open(desk.path(PHOTO))
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = ALL, ALL, ALL
    photo.save(desk.root / "assets" / DATE / name, exif=exif)
    shutil.copy(desk.root / "assets" / DATE / name, desk.path(PHOTO))
    desk.edit(f"stories/{DATE}/harbour.md", "harbour.jpg", f'"{name}"' if "\n" not in name else name)
    for verb in ("check", "build", "status", "plates"):
        said(desk, verb, str(desk.root / "layouts" / DATE))


def test_wire_copy_is_shown_and_not_obeyed(desk: Desk, tmp_path: Path) -> None:
    """What comes off a wire is the least known of all; its file's name, too."""
    wire = tmp_path / f"wire{NAME}.txt"
    wire.write_text(
        f"东屿{ALL}轻轨通车\n本报记者 沈{ALL}禾\n" + "今晨首班列车驶出望澜站，乘客站满了站台。" * 8 + f"{ALL}\n",
        "utf-8",
    )
    for _ in range(2):
        said(desk, "import", str(wire), "-o", str(desk.root / "stories" / DATE / f"n{NAME}.md"))
    said(desk, "galley", "--text", str(wire), "--measure", "13字")


def test_a_line_s_end_in_a_name_forges_no_message(desk: Desk) -> None:
    """A story that is named over two lines does not say a second thing."""
    desk.edit(PAGE, "story: lamps", 'story: "lamps\\nerror[desk.ours] all is lost"')
    text = said(desk, "check", str(desk.root / "layouts" / DATE))
    assert not re.search(r"^error\[desk.ours\]", text, re.MULTILINE)


def test_carets_stand_under_what_is_shown() -> None:
    """Signs are wider than what they stand for, hanzi two columns, accents none."""
    text = "一\x1b二\u202e三e\u0301x四"
    for at, under in (
        (text.index("\x1b"), 1), (text.index("二"), 2), (text.index("\u202e"), 8), (text.index("三"), 2), (text.index("x"), 1), (text.index("四"), 2),
    ):  # fmt: skip
        report = Report()
        report.error("story.bracket", Span(Source("a.md", text), at, at + 1))
        line, carets = show(next(iter(report)), Words("en")).splitlines()[1:3]
        assert line == "  | 一␛二<U+202E>三e\u0301x四"
        before = carets.index("^") - 4
        own = visible(text[:at])
        width = sum(2 if letter >= "\u2e80" else 0 if unicodedata.combining(letter) else 1 for letter in own)
        assert (before, carets.count("^")) == (width, under), text[at]


def test_json_keeps_what_it_says() -> None:
    """Machines get every character back, and a terminal that JSON is looked at on shows it."""
    text = ALL + "\U000e0041\u200dé字😀"
    line = in_json(json.dumps({text: text}, ensure_ascii=False))
    assert sound(line)
    assert json.loads(line) == {text: text}
    assert "字😀" in line


def test_streams_come_back(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever calls the command has its own output again behind it, whatever happened."""
    own = sys.stdout, sys.stderr
    with contextlib.suppress(KeyError), seen_only():
        print(ALL, file=sys.stderr)
        raise KeyError
    assert (sys.stdout, sys.stderr) == own
    assert sound(capsys.readouterr().err)


def test_the_line_that_one_waits_with_obeys_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of pages go into it, and a command of another desk."""
    line, put = WaitingLine(Words("en"), "build"), list[str]()
    monkeypatch.setattr(line, "_put", put.append)
    line._begun -= 100
    line._look("progress.locked", {"process": 1, "host": "h", "run": ALL, "since": "2026"})
    monkeypatch.setattr("banxin.desk._waiting._columns", lambda: 500)
    line._tick(0, None)
    (shown,) = put
    assert sound(shown.removeprefix("\r\x1b[K"))
    assert os.getpid() == line._process
