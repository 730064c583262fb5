"""A picture that cannot be printed is named with its reason, and the page is a draft with a hole in its place."""

from __future__ import annotations

import os
import random
import signal

import pytest

from banxin.pictures import Examination, encode, read_facts
from banxin.pictures import _examine as examine
from banxin.pictures.screen import screen_of
from banxin.pictures.separate import Separation, separate
from banxin.plates.web import photo
from banxin.press.pdf.profiles import NEWSPRINT, own_profile
from banxin.problems import Fault, Words
from tests.conftest import CAMPAIGN
from tests.pictures.broken import animated, damaged, others, unsupported
from tests.pictures.kinds import kinds


def refused(data: bytes) -> tuple[str, str]:
    """The code and the sentence with which a picture is refused, read or examined; "" for one that is taken."""
    try:
        facts = read_facts("picture", data, None)
        faults = Examination([facts]).join()
        if not faults:
            return "", ""
        # Who decodes it without waiting for its examination comes to a fault, too, and to nothing else.
        for use in (
            encode,
            lambda one: photo(one, (0, 0, 1000, 1000), 400, screen_of(HOW)),
            lambda one: separate(one, HOW),
        ):
            if not facts.passes:
                try:
                    use(facts)
                except Fault:
                    continue
        fault = faults[0]
    except Fault as found:
        fault = found
    said = Words("en").sentence(fault.problem)
    assert " at 0x" not in said, said
    assert "<" not in said, said
    return fault.problem.code.removeprefix("pictures."), said


HOW = Separation(own_profile(NEWSPRINT))


@pytest.mark.parametrize("name", unsupported())
def test_what_nobody_decodes_is_not_called_damaged(name):
    """Its photographer would send the same file again."""
    code, said = refused(unsupported()[name])
    assert code == "unsupported", said


@pytest.mark.parametrize("name", animated())
def test_paper_does_not_move(name):
    """Which frame is printed is not for a program to say."""
    assert refused(animated()[name])[0] == "animated"


@pytest.mark.parametrize("name", others())
def test_what_is_something_else_is_named(name):
    """Each with its own way out."""
    code, data = others()[name]
    assert refused(data)[0] == code


@pytest.mark.parametrize("name", damaged())
def test_damage_is_found_before_it_is_printed(name):
    """Also where a decoder would fill with grey what is missing."""
    code, said = refused(damaged()[name])
    assert code in ("damaged", "truncated"), said


def test_a_picture_that_kills_its_decoder_is_named_and_the_others_are_looked_at(monkeypatch, tmp_path):
    """A fall in the middle of an edition's pictures tells nothing of those behind it."""
    monkeypatch.setenv("BANXIN_CACHE", str(tmp_path))
    decode = examine._decode

    def fatal(picture) -> None:
        if picture.path in ("1", "3"):
            os.kill(os.getpid(), signal.SIGKILL)
        decode(picture)

    monkeypatch.setattr(examine, "_decode", fatal)
    data = [
        kinds()["png"].data,
        kinds()["webp"].data,
        damaged()["tiff lzw zeroed"],
        kinds()["png gray"].data,
        damaged()["jpeg zeroed"],
    ]
    faults = Examination([read_facts(str(at), own, None) for at, own in enumerate(data)]).join()
    assert [fault.problem.words["path"] for fault in faults] == ["1", "2", "3", "4"]
    assert all(fault.problem.code == "pictures.damaged" for fault in faults)


def test_any_damage_is_a_message():
    """Whatever is wrong with a file, in whichever place: it is taken or refused, and no error of ours."""
    chance = random.Random(11)
    taken = list(kinds().values())
    for _ in range(3000 if CAMPAIGN else 60):
        data = bytearray(chance.choice(taken).data)
        for _ in range(chance.randint(1, 6)):
            at = int(len(data) * chance.random() ** 2)
            data[at : at + 1] = bytes([chance.randrange(256)]) * chance.randint(0, 3)
        refused(bytes(data[: chance.randint(len(data) // 3, len(data))]) if chance.random() < 0.3 else bytes(data))
