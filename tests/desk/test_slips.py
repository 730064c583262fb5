"""Three hundred slips of the hand and of the line: whatever a file says, the desk gets an answer, not a traceback."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import COMMAND, DATE, PAGE, PHOTO, Desk

from banxin.files.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LONG = bool(os.environ.get("BANXIN_CAMPAIGN"))
_ROUNDS = 200 if _LONG else 15
_SEEDS = range(20)

_FILES = [
    "layouts/house.yaml",
    f"layouts/{DATE}/edition.yaml",
    PAGE,
    f"stories/{DATE}/harbour.md",
    f"stories/{DATE}/lamps.md",
]
#: What gets into files: structure, units, numbers beyond all measure, marks, controls, escapes.
_SCRAPS = [
    "0", "-1", "1", "99", "100000", "1e300", "nan", "0.0001", "9" * 400, "行", "字", "pt", "mm", "栏", "0pt", "1-0", "0-0", "3-1",
    "after harbour to 40", "after lamps", "[]", "{}", "null", "~", "yes", "''", '""', "|", ">", "- ", ": ", "#", " #", "&a ", "*a",
    "!!python/object:os.system", "!x ", "<<: ", "---\n", "...\n", "\t", "\n", "\n\n", " ", "　", "：", "，", "“", "”", "[", "]", "{", "}",
    '"\\ud800"', '"\\x00"', '"\\u202e"', '"\\U0010ffff"', "\x00", "\x07", "\x85", "\u2028", "\u200b", "\u202e", "\ufeff", "\ufffe", "\ud7ff",
    "\U000e0041", "𠮷", "😀", "é", "e\u0301", "葛\U000e0100", "ㄅ", "——", "……", "**", "*", "[字]{.dots}", "[字]{ruby=zì}", "[字]{.no}", "\\", "\\[",
    ":::", "::: box", "::: intro", "## ", "### ", " / ", "/", "../", "/etc/passwd", "a" * 300, "长" * 400, "W" * 90, "。" * 60, "（" * 40,
    "https://example.org/", "javascript:alert(1)", "continued: harbour", "photo: 1", "box: box", "story: lamps", "frame: line", "frame: tint",
    "takes: 0行", "takes: 999行", "style: ", "measure: 3字", "columns: 24", "columns: 1", "lines: 1-1", "lines: 600", "size: 500pt", "body: 99pt",
    "leading: 1pt", "gutter: 300mm", "trim: [1mm, 1mm]", "top: 900mm", "left: -5mm", "gap: 99行", "indent: 40字", "spacing: 5",
]  # fmt: skip


def _put_in(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(_SCRAPS) + text[at:]


def _put_for(text: str, dice: random.Random) -> str:
    """Put a scrap in place of one value or word."""
    words = [found for found in text.replace(",", " ,").split() if found]
    return text.replace(dice.choice(words), dice.choice(_SCRAPS), 1) if words else text


def _lose(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at + dice.randrange(1, 30) :]


def _double(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[: at + dice.randrange(1, 200)] + text[at:]


def _line_lost(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    del lines[dice.randrange(len(lines))]
    return "\n".join(lines)


def _line_moved(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(dice.randrange(len(lines)), lines.pop(dice.randrange(len(lines))))
    return "\n".join(lines)


def _indented(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines[at] = " " * dice.randrange(1, 5) + lines[at]
    return "\n".join(lines)


def _number(text: str, dice: random.Random) -> str:
    """Another figure for one that is there."""
    places = [at for at, character in enumerate(text) if character.isdigit()]
    at = dice.choice(places) if places else 0
    return text[:at] + str(dice.choice([0, 1, 2, 7, 9, 40, 600, 10**9])) + text[at + 1 :]


_SLIPS: list[Callable[[str, random.Random], str]] = [
    _put_in, _put_for, _put_for, _lose, _double, _line_lost, _line_moved, _indented, _number, _number,
]  # fmt: skip


def slip(root: Path, dice: random.Random) -> str:
    """Make one to three slips in a file; returns which file."""
    name = dice.choice(_FILES)
    path = root / name
    text = path.read_text("utf-8")
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        text = dice.choice(_SLIPS)(text, dice)
    data = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.05:
        at = dice.randrange(len(data) + 1)
        data = data[:at] + bytes([dice.randrange(256)]) + data[at:]
    path.write_bytes(data)
    return name


@pytest.mark.parametrize("seed", [
    pytest.param(seed) for seed in _SEEDS
])  # fmt: skip
def test_no_slip_of_the_hand_brings_a_traceback(seed: int, desk: Desk) -> None:
    """Every slip is answered with a status that scripts know, and each fault with its file."""
    dice = random.Random(seed)
    sound = {name: desk.path(name).read_bytes() for name in _FILES}
    for round_ in range(_ROUNDS):
        name = slip(desk.root, dice)
        said = desk.check()
        told = f"seed {seed} round {round_}: {name}\n{desk.path(name).read_bytes().decode('utf-8', 'replace')}\n{said.text}"
        assert said.status in (0, 1, 3, 4), told
        assert "Traceback" not in said.text, told
        assert (said.status == 0) == (not any("error[" in problem for problem in said.problems)), told
        assert all(problem.startswith(("layouts/", "stories/", "assets/")) for problem in said.problems), told
        for other, data in sound.items():
            desk.path(other).write_bytes(data)


@pytest.mark.parametrize("seed", _SEEDS)
def test_no_damage_to_a_photo_brings_a_traceback(seed: int, desk: Desk) -> None:
    """Bytes lost, changed or added anywhere: the page is right or the photo is named."""
    dice = random.Random(seed)
    whole = desk.path(PHOTO).read_bytes()
    for _ in range(_ROUNDS // 5):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            at = dice.randrange(len(data))
            match dice.randrange(3):
                case 0:
                    data[at] = dice.randrange(256)
                case 1:
                    del data[at : at + dice.randrange(1, 2000)]
                case _:
                    data[at:at] = bytes(dice.randrange(256) for _ in range(20))
        desk.path(PHOTO).write_bytes(bytes(data))
        said = desk.check()
        assert said.status in (0, 1, 3), said.text
        assert not said.status or "harbour" in said.text


def test_a_paragraph_pasted_into_a_headline_is_answered_at_once(desk: Desk) -> None:
    """Two hundred characters of headline are too many; that is said within three seconds, not after an hour."""
    desk.edit(f"stories/{DATE}/lamps.md", "老街换上新路灯", "街坊们晚饭后坐在灯下乘凉孩子们追着影子跑" * 10)
    done = subprocess.run(
        [sys.executable, str(COMMAND), "check", str(desk.root)], capture_output=True, check=False, timeout=3
    )
    assert done.returncode == 1


@pytest.mark.campaign
@pytest.mark.skipif(not _LONG, reason="the long form: make campaign")
@pytest.mark.parametrize("seed", range(20))
def test_slips_are_built_too(seed: int, desk: Desk, built: Path) -> None:
    """Building what is wrong writes a draft or nothing; the last good page stays."""
    dice = random.Random(1000 + seed)
    good = desk.outputs()
    for _ in range(100):
        slip(desk.root, dice)
        said = desk.build()
        assert said.status in (0, 1, 3, 4), said.text
        if said.status:
            assert desk.outputs() == good, said.text
        for path, data in good.items():
            replace_file(str(desk.out / path), data)
        shutil.copytree(built / "layouts", desk.root / "layouts", dirs_exist_ok=True)
        shutil.copytree(built / "stories", desk.root / "stories", dirs_exist_ok=True)
